/* patient_plan.c - today's plan as the engine gives it: doses, why, which limit held it, what it asks of
 * whom, by which rules; and what was last put before the person. */
#include "../app/asked.h"
#include "../app/daily.h"
#include "patient.h"

/* --- doses --------------------------------------------------------------------------------------------- */

void put_dose_short(struct visit *v, int item, struct dose d)
{
    int sets = d.sets > 1 ? d.sets : 1;
    if (d.minutes)
        html_put(&v->w, "%d × %d min", sets, d.minutes);
    else if (d.reps)
        html_put(&v->w, "%d × %d", sets, d.reps);
    else
        html_put(&v->w, "%d × %d s", sets, d.hold_s);
    if (exercises[item].each_side)
        html_put(&v->w, " each side");
    if (d.reps && d.hold_s)
        html_put(&v->w, ", hold %d s", d.hold_s);
    if (d.load_kg)
        html_put(&v->w, ", %d kg", d.load_kg);
    html_put(&v->w, ", %d a day", d.times_a_day);
}

void put_walk_short(struct visit *v, const struct plan_walk *w)
{
    html_put(&v->w, "%d min", w->minutes);
    if (w->times_a_day != 1)
        html_put(&v->w, " × %d a day", w->times_a_day);
    if (w->days_a_week < 7)
        html_put(&v->w, ", %d days a week", w->days_a_week);
}

static void put_chip(struct desk *d, int change)
{
    static const struct {
        const char *class, *sign, *word;
    } chip[] = {[ITEM_new] = {" new", NULL, "new"},
                [ITEM_up] = {" up", "up", "up"},
                [ITEM_down] = {" down", "down", "down"}};
    if (change == ITEM_same)
        return;
    html_put(&d->v.w, "<span class=\"chip%s\">", chip[change].class);
    if (chip[change].sign)
        icon(&d->v, chip[change].sign);
    html_put(&d->v.w, " %s</span>", chip[change].word);
}

static void put_items(struct desk *d)
{
    const struct plan *p = &d->v.plan;
    html_put(&d->v.w, "<table class=\"tbl\"><tbody>");
    if (p->walk.rung) {
        html_put(&d->v.w, "<tr><th scope=\"row\">Walk</th><td>");
        put_walk_short(&d->v, &p->walk);
        html_put(&d->v.w, "</td><td>");
        put_chip(d, p->walk.change);
        html_put(&d->v.w, "</td></tr>");
    }
    for (int i = 0; i < p->item_count; i++) {
        html_put(&d->v.w, "<tr><th scope=\"row\">%s</th><td>", exercises[p->item[i].item].name);
        put_dose_short(&d->v, p->item[i].item, p->item[i].dose);
        html_put(&d->v.w, "</td><td>");
        put_chip(d, p->item[i].change);
        html_put(&d->v.w, "</td></tr>");
    }
    if (p->sit_break_min)
        html_put(&d->v.w,
                 "<tr><th scope=\"row\">Sitting</th><td>a break every %d min</td><td></td></tr>",
                 p->sit_break_min);
    html_put(&d->v.w, "</tbody></table>");
}

/* --- why -------------------------------------------------------------------------------------------------- */

/* A reason that says only that something is as it was; the list of all reasons has it. */
static int says_same(int code)
{
    return code == REASON_ITEM_HOLD || code == REASON_ITEM_TOP || code == REASON_ITEM_EASE;
}

static int in_group(const struct plan *p, int i, enum why_group group)
{
    for (int k = 0; k < i; k++)
        if (p->reason[k].code == p->reason[i].code)
            return 0; /* said with the first of its kind */
    return why_group(p->reason[i].code) == (int)group && !says_same(p->reason[i].code);
}

/* The first few reasons of some groups, as a paragraph. */
static void put_groups(struct desk *d, const char *word, const enum why_group *group, int groups,
                       int most)
{
    const struct plan *p = &d->v.plan;
    int n = 0;
    for (int g = 0; g < groups; g++)
        for (int i = 0; i < p->reason_count && n < most; i++) {
            if (!in_group(p, i, group[g]))
                continue;
            if (n++)
                html_put(&d->v.w, " ");
            else
                html_put(&d->v.w, "<p class=\"sub\"><b>%s</b> ", word);
            put_reason(&d->v, &p->reason[i]);
        }
    if (n)
        html_put(&d->v.w, "</p>");
}

static void put_why_short(struct desk *d)
{
    static const enum why_group safety[] = {GROUP_safety}, held[] = {GROUP_held, GROUP_out};
    static const enum why_group change[] = {GROUP_change, GROUP_walk};
    put_groups(d, "Safety:", safety, 1, 3);
    put_groups(d, "Why:", change, 2, 3);
    put_groups(d, "Held by:", held, 2, 4);
}

