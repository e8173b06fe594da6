/* needs.c - what needs somebody, and since when: from the plans of the days before, and from what was told.
 *
 * Of what a plan says, since is the first of the days up to today that all say so. Nothing but the facts is
 * read. The numbers are ours [DESIGN], for a clinician to sign. */
#include "needs.h"

#include "../app/urgent.h"

int64_t need_day_s(int day)
{
    return (int64_t)day * 86400;
}

int need_begun(const struct visit *v)
{
    return v->facts.count && v->facts.fact[0].day < v->day ? v->facts.fact[0].day : v->day;
}

struct need *need_add(struct summary *s, enum need_code code, int64_t since_s)
{
    if (s->needs == NEEDS_MAX)
        return NULL;
    struct need *n = &s->need[s->needs++];
    *n = (struct need){.code = (int)code, .since_s = since_s, .args = ""};
    return n;
}

void need_text(struct visit *v, struct need *n, const char *p, size_t len)
{
    size_t at = n ? str_len(n->args) : 0;
    if (!n)
        return;
    char *to = arena_alloc(v->a, at + len + 2, 1);
    memcpy(to, n->args, at);
    if (at)
        to[at++] = '.';
    memcpy(to + at, p, len);
    to[at + len] = '\0';
    n->args = to;
}

void need_str(struct visit *v, struct need *n, const char *s)
{
    need_text(v, n, s, str_len(s));
}

void need_number(struct visit *v, struct need *n, int value)
{
    char digits[12];
    int at = sizeof digits;
    unsigned rest = (unsigned)(value < 0 ? 0 : value);
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    need_text(v, n, digits + at, sizeof digits - (size_t)at);
}

/* --- what plans say ---------------------------------------------------------------------------------------- */

enum {
    LOOK_BACK = 180, /* days of plans that are looked through, */
    LOOK_STEP = 90,  /* from a day that stays the same for so long: so do needs that are older */
};

static const uint8_t waiting[WAITING] = {REASON_BAN_PO, REASON_BAN_CVD, REASON_MINOR, REASON_CHILD,
                                         REASON_CLINICIAN_HOLD};

static void run_on(int *since, int so, int day)
{
    if (!so)
        *since = NEVER_DAY;
    else if (*since == NEVER_DAY)
        *since = day;
}

static int says(const struct plan *p, int code)
{
    int n = 0;
    for (int i = 0; i < p->reason_count; i++)
        n += p->reason[i].code == code;
    return n;
}

static int asks(const struct plan *p, int task)
{
    for (int i = 0; i < p->task_count; i++)
        if (p->task[i].task == task)
            return 1;
    return 0;
}

/* An exercise at its full dose is said to be so on days on which it could have risen; on others, and on days
 * on which it rests, it is so still. */
static void take_items(struct run *r, const struct plan *p)
{
    for (int i = 0; i < p->item_count; i++) {
        int item = p->item[i].item;
        r->shown[item] = p->day;
        if (p->item[i].change != ITEM_same)
            r->top[item] = NEVER_DAY;
    }
    for (int i = 0; i < p->reason_count; i++) {
        const struct plan_reason *why = &p->reason[i];
        if (why->code == REASON_ITEM_TOP && why->item >= 0 && r->top[why->item] == NEVER_DAY)
            r->top[why->item] = p->day;
    }
}

static int rises(const struct plan *p)
{
    int n = p->walk.rung && (p->walk.change == ITEM_up || p->walk.change == ITEM_new);
    for (int i = 0; i < p->item_count; i++)
        n += p->item[i].change == ITEM_up || p->item[i].change == ITEM_new;
    return n;
}

static int take_plan(void *host, const struct plan *p)
{
    struct run *r = host;
    int soon = 0;
    for (int i = 0; i < p->flag_count; i++)
        soon |= p->flag[i].route == routes_soon;
    for (int i = 0; i < TASK_COUNT; i++)
        run_on(&r->task[i], asks(p, i), p->day);
    for (int i = 0; i < WAITING; i++)
        run_on(&r->waits[i], says(p, waiting[i]) > 0, p->day);
    run_on(&r->soon, soon, p->day);
    take_items(r, p);
    if (rises(p) || r->rose == NEVER_DAY)
        r->rose = p->day;
    return 1;
}

static int earliest_of(const struct visit *v)
{
    int earliest = v->day - LOOK_BACK;
    return earliest - earliest % LOOK_STEP;
}

static void run_of(struct visit *v, struct run *r)
{
    int first = need_begun(v), earliest = earliest_of(v);
    for (int i = 0; i < TASK_COUNT; i++)
        r->task[i] = NEVER_DAY;
    for (int i = 0; i < WAITING; i++)
        r->waits[i] = NEVER_DAY;
    for (int i = 0; i < ITEM_COUNT; i++)
        r->shown[i] = r->top[i] = NEVER_DAY;
    r->soon = r->rose = NEVER_DAY;
    engine_each_day(v->a, &v->facts, first > earliest ? first : earliest, v->day, take_plan, r);
}

/* --- urgent answers ------------------------------------------------------------------------------------------- */

/* The instant of the answer that a flag rests on. An answer told again on another day is a new one; of a day
 * the first counts, so that telling it again does not put off whom it is sent on to. A yes after a "not sure"
 * is not told again: it is another answer, also to whoever acknowledged the first. */
static int64_t raised_s(struct visit *v, const struct plan_flag *f)
{
    const struct flag_state *g = &v->known.gate.flag[f->flag];
    int unsure = f->answer == ANSWER_unsure;
    for (size_t i = 0; f->flag < QUESTION_COUNT && i < v->facts.count; i++) {
        const struct fact *fact = &v->facts.fact[i];
        const struct fact_screen *s = fact->keys;
        if (fact->kind == KIND_screen && fact->day == g->at_day && stands(v, fact) &&
            turn_first(fact->at) > g->cleared_at && turn_first(fact->at) <= g->at &&
            ((s->asked.yes | (unsure ? s->asked.unsure : 0)) >> f->flag & 1))
            return fact->at * 60;
    }
    return g->at == NEVER_AT ? need_day_s(f->since) : turn_minute(g->at) * 60;
}

