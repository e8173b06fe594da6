/* Retractions: a clinician's takes a fact away; a person's takes away their own. An answer on which
 * an urgent route rested stays all the same, unless it was taken back within minutes and the
 * question has been answered no in a screen after it that still stands. Source: record.md 5. */
#include "line.h"

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

static int is_clinicians(const struct fact *f)
{
    return f->by == WHO_clinician;
}

/* The place of what a fact takes back, or SIZE_MAX. Nobody but a clinician takes back a clinician's;
 * a retraction of a retraction is ignored. */
static size_t target(const struct line *l, const struct name *name, size_t names,
                     const struct fact *r)
{
    struct fact_id id;
    if (r->kind != KIND_retract || !fact_id_read(((const struct fact_retract *)r->keys)->of, &id))
        return SIZE_MAX;
    size_t place = find_name(name, names, id);
    if (place == SIZE_MAX || l->record->fact[place].kind == KIND_retract ||
        (is_clinicians(&l->record->fact[place]) && !is_clinicians(r)))
        return SIZE_MAX;
    return place;
}

/* What an urgent rule reads that facts of this kind tell. */
static uint64_t told_by(int kind)
{
    switch (kind) {
    case KIND_motor:
        return IN(motor_soon) | IN(motor_day) | IN(motor_emergency);
    case KIND_checkin:
        return IN(numb) | IN(numb_fall) | IN(severe);
    case KIND_profile:
        return IN(cancer) | IN(bones) | IN(immune) | IN(risk) | IN(aneurysm);
    default:
        return 0;
    }
}

/* What is left of the fact at place when the person takes it back with r. urgent: what urgent rules
 * rested on between the two; no: the last place of a screen that answered each question no. */
static struct drop left_of(const struct fact *f, const struct fact *r, size_t place,
                           uint64_t urgent, const size_t *no)
{
    if (f->kind != KIND_screen)
        return (struct drop){.gone = !(urgent & told_by(f->kind))};
    const struct fact_screen *s = f->keys;
    uint64_t said = s->asked.yes | s->asked.unsure, keep = said & urgent;
    int quick = r->at >= f->at && r->at - f->at <= limit(retract_min);
    if (s->cancer_sign && (urgent & (IN(sign) | IN(signs))))
        keep |= IN(sign);
    if (s->asked.unknown_alarm)
        keep |= IN(newer); /* no screen of this version can answer it again */
    for (uint64_t rest = keep & said; quick && rest; rest &= rest - 1) {
        int q = __builtin_ctzll(rest);
        if (no[q] != SIZE_MAX && no[q] > place)
            keep &= ~(UINT64_C(1) << q);
    }
    return (struct drop){1, quick && keep & said, keep};
}

/* Of what urgent rules rested on, that which they rested on at a place or after it. */
static uint64_t urgent_since(const size_t *last, size_t place)
{
    uint64_t urgent = 0;
    for (int b = 0; b < IN_COUNT; b++)
        if (last[b] != SIZE_MAX && last[b] >= place)
            urgent |= UINT64_C(1) << b;
    return urgent;
}

static void find_drops(struct line *l, const struct name *name, size_t names,
                       const struct seen *seen, const uint8_t *withdrawn)
{
    const struct fact *fact = l->record->fact;
    size_t no[QUESTION_COUNT], last[IN_COUNT];
    for (int i = 0; i < QUESTION_COUNT; i++)
        no[i] = SIZE_MAX;
    for (int i = 0; i < IN_COUNT; i++)
        last[i] = SIZE_MAX;
    for (size_t i = line_next(l, 0); i != SIZE_MAX; i = line_next(l, i + 1))
        for (uint64_t rest = withdrawn[i] ? 0 : seen[i].no; rest; rest &= rest - 1)
            no[__builtin_ctzll(rest)] = i;
    for (size_t i = line_next(l, 0); i != SIZE_MAX; i = line_next(l, i + 1)) {
        for (uint64_t rest = seen[i].urgent; rest; rest &= rest - 1)
            last[__builtin_ctzll(rest)] = i;
        size_t place = target(l, name, names, &fact[i]);
        if (place == SIZE_MAX)
            continue;
        if (place > i && !is_clinicians(&fact[i]))
            continue; /* dated before what it takes back: a clock is wrong, and nothing is lost */
        struct drop *d = &l->drop[place];
        if (is_clinicians(&fact[i]))
            *d = (struct drop){.gone = 1};
        else if (!(d->gone && !d->keep))
            *d = left_of(&fact[place], &fact[i], place, urgent_since(last, place), no);
    }
}

/* The facts that may be taken back by their names, those of days to come too. */
static size_t name_all(struct arena *a, const struct record *r, struct name **ret_name)
{
    size_t names = 0, n = 0;
    for (size_t i = 0; i < r->count; i++)
        names += r->fact[i].id.known != 0;
    struct name *name = arena_alloc(a, names + 1, sizeof *name);
    struct name *tmp = arena_alloc(a, names + 1, sizeof *tmp);
    for (size_t i = 0; i < r->count; i++)
        if (r->fact[i].id.known)
            name[n++] = (struct name){r->fact[i].id, i};
    sort_names(name, tmp, n);
    *ret_name = name;
    return n;
}

void apply_retractions(struct arena *a, struct line *l)
{
    const struct record *r = l->record;
    struct name *name;
    int retractions = 0;
    for (size_t i = line_next(l, 0); i != SIZE_MAX; i = line_next(l, i + 1))
        retractions |= r->fact[i].kind == KIND_retract;
    l->drop = NULL;
    l->waits = 0;
    if (!retractions)
        return;
    size_t names = name_all(a, r, &name);
    struct seen *seen = arena_alloc(a, r->count + 1, sizeof *seen);
    struct run *run = arena_alloc(a, 1, sizeof *run);
    for (size_t i = line_next(l, 0); i != SIZE_MAX; i = line_next(l, run->at))
        run_day(run, l, r->fact[i].day, seen);
    uint8_t *withdrawn = arena_alloc(a, r->count + 1, 1); /* by anyone, whatever is left of it */
    for (size_t i = line_next(l, 0); i != SIZE_MAX; i = line_next(l, i + 1)) {
        size_t place = target(l, name, names, &r->fact[i]);
        if (place != SIZE_MAX)
            withdrawn[place] = 1;
    }
    l->drop = arena_alloc(a, r->count + 1, sizeof *l->drop);
    find_drops(l, name, names, seen, withdrawn);
    for (size_t i = 0; i < r->count; i++)
        l->waits |= l->drop[i].waits;
}
