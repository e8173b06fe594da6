/* hours_change.c - hours are added and dropped: never two at once of one practitioner. */
#include "hours.h"

struct stint { /* as a row of hours would be */
    int64_t account, site;
    int weekday, day; /* -1, INT32_MIN: none */
    int from_min, to_min;
    int first_day, last_day; /* INT32_MIN: none */
};

static struct stint stint_of(const struct rows *h, uint32_t i)
{
    return (struct stint){
        .account = row_whole(h, i, hours_account),
        .site = row_whole(h, i, hours_site),
        .weekday = row_is(h, i, hours_weekday) ? (int)row_whole(h, i, hours_weekday) : -1,
        .day = row_is(h, i, hours_day) ? (int)row_whole(h, i, hours_day) : INT32_MIN,
        .from_min = (int)row_whole(h, i, hours_from_min),
        .to_min = (int)row_whole(h, i, hours_to_min),
        .first_day =
            row_is(h, i, hours_first_day) ? (int)row_whole(h, i, hours_first_day) : INT32_MIN,
        .last_day =
            row_is(h, i, hours_last_day) ? (int)row_whole(h, i, hours_last_day) : INT32_MIN};
}

static int within(const struct stint *x, int day)
{
    return (x->first_day == INT32_MIN || x->first_day <= day) &&
           (x->last_day == INT32_MIN || x->last_day >= day);
}

/* Whether there is a day of both. Two of each week have one when their time together holds a day of that
 * weekday. */
static int share_a_day(const struct stint *x, const struct stint *y)
{
    if (x->day != INT32_MIN && y->day != INT32_MIN)
        return x->day == y->day;
    if (x->day != INT32_MIN)
        return day_weekday(x->day) == y->weekday && within(y, x->day);
    if (y->day != INT32_MIN)
        return share_a_day(y, x);
    if (x->weekday != y->weekday)
        return 0;
    int first = x->first_day > y->first_day ? x->first_day : y->first_day;
    int last = x->last_day == INT32_MIN || (y->last_day != INT32_MIN && y->last_day < x->last_day)
                   ? y->last_day
                   : x->last_day;
    if (first == INT32_MIN || last == INT32_MIN)
        return 1;
    return first + (x->weekday - day_weekday(first) + WEEK) % WEEK <= last;
}

/* Minutes between them, below 0 where they overlap. */
static int between(const struct stint *x, const struct stint *y)
{
    return x->from_min < y->from_min ? y->from_min - x->to_min : x->from_min - y->to_min;
}

static int is_over(const struct stint *x, int today)
{
    int last = x->day != INT32_MIN ? x->day : x->last_day;
    return last != INT32_MIN && last < today;
}

int hours_gap_next(struct desk *d, struct hours_at *at, struct hours_gap *ret)
{
    const struct rows *h = &d->q->diary.hours;
    for (; at->i < h->count; at->i++, at->k = at->i + 1)
        while (at->k < h->count) {
            uint32_t k = at->k++;
            struct stint x = stint_of(h, at->i), y = stint_of(h, k);
            int gap = between(&x, &y);
            if (x.account != d->number || y.account != d->number || x.site == y.site ||
                gap >= d->q->diary.travel_min || is_over(&x, d->v.day) || is_over(&y, d->v.day) ||
                !share_a_day(&x, &y))
                continue;
            int first = x.from_min < y.from_min;
            *ret = (struct hours_gap){y.day != INT32_MIN ? k : at->i, gap > 0 ? gap : 0,
                                      first ? x.site : y.site, first ? y.site : x.site};
            return 1;
        }
    return 0;
}

/* --- adding ------------------------------------------------------------------------------------------------------ */

static const char *overlap_words(struct desk *d, const struct stint *x)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, setup_name_of(d, d->number));
    text_lit(&t, " works at ");
    text_str(&t, name_of_site(d, x->site));
    text_lit(&t, " at that time already");
    if (x->day == INT32_MIN) {
        text_lit(&t, ", on ");
        text_str(&t, setup_weekdays[x->weekday]);
        text_lit(&t, "s");
    }
    text_lit(&t, ". Drop those hours first, or choose others.");
    text_char(&t, '\0');
    return t.p;
}

/* Those that this very form made when it was first sent do not stand in its way. */
static void must_not_overlap(struct desk *d, const struct stint *x, int64_t number,
                             const char *field)
{
    const struct rows *h = &d->q->diary.hours;
    for (uint32_t i = 0; i < h->count; i++) {
        struct stint y = stint_of(h, i);
        if (y.account != d->number || row_whole(h, i, hours_hours) == number ||
            is_over(&y, d->v.day) || between(x, &y) >= 0 || !share_a_day(x, &y))
            continue;
        wrong(&d->v, field, overlap_words(d, &y));
        return;
    }
}

