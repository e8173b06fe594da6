/* letter_answers.c - the safety questions, for a letter: each answer with when it was given.
 *
 * A question is answered no only where a screen asked it. What was not asked is said to be so: the reader
 * must ask it. A yes that a later no followed is still told first, as it still stands (engine/gate.h). */
#include "letter.h"

#include "../engine/gate.h"

static const char *const answer_words[QUESTION_COUNT] = {
#define ANSWER(question, words) [Q_##question] = words,
#include "letter_words.def"
};
#define ANSWER(question, words) +1
enum {
    ANSWERS = 0
#include "letter_words.def"
};
_Static_assert((int)ANSWERS == (int)QUESTION_COUNT, "every safety question has words for a letter");

static const char *const raised_words[FLAG_COUNT] = {
#define RAISED(flag, words) [FLAG_##flag] = words,
#include "letter_words.def"
};
#define RAISED(flag, words) +1
enum {
    RAISES = 0
#include "letter_words.def"
};
_Static_assert((int)RAISES + (int)QUESTION_COUNT == (int)FLAG_COUNT, "and every other flag");

static const char *const sign_words[cancer_signs_COUNT] = {
#define SIGN(word, words) [cancer_signs_##word] = words,
#include "letter_words.def"
};

/* --- what was answered ------------------------------------------------------------------------------------- */

/* The profile had opened a question before this screen: else its "none of these" says nothing of it. */
static int opened_before(struct desk *d, const struct fact *screen, int q)
{
    for (const struct fact *f = d->v.facts.fact; f < screen; f++) {
        const struct fact_profile *p = f->keys;
        if (f->kind != KIND_profile || !stands(&d->v, f))
            continue;
        if (q == Q_pregnancy_alarm && (p->pregnant_weeks > 0 || p->after_birth_weeks > 0))
            return 1;
        if (q == Q_wound_alarm && (p->surgery != UNANSWERED || p->injection != UNANSWERED))
            return 1;
    }
    return 0;
}

/* What a screen asked and had answered no. */
static uint64_t noes(struct desk *d, const struct fact *f)
{
    const struct fact_screen *s = f->keys;
    uint64_t positive = s->asked.yes | s->asked.unsure, no = s->asked.no;
    uint64_t by_profile = ASKED(pregnancy_alarm) | ASKED(wound_alarm);
    uint64_t full = 0;
    if (s->rest != rests_no)
        return no;
#define SHORT 1
#define FULL 1
#define FOLLOW 0
#define APART 0
#define QUESTION(key, extent) full |= (uint64_t)(extent) << Q_##key;
#include "../record/questions.def"
#undef SHORT
#undef FULL
#undef FOLLOW
#undef APART
    no |= s->extent == extents_full ? full : gate_short_questions;
    no |= gate_opened(&d->v.known, positive) & ~by_profile;
    for (int q = Q_pregnancy_alarm; q <= Q_wound_alarm; q++)
        if (opened_before(d, f, q) && gate_opened(&d->v.known, 0) >> q & 1)
            no |= UINT64_C(1) << q;
    return no & ~(positive | s->asked.unread);
}

struct answer {
    const struct fact *positive, *no; /* the newest of each; NULL */
    int unsure;
};
static struct answer answer_to(struct desk *d, int q)
{
    struct answer a = {0};
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_screen *s = f->keys;
        if (f->kind != KIND_screen)
            continue;
        if ((s->asked.yes | s->asked.unsure) >> q & 1) {
            a.positive = f;
            a.unsure = !(s->asked.yes >> q & 1);
        } else if (stands(&d->v, f) && noes(d, f) >> q & 1) {
            a.no = f;
        }
    }
    return a;
}

static void put_answer(struct desk *d, struct text *t, const struct answer *a)
{
    if (!a->positive && !a->no) {
        text_lit(t, "not asked");
        return;
    }
    if (a->positive) {
        text_str(t, a->unsure ? "UNSURE, " : "YES, ");
        put_text_time(t, a->positive, day_year(d->v.day));
        if (!stands(&d->v, a->positive))
            text_lit(t, ", taken back since");
    }
    if (a->no && (!a->positive || a->no > a->positive)) {
        text_str(t, a->positive ? "; later no, " : "no, ");
        put_text_time(t, a->no, day_year(d->v.day));
    }
}

static void put_question(struct desk *d, struct text *t, int q)
{
    struct answer a = answer_to(d, q);
    line_begin(t, answer_words[q]);
    put_answer(d, t, &a);
}

/* --- the parts ------------------------------------------------------------------------------------------------ */

