/* frames.h - a figure's cycle as solved bodies: what its moving picture goes through.
 *
 *     struct frames *m = figure_frames(arena, f);
 *     m->body[i] is so at m->at[i] thousandths of the cycle of m->tenths tenths of a second
 *
 * Each frame is solved for its contacts; between two of them a picture turns each part evenly. A movement's
 * frames are even in what moves, not in time: a cycle has at least 24.
 *
 * Ownership: the arena's. */
#ifndef AMB_FIGURE_FRAMES_H
#define AMB_FIGURE_FRAMES_H

#include "../core/arena.h"
#include "body.h"

enum { CYCLE_FRAMES = 24, FRAMES_MAX = 96 };

struct frames {
    int count, tenths;
    int at[FRAMES_MAX]; /* 0 to 1000, each later than the one before */
    struct body body[FRAMES_MAX];
};

struct frames *figure_frames(struct arena *a, const struct figure *f);

/* The posture at a share of a movement, 0 to 1 of its way; and the body of it. */
void posture_between(const struct figure *f, int motion, double way, struct posture *ret);
void figure_pose(const struct figure *f, int pose, struct body *ret);

#endif
