/* random_course.h - the record of somebody's weeks, made at random: plausible, and now and then nasty.
 *
 *     struct course *c = course_random(&arena, seed);
 *     struct text t = {.mem = &arena};
 *     for (int i = 0; i < c->count; i++)
 *         course_line_put(&t, &c->line[i], base_day);
 *
 * The same seed gives the same course. Its dates are told from a base day that is given when it is
 * written, so the same course can be written as of another day. About half of the people do what the
 * plan of the day says, or else nothing would ever go up.
 *
 * Units:     days from the base day.
 * Ownership: the arena's.
 * Errors:    none; no memory is the arena's. */
#ifndef AMB_TEST_RANDOM_COURSE_H
#define AMB_TEST_RANDOM_COURSE_H

#include "../core/arena.h"
#include "../core/text.h"

enum {
    COURSE_LINES = 640,
    COURSE_DAYS = 60,
    COURSE_YEAR = 2026, /* ages are meant for a base day in it */
};

struct course_line {
    const char *p; /* a line with @NNNN where a date belongs: 5000 is the base day */
    uint32_t len;
    int32_t day;
};
struct course {
    struct course_line line[COURSE_LINES];
    int count, days;
};

struct course *course_random(struct arena *a, uint64_t seed);

/* Appends the line with its line end. */
void course_line_put(struct text *t, const struct course_line *l, int base_day);

/* Below n, from a state that moves on. */
uint32_t chance_below(uint64_t *state, uint32_t n);

#endif
