/* knowledge.h - what is known: exercises, walking, limits, reasons, sources, safety questions.
 *
 *     const struct exercise *x = &exercises[ITEM_E3];
 *     struct dose d = dose_at(ITEM_E3, 2);               two steps above the start
 *     if (leg_median >= limit(leg_severe)) ...
 *
 * The tables are exercises.tsv, sources.tsv, limits.def, reasons.def, questions.tsv and
 * words/en.def; the build reads them (tables.c), refuses what is impossible, and writes
 * build/gen/knowledge.inc.
 *
 * Units:  repetitions, seconds of hold, minutes, kilograms, times a day.
 * Source: each row names its own; the keys are rows of sources.tsv. */
#ifndef AMB_KNOWLEDGE_H
#define AMB_KNOWLEDGE_H

#include "../record/fact.h"

/* test/vary.c moves each number and rule by a little and wants a case to notice: it is built with
 * LIMITS_VARY. Everywhere else the tables are constant. */
#ifdef LIMITS_VARY
#define VARIED
#else
#define VARIED const
#endif

enum load { LOAD_none, LOAD_slight, LOAD_slider, LOAD_tensioner }; /* on the nerve */
enum bend { BEND_neutral, BEND_extension, BEND_flexion, BEND_rotation, BEND_lateral };

/* Who must not do an exercise, or must do it another way. */
enum profile_flag {
    PROFILE_PREG, /* pregnant for more than 16 weeks, or just delivered */
    PROFILE_OST,  /* thin bones or long steroid treatment */
    PROFILE_STEN, /* stenosis pattern */
    PROFILE_PO,   /* the first weeks after a spinal operation */
    PROFILE_KNEE,
    PROFILE_HIP,
    PROFILE_FALL,
    PROFILE_CVD,
    PROFILE_EXTW, /* extension worsens */
    PROFILE_FLXW, /* flexion worsens */
    PROFILE_COUNT
};

struct dose { /* what a dose does not use is 0 */
    int16_t times_a_day, sets, reps, hold_s, minutes, load_kg;
};

struct exercise {
    const char *name, *position, *cue[3], *caution, *sources;
    uint8_t id_len, family, rung, load, bend;
    uint8_t each_side;
    uint8_t steps;               /* from start to top: dose_at(x, steps) is the top */
    uint16_t excluded, modified; /* sets of profile_flag */
    struct dose start, top;
};

/* By enum item; the rows of W1 to W7 have family, rung, name and cues, and no dose. */
extern const struct exercise exercises[ITEM_COUNT];
extern const uint64_t family_items[FAMILY_COUNT];       /* the exercises of a family */
extern VARIED uint64_t profile_excluded[PROFILE_COUNT]; /* the exercises a profile forbids */

/* The walking ladder in its small steps. */
struct walk_step {
    uint8_t rung; /* 1 to 7 */
    uint8_t times_a_day, minutes, days_a_week;
};
extern const struct walk_step walk_steps[];
extern const int walk_step_count;

/* limit(leg_severe): a number of limits.def. */
#ifdef LIMITS_VARY
enum limit_name {
#define LIMIT(name, value, unit, source, why) LIMIT_##name,
#include "limits.def"
    LIMIT_COUNT
};
extern int limit_value[LIMIT_COUNT];
#define limit(name) (limit_value[LIMIT_##name])
#else
enum {
#define LIMIT(name, value, unit, source, why) LIMIT_##name = (value),
#include "limits.def"
};
#define limit(name) ((int)LIMIT_##name)
#endif

/* The dose of an exercise, step steps above its start: repetitions to the top, then hold, then
 * minutes, then sets, then times a day, then kilograms. step is at most x->steps. Never above top.
 */
struct dose dose_at(int item, int step);

/* The dose one step above d on the way from x->start to x->top; d itself when it is the top. The
 * build makes its table of doses with this. */
/*@ requires \valid_read(x) && 0 <= d.reps && 0 <= d.hold_s && 0 <= d.minutes <= 3600 && 0 <= d.sets &&
             0 <= d.times_a_day && 0 <= d.load_kg;
    assigns \nothing;
    ensures never_above_the_top: \result.reps <= \max(d.reps, x->top.reps) &&
        \result.hold_s <= \max(d.hold_s, x->top.hold_s) && \result.minutes <= \max(d.minutes, x->top.minutes) &&
        \result.sets <= \max(d.sets, x->top.sets) && \result.load_kg <= \max(d.load_kg, x->top.load_kg) &&
        \result.times_a_day <= \max(d.times_a_day, x->top.times_a_day);
    ensures never_lower: \result.reps >= d.reps && \result.hold_s >= d.hold_s && \result.minutes >= d.minutes &&
        \result.sets >= d.sets && \result.load_kg >= d.load_kg && \result.times_a_day >= d.times_a_day;
    ensures a_small_step: \result.reps <= d.reps + limit(dose_reps_step) &&
        \result.minutes <= d.minutes + limit(dose_minutes_step_max) &&
        \result.sets <= d.sets + limit(dose_sets_step) &&
        \result.times_a_day <= d.times_a_day + limit(dose_times_step) &&
        \result.load_kg <= d.load_kg + limit(dose_load_step_kg);
*/
struct dose dose_next(const struct exercise *x, struct dose d);

enum reason_code {
#define REASON(code, sources, names, text) REASON_##code,
#include "reasons.def"
    REASON_COUNT
};
enum { REASON_NUMBERS = 3 };
struct reason_row {
    const char *code, *sources_json; /* sources as the inside of a JSON list: "S1","DESIGN" */
    uint8_t code_len, sources_len;
};
extern const struct reason_row reason_rows[REASON_COUNT];

/* Appends the wording of a reason. item: an exercise, for {name}, or -1. number: for the
 * names of its row in their order. The wording has no character that JSON must escape. */
void reason_text(struct text *t, enum reason_code code, int item, const int32_t *number);

enum task {
#define TASK(code, whose, days, text) TASK_##code,
#include "tasks.def"
    TASK_COUNT
};
struct task_row {
    const char *code, *text;
    uint8_t clinician; /* 1: for the clinician, 0: for the person */
    uint8_t days;      /* within so many it should be done; 0: today */
};
extern VARIED struct task_row task_rows[TASK_COUNT];

/* A safety question as it is asked. */
struct question_row {
    const char *ask, *more, *yes_means,
        *sources;        /* more: what counts; NULL when there is nothing */
    uint8_t route_alone; /* routes_*: what a yes alone leads to */
};
extern const struct question_row question_rows[QUESTION_COUNT];

struct source_row {
    const char *key, *title, *url; /* url NULL where there is none */
};
extern const struct source_row source_rows[];
extern const int source_count;

#endif
