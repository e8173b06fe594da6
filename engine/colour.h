/* colour.h - the traffic light: how a session, a walk and the morning after are coloured.
 *
 *     int c = session_colour(s, base);            enum colour, by the worst of its cells
 *     int m = morning_colour(base, leg, reach, word, again);    and of the morning after
 *
 * A cell without its numbers says nothing; a morning that was not told is never green.
 *
 * Source: clinical.md 5.2 and section 0, [S37] [S38] and [DESIGN]: not validated in sciatica. */
#ifndef AMB_ENGINE_COLOUR_H
#define AMB_ENGINE_COLOUR_H

#include "known.h"

struct base { /* what a number is compared with; -1: not known */
    int leg, back, reach;
};

int session_colour(const struct fact_session *s, struct base base);
int walk_colour(const struct fact_walk *w, struct base base);

/* The pain was farther down after than before. */
int session_farther(const struct fact_session *s, struct base base);

/* Leg and zone of a morning against the medians up to the exercise day. word: mornings_* or -1;
 * again: the morning before was called worse too. */
int morning_colour(struct base base, int leg, int reach, int word, int again);

#endif
