/* The safety gate over everything that its rules read. */
#include "enumerate.h"

#include "../../engine/gate.h"

#include <stdlib.h>
#include <string.h>

enum { UNSAID, SAID_no, SAID_unsure, SAID_yes, ANSWERS };

static struct broken broken[] = {
    [GATE_rule] = {"a rule that holds raises its flag to its route at least", 0},
    [GATE_most] = {"the route is the highest of the rules that hold, and of nothing else", 0},
    [GATE_monotone] = {"no answer turned from no to unsure or yes lowers a route", 0},
    [GATE_unsure] = {"unsure counts as yes", 0},
    [GATE_stays] = {"a later no never lowers what was raised", 0},
};

static struct known *fresh, *k;

static void begin(void)
{
    if (fresh)
        return;
    fresh = calloc(1, sizeof *fresh);
    k = calloc(1, sizeof *k);
    if (!fresh || !k)
        enumerate_die("no memory");
    known_init(fresh, 20000);
    known_open(fresh, 20000);
    fresh->gate.in = 0; /* whose age is not known counts as old: here that is tried both ways */
    fresh->now = turn_first((int64_t)20000 * 1440);
    *k = *fresh;
}

/* --- what is answered ------------------------------------------------------------------------------------- */

struct told_all {
    uint64_t yes, unsure, no; /* of questions */
    uint64_t in;              /* what else the rules read */
};

static void answer(struct told_all *a, int question, int said)
{
    uint64_t bit = UINT64_C(1) << question;
    a->yes &= ~bit;
    a->unsure &= ~bit;
    a->no &= ~bit;
    if (said == SAID_yes)
        a->yes |= bit;
    if (said == SAID_unsure)
        a->unsure |= bit;
    if (said == SAID_no)
        a->no |= bit;
}

static void screen(const struct told_all *a)
{
    struct fact f = {.kind = KIND_screen, .day = k->day};
    struct fact_screen s = {.extent = extents_full, .rest = UNANSWERED};
    s.asked.yes = a->yes;
    s.asked.unsure = a->unsure;
    s.asked.no = a->no;
    gate_screen(k, &f, &s, KEEP_ALL);
}

/* A person of whom nothing was known answers; the route. */
static int route_of(const struct told_all *a)
{
    k->gate = fresh->gate;
    k->now = fresh->now;
    for (uint64_t rest = a->in; rest; rest &= rest - 1)
        gate_set(&k->gate, (enum gate_input)__builtin_ctzll(rest), 1, k->now);
    screen(a);
    gate_weigh(k);
    return gate_route(&k->gate);
}

/* --- what should come of it -------------------------------------------------------------------------------- */

/* What is so, as the rules read it. */
static uint64_t so(const struct told_all *a)
{
    uint64_t asked = a->yes | (a->unsure & ~ASKED(long_standing));
    return asked | a->in | (asked & ASKED(infection_risk) ? IN(risk) : 0);
}

static int eased(const struct gate_rule *r, const struct told_all *a)
{
    return a->yes & ASKED(long_standing) &&
           (r->flag == Q_urine_hesitant || r->flag == Q_urine_unfelt || r->flag == Q_saddle);
}

static int route_due(const struct gate_rule *r, const struct told_all *a)
{
    uint64_t is = so(a);
    int holds = 1;
    for (int i = 0; i < IN_COUNT; i++)
        holds &= !(r->all >> i & 1) || (is >> i & 1);
    int any = r->any == 0;
    for (int i = 0; i < IN_COUNT; i++)
        any |= (int)((r->any & is) >> i & 1);
    if (!holds || !any)
        return routes_self_care;
    return eased(r, a) && r->route > routes_soon ? routes_soon : r->route;
}

static int most_due(const struct told_all *a)
{
    int most = routes_self_care;
    for (int i = 0; i < gate_rule_count; i++) {
        int route = route_due(&gate_rules[i], a);
        most = route > most ? route : most;
    }
    return most;
}

static void put_answers(const struct told_all *a, int route, int due)
{
    static const char *const words[] = {
#define QUESTION(key, extent) #key,
#include "../../record/questions.def"
    };
    fprintf(stderr, "  route %d, due %d:", route, due);
    for (int i = 0; i < QUESTION_COUNT; i++)
        if ((a->yes | a->unsure) >> i & 1)
            fprintf(stderr, " %s=%s", words[i], a->yes >> i & 1 ? "yes" : "unsure");
    fprintf(stderr, " in=%llx\n", (unsigned long long)(a->in >> QUESTION_COUNT));
}

