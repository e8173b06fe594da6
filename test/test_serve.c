/* test_serve.c - serve() on a store that does at the wrong moment what stores do: a record that appears
 * between two looks, and one that the page's memory has no room for. */
#include "../host/server/server.h"
#include "../knowledge/country.h"
#include "../store/inside.h"
#include "check.h"
#include "store_help.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The first look finds nobody; then it is the store. */
struct late {
    struct store store;
    struct store *real;
    int looks, with_record;
};

static enum store_result late_find(struct store *s, enum store_key key, const uint8_t *hash,
                                   struct arena *a, struct person_row *ret_row)
{
    struct late *l = (struct late *)s;
    if (l->looks++ == 0)
        return STORE_NONE;
    l->with_record += a != NULL;
    return store_find(l->real, key, hash, a, ret_row);
}

static enum store_result late_list(struct store *s, const struct actor *actor, enum list list,
                                   const struct value *values, int count, struct arena *a,
                                   struct rows *ret_rows)
{
    struct late *l = (struct late *)s;
    return store_list(l->real, actor, list, values, count, a, ret_rows);
}

static enum store_result late_change(struct store *s, struct change *c,
                                     const struct fact_lines *facts,
                                     const struct fact_lines *retain)
{
    struct late *l = (struct late *)s;
    return l->real->kind->change(l->real, c, facts, retain);
}

static const struct store_kind late_kind = {
    .find = late_find, .list = late_list, .change = late_change};

/* A record of about n bytes for the cookie's browser. */
static void record_begin(struct store *s, const struct session *x, size_t n)
{
    int64_t person = person_new(s, x->hash, span_of(""));
    for (unsigned i = 0; n > 90 * i; i++)
        if (change_of(s, person, fact_note(1, i + 1, "a-note-that-fills-the-record")) != STORE_OK)
            abort();
}

/* Two pages of a browser without a record: the other was quicker, and what it has kept has no room here.
 * The request ends with a page, and the lock under which records are made is free. */
static void lock_left(void)
{
    enum { ROOM = 256 << 10 };
    static struct settings set = {.zone = "UTC", .keep_months = 24};
    static struct server s;
    struct late late = {.store = {&late_kind}, .real = opened(in_folder("late.db"))};
    struct session x;
    struct reply r = {0};
    static char body[] = "id=00000000000000aa&agree=yes&minutes=5", cookie[COOKIE_LEN + 1];
    session_fresh(&x);
    session_put(&x, &r);
    memcpy(cookie, r.cookie, sizeof cookie);
    record_begin(late.real, &x, ROOM);
    s.set = &set;
    s.store = &late.store;
    s.site = (struct app_site){
        "", "", "", "http://localhost", .country = country_find("GB"), .keep_months = 24};
    limit_begin(&s.makers, (struct rate){1, 10}, (struct rate){1, 10});
    for (int i = 0; i < MAKING; i++)
        pthread_mutex_init(&s.making[i], NULL);
    struct arena a = {.base = malloc(ROOM), .size = ROOM};
    struct ask q = {.post = 1,
                    .path = {"/walk", 5},
                    .query = {"", 0},
                    .body = {body, sizeof body - 1},
                    .cookie = cookie,
                    .content_type = "application/x-www-form-urlencoded",
                    .host = "localhost"};
    CHECK(address_read("127.0.0.1", &q.address));
    serve(&s, &a, &q, &r);
    CHECK(r.status == 500 && late.looks >= 3 && late.with_record >= 1);
    for (int i = 0; i < MAKING; i++)
        CHECK(pthread_mutex_trylock(&s.making[i]) == 0);
    free(a.base);
    store_close(late.real);
}

/* --- records of many facts ---------------------------------------------------------------------------- */

struct large {
    struct store store;
    struct span record;
};

static enum store_result large_find(struct store *s, enum store_key key, const uint8_t *hash,
                                    struct arena *a, struct person_row *ret_row)
{
    struct large *l = (struct large *)s;
    (void)key, (void)hash;
    char *copy = arena_alloc(a, l->record.len, 1);
    memcpy(copy, l->record.p, l->record.len);
    *ret_row = (struct person_row){.person = 1, .record = {copy, l->record.len}};
    return STORE_OK;
}

static enum store_result large_list(struct store *s, const struct actor *actor, enum list list,
                                    const struct value *values, int count, struct arena *a,
                                    struct rows *ret_rows)
{
    (void)s, (void)actor, (void)list, (void)values, (void)count, (void)a;
    *ret_rows = (struct rows){0};
    return STORE_OK;
}

static enum store_result large_change(struct store *s, struct change *c,
                                      const struct fact_lines *facts,
                                      const struct fact_lines *retain)
{
    (void)s, (void)c, (void)facts, (void)retain;
    return STORE_OK;
}

