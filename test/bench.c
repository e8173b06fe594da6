/* bench.c - how fast, on this machine: makes its own input, prints one table.
 *
 *     bench PROGRAM [PART]         the table; PROGRAM is the ambulando to replay with
 *     bench people COUNT DAYS      that many made-up people on standard output, for a pipe
 *     bench fill FILE              a store of 10,000 people, for bench_serve.mjs
 *
 * Each figure is the median of several runs. Nothing here passes or fails. */
#include "../engine/programme.h"
#include "bench_diary.h"
#include "bench_pages.h"
#include "bench_people.h"
#include "bench_store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS = 5, PEOPLE = 1000, DAYS = 90, MANY = 100000, MANY_DAYS = 5, LONG_DAYS = 1825 };
#define INPUT "build/bench.people"

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(1);
}

static void arena_failed(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "bench: %s\n", why);
    exit(1);
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double median(double *v, int n)
{
    qsort(v, (size_t)n, sizeof *v, ascending);
    return v[n / 2];
}

void bench_row(const char *what, double figure, const char *unit, const char *budget)
{
    printf("%-58s %12.*f %-14s %s\n", what, figure < 100 ? 2 : 0, figure, unit, budget);
    fflush(stdout);
}

/* --- inside this process
 * -------------------------------------------------------------------------- */

struct sample { /* a record in memory, read, and what it is worked on with */
    struct arena mem;
    char *bytes;
    size_t len;
    struct record record;
    size_t kept; /* of the arena, by the record */
    int day;
    struct known known;
    struct programme programme, next;
};

static void sample_make(struct sample *s, int days)
{
    enum { SIZE = 256 << 20 };
    s->mem = (struct arena){.base = malloc(SIZE), .size = SIZE, .fail = arena_failed};
    struct people p = {.seed = 7, .session = 7};
    FILE *out = open_memstream(&s->bytes, &s->len);
    if (!s->mem.base || !out)
        die("memory");
    if (days == LONG_DAYS) {
        plain_record_put(out, &p, days);
    } else {
        person_put(out, &p, 0, days);
    }
    if (fclose(out) != 0)
        die("memory");
    if (days != LONG_DAYS) { /* without its line "person" */
        size_t line = (size_t)((char *)memchr(s->bytes, '\n', s->len) + 1 - s->bytes);
        s->len -= line;
        memmove(s->bytes, s->bytes + line, s->len);
    }
    struct faults faults = {0};
    record_read(&s->mem, s->bytes, s->len, &s->record, &faults);
    if (faults.count || !s->record.count) {
        fprintf(stderr, "bench: its own record is not sound\n");
        exit(1);
    }
    s->kept = s->mem.used;
    s->day = s->record.fact[s->record.count - 1].day;
}

/* Seconds for one call of work, from as many as take a while. */
static double time_of(void (*work)(struct sample *s), struct sample *s)
{
    double v[RUNS];
    int calls = 1;
    for (int i = 0; i < RUNS; i++) {
        double begin = now_s(), took;
        for (int c = 0; c < calls; c++) {
            work(s);
            s->mem.used = s->kept;
        }
        took = now_s() - begin;
        if (took < 0.05) { /* too short to measure: that run does not count */
            calls *= 4;
            i--;
            continue;
        }
        v[i] = took / calls;
    }
    return median(v, RUNS);
}

/* The plan of one day from a folded state. */
static void plan_from_state(struct sample *s)
{
    struct plan p;
    decide(&s->known, &s->programme, &p, &s->next);
}

static void fold(struct sample *s)
{
    struct plan p;
    engine_plan(&s->mem, &s->record, s->day, &p);
}

static void read_only(struct sample *s)
{
    struct record r;
    struct faults faults = {0};
    record_read(&s->mem, s->bytes, s->len, &r, &faults);
}

static void read_and_fold(struct sample *s)
{
    struct record r;
    struct faults faults = {0};
    struct plan p;
    record_read(&s->mem, s->bytes, s->len, &r, &faults);
    engine_plan(&s->mem, &r, s->day, &p);
}

static void print_json(struct sample *s)
{
    static struct plan p;
    if (!p.day)
        engine_plan(&s->mem, &s->record, s->day, &p);
    struct text t = {.mem = &s->mem};
    plan_put_json(&t, &p);
}

static void bench_inside(void)
{
    static struct sample person, years;
    sample_make(&person, DAYS);
    sample_make(&years, LONG_DAYS);
    engine_fold(&person.mem, &person.record, person.day, &person.known, &person.programme);
    bench_row("plans from a folded state, one core", 1 / time_of(plan_from_state, &person),
              "a second", "1,000,000");
    bench_row("one plan as JSON", 1e9 * time_of(print_json, &person), "ns", "1,500");
    char what[80];
    snprintf(what, sizeof what, "reading, a fact of %zu bytes", person.len / person.record.count);
    bench_row(what, 1e9 * time_of(read_only, &person) / (double)person.record.count, "ns", "");
    snprintf(what, sizeof what, "fold of 5 years, %zu facts, already read", years.record.count);
    bench_row(what, 1e3 * time_of(fold, &years), "ms", "under 1");
    bench_row("the same, from the bytes of its file", 1e3 * time_of(read_and_fold, &years), "ms",
              "");
}

