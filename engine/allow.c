/* What nothing forbids today: profile, orders, swaps, gates of the ladders. Every rule here can
 * only take away. Source: clinical.md 5.3, 6 (selection rules 2 to 9) and section 0. */
#include "programme.h"

#define ITEM_BIT(id) (UINT64_C(1) << ITEM_##id)

static uint64_t profile_bans(struct work *w)
{
    const struct known *k = w->k;
    uint32_t profiles = known_profiles(k);
    uint64_t ban = 0;
    static const uint16_t why[PROFILE_COUNT] = {
        REASON_BAN_PREG, REASON_BAN_OST,  REASON_BAN_STEN, REASON_BAN_PO,   REASON_BAN_KNEE,
        REASON_BAN_HIP,  REASON_BAN_FALL, REASON_BAN_CVD,  REASON_BAN_EXTW, REASON_BAN_FLXW};
    for (int i = 0; i < PROFILE_COUNT; i++) {
        if (!(profiles >> i & 1))
            continue;
        uint64_t excluded = profile_excluded[i] & ~k->orders.allowed;
        ban |= excluded;
        if (excluded)
            because(w->p, (enum reason_code)why[i], -1, 0, 0, 0);
    }
    int since = k->person.surgery == UNANSWERED ? NEVER_DAY : k->person.surgery;
    if (since <= k->day && k->day - since < limit(lift_after_operation_days))
        ban |= ITEM_BIT(I2) | ITEM_BIT(I3);
    return ban & ~k->orders.allowed;
}

static uint64_t order_bans(const struct work *w)
{
    const struct orders *o = &w->k->orders;
    uint64_t ban = 0;
    for (int i = 0; i < ITEM_COUNT; i++)
        if (o->ban_until[i] >= w->k->day)
            ban |= UINT64_C(1) << i;
    for (int f = 0; f < FAMILY_COUNT; f++)
        if (o->ban_until[ITEM_COUNT + f] >= w->k->day)
            ban |= family_items[f];
    return ban;
}

static uint64_t above_rung(int family, int rung)
{
    uint64_t set = 0;
    for (uint64_t rest = family_items[family]; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        if (exercises[i].rung > rung)
            set |= UINT64_C(1) << i;
    }
    return set;
}

static int no_red_for(const struct work *w, int days)
{
    for (int back = 1; back <= days; back++) {
        const struct planned *p = planned_was(w->n, w->k->day - back);
        if (p && p->red)
            return 0;
    }
    return 1;
}

/* Every check-in of these days kept to the buttock or above, and there were enough to say so. */
static int kept_above(const struct known *k, int days)
{
    int told = 0;
    if (k->day - k->checkin_first_day < days)
        return 0;
    for (int back = 0; back < days; back++) {
        const struct row *r = known_row(k, k->day - back);
        if (r && r->reach > zones_buttock)
            return 0;
        told += r && r->reach >= 0;
    }
    return told >= limit(keep_checkins);
}

/* The zone has not moved down for days: a slider may be tried. */
static int stable(const struct work *w)
{
    int first = -1;
    if (w->k->day - w->k->checkin_first_day < limit(neural_stable_days))
        return 0;
    for (int back = limit(neural_stable_days); back >= 0; back--) {
        const struct row *r = known_row(w->k, w->k->day - back);
        if (!r || r->reach < 0)
            continue;
        if (first < 0)
            first = r->reach;
        else if (r->reach > first)
            return 0;
    }
    return first >= 0;
}

static int topped(const struct work *w, int item)
{
    return w->n->known >> item & 1 && w->n->progress[item].step >= exercises[item].steps;
}

/* Sit-to-stand ten times: one session of Q1 or Q2, or the weekly measure. */
static int rises_ten(const struct work *w)
{
    const struct known *k = w->k;
    if (k->rises_best >= limit(rises_for_lift))
        return 1;
    const struct told *y = k->told[(k->day - 1) & 1], *t = k->told[k->day & 1];
    return y[ITEM_Q1].reps >= limit(rises_for_lift) || y[ITEM_Q2].reps >= limit(rises_for_lift) ||
           t[ITEM_Q1].reps >= limit(rises_for_lift) || t[ITEM_Q2].reps >= limit(rises_for_lift) ||
           w->n->rises_ten;
}

/* Exercises that load the nerve as a slider or more. */
static uint64_t sliders(void)
{
    uint64_t set = 0;
    for (int i = 0; i < ITEM_COUNT; i++)
        if (exercises[i].load >= LOAD_slider)
            set |= UINT64_C(1) << i;
    return set;
}

