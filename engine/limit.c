/* The limits, applied last and in one place: they can only lower. Source: record.md 5 [DESIGN]. */
#include "programme.h"

int flare_share(int index)
{
    const int shares[FLARE_WHOLE + 1] = {limit(flare_pct_1),
                                         limit(flare_pct_2),
                                         limit(flare_pct_3),
                                         limit(flare_pct_4),
                                         limit(flare_pct_5),
                                         limit(flare_pct_6),
                                         100};
    return shares[index];
}

/*@ requires 0 <= amount && 0 <= percent <= 100;
    assigns \nothing;
    ensures a_share_is_never_more: 0 <= \result <= amount;
*/
static int16_t share_of(int16_t amount, int percent)
{
    int v = scale(amount, percent);
    return (int16_t)(amount > 0 && v < 1 ? 1 : v);
}

/*@ requires 0 <= percent <= 100 && 0 <= d.minutes && 0 <= d.reps && 0 <= d.hold_s;
    assigns \nothing;
    ensures a_flare_only_lowers: \result.minutes <= d.minutes && \result.reps <= d.reps &&
        \result.hold_s <= d.hold_s && \result.sets == d.sets && \result.times_a_day == d.times_a_day &&
        \result.load_kg == d.load_kg;
*/
static struct dose flare_dose(struct dose d, int percent)
{
    if (d.minutes)
        d.minutes = share_of(d.minutes, percent);
    else if (d.reps)
        d.reps = share_of(d.reps, percent);
    else
        d.hold_s = share_of(d.hold_s, percent);
    return d;
}

/*@ assigns \nothing;
    ensures \result == \min(a, b);
*/
static int16_t lesser(int16_t a, int16_t b)
{
    return a < b ? a : b;
}

/*@ assigns \nothing;
    ensures never_above_either: \result.times_a_day == \min(d.times_a_day, last.times_a_day) &&
        \result.sets == \min(d.sets, last.sets) && \result.reps == \min(d.reps, last.reps) &&
        \result.hold_s == \min(d.hold_s, last.hold_s) && \result.minutes == \min(d.minutes, last.minutes) &&
        \result.load_kg == \min(d.load_kg, last.load_kg);
*/
static struct dose no_more_than(struct dose d, struct dose last)
{
    d.times_a_day = lesser(d.times_a_day, last.times_a_day);
    d.sets = lesser(d.sets, last.sets);
    d.reps = lesser(d.reps, last.reps);
    d.hold_s = lesser(d.hold_s, last.hold_s);
    d.minutes = lesser(d.minutes, last.minutes);
    d.load_kg = lesser(d.load_kg, last.load_kg);
    return d;
}

static int64_t volume(struct dose d)
{
    int64_t v = (int64_t)d.times_a_day * (d.sets ? d.sets : 1);
    v *= d.reps ? d.reps : 1;
    v *= d.hold_s ? d.hold_s : 1;
    v *= d.minutes ? d.minutes : 1;
    return v * 1000 + d.load_kg;
}

int dose_seconds(int item, struct dose d)
{
    if (exercises[item].family == FAMILY_REST || exercises[item].family == FAMILY_AER)
        return 0;
    int one = d.reps ? d.reps * (d.hold_s + limit(rep_s)) : d.hold_s + d.minutes * 60;
    return d.times_a_day * (d.sets ? d.sets : 1) * one * (exercises[item].each_side ? 2 : 1);
}

struct dose limit_times(struct dose d)
{
    if (d.times_a_day > limit(rounds_max))
        d.times_a_day = (int16_t)limit(rounds_max);
    return d;
}

int limit_day_seconds(const struct work *w)
{
    return 60 * (w->n->stage == stages_calm ? limit(acute_minutes) : limit(day_minutes));
}

/* So many minutes of exercise a day, endurance and positions of ease aside: the longest is done less
 * often. */
static void limit_minutes(struct work *w)
{
    struct plan *p = w->p;
    int most = limit_day_seconds(w);
    for (;;) {
        int total = 0, longest = -1, longest_s = 0;
        for (int i = 0; i < p->item_count; i++) {
            int s = dose_seconds(p->item[i].item, p->item[i].dose);
            total += s;
            if (p->item[i].dose.times_a_day > 1 && (longest < 0 || s > longest_s)) {
                longest = i;
                longest_s = s;
            }
        }
        if (total <= most || longest < 0)
            return;
        p->item[longest].dose.times_a_day--;
        because(p, REASON_ACUTE_MINUTES, p->item[longest].item, most / 60, 0, 0);
    }
}

static uint8_t change_of(struct dose now, struct dose last)
{
    if (last.times_a_day == 0)
        return ITEM_new;
    int64_t a = volume(now), b = volume(last);
    return a > b ? ITEM_up : a < b ? ITEM_down : ITEM_same;
}

void limit_doses(struct work *w)
{
    struct plan *p = w->p;
    struct programme *n = w->n;
    uint32_t profiles = known_profiles(w->k);
    for (int i = 0; i < p->item_count; i++) {
        int item = p->item[i].item;
        struct dose d = dose_at(item, n->progress[item].step);
        if (n->share < FLARE_WHOLE && exercises[item].family != FAMILY_REST)
            d = flare_dose(d, flare_share(n->share));
        if (profiles >> PROFILE_OST & 1 && !(w->k->orders.allowed >> item & 1) &&
            d.load_kg > limit(bones_load_kg))
            d.load_kg = (int16_t)limit(bones_load_kg);
        d = limit_times(d);
        int back = n->last[item].times_a_day && volume(d) > volume(n->last[item]) &&
                   !w->rise.share_up && !(w->granted >> item & 1) &&
                   exercises[item].family != FAMILY_REST;
        if (back && (!w->rise.items || w->rises >= w->rises_max))
            d = no_more_than(d, n->last[item]);
        else if (back)
            w->rises++; /* what comes back counts as what goes up */
        p->item[i].dose = d;
    }
    limit_minutes(w);
    for (int i = 0; i < p->item_count; i++) {
        int item = p->item[i].item;
        p->item[i].change = change_of(p->item[i].dose, n->last[item]);
        n->last[item] = p->item[i].dose;
        n->known |= UINT64_C(1) << item;
    }
}
