/* Doses and reasons in a person's words. */
#include "visit.h"

static void times(struct visit *v, int n)
{
    if (n <= 1)
        html_put(&v->w, "once");
    else if (n == 2)
        html_put(&v->w, "twice");
    else
        html_put(&v->w, "%d times", n);
}

static void reps(struct visit *v, int sets, int n, int each_side)
{
    if (sets > 1)
        html_put(&v->w, "%d sets of %d", sets, n);
    else if (each_side)
        html_put(&v->w, "%d", n);
    else
        html_put(&v->w, "%d slow ones", n);
}

static void hold(struct visit *v, int sets, int seconds)
{
    int whole = seconds >= 120 && seconds % 60 == 0;
    html_put(&v->w, "%d %s of %d %s", sets, sets == 1 ? "hold" : "holds",
             whole ? seconds / 60 : seconds,
             whole          ? "minutes"
             : seconds == 1 ? "second"
                            : "seconds");
}

void put_dose_once(struct visit *v, int item, struct dose d)
{
    int sets = d.sets > 1 ? d.sets : 1, each_side = exercises[item].each_side;
    if (d.minutes && sets > 1)
        html_put(&v->w, "%d times %d minutes", sets, d.minutes);
    else if (d.minutes)
        html_put(&v->w, "%d %s", d.minutes, d.minutes == 1 ? "minute" : "minutes");
    else if (d.reps)
        reps(v, sets, d.reps, each_side);
    else
        hold(v, sets, d.hold_s);
    if (each_side)
        html_put(&v->w, " on each side");
    if (d.reps && d.hold_s)
        html_put(&v->w, ", each held for %d %s", d.hold_s, d.hold_s == 1 ? "second" : "seconds");
    if (d.load_kg)
        html_put(&v->w, ", with %d kg", d.load_kg);
}

void put_dose(struct visit *v, int item, struct dose d)
{
    put_dose_once(v, item, d);
    html_put(&v->w, ", ");
    times(v, d.times_a_day);
}

void put_walk_dose(struct visit *v, const struct plan_walk *w)
{
    html_put(&v->w, "%d %s, ", w->minutes, w->minutes == 1 ? "minute" : "minutes");
    times(v, w->times_a_day);
}

void put_reason(struct visit *v, const struct plan_reason *r)
{
    struct text t = {.mem = v->a};
    reason_text(&t, (enum reason_code)r->code, r->item, r->number);
    html_put(&v->w, "%.*s", (int)t.len, t.p);
}
