/* made.h - records made at random, for tests of the engine: forty days of somebody who answers now and then,
 * with clearances, overrides, retractions and travel among them.
 *
 *     struct made m;
 *     made_make(&m, seed, 0);
 *     for (int i = 0; i < m.count; i++) puts(m.line[i]);
 *
 * The same seed makes the same record. */
#ifndef AMB_TEST_MADE_H
#define AMB_TEST_MADE_H

#include <stdint.h>

enum { MADE_LINES = 256, MADE_DAYS = 40 };
struct made {
    char line[MADE_LINES][256];
    int count, first, travels; /* first: its first day */
};
/* shift: the same record, so many days later. All of it stays within one year, so no age changes. */
void made_make(struct made *m, uint64_t from, int shift);
/* With facts of any kind among them, any of their keys given, by whoever may. */
void made_any(struct made *m, uint64_t from);

/* One more fact of any kind on its so-manieth day, put to what is there. */
void made_fact(struct made *m, int day);

unsigned made_below(unsigned n); /* of the same stream */
void made_seed(uint64_t from);
const char *made_date(const struct made *m,
                      int day); /* the text of its so-manieth day, for four calls */
extern const char *const made_questions[];

#endif
