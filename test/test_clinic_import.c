/* test_clinic_import.c - patients and visits brought in from other programs' tables, through the server: a look that
 * changes nothing, each bad line named, twice is once, a portion is whole or nothing. */
#include "../clinic/import.h"
#include "../core/form.h"
#include "../host/server/zone.h"
#include "check.h"
#include "clinic_help.h"
#include "two_clinics.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct clinics c;
static struct arena *a;
static const char *page; /* terminated */
static int status;
static const struct value none = {VALUE_null, 0, {"", 0}};

static void asked_for(const char *cookie, int post, const char *path, struct span body)
{
    struct reply r;
    struct text t = {.mem = a};
    struct ask q = {.post = post,
                    .path = span_of(path),
                    .query = {"", 0},
                    .body = body,
                    .clinic_cookie = cookie,
                    .content_type = "application/x-www-form-urlencoded",
                    .fetch_site = "same-origin"};
    serve(&c.server, a, &q, &r);
    status = r.status;
    text_add(&t, r.body.p, r.body.len);
    text_char(&t, '\0');
    page = t.p;
}

static void add(struct text *t, const char *key, const char *value)
{
    if (t->len)
        text_char(t, '&');
    text_str(t, key);
    text_char(t, '=');
    form_encode(t, value, strlen(value));
}

/* The first look at a list, as from the page that asks for it. */
static void looks(const char *what, const char *order, const char *list)
{
    struct text t = {.mem = a = test_arena()};
    asked_for(c.cookie[ROLE_owner], 0, "/clinic/import", (struct span){"", 0});
    CHECK(status == 200);
    add(&t, "id", field_of(page, "id"));
    add(&t, "key", field_of(page, "key"));
    add(&t, "what", what);
    add(&t, "order", order);
    add(&t, "text", list);
    asked_for(c.cookie[ROLE_owner], 1, "/clinic/import", (struct span){t.p, (uint32_t)t.len});
}

/* What the selects of the page say: the chosen option of each. */
static void add_columns(struct text *t)
{
    for (int f = 0; f < FIELDS; f++) {
        char key[60], value[12] = "0";
        snprintf(key, sizeof key, "name=\"column_%s\"", field_rows[f].name);
        const char *p = strstr(page, key), *end = p ? strstr(p, "</select>") : NULL;
        const char *chosen = p ? strstr(p, " selected") : NULL;
        if (!p)
            continue;
        if (end && chosen && chosen < end) {
            const char *v = chosen;
            while (strncmp(v, "value=\"", 7) != 0)
                v--;
            snprintf(value, sizeof value, "%d", atoi(v + 7));
        } else if (!end) {
            snprintf(value, sizeof value, "%d", atoi(strstr(p, "value=\"") + 7));
        }
        snprintf(key, sizeof key, "column_%s", field_rows[f].name);
        add(t, key, value);
    }
}

/* Goes on from the page that is open, with its own fields and this list. */
static void goes(const char *list, int go)
{
    static const char *const kept[] = {"id", "key", "what", "order", "import"};
    struct text t = {.mem = a};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        add(&t, kept[i], field_of(page, kept[i]));
    add_columns(&t);
    if (go)
        add(&t, "go", "1");
    add(&t, "text", list);
    asked_for(c.cookie[ROLE_owner], 1, "/clinic/import", (struct span){t.p, (uint32_t)t.len});
}

static int says(const char *words)
{
    int so = strstr(page, words) != NULL;
    if (!so)
        fprintf(stderr, "the page does not say: %s\n", words);
    return so;
}

/* A line is named, with its number and why. */
static int named(int line, const char *why)
{
    char row[60];
    snprintf(row, sizeof row, "<tr><td>%d</td>", line);
    const char *p = strstr(page, row), *end = p ? strstr(p, "</tr>") : NULL,
               *w = p ? strstr(p, why) : NULL;
    int so = p && w && end && w < end;
    if (!so)
        fprintf(stderr, "line %d is not named with: %s\n", line, why);
    return so;
}

