/* sqlite.h - the parts of the store in an SQLite file. For store/ and its tests only.
 *
 * A line is a connection with its statements. The writer's thread alone uses the line `writer`; the
 * others belong to whoever took one from the pool, until it is given back.
 *
 * Errors: each step gives the result that the person's request is answered with. */
#ifndef AMB_STORE_SQLITE_H
#define AMB_STORE_SQLITE_H

#include "inside.h"

#include <pthread.h>
#include <sqlite3.h>

enum {
    SCHEMA = 4,           /* of schema.sql */
    APPLICATION = 0x416d, /* "Am": in the file's head, so that another program's file is known */
    BUSY_MS = 2000,       /* how long another process is waited for */
    READERS = 4,          /* connections; each costs memory, and two processors keep few busy */
    VISITS = 64, /* noted and not yet written; what does not fit is noted at the next visit */
    BATCH = 512, /* changes in one commit */
    /* After so many the log is copied into the file, which takes as long as the disk takes for so many
     * pages; a longer log waits as much longer, and so does the writer for a thread of its own. */
    WAL_PAGES = 1000,
    PAGES_MAX = (1 << 24) - 1, /* of the file: 64 GB. A number of a page begins with a zero byte */
};

enum query {
#define QUERY(name, sql) Q_##name,
#include "queries.def"
#undef QUERY
    Q_COUNT
};

struct line {
    sqlite3 *db;
    sqlite3_stmt *statement[Q_COUNT], *list[LIST_COUNT], *act[ACT_COUNT];
    int taken;
};

enum job_kind { JOB_change, JOB_sweep, JOB_note };
struct job { /* what a thread waits for while the writer does it */
    struct job *next;
    enum job_kind kind;
    struct change *change;
    const struct fact_lines *facts, *retain;
    int64_t now_s, idle_s; /* of a sweep; now_s is what is noted */
    const char *note;      /* under which name */
    int64_t after;         /* of a sweep: the last person of the one before */
    int64_t person;        /* told: whom a change is about; the last a sweep looked at, 0: none */
    uint32_t stored, there, erased;
    const char
        *why; /* told: of a conflict that somebody should look at; NULL: two were at it at once */
    enum store_result failed; /* told: why somebody could not be erased */
    enum store_result result;
    int done;
    pthread_cond_t answered;
};
struct visit_note {
    int64_t person, now_s;
    int by_browser;
    uint8_t browser[STORE_HASH];
};

struct sqlite_store {
    struct store store;
    struct line writer, reader[READERS];
    char *path;
    pthread_t thread;
    int batch; /* most changes in one commit; 1 is for measuring what the group is worth */

    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t wanted, reader_free;
    struct job *first, *last;
    struct visit_note visit[VISITS];
    int visits, stop;
    enum store_result state;
    uint64_t refused;
};

/* The way to files under which all is opened (sqlite_wipe.c); NULL: SQLite has none. */
const char *wiping_vfs(void);

/* --- connections and statements (sqlite.c) */

enum line_for { LINE_new, LINE_there, LINE_copy };
/* Opens path and sets all that makes it safe. LINE_new makes a file. LINE_copy only reads a file that
 * nobody else has open. */
MUST enum store_result line_open(struct line *l, const char *path, enum line_for use);
void line_close(struct line *l);
enum store_result result_of(int rc);
/* The statement, ready for its parameters; NULL: it cannot be prepared (line_result says why). */
sqlite3_stmt *line_query(struct line *l, enum query q);
enum store_result line_result(struct line *l);
/* Of any statement: prepared when it is first asked for, and kept in *at. */
sqlite3_stmt *line_prepare(struct line *l, sqlite3_stmt **at, const char *sql);
/* Runs a statement without rows and makes it ready again; q may be NULL. */
MUST enum store_result query_run(struct line *l, sqlite3_stmt *q);
MUST enum store_result line_run(struct line *l, enum query q);
void bind_span(sqlite3_stmt *q, int at, struct span text);
struct span column_span(sqlite3_stmt *q, int at);
/* The same of a query with whole numbers alone. */
MUST enum store_result run_1(struct line *l, enum query which, int64_t value);
MUST enum store_result run_2(struct line *l, enum query which, int64_t first, int64_t second);
void bind_hash(sqlite3_stmt *q, int at, const uint8_t *hash);
MUST enum store_result meta_get(struct line *l, const char *name, int64_t *ret_value);
MUST enum store_result meta_put(struct line *l, const char *name, int64_t value);

/* --- the schema (sqlite_schema.c) */

/* Makes the tables of an empty file, or brings an older one forward where bring is 1. */
MUST enum store_result schema_ready(struct line *l, const char *path, int bring,
                                    const char **ret_why);
