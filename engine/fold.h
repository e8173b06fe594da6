/* fold.h - the parts of folding a day that have files of their own. */
#ifndef AMB_ENGINE_FOLD_H
#define AMB_ENGINE_FOLD_H

#include "known.h"

void direction_fact(struct known *k, const struct fact *f, const struct fact_direction_test *t);
void direction_close(struct known *k);
void flare_close(struct known *k);
/* The medians that a morning after the exercise day of row x is compared with: the last three
 * check-ins up to that day. */
struct base colour_base(const struct known *k, int day);

#endif
