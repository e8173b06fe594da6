/* Strength: self-tests of five movements, side by side, and a clinician's MRC grades. A test is
 * compared with the last of its side; what was examined or cleared and is unchanged raises nothing.
 * Source: clinical.md 1.3, [S19] [S20]; the routes of single tests are ours. */
#include "gate.h"

enum { HEEL_WALK, BIG_TOE, HEEL_RAISE, CHAIR_RISE, ONE_LEG };

static void weigh_strength(struct gate *g)
{
    int64_t at[routes_COUNT];
    int top = routes_self_care;
    for (int i = 0; i < routes_COUNT; i++)
        at[i] = NEVER_AT;
    for (int s = 0; s < ROWS_OF_TESTS; s++) {
        for (int t = 0; t < TESTS; t++) {
            const struct strength *x = &g->strength[s][t];
            top = x->route > top ? x->route : top;
            at[x->route] = x->at > at[x->route] ? x->at : at[x->route];
        }
    }
    if (g->exam_weak_at != NEVER_AT) {
        top = top < routes_same_day ? routes_same_day : top;
        if (g->exam_weak_at > at[routes_same_day])
            at[routes_same_day] = g->exam_weak_at;
    }
    gate_set(g, IN_motor_soon, top >= routes_soon && at[routes_soon] != NEVER_AT, at[routes_soon]);
    gate_set(g, IN_motor_day, top >= routes_same_day,
             at[routes_same_day] > at[routes_emergency] ? at[routes_same_day]
                                                        : at[routes_emergency]);
    gate_set(g, IN_motor_emergency, top >= routes_emergency, at[routes_emergency]);
}

/* The first result ever of a side and test. */
static uint8_t first_route(int test, int result, int examined)
{
    if (result == strengths_normal || examined)
        return routes_self_care;
    if (result == strengths_weaker || test == HEEL_RAISE || test == ONE_LEG)
        return routes_soon;
    return routes_same_day;
}

static int is_urgent(const struct gate *g, int side)
{
    for (int t = 0; t < TESTS; t++)
        if (g->strength[side][t].route >= routes_same_day)
            return 1;
    return 0;
}

/* One leg has got worse, or cannot lift the foot at its first test. Both legs within days of each
 * other, by whichever tests, point to the cauda equina and not to one root; that one of them was
 * examined explains that one, and not the other. A result without its side may be of the other leg. */
static void side_weak(struct gate *g, int side, int day, int examined, struct strength *x)
{
    g->weak_day[side] = day;
    for (int s = 0; s < ROWS_OF_TESTS; s++)
        if (s != side && g->weak_day[s] != NEVER_DAY &&
            day - g->weak_day[s] <= limit(motor_both_days) && (!examined || is_urgent(g, s)))
            x->route = routes_emergency;
}

/* Nobody who is weak or old rises on one leg from a chair: "cannot" on both sides at a first test
 * of one day is no sign of a root. x is the first result of its side just now. The other of the two
 * answers that lower a route. */
static void both_rises(struct gate *g, struct strength *x, struct strength *other)
{
    if (x->result != strengths_cannot || !x->route || other->first != strengths_cannot ||
        other->result != strengths_cannot || !other->route || x->first_day != other->first_day)
        return;
    x->route = other->route = routes_soon;
    struct flag_state *f = &g->flag[FLAG_motor];
    int top = routes_self_care;
    for (int i = 0; i < ROWS_OF_TESTS * TESTS; i++)
        if (g->strength[i / TESTS][i % TESTS].route > top)
            top = g->strength[i / TESTS][i % TESTS].route;
    if (f->up && f->route == routes_same_day && top <= routes_soon && g->exam_weak_at == NEVER_AT &&
        x->first_day <= f->since)
        f->route = routes_soon;
}

/* Is it the first result, and which last one is it worse than? The first that comes without its side
 * may be of either; then such results are compared with one another. */
