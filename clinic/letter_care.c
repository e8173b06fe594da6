/* letter_care.c - what was done about it, here and at home: for a letter. */
#include "letter.h"

#include "../app/days.h"

enum { VISITS_TOLD = 8, HOME_DAYS = 28, PLAN_DAYS = 84 };

/* --- here ------------------------------------------------------------------------------------------------ */

static void put_visit(struct text *t, const struct fact *f)
{
    const struct fact_treatment *r = f->keys;
    int n = 0;
    line_begin(t, NULL);
    put_text_date(t, f->day);
    for (int i = 0; i < techniques_COUNT; i++)
        if (r->technique >> i & 1) {
            text_str(t, n++ ? ", " : ": ");
            if (i == techniques_traction_gentle)
                text_lit(t, "gentle traction");
            else
                put_text_word(t, techniques_name(i));
        }
    if (r->response != UNANSWERED) {
        text_str(t, n ? "; straight afterwards " : ": straight afterwards ");
        put_text_word(t, responses_name(r->response));
    }
}

/* What the patient told after a treatment, where it was more than a little soreness. */
static void put_after(struct desk *d, struct text *t)
{
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_after_treatment *a = f->keys;
        if (f->kind != KIND_after_treatment || !stands(&d->v, f) ||
            (a->sore != sores_a_lot && a->new_symptom != answers_yes &&
             a->new_symptom != answers_unsure))
            continue;
        line_begin(t, "After a treatment, told");
        put_text_date(t, f->day);
        if (a->sore == sores_a_lot)
            text_lit(t, ", very sore");
        if (a->lasted_h != UNANSWERED) {
            text_lit(t, " for ");
            text_int(t, a->lasted_h);
            text_lit(t, " hours");
        }
        if (a->new_symptom == answers_yes || a->new_symptom == answers_unsure)
            text_str(t, a->new_symptom == answers_yes ? ", a new symptom"
                                                      : ", unsure about a new symptom");
    }
}

static void put_referrals(struct desk *d, struct text *t)
{
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_referral *r = f->keys;
        if (f->kind != KIND_referral || !stands(&d->v, f))
            continue;
        line_begin(t, "Referred");
        put_text_date(t, f->day);
        if (r->to != UNANSWERED) {
            text_lit(t, ", to ");
            text_str(t, letter_to_of(r->to)->called);
        }
        if (r->why.len) {
            text_lit(t, ": ");
            put_text_words(t, d, r->why);
        }
    }
}

void tell_visits(struct desk *d, struct text *t)
{
    const struct fact **visit = arena_alloc(d->v.a, d->v.facts.count + 1, sizeof *visit);
    int n = 0;
    for (size_t i = 0; i < d->v.facts.count; i++)
        if (d->v.facts.fact[i].kind == KIND_treatment && stands(&d->v, &d->v.facts.fact[i]))
            visit[n++] = &d->v.facts.fact[i];
    line_begin(t, "Hands-on treatments recorded");
    text_int(t, n);
    if (n > 1) {
        text_lit(t, ", from ");
        put_text_date(t, visit[0]->day);
        text_lit(t, " to ");
        put_text_date(t, visit[n - 1]->day);
    }
    for (int i = 0; i < n; i++) {
        int left_out = n - 1 - VISITS_TOLD;
        if (i > 0 && i <= left_out) {
            if (i == 1) {
                line_begin(t, NULL);
                text_int(t, left_out);
                text_lit(t, " more in between");
            }
            continue;
        }
        put_visit(t, visit[i]);
    }
    put_after(d, t);
    put_referrals(d, t);
}

/* --- at home --------------------------------------------------------------------------------------------- */

static void put_times(struct text *t, int n)
{
    if (n > 1) {
        text_lit(t, ", ");
        text_int(t, n);
        text_lit(t, " times a day");
    } else {
        text_lit(t, ", once a day");
    }
}

