/* letter_course.c - how it went, as the patient told it, for a letter: first, highest and last, with dates. */
#include "letter.h"

#include "../app/days.h"

static void tell_onset(struct desk *d, struct text *t)
{
    const struct episode *e = &d->v.known.episode;
    line_begin(t, "Onset");
    if (e->at == NEVER_AT) {
        text_lit(t, "not told");
        return;
    }
    if (e->said.began == UNANSWERED) {
        text_lit(t, "date not told, first told of here on ");
        put_text_date(t, e->day);
    } else {
        put_text_date(t, e->began);
        text_lit(t, ", ");
        text_int(t, (d->v.day - e->began) / 7);
        text_str(t, (d->v.day - e->began) / 7 == 1 ? " week ago" : " weeks ago");
    }
    if (e->said.number != UNANSWERED) {
        text_lit(t, ", episode ");
        text_int(t, e->said.number);
    }
    line_begin(t, "Side");
    if (e->said.side == UNANSWERED)
        text_lit(t, "not told");
    else
        put_text_word(t, sides3_name(e->said.side));
    if (e->said.below_knee != UNANSWERED) {
        text_str(t, e->said.below_knee == answers_yes  ? ", below the knee"
                    : e->said.below_knee == answers_no ? ", not below the knee"
                                                       : ", below the knee: unsure");
    }
}

enum measure_of { OF_leg, OF_back, OF_reach, OF_tingle };
static int told_of(const struct fact_checkin *c, enum measure_of what)
{
    return what == OF_leg     ? c->leg
           : what == OF_back  ? c->back
           : what == OF_reach ? checkin_reach(c)
                              : checkin_tingle(c);
}

static void put_value(struct text *t, enum measure_of what, int value)
{
    if (what == OF_leg || what == OF_back) {
        text_int(t, value);
        text_lit(t, " of 10");
    } else if (value == zones_calf) {
        text_lit(t, "lower leg");
    } else {
        put_text_word(t, zones_name(value));
    }
}

struct told_all { /* one measure in this episode */
    const struct fact *first, *most, *last;
    int count;
};
static struct told_all told_in_episode(struct desk *d, enum measure_of what)
{
    struct told_all told = {0};
    int since = d->v.known.episode.at == NEVER_AT ? INT32_MIN : d->v.known.episode.began;
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind != KIND_checkin || f->day < since || !stands(&d->v, f) ||
            told_of(f->keys, what) == UNANSWERED)
            continue;
        told.first = told.first ? told.first : f;
        if (!told.most || told_of(f->keys, what) > told_of(told.most->keys, what))
            told.most = f;
        told.last = f;
        told.count++;
    }
    return told;
}

static void put_told(struct text *t, enum measure_of what, const struct fact *f, const char *which)
{
    put_value(t, what, told_of(f->keys, what));
    text_str(t, which);
    put_text_date(t, f->day);
}

/* "first 7 of 10 on 12 Oct 2026, highest 8 of 10 on 5 Nov 2026, last 2 of 10 on 25 Nov 2026 (31 answers)" */
static void tell_measure(struct desk *d, struct text *t, enum measure_of what, const char *label,
                         const char *most)
{
    struct told_all told = told_in_episode(d, what);
    line_begin(t, label);
    if (!told.count) {
        text_lit(t, "not told");
        return;
    }
    if (told.count == 1) {
        put_told(t, what, told.first, " on ");
        text_lit(t, " (one answer)");
        return;
    }
    text_lit(t, "first ");
    put_told(t, what, told.first, " on ");
    if (told_of(told.most->keys, what) > told_of(told.first->keys, what) &&
        told_of(told.most->keys, what) > told_of(told.last->keys, what)) {
        text_lit(t, ", ");
        text_str(t, most);
        text_char(t, ' ');
        put_told(t, what, told.most, " on ");
    }
    text_lit(t, ", last ");
    put_told(t, what, told.last, " on ");
    text_lit(t, " (");
    text_int(t, told.count);
    text_lit(t, " answers)");
}

static void tell_week(struct desk *d, struct text *t)
{
    struct days days;
    days_of(&d->v, d->v.day - 6, d->v.day, &days);
    int leg = days_median(&days, TOLD_leg, 0, 7, 3), back = days_median(&days, TOLD_back, 0, 7, 3);
    line_begin(t, "Last 7 days");
    text_lit(t, "answered on ");
    text_int(t, days_answered(&days, 0, 7));
    text_lit(t, " of 7");
    if (leg != NOT_TOLD) {
        text_lit(t, ", median leg ");
        text_int(t, leg);
    }
    if (back != NOT_TOLD) {
        text_lit(t, ", median back ");
        text_int(t, back);
    }
}

/* The newest answer that a check-in gives of numbness, sleep or walking; NULL. */
static const struct fact *newest_with(struct desk *d, int (*has)(const struct fact_checkin *c))
{
    for (size_t i = d->v.facts.count; i-- > 0;) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind == KIND_checkin && stands(&d->v, f) && has(f->keys))
            return f;
    }
    return NULL;
}
static int has_numb(const struct fact_checkin *c)
{
    return c->numb != UNANSWERED;
}
static int has_walk(const struct fact_checkin *c)
{
    return c->walk_min != UNANSWERED;
}
static int has_sleep(const struct fact_checkin *c)
{
    return c->sleep != UNANSWERED;
}

static void tell_now(struct desk *d, struct text *t)
{
    const struct fact *numb = newest_with(d, has_numb), *walk = newest_with(d, has_walk),
                      *sleep = newest_with(d, has_sleep);
    line_begin(t, "Numbness, as the patient compares it");
    if (numb) {
        put_text_word(t, numbs_name(((const struct fact_checkin *)numb->keys)->numb));
        text_lit(t, " on ");
        put_text_date(t, numb->day);
    } else {
        text_lit(t, "not told");
    }
    if (walk) {
        line_begin(t, "Longest comfortable walk");
        text_int(t, ((const struct fact_checkin *)walk->keys)->walk_min);
        text_lit(t, " minutes on ");
        put_text_date(t, walk->day);
    }
    if (sleep) {
        line_begin(t, "Sleep");
        put_text_word(t, sleeps_name(((const struct fact_checkin *)sleep->keys)->sleep));
        text_lit(t, " on ");
        put_text_date(t, sleep->day);
    }
}

void tell_course(struct desk *d, struct text *t)
{
    tell_onset(d, t);
    tell_measure(d, t, OF_leg, "Leg pain", "highest");
    tell_measure(d, t, OF_back, "Back pain", "highest");
    tell_measure(d, t, OF_reach, "Farthest point of the pain", "farthest");
    tell_measure(d, t, OF_tingle, "Farthest point of the tingling", "farthest");
    tell_now(d, t);
    tell_week(d, t);
}
