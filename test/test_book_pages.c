/* test_book_pages.c - the pages on which anybody books a visit: which times, by whose clock, in which words; what is
 * taken of a form; what a link of a mail says of each state. The way through the server is test_book.c's. */
#include "../clinic/clinic.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHOSE "/book/44444444444444"
#define NUMBER INT64_C(0x44444444444444)
#define ID "id=0123456789abcdef&"
#define ROOM_FOR(columns) [(columns) + 1]

enum {
    MILL = 0x11,
    HILL = 0x12,
    GONE = 0x13,
    TOM = 0x21,
    PRIYA = 0x22,
    LEFT = 0x23,
    FIRST = 0x31,
    SECRET = 0x32,
    TODAY = 20783, /* Thursday 26 November 2026 */
    HOUR_S = 3600,
};

static unsigned char block[1 << 26] __attribute__((aligned(16)));
static struct arena a;
static struct app_site site;
static struct clinic_request q;
static struct clinic_response reply;
static struct value clinic ROOM_FOR(clinic_remind_days), sites[3] ROOM_FOR(sites_step_free),
    services[2] ROOM_FOR(services_closed_s), people[3] ROOM_FOR(practitioners_left_s),
    offers[4] ROOM_FOR(offers_service), hours[3] ROOM_FOR(hours_last_day),
    taken[60] ROOM_FOR(taken_held_until_s), held ROOM_FOR(holds_asked),
    link_row ROOM_FOR(diary_link_wait_state);
static struct zone zones[3];
static const uint8_t hash[STORE_HASH];

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "book pages: %s\n", why);
    exit(1);
}

static struct span span(const char *s)
{
    return (struct span){s, (uint32_t)strlen(s)};
}

static struct value text_value(const char *s)
{
    return value_text(span(s));
}

static struct value no_value(void)
{
    return (struct value){VALUE_null, 0, {"", 0}};
}

static void blank(struct value *v, int count)
{
    for (int i = 0; i < count; i++)
        v[i] = no_value();
}

/* --- a clinic of two sites, the second by another clock -------------------------------------------------------- */

static void site_made(int i, int64_t number, const char *name, int64_t step_free)
{
    blank(sites[i], sites_step_free + 1);
    sites[i][sites_site] = value_whole(number);
    sites[i][sites_name] = text_value(name);
    sites[i][sites_address] = text_value(i ? "2 Hill Road" : "1 Mill Lane");
    sites[i][sites_telephone] = text_value(i ? "01632 960999" : "01632 960123");
    sites[i][sites_directions] = text_value("Bus 7 <stops> there.");
    sites[i][sites_step_free] = value_whole(step_free);
    zones[i] = (struct zone){.count = 1, .from_s = {0}, .offset = {i ? 300 : 0}};
}

static void person_made(int i, int64_t number, const char *name)
{
    blank(people[i], practitioners_left_s + 1);
    people[i][practitioners_account] = value_whole(number);
    people[i][practitioners_name] = text_value(name);
}

static void offered(int i, int64_t account, int64_t service)
{
    offers[i][offers_account] = value_whole(account);
    offers[i][offers_service] = value_whole(service);
}

/* Each Thursday to each Wednesday: all days, of weekday -1; else on that one alone. */
static void works_on(int i, int64_t account, int64_t where, int day, int from_min, int to_min)
{
    blank(hours[i], hours_last_day + 1);
    hours[i][hours_hours] = value_whole(i + 1);
    hours[i][hours_account] = value_whole(account);
    hours[i][hours_site] = value_whole(where);
    hours[i][hours_day] = value_whole(day);
    hours[i][hours_from_min] = value_whole(from_min);
    hours[i][hours_to_min] = value_whole(to_min);
}

static void service_made(int i, int64_t number, const char *name, int online)
{
    blank(services[i], services_closed_s + 1);
    services[i][services_service] = value_whole(number);
    services[i][services_name] = text_value(name);
    services[i][services_about] = text_value("With time to talk.");
    services[i][services_minutes] = value_whole(30);
    services[i][services_price] = text_value("55 pounds");
    services[i][services_kind] = text_value("");
    services[i][services_rooms] = value_whole(0);
    services[i][services_online] = value_whole(online);
}