static int count(const char *sql)
{
    sqlite3 *db = raw(in_folder("import.db"));
    int n = (int)number(db, sql);
    sqlite3_close(db);
    return n;
}

static int people(void)
{
    return count("SELECT count(*) FROM patient");
}

/* --- patients ------------------------------------------------------------------------------------------------- */

static const char cliniko[] =
    "\xef\xbb\xbf"
    "First Name,Last Name,Date of Birth,Mobile,Email,Notes\r\n"
    "Marta,Lindqvist,03/04/1979,01632 960 456,marta@example.org,\"likes tea,\nand milk\"\r\n"
    "J\xc3\xb6rg,M\xc3\xbcller,29/02/1980,,,\r\n"
    "Zo\xc3\xab,\"O'Brien\",1988,+44 7700 900123,,x\r\n"
    ",,,,,\r\n"
    "Bad,Date,31/02/1980,,,\r\n"
    "Bad,Phone,01/02/1980,call mum,,\r\n"
    "Bad,Mail,01/02/1980,,nobody,\r\n"
    ",,01/02/1980,,,\r\n"
    "Marta,Lindqvist,03/04/1979,,,\r\n"
    "Young,Person,01/02/80,,,\r\n"
    "To,Much,01/02/1980,,,,,\r\n"
    "Short,Line\r\n"
    "Half,Lin";

static void patients(void)
{
    int before = people();
    looks("people", "dmy", cliniko);
    CHECK(status == 200 && people() == before);
    CHECK(says("<b>4 patients</b> can be brought in"));
    CHECK(named(7, "The date of birth is no date") && named(8, "The telephone number"));
    CHECK(named(9, "The e-mail address is none") && named(10, "There is no name"));
    CHECK(named(11, "The same person stands in an earlier line") && named(12, "no date"));
    CHECK(named(13, "more columns") && named(15, "is the file whole?"));
    CHECK(says("Of 1 no year of birth is known"));
    goes(cliniko, 1);
    CHECK(status == 200 && people() == before + 4 && says("<b>4 patients</b> are brought in"));
    CHECK(count("SELECT count(*) FROM patient WHERE name = 'Marta Lindqvist' AND born = 1979"
                " AND telephone = '01632 960 456' AND mail = 'marta@example.org'") == 1);
    CHECK(count("SELECT count(*) FROM patient WHERE name = 'J\xc3\xb6rg M\xc3\xbcller' AND born = "
                "1980") == 1);
    CHECK(count("SELECT count(*) FROM patient WHERE name = 'Short Line' AND born IS NULL") == 1);
    CHECK(count("SELECT count(DISTINCT person) FROM patient") == people());
    CHECK(count("SELECT count(*) FROM audit WHERE what = 'patient brought in'") == 4);
}

/* The very same form, the browser's way back, and the same file on another day. */
static void twice_is_once(void)
{
    static const char list[] = "name;born\nAnna Berg;1970\nBo Ek;1971\n";
    int before = people();
    looks("people", "ymd", list);
    const char *first = page;
    goes(list, 1);
    CHECK(people() == before + 2);
    page = first;
    goes(list, 1);
    CHECK(status == 200 && people() == before + 2 && says("<b>2 patients</b> are brought in"));
    looks("people", "ymd", list);
    CHECK(says("<b>0 patients</b> can be brought in") && says("There already: 2"));
    CHECK(named(2, "Somebody of that name is there already") && !strstr(page, "Bring in 0"));
    goes(list, 1);
    CHECK(people() == before + 2);
    looks("people", "ymd", "name;born\nAnna Berg;1990\nAnna Bergh;1970\n");
    CHECK(says("<b>1 patient</b> can be") && named(3, "Somebody much like that"));
}

