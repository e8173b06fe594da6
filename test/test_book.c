/* test_book.c - whoever books a visit, through the server: the whole way from a kind of visit to one that is booked,
 * moved and cancelled by the link of a mail; and whoever would find out who comes, fill the diary, or reach
 * into another clinic. */
#include "check.h"
#include "clinic_help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VISIT = 7401, INSIDE = 7402, ELSEWHERE = 8001, HALS = 8101, HILL = 8201, THEIRS = 8401 };
static char db[300];
static unsigned minted = 1;
static struct browser nobody;

static int64_t rows_in(const char *sql)
{
    sqlite3 *file = raw(db);
    int64_t n = number(file, sql);
    sqlite3_close(file);
    return n;
}

static void done(const char *sql)
{
    sqlite3 *file = raw(db);
    CHECK(does(file, sql));
    sqlite3_close(file);
}

/* --- two clinics that can be booked ------------------------------------------------------------------------------ */

static struct value none(void)
{
    return (struct value){VALUE_null, 0, {"", 0}};
}

static void works_daily(struct acts *acts, int64_t first, int64_t account, int64_t site)
{
    for (int day = 0; day < 7; day++)
        act_put(acts, hours_add, value_whole(first + day), value_whole(account), value_whole(site),
                value_whole(day), none(), value_whole(540), value_whole(1080), none(), none());
}

static void diary_made(struct server *s)
{
    const struct actor owner = {CLINIC, OWNER, ROLE_owner};
    struct acts acts = {.count = 0};
    act_put(&acts, service_add, value_whole(VISIT), value_str("First visit"), value_str(""),
            value_whole(60), value_str("55 pounds"), value_str(""), value_whole(0), value_whole(1));
    act_put(&acts, service_add, value_whole(INSIDE), value_str("By the desk alone"), value_str(""),
            value_whole(60), value_str(""), value_str(""), value_whole(0), value_whole(0));
    act_put(&acts, offer_add, value_whole(TOM), value_whole(VISIT));
    act_put(&acts, offer_add, value_whole(OWNER), value_whole(VISIT));
    act_put(&acts, offer_add, value_whole(TOM), value_whole(INSIDE));
    works_daily(&acts, 7501, TOM, SITE);
    works_daily(&acts, 7511, OWNER, SITE);
    CHECK(acts_as(s, owner, &acts, clock_s()) == STORE_OK);
}

static void books(struct server *s, int64_t clinic, int64_t account, int yes)
{
    struct acts acts = {.count = 0};
    act_put(&acts, clinic_diary, value_whole(yes), value_whole(30), value_whole(60),
            value_whole(50), value_whole(1));
    CHECK(acts_as(s, (struct actor){clinic, account, ROLE_owner}, &acts, clock_s()) == STORE_OK);
}

static void another_clinic(struct server *s)
{
    const struct actor owner = {ELSEWHERE, HALS, ROLE_owner};
    struct acts acts = {.count = 0};
    act_put(&acts, clinic_add, value_whole(ELSEWHERE), value_str("Hill Physio"), value_str("GB"),
            value_whole(0));
    act_put(&acts, site_add, value_whole(HILL), value_str("Hill"), value_str("2 Hill"),
            value_str("01632 960999"), value_str("Europe/London"));
    act_put(&acts, account_add, value_whole(HALS), value_str("owner"), value_str("Hal Hill"),
            value_str("hal@example.org"), value_str(""), value_or_null(0), value_str(""));
    CHECK(acts_as(s, owner, &acts, clock_s()) == STORE_OK);
    acts.count = 0;
    act_put(&acts, service_add, value_whole(THEIRS), value_str("Their visit"), value_str(""),
            value_whole(60), value_str(""), value_str(""), value_whole(0), value_whole(1));
    act_put(&acts, offer_add, value_whole(HALS), value_whole(THEIRS));
    works_daily(&acts, 8501, HALS, HILL);
    CHECK(acts_as(s, owner, &acts, clock_s()) == STORE_OK);
    books(s, ELSEWHERE, HALS, 1);
}

/* --- as a browser does it ------------------------------------------------------------------------------------------ */

static const char *path_of(int64_t clinic, const char *tail)
{
    static _Thread_local char path[300];
    snprintf(path, sizeof path, "/book/%014llx%s", (unsigned long long)clinic, tail);
    return path;
}

static const char *times_of(int64_t clinic, int64_t service, const char *more)
{
    char tail[200];
    snprintf(tail, sizeof tail, "/times?service=%014llx%s", (unsigned long long)service, more);
    return path_of(clinic, tail);
}

/* The n-th link on the page that begins so, without the &amp; of HTML; "": there is none. */
static const char *link_on(const char *page, const char *begins, int n)
{
    static _Thread_local char link[400];
    char look[200];
    size_t len = 0;
    snprintf(look, sizeof look, "href=\"%s", begins);
    for (; (page = strstr(page, look)) && n-- > 0; page++)
        ;
    page = page ? page + 6 : "\"";
    for (; *page != '"' && len < sizeof link - 1; page++) {
        link[len++] = *page;
        if (strncmp(page, "&amp;", 5) == 0)
            page += 4;
    }
    link[len] = '\0';
    return link;
}