static const struct store_kind large_kind = {
    .find = large_find, .list = large_list, .change = large_change};

/* The shortest lines there are cost most memory a byte: the most that a record may have of them is
 * answered, and leaves the arena as large as it came. */
static void large(void)
{
    enum { FULL = (4 << 20) - 4096, LENT = 1 << 28 };
    static struct settings set = {.zone = "UTC", .keep_months = 24};
    static struct server s;
    static const char walk[] = "id=00000000000000aa&agree=yes&minutes=5";
    static const size_t sizes[] = {512 << 10, FULL};
    struct arena a = {.base = malloc(LENT), .size = LENT};
    char *lines = malloc(FULL), cookie[COOKIE_LEN + 1];
    struct large store = {.store = {&large_kind}};
    struct session x;
    struct reply r = {0};
    uint32_t n = 0;
    session_fresh(&x);
    session_put(&x, &r);
    memcpy(cookie, r.cookie, sizeof cookie);
    s.set = &set;
    s.store = &store.store;
    s.site = (struct app_site){
        "", "", "", "http://localhost", .country = country_find("GB"), .keep_months = 24};
    for (int i = 0; n + 64 < FULL; i++)
        n += (uint32_t)sprintf(lines + n, "2026-%02d-%02dT%02d:%02d+00:00 walk minutes=%d\n",
                               1 + i / 40320 % 12, 1 + i / 1440 % 28, i / 60 % 24, i % 60,
                               1 + i % 9);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        uint32_t len = n < sizes[i] ? n : (uint32_t)sizes[i] - 64;
        while (lines[len - 1] != '\n')
            len--;
        store.record = (struct span){lines, len};
        for (int post = 0; post < 2; post++) {
            struct ask q = {.post = post,
                            .path = {post ? "/walk" : "/", post ? 5 : 1},
                            .query = {"", 0},
                            .body = {walk, post ? sizeof walk - 1 : 0},
                            .cookie = cookie,
                            .content_type = "application/x-www-form-urlencoded",
                            .host = "localhost"};
            arena_reset(&a);
            serve(&s, &a, &q, &r);
            if (!CHECK(r.status == 200 || r.status == 303))
                fprintf(stderr, "    status %d\n", r.status);
            CHECK(a.size == LENT && atomic_load(&s.large) == 0);
        }
    }
    /* A file that is loaded: no memory of its lines is less than that of a record's. */
    static const struct {
        size_t there, sent;
    } loads[] = {{0, 510 << 10}, {3 << 20, 1 << 20}};
    for (size_t i = 0; i < sizeof loads / sizeof loads[0]; i++) {
        static const char head[] = "id=00000000000000aa&do=check&file=";
        char *body = malloc(loads[i].sent + 8);
        size_t at = sizeof head - 1;
        memcpy(body, head, at);
        for (const char *p = lines; at + 3 < loads[i].sent; p++)
            if (*p == '+' || *p == '\n' || *p == '=')
                at += (size_t)sprintf(body + at, "%%%02X", (unsigned)*p);
            else
                body[at++] = *p == ' ' ? '+' : *p;
        store.record = (struct span){lines, (uint32_t)loads[i].there};
        while (store.record.len && lines[store.record.len - 1] != '\n')
            store.record.len--;
        struct ask q = {.post = 1,
                        .path = {"/record", 7},
                        .query = {"", 0},
                        .body = {body, (uint32_t)at},
                        .cookie = cookie,
                        .content_type = "application/x-www-form-urlencoded",
                        .host = "localhost"};
        arena_reset(&a);
        serve(&s, &a, &q, &r);
        if (!CHECK(r.status == 200 || r.status == 422))
            fprintf(stderr, "    load of %zu: status %d\n", loads[i].sent, r.status);
        free(body);
    }
    /* One that ends for want of memory gives back what it took. */
    enum { LITTLE = 2 << 20 };
    store.record.len = 1 << 20;
    arena_reset(&a);
    a.size = LITTLE;
    struct ask little = {.path = {"/", 1}, .query = {"", 0}, .body = {"", 0}, .cookie = cookie};
    serve(&s, &a, &little, &r);
    CHECK(r.status == 500 && atomic_load(&s.large) == 0 && a.size == LITTLE);
    a.size = LENT;
    /* No more of them than so many at once; others, and the danger signs, are answered. */
    atomic_store(&s.large, 4);
    arena_reset(&a);
    struct ask q = {.path = {"/", 1}, .query = {"", 0}, .body = {"", 0}, .cookie = cookie};
    serve(&s, &a, &q, &r);
    CHECK(r.status == 503 && r.retry_s > 0 && atomic_load(&s.large) == 4 && a.size == LENT);
    arena_reset(&a);
    q.path = (struct span){"/safety", 7};
    serve(&s, &a, &q, &r);
    CHECK(r.status == 200);
    arena_reset(&a);
    store.record.len = 0;
    q.path = (struct span){"/", 1};
    serve(&s, &a, &q, &r);
    CHECK(r.status == 200 && atomic_load(&s.large) == 4);
    free(lines);
    free(a.base);
}

