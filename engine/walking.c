/* The walking ladder. Source: clinical.md 5.6 and section 0 [DESIGN]; what is known of walking is
 * prevention after recovery [S41], not treatment [S42]. */
#include "programme.h"

/* The highest rung that no order forbids: a forbidden rung ends the ladder below it. */
static int ordered_rung(const struct known *k)
{
    const int32_t *until = k->orders.ban_until;
    int rung = 0;
    if (until[ITEM_COUNT + FAMILY_WALK] >= k->day)
        return 0;
    while (ITEM_W1 + rung <= ITEM_W7 && until[ITEM_W1 + rung] < k->day)
        rung++;
    return rung;
}

static int top_rung(const struct work *w)
{
    int top = 0, ordered = ordered_rung(w->k);
    switch (w->n->stage) {
    case stages_calm:
        top = limit(walk_calm);
        break;
    case stages_restore:
        top = limit(walk_restore);
        break;
    case stages_build:
        top = limit(walk_build);
        break;
    case stages_return:
        top = limit(walk_return);
        break;
    default:
        top = limit(walk_keep);
        break;
    }
    int heart =
        known_has(w->k, conditions_heart) && !(w->k->orders.allowed & family_items[FAMILY_WALK]);
    if (heart && top > limit(walk_heart))
        top = limit(walk_heart);
    return top < ordered ? top : ordered;
}

static int first_rung(int minutes) /* -1: not told */
{
    return minutes < limit(walk_first_2)   ? 1
           : minutes < limit(walk_first_3) ? 2
           : minutes < limit(walk_first_4) ? 3
                                           : 4;
}

static int first_step(int rung)
{
    int s = 0;
    while (s < walk_step_count - 1 && walk_steps[s].rung < rung)
        s++;
    return s;
}

/* The longest walk of the rungs up to this one. */
static int rung_minutes(int rung)
{
    int most = 0;
    for (int s = 0; s < walk_step_count && walk_steps[s].rung <= rung; s++)
        most = walk_steps[s].minutes > most ? walk_steps[s].minutes : most;
    return most;
}

static int week_of(int step)
{
    const struct walk_step *s = &walk_steps[step];
    return s->times_a_day * s->minutes * s->days_a_week;
}

static int week_minutes(const struct plan_walk *p)
{
    return p->times_a_day * p->minutes * p->days_a_week;
}

static int day_of_step(int step)
{
    return walk_steps[step].times_a_day * walk_steps[step].minutes;
}

/* The planned week of 7 days before, or the first there was. */
static int week_before(const struct work *w)
{
    for (int back = 7; back >= 1; back--) {
        const struct planned *p = planned_was(w->was, w->k->day - back);
        if (p && p->walk_week)
            return p->walk_week;
    }
    return 0;
}

static int week_allows(int before, int after, int now)
{
    if (after <= now || before == 0)
        return 1;
    int most = before < limit(walk_week_full) ? before + limit(walk_week_add)
                                              : scale(before, 100 + limit(walk_week_pct));
    return after <= most;
}

/* Two of the last three days were green, or answered late, with a walk on each. */
static int walked_well(const struct work *w)
{
    const struct known *k = w->k;
    int green = 0, met = 0;
    for (int back = 1; back <= limit(walk_look_days); back++) {
        const struct row *r = known_row(k, k->day - back);
        const struct planned *p = planned_was(w->n, k->day - back);
        const struct plan_walk *last = &w->was->walk_last;
        if (!r || !r->walked || r->walk_told < last->minutes)
            continue;
        met++;
        green += p && p->judged && p->colour == COLOUR_green;
    }
    if (w->n->mode == modes_time)
        return met > 0;
    return green >= limit(walk_greens) || w->rise.late;
}

static int red_lately(const struct work *w)
{
    for (int back = 1; back <= limit(walk_red_days); back++) {
        const struct planned *p = planned_was(w->n, w->k->day - back);
        if (p && p->red)
            return 1;
    }
    return 0;
}

/* One rung above the one that the minutes told of late would start at: nobody is asked for walks
 * much longer than they say they can. */
static int rung_said(const struct known *k)
{
    int rung = first_rung(k->walk_min_last[0]);
    if (k->walk_min_last[0] < 0 || k->day - k->walk_min_day > limit(walk_told_days) ||
        k->walk_min_last[0] >= limit(walk_first_4))
        return ITEM_W7 - ITEM_W1 + 1;
    return rung + 1;
}

