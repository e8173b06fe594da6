/* handout.c - today's plan on one sheet of paper: pictures, doses, a week to tick, why, whom to call.
 *
 * A sheet hangs where others see it: what somebody told of harming themself, what weighs on them and
 * which medicines they take is not on it. It outlives its day: so it says of which day it is, and that a
 * check-in may change it; and strength exercises get as many boxes as a week has strength days, for the
 * plan of one strength day is not to be done on seven. */
#include "../engine/urgent.h"
#include "../knowledge/country.h"
#include "asked.h"
#include "daily.h"
#include "danger.h"
#include "sheet.h"

enum { ROWS_DENSE = 6, WHY_MOST = 5, WHY_DENSE = 4 };

static const char watched[] = "Nobody watches this plan between visits.";

static int is_urgent(const struct visit *v)
{
    return v->plan.route >= routes_same_day;
}

/* --- a row ---------------------------------------------------------------------------------------- */

static void put_week_boxes(struct visit *v)
{
    static const char *const day[] = {"M", "T", "W", "T", "F", "S", "S"};
    html_put(&v->w, "<div class=\"ticks\" aria-hidden=\"true\">");
    for (int i = 0; i < 7; i++)
        html_put(&v->w, "<span>%s<i></i></span>", day[i]);
    html_put(&v->w, "</div></li>\n");
}

static void put_boxes(struct visit *v, int days)
{
    if (days >= 7) {
        put_week_boxes(v);
        return;
    }
    html_put(&v->w, "<div class=\"ticks\" aria-hidden=\"true\">");
    for (int i = 1; i <= days; i++)
        html_put(&v->w, "<span>%d<i></i></span>", i);
    html_put(&v->w, "</div></li>\n");
}

/* Families that a day between two strength days has, too (engine/choose.c). */
static int is_gentle(int family)
{
    return family == FAMILY_REST || family == FAMILY_EXT || family == FAMILY_FLX ||
           family == FAMILY_LAT || family == FAMILY_ROT || family == FAMILY_NEU;
}

static int days_of(const struct visit *v, int item)
{
    if (v->plan.stage < stages_build || is_gentle(exercises[item].family))
        return 7;
    return v->plan.stage == stages_keep ? limit(strength_days_keep) : limit(strength_days);
}

static void put_item(struct visit *v, const struct plan_item *p)
{
    int days = days_of(v, p->item);
    html_put(&v->w, "<li>");
    sheet_strip(v, p->item);
    html_put(&v->w, "<div><h2>%s</h2><p><b>", exercises[p->item].name);
    put_dose(v, p->item, p->dose);
    html_put(&v->w, " a day</b></p>");
    if (days < 7)
        html_put(&v->w, "<p class=\"sheet-small\">On %d days a week, with a rest day between.</p>",
                 days);
    html_put(&v->w, "<p class=\"sheet-small\">");
    sheet_cues(v, p->item, 2);
    html_put(&v->w, "</p></div>");
    put_boxes(v, days);
}

static void put_walk(struct visit *v)
{
    const struct plan_walk *w = &v->plan.walk;
    int item = ITEM_W1 + w->rung - 1;
    html_put(&v->w, "<li>");
    sheet_strip(v, item);
    html_put(&v->w, "<div><h2>Walk</h2><p><b>");
    put_walk_dose(v, w);
    html_put(&v->w, " a day");
    if (w->days_a_week < 7)
        html_put(&v->w, ", on %d days a week", w->days_a_week);
    html_put(&v->w, "</b></p><p class=\"sheet-small\">");
    sheet_cues(v, item, 2);
    html_put(&v->w, "</p></div>");
    put_boxes(v, w->days_a_week);
}

/* --- why ------------------------------------------------------------------------------------------ */

/* What says nothing on paper, or is nobody else's business. */
static int is_left_out(int code)
{
    return code == REASON_SELF_HARM || code == REASON_ITEM_HOLD || code == REASON_ITEM_EASE;
}

/* Without what is still asked, and what a clinician should look at: that is for the person alone. */
static void put_reasons(struct visit *v, int most)
{
    static const uint8_t order[] = {GROUP_safety, GROUP_held, GROUP_change, GROUP_walk, GROUP_out};
    int said = 0, more = 0;
    html_put(&v->w, "<section><h2>Why this plan</h2>");
    for (size_t g = 0; g < sizeof order; g++)
        for (int i = 0; i < v->plan.reason_count; i++) {
            int code = v->plan.reason[i].code;
            if (why_group(code) != order[g] || is_left_out(code))
                continue;
            if (said < most)
                said += put_why_briefly(v, i);
            else
                more++;
        }
    if (!said)
        html_put(&v->w, "<p>The plan stays as it was.</p>");
    if (more)
        html_put(&v->w, "<p>The other reasons are with the record.</p>");
    html_put(&v->w, "</section>\n");
}

/* --- the sheets ----------------------------------------------------------------------------------- */

static void put_lead(struct visit *v)
{
    html_put(
        &v->w,
        "<p class=\"sheet-lead\">Do no more than this, also on a good day, and tick what you "
        "did. A little back ache is all right. If pain goes further down your leg and is "
        "still there after %d minutes, stop that one and leave it out for %d days. A worse leg "
        "the next morning means that it was too much. Each check-in may change the plan: then "
        "print it again.</p>\n",
        limit(farther_settles_min), limit(red_rest_days));
}

