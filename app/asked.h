/* asked.h - small things that the pages around the plan share: the query, dates, what is taken back.
 *
 *     const char *days = asked(v, "days");           /progress?days=14
 *     put_full_date(v, day);                              22 November 2026
 *     if (!back[i]) ... v->facts.fact[i] still stands ...
 *
 * Ownership: the arena's. Errors: none; a query that is no form asks for nothing. */
#ifndef AMB_APP_ASKED_H
#define AMB_APP_ASKED_H

#include "visit.h"

/* The first value of a key of the query, decoded and terminated; NULL: none, or empty. */
const char *asked(struct visit *v, const char *key);

void put_full_date(struct visit *v, int day);  /* 22 November 2026 */
void put_short_date(struct visit *v, int day); /* 22 Nov */
/* "1 day", "3 days": n and the word, with an s unless n is 1. */
void put_count(struct visit *v, int n, const char *word);

/* A value of a record as a person wrote it, in the arena and terminated. */
const char *plain_text(struct visit *v, struct span coded);

int zone_looks_right(const char *zone); /* whether there is one of that name, a host knows */

#endif
