#include "chart.h"

#include "asked.h"

enum {
    WIDE = 358,
    LEFT = 30,
    RIGHT = 294, /* room after it for a line's name */
    TOP = 16,
    ONE = 17, /* pixels of a point of pain */
    FOOT = TOP + 10 * ONE,
};

/* Where the i-th of count days stands between two edges. */
static int across(int i, int count, int left, int right)
{
    return count < 2 ? (left + right) / 2
                     : left + (i * (right - left) + (count - 1) / 2) / (count - 1);
}

int chart_x(const struct chart_frame *f, int i)
{
    return across(i, f->count, f->left, f->right);
}

int chart_y(const struct chart_frame *f, int value, int most)
{
    return f->foot - (f->foot - f->top) * value / most;
}

static void svg_open(struct visit *v, const char *id, int n, int high)
{
    html_put(&v->w,
             "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" "
             "aria-labelledby=\"%s-%d-name %s-%d-said\">",
             WIDE, high, id, n, id, n);
}

static void describe(struct visit *v, const char *id, int n, const char *name, int from, int to)
{
    html_put(&v->w, "<title id=\"%s-%d-name\">%s, ", id, n, name);
    put_full_date(v, from);
    html_put(&v->w, " to ");
    put_full_date(v, to);
    html_put(&v->w, "</title><desc id=\"%s-%d-said\">", id, n);
}

/* A level line and its number. */
static void level(struct visit *v, int y, int number, int right)
{
    html_put(&v->w, "<path class=\"%s\" fill=\"none\" stroke=\"currentColor\" d=\"M%d %dH%d\"/>",
             number ? "chart-grid gr" : "chart-axis ax", LEFT, y, right);
    html_put(&v->w, "<text class=\"chart-word\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>",
             LEFT - 8, y + 5, number);
}

/* Dates below: the first day, and on by whole weeks, three or four in all. */
static void dates(struct visit *v, int first, int count, int right, int y)
{
    int weeks = count <= 21 ? 1 : count <= 42 ? 2 : 4;
    for (int i = 0; i < count; i += 7 * weeks) {
        int x = across(i, count, LEFT, right);
        if (i && x > right - 12)
            break;
        html_put(&v->w, "<text class=\"chart-word\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">", x, y,
                 i ? "middle" : "start");
        put_short_date(v, first + i);
        html_put(&v->w, "</text>");
    }
}

/* --- pain ----------------------------------------------------------------------------------------- */

static int pain_y(const struct chart_frame *f, int value)
{
    return chart_y(f, value, 10);
}

static int blank(const struct told_day *t)
{
    return t->leg == NOT_TOLD && t->back == NOT_TOLD;
}

void chart_gaps(struct visit *v, const struct chart_frame *f, const struct told_day *day)
{
    for (int i = 0; i < f->count; i++) {
        int begin = i;
        while (i < f->count && blank(&day[i]))
            i++;
        if (i == begin)
            continue;
        /* from half a day before the first to half a day after the last */
        int left = begin ? (chart_x(f, begin - 1) + chart_x(f, begin)) / 2 : f->left;
        int right = i < f->count ? (chart_x(f, i - 1) + chart_x(f, i)) / 2 : f->right;
        html_put(&v->w,
                 "<rect class=\"chart-gap gap\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                 "fill=\"currentColor\" fill-opacity=\".12\"/>",
                 left, f->top, right > left ? right - left : 1, f->foot - f->top);
    }
}

void chart_line(struct visit *v, const struct chart_frame *f, const struct told_day *day,
                enum told_what what)
{
    for (int i = 0; i < f->count; i++) {
        int begin = i;
        while (i < f->count && day_told(&day[i], what) != NOT_TOLD)
            i++;
        if (i - begin < 2)
            continue;
        if (what == TOLD_leg)
            html_put(&v->w,
                     "<polyline class=\"chart-leg leg\" fill=\"none\" stroke=\"currentColor\" "
                     "stroke-width=\"3\" points=\"");
        else
            html_put(&v->w,
                     "<polyline class=\"chart-back bk\" fill=\"none\" stroke=\"currentColor\" "
                     "stroke-width=\"2\" stroke-dasharray=\"1 5\" points=\"");
        for (int k = begin; k < i; k++)
            html_put(&v->w, "%s%d,%d", k > begin ? " " : "", chart_x(f, k),
                     pain_y(f, day_told(&day[k], what)));
        html_put(&v->w, "\"/>");
    }
}