static const char *value_in(const char *link, const char *key)
{
    static _Thread_local char value[5][40];
    static _Thread_local int turn;
    char look[20], *to = value[turn = (turn + 1) % 5];
    snprintf(look, sizeof look, "%s=", key);
    const char *at = strstr(link, look);
    snprintf(to, sizeof value[0], "%.*s", at ? (int)strcspn(at + strlen(look), "&") : 0,
             at ? at + strlen(look) : "");
    return to;
}

/* What the form of that time posts, with a fresh id. */
static const char *form_at(const char *link, const char *name, const char *mail)
{
    static _Thread_local char body[600];
    snprintf(body, sizeof body,
             "id=%016x&service=%s&site=%s&who=%s&day=%s&at=%s&name=%s&mail=%s&telephone=",
             __atomic_fetch_add(&minted, 1, __ATOMIC_RELAXED), value_in(link, "service"),
             value_in(link, "site"), value_in(link, "who"), value_in(link, "day"),
             value_in(link, "at"), name, mail);
    return body;
}

/* A free time, as the address of the page that asks who books it. */
static const char *free_time(struct server *s, int64_t account, int n)
{
    static _Thread_local char link[400];
    char who[40];
    snprintf(who, sizeof who, "&who=%014llx", (unsigned long long)account);
    struct answered t = ask(s, "GET", times_of(CLINIC, VISIT, who), NULL, &nobody);
    snprintf(link, sizeof link, "%s", link_on(t.body, path_of(CLINIC, "/ask?"), n));
    CHECK(t.status == 200 && *link);
    return link;
}

static struct answered asks(struct server *s, const char *link, const char *mail)
{
    return ask(s, "POST", path_of(CLINIC, "/ask"), form_at(link, "Anna+Bell", mail), &nobody);
}

/* What the mail of a booking or a place on the wait list carries, made here. */
static const char *link_made(struct server *s, int64_t clinic, int64_t booking, int64_t waiting)
{
    static char link[5][80];
    static int turn;
    unsigned char secret[32];
    uint8_t hash[STORE_HASH];
    char letters[COOKIE_LEN + 1];
    struct acts acts = {.count = 0};
    memset(secret, 0x21 + turn, sizeof secret);
    secret[0] = (unsigned char)minted++;
    secret_put(secret, letters);
    diary_link_hash(secret, hash);
    act_put(&acts, diary_link_add, value_bytes(hash, STORE_HASH), value_or_null(booking),
            value_or_null(waiting));
    CHECK(acts_as(s, (struct actor){clinic, 0, ROLE_system}, &acts, clock_s()) == STORE_OK);
    snprintf(link[turn = (turn + 1) % 5], sizeof link[0], "/book/link/%s", letters);
    return link[turn];
}

static struct answered does_at(struct server *s, const char *link, const char *what)
{
    static const char field[] = "name=\"sequence\" value=\"";
    char body[200];
    struct answered t = ask(s, "GET", link, NULL, &nobody);
    const char *at = strstr(t.body, field);
    snprintf(body, sizeof body, "id=%016x&do=%s&sequence=%d", minted++, what,
             at ? atoi(at + sizeof field - 1) : 0);
    return ask(s, "POST", link, body, &nobody);
}

static int64_t booking_of(const char *mail)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT booking FROM booking WHERE mail = '%s'", mail);
    return rows_in(sql);
}

/* --- who may be found --------------------------------------------------------------------------------------------------- */

static void which_clinics(struct server *s)
{
    struct answered t = ask(s, "GET", "/book", NULL, &nobody);
    CHECK(t.status == 404 && !strstr(t.body, "Riverside"));
    books(s, CLINIC, OWNER, 1);
    t = ask(s, "GET", "/book", NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "Riverside Osteopaths") &&
          strstr(t.body, "01632 960123") && strstr(t.body, "60 minutes, 55 pounds"));
    CHECK(!strstr(t.body, "By the desk alone") && !strstr(t.body, "Set-Cookie"));
    CHECK(ask(s, "GET", path_of(CLINIC, ""), NULL, &nobody).status == 200);
    CHECK(ask(s, "GET", path_of(ELSEWHERE, ""), NULL, &nobody).status == 404);
    CHECK(ask(s, "GET", path_of(ELSEWHERE, "/times"), NULL, &nobody).status == 404);
    CHECK(ask(s, "GET", "/book/7001", NULL, &nobody).status == 404);
    CHECK(ask(s, "GET", path_of(CLINIC, "/nothing"), NULL, &nobody).status == 404);
    another_clinic(s);
    t = ask(s, "GET", "/book", NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "Riverside Osteopaths") &&
          strstr(t.body, "Hill Physio"));
    CHECK(ask(s, "GET", path_of(ELSEWHERE, ""), NULL, &nobody).status == 200);
    CHECK(!*nobody.own && !*nobody.clinic && !*nobody.door); /* no cookie for anybody */
}

/* --- the whole way ---------------------------------------------------------------------------------------------------------- */

