/* daily.h - one person with a plan, and what their pages of a day answer. For test_daily_*.c.
 *
 *     struct app_response r = ask((struct asked){with("..."), "/", NULL, day_number("2026-03-02"), 0});
 *     CHECK(has(r.body, "Today"));
 *
 * with adds lines to the person's record; both last until the next one. */
#ifndef AMB_TEST_DAILY_H
#define AMB_TEST_DAILY_H

#include "../app/app.h"
#include "../engine/plan.h"
#include "../knowledge/country.h"
#include "cases.h"
#include "check.h"

#include <stdlib.h>

static _Alignas(16) unsigned char block[1 << 25];
static struct arena arena = {.base = block, .size = sizeof block};
static struct app_site site = {.runs = "",
                               .contact = "",
                               .signed_by = "",
                               .base_url = "http://localhost:8080",
                               .keep_months = 24};

static inline _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "out: %s\n", why);
    exit(2);
}

struct asked {
    const char *record, *path, *body; /* body: NULL for a GET */
    int day, minute;
};

/* way_back: there is one. */
static inline struct app_response ask_with(struct asked k, int way_back)
{
    struct app_request q = {.post = k.body != NULL, .site = &site, .known = 1};
    q.way_back = way_back;
    struct app_response r;
    arena.used = 0;
    arena.fail = stop;
    site.country = country_find("GB");
    q.record = (struct span){k.record, (uint32_t)strlen(k.record)};
    q.path = (struct span){k.path, (uint32_t)strlen(k.path)};
    q.query = (struct span){"", 0};
    q.body = (struct span){k.body ? k.body : "", (uint32_t)(k.body ? strlen(k.body) : 0)};
    q.now.day = k.day;
    q.now.minute = k.minute ? k.minute : 12 * 60;
    q.now.at_s = (int64_t)k.day * 86400 + q.now.minute * 60;
    memcpy(q.random, "0123456789abcdef", APP_RANDOM);
    app_respond(&arena, &q, &r);
    r.body.mem = r.facts.mem = &arena;
    text_char(&r.body, '\0');
    text_char(&r.facts, '\0');
    return r;
}

static inline struct app_response ask(struct asked k)
{
    return ask_with(k, 0);
}

static inline int day_number(const char *date)
{
    int day = 0;
    CHECK(day_read(date, 10, &day));
    return day;
}

static const char person[] =
    "2026-03-02T08:00+00:00 consent to=store&version=1\n"
    "2026-03-02T08:05+00:00 profile born=1992&sex=male\n"
    "2026-03-02T08:06+00:00 episode "
    "began=2026-02-20&number=1&side=left&below_knee=yes&leg_worse_than_back=yes&"
    "tingling_or_numb=yes&worse=sitting&eases=walking&sit_min=15\n"
    "2026-03-02T08:08+00:00 screen extent=full&rest=no\n"
    "2026-03-02T08:09+00:00 motor side=left&heel_walk=normal&big_toe=normal&heel_raise=normal&"
    "chair_rise=normal&one_leg=normal\n"
    "2026-03-02T08:12+00:00 checkin leg=6&back=3&reach=thigh&numb=none&morning=same&walk_min=10\n";

static inline const char *with(const char *more)
{
    static char record[1 << 16];
    snprintf(record, sizeof record, "%s%s", person, more);
    return record;
}

#define ID "id=00112233445566aa"

static inline int has(struct text t, const char *what)
{
    return strstr(t.p, what) != NULL;
}

static inline int first_item(int day, const char *record, struct dose *ret)
{
    struct record facts;
    struct faults faults = {0};
    struct plan plan;
    arena.used = 0;
    record_read(&arena, record, strlen(record), &facts, &faults);
    engine_plan(&arena, &facts, day, &plan);
    for (int i = 0; i < plan.item_count; i++)
        if (plan.item[i].dose.reps) {
            *ret = plan.item[i].dose;
            return plan.item[i].item;
        }
    return -1;
}

#endif
