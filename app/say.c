/* Doses and reasons in a person's words. */
#include "visit.h"

static void times(struct visit *v, int n)
{
    if (n == 1)
        html_put(&v->w, "once");
    else if (n == 2)
        html_put(&v->w, "twice");
    else
        html_put(&v->w, "%d times", n);
}

void put_dose(struct visit *v, int item, struct dose d)
{
    int sets = d.sets > 1 ? d.sets : 1;
    if (d.minutes)
        html_put(&v->w, "%d %s", d.minutes, d.minutes == 1 ? "minute" : "minutes");
    else if (d.reps && sets > 1)
        html_put(&v->w, "%d rounds of %d", sets, d.reps);
    else if (d.reps)
        html_put(&v->w, "%d slow ones", d.reps);
    if (d.hold_s && d.reps)
        html_put(&v->w, ", each held for %d s", d.hold_s);
    else if (d.hold_s)
        html_put(&v->w, "hold for %d s", d.hold_s);
    if (d.load_kg)
        html_put(&v->w, ", with %d kg", d.load_kg);
    if (exercises[item].each_side)
        html_put(&v->w, ", each side");
    html_put(&v->w, ", ");
    times(v, d.times_a_day);
    html_put(&v->w, " today");
}

void put_walk_dose(struct visit *v, const struct plan_walk *w)
{
    html_put(&v->w, "%d %s, ", w->minutes, w->minutes == 1 ? "minute" : "minutes");
    times(v, w->times_a_day);
    html_put(&v->w, " today");
}

void put_reason(struct visit *v, const struct plan_reason *r)
{
    struct text t = {.mem = v->a};
    reason_text(&t, (enum reason_code)r->code, r->item, r->number);
    html_put(&v->w, "%.*s", (int)t.len, t.p);
}