static void holding(struct server *s)
{
    char link[400], body[600];
    snprintf(link, sizeof link, "%s", free_time(s, TOM, 0));
    struct answered t = ask(s, "GET", link, NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "First visit, 60 minutes") &&
          strstr(t.body, "Tom Achterberg") && strstr(t.body, "autocomplete=\"email\""));
    t = asks(s, link, "anna");
    CHECK(t.status == 422 && strstr(t.body, "as in anna@example.org"));
    CHECK(rows_in("SELECT count(*) FROM booking") == 0 &&
          rows_in("SELECT count(*) FROM mail") == 0);
    snprintf(body, sizeof body, "%s", form_at(link, "Anna+Bell", "Anna%40Example.org"));
    t = ask(s, "POST", path_of(CLINIC, "/ask"), body, &nobody);
    CHECK(t.status == 303 && strcmp(t.location, path_of(CLINIC, "/asked")) == 0);
    t = ask(s, "POST", path_of(CLINIC, "/ask"), body, &nobody); /* a second tap */
    CHECK(t.status == 303 && strcmp(t.location, path_of(CLINIC, "/asked")) == 0);
    CHECK(
        rows_in("SELECT count(*) FROM booking WHERE clinic = 7001 AND state = 'held' AND account = "
                "7102 AND name = 'Anna Bell' AND mail = 'anna@example.org' AND held_until_s = "
                "made_s + 1200") == 1);
    CHECK(rows_in("SELECT count(*) FROM booking") == 1 &&
          rows_in("SELECT count(*) FROM mail WHERE what = 'ask' AND of = 0") == 1);
    CHECK(rows_in("SELECT count(*) FROM audit WHERE what = 'visit asked for online' AND role = "
                  "'public' AND patient IS NULL AND clinic = 7001") == 1);
    t = ask(s, "GET", path_of(CLINIC, "/asked"), NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "within 20 minutes") &&
          strstr(t.body, "01632 960123") && !strstr(t.body, "example.org"));
    /* It is not free any more, for who has the page open and for who comes now. */
    t = asks(s, link, "other@example.org");
    CHECK(t.status == 409 && strstr(t.body, "not free any more") && strstr(t.body, "/ask?service"));
    CHECK(rows_in("SELECT count(*) FROM booking") == 1);
    CHECK(strcmp(free_time(s, TOM, 0), link) != 0);
}

/* While no mail can go out nobody is asked to wait for a link; what was booked before is still theirs. */
static void mail_is_down(struct server *s)
{
    s->mailer.lost = 1;
    struct answered t = ask(s, "GET", path_of(CLINIC, ""), NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "Nothing can be booked online just now") &&
          strstr(t.body, "01632 960123"));
    s->mailer.lost = 0;
    t = ask(s, "GET", path_of(CLINIC, ""), NULL, &nobody);
    CHECK(t.status == 200 && !strstr(t.body, "Nothing can be booked online just now"));
}

static void made_up(struct server *s)
{
    char link[400], odd[400];
    snprintf(link, sizeof link, "%s", free_time(s, TOM, 0));
    int64_t before = rows_in("SELECT count(*) FROM booking");
    const char *const at[] = {"at=543",
                              "at=99999",
                              "at=x",
                              "at=-60",
                              "day=2019-01-01",
                              "day=2199-01-01",
                              "service=00000000001cea",
                              "site=00000000002009",
                              "who=00000000001fa5",
                              "who=00000000001bbf",
                              "service=x"};
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        char key[20];
        snprintf(key, sizeof key, "%.*s", (int)strcspn(at[i], "=") + 1, at[i]);
        char *was = strstr(link, key);
        snprintf(odd, sizeof odd, "%.*s%s%s", was ? (int)(was - link) : 0, link, at[i],
                 was ? was + strcspn(was, "&") : "");
        struct answered t = asks(s, odd, "odd@example.org");
        if (!CHECK(t.status == 409 || t.status == 422))
            fprintf(stderr, "    %s: %d\n", at[i], t.status);
        t = ask(s, "GET", odd, NULL, &nobody);
        CHECK(t.status == 200 || t.status == 422);
    }
    CHECK(rows_in("SELECT count(*) FROM booking") == before);
}

static void confirming(struct server *s)
{
    int64_t booking = booking_of("anna@example.org");
    const char *link = link_made(s, CLINIC, booking, 0);
    for (int i = 0; i < 3; i++) { /* a program that looks through mail follows it too */
        struct answered t = ask(s, "GET", link, NULL, &nobody);
        CHECK(t.status == 200 && strstr(t.body, "Yes, book it") && !strstr(t.body, link + 11));
        CHECK(strcmp(t.route, "/book/link/*") == 0);
    }
    CHECK(rows_in("SELECT count(*) FROM booking WHERE state = 'held' AND sequence = 0") == 1);
    struct answered t = does_at(s, link, "confirm");
    CHECK(t.status == 303 && strncmp(t.location, link, strlen(link)) == 0);
    t = does_at(s, link, "confirm");
    CHECK(t.status == 303);
    CHECK(rows_in("SELECT count(*) FROM booking WHERE state = 'booked' AND sequence = 1 AND "
                  "held_until_s IS NULL") == 1);
    CHECK(rows_in("SELECT count(*) FROM mail WHERE what = 'booked' AND of = 1") == 1);
    t = ask(s, "GET", link, NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "Cancel this visit") && strstr(t.body, "?move=1"));
    char calendar[100], page[100];
    snprintf(calendar, sizeof calendar, "%s/calendar.ics", link);
    snprintf(page, sizeof page, "%s?calendar=1", link);
    CHECK(strstr(t.body, "href=\"?calendar=1\""));
    t = ask(s, "GET", page, NULL, &nobody);
    CHECK(t.status == 303 && strcmp(t.location, calendar) == 0);
    t = ask(s, "GET", calendar, NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "BEGIN:VEVENT") && strstr(t.body, "Riverside"));
    CHECK(does_at(s, link, "nothing").status == 303 && does_at(s, link, "wait").status == 303);
    CHECK(rows_in("SELECT max(sequence) FROM booking") == 1);
}

