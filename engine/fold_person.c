/* The person, the episode, measures and a clinician's orders: what was told last counts. */
#include "fold.h"
#include "gate.h"

static int latest(int32_t *had, int32_t told)
{
    if (told == UNANSWERED)
        return 0;
    *had = told;
    return 1;
}

static void set_condition(struct person *p, int c, int has, int64_t at)
{
    uint32_t bit = 1u << c;
    if (has && !(p->has & bit))
        p->has_at[c] = at;
    p->has = has ? p->has | bit : p->has & ~bit;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

#define AGES (IN(age60) | IN(age65) | IN(age70))

/* What each condition tells the gate. */
static const uint64_t tells[conditions_COUNT] = {
    [conditions_osteoporosis] = IN(bones),
    [conditions_steroids] = IN(bones) | IN(immune) | IN(risk),
    [conditions_immune] = IN(immune) | IN(risk),
    [conditions_diabetes] = IN(risk),
    [conditions_cancer] = IN(cancer),
    [conditions_aneurysm] = IN(aneurysm),
    [conditions_smoker] = IN(vessel),
    [conditions_hypertension] = IN(vessel),
};

/* Something of it is so; at is the latest it was told. */
static int has_any(const struct person *p, enum gate_input input, int64_t *ret_at)
{
    int any = 0;
    *ret_at = NEVER_AT;
    for (int c = 0; c < conditions_COUNT; c++) {
        if (p->has >> c & 1 && tells[c] >> input & 1) {
            any = 1;
            *ret_at = later(*ret_at, p->has_at[c]);
        }
    }
    return any;
}

/* A condition is asked about once, so it is as old as the episode at most. */
void fold_conditions(struct known *k)
{
    const struct person *p = &k->person;
    struct gate *g = &k->gate;
    int64_t at;
    int any = has_any(p, IN_bones, &at);
    gate_set(g, IN_bones, any, at);
    any = has_any(p, IN_immune, &at);
    gate_set(g, IN_immune, any, at);
    any = has_any(p, IN_risk, &at);
    if (g->in & ASKED(infection_risk)) {
        any = 1;
        at = later(at, g->in_at[Q_infection_risk]);
    }
    gate_set(g, IN_risk, any, at);
    any = has_any(p, IN_cancer, &at);
    gate_set(g, IN_cancer, any, later(at, k->episode.at));
    any = has_any(p, IN_aneurysm, &at);
    gate_set(g, IN_aneurysm, any, later(at, k->episode.at));
    any = has_any(p, IN_vessel, &at);
    gate_set(g, IN_vessel, any, at);
}

/* By the year alone, so from the day's first fact on; until born is known, as if old enough. */
void fold_age(struct known *k)
{
    struct gate *g = &k->gate;
    gate_set(g, IN_age60, age_at_least(k, limit(aneurysm_age)), NEVER_AT);
    gate_set(g, IN_age65, age_at_least(k, limit(fracture_age)), NEVER_AT);
    gate_set(g, IN_age70, age_at_least(k, limit(midline_age)), NEVER_AT);
}

/* What the gate does not read. */
static void fold_rest(struct person *p, const struct fact *f, const struct fact_profile *s)
{
    latest(&p->surgery, s->surgery);
    latest(&p->injection, s->injection);
    if (latest(&p->pregnant_weeks, s->pregnant_weeks))
        p->pregnant_day = f->day;
    if (latest(&p->after_weeks, s->after_birth_weeks)) {
        p->after_day = f->day;
        if (s->pregnant_weeks == UNANSWERED)
            p->pregnant_weeks = 0; /* the birth ends the pregnancy */
    }
}

void fold_profile(struct known *k, const struct fact *f, const struct fact_profile *s,
                  uint64_t keep)
{
    struct person *p = &k->person;
    int whole = keep == KEEP_ALL;
    if (keep & AGES && latest(&p->born, s->born))
        k->gate.told |= AGES;
    if (whole)
        fold_rest(p, f, s);
    for (int c = 0; c < conditions_COUNT; c++) {
        if (whole && s->has_not >> c & 1)
            set_condition(p, c, 0, k->now);
        if (s->has >> c & 1 && (whole || keep & tells[c])) {
            set_condition(p, c, 1, k->now);
            k->gate.told |= tells[c];
        }
    }
    fold_conditions(k);
    fold_age(k);
    gate_weigh(k);
}

void fold_episode(struct known *k, const struct fact *f, const struct fact_episode *e)
{
    k->episode.said = *e;
    k->episode.at = k->now;
    k->episode.day = f->day;
    int began = e->began != UNANSWERED && e->began <= f->day ? e->began : f->day;
    if (began != k->episodes_told[0]) {
        k->episodes_told[2] = k->episodes_told[1];
        k->episodes_told[1] = k->episodes_told[0];
        k->episodes_told[0] = began;
    }
    k->episode.began = began;
    k->discharge = -1;
    k->direction.found = DIRECTION_untested;
    k->direction.pending = -1;
    k->direction.today.day = k->direction.awaiting.day = NEVER_DAY;
    if (k->checkin_last_day < began) /* those before it told of another */
        k->reach_most = k->leg_worse = -1;
    k->leg_first = k->rmdq_first = k->rmdq_last = -1;
    k->leg_first_day = NEVER_DAY;
    k->checkin_first_day = NEVER_DAY;
    k->treatments = 0;
    k->treatment_leg = -1;
    k->measure_count = 0;
    k->walk_min_last[0] = (int16_t)(e->walk_min != UNANSWERED ? e->walk_min : -1);
    k->walk_min_last[1] = -1;
    k->sit_min = (int16_t)(e->sit_min != UNANSWERED ? e->sit_min : -1);
    k->walk_min_day = f->day;
    fold_conditions(k);
    gate_weigh(k);
}

void fold_mobility(struct known *k, const struct fact_mobility *m)
{
    struct measure now = {-1, -1, -1, -1};
    if (m->bend != UNANSWERED)
        now.bend = (int8_t)m->bend;
    if (m->knee_straight != UNANSWERED)
        now.knee = (int8_t)m->knee_straight;
    if (m->chair_rises != UNANSWERED)
        now.rises = (int8_t)m->chair_rises;
    struct measure *first = &k->measure_first;
    if (k->measure_count == 0)
        *first = now;
    first->bend = first->bend < 0 ? now.bend : first->bend;
    first->knee = first->knee < 0 ? now.knee : first->knee;
    first->rises = first->rises < 0 ? now.rises : first->rises;
    k->measure_last = now;
    k->measure_count++;
    k->measure_day = k->day;
    if (now.rises > k->rises_best)
        k->rises_best = now.rises;
}

static int until_day(int32_t until)
{
    return until == UNANSWERED ? INT32_MAX : until;
}

void fold_override(struct known *k, const struct fact *f, const struct fact_override *o)
{
    struct orders *s = &k->orders;
    int until = until_day(o->until);
    for (int i = 0; i < ITEM_COUNT; i++)
        if ((o->ban.all || o->ban.items >> i & 1) && until > s->ban_until[i])
            s->ban_until[i] = until;
    for (int i = 0; i < FAMILY_COUNT; i++)
        if ((o->ban.families >> i & 1) && until > s->ban_until[ITEM_COUNT + i])
            s->ban_until[ITEM_COUNT + i] = until;
    for (int i = 0; i < FAMILY_COUNT; i++)
        if ((o->ban.all || o->ban.families >> i & 1) && until >= k->day)
            direction_banned(k, family_items[i]);
    if (f->by != WHO_clinician) { /* told by the person, an order may only ban, or hold longer */
        s->hold_until = o->hold_until > s->hold_until ? o->hold_until : s->hold_until;
        return;
    }
    if (o->hold_until != UNANSWERED)
        s->hold_until = o->hold_until;
    s->clinician = 1;
    for (uint64_t rest = o->pin; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        s->pins |= UINT64_C(1) << i;
        s->pin_until[i] = until;
    }
    if (o->direction != UNANSWERED) {
        static const int8_t of[] = {DIRECTION_extension, DIRECTION_flexion, DIRECTION_lateral,
                                    DIRECTION_none};
        s->direction = of[o->direction];
        s->direction_until = until;
        s->direction_day = f->day;
    }
    if (o->mode != UNANSWERED) {
        s->mode = (int8_t)o->mode;
        s->mode_until = until;
    }
}

void fold_allow(struct known *k, const struct fact *f, const struct fact_clearance *c)
{
    if (f->by != WHO_clinician)
        return;
    struct orders *s = &k->orders;
    s->clinician = 1;
    s->allowed |= c->allow.items;
    for (int i = 0; i < FAMILY_COUNT; i++)
        if (c->allow.families >> i & 1)
            s->allowed |= family_items[i];
    if (c->allow.all)
        s->allowed = ~UINT64_C(0);
}
