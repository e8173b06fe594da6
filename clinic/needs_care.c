/* needs_care.c - who tells nothing any more, who stands still, and who is ready to go. The numbers are ours
 * [DESIGN], for a clinician to sign. */
#include "needs.h"

enum {
    SILENT_EARLY = 4, /* days without an answer, */
    SILENT_LATE = 10, /* and after EARLY days */
    EARLY = 42,
    STUCK_DAYS = 7,
    STILL_DAYS = 14,
    STILL_DONE = 7,
    READY_DAYS = 21, /* clinical.md 9 and 8: recovered is judged over weeks, not a day */
    READY_ANSWERED = 10,
    READY_LEG = 1,
    READY_LOOK = 7, /* not every day is answered any more */
};

void need_silent(struct visit *v, struct summary *s)
{
    int begin = need_begun(v);
    int last = s->answer_day > begin ? s->answer_day : begin;
    /* By the day of the last answer, not by today: who is silent stays on the list. */
    int limit = last - begin < EARLY ? SILENT_EARLY : SILENT_LATE;
    if (!v->facts.count || !need_in_care(v) || v->day - last < limit)
        return;
    struct need *n = need_add(s, NEED_silent, need_day_s(last + limit));
    need_number(v, n, v->day - last);
    if (s->answer_day < 0)
        need_str(v, n, "never");
}

static void waits(struct visit *v, const struct run *r, struct summary *s)
{
    static const char *const why[WAITING] = {"operation", "heart", "age", "age", "hold"};
    for (int i = 0; i < WAITING; i++)
        if (r->waits[i] != NEVER_DAY && v->day - r->waits[i] >= STUCK_DAYS &&
            (i == 0 || !str_same(why[i], why[i - 1]) || r->waits[i - 1] == NEVER_DAY))
            need_str(v, need_add(s, NEED_waits, need_day_s(r->waits[i])), why[i]);
}

/* Since when every exercise of the last days has been at its full dose; NEVER_DAY: it is not so. */
static int all_top(const struct visit *v, const struct run *r)
{
    int since = NEVER_DAY;
    for (int i = 0; i < ITEM_COUNT; i++) {
        if (r->shown[i] == NEVER_DAY || v->day - r->shown[i] >= STUCK_DAYS)
            continue;
        if (r->top[i] == NEVER_DAY)
            return NEVER_DAY;
        since = r->top[i] > since ? r->top[i] : since;
    }
    return since;
}

void need_stuck(struct visit *v, const struct run *r, const struct days *d, struct summary *s)
{
    int done = 0, top = all_top(v, r);
    if (!need_in_care(v))
        return;
    waits(v, r, s);
    if (v->plan.stage == stages_stop || v->plan.stage == stages_keep || r->rose == NEVER_DAY)
        return;
    if (top != NEVER_DAY && v->day - top >= STUCK_DAYS && v->day - r->rose >= STUCK_DAYS) {
        need_add(s, NEED_top, need_day_s(top > r->rose ? top : r->rose));
        return;
    }
    for (int i = d->count - STILL_DAYS; i < d->count; i++)
        done += i >= 0 && d->day[i].active;
    if (v->day - r->rose < STILL_DAYS || done < STILL_DONE)
        return;
    struct need *n = need_add(s, NEED_still, need_day_s(r->rose + STILL_DAYS));
    need_number(v, n, v->day - r->rose);
    need_number(v, n, done);
}

static int ready_at(const struct days *d, int at)
{
    int answered = 0;
    for (int i = at - READY_DAYS + 1; i <= at; i++) {
        if (i < 0 || d->day[i].leg > READY_LEG)
            return 0;
        answered += d->day[i].leg != NOT_TOLD;
    }
    return answered >= READY_ANSWERED && d->day[at].leg != NOT_TOLD;
}

void need_discharge(struct visit *v, const struct days *d, struct summary *s)
{
    int last = d->count - 1, since;
    while (last > d->count - READY_LOOK && last > 0 && d->day[last].leg == NOT_TOLD)
        last--; /* not every day is answered any more */
    if (!need_in_care(v) || v->plan.route > routes_next_visit || !ready_at(d, last))
        return;
    for (since = last; since > 0; since--) {
        int k = since - 1;
        while (k > 0 && d->day[k].leg == NOT_TOLD)
            k--;
        if (!ready_at(d, k))
            break;
        since = k + 1;
    }
    struct need *n = need_add(s, NEED_discharge, need_day_s(d->first + since));
    need_number(v, n, READY_DAYS);
    need_str(v, n, s->function == 1 ? "full" : s->function == 0 ? "notfull" : "unknown");
}
