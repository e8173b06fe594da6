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
    PLACE_cycle, /* where walking is what hurts */
    PLACE_either
};

static const uint8_t places[stages_COUNT][PLAN_ITEMS_MAX + 1] = {
    [stages_calm] = {PLACE_rest, PLACE_direction, PLACE_neural, PLACE_trunk},
    [stages_restore] = {PLACE_direction, PLACE_neural, PLACE_trunk, PLACE_buttock, PLACE_leg,
                        PLACE_rest},
    [stages_build] = {PLACE_either, PLACE_trunk, PLACE_buttock, PLACE_leg, PLACE_balance, PLACE_hip,
                      PLACE_lift, PLACE_cycle},
    [stages_return] = {PLACE_either, PLACE_trunk, PLACE_buttock, PLACE_leg, PLACE_lift,
                       PLACE_balance, PLACE_hip, PLACE_aerobic},
    [stages_keep] = {PLACE_trunk, PLACE_buttock, PLACE_leg, PLACE_lift, PLACE_balance,
                     PLACE_aerobic},
};

/* The first to be tried while none is known; -1: nothing end-range. */
static int first_try(const struct known *k)
{
    const struct fact_episode *e = &k->episode.said;
    static const uint8_t of[] = {FAMILY_EXT, FAMILY_FLX, FAMILY_LAT};
    if (!end_range(k)) {
        for (int i = 0; i < 3; i++)
            if (family_items[of[i]] & k->orders.allowed)
                return of[i];
        return -1;
    }
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

static int lowest_rung(int family)
{
    int low = 99;
    for (uint64_t rest = family_items[family]; rest; rest &= rest - 1) {
        int r = exercises[__builtin_ctzll(rest)].rung;
        low = r < low ? r : low;
    }
    return low;
}

/* Where the person took out what there was, the next rung may stand in for it. */
static int of_family(struct work *w, int family)
{
    int low = lowest_rung(family);
    if (w->n->rung[family] < low)
        w->n->rung[family] = (uint8_t)low;
    int i = best_of(w, family, w->n->rung[family]);
    uint64_t swapped = family_items[family] & w->k->swapped;
    if (i < 0 && swapped) {
        i = best_of(w, family, w->n->rung[family] + 1);
        if (i < 0)
            because(w->p, REASON_SWAP_NONE, __builtin_ctzll(swapped), 0, 0, 0);
    }
    return i;
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
        if (w->n->stage >= stages_build)
            return neutral(w); /* on the way up without one */
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
    case PLACE_cycle:
        return known_pattern(w->k) == PATTERN_stenosis ? of_family(w, FAMILY_AER) : -1;
    case PLACE_end:
        break;
    }
    return -1;
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

#ifndef LIMITS_VARY
_Static_assert((int)LIMIT_items_max <= PLAN_ITEMS_MAX && (int)LIMIT_items_calm <= PLAN_ITEMS_MAX,
               "a plan has no room for them");
#endif

static int in_list(const uint8_t *item, int n, int i)
{
    for (int j = 0; j < n; j++)
        if (item[j] == i)
            return 1;
    return 0;
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
    most = most < PLAN_ITEMS_MAX ? most : PLAN_ITEMS_MAX;
    for (uint64_t rest = orders_pinned(w->k) & w->may; rest && n < most; rest &= rest - 1)
        item[n++] = (uint8_t)__builtin_ctzll(rest);
    for (int j = 0; row[j] != PLACE_end && n < most; j++) {
        int i = fill(w, (enum place)row[j]);
        if (i >= 0 && !in_list(item, n, i))
            item[n++] = (uint8_t)i;
    }
    return n;
}

static int listed(const struct plan *p, int item)
{
    for (int i = 0; i < p->item_count; i++)
        if (p->item[i].item == item)
            return 1;
    return 0;
}

/* The highest exercise in hand of a family that is in neither list; -1: none. */
static int in_hand(const struct work *w, int family, const uint8_t *chosen, int count)
{
    int best = -1;
    for (uint64_t rest = family_items[family] & w->may & w->n->known; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        if (exercises[i].rung <= w->n->rung[family] && !in_list(chosen, count, i) &&
            !listed(w->p, i) && (best < 0 || exercises[i].rung > exercises[best].rung))
            best = i;
    }
    return best;
}

/* While something new must wait: what is in hand of its family, or else of another, so that nobody
 * loses what they had to what may not come. On a rest day only what moves or glides. */
static int known_instead(const struct work *w, int item, const uint8_t *chosen, int count, int more)
{
    static const uint8_t others[] = {FAMILY_EXT, FAMILY_FLX, FAMILY_LAT,  FAMILY_ROT,
                                     FAMILY_NEU, FAMILY_TRK, FAMILY_GLU,  FAMILY_LEG,
                                     FAMILY_HIP, FAMILY_BAL, FAMILY_LIFT, FAMILY_AER};
    enum { GENTLE = 5, ALL = sizeof others };
    int best = in_hand(w, exercises[item].family, chosen, count);
    int most = w->n->stage >= stages_build && !w->strength ? GENTLE : ALL;
    for (int i = 0; more && i < most && best < 0; i++)
        best = in_hand(w, others[i], chosen, count);
    return best;
}

/* How many exercises, positions of ease aside, the last day of this kind had. */
static int had_before(const struct work *w)
{
    for (int back = 1; back <= 7; back++) {
        const struct planned *p = planned_was(w->n, w->k->day - back);
        if (!p || p->stop || (p->strength != w->strength && back > 1))
            continue;
        int n = 0;
        for (uint64_t rest = p->items & ~family_items[FAMILY_REST]; rest; rest &= rest - 1)
            n++;
        return n;
    }
    return 0;
}

static void put_item(struct plan *p, int item)
{
    if (item >= 0 && !listed(p, item))
        p->item[p->item_count++] = (struct plan_item){.item = (uint8_t)item};
}

/* What sent the pain farther down today is taken away at once; nothing takes its place today. */
static void drop_farther(struct work *w)
{
    const struct row *now = known_row(w->k, w->k->day);
    struct plan *p = w->p;
    uint8_t kept = 0;
    for (int i = 0; i < p->item_count; i++) {
        int item = p->item[i].item, family = exercises[item].family;
        if (family != FAMILY_REST && now->farther & family_items[family])
            because(p, REASON_FARTHER_FAMILY, __builtin_ctzll(now->farther & family_items[family]),
                    limit(peripheral_ban_days), 0, 0);
        else
            p->item[kept++] = p->item[i];
    }
    p->item_count = kept;
}

void choose_items(struct work *w)
{
    uint8_t item[PLAN_ITEMS_MAX];
    w->may = items_allowed(w);
    int count = pick(w, item), kept = 0, had = had_before(w);
    uint64_t came = rise_items(w, item, count);
    int restful = w->n->stage >= stages_build && !w->strength;
    for (int i = 0; i < count; i++)
        kept += exercises[item[i]].family != FAMILY_REST &&
                (!is_new(w, item[i]) || came >> item[i] & 1);
    for (int i = 0; i < count; i++) {
        if (!is_new(w, item[i]) || came >> item[i] & 1) {
            put_item(w->p, item[i]);
            continue;
        }
        int instead = known_instead(w, item[i], item, count, kept < had || restful);
        kept += instead >= 0;
        put_item(w->p, instead);
    }
    drop_farther(w);
    if (!w->p->item_count)
        put_item(w->p, resting(w));
}