static void orders(void)
{
    static const char list[] =
        "name,dob\nA One,03/04/1980\nB Two,13/04/1981\nC Three,04/13/1982\nD Four,1983-04-13\n";
    looks("people", "dmy", list);
    CHECK(says("<b>2 patients</b>") && named(4, "no date") && named(5, "no date"));
    looks("people", "mdy", list);
    CHECK(says("<b>2 patients</b>") && named(3, "no date") && named(5, "no date"));
    looks("people", "ymd", list);
    CHECK(says("<b>1 patient</b>") && named(2, "no date") && named(3, "no date") &&
          named(4, "no date"));
    looks("people", "", list);
    CHECK(status == 422 && says("Choose how dates are written"));
    looks("", "dmy", list);
    CHECK(status == 422 && says("Choose what it is"));
}

static void broken_lists(void)
{
    looks("people", "dmy", "");
    CHECK(status == 422 && says("Paste the table"));
    looks("people", "dmy", "name,born\n\"Anna,1980\nBo,1981\n");
    CHECK(status == 422 && says("Line 2: Quotes are opened"));
    looks("people", "dmy", "name,born\n");
    CHECK(status == 422 && says("only one line"));
    looks("people", "dmy",
          "sep=;\nfoo;bar\n1;2\n"); /* nothing is known of the columns: each line is named */
    CHECK(status == 200 && says("<b>0 patients</b>") && named(3, "There is no name"));
}

/* The columns are corrected: what was called "foo" is the name. */
static void corrected(void)
{
    static const char list[] = "foo;bar\nKim Svensson;1975\n";
    int before = people();
    looks("people", "dmy", list);
    struct text t = {.mem = a};
    static const char *const kept[] = {"id", "key", "what", "order", "import"};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        add(&t, kept[i], field_of(page, kept[i]));
    add(&t, "column_name", "1");
    add(&t, "column_born", "2");
    add(&t, "column_mail", "99"); /* there is none: none is meant */
    add(&t, "go", "1");
    add(&t, "text", list);
    asked_for(c.cookie[ROLE_owner], 1, "/clinic/import", (struct span){t.p, (uint32_t)t.len});
    CHECK(people() == before + 1);
    CHECK(count("SELECT count(*) FROM patient WHERE name = 'Kim Svensson' AND born = 1975") == 1);
}

/* More than one portion: each is whole, and the next goes on where it ended. */
static void portions(void)
{
    enum { MANY = 2 * PORTION_LINES + 50 };
    char *list = malloc(MANY * 40 + 40);
    int before = people();
    size_t n = (size_t)sprintf(list, "name,born\n");
    for (int i = 0; i < MANY; i++)
        n += (size_t)sprintf(list + n, "Person %c%c%c,%d\n", 'a' + i % 26, 'a' + i / 26 % 26,
                             'a' + i / 676, 1930 + i % 70);
    looks("people", "dmy", list);
    CHECK(says("<b>850 patients</b> can be brought in"));
    goes(list, 1);
    CHECK(status == 200 && people() == before + PORTION_LINES && says("400 of 850 are in"));
    CHECK(says("data-goes-on"));
    goes(list, 1);
    CHECK(people() == before + 2 * PORTION_LINES && says("800 of 850 are in"));
    goes(list, 1);
    CHECK(people() == before + MANY && says("<b>850 patients</b> are brought in"));
    CHECK(count("SELECT count(DISTINCT person) FROM patient") == people());
    free(list);
}

/* --- visits ------------------------------------------------------------------------------------------------------ */

static void did(struct act act)
{
    struct change change = {.actor = {c.site[WHOSE_own] - 9, c.account[WHOSE_own] - 1, ROLE_owner},
                            .facts = {"", 0},
                            .acts = &act,
                            .act_count = 1,
                            .now_s = (int64_t)time(NULL)};
    CHECK(store_change(c.store, &change) == STORE_OK);
}

