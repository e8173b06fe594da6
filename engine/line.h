/* line.h - the facts of a record in a row, day by day, and a fold along it.
 *
 *     line_up(a, record, &l);               the facts, by civil day
 *     apply_retractions(a, &l, day);        retract.c: which of them still count on that day
 *     run_day(&run, &l, day, NULL);         folds the next day
 *
 * Ownership: pointers into the record and the arena.
 * Errors:    none; no memory is the arena's. */
#ifndef AMB_ENGINE_LINE_H
#define AMB_ENGINE_LINE_H

#include "gate.h"
#include "programme.h"

struct drop { /* what a retraction leaves of a fact */
    uint8_t gone;
    uint8_t waits; /* a no in a later screen may leave less */
    uint64_t keep; /* answers of a screen that still count, as known_fact() */
};

struct line { /* the facts of a record by civil day, within a day in the record's order */
    const struct fact **fact;
    struct drop *drop; /* by place in fact; NULL while nothing is retracted */
    size_t count;
    int waits; /* some drop does: a day with another screen needs apply_retractions() again */
};

struct run { /* a fold under way */
    struct known known;
    struct programme programme, next;
    size_t at; /* the next fact */
    int begun;
};

struct seen {        /* after a fact */
    uint64_t urgent; /* what the urgent rules that held rested on */
    uint64_t no;     /* the questions that it answered no */
};

/* By civil day, and within a day in the record's order. */
void line_up(struct arena *a, const struct record *r, struct line *ret);
/* Folds a day; seen: NULL, or one for each fact of the line. */
void run_day(struct run *run, const struct line *l, int day, struct seen *seen);
void apply_retractions(struct arena *a, struct line *l, int day);

#endif
