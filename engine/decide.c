#include "gate.h"
#include "programme.h"

/* A new episode: doses start again, rungs halve, clocks run from its beginning. */
static void renew(struct work *w)
{
    struct programme *n = w->n;
    const struct episode *e = &w->k->episode;
    int told = e->at == NEVER_AT ? NEVER_DAY : e->day;
    if (n->episode_at_day == told)
        return;
    if (n->episode_at_day != NEVER_DAY || n->started != NEVER_DAY) {
        for (int i = 0; i < ITEM_COUNT; i++) {
            n->progress[i] = (struct progress){0};
            n->step_then[i] = 0;
            n->last[i] = (struct dose){0};
            n->risen[i] = NEVER_DAY;
        }
        for (int f = 0; f < FAMILY_COUNT; f++)
            n->rung[f] = (uint8_t)((n->rung[f] + 1) / 2);
        n->known = 0;
        n->missed = 0;
        n->walk_known = 0;
        n->walk_last.rung = 0;
        n->started = NEVER_DAY;
        n->calm_spent = 0;
        n->start_shown = 0;
        n->stage = stages_stop;
        n->gap = 0;
        n->late_run = 0;
    }
    n->episode_at_day = told;
}

static void put_flags(struct work *w)
{
    const struct gate *g = &w->k->gate;
    struct plan *p = w->p;
    for (int route = routes_emergency; route >= routes_self_care; route--) {
        for (uint64_t rest = g->up; rest; rest &= rest - 1) {
            int i = __builtin_ctzll(rest);
            const struct flag_state *f = &g->flag[i];
            if (f->route == route)
                p->flag[p->flag_count++] =
                    (struct plan_flag){(uint8_t)i, f->route, f->answer, f->since};
        }
    }
    p->route = (uint8_t)gate_route(g);
}

static int minor_age(const struct work *w)
{
    int age = known_age(w->k);
    return age >= 0 && age < limit(adult_age) ? age : -1;
}

/* Does anything stop the plan today? Gives the reason. */
static int stops(struct work *w)
{
    const struct known *k = w->k;
    struct plan *p = w->p;
    int age = minor_age(w);
    if (p->route == routes_emergency) {
        because(p, REASON_EMERGENCY, -1, 0, 0, 0);
        task_add(p, TASK_GO_NOW, REASON_EMERGENCY);
    } else if (p->route == routes_same_day) {
        because(p, REASON_SAME_DAY, -1, 0, 0, 0);
        task_add(p, TASK_CALL_TODAY, REASON_SAME_DAY);
    }
    if (p->route >= routes_same_day) {
        if (!screen_stands(k)) /* help first */
            task_add_within(p, TASK_FULL_SCREEN, limit(screen_after_urgent_days),
                            REASON_SCREEN_NEEDED);
        return 1;
    }
    if (k->discharge == discharges_stopped || k->discharge == discharges_referred) {
        because(p, REASON_DISCHARGED, -1, 0, 0, 0);
        return 1;
    }
    if (age >= 0 && age < limit(child_age)) {
        because(p, REASON_CHILD, -1, limit(child_age), 0, 0);
        task_add(p, TASK_SEE_CLINICIAN, REASON_CHILD);
        return 1;
    }
    if (!screen_stands(k)) {
        task_add(p, TASK_FULL_SCREEN, REASON_SCREEN_NEEDED);
        return 1;
    }
    return 0;
}

/* What was answered first that is still to be looked at today. */
static void same_day_again(struct work *w)
{
    struct plan *p = w->p;
    int days = 0;
    for (int i = 0; i < p->flag_count; i++)
        if (p->flag[i].route >= routes_same_day && w->k->day - p->flag[i].since > days)
            days = w->k->day - p->flag[i].since;
    if (days < limit(same_day_again_days))
        return;
    because(p, REASON_SAME_DAY_AGAIN, -1, days, 0, 0);
    task_add(p, TASK_TELL_SEEN, REASON_SAME_DAY_AGAIN);
}