static const char *move_to(struct server *s, const char *link, const char *time)
{
    static char body[400];
    char at[600];
    snprintf(at, sizeof at, "%s%s", link, time);
    struct answered t = ask(s, "GET", at, NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "Yes, move it"));
    snprintf(body, sizeof body, "id=%016x&do=move&site=%s&who=%s&day=%s&at=%s&sequence=%s",
             minted++, value_in(time, "site"), value_in(time, "who"), value_in(time, "day"),
             value_in(time, "at"), field_of(t.body, "sequence"));
    return body;
}

static void moving(struct server *s)
{
    int64_t booking = booking_of("anna@example.org");
    const char *link = link_made(s, CLINIC, booking, 0);
    char page[120], time[400], sent[400];
    snprintf(page, sizeof page, "%s?move=1", link);
    struct answered t = ask(s, "GET", page, NULL, &nobody);
    snprintf(time, sizeof time, "%s", link_on(t.body, "?move=1&amp;site", 2));
    CHECK(t.status == 200 && *time);
    snprintf(sent, sizeof sent, "%s", move_to(s, link, time));
    /* Somebody else has it meanwhile. */
    char other[400];
    snprintf(other, sizeof other, "?service=%014x%s", VISIT, strstr(time, "&site"));
    CHECK(asks(s, other, "quick@example.org").status == 303);
    t = ask(s, "POST", link, sent, &nobody);
    CHECK(t.status == 409 && strstr(t.body, "not free any more"));
    CHECK(rows_in("SELECT sequence FROM booking WHERE mail = 'anna@example.org'") == 1);
    t = ask(s, "GET", page, NULL, &nobody);
    snprintf(time, sizeof time, "%s", link_on(t.body, "?move=1&amp;site", 3));
    snprintf(sent, sizeof sent, "%s", move_to(s, link, time));
    t = ask(s, "POST", link, sent, &nobody);
    CHECK(t.status == 303 && strstr(t.location, "?said=moved"));
    t = ask(s, "POST", link, sent, &nobody); /* a second tap */
    CHECK(t.status == 303);
    CHECK(rows_in("SELECT sequence FROM booking WHERE mail = 'anna@example.org'") == 2);
    CHECK(rows_in("SELECT count(*) FROM mail WHERE what = 'moved' AND of = 2") == 1);
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM booking WHERE mail = 'anna@example.org' AND from_min = %d",
             atoi(value_in(time, "at")));
    CHECK(rows_in(sql) == 1);
}

static void cancelling(struct server *s)
{
    int64_t booking = booking_of("anna@example.org");
    const char *link = link_made(s, CLINIC, booking, 0);
    CHECK(does_at(s, link, "cancel").status == 303 && does_at(s, link, "cancel").status == 303);
    CHECK(rows_in("SELECT count(*) FROM booking WHERE mail = 'anna@example.org' AND state = "
                  "'cancelled' AND sequence = 3") == 1);
    CHECK(rows_in("SELECT count(*) FROM mail WHERE what = 'cancelled'") == 1);
    CHECK(does_at(s, link, "confirm").status == 303 && does_at(s, link, "move").status == 303);
    CHECK(rows_in("SELECT count(*) FROM booking WHERE mail = 'anna@example.org' AND state = "
                  "'cancelled' AND sequence = 3") == 1);
    struct answered t = ask(s, "GET", link, NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "is cancelled") &&
          strstr(t.body, "Book another visit"));
}

/* Nobody has confirmed it: the time is another's, also before a minute has called it lapsed. */
static void late(struct server *s)
{
    char link[400];
    snprintf(link, sizeof link, "%s", free_time(s, TOM, 1));
    CHECK(asks(s, link, "late@example.org").status == 303);
    const char *mine = link_made(s, CLINIC, booking_of("late@example.org"), 0);
    done("UPDATE booking SET held_until_s = made_s - 1 WHERE mail = 'late@example.org'");
    struct answered t = does_at(s, mine, "confirm");
    CHECK(t.status == 303);
    t = ask(s, "GET", mine, NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "not kept any more") &&
          !strstr(t.body, "Yes, book it"));
    CHECK(rows_in(
              "SELECT count(*) FROM booking WHERE mail = 'late@example.org' AND state = 'held'") ==
          1);
    CHECK(asks(s, link, "next@example.org").status == 303);
    CHECK(rows_in(
              "SELECT count(*) FROM booking WHERE mail = 'next@example.org' AND state = 'held'") ==
          1);
    CHECK(does_at(s, mine, "confirm").status == 303);
    CHECK(rows_in("SELECT count(*) FROM booking WHERE mail = 'late@example.org' AND state = "
                  "'booked'") == 0);
    done("DELETE FROM mail; DELETE FROM diary_link; DELETE FROM booking");
}

