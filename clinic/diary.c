/* diary.c - what is free, and why something is not: by the rules that the tables' triggers hold too. */
#include "diary.h"

#include <string.h>

void diary_of(const struct diary_rows *rows, const struct rows *sites, struct diary *ret)
{
    *ret = (struct diary){rows, sites};
}

/* The place of a row by its number in the first column, or -1. */
static int at(const struct rows *r, int64_t number)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (row_whole(r, i, 0) == number)
            return (int)i;
    return -1;
}

const struct zone *zone_of(const struct diary *y, int64_t site)
{
    static const struct zone utc = {.count = 1};
    int i = at(y->sites, site);
    return i < 0 || !y->r->zones ? &utc : &y->r->zones[i];
}

int by_telephone(const struct rows *services, int64_t service)
{
    int i = at(services, service);
    return i >= 0 && !row_whole(services, (uint32_t)i, services_rooms) &&
           strcmp(row_text(services, (uint32_t)i, services_kind), "telephone") == 0;
}

int takes_time(const char *state, int64_t held_until_s, int64_t now_s)
{
    static const char *const always[] = {"booked", "arrived", "in_room", "done"};
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        if (strcmp(state, always[i]) == 0)
            return 1;
    return (strcmp(state, "held") == 0 || strcmp(state, "offered") == 0) && held_until_s > now_s;
}

/* --- hours ------------------------------------------------------------------------------------------------ */

static int hours_on(const struct rows *h, uint32_t i, int64_t account, int64_t site, int day)
{
    if (row_whole(h, i, hours_account) != account || row_whole(h, i, hours_site) != site)
        return 0;
    if (row_is(h, i, hours_day))
        return row_whole(h, i, hours_day) == day;
    return row_whole(h, i, hours_weekday) == day_weekday(day) &&
           (!row_is(h, i, hours_first_day) || row_whole(h, i, hours_first_day) <= day) &&
           (!row_is(h, i, hours_last_day) || row_whole(h, i, hours_last_day) >= day);
}

int works(const struct diary *y, int64_t account, int64_t site, int day)
{
    for (uint32_t i = 0; i < y->r->hours.count; i++)
        if (hours_on(&y->r->hours, i, account, site, day))
            return 1;
    return 0;
}

static int away_on(const struct rows *w, uint32_t i, int64_t account, int64_t site, int day)
{
    return (!row_is(w, i, aways_account) || row_whole(w, i, aways_account) == account) &&
           (!row_is(w, i, aways_site) || row_whole(w, i, aways_site) == site) &&
           row_whole(w, i, aways_first_day) <= day && row_whole(w, i, aways_last_day) >= day;
}

int away_at(const struct diary *y, int64_t account, int64_t site, int day, int minute)
{
    const struct rows *w = &y->r->aways;
    for (uint32_t i = 0; i < w->count; i++)
        if (away_on(w, i, account, site, day) && row_whole(w, i, aways_from_min) <= minute &&
            row_whole(w, i, aways_to_min) > minute)
            return (int)i;
    return -1;
}

/* The minutes of a day, those of hours marked; then those that are away taken out again. */
static void mark(unsigned char *minute, const struct rows *r, uint32_t i, int from, int to,
                 unsigned char as)
{
    int64_t first = row_whole(r, i, from), last = row_whole(r, i, to);
    for (int64_t m = first < 0 ? 0 : first; m < last && m < DAY_MINUTES; m++)
        minute[m] = as;
}

int stretches(const struct diary *y, int64_t account, int64_t site, int day,
              struct stretch ret[STRETCHES_MAX])
{
    unsigned char works_at[DAY_MINUTES + 1] = {0};
    int n = 0;
    for (uint32_t i = 0; i < y->r->hours.count; i++)
        if (hours_on(&y->r->hours, i, account, site, day))
            mark(works_at, &y->r->hours, i, hours_from_min, hours_to_min, 1);
    for (uint32_t i = 0; i < y->r->aways.count; i++)
        if (away_on(&y->r->aways, i, account, site, day))
            mark(works_at, &y->r->aways, i, aways_from_min, aways_to_min, 0);
    for (int m = 0; m < DAY_MINUTES; m++) {
        if (works_at[m] && (!m || !works_at[m - 1])) {
            if (n == STRETCHES_MAX)
                break;
            ret[n++] = (struct stretch){m, m};
        }
        if (works_at[m] && n)
            ret[n - 1].to_min = m + 1;
    }
    return n;
}

