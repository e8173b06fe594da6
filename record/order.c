#include "table.h"

/* Below, at or above 0 as x comes before y, is y again, or comes after. */
static int compare(const struct fact *x, const struct fact *y)
{
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->recorded != y->recorded)
        return x->recorded < y->recorded ? -1 : 1; /* NO_MOMENT is the least there is */
    if (x->id.known != y->id.known)
        return x->id.known < y->id.known ? -1 : 1;
    if (x->id.session != y->id.session)
        return x->id.session < y->id.session ? -1 : 1;
    if (x->id.number != y->id.number)
        return x->id.number < y->id.number ? -1 : 1;
    uint32_t common = x->line.len < y->line.len ? x->line.len : y->line.len;
    int bytes = memcmp(x->line.p, y->line.p, common);
    if (bytes || x->line.len == y->line.len)
        return bytes;
    return x->line.len < y->line.len ? -1 : 1;
}

static int compare_ids(const struct fact *x, const struct fact *y)
{
    if (x->id.session != y->id.session)
        return x->id.session < y->id.session ? -1 : 1;
    if (x->id.number != y->id.number)
        return x->id.number < y->id.number ? -1 : 1;
    return 0;
}

/* Sorts n places of fact by merging from the bottom up, equal ones staying as they stand; spare has
 * room for n too. Returns whichever of the two holds the result. */
static uint32_t *merge_sort(const struct fact *fact, uint32_t *place, uint32_t *spare, size_t n,
                            int (*cmp)(const struct fact *, const struct fact *))
{
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t from = 0; from < n; from += 2 * width) {
            size_t middle = n - from < width ? n : from + width;
            size_t end = n - middle < width ? n : middle + width;
            size_t x = from, y = middle;
            for (size_t i = from; i < end; i++) {
                int left = y == end || (x < middle && cmp(&fact[place[x]], &fact[place[y]]) <= 0);
                spare[i] = left ? place[x++] : place[y++];
            }
        }
        uint32_t *sorted = spare;
        spare = place;
        place = sorted;
    }
    return place;
}

/* The same _id may come again only in the same line. */
static void id_again(struct arena *a, const struct fact *first, const struct fact *again,
                     struct faults *faults)
{
    struct judge j = {a, faults, again->line_no};
    if (!span_same(first->line, again->line))
        fault_number(&j, "this _id was given before, on line ", first->line_no,
                     ", with another WHEN, KIND or BODY; an _id names one fact");
}

static uint64_t mix(const struct fact_id *id)
{
    uint64_t h =
        (id->session ^ (id->number + UINT64_C(0x9e3779b97f4a7c15))) * UINT64_C(0xbf58476d1ce4e5b9);
    h ^= h >> 29;
    h = (h ^ id->number) * UINT64_C(0x94d049bb133111eb);
    return h ^ h >> 32;
}

/* For each fact with an _id, the first that has it, by a hash table. 0 when the ids fall together
 * so badly that it would take long: somebody chose them so. */
static int firsts_hashed(struct arena *a, const struct record *r, size_t ids, uint32_t *first)
{
    size_t size = 16, steps = 16 * ids + 64;
    while (size < 2 * ids)
        size *= 2;
    uint32_t *slot = arena_alloc(a, size, sizeof *slot); /* a place and 1, or 0 */
    for (size_t i = 0; i < r->count; i++) {
        if (!r->fact[i].id.known)
            continue;
        size_t at = mix(&r->fact[i].id) & (size - 1);
        while (slot[at] && compare_ids(&r->fact[slot[at] - 1], &r->fact[i]) != 0) {
            at = (at + 1) & (size - 1);
            if (!--steps)
                return 0;
        }
        if (!slot[at])
            slot[at] = (uint32_t)i + 1;
        first[i] = slot[at] - 1;
    }
    return 1;
}

static void firsts_sorted(struct arena *a, const struct record *r, size_t ids, uint32_t *first)
{
    uint32_t *place = arena_alloc(a, ids, sizeof *place),
             *spare = arena_alloc(a, ids, sizeof *spare);
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->fact[i].id.known)
            place[n++] = (uint32_t)i;
    place = merge_sort(r->fact, place, spare, n, compare_ids);
    for (size_t i = 0; i < n; i++) {
        int same = i && compare_ids(&r->fact[place[i - 1]], &r->fact[place[i]]) == 0;
        first[place[i]] = same ? first[place[i - 1]] : place[i];
    }
}

static void ids_judge(struct arena *a, const struct record *r, struct faults *faults)
{
    size_t mark = a->used, ids = 0, faults_before = faults->count;
    for (size_t i = 0; i < r->count; i++)
        ids += r->fact[i].id.known != 0;
    if (ids < 2)
        return;
    uint32_t *first = arena_grow(a, NULL, 0, r->count * sizeof *first);
    if (!firsts_hashed(a, r, ids, first))
        firsts_sorted(a, r, ids, first);
    for (size_t i = 0; i < r->count; i++)
        if (r->fact[i].id.known && first[i] != i)
            id_again(a, &r->fact[first[i]], &r->fact[i], faults);
    if (faults->count == faults_before)
        a->used = mark;
}

/* Moves each fact to its place: place[i] is where the fact that belongs at i stands. */
static void permute(struct fact *fact, uint32_t *place, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fact kept = fact[i];
        size_t to = i;
        if (place[i] == i)
            continue;
        while (place[to] != i) {
            size_t from = place[to];
            fact[to] = fact[from];
            place[to] = (uint32_t)to;
            to = from;
        }
        fact[to] = kept;
        place[to] = (uint32_t)to;
    }
}

void record_order(struct arena *a, struct record *r, struct faults *faults)
{
    size_t in_order = 1, mark, kept = 1;
    ids_judge(a, r, faults);
    while (in_order < r->count && compare(&r->fact[in_order - 1], &r->fact[in_order]) < 0)
        in_order++;
    if (in_order >= r->count)
        return; /* the usual record: written as it happened, nothing twice */
    mark = a->used;
    uint32_t *place = arena_alloc(a, r->count, sizeof *place);
    uint32_t *spare = arena_alloc(a, r->count, sizeof *spare);
    for (size_t i = 0; i < r->count; i++)
        place[i] = (uint32_t)i;
    permute(r->fact, merge_sort(r->fact, place, spare, r->count, compare), r->count);
    for (size_t i = 1; i < r->count; i++)
        if (compare(&r->fact[kept - 1], &r->fact[i]) != 0)
            r->fact[kept++] = r->fact[i];
    r->count = kept;
    a->used = mark;
}
