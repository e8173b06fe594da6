/* test_store_faults.c - the store on disk while the world fails: a full disk, a file that cannot be written, a lock held by another; and copied while it is written. */
#include "../store/sqlite.h"
#include "check.h"
#include "clinic_shape.h"
#include "store_help.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* --- a full disk ----------------------------------------------------------------------------------------- */

static void room_limit(rlim_t bytes)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        abort();
}

static void full(void)
{
    enum { LINES = 300 };
    const char *path = in_folder("full.db");
    struct store *s = opened(path);
    struct store_health h;
    struct stat st = {0};
    char large[LINES * 160], small[] = "2026-03-02T08:14+00:00 walk minutes=5\n";
    size_t n = 0;
    int64_t person = person_new(s, hash_of(1), fact_note(1, 1, "before"));
    for (unsigned i = 0; i < LINES; i++) {
        struct span line = fact_note(2, i, "large-large-large-large-large-large-large-large");
        memcpy(large + n, line.p, line.len);
        n += line.len;
    }
    CHECK(stat(in_folder("full.db-wal"), &st) == 0);
    signal(SIGXFSZ, SIG_IGN);
    room_limit((rlim_t)st.st_size + 30000); /* room for the small one, not for the large */
    CHECK(change_of(s, person, (struct span){large, (uint32_t)n}) == STORE_FULL);
    store_health(s, &h);
    CHECK(h.state == STORE_FULL && h.facts == 1);
    enum store_result r;
    const char *lines = lines_of(s, 1, &r);
    CHECK(lines && strcmp(lines, fact_note(1, 1, "before").p) == 0);
    CHECK(change_of(s, person, span_of(small)) == STORE_OK);
    room_limit((rlim_t)st.st_size);
    for (int i = 0; i < 5; i++)
        CHECK(change_of(s, person, fact_note(3, 1, "no-room")) == STORE_FULL);
    struct change erase = {.person = person, .erase = 1, .now_s = NOW};
    CHECK(store_change(s, &erase) == STORE_FULL && lines_of(s, 1, &r) && r == STORE_OK);
    const char *why = "", *copy = in_folder("full.copy");
    room_limit(8192);
    CHECK(store_backup(s, copy, NOW, &why) == STORE_FULL && *why && !file_there(copy));
    CHECK(!file_there(in_folder("full.copy.part")));
    room_limit(RLIM_INFINITY);
    CHECK(change_of(s, person, (struct span){large, (uint32_t)n}) == STORE_OK);
    CHECK(change_of(s, person, fact_note(3, 1, "room")) == STORE_OK);
    store_health(s, &h);
    CHECK(h.state == STORE_OK && h.facts == LINES + 3 && is_sound(s));
    store_close(s);
}

/* A clinic's change on a full disk: nothing of it is kept, and then all of it. */
static void full_clinic(void)
{
    static const struct shape ann = {.base = 1110000, .mark = "ANN", .byte = 0xa1};
    const char *path = in_folder("clinic.db");
    struct store *s = opened(path);
    struct stat st = {0};
    int64_t person = 0;
    CHECK(shape_make(s, &ann, &person) && stat(in_folder("clinic.db-wal"), &st) == 0);
    const struct audit_note note = {"exam", shape_number(&ann, NUMBER_patient)};
    struct act act = shape_act(&ann, ACT_attention_add);
    struct change c = {.actor = shape_actor(&ann, ROLE_practitioner),
                       .patient = note.patient,
                       .facts = fact_note(9, 1, "full"),
                       .acts = &act,
                       .act_count = 1,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = NOW};
    struct change erase = {.person = person, .erase = 1, .retain = fact_note(9, 2, "kept")};
    erase.facts = span_of("");
    erase.now_s = NOW;
    char *before = shape_rows(path, NULL);
    signal(SIGXFSZ, SIG_IGN);
    /* Its end falls into each of the pages that it writes. */
    for (rlim_t more = 0; more < 20000; more += 2000) {
        room_limit((rlim_t)st.st_size + more);
        CHECK(store_change(s, &c) == STORE_FULL && store_change(s, &erase) == STORE_FULL);
    }
    room_limit(RLIM_INFINITY);
    CHECK(same_rows(before, shape_rows(path, NULL)) && is_sound(s));
    CHECK(store_change(s, &c) == STORE_OK && c.ret_stored == 1 && is_sound(s));
    CHECK(store_change(s, &erase) == STORE_OK && is_sound(s));
    store_close(s);
}

