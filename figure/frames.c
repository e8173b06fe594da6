/* Between two key poses: what both say the same way goes from the one number to the other, and is then
 * solved; what they say in different ways goes from turn to turn. */
#include "frames.h"

/* --- between --------------------------------------------------------------------------------------------- */

static int before(const struct figure *f, int motion)
{
    return f->motion[(motion + f->motions - 1) % f->motions].pose;
}

/* Two postures said the same way: where an anchor or a way differs, that of both is the solved one. */
static void agree(const struct figure *f, struct posture *p, struct posture *q)
{
    struct body b, c;
    body_solve(f, p, &b);
    body_solve(f, q, &c);
    if (p->anchor != q->anchor) {
        p->anchor = q->anchor = JOINT_hip;
        p->at[0] = b.joint[JOINT_hip].x;
        p->at[1] = b.joint[JOINT_hip].y;
        q->at[0] = c.joint[JOINT_hip].x;
        q->at[1] = c.joint[JOINT_hip].y;
    }
    for (int i = 0; i < LIMBS; i++) {
        if (p->way[i] == q->way[i] && p->on[i] == q->on[i] && p->flip[i] == q->flip[i])
            continue;
        limb_turns(f, &b, (enum limb)i, p->limb[i].v);
        limb_turns(f, &c, (enum limb)i, q->limb[i].v);
        p->way[i] = q->way[i] = WAY_turns;
        for (int j = 0; j < LIMB_PARTS; j++) /* the shorter way round */
            q->limb[i].v[j] = p->limb[i].v[j] + turn_wrapped(q->limb[i].v[j] - p->limb[i].v[j]);
    }
}

static void each_number(struct posture *p, double *ret[NUMBERS])
{
    int n = 0;
    for (int i = 0; i < NUMBERS_AT; i++)
        ret[n++] = &p->at[i];
    for (int i = 0; i < NUMBERS_TRUNK; i++)
        ret[n++] = &p->trunk[i];
    for (int i = 0; i < LIMBS; i++)
        for (int j = 0; j < LIMB_PARTS; j++) {
            ret[n++] = &p->limb[i].v[j];
            ret[n++] = &p->limb[i].share[j];
        }
}

/* Through four numbers, from the second to the third, without a corner. */
static double curve(double a, double b, double c, double d, double t)
{
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t +
                  (3 * b - 3 * c + d - a) * t * t * t);
}

void posture_between(const struct figure *f, int motion, double way, struct posture *ret)
{
    struct posture p[4];
    double *number[4][NUMBERS];
    int next = (motion + 1) % f->motions, last = (motion + f->motions - 1) % f->motions;
    const int pose[4] = {before(f, last), before(f, motion), f->motion[motion].pose,
                         f->motion[next].pose};
    for (int i = 0; i < 4; i++)
        posture_of(&f->pose[pose[i]], &p[i]);
    if (f->tempo != TEMPO_round)
        agree(f, &p[1], &p[2]);
    for (int i = 0; i < 4; i++)
        each_number(&p[i], number[i]);
    *ret = p[1];
    double *to[NUMBERS];
    each_number(ret, to);
    for (int i = 0; i < NUMBERS; i++) {
        double b = *number[1][i], c = *number[2][i];
        *to[i] = f->tempo == TEMPO_round ? curve(*number[0][i], b, c, *number[3][i], way)
                                         : b + (c - b) * way;
    }
}

void figure_pose(const struct figure *f, int pose, struct body *ret)
{
    struct posture p;
    posture_of(&f->pose[pose], &p);
    body_solve(f, &p, ret);
}

/* --- a cycle --------------------------------------------------------------------------------------------- */

/* When in a movement this much of its way is done: slow at both ends. */
static double when(const struct figure *f, double way)
{
    return f->tempo == TEMPO_ease ? angle_of_cos(1 - 2 * way) / 180 : way;
}

static void add(struct frames *m, const struct body *b, double at)
{
    int thousandth = (int)(at * 1000 + 0.5);
    if (m->count && thousandth <= m->at[m->count - 1])
        return; /* a movement too short to be seen */
    if (m->count == FRAMES_MAX)
        return;
    m->at[m->count] = thousandth;
    m->body[m->count++] = *b;
}

/* Turns go on from frame to frame, so that a picture never goes the long way round. */
static void unwrap(struct frames *m)
{
    for (int part = 0; part < PARTS; part++)
        for (int i = 1; i < m->count; i++) {
            double was = m->body[i - 1].turn[part];
            m->body[i].turn[part] = was + turn_wrapped(m->body[i].turn[part] - was);
        }
}

struct frames *figure_frames(struct arena *a, const struct figure *f)
{
    struct frames *m = arena_alloc(a, 1, sizeof *m);
    struct body b;
    int going = 0;
    double at = 0;
    for (int i = 0; i < f->motions; i++) {
        going += f->motion[i].go;
        m->tenths += f->motion[i].go + f->motion[i].hold;
    }
    figure_pose(f, before(f, 0), &b);
    add(m, &b, 0);
    for (int i = 0; i < f->motions; i++) {
        const struct motion *motion = &f->motion[i];
        int steps = (CYCLE_FRAMES * motion->go + going - 1) / going;
        steps = steps < 4 ? 4 : steps;
        for (int k = 1; k <= steps; k++) {
            struct posture p;
            posture_between(f, i, (double)k / steps, &p);
            body_solve(f, &p, &b);
            add(m, &b, (at + when(f, (double)k / steps) * motion->go) / m->tenths);
        }
        at += motion->go + motion->hold;
        if (motion->hold)
            add(m, &b, at / m->tenths);
    }
    unwrap(m);
    return m;
}
