#include "course_rules.h"

#include "../core/day.h"

#include <stdio.h>

static int is_up(int change)
{
    return change == ITEM_up || change == ITEM_new;
}

/* The first day of a programme, or of a new episode's: everything comes at once. */
static int is_start(const struct days *d, int i)
{
    const struct plan *p = &d->plan[i];
    if (p->change == PLAN_start)
        return 1;
    for (int k = 0; k < i; k++) /* nothing but walking, or nothing at all, until now */
        if (d->plan[k].item_count)
            return 0;
    return 1;
}

static const struct plan_item *item_of(const struct plan *p, int item)
{
    for (int i = 0; i < p->item_count; i++)
        if (p->item[i].item == item)
            return &p->item[i];
    return NULL;
}

static int has_reason(const struct plan *p, int code, int item)
{
    for (int i = 0; i < p->reason_count; i++)
        if (p->reason[i].code == code && (item < 0 || p->reason[i].item == item))
            return 1;
    return 0;
}

/* In a flare-up a share of the dose is shown; it comes back over days. */
static int flared(const struct days *d, int i, int days_back)
{
    for (int k = i; k >= 0 && k >= i - days_back; k--)
        if (d->plan[k].change == PLAN_flare || has_reason(&d->plan[k], REASON_FLARE, -1))
            return 1;
    return 0;
}

#define EACH_FACT(d, f, upto)                                                                      \
    for (const struct fact *f = (d)->record->fact; f < (d)->record->fact + (d)->record->count;     \
         f++)                                                                                      \
        if (f->day <= (upto))

static int episode_began(const struct days *d, int day)
{
    int began = INT32_MIN;
    EACH_FACT(d, f, day)
    if (f->kind == KIND_episode) {
        const struct fact_episode *e = f->keys;
        began = e->began == UNANSWERED ? f->day : e->began;
    }
    return began;
}

/* It may have been answered; when not even this is so, it was not. */
static int may_be_answered(const struct fact_screen *s, int full)
{
    int n = 0;
    if (full && s->extent != extents_full)
        return 0;
    for (uint64_t all = s->asked.yes | s->asked.no | s->asked.unsure; all; all &= all - 1)
        n++;
    return s->rest == rests_no || n >= (full ? 20 : 11);
}

static int urgent_stops(const struct days *d, const char **why)
{
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        int stopped = p->stage == stages_stop && p->change == PLAN_stop && p->item_count == 0 &&
                      p->walk.rung == 0;
        *why = "an urgent route, and not everything is stopped";
        if (p->route >= routes_same_day && !stopped)
            return i;
        *why = "stage and change do not agree that it is stopped";
        if (!stopped && (p->stage == stages_stop || p->change == PLAN_stop))
            return i;
    }
    return -1;
}

static int route_is_highest(const struct days *d, const char **why)
{
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        int top = routes_self_care;
        for (int k = 0; k < p->flag_count; k++) {
            top = p->flag[k].route > top ? p->flag[k].route : top;
            *why = "flags are not in order of urgency";
            if (k && p->flag[k].route > p->flag[k - 1].route)
                return i;
            *why = "a flag is dated after the day";
            if (p->flag[k].since > p->day)
                return i;
        }
        *why = "the route is not the highest of the flags";
        if (p->route != top)
            return i;
    }
    return -1;
}

/* No full screen of this episode within the last 28 days: nothing, and it is asked for. */
static int screen_first(const struct days *d, const char **why)
{
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        int began = episode_began(d, p->day), stands = 0, ended = 0, asked = 0;
        EACH_FACT(d, f, p->day)
        {
            if (f->kind == KIND_screen)
                stands |= may_be_answered(f->keys, 1) && f->day >= began && p->day - f->day <= 28;
            ended |= f->kind == KIND_discharge;
        }
        for (int k = 0; k < p->task_count; k++)
            asked |= p->task[k].task == TASK_FULL_SCREEN;
        *why = "no full screen, and the plan is not stopped";
        if (!stands && (p->stage != stages_stop || p->item_count || p->walk.rung))
            return i;
        *why = "no full screen, and it is not asked for";
        if (!stands && !asked && !ended && !has_reason(p, REASON_CHILD, -1))
            return i;
    }
    return -1;
}

