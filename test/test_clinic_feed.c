/* test_clinic_feed - calendars that other programs fetch: who makes the address of one, what it tells, and what it
 * never does; and the one of a mail's link. */
#include "check.h"
#include "clinic_help.h"
#include "feed_help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct clinics c;
static struct browser stranger;

static int has(const struct answered *t, const char *what)
{
    return strstr(t->body, what) != NULL;
}

static struct browser of(enum role role, int later)
{
    struct browser b = {"", "", ""};
    memcpy(b.clinic, later ? c.later[role] : c.cookie[role], sizeof b.clinic);
    return b;
}

static struct answered get(const char *path)
{
    memset(&stranger, 0, sizeof stranger);
    return ask(&c.server, "GET", path, NULL, &stranger);
}

static struct answered post(struct browser *b, const char *what)
{
    char body[300];
    struct answered t = ask(&c.server, "GET", "/clinic/calendar", NULL, b);
    snprintf(body, sizeof body, "id=0123456789abcdef&key=%s&do=%s", field_of(t.body, "key"), what);
    return ask(&c.server, "POST", "/clinic/calendar", body, b);
}

/* The path of the address that a page shows; "": none. */
static void shown(const struct answered *t, char ret_path[100])
{
    static const char before[] = "<code>http://localhost/feed/";
    const char *at = strstr(t->body, before);
    ret_path[0] = '\0';
    if (at)
        snprintf(ret_path, 100, "/feed/%.*s", (int)strcspn(at + sizeof before - 1, "<"),
                 at + sizeof before - 1);
}

static char *copy_of(const struct answered *t)
{
    char *s = strdup(t->body);
    if (!s)
        abort();
    return s;
}

/* As any page that there is not: to the byte. */
static void nothing_there(const char *path)
{
    struct answered t = get("/nowhere");
    char *other = copy_of(&t);
    int status = t.status;
    t = get(path);
    CHECK(t.status == 404 && status == 404 && strcmp(t.body, other) == 0);
    CHECK(strcmp(t.route, "unknown") == 0);
    free(other);
}

/* The lines of one visit in a calendar; "": it is not in it. */
static const char *event(const char *file, enum feed_visit visit)
{
    static char out[4000];
    char uid[60];
    snprintf(uid, sizeof uid, "BEGIN:VEVENT\r\nUID:%014llx@localhost\r\n",
             (unsigned long long)visit);
    const char *at = strstr(file, uid);
    const char *end = at ? strstr(at, "END:VEVENT") : NULL;
    snprintf(out, sizeof out, "%.*s", end ? (int)(end - at) : 0, at ? at : "");
    return out;
}

static int tells(const char *file, enum feed_visit visit, const char *what)
{
    return strstr(event(file, visit), what) != NULL;
}

static void feed_of(const char *file)
{
    for (int visit = FEED_coming; visit < FEED_end; visit++)
        CHECK((*event(file, (enum feed_visit)visit) != '\0') == (visit < FEED_shown));
    CHECK(tells(file, FEED_coming, "STATUS:CONFIRMED\r\n") &&
          tells(file, FEED_coming, "SEQUENCE:0\r\n"));
    CHECK(tells(file, FEED_coming, "SUMMARY:Visit (40 min)\r\n"));
    CHECK(tells(file, FEED_coming, "LOCATION:The place\\, Room 2\\; by the stairs\\, left\r\n"));
    CHECK(tells(file, FEED_coming, "T100000Z\r\nDTEND:") &&
          tells(file, FEED_coming, "T104000Z\r\nCREATED:"));
    CHECK(tells(file, FEED_cancelled, "STATUS:CANCELLED\r\n") &&
          tells(file, FEED_cancelled, "SEQUENCE:1\r\n"));
    CHECK(tells(file, FEED_done, "STATUS:CONFIRMED\r\n") &&
          tells(file, FEED_no_show, "STATUS:CONFIRMED\r\n"));
    CHECK(tells(file, FEED_held, "STATUS:TENTATIVE\r\n"));
    CHECK(tells(file, FEED_moved, "T103000Z\r\nDTEND:") &&
          tells(file, FEED_moved, "SEQUENCE:1\r\n"));
    CHECK(!strstr(file, FEED_HIDDEN) && !strstr(file, "960") && !strstr(file, "anybody"));
    CHECK(strstr(file, "\r\nX-WR-CALNAME:Visits of practitioner@one.example\r\n"));
}

