/* patient_numbers.c - the numbers behind the picture, as a table: newest first. */
#include "../app/asked.h"
#include "../app/daily.h"
#include "patient.h"

static void cell(struct desk *d, int value)
{
    if (value == NOT_TOLD)
        html_put(&d->v.w, "<td class=\"num\">–</td>");
    else
        html_put(&d->v.w, "<td class=\"num\">%d</td>", value);
}

static void put_change(struct desk *d, const struct plan_day *p)
{
    static const char *const word[] = {
        [PLAN_start] = "began", [PLAN_advance] = "moved up", [PLAN_ease] = "eased",
        [PLAN_flare] = "flare", [PLAN_stop] = "stopped",     [PLAN_hold] = "same"};
    html_put(&d->v.w, "<td>%s</td>", p->known ? word[p->change] : "–");
}

/* The changes of a week, each with how often. */
static void put_changes(struct desk *d, const struct plan_day *p, int count)
{
    int up = 0, down = 0, known = 0;
    for (int i = 0; i < count; i++) {
        known += p[i].known;
        up += p[i].known && p[i].change == PLAN_advance;
        down += p[i].known && (p[i].change == PLAN_ease || p[i].change == PLAN_flare);
    }
    if (known)
        html_put(&d->v.w, "<td>up on %d, down on %d of %d days</td>", up, down, known);
    else
        html_put(&d->v.w, "<td>–</td>");
}

static int blank(const struct told_day *t)
{
    return t->leg == NOT_TOLD && t->back == NOT_TOLD && t->reach == NOT_TOLD &&
           t->walked_min == NOT_TOLD;
}

static void put_row(struct desk *d, const struct course *c, int i)
{
    const struct told_day *t = &c->column[i];
    int from = i * c->unit, left = c->days.count - from;
    html_put(&d->v.w, "<tr><th scope=\"row\">");
    put_date_of(d, c->days.first + from);
    html_put(&d->v.w, "</th>");
    if (c->unit == WEEK)
        html_put(&d->v.w, "<td class=\"num\">%d</td>", c->answered[i]);
    cell(d, t->leg);
    cell(d, t->back);
    html_put(&d->v.w, "<td>%s</td>", t->reach == NOT_TOLD ? "–" : zone_words(t->reach));
    cell(d, t->walked_min);
    if (c->unit == WEEK)
        put_changes(d, c->plan + from, left < WEEK ? left : WEEK);
    else
        put_change(d, &c->plan[from]);
    html_put(&d->v.w, "</tr>");
}

void chart_numbers(struct desk *d, const struct course *c)
{
    html_put(
        &d->v.w,
        "<details class=\"more\"><summary>Show the numbers</summary><div class=\"wide\" "
        "tabindex=\"0\" role=\"group\" aria-label=\"Scrolls sideways\">"
        "<table class=\"tbl num\"><caption class=\"sub\">%s that are not listed have no answer."
        "</caption><thead><tr><th scope=\"col\">%s</th>",
        c->unit == WEEK ? "Weeks" : "Days", c->unit == WEEK ? "Week from" : "Day");
    if (c->unit == WEEK)
        html_put(&d->v.w, "<th scope=\"col\" class=\"num\">Days answered</th>");
    html_put(&d->v.w,
             "<th scope=\"col\" class=\"num\">Leg</th><th scope=\"col\" class=\"num\">Back</th>"
             "<th scope=\"col\">Farthest</th><th scope=\"col\" class=\"num\">Walked, min</th>"
             "<th scope=\"col\">Plan</th></tr></thead><tbody>");
    for (int i = c->count; i-- > 0;)
        if (!blank(&c->column[i]))
            put_row(d, c, i);
    html_put(&d->v.w, "</tbody></table></div></details>");
}
