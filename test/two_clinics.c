#include "two_clinics.h"

#include "../host/server/zone.h"
#include "../knowledge/country.h"
#include "store_help.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIRST = 0x1000001, SECOND = 0x2000001, AGO_S = 86400 };

/* Numbers of the first clinic begin with 1, of the second with 2. */
static int64_t in_first(int n)
{
    return FIRST + n;
}
static int64_t in_second(int n)
{
    return SECOND + n;
}

static const struct {
    enum role role;
    int64_t account, clinic;
    const char *login;
} staff[] = {
    {ROLE_owner, FIRST + 1, FIRST, "owner@one.example"},
    {ROLE_practitioner, FIRST + 2, FIRST, "practitioner@one.example"},
    {ROLE_desk, FIRST + 3, FIRST, "desk@one.example"},
    {ROLE_practitioner, FIRST + 4, FIRST, "another@one.example"},
    {ROLE_owner, SECOND + 1, SECOND, "owner@two.example"},
};
enum { STAFF = sizeof staff / sizeof staff[0] };

static void done(enum store_result r, const char *what)
{
    if (r == STORE_OK)
        return;
    fprintf(stderr, "two clinics: %s: store result %d\n", what, (int)r);
    abort();
}

static struct value words(const char *s)
{
    return value_text((struct span){s, (uint32_t)strlen(s)});
}

static void act_of(struct store *s, struct actor who, int64_t patient, struct act act,
                   const char *what)
{
    struct change c = {.actor = who, .patient = patient, .facts = {"", 0}, .acts = &act};
    c.act_count = 1;
    c.now_s = (int64_t)time(NULL) - AGO_S;
    done(store_change(s, &c), what);
}

static struct actor owner_of(int64_t clinic)
{
    return (struct actor){clinic, clinic + 1, ROLE_owner};
}

static const char *role_of(enum role role)
{
    return role == ROLE_owner ? "owner" : role == ROLE_practitioner ? "practitioner" : "desk";
}

static struct act account_of(int i)
{
    return (struct act){ACT_account_add,
                        7,
                        {value_whole(staff[i].account), words(role_of(staff[i].role)),
                         words(staff[i].login), words(staff[i].login), words("12345"),
                         value_whole(staff[i].clinic + 9), words("")}};
}

/* The clinic, and in one change its site and its owner, who asks for both; then the others. */
static void make_staff(struct store *s, int64_t clinic)
{
    struct act first[2] = {{ACT_site_add,
                            5,
                            {value_whole(clinic + 9), words("The place"), words("1 Street"),
                             words("01632 960 001"), words("Europe/London")}}};
    act_of(s, (struct actor){clinic, 0, ROLE_system}, 0,
           (struct act){ACT_clinic_add,
                        4,
                        {value_whole(clinic), words(clinic == FIRST ? "One" : "Two"), words("GB"),
                         value_whole(0)}},
           "a clinic");
    for (int i = 0; i < STAFF; i++) {
        struct change c = {.actor = owner_of(clinic), .facts = {"", 0}, .acts = first};
        if (staff[i].clinic != clinic)
            continue;
        first[staff[i].role == ROLE_owner] = account_of(i);
        c.act_count = staff[i].role == ROLE_owner ? 2 : 1;
        c.now_s = (int64_t)time(NULL) - AGO_S;
        done(store_change(s, &c), staff[i].login);
    }
}

/* The secret that a cookie of the tests carries: of n. */
static void secret_of(int n, unsigned char *ret_secret)
{
    memset(ret_secret, 0x40 + n, 32);
}

static void sign_in(struct store *s, int i, int nth, int64_t at_s)
{
    unsigned char secret[32];
    uint8_t hash[STORE_HASH];
    struct actor who = {staff[i].clinic, staff[i].account, staff[i].role};
    secret_of(nth, secret);
    secret_hash("clinic", secret, sizeof secret, hash);
    const struct act acts[] = {
        {ACT_session_add, 2, {value_bytes(hash, STORE_HASH), words("A browser")}},
        {ACT_session_seen, 1, {value_bytes(hash, STORE_HASH)}},
    };
    for (int k = 0; k < 2; k++) { /* begun then, seen now */
        struct change c = {.actor = who, .facts = {"", 0}, .acts = &acts[k], .act_count = 1};
        c.now_s = k ? (int64_t)time(NULL) : at_s;
        done(store_change(s, &c), "a session");
    }
}