/* --- who would find out who comes ----------------------------------------------------------------------------------------- */

/* Whether an address has a visit then is told by nothing: not by the answer, and not by whether the time stays free. */
static void nobody_is_told(struct server *s)
{
    char tom[400], olive[400], free_[400];
    snprintf(tom, sizeof tom, "%s", free_time(s, TOM, 0));
    snprintf(olive, sizeof olive, "%s", free_time(s, OWNER, 0));
    CHECK(strcmp(value_in(tom, "at"), value_in(olive, "at")) == 0);
    struct answered known = asks(s, tom, "known@example.org");
    CHECK(known.status == 303);
    char body[600];
    snprintf(body, sizeof body, "%s", form_at(olive, "Bo", "known@example.org"));
    struct answered t = {.status = 0};
    for (int i = 0; i < 2; i++) { /* nor by the same form, sent again */
        t = ask(s, "POST", path_of(CLINIC, "/ask"), body, &nobody);
        CHECK(t.status == known.status && strcmp(t.location, known.location) == 0);
    }
    snprintf(free_, sizeof free_, "%s", free_time(s, OWNER, 0));
    CHECK(strcmp(free_, olive) != 0);
    CHECK(rows_in("SELECT count(*) FROM booking WHERE mail = 'known@example.org'") == 1);
    CHECK(
        rows_in("SELECT count(*) FROM booking WHERE mail = '' AND name = '' AND state = 'held'") ==
        1);
    CHECK(rows_in("SELECT count(*) FROM mail") == 1);
    CHECK(rows_in("SELECT count(*) FROM audit WHERE what = 'visit asked for online'") ==
          rows_in(
              "SELECT count(DISTINCT sequence) FROM audit WHERE what = 'visit asked for online'"));
    /* So is a third of one address. */
    CHECK(asks(s, free_, "known@example.org").status == 303);
    snprintf(free_, sizeof free_, "%s", free_time(s, TOM, 2));
    t = asks(s, free_, "known@example.org");
    CHECK(t.status == 303 && strcmp(t.location, known.location) == 0);
    CHECK(rows_in("SELECT count(*) FROM booking WHERE mail = 'known@example.org'") == 2);
    CHECK(rows_in("SELECT count(*) FROM mail") == 2);
    done("DELETE FROM mail; DELETE FROM booking");
}

static void wrong_links(struct server *s)
{
    static const char *const wrong[] = {
        "/book/link/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "/book/link/-",
        "/book/link/",
        "/book/link/00000000001b59",
        "/book/link/AAAA",
        "/book/link/%00",
        "/book/link/..",
    };
    char *first = strdup(ask(s, "GET", wrong[0], NULL, &nobody).body);
    CHECK(strstr(first, "does not open anything"));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct answered t = ask(s, "GET", wrong[i], NULL, &nobody);
        CHECK(t.status == 404 && strcmp(t.body, first) == 0);
        t = does_at(s, wrong[i], "cancel");
        CHECK(t.status == 404 && strcmp(t.body, first) == 0 && !*t.location);
    }
    free(first);
    books(s, ELSEWHERE, HALS, 0); /* there is but one: whom to call */
    struct answered t = ask(s, "GET", wrong[0], NULL, &nobody);
    CHECK(t.status == 404 && strstr(t.body, "01632 960123") && !strstr(t.body, "01632 960999"));
    books(s, ELSEWHERE, HALS, 1);
    CHECK(ask(s, "GET", "/book/link/AAAA/calendar.ics", NULL, &nobody).status == 404);
}

/* --- who would fill the diary ------------------------------------------------------------------------------------------------- */

