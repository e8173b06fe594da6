/* line.h - the facts of a record, one after the other in its order, and a fold along them.
 *
 *     struct line l = {.record = record, .view = day};
 *     apply_retractions(a, &l);             retract.c: which of them still count on that day
 *     run_day(&run, &l, first, NULL);       folds the next day
 *
 * The order is the record's, by instant, so that a result or a clearance of a traveller counts when
 * it happened and not by the date on their clock. A fact dated after the day in view does not count
 * yet, wherever it stands; one dated before the day that is open, because the traveller went back
 * over midnight, counts on the open day, on which nothing rises.
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
    uint64_t keep; /* what of it still counts, as known_fact() */
};

struct line {
    const struct record *record;
    int view;          /* facts dated later are not known yet */
    struct drop *drop; /* by place in the record; NULL while nothing is retracted */
    int waits;         /* some drop does: a day with another screen needs apply_retractions() */
};

struct run { /* a fold under way */
    struct known known;
    struct programme programme, next;
    size_t at; /* the place after the last fact taken in */
    int begun;
};

struct seen {        /* after a fact */
    uint64_t urgent; /* what the urgent rules that held rested on */
    uint64_t no;     /* the questions that it answered no */
    uint64_t told;   /* what it told that rules read */
    size_t worse;    /* the place of the first strength test worse than this one; 0: none */
};

/* The next place, from one on, of a fact in view; SIZE_MAX when there is none. */
size_t line_next(const struct line *l, size_t from);
/* 1 when what was folded up to the day before does not hold for this one: a fact of the day stands
 * before one already taken in, or is a retraction, or a screen for which a drop waits. *from is
 * moved along to where the facts of the day can begin; the first time it is 0. */
int line_again(const struct line *l, const struct run *run, int day, size_t *from);
/* Folds a day; seen: NULL, or one for each fact of the record. */
void run_day(struct run *run, const struct line *l, int day, struct seen *seen);
void apply_retractions(struct arena *a, struct line *l);

#endif
