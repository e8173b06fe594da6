/* enumerate.h - every state of the engine's core and every answer to its questions, walked.
 *
 *     build/gcc/enumerate share      a fixed part of it, for make test
 *     build/gcc/enumerate whole      all of it, for make enumerate
 *     build/gcc/enumerate golden     what test/enumerate/golden.tsv should hold
 *
 * Prints states, transitions and how many a second, and each invariant that does not hold with the first
 * examples. The sentences are those of record.md, section 5. */
#ifndef AMB_TEST_ENUMERATE_H
#define AMB_TEST_ENUMERATE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct broken {
    const char *what;
    unsigned long times;
};

_Noreturn void enumerate_die(const char *why);
double enumerate_now(void);

/* Tells what does not hold; how often in all. */
unsigned long enumerate_broken(const struct broken *b, size_t count);

/* core.c: a ladder of so many steps; orbits: of every so many-th state, 0: of none. */
enum core_invariant {
    CORE_top,
    CORE_one,
    CORE_leave,
    CORE_rest,
    CORE_red,
    CORE_reds,
    CORE_amber,
    CORE_missing,
    CORE_greens,
    CORE_quota,
    CORE_break,
    CORE_order,
    CORE_closed,
    CORE_orbit,
    CORE_live
};
struct core {
    int steps, days_to_top;
    size_t states, transitions;
    uint64_t hash;
};
struct core core_walk(int steps, int orbits);
unsigned long core_broken(void);
int core_invariants(void);

/* gate.c: each gives how many were tried. */
enum gate_invariant { GATE_rule, GATE_most, GATE_monotone, GATE_unsure, GATE_stays };
size_t gate_each_rule(void); /* over every answer to what it reads */
size_t gate_pairs(void);     /* of questions, all else unanswered, no, and yes */
size_t gate_random(size_t times);
unsigned long gate_broken(void);
int gate_invariants(void);

/* classes.c */
enum class_invariant {
    CLASS_cell,
    CLASS_worst,
    CLASS_walk,
    CLASS_morning,
    CLASS_missing,
    CLASS_worse
};
size_t classes_walk(size_t sessions);
unsigned long classes_broken(void);
int classes_invariants(void);

/* histories.c: of so many days; every order of arrival of those of up to orders_days. Gives the plans made. */
enum history_invariant {
    HISTORY_order,
    HISTORY_twice,
    HISTORY_later,
    HISTORY_urgent,
    HISTORY_unasked,
    HISTORY_bad,
    HISTORY_reason
};
size_t histories_walk(int days_most, int orders_days);
unsigned long histories_broken(void);
int histories_invariants(void);

#endif