void chart_points(struct visit *v, const struct chart_frame *f, const struct told_day *day,
                  enum told_what what)
{
    int r = f->count > 42 ? 2 : 3;
    for (int i = 0; i < f->count; i++) {
        int value = day_told(&day[i], what), x = chart_x(f, i);
        if (value == NOT_TOLD)
            continue;
        if (what == TOLD_leg)
            html_put(&v->w, "<circle class=\"chart-leg-dot legp\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>",
                     x, pain_y(f, value), r);
        else
            html_put(&v->w,
                     "<rect class=\"chart-back-dot bkp\" x=\"%d\" y=\"%d\" width=\"%d\" "
                     "height=\"%d\" fill=\"none\" stroke=\"currentColor\"/>",
                     x - r, pain_y(f, value) - r, 2 * r, 2 * r);
    }
}

static int last_told(const struct told_day *day, int count, enum told_what what)
{
    while (count-- > 0)
        if (day_told(&day[count], what) != NOT_TOLD)
            return count;
    return -1;
}

void chart_names(struct visit *v, const struct chart_frame *f, const struct told_day *day)
{
    int leg = last_told(day, f->count, TOLD_leg), back = last_told(day, f->count, TOLD_back);
    int leg_y = leg < 0 ? 0 : pain_y(f, day[leg].leg);
    int back_y = back < 0 ? 0 : pain_y(f, day[back].back);
    if (leg >= 0 && back >= 0 && back_y - leg_y < 16 && leg_y - back_y < 16) {
        int middle = (leg_y + back_y) / 2, leg_above = leg_y <= back_y;
        leg_y = middle + (leg_above ? -8 : 8);
        back_y = middle + (leg_above ? 8 : -8);
    }
    if (leg >= 0)
        html_put(&v->w, "<text class=\"chart-leg-word legt\" x=\"%d\" y=\"%d\">leg %d</text>",
                 chart_x(f, leg) + 8, leg_y + 5, day[leg].leg);
    if (back >= 0)
        html_put(&v->w, "<text class=\"chart-back-word bkt\" x=\"%d\" y=\"%d\">back %d</text>",
                 chart_x(f, back) + 8, back_y + 5, day[back].back);
}

static void pain_picture(struct visit *v, const struct days *d, int from, int count)
{
    const struct told_day *day = d->day + from;
    const struct chart_frame f = {LEFT, RIGHT, TOP, FOOT, count};
    int first = d->first + from;
    svg_open(v, "pain", from, FOOT + 34);
    describe(v, "pain", from, "Leg pain and back pain", first, first + count - 1);
    html_put(&v->w,
             "The leg is a thick line with dots, the back a dashed line with squares, from 0 "
             "to 10. Answered on ");
    html_put(&v->w,
             "%d of %d days. A band is a day without an answer. The table has the "
             "numbers.</desc>",
             days_answered(d, from, count), count);
    chart_gaps(v, &f, day);
    for (int number = 0; number <= 10; number += 5)
        level(v, pain_y(&f, number), number, RIGHT);
    chart_line(v, &f, day, TOLD_back);
    chart_points(v, &f, day, TOLD_back);
    chart_line(v, &f, day, TOLD_leg);
    chart_points(v, &f, day, TOLD_leg);
    chart_names(v, &f, day);
    dates(v, first, count, RIGHT, FOOT + 24);
    html_put(&v->w, "</svg>");
}

/* The newest picture first, each but the oldest full. */
void chart_pain(struct visit *v, const struct days *d, int from, int count)
{
    while (count > 0) {
        int now = count > CHART_DAYS ? CHART_DAYS : count;
        pain_picture(v, d, from + count - now, now);
        count -= now;
    }
}

/* --- minutes -------------------------------------------------------------------------------------- */

enum { BAR_RIGHT = 350, BAR_HIGH = 108, BAR_FOOT = TOP + BAR_HIGH };

static int top_of(const struct chart_bars *b)
{
    static const int tops[] = {10, 20, 30, 60, 120, 240, 480, 960, 1440};
    int most = 0, i = 0;
    for (int k = b->from; k < b->from + b->count; k++)
        most = b->value[k] > most ? b->value[k] : most;
    while (tops[i] < most && i < (int)(sizeof tops / sizeof tops[0]) - 1)
        i++;
    return tops[i];
}

