/* diary_page.h - a clinic with a diary for tests of its pages: two sites, two who treat, one at the desk; asks for a
 * page as one of them would, and looks into it.
 *
 *     diary_begin();
 *     taken_add(.booking = 1, .from_min = 600, ...);       what is booked; until the next diary_begin()
 *     const char *page = ask("/clinic/diary?day=2026-11-26", NULL);
 *     CHECK(acted(ACT_booking_add) != NULL);
 *
 * The host's part, which rows a page reads, is played here: all bookings are there, and the one that a path names.
 * The clock stands at noon of 25 November 2026, in London. */
#ifndef AMB_TEST_DIARY_PAGE_H
#define AMB_TEST_DIARY_PAGE_H

#include "../clinic/office.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

enum { TODAY = 20782, AT = TODAY * 86400 + 12 * 3600, TAKEN_MOST = 400 };
static const int64_t RIVER = 0x11111111111111, HILL = 0x11111111111112, TOM = 0x22222222222222,
                     PRIYA = 0x22222222222223, OLA = 0x22222222222225, MARTA = 0x33333333333333,
                     KOFI = 0x33333333333334, FIRST = 0x55555555555551, RETURN = 0x55555555555552,
                     ROOM = 0x66666666666661;
#define RIVER_HEX "11111111111111"
#define HILL_HEX "11111111111112"
#define TOM_HEX "22222222222222"
#define PRIYA_HEX "22222222222223"
#define MARTA_HEX "33333333333333"
#define KOFI_HEX "33333333333334"
#define FIRST_HEX "55555555555551"
#define RETURN_HEX "55555555555552"
#define FORM "id=0123456789abcdef&key=key&"

static unsigned char block[1 << 26] __attribute__((aligned(16)));
static struct arena a;
static struct app_site site;
static struct clinic_response reply;
static struct staff who;
static struct clinic_request q;
static struct zone zones[2];

static inline _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "diary page: %s\n", why);
    exit(1);
}

static inline struct span span(const char *s)
{
    return (struct span){s, (uint32_t)strlen(s)};
}

#define TEXT(s) value_text(span(s))
#define NONE ((struct value){VALUE_null, 0, {"", 0}})

/* --- rows: of each list the first columns, in order ------------------------------------------------------------ */

static struct value clinic[clinic_remind_days + 1], sites[2][sites_step_free + 1],
    staff[3][staff_left_s + 1], people[2][people_mail + 1], rooms[3][rooms_closed_s + 1],
    services[2][services_closed_s + 1], practitioners[2][practitioners_left_s + 1],
    offers[4][offers_service + 1], hours[8][hours_last_day + 1], aways[4][aways_why + 1],
    taken[TAKEN_MOST][bookings_visit_day + 1], was[8][booking_was_changed_name + 1],
    waitings[4][waitings_made_s + 1], booked[4][booked_service + 1];

struct booked_as {
    int64_t booking, site, account, room, service, patient, from_s, held_until_s;
    int day, from_min, minutes, sequence, visit_day;
    const char *state, *name, *mail, *telephone;
};

static inline void taken_put(const struct booked_as *b)
{
    struct value *v = taken[q.diary.taken.count++];
    int day = b->day ? b->day : TODAY + 1, minutes = b->minutes ? b->minutes : 40;
    int64_t from_s = 0;
    civil_instant(&zones[0], day, b->from_min, &from_s);
    v[bookings_booking] = value_whole(b->booking);
    v[bookings_site] = value_whole(b->site ? b->site : RIVER);
    v[bookings_account] = value_whole(b->account ? b->account : TOM);
    v[bookings_room] = b->room ? value_whole(b->room) : NONE;
    v[bookings_day] = value_whole(day);
    v[bookings_from_min] = value_whole(b->from_min);
    v[bookings_minutes] = value_whole(minutes);
    v[bookings_from_s] = value_whole(b->from_s ? b->from_s : from_s);
    v[bookings_state] = TEXT(b->state ? b->state : "booked");
    v[bookings_held_until_s] = b->held_until_s ? value_whole(b->held_until_s) : NONE;
    v[bookings_service] = value_whole(b->service ? b->service : RETURN);
    v[bookings_patient] = b->patient ? value_whole(b->patient) : NONE;
    v[bookings_name] = TEXT(b->name ? b->name : "");
    v[bookings_mail] = TEXT(b->mail ? b->mail : "");
    v[bookings_telephone] = TEXT(b->telephone ? b->telephone : "");
    v[bookings_sequence] = value_whole(b->sequence);
    v[bookings_made_s] = v[bookings_changed_s] = value_whole(AT - 1000);
    v[bookings_changed_by] = value_whole(OLA);
    v[bookings_visit_day] = b->visit_day ? value_whole(b->visit_day) : NONE;
}
#define taken_add(...) taken_put(&(struct booked_as){__VA_ARGS__})

