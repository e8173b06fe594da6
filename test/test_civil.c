/* test_civil - civil time and instants around every change of the clocks, our own reading of the zone files against
 * the C library's: which time there is, which is jumped over, which comes twice, and which of both is meant.
 *
 * The C library walks through the days in steps of five minutes and says what a clock on the wall shows; what is
 * true of a civil time is read off that walk, and not reckoned. */
#include "../clinic/civil.h"
#include "../host/server/zone.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    DAY_S = 86400,
    STEP_S = 300,
    STEPS = DAY_S / STEP_S,
    BEFORE_DAYS = 400, /* as diary_reads.c asks for them */
    AFTER_DAYS = 800,
    RANDOM = 10000,
    FIRST_DAY = 18262, /* 1 January 2020 */
    LAST_DAY = 24472,  /* 1 January 2037 */
    FAR_DAY = 47482,   /* 1 January 2100 */
};

static const char *zone_name;

/* What was asked when something is not so. */
static void at_is(int ok, const char *what, int64_t at_s)
{
    if (!check_that(ok, what, zone_name, 0))
        fprintf(stderr, "    at %lld\n", (long long)at_s);
}

static void library_takes(const char *name)
{
    zone_name = name;
    if (setenv("TZ", name, 1) != 0)
        abort();
    tzset();
}

/* What a clock on the wall shows, by the C library. */
struct shown {
    int day, minute, second, offset;
};

static struct shown shown_at(int64_t at_s)
{
    time_t t = (time_t)at_s;
    struct tm tm, date = {0};
    if (!localtime_r(&t, &tm))
        abort();
    date.tm_year = tm.tm_year;
    date.tm_mon = tm.tm_mon;
    date.tm_mday = tm.tm_mday;
    return (struct shown){(int)(timegm(&date) / DAY_S), tm.tm_hour * 60 + tm.tm_min, tm.tm_sec,
                          (int)(tm.tm_gmtoff / 60)};
}

static int64_t made_by_library(int day, int minute)
{
    time_t t = (time_t)day * DAY_S;
    struct tm tm;
    if (!gmtime_r(&t, &tm))
        abort();
    tm.tm_hour = minute / 60;
    tm.tm_min = minute % 60;
    tm.tm_isdst = -1;
    return (int64_t)mktime(&tm);
}

/* --- a few days, walked through --------------------------------------------------------------------------- */

enum { MARGIN = 3, WALKED = 2 * MARGIN + 1 };
struct
    walk { /* of each fifth minute of the days around one: when it first came, how often it came */
    int first_day, changed_day;
    int64_t first_s[WALKED * STEPS], from_s, until_s;
    int times[WALKED * STEPS];
};

static void walk(int changed_day, struct walk *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->changed_day = changed_day;
    ret->first_day = changed_day - MARGIN;
    ret->from_s = (int64_t)ret->first_day * DAY_S;
    ret->until_s = ret->from_s + (int64_t)WALKED * DAY_S;
    for (int64_t at_s = ret->from_s; at_s < ret->until_s; at_s += STEP_S) {
        struct shown c = shown_at(at_s);
        int place = (c.day - ret->first_day) * STEPS + c.minute / 5;
        if (place < 0 || place >= WALKED * STEPS)
            continue;
        if (!ret->times[place]++)
            ret->first_s[place] = at_s;
    }
}

/* The first moment of the walk at which the clock shows that time or a later one. */
static int64_t not_before(const struct walk *w, int day, int minute)
{
    int64_t at_s = w->from_s;
    for (; at_s < w->until_s; at_s += STEP_S) {
        struct shown c = shown_at(at_s);
        if (c.day > day || (c.day == day && c.minute >= minute))
            break;
    }
    return at_s;
}

static int jumped, twice;

static void time_is_right(const struct zone *z, const struct walk *w, int day, int minute)
{
    int place = (day - w->first_day) * STEPS + minute / 5;
    int64_t at_s = -1;
    int there = civil_instant(z, day, minute, &at_s);
    at_is(there == (w->times[place] > 0), "a time is there as the clocks show it", at_s);
    if (!there) {
        at_is(at_s == -1, "a time that is not there leaves the result alone", at_s);
        at_is(civil_bound(z, day, minute) == not_before(w, day, minute),
              "the bound is when the clocks jump over it", civil_bound(z, day, minute));
        jumped++;
        return;
    }
    at_is(at_s == w->first_s[place], "a time is when the clocks first show it", at_s);
    at_is(civil_bound(z, day, minute) == at_s, "the bound of a time is the time", at_s);
    struct moment m = civil_moment(z, at_s);
    int next = minute == DAY_MINUTES;
    at_is(m.day == day + next && m.minute == (next ? 0 : minute) && !m.second && m.at_s == at_s,
          "a time comes back", at_s);
    if (w->times[place] == 1)
        at_is(made_by_library(day, minute) == at_s, "the C library makes the same of it", at_s);
    twice += w->times[place] > 1;
}

