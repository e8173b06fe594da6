/* sqlite.c - connections to an SQLite file, set up so that what is committed is on disk and what is
 * damaged is noticed; and a store that is opened and closed. */
#include "sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const sql[Q_COUNT] = {
#define QUERY(name, text) text,
#include "queries.def"
#undef QUERY
};

/* --- results and statements -------------------------------------------------------------------------- */

enum store_result result_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return STORE_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return STORE_BUSY;
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
        return STORE_FULL;
    case SQLITE_IOERR:
        /* What cannot be read is damage; what cannot be written is a full or failing disk. */
        return rc == SQLITE_IOERR_READ || rc == SQLITE_IOERR_SHORT_READ ||
                       rc == SQLITE_IOERR_CORRUPTFS || rc == SQLITE_IOERR_DATA
                   ? STORE_BROKEN
                   : STORE_FULL;
    default:
        return STORE_BROKEN;
    }
}

enum store_result line_result(struct line *l)
{
    enum store_result r = result_of(sqlite3_extended_errcode(l->db));
    return r == STORE_OK ? STORE_BROKEN : r; /* asked only after a failure */
}

sqlite3_stmt *line_prepare(struct line *l, sqlite3_stmt **at, const char *text)
{
    if (!*at)
        sqlite3_prepare_v3(l->db, text, -1, SQLITE_PREPARE_PERSISTENT, at, NULL);
    return *at;
}

sqlite3_stmt *line_query(struct line *l, enum query q)
{
    return line_prepare(l, &l->statement[q], sql[q]);
}

enum store_result query_run(struct line *l, sqlite3_stmt *q)
{
    if (!q)
        return line_result(l);
    int rc = sqlite3_step(q);
    enum store_result r = rc == SQLITE_DONE || rc == SQLITE_ROW ? STORE_OK : line_result(l);
    sqlite3_reset(q);
    return r;
}

enum store_result line_run(struct line *l, enum query q)
{
    return query_run(l, line_query(l, q));
}

enum store_result run_1(struct line *l, enum query which, int64_t value)
{
    sqlite3_stmt *q = line_query(l, which);
    if (q)
        sqlite3_bind_int64(q, 1, value);
    return query_run(l, q);
}

enum store_result run_2(struct line *l, enum query which, int64_t first, int64_t second)
{
    sqlite3_stmt *q = line_query(l, which);
    if (q) {
        sqlite3_bind_int64(q, 1, first);
        sqlite3_bind_int64(q, 2, second);
    }
    return query_run(l, q);
}

void bind_hash(sqlite3_stmt *q, int at, const uint8_t *hash)
{
    sqlite3_bind_blob(q, at, hash, STORE_HASH, SQLITE_STATIC);
}

void bind_span(sqlite3_stmt *q, int at, struct span text)
{
    sqlite3_bind_text(q, at, text.p, (int)text.len, SQLITE_STATIC);
}

struct span column_span(sqlite3_stmt *q, int at)
{
    const char *p = (const char *)sqlite3_column_text(q, at);
    return (struct span){p ? p : "", (uint32_t)sqlite3_column_bytes(q, at)};
}

enum store_result meta_get(struct line *l, const char *name, int64_t *ret_value)
{
    sqlite3_stmt *q = line_query(l, Q_meta_get);
    if (!q)
        return line_result(l);
    sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
    int rc = sqlite3_step(q);
    enum store_result r = rc == SQLITE_ROW    ? STORE_OK
                          : rc == SQLITE_DONE ? STORE_NONE
                                              : line_result(l);
    if (rc == SQLITE_ROW)
        *ret_value = sqlite3_column_int64(q, 0);
    sqlite3_reset(q);
    return r;
}

enum store_result meta_put(struct line *l, const char *name, int64_t value)
{
    sqlite3_stmt *q = line_query(l, Q_meta_put);
    if (q) {
        sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
        sqlite3_bind_int64(q, 2, value);
    }
    return query_run(l, q);
}

/* --- a connection ------------------------------------------------------------------------------------- */

static int is_wal(void *told, int columns, char **value, char **name)
{
    (void)name;
    *(int *)told = columns == 1 && value[0] && strcmp(value[0], "wal") == 0;
    return 0;
}

_Static_assert(PAGES_MAX == 16777215, "as it is set below");

static int set_up(sqlite3 *db, enum line_for use)
{
    static const char always[] =
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
        "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -256;";
    /* NORMAL would lose what was answered "saved" when the power goes. The log is copied into the
     * file by the writer, after it has answered. */
    static const char writing[] =
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 0;"
        "PRAGMA journal_size_limit = 16777216; PRAGMA max_page_count = 16777215;";
    int rc, wal = 0;
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, BUSY_MS);
    rc = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, always, NULL, NULL, NULL);
    if (rc != SQLITE_OK || use == LINE_copy)
        return rc;
    rc = sqlite3_exec(db, "PRAGMA journal_mode = WAL", is_wal, &wal, NULL);
    if (rc == SQLITE_OK && !wal)
        return SQLITE_READONLY; /* it tells of another mode in place of failing */
    return rc == SQLITE_OK ? sqlite3_exec(db, writing, NULL, NULL, NULL) : rc;
}

/* For nobody else to read. The log and its index get the same permissions from SQLite. */
static int make_private(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST;
    close(fd);
    return 1;
}

