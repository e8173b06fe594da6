/* poses.h - the program that reads the figures of knowledge/figures/, refuses what cannot be, and writes
 * them as C: build/gen/figures.inc, which figure.c includes.
 *
 *     poses knowledge/figures/legs.figures ... > figures.inc
 *
 * A figure is lines of words; a line that begins with # says nothing, nor does an empty one.
 *
 *     figure NAME side|front|back          begins one
 *     called Walking on the heels          a name for people; an exercise has that of exercises.tsv
 *     says A person ...                    the picture in a sentence or two, for those who do not see it
 *     window X Y WIDTH HEIGHT              what of the plane is shown
 *     prop KIND ...                        props.def; "prop before KIND" stands in front of the person
 *     works PART ...                       what is painted as the part that works; near_leg, far_leg,
 *                                          near_arm, far_arm and trunk stand for all their parts
 *     order far_arm far_leg trunk near_leg near_arm     from back to front, when it is not this
 *     tempo even|round                      joints move evenly, or evenly and through curves; else they ease
 *     turned                               the face is turned to us or away
 *     pose NAME [like NAME]                begins a key pose: as the one before, or as the one named, but for:
 *       at JOINT X Y                         the joint that stays where it is
 *       trunk PELVIS LUMBAR THORAX NECK HEAD
 *       near_leg HIP KNEE ANKLE              far_leg, near_arm, far_arm: SHOULDER ELBOW WRIST
 *       near_leg foot|toe X Y TURN           where the ankle or the toe is
 *       near_arm hand X Y TURN               where the wrist is
 *       near_arm grip PART X Y TURN          the same in the frame of a thigh or shank
 *       near_leg towards A B C               its parts lean out of the picture, towards the viewer;
 *                                            from the front and back a placed leg does so by itself
 *       near_leg flip | unflip               the knee or elbow goes the other way
 *     play POSE SECONDS HELD               a movement to the pose, and how long it is held; in their order
 *     still POSE ...                       the poses of the strip
 *     ghost POSE                           what stands pale behind the single picture
 *     arrow POSE X Y X Y X Y               which way the effort goes: a curve through three points
 *
 * The far limbs are as the near ones where nothing is said of them: from the side set off a little, from the
 * front and back on the other side.
 *
 * Errors: each refusal is FILE:LINE: and a sentence on stderr; then nothing is written. */
#ifndef AMB_KNOWLEDGE_POSES_H
#define AMB_KNOWLEDGE_POSES_H

#include "figure.h"

#include <stdio.h>

enum {
    FIGURES_MAX = 120,
    POSES_MAX = 6,
    MOTIONS_MAX = 12,
    PROPS_MAX = 12,
    ARROWS_MAX = 4,
    NAME_MAX_ = 24
};

struct drawn_pose {
    char name[NAME_MAX_];
    struct pose pose;
    unsigned given; /* set of limbs that the file tells of */
};
struct drawn {
    const char *file;
    int line;
    char name[NAME_MAX_], called[100], says[400];
    struct figure figure; /* its numbers; the lists are here: */
    struct drawn_pose pose[POSES_MAX];
    struct motion motion[MOTIONS_MAX];
    struct prop prop[PROPS_MAX];
    struct arrow arrow[ARROWS_MAX];
    uint8_t still[POSES_MAX];
};
struct gallery {
    FILE *err;
    int refused, count;
    const char *file;
    int line;
    struct drawn figure[FIGURES_MAX];
};

/* Reads a file; refusals are counted. */
void poses_read(struct gallery *g, const char *path);
/* Writes figures.inc; 1 when all of it was written. */
int poses_write(const struct gallery *g, FILE *out);

#endif
