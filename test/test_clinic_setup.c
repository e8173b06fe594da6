/* test_clinic_setup - setting up the diary: sites, rooms, kinds of visit, hours, days off, its settings; and the
 * visits that a change leaves without a time. Every page, every field that is wrong, the same form twice, and the
 * numbers of another clinic. */
#include "../clinic/hours.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned char block[1 << 24] __attribute__((aligned(16)));
static struct arena a;
static struct app_site site;
static struct clinic_response reply;
static struct staff who;
static struct clinic_request q;

static const int64_t SITE = 0x11111111111111, OTHER = 0x11111111111112, TOM = 0x22222222222222,
                     PRIYA = 0x22222222222223, FRONT = 0x22222222222225, ROOM = 0x55555555555551,
                     VISIT = 0x66666666666661, CLINIC = 0x44444444444444, HOURS = 0x77777777777771,
                     AWAY = 0x88888888888881, BOOKED = 0x99999999999991;
enum { TODAY = 20782, AT = TODAY * 86400 + 12 * 3600 }; /* Wednesday, 25 November 2026, UTC */
#define ID "id=0123456789abcdef&"

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "clinic setup: %s\n", why);
    exit(1);
}

static struct span span(const char *s)
{
    return (struct span){s, (uint32_t)strlen(s)};
}

/* --- rows ---------------------------------------------------------------------------------------------------- */

#define TEXT(s) value_text(span(s))
#define NONE ((struct value){VALUE_null, 0, {"", 0}})
enum { MOST = 12 };
static struct value staff[3][staff_left_s + 1], sites[2][sites_step_free + 1],
    clinic[clinic_remind_days + 1], rooms[MOST][rooms_closed_s + 1],
    services[MOST][services_closed_s + 1], people[3][practitioners_left_s + 1],
    offers[60][offers_service + 1], hours[MOST][hours_last_day + 1], aways[MOST][aways_why + 1],
    upcoming[MOST][upcoming_visit_day + 1];

static void room_row(int i, int64_t number, int64_t at, const char *name, const char *kind)
{
    rooms[i][rooms_room] = value_whole(number);
    rooms[i][rooms_site] = value_whole(at);
    rooms[i][rooms_name] = TEXT(name);
    rooms[i][rooms_kind] = TEXT(kind);
    rooms[i][rooms_step_free] = value_whole(1);
    rooms[i][rooms_closed_s] = NONE;
}

static void service_row(int i, int64_t number, const char *name, int minutes, const char *kind)
{
    services[i][services_service] = value_whole(number);
    services[i][services_name] = TEXT(name);
    services[i][services_about] = TEXT("");
    services[i][services_minutes] = value_whole(minutes);
    services[i][services_price] = TEXT("55 pounds");
    services[i][services_kind] = TEXT(kind);
    services[i][services_rooms] = value_whole(1);
    services[i][services_online] = value_whole(1);
    services[i][services_closed_s] = NONE;
}

/* weekday below 0: on that day alone */
static void hours_row(int i, int64_t account, int64_t at, int weekday, int day, int from, int to)
{
    hours[i][hours_hours] = value_whole(HOURS + i);
    hours[i][hours_account] = value_whole(account);
    hours[i][hours_site] = value_whole(at);
    hours[i][hours_weekday] = weekday < 0 ? NONE : value_whole(weekday);
    hours[i][hours_day] = weekday < 0 ? value_whole(day) : NONE;
    hours[i][hours_from_min] = value_whole(from);
    hours[i][hours_to_min] = value_whole(to);
    hours[i][hours_first_day] = hours[i][hours_last_day] = NONE;
    q.diary.hours.count = (uint32_t)i + 1;
}

static void away_row(int i, struct value account, struct value at, int first, int last)
{
    aways[i][aways_away] = value_whole(AWAY + i);
    aways[i][aways_account] = account;
    aways[i][aways_site] = at;
    aways[i][aways_first_day] = value_whole(first);
    aways[i][aways_last_day] = value_whole(last);
    aways[i][aways_from_min] = value_whole(0);
    aways[i][aways_to_min] = value_whole(1440);
    aways[i][aways_why] = TEXT("Course");
    q.diary.aways.count = (uint32_t)i + 1;
}

static void visit_row(int i, int64_t account, int64_t at, int day, int from, const char *name)
{
    struct value *v = upcoming[i];
    for (int k = 0; k <= upcoming_visit_day; k++)
        v[k] = NONE;
    v[upcoming_booking] = value_whole(BOOKED + i);
    v[upcoming_site] = value_whole(at);
    v[upcoming_account] = value_whole(account);
    v[upcoming_room] = value_whole(ROOM);
    v[upcoming_day] = value_whole(day);
    v[upcoming_from_min] = value_whole(from);
    v[upcoming_minutes] = value_whole(40);
    v[upcoming_from_s] = value_whole((int64_t)day * 86400 + from * 60);
    v[upcoming_state] = TEXT("booked");
    v[upcoming_service] = value_whole(VISIT);
    v[upcoming_name] = TEXT(name);
    v[upcoming_mail] = TEXT("");
    v[upcoming_telephone] = TEXT("01632 960123");
    q.upcoming.count = (uint32_t)i + 1;
}

static void begin_staff(void)
{
    static const char *const name[] = {"Tom Achterberg", "Priya Nair", "Ola <b>Front</b>"};
    const int64_t number[] = {TOM, PRIYA, FRONT};
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k <= staff_left_s; k++)
            staff[i][k] = NONE;
        staff[i][staff_account] = people[i][practitioners_account] = value_whole(number[i]);
        staff[i][staff_name] = people[i][practitioners_name] = TEXT(name[i]);
        staff[i][staff_role] = TEXT(i == 0 ? "practitioner" : i == 1 ? "owner" : "desk");
        staff[i][staff_login] = staff[i][staff_telephone] = staff[i][staff_number] = TEXT("");
        people[i][practitioners_left_s] = NONE;
    }
}

