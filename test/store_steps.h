/* store_steps.h - a life of a store in steps that can be looked for afterwards.
 *
 *     CHECK(steps_begin(path));                      a clinic, its patient, and one who is erased later
 *     struct store *s = opened(path);
 *     int answered = step_do(s, 3) == STORE_OK;      facts, an act and a line of the log in one change
 *     const char *lines = lines_of(s, 1, &r);
 *     CHECK(step_there(lines, 3) == 1);              all of it; 0: nothing of it; -1: what must not be
 *
 * A step of an odd number has as many facts as fill several pages of the file. */
#ifndef AMB_TEST_STORE_STEPS_H
#define AMB_TEST_STORE_STEPS_H

#include "store_help.h"

int steps_begin(const char *path);
enum store_result step_do(struct store *s, unsigned n);
int step_there(const char *lines,
               unsigned n); /* in the patient's lines, which lines_of(s, 1) finds */
int steps_rows(const char *path,
               int64_t steps); /* whether the clinic's tables hold as many steps */

enum store_result second_erase(struct store *s); /* the other's only fact says "to-be-erased" */
int second_gone(struct store *s);

#endif
