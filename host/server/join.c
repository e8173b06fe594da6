/* A patient's link: /join/SECRET. It ties the record that the clinic has begun to this browser, or joins the
 * record of this browser with it, with all that was told before. To look at it uses nothing up: programs that
 * look at links, and cameras, follow them too. */
#include "join.h"

#include <sodium.h>
#include <string.h>

/* One more year of birth for this link; how many that makes. */
static int born_try(struct front *f, const uint8_t *hash)
{
    struct born *b = &f->born;
    int tries = 0;
    pthread_mutex_lock(&b->lock);
    for (int i = 0; i < BORN_ROOM && !tries; i++)
        if (memcmp(b->of[i].hash, hash, STORE_HASH) == 0)
            tries = ++b->of[i].tries;
    if (!tries) { /* only links that work come here, so nobody crowds another out at will */
        memcpy(b->of[b->next].hash, hash, STORE_HASH);
        b->of[b->next].tries = tries = 1;
        b->next = (b->next + 1) % BORN_ROOM;
    }
    pthread_mutex_unlock(&b->lock);
    return tries;
}

static void kill_link(struct join *j)
{
    struct acts acts = {.count = 0};
    const struct audit_note note = {"link closed: wrong year of birth",
                                    row_whole(&j->link.rows, 0, link_patient)};
    act_put(&acts, link_use, value_bytes(j->link.hash, STORE_HASH));
    struct change c = {.actor = {row_whole(&j->link.rows, 0, link_clinic), 0, ROLE_system},
                       .acts = acts.act,
                       .act_count = acts.count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = j->request.now.at_s};
    c.facts.p = "";
    if (store_change(j->s->store, &c) != STORE_OK)
        log_line("error", "a patient's link could not be closed");
}

/* 1, or 0 after answering. */
static int born_right(struct join *j)
{
    int64_t born = row_whole(&j->link.rows, 0, link_born), told = 0;
    const char *s = posted(j->v, "born", 0);
    if (!born)
        return 1;
    for (int i = 0; s && *s >= '0' && *s <= '9' && i < 4; i++)
        told = told * 10 + (*s++ - '0');
    int tries = born_try(j->s->front, j->link.hash);
    if (tries <= BORN_TRIES && told == born && s && !*s)
        return 1;
    if (tries >= BORN_TRIES) {
        kill_link(j);
        join_dead(j);
        return 0;
    }
    wrong(j->v, "born",
          "That is not the year that the clinic has. Look again, or ask the clinic. "
          "After five tries the link closes.");
    return 1;
}

/* Two records of one person: what both say. */
static struct span both(struct join *j, struct span one, struct span other)
{
    struct text t = {.mem = j->a};
    text_add(&t, one.p, one.len);
    if (t.len && t.p[t.len - 1] != '\n')
        text_char(&t, '\n');
    text_add(&t, other.p, other.len);
    return (struct span){t.len ? t.p : "", (uint32_t)t.len};
}

/* That they agree, in their own name: as a fact of the form that was sent. */
static int agreed(struct join *j, struct span record, struct text *ret_facts)
{
    struct app_request *q = arena_alloc(j->a, 1, sizeof *q);
    struct app_response *r = arena_alloc(j->a, 1, sizeof *r);
    struct visit *v = arena_alloc(j->a, 1, sizeof *v);
    *q = j->request;
    q->record = record;
    if (!visit_begin(v, j->a, q, r) || !visit_take(v))
        return 0;
    fact_begin(v, KIND_consent);
    fact_put(v, "to", "store");
    fact_put(v, "to", "share");
    fact_put(v, "version", "1");
    fact_end(v);
    keep_clinical(v);
    *ret_facts = r->facts;
    return 1;
}

/* was: the hash of the browser in a record that is not theirs, which it leaves in the same change; NULL. */
static enum store_result tie(struct join *j, const struct person_row *theirs, const uint8_t *was)
{
    const struct rows *k = &j->link.rows;
    int64_t patient = row_whole(k, 0, link_patient);
    int joins = j->row->person && !j->leaves && j->row->person != theirs->person;
    struct span record = joins ? both(j, j->row->record, theirs->record) : theirs->record;
    struct acts *acts = arena_alloc(j->a, 1, sizeof *acts);
    struct text facts = {.mem = j->a};
    const struct audit_note note = {"joined", patient};
    if (!agreed(j, record, &facts))
        return STORE_BROKEN;
    if (record.len + facts.len > RECORD_MAX)
        return STORE_REFUSED;
    act_put(acts, link_use, value_bytes(j->link.hash, STORE_HASH));
    act_put(acts, patient_join, value_whole(patient), value_person());
    summary_act(j->s, j->a, record, &facts, j->request.now.day, j->request.now.at_s, acts);
    struct change c = {.person = joins ? j->row->person : theirs->person,
                       .absorb = joins ? theirs->person : 0,
                       .forget = was,
                       .acts = acts->act,
                       .act_count = acts->count,
                       .audit = &note,
                       .audit_count = 1,
                       .facts_seen = 1 + (joins ? j->row->facts : theirs->facts),
                       .now_s = j->request.now.at_s};
    c.actor = (struct actor){row_whole(k, 0, link_clinic), c.person, ROLE_patient};
    c.facts = (struct span){facts.len ? facts.p : "", (uint32_t)facts.len};
    if (joins)
        c.facts = both(j, theirs->record, c.facts);
    c.browser = joins || j->row->person == theirs->person ? NULL : j->x->hash;
    return store_change(j->s->store, &c);
}

