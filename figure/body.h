/* body.h - a pose solved: where each joint is, and how each part is turned.
 *
 *     struct body b;
 *     struct posture p;
 *     posture_of(&f->pose[0], &p);
 *     body_solve(f, &p, &b);
 *     b.joint[JOINT_near_knee].y
 *
 * A limb whose end is placed is solved by two bones that reach for it, so its lengths never change and
 * what is planted stays planted. From the front and back each part may lean out of the plane of the
 * picture: it is then drawn as long as it looks (share).
 *
 * Units:  a person is 200 units tall; degrees, clockwise. Lengths are shares of stature after Drillis
 *         and Contini 1966.
 * Errors: an end that is out of reach stays so, as near as the limb comes; the tests refuse it. */
#ifndef AMB_FIGURE_BODY_H
#define AMB_FIGURE_BODY_H

#include "../knowledge/figure.h"
#include "trig.h"

enum { NUMBERS_AT = 2, NUMBERS_TRUNK = TRUNK_PARTS, NUMBERS_LIMB = 2 * LIMB_PARTS };
enum { NUMBERS = NUMBERS_AT + NUMBERS_TRUNK + LIMBS * NUMBERS_LIMB };

struct posture { /* a pose, or one between two: its numbers in units and degrees */
    uint8_t anchor, way[LIMBS], on[LIMBS], flip[LIMBS];
    double at[NUMBERS_AT], trunk[NUMBERS_TRUNK];
    struct {
        double v[LIMB_PARTS], share[LIMB_PARTS];
    } limb[LIMBS];
};
struct body {
    double turn[PARTS];  /* absolute */
    double share[PARTS]; /* of its length that is seen: 1 to -1 */
    struct point joint[JOINTS];
};

/* Where a part hangs and what hangs from it. */
struct part_row {
    enum part parent;    /* itself: begins a chain */
    enum joint root;     /* where it hangs */
    struct point next;   /* where in its own frame the next one of its chain hangs */
    double wide, narrow; /* half the thickness at its root and at its end */
    double length;       /* to its end, down its own frame; the trunk's go up: below 0 */
};
extern const struct part_row part_rows[PARTS];

void posture_of(const struct pose *pose, struct posture *ret);
void body_solve(const struct figure *f, const struct posture *p, struct body *ret);

/* The turns of a limb that give what was solved: for what lies between two ways to place it. */
void limb_turns(const struct figure *f, const struct body *b, enum limb limb,
                double ret[LIMB_PARTS]);

/* Where the end of a placed limb should be, and whether it is placed at all. */
int limb_aim(const struct figure *f, const struct posture *p, const struct body *b, enum limb limb,
             enum joint *ret_joint, struct point *ret_at);

#endif
