/* needs.c - what needs somebody, and since when: from the plans of the days before, and from what was told.
 *
 * Of what a plan says, since is the first of the days up to today that all say so. Nothing but the facts is
 * read. The numbers are ours [DESIGN], for a clinician to sign. */
#include "summary.h"

#include "../app/days.h"
#include "../app/urgent.h"

enum {
    LOOK_BACK = 120,  /* days: longer than that is "since" then */
    SILENT_EARLY = 4, /* days without an answer, */
    SILENT_LATE = 10, /* and after EARLY days */
    EARLY = 42,
    FEW = 3,      /* the newest days, of a change for the worse */
    WEEK = 7,     /* and those before */
    WORSE_BY = 2, /* points */
    SYMPTOM_DAYS = 14,
    WEAKER_DAYS = 28,
    STUCK_DAYS = 7,
    STILL_DAYS = 14,
    STILL_DONE = 7,
    READY_DAYS = 21, /* clinical.md 9 and 8: recovered is judged over weeks, not a day */
    READY_ANSWERED = 10,
    READY_LEG = 1,
};

static int64_t day_s(int day)
{
    return (int64_t)day * 86400;
}

/* The day of the first fact, whoever wrote it. */
static int begun(const struct visit *v)
{
    return v->facts.count && v->facts.fact[0].day < v->day ? v->facts.fact[0].day : v->day;
}

static struct need *add(struct summary *s, enum need_code code, int64_t since_s)
{
    if (s->needs == NEEDS_MAX)
        return NULL;
    struct need *n = &s->need[s->needs++];
    *n = (struct need){.code = (int)code, .since_s = since_s};
    return n;
}

static void arg_text(struct need *n, const char *p, size_t len)
{
    size_t at = n ? str_len(n->args) : 0;
    if (!n || at + len + 2 > NEED_ARGS)
        return;
    if (at)
        n->args[at++] = '.';
    memcpy(n->args + at, p, len);
    n->args[at + len] = '\0';
}

static void arg_str(struct need *n, const char *s)
{
    arg_text(n, s, str_len(s));
}

static void arg_number(struct need *n, int value)
{
    char digits[12];
    int at = sizeof digits;
    unsigned rest = (unsigned)(value < 0 ? 0 : value);
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    arg_text(n, digits + at, sizeof digits - (size_t)at);
}

/* --- what plans say ---------------------------------------------------------------------------------------- */

/* Reasons for which the plan waits for a clinician. */
static const uint8_t waiting[] = {REASON_BAN_PO, REASON_BAN_CVD, REASON_MINOR, REASON_CHILD,
                                  REASON_CLINICIAN_HOLD};
enum { WAITING = sizeof waiting };

struct run { /* since which day each of these is so */
    int task[TASK_COUNT], waits[WAITING];
    int soon, top;
    int rose; /* the last day on which something went up, or came */
    int first;
};

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
    run_on(&r->top, p->item_count && says(p, REASON_ITEM_TOP) >= p->item_count, p->day);
    if (rises(p) || r->rose == NEVER_DAY)
        r->rose = p->day;
    return 1;
}

static void run_of(struct visit *v, struct run *r)
{
    int first = begun(v);
    for (int i = 0; i < TASK_COUNT; i++)
        r->task[i] = NEVER_DAY;
    for (int i = 0; i < WAITING; i++)
        r->waits[i] = NEVER_DAY;
    r->soon = r->top = r->rose = NEVER_DAY;
    r->first = first > v->day - LOOK_BACK ? first : v->day - LOOK_BACK;
    engine_each_day(v->a, &v->facts, r->first, v->day, take_plan, r);
}

/* --- urgent answers ------------------------------------------------------------------------------------------- */

/* The instant of the answer that raised a flag: the first of the day on which it arose that says so. */
static int64_t raised_s(struct visit *v, const struct plan_flag *f)
{
    for (size_t i = 0; f->flag < QUESTION_COUNT && i < v->facts.count; i++) {
        const struct fact *fact = &v->facts.fact[i];
        const struct fact_screen *s = fact->keys;
        if (fact->kind == KIND_screen && fact->day >= f->since &&
            ((s->asked.yes | s->asked.unsure) >> f->flag & 1))
            return fact->at * 60;
    }
    for (size_t i = 0; i < v->facts.count; i++)
        if (v->facts.fact[i].day == f->since && v->facts.fact[i].by == WHO_self)
            return v->facts.fact[i].at * 60;
    return day_s(f->since);
}

