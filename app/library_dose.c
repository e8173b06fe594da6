/* The steps of a dose from its start to its top, and what moves it. */
#include "library.h"

enum { STEPS_OPEN = 8 }; /* more of them are folded */

static int same_but_times(struct dose d, struct dose e)
{
    return d.sets == e.sets && d.reps == e.reps && d.hold_s == e.hold_s && d.minutes == e.minutes &&
           d.load_kg == e.load_kg;
}

static int exactly(struct dose d, struct dose e)
{
    return same_but_times(d, e) && d.times_a_day == e.times_a_day;
}

/* The step that a dose is of: exactly, or but for the times a day, as on a day that must stay short;
 * -1: it is a part of a step, as in a flare-up. */
static int step_of(int item, struct dose d)
{
    for (int s = 0; s <= exercises[item].steps; s++)
        if (exactly(dose_at(item, s), d))
            return s;
    for (int s = exercises[item].steps; s >= 0; s--)
        if (same_but_times(dose_at(item, s), d) && dose_at(item, s).times_a_day > d.times_a_day)
            return s;
    return -1;
}

static void put_steps(struct visit *v, int item, int at)
{
    html_put(&v->w, "<ol class=\"doses num\">");
    for (int s = 0; s <= exercises[item].steps; s++) {
        html_put(&v->w, "<li>");
        put_dose(v, item, dose_at(item, s));
        html_put(&v->w, " a day");
        if (s == at)
            html_put(&v->w, " <span class=\"chip up\">today</span>");
        html_put(&v->w, "</li>");
    }
    html_put(&v->w, "</ol>");
}

static void put_today(struct visit *v, int item, const struct plan_item *planned, int at)
{
    int steps = exercises[item].steps + 1;
    if (!planned)
        return;
    html_put(&v->w, "<p>");
    if (at < 0)
        html_put(&v->w, "Today is less than a whole step: ");
    else
        html_put(&v->w, "Today you are on step %d of %d: ", at + 1, steps);
    put_dose(v, item, planned->dose);
    html_put(&v->w, " a day");
    if (at >= 0 && !exactly(dose_at(item, at), planned->dose))
        html_put(&v->w, ". That is fewer times a day than the step has, to keep the day short");
    html_put(&v->w, ".</p>");
}

void put_doses(struct visit *v, int item, const struct plan_item *planned)
{
    const struct exercise *x = &exercises[item];
    int at = planned ? step_of(item, planned->dose) : -1, fold = x->steps + 1 > STEPS_OPEN;
    html_put(&v->w, "<section class=\"sec\"><h2>How much</h2><p>From ");
    put_dose(v, item, x->start);
    html_put(&v->w, " a day, up to ");
    put_dose(v, item, x->top);
    html_put(&v->w, " a day, one small step at a time.</p>");
    put_today(v, item, planned, at);
    if (fold)
        html_put(&v->w, "<details><summary>All %d steps</summary>", x->steps + 1);
    put_steps(v, item, at);
    if (fold)
        html_put(&v->w, "</details>");
    html_put(&v->w, "</section>\n");
}

void put_walk_doses(struct visit *v, int rung)
{
    const struct plan_walk *w = &v->plan.walk;
    html_put(&v->w, "<ul class=\"dots num\">");
    for (int i = 0; i < walk_step_count; i++) {
        const struct walk_step *s = &walk_steps[i];
        struct plan_walk dose = {.times_a_day = s->times_a_day, .minutes = s->minutes};
        if (s->rung != rung)
            continue;
        html_put(&v->w, "<li>");
        put_walk_dose(v, &dose);
        html_put(&v->w, " a day");
        if (s->days_a_week < 7)
            html_put(&v->w, ", on %d days of the week", s->days_a_week);
        if (w->rung == rung && w->minutes == s->minutes && w->times_a_day == s->times_a_day)
            html_put(&v->w, " <span class=\"chip up\">today</span>");
        html_put(&v->w, "</li>");
    }
    html_put(&v->w, "</ul>");
}

/* --- what moves it -------------------------------------------------------------------------------- */

/* Loads that want two good days for a step (engine/rise.c). */
static int is_heavy(int item)
{
    const struct exercise *x = &exercises[item];
    return x->family == FAMILY_LIFT || x->family == FAMILY_AER || x->load >= LOAD_slider;
}

void put_moves_of(struct visit *v, int item, int planned)
{
    int good = is_heavy(item) ? limit(heavy_greens) : limit(light_greens);
    html_put(&v->w, "<h3>%s</h3>", planned ? "What would change it" : "How it climbs");
    if (exercises[item].family == FAMILY_REST) {
        html_put(&v->w, "<p>It does not climb by itself. Use it as often as it helps, and leave it "
                        "when the leg gets worse in it.</p>");
        return;
    }
    if (v->plan.mode == modes_time && !nobody_known(v))
        html_put(&v->w,
                 "<p>Your plan goes by days: it goes up no more often than every %d "
                 "days, on good days and bad.</p>",
                 limit(quota_days));
    else if (good == 1)
        html_put(&v->w,
                 "<p>As a rule it goes up one small step when you did it as shown and the leg "
                 "was no worse the next morning.</p>");
    else
        html_put(&v->w,
                 "<p>As a rule it goes up one small step after %d days on which you did it "
                 "as shown and the leg was no worse the next morning.</p>",
                 good);
    html_put(&v->w,
             "<p>The rung above comes after %d good days or more with this one, and only "
             "where nothing speaks against it. After a day that was too much it goes down, "
             "and what brought the pain on rests for %d days.</p>",
             limit(rung_greens), limit(red_rest_days));
}