static int told_today(const struct days *d, int day, int kind)
{
    EACH_FACT(d, f, day)
    if (f->day == day && f->kind == kind && (kind != KIND_screen || may_be_answered(f->keys, 0)))
        return 1;
    return 0;
}

static int any_up(const struct plan *p, int rest_too)
{
    for (int i = 0; i < p->item_count; i++)
        if (is_up(p->item[i].change) &&
            (rest_too || exercises[p->item[i].item].family != FAMILY_REST))
            return 1;
    return p->walk.rung && p->walk.change == ITEM_up;
}

static int nothing_unasked(const struct days *d, const char **why)
{
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        if (is_start(d, i) || !any_up(p, 0))
            continue;
        *why = "something goes up or is new without a check-in";
        if (!told_today(d, p->day, KIND_checkin))
            return i;
        *why = "something goes up or is new without an answered screen";
        if (!told_today(d, p->day, KIND_screen))
            return i;
    }
    return -1;
}

static int worse_holds(const struct days *d, const char **why)
{
    *why = "something goes up after a morning called worse";
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        if (!d->plain || is_start(d, i) || p->mode != modes_pain || !any_up(p, 0))
            continue;
        EACH_FACT(d, f, p->day)
        if (f->kind == KIND_checkin && f->day == p->day &&
            ((const struct fact_checkin *)f->keys)->morning == mornings_worse)
            return i;
    }
    return -1;
}

/* What the profile forbids, worked out from the facts. */
static uint32_t forbidden_to(const struct days *d, int day)
{
    uint32_t has = 0, p = 0;
    int surgery = UNANSWERED, weeks = -1, weeks_day = 0, after = -1, after_day = 0;
    EACH_FACT(d, f, day)
    if (f->kind == KIND_profile) {
        const struct fact_profile *x = f->keys;
        has = (has & ~(x->has_not & ~x->has)) | (x->has & ~x->has_not);
        if (x->surgery != UNANSWERED)
            surgery = x->surgery;
        if (x->pregnant_weeks != UNANSWERED)
            weeks = x->pregnant_weeks ? x->pregnant_weeks : -1, weeks_day = f->day;
        if (x->after_birth_weeks != UNANSWERED)
            after = x->after_birth_weeks, after_day = f->day, weeks = -1;
    }
    if (weeks >= 0 && weeks + (day - weeks_day) / 7 > limit(pregnant_bans_weeks))
        p |= 1u << PROFILE_PREG;
    if (after >= 0 && after + (day - after_day) / 7 < limit(after_birth_weeks))
        p |= 1u << PROFILE_PREG;
    if (has & (1u << conditions_osteoporosis | 1u << conditions_steroids))
        p |= 1u << PROFILE_OST;
    if (surgery != UNANSWERED && surgery <= day && day - surgery < limit(post_operation_days))
        p |= 1u << PROFILE_PO;
    if (has >> conditions_knee & 1)
        p |= 1u << PROFILE_KNEE;
    if (has >> conditions_hip_replacement & 1)
        p |= 1u << PROFILE_HIP;
    if (has >> conditions_falls & 1)
        p |= 1u << PROFILE_FALL;
    if (has >> conditions_heart & 1)
        p |= 1u << PROFILE_CVD;
    return p;
}

static int profile_forbids(const struct days *d, const char **why)
{
    int allows = 0;
    *why = "an item that the profile forbids";
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        uint32_t flags = forbidden_to(d, p->day);
        EACH_FACT(d, f, p->day)
        allows |= f->kind == KIND_clearance;
        for (int k = 0; !allows && d->plain && k < p->item_count; k++)
            for (int x = 0; x < PROFILE_COUNT; x++)
                if (flags >> x & 1 && profile_excluded[x] >> p->item[k].item & 1)
                    return i;
    }
    return -1;
}

