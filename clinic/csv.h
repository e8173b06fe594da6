/* csv.h - a table as other programs of clinics write it out: cells parted by commas, semicolons or tabs.
 *
 *     struct csv t;
 *     if (csv_read(arena, bytes, &t) != CSV_fine) ... csv_words(t.wrong), of line t.wrong_line ...
 *     for (uint32_t i = 1; i < t.rows; i++) ... csv_cell(&t, i, column), of line t.row[i].line ...
 *
 * Row 0 is the header, by which the separator is found; a first line "sep=;" names it. A cell may stand in quotes,
 * with what parts cells, ends of lines and doubled quotes in it. Lines end with CR, LF or both. A byte order mark is
 * passed over; bytes that are no UTF-8 are taken for Windows-1252. Lines in which nothing stands are passed over, no
 * other is: a row that has fewer or more cells than the header is given as it is.
 *
 * Units:     lines from 1, as an editor counts them: of a row that on which it begins.
 * Ownership: the arena's. Cells are valid UTF-8 without spaces around them, and terminated.
 * Errors:    the first one ends the reading; then there are no rows. */
#ifndef AMB_CLINIC_CSV_H
#define AMB_CLINIC_CSV_H

#include "../core/text.h"
#include "../record/fact.h"

enum { CSV_BYTES_MAX = 1 << 20, CSV_ROWS_MAX = 20000, CSV_COLUMNS_MAX = 64 };

enum csv_wrong {
    CSV_fine,
    CSV_empty, /* there is not even a header */
    CSV_large,
    CSV_rows,    /* more than there may be */
    CSV_columns, /* the same, in a line */
    CSV_quote,   /* quotes are opened in this line and never closed */
    CSV_after,   /* something stands behind closing quotes */
    CSV_bytes,   /* what is no letter in any writing */
    CSV_WRONGS
};
struct csv_row {
    uint32_t line, first; /* first: of its cells */
    int cells;
};
struct csv {
    struct csv_row *row;
    struct span *cell;
    uint32_t rows;
    char separator;
    int was_1252;
    enum csv_wrong wrong;
    uint32_t wrong_line; /* 0: of the whole */
};

enum csv_wrong csv_read(struct arena *a, struct span bytes, struct csv *ret);
/* Empty where the row has none. column -1: empty. */
struct span csv_cell(const struct csv *t, uint32_t row, int column);
const char *csv_words(enum csv_wrong wrong); /* a sentence */

#endif
