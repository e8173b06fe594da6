/* near.h - records that stand close to a case's: one of its lines is left out, comes a day earlier or later, is
 * repeated once more or less, lacks one pair, has a number one more or less, or the word next to one.
 *
 *     near_each(&a, "test/cases/fever.case", 1, take, host);
 *
 * What a limit in the engine parts lies within one step of some case, so a limit that moved shows in these. */
#ifndef AMB_TEST_NEAR_H
#define AMB_TEST_NEAR_H

#include "../core/arena.h"

#include <stddef.h>

/* Gives take the bytes of each record, of every so-manieth only; some are no record: they have faults. The arena
 * is as it was before each. */
void near_each(struct arena *a, const char *path, int every,
               void (*take)(void *host, const char *bytes, size_t len), void *host);

#endif
