/* Which exercises today, and which of them goes up. A stage is a row of places, each filled from
 * its families by the rung reached. Source: clinical.md 6, selection rules, and section 0 [DESIGN].
 */
#include "programme.h"

enum place {
    PLACE_end,
    PLACE_rest,
    PLACE_direction,
    PLACE_neural,
    PLACE_trunk,
    PLACE_buttock,
    PLACE_leg,
    PLACE_lift,
    PLACE_balance,
    PLACE_hip,
    PLACE_aerobic,
    PLACE_either
};

static const uint8_t places[stages_COUNT][PLAN_ITEMS_MAX + 1] = {
    [stages_calm] = {PLACE_rest, PLACE_direction, PLACE_neural, PLACE_trunk},
    [stages_restore] = {PLACE_direction, PLACE_neural, PLACE_trunk, PLACE_buttock, PLACE_leg,
                        PLACE_rest},
    [stages_build] = {PLACE_either, PLACE_trunk, PLACE_buttock, PLACE_leg, PLACE_balance, PLACE_hip,
                      PLACE_lift},
    [stages_return] = {PLACE_either, PLACE_trunk, PLACE_buttock, PLACE_leg, PLACE_lift,
                       PLACE_balance, PLACE_hip, PLACE_aerobic},
    [stages_keep] = {PLACE_trunk, PLACE_buttock, PLACE_leg, PLACE_lift, PLACE_balance,
                     PLACE_aerobic},
};

enum direction direction_now(const struct known *k)
{
    if (k->orders.direction >= 0 && k->orders.direction_until >= k->day)
        return (enum direction)k->orders.direction;
    return (enum direction)k->direction.found;
}

/* The first to be tried while none is known; -1: nothing end-range. */
static int first_try(const struct known *k)
{
    const struct fact_episode *e = &k->episode.said;
    uint32_t profiles = known_profiles(k);
    static const uint8_t of[] = {FAMILY_EXT, FAMILY_FLX, FAMILY_LAT};
    if (profiles & (1u << PROFILE_PREG | 1u << PROFILE_OST | 1u << PROFILE_PO))
        return -1;
    if (e->direction_before != UNANSWERED)
        return of[e->direction_before];
    if (k->shift)
        return FAMILY_LAT;
    int upright = e->worse & (1u << provokers_standing | 1u << provokers_walking);
    int folded = e->worse & (1u << provokers_sitting | 1u << provokers_bending);
    int old = age_at_least(k, limit(direction_age));
    if (old)
        return upright ? FAMILY_FLX : -1;
    return folded || !upright ? FAMILY_EXT : -1;
}

/* The best exercise of a family that is allowed, no higher than its rung; -1: none. What the person
 * has in hand stays where rungs are equal. */
static int best_of(const struct work *w, int family, int top)
{
    int best = -1;
    for (uint64_t rest = family_items[family] & w->may; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        int rung = exercises[i].rung;
        if (rung > top)
            continue;
        int had = best >= 0 && (w->n->known >> best & 1);
        if (best < 0 || rung > exercises[best].rung ||
            (rung == exercises[best].rung && !had && (w->n->known >> i & 1)))
            best = i;
    }
    return best;
}

static int lowest_rung(int family)
{
    int low = 99;
    for (uint64_t rest = family_items[family]; rest; rest &= rest - 1) {
        int r = exercises[__builtin_ctzll(rest)].rung;
        low = r < low ? r : low;
    }
    return low;
}

static int of_family(struct work *w, int family)
{
    int low = lowest_rung(family);
    if (w->n->rung[family] < low)
        w->n->rung[family] = (uint8_t)low;
    return best_of(w, family, w->n->rung[family]);
}

static int neutral(struct work *w)
{
    int i = of_family(w, FAMILY_ROT);
    if (i < 0 && w->may >> ITEM_F5 & 1)
        i = ITEM_F5;
    if (i < 0 && w->may >> ITEM_F1 & 1)
        i = ITEM_F1;
    return i;
}

