/* Flare-ups: one tap, or two mornings running well above the week before. Source: clinical.md 5.5
 * and section 0 [DESIGN]. */
#include "fold.h"

static int is_high(const struct known *k, const struct row *r)
{
    int from = r->day - limit(flare_median_days), to = r->day - 1;
    int leg = known_median(k, MEASURED_leg, from, to, limit(flare_checkins));
    int back = known_median(k, MEASURED_back, from, to, limit(flare_checkins));
    return (leg >= 0 && r->leg >= leg + limit(flare_rise)) ||
           (back >= 0 && r->back >= back + limit(flare_rise));
}

static void begin(struct known *k)
{
    struct flare_state *f = &k->flare;
    int from = k->day - limit(flare_median_days), to = k->day - 1;
    f->start = k->day;
    f->starts[2] = f->starts[1];
    f->starts[1] = f->starts[0];
    f->starts[0] = k->day;
    f->leg_base = (int8_t)known_median(k, MEASURED_leg, from, to, 1);
    f->back_base = (int8_t)known_median(k, MEASURED_back, from, to, 1);
    f->raised = f->looked = 0;
}

/* Well above what was before the flare. */
static int unsettled(const struct known *k, const struct row *r)
{
    const struct flare_state *f = &k->flare;
    return r->flare_tap || (f->leg_base >= 0 && r->leg >= f->leg_base + limit(flare_rise)) ||
           (f->back_base >= 0 && r->back >= f->back_base + limit(flare_rise)) ||
           r->morning == mornings_worse;
}

/* On its last day, or the first after it that is told: has it settled? */
static int not_settled(struct known *k, const struct row *now)
{
    struct flare_state *f = &k->flare;
    int since = k->day - f->start - (limit(flare_days) - 1);
    if (f->looked || since < 0 || since > limit(flare_settle_look_days) ||
        !(now->checkin || now->flare_tap))
        return 0;
    f->looked = 1;
    return unsettled(k, now);
}

void flare_close(struct known *k)
{
    struct flare_state *f = &k->flare;
    struct row *now = &k->row[k->day & (ROWS - 1)];
    const struct row *before = known_row(k, k->day - 1);
    if (now->checkin)
        now->high = (uint8_t)is_high(k, now);
    int measured = now->high && before && before->high;
    int inside = k->day - f->start < limit(flare_days);
    int not_over = not_settled(k, now);
    if ((now->flare_tap || measured) && !inside)
        begin(k);
    int many = f->start == k->day && k->day - f->starts[2] <= limit(flare_many_days);
    int operated = f->start == k->day && after_operation(k);
    if ((not_over || many || operated) && !f->raised) {
        f->raised = 1;
        f->soon_at = turn_first((int64_t)k->day * 1440);
        k->gate.in &= ~IN(flare);
    }
}