/* --- what is taken ------------------------------------------------------------------------------------------ */

static int64_t ends(const struct rows *t, uint32_t i)
{
    return row_whole(t, i, taken_from_s) + 60 * row_whole(t, i, taken_minutes);
}

static int counts(const struct diary *y, uint32_t i, int64_t except)
{
    const struct rows *t = &y->r->taken;
    return row_whole(t, i, taken_booking) != except &&
           takes_time(row_text(t, i, taken_state), row_whole(t, i, taken_held_until_s),
                      y->r->now_s);
}

static int overlaps(const struct diary *y, uint32_t i, int64_t from_s, int64_t until_s)
{
    const struct rows *t = &y->r->taken;
    return row_whole(t, i, taken_from_s) < until_s && ends(t, i) > from_s;
}

static enum no time_no(const struct diary *y, const struct place *p, int64_t except)
{
    const struct rows *t = &y->r->taken;
    int64_t until_s = p->from_s + (int64_t)p->minutes * 60, way_s = (int64_t)y->r->travel_min * 60;
    enum no no = NO_reason;
    for (uint32_t i = 0; i < t->count; i++) {
        if (!counts(y, i, except))
            continue;
        int theirs = row_whole(t, i, taken_account) == p->account;
        if (theirs && overlaps(y, i, p->from_s, until_s))
            return NO_taken;
        /* Only where the rows tell whose they are. */
        if (p->patient && t->columns > bookings_patient &&
            row_whole(t, i, bookings_patient) == p->patient && overlaps(y, i, p->from_s, until_s))
            no = NO_person;
        if (theirs && row_whole(t, i, taken_site) != p->site &&
            overlaps(y, i, p->from_s - way_s, until_s + way_s) && no == NO_reason)
            no = NO_way;
    }
    return no;
}

static int room_free(const struct diary *y, int64_t room, const struct place *p, int64_t except)
{
    const struct rows *t = &y->r->taken;
    int64_t until_s = p->from_s + (int64_t)p->minutes * 60;
    for (uint32_t i = 0; i < t->count; i++)
        if (row_whole(t, i, taken_room) == room && counts(y, i, except) &&
            overlaps(y, i, p->from_s, until_s))
            return 0;
    return 1;
}

static int room_suits(const struct diary *y, uint32_t i, const struct place *p, const char *kind)
{
    const struct rows *r = &y->r->rooms;
    return row_whole(r, i, rooms_site) == p->site && !row_is(r, i, rooms_closed_s) &&
           (!*kind || strcmp(kind, row_text(r, i, rooms_kind)) == 0);
}

/* A plain room before one that other services may need. 0: none is free. */
static int64_t room_pick(const struct diary *y, const struct place *p, const char *kind,
                         int64_t except)
{
    const struct rows *r = &y->r->rooms;
    int64_t other = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        int64_t room = row_whole(r, i, rooms_room);
        if (!room_suits(y, i, p, kind) || !room_free(y, room, p, except))
            continue;
        if (strcmp(kind, row_text(r, i, rooms_kind)) == 0)
            return room;
        other = other ? other : room;
    }
    return other;
}

/* --- one place ------------------------------------------------------------------------------------------------ */

int place_begins(const struct diary *y, struct place *p)
{
    return p->from_min >= 0 && p->minutes >= 5 && p->from_min + p->minutes <= DAY_MINUTES &&
           civil_instant(zone_of(y, p->site), p->day, p->from_min, &p->from_s);
}

