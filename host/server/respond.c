/* From a request of somebody who is signed in to the clinic's page: what the route reads is fetched within
 * their clinic, what the page answers is kept in one change. What is not theirs, what their role may not see
 * and what does not exist are one and the same page. */
#include "clinic.h"

#include "zone.h"

#include <string.h>

enum { TRIES = 6 };
static const struct span nowhere = {"/clinic/-", 9};

struct turn {
    struct server *s;
    struct arena *a;
    struct room *m;
    const struct ask *q;
    struct seat *seat;
    struct reply *ret;
    const struct clinic_route *route; /* NULL: there is none for them */
    int64_t number;
    int fetched; /* what it reads is there */
    struct person_row row;
    struct app_site site;
    struct clinic_request request;
    struct clinic_response response;
};

/* --- what it is told ------------------------------------------------------------------------------------------ */

/* A form is made for one patient, also where their record is not read. */
static uint64_t tag_of_patient(int64_t patient)
{
    uint8_t hash[STORE_HASH];
    uint64_t tag;
    secret_hash("patient", (const unsigned char *)&patient, sizeof patient, hash);
    memcpy(&tag, hash, sizeof tag);
    return tag | 1;
}

static void set_now(struct turn *t)
{
    struct app_request *q = &t->request.app;
    int at = q->zone_counts ? -1 : row_of(&t->request.sites, t->seat->staff.site);
    struct moment there;
    if (at >= 0 && *row_text(&t->request.sites, (uint32_t)at, sites_zone) &&
        zone_moment(row_text(&t->request.sites, (uint32_t)at, sites_zone), q->now.at_s, &there))
        q->now = there;
}

static void set_request(struct turn *t)
{
    struct clinic_request *q = &t->request;
    request_begin(t->s, t->a, &t->row, &q->app);
    if (q->clinic.count)
        site_of(t->s, t->a, &q->clinic, &t->site);
    set_now(t);
    q->app.site = &t->site;
    q->app.post = t->q->post;
    q->app.path = t->route ? t->q->path : nowhere;
    q->app.query = t->q->query;
    q->app.body = t->q->body;
    q->app.tag = t->route && t->route->reads & READS_patient ? tag_of_patient(t->number) : 0;
    q->facts = t->row.facts;
    q->mail_set = mail_is_set(t->s);
    q->proof_due = !seat_stepped(t->s, t->seat, clock_s());
    if (!q->app.record.p)
        q->app.record.p = "";
}

/* --- what is kept ----------------------------------------------------------------------------------------------- */

static int64_t whole_of(const struct act *act, int value)
{
    return act->value[value].what == VALUE_whole ? act->value[value].whole : 0;
}

/* Another role, or none any more: whatever they are signed in to ends with it. */
static void end_sessions(struct turn *t, const struct act *act, struct acts *to)
{
    const struct rows *staff = &t->request.staff_rows;
    int at = row_of(staff, whole_of(act, 0));
    int leaves = act->name == ACT_account_leave && whole_of(act, 1);
    int other = act->name == ACT_account_edit && at >= 0 && act->value[1].what == VALUE_text &&
                strcmp(row_text(staff, (uint32_t)at, staff_role), act->value[1].text.p) != 0;
    if (leaves || other)
        act_put(to, account_out, act->value[0]);
}

static void notes_of(struct turn *t, struct change *c)
{
    const struct clinic_response *r = &t->response;
    struct audit_note *note = arena_alloc(t->a, CLINIC_NOTES + 1, sizeof *note);
    int n = 0;
    if (t->route && t->route->reads & READS_record)
        note[n++] = (struct audit_note){"read", t->number};
    for (int i = 0; i < r->note_count; i++)
        note[n++] = r->note[i];
    c->audit = note;
    c->audit_count = n;
}

static enum store_result commit_portion(struct turn *t)
{
    const struct portion *p = &t->response.portion;
    struct change c = {.actor = t->seat->staff.actor,
                       .facts = {"", 0},
                       .acts = p->act,
                       .act_count = p->count,
                       .each_new = 1,
                       .audit = p->note,
                       .audit_count = p->notes,
                       .now_s = t->request.app.now.at_s};
    return store_change(t->s->store, &c);
}

