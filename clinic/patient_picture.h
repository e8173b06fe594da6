/* patient_picture.h - the picture over time in the making: where its rows are. For patient_chart.c and
 * patient_marks.c only.
 *
 * Units: pixels of a picture 984 wide. Ownership: none. Errors: none. */
#ifndef AMB_CLINIC_PATIENT_PICTURE_H
#define AMB_CLINIC_PATIENT_PICTURE_H

#include "patient.h"

enum {
    WIDE = 984,
    LEFT = 112,
    RIGHT = 908, /* room after it for the names of the lines */
    PILL = 8,    /* tops of the rows */
    TOP = 44,
    FOOT = 184,
    BODY = 200,
    BODY_HIGH = 46,
    WALK_TOP = 268,
    WALK_FOOT = 318,
    PLAN = 344,
    MARKS = 368,
    HIGH = 404,
};

struct picture {
    struct desk *d;
    const struct course *c;
    struct chart_frame f;
    int from; /* the first column */
};

static inline int x_of(const struct picture *p, int column)
{
    return chart_x(&p->f, column - p->from);
}

static inline int day_of_column(const struct course *c, int column)
{
    return c->days.first + column * c->unit;
}

static inline int shown(const struct picture *p, int column)
{
    return column >= p->from && column < p->from + p->f.count;
}

void picture_visits(struct picture *p);
uint32_t picture_marks(struct picture *p); /* gives which letters there are, for the legend */
void marks_legend(struct desk *d, uint32_t used);

#endif
