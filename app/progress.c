/* progress.c - what the answers show over time: pictures, each with its numbers. Nothing is guessed,
 * smoothed or foretold, and nobody is praised or blamed. Whether pain is coming up the leg is judged by
 * the medians of the first and the last seven days shown. Source: S35 S78 DESIGN. */
#include "progress.h"
#include "asked.h"
#include "chart.h"
#include "daily.h"

enum {
    WEEK = 7,
    FEW = 3,        /* answers that make a week count */
    NOTABLE = 2,    /* points of pain that are more than noise [S78] */
    LONGEST = 1100, /* days of "all" */
};

/* --- the words above the pictures ------------------------------------------------------------------ */

struct change { /* the first week shown against the last; NOT_TOLD: too few answers */
    int reach_first, reach_last, leg_first, leg_last;
};

static struct change change_of(const struct days *d)
{
    struct change c = {NOT_TOLD, NOT_TOLD, NOT_TOLD, NOT_TOLD};
    if (d->count < 2 * WEEK)
        return c;
    c.reach_first = days_median(d, TOLD_reach, 0, WEEK, FEW);
    c.reach_last = days_median(d, TOLD_reach, d->count - WEEK, WEEK, FEW);
    c.leg_first = days_median(d, TOLD_leg, 0, WEEK, FEW);
    c.leg_last = days_median(d, TOLD_leg, d->count - WEEK, WEEK, FEW);
    return c;
}

static int both(int first, int last)
{
    return first != NOT_TOLD && last != NOT_TOLD;
}

static const char *heading(const struct change *c)
{
    if (both(c->reach_first, c->reach_last) && c->reach_last < c->reach_first)
        return "The pain is coming up your leg";
    if (both(c->reach_first, c->reach_last) && c->reach_last > c->reach_first)
        return "The pain goes further down than it did";
    if (both(c->leg_first, c->leg_last) && c->leg_last <= c->leg_first - NOTABLE)
        return "Your leg hurts less than it did";
    if (both(c->leg_first, c->leg_last) && c->leg_last >= c->leg_first + NOTABLE)
        return "Your leg hurts more than it did";
    if (both(c->leg_first, c->leg_last) || both(c->reach_first, c->reach_last))
        return "Much the same so far";
    return "Your days so far";
}

static void lead(struct visit *v, const struct change *c)
{
    int reach = both(c->reach_first, c->reach_last), leg = both(c->leg_first, c->leg_last);
    if (!reach && !leg)
        return;
    html_put(&v->w, "<p class=\"lead\">");
    if (reach)
        html_put(&v->w,
                 "In the first week shown the farthest point was mostly <b>%s</b>, in the last "
                 "week <b>%s</b>. ",
                 zone_words(c->reach_first), zone_words(c->reach_last));
    if (leg)
        html_put(&v->w, "Leg pain was mostly <b>%d</b>, then <b>%d</b>, out of 10.", c->leg_first,
                 c->leg_last);
    html_put(&v->w, "</p>");
    if (reach && c->reach_last > c->reach_first)
        html_put(&v->w,
                 "<p>Today’s plan takes this in: what sends pain down the leg is eased or left out "
                 "(<a href=\"/why\">why</a>). If your leg is getting weaker or you go numb between "
                 "the legs, look at the <a href=\"/safety\">danger signs</a> now.</p>");
}

/* Pain that goes while numbness grows is not getting better. */
static void numbness(struct visit *v)
{
    if (v->known.numb_more_day < v->day - 2 * WEEK)
        return;
    html_put(
        &v->w,
        "<section class=\"note note-wait\"><h2>You told us that the numb patch grew</h2><p>Less "
        "pain with more numbness is not the same as getting better. Look at the "
        "<a href=\"/safety\">danger signs</a>, and have it looked at.</p></section>");
}

static void put_answered(struct visit *v, const struct days *d)
{
    html_put(&v->w, "<p class=\"small quiet\">You answered on %d of ",
             days_answered(d, 0, d->count));
    put_count(v, d->count, "day");
    html_put(&v->w, ". Blank bands are days without an answer; we do not guess them.</p>");
}

static void ranges(struct visit *v, const char *now)
{
    static const struct {
        const char *days, *words;
    } range[] = {{"14", "2 weeks"}, {"42", "6 weeks"}, {"all", "All"}};
    html_put(&v->w, "<nav class=\"ranges\" aria-label=\"How much to show\">");
    for (int i = 0; i < 3; i++) {
        html_put(&v->w, "<a href=\"/progress?days=%s\"", range[i].days);
        if (str_same(now, range[i].days))
            html_put(&v->w, " aria-current=\"true\"");
        html_put(&v->w, ">%s</a>", range[i].words);
    }
    html_put(&v->w, "</nav>");
}