static int directional(struct work *w)
{
    int i = -1;
    switch (direction_now(w->k)) {
    case DIRECTION_extension:
        i = of_family(w, FAMILY_EXT);
        break;
    case DIRECTION_flexion:
        i = of_family(w, FAMILY_FLX);
        break;
    case DIRECTION_lateral:
        i = w->n->progress[ITEM_SG1].rung_greens >= limit(direction_greens)
                ? of_family(w, FAMILY_EXT)
                : of_family(w, FAMILY_LAT);
        if (i < 0)
            i = of_family(w, FAMILY_LAT);
        break;
    case DIRECTION_none:
        return neutral(w);
    case DIRECTION_untested:
        if (first_try(w->k) >= 0)
            i = best_of(w, first_try(w->k), 1);
        if (i < 0 && !(w->may >> ITEM_N1 & 1))
            i = neutral(w);
        return i;
    }
    return i >= 0 ? i : neutral(w);
}

static int resting(struct work *w)
{
    static const uint8_t usual[] = {ITEM_P1, ITEM_P2, ITEM_P3, ITEM_P4};
    static const uint8_t arched[] = {ITEM_P3, ITEM_P2, ITEM_P1, ITEM_P4};
    static const uint8_t bent[] = {ITEM_P4, ITEM_P1, ITEM_P2, ITEM_P3};
    const uint8_t *order = known_pattern(w->k) == PATTERN_stenosis      ? bent
                           : direction_now(w->k) == DIRECTION_extension ? arched
                                                                        : usual;
    for (int i = 0; i < 4; i++)
        if (w->may >> order[i] & 1)
            return order[i];
    return -1;
}

static int fill(struct work *w, enum place place)
{
    int i = -1;
    switch (place) {
    case PLACE_rest:
        return resting(w);
    case PLACE_direction:
        return directional(w);
    case PLACE_neural:
        return of_family(w, FAMILY_NEU);
    case PLACE_either:
        i = directional(w);
        return i >= 0 ? i : of_family(w, FAMILY_NEU);
    case PLACE_trunk:
        i = of_family(w, FAMILY_TRK);
        return i >= 0 || w->n->stage != stages_calm ? i : of_family(w, FAMILY_GLU);
    case PLACE_buttock:
        return of_family(w, FAMILY_GLU);
    case PLACE_leg:
        if (w->k->foot_drop_examined && (w->may >> ITEM_Q5 & 1))
            return ITEM_Q5;
        return of_family(w, FAMILY_LEG);
    case PLACE_lift:
        return of_family(w, FAMILY_LIFT);
    case PLACE_balance:
        return of_family(w, FAMILY_BAL);
    case PLACE_hip:
        return of_family(w, FAMILY_HIP);
    case PLACE_aerobic:
        return of_family(w, FAMILY_AER);
    case PLACE_end:
        break;
    }
    return -1;
}

static enum pace pace_of(const struct work *w, int item)
{
    const struct exercise *x = &exercises[item];
    enum direction d = direction_now(w->k);
    int calm =
        w->leg >= 0 && w->leg <= limit(quiet_leg) && w->reach >= 0 && w->reach <= zones_buttock;
    if (x->family == FAMILY_REST)
        return PACE_still;
    if (w->n->mode == modes_time)
        return PACE_time;
    if (d >= DIRECTION_extension &&
        (x->family == FAMILY_EXT || x->family == FAMILY_FLX || x->family == FAMILY_LAT))
        return PACE_direction;
    if ((x->family == FAMILY_LIFT || x->family == FAMILY_AER) && !calm)
        return PACE_heavy;
    return x->load >= LOAD_slider ? PACE_heavy : PACE_light;
}

/* Days done of days planned over a week, in per cent, enough to go on. */
static int adherent(const struct work *w)
{
    int planned = 0, done = 0;
    for (int back = 1; back <= limit(adherence_days); back++) {
        const struct planned *p = planned_was(w->n, w->k->day - back);
        const struct row *r = known_row(w->k, w->k->day - back);
        if (!p || p->stop)
            continue;
        planned++;
        done += r && (r->session || r->walked);
    }
    return planned > 0 && done * 100 >= planned * limit(adherence_pct);
}

static int next_rung(struct work *w, int item)
{
    int family = exercises[item].family, rung = exercises[item].rung, next = 99;
    for (uint64_t rest = family_items[family] & w->may; rest; rest &= rest - 1) {
        int r = exercises[__builtin_ctzll(rest)].rung;
        if (r > rung && r < next)
            next = r;
    }
    return next == 99 ? -1 : next;
}

