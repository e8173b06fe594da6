/* diary_times.c - choosing a time: one of those that are free, or any other that is written. */
#include "diary_desk.h"

/* --- a free time as the value of a radio: site-who-day-minute ------------------------------------------------ */

static const char *slot_value(struct desk *d, const struct place *p)
{
    struct text t = {.mem = d->v.a};
    put_number_hex(&t, p->site);
    text_char(&t, '-');
    put_number_hex(&t, p->account);
    text_char(&t, '-');
    text_int(&t, p->day);
    text_char(&t, '-');
    text_int(&t, p->from_min);
    text_char(&t, '\0');
    return t.p;
}

static int number_in(const char **s, int base, int digits, int64_t *ret)
{
    int n = 0;
    *ret = 0;
    for (; n < digits; n++, ++*s) {
        int digit = **s >= '0' && **s <= '9'                 ? **s - '0'
                    : base == 16 && **s >= 'a' && **s <= 'f' ? **s - 'a' + 10
                                                             : -1;
        if (digit < 0)
            break;
        *ret = *ret * base + digit;
    }
    return n > 0;
}

static int slot_read(const char *s, struct place *ret)
{
    int64_t site, account, day, minute;
    if (!number_in(&s, 16, NUMBER_DIGITS, &site) || *s++ != '-' ||
        !number_in(&s, 16, NUMBER_DIGITS, &account) || *s++ != '-' || !number_in(&s, 10, 6, &day) ||
        *s++ != '-' || !number_in(&s, 10, 4, &minute) || *s)
        return 0;
    ret->site = site;
    ret->account = account;
    ret->day = (int)day;
    ret->from_min = (int)minute;
    return 1;
}

/* --- asking ----------------------------------------------------------------------------------------------------- */

/* Whom and where a time is of stands with it where it may be another. */
struct varies {
    int who, where;
};

static struct varies tell_of(const struct slot *slot, int count)
{
    struct varies t = {0, 0};
    for (int i = 1; i < count; i++) {
        t.who |= slot[i].place.account != slot[0].place.account;
        t.where |= slot[i].place.site != slot[0].place.site;
    }
    return t;
}

static void put_slot(struct desk *d, const struct place *p, struct varies with, int nth)
{
    const char *value = slot_value(d, p);
    html_put(&d->v.w, "<input type=\"radio\" name=\"when\" id=\"when");
    if (nth)
        html_put(&d->v.w, "-%d", nth);
    html_put(&d->v.w, "\" value=\"%s\"", value);
    if (posted_is(&d->v, "when", value))
        html_put(&d->v.w, " checked");
    html_put(&d->v.w, "><label for=\"when");
    if (nth)
        html_put(&d->v.w, "-%d", nth);
    html_put(&d->v.w, "\">%s", clock_words(d, p->from_min));
    if (with.who)
        html_put(&d->v.w, " %s", name_of_staff(d, p->account));
    if (with.where)
        html_put(&d->v.w, ", %s", name_of_site(d, p->site));
    html_put(&d->v.w, "</label>");
}

/* The times of one day, from the first on; open: the first day, and that of what is chosen. The next day's first. */
static int put_day_of(struct desk *d, const struct slot *slot, int count, int first,
                      struct varies with)
{
    int day = slot[first].place.day, n = first, chosen = !first;
    for (; n < count && slot[n].place.day == day; n++)
        chosen |= posted_is(&d->v, "when", slot_value(d, &slot[n].place));
    if (chosen)
        html_put(&d->v.w, "<details class=\"day\" open><summary>");
    else
        html_put(&d->v.w, "<details class=\"day\"><summary>");
    put_day(&d->v, day);
    html_put(&d->v.w, " <span class=\"was\">%d free</span></summary>", n - first);
    html_put(&d->v.w, "<fieldset class=\"taps\"><legend class=\"sr\">");
    put_day(&d->v, day);
    html_put(&d->v.w, "</legend>");
    for (int i = first; i < n; i++)
        put_slot(d, &slot[i].place, with, i);
    html_put(&d->v.w, "</fieldset></details>");
    return n;
}