static void floods(struct server *s)
{
    char sql[400], link[400];
    for (int i = 0; i < 30; i++) { /* apart from each other, and from what anybody is shown first */
        snprintf(
            sql, sizeof sql,
            "INSERT INTO booking SELECT 9000 + %d, 7001, 7201, 7102, NULL, 7401, NULL, d, m, 5, "
            "d * 86400 + m * 60, d * 86400 + m * 60 + 300, 'held', %lld, '', 'm%d@x.org', '', 0, "
            "0, 0, NULL FROM (SELECT %d AS d, 540 + 5 * %d AS m)",
            i, (long long)clock_s() + 1200, i, (int)(clock_s() / 86400) + 40, i);
        done(sql);
    }
    snprintf(link, sizeof link, "%s", free_time(s, TOM, 0));
    struct answered t = asks(s, link, "flood@example.org");
    CHECK(t.status == 429 && strstr(t.body, "01632 960123"));
    CHECK(booking_of("flood@example.org") == -1);
    struct acts acts = {.count = 0}; /* and two who ask at one moment */
    act_put(&acts, booking_hold, value_whole(9999), value_whole(SITE), value_whole(TOM),
            value_whole(VISIT), none(), value_whole(clock_s() / 86400 + 41), value_whole(600),
            value_whole(60), value_whole((clock_s() / 86400 + 41) * 86400 + 36000), value_str("A"),
            value_str("a@x.org"), value_str(""), value_whole(clock_s() + 1200));
    CHECK(acts_as(s, (struct actor){CLINIC, 0, ROLE_public}, &acts, clock_s()) == STORE_NONE);
    done("UPDATE booking SET held_until_s = 1");
    CHECK(asks(s, link, "flood@example.org").status == 303);
    done("DELETE FROM mail; DELETE FROM booking");
    /* From one address; what is wrong in a form does not count, nor does a page. */
    limit_begin(&s->front->bookings, (struct rate){600000, 2}, (struct rate){600000, 100});
    for (int i = 0; i < 5; i++)
        CHECK(asks(s, link, "wrong").status == 422);
    CHECK(asks(s, link, "one@example.org").status == 303);
    CHECK(asks(s, free_time(s, TOM, 0), "two@example.org").status == 303);
    t = asks(s, free_time(s, TOM, 0), "three@example.org");
    CHECK(t.status == 429 && t.retry_s && strstr(t.body, "01632 960123"));
    const char *mine = link_made(s, CLINIC, booking_of("one@example.org"), 0);
    CHECK(does_at(s, mine, "confirm").status == 429);
    CHECK(ask(s, "GET", mine, NULL, &nobody).status == 200);
    CHECK(rows_in("SELECT count(*) FROM booking") == 2);
    limit_begin(&s->front->bookings, (struct rate){1, 100000}, (struct rate){1, 100000});
    CHECK(does_at(s, mine, "confirm").status == 303);
    done("DELETE FROM mail; DELETE FROM diary_link; DELETE FROM booking");
}

/* --- one clinic's link, and another clinic ------------------------------------------------------------------------------------ */

static void apart(struct server *s)
{
    char time[400], theirs[400], body[600];
    struct answered t = ask(s, "GET", times_of(ELSEWHERE, THEIRS, ""), NULL, &nobody);
    snprintf(theirs, sizeof theirs, "%s", link_on(t.body, path_of(ELSEWHERE, "/ask?"), 0));
    CHECK(*theirs && !strstr(t.body, "Tom Achterberg") && !strstr(t.body, "01632 960123"));
    CHECK(ask(s, "GET", times_of(ELSEWHERE, VISIT, ""), NULL, &nobody).status == 422);
    CHECK(ask(s, "POST", path_of(CLINIC, "/ask"), form_at(theirs, "Bo", "bo@example.org"), &nobody)
              .status == 422);
    snprintf(time, sizeof time, "%s", free_time(s, TOM, 0));
    CHECK(asks(s, time, "ours@example.org").status == 303);
    const char *mine = link_made(s, CLINIC, booking_of("ours@example.org"), 0);
    CHECK(does_at(s, mine, "confirm").status == 303);
    CHECK(
        ask(s, "POST", path_of(ELSEWHERE, "/ask"), form_at(theirs, "Bo", "bo@example.org"), &nobody)
            .status == 303);
    int64_t there = booking_of("bo@example.org");
    snprintf(body, sizeof body, "id=%016x&do=move&site=%s&who=%s&day=%s&at=%s&sequence=1", minted++,
             value_in(theirs, "site"), value_in(theirs, "who"), value_in(theirs, "day"),
             value_in(theirs, "at"));
    CHECK(ask(s, "POST", mine, body, &nobody).status == 409);
    snprintf(body, sizeof body, "id=%016x&do=cancel&sequence=1&booking=%014llx&clinic=%014x",
             minted++, (unsigned long long)there, ELSEWHERE);
    CHECK(ask(s, "POST", mine, body, &nobody).status == 303);
    CHECK(rows_in(
              "SELECT count(*) FROM booking WHERE clinic = 8001 AND state = 'held' AND sequence = "
              "0") == 1);
    CHECK(rows_in("SELECT count(*) FROM booking WHERE clinic = 7001 AND state = 'cancelled'") == 1);
    CHECK(rows_in("SELECT count(*) FROM mail WHERE clinic = 8001") == 1);
    /* A hash of the other clinic's, though it is known, does nothing here. */
    struct acts acts = {.count = 0};
    unsigned char secret[32] = {9};
    uint8_t hash[STORE_HASH];
    diary_link_hash(secret, hash);
    act_put(&acts, diary_link_add, value_bytes(hash, STORE_HASH), value_whole(there), none());
    CHECK(acts_as(s, (struct actor){ELSEWHERE, 0, ROLE_system}, &acts, clock_s()) == STORE_OK);
    acts.count = 0;
    act_put(&acts, booking_confirm, value_bytes(hash, STORE_HASH));
    CHECK(acts_as(s, (struct actor){CLINIC, 0, ROLE_public}, &acts, clock_s()) == STORE_NONE);
    done("DELETE FROM mail; DELETE FROM diary_link; DELETE FROM booking");
}