/* One need for all of them: since the newest, so that another answer is asked to be acknowledged again. */
static void urgent(struct visit *v, struct summary *s)
{
    if (v->plan.route < routes_same_day)
        return;
    struct need *n = add(s, NEED_urgent, 0);
    for (int i = 0; n && i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        if (!flag_urgent(f))
            continue;
        int64_t at = raised_s(v, f);
        struct span name = flag_name(f->flag);
        n->since_s = at > n->since_s ? at : n->since_s;
        arg_text(n, name.p, name.len);
        if (f->answer == ANSWER_unsure)
            arg_str(n, "unsure");
    }
}

static void soon(struct visit *v, const struct run *r, struct summary *s)
{
    struct need *n = r->soon == NEVER_DAY ? NULL : add(s, NEED_soon, day_s(r->soon));
    for (int i = 0; n && i < v->plan.flag_count; i++) {
        struct span name = flag_name(v->plan.flag[i].flag);
        if (v->plan.flag[i].route == routes_soon)
            arg_text(n, name.p, name.len);
    }
}

/* --- weaker ------------------------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    size_t at;
} tests[] =
    {
        {"heel_walk", offsetof(struct fact_motor, heel_walk)},
        {"big_toe", offsetof(struct fact_motor, big_toe)},
        {"heel_raise", offsetof(struct fact_motor, heel_raise)},
        {"chair_rise", offsetof(struct fact_motor, chair_rise)},
        {"one_leg", offsetof(struct fact_motor, one_leg)},
},
  grades[] = {
      {"mrc_dorsiflexion", offsetof(struct fact_exam, mrc_dorsiflexion)},
      {"mrc_big_toe", offsetof(struct fact_exam, mrc_big_toe)},
      {"mrc_plantarflexion", offsetof(struct fact_exam, mrc_plantarflexion)},
      {"mrc_knee_extension", offsetof(struct fact_exam, mrc_knee_extension)},
};

static int number_at(const struct fact *f, size_t at)
{
    return *(const int32_t *)((const char *)f->keys + at);
}

static int side_of(const struct fact *f)
{
    return f->kind == KIND_motor ? ((const struct fact_motor *)f->keys)->side
                                 : ((const struct fact_exam *)f->keys)->side;
}

/* The newest result of a test on a side against the one before: a need when it is worse. A result counts as
 * worse with a higher number in tests at home, with a lower grade in an examination. */
static void compare(struct visit *v, int kind, int side, const char *name, size_t at,
                    struct summary *s)
{
    const struct fact *last = NULL, *before = NULL;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (f->kind != kind || f->day > v->day || !stands(v, f) || side_of(f) != side ||
            number_at(f, at) == UNANSWERED)
            continue;
        before = last;
        last = f;
    }
    if (!last || !before || v->day - last->day >= WEAKER_DAYS)
        return;
    int was = number_at(before, at), is = number_at(last, at);
    if (kind == KIND_motor ? is <= was : is >= was)
        return;
    struct need *n = add(s, NEED_weaker, last->at * 60);
    arg_str(n, name);
    arg_str(n, side == sides2_left ? "left" : "right");
    arg_number(n, was);
    arg_number(n, is);
}

static void weaker(struct visit *v, struct summary *s)
{
    for (int side = sides2_left; side <= sides2_right; side++) {
        for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
            compare(v, KIND_motor, side, tests[i].name, tests[i].at, s);
        for (size_t i = 0; i < sizeof grades / sizeof grades[0]; i++)
            compare(v, KIND_exam, side, grades[i].name, grades[i].at, s);
    }
}

/* --- worse --------------------------------------------------------------------------------------------------------- */

/* The medians of the newest days up to one, and of the week before them; 1 when both are known. */
static int medians(const struct days *d, enum told_what what, int at, int *now, int *before)
{
    int from = at - FEW + 1, earlier = from - WEEK;
    if (earlier < 0)
        return 0;
    *now = days_median(d, what, from, FEW, 2);
    *before = days_median(d, what, earlier, WEEK, 3);
    return *now >= 0 && *before >= 0;
}

static int worse_at(const struct days *d, enum told_what what, int at, int *now, int *before)
{
    return medians(d, what, at, now, before) && *now - *before >= (what == TOLD_leg ? WORSE_BY : 1);
}

static void worse(const struct days *d, enum told_what what, enum need_code code, struct summary *s)
{
    int now, before, n1, n2, at = d->count - 1, since;
    if (!worse_at(d, what, at, &now, &before))
        return;
    for (since = at; since > 0 && worse_at(d, what, since - 1, &n1, &n2); since--)
        continue;
    struct need *n = add(s, code, day_s(d->first + since));
    arg_number(n, before);
    arg_number(n, now);
}

