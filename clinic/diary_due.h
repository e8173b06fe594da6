/* diary_due.h - what happens in the diary without a request: reminders, and offers to who waits. Pure.
 *
 *     struct due_steps steps = {.step = step, .room = DUE_STEPS};
 *     diary_tidy(&rows, &steps);          what has run out; then the rows are read anew
 *     diary_remind(&rows, &steps);
 *     diary_offer(a, &rows, &steps);
 *     for each step: one change of its acts, so that one that fails does not keep the others
 *
 * Called every minute for each clinic. Done twice it is done once: numbers are made of what they are for, so what
 * is there already is refused, and nobody is offered the same time again.
 *
 * Units and ownership as diary.h; the acts point into the rows. */
#ifndef AMB_CLINIC_DIARY_DUE_H
#define AMB_CLINIC_DIARY_DUE_H

#include "diary.h"

enum { DUE_ACTS = 3, DUE_STEPS = 256, DUE_OFFERS = 5 };
enum {
    OFFER_HELD_S = 2 * 3600,
    NIGHT_FROM_MIN = 21 * 60,
    NIGHT_TO_MIN = 7 * 60,
    MORNING_MIN = 540
};

struct due_rows { /* of one clinic */
    const struct rows *clinic, *sites, *waitings, *reminded;
    const struct diary_rows *diary; /* taken: LIST_bookings, from now on */
    int64_t now_s;
    int mails; /* mail can be sent: without it nobody could be told */
};
struct due_step {
    struct act act[DUE_ACTS];
    int count;
    const char *note; /* for the clinic's log; NULL: none */
    int64_t patient;
};
struct due_steps {
    struct due_step *step;
    int count, room;
};

/* Needs clinic, sites and the zones of diary only. */
void diary_tidy(const struct due_rows *r, struct due_steps *ret);
void diary_remind(const struct due_rows *r, struct due_steps *ret);
void diary_offer(struct arena *a, const struct due_rows *r, struct due_steps *ret);
/* Whether anybody waits for an offer; and when an offer made now ends, by the clocks of its site: never while most
 * people sleep. */
int diary_waits(const struct rows *waitings);
int64_t offer_until_s(const struct zone *z, int64_t now_s);
/* A number made of others, as random as they are. */
int64_t number_made(int64_t a, int64_t b, int64_t c);

#endif
