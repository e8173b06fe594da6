/* diary_sheet.c - the day sheet to print: times, names, kinds of visit and telephone numbers, a table a
 * practitioner. No word of health. */
#include "diary_desk.h"

static void put_row(struct desk *d, uint32_t i)
{
    const struct rows *t = &d->q->diary.taken;
    int from = (int)row_whole(t, i, taken_from_min);
    const char *state = state_words(row_text(t, i, bookings_state));
    html_put(&d->v.w, "<tr><th scope=\"row\" class=\"nowrap\">%s to %s</th>", clock_words(d, from),
             clock_words(d, from + (int)row_whole(t, i, taken_minutes)));
    html_put(&d->v.w,
             "<td data-label=\"Name\">%s</td><td data-label=\"Visit\">%s</td>"
             "<td data-label=\"Room\">%s</td><td data-label=\"Telephone\" class=\"nowrap\">%s</td>"
             "<td data-label=\"State\">%s</td></tr>",
             name_of_visit(t, i), kind_words(d, t, i),
             name_of_room(d, row_whole(t, i, bookings_room)), row_text(t, i, bookings_telephone),
             state);
}

static int is_on(struct desk *d, const struct diary_view *s, uint32_t i, int64_t account)
{
    const struct rows *t = &d->q->diary.taken;
    return row_whole(t, i, taken_account) == account && row_whole(t, i, taken_site) == s->site &&
           row_whole(t, i, taken_day) == s->day && is_shown(t, i, d->q->diary.now_s);
}

static int put_table(struct desk *d, const struct diary_view *s, uint32_t who)
{
    const struct rows *t = &d->q->diary.taken, *p = &d->q->diary.practitioners;
    int64_t account = row_whole(p, who, practitioners_account);
    int n = 0;
    for (uint32_t i = 0; i < t->count; i++) { /* in the order of time */
        if (!is_on(d, s, i, account))
            continue;
        if (!n++)
            html_put(&d->v.w,
                     "<section><h2>%s</h2><table class=\"tbl falls\"><thead><tr>"
                     "<th scope=\"col\">Time</th><th scope=\"col\">Name</th>"
                     "<th scope=\"col\">Visit</th><th scope=\"col\">Room</th>"
                     "<th scope=\"col\">Telephone</th><th scope=\"col\">State</th>"
                     "</tr></thead><tbody>",
                     row_text(p, who, practitioners_name));
        put_row(d, i);
    }
    if (n)
        html_put(&d->v.w, "</tbody></table></section>");
    return n;
}

void diary_sheet_get(struct desk *d)
{
    struct diary_view s;
    int n = 0;
    diary_view(d, &s);
    d->v.part = "diary";
    desk_open(d, "Day sheet", AT_diary);
    html_put(
        &d->v.w,
        "<p class=\"crumb noprint\"><a href=\"/%s\">Diary</a></p><div class=\"sheet day-sheet\">"
        "<div class=\"sheet-head\"><h1>",
        diary_path(d, "/clinic/diary", s.day, s.site, "") + 1);
    put_day(&d->v, s.day);
    html_put(&d->v.w, "</h1><p>%s<br>printed %s, %s</p></div>", name_of_site(d, s.site),
             day_words(d, s.now.day), clock_words(d, s.now.minute));
    for (uint32_t i = 0; i < d->q->diary.practitioners.count; i++)
        n += put_table(d, &s, i);
    if (!n)
        html_put(&d->v.w, "<p>No visits that day.</p>");
    html_put(&d->v.w,
             "</div><p class=\"sub noprint\">Print it with your browser: Ctrl and P. It holds "
             "names and telephone numbers, so shred it in the evening.</p>");
    desk_close(d);
}
