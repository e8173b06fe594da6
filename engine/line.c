#include "line.h"

/* A clock is at most 14 hours away from UTC, so the facts of a day stand within these instants. */
enum { OFFSET_MOST = 14 * 60 };

static int64_t day_begins(int day)
{
    return (int64_t)day * 1440 - OFFSET_MOST;
}

static int64_t day_is_over(int day)
{
    return ((int64_t)day + 1) * 1440 + OFFSET_MOST;
}

size_t line_next(const struct line *l, size_t from)
{
    const struct record *r = l->record;
    for (; from < r->count && r->fact[from].at < day_is_over(l->view); from++)
        if (r->fact[from].day <= l->view)
            return from;
    return SIZE_MAX;
}

int line_again(const struct line *l, const struct run *run, int day, size_t *from)
{
    const struct record *r = l->record;
    while (*from < r->count && r->fact[*from].at < day_begins(day))
        ++*from;
    for (size_t i = *from; i < r->count && r->fact[i].at < day_is_over(day); i++) {
        const struct fact *f = &r->fact[i];
        if (f->day == day &&
            (i < run->at || f->kind == KIND_retract || (f->kind == KIND_screen && l->waits)))
            return 1;
    }
    return 0;
}

/* A weakness that is worse than the last result rests on that result too. */
static void see_fact(const struct known *k, struct seen *seen)
{
    const struct gate *g = &k->gate;
    seen[k->place] = (struct seen){g->urgent_read, g->said_no, g->told, 0};
    for (int i = 0; i < ROWS_OF_TESTS * TESTS; i++) {
        const struct strength *x = &g->strength[i / TESTS][i % TESTS];
        if (x->place == k->place && x->than != SIZE_MAX)
            seen[x->than].worse = seen[x->than].worse ? seen[x->than].worse : k->place;
    }
}

void run_day(struct run *run, const struct line *l, int day, struct seen *seen)
{
    const struct record *r = l->record;
    if (!run->begun) {
        known_init(&run->known, day);
        programme_init(&run->programme);
        run->begun = 1;
    }
    known_open(&run->known, day);
    size_t last = SIZE_MAX;
    for (size_t i = run->at; i < r->count && r->fact[i].at < day_is_over(day); i++) {
        const struct fact *f = &r->fact[i];
        const struct drop *d = l->drop ? &l->drop[i] : NULL;
        if (f->day > l->view)
            continue;
        if (f->day > day)
            break;
        run->at = i + 1;
        if (f->newer) /* also of what is taken back: it is in the record */
            run->known.newer_day = day;
        if (f->kind >= KIND_COUNT || f->kind == KIND_retract || (d && d->gone && !d->keep))
            continue;
        run->known.place = i;
        known_fact(&run->known, f, d && d->gone ? d->keep : KEEP_ALL);
        last = i;
        if (seen)
            see_fact(&run->known, seen);
    }
    known_close(&run->known);
    if (seen && last != SIZE_MAX) /* what the whole day raised */
        seen[last].urgent |= run->known.gate.urgent_read;
}
