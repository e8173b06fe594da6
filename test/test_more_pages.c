/* test_more_pages - progress, learn, reminder, privacy, about: for many records, empty ones, long ones. */
#include "../app/learn.h"
#include "../app/sources.h"
#include "more.h"

/* --- every page, for many records ------------------------------------------------------------------ */

static const char *const pages[] = {
    "/progress",
    "/progress?days=14",
    "/progress?days=all",
    "/progress?days=%00&&",
    "/learn",
    "/record",
    "/record?upto=3",
    "/record?load=1",
    "/record?zone=1",
    "/record?erase=1",
    "/record?leave=1",
    "/record?back=0123456789abcdef-1",
    "/record/file",
    "/reminder",
    "/reminder/file?at=0830",
    "/privacy",
    "/about",
    "/phone",
};

/* While an urgent answer stands, the urgent page is in place of those that are not open then. */
static int is_urgent(struct span record)
{
    struct record facts;
    struct faults faults = {0};
    static struct plan p;
    arena_reset(&a);
    record_read(&a, record.p, record.len, &facts, &faults);
    engine_plan(&a, &facts, last_day(record), &p);
    return p.route >= routes_same_day;
}

static int is_shut(const char *path)
{
    return strncmp(path, "/progress", 9) == 0 || strncmp(path, "/learn", 6) == 0 ||
           strncmp(path, "/reminder", 9) == 0;
}

static void every_page(struct span record)
{
    int urgent = is_urgent(record);
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        const char *page = ask(record, pages[i], NULL);
        if (urgent && is_shut(pages[i]))
            continue;
        if (!CHECK(r.status == 200 || (r.status == 404 && has(pages[i], "back="))))
            fprintf(stderr, "  %s: %d\n", pages[i], r.status);
        if (!r.download)
            CHECK(has(page, "</html>"));
        CHECK(!has(page, "style=") && !has(page, "<script>"));
    }
}

static void cases(void)
{
    DIR *d = opendir("test/cases");
    struct dirent *e;
    int n = 0;
    while (d && (e = readdir(d)))
        if (strstr(e->d_name, ".case") && n++ % 6 == 0) {
            char *record = case_text(e->d_name);
            every_page(span(record));
            free(record);
        }
    if (d)
        closedir(d);
    CHECK(n > 100);
}

/* --- pictures -------------------------------------------------------------------------------------- */

#define DAY(day, rest) "2026-03-" day "T08:00+00:00 checkin " rest "\n"