static void works_every_day(void)
{
    struct value who = value_whole(c.account[WHOSE_own]), where = value_whole(c.site[WHOSE_own]);
    sqlite3 *db = raw(in_folder("import.db")); /* a diary of its own, in place of the clinic's */
    CHECK(does(db, "DELETE FROM booking; DELETE FROM offer; DELETE FROM hours; DELETE FROM room;"
                   " DELETE FROM service"));
    sqlite3_close(db);
    did((struct act){ACT_room_add,
                     5,
                     {value_whole(901), where, value_text(span_of("One")), value_text(span_of("")),
                      value_whole(1)}});
    did((struct act){ACT_service_add,
                     8,
                     {value_whole(902), value_text(span_of("Follow-up visit")),
                      value_text(span_of("")), value_whole(30), value_text(span_of("")),
                      value_text(span_of("")), value_whole(1), value_whole(1)}});
    did((struct act){ACT_offer_add, 2, {who, value_whole(902)}});
    for (int i = 0; i < 6; i++) /* not on a Sunday */
        did((struct act){ACT_hours_add,
                         9,
                         {value_whole(910 + i), who, where, value_whole(i), none, value_whole(480),
                          value_whole(1080), none, none}});
}

/* A day to come of that weekday, as 25/11/2026. */
static const char *coming(int weekday, int weeks)
{
    static char text[16][16];
    static int turn;
    int day = (int)(time(NULL) / 86400) + 3, y, m, d;
    while (day_weekday(day) != weekday)
        day++;
    day_civil(day + 7 * weeks, &y, &m, &d);
    char *to = text[turn = (turn + 1) % 16];
    snprintf(to, 16, "%02d/%02d/%04d", (unsigned)d % 100, (unsigned)m % 100, (unsigned)y % 10000);
    return to;
}

/* At the site, whose clocks are London's. */
static int64_t first_instant(int day, int minute)
{
    struct zone z;
    int64_t at_s = 0;
    CHECK(zone_span("Europe/London", (int64_t)(day - 2) * 86400, (int64_t)(day + 2) * 86400, &z));
    CHECK(civil_instant(&z, day, minute, &at_s));
    return at_s;
}

static void visits(void)
{
    char list[4000];
    works_every_day();
    snprintf(list, sizeof list,
             "Starts at;Ends at;Patient;DOB;Practitioner;Location;Appointment type\n"
             "%s 09:30;%s 10:15;Marta Lindqvist;03/04/1979;practitioner@one.example;The "
             "place;Follow-up visit\n"
             "%s 2.00 pm;;Kim  SVENSSON;;practitioner@one.example;;\n"
             "%s 09:45;;Kim Svensson;;practitioner@one.example;;\n" /* taken by the first line */
             "%s 09:30;;Kim Svensson;;practitioner@one.example;;\n" /* a Sunday */
             "%s 09:30;;Nobody Here;;practitioner@one.example;;\n"
             "%s 09:30;;Kim Svensson;;Dr Who;;\n"
             "%s 09:30;;Kim Svensson;;practitioner@one.example;Moon;\n"
             "%s 09:30;;Kim Svensson;;practitioner@one.example;;Massage\n"
             "03/04/2020 09:30;;Kim Svensson;;practitioner@one.example;;\n"
             "%s;;Kim Svensson;;practitioner@one.example;;\n"
             "%s 25:30;;Kim Svensson;;practitioner@one.example;;\n"
             "%s 09:30;%s 09:00;Kim Svensson;;practitioner@one.example;;\n"
             "%s 11:00;;Alex Example;;practitioner@one.example;;\n"
             "31/02/2027 11:00;;Kim Svensson;;practitioner@one.example;;\n"
             "%s 11:00;;Kim Svensson;;practitioner@one.example;;\n",
             coming(0, 0), coming(0, 0), coming(1, 0), coming(0, 0), coming(6, 0), coming(1, 1),
             coming(1, 1), coming(1, 1), coming(1, 1), coming(1, 1), coming(1, 1), coming(1, 1),
             coming(1, 1), coming(1, 1), coming(1, 70));
    looks("visits", "dmy", list);
    CHECK(status == 200 && says("<b>2 visits</b> can be brought in"));
    CHECK(named(4, "Somebody else has that time") &&
          named(5, "They do not work at this site that day"));
    CHECK(named(6, "no patient of that name") && named(7, "no practitioner of that name"));
    CHECK(named(8, "no open site") && named(9, "no kind of visit") &&
          named(10, "That time has passed"));
    CHECK(named(11, "There is no time") && named(12, "There is no time") &&
          named(13, "5 minutes to 8 hours"));
    CHECK(named(14, "several patients") && named(15, "The day is no date"));
    CHECK(named(16, "more than a year ahead"));
    CHECK(count("SELECT count(*) FROM booking") == 0);
    const char *first = page;
    goes(list, 1);
    CHECK(says("<b>2 visits</b> are brought in") && count("SELECT count(*) FROM booking") == 2);
    CHECK(count("SELECT count(*) FROM booking WHERE minutes = 45 AND from_min = 570 AND room = 901"
                " AND state = 'booked'") == 1);
    CHECK(count("SELECT count(*) FROM booking WHERE minutes = 30 AND from_min = 840") == 1);
    CHECK(count("SELECT count(*) FROM mail") == 0);
    page = first;
    goes(list, 1);
    CHECK(count("SELECT count(*) FROM booking") == 2);
    looks("visits", "dmy", list);
    CHECK(says("<b>0 visits</b>") && named(2, "in the diary already") &&
          named(3, "in the diary already"));
}