/* --- how far down ---------------------------------------------------------------------------------- */

/* Painted on the side of this bout. */
static void figure(struct visit *v, int zone, int short_date)
{
    html_put(&v->w, "<li>");
    reach_small(v, zone, v->known.episode.said.side);
    html_put(&v->w, "<span>");
    if (short_date)
        put_short_date(v, short_date);
    if (short_date)
        html_put(&v->w, ": ");
    html_put(&v->w, "%s</span></li>", zone == NOT_TOLD ? "–" : zone_words(zone));
}

static void figures_by_day(struct visit *v, const struct days *d)
{
    for (int i = 0; i < d->count; i++) {
        if (i % WEEK == 0) {
            if (i)
                html_put(&v->w, "</ol>");
            html_put(&v->w, "<p class=\"small\"><b>Week from ");
            put_short_date(v, d->first + i);
            html_put(&v->w, "</b></p><ol class=\"minis\">");
        }
        figure(v, d->day[i].reach, 0);
    }
    html_put(&v->w, "</ol>");
}

static void figures_by_week(struct visit *v, const struct days *d)
{
    html_put(&v->w, "<ol class=\"minis\">");
    for (int i = 0; i < d->count; i += WEEK) {
        int count = d->count - i < WEEK ? d->count - i : WEEK;
        figure(v, days_median(d, TOLD_reach, i, count, 1), d->first + i);
    }
    html_put(&v->w, "</ol>");
}

static void numbers_open(struct visit *v, const char *name)
{
    html_put(&v->w,
             "<details class=\"more\"><summary>Show the numbers</summary><table class=\"tbl\">"
             "<caption class=\"small quiet\">%s. Days that are not listed have no answer.</caption>"
             "<thead><tr><th scope=\"col\">Day</th>",
             name);
}

static void column(struct visit *v, const char *name)
{
    html_put(&v->w, "<th scope=\"col\" class=\"num\">%s</th>", name);
}

static void numbers_rows(struct visit *v)
{
    html_put(&v->w, "</tr></thead><tbody>");
}

static void numbers_close(struct visit *v)
{
    html_put(&v->w, "</tbody></table></details>");
}

static void row_open(struct visit *v, int day)
{
    html_put(&v->w, "<tr><td>");
    put_full_date(v, day);
    html_put(&v->w, "</td>");
}

static void cell(struct visit *v, int value)
{
    if (value == NOT_TOLD)
        html_put(&v->w, "<td class=\"num\">–</td>");
    else
        html_put(&v->w, "<td class=\"num\">%d</td>", value);
}

static void section(struct visit *v, const char *name, const char *below)
{
    html_put(&v->w, "<section class=\"sec\"><h2>%s</h2><p class=\"small quiet\">%s</p>", name,
             below);
}

static void reach_section(struct visit *v, const struct days *d)
{
    int by_week = d->count > 6 * WEEK;
    section(v, "How far down the leg",
            by_week ? "A figure a week: the middle one of the week’s answers. Shorter is better."
                    : "The farthest point each day. Shorter is better.");
    html_put(&v->w, "<div class=\"card\"><div class=\"in\">");
    body_shapes(v);
    if (by_week)
        figures_by_week(v, d);
    else
        figures_by_day(v, d);
    html_put(&v->w, "</div></div>");
    numbers_open(v, "Farthest point of the day");
    column(v, "Farthest point");
    numbers_rows(v);
    for (int i = 0; i < d->count; i++) {
        if (d->day[i].reach == NOT_TOLD)
            continue;
        row_open(v, d->first + i);
        html_put(&v->w, "<td class=\"num\">%s</td></tr>", zone_words(d->day[i].reach));
    }
    numbers_close(v);
    html_put(&v->w, "</section>");
}

/* --- pain and minutes ------------------------------------------------------------------------------ */

static void pain_section(struct visit *v, const struct days *d)
{
    section(v, "Leg pain and back pain", "Each day as you told it, 0 to 10.");
    html_put(&v->w, "<div class=\"card\"><div class=\"in\">");
    chart_pain(v, d, 0, d->count);
    html_put(&v->w, "</div></div>");
    numbers_open(v, "Pain from 0, none, to 10, the worst you can imagine");
    column(v, "Leg");
    column(v, "Back");
    numbers_rows(v);
    for (int i = 0; i < d->count; i++) {
        if (d->day[i].leg == NOT_TOLD && d->day[i].back == NOT_TOLD)
            continue;
        row_open(v, d->first + i);
        cell(v, d->day[i].leg);
        cell(v, d->day[i].back);
        html_put(&v->w, "</tr>");
    }
    numbers_close(v);
    html_put(&v->w, "</section>");
}