/* --- the program, end to end
 * ---------------------------------------------------------------------- */

/* Starts argv with standard input from in and standard output to out; closes both here. */
static pid_t start(const char *const *argv, int in, int out)
{
    pid_t pid = fork();
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        if (dup2(in, 0) < 0 || dup2(out, 1) < 0)
            die("dup2");
        execv(argv[0], (char *const *)(uintptr_t)argv);
        die(argv[0]);
    }
    close(in);
    close(out);
    return pid;
}

/* Waits; the most memory it ever had, in kB. */
static long finish(pid_t pid)
{
    int status;
    struct rusage use;
    while (wait4(pid, &status, 0, &use) < 0)
        if (errno != EINTR)
            die("wait");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "bench: a program failed\n");
        exit(1);
    }
    return use.ru_maxrss;
}

static int open_or_die(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0644);
    if (fd < 0)
        die(path);
    return fd;
}

/* Before anything large is in this process: a child's peak counts what it had before its exec. */
static void bench_memory(const char *self, const char *program)
{
    char count[16], days[16];
    snprintf(count, sizeof count, "%d", MANY);
    snprintf(days, sizeof days, "%d", MANY_DAYS);
    const char *const people[] = {self, "people", count, days, NULL};
    for (int every_day = 0; every_day < 2; every_day++) {
        const char *const replay[] = {program, "replay", every_day ? "--every-day" : NULL, NULL};
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            die("pipe");
        pid_t maker = start(people, open_or_die("/dev/null", O_RDONLY), ends[1]);
        pid_t reader = start(replay, ends[0], open_or_die("/dev/null", O_WRONLY));
        long peak_kb = finish(reader);
        finish(maker);
        bench_row(every_day ? "the same, --every-day"
                            : "peak memory, replay of 100,000 people through a pipe",
                  (double)peak_kb / 1024, "MB", "under 64");
    }
}

static void bench_replay(const char *self, const char *program)
{
    char count[16], days[16], all[16];
    snprintf(count, sizeof count, "%d", PEOPLE);
    snprintf(days, sizeof days, "%d", DAYS);
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    snprintf(all, sizeof all, "%ld", processors);
    const char *const people[] = {self, "people", count, days, NULL};
    finish(start(people, open_or_die("/dev/null", O_RDONLY),
                 open_or_die(INPUT, O_WRONLY | O_CREAT | O_TRUNC)));
    for (int i = 0; i < 2; i++) {
        const char *threads = i ? all : "1";
        const char *const replay[] = {program, "replay", "--every-day", "--threads",
                                      threads, INPUT,    NULL};
        double v[RUNS];
        for (int run = 0; run < RUNS; run++) {
            double begin = now_s();
            finish(start(replay, open_or_die("/dev/null", O_RDONLY),
                         open_or_die("/dev/null", O_WRONLY)));
            v[run] = now_s() - begin;
        }
        char what[80];
        snprintf(what, sizeof what, "replay --every-day, end to end, --threads %s", threads);
        bench_row(what, PEOPLE * DAYS / median(v, RUNS), "person-days/s", i ? "" : "200,000");
    }
    unlink(INPUT);
}

static void put_machine(void)
{
    char line[256], model[200] = "an unknown processor";
    FILE *f = fopen("/proc/cpuinfo", "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "model name : %199[^\n]", model) == 1)
            break;
    if (f)
        fclose(f);
    printf("on %s, %ld processors\n\n", model, sysconf(_SC_NPROCESSORS_ONLN));
    printf("%-58s %12s %-14s %s\n", "", "measured", "", "budget");
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "people") == 0) {
        struct people p = {.seed = 1};
        for (int i = 0; i < atoi(argv[2]); i++)
            person_put(stdout, &p, i, atoi(argv[3]));
        return fflush(stdout) != 0 || ferror(stdout);
    }
    if (argc == 3 && strcmp(argv[1], "fill") == 0) {
        bench_fill(argv[2]);
        return 0;
    }
    if (argc != 2 && argc != 3) {
        fprintf(stderr, "usage: bench PROGRAM [replay|inside|pages|store|diary]\n");
        return 2;
    }
    const char *part = argc == 3 ? argv[2] : NULL;
    put_machine();
    if (!part || strcmp(part, "replay") == 0) {
        bench_memory(argv[0], argv[1]);
        bench_replay(argv[0], argv[1]);
    }
    if (!part || strcmp(part, "inside") == 0)
        bench_inside();
    if (!part || strcmp(part, "pages") == 0) {
        bench_pages();
        bench_clinic();
    }
    if (!part || strcmp(part, "store") == 0)
        bench_store();
    if (!part || strcmp(part, "diary") == 0)
        bench_diary();
    return 0;
}