static void pictures(void)
{
    const char *gap = DAY("02", "leg=7&back=3") DAY("03", "leg=6&back=3") DAY("05", "leg=0&back=2")
        DAY("06", "leg=1&back=2");
    const char *page = get(gap, "/progress");
    CHECK(count(page, "<polyline class=\"chart-leg leg\"") == 2);
    CHECK(count(page, "<polyline class=\"chart-back bk\"") == 2);
    CHECK(count(page, "class=\"chart-leg-dot legp\"") == 4);
    CHECK(count(page, "<rect class=\"chart-gap gap\" x=\"129\" y=\"16\"") == 1);
    CHECK(has(page, "cy=\"186\"")); /* the 0 stands on the line of 0 */
    CHECK(has(page, "You answered on 4 of 5 days"));
    CHECK(has(page, "leg 1</text>") && has(page, "back 2</text>"));
    /* all numbers of a picture are whole */
    for (const char *p = strstr(page, "points=\""); p; p = strstr(p + 1, "points=\""))
        CHECK(strcspn(p + 8, ".") > strcspn(p + 8, "\""));

    page = get(DAY("02", "leg=5"), "/progress");
    CHECK(!has(page, "<polyline") && count(page, "class=\"chart-leg-dot legp\"") == 1);
    CHECK(has(page, "It is early days"));
    /* the back was not told: neither dot nor name nor number */
    CHECK(!has(page, "chart-back-dot") && !has(page, "back 0"));
    CHECK(has(page, "<td>2 March 2026</td><td class=\"num\">5</td><td class=\"num\">–</td>"));

    /* a walk of 0 that was told is written; a day without one is a band */
    page = get(DAY("02", "leg=5") "2026-03-02T09:00+00:00 walk minutes=0\n"
                                  "2026-03-04T09:00+00:00 walk minutes=12\n",
               "/progress");
    CHECK(count(page, "<text class=\"chart-zero t\"") == 1);
    CHECK(count(page, "<rect class=\"chart-bar bar\"") == 1);
    CHECK(has(page, "<td>2 March 2026</td><td class=\"num\">0</td>"));
    CHECK(has(page, "told on 2 of 3 days"));

    /* what was taken back is in no picture, and the worst of a day counts */
    page = get(DAY("02", "_id=0123456789abcdef-1&leg=9") DAY("02", "_id=0123456789abcdef-2&leg=4")
                   DAY("02", "_id=0123456789abcdef-3&leg=6") "2026-03-02T10:00+00:00 retract "
                                                             "of=0123456789abcdef-1\n",
               "/progress");
    CHECK(has(page, "leg 6</text>") && !has(page, "leg 9</text>"));

    /* today may still be answered, so it is no blank day */
    page =
        get(DAY("02", "leg=5") DAY("03", "leg=5") "2026-03-04T08:00+00:00 card name=cauda_equina\n",
            "/progress");
    CHECK(has(page, "You answered on 2 of 2 days") && has(page, "2 Mar to 3 March 2026"));
    CHECK(!has(page, "chart-gap gap\" x=\"30\" y=\"16\" width=\"264\""));

    /* no walk told: no picture that would look like none walked */
    CHECK(!has(get(DAY("02", "leg=5"), "/progress"), "Minutes walked"));
    CHECK(has(get("", "/progress"), "You answered on 0 of 1 day."));
    CHECK(!has(get("", "/progress"), "chart-leg-dot"));
}

static void headings(void)
{
    char up[4096] = "", down[4096] = "";
    for (int i = 0; i < 14; i++) {
        char line[128];
        sprintf(line, "2026-03-%02dT08:00+00:00 checkin leg=5&reach=%s\n", i + 1,
                i < 7 ? "foot" : "thigh");
        strcat(up, line);
        sprintf(line, "2026-03-%02dT08:00+00:00 checkin leg=5&reach=%s\n", i + 1,
                i < 7 ? "thigh" : "foot");
        strcat(down, line);
    }
    CHECK(has(get(up, "/progress"), "The pain is coming up your leg"));
    CHECK(has(get(down, "/progress"), "The pain goes further down than it did"));
    /* a point of pain is noise, two are said */
    char same[4096] = "", less[4096] = "";
    for (int i = 0; i < 14; i++) {
        char line[128];
        sprintf(line, "2026-03-%02dT08:00+00:00 checkin leg=%d\n", i + 1, i < 7 ? 5 : 4);
        strcat(same, line);
        sprintf(line, "2026-03-%02dT08:00+00:00 checkin leg=%d\n", i + 1, i < 7 ? 5 : 3);
        strcat(less, line);
    }
    CHECK(has(get(same, "/progress"), "Much the same so far"));
    CHECK(has(get(less, "/progress"), "Your leg hurts less than it did"));
    /* too few answers in one of the weeks say nothing */
    CHECK(has(get(strchr(strchr(up, '\n') + 1, '\n') + 1, "/progress"), "Your days so far"));
    char thin[4096] = "";
    for (int i = 0; i < 14; i++)
        if (i < 2 || i > 6)
            sprintf(thin + strlen(thin), "2026-03-%02dT08:00+00:00 checkin leg=%d&reach=%s\n",
                    i + 1, i < 2 ? 9 : 1, i < 2 ? "foot" : "hip");
    CHECK(has(get(thin, "/progress"), "Your days so far"));
    /* less pain and more numbness */
    strcat(up, "2026-03-14T09:00+00:00 checkin numb=more\n");
    CHECK(has(get(up, "/progress"), "the numb patch grew"));
    /* nothing is foretold, praised or counted in percent */
    const char *page = get(up, "/progress?days=all");
    CHECK(!has(page, "%") && !has(page, "Well done") && !has(page, "streak"));
}

