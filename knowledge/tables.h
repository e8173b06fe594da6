/* tables.h - the program that reads the knowledge tables, refuses what is impossible, and writes
 * them as C: build/gen/knowledge.inc, which knowledge.c includes.
 *
 *     tables exercises.tsv walking.tsv sources.tsv questions.tsv > knowledge.inc
 *
 * The .def lists are compiled into it. It runs on the machine that builds, with its libc.
 *
 * Errors: each refusal is FILE:LINE: and a sentence on err; then nothing is written. */
#ifndef AMB_KNOWLEDGE_TABLES_H
#define AMB_KNOWLEDGE_TABLES_H

#include "knowledge.h"

#include <stdio.h>

enum { TABLE_exercises, TABLE_walking, TABLE_sources, TABLE_questions, TABLE_COUNT };
enum { ROWS_MAX = 400, CELLS_MAX = 20, DOSE_STEPS_MAX = 250, WALK_STEPS_MAX = 100 };

struct row {
    int line, cells;
    char *cell[CELLS_MAX];
};
struct table {
    const char *path;
    char *bytes; /* of the file; the cells point into it */
    struct row row[ROWS_MAX];
    int rows;
};

/* One row of limits.def, reasons.def or tasks.def; what a list has not is NULL. */
struct def_row {
    const char *file;
    int line;
    const char *name, *sources, *names, *text;
    int days; /* of a task */
};
struct defs {
    const struct def_row *limit, *reason, *task;
    int limits, reasons, tasks;
};

struct tables {
    FILE *err;
    int refused; /* how often */
    const struct defs *defs;
    struct table table[TABLE_COUNT];
    struct exercise exercise[ITEM_COUNT]; /* numbers only; the words stay in the row */
    const struct row *exercise_row[ITEM_COUNT];
    struct walk_step walk[WALK_STEPS_MAX];
    int walks;
    const struct row *question[QUESTION_COUNT];
    int route[QUESTION_COUNT];
};

/* clang-format off */
enum { /* the columns */
    X_id, X_family, X_rung, X_name, X_position, X_start, X_top, X_each_side, X_load, X_bend,
    X_excluded, X_modified, X_cue, X_caution = X_cue + 3, X_sources, X_COUNT,
    W_rung = 0, W_times, W_minutes, W_days, W_sources, W_COUNT,
    S_key = 0, S_title, S_seen, S_url, S_COUNT,
    Q_key = 0, Q_ask, Q_more, Q_yes, Q_route, Q_sources, Q_COUNT,
};
/* clang-format on */

extern const char *const table_items[ITEM_COUNT];
extern const char *const table_families[FAMILY_COUNT];
extern const char *const table_questions[QUESTION_COUNT];
extern const struct defs tables_defs; /* the lists that are compiled in */

/* Reads and checks everything. 1 when nothing was refused. tables_free() frees the bytes read. */
int tables_read(struct tables *t, const char *const path[TABLE_COUNT], const struct defs *defs,
                FILE *err);
void tables_free(struct tables *t);

/* Writes knowledge.inc. 1 when all of it was written. */
int tables_write(const struct tables *t, FILE *out);

/* The parts of tables_read. */
void tables_check_exercises(struct tables *t);
void tables_check_walking(struct tables *t);

/* Reads a file of so many columns into t->table[which]. */
void table_read(struct tables *t, int which, const char *path, int columns);

/* Says what is wrong and where, and counts it. */
__attribute__((format(printf, 4, 5))) void table_refuse(struct tables *t, const char *file,
                                                        int line, const char *format, ...);

/* A text goes into C, JSON and HTML as it is: it is not empty, and plain. */
void table_check_text(struct tables *t, const char *file, int line, const char *s);

/* Keys parted by single spaces, at least one, each a row of sources.tsv. */
void table_check_sources(struct tables *t, const char *file, int line, const char *keys);

/* The next word of a list parted by single spaces; its length, 0 at the end, -1 for a bad space. */
int table_next_word(const char **at, const char **ret_word);

/* The number of s, n bytes, among words, or -1. */
int table_word(const char *s, size_t n, const char *const *words, int count);

int table_nothing(const char *cell); /* a cell that is - */

/* The names of a reason's numbers, "from, to"; how many, or -1. */
struct name {
    const char *p;
    size_t n;
};
int table_names(const char *names, struct name ret_name[REASON_NUMBERS]);

/* What {s} stands for: the number of a name, or these; -1: nothing. */
enum { THING_NAME = REASON_NUMBERS };
int table_thing(const char *s, size_t n, const struct name *name, int names);

#endif
