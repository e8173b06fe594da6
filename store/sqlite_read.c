/* sqlite_read.c - finding a person: a few connections that only read, taken in turn. */
#include "log.h"
#include "sqlite.h"

#include <string.h>
#include <time.h>

enum store_result reader_take(struct sqlite_store *s, struct line **ret_line)
{
    struct line *l = NULL;
    enum store_result r = STORE_OK;
    pthread_mutex_lock(&s->lock);
    while (!l) {
        /* One that is open already before one that is not. */
        for (int i = 0; i < READERS; i++)
            if (!s->reader[i].taken && (!l || (s->reader[i].db && !l->db)))
                l = &s->reader[i];
        if (!l)
            pthread_cond_wait(&s->reader_free, &s->lock);
    }
    l->taken = 1;
    pthread_mutex_unlock(&s->lock);
    if (!l->db) {
        struct line fresh;
        r = line_open(&fresh, s->path, LINE_there);
        if (r == STORE_OK) {
            fresh.taken = 1;
            *l = fresh;
        }
    }
    if (r == STORE_OK)
        *ret_line = l;
    else
        reader_give(s, l);
    return r;
}

void reader_give(struct sqlite_store *s, struct line *l)
{
    pthread_mutex_lock(&s->lock);
    l->taken = 0;
    pthread_cond_signal(&s->reader_free);
    pthread_mutex_unlock(&s->lock);
}

enum {
    COLUMN_person,
    COLUMN_made,
    COLUMN_seen,
    COLUMN_facts,
    COLUMN_bytes,
    COLUMN_head,
    COLUMN_way_back,
    COLUMN_line,
    COLUMN_clinics
};

struct found {
    struct person_row row;
    int64_t bytes;
    uint8_t head[CHAIN];
};

static enum store_result row_take(sqlite3_stmt *q, struct found *ret)
{
    ret->row = (struct person_row){
        .person = sqlite3_column_int64(q, COLUMN_person),
        .made_s = sqlite3_column_int64(q, COLUMN_made),
        .seen_s = sqlite3_column_int64(q, COLUMN_seen),
        .facts = sqlite3_column_int64(q, COLUMN_facts),
        .clinics = sqlite3_column_int64(q, COLUMN_clinics),
        .has_way_back = sqlite3_column_bytes(q, COLUMN_way_back) == STORE_HASH,
    };
    if (ret->row.has_way_back)
        memcpy(ret->row.way_back, sqlite3_column_blob(q, COLUMN_way_back), STORE_HASH);
    ret->bytes = sqlite3_column_int64(q, COLUMN_bytes);
    if (sqlite3_column_bytes(q, COLUMN_head) != CHAIN || ret->bytes < 0 ||
        ret->bytes > STORE_RECORD_MAX)
        return STORE_BROKEN;
    memcpy(ret->head, sqlite3_column_blob(q, COLUMN_head), CHAIN);
    return STORE_OK;
}

/* Copies the lines into room for f->bytes, each checked against the chain. Somebody without a fact has
 * one row, with no line: more is looked for also where the person's row says that there is none. */
static enum store_result lines_copy(struct line *l, sqlite3_stmt *q, const struct found *f,
                                    char *room)
{
    uint8_t head[CHAIN] = {0};
    int64_t facts = 0, bytes = 0;
    int rc = SQLITE_ROW;
    if (sqlite3_column_type(q, COLUMN_line) == SQLITE_NULL)
        rc = SQLITE_DONE;
    for (; rc == SQLITE_ROW; rc = sqlite3_step(q)) {
        struct span line = column_span(q, COLUMN_line);
        if (bytes + line.len + 1 > f->bytes)
            return STORE_BROKEN;
        chain_add(head, f->row.person, ++facts, line);
        memcpy(room + bytes, line.p, line.len);
        bytes += line.len;
        room[bytes++] = '\n';
    }
    if (rc != SQLITE_DONE)
        return line_result(l);
    return facts == f->row.facts && bytes == f->bytes && memcmp(head, f->head, CHAIN) == 0
               ? STORE_OK
               : STORE_BROKEN;
}

/* *too_small: the arena has no room for it, which is to be told once the connection is given back. */
static enum store_result read_person(struct line *l, sqlite3_stmt *q, struct arena *a,
                                     struct found *ret, int *too_small)
{
    enum { SLACK = 64 };
    int rc = sqlite3_step(q);
    if (rc == SQLITE_DONE)
        return STORE_NONE;
    if (rc != SQLITE_ROW)
        return line_result(l);
    enum store_result r = row_take(q, ret);
    if (r != STORE_OK || !a)
        return r;
    size_t left = a->size - a->used;
    if (left < SLACK || left - SLACK < (size_t)ret->bytes) {
        *too_small = 1;
        return STORE_FULL;
    }
    char *room = arena_grow(a, NULL, 0, (size_t)ret->bytes);
    r = lines_copy(l, q, ret, room);
    ret->row.record = (struct span){ret->bytes ? room : "", (uint32_t)ret->bytes};
    return r;
}

