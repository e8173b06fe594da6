/* import_cells.c - columns by their headers, and dates, times and names out of cells. */
#include "import.h"

enum { PEOPLE = IMPORT_people, VISITS = IMPORT_visits, BOTH = PEOPLE | VISITS };
const struct field_row field_rows[FIELDS] = {
#define FIELD(name, who, words, headers) {#name, words, headers, who},
#include "import.def"
};

struct span folded(struct arena *a, struct span s)
{
    struct text t = {.mem = a};
    fold(s, &t);
    return (struct span){t.len ? t.p : "", (uint32_t)t.len};
}

static int same(struct span x, struct span y)
{
    return x.len == y.len && memcmp(x.p, y.p, x.len) == 0;
}

/* --- columns ---------------------------------------------------------------------------------------------- */

static int taken(const struct import *m, int column)
{
    for (int f = 0; f < FIELDS; f++)
        if (m->column[f] == column)
            return 1;
    return 0;
}

static int column_of(const struct import *m, const struct span *header, struct span words)
{
    for (int i = 0; i < m->table.row[0].cells; i++)
        if (same(header[i], words) && !taken(m, i))
            return i;
    return -1;
}

static int field_column(const struct import *m, const struct span *header, const char *headers)
{
    while (*headers) {
        uint32_t n = 0;
        while (headers[n] && headers[n] != '|')
            n++;
        int column = column_of(m, header, (struct span){headers, n});
        if (column >= 0)
            return column;
        headers += n + (headers[n] == '|');
    }
    return -1;
}

void columns_find(struct import *m)
{
    int cells = m->table.row[0].cells;
    struct span *header = arena_alloc(m->d->v.a, (size_t)cells, sizeof *header);
    for (int i = 0; i < cells; i++)
        header[i] = folded(m->d->v.a, csv_cell(&m->table, 0, i));
    for (int f = 0; f < FIELDS; f++)
        m->column[f] = -1;
    for (int f = 0; f < FIELDS; f++)
        if (field_rows[f].who & (int)m->what)
            m->column[f] = field_column(m, header, field_rows[f].headers);
}

struct span field_cell(const struct import *m, uint32_t row, enum field f)
{
    return csv_cell(&m->table, row, m->column[f]);
}

/* --- dates -------------------------------------------------------------------------------------------------- */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 0x20) : c;
}

static int is_letter(char c)
{
    return small(c) >= 'a' && small(c) <= 'z';
}

struct part { /* digits, or a month in letters */
    int number, digits, letters;
};

static void word_part(struct span *s, struct part *ret)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char word[3] = {0};
    for (uint32_t i = 0; i < 3 && i < s->len; i++)
        word[i] = small(s->p[i]);
    while (s->len && is_letter(*s->p)) {
        ret->letters++;
        s->p++;
        s->len--;
    }
    for (int i = 0; i < 12; i++)
        if (ret->letters >= 3 && memcmp(months + (size_t)3 * (size_t)i, word, 3) == 0)
            ret->number = i + 1;
}

static int next_part(struct span *s, struct part *ret)
{
    *ret = (struct part){0, 0, 0};
    while (s->len && is_digit(*s->p) && ret->digits < 5) {
        ret->number = 10 * ret->number + (*s->p - '0');
        ret->digits++;
        s->p++;
        s->len--;
    }
    if (!ret->digits)
        word_part(s, ret);
    return ret->number > 0;
}

static int part_separator(struct span *s, char *was)
{
    char c = s->len ? *s->p : '\0';
    if (c != '/' && c != '.' && c != '-' && c != ' ')
        return 0;
    if (*was && c != *was)
        return 0;
    *was = c;
    s->p++;
    s->len--;
    return 1;
}

int date_read(struct span s, enum date_order order, int *ret_day, struct span *ret_rest)
{
    static const int at[][3] = {{0, 0, 0}, {2, 1, 0}, {2, 0, 1}, {0, 1, 2}}; /* year, month, day */
    struct part part[3];
    char separator = '\0';
    for (int i = 0; i < 3; i++)
        if ((i && !part_separator(&s, &separator)) || !next_part(&s, &part[i]))
            return 0;
    const struct part *y = &part[at[order][0]], *m = &part[at[order][1]], *d = &part[at[order][2]];
    if (order == ORDER_none || y->digits != 4 || m->digits > 2 || d->digits < 1 || d->digits > 2)
        return 0;
    if (s.len && *s.p != ' ' && *s.p != 'T' && *s.p != ',')
        return 0;
    while (s.len && (*s.p == ' ' || *s.p == 'T' || *s.p == ',')) {
        s.p++;
        s.len--;
    }
    *ret_rest = s;
    return day_of(y->number, m->number, d->number, ret_day);
}

int year_read(struct span s, enum date_order order, int *ret_year)
{
    struct span rest;
    int day, year = 0, digits = s.len == 4;
    for (uint32_t i = 0; i < s.len && digits; i++) {
        digits = is_digit(s.p[i]);
        year = 10 * year + (s.p[i] - '0');
    }
    if (!digits && !date_read(s, order, &day, &rest))
        return 0;
    *ret_year = digits ? year : day_year(day);
    return 1;
}

/* --- times ---------------------------------------------------------------------------------------------------- */

static int number_read(struct span *s, int digits_most, int *ret)
{
    int n = 0, digits = 0;
    while (s->len && is_digit(*s->p) && digits < digits_most) {
        n = 10 * n + (*s->p - '0');
        digits++;
        s->p++;
        s->len--;
    }
    *ret = n;
    return digits;
}

/* "", "am", "PM", "p.m.": 0 is neither, 1 and 2 are. -1: it is something else. */
static int half_read(struct span s)
{
    char word[3] = {0};
    int n = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.p[i] == ' ' || s.p[i] == '.')
            continue;
        if (n == 2)
            return -1;
        word[n++] = small(s.p[i]);
    }
    return !n ? 0 : str_same(word, "am") ? 1 : str_same(word, "pm") ? 2 : -1;
}

int time_read(struct span s, int *ret_minute)
{
    int hour, minute = 0, second = 0, parts = 1;
    if (!number_read(&s, 2, &hour))
        return 0;
    while (parts < 3 && s.len > 1 && (*s.p == ':' || *s.p == '.') && is_digit(s.p[1])) {
        s.p++;
        s.len--;
        if (number_read(&s, 2, parts == 1 ? &minute : &second) != 2)
            return 0;
        parts++;
    }
    int half = half_read(s);
    if (half < 0 || minute > 59 || second > 59 || (parts == 1 && !half))
        return 0;
    if (half && (hour < 1 || hour > 12))
        return 0;
    hour = half ? hour % 12 + (half == 2 ? 12 : 0) : hour;
    *ret_minute = 60 * hour + minute;
    return hour < 24;
}

/* --- names ------------------------------------------------------------------------------------------------------ */

struct span name_read(struct import *m, uint32_t row)
{
    struct span whole = field_cell(m, row, FIELD_name), first = field_cell(m, row, FIELD_first),
                last = field_cell(m, row, FIELD_last);
    struct text t = {.mem = m->d->v.a};
    if (whole.len || (!first.len && !last.len))
        return whole;
    text_add(&t, first.p, first.len);
    if (first.len && last.len)
        text_char(&t, ' ');
    text_add(&t, last.p, last.len);
    text_char(&t, '\0');
    return (struct span){t.p, (uint32_t)t.len - 1};
}
