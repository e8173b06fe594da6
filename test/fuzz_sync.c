/* fuzz_sync.c - what a device brings to /sync, on top of what is there: each fact has one fate, what is said to be
 * kept is kept, once, nobody but the person writes, and the same again changes nothing.
 *
 * Input: the lines that are there, a NUL, and the form. */
#include "../core/form.h"
#include "../host/server/server.h"
#include "../knowledge/country.h"
#include "../store/inside.h"
#include "store_help.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 16, LENT = 32 << 20 };
static char kept[ROOM];
static uint32_t kept_len, kept_count;

static void must(int so, const char *what)
{
    if (so)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

/* A store of one person, in memory. */
static enum store_result one_find(struct store *s, enum store_key key, const uint8_t *hash,
                                  struct arena *a, struct person_row *ret_row)
{
    (void)s, (void)key, (void)hash;
    *ret_row = (struct person_row){0};
    if (!kept_count)
        return STORE_NONE;
    char *copy = a ? arena_alloc(a, kept_len + 1, 1) : NULL;
    if (copy)
        memcpy(copy, kept, kept_len);
    *ret_row = (struct person_row){
        .person = 1, .facts = kept_count, .record = {copy, copy ? kept_len : 0}};
    return STORE_OK;
}

static enum store_result one_list(struct store *s, const struct actor *actor, enum list list,
                                  const struct value *values, int count, struct arena *a,
                                  struct rows *ret_rows)
{
    (void)s, (void)actor, (void)list, (void)values, (void)count, (void)a;
    *ret_rows = (struct rows){0};
    return STORE_OK;
}

static int is_there(const char *line, size_t n)
{
    for (const char *p = kept, *end = kept + kept_len; p < end;) {
        if ((size_t)(end - p) >= n && memcmp(p, line, n) == 0)
            return 1;
        p = (const char *)memchr(p, '\n', (size_t)(end - p)) + 1;
    }
    return 0;
}

static int same_id(const struct fact *f)
{
    struct arena *a = test_arena();
    for (const char *p = kept, *end = kept + kept_len; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        struct faults faults = {0};
        struct fact other;
        if (fact_read(a, p, (size_t)(stop - p), 1, &other, &faults) && other.id.known &&
            other.id.session == f->id.session && other.id.number == f->id.number)
            return 1;
        p = stop + 1;
    }
    return 0;
}

static enum store_result one_change(struct store *s, struct change *c,
                                    const struct fact_lines *facts, const struct fact_lines *retain)
{
    uint32_t was_len = kept_len, was_count = kept_count;
    (void)s, (void)facts, (void)retain;
    for (const char *p = c->facts.p, *end = p + c->facts.len; p < end;) {
        size_t n = (size_t)((const char *)memchr(p, '\n', (size_t)(end - p)) + 1 - p);
        struct faults faults = {0};
        struct fact f;
        must(fact_read(test_arena(), p, n - 1, 1, &f, &faults), "what is kept is a fact");
        must(f.by == WHO_self || f.by == WHO_device, "what is kept is the person's own");
        if (!is_there(p, n)) {
            if (same_id(&f) || kept_len + n > ROOM) {
                kept_len = was_len;
                kept_count = was_count;
                return kept_len + n > ROOM ? STORE_FULL : STORE_CONFLICT;
            }
            memcpy(kept + kept_len, p, n);
            kept_len += (uint32_t)n;
            kept_count++;
        }
        p += n;
    }
    return STORE_OK;
}

static const struct store_kind one_kind = {
    .find = one_find, .list = one_list, .change = one_change};
static struct settings set = {.zone = "UTC", .keep_months = 24, .revoke = "0123456789abcdef"};
static struct store store = {&one_kind};
static struct server server;
static char cookie[COOKIE_LEN + 1];

static void begin(void)
{
    struct session x;
    struct reply r = {0};
    if (cookie[0])
        return;
    must(sodium_init() >= 0, "libsodium begins");
    session_fresh(&x);
    session_put(&x, &r);
    memcpy(cookie, r.cookie, sizeof cookie);
    server.set = &set;
    server.store = &store;
    server.site = (struct app_site){
        "", "", "", "http://localhost", .country = country_find("GB"), .keep_months = 24};
    limit_begin(&server.makers, (struct rate){1, 1 << 30}, (struct rate){1, 1 << 30});
    for (int i = 0; i < MAKING; i++)
        pthread_mutex_init(&server.making[i], NULL);
}

static struct reply sync_with(struct arena *a, const char *body, size_t n)
{
    struct reply r = {0};
    struct ask q = {.post = 1,
                    .path = {"/sync", 5},
                    .query = {"", 0},
                    .body = {body, (uint32_t)n},
                    .cookie = cookie,
                    .content_type = "application/x-www-form-urlencoded",
                    .host = "localhost"};
    must(address_read("127.0.0.1", &q.address), "an address");
    serve(&server, a, &q, &r);
    return r;
}

/* The lines that say what became of the n-th fact, and the first of them. */
static int fates(struct span told, int n, char *ret_word)
{
    int found = 0;
    for (const char *p = told.p, *end = p + told.len; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        char word[16];
        int of;
        must(stop != NULL, "the answer is in lines");
        if (sscanf(p, "%15s %d", word, &of) == 2 && of == n &&
            (!strcmp(word, "stored") || !strcmp(word, "exists") || !strcmp(word, "conflict") ||
             !strcmp(word, "refused")) &&
            p[0] != 'l')
            found += snprintf(ret_word, 16, "%s", word) > 0;
        p = stop + 1;
    }
    return found;
}

static void each_has_a_fate(const char *body, size_t n, struct span told, const char *wanted)
{
    struct form_reader r = {body, body + n};
    struct form_pair p;
    static char line[ROOM + 1];
    char word[16] = "";
    int at = 0;
    while (form_next(&r, &p) == FORM_PAIR && at < 2000) {
        if (p.key_len != 4 || memcmp(p.key, "fact", 4) != 0)
            continue;
        ptrdiff_t len = form_decode(p.value, p.value_len, line);
        must(fates(told, at++, word) == 1, "each fact has one fate");
        if (!strcmp(word, "stored") || !strcmp(word, "exists")) {
            must(len > 0, "what is kept is something");
            line[len] = '\n';
            must(is_there(line, (size_t)len + 1), "what is said to be kept is there");
            must(!wanted || !strcmp(word, wanted), "a second time it is there already");
        }
    }
}

static int is_other(struct span told)
{
    return memmem(told.p, told.len, "other\n", 6) != NULL;
}

/* What is there at first: whatever lines of the input are facts, each once. */
static void there(const uint8_t *data, size_t n)
{
    kept_len = kept_count = 0;
    for (size_t from = 0, to; from < n; from = to + 1) {
        struct faults faults = {0};
        struct fact f;
        for (to = from; to < n && data[to] != '\n';)
            to++;
        if (to - from < RECORD_LINE_MAX && kept_len + (to - from) + 1 < ROOM / 2 &&
            fact_read(test_arena(), (const char *)data + from, to - from, 1, &f, &faults) &&
            !(f.id.known && same_id(&f))) {
            memcpy(kept + kept_len, data + from, to - from);
            kept_len += (uint32_t)(to - from);
            kept[kept_len++] = '\n';
            kept_count++;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena a;
    if (size > 16384)
        return 0;
    if (!a.base)
        a = (struct arena){.base = malloc(LENT), .size = LENT};
    begin();
    const uint8_t *nul = memchr(data, 0, size);
    size_t first = nul ? (size_t)(nul - data) : 0;
    const char *body = (const char *)data + first + (nul != NULL);
    size_t n = size - first - (nul != NULL);
    there(data, first);
    arena_reset(&a);
    struct reply r = sync_with(&a, body, n);
    must(r.status == 200 || r.status == 400 || r.status == 401 || r.status == 503 ||
             r.status == 507,
         "a status");
    if (r.status != 200)
        return 0;
    if (is_other(r.body))
        return 0;
    each_has_a_fate(body, n, r.body, NULL);
    uint32_t before = kept_count;
    arena_reset(&a);
    r = sync_with(&a, body, n);
    must(r.status == 200 || r.status == 503, "the same again is taken again");
    if (r.status == 200 && !is_other(r.body)) /* a tag where there was no record yet is of none */
        each_has_a_fate(body, n, r.body, "exists");
    must(kept_count == before, "and changes nothing");
    return 0;
}
