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

void progress_day(struct progress *s);
enum move progress_judge(struct progress *s, enum verdict v);
/* Rests after a red day that was not its doing. */
void progress_rest(struct progress *s);
/* Its greens no longer count for the next rung. */
void progress_unseason(struct progress *s);
enum ready progress_ready(const struct progress *s, enum pace pace, int steps, int adherent);
/* May what is ready, and has no next rung open to it, go up a step? Only on green days since it last moved,
 * as many as a step needs; in time mode by its quota; and by late answers, but for what loads the nerve or
 * the back more. */
int progress_may_step(const struct progress *s, enum pace pace, int steps, int late);
void progress_step(struct progress *s, int steps);
void progress_new_rung(struct progress *s);

#endif
