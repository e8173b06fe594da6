/* figures.h - treatments counted: everybody who began, and what became of them. For clinic/ only.
 *
 *     struct figures f = {.group_count = sites};
 *     figures_add(&f, group, &person);             for each who began
 *     figures_hide(&f);
 *     if (!f.all.hidden[CELL_improved]) ... f.all.count[CELL_improved] of f.all.began ...
 *
 * The parts of a partition are each person once: they come to the number who began. Nobody is left out for
 * having stopped, left or never answered; who cannot be judged is a part of their own. Who is few is hidden:
 * a count from 1 to below FEW, and whatever would give it away by adding up, along a partition or across
 * groups. None is said to be none. Periods are whole months, so that two of them seldom differ by one person.
 *
 * Units:     days; people.
 * Errors:    none. */
#ifndef AMB_CLINIC_FIGURES_H
#define AMB_CLINIC_FIGURES_H

#include "desk.h"
#include "summary.h"

enum { FEW = 5, GROUPS_MAX = 64 };
enum { /* [DESIGN]; also told on the page */
       ANSWERING_DAYS = 14,
       LOST_DAYS = 28,
       IMPROVED_PCT = 30,
       IMPROVED_POINTS = 2,
};

enum cell {
#define CELL(name, partition, words) CELL_##name,
#include "figures.def"
    CELLS
};
enum partition {
#define PARTITION(name, title, words) PARTITION_##name,
#include "figures.def"
    PARTITIONS
};
struct cell_row {
    const char *name, *words;
    int partition;
};
extern const struct cell_row cell_rows[CELLS];
struct partition_row {
    const char *name, *title, *words;
};
extern const struct partition_row partition_rows[PARTITIONS];

struct judged { /* what is known of a person, as summary.h; NOT_KNOWN where it is not */
    int visits, base_leg, leg, answered, function, referred, outcome;
    int made, gone; /* gone: left or archived */
    int read;       /* there is a summary to judge by */
};
struct judged judged_of(struct arena *a, const struct rows *r, uint32_t row, int made);

struct figures_row {
    int began, count[CELLS];
    uint8_t began_hidden, hidden[CELLS]; /* 0 shown, 1 few, 2 would give another away */
};
struct figures {
    int group_count; /* 0: not parted */
    struct figures_row group[GROUPS_MAX], all;
};
void figures_add(struct figures *f, int group, const struct judged *j, int today);
void figures_hide(struct figures *f);

static inline int figures_percent(int part, int of)
{
    return of ? (part * 200 + of) / (2 * of) : 0;
}

/* --- what is asked for (figures.c) ------------------------------------------------------------------------- */

enum by { BY_none, BY_site, BY_staff };
struct view {
    enum by by;
    int from, to; /* days, whole months */
    struct figures f;
    const char *name[GROUPS_MAX];
    int unread; /* who began and has no summary */
};
struct view *view_of(struct desk *d); /* of the query, counted, with the few hidden */
/* A text of a file for spreadsheets, that none takes for a formula. (figures_file.c) */
void figures_quoted(struct text *t, const char *s);

#endif
