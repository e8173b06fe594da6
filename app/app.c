/* app.c - from a request to its page: what is known today, whose page it is, what a post writes. */
#include "visit.h"

#include "../core/form.h"

struct route {
    const char *path;
    void (*get)(struct visit *v);
    void (*post)(struct visit *v);
    int open; /* shown while an urgent answer stands */
};
enum { SHUT, OPEN };
static const struct route routes[] = {
#define ROUTE(path, get, post, open) {path, get, post, open},
#include "routes.def"
};
enum { ROUTES = sizeof routes / sizeof routes[0] };

static const struct route *route_of(struct span path)
{
    for (int i = 0; i < ROUTES; i++) {
        size_t n = str_len(routes[i].path);
        int one_more = routes[i].path[n - 1] == '*';
        if (one_more ? path.len > n - 1 && memcmp(path.p, routes[i].path, n - 1) == 0
                     : path.len == n && memcmp(path.p, routes[i].path, n) == 0)
            return &routes[i];
    }
    return NULL;
}

const char *app_route(struct span path)
{
    const struct route *r = route_of(path);
    return r ? r->path : "unknown";
}

/* The page of a path; the name that stands for its * goes to *ret_name. */
static const struct route *route_find(struct arena *a, struct span path, const char **ret_name)
{
    const struct route *r = route_of(path);
    size_t n = r ? str_len(r->path) : 0;
    if (!r || r->path[n - 1] != '*')
        return r;
    char *name = arena_alloc(a, path.len - n + 2, 1);
    memcpy(name, path.p + n - 1, path.len - n + 1);
    *ret_name = name;
    return r;
}

static void know(struct visit *v, const struct record *facts, struct known *k, struct plan *p)
{
    struct programme *now = arena_alloc(v->a, 2, sizeof *now);
    engine_fold(v->a, facts, v->day, k, now);
    decide(k, now, p, now + 1);
}

/* The civil date in the person's zone, or that of their newest fact if it is one day later. */
static int today(const struct record *facts, int civil)
{
    for (size_t i = 0; i < facts->count; i++)
        if (facts->fact[i].day == civil + 1)
            return civil + 1;
    return civil;
}

/* --- what was posted ------------------------------------------------------------------------------ */

static int id_minted(const char *id)
{
    size_t n = 0;
    for (; id && id[n]; n++)
        if (!((id[n] >= '0' && id[n] <= '9') || (id[n] >= 'a' && id[n] <= 'f')))
            return 0;
    return n == 16;
}

/* Reads the body; 0 when it is no form, has too many fields, or was not made by a page of ours. */
static int take_body(struct visit *v)
{
    struct form_reader r = {v->q->body.p, v->q->body.p + v->q->body.len};
    struct form_pair pair;
    enum form_step step;
    v->posted = arena_alloc(v->a, POSTED_MAX, sizeof *v->posted);
    while ((step = form_next(&r, &pair)) == FORM_PAIR) {
        if (v->posted_count == POSTED_MAX)
            return 0;
        char *key = arena_alloc(v->a, pair.key_len + 1, 1);
        char *plain = arena_alloc(v->a, pair.value_len + 1, 1);
        ptrdiff_t key_len = form_decode(pair.key, pair.key_len, key);
        ptrdiff_t n = form_decode(pair.value, pair.value_len, plain);
        if (key_len < 0 || n < 0)
            return 0;
        plain[n] = '\0';
        v->posted[v->posted_count++] = (struct posted){
            .key = {key, (uint32_t)key_len},
            .coded = {pair.value, (uint32_t)pair.value_len},
            .plain = plain,
            .plain_len = (uint32_t)n,
        };
    }
    return step == FORM_END && id_minted(posted(v, "id", 0));
}

static void bad_post(struct visit *v, int status)
{
    v->r->status = status;
    notice(v, "That did not arrive whole", "Nothing was saved. Go back, and send it again.", "/",
           "Today");
}