/* Each check-in of a long record has its row of numbers, and no other day has one. */
static void numbers(void)
{
    char *record = long_record(730, 5);
    const char *page = get(record, "/progress?days=all");
    const char *table = strstr(page, "Pain from 0, none");
    const char *end = strstr(table, "</table>");
    int rows = 0;
    CHECK(r.status == 200);
    for (const char *p = table; (p = strstr(p, "<tr><td>")) && p < end; p++) {
        int day, n = 0, leg = -1, back = -1, i;
        char month[16], iso[32];
        static const char *const months[] = {"January",   "February", "March",    "April",
                                             "May",       "June",     "July",     "August",
                                             "September", "October",  "November", "December"};
        int y = 0, m = 0;
        CHECK(sscanf(p,
                     "<tr><td>%d %15[A-Za-z] %d</td><td class=\"num\">%d</td><td class=\"num\">%d",
                     &n, month, &y, &leg, &back) == 5);
        for (i = 0; i < 12; i++)
            m = strcmp(months[i], month) == 0 ? i + 1 : m;
        sprintf(iso, "%04d-%02d-%02d", y, m, n);
        CHECK(day_read(iso, 10, &day));
        i = day - 20500;
        CHECK(i % 5 != 0 && leg == i % 11 && back == i % 4);
        rows++;
    }
    CHECK(rows == 730 - 146);
    /* pictures of twelve weeks, one under the other */
    CHECK(count(page, "<title id=\"pain-") == (729 + 83) / 84);
    CHECK(has(get(record, "/progress?days=14"), "You answered on 12 of 14 days"));
    every_page(span(record));
    free(record);
}

/* --- the calendar file ----------------------------------------------------------------------------- */