/* The one person whom a statement finds, once its parameters are bound. */
struct sought {
    struct sqlite_store *s;
    struct line *l;
    sqlite3_stmt *q;
};

/* STORE_OK: to be ended by seek_end(). */
static enum store_result seek_begin(struct store *store, enum query which, struct sought *ret)
{
    struct sqlite_store *s = (struct sqlite_store *)store;
    *ret = (struct sought){.s = s};
    enum store_result r = reader_take(s, &ret->l);
    if (r != STORE_OK)
        return r;
    ret->q = line_query(ret->l, which);
    if (ret->q)
        return STORE_OK;
    r = line_result(ret->l);
    reader_give(s, ret->l);
    return r;
}

static enum store_result seek_end(struct sought *x, struct arena *a, struct person_row *ret_row)
{
    struct found f = {.row = {.person = 0}};
    int too_small = 0;
    enum store_result r = read_person(x->l, x->q, a, &f, &too_small);
    sqlite3_reset(x->q);
    reader_give(x->s, x->l);
    if (too_small)
        arena_fail(a, "a person's record has no room in the arena");
    if (r == STORE_BROKEN)
        log_person(f.row.person, "the record is damaged: it is not what was written");
    if (r == STORE_OK)
        *ret_row = f.row;
    return r;
}

enum store_result sqlite_find(struct store *store, enum store_key key, const uint8_t *hash,
                              struct arena *a, struct person_row *ret_row)
{
    struct sought x;
    enum store_result r =
        seek_begin(store, key == KEY_browser ? Q_find_browser : Q_find_way_back, &x);
    if (r != STORE_OK)
        return r;
    bind_hash(x.q, 1, hash);
    r = seek_end(&x, a, ret_row);
    if (r != STORE_OK)
        return r;
    struct visit_note v = {.person = ret_row->person, .now_s = (int64_t)time(NULL)};
    if (visit_due(ret_row->seen_s, v.now_s)) {
        v.by_browser = key == KEY_browser;
        memcpy(v.browser, hash, STORE_HASH);
        writer_visit(x.s, &v);
    }
    return STORE_OK;
}

enum store_result sqlite_record(struct store *store, const struct actor *actor, int64_t patient,
                                struct arena *a, struct person_row *ret_row)
{
    struct sought x;
    if (!(ROLES_clinical >> actor->role & 1))
        return STORE_NONE;
    enum store_result r = seek_begin(store, Q_find_patient, &x);
    if (r != STORE_OK)
        return r;
    sqlite3_bind_int64(x.q, 1, actor->clinic);
    sqlite3_bind_int64(x.q, 2, patient);
    sqlite3_bind_int64(x.q, 3, actor->role == ROLE_owner);
    return seek_end(&x, a, ret_row);
}

enum store_result sqlite_person(struct store *store, const struct actor *actor, int64_t person,
                                struct arena *a, struct person_row *ret_row)
{
    struct sought x;
    if (actor->role != ROLE_system)
        return STORE_NONE;
    enum store_result r = seek_begin(store, Q_find_person, &x);
    if (r != STORE_OK)
        return r;
    sqlite3_bind_int64(x.q, 1, person);
    return seek_end(&x, a, ret_row);
}

void sqlite_health(struct store *store, struct store_health *ret_health)
{
    struct sqlite_store *s = (struct sqlite_store *)store;
    struct store_health h = {.schema = SCHEMA};
    struct line *l;
    enum store_result r = reader_take(s, &l);
    if (r == STORE_OK) {
        sqlite3_stmt *q = line_query(l, Q_count);
        if (q && sqlite3_step(q) == SQLITE_ROW) {
            h.people = sqlite3_column_int64(q, 0);
            h.facts = sqlite3_column_int64(q, 1);
            h.clock_s = sqlite3_column_int64(q, 2);
        } else {
            r = line_result(l);
        }
        sqlite3_reset(q);
        static const char *const notes[] = {"last_backup_s", "clock_s"};
        int64_t *const to[] = {&h.last_backup_s, &h.clock_s};
        for (int i = 0; i < 2; i++) {
            enum store_result noted = meta_get(l, notes[i], to[i]);
            if (r == STORE_OK && noted != STORE_NONE)
                r = noted;
        }
        reader_give(s, l);
    }
    pthread_mutex_lock(&s->lock);
    h.state = r != STORE_OK ? r : s->state;
    h.refused = s->refused;
    pthread_mutex_unlock(&s->lock);
    *ret_health = h;
}
