/* diary_week.c - a week: of one practitioner, wherever they are; or of one site, whoever is there. */
#include "diary_desk.h"

enum { DAYS = 7 };

static const char *who_tail(struct desk *d, int64_t account)
{
    return number_path(d, "&who=", account, "");
}

static void put_step(struct desk *d, const struct diary_view *s, int day, const char *sign,
                     const char *words)
{
    const char *tail = s->account ? who_tail(d, s->account) : "";
    html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">",
             diary_path(d, "/clinic/diary/week", day, s->account ? 0 : s->site, tail) + 1);
    if (sign) {
        icon(&d->v, sign);
        html_put(&d->v.w, "<span class=\"sr\">%s</span></a>", words);
    } else {
        html_put(&d->v.w, "%s</a>", words);
    }
}

static void put_head(struct desk *d, const struct diary_view *s, const struct column *c)
{
    html_put(&d->v.w, "<p class=\"crumb noprint\"><a href=\"/%s\">%s</a></p>",
             diary_path(d, "/clinic/diary", s->day, s->site, "") + 1, day_words(d, s->day));
    html_put(&d->v.w, "<div class=\"head\"><div><h1>%s, week of %s</h1><p class=\"sub\">",
             s->account ? name_of_staff(d, s->account) : name_of_site(d, s->site),
             day_words(d, c[0].day));
    put_counts(d, c, DAYS);
    html_put(&d->v.w, "</p></div><div class=\"row noprint\">");
    put_step(d, s, s->day - DAYS, "back", "Week before");
    put_step(d, s, s->now.day, NULL, "This week");
    put_step(d, s, s->day + DAYS, "next", "Week after");
    html_put(&d->v.w, "<a class=\"btn btn-s\" href=\"/%s\">New visit</a></div></div>",
             diary_path(d, "/clinic/diary/new", s->day, s->account ? 0 : s->site,
                        s->account ? who_tail(d, s->account) : "") +
                 1);
}

/* The others, to look at in turn. */
static void put_others(struct desk *d, const struct diary_view *s)
{
    const struct rows *p = &d->q->diary.practitioners, *r = &d->q->sites;
    html_put(&d->v.w, "<p class=\"more noprint\">");
    for (uint32_t i = 0; i < p->count; i++) {
        int64_t account = row_whole(p, i, practitioners_account);
        if (row_is(p, i, practitioners_left_s) || account == s->account ||
            !gives_any(&s->y, account))
            continue;
        html_put(&d->v.w, "<a href=\"/%s\">%s</a> ",
                 diary_path(d, "/clinic/diary/week", s->day, 0, who_tail(d, account)) + 1,
                 row_text(p, i, practitioners_name));
    }
    for (uint32_t i = 0; i < r->count; i++) {
        int64_t site = row_whole(r, i, sites_site);
        if (row_is(r, i, sites_closed_s) || (!s->account && site == s->site))
            continue;
        html_put(&d->v.w, "<a href=\"/%s\">%s</a> ",
                 diary_path(d, "/clinic/diary/week", s->day, site, "") + 1,
                 row_text(r, i, sites_name));
    }
    html_put(&d->v.w, "</p>");
}

void diary_week_get(struct desk *d)
{
    struct diary_view s;
    struct column *c = arena_alloc(d->v.a, DAYS, sizeof *c);
    diary_view(d, &s);
    for (int i = 0; i < DAYS; i++) {
        c[i] = (struct column){.account = s.account,
                               .site = s.account ? 0 : s.site,
                               .day = s.day - day_weekday(s.day) + i};
        column_fill(d, &s, &c[i]);
    }
    d->v.part = "diary";
    desk_open(d, "Week", AT_diary);
    put_head(d, &s, c);
    put_others(d, &s);
    note_stranded(d, &s.y);
    put_diary(d, &s, c, DAYS, HEADS_days);
    desk_close(d);
}
