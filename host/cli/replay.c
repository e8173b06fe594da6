/* replay.c - many people at once: takes batches of persons, plans them, prints in their order.
 *
 * Each worker takes the next batch under a lock, with its number, and works on it alone. What it
 * prints is kept until the batches before it are out; then it is its turn. A worker whose turn it
 * is writes straight through, however much there is (one person's days can be hundreds of
 * megabytes); one whose turn it is not keeps at most its share of HELD_BYTES and waits. So memory
 * is bounded, the bytes are the same for any number of workers, and as the one whose turn it is
 * never waits for another, none waits for ever. */
#include "cli.h"
#include "feed.h"
#include "progress.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    THREADS_MAX = 256,
    ID_MAX = 200,
    WRITE_BYTES = 256 << 10,
    HELD_BYTES = 16 << 20, /* output of all workers together that waits for its turn */
};

struct replay {
    int every_day, threads;
    pthread_mutex_t feed_lock, turn_lock;
    pthread_cond_t turn_passed;
    struct feed feed;
    uint64_t turn;            /* the number of the batch that may be written */
    atomic_int status;        /* the exit status so far */
    atomic_int stopped;       /* writing failed: nothing more is worth doing */
    struct progress progress; /* of the worker whose turn it is */
};

struct worker {
    struct replay *job;
    struct batch batch;
    struct arena record, out_mem, err_mem;
    struct text out, err;
    int my_turn;
    uint64_t people;
    const char *id; /* of the person at hand */
    size_t id_len;
};

static void fault_seen(struct worker *w)
{
    atomic_store(&w->job->status, STATUS_FAULT);
}

/* Waits for the turn if need be, and writes what is kept. */
static void flush(struct worker *w)
{
    struct replay *job = w->job;
    if (!w->my_turn) {
        pthread_mutex_lock(&job->turn_lock);
        while (job->turn != w->batch.number)
            pthread_cond_wait(&job->turn_passed, &job->turn_lock);
        pthread_mutex_unlock(&job->turn_lock);
        w->my_turn = 1;
    }
    if (w->err.len) {
        progress_erase(&job->progress);
        error_write(&w->err);
    }
    if (!atomic_load(&job->stopped) && output_write(w->out.p, w->out.len) != STATUS_OK) {
        fault_seen(w);
        atomic_store(&job->stopped, 1);
    }
    w->out.len = 0;
    w->err.len = 0;
    progress_show(&job->progress, w->people);
    w->people = 0;
}

static void pass_turn(struct worker *w)
{
    flush(w);
    pthread_mutex_lock(&w->job->turn_lock);
    w->job->turn++;
    pthread_cond_broadcast(&w->job->turn_passed);
    pthread_mutex_unlock(&w->job->turn_lock);
    w->my_turn = 0;
}

static void put_line(struct worker *w, const struct plan *p)
{
    text_add(&w->out, w->id, w->id_len);
    text_char(&w->out, '\t');
    plan_put_json(&w->out, p);
    text_char(&w->out, '\n');
    size_t keep = w->my_turn ? WRITE_BYTES : (size_t)(HELD_BYTES / w->job->threads);
    if (w->out.len >= keep)
        flush(w);
}

static int put_day(void *host, const struct plan *p)
{
    struct worker *w = host;
    put_line(w, p);
    return !atomic_load(&w->job->stopped);
}

static void put_error(struct worker *w, uint64_t line, const char *what)
{
    error_put(&w->err, w->batch.path, line, what);
    fault_seen(w);
}

/* The record of one person: its lines begin after line_before, that of "person ID". */
static void replay_person(struct worker *w, const char *bytes, size_t len, uint64_t line_before,
                          int planned)
{
    struct record r;
    struct faults faults = {0};
    record_read(&w->record, bytes, len, &r, &faults);
    int first, last;
    if (faults.count) {
        faults_put(&w->err, w->batch.path, &faults, line_before);
        fault_seen(w);
    } else if (!record_days(&r, &first, &last)) {
        if (planned)
            put_error(w, line_before, "this person has no fact, so there is no day to plan");
    } else if (planned && w->job->every_day) {
        engine_each_day(&w->record, &r, first, last, put_day, w);
    } else if (planned) {
        struct plan p;
        engine_plan(&w->record, &r, last, &p);
        put_line(w, &p);
    }
    w->people++;
    arena_drop(&w->record);
    if (w->err.len >= WRITE_BYTES)
        flush(w);
}

/* Reads "person ID" from a line without its end: 1 when it is one. */
static int person_read(struct worker *w, const char *line, size_t len)
{
    static const char word[] = "person ";
    enum { WORD = sizeof word - 1 };
    if (len && line[len - 1] == '\r')
        len--;
    if (len <= WORD || memcmp(line, word, WORD) != 0 || len - WORD > ID_MAX)
        return 0;
    for (size_t i = WORD; i < len; i++)
        if ((unsigned char)line[i] <= ' ' || line[i] == 0x7F)
            return 0;
    w->id = line + WORD;
    w->id_len = len - WORD;
    return 1;
}

static const char *line_end(const char *s, const char *end)
{
    const char *nl = memchr(s, '\n', (size_t)(end - s));
    return nl ? nl + 1 : end;
}

/* Where the next line that begins with "person" stands, from a line's start on. */
static const char *next_person(const char *s, const char *end, uint64_t *lines)
{
    while (s < end && !((size_t)(end - s) >= 6 && memcmp(s, "person", 6) == 0)) {
        s = line_end(s, end);
        ++*lines;
    }
    return s;
}

