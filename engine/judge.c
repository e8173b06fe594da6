/* What yesterday's exercise and this morning say: the colour of the day, what it lowers, and
 * whether anything may go up today. Source: clinical.md 5.2, 5.3 and section 0 [DESIGN]. */
#include "colour.h"
#include "fold.h"
#include "gate.h"
#include "programme.h"

static int was_active(const struct row *r)
{
    return r && (r->session || r->walked);
}

/* The colour of an exercise day by its cells and the morning of the open day. */
static int colour_of_day(const struct known *k, const struct row *x)
{
    const struct row *now = known_row(k, k->day), *before = known_row(k, k->day - 1);
    int morning = COLOUR_unknown;
    if (now->checkin)
        morning = morning_colour(colour_base(k, x->day), now->leg, now->reach, now->morning,
                                 before && before->worse_word);
    if (x->colour == COLOUR_red)
        return COLOUR_red;
    if (morning == COLOUR_unknown)
        return COLOUR_unknown;
    return morning > x->colour ? morning : x->colour;
}

/* The exercise day that this morning answers for: yesterday, or one of the days before that no
 * check-in has answered for yet. */
static const struct row *awaited(struct work *w)
{
    const struct known *k = w->k;
    for (int back = 1; back <= limit(late_days); back++) {
        const struct row *x = known_row(k, k->day - back);
        if (!x)
            return NULL;
        if (was_active(x))
            return planned_on(w->n, x->day)->judged ? NULL : x;
        if (x->checkin && back > 1)
            return NULL;
    }
    return NULL;
}

/* At least one displayed round of it was said to be done on the day before today. */
static int met(const struct work *w, int item, const struct row *x)
{
    const struct dose *d = &w->was->last[item];
    const struct told *t = &w->k->told[x->day & 1][item];
    int sets = d->sets ? d->sets : 1;
    if (d->times_a_day == 0)
        return 0;
    if (d->minutes)
        return t->minutes >= d->minutes * sets || t->hold_s >= d->minutes * sets * 60;
    if (d->reps)
        return t->reps >= d->reps * sets || (d->hold_s && t->hold_s >= d->reps * sets * d->hold_s);
    return t->hold_s >= d->hold_s * sets || t->minutes * 60 >= d->hold_s * sets;
}

/* The middle of the minutes walked on the days of the week before a day; 0 of fewer than three. */
static int walked_usually(const struct known *k, int day)
{
    enum { MOST = 16 };
    int minutes[MOST], n = 0;
    for (int back = 1; back <= limit(overdo_days) && n < MOST; back++) {
        const struct row *r = known_row(k, day - back);
        if (!r || !r->walk_told)
            continue;
        int at = n++;
        for (; at > 0 && minutes[at - 1] > r->walk_told; at--)
            minutes[at] = minutes[at - 1];
        minutes[at] = r->walk_told;
    }
    return n >= limit(overdo_known_days) ? minutes[(n - 1) / 2] : 0;
}

/* Far more than the plan, and than the person's own week: a walker of long standing is not held
 * back by a first plan of minutes. */
static int overdone(const struct work *w, const struct row *x)
{
    int pct = limit(overdo_pct), usual = walked_usually(w->k, x->day);
    const struct plan_walk *walk = &w->was->walk_last;
    int planned = walk->minutes * walk->times_a_day;
    if (walk->rung && x->walk_told * 100 > (usual > planned ? usual : planned) * pct)
        return 1;
    if (w->k->day - x->day > 1)
        return 0;
    for (uint64_t rest = x->done & w->was->known; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        const struct dose *d = &w->was->last[i];
        const struct told *t = &w->k->told[x->day & 1][i];
        int day = d->times_a_day * (d->sets ? d->sets : 1);
        if ((d->reps && t->reps * 100 > day * d->reps * pct) ||
            (!d->reps && d->hold_s && t->hold_s * 100 > day * d->hold_s * pct) ||
            (d->minutes && t->minutes * 100 > day * d->minutes * pct))
            return 1;
    }
    return 0;
}

/* A family whose rung was lowered has to earn the next one anew. */
static void unseason(struct programme *n, int family)
{
    for (uint64_t rest = family_items[family]; rest; rest &= rest - 1)
        progress_unseason(&n->progress[__builtin_ctzll(rest)]);
}

