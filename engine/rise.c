/* What goes up today, and what comes. Source: clinical.md 5.3 and section 0 [DESIGN]. */
#include "programme.h"

static enum pace pace_of(const struct work *w, int item)
{
    const struct exercise *x = &exercises[item];
    enum direction d = direction_now(w->k);
    int calm =
        w->leg >= 0 && w->leg <= limit(quiet_leg) && w->reach >= 0 && w->reach <= zones_buttock;
    if (x->family == FAMILY_REST)
        return PACE_still;
    if (w->n->mode == modes_time)
        return PACE_time;
    if (d >= DIRECTION_extension &&
        (x->family == FAMILY_EXT || x->family == FAMILY_FLX || x->family == FAMILY_LAT))
        return PACE_direction;
    if (x->family == FAMILY_LIFT || x->family == FAMILY_AER)
        return calm ? PACE_light : PACE_heavy;
    return x->load >= LOAD_slider ? PACE_heavy : PACE_light;
}

/* Days done of days planned over a week, in per cent, enough to go on. */
static int adherent(const struct work *w)
{
    int planned = 0, done = 0;
    for (int back = 1; back <= limit(adherence_days); back++) {
        const struct planned *p = planned_was(w->n, w->k->day - back);
        const struct row *r = known_row(w->k, w->k->day - back);
        if (!p || p->stop)
            continue;
        planned++;
        done += r && (r->session || r->walked);
    }
    return planned > 0 && done * 100 >= planned * limit(adherence_pct);
}

static int next_rung(struct work *w, int item)
{
    int family = exercises[item].family, rung = w->n->rung[family], next = 99;
    for (uint64_t rest = family_items[family] & w->may; rest; rest &= rest - 1) {
        int r = exercises[__builtin_ctzll(rest)].rung;
        if (r > rung && r < next)
            next = r;
    }
    return next == 99 ? -1 : next;
}

static void rise_step(struct work *w, int item)
{
    progress_step(&w->n->progress[item], exercises[item].steps);
    w->n->risen[item] = w->k->day;
    w->granted |= UINT64_C(1) << item;
    w->rises++;
    w->item_rises++;
    because(w->p, REASON_ITEM_UP, item, 0, 0, 0);
}

static int changed_today(const struct work *w)
{
    return w->n->stage_since == w->k->day || w->n->mode_since == w->k->day;
}

/* The next rung's exercise takes the place of this one; returns it. */
static int rise_rung(struct work *w, int item, int rung)
{
    int family = exercises[item].family, to = best_of(w, family, rung);
    int first = !(w->n->known >> to & 1);
    if (first && changed_today(w) && w->new_today >= limit(new_after_change))
        return item;
    w->n->rung[family] = (uint8_t)rung;
    w->new_today += first;
    if (first || w->n->progress[to].rest)
        progress_new_rung(&w->n->progress[to]);
    w->n->risen[to] = w->k->day;
    w->granted |= UINT64_C(1) << to;
    w->rises++;
    w->item_rises++;
    because(w->p, REASON_RUNG_UP, to, rung, 0, 0);
    return to;
}

/* The ladders of a direction are climbed only in the direction that was found. */
static int climbs(const struct work *w, int family)
{
    enum direction d = direction_now(w->k);
    return family == FAMILY_EXT   ? d == DIRECTION_extension || d == DIRECTION_lateral
           : family == FAMILY_FLX ? d == DIRECTION_flexion
           : family == FAMILY_LAT ? d == DIRECTION_lateral
                                  : 1;
}

/* Is today's dose what was shown last, and not a share of it that is still coming back? */
static int shown_whole(const struct work *w, int item)
{
    const struct dose *last = &w->was->last[item];
    struct dose d = dose_at(item, w->n->progress[item].step);
    return last->times_a_day == 0 || (last->sets >= d.sets && last->reps >= d.reps &&
                                      last->hold_s >= d.hold_s && last->minutes >= d.minutes);
}

/* Seconds a day of the list, with this one a step up. */
static int seconds_with(const struct work *w, const uint8_t *list, int count, int item)
{
    int total = 0;
    for (int i = 0; i < count; i++)
        total += dose_seconds(list[i], limit_times(dose_at(list[i], w->n->progress[list[i]].step +
                                                                        (list[i] == item))));
    return total;
}