/* A clinician's ban, from the day it was given to the day it ends. */
static int override_bans(const struct days *d, const char **why)
{
    *why = "an item that an override bans";
    for (int i = 0; d->plain && i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        EACH_FACT(d, f, p->day)
        {
            const struct fact_override *o = f->keys;
            if (f->kind != KIND_override || f->by != WHO_clinician ||
                (o->until != UNANSWERED && o->until < p->day))
                continue;
            for (int k = 0; k < p->item_count; k++)
                if (o->ban.all || o->ban.items >> p->item[k].item & 1 ||
                    o->ban.families >> exercises[p->item[k].item].family & 1)
                    return i;
            if (p->walk.rung && (o->ban.all || o->ban.families >> FAMILY_WALK & 1))
                return i;
        }
    }
    return -1;
}

static int within(int least, int v, int most)
{
    return least <= v && v <= most;
}

static int doses_bounded(const struct days *d, const char **why)
{
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        *why = "too many items";
        if (p->item_count > (p->stage == stages_calm ? limit(items_calm) : limit(items_max)))
            return i;
        for (int k = 0; k < p->item_count; k++) {
            struct dose x = p->item[k].dose;
            struct dose a = exercises[p->item[k].item].start, b = exercises[p->item[k].item].top;
            int low = !flared(d, i, d->count);
            *why = "more than 3 rounds, or none";
            if (!within(1, x.times_a_day, limit(rounds_max)))
                return i;
            *why = "a dose above its top";
            if (x.sets > b.sets || x.reps > b.reps || x.hold_s > b.hold_s ||
                x.minutes > b.minutes || x.load_kg > b.load_kg)
                return i;
            *why = "a dose below its start, and no flare-up";
            if (low && (x.sets < a.sets || x.reps < a.reps || x.hold_s < a.hold_s ||
                        x.minutes < a.minutes))
                return i;
            *why = "a dose of nothing";
            if (!x.reps && !x.hold_s && !x.minutes)
                return i;
            for (int j = 0; j < k; j++) {
                *why = "the same item twice";
                if (p->item[j].item == p->item[k].item)
                    return i;
            }
        }
    }
    return -1;
}

static int above(struct dose x, struct dose most)
{
    return x.times_a_day > most.times_a_day || x.sets > most.sets || x.reps > most.reps ||
           x.hold_s > most.hold_s || x.minutes > most.minutes || x.load_kg > most.load_kg;
}

static int parts_up(struct dose x, struct dose was)
{
    return (x.times_a_day > was.times_a_day) + (x.sets > was.sets) + (x.reps > was.reps) +
           (x.hold_s > was.hold_s) + (x.minutes > was.minutes) + (x.load_kg > was.load_kg);
}

static struct dose most_of(struct dose a, struct dose b)
{
#define MORE(part) a.part = a.part > b.part ? a.part : b.part
    MORE(times_a_day), MORE(sets), MORE(reps), MORE(hold_s), MORE(minutes), MORE(load_kg);
    return a;
}

/* Today's dose is at most a step above what was shown last; what comes back after a flare-up, a
 * break or a red day, at most a step above what was ever shown in this episode. */
static int one_step(const struct days *d, const char **why)
{
    struct dose last[ITEM_COUNT] = {0}, ever[ITEM_COUNT] = {0};
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        if (p->change == PLAN_start || (i && episode_began(d, p->day) !=
                                                 episode_began(d, p->day - 1)))
            memset(ever, 0, sizeof ever), memset(last, 0, sizeof last);
        for (int k = 0; k < p->item_count; k++) {
            int item = p->item[k].item;
            struct dose x = p->item[k].dose, was = last[item], top = ever[item];
            const struct exercise *row = &exercises[item];
            int back = has_reason(p, REASON_ITEM_BACK, item) || flared(d, i, 7);
            last[item] = x;
            ever[item] = most_of(top, x);
            *why = "a first dose above the start";
            if (!was.times_a_day) {
                if (above(x, row->start))
                    return i;
                continue;
            }
            struct dose next = most_of(was, dose_next(row, was));
            next.times_a_day = next.times_a_day > limit(rounds_max) ? (int16_t)limit(rounds_max)
                                                                    : next.times_a_day;
            *why = "more than a step above the last dose";
            if (!back && (above(x, next) || parts_up(x, was) > 1))
                return i;
            *why = "more than a step above any dose of this episode";
            if (above(x, most_of(top, dose_next(row, top))))
                return i;
            *why = "up without being more, or more without being up";
            if (p->item[k].change == ITEM_up ? !parts_up(x, was)
                                             : p->item[k].change == ITEM_same && above(x, was))
                return i;
        }
    }
    return -1;
}