static void lower_rung(struct work *w, int item)
{
    struct programme *n = w->n;
    int family = exercises[item].family;
    if (n->rung[family] > 1)
        n->rung[family]--;
    unseason(n, family);
    because(w->p, REASON_TWO_REDS, item, 0, 0, 0);
    task_add(w->p, TASK_REVIEW_REDS, REASON_TWO_REDS);
}

/* Judges a set of exercises; a family goes down no more than one rung for one day. */
static void judge_items(struct work *w, uint64_t items, enum verdict v)
{
    uint32_t lowered = 0;
    for (uint64_t rest = items; rest; rest &= rest - 1) {
        int item = __builtin_ctzll(rest), family = exercises[item].family;
        if (progress_judge(&w->n->progress[item], v) == MOVE_rung_down &&
            !(lowered >> family & 1)) {
            lowered |= 1u << family;
            lower_rung(w, item);
        }
    }
}

/* What was done, or where that was not told, what was planned. */
static uint64_t done_on(const struct work *w, const struct row *x)
{
    return (x->done ? x->done : planned_on(w->n, x->day)->items) & w->was->known;
}

/* The morning that begins a flare-up and those of its first days: its share of the dose answers
 * them. To lower the steps as well would punish the same pain twice. */
static int is_flares_own(const struct work *w, const struct row *x)
{
    return w->flare_day >= 0 && w->flare_day < limit(flare_calm_days) && !x->provoked &&
           x->colour != COLOUR_red;
}

/* Where nothing is named, all that was done is to blame, and the rest of the programme rests with
 * it: what is at rest already is not judged for what it did not do. */
static void apply_red(struct work *w, const struct row *x)
{
    uint64_t spared = family_items[FAMILY_REST] | family_items[FAMILY_WALK];
    uint64_t gentle = spared | UINT64_C(1) << ITEM_N1, known = w->was->known;
    uint64_t hurt = x->provoked ? x->provoked & known & ~spared : done_on(w, x) & ~gentle;
    if (x->provoked)
        judge_items(w, done_on(w, x) & ~hurt & ~spared, VERDICT_amber);
    else
        for (uint64_t rest = known & ~gentle & ~hurt; rest; rest &= rest - 1)
            progress_rest(&w->n->progress[__builtin_ctzll(rest)]);
    judge_items(w, hurt, VERDICT_red);
    if (!x->provoked) /* what is left stays at its dose meanwhile */
        w->n->red_until = w->k->day + limit(red_rest_days) - 1;
    if (x->provoked & family_items[FAMILY_WALK])
        lower_walk(w->n, w->n->walk_step - 1);
}

/* A family that sent the pain down the leg rests, and is tried again from its first rung. */
static void ban_farther(struct work *w, const struct row *x)
{
    for (int f = 0; f < FAMILY_COUNT; f++) {
        if (!(x->farther & family_items[f]) || f == FAMILY_REST || f == FAMILY_WALK)
            continue;
        w->n->family_ban[f] = x->day + limit(peripheral_ban_days);
        w->n->rung[f] = 1;
        unseason(w->n, f);
        because(w->p, REASON_FARTHER_FAMILY, __builtin_ctzll(x->farther & family_items[f]),
                limit(peripheral_ban_days), 0, 0);
    }
}

static void judge(struct work *w, const struct row *x)
{
    struct programme *n = w->n;
    int colour = colour_of_day(w->k, x), late = w->k->day - x->day > 1;
    if (colour == COLOUR_unknown)
        return;
    struct planned *d = planned_on(n, x->day);
    d->judged = 1;
    d->colour = (uint8_t)colour;
    d->red = colour == COLOUR_red;
    w->rise.judged = (uint8_t)colour;
    int time = w->was->mode == modes_time && w->flare_day < 0;
    if (colour == COLOUR_red) {
        if (!is_flares_own(w, x))
            apply_red(w, x);
    } else if (colour == COLOUR_amber && !time) {
        judge_items(w, done_on(w, x) & ~family_items[FAMILY_REST], VERDICT_amber);
    } else if (!late) {
        for (uint64_t rest = x->done & w->was->known; rest; rest &= rest - 1) {
            int i = __builtin_ctzll(rest);
            if (!met(w, i, x))
                continue;
            w->rise.fresh |= UINT64_C(1) << i;
            judge_items(w, UINT64_C(1) << i, VERDICT_green);
        }
    }
    if (colour != COLOUR_green)
        n->late_run = 0;
    else if (late && n->late_run < limit(late_greens))
        n->late_run++;
}

