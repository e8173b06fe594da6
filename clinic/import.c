/* import.c - patients and visits brought in from a table: first a look that changes nothing, then a portion at a
 * time. The pages are import_page.c's. */
#include "import.h"

/* --- what was posted ----------------------------------------------------------------------------------------- */

static int posted_count(struct desk *d, const char *key)
{
    const char *s = posted(&d->v, key, 0);
    int n = 0;
    for (; s && *s >= '0' && *s <= '9' && n < 1000; s++)
        n = 10 * n + (*s - '0');
    return s && !*s ? n : 0;
}

const char *column_key(struct desk *d, int f)
{
    struct text t = {.mem = d->v.a};
    text_lit(&t, "column_");
    text_str(&t, field_rows[f].name);
    text_char(&t, '\0');
    return t.p;
}

/* As they were corrected, if they were shown; a form without them is looked at for the first time. */
static void columns_take(struct import *m)
{
    columns_find(m);
    if (!posted(&m->d->v, "import", 0))
        return;
    for (int f = 0; f < FIELDS; f++) {
        int n = posted_count(m->d, column_key(m->d, f));
        m->column[f] = field_rows[f].who & (int)m->what && n <= m->table.row[0].cells ? n - 1 : -1;
    }
}

static const char *table_wrong(struct import *m)
{
    struct text t = {.mem = m->d->v.a};
    if (m->table.wrong == CSV_fine)
        return m->table.rows == 1 ? "There is only one line. The first names the columns." : NULL;
    if (m->table.wrong_line) {
        text_lit(&t, "Line ");
        text_int(&t, m->table.wrong_line);
        text_lit(&t, ": ");
    }
    text_str(&t, csv_words(m->table.wrong));
    text_char(&t, '\0');
    return t.p;
}

static void table_take(struct import *m)
{
    struct visit *v = &m->d->v;
    const char *text = posted(v, "text", 0);
    if (!text) {
        wrong(v, "text", "Paste the table, or choose its file.");
        return;
    }
    csv_read(v->a, (struct span){text, (uint32_t)str_len(text)}, &m->table);
    const char *why = table_wrong(m);
    if (!why && m->table.rows > IMPORT_LINES_MAX + 1)
        why =
            "It has more than 10,000 lines. Part it into smaller files, each with the first line.";
    if (why)
        wrong(v, "text", why);
}
_Static_assert(IMPORT_LINES_MAX == 10000, "the words");

struct import *import_of(struct desk *d)
{
    struct import *m = arena_alloc(d->v.a, 1, sizeof *m);
    struct visit *v = &d->v;
    *m = (struct import){.d = d};
    m->what = posted_is(v, "what", "visits")   ? IMPORT_visits
              : posted_is(v, "what", "people") ? IMPORT_people
                                               : 0;
    m->order = posted_is(v, "order", "dmy")   ? ORDER_dmy
               : posted_is(v, "order", "mdy") ? ORDER_mdy
               : posted_is(v, "order", "ymd") ? ORDER_ymd
                                              : ORDER_none;
    if (!m->what)
        wrong(v, "what", "Choose what it is.");
    if (!m->order)
        wrong(v, "order", "Choose how dates are written in it.");
    table_take(m);
    m->number = posted_number(d, "import");
    m->go = m->number && posted_is(v, "go", "1");
    m->number = m->number ? m->number : form_number(d);
    if (v->wrongs)
        return m;
    columns_take(m);
    m->line = arena_alloc(v->a, m->table.rows, sizeof *m->line);
    return m;
}

int64_t line_number(const struct import *m, uint32_t row)
{
    uint64_t n = (uint64_t)m->number * 0x9e3779b97f4a7c15u + m->table.row[row].line;
    n = (n ^ n >> 31) * 0xbf58476d1ce4e5b9u;
    n = (n ^ n >> 29) * 0x94d049bb133111ebu;
    n = (n ^ n >> 32) & (((uint64_t)1 << 53) - 1);
    return n ? (int64_t)n : 1;
}

void line_wrong(struct import *m, uint32_t row, const char *why)
{
    m->line[row - 1].verdict = LINE_wrong;
    m->line[row - 1].why = why;
}

/* Spreadsheets leave out empty cells at the end of a line, so fewer are no sign but in the last. */
const char *cells_wrong(const struct import *m, uint32_t row)
{
    int cells = m->table.row[row].cells, header = m->table.row[0].cells;
    if (cells > header)
        return "It has more columns than the first line.";
    return cells < header && row + 1 == m->table.rows
               ? "It has fewer columns than the first line, and is the last: is the file whole?"
               : NULL;
}

/* --- what is done --------------------------------------------------------------------------------------------- */

void import_judge(struct import *m)
{
    if (m->what == IMPORT_people)
        people_judge(m);
    else
        visits_judge(m);
    for (uint32_t i = 0; i + 1 < m->table.rows; i++)
        m->count[m->line[i].verdict]++;
}

static int person_acts(const struct import_line *l, struct act *to)
{
    to[0] = (struct act){ACT_patient_add,
                         7,
                         {value_whole(l->number), value_person(), value_text(l->name),
                          value_or_null(l->born), value_text(l->telephone), value_or_null(0),
                          value_or_null(0)}};
    to[1] = (struct act){ACT_patient_mail, 2, {value_whole(l->number), value_text(l->mail)}};
    return l->mail.len ? 2 : 1;
}

/* No mail goes out: whoever comes has been told by the other program. */
static int visit_acts(const struct import_line *l, struct act *to)
{
    const struct place *p = &l->place;
    to[0] =
        (struct act){ACT_booking_add,
                     13,
                     {value_whole(l->number), value_whole(p->site), value_whole(p->account),
                      value_whole(p->service), value_or_null(p->room), value_or_null(p->patient),
                      value_whole(p->day), value_whole(p->from_min), value_whole(p->minutes),
                      value_whole(p->from_s), value_str(""), value_str(""), value_str("")}};
    return 1;
}

int import_portion(struct import *m)
{
    struct arena *a = m->d->v.a;
    struct act *act = arena_alloc(a, (size_t)2 * PORTION_LINES, sizeof *act);
    struct audit_note *note = arena_alloc(a, PORTION_LINES, sizeof *note);
    int acts = 0, notes = 0, lines = 0;
    for (uint32_t i = 0; i + 1 < m->table.rows && lines < PORTION_LINES; i++) {
        struct import_line *l = &m->line[i];
        if (l->verdict != LINE_new)
            continue;
        int people = m->what == IMPORT_people;
        acts += people ? person_acts(l, act + acts) : visit_acts(l, act + acts);
        note[notes++] = (struct audit_note){people ? "patient brought in" : "visit brought in",
                                            people ? l->number : l->place.patient};
        l->verdict = LINE_in;
        lines++;
    }
    m->count[LINE_new] -= lines;
    m->count[LINE_in] += lines;
    m->d->r->portion = (struct portion){act, acts, note, notes};
    return lines;
}

/* --- the answer ---------------------------------------------------------------------------------------------------- */

void import_post(struct desk *d)
{
    struct import *m = import_of(d);
    if (d->v.wrongs) {
        import_get(d);
        return;
    }
    import_judge(m);
    if (!m->go) {
        import_look_page(m);
        return;
    }
    import_portion(m);
    if (m->count[LINE_new])
        import_more_page(m);
    else
        import_done_page(m);
}
