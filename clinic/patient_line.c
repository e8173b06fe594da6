/* patient_line.c - what happened, newest first: every fact with its time and who says so, and the days on
 * which the plan moved. What was taken back stays, struck out. A page holds so many entries; the link to
 * older ones says how many those are, so that what comes meanwhile moves none of them. */
#include "../app/asked.h"
#include "../app/record_tell.h"
#include "patient.h"

enum { ENTRIES = 60 };

static const struct {
    const char *asks, *word;
} groups[GROUPS] = {[GROUP_ALL] = {"all", "All"},
                    [GROUP_VISITS] = {"visits", "Visits"},
                    [GROUP_ANSWERS] = {"answers", "Answers"},
                    [GROUP_PLAN] = {"plan", "Plan"},
                    [GROUP_SHOWN] = {"shown", "Plans shown"}};

/* --- the list ------------------------------------------------------------------------------------------------ */

struct happened {
    struct desk *d;
    const size_t *order; /* places of the facts, by day */
    enum entry_group group;
    struct plan_day *plan; /* of the day before the first, and on */
    int plan_first, plan_last;
    int count; /* entries so far */
};

static int wanted(const struct happened *l, const struct fact *f)
{
    enum entry_group of = entry_group(f->kind);
    if (l->group == GROUP_ALL)
        return of != GROUP_SHOWN;
    if (f->kind == KIND_retract) {
        const struct fact *what = retracted_by(l->d, f);
        return what && entry_group(what->kind) == l->group;
    }
    return of == l->group;
}

static int plan_wanted(const struct happened *l)
{
    return l->group == GROUP_ALL || l->group == GROUP_PLAN;
}

/* A day on which the plan moved; a stop or a flare only on its first day. */
static int moved(const struct happened *l, int day)
{
    const struct plan_day *p = &l->plan[day - l->plan_first + 1], *before = p - 1;
    if (!p->known || p->change == PLAN_hold)
        return 0;
    if ((p->change == PLAN_stop || p->change == PLAN_flare) && before->known &&
        before->change == p->change)
        return 0;
    return 1;
}

/* The plans of the days from one to another, newest first. */
static void put_plans(struct happened *l, int from, int to)
{
    for (int day = to < l->plan_last ? to : l->plan_last; day >= from && day >= l->plan_first;
         day--)
        if (moved(l, day)) {
            patient_plan_entry(l->d, day, &l->plan[day - l->plan_first + 1]);
            l->count++;
        }
}

static const struct fact *fact_at(const struct happened *l, size_t i)
{
    return &l->d->v.facts.fact[l->order[i]];
}

/* Back from upto, as many entries as a page takes; the place where the older ones begin. */
static size_t put_entries(struct happened *l, size_t upto)
{
    size_t i = upto, all = l->d->v.facts.count;
    int newest_day = upto < all ? fact_at(l, upto)->day - 1 : l->d->v.day;
    while (i > 0 && l->count < ENTRIES) {
        const struct fact *f = fact_at(l, --i);
        if (plan_wanted(l))
            put_plans(l, f->day, newest_day);
        newest_day = f->day - 1;
        if (wanted(l, f)) {
            patient_entry(l->d, f);
            l->count++;
        }
    }
    return i;
}

/* Days whose plans this page may need. */
static void look_up_plans(struct happened *l, size_t upto)
{
    int last = upto < l->d->v.facts.count ? fact_at(l, upto)->day : l->d->v.day, n = 0;
    size_t i = upto;
    while (i > 0 && n < ENTRIES && (i == upto || fact_at(l, i)->day > last - PLANS_DAYS))
        n += wanted(l, fact_at(l, --i));
    int first = i < l->d->v.facts.count ? fact_at(l, i)->day : last;
    l->plan_first = first < last - PLANS_DAYS ? last - PLANS_DAYS : first;
    l->plan_last = last < l->d->v.day ? last : l->d->v.day;
    if (l->plan_last < l->plan_first)
        l->plan_last = l->plan_first - 1;
    l->plan = arena_alloc(l->d->v.a, (size_t)(l->plan_last - l->plan_first + 3), sizeof *l->plan);
    if (plan_wanted(l))
        plans_of(l->d, l->plan_first - 1, l->plan_last, l->plan);
}

static void put_filter(struct desk *d, enum entry_group now)
{
    html_put(&d->v.w, "<nav class=\"ranges noprint\" aria-label=\"What to show\">");
    for (int g = 0; g < GROUPS; g++) {
        html_put(&d->v.w, "<a href=\"/%s?show=%s\"", patient_path(d, "/line") + 1, groups[g].asks);
        if (g == (int)now)
            html_put(&d->v.w, " aria-current=\"true\"");
        html_put(&d->v.w, ">%s</a>", groups[g].word);
    }
    html_put(&d->v.w, "</nav>");
}

static enum entry_group group_asked(struct desk *d)
{
    const char *said = asked(&d->v, "show");
    for (int g = 0; said && g < GROUPS; g++)
        if (str_same(said, groups[g].asks))
            return (enum entry_group)g;
    return GROUP_ALL;
}

static size_t before_asked(struct desk *d)
{
    const char *said = asked(&d->v, "before");
    size_t n = 0, all = d->v.facts.count;
    for (; said && *said >= '0' && *said <= '9' && n <= all; said++)
        n = 10 * n + (size_t)(*said - '0');
    return n && n < all && said && !*said ? n : all;
}

void patient_line(struct desk *d, int first)
{
    struct happened l = {.d = d, .order = facts_by_day(&d->v), .group = group_asked(d)};
    size_t upto = first ? d->v.facts.count : before_asked(d), older;
    html_put(&d->v.w,
             "<section class=\"panel\" id=\"line\"><div class=\"head\"><h2>What happened</h2>");
    put_filter(d, l.group);
    html_put(&d->v.w, "</div>");
    if (!d->v.facts.count) {
        html_put(&d->v.w, "<p>Nothing yet.</p></section>");
        return;
    }
    look_up_plans(&l, upto);
    html_put(&d->v.w, "<ol class=\"happened\">");
    older = put_entries(&l, upto);
    html_put(&d->v.w, "</ol>");
    if (!l.count)
        html_put(&d->v.w, "<p>Nothing of this kind%s.</p>", older ? " among these days" : "");
    if (older > 0)
        html_put(&d->v.w,
                 "<p><a class=\"btn btn-2 btn-s noprint\" "
                 "href=\"/%s?before=%d&amp;show=%s\">Older</a></p>",
                 patient_path(d, "/line") + 1, (int)older, groups[l.group].asks);
    html_put(&d->v.w, "</section>");
}

void patient_line_get(struct desk *d)
{
    desk_open(d, row_text(&d->q->patient, 0, patient_name), AT_people);
    patient_head(d);
    patient_line(d, 0);
    desk_close(d);
}
