/* Directional preference: which repeated movement brings the pain up the leg, decided only from two
 * test days with their next mornings. Source: clinical.md 4, [S35] [S35b], rules [DESIGN]. */
#include "fold.h"

static enum direction direction_of(int tried)
{
    return tried == directions_extension ? DIRECTION_extension
           : tried == directions_flexion ? DIRECTION_flexion
                                         : DIRECTION_lateral;
}

void direction_fact(struct known *k, const struct fact *f, const struct fact_direction_test *t)
{
    struct direction_state *s = &k->direction;
    if (t->try == UNANSWERED)
        return;
    int d = (int)direction_of(t->try);
    int zone = t->reach_before != UNANSWERED && t->reach_after != UNANSWERED
                   ? t->reach_before - t->reach_after
                   : 0;
    int leg = t->leg_before != UNANSWERED && t->leg_after != UNANSWERED
                  ? t->leg_before - t->leg_after
                  : 0;
    if (s->test_day != f->day) {
        s->test_day = f->day;
        s->test_best = DIRECTION_none;
        s->test_zone = 0;
        s->test_leg = 0;
        s->test_worse = 0;
    }
    if (zone < 0 || leg <= -limit(direction_worse_leg)) {
        s->test_worse |= (uint8_t)(1u << d);
        s->worse_day[d] = f->day;
        return;
    }
    int better = zone > s->test_zone || (zone == s->test_zone && leg > s->test_leg);
    if (better) {
        s->test_best = (int8_t)d;
        s->test_zone = (int8_t)zone;
        s->test_leg = (int8_t)leg;
    }
}

/* A counted test day: its outcome is a direction, or none. */
static void count_day(struct direction_state *s, int outcome, int worse, int day)
{
    s->last_day = day;
    if (s->found >= DIRECTION_extension) {
        if (worse) {
            s->found = DIRECTION_untested;
            s->pending = -1;
        }
        return;
    }
    if (s->pending < 0) {
        s->pending = (int8_t)outcome;
        return;
    }
    if (outcome == s->pending && outcome >= DIRECTION_extension) {
        s->found = (int8_t)outcome;
        s->found_day = day;
    } else {
        s->found = DIRECTION_none;
    }
    s->pending = -1;
}

void direction_close(struct known *k)
{
    struct direction_state *s = &k->direction;
    if (s->test_day == NEVER_DAY || s->test_day >= k->day)
        return;
    const struct row *now = known_row(k, k->day);
    const struct row *then = known_row(k, s->test_day);
    int day = s->test_day;
    s->test_day = NEVER_DAY;
    if (day != k->day - 1 || !now->checkin)
        return; /* without its next morning a test says nothing */
    int worse = now->morning == mornings_worse ||
                (then && then->leg >= 0 && now->leg >= then->leg + limit(direction_worse_leg)) ||
                (then && then->reach >= 0 && now->reach > then->reach);
    int found_worse = worse || (s->test_worse >> s->found & 1);
    if (worse && s->test_best >= DIRECTION_extension)
        s->worse_day[s->test_best] = k->day;
    count_day(s, worse ? DIRECTION_none : s->test_best, found_worse, day);
}
