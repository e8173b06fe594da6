/* bench_store.c - durable check-ins from many clients at once, with all that wait in one commit and
 * with a commit each, and with pauses between; beside them the disk alone, in the same run, as it is
 * what decides. */
#include "bench_store.h"

#include "../host/server/server.h"
#include "../store/sqlite.h"
#include "bench_people.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    CLIENTS = 32,
    SECONDS = 2,
    MOST = 1 << 20,
    PEOPLE = 10000,
    HISTORY = 20,
    ROUNDS = 3,
    PAUSE_US = 100000
};
#define FOLDER "build/bench.store"

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "bench: store: %s\n", what);
    exit(1);
}

static int ascending(const void *a, const void *b)
{
    const float *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double p99_ms(float *took, size_t n)
{
    qsort(took, n, sizeof *took, ascending);
    return n ? 1e3 * (double)took[n - 1 - n / 100] : 0;
}

/* --- the disk alone --------------------------------------------------------------------------------- */

static size_t disk_alone(float *took)
{
    static char block[16384];
    int fd = open(FOLDER "/bare", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    size_t n = 0;
    if (fd < 0)
        die("cannot write");
    memset(block, 'x', sizeof block);
    for (double begin = now_s(), from = begin; from - begin < SECONDS && n < MOST; n++) {
        if (write(fd, block, sizeof block) != sizeof block || fdatasync(fd) != 0)
            die("cannot write");
        double to = now_s();
        took[n] = (float)(to - from);
        from = to;
    }
    close(fd);
    unlink(FOLDER "/bare");
    return n;
}

/* --- check-ins ---------------------------------------------------------------------------------------- */

struct client {
    struct store *s;
    unsigned number, sent;
    int pause_us; /* between two */
    double until;
    float *took;
    size_t room;
};

static size_t checkin(char line[256], unsigned session, unsigned n)
{
    return (size_t)snprintf(
        line, 256,
        "2026-03-02T08:14+00:00 checkin leg=4&back=2&reach=calf&tingle=none&numb=none&morning=same"
        "&_id=%016x-%u&_recorded=2026-03-02T08:14:%02u%%2B00:00\n",
        session, n, n % 60);
}

static void *send_on(void *arg)
{
    struct client *x = arg;
    char line[256];
    for (double from = now_s(); from < x->until && x->sent < x->room;) {
        if (x->pause_us) {
            usleep((useconds_t)x->pause_us / 2 +
                   (x->number * 7919 + x->sent * 104729) % (useconds_t)x->pause_us);
            from = now_s();
        }
        struct change c = {.person = 1 + (x->number * 7919 + x->sent) % PEOPLE};
        c.facts = (struct span){line, (uint32_t)checkin(line, x->number, x->sent)};
        c.now_s = 1764000000;
        if (store_change(x->s, &c) != STORE_OK || c.ret_stored != 1)
            die("a check-in was not kept");
        double to = now_s();
        x->took[x->sent++] = (float)(to - from);
        from = to;
    }
    return NULL;
}

/* Check-ins a second; their times in took. */
static double checkins(struct store *s, int group, int pause_us, unsigned session, float *took,
                       size_t *ret_n)
{
    static struct client x[CLIENTS];
    pthread_t thread[CLIENTS];
    size_t n = 0;
    double begin = now_s();
    ((struct sqlite_store *)s)->batch = group ? BATCH : 1; /* while nobody writes */
    for (unsigned i = 0; i < CLIENTS; i++) {
        x[i] = (struct client){s, session + i, 0, pause_us, begin + SECONDS, NULL, MOST / CLIENTS};
        x[i].took = malloc(x[i].room * sizeof *took);
        if (!x[i].took || pthread_create(&thread[i], NULL, send_on, &x[i]) != 0)
            die("no thread");
    }
    for (unsigned i = 0; i < CLIENTS; i++)
        pthread_join(thread[i], NULL);
    double seconds = now_s() - begin;
    for (unsigned i = 0; i < CLIENTS; i++) {
        memcpy(took + n, x[i].took, x[i].sent * sizeof *took);
        n += x[i].sent;
        free(x[i].took);
    }
    *ret_n = n;
    return (double)n / seconds;
}

static void hash_of(unsigned n, uint8_t hash[STORE_HASH])
{
    memset(hash, 0, STORE_HASH);
    memcpy(hash, &n, sizeof n);
}

static void *people_some(void *arg)
{
    struct client *x = arg;
    char lines[HISTORY * 256];
    for (unsigned i = x->number; i < PEOPLE; i += CLIENTS) {
        uint8_t hash[STORE_HASH];
        size_t len = 0;
        hash_of(i, hash);
        for (unsigned n = 0; n < HISTORY; n++)
            len += checkin(lines + len, 1000000 + i, n);
        struct change c = {.browser = hash, .facts = {lines, (uint32_t)len}, .now_s = time(NULL)};
        if (store_change(x->s, &c) != STORE_OK)
            die("a person was not made");
    }
    return NULL;
}

static void people_make(struct store *s)
{
    struct client x[CLIENTS];
    pthread_t thread[CLIENTS];
    for (unsigned i = 0; i < CLIENTS; i++) {
        x[i] = (struct client){.s = s, .number = i};
        if (pthread_create(&thread[i], NULL, people_some, &x[i]) != 0)
            die("no thread");
    }
    for (unsigned i = 0; i < CLIENTS; i++)
        pthread_join(thread[i], NULL);
}

void bench_fill(const char *path)
{
    static const unsigned char secret[32];
    struct people p = {.seed = 7, .session = 7};
    struct store *s;
    const char *why = "";
    char *bytes;
    size_t n;
    uint8_t hash[STORE_HASH];
    FILE *out = open_memstream(&bytes, &n);
    if (!out || store_open(path, &s, &why) != STORE_OK)
        die(*why ? why : "memory");
    people_make(s);
    busy_record_put(out, &p, (int)(time(NULL) / 86400) - 1);
    if (fclose(out) != 0)
        die("memory");
    secret_hash("browser", secret, sizeof secret, hash);
    struct change c = {.browser = hash, .facts = {bytes, (uint32_t)n}, .now_s = time(NULL)};
    if (store_change(s, &c) != STORE_OK || c.ret_stored != BUSY_DAYS * 5)
        die("a person was not made");
    store_close(s);
    free(bytes);
}

static void finding(struct store *s)
{
    static unsigned char block[1 << 20] __attribute__((aligned(16)));
    struct person_row row;
    double begin = now_s();
    for (unsigned i = 0; i < PEOPLE; i++) {
        struct arena a = {.base = block, .size = sizeof block};
        uint8_t hash[STORE_HASH];
        hash_of(i * 7 % PEOPLE, hash);
        if (store_find(s, KEY_browser, hash, &a, &row) != STORE_OK)
            die("a person was not found");
    }
    bench_row("finding one of 10,000 people, 20 facts, checked", 1e6 * (now_s() - begin) / PEOPLE,
              "us", "");
}

static void remove_all(void)
{
    unlink(FOLDER "/ambulando.db");
    unlink(FOLDER "/ambulando.db-wal");
    unlink(FOLDER "/ambulando.db-shm");
    rmdir(FOLDER);
}

struct round {
    double alone, group, disk_ms, p99_ms, calm, calm_ms;
};

static int by_gain(const void *a, const void *b)
{
    const struct round *x = a, *y = b;
    double gx = x->group / x->alone, gy = y->group / y->alone;
    return (gx > gy) - (gx < gy);
}

static int by_wait(const void *a, const void *b)
{
    const struct round *x = a, *y = b;
    double wx = x->calm_ms / x->disk_ms, wy = y->calm_ms / y->disk_ms;
    return (wx > wy) - (wx < wy);
}

/* Each figure beside what was measured with it: of the median round, by their ratio. */
static void put_rounds(struct round *r)
{
    char least[40], most[40], what[80];
    qsort(r, ROUNDS, sizeof *r, by_gain);
    struct round m = r[ROUNDS / 2];
    snprintf(least, sizeof least, "%.0f (3 times)", 3 * m.alone);
    bench_row("durable check-ins, 32 clients, a commit each", m.alone, "a second", "");
    bench_row("the same, all that wait in one commit", m.group, "a second", least);
    qsort(r, ROUNDS, sizeof *r, by_wait);
    m = r[ROUNDS / 2];
    snprintf(most, sizeof most, "%.2f (5 times)", 5 * m.disk_ms);
    bench_row("a bare write of 16 kB and fdatasync, 99 of 100 within", m.disk_ms, "ms", "");
    snprintf(what, sizeof what, "a durable check-in, %.0f a second, 99 of 100 within", m.calm);
    bench_row(what, m.calm_ms, "ms", most);
    bench_row("the same, as many as it can, 99 of 100 within", m.p99_ms, "ms", most);
}

void bench_store(void)
{
    struct store *s = NULL;
    struct round r[ROUNDS];
    const char *why = "";
    float *took = malloc(MOST * sizeof *took);
    remove_all();
    if (!took || mkdir(FOLDER, 0700) != 0 ||
        store_open(FOLDER "/ambulando.db", &s, &why) != STORE_OK)
        die(*why ? why : "cannot be opened");
    people_make(s);
    finding(s);
    for (unsigned i = 0; i < ROUNDS; i++) {
        size_t n;
        r[i].disk_ms = p99_ms(took, disk_alone(took));
        r[i].alone = checkins(s, 0, 0, 1 + 3 * i * CLIENTS, took, &n);
        r[i].group = checkins(s, 1, 0, 1 + (3 * i + 1) * CLIENTS, took, &n);
        r[i].p99_ms = p99_ms(took, n);
        r[i].calm = checkins(s, 1, PAUSE_US, 1 + (3 * i + 2) * CLIENTS, took, &n);
        r[i].calm_ms = p99_ms(took, n);
    }
    put_rounds(r);
    store_close(s);
    free(took);
    remove_all();
}
