/* Forward from the hip along the trunk, then each limb: by its turns, or reaching for its end. */
#include "body.h"

enum { THIGH = 49, SHANK = 49, UPPER = 37, FORE = 28, HAND = 15 };
enum { PELVIS = 14, LUMBAR = 18, THORAX = 26, SHOULDER = 21, NECK = 8, HEAD = 25 };

/* clang-format off */
const struct part_row part_rows[PARTS] = {
    [PART_pelvis] = {PART_pelvis, JOINT_hip,     {0, -PELVIS}, 10.5, 10, -PELVIS},
    [PART_lumbar] = {PART_pelvis, JOINT_waist,   {0, -LUMBAR}, 9.5, 9.5, -LUMBAR},
    [PART_thorax] = {PART_lumbar, JOINT_ribs,    {.5, -THORAX}, 10, 8, -SHOULDER},
    [PART_neck] =   {PART_thorax, JOINT_nape,    {0, -NECK},   6, 6, -NECK},
    [PART_head] =   {PART_neck,   JOINT_skull,   {0, -HEAD},   8, 10.5, -13},
#define LEG(side)                                                                              \
    [PART_##side##_thigh] = {PART_##side##_thigh, JOINT_##side##_hip,   {0, THIGH}, 10, 6.3, THIGH},   \
    [PART_##side##_shank] = {PART_##side##_thigh, JOINT_##side##_knee,  {0, SHANK}, 6.3, 4.1, SHANK},  \
    [PART_##side##_foot] =  {PART_##side##_shank, JOINT_##side##_ankle, {0, 0}, 4.2, 4.2, 0},
#define ARM(side)                                                                              \
    [PART_##side##_upper] = {PART_##side##_upper, JOINT_##side##_shoulder, {0, UPPER}, 5.5, 4.2, UPPER}, \
    [PART_##side##_fore] =  {PART_##side##_upper, JOINT_##side##_elbow,    {0, FORE}, 4.2, 3, FORE},    \
    [PART_##side##_hand] =  {PART_##side##_fore,  JOINT_##side##_wrist,    {0, HAND}, 3, 2.6, HAND},
    LEG(near) LEG(far) ARM(near) ARM(far)
#undef LEG
#undef ARM
};
/* clang-format on */

/* From the side the far limbs are set off a little, so that they are seen; from the front and back hips
 * and shoulders are as wide apart as they are. */
static const struct point far_off = {3.5, -0.5};
enum { HIPS_HALF = 9, SHOULDERS_HALF = 17 };

static const struct point toe[2] = {{19.5, 6.5}, {0, 6.5}}, heel[2] = {{-6, 7.5}, {0, 7}};

static int frontal(const struct figure *f)
{
    return f->view != VIEW_side;
}

/* Of a limb's parts, in which order of the joints they are. */
static enum part part_at(enum limb limb, int i)
{
    return (enum part)(part_of_limb(limb) + i);
}

/* Which way a limb's turns count: from the side all but the knee count against the clock; from the front
 * and back away from the middle. */
static double sign_of(const struct figure *f, enum limb limb, int i)
{
    if (frontal(f))
        return limb & 1 ? 1 : -1;
    return limb < LIMB_near_arm && i == 1 ? 1 : -1;
}

void posture_of(const struct pose *pose, struct posture *ret)
{
    ret->anchor = pose->anchor;
    for (int i = 0; i < NUMBERS_AT; i++)
        ret->at[i] = pose->at[i] / 10.0;
    for (int i = 0; i < NUMBERS_TRUNK; i++)
        ret->trunk[i] = pose->trunk[i] / 10.0;
    for (int i = 0; i < LIMBS; i++) {
        const struct limb_pose *l = &pose->limb[i];
        ret->way[i] = l->way;
        ret->on[i] = l->on;
        ret->flip[i] = l->flip;
        for (int j = 0; j < LIMB_PARTS; j++) {
            ret->limb[i].v[j] = l->v[j] / 10.0;
            ret->limb[i].share[j] = cos_of(l->towards[j] / 10.0);
        }
    }
}

/* --- the trunk ----------------------------------------------------------------------------------------- */

static void solve_trunk(const struct figure *f, const struct posture *p, struct point hip,
                        struct body *b)
{
    static const enum joint ends[TRUNK_PARTS] = {JOINT_waist, JOINT_ribs, JOINT_nape, JOINT_skull,
                                                 JOINT_crown};
    struct point at = hip;
    double turn = 0;
    b->joint[JOINT_hip] = hip;
    for (int i = 0; i < TRUNK_PARTS; i++) {
        turn += p->trunk[i];
        b->turn[i] = turn;
        b->share[i] = 1;
        if (i == PART_thorax)
            b->joint[JOINT_shoulder] =
                point_add(at, point_turned((struct point){0, -SHOULDER}, turn));
        at = point_add(at, point_turned(part_rows[i].next, turn));
        b->joint[ends[i]] = at;
    }
    for (int far = 0; far < 2; far++) {
        struct point off = far ? far_off : (struct point){0, 0}, hips = off, shoulders = off;
        if (frontal(f)) {
            double side = far ? -1 : 1;
            hips = point_turned((struct point){side * HIPS_HALF, 0}, b->turn[PART_pelvis]);
            shoulders =
                point_turned((struct point){side * SHOULDERS_HALF, 0}, b->turn[PART_thorax]);
        }
        b->joint[far ? JOINT_far_hip : JOINT_near_hip] = point_add(hip, hips);
        b->joint[far ? JOINT_far_shoulder : JOINT_near_shoulder] =
            point_add(b->joint[JOINT_shoulder], shoulders);
    }
}

/* --- a limb -------------------------------------------------------------------------------------------- */

static double length_of(const struct body *b, enum part part)
{
    double v = part_rows[part].length * b->share[part];
    return v < 0 ? -v : v;
}

/* Two bones from where they hang to an end; bend -1: the joint between goes forward. */
static void reach(struct body *b, enum limb limb, struct point end, double bend)
{
    enum part first = part_at(limb, 0), second = part_at(limb, 1);
    struct point v = point_less(end, b->joint[part_rows[first].root]);
    double l1 = length_of(b, first), l2 = length_of(b, second), d = point_length(v);
    double least = (l1 > l2 ? l1 - l2 : l2 - l1) + 0.2, most = l1 + l2 - 0.05;
    d = d < least ? least : d > most ? most : d;
    double a = angle_of_cos((l1 * l1 + d * d - l2 * l2) / (2 * l1 * d));
    double between = angle_of_cos((l1 * l1 + l2 * l2 - d * d) / (2 * l1 * l2));
    b->turn[first] = turn_towards(v) + bend * a;
    b->turn[second] = b->turn[first] - bend * (180 - between);
}

/* From the front and back a knee bends towards the viewer: the leg is straight, and as long as it looks. */
static void reach_straight(struct body *b, enum limb limb, struct point end)
{
    enum part first = part_at(limb, 0), second = part_at(limb, 1);
    struct point v = point_less(end, b->joint[part_rows[first].root]);
    double share = point_length(v) / (part_rows[first].length + part_rows[second].length);
    b->share[first] = b->share[second] = share < 1 ? share : 1;
    b->turn[first] = b->turn[second] = turn_towards(v);
}

/* Where ankle or wrist must be, so that the end named is where the pose says; its part's turn. */
static struct point end_of(const struct figure *f, const struct posture *p, const struct body *b,
                           enum limb limb, double *ret_turn)
{
    const double *v = p->limb[limb].v;
    struct point at = {v[0], v[1]};
    *ret_turn = v[2];
    if (p->way[limb] == WAY_toe)
        return point_less(at, point_turned(toe[frontal(f)], v[2]));
    if (p->way[limb] == WAY_grip) {
        enum part on = (enum part)p->on[limb];
        *ret_turn = b->turn[on] + v[2];
        return point_add(b->joint[part_rows[on].root], point_turned(at, b->turn[on]));
    }
    return at;
}

static void place_joints(const struct figure *f, struct body *b, enum limb limb)
{
    for (int i = 0; i < 2; i++) {
        enum part part = part_at(limb, i), next = part_at(limb, i + 1);
        struct point down = {0, part_rows[part].length * b->share[part]};
        b->joint[part_rows[next].root] =
            point_add(b->joint[part_rows[part].root], point_turned(down, b->turn[part]));
    }
    enum part last = part_at(limb, 2);
    struct point at = b->joint[part_rows[last].root];
    if (limb >= LIMB_near_arm) {
        struct point down = {0, HAND * b->share[last]};
        b->joint[limb == LIMB_far_arm ? JOINT_far_fingers : JOINT_near_fingers] =
            point_add(at, point_turned(down, b->turn[last]));
        return;
    }
    int far = limb == LIMB_far_leg;
    b->joint[far ? JOINT_far_toe : JOINT_near_toe] =
        point_add(at, point_turned(toe[frontal(f)], b->turn[last]));
    b->joint[far ? JOINT_far_heel : JOINT_near_heel] =
        point_add(at, point_turned(heel[frontal(f)], b->turn[last]));
}

static void solve_limb(const struct figure *f, const struct posture *p, enum limb limb,
                       struct body *b)
{
    enum part from = limb < LIMB_near_arm ? PART_pelvis : PART_thorax;
    double turn = b->turn[from];
    for (int i = 0; i < LIMB_PARTS; i++)
        b->share[part_at(limb, i)] = p->limb[limb].share[i];
    if (p->way[limb] == WAY_turns) {
        for (int i = 0; i < LIMB_PARTS; i++) {
            turn += sign_of(f, limb, i) * p->limb[limb].v[i];
            b->turn[part_at(limb, i)] = turn;
        }
    } else {
        /* knees go forward and elbows back; from the front and back both outwards */
        double bend = frontal(f) ? (limb & 1 ? 1 : -1) : limb < LIMB_near_arm ? -1 : 1, last;
        struct point end = end_of(f, p, b, limb, &last);
        if (frontal(f) && limb < LIMB_near_arm)
            reach_straight(b, limb, end);
        else
            reach(b, limb, end, p->flip[limb] ? -bend : bend);
        b->turn[part_at(limb, 2)] = last;
    }
    place_joints(f, b, limb);
}

/* --- the whole ----------------------------------------------------------------------------------------- */

void body_solve(const struct figure *f, const struct posture *p, struct body *ret)
{
    struct point origin = {0, 0}, at = {p->at[0], p->at[1]};
    solve_trunk(f, p, origin, ret);
    for (int i = 0; i < LIMBS; i++) /* the anchor may be on one that its turns place */
        if (p->way[i] == WAY_turns)
            solve_limb(f, p, (enum limb)i, ret);
    solve_trunk(f, p, point_less(at, ret->joint[p->anchor]), ret);
    for (int i = 0; i < LIMBS; i++) /* legs first: hands may hold them */
        solve_limb(f, p, (enum limb)i, ret);
}

void limb_turns(const struct figure *f, const struct body *b, enum limb limb,
                double ret[LIMB_PARTS])
{
    double turn = b->turn[limb < LIMB_near_arm ? PART_pelvis : PART_thorax];
    for (int i = 0; i < LIMB_PARTS; i++) {
        double here = b->turn[part_at(limb, i)];
        ret[i] = turn_wrapped((here - turn) * sign_of(f, limb, i));
        turn = here;
    }
}

int limb_aim(const struct figure *f, const struct posture *p, const struct body *b, enum limb limb,
             enum joint *ret_joint, struct point *ret_at)
{
    double turn;
    if (p->way[limb] == WAY_turns)
        return 0;
    *ret_at = end_of(f, p, b, limb, &turn);
    *ret_joint = part_rows[part_at(limb, 2)].root;
    if (p->way[limb] == WAY_toe) {
        *ret_joint = limb == LIMB_far_leg ? JOINT_far_toe : JOINT_near_toe;
        *ret_at = (struct point){p->limb[limb].v[0], p->limb[limb].v[1]};
    }
    return 1;
}
