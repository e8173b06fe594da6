/* test_store_versions.c - a file of an older version is copied and brought forward, one of a newer
 * version is left alone. */
#include "../store/sqlite.h"
#include "check.h"
#include "clinic_shape.h"
#include "store_help.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void newer(void)
{
    const char *path = in_folder("newer.db"), *why = "";
    struct store *s = opened(path), *none = NULL;
    CHECK(person_new(s, hash_of(1), fact_note(1, 1, "ONE")) == 1);
    sqlite3 *db = raw(path);
    CHECK(does(db, "UPDATE meta SET value = 99 WHERE name = 'schema'"));
    CHECK(change_of(s, 1, fact_note(1, 2, "TWO")) == STORE_BROKEN); /* under a running server */
    CHECK(does(db, "UPDATE meta SET value = 4 WHERE name = 'schema'"));
    CHECK(change_of(s, 1, fact_note(1, 3, "THREE")) == STORE_OK); /* nothing was left locked */
    CHECK(does(db, "UPDATE meta SET value = 99 WHERE name = 'schema'"));
    store_close(s);
    CHECK(store_open(path, &none, &why) == STORE_BROKEN && strstr(why, "newer") && !none);
    CHECK(number(db, "SELECT count(*) FROM fact WHERE person = 1") == 2);
    sqlite3_close(db);
}

/* A file as schema 1, 2 or 3 had it, with two facts of one person and an erasure. */
static void older_make(const char *path, int schema)
{
    static char sql[1 << 14];
    char name[40];
    snprintf(name, sizeof name, "test/store_schema_%d.sql", schema);
    FILE *f = fopen(name, "r");
    size_t len = f ? fread(sql, 1, sizeof sql - 1, f) : 0;
    uint8_t head[CHAIN] = {0};
    sqlite3_stmt *q = NULL;
    sqlite3 *db = raw(path);
    sql[len] = '\0';
    fclose(f);
    CHECK(does(db, "PRAGMA journal_mode = WAL; PRAGMA application_id = 0x416d") && does(db, sql));
    CHECK(does(db, "INSERT INTO person (person, made_s, seen_s, facts, head)"
                   " VALUES (5, 1, 2, 2, zeroblob(32)), (6, 1, 2, 0, zeroblob(32));"
                   "INSERT INTO erased VALUES (3, 20000)"));
    for (unsigned n = 1; n <= 2; n++) {
        struct span line = fact_note(1, n, n == 1 ? "caf\xc3\xa9" : "later");
        char id[32];
        line.len--;
        snprintf(id, sizeof id, "0000000000000001-%u", n);
        chain_add(head, 5, n, line);
        CHECK(sqlite3_prepare_v2(db, "INSERT INTO fact VALUES (5, ?, ?, ?)", -1, &q, NULL) == 0);
        sqlite3_bind_int64(q, 1, n);
        sqlite3_bind_text(q, 2, id, -1, SQLITE_STATIC);
        sqlite3_bind_text(q, 3, line.p, (int)line.len, SQLITE_STATIC);
        CHECK(sqlite3_step(q) == SQLITE_DONE);
        sqlite3_finalize(q);
    }
    if (schema > 1)
        CHECK(does(db, "UPDATE person SET bytes = (SELECT sum(length(CAST(line AS BLOB)) + 1) FROM"
                       " fact) WHERE person = 5"));
    CHECK(sqlite3_prepare_v2(db, "UPDATE person SET head = ? WHERE person = 5", -1, &q, NULL) == 0);
    sqlite3_bind_blob(q, 1, head, CHAIN, SQLITE_STATIC);
    CHECK(sqlite3_step(q) == SQLITE_DONE);
    sqlite3_finalize(q);
    CHECK(sqlite3_prepare_v2(db, "INSERT INTO browser VALUES (?, 5, 1, 1)", -1, &q, NULL) == 0);
    sqlite3_bind_blob(q, 1, hash_of(1), STORE_HASH, SQLITE_STATIC);
    CHECK(sqlite3_step(q) == SQLITE_DONE);
    sqlite3_finalize(q);
    sqlite3_close(db);
}

