/* courses.h - whole courses of ten made-up people (sim/life.h), and what is counted in them. */
#ifndef AMB_TEST_COURSES_H
#define AMB_TEST_COURSES_H

#include "../sim/life.h"

enum { COURSE_DAYS = 112, PEOPLE = 10, COURSE_FIRST = 20514 /* Monday, 2026-03-02 */ };

extern const struct invented people[PEOPLE];

/* --- a course: the days as they were lived, and what is counted in them ---------------------- */

struct course {
    const struct invented *who;
    int days, leg[COURSE_DAYS], reach[COURSE_DAYS];
    struct plan plan[COURSE_DAYS]; /* as shown in the morning */
};

int walk_week(const struct plan *p);             /* planned minutes of walking a week */
int has_risen(const struct plan *p);             /* an exercise or walking, up or new */
int flare_begins(const struct course *c, int n); /* a flare-up, on day n */
int most_seconds(const struct course *c);        /* of exercise on a day */
int most_items(const struct course *c, int *ret_n);

/* What is promised of every course: the worst there is in one, and its day. */
struct promise {
    const char *what, *unit;
    int (*worst)(const struct course *c, int *ret_n);
    int most, one; /* kept up to most; one: how many of what is counted make a unit */
};
enum { PROMISES = 8 };
extern const struct promise promises[PROMISES];

#endif