/* Parses it back: lines, unfolded, and what stands in them. */
static void calendar(void)
{
    char unfolded[8192], *to = unfolded;
    static char base[400];
    memset(base, 0, sizeof base);
    strcpy(base, "https://example.org/");
    for (int i = 0; i < 60; i++)
        strcat(base, "é,");
    site.base_url = base;
    const char *file = get("2026-03-02T08:00+00:00 walk _id=0123456789abcdef-1&minutes=5\n",
                           "/reminder/file?at=08%3A30");
    CHECK(r.status == 200 && strncmp(r.type, "text/calendar", 13) == 0);
    CHECK(r.download && !has(r.download, "sciatica") && !has(r.download, "ambulando"));
    for (const char *p = file; *p;) {
        const char *end = strstr(p, "\r\n");
        if (!CHECK(end && end - p <= 75 && !memchr(p, '\n', (size_t)(end - p))))
            break;
        CHECK(((unsigned char)*p & 0xc0) != 0x80 &&
              (*p != ' ' || ((unsigned char)p[1] & 0xc0) != 0x80)); /* no character is cut */
        if (*p == ' ' && to > unfolded) {
            to -= 1;
            p++;
        }
        memcpy(to, p, (size_t)(end - p));
        to += end - p;
        *to++ = '\n';
        p = end + 2;
    }
    *to = '\0';
    CHECK(strncmp(unfolded, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:", 35) == 0);
    CHECK(has(unfolded, "\nUID:") && has(unfolded, "\nDTSTAMP:20260302T120000Z\n"));
    CHECK(has(unfolded, "\nDTSTART:20260303T083000\n")); /* half past eight is over today */
    CHECK(has(unfolded, "\nRRULE:FREQ=DAILY\n") &&
          has(unfolded, "\nSUMMARY:A few minutes for yourself\n"));
    CHECK(has(unfolded, "\nBEGIN:VALARM\nACTION:DISPLAY\n") && has(unfolded, "\nTRIGGER:PT0M\n") &&
          has(unfolded, "\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"));
    CHECK(has(unfolded, "\nURL:https://example.org/é,é,") &&
          has(unfolded, "\nDESCRIPTION:Open: https://example.org/é\\,é\\,"));
    CHECK(!has(unfolded, "sciatica") && !has(unfolded, "pain") &&
          !has(unfolded, "0123456789abcdef"));
    site.base_url = "https://example.org";
    CHECK(has(get("", "/reminder/file?at=2359"), "DTSTART:20260216T235900"));

    static const char *const no_time[] = {"",          "?at=",      "?at=24:00",
                                          "?at=8",     "?at=08:60", "?at=x",
                                          "?at=1:2:3", "?at=0:830", "?at=99999"};
    for (size_t i = 0; i < sizeof no_time / sizeof no_time[0]; i++) {
        char path[64];
        snprintf(path, sizeof path, "/reminder/file%s", no_time[i]);
        CHECK(has(get("", path), "Write a time, like 8:30.") && r.status == 422 && !r.download);
    }
    ask(span(CONSENT), "/reminder", "id=00112233445566aa&at=8%3A05");
    CHECK(r.status == 303 && strcmp(r.location, "/reminder/file?at=0805") == 0 && !r.facts.len);
}

/* --- words ----------------------------------------------------------------------------------------- */

static void lessons(void)
{
    static const char *const never[] = {
        "%",          "treatment plan", "diagnos",      "guarantee", "cure",
        "all clear",  "all-clear",      "dry out",      "dries out", "shrink",
        "your fault", "lazy",           "you are safe", "999",       "111"};
    const char *name;
    const struct para *para;
    int n = 0, paras;
    for (; (para = lesson_paras(n, &name, &paras)); n++) {
        char path[64];
        snprintf(path, sizeof path, "/learn/%s", name);
        const char *page = get("", path);
        CHECK(r.status == 200 && has(page, "Where this comes from"));
        CHECK(has(get("", "/learn"), path));
        for (int i = 0; i < paras; i++) {
            const char *key = para[i].keys;
            CHECK((para[i].is == HEAD) == (key[0] == '\0'));
            for (size_t len; *key; key += len + (key[len] == ' ')) {
                len = strcspn(key, " ");
                if (!CHECK(len && source_named(key, len)))
                    fprintf(stderr, "  %s: %s\n", name, key);
                if (!len)
                    break;
            }
            for (size_t k = 0; k < sizeof never / sizeof never[0]; k++)
                if (!CHECK(!has(para[i].text, never[k])))
                    fprintf(stderr, "  %s: %s\n", name, para[i].text);
        }
    }
    CHECK(n == 14);
    get("", "/learn/nothing");
    CHECK(r.status == 404);
    get("", "/learn/");
    CHECK(r.status == 404);
    CHECK(has(get("", "/learn/help"), "href=\"tel:999\"") &&
          has(get("", "/learn/help"), "A&amp;E"));
}

static void who_answers(void)
{
    const char *page = get("", "/about");
    CHECK(has(page, ENGINE_VERSION) && has(page, "not reviewed by a clinician here") &&
          has(page, "not certified") && has(page, "Nobody is watching"));
    CHECK(!has(page, "not a medical device") && count(page, "<li>") >= source_count);
    CHECK(has(get("", "/privacy"), "We have not been told") &&
          has(get("", "/privacy"), "24 months"));
    site.runs = "Riverside clinic";
    site.signed_by = "Dr A, GMC 1";
    CHECK(has(get("", "/privacy"), "Riverside clinic") && has(get("", "/about"), "Dr A, GMC 1"));
    CHECK(!has(get("", "/about"), "have not been reviewed"));
    site.runs = site.signed_by = "";
}

int main(void)
{
    more_begin();
    every_page(span(""));
    cases();
    pictures();
    headings();
    numbers();
    calendar();
    lessons();
    who_answers();
    return check_done("more_pages");
}
