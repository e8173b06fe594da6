/* setup.c - what the pages share on which the diary is set up. */
#include "setup.h"

#include "../app/asked.h"

const char *const setup_weekdays[WEEK] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};

/* --- times ---------------------------------------------------------------------------------------------------- */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* H, HH, H:MM or HH:MM, also with a full stop; -1: it is none. Past midnight is above DAY_MINUTES. */
static int time_of(const char *s)
{
    int hour = 0, minute = 0, n = 0;
    for (; n < 2 && is_digit(*s); n++)
        hour = 10 * hour + (*s++ - '0');
    if (!n)
        return -1;
    if (!*s)
        return 60 * hour;
    if ((*s != ':' && *s != '.') || !is_digit(s[1]) || !is_digit(s[2]) || s[3])
        return -1;
    minute = 10 * (s[1] - '0') + (s[2] - '0');
    return minute < 60 ? 60 * hour + minute : -1;
}

static const char *terminated(struct desk *d, struct span s)
{
    struct text t = {.mem = d->v.a};
    text_add(&t, s.p, s.len);
    text_char(&t, '\0');
    return t.p;
}

int setup_take_time(struct desk *d, const char *key, const char *must)
{
    struct value v = value_posted(d, key);
    int minute;
    if (!v.text.len) {
        if (must)
            wrong(&d->v, key, must);
        return -1;
    }
    minute = time_of(terminated(d, v.text));
    if (minute < 0)
        wrong(&d->v, key, "Write the time with hours and minutes, as in 8:30.");
    else if (minute > DAY_MINUTES)
        wrong(&d->v, key,
              "This goes past midnight. Write 24:00 at the latest, and the rest on the next day.");
    return minute > DAY_MINUTES ? -1 : minute;
}

void setup_ask_time(struct desk *d, const char *key, const char *ask, const char *hint)
{
    const char *was = posted(&d->v, key, 0);
    field_open(&d->v, key, ask, hint);
    html_put(&d->v.w,
             "<div class=\"unit\"><input class=\"field\" id=\"%s\" name=\"%s\" size=\"7\" "
             "autocomplete=\"off\"",
             key, key);
    field_described(&d->v, key, hint, NULL);
    if (was)
        html_put(&d->v.w, " value=\"%s\"", was);
    html_put(&d->v.w, "></div></div>");
}

void setup_put_time(struct desk *d, int minute)
{
    html_put(&d->v.w, "%d:%d%d", minute / 60, minute % 60 / 10, minute % 10);
}

void setup_fill_time(struct desk *d, const char *key, int minute)
{
    struct text t = {.mem = d->v.a};
    text_int(&t, minute / 60);
    text_char(&t, ':');
    text_char(&t, (char)('0' + minute % 60 / 10));
    text_char(&t, (char)('0' + minute % 10));
    text_char(&t, '\0');
    fill(d, key, t.p);
}

void setup_put_span(struct desk *d, int from_min, int to)
{
    if (from_min == 0 && to == DAY_MINUTES) {
        html_put(&d->v.w, "all day");
        return;
    }
    setup_put_time(d, from_min);
    html_put(&d->v.w, " to ");
    setup_put_time(d, to);
}

/* --- numbers -------------------------------------------------------------------------------------------------- */

int setup_take_number(struct desk *d, const char *key, int least, int most, const char *why)
{
    enum { DIGITS = 6 };
    struct value v = value_posted(d, key);
    int n = 0, good = v.text.len > 0 && v.text.len <= DIGITS;
    for (uint32_t i = 0; good && i < v.text.len; i++) {
        good = is_digit(v.text.p[i]);
        n = 10 * n + (v.text.p[i] - '0');
    }
    if (good && n >= least && n <= most)
        return n;
    wrong(&d->v, key, why);
    return least;
}

int64_t setup_asked_number(struct desk *d, const char *key)
{
    const char *s = asked(&d->v, key);
    int64_t n = 0;
    if (!s || str_len(s) != NUMBER_DIGITS)
        return 0;
    for (; *s; s++) {
        int digit = is_digit(*s) ? *s - '0' : *s >= 'a' && *s <= 'f' ? *s - 'a' + 10 : -1;
        if (digit < 0)
            return 0;
        n = n << 4 | digit;
    }
    return n;
}

void setup_put_button(struct desk *d, const char *what, int64_t number, const char *words,
                      const char *about)
{
    desk_form(d, NULL);
    hidden(&d->v, "do", what);
    hidden(&d->v, "row", hex_of(d, number));
    html_put(&d->v.w,
             "<p><button class=\"btn btn-2 btn-s\">%s<span class=\"sr\"> %s</span></button></p>"
             "</form>",
             words, about);
}

/* --- who and where --------------------------------------------------------------------------------------------- */

int setup_practitioners(struct desk *d, struct option **ret)
{
    const struct rows *r = &d->q->diary.practitioners;
    struct option *o = arena_alloc(d->v.a, r->count + 1, sizeof *o);
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++)
        if (!row_is(r, i, practitioners_left_s))
            o[n++] = (struct option){row_whole(r, i, practitioners_account),
                                     row_text(r, i, practitioners_name)};
    *ret = o;
    return n;
}

const char *setup_name_of(struct desk *d, int64_t account)
{
    const struct rows *r = &d->q->diary.practitioners;
    int at = account ? row_of(r, account) : -1;
    return at < 0 ? name_of_staff(d, account) : row_text(r, (uint32_t)at, practitioners_name);
}

int setup_open_rows(const struct rows *r, int closed)
{
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++)
        n += !row_is(r, i, closed);
    return n;
}
