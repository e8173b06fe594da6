/* What is counted in a course, and what is promised of every course. */
#include "courses.h"

static int item_volume(const struct plan_item *x)
{
    const struct dose *d = &x->dose;
    return d->times_a_day * (d->sets ? d->sets : 1) * (d->reps ? d->reps : 1) *
           (d->hold_s ? d->hold_s : 1) * (d->minutes ? d->minutes : 1);
}

static int counts(const struct plan_item *x)
{
    return exercises[x->item].family != FAMILY_REST;
}

int walk_week(const struct plan *p)
{
    return p->walk.times_a_day * p->walk.minutes * p->walk.days_a_week;
}

int has_risen(const struct plan *p)
{
    int up = p->walk.rung && (p->walk.change == ITEM_new || p->walk.change == ITEM_up);
    for (int i = 0; i < p->item_count; i++)
        up |=
            counts(&p->item[i]) && (p->item[i].change == ITEM_new || p->item[i].change == ITEM_up);
    return up;
}

static int in_flare(const struct plan *p)
{
    for (int i = 0; i < p->reason_count; i++)
        if (p->reason[i].code == REASON_FLARE)
            return 1;
    return 0;
}

int flare_begins(const struct course *c, int n)
{
    return in_flare(&c->plan[n]) && (n == 0 || !in_flare(&c->plan[n - 1]));
}

int most_seconds(const struct course *c)
{
    int most = 0;
    for (int n = 0; n < c->days; n++)
        most = plan_seconds(&c->plan[n]) > most ? plan_seconds(&c->plan[n]) : most;
    return most;
}

/* Keeps the worst and its day. */
static void keep_worst(int value, int n, int *worst, int *ret_n)
{
    if (value <= *worst)
        return;
    *worst = value;
    *ret_n = n;
}

int most_items(const struct course *c, int *ret_n)
{
    int worst = 0;
    for (int n = 0; n < c->days; n++)
        keep_worst(c->plan[n].item_count, n, &worst, ret_n);
    return worst;
}

/* Days running in calm, a flare-up's not counted. */
static int calm_on_end(const struct course *c, int *ret_n)
{
    int run = 0, worst = 0;
    for (int n = 0; n < c->days && c->who->habits & RECOVERS; n++) {
        run = c->plan[n].stage == stages_calm && !in_flare(&c->plan[n]) ? run + 1 : 0;
        keep_worst(run, n, &worst, ret_n);
    }
    return worst;
}

/* Back to calm or restore from what came after it; a flare-up's own does not count. */
static int falls_in_14(const struct course *c, int *ret_n)
{
    int worst = 0;
    for (int n = 0; n < c->days; n++) {
        int count = 0;
        for (int i = n > 13 ? n - 13 : 1; i <= n; i++)
            count += c->plan[i].stage < c->plan[i - 1].stage &&
                     c->plan[i].stage <= stages_restore && !in_flare(&c->plan[i]) &&
                     !in_flare(&c->plan[i - 1]);
        keep_worst(count, n, &worst, ret_n);
    }
    return worst;
}

/* Minutes above what a week may add to the planned week of 7 days before; where that day was in a
 * flare-up, to that of before it. */
static int walk_too_fast(const struct course *c, int *ret_n)
{
    int worst = 0;
    for (int n = 7; n < c->days; n++) {
        int then = n - 7;
        while (then > 0 && c->plan[then].change == PLAN_flare)
            then--;
        int before = walk_week(&c->plan[then]);
        int most = before < 150 ? before + 60 : before * 120 / 100;
        keep_worst(walk_week(&c->plan[n]) - most, n, &worst, ret_n);
    }
    return worst;
}

static int calm_seconds(const struct course *c, int *ret_n)
{
    int worst = 0;
    for (int n = 0; n < c->days; n++)
        if (c->plan[n].stage == stages_calm)
            keep_worst(plan_seconds(&c->plan[n]), n, &worst, ret_n);
    return worst;
}