/* Two sites with a room each, one kind of visit that both give, Tom on Wednesdays and Thursdays. */
static void begin(void)
{
    memset(&q, 0, sizeof q);
    begin_staff();
    for (int i = 0; i < 2; i++) {
        for (int k = 0; k <= sites_step_free; k++)
            sites[i][k] = TEXT("");
        sites[i][sites_site] = value_whole(SITE + i);
        sites[i][sites_name] = TEXT(i ? "Hill Street" : "Riverside");
        sites[i][sites_closed_s] = sites[i][sites_step_free] = NONE;
    }
    for (int k = 0; k <= clinic_remind_days; k++)
        clinic[k] = k < clinic_books ? TEXT("") : value_whole(0);
    clinic[clinic_name] = TEXT("Riverside Osteopaths");
    clinic[clinic_country] = TEXT("GB");
    clinic[clinic_wait_min] = value_whole(30);
    clinic[clinic_second] = value_whole(PRIYA);
    clinic[clinic_notice_min] = value_whole(120);
    clinic[clinic_ahead_days] = value_whole(60);
    clinic[clinic_travel_min] = value_whole(30);
    clinic[clinic_remind_days] = value_whole(1);
    room_row(0, ROOM, SITE, "Room 1", "couch");
    room_row(1, ROOM + 1, OTHER, "Hall", "");
    service_row(0, VISIT, "Return visit", 40, "couch");
    for (int i = 0; i < 2; i++) {
        offers[i][offers_account] = value_whole(TOM + i);
        offers[i][offers_service] = value_whole(VISIT);
    }
    q.clinic = (struct rows){clinic, 1, clinic_remind_days + 1};
    q.sites = (struct rows){&sites[0][0], 2, sites_step_free + 1};
    q.staff_rows = (struct rows){&staff[0][0], 3, staff_left_s + 1};
    q.diary.rooms = (struct rows){&rooms[0][0], 2, rooms_closed_s + 1};
    q.diary.services = (struct rows){&services[0][0], 1, services_closed_s + 1};
    q.diary.practitioners = (struct rows){&people[0][0], 2, practitioners_left_s + 1};
    q.diary.offers = (struct rows){&offers[0][0], 2, offers_service + 1};
    q.diary.hours = (struct rows){&hours[0][0], 0, hours_last_day + 1};
    q.diary.aways = (struct rows){&aways[0][0], 0, aways_why + 1};
    q.upcoming = (struct rows){&upcoming[0][0], 0, upcoming_visit_day + 1};
    q.diary.now_s = AT;
    q.diary.travel_min = 30;
    hours_row(0, TOM, SITE, 2, 0, 510, 750);
    hours_row(1, TOM, SITE, 3, 0, 510, 1020);
    who = (struct staff){.actor = {CLINIC, PRIYA, ROLE_owner},
                         .name = "Priya Nair",
                         .login = "",
                         .number = "GOsC 2",
                         .site = SITE};
}

