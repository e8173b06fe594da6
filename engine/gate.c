#include "gate.h"

VARIED struct gate_rule gate_rules[] = {
#define RULE(name, flag, route, all, any, sources) {#name, flag, routes_##route, all, any, sources},
#include "gate.def"
};
const int gate_rule_count = (int)(sizeof gate_rules / sizeof gate_rules[0]);

#if !defined LIMITS_VARY && !defined __FRAMAC__ /* all of what a rule reads can be tried */
#define RULE(name, flag, route, all, any, sources)                                                 \
    _Static_assert(__builtin_popcountll((all) | (any)) <= 8, #name " reads too much");
#include "gate.def"
#endif
_Static_assert(IN_COUNT <= 64 && FLAG_COUNT <= 64, "the sets of struct gate");

/* The questions of each extent. */
const uint64_t gate_short_questions =
#define SHORT(key) | ASKED(key)
#define FULL(key)
#define FOLLOW(key)
#define APART(key)
#define QUESTION(key, extent) extent(key)
    0
#include "../record/questions.def"
    ;
#undef FULL
#define FULL(key) | ASKED(key)
static const uint64_t full_questions =
#define QUESTION(key, extent) extent(key)
    0
#include "../record/questions.def"
    ;
#undef SHORT
#undef FULL
#undef FOLLOW
#undef APART

void gate_set(struct gate *g, enum gate_input input, int so, int64_t at)
{
    uint64_t bit = UINT64_C(1) << input;
    if (!so) {
        g->in &= ~bit;
        return;
    }
    if (!(g->in & bit) || at > g->in_at[input])
        g->in_at[input] = at;
    g->in |= bit;
}

void gate_keep(struct gate *g, enum gate_input input, int so, int64_t at)
{
    if (!so || !(g->in >> input & 1))
        gate_set(g, input, so, at);
}

static int within(const struct known *k, int32_t day)
{
    return day != UNANSWERED && day <= k->day && k->day - day <= limit(wound_alarm_days);
}

uint64_t gate_opened(const struct known *k, uint64_t positive)
{
    uint64_t open = 0;
    if (pregnant_weeks_now(k) >= 0 || just_delivered(k))
        open |= ASKED(pregnancy_alarm);
    if (within(k, k->person.surgery) || within(k, k->person.injection))
        open |= ASKED(wound_alarm);
    if (positive & ASKED(fever))
        open |= ASKED(rigors);
    if (positive &
        (ASKED(major_trauma) | ASKED(minor_trauma) | ASKED(midline_new) | ASKED(lost_height)))
        open |= ASKED(cannot_stand);
    return open;
}

static int answered(const struct known *k, const struct fact_screen *s, int full)
{
    if (s->asked.unread)
        return 0; /* a newer version's word for an answer: not answered, and not a no */
    if (s->rest == rests_no)
        return 1;
    uint64_t positive = s->asked.yes | s->asked.unsure;
    uint64_t told = positive | s->asked.no;
    uint64_t open = gate_opened(k, positive);
    uint64_t must =
        full ? full_questions | gate_short_questions | open
             : gate_short_questions | (open & (ASKED(pregnancy_alarm) | ASKED(wound_alarm)));
    return (must & ~told) == 0;
}

/* The questions that "none of these" answers no: those asked and not named. */
static uint64_t rest_no(const struct known *k, const struct fact_screen *s)
{
    uint64_t positive = s->asked.yes | s->asked.unsure;
    uint64_t asked = s->extent == extents_full
                         ? (UINT64_C(1) << QUESTION_COUNT) - 1
                         : gate_short_questions | (gate_opened(k, positive) &
                                                   (ASKED(pregnancy_alarm) | ASKED(wound_alarm)));
    return asked & ~(positive | s->asked.unread);
}

static int sign_count(uint32_t signs)
{
    int n = 0;
    for (int i = 0; i < cancer_signs_none; i++)
        n += (int)(signs >> i & 1);
    return n;
}

/* A change of urine or saddle that is long standing, unchanged and examined by a doctor: where the same
 * screen says so it is raised no higher than soon. What an earlier screen raised stays as it is. */
static void ease_long_standing(struct gate *g, uint64_t positive, int64_t at)
{
    static const uint8_t old[] = {Q_urine_hesitant, Q_urine_unfelt, Q_saddle};
    for (size_t i = 0; i < sizeof old; i++) {
        struct flag_state *f = &g->flag[old[i]];
        if (!(positive >> old[i] & 1))
            continue;
        f->lowered_at = at > f->lowered_at ? at : f->lowered_at;
    }
}

void gate_screen(struct known *k, const struct fact *f, const struct fact_screen *s, uint64_t keep)
{
    struct gate *g = &k->gate;
    uint64_t positive = ((s->asked.yes | s->asked.unsure) & ~ASKED(long_standing)) & keep;
    for (uint64_t rest = positive; rest; rest &= rest - 1) {
        int q = __builtin_ctzll(rest);
        uint64_t bit = UINT64_C(1) << q;
        if (s->asked.yes & bit)
            g->unsure &= ~bit;
        else if (!(g->in & bit))
            g->unsure |= bit;
        gate_set(g, (enum gate_input)q, 1, k->now);
    }
    if (positive & ASKED(infection_risk))
        gate_set(g, IN_risk, 1, k->now);
    int signs = keep & (IN(sign) | IN(signs)) ? sign_count(s->cancer_sign) : 0;
    if (signs >= limit(cancer_signs_few))
        gate_set(g, IN_sign, 1, k->now);
    if (signs >= limit(cancer_signs_many))
        gate_set(g, IN_signs, 1, k->now);
    int newer = s->asked.unknown_alarm && keep & IN(newer);
    if (newer)
        gate_set(g, IN_newer, 1, k->now);
    g->told = positive | (signs ? IN(sign) | IN(signs) : 0) | (newer ? IN(newer) : 0);
    if (keep != KEEP_ALL)
        return; /* retracted but for some answers: it raises, it does not count as answered */
    if (s->asked.yes & ASKED(long_standing))
        ease_long_standing(g, positive, k->now);
    g->said_no = s->asked.no | (s->rest == rests_no ? rest_no(k, s) : 0);
    if (s->extent == extents_full && answered(k, s, 1)) {
        g->full_at = k->now;
        if (f->day > g->full_day)
            g->full_day = f->day;
    }
    if (answered(k, s, 0) && f->day > g->any_day)
        g->any_day = f->day;
}

void gate_numbness(struct known *k, int64_t at, int grew, int fell)
{
    if (grew)
        gate_set(&k->gate, IN_numb, 1, at);
    else
        gate_keep(&k->gate, IN_numb, 1, at);
    if (fell)
        gate_set(&k->gate, IN_numb_fall, 1, at);
}

/* The turn that a rule rests on: the latest of what it reads that is so. */
static int64_t rule_at(const struct gate *g, const struct gate_rule *r)
{
    int64_t at = NEVER_AT;
    for (uint64_t rest = (r->all | r->any) & g->in; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        if (g->in_at[i] > at)
            at = g->in_at[i];
    }
    return at;
}

static uint8_t answer_of(const struct gate *g, int flag)
{
    if (flag < QUESTION_COUNT)
        return g->unsure >> flag & 1 ? ANSWER_unsure : ANSWER_yes;
    if (flag == FLAG_motor || flag == FLAG_numbness || flag == FLAG_flare)
        return ANSWER_test;
    return flag == FLAG_cancer_sign || flag == FLAG_newer ? ANSWER_yes : ANSWER_profile;
}

static void raise(struct known *k, const struct gate_rule *r)
{
    struct gate *g = &k->gate;
    struct flag_state *f = &g->flag[r->flag];
    int64_t at = rule_at(g, r);
    if (f->cleared_at != NEVER_AT && at <= f->cleared_at)
        return;
    uint8_t route = r->route;
    if (f->lowered_at != NEVER_AT && at <= f->lowered_at && route > routes_soon)
        route = routes_soon;
    if (route >= routes_same_day)
        g->urgent_read |= (r->all | r->any) & g->in;
    if (!f->up) {
        f->up = 1;
        f->since = f->route_day = k->day;
        f->route = route;
        f->own = 0;
        f->at = at;
        f->at_day = k->day;
        g->up |= UINT64_C(1) << r->flag;
    }
    if (route > f->route) {
        f->route = route;
        f->route_day = k->day;
        f->own = 0;
    }
    if (at > f->at) {
        f->at = at;
        f->at_day = k->day;
    }
    f->answer = answer_of(g, r->flag);
}

void gate_weigh(struct known *k)
{
    k->gate.urgent_read = 0;
    if (!k->gate.in)
        return;
    for (int i = 0; i < gate_rule_count; i++)
        if (gate_holds(&gate_rules[i], k->gate.in))
            raise(k, &gate_rules[i]);
}

int gate_route(const struct gate *g)
{
    int route = routes_self_care;
    /*@ loop invariant 0 <= i <= FLAG_COUNT && routes_self_care <= route <= 255;
        loop invariant \forall integer f; 0 <= f < i && g->flag[f].up != 0 ==> route >= g->flag[f].route;
        loop assigns i, route;
        loop variant FLAG_COUNT - i;
    */
    for (int i = 0; i < FLAG_COUNT; i++)
        if (g->flag[i].up && g->flag[i].route > route)
            route = g->flag[i].route;
    return route;
}

int screen_age(const struct known *k)
{
    const struct gate *g = &k->gate;
    if (g->full_day < k->episode.began)
        return -1;
    return k->day - g->full_day;
}

int screen_stands(const struct known *k)
{
    const struct gate *g = &k->gate;
    int age = screen_age(k);
    /* What a person cleared alone is asked about again before anything else. */
    return age >= 0 && age <= limit(full_screen_stale_days) &&
           (g->own_clear_at == NEVER_AT || g->full_at > g->own_clear_at);
}

int gate_holding(const struct known *k)
{
    const struct gate *g = &k->gate;
    for (uint64_t rest = g->up; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        const struct flag_state *f = &g->flag[i];
        int alone = !f->own && (i == FLAG_cancer || i == FLAG_stenosis || i == FLAG_inflammatory);
        if (f->route == routes_soon && !alone && k->day - f->route_day < limit(soon_hold_days))
            return i;
    }
    return -1;
}
