/* store.c - what is done before anything is written: the facts of a change, told apart and judged. */
#include "inside.h"
#include "log.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* A longest line with a fault in every pair of it needs less. */
enum { SCRATCH = 8 << 20 };

void chain_add(uint8_t head[CHAIN], int64_t person, int64_t sequence, struct span line)
{
    crypto_generichash_state st;
    uint8_t number[16];
    for (int i = 0; i < 8; i++) {
        number[i] = (uint8_t)((uint64_t)person >> 8 * i);
        number[8 + i] = (uint8_t)((uint64_t)sequence >> 8 * i);
    }
    crypto_generichash_init(&st, NULL, 0, CHAIN);
    crypto_generichash_update(&st, head, CHAIN);
    crypto_generichash_update(&st, number, sizeof number);
    crypto_generichash_update(&st, (const uint8_t *)line.p, line.len);
    crypto_generichash_final(&st, head, CHAIN);
}

static void name_of(const struct fact *f, char name[FACT_NAME])
{
    uint8_t hash[16];
    if (f->id.known) {
        snprintf(name, FACT_NAME, "%016llx-%llu", (unsigned long long)f->id.session,
                 (unsigned long long)f->id.number);
        return;
    }
    crypto_generichash(hash, sizeof hash, (const uint8_t *)f->line.p, f->line.len, NULL, 0);
    name[0] = '=';
    sodium_bin2hex(name + 1, FACT_NAME - 1, hash, sizeof hash);
}

static void scratch_full(void *host, const char *why)
{
    (void)why;
    longjmp(*(jmp_buf *)host, 1);
}

static enum store_result line_take(struct arena *a, struct span line, struct fact_lines *to)
{
    struct faults faults = {0};
    struct fact f;
    arena_reset(a);
    if (!fact_read(a, line.p, line.len, 1, &f, &faults))
        return faults.count ? STORE_REFUSED : STORE_OK;
    to->fact[to->count].line = line;
    name_of(&f, to->fact[to->count].name);
    to->count++;
    return STORE_OK;
}

static enum store_result lines_read(struct arena *a, struct span lines, struct fact_lines *to)
{
    jmp_buf full;
    a->host = &full;
    if (setjmp(full) != 0)
        return STORE_REFUSED; /* no fact needs so much */
    const char *p = lines.p, *end = lines.p + lines.len;
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((stop ? stop : end) - p);
        struct span line = {p, (uint32_t)n};
        p = stop ? stop + 1 : end;
        if (n && line.p[n - 1] == '\r')
            line.len--;
        enum store_result r = line_take(a, line, to);
        if (r != STORE_OK)
            return r;
    }
    return STORE_OK;
}

enum store_result facts_take(struct span lines, struct fact_lines *ret)
{
    size_t most = 1;
    for (uint32_t i = 0; i < lines.len; i++)
        most += lines.p[i] == '\n';
    *ret = (struct fact_lines){0};
    if (!lines.len)
        return STORE_OK;
    if (lines.len > STORE_RECORD_MAX)
        return STORE_REFUSED;
    struct arena a = {.base = malloc(SCRATCH), .size = SCRATCH, .fail = scratch_full};
    ret->fact = calloc(most, sizeof *ret->fact);
    enum store_result r = a.base && ret->fact ? lines_read(&a, lines, ret) : STORE_FULL;
    free(a.base);
    return r;
}

void facts_drop(struct fact_lines *f)
{
    free(f->fact);
    *f = (struct fact_lines){0};
}

/* Address space, of which only what is written to costs memory. */
static int address_space(struct arena *a)
{
    const size_t least = (size_t)1 << 24;
    for (size_t size = (size_t)1 << 33; size >= least; size /= 2) {
        void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (p == MAP_FAILED)
            continue;
        *a = (struct arena){.base = p, .size = size, .fail = scratch_full};
        return 1;
    }
    return 0;
}

static enum store_result record_try(struct arena *a, struct span record)
{
    jmp_buf full;
    struct record r;
    struct faults faults = {0};
    a->host = &full;
    if (setjmp(full) != 0)
        return STORE_FULL;
    record_read(a, record.p, record.len, &r, &faults);
    return faults.count ? STORE_BROKEN : STORE_OK;
}

enum store_result record_check(struct span record)
{
    struct arena a;
    if (!address_space(&a))
        return STORE_FULL;
    enum store_result r = record_try(&a, record);
    munmap(a.base, a.size);
    return r;
}

/* --- store.h, by kind ------------------------------------------------------------------------------ */

enum store_result store_find(struct store *s, enum store_key key, const uint8_t *hash,
                             struct arena *a, struct person_row *ret_row)
{
    return s->kind->find(s, key, hash, a, ret_row);
}

enum store_result store_list(struct store *s, const struct actor *actor, enum list list,
                             const struct value *values, int count, struct arena *a,
                             struct rows *ret_rows)
{
    return s->kind->list(s, actor, list, values, count, a, ret_rows);
}

enum store_result store_record(struct store *s, const struct actor *actor, int64_t patient,
                               struct arena *a, struct person_row *ret_row)
{
    return s->kind->record(s, actor, patient, a, ret_row);
}

enum store_result store_person(struct store *s, const struct actor *actor, int64_t person,
                               struct arena *a, struct person_row *ret_row)
{
    return s->kind->person(s, actor, person, a, ret_row);
}

enum store_result store_change(struct store *s, struct change *c)
{
    struct fact_lines facts, retain = {0};
    c->ret_person = 0;
    c->ret_stored = c->ret_there = 0;
    enum store_result r = facts_take(c->facts, &facts);
    if (r == STORE_OK)
        r = facts_take(c->retain, &retain);
    if (r == STORE_OK)
        r = s->kind->change(s, c, &facts, &retain);
    facts_drop(&facts);
    facts_drop(&retain);
    if (r == STORE_REFUSED)
        log_person(c->person, "a change was refused: a line is no fact, the record is too long, or "
                              "an act has a value that its table does not take");
    return r;
}

enum store_result store_sweep(struct store *s, int64_t now_s, int64_t idle_s, uint32_t *ret_erased)
{
    return s->kind->sweep(s, now_s, idle_s, ret_erased);
}

enum store_result store_clock_note(struct store *s, int64_t now_s)
{
    return s->kind->clock_note(s, now_s);
}

enum store_result store_backup(struct store *s, const char *path, int64_t now_s,
                               const char **ret_why)
{
    return s->kind->backup(s, path, now_s, ret_why);
}

enum store_result store_verify(struct store *s, void (*tell)(void *host, const char *what),
                               void *host, int64_t *ret_people, int64_t *ret_facts)
{
    return s->kind->verify(s, tell, host, ret_people, ret_facts);
}

void store_health(struct store *s, struct store_health *ret_health)
{
    s->kind->health(s, ret_health);
}

void store_close(struct store *s)
{
    if (s)
        s->kind->close(s);
}