static const char *ask(const char *path, const char *body)
{
    const char *question = strchr(path, '?');
    arena_reset(&a);
    q.staff = &who;
    q.form_key = "key";
    q.app.post = body != NULL;
    q.app.site = &site;
    q.app.record = span("");
    q.app.known = 1;
    q.app.path = question ? (struct span){path, (uint32_t)(question - path)} : span(path);
    q.app.query = span(question ? question + 1 : "");
    q.app.body = span(body ? body : "");
    q.app.now = (struct moment){.day = TODAY, .minute = 720, .at_s = AT};
    memcpy(q.app.random, "0123456789abcdef", APP_RANDOM);
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
static int went(const char *path)
{
    return reply.app.status == 303 && reply.app.location && strcmp(reply.app.location, path) == 0;
}
static int acted(int i, enum act_name name, int count)
{
    return reply.act_count > i && reply.act[i].name == name && reply.act[i].count == count;
}
static int64_t whole(int i, int k)
{
    return reply.act[i].value[k].what == VALUE_whole ? reply.act[i].value[k].whole : -1;
}
static int text_is(int i, int k, const char *s)
{
    struct span t = reply.act[i].value[k].text;
    return reply.act[i].value[k].what == VALUE_text && t.len == strlen(s) &&
           memcmp(t.p, s, t.len) == 0;
}
static int null(int i, int k)
{
    return reply.act[i].value[k].what == VALUE_null;
}
static int noted(const char *what)
{
    return reply.note_count == 1 && strcmp(reply.note[0].what, what) == 0;
}

/* A post that must not be taken, and what it must say. */
static void refused(const char *path, const char *body, const char *why)
{
    const char *page = ask(path, body);
    if (CHECK(reply.app.status == 422 && !reply.act_count && !reply.note_count && has(page, why)))
        return;
    fprintf(stderr, "    %s %s: %d, without \"%s\"\n", path, body, reply.app.status, why);
}

/* A number that is not of this clinic is a page that does not exist, and nothing is done. */
static void is_nowhere(const char *path, const char *body)
{
    ask(path, NULL);
    CHECK(reply.app.status == 404);
    ask(path, body);
    CHECK(reply.app.status == 404 && !reply.act_count && !reply.note_count);
}

/* --- sites --------------------------------------------------------------------------------------------------------- */

static void the_sites(void)
{
    static const char ONE[] = "/clinic/sites/11111111111111";
    begin();
    sites[0][sites_step_free] = value_whole(1);
    sites[0][sites_directions] = TEXT("Bus 7 & <walk>");
    sites[1][sites_step_free] = value_whole(0);
    const char *page = ask("/clinic/sites", NULL);
    CHECK(has(page, "Bus 7 &amp; &lt;walk&gt;") && has(page, ">step-free<") &&
          has(page, ">has steps<"));
    ask("/clinic/sites", ID "name=Dairy&directions=Bus+12&step_free=no");
    CHECK(went("/clinic/sites") && acted(0, ACT_site_add, 5) && acted(1, ACT_site_way, 3) &&
          whole(1, 0) == whole(0, 0) && text_is(1, 1, "Bus 12") && whole(1, 2) == 0);
    page = ask(ONE, NULL);
    CHECK(has(page, "href=\"/clinic/rooms?of=11111111111111\">Rooms here: 1<") &&
          has(page, "Bus 7 &amp;"));
    CHECK(has(page, "value=\"yes\" checked"));
    ask(ONE, ID "name=River&directions=");
    CHECK(acted(0, ACT_site_edit, 5) && acted(1, ACT_site_way, 3) && whole(1, 0) == SITE &&
          text_is(1, 1, "") && null(1, 2));
    char body[900] = ID "name=x&directions=";
    memset(body + strlen(body), 'x', 601);
    refused(ONE, body, "at most 600");
    is_nowhere("/clinic/sites/11111111111119", ID "name=x");
}

/* --- rooms --------------------------------------------------------------------------------------------------------- */

static void the_rooms(void)
{
    begin();
    const char *page = ask("/clinic/rooms", NULL);
    CHECK(has(page, "Room 1") && has(page, "Hall") && has(page, ">plain<") && has(page, ">couch<"));
    page = ask("/clinic/rooms?of=11111111111111", NULL);
    CHECK(has(page, "Rooms of Riverside") && !has(page, ">Hall<") &&
          has(page, "value=\"11111111111111\" selected"));
    page = ask("/clinic/rooms?of=11111111111119", NULL); /* another clinic's: all of ours */
    CHECK(has(page, "<h1>Rooms</h1>") && has(page, ">Hall<"));
    ask("/clinic/rooms", ID "name=Gym&kind=GYM&site=11111111111112&step_free=yes");
    CHECK(went("/clinic/rooms") && acted(0, ACT_room_add, 5) && whole(0, 1) == OTHER &&
          text_is(0, 2, "Gym") && text_is(0, 3, "gym") && whole(0, 4) == 1 && noted("room added"));
    int64_t made = whole(0, 0);
    ask("/clinic/rooms", ID "name=Gym&kind=&site=11111111111112");
    CHECK(whole(0, 0) == made && text_is(0, 3, "") && whole(0, 4) == 0);
    room_row(2, made, OTHER, "Gym", "gym"); /* sent again: it is there */
    q.diary.rooms.count = 3;
    ask("/clinic/rooms", ID "name=Gym&kind=gym&site=11111111111112");
    CHECK(went("/clinic/rooms") && !reply.act_count && !reply.note_count);
    refused("/clinic/rooms", ID "kind=x&site=11111111111112", "Write what the room is called");
    refused("/clinic/rooms", ID "name=New", "Choose the site");
    refused("/clinic/rooms", ID "name=New&site=11111111111119", "Choose one of the list");
    refused("/clinic/rooms", ID "name=Room+1&site=11111111111111", "of this name");
    sites[1][sites_closed_s] = value_whole(AT);
    refused("/clinic/rooms", ID "name=New&site=11111111111112", "Choose one of the list");
}

static void one_room(void)
{
    static const char ONE[] = "/clinic/rooms/55555555555551";
    begin();
    const char *page = ask(ONE, NULL);
    CHECK(has(page, "value=\"Room 1\"") && has(page, "At Riverside") && has(page, "checked"));
    ask(ONE, ID "name=Room+1&kind=+Table+");
    CHECK(went("/clinic/rooms") && acted(0, ACT_room_edit, 4) && whole(0, 0) == ROOM &&
          text_is(0, 2, "table") && whole(0, 3) == 0 && noted("room changed"));
    ask(ONE, ID "do=close");
    CHECK(acted(0, ACT_room_close, 2) && whole(0, 1) == 1 && noted("room closed"));
    rooms[0][rooms_closed_s] = value_whole(AT);
    CHECK(has(ask(ONE, NULL), "Open it again") && has(ask("/clinic/rooms", NULL), ">closed<"));
    ask(ONE, ID "do=open");
    CHECK(acted(0, ACT_room_close, 2) && whole(0, 1) == 0 && noted("room opened"));
    refused(ONE, ID "name=", "Write what the room is called");
    is_nowhere("/clinic/rooms/55555555555559", ID "name=x");
    is_nowhere("/clinic/rooms/5", ID "do=close");
}

/* --- kinds of visit --------------------------------------------------------------------------------------------------- */

static void the_services(void)
{
    begin();
    const char *page = ask("/clinic/services", NULL);
    CHECK(has(page, "Tom Achterberg, Priya Nair") && has(page, "55 pounds") &&
          has(page, "value=\"kind couch\""));
    CHECK(times(page, " checked") == 3); /* both give a new one, and it may be booked online */
    people[0][practitioners_left_s] = value_whole(AT);
    CHECK(!has(ask("/clinic/services", NULL), "Tom Achterberg"));
    people[0][practitioners_left_s] = NONE;
    ask("/clinic/services", ID "name=First+visit&about=We+talk.&minutes=60&price=68+pounds&"
                               "kind=kind+couch&online=yes&who=22222222222222&who=22222222222223");
    CHECK(went("/clinic/services") && reply.act_count == 3 && acted(0, ACT_service_add, 8) &&
          text_is(0, 1, "First visit") && text_is(0, 2, "We talk.") && whole(0, 3) == 60 &&
          text_is(0, 4, "68 pounds") && text_is(0, 5, "couch") && whole(0, 6) == 1 &&
          whole(0, 7) == 1 && acted(1, ACT_offer_add, 2) && whole(1, 0) == TOM &&
          whole(1, 1) == whole(0, 0) && whole(2, 0) == PRIYA && noted("kind of visit added"));
    int64_t made = whole(0, 0);
    ask("/clinic/services", ID "name=Call&minutes=5&kind=none");
    CHECK(reply.act_count == 1 && whole(0, 3) == 5 && text_is(0, 5, "") && whole(0, 6) == 0 &&
          whole(0, 7) == 0);
    ask("/clinic/services", ID "name=Any&minutes=480&kind=any");
    CHECK(whole(0, 3) == 480 && whole(0, 6) == 1 && text_is(0, 5, ""));
    service_row(1, made, "Any", 480, "");
    q.diary.services.count = 2;
    ask("/clinic/services", ID "name=Any&minutes=480&kind=any&who=22222222222222");
    CHECK(went("/clinic/services") && !reply.act_count && !reply.note_count); /* sent again */
    static const char *const minutes[] = {"", "4", "481", "x", "4x", "-5", "99999999", "30.5"};
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++) {
        char body[100];
        snprintf(body, sizeof body, ID "name=x&kind=any&minutes=%s", minutes[i]);
        refused("/clinic/services", body, "from 5 to 480");
    }
    refused("/clinic/services", ID "minutes=30", "Write what this kind of visit");
    refused("/clinic/services", ID "name=x&minutes=30&kind=kind+sauna", "Choose one of the list");
    refused("/clinic/services", ID "name=x&minutes=30&kind=couch", "Choose one of the list");
    refused("/clinic/services",
            ID "name=x&minutes=30&price=01234567890123456789012345678901234567890", "at most 40");
}

