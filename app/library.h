/* library.h - the library of exercises: where one stands for this person, and the parts of its pages.
 *
 *     struct standing s = standing_of(v, ITEM_E3);
 *     if (s.excluded)                      a profile forbids it: said before anything else
 *
 * The library is open to read and changes nothing: it needs no record and no consent. It invites to
 * nothing either: what is not in the plan is shown with the reason why.
 *
 * Ownership: none. Errors: as visit.h. */
#ifndef AMB_APP_LIBRARY_H
#define AMB_APP_LIBRARY_H

#include "../knowledge/purpose.h"
#include "daily.h"
#include "sources.h"

struct standing {
    const struct plan_item *planned; /* in today's plan; NULL */
    unsigned excluded, modified;     /* this person's own profile flags: forbidden, another way */
    int allowed;                     /* a clinician agreed to it all the same */
    int banned_until;                /* the last day a clinician leaves it out; NEVER_DAY */
    int swapped;                     /* taken out by the person */
};
struct standing standing_of(const struct visit *v, int item);
int is_out(const struct visit *v, const struct standing *s); /* forbidden, or left out */
int nobody_known(const struct visit *v);                     /* there is no record to go by */

/* "Not in your plan today", and why as far as that is known (library_why.c). */
void put_standing(struct visit *v, int item, const struct standing *s);
/* What of this person comes before all else on the page of an exercise. */
void put_own_first(struct visit *v, int item, const struct standing *s);
void put_anyone(struct visit *v, unsigned flags); /* "anyone who might fall", as a list */

/* Every step of the dose, with today's marked, and what moves it (library_dose.c). */
void put_doses(struct visit *v, int item, const struct plan_item *planned);
void put_walk_doses(struct visit *v, int rung);
void put_moves_of(struct visit *v, int item, int planned);

/* How strong the evidence is, and where it comes from (library_why.c). */
void put_evidence(struct visit *v, const char *keys);

#endif