/* One item that is ready, if the day has room for it; returns what stands in its place. */
static int try_rise(struct work *w, int item, const uint8_t *list, int count)
{
    enum pace pace = pace_of(w, item);
    struct progress *s = &w->n->progress[item];
    enum ready ready = progress_ready(s, pace, exercises[item].steps, adherent(w));
    if (w->rise.late)
        ready = pace == PACE_still || s->rest     ? READY_no
                : s->step < exercises[item].steps ? READY_step
                                                  : READY_rung;
    else if (!(w->rise.fresh >> item & 1))
        ready = READY_no;
    if (ready == READY_no || !shown_whole(w, item))
        return item;
    int most = w->rise.late ? 1 : w->rises_max;
    int so_far = w->rise.late ? w->item_rises : w->rises;
    int rung = ready == READY_rung && !(orders_pinned(w->k) >> item & 1) ? next_rung(w, item) : -1;
    if (so_far >= most) {
        because(w->p, REASON_ENOUGH_TODAY, item, most, 0, 0);
        return item;
    }
    int walked = (w->granted & family_items[FAMILY_WALK]) != 0;
    int open = climbs(w, exercises[item].family);
    if (rung > 0 && !walked && open)
        return rise_rung(w, item, rung);
    if (progress_may_step(s, pace, exercises[item].steps, w->rise.late)) {
        if (seconds_with(w, list, count, item) <= limit_day_seconds(w))
            rise_step(w, item);
        else
            because(w->p, REASON_DAY_FULL, item, limit_day_seconds(w) / 60, 0, 0);
    } else if (rung > 0 && walked) {
        because(w->p, REASON_WALK_BEFORE_RUNG, item, 0, 0, 0);
    } else if (s->step >= exercises[item].steps) {
        because(w->p, REASON_ITEM_TOP, item, 0, 0, 0);
    }
    return item;
}

/* New exercises come as far as the day has room, but for what is kept for others; returns those
 * that came. On the first day all may. */
static uint64_t come(struct work *w, const uint8_t *item, int count, int room)
{
    uint64_t came = 0;
    for (int i = 0; i < count; i++) {
        if (!is_new(w, item[i]) || room <= 0)
            continue;
        came |= UINT64_C(1) << item[i];
        w->n->risen[item[i]] = w->k->day;
        w->rises++;
        w->new_today++;
        room--;
    }
    return came;
}

/* Those that waited longest first. */
static void by_waiting(const struct work *w, const uint8_t *item, int n, uint8_t *ret_order)
{
    for (int i = 0; i < n; i++) {
        int at = i;
        for (; at > 0 && w->n->risen[item[ret_order[at - 1]]] > w->n->risen[item[i]]; at--)
            ret_order[at] = ret_order[at - 1];
        ret_order[at] = (uint8_t)i;
    }
}

/* Of the day's progressions one is left for what is there already; that of a late answer goes to
 * what waits to come. */
static int room_to_come(const struct work *w)
{
    int room = w->rise.late ? 1 : w->rises_max - w->rises - 1;
    for (uint64_t rest = w->n->known; rest; rest &= rest - 1)
        if (w->n->progress[__builtin_ctzll(rest)].rest)
            return 0; /* nothing takes the place of what rests */
    return changed_today(w) && room > limit(new_after_change) ? limit(new_after_change) : room;
}

uint64_t rise_items(struct work *w, uint8_t *item, int count)
{
    struct programme *n = w->n;
    uint8_t order[PLAN_ITEMS_MAX];
    w->rises_max = w->strength ? limit(rises_strength) : limit(rises_day);
    if (n->started == w->k->day || !n->known)
        return come(w, item, count, PLAN_ITEMS_MAX); /* the first day */
    if (!w->rise.items)
        return 0;
    uint64_t came = come(w, item, count, room_to_come(w));
    if (w->rise.late) {
        n->late_run = 0;
        n->late_day = w->k->day;
    }
    if (w->rise.late && came)
        return came;
    by_waiting(w, item, count, order);
    for (int i = 0; i < count; i++)
        if (n->known >> item[order[i]] & 1)
            item[order[i]] = (uint8_t)try_rise(w, item[order[i]], item, count);
    if (!w->rise.late && !came && room_to_come(w) > 0) /* the room that nothing took */
        came = come(w, item, count, w->rises_max - w->rises);
    return came;
}
