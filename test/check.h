/* check.h - the smallest test harness: count, tell where it failed, sum up in one line.
 *
 *     int main(void)
 *     {
 *         CHECK(day_weekday(0) == 3);
 *         return check_done("day");
 *     }
 */
#ifndef AMB_TEST_CHECK_H
#define AMB_TEST_CHECK_H

#include <stdio.h>

static unsigned long check_passed, check_failed;

#define CHECK(cond) check_that((cond) != 0, #cond, __FILE__, __LINE__)

static inline int check_that(int ok, const char *what, const char *file, int line)
{
    if (ok) {
        check_passed++;
    } else {
        check_failed++;
        if (check_failed <= 20)
            fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
    }
    return ok;
}

/* Prints "NAME: N passed, N failed"; the exit status of the program. */
static inline int check_done(const char *name)
{
    printf("%s: %lu passed, %lu failed\n", name, check_passed, check_failed);
    return check_failed != 0;
}

#endif
