/* figures_diary.h - the diary counted: what became of visits, and how much of the hours was used. For clinic/ only.
 *
 *     struct diary_figures f;
 *     diary_figures_of(arena, &y, today, &f);
 *     struct tally all = diary_figures_sum(&f, ANY_OF, ANY_OF, ANY_OF);
 *     ... all.no_show of all.done + all.no_show ...
 *
 * The last twelve weeks, Monday to Sunday, of which the last is the one of today. A visit counts in the week of its
 * own day, where it was to be, with whom. What was held and never confirmed is no visit. A cancellation is late
 * when it came less than a day before. Hours are those that somebody works at a site, less what they or the site
 * were away: none after they left or the site closed.
 *
 * Units:     days, minutes, visits.
 * Ownership: the arena's.
 * Errors:    none; what is not listed any more is left out of the groups and of the sums alike. */
#ifndef AMB_CLINIC_FIGURES_DIARY_H
#define AMB_CLINIC_FIGURES_DIARY_H

#include "diary.h"

enum { FIGURES_WEEKS = 12, ANY_OF = -1, FEW_VISITS = 5, LATE_S = 86400 };

struct tally {
    int done, booked, no_show, cancelled,
        late;               /* booked: to come, or nobody has said; late: of the cancelled */
    int used_min, open_min; /* used: done or booked */
};
struct diary_figures {
    const struct diary *y;
    int first_day; /* a Monday */
    int sites, staff;
    struct tally *cell; /* of week, site and practitioner, by their places in the rows */
};

void diary_figures_of(struct arena *a, const struct diary *y, int today, struct diary_figures *ret);
struct tally diary_figures_sum(const struct diary_figures *f, int week, int site, int staff);
/* Visits that were made, whatever became of them. */
static inline int tally_all(const struct tally *t)
{
    return t->done + t->booked + t->no_show + t->cancelled;
}

#endif