/* Somebody else books a time between the look and the bringing in: that line is named, the others come in. */
static void came_between(void)
{
    char list[400];
    int before = count("SELECT count(*) FROM booking");
    snprintf(list, sizeof list,
             "Starts at;Patient;Practitioner\n%s 15:00;Kim Svensson;practitioner@one.example\n"
             "%s 16:00;Marta Lindqvist;practitioner@one.example\n",
             coming(2, 2), coming(2, 2));
    looks("visits", "dmy", list);
    CHECK(says("<b>2 visits</b> can be brought in"));
    const char *first = page;
    struct span rest;
    int day = 0;
    CHECK(date_read(span_of(coming(2, 2)), ORDER_dmy, &day, &rest));
    did((struct act){ACT_booking_add,
                     13,
                     {value_whole(77), value_whole(c.site[WHOSE_own]),
                      value_whole(c.account[WHOSE_own]), value_whole(902), none, none,
                      value_whole(day), value_whole(890), value_whole(30),
                      value_whole(first_instant(day, 890)), value_text(span_of("Somebody")),
                      value_text(span_of("")), value_text(span_of(""))}});
    page = first;
    goes(list, 1);
    CHECK(count("SELECT count(*) FROM booking") == before + 2);
    CHECK(says("<b>1 visit</b> is brought in") && named(2, "Somebody else has that time"));
}

/* Of a change whose acts are each of a new person: the second stands in the way, so there is none of them. */
static void whole_or_nothing(void)
{
    struct act add[2];
    int patients_before = people(), persons = count("SELECT count(*) FROM person");
    for (int i = 0; i < 2; i++)
        add[i] = (struct act){ACT_patient_add,
                              7,
                              {value_whole(4001), value_person(), value_text(span_of("A Twin")),
                               value_whole(1980), value_text(span_of("")), none, none}};
    struct change change = {.actor = {c.site[WHOSE_own] - 9, c.account[WHOSE_own] - 1, ROLE_owner},
                            .facts = {"", 0},
                            .acts = add,
                            .act_count = 2,
                            .each_new = 1,
                            .now_s = (int64_t)time(NULL)};
    CHECK(store_change(c.store, &change) == STORE_CONFLICT);
    CHECK(people() == patients_before && count("SELECT count(*) FROM person") == persons);
    add[1].value[0] = value_whole(4002);
    CHECK(store_change(c.store, &change) == STORE_OK);
    CHECK(people() == patients_before + 2 && count("SELECT count(*) FROM person") == persons + 2);
    change.patient = 4001; /* about somebody who is there it is not */
    CHECK(store_change(c.store, &change) == STORE_NONE);
    change.patient = 0;
    change.facts = span_of("2026-03-02T08:14+00:00 flare note=x\n");
    CHECK(store_change(c.store, &change) == STORE_NONE);
}

