/* letter_exam.c - examinations and strength tests, for a letter: each deficit with every date on which it
 * was looked for. */
#include "letter.h"

#include <stddef.h>

enum look { MRC, REFLEX, SIGN, DEGREES, SELF };
struct looked { /* what is looked for, and where its answer stands in the fact */
    const char *name;
    size_t at;
    enum look what;
};
#define EXAM(key) offsetof(struct fact_exam, key)
static const struct looked exam[] = {
    {"foot up, MRC", EXAM(mrc_dorsiflexion), MRC},
    {"big toe up, MRC", EXAM(mrc_big_toe), MRC},
    {"heel raise, MRC", EXAM(mrc_plantarflexion), MRC},
    {"knee straight, MRC", EXAM(mrc_knee_extension), MRC},
    {"knee reflex", EXAM(knee_reflex), REFLEX},
    {"ankle reflex", EXAM(ankle_reflex), REFLEX},
    {"sensation", EXAM(sensation), REFLEX},
    {"straight leg raise", EXAM(slr_deg), DEGREES},
    {"crossed straight leg raise", EXAM(crossed_slr), SIGN},
    {"slump", EXAM(slump), SIGN},
};
#define MOTOR(key) offsetof(struct fact_motor, key)
static const struct looked motor[] = {
    {"walking on the heel", MOTOR(heel_walk), SELF},
    {"lifting the big toe", MOTOR(big_toe), SELF},
    {"rising on the toes of one leg", MOTOR(heel_raise), SELF},
    {"rising from a chair on one leg", MOTOR(chair_rise), SELF},
    {"standing on one leg", MOTOR(one_leg), SELF},
};
enum { EXAMS = sizeof exam / sizeof exam[0], MOTORS = sizeof motor / sizeof motor[0] };
enum { LEGS = 3, NO_SIDE = 2, LATEST = 8 }; /* of many results the first and the latest are said */
static const char *const leg_name[LEGS] = {"Left", "Right", "Side not told"};

struct result {
    int day, value, clinician;
};
struct results {
    struct result *of;
    int count, worst; /* worst: the largest of deficit() */
    int told;         /* some were not written by a clinician */
};

static int side_row(int side)
{
    return side == sides2_left ? 0 : side == sides2_right ? 1 : NO_SIDE;
}

static int value_at(const void *keys, size_t at)
{
    int32_t value;
    memcpy(&value, (const char *)keys + at, sizeof value);
    return value;
}

static int deficit(enum look what, int value)
{
    return what == MRC ? 5 - value : what == REFLEX || what == SELF ? value : 0;
}

static struct results results_of(struct desk *d, enum kind kind, const struct looked *l, int leg)
{
    struct results r = {arena_alloc(d->v.a, d->v.facts.count + 1, sizeof *r.of), 0, 0, 0};
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind != kind || !stands(&d->v, f))
            continue;
        int side = kind == KIND_exam ? ((const struct fact_exam *)f->keys)->side
                                     : ((const struct fact_motor *)f->keys)->side;
        int value = value_at(f->keys, l->at);
        if (side_row(side) != leg || value == UNANSWERED)
            continue;
        r.of[r.count++] = (struct result){f->day, value, f->by == WHO_clinician};
        r.told |= f->by != WHO_clinician;
        r.worst = deficit(l->what, value) > r.worst ? deficit(l->what, value) : r.worst;
    }
    return r;
}

int newest_deficit(struct desk *d)
{
    for (int leg = 0; leg < LEGS; leg++) {
        for (int i = 0; i < EXAMS; i++) {
            struct results r = results_of(d, KIND_exam, &exam[i], leg);
            if (r.count && deficit(exam[i].what, r.of[r.count - 1].value) > 0)
                return 1;
        }
        for (int i = 0; i < MOTORS; i++) {
            struct results r = results_of(d, KIND_motor, &motor[i], leg);
            if (r.count && deficit(SELF, r.of[r.count - 1].value) > 0)
                return 1;
        }
    }
    return 0;
}

static void put_result(struct text *t, enum look what, const struct result *r, int year)
{
    struct span word = what == REFLEX ? reflexes_name(r->value)
                       : what == SIGN ? signs_name(r->value)
                       : what == SELF ? strengths_name(r->value)
                                      : (struct span){"", 0};
    text_add(t, word.p, word.len);
    if (!word.len)
        text_int(t, r->value);
    if (what == DEGREES)
        text_lit(t, " degrees");
    if (what == SELF && r->clinician)
        text_lit(t, ", seen by a clinician,");
    if (what != SELF && !r->clinician)
        text_lit(t, ", from the patient's own file,");
    text_lit(t, " on ");
    put_text_day(t, r->day, year);
}

