/* test_store_sweep.c - the sweep of a store on disk: whom it must not take, and that one who cannot be
 * erased keeps nobody else. */
#include "../store/sqlite.h"
#include "check.h"
#include "store_help.h"

#include <string.h>
#include <unistd.h>

enum { DAY = 86400 };

/* People 1 to 120, each with a fact, of whom 2 to 61 cannot be erased. */
static void stuck(void)
{
    enum { PEOPLE = 120, STUCK = 60 };
    const char *path = in_folder("stuck.db");
    struct store *s = opened(path);
    uint32_t erased = 0;
    for (unsigned i = 0; i < PEOPLE; i++)
        CHECK(person_new(s, hash_of(i), fact_note(i + 1, 1, "kept")) == (int64_t)i + 1);
    sqlite3 *db = raw(path);
    CHECK(does(db, "CREATE TRIGGER stuck BEFORE DELETE ON person WHEN OLD.person BETWEEN 2 AND 61"
                   " BEGIN SELECT RAISE(ABORT, 'stuck'); END"));
    CHECK(store_sweep(s, NOW + 10 * DAY, 9 * DAY, &erased) == STORE_BROKEN);
    CHECK(erased == PEOPLE - STUCK && number(db, "SELECT count(*) FROM person") == STUCK);
    CHECK(number(db, "SELECT count(*) FROM fact") == STUCK && is_sound(s));
    CHECK(number(db, "SELECT count(*) FROM erased") == PEOPLE - STUCK);
    CHECK(number(db, "SELECT count(*) FROM browser") == STUCK);
    CHECK(does(db, "DROP TRIGGER stuck"));
    CHECK(store_sweep(s, NOW + 10 * DAY, 9 * DAY, &erased) == STORE_OK && erased == STUCK);
    CHECK(number(db, "SELECT count(*) FROM person") == 0);
    sqlite3_close(db);
    store_close(s);
}

/* A damaged row that says "no fact" is not an empty record. */
static void not_empty(void)
{
    const char *path = in_folder("not_empty.db");
    struct store *s = opened(path);
    uint32_t erased = 0;
    enum store_result r;
    CHECK(person_new(s, hash_of(1), fact_note(1, 1, "kept")) == 1);
    CHECK(person_new(s, hash_of(2), span_of("")) == 2);
    sqlite3 *db = raw(path);
    CHECK(does(db, "DROP TRIGGER person_update; UPDATE person SET facts = 0, bytes = 0,"
                   " head = zeroblob(32) WHERE person = 1"));
    CHECK(store_sweep(s, NOW + DAY, 9 * DAY, &erased) == STORE_OK && erased == 1);
    CHECK(number(db, "SELECT count(*) FROM fact") == 1);
    CHECK(!lines_of(s, 1, &r) && r == STORE_BROKEN);
    sqlite3_close(db);
    store_close(s);
}

/* What the store knows of the clock outlives a start. */
static void clock_known(void)
{
    const char *path = in_folder("clock.db");
    struct store *s = opened(path);
    struct store_health h;
    store_health(s, &h);
    CHECK(h.clock_s == 0);
    CHECK(person_new(s, hash_of(1), fact_note(1, 1, "kept")) == 1);
    store_health(s, &h);
    CHECK(h.clock_s == NOW); /* the newest visit */
    CHECK(store_clock_note(s, NOW - 5) == STORE_OK);
    store_close(s);
    s = opened(path);
    store_health(s, &h);
    CHECK(h.clock_s == NOW - 5 && h.last_backup_s == 0 && h.people == 1);
    store_close(s);
}

int main(void)
{
    stuck();
    not_empty();
    clock_known();
    folder_remove();
    return check_done("store sweep");
}
