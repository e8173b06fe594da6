/* memory.c - the contract of store.h without a disk: plain arrays, searched from end to end. */
#include "memory.h"
#include "inside.h"
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct kept { /* a fact, in its person's lines */
    char name[FACT_NAME];
    uint32_t from, len;
};
struct person {
    struct person *next;
    int64_t person, made_s, seen_s;
    int has_way_back;
    uint8_t way_back[STORE_HASH];
    char *lines;
    uint32_t len, room;
    struct kept *fact;
    uint32_t facts, fact_room;
};
struct browser {
    struct browser *next;
    int64_t person;
    uint8_t hash[STORE_HASH];
};
struct memory_store {
    struct store store;
    pthread_mutex_t lock;
    struct person *people;
    struct browser *browsers;
    int64_t last_person;
    struct store_health health; /* people and facts are counted when asked for */
    enum store_result fault;
};

static struct person *person_find(struct memory_store *s, int64_t person)
{
    struct person *p = s->people;
    while (p && p->person != person)
        p = p->next;
    return p;
}

static struct browser *browser_find(struct memory_store *s, const uint8_t *hash)
{
    struct browser *b = s->browsers;
    while (b && memcmp(b->hash, hash, STORE_HASH) != 0)
        b = b->next;
    return b;
}

static struct person *way_back_find(struct memory_store *s, const uint8_t *hash)
{
    struct person *p = s->people;
    while (p && !(p->has_way_back && memcmp(p->way_back, hash, STORE_HASH) == 0))
        p = p->next;
    return p;
}

static enum store_result memory_find(struct store *store, enum store_key key, const uint8_t *hash,
                                     struct arena *a, struct person_row *ret_row)
{
    struct memory_store *s = (struct memory_store *)store;
    struct person *p = NULL;
    char *room = NULL;
    pthread_mutex_lock(&s->lock);
    if (key == KEY_browser) {
        struct browser *b = browser_find(s, hash);
        p = b ? person_find(s, b->person) : NULL;
    } else {
        p = way_back_find(s, hash);
    }
    uint32_t len = p && a ? p->len : 0;
    int fits = p && (!a || a->size - a->used >= (size_t)len + 64);
    if (fits) { /* else the lock must not be held when that fails */
        room = len ? arena_grow(a, NULL, 0, len) : NULL;
        if (len)
            memcpy(room, p->lines, len);
        *ret_row = (struct person_row){.person = p->person,
                                       .made_s = p->made_s,
                                       .seen_s = p->seen_s,
                                       .has_way_back = p->has_way_back,
                                       .record = {len ? room : "", len}};
        memcpy(ret_row->way_back, p->way_back, STORE_HASH);
        int64_t now_s = (int64_t)time(NULL);
        if (visit_due(p->seen_s, now_s))
            p->seen_s = now_s;
    }
    pthread_mutex_unlock(&s->lock);
    if (p && !fits)
        arena_fail(a, "a person's record has no room in the arena");
    return p ? STORE_OK : STORE_NONE;
}

/* --- a change: the facts are added one by one, and taken back when one cannot be kept ----------------- */

static int room_for(void *at, uint32_t *room, uint32_t need, size_t size)
{
    void **block = at;
    uint32_t more = *room ? *room : 16;
    while (more < need)
        more *= 2;
    if (more == *room)
        return 1;
    void *p = realloc(*block, more * size);
    if (!p)
        return 0;
    *block = p;
    *room = more;
    return 1;
}

/* STORE_OK: it is there; STORE_NONE: it is new; STORE_CONFLICT. */
static enum store_result fact_there(const struct person *p, const struct fact_line *f)
{
    for (uint32_t i = 0; i < p->facts; i++) {
        const struct kept *k = &p->fact[i];
        if (strcmp(k->name, f->name) == 0)
            return k->len == f->line.len && memcmp(p->lines + k->from, f->line.p, k->len) == 0
                       ? STORE_OK
                       : STORE_CONFLICT;
    }
    return STORE_NONE;
}

static enum store_result fact_add(struct person *p, const struct fact_line *f)
{
    if (p->facts >= RECORD_FACTS_MAX || p->len + f->line.len + 1 > STORE_RECORD_MAX)
        return STORE_REFUSED;
    if (!room_for(&p->lines, &p->room, p->len + f->line.len + 1, 1) ||
        !room_for(&p->fact, &p->fact_room, p->facts + 1, sizeof *p->fact))
        return STORE_FULL;
    struct kept *k = &p->fact[p->facts++];
    memcpy(k->name, f->name, FACT_NAME);
    k->from = p->len;
    k->len = f->line.len;
    memcpy(p->lines + p->len, f->line.p, f->line.len);
    p->len += f->line.len;
    p->lines[p->len++] = '\n';
    return STORE_OK;
}

