/* test_diary_due - what happens in the diary without a request: reminders once and at the right civil time, also
 * where the clocks change; a free time offered to who waits, in turn; what has run out. With the whole store below. */
#include "../clinic/diary_due.h"
#include "../host/server/zone.h"
#include "check.h"
#include "clinic_help.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 3600, DAY_S = 86400 };
enum { SERVICE = 301, ROOM = 302, WEEK = 9001 };
static const struct actor owner = {CLINIC, OWNER, ROLE_owner}, desk = {CLINIC, FRONT, ROLE_desk},
                          visitor = {CLINIC, 0, ROLE_public};
static struct server *s;
static struct settings set;
static char *db;
static unsigned char block[1 << 24] __attribute__((aligned(16)));

static int64_t in_file(const char *sql)
{
    sqlite3 *file = raw(db);
    int64_t n = number(file, sql);
    sqlite3_close(file);
    return n;
}

/* An instant, in UTC: minute of a day of a month. */
static int64_t utc(int year, int month, int day, int minute)
{
    int n = 0;
    CHECK(day_of(year, month, day, &n));
    return (int64_t)n * DAY_S + (int64_t)minute * MINUTE;
}

static void minute(int64_t now_s)
{
    struct arena a = {.base = block, .size = sizeof block};
    diary_minute(s, &a, now_s);
}

static int done(struct actor who, struct acts *acts, int64_t now_s)
{
    enum store_result r = acts_as(s, who, acts, now_s);
    acts->count = 0;
    return r == STORE_OK;
}

/* Tom gives one service at one site, each day from 8 to 18. */
static void begin(int64_t now_s)
{
    static int nth;
    char name[20];
    struct acts acts = {.count = 0};
    struct value none = {VALUE_null, 0, {"", 0}};
    snprintf(name, sizeof name, "due%d.db", nth++);
    db = strdup(in_folder(name));
    s = clinic_server(db);
    set = *s->set;
    set.mail_server = "smtp://127.0.0.1:25";
    s->set = &set;
    CHECK(clinic_made(s, now_s));
    act_put(&acts, clinic_diary, value_whole(1), value_whole(30), value_whole(120), value_whole(30),
            value_whole(1));
    act_put(&acts, service_add, value_whole(SERVICE), value_str("Sciatica: first visit"),
            value_str(""), value_whole(60), value_str(""), value_str(""), value_whole(0),
            value_whole(1));
    act_put(&acts, offer_add, value_whole(TOM), value_whole(SERVICE));
    for (int i = 0; i < 7; i++)
        act_put(&acts, hours_add, value_whole(WEEK + i), value_whole(TOM), value_whole(SITE),
                value_whole(i), none, value_whole(0), value_whole(1200), none, none);
    CHECK(done(owner, &acts, now_s));
}

static void end(void)
{
    clinic_close(s);
    free(db);
}

/* Booked by the desk; by the clocks of the site. */
static void book(int64_t number, int year, int month, int day, int from_min, const char *mail,
                 int64_t made_s)
{
    struct acts acts = {.count = 0};
    struct zone z;
    int64_t from_s = 0;
    int n = 0;
    CHECK(day_of(year, month, day, &n));
    CHECK(zone_span("Europe/London", made_s - 100 * (int64_t)DAY_S, made_s + 300 * (int64_t)DAY_S,
                    &z));
    CHECK(civil_instant(&z, n, from_min, &from_s));
    act_put(&acts, booking_add, value_whole(number), value_whole(SITE), value_whole(TOM),
            value_whole(SERVICE), value_or_null(0), value_or_null(0), value_whole(n),
            value_whole(from_min), value_whole(60), value_whole(from_s), value_str("Ann"),
            value_str(mail), value_str(""));
    CHECK(done(desk, &acts, made_s));
}

static int64_t reminders(void)
{
    return in_file("SELECT count(*) FROM mail WHERE what = 'reminder'");
}

/* --- reminders --------------------------------------------------------------------------------------------- */

