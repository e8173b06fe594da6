/* test_clinic_diary_day - the day, the week and the day sheet: who stands where, what is free, what is hatched and
 * why, who can be offered what; and that nobody's health is on them. */
#include "diary_page.h"

#define DAY "/clinic/diary?day=2026-11-26"

/* Between two words of the page, so that what stands in one column is not looked for in another. */
static const char *part(const char *page, const char *from, const char *to)
{
    static char out[1 << 16];
    const char *at = strstr(page, from), *end = at ? strstr(at + strlen(from), to) : NULL;
    if (!end || (size_t)(end - at) >= sizeof out) {
        CHECK(at && end);
        return "";
    }
    memcpy(out, at, (size_t)(end - at));
    out[end - at] = '\0';
    return out;
}

static int before(const char *page, const char *first, const char *second)
{
    const char *x = strstr(page, first), *y = strstr(page, second);
    return x && y && x < y;
}

static void columns(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .patient = MARTA, .name = "Marta Lindqvist",
              .visit_day = TODAY - 7, .room = ROOM);
    taken_add(.booking = 2, .from_min = 540, .name = "Mei Tanaka", .state = "arrived",
              .service = FIRST);
    const char *page = ask(DAY, NULL);
    CHECK(reply.app.status == 200 && has(page, "<h1>Thursday 26 November</h1>"));
    CHECK(has(page, "Riverside: 2 visits, ") && has(page, "aria-current=\"page\">Diary"));
    CHECK(times(page, "class=\"col\"") == 2 && has(page, "data-name=\"Tom Achterberg\""));
    CHECK(has(page, "/diary.css") && has(page, "/diary.js") && !has(page, "style="));
    const char *tom = part(page, "data-name=\"Tom", "</ol>");
    CHECK(has(tom, "class=\"ap h10 m0 u10 v40\"") && has(tom, "10:00 Return") &&
          has(tom, "Room 1"));
    CHECK(has(tom, "class=\"ap came h9 m0 u9 v40\"") &&
          has(tom, "9:00 First visit, new here · arrived"));
    CHECK(before(tom, "Mei Tanaka", "Marta Lindqvist")); /* without a style sheet it is in order */
    CHECK(has(page, "class=\"diary f9 z17\"") &&
          !has(tom, "until 9:00")); /* from the first who works on */
    page = ask(DAY "&site=" HILL_HEX, NULL);
    CHECK(times(page, "class=\"col\"") == 1 && has(page, "Hill Street: 0 visits"));
    page = ask("/clinic/diary?day=2026-11-29", NULL);
    CHECK(has(page, "Nobody works at Riverside that day."));
}

static void what_it_looks_like(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 540, .name = "Sam", .state = "held",
              .held_until_s = AT + 600);
    taken_add(.booking = 2, .from_min = 600, .name = "Gone", .state = "held",
              .held_until_s = AT - 600);
    taken_add(.booking = 3, .from_min = 640, .patient = MARTA, .name = "Absent", .state = "no_show",
              .visit_day = 20000);
    taken_add(.booking = 4, .from_min = 640, .patient = KOFI, .name = "Instead",
              .visit_day = 20000);
    taken_add(.booking = 5, .from_min = 800, .name = "Cancelled", .state = "cancelled");
    taken_add(.booking = 6, .from_min = 900, .name = "<script>x</script>");
    const char *page = ask(DAY, NULL);
    CHECK(has(page, "class=\"ap held h9 m0") && has(page, "9:00 Return, new here · not confirmed"));
    CHECK(!has(page, "Gone") && !has(page, "Cancelled") && !has(page, "<script>x"));
    CHECK(has(page, "class=\"ap miss h10 m40 u11 v20 left\"") && has(page, "· did not come"));
    CHECK(has(page, "class=\"ap h10 m40 u11 v20 right\""));
    CHECK(has(page, "2 visits, 1 not confirmed, ") && has(page, ", 1 did not come"));
    CHECK(times(page, "data-sequence") == 3); /* not who did not come */
}

