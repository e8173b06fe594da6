/* sqlite_restore.c - a backup takes the place of the file that is there, and what was erased since it was
 * made is told. */
#include "sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_delete(void *told, int columns, char **value, char **name)
{
    (void)name;
    *(int *)told = columns == 1 && value[0] && strcmp(value[0], "delete") == 0;
    return 0;
}

/* The file alone, without a log beside it: which cannot be while another program has it open. */
static int alone(struct line *l)
{
    int done = 0;
    return sqlite3_exec(l->db, "PRAGMA journal_mode = DELETE", is_delete, &done, NULL) ==
               SQLITE_OK &&
           done;
}

static enum store_result erased_of(struct line *l, struct restored *ret)
{
    sqlite3_stmt *q = NULL;
    enum store_result r = STORE_OK;
    int rc = sqlite3_prepare_v2(l->db, "SELECT person FROM erased", -1, &q, NULL);
    while (rc == SQLITE_OK && r == STORE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        int64_t *more = realloc(ret->erased, (ret->count + 1) * sizeof *more);
        if (more) {
            more[ret->count++] = sqlite3_column_int64(q, 0);
            ret->erased = more;
            rc = SQLITE_OK;
        } else {
            r = STORE_FULL;
        }
    }
    sqlite3_finalize(q);
    return r == STORE_OK && rc != SQLITE_DONE ? STORE_BROKEN : r;
}

static enum store_result numbers_given(struct line *l, int64_t *ret_last)
{
    sqlite3_stmt *q = NULL;
    int rc = sqlite3_prepare_v2(l->db, "SELECT seq FROM sqlite_sequence WHERE name = 'person'", -1,
                                &q, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW)
        *ret_last = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? STORE_OK : STORE_BROKEN;
}

/* What the file that is there knows and the backup does not. A damaged one tells nothing. */
static enum store_result look_at(const char *path, struct restored *ret, int64_t *ret_last,
                                 const char **ret_why)
{
    struct line l;
    enum store_result r;
    if (access(path, F_OK) != 0)
        return STORE_OK;
    ret->was_there = 1;
    r = line_open(&l, path, LINE_there);
    if (r == STORE_OK && !alone(&l)) {
        *ret_why = "another program has the records open: stop the server first";
        line_close(&l);
        return STORE_BUSY;
    }
    if (r == STORE_OK) {
        r = erased_of(&l, ret);
        if (r == STORE_OK)
            r = numbers_given(&l, ret_last);
        line_close(&l);
    }
    ret->unknown = r == STORE_BROKEN;
    if (r != STORE_OK && r != STORE_BROKEN)
        *ret_why = "the records that are there cannot be read";
    return r == STORE_BROKEN ? STORE_OK : r;
}

/* A number that was given to somebody since is not given again. */
static enum store_result go_on_from(const char *path, int64_t last)
{
    sqlite3 *db = NULL;
    char sql[256];
    snprintf(
        sql, sizeof sql,
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'person', 0 WHERE NOT EXISTS (SELECT 1 "
        "FROM "
        "sqlite_sequence WHERE name = 'person'); UPDATE sqlite_sequence SET seq = max(seq, %lld) "
        "WHERE name = 'person'",
        (long long)last);
    int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, wiping_vfs());
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_close(db);
    return result_of(rc);
}

enum store_result store_restore_begin(const char *backup, const char *path, const char *beside,
                                      struct restored *ret, const char **ret_why)
{
    struct line from;
    int64_t last = 0;
    *ret = (struct restored){0};
    enum store_result r = look_at(path, ret, &last, ret_why);
    if (r != STORE_OK)
        return r;
    r = access(backup, R_OK) == 0 ? line_open(&from, backup, LINE_copy) : STORE_NONE;
    if (r != STORE_OK) {
        *ret_why = r == STORE_NONE ? "there is no such backup, or it may not be read"
                                   : "it is no backup of ours";
        return r;
    }
    r = file_copy(&from, beside);
    line_close(&from);
    *ret_why = r == STORE_CONFLICT ? "a restore was broken off: look at the file that ends in "
                                     ".restored, and delete it"
               : r == STORE_BROKEN ? "the backup is damaged"
                                   : "the copy cannot be written there";
    if (r == STORE_OK)
        r = go_on_from(beside, last);
    return r;
}

void restored_drop(struct restored *r)
{
    free(r->erased);
    *r = (struct restored){0};
}

enum store_result store_restore_end(const char *path, const char *beside, const char *aside,
                                    int was_there, const char **ret_why)
{
    if (!was_there) {
        *ret_why = "the copy cannot be given its name";
        return renameat2(AT_FDCWD, beside, AT_FDCWD, path, RENAME_NOREPLACE) == 0 &&
                       sync_directory(path)
                   ? STORE_OK
                   : STORE_FULL;
    }
    /* In one step: there is no moment at which a server would find no records and begin new ones. */
    *ret_why = "the two files cannot change places";
    if (renameat2(AT_FDCWD, beside, AT_FDCWD, path, RENAME_EXCHANGE) != 0)
        return STORE_FULL;
    *ret_why = "it is in place; but the file that was there before is now the one that ends in "
               ".restored: give it another name";
    return renameat2(AT_FDCWD, beside, AT_FDCWD, aside, RENAME_NOREPLACE) == 0 &&
                   sync_directory(path)
               ? STORE_OK
               : STORE_FULL;
}
