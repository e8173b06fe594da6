#include "progress.h"

enum { WEEK = 0x7f };

/* Greens are counted no further than the most that anything asks for. */
#ifndef LIMITS_VARY
_Static_assert(LIMIT_rung_greens >= LIMIT_heavy_greens && LIMIT_rung_greens >= LIMIT_light_greens &&
                   LIMIT_rung_greens >= LIMIT_direction_greens,
               "counted too short");
#endif

/* Of a week. */
/*@ assigns \nothing;
    ensures 0 <= \result <= 7;
*/
static int bits(unsigned v)
{
    int n = 0;
    /*@ loop invariant 0 <= day <= 7 && 0 <= n <= day;
        loop assigns day, n;
        loop variant 7 - day;
    */
    for (int day = 0; day < 7; day++)
        n += (v >> day & 1) != 0;
    return n;
}

void progress_day(struct progress *s)
{
    s->ambers = (uint8_t)(s->ambers << 1 & WEEK);
    s->reds = (uint8_t)(s->reds << 1 & WEEK);
    s->rest = (uint8_t)(s->rest - (s->rest > 0));
    s->since_move = (uint8_t)(s->since_move + (s->since_move < limit(quota_days)));
    s->rung_days =
        (uint8_t)(s->rung_days + (s->rung_greens > 0 && s->rung_days < limit(rung_days)));
}

/*@ requires \valid(s) && 0 <= steps <= 255;
    assigns s->step, s->since_move;
    ensures s->step == (\old(s->step) > steps ? \old(s->step) - steps : 0);
    ensures s->since_move == 0;
*/
static void lower(struct progress *s, int steps)
{
    s->step = (uint8_t)(s->step > steps ? s->step - steps : 0);
    s->since_move = 0;
}

enum move progress_judge(struct progress *s, enum verdict v)
{
    if (v == VERDICT_green) {
        s->greens = (uint8_t)(s->greens + (s->greens < limit(rung_greens)));
        s->run = (uint8_t)(s->run + (s->run < limit(rung_greens)));
        s->rung_greens = (uint8_t)(s->rung_greens + (s->rung_greens < limit(rung_greens)));
        return MOVE_none;
    }
    if (v == VERDICT_amber) {
        s->greens = 0;
        s->run = 0;
        s->ambers |= 1;
        if (bits(s->ambers) < limit(ambers_lower))
            return MOVE_none;
        s->ambers = 0;
        lower(s, limit(amber_steps));
        return MOVE_down;
    }
    if (v == VERDICT_red) {
        s->greens = 0;
        s->run = 0;
        s->rung_greens = 0;
        s->rung_days = 0;
        s->reds |= 1;
        s->rest = (uint8_t)limit(red_rest_days);
        lower(s, limit(red_steps));
        if (bits(s->reds) < limit(reds_rung))
            return MOVE_rest;
        s->reds = 0;
        return MOVE_rung_down;
    }
    return MOVE_none;
}

void progress_rest(struct progress *s)
{
    s->rest = (uint8_t)limit(red_rest_days);
}

void progress_unseason(struct progress *s)
{
    s->run = s->rung_greens = s->rung_days = 0;
}

enum ready progress_ready(const struct progress *s, enum pace pace, int steps, int adherent)
{
    int seasoned = s->rung_greens >= limit(rung_greens) && s->rung_days >= limit(rung_days) &&
                   s->greens >= limit(light_greens); /* the last time, too */
    if (s->rest)
        return READY_no;
    switch (pace) {
    case PACE_direction:
        if (s->run >= limit(direction_greens))
            return READY_rung;
        return s->greens >= limit(light_greens) && s->step < steps ? READY_step : READY_no;
    case PACE_light:
        if (seasoned && s->step * 2 >= steps)
            return READY_rung;
        return s->greens >= limit(light_greens) && s->step < steps ? READY_step : READY_no;
    case PACE_heavy:
        if (seasoned && s->step >= steps)
            return READY_rung;
        return s->greens >= limit(heavy_greens) && adherent && s->step < steps ? READY_step
                                                                               : READY_no;
    case PACE_time:
        if (s->since_move < limit(quota_days) || (s->reds && !s->run))
            return READY_no; /* after a red it is done once before it rises */
        return s->step * 2 >= steps ? READY_rung : READY_step;
    case PACE_still:
        break;
    }
    return READY_no;
}

int progress_may_step(const struct progress *s, enum pace pace, int steps, int late)
{
    int need = pace == PACE_heavy          ? limit(heavy_greens)
               : pace == PACE_time || late ? 0
                                           : limit(light_greens);
    return s->step < steps && s->greens >= need;
}

void progress_step(struct progress *s, int steps)
{
    s->step = (uint8_t)(s->step < steps ? s->step + 1 : steps);
    s->greens = 0;
    s->since_move = 0;
}

void progress_new_rung(struct progress *s)
{
    progress_unseason(s);
    s->step = s->greens = s->ambers = s->reds = s->rest = s->since_move = 0;
}
