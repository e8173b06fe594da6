/* figure.h - the figures: how an exercise or a test looks, as a few key poses of one jointed person.
 *
 *     const struct figure *f = figure_named("E3", 2);
 *     f->says                      "A person lies face down and presses the chest half way up ..."
 *     f->pose[f->motion[0].pose]     where the first movement leads
 *
 * The poses stand in knowledge/figures/; the build reads them (poses.c), refuses what cannot be, and
 * writes build/gen/figures.inc. figure/ draws them.
 *
 * Units:  a person is 200 units tall; x to the right, y down, the floor is 0. Lengths and angles are
 *         tenths of a unit and of a degree; seconds are tenths.
 * Source: each file of knowledge/figures/ names its own. */
#ifndef AMB_KNOWLEDGE_FIGURE_H
#define AMB_KNOWLEDGE_FIGURE_H

#include <stddef.h>
#include <stdint.h>

/* From the front and the back near is the limb at the picture's right, far the one at its left. */
enum limb { LIMB_near_leg, LIMB_far_leg, LIMB_near_arm, LIMB_far_arm, LIMBS };
enum view { VIEW_side, VIEW_front, VIEW_back };

/* clang-format off */
/* The parts, each hanging from the one before it in its chain. */
#define PARTS_OF_FIGURE(PART)                                                                      \
    PART(pelvis) PART(lumbar) PART(thorax) PART(neck) PART(head)                                   \
    PART(near_thigh) PART(near_shank) PART(near_foot)                                              \
    PART(far_thigh) PART(far_shank) PART(far_foot)                                                 \
    PART(near_upper) PART(near_fore) PART(near_hand)                                               \
    PART(far_upper) PART(far_fore) PART(far_hand)
/* clang-format on */
enum part {
#define PART(name) PART_##name,
    PARTS_OF_FIGURE(PART)
#undef PART
        PARTS
};
enum { TRUNK_PARTS = 5, LIMB_PARTS = 3 };
#define part_of_limb(limb) (TRUNK_PARTS + LIMB_PARTS * (int)(limb))

/* clang-format off */
/* Where two parts meet, and the ends of the body. */
#define JOINTS_OF_FIGURE(JOINT)                                                                    \
    JOINT(hip) JOINT(waist) JOINT(ribs) JOINT(shoulder) JOINT(nape) JOINT(skull) JOINT(crown)      \
    JOINT(near_hip) JOINT(near_knee) JOINT(near_ankle) JOINT(near_toe) JOINT(near_heel)            \
    JOINT(far_hip) JOINT(far_knee) JOINT(far_ankle) JOINT(far_toe) JOINT(far_heel)                 \
    JOINT(near_shoulder) JOINT(near_elbow) JOINT(near_wrist) JOINT(near_fingers)                   \
    JOINT(far_shoulder) JOINT(far_elbow) JOINT(far_wrist) JOINT(far_fingers)
/* clang-format on */
enum joint {
#define JOINT(name) JOINT_##name,
    JOINTS_OF_FIGURE(JOINT)
#undef JOINT
        JOINTS
};

enum turning { /* joints.def */
#define JOINT(name, low, high, front_low, front_high) TURNING_##name,
#include "joints.def"
               TURNINGS
};
struct turning_bound {
    const char *name;
    int16_t low[2], high[2]; /* degrees; from the side, from the front or back */
};
extern const struct turning_bound turning_bounds[TURNINGS];

/* How a pose says where a limb is. Of a leg an end is a foot: the ankle or the toe is at x, y; of an arm
 * the wrist is, or holds on to a thigh or shank, in whose frame x, y and turn are given. The third
 * number is the absolute turn of foot or hand. */
enum limb_way { WAY_turns, WAY_foot, WAY_toe, WAY_hand, WAY_grip };

struct limb_pose {
    uint8_t way, on;    /* on: of a grip, the part it holds */
    uint8_t flip;       /* knee or elbow goes the other way than usual */
    int16_t v[3];       /* hip, knee, ankle or shoulder, elbow, wrist; or x, y, turn */
    int16_t towards[3]; /* each part against the plane of the picture, towards the viewer */
};
struct pose {
    uint8_t anchor; /* the joint that stays where at says */
    int16_t at[2];
    int16_t trunk[TRUNK_PARTS]; /* pelvis against the upright, the others against the part below */
    struct limb_pose limb[LIMBS];
};
struct motion { /* to a pose, and how long it is held */
    uint8_t pose, go, hold;
};
enum prop_kind {
#define PROP(name, words, numbers, solid, what) PROP_##name,
#include "props.def"
    PROPS
};
struct prop {
    uint8_t kind, before; /* before: drawn in front of the person */
    uint8_t word[2];
    int16_t v[4];
};
struct arrow {
    uint8_t pose; /* in whose picture of the strip it stands */
    int16_t xy[6];
};
enum tempo {
    TEMPO_ease,
    TEMPO_even,
    TEMPO_round
}; /* slow at both ends; even; even, and through curves */

struct figure {
    const char *name, *called, *says;      /* called: of a test; an exercise has its own name */
    uint8_t name_len, view, tempo, turned; /* turned: the face is not seen from the side */
    uint32_t works;                        /* set of parts */
    uint8_t order[TRUNK_PARTS]; /* enum limb, or LIMBS for the trunk: from back to front */
    int16_t window[4];          /* x, y, width, height */
    uint8_t poses, motions, props, arrows, stills, ghost;
    const struct pose *pose;
    const struct motion *motion;
    const struct prop *prop;
    const struct arrow *arrow;
    const uint8_t
        *still; /* poses of the strip; ghost: 1 + the pose behind the single picture's, or 0 */
};

extern const struct figure figures[];
extern const int figure_count;

/* The figure of that name, or NULL. */
const struct figure *figure_named(const char *name, size_t len);

#endif