static void free_and_off(void)
{
    diary_begin();
    away_put(TOM, 720, 780, "Lunch");
    taken_add(.booking = 1, .from_min = 540, .patient = MARTA, .name = "Marta");
    const char *tom = part(ask(DAY, NULL), "data-name=\"Tom", "</ol>");
    CHECK(has(tom, "<b>9:40 free</b> <span>until 11:40")); /* 3 of 40 minutes, shown as one */
    CHECK(has(tom, "/clinic/diary/new?day=2026-11-26&amp;site=" RIVER_HEX "&amp;who=" TOM_HEX
                   "&amp;min=580"));
    CHECK(has(tom, "<b>Lunch</b> <span>12:00 to 13:00"));
    const char *priya = part(ask(DAY, NULL), "data-name=\"Priya", "</ol>");
    CHECK(has(priya, "<b>At Hill Street</b> <span>14:00 to 17:00"));
    CHECK(has(priya, "<b>Not here</b> <span>12:00 to 14:00"));
    CHECK(has(ask("/clinic/diary", NULL),
              "class=\"now h12 m0")); /* and the line of now is on no other day */
    CHECK(!has(ask(DAY, NULL), "class=\"now"));
    CHECK(!has(ask("/clinic/diary?day=2026-11-24", NULL), " free</b>"));
    tom = part(ask("/clinic/diary", NULL), "data-name=\"Tom", "</ol>");
    CHECK(!has(tom, "11:00 free") && has(tom, "12:00 free")); /* what has passed is not */
    /* Whatever fits is free; but a call is no gap, as it is chosen for what it is. */
    diary_begin();
    taken_add(.booking = 1, .from_min = 540, .minutes = 20, .patient = MARTA, .name = "Marta");
    taken_add(.booking = 2, .from_min = 580, .patient = MARTA, .name = "Marta");
    services[1][services_rooms] = value_whole(0);
    services[1][services_kind] = TEXT("telephone");
    services[1][services_minutes] = value_whole(20);
    tom = part(ask(DAY, NULL), "data-name=\"Tom", "</ol>");
    CHECK(!has(tom, "9:20 free") && has(tom, "10:20 free"));
    services[1][services_kind] = TEXT("");
    tom = part(ask(DAY, NULL), "data-name=\"Tom", "</ol>");
    CHECK(has(tom, "<b>9:20 free</b> <span>until 9:40"));
}

static void stranded(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .name = "Marta");
    CHECK(!has(ask(DAY, NULL), "stranded"));
    away_put(TOM, 630, 720, "Ill");
    CHECK(has(ask(DAY, NULL), "1 visit needs another time</a>"));
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .name = "Marta", .day = TODAY + 2);
    taken_add(.booking = 2, .from_min = 600, .name = "Was", .day = TODAY - 1);
    CHECK(has(ask(DAY, NULL), "/clinic/diary/stranded\">1 visit needs"));
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .name = "Marta");
    practitioners[0][practitioners_left_s] = value_whole(AT);
    CHECK(has(ask(DAY, NULL), "1 visit needs") && has(ask(DAY, NULL), "Marta"));
}

static void wait_list(void)
{
    diary_begin();
    waiting_put(0x77777777777771, "Grace Idowu", 0, 900);
    waiting_put(0x77777777777772, "Early", 0, 1000);
    waitings[1][waitings_to_min] = value_whole(1010);
    const char *page = ask(DAY, NULL), *list = part(page, "Wait list", "</section>");
    CHECK(has(list, "Grace Idowu") && has(list, "Return, with anyone, after 15:00"));
    CHECK(has(list, "Offer 15:00 Thu 26 Nov") && has(list, "waiting=77777777777771"));
    CHECK(times(list, "Offer ") == 1); /* nothing that suits the other is free */
    waitings[0][waitings_state] = TEXT("asked");
    waitings[1][waitings_state] = TEXT("asked");
    CHECK(has(ask(DAY, NULL), "Nobody waits"));
}