static void clocks_change(void)
{
    static const struct {
        int month, day, from_min;
        int due_month, due_day, due_min; /* in UTC */
    } rows[] = {
        {3, 27, 570, 3, 26, 570}, /* before: both in winter */
        {3, 28, 570, 3, 27, 570}, /* the change is on Sunday 28 March 2027: a day of 23 hours */
        {3, 29, 90, 3, 28, 60},   /* half past one, which that night has not: as the clocks jump */
        {3, 29, 570, 3, 28, 510}, /* both in summer */
        {10, 31, 570, 10, 30, 510}, /* they go back on 31 October: a day of 25 hours */
        {11, 1, 90, 10, 31, 30},    /* half past one comes twice: the first */
        {11, 1, 570, 10, 31, 570},
    };
    enum { CHANGES = sizeof rows / sizeof rows[0] };
    int64_t made_s = utc(2027, 3, 1, 0);
    begin(made_s);
    for (int i = 0; i < CHANGES; i++)
        book(1 + i, 2027, rows[i].month, rows[i].day, rows[i].from_min, "ann@example.org", made_s);
    for (int i = 0; i < CHANGES; i++) {
        int64_t due_s = utc(2027, rows[i].due_month, rows[i].due_day, rows[i].due_min);
        minute(due_s - MINUTE);
        CHECK(reminders() == i);
        minute(due_s);
        minute(due_s + MINUTE);
        if (!CHECK(reminders() == i + 1))
            fprintf(stderr, "    row %d\n", i);
    }
    minute(utc(2027, 11, 3, 0));
    CHECK(reminders() == CHANGES);
    end();
}

static void who_is_reminded(void)
{
    int64_t due_s = utc(2027, 2, 10, 600);
    struct acts acts = {.count = 0};
    begin(due_s - 20 * (int64_t)DAY_S);
    book(1, 2027, 2, 11, 600, "ann@example.org", due_s - 2 * HOUR - 1);
    book(2, 2027, 2, 11, 480, "bob@example.org",
         due_s - 2 * HOUR - 2); /* half an hour after it was due */
    book(3, 2027, 2, 11, 700, "", due_s - 10 * (int64_t)DAY_S);
    book(4, 2027, 2, 12, 600, "cid@example.org", due_s - 10 * (int64_t)DAY_S);
    book(5, 2027, 2, 11, 800, "dee@example.org", due_s - 10 * (int64_t)DAY_S);
    act_put(&acts, booking_state, value_whole(5), value_whole(0), value_str("cancelled"));
    CHECK(done(desk, &acts, due_s - DAY_S));
    minute(due_s + 300 * (int64_t)MINUTE);
    CHECK(reminders() == 1 && in_file("SELECT booking FROM mail WHERE what = 'reminder'") == 1);
    /* Moved to another day: another reminder, for then. */
    act_put(&acts, booking_move, value_whole(1), value_whole(SITE), value_whole(TOM),
            value_or_null(0), value_whole((due_s + 10 * (int64_t)DAY_S) / DAY_S), value_whole(600),
            value_whole(60), value_whole(due_s + 10 * (int64_t)DAY_S), value_whole(0));
    CHECK(done(desk, &acts, due_s + 301 * (int64_t)MINUTE));
    minute(due_s + 302 * (int64_t)MINUTE);
    CHECK(reminders() == 1);
    minute(due_s + 9 * (int64_t)DAY_S);
    CHECK(reminders() == 2);
    /* The server was off: late, but not once it has begun. */
    book(6, 2027, 3, 10, 600, "eve@example.org", due_s);
    book(7, 2027, 3, 10, 700, "fay@example.org", due_s);
    minute(utc(2027, 3, 10, 600));
    CHECK(reminders() == 3 && in_file("SELECT count(*) FROM mail WHERE booking = 7") == 1);
    end();
}

static void without_mail(void)
{
    int64_t due_s = utc(2025, 2, 10, 600);
    begin(due_s - 20 * (int64_t)DAY_S);
    set.mail_server = "";
    book(1, 2025, 2, 11, 600, "ann@example.org", due_s - 10 * (int64_t)DAY_S);
    struct acts acts = {.count = 0};
    act_put(&acts, mail_add, value_whole(50), value_whole(1), value_or_null(0), value_str("booked"),
            value_whole(0), value_whole(due_s - DAY_S));
    CHECK(done(desk, &acts, due_s - DAY_S));
    minute(due_s);
    CHECK(reminders() == 0);
    CHECK(in_file("SELECT count(*) FROM mail WHERE gone_s IS NULL") == 1); /* kept for a day */
    minute(due_s + MINUTE);
    CHECK(in_file(
              "SELECT count(*) FROM mail WHERE gone_s IS NOT NULL AND error LIKE '%not set up%'") ==
          1);
    end();
}

