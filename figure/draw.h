/* draw.h - what the files of figure/ that write SVG share: numbers, turns that move, outlines.
 *
 * A drawing has one body, or the bodies of a whole cycle; what moves is written with its values. Not for
 * others: figure.h is. */
#ifndef AMB_FIGURE_DRAW_H
#define AMB_FIGURE_DRAW_H

#include "figure.h"
#include "frames.h"

struct drawing {
    struct html *w;
    const struct figure *f;
    const struct frames *m;  /* NULL: nothing moves */
    const struct body *body; /* the first, or the only one */
    int bodies;
};

/* To tenths, as short as can be: "-.5". */
void put_tenths(struct html *w, double v);
void put_xy(struct html *w, struct point p); /* "1.5 -20" */

/* <g> that is turned and moved: opens as many groups as it takes, and returns how many to close. */
int open_at(struct drawing *d, double (*x)(const struct body *, int),
            double (*y)(const struct body *, int), int which);
int open_turned(struct drawing *d, double (*turn)(const struct body *, int), int which);
void close_groups(struct html *w, int count);

/* repeatCount, keyTimes, and values=" left open. */
void open_values(struct drawing *d);
void close_values(struct html *w);

/* props.c: what stands behind the person, or in front. */
void put_props(struct drawing *d, int before);
void put_arrows(struct html *w, const struct figure *f, int pose); /* pose -1: all of them */

#endif