static void instants_are_right(const struct zone *z, const struct walk *w)
{
    for (int64_t at_s = w->from_s; at_s < w->until_s; at_s += STEP_S) {
        struct shown c = shown_at(at_s);
        struct moment m = civil_moment(z, at_s);
        at_is(m.day == c.day && m.minute == c.minute && m.offset == c.offset, "an instant", at_s);
        at_is(civil_offset(z, at_s) == c.offset, "an offset", at_s);
    }
}

static void around(int64_t change_s)
{
    static struct walk w;
    struct zone wide, narrow;
    /* The day that the clocks show just before, or of a day that is lost the one after it. */
    walk(shown_at(change_s - 1).day, &w);
    at_is(zone_span(zone_name, change_s - (int64_t)BEFORE_DAYS * DAY_S,
                    change_s + (int64_t)AFTER_DAYS * DAY_S, &wide),
          "a span", change_s);
    at_is(zone_span(zone_name, w.from_s - DAY_S, w.until_s + DAY_S, &narrow), "a span", change_s);
    at_is(wide.count < ZONE_CHANGES && narrow.count == 2, "all changes have room", change_s);
    for (int day = w.changed_day - 1; day <= w.changed_day + 2; day++)
        for (int minute = 0; minute <= DAY_MINUTES; minute += 5) {
            time_is_right(&wide, &w, day, minute);
            time_is_right(&narrow, &w, day, minute);
        }
    instants_are_right(&wide, &w);
    instants_are_right(&narrow, &w);
}

/* --- every change of some years ----------------------------------------------------------------------------- */

static int64_t change_in(int64_t from_s, int64_t until_s)
{
    int was = shown_at(from_s).offset;
    while (until_s - from_s > 1) {
        int64_t middle = from_s + (until_s - from_s) / 2;
        if (shown_at(middle).offset == was)
            from_s = middle;
        else
            until_s = middle;
    }
    return until_s;
}

static int changes_of(const char *name, int first_day, int last_day)
{
    int count = 0;
    library_takes(name);
    for (int day = first_day; day < last_day; day++) {
        int64_t from_s = (int64_t)day * DAY_S;
        if (shown_at(from_s).offset == shown_at(from_s + DAY_S).offset)
            continue;
        around(change_in(from_s, from_s + DAY_S));
        count++;
    }
    return count;
}