/* --- clocks ------------------------------------------------------------------------------------------- */

static time_t told_time; /* what the program's clock says; 0: what it is */
time_t time(time_t *ret) /* in the place of the C library's */
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    time_t now = told_time ? told_time : t.tv_sec;
    if (ret)
        *ret = now;
    return now;
}

/* Whatever the clock says, and however it is set, what is told is kept, once, and there is a page. */
static void clocks(void)
{
    static const struct {
        const char *what;
        int64_t at_s;
    } at[] = {
        {"an hour that does not exist",
         1774745999}, /* 29 March 2026, 00:59:59 UTC: then it is two */
        {"the one after it", 1774746000},
        {"an hour that comes twice", 1792889999}, /* 25 October 2026, 00:59:59 UTC */
        {"its second time", 1792890000},
        {"back by an hour", 1792886400},
        {"back by a day", 1792800000},
        {"on by two years", 1855958400},
        {"29 February", 1835395200},
        {"the last second of 31 bits", 2147483647},
        {"the first after it", 2147483648},
        {"the last of 32 bits", 4294967295},
        {"the first after it", 4294967296},
        {"back by seventy years", 1772409600},
    };
    enum { TIMES = sizeof at / sizeof at[0], LENT = 64 << 20 };
    static struct settings set = {.zone = "Europe/London", .keep_months = 24};
    static struct server s;
    const char *path = in_folder("clocks.db");
    char cookie[COOKIE_LEN + 1], body[80];
    struct session x;
    struct reply r = {0};
    struct arena a = {.base = malloc(LENT), .size = LENT};
    session_fresh(&x);
    session_put(&x, &r);
    memcpy(cookie, r.cookie, sizeof cookie);
    s.set = &set;
    s.store = opened(path);
    s.site = (struct app_site){
        "", "", "", "http://localhost", .country = country_find("GB"), .keep_months = 24};
    limit_begin(&s.makers, (struct rate){1, 100}, (struct rate){1, 100});
    for (int i = 0; i < MAKING; i++)
        pthread_mutex_init(&s.making[i], NULL);
    for (int i = 0; i < TIMES; i++)
        for (int turn = 0; turn < 2; turn++) { /* a second tap */
            told_time = (time_t)at[i].at_s;
            int n =
                snprintf(body, sizeof body, "id=%016x&agree=yes&minutes=%d", 0xc10c + i, 10 + i);
            struct ask q = {.post = 1,
                            .path = {"/walk", 5},
                            .query = {"", 0},
                            .body = {body, (uint32_t)n},
                            .cookie = cookie,
                            .content_type = "application/x-www-form-urlencoded",
                            .host = "localhost"};
            arena_reset(&a);
            serve(&s, &a, &q, &r);
            int kept = r.status == 303;
            q = (struct ask){.path = {"/", 1}, .query = {"", 0}, .body = {"", 0}, .cookie = cookie};
            arena_reset(&a);
            serve(&s, &a, &q, &r);
            if (!CHECK(kept && r.status == 200))
                fprintf(stderr, "    %s: kept %d, then %d\n", at[i].what, kept, r.status);
        }
    for (int again = 0; again < 2; again++) {
        struct person_row row;
        arena_reset(&a);
        CHECK(store_find(s.store, KEY_browser, x.hash, &a, &row) == STORE_OK && is_sound(s.store));
        char *lines = strndup(row.record.p, row.record.len);
        int walks = 0, right = 0;
        for (const char *p = lines; (p = strstr(p, " walk ")); p++)
            walks++;
        for (int i = 0; i < TIMES; i++) {
            snprintf(body, sizeof body, "minutes=%d\n", 10 + i);
            right += strstr(lines, body) != NULL;
        }
        CHECK(walks == TIMES && right == TIMES);
        /* Each has the civil time of the place. */
        CHECK(strstr(lines, "2026-03-29T00:59+00:00 walk ") &&
              strstr(lines, "2026-03-29T02:00+01:00 walk "));
        CHECK(strstr(lines, "2026-10-25T01:59+01:00 walk ") &&
              strstr(lines, "2026-10-25T01:00+00:00 walk "));
        CHECK(strstr(lines, "2038-01-19T03:14+00:00 walk ") &&
              strstr(lines, "2106-02-07T06:28+00:00 walk "));
        free(lines);
        store_close(s.store);
        s.store = opened(path);
    }
    store_close(s.store);
    told_time = 0;
    free(a.base);
}

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    clocks();
    lock_left();
    large();
    folder_remove();
    return check_done("serve inside");
}