static int offered(const struct diary *y, int64_t account, int64_t service)
{
    const struct rows *o = &y->r->offers;
    for (uint32_t i = 0; i < o->count; i++)
        if (row_whole(o, i, offers_account) == account &&
            row_whole(o, i, offers_service) == service)
            return 1;
    return 0;
}

static enum no room_no(const struct diary *y, struct place *p, uint32_t service, int64_t except)
{
    const struct rows *v = &y->r->services;
    int named = p->room ? at(&y->r->rooms, p->room) : -1;
    if (p->room)
        return named >= 0 && row_whole(&y->r->rooms, (uint32_t)named, rooms_site) == p->site &&
                       !row_is(&y->r->rooms, (uint32_t)named, rooms_closed_s) &&
                       room_free(y, p->room, p, except)
                   ? NO_reason
                   : NO_room;
    if (!row_whole(v, service, services_rooms))
        return NO_reason;
    p->room = room_pick(y, p, row_text(v, service, services_kind), except);
    return p->room ? NO_reason : NO_room;
}

/* What needs no look at other bookings. */
static enum no standing_no(const struct diary *y, const struct place *p, uint32_t *ret_service)
{
    int site = at(y->sites, p->site), who = at(&y->r->practitioners, p->account),
        service = at(&y->r->services, p->service);
    if (site < 0 || row_is(y->sites, (uint32_t)site, sites_closed_s))
        return NO_site;
    if (who < 0 || row_is(&y->r->practitioners, (uint32_t)who, practitioners_left_s))
        return NO_practitioner;
    if (service < 0 || row_is(&y->r->services, (uint32_t)service, services_closed_s))
        return NO_service;
    *ret_service = (uint32_t)service;
    return offered(y, p->account, p->service) ? NO_reason : NO_offer;
}

/* That they are away is not a matter of the hour alone: a visit may reach into it. */
static int away_within(const struct diary *y, const struct place *p)
{
    const struct rows *w = &y->r->aways;
    for (uint32_t i = 0; i < w->count; i++)
        if (away_on(w, i, p->account, p->site, p->day) &&
            row_whole(w, i, aways_from_min) < p->from_min + p->minutes &&
            row_whole(w, i, aways_to_min) > p->from_min)
            return 1;
    return 0;
}

static int within_hours(const struct diary *y, const struct place *p)
{
    struct stretch s[STRETCHES_MAX];
    int n = stretches(y, p->account, p->site, p->day, s);
    for (int i = 0; i < n; i++)
        if (s[i].from_min <= p->from_min && p->from_min + p->minutes <= s[i].to_min)
            return 1;
    return 0;
}

enum no place_no(const struct diary *y, struct place *p, int64_t except, int *ret_outside)
{
    uint32_t service = 0;
    enum no no = standing_no(y, p, &service);
    *ret_outside = 0;
    if (no != NO_reason)
        return no;
    if (!p->minutes)
        p->minutes = (int)row_whole(&y->r->services, service, services_minutes);
    if (!place_begins(y, p))
        return NO_time;
    if (p->from_s < y->r->from_s || p->from_s >= y->r->until_s)
        return NO_time; /* nothing is known of that day */
    if (!works(y, p->account, p->site, p->day))
        return NO_day;
    if (away_within(y, p))
        return NO_away;
    no = time_no(y, p, except);
    if (no == NO_reason)
        no = room_no(y, p, service, except);
    *ret_outside = !within_hours(y, p);
    return no;
}

/* --- what is free ---------------------------------------------------------------------------------------------- */

struct search {
    const struct diary *y;
    const struct wish *w;
    struct slot *slot;
    int count, room;
    int minutes;
    uint32_t service;
};

/* In order of time; of one time in the order in which they come. Those before first are of other days. Where
 * there is no room left the latest gives way. */
