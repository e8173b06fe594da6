/* test_store_killed.c - the store, killed: while it writes facts, acts and the log, and between an erasure and the cutting
 * of the log.
 *
 *     build/gcc/test_store_killed          300 times
 *     build/gcc/test_store_killed 10000    so often */
#include "../store/sqlite.h"
#include "check.h"
#include "clinic_shape.h"
#include "store_help.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    ROUNDS = 30 /* kills of one store */,
    WRITERS = 4,
    OWN = 1000 /* other sessions than the clinic's own */
};
struct writing {
    struct store *s;
    unsigned session;
    int out; /* told of each fact once it is answered */
};

static const struct shape ann = {.base = 1110000, .mark = "ANN", .byte = 0xa1};

/* They all write into the record of one patient: a fact, an act and a line of the log in each change. */
static enum store_result write_one(const struct writing *w, unsigned n)
{
    const struct audit_note note = {"kept", shape_number(&ann, NUMBER_patient)};
    struct act act = shape_act(&ann, ACT_attention_add);
    struct change c = {.actor = shape_actor(&ann, ROLE_practitioner),
                       .patient = note.patient,
                       .facts = fact_note(OWN + w->session, n, "kept"),
                       .acts = &act,
                       .act_count = 1,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = NOW};
    act.value[1] = value_text(span_of("kept"));
    return store_change(w->s, &c);
}

static void *write_on(void *arg)
{
    struct writing *w = arg;
    for (unsigned n = 1;; n++) {
        const unsigned told[] = {w->session, n};
        if (write_one(w, n) != STORE_OK)
            _exit(3);
        if (write(w->out, told, sizeof told) != sizeof told)
            _exit(0);
    }
    return NULL;
}

static _Noreturn void child_writes(const char *path, unsigned round, int out)
{
    static struct writing w[WRITERS];
    pthread_t thread;
    struct store *s = opened(path);
    for (unsigned i = 0; i < WRITERS; i++) {
        w[i] = (struct writing){s, round * WRITERS + i + 1, out};
        if (pthread_create(&thread, NULL, write_on, &w[i]) != 0)
            _exit(4);
    }
    for (;;)
        pause();
}

/* Kills the writer some milliseconds after its first answer; how many facts it was answered for, of
 * which all[] is told. */
static int killed(const char *path, unsigned round, unsigned batch, unsigned last[])
{
    int ends[2], status = 0, count = 0;
    unsigned told[2];
    if (pipe(ends) != 0)
        abort();
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        child_writes(path, round, ends[1]);
    }
    close(ends[1]);
    struct timespec wait = {0, (long)((batch * ROUNDS + round) * 977 % 25 + 1) * 1000000};
    struct pollfd first = {.fd = ends[0], .events = POLLIN};
    CHECK(poll(&first, 1, 20000) == 1);
    nanosleep(&wait, NULL);
    CHECK(kill(pid, SIGKILL) == 0);
    while (read(ends[0], told, sizeof told) == sizeof told) {
        last[told[0]] = told[1];
        count++;
    }
    close(ends[0]);
    CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
    return count;
}

static void kills(unsigned batch)
{
    unsigned last[ROUNDS * WRITERS + 1] = {0};
    const char *path = in_folder("killed.db");
    struct store *s = opened(path);
    int64_t answered = 0, person = 0;
    CHECK(shape_make(s, &ann, &person) && person == 1);
    struct change tie = {.person = 1, .browser = hash_of(1), .facts = {"", 0}, .now_s = NOW};
    CHECK(store_change(s, &tie) == STORE_OK);
    store_close(s);
    for (unsigned round = 0; round < ROUNDS; round++)
        answered += killed(path, round, batch, last);
    s = opened(path);
    enum store_result r;
    const char *lines = lines_of(s, 1, &r);
    CHECK(r == STORE_OK && is_sound(s) && answered >= ROUNDS);
    int64_t lost = 0;
    for (unsigned session = 1; lines && session <= ROUNDS * WRITERS; session++)
        for (unsigned n = 1; n <= last[session]; n++)
            lost += !strstr(lines, fact_note(OWN + session, n, "kept").p);
    CHECK(lost == 0);
    struct store_health h;
    store_health(s, &h); /* at most one that was not answered for each writer that was killed */
    h.facts -= 2;        /* those that were there */
    CHECK(h.facts >= answered && h.facts <= answered + ROUNDS * WRITERS);
    sqlite3 *db = raw(path);
    CHECK(number(db, "SELECT count(*) = max(sequence) FROM fact WHERE person = 1") == 1);
    CHECK(number(db, "SELECT count(*) FROM attention WHERE need = 'kept'") == h.facts);
    CHECK(number(db, "SELECT count(*) FROM audit WHERE what = 'kept'") == h.facts);
    sqlite3_close(db);
    store_close(s);
    unlink(path);
}

/* Killed after an erasure and before the log is cut, as somebody still read it: the next start cuts
 * it, without waiting for the next erasure. */
static void killed_uncut(void)
{
    const char *path = in_folder("uncut.db"), *log = in_folder("uncut.db-wal");
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        struct store *s = opened(path);
        struct change c = {.erase = 1, .now_s = NOW};
        c.person = person_new(s, hash_of(1), fact_note(1, 1, "MARKER"));
        sqlite3 *db = raw(path);
        if (!does(db, "BEGIN; SELECT count(*) FROM fact") || store_change(s, &c) != STORE_OK)
            _exit(1);
        kill(getpid(), SIGKILL);
    }
    CHECK(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
    CHECK(file_times(log, "MARKER"));
    struct store *s = opened(path);
    for (int i = 0; i < 300 && file_times(log, "MARKER"); i++)
        usleep(10000);
    CHECK(!file_times(log, "MARKER") && !file_times(path, "MARKER") && is_sound(s));
    store_close(s);
}

int main(int count, char **argument)
{
    long times = count > 1 ? strtol(argument[1], NULL, 10) : 300;
    for (unsigned batch = 0; batch * ROUNDS < times; batch++)
        kills(batch);
    killed_uncut();
    folder_remove();
    return check_done("store killed");
}
