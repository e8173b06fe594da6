/* patient_measures.c - mobility and instruments as small tables, a column a date. No score is read for
 * its meaning here but against the one before. */
#include "../app/asked.h"
#include "patient.h"

enum { DATES = 5 };

/* --- the dates of a kind -------------------------------------------------------------------------------- */

/* The newest facts of a kind that stand, oldest first; how many. */
static int newest_of(struct desk *d, enum kind kind, const struct fact *ret[DATES])
{
    int n = 0;
    for (size_t i = d->v.facts.count; i-- > 0 && n < DATES;) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind == kind && f->day <= d->v.day && stands(&d->v, f))
            ret[n++] = f;
    }
    for (int i = 0; i < n / 2; i++) {
        const struct fact *swap = ret[i];
        ret[i] = ret[n - 1 - i];
        ret[n - 1 - i] = swap;
    }
    return n;
}

static void table_open(struct desk *d, const struct fact *const *f, int n)
{
    html_put(&d->v.w, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Scrolls "
                      "sideways\"><table class=\"tbl\"><thead><tr><td></td>");
    for (int i = 0; i < n; i++) {
        html_put(&d->v.w, "<th scope=\"col\">");
        put_date_of(d, f[i]->day);
        html_put(&d->v.w, "</th>");
    }
    html_put(&d->v.w, "</tr></thead><tbody>");
}

static void table_close(struct desk *d)
{
    html_put(&d->v.w, "</tbody></table></div>");
}

/* --- mobility ---------------------------------------------------------------------------------------------- */

enum measure_row { BEND, KNEE, RISES, ONE_LEG, SOCK, MEASURES };

static int measured(const struct fact *f, int row)
{
    const struct fact_mobility *m = f->keys;
    const int32_t value[MEASURES] = {m->bend, m->knee_straight, m->chair_rises, m->one_leg_s,
                                     m->sock};
    return value[row];
}

static void put_measured(struct desk *d, int row, int value)
{
    struct span word = row == BEND   ? bends_name(value)
                       : row == KNEE ? knee_straights_name(value)
                       : row == SOCK ? socks_name(value)
                                     : (struct span){"", 0};
    if (word.len)
        html_put(&d->v.w, "%.*s", (int)word.len, word.p);
    else
        html_put(&d->v.w, "%d%s", value, row == ONE_LEG ? " s" : "");
}

/* Above 0: further, more, longer, easier. */
static int better_by(int row, int before, int now)
{
    return row == SOCK ? before - now : now - before;
}

static void measure_row(struct desk *d, const struct fact *const *f, int n, int row)
{
    static const char *const name[MEASURES] = {"Bend, hands to", "Knee straight, sitting",
                                               "Chair rises in 30 s", "One leg", "Sock"};
    int before = UNANSWERED;
    html_put(&d->v.w, "<tr><th scope=\"row\">%s</th>", name[row]);
    for (int i = 0; i < n; i++) {
        int now = measured(f[i], row);
        int worse = now != UNANSWERED && before != UNANSWERED && better_by(row, before, now) < 0;
        int other = now != UNANSWERED && before != UNANSWERED && now != before;
        if (now == UNANSWERED) {
            html_put(&d->v.w, "<td>–</td>");
            continue;
        }
        html_put(&d->v.w, "<td>");
        if (other)
            html_put(&d->v.w, "<b class=\"%s\">", worse ? "worse" : "changed");
        put_measured(d, row, now);
        if (other)
            html_put(&d->v.w, "%s</b>", worse ? " worse" : "");
        html_put(&d->v.w, "</td>");
        before = now;
    }
    html_put(&d->v.w, "</tr>");
}

static void put_mobility(struct desk *d)
{
    const struct fact *f[DATES];
    int n = newest_of(d, KIND_mobility, f);
    html_put(&d->v.w, "<h3>Mobility, measured at home</h3>");
    if (!n) {
        html_put(&d->v.w, "<p class=\"sub\">Not measured yet.</p>");
        return;
    }
    table_open(d, f, n);
    for (int row = 0; row < MEASURES; row++)
        for (int i = 0; i < n; i++)
            if (measured(f[i], row) != UNANSWERED) {
                measure_row(d, f, n, row);
                break;
            }
    table_close(d);
}

