/* bench_diary.c - bookings under contention: 32 clients who each take another time, and eight at each time, of which
 * one may have it. Each that is told is on disk; beside them the disk alone, in the same run. What is booked twice is
 * counted in the file afterwards. */
#include "bench_diary.h"

#include "bench_store.h"
#include "diary_clinic.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS = 32, ROUNDS = 3, RIVALS = 8, A_DAY = 20, TRIES_MOST = 1 << 20 };
static const double SECONDS = 1.5;
#define FOLDER "build/bench.diary"
#define FILE_OF FOLDER "/ambulando.db"

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "bench: diary: %s\n", what);
    exit(1);
}

static int ascending(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static double median(double v[ROUNDS])
{
    qsort(v, ROUNDS, sizeof *v, ascending);
    return v[ROUNDS / 2];
}

/* --- clients -------------------------------------------------------------------------------------------- */

struct run {
    struct store *s;
    atomic_int next; /* booking */
    int first, rivals;
    double until;
};
struct client {
    struct run *run;
    int kept, refused;
};

/* The n-th time from the first day on: of each practitioner twenty half hours a day. */
static struct diary_at time_of(int n)
{
    int day = n / (A_DAY * DIARY_STAFFS), of_day = n % (A_DAY * DIARY_STAFFS);
    return (struct diary_at){.staff = of_day % DIARY_STAFFS,
                             .day = day,
                             .from_min = DIARY_OPENS + 30 * (of_day / DIARY_STAFFS),
                             .minutes = 30};
}

static void *book_on(void *arg)
{
    struct client *x = arg;
    while (now_s() < x->run->until) {
        int n = x->run->first + atomic_fetch_add(&x->run->next, 1);
        struct diary_at at =
            time_of(x->run->first / x->run->rivals + (n - x->run->first) / x->run->rivals);
        struct act act = diary_booking(n, &at);
        enum store_result r = diary_do(x->run->s, ROLE_owner, NOW, &act);
        if (r != STORE_OK && r != STORE_CONFLICT)
            die("a booking was neither kept nor refused");
        x->kept += r == STORE_OK;
        x->refused += r == STORE_CONFLICT;
    }
    return NULL;
}

struct counted {
    double kept, refused; /* a second */
};

static struct counted together(struct run *run)
{
    struct client x[CLIENTS];
    pthread_t thread[CLIENTS];
    struct counted sum = {0, 0};
    double from = now_s();
    run->until = from + SECONDS;
    for (int i = 0; i < CLIENTS; i++) {
        x[i] = (struct client){.run = run};
        if (pthread_create(&thread[i], NULL, book_on, &x[i]) != 0)
            die("no thread");
    }
    for (int i = 0; i < CLIENTS; i++) {
        pthread_join(thread[i], NULL);
        sum.kept += x[i].kept;
        sum.refused += x[i].refused;
    }
    double took = now_s() - from;
    return (struct counted){sum.kept / took, sum.refused / took};
}

/* --- beside them ------------------------------------------------------------------------------------------ */

static double disk_alone(void)
{
    static char block[16384];
    int fd = open(FOLDER "/bare", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), n = 0;
    if (fd < 0)
        die("cannot write");
    double from = now_s(), took = 0;
    for (; took < SECONDS / 2; n++, took = now_s() - from)
        if (write(fd, block, sizeof block) != sizeof block || fdatasync(fd) != 0)
            die("cannot write");
    close(fd);
    unlink(FOLDER "/bare");
    return n / took;
}

static double doubles(void)
{
    sqlite3 *db = raw(FILE_OF);
    int64_t n =
        number(db, "SELECT count(*) FROM booking x JOIN booking y ON y.account = x.account AND"
                   " y.from_s > x.from_s - 28800 AND y.from_s < x.until_s AND y.until_s > x.from_s"
                   " AND y.booking > x.booking");
    sqlite3_close(db);
    return (double)n;
}

static void remove_all(void)
{
    unlink(FILE_OF);
    unlink(FILE_OF "-wal");
    unlink(FILE_OF "-shm");
    rmdir(FOLDER);
}

void bench_diary(void)
{
    double apart[ROUNDS], kept[ROUNDS], refused[ROUNDS], disk[ROUNDS];
    struct run run = {.first = 0};
    remove_all();
    if (mkdir(FOLDER, 0700) != 0)
        die("no folder");
    run.s = opened(FILE_OF);
    if (!diary_clinic_make(run.s, 20))
        die("no clinic");
    for (int i = 0; i < ROUNDS; i++) { /* each round on days of its own */
        disk[i] = disk_alone();
        run = (struct run){.s = run.s, .first = TRIES_MOST * 2 * i, .rivals = 1};
        apart[i] = together(&run).kept;
        run = (struct run){.s = run.s, .first = TRIES_MOST * (2 * i + 1), .rivals = RIVALS};
        struct counted c = together(&run);
        kept[i] = c.kept;
        refused[i] = c.refused;
    }
    store_close(run.s);
    bench_row("a bare write of 16 kB and fdatasync, one after the other", median(disk), "a second",
              "");
    bench_row("durable bookings, 32 clients, each at another time", median(apart), "a second", "");
    bench_row("the same, eight at each time: booked", median(kept), "a second", "");
    bench_row("    and refused, as the time is taken", median(refused), "a second", "");
    bench_row("booked twice, in all of these", doubles(), "", "0");
    remove_all();
}
