/* hours.c - who works where and when: all of them in one table, and one practitioner's own to be changed. */
#include "hours.h"

/* --- the table of all -------------------------------------------------------------------------------------------- */

static int is_over(const struct rows *h, uint32_t i, int today)
{
    int last = row_is(h, i, hours_day) ? hours_day : hours_last_day;
    return row_is(h, i, last) && row_whole(h, i, last) < today;
}

void hours_put_dates(struct desk *d, uint32_t i)
{
    const struct rows *h = &d->q->diary.hours;
    if (row_is(h, i, hours_first_day) && row_whole(h, i, hours_first_day) > d->v.day) {
        html_put(&d->v.w, " from ");
        put_year_date(&d->v, (int)row_whole(h, i, hours_first_day));
    }
    if (row_is(h, i, hours_last_day)) {
        html_put(&d->v.w, " until ");
        put_year_date(&d->v, (int)row_whole(h, i, hours_last_day));
    }
}

static int is_weekly(const struct rows *h, uint32_t i, int64_t account, int weekday)
{
    return !row_is(h, i, hours_day) && row_whole(h, i, hours_account) == account &&
           row_whole(h, i, hours_weekday) == weekday;
}

static void put_cell(struct desk *d, int64_t account, int weekday)
{
    const struct rows *h = &d->q->diary.hours;
    int n = 0;
    html_put(&d->v.w, "<td data-label=\"%s\">", setup_weekdays[weekday]);
    for (uint32_t i = 0; i < h->count; i++) {
        if (!is_weekly(h, i, account, weekday) || is_over(h, i, d->v.day))
            continue;
        n++;
        html_put(&d->v.w, "<div><span class=\"nowrap\">");
        setup_put_span(d, (int)row_whole(h, i, hours_from_min), (int)row_whole(h, i, hours_to_min));
        html_put(&d->v.w, "</span> <span class=\"sub\">%s",
                 name_of_site(d, row_whole(h, i, hours_site)));
        hours_put_dates(d, i);
        html_put(&d->v.w, "</span></div>");
    }
    html_put(&d->v.w, "%s</td>", n ? "" : "–");
}

static void put_practitioner(struct desk *d, const struct option *o)
{
    html_put(&d->v.w, "<tr><th scope=\"row\">");
    if (d->who->actor.role == ROLE_owner)
        html_put(&d->v.w, "<a href=\"/%s\">%s</a>",
                 number_path(d, "/clinic/hours/", o->number, "") + 1, o->words);
    else
        html_put(&d->v.w, "%s", o->words);
    html_put(&d->v.w, "</th>");
    for (int weekday = 0; weekday < WEEK; weekday++)
        put_cell(d, o->number, weekday);
    html_put(&d->v.w, "</tr>");
}

static void put_week(struct desk *d)
{
    enum { SHORT = 3 }; /* Mon */
    struct option *o;
    int n = setup_practitioners(d, &o);
    if (!n) {
        html_put(&d->v.w, "<p>Nobody here treats people yet: invite them under Staff.</p>");
        return;
    }
    html_put(&d->v.w, "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr>"
                      "<th scope=\"col\">Name</th>");
    for (int weekday = 0; weekday < WEEK; weekday++)
        html_put(&d->v.w, "<th scope=\"col\">%.*s</th>", SHORT, setup_weekdays[weekday]);
    html_put(&d->v.w, "</tr></thead><tbody>");
    for (int i = 0; i < n; i++)
        put_practitioner(d, &o[i]);
    html_put(&d->v.w, "</tbody></table></div>");
}

static void put_single_days(struct desk *d)
{
    const struct rows *h = &d->q->diary.hours;
    int n = 0;
    for (uint32_t i = 0; i < h->count; i++) {
        if (!row_is(h, i, hours_day) || is_over(h, i, d->v.day))
            continue;
        if (!n++)
            html_put(&d->v.w, "<section class=\"panel\"><h2>On single days</h2><ul>");
        html_put(&d->v.w, "<li>");
        put_day(&d->v, (int)row_whole(h, i, hours_day));
        html_put(&d->v.w, ": %s, ", setup_name_of(d, row_whole(h, i, hours_account)));
        setup_put_span(d, (int)row_whole(h, i, hours_from_min), (int)row_whole(h, i, hours_to_min));
        html_put(&d->v.w, ", %s</li>", name_of_site(d, row_whole(h, i, hours_site)));
    }
    if (n)
        html_put(&d->v.w, "</ul></section>");
}

void hours_get(struct desk *d)
{
    int owner = d->who->actor.role == ROLE_owner;
    desk_open(d, "Hours", AT_clinic);
    if (owner)
        put_crumb(d, "/clinic/settings", "Clinic");
    html_put(
        &d->v.w,
        "<h1>Hours</h1><p class=\"sub\">%s Days off are under <a href=\"/clinic/away\">Holidays "
        "and days off</a>.</p>",
        owner ? "Open a name to change when they work."
              : "When everybody works. An owner changes it.");
    setup_stranded_note(d);
    put_week(d);
    put_single_days(d);
    desk_close(d);
}

/* --- one practitioner ------------------------------------------------------------------------------------------------ */

static void put_when(struct desk *d, uint32_t i)
{
    const struct rows *h = &d->q->diary.hours;
    if (row_is(h, i, hours_day))
        put_day(&d->v, (int)row_whole(h, i, hours_day));
    else
        html_put(&d->v.w, "%ss", setup_weekdays[row_whole(h, i, hours_weekday)]);
}