static void route_words(struct work *w)
{
    struct plan *p = w->p;
    if (p->route >= routes_same_day)
        same_day_again(w);
    for (int i = 0; i < p->flag_count; i++) {
        const struct flag_state *f = &w->k->gate.flag[p->flag[i].flag];
        if (p->flag[i].flag == FLAG_age) {
            task_add(p, TASK_SEE_CLINICIAN, REASON_MINOR);
        } else if (p->flag[i].route == routes_soon && f->own) {
            because(p, REASON_SEEN_UNCONFIRMED, -1, 0, 0, 0);
            task_add(p, TASK_CONFIRM_SEEN, REASON_SEEN_UNCONFIRMED);
        } else if (p->flag[i].route == routes_soon) {
            because(p, REASON_SOON, -1, 0, 0, 0);
            task_add(p, TASK_BOOK_SOON, REASON_SOON);
        } else if (p->flag[i].route == routes_next_visit) {
            because(p, REASON_NEXT_VISIT, -1, 0, 0, 0);
            task_add(p, TASK_MENTION, REASON_NEXT_VISIT);
        }
    }
    if (w->k->newer_day != NEVER_DAY)
        task_add(p, TASK_UPDATE, REASON_UPDATE_FIRST);
}

/* The last exercise day before today; a red session of today shows at once. */
static uint8_t colour_shown(const struct work *w)
{
    const struct known *k = w->k;
    const struct row *now = known_row(k, k->day);
    if (now->colour == COLOUR_red)
        return COLOUR_red;
    for (int back = 1; back < ROWS; back++) {
        const struct row *r = known_row(k, k->day - back);
        if (!r)
            break;
        if (r->session || r->walked) {
            const struct planned *p = planned_was(w->n, r->day);
            return p ? p->colour : COLOUR_unknown; /* unknown too until it is judged */
        }
    }
    return COLOUR_unknown;
}

static int sit_break(const struct known *k)
{
    int most = limit(sit_break_max_min);
    if (k->sit_min < 0)
        return most;
    int v = scale(k->sit_min, limit(sit_break_pct));
    return v < 1 ? 1 : v < most ? v : most;
}

/* The first of stop, start, flare, ease, advance, hold that fits any item or walking. */
static uint8_t whole_change(struct work *w)
{
    struct programme *n = w->n;
    const struct plan *p = w->p;
    if (!n->start_shown) {
        n->start_shown = 1;
        return PLAN_start;
    }
    if (w->flare_day >= 0 || w->rise.share_up || w->rise.walk_share_up)
        return PLAN_flare; /* until the whole dose is back */
    int up = p->walk.rung && (p->walk.change == ITEM_up || p->walk.change == ITEM_new), down = 0;
    down |= p->walk.rung && p->walk.change == ITEM_down;
    for (int i = 0; i < p->item_count; i++) {
        if (exercises[p->item[i].item].family == FAMILY_REST)
            continue; /* a position of ease never counts */
        up |= p->item[i].change == ITEM_up || p->item[i].change == ITEM_new;
        down |= p->item[i].change == ITEM_down;
    }
    for (uint64_t rest = n->known; rest; rest &= rest - 1)
        down |= n->progress[__builtin_ctzll(rest)].rest > 0;
    return down ? PLAN_ease : up ? PLAN_advance : PLAN_hold;
}

static int begun_before(const struct work *w)
{
    return w->n->started != w->k->day;
}

static int reasoned(const struct plan *p, int item)
{
    for (int i = 0; i < p->reason_count; i++)
        if (p->reason[i].item == item)
            return 1;
    return 0;
}

/* Each item has its reason, the ones that nothing has been said of among them. */
static void item_reasons(struct work *w)
{
    struct plan *p = w->p;
    for (int i = 0; i < p->item_count; i++) {
        int item = p->item[i].item;
        if (orders_pinned(w->k) >> item & 1)
            because(p, REASON_PINNED, item, 0, 0, 0);
        switch (p->item[i].change) {
        case ITEM_new:
            if (!(w->granted >> item & 1)) /* a new rung has said so */
                because(p, REASON_ITEM_NEW, item, 0, 0, 0);
            break;
        case ITEM_up:
            because(p, w->granted >> item & 1 ? REASON_ITEM_UP : REASON_ITEM_BACK, item, 0, 0, 0);
            break;
        case ITEM_down:
            because(p, REASON_ITEM_DOWN, item, 0, 0, 0);
            break;
        default:
            if (exercises[item].family == FAMILY_REST)
                because(p, REASON_ITEM_EASE, item, 0, 0, 0);
            else if (!reasoned(p, item))
                because(p, REASON_ITEM_HOLD, item, 0, 0, 0);
            break;
        }
    }
    if (w->rise.code && begun_before(w))
        because(p, (enum reason_code)w->rise.code, -1, w->rise.number[0], w->rise.number[1], 0);
    for (uint64_t rest = w->n->known; rest; rest &= rest - 1) {
        int item = __builtin_ctzll(rest);
        if (w->n->progress[item].rest)
            because(p, REASON_ITEM_RESTS, item, w->n->progress[item].rest, 0, 0);
    }
}