static void one_service(void)
{
    static const char ONE[] = "/clinic/services/66666666666661";
    begin();
    q.diary.offers.count = 1; /* Tom alone */
    const char *page = ask(ONE, NULL);
    CHECK(has(page, "keep their length") && has(page, "value=\"22222222222222\" checked") &&
          !has(page, "value=\"22222222222223\" checked") &&
          has(page, "value=\"kind couch\" selected"));
    ask(ONE, ID "name=Return&minutes=30&kind=none&who=22222222222223&who=22222222222225");
    CHECK(went("/clinic/services") && reply.act_count == 3 && acted(0, ACT_service_edit, 8) &&
          whole(0, 0) == VISIT && whole(0, 3) == 30 && whole(0, 6) == 0 &&
          acted(1, ACT_offers_drop, 1) && whole(1, 0) == VISIT && acted(2, ACT_offer_add, 2) &&
          whole(2, 0) == PRIYA && noted("kind of visit changed"));
    people[0][practitioners_left_s] = value_whole(AT); /* they may come back */
    ask(ONE, ID "name=Return&minutes=30&kind=any");
    CHECK(reply.act_count == 3 && acted(2, ACT_offer_add, 2) && whole(2, 0) == TOM);
    rooms[0][rooms_closed_s] = value_whole(AT); /* what it asks for stays in the list */
    CHECK(has(ask(ONE, NULL), "value=\"kind couch\" selected"));
    ask(ONE, ID "do=close");
    CHECK(acted(0, ACT_service_close, 2) && whole(0, 1) == 1 && noted("kind of visit closed"));
    ask(ONE, ID "do=open");
    CHECK(acted(0, ACT_service_close, 2) && whole(0, 1) == 0 && noted("kind of visit opened"));
    refused(ONE, ID "name=x&minutes=", "from 5 to 480");
    is_nowhere("/clinic/services/66666666666669", ID "name=x&minutes=30");
}

/* --- hours ----------------------------------------------------------------------------------------------------------- */

#define TOMS "/clinic/hours/22222222222222"

static void the_hours(void)
{
    begin();
    hours_row(2, PRIYA, OTHER, -1, TODAY + 3, 540, 720);
    hours_row(3, PRIYA, OTHER, -1, TODAY - 3, 545, 720); /* over */
    hours_row(4, TOM, SITE, 0, 0, 600, 660);
    hours[4][hours_last_day] = value_whole(TODAY - 1); /* over */
    const char *page = ask("/clinic/hours", NULL);
    CHECK(has(page, "8:30 to 12:30") && has(page, "data-label=\"Wednesday\"") &&
          has(page, "href=\"" TOMS "\"") &&
          has(page, "Saturday 28 November: Priya Nair, "
                    "9:00 to 12:00, Hill Street"));
    CHECK(!has(page, "9:05") && !has(page, "10:00 to 11:00"));
    hours[1][hours_last_day] = value_whole(TODAY + 30);
    CHECK(has(ask("/clinic/hours", NULL), "until 25 Dec 2026"));
    who.actor.role = ROLE_desk;
    CHECK(!has(ask("/clinic/hours", NULL), TOMS) && has(reply.app.body.p, "8:30 to 12:30"));
    ask("/clinic/hours", "id=0123456789abcdef");
    CHECK(reply.app.status == 405);
    who.actor.role = ROLE_owner;
    CHECK(has(ask(TOMS, NULL), "Hours of Tom Achterberg") && !has(reply.app.body.p, "9:05"));
    CHECK(has(ask("/clinic/hours/22222222222223", NULL), "Saturday 28 November"));
    q.diary.hours.count = 0;
    CHECK(has(ask(TOMS, NULL), "No hours yet"));
    is_nowhere("/clinic/hours/22222222222225", ID "do=week"); /* the front desk */
    is_nowhere("/clinic/hours/22222222222229", ID "do=week");
}

