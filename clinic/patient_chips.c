/* patient_chips.c - the state of one patient in a line: the trend, the danger signs and when they were
 * asked, the full screen, what was done of what was planned. Source: S35 S78 DESIGN. */
#include "../app/asked.h"
#include "../app/daily.h"
#include "patient.h"

enum { FEW = 3, NOTABLE = 2, TREND_DAYS = 28 }; /* [S78]: two points of pain are more than noise */

static void chip_open(struct desk *d, const char *class, const char *sign)
{
    html_put(&d->v.w, "<span class=\"chip%s\">", class);
    if (sign)
        icon(&d->v, sign);
    html_put(&d->v.w, " ");
}

static void chip_close(struct desk *d)
{
    html_put(&d->v.w, "</span> ");
}

/* --- trend --------------------------------------------------------------------------------------------- */

static int numb_more(struct desk *d)
{
    return d->v.known.numb_more_day >= d->v.day - 2 * WEEK;
}

/* Less pain is good news in green, but not beside an urgent answer: numbness can end a pain. */
static const char *good(struct desk *d)
{
    return d->v.plan.route >= routes_same_day ? "" : " up";
}

/* The first seven of the last four weeks against the last seven. */
static void put_trend(struct desk *d)
{
    struct visit *v = &d->v;
    const char *less = v->plan.route >= routes_same_day ? "less pain" : "improving";
    struct days all;
    days_of(v, v->day - TREND_DAYS + 1, v->day, &all);
    int last = TREND_DAYS - WEEK, from = days_median(&all, TOLD_reach, 0, WEEK, FEW);
    int to = days_median(&all, TOLD_reach, last, WEEK, FEW);
    int was = days_median(&all, TOLD_leg, 0, WEEK, FEW),
        is = days_median(&all, TOLD_leg, last, WEEK, FEW);
    int zones = from != NOT_TOLD && to != NOT_TOLD, legs = was != NOT_TOLD && is != NOT_TOLD;
    if (!zones && !legs) {
        chip_open(d, "", NULL);
        html_put(&v->w, "too few answers for a trend: %d of the last %d days",
                 days_answered(&all, last, WEEK), WEEK);
    } else if (zones && to != from) {
        chip_open(d, to < from ? good(d) : " stop", to < from ? "up" : "down");
        html_put(&v->w, "%s: %s to %s in 4 weeks", to < from ? less : "worse", zone_words(from),
                 zone_words(to));
    } else if (legs && (is <= was - NOTABLE || is >= was + NOTABLE)) {
        chip_open(d, is < was ? good(d) : " stop", is < was ? "up" : "down");
        html_put(&v->w, "%s: leg %d to %d in 4 weeks", is < was ? less : "worse", was, is);
    } else {
        chip_open(d, "", "same");
        html_put(&v->w, "much the same in 4 weeks");
        if (zones)
            html_put(&v->w, ": %s", zone_words(to));
        if (legs)
            html_put(&v->w, "%s leg %d", zones ? "," : ":", is);
    }
    chip_close(d);
    if (!numb_more(d))
        return;
    chip_open(d, " stop", "alert");
    html_put(&v->w, "numbness told as more, ");
    put_date_of(d, v->known.numb_more_day);
    chip_close(d);
}

/* --- danger signs ------------------------------------------------------------------------------------------ */

