/* home.c - the server without a network and with a clock that is told, for test/phones.mjs.
 *
 *     build/gcc/home FILE REVOKED         the database; versions of the device's program that are withdrawn
 *
 * Reads from standard input a line "WHAT NOW COOKIE TARGET LENGTH" and so many bytes, and answers each with a line
 * "STATUS COOKIE LENGTH" and so many. COOKIE: of a browser, or ".". WHAT:
 *
 *     get, post   a request; the bytes are its form
 *     begin       a record is made of the bytes, its lines: the browser of the cookie that is answered has it
 *     join        another browser of the same record: its cookie
 *     leave       the browser is taken off its record
 *     clinic      the bytes, lines of a clinic, are put to the record
 *     record      its lines */
#include "../core/arena.h"
#include "../host/server/server.h"
#include "../knowledge/country.h"
#include "store_help.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static time_t now;
time_t time(time_t *ret) /* in the place of the C library's: the program's clock is this one */
{
    if (ret)
        *ret = now;
    return now;
}

static struct settings set = {.zone = "Europe/London", .keep_months = 24, .revoke = ""};
static struct server s;

static void answer(int status, const char *cookie, const void *bytes, size_t n)
{
    printf("%d %s %zu\n", status, *cookie ? cookie : ".", n);
    if (n)
        fwrite(bytes, 1, n, stdout);
    fflush(stdout);
}

static void request(struct arena *a, int post, const char *cookie, const char *target,
                    const char *body, size_t n)
{
    struct reply r = {0};
    struct ask q = {.post = post,
                    .path = span_of(target),
                    .query = {"", 0},
                    .body = {body, (uint32_t)n},
                    .cookie = *cookie == '.' ? NULL : cookie,
                    .content_type = "application/x-www-form-urlencoded",
                    .host = "localhost"};
    if (!address_read("127.0.0.1", &q.address))
        abort();
    serve(&s, a, &q, &r);
    answer(r.status, r.cookie, r.body.p, r.body.len);
}

/* The other verbs: what the store is told by other pages. */
static void tell_store(struct arena *a, const char *what, const char *cookie, struct span lines)
{
    struct session x;
    struct person_row row = {0};
    struct reply r = {0};
    session_begin(&x, *cookie == '.' ? NULL : cookie);
    enum store_result found =
        x.came ? store_find(s.store, KEY_browser, x.hash, a, &row) : STORE_NONE;
    struct change c = {.person = row.person, .facts = {"", 0}, .now_s = now};
    if (!strcmp(what, "record")) {
        answer((int)found, "", row.record.p, row.record.len);
        return;
    }
    if (!strcmp(what, "leave"))
        c.forget = x.hash;
    else if (strcmp(what, "join") != 0)
        c.facts = lines;
    if (!strcmp(what, "begin") || !strcmp(what, "join")) {
        session_fresh(&x);
        session_put(&x, &r);
        c.browser = x.hash;
    }
    answer((int)store_change(s.store, &c), r.cookie, NULL, 0);
}

int main(int count, char **argument)
{
    enum { LENT = 1 << 28 };
    static struct arena a;
    char what[16], cookie[COOKIE_LEN + 1], target[64];
    long long at;
    size_t n;
    if (count != 3 || sodium_init() < 0)
        return 2;
    set.revoke = argument[2];
    s.set = &set;
    s.store = opened(argument[1]);
    s.site = (struct app_site){
        "", "", "", "http://localhost", .country = country_find("GB"), .keep_months = 24};
    limit_begin(&s.makers, (struct rate){1, 1000000}, (struct rate){1, 1000000});
    limit_begin(&s.tries, (struct rate){1, 1000000}, (struct rate){1, 1000000});
    for (int i = 0; i < MAKING; i++)
        pthread_mutex_init(&s.making[i], NULL);
    a = (struct arena){.base = malloc(LENT), .size = LENT};
    while (scanf("%15s %lld %43s %63s %zu", what, &at, cookie, target, &n) == 5 &&
           getchar() == '\n') {
        char *body = malloc(n + 1);
        if (fread(body, 1, n, stdin) != n)
            return 1;
        body[n] = '\0';
        now = (time_t)at;
        arena_reset(&a);
        if (!strcmp(what, "get") || !strcmp(what, "post"))
            request(&a, what[0] == 'p', cookie, target, body, n);
        else
            tell_store(&a, what, cookie, (struct span){body, (uint32_t)n});
        free(body);
    }
    store_close(s.store);
    return 0;
}
