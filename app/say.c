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

/* What doses rounded to whole goes and minutes come to: a number would not match those on the page. */
static const char *share_words(int pct)
{
    return pct <= 60 ? "about half" : pct <= 75 ? "a bit more than half" : "most";
}

/* Reasons that a page says better than the table can: 1 when it was one. */
static int put_own(struct visit *v, const struct plan_reason *r)
{
    switch (r->code) {
    case REASON_FLARE:
        html_put(&v->w, "This is day %d of a flare-up. You do %s of your usual plan.",
                 (int)r->number[0], share_words(r->number[1]));
        return 1;
    case REASON_FLARE_BACK:
        if (r->number[0] < 100)
            html_put(&v->w, "After the flare-up your plan comes back step by step: %s of it today.",
                     share_words(r->number[0]));
        else
            html_put(&v->w, "After the flare-up your plan comes back step by step: all of the "
                            "exercises today, and a part of the walk.");
        return 1;
    case REASON_ITEM_UP:
        html_put(&v->w, "%s: a step up, because you did it%s.", exercises[r->item].name,
                 v->plan.mode == modes_time ? "" : " and the leg is no worse");
        return 1;
    default:
        return 0;
    }
}

void put_reason(struct visit *v, const struct plan_reason *r)
{
    if (put_own(v, r))
        return;
    struct text t = {.mem = v->a};
    reason_text(&t, (enum reason_code)r->code, r->item, r->number);
    html_put(&v->w, "%.*s", (int)t.len, t.p);
}