/* A large change that has no room must not cost those committed with it theirs. */
struct sender {
    struct store *s;
    int64_t person;
    struct span lines;
    enum store_result result;
};
static void *send_one(void *arg)
{
    struct sender *x = arg;
    x->result = change_of(x->s, x->person, x->lines);
    return NULL;
}

static void full_together(void)
{
    enum { SMALL = 6, LINES = 1500 };
    const char *path = in_folder("together.db");
    struct store *s = opened(path);
    struct sender x[SMALL + 1];
    pthread_t thread[SMALL + 1];
    struct stat st = {0};
    char *large = malloc(LINES * 160);
    size_t n = 0;
    for (unsigned i = 0; i < LINES; i++) {
        struct span line = fact_note(2, i, "large-large-large-large-large-large-large-large");
        memcpy(large + n, line.p, line.len);
        n += line.len;
    }
    sqlite3 *db = NULL;
    for (int i = 0; i <= SMALL; i++) {
        x[i] = (struct sender){s, person_new(s, hash_of((unsigned)i), span_of("")),
                               fact_note(1, 1, "small"), STORE_NONE};
    }
    x[0].lines = (struct span){large, (uint32_t)n};
    CHECK(stat(in_folder("together.db-wal"), &st) == 0);
    room_limit((rlim_t)st.st_size + 150000);
    /* All of them wait while another holds the lock, and are then taken together. */
    CHECK(sqlite3_open(path, &db) == SQLITE_OK && does(db, "BEGIN IMMEDIATE"));
    pthread_t first;
    struct sender f = {s, x[1].person, fact_note(1, 9, "first"), STORE_NONE};
    CHECK(pthread_create(&first, NULL, send_one, &f) == 0);
    usleep(100000);
    for (int i = 0; i <= SMALL; i++)
        CHECK(pthread_create(&thread[i], NULL, send_one, &x[i]) == 0);
    usleep(100000);
    CHECK(does(db, "ROLLBACK"));
    sqlite3_close(db);
    pthread_join(first, NULL);
    for (int i = 0; i <= SMALL; i++) {
        pthread_join(thread[i], NULL);
        CHECK(x[i].result == (i ? STORE_OK : STORE_FULL));
    }
    room_limit(RLIM_INFINITY);
    struct store_health h;
    store_health(s, &h);
    CHECK(f.result == STORE_OK && h.facts == SMALL + 1 && is_sound(s));
    store_close(s);
    free(large);
}

/* --- not to be written, and locked -------------------------------------------------------------------- */

/* For root no file is read-only: a child becomes somebody else. */
static void read_only(void)
{
    const char *path = in_folder("read_only.db"), *why = "";
    struct store *s = opened(path);
    int status = 0;
    CHECK(person_new(s, hash_of(1), fact_note(1, 1, "x")) > 0);
    store_close(s);
    CHECK(chmod(path, 0444) == 0 && chmod(folder(), 0555) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(9);
        enum store_result r = store_open(path, &s, &why);
        _exit(r == STORE_FULL && strstr(why, "cannot be written") ? 0 : 1 + (int)r);
    }
    CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
    if (!CHECK(WEXITSTATUS(status) == 0))
        fprintf(stderr, "status %d\n", WEXITSTATUS(status));
    CHECK(chmod(folder(), 0700) == 0 && chmod(path, 0600) == 0);
    s = opened(path);
    CHECK(is_sound(s));
    store_close(s);
}

/* A folder that can be written and not read: the copy is made, and its name is not sure. */
static _Noreturn void child_copies(const char *path, const char *shut)
{
    char copy[400];
    const char *why = "";
    struct store *s = NULL;
    snprintf(copy, sizeof copy, "%.300s/copy", shut);
    if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        _exit(9);
    if (mkdir(shut, 0700) != 0 || store_open(path, &s, &why) != STORE_OK || chmod(shut, 0300) != 0)
        _exit(8);
    int good = store_backup(s, copy, NOW, &why) == STORE_FULL && strstr(why, "there and good") &&
               file_there(copy);
    if (!good)
        fprintf(stderr, "told: %s\n", why);
    chmod(shut, 0700);
    store_close(s);
    unlink(copy);
    rmdir(shut);
    _exit(!good);
}

static void copied_unsure(void)
{
    const char *mine = in_folder("mine");
    char path[400], shut[400];
    int status = 0;
    snprintf(path, sizeof path, "%s/x.db", mine);
    snprintf(shut, sizeof shut, "%s/shut", mine);
    CHECK(chmod(folder(), 0711) == 0 && mkdir(mine, 0700) == 0);
    CHECK(getuid() != 0 || chown(mine, 65534, 65534) == 0);
    pid_t pid = fork();
    if (pid == 0)
        child_copies(path, shut);
    CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    CHECK(chmod(folder(), 0700) == 0 && unlink(path) == 0 && rmdir(mine) == 0);
}

