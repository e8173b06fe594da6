/* Numbers to classes: the traffic light over all values of what it reads. What is due is written here a second
 * time, from the table of clinical.md 5.2 and its section 0, with the numbers in it. */
#include "enumerate.h"

#include "../../engine/colour.h"

#include <string.h>

static struct broken broken[] = {
    [CLASS_cell] = {"each cell of a session is coloured as its table says", 0},
    [CLASS_worst] = {"a session has the colour of its worst cell", 0},
    [CLASS_walk] = {"a walk is coloured as the same cells of a session", 0},
    [CLASS_morning] = {"a morning is coloured as its table says", 0},
    [CLASS_missing] = {"what was not told is never green", 0},
    [CLASS_worse] = {"a worse number never has a better colour", 0},
};
static size_t tries;

static void is(enum class_invariant which, int good, int a, int b, int c)
{
    tries++;
    if (!good && broken[which].times++ < 3)
        fprintf(stderr, "not so: %s: %d %d %d\n", broken[which].what, a, b, c);
}

enum { NO = UNANSWERED };
static const int32_t pain[] = {NO, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
enum { PAINS = sizeof pain / sizeof pain[0], ZONES = zones_foot + 1, MINUTES = 241 };

static struct fact_session untold(void)
{
    return (struct fact_session){.rounds = NO,
                                 .leg_before = NO,
                                 .leg_during = NO,
                                 .leg_after = NO,
                                 .back_before = NO,
                                 .back_during = NO,
                                 .back_after = NO,
                                 .reach_before = NO,
                                 .reach_after = NO,
                                 .settled_min = NO,
                                 .tingle_change = NO};
}

/* --- the table, once more ------------------------------------------------------------------------------------ */

static int leg_during(int now, int before)
{
    if (now == NO || before == NO)
        return COLOUR_unknown;
    return now <= before + 1 ? COLOUR_green : now == before + 2 ? COLOUR_amber : COLOUR_red;
}
static int back_during(int now, int before)
{
    if (now == NO)
        return COLOUR_unknown;
    if (now <= 3 || (before != NO && now <= before + 1))
        return COLOUR_green;
    return now >= 6 || (before != NO && now >= before + 3) ? COLOUR_red : COLOUR_amber;
}
static int after(int now, int before)
{
    if (now == NO || before == NO)
        return COLOUR_unknown;
    return now <= before ? COLOUR_green : now == before + 1 ? COLOUR_amber : COLOUR_red;
}
static int farther(int now, int before, int settled)
{
    if (now == NO || before == NO)
        return COLOUR_unknown;
    return now <= before ? COLOUR_green : settled != NO && settled <= 5 ? COLOUR_amber : COLOUR_red;
}
static int tingling(int change, int settled)
{
    if (change == NO)
        return COLOUR_unknown;
    if (change == tingle_changes_none || change == tingle_changes_brief)
        return COLOUR_green;
    return change == tingle_changes_long && settled != NO && settled <= 30 ? COLOUR_amber
                                                                           : COLOUR_red;
}
static int worst(int a, int b)
{
    return a > b ? a : b;
}

/* --- a session ----------------------------------------------------------------------------------------------- */

static void cells(void)
{
    const struct base none = {-1, -1, -1};
    for (int i = 0; i < PAINS; i++)
        for (int j = 0; j < PAINS; j++) {
            struct fact_session s = untold();
            s.leg_before = pain[i];
            s.leg_during = pain[j];
            is(CLASS_cell, session_colour(&s, none) == leg_during(pain[j], pain[i]), 1, i, j);
            s = untold();
            s.back_before = pain[i];
            s.back_during = pain[j];
            is(CLASS_cell, session_colour(&s, none) == back_during(pain[j], pain[i]), 2, i, j);
            s = untold();
            s.leg_before = pain[i];
            s.leg_after = pain[j];
            is(CLASS_cell, session_colour(&s, none) == after(pain[j], pain[i]), 3, i, j);
            s = untold();
            s.back_before = pain[i];
            s.back_after = pain[j];
            is(CLASS_cell, session_colour(&s, none) == after(pain[j], pain[i]), 4, i, j);
            /* without a start of its own, the base of the last mornings is it */
            s = untold();
            s.leg_during = pain[j];
            struct base base = {pain[i] == NO ? -1 : pain[i], -1, -1};
            is(CLASS_cell, session_colour(&s, base) == leg_during(pain[j], pain[i]), 5, i, j);
        }
    for (int was = -1; was < ZONES; was++)
        for (int now = -1; now < ZONES; now++)
            for (int settled = -1; settled < MINUTES; settled++) {
                struct fact_session s = untold();
                s.reach_before = was < 0 ? NO : was;
                s.reach_after = now < 0 ? NO : now;
                s.settled_min = settled < 0 ? NO : settled;
                int due = farther(s.reach_after, s.reach_before, s.settled_min);
                is(CLASS_cell, session_colour(&s, none) == due, was, now, settled);
                is(CLASS_cell, session_farther(&s, none) == (was >= 0 && now > was), was, now,
                   settled);
            }
    for (int change = -1; change <= tingle_changes_spread; change++)
        for (int settled = -1; settled < MINUTES; settled++) {
            struct fact_session s = untold();
            s.tingle_change = change < 0 ? NO : change;
            s.settled_min = settled < 0 ? NO : settled;
            is(CLASS_cell, session_colour(&s, none) == tingling(s.tingle_change, s.settled_min),
               change, settled, 0);
        }
    struct fact_session nothing = untold();
    is(CLASS_missing, session_colour(&nothing, (struct base){5, 5, 3}) == COLOUR_unknown, 0, 0, 0);
}

static uint64_t seed = 5;
static int below(int n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)n);
}