/* An answer by its flag, how sure, and when: attention.c reads it. */
static void put_answer(struct visit *v, struct need *n, const struct plan_flag *f, int64_t at_s)
{
    struct text t = {.mem = v->a};
    struct span name = flag_name(f->flag);
    text_add(&t, name.p, name.len);
    text_char(&t, f->answer == ANSWER_unsure ? '?' : '@');
    text_int(&t, at_s);
    need_text(v, n, t.p, t.len);
}

/* One need for all of them: since the newest, so that another answer is asked to be acknowledged again. */
static void urgent(struct visit *v, struct summary *s)
{
    if (v->plan.route < routes_same_day)
        return;
    struct need *n = need_add(s, NEED_urgent, 0);
    for (int i = 0; n && i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        if (!flag_urgent(f))
            continue;
        int64_t at = raised_s(v, f);
        n->since_s = at > n->since_s ? at : n->since_s;
        put_answer(v, n, f, at);
    }
}

/* Lowered only because they say that somebody has seen them. */
static int says_seen(struct visit *v, const struct run *r, int flag)
{
    return r->task[TASK_CONFIRM_SEEN] != NEVER_DAY && v->known.gate.flag[flag].own;
}

/* The flags that are to be seen soon, or those that wait to be confirmed: each stands under one of the two,
 * for a clot that a hospital is said to have ruled out is not one to be seen some day soon. */
static void of_soon(struct visit *v, const struct run *r, int seen, struct need *n)
{
    for (int i = 0; n && i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        if (f->route != routes_soon || says_seen(v, r, f->flag) != seen)
            continue;
        if (!seen) /* another flag is another need */
            n->since_s = need_day_s(f->since) > n->since_s ? need_day_s(f->since) : n->since_s;
        put_answer(v, n, f, raised_s(v, f));
    }
}

static void confirm(struct visit *v, const struct run *r, struct summary *s)
{
    if (r->task[TASK_CONFIRM_SEEN] != NEVER_DAY)
        of_soon(v, r, 1, need_add(s, NEED_confirm, need_day_s(r->task[TASK_CONFIRM_SEEN])));
}

/* Since the newest here too: what was put off comes back with another sign. */
static void soon(struct visit *v, const struct run *r, struct summary *s)
{
    struct need some = {.args = ""};
    of_soon(v, r, 0, &some);
    if (r->soon != NEVER_DAY && some.args[0])
        of_soon(v, r, 0, need_add(s, NEED_soon, need_day_s(r->soon)));
}

/* --- reviews, silence, standing still ---------------------------------------------------------------------------------- */

enum { SELF, CLINICIAN };
static const uint8_t clinicians[TASK_COUNT] = {
#define TASK(code, whose, days, text) whose == CLINICIAN,
#include "../knowledge/tasks.def"
};

/* The last day on which a clinician looked at more than one visit's hands-on care. */
static int looked_day(struct visit *v)
{
    int day = NEVER_DAY;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        int looks = f->kind == KIND_exam || f->kind == KIND_referral || f->kind == KIND_override ||
                    f->kind == KIND_history || f->kind == KIND_clearance;
        if (looks && f->by == WHO_clinician && f->day <= v->day && stands(v, f))
            day = f->day > day ? f->day : day;
    }
    return day;
}

/* The plan goes on asking for these; once a clinician has looked since they arose they were answered. The
 * clocks of two, six and twelve weeks stop by themselves (engine/review.c). */
static int answered(struct visit *v, int task, int since)
{
    int day = task == TASK_TREATMENT_REVIEW ? looked_day(v) : v->known.clinician_day;
    return (task == TASK_TREATMENT_REVIEW || task == TASK_GROUP_REVIEW || task == TASK_SUPPORT ||
            task == TASK_RECURRENT_REVIEW || task == TASK_MEDICINE_REVIEW) &&
           day >= since;
}

static void reviews(struct visit *v, const struct run *r, struct summary *s)
{
    static const char *const names[] = {
#define TASK(code, whose, days, text) #code,
#include "../knowledge/tasks.def"
    };
    for (int i = 0; i < v->plan.task_count; i++) {
        const struct plan_task *t = &v->plan.task[i];
        if (!clinicians[t->task] || answered(v, t->task, r->task[t->task]))
            continue;
        struct need *n = need_add(s, NEED_review, need_day_s(r->task[t->task]));
        need_str(v, n, names[t->task]);
        for (int k = 0; k < v->plan.reason_count; k++) {
            const struct plan_reason *why = &v->plan.reason[k];
            if (why->code != t->reason)
                continue;
            for (int m = 0; m < REASON_NUMBERS; m++)
                need_number(v, n, why->number[m]);
            break;
        }
    }
}

int need_in_care(const struct visit *v)
{
    return v->known.discharge < 0;
}

void needs_of(struct visit *v, struct summary *s)
{
    struct run *r = arena_alloc(v->a, 1, sizeof *r);
    struct days d;
    run_of(v, r);
    days_of(v, earliest_of(v), v->day, &d);
    urgent(v, s);
    need_weaker(v, s);
    need_symptom(v, s);
    need_worse(v, &d, s);
    soon(v, r, s);
    confirm(v, r, s);
    if (need_in_care(v))
        reviews(v, r, s);
    need_silent(v, s);
    need_stuck(v, r, &d, s);
    need_discharge(v, &d, s);
}
