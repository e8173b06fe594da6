/* test_store_file.c - what the store on disk withstands: other hands on its file, damage, an older
 * and a newer version, a full disk, a lock, and being killed. */
#include "../store/sqlite.h"
#include "check.h"
#include "store_help.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Changes the first byte of the first place where word stands. */
static int flip(const char *path, const char *word)
{
    size_t len, n = strlen(word);
    char *bytes = file_bytes(path, &len);
    int flipped = 0, fd = open(path, O_WRONLY);
    for (size_t i = 0; bytes && i + n <= len && !flipped; i++)
        if (memcmp(bytes + i, word, n) == 0)
            flipped = pwrite(fd, "X", 1, (off_t)i) == 1;
    close(fd);
    free(bytes);
    return flipped;
}

/* --- how the file is used ------------------------------------------------------------------------- */

static void settings(void)
{
    const char *path = in_folder("settings.db");
    struct store *s = opened(path);
    struct sqlite_store *inside = (struct sqlite_store *)s;
    struct stat st;
    struct line l;
    CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
    CHECK(line_open(&l, path, LINE_there) == STORE_OK);
    for (int q = 0; q < Q_COUNT; q++)
        CHECK(line_query(&l, (enum query)q) != NULL);
    int on = -1;
    CHECK(sqlite3_db_config(l.db, SQLITE_DBCONFIG_DEFENSIVE, -1, &on) == SQLITE_OK && on == 1);
    CHECK(number(l.db, "PRAGMA synchronous") == 2 && number(l.db, "PRAGMA foreign_keys") == 1);
    CHECK(number(l.db, "PRAGMA trusted_schema") == 0 && number(l.db, "PRAGMA mmap_size") <= 0);
    CHECK(number(l.db, "PRAGMA cell_size_check") == 1 && number(l.db, "PRAGMA secure_delete") == 1);
    CHECK(number(l.db, "PRAGMA busy_timeout") == BUSY_MS);
    CHECK(number(l.db, "SELECT 'wal' = journal_mode FROM pragma_journal_mode") == 1);
    CHECK(number(l.db, "SELECT min(strict) FROM pragma_table_list WHERE schema = 'main'"
                       " AND type = 'table' AND name NOT LIKE 'sqlite%'") == 1);
    CHECK(number(l.db, "SELECT value FROM meta WHERE name = 'schema'") == SCHEMA);
    line_close(&l);
    CHECK(inside->batch > 1);
    /* Two stores on one file, as beside a running server. */
    struct store *other = opened(path);
    int64_t person = person_new(s, hash_of(1), fact_note(1, 1, "one"));
    CHECK(change_of(other, person, fact_note(1, 2, "two")) == STORE_OK);
    CHECK(change_of(s, person, fact_note(1, 2, "other")) == STORE_CONFLICT);
    CHECK(change_of(s, person, fact_note(1, 3, "three")) == STORE_OK && is_sound(s));
    store_close(other);
    store_close(s);
    s = opened(path);
    enum store_result r;
    const char *lines = lines_of(s, 1, &r);
    CHECK(lines && strstr(lines, "one") && strstr(lines, "two") && strstr(lines, "three"));
    store_close(s);
}

/* Nobody changes or deletes a fact by mistake, also not with another program. */
static void triggers(void)
{
    static const char *const refused[] = {
        "UPDATE fact SET line = 'x'",
        "DELETE FROM fact",
        "DELETE FROM fact WHERE sequence = 2",
        "REPLACE INTO fact SELECT person, sequence, id, 'x' FROM fact",
        "REPLACE INTO fact SELECT person, 3, id, 'x' FROM fact WHERE sequence = 1",
        "INSERT INTO fact SELECT person, 9, 'id', 'x' FROM fact WHERE sequence = 1",
        "UPDATE person SET facts = 1",
        "UPDATE person SET person = 77",
        "DELETE FROM person",
        "DELETE FROM erased",
        "UPDATE erased SET day = 1",
    };
    const char *path = in_folder("triggers.db");
    struct store *s = opened(path);
    int64_t person = person_new(s, hash_of(1), fact_note(1, 1, "one"));
    struct change gone = {
        .person = person_new(s, hash_of(2), fact_note(1, 1, "gone")), .erase = 1, .now_s = NOW};
    CHECK(change_of(s, person, fact_note(1, 2, "two")) == STORE_OK);
    CHECK(store_change(s, &gone) == STORE_OK);
    sqlite3 *db = raw(path);
    CHECK(number(db, "SELECT count(*) FROM erased WHERE day = 1764000000 / 86400") == 1);
    CHECK(number(db, "SELECT count(*) FROM erasing") == 0);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (!CHECK(!does(db, refused[i])))
            fprintf(stderr, "%s\n", refused[i]);
    CHECK(number(db, "SELECT count(*) FROM fact") == 2 && is_sound(s));
    sqlite3_close(db);
    store_close(s);
}

