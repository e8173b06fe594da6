/* What ends a flag: a clearance that names it, or for what is no more than soon a visit after it.
 * What lowers one: the person's own report of having been seen. Source: record.md 5, [DESIGN]. */
#include "fold.h"
#include "gate.h"

static void lower_flag(struct gate *g, int flag, int64_t up_to)
{
    struct flag_state *f = &g->flag[flag];
    f->up = 0;
    f->own = 0;
    f->route = routes_self_care;
    g->up &= ~(UINT64_C(1) << flag);
    if (up_to > f->cleared_at)
        f->cleared_at = up_to;
}

/* Numbness found up to here was looked at. A fever or an old cancer that was cleared says nothing of
 * it: with the next answer it counts as before, until somebody names it. */
static void numbness_settle(struct known *k, int64_t up_to)
{
    struct gate *g = &k->gate;
    if (g->in_at[IN_numb] <= up_to) {
        g->in &= ~IN(numb);
        k->numb_more_day = NEVER_DAY;
    }
    if (g->in_at[IN_numb_fall] <= up_to)
        g->in &= ~IN(numb_fall);
}

/* Ended with what it rests on. */
static void end_flag(struct known *k, int flag, int64_t up_to)
{
    struct gate *g = &k->gate;
    lower_flag(g, flag, up_to);
    if (flag < QUESTION_COUNT && g->in_at[flag] <= up_to)
        g->in &= ~(UINT64_C(1) << flag);
    if (flag == Q_infection_risk)
        fold_conditions(k);
    if (flag == FLAG_numbness)
        numbness_settle(k, up_to);
    if (flag == FLAG_cancer_sign)
        g->in &= ~(IN(sign) | IN(signs));
    if (flag == FLAG_newer)
        g->in &= ~IN(newer);
    if (flag == FLAG_flare)
        g->in &= ~IN(flare);
    if (flag == FLAG_motor)
        strength_settle(g, up_to);
}

/* A clinician has seen them: each named flag ends, if its answer was in view. */
static void cleared(struct known *k, uint64_t named, int64_t as_of)
{
    struct gate *g = &k->gate;
    for (uint64_t rest = g->up & named; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        if (i != FLAG_age && g->flag[i].at <= as_of)
            end_flag(k, i, as_of);
    }
    /* What raised no flag of its own (examined before, or no less pain) is settled all the same. */
    if (named >> FLAG_numbness & 1)
        numbness_settle(k, as_of);
    if (named >> FLAG_motor & 1)
        strength_settle(g, as_of);
}

/* The person reports having been seen: urgent flags come down to soon, lesser ones end. */
static void seen(struct known *k, const struct fact *f, const struct fact_clearance *c,
                 uint64_t named, int64_t as_of)
{
    struct gate *g = &k->gate;
    if (c->seen_by == UNANSWERED || c->seen_on == UNANSWERED || c->seen_on > f->day)
        return;
    for (uint64_t rest = g->up & named; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        struct flag_state *s = &g->flag[i];
        if (i == FLAG_age || s->own || s->at > as_of || c->seen_on < s->at_day)
            continue;
        g->own_clear_day = f->day > g->own_clear_day ? f->day : g->own_clear_day;
        if (s->route <= routes_soon) {
            end_flag(k, i, as_of);
            continue;
        }
        s->route = routes_soon;
        s->route_day = k->day;
        s->own = 1;
        s->own_at = k->now;
        s->lowered_at = as_of > s->lowered_at ? as_of : s->lowered_at;
        g->own_clear_at = k->now;
    }
}

void gate_clearance(struct known *k, const struct fact *f, const struct fact_clearance *c)
{
    int64_t as_of = c->as_of != NO_MOMENT && c->as_of < f->at ? turn_last(c->as_of) : k->now;
    uint64_t named = c->flag & ~FLAGS_ALL;
    if (f->by == WHO_clinician)
        cleared(k, c->flag & FLAGS_ALL ? ~UINT64_C(0) : named, as_of);
    else
        seen(k, f, c, named, as_of);
}

/* Seen and written down by somebody else: what waited to be seen is seen. The answers stay on
 * record, so that together with a later one they count again. */
void gate_visit(struct known *k, const struct fact *f)
{
    struct gate *g = &k->gate;
    int64_t visit = turn_first(f->at); /* after the answer, and not within its minute */
    if (f->by == WHO_self || f->by == WHO_device)
        return;
    for (uint64_t rest = g->up; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        struct flag_state *s = &g->flag[i];
        if (i == FLAG_age || s->route > routes_soon || s->route == routes_self_care ||
            s->at >= visit || (s->own && s->own_at >= visit))
            continue;
        lower_flag(g, i, s->at);
        if (i == FLAG_motor)
            strength_settle(g, s->at);
    }
}
