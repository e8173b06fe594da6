/* gate.h - the safety gate: answers to a route, by rules that do not know of one another.
 *
 *     gate_screen(k, f, screen, ~0);     a screen was answered
 *     gate_weigh(k);                     raise what the rules raise; never lowers
 *     gate_route(&k->gate)               routes_*: the highest flag that stands
 *
 * A flag that stands stays, at the highest route it has reached, until it is ended. A later "no"
 * never lowers it. What ends or lowers a flag is in clearance.c: up to an instant, and only an answer
 * after that instant raises it again. An answer that is told again gets a new instant, what merely
 * goes on keeps its own (gate_set, gate_keep).
 *
 * Source: gate.def, a source for each rule. */
#ifndef AMB_ENGINE_GATE_H
#define AMB_ENGINE_GATE_H

#include "known.h"

struct gate_rule {
    const char *name;
    uint8_t flag, route;
    uint64_t all, any;
    const char *sources;
};
extern VARIED struct gate_rule gate_rules[];
extern const int gate_rule_count;

/* 1 when the rule holds for what is so. */
/*@ requires \valid_read(r);
    assigns \nothing;
    ensures all_and_any: \result == 1 <==> ((in & r->all) == r->all && (r->any == 0 || (in & r->any) != 0));
*/
static inline int gate_holds(const struct gate_rule *r, uint64_t in)
{
    return (in & r->all) == r->all && (!r->any || (in & r->any));
}

/* The questions of the short screen; and those that answers (a set of yes and unsure) or the profile
 * open: they must be answered once they are open. */
extern const uint64_t gate_short_questions;
uint64_t gate_opened(const struct known *k, uint64_t positive);

void gate_screen(struct known *k, const struct fact *f, const struct fact_screen *s, uint64_t keep);
void gate_motor(struct known *k, const struct fact *f, const struct fact_motor *m, uint64_t keep);
void gate_exam(struct known *k, const struct fact_exam *e);
/* Numbness more: said anew (grew), or going on; fell: and the leg hurts much less. */
void gate_numbness(struct known *k, int64_t at, int grew, int fell);
#define MOTOR_INPUTS (IN(motor_soon) | IN(motor_day) | IN(motor_emergency))
/* Sets or takes back one thing the rules read; at is the instant it rests on. */
void gate_set(struct gate *g, enum gate_input input, int so, int64_t at);
/* The same for what merely goes on: it keeps the instant at which it began. */
void gate_keep(struct gate *g, enum gate_input input, int so, int64_t at);
void gate_weigh(struct known *k);

/* Weakness found up to this instant is settled: examined, and no flag while unchanged. */
void strength_settle(struct gate *g, int64_t up_to);

void gate_clearance(struct known *k, const struct fact *f, const struct fact_clearance *c);
void gate_visit(struct known *k, const struct fact *f);

/*@ requires \valid_read(g);
    assigns \nothing;
    ensures no_flag_stands_higher: \forall integer f; 0 <= f < FLAG_COUNT && g->flag[f].up != 0 ==>
        \result >= g->flag[f].route;
*/
int gate_route(const struct gate *g);

/* A full screen of this episode was answered and is not too old. */
int screen_stands(const struct known *k);
/* How many days since the last full screen that counts; -1: none. */
int screen_age(const struct known *k);
/* A flag at soon holds doses today: gives the flag, or -1. */
int gate_holding(const struct known *k);

#endif