static enum store_result facts_add(struct person *p, const struct fact_lines *facts,
                                   struct change *c)
{
    uint32_t facts_before = p->facts, len_before = p->len, there = 0;
    for (uint32_t i = 0; i < facts->count; i++) {
        enum store_result r = fact_there(p, &facts->fact[i]);
        there += r == STORE_OK;
        if (r == STORE_NONE)
            r = fact_add(p, &facts->fact[i]);
        if (r == STORE_OK)
            continue;
        p->facts = facts_before;
        p->len = len_before;
        return r;
    }
    c->ret_stored = p->facts - facts_before;
    c->ret_there = there;
    return STORE_OK;
}

static void untie(struct memory_store *s, int64_t person, const uint8_t *hash)
{
    for (struct browser **at = &s->browsers, *b; (b = *at);) {
        if (b->person != person && !(hash && memcmp(b->hash, hash, STORE_HASH) == 0)) {
            at = &b->next;
            continue;
        }
        *at = b->next;
        free(b);
    }
}

static void person_free(struct person *p)
{
    free(p->lines);
    free(p->fact);
    free(p);
}

static void erase(struct memory_store *s, struct person *p)
{
    struct person **at = &s->people;
    while (*at != p)
        at = &(*at)->next;
    *at = p->next;
    untie(s, p->person, NULL);
    person_free(p);
}

/* All that can fail comes before all that cannot be taken back. */
static enum store_result apply(struct memory_store *s, struct person *p, struct change *c,
                               const struct fact_lines *facts)
{
    struct browser *b = NULL;
    struct person *owner = c->way_back ? way_back_find(s, c->way_back) : NULL;
    if (owner && owner != p)
        return STORE_CONFLICT;
    if (c->browser && !(b = calloc(1, sizeof *b)))
        return STORE_FULL;
    enum store_result r = facts_add(p, facts, c);
    if (r != STORE_OK) {
        free(b);
        return r;
    }
    if (c->forget)
        untie(s, 0, c->forget);
    if (b) {
        untie(s, 0, c->browser);
        b->person = p->person;
        memcpy(b->hash, c->browser, STORE_HASH);
        b->next = s->browsers;
        s->browsers = b;
    }
    if (c->way_back) {
        p->has_way_back = 1;
        memcpy(p->way_back, c->way_back, STORE_HASH);
    }
    if (p->seen_s < c->now_s)
        p->seen_s = c->now_s;
    return STORE_OK;
}

static enum store_result change_make(struct memory_store *s, struct change *c,
                                     const struct fact_lines *facts)
{
    struct person *p = calloc(1, sizeof *p);
    if (!p)
        return STORE_FULL;
    *p = (struct person){.person = s->last_person + 1, .made_s = c->now_s, .seen_s = c->now_s};
    enum store_result r = apply(s, p, c, facts);
    if (r != STORE_OK) {
        person_free(p);
        return r;
    }
    c->ret_person = ++s->last_person;
    p->next = s->people;
    s->people = p;
    return STORE_OK;
}

static enum store_result change_do(struct memory_store *s, struct change *c,
                                   const struct fact_lines *facts)
{
    if (!c->person)
        return c->erase ? STORE_NONE : change_make(s, c, facts);
    struct person *p = person_find(s, c->person);
    if (!p)
        return STORE_NONE;
    enum store_result r = c->erase ? STORE_OK : apply(s, p, c, facts);
    if (c->erase && c->forget)
        untie(s, 0, c->forget);
    if (c->erase)
        erase(s, p);
    if (r == STORE_OK)
        c->ret_person = c->person;
    return r;
}

static enum store_result memory_change(struct store *store, struct change *c,
                                       const struct fact_lines *facts)
{
    struct memory_store *s = (struct memory_store *)store;
    pthread_mutex_lock(&s->lock);
    enum store_result r = s->fault != STORE_OK ? s->fault : change_do(s, c, facts);
    s->health.state = s->fault;
    s->health.refused += r == STORE_CONFLICT;
    pthread_mutex_unlock(&s->lock);
    if (r == STORE_CONFLICT)
        log_person(c->person, "a change was refused: a fact came again with another line");
    return r;
}