/* What stands before the first person may be comments and blank lines, not facts. */
static void check_before(struct worker *w, const char *s, const char *end)
{
    uint64_t line = w->batch.line_before;
    while (s < end) {
        const char *next = line_end(s, end);
        line++;
        const char *word = s;
        while (word < next && (*word == ' ' || *word == '\t' || *word == '\r' || *word == '\n'))
            word++;
        if (word < next && *s != '#') {
            put_error(w, line, "a line \"person ID\" must come before the facts");
            return; /* once: what follows has the same cause */
        }
        s = next;
    }
}

static void replay_batch(struct worker *w)
{
    const char *s = w->batch.bytes, *end = s + w->batch.len;
    uint64_t line = w->batch.line_before;
    if (w->batch.file_begins && w->batch.len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0)
        s += 3;
    const char *start = s;
    s = next_person(s, end, &line);
    check_before(w, start, s);
    while (s < end && !atomic_load(&w->job->stopped)) {
        const char *body = line_end(s, end);
        size_t len = (size_t)(body - s) - (body > s && body[-1] == '\n');
        int known = person_read(w, s, len);
        line++;
        if (!known)
            put_error(w, line,
                      "expected \"person ID\": an ID of 1 to 200 bytes without spaces or tabs");
        uint64_t line_before = line;
        s = next_person(body, end, &line);
        replay_person(w, body, (size_t)(s - body), line_before, known);
    }
}

static void *work(void *host)
{
    struct worker *w = host;
    for (;;) {
        pthread_mutex_lock(&w->job->feed_lock);
        int more = !atomic_load(&w->job->stopped) && feed_take(&w->job->feed, &w->batch);
        pthread_mutex_unlock(&w->job->feed_lock);
        if (!more)
            return NULL;
        replay_batch(w);
        pass_turn(w);
    }
}

static void worker_make(struct worker *w, struct replay *job)
{
    *w = (struct worker){.job = job};
    arena_lend(&w->record, ARENA_RECORD);
    arena_lend(&w->out_mem, ARENA_OUTPUT);
    arena_lend(&w->err_mem, ARENA_OUTPUT);
    w->out.mem = &w->out_mem;
    w->err.mem = &w->err_mem;
}

static void run(struct replay *job)
{
    pthread_t threads[THREADS_MAX];
    struct worker *workers = calloc((size_t)job->threads, sizeof *workers);
    if (!workers)
        out_of_memory();
    int others = 0;
    for (int i = 0; i < job->threads; i++)
        worker_make(&workers[i], job);
    /* Where a thread is refused, the work is done with those there are: this one at least. */
    while (others < job->threads - 1 &&
           pthread_create(&threads[others], NULL, work, &workers[others + 1]) == 0)
        others++;
    work(&workers[0]);
    for (int i = 0; i < others; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < job->threads; i++)
        free(workers[i].batch.bytes);
    free(workers);
}

/* 1 to THREADS_MAX, or 0. */
static int threads_read(const char *s)
{
    int n = 0;
    for (; *s >= '0' && *s <= '9' && n <= THREADS_MAX; s++)
        n = 10 * n + (*s - '0');
    return *s || n > THREADS_MAX ? 0 : n;
}

/* A file that is not there is told before anything is printed, not in the middle. */
static int files_there(const char *const *path, size_t count)
{
    int status = STATUS_OK;
    for (size_t i = 0; i < count; i++)
        if (strcmp(path[i], "-") != 0 && access(path[i], R_OK) != 0) {
            complain(path[i], strerror(errno));
            status = STATUS_USAGE;
        }
    return status;
}

/* Fills paths, which has room for all of argv, from the arguments. */
static int args_read(int argc, char **argv, struct replay *job, const char **paths,
                     size_t *ret_count)
{
    size_t count = 0;
    int options = 1;
    for (int i = 0; i < argc; i++) {
        const char *value = NULL;
        int is_threads = options ? option_value("--threads", argc, argv, &i, &value) : 0;
        if (is_threads < 0)
            return usage_wrong("replay", "--threads needs a number", NULL);
        if (is_threads) {
            job->threads = threads_read(value);
            if (!job->threads)
                return usage_wrong("replay", "--threads needs a number from 1 to 256, not", value);
        } else if (options && strcmp(argv[i], "--every-day") == 0) {
            job->every_day = 1;
        } else if (options && strcmp(argv[i], "--") == 0) {
            options = 0;
        } else if (options && argv[i][0] == '-' && argv[i][1]) {
            return usage_wrong("replay", "there is no option", argv[i]);
        } else {
            paths[count++] = argv[i];
        }
    }
    if (!count)
        paths[count++] = "-";
    *ret_count = count;
    return files_there(paths, count);
}

int command_replay(int argc, char **argv)
{
    struct replay job = {.feed_lock = PTHREAD_MUTEX_INITIALIZER,
                         .turn_lock = PTHREAD_MUTEX_INITIALIZER,
                         .turn_passed = PTHREAD_COND_INITIALIZER};
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    job.threads = processors < 1 ? 1 : processors > THREADS_MAX ? THREADS_MAX : (int)processors;
    const char **paths = calloc((size_t)argc + 1, sizeof *paths);
    if (!paths)
        out_of_memory();
    size_t count = 0;
    int status = args_read(argc, argv, &job, paths, &count);
    if (status == STATUS_OK) {
        feed_open(&job.feed, paths, count);
        progress_begin(&job.progress);
        run(&job);
        progress_erase(&job.progress);
        status = job.feed.status != STATUS_OK ? job.feed.status : atomic_load(&job.status);
        free(job.feed.left);
    }
    free(paths);
    return status;
}
