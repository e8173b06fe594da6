/* keep.c - what a post comes to: kept once however often it is sent, corrected when it is sent again with
 * another answer, and not at all before the person has agreed. */
#include "visit.h"

/* What a fact says, without when and by which name. */
static struct span said(struct visit *v, const struct fact *f)
{
    struct fact bare = *f;
    struct text t = {.mem = v->a};
    bare.recorded = NO_MOMENT;
    bare.id = (struct fact_id){0};
    fact_write(&t, &bare);
    size_t when = sizeof "2026-03-02T08:05+00:00 " - 1;
    return (struct span){t.p + when, (uint32_t)(t.len - when)};
}

static int says_the_same(struct visit *v, const struct fact *x, const struct fact *y)
{
    struct span a = said(v, x), b = said(v, y);
    return a.len == b.len && memcmp(a.p, b.p, a.len) == 0;
}

uint64_t random_session(const struct visit *v)
{
    uint64_t session = 0;
    for (int i = 0; i < 8; i++)
        session = session << 8 | v->q->random[8 + i];
    return session;
}

void put_retract(struct visit *v, struct text *t, struct fact_id of, struct fact_id id)
{
    put_fact_head(v, t, KIND_retract, id);
    text_lit(t, "&of=");
    put_fact_id(t, of);
    text_char(t, '\n');
}

/* When new facts are written down: now, or a second after what was written down in this very second, so
 * that what a person did last stands last. */
static int64_t recorded_now(const struct visit *v)
{
    int64_t now = v->now.at_s;
    for (size_t i = 0; i < v->all.count; i++) {
        const struct fact *f = &v->all.fact[i];
        if (f->at == v->now.at_s / 60 && f->recorded != NO_MOMENT && f->recorded >= now &&
            f->recorded < v->now.at_s + 3600) /* later ones are a clock's mistake */
            now = f->recorded + 1;
    }
    return now;
}

/* The facts of a form have its session, and as their number the place in which the page writes them; one
 * that takes the place of another of them has a number so much higher. */
#define AGAIN ((uint64_t)RECORD_FACTS_MAX)

/* The fact of the form that stands at a place; ret_numbers: how many there were, standing or not. Nearly
 * always the form is new, and nothing was hidden from v->facts. */
static const struct fact *standing_at(const struct visit *v, const uint8_t *back, uint64_t place,
                                      uint64_t *ret_numbers)
{
    const struct fact *f = NULL;
    uint64_t n = 0;
    for (size_t i = 0; i < v->all.count && v->facts.count < v->all.count; i++) {
        const struct fact *there = &v->all.fact[i];
        if (!there->id.known || there->id.session != v->session ||
            there->id.number % AGAIN != place)
            continue;
        n++;
        if (!back[i])
            f = there;
    }
    *ret_numbers = n;
    return f;
}

static int writes_place(const struct record *fresh, uint64_t session, uint64_t place)
{
    for (size_t i = 0; i < fresh->count; i++)
        if (fresh->fact[i].id.session == session && fresh->fact[i].id.number % AGAIN == place)
            return 1;
    return 0;
}

/* What the form wrote before and writes no longer is taken back with what it now says otherwise. */
static void settle(struct visit *v, const struct ids *ids, const uint8_t *back)
{
    struct record fresh;
    struct faults faults = {0};
    struct text plain = {.mem = v->a}, kept = {.mem = v->a};
    uint64_t retractions = 2; /* 0 and 1 are the plan shown and the consent */
    record_read(v->a, v->new_facts.p, v->new_facts.len, &fresh, &faults);
    if (faults.count)
        arena_fail(v->a, "a page wrote a fact that cannot be read");
    for (size_t i = 0; i < fresh.count; i++) {
        struct fact *f = &fresh.fact[i];
        if (f->id.session != v->session) { /* brought along in a file, or the consent */
            if (ids_find(ids, f->id) < 0)
                fact_write(&plain, f);
            continue;
        }
        uint64_t numbers;
        const struct fact *there = standing_at(v, back, f->id.number % AGAIN, &numbers);
        if (there && says_the_same(v, there, f))
            continue;
        if (there)
            put_retract(v, &plain, there->id,
                        (struct fact_id){random_session(v), retractions++, 1});
        f->id.number += numbers * AGAIN;
        fact_write(&plain, f);
    }
    for (size_t i = 0; i < v->all.count; i++) {
        const struct fact *f = &v->all.fact[i];
        if (f->id.known && f->id.session == v->session && !back[i] && f->kind != KIND_retract &&
            !writes_place(&fresh, v->session, f->id.number % AGAIN))
            put_retract(v, &plain, f->id, (struct fact_id){random_session(v), retractions++, 1});
    }
    record_read(v->a, plain.p, plain.len, &fresh, &faults);
    int64_t now = recorded_now(v);
    for (size_t i = 0; i < fresh.count; i++) {
        if (fresh.fact[i].recorded == NO_MOMENT)
            fresh.fact[i].recorded = now;
        fact_write(&kept, &fresh.fact[i]);
    }
    v->new_facts = kept;
}