int minute_asked(struct desk *d)
{
    const char *s = posted(&d->v, "min", 0);
    int64_t minute;
    return s && number_in(&s, 10, 4, &minute) && !*s && minute < DAY_MINUTES ? (int)minute : -1;
}

/* What ?min= asks for: the free time that it is, else it is written in the field. */
static void preset(struct desk *d, const struct wish *w, const struct slot *slot, int count)
{
    int minute = minute_asked(d);
    if (minute < 0 || d->v.q->post)
        return;
    for (int i = 0; i < count; i++)
        if (slot[i].place.day == w->first_day && slot[i].place.from_min == minute) {
            fill(d, "when", slot_value(d, &slot[i].place));
            return;
        }
    fill(d, "time", clock_words(d, minute));
}

static void put_wrong(struct desk *d)
{
    const char *why = wrong_about(&d->v, "when");
    if (!why)
        return;
    html_put(&d->v.w, "<p class=\"error\">");
    icon(&d->v, "stop");
    html_put(&d->v.w, "<span><span class=\"sr\">Error: </span>%s</span></p>", why);
}

void ask_times(struct desk *d, const struct wish *w)
{
    struct diary y = diary_here(d);
    struct slot *slot = arena_alloc(d->v.a, TIMES_SHOWN, sizeof *slot);
    int n = slots_find(&y, w, slot, TIMES_SHOWN);
    preset(d, w, slot, n);
    put_wrong(d);
    for (int i = 0; i < n;)
        i = put_day_of(d, slot, n, i, tell_of(slot, n));
    if (!n)
        html_put(&d->v.w, "<p id=\"when\" class=\"sub\">No time is free in these two weeks. Choose "
                          "a later day, or write a time.</p>");
    html_put(&d->v.w, "<div class=\"fields\">");
    ask_text(&d->v, "time", "Or any other time, on the day chosen above",
             "As in 14:30. It may lie outside the usual hours.", 1);
    html_put(&d->v.w, "</div>");
}

void ask_outside(struct desk *d, const struct place *p)
{
    struct choice yes = {slot_value(d, p), "Yes, at that time all the same", NULL};
    if (wrong_about(&d->v, "outside"))
        ask_many(&d->v, "outside", "Outside the usual hours?", NULL, &yes, 1);
}

/* --- taking ------------------------------------------------------------------------------------------------------- */

/* The written time of the day above, with whom and where is chosen there. */
static int take_written(struct desk *d, const char *time, struct place *p)
{
    int minute = minute_read(time);
    if (minute < 0)
        wrong(&d->v, "time", "Write a time of the day, as in 14:30.");
    p->account = posted_number(d, "who");
    p->site = posted_number(d, "site");
    p->day = d->q->diary_day;
    p->from_min = minute;
    if (!p->account)
        wrong(&d->v, "who", "Choose with whom, for a time that you write.");
    if (!p->site)
        wrong(&d->v, "site", "Choose where, for a time that you write.");
    return minute >= 0 && p->account && p->site;
}

static const char *field_of(enum no no, int written)
{
    if (!written)
        return "when";
    return no == NO_site                                             ? "site"
           : no == NO_practitioner || no == NO_offer || no == NO_day ? "who"
                                                                     : "time";
}

int take_time(struct desk *d, struct place *p, int64_t except)
{
    struct diary y = diary_here(d);
    const char *time = posted(&d->v, "time", 0), *when = posted(&d->v, "when", 0);
    int outside = 0;
    if (time ? !take_written(d, time, p) : !when || !slot_read(when, p)) {
        if (!time)
            wrong(&d->v, "when", "Choose a time, or write one.");
        return 0;
    }
    enum no no = place_no(&y, p, except, &outside);
    if (no == NO_reason && p->day < now_at(d, p->site).day)
        no = NO_past;
    if (no != NO_reason)
        wrong(&d->v, field_of(no, time != NULL), no_words(no));
    else if (outside && !posted_is(&d->v, "outside", slot_value(d, p)))
        wrong(&d->v, "outside",
              "That is outside their usual hours of that day. Say that it is meant, or choose "
              "another time.");
    return !d->v.wrongs;
}
