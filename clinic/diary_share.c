/* diary_share.c - small things that the pages of the diary share: what is asked for, times and names in words. */
#include "../app/asked.h"
#include "diary_desk.h"

/* --- what is asked for ------------------------------------------------------------------------------------ */

int64_t asked_number(struct desk *d, const char *key)
{
    const char *s = asked(&d->v, key);
    int64_t n = 0;
    int digits = 0;
    for (; s && *s; s++, digits++) {
        int digit = *s >= '0' && *s <= '9' ? *s - '0' : *s >= 'a' && *s <= 'f' ? *s - 'a' + 10 : -1;
        if (digit < 0 || digits == NUMBER_DIGITS)
            return 0;
        n = n << 4 | digit;
    }
    return digits == NUMBER_DIGITS ? n : 0;
}

static int64_t site_asked(struct desk *d)
{
    const struct rows *r = &d->q->sites;
    const int64_t wanted[] = {asked_number(d, "site"), d->who->site};
    for (int i = 0; i < COUNT_OF(wanted); i++) {
        int at = wanted[i] ? row_of(r, wanted[i]) : -1;
        if (at >= 0 && (i == 0 || !row_is(r, (uint32_t)at, sites_closed_s)))
            return wanted[i];
    }
    return r->count ? row_whole(r, 0, sites_site) : 0; /* those that are open come first */
}

struct moment now_at(struct desk *d, int64_t site)
{
    struct diary y = diary_here(d);
    return civil_moment(zone_of(&y, site), d->q->diary.now_s);
}

void diary_view(struct desk *d, struct diary_view *ret)
{
    int64_t who = asked_number(d, "who");
    ret->y = diary_here(d);
    ret->site = site_asked(d);
    ret->account = who && row_of(&d->q->diary.practitioners, who) >= 0 ? who : 0;
    ret->day = d->q->diary_day;
    ret->now = now_at(d, ret->site);
}

static int two_digits(const char **s)
{
    int n = -1;
    for (int i = 0; i < 2 && **s >= '0' && **s <= '9'; i++, ++*s)
        n = (n < 0 ? 0 : n * 10) + (**s - '0');
    return n;
}

int minute_read(const char *s)
{
    int hour, minute;
    while (*s == ' ')
        s++;
    hour = two_digits(&s);
    if (*s != ':' && *s != '.')
        return -1;
    s++;
    if (*s < '0' || *s > '5' || s[1] < '0' || s[1] > '9')
        return -1;
    minute = two_digits(&s);
    while (*s == ' ')
        s++;
    return *s || hour < 0 || hour > 23 ? -1 : hour * 60 + minute;
}

/* --- words -------------------------------------------------------------------------------------------------- */

const char *clock_words(struct desk *d, int minute)
{
    struct text t = {.mem = d->v.a};
    text_int(&t, minute / 60);
    text_char(&t, ':');
    text_padded(&t, minute % 60, 2);
    text_char(&t, '\0');
    return t.p;
}

const char *day_words(struct desk *d, int day)
{
    static const char *const weekday[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct text t = {.mem = d->v.a};
    int y, m, date;
    day_civil(day, &y, &m, &date);
    text_str(&t, weekday[day_weekday(day)]);
    text_char(&t, ' ');
    text_int(&t, date);
    text_char(&t, ' ');
    text_str(&t, month[m - 1]);
    text_char(&t, '\0');
    return t.p;
}

const char *day_value(struct desk *d, int day)
{
    struct text t = {.mem = d->v.a};
    day_put(&t, day);
    text_char(&t, '\0');
    return t.p;
}

const char *diary_path(struct desk *d, const char *path, int day, int64_t site, const char *tail)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, path);
    text_lit(&t, "?day=");
    day_put(&t, day);
    if (site) {
        text_lit(&t, "&site=");
        put_number_hex(&t, site);
    }
    text_str(&t, tail);
    text_char(&t, '\0');
    return t.p;
}

const char *name_in(const struct rows *r, int64_t number, int column, const char *none)
{
    int at = number ? row_of(r, number) : -1;
    return at < 0 ? none : row_text(r, (uint32_t)at, column);
}

