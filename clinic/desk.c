/* desk.c - what the clinic's pages share: numbers, acts, rows, words. */
#include "desk.h"

#include "../core/form.h"

void put_number_hex(struct text *t, int64_t number)
{
    static const char digit[] = "0123456789abcdef";
    for (int shift = 4 * (NUMBER_DIGITS - 1); shift >= 0; shift -= 4)
        text_char(t, digit[number >> shift & 15]);
}

const char *number_path(struct desk *d, const char *before, int64_t number, const char *tail)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, before);
    put_number_hex(&t, number);
    text_str(&t, tail);
    text_char(&t, '\0');
    return t.p;
}

const char *patient_path(struct desk *d, const char *tail)
{
    return number_path(d, "/clinic/patient/", d->patient, tail);
}

/* Below 2^53, so that whatever reads it as a floating number reads it whole; never 0. */
int64_t new_number(struct desk *d, int nth)
{
    const unsigned char *r = d->v.q->random;
    uint64_t n = (uint64_t)nth * 0x9e3779b97f4a7c15u;
    for (int i = 0; i < 8; i++)
        n ^= (uint64_t)r[i] << 8 * i;
    n = (n >> 11) ^ (uint64_t)r[8] << 40 ^ (uint64_t)r[9] << 32;
    n &= ((uint64_t)1 << 53) - 1;
    return n ? (int64_t)n : 1;
}

/* --- what a post does ---------------------------------------------------------------------------------- */

void act_add(struct desk *d, enum act_name name, const struct value *value, int count)
{
    if (d->r->act_count == CLINIC_ACTS || count > ACT_VALUES)
        arena_fail(d->v.a, "a page does too much at once");
    struct act *to = &d->r->act[d->r->act_count++];
    *to = (struct act){.name = name, .count = count};
    for (int i = 0; i < count; i++)
        to->value[i] = value[i];
}

void note(struct desk *d, const char *what, int64_t patient)
{
    if (d->r->note_count == CLINIC_NOTES)
        arena_fail(d->v.a, "a page notes too much at once");
    d->r->note[d->r->note_count++] = (struct audit_note){what, patient};
}

struct value value_str(const char *s)
{
    return value_text((struct span){s ? s : "", s ? (uint32_t)str_len(s) : 0});
}

struct value value_or_null(int64_t n)
{
    return n ? value_whole(n) : (struct value){VALUE_null, 0, {"", 0}};
}

struct value value_posted(struct desk *d, const char *key)
{
    const char *s = posted(&d->v, key, 0);
    size_t n = s ? str_len(s) : 0;
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\n' || s[n - 1] == '\r'))
        n--;
    while (n && *s == ' ') {
        s++;
        n--;
    }
    return value_text((struct span){n ? s : "", (uint32_t)n});
}

int64_t posted_number(struct desk *d, const char *key)
{
    const char *s = posted(&d->v, key, 0);
    int64_t n = 0;
    if (!s || str_len(s) != NUMBER_DIGITS)
        return 0;
    for (; *s; s++) {
        int digit = *s >= '0' && *s <= '9' ? *s - '0' : *s >= 'a' && *s <= 'f' ? *s - 'a' + 10 : -1;
        if (digit < 0)
            return 0;
        n = n << 4 | digit;
    }
    return n;
}

int64_t facts_seen(struct desk *d)
{
    const char *s = posted(&d->v, "facts", 0);
    int64_t seen = 0;
    for (; s && *s >= '0' && *s <= '9' && seen <= d->q->facts; s++)
        seen = seen * 10 + (*s - '0');
    return s && !*s && seen <= d->q->facts ? seen : 0;
}

/* The record is in the order of what happened; of arrival is the order of its lines. */
int came_after(const struct fact *f, int64_t seen, uint64_t kinds)
{
    return f->line_no > seen && f->kind < 64 && kinds >> f->kind & 1;
}

int came_since(struct desk *d, uint64_t kinds)
{
    int64_t seen = facts_seen(d);
    int count = 0;
    for (size_t i = 0; i < d->v.facts.count; i++)
        count += came_after(&d->v.facts.fact[i], seen, kinds);
    return count;
}

/* --- rows ---------------------------------------------------------------------------------------------- */

int row_of(const struct rows *r, int64_t number)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (row_whole(r, i, 0) == number)
            return (int)i;
    return -1;
}

const char *name_of_staff(struct desk *d, int64_t account)
{
    int at = account ? row_of(&d->q->staff_rows, account) : -1;
    return at < 0 ? "nobody" : row_text(&d->q->staff_rows, (uint32_t)at, staff_name);
}

int64_t second_name(struct desk *d)
{
    int64_t second = d->q->clinic.count ? row_whole(&d->q->clinic, 0, clinic_second) : 0;
    int at = second ? row_of(&d->q->staff_rows, second) : -1;
    return at >= 0 && !row_is(&d->q->staff_rows, (uint32_t)at, staff_left_s) ? second : 0;
}

const char *name_of_site(struct desk *d, int64_t site)
{
    int at = site ? row_of(&d->q->sites, site) : -1;
    return at < 0 ? "no site" : row_text(&d->q->sites, (uint32_t)at, sites_name);
}

struct diary diary_here(struct desk *d)
{
    struct diary y;
    diary_of(&d->q->diary, &d->q->sites, &y);
    return y;
}

void queue_mail(struct desk *d, int64_t booking, int64_t waiting, const char *what, int64_t of)
{
    enum { APART = 64 }; /* from the numbers that the page itself draws */
    act(d, mail_add, value_whole(new_number(d, APART + d->r->act_count)), value_or_null(booking),
        value_or_null(waiting), value_str(what), value_whole(of), value_whole(d->v.now.at_s));
}

/* --- words --------------------------------------------------------------------------------------------- */

static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

void put_year_date(struct visit *v, int day)
{
    int y, m, d;
    day_civil(day, &y, &m, &d);
    html_put(&v->w, "%d %s %d", d, month[m - 1], y);
}

void put_instant(struct desk *d, int64_t at_s)
{
    int64_t local = at_s + (int64_t)d->v.now.offset * 60;
    int day = (int)((local >= 0 ? local : local - 86399) / 86400);
    int minute = (int)((local - (int64_t)day * 86400) / 60), y, m, date;
    day_civil(day, &y, &m, &date);
    if (day == d->v.now.day)
        html_put(&d->v.w, "today");
    else
        html_put(&d->v.w, "%d %s", date, month[m - 1]);
    html_put(&d->v.w, " %d%d:%d%d", minute / 600, minute / 60 % 10, minute % 60 / 10, minute % 10);
}