static int has_consent(const struct visit *v, const uint8_t *back)
{
    const struct record *facts = &v->all;
    int given = 0;
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->fact[i].kind != KIND_consent || back[i])
            continue;
        const struct fact_consent *c = facts->fact[i].keys;
        given = (given || (c->to >> consents_store & 1)) && !(c->withdrawn >> consents_store & 1);
    }
    return given;
}

static void append(struct visit *v, const struct text *more, struct record *ret)
{
    struct text all = {.mem = v->a};
    struct faults faults = {0};
    text_add(&all, v->q->record.p, v->q->record.len);
    if (all.len && all.p[all.len - 1] != '\n')
        text_char(&all, '\n');
    text_add(&all, more->p, more->len);
    record_read(v->a, all.p, all.len, ret, &faults);
    if (faults.count)
        arena_fail(v->a, "a page wrote a fact that cannot be read");
}

static void put_shown(struct visit *v, const struct plan *p, struct text *t)
{
    put_fact_head(v, t, KIND_shown, (struct fact_id){random_session(v), 0, 1});
    text_lit(t, "&_by=device&");
    plan_put_shown(t, p);
    text_char(t, '\n');
}

/* What a plan that was shown says, without its day: from route on. */
static struct span from_route(struct span body)
{
    static const char route[] = "&route=";
    for (uint32_t i = 0; i + sizeof route <= body.len; i++)
        if (memcmp(body.p + i, route, sizeof route - 1) == 0)
            return (struct span){body.p + i, body.len - i};
    return (struct span){"", 0};
}

int plan_shown_is(struct visit *v, const struct fact *shown)
{
    struct text line = {.mem = v->a};
    put_shown(v, &v->plan, &line);
    struct span was = from_route(shown->body);
    struct span now = from_route((struct span){line.p, (uint32_t)line.len - 1});
    return was.len && was.len == now.len && memcmp(was.p, now.p, now.len) == 0;
}

static struct span shown_last(const struct record *facts, int day)
{
    struct span last = {"", 0};
    for (size_t i = 0; i < facts->count; i++)
        if (facts->fact[i].kind == KIND_shown && facts->fact[i].day == day)
            last = facts->fact[i].body;
    return last;
}

/* Written with the first answer of a day and whenever an answer changes the plan. */
static void note_shown(struct visit *v, const struct record *all, const struct plan *p)
{
    struct text line = {.mem = v->a};
    struct record one;
    struct faults faults = {0};
    put_shown(v, p, &line);
    record_read(v->a, line.p, line.len, &one, &faults);
    struct span last = shown_last(all, v->now.day), now = one.fact[0].body;
    size_t id = sizeof "_id=0123456789abcdef-0" - 1;
    if (last.len == now.len && memcmp(last.p + id, now.p + id, now.len - id) == 0)
        return;
    text_add(&v->new_facts, line.p, line.len);
}

/* A post went well: what it wrote is kept, unless nobody has agreed to that yet. */
void keep(struct visit *v)
{
    struct record all;
    struct known k;
    struct plan p;
    struct ids ids = ids_of(v->a, &v->all);
    const uint8_t *back = back_of(v->a, &v->all, &ids);
    int agreed = has_consent(v, back);
    if (!agreed && posted_is(v, "agree", "yes")) {
        put_fact_head(v, &v->new_facts, KIND_consent, (struct fact_id){random_session(v), 1, 1});
        text_lit(&v->new_facts, "&to=store&version=1\n");
        agreed = 1;
    }
    settle(v, &ids, back);
    if (!v->new_facts.len)
        return;
    append(v, &v->new_facts, &all);
    know(v, &all, &k, &p);
    if (!agreed || v->q->cookie_lost) {
        v->r->location = NULL;
        v->r->status = 200;
        v->plan = p;
        v->unkept = 1;
        if (agreed)
            cookie_page(v);
        else if (p.route >= routes_same_day)
            urgent_page(v);
        else
            consent_page(v);
        return;
    }
    note_shown(v, &all, &p);
    v->r->facts = v->new_facts;
    if (p.route < routes_same_day)
        return;
    v->r->location = "/";
    v->plan = p;
    v->unkept = 1;
    urgent_page(v); /* for a host that cannot keep it: what to do is known all the same */
    v->r->unkept = v->w.out;
    v->w.out = (struct text){.mem = v->a};
}

void keep_clinical(struct visit *v)
{
    struct ids ids = ids_of(v->a, &v->all);
    settle(v, &ids, back_of(v->a, &v->all, &ids));
    v->r->facts = v->new_facts;
}
