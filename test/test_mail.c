/* test_mail - what a mail says and how it goes over the wire: words, encodings, what cannot be slipped in; whether
 * it is still to be sent; and what the mailer makes of what it is told. */
#include "../clinic/mail.h"
#include "../host/server/mailer.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>

static unsigned char block[1 << 22] __attribute__((aligned(16)));
static struct arena a = {.base = block, .size = sizeof block};
enum { DAY = 20877 }; /* Sunday 28 February 2027 */
static const int64_t FROM_S = (int64_t)DAY * 86400 + 570 * 60;

static struct mail sample(const char *what)
{
    return (struct mail){.from = "Riverside clinic <post@example.org>",
                         .to = "ann@example.org",
                         .host = "visits.example",
                         .number = 0x1f2e3d4c5b,
                         .at_s = FROM_S,
                         .what = what,
                         .clinic = "Riverside Osteopaths",
                         .site = "Riverside",
                         .address = "1 Mill Lane",
                         .telephone = "01632 960123",
                         .directions = "By the river.\nRing twice.",
                         .name = "Ann",
                         .with = "Tom Achterberg",
                         .step_free = 1,
                         .day = DAY,
                         .from_min = 570,
                         .minutes = 45,
                         .link = "https://visits.example/book/link/"
                                 "0123456789012345678901234567890123456789012"};
}

static const char *put_with(const struct mail *m, struct calendar c)
{
    struct text t = {.mem = &a};
    arena_reset(&a);
    mail_put(&t, m, &c);
    text_char(&t, '\0');
    return t.p;
}

static const char *put(const struct mail *m)
{
    return put_with(m, (struct calendar){{"", 0}, ""});
}

/* The text as it was before it was coded. */
static const char *decoded(const char *s)
{
    static char out[1 << 16];
    size_t n = 0;
    for (; *s; s++) {
        if (*s != '=') {
            out[n++] = *s;
        } else if (s[1] == '\r') {
            s += 2;
        } else {
            char h[3] = {s[1], s[2], '\0'};
            out[n++] = (char)strtol(h, NULL, 16);
            s += 2;
        }
    }
    out[n] = '\0';
    return out;
}

static const char *body_of(const char *message)
{
    const char *end = strstr(message, "\r\n\r\n");
    return end ? decoded(end + 4) : "";
}

static int has(const char *s, const char *what)
{
    return strstr(s, what) != NULL;
}

static int lines_good(const char *s)
{
    size_t column = 0;
    for (; *s; s++) {
        if ((unsigned char)*s >= 0x7f || (*s < ' ' && *s != '\r' && *s != '\n'))
            return 0;
        if (*s == '\n' && s[-1] != '\r')
            return 0;
        column = *s == '\n' ? 0 : column + (*s != '\r');
        if (column > 77)
            return 0;
    }
    return column == 0;
}

/* --- words ------------------------------------------------------------------------------------------------- */

