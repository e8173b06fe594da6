/* import.h - patients and visits brought in from another program's table: read, judged line by line, and brought in
 * a portion at a time. For clinic/ only.
 *
 *     struct import *m = import_of(d);                of what was posted: read, columns found
 *     import_judge(m);                                each line: new, there already, or what is wrong with it
 *     if (m->go) import_portion(m);                   the acts of the first ones that are new
 *
 * Nothing is guessed of a date: the order of its parts is asked for. A line's number comes from that of the import
 * and of the line, so that the same page sent twice brings in nothing twice, and a portion that was lost is brought
 * in by the next.
 *
 * Ownership and errors as desk.h. */
#ifndef AMB_CLINIC_IMPORT_H
#define AMB_CLINIC_IMPORT_H

#include "csv.h"
#include "office.h"

enum { PORTION_LINES = 400, IMPORT_LINES_MAX = 10000 };
enum import_what { IMPORT_people = 1, IMPORT_visits = 2 };
enum date_order { ORDER_none, ORDER_dmy, ORDER_mdy, ORDER_ymd };
enum field {
#define FIELD(name, who, words, headers) FIELD_##name,
#include "import.def"
    FIELDS
};
struct field_row {
    const char *name, *words, *headers;
    int who; /* of IMPORT_people and IMPORT_visits */
};
extern const struct field_row field_rows[FIELDS];

enum import_verdict {
    LINE_new,
    LINE_in,    /* this import has brought it in before */
    LINE_there, /* it, or somebody alike, was there */
    LINE_wrong,
    VERDICTS
};
struct import_line {
    enum import_verdict verdict;
    const char *why; /* of what is there or wrong */
    int64_t number;
    struct span name; /* as brought in */
    int born;
    struct span telephone, mail;
    struct place place; /* of a visit */
};
struct import {
    struct desk *d;
    enum import_what what;
    enum date_order order;
    int64_t number; /* of this import */
    int go;
    struct csv table;
    int column[FIELDS];       /* -1: none */
    struct import_line *line; /* of rows from 1: line[row - 1] */
    int count[VERDICTS];
    int unborn, outside; /* new ones without a year of birth; outside the hours */
};

struct import *import_of(struct desk *d);
void import_judge(struct import *m);
/* The acts of at most PORTION_LINES new lines go into the response; how many lines those are. */
int import_portion(struct import *m);

/* --- columns and cells (import_cells.c) ---------------------------------------------------------------- */

/* By the header's words. */
void columns_find(struct import *m);
struct span field_cell(const struct import *m, uint32_t row, enum field f);
/* A date in the order that was told, at the beginning of a text; 0: it is none. What follows it goes to ret_rest. */
int date_read(struct span s, enum date_order order, int *ret_day, struct span *ret_rest);
/* "9:30", "09:30:00", "9.30 am", "2 pm": a minute of the day; 0: it is none. */
int time_read(struct span s, int *ret_minute);
/* A date, or a year alone. 0: neither. */
int year_read(struct span s, enum date_order order, int *ret_year);
/* The name of a line: of one column, or of first and last. */
struct span name_read(struct import *m, uint32_t row);
struct span folded(struct arena *a, struct span s); /* see fold() */

/* --- pages (import_page.c) ------------------------------------------------------------------------------- */

const char *column_key(struct desk *d, int f); /* of the select for a field */
void import_look_page(struct import *m);
void import_more_page(struct import *m);
void import_done_page(struct import *m);

/* --- lines (import_people.c, import_visits.c) ------------------------------------------------------------ */

void people_judge(struct import *m);
void visits_judge(struct import *m);
int64_t line_number(const struct import *m, uint32_t row);
void line_wrong(struct import *m, uint32_t row, const char *why);
/* More cells than the header has; or fewer in the last line, where a file that is cut off ends. NULL: neither. */
const char *cells_wrong(const struct import *m, uint32_t row);

#endif