static enum store_result memory_sweep(struct store *store, int64_t now_s, int64_t idle_s,
                                      uint32_t *ret_erased)
{
    struct memory_store *s = (struct memory_store *)store;
    uint32_t erased = 0;
    pthread_mutex_lock(&s->lock);
    enum store_result r = s->fault;
    for (struct person *p = s->people, *next; p && r == STORE_OK; p = next) {
        next = p->next;
        if ((p->facts || p->made_s > now_s - STORE_FACTLESS_S) && p->seen_s > now_s - idle_s)
            continue;
        erase(s, p);
        erased++;
    }
    s->health.state = s->fault;
    pthread_mutex_unlock(&s->lock);
    if (r == STORE_OK)
        *ret_erased = erased;
    return r;
}

static enum store_result memory_clock_note(struct store *store, int64_t now_s)
{
    struct memory_store *s = (struct memory_store *)store;
    pthread_mutex_lock(&s->lock);
    if (s->fault == STORE_OK)
        s->health.clock_s = now_s;
    enum store_result r = s->fault;
    pthread_mutex_unlock(&s->lock);
    return r;
}

/* --- looking at all of it ----------------------------------------------------------------------------- */

/* The lines of everybody, as `ambulando replay` reads them. */
static enum store_result memory_backup(struct store *store, const char *path, int64_t now_s,
                                       const char **ret_why)
{
    struct memory_store *s = (struct memory_store *)store;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (!out) {
        *ret_why = errno == EEXIST ? "there is a file of this name already; it is left as it is"
                                   : "the copy cannot be written there";
        return STORE_FULL;
    }
    pthread_mutex_lock(&s->lock);
    for (const struct person *p = s->people; p; p = p->next) {
        fprintf(out, "person %lld\n", (long long)p->person);
        fwrite(p->lines ? p->lines : "", 1, p->len, out);
    }
    int written = !ferror(out);
    int ok = fclose(out) == 0 && written && s->fault == STORE_OK;
    if (ok)
        s->health.last_backup_s = now_s;
    pthread_mutex_unlock(&s->lock);
    if (ok)
        return STORE_OK;
    unlink(path);
    *ret_why = "the copy cannot be written there";
    return STORE_FULL;
}

static enum store_result memory_verify(struct store *store,
                                       void (*tell)(void *host, const char *what), void *host,
                                       int64_t *ret_people, int64_t *ret_facts)
{
    struct memory_store *s = (struct memory_store *)store;
    enum store_result all = STORE_OK;
    pthread_mutex_lock(&s->lock);
    *ret_people = *ret_facts = 0;
    for (const struct person *p = s->people; p; p = p->next) {
        enum store_result r = record_check((struct span){p->lines ? p->lines : "", p->len});
        if (r == STORE_BROKEN)
            tell(host, "a record cannot be read");
        if (r != STORE_OK)
            all = r;
        ++*ret_people;
        *ret_facts += p->facts;
    }
    pthread_mutex_unlock(&s->lock);
    return all;
}

static void memory_health(struct store *store, struct store_health *ret_health)
{
    struct memory_store *s = (struct memory_store *)store;
    pthread_mutex_lock(&s->lock);
    *ret_health = s->health;
    for (const struct person *p = s->people; p; p = p->next) {
        if (!s->health.clock_s && ret_health->clock_s < p->seen_s)
            ret_health->clock_s = p->seen_s;
        ret_health->people++;
        ret_health->facts += p->facts;
    }
    pthread_mutex_unlock(&s->lock);
}

static void memory_close(struct store *store)
{
    struct memory_store *s = (struct memory_store *)store;
    while (s->people)
        erase(s, s->people);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

static const struct store_kind memory_kind = {
    .find = memory_find,
    .change = memory_change,
    .sweep = memory_sweep,
    .clock_note = memory_clock_note,
    .backup = memory_backup,
    .verify = memory_verify,
    .health = memory_health,
    .close = memory_close,
};

struct store *store_memory(void)
{
    struct memory_store *s = sodium_init() < 0 ? NULL : calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->store.kind = &memory_kind;
    pthread_mutex_init(&s->lock, NULL);
    return &s->store;
}

void store_memory_fault(struct store *store, enum store_result result)
{
    struct memory_store *s = (struct memory_store *)store;
    pthread_mutex_lock(&s->lock);
    s->fault = result;
    pthread_mutex_unlock(&s->lock);
}
