/* course.c - the days of one patient, as the page shows them: by day, or by week where a picture would not
 * hold them; and what the plan of each day was. */
#include "../app/daily.h"
#include "patient.h"

enum { LONGEST = 3 * 366, RETRACTIONS = 60 };

/* --- plans --------------------------------------------------------------------------------------------- */

struct plans {
    struct plan_day *to;
    int first;
};

static int take_plan(void *host, const struct plan *p)
{
    struct plans *all = host;
    struct plan_day *to = &all->to[p->day - all->first];
    *to = (struct plan_day){.known = 1,
                            .change = p->change,
                            .stage = p->stage,
                            .mode_time = p->mode == modes_time,
                            .flare = gives(p, REASON_FLARE) >= 0};
    for (int i = 0; i < p->item_count; i++) {
        to->up =
            (uint8_t)(to->up + (p->item[i].change == ITEM_up || p->item[i].change == ITEM_new));
        to->down = (uint8_t)(to->down + (p->item[i].change == ITEM_down));
    }
    if (p->walk.rung) {
        to->up = (uint8_t)(to->up + (p->walk.change == ITEM_up || p->walk.change == ITEM_new));
        to->down = (uint8_t)(to->down + (p->walk.change == ITEM_down));
    }
    return 1;
}

/* After a day on which something was taken back all is folded anew: somebody who takes back something
 * every day would make the page wait, so then the newest of those days count. */
static int quick_first(struct desk *d, int first, int last)
{
    const struct record *r = &d->v.facts;
    int left = RETRACTIONS;
    if (first < last - PLANS_DAYS + 1)
        first = last - PLANS_DAYS + 1;
    for (size_t i = r->count; i-- > 0;) {
        const struct fact *f = &r->fact[i];
        if (f->kind == KIND_retract && f->day >= first && f->day <= last && !left--)
            return f->day + 1;
    }
    return first;
}

void plans_of(struct desk *d, int first, int last, struct plan_day *ret)
{
    struct plans all = {ret, first};
    int from = quick_first(d, first, last);
    if (d->v.facts.count && from <= last)
        engine_each_day(d->v.a, &d->v.facts, from, last, take_plan, &all);
}

/* --- days and columns ------------------------------------------------------------------------------------- */

/* Silence before the first answer is silence too. */
static int first_fact(struct desk *d)
{
    int first = d->v.day;
    for (size_t i = 0; i < d->v.facts.count; i++)
        if (d->v.facts.fact[i].day < first)
            first = d->v.facts.fact[i].day;
    return first;
}

static int16_t middle(const struct days *all, int from, int count,
                      int16_t (*field)(const struct told_day *))
{
    int16_t value[WEEK];
    int n = 0;
    for (int i = from; i < from + count; i++) {
        int16_t now = field(&all->day[i]);
        int k = n;
        if (now == NOT_TOLD)
            continue;
        for (; k > 0 && value[k - 1] > now; k--)
            value[k] = value[k - 1];
        value[k] = now;
        n++;
    }
    return n ? value[(n - 1) / 2] : NOT_TOLD;
}

static int16_t leg_of(const struct told_day *t)
{
    return t->leg;
}

static int16_t back_of_day(const struct told_day *t)
{
    return t->back;
}

static int16_t reach_of(const struct told_day *t)
{
    return t->reach;
}

static int16_t walked_of(const struct told_day *t)
{
    return t->walked_min;
}

/* A week's column: the middle one of its answers, the lower of two. */
static struct told_day week_of(const struct days *all, int from, int count)
{
    return (struct told_day){.leg = middle(all, from, count, leg_of),
                             .back = middle(all, from, count, back_of_day),
                             .reach = middle(all, from, count, reach_of),
                             .walked_min = middle(all, from, count, walked_of),
                             .sit_min = NOT_TOLD,
                             .walk_min = NOT_TOLD};
}

static void columns_of(struct desk *d, struct course *c)
{
    c->unit = c->days.count > COLUMNS_MAX ? WEEK : 1;
    c->count = (c->days.count + c->unit - 1) / c->unit;
    c->column = arena_alloc(d->v.a, (size_t)c->count + 1, sizeof *c->column);
    c->answered = arena_alloc(d->v.a, (size_t)c->count + 1, sizeof *c->answered);
    for (int i = 0; i < c->count; i++) {
        int from = i * c->unit, left = c->days.count - from,
            count = left < c->unit ? left : c->unit;
        c->answered[i] = days_answered(&c->days, from, count);
        c->column[i] = c->unit == 1 ? c->days.day[i] : week_of(&c->days, from, count);
    }
}

int column_of(const struct course *c, int day)
{
    if (day < c->days.first || day >= c->days.first + c->days.count)
        return -1;
    return (day - c->days.first) / c->unit;
}

void course_of(struct desk *d, int weeks, struct course *ret)
{
    int begin = first_fact(d), last = d->v.day, first = last - (weeks ? weeks * WEEK : LONGEST) + 1;
    ret->weeks = weeks;
    days_of(&d->v, first > begin ? first : begin, last, &ret->days);
    ret->plan = arena_alloc(d->v.a, (size_t)ret->days.count + 1, sizeof *ret->plan);
    plans_of(d, ret->days.first, last, ret->plan);
    columns_of(d, ret);
}
