/* test_diary_figures.c - the diary counted: a quarter made up at random, each number also by SQL; one week by hand. */
#include "../clinic/desk.h"
#include "../clinic/figures_diary.h"
#include "../knowledge/country.h"
#include "check.h"
#include "diary_clinic.h"

#include <stdio.h>
#include <string.h>

enum { TODAY = DIARY_FIRST_DAY, BOOKINGS = 900, HOURS = 60, AWAYS = 30 };

static unsigned seed = 5;
static int any(int below)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16) % below;
}

static int first_day(void)
{
    return TODAY - day_weekday(TODAY) - 7 * (FIGURES_WEEKS - 1);
}

/* --- a quarter --------------------------------------------------------------------------------------------- */

static void make_hours(sqlite3 *db)
{
    char sql[300];
    CHECK(does(db, "DELETE FROM hours"));
    for (int i = 0; i < HOURS; i++) {
        int from = 480 + 15 * any(20), to = from + 15 * (1 + any(20)), once = any(4) == 0;
        char when[40];
        if (once)
            snprintf(when, sizeof when, "NULL, %d", first_day() + any(84));
        else
            snprintf(when, sizeof when, "%d, NULL", any(7));
        snprintf(sql, sizeof sql, "INSERT INTO hours VALUES (%d, %d, %d, %d, %s, %d, %d, %s)",
                 i + 1, DIARY_CLINIC, DIARY_STAFF + any(DIARY_STAFFS),
                 DIARY_SITE + any(DIARY_SITES), when, from, to,
                 once || any(2) ? "NULL, NULL" : "20400, 20430");
        CHECK(does(db, sql));
    }
    for (int i = 0; i < AWAYS; i++) {
        int day = first_day() + any(84), from = 15 * any(60);
        snprintf(sql, sizeof sql, "INSERT INTO away VALUES (%d, %d, %s, %s, %d, %d, %d, %d, '')",
                 i + 1, DIARY_CLINIC, any(3) ? "51010" : "NULL", any(3) ? "NULL" : "51021", day,
                 day + any(3), from, from + 15 * (1 + any(30)));
        CHECK(does(db, sql));
    }
}

/* The triggers are for what is booked, not for what is counted. */
static void make_bookings(sqlite3 *db)
{
    static const char *const state[] = {"done",    "done",      "done",   "booked",
                                        "arrived", "in_room",   "held",   "lapsed",
                                        "offered", "cancelled", "no_show"};
    char sql[600];
    CHECK(does(db, "DROP TRIGGER booking_insert"));
    for (int i = 0; i < BOOKINGS; i++) {
        int day = first_day() - 5 + any(95), from = 480 + 15 * any(40), minutes = 15 * (1 + any(5));
        snprintf(sql, sizeof sql,
                 "INSERT INTO booking (booking, clinic, site, account, service, day, from_min, "
                 "minutes, from_s,"
                 " until_s, state, made_s, changed_s) VALUES (%d, %d, %d, %d, %d, %d, %d, %d, "
                 "86400 * %d + 60 * %d,"
                 " 86400 * %d + 60 * %d, '%s', 1, 86400 * %d + 60 * %d - %d)",
                 i + 1, DIARY_CLINIC, DIARY_SITE + any(DIARY_SITES),
                 DIARY_STAFF + any(DIARY_STAFFS), DIARY_SERVICE, day, from, minutes, day, from, day,
                 from + minutes, state[any(11)], day, from, any(3) ? any(200000) : 86400);
        CHECK(does(db, sql));
    }
    snprintf(sql, sizeof sql, "UPDATE account SET left_s = 86400 * %d + 3600 WHERE account = %d",
             first_day() + 40, DIARY_STAFF + 2);
    CHECK(does(db, sql));
}

static struct arena *arena_of_page(void) /* test_arena() has the rows */
{
    static unsigned char block[1 << 24] __attribute__((aligned(16)));
    static struct arena a;
    a = (struct arena){.base = block, .size = sizeof block};
    return &a;
}

