/* From a record to the plan of a day: which facts count, in what order, folded day by day. */
#include "gate.h"
#include "programme.h"

struct drop { /* what a retraction leaves of a fact */
    uint8_t gone;
    uint64_t keep; /* answers that still count, as known_fact() */
};

struct line { /* the facts of a record by civil day, within a day in the record's order */
    const struct fact **fact;
    struct drop *drop; /* by place in fact; NULL while nothing is retracted */
    size_t count;
};

/* By civil day, stable: the record's order is by instant, which is the same but for travellers. */
static void line_up(struct arena *a, const struct record *r, struct line *ret)
{
    size_t n = r->count;
    const struct fact **to = arena_alloc(a, n + 1, sizeof *to), **tmp = NULL;
    int sorted = 1;
    for (size_t i = 0; i < n; i++) {
        to[i] = &r->fact[i];
        sorted &= i == 0 || to[i]->day >= to[i - 1]->day;
    }
    if (!sorted)
        tmp = arena_alloc(a, n + 1, sizeof *tmp);
    for (size_t width = 1; !sorted && width < n; width *= 2) {
        for (size_t lo = 0; lo < n; lo += 2 * width) {
            size_t mid = lo + width < n ? lo + width : n;
            size_t hi = lo + 2 * width < n ? lo + 2 * width : n;
            size_t i = lo, j = mid;
            for (size_t k = lo; k < hi; k++)
                tmp[k] = i < mid && (j >= hi || to[i]->day <= to[j]->day) ? to[i++] : to[j++];
        }
        const struct fact **swap = to;
        to = tmp;
        tmp = swap;
    }
    ret->fact = to;
    ret->count = n;
    ret->drop = NULL;
}

struct run { /* a fold under way */
    struct known known;
    struct programme programme, next;
    size_t at; /* the next fact */
    int begun;
};

static void run_day(struct run *run, const struct line *l, int day, uint64_t *urgent)
{
    if (!run->begun) {
        known_init(&run->known, day);
        programme_init(&run->programme);
        run->begun = 1;
    }
    known_open(&run->known, day);
    for (; run->at < l->count && l->fact[run->at]->day <= day; run->at++) {
        const struct fact *f = l->fact[run->at];
        const struct drop *d = l->drop ? &l->drop[run->at] : NULL;
        if (f->kind >= KIND_COUNT || f->kind == KIND_retract) {
            if (f->newer)
                run->known.newer_day = day;
            continue;
        }
        if (d && d->gone && !d->keep)
            continue;
        known_fact(&run->known, f, d && d->gone ? &d->keep : NULL);
        if (urgent)
            urgent[run->at] = run->known.gate.urgent_read;
    }
    known_close(&run->known);
}

/* Retractions: a clinician's takes a fact away; a person's takes away their own, but an answer that
 * raised an urgent route only within minutes and when the question has been answered again. */
struct name {
    struct fact_id id;
    size_t place;
};

static int id_before(struct fact_id a, struct fact_id b)
{
    return a.session != b.session ? a.session < b.session : a.number < b.number;
}

static void sort_names(struct name *v, struct name *tmp, size_t n)
{
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t lo = 0; lo < n; lo += 2 * width) {
            size_t mid = lo + width < n ? lo + width : n, hi = mid + width < n ? mid + width : n;
            size_t i = lo, j = mid;
            for (size_t k = lo; k < hi; k++)
                tmp[k] = i < mid && (j >= hi || !id_before(v[j].id, v[i].id)) ? v[i++] : v[j++];
        }
        memcpy(v, tmp, n * sizeof *v);
    }
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int id_read(struct span s, struct fact_id *ret)
{
    struct fact_id id = {0, 0, 1};
    if (s.len < 18 || s.p[16] != '-' || s.len > 16 + 1 + 19)
        return 0;
    for (int i = 0; i < 16; i++) {
        if (hex(s.p[i]) < 0)
            return 0;
        id.session = id.session << 4 | (uint64_t)hex(s.p[i]);
    }
    for (uint32_t i = 17; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
        id.number = id.number * 10 + (uint64_t)(s.p[i] - '0');
    }
    *ret = id;
    return 1;
}

static size_t find_name(const struct name *v, size_t n, struct fact_id id)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (id_before(v[mid].id, id))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < n && !id_before(id, v[lo].id) ? v[lo].place : SIZE_MAX;
}

/* For each question, the place of the last screen up to the day that answered it no. */
static void last_no(const struct line *l, size_t upto, size_t *ret_place)
{
    uint64_t brief = 0, whole = 0;
#define SHORT 1
#define FULL 0
#define FOLLOW 0
#define APART 0
#define QUESTION(key, extent) brief |= extent ? ASKED(key) : 0, whole |= ASKED(key);
#include "../record/questions.def"
#undef SHORT
#undef FULL
#undef FOLLOW
#undef APART
    brief |= ASKED(pregnancy_alarm) | ASKED(wound_alarm);
    for (int q = 0; q < QUESTION_COUNT; q++)
        ret_place[q] = SIZE_MAX;
    for (size_t i = 0; i < upto; i++) {
        const struct fact *f = l->fact[i];
        if (f->kind != KIND_screen || (l->drop && l->drop[i].gone))
            continue;
        const struct fact_screen *s = f->keys;
        uint64_t no = s->asked.no;
        if (s->rest == rests_no)
            no |= (s->extent == extents_full ? whole : brief) &
                  ~(s->asked.yes | s->asked.unsure | s->asked.unread);
        for (; no; no &= no - 1)
            ret_place[__builtin_ctzll(no)] = i;
    }
}

static int is_clinicians(const struct fact *f)
{
    return f->by == WHO_clinician;
}

