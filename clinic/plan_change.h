/* plan_change.h - a change of the plan by a clinician: the form, and what it would do. For clinic/ only. */
#ifndef AMB_CLINIC_PLAN_CHANGE_H
#define AMB_CLINIC_PLAN_CHANGE_H

#include "recording.h"

enum { OVERRIDE_DAYS = 90 };

/* What the post would change today, to be read before it is kept; more: it allows more than now, and a
 * second yes is asked for. */
void preview_page(struct desk *d, const struct known *k, const struct plan *then, int more);
int allows_more(struct desk *d, const struct known *k, const struct plan *then);
/* Overrides that are in force, each with the way to end it today. */
void put_overrides(struct desk *d);
int in_force(struct desk *d, const struct fact *f);

#endif