enum store_result line_open(struct line *l, const char *path, enum line_for use)
{
    int flags =
        SQLITE_OPEN_NOMUTEX | (use == LINE_copy ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    *l = (struct line){0};
    if (use == LINE_new && !make_private(path))
        return STORE_FULL;
    int rc = sqlite3_open_v2(path, &l->db, flags, wiping_vfs());
    if (rc == SQLITE_OK)
        rc = set_up(l->db, use);
    if (rc != SQLITE_OK)
        line_close(l);
    return result_of(rc);
}

void line_close(struct line *l)
{
    for (int q = 0; q < Q_COUNT; q++)
        sqlite3_finalize(l->statement[q]);
    for (int i = 0; i < LIST_COUNT; i++)
        sqlite3_finalize(l->list[i]);
    for (int i = 0; i < ACT_COUNT; i++)
        sqlite3_finalize(l->act[i]);
    sqlite3_close(l->db);
    *l = (struct line){0};
}

/* --- a store ------------------------------------------------------------------------------------------- */

static enum store_result do_change(struct store *store, struct change *c,
                                   const struct fact_lines *facts, const struct fact_lines *retain)
{
    struct sqlite_store *s = (struct sqlite_store *)store;
    struct job j = {.kind = JOB_change, .change = c, .facts = facts, .retain = retain};
    enum store_result r = writer_do(s, &j);
    if (r == STORE_OK) {
        c->ret_person = j.person;
        c->ret_stored = j.stored;
        c->ret_there = j.there;
    }
    return r;
}

/* A few at a time, so that nobody waits long for the writer. */
static enum store_result do_sweep(struct store *store, int64_t now_s, int64_t idle_s,
                                  uint32_t *ret_erased)
{
    struct sqlite_store *s = (struct sqlite_store *)store;
    uint32_t erased = 0;
    int64_t after = 0;
    enum store_result failed = STORE_OK;
    do {
        struct job j = {.kind = JOB_sweep, .now_s = now_s, .idle_s = idle_s, .after = after};
        enum store_result r = writer_do(s, &j);
        if (r != STORE_OK)
            return r;
        erased += j.erased;
        after = j.person;
        if (j.failed != STORE_OK)
            failed = j.failed;
    } while (after);
    *ret_erased = erased;
    return failed;
}

static enum store_result do_clock_note(struct store *store, int64_t now_s)
{
    struct job j = {.kind = JOB_note, .note = "clock_s", .now_s = now_s};
    return writer_do((struct sqlite_store *)store, &j);
}

static enum store_result do_verify(struct store *store, void (*tell)(void *host, const char *what),
                                   void *host, int64_t *ret_people, int64_t *ret_facts)
{
    struct sqlite_store *s = (struct sqlite_store *)store;
    struct line l;
    enum store_result r = line_open(&l, s->path, LINE_there);
    if (r != STORE_OK)
        return r;
    r = line_verify(&l, tell, host, ret_people, ret_facts);
    line_close(&l);
    return r;
}

static void do_close(struct store *store)
{
    struct sqlite_store *s = (struct sqlite_store *)store;
    writer_stop(s);
    for (int i = 0; i < READERS; i++)
        line_close(&s->reader[i]);
    line_close(&s->writer);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->wanted);
    pthread_cond_destroy(&s->reader_free);
    free(s->path);
    free(s);
}

static const struct store_kind sqlite_kind = {
    .find = sqlite_find,
    .list = sqlite_list,
    .record = sqlite_record,
    .person = sqlite_person,
    .change = do_change,
    .sweep = do_sweep,
    .clock_note = do_clock_note,
    .backup = sqlite_backup,
    .verify = do_verify,
    .health = sqlite_health,
    .close = do_close,
};

static const char *why_not(enum store_result r)
{
    switch (r) {
    case STORE_NONE:
        return "there is no database";
    case STORE_BUSY:
        return "another program has locked the database; end that program";
    case STORE_FULL:
        return "the database cannot be written: is the disk full, or may this user not write "
               "there?";
    default:
        return "the database is damaged, or the file is something else; bring back a backup";
    }
}

static enum store_result open_file(const char *path, enum line_for use, struct store **ret_store,
                                   const char **ret_why)
{
    const char *why = NULL;
    struct sqlite_store *s = calloc(1, sizeof *s);
    enum store_result r = STORE_FULL;
    if (s && sodium_init() >= 0 && (s->path = strdup(path)))
        r = use == LINE_there && access(path, F_OK) != 0 ? STORE_NONE
                                                         : line_open(&s->writer, path, use);
    if (r == STORE_OK)
        r = schema_ready(&s->writer, path, use == LINE_new, &why);
    if (r == STORE_OK) {
        s->store.kind = &sqlite_kind;
        s->batch = BATCH;
        if (writer_start(s)) {
            *ret_store = &s->store;
            return STORE_OK;
        }
        r = STORE_FULL;
    }
    if (s) {
        line_close(&s->writer);
        free(s->path);
        free(s);
    }
    *ret_why = why ? why : why_not(r);
    return r;
}

enum store_result store_open(const char *path, struct store **ret_store, const char **ret_why)
{
    return open_file(path, LINE_new, ret_store, ret_why);
}

enum store_result store_open_there(const char *path, struct store **ret_store, const char **ret_why)
{
    return open_file(path, LINE_there, ret_store, ret_why);
}
