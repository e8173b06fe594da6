/* dose.c - the way of a dose from its start to its top, one small step at a time. [DESIGN] */
#include "knowledge.h"

/*@ requires 0 <= now < top <= 32767 && 1 <= by <= 1000;
    assigns \nothing;
    ensures now < \result <= top && \result <= now + by;
*/
static int16_t toward(int now, int by, int top)
{
    return (int16_t)(now + by < top ? now + by : top);
}

/*@ requires 0 <= minutes <= 3600;
    assigns \nothing;
    ensures 1 <= \result <= limit(dose_minutes_step_max);
*/
static int minutes_step(int minutes)
{
    int by = minutes * limit(dose_minutes_pct) / 100;
    if (by < limit(dose_minutes_step_min))
        return limit(dose_minutes_step_min);
    return by < limit(dose_minutes_step_max) ? by : limit(dose_minutes_step_max);
}

struct dose dose_next(const struct exercise *x, struct dose d)
{
    const struct dose *top = &x->top;
    if (d.reps < top->reps)
        d.reps =
            toward(d.reps, d.reps < limit(dose_reps_small) ? 1 : limit(dose_reps_step), top->reps);
    else if (d.hold_s < top->hold_s)
        d.hold_s = toward(d.hold_s,
                          x->start.hold_s >= limit(dose_stretch_from_s) ? limit(dose_stretch_step_s)
                                                                        : limit(dose_hold_step_s),
                          top->hold_s);
    else if (d.minutes < top->minutes)
        d.minutes = toward(d.minutes, minutes_step(d.minutes), top->minutes);
    else if (d.sets < top->sets)
        d.sets = toward(d.sets, limit(dose_sets_step), top->sets);
    else if (d.times_a_day < top->times_a_day)
        d.times_a_day = toward(d.times_a_day, limit(dose_times_step), top->times_a_day);
    else if (d.load_kg < top->load_kg)
        d.load_kg = toward(d.load_kg, limit(dose_load_step_kg), top->load_kg);
    return d;
}
