/* needs_worse.c - what got worse: strength, leg pain, how far down it goes, a new symptom after a treatment. The
 * numbers are ours [DESIGN], for a clinician to sign. */
#include "needs.h"

enum {
    FEW = 3,      /* the newest days, of a change for the worse */
    WEEK = 7,     /* and those before */
    WORSE_BY = 2, /* points */
    SYMPTOM_DAYS = 14,
    WEAKER_DAYS = 28,
};

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

/* A clinician has graded the strength of that side since: then the grades speak. */
static int graded_since(struct visit *v, int side, const struct fact *weak)
{
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (f->kind != KIND_exam || f->day > v->day || f->at <= weak->at || side_of(f) != side ||
            !stands(v, f))
            continue;
        for (size_t k = 0; k < sizeof grades / sizeof grades[0]; k++)
            if (number_at(f, grades[k].at) != UNANSWERED)
                return 1;
    }
    return 0;
}

/* A test on a side against the result before: a need when it got worse, and has not got better since. A result
 * counts as worse with a higher number in tests at home, with a lower grade in an examination. Weak again at
 * home is weak still; a clinician who finds the same grade again has looked. */
static void compare(struct visit *v, int kind, int side, const char *name, size_t at,
                    struct summary *s)
{
    const struct fact *last = NULL, *fell = NULL;
    int was = 0;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (f->kind != kind || f->day > v->day || !stands(v, f) || side_of(f) != side ||
            number_at(f, at) == UNANSWERED)
            continue;
        int by = last ? number_at(f, at) - number_at(last, at) : 0;
        if (kind == KIND_motor ? by > 0 : by < 0) {
            was = number_at(last, at);
            fell = f;
        } else if (by || kind == KIND_exam) {
            fell = NULL;
        }
        last = f;
    }
    if (!fell || v->day - fell->day >= WEAKER_DAYS ||
        (kind == KIND_motor && graded_since(v, side, fell)))
        return;
    struct need *n = need_add(s, NEED_weaker, fell->at * 60);
    need_str(v, n, name);
    need_str(v, n, side == sides2_left ? "left" : "right");
    need_number(v, n, was);
    need_number(v, n, number_at(last, at));
}

void need_weaker(struct visit *v, struct summary *s)
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

static void worse(struct visit *v, const struct days *d, enum told_what what, enum need_code code,
                  struct summary *s)
{
    int now, before, n1, n2, at = d->count - 1, since;
    if (!worse_at(d, what, at, &now, &before))
        return;
    for (since = at; since > 0 && worse_at(d, what, since - 1, &n1, &n2); since--)
        continue;
    struct need *n = need_add(s, code, need_day_s(d->first + since));
    need_number(v, n, before);
    need_number(v, n, now);
}

/* A new symptom after a treatment that no clinician has written about since. A later "no" is about a later
 * treatment, and takes none of it back. */
void need_symptom(struct visit *v, struct summary *s)
{
    const struct fact *told = NULL;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        const struct fact_after_treatment *t = f->keys;
        if (f->day > v->day || !stands(v, f))
            continue;
        if (f->kind == KIND_after_treatment)
            told = t->new_symptom == answers_yes || t->new_symptom == answers_unsure ? f : told;
        else if (f->by == WHO_clinician && f->kind != KIND_letter && f->kind != KIND_retract)
            told = NULL;
    }
    if (!told || v->day - told->day >= SYMPTOM_DAYS)
        return;
    const struct fact_after_treatment *t = told->keys;
    need_str(v, need_add(s, NEED_symptom, told->at * 60),
             t->new_symptom == answers_yes ? "yes" : "unsure");
}

void need_worse(struct visit *v, const struct days *d, struct summary *s)
{
    worse(v, d, TOLD_leg, NEED_pain, s);
    worse(v, d, TOLD_reach, NEED_lower, s);
}