static void kinds(void)
{
    static const struct {
        const char *what, *subject, *says, *link;
    } rows[] = {
        {"ask", "Please confirm your visit on Sunday 28 February at 09:30", "It is not booked yet",
         "Open this to confirm it:"},
        {"booked", "Your visit on Sunday 28 February at 09:30", "Your visit is booked.",
         "Move it or cancel it here:"},
        {"moved", "Your visit is now on Sunday 28 February at 09:30", "another time or place",
         "Move it or cancel it here:"},
        {"cancelled", "Your visit on Sunday 28 February at 09:30 is cancelled",
         "You do not need to come.", NULL},
        {"reminder", "Reminder: your visit on Sunday 28 February at 09:30", "to remind you",
         "Move it or cancel it here:"},
        {"offer", "A time is free for you on Sunday 28 February at 09:30", "has become free",
         "Open this to take it, or to let it go:"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct mail m = sample(rows[i].what);
        char subject[200];
        snprintf(subject, sizeof subject, "\r\nSubject: %s\r\n", rows[i].subject);
        const char *s = put(&m), *body = body_of(s);
        CHECK(has(s, subject) && lines_good(s));
        CHECK(has(body, "Hello Ann,\r\n") && has(body, rows[i].says));
        CHECK(has(body,
                  "When:  Sunday 28 February 2027, 09:30 to 10:15\r\nWith:  Tom Achterberg\r\n"));
        CHECK(has(body, "Where: Riverside\r\n       1 Mill Lane\r\n") &&
              has(body, "How to get there: By the river.\r\nRing twice.\r\n") &&
              has(body, "You can get in without steps.\r\n") &&
              has(body, "Telephone: 01632 960123\r\n") &&
              has(body, "\r\nRiverside Osteopaths\r\n"));
        CHECK(!rows[i].link == !has(body, m.link));
        CHECK(!rows[i].link || (has(body, rows[i].link) && mail_has_link(&m)));
        CHECK(rows[i].link || !mail_has_link(&m));
    }
}

static void other_kinds(void)
{
    struct mail m = sample("wait");
    const char *s = put(&m);
    CHECK(has(s, "Subject: Please confirm your place on our wait list\r\n") && lines_good(s));
    CHECK(has(body_of(s), "Open this to confirm it:\r\nhttps://") && !has(body_of(s), "When:"));
    m.waits = 1;
    s = put(&m);
    CHECK(has(s, "Subject: You are on our wait list\r\n"));
    CHECK(has(body_of(s), "Open this to leave the list:\r\nhttps://"));
    m = sample("test");
    m.name = m.link = "";
    s = put(&m);
    CHECK(has(s, "Subject: A test: mail from your diary arrives\r\n") && lines_good(s));
    CHECK(has(body_of(s), "Hello,\r\n") && !mail_has_link(&m));
    m = sample("offer");
    m.until_day = DAY - 1;
    m.until_min = 9 * 60 + 5;
    CHECK(has(body_of(put(&m)), "It is kept for you until 09:05 on Saturday 27 February.\r\n"));
    m = sample("booked");
    m.step_free = -1;
    CHECK(!has(body_of(put(&m)), "steps"));
    m.step_free = 0;
    CHECK(has(body_of(put(&m)), "There are steps on the way in."));
    m.from_min = 0; /* midnight, in a year that does not matter to it */
    CHECK(has(body_of(put(&m)), ", 00:00 to 00:45\r\n"));
}

static void heads(void)
{
    struct mail m = sample("booked");
    const char *s = put(&m);
    CHECK(strncmp(s, "Date: Sun, 28 Feb 2027 09:30:00 +0000\r\n", 39) == 0);
    CHECK(has(s, "\r\nFrom: \"Riverside clinic\"\r\n <post@example.org>\r\n"));
    CHECK(has(s, "\r\nTo: <ann@example.org>\r\n"));
    CHECK(has(s, "\r\nMessage-ID: <0000001F2E3D4C5B@visits.example>\r\n"));
    CHECK(has(s, "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"));
    CHECK(has(s, "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
                 "quoted-printable\r\n\r\n"));
    m.from = "post@example.org";
    CHECK(has(put(&m), "\r\nFrom: <post@example.org>\r\n"));
    m.from = "The \"Mill\" \\ clinic <post@example.org>";
    CHECK(has(put(&m), "\r\nFrom: \"The \\\"Mill\\\" \\\\ clinic\"\r\n <post@example.org>\r\n"));
    m.from = "\xc3\x84ngsby Kliniken <post@example.org>";
    CHECK(has(put(&m), "\r\nFrom: =?utf-8?Q?=C3=84ngsby_Kliniken?=\r\n <post@example.org>\r\n"));
}

/* --- what others wrote ---------------------------------------------------------------------------------------- */

static void nothing_slips_in(void)
{
    static const char evil[] = "x\r\nBcc: all@example.org\r\n\r\n--=_0000001F2E3D4C5B--\r\n.\r\n";
    struct mail m = sample("booked");
    m.name = m.site = m.address = m.directions = m.clinic = m.telephone = evil;
    const char *s = put(&m), *body = strstr(s, "\r\n\r\n");
    CHECK(lines_good(s));
    CHECK(body &&
          (!strstr(s, "Bcc") || strstr(s, "Bcc") > body)); /* a line of the text, no header */
    CHECK(!has(s, "\r\n.\r\n") && !has(s, "\r\n."));
    s = put_with(&m, (struct calendar){{"BEGIN", 5}, "REQUEST"});
    int ends = 0;
    for (const char *p = s; (p = strstr(p, "\r\n--=_0000001F2E3D4C5B")); p++)
        ends++;
    CHECK(ends == 3); /* two parts, and the end: none of theirs */
    m = sample("booked");
    m.to = "ann@example.org>\r\nBcc: <all@example.org";
    CHECK(has(put(&m), "\r\nTo: <>\r\n") && !has(put(&m), "Bcc"));
    struct text t = {.mem = &a};
    mail_header_text(&t, (struct span){evil, sizeof evil - 1}, 9);
    text_char(&t, '\0');
    CHECK(!has(t.p, "\r\nBcc") && lines_good(t.p) == 0 && has(t.p, "=?utf-8?Q?x__Bcc"));
}

static void quoted(void)
{
    char wide[2000];
    struct mail m = sample("booked");
    for (size_t i = 0; i + 2 < sizeof wide; i += 2)
        memcpy(wide + i, "\xc3\xa5", 3);
    m.directions = wide;
    const char *s = put(&m);
    CHECK(lines_good(s) && has(body_of(s), wide));
    m.directions = "ends with a space \nand = stays\x07, a\ttab";
    s = put(&m);
    CHECK(lines_good(s) && has(s, "a space=20\r\n") && has(s, "and =3D stays, a=09tab"));
    struct text t = {.mem = &a};
    mail_header_text(&t, (struct span){wide, 600}, 9);
    text_char(&t, '\0');
    /* No word is longer than 75, and none ends within a letter. */
    for (char *w = strtok(t.p, "\r\n "); w; w = strtok(NULL, "\r\n ")) {
        CHECK(strlen(w) <= 75 && strncmp(w, "=?utf-8?Q?=C3=A5", 16) == 0);
        CHECK(strcmp(w + strlen(w) - 8, "=C3=A5?=") == 0);
    }
}

static void calendars(void)
{
    struct mail m = sample("booked");
    const char *s = put_with(&m, (struct calendar){{"BEGIN:VCALENDAR\r\n", 17}, "REQUEST"});
    CHECK(lines_good(s));
    CHECK(has(s, "\r\nContent-Type: multipart/mixed;\r\n boundary=\"=_0000001F2E3D4C5B\"\r\n\r\n"
                 "--=_0000001F2E3D4C5B\r\nContent-Type: text/plain; charset=utf-8\r\n"));
    CHECK(has(s, "\r\n--=_0000001F2E3D4C5B\r\nContent-Type: text/calendar; charset=utf-8; "
                 "method=REQUEST;\r\n name=\"visit.ics\"\r\n"));
    CHECK(has(s, "\r\n\r\nQkVHSU46VkNBTEVOREFSDQo=\r\n--=_0000001F2E3D4C5B--\r\n"));
    char long_one[200];
    memset(long_one, 'x', sizeof long_one);
    for (uint32_t n = 50; n < 60; n++) { /* around a line's end */
        s = put_with(&m, (struct calendar){{long_one, n}, "CANCEL"});
        CHECK(lines_good(s) && !has(strstr(s, "base64"), "\r\n\r\n--"));
    }
}

/* The visit itself, where it is booked, moved or cancelled. */
static void visit_files(void)
{
    static const char *const with[] = {"booked", "moved", "cancelled"}, *const without[] = {
                                                                            "ask", "reminder",
                                                                            "offer", "wait",
                                                                            "test"};
    struct calendar c;
    for (int i = 0; i < 3; i++) {
        struct mail m = sample(with[i]);
        arena_reset(&a);
        m.booking = 0x1a2b3c;
        m.from_s = FROM_S;
        m.sequence = 3;
        mail_calendar(&a, &m, "https://visits.example", &c);
        struct text t = {.mem = &a};
        text_add(&t, c.file.p, c.file.len);
        text_char(&t, '\0');
        CHECK(has(t.p, "\r\nUID:000000001a2b3c@visits.example\r\n") &&
              has(t.p, "\r\nSEQUENCE:3\r\n"));
        CHECK(has(t.p, "\r\nDTSTART:20270228T093000Z\r\n") &&
              has(t.p, "\r\nDTEND:20270228T101500Z\r\n"));
        CHECK(has(t.p, "Riverside") && has(t.p, "mailto:post@example.org"));
        CHECK(!strcmp(c.method, i == 2 ? "CANCEL" : "PUBLISH") &&
              !has(t.p, "STATUS:CANCELLED") == (i != 2));
    }
    for (int i = 0; i < 5; i++) {
        struct mail m = sample(without[i]);
        m.booking = 7;
        mail_calendar(&a, &m, "https://visits.example", &c);
        CHECK(!c.file.len);
    }
    struct mail m = sample("booked");
    mail_calendar(&a, &m, "https://visits.example", &c); /* of no booking */
    CHECK(!c.file.len);
}

/* --- addresses ---------------------------------------------------------------------------------------------------- */

static void addresses(void)
{
    static const char *const good[] = {"a@b", "ann.o'neill+visit@mail.example.org", "1@2.example"};
    static const char *const bad[] = {"",
                                      "ann",
                                      "@example.org",
                                      "ann@",
                                      "a@b@c",
                                      "a b@c",
                                      "a@b\r\nBcc: c@d",
                                      "<a@b>",
                                      "a@b,c",
                                      "\"a\"@b",
                                      "a;b@c",
                                      "a@b.",
                                      "a@.b",
                                      "-oQ@b",
                                      "\xc3\xa5@b.example",
                                      "a@b\x7f"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        CHECK(mail_address_good(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (!CHECK(!mail_address_good(bad[i])))
            fprintf(stderr, "    %s\n", bad[i]);
    char most[MAIL_ADDRESS_MOST + 2];
    memset(most, 'a', sizeof most);
    most[1] = '@';
    most[MAIL_ADDRESS_MOST] = '\0';
    CHECK(mail_address_good(most));
    most[MAIL_ADDRESS_MOST] = 'a';
    most[MAIL_ADDRESS_MOST + 1] = '\0';
    CHECK(!mail_address_good(most));
    struct span name, address;
    CHECK(mail_from_read("A clinic <a@b>", &name, &address) && name.len == 8 && address.len == 3);
    CHECK(mail_from_read("a@b", &name, &address) && !name.len && address.len == 3);
    CHECK(mail_from_read("<a@b>", &name, &address) && !name.len);
    CHECK(!mail_from_read("", &name, &address) && !mail_from_read("a@b>", &name, &address) &&
          !mail_from_read("A <a@b> c", &name, &address) &&
          !mail_from_read("A\r\nBcc: x <a@b>", &name, &address));
}

/* --- whether it is sent ------------------------------------------------------------------------------------------- */

#define WHOLE(n) value_whole(n)
#define TEXT(s) value_text((struct span){s, sizeof(s) - 1})
static const struct value none = {VALUE_null, 0, {"", 0}};
static struct value one_site[sites_step_free + 1], booked[booking_visit_day + 1],
    waits[waitings_made_s + 1], clinic[clinic_remind_days + 1], worker[practitioners_left_s + 1],
    kind_of_visit[services_closed_s + 1];
static struct zone zone = {.count = 1};

static const char *make(const char *what, const char *state, int64_t of, int waiting,
                        struct mail *ret)
{
    const struct rows clinics = {clinic, 1, clinic_remind_days + 1},
                      sites = {one_site, 1, sites_step_free + 1},
                      practitioners = {worker, 1, practitioners_left_s + 1},
                      services = {kind_of_visit, 1, services_closed_s + 1},
                      bookings = {booked, 1, booking_visit_day + 1},
                      waitings = {waits, 1, waitings_made_s + 1};
    struct mail_rows r = {.clinic = &clinics,
                          .sites = &sites,
                          .practitioners = &practitioners,
                          .services = &services,
                          .zones = &zone,
                          .booking = waiting ? NULL : &bookings,
                          .waitings = &waitings,
                          .waiting = 9,
                          .of = of,
                          .now_s = FROM_S - 3600,
                          .what = what,
                          .login = "olive@example.org"};
    struct value as = value_text((struct span){state, (uint32_t)strlen(state)});
    booked[booking_state] = waits[waitings_state] = as;
    return mail_make(&r, ret);
}

static void rows_begin(void)
{
    for (int i = 0; i <= booking_visit_day; i++)
        booked[i] = none;
    for (int i = 0; i <= waitings_made_s; i++)
        waits[i] = none;
    for (int i = 0; i <= services_closed_s; i++)
        kind_of_visit[i] = none;
    kind_of_visit[services_service] = WHOLE(71);
    kind_of_visit[services_rooms] = WHOLE(1);
    kind_of_visit[services_kind] = TEXT("");
    for (int i = 0; i <= sites_step_free; i++)
        one_site[i] = none;
    clinic[clinic_name] = TEXT("Riverside Osteopaths");
    one_site[sites_site] = booked[booking_site] = WHOLE(5);
    one_site[sites_name] = TEXT("Riverside");
    one_site[sites_step_free] = WHOLE(0);
    booked[booking_from_s] = WHOLE(FROM_S);
    booked[booking_day] = WHOLE(DAY);
    booked[booking_from_min] = WHOLE(570);
    booked[booking_minutes] = WHOLE(45);
    booked[booking_name] = TEXT("Ann");
    booked[booking_mail] = TEXT("ann@example.org");
    worker[practitioners_account] = booked[booking_account] = WHOLE(4);
    worker[practitioners_name] = TEXT("Tom Achterberg");
    waits[waitings_waiting] = WHOLE(9);
    waits[waitings_mail] = TEXT("bob@example.org");
}

static void still_needed(void)
{
    static const char *const kind[] = {"ask", "booked", "moved", "cancelled", "reminder", "offer"};
    static const char *const state[] = {"held", "offered", "booked",    "arrived", "in_room",
                                        "done", "no_show", "cancelled", "lapsed"};
    static const char *const needs[] = {"held",      "booked", "booked",
                                        "cancelled", "booked", "offered"};
    struct mail m;
    rows_begin();
    for (int k = 0; k < 6; k++)
        for (int i = 0; i < 9; i++) {
            booked[booking_held_until_s] = i < 2 ? WHOLE(FROM_S - 1800) : none;
            CHECK(!make(kind[k], state[i], FROM_S, 0, &m) == !strcmp(needs[k], state[i]));
        }
    CHECK(make("reminder", "booked", FROM_S + 60, 0, &m)); /* it was moved since */
    booked[booking_held_until_s] = WHOLE(FROM_S - 3600);
    CHECK(make("ask", "held", 0, 0, &m) && make("offer", "offered", 0, 0, &m)); /* run out */
    booked[booking_from_s] = WHOLE(FROM_S - 3600);                              /* it has begun */
    for (int k = 0; k < 6; k++)
        CHECK(make(kind[k], needs[k], FROM_S - 3600, 0, &m));
}

/* Nobody is sent out of the house for a call. */
static void calls(void)
{
    struct mail m = {.link = ""};
    struct text t = {.mem = &a};
    struct calendar file;
    rows_begin();
    one_site[sites_address] = TEXT("Mill Lane 4");
    one_site[sites_directions] = TEXT("Bus 7.");
    booked[booking_service] = WHOLE(71);
    booked[booking_booking] = WHOLE(8);
    kind_of_visit[services_rooms] = WHOLE(0);
    kind_of_visit[services_kind] = TEXT("telephone");
    m.from = "A clinic <a@b.example>";
    m.host = "b.example";
    CHECK(!make("booked", "booked", 0, 0, &m) && m.call);
    mail_body(&t, &m);
    text_char(&t, '\0');
    CHECK(has(t.p, "We call you: you do not need to come") && !has(t.p, "Mill Lane") &&
          !has(t.p, "Bus 7") && !has(t.p, "steps"));
    mail_calendar(&a, &m, "https://b.example", &file);
    CHECK(file.file.len && !has(file.file.p, "Mill Lane") && !has(file.file.p, "Bus 7"));
    kind_of_visit[services_kind] = TEXT("");
    CHECK(!make("booked", "booked", 0, 0, &m) && !m.call);
}

static void about(void)
{
    struct mail m;
    rows_begin();
    booked[booking_held_until_s] = WHOLE(FROM_S - 1800);
    CHECK(!make("ask", "held", 0, 0, &m) && m.day == DAY && m.from_min == 570 && m.minutes == 45 &&
          m.from_s == FROM_S && m.until_day == DAY && m.until_min == 540 && m.step_free == 0 &&
          !strcmp(m.site, "Riverside") && !strcmp(m.to, "ann@example.org") && !*m.name &&
          !strcmp(m.with, "Tom Achterberg"));
    booked[booking_mail] = TEXT("");
    CHECK(has(make("ask", "held", 0, 0, &m), "no address"));
    booked[booking_mail] = TEXT("ann at home");
    CHECK(has(make("ask", "held", 0, 0, &m), "not one"));
    CHECK(!make("wait", "asked", 0, 1, &m) && !m.waits && !strcmp(m.to, "bob@example.org"));
    CHECK(!make("wait", "waiting", 0, 1, &m) && m.waits);
    waits[waitings_waiting] = WHOLE(10);
    CHECK(make("wait", "waiting", 0, 1, &m)); /* they wait no more */
    CHECK(!make("test", "", 0, 1, &m) && !strcmp(m.to, "olive@example.org"));
}

static void again(void)
{
    static const int after[] = {1, 2, 5, 15, 60, 60, 60};
    for (int i = 0; i < 7; i++)
        CHECK(mail_next_s(i + 1, 1000, 60) == 1000 + 60 * after[i]);
    CHECK(mail_next_s(0, 0, 60) == 60 && mail_next_s(5, 0, 1) == 60);
}

/* --- what the mailer makes of it ----------------------------------------------------------------------------------- */

static void servers(void)
{
    static const struct {
        const char *url, *host;
        int port, sealed, near;
    } good[] = {
        {"smtp://mail.example.org", "mail.example.org", 587, 0, 0},
        {"smtps://mail.example.org", "mail.example.org", 465, 1, 0},
        {"smtp://mail.example.org:25", "mail.example.org", 25, 0, 0},
        {"smtp://127.0.0.1:2525", "127.0.0.1", 2525, 0, 1},
        {"smtp://localhost:25", "localhost", 25, 0, 1},
        {"smtp://[::1]:25", "::1", 25, 0, 1},
        {"smtp://[fd00::1]", "fd00::1", 587, 0, 0},
        {"smtp://127.0.0.1.example.org", "127.0.0.1.example.org", 587, 0, 0}, /* not this machine */
    };
    static const char *const bad[] = {"",
                                      "mail.example.org",
                                      "http://mail.example.org",
                                      "smtp://",
                                      "smtp://a b",
                                      "smtp://a/b",
                                      "smtp://u:p@a",
                                      "smtp://a:0",
                                      "smtp://a:65536",
                                      "smtp://a:25x",
                                      "smtp://a:+5",
                                      "smtp://a:",
                                      "smtp://[::1",
                                      "smtp://a\r\n"};
    struct mail_server s;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!CHECK(mail_server_read(good[i].url, &s) && !strcmp(s.host, good[i].host) &&
                   s.port == good[i].port && s.sealed == good[i].sealed && s.near == good[i].near))
            fprintf(stderr, "    %s\n", good[i].url);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (!CHECK(!mail_server_read(bad[i], &s)))
            fprintf(stderr, "    %s\n", bad[i]);
}

static void told(void)
{
    struct mail_said s;
    mail_said_put(&s, "It said: ", "550 5.1.1 <ann@example.org>: no such user\r\n");
    CHECK(!strcmp(s.words, "It said: 550 5.1.1 <...>: no such user"));
    mail_said_put(&s, "", "ann@example.org\x1b[1m bob+x@example.org,cid@e");
    CHECK(!strcmp(s.words, "... ...,..."));
    char all[2000];
    memset(all, 'x', sizeof all);
    all[sizeof all - 1] = '\0';
    mail_said_put(&s, all, all);
    CHECK(strlen(s.words) < sizeof s.words);
    for (size_t n = 200; n < 300; n++) {
        snprintf(all, sizeof all, "%*s ann@example.org", (int)n, "");
        mail_said_put(&s, "", all);
        CHECK(strlen(s.words) < sizeof s.words && !has(s.words, "ann"));
    }
    CHECK(mailer_judge(1, 554, "554 message refused") == DELIVERED_never);
    CHECK(mailer_judge(1, 550, "550 5.1.1 no") == DELIVERED_never);
    CHECK(mailer_judge(1, 550, "550 no such user") == DELIVERED_never);
    CHECK(mailer_judge(1, 450, "450 4.2.1 later") == DELIVERED_later);
    CHECK(mailer_judge(1, 554, "554 5.7.1 relay access denied") == DELIVERED_later);
    CHECK(mailer_judge(0, 550, "550 sender unknown") == DELIVERED_down);
    CHECK(mailer_judge(0, 0, "") == DELIVERED_down);
    CHECK(!strcmp(frame_text("a\0b", 4, 1), "b") && !frame_text("a\0b", 4, 2) &&
          !frame_text("a\0b", 3, 1) && !frame_text("", 0, 0));
}

int main(void)
{
    kinds();
    other_kinds();
    heads();
    nothing_slips_in();
    quoted();
    calendars();
    visit_files();
    addresses();
    still_needed();
    about();
    calls();
    again();
    servers();
    told();
    return check_done("mail");
}