static int few_rises(const struct days *d, const char **why)
{
    *why = "too many progressions on one day";
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        int n = p->walk.rung && p->walk.change == ITEM_up, strength = 0;
        if (is_start(d, i) || flared(d, i, 7))
            continue;
        for (int k = 0; k < p->item_count; k++) {
            int item = p->item[k].item;
            if (exercises[item].family == FAMILY_REST)
                continue;
            strength |= p->stage >= stages_build && !has_reason(p, REASON_REST_DAY, -1);
            n += p->item[k].change == ITEM_new ||
                 (p->item[k].change == ITEM_up && !has_reason(p, REASON_ITEM_BACK, item));
        }
        if (n > (strength ? limit(rises_strength) : limit(rises_day)))
            return i;
    }
    return -1;
}

/* Each item that changed has a reason of its own that names it. */
static int told_why(const struct days *d, const char **why)
{
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        *why = "no reason at all";
        if (!p->reason_count)
            return i;
        *why = "an item without a reason that names it";
        for (int k = 0; k < p->item_count; k++) {
            int found = 0;
            for (int r = 0; r < p->reason_count; r++)
                found |= p->reason[r].item == p->item[k].item;
            if (!found)
                return i;
        }
        *why = "a task without its reason";
        for (int k = 0; k < p->task_count; k++)
            if (!has_reason(p, p->task[k].reason, -1))
                return i;
        *why = "walking goes up or down without a reason";
        if (p->walk.rung && p->walk.change != ITEM_same) {
            int found = 0;
            for (int r = 0; r < p->reason_count; r++)
                found |= within(REASON_WALK_START, p->reason[r].code, REASON_WALK_BANNED) ||
                         p->reason[r].code == REASON_FLARE;
            if (!found)
                return i;
        }
        *why = "reasons are full: some may be missing";
        if (p->reason_count == PLAN_REASONS_MAX)
            return i;
    }
    return -1;
}

static int unknown_is_careful(const struct days *d, const char **why)
{
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        int born = 0, motor = 0;
        EACH_FACT(d, f, p->day)
        {
            if (f->kind == KIND_profile)
                born |= ((const struct fact_profile *)f->keys)->born != UNANSWERED;
            motor |= f->kind == KIND_motor || f->kind == KIND_exam;
        }
        for (int k = 0; k < p->item_count; k++) {
            const struct exercise *x = &exercises[p->item[k].item];
            *why = "born is unknown, and there is more than positions of ease";
            if (!born && x->family != FAMILY_REST)
                return i;
            *why = "no strength test, and a nerve or leg exercise above the first rung";
            if (!motor && (x->family == FAMILY_NEU || x->family == FAMILY_LEG) && x->rung > 1)
                return i;
        }
    }
    return -1;
}

