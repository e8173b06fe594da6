/* letter_instruments.c - how it was measured, for a letter: the first and the last of each instrument. */
#include "letter.h"

#include "../app/asked.h"

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
