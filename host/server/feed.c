/* Calendars that other programs fetch: of a practitioner, by an address that they made for themselves, and of
 * whoever booked, by the link of their mail. The secret is in the address alone; the store has its hash. */
#include "clinic.h"

#include "../../clinic/ics.h"

#include <sodium.h>
#include <string.h>

enum { DAY_S = 86400, BACK_DAYS = 30, AHEAD_DAYS = 180 };
static const struct actor nobody = {0, 0, ROLE_none};

/* --- by which secret -------------------------------------------------------------------------------------- */

/* The letters between two ends of a path; their secret's hash. 0: it is another path. */
static int path_hash(const struct ask *q, const char *before, const char *after, const char *use,
                     uint8_t *ret_hash)
{
    size_t from = strlen(before), end = strlen(after);
    unsigned char secret[32];
    if (q->post || q->path.len != from + COOKIE_LEN + end || memcmp(q->path.p, before, from) != 0 ||
        memcmp(q->path.p + from + COOKIE_LEN, after, end) != 0 ||
        !secret_read(q->path.p + from, COOKIE_LEN, secret))
        return 0;
    secret_hash(use, secret, sizeof secret, ret_hash);
    sodium_memzero(secret, sizeof secret);
    return 1;
}

/* No calendar is at this address: as of any page that there is not. Only who was wrong is counted, so that phones
 * which still ask for one that is switched off shut nobody else out. */
static int not_there(struct server *s, struct arena *a, const struct ask *q, struct reply *ret)
{
    if (limit_take(&s->front->feeds, &q->address, clock_ms()))
        return 0;
    ret->route = "/feed/*";
    ret->retry_s = 60;
    reply_broken(s, a, 429, "Too many tries", "Wait a minute. Then try again.", ret);
    return 1;
}

static int broken(struct server *s, struct arena *a, enum store_result why, struct reply *ret)
{
    reply_world(s, a, why, ret);
    return 1;
}

static void put_file(struct text *t, const char *route, struct reply *ret)
{
    ret->status = 200;
    ret->type = "text/calendar; charset=utf-8";
    ret->body = (struct span){t->p, (uint32_t)t->len};
    ret->route = route;
    ret->no_store = 1;
}

static const char *hex_text(struct text *t, int64_t number)
{
    t->len = 0;
    put_number_hex(t, number);
    text_char(t, '\0');
    return t->p;
}

static enum ics_status status_of(const char *state)
{
    return strcmp(state, "cancelled") == 0 || strcmp(state, "lapsed") == 0 ? ICS_cancelled
           : strcmp(state, "held") == 0 || strcmp(state, "offered") == 0   ? ICS_tentative
                                                                           : ICS_confirmed;
}

/* --- of a practitioner ------------------------------------------------------------------------------------- */

struct feed {
    struct server *s;
    struct arena *a;
    struct rows who, sites, visits;
    int64_t now_s;
    struct text uid, summary, place; /* of one visit after the other: there may be thousands */
};

static const char *place_words(struct feed *f, uint32_t i)
{
    struct text *t = &f->place;
    int at = row_of(&f->sites, row_whole(&f->visits, i, calendar_site));
    const char *room = row_text(&f->visits, i, calendar_room);
    t->len = 0;
    text_str(t, at < 0 ? "" : row_text(&f->sites, (uint32_t)at, sites_name));
    if (*room) {
        text_str(t, t->len ? ", " : "");
        text_str(t, room);
    }
    text_char(t, '\0');
    return t->p;
}

static const char *summary_words(struct feed *f, int64_t minutes)
{
    f->summary.len = 0;
    text_lit(&f->summary, "Visit (");
    text_int(&f->summary, minutes);
    text_lit(&f->summary, " min)");
    text_char(&f->summary, '\0');
    return f->summary.p;
}

static void put_visit(struct feed *f, uint32_t i, struct text *t)
{
    const struct rows *r = &f->visits;
    int64_t minutes = row_whole(r, i, calendar_minutes);
    struct ics_visit v = {.uid = hex_text(&f->uid, row_whole(r, i, calendar_booking)),
                          .home = f->s->site.base_url,
                          .from_s = row_whole(r, i, calendar_from_s),
                          .until_s = row_whole(r, i, calendar_from_s) + minutes * 60,
                          .stamp_s = row_whole(r, i, calendar_changed_s),
                          .made_s = row_whole(r, i, calendar_made_s),
                          .changed_s = row_whole(r, i, calendar_changed_s),
                          .sequence = row_whole(r, i, calendar_sequence),
                          .status = status_of(row_text(r, i, calendar_state)),
                          .summary = summary_words(f, minutes),
                          .location = place_words(f, i)};
    ics_put(t, &v);
}

/* What was held for somebody who did not confirm it in time is no visit, also before the minute has come that
 * writes so. */
static int ran_out(const struct feed *f, uint32_t i)
{
    return status_of(row_text(&f->visits, i, calendar_state)) == ICS_tentative &&
           row_whole(&f->visits, i, calendar_held_until_s) <= f->now_s;
}

static enum store_result fetch(struct feed *f)
{
    const struct actor self = {row_whole(&f->who, 0, feed_clinic), 0, ROLE_system};
    const struct value of[] = {value_whole(row_whole(&f->who, 0, feed_account)),
                               value_whole(f->now_s - (int64_t)BACK_DAYS * DAY_S),
                               value_whole(f->now_s + (int64_t)AHEAD_DAYS * DAY_S)};
    enum store_result r = store_list(f->s->store, &self, LIST_sites, NULL, 0, f->a, &f->sites);
    return r == STORE_OK ? store_list(f->s->store, &self, LIST_calendar, of, 3, f->a, &f->visits)
                         : r;
}

