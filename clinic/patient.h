/* patient.h - the parts of the page of one patient, a file each. For clinic/ only.
 *
 *     struct course c;
 *     course_of(d, asked weeks, &c);        the days that are shown, once for all parts
 *     patient_chips(d, &c);
 *     patient_chart(d, &c);
 *
 * All of it only reads, but for patient_back.c. A day without an answer is nowhere a 0, and nothing is
 * called absent that was not asked.
 *
 * Ownership: the arena's. Errors: as clinic.h. */
#ifndef AMB_CLINIC_PATIENT_H
#define AMB_CLINIC_PATIENT_H

#include "../app/chart.h"
#include "desk.h"

enum { WEEK = 7, WEEKS_USUAL = 6, WEEKS_MORE = 12, COLUMNS_MAX = CHART_DAYS };
enum { PLANS_DAYS = 420 }; /* plans are looked up for so many days at most */

struct plan_day {      /* what the plan of a day says */
    uint8_t known;     /* it was looked up */
    uint8_t change;    /* enum plan_change */
    uint8_t flare;     /* a flare-up is on */
    uint8_t up, down;  /* items and walking that went so */
    uint8_t stage;     /* stages_* */
    uint8_t mode_time; /* by days, not by pain */
};

struct course { /* the days that the page shows */
    struct days days;
    struct plan_day *plan; /* of each of them */
    int weeks;             /* as asked; 0: all */
    int unit;              /* days a column: 1, or 7 where there are too many */
    int count;             /* columns */
    struct told_day *column;
    int *answered; /* days with a check-in, of each column */
};

/* course.c: weeks 0: since the first fact, at most three years. */
void course_of(struct desk *d, int weeks, struct course *ret);
/* The plans of some days; what cannot be looked up quickly stays unknown. */
void plans_of(struct desk *d, int first, int last, struct plan_day *ret);
int column_of(const struct course *c, int day); /* -1: not shown */

void patient_chips(struct desk *d, const struct course *c); /* patient_chips.c */
void patient_chart(struct desk *d, const struct course *c); /* patient_chart.c */
void chart_numbers(struct desk *d, const struct course *c); /* patient_numbers.c */
void patient_body(struct desk *d);                          /* patient_body.c */
void patient_exam(struct desk *d);                          /* patient_exam.c */
void patient_plan(struct desk *d);                          /* patient_plan.c */
void patient_measures(struct desk *d);                      /* patient_measures.c */
void patient_about(struct desk *d);                         /* patient_person.c */
void patient_history(struct desk *d);
void patient_line(struct desk *d, int first); /* patient_line.c; first: on the page itself */

/* patient_notes.c: each puts what it has to say, or nothing. */
void note_urgent(struct desk *d);
void note_standing(struct desk *d);
void note_wrong_person(struct desk *d);
void note_closed(struct desk *d);
void note_clock(struct desk *d);

/* patient_entry.c: one entry, of a fact or of a day whose plan moved; which filter shows a kind; what a
 * retraction took back, NULL: it is not there. */
enum entry_group { GROUP_ALL, GROUP_VISITS, GROUP_ANSWERS, GROUP_PLAN, GROUP_SHOWN, GROUPS };
void patient_entry(struct desk *d, const struct fact *f);
void patient_plan_entry(struct desk *d, int day, const struct plan_day *p);
enum entry_group entry_group(int kind);
const struct fact *retracted_by(struct desk *d, const struct fact *f);

/* "20 Nov 18:30", of another year with it; "today 07:52" in bold words. */
void put_fact_time(struct desk *d, const struct fact *f);
void put_date_of(struct desk *d, int day);          /* "22 Nov", of another year "22 Nov 2025" */
void put_who(struct desk *d, const struct fact *f); /* who says so */
const char *side_word(int side);                    /* of sides3: "left" */
int visit_number(struct desk *d, const struct fact *f); /* of a treatment: as told, or counted */
/* The newest fact of a kind that stands, up to today; NULL. */
const struct fact *newest_by_today(struct desk *d, enum kind kind);
/* "2 × 10, hold 5 s, 4 a day". */
void put_dose_short(struct visit *v, int item, struct dose dose);
void put_walk_short(struct visit *v, const struct plan_walk *w);
int answers_urgent(struct desk *d,
                   const struct fact *f); /* taking it back needs a proof (patient_back.c) */
int may_take(struct desk *d, const struct fact *f); /* and whether it can be taken back at all */

#endif