static int no_rise(struct rise *r, enum reason_code code, int a, int b)
{
    r->code = (uint8_t)code;
    r->number[0] = a;
    r->number[1] = b;
    return 0;
}

/* What stands against every rise today, whatever the colours; a flare-up's own hold is not here. */
static int day_open(struct work *w)
{
    const struct known *k = w->k;
    const struct row *now = known_row(k, k->day), *before = known_row(k, k->day - 1);
    struct rise *r = &w->rise;
    int age = screen_age(k), time = w->was->mode == modes_time && w->flare_day < 0;
    if (k->newer_day != NEVER_DAY)
        return no_rise(r, REASON_UPDATE_FIRST, 0, 0);
    /* What was shown yesterday was made with facts that now count today, so it may have been a step
     * less, or more, than is known of it here. */
    if (now->went_back)
        return no_rise(r, REASON_DATE_LINE, 0, 0);
    if (!now->checkin)
        return no_rise(r, REASON_NO_CHECKIN, 0, 0);
    if (!now->screened)
        return no_rise(r, REASON_NO_SCREEN, 0, 0);
    if (age >= limit(full_screen_days) || k->gate.full_at < k->gate.ask_full_at)
        return no_rise(r, REASON_SCREEN_DUE, age, 0);
    if (k->gate.own_clear_day != NEVER_DAY &&
        k->day - k->gate.own_clear_day < limit(own_clear_days))
        return no_rise(r, REASON_OWN_CLEARANCE, limit(own_clear_days), 0);
    if (k->orders.hold_until >= k->day)
        return no_rise(r, REASON_CLINICIAN_HOLD, 0, 0);
    if (k->day <= w->n->red_until)
        return no_rise(r, REASON_RED_DAY, 0, 0);
    if (now->morning >= mornings_slightly_worse &&
        (!time || (now->morning == mornings_worse && before && before->worse_word)))
        return no_rise(r, REASON_MORNING_WORSE, 0, 0);
    if (k->relief_new_day == k->day ||
        (k->medicine_day != NEVER_DAY && k->day - k->medicine_day <= limit(medicine_hold_days)))
        return no_rise(r, REASON_NEW_MEDICINE, 0, 0);
    return 1;
}

/* The last exercise day before today was red. */
static int last_red(const struct work *w)
{
    for (int back = 1; back < ROWS; back++) {
        const struct row *r = known_row(w->k, w->k->day - back);
        if (!r)
            return 0;
        if (was_active(r)) {
            const struct planned *p = planned_was(w->n, r->day);
            return p && p->red;
        }
    }
    return 0;
}

static void decide_rise(struct work *w)
{
    const struct known *k = w->k;
    struct rise *r = &w->rise;
    const struct row *y = known_row(k, k->day - 1);
    int time = w->was->mode == modes_time && w->flare_day < 0;
    if (!r->open)
        return;
    if (w->flare_day >= 0) {
        no_rise(r, REASON_FLARE_HOLD, w->flare_day + 1, 0);
        return;
    }
    if (w->n->share < FLARE_WHOLE || w->n->walk_share < FLARE_WHOLE || r->share_up) {
        no_rise(r, REASON_FLARE_HOLD, w->k->day - w->n->flare_start + 1, 0);
        return;
    }
    if (r->judged == COLOUR_red || (time && last_red(w))) {
        no_rise(r, REASON_RED_DAY, 0, 0);
        return;
    }
    if (y && was_active(y) && overdone(w, y)) {
        no_rise(r, REASON_OVERDONE, limit(overdo_pct), 0);
        return;
    }
    int ready = 0;
    if (time) {
        for (int back = 1; back <= limit(quota_active_days); back++)
            ready |= was_active(known_row(k, k->day - back));
        r->fresh = 0;
        for (int back = 1; back <= limit(quota_active_days); back++) {
            const struct row *x = known_row(k, k->day - back);
            r->fresh |= x ? x->done : 0;
        }
        if (!ready)
            no_rise(r, REASON_NOT_DONE, 0, 0);
        else if (known_row(k, k->day)->leg < 0)
            ready = no_rise(r, REASON_COLOUR_UNKNOWN, 0, 0);
    } else if (!was_active(y)) {
        no_rise(r, REASON_NOT_DONE, 0, 0);
    } else if (r->judged == COLOUR_amber) {
        no_rise(r, REASON_AMBER_DAY, 0, 0);
    } else if (r->judged != COLOUR_green) {
        no_rise(r, REASON_COLOUR_UNKNOWN, 0, 0);
    } else {
        ready = 1;
    }
    if (!ready && w->n->late_run >= limit(late_greens) && r->judged == COLOUR_green &&
        k->day - w->n->late_day >= limit(late_rise_days))
        ready = r->late = 1;
    if (ready)
        r->code = 0;
    if (r->late)
        because(w->p, REASON_LATE_RISE, -1, limit(late_greens), 0, 0);
    r->items = r->walk = (uint8_t)ready;
    /* What rested by plan yesterday may rise on the green it has; what was skipped when it was last
     * shown may not. */
    const struct planned *before = planned_was(w->n, k->day - 1);
    if (before && !before->stop)
        r->fresh |= ~(before->items | w->was->missed);
    int holding = gate_holding(k);
    if (ready && holding >= 0) {
        r->items = 0;
        no_rise(r, REASON_SOON_HOLD, limit(soon_hold_days), 0);
    }
}