static void older(int schema)
{
    /* Of some the text differs: columns were added to them. */
    static const char shape[] =
        "SELECT (SELECT group_concat(s, ';') FROM (SELECT m.type || m.name ||"
        " CASE WHEN m.name IN ('person', 'clinic', 'site', 'account', 'patient') THEN '' ELSE "
        "coalesce(m.sql, '') END ||"
        " coalesce(c.name || c.type || c.\"notnull\" || c.pk, '') AS s FROM fresh.sqlite_schema m"
        " LEFT JOIN pragma_table_info(m.name, 'fresh') c ORDER BY 1)) = (SELECT group_concat(s, "
        "';')"
        " FROM (SELECT m.type || m.name ||"
        " CASE WHEN m.name IN ('person', 'clinic', 'site', 'account', 'patient') THEN '' ELSE "
        "coalesce(m.sql, '') END ||"
        " coalesce(c.name || c.type || c.\"notnull\" || c.pk, '') AS s FROM main.sqlite_schema m"
        " LEFT JOIN pragma_table_info(m.name, 'main') c ORDER BY 1))";
    char name[3][40];
    snprintf(name[0], sizeof name[0], "older%d.db", schema);
    snprintf(name[1], sizeof name[1], "older%d.db.schema-%d", schema, schema);
    snprintf(name[2], sizeof name[2], "older%d.db.schema-%d-2", schema, schema);
    const char *path = in_folder(name[0]), *copy = in_folder(name[1]), *why = "";
    struct store *s = NULL;
    enum store_result r;
    char attach[400];
    older_make(path, schema);
    CHECK(store_open_there(path, &s, &why) == STORE_BROKEN && strstr(why, "older") && !s);
    CHECK(!file_there(copy));
    FILE *f = fopen(copy, "w"); /* a name that is taken */
    fclose(f);
    s = opened(path);
    CHECK(is_sound(s));
    const char *lines = lines_of(s, 1, &r);
    CHECK(lines && strstr(lines, "caf\xc3\xa9") && strstr(lines, "later"));
    CHECK(change_of(s, 5, fact_note(1, 3, "after")) == STORE_OK && is_sound(s));
    CHECK(person_new(s, hash_of(2), span_of("")) == 7);
    store_close(s);
    /* The copy is as it was, in one piece; what was brought forward has the shape of a new file. */
    sqlite3 *db = raw(in_folder(name[2]));
    CHECK(number(db, "SELECT value FROM meta WHERE name = 'schema'") == schema);
    CHECK(number(db, "SELECT count(*) FROM fact") == 2);
    CHECK(number(db, "SELECT count(*) FROM pragma_table_info('person') WHERE name = 'bytes'") ==
          (schema > 1));
    CHECK(number(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'clinic'") == (schema > 2));
    sqlite3_close(db);
    strcat(name[2], "-wal");
    CHECK(!file_there(in_folder(name[2])));
    const char *fresh = in_folder("fresh.db");
    static const struct shape ann = {.base = 1110000, .mark = "ANN", .byte = 0xa1};
    int64_t person = 0;
    s = opened(path); /* and takes a clinic */
    CHECK(shape_make(s, &ann, &person) && person == 8 && is_sound(s));
    store_close(s);
    store_close(opened(fresh));
    db = raw(path);
    snprintf(attach, sizeof attach, "ATTACH '%s' AS fresh", fresh);
    CHECK(does(db, attach) && number(db, shape) == 1);
    sqlite3_close(db);
}

static void copies(void)
{
    enum { NAMES = 999 };
    const char *path = in_folder("names.db"), *first = in_folder("names.db.schema-1"), *why = "";
    struct store *s = NULL;
    char name[300];
    older_make(path, 1);
    for (int i = 1; i <= NAMES; i++) {
        snprintf(name, sizeof name, i > 1 ? "%s-%d" : "%s", first, i);
        fclose(fopen(name, "w"));
    }
    CHECK(store_open(path, &s, &why) == STORE_CONFLICT && strstr(why, "name") && !s);
    CHECK(!strstr(why, "room"));
    CHECK(unlink(first) == 0);
    s = opened(path);
    CHECK(file_there(first) && file_there(name));
    /* They hold everybody's facts: a good backup takes their place, a failed one does not. */
    CHECK(store_backup(s, path, NOW, &why) == STORE_FULL && file_there(first));
    CHECK(store_backup(s, in_folder("names.copy"), NOW, &why) == STORE_OK);
    CHECK(!file_there(first) && !file_there(name) && is_sound(s));
    store_close(s);
}

int main(void)
{
    newer();
    older(1);
    older(2);
    older(3);
    copies();
    folder_remove();
    return check_done("store versions");
}