/* Leg pain of the seven days up to n, added up. */
static int leg_week(const struct course *c, int n)
{
    int sum = 0;
    for (int i = n - 6; i <= n; i++)
        sum += c->leg[i < 0 ? 0 : i];
    return sum;
}

/* Days since the last rise, while the leg fell by a point or more in the last 21 of them. */
static int no_rise_while_better(const struct course *c, int *ret_n)
{
    int last = 0, worst = 0;
    for (int n = 1; n < c->days && c->who->habits & TELLS; n++) {
        if (has_risen(&c->plan[n]))
            last = n;
        int look = n - last < 21 ? n - last : 21;
        if (leg_week(c, n - look) - leg_week(c, n) >= 7)
            keep_worst(n - last, n, &worst, ret_n);
    }
    return worst;
}

/* The family's exercise of a day; NULL: none. */
static const struct plan_item *of_family(const struct plan *p, int family)
{
    for (int i = 0; i < p->item_count; i++)
        if (exercises[p->item[i].item].family == family)
            return &p->item[i];
    return NULL;
}

static int is_back(const struct plan_item *now, const struct plan_item *then)
{
    int rung = exercises[now->item].rung, was = exercises[then->item].rung;
    return rung > was || (rung == was && item_volume(now) >= item_volume(then));
}

/* Days from a flare-up's first until a family is where it was in the three days before: the same
 * dose, or a higher rung. 0 for one that was not there, or has no place in the second week after. */
static int family_back(const struct course *c, int start, int family)
{
    const struct plan_item *then = NULL, *now;
    for (int n = start - 1; n >= 0 && n >= start - 3 && !then; n--)
        then = of_family(&c->plan[n], family);
    int given = 0, back = 0;
    for (int n = start; then && n < c->days; n++) {
        now = of_family(&c->plan[n], family);
        given |= now && n >= start + 7 && n <= start + 14;
        back = !back && now && n > start && is_back(now, then) ? n - start : back;
    }
    return !given ? 0 : back ? back : c->days - start;
}

static int walk_back(const struct course *c, int start)
{
    const struct plan *then = &c->plan[start > 0 ? start - 1 : 0];
    int n = start;
    while (n < c->days && walk_week(&c->plan[n]) < walk_week(then) &&
           (c->plan[n].walk.rung <= then->walk.rung || c->plan[n].change == PLAN_flare))
        n++;
    return n - start;
}

static int flare_lasts(const struct course *c, int *ret_n)
{
    int worst = 0;
    for (int s = 1; s < c->days; s++) {
        if (!flare_begins(c, s))
            continue;
        keep_worst(walk_back(c, s), s, &worst, ret_n);
        for (int f = 0; f < FAMILY_COUNT; f++)
            if (f != FAMILY_REST)
                keep_worst(family_back(c, s, f), s, &worst, ret_n);
    }
    return worst;
}

/* Days until the movement that eases the leg is known, for who tries it whenever asked. */
static int direction_late(const struct course *c, int *ret_n)
{
    int n = 0;
    if (!(c->who->habits & MEASURES) || !c->who->eased_by)
        return 0;
    while (n < c->days && c->plan[n].direction < DIRECTION_extension)
        n++;
    *ret_n = n < c->days ? n : c->days - 1;
    return n;
}

const struct promise promises[PROMISES] = {
    {"Nobody who recovers stays in calm: days running", "days", calm_on_end, 21, 1},
    {"The plan falls back to an early stage once in any 14 days at most, a flare-up excepted",
     "times", falls_in_14, 1, 1},
    {"Walking never grows over a week by more than 60 min below 150, 20 % above", "min too much",
     walk_too_fast, 0, 1},
    {"In calm at most 20 minutes of exercise a day besides positions of ease", "min", calm_seconds,
     1200, 60},
    {"Never more than 8 exercises on a day", "exercises", most_items, 8, 1},
    {"Nobody who says what they did is without a rise while their leg falls", "days",
     no_rise_while_better, 21, 1},
    {"After a flare-up walking and each kind of exercise are back where they were", "days",
     flare_lasts, 21, 1},
    {"A movement that eases the leg is found when it is tried", "days", direction_late, 14, 1},
};