/* --- who waits ------------------------------------------------------------------------------------------------ */

static void wait_for(int64_t number, const char *mail, int64_t first_s, int from_min, int to_min,
                     int64_t at_s)
{
    struct acts acts = {.count = 0};
    act_put(&acts, waiting_add, value_whole(number), value_or_null(0), value_or_null(0),
            value_whole(SERVICE), value_or_null(0), value_str("Bo"), value_str(mail), value_str(""),
            value_whole(first_s / DAY_S), value_whole(first_s / DAY_S), value_whole(from_min),
            value_whole(to_min));
    CHECK(done(desk, &acts, at_s));
}

static int64_t offered_to(const char *mail)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT booking FROM booking WHERE state = 'offered' AND mail = '%s'",
             mail);
    return in_file(sql);
}

static const char *state_of(int64_t waiting)
{
    static struct rows r;
    const struct actor self = {CLINIC, 0, ROLE_system};
    int n = rows_as(s, self, LIST_waitings, 0, &r);
    for (int i = 0; i < n; i++)
        if (row_whole(&r, (uint32_t)i, waitings_waiting) == waiting)
            return row_text(&r, (uint32_t)i, waitings_state);
    return "";
}

static int64_t booked_from(int64_t booking)
{
    char sql[100];
    snprintf(sql, sizeof sql, "SELECT from_s FROM booking WHERE booking = %lld",
             (long long)booking);
    return in_file(sql);
}

/* One hour is free of a morning, and three wait for it. */
static void in_turn(void)
{
    int64_t now_s = utc(2027, 2, 10, 600), then_s = utc(2027, 2, 12, 0);
    begin(now_s - DAY_S);
    book(1, 2027, 2, 12, 540, "x@example.org", now_s - HOUR);
    wait_for(11, "first@example.org", then_s, 540, 600, now_s - 50);
    wait_for(12, "second@example.org", then_s, 540, 600, now_s - 40);
    wait_for(13, "", then_s, 540, 600, now_s - 60); /* nobody could tell them */
    minute(now_s);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'offered'") == 0);
    struct acts acts = {.count = 0};
    act_put(&acts, booking_state, value_whole(1), value_whole(0), value_str("cancelled"));
    CHECK(done(desk, &acts, now_s));
    minute(now_s + MINUTE);
    CHECK(offered_to("first@example.org") > 0 && offered_to("second@example.org") < 0);
    CHECK(booked_from(offered_to("first@example.org")) == then_s + 540 * (int64_t)MINUTE);
    CHECK(!strcmp(state_of(11), "offered") && !strcmp(state_of(12), "waiting"));
    CHECK(in_file("SELECT count(*) FROM mail WHERE what = 'offer' AND waiting = 11") == 1);
    CHECK(in_file("SELECT held_until_s FROM booking WHERE state = 'offered'") ==
          now_s + MINUTE + OFFER_HELD_S);
    minute(now_s + 2 * MINUTE);
    minute(now_s + HOUR);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'offered'") == 1);
    /* Two hours later it is the next one's; and whoever let it go is not asked the same again. */
    minute(now_s + MINUTE + OFFER_HELD_S);
    CHECK(offered_to("first@example.org") < 0 && offered_to("second@example.org") > 0);
    CHECK(!strcmp(state_of(11), "waiting"));
    minute(now_s + 2 * MINUTE + 2 * (int64_t)OFFER_HELD_S);
    minute(now_s + 3 * MINUTE + 2 * (int64_t)OFFER_HELD_S);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'offered'") == 0);
    CHECK(in_file("SELECT count(*) FROM mail WHERE what = 'offer'") == 2);
    minute(then_s + 2 * (int64_t)DAY_S); /* the day is past */
    CHECK(!strcmp(state_of(11), "") && !strcmp(state_of(12), ""));
    minute(then_s + 2 * (int64_t)DAY_S + MINUTE);
    CHECK(in_file("SELECT count(*) FROM waiting WHERE name <> '' OR mail <> ''") == 0);
    end();
}