static void keep(struct search *s, const struct place *p, int first)
{
    int i = s->count;
    while (i > first && s->slot[i - 1].place.from_s > p->from_s)
        i--;
    if (i == s->room)
        return;
    s->count += s->count < s->room;
    for (int k = s->count - 1; k > i; k--)
        s->slot[k] = s->slot[k - 1];
    s->slot[i] = (struct slot){*p};
}

enum { NEXT_MIN = 5 };

/* The minute at which what takes their time from this one on has ended; the same when nothing does. Where the clocks
 * go back a minute comes twice, and what ends in the second of them ends no later than it began: then the next
 * minutes are tried. */
static int free_from(const struct search *s, const struct place *p)
{
    const struct diary *y = s->y;
    const struct rows *t = &y->r->taken;
    const struct zone *z = zone_of(y, p->site);
    int64_t until_s = p->from_s + (int64_t)p->minutes * 60, way_s = (int64_t)y->r->travel_min * 60;
    int minute = p->from_min;
    for (uint32_t i = 0; i < t->count; i++) {
        if (row_whole(t, i, taken_account) != p->account || !counts(y, i, s->w->except))
            continue;
        int64_t away_s = row_whole(t, i, taken_site) != p->site ? way_s : 0;
        if (!overlaps(y, i, p->from_s - away_s, until_s + away_s))
            continue;
        struct moment m = civil_moment(z, ends(t, i) + away_s);
        int after = m.day > p->day ? DAY_MINUTES : m.day < p->day ? 0 : m.minute + (m.second > 0);
        after = after > p->from_min ? after : p->from_min + NEXT_MIN;
        minute = after > minute ? after : minute;
    }
    return minute;
}

static void search_stretch(struct search *s, struct place p, const struct stretch *in, int first)
{
    const struct wish *w = s->w;
    int to = w->to_min ? w->to_min : DAY_MINUTES;
    p.from_min = in->from_min;
    while (p.from_min + p.minutes <= in->to_min && p.from_min + p.minutes <= to) {
        struct place one = p;
        if (!place_begins(s->y, &one)) {
            p.from_min += NEXT_MIN;
            continue;
        }
        int after = free_from(s, &one);
        if (after > p.from_min) {
            p.from_min = after;
            continue;
        }
        if (one.from_s >= w->not_before_s && one.from_min >= w->from_min &&
            one.from_s >= s->y->r->from_s && one.from_s < s->y->r->until_s &&
            room_no(s->y, &one, s->service, w->except) == NO_reason)
            keep(s, &one, first);
        p.from_min += p.minutes;
    }
}

static void search_day(struct search *s, int day, uint32_t site, uint32_t who, int first)
{
    struct stretch in[STRETCHES_MAX];
    struct place p = {.site = row_whole(s->y->sites, site, sites_site),
                      .account = row_whole(&s->y->r->practitioners, who, practitioners_account),
                      .service = s->w->service,
                      .day = day,
                      .minutes = s->minutes};
    uint32_t service;
    if ((s->w->site && s->w->site != p.site) || (s->w->account && s->w->account != p.account) ||
        standing_no(s->y, &p, &service) != NO_reason)
        return;
    int n = stretches(s->y, p.account, p.site, day, in);
    for (int i = 0; i < n; i++)
        search_stretch(s, p, &in[i], first);
}

int slots_find(const struct diary *y, const struct wish *w, struct slot *ret, int room)
{
    int service = at(&y->r->services, w->service);
    struct search s = {.y = y, .w = w, .slot = ret, .room = room};
    if (service < 0 || w->last_day - w->first_day > DIARY_DAYS_MAX)
        return 0;
    s.service = (uint32_t)service;
    s.minutes =
        w->minutes ? w->minutes : (int)row_whole(&y->r->services, s.service, services_minutes);
    for (int day = w->first_day; day <= w->last_day && s.count < room; day++) {
        int first = s.count;
        for (uint32_t site = 0; site < y->sites->count; site++)
            for (uint32_t who = 0; who < y->r->practitioners.count; who++)
                search_day(&s, day, site, who, first);
    }
    return s.count;
}