static void weekly(void)
{
    begin();
    ask(TOMS, ID "do=week&weekday=0&weekday=4&site=11111111111112&from=8:30&to=12.30&"
                 "last_day=2026-12-24");
    CHECK(went(TOMS) && reply.act_count == 2 && acted(0, ACT_hours_add, 9) && whole(0, 1) == TOM &&
          whole(0, 2) == OTHER && whole(0, 3) == 0 && null(0, 4) && whole(0, 5) == 510 &&
          whole(0, 6) == 750 && null(0, 7) && whole(0, 8) == TODAY + 29 && whole(1, 3) == 4 &&
          whole(1, 0) != whole(0, 0) && noted("hours changed"));
    int64_t monday = whole(0, 0);
    hours_row(2, TOM, OTHER, 0, 0, 510,
              750); /* sent again: what is there does not stand in its way */
    hours[2][hours_hours] = value_whole(monday);
    ask(TOMS, ID "do=week&weekday=0&weekday=4&site=11111111111112&from=8:30&to=12:30");
    CHECK(went(TOMS) && reply.act_count == 1 && whole(0, 3) == 4);
    ask(TOMS, ID "do=week&weekday=1&site=11111111111111&from=8&to=24:00");
    CHECK(whole(0, 5) == 480 && whole(0, 6) == 1440);
    refused(TOMS, ID "do=week&site=11111111111111&from=8:30&to=9:00", "at least one day");
    refused(TOMS, ID "do=week&weekday=7&site=11111111111111&from=8:30&to=9:00", "at least one day");
    refused(TOMS, ID "do=week&weekday=1&from=8:30&to=9:00", "Choose the site");
    refused(TOMS, ID "do=week&weekday=1&site=11111111111119&from=8:30&to=9", "one of the list");
    refused(TOMS, ID "do=week&weekday=1&site=11111111111111&to=9:00", "when they begin");
    refused(TOMS, ID "do=week&weekday=1&site=11111111111111&from=9:00", "when they end");
    refused(TOMS, ID "do=week&weekday=1&site=11111111111111&from=9:00&to=9:00", "not after the");
    refused(TOMS, ID "do=week&weekday=1&site=11111111111111&from=22:00&to=25:30", "past midnight");
    refused(TOMS, ID "do=week&weekday=1&site=11111111111111&from=22:00&to=2:00", "not after the");
    static const char *const time[] = {"x",     "8:3", "8:60",   "8:300",
                                       "-8:30", "830", "8:30pm", ":30"};
    for (size_t i = 0; i < sizeof time / sizeof time[0]; i++) {
        char body[160];
        snprintf(body, sizeof body, ID "do=week&weekday=1&site=11111111111111&to=23:00&from=%s",
                 time[i]);
        refused(TOMS, body, "hours and minutes");
    }
    refused(TOMS, ID "do=week&weekday=1&site=11111111111111&from=8:30&to=9:00&last_day=2026-11-24",
            "over already");
    refused(TOMS,
            ID "do=week&weekday=1&site=11111111111111&from=8:30&to=9:00&first_day=2026-12-02&"
               "last_day=2026-12-01",
            "before the first");
    refused(TOMS, ID "do=week&weekday=1&site=11111111111111&from=8:30&to=9:00&first_day=soon",
            "year, month and day");
}

/* Nobody is at two places at once, whichever way the days are told. */
static void overlaps(void)
{
    begin();
    refused(TOMS, ID "do=week&weekday=2&site=11111111111112&from=12:00&to=14:00",
            "Tom Achterberg works at Riverside at that time already, on Wednesdays.");
    refused(TOMS, ID "do=week&weekday=2&site=11111111111111&from=8:00&to=8:31", "Riverside");
    ask(TOMS, ID "do=week&weekday=2&site=11111111111112&from=12:30&to=14:00");
    CHECK(went(TOMS) && reply.act_count == 1);
    refused(TOMS, ID "do=day&on=2026-11-26&at=11111111111112&on_from=16:59&on_to=18:00",
            "on Thursdays");
    ask(TOMS, ID "do=day&on=2026-11-26&at=11111111111112&on_from=17:00&on_to=18:00");
    CHECK(went(TOMS) && reply.act_count == 1 && null(0, 3) && whole(0, 4) == TODAY + 1);
    hours[1][hours_last_day] = value_whole(TODAY); /* the last Thursday is over by then */
    ask(TOMS, ID "do=day&on=2026-11-26&at=11111111111112&on_from=9:00&on_to=18:00");
    CHECK(went(TOMS) && reply.act_count == 1);
    hours[1][hours_last_day] = value_whole(TODAY + 8); /* Thursday 3 December is in both */
    refused(TOMS,
            ID "do=week&weekday=3&site=11111111111112&from=9:00&to=10:00&first_day=2026-12-03",
            "on Thursdays");
    ask(TOMS, ID "do=week&weekday=3&site=11111111111112&from=9:00&to=10:00&first_day=2026-12-04");
    CHECK(went(TOMS) && reply.act_count == 1);
    hours_row(2, TOM, OTHER, -1, TODAY + 2, 540, 600);
    refused(TOMS, ID "do=day&on=2026-11-27&at=11111111111111&on_from=9:30&on_to=11:00",
            "works at Hill Street at that time already. Drop");
    refused(TOMS, ID "do=week&weekday=4&site=11111111111111&from=9:30&to=11:00", "Hill Street");
    ask("/clinic/hours/22222222222223", /* another person may */
        ID "do=week&weekday=2&site=11111111111111&from=8:30&to=12:00");
    CHECK(reply.act_count == 1);
}