/* What is left of fact i when the person retracts it with r. */
static void retract_own(struct drop *d, const struct fact *f, const struct fact *r, size_t place,
                        uint64_t urgent, const size_t *no)
{
    uint64_t keep = 0;
    int quick = r->at >= f->at && r->at - f->at <= limit(retract_min);
    if (f->kind == KIND_screen) {
        const struct fact_screen *s = f->keys;
        uint64_t said = s->asked.yes | s->asked.unsure;
        keep = said & urgent;
        if (s->cancer_sign && (urgent & (IN(sign) | IN(signs))))
            keep |= IN(sign);
        for (uint64_t rest = keep & said; quick && rest; rest &= rest - 1) {
            int q = __builtin_ctzll(rest);
            if (no[q] != SIZE_MAX && no[q] > place)
                keep &= ~(UINT64_C(1) << q);
        }
    } else if (f->kind == KIND_motor || f->kind == KIND_checkin || f->kind == KIND_profile) {
        uint64_t own = f->kind == KIND_motor ? IN(motor_day) | IN(motor_emergency)
                       : f->kind == KIND_checkin
                           ? IN(numb) | IN(numb_fall)
                           : IN(cancer) | IN(bones) | IN(immune) | IN(risk) | IN(aneurysm);
        if (urgent & own)
            keep = UINT64_C(1) << 63;
    }
    d->gone = 1;
    d->keep = keep;
    if (f->kind == KIND_profile && keep)
        d->gone = 0; /* has_not takes a condition back */
}

static void apply_retractions(struct arena *a, struct line *l, int day)
{
    size_t upto = 0, retractions = 0, names = 0;
    for (; upto < l->count && l->fact[upto]->day <= day; upto++) {
        retractions += l->fact[upto]->kind == KIND_retract;
        names += l->fact[upto]->id.known != 0;
    }
    l->drop = NULL;
    if (!retractions)
        return;
    struct name *name = arena_alloc(a, names + 1, sizeof *name);
    struct name *tmp = arena_alloc(a, names + 1, sizeof *tmp);
    size_t n = 0;
    for (size_t i = 0; i < upto; i++)
        if (l->fact[i]->id.known)
            name[n++] = (struct name){l->fact[i]->id, i};
    sort_names(name, tmp, n);

    uint64_t *urgent = arena_alloc(a, upto + 1, sizeof *urgent);
    struct run *run = arena_alloc(a, 1, sizeof *run);
    while (run->at < upto)
        run_day(run, l, l->fact[run->at]->day, urgent);

    size_t no[QUESTION_COUNT];
    last_no(l, upto, no);
    l->drop = arena_alloc(a, l->count + 1, sizeof *l->drop);
    for (size_t i = 0; i < upto; i++) {
        const struct fact *r = l->fact[i];
        struct fact_id id;
        if (r->kind != KIND_retract || !id_read(((const struct fact_retract *)r->keys)->of, &id))
            continue;
        size_t place = find_name(name, n, id);
        if (place == SIZE_MAX || l->fact[place]->kind == KIND_retract)
            continue;
        const struct fact *f = l->fact[place];
        if (is_clinicians(r))
            l->drop[place] = (struct drop){1, 0};
        else if (!is_clinicians(f) && !(l->drop[place].gone && !l->drop[place].keep))
            retract_own(&l->drop[place], f, r, place, urgent[place], no);
    }
}

/* Folds on until all of the day is known and only its decision is left. Days without facts are days
 * all the same. */
static void fold_to(struct run *run, const struct line *l, int day)
{
    int first = l->count && l->fact[0]->day <= day ? l->fact[0]->day : day;
    int from = run->begun ? run->known.day + 1 : first;
    for (int d = from; d <= day; d++) {
        struct plan p;
        run_day(run, l, d, NULL);
        if (d == day)
            return;
        decide(&run->known, &run->programme, &p, &run->next);
        run->programme = run->next;
    }
}

static void run_to(struct run *run, const struct line *l, int day, struct plan *ret)
{
    fold_to(run, l, day);
    decide(&run->known, &run->programme, ret, &run->next);
}

void engine_fold(struct arena *a, const struct record *r, int day, struct known *ret_known,
                 struct programme *ret_programme)
{
    struct line l;
    struct run *run = arena_alloc(a, 1, sizeof *run);
    line_up(a, r, &l);
    apply_retractions(a, &l, day);
    fold_to(run, &l, day);
    *ret_known = run->known;
    *ret_programme = run->programme;
}

void engine_plan(struct arena *a, const struct record *r, int day, struct plan *ret_plan)
{
    struct line l;
    struct run *run = arena_alloc(a, 1, sizeof *run);
    line_up(a, r, &l);
    apply_retractions(a, &l, day);
    run_to(run, &l, day, ret_plan);
}

void engine_each_day(struct arena *a, const struct record *r, int first, int last,
                     int (*each)(void *host, const struct plan *p), void *host)
{
    struct line l;
    struct run *run = arena_alloc(a, 1, sizeof *run);
    struct plan p;
    line_up(a, r, &l);
    size_t mark = a->used, at = 0;
    int retracted = 0;
    for (int day = first; day <= last; day++) {
        int again = 0;
        for (; at < l.count && l.fact[at]->day <= day; at++) {
            retracted |= l.fact[at]->kind == KIND_retract;
            again = 1;
        }
        if (retracted && again) {
            /* What was retracted counted until then: fold anew, without it. */
            a->used = mark;
            memset(run, 0, sizeof *run);
            apply_retractions(a, &l, day);
        } else if (run->begun) {
            run->programme = run->next;
        }
        run_to(run, &l, day, &p);
        if (!each(host, &p))
            return;
    }
}
