/* figures.c - the page of figures. */
#include "figures.h"

#include "../app/asked.h"

/* --- what is asked for ------------------------------------------------------------------------------------ */

static int month_first(int day, int months) /* of the month so many after that of a day */
{
    int y, m, date, first = day;
    day_civil(day, &y, &m, &date);
    int at = y * 12 + m - 1 + months;
    return day_of(at / 12, at % 12 + 1, 1, &first) ? first : day;
}

/* A day of the query, or what it is without one; what is no day is none. */
static int asked_day(struct desk *d, const char *key, int otherwise)
{
    const char *s = asked(&d->v, key);
    int day;
    return s && day_read(s, str_len(s), &day) ? day : otherwise;
}

static int made_day(struct desk *d, uint32_t row)
{
    enum { LAST_DAY = 84000 }; /* within what day.h knows */
    int64_t local = row_whole(&d->q->figures, row, figures_made_s) + (int64_t)d->v.now.offset * 60;
    int64_t day = local / 86400;
    return day < 0 ? 0 : day > LAST_DAY ? LAST_DAY : (int)day;
}

static int first_day(struct desk *d)
{
    int first = d->v.now.day;
    for (uint32_t i = 0; i < d->q->figures.count; i++)
        first = made_day(d, i) < first ? made_day(d, i) : first;
    return first;
}

/* The place of a group by its number; the last one is of those without. */
static int group_of(struct desk *d, struct view *w, uint32_t row)
{
    const struct rows *groups = w->by == BY_site ? &d->q->sites : &d->q->staff_rows;
    int64_t number =
        row_whole(&d->q->figures, row, w->by == BY_site ? (int)figures_site : (int)figures_account);
    int at = number ? row_of(groups, number) : -1, last = w->f.group_count - 1;
    return at >= 0 && at < last ? at : last;
}

static void groups_begin(struct desk *d, struct view *w)
{
    const struct rows *r = w->by == BY_site ? &d->q->sites : &d->q->staff_rows;
    int n = 0;
    if (w->by == BY_none)
        return;
    for (uint32_t i = 0; i < r->count && n < GROUPS_MAX - 1; i++)
        w->name[n++] = row_text(r, i, w->by == BY_site ? (int)sites_name : (int)staff_name);
    w->name[n++] = w->by == BY_site ? "No site" : "Nobody, or not listed";
    w->f.group_count = n;
}

/* A group in which nobody began says nothing, and is left out. */
static void groups_end(struct view *w)
{
    int n = 0;
    for (int g = 0; g < w->f.group_count; g++)
        if (w->f.group[g].began) {
            w->f.group[n] = w->f.group[g];
            w->name[n++] = w->name[g];
        }
    w->f.group_count = n;
}

struct view *view_of(struct desk *d)
{
    struct view *w = arena_alloc(d->v.a, 1, sizeof *w);
    const char *by = asked(&d->v, "by");
    int today = d->v.now.day, year_ago = month_first(today, -11);
    w->by = by && str_same(by, "site") ? BY_site : by && str_same(by, "staff") ? BY_staff : BY_none;
    w->to = asked_day(d, "to", today);
    w->to = w->to > today ? today : w->to;
    w->from = asked_day(d, "from", year_ago);
    w->from = month_first(w->from > w->to ? w->to : w->from, 0);
    w->to = month_first(w->to, 1) - 1;
    groups_begin(d, w);
    for (uint32_t i = 0; i < d->q->figures.count; i++) {
        int made = made_day(d, i);
        if (made < w->from || made > w->to)
            continue;
        struct judged j = judged_of(d->v.a, &d->q->figures, i, made);
        figures_add(&w->f, w->by == BY_none ? 0 : group_of(d, w, i), &j, today);
        w->unread += !j.read;
    }
    groups_end(w);
    figures_hide(&w->f);
    return w;
}

/* --- the page ------------------------------------------------------------------------------------------------ */