/* Deletes the copies that were made when the file was brought forward: they hold everybody's facts, also
 * of people who were erased since. How many there were. */
int schema_copies_drop(const char *path);

/* --- the writer (sqlite_write.c) */

int writer_start(struct sqlite_store *s);
void writer_stop(struct sqlite_store *s);
/* Waits until the writer has committed it, or failed to. */
enum store_result writer_do(struct sqlite_store *s, struct job *j);
void writer_visit(struct sqlite_store *s, const struct visit_note *v);

/* --- within the writer's transaction (sqlite_change.c, sqlite_person.c, sqlite_clinic.c, sqlite_erase.c,
 * sqlite_acts.c) */

MUST enum store_result job_apply(struct line *l, struct job *j);
MUST enum store_result visit_apply(struct line *l, const struct visit_note *v);

struct growing { /* a person's row while facts are added; person 0: nobody */
    int64_t person, facts, bytes;
    uint8_t head[CHAIN];
};
MUST enum store_result person_make(struct line *l, int64_t now_s, struct growing *ret);
MUST enum store_result person_get(struct line *l, int64_t person, struct growing *ret);
/* STORE_CONFLICT tells *why. */
MUST enum store_result facts_add(struct line *l, struct growing *g, const struct fact_lines *facts,
                                 uint32_t *stored, uint32_t *there, const char **why);
/* Everything of a person, also what clinics have. */
MUST enum store_result erase(struct line *l, int64_t person, int64_t now_s);
/* What clinics must keep goes to a person of its own before that. */
MUST enum store_result erase_retaining(struct line *l, struct job *j, int64_t person);
MUST enum store_result leave_retaining(struct line *l, struct job *j, int64_t person);
/* Another record becomes part of that of g, whose facts hold its facts already. */
MUST enum store_result absorb(struct line *l, struct job *j, const struct growing *g);
MUST enum store_result sweep_apply(struct line *l, struct job *j);

/* Whether the actor may ask for this change at all. *ret_founding: the account is not there yet, as
 * nobody's is in a new clinic: it is looked for again after the acts. */
MUST enum store_result actor_may(struct line *l, const struct job *j, int *ret_founding);
MUST enum store_result actor_there(struct line *l, const struct actor *a);
/* Whose record a patient of the actor's clinic has. */
MUST enum store_result patient_person(struct line *l, const struct actor *a, int64_t patient,
                                      int64_t *ret_person);
MUST enum store_result audit_add(struct line *l, const struct change *c, int64_t person,
                                 const struct audit_note *note);

/* One act, for the person that the change is about. */
MUST enum store_result act_run(struct line *l, const struct change *c, const struct act *act,
                               int64_t person);
/* Its place for VALUE_person: the n of $n; 0: none. */
int act_person_at(enum act_name name);

/* --- the log of a clinic (sqlite_clinic.c) */

const char *role_word(enum role role);
struct audit_row {
    int64_t clinic, sequence, at_s, account, patient, person; /* 0: NULL */
    struct span role, what;
};
/* As chain_add, over all columns. */
MUST enum store_result audit_chain(uint8_t head[CHAIN], const struct audit_row *r);

/* --- reading, checking, copying (sqlite_read.c, sqlite_acts.c, sqlite_check.c, sqlite_backup.c) */

MUST enum store_result reader_take(struct sqlite_store *s, struct line **ret_line);
void reader_give(struct sqlite_store *s, struct line *l);
enum store_result sqlite_find(struct store *s, enum store_key key, const uint8_t *hash,
                              struct arena *a, struct person_row *ret_row);
enum store_result sqlite_record(struct store *s, const struct actor *actor, int64_t patient,
                                struct arena *a, struct person_row *ret_row);
enum store_result sqlite_person(struct store *s, const struct actor *actor, int64_t person,
                                struct arena *a, struct person_row *ret_row);
enum store_result sqlite_list(struct store *s, const struct actor *actor, enum list list,
                              const struct value *values, int count, struct arena *a,
                              struct rows *ret_rows);
void sqlite_health(struct store *s, struct store_health *ret_health);
MUST enum store_result line_verify(struct line *l, void (*tell)(void *host, const char *what),
                                   void *host, int64_t *ret_people, int64_t *ret_facts);
/* Copies the whole file that from has open, as its last commit left it, to a new file at path, in one
 * piece without a log beside it, and waits until its bytes are on disk. STORE_CONFLICT: there is one of
 * that name. */
MUST enum store_result file_copy(struct line *from, const char *path);
/* Waits until the name of the file at path is on disk: else it may be gone after a power cut. */
int sync_directory(const char *path);
enum store_result sqlite_backup(struct store *s, const char *path, int64_t now_s,
                                const char **ret_why);

#endif