/* The step that comes next, or the present one with the reason why it stays. */
static int next_step(struct work *w, int step, enum reason_code *why, int *a)
{
    const struct known *k = w->k;
    int last = walk_step_count - 1,
        quota = w->n->mode == modes_time ? limit(quota_days) : limit(walk_rise_days);
    if (!w->rise.walk) {
        *why = (enum reason_code)w->rise.code;
        *a = w->rise.number[0];
        return step;
    }
    if (k->day - w->was->walk_risen < quota) {
        *why = REASON_WALK_EVERY_OTHER;
        *a = quota;
        return step;
    }
    /* The first rung, which is no leap, until both were told. */
    int told = first_rung(k->walk_min_last[0] < k->walk_min_last[1] ? k->walk_min_last[0]
                                                                    : k->walk_min_last[1]);
    int leap = told > walk_steps[step].rung && !red_lately(w);
    if (!walked_well(w) && !leap) {
        *why = REASON_WALK_NOT_YET;
        return step;
    }
    int to = leap ? first_step(told) : step + 1;
    int top = top_rung(w), said = rung_said(k), before = week_before(w);
    to = to > last ? last : to;
    if (to == step) {
        *why = REASON_WALK_TOP;
        return step;
    }
    if (walk_steps[to].rung > top) {
        *why = REASON_WALK_STAGE;
        *a = rung_minutes(top);
    }
    if (walk_steps[to].rung > said && said <= top) {
        *why = REASON_WALK_TOLD;
        *a = k->walk_min_last[0];
    }
    while (to > step && (walk_steps[to].rung > top || walk_steps[to].rung > said))
        to--;
    while (to > step && !week_allows(before, week_of(to), week_of(step))) {
        *why = REASON_WALK_WEEK;
        *a = before;
        to--;
    }
    return to;
}

static void start_walking(struct work *w)
{
    struct programme *n = w->n;
    int rung = first_rung(w->k->walk_min_last[0]), top = top_rung(w);
    n->walk_step = (uint8_t)first_step(rung < top ? rung : top);
    if (!w->rise.open && n->walk_ever && n->walk_step > w->was->walk_step)
        n->walk_step = w->was->walk_step; /* a new episode is no way round what holds */
    n->walk_known = 1;
    n->walk_risen = w->k->day;
    const struct walk_step *s = &walk_steps[n->walk_step];
    int inside = w->k->walk_min_last[0] > s->minutes; /* what brings it on was told, and is more */
    because(w->p, inside ? REASON_WALK_START : REASON_WALK_FIRST, -1, s->minutes, s->times_a_day,
            0);
}

void lower_walk(struct programme *n, int to)
{
    int was = n->walk_step;
    if (to >= was)
        return;
    to = to < 0 ? 0 : to;
    while (to > 0 && (day_of_step(to) > day_of_step(was) || week_of(to) > week_of(was)))
        to--;
    n->walk_step = (uint8_t)to;
}

/* Down to this rung; 0 when it is no higher already. */
static int lower_to(struct programme *n, int top)
{
    int to = n->walk_step;
    if (walk_steps[to].rung <= top)
        return 0;
    while (to > 0 && walk_steps[to].rung > top)
        to--;
    lower_walk(n, to);
    return 1;
}

static int calm_lowers(struct work *w)
{
    return w->n->stage == stages_calm && w->flare_day < 0 && lower_to(w->n, limit(walk_calm));
}

/* The middle of the minutes told in the last week, or the last told; -1. */
static int minutes_told(const struct known *k)
{
    int told[7], n = 0;
    for (int back = 0; back < 7; back++) {
        const struct row *r = known_row(k, k->day - back);
        if (!r || r->walk_min < 0)
            continue;
        int at = n++;
        for (; at > 0 && told[at - 1] > r->walk_min; at--)
            told[at] = told[at - 1];
        told[at] = r->walk_min;
    }
    return n ? told[(n - 1) / 2] : k->walk_min_last[0];
}

/* Where walking itself brings the pain on: bits of a share of the minutes that do, with a seat
 * between them, and more of them instead of longer ones. [DESIGN] */
