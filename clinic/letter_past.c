/* letter_past.c - history and medicines, for a letter. */
#include "letter.h"

#include "../engine/known.h"

#include <stddef.h>

static void put_set(struct text *t, uint32_t set, struct span (*name)(int))
{
    int n = 0;
    for (int i = 0; i < 32; i++)
        if (set >> i & 1) {
            text_str(t, n++ ? ", " : "");
            put_text_word(t, name(i));
        }
}

static void tell_dated(struct text *t, const char *label, int day)
{
    if (day == UNANSWERED)
        return;
    line_begin(t, label);
    put_text_date(t, day);
}

static void tell_history(struct desk *d, struct text *t, const char *label, size_t at)
{
    for (size_t i = d->v.facts.count; i-- > 0;) {
        const struct fact *f = &d->v.facts.fact[i];
        struct span words;
        if (f->kind != KIND_history || !stands(&d->v, f))
            continue;
        memcpy(&words, (const char *)f->keys + at, sizeof words);
        if (!words.len)
            continue;
        line_begin(t, label);
        put_text_words(t, d, words);
        text_lit(t, " (");
        put_text_date(t, f->day);
        text_char(t, ')');
        return;
    }
}
#define HISTORY(key) offsetof(struct fact_history, key)

void tell_past(struct desk *d, struct text *t)
{
    const struct person *p = &d->v.known.person;
    line_begin(t, "Conditions told");
    if (p->has)
        put_set(t, p->has, conditions_name);
    else
        text_lit(t, "none is in the record; whether there are any is not known");
    tell_dated(t, "Last spinal operation", p->surgery);
    tell_dated(t, "Last spinal injection", p->injection);
    if (pregnant_weeks_now(&d->v.known) > 0) {
        line_begin(t, "Pregnancy");
        text_int(t, pregnant_weeks_now(&d->v.known));
        text_lit(t, " weeks, counted from what was told");
    }
    tell_history(d, t, "Presenting", HISTORY(presenting));
    tell_history(d, t, "Past history", HISTORY(past));
    tell_history(d, t, "Family", HISTORY(family));
    tell_history(d, t, "Home and work", HISTORY(social));
    tell_history(d, t, "Findings", HISTORY(findings));
    tell_history(d, t, "Impression", HISTORY(impression));
}

void tell_medicines(struct desk *d, struct text *t)
{
    const struct fact *f = NULL;
    for (size_t i = 0; i < d->v.facts.count; i++)
        if (d->v.facts.fact[i].kind == KIND_medicine && stands(&d->v, &d->v.facts.fact[i]) &&
            ((const struct fact_medicine *)d->v.facts.fact[i].keys)->taking)
            f = &d->v.facts.fact[i];
    line_begin(t, "For pain");
    if (f) {
        const struct fact_medicine *m = f->keys;
        put_set(t, m->taking, medicines_name);
        text_lit(t, " (told ");
        put_text_date(t, f->day);
        text_char(t, ')');
        if (m->helps != UNANSWERED) {
            text_lit(t, ", helps ");
            text_int(t, m->helps);
            text_lit(t, " of 10");
        }
    } else {
        text_lit(t, "not told");
    }
    line_begin(t, "Blood thinner");
    text_str(t, known_has(&d->v.known, conditions_blood_thinner)
                    ? "yes"
                    : "none is in the record; whether one is taken is not known");
    tell_history(d, t, "As written in the case history", HISTORY(medicines));
}