static void one_day_and_dropped(void)
{
    begin();
    refused(TOMS, ID "do=day&at=11111111111111&on_from=8:30&on_to=9:00", "Write the day");
    refused(TOMS, ID "do=day&on=2026-11-24&at=11111111111111&on_from=8:30&on_to=9:00", "is over");
    refused(TOMS, ID "do=day&on=2026-11-31&at=11111111111111&on_from=8:30&on_to=9:00",
            "year, month and day");
    refused(TOMS, ID "do=day&on=2026-11-30&on_from=8:30&on_to=9:00", "Choose the site");
    refused(TOMS, ID "do=day&on=2026-11-30&at=11111111111111&on_to=9:00", "when they begin");
    ask(TOMS, ID "do=drop&row=77777777777771");
    CHECK(went(TOMS) && acted(0, ACT_hours_drop, 1) && whole(0, 0) == HOURS &&
          noted("hours changed"));
    ask(TOMS, ID "do=drop&row=77777777777779"); /* there is none, or it is another clinic's */
    CHECK(went(TOMS) && !reply.act_count && !reply.note_count);
    ask("/clinic/hours/22222222222223", ID "do=drop&row=77777777777771"); /* another's */
    CHECK(!reply.act_count && !reply.note_count);
    people[0][practitioners_left_s] = value_whole(AT);
    ask(TOMS, ID "do=week&weekday=1&site=11111111111111&from=8:30&to=9:00");
    CHECK(!reply.act_count);
    CHECK(has(ask(TOMS, NULL), "They have left") && !has(reply.app.body.p, "Add weekly"));
}

static void the_way(void)
{
    begin();
    hours_row(2, TOM, OTHER, 2, 0, 765, 900); /* a quarter of an hour after Riverside */
    const char *page = ask(TOMS, NULL);
    CHECK(has(page, "Little time for the way") &&
          has(page, "Wednesdays: 15 minutes from Riverside to Hill Street. 30 are kept free"));
    hours[2][hours_from_min] = value_whole(780);
    CHECK(!has(ask(TOMS, NULL), "Little time"));
    hours[2][hours_from_min] = value_whole(765);
    hours[2][hours_site] = value_whole(SITE);
    CHECK(!has(ask(TOMS, NULL), "Little time"));
    hours_row(2, TOM, OTHER, -1, TODAY, 480, 500);
    CHECK(has(ask(TOMS, NULL), "Wednesday 25 November: 10 minutes from Hill Street to Riverside"));
    CHECK(!has(ask("/clinic/hours/22222222222223", NULL), "Little time"));
}

/* --- days off ------------------------------------------------------------------------------------------------------------ */

static void away_is_added(void)
{
    begin();
    CHECK(has(ask("/clinic/away", NULL), "Nobody is away"));
    ask("/clinic/away", ID "first_day=2026-12-25&last_day=2026-12-26&why=Christmas");
    CHECK(acted(0, ACT_away_add, 8) && null(0, 1) && null(0, 2) && whole(0, 3) == TODAY + 30 &&
          whole(0, 4) == TODAY + 31 && whole(0, 5) == 0 && whole(0, 6) == 1440 &&
          text_is(0, 7, "Christmas") && noted("time away added"));
    CHECK(strncmp(reply.app.location, "/clinic/away?added=", 19) == 0);
    int64_t made = whole(0, 0);
    ask("/clinic/away", ID "account=22222222222222&site=11111111111112&first_day=2026-11-25&"
                           "from=12:30&to=13:30");
    CHECK(whole(0, 1) == TOM && whole(0, 2) == OTHER && whole(0, 4) == TODAY &&
          whole(0, 5) == 750 && whole(0, 6) == 810);
    away_row(0, NONE, NONE, TODAY, TODAY);
    aways[0][aways_away] = value_whole(made);
    ask("/clinic/away", ID "first_day=2026-12-25"); /* sent again */
    CHECK(reply.app.status == 303 && !reply.act_count && !reply.note_count);
    refused("/clinic/away", ID "why=x", "Write the first day");
    refused("/clinic/away", ID "first_day=tomorrow", "year, month and day");
    refused("/clinic/away", ID "first_day=2026-11-24", "That is over");
    refused("/clinic/away", ID "first_day=2026-12-02&last_day=2026-12-01", "before the first");
    refused("/clinic/away", ID "first_day=2026-12-02&last_day=2062-12-03", "Look at the year");
    refused("/clinic/away", ID "first_day=2026-12-02&from=9:00", "when it ends");
    refused("/clinic/away", ID "first_day=2026-12-02&to=9:00", "when it begins");
    refused("/clinic/away", ID "first_day=2026-12-02&from=22:00&to=26:00", "past midnight");
    refused("/clinic/away", ID "first_day=2026-12-02&from=22:00&to=6:00", "each day");
    refused("/clinic/away", ID "first_day=2026-12-02&account=22222222222225", "one of the list");
    refused("/clinic/away", ID "first_day=2026-12-02&site=11111111111119", "one of the list");
    CHECK(!has(ask("/clinic/away", NULL), "value=\"22222222222222\" selected"));
    who.actor = (struct actor){CLINIC, TOM, ROLE_practitioner};
    CHECK(has(ask("/clinic/away", NULL), "value=\"22222222222222\" selected"));
    who.actor.role = ROLE_desk; /* the front desk may */
    ask("/clinic/away", ID "do=drop&row=88888888888889");
    CHECK(went("/clinic/away") && !reply.act_count && !reply.note_count);
    aways[0][aways_away] = value_whole(AWAY);
    ask("/clinic/away", ID "do=drop&row=88888888888881");
    CHECK(acted(0, ACT_away_drop, 1) && whole(0, 0) == AWAY && noted("time away dropped"));
}

