/* letter_facts.c - who the patient is, how it went, what was before: in lines for a letter. */
#include "letter.h"

#include "../app/asked.h"
#include "../app/days.h"
#include "../engine/known.h"

/* --- what the parts share ------------------------------------------------------------------------------ */

void line_begin(struct text *t, const char *label)
{
    if (t->len)
        text_char(t, '\n');
    if (label) {
        text_str(t, label);
        text_lit(t, ": ");
    }
}

void put_text_day(struct text *t, int day, int this_year)
{
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int y, m, date;
    day_civil(day, &y, &m, &date);
    text_int(t, date);
    text_char(t, ' ');
    text_str(t, month[m - 1]);
    if (y != this_year) {
        text_char(t, ' ');
        text_int(t, y);
    }
}

void put_text_date(struct text *t, int day)
{
    put_text_day(t, day, 0);
}

void put_text_time(struct text *t, const struct fact *f, int this_year)
{
    put_text_day(t, f->day, this_year);
    text_char(t, ' ');
    text_padded(t, f->minute / 60, 2);
    text_char(t, ':');
    text_padded(t, f->minute % 60, 2);
}

void put_text_words(struct text *t, struct desk *d, struct span coded)
{
    const char *s = plain_text(&d->v, coded);
    size_t n = str_len(s);
    while (n && (s[n - 1] == '\n' || s[n - 1] == '\r' || s[n - 1] == ' '))
        n--;
    for (size_t i = 0; i < n; i++)
        if (s[i] != '\r')
            text_char(t, s[i] == '\n' ? ' ' : s[i]);
}

const struct fact *last_of(struct desk *d, enum kind kind)
{
    for (size_t i = d->v.facts.count; i-- > 0;) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind == kind && stands(&d->v, f))
            return f;
    }
    return NULL;
}

const struct fact *first_of(struct desk *d, enum kind kind)
{
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind == kind && stands(&d->v, f))
            return f;
    }
    return NULL;
}

static void put_word(struct text *t, struct span word)
{
    for (uint32_t i = 0; i < word.len; i++)
        text_char(t, word.p[i] == '_' ? ' ' : word.p[i]);
}

/* --- the person ------------------------------------------------------------------------------------------ */

static int born_of(struct desk *d)
{
    const struct rows *p = &d->q->patient;
    int64_t told = p->count ? row_whole(p, 0, patient_born) : 0;
    int born = told >= 1850 && told <= 2200 ? (int)told : d->v.known.person.born;
    return born >= 1850 && born <= 2200 ? born : 0;
}

static void tell_sex(struct desk *d, struct text *t)
{
    int sex = UNANSWERED;
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_profile *p = f->keys;
        if (f->kind == KIND_profile && stands(&d->v, f) && p->sex != UNANSWERED)
            sex = p->sex;
    }
    if (sex == sexes_female || sex == sexes_male) {
        text_lit(t, ", ");
        put_word(t, sexes_name(sex));
    }
}

void tell_person(struct desk *d, struct text *t)
{
    const struct rows *p = &d->q->patient;
    int born = born_of(d);
    line_begin(t, "Patient");
    text_str(t, p->count ? row_text(p, 0, patient_name) : "");
    if (born) {
        text_lit(t, ", about ");
        text_int(t, day_year(d->v.day) - born);
        text_lit(t, ", born ");
        text_int(t, born);
    } else {
        text_lit(t, ", age not known");
    }
    tell_sex(d, t);
    if (p->count && row_text(p, 0, patient_telephone)[0]) {
        text_lit(t, ", telephone ");
        text_str(t, row_text(p, 0, patient_telephone));
    }
}

/* --- the course ------------------------------------------------------------------------------------------ */

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
        put_word(t, sides3_name(e->said.side));
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
        put_word(t, zones_name(value));
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
        put_word(t, numbs_name(((const struct fact_checkin *)numb->keys)->numb));
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
        put_word(t, sleeps_name(((const struct fact_checkin *)sleep->keys)->sleep));
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

/* --- before, and medicines --------------------------------------------------------------------------------- */

static void put_set(struct text *t, uint32_t set, struct span (*name)(int))
{
    int n = 0;
    for (int i = 0; i < 32; i++)
        if (set >> i & 1) {
            text_str(t, n++ ? ", " : "");
            put_word(t, name(i));
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

/* --- who writes --------------------------------------------------------------------------------------------- */

/* The patient's site, else that of who writes, else the only one. */
int letter_site(struct desk *d)
{
    const struct rows *p = &d->q->patient, *s = &d->q->sites;
    int at =
        p->count && row_whole(p, 0, patient_site) ? row_of(s, row_whole(p, 0, patient_site)) : -1;
    if (at < 0 && d->who->site)
        at = row_of(s, d->who->site);
    return at < 0 && s->count == 1 ? 0 : at;
}

static void put_after(struct text *t, const char *s)
{
    if (s[0]) {
        text_lit(t, ", ");
        text_str(t, s);
    }
}

void tell_writer(struct desk *d, struct text *t)
{
    const struct rows *s = &d->q->sites;
    int site = letter_site(d);
    line_begin(t, NULL);
    text_str(t, d->v.clinician);
    line_begin(t, NULL);
    text_str(t, d->q->clinic.count ? row_text(&d->q->clinic, 0, clinic_name) : "");
    if (site < 0)
        return;
    put_after(t, row_text(s, (uint32_t)site, sites_name));
    put_after(t, row_text(s, (uint32_t)site, sites_address));
    if (row_text(s, (uint32_t)site, sites_telephone)[0]) {
        line_begin(t, "Telephone");
        text_str(t, row_text(s, (uint32_t)site, sites_telephone));
    }
}
