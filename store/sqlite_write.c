/* sqlite_write.c - the one writer: commits all that wait in one transaction, then answers them.
 *
 * Waiting for the disk costs the same for one change as for a hundred. Each change has a savepoint of
 * its own, so that one that cannot be kept does not take the others with it. */
#include "log.h"
#include "sqlite.h"

#include <time.h>

struct round { /* what one commit holds */
    struct job *job;
    struct visit_note visit[VISITS];
    int visits;
    int erased;
};

static int in_transaction(struct line *l)
{
    return !sqlite3_get_autocommit(l->db);
}

static void give_up(struct line *l)
{
    if (in_transaction(l)) {
        enum store_result r = line_run(l, Q_rollback);
        (void)r; /* what failed before it is what is told */
    }
}

/* Another process may have brought the file forward: nothing is written into tables of which this
 * program does not know what they mean. */
static enum store_result begin(struct line *l)
{
    int64_t schema = 0;
    give_up(l); /* without memory even that may have failed before */
    enum store_result r = line_run(l, Q_begin);
    if (r == STORE_OK)
        r = meta_get(l, "schema", &schema);
    if (r == STORE_OK && schema != SCHEMA)
        r = STORE_BROKEN;
    return r == STORE_NONE ? STORE_BROKEN : r;
}

/* One job in a savepoint. 0: the whole transaction is lost. */
static int apply(struct line *l, struct job *j)
{
    j->result = line_run(l, Q_one_begin);
    if (j->result == STORE_OK) {
        enum store_result undone = STORE_OK, kept;
        j->result = job_apply(l, j);
        if (j->result != STORE_OK && in_transaction(l))
            undone = line_run(l, Q_one_undo);
        if (!in_transaction(l) || undone != STORE_OK)
            return 0; /* a full disk makes SQLite roll back all of it */
        kept = line_run(l, Q_one_keep);
        if (j->result == STORE_OK)
            j->result = kept;
        if (kept != STORE_OK)
            return 0;
    }
    return in_transaction(l);
}

/* The result of the commit; with STORE_OK each job has its own. */
static enum store_result commit(struct line *l, struct round *r)
{
    enum store_result result = begin(l);
    for (struct job *j = r->job; result == STORE_OK && j; j = j->next)
        if (!apply(l, j))
            result = j->result != STORE_OK ? j->result : STORE_FULL;
    for (int i = 0; result == STORE_OK && i < r->visits; i++)
        result = visit_apply(l, &r->visit[i]);
    if (result == STORE_OK)
        result = line_run(l, Q_commit);
    give_up(l); /* does nothing after a commit */
    r->erased = 0;
    for (struct job *j = r->job; j; j = j->next) {
        if (result != STORE_OK)
            j->result = result;
        r->erased |= j->result == STORE_OK && j->erased;
    }
    return result;
}

/* When what many wrote together has no room, each is tried alone: one large change must not cost the
 * others theirs. A locked file is not tried again: everybody would wait as often. */
static enum store_result commit_apart(struct line *l, struct round *all)
{
    enum store_result result = commit(l, all);
    if (result == STORE_OK || result == STORE_BUSY || !all->job || !all->job->next)
        return result;
    int erased = 0;
    for (struct job *j = all->job; j; j = j->next) {
        struct job *next = j->next;
        struct round one = {.job = j};
        j->next = NULL;
        result = commit(l, &one);
        j->next = next;
        erased |= one.erased;
    }
    all->erased = erased;
    return result;
}

/* Copies the log into the file; after an erasure the log is cut to nothing, as what was erased still
 * stands in it. 0: somebody still reads from the log. */
static int checkpoint(struct line *l, int cut, int *pages)
{
    enum { CUT_MS = 100 }; /* a reader is done by then, or it is a backup: it is tried again */
    int mode = cut ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    sqlite3_busy_timeout(l->db, CUT_MS);
    int rc = sqlite3_wal_checkpoint_v2(l->db, NULL, mode, NULL, NULL);
    sqlite3_busy_timeout(l->db, BUSY_MS);
    if (cut) /* pages in memory may hold what the file does not any more */
        sqlite3_db_release_memory(l->db);
    *pages = 0;
    return rc == SQLITE_OK;
}