/* What it covers is listed, with a link to each; what it does not cover is not. */
static void away_covers(void)
{
    begin();
    away_row(0, value_whole(TOM), NONE, TODAY + 1, TODAY + 1);
    visit_row(0, TOM, SITE, TODAY + 1, 540, "Marta <i>");
    visit_row(1, PRIYA, SITE, TODAY + 1, 540, "Anna Marsh");
    visit_row(2, TOM, SITE, TODAY + 8, 540, "Kofi Mensah");
    const char *page = ask("/clinic/away?added=88888888888881", NULL);
    CHECK(has(page, "1 visit needs another time") && has(page, "Marta &lt;i&gt;</a>") &&
          has(page, "href=\"/clinic/diary/booking/99999999999991\"") && !has(page, "Anna Marsh") &&
          !has(page, "Kofi Mensah") && has(page, "01632 960123"));
    upcoming[0][upcoming_from_min] = value_whole(540);
    aways[0][aways_from_min] = value_whole(580); /* the visit ends as it begins */
    CHECK(has(ask("/clinic/away?added=88888888888881", NULL), "No visit is booked then"));
    aways[0][aways_from_min] = value_whole(579);
    CHECK(has(ask("/clinic/away?added=88888888888881", NULL), "1 visit needs"));
    aways[0][aways_from_min] = value_whole(0);
    aways[0][aways_to_min] = value_whole(540); /* the visit begins as it ends */
    CHECK(has(ask("/clinic/away?added=88888888888881", NULL), "No visit is booked then"));
    aways[0][aways_to_min] = value_whole(1440);
    aways[0][aways_account] = NONE; /* everybody */
    CHECK(has(ask("/clinic/away?added=88888888888881", NULL), "2 visits need"));
    aways[0][aways_site] = value_whole(OTHER);
    CHECK(has(ask("/clinic/away?added=88888888888881", NULL), "No visit is booked then"));
    upcoming[0][upcoming_state] = TEXT("held"); /* and has run out */
    aways[0][aways_site] = NONE;
    CHECK(has(ask("/clinic/away?added=88888888888881", NULL), "1 visit needs"));
    CHECK(!has(ask("/clinic/away?added=88888888888889", NULL), "It is kept"));
    CHECK(has(ask("/clinic/away", NULL), "Everybody") && has(reply.app.body.p, "26 Nov 2026"));
}

/* --- visits that need another time --------------------------------------------------------------------------------------- */

static int stranded(const char *why)
{
    const char *page = ask("/clinic/diary/stranded", NULL);
    return has(page, "Need another time") && has(page, why);
}

static void no_longer_kept(void)
{
    begin();
    visit_row(0, TOM, SITE, TODAY + 1, 540, "Marta Lindqvist");
    CHECK(has(ask("/clinic/diary/stranded", NULL), "All 1 visits to come"));
    CHECK(!has(ask("/clinic/hours", NULL), "another time"));
    people[0][practitioners_left_s] = value_whole(AT);
    CHECK(stranded("Tom Achterberg has left."));
    CHECK(has(ask("/clinic/hours", NULL), "1 visit needs another time") &&
          has(ask("/clinic/settings", NULL), "1 visit needs another time"));
    CHECK(has(ask("/clinic/staff", NULL), "1 visit needs another time"));
    people[0][practitioners_left_s] = NONE;
    CHECK(has(ask("/clinic/staff/22222222222222/leave", NULL), "Visits booked with them: 1."));
    CHECK(!has(ask("/clinic/staff/22222222222225/leave", NULL), "Visits booked"));
    people[0][practitioners_account] = value_whole(1); /* at the front desk now */
    CHECK(stranded("Tom Achterberg treats nobody here any more."));
    people[0][practitioners_account] = value_whole(TOM);
    sites[0][sites_closed_s] = value_whole(AT);
    CHECK(stranded("Riverside is closed."));
    sites[0][sites_closed_s] = NONE;
    rooms[0][rooms_closed_s] = value_whole(AT);
    CHECK(stranded("Room 1 cannot be used then."));
    upcoming[0][upcoming_room] = NONE; /* booked without one */
    CHECK(!stranded(""));
    rooms[0][rooms_closed_s] = NONE;
    services[0][services_closed_s] = value_whole(AT);
    CHECK(stranded("“Return visit” is not offered any more."));
    services[0][services_closed_s] = NONE;
    q.diary.offers.count = 0;
    CHECK(stranded("Tom Achterberg does not give “Return visit” any more."));
    q.diary.offers.count = 2;
    q.diary.hours.count = 1; /* Wednesdays alone */
    CHECK(stranded("Tom Achterberg does not work that day at Riverside."));
    q.diary.hours.count = 2;
    away_row(0, value_whole(TOM), NONE, TODAY + 1, TODAY + 1);
    CHECK(stranded("Tom Achterberg is away: Course."));
    away_row(0, NONE, value_whole(SITE), TODAY + 1, TODAY + 1);
    CHECK(stranded("Riverside is closed then: Course."));
    away_row(0, NONE, NONE, TODAY + 1, TODAY + 1);
    aways[0][aways_why] = TEXT("");
    CHECK(stranded("Everybody is away."));
    q.diary.aways.count = 0;
    visit_row(1, TOM, SITE, TODAY + 200, 540, "Far"); /* beyond the days of the diary: a Monday */
    CHECK(stranded(">Far<") || stranded(": Far</a>"));
}

