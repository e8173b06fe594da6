/* caseload.h - the parts of "who needs me today". For clinic/ only. */
#ifndef AMB_CLINIC_CASELOAD_H
#define AMB_CLINIC_CASELOAD_H

#include "desk.h"
#include "summary.h"

struct case_row { /* one person of the list */
    uint32_t row; /* of q->caseload */
    int read;     /* there is a summary */
    struct summary s;
    int first;   /* of s.need: the first that nobody has done anything about; -1: there is none */
    int done;    /* the first that was acknowledged and is still so; -1 */
    int snoozed; /* needs put off */
};

/* What was done about a need: the first and the last row of q->attention that is about it; -1: none. */
struct handled {
    int first, last;
};
struct handled done_about(struct desk *d, int64_t patient, const struct need *n, const char *what);
/* Put off, and the day has not come. */
int put_off(struct desk *d, int64_t patient, const struct need *n);

/* caseload_row.c */
/* done: for what was acknowledged; else for what nobody has done anything about. */
void put_case(struct desk *d, const struct case_row *c, int done);

/* caseload_words.c */
/* "Leg pain 7, was 4 in the week before." */
void put_need(struct desk *d, const struct summary *s, const struct need *n);
const char *zone_word(int zone); /* "the thigh" */

#endif
