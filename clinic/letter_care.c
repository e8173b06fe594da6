/* letter_care.c - what was done about it, here and at home, and how it was measured: for a letter. */
#include "letter.h"

#include "../app/asked.h"
#include "../app/days.h"
#include "../core/form.h"

enum { VISITS_TOLD = 8, HOME_DAYS = 28, PLAN_DAYS = 84 };

static void put_word(struct text *t, struct span word)
{
    for (uint32_t i = 0; i < word.len; i++)
        text_char(t, word.p[i] == '_' ? ' ' : word.p[i]);
}

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
            put_word(t, techniques_name(i));
        }
    if (r->response != UNANSWERED) {
        text_str(t, n ? "; straight afterwards " : ": straight afterwards ");
        put_word(t, responses_name(r->response));
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

/* --- instruments ------------------------------------------------------------------------------------------ */

static const struct {
    const char *name, *words;
} instruments[] = {
#define INSTRUMENT(name, words) {#name, words},
#include "letter_words.def"
};

/* The score; of one whose number is no whole one it stands as the first answer. */
static void put_score_of(struct desk *d, struct text *t, const struct fact *f)
{
    const struct fact_questionnaire *q = f->keys;
    if (q->score != UNANSWERED)
        text_int(t, q->score);
    else if (q->answer.len)
        put_text_words(t, d, q->answer);
    else
        text_lit(t, "no score");
    text_lit(t, " on ");
    put_text_date(t, f->day);
}

static const char *name_of(struct desk *d, const struct fact *f)
{
    return plain_text(&d->v, ((const struct fact_questionnaire *)f->keys)->name);
}

static int is_questionnaire(struct desk *d, const struct fact *f)
{
    return f->kind == KIND_questionnaire && stands(&d->v, f) &&
           ((const struct fact_questionnaire *)f->keys)->name.len;
}

/* The first and the last of each, in the order in which they first came. */
static int put_questionnaires(struct desk *d, struct text *t)
{
    const struct record *r = &d->v.facts;
    uint8_t *done = arena_alloc(d->v.a, r->count + 1, 1);
    int n = 0;
    for (size_t i = 0; i < r->count; i++) {
        const struct fact *first = &r->fact[i], *last = first;
        if (done[i] || !is_questionnaire(d, first))
            continue;
        const char *name = name_of(d, first), *words = name;
        for (size_t k = i + 1; k < r->count; k++)
            if (!done[k] && is_questionnaire(d, &r->fact[k]) &&
                str_same(name_of(d, &r->fact[k]), name)) {
                last = &r->fact[k];
                done[k] = 1;
            }
        for (size_t k = 0; k < sizeof instruments / sizeof instruments[0]; k++)
            if (str_same(instruments[k].name, name))
                words = instruments[k].words;
        line_begin(t, words);
        put_score_of(d, t, first);
        if (last != first) {
            text_lit(t, ", ");
            put_score_of(d, t, last);
        }
        n++;
    }
    return n;
}

static int put_goals(struct desk *d, struct text *t)
{
    const struct record *r = &d->v.facts;
    int n = 0;
    for (size_t i = r->count; i-- > 0 && n < 6;) {
        const struct fact *f = &r->fact[i];
        const struct fact_goal *g = f->keys;
        int later = 0;
        if (f->kind != KIND_goal || !stands(&d->v, f) || !g->activity.len)
            continue;
        for (size_t k = i + 1; k < r->count && !later; k++) {
            const struct fact_goal *o = r->fact[k].keys;
            later = r->fact[k].kind == KIND_goal && stands(&d->v, &r->fact[k]) &&
                    o->activity.len == g->activity.len &&
                    memcmp(o->activity.p, g->activity.p, o->activity.len) == 0;
        }
        if (later)
            continue;
        line_begin(t, "Activity of their own (10 as before)");
        put_text_words(t, d, g->activity);
        if (g->score != UNANSWERED) {
            text_lit(t, ", ");
            text_int(t, g->score);
            text_lit(t, " of 10");
        }
        text_lit(t, " on ");
        put_text_date(t, f->day);
        n++;
    }
    return n;
}

void tell_instruments(struct desk *d, struct text *t)
{
    const struct fact *f = last_of(d, KIND_start_back);
    int n = put_questionnaires(d, t) + put_goals(d, t);
    if (f) {
        const struct fact_start_back *s = f->keys;
        line_begin(t, "STarT Back");
        if (s->total != UNANSWERED) {
            text_lit(t, "total ");
            text_int(t, s->total);
            text_lit(t, " of 9");
        }
        if (s->distress != UNANSWERED) {
            text_str(t, s->total != UNANSWERED ? ", distress " : "distress ");
            text_int(t, s->distress);
            text_lit(t, " of 5");
        }
        text_lit(t, " on ");
        put_text_date(t, f->day);
        n++;
    }
    if (!n) {
        line_begin(t, NULL);
        text_lit(t, "None is in the record.");
    }
}
