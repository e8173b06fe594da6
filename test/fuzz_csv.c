/* fuzz_csv.c - tables as other programs write them out: what is read is written again in the plainest way, and read
 * again is the same. */
#include "../clinic/import.h"
#include "../core/form.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int so)
{
    if (!so)
        abort();
}

static void put_again(struct text *out, const struct csv *t)
{
    for (uint32_t i = 0; i < t->rows; i++) {
        for (int k = 0; k < t->row[i].cells; k++) {
            struct span c = csv_cell(t, i, k);
            if (k)
                text_char(out, ',');
            text_char(out, '"');
            for (uint32_t n = 0; n < c.len; n++) {
                if (c.p[n] == '"')
                    text_char(out, '"');
                text_char(out, c.p[n]);
            }
            text_char(out, '"');
        }
        text_lit(out, "\r\n");
    }
}

static void same(const struct csv *x, const struct csv *y)
{
    must(x->rows == y->rows);
    for (uint32_t i = 0; i < x->rows; i++) {
        must(x->row[i].cells == y->row[i].cells);
        for (int k = 0; k < x->row[i].cells; k++) {
            struct span c = csv_cell(x, i, k), d = csv_cell(y, i, k);
            must(c.len == d.len && memcmp(c.p, d.p, c.len) == 0);
        }
    }
}

/* Each row says something, at a line after that of the row before; each cell is text without spaces around it. */
static void sound(const struct csv *t, size_t size)
{
    for (uint32_t i = 0; i < t->rows; i++) {
        int says = 0;
        must(t->row[i].line > (i ? t->row[i - 1].line : 0) && t->row[i].line <= size + 1);
        must(t->row[i].cells > 0 && t->row[i].cells <= CSV_COLUMNS_MAX);
        for (int k = 0; k < t->row[i].cells; k++) {
            struct span c = csv_cell(t, i, k);
            must(utf8_valid(c.p, c.len) && c.p[c.len] == '\0');
            must(!c.len || (c.p[0] != ' ' && c.p[c.len - 1] != ' '));
            says |= c.len > 0;
        }
        must(says);
    }
}

/* Dates and times of cells are none, or of this world. */
static void cells(const struct csv *t)
{
    for (uint32_t i = 0; i < t->rows; i++)
        for (int k = 0; k < t->row[i].cells; k++) {
            struct span c = csv_cell(t, i, k), rest = {"", 0};
            int day = 0, year = 0, minute = 0;
            for (int order = ORDER_none; order <= ORDER_ymd; order++) {
                must(!date_read(c, (enum date_order)order, &day, &rest) ||
                     (day > -30000 && day < 90000 && rest.p + rest.len == c.p + c.len));
                must(!year_read(c, (enum date_order)order, &year) || (year >= 0 && year <= 9999));
            }
            must(!time_read(c, &minute) || (minute >= 0 && minute < 1440));
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static _Alignas(16) unsigned char block[4 << 20];
    struct arena a = {.base = block, .size = sizeof block};
    struct csv t, again;
    struct text out = {.mem = &a};
    char *s = malloc(size ? size : 1); /* a copy of just this size, so that its end is guarded */
    must(s != NULL && size <= 4096);
    memcpy(s, data, size);
    enum csv_wrong wrong = csv_read(&a, (struct span){s, (uint32_t)size}, &t);
    must((wrong == CSV_fine) == (t.rows > 0) && wrong == t.wrong && t.wrong_line <= size + 1);
    if (wrong == CSV_fine) {
        sound(&t, size);
        cells(&t);
        put_again(&out, &t);
        must(csv_read(&a, (struct span){out.p, (uint32_t)out.len}, &again) == CSV_fine);
        same(&t, &again);
    }
    free(s);
    return 0;
}