/* --- by SQL ---------------------------------------------------------------------------------------------------- */

static int64_t by_sql(sqlite3 *db, const char *what, const char *where, int week, int site,
                      int staff)
{
    char sql[600];
    int from = first_day() + 7 * week;
    snprintf(sql, sizeof sql,
             "SELECT coalesce(%s, 0) FROM booking WHERE day BETWEEN %d AND %d AND site = %d AND "
             "account = %d AND %s",
             what, from, from + 6, DIARY_SITE + site, DIARY_STAFF + staff, where);
    return number(db, sql);
}

/* Each quarter of an hour of each day: is there an hour's row that has it, and none of away? */
static int64_t open_by_sql(sqlite3 *db, int week, int site, int staff)
{
    char sql[1600];
    int from = first_day() + 7 * week;
    snprintf(
        sql, sizeof sql,
        "WITH RECURSIVE q(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM q WHERE n < 7 * 96 - 1),"
        " t AS (SELECT %d + n / 96 AS day, 15 * (n %% 96) AS minute FROM q)"
        " SELECT 15 * count(*) FROM t WHERE EXISTS (SELECT 1 FROM hours h WHERE h.site = %d AND "
        "h.account = %d"
        " AND h.from_min <= minute AND h.to_min > minute AND (h.day = t.day OR (h.weekday = (t.day "
        "+ 3) %% 7"
        " AND coalesce(h.first_day, t.day) <= t.day AND coalesce(h.last_day, t.day) >= t.day)))"
        " AND NOT EXISTS (SELECT 1 FROM away w WHERE coalesce(w.site, %d) = %d AND "
        "coalesce(w.account, %d) ="
        " %d AND w.first_day <= t.day AND w.last_day >= t.day AND w.from_min <= minute AND "
        "w.to_min > minute)"
        " AND NOT EXISTS (SELECT 1 FROM account a WHERE a.account = %d AND a.left_s IS NOT NULL"
        " AND t.day >= a.left_s / 86400)",
        from, DIARY_SITE + site, DIARY_STAFF + staff, DIARY_SITE + site, DIARY_SITE + site,
        DIARY_STAFF + staff, DIARY_STAFF + staff, DIARY_STAFF + staff);
    return number(db, sql);
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

static void read_all(struct store *s, struct arena *a, struct diary_rows *r, struct rows *sites)
{
    const struct actor who = {DIARY_CLINIC, DIARY_OWNER, ROLE_owner};
    const struct value range[] = {value_whole((int64_t)(TODAY - 91) * 86400),
                                  value_whole((int64_t)(TODAY + 9) * 86400)};
    CHECK(store_list(s, &who, LIST_hours, NULL, 0, a, &r->hours) == STORE_OK);
    CHECK(store_list(s, &who, LIST_aways, NULL, 0, a, &r->aways) == STORE_OK);
    CHECK(store_list(s, &who, LIST_practitioners, NULL, 0, a, &r->practitioners) == STORE_OK);
    CHECK(store_list(s, &who, LIST_sites, NULL, 0, a, sites) == STORE_OK);
    CHECK(store_list(s, &who, LIST_bookings, range, 2, a, &r->taken) == STORE_OK);
}

static int place_of(const struct rows *r, int64_t n)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (row_whole(r, i, 0) == n)
            return (int)i;
    return -1;
}

