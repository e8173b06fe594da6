/* away.c - holidays and days off: of everybody, of one practitioner, of one site. What they cover that is booked
 * already is shown at once, and stays until somebody has moved it. */
#include "setup.h"

enum { WHY_MOST = 100, DAYS_MOST = 400, PART_DAYS_MOST = 3700 };

/* --- what is to come ------------------------------------------------------------------------------------------------ */

static void put_whose(struct desk *d, uint32_t i)
{
    const struct rows *w = &d->q->diary.aways;
    int site = row_is(w, i, aways_site), who = row_is(w, i, aways_account);
    if (who)
        html_put(&d->v.w, "%s", setup_name_of(d, row_whole(w, i, aways_account)));
    else
        html_put(&d->v.w, "Everybody%s", site ? " at " : "");
    if (site)
        html_put(&d->v.w, "%s%s", who ? ", at " : "", name_of_site(d, row_whole(w, i, aways_site)));
}

static void put_days(struct desk *d, uint32_t i)
{
    const struct rows *w = &d->q->diary.aways;
    int first = (int)row_whole(w, i, aways_first_day), last = (int)row_whole(w, i, aways_last_day);
    put_year_date(&d->v, first);
    if (last == first)
        return;
    html_put(&d->v.w, " to ");
    put_year_date(&d->v, last);
}

static void put_row(struct desk *d, uint32_t i)
{
    const struct rows *w = &d->q->diary.aways;
    const char *why = row_text(w, i, aways_why);
    html_put(&d->v.w, "<tr><th scope=\"row\">");
    put_whose(d, i);
    html_put(&d->v.w, "</th><td data-label=\"Days\">");
    put_days(d, i);
    html_put(&d->v.w, "</td><td data-label=\"Time\">");
    setup_put_span(d, (int)row_whole(w, i, aways_from_min), (int)row_whole(w, i, aways_to_min));
    html_put(&d->v.w, "</td><td data-label=\"Why\">%s</td><td>", why[0] ? why : "not told");
    setup_put_button(d, "drop", row_whole(w, i, aways_away), "Drop", why);
    html_put(&d->v.w, "</td></tr>");
}

static void put_list(struct desk *d)
{
    const struct rows *w = &d->q->diary.aways;
    int n = 0;
    for (uint32_t i = 0; i < w->count; i++) {
        if (row_whole(w, i, aways_last_day) < d->v.day)
            continue;
        if (!n++)
            html_put(&d->v.w, "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr>"
                              "<th scope=\"col\">Who</th><th scope=\"col\">Days</th>"
                              "<th scope=\"col\">Time</th><th scope=\"col\">Why</th>"
                              "<th scope=\"col\">Change</th></tr></thead><tbody>");
        put_row(d, i);
    }
    if (n)
        html_put(&d->v.w, "</tbody></table></div>");
    else
        html_put(&d->v.w, "<p>Nobody is away from today on.</p>");
}

/* --- the visits that one of them covers -------------------------------------------------------------------------------- */

static int covers(struct desk *d, uint32_t i, uint32_t visit)
{
    const struct rows *w = &d->q->diary.aways, *u = &d->q->upcoming;
    int64_t day = row_whole(u, visit, upcoming_day), from = row_whole(u, visit, upcoming_from_min);
    return takes_time(row_text(u, visit, upcoming_state),
                      row_whole(u, visit, upcoming_held_until_s), d->q->diary.now_s) &&
           (!row_is(w, i, aways_account) ||
            row_whole(w, i, aways_account) == row_whole(u, visit, upcoming_account)) &&
           (!row_is(w, i, aways_site) ||
            row_whole(w, i, aways_site) == row_whole(u, visit, upcoming_site)) &&
           row_whole(w, i, aways_first_day) <= day && row_whole(w, i, aways_last_day) >= day &&
           row_whole(w, i, aways_from_min) < from + row_whole(u, visit, upcoming_minutes) &&
           row_whole(w, i, aways_to_min) > from;
}

/* Of what was just added: which of them need another time, or that none does. */
static void put_added(struct desk *d, uint32_t i)
{
    int n = 0;
    for (uint32_t k = 0; k < d->q->upcoming.count; k++)
        n += covers(d, i, k);
    html_put(&d->v.w, "<div class=\"note %s\"><h2>", n ? "note-wait" : "note-good");
    if (!n) {
        html_put(&d->v.w, "It is kept. No visit is booked then</h2></div>");
        return;
    }
    html_put(&d->v.w,
             "%d %s another time</h2><p>Booked while they are away. Nothing is cancelled, and "
             "nobody has been told: open each, move it or cancel it.</p><ul class=\"plain\">",
             n, n == 1 ? "visit needs" : "visits need");
    for (uint32_t k = 0; k < d->q->upcoming.count; k++)
        if (covers(d, i, k))
            setup_put_visit(d, k, "");
    html_put(&d->v.w, "</ul></div>");
}

/* --- the form --------------------------------------------------------------------------------------------------------- */