/* A page without a form. */
void no_post(struct visit *v)
{
    bad_post(v, 405);
}

/* --- what it writes ------------------------------------------------------------------------------- */

static const struct fact *with_id(const struct record *facts, struct fact_id id)
{
    for (size_t i = 0; i < facts->count; i++) {
        const struct fact_id *there = &facts->fact[i].id;
        if (there->known && there->session == id.session && there->number == id.number)
            return &facts->fact[i];
    }
    return NULL;
}

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

static uint64_t random_session(const struct visit *v)
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
    int64_t now = v->q->now.at_s;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (f->at == v->q->now.at_s / 60 && f->recorded != NO_MOMENT && f->recorded >= now)
            now = f->recorded + 1;
    }
    return now;
}

/* What a second post of the same page means: the same again is one fact; with another answer it is a
 * correction, which takes back the first and stands under an id of its own. */
static void settle(struct visit *v)
{
    struct record fresh;
    struct faults faults = {0};
    struct text plain = {.mem = v->a}, kept = {.mem = v->a};
    record_read(v->a, v->new_facts.p, v->new_facts.len, &fresh, &faults);
    if (faults.count)
        arena_fail(v->a, "a page wrote a fact that cannot be read");
    uint64_t session = random_session(v);
    int64_t now = recorded_now(v);
    for (size_t i = 0; i < fresh.count; i++) {
        struct fact *f = &fresh.fact[i];
        const struct fact *there = with_id(&v->facts, f->id);
        if (there && says_the_same(v, there, f))
            continue;
        if (there) {
            put_retract(v, &plain, there->id, (struct fact_id){session, 2 * i + 1, 1});
            f->id = (struct fact_id){session, 2 * i + 2, 1};
        }
        fact_write(&plain, f);
    }
    record_read(v->a, plain.p, plain.len, &fresh, &faults);
    for (size_t i = 0; i < fresh.count; i++) {
        if (fresh.fact[i].recorded == NO_MOMENT)
            fresh.fact[i].recorded = now;
        fact_write(&kept, &fresh.fact[i]);
    }
    v->new_facts = kept;
}

static int has_consent(const struct record *facts)
{
    int given = 0;
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->fact[i].kind != KIND_consent)
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
    text_add(&all, more->p, more->len);
    record_read(v->a, all.p, all.len, ret, &faults);
    if (faults.count)
        arena_fail(v->a, "a page wrote a fact that cannot be read");
}

/* The plan as it is put before the person: of a dose its times, sets, repetitions, seconds of hold,
 * minutes and kilograms. */
static void put_shown(struct visit *v, const struct plan *p, struct text *t)
{
    struct span route = routes_name(p->route), stage = stages_name(p->stage);
    put_fact_head(v, t, KIND_shown, (struct fact_id){random_session(v), 0, 1});
    text_lit(t, "&_by=device&engine=" ENGINE_VERSION "&day=");
    day_put(t, p->day);
    text_lit(t, "&route=");
    text_add(t, route.p, route.len);
    text_lit(t, "&stage=");
    text_add(t, stage.p, stage.len);
    for (int i = 0; i < p->item_count; i++) {
        struct span id = item_name(p->item[i].item);
        const struct dose *d = &p->item[i].dose;
        const int16_t part[] = {d->times_a_day, d->sets,    d->reps,
                                d->hold_s,      d->minutes, d->load_kg};
        text_lit(t, "&item=");
        text_add(t, id.p, id.len);
        for (size_t k = 0; k < sizeof part / sizeof part[0]; k++) {
            text_str(t, k ? "." : "%3A");
            text_int(t, part[k]);
        }
    }
    if (p->walk.rung) {
        const int part[] = {p->walk.rung, p->walk.times_a_day, p->walk.minutes,
                            p->walk.days_a_week};
        text_lit(t, "&walk=W");
        for (size_t k = 0; k < sizeof part / sizeof part[0]; k++) {
            text_str(t, k > 1 ? "." : k ? "%3A" : "");
            text_int(t, part[k]);
        }
    }
    text_char(t, '\n');
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
    struct span last = shown_last(all, v->day), now = one.fact[0].body;
    size_t id = sizeof "_id=0123456789abcdef-0" - 1;
    if (last.len == now.len && memcmp(last.p + id, now.p + id, now.len - id) == 0)
        return;
    text_add(&v->new_facts, line.p, line.len);
}