static const char record[] =
    "2026-03-02T08:00+00:00 consent to=store\n"
    "2026-03-02T08:05+00:00 profile born=1984&sex=female\n"
    "2026-03-02T08:06+00:00 episode began=2026-02-20&number=1&side=left&below_knee=yes\n"
    "2026-03-02T08:08+00:00 screen extent=full&rest=no\n"
    "2026-03-02T08:12+00:00 checkin "
    "_id=00000000000000aa-3&leg=6&back=3&reach=calf&numb=none&morning=same\n"
    "2026-03-02T10:00+00:00 exam "
    "_id=00000000000000aa-1&_by=clinician&_who=Alex%2C+12345&side=left&slr_deg=40\n"
    "2026-03-02T10:30+00:00 letter "
    "_id=00000000000000aa-2&_by=clinician&_who=Alex%2C+12345&to=gp&name=Dr+Example"
    "&text=Thank+you.\n";

/* They join by a link that was made for them, in this browser. */
static void join(struct store *s, int64_t clinic, int64_t number, int64_t person,
                 const uint8_t *browser)
{
    uint8_t hash[STORE_HASH];
    int64_t at_s = (int64_t)time(NULL) - AGO_S;
    memcpy(hash, browser, sizeof hash);
    const struct act acts[] = {
        {ACT_link_use, 1, {value_bytes(hash, STORE_HASH)}},
        {ACT_patient_join, 2, {value_whole(number), value_person()}},
    };
    act_of(s, owner_of(clinic), 0,
           (struct act){
               ACT_link_patient,
               3,
               {value_bytes(hash, STORE_HASH), value_whole(number), value_whole(at_s + 3600)}},
           "a link");
    struct change c = {.actor = {clinic, person, ROLE_patient},
                       .person = person,
                       .facts = {"", 0},
                       .browser = browser,
                       .acts = acts,
                       .act_count = 2};
    c.now_s = at_s;
    done(store_change(s, &c), "a patient who joins");
}

/* browser: of a patient who has joined, the hash of their cookie; NULL: has not. */
static void make_patient(struct store *s, int64_t clinic, int64_t number, int64_t account,
                         const uint8_t *browser)
{
    const struct act add = {ACT_patient_add,
                            7,
                            {value_whole(number), value_person(), words("Alex Example"),
                             value_whole(1984), words(""), value_whole(account),
                             value_whole(clinic + 9)}};
    struct change c = {.actor = owner_of(clinic), .facts = span_of(record), .acts = &add};
    c.act_count = 1;
    c.now_s = (int64_t)time(NULL) - AGO_S;
    done(store_change(s, &c), "a patient");
    if (browser)
        join(s, clinic, number, c.ret_person, browser);
}

/* --- the diary ------------------------------------------------------------------------------------------------ */

enum { ROOM = 30, SERVICE, HOURS = 40, BOOKING = 60, NINE = 9 * 60, VISIT_MIN = 30 };

int64_t diary_minute_s(int day, int minute)
{
    struct zone z = {.count = 1};
    int64_t about = (int64_t)day * 86400, at_s = about + minute * 60;
    zone_span("Europe/London", about - 400 * 86400, about + 400 * 86400, &z);
    civil_instant(&z, day, minute, &at_s);
    return at_s;
}

int diary_next_day(void)
{
    return (int)(time(NULL) / 86400) + 3;
}