/* --- instruments ------------------------------------------------------------------------------------------- */

static const char *instrument_name(struct desk *d, const struct fact *f)
{
    static const struct {
        const char *key, *name;
    } known[] = {{"rmdq24", "RMDQ-24 (0 to 24)"},
                 {"phq2", "PHQ-2 (0 to 6)"},
                 {"psfs", "Own activities (0 to 10)"},
                 {"bother", "Bother (0 to 10)"},
                 {"pgic", "Change, as they feel it"}};
    const char *key = plain_text(&d->v, ((const struct fact_questionnaire *)f->keys)->name);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_same(known[i].key, key))
            return known[i].name;
    return key;
}

static void put_score(struct desk *d, const struct fact *f)
{
    const struct fact_questionnaire *q = f->keys;
    html_put(&d->v.w, "<td>");
    if (q->score == UNANSWERED)
        html_put(&d->v.w, "no score");
    else
        html_put(&d->v.w, "<b>%d</b>", q->score);
    html_put(&d->v.w, " <span class=\"sub\">");
    put_date_of(d, f->day);
    html_put(&d->v.w, "</span></td>");
}

/* A row an instrument: the newest scores of it, the oldest of them first. */
static void instrument_row(struct desk *d, size_t last)
{
    const struct fact *now = &d->v.facts.fact[last], *of[DATES];
    const char *name = instrument_name(d, now);
    int n = 0;
    for (size_t i = last + 1; i-- > 0 && n < DATES;) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind == KIND_questionnaire && stands(&d->v, f) &&
            str_same(instrument_name(d, f), name))
            of[n++] = f;
    }
    html_put(&d->v.w, "<tr><th scope=\"row\">%s</th>", name);
    while (n-- > 0)
        put_score(d, of[n]);
    html_put(&d->v.w, "</tr>");
}

/* A later fact of the same instrument stands. */
static int superseded(struct desk *d, size_t place)
{
    const char *name = instrument_name(d, &d->v.facts.fact[place]);
    for (size_t i = place + 1; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind == KIND_questionnaire && f->day <= d->v.day && stands(&d->v, f) &&
            str_same(instrument_name(d, f), name))
            return 1;
    }
    return 0;
}

static void put_start_back(struct desk *d)
{
    const struct fact *f[DATES];
    int n = newest_of(d, KIND_start_back, f);
    if (!n)
        return;
    html_put(&d->v.w, "<tr><th scope=\"row\">STarT Back, of 9 (distress, of 5)</th>");
    for (int i = 0; i < n; i++) {
        const struct fact_start_back *s = f[i]->keys;
        html_put(&d->v.w, "<td>");
        if (s->total == UNANSWERED)
            html_put(&d->v.w, "–");
        else
            html_put(&d->v.w, "<b>%d</b>", s->total);
        if (s->distress != UNANSWERED)
            html_put(&d->v.w, " (%d)", s->distress);
        html_put(&d->v.w, " <span class=\"sub\">");
        put_date_of(d, f[i]->day);
        html_put(&d->v.w, "</span></td>");
    }
    html_put(&d->v.w, "</tr>");
}

static void put_instruments(struct desk *d)
{
    const struct record *r = &d->v.facts;
    int any = newest_by_today(d, KIND_start_back) || newest_by_today(d, KIND_questionnaire),
        rows = 0;
    html_put(&d->v.w, "<h3>Instruments</h3>");
    if (!any) {
        html_put(&d->v.w, "<p class=\"sub\">Not asked yet.</p>");
        return;
    }
    html_put(&d->v.w, "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Scrolls "
                      "sideways\"><table class=\"tbl\"><tbody>");
    put_start_back(d);
    for (size_t i = r->count; i-- > 0 && rows < 12;)
        if (r->fact[i].kind == KIND_questionnaire && r->fact[i].day <= d->v.day &&
            stands(&d->v, &r->fact[i]) && !superseded(d, i)) {
            instrument_row(d, i);
            rows++;
        }
    html_put(&d->v.w, "</tbody></table></div>");
}

void patient_measures(struct desk *d)
{
    html_put(&d->v.w, "<section class=\"panel\"><h2>Measures</h2>");
    put_mobility(d);
    put_instruments(d);
    html_put(&d->v.w, "</section>");
}