static void put_dose_text(struct text *t, struct dose dose)
{
    if (dose.sets > 1 || dose.reps) {
        text_int(t, dose.sets > 1 ? dose.sets : 1);
        text_lit(t, " × ");
    }
    if (dose.minutes) {
        text_int(t, dose.minutes);
        text_lit(t, " min");
    } else if (dose.reps) {
        text_int(t, dose.reps);
        if (dose.hold_s) {
            text_lit(t, ", hold ");
            text_int(t, dose.hold_s);
            text_lit(t, " s");
        }
    } else {
        text_lit(t, "hold ");
        text_int(t, dose.hold_s);
        text_lit(t, " s");
    }
    if (dose.load_kg) {
        text_lit(t, ", ");
        text_int(t, dose.load_kg);
        text_lit(t, " kg");
    }
    put_times(t, dose.times_a_day);
}

/* The plan in one line, walking first. */
static void put_programme(struct text *t, const struct plan *p)
{
    if (p->walk.rung) {
        text_lit(t, "walking ");
        text_int(t, p->walk.minutes);
        text_lit(t, " min");
        put_times(t, p->walk.times_a_day);
        text_lit(t, ", ");
        text_int(t, p->walk.days_a_week);
        text_lit(t, " days a week");
    }
    for (int i = 0; i < p->item_count; i++) {
        text_str(t, i || p->walk.rung ? "; " : "");
        text_str(t, exercises[p->item[i].item].name);
        text_char(t, ' ');
        put_dose_text(t, p->item[i].dose);
    }
}

static int is_empty(const struct plan *p)
{
    return !p->item_count && !p->walk.rung;
}

/* The newest plan of the last weeks with something to do. */
static int keep_newest(void *host, const struct plan *p)
{
    if (!is_empty(p))
        memcpy(host, p, sizeof *p);
    return 1;
}

static const char *why_none(const struct plan *p)
{
    if (p->route >= routes_same_day)
        return "stopped, for the answers and findings that are open";
    for (int i = 0; i < p->task_count; i++)
        if (p->task[i].task == TASK_FULL_SCREEN)
            return "none until the safety questions are answered again";
    return p->stage == stages_stop ? "none; it has not begun, or has ended" : "none";
}

static void put_plan(struct desk *d, struct text *t)
{
    struct plan *last = arena_alloc(d->v.a, 1, sizeof *last);
    line_begin(t, "Programme today");
    if (!is_empty(&d->v.plan)) {
        put_programme(t, &d->v.plan);
        return;
    }
    text_str(t, why_none(&d->v.plan));
    engine_each_day(d->v.a, &d->v.facts, d->v.day - PLAN_DAYS, d->v.day, keep_newest, last);
    if (is_empty(last))
        return;
    line_begin(t, "Programme as it last was");
    put_programme(t, last);
    text_lit(t, " (");
    put_text_date(t, last->day);
    text_char(t, ')');
}

void tell_home(struct desk *d, struct text *t)
{
    int begin = days_begin(&d->v), first = d->v.day - HOME_DAYS + 1;
    struct days days;
    int active = 0, walked = 0, minutes = 0;
    first = begin > first ? begin : first;
    days_of(&d->v, first, d->v.day, &days);
    for (int i = 0; i < days.count; i++) {
        active += days.day[i].active;
        walked += days.day[i].walked_min > 0;
        minutes += days.day[i].walked_min > 0 ? days.day[i].walked_min : 0;
    }
    put_plan(d, t);
    line_begin(t, "Followed, as told");
    text_lit(t, "exercise or walking on ");
    text_int(t, active);
    text_lit(t, " of the last ");
    text_int(t, days.count);
    text_str(t, days.count == 1 ? " day" : " days");
    text_lit(t, "; nothing told on ");
    text_int(t, days.count - active);
    if (walked) {
        line_begin(t, "Walking, as told");
        text_int(t, minutes / walked);
        text_lit(t, " minutes a day on average, on ");
        text_int(t, walked);
        text_str(t, walked == 1 ? " day with a walk" : " days with a walk");
    }
}