static void joined(struct join *j)
{
    static const struct actor self = {0, 0, ROLE_system};
    struct person_row theirs = {.record = {"", 0}};
    struct session was = *j->x;
    enum store_result r =
        store_person(j->s->store, &self, row_whole(&j->link.rows, 0, link_person), j->a, &theirs);
    if (j->leaves) /* a record that is not theirs: with a fresh secret, and the old one opens nothing */
        session_fresh(j->x);
    if (r == STORE_OK)
        r = tie(j, &theirs, j->leaves ? was.hash : NULL);
    if (r != STORE_OK)
        *j->x = was;
    if (r == STORE_NONE)
        join_dead(j); /* it was used at the same moment */
    else if (r != STORE_OK)
        reply_world(j->s, j->a, r, j->ret);
    else
        j->ret->status = 303;
    if (r == STORE_OK) {
        j->ret->location = "/";
        session_put(j->x, j->ret);
    }
    sodium_memzero(&was, sizeof was);
}

/* Two rows of one clinic about the same person: the desk has to say which of them stays. */
static int known_there(struct join *j)
{
    for (uint32_t i = 0; i < j->mine.rows.count; i++)
        if (row_whole(&j->mine.rows, i, my_clinics_clinic) ==
                row_whole(&j->link.rows, 0, link_clinic) &&
            row_whole(&j->mine.rows, i, my_clinics_patient) !=
                row_whole(&j->link.rows, 0, link_patient))
            return 1;
    return 0;
}

static void join_post(struct join *j)
{
    struct visit *v = j->v;
    int other = j->row->person && j->row->person != row_whole(&j->link.rows, 0, link_person) &&
                j->row->record.len;
    if (!visit_take(v) || made_for_another(v)) {
        v->posted_count = 0; /* of another record, or in part: it is asked anew */
        join_page(j);
        return;
    }
    j->leaves = other && posted_is(v, "mine", "no");
    if (!j->x->came)
        wrong(v, "agree",
              "Your browser did not keep our cookie, so nothing was kept. Allow "
              "cookies for this site. Then send it again.");
    if (other && !j->leaves && !posted_is(v, "mine", "yes"))
        wrong(v, "mine", "Say whether the record in this browser is yours.");
    if (other && !j->leaves && known_there(j))
        wrong(v, "mine",
              "The clinic knows you already, by another entry. Ask at the desk: they "
              "can tell which one is right.");
    if (!posted_is(v, "agree", "yes"))
        wrong(v, "agree",
              "Tick the box if you agree. If you do not, close this page: nothing is "
              "shared.");
    if (!v->wrongs && !born_right(j))
        return;
    if (v->wrongs)
        join_page(j);
    else
        joined(j);
}

/* The person of this browser is the one of the link: their answer was lost on its way. */
static int came_already(const struct join *j, enum store_result found)
{
    return found == STORE_NONE && j->link.rows.count && j->row->person &&
           strcmp(row_text(&j->link.rows, 0, link_what), "patient") == 0 &&
           row_is(&j->link.rows, 0, link_used_s) &&
           row_whole(&j->link.rows, 0, link_person) == j->row->person;
}

int join_serve(struct server *s, struct arena *a, const struct ask *q, struct session *x,
               const struct person_row *row, struct reply *ret)
{
    static const char base[] = "/join/";
    size_t n = sizeof base - 1;
    if (q->path.len < n || memcmp(q->path.p, base, n) != 0 || !clinic_there(s, a))
        return 0;
    struct join *j = arena_alloc(a, 1, sizeof *j);
    *j = (struct join){.s = s, .a = a, .q = q, .x = x, .row = row, .ret = ret};
    ret->route = "/join/*";
    ret->no_store = 1;
    enum store_result r = join_begin(j);
    struct span letters = {q->path.p + n, q->path.len - (uint32_t)n};
    if (r == STORE_OK)
        r = link_find(s, a, letters, "patient", j->request.now.at_s, &j->link);
    if (came_already(j, r)) {
        ret->status = 303;
        ret->location = "/";
        session_put(x, ret);
    } else if (r == STORE_NONE) {
        join_dead(j);
    } else if (r != STORE_OK) {
        reply_world(s, a, r, ret);
    } else if (q->post) {
        join_post(j);
    } else {
        join_page(j);
    }
    return 1;
}
