/* test_store_threads.c - many threads at once: nothing is lost, nothing is there twice,
 * and what one is refused costs no other. */
#include "check.h"
#include "store_help.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, CHANGES = 100 };
struct worker {
    struct store *s;
    unsigned number;
    int64_t person;
    int kept, conflicts, wrong;
};

/* Each adds to its own record and to the one that all share; every tenth change is a conflict, which
 * must not take those of others with it that are committed together with it. */
static void *work(void *arg)
{
    struct worker *w = arg;
    for (unsigned i = 1; i <= CHANGES; i++) {
        struct change own = {.person = w->person, .now_s = NOW};
        struct change shared = {.person = w->person - w->number, .now_s = NOW};
        struct person_row row;
        own.facts = fact_note(1000 + w->number, i % 10 ? i : 1, i % 10 ? "own" : "changed");
        shared.facts = fact_note(1000 + w->number, i, "shared");
        enum store_result r = store_change(w->s, &own);
        w->kept += r == STORE_OK && own.ret_stored == 1;
        w->conflicts += r == STORE_CONFLICT;
        r = store_change(w->s, &shared);
        w->wrong += r != STORE_OK || shared.ret_stored != 1;
        r = store_find(w->s, KEY_browser, hash_of(600 + w->number), test_arena(), &row);
        w->wrong += r != STORE_OK || !row.record.len;
    }
    return NULL;
}

static int lines_in(const char *text)
{
    int n = 0;
    for (; text && *text; text++)
        n += *text == '\n';
    return n;
}

static void together(struct store *s)
{
    static struct worker w[THREADS];
    pthread_t thread[THREADS];
    enum store_result r;
    int64_t shared = person_new(s, hash_of(600), span_of(""));
    for (unsigned i = 0; i < THREADS; i++) {
        w[i] = (struct worker){.s = s, .number = i + 1};
        w[i].person = person_new(s, hash_of(601 + i), fact_note(1001 + i, 0, "own"));
        CHECK(w[i].person == shared + i + 1);
    }
    for (unsigned i = 0; i < THREADS; i++)
        CHECK(pthread_create(&thread[i], NULL, work, &w[i]) == 0);
    for (unsigned i = 0; i < THREADS; i++) {
        pthread_join(thread[i], NULL);
        CHECK(w[i].kept == CHANGES * 9 / 10 && w[i].conflicts == CHANGES / 10 && !w[i].wrong);
        CHECK(lines_in(lines_of(s, 601 + i, &r)) == 1 + w[i].kept);
    }
    const char *all = lines_of(s, 600, &r);
    CHECK(lines_in(all) == THREADS * CHANGES);
    for (unsigned i = 0; i < THREADS; i++)
        for (unsigned n = 1; n <= CHANGES; n++)
            CHECK(all && strstr(all, fact_note(1001 + i, n, "shared").p));
}

int main(void)
{
    struct store *s = opened(in_folder("threads.db"));
    together(s);
    sqlite3 *db = raw(in_folder("threads.db"));
    CHECK(number(db, "SELECT count(*) FROM (SELECT 1 FROM fact GROUP BY person"
                     " HAVING count(*) <> max(sequence) OR min(sequence) <> 1)") == 0);
    sqlite3_close(db);
    CHECK(is_sound(s));
    store_close(s);
    folder_remove();
    return check_done("store threads");
}
