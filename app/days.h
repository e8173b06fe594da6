/* days.h - what was told of each calendar day, for the pictures of progress.
 *
 *     struct days d;
 *     days_of(v, first, last, &d);
 *     const struct told_day *t = &d.day[3];          of first + 3
 *     if (t->leg != NOT_TOLD) ...
 *
 * The whole record, however long; the engine keeps a month. What was taken back is left out, and of
 * several check-ins of a day the worst counts, as in the plan. What was not told is NOT_TOLD, never 0.
 *
 * Ownership: the arena's. Errors: none. */
#ifndef AMB_APP_DAYS_H
#define AMB_APP_DAYS_H

#include "visit.h"

enum { NOT_TOLD = -1 };

struct told_day {
    int16_t leg, back;       /* 0 to 10 */
    int16_t reach;           /* zones_* */
    int16_t sit_min;         /* sitting before the leg complains, the least told */
    int16_t walk_min;        /* the longest comfortable walk, the least told */
    int16_t walked_min;      /* all walks of the day together */
    int16_t done, skipped;   /* exercises named as done, as left out; 0 when none is named */
    uint8_t checkin, active; /* a check-in; an exercise or a walk */
    uint8_t left_out;        /* exercises were left out, and nothing done */
    const struct fact_mobility *mobility; /* the day's last, or NULL */
};
struct days {
    int first, count;
    struct told_day *day;
};

void days_of(struct visit *v, int first, int last, struct days *ret);

/* The day of the first fact that a picture can show; v->day when there is none. */
int days_begin(struct visit *v);

/* Of the days from from to from + count - 1, how many have an answer to a field. */
int days_answered(const struct days *d, int from, int count);

/* The median of legs or zones over some days, the lower middle one of an even number; NOT_TOLD when
 * fewer than at_least are known. */
enum told_what { TOLD_leg, TOLD_back, TOLD_reach };
int days_median(const struct days *d, enum told_what what, int from, int count, int at_least);

/* One field of one day. */
int day_told(const struct told_day *t, enum told_what what);

#endif
