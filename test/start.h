/* start.h - a request of somebody whom the pages get to know, and what it tells. For test_start_*.c.
 *
 *     start_begin();
 *     CHECK(ask(screened, 1, "/start/like", ID "&cough=yes", DAY, 600, &r) && holds(&r, "cough=yes"));
 */
#ifndef AMB_TEST_START_H
#define AMB_TEST_START_H

#include "../app/app.h"
#include "../engine/plan.h"
#include "../knowledge/country.h"
#include "check.h"

#include <setjmp.h>
#include <stdlib.h>

#define SPAN_OF(s) ((struct span){(s), (uint32_t)strlen(s)})
#define ID "id=0123456789abcdef"

static unsigned char block[1 << 26] __attribute__((aligned(16)));
static jmp_buf out;
static struct app_site site;
static char kept[1 << 16]; /* the record so far */
static int seed;

static inline _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "stopped: %s\n", why);
    longjmp(out, 1);
}

enum { DAY = 20514 }; /* 2026-03-02 */

/* One request; 0 when the arena was stopped. */
static inline int ask(const char *record, int post, const char *path, const char *body, int day,
                      int minute, struct app_response *ret)
{
    static struct arena a;
    struct app_request q = {.post = post, .site = &site, .known = record[0] != 0};
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    if (setjmp(out))
        return 0;
    q.record = SPAN_OF(record);
    q.path = SPAN_OF(path);
    q.query = SPAN_OF("");
    q.body = SPAN_OF(body);
    q.now.day = day;
    q.now.minute = minute;
    q.now.at_s = (int64_t)day * 86400 + minute * 60;
    for (int i = 0; i < APP_RANDOM; i++)
        q.random[i] = (unsigned char)(seed * 31 + i);
    seed++;
    app_respond(&a, &q, ret);
    return 1;
}

static const char consent[] = "2026-03-02T08:00+00:00 consent to=store\n";
static const char screened[] = "2026-03-02T08:00+00:00 consent to=store\n"
                               "2026-03-02T08:01+00:00 screen extent=full&rest=no\n"
                               "2026-03-02T08:01+00:00 profile born=1992\n";

/* The facts of a response but what the server adds: lines KIND BODY without _id and _recorded. */
static inline const char *told(const struct app_response *r)
{
    static char text[1 << 14];
    size_t n = 0;
    const char *p = r->facts.p, *end = p + r->facts.len;
    while (p < end) {
        const char *line = p, *stop_at = memchr(p, '\n', (size_t)(end - p));
        p = stop_at + 1;
        line += strlen("2026-03-02T08:05+00:00 ");
        if (strncmp(line, "shown ", 6) == 0 || strncmp(line, "consent ", 8) == 0)
            continue;
        const char *space = memchr(line, ' ', (size_t)(stop_at - line));
        memcpy(text + n, line, (size_t)(space + 1 - line));
        n += (size_t)(space + 1 - line);
        int first = 1;
        for (const char *pair = space + 1; pair < stop_at;) {
            const char *amp = memchr(pair, '&', (size_t)(stop_at - pair));
            amp = amp ? amp : stop_at;
            if (pair[0] != '_') {
                if (!first)
                    text[n++] = '&';
                memcpy(text + n, pair, (size_t)(amp - pair));
                n += (size_t)(amp - pair);
                first = 0;
            }
            pair = amp + 1;
        }
        text[n++] = '\n';
    }
    text[n] = 0;
    return text;
}

static inline int holds(const struct app_response *r, const char *what)
{
    return memmem(r->body.p, r->body.len, what, strlen(what)) != NULL;
}

static inline void start_begin(void)
{
    site = (struct app_site){.runs = "",
                             .contact = "",
                             .signed_by = "",
                             .base_url = "http://localhost",
                             .country = country_find("GB"),
                             .keep_months = 24};
}

#endif
