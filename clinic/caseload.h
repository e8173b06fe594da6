/* caseload.h - the parts of "who needs me today". For clinic/ only. */
#ifndef AMB_CLINIC_CASELOAD_H
#define AMB_CLINIC_CASELOAD_H

#include "desk.h"
#include "summary.h"

struct case_row { /* one person of the list */
    uint32_t row; /* of q->caseload */
    int read;     /* there is a summary, and what it says holds today */
    struct summary s;
    int first;        /* the need that the row is for: of s.need; -1: none today */
    int acknowledged; /* all its needs that are left were acknowledged: it stands further down */
    int snoozed;      /* needs put off */
};

/* What was done about a need: a row of q->attention, or -1. The last of "snoozed"; else the first: two may have
 * acknowledged it, and the first stands. */
int done_about(struct desk *d, int64_t patient, const struct need *n, const char *what);

/* caseload_row.c */
void put_case(struct desk *d, const struct case_row *c, int done);
/* "Leg pain 7, was 4 in the week before." */
void put_need(struct desk *d, const struct summary *s, const struct need *n);

#endif
