/* tell.h - what the pages share that get to know a person. For app/ only.
 *
 *     struct telling e = episode_begin(v, UNANSWERED);
 *     fact_take(v, "side");
 *     episode_end(v, &e);                  one episode fact, or none when nothing was answered
 *
 * An episode is told on several pages, and the engine takes an episode fact as a whole: each page writes
 * all that is known of it. What is told later of the same episode takes the place of what was told
 * before, on its day, so that no page starts the programme again; an episode is new when it began after
 * the last one was told, or when care had ended.
 *
 * Errors: as visit.h. */
#ifndef AMB_APP_TELL_H
#define AMB_APP_TELL_H

#include "visit.h"

enum { START_STEPS = 5 }; /* the safety questions, then the four pages before the first plan */

struct telling {
    const struct fact *before; /* the fact that this one takes the place of; NULL: a new episode */
};
struct telling episode_begin(struct visit *v, int began);
void episode_end(struct visit *v, const struct telling *e);

/* One year of birth was posted and can be one; and what to say when it cannot. (you.c) */
int born_fits(struct visit *v);
extern const char born_words[];
/* fact_take of a date, which cannot be to come. */
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
/* The strip of a figure, on the ground of pictures. */
void put_shown(struct visit *v, const char *name);
void part_open(struct visit *v, const char *words, const char *const *field, int count);
void part_close(struct visit *v);

/* After a post of page: it goes on, or is shown again with nothing written. */
void tell_end(struct visit *v, void (*page)(struct visit *v), const char *next);

enum { STRENGTH_TESTS = 5 };

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

#endif