/* Whoever treats people works every day from nine to five, and gives one kind of visit in one room each. */
static void make_diary(struct store *s, int64_t clinic, int64_t account, int nth)
{
    act_of(s, owner_of(clinic), 0,
           (struct act){ACT_room_add,
                        5,
                        {value_whole(clinic + ROOM + 100 * nth), value_whole(clinic + 9),
                         words("Room"), words(""), value_whole(0)}},
           "a room");
    if (nth == 0)
        act_of(s, owner_of(clinic), 0,
               (struct act){ACT_service_add,
                            8,
                            {value_whole(clinic + SERVICE), words("Visit"), words(""),
                             value_whole(VISIT_MIN), words(""), words(""), value_whole(1),
                             value_whole(1)}},
               "a service");
    act_of(s, owner_of(clinic), 0,
           (struct act){ACT_offer_add, 2, {value_whole(account), value_whole(clinic + SERVICE)}},
           "an offer");
    for (int weekday = 0; weekday < 7; weekday++)
        act_of(s, owner_of(clinic), 0,
               (struct act){ACT_hours_add,
                            9,
                            {value_whole(clinic + HOURS + 100 * nth + weekday),
                             value_whole(account),
                             value_whole(clinic + 9),
                             value_whole(weekday),
                             {VALUE_null, 0, {"", 0}},
                             value_whole(NINE),
                             value_whole(17 * 60),
                             {VALUE_null, 0, {"", 0}},
                             {VALUE_null, 0, {"", 0}}}},
               "hours");
}

/* The n-th half hour of that day; patient 0: of somebody who is none. */
static void make_booking(struct store *s, int64_t clinic, int64_t account, int n, int64_t patient)
{
    int day = diary_next_day(), minute = NINE + n * VISIT_MIN;
    struct value nothing = {VALUE_null, 0, {"", 0}};
    act_of(s, owner_of(clinic), 0,
           (struct act){ACT_booking_add,
                        13,
                        {value_whole(clinic + BOOKING + n), value_whole(clinic + 9),
                         value_whole(account), value_whole(clinic + SERVICE), nothing,
                         patient ? value_whole(patient) : nothing, value_whole(day),
                         value_whole(minute), value_whole(VISIT_MIN),
                         value_whole(diary_minute_s(day, minute)), words(patient ? "" : "Somebody"),
                         words(""), words("")}},
           "a booking");
}

/* They leave by themself: the patient whose browser has this hash. */
static void leave(struct store *s, const uint8_t *browser)
{
    struct person_row row;
    done(store_find(s, KEY_browser, browser, NULL, &row), "somebody to leave");
    struct act act = {ACT_patient_leave, 1, {value_whole(FIRST)}};
    struct change c = {.actor = {0, row.person, ROLE_patient},
                       .person = row.person,
                       .facts = {"", 0},
                       .acts = &act,
                       .act_count = 1};
    c.now_s = (int64_t)time(NULL) - AGO_S;
    done(store_change(s, &c), "somebody leaves");
}

static void browser_of(int nth, uint8_t *ret_hash)
{
    unsigned char secret[32];
    struct session x;
    char letters[COOKIE_LEN + 1];
    secret_of(nth, secret);
    secret_put(secret, letters);
    session_begin(&x, letters);
    memcpy(ret_hash, x.hash, STORE_HASH);
}

enum { NTH_later = 10, NTH_second = 20, NTH_patient = 30, NTH_left = 31 };