/* A post went well: what it wrote is kept, unless nobody has agreed to that yet. */
static void keep(struct visit *v)
{
    struct record all;
    struct known k;
    struct plan p;
    int agreed = has_consent(&v->facts);
    if (!agreed && posted_is(v, "agree", "yes")) {
        fact_begin(v, KIND_consent);
        fact_put(v, "to", "store");
        fact_put(v, "version", "1");
        fact_end(v);
        agreed = 1;
    }
    settle(v);
    if (!v->new_facts.len)
        return;
    append(v, &v->new_facts, &all);
    know(v, &all, &k, &p);
    if (!agreed || v->q->cookie_lost) {
        v->r->location = NULL;
        v->r->status = 200;
        v->plan = p;
        if (agreed)
            cookie_page(v);
        else if (p.route >= routes_same_day)
            urgent_page(v);
        else
            consent_page(v);
        return;
    }
    note_shown(v, &all, &p);
    if (p.route >= routes_same_day)
        v->r->location = "/";
    v->r->facts = v->new_facts;
}

static void answer(struct visit *v)
{
    const struct route *r = route_find(v->a, v->q->path, &v->name);
    if (!r) {
        not_found(v);
    } else if (v->q->post) {
        if (!take_body(v)) {
            bad_post(v, 400);
            return;
        }
        r->post(v);
        if (v->r->status == 303)
            keep(v);
        else if (v->wrongs)
            v->r->status = 422;
    } else if (v->plan.route >= routes_same_day && !r->open) {
        urgent_page(v);
    } else {
        r->get(v);
    }
}

void app_respond(struct arena *a, const struct app_request *q, struct app_response *ret)
{
    struct visit *v = arena_alloc(a, 1, sizeof *v);
    struct faults faults = {0};
    memset(ret, 0, sizeof *ret);
    ret->status = 200;
    ret->type = "text/html; charset=utf-8";
    v->a = a;
    v->q = q;
    v->r = ret;
    v->name = "";
    v->w.out.mem = v->new_facts.mem = a;
    record_read(a, q->record.p, q->record.len, &v->facts, &faults);
    if (faults.count) {
        app_broken(a, q->site, 500, "Your record cannot be read",
                   "Something we kept is damaged. Nothing has been changed.", ret);
        return;
    }
    v->day = today(&v->facts, q->now.day);
    know(v, &v->facts, &v->known, &v->plan);
    answer(v);
    if (v->w.bug)
        app_broken(a, q->site, 500, "This page could not be made",
                   "That is our fault. Nothing was saved.", ret);
    else if (!ret->body.len)
        ret->body = v->w.out;
}

struct span app_zone(struct arena *a, struct span record)
{
    static const char key[] = "zone=";
    struct span zone = {"", 0};
    for (uint32_t i = 0; i + sizeof key - 1 < record.len; i++) {
        const char *p = record.p + i;
        if (*p != 'z' || memcmp(p, key, sizeof key - 1) != 0 ||
            (p[-(i > 0)] != ' ' && p[-(i > 0)] != '&'))
            continue;
        const char *value = p + sizeof key - 1, *end = record.p + record.len, *stop = value;
        while (stop < end && *stop != '&' && *stop != '\n')
            stop++;
        char *plain = arena_alloc(a, (size_t)(stop - value) + 1, 1);
        ptrdiff_t n = form_decode(value, (size_t)(stop - value), plain);
        if (n >= 0)
            zone = (struct span){plain, (uint32_t)n};
    }
    return zone;
}