static void begin(void)
{
    memset(&q, 0, sizeof q);
    blank(clinic, clinic_remind_days + 1);
    clinic[clinic_name] = text_value("Mill & Hill");
    clinic[clinic_books] = value_whole(1);
    clinic[clinic_travel_min] = value_whole(30);
    clinic[clinic_notice_min] = value_whole(60);
    clinic[clinic_ahead_days] = value_whole(90);
    site_made(0, MILL, "Mill Lane", 1);
    site_made(1, HILL, "Hill", 0);
    site_made(2, GONE, "Old Street", 1);
    sites[2][sites_closed_s] = value_whole(1);
    person_made(0, TOM, "Tom Achterberg");
    person_made(1, PRIYA, "Priya Nair");
    person_made(2, LEFT, "Lee Left");
    people[2][practitioners_left_s] = value_whole(1);
    service_made(0, FIRST, "First visit", 1);
    service_made(1, SECRET, "Not online", 0);
    offered(0, TOM, FIRST);
    offered(1, PRIYA, FIRST);
    offered(2, LEFT, FIRST);
    offered(3, TOM, SECRET);
    works_on(0, TOM, MILL, TODAY, 540, 1140);
    works_on(1, PRIYA, MILL, TODAY, 540, 600);
    works_on(2, PRIYA, HILL, TODAY + 80, 540, 660);
    held[holds_held] = held[holds_asked] = value_whole(0);
    q.clinic = (struct rows){clinic, 1, clinic_remind_days + 1};
    q.sites = (struct rows){sites[0], 3, sites_step_free + 1};
    q.holds = (struct rows){held, 1, holds_asked + 1};
    q.diary.services = (struct rows){services[0], 2, services_closed_s + 1};
    q.diary.practitioners = (struct rows){people[0], 3, practitioners_left_s + 1};
    q.diary.offers = (struct rows){offers[0], 4, offers_service + 1};
    q.diary.hours = (struct rows){hours[0], 3, hours_last_day + 1};
    q.diary.taken = (struct rows){taken[0], 0, taken_held_until_s + 1};
    q.diary.zones = zones;
    q.diary.travel_min = 30;
    q.diary_day = TODAY;
    q.public = 1;
    q.mail_set = 1;
    q.whose = NUMBER;
}

/* At 9:10 by the clock of Mill Lane. */
static const char *ask(const char *path, const char *body)
{
    const char *question = strchr(path, '?');
    arena_reset(&a);
    q.app.post = body != NULL;
    q.app.site = &site;
    q.app.record = span("");
    q.app.path = (struct span){path, (uint32_t)(question ? question - path : (long)strlen(path))};
    q.app.query = span(question ? question + 1 : "");
    q.app.body = span(body ? body : "");
    q.app.now = (struct moment){(int64_t)TODAY * 86400 + 9 * HOUR_S + 600, TODAY, 550, 0, 0};
    memcpy(q.app.random, "0123456789abcdef", APP_RANDOM);
    q.diary.now_s = q.app.now.at_s;
    q.diary.from_s = ((int64_t)q.diary_day - 1) * 86400;
    q.diary.until_s = ((int64_t)q.diary_day + BOOK_WINDOW_DAYS + 2) * 86400;
    clinic_respond(&a, &q, &reply);
    text_char(&reply.app.body, '\0');
    return reply.app.body.p;
}

static int has(const char *page, const char *what)
{
    return strstr(page, what) != NULL;
}

