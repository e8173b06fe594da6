/* patient_chart.c - one picture over time: leg and back, the farthest point, walking, the plan, visits and
 * what else a clinician did. More columns than a picture holds are pictures one under the other. Nothing is
 * smoothed, and what was not answered is a band. */
#include "patient_picture.h"

#include "../app/asked.h"

/* --- words and lines ----------------------------------------------------------------------------------- */

static void row_name(struct picture *p, int y, const char *name, const char *unit)
{
    html_put(&p->d->v.w,
             "<text class=\"t\" x=\"0\" y=\"%d\">%s</text><text x=\"0\" y=\"%d\">%s</text>", y,
             name, y + 17, unit);
}

static void level(struct picture *p, int y, int number, const char *class)
{
    html_put(&p->d->v.w,
             "<path class=\"%s\" fill=\"none\" stroke=\"currentColor\" d=\"M%d %dH%d\"/>"
             "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>",
             class, LEFT, y, RIGHT, LEFT - 8, y + 5, number);
}

static void dates(struct picture *p)
{
    int step = p->c->unit == WEEK ? 13 : p->f.count <= 42 ? WEEK : 2 * WEEK;
    for (int i = 0; i < p->f.count; i += step) {
        int day = day_of_column(p->c, p->from + i);
        html_put(&p->d->v.w, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", chart_x(&p->f, i),
                 HIGH - 6);
        if (p->c->unit == WEEK)
            put_year_date(&p->d->v, day);
        else
            put_short_date(&p->d->v, day);
        html_put(&p->d->v.w, "</text>");
    }
}

/* --- rows -------------------------------------------------------------------------------------------------- */

static int flare_in(const struct course *c, int column)
{
    for (int i = column * c->unit; i < (column + 1) * c->unit && i < c->days.count; i++)
        if (c->plan[i].flare)
            return 1;
    return 0;
}

static void flares(struct picture *p)
{
    for (int i = 0; i < p->f.count; i++) {
        int begin = i;
        while (i < p->f.count && flare_in(p->c, p->from + i))
            i++;
        if (i == begin)
            continue;
        int left = begin ? (chart_x(&p->f, begin - 1) + chart_x(&p->f, begin)) / 2 : LEFT;
        int right = i < p->f.count ? (chart_x(&p->f, i - 1) + chart_x(&p->f, i)) / 2 : RIGHT;
        html_put(&p->d->v.w,
                 "<rect class=\"chart-flare\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                 "<text class=\"t chart-flare-word\" x=\"%d\" y=\"%d\">flare</text>",
                 left, TOP, right > left ? right - left : 1, PLAN + 12 - TOP, left + 5, TOP + 14);
    }
}

static void bodies(struct picture *p)
{
    int room = p->f.count > 1 ? (RIGHT - LEFT) / (p->f.count - 1) : 24,
        wide = room > 18 ? 18 : room;
    for (int i = 0; i < p->f.count; i++) {
        int zone = p->c->column[p->from + i].reach;
        html_put(&p->d->v.w,
                 "<use href=\"#reach%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                 zone == NOT_TOLD ? zones_COUNT : zone, chart_x(&p->f, i) - wide / 2, BODY, wide,
                 BODY_HIGH);
    }
}

static int walk_top(const struct course *c)
{
    static const int tops[] = {10, 20, 30, 60, 120, 240, 480, 960, 1440};
    int most = 0, i = 0;
    for (int k = 0; k < c->count; k++)
        most = c->column[k].walked_min > most ? c->column[k].walked_min : most;
    while (tops[i] < most && i < (int)(sizeof tops / sizeof tops[0]) - 1)
        i++;
    return tops[i];
}

