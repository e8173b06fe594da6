/* log.c - who read or changed what, in words, newest first. */
#include "office.h"

enum { LOG_PAGE = 100 }; /* what LIST_log gives at once */

const char *what_was_done(const char *what, int mine)
{
    static const struct {
        const char *noted, *words[2];
    } known[] = {
#define WHAT(noted, words, to_patient) {noted, {words, to_patient}},
#include "log_words.def"
    };
    for (int i = 0; i < COUNT_OF(known); i++)
        if (str_same(known[i].noted, what))
            return known[i].words[mine != 0];
    return what;
}

static void put_when(struct desk *d, int64_t at_s)
{
    int day = day_of_instant(d, at_s);
    if (day_year(day) != day_year(d->v.day))
        html_put(&d->v.w, "%d, ", day_year(day));
    put_instant(d, at_s);
}

static void put_who(struct desk *d, uint32_t i)
{
    const struct rows *l = &d->q->log;
    const char *role = row_text(l, i, log_role);
    if (str_same(role, "patient"))
        html_put(&d->v.w, "the patient");
    else if (!row_text(l, i, log_account_name)[0])
        html_put(&d->v.w, "%s", str_same(role, "system") ? "the program" : "somebody");
    else
        html_put(&d->v.w, "%s <span class=\"sub\">%s</span>", row_text(l, i, log_account_name),
                 role_called(role));
}

static void put_row(struct desk *d, uint32_t i)
{
    const struct rows *l = &d->q->log;
    html_put(&d->v.w, "<tr><td data-label=\"When\" class=\"nowrap\">");
    put_when(d, row_whole(l, i, log_at_s));
    html_put(&d->v.w, "</td><td data-label=\"Who\">");
    put_who(d, i);
    html_put(&d->v.w, "</td><td data-label=\"What\">%s</td><td data-label=\"About\">",
             what_was_done(row_text(l, i, log_what), 0));
    if (row_text(l, i, log_patient_name)[0])
        html_put(&d->v.w, "%s", row_text(l, i, log_patient_name));
    else if (row_is(l, i, log_patient))
        html_put(&d->v.w, "somebody who was erased");
    else
        html_put(&d->v.w, "–");
    html_put(&d->v.w, "</td><td data-label=\"Line\" class=\"num\">%d</td></tr>",
             (int)row_whole(l, i, log_sequence));
}

void log_get(struct desk *d)
{
    const struct rows *l = &d->q->log;
    desk_open(d, "Log", AT_clinic);
    put_crumb(d, "/clinic/settings", "Clinic");
    html_put(&d->v.w,
             "<h1>Log</h1><p class=\"lead\">Who read or changed what, newest first. Each patient "
             "sees the lines about themself.</p>");
    if (!l->count) {
        html_put(&d->v.w, "<p>Nothing is noted further back.</p>");
    } else {
        html_put(&d->v.w, "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr>"
                          "<th scope=\"col\">When</th><th scope=\"col\">Who</th>"
                          "<th scope=\"col\">What</th><th scope=\"col\">About</th>"
                          "<th scope=\"col\" class=\"num\">Line</th></tr></thead><tbody>");
        for (uint32_t i = 0; i < l->count; i++)
            put_row(d, i);
        html_put(&d->v.w, "</tbody></table></div>");
    }
    html_put(&d->v.w, "<p class=\"acts\">");
    if (l->count == LOG_PAGE)
        html_put(&d->v.w,
                 "<a class=\"btn btn-2 btn-s\" rel=\"next\" href=\"/clinic/log?before=%d\">Further "
                 "back</a>",
                 (int)row_whole(l, l->count - 1, log_sequence));
    if (d->v.q->query.len)
        html_put(&d->v.w, "<a href=\"/clinic/log\">The newest</a>");
    html_put(&d->v.w,
             "</p><section class=\"panel\"><h2>Can it be trusted?</h2><p>Nobody can change or "
             "remove a line, not even here. Each line carries a checksum of all before it: whoever "
             "changed one in the file of records itself would break the chain. Whoever runs the "
             "server checks it with <code>ambulando verify</code>, which names the first line "
             "that does not fit.</p></section>");
    desk_close(d);
}
