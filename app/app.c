/* app.c - from a request to its page: what is known today, whose page it is, what a post writes. */
#include "visit.h"

#include "../core/form.h"
#include "danger.h"

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

enum { CONTACT_DAYS = 60 }; /* DESIGN */

/* A device that has had no word from its server for long has an old program, and perhaps one with a fault
 * that is mended by now: from then on nothing goes up, as when a fact is of a newer version. */
static struct record with_old_program(struct visit *v, const struct record *facts)
{
    const struct app_device *d = v->q->device;
    int day = d && d->contact ? d->contact + CONTACT_DAYS : v->day + 1;
    struct record r = *facts;
    if (day > v->day || facts->count == 0)
        return r;
    r.fact = arena_alloc(v->a, facts->count + 1, sizeof *r.fact);
    size_t i = facts->count;
    for (; i > 0 && facts->fact[i - 1].day >= day; i--)
        r.fact[i] = facts->fact[i - 1];
    memcpy(r.fact, facts->fact, i * sizeof *r.fact);
    r.fact[i] = (struct fact){.at = (int64_t)day * 1440 - facts->fact[i ? i - 1 : 0].offset,
                              .day = day,
                              .offset = facts->fact[i ? i - 1 : 0].offset,
                              .recorded = NO_MOMENT,
                              .kind = KIND_COUNT,
                              .newer = 1};
    r.count++;
    return r;
}

void know(struct visit *v, const struct record *told, struct known *k, struct plan *p)
{
    struct programme *now = arena_alloc(v->a, 2, sizeof *now);
    const struct record all = with_old_program(v, told), *facts = &all;
    engine_fold(v->a, facts, v->day, k, now);
    decide(k, now, p, now + 1);

    /* A clock that was ahead, or another time zone, may have dated an answer after today. Its plan waits
     * for that day; an urgent answer does not. */
    int last = v->day;
    for (size_t i = 0; i < facts->count; i++)
        last = facts->fact[i].day > last ? facts->fact[i].day : last;
    if (last == v->day)
        return;
    struct known *later = arena_alloc(v->a, 1, sizeof *later);
    struct plan *then = arena_alloc(v->a, 1, sizeof *then);
    engine_fold(v->a, facts, last, later, now);
    decide(later, now, then, now + 1);
    if (then->route >= routes_same_day && then->route > p->route) {
        *k = *later;
        *p = *then;
    }
}

/* --- which day it is -------------------------------------------------------------------------------- */

/* The offset of the newest fact dated a day after the civil date; INT32_MIN: there is none. */
static int offset_ahead(const struct record *facts, int civil)
{
    int offset = INT32_MIN;
    for (size_t i = 0; i < facts->count; i++)
        if (facts->fact[i].day == civil + 1)
            offset = facts->fact[i].offset;
    return offset;
}

/* The civil date in the person's zone, or that of their newest fact if it is one day later: a traveller
 * goes back over midnight. What is told now is then dated on that day too, in the offset of that fact,
 * unless even there it is still to come. */