/* What was erased is in no file any more, wherever its pages had been moved to before. */
static void erased(void)
{
    enum { PEOPLE = 300, FACTS = 80, AT_ONCE = 4 };
    const char *path = in_folder("erased.db"), *log = in_folder("erased.db-wal");
    struct store *s = opened(path);
    int64_t person[PEOPLE];
    int wrong = 0;
    char note[64], long_note[101];
    memset(long_note, 'z', 100);
    long_note[100] = '\0';
    for (unsigned i = 0; i < PEOPLE; i++)
        person[i] = person_new(s, hash_of(i), span_of(""));
    for (unsigned n = 0; n < FACTS; n += AT_ONCE) /* mixed, so that pages are spread over two */
        for (unsigned i = 0; i < PEOPLE; i++) {
            char lines[AT_ONCE * 256];
            uint32_t len = 0;
            for (unsigned k = 0; k < AT_ONCE; k++) {
                snprintf(note, sizeof note, "%s%.*s", i % 2 ? "MARKER" : "OTHERS",
                         (int)(((n + k) * 7 + i * 3) % 50), long_note);
                struct span line = fact_note(i + 1, n + k, note);
                memcpy(lines + len, line.p, line.len);
                len += line.len;
            }
            wrong += change_of(s, person[i], (struct span){lines, len}) != STORE_OK;
        }
    CHECK(!wrong);
    CHECK(file_times(path, "MARKER") + file_times(log, "MARKER") > 0);
    for (unsigned i = 1; i < PEOPLE; i += 2) {
        struct change c = {.person = person[i], .erase = 1, .now_s = NOW};
        wrong += store_change(s, &c) != STORE_OK;
    }
    CHECK(!wrong);
    long in_file = file_times(path, "MARKER"), in_log = file_times(log, "MARKER");
    if (!CHECK(in_file == 0 && in_log == 0))
        fprintf(stderr, "%ld in the file, %ld in the log\n", in_file, in_log);
    CHECK(file_times(path, "OTHERS") >= PEOPLE / 2 * FACTS && is_sound(s));
    store_close(s);
}

/* A reader that stands in the way of cutting the log: it is cut as soon as that has ended. */
static void erased_while_read(void)
{
    const char *path = in_folder("read.db"), *log = in_folder("read.db-wal");
    struct store *s = opened(path);
    struct change c = {
        .person = person_new(s, hash_of(1), fact_note(1, 1, "MARKER")), .erase = 1, .now_s = NOW};
    sqlite3 *db = raw(path);
    CHECK(does(db, "BEGIN; SELECT count(*) FROM fact"));
    CHECK(store_change(s, &c) == STORE_OK && file_times(log, "MARKER") > 0);
    sqlite3_close(db);
    for (int i = 0; i < 300 && file_times(log, "MARKER"); i++)
        usleep(10000);
    CHECK(file_times(log, "MARKER") == 0 && file_times(path, "MARKER") == 0);
    store_close(s);
}

/* --- damage ------------------------------------------------------------------------------------------- */

static int64_t three_facts(const char *path)
{
    struct store *s = opened(path);
    int64_t person = person_new(s, hash_of(1), fact_note(1, 1, "ONE"));
    CHECK(change_of(s, person, fact_note(1, 2, "TWO")) == STORE_OK);
    CHECK(change_of(s, person, fact_note(1, 3, "THREE")) == STORE_OK);
    CHECK(person_new(s, hash_of(2), fact_note(1, 3, "SOUND")) > 0);
    CHECK(is_sound(s));
    store_close(s);
    return person;
}

/* A damaged record is told of and not read; others are read all the same. */
static void noticed(const char *path, const char *what)
{
    struct store *s = opened(path);
    enum store_result r;
    if (!CHECK(!is_sound(s) && strstr(told(), what)))
        fprintf(stderr, "told: %s", told());
    CHECK(!strstr(told(), "TWO") && !strstr(told(), "note"));
    CHECK(!lines_of(s, 1, &r) && r == STORE_BROKEN);
    CHECK(lines_of(s, 2, &r) && r == STORE_OK);
    const char *why = "", *copy = in_folder("damaged.copy");
    CHECK(store_backup(s, copy, NOW, &why) == STORE_BROKEN && strstr(why, "damaged"));
    CHECK(!file_there(copy) && !file_there(in_folder("damaged.copy.part")));
    store_close(s);
}

