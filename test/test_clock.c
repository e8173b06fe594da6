/* test_clock.c - whether the server's clock is believed, and how long away is so many months. */
#include "../host/server/server.h"
#include "check.h"

enum { DAY = 86400, RUN = 5000 };
static const int64_t NOW = 1795564800; /* 2026-11-25 */

static void near(void)
{
    static const struct {
        int64_t ahead_s;
        enum clock_state state;
    } rows[] = {
        {0, CLOCK_good},
        {7 * DAY, CLOCK_good},
        {7 * DAY + 1, CLOCK_unproven},
        {31 * DAY, CLOCK_unproven},
        {31 * DAY + 1, CLOCK_wrong},
        {1095 * DAY, CLOCK_wrong},
        {-DAY, CLOCK_good},
        {-DAY - 1, CLOCK_wrong},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct clock_watch w;
        clock_begin(&w, NOW, NOW + rows[i].ahead_s, RUN);
        if (!CHECK(clock_suspect(&w, NOW + rows[i].ahead_s, RUN) == rows[i].state))
            fprintf(stderr, "    row %zu\n", i);
    }
    struct clock_watch w;
    clock_begin(&w, 0, NOW, RUN); /* nobody came yet: there is nothing to lose */
    CHECK(clock_suspect(&w, NOW, RUN) == CLOCK_good);
    clock_begin(&w, 0, 1000, RUN);
    CHECK(clock_suspect(&w, 1000, RUN + 8 * DAY) == CLOCK_wrong); /* 1970 */
}

/* Three years ahead at the start: not until it has counted on for a week, however often it is asked. */
static void far(void)
{
    struct clock_watch w;
    int64_t far_s = NOW + 1095 * DAY, t = 0;
    clock_begin(&w, NOW, far_s, RUN);
    for (; t < 7 * DAY; t += 3600)
        CHECK(clock_suspect(&w, far_s + t, RUN + t) == CLOCK_wrong);
    CHECK(clock_suspect(&w, far_s + t, RUN + t) == CLOCK_good);
    /* Set right after a day: believed at once, by what it said before. */
    clock_begin(&w, NOW, far_s, RUN);
    CHECK(clock_suspect(&w, far_s + DAY, RUN + DAY) == CLOCK_wrong);
    CHECK(clock_suspect(&w, NOW + DAY, RUN + DAY) == CLOCK_good);
    CHECK(clock_suspect(&w, NOW + 20 * DAY, RUN + 20 * DAY) == CLOCK_good);
}

/* Moved while the server runs, also after months of running well. */
static void moved(void)
{
    struct clock_watch w;
    clock_begin(&w, NOW, NOW, RUN);
    int64_t run = 100 * DAY;
    CHECK(clock_suspect(&w, NOW + run, RUN + run) == CLOCK_good);
    run += 60;
    int64_t far_s = NOW + run + 1095 * DAY;
    CHECK(clock_suspect(&w, far_s, RUN + run) == CLOCK_wrong);
    CHECK(clock_suspect(&w, far_s + 6 * DAY, RUN + run + 6 * DAY) == CLOCK_wrong);
    /* and again: the week begins anew */
    CHECK(clock_suspect(&w, far_s + 9 * DAY, RUN + run + 6 * DAY + 60) == CLOCK_wrong);
    CHECK(clock_suspect(&w, far_s + 11 * DAY, RUN + run + 8 * DAY + 60) == CLOCK_wrong);
    CHECK(clock_suspect(&w, NOW + run + 9 * DAY, RUN + run + 9 * DAY) == CLOCK_good);
    /* An hour of winter time, a slow correction: nothing of note. */
    CHECK(clock_suspect(&w, NOW + run + 9 * DAY - 3600, RUN + run + 9 * DAY) == CLOCK_good);
    for (int i = 0; i < 100; i++)
        CHECK(clock_suspect(&w, NOW + run + 10 * DAY + i * 61, RUN + run + 10 * DAY + i * 60) ==
              CLOCK_good);
}

/* N months are N months of the calendar, whatever their length: never a second less, and not a month
 * more. */
static void months(void)
{
    for (int day = 20454; day < 20454 + 1600; day++) {
        int year, month, of_month, end;
        day_civil(day, &year, &month, &of_month);
        for (int n = 1; n <= 120; n += n < 24 ? 1 : 12) {
            int count = year * 12 + month - 1 + n, last = of_month;
            while (!day_of(count / 12, count % 12 + 1, last, &end))
                last--;
            int64_t seen_s = (int64_t)day * DAY + 86399;
            /* When the months are over, by a clock that is a week ahead: one that is believed. */
            int64_t over_s = (int64_t)end * DAY + 86399 + CLOCK_NEAR_DAYS * DAY;
            if (!CHECK(seen_s > over_s - 1 - clock_idle_s(n, over_s - 1)))
                return;
            int64_t late_s = over_s + 31 * DAY;
            if (!CHECK(seen_s <= late_s - clock_idle_s(n, late_s)))
                return;
        }
    }
    CHECK(clock_idle_s(24, NOW) == (730 + 7) * DAY);
    CHECK(clock_idle_s(1, (int64_t)(20543 + CLOCK_NEAR_DAYS) * DAY) ==
          (31 + 7) * DAY); /* 31 March: since 28 February */
}

int main(void)
{
    near();
    far();
    moved();
    months();
    return check_done("clock");
}