static void bar(struct visit *v, const struct chart_bars *b, int i, int count, int top)
{
    int value = b->value[i + b->from], left = LEFT + i * (BAR_RIGHT - LEFT) / count;
    int right = LEFT + (i + 1) * (BAR_RIGHT - LEFT) / count, middle = (left + right) / 2;
    int high = value == NOT_TOLD ? 0 : (value * BAR_HIGH + top - 1) / top;
    if (value == NOT_TOLD && !b->dots)
        html_put(&v->w,
                 "<rect class=\"chart-gap gap\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                 "fill=\"currentColor\" fill-opacity=\".12\"/>",
                 left, TOP, right - left, BAR_HIGH);
    else if (value != NOT_TOLD && b->dots)
        html_put(&v->w, "<circle class=\"chart-dot bar\" cx=\"%d\" cy=\"%d\" r=\"3\"/>", middle,
                 BAR_FOOT - high);
    else if (value > 0)
        html_put(&v->w,
                 "<rect class=\"chart-bar bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                 left + (right - left > 5), BAR_FOOT - high,
                 right - left > 5 ? right - left - 3 : right - left, high);
    else if (value == 0 && count <= 42)
        html_put(&v->w,
                 "<text class=\"chart-zero t\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">0</text>",
                 middle, BAR_FOOT - 4);
    else if (value == 0) /* no room for the figure: a ring on the line */
        html_put(&v->w,
                 "<circle class=\"chart-zero t\" cx=\"%d\" cy=\"%d\" r=\"2\" fill=\"none\" "
                 "stroke=\"currentColor\"/>",
                 middle, BAR_FOOT);
}

static void bars_picture(struct visit *v, const struct chart_bars *b)
{
    int top = top_of(b), n = 0;
    for (int i = b->from; i < b->from + b->count; i++)
        n += b->value[i] != NOT_TOLD;
    svg_open(v, b->id, b->from, BAR_FOOT + 34);
    describe(v, b->id, b->from, b->name, b->first + b->from, b->first + b->from + b->count - 1);
    html_put(&v->w, "Minutes %s, told on %d of %d days. The table has the numbers.</desc>", b->what,
             n, b->count);
    for (int i = 0; i < b->count; i++)
        if (b->value[i + b->from] == NOT_TOLD)
            bar(v, b, i, b->count, top);
    for (int half = 0; half <= 2; half++)
        level(v, BAR_FOOT - half * BAR_HIGH / 2, half * top / 2, BAR_RIGHT);
    for (int i = 0; i < b->count; i++)
        if (b->value[i + b->from] != NOT_TOLD)
            bar(v, b, i, b->count, top);
    dates(v, b->first + b->from, b->count, BAR_RIGHT, BAR_FOOT + 24);
    html_put(&v->w, "</svg>");
}

void chart_bars(struct visit *v, const struct chart_bars *b)
{
    struct chart_bars one = *b;
    int count = b->count;
    while (count > 0) {
        one.count = count > CHART_DAYS ? CHART_DAYS : count;
        one.from = b->from + count - one.count;
        bars_picture(v, &one);
        count -= one.count;
    }
}

/* --- done and left out ---------------------------------------------------------------------------- */

enum { CELL = 46, ROW = 30, SIGN = 8 };

static void sign(struct visit *v, const struct told_day *t, int x, int y)
{
    if (t->active)
        html_put(&v->w, "<circle class=\"chart-done bar\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", x, y,
                 SIGN);
    else if (t->left_out)
        html_put(&v->w,
                 "<circle class=\"chart-skipped\" cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"none\" "
                 "stroke=\"currentColor\" stroke-width=\"2\"/>",
                 x, y, SIGN);
    else
        html_put(&v->w,
                 "<rect class=\"chart-gap gap\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                 "fill=\"currentColor\" fill-opacity=\".12\"/>",
                 x - CELL / 2 + 2, y - SIGN - 2, CELL - 4, 2 * SIGN + 4);
}

void chart_done(struct visit *v, const struct days *d, int from, int count)
{
    int rows = (count + 6) / 7, active = 0, left_out = 0;
    for (int i = from; i < from + count; i++) {
        active += d->day[i].active;
        left_out += !d->day[i].active && d->day[i].left_out;
    }
    svg_open(v, "done", from, rows * ROW + 8);
    describe(v, "done", from, "What you did", d->first + from, d->first + from + count - 1);
    html_put(
        &v->w,
        "A week a row. A full dot is a day with exercises or a walk: %d. A ring is a day on "
        "which you left exercises out: %d. A band is a day of which we know nothing: %d.</desc>",
        active, left_out, count - active - left_out);
    for (int i = 0; i < count; i++) {
        int y = i / 7 * ROW + ROW / 2 + 4;
        if (i % 7 == 0) {
            html_put(&v->w, "<text class=\"chart-word\" x=\"0\" y=\"%d\">", y + 5);
            put_short_date(v, d->first + from + i);
            html_put(&v->w, "</text>");
        }
        sign(v, &d->day[from + i], 56 + i % 7 * (CELL - 3) + CELL / 2 - 2, y);
    }
    html_put(&v->w, "</svg>");
}