static void every_change(void)
{
    static const struct {
        const char *name;
        int changes, jumped, twice; /* in 17 years; fifth minutes, once for each of two spans */
    } zones[] = {
        {"Europe/London", 34, 17 * 12 * 2, 17 * 12 * 2},
        {"America/New_York", 34, 17 * 12 * 2, 17 * 12 * 2},
        {"Australia/Sydney", 34, 17 * 12 * 2, 17 * 12 * 2},
        {"Australia/Lord_Howe", 34, 17 * 6 * 2, 17 * 6 * 2},
        {"America/St_Johns", 34, 17 * 12 * 2, 17 * 12 * 2},
        {"Asia/Kathmandu", 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        jumped = twice = 0;
        CHECK(changes_of(zones[i].name, FIRST_DAY, LAST_DAY) == zones[i].changes);
        check_that(jumped == zones[i].jumped && twice == zones[i].twice, "as many as there must be",
                   zones[i].name, 0);
    }
    /* Clocks go back for a month of the moon, and forth again: that changes with the zone files. */
    CHECK(changes_of("Africa/Casablanca", FIRST_DAY, LAST_DAY) >= 30);
}

/* 30 December 2011 was no day there. */
static void lost_day(void)
{
    enum { LOST = 15338 };
    struct zone z;
    int64_t at_s;
    jumped = 0;
    CHECK(changes_of("Pacific/Apia", 14610, 15706) == 6); /* 2010 to 2012 */
    CHECK(jumped >= 2 * STEPS);
    CHECK(zone_span("Pacific/Apia", (int64_t)(LOST - 9) * DAY_S, (int64_t)(LOST + 9) * DAY_S, &z));
    for (int minute = 0; minute < DAY_MINUTES; minute++)
        CHECK(!civil_instant(&z, LOST, minute, &at_s));
    CHECK(!civil_instant(&z, LOST - 1, DAY_MINUTES, &at_s));
    CHECK(civil_instant(&z, LOST + 1, 0, &at_s) && civil_bound(&z, LOST, 0) == at_s &&
          civil_bound(&z, LOST - 1, DAY_MINUTES) == at_s && civil_bound(&z, LOST, 720) == at_s);
    CHECK(civil_moment(&z, at_s - 60).day == LOST - 1);
}

/* --- anywhere, at any time ------------------------------------------------------------------------------------- */

static uint64_t random_next(void)
{
    static uint64_t x = 88172645463325252u;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return x;
}

static int64_t random_from(int64_t from_s, int64_t until_s)
{
    return from_s + (int64_t)(random_next() % (uint64_t)(until_s - from_s));
}

static int same(const struct moment *m, const struct shown *c)
{
    return m->day == c->day && m->minute == c->minute && m->second == c->second &&
           m->offset == c->offset;
}

static void span_agrees(int64_t from_s, int times)
{
    int64_t until_s = from_s + (int64_t)(BEFORE_DAYS + AFTER_DAYS) * DAY_S;
    struct zone z;
    at_is(zone_span(zone_name, from_s, until_s, &z) && z.count < ZONE_CHANGES, "a span", from_s);
    for (int i = 0; i < times; i++) {
        int64_t at_s = random_from(from_s, until_s);
        struct moment ours = civil_moment(&z, at_s), now = {0};
        struct shown c = shown_at(at_s);
        at_is(zone_moment(zone_name, at_s, &now), "a moment", at_s);
        at_is(same(&now, &c) && same(&ours, &c), "all three read the same", at_s);
    }
    for (int i = 1; i < z.count; i++) /* to the second */
        at_is(shown_at(z.from_s[i]).offset == z.offset[i] &&
                  shown_at(z.from_s[i] - 1).offset == z.offset[i - 1],
              "a change", z.from_s[i]);
}

static void at_random(void)
{
    static const char *const names[] = {
        "Europe/London",     "America/New_York", "Australia/Sydney", "Australia/Lord_Howe",
        "Africa/Casablanca", "America/St_Johns", "Pacific/Apia",     "Asia/Kathmandu",
        "Europe/Dublin",     "Asia/Gaza"};
    enum { NAMES = sizeof names / sizeof names[0], EACH = 50 };
    for (int i = 0; i < NAMES; i++) {
        library_takes(names[i]);
        for (int k = 0; k < RANDOM / NAMES / EACH; k++)
            span_agrees(random_from((int64_t)FIRST_DAY * DAY_S, (int64_t)FAR_DAY * DAY_S), EACH);
    }
}

/* Every zone that has a place on the map. */
static void everywhere(void)
{
    char line[400], name[100];
    int zones = 0;
    FILE *f = fopen("/usr/share/zoneinfo/zone.tab", "r");
    while (f && fgets(line, sizeof line, f)) {
        if (line[0] == '#' || sscanf(line, "%*s %*s %99s", name) != 1)
            continue;
        library_takes(name);
        span_agrees(random_from((int64_t)FIRST_DAY * DAY_S, (int64_t)FAR_DAY * DAY_S), 5);
        zones++;
    }
    CHECK(f && zones > 300);
    if (f)
        fclose(f);
}

/* Of a zone that is not known all is in UTC. */
static void no_zone(void)
{
    const struct zone none = {.count = 0};
    struct zone z;
    int64_t at_s = 0;
    CHECK(civil_instant(&none, 20000, 90, &at_s) && at_s == (int64_t)20000 * DAY_S + 5400);
    CHECK(civil_moment(&none, at_s).minute == 90 && civil_bound(&none, 20000, 90) == at_s);
    CHECK(!zone_span("Europe/Nowhere", 0, DAY_S, &z) && !zone_span("../etc/passwd", 0, 1, &z));
}

int main(void)
{
    every_change();
    lost_day();
    at_random();
    everywhere();
    no_zone();
    return check_done("civil time");
}
