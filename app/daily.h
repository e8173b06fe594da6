/* daily.h - what the pages of every day share: today's items, what was done of them, small forms.
 *
 *     struct done_today t;
 *     done_today(v, &t);
 *     put_beads(v, t.times[item], dose.times_a_day);
 *
 * Ownership: the arena's. Errors: as visit.h. */
#ifndef AMB_APP_DAILY_H
#define AMB_APP_DAILY_H

#include "visit.h"

/* What today's sessions and walks say, those taken back left out. */
struct done_today {
    uint8_t times[ITEM_COUNT]; /* whole rounds, by amount; of walking: in times[ITEM_W1] */
    uint64_t skipped;          /* and not done after it */
    uint64_t provoked;
    int sessions, account; /* account: somebody said how the leg was */
};
void done_today(struct visit *v, struct done_today *ret);
/* round.c: the round that is being done, 1 for the first, 0: none is left today; the place in the plan of what
 * comes next in it, looked for behind a place (-1: from the first), or -1; how many are done in it. */
int round_number(const struct visit *v, const struct done_today *t);
int round_next(const struct visit *v, const struct done_today *t, int after);
int round_begun(const struct visit *v, const struct done_today *t);
/* The item of a name as it stands in a path or form; -1. */
int item_named(const char *name, size_t len);
int is_walk(int item);
/* The item of today's plan, or NULL; of walking, that of its rung: NULL too. */
const struct plan_item *planned_item(const struct visit *v, int item);
/* "E3:1x6" of one round as shown; times: so many rounds told at once. */
void put_did(struct text *t, int item, struct dose d, int times);
const char *did_one(struct visit *v, int item, struct dose d); /* terminated */
/* A set of items as values of a key of the fact being written. */
void fact_put_items(struct visit *v, const char *key, uint64_t items);

/* A page has put an account of exercises in a form: leg_during to provoked. before: of another day,
 * so that its fields do not meet those of today. */
void ask_account(struct visit *v, const char *before, uint64_t items);
/* Its parts, by what is known when: at once how the leg was while it moved and whether tingling changed; an
 * hour later what the leg came to. */
void ask_during(struct visit *v, const char *before);
void ask_tingle(struct visit *v, const char *before);
void ask_after(struct visit *v, const char *before);
void take_account(struct visit *v, const char *before);

/* Done, Skip and Swap of an item, each a form of its own. then: "" or what its answer goes on to. */
void put_taps(struct visit *v, const struct plan_item *p, const char *then);
/* after.c: an hour after the last session that nobody has said of how the leg was then. */
void put_after(struct visit *v, int leads);
void after_get(struct visit *v);
void after_post(struct visit *v);
/* The end of a round (session.c). */
void end_get(struct visit *v);
void end_post(struct visit *v);
void put_item_name(struct visit *v, int item); /* within a sentence: "flat front lying" */
void put_beads(struct visit *v, int done, int of);
void put_few(struct visit *v, int n, int big); /* three, Three; from 11 on in digits */
const char *zone_words(int zone);              /* "lower leg" */
const char *task_path(int task);               /* where it is done; NULL */
int round_minutes(const struct visit *v);      /* of one round of today, rounded up */
int gives(const struct plan *p, int code);     /* the place of its reason, or -1 */
/* Where a reason stands on the page that tells why (why.c); and all reasons of the code of the at-th one,
 * as a list item, with their sources once: nothing where one before it is of the same code. */
enum why_group {
    GROUP_safety,
    GROUP_change,
    GROUP_walk,
    GROUP_held,
    GROUP_out,
    GROUP_ask,
    GROUP_look
};
int why_group(int code);
void put_why(struct visit *v, int at);
/* The same without sources, as paragraphs; 0: nothing, for one before it is of the same code. */
int put_why_briefly(struct visit *v, int at);
/* The part of a path's name after a slash, cut off it: "hurt" of "E3/hurt"; "" when there is none. */
const char *name_tail(const struct visit *v, size_t *ret_len);

#endif
