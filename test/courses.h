/* courses.h - ten made-up people with sciatica: what they write down, what they do with a
 * plan, and how their leg is the next morning.
 *
 *     life_begin(&l, &people[0]);
 *     for each day: life_wake(&l, &diary, yesterday);      yesterday's plan, NULL on the first day
 *                   ... plan the day from the diary ...
 *                   life_act(&l, &diary, &plan);
 *
 * The leg follows a script: it recovers at the person's own pace towards where it will stay, with a
 * little noise, and rises when they did clearly more than they can. It shows what the rules do, not
 * that they are right. The same every time: no clock, chance of its own.
 *
 * Units:     levels are hundredths of a point of leg pain; minutes; days counted from the first.
 * Ownership: a diary holds its bytes; a life points at its person. */
#ifndef AMB_TEST_COURSES_H
#define AMB_TEST_COURSES_H

#include "../engine/plan.h"

enum { COURSE_DAYS = 112, PEOPLE = 10 };

enum habit {
    TELLS = 1,     /* writes down what was done */
    TWICE = 2,     /* writes on two days of the week only */
    MEASURES = 4,  /* tries the movement test and measures when asked */
    OVERDOES = 8,  /* walks twice as long every sixth day */
    AFRAID = 16,   /* does two thirds of what is shown */
    RECOVERS = 32, /* the leg gets well in the script */
};

struct person {
    const char *name, *who;                     /* who: two sentences */
    const char *profile, *episode, *start_back; /* bodies of their facts, without dates */
    int weeks, began_before, operated_before;   /* days before the first day; operated -1: never */
    int level, stays, pace;                     /* leg at first, in the end; per mille a day */
    int swing;                                  /* ups and downs of so much over eleven days */
    int farthest;                               /* zone */
    int can_min;                                /* minutes of activity a day without any pain */
    int walk_free_min;                          /* longest comfortable walk without any pain */
    int flare_day, pregnant_weeks;              /* 0: none */
    const char *eased_by;                       /* the movement that helps; NULL: none */
    unsigned habits;
};
extern const struct person people[PEOPLE];

struct diary { /* a record in the making */
    char bytes[1 << 18];
    size_t len;
};

struct life {
    const struct person *who;
    uint64_t seed;
    int n;                      /* days since the first */
    int level, rise;            /* the rise above it after too much */
    int leg, reach, leg_before; /* of this morning, as the person would say */
    int writes;                 /* today is a day of writing */
    int soon_days;              /* for so long a plan has said to be seen soon */
    struct plan seen;           /* the last plan they looked at */
};

int course_day(int n); /* the day number of day n */
void life_begin(struct life *l, const struct person *who);
void life_wake(struct life *l, struct diary *d, const struct plan *yesterday);
void life_act(struct life *l, struct diary *d, const struct plan *p);

/* --- a course: the days as they were lived, and what is counted in them ---------------------- */

struct course {
    const struct person *who;
    int days, leg[COURSE_DAYS], reach[COURSE_DAYS];
    struct plan plan[COURSE_DAYS]; /* as shown in the morning */
};

/* What the exercises of a plan take on a day, 4 s a repetition; positions of ease take nothing. */
int plan_seconds(const struct plan *p);
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
