#include "ids.h"

static int before(struct fact_id a, struct fact_id b)
{
    return a.session != b.session ? a.session < b.session : a.number < b.number;
}

struct ids ids_of(struct arena *a, const struct record *r)
{
    struct id_place *from = arena_alloc(a, r->count + 1, sizeof *from);
    struct id_place *to = arena_alloc(a, r->count + 1, sizeof *to);
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->fact[i].id.known)
            from[n++] = (struct id_place){r->fact[i].id, (int)i};
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t lo = 0; lo < n; lo += 2 * width) {
            size_t mid = lo + width < n ? lo + width : n;
            size_t hi = mid + width < n ? mid + width : n;
            size_t x = lo, y = mid;
            for (size_t k = lo; k < hi; k++)
                to[k] =
                    x < mid && (y >= hi || !before(from[y].id, from[x].id)) ? from[x++] : from[y++];
        }
        struct id_place *swap = from;
        from = to;
        to = swap;
    }
    return (struct ids){from, n};
}

int ids_find(const struct ids *ids, struct fact_id id)
{
    size_t lo = 0, hi = ids->count;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (before(ids->at[mid].id, id))
            lo = mid + 1;
        else
            hi = mid;
    }
    return id.known && lo < ids->count && !before(id, ids->at[lo].id) ? ids->at[lo].place : -1;
}

const uint8_t *back_of(struct arena *a, const struct record *r, const struct ids *ids)
{
    uint8_t *back = arena_alloc(a, r->count + 1, 1);
    for (size_t i = 0; i < r->count; i++) {
        const struct fact *f = &r->fact[i];
        struct fact_id id;
        if (f->kind != KIND_retract ||
            !fact_id_read(((const struct fact_retract *)f->keys)->of, &id))
            continue;
        int place = ids_find(ids, id);
        if (place < 0 || r->fact[place].kind == KIND_retract)
            continue;
        if (f->by != WHO_clinician && (r->fact[place].by == WHO_clinician || (size_t)place > i))
            continue;
        back[place] = 1;
    }
    return back;
}
