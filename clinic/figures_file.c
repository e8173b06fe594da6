/* figures_file.c - the figures as a file for a spreadsheet: what the page shows, and nobody in it. */
#include "figures.h"

/* A text in quotes; one that a spreadsheet would take for a formula begins with an apostrophe. */
void figures_quoted(struct text *t, const char *s)
{
    text_char(t, '"');
    if (s[0] == '=' || s[0] == '+' || s[0] == '-' || s[0] == '@' || s[0] == '\t' || s[0] == '\r')
        text_char(t, '\'');
    for (; *s; s++) {
        if (*s == '"')
            text_char(t, '"');
        text_char(t, *s);
    }
    text_char(t, '"');
}

static void put_few(struct text *t, int hidden)
{
    text_str(t, hidden == 1 ? "\"fewer than 5\"" : "\"not shown\"");
}
_Static_assert(FEW == 5, "the words of the file");

static void put_rows(struct text *t, const char *name, const struct figures_row *r)
{
    figures_quoted(t, name);
    text_lit(t, ",began,,");
    if (r->began_hidden)
        put_few(t, r->began_hidden);
    else
        text_int(t, r->began);
    text_lit(t, ",,\r\n");
    for (int c = 0; c < CELLS; c++) {
        figures_quoted(t, name);
        text_char(t, ',');
        text_str(t, partition_rows[cell_rows[c].partition].name);
        text_char(t, ',');
        text_str(t, cell_rows[c].name);
        text_char(t, ',');
        if (r->hidden[c]) {
            put_few(t, r->hidden[c]);
            text_lit(t, ",,\r\n");
            continue;
        }
        text_int(t, r->count[c]);
        text_char(t, ',');
        text_int(t, r->began);
        text_char(t, ',');
        text_int(t, figures_percent(r->count[c], r->began));
        text_lit(t, "\r\n");
    }
}

void figures_file_get(struct desk *d)
{
    struct view *w = view_of(d);
    struct app_response *r = d->v.r;
    struct text *t = &r->body, name = {.mem = d->v.a};
    t->mem = d->v.a;
    text_lit(t, "group,what,answer,people,of,percent\r\n");
    for (int g = 0; g < w->f.group_count; g++)
        put_rows(t, w->name[g], &w->f.group[g]);
    put_rows(t, "All", &w->f.all);
    text_lit(&name, "figures-");
    day_put(&name, w->from);
    text_lit(&name, "-to-");
    day_put(&name, w->to > d->v.now.day ? d->v.now.day : w->to);
    text_lit(&name, ".csv");
    text_char(&name, '\0');
    r->type = "text/csv; charset=utf-8";
    r->download = name.p;
    note(d, "figures taken", 0);
}
