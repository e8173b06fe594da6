/* letter_facts.c - what the parts of a letter share; who the patient is, and who writes. */
#include "letter.h"

#include "../app/asked.h"

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

void put_text_word(struct text *t, struct span word)
{
    for (uint32_t i = 0; i < word.len; i++)
        text_char(t, word.p[i] == '_' ? ' ' : word.p[i]);
}

/* --- letters of before -------------------------------------------------------------------------------------- */

int is_letter(const struct fact *f)
{
    return f->kind == KIND_letter && f->by == WHO_clinician && !f->from_file && f->id.known;
}

const struct fact *letter_named(struct desk *d, const char *id)
{
    struct fact_id name;
    if (!id || !fact_id_read((struct span){id, (uint32_t)str_len(id)}, &name))
        return NULL;
    int at = fact_named(&d->v, name);
    return at >= 0 && is_letter(&d->v.facts.fact[at]) ? &d->v.facts.fact[at] : NULL;
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
        put_text_word(t, sexes_name(sex));
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