static void open_sheet(struct visit *v, const char *title, int rows)
{
    static const char *const class_of[] = {"n0", "n1", "n2", "n3", "n4",
                                           "n5", "n6", "n7", "n8", "n9"};
    _Static_assert(sizeof class_of / sizeof class_of[0] > PLAN_ITEMS_MAX + 1, "a row too many");
    sheet_open(v, title, class_of[rows], "/", "Today");
    html_put(&v->w, "%s of ", is_urgent(v) ? "Answers" : "Plan");
    put_full_date(v, v->day);
    html_put(&v->w, " · rules %d", RULES_VERSION);
    if (v->q->name && v->q->name[0])
        html_put(&v->w, " · for %s", v->q->name);
    sheet_top_close(v);
}

static void plan_sheet(struct visit *v)
{
    int rows = v->plan.item_count + (v->plan.walk.rung != 0);
    open_sheet(v, "Plan to print", rows);
    html_put(&v->w, "<h1>Today’s plan</h1>\n");
    put_lead(v);
    html_put(&v->w, "<ol class=\"sheet-rows\">\n");
    if (v->plan.walk.rung)
        put_walk(v);
    for (int i = 0; i < v->plan.item_count; i++)
        put_item(v, &v->plan.item[i]);
    html_put(&v->w, "</ol>\n<div class=\"sheet-two\">");
    put_reasons(v, rows > ROWS_DENSE ? WHY_DENSE : WHY_MOST);
    sheet_help(v);
    html_put(&v->w, "</div>\n");
    sheet_close(v, watched);
}

/* There are no exercises, and nothing is urgent: why. */
static void empty_sheet(struct visit *v)
{
    open_sheet(v, "Plan to print", 0);
    html_put(&v->w, "<h1>No exercises today</h1><div class=\"sheet-two\">");
    put_reasons(v, WHY_MOST);
    sheet_help(v);
    html_put(&v->w, "</div>\n");
    sheet_close(v, watched);
}

static const char *urgent_title(const struct visit *v, const struct urgent *u)
{
    return u->crisis                           ? "Talk to someone now"
           : v->plan.route == routes_emergency ? "Get help now"
                                               : "Be seen today";
}

/* What was told, for whoever is shown the sheet; that about self-harm is the person's own to show. */
static void put_told_of(struct visit *v)
{
    int n = 0;
    for (int i = 0; i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        if (f->route < routes_same_day || f->flag == Q_self_harm)
            continue;
        if (!n++)
            html_put(&v->w, "<section><h2>What was told</h2><ul>");
        html_put(&v->w, "<li>");
        put_flag(v, f->flag);
        html_put(&v->w, "%s (", f->answer == ANSWER_unsure ? ", not sure" : "");
        put_full_date(v, f->since);
        html_put(&v->w, ")</li>");
    }
    if (n)
        html_put(&v->w, "</ul></section>\n");
}

static void urgent_sheet(struct visit *v)
{
    struct urgent u;
    urgent_of(&v->plan, &u);
    open_sheet(v, urgent_title(v, &u), 0);
    html_put(&v->w, "<h1>%s</h1><ol class=\"sheet-steps\">", urgent_title(v, &u));
    for (int i = 0; i < u.first_count; i++) {
        html_put(&v->w, "<li>");
        put_say(v, u.first[i], u.days);
        html_put(&v->w, "</li>");
    }
    for (int i = 0; i < u.tell_count; i++) {
        html_put(&v->w, "<li>");
        put_say(v, u.tell[i], 0);
        html_put(&v->w, "</li>");
    }
    html_put(&v->w, "<li>Stop all exercises until someone has examined you. Take a list of your "
                    "medicines with you.</li></ol><div class=\"sheet-two\">");
    put_told_of(v);
    sheet_help(v);
    html_put(&v->w, "</div>\n");
    sheet_close(v, watched);
}

static void handout(struct visit *v)
{
    if (is_urgent(v))
        urgent_sheet(v);
    else if (v->plan.item_count || v->plan.walk.rung)
        plan_sheet(v);
    else
        empty_sheet(v);
}

/* A page of the server, on which an urgent answer stands before this (app.c). */
void handout_get(struct visit *v)
{
    if (!v->facts.count || v->known.gate.full_at == NEVER_AT)
        notice(v, "There is no plan to print yet", "The safety questions come first.", "/safety",
               "Safety questions");
    else
        handout(v);
}

void app_handout(struct arena *a, const struct app_request *q, struct span style,
                 struct app_response *ret)
{
    struct visit *v = arena_alloc(a, 1, sizeof *v);
    struct programme *now = arena_alloc(a, 2, sizeof *now);
    if (!visit_begin(v, a, q, ret))
        return;
    v->day = q->now.day; /* that was asked for, whatever facts come after it */
    v->style = style;
    v->strip = figure_strip;
    engine_fold(a, &v->facts, v->day, &v->known, now);
    decide(&v->known, now, &v->plan, now + 1);
    handout(v);
    if (v->w.bug)
        app_broken(a, q->site, 500, "This page could not be made", "That is our fault.", ret);
    else
        ret->body = v->w.out;
}
