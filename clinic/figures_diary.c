/* figures_diary.c - the page of what became of visits, week by week, and the same as a file. */
#include "figures_diary.h"
#include "../app/asked.h"
#include "figures.h"
#include "office.h"

struct shown { /* what is asked for: of a site, of a practitioner, or of all */
    struct desk *d;
    struct diary y;
    struct diary_figures f;
    int site, staff; /* places, or ANY_OF */
};

/* A number of the query, by its place in the rows. */
static int asked_place(struct desk *d, const char *key, const struct rows *r)
{
    const char *s = asked(&d->v, key);
    for (uint32_t i = 0; s && i < r->count; i++)
        if (str_same(s, hex_of(d, row_whole(r, i, 0))))
            return (int)i;
    return ANY_OF;
}

static struct shown *shown_of(struct desk *d)
{
    struct shown *x = arena_alloc(d->v.a, 1, sizeof *x);
    x->d = d;
    x->y = diary_here(d);
    diary_figures_of(d->v.a, &x->y, d->v.now.day, &x->f);
    x->site = asked_place(d, "site", &d->q->sites);
    x->staff = asked_place(d, "staff", &d->q->diary.practitioners);
    return x;
}

/* --- cells ------------------------------------------------------------------------------------------------- */

/* "3 of 42" and the percentage, but of few. */
static void put_of(struct desk *d, int part, int of, int few)
{
    if (!of)
        html_put(&d->v.w, "<td class=\"num\">none</td>");
    else if (few)
        html_put(&d->v.w, "<td class=\"num\"><span class=\"nowrap\">%d of %d</span></td>", part,
                 of);
    else
        html_put(&d->v.w, "<td class=\"num\"><span class=\"nowrap\">%d of %d</span><br>%d %%</td>",
                 part, of, figures_percent(part, of));
}

/* 29.5 of 200 h: to a tenth, as a whole hour where it is one. */
static void put_hour(struct desk *d, int minutes)
{
    int tenths = (minutes + 3) / 6;
    html_put(&d->v.w, "%d", tenths / 10);
    if (tenths % 10)
        html_put(&d->v.w, ".%d", tenths % 10);
}

static void put_hours(struct desk *d, const struct tally *t, int few)
{
    struct html *w = &d->v.w;
    if (!t->open_min) {
        html_put(w, "<td class=\"num\">no hours</td>");
        return;
    }
    html_put(w, "<td class=\"num\"><span class=\"nowrap\">");
    put_hour(d, t->used_min);
    html_put(w, " of ");
    put_hour(d, t->open_min);
    html_put(w, " h</span>");
    if (!few)
        html_put(w, "<br>%d %%", figures_percent(t->used_min, t->open_min));
    html_put(w, "</td>");
}

static void put_tally(struct desk *d, const struct tally *t)
{
    int all = tally_all(t), came = t->done + t->no_show;
    html_put(&d->v.w, "<td class=\"num\">%d</td><td class=\"num\">%d</td>", t->done, t->booked);
    put_of(d, t->no_show, came, came < FEW_VISITS);
    put_of(d, t->cancelled, all, all < FEW_VISITS);
    put_of(d, t->late, all, all < FEW_VISITS);
    put_hours(d, t, all < FEW_VISITS);
}

static void table_open(struct desk *d, const char *title, const char *first)
{
    html_put(
        &d->v.w,
        "<section class=\"panel\"><h2>%s</h2><div class=\"wide\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"%s\"><table class=\"tbl\"><thead><tr><th scope=\"col\">%s</th>",
        title, title, first);
    html_put(
        &d->v.w,
        "<th scope=\"col\" class=\"num\">Done</th><th scope=\"col\" class=\"num\">Booked</th><th "
        "scope=\"col\" class=\"num\">Did not come</th><th scope=\"col\" "
        "class=\"num\">Cancelled</th><th scope=\"col\" class=\"num\">Cancelled late</th><th "
        "scope=\"col\" class=\"num\">Hours used</th></tr></thead><tbody>");
}

static void table_close(struct desk *d, const struct tally *all)
{
    html_put(&d->v.w, "<tr><th scope=\"row\">All</th>");
    put_tally(d, all);
    html_put(&d->v.w, "</tr></tbody></table></div></section>");
}

/* --- tables ------------------------------------------------------------------------------------------------- */

static void put_weeks(struct shown *x)
{
    struct desk *d = x->d;
    struct tally all = diary_figures_sum(&x->f, ANY_OF, x->site, x->staff);
    table_open(d, "Week by week", "Week from Monday");
    for (int w = FIGURES_WEEKS - 1; w >= 0; w--) {
        struct tally t = diary_figures_sum(&x->f, w, x->site, x->staff);
        html_put(&d->v.w, "<tr><th scope=\"row\"><span class=\"nowrap\">");
        put_year_date(&d->v, x->f.first_day + 7 * w);
        html_put(&d->v.w, "</span></th>");
        put_tally(d, &t);
        html_put(&d->v.w, "</tr>");
    }
    table_close(d, &all);
}