static void put_row(struct desk *d, uint32_t i)
{
    const struct rows *h = &d->q->diary.hours;
    int from = (int)row_whole(h, i, hours_from_min), to = (int)row_whole(h, i, hours_to_min);
    html_put(&d->v.w, "<tr><th scope=\"row\">");
    put_when(d, i);
    html_put(&d->v.w, "<span class=\"sub\">");
    hours_put_dates(d, i);
    html_put(&d->v.w, "</span></th><td data-label=\"From and to\">");
    setup_put_span(d, from, to);
    html_put(&d->v.w, "</td><td data-label=\"Site\">%s</td><td>",
             name_of_site(d, row_whole(h, i, hours_site)));
    desk_form(d, NULL);
    hidden(&d->v, "do", "drop");
    hidden(&d->v, "row", hex_of(d, row_whole(h, i, hours_hours)));
    html_put(&d->v.w, "<button class=\"btn btn-2 btn-s\">Drop<span class=\"sr\"> ");
    put_when(d, i);
    html_put(&d->v.w, " ");
    setup_put_span(d, from, to);
    html_put(&d->v.w, "</span></button></form></td></tr>");
}

static void put_rows(struct desk *d)
{
    const struct rows *h = &d->q->diary.hours;
    int n = 0;
    for (uint32_t i = 0; i < h->count; i++) {
        if (row_whole(h, i, hours_account) != d->number || is_over(h, i, d->v.day))
            continue;
        if (!n++)
            html_put(&d->v.w, "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr>"
                              "<th scope=\"col\">Day</th><th scope=\"col\">From and to</th>"
                              "<th scope=\"col\">Site</th><th scope=\"col\">Change</th></tr>"
                              "</thead><tbody>");
        put_row(d, i);
    }
    if (n)
        html_put(&d->v.w, "</tbody></table></div>");
    else
        html_put(&d->v.w, "<p>No hours yet: nobody can book a visit with them.</p>");
}

static void put_way(struct desk *d)
{
    struct hours_gap gap;
    int n = 0;
    for (struct hours_at at = {0, 1}; hours_gap_next(d, &at, &gap);) {
        if (!n++)
            html_put(&d->v.w, "<div class=\"note note-wait\"><h2>Little time for the way</h2><ul>");
        html_put(&d->v.w, "<li>");
        put_when(d, gap.day);
        html_put(&d->v.w,
                 ": %d minutes from %s to %s. %d are kept free, so the time between gets "
                 "fewer visits.</li>",
                 gap.minutes, name_of_site(d, gap.from_site), name_of_site(d, gap.to_site),
                 d->q->diary.travel_min);
    }
    if (n)
        html_put(&d->v.w, "</ul></div>");
}

static void put_weekly_form(struct desk *d, const struct option *o, int n)
{
    static const char *const digit[WEEK] = {"0", "1", "2", "3", "4", "5", "6"};
    struct choice c[WEEK];
    for (int i = 0; i < WEEK; i++)
        c[i] = (struct choice){digit[i], setup_weekdays[i], NULL};
    html_put(&d->v.w, "<h2>Add weekly hours</h2><p class=\"sub\">For a lunch break add the morning "
                      "and the afternoon, one after the other.</p>");
    desk_form(d, NULL);
    hidden(&d->v, "do", "week");
    ask_many(&d->v, "weekday", "Every", NULL, c, WEEK);
    ask_pick(d, "site", "Site", NULL, n == 1 ? NULL : "Choose a site", o, n);
    html_put(&d->v.w, "<div class=\"fields\">");
    setup_ask_time(d, "from", "From", "As in 8:30.");
    setup_ask_time(d, "to", "To", "As in 12:30.");
    html_put(&d->v.w, "</div><div class=\"fields\">");
    ask_date(&d->v, "first_day", "First day", "Empty: from today.");
    ask_date(&d->v, "last_day", "Last day", "Empty: until further notice.");
    html_put(&d->v.w, "</div>");
    form_close(&d->v, "Add these hours");
}

static void put_day_form(struct desk *d, const struct option *o, int n)
{
    html_put(&d->v.w, "<h2>Add hours on one day</h2><p class=\"sub\">A Saturday now and then, an "
                      "afternoon at another site. They come on top of the weekly ones.</p>");
    desk_form(d, NULL);
    hidden(&d->v, "do", "day");
    ask_date(&d->v, "on", "Day", NULL);
    ask_pick(d, "at", "Site", NULL, n == 1 ? NULL : "Choose a site", o, n);
    html_put(&d->v.w, "<div class=\"fields\">");
    setup_ask_time(d, "on_from", "From", NULL);
    setup_ask_time(d, "on_to", "To", NULL);
    html_put(&d->v.w, "</div>");
    form_close(&d->v, "Add this day");
}

void hours_of_get(struct desk *d)
{
    struct option *o;
    const struct rows *r = &d->q->diary.practitioners;
    int at = d->number ? row_of(r, d->number) : -1, n = site_options(d, 0, &o);
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    int left = row_is(r, (uint32_t)at, practitioners_left_s);
    desk_open(d, "Hours", AT_clinic);
    put_crumb(d, "/clinic/hours", "Hours");
    html_put(&d->v.w, "<h1>Hours of %s</h1><p class=\"sub\">%s</p>", setup_name_of(d, d->number),
             left ? "They have left: nothing can be booked with them."
                  : "Visits are booked within these hours. What is dropped cancels nothing: you "
                    "are shown which visits need another time.");
    error_summary(&d->v);
    setup_stranded_note(d);
    put_way(d);
    put_rows(d);
    if (!left) {
        put_weekly_form(d, o, n);
        put_day_form(d, o, n);
    }
    desk_close(d);
}
