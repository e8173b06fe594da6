/* Mode and stage. Source: clinical.md 5.4 and section 0 [DESIGN] [S39]. */
#include "programme.h"

/* Checks of the last 14 days, for keep: enough of them, and every one quiet. */
static int quiet_fortnight(const struct known *k)
{
    int n = 0;
    for (int day = k->day - limit(keep_days) + 1; day <= k->day; day++) {
        const struct row *r = known_row(k, day);
        if (!r || !r->checkin)
            continue;
        if (r->leg > limit(quiet_leg) || r->reach > zones_back)
            return 0;
        n += r->leg >= 0 && r->reach >= 0;
    }
    return n >= limit(keep_checkins) && k->day - k->checkin_first_day >= limit(keep_days);
}

int came_back(const struct work *w)
{
    const struct known *k = w->k;
    return k->discharge >= 0 && k->discharge_leg >= 0 &&
           (w->leg >= k->discharge_leg + limit(flare_rise) ||
            (k->discharge_reach >= 0 && w->reach >= k->discharge_reach + limit(came_back_zones)));
}

/* by, or up to the top. What was not told, -1, is neither. */
static int better_by(int now, int first, int by, int top)
{
    return first >= 0 && (now >= first + by || now >= top);
}

/* Two of the four measures better than at first; not asked of those who do not measure, nor for
 * ever of those who stopped. */
static int mobility_open(const struct known *k)
{
    const struct measure *a = &k->measure_first, *b = &k->measure_last;
    if (k->measure_count == 0 || k->day - k->measure_day > limit(mobility_stale_days))
        return 1;
    int first_walk = a->walk_min, walk = k->walk_min_last[0];
    int better = better_by(b->bend, a->bend, limit(mobility_marks), bends_floor) +
                 better_by(b->knee, a->knee, limit(mobility_marks), knee_straights_full) +
                 better_by(b->rises, a->rises, limit(mobility_rises), 60) +
                 (first_walk > 0 && walk * 100 >= first_walk * (100 + limit(mobility_walk_pct)));
    return better >= limit(mobility_measures);
}

/* Discharged as well, and nothing since says otherwise. */
static int well_discharged(const struct work *w)
{
    int d = w->k->discharge;
    return (d == discharges_recovered || d == discharges_improved) && !came_back(w);
}

static int stage_for(struct work *w, int age, int had)
{
    const struct known *k = w->k;
    int leg = w->leg, reach = w->reach;
    int time = w->n->mode == modes_time;
    if (!time && w->flare_day >= 0 && w->flare_day < limit(flare_calm_days))
        return stages_calm;
    if (well_discharged(w))
        return stages_keep;
    if (quiet_fortnight(k) && w->flare_day < 0)
        return stages_keep;
    if (leg >= 0 && reach >= 0 && age >= limit(programme_days)) {
        if (leg <= limit(quiet_leg) && reach <= zones_buttock)
            return stages_return;
        int kept = had == stages_build;
        int near = reach <= zones_thigh;
        if (near &&
            (kept ? leg <= limit(build_keep_leg) : leg <= limit(build_leg) && mobility_open(k)))
            return stages_build;
    }
    if (time && age >= limit(time_build_days))
        return stages_build;
    int sore = leg < 0 || reach < 0 || leg >= limit(calm_leg) || reach >= zones_foot;
    if (!time && sore && !w->n->calm_spent)
        return stages_calm;
    return stages_restore;
}

static void choose_mode(struct work *w)
{
    const struct known *k = w->k;
    int age = k->day - k->episode.began, mode = modes_pain;
    if (k->orders.mode >= 0 && k->orders.mode_until >= k->day)
        mode = k->orders.mode;
    else if (w->flare_day < 0 &&
             (age > limit(time_mode_days) ||
              (k->start_distress >= limit(time_distress) && age > limit(time_distress_days))))
        mode = modes_time;
    if (mode != w->n->mode)
        w->n->mode_since = k->day;
    w->n->mode = (uint8_t)mode;
}

void choose_stage(struct work *w)
{
    const struct known *k = w->k;
    struct programme *n = w->n;
    choose_mode(w);
    int had = w->was->stage;
    int age = n->started == NEVER_DAY ? 0 : k->day - n->started;
    if (w->leg >= 0 && w->reach >= 0 && w->leg < limit(calm_leg) && w->reach < zones_foot)
        n->calm_spent = 0;
    if (had == stages_calm && k->day - n->calm_since >= limit(calm_days))
        n->calm_spent = 1;
    int stage = stage_for(w, age, had);
    int flare_starts = w->flare_day >= 0 && w->flare_day <= limit(flare_calm_days);
    int silent = k->checkin_last_day <= k->day - limit(stage_median_days);
    int fresh = had == stages_stop || k->discharge >= 0 || flare_starts;
    int early = k->day - n->stage_since < limit(stage_days);
    /* Calm ends on its day even if it is young: it is at most 28 days on end. */
    int spent = had == stages_calm && n->calm_spent;
    if (!fresh && !spent && (silent || early))
        stage = had;
    if (stage != had) {
        n->stage_since = k->day;
        if (stage == stages_calm)
            n->calm_since = k->day;
    }
    n->stage = (uint8_t)stage;
    w->p->stage = (uint8_t)stage;
    w->p->mode = n->mode;
}