static inline void site_put(int i, int64_t number, const char *name)
{
    sites[i][sites_site] = value_whole(number);
    sites[i][sites_name] = TEXT(name);
    sites[i][sites_address] = sites[i][sites_telephone] = TEXT("");
    sites[i][sites_zone] = TEXT("Europe/London");
    sites[i][sites_closed_s] = NONE;
    sites[i][sites_directions] = TEXT("");
    sites[i][sites_step_free] = NONE;
}

static inline void staff_put(int i, int64_t number, const char *role, const char *name)
{
    struct value *v = staff[i];
    v[staff_account] = value_whole(number);
    v[staff_role] = TEXT(role);
    v[staff_name] = TEXT(name);
    v[staff_login] = v[staff_telephone] = v[staff_number] = TEXT("");
    v[staff_site] = value_whole(RIVER);
    v[staff_taken_up] = value_whole(1);
    v[staff_left_s] = NONE;
}

static inline void person_put(int i, int64_t number, const char *name, int born)
{
    struct value *v = people[i];
    for (int k = 0; k <= people_mail; k++)
        v[k] = NONE;
    v[people_patient] = value_whole(number);
    v[people_name] = TEXT(name);
    v[people_born] = value_whole(born);
    v[people_telephone] = TEXT("01632 960456");
    v[people_account] = value_whole(TOM);
    v[people_site] = value_whole(RIVER);
    v[people_made_s] = value_whole(AT);
    v[people_mail] = TEXT("");
}

static inline void hours_put(int64_t account, int64_t where, int day, int from_min, int to_min)
{
    struct value *v = hours[q.diary.hours.count++];
    for (int k = 0; k <= hours_last_day; k++)
        v[k] = NONE;
    v[hours_hours] = value_whole(q.diary.hours.count);
    v[hours_account] = value_whole(account);
    v[hours_site] = value_whole(where);
    v[hours_day] = value_whole(day);
    v[hours_from_min] = value_whole(from_min);
    v[hours_to_min] = value_whole(to_min);
}

static inline void away_put(int64_t account, int from_min, int to_min, const char *why)
{
    struct value *v = aways[q.diary.aways.count++];
    v[aways_away] = value_whole(q.diary.aways.count);
    v[aways_account] = account ? value_whole(account) : NONE;
    v[aways_site] = NONE;
    v[aways_first_day] = v[aways_last_day] = value_whole(TODAY + 1);
    v[aways_from_min] = value_whole(from_min);
    v[aways_to_min] = value_whole(to_min);
    v[aways_why] = TEXT(why);
}

static inline void service_put(int i, int64_t number, const char *name, int minutes)
{
    struct value *v = services[i];
    v[services_service] = value_whole(number);
    v[services_name] = TEXT(name);
    v[services_about] = v[services_price] = v[services_kind] = TEXT("");
    v[services_minutes] = value_whole(minutes);
    v[services_rooms] = value_whole(1);
    v[services_online] = value_whole(1);
    v[services_closed_s] = NONE;
    for (int k = 0; k < 2; k++) {
        offers[2 * i + k][offers_account] = value_whole(k ? PRIYA : TOM);
        offers[2 * i + k][offers_service] = value_whole(number);
    }
}

static inline void room_put(int i, int64_t where, const char *name)
{
    struct value *v = rooms[i];
    v[rooms_room] = value_whole(ROOM + i);
    v[rooms_site] = value_whole(where);
    v[rooms_name] = TEXT(name);
    v[rooms_kind] = TEXT("");
    v[rooms_step_free] = value_whole(0);
    v[rooms_closed_s] = NONE;
}