static int holds(enum gate_invariant which, int is, const struct told_all *a, int route, int due)
{
    if (is)
        return 1;
    if (broken[which].times++ < 3) {
        fprintf(stderr, "not so: %s\n", broken[which].what);
        put_answers(a, route, due);
    }
    return 0;
}

static void look(const struct told_all *a)
{
    int route = route_of(a), due = most_due(a);
    holds(GATE_most, route == due, a, route, due);
}

/* --- each rule over all that it reads ----------------------------------------------------------------------- */

static size_t one_rule(const struct gate_rule *r)
{
    int reads[8], questions = 0, count = 0;
    size_t tries = 0;
    for (uint64_t rest = r->all | r->any; rest; rest &= rest - 1)
        reads[count++] = __builtin_ctzll(rest); /* the questions come first */
    for (int i = 0; i < count; i++)
        questions += reads[i] < QUESTION_COUNT;
    size_t all = (size_t)1 << (2 * questions + count - questions);
    for (size_t n = 0; n < all; n++, tries++) {
        struct told_all a = {0};
        size_t v = n;
        for (int i = 0; i < count; i++) {
            if (i < questions) {
                answer(&a, reads[i], (int)(v % ANSWERS));
                v /= ANSWERS;
            } else {
                a.in |= (uint64_t)(v & 1) << reads[i];
                v >>= 1;
            }
        }
        look(&a);
        int due = route_due(r, &a);
        const struct flag_state *f = &k->gate.flag[r->flag];
        holds(GATE_rule, due == routes_self_care || (f->up && f->route >= due), &a, f->route, due);
    }
    return tries;
}

size_t gate_each_rule(void)
{
    size_t tries = 0;
    begin();
    for (int i = 0; i < gate_rule_count; i++)
        tries += one_rule(&gate_rules[i]);
    return tries;
}

/* --- pairs ------------------------------------------------------------------------------------------------- */

size_t gate_pairs(void)
{
    size_t tries = 0;
    begin();
    for (int one = 0; one < QUESTION_COUNT; one++)
        for (int two = one + 1; two < QUESTION_COUNT; two++)
            for (int said = 0; said < ANSWERS * ANSWERS * 3; said++, tries++) {
                struct told_all a = {0};
                for (int i = 0; i < QUESTION_COUNT; i++)
                    answer(&a, i, (const int[]){UNSAID, SAID_no, SAID_yes}[said / 16]);
                answer(&a, one, said % ANSWERS);
                answer(&a, two, said / ANSWERS % ANSWERS);
                look(&a);
            }
    return tries;
}

/* --- at random --------------------------------------------------------------------------------------------- */

static uint64_t seed = 6;
static unsigned below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

/* Few things are so of most people: how many changes from one to the next. */
static void make(struct told_all *a)
{
    unsigned rare = 1 + below(30);
    *a = (struct told_all){0};
    for (int i = 0; i < QUESTION_COUNT; i++)
        answer(a, i, below(rare) ? (int)below(2) : (int)below(ANSWERS));
    for (int i = QUESTION_COUNT; i < IN_COUNT; i++)
        a->in |= (uint64_t)(below(rare + 3) == 0) << i;
}

/* The answer turned worse. long_standing eases: its yes is the good answer. */
static void turn(const struct told_all *a, int route)
{
    struct told_all b = *a, c = *a;
    int q = (int)below(QUESTION_COUNT);
    if (q == Q_long_standing || (a->yes | a->unsure) >> q & 1)
        return;
    answer(&b, q, SAID_unsure);
    answer(&c, q, SAID_yes);
    int unsure = route_of(&b), yes = route_of(&c);
    holds(GATE_monotone, unsure >= route && yes >= route, &c, yes, route);
    holds(GATE_unsure, unsure == yes, &b, unsure, yes);
    /* and a day later everything is answered no */
    struct told_all none = {.no = (UINT64_C(1) << QUESTION_COUNT) - 1};
    k->now = turn_first((int64_t)20001 * 1440);
    screen(&none);
    gate_weigh(k);
    holds(GATE_stays, gate_route(&k->gate) == yes, &c, gate_route(&k->gate), yes);
}

size_t gate_random(size_t times)
{
    begin();
    for (size_t n = 0; n < times; n++) {
        struct told_all a;
        make(&a);
        int route = route_of(&a), due = most_due(&a);
        holds(GATE_most, route == due, &a, route, due);
        turn(&a, route);
    }
    return times;
}

unsigned long gate_broken(void)
{
    return enumerate_broken(broken, sizeof broken / sizeof broken[0]);
}
int gate_invariants(void)
{
    return (int)(sizeof broken / sizeof broken[0]);
}
