/* csv.c - a table as other programs write it out. */
#include "csv.h"

#include "../core/form.h"

struct reading {
    struct csv *t;
    struct arena *a;
    const char *at, *end;
    uint32_t line;
    struct text out; /* the cells, each terminated: room for all is made at the beginning */
    uint32_t cells, cell_room, row_room;
};

const char *csv_words(enum csv_wrong wrong)
{
    static const char *const words[CSV_WRONGS] = {
        [CSV_fine] = "",
        [CSV_empty] = "There is nothing in it.",
        [CSV_large] = "It is larger than a megabyte. Part it into smaller files.",
        [CSV_rows] = "It has more than 20,000 lines. Part it into smaller files.",
        [CSV_columns] = "This line has more than 64 columns.",
        [CSV_quote] = "Quotes are opened in this line, and never closed.",
        [CSV_after] = "Something stands behind closing quotes, before the next column.",
        [CSV_bytes] = "This line has signs in it that are no text. Is it a CSV file?",
    };
    return words[wrong];
}
_Static_assert(CSV_ROWS_MAX == 20000 && CSV_COLUMNS_MAX == 64, "the words");

static int fails(struct reading *r, enum csv_wrong wrong, uint32_t line)
{
    r->t->wrong = wrong;
    r->t->wrong_line = line;
    r->t->rows = 0;
    return 0;
}

/* --- bytes ------------------------------------------------------------------------------------------------ */

/* What 0x80 to 0x9f stand for; 0: nothing. */
static const uint16_t high[32] = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                  0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static void put_utf8(struct text *t, unsigned c)
{
    if (c < 0x800) {
        text_char(t, (char)(0xc0 | c >> 6));
    } else {
        text_char(t, (char)(0xe0 | c >> 12));
        text_char(t, (char)(0x80 | (c >> 6 & 0x3f)));
    }
    text_char(t, (char)(0x80 | (c & 0x3f)));
}

/* A sign that stands for nothing stays as it is, and is found to be none of UTF-8. */
static struct span from_1252(struct arena *a, struct span s)
{
    struct text t = {.mem = a};
    text_room(&t, (size_t)s.len * 3 + 1);
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned c = (unsigned char)s.p[i];
        unsigned means = c < 0x80 || c > 0x9f ? c : high[c - 0x80];
        if (c < 0x80 || !means)
            text_char(&t, (char)c);
        else
            put_utf8(&t, means);
    }
    return (struct span){t.p, (uint32_t)t.len};
}

