/* import_people.c - each line of a table of patients: new, there already, or what is wrong with it. */
#include "import.h"

struct looking { /* who is there, and who stood in a line before: their names folded */
    struct import *m;
    struct span *there, *before;
    uint32_t *before_row;
    uint32_t befores;
};

/* --- what is wrong with a line --------------------------------------------------------------------------- */

static int one_line(struct span s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.p[i] == '\n' || s.p[i] == '\t')
            return 0;
    return 1;
}

static int telephone_right(struct span s)
{
    int digits = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        int digit = c >= '0' && c <= '9';
        digits += digit;
        if (!digit && c != ' ' && c != '+' && c != '-' && c != '.' && c != '/' && c != '(' &&
            c != ')')
            return 0;
    }
    return !s.len || (digits >= 3 && s.len <= TELEPHONE_MOST);
}

static int mail_right(struct span s)
{
    uint32_t ats = 0, at = 0, dots = 0;
    for (uint32_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= ' ' || c > '~' || c == ',' || c == ';' || c == '<' || c == '>' || c == '"')
            return 0;
        if (c == '@') {
            ats++;
            at = i;
        }
        dots += c == '.' && ats;
    }
    return !s.len || (ats == 1 && at > 0 && at + 1 < s.len && dots && s.len <= LINE_MOST);
}

static const char *wrong_with(struct import *m, uint32_t row, struct import_line *l)
{
    enum { OLDEST = 120 };
    struct span born = field_cell(m, row, FIELD_born);
    int now = day_year(m->d->v.day);
    if (cells_wrong(m, row))
        return cells_wrong(m, row);
    if (!l->name.len)
        return "There is no name.";
    if (l->name.len > NAME_MOST || !one_line(l->name))
        return "The name is too long, or in several lines.";
    if (born.len && !year_read(born, m->order, &l->born))
        return "The date of birth is no date in the order that you chose. The year needs four "
               "digits.";
    if (born.len && (l->born < now - OLDEST || l->born > now))
        return "Nobody who lives was born in that year.";
    if (!telephone_right(l->telephone))
        return "The telephone number has something else than digits, spaces and a plus in it.";
    if (!mail_right(l->mail))
        return "The e-mail address is none.";
    return NULL;
}

/* --- who is there ------------------------------------------------------------------------------------------ */

static int same(struct span x, struct span y)
{
    return x.len == y.len && memcmp(x.p, y.p, x.len) == 0;
}

/* Somebody of that very name is it, unless both years are known and differ; else who was born in that year and
 * sounds alike. */
static const char *is_there(struct looking *k, const struct import_line *l, struct span name)
{
    struct arena *a = k->m->d->v.a;
    const struct rows *p = &k->m->d->q->people;
    const struct known_as who = {l->name, l->telephone, l->born};
    for (uint32_t i = 0; i < p->count; i++) {
        int born = (int)row_whole(p, i, people_born), same_name = same(name, k->there[i]);
        if (born && l->born && born != l->born)
            continue;
        const struct known_as other = {row_value(p, i, people_name).text,
                                       row_value(p, i, people_telephone).text, born};
        size_t mark = a->used;
        int is = same_name || (born && l->born && alike(a, &who, &other));
        a->used = mark;
        if (!is)
            continue;
        if (row_is(p, i, people_left_s))
            return "Somebody like that was here, and has left. Add them by hand if they come "
                   "again.";
        return same_name ? "Somebody of that name is there already."
                         : "Somebody much like that is there already. Add them by hand if it is "
                           "somebody else.";
    }
    return NULL;
}

static int stood_before(const struct looking *k, const struct import_line *l, struct span name)
{
    for (uint32_t i = 0; i < k->befores; i++) {
        const struct import_line *b = &k->m->line[k->before_row[i] - 1];
        if (same(name, k->before[i]) && (!b->born || !l->born || b->born == l->born))
            return 1;
    }
    return 0;
}

static void one(struct looking *k, uint32_t row)
{
    struct import *m = k->m;
    struct import_line *l = &m->line[row - 1];
    l->name = name_read(m, row);
    l->telephone = field_cell(m, row, FIELD_telephone);
    l->mail = field_cell(m, row, FIELD_mail);
    l->number = line_number(m, row);
    const char *why = wrong_with(m, row, l);
    if (why) {
        line_wrong(m, row, why);
        return;
    }
    struct span name = folded(m->d->v.a, l->name);
    if (row_of(&m->d->q->people, l->number) >= 0) {
        l->verdict = LINE_in;
    } else if (stood_before(k, l, name)) {
        line_wrong(m, row, "The same person stands in an earlier line.");
        return;
    } else if ((l->why = is_there(k, l, name)) != NULL) {
        l->verdict = LINE_there;
    } else {
        m->unborn += !l->born;
    }
    k->before[k->befores] = name;
    k->before_row[k->befores++] = row;
}

void people_judge(struct import *m)
{
    struct arena *a = m->d->v.a;
    const struct rows *p = &m->d->q->people;
    struct looking k = {.m = m};
    k.there = arena_alloc(a, p->count + 1, sizeof *k.there);
    k.before = arena_alloc(a, m->table.rows, sizeof *k.before);
    k.before_row = arena_alloc(a, m->table.rows, sizeof *k.before_row);
    for (uint32_t i = 0; i < p->count; i++)
        k.there[i] = folded(a, row_value(p, i, people_name).text);
    for (uint32_t row = 1; row < m->table.rows; row++)
        one(&k, row);
}
