#include "line.h"

/* By civil day, stable: the record's order is by instant, which is the same but for travellers. */
void line_up(struct arena *a, const struct record *r, struct line *ret)
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
    ret->waits = 0;
}

void run_day(struct run *run, const struct line *l, int day, struct seen *seen)
{
    if (!run->begun) {
        known_init(&run->known, day);
        programme_init(&run->programme);
        run->begun = 1;
    }
    known_open(&run->known, day);
    size_t last = SIZE_MAX;
    for (; run->at < l->count && l->fact[run->at]->day <= day; run->at++) {
        const struct fact *f = l->fact[run->at];
        const struct drop *d = l->drop ? &l->drop[run->at] : NULL;
        if (f->newer) /* also of what is taken back: it is in the record */
            run->known.newer_day = day;
        if (f->kind >= KIND_COUNT || f->kind == KIND_retract || (d && d->gone && !d->keep))
            continue;
        known_fact(&run->known, f, d && d->gone ? d->keep : KEEP_ALL);
        last = run->at;
        if (seen)
            seen[last] = (struct seen){run->known.gate.urgent_read, run->known.gate.said_no};
    }
    known_close(&run->known);
    if (seen && last != SIZE_MAX) /* what the whole day raised */
        seen[last].urgent |= run->known.gate.urgent_read;
}
