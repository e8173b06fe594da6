/* step.h - one day of one exercise on its ladder, as a number in and a number out: what enumeration walks.
 *
 *     struct outcome o = core_step(state, input, steps);
 *
 * A state is struct progress in 40 bits; an input is all that the engine's day may ask of it. The order
 * within the day is that of decide(): a day passes, the last exercise day is judged, a break lowers, a ban
 * takes the season, what is ready rises. Compiled a second time from an older tree, under the name
 * core_step_before, it tells what a change has changed (step.c). */
#ifndef AMB_TEST_ENUMERATE_STEP_H
#define AMB_TEST_ENUMERATE_STEP_H

#include <stdint.h>

enum { ROSE_not, ROSE_step, ROSE_rung };
enum {
    LEAVE_none,
    LEAVE_may,
    LEAVE_late
}; /* to rise: none, by the ordinary rules, by late answers */
enum { BREAK_none, BREAK_short, BREAK_long };
enum { JUDGED_none, JUDGED_green, JUDGED_amber, JUDGED_red, JUDGED_rest, JUDGED };

struct input {
    uint8_t judged; /* what the last exercise day said; none: unanswered */
    uint8_t leave, pace, adherent, rung_open, unseason, gap;
};
enum { INPUTS = JUDGED * 3 * 5 * 2 * 2 * 2 * 3 };

struct outcome {
    uint64_t state;
    uint8_t move, rose;
};

/* 0 when no day of the engine is like that: a break and leave to rise; a bad day and leave, in what its
 * colour forbids. */
int input_of(int number, struct input *ret);
struct outcome core_step(uint64_t state, struct input in, int steps);
struct outcome core_step_before(uint64_t state, struct input in, int steps);

/* The counts of a state. */
struct counts {
    int step, greens, run, rung_greens, rung_days, ambers, reds, rest, since_move;
};
struct counts counts_of(uint64_t state);
int bits_of(int set);

#endif