static int is_first(const struct gate *g, int side, int test, int result, size_t *ret_than)
{
    int either = side == SIDE_unknown && g->strength[side][test].result < 0;
    int from = either ? 0 : side, to = either ? SIDES : side + 1, first = 0;
    for (int s = from; s < to; s++) {
        const struct strength *before = &g->strength[s][test];
        first |= before->result < 0;
        if (before->result >= 0 && result > before->result)
            *ret_than = before->place;
    }
    return first;
}

static void one_test(struct known *k, const struct fact *f, int side, int test, int result,
                     int examined)
{
    struct gate *g = &k->gate;
    struct strength *x = &g->strength[side][test];
    if (result == UNANSWERED)
        return;
    size_t than = SIZE_MAX;
    int first = is_first(g, side, test, result, &than), worse = than != SIZE_MAX;
    x->result = (int8_t)result;
    x->place = k->place;
    x->than = than;
    if (result > strengths_normal && (worse || !examined))
        g->told |= MOTOR_INPUTS;
    if (first) {
        x->first = (int8_t)result;
        x->first_day = f->day;
    }
    if (worse) {
        x->at = k->now;
        x->route = routes_same_day;
        side_weak(g, side, f->day, 0, x);
    } else if (first) {
        x->at = k->now;
        x->route = first_route(test, result, examined);
        if (test == CHAIR_RISE && side != SIDE_unknown)
            both_rises(g, x, &g->strength[1 - side][test]);
        else if (result == strengths_cannot && (test == HEEL_WALK || test == BIG_TOE))
            side_weak(g, side, f->day, examined, x);
    }
}

/* Rising on the toes opens a harder exercise where both sides can. */
static void heel_raises(struct known *k, int side, int result)
{
    if (side != SIDE_unknown && result != UNANSWERED)
        k->heel_raise[side] = result;
    else if (result > strengths_normal)
        k->heel_raise[0] = k->heel_raise[1] = result;
}

void gate_motor(struct known *k, const struct fact *f, const struct fact_motor *m, uint64_t keep)
{
    const int32_t told[TESTS] = {[HEEL_WALK] = m->heel_walk,
                                 [BIG_TOE] = m->big_toe,
                                 [HEEL_RAISE] = m->heel_raise,
                                 [CHAIR_RISE] = m->chair_rise,
                                 [ONE_LEG] = m->one_leg};
    int whole = keep == KEEP_ALL;
    int examined = whole && (m->examined == yes_no_yes || f->by == WHO_clinician);
    int side = m->side == UNANSWERED ? SIDE_unknown : m->side;
    for (int test = 0; test < TESTS; test++) {
        one_test(k, f, side, test, told[test], examined);
        if (whole && side != SIDE_unknown && told[test] != UNANSWERED)
            k->gate.motor_day[side] = f->day;
    }
    if (whole || m->heel_raise > strengths_normal)
        heel_raises(k, side, m->heel_raise);
    if (examined && (m->heel_walk > strengths_normal || m->big_toe > strengths_normal))
        k->foot_drop_examined = 1;
    weigh_strength(&k->gate);
}

void gate_exam(struct known *k, const struct fact_exam *e)
{
    const int32_t grade[] = {e->mrc_dorsiflexion, e->mrc_big_toe, e->mrc_plantarflexion,
                             e->mrc_knee_extension};
    for (int i = 0; i < 4; i++)
        if (grade[i] != UNANSWERED && grade[i] <= limit(mrc_weak)) {
            k->gate.exam_weak_at = k->now;
            k->gate.told = MOTOR_INPUTS;
        }
    if ((grade[0] != UNANSWERED && grade[0] <= limit(mrc_weak)) ||
        (grade[1] != UNANSWERED && grade[1] <= limit(mrc_weak)))
        k->foot_drop_examined = 1;
    weigh_strength(&k->gate);
}

void strength_settle(struct gate *g, int64_t up_to)
{
    for (int i = 0; i < ROWS_OF_TESTS * TESTS; i++) {
        struct strength *x = &g->strength[i / TESTS][i % TESTS];
        if (x->at <= up_to)
            x->route = routes_self_care;
    }
    if (g->exam_weak_at <= up_to)
        g->exam_weak_at = NEVER_AT;
    weigh_strength(g);
}