static void rise_step(struct work *w, int item)
{
    progress_step(&w->n->progress[item], exercises[item].steps);
    w->n->risen[item] = w->k->day;
    w->granted |= UINT64_C(1) << item;
    w->rises++;
    w->late_rises++;
    because(w->p, REASON_ITEM_UP, item, 0, 0, 0);
}

/* The next rung's exercise takes the place of this one; returns it. */
static int rise_rung(struct work *w, int item, int rung)
{
    int family = exercises[item].family;
    w->n->rung[family] = (uint8_t)rung;
    int to = best_of(w, family, rung);
    if (!(w->n->known >> to & 1) || w->n->progress[to].rest)
        progress_new_rung(&w->n->progress[to]);
    w->n->risen[to] = w->k->day;
    w->granted |= UINT64_C(1) << to;
    w->rises++;
    w->rung_rose = 1;
    because(w->p, REASON_RUNG_UP, to, rung, 0, 0);
    return to;
}

/* Is today's dose what was shown last, and not a share of it that is still coming back? */
static int shown_whole(const struct work *w, int item)
{
    const struct dose *last = &w->was->last[item];
    struct dose d = dose_at(item, w->n->progress[item].step);
    return last->times_a_day == 0 || (last->sets >= d.sets && last->reps >= d.reps &&
                                      last->hold_s >= d.hold_s && last->minutes >= d.minutes);
}

/* One item that is ready, if the day has room for it; returns what stands in its place. */
static int try_rise(struct work *w, int item)
{
    enum pace pace = pace_of(w, item);
    struct progress *s = &w->n->progress[item];
    enum ready ready = progress_ready(s, pace, exercises[item].steps, adherent(w));
    if (w->rise.late && ready == READY_no && exercises[item].family != FAMILY_REST &&
        s->step < exercises[item].steps && !s->rest)
        ready = READY_step;
    else if (!w->rise.late && !(w->rise.fresh >> item & 1))
        ready = READY_no;
    if (w->rise.late && ready == READY_rung)
        ready = s->step < exercises[item].steps ? READY_step : READY_no;
    if (ready == READY_no || !shown_whole(w, item))
        return item;
    int most = w->rise.late ? 1 : w->rises_max;
    int so_far = w->rise.late ? w->late_rises : w->rises;
    int rung = ready == READY_rung ? next_rung(w, item) : -1;
    if (so_far >= most) {
        because(w->p, REASON_ENOUGH_TODAY, item, w->rises_max, 0, 0);
        return item;
    }
    if (rung > 0 && !(w->granted & family_items[FAMILY_WALK])) {
        int family = exercises[item].family;
        int open = direction_now(w->k) != DIRECTION_untested ||
                   (family != FAMILY_EXT && family != FAMILY_FLX && family != FAMILY_LAT);
        if (open)
            return rise_rung(w, item, rung);
    } else if (rung > 0) {
        because(w->p, REASON_WALK_BEFORE_RUNG, item, 0, 0, 0);
    }
    if (s->step < exercises[item].steps && (pace != PACE_heavy || s->greens >= limit(heavy_greens)))
        rise_step(w, item);
    else if (s->step >= exercises[item].steps)
        because(w->p, REASON_ITEM_TOP, item, 0, 0, 0);
    return item;
}

static int strength_day(const struct work *w)
{
    int most = w->n->stage == stages_keep ? limit(strength_days_keep) : limit(strength_days);
    int n = 0;
    for (int back = 1; back < 7; back++) {
        const struct planned *p = planned_was(w->n, w->k->day - back);
        if (p && p->strength && back < limit(strength_apart_days))
            return 0;
        n += p && p->strength;
    }
    return n < most;
}

static int in_list(const uint8_t *item, int n, int i)
{
    for (int j = 0; j < n; j++)
        if (item[j] == i)
            return 1;
    return 0;
}

static int is_new(const struct work *w, int item)
{
    return !(w->n->known >> item & 1) && !(w->granted >> item & 1) &&
           exercises[item].family != FAMILY_REST;
}

/* New exercises come as far as the day has room, but for what is kept for others; returns those
 * that came. On the first day all may. */