static void weeks(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 900, .account = PRIYA, .site = HILL, .patient = MARTA,
              .name = "Marta", .visit_day = 20000);
    taken_add(.booking = 2, .from_min = 600, .name = "Mei", .day = TODAY - 2);
    const char *page = ask("/clinic/diary/week?day=2026-11-26&who=" PRIYA_HEX, NULL);
    CHECK(has(page, "<h1>Priya Nair, week of Mon 23 Nov</h1>") &&
          times(page, "class=\"col\"") == 7);
    CHECK(has(page, "Hill Street, Riverside · 9:00 to 17:00") ||
          has(page, "Riverside, Hill Street · 9:00 to 17:00"));
    CHECK(has(page, "15:00 Return</span> <span>Hill Street") && !has(page, "Mei"));
    CHECK(has(page, "14:00 free") && has(page, "not working"));
    page = ask("/clinic/diary/week?day=2026-11-26&site=" RIVER_HEX, NULL);
    CHECK(has(page, "Riverside, week of Mon 23 Nov") && has(page, "agenda") && has(page, "Mei"));
    CHECK(has(page, "Tom Achterberg</span>") && !has(page, "Marta"));
}

static void sheet(void)
{
    diary_begin();
    taken_add(.booking = 1, .from_min = 600, .patient = MARTA, .name = "Marta Lindqvist",
              .visit_day = 20000, .telephone = "01632 960456", .room = ROOM);
    taken_add(.booking = 2, .from_min = 540, .account = PRIYA, .name = "Mei");
    taken_add(.booking = 3, .from_min = 900, .account = PRIYA, .site = HILL, .name = "Elsewhere");
    const char *page = ask("/clinic/diary/sheet?day=2026-11-26", NULL);
    CHECK(has(page, "Thursday 26 November") && has(page, "10:00 to 10:40") &&
          has(page, "01632 960456"));
    CHECK(has(page, "Return, new here") && has(page, "Room 1") && !has(page, "Elsewhere"));
    CHECK(before(page, "<h2>Tom Achterberg", "<h2>Priya Nair"));
    CHECK(has(ask("/clinic/diary/sheet?day=2026-11-29", NULL), "No visits that day."));
}

/* On 29 March 2026 the clocks of London go on from 1:00 to 2:00: what is booked at 9:00 is shown at 9:00. */
static void clock_change(void)
{
    enum { CHANGE_DAY = 20541 };
    diary_begin();
    zones[0] = zones[1] = (struct zone){2, {0, (int64_t)CHANGE_DAY * 86400 + 3600}, {0, 60}};
    q.diary.now_s = (int64_t)CHANGE_DAY * 86400 + 10 * 3600; /* 11:00 there */
    q.diary.from_s = q.diary.now_s - 5 * 86400;
    q.diary.until_s = q.diary.now_s + 5 * 86400;
    hours_put(TOM, RIVER, CHANGE_DAY, 540, 780);
    taken_add(.booking = 1, .from_min = 540, .day = CHANGE_DAY, .name = "Marta", .state = "done");
    CHECK(row_whole(&q.diary.taken, 0, bookings_from_s) == (int64_t)CHANGE_DAY * 86400 + 8 * 3600);
    const char *page = ask("/clinic/diary?day=2026-03-29", NULL);
    CHECK(has(page, "class=\"ap came h9 m0 u9 v40\"") && has(page, "class=\"now h11 m0"));
    CHECK(has(page, "11:00 free"));
}

int main(void)
{
    columns();
    what_it_looks_like();
    free_and_off();
    stranded();
    wait_list();
    weeks();
    sheet();
    clock_change();
    return check_done("clinic diary day");
}
