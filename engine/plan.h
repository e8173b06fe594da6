/* plan.h - facts in, plan out: the engine's door (programme.h has another, for measuring).
 *
 *     struct record r;                          read by record_read(), without faults
 *     struct plan p;
 *     engine_plan(a, &r, day, &p);
 *     plan_put_json(&text, &p);                 or plan_put_text()
 *
 * Any list of facts gives a plan. It depends on the facts dated on or before the day, and on
 * nothing else. What is missing, stale or contradictory becomes a reason.
 *
 * Units:     a day is days since 1970-01-01 (day.h); doses as knowledge.h.
 * Ownership: a plan holds no pointers; copy it as you like.
 * Errors:    none; no memory is the arena's.
 * Source:    docs/clinical.md lists every rule with its source. */
#ifndef AMB_ENGINE_PLAN_H
#define AMB_ENGINE_PLAN_H

#include "../knowledge/knowledge.h"

enum likeness { LIKENESS_unknown, LIKENESS_not_typical, LIKENESS_some_features, LIKENESS_typical };
enum pattern {
    PATTERN_unknown,
    PATTERN_radicular,
    PATTERN_stenosis,
    PATTERN_inflammatory,
    PATTERN_other
};
enum direction {
    DIRECTION_untested,
    DIRECTION_none,
    DIRECTION_extension,
    DIRECTION_flexion,
    DIRECTION_lateral
};
enum colour { COLOUR_unknown, COLOUR_green, COLOUR_amber, COLOUR_red };
enum plan_change { PLAN_stop, PLAN_start, PLAN_flare, PLAN_ease, PLAN_advance, PLAN_hold };
enum item_change { ITEM_same, ITEM_new, ITEM_up, ITEM_down };
enum flag_answer { ANSWER_yes, ANSWER_unsure, ANSWER_test, ANSWER_profile };

/* Room for all that can be said at once, so that nothing is ever left out: a task comes once, a
 * reason once or once an exercise, and of those most that can be resting give one each. */
enum {
    PLAN_ITEMS_MAX = 8,
    PLAN_TASKS_MAX = TASK_COUNT,
    PLAN_REASONS_MAX = REASON_COUNT + 2 * ITEM_COUNT,
};

struct plan_flag {
    uint8_t flag;   /* a question or another flag, questions.def */
    uint8_t route;  /* routes_* */
    uint8_t answer; /* flag_answer */
    int32_t since;  /* the day it was first raised and has stood since */
};
struct plan_item {
    uint8_t item;
    uint8_t change; /* item_change */
    struct dose dose;
};
struct plan_walk {
    uint8_t rung; /* 1 to 7; 0: no walking today */
    uint8_t times_a_day, minutes, days_a_week;
    uint8_t change; /* item_change */
};
struct plan_task {
    uint8_t task;        /* tasks.def */
    uint8_t within_days; /* 0: today */
    uint8_t reason;      /* the code of a reason of this plan */
};
struct plan_reason {
    uint8_t code;                   /* reasons.def */
    int8_t item;                    /* the exercise it is about, or -1 */
    int32_t number[REASON_NUMBERS]; /* in the order of the row's names */
};

struct plan {
    int32_t day;
    uint8_t route, likeness, pattern, group /* 1 to 3; 0: not known */, mode, direction, stage;
    uint8_t colour, change;
    uint8_t flag_count, item_count, task_count, reason_count;
    int16_t sit_break_min; /* 0: none */
    struct plan_walk walk;
    struct plan_flag flag[FLAG_COUNT]; /* most urgent first */
    struct plan_item item[PLAN_ITEMS_MAX];
    struct plan_task task[PLAN_TASKS_MAX];
    struct plan_reason reason[PLAN_REASONS_MAX];
};

/* The plan of one day. */
void engine_plan(struct arena *a, const struct record *r, int day, struct plan *ret_plan);

/* The plans of every day from first to last, in turn; stops when each returns 0. The same plans as
 * engine_plan gives one by one, at a fraction of the work. What each cuts from a may be gone when it
 * is called again. */
void engine_each_day(struct arena *a, const struct record *r, int first, int last,
                     int (*each)(void *host, const struct plan *p), void *host);

#define ENGINE_VERSION "0.1.0"
#define RULES_VERSION 1

/* One JSON object, keys as in the contract, no line end. */
void plan_put_json(struct text *t, const struct plan *p);
/* For a person at a terminal, 80 columns: what to do today, how much, why, what to avoid, when to
 * seek help. */
void plan_put_text(struct text *t, const struct plan *p);
/* The pairs of a fact `shown`: what was put before the person. */
void plan_put_shown(struct text *t, const struct plan *p);

#endif
