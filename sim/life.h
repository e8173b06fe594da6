/* life.h - a made-up person with sciatica: what they write down, what they do with a plan, and how
 * their leg is the next morning.
 *
 *     life_begin(&l, &who, first_day, seed);
 *     for each day: life_wake(&l, &telling, yesterday);      yesterday's plan, NULL on the first day
 *                   ... plan the day from the telling ...
 *                   life_act(&l, &telling, &plan);
 *
 * The leg follows a script: it recovers at the person's own pace towards where it will stay, with a
 * little noise, and rises when they did clearly more than they can. It shows what the rules do, not
 * that they are right. The same every time: no clock, chance of its own. The courses of the manual
 * (test/courses.c) and the people of `ambulando demo` (host/cli/demo.c) live so.
 *
 * Units:     levels are hundredths of a point of leg pain; minutes; days counted from the first.
 * Ownership: a telling holds its bytes; a life points at its person. */
#ifndef AMB_SIM_LIFE_H
#define AMB_SIM_LIFE_H

#include "../engine/plan.h"

enum habit {
    TELLS = 1,     /* writes down what was done */
    TWICE = 2,     /* writes on two days of the week only */
    MEASURES = 4,  /* tries the movement test and measures when asked */
    OVERDOES = 8,  /* walks twice as long every sixth day */
    AFRAID = 16,   /* does two thirds of what is shown */
    RECOVERS = 32, /* the leg gets well in the script */
    LAPSES = 64,   /* leaves out one morning in eight */
    CLINIC = 128,  /* has a clinic, which clears what it has seen */
};

struct invented {
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
    const char *paints; /* left, right: marks the chart and tells of sleep */
    unsigned habits;
};

struct telling { /* a record in the making */
    char bytes[1 << 19];
    size_t len;
};

struct life {
    const struct invented *who;
    uint64_t seed;
    int first_day, n;           /* n: days since the first */
    int level, rise;            /* the rise above it after too much */
    int leg, reach, leg_before; /* of this morning, as the person would say */
    int writes;                 /* today is a day of writing */
    int soon_days;              /* for so long a plan has said to be seen soon */
    struct plan seen;           /* the last plan they looked at */
    int away;                   /* writes nothing today, whatever the habit */
    int offset_min, shift_min;  /* of their clock, east of UTC; how much later than others */
    uint64_t session;           /* for the names of facts; 0: they have none */
    unsigned facts;             /* how many were named */
};

void life_begin(struct life *l, const struct invented *who, int first_day, uint64_t seed);
void life_wake(struct life *l, struct telling *d, const struct plan *yesterday);
void life_act(struct life *l, struct telling *d, const struct plan *p);
/* One fact of today, with its line end. The body "-" is an empty one. */
__attribute__((format(printf, 5, 6))) void life_say(struct life *l, struct telling *d, int minute,
                                                    const char *kind, const char *format, ...);
/* A whole number from 0, below a limit. */
int life_chance(struct life *l, int below);
const char *life_zone(int zone); /* its word */

/* What the exercises of a plan take on a day, 4 s a repetition; positions of ease take nothing. */
int plan_seconds(const struct plan *p);

#endif