static inline void waiting_put(int64_t number, const char *name, int64_t patient, int from_min)
{
    struct value *v = waitings[q.waitings.count++];
    for (int k = 0; k <= waitings_made_s; k++)
        v[k] = NONE;
    v[waitings_waiting] = value_whole(number);
    v[waitings_service] = value_whole(RETURN);
    v[waitings_patient] = patient ? value_whole(patient) : NONE;
    v[waitings_name] = TEXT(name);
    v[waitings_mail] = TEXT("grace@example.org");
    v[waitings_telephone] = TEXT("01632 960777");
    v[waitings_first_day] = value_whole(TODAY);
    v[waitings_last_day] = value_whole(TODAY + 9);
    v[waitings_from_min] = value_whole(from_min);
    v[waitings_to_min] = value_whole(DAY_MINUTES);
    v[waitings_state] = TEXT("waiting");
}

static inline void was_put(int sequence, const char *state, int64_t from_s, const char *by)
{
    struct value *v = was[q.booking_was.count++];
    v[booking_was_sequence] = value_whole(sequence);
    v[booking_was_site] = value_whole(RIVER);
    v[booking_was_account] = value_whole(TOM);
    v[booking_was_room] = NONE;
    v[booking_was_from_s] = value_whole(from_s);
    v[booking_was_minutes] = value_whole(40);
    v[booking_was_state] = TEXT(state);
    v[booking_was_changed_s] = value_whole(AT);
    v[booking_was_changed_by] = by ? value_whole(OLA) : NONE;
    v[booking_was_changed_name] = by ? TEXT(by) : NONE;
}

/* Tom is at Riverside tomorrow from 9 to 12 and from 13 to 17; Priya from 9 to 12, and at Hill Street from 14. */
static inline void diary_begin(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    site = (struct app_site){
        .runs = "", .contact = "", .signed_by = "", .base_url = "", .country = country_find("GB")};
    memset(&q, 0, sizeof q);
    zones[0] = zones[1] = (struct zone){.count = 1};
    site_put(0, RIVER, "Riverside");
    site_put(1, HILL, "Hill Street");
    staff_put(0, TOM, "practitioner", "Tom Achterberg");
    staff_put(1, PRIYA, "owner", "Priya Nair");
    staff_put(2, OLA, "desk", "Ola Berg");
    person_put(0, MARTA, "Marta Lindqvist", 1979);
    person_put(1, KOFI, "Kofi <b>Mensah</b>", 1960);
    room_put(0, RIVER, "Room 1");
    room_put(1, RIVER, "Room 2");
    room_put(2, HILL, "Attic");
    service_put(0, FIRST, "First visit", 60);
    service_put(1, RETURN, "Return", 40);
    for (int i = 0; i < 2; i++) {
        practitioners[i][practitioners_account] = value_whole(i ? PRIYA : TOM);
        practitioners[i][practitioners_name] = staff[i][staff_name];
        practitioners[i][practitioners_left_s] = NONE;
    }
    for (int k = 0; k <= clinic_remind_days; k++)
        clinic[k] = value_whole(0);
    clinic[clinic_name] = TEXT("Riverside Osteopaths");
    clinic[clinic_country] = TEXT("GB");
    q.clinic = (struct rows){clinic, 1, clinic_remind_days + 1};
    q.sites = (struct rows){&sites[0][0], 2, sites_step_free + 1};
    q.staff_rows = (struct rows){&staff[0][0], 3, staff_left_s + 1};
    q.people = (struct rows){&people[0][0], 2, people_mail + 1};
    q.patient = (struct rows){&people[0][0], 1, people_mail + 1};
    q.waitings = (struct rows){&waitings[0][0], 0, waitings_made_s + 1};
    q.booking_was = (struct rows){&was[0][0], 0, booking_was_changed_name + 1};
    q.booked = (struct rows){&booked[0][0], 0, booked_service + 1};
    q.diary =
        (struct diary_rows){.rooms = {&rooms[0][0], 3, rooms_closed_s + 1},
                            .services = {&services[0][0], 2, services_closed_s + 1},
                            .practitioners = {&practitioners[0][0], 2, practitioners_left_s + 1},
                            .offers = {&offers[0][0], 4, offers_service + 1},
                            .hours = {&hours[0][0], 0, hours_last_day + 1},
                            .aways = {&aways[0][0], 0, aways_why + 1},
                            .taken = {&taken[0][0], 0, bookings_visit_day + 1},
                            .zones = zones,
                            .now_s = AT,
                            .from_s = AT - 20 * 86400,
                            .until_s = AT + 20 * 86400,
                            .travel_min = 30};
    hours_put(TOM, RIVER, TODAY + 1, 540, 720);
    hours_put(TOM, RIVER, TODAY + 1, 780, 1020);
    hours_put(PRIYA, RIVER, TODAY + 1, 540, 720);
    hours_put(PRIYA, HILL, TODAY + 1, 840, 1020);
    hours_put(TOM, RIVER, TODAY, 540, 1020);
    who = (struct staff){
        .actor = {1, OLA, ROLE_desk}, .name = "Ola Berg", .login = "", .number = "", .site = RIVER};
}

