/* diary_day.c - the day of one site: whoever works there side by side, what is free, and who waits. */
#include "diary_desk.h"

enum { COLUMNS_MOST = 40 };

static int has_visit(struct desk *d, const struct diary_view *s, int64_t account)
{
    const struct rows *t = &d->q->diary.taken;
    for (uint32_t i = 0; i < t->count; i++)
        if (row_whole(t, i, taken_account) == account && row_whole(t, i, taken_site) == s->site &&
            row_whole(t, i, taken_day) == s->day && is_shown(t, i, d->q->diary.now_s))
            return 1;
    return 0;
}

static int day_columns(struct desk *d, const struct diary_view *s, struct column *c)
{
    const struct rows *p = &d->q->diary.practitioners;
    int n = 0;
    for (uint32_t i = 0; i < p->count && n < COLUMNS_MOST; i++) {
        int64_t account = row_whole(p, i, practitioners_account);
        int here = !row_is(p, i, practitioners_left_s) && works(&s->y, account, s->site, s->day);
        if (!here && !has_visit(d, s, account))
            continue;
        c[n] = (struct column){.account = account, .site = s->site, .day = s->day};
        column_fill(d, s, &c[n++]);
    }
    return n;
}

/* --- the head ------------------------------------------------------------------------------------------------- */

static void put_sites(struct desk *d, const struct diary_view *s)
{
    const struct rows *r = &d->q->sites;
    int open = 0;
    for (uint32_t i = 0; i < r->count; i++)
        open += !row_is(r, i, sites_closed_s);
    if (open < 2)
        return;
    html_put(&d->v.w, "<div class=\"seg\" role=\"group\" aria-label=\"Site\">");
    for (uint32_t i = 0; i < r->count; i++) {
        int64_t site = row_whole(r, i, sites_site);
        if (row_is(r, i, sites_closed_s) && site != s->site)
            continue;
        html_put(&d->v.w, "<a href=\"/%s\"", diary_path(d, "/clinic/diary", s->day, site, "") + 1);
        if (site == s->site)
            html_put(&d->v.w, " aria-current=\"true\"");
        html_put(&d->v.w, ">%s</a>", row_text(r, i, sites_name));
    }
    html_put(&d->v.w, "</div>");
}

static void put_step(struct desk *d, const struct diary_view *s, int day, const char *sign,
                     const char *words)
{
    html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">",
             diary_path(d, "/clinic/diary", day, s->site, "") + 1);
    icon(&d->v, sign);
    html_put(&d->v.w, "<span class=\"sr\">%s</span></a>", words);
}

static void put_ways(struct desk *d, const struct diary_view *s)
{
    html_put(&d->v.w, "<p class=\"more noprint\"><a href=\"/%s\">Week of this site</a> ",
             diary_path(d, "/clinic/diary/week", s->day, s->site, "") + 1);
    html_put(&d->v.w,
             "<a id=\"sheet\" href=\"/%s\">Day sheet to print</a> "
             "<a href=\"/clinic/away\">Days off</a></p>",
             diary_path(d, "/clinic/diary/sheet", s->day, s->site, "") + 1);
}

static void put_head(struct desk *d, const struct diary_view *s, const struct column *c, int count)
{
    html_put(&d->v.w, "<div class=\"head\"><div><h1>");
    put_day(&d->v, s->day);
    html_put(&d->v.w, "</h1><p class=\"sub\">%s: ", name_of_site(d, s->site));
    put_counts(d, c, count);
    html_put(&d->v.w, "</p></div><div class=\"row noprint\">");
    put_step(d, s, s->day - 1, "back", "Day before");
    html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Today</a>",
             diary_path(d, "/clinic/diary", s->now.day, s->site, "") + 1);
    put_step(d, s, s->day + 1, "next", "Day after");
    put_sites(d, s);
    html_put(&d->v.w, "<a id=\"new\" class=\"btn btn-s\" href=\"/%s\">New visit</a></div></div>",
             diary_path(d, "/clinic/diary/new", s->day, s->site, "") + 1);
    put_ways(d, s);
}

/* --- what a script moves with ------------------------------------------------------------------------------------ */

/* The form of a visit's own page: web/diary.js fills it in and sends it to that page, which says why not. */
static void put_mover(struct desk *d, const struct diary_view *s)
{
    html_put(&d->v.w, "<p class=\"sr\" role=\"status\" id=\"said\"></p><div id=\"mover\" hidden>");
    desk_form(d, "/clinic/diary/booking/");
    hidden(&d->v, "do", "move");
    hidden(&d->v, "back", "day");
    hidden(&d->v, "day", day_value(d, s->day));
    hidden(&d->v, "site", hex_of(d, s->site));
    hidden(&d->v, "who", "");
    hidden(&d->v, "time", "");
    hidden(&d->v, "sequence", "");
    html_put(&d->v.w, "</form></div>");
}

static void put_nobody(struct desk *d, const struct diary_view *s)
{
    html_put(&d->v.w, "<p class=\"lead\">Nobody works at %s that day.</p>",
             name_of_site(d, s->site));
    if (d->who->actor.role == ROLE_owner)
        html_put(&d->v.w, "<p>Who works where and when is set in <a href=\"/clinic/settings\">the "
                          "settings of the clinic</a>.</p>");
}

void diary_day_get(struct desk *d)
{
    struct diary_view s;
    struct column *c = arena_alloc(d->v.a, COLUMNS_MOST, sizeof *c);
    diary_view(d, &s);
    int n = day_columns(d, &s, c);
    d->v.part = "diary";
    desk_open(d, "Diary", AT_diary);
    put_head(d, &s, c, n);
    note_stranded(d, &s.y);
    html_put(&d->v.w, "<div class=\"with-aside\">");
    if (n)
        put_diary(d, &s, c, n, HEADS_people);
    else {
        html_put(&d->v.w, "<div>");
        put_nobody(d, &s);
        html_put(&d->v.w, "</div>");
    }
    put_aside(d, &s);
    html_put(&d->v.w, "</div>");
    put_mover(d, &s);
    desk_close(d);
}
