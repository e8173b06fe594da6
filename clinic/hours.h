/* hours.h - what hours.c and hours_change.c share. For clinic/ only. */
#ifndef AMB_CLINIC_HOURS_H
#define AMB_CLINIC_HOURS_H

#include "setup.h"

/* Hours of one practitioner at two sites on a day they have in common, one after the other, with fewer minutes
 * between them than are kept free for the way. */
struct hours_gap {
    uint32_t day; /* the row of hours that says which day */
    int minutes;
    int64_t from_site, to_site;
};
struct hours_at { /* the pair of rows that is looked at next */
    uint32_t i, k;
};
/* The next of d->number; 0: there is none any more. Begin with {0, 1}. */
int hours_gap_next(struct desk *d, struct hours_at *at, struct hours_gap *ret);

void hours_put_dates(struct desk *d, uint32_t i); /* " until 24 Dec 2026"; nothing where always */

#endif