static void made(char ret_path[100])
{
    struct browser doctor = of(ROLE_practitioner, 0), desk = of(ROLE_desk, 0);
    struct answered t = ask(&c.server, "GET", "/clinic/calendar", NULL, &doctor);
    CHECK(t.status == 200 && has(&t, "Make the address") && !has(&t, "Switch it off"));
    CHECK(ask(&c.server, "GET", "/clinic/calendar", NULL, &desk).status == 404);
    t = post(&doctor, "make");
    shown(&t, ret_path);
    CHECK(t.status == 200 && strlen(ret_path) == strlen("/feed/.ics") + COOKIE_LEN);
    CHECK(has(&t, "href=\"webcal://localhost/feed/"));
    t = ask(&c.server, "GET", "/clinic/calendar", NULL, &doctor);
    CHECK(has(&t, "It is switched on") && has(&t, "Switch it off") && !has(&t, "/feed/"));
}

static void fetched(const char *path)
{
    struct answered t = get(path);
    CHECK(t.status == 200 && strcmp(t.route, "/feed/*") == 0);
    CHECK(!*stranger.own && !*stranger.clinic && !*stranger.door); /* no cookie */
    feed_of(t.body);
    CHECK(ask(&c.server, "POST", path, "id=0123456789abcdef", &stranger).status != 200);
}

static void refused(const char *path)
{
    char other[104];
    snprintf(other, sizeof other, "%s", path);
    other[10] = other[10] == 'A' ? 'B' : 'A';
    nothing_there(other);
    snprintf(other, sizeof other, "%.*s.ics", 40, path); /* letters are missing */
    nothing_there(other);
    nothing_there("/feed/.ics");
    nothing_there("/feed/");
    snprintf(other, sizeof other, "%.*s", (int)strlen(path) - 4, path);
    nothing_there(other);
    snprintf(other, sizeof other, "%s/", path);
    nothing_there(other);
}

static void made_anew(char path[100])
{
    struct browser doctor = of(ROLE_practitioner, 0), later = of(ROLE_practitioner, 1);
    char before[100];
    snprintf(before, sizeof before, "%s", path);
    struct answered t = post(&later, "make"); /* asks first who it is */
    CHECK(t.status == 200 && has(&t, "Is it still you?") && get(before).status == 200);
    t = post(&doctor, "make");
    shown(&t, path);
    CHECK(strcmp(path, before) != 0);
    nothing_there(before);
    CHECK(get(path).status == 200);
}

static void off(const char *path)
{
    struct browser doctor = of(ROLE_practitioner, 0);
    struct answered t = post(&doctor, "off");
    CHECK(t.status == 303 && strcmp(t.location, "/clinic/calendar") == 0);
    nothing_there(path);
    t = post(&doctor, "nothing");
    CHECK(t.status == 303);
    t = ask(&c.server, "GET", "/clinic/calendar", NULL, &doctor);
    CHECK(has(&t, "Make the address"));
    struct browser owner = of(ROLE_owner, 0);
    t = ask(&c.server, "GET", "/clinic/log", NULL, &owner);
    CHECK(has(&t, "made an address for their calendar") &&
          has(&t, "switched off the address of their calendar"));
}