static int times(const char *page, const char *what)
{
    int n = 0;
    for (const char *p = page; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

static int nothing_done(void)
{
    return !reply.act_count && !reply.note_count;
}

/* --- what may be chosen --------------------------------------------------------------------------------------------- */

static void first_page(void)
{
    begin();
    const char *page = ask(WHOSE, NULL);
    /* Who must go now is told before anything is asked. */
    CHECK(has(page, "Newly numb between your legs") && has(page, "Go to A&amp;E now</a>") &&
          strstr(page, "/safety#card") < strstr(page, "What kind of visit?"));
    CHECK(reply.app.status == 200 && has(page, "30 minutes, 55 pounds. With time to talk."));
    CHECK(has(page, "Mill &amp; Hill") && has(page, "Bus 7 &lt;stops&gt; there."));
    CHECK(has(page, "1 Mill Lane. Step-free") && has(page, "2 Hill Road. There are steps"));
    CHECK(!has(page, "Not online") && !has(page, "Old Street") && !has(page, "Lee Left"));
    CHECK(times(page, "tel:01632960") == 2 && !has(page, "Nothing you answer is kept"));
    CHECK(has(page, "value=\"00000000000031\" checked")); /* there is but one */
    /* Without mail nobody could confirm: they are told to call. A demo shows it all the same. */
    q.mail_set = 0;
    page = ask(WHOSE, NULL);
    CHECK(has(page, "Nothing can be booked online just now") && !has(page, "<form") &&
          times(page, "tel:01632960") == 2);
    q.mail_set = 1;
    people[0][practitioners_left_s] = people[1][practitioners_left_s] = value_whole(1);
    page = ask(WHOSE, NULL);
    CHECK(has(page, "Nothing can be booked online just now") && !has(page, "<form"));
    page = ask(WHOSE "/times?service=00000000000031", NULL);
    CHECK(reply.app.status == 422);
    begin();
    ask(WHOSE "/times?service=00000000000032", NULL);
    CHECK(reply.app.status == 422);
    ask(WHOSE, ID "x=1");
    CHECK(reply.app.status == 405 && has(reply.app.body.p, "tel:01632960123"));
    q.public = 0; /* a patient's own browser, and nobody's */
    ask(WHOSE, NULL);
    CHECK(reply.app.status == 404);
}

/* A few of each part of the day: not before the notice, and one for all who are free then. */
static void few_times(void)
{
    begin();
    const char *page = ask(WHOSE "/times?service=00000000000031&site=00000000000011", NULL);
    CHECK(has(page, "Thursday 26 November") && has(page, "All times are at Mill Lane."));
    CHECK(!has(page, "\">9:30<") && !has(page, "\">10:00<") && has(page, "\">10:30<"));
    CHECK(has(page, "\">11:30<") && has(page, "\">12:00<") && has(page, "\">13:00<"));
    CHECK(!has(page, "\">13:30<") && has(page, "\">17:00<") && has(page, "\">18:00<"));
    CHECK(times(page, "/ask?service=00000000000031") == 9 && !has(page, "<script>"));
    CHECK(has(page, "/wait?service=00000000000031&amp;site=00000000000011"));
    CHECK(has(page, ">Later times</a>") && !has(page, "First times"));
    clinic[clinic_notice_min] = value_whole(0);
    page = ask(WHOSE "/times?service=00000000000031&site=00000000000011", NULL);
    CHECK(times(page, "\">9:30<") == 1 && !has(page, "\">9:00<")); /* two are free, 9:00 is over */
    clinic[clinic_ahead_days] = value_whole(0);
    CHECK(!has(ask(WHOSE "/times?service=00000000000031", NULL), "Later times"));
}

/* What is taken, and what is held and has not run out. */
static void around(void)
{
    begin();
    for (int i = 0; i < 3; i++) {
        int64_t from_s = (int64_t)TODAY * 86400 + (630 + 30 * i) * 60;
        struct value *t = taken[i];
        blank(t, taken_held_until_s + 1);
        t[taken_booking] = value_whole(100 + i);
        t[taken_site] = value_whole(MILL);
        t[taken_account] = value_whole(TOM);
        t[taken_from_s] = value_whole(from_s);
        t[taken_minutes] = value_whole(30);
        t[taken_state] = text_value(i ? "held" : "booked");
        t[taken_held_until_s] = value_whole(q.app.now.at_s + (i == 1 ? 60 : -60));
    }
    q.diary.taken.count = 3;
    taken[1][taken_held_until_s] = value_whole((int64_t)TODAY * 86400 + 10 * HOUR_S);
    taken[2][taken_held_until_s] = value_whole((int64_t)TODAY * 86400 + 9 * HOUR_S);
    const char *page = ask(WHOSE "/times?service=00000000000031&site=00000000000011", NULL);
    CHECK(!has(page, "\">10:30<") && !has(page, "\">11:00<") && has(page, "\">11:30<"));
}

/* By the clock of the site, five hours ahead: also the day from which on it is too late. */
static void by_the_sites_clock(void)
{
    begin();
    q.diary_day = TODAY + 60;
    const char *page = ask(WHOSE "/times?service=00000000000031&day=2027-01-25", NULL);
    CHECK(has(page, "Each time is by the clock of its site."));
    CHECK(has(page, "Sunday 14 February") && has(page, "<h3>Hill</h3>") && has(page, "\">9:00<"));
    CHECK(has(page, "First times"));
    page = ask(WHOSE "/ask?service=00000000000031&site=00000000000012&who=00000000000022&day="
                     "2027-02-14&at=540",
               NULL);
    CHECK(has(page, "<b>Sunday 14 February, 9:00</b> to 9:30") && has(page, "There are steps"));
    ask(WHOSE "/ask", ID "service=00000000000031&site=00000000000012&who=00000000000022&day="
                         "2027-02-14&at=540&name=A&mail=a%40b.org");
    CHECK(reply.app.status == 303 && reply.act[0].name == ACT_booking_hold);
    CHECK(reply.act[0].value[8].whole == (int64_t)(TODAY + 80) * 86400 + 4 * HOUR_S);
    clinic[clinic_ahead_days] = value_whole(79);
    ask(WHOSE "/ask", ID "service=00000000000031&site=00000000000012&who=00000000000022&day="
                         "2027-02-14&at=540&name=A&mail=a%40b.org");
    CHECK(reply.app.status == 409 && nothing_done());
    CHECK(has(ask(WHOSE "/times?service=00000000000031", NULL), "Nothing is free"));
}

/* --- what is taken of a form ---------------------------------------------------------------------------------------------- */

#define AT_NOON                                                                                    \
    "service=00000000000031&site=00000000000011&who=00000000000021&day=2026-11-26&at=720&"

static int takes_mail(const char *mail)
{
    char body[600];
    snprintf(body, sizeof body, ID AT_NOON "name=A&mail=%s", mail);
    ask(WHOSE "/ask", body);
    CHECK(reply.app.status == 303 || (reply.app.status == 422 && nothing_done()));
    return reply.app.status == 303;
}

static void addresses(void)
{
    static const char *const good[] = {"a%40b.org", "A.b%2Bc_d-e%40x-y.example.co.uk",
                                       "o'neil%40x.ie", "++a%40b.org+"};
    static const char *const bad[] = {
        "",
        "a",
        "a%40b",
        "%40b.org",
        "a%40b.o",
        "a%40%40b.c",
        "a%40b..org",
        "a%40.b.org",
        "a%40b.org.",
        "a+b%40c.org",
        "a%40b.or-",
        ".a%40b.org",
        "a.%40b.org",
        "a%0A%40b.org",
        "a%40b.org%0D%0ABcc%3Ac%40d.org",
        "a%3Cb%40c.org%3E",
        "a%2Cb%40c.org",
        "%C3%A9%40b.org",
        "a%40b_c.org",
        "%22a%22%40b.org",
    };
    begin();
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!CHECK(takes_mail(good[i])))
            fprintf(stderr, "    %s\n", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (!CHECK(!takes_mail(bad[i])))
            fprintf(stderr, "    %s\n", bad[i]);
    takes_mail("Ann%40B.Org");
    CHECK(memcmp(reply.act[0].value[10].text.p, "ann@b.org", 9) == 0);
    char body[600] = ID AT_NOON "mail=a%40b.org&name=";
    memset(body + strlen(body), 'x', 101);
    ask(WHOSE "/ask", body);
    CHECK(reply.app.status == 422 && nothing_done());
    ask(WHOSE "/ask", ID AT_NOON "mail=a%40b.org&name=A&telephone=no");
    CHECK(reply.app.status == 422 && has(reply.app.body.p, "Write a telephone number"));
    ask(WHOSE "/ask", ID AT_NOON "name=%3Cb%3E&mail=x");
    CHECK(has(reply.app.body.p, "value=\"&lt;b&gt;\"") && has(reply.app.body.p, "value=\"720\""));
}

/* The same answer also when it is held for nobody. */
static void again(void)
{
    begin();
    takes_mail("a%40b.org");
    struct clinic_response once = reply;
    CHECK(once.act_count == 2 && once.act[1].name == ACT_mail_add && once.note_count == 1);
    takes_mail("a%40b.org");
    CHECK(reply.act[0].value[0].whole == once.act[0].value[0].whole); /* the same form is one */
    q.again = 1;
    CHECK(takes_mail("a%40b.org") && reply.act_count == 2 &&
          reply.act[0].value[0].whole != once.act[0].value[0].whole);
    q.again = 2;
    CHECK(takes_mail("a%40b.org") && reply.act_count == 1 && reply.note_count == 1);
    CHECK(!reply.act[0].value[9].text.len && !reply.act[0].value[10].text.len);
    q.again = 0;
    held[holds_held] = value_whole(30);
    ask(WHOSE "/ask", ID AT_NOON "name=A&mail=a%40b.org");
    CHECK(reply.app.status == 429 && nothing_done() && has(reply.app.body.p, "tel:01632960123"));
    held[holds_held] = value_whole(29);
    q.too_many = 1;
    ask(WHOSE "/ask", ID AT_NOON "name=A&mail=a%40b.org");
    CHECK(reply.app.status == 429 && nothing_done());
}

static void waits(void)
{
    begin();
    const char *page = ask(WHOSE "/wait?service=00000000000031&who=00000000000022", NULL);
    CHECK(has(page, "value=\"00000000000022\" selected") && has(page, "until which day") == 0);
    ask(WHOSE "/wait", ID "service=00000000000031&site=any&who=00000000000022&part=morning&until="
                          "2026-12-01&name=A&mail=a%40b.org");
    CHECK(reply.app.status == 303 && reply.act[0].name == ACT_waiting_ask &&
          reply.act[0].value[1].what == VALUE_null && reply.act[0].value[2].whole == PRIYA);
    CHECK(reply.act[0].value[7].whole == TODAY && reply.act[0].value[8].whole == TODAY + 5 &&
          reply.act[0].value[9].whole == 0 && reply.act[0].value[10].whole == 720);
    static const char *const wrong[] = {
        "until=2026-11-25", "until=2027-11-25",   "until=soon",          "until=",
        "part=night",       "who=00000000000023", "site=00000000000013", "service=00000000000032"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char body[400] = ID;
        static const char *const all[] = {"service=00000000000031", "site=00000000000011",
                                          "who=00000000000021",     "part=any",
                                          "until=2026-12-01",       "name=A",
                                          "mail=a%40b.org"};
        size_t key = strcspn(wrong[i], "=") + 1;
        for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
            strcat(body, strncmp(all[k], wrong[i], key) ? all[k] : wrong[i]);
            strcat(body, k + 1 < sizeof all / sizeof all[0] ? "&" : "");
        }
        ask(WHOSE "/wait", body);
        if (!CHECK(reply.app.status == 422 && nothing_done()))
            fprintf(stderr, "    %s\n", wrong[i]);
    }
    q.again = 1;
    ask(WHOSE "/wait",
        ID "service=00000000000031&site=any&who=&part=any&until=2026-12-01&name=A&mail="
           "a%40b.org");
    CHECK(reply.app.status == 303 && !reply.act_count);
}

/* --- what a link opens ---------------------------------------------------------------------------------------------------------- */

static void link_to(const char *state, int minute, int64_t held_s)
{
    begin();
    blank(link_row, diary_link_wait_state + 1);
    link_row[diary_link_booking] = value_whole(0x99);
    link_row[diary_link_site] = value_whole(MILL);
    link_row[diary_link_account] = value_whole(TOM);
    link_row[diary_link_day] = value_whole(TODAY);
    link_row[diary_link_from_min] = value_whole(minute);
    link_row[diary_link_minutes] = value_whole(30);
    link_row[diary_link_from_s] = value_whole((int64_t)TODAY * 86400 + minute * 60);
    link_row[diary_link_state] = text_value(state);
    link_row[diary_link_held_until_s] = value_whole((int64_t)TODAY * 86400 + 9 * HOUR_S + held_s);
    link_row[diary_link_service] = value_whole(FIRST);
    link_row[diary_link_sequence] = value_whole(4);
    q.diary_link = (struct rows){link_row, 1, diary_link_wait_state + 1};
    q.link_hash = value_bytes(hash, STORE_HASH);
}

static void states(void)
{
    static const struct {
        const char *state;
        int minute, held_s;
        const char *words;
        int confirms, cancels, moves;
    } of[] = {
        {"held", 720, 660, "kept for you until 9:11", 1, 1, 0},
        {"offered", 720, 7200, "kept for you until 11:00", 1, 1, 0},
        {"held", 720, 600, "not kept any more", 0, 0, 0},
        {"lapsed", 720, 0, "not kept any more", 0, 0, 0},
        {"booked", 720, 0, "Cancel this visit", 0, 1, 1},
        {"booked", 550, 0, "This visit is over", 0, 0, 0},
        {"arrived", 720, 0, "This visit is over", 0, 0, 0},
        {"no_show", 540, 0, "This visit is over", 0, 0, 0},
        {"done", 540, 0, "This visit is over", 0, 0, 0},
        {"cancelled", 720, 0, "is cancelled", 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        link_to(of[i].state, of[i].minute, of[i].held_s);
        const char *page = ask("/book/link/-", NULL);
        int ok =
            reply.app.status == 200 && nothing_done() && has(page, of[i].words) &&
            has(page, "Tom Achterberg") && has(page, "tel:01632960123") &&
            has(page, "value=\"confirm\"") == of[i].confirms &&
            has(page, "value=\"cancel\"") == of[i].cancels && has(page, "?move=1") == of[i].moves &&
            (of[i].cancels || has(page, "href=\"" WHOSE "\"")) && !has(page, "action=\"/book/link");
        ask("/book/link/-", ID "do=confirm");
        ok = ok && reply.app.status == 303 && reply.act_count == 2 * of[i].confirms;
        ask("/book/link/-", ID "do=cancel&sequence=3"); /* of what it was before */
        ok = ok && reply.app.status == 303 && nothing_done();
        ask("/book/link/-", ID "do=cancel&sequence=4");
        ok = ok && reply.app.status == 303 &&
             reply.act_count == (of[i].moves ? 2 : of[i].cancels); /* of a hold there is no mail */
        ask("/book/link/-", ID "do=move&site=00000000000011&who=00000000000021&day=2026-11-26&at="
                               "780&sequence=4");
        ok = ok && reply.app.status == 303 && reply.act_count == 2 * of[i].moves;
        if (!CHECK(ok))
            fprintf(stderr, "    %s at %d\n", of[i].state, of[i].minute);
    }
}

static void moves(void)
{
    link_to("booked", 720, 0);
    blank(taken[0], taken_held_until_s + 1);
    taken[0][taken_booking] = value_whole(0x99);
    taken[0][taken_site] = value_whole(MILL);
    taken[0][taken_account] = value_whole(TOM);
    taken[0][taken_from_s] = link_row[diary_link_from_s];
    taken[0][taken_minutes] = value_whole(30);
    taken[0][taken_state] = text_value("booked");
    q.diary.taken.count = 1;
    const char *page = ask("/book/link/-?move=1", NULL);
    CHECK(has(page,
              "?move=1&amp;site=00000000000011&amp;who=00000000000021&amp;day=2026-11-26&amp;at="
              "750") &&
          !has(page, "at=720")); /* not to where it is */
    CHECK(has(page, "<b>Thursday 26 November, 12:00</b>") && !has(page, "Wait for one"));
    page = ask("/book/link/-?move=1&site=00000000000011&who=00000000000021&day=2026-11-26&at=780",
               NULL);
    CHECK(has(page, "Yes, move it") && has(page, "13:00</b> to 13:30") && nothing_done());
    ask("/book/link/-", ID "do=move&site=00000000000011&who=00000000000021&day=2026-11-26&at=780&"
                           "sequence=4");
    CHECK(reply.act[0].name == ACT_booking_move_mine && reply.act[0].value[1].whole == 4 &&
          reply.act[0].value[6].whole == 780 && reply.act[1].value[4].whole == 5);
    ask("/book/link/-", ID "do=move&site=00000000000011&who=00000000000021&day=2026-11-26&at=780&"
                           "sequence=3");
    CHECK(reply.app.status == 303 && nothing_done() && has(reply.app.location, "said=changed"));
    q.again = 2;
    ask("/book/link/-", ID "do=move&site=00000000000011&who=00000000000021&day=2026-11-26&at=780&"
                           "sequence=4");
    CHECK(reply.app.status == 409 && nothing_done() &&
          has(reply.app.body.p, "another visit at that"));
}

static void places(void)
{
    static const struct {
        const char *state, *words;
        int joins, leaves;
    } of[] = {{"asked", "Do you want a place", 1, 1},
              {"waiting", "You are on the wait list", 0, 1},
              {"offered", "A time is offered", 0, 1},
              {"taken", "not on the wait list any more", 0, 0},
              {"ended", "not on the wait list any more", 0, 0}};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        link_to("", 0, 0);
        link_row[diary_link_booking] = no_value();
        link_row[diary_link_waiting] = value_whole(0x98);
        link_row[diary_link_wait_service] = value_whole(FIRST);
        link_row[diary_link_first_day] = value_whole(TODAY);
        link_row[diary_link_last_day] = value_whole(TODAY + 5);
        link_row[diary_link_wait_from_min] = value_whole(720);
        link_row[diary_link_wait_to_min] = value_whole(1020);
        link_row[diary_link_wait_state] = text_value(of[i].state);
        const char *page = ask("/book/link/-", NULL);
        int ok = has(page, of[i].words) &&
                 has(page, "from 12:00 until 17:00 on any day until Tuesday 1") &&
                 has(page, "value=\"wait\"") == of[i].joins &&
                 has(page, "value=\"leave\"") == of[i].leaves;
        ask("/book/link/-", ID "do=wait");
        ok = ok && reply.act_count == of[i].joins;
        ask("/book/link/-", ID "do=leave");
        ok = ok && reply.act_count == of[i].leaves;
        if (!CHECK(ok))
            fprintf(stderr, "    %s\n", of[i].state);
    }
}

/* Wrong: the same page, with whom to call where there is but one; nothing is written of it. */
static void dead(void)
{
    begin();
    q.link_hash = value_bytes(hash, STORE_HASH);
    CHECK(has(ask("/book/link/-", NULL), "does not open anything") && reply.app.status == 404);
    CHECK(has(reply.app.body.p, "tel:01632960123"));
    ask("/book/link/-", ID "do=confirm");
    CHECK(reply.app.status == 404 && nothing_done());
    q.clinic.count = q.sites.count = q.holds.count = 0;
    q.whose = 0;
    CHECK(has(ask("/book/link/-", NULL), "does not open anything") && reply.app.status == 404);
}

/* A patient whose clinic books online is told where, on each page. */
static void on_their_pages(void)
{
    struct app_response r;
    struct app_request p = {.site = &site, .path = span("/about"), .known = 1, .record = span("")};
    p.clinic = "Mill";
    arena_reset(&a);
    app_respond(&a, &p, &r);
    text_char(&r.body, '\0');
    CHECK(has(r.body.p, "who sees it</a>. ") && !has(r.body.p, "/book"));
    p.book = WHOSE;
    app_respond(&a, &p, &r);
    text_char(&r.body, '\0');
    CHECK(has(r.body.p, ", <a href=\"" WHOSE "\">book a visit</a>. "));
}

int main(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    site = (struct app_site){.runs = "",
                             .contact = "",
                             .signed_by = "",
                             .base_url = "https://example.org",
                             .country = country_find("GB"),
                             .keep_months = 24};
    first_page();
    few_times();
    around();
    by_the_sites_clock();
    addresses();
    again();
    waits();
    states();
    moves();
    places();
    dead();
    on_their_pages();
    return check_done("book pages");
}