const char *name_of_service(struct desk *d, int64_t service)
{
    return name_in(&d->q->diary.services, service, services_name, "Visit");
}

const char *name_of_room(struct desk *d, int64_t room)
{
    return name_in(&d->q->diary.rooms, room, rooms_name, "");
}

/* --- a booking ---------------------------------------------------------------------------------------------- */

const char *name_of_visit(const struct rows *r, uint32_t i)
{
    const char *name = row_text(r, i, bookings_name);
    return name[0] ? name : "Somebody";
}

int is_held(const struct rows *r, uint32_t i, int64_t now_s)
{
    const char *state = row_text(r, i, bookings_state);
    return (str_same(state, "held") || str_same(state, "offered")) &&
           row_whole(r, i, bookings_held_until_s) > now_s;
}

int is_shown(const struct rows *r, uint32_t i, int64_t now_s)
{
    const char *state = row_text(r, i, bookings_state);
    return str_same(state, "no_show") ||
           takes_time(state, row_whole(r, i, bookings_held_until_s), now_s);
}

int is_first(const struct rows *r, uint32_t i)
{
    return !row_is(r, i, bookings_patient) || !row_is(r, i, bookings_visit_day);
}

const char *kind_words(struct desk *d, const struct rows *r, uint32_t i)
{
    struct text t = {.mem = d->v.a};
    const char *service = name_of_service(d, row_whole(r, i, bookings_service));
    text_str(&t, service);
    if (is_first(r, i))
        text_lit(&t, ", new here");
    text_char(&t, '\0');
    return t.p;
}

const char *state_words(const char *state)
{
    static const char *const words[][2] = {{"held", "not confirmed"},
                                           {"offered", "offered, not confirmed"},
                                           {"booked", ""},
                                           {"arrived", "arrived"},
                                           {"in_room", "in the room"},
                                           {"done", "seen"},
                                           {"no_show", "did not come"},
                                           {"cancelled", "cancelled"},
                                           {"lapsed", "not confirmed in time"}};
    for (int i = 0; i < COUNT_OF(words); i++)
        if (str_same(words[i][0], state))
            return words[i][1];
    return state;
}

static int away_within(const struct diary *y, uint32_t i)
{
    enum { STEP_MIN = 5 };
    const struct rows *t = &y->r->taken;
    int64_t account = row_whole(t, i, taken_account), site = row_whole(t, i, taken_site);
    int day = (int)row_whole(t, i, taken_day), from = (int)row_whole(t, i, taken_from_min);
    int last = from + (int)row_whole(t, i, taken_minutes) - 1;
    for (int m = from; m < last; m += STEP_MIN)
        if (away_at(y, account, site, day, m) >= 0)
            return 1;
    return away_at(y, account, site, day, last) >= 0;
}

int needs_another_time(const struct diary *y, uint32_t i)
{
    const struct rows *t = &y->r->taken, *p = &y->r->practitioners;
    int64_t account = row_whole(t, i, taken_account), site = row_whole(t, i, taken_site);
    int who = row_of(p, account), where = row_of(y->sites, site);
    if (row_whole(t, i, taken_from_s) < y->r->now_s ||
        (!str_same(row_text(t, i, taken_state), "booked") && !is_held(t, i, y->r->now_s)))
        return 0;
    return who < 0 || row_is(p, (uint32_t)who, practitioners_left_s) || where < 0 ||
           row_is(y->sites, (uint32_t)where, sites_closed_s) ||
           !works(y, account, site, (int)row_whole(t, i, taken_day)) || away_within(y, i);
}

void note_stranded(struct desk *d, const struct diary *y)
{
    int n = 0;
    for (uint32_t i = 0; i < y->r->taken.count; i++)
        n += needs_another_time(y, i);
    if (n)
        html_put(&d->v.w,
                 "<p class=\"note note-wait noprint\"><a href=\"/clinic/diary/stranded\">%d %s "
                 "another time</a>: whoever they are with has left or is away, or the site is "
                 "closed.</p>",
                 n, n == 1 ? "visit needs" : "visits need");
}