/* Whoever has left, or does not treat anybody any more, has no calendar. */
static void over(void)
{
    char letters[COOKIE_LEN + 1], path[100];
    const struct act leave = {
        ACT_account_leave, 2, {value_whole(c.account[WHOSE_own]), value_whole(1)}};
    struct act back = leave;
    back.value[1] = value_whole(0);
    feed_switched(c.store, letters);
    snprintf(path, sizeof path, "/feed/%s.ics", letters);
    CHECK(get(path).status == 200);
    feed_acts(c.store, ROLE_owner, 1, &leave);
    nothing_there(path);
    feed_acts(c.store, ROLE_owner, 1, &back);
    CHECK(get(path).status == 200);
    const struct act edit = {ACT_account_edit,
                             6,
                             {value_whole(c.account[WHOSE_own]), value_str("desk"),
                              value_str("practitioner@one.example"), value_str(""),
                              value_whole(c.site[WHOSE_own]), value_str("")}};
    feed_acts(c.store, ROLE_owner, 1, &edit);
    nothing_there(path);
}

static void linked(void)
{
    char letters[COOKIE_LEN + 1], path[120], url[160];
    feed_linked(c.store, FEED_moved, letters);
    snprintf(path, sizeof path, "/book/link/%s/calendar.ics", letters);
    snprintf(url, sizeof url, "\r\nURL:http://localhost/book/link/%.20s", letters);
    struct answered t = get(path);
    CHECK(t.status == 200 && strcmp(t.route, "/book/link/*/calendar.ics") == 0);
    CHECK(tells(t.body, FEED_moved, "SEQUENCE:1\r\n") &&
          tells(t.body, FEED_moved, "STATUS:CONFIRMED\r\n") &&
          tells(t.body, FEED_moved, "SUMMARY:Visit: One\r\n") &&
          tells(t.body, FEED_moved, "LOCATION:The place\\, 1 Street\r\n"));
    CHECK(has(&t, url) && has(&t, "Telephone: 01632 960 001") && !has(&t, FEED_HIDDEN) &&
          !has(&t, "960 777"));
    const struct act cancel = {
        ACT_booking_state, 3, {value_whole(FEED_moved), value_whole(1), value_str("cancelled")}};
    feed_acts(c.store, ROLE_owner, 1, &cancel);
    t = get(path);
    CHECK(tells(t.body, FEED_moved, "STATUS:CANCELLED\r\n") &&
          tells(t.body, FEED_moved, "SEQUENCE:2\r\n"));
    path[13] = path[13] == 'A' ? 'B' : 'A';
    nothing_there(path);
    feed_linked(c.store, 0, letters);
    snprintf(path, sizeof path, "/book/link/%s/calendar.ics", letters);
    nothing_there(path);
    snprintf(path, sizeof path, "/feed/%s.ics", letters); /* a secret is for one use */
    nothing_there(path);
}

/* Tries at random end; who has an address is served also then. */
static void limited(const char *path)
{
    char wrong[100], none[] = "/feed/";
    int first = 0;
    for (int i = 0; i < 60 && !first; i++) {
        snprintf(wrong, sizeof wrong, "%s%.*s%c%c.ics", none, 41, path + 6, 'A' + i / 8, 'A');
        struct answered t = get(wrong);
        CHECK(t.status == 404 || (t.status == 429 && t.retry_s));
        first = t.status == 429 ? i : 0;
    }
    CHECK(first > 0);
    CHECK(get(path).status == 200);
}

int main(void)
{
    char path[100], letters[COOKIE_LEN + 1];
    clinics_make(in_folder("a.db"));
    clinics_open(&c, in_folder("a.db"));
    feed_made(c.store);
    made(path);
    fetched(path);
    refused(path);
    made_anew(path);
    off(path);
    linked();
    feed_switched(c.store, letters);
    snprintf(path, sizeof path, "/feed/%s.ics", letters);
    limited(path);
    limit_begin(&c.server.front->feeds, (struct rate){1, 1000}, (struct rate){1, 1000});
    over();
    clinics_close(&c);
    folder_remove();
    return check_done("clinic feed");
}