static void damage(void)
{
    static const struct {
        const char *sql, *told;
    } hidden[] = {
        {"DROP TRIGGER fact_update; UPDATE fact SET line = replace(line, 'TWO', 'TWA')",
         "checksum"},
        {"DROP TRIGGER fact_delete; DELETE FROM fact WHERE sequence = 3", "facts are missing"},
        {"DROP TRIGGER fact_delete; DELETE FROM fact WHERE sequence = 1 AND person = 1", "missing"},
        {"DROP TRIGGER fact_delete; DROP TRIGGER person_update; DELETE FROM fact WHERE sequence = "
         "3;"
         "UPDATE person SET facts = 2 WHERE person = 1",
         "checksum"},
        {"DROP TRIGGER fact_update; UPDATE fact SET sequence = 9 - sequence WHERE person = 1",
         "missing"},
        {"UPDATE person SET head = zeroblob(32) WHERE person = 1", "checksum"},
        {"UPDATE person SET bytes = bytes - 1 WHERE person = 1", "not as long"},
        {"DROP TRIGGER person_update; UPDATE person SET facts = 0, bytes = 0, head = zeroblob(32)"
         " WHERE person = 1",
         "facts are missing"},
    };
    const char *path = in_folder("flip.db");
    three_facts(path);
    CHECK(flip(path, "TWO"));
    noticed(path, "person 1: the checksum");
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
        char name[32];
        snprintf(name, sizeof name, "damage%zu.db", i);
        path = in_folder(name);
        three_facts(path);
        sqlite3 *db = raw(path);
        CHECK(does(db, "PRAGMA foreign_keys = OFF") && does(db, hidden[i].sql));
        sqlite3_close(db);
        noticed(path, hidden[i].told);
    }
}

/* A line that the chain holds, and that no reader of records can read. */
static void unreadable(void)
{
    const char *path = in_folder("unreadable.db");
    struct span line = span_of("nonsense");
    uint8_t head[CHAIN];
    sqlite3_stmt *q = NULL;
    int64_t person = three_facts(path);
    sqlite3 *db = raw(path);
    CHECK(sqlite3_prepare_v2(db, "SELECT head FROM person WHERE person = 1", -1, &q, NULL) == 0 &&
          sqlite3_step(q) == SQLITE_ROW);
    memcpy(head, sqlite3_column_blob(q, 0), CHAIN);
    sqlite3_finalize(q);
    chain_add(head, person, 4, line);
    CHECK(does(db, "INSERT INTO fact VALUES (1, 4, 'x', 'nonsense')"));
    CHECK(sqlite3_prepare_v2(db,
                             "UPDATE person SET facts = 4, bytes = bytes + 9, head = ?"
                             " WHERE person = 1",
                             -1, &q, NULL) == 0);
    sqlite3_bind_blob(q, 1, head, CHAIN, SQLITE_STATIC);
    CHECK(sqlite3_step(q) == SQLITE_DONE);
    sqlite3_finalize(q);
    sqlite3_close(db);
    struct store *s = opened(path);
    CHECK(!is_sound(s) && strcmp(told(), "person 1: the record cannot be read\n") == 0);
    store_close(s);
}

static void other_files(void)
{
    const char *path = in_folder("text.db"), *why = "";
    struct store *s = NULL;
    FILE *f = fopen(path, "w");
    for (int i = 0; f && i < 500; i++)
        fputs("this is no database\n", f);
    fclose(f);
    CHECK(store_open(path, &s, &why) == STORE_BROKEN && strstr(why, "damaged") && !s);
    CHECK(file_times(path, "this is no database") == 500);
    path = in_folder("theirs.db");
    sqlite3 *db = raw(path);
    CHECK(does(db, "CREATE TABLE theirs (x); INSERT INTO theirs VALUES (7)"));
    CHECK(store_open(path, &s, &why) == STORE_BROKEN && strstr(why, "another program") && !s);
    CHECK(does(db, "CREATE TABLE meta (name, value); INSERT INTO meta VALUES ('schema', 1)"));
    CHECK(store_open(path, &s, &why) == STORE_BROKEN && strstr(why, "another program") && !s);
    /* Ours by its head, without what says its version: damaged, and not somebody else's. */
    sqlite3 *ours = raw(in_folder("headless.db"));
    CHECK(does(ours, "PRAGMA application_id = 0x416d; CREATE TABLE meta (name, value)"));
    CHECK(store_open(in_folder("headless.db"), &s, &why) == STORE_BROKEN && !s);
    CHECK(strstr(why, "damaged") && !strstr(why, "another program"));
    CHECK(does(ours, "DROP TABLE meta; CREATE TABLE fact (x)"));
    CHECK(store_open(in_folder("headless.db"), &s, &why) == STORE_BROKEN && strstr(why, "damaged"));
    sqlite3_close(ours);
    CHECK(number(db, "SELECT x FROM theirs") == 7);
    CHECK(number(db, "SELECT count(*) FROM sqlite_schema") == 2);
    sqlite3_close(db);
    CHECK(store_open(in_folder("none/x.db"), &s, &why) == STORE_FULL && *why && !s);
    CHECK(store_open_there(in_folder("none.db"), &s, &why) == STORE_NONE && !s);
    CHECK(!file_there(in_folder("none.db")));
    /* A file that ends in the middle. */
    path = in_folder("short.db");
    three_facts(path);
    CHECK(truncate(path, 3 * 4096) == 0);
    enum store_result r = store_open(path, &s, &why);
    if (r == STORE_OK) {
        CHECK(!is_sound(s) && !lines_of(s, 1, &r) && r == STORE_BROKEN);
        store_close(s);
    }
    CHECK(r == STORE_BROKEN);
}

int main(void)
{
    settings();
    triggers();
    erased();
    erased_while_read();
    damage();
    unreadable();
    other_files();
    folder_remove();
    return check_done("store file");
}