/* "Left, big toe up, MRC: 4 on 12 Oct, 5 on 9 Nov 2026" */
static void put_results(struct text *t, const struct looked *l, int leg, const struct results *r)
{
    struct text label = {.mem = t->mem};
    int skipped = r->count - 1 - LATEST;
    text_str(&label, leg_name[leg]);
    text_lit(&label, ", ");
    text_str(&label, l->name);
    text_char(&label, '\0');
    line_begin(t, label.p);
    for (int i = 0; i < r->count; i++) {
        if (skipped > 0 && i > 0 && i <= skipped) {
            if (i == 1) {
                text_lit(t, ", then ");
                text_int(t, skipped);
                text_lit(t, " more");
            }
            continue;
        }
        text_str(t, i ? ", " : "");
        /* a year is said once where it goes on to be so */
        put_result(t, l->what, &r->of[i], i + 1 < r->count ? day_year(r->of[i + 1].day) : 0);
    }
}

/* The results of one leg: in full what was ever short of normal, has no normal or is no examination of a
 * clinician's, then what was normal. */
static int put_leg(struct desk *d, struct text *t, enum kind kind, const struct looked *l, int many,
                   int leg)
{
    struct text normal = {.mem = d->v.a};
    int said = 0;
    for (int i = 0; i < many; i++) {
        struct results r = results_of(d, kind, &l[i], leg);
        if (!r.count)
            continue;
        said++;
        if (r.worst > 0 || l[i].what == SIGN || l[i].what == DEGREES ||
            (kind == KIND_exam && r.told)) {
            put_results(t, &l[i], leg, &r);
            continue;
        }
        text_str(&normal, normal.len ? "; " : "");
        text_str(&normal, l[i].name);
        text_lit(&normal, " (");
        if (r.count > 1) {
            text_int(&normal, r.count);
            text_lit(&normal, " times, last ");
        }
        put_text_date(&normal, r.of[r.count - 1].day);
        text_char(&normal, ')');
    }
    if (normal.len) {
        struct text label = {.mem = d->v.a};
        text_str(&label, leg_name[leg]);
        text_lit(&label, ", normal when tested");
        text_char(&label, '\0');
        line_begin(t, label.p);
        text_add(t, normal.p, normal.len);
    }
    return said;
}

/* Wasting and shift are told by side, not of a leg. */
static void put_leaning(struct desk *d, struct text *t, const char *label, size_t at)
{
    int n = 0;
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        int value = f->kind == KIND_exam && stands(&d->v, f) ? value_at(f->keys, at) : UNANSWERED;
        if (value == UNANSWERED)
            continue;
        if (n++)
            text_lit(t, ", ");
        else
            line_begin(t, label);
        text_add(t, leanings_name(value).p, leanings_name(value).len);
        text_lit(t, " on ");
        put_text_date(t, f->day);
    }
}

static void put_exam_note(struct desk *d, struct text *t)
{
    for (size_t i = d->v.facts.count; i-- > 0;) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_exam *e = f->keys;
        if (f->kind != KIND_exam || !stands(&d->v, f) || !e->note.len)
            continue;
        line_begin(t, "Examiner's note");
        put_text_words(t, d, e->note);
        text_lit(t, " (");
        put_text_date(t, f->day);
        text_char(t, ')');
        return;
    }
}

void tell_exams(struct desk *d, struct text *t)
{
    int exams = 0, motors = 0;
    for (int leg = 0; leg < LEGS; leg++)
        exams += put_leg(d, t, KIND_exam, exam, EXAMS, leg);
    put_leaning(d, t, "Wasting", EXAM(wasting));
    put_leaning(d, t, "Shift", EXAM(shift));
    put_exam_note(d, t);
    if (!first_of(d, KIND_exam)) {
        line_begin(t, NULL);
        text_lit(t, "No examination here is in the record.");
    } else if (!exams) {
        line_begin(t, NULL);
        text_lit(t, "Strength, reflexes and sensation: no result is in the record.");
    }
    size_t before = t->len;
    line_begin(t, NULL);
    text_lit(t, "Strength as tested by the patient at home:");
    size_t head = t->len;
    for (int leg = 0; leg < LEGS; leg++)
        motors += put_leg(d, t, KIND_motor, motor, MOTORS, leg);
    if (!motors && t->len == head) {
        t->len = before;
        line_begin(t, "Strength as tested by the patient at home");
        text_lit(t, "not told");
    }
}
