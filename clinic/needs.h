/* needs.h - the parts of what needs somebody (needs*.c). For clinic/ only. */
#ifndef AMB_CLINIC_NEEDS_H
#define AMB_CLINIC_NEEDS_H

#include "summary.h"

#include "../app/days.h"

/* Reasons for which the plan waits for a clinician. */
enum waiting {
    WAITS_operation,
    WAITS_heart,
    WAITS_minor,
    WAITS_child,
    WAITS_hold,
    WAITING,
};

struct run { /* since which day each of these is so, every day; NEVER_DAY: it is not */
    int task[TASK_COUNT], waits[WAITING];
    int soon;
    int rose;              /* the last day on which something went up, or came */
    int shown[ITEM_COUNT]; /* the last day on which an exercise was in the plan */
    int top[ITEM_COUNT];   /* since when it has been said to be at its full dose, unchanged */
};

/* NULL when there is no room: what follows then does nothing. */
struct need *need_add(struct summary *s, enum need_code code, int64_t since_s);
void need_text(struct visit *v, struct need *n, const char *p, size_t len);
void need_str(struct visit *v, struct need *n, const char *s);
void need_number(struct visit *v, struct need *n, int value);
int64_t need_day_s(int day);
/* The day of the first fact, whoever wrote it. */
int need_begun(const struct visit *v);
int need_in_care(const struct visit *v);

/* needs_worse.c; d ends today */
void need_weaker(struct visit *v, struct summary *s);
void need_symptom(struct visit *v, struct summary *s);
void need_worse(struct visit *v, const struct days *d, struct summary *s);

/* needs_care.c */
void need_silent(struct visit *v, struct summary *s);
void need_stuck(struct visit *v, const struct run *r, const struct days *d, struct summary *s);
void need_discharge(struct visit *v, const struct days *d, struct summary *s);

#endif