static const char *view_path(struct desk *d, const char *path, enum by by, int from, int to)
{
    static const char *const by_words[] = {"", "site", "staff"};
    struct text t = {.mem = d->v.a};
    text_str(&t, path);
    text_lit(&t, "?from=");
    day_put(&t, from);
    text_lit(&t, "&to=");
    day_put(&t, to);
    if (by) {
        text_lit(&t, "&by=");
        text_str(&t, by_words[by]);
    }
    text_char(&t, '\0');
    return t.p;
}

static void seg_link(struct desk *d, const char *path, int here, const char *words)
{
    html_put(&d->v.w, "<a href=\"/%s\"", path + 1);
    if (here)
        html_put(&d->v.w, " aria-current=\"true\"");
    html_put(&d->v.w, ">%s</a>", words);
}

static void put_choices(struct desk *d, const struct view *w)
{
    static const char page[] = "/clinic/figures";
    int today = d->v.now.day, last = month_first(today, 1) - 1;
    const struct {
        int from;
        const char *words;
    } preset[] = {{month_first(today, -2), "3 months"},
                  {month_first(today, -11), "12 months"},
                  {month_first(first_day(d), 0), "All"}};
    html_put(
        &d->v.w,
        "<div class=\"row noprint\"><div class=\"ranges\" role=\"group\" aria-label=\"Period\">");
    for (int i = 0, here = 0; i < 3; i++) {
        int is = !here && w->from == preset[i].from && w->to == last;
        seg_link(d, view_path(d, page, w->by, preset[i].from, today), is, preset[i].words);
        here |= is;
    }
    html_put(&d->v.w, "</div><div class=\"ranges\" role=\"group\" aria-label=\"Part by\">");
    seg_link(d, view_path(d, page, BY_none, w->from, w->to), w->by == BY_none, "Together");
    seg_link(d, view_path(d, page, BY_site, w->from, w->to), w->by == BY_site, "By site");
    seg_link(d, view_path(d, page, BY_staff, w->from, w->to), w->by == BY_staff, "By practitioner");
    html_put(&d->v.w, "</div></div>");
}

static void put_date_field(struct desk *d, const char *key, const char *words, int day)
{
    struct text t = {.mem = d->v.a};
    day_put(&t, day);
    html_put(&d->v.w,
             "<label for=\"%s\">%s</label><input class=\"field\" type=\"date\" id=\"%s\" "
             "name=\"%s\" value=\"%.*s\">",
             key, words, key, key, (int)t.len, t.p);
}

static void put_period_form(struct desk *d, const struct view *w)
{
    html_put(&d->v.w,
             "<form class=\"in-row row noprint\" method=\"get\" action=\"/clinic/figures\">");
    put_date_field(d, "from", "From", w->from);
    put_date_field(d, "to", "to", w->to > d->v.now.day ? d->v.now.day : w->to);
    if (w->by)
        hidden(&d->v, "by", w->by == BY_site ? "site" : "staff");
    html_put(&d->v.w, "<button class=\"btn btn-2 btn-s\">Show</button><span class=\"sub\">Whole "
                      "months.</span></form>");
}

static void put_cell(struct desk *d, const struct figures_row *r, int c)
{
    if (r->hidden[c] == 1)
        html_put(&d->v.w, "<td class=\"num few\">fewer than %d</td>", FEW);
    else if (r->hidden[c])
        html_put(&d->v.w, "<td class=\"num few\">not shown</td>");
    else
        html_put(&d->v.w, "<td class=\"num\"><span class=\"nowrap\">%d of %d</span><br>%d %%</td>",
                 r->count[c], r->began, figures_percent(r->count[c], r->began));
}

static void put_began(struct desk *d, const struct figures_row *r)
{
    if (r->began_hidden == 1)
        html_put(&d->v.w, "<td class=\"num few\">fewer than %d</td>", FEW);
    else if (r->began_hidden)
        html_put(&d->v.w, "<td class=\"num few\">not shown</td>");
    else
        html_put(&d->v.w, "<td class=\"num\">%d</td>", r->began);
}