static void locked(void)
{
    const char *path = in_folder("locked.db"), *why = "";
    struct store *s = opened(path), *none = NULL;
    struct store_health h;
    enum store_result r;
    sqlite3 *db = NULL;
    int64_t person = person_new(s, hash_of(1), fact_note(1, 1, "before"));
    CHECK(sqlite3_open(path, &db) == SQLITE_OK && does(db, "BEGIN IMMEDIATE"));
    struct change c = {.person = person, .facts = fact_note(1, 2, "during"), .browser = hash_of(2)};
    c.now_s = NOW;
    CHECK(store_change(s, &c) == STORE_BUSY && c.ret_person == 0);
    store_health(s, &h);
    CHECK(h.state == STORE_BUSY && h.facts == 1);
    CHECK(lines_of(s, 1, &r) && r == STORE_OK); /* reading goes on */
    CHECK(does(db, "ROLLBACK"));
    CHECK(!lines_of(s, 2, &r) && r == STORE_NONE);
    CHECK(store_change(s, &c) == STORE_OK && c.ret_stored == 1);
    store_health(s, &h);
    CHECK(h.state == STORE_OK && h.facts == 2 && is_sound(s));
    store_close(s);
    /* Held wholly, it cannot even be opened. */
    CHECK(does(db, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT"));
    CHECK(store_open(path, &none, &why) == STORE_BUSY && strstr(why, "locked") && !none);
    sqlite3_close(db);
}

/* --- copied while it is written ---------------------------------------------------------------------- */

struct stream {
    struct store *s;
    int64_t person;
    volatile int stop;
    volatile unsigned kept;
    int failed;
};
static void *stream_on(void *arg)
{
    struct stream *x = arg;
    while (!x->stop) {
        x->failed += change_of(x->s, x->person, fact_note(5, x->kept + 1, "stream")) != STORE_OK;
        x->kept++;
    }
    return NULL;
}

static void copied(void)
{
    enum { COPIES = 5 };
    const char *why = "";
    struct store *s = opened(in_folder("copied.db")), *copy = NULL;
    struct stream x = {.s = s, .person = person_new(s, hash_of(1), span_of(""))};
    struct store_health h;
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, stream_on, &x) == 0);
    for (int i = 0; i < COPIES; i++) {
        char name[32];
        enum store_result r;
        snprintf(name, sizeof name, "copy%d", i);
        const char *path = in_folder(name);
        usleep(30000);
        unsigned before = x.kept;
        /* Of every other, the copy is made as by a process of its own. */
        struct store *from = s;
        if (i % 2)
            CHECK(store_open_there(in_folder("copied.db"), &from, &why) == STORE_OK);
        if (!CHECK(store_backup(from, path, NOW + i, &why) == STORE_OK))
            fprintf(stderr, "told: %s\n", why);
        if (i % 2)
            store_close(from);
        CHECK(!file_there(in_folder("copy0-wal")) && !file_there(in_folder("copy0.part")));
        /* In one piece: bytes 18 and 19 would be 2 for a file with a log. */
        int fd = open(path, O_RDONLY);
        char mode[2] = {0};
        CHECK(pread(fd, mode, 2, 18) == 2 && mode[0] == 1 && mode[1] == 1 && close(fd) == 0);
        CHECK(store_open_there(path, &copy, &why) == STORE_OK && is_sound(copy));
        const char *lines = lines_of(copy, 1, &r);
        CHECK(r == STORE_OK);
        for (unsigned n = 1; n <= before; n++)
            CHECK(lines && strstr(lines, fact_note(5, n, "stream").p));
        store_close(copy);
        store_health(s, &h);
        CHECK(h.last_backup_s == NOW + i);
    }
    x.stop = 1;
    pthread_join(thread, NULL);
    CHECK(x.kept > 0 && !x.failed && is_sound(s));
    /* One that was broken off is not taken for a copy, nor silently written over. */
    int fd = open(in_folder("late.part"), O_CREAT | O_WRONLY, 0600);
    CHECK(store_backup(s, in_folder("late"), NOW, &why) == STORE_FULL && strstr(why, ".part"));
    CHECK(file_there(in_folder("late.part")) && !file_there(in_folder("late")));
    close(fd);
    store_close(s);
}

int main(void)
{
    full();
    full_together();
    full_clinic();
    read_only();
    copied_unsure();
    locked();
    copied();
    folder_remove();
    return check_done("store faults");
}