static struct span without_mark(struct span s)
{
    if (s.len >= 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
        return (struct span){s.p + 3, s.len - 3};
    return s;
}

/* 0: there is a sign that is none; its line is told. */
static int all_text(const char *s, size_t n, uint32_t *ret_line)
{
    *ret_line = 1;
    const char *from = s;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        int end = c == '\n' || (c == '\r' && (i + 1 == n || s[i + 1] != '\n'));
        if (c == 0x7f || (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
            return 0;
        if (end || i + 1 == n) {
            if (!utf8_valid(from, (size_t)(s + i + 1 - from)))
                return 0;
            from = s + i + 1;
        }
        *ret_line += (uint32_t)end;
    }
    return 1;
}

/* --- the separator ------------------------------------------------------------------------------------------ */

/* "sep=;" alone in the first line, as spreadsheets write it for themselves. */
static int named_separator(struct reading *r)
{
    const char *p = r->at;
    if (r->end - p < 5 || memcmp(p, "sep=", 4) != 0 || (p[4] != ',' && p[4] != ';' && p[4] != '\t'))
        return 0;
    if (r->end - p > 5 && p[5] != '\r' && p[5] != '\n')
        return 0;
    r->t->separator = p[4];
    r->at = p + 5;
    return 1;
}

static void find_separator(struct reading *r)
{
    static const char each[] = {',', ';', '\t'};
    unsigned count[3] = {0}, best = 0;
    int quoted = 0, begun = 0;
    for (const char *p = r->at; p < r->end; p++) {
        quoted ^= *p == '"';
        if (!quoted && (*p == '\n' || *p == '\r') && begun)
            break;
        begun |= *p != '\n' && *p != '\r' && *p != ' ';
        for (int i = 0; i < 3 && !quoted; i++)
            count[i] += *p == each[i];
    }
    for (unsigned i = 1; i < 3; i++)
        best = count[i] > count[best] ? i : best;
    r->t->separator = each[best];
}

/* --- cells ---------------------------------------------------------------------------------------------------- */

/* Passes over the end of a line, of one or two signs. */
static void next_line(struct reading *r)
{
    r->at += r->at + 1 < r->end && r->at[0] == '\r' && r->at[1] == '\n' ? 2 : 1;
    r->line++;
}

static int at_line_end(const struct reading *r)
{
    return r->at < r->end && (*r->at == '\n' || *r->at == '\r');
}

static int read_quoted(struct reading *r)
{
    uint32_t opened = r->line;
    r->at++;
    for (;;) {
        if (r->at == r->end)
            return fails(r, CSV_quote, opened);
        if (*r->at == '"') {
            r->at++;
            if (r->at == r->end || *r->at != '"')
                break;
            text_char(&r->out, '"');
            r->at++;
        } else if (at_line_end(r)) {
            text_char(&r->out, '\n');
            next_line(r);
        } else {
            text_char(&r->out, *r->at++);
        }
    }
    while (r->at < r->end && *r->at == ' ')
        r->at++;
    if (r->at < r->end && *r->at != r->t->separator && !at_line_end(r))
        return fails(r, CSV_after, r->line);
    return 1;
}

static void read_plain(struct reading *r)
{
    while (r->at < r->end && *r->at != r->t->separator && !at_line_end(r))
        text_char(&r->out, *r->at++);
}

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static void *grown(struct reading *r, const void *was, uint32_t count, uint32_t *room, size_t each)
{
    *room = *room ? 2 * *room : 256;
    char *to = arena_alloc(r->a, *room, each);
    if (count)
        memcpy(to, was, count * each);
    return to;
}

static void keep_cell(struct reading *r, size_t from)
{
    const char *p = r->out.p + from;
    size_t n = r->out.len - from;
    while (n && is_space(p[n - 1]))
        n--;
    r->out.len = from + n;
    text_char(&r->out, '\0');
    for (; n && is_space(*p); n--)
        p++;
    if (r->cells == r->cell_room)
        r->t->cell = grown(r, r->t->cell, r->cells, &r->cell_room, sizeof *r->t->cell);
    r->t->cell[r->cells++] = (struct span){p, (uint32_t)n};
}

static int read_cell(struct reading *r)
{
    const char *p = r->at;
    size_t from = r->out.len;
    while (p < r->end && *p == ' ')
        p++;
    if (p < r->end && *p == '"') {
        r->at = p;
        if (!read_quoted(r))
            return 0;
    } else {
        read_plain(r);
    }
    keep_cell(r, from);
    return 1;
}

/* --- rows ----------------------------------------------------------------------------------------------------- */

static int says_nothing(const struct reading *r, uint32_t first)
{
    for (uint32_t i = first; i < r->cells; i++)
        if (r->t->cell[i].len)
            return 0;
    return 1;
}

static int keep_row(struct reading *r, uint32_t line, uint32_t first)
{
    struct csv *t = r->t;
    if (says_nothing(r, first)) {
        r->cells = first;
        return 1;
    }
    if (t->rows == CSV_ROWS_MAX + 1)
        return fails(r, CSV_rows, 0);
    if (t->rows == r->row_room)
        t->row = grown(r, t->row, t->rows, &r->row_room, sizeof *t->row);
    t->row[t->rows++] = (struct csv_row){line, first, (int)(r->cells - first)};
    return 1;
}

static int read_row(struct reading *r)
{
    uint32_t line = r->line, first = r->cells;
    for (;;) {
        if (r->cells - first == CSV_COLUMNS_MAX)
            return fails(r, CSV_columns, line);
        if (!read_cell(r))
            return 0;
        if (r->at == r->end || *r->at != r->t->separator)
            break;
        r->at++;
    }
    if (r->at < r->end)
        next_line(r);
    return keep_row(r, line, first);
}

enum csv_wrong csv_read(struct arena *a, struct span bytes, struct csv *ret)
{
    struct reading r = {.t = ret, .a = a, .line = 1, .out = {.mem = a}};
    uint32_t line = 0;
    *ret = (struct csv){.separator = ','};
    struct span s = without_mark(bytes);
    if (bytes.len > CSV_BYTES_MAX) {
        fails(&r, CSV_large, 0);
        return ret->wrong;
    }
    ret->was_1252 = !utf8_valid(s.p, s.len);
    if (ret->was_1252)
        s = from_1252(a, s);
    if (!all_text(s.p, s.len, &line)) {
        fails(&r, CSV_bytes, line);
        return ret->wrong;
    }
    text_room(&r.out, 2 * (size_t)s.len + 2); /* so that cells stay where they are */
    r.at = s.p;
    r.end = s.p + s.len;
    if (named_separator(&r)) {
        if (r.at < r.end)
            next_line(&r);
    } else {
        find_separator(&r);
    }
    while (r.at < r.end && read_row(&r))
        ;
    if (ret->wrong == CSV_fine && !ret->rows)
        fails(&r, CSV_empty, 0);
    return ret->wrong;
}

struct span csv_cell(const struct csv *t, uint32_t row, int column)
{
    const struct csv_row *w = &t->row[row];
    if (column < 0 || column >= w->cells)
        return (struct span){"", 0};
    return t->cell[w->first + (uint32_t)column];
}