/* By site of whom was chosen, or by practitioner of where; who has nothing is left out. */
static void put_groups(struct shown *x, int by_site)
{
    struct desk *d = x->d;
    const struct rows *r = by_site ? &d->q->sites : &d->q->diary.practitioners;
    int site = by_site ? ANY_OF : x->site, staff = by_site ? x->staff : ANY_OF;
    struct tally all = diary_figures_sum(&x->f, ANY_OF, site, staff);
    table_open(d, by_site ? "By site, twelve weeks" : "By practitioner, twelve weeks",
               by_site ? "Site" : "Practitioner");
    for (uint32_t i = 0; i < r->count; i++) {
        struct tally t =
            diary_figures_sum(&x->f, ANY_OF, by_site ? (int)i : site, by_site ? staff : (int)i);
        if (!tally_all(&t) && !t.open_min)
            continue;
        html_put(&d->v.w, "<tr><th scope=\"row\">%s</th>",
                 row_text(r, i, by_site ? (int)sites_name : (int)practitioners_name));
        put_tally(d, &t);
        html_put(&d->v.w, "</tr>");
    }
    table_close(d, &all);
}

/* --- the page -------------------------------------------------------------------------------------------------- */

static void put_select(struct desk *d, const char *key, const char *words, const char *any,
                       const struct rows *r, int column, int chosen)
{
    html_put(&d->v.w,
             "<label for=\"%s\">%s</label><select class=\"field\" id=\"%s\" name=\"%s\"><option "
             "value=\"\">%s</option>",
             key, words, key, key, any);
    for (uint32_t i = 0; i < r->count; i++) {
        html_put(&d->v.w, "<option value=\"%s\"", hex_of(d, row_whole(r, i, 0)));
        if (chosen == (int)i)
            html_put(&d->v.w, " selected");
        html_put(&d->v.w, ">%s</option>", row_text(r, i, column));
    }
    html_put(&d->v.w, "</select>");
}

static void put_choice(struct shown *x)
{
    struct desk *d = x->d;
    html_put(&d->v.w,
             "<form class=\"in-row row noprint\" method=\"get\" action=\"/clinic/figures/diary\">");
    put_select(d, "site", "Site", "All sites", &d->q->sites, sites_name, x->site);
    put_select(d, "staff", "Practitioner", "Everybody", &d->q->diary.practitioners,
               practitioners_name, x->staff);
    html_put(&d->v.w, "<button class=\"btn btn-2 btn-s\">Show</button></form>");
}

void figures_diary_get(struct desk *d)
{
    struct shown *x = shown_of(d);
    struct visit *v = &d->v;
    desk_open(d, "Visits", AT_figures);
    html_put(&v->w,
             "<h1>Visits</h1><p>The last twelve weeks, with this one. What became of people is on "
             "<a href=\"/clinic/figures\">Figures</a>.</p>");
    put_choice(x);
    html_put(
        &v->w,
        "<p class=\"sub\">Booked: to come, or nobody has said yet. Did not come: of the visits "
        "that were done or missed. Cancelled, and "
        "cancelled late, which is less than a day before: of all that were made. Hours used: "
        "what is done or booked, of the hours that were worked, less holidays and breaks. Where "
        "there are fewer than %d visits no percentage is shown: it would say nothing.</p>",
        FEW_VISITS);
    put_weeks(x);
    put_groups(x, 1);
    put_groups(x, 0);
    html_put(&v->w, "<p class=\"noprint\"><a class=\"btn btn-2 btn-s\" "
                    "href=\"/clinic/figures/diary/file\">Download as a table (CSV)</a></p>");
    desk_close(d);
}

/* --- the file ---------------------------------------------------------------------------------------------------- */

static void put_numbers(struct text *t, const struct tally *c)
{
    const int number[] = {c->done, c->booked,   c->no_show, c->cancelled,
                          c->late, c->used_min, c->open_min};
    for (int i = 0; i < COUNT_OF(number); i++) {
        text_char(t, ',');
        text_int(t, number[i]);
    }
    text_lit(t, "\r\n");
}

static void put_week(struct shown *x, struct text *t, int week)
{
    const struct rows *sites = &x->d->q->sites, *staff = &x->d->q->diary.practitioners;
    for (uint32_t s = 0; s < sites->count; s++)
        for (uint32_t who = 0; who < staff->count; who++) {
            struct tally c = diary_figures_sum(&x->f, week, (int)s, (int)who);
            if (!tally_all(&c) && !c.open_min)
                continue;
            day_put(t, x->f.first_day + 7 * week);
            text_char(t, ',');
            figures_quoted(t, row_text(sites, s, sites_name));
            text_char(t, ',');
            figures_quoted(t, row_text(staff, who, practitioners_name));
            put_numbers(t, &c);
        }
}

void figures_diary_file_get(struct desk *d)
{
    struct shown *x = shown_of(d);
    struct app_response *r = d->v.r;
    struct text *t = &r->body, name = {.mem = d->v.a};
    t->mem = d->v.a;
    text_lit(t, "week,site,practitioner,done,booked,no_show,cancelled,cancelled_late,minutes_used,"
                "minutes_open\r\n");
    for (int week = 0; week < FIGURES_WEEKS; week++)
        put_week(x, t, week);
    text_lit(&name, "visits-from-");
    day_put(&name, x->f.first_day);
    text_lit(&name, ".csv");
    text_char(&name, '\0');
    r->type = "text/csv; charset=utf-8";
    r->download = name.p;
    note(d, "figures taken", 0);
}
