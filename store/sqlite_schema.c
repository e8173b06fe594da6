/* sqlite_schema.c - of which version a file is, and how an older one is brought forward. */
#include "sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The .sql files, as bytes with a NUL. */
static const char schema_sql[] = {
#include "schema.sql.inc"
};
static const char step_1_sql[] = {
#include "step_1.sql.inc"
};
static const char step_2_sql[] = {
#include "step_2.sql.inc"
};
static const char step_3_sql[] = {
#include "step_3.sql.inc"
};

/* steps[n] brings schema n + 1 to n + 2. A released step is never changed. */
static const char *const steps[] = {step_1_sql, step_2_sql, step_3_sql};
_Static_assert(sizeof steps / sizeof steps[0] == SCHEMA - 1, "a step for each schema before this");

static int pragma_told(void *told, int columns, char **value, char **name)
{
    (void)name;
    *(int64_t *)told = columns == 1 && value[0] ? strtoll(value[0], NULL, 10) : 0;
    return 0;
}

static enum store_result number(struct line *l, const char *pragma, int64_t *ret)
{
    return result_of(sqlite3_exec(l->db, pragma, pragma_told, ret, NULL));
}

/* Of a file that is ours: its schema; 0: an empty file. */
static enum store_result schema_of(struct line *l, int64_t *ret_schema, const char **ret_why)
{
    int64_t tables = 0, application = 0;
    enum store_result r = number(l, "SELECT count(*) FROM sqlite_schema", &tables);
    if (r == STORE_OK)
        r = number(l, "PRAGMA application_id", &application);
    if (r != STORE_OK)
        return r;
    *ret_schema = 0;
    if (!tables && !application)
        return STORE_OK;
    if (application != APPLICATION) {
        *ret_why = "the file is a database of another program; it is left as it is";
        return STORE_BROKEN;
    }
    r = meta_get(l, "schema", ret_schema);
    return r == STORE_NONE ? STORE_BROKEN : r;
}

static enum store_result make_tables(struct line *l)
{
    char mark[64];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d", APPLICATION);
    enum store_result r = result_of(sqlite3_exec(l->db, mark, NULL, NULL, NULL));
    return r == STORE_OK ? result_of(sqlite3_exec(l->db, schema_sql, NULL, NULL, NULL)) : r;
}

/* Beside the file, as it was: PATH.schema-N, or with a number, 2 to COPIES, where that is taken. */
enum { COPIES = 999 };
static void copy_name(char *to, size_t room, const char *path, int64_t schema, int number)
{
    int n = snprintf(to, room, "%s.schema-%lld", path, (long long)schema);
    if (number > 1)
        snprintf(to + n, room - (size_t)n, "-%d", number);
}
static size_t copy_name_room(const char *path)
{
    return strlen(path) + 64;
}

static const char *why_no_copy(enum store_result r)
{
    switch (r) {
    case STORE_BUSY:
        return "the database is of an older version, and another program has locked it, so that it "
               "cannot be copied before it is brought forward; nothing was changed";
    case STORE_BROKEN:
        return "the database is of an older version, and is damaged: it cannot be copied before it "
               "is brought forward; nothing was changed. Bring back a backup";
    case STORE_CONFLICT:
        return "the database is of an older version, and every name for the copy that is made "
               "before it is brought forward is taken (.schema-1 to .schema-1-999): delete some";
    default:
        return "the database is of an older version, and the copy that is made before it is "
               "brought "
               "forward cannot be written: is there room, and may this user write there? Nothing "
               "was changed";
    }
}

static enum store_result keep_copy(const char *path, int64_t schema, const char **ret_why)
{
    size_t room = copy_name_room(path);
    char *to = malloc(room);
    struct line from;
    enum store_result r = to ? line_open(&from, path, LINE_there) : STORE_FULL;
    if (r == STORE_OK) {
        int number = 1;
        do
            copy_name(to, room, path, schema, number);
        while (access(to, F_OK) == 0 && number++ < COPIES);
        r = file_copy(&from, to);
        line_close(&from);
        if (r == STORE_OK && !sync_directory(to)) {
            unlink(to);
            r = STORE_FULL;
        }
    }
    if (r != STORE_OK)
        *ret_why = why_no_copy(r);
    free(to);
    return r;
}

int schema_copies_drop(const char *path)
{
    size_t room = copy_name_room(path);
    char *name = malloc(room);
    int dropped = 0;
    for (int64_t schema = 1; name && schema < SCHEMA; schema++)
        for (int number = 1; number <= COPIES; number++) {
            copy_name(name, room, path, schema, number);
            dropped += unlink(name) == 0;
        }
    free(name);
    return dropped;
}

static enum store_result bring_forward(struct line *l, int64_t schema, const char **ret_why)
{
    for (; schema < SCHEMA; schema++) {
        enum store_result r = result_of(sqlite3_exec(l->db, steps[schema - 1], NULL, NULL, NULL));
        if (r != STORE_OK) {
            *ret_why = "the database is of an older version and could not be brought forward; "
                       "nothing was changed";
            return r;
        }
    }
    return meta_put(l, "schema", SCHEMA);
}

/* Within a transaction: nobody else can be at the same. */
static enum store_result make_or_bring(struct line *l, const char *path, const char **ret_why)
{
    int64_t schema = 0;
    enum store_result r = schema_of(l, &schema, ret_why);
    if (r != STORE_OK || schema >= SCHEMA)
        return r;
    if (!schema)
        return make_tables(l);
    r = keep_copy(path, schema, ret_why);
    return r == STORE_OK ? bring_forward(l, schema, ret_why) : r;
}

enum store_result schema_ready(struct line *l, const char *path, int bring, const char **ret_why)
{
    int64_t schema = 0;
    enum store_result r = schema_of(l, &schema, ret_why);
    if (r != STORE_OK)
        return r;
    if (schema < 0 || schema > SCHEMA) {
        *ret_why = "the database was made by a newer version of this program; start that version";
        return STORE_BROKEN;
    }
    if (schema == SCHEMA)
        return STORE_OK;
    if (!bring) {
        *ret_why = "the database is of an older version; start the server once, which copies it "
                   "and brings it forward";
        return STORE_BROKEN;
    }
    r = line_run(l, Q_begin);
    if (r != STORE_OK)
        return r;
    r = make_or_bring(l, path, ret_why);
    if (r == STORE_OK)
        r = line_run(l, Q_commit);
    if (r != STORE_OK && !sqlite3_get_autocommit(l->db)) {
        enum store_result undone = line_run(l, Q_rollback);
        (void)undone; /* the first failure is the one to tell of */
    }
    return r;
}