static void one_cell(sqlite3 *db, const struct diary_figures *f, int week, int site, int staff)
{
    struct tally t = diary_figures_sum(f, week, place_of(f->y->sites, DIARY_SITE + site),
                                       place_of(&f->y->r->practitioners, DIARY_STAFF + staff));
    CHECK(t.done == by_sql(db, "count(*)", "state = 'done'", week, site, staff));
    CHECK(t.booked ==
          by_sql(db, "count(*)", "state IN ('booked', 'arrived', 'in_room')", week, site, staff));
    CHECK(t.no_show == by_sql(db, "count(*)", "state = 'no_show'", week, site, staff));
    CHECK(t.cancelled == by_sql(db, "count(*)", "state = 'cancelled'", week, site, staff));
    CHECK(t.late == by_sql(db, "count(*)", "state = 'cancelled' AND from_s - changed_s < 86400",
                           week, site, staff));
    CHECK(t.used_min == by_sql(db, "sum(minutes)",
                               "state IN ('done', 'booked', 'arrived', 'in_room')", week, site,
                               staff));
    CHECK(t.open_min == open_by_sql(db, week, site, staff));
}

static int same(const struct tally *x, const struct tally *y)
{
    return memcmp(x, y, sizeof *x) == 0;
}

/* What is summed over weeks, sites and practitioners comes to the same, whichever way. */
static void sums(const struct diary_figures *f)
{
    struct tally all = diary_figures_sum(f, ANY_OF, ANY_OF, ANY_OF), weeks = {0};
    for (int w = 0; w < FIGURES_WEEKS; w++) {
        struct tally t = diary_figures_sum(f, w, ANY_OF, ANY_OF);
        for (size_t i = 0; i < sizeof t / sizeof(int); i++)
            ((int *)&weeks)[i] += ((const int *)&t)[i];
    }
    CHECK(same(&all, &weeks) && all.done > 50 && all.open_min > 1000 && all.late > 0 &&
          all.late < all.cancelled);
}

/* Monday: 09:00 to 12:00, less half an hour. Two done of 30 minutes, one who did not come, one cancelled 25 hours
 * before and one 23. 60 of 150 minutes. */
static void by_hand(struct store *s, sqlite3 *db)
{
    static const int from[] = {540, 570, 600, 630, 660};
    char sql[600];
    int day = first_day() + 7 * (FIGURES_WEEKS - 1);
    struct diary_rows r = {0};
    struct rows sites;
    struct diary y;
    struct diary_figures f;
    CHECK(does(db, "DELETE FROM booking_was; DELETE FROM booking; DELETE FROM hours; DELETE FROM "
                   "away; UPDATE account SET "
                   "left_s = NULL"));
    snprintf(sql, sizeof sql,
             "INSERT INTO hours VALUES (1, %d, %d, %d, 0, NULL, 540, 720, %d, NULL); INSERT INTO "
             "away VALUES (1, %d,"
             " NULL, NULL, %d, %d, 690, 720, '')",
             DIARY_CLINIC, DIARY_STAFF, DIARY_SITE, day, DIARY_CLINIC, day, day);
    CHECK(does(db, sql));
    for (int i = 0; i < 5; i++) {
        static const char *const state[] = {"done", "done", "no_show", "cancelled", "cancelled"};
        static const int before[] = {0, 0, 0, 90000, 82800};
        snprintf(sql, sizeof sql,
                 "INSERT INTO booking (booking, clinic, site, account, service, day, from_min, "
                 "minutes, from_s,"
                 " until_s, state, made_s, changed_s) VALUES (%d, %d, %d, %d, %d, %d, %d, 30, "
                 "86400 * %d + 60 * %d,"
                 " 86400 * %d + 60 * %d, '%s', 1, 86400 * %d + 60 * %d - %d)",
                 i + 1, DIARY_CLINIC, DIARY_SITE, DIARY_STAFF, DIARY_SERVICE, day, from[i], day,
                 from[i], day, from[i] + 30, state[i], day, from[i], before[i]);
        CHECK(does(db, sql));
    }
    read_all(s, test_arena(), &r, &sites);
    diary_of(&r, &sites, &y);
    struct arena own = {.base = (unsigned char[1 << 16]){0}, .size = 1 << 16};
    diary_figures_of(&own, &y, TODAY, &f);
    struct tally t = diary_figures_sum(&f, FIGURES_WEEKS - 1, ANY_OF, ANY_OF);
    CHECK(same(&t, &(struct tally){2, 0, 1, 2, 1, 60, 150}));
    CHECK(tally_all(&t) == 5);
}