static void put_table(struct desk *d, const struct view *w)
{
    struct visit *v = &d->v;
    int groups = w->f.group_count;
    html_put(&v->w,
             "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Figures\"><table "
             "class=\"tbl figures\"><thead><tr><th scope=\"col\">Of everybody who began</th>");
    for (int g = 0; g < groups; g++)
        html_put(&v->w, "<th scope=\"col\" class=\"num\">%s</th>", w->name[g]);
    html_put(&v->w,
             "<th scope=\"col\" class=\"num\">%s</th></tr></thead><tbody><tr><th "
             "scope=\"row\">Began</th>",
             groups ? "All" : "People");
    for (int g = 0; g < groups; g++)
        put_began(d, &w->f.group[g]);
    put_began(d, &w->f.all);
    html_put(&v->w, "</tr></tbody>");
    for (int p = 0; p < PARTITIONS; p++) {
        const struct partition_row *row = &partition_rows[p];
        html_put(&v->w,
                 "<tbody><tr><th class=\"part-head\" colspan=\"%d\" scope=\"rowgroup\">%s<span "
                 "class=\"sub\">%s</span></th></tr>",
                 groups + 2, row->title, row->words);
        for (int c = 0; c < CELLS; c++) {
            if (cell_rows[c].partition != p)
                continue;
            html_put(&v->w, "<tr><th scope=\"row\">%s</th>", cell_rows[c].words);
            for (int g = 0; g < groups; g++)
                put_cell(d, &w->f.group[g], c);
            put_cell(d, &w->f.all, c);
            html_put(&v->w, "</tr>");
        }
        html_put(&v->w, "</tbody>");
    }
    html_put(&v->w, "</table></div>");
}

static void put_lead(struct desk *d, const struct view *w)
{
    struct visit *v = &d->v;
    html_put(&v->w, "<p>");
    if (w->f.all.began_hidden == 1)
        html_put(&v->w, "Fewer than %d people", FEW);
    else if (w->f.all.began_hidden)
        html_put(&v->w, "A few people");
    else if (!w->f.all.began)
        html_put(&v->w, "Nobody");
    else
        html_put(&v->w, "%d people", w->f.all.began);
    html_put(&v->w, " began between ");
    put_year_date(v, w->from);
    html_put(&v->w, " and ");
    put_year_date(v, w->to > v->now.day ? v->now.day : w->to);
    html_put(&v->w,
             ", by the day they were added. What became of them is told as of today. Everybody "
             "who began is counted, also who stopped, left, or never answered.");
    if (w->unread >= FEW)
        html_put(&v->w, " Of %d nothing can be read any more, or not yet.", w->unread);
    html_put(&v->w, "</p>");
}

void figures_get(struct desk *d)
{
    struct view *w = view_of(d);
    struct visit *v = &d->v;
    desk_open(d, "Figures", AT_figures);
    html_put(&v->w,
             "<h1>Figures</h1><p class=\"noprint\"><a href=\"/clinic/figures/diary\">Visits, and "
             "how much of the hours is used</a></p>");
    put_choices(d, w);
    put_period_form(d, w);
    put_lead(d, w);
    html_put(&v->w,
             "<p class=\"note\"><b>This does not show that the treatment caused it.</b> Nobody "
             "was compared with people who had none, many get better in time, and those who go "
             "on answering differ from those who do not. Groups differ in whom they treat, so "
             "they are in order of name, and one is not better than another by these "
             "numbers.</p>");
    if (!w->f.all.began) {
        html_put(&v->w, "<p>Choose another period.</p>");
    } else if (w->f.all.began_hidden) {
        html_put(&v->w, "<p>That is too few to show%s. Choose a longer period.</p>",
                 w->by ? " part by part" : " anything of");
    } else {
        html_put(&v->w, "<section class=\"panel\" id=\"counts\" data-began=\"%d\">",
                 w->f.all.began);
        put_table(d, w);
        html_put(
            &v->w,
            "</section><p class=\"sub\">Counts from 1 to %d are hidden, and so is any that would "
            "give one of them away.</p><p class=\"noprint\"><a class=\"btn btn-2 btn-s\" "
            "href=\"/%s\">Download as "
            "a table (CSV)</a></p>",
            FEW - 1, view_path(d, "/clinic/figures/file", w->by, w->from, w->to) + 1);
    }
    desk_close(d);
}