static void intervals(struct work *w, struct plan_walk *out)
{
    int told = minutes_told(w->k), one = scale(told, limit(walk_interval_pct));
    if (known_pattern(w->k) != PATTERN_stenosis || told < 0 || one >= out->minutes)
        return;
    int total = out->minutes * out->times_a_day, most = limit(walk_interval_times);
    one = one < 1 ? 1 : one;
    int times = total / one;
    out->minutes = (uint8_t)one;
    out->times_a_day = (uint8_t)(times > most ? most : times);
    because(w->p, REASON_WALK_INTERVALS, -1, one, 0, 0);
}

static void show_walk(struct work *w)
{
    struct programme *n = w->n;
    const struct walk_step *s = &walk_steps[n->walk_step];
    struct plan_walk out = {s->rung, s->times_a_day, s->minutes, s->days_a_week, ITEM_same};
    if (n->walk_share < FLARE_WHOLE && n->flare_start != NEVER_DAY) {
        int total = scale(day_of_step(n->walk_step), flare_share(n->walk_share));
        int bouts = s->times_a_day > limit(flare_bouts) ? s->times_a_day : limit(flare_bouts);
        if (total < bouts)
            bouts = total > 0 ? total : 1;
        out.times_a_day = (uint8_t)bouts;
        out.minutes = (uint8_t)(total / bouts > 0 ? total / bouts : 1);
    }
    intervals(w, &out);
    const struct plan_walk *last = &n->walk_last;
    /* More than was shown last, and not by a step: it comes back, as what goes up and when it may. */
    int more = last->rung && out.times_a_day * out.minutes > last->times_a_day * last->minutes &&
               !w->rise.walk_share_up && !(w->granted & family_items[FAMILY_WALK]);
    if (more && w->rise.walk && w->rises < limit(rises_day)) {
        w->rises++;
    } else if (more) {
        out = *last;
        out.rung = s->rung;
        out.change = ITEM_same;
    }
    int week = week_minutes(&out), week_was = week_minutes(last);
    if (!last->rung)
        out.change = ITEM_new;
    else if (out.rung > last->rung || (out.rung == last->rung && week > week_was))
        out.change = ITEM_up;
    else if (out.rung < last->rung || week < week_was)
        out.change = ITEM_down;
    w->p->walk = out;
    n->walk_last = out;
    n->walk_ever = 1;
    planned_on(n, w->k->day)->walk_week = (uint16_t)week;
}

/* Why walking is what it is where no step was taken: a flare-up's share, bits that were told anew,
 * or what holds it. */
static void say_walk(struct work *w, enum reason_code why, int number)
{
    switch (w->p->walk.change) {
    case ITEM_up:
        because(w->p, REASON_WALK_BACK, -1, 0, 0, 0);
        break;
    case ITEM_down:
        because(w->p, REASON_WALK_LESS, -1, 0, 0, 0);
        break;
    default:
        because(w->p, REASON_WALK_HOLD, -1, 0, 0, 0);
        because(w->p, why, -1, number, 0, 0);
        break;
    }
}

void choose_walk(struct work *w)
{
    struct programme *n = w->n;
    int ordered = ordered_rung(w->k);
    if (ordered == 0) {
        because(w->p, REASON_WALK_BANNED, -1, 0, 0, 0);
        n->walk_last.rung = 0;
        return;
    }
    enum reason_code why = REASON_WALK_NOT_YET;
    int a = 0, own = 1; /* a reason of its own has been given */
    if (!n->walk_known) {
        start_walking(w);
    } else if (lower_to(n, ordered)) {
        because(w->p, REASON_WALK_ORDERED, -1, rung_minutes(ordered), 0, 0);
    } else if (calm_lowers(w)) {
        because(w->p, REASON_WALK_CALM, -1, 0, 0, 0);
    } else if (n->walk_step < w->was->walk_step) {
        because(w->p, n->gap ? REASON_WALK_BREAK : REASON_WALK_PROVOKED, -1, 0, 0, 0);
    } else {
        int to = next_step(w, n->walk_step, &why, &a);
        own = to > n->walk_step;
        if (own) {
            n->walk_step = (uint8_t)to;
            n->walk_risen = w->k->day;
            w->rises++;
            w->granted |= family_items[FAMILY_WALK];
            because(w->p, REASON_WALK_UP, -1, walk_steps[to].minutes, walk_steps[to].times_a_day,
                    0);
        }
    }
    show_walk(w);
    if (!own)
        say_walk(w, why, a);
}