static void put_form(struct desk *d)
{
    struct option *o;
    html_put(&d->v.w, "<h2>Add a holiday or a day off</h2>");
    desk_form(d, NULL);
    html_put(&d->v.w, "<div class=\"fields\">");
    int n = setup_practitioners(d, &o);
    ask_pick(d, "account", "Who is away", NULL, "Everybody", o, n);
    n = site_options(d, 0, &o);
    ask_pick(d, "site", "Where", NULL, "At every site", o, n);
    html_put(&d->v.w, "</div><div class=\"fields\">");
    ask_date(&d->v, "first_day", "First day", "Today, or later.");
    ask_date(&d->v, "last_day", "Last day", "Empty: that day alone.");
    html_put(&d->v.w, "</div><div class=\"fields\">");
    setup_ask_time(d, "from", "From", "Both empty: the whole day.");
    setup_ask_time(d, "to", "To", "On each of these days.");
    html_put(&d->v.w, "</div>");
    ask_text(&d->v, "why", "What for",
             "Holiday, course, lunch. It stands in the diary, so no word of anybody’s health.", 1);
    form_close(&d->v, "Add it");
}

void away_get(struct desk *d)
{
    int64_t added = setup_asked_number(d, "added");
    int at = added ? row_of(&d->q->diary.aways, added) : -1;
    if (d->who->actor.role == ROLE_practitioner) /* their own, unless they say otherwise */
        fill(d, "account", hex_of(d, d->who->actor.who));
    desk_open(d, "Holidays and days off", AT_clinic);
    put_crumb(d, d->who->actor.role == ROLE_owner ? "/clinic/settings" : "/clinic/hours",
              d->who->actor.role == ROLE_owner ? "Clinic" : "Hours");
    html_put(&d->v.w, "<h1>Holidays and days off</h1><p class=\"sub\">Nothing can be booked while "
                      "somebody is away.</p>");
    error_summary(&d->v);
    if (at >= 0)
        put_added(d, (uint32_t)at);
    else
        setup_stranded_note(d);
    put_list(d);
    put_form(d);
    desk_close(d);
}

/* --- the post -------------------------------------------------------------------------------------------------------------- */

struct absence {
    int64_t account, site;
    int first_day, last_day, from_min, to_min;
    struct value why;
};

static void take_days(struct desk *d, int whole_days, struct absence *ret)
{
    ret->first_day = posted_day(d, "first_day");
    ret->last_day = posted_day(d, "last_day");
    if (ret->first_day == INT32_MIN) {
        if (!wrong_about(&d->v, "first_day"))
            wrong(&d->v, "first_day", "Write the first day.");
        return;
    }
    if (ret->last_day == INT32_MIN)
        ret->last_day = ret->first_day;
    if (ret->last_day < ret->first_day)
        wrong(&d->v, "last_day", "This is before the first day.");
    else if (ret->last_day < d->v.day)
        wrong(&d->v, "first_day", "That is over. Write today or a later day.");
    else if (ret->last_day - ret->first_day >= (whole_days ? DAYS_MOST : PART_DAYS_MOST))
        wrong(&d->v, "last_day",
              whole_days ? "That is more than 400 days. Look at the year."
                         : "That is more than ten years. Look at the year.");
}

static void take_times(struct desk *d, struct absence *ret)
{
    int any = posted(&d->v, "from", 0) || posted(&d->v, "to", 0);
    ret->from_min = 0;
    ret->to_min = DAY_MINUTES;
    if (!any)
        return;
    ret->from_min = setup_take_time(d, "from", "Write when it begins, as in 12:30.");
    ret->to_min = setup_take_time(d, "to", "Write when it ends, as in 13:30.");
    if (ret->from_min >= 0 && ret->to_min >= 0 && ret->to_min <= ret->from_min)
        wrong(&d->v, "to",
              "This is not after the beginning. What goes past midnight is added for "
              "each day.");
}

static void take(struct desk *d, struct absence *ret)
{
    struct option *o;
    int n = setup_practitioners(d, &o);
    ret->account = take_pick(d, "account", o, n);
    n = site_options(d, 0, &o);
    ret->site = take_pick(d, "site", o, n);
    take_times(d, ret);
    take_days(d, ret->from_min == 0 && ret->to_min == DAY_MINUTES, ret);
    ret->why = take_line_of(d, "why", WHY_MOST, NULL);
}

static void drop(struct desk *d)
{
    int64_t number = posted_number(d, "row");
    if (number && row_of(&d->q->diary.aways, number) >= 0) { /* else it is dropped already */
        act(d, away_drop, value_whole(number));
        note(d, "time away dropped", 0);
    }
    go_to(&d->v, "/clinic/away");
}

void away_post(struct desk *d)
{
    struct absence x;
    int64_t number = form_number(d);
    if (posted_is(&d->v, "do", "drop")) {
        drop(d);
        return;
    }
    take(d, &x);
    if (d->v.wrongs) {
        away_get(d);
        return;
    }
    go_to(&d->v, number_path(d, "/clinic/away?added=", number, ""));
    if (row_of(&d->q->diary.aways, number) >= 0) /* this very form, sent again */
        return;
    act(d, away_add, value_whole(number), value_or_null(x.account), value_or_null(x.site),
        value_whole(x.first_day), value_whole(x.last_day), value_whole(x.from_min),
        value_whole(x.to_min), x.why);
    note(d, "time away added", 0);
}