/* Only an owner, and only with a proof that is fresh. */
static void only_owners(void)
{
    struct span nothing = {"", 0};
    a = test_arena();
    asked_for(c.cookie[ROLE_desk], 0, "/clinic/import", nothing);
    CHECK(status == 404);
    asked_for(c.cookie[ROLE_practitioner], 0, "/clinic/import", nothing);
    CHECK(status == 404);
    asked_for(c.later[ROLE_owner], 0, "/clinic/import", nothing);
    CHECK(status == 200);
    struct text t = {.mem = a};
    add(&t, "id", field_of(page, "id"));
    add(&t, "key", field_of(page, "key"));
    add(&t, "what", "people");
    add(&t, "order", "dmy");
    add(&t, "text", "name,born\nNew Person,1980\n");
    asked_for(c.later[ROLE_owner], 1, "/clinic/import", (struct span){t.p, (uint32_t)t.len});
    CHECK(says("Is it still you?") && says("New Person"));
}

static void times(void)
{
    static const struct {
        const char *text;
        int minute; /* -1: none */
    } t[] = {{"9:30", 570},   {"09:30:15", 570}, {"9.30", 570},   {"9:30 am", 570},
             {"12:05 AM", 5}, {"12 pm", 720},    {"1:15pm", 795}, {"9.30 p.m.", 1290},
             {"24:00", -1},   {"9", -1},         {"9:60", -1},    {"13:00 pm", -1},
             {"noon", -1},    {"", -1},          {"9:3", -1},     {"9:30 x", -1},
             {"0 am", -1},    {"23:59", 1439}};
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        int minute = -1;
        if (!time_read(span_of(t[i].text), &minute))
            minute = -1;
        if (!CHECK(minute == t[i].minute))
            fprintf(stderr, "%s: %d\n", t[i].text, minute);
    }
}

static void dates(void)
{
    static const struct {
        const char *text;
        enum date_order order;
        const char *is; /* "": none */
    } t[] = {{"03/04/2026", ORDER_dmy, "2026-04-03"},
             {"03/04/2026", ORDER_mdy, "2026-03-04"},
             {"2026-04-03", ORDER_ymd, "2026-04-03"},
             {"2026-04-03T09:30", ORDER_ymd, "2026-04-03"},
             {"3.4.2026 9:30", ORDER_dmy, "2026-04-03"},
             {"3 Apr 2026", ORDER_dmy, "2026-04-03"},
             {"April 3 2026", ORDER_mdy, "2026-04-03"},
             {"03/04/26", ORDER_dmy, ""},
             {"2026-04-03", ORDER_dmy, ""},
             {"31/04/2026", ORDER_dmy, ""},
             {"04/31/2026", ORDER_mdy, ""},
             {"3/4-2026", ORDER_dmy, ""},
             {"03/04/20266", ORDER_dmy, ""},
             {"03/04", ORDER_dmy, ""},
             {"", ORDER_dmy, ""},
             {"29/02/2027", ORDER_dmy, ""},
             {"29/02/2028", ORDER_dmy, "2028-02-29"},
             {"03/04/2026", ORDER_none, ""},
             {"03/04/2026x", ORDER_dmy, ""},
             {"00/04/2026", ORDER_dmy, ""}};
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct text got = {.mem = test_arena()};
        struct span rest;
        int day;
        if (date_read(span_of(t[i].text), t[i].order, &day, &rest))
            day_put(&got, day);
        if (!CHECK(got.len == strlen(t[i].is) &&
                   (!got.len || memcmp(got.p, t[i].is, got.len) == 0)))
            fprintf(stderr, "%s: %.*s\n", t[i].text, (int)got.len, got.len ? got.p : "");
    }
}

int main(void)
{
    times();
    dates();
    clinics_make(in_folder("import.db"));
    clinics_open(&c, in_folder("import.db"));
    patients();
    twice_is_once();
    orders();
    broken_lists();
    corrected();
    visits();
    came_between();
    whole_or_nothing();
    portions();
    only_owners();
    CHECK(is_sound(c.store));
    clinics_close(&c);
    folder_remove();
    return check_done("clinic import");
}