static uint64_t come(struct work *w, const uint8_t *item, int count, int room)
{
    uint64_t came = 0;
    for (int i = 0; i < count; i++) {
        if (!is_new(w, item[i]) || room <= 0)
            continue;
        came |= UINT64_C(1) << item[i];
        w->n->risen[item[i]] = w->k->day;
        w->rises++;
        room--;
    }
    return came;
}

static int pick(struct work *w, uint8_t *item)
{
    int n = 0, building = w->n->stage >= stages_build;
    const uint8_t *row = places[w->n->stage];
    static const uint8_t between[PLAN_ITEMS_MAX + 1] = {PLACE_either};
    w->strength = building && strength_day(w);
    if (building && !w->strength) {
        row = between;
        because(w->p, REASON_REST_DAY, -1, 0, 0, 0);
    }
    int most = w->n->stage == stages_calm ? limit(items_calm) : limit(items_max);
    for (uint64_t rest = w->k->orders.pins & w->may; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        if (w->k->orders.pin_until[i] >= w->k->day && n < most) {
            item[n++] = (uint8_t)i;
            because(w->p, REASON_PINNED, i, 0, 0, 0);
        }
    }
    for (int j = 0; row[j] != PLACE_end && n < most; j++) {
        int i = fill(w, (enum place)row[j]);
        if (i >= 0 && !in_list(item, n, i))
            item[n++] = (uint8_t)i;
    }
    return n;
}

/* Those that waited longest first. */
static void by_waiting(const struct work *w, const uint8_t *item, int n, uint8_t *ret_order)
{
    for (int i = 0; i < n; i++) {
        int at = i;
        for (; at > 0 && w->n->risen[item[ret_order[at - 1]]] > w->n->risen[item[i]]; at--)
            ret_order[at] = ret_order[at - 1];
        ret_order[at] = (uint8_t)i;
    }
}

static int listed(const struct plan *p, int item)
{
    for (int i = 0; i < p->item_count; i++)
        if (p->item[i].item == item)
            return 1;
    return 0;
}

/* What the person has in hand of the same family, while something new must wait; -1: nothing. */
static int known_instead(const struct work *w, int item, const uint8_t *chosen, int count)
{
    int best = -1;
    for (uint64_t rest = family_items[exercises[item].family] & w->may & w->n->known; rest;
         rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        if (exercises[i].rung <= w->n->rung[exercises[i].family] && !in_list(chosen, count, i) &&
            (best < 0 || exercises[i].rung > exercises[best].rung))
            best = i;
    }
    return best;
}

void choose_items(struct work *w)
{
    struct programme *n = w->n;
    struct plan *p = w->p;
    uint8_t item[PLAN_ITEMS_MAX], order[PLAN_ITEMS_MAX];
    int first_day = n->started == w->k->day || !n->known;
    w->may = items_allowed(w);
    int count = pick(w, item);
    uint64_t came = 0;
    w->rises_max = w->strength ? limit(rises_strength) : limit(rises_day);
    if (first_day) {
        came = come(w, item, count, PLAN_ITEMS_MAX);
    } else if (w->rise.items && !w->rise.late) {
        /* Of the day's progressions one is left for what is there already. */
        int room = w->rises_max - w->rises - 1;
        int changed = n->stage_since == w->k->day || n->mode_since == w->k->day;
        if (changed && room > limit(new_after_change))
            room = limit(new_after_change);
        came = come(w, item, count, room);
    }
    if (w->rise.items) {
        by_waiting(w, item, count, order);
        for (int i = 0; i < count; i++)
            if (n->known >> item[order[i]] & 1)
                item[order[i]] = (uint8_t)try_rise(w, item[order[i]]);
        if (w->rise.late)
            n->late_run = 0;
    }
    if (w->rise.items && !w->rise.late && !first_day)
        came |= come(w, item, count, came ? 0 : w->rises_max - w->rises);
    for (int i = 0; i < count; i++) {
        int instead = item[i];
        if (is_new(w, instead) && !(came >> instead & 1))
            instead = known_instead(w, instead, item, count);
        if (instead >= 0 && !listed(p, instead))
            p->item[p->item_count++] = (struct plan_item){.item = (uint8_t)instead};
    }
}