static int bits(uint64_t set)
{
    int n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

enum { /* questions of the short list */
       SHORT_LIST = 0
#define IS_SHORT 1
#define IS_FULL 0
#define IS_FOLLOW 0
#define IS_APART 0
#define QUESTION(key, extent) +IS_##extent
#include "../record/questions.def"
#undef IS_SHORT
#undef IS_FULL
#undef IS_FOLLOW
#undef IS_APART
};

/* Every question of its list was answered no: in one tap, or one by one. */
static int all_no(struct desk *d, const struct fact *f)
{
    const struct fact_screen *s = f->keys;
    if (d->v.known.gate.any_day < f->day || s->asked.yes || s->asked.unsure)
        return 0;
    return s->rest == rests_no || bits(s->asked.no) >= SHORT_LIST;
}

static void put_signs(struct desk *d)
{
    struct visit *v = &d->v;
    const struct fact *f = newest_by_today(d, KIND_screen);
    const struct fact_screen *s = f ? f->keys : NULL;
    if (!s) {
        chip_open(d, " wait", "alert");
        html_put(&v->w, "danger signs: never asked");
        chip_close(d);
        return;
    }
    int yes = bits(s->asked.yes & ~ASKED(long_standing)), unsure = bits(s->asked.unsure);
    int whole = all_no(d, f), cleared = (yes || unsure) && !v->plan.flag_count;
    chip_open(d,
              cleared || (whole && !yes && !unsure) ? ""
              : yes || unsure                       ? " stop"
                                                    : " wait",
              cleared || (whole && !yes && !unsure) ? "check" : "alert");
    html_put(&v->w, "danger signs: ");
    if (yes)
        html_put(&v->w, "%d yes%s", yes, unsure ? ", " : "");
    if (unsure)
        html_put(&v->w, "%d not sure", unsure);
    if (!yes && !unsure && whole)
        html_put(&v->w, "no to all");
    else if (!yes && !unsure)
        html_put(&v->w, "no to %d, the others not answered", bits(s->asked.no));
    html_put(&v->w, ", %s list, asked ", s->extent == extents_full ? "full" : "short");
    put_fact_time(d, f);
    if (cleared)
        html_put(&v->w, ", nothing of it stands now");
    chip_close(d);
}

static void put_full(struct desk *d)
{
    struct visit *v = &d->v;
    int last = v->known.gate.full_day, due = last + limit(full_screen_days) - v->day;
    if (last <= NEVER_DAY) {
        chip_open(d, " wait", "clock");
        html_put(&v->w, "full safety screen: never answered whole");
    } else if (due < 0) {
        chip_open(d, " wait", "clock");
        html_put(&v->w, "full safety screen overdue by ");
        put_count(v, -due, "day");
    } else {
        chip_open(d, due <= 3 ? " wait" : "", "clock");
        html_put(&v->w, "full safety screen due %s", due ? "in " : "today");
        if (due)
            put_count(v, due, "day");
    }
    chip_close(d);
}

/* --- done and planned ----------------------------------------------------------------------------------- */

/* The days of the course on which a plan with something in it was put before them. */
static uint8_t *days_planned(struct desk *d, const struct course *c)
{
    uint8_t *planned = arena_alloc(d->v.a, (size_t)c->days.count + 1, 1);
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_shown *s = f->keys;
        if (f->kind != KIND_shown || (!s->item.len && !s->walk.len))
            continue;
        int day = s->day == UNANSWERED ? f->day : s->day, at = day - c->days.first;
        if (at >= 0 && at < c->days.count)
            planned[at] = 1;
    }
    return planned;
}

static void put_done(struct desk *d, const struct course *c)
{
    const uint8_t *planned = days_planned(d, c);
    int of = 0, did = 0, left_out = 0;
    for (int i = 0; i < c->days.count; i++) {
        const struct told_day *t = &c->days.day[i];
        if (!planned[i] || (c->days.first + i == d->v.day && !t->active && !t->left_out))
            continue; /* today is not over */
        of++;
        did += t->active;
        left_out += !t->active && t->left_out;
    }
    chip_open(d, "", NULL);
    if (!of)
        html_put(&d->v.w, "no plan was put before them in these weeks");
    else
        html_put(&d->v.w, "did something on %d of %d planned days", did, of);
    if (of && left_out)
        html_put(&d->v.w, ", left it out on %d", left_out);
    if (of > did + left_out)
        html_put(&d->v.w, ", nothing told on %d", of - did - left_out);
    chip_close(d);
}

static void put_silent(struct desk *d)
{
    int last = d->v.known.checkin_last_day, ago = d->v.day - last;
    if (last > NEVER_DAY && ago < WEEK)
        return;
    chip_open(d, " wait", "clock");
    if (last <= NEVER_DAY) {
        html_put(&d->v.w, "no check-in yet");
    } else {
        html_put(&d->v.w, "no check-in for %d days, the last ", ago);
        put_date_of(d, last);
    }
    chip_close(d);
}

void patient_chips(struct desk *d, const struct course *c)
{
    html_put(&d->v.w, "<p class=\"chips\">");
    put_silent(d);
    put_trend(d);
    put_signs(d);
    put_full(d);
    put_done(d, c);
    html_put(&d->v.w, "</p>");
}