static void walks(struct picture *p)
{
    struct chart_frame f = {LEFT, RIGHT, WALK_TOP, WALK_FOOT, p->f.count};
    int top = walk_top(p->c), wide = f.count > 42 ? 6 : 12;
    level(p, WALK_FOOT, 0, "chart-axis ax");
    level(p, WALK_TOP, top, "chart-grid gr");
    for (int i = 0; i < f.count; i++) {
        int value = p->c->column[p->from + i].walked_min, y = chart_y(&f, value, top);
        if (value > 0)
            html_put(&p->d->v.w,
                     "<rect class=\"chart-bar bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                     chart_x(&f, i) - wide / 2, y, wide, WALK_FOOT - y > 1 ? WALK_FOOT - y : 1);
        else if (value == 0)
            html_put(&p->d->v.w,
                     "<text class=\"t\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">0</text>",
                     chart_x(&f, i), WALK_FOOT - 3);
    }
}

/* The most telling change of a column's days. */
static int change_in(const struct course *c, int column)
{
    static const uint8_t weight[] = {[PLAN_hold] = 0,  [PLAN_advance] = 1, [PLAN_ease] = 2,
                                     [PLAN_flare] = 3, [PLAN_start] = 4,   [PLAN_stop] = 0};
    int best = -1, was_stop = 0;
    for (int i = column * c->unit; i < (column + 1) * c->unit && i < c->days.count; i++) {
        const struct plan_day *p = &c->plan[i];
        was_stop |=
            p->known && p->change == PLAN_stop && (!i || c->plan[i - 1].change != PLAN_stop);
        if (p->change == PLAN_flare && i && c->plan[i - 1].change == PLAN_flare)
            continue; /* it is a band; its first day has the arrow */
        if (p->known && weight[p->change] && (best < 0 || weight[p->change] > weight[best]))
            best = p->change;
    }
    return was_stop ? PLAN_stop : best;
}

static void plans(struct picture *p)
{
    static const struct {
        const char *class, *d;
    } sign[] = {
        [PLAN_start] = {"chart-up", "M-4 0H4M0-4V4"},
        [PLAN_advance] = {"chart-up", "M0 4V-4M-3-1 0-4 3-1"},
        [PLAN_ease] = {"chart-down", "M0-4V4M-3 1 0 4 3 1"},
        [PLAN_flare] = {"chart-down", "M0-4V4M-3 1 0 4 3 1"},
        [PLAN_stop] = {"chart-stop", "M-3-3 3 3M3-3-3 3"},
    };
    for (int i = 0; i < p->f.count; i++) {
        int change = change_in(p->c, p->from + i);
        if (change < 0)
            continue;
        html_put(
            &p->d->v.w,
            "<g class=\"%s\" transform=\"translate(%d %d)\"><circle r=\"%d\"/><path d=\"%s\"/></g>",
            sign[change].class, chart_x(&p->f, i), PLAN, p->f.count > 42 ? 5 : 7, sign[change].d);
    }
}

/* --- the picture -------------------------------------------------------------------------------------------------- */

static void describe(struct picture *p)
{
    int first = day_of_column(p->c, p->from), last = day_of_column(p->c, p->from + p->f.count) - 1;
    html_put(
        &p->d->v.w,
        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"course-%d\">"
        "<title id=\"course-%d\">Leg and back pain, farthest point, walking, plan and visits, ",
        WIDE, HIGH, p->from, p->from);
    put_year_date(&p->d->v, first);
    html_put(&p->d->v.w, " to ");
    put_year_date(&p->d->v, last > p->d->v.day ? p->d->v.day : last);
    html_put(&p->d->v.w, ". The table below has the numbers.</title>");
}

static uint32_t picture(struct desk *d, const struct course *c, int from, int count)
{
    struct picture p = {d, c, {LEFT, RIGHT, TOP, FOOT, count}, from};
    struct chart_frame bands = {LEFT, RIGHT, TOP, PLAN + 12, count};
    const struct told_day *day = c->column + from;
    uint32_t used;
    describe(&p);
    chart_gaps(&d->v, &bands, day);
    flares(&p);
    for (int number = 0; number <= 10; number += 5)
        level(&p, chart_y(&p.f, number, 10), number, number ? "chart-grid gr" : "chart-axis ax");
    row_name(&p, 94, "Pain", "0 to 10");
    row_name(&p, BODY + 18, "Farthest", "pain");
    row_name(&p, WALK_TOP + 22, "Walking", "minutes");
    html_put(&d->v.w, "<text class=\"t\" x=\"0\" y=\"%d\">Plan</text>", PLAN + 5);
    picture_visits(&p);
    chart_line(&d->v, &p.f, day, TOLD_back);
    if (count > 42)
        chart_points(&d->v, &p.f, day, TOLD_back);
    chart_line(&d->v, &p.f, day, TOLD_leg);
    chart_points(&d->v, &p.f, day, TOLD_leg);
    chart_names(&d->v, &p.f, day);
    bodies(&p);
    walks(&p);
    plans(&p);
    used = picture_marks(&p);
    dates(&p);
    html_put(&d->v.w, "</svg>");
    return used;
}

/* One symbol a zone, painted on the side of this episode; the last of a day without an answer. */
static void symbols(struct desk *d)
{
    struct visit *v = &d->v;
    body_shapes(v);
    html_put(&v->w, "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>");
    for (int zone = 0; zone <= zones_COUNT; zone++) {
        html_put(&v->w, "<symbol id=\"reach%d\" viewBox=\"5 2 90 238\">", zone);
        reach_small(v, zone < zones_COUNT ? zone : -1, v->known.episode.said.side);
        html_put(&v->w, "</symbol>");
    }
    html_put(&v->w, "</defs></svg>");
}

static void caption(struct desk *d, const struct course *c, uint32_t used)
{
    html_put(&d->v.w,
             "<p class=\"sub\">Grey: no answer. Plan: plus = began, arrow up = moved up, arrow "
             "down = eased, cross = stopped. ");
    marks_legend(d, used);
    if (c->unit == WEEK)
        html_put(&d->v.w,
                 "A column is a week: the middle one of its answers. The plan is looked up for the "
                 "last %d days. ",
                 PLANS_DAYS);
    html_put(&d->v.w, "Answered on <b>%d of %d days</b>.</p>",
             days_answered(&c->days, 0, c->days.count), c->days.count);
}

static void ranges(struct desk *d, const struct course *c)
{
    static const struct {
        int weeks;
        const char *asks, *word;
    } range[] = {{WEEKS_USUAL, "", "6 weeks"},
                 {WEEKS_MORE, "?weeks=12", "12 weeks"},
                 {0, "?weeks=all", "All"}};
    html_put(&d->v.w, "<nav class=\"ranges noprint\" aria-label=\"How much to show\">");
    for (int i = 0; i < 3; i++) {
        html_put(&d->v.w, "<a href=\"/%s%s\"", patient_path(d, "") + 1, range[i].asks);
        if (range[i].weeks == c->weeks)
            html_put(&d->v.w, " aria-current=\"true\"");
        html_put(&d->v.w, ">%s</a>", range[i].word);
    }
    html_put(&d->v.w, "</nav>");
}

void patient_chart(struct desk *d, const struct course *c)
{
    uint32_t used = 0;
    html_put(&d->v.w, "<section class=\"panel\"><div class=\"head\"><h2>Over time</h2>");
    ranges(d, c);
    html_put(&d->v.w, "</div>");
    if (!days_answered(&c->days, 0, c->days.count) && c->days.count < 2) {
        html_put(&d->v.w,
                 "<p>Nothing has been told yet. The picture begins with the first check-in.</p>"
                 "</section>");
        return;
    }
    symbols(d);
    html_put(&d->v.w,
             "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Scrolls sideways\">");
    for (int left = c->count; left > 0; left -= COLUMNS_MAX) {
        int now = left > COLUMNS_MAX ? COLUMNS_MAX : left;
        used |= picture(d, c, left - now, now);
    }
    html_put(&d->v.w, "</div>");
    caption(d, c, used);
    chart_numbers(d, c);
    html_put(&d->v.w, "</section>");
}