static void remember(struct work *w)
{
    struct programme *n = w->n;
    struct planned *today = planned_on(n, w->k->day);
    const struct row *now = known_row(w->k, w->k->day);
    for (int i = 0; i < w->p->item_count; i++)
        today->items |= UINT64_C(1) << w->p->item[i].item;
    n->missed = (n->missed & ~today->items) | (today->items & ~now->done);
    today->strength = (uint8_t)w->strength;
    if (now->session || now->walked) {
        for (int i = 0; i < ITEM_COUNT; i++)
            n->step_then[i] = n->progress[i].step;
        n->walk_then = n->walk_step;
    }
    const struct told *t = w->k->told[w->k->day & 1];
    if (t[ITEM_Q1].reps >= limit(rises_for_lift) || t[ITEM_Q2].reps >= limit(rises_for_lift))
        n->rises_ten = 1;
}

static void prescribe(struct work *w)
{
    struct programme *n = w->n;
    const struct known *k = w->k;
    if (n->started == NEVER_DAY) {
        n->started = k->day;
        because(w->p, REASON_START, -1, 0, 0, 0);
    }
    judge_days(w);
    choose_stage(w);
    if (minor_age(w) >= 0 && !k->orders.clinician)
        because(w->p, REASON_MINOR, -1, limit(adult_age), 0, 0);
    choose_walk(w);
    choose_items(w);
    limit_doses(w);
    item_reasons(w);
    w->p->sit_break_min = (int16_t)sit_break(k);
    if (w->flare_day >= 0)
        because(w->p, REASON_FLARE, -1, w->flare_day + 1, flare_share(n->share), 0);
    else if (n->share < FLARE_WHOLE || n->walk_share < FLARE_WHOLE)
        because(w->p, REASON_FLARE_BACK, -1, flare_share(n->share), 0, 0);
}

void decide(const struct known *k, const struct programme *was, struct plan *p,
            struct programme *next)
{
    *next = *was;
    p->day = k->day;
    p->flag_count = p->item_count = p->task_count = p->reason_count = 0;
    p->sit_break_min = 0;
    p->walk = (struct plan_walk){0};
    struct work w = {.k = k, .was = was, .n = next, .p = p};
    *planned_on(next, k->day) = (struct planned){.day = k->day};
    w.leg = known_median(k, MEASURED_leg, k->day - limit(stage_median_days) + 1, k->day, 1);
    w.reach = known_median(k, MEASURED_reach, k->day - limit(stage_median_days) + 1, k->day, 1);
    w.flare_day = k->day - k->flare.start < limit(flare_days) ? k->day - k->flare.start : -1;
    renew(&w);
    for (uint64_t rest = next->known; rest; rest &= rest - 1)
        progress_day(&next->progress[__builtin_ctzll(rest)]); /* days go by while all is stopped */
    put_flags(&w);
    p->likeness = (uint8_t)known_likeness(k);
    p->pattern = (uint8_t)known_pattern(k);
    p->group = k->group;
    p->direction = (uint8_t)direction_now(k);
    if (stops(&w)) {
        planned_on(next, k->day)->stop = 1;
        next->stage = p->stage = stages_stop;
        p->mode = next->mode;
        p->change = PLAN_stop;
    } else {
        prescribe(&w);
        p->change = whole_change(&w);
        remember(&w);
    }
    p->colour = colour_shown(&w);
    route_words(&w);
    review(&w);
}
