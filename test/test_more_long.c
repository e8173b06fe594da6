/* test_more_long - the page /record of long records: each page small, nothing left out, none slow. */
#include "more.h"

#include <time.h>

enum { PAGE_MOST = 600 << 10 };

/* From the newest page on by its links: how many entries there were, each page being of a size that a
 * telephone can take. */
static int entries_by_links(const char *record, const char *mark)
{
    char path[64] = "/record";
    int seen = 0, pages = 0;
    for (;;) {
        const char *page = get(record, path), *next = strstr(page, "href=\"/record?upto=");
        if (!CHECK(strlen(page) < PAGE_MOST && r.status == 200 && pages++ < 1000))
            return -1;
        seen += count(page, mark);
        CHECK(count(page, "<li>") <= 120 || strstr(record, "note="));
        if (!next)
            return seen;
        snprintf(path, sizeof path, "%.*s", (int)strcspn(next + 6, "\""), next + 6);
    }
}

static double seconds_of(const char *record, const char *path)
{
    clock_t began = clock();
    get(record, path);
    return (double)(clock() - began) / CLOCKS_PER_SEC;
}

static void long_records(void)
{
    char *record = long_record(400, 0);
    CHECK(entries_by_links(record, "<b>Check-in</b>") == 400);
    free(record);
    /* many on one day, and each as long as a line may be */
    enum { MANY = 2000, LONG = 60, NOTE = 60000 };
    char *p = record = malloc((size_t)LONG * (NOTE + 100) + (size_t)MANY * 100);
    if (!record)
        abort();
    for (int i = 0; i < MANY; i++)
        p += sprintf(p, "2026-03-02T08:00+00:00 walk _id=0123456789abcdef-%d&minutes=%d\n", i + 1,
                     i % 60);
    CHECK(entries_by_links(record, "<b>Walk</b>") == MANY);
    p = record;
    for (int i = 0; i < LONG; i++) {
        p += sprintf(p, "2026-03-02T08:00+00:00 checkin _id=0123456789abcdef-%d&note=", i + 1);
        memset(p, 'a' + i % 26, NOTE);
        p += NOTE;
        *p++ = '\n';
    }
    *p = '\0';
    CHECK(entries_by_links(record, "<b>Check-in</b>") == LONG);
    free(record);
    /* A link that is none shows the newest. */
    record = long_record(3, 0);
    CHECK(count(get(record, "/record?upto=0"), "<b>Check-in</b>") == 3);
    CHECK(count(get(record, "/record?upto=99999999999999999999"), "<b>Check-in</b>") == 3);
    CHECK(count(get(record, "/record?upto=-1"), "<b>Check-in</b>") == 3);
    CHECK(count(get(record, "/record?upto=4"), "<b>Check-in</b>") == 2);
    free(record);
}

/* Told in two zones at the same time, so that the days of neighbours differ: still by day, and no slower
 * than reading it. */
static void two_zones(void)
{
    enum { FACTS = 40000 };
    char *record = malloc((size_t)FACTS * 80), *p = record;
    if (!record)
        abort();
    for (int i = 0; i < FACTS; i++)
        p += i % 2 ? sprintf(p, "2026-03-02T23:30-11:00 walk _id=0123456789abcdef-%d&minutes=1\n",
                             i + 1)
                   : sprintf(p, "2026-03-04T00:30+14:00 walk _id=0123456789abcdef-%d&minutes=1\n",
                             i + 1);
    const char *page = get(record, "/record");
    CHECK(has(page, "<h2>4 March 2026</h2>") && !has(page, "<h2>2 March 2026</h2>"));
    char older[40];
    snprintf(older, sizeof older, "/record?upto=%d", FACTS / 2);
    page = get(record, older);
    CHECK(!has(page, "<h2>4 March 2026</h2>") && has(page, "<h2>2 March 2026</h2>"));
    double alone = seconds_of(record, "/privacy"), with = seconds_of(record, "/record");
    if (!CHECK(with < 2 * alone + 0.05))
        fprintf(stderr, "  %.3f s against %.3f s\n", with, alone);
    free(record);
}

int main(void)
{
    more_begin();
    long_records();
    two_zones();
    return check_done("more_long");
}
