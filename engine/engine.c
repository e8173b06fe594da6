/* From a record to the plan of a day: which facts count, in what order, folded day by day. */
#include "line.h"

/* Folds on until all of the day is known and only its decision is left. Days without facts are days
 * all the same. */
static void fold_to(struct run *run, const struct line *l, int day)
{
    size_t begin = line_next(l, 0);
    int first = begin != SIZE_MAX ? l->record->fact[begin].day : day;
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
    struct line l = {.record = r, .view = day};
    struct run *run = arena_alloc(a, 1, sizeof *run);
    apply_retractions(a, &l);
    fold_to(run, &l, day);
    *ret_known = run->known;
    *ret_programme = run->programme;
}

void engine_plan(struct arena *a, const struct record *r, int day, struct plan *ret_plan)
{
    struct line l = {.record = r, .view = day};
    struct run *run = arena_alloc(a, 1, sizeof *run);
    apply_retractions(a, &l);
    run_to(run, &l, day, ret_plan);
}

void engine_each_day(struct arena *a, const struct record *r, int first, int last,
                     int (*each)(void *host, const struct plan *p), void *host)
{
    struct line l = {.record = r};
    struct run *run = arena_alloc(a, 1, sizeof *run);
    struct plan p;
    size_t mark = a->used, from = 0;
    for (int day = first; day <= last; day++) {
        l.view = day;
        /* A record begins with its first fact, whatever days stand before. */
        if (run->at == 0 || line_again(&l, run, day, &from)) {
            /* What was retracted counted until then: fold anew, without it. */
            a->used = mark;
            memset(run, 0, sizeof *run);
            apply_retractions(a, &l);
        } else {
            run->programme = run->next;
        }
        run_to(run, &l, day, &p);
        if (!each(host, &p))
            return;
    }
}
