#include "asked.h"
#include "chart.h"
#include "progress.h"

/* --- how you move ---------------------------------------------------------------------------------- */

enum measure_row { BEND, KNEE, RISES, ONE_LEG, SOCK, MEASURES };
static const char *const measure_name[MEASURES] = {
    "Bending forward, hands reach", "Sitting, the knee straightens", "Standing up in 30 seconds",
    "Standing on one leg", "Putting on a sock"};

static int measured(const struct fact_mobility *m, int row)
{
    const int32_t value[MEASURES] = {m->bend, m->knee_straight, m->chair_rises, m->one_leg_s,
                                     m->sock};
    return value[row];
}

static void put_measure(struct visit *v, int row, int value)
{
    static const char *const bend[] = {"the thighs", "the knees", "the shins", "the ankles",
                                       "the floor"};
    static const char *const knee[] = {"not at all", "half way", "nearly all the way",
                                       "all the way"};
    static const char *const sock[] = {"easy", "hard", "not possible"};
    if (value == UNANSWERED)
        html_put(&v->w, "–");
    else if (row == BEND)
        html_put(&v->w, "%s", bend[value]);
    else if (row == KNEE)
        html_put(&v->w, "%s", knee[value]);
    else if (row == SOCK)
        html_put(&v->w, "%s", sock[value]);
    else if (row == RISES)
        put_count(v, value, "time");
    else
        put_count(v, value, "second");
}

static void measure_line(struct visit *v, const struct days *d, int row)
{
    int first = -1, last = -1;
    for (int i = 0; i < d->count; i++) {
        if (!d->day[i].mobility || measured(d->day[i].mobility, row) == UNANSWERED)
            continue;
        first = first < 0 ? i : first;
        last = i;
    }
    if (first < 0)
        return;
    html_put(&v->w, "<tr><th scope=\"row\">%s</th><td>", measure_name[row]);
    put_measure(v, row, measured(d->day[first].mobility, row));
    html_put(&v->w, "<br><span class=\"small quiet\">");
    put_short_date(v, d->first + first);
    html_put(&v->w, "</span></td><td>");
    if (last > first) {
        put_measure(v, row, measured(d->day[last].mobility, row));
        html_put(&v->w, "<br><span class=\"small quiet\">");
        put_short_date(v, d->first + last);
        html_put(&v->w, "</span>");
    } else {
        html_put(&v->w, "–");
    }
    html_put(&v->w, "</td></tr>");
}

static void measure_numbers(struct visit *v, const struct days *d)
{
    html_put(&v->w,
             "<details class=\"more\"><summary>Show the numbers</summary><table class=\"tbl\">"
             "<caption class=\"small quiet\">Each time you measured.</caption><thead><tr>"
             "<th scope=\"col\">Day</th><th scope=\"col\">What</th><th scope=\"col\">How far</th>"
             "</tr></thead><tbody>");
    for (int i = 0; i < d->count; i++)
        for (int row = 0; d->day[i].mobility && row < MEASURES; row++) {
            int value = measured(d->day[i].mobility, row);
            if (value == UNANSWERED)
                continue;
            html_put(&v->w, "<tr><td>");
            put_full_date(v, d->first + i);
            html_put(&v->w, "</td><td>%s</td><td>", measure_name[row]);
            put_measure(v, row, value);
            html_put(&v->w, "</td></tr>");
        }
    html_put(&v->w, "</tbody></table></details>");
}

void mobility_section(struct visit *v, const struct days *d)
{
    int any = 0;
    for (int i = 0; i < d->count; i++)
        any |= d->day[i].mobility != NULL;
    html_put(&v->w, "<section class=\"sec\"><h2>How you move</h2>");
    if (!any) {
        html_put(&v->w, "<p>Not measured in these days. <a href=\"/measure\">Measure how you "
                        "move</a> takes about three minutes, once a week.</p></section>");
        return;
    }
    html_put(&v->w, "<table class=\"tbl\"><thead><tr><td></td><th scope=\"col\">First</th>"
                    "<th scope=\"col\">Latest</th></tr></thead><tbody>");
    for (int row = 0; row < MEASURES; row++)
        measure_line(v, d, row);
    html_put(&v->w, "</tbody></table>");
    measure_numbers(v, d);
    html_put(&v->w, "</section>");
}

/* --- what you did ---------------------------------------------------------------------------------- */

static void total(struct visit *v, const char *name, int n)
{
    html_put(&v->w, "<tr><th scope=\"row\">%s</th><td class=\"num\">%d</td></tr>", name, n);
}

void done_section(struct visit *v, const struct days *d)
{
    int active = 0, left_out = 0, done = 0, skipped = 0;
    for (int i = 0; i < d->count; i++) {
        const struct told_day *t = &d->day[i];
        active += t->active;
        left_out += !t->active && t->left_out;
        done += t->done;
        skipped += t->skipped;
    }
    html_put(&v->w,
             "<section class=\"sec\"><h2>What you did</h2><p class=\"small quiet\">A full dot "
             "is a day with exercises or a walk. A ring is a day on which you left them out. "
             "A band is a day of which we know nothing.</p>"
             "<div class=\"card\"><div class=\"in\">");
    for (int left = d->count; left > 0; left -= CHART_DAYS) {
        int now = left > CHART_DAYS ? CHART_DAYS : left;
        chart_done(v, d, left - now, now);
    }
    html_put(&v->w, "</div></div><table class=\"tbl\"><tbody>");
    total(v, "Days with exercises or a walk", active);
    total(v, "Days on which you left them out", left_out);
    total(v, "Days of which we know nothing", d->count - active - left_out);
    total(v, "Exercises told as done", done);
    total(v, "Exercises told as left out", skipped);
    html_put(&v->w, "</tbody></table><details class=\"more\"><summary>Show the numbers</summary>"
                    "<table class=\"tbl\"><caption class=\"small quiet\">Days that are not listed: "
                    "nothing was told.</caption><thead><tr><th scope=\"col\">Day</th>"
                    "<th scope=\"col\" class=\"num\">Exercises done</th>"
                    "<th scope=\"col\" class=\"num\">Left out</th></tr></thead><tbody>");
    for (int i = 0; i < d->count; i++) {
        const struct told_day *t = &d->day[i];
        if (!t->active && !t->left_out)
            continue;
        html_put(&v->w, "<tr><td>");
        put_full_date(v, d->first + i);
        html_put(&v->w, "</td><td class=\"num\">%d</td><td class=\"num\">%d</td></tr>", t->done,
                 t->skipped);
    }
    html_put(&v->w, "</tbody></table></details></section>");
}