/* minutes: one of the fields of a day, copied out; a section only when it was ever told. */
static void minutes_section(struct visit *v, const struct days *d, struct chart_bars b,
                            const char *below)
{
    int n = 0;
    for (int i = 0; i < d->count; i++)
        n += b.value[i] != NOT_TOLD;
    if (!n)
        return;
    b.first = d->first;
    b.count = d->count;
    section(v, b.name, below);
    html_put(&v->w, "<div class=\"card\"><div class=\"in\">");
    chart_bars(v, &b);
    html_put(&v->w, "</div></div>");
    numbers_open(v, b.name);
    column(v, "Minutes");
    numbers_rows(v);
    for (int i = 0; i < d->count; i++) {
        if (b.value[i] == NOT_TOLD)
            continue;
        row_open(v, d->first + i);
        cell(v, b.value[i]);
        html_put(&v->w, "</tr>");
    }
    numbers_close(v);
    html_put(&v->w, "</section>");
}

static void minutes_sections(struct visit *v, const struct days *d)
{
    int16_t *walked = arena_alloc(v->a, (size_t)d->count + 1, sizeof *walked);
    int16_t *walk = arena_alloc(v->a, (size_t)d->count + 1, sizeof *walk);
    int16_t *sit = arena_alloc(v->a, (size_t)d->count + 1, sizeof *sit);
    for (int i = 0; i < d->count; i++) {
        walked[i] = d->day[i].walked_min;
        walk[i] = d->day[i].walk_min;
        sit[i] = d->day[i].sit_min;
    }
    minutes_section(
        v, d,
        (struct chart_bars){
            .id = "walked", .name = "Minutes walked", .what = "walked", .value = walked},
        "All walks of the day together. A 0 means you told us that you did not walk.");
    minutes_section(v, d,
                    (struct chart_bars){.id = "walk",
                                        .name = "Longest comfortable walk",
                                        .what = "of comfortable walking",
                                        .value = walk,
                                        .dots = 1},
                    "In minutes. Asked now and then, so there is a dot for each answer.");
    minutes_section(v, d,
                    (struct chart_bars){.id = "sit",
                                        .name = "Sitting before the leg complains",
                                        .what = "of sitting",
                                        .value = sit,
                                        .dots = 1},
                    "In minutes. Asked now and then, so there is a dot for each answer.");
}

void progress_get(struct visit *v)
{
    const char *range = asked(v, "days");
    int begin = days_begin(v), last = v->day, first = last - LONGEST;
    struct days d;
    days_of(v, last, last, &d);
    if (!d.day[0].checkin && !d.day[0].active && last > begin)
        last--; /* today may still be answered */
    if (!range || (!str_same(range, "14") && !str_same(range, "all")))
        range = "42";
    if (!str_same(range, "all"))
        first = last - (str_same(range, "14") ? 14 : 42) + 1;
    days_of(v, first > begin ? first : begin, last, &d);
    struct change c = change_of(&d);
    int few = days_answered(&d, 0, d.count) < FEW;
    page_open(v, "Progress", TAB_progress);
    html_put(&v->w, "<p class=\"eyebrow\">");
    if (d.first < last) {
        put_short_date(v, d.first);
        html_put(&v->w, " to ");
    }
    put_full_date(v, last);
    html_put(&v->w, " · ");
    put_count(v, d.count, "day");
    html_put(&v->w, "</p><h1>%s</h1>", few ? "It is early days" : heading(&c));
    if (few)
        html_put(
            &v->w,
            "<p class=\"lead\">There is little to see yet, and that is fine. A picture needs a "
            "few days of answers. One <a href=\"/checkin\">check-in</a> a day is plenty.</p>");
    lead(v, &c);
    put_answered(v, &d);
    ranges(v, range);
    if (first > begin && str_same(range, "all"))
        html_put(&v->w, "<p class=\"small quiet\">The last three years are shown. All of it is in "
                        "<a href=\"/record\">your record</a>.</p>");
    numbness(v);
    reach_section(v, &d);
    pain_section(v, &d);
    html_put(&v->w,
             "<section class=\"note\"><h2>What this can and cannot say</h2><p>Ups and downs are "
             "normal, and one bad day says little. Look at the weeks. Around week 6 most people "
             "notice that the leg pain is less; some need longer. Nobody can tell you a day. "
             "<a href=\"/learn/expect\">What to expect</a></p></section>");
    minutes_sections(v, &d);
    mobility_section(v, &d);
    done_section(v, &d);
    page_close(v);
}