/* A new symptom after a treatment that no clinician has written about since. */
static void symptom(struct visit *v, struct summary *s)
{
    const struct fact *told = NULL;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        const struct fact_after_treatment *t = f->keys;
        if (f->day > v->day || !stands(v, f))
            continue;
        if (f->kind == KIND_after_treatment)
            told = t->new_symptom == answers_yes || t->new_symptom == answers_unsure ? f : NULL;
        else if (f->by == WHO_clinician && f->kind != KIND_letter && f->kind != KIND_retract)
            told = NULL;
    }
    if (!told || v->day - told->day >= SYMPTOM_DAYS)
        return;
    const struct fact_after_treatment *t = told->keys;
    arg_str(add(s, NEED_symptom, told->at * 60), t->new_symptom == answers_yes ? "yes" : "unsure");
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
        struct need *n = add(s, NEED_review, day_s(r->task[t->task]));
        arg_str(n, names[t->task]);
        for (int k = 0; k < v->plan.reason_count; k++) {
            const struct plan_reason *why = &v->plan.reason[k];
            if (why->code != t->reason)
                continue;
            for (int m = 0; m < REASON_NUMBERS; m++)
                arg_number(n, why->number[m]);
            break;
        }
    }
    if (r->task[TASK_CONFIRM_SEEN] != NEVER_DAY)
        add(s, NEED_confirm, day_s(r->task[TASK_CONFIRM_SEEN]));
}

static int in_care(const struct visit *v)
{
    return v->known.discharge < 0;
}

static void silent(struct visit *v, struct summary *s)
{
    int begin = begun(v);
    int last = s->answer_day > begin ? s->answer_day : begin;
    int limit = v->day - begin < EARLY ? SILENT_EARLY : SILENT_LATE;
    if (!v->facts.count || !in_care(v) || v->day - last < limit)
        return;
    struct need *n = add(s, NEED_silent, day_s(last + limit));
    arg_number(n, v->day - last);
    if (s->answer_day < 0)
        arg_str(n, "never");
}

static void stuck(struct visit *v, const struct run *r, const struct days *d, struct summary *s)
{
    static const char *const why[WAITING] = {"operation", "heart", "age", "age", "hold"};
    int done = 0;
    if (!in_care(v) || v->plan.route >= routes_same_day)
        return;
    for (int i = 0; i < WAITING; i++)
        if (r->waits[i] != NEVER_DAY && v->day - r->waits[i] >= STUCK_DAYS &&
            (i == 0 || !str_same(why[i], why[i - 1]) || r->waits[i - 1] == NEVER_DAY))
            arg_str(add(s, NEED_waits, day_s(r->waits[i])), why[i]);
    if (r->top != NEVER_DAY && v->day - r->top >= STUCK_DAYS && v->plan.stage != stages_keep) {
        add(s, NEED_top, day_s(r->top));
        return;
    }
    for (int i = d->count - STILL_DAYS; i < d->count; i++)
        done += i >= 0 && d->day[i].active;
    if (v->plan.stage == stages_stop || v->plan.stage == stages_keep || r->rose == NEVER_DAY ||
        v->day - r->rose < STILL_DAYS || done < STILL_DONE)
        return;
    struct need *n = add(s, NEED_still, day_s(r->rose + STILL_DAYS));
    arg_number(n, v->day - r->rose);
    arg_number(n, done);
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

static void discharge(struct visit *v, const struct days *d, struct summary *s)
{
    int last = d->count - 1, since;
    while (last > d->count - WEEK && last > 0 && d->day[last].leg == NOT_TOLD)
        last--; /* not every day is answered any more */
    if (!in_care(v) || v->plan.route > routes_next_visit || !ready_at(d, last))
        return;
    for (since = last; since > 0; since--) {
        int k = since - 1;
        while (k > 0 && d->day[k].leg == NOT_TOLD)
            k--;
        if (!ready_at(d, k))
            break;
        since = k + 1;
    }
    struct need *n = add(s, NEED_discharge, day_s(d->first + since));
    arg_number(n, READY_DAYS);
    arg_str(n, s->function == 1 ? "full" : s->function == 0 ? "notfull" : "unknown");
}

void needs_of(struct visit *v, struct summary *s)
{
    struct run *r = arena_alloc(v->a, 1, sizeof *r);
    struct days d;
    run_of(v, r);
    days_of(v, v->day - LOOK_BACK, v->day, &d);
    urgent(v, s);
    weaker(v, s);
    symptom(v, s);
    worse(&d, TOLD_leg, NEED_pain, s);
    worse(&d, TOLD_reach, NEED_lower, s);
    soon(v, r, s);
    if (in_care(v))
        reviews(v, r, s);
    silent(v, s);
    stuck(v, r, &d, s);
    discharge(v, &d, s);
}