static void put_signs(struct desk *d, struct text *t)
{
    const struct fact *last = NULL;
    uint32_t signs = 0;
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_screen *s = f->keys;
        if (f->kind != KIND_screen || !stands(&d->v, f) || !s->cancer_sign)
            continue;
        last = f;
        signs = s->cancer_sign;
    }
    for (int i = 0, n = 0; last && i < cancer_signs_none; i++)
        if (signs >> i & 1) {
            text_str(t, n++ ? ", " : " (");
            text_str(t, sign_words[i]);
            if (!(signs >> (i + 1) & ((UINT32_C(1) << (cancer_signs_none - i - 1)) - 1)))
                text_char(t, ')');
        }
}

/* Who looked into what was raised, and what came of it: a clinician's word, or the patient's own. */
static void put_clearances(struct desk *d, struct text *t)
{
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_clearance *c = f->keys;
        if (f->kind != KIND_clearance || !stands(&d->v, f))
            continue;
        line_begin(t, f->by == WHO_clinician ? "Cleared by a clinician"
                                             : "Seen elsewhere, as the patient tells");
        put_text_time(t, f, day_year(d->v.day));
        if (c->seen_by != UNANSWERED) {
            text_lit(t, ", seen by: ");
            text_add(t, seers_name(c->seen_by).p, seers_name(c->seen_by).len);
        }
        if (c->seen_on != UNANSWERED) {
            text_lit(t, " on ");
            put_text_date(t, c->seen_on);
        }
        if (c->outcome.len) {
            text_lit(t, ". ");
            put_text_words(t, d, c->outcome);
        }
    }
}

/* Thoughts of self-harm go to those who can act on them, and to nobody else. */
void tell_raised(struct desk *d, struct text *t, int private)
{
    static const char *const within[] = {[routes_self_care] = "noted",
                                         [routes_next_visit] = "for the next visit",
                                         [routes_soon] = "within days",
                                         [routes_same_day] = "same day",
                                         [routes_emergency] = "emergency"};
    int said = 0;
    for (int i = 0; i < d->v.plan.flag_count; i++) {
        const struct plan_flag *f = &d->v.plan.flag[i];
        int question = f->flag < QUESTION_COUNT;
        if (f->flag == Q_self_harm && !private)
            continue;
        said++;
        line_begin(t, question ? answer_words[f->flag] : raised_words[f->flag]);
        text_str(t, within[f->route]);
        text_lit(t, ", since ");
        put_text_date(t, f->since);
        if (question) {
            struct answer a = answer_to(d, f->flag);
            text_lit(t, ", answered ");
            put_answer(d, t, &a);
        }
        if (f->flag == FLAG_cancer_sign)
            put_signs(d, t);
    }
    if (!said) {
        line_begin(t, NULL);
        if (!d->v.plan.flag_count)
            text_lit(t, "No answer or finding is open. ");
        text_lit(t, "What was not asked or not tested is not known.");
    }
    put_clearances(d, t);
}

void tell_cauda(struct desk *d, struct text *t)
{
    for (int q = Q_urine_hesitant; q <= Q_sexual; q++)
        put_question(d, t, q);
    if (answer_to(d, Q_urine_hesitant).positive || answer_to(d, Q_urine_unfelt).positive ||
        answer_to(d, Q_saddle).positive)
        put_question(d, t, Q_long_standing);
    for (int q = Q_foot_drop; q <= Q_weaker; q++)
        put_question(d, t, q);
}

/* The others, by when they were answered no: a screen answers many at once. */
static void put_noes(struct desk *d, struct text *t, const struct answer *a)
{
    for (size_t i = d->v.facts.count; i-- > 0;) {
        const struct fact *f = &d->v.facts.fact[i];
        int n = 0;
        for (int q = Q_fever; f->kind == KIND_screen && q < Q_self_harm; q++) {
            if (a[q].positive || a[q].no != f)
                continue;
            if (!n++) {
                line_begin(t, NULL);
                text_lit(t, "Answered no, ");
                put_text_time(t, f, day_year(d->v.day));
                text_lit(t, ": ");
            } else {
                text_lit(t, "; ");
            }
            text_str(t, answer_words[q]);
        }
    }
}

void tell_others(struct desk *d, struct text *t)
{
    struct answer a[QUESTION_COUNT];
    int n = 0;
    for (int q = Q_fever; q < Q_self_harm; q++) {
        a[q] = answer_to(d, q);
        if (a[q].positive) {
            line_begin(t, answer_words[q]);
            put_answer(d, t, &a[q]);
        }
    }
    put_noes(d, t, a);
    for (int q = Q_fever; q < Q_self_harm; q++) {
        int follow =
            q == Q_rigors || q == Q_cannot_stand || q == Q_pregnancy_alarm || q == Q_wound_alarm;
        if (a[q].positive || a[q].no || follow)
            continue;
        if (n++)
            text_lit(t, "; ");
        else
            line_begin(t, "Not asked");
        text_str(t, answer_words[q]);
    }
}