static void other_reasons(void)
{
    begin();
    visit_row(0, TOM, SITE, TODAY + 1, 540, "Marta Lindqvist");
    hours[1][hours_from_min] = value_whole(600); /* they begin later now */
    const char *page = ask("/clinic/diary/stranded", NULL);
    CHECK(has(page, "Outside of the hours") && has(page, "There are none") &&
          !has(page, "<h2>Need another time"));
    hours[1][hours_from_min] = value_whole(510);
    visit_row(1, TOM, OTHER, TODAY + 1, 600, "Anna Marsh"); /* 20 minutes after it, elsewhere */
    upcoming[1][upcoming_room] = value_whole(ROOM + 1);
    hours_row(2, TOM, OTHER, 3, 0, 600, 700);
    services[0][services_kind] = TEXT("");
    page = ask("/clinic/diary/stranded", NULL);
    CHECK(times(page, "too little time for the way of Tom Achterberg") == 2);
    q.diary.travel_min = 20;
    CHECK(has(ask("/clinic/diary/stranded", NULL), "All 2 visits"));
    upcoming[0][upcoming_state] = TEXT("offered"); /* held for nobody any more */
    upcoming[0][upcoming_held_until_s] = value_whole(AT - 1);
    people[0][practitioners_left_s] = value_whole(AT);
    page = ask("/clinic/diary/stranded", NULL);
    CHECK(times(page, "has left.") == 1 && has(page, "Anna Marsh"));
    ask("/clinic/diary/stranded", "id=0123456789abcdef");
    CHECK(reply.app.status == 405);
}

/* --- settings ----------------------------------------------------------------------------------------------------------------- */

static void the_settings(void)
{
    begin();
    const char *page = ask("/clinic/settings", NULL);
    CHECK(has(page, "name=\"notice\"") && has(page, "value=\"60\"") && has(page, ">off<") &&
          has(page, "href=\"/clinic/rooms\"") && has(page, "href=\"/clinic/away\""));
    q.diary.hours.count = q.diary.services.count = q.diary.rooms.count = 0;
    CHECK(times(ask("/clinic/settings", NULL), "none yet") == 2 &&
          has(reply.app.body.p, "nobody yet"));
    clinic[clinic_books] = value_whole(1);
    CHECK(has(ask("/clinic/settings", NULL), "there is nothing to book"));
    begin();
    clinic[clinic_books] = value_whole(1);
    CHECK(!has(ask("/clinic/settings", NULL), "there is nothing to book"));
#define SAID(notice, ahead, travel, remind)                                                        \
    ID "do=diary&notice=" notice "&ahead_days=" ahead "&travel_min=" travel "&remind_days=" remind
    ask("/clinic/settings", SAID("4", "90", "45", "2") "&books=yes");
    CHECK(went("/clinic/settings") && acted(0, ACT_clinic_diary, 5) && whole(0, 0) == 1 &&
          whole(0, 1) == 45 && whole(0, 2) == 240 && whole(0, 3) == 90 && whole(0, 4) == 2 &&
          noted("diary settings changed"));
    ask("/clinic/settings", SAID("0", "1", "0", "0"));
    CHECK(whole(0, 0) == 0 && whole(0, 1) == 0 && whole(0, 2) == 0 && whole(0, 3) == 1 &&
          whole(0, 4) == 0);
    refused("/clinic/settings", SAID("337", "60", "30", "1"), "0 to 336");
    refused("/clinic/settings", SAID("", "60", "30", "1"), "0 to 336");
    refused("/clinic/settings", SAID("2", "0", "30", "1"), "1 to 365");
    refused("/clinic/settings", SAID("2", "366", "30", "1"), "1 to 365");
    refused("/clinic/settings", SAID("2", "60", "241", "1"), "0 to 240");
    refused("/clinic/settings", SAID("2", "60", "30", "15"), "0 to 14");
    refused("/clinic/settings", SAID("2", "60", "30", "-1"), "0 to 14");
    refused("/clinic/settings", SAID("48", "2", "30", "1"), "Nothing could be booked");
    /* Of two forms the one that was wrong comes back, as it was sent. */
    CHECK(has(reply.app.body.p, "value=\"48\"") && !has(reply.app.body.p, "name=\"wait_min\""));
    refused("/clinic/settings", ID "name=&country=GB&wait_min=30", "Write the name");
    CHECK(!has(reply.app.body.p, "name=\"notice\""));
}

/* --- who may ------------------------------------------------------------------------------------------------------------------ */

static void roles(void)
{
    static const struct {
        const char *path;
        int roles;
    } page[] = {{"/clinic/rooms", ROLES_owner},    {"/clinic/rooms/55555555555551", ROLES_owner},
                {"/clinic/services", ROLES_owner}, {"/clinic/services/66666666666661", ROLES_owner},
                {"/clinic/hours", ROLES_staff},    {TOMS, ROLES_owner},
                {"/clinic/away", ROLES_staff},     {"/clinic/diary/stranded", ROLES_staff}};
    for (size_t i = 0; i < sizeof page / sizeof page[0]; i++) {
        int64_t number;
        const struct clinic_route *r = clinic_route(span(page[i].path), &number);
        CHECK(r && r->roles == page[i].roles && r->reads & READS_upcoming);
        begin();
        ask(page[i].path, NULL);
        CHECK(reply.app.status == 200 && !reply.act_count && times(reply.app.body.p, "<h1>") == 1);
    }
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
    the_sites();
    the_rooms();
    one_room();
    the_services();
    one_service();
    the_hours();
    weekly();
    overlaps();
    one_day_and_dropped();
    the_way();
    away_is_added();
    away_covers();
    no_longer_kept();
    other_reasons();
    the_settings();
    roles();
    return check_done("clinic setup");
}