/* After days with neither session nor walk, less of what was planned on the last exercise day. */
static void apply_gap(struct work *w)
{
    const struct known *k = w->k;
    struct programme *n = w->n;
    /* By the days before today: what is done today does not undo what today's plan is. */
    int missed = k->active_before == NEVER_DAY ? 0 : k->day - k->active_before - 1;
    int want = missed >= limit(gap_long_days) ? 2 : missed >= limit(gap_days) ? 1 : 0;
    if (missed <= 0) {
        n->gap = 0;
        return;
    }
    if (want > n->gap) {
        int pct = want == 2 ? limit(gap_long_pct) : limit(gap_pct);
        for (int i = 0; i < ITEM_COUNT; i++) {
            int cap = scale(n->step_then[i], pct);
            if (n->progress[i].step > cap)
                n->progress[i].step = (uint8_t)cap;
            n->progress[i].greens = 0;
        }
        if (want == 2)
            for (int f = 0; f < FAMILY_COUNT; f++)
                n->rung[f] = (uint8_t)(n->rung[f] > 1 ? n->rung[f] - 1 : 1);
        lower_walk(n, scale(n->walk_then, pct));
        n->gap = (uint8_t)want;
    }
    if (n->gap && n->known)
        because(w->p, REASON_BREAK, -1, missed, n->gap == 2 ? limit(gap_long_pct) : limit(gap_pct),
                0);
}

/* The share of the dose that a flare-up leaves climbs with its days, but only after a day of
 * exercise that was not too much; while something waits to be seen, that of walking alone. From
 * nothing on its first day and by one a day at most, it is never ahead of them. */
static void follow_flare(struct work *w)
{
    const struct known *k = w->k;
    struct programme *n = w->n;
    if (k->flare.start != n->flare_start) {
        n->flare_start = k->flare.start;
        n->share = n->walk_share =
            w->flare_day >= 0 ? 0 : FLARE_WHOLE; /* over before it was seen */
        return;
    }
    int well = w->rise.judged != COLOUR_red && w->rise.judged != COLOUR_amber;
    if (!w->rise.open || !well || !was_active(known_row(k, k->day - 1)))
        return;
    int holding = gate_holding(k) >= 0;
    if (n->share < FLARE_WHOLE && holding)
        because(w->p, REASON_SOON_HOLD, -1, limit(soon_hold_days), 0, 0);
    if (n->share < FLARE_WHOLE && !holding) {
        n->share++;
        w->rise.share_up = 1;
    }
    if (n->walk_share < FLARE_WHOLE) {
        n->walk_share++;
        w->rise.walk_share_up = 1;
    }
}

void judge_days(struct work *w)
{
    const struct row *x = awaited(w);
    w->rise.judged = COLOUR_unknown;
    if (x)
        judge(w, x);
    const struct row *y = known_row(w->k, w->k->day - 1);
    if (y && y->farther)
        ban_farther(w, y);
    apply_gap(w);
    w->rise.open = (uint8_t)day_open(w);
    follow_flare(w);
    decide_rise(w);
}
