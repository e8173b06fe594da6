/* sqlite_check.c - reads everything: each chain recomputed, each line read as a record. */
#include "sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
    struct line *l;
    void (*tell)(void *host, const char *what);
    void *host;
    char *lines; /* of one person */
    size_t room;
    int64_t faults, people, facts;
};

static void told(struct check *k, const char *what)
{
    k->faults++;
    k->tell(k->host, what);
}

static void told_of(struct check *k, int64_t person, const char *what)
{
    char all[160];
    snprintf(all, sizeof all, "person %lld: %s", (long long)person, what);
    told(k, all);
}

/* What SQLite itself says of the file's pages: names of tables and pages, nothing of a record. */
static enum store_result check_file(struct check *k)
{
    sqlite3_stmt *q = line_query(k->l, Q_integrity);
    int rc = SQLITE_ERROR;
    while (q && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        char all[300];
        const char *what = (const char *)sqlite3_column_text(q, 0);
        if (!what || strcmp(what, "ok") == 0)
            continue;
        snprintf(all, sizeof all, "file: %.280s", what);
        told(k, all);
    }
    enum store_result r = rc == SQLITE_DONE ? STORE_OK : line_result(k->l);
    sqlite3_reset(q);
    return r;
}

/* A statement that has a row for each fault. */
static enum store_result check_none(struct check *k, enum query which, const char *what)
{
    sqlite3_stmt *q = line_query(k->l, which);
    int rc = q ? sqlite3_step(q) : SQLITE_ERROR;
    if (rc == SQLITE_ROW)
        told(k, what);
    enum store_result r = rc == SQLITE_DONE || rc == SQLITE_ROW ? STORE_OK : line_result(k->l);
    sqlite3_reset(q);
    return r;
}

static int lines_room(struct check *k, size_t need)
{
    if (need <= k->room)
        return 1;
    char *more = realloc(k->lines, 2 * need);
    if (!more)
        return 0;
    k->lines = more;
    k->room = 2 * need;
    return 1;
}

static enum store_result check_person(struct check *k, int64_t person, int64_t facts, int64_t bytes,
                                      struct span head)
{
    uint8_t link[CHAIN] = {0};
    int64_t count = 0, dense = 1;
    size_t len = 0;
    int rc = SQLITE_ERROR;
    sqlite3_stmt *q = line_query(k->l, Q_facts);
    if (!q)
        return line_result(k->l);
    sqlite3_bind_int64(q, 1, person);
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        struct span line = column_span(q, 1);
        dense &= sqlite3_column_int64(q, 0) == ++count;
        chain_add(link, person, count, line);
        if (len + line.len + 1 > UINT32_MAX || !lines_room(k, len + line.len + 1))
            break;
        memcpy(k->lines + len, line.p, line.len);
        len += line.len;
        k->lines[len++] = '\n';
    }
    enum store_result r = rc == SQLITE_DONE  ? STORE_OK
                          : rc == SQLITE_ROW ? STORE_FULL
                                             : line_result(k->l);
    sqlite3_reset(q);
    if (r != STORE_OK)
        return r;
    k->facts += count;
    if (count != facts || !dense)
        told_of(k, person, "facts are missing, or there are too many");
    if ((int64_t)len != bytes)
        told_of(k, person, "the lines are not as long as they were");
    if (head.len != CHAIN || memcmp(head.p, link, CHAIN) != 0)
        told_of(k, person, "the checksum of the facts is not what it was");
    r = record_check((struct span){k->lines ? k->lines : "", (uint32_t)len});
    if (r != STORE_BROKEN)
        return r;
    told_of(k, person, "the record cannot be read");
    return STORE_OK;
}

static enum store_result check_people(struct check *k)
{
    sqlite3_stmt *q = line_query(k->l, Q_people);
    enum store_result r = STORE_OK;
    int rc = SQLITE_ERROR;
    while (q && r == STORE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        const char *head = sqlite3_column_blob(q, 3);
        k->people++;
        r = check_person(k, sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
                         sqlite3_column_int64(q, 2),
                         (struct span){head, (uint32_t)sqlite3_column_bytes(q, 3)});
    }
    if (r == STORE_OK && rc != SQLITE_DONE)
        r = line_result(k->l);
    sqlite3_reset(q);
    return r;
}