int feed_serve(struct server *s, struct arena *a, const struct ask *q, struct reply *ret)
{
    struct feed f = {.s = s, .a = a, .now_s = clock_s(), .uid.mem = a};
    struct text name = {.mem = a}, t = {.mem = a};
    uint8_t hash[STORE_HASH];
    f.summary.mem = f.place.mem = a;
    if (!path_hash(q, "/feed/", ".ics", "feed", hash) || !clinic_there(s, a))
        return 0;
    struct value by = value_bytes(hash, STORE_HASH);
    enum store_result r = store_list(s->store, &nobody, LIST_feed, &by, 1, a, &f.who);
    if (r == STORE_OK && !f.who.count)
        return not_there(s, a, q, ret);
    if (r == STORE_OK)
        r = fetch(&f);
    if (r != STORE_OK)
        return broken(s, a, r, ret);
    text_lit(&name, "Visits of ");
    text_str(&name, row_text(&f.who, 0, feed_name));
    text_char(&name, '\0');
    ics_open(&t, ICS_snapshot, name.p);
    for (uint32_t i = 0; i < f.visits.count; i++)
        if (!ran_out(&f, i))
            put_visit(&f, i, &t);
    ics_close(&t);
    put_file(&t, "/feed/*", ret);
    return 1;
}

/* --- of whoever booked --------------------------------------------------------------------------------------- */

struct linked {
    struct server *s;
    struct arena *a;
    struct rows link, clinic, sites, practitioners;
};

static enum store_result fetch_linked(struct linked *l, int64_t clinic, const struct value *hash)
{
    const struct actor who = {clinic, 0, ROLE_public};
    enum store_result r = store_list(l->s->store, &who, LIST_diary_link, hash, 1, l->a, &l->link);
    if (r == STORE_OK)
        r = store_list(l->s->store, &who, LIST_clinic, NULL, 0, l->a, &l->clinic);
    if (r == STORE_OK)
        r = store_list(l->s->store, &who, LIST_sites, NULL, 0, l->a, &l->sites);
    if (r == STORE_OK)
        r = store_list(l->s->store, &who, LIST_practitioners, NULL, 0, l->a, &l->practitioners);
    return r;
}

static const char *text_at(const struct rows *r, int64_t number, int column)
{
    int at = row_of(r, number);
    return at < 0 ? "" : row_text(r, (uint32_t)at, column);
}

/* calendar.ics is left off the address of the page itself. */
static const char *link_url(struct linked *l, const struct ask *q, const char *after)
{
    struct text t = {.mem = l->a};
    text_str(&t, l->s->site.base_url);
    text_add(&t, q->path.p, q->path.len - strlen(after));
    text_char(&t, '\0');
    return t.p;
}

static void put_linked(struct linked *l, const char *url, struct text *t)
{
    const struct rows *r = &l->link;
    int64_t site = row_whole(r, 0, diary_link_site), from_s = row_whole(r, 0, diary_link_from_s);
    const struct ics_words w = {
        .clinic = l->clinic.count ? row_text(&l->clinic, 0, clinic_name) : "",
        .site = text_at(&l->sites, site, sites_name),
        .address = text_at(&l->sites, site, sites_address),
        .telephone = text_at(&l->sites, site, sites_telephone),
        .directions = text_at(&l->sites, site, sites_directions),
        .with =
            text_at(&l->practitioners, row_whole(r, 0, diary_link_account), practitioners_name)};
    struct text uid = {.mem = l->a};
    struct ics_visit v = {.uid = hex_text(&uid, row_whole(r, 0, diary_link_booking)),
                          .home = l->s->site.base_url,
                          .from_s = from_s,
                          .until_s = from_s + 60 * row_whole(r, 0, diary_link_minutes),
                          .stamp_s = row_whole(r, 0, diary_link_changed_s),
                          .made_s = row_whole(r, 0, diary_link_made_s),
                          .changed_s = row_whole(r, 0, diary_link_changed_s),
                          .sequence = row_whole(r, 0, diary_link_sequence),
                          .status = status_of(row_text(r, 0, diary_link_state)),
                          .url = url};
    ics_for_visitor(l->a, &w, &v);
    ics_open(t, ICS_snapshot, NULL);
    ics_put(t, &v);
    ics_close(t);
}

int feed_link_serve(struct server *s, struct arena *a, const struct ask *q, struct reply *ret)
{
    static const char after[] = "/calendar.ics";
    struct linked l = {.s = s, .a = a};
    struct text t = {.mem = a};
    struct rows where;
    uint8_t hash[STORE_HASH];
    if (!path_hash(q, "/book/link/", after, "diary link", hash) || !clinic_there(s, a))
        return 0;
    struct value by = value_bytes(hash, STORE_HASH);
    enum store_result r = store_list(s->store, &nobody, LIST_link_clinic, &by, 1, a, &where);
    if (r == STORE_OK && !where.count)
        return not_there(s, a, q, ret);
    if (r == STORE_OK)
        r = fetch_linked(&l, row_whole(&where, 0, link_clinic_clinic), &by);
    if (r != STORE_OK)
        return broken(s, a, r, ret);
    if (!l.link.count || !row_is(&l.link, 0, diary_link_from_s))
        return not_there(s, a, q, ret); /* it opens a place on the wait list */
    put_linked(&l, link_url(&l, q, after), &t);
    put_file(&t, "/book/link/*/calendar.ics", ret);
    return 1;
}
