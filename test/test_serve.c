/* test_serve.c - serve() on a store that does at the wrong moment what stores do: a record that appears
 * between two looks, and one that the page's memory has no room for. */
#include "../app/country.h"
#include "../host/server/server.h"
#include "../store/inside.h"
#include "../store/memory.h"
#include "check.h"
#include "store_help.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* The first look finds nobody; then it is the store in memory. */
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

static enum store_result late_change(struct store *s, struct change *c,
                                     const struct fact_lines *facts)
{
    struct late *l = (struct late *)s;
    return l->real->kind->change(l->real, c, facts);
}

static const struct store_kind late_kind = {.find = late_find, .change = late_change};

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
    struct late late = {.store = {&late_kind}, .real = store_memory()};
    struct session x;
    struct reply r = {0};
    static char body[] = "id=00000000000000aa&agree=yes&minutes=5", cookie[COOKIE_LEN + 1];
    session_fresh(&x);
    session_put(&x, &r);
    memcpy(cookie, r.cookie, sizeof cookie);
    record_begin(late.real, &x, ROOM);
    s.set = &set;
    s.store = &late.store;
    s.site = (struct app_site){"", "", "", "http://localhost", country_find("GB"), 24};
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

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    lock_left();
    return check_done("serve inside");
}
