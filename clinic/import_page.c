/* import_page.c - the pages on which a table is brought in: what it is, what is in it, how far it is. */
#include "import.h"

enum { TOLD_MOST = 300 };

static void head(struct desk *d, const char *title)
{
    desk_open(d, title, AT_clinic);
    put_crumb(d, "/clinic/people", "People");
    html_put(&d->v.w, "<h1>%s</h1>", title);
}

static void ask_page(struct desk *d)
{
    static const struct choice what[] = {
        {"people", "Patients", "Names, dates of birth, telephones, e-mail addresses."},
        {"visits", "Visits to come", "Of patients who are here already."}};
    static const struct choice order[] = {{"dmy", "Day, month, year", "25/11/2026 or 25.11.2026"},
                                          {"mdy", "Month, day, year", "11/25/2026"},
                                          {"ymd", "Year, month, day", "2026-11-25"}};
    struct visit *v = &d->v;
    head(d, "Bring in patients or visits");
    html_put(&v->w,
             "<p class=\"lead\">Save the list from the other program as CSV. The first page only "
             "looks at it, and names each line that cannot be brought in. Nothing is changed "
             "until you say so.</p>");
    desk_form(d, NULL);
    ask_one(v, "what", "What is it?", NULL, what, COUNT_OF(what));
    ask_one(v, "order", "How are dates written in it?",
            "03/04 is in March or in April: it is not guessed.", order, COUNT_OF(order));
    html_put(
        &v->w,
        "<p hidden data-reads-into=\"text\"><label for=\"file-pick\">Choose the file</label> "
        "<input id=\"file-pick\" type=\"file\" accept=\".csv,.txt,.tsv,text/csv,text/plain\"></p>");
    ask_text(v, "text", "The list",
             "All of its text, with the line of headings. Up to 10,000 lines, and half a megabyte.",
             12);
    form_close(v, "Look at it");
    desk_close(d);
}

void import_get(struct desk *d)
{
    ask_page(d);
}

static void put_lines_of(struct import *m, enum import_verdict verdict, const char *title)
{
    struct html *w = &m->d->v.w;
    int told = 0;
    if (!m->count[verdict])
        return;
    html_put(w,
             "<section class=\"panel\"><h2>%s: %d</h2><div class=\"wide\" tabindex=\"0\" "
             "role=\"region\" "
             "aria-label=\"%s\"><table class=\"tbl\"><thead><tr><th scope=\"col\">Line</th><th "
             "scope=\"col\">Who</th><th scope=\"col\">Why</th></tr></thead><tbody>",
             title, m->count[verdict], title);
    for (uint32_t i = 0; i + 1 < m->table.rows && told < TOLD_MOST; i++) {
        const struct import_line *l = &m->line[i];
        if (l->verdict != verdict)
            continue;
        html_put(w, "<tr><td>%d</td><td>%.*s</td><td>%s</td></tr>", (int)m->table.row[i + 1].line,
                 (int)(l->name.len > NAME_MOST ? 0 : l->name.len), l->name.p, l->why);
        told++;
    }
    html_put(w, "</tbody></table></div>");
    if (m->count[verdict] > told)
        html_put(w, "<p class=\"sub\">And %d more, in later lines.</p>", m->count[verdict] - told);
    html_put(w, "</section>");
}

static void put_counts(struct import *m)
{
    struct html *w = &m->d->v.w;
    int lines = (int)m->table.rows - 1, n = m->count[m->go ? LINE_in : LINE_new];
    html_put(w, "<p class=\"lead\">Of %d %s, <b>%d %s</b> %s.", lines,
             lines == 1 ? "line" : "lines", n,
             m->what == IMPORT_people ? (n == 1 ? "patient" : "patients")
                                      : (n == 1 ? "visit" : "visits"),
             !m->go   ? "can be brought in"
             : n == 1 ? "is brought in"
                      : "are brought in");
    if (m->count[LINE_in] && !m->go)
        html_put(w, " Brought in by this page before: %d.", m->count[LINE_in]);
    html_put(w, " There already: %d. Cannot be brought in: %d.</p>", m->count[LINE_there],
             m->count[LINE_wrong]);
    if (m->unborn && !m->go)
        html_put(
            w,
            "<p>Of %d no year of birth is known. They cannot join with their phone until it is "
            "written down.</p>",
            m->unborn);
    if (m->outside && !m->go)
        html_put(
            w, "<p>%d are outside of the hours of that day. They are brought in all the same.</p>",
            m->outside);
    if (m->table.was_1252)
        html_put(w, "<p>It was written in an older writing of letters. Look whether names with "
                    "accents are right.</p>");
}