void clinics_make(const char *path)
{
    struct store *s = opened(path);
    int64_t now = (int64_t)time(NULL);
    uint8_t browser[STORE_HASH], left[STORE_HASH];
    browser_of(NTH_patient, browser);
    browser_of(NTH_left, left);
    make_staff(s, FIRST);
    make_staff(s, SECOND);
    for (int i = 0; i < STAFF; i++) {
        sign_in(s, i,
                staff[i].clinic == SECOND ? NTH_second : (int)staff[i].role + (i == 3 ? 50 : 0),
                now);
        if (i < 3)
            sign_in(s, i, NTH_later + (int)staff[i].role, now - 3600);
    }
    make_patient(s, FIRST, in_first(20 + WHOSE_own), FIRST + 2, browser);
    make_patient(s, FIRST, in_first(20 + WHOSE_other), FIRST + 4, NULL);
    make_patient(s, FIRST, in_first(20 + WHOSE_archived), FIRST + 2, NULL);
    make_patient(s, FIRST, in_first(20 + WHOSE_left), FIRST + 2, left);
    make_patient(s, SECOND, in_second(20), SECOND + 1, NULL);
    make_diary(s, FIRST, FIRST + 2, 0);
    make_diary(s, FIRST, FIRST + 4, 1);
    make_diary(s, SECOND, SECOND + 1, 0);
    for (int whose = 0; whose <= WHOSE_left; whose++)
        make_booking(s, whose == WHOSE_foreign ? SECOND : FIRST,
                     whose == WHOSE_foreign ? SECOND + 1
                     : whose == WHOSE_other ? FIRST + 4
                                            : FIRST + 2,
                     whose,
                     whose == WHOSE_other     ? 0
                     : whose == WHOSE_foreign ? in_second(20)
                                              : in_first(20 + whose));
    act_of(s, owner_of(FIRST), 0,
           (struct act){ACT_patient_archive,
                        2,
                        {value_whole(in_first(20 + WHOSE_archived)), value_whole(1)}},
           "archived");
    leave(s, left);
    act_of(s, owner_of(FIRST), 0,
           (struct act){
               ACT_clinic_diary,
               5,
               {value_whole(1), value_whole(30), value_whole(60), value_whole(60), value_whole(1)}},
           "anybody may book");
    store_close(s);
}

static void cookie_put(int nth, char *ret_letters)
{
    unsigned char secret[32];
    secret_of(nth, secret);
    secret_put(secret, ret_letters);
}

void clinics_open(struct clinics *c, const char *path)
{
    memset(c, 0, sizeof *c);
    if (!settings_read(&c->set, 0, NULL))
        abort();
    c->store = opened(path);
    c->set.mail_server = "smtp://localhost"; /* nothing is sent: no thread of it is begun */
    c->server.set = &c->set;
    c->server.store = c->store;
    c->server.site = (struct app_site){.runs = "",
                                       .contact = "",
                                       .signed_by = "",
                                       .base_url = "http://localhost",
                                       .country = country_find("GB"),
                                       .keep_months = 24};
    limit_begin(&c->server.makers, (struct rate){1, 1000000}, (struct rate){1, 1000000});
    limit_begin(&c->server.tries, (struct rate){1, 1000000}, (struct rate){1, 1000000});
    for (int i = 0; i < MAKING; i++)
        pthread_mutex_init(&c->server.making[i], NULL);
    if (!front_begin(&c->server))
        abort();
    for (int role = ROLE_desk; role <= ROLE_owner; role++) {
        cookie_put(role, c->cookie[role]);
        cookie_put(NTH_later + role, c->later[role]);
    }
    cookie_put(NTH_patient, c->cookie[ROLE_patient]);
    cookie_put(NTH_second, c->second);
    for (int whose = 0; whose < WHOSE_COUNT; whose++) {
        c->patient[whose] = in_first(20 + whose);
        c->site[whose] = in_first(9);
        c->room[whose] = in_first(ROOM);
        c->service[whose] = in_first(SERVICE);
        c->account[whose] = in_first(whose == WHOSE_own ? 2 : 4);
        c->booking[whose] = in_first(BOOKING + whose);
    }
    c->clinic = FIRST;
    c->patient[WHOSE_foreign] = in_second(20);
    c->site[WHOSE_foreign] = in_second(9);
    c->room[WHOSE_foreign] = in_second(ROOM);
    c->service[WHOSE_foreign] = in_second(SERVICE);
    c->account[WHOSE_foreign] = in_second(1);
    c->patient[WHOSE_none] = c->site[WHOSE_none] = c->account[WHOSE_none] = 0x3333333;
    c->room[WHOSE_none] = c->service[WHOSE_none] = 0x3333333;
    c->booking[WHOSE_foreign] = in_second(BOOKING + WHOSE_foreign);
    c->booking[WHOSE_none] = 0x3333333;
}

void clinics_close(struct clinics *c)
{
    front_end(&c->server);
    store_close(c->store);
}