/* A clinic that does not book online any more keeps its word. */
static void shut(struct server *s)
{
    CHECK(asks(s, free_time(s, TOM, 0), "shut@example.org").status == 303);
    const char *mine = link_made(s, CLINIC, booking_of("shut@example.org"), 0);
    books(s, CLINIC, OWNER, 0);
    CHECK(ask(s, "GET", path_of(CLINIC, ""), NULL, &nobody).status == 404);
    CHECK(does_at(s, mine, "confirm").status == 303);
    CHECK(does_at(s, mine, "cancel").status == 303);
    struct answered t = ask(s, "GET", mine, NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "is cancelled") && strstr(t.body, "01632 960123") &&
          !strstr(t.body, "Book another visit"));
    books(s, CLINIC, OWNER, 1);
    done("DELETE FROM mail; DELETE FROM diary_link; DELETE FROM booking");
}

/* --- the wait list -------------------------------------------------------------------------------------------------------------- */

static void waiting(struct server *s)
{
    char body[600], day[20];
    struct text t_day = {.mem = test_arena()};
    day_put(&t_day, (int)(clock_s() / 86400) + 9);
    snprintf(day, sizeof day, "%.*s", (int)t_day.len, t_day.p);
    snprintf(body, sizeof body,
             "id=%016x&service=%014x&site=any&who=&part=evening&until=%s&name=Wim&mail=wim%%40x.org"
             "&telephone=",
             minted++, VISIT, day);
    struct answered t = ask(s, "POST", path_of(CLINIC, "/wait"), body, &nobody);
    CHECK(t.status == 303 && strstr(t.location, "/asked?wait=1"));
    t = ask(s, "POST", path_of(CLINIC, "/wait"), body, &nobody);
    CHECK(t.status == 303 && strstr(t.location, "/asked?wait=1"));
    CHECK(rows_in(
              "SELECT count(*) FROM waiting WHERE state = 'asked' AND from_min = 1020 AND to_min = "
              "1440 AND site IS NULL AND account IS NULL AND mail = 'wim@x.org'") == 1);
    CHECK(rows_in("SELECT count(*) FROM mail WHERE what = 'wait'") == 1);
    for (int i = 0; i < 3; i++) { /* of one address two, and the answer is the same */
        memcpy(body, "id=00000000000abc0", 18);
        body[18] = (char)('0' + i);
        t = ask(s, "POST", path_of(CLINIC, "/wait"), body, &nobody);
        CHECK(t.status == 303 && strstr(t.location, "/asked?wait=1"));
    }
    CHECK(rows_in("SELECT count(*) FROM waiting") == 2);
    int64_t one = rows_in("SELECT min(waiting) FROM waiting");
    const char *mine = link_made(s, CLINIC, 0, one);
    t = ask(s, "GET", mine, NULL, &nobody);
    CHECK(t.status == 200 && strstr(t.body, "Yes, put me on the list") &&
          strstr(t.body, "from 17:00"));
    CHECK(does_at(s, mine, "wait").status == 303 && does_at(s, mine, "wait").status == 303);
    CHECK(rows_in("SELECT count(*) FROM waiting WHERE state = 'waiting'") == 1);
    CHECK(does_at(s, mine, "confirm").status == 303); /* what is no booking's does nothing */
    CHECK(does_at(s, mine, "leave").status == 303 && does_at(s, mine, "leave").status == 303);
    CHECK(
        rows_in("SELECT count(*) FROM waiting WHERE state = 'ended' AND name = '' AND mail = ''") ==
        1);
    CHECK(does_at(s, mine, "wait").status == 303);
    CHECK(rows_in("SELECT count(*) FROM waiting WHERE state = 'waiting'") == 0);
    t = ask(s, "POST", path_of(CLINIC, "/wait"), "id=00000000000abcd0&service=x&until=x", &nobody);
    CHECK(t.status == 422 && strstr(t.body, "Choose what kind of visit"));
    done("DELETE FROM mail; DELETE FROM diary_link; DELETE FROM waiting");
}

/* --- where it comes from ------------------------------------------------------------------------------------------------------------- */

static struct reply sent(struct server *s, const char *path, const char *body, const char *site,
                         const char *origin)
{
    enum { LENT = 32 << 20 };
    static unsigned char *block;
    struct reply r;
    block = block ? block : malloc(LENT);
    struct arena a = {.base = block, .size = LENT};
    struct ask q = {.post = body != NULL,
                    .path = span_of(path),
                    .query = span_of(""),
                    .body = span_of(body ? body : ""),
                    .content_type = "application/x-www-form-urlencoded",
                    .fetch_site = site,
                    .origin = origin,
                    .host = "localhost"};
    if (!address_read("127.0.0.1", &q.address))
        abort();
    serve(s, &a, &q, &r);
    if (!body && strcmp(path, "/") == 0)
        free(block);
    return r;
}