/* --- the logs of the clinics */

static void told_of_clinic(struct check *k, int64_t clinic, const char *what)
{
    char all[160];
    snprintf(all, sizeof all, "clinic %lld: %s", (long long)clinic, what);
    told(k, all);
}

static struct audit_row audit_row(sqlite3_stmt *q, int64_t clinic)
{
    return (struct audit_row){
        .clinic = clinic,
        .sequence = sqlite3_column_int64(q, 0),
        .at_s = sqlite3_column_int64(q, 1),
        .account = sqlite3_column_int64(q, 2),
        .role = column_span(q, 3),
        .patient = sqlite3_column_int64(q, 4),
        .person = sqlite3_column_int64(q, 5),
        .what = column_span(q, 6),
    };
}

static int is_head(sqlite3_stmt *q, int column, const uint8_t head[CHAIN])
{
    return sqlite3_column_bytes(q, column) == CHAIN &&
           memcmp(sqlite3_column_blob(q, column), head, CHAIN) == 0;
}

/* end: the row of audit_end. */
static enum store_result check_log(struct check *k, sqlite3_stmt *end)
{
    int64_t clinic = sqlite3_column_int64(end, 0), count = 0;
    int rc = SQLITE_ERROR, whole = 1;
    uint8_t head[CHAIN] = {0};
    sqlite3_stmt *q = line_query(k->l, Q_audit_rows);
    if (!q)
        return line_result(k->l);
    sqlite3_bind_int64(q, 1, clinic);
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        struct audit_row row = audit_row(q, clinic);
        whole &=
            row.sequence == ++count && audit_chain(head, &row) == STORE_OK && is_head(q, 7, head);
    }
    enum store_result r = rc == SQLITE_DONE ? STORE_OK : line_result(k->l);
    sqlite3_reset(q);
    if (r == STORE_OK && !whole)
        told_of_clinic(k, clinic, "the log is not what was written");
    if (r == STORE_OK && (count != sqlite3_column_int64(end, 1) || !is_head(end, 2, head)))
        told_of_clinic(k, clinic, "the log does not end where it ended");
    return r;
}

static enum store_result check_logs(struct check *k)
{
    sqlite3_stmt *q = line_query(k->l, Q_audit_ends);
    enum store_result r = STORE_OK;
    int rc = SQLITE_ERROR;
    while (q && r == STORE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW)
        r = check_log(k, q);
    if (r == STORE_OK && rc != SQLITE_DONE)
        r = line_result(k->l);
    sqlite3_reset(q);
    return r == STORE_OK ? check_none(k, Q_audit_endless, "the log of a clinic has lost its end")
                         : r;
}

static enum store_result check_all(struct check *k)
{
    /* All of it as it stands at one moment, whatever is written meanwhile. */
    enum store_result r = line_run(k->l, Q_read_begin);
    if (r == STORE_OK)
        r = check_file(k);
    if (r == STORE_OK)
        r = check_none(k, Q_references, "a row belongs to a person who is not there");
    if (r == STORE_OK)
        r = check_none(k, Q_erasing_left, "an erasure is half done");
    if (r == STORE_OK)
        r = check_none(k, Q_summary_wrong, "a summary was made from other facts than there are");
    if (r == STORE_OK)
        r = check_logs(k);
    return r == STORE_OK ? check_people(k) : r;
}

enum store_result line_verify(struct line *l, void (*tell)(void *host, const char *what),
                              void *host, int64_t *ret_people, int64_t *ret_facts)
{
    struct check k = {.l = l, .tell = tell, .host = host};
    enum store_result r = check_all(&k);
    if (!sqlite3_get_autocommit(l->db)) {
        enum store_result ended = line_run(l, Q_rollback);
        (void)ended; /* it only read */
    }
    free(k.lines);
    if (r == STORE_BROKEN)
        told(&k, "the database cannot be read to its end");
    if (r == STORE_OK && k.faults)
        r = STORE_BROKEN;
    *ret_people = k.people;
    *ret_facts = k.facts;
    return r;
}