static void put_column(struct import *m, int f)
{
    struct visit *v = &m->d->v;
    const char *key = column_key(m->d, f);
    field_open(v, key, field_rows[f].words, NULL);
    html_put(
        &v->w,
        "<select class=\"field\" id=\"%s\" name=\"%s\"><option value=\"0\">In no column</option>",
        key, key);
    for (int i = 0; i < m->table.row[0].cells; i++) {
        struct span header = csv_cell(&m->table, 0, i);
        html_put(&v->w, "<option value=\"%d\"", i + 1);
        if (m->column[f] == i)
            html_put(&v->w, " selected");
        html_put(&v->w, ">%d: %.*s</option>", i + 1, (int)(header.len > 60 ? 0 : header.len),
                 header.p);
    }
    html_put(&v->w, "</select></div>");
}

static void put_columns(struct import *m)
{
    html_put(&m->d->v.w,
             "<section class=\"panel\"><h2>Which column is what</h2><p class=\"sub\">By their "
             "headings. Correct what is wrong, and look again.</p><div class=\"fields\">");
    for (int f = 0; f < FIELDS; f++)
        if (field_rows[f].who & (int)m->what)
            put_column(m, f);
    html_put(&m->d->v.w, "</div></section>");
}

/* The form goes on by what it holds: all of the text, as it came. */
static void put_held(struct import *m)
{
    static const char *const order[] = {"", "dmy", "mdy", "ymd"};
    struct visit *v = &m->d->v;
    hidden(v, "what", m->what == IMPORT_people ? "people" : "visits");
    hidden(v, "order", order[m->order]);
    hidden(v, "import", hex_of(m->d, m->number));
    html_put(&v->w, "<textarea name=\"text\" hidden aria-label=\"The list\">\n%s</textarea>",
             posted(v, "text", 0));
}

static void put_first(struct import *m)
{
    struct html *w = &m->d->v.w;
    int told = 0;
    if (m->go || !m->count[LINE_new])
        return;
    html_put(w, "<p class=\"sub\">The first of them: ");
    for (uint32_t i = 0; i + 1 < m->table.rows && told < 3; i++) {
        const struct import_line *l = &m->line[i];
        if (l->verdict != LINE_new)
            continue;
        html_put(w, "%s%.*s", told++ ? "; " : "", (int)l->name.len, l->name.p);
        if (m->what == IMPORT_people && l->born)
            html_put(w, ", born %d", l->born);
        if (m->what == IMPORT_visits) {
            html_put(w, ", ");
            put_day(&m->d->v, l->place.day);
            html_put(w, " %d%d:%d%d", l->place.from_min / 600, l->place.from_min / 60 % 10,
                     l->place.from_min % 60 / 10, l->place.from_min % 10);
        }
    }
    html_put(w, ".</p>");
}

void import_look_page(struct import *m)
{
    struct visit *v = &m->d->v;
    head(m->d, "What is in the list");
    put_counts(m);
    put_first(m);
    desk_form(m->d, NULL);
    put_held(m);
    put_columns(m);
    html_put(&v->w, "<p class=\"row\">");
    if (m->count[LINE_new])
        html_put(&v->w, "<button class=\"btn\" name=\"go\" value=\"1\">Bring in %d</button> ",
                 m->count[LINE_new]);
    html_put(&v->w, "<button class=\"btn btn-2\">Look again</button></p></form>");
    put_lines_of(m, LINE_wrong, "Cannot be brought in");
    put_lines_of(m, LINE_there, "There already");
    html_put(&v->w, "<p><a href=\"/clinic/import\">Another list</a></p>");
    desk_close(m->d);
}

/* Between two portions; with script it goes on by itself. */
void import_more_page(struct import *m)
{
    struct visit *v = &m->d->v;
    head(m->d, "Bringing in");
    html_put(&v->w,
             "<p class=\"lead\" role=\"status\">%d of %d are in. Leave this page open until all "
             "are.</p>",
             m->count[LINE_in], m->count[LINE_in] + m->count[LINE_new]);
    html_put(&v->w, "<div data-goes-on>");
    desk_form(m->d, NULL);
    put_held(m);
    for (int f = 0; f < FIELDS; f++) {
        struct text n = {.mem = v->a};
        text_int(&n, m->column[f] + 1);
        text_char(&n, '\0');
        hidden(v, column_key(m->d, f), n.p);
    }
    html_put(&v->w,
             "<p><button class=\"btn\" name=\"go\" value=\"1\">Go on</button></p></form></div>");
    desk_close(m->d);
}

void import_done_page(struct import *m)
{
    struct visit *v = &m->d->v;
    head(m->d, "Brought in");
    put_counts(m);
    html_put(&v->w, "<p><a class=\"btn btn-2\" href=\"/%s\">%s</a></p>",
             m->what == IMPORT_people ? "clinic/people" : "clinic/diary",
             m->what == IMPORT_people ? "People" : "The diary");
    put_lines_of(m, LINE_wrong, "Not brought in");
    put_lines_of(m, LINE_there, "There already");
    html_put(&v->w, "<p><a href=\"/clinic/import\">Another list</a></p>");
    desk_close(m->d);
}
