/* tables_read.c - reads a table of tab-parted cells, and what every check of a table needs. */
#include "tables.h"

#include <stdarg.h>
#include <stdlib.h>

void table_refuse(struct tables *t, const char *file, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(t->err, "%s:%d: ", file, line);
    vfprintf(t->err, format, arguments);
    fputc('\n', t->err);
    va_end(arguments);
    t->refused++;
}

int table_word(const char *s, size_t n, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strlen(words[i]) == n && !memcmp(words[i], s, n))
            return i;
    return -1;
}

int table_nothing(const char *cell)
{
    return !strcmp(cell, "-");
}

int table_next_word(const char **at, const char **ret_word)
{
    const char *s = *at;
    size_t n = strcspn(s, " ");
    if (!*s)
        return 0;
    if (!n || (s[n] && (!s[n + 1] || s[n + 1] == ' ')))
        return -1;
    *ret_word = s;
    *at = s + n + (s[n] == ' ');
    return (int)n;
}

void table_check_sources(struct tables *t, const char *file, int line, const char *keys)
{
    const struct table *sources = &t->table[TABLE_sources];
    const char *at = keys, *word = NULL;
    int n = table_next_word(&at, &word);
    if (n == 0)
        table_refuse(t, file, line, "no source is named; for our own choice write DESIGN");
    for (; n; n = table_next_word(&at, &word)) {
        if (n < 0) {
            table_refuse(t, file, line, "sources '%s' must be parted by single spaces", keys);
            return;
        }
        int known = 0;
        for (int i = 0; i < sources->rows && !known; i++) {
            const char *key = sources->row[i].cell[S_key];
            known = strlen(key) == (size_t)n && !memcmp(key, word, (size_t)n);
        }
        if (!known)
            table_refuse(t, file, line, "source '%.*s' is not a row of sources.tsv", n, word);
    }
}

void table_check_text(struct tables *t, const char *file, int line, const char *s)
{
    if (!*s)
        table_refuse(t, file, line, "a text is empty");
    for (; *s; s++)
        if (*s == '"' || *s == '\\' || *s < 0x20 || *s > 0x7e) {
            table_refuse(t, file, line,
                         "a text has a quote, a backslash, or a character beyond ASCII");
            return;
        }
}

static void split(struct tables *t, struct table *table, char *line, int line_no, int columns)
{
    if (!*line || *line == '#')
        return;
    if (table->rows == ROWS_MAX) {
        table_refuse(t, table->path, line_no, "more than %d rows", ROWS_MAX);
        return;
    }
    struct row *row = &table->row[table->rows];
    *row = (struct row){.line = line_no};
    for (char *cell = line; cell && row->cells < CELLS_MAX;) {
        char *tab = strchr(cell, '\t');
        if (tab)
            *tab++ = 0;
        row->cell[row->cells++] = cell;
        cell = tab;
    }
    if (row->cells != columns) {
        table_refuse(t, table->path, line_no,
                     "%d cells where there are %d columns (parted by tabs)", row->cells, columns);
        return;
    }
    for (int i = 0; i < columns; i++)
        table_check_text(t, table->path, line_no, row->cell[i]);
    table->rows++;
}

void table_read(struct tables *t, int which, const char *path, int columns)
{
    struct table *table = &t->table[which];
    enum { FILE_MAX = 1 << 20 };
    FILE *in = fopen(path, "rb");
    *table = (struct table){.path = path, .bytes = malloc(FILE_MAX + 1)};
    if (!in || !table->bytes) {
        table_refuse(t, path, 1, "cannot be opened");
        if (in)
            fclose(in);
        return;
    }
    size_t n = fread(table->bytes, 1, FILE_MAX + 1, in);
    if (ferror(in) || n > FILE_MAX || memchr(table->bytes, 0, n)) {
        table_refuse(t, path, 1, "cannot be read, has a zero byte, or is larger than %d bytes",
                     FILE_MAX);
        n = 0;
    }
    fclose(in);
    table->bytes[n] = 0;
    int line_no = 1;
    for (char *line = table->bytes; line; line_no++) {
        char *end = strchr(line, '\n');
        if (end)
            *end++ = 0;
        split(t, table, line, line_no, columns);
        line = end;
    }
}
