/* someone.h - one person and their record: what they ask for and post, and what the page says then.
 *
 *     struct someone p;
 *     person_new(&p, "GB");
 *     person_says(&p, consent);
 *     CHECK(go(&p, 1, "/safety", "saddle=yes&stop=yes") == 303 && wrote(&p, "saddle=yes"));
 *
 * What a page keeps is kept: the next page is of the longer record. body lasts until the next page. */
#ifndef AMB_TEST_SOMEONE_H
#define AMB_TEST_SOMEONE_H

#include "check.h"

#include "../app/danger.h"
#include "../engine/gate.h"
#include "../knowledge/country.h"

#include <setjmp.h>
#include <stdlib.h>

static unsigned char block[1 << 26] __attribute__((aligned(16)));
static jmp_buf broken;

static inline void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "safety pages: %s\n", why);
    longjmp(broken, 1);
}

struct someone {
    char record[1 << 16];
    size_t len;
    int64_t at_s; /* the clock */
    int page;     /* pages served: each mints its own id */
    struct app_site site;
    struct app_response r;
    char *body; /* of the last page, terminated */
    struct arena a;
};

enum { NOON = 12 * 3600, DAY0 = 20514 };

static inline void person_new(struct someone *p, const char *country)
{
    memset(p, 0, sizeof *p);
    p->at_s = (int64_t)DAY0 * 86400 + NOON;
    p->site = (struct app_site){"", "", "", "http://localhost", 0, country_find(country), 24};
}

static inline void person_says(struct someone *p, const char *line)
{
    p->len += (size_t)snprintf(p->record + p->len, sizeof p->record - p->len, "%s\n", line);
}

static const char *consent =
    "2026-03-02T08:00+00:00 consent _id=00000000000000aa-1&to=store&version=1";

/* A page asked for or posted; what it keeps is kept. Gives its status. */
static inline int go(struct someone *p, int post, const char *path, const char *body)
{
    const char *question = strchr(path, '?');
    struct app_request q = {.post = post, .site = &p->site, .known = p->len > 0};
    size_t n = question ? (size_t)(question - path) : strlen(path);
    char with_id[4096];
    snprintf(with_id, sizeof with_id, "id=%016x%s%s", ++p->page, body[0] ? "&" : "", body);
    q.path = (struct span){path, (uint32_t)n};
    q.query = question ? (struct span){question + 1, (uint32_t)strlen(question + 1)}
                       : (struct span){"", 0};
    q.body = (struct span){with_id, (uint32_t)strlen(with_id)};
    q.record = (struct span){p->record, (uint32_t)p->len};
    q.now = (struct moment){.at_s = p->at_s,
                            .day = (int)(p->at_s / 86400),
                            .minute = (int)(p->at_s / 60 % 1440),
                            .second = (int)(p->at_s % 60)};
    for (int i = 0; i < APP_RANDOM; i++)
        q.random[i] = (unsigned char)(p->page + i * 7);
    p->a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    if (setjmp(broken)) {
        int went_on = 0;
        CHECK(went_on);
        p->body = "";
        return 500;
    }
    app_respond(&p->a, &q, &p->r);
    p->body = arena_alloc(&p->a, p->r.body.len + 1, 1);
    if (p->r.body.len)
        memcpy(p->body, p->r.body.p, p->r.body.len);
    if (p->r.facts.len && p->len + p->r.facts.len < sizeof p->record) {
        memcpy(p->record + p->len, p->r.facts.p, p->r.facts.len);
        p->len += p->r.facts.len;
    }
    return p->r.status;
}

static inline int has(const struct someone *p, const char *words)
{
    return strstr(p->body, words) != NULL;
}

static inline int wrote(const struct someone *p, const char *words)
{
    char facts[1 << 14] = "";
    size_t n = p->r.facts.len < sizeof facts - 1 ? p->r.facts.len : sizeof facts - 1;
    if (n)
        memcpy(facts, p->r.facts.p, n);
    return strstr(facts, words) != NULL;
}

static inline int goes_to(const struct someone *p, const char *path)
{
    return p->r.status == 303 && p->r.location && strcmp(p->r.location, path) == 0;
}

static inline void plan_now(struct someone *p, struct plan *ret)
{
    struct record facts;
    struct faults faults = {0};
    p->a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    record_read(&p->a, p->record, p->len, &facts, &faults);
    CHECK(faults.count == 0);
    engine_plan(&p->a, &facts, (int)(p->at_s / 86400), ret);
}

static inline int flag_route(struct someone *p, int flag)
{
    struct plan plan;
    plan_now(p, &plan);
    for (int i = 0; i < plan.flag_count; i++)
        if (plan.flag[i].flag == flag)
            return plan.flag[i].route;
    return -1;
}

static inline int route(struct someone *p)
{
    struct plan plan;
    plan_now(p, &plan);
    return plan.route;
}

/* What stands from the input of a name to the end of what it opens. */
static inline const char *tick_of(const struct someone *p, const char *name, size_t *ret_len)
{
    char mark[64];
    snprintf(mark, sizeof mark, "name=\"%s\" value=\"yes\"", name);
    const char *at = strstr(p->body, mark);
    const char *end = at ? strstr(at, "</div>") : NULL;
    *ret_len = end ? (size_t)(end - at) : 0;
    return end ? at : NULL;
}

static inline int within(const char *s, size_t n, const char *words)
{
    size_t m = strlen(words);
    for (size_t i = 0; s && i + m <= n; i++)
        if (memcmp(s + i, words, m) == 0)
            return 1;
    return 0;
}

#endif