static void set_day(struct visit *v)
{
    const struct moment *now = &v->q->now;
    int offset = offset_ahead(&v->all, now->day);
    v->now = *now;
    v->day = offset == INT32_MIN ? now->day : now->day + 1;
    if (offset == INT32_MIN)
        return;
    int64_t minute = now->at_s / 60 + offset; /* of that civil time, since 1970 */
    int64_t day = (minute >= 0 ? minute : minute - 1439) / 1440;
    if (day != v->day)
        return;
    v->now.day = v->day;
    v->now.minute = (int)(minute - day * 1440);
    v->now.offset = offset;
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

static int read_body(struct visit *v)
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
        if (key_len < 0)
            return 0;
        key[key_len] = '\0';
        if (n < 0) { /* no text: the other fields come back filled in, and this one marked */
            wrong(v, key, "This came with signs that cannot be kept. Write it in plain letters.");
            n = 0;
        }
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

/* A form is answered as if what it wrote before were not there: sent again it says the same again, or
 * something else, and keep() tells which. */
static void hide_own(struct visit *v)
{
    const char *form = posted(v, "id", 0);
    size_t n = 0;
    v->session = session_read(form);
    for (size_t i = 0; i < v->all.count; i++)
        n += v->all.fact[i].id.known && v->all.fact[i].id.session == v->session;
    if (!n)
        return;
    v->facts.fact = arena_alloc(v->a, v->all.count, sizeof *v->facts.fact);
    v->facts.count = 0;
    for (size_t i = 0; i < v->all.count; i++)
        if (!v->all.fact[i].id.known || v->all.fact[i].id.session != v->session)
            v->facts.fact[v->facts.count++] = v->all.fact[i];
}

static void start_page_again(struct visit *v)
{
    v->w = (struct html){.out.mem = v->a};
    v->wrongs = v->summed = 0;
    v->drawn = 0;
    v->forms = 0;
}

int visit_take(struct visit *v)
{
    int whole = read_body(v);
    if (whole)
        hide_own(v);
    return whole;
}

static void answer_post(struct visit *v, const struct route *r)
{
    if (v->wrongs) /* already in the reading of it */
        r->get(v);
    else
        r->post(v);
    if (v->r->status == 303) {
        keep(v);
        return;
    }
    if (v->wrongs)
        v->r->status = 422;
    know(v, &v->all, &v->known, &v->plan);
    if (v->plan.route >= routes_same_day && !r->open) {
        start_page_again(v); /* whatever else was wrong: this stands before it */
        urgent_page(v);
    }
}

static void answer(struct visit *v)
{
    const struct route *r = route_find(v->a, v->q->path, &v->name);
    int whole = !v->q->post || visit_take(v);
    know(v, &v->facts, &v->known, &v->plan);
    if (!r)
        not_found(v);
    else if (!whole)
        bad_post(v, 400);
    else if (v->q->post && made_for_another(v))
        other_page(v);
    else if (v->q->post)
        answer_post(v, r);
    else if (v->plan.route >= routes_same_day && !r->open)
        urgent_page(v);
    else if (!r->open && alone_first(v))
        go_to(v, alone_first(v)); /* a safety question that no plan goes before */
    else
        r->get(v);
}

int visit_begin(struct visit *v, struct arena *a, const struct app_request *q,
                struct app_response *ret)
{
    struct faults faults = {0};
    memset(ret, 0, sizeof *ret);
    ret->status = 200;
    ret->type = "text/html; charset=utf-8";
    v->a = a;
    v->q = q;
    v->r = ret;
    v->name = "";
    v->w.out.mem = v->new_facts.mem = a;
    record_read(a, q->record.p, q->record.len, &v->all, &faults);
    if (faults.count) {
        app_broken(a, q->site, 500, "Your record cannot be read",
                   "Something we kept is damaged. Nothing has been changed.", ret);
        return 0;
    }
    v->facts = v->all;
    set_day(v);
    return 1;
}

void app_respond(struct arena *a, const struct app_request *q, struct app_response *ret)
{
    struct visit *v = arena_alloc(a, 1, sizeof *v);
    if (!visit_begin(v, a, q, ret))
        return;
    answer(v);
    if (v->w.bug)
        app_broken(a, q->site, 500, "This page could not be made",
                   "That is our fault. Nothing was saved.", ret);
    else if (!ret->body.len)
        ret->body = v->w.out;
}

/* The value of the zone key in a profile line, as it stands; len 0: it has none. */
static struct span zone_in(struct span line)
{
    static const char kind[] = " profile ", key[] = "zone=";
    size_t when = sizeof "2026-03-02T08:05+00:00" - 1;
    if (line.len < when + sizeof kind || memcmp(line.p + when, kind, sizeof kind - 1) != 0)
        return (struct span){"", 0};
    for (size_t i = when + sizeof kind - 1; i + sizeof key - 1 < line.len; i++) {
        const char *p = line.p + i, *end = line.p + line.len, *stop;
        if ((p[-1] != ' ' && p[-1] != '&') || memcmp(p, key, sizeof key - 1) != 0)
            continue;
        for (stop = p += sizeof key - 1; stop < end && *stop != '&'; stop++)
            continue;
        return (struct span){p, (uint32_t)(stop - p)};
    }
    return (struct span){"", 0};
}

static struct span decoded(struct arena *a, struct span coded)
{
    char *plain = arena_alloc(a, (size_t)coded.len + 1, 1);
    ptrdiff_t n = form_decode(coded.p, coded.len, plain);
    return n < 0 ? (struct span){"", 0} : (struct span){plain, (uint32_t)n};
}

/* Nearly always there is one zone or none, and nothing taken back: then the lines need no reading. */
struct span app_zone(struct arena *a, struct span record)
{
    struct span only = {"", 0}, rest = record;
    int zones = 0, retractions = 0;
    while (rest.len) {
        static const char kind[] = " retract ";
        size_t when = sizeof "2026-03-02T08:05+00:00" - 1;
        uint32_t n = 0;
        while (n < rest.len && rest.p[n] != '\n')
            n++;
        struct span line = {rest.p, n}, zone = zone_in(line);
        if (zone.len) {
            only = zone;
            zones++;
        }
        retractions += n > when + sizeof kind && memcmp(line.p + when, kind, sizeof kind - 1) == 0;
        n += n < rest.len;
        rest = (struct span){rest.p + n, rest.len - n};
    }
    if (!zones || (zones == 1 && !retractions))
        return decoded(a, only);

    struct record r;
    struct faults faults = {0};
    record_read(a, record.p, record.len, &r, &faults);
    struct ids ids = ids_of(a, &r);
    const uint8_t *back = back_of(a, &r, &ids);
    only.len = 0;
    for (size_t i = 0; i < r.count; i++) {
        const struct fact_profile *p = r.fact[i].keys;
        if (r.fact[i].kind == KIND_profile && !back[i] && p->zone.len)
            only = p->zone;
    }
    return decoded(a, only);
}