/* A page that is only looked at changes nothing, but who looked is on disk before it is shown. */
static enum store_result commit(struct turn *t)
{
    const struct clinic_response *r = &t->response;
    struct acts *acts = arena_alloc(t->a, 1, sizeof *acts);
    struct change c = {.actor = t->seat->staff.actor, .now_s = t->request.app.now.at_s};
    struct span none = {"", 0};
    if (t->q->post && r->portion.count)
        return commit_portion(t);
    c.facts = t->q->post && r->app.facts.len
                  ? (struct span){r->app.facts.p, (uint32_t)r->app.facts.len}
                  : none;
    for (int i = 0; t->q->post && i < r->act_count; i++) {
        acts_add(acts, r->act[i].name, r->act[i].value, r->act[i].count);
        end_sessions(t, &r->act[i], acts);
    }
    if (c.facts.len)
        summary_act(t->s, t->a, t->row.record, &r->app.facts, t->request.app.now.day, c.now_s,
                    acts);
    c.acts = acts->act;
    c.act_count = acts->count;
    c.patient = t->route && t->route->reads & READS_patient ? t->number : 0;
    c.facts_seen = c.facts.len && t->row.person ? 1 + t->row.facts : 0;
    notes_of(t, &c);
    return c.facts.len || c.act_count || c.audit_count ? store_change(t->s->store, &c) : STORE_OK;
}

/* --- one answer ---------------------------------------------------------------------------------------------------- */

static void not_there(struct turn *t)
{
    t->route = NULL;
    t->row = (struct person_row){.record = {"", 0}};
    set_request(t);
    t->request.app.post =
        0; /* the page of an address that does not exist, whatever was sent to it */
    clinic_respond(t->a, &t->request, &t->response);
    reply_of(&t->response.app, t->ret);
}

static enum store_result one_turn(struct turn *t)
{
    memset(&t->request, 0, sizeof t->request);
    t->row = (struct person_row){.record = {"", 0}};
    t->site = t->s->site;
    t->request.staff = &t->seat->staff;
    t->request.form_key = t->seat->form_key;
    enum store_result r =
        reads_fetch(t->s, t->a, t->m, t->q, t->seat, t->route, t->number, &t->request, &t->row);
    t->fetched = r == STORE_OK;
    if (r != STORE_OK)
        return r;
    set_request(t);
    clinic_respond(t->a, &t->request, &t->response);
    return commit(t);
}

static int reads_diary(const struct turn *t)
{
    return t->route && t->route->reads & (READS_diary | READS_booking);
}

/* Another page was quicker, and this one, asked again, sees what it did: it wrote to the record, took the time, or
 * changed the booking. Of other pages nothing but the very same thing can be there already. */
static int was_late(const struct turn *t, enum store_result kept)
{
    return (kept == STORE_CONFLICT && (t->row.person || reads_diary(t))) ||
           (kept == STORE_NONE && t->fetched && reads_diary(t));
}

static int may(const struct turn *t)
{
    return t->route && t->route->roles >> t->seat->staff.actor.role & 1;
}

static void answer(struct turn *t)
{
    const struct clinic_response *r = &t->response;
    reply_of(&r->app, t->ret);
    if (!t->q->post || r->link == CLINIC_LINK_none || r->app.status != 303)
        return;
    struct leaf *l = leaf_make(t->s, t->a, t->q, t->seat, t->ret);
    if (r->link == CLINIC_LINK_feed)
        feed_page(l);
    else
        link_page(l, r->link, r->link_for, r->link_name);
}

void respond(struct server *s, struct arena *a, struct room *m, const struct ask *q,
             struct seat *seat, struct reply *ret)
{
    struct turn *t = arena_alloc(a, 1, sizeof *t);
    enum store_result kept;
    int tries = 0;
    *t = (struct turn){.s = s, .a = a, .m = m, .q = q, .seat = seat, .ret = ret};
    t->route = clinic_route(q->path, &t->number);
    if (!may(t))
        t->route = NULL;
    size_t mark = a->used;
    do {
        a->used = mark; /* the handler is pure: it is asked again with what is known now */
        kept = one_turn(t);
    } while (++tries < TRIES && was_late(t, kept));
    if (kept == STORE_OK && t->route)
        answer(t);
    else if (reads_diary(t) && was_late(t, kept))
        reply_broken(s, a, 409, "Somebody else was quicker",
                     "Nothing was kept. Go back, look at the day again, and choose another time.",
                     ret);
    else if (kept == STORE_OK || kept == STORE_NONE)
        not_there(t);
    else if (kept == STORE_CONFLICT && !t->row.person)
        reply_broken(s, a, 409, "That is there already",
                     "Nothing was kept. If it is an account: somebody here signs in with this "
                     "email already. Go back, and write another.",
                     ret);
    else
        reply_world(s, a, kept, ret);
}