static void whole_sessions(size_t times)
{
    const struct base none = {-1, -1, -1};
    for (size_t n = 0; n < times; n++) {
        struct fact_session s = untold();
        int32_t *const number[] = {&s.leg_before,  &s.leg_during,  &s.leg_after,
                                   &s.back_before, &s.back_during, &s.back_after};
        for (int i = 0; i < 6; i++)
            *number[i] = pain[below(PAINS)];
        s.reach_before = below(3) ? below(ZONES) : NO;
        s.reach_after = below(3) ? below(ZONES) : NO;
        s.settled_min = below(3) ? below(MINUTES) : NO;
        s.tingle_change = below(3) ? below(tingle_changes_spread + 1) : NO;
        int due =
            worst(worst(leg_during(s.leg_during, s.leg_before),
                        back_during(s.back_during, s.back_before)),
                  worst(worst(after(s.leg_after, s.leg_before), after(s.back_after, s.back_before)),
                        worst(farther(s.reach_after, s.reach_before, s.settled_min),
                              tingling(s.tingle_change, s.settled_min))));
        is(CLASS_worst, session_colour(&s, none) == due, session_colour(&s, none), due, 0);
    }
}

/* --- a walk and a morning ------------------------------------------------------------------------------------ */

static void walks(void)
{
    for (int i = 0; i < PAINS; i++)
        for (int j = 0; j < PAINS; j++)
            for (int was = -1; was < ZONES; was++)
                for (int now = -1; now < ZONES; now++) {
                    struct fact_walk w = {
                        .minutes = 10, .leg_during = pain[j], .reach_after = now < 0 ? NO : now};
                    struct base base = {pain[i] == NO ? -1 : pain[i], -1, was};
                    int due = worst(leg_during(pain[j], pain[i]),
                                    farther(now < 0 ? NO : now, was < 0 ? NO : was, NO));
                    is(CLASS_walk, walk_colour(&w, base) == due, i, j, now);
                }
}

static int morning_due(int leg_was, int leg, int reach_was, int reach, int word, int again)
{
    int c = COLOUR_unknown;
    if (leg >= 0 && leg_was >= 0) {
        int rise = leg - leg_was, zones = reach >= 0 && reach_was >= 0 ? reach - reach_was : 0;
        c = rise >= 3 || (rise >= 2 && zones >= 1) || (rise >= 1 && zones >= 2) ? COLOUR_red
            : rise >= 2 || zones >= 1                                           ? COLOUR_amber
                                                                                : COLOUR_green;
    }
    return word == mornings_worse ? worst(c, again ? COLOUR_red : COLOUR_amber) : c;
}

static void mornings(void)
{
    for (int was = -1; was <= 10; was++)
        for (int leg = -1; leg <= 10; leg++)
            for (int zone = -1; zone < ZONES; zone++)
                for (int reach = -1; reach < ZONES; reach++)
                    for (int word = -1; word <= mornings_worse; word++)
                        for (int again = 0; again < 2; again++) {
                            struct base base = {was, -1, zone};
                            int c = morning_colour(base, leg, reach, word, again);
                            is(CLASS_morning, c == morning_due(was, leg, zone, reach, word, again),
                               leg, reach, word);
                            is(CLASS_missing, leg >= 0 || c != COLOUR_green, leg, reach, word);
                            is(CLASS_worse,
                               was < 0 || leg < 0 || leg == 10 ||
                                   morning_colour(base, leg + 1, reach, word, again) >= c,
                               was, leg, word);
                        }
}

size_t classes_walk(size_t sessions)
{
    cells();
    whole_sessions(sessions);
    walks();
    mornings();
    return tries;
}
unsigned long classes_broken(void)
{
    return enumerate_broken(broken, sizeof broken / sizeof broken[0]);
}
int classes_invariants(void)
{
    return (int)(sizeof broken / sizeof broken[0]);
}