/* What a severe leg rules out, and the one slider for the front of the thigh: a clinician may choose
 * these all the same. */
static uint64_t clinician_gates(const struct work *w)
{
    uint64_t ban = ITEM_BIT(N4);
    if (w->leg < 0 || w->reach < 0 || w->leg >= limit(calm_leg))
        ban |= (sliders() & ~ITEM_BIT(N2)) | above_rung(FAMILY_TRK, limit(severe_rung)) |
               above_rung(FAMILY_GLU, limit(severe_rung)) |
               above_rung(FAMILY_LEG, limit(severe_rung));
    return ban;
}

static uint64_t ladder_gates(const struct work *w)
{
    const struct known *k = w->k;
    const struct row *now = known_row(k, k->day);
    uint64_t ban = 0;
    int leg = w->leg, reach = w->reach, known = leg >= 0 && reach >= 0;
    if (k->gate.motor_day[0] == NEVER_DAY && k->gate.motor_day[1] == NEVER_DAY)
        ban |= above_rung(FAMILY_NEU, 1) | above_rung(FAMILY_LEG, 1);
    if (now->numb == numbs_more)
        ban |= sliders();
    if (!stable(w) || !(w->n->known & ITEM_BIT(N1)) || !w->n->progress[ITEM_N1].rung_greens)
        ban |= above_rung(FAMILY_NEU, 1) & ~w->n->known; /* to begin; one in hand stays */
    if (!known || leg > limit(tensioner_leg) || reach > zones_thigh ||
        !no_red_for(w, limit(tensioner_days)) || w->flare_day >= 0)
        ban |= ITEM_BIT(N5) | ITEM_BIT(N6) | ITEM_BIT(H5);
    if (!known || leg > limit(lift_leg) || reach > zones_thigh || !rises_ten(w) ||
        w->flare_day >= 0)
        ban |= ITEM_BIT(I2) | ITEM_BIT(I3);
    if (w->flare_day >= 0)
        ban |= ITEM_BIT(I1);
    int raise_even = k->heel_raise[0] == strengths_normal && k->heel_raise[1] == strengths_normal;
    if (!raise_even || !kept_above(k, limit(impact_days)))
        ban |= ITEM_BIT(C3);
    if (!known || leg > limit(lift_leg))
        ban |= ITEM_BIT(Q6);
    if (!topped(w, ITEM_A4))
        ban |= ITEM_BIT(A5);
    if (!topped(w, ITEM_G3))
        ban |= ITEM_BIT(G4);
    if (!topped(w, ITEM_I2))
        ban |= ITEM_BIT(I3);
    if (now->reach >= zones_calf) /* and by the days before, above */
        ban |= ITEM_BIT(H5);
    return ban;
}

static uint64_t direction_bans(const struct work *w)
{
    const struct known *k = w->k;
    enum direction d = direction_now(k);
    uint64_t ban = 0;
    const struct orders *o = &k->orders;
    int ordered = o->direction >= 0 && o->direction_until >= k->day;
    int since = ordered ? o->direction_day : k->direction.found_day;
    if (d == DIRECTION_extension && k->day - since < limit(no_flexion_days))
        ban |= above_rung(FAMILY_FLX, 1);
    if (d == DIRECTION_flexion)
        ban |= above_rung(FAMILY_EXT, 1);
    if (d == DIRECTION_untested)
        ban |= above_rung(FAMILY_EXT, 1) | above_rung(FAMILY_FLX, 1) | above_rung(FAMILY_LAT, 1);
    return ban;
}

uint64_t items_allowed(struct work *w)
{
    const struct known *k = w->k;
    uint64_t ban = profile_bans(w) | order_bans(w) | direction_bans(w) | ladder_gates(w);
    ban |= (clinician_gates(w) & ~orders_pinned(k)) | k->swapped;
    for (int f = 0; f < FAMILY_COUNT; f++)
        if (w->n->family_ban[f] >= k->day)
            ban |= family_items[f];
    for (uint64_t rest = w->n->known; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        if (w->n->progress[i].rest)
            ban |= UINT64_C(1) << i;
    }
    if (known_age(k) < 0)
        ban |= ~family_items[FAMILY_REST];
    if (k->gate.in & IN(minor))
        ban = ~UINT64_C(0);
    return ~ban & ~family_items[FAMILY_WALK];
}