/* Under 16 nothing; under 18 without a clinician no items, route at least soon, flag age. */
static int minors(const struct days *d, const char **why)
{
    for (int i = 0; d->plain && i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        int born = UNANSWERED, seen = 0, flag = 0;
        EACH_FACT(d, f, p->day)
        {
            if (f->kind == KIND_profile && ((const struct fact_profile *)f->keys)->born != UNANSWERED)
                born = ((const struct fact_profile *)f->keys)->born;
            seen |= f->kind == KIND_clearance || f->kind == KIND_override;
        }
        int age = born == UNANSWERED ? 99 : day_year(p->day) - born;
        for (int k = 0; k < p->flag_count; k++)
            flag |= p->flag[k].flag == FLAG_age;
        *why = "a child has a plan";
        if (age < limit(child_age) && !seen && (p->item_count || p->walk.rung))
            return i;
        *why = "a minor without a clinician has items, or no flag";
        if (age < limit(adult_age) && !seen && (p->item_count || !flag || p->route < routes_soon))
            return i;
    }
    return -1;
}

static int walk_minutes(const struct plan_walk *w)
{
    return w->times_a_day * w->minutes * w->days_a_week;
}

/* The planned week of walking grows by so much at most over the plan of 7 days before. */
static int walk_grows_slowly(const struct days *d, const char **why)
{
    int risen = -9;
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        int now = walk_minutes(&p->walk), then = i >= 7 ? walk_minutes(&d->plan[i - 7].walk) : 0;
        int most = then < limit(walk_week_full) ? then + limit(walk_week_add)
                                                : then + then * limit(walk_week_pct) / 100;
        int before = i ? walk_minutes(&d->plan[i - 1].walk) : 0;
        int up = p->walk.rung && p->walk.change == ITEM_up;
        *why = "walking grew faster than a week may";
        if (up && then && now > most && now > before && !flared(d, i, 14))
            return i;
        *why = "walking went up on two days running";
        if (up && !flared(d, i, 7) && i - risen < limit(walk_rise_days))
            return i;
        risen = up ? i : risen;
    }
    return -1;
}

static int stage_limits_walk(const struct days *d, const char **why)
{
    *why = "walking came in above the stage's highest rung";
    static const int top[stages_COUNT] = {[stages_calm] = LIMIT_walk_calm,
                                          [stages_restore] = LIMIT_walk_restore,
                                          [stages_build] = LIMIT_walk_build,
                                          [stages_return] = LIMIT_walk_return,
                                          [stages_keep] = LIMIT_walk_keep};
    for (int i = 0; i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        if (p->walk.rung && is_up(p->walk.change) && p->walk.rung > top[p->stage] &&
            !flared(d, i, 7))
            return i;
    }
    return -1;
}

/* Same is same and new is new, as the days show it. */
static int soon_holds(const struct days *d, const char **why)
{
    *why = "an exercise goes up in the first days of a matter for soon";
    for (int i = 0; d->plain && i < d->count; i++) {
        const struct plan *p = &d->plan[i];
        int fresh = 0;
        for (int k = 0; k < p->flag_count; k++)
            fresh |= p->flag[k].route == routes_soon && p->flag[k].answer <= ANSWER_unsure &&
                     p->flag[k].flag < QUESTION_COUNT && p->day - p->flag[k].since < 14 &&
                     p->day > p->flag[k].since;
        for (int k = 0; fresh && !is_start(d, i) && k < p->item_count; k++)
            if (p->item[k].change == ITEM_up && !flared(d, i, 9))
                return i;
    }
    return -1;
}

const struct course_rule course_rules[] = {
    {"an urgent route stops everything", urgent_stops},
    {"the route is the highest flag", route_is_highest},
    {"a full screen comes first", screen_first},
    {"nothing goes up without a check-in and a screen", nothing_unasked},
    {"a worse morning holds", worse_holds},
    {"the profile forbids", profile_forbids},
    {"an override bans", override_bans},
    {"doses are within bounds", doses_bounded},
    {"one step at a time", one_step},
    {"few progressions a day", few_rises},
    {"every change has its reason", told_why},
    {"what is unknown is met with care", unknown_is_careful},
    {"minors need a clinician", minors},
    {"walking grows slowly", walk_grows_slowly},
    {"the stage limits walking", stage_limits_walk},
    {"a matter for soon holds doses", soon_holds},
};
const int course_rule_count = sizeof course_rules / sizeof course_rules[0];
