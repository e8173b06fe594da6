/* today.h - the parts of the Today page. */
#ifndef AMB_APP_TODAY_H
#define AMB_APP_TODAY_H

#include "daily.h"

enum { MORNING = 5 * 60 }; /* the minute before which it is night */
enum { CARDS_MOST = 4 };   /* up to so many exercises have a card each; more stand in rows */

/* today_items.c */
void put_items(struct visit *v, const struct done_today *done);
void put_walk(struct visit *v, const struct done_today *done);
/* On the first day of more than four: the first four have cards, and the rest are folded below. */
int cards_first(const struct visit *v);

/* half_way.c: 1 when the start was left half way; then nothing else invites to tell more */
int put_half_way(struct visit *v);

/* today_parts.c */
void put_first_questions(struct visit *v); /* where it hurts, when nobody has said so yet */
void put_flags(struct visit *v);           /* what waits to be seen, and what to do about it */
void put_account_link(struct visit *v, const struct done_today *done);
void put_week(struct visit *v);
void put_how_much_pain(struct visit *v);
void put_tasks(struct visit *v);

#endif