/* A morning of three free hours: each another one, at once; who takes it waits no more. */
static void each_another(void)
{
    int64_t now_s = utc(2027, 2, 10, 600), then_s = utc(2027, 2, 12, 0);
    static const uint8_t hash[STORE_HASH] = {7};
    struct acts acts = {.count = 0};
    char mail[20];
    begin(now_s - DAY_S);
    for (int i = 0; i < 7; i++) {
        snprintf(mail, sizeof mail, "w%d@example.org", i);
        wait_for(20 + i, mail, then_s, 540, 720, now_s - 100 + i);
    }
    minute(now_s);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'offered'") == 3);
    CHECK(in_file("SELECT count(DISTINCT from_s) FROM booking") == 3);
    CHECK(offered_to("w0@example.org") > 0 && offered_to("w2@example.org") > 0 &&
          offered_to("w3@example.org") < 0);
    int64_t booking = offered_to("w1@example.org");
    act_put(&acts, diary_link_add, value_bytes(hash, STORE_HASH), value_whole(booking),
            value_or_null(0));
    act_put(&acts, booking_confirm, value_bytes(hash, STORE_HASH));
    CHECK(done(visitor, &acts, now_s + MINUTE));
    minute(now_s + 2 * MINUTE);
    CHECK(!strcmp(state_of(21), "") &&
          in_file("SELECT count(*) FROM waiting WHERE waiting = 21 AND state = 'taken'") == 1);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'booked' AND mail <> ''") == 1);
    end();
}

/* Whoever lets one time go is offered the next, and not on the same day. */
static void another_time(void)
{
    int64_t now_s = utc(2027, 2, 10, 600), then_s = utc(2027, 2, 12, 0);
    begin(now_s - DAY_S);
    wait_for(28, "ann@example.org", then_s, 540, 660, now_s - 9);
    minute(now_s);
    CHECK(booked_from(offered_to("ann@example.org")) == then_s + 540 * (int64_t)MINUTE);
    minute(now_s + OFFER_HELD_S);
    CHECK(offered_to("ann@example.org") < 0);
    minute(now_s + OFFER_HELD_S + 20 * 3600);
    CHECK(booked_from(offered_to("ann@example.org")) == then_s + 600 * (int64_t)MINUTE);
    end();
}

/* While nothing can be sent nobody is offered a time that they would not hear of. */
static void while_mail_is_down(void)
{
    int64_t now_s = utc(2027, 2, 10, 600), then_s = utc(2027, 2, 12, 0);
    begin(now_s - DAY_S);
    wait_for(29, "ann@example.org", then_s, 540, 660, now_s - 9);
    s->mailer.lost = 1;
    minute(now_s);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'offered'") == 0);
    s->mailer.lost = 0;
    minute(now_s + MINUTE);
    CHECK(offered_to("ann@example.org") > 0);
    end();
}

/* A clock that is years ahead for a minute takes no name and no offer from anybody. */
static void by_a_wrong_clock(void)
{
    int64_t now_s = utc(2027, 2, 10, 600), then_s = utc(2027, 2, 12, 0);
    begin(now_s - DAY_S);
    wait_for(30, "ann@example.org", then_s, 540, 660, now_s - 9);
    clock_begin(&s->clock, now_s, now_s, clock_run_s());
    clinic_minute(s, now_s);
    CHECK(offered_to("ann@example.org") > 0);
    clinic_minute(s, now_s + 1000 * (int64_t)DAY_S);
    CHECK(offered_to("ann@example.org") > 0 &&
          in_file("SELECT count(*) FROM waiting WHERE state = 'offered' AND mail <> ''") == 1);
    end();
}

static void not_for_all(void)
{
    int64_t now_s = utc(2027, 2, 10, 600), then_s = utc(2027, 2, 12, 0);
    begin(now_s - DAY_S);
    /* They have a visit then; it is too soon; nobody works at that hour; it is further than is booked ahead. */
    book(1, 2027, 2, 12, 570, "ann@example.org", now_s - HOUR);
    wait_for(31, "ann@example.org", then_s, 540, 660, now_s - 9);
    wait_for(32, "bob@example.org", now_s, 600, 745, now_s - 8);
    wait_for(33, "cid@example.org", then_s, 1200, 1440, now_s - 7);
    wait_for(34, "dee@example.org", now_s + 60 * (int64_t)DAY_S, 0, 1440, now_s - 6);
    minute(now_s);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'offered'") == 0);
    wait_for(35, "eve@example.org", now_s, 600, 900, now_s - 5);
    minute(now_s);
    CHECK(booked_from(offered_to("eve@example.org")) >= now_s + 150 * (int64_t)MINUTE);
    /* Until two hours before it begins at the latest. */
    CHECK(
        in_file(
            "SELECT held_until_s <= from_s - 7200 AND held_until_s >= changed_s + 1800 FROM booking"
            " WHERE state = 'offered'") == 1);
    end();
}

