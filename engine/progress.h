/* progress.h - how one exercise moves along its ladder: a small pure function over a packed state.
 *
 *     progress_day(&s);                              a day passes
 *     if (progress_judge(&s, VERDICT_red) == MOVE_rung_down) ...
 *     if (progress_ready(&s, PACE_light, steps, 0) == READY_step) ...
 *
 * No pain numbers here: a day's colour has been decided (colour.h). The state is nine small
 * counts, so that all of it can be walked.
 *
 * Source: clinical.md 5.3 and section 0 [DESIGN]. */
#ifndef AMB_ENGINE_PROGRESS_H
#define AMB_ENGINE_PROGRESS_H

#include "../knowledge/knowledge.h"

struct progress {
    uint8_t step;        /* above the start dose */
    uint8_t greens;      /* green days running since it last moved, at most rung_greens */
    uint8_t run;         /* green days running on this rung, steps or not, at most rung_greens */
    uint8_t rung_greens; /* green days on this rung, at most rung_greens */
    uint8_t rung_days;   /* days since the first of them, at most rung_days */
    uint8_t ambers;      /* the last 7 days, newest first: one bit a day */
    uint8_t reds;
    uint8_t rest;       /* days it still rests */
    uint8_t since_move; /* days since it last moved, at most quota_days */
};

enum verdict { VERDICT_none, VERDICT_green, VERDICT_amber, VERDICT_red };
enum move { MOVE_none, MOVE_down, MOVE_rest, MOVE_rung_down };
enum pace { PACE_direction, PACE_light, PACE_heavy, PACE_time, PACE_still };
enum ready { READY_no, READY_step, READY_rung };

/* What stands in a comment that begins with an at sign is a contract: `make proof` proves it for every state
 * and argument, by Frama-C. Steps of a ladder are at most 255. */

/*@ requires \valid(s);
    assigns *s;
    ensures the_dose_stays: s->step == \old(s->step);
    ensures no_green_is_counted: s->greens == \old(s->greens) && s->run == \old(s->run) &&
                                 s->rung_greens == \old(s->rung_greens);
    ensures rest_runs_down: s->rest == (\old(s->rest) > 0 ? \old(s->rest) - 1 : 0);
*/
void progress_day(struct progress *s);

/*@ requires \valid(s);
    assigns *s;
    ensures judging_raises_nothing: s->step <= \old(s->step);
    ensures missing_is_never_green: v == VERDICT_none ==>
        s->greens == \old(s->greens) && s->run == \old(s->run) && s->rung_greens == \old(s->rung_greens) &&
        s->step == \old(s->step) && \result == MOVE_none;
    ensures red_lowers: v == VERDICT_red ==>
        s->step == (\old(s->step) > limit(red_steps) ? \old(s->step) - limit(red_steps) : 0);
    ensures red_rests: v == VERDICT_red ==> s->rest == limit(red_rest_days) && s->greens == 0 &&
        (\result == MOVE_rest || \result == MOVE_rung_down);
    ensures amber_counts_no_green: v == VERDICT_amber ==> s->greens == 0 && s->run == 0;
    ensures amber_lowers_by_so_much: v == VERDICT_amber ==>
        s->step == \old(s->step) || s->step == (\old(s->step) > limit(amber_steps) ?
                                                \old(s->step) - limit(amber_steps) : 0);
*/
enum move progress_judge(struct progress *s, enum verdict v);
/* Rests after a red day that was not its doing. */
/*@ requires \valid(s);
    assigns s->rest;
    ensures s->rest == limit(red_rest_days);
*/
void progress_rest(struct progress *s);
/* Its greens no longer count for the next rung. */
/*@ requires \valid(s);
    assigns s->run, s->rung_greens, s->rung_days;
    ensures s->run == 0 && s->rung_greens == 0 && s->rung_days == 0;
*/
void progress_unseason(struct progress *s);
/*@ requires \valid_read(s);
    requires 0 <= steps <= 255;
    assigns \nothing;
    ensures what_rests_does_not_rise: s->rest > 0 ==> \result == READY_no;
    ensures a_step_is_below_the_top: \result == READY_step ==> s->step < steps;
    ensures green_days_first: \result == READY_step && pace != PACE_time ==> s->greens >= limit(light_greens);
    ensures heavy_needs_more: \result == READY_step && pace == PACE_heavy ==>
        s->greens >= limit(heavy_greens) && adherent != 0;
    ensures a_quota_waits: \result != READY_no && pace == PACE_time ==> s->since_move >= limit(quota_days);
    ensures ease_never_rises: pace == PACE_still ==> \result == READY_no;
*/
enum ready progress_ready(const struct progress *s, enum pace pace, int steps, int adherent);
/* May what is ready, and has no next rung open to it, go up a step? Only on green days since it last moved,
 * as many as a step needs; in time mode by its quota; and by late answers, but for what loads the nerve or
 * the back more. */
/*@ requires \valid_read(s);
    assigns \nothing;
    ensures below_the_top: \result != 0 ==> s->step < steps;
    ensures heavy_needs_its_greens: \result != 0 && pace == PACE_heavy ==> s->greens >= limit(heavy_greens);
*/
int progress_may_step(const struct progress *s, enum pace pace, int steps, int late);
/*@ requires \valid(s);
    requires 0 <= steps <= 255;
    assigns *s;
    ensures never_above_the_top: s->step <= steps;
    ensures never_more_than_one: s->step <= \old(s->step) + 1;
    ensures greens_start_anew: s->greens == 0 && s->since_move == 0;
*/
void progress_step(struct progress *s, int steps);
/*@ requires \valid(s);
    assigns *s;
    ensures a_new_rung_begins_at_its_start: s->step == 0 && s->greens == 0 && s->rest == 0;
*/
void progress_new_rung(struct progress *s);

#endif
