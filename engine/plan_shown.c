/* A plan as the fact of what was put before the person. */
#include "plan.h"

#include "../core/day.h"

/* Of a dose its times, sets, repetitions, seconds of hold, minutes and kilograms. */
static void put_item(struct text *t, const struct plan_item *x)
{
    struct span id = item_name(x->item);
    const struct dose *d = &x->dose;
    const int16_t part[] = {d->times_a_day, d->sets, d->reps, d->hold_s, d->minutes, d->load_kg};
    text_lit(t, "&item=");
    text_add(t, id.p, id.len);
    for (size_t k = 0; k < sizeof part / sizeof part[0]; k++) {
        text_str(t, k ? "." : "%3A");
        text_int(t, part[k]);
    }
}

static void put_walk(struct text *t, const struct plan_walk *w)
{
    const int part[] = {w->rung, w->times_a_day, w->minutes, w->days_a_week};
    text_lit(t, "&walk=W");
    for (size_t k = 0; k < sizeof part / sizeof part[0]; k++) {
        text_str(t, k > 1 ? "." : k ? "%3A" : "");
        text_int(t, part[k]);
    }
}

void plan_put_shown(struct text *t, const struct plan *p)
{
    struct span route = routes_name(p->route), stage = stages_name(p->stage);
    text_lit(t, "engine=" ENGINE_VERSION "&day=");
    day_put(t, p->day);
    text_lit(t, "&route=");
    text_add(t, route.p, route.len);
    text_lit(t, "&stage=");
    text_add(t, stage.p, stage.len);
    for (int i = 0; i < p->item_count; i++)
        put_item(t, &p->item[i]);
    if (p->walk.rung)
        put_walk(t, &p->walk);
}
