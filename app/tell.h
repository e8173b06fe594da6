/* tell.h - what the pages share that get to know a person. For app/ only.
 *
 *     struct bout b = bout_begin(v, UNANSWERED);
 *     take_one(v, "side");
 *     bout_end(v, &b);                  one episode fact, or none when nothing was answered
 *
 * A bout is told on several pages, and the engine takes an episode fact as a whole: each page writes
 * all that is known of it. What is told later of the same bout takes the place of what was told
 * before, on its day, so that no page starts the programme again; a bout is new when it began after
 * the last one was told, or when care had ended.
 *
 * Errors: as visit.h. */
#ifndef AMB_APP_TELL_H
#define AMB_APP_TELL_H

#include "visit.h"

enum { START_STEPS = 5 }; /* the safety questions, then the four pages before the first plan */

struct bout {
    const struct fact *before; /* the fact that this one takes the place of; NULL: a new bout */
};
struct bout bout_begin(struct visit *v, int began);
void bout_end(struct visit *v, const struct bout *b);

/* fact_take of a key that takes one answer: a second one is wrong. */
void take_one(struct visit *v, const char *key);
void take_one_as(struct visit *v, const char *key, const char *field);
/* The same of a date, which cannot be to come. */
void take_past(struct visit *v, const char *key);
/* The only posted value of a field, as a word's place in a list of choices; -1: none. More than one,
 * and one that is no choice, is wrong. */
int posted_choice(struct visit *v, const char *field, const struct choice *choice, int count);
int answered(const struct visit *v, const char *const *field, int count); /* any of them */

extern const struct choice yes_no_unsure[3];
#define ASK_YES_NO(v, key, ask, hint) ask_one((v), (key), (ask), (hint), yes_no_unsure, 3)

/* Head of a page of the start, and of one that comes later. */
void start_open(struct visit *v, int step, const char *back, const char *title, const char *lead);
void later_open(struct visit *v, const char *title, const char *lead);
/* "Skip this" below a form of the start. */
void skip_link(struct visit *v, const char *path);
/* A closed part of a form; open when something in it was answered or is wrong. */
void part_open(struct visit *v, const char *words, const char *const *field, int count);
void part_close(struct visit *v);

/* After a post of page: it goes on, or is shown again with nothing written. */
void tell_end(struct visit *v, void (*page)(struct visit *v), const char *next);

enum { STRENGTH_TESTS = 5 };
void strength_picture(struct visit *v, int test); /* strength_picture.c */

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

#endif