static void take_span(struct desk *d, const char *from, const char *to, struct stint *ret)
{
    ret->from_min = setup_take_time(d, from, "Write when they begin, as in 8:30.");
    ret->to_min = setup_take_time(d, to, "Write when they end, as in 12:30.");
    if (ret->from_min >= 0 && ret->to_min >= 0 && ret->to_min <= ret->from_min)
        wrong(&d->v, to,
              "This is not after the beginning. Hours end on the day on which they "
              "begin.");
}

static int64_t take_site(struct desk *d, const char *field)
{
    struct option *o;
    int n = site_options(d, 0, &o);
    int64_t site = take_pick(d, field, o, n);
    if (!site && !wrong_about(&d->v, field))
        wrong(&d->v, field, "Choose the site.");
    return site;
}

static struct value value_day(int day)
{
    return day == INT32_MIN ? value_or_null(0) : value_whole(day);
}

static void add(struct desk *d, int64_t number, const struct stint *x)
{
    if (row_of(&d->q->diary.hours, number) >= 0) /* this very form, sent again */
        return;
    act(d, hours_add, value_whole(number), value_whole(d->number), value_whole(x->site),
        x->weekday < 0 ? value_or_null(0) : value_whole(x->weekday), value_day(x->day),
        value_whole(x->from_min), value_whole(x->to_min), value_day(x->first_day),
        value_day(x->last_day));
}

static int64_t number_on(struct desk *d, int weekday)
{
    return form_number(d) ^ (weekday + 1);
}

static int is_ticked(struct desk *d, int weekday)
{
    const char digit[2] = {(char)('0' + weekday), '\0'};
    return posted_is(&d->v, "weekday", digit);
}

static void add_weekly(struct desk *d)
{
    struct stint x = {.account = d->number, .day = INT32_MIN};
    int ticked = 0;
    for (int i = 0; i < WEEK; i++)
        ticked += is_ticked(d, i);
    if (!ticked)
        wrong(&d->v, "weekday", "Tick at least one day of the week.");
    x.site = take_site(d, "site");
    take_span(d, "from", "to", &x);
    x.first_day = posted_day(d, "first_day");
    x.last_day = posted_day(d, "last_day");
    if (x.last_day != INT32_MIN && (x.last_day < d->v.day || x.last_day < x.first_day))
        wrong(&d->v, "last_day", "The last day is over already, or is before the first.");
    for (int i = 0; i < WEEK && !d->v.wrongs; i++) {
        x.weekday = i;
        if (is_ticked(d, i))
            must_not_overlap(d, &x, number_on(d, i), "from");
    }
    for (int i = 0; i < WEEK && !d->v.wrongs; i++) {
        x.weekday = i;
        if (is_ticked(d, i))
            add(d, number_on(d, i), &x);
    }
}

static void add_day(struct desk *d)
{
    struct stint x = {.account = d->number,
                      .weekday = -1,
                      .day = posted_day(d, "on"),
                      .first_day = INT32_MIN,
                      .last_day = INT32_MIN};
    if (x.day == INT32_MIN && !wrong_about(&d->v, "on"))
        wrong(&d->v, "on", "Write the day.");
    else if (x.day != INT32_MIN && x.day < d->v.day)
        wrong(&d->v, "on", "That day is over. Write today or later.");
    x.site = take_site(d, "at");
    take_span(d, "on_from", "on_to", &x);
    if (!d->v.wrongs)
        must_not_overlap(d, &x, form_number(d), "on_from");
    if (!d->v.wrongs)
        add(d, form_number(d), &x);
}

/* --- the post ---------------------------------------------------------------------------------------------------------- */

static void drop(struct desk *d)
{
    const struct rows *h = &d->q->diary.hours;
    int64_t number = posted_number(d, "row");
    int at = number ? row_of(h, number) : -1;
    if (at < 0 || row_whole(h, (uint32_t)at, hours_account) != d->number)
        return; /* dropped already */
    act(d, hours_drop, value_whole(number));
}

void hours_of_post(struct desk *d)
{
    const struct rows *r = &d->q->diary.practitioners;
    int at = d->number ? row_of(r, d->number) : -1;
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    if (posted_is(&d->v, "do", "drop"))
        drop(d);
    else if (row_is(r, (uint32_t)at, practitioners_left_s))
        ; /* nothing is added for who has left */
    else if (posted_is(&d->v, "do", "day"))
        add_day(d);
    else
        add_weekly(d);
    if (d->v.wrongs) {
        hours_of_get(d);
        return;
    }
    if (d->r->act_count)
        note(d, "hours changed", 0);
    go_to(&d->v, number_path(d, "/clinic/hours/", d->number, ""));
}
