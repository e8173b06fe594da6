/* summary.h - what lists of people show of one, and what needs somebody about them.
 *
 *     struct summary s;
 *     summary_of(a, record, day, &s);                  from the facts
 *     summary_put(&text, &s);                          as the store keeps it
 *     if (summary_read(a, body, &s)) ...               and back
 *
 * A cache: made from the facts alone, so the same facts give the same bytes in any order, and made again for
 * a new day. A page about one person never reads it. What was not told is NOT_KNOWN, never 0.
 *
 * Units:     days as day.h; legs 0 to 10; zones as zones_*; since in seconds.
 * Ownership: of what is read, the arena.
 * Errors:    summary_read gives 0 for bytes that are no summary: then the person is "not read yet". */
#ifndef AMB_CLINIC_SUMMARY_H
#define AMB_CLINIC_SUMMARY_H

#include "clinic.h"

enum { NOT_KNOWN = -1 };
enum { SUMMARY_LEGS = 14, SUMMARY_REACHES = 6, NEEDS_MAX = 40 };

enum need_code {
#define NEED(code, group, snooze) NEED_##code,
#include "needs.def"
    NEED_COUNT
};
enum need_group {
#define GROUP(name, icon, heading) GROUP_##name,
#include "needs.def"
    GROUP_COUNT
};

struct need {
    int code;
    int64_t since_s;  /* the answer it rests on; else the beginning of the day it arose */
    const char *args; /* words of the record and numbers, parted by a dot: needs*.c; "" */
};

struct summary {
    int day, rules;
    int route, stage, colour, side, group; /* routes_*, stages_*, enum colour, sides3, 1 to 3 */
    int began, job_week;                   /* of the episode: its first day; which week it is in */
    int checkin_day, answer_day;           /* the last; NOT_KNOWN: never */
    int leg[SUMMARY_LEGS];                 /* oldest first, the last is of day */
    int reach[SUMMARY_REACHES];
    int visits, visit_day; /* treatments in all */
    /* For the figures: of the first check-in of the record's newest episode, and now. */
    int first_day, base_leg, now_leg; /* now: the median of the newest 7 days with 3 answers */
    int now_day;                      /* the day of the newest check-in that counts in it */
    int answered;                     /* days with a check-in */
    int rmdq_first, rmdq_last;
    int function;   /* full again: 1, not 0; NOT_KNOWN. All activities of one's own at 8 of 10 or
                      * more; without any: interference not at all or a little, as last told after
                      * the start */
    int referred;   /* 1 or 0 */
    int discharged; /* discharges_* ; NOT_KNOWN */
    int needs;
    struct need need[NEEDS_MAX];
};

void summary_of(struct arena *a, struct span record, int day, struct summary *ret);
void summary_put(struct text *t, const struct summary *s);
int summary_read(struct arena *a, struct span body, struct summary *ret);

/* What the attention table knows a need by: "review.REVIEW_SIX_WEEKS", "urgent". */
void need_key(struct text *t, const struct need *n);
/* The i-th answer that a need rests on, of those that rest on answers: urgent, soon, confirm. 0: no more. */
struct need_answer {
    int flag; /* of questions.def; -1: this version does not know it */
    int unsure;
    int64_t at_s;
    struct span words; /* as it stands in args: another answer has others */
};
int need_answer(const struct need *n, int i, struct need_answer *ret);

/* attention.c: what was done about a need, in rows of LIST_attention or due_attention. */
/* Whether a row about a need of that name is about this very one: it told of each of its answers, also of one
 * that came to the record later than it was given; of what rests on no answers, since is the same. */
int need_told(const struct need *n, const struct rows *attention, uint32_t row);
/* Of an urgent need the instant of the first answer that nobody has looked at and that was not sent on;
 * INT64_MAX: there is none. */
int64_t urgent_waits_s(const struct need *n, const struct rows *attention, int64_t patient);
enum need_group need_group(int code);
int need_may_snooze(int code);

/* needs.c */
struct visit;
void needs_of(struct visit *v, struct summary *s);

#endif
