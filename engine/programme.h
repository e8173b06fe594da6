/* programme.h - what has been prescribed so far, and the step to the next day.
 *
 *     struct programme now, next;
 *     struct plan p;
 *     programme_init(&now);
 *     decide(&k, &now, &p, &next);      pure: k and now are as they were
 *     now = next;                       when the day is over
 *
 * The facts of a day are folded first (known.h); decide() proposes by the ordinary rules and
 * applies the limits last, in limit.c, where they can only lower.
 *
 * Units:     steps above the start of an exercise (dose_at), rungs of a family, days.
 * Ownership: no pointers.
 * Errors:    none.
 * Source:    clinical.md 5 and 6 and section 0; numbers in limits.def. */
#ifndef AMB_ENGINE_PROGRAMME_H
#define AMB_ENGINE_PROGRAMME_H

#include "known.h"
#include "progress.h"

struct planned { /* one day of the programme */
    int32_t day;
    uint64_t items;
    uint16_t walk_week; /* planned minutes of walking a week */
    uint8_t colour, judged, strength, stop, red;
};

struct programme {
    int32_t started, episode_at_day, stage_since, calm_since, mode_since;
    uint8_t stage, mode, calm_spent, start_shown;
    uint8_t rung[FAMILY_COUNT];
    struct progress progress[ITEM_COUNT];
    /* step_then, walk_then: written on each day of exercise, read when a break lowers them. */
    uint8_t step_then[ITEM_COUNT]; /* the step on the last exercise day */
    int32_t risen[ITEM_COUNT];     /* the day it last rose, or came */
    struct dose last[ITEM_COUNT];  /* as last shown in this episode; times_a_day 0: never */
    uint64_t known;                /* exercises shown in this episode */
    uint64_t missed;               /* not done on the last day they were shown */
    uint8_t walk_step, walk_then, walk_known;
    uint8_t walk_ever; /* walking was shown, in this episode or one before */
    int32_t walk_risen;
    struct plan_walk walk_last;
    struct planned planned[ROWS];
    int32_t family_ban[FAMILY_COUNT]; /* last day */
    uint8_t share, walk_share;        /* indices of the flare's share, 0 to FLARE_WHOLE */
    int32_t red_until;                /* nothing rises up to this day after a red one */
    int32_t flare_start;
    uint8_t
        gap; /* lowered for a break: 1 after gap_days, 2 after gap_long_days; 0 once active again */
    uint8_t
        late_run; /* late green answers running; 0 after an amber, a red, or the rise they bring */
    uint8_t rises_ten; /* sit-to-stand ten times was done */
    int32_t late_day;
};

enum { FLARE_WHOLE = 6 };

struct rise {            /* may anything go up today, and if not, why */
    uint8_t items, walk; /* 1: may */
    uint8_t late;        /* by three late answers: one item and walking, one step each */
    uint8_t code;        /* the reason when it may not */
    int32_t number[REASON_NUMBERS];
    uint64_t fresh;                  /* exercises done as shown on the green day just judged */
    uint8_t judged;                  /* the colour judged today */
    uint8_t share_up, walk_share_up; /* the flare's share climbs today */
    uint8_t open;                    /* nothing but colours and a flare-up stands against a rise */
};

struct work { /* one day's decision in the making */
    const struct known *k;
    const struct programme *was;
    struct programme *n;
    struct plan *p;
    struct rise rise;
    int leg, reach;       /* medians of the last 7 days; -1 */
    uint64_t may;         /* exercises that nothing forbids today */
    uint64_t granted;     /* that went up today */
    int flare_day;        /* 0 on the first day of a flare; -1: none */
    int rises, rises_max; /* progressions */
    int strength;         /* a strength day */
    int new_today;        /* exercises that came today */
    int item_rises;       /* of the progressions, those of items that were there */
};

/* programme.c */
void programme_init(struct programme *n);
struct planned *planned_on(struct programme *n, int day);
const struct planned *planned_was(const struct programme *n, int day);
enum direction direction_now(const struct known *k);
int is_new(const struct work *w, int item);             /* not given before in this episode */
int best_of(const struct work *w, int family, int top); /* what fits a family's rung best, or -1 */
void because(struct plan *p, enum reason_code code, int item, int a, int b, int c);
void task_add(struct plan *p, enum task task, enum reason_code reason);
void task_add_within(struct plan *p, enum task task, int days, enum reason_code reason);
/* Rounded down. */
/*@ requires 0 <= amount <= 1000000 && 0 <= percent <= 1000;
    assigns \nothing;
    ensures a_share: 0 <= \result && (percent <= 100 ==> \result <= amount);
*/
int scale(int amount, int percent);

/* decide.c: the steps of a day in their order */
void decide(const struct known *k, const struct programme *was, struct plan *ret_plan,
            struct programme *ret_next);

/* judge.c: the colour of the last exercise day, what it lowers, whether anything may rise */
void judge_days(struct work *w);

/* stage.c: mode and stage */
void choose_stage(struct work *w);
int came_back(const struct work *w); /* pain again after a discharge */

/* walking.c */
void choose_walk(struct work *w);
/* Down to a step, or as far below it as is no more walking than now. */
void lower_walk(struct programme *n, int to);

/* allow.c: what nothing forbids today */
uint64_t items_allowed(struct work *w);

/* choose.c: which exercises today */
void choose_items(struct work *w);

/* rise.c: what goes up takes its place in the list; returns the new ones that come today */
uint64_t rise_items(struct work *w, uint8_t *item, int count);

/* limit.c: the limits, last */
void limit_doses(struct work *w);
int dose_seconds(int item, struct dose d); /* a day; of ease and endurance: 0 */
/*@ assigns \nothing;
    ensures no_more_times_than_rounds: \result.times_a_day <= limit(rounds_max);
    ensures and_no_more_than_it_was: \result.times_a_day <= d.times_a_day;
    ensures nothing_else: \result.sets == d.sets && \result.reps == d.reps && \result.hold_s == d.hold_s &&
        \result.minutes == d.minutes && \result.load_kg == d.load_kg;
*/
struct dose limit_times(struct dose d); /* no more times than rounds */
int limit_day_seconds(const struct work *w);
int flare_share(int index); /* percent */

/* review.c: tasks, referral clocks, medicines */
void review(struct work *w);

/* engine.c: the folded state of a day: everything known, and the programme before the day's
 * decision. */
void engine_fold(struct arena *a, const struct record *r, int day, struct known *ret_known,
                 struct programme *ret_programme);

#endif
