/* more.h - asks for a page as a person's browser would, and looks into it. For test_more_*.c.
 *
 *     more_begin();
 *     CHECK(has(get(record, "/progress"), "leg 3"));
 *
 * What ask and get return lasts until the next one; r is the whole response. */
#ifndef AMB_TEST_MORE_H
#define AMB_TEST_MORE_H

#include "../app/app.h"
#include "../engine/plan.h"
#include "../knowledge/country.h"
#include "cases.h"
#include "check.h"

#include <dirent.h>
#include <stdlib.h>

static unsigned char block[1 << 27] __attribute__((aligned(16)));
static struct arena a;
static struct app_site site;
static struct app_response r;
static int zone_counts;
static int clock_day; /* today; 0: the day of the newest fact */

static inline _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "test_more_pages: %s\n", why);
    exit(1);
}

static inline struct span span(const char *s)
{
    return (struct span){s, (uint32_t)strlen(s)};
}

/* Text that outlives the arena's resets. */
static inline char *kept(const char *p, size_t n)
{
    char *s = malloc(n + 1);
    if (!s)
        abort();
    memcpy(s, p, n);
    s[n] = '\0';
    return s;
}

static inline int last_day(struct span record)
{
    struct record facts;
    struct faults faults = {0};
    int day = 0;
    record_read(&a, record.p, record.len, &facts, &faults);
    for (size_t i = 0; i < facts.count; i++)
        day = facts.fact[i].day > day ? facts.fact[i].day : day;
    return day ? day : 20500;
}

/* The page as a string, at noon of the day of the newest fact. */
static inline const char *ask(struct span record, const char *path, const char *body)
{
    const char *question = strchr(path, '?');
    arena_reset(&a);
    struct app_request q = {.post = body != NULL, .site = &site, .record = record};
    q.known = record.len > 0;
    q.zone_counts = zone_counts;
    q.now.day = clock_day ? clock_day : last_day(record);
    q.now.minute = 12 * 60;
    q.now.at_s = (int64_t)q.now.day * 86400 + 12 * 3600;
    q.path = question ? (struct span){path, (uint32_t)(question - path)} : span(path);
    q.query = question ? span(question + 1) : span("");
    q.body = span(body ? body : "");
    memcpy(q.random, "0123456789abcdef", APP_RANDOM);
    app_respond(&a, &q, &r);
    text_char(&r.body, '\0');
    return r.body.p;
}

static inline const char *get(const char *record, const char *path)
{
    return ask(span(record), path, NULL);
}

static inline int count(const char *page, const char *what)
{
    int n = 0;
    for (const char *p = page; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

static inline int has(const char *page, const char *what)
{
    return strstr(page, what) != NULL;
}

static inline char *case_text(const char *name)
{
    struct case_file c;
    struct text t = {.mem = &a};
    char path[512];
    snprintf(path, sizeof path, "test/cases/%s", name);
    case_read(&c, path);
    arena_reset(&a);
    for (size_t i = 0; i < c.record.count; i++)
        fact_write(&t, &c.record.fact[i]);
    return kept(t.p, t.len);
}

static inline char *long_record(int days, int gap_every)
{
    char *out = malloc((size_t)days * 400 + 200), *p = out;
    if (!out)
        abort();
    *p = '\0';
    for (int i = 0; i < days; i++) {
        struct text t = {.mem = &a};
        arena_reset(&a);
        if (gap_every && i % gap_every == 0)
            continue;
        day_put(&t, 20500 + i);
        p += sprintf(p,
                     "%.*sT08:00+00:00 checkin _id=0123456789abcdef-%d&leg=%d&back=%d&reach=%s&"
                     "walk_min=%d&sit_min=0\n%.*sT09:00+00:00 walk minutes=%d\n",
                     (int)t.len, t.p, i, i % 11, i % 4, i % 2 ? "foot" : "hip", i % 50, (int)t.len,
                     t.p, i % 40);
    }
    return out;
}

static inline void more_begin(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    site = (struct app_site){.runs = "",
                             .contact = "",
                             .signed_by = "",
                             .base_url = "https://example.org",
                             .country = country_find("GB"),
                             .keep_months = 24};
}

#define CONSENT "2026-03-02T07:00+00:00 consent _id=00000000000000aa-1&to=store&version=1\n"

#endif
