#include "bench_people.h"

#include "../core/day.h"

#include <inttypes.h>

enum { FIRST_DAY = 20454 }; /* 2026-01-01 */

static uint32_t chance(struct people *p, uint32_t below)
{
    p->seed = p->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(p->seed >> 33) % below;
}

/* "WHEN KIND ", then after the body fact_end() puts the keys of the system. */
static void fact_begin(FILE *out, int day, int minute, const char *kind)
{
    int year, month, dayofmonth;
    day_civil(day, &year, &month, &dayofmonth);
    fprintf(out, "%04d-%02d-%02dT%02d:%02d+00:00 %s ", year, month, dayofmonth, minute / 60,
            minute % 60, kind);
}

static void fact_end(FILE *out, struct people *p, int day, int minute)
{
    int year, month, dayofmonth;
    day_civil(day, &year, &month, &dayofmonth);
    fprintf(out,
            "&_id=%016" PRIx64 "-%u&_recorded=%04d-%02d-%02dT%02d%%3A%02d%%3A%02d%%2B00%%3A00\n",
            p->session, ++p->number, year, month, dayofmonth, minute / 60, minute % 60,
            (int)chance(p, 60));
}

static void intake_put(FILE *out, struct people *p, int day)
{
    fact_begin(out, day, 480, "profile");
    fprintf(out, "born=%d&sex=%s&pregnant_weeks=0", 1950 + (int)chance(p, 50),
            chance(p, 2) ? "female" : "male");
    fact_end(out, p, day, 480);
    fact_begin(out, day, 481, "episode");
    fputs("number=1&side=left&below_knee=yes&leg_worse_than_back=yes&tingling_or_numb=yes"
          "&cough_hurts=yes&slump=no&worse=sitting&worse=bending&eases=walking&sit_min=15"
          "&walk_min=12&interference=quite_a_bit",
          out);
    fact_end(out, p, day, 481);
    fact_begin(out, day, 483, "motor");
    fputs("side=left&heel_walk=normal&big_toe=normal&heel_raise=normal&chair_rise=normal"
          "&one_leg=normal",
          out);
    fact_end(out, p, day, 483);
    fact_begin(out, day, 484, "start_back");
    fputs("total=4&distress=1", out);
    fact_end(out, p, day, 484);
}

static int leg_on(struct people *p, int n)
{
    int leg = 7 - n / 12 + (int)chance(p, 3) - 1;
    return leg < 0 ? 0 : leg > 10 ? 10 : leg;
}

static void checkin_put(FILE *out, struct people *p, int day, int leg)
{
    static const char *const zones[] = {"buttock", "thigh", "calf", "foot"};
    static const char *const mornings[] = {"same", "better", "same", "slightly_worse"};
    fact_begin(out, day, 495, "checkin");
    fprintf(out, "leg=%d&back=%d&reach=%s&tingle=none&numb=none&morning=%s&sit_min=20&walk_min=%d",
            leg, leg / 2, zones[leg / 2 > 3 ? 3 : leg / 2], mornings[chance(p, 4)], 30 - 2 * leg);
    fact_end(out, p, day, 495);
}

static void walk_put(FILE *out, struct people *p, int day, int leg)
{
    fact_begin(out, day, 1080, "walk");
    fprintf(out, "minutes=%d&leg_during=%d", 5 + (int)chance(p, 20), leg);
    fact_end(out, p, day, 1080);
}

static void session_put(FILE *out, struct people *p, int day, int leg)
{
    fact_begin(out, day, 1000, "session");
    fprintf(out,
            "rounds=2&did=N1%%3A1x10&did=A1%%3A1x6&did=P2%%3A2x5m&leg_before=%d&leg_during=%d"
            "&leg_after=%d&back_during=1&tingle_change=none",
            leg, leg, leg);
    fact_end(out, p, day, 1000);
}

static void screen_put(FILE *out, struct people *p, int day, int full)
{
    fact_begin(out, day, 496, "screen");
    fputs(full ? "extent=full&rest=no" : "extent=short&rest=no", out);
    fact_end(out, p, day, 496);
}

void person_put(FILE *out, struct people *p, int who, int days)
{
    p->session = p->seed ^ ((uint64_t)who << 32);
    p->number = 0;
    fprintf(out, "person p%d\n", who);
    intake_put(out, p, FIRST_DAY);
    for (int n = 0; n < days; n++) {
        int day = FIRST_DAY + n, leg = leg_on(p, n);
        checkin_put(out, p, day, leg);
        screen_put(out, p, day, n % 14 == 0);
        session_put(out, p, day, leg);
        walk_put(out, p, day, leg);
    }
}

void busy_record_put(FILE *out, struct people *p, int last_day)
{
    int first = last_day - (BUSY_DAYS - 1);
    intake_put(out, p, first);
    screen_put(out, p, first, 1);
    for (int n = 1; n < BUSY_DAYS; n++) {
        int day = first + n, leg = leg_on(p, n);
        checkin_put(out, p, day, leg);
        screen_put(out, p, day, n % 14 == 0);
        session_put(out, p, day, leg);
        walk_put(out, p, day, leg);
        walk_put(out, p, day, leg);
    }
}

void plain_record_put(FILE *out, struct people *p, int days)
{
    for (int n = 0; n < days; n++) {
        int leg = leg_on(p, n % 120);
        checkin_put(out, p, FIRST_DAY + n, leg);
        walk_put(out, p, FIRST_DAY + n, leg);
    }
}