static void other_sites(struct server *s)
{
    char time[400], body[600], ask_path[60];
    snprintf(time, sizeof time, "%s", free_time(s, TOM, 0));
    snprintf(ask_path, sizeof ask_path, "%s", path_of(CLINIC, "/ask"));
    snprintf(body, sizeof body, "%s", form_at(time, "Cy", "cy%40example.org"));
    CHECK(sent(s, ask_path, body, "cross-site", NULL).status == 403);
    CHECK(sent(s, ask_path, body, "same-site", "null").status == 403);
    CHECK(sent(s, ask_path, body, NULL, "https://evil.example").status == 403);
    CHECK(rows_in("SELECT count(*) FROM booking") == 0);
    CHECK(sent(s, ask_path, body, NULL, "null").status == 303); /* no cookie, and an old browser */
    CHECK(rows_in("SELECT count(*) FROM booking") == 1);
    char link[100];
    snprintf(link, sizeof link, "%s", link_made(s, CLINIC, booking_of("cy@example.org"), 0));
    CHECK(sent(s, link, "id=0123456789abcdef&do=confirm", "cross-site", NULL).status == 403);
    CHECK(sent(s, link, "id=0123456789abcdef&do=confirm", "same-origin", NULL).status == 303);
    struct reply r = sent(s, link, NULL, "cross-site", NULL);
    CHECK(r.status == 200 && r.no_index && r.no_store && !*r.cookie && !*r.clinic_cookie);
    r = sent(s, "/book", NULL, NULL, NULL);
    CHECK(r.status == 200 && !r.no_index && !*r.cookie);
    CHECK(sent(s, "/book/link/AAAA", NULL, NULL, NULL).no_index);
    CHECK(sent(s, ask_path, NULL, NULL, NULL).no_index);
    done("DELETE FROM mail; DELETE FROM diary_link; DELETE FROM booking");
    sent(s, "/", NULL, NULL, NULL);
}

/* --- a patient ----------------------------------------------------------------------------------------------------- */

/* Is told where to book; and is nobody there, whatever cookie they bring. */
static void of_a_patient(struct server *s)
{
    static const char begun[] = "2026-11-01T08:00+00:00 walk _id=00000000000000e1-1&minutes=7\n";
    struct browser b = {.own = ""};
    struct session x;
    struct reply r = {.status = 0};
    session_fresh(&x);
    struct change c = {.person = patient_made(s, 7301, 1980, span_of(begun), clock_s()),
                       .browser = x.hash,
                       .now_s = clock_s()};
    c.facts.p = "";
    CHECK(store_change(s->store, &c) == STORE_OK);
    session_put(&x, &r);
    memcpy(b.own, r.cookie, sizeof b.own);
    done("UPDATE patient SET joined_s = made_s");
    struct answered t = ask(s, "GET", "/about", NULL, &b);
    CHECK(t.status == 200 && strstr(t.body, "book a visit</a>"));
    t = ask(s, "GET", "/shared", NULL, &b);
    CHECK(t.status == 200 && strstr(t.body, path_of(CLINIC, "")));
    t = ask(s, "GET", path_of(CLINIC, ""), NULL, &b);
    CHECK(t.status == 200 && !strstr(t.body, "Marta") && !strstr(t.body, "who sees it"));
    char *theirs = strdup(t.body);
    CHECK(strlen(theirs) == strlen(ask(s, "GET", path_of(CLINIC, ""), NULL, &nobody).body));
    free(theirs);
    books(s, CLINIC, OWNER, 0);
    t = ask(s, "GET", "/about", NULL, &b);
    CHECK(t.status == 200 && !strstr(t.body, "book a visit</a>"));
    books(s, CLINIC, OWNER, 1);
}

/* --- at one moment --------------------------------------------------------------------------------------------------------------------- */

enum { AT_ONCE = 8 };
struct racer {
    struct server *s;
    char link[400], mail[40];
    int status;
};

static void *race(void *of)
{
    struct racer *r = of;
    r->status = asks(r->s, r->link, r->mail).status;
    return NULL;
}

static void last_one(struct server *s)
{
    static struct racer racer[AT_ONCE];
    pthread_t thread[AT_ONCE];
    int won = 0, lost = 0;
    for (int i = 0; i < AT_ONCE; i++) {
        racer[i].s = s;
        snprintf(racer[i].link, sizeof racer[i].link, "%s", free_time(s, TOM, 0));
        snprintf(racer[i].mail, sizeof racer[i].mail, "r%d@example.org", i);
    }
    for (int i = 0; i < AT_ONCE; i++)
        CHECK(pthread_create(&thread[i], NULL, race, &racer[i]) == 0);
    for (int i = 0; i < AT_ONCE; i++) {
        pthread_join(thread[i], NULL);
        won += racer[i].status == 303;
        lost += racer[i].status == 409;
    }
    CHECK(won == 1 && lost == AT_ONCE - 1);
    CHECK(rows_in("SELECT count(*) FROM booking") == 1 &&
          rows_in("SELECT count(*) FROM mail") == 1);
    done("DELETE FROM mail; DELETE FROM booking");
}

int main(void)
{
    snprintf(db, sizeof db, "%s", in_folder("book.db"));
    struct server *s = clinic_server(db);
    CHECK(clinic_made(s, clock_s()));
    limit_begin(&s->front->bookings, (struct rate){1, 100000}, (struct rate){1, 100000});
    diary_made(s);
    which_clinics(s);
    mail_is_down(s);
    holding(s);
    made_up(s);
    confirming(s);
    moving(s);
    cancelling(s);
    late(s);
    nobody_is_told(s);
    wrong_links(s);
    floods(s);
    apart(s);
    shut(s);
    waiting(s);
    other_sites(s);
    last_one(s);
    of_a_patient(s);
    clinic_close(s);
    folder_remove();
    return check_done("book");
}