static void put_all_reasons(struct desk *d)
{
    html_put(&d->v.w,
             "<details class=\"more\"><summary>All reasons, %d, with their sources</summary>"
             "<p class=\"sub\">In the words the patient reads.</p><ul class=\"plain\">",
             d->v.plan.reason_count);
    for (int i = 0; i < d->v.plan.reason_count; i++)
        put_why(&d->v, i);
    html_put(&d->v.w, "</ul></details>");
}

static void put_tasks(struct desk *d)
{
    const struct plan *p = &d->v.plan;
    if (!p->task_count)
        return;
    html_put(&d->v.w, "<h3>Asked</h3><ul class=\"dots\">");
    for (int clinician = 1; clinician >= 0; clinician--)
        for (int i = 0; i < p->task_count; i++) {
            const struct plan_task *t = &p->task[i];
            if (task_rows[t->task].clinician != clinician)
                continue;
            html_put(&d->v.w, "<li><b>%s:</b> ", clinician ? "You" : "Patient");
            put_task(&d->v, t->task);
            html_put(&d->v.w, " <span class=\"sub\">");
            if (t->within_days)
                html_put(&d->v.w, "within ");
            if (t->within_days)
                put_count(&d->v, t->within_days, "day");
            html_put(&d->v.w, "%s</span></li>", t->within_days ? "" : "today");
        }
    html_put(&d->v.w, "</ul>");
}

/* --- what was shown ------------------------------------------------------------------------------------ */

static void put_shown(struct desk *d)
{
    const struct fact *f = newest_by_today(d, KIND_shown);
    if (!f) {
        html_put(&d->v.w, "<p class=\"sub\">The patient has not seen a plan yet.</p>");
        return;
    }
    html_put(&d->v.w, "<p class=\"sub\">The patient last looked ");
    put_fact_time(d, f);
    if (plan_shown_is(&d->v, f))
        html_put(&d->v.w, " and saw this plan.</p>");
    else
        html_put(&d->v.w, " and <b>saw a different plan</b>. They see this one when they next "
                          "look.</p>");
}

static void put_orders(struct desk *d)
{
    const struct orders *o = &d->v.known.orders;
    int day = d->v.day,
        on = o->hold_until >= day || o->direction_until >= day || o->mode_until >= day;
    for (int i = 0; i < ITEM_COUNT + FAMILY_COUNT; i++)
        on |= o->ban_until[i] >= day;
    for (int i = 0; i < ITEM_COUNT; i++)
        on |= o->pin_until[i] >= day;
    if (on)
        html_put(&d->v.w, "<p><span class=\"chip new\">a clinician’s order is in force</span></p>");
}

static void put_state(struct desk *d)
{
    static const char *const direction[] = {"untested", "none found", "extension", "flexion",
                                            "side gliding"};
    static const char *const likeness[] = {[LIKENESS_unknown] = "likeness to sciatica not known",
                                           [LIKENESS_not_typical] = "not typical of sciatica",
                                           [LIKENESS_some_features] = "some features of sciatica",
                                           [LIKENESS_typical] = "typical of sciatica"};
    const struct plan *p = &d->v.plan;
    struct span stage = stages_name(p->stage);
    html_put(&d->v.w,
             "<p class=\"sub\">Stage: %.*s, paced by %s. Direction: %s. By self-report: %s.",
             (int)stage.len, stage.p, p->mode == modes_time ? "time" : "pain",
             direction[p->direction], likeness[p->likeness]);
    if (p->group)
        html_put(&d->v.w, " Group %d of 3.", p->group);
    html_put(&d->v.w, "</p>");
}

void patient_plan(struct desk *d)
{
    const struct plan *p = &d->v.plan;
    html_put(&d->v.w, "<section class=\"panel\"><h2>Today’s plan</h2>");
    if (p->item_count || p->walk.rung)
        put_items(d);
    else
        html_put(&d->v.w, "<p><b>No exercise and no walk today.</b></p>");
    put_orders(d);
    put_why_short(d);
    put_all_reasons(d);
    put_tasks(d);
    put_state(d);
    put_shown(d);
    html_put(&d->v.w,
             "<p class=\"row\"><a class=\"btn btn-2 btn-s noprint\" href=\"/%s\">Change plan</a>"
             "<span class=\"sub\">Rules %d · ",
             patient_path(d, "/plan") + 1, RULES_VERSION);
    put_date_of(d, p->day);
    html_put(&d->v.w, "</span></p></section>");
}