static int wal_grew(void *pages, sqlite3 *db, const char *name, int count)
{
    (void)db;
    (void)name;
    *(int *)pages = count;
    return SQLITE_OK;
}

/* Waits for something to do; takes up to s->batch jobs. 0: nothing, and it is time to end. uncut: the
 * log is to be cut, so the wait is short. */
static int take(struct sqlite_store *s, struct round *r, int uncut)
{
    *r = (struct round){0};
    pthread_mutex_lock(&s->lock);
    while (!s->first && !s->visits && !s->stop) {
        struct timespec until;
        if (!uncut) {
            pthread_cond_wait(&s->wanted, &s->lock);
            continue;
        }
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&s->wanted, &s->lock, &until);
        break;
    }
    struct job **end = &r->job;
    for (int n = 0; s->first && n < s->batch; n++) {
        *end = s->first;
        s->first = s->first->next;
        end = &(*end)->next;
    }
    *end = NULL;
    if (!s->first)
        s->last = NULL;
    for (; r->visits < s->visits; r->visits++)
        r->visit[r->visits] = s->visit[r->visits];
    s->visits = 0;
    int more = r->job || r->visits || !s->stop;
    pthread_mutex_unlock(&s->lock);
    return more;
}

static void answer(struct sqlite_store *s, struct round *r, enum store_result state)
{
    pthread_mutex_lock(&s->lock);
    for (struct job *j = r->job, *next; j; j = next) {
        if (j->result == STORE_FULL || j->result == STORE_BROKEN)
            state = j->result;
        next = j->next; /* once it is answered, its memory is somebody else's */
        if (j->result == STORE_CONFLICT && j->why) {
            s->refused++;
            log_person(j->change->person, j->why);
        }
        j->done = 1;
        pthread_cond_signal(&j->answered);
    }
    s->state = state;
    pthread_mutex_unlock(&s->lock);
}

static void *writer(void *store)
{
    struct sqlite_store *s = store;
    struct line *l = &s->writer;
    struct round r;
    int pages = 0, uncut;
    sqlite3_wal_hook(l->db, wal_grew, &pages);
    /* Whoever wrote here before may have been killed between an erasure and the cutting of the log. */
    uncut = !checkpoint(l, 1, &pages);
    /* What many change together stays in memory until their commit. */
    sqlite3_exec(l->db, "PRAGMA cache_size = -4000", NULL, NULL, NULL);
    while (take(s, &r, uncut)) {
        if (r.job || r.visits) {
            enum store_result state = commit_apart(l, &r);
            if (r.erased)
                uncut = !checkpoint(l, 1, &pages); /* before "erased" is answered */
            answer(s, &r, state);
        }
        if (uncut && !r.erased)
            uncut = !checkpoint(l, 1, &pages);
        if (pages >= WAL_PAGES)
            checkpoint(l, 0, &pages);
    }
    return NULL;
}

int writer_start(struct sqlite_store *s)
{
    pthread_condattr_t steady; /* a clock that is set must not make the wait long */
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->wanted, &steady);
    pthread_condattr_destroy(&steady);
    pthread_cond_init(&s->reader_free, NULL);
    return pthread_create(&s->thread, NULL, writer, s) == 0;
}

void writer_stop(struct sqlite_store *s)
{
    pthread_mutex_lock(&s->lock);
    s->stop = 1;
    pthread_cond_signal(&s->wanted);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
}

enum store_result writer_do(struct sqlite_store *s, struct job *j)
{
    pthread_cond_init(&j->answered, NULL);
    pthread_mutex_lock(&s->lock);
    if (s->last)
        s->last->next = j;
    else
        s->first = j;
    s->last = j;
    pthread_cond_signal(&s->wanted);
    while (!j->done)
        pthread_cond_wait(&j->answered, &s->lock);
    pthread_mutex_unlock(&s->lock);
    pthread_cond_destroy(&j->answered);
    return j->result;
}

void writer_visit(struct sqlite_store *s, const struct visit_note *v)
{
    pthread_mutex_lock(&s->lock);
    int there = 0;
    for (int i = 0; i < s->visits; i++)
        there |= s->visit[i].person == v->person;
    if (!there && s->visits < VISITS) {
        s->visit[s->visits++] = *v;
        pthread_cond_signal(&s->wanted);
    }
    pthread_mutex_unlock(&s->lock);
}