static void at_night(void)
{
    struct zone z;
    int64_t at_s = utc(2027, 2, 10, 0);
    CHECK(zone_span("Europe/London", at_s, at_s + 100 * (int64_t)DAY_S, &z));
    CHECK(offer_until_s(&z, at_s + 12 * HOUR) == at_s + 14 * HOUR);
    CHECK(offer_until_s(&z, at_s + 21 * HOUR - 60) == at_s + 23 * HOUR - 60);
    CHECK(offer_until_s(&z, at_s + 21 * HOUR) == at_s + 33 * HOUR);
    CHECK(offer_until_s(&z, at_s + 6 * HOUR) == at_s + 9 * HOUR);
    CHECK(offer_until_s(&z, at_s + 7 * HOUR) == at_s + 9 * HOUR);
    at_s = utc(2027, 3, 27,
               22 * 60); /* the night in which the clocks go forward: nine o'clock is 08:00 UTC */
    CHECK(offer_until_s(&z, at_s) == utc(2027, 3, 28, 8 * 60));
    int64_t now_s = utc(2027, 2, 10, 23 * 60);
    begin(now_s - DAY_S);
    wait_for(41, "ann@example.org", now_s + DAY_S, 480, 650, now_s - 9);
    minute(now_s);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'offered'") ==
          0); /* they sleep until it ends */
    wait_for(42, "bob@example.org", now_s + DAY_S, 480, 780, now_s - 8);
    minute(now_s);
    CHECK(in_file("SELECT held_until_s FROM booking WHERE state = 'offered'") ==
          utc(2027, 2, 11, 540));
    end();
}

/* --- what has run out --------------------------------------------------------------------------------------------- */

static void run_out(void)
{
    int64_t now_s = utc(2027, 2, 10, 600);
    struct acts acts = {.count = 0};
    begin(now_s - DAY_S);
    act_put(&acts, booking_hold, value_whole(1), value_whole(SITE), value_whole(TOM),
            value_whole(SERVICE), value_or_null(0), value_whole(now_s / DAY_S + 3),
            value_whole(600), value_whole(60), value_whole(now_s + 3 * (int64_t)DAY_S),
            value_str("Ann"), value_str("ann@example.org"), value_str("1"),
            value_whole(now_s + 1800));
    CHECK(done(visitor, &acts, now_s));
    minute(now_s + 1799);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'held'") == 1);
    minute(now_s + 1800);
    CHECK(in_file("SELECT count(*) FROM booking WHERE state = 'lapsed' AND mail <> ''") == 1);
    minute(now_s + 1801 + DAY_S);
    CHECK(
        in_file("SELECT count(*) FROM booking WHERE name = '' AND mail = '' AND telephone = ''") ==
        1);
    book(2, 2027, 2, 20, 600, "bob@example.org", now_s);
    act_put(&acts, mail_add, value_whole(60), value_whole(2), value_or_null(0), value_str("booked"),
            value_whole(0), value_whole(now_s));
    CHECK(done(desk, &acts, now_s));
    const struct actor self = {CLINIC, 0, ROLE_system};
    act_put(&acts, mail_sent, value_whole(60));
    CHECK(done(self, &acts, now_s + 5));
    minute(now_s + 90 * (int64_t)DAY_S);
    CHECK(in_file("SELECT count(*) FROM mail WHERE mail = 60") == 0);
    CHECK(in_file("SELECT count(*) FROM booking WHERE booking = 2 AND mail <> ''") == 1);
    minute(now_s + 101 * (int64_t)DAY_S);
    CHECK(in_file("SELECT count(*) FROM booking WHERE booking = 2 AND mail = '' AND name = ''") ==
          1);
    end();
}

int main(void)
{
    clocks_change();
    who_is_reminded();
    without_mail();
    in_turn();
    each_another();
    another_time();
    while_mail_is_down();
    by_a_wrong_clock();
    not_for_all();
    at_night();
    run_out();
    folder_remove();
    return check_done("diary due");
}
