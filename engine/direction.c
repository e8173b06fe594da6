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
    struct tried *s = &k->direction.today;
    if (t->try == UNANSWERED)
        return;
    int d = (int)direction_of(t->try);
    int zone = t->reach_before != UNANSWERED && t->reach_after != UNANSWERED
                   ? t->reach_before - t->reach_after
                   : 0;
    int leg = t->leg_before != UNANSWERED && t->leg_after != UNANSWERED
                  ? t->leg_before - t->leg_after
                  : 0;
    if (s->day != f->day)
        *s = (struct tried){.day = f->day, .best = DIRECTION_none};
    if (zone < 0 || leg <= -limit(direction_worse_leg)) {
        s->worse |= (uint8_t)(1u << d);
        k->direction.worse_day[d] = f->day;
        return;
    }
    if (zone > s->zone || (zone == s->zone && leg > s->leg)) {
        s->best = (int8_t)d;
        s->zone = (int8_t)zone;
        s->leg = (int8_t)leg;
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
    s->pending = (int8_t)outcome;
}

void direction_banned(struct known *k, uint64_t items)
{
    static const uint8_t family[] = {[DIRECTION_extension] = FAMILY_EXT,
                                     [DIRECTION_flexion] = FAMILY_FLX,
                                     [DIRECTION_lateral] = FAMILY_LAT};
    struct direction_state *s = &k->direction;
    if (s->found < DIRECTION_extension || !(family_items[family[s->found]] & items))
        return;
    s->found = DIRECTION_untested;
    s->pending = -1;
}

/* Yesterday's tests, by this morning. */
static void close_yesterday(struct known *k, const struct tried *t)
{
    struct direction_state *s = &k->direction;
    const struct row *now = known_row(k, k->day), *then = known_row(k, t->day);
    if (t->day != k->day - 1 || !now->checkin)
        return; /* without its next morning a test says nothing */
    int worse = now->morning == mornings_worse ||
                (then && then->leg >= 0 && now->leg >= then->leg + limit(direction_worse_leg)) ||
                (then && then->reach >= 0 && now->reach > then->reach);
    int found_worse = worse || (t->worse >> s->found & 1);
    if (worse && t->best >= DIRECTION_extension)
        s->worse_day[t->best] = k->day;
    count_day(s, worse ? DIRECTION_none : t->best, found_worse, t->day);
}

void direction_close(struct known *k)
{
    struct direction_state *s = &k->direction;
    close_yesterday(k, &s->awaiting);
    s->awaiting = s->today;
    s->today.day = NEVER_DAY;
}
