/* Retractions: a clinician's takes a fact away; a person's takes away their own. What the fact told
 * and an urgent route rested on stays all the same, and no more of it; an answer goes too when it was
 * taken back within minutes and the question has been answered no in a screen after that which still
 * stands. Source: record.md 5. */
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

/* What is left of the fact when the person takes it back with the retraction at r: what it told and
 * urgent rules rested on between the two. no: the last place of a screen that answered each question
 * no. A no between the answer and its retraction is not the answer given again: the person may have
 * meant either, and a later no lowers nothing. */
static struct drop left_of(const struct record *record, size_t place, size_t r, uint64_t keep,
                           const size_t *no)
{
    const struct fact *f = &record->fact[place], *back = &record->fact[r];
    const uint64_t questions = (UINT64_C(1) << QUESTION_COUNT) - 1;
    /* What came by file says itself when it was told, so it shows no haste. */
    int in_time = back->at >= f->at && back->at - f->at <= limit(retract_min);
    int quick = in_time && (!back->from_file || f->from_file);
    for (uint64_t rest = quick ? keep & questions : 0; rest; rest &= rest - 1) {
        int q = __builtin_ctzll(rest);
        if (no[q] != SIZE_MAX && no[q] > r)
            keep &= ~(UINT64_C(1) << q);
    }
    return (struct drop){1, quick && keep & questions, keep};
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
        if (place == SIZE_MAX || place > i)
            continue; /* dated before what it takes back: a clock is wrong, and nothing is lost */
        struct drop *d = &l->drop[place];
        if (d->gone && !d->keep)
            continue;
        int measured = seen[place].worse && seen[place].worse <= i;
        uint64_t told = seen[place].told | (measured ? MOTOR_INPUTS : 0);
        uint64_t keep = told & urgent_since(last, place);
        struct drop left = left_of(l->record, place, i, d->gone ? keep & d->keep : keep, no);
        left.waits |= d->waits;
        *d = left;
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
    uint8_t *withdrawn = arena_alloc(a, r->count + 1, 1); /* by anyone, whatever is left of it */
    l->drop = arena_alloc(a, r->count + 1, sizeof *l->drop);
    for (size_t i = line_next(l, 0); i != SIZE_MAX; i = line_next(l, i + 1)) {
        size_t place = target(l, name, names, &r->fact[i]);
        if (place == SIZE_MAX)
            continue;
        withdrawn[place] = 1;
        if (is_clinicians(&r->fact[i])) /* nothing was urgent through it, then */
            l->drop[place] = (struct drop){.gone = 1};
    }
    struct seen *seen = arena_alloc(a, r->count + 1, sizeof *seen);
    struct run *run = arena_alloc(a, 1, sizeof *run);
    for (size_t i = line_next(l, 0); i != SIZE_MAX; i = line_next(l, run->at))
        run_day(run, l, r->fact[i].day, seen);
    find_drops(l, name, names, seen, withdrawn);
    for (size_t i = 0; i < r->count; i++)
        l->waits |= l->drop[i].waits;
}