static inline void as_practitioner(void)
{
    who.actor = (struct actor){1, TOM, ROLE_practitioner};
    who.name = "Tom Achterberg";
}

/* --- asking -------------------------------------------------------------------------------------------------------- */

/* As host/server/diary_reads.c and reads.c do: the day that is posted, or asked for, or of the booking. */
static inline int day_in(const char *form)
{
    const char *at = form ? strstr(form, "day=2") : NULL;
    int day = 0;
    return at && day_read(at + 4, 10, &day) ? day : 0;
}

static inline void booking_of(const char *path)
{
    static const char before[] = "/clinic/diary/booking/";
    q.booking = (struct rows){NULL, 0, bookings_visit_day + 1};
    if (strncmp(path, before, sizeof before - 1) != 0)
        return;
    int at = row_of(&q.diary.taken, (int64_t)strtoull(path + sizeof before - 1, NULL, 16));
    if (at < 0)
        stop(NULL, "the host finds no such booking");
    q.booking = (struct rows){taken[at], 1, bookings_visit_day + 1};
}

static inline const char *ask(const char *path, const char *body)
{
    const char *question = strchr(path, '?');
    arena_reset(&a);
    booking_of(path);
    q.diary_day = day_in(body) ? day_in(body) : day_in(question) ? day_in(question) : TODAY;
    if (!day_in(body) && !day_in(question) && q.booking.count)
        q.diary_day = (int)row_whole(&q.booking, 0, bookings_day);
    q.staff = &who;
    q.form_key = "key";
    q.app.post = body != NULL;
    q.app.site = &site;
    q.app.record = span("");
    q.app.known = 1;
    q.app.tag = 1;
    q.app.path = question ? (struct span){path, (uint32_t)(question - path)} : span(path);
    q.app.query = span(question ? question + 1 : "");
    q.app.body = span(body ? body : "");
    if (q.app.body.len && body[q.app.body.len - 1] == '&')
        q.app.body.len--;
    q.app.now = (struct moment){.day = TODAY, .minute = 720, .at_s = AT};
    memcpy(q.app.random, "0123456789abcdef", APP_RANDOM);
    clinic_respond(&a, &q, &reply);
    text_char(&reply.app.body, '\0');
    return reply.app.body.p;
}

static inline int has(const char *page, const char *what)
{
    return strstr(page, what) != NULL;
}

static inline int times(const char *page, const char *what)
{
    int n = 0;
    for (; (page = strstr(page, what)); page += strlen(what))
        n++;
    return n;
}

static inline const struct act *acted(enum act_name name)
{
    for (int i = 0; i < reply.act_count; i++)
        if (reply.act[i].name == name)
            return &reply.act[i];
    return NULL;
}

static inline int64_t whole(const struct act *x, int value)
{
    return x && x->value[value].what == VALUE_whole ? x->value[value].whole : -1;
}

static inline int text_is(const struct act *x, int value, const char *s)
{
    return x && x->value[value].what == VALUE_text && x->value[value].text.len == strlen(s) &&
           memcmp(x->value[value].text.p, s, strlen(s)) == 0;
}

/* Mail of a kind is queued, once, for this sequence. */
static inline int mailed(const char *what, int64_t of)
{
    const struct act *m = acted(ACT_mail_add);
    return text_is(m, 3, what) && whole(m, 4) == of;
}

static inline int went_to(const char *path)
{
    return reply.app.status == 303 && reply.app.location && strcmp(reply.app.location, path) == 0;
}

static inline int kept_nothing(int status)
{
    return reply.app.status == status && !reply.act_count && !reply.note_count;
}

#endif