/* --- the page ------------------------------------------------------------------------------------------------- */

static const char *page_of(struct clinic_request *q, const char *path, const char *query)
{
    static struct clinic_response reply;
    struct arena *a = arena_of_page();
    q->app.path = span_of(path);
    q->app.query = span_of(query);
    clinic_respond(a, q, &reply);
    CHECK(reply.app.status == 200);
    text_char(&reply.app.body, '\0');
    return reply.app.body.p;
}

static int says(const char *page, const char *words)
{
    int so = strstr(page, words) != NULL;
    if (!so)
        fprintf(stderr, "the page does not say: %s\n", words);
    return so;
}

/* The week that was counted by hand: five visits have percentages, three have none. */
static void the_page(struct diary_rows *r, struct rows *sites)
{
    static const struct app_site site = {
        .runs = "", .contact = "", .signed_by = "", .base_url = ""};
    struct app_site here = site;
    const struct staff who = {
        .actor = {DIARY_CLINIC, DIARY_OWNER, ROLE_owner}, .name = "O", .login = "o", .number = ""};
    struct clinic_request q = {.staff = &who, .form_key = "key", .sites = *sites, .diary = *r};
    here.country = country_find("GB");
    q.app.site = &here;
    q.app.record.p = "";
    q.app.now = (struct moment){.day = TODAY, .at_s = (int64_t)TODAY * 86400};
    const char *page = page_of(&q, "/clinic/figures/diary", "");
    CHECK(says(page, "<span class=\"nowrap\">1 of 3</span></td>"));
    CHECK(says(page, "<span class=\"nowrap\">2 of 5</span><br>40 %</td>"));
    CHECK(says(page, "<span class=\"nowrap\">1 of 5</span><br>20 %</td>"));
    CHECK(says(page, "<span class=\"nowrap\">1 of 2.5 h</span><br>40 %</td>"));
    CHECK(says(page, "href=\"/clinic/figures\"") && says(page, "staff0@three.example"));
    page = page_of(&q, "/clinic/figures/diary", "staff=0000000000c743"); /* another practitioner */
    CHECK(says(page, "no hours") && says(page, "<td class=\"num\">none</td>"));
    page = page_of(&q, "/clinic/figures/diary", "staff=../..&site=%00");
    CHECK(says(page, "2 of 5"));
    page = page_of(&q, "/clinic/figures/diary/file", "");
    CHECK(says(page, ",\"A site\",\"staff0@three.example\",2,0,1,2,1,60,150\r\n"));
    CHECK(strstr(page, "minutes_open\r\n") && strchr(strstr(page, "150\r\n") + 5, '\n') == NULL);
}

int main(void)
{
    const char *path = in_folder("figures.db");
    struct store *s = opened(path);
    struct diary_rows r = {0};
    struct rows sites;
    struct diary y;
    struct diary_figures f;
    CHECK(diary_clinic_make(s, 20));
    sqlite3 *db = raw(path);
    CHECK(does(db, "PRAGMA synchronous = OFF"));
    make_hours(db);
    make_bookings(db);
    struct arena *a = test_arena();
    read_all(s, a, &r, &sites);
    diary_of(&r, &sites, &y);
    diary_figures_of(a, &y, TODAY, &f);
    for (int week = 0; week < FIGURES_WEEKS; week++)
        for (int site = 0; site < DIARY_SITES; site++)
            for (int staff = 0; staff < DIARY_STAFFS; staff++)
                one_cell(db, &f, week, site, staff);
    sums(&f);
    by_hand(s, db);
    struct diary_rows one = {0};
    read_all(s, test_arena(), &one, &sites);
    the_page(&one, &sites);
    sqlite3_close(db);
    store_close(s);
    folder_remove();
    return check_done("diary figures");
}
