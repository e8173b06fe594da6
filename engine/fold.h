/* fold.h - the parts of folding a day that have files of their own. */
#ifndef AMB_ENGINE_FOLD_H
#define AMB_ENGINE_FOLD_H

#include "colour.h"

void direction_fact(struct known *k, const struct fact *f, const struct fact_direction_test *t);
void direction_close(struct known *k);
/* A found direction whose family is banned, or sent the pain down, is to be tested anew. */
void direction_banned(struct known *k, uint64_t items);
void flare_close(struct known *k);
/* The medians that a morning after an exercise day is compared with: of the last three check-ins up
 * to that day that told of the leg. */
struct base colour_base(const struct known *k, int day);

/* fold_person.c: what the person, the episode, measures and a clinician's orders say. */
void fold_profile(struct known *k, const struct fact *f, const struct fact_profile *p,
                  uint64_t keep);
void fold_episode(struct known *k, const struct fact *f, const struct fact_episode *e);
void fold_mobility(struct known *k, const struct fact_mobility *m);
void fold_override(struct known *k, const struct fact *f, const struct fact_override *o);
void fold_allow(struct known *k, const struct fact *f, const struct fact_clearance *c);
/* What the gate reads of the profile. */
void fold_conditions(struct known *k);
void fold_age(struct known *k);

#endif
