/* The progression core over all reachable states and all inputs. */
#include "enumerate.h"
#include "step.h"

#include "../../engine/progress.h"

#include <stdlib.h>
#include <string.h>

/* --- a set of states ------------------------------------------------------------------------------------- */

struct set {
    uint64_t *slot; /* state + 1; 0: free */
    uint64_t *list; /* in the order in which they were found */
    size_t room, count;
};

static void set_begin(struct set *s, size_t room)
{
    s->room = room;
    s->count = 0;
    s->slot = calloc(room, sizeof *s->slot);
    s->list = malloc(room / 2 * sizeof *s->list);
    if (!s->slot || !s->list)
        enumerate_die("no memory");
}

static void set_end(struct set *s)
{
    free(s->slot);
    free(s->list);
}

static void set_add(struct set *s, uint64_t state)
{
    size_t at = (size_t)(state * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (s->room - 1);
    for (; s->slot[at]; at = (at + 1) & (s->room - 1))
        if (s->slot[at] == state + 1)
            return;
    if (s->count == s->room / 2)
        enumerate_die("more states than there is room for");
    s->slot[at] = state + 1;
    s->list[s->count++] = state;
}

/* --- the invariants -------------------------------------------------------------------------------------- */

static struct broken broken[] = {
    [CORE_top] = {"a dose never stands above its top", 0},
    [CORE_one] = {"nothing goes up by more than one step in a day", 0},
    [CORE_leave] = {"nothing goes up without leave", 0},
    [CORE_rest] = {"what rests does not go up", 0},
    [CORE_red] = {"a red day lowers, rests, and raises nothing", 0},
    [CORE_reds] = {"the second red day in a week, and no other, lowers a rung", 0},
    [CORE_amber] =
        {"an amber day raises nothing; the third in a week lowers by a step, and no other", 0},
    [CORE_missing] = {"an unanswered day is never counted as green", 0},
    [CORE_greens] = {"a step needs its green days, a rung its season", 0},
    [CORE_quota] = {"in time mode a quota rises no more often than every third day", 0},
    [CORE_break] = {"a break lowers to its share", 0},
    [CORE_order] = {"a worse day never leads to more than a better one", 0},
    [CORE_closed] = {"every count stays within its bounds", 0},
    [CORE_orbit] = {"the same day again and again goes up or down, never both", 0},
    [CORE_live] = {"from everywhere green days lead to the top", 0},
};

static void wrong(enum core_invariant which, uint64_t state, struct input in, int steps)
{
    if (broken[which].times++ < 3) {
        struct counts c = counts_of(state);
        fprintf(
            stderr,
            "not so: %s: of %d steps, step %d greens %d run %d rung %d/%d ambers %x reds %x rest "
            "%d since %d; judged %d leave %d pace %d adherent %d open %d unseason %d break %d\n",
            broken[which].what, steps, c.step, c.greens, c.run, c.rung_greens, c.rung_days,
            (unsigned)c.ambers, (unsigned)c.reds, c.rest, c.since_move, in.judged, in.leave,
            in.pace, in.adherent, in.rung_open, in.unseason, in.gap);
    }
}
#define HOLDS(which, so)                                                                           \
    do {                                                                                           \
        if (!(so))                                                                                 \
            wrong(CORE_##which, state, in, steps);                                                 \
    } while (0)

static int least(int a, int b)
{
    return a < b ? a : b;
}

static void look(uint64_t state, struct input in, struct outcome o, int steps)
{
    struct counts was = counts_of(state), is = counts_of(o.state);
    int week = was.ambers << 1 & 127, reds = was.reds << 1 & 127;
    int red = in.judged == JUDGED_red, amber = in.judged == JUDGED_amber;
    int third = amber && bits_of(week | 1) >= limit(ambers_lower);
    int second = red && bits_of(reds | 1) >= limit(reds_rung);
    int greens = in.judged == JUDGED_green ? least(was.greens + 1, limit(rung_greens))
                 : red || amber || in.gap  ? 0
                                           : was.greens;
    int late = in.leave == LEAVE_late, since = least(was.since_move + 1, limit(quota_days));
    int resting =
        red || in.judged == JUDGED_rest ? limit(red_rest_days) : was.rest - (was.rest > 0);

    HOLDS(top, is.step <= steps);
    HOLDS(one, is.step <= was.step + 1 && (o.rose != ROSE_not || is.step <= was.step));
    HOLDS(leave, in.leave || o.rose == ROSE_not);
    HOLDS(rest, !resting || o.rose == ROSE_not);
    HOLDS(red,
          !red || (o.rose == ROSE_not && is.rest == limit(red_rest_days) && !is.greens &&
                   is.step <= (was.step > limit(red_steps) ? was.step - limit(red_steps) : 0)));
    HOLDS(reds, (o.move == MOVE_rung_down) == second);
    HOLDS(amber,
          !amber || (o.rose == ROSE_not && (o.move == MOVE_down) == third &&
                     (!third || is.step <= (was.step > 0 ? was.step - limit(amber_steps) : 0)) &&
                     (third || in.gap || is.step == was.step)));
    HOLDS(missing,
          (in.judged != JUDGED_none && in.judged != JUDGED_rest) ||
              (is.greens <= was.greens && is.run <= was.run && is.rung_greens <= was.rung_greens));
    HOLDS(greens,
          (late && in.pace != PACE_heavy) || in.pace == PACE_time || o.rose != ROSE_step ||
              (greens >= (in.pace == PACE_heavy ? limit(heavy_greens) : limit(light_greens)) &&
               (in.pace != PACE_heavy || in.adherent || late)));
    HOLDS(greens, late || in.pace == PACE_time || in.pace == PACE_direction ||
                      o.rose != ROSE_rung ||
                      (greens >= limit(light_greens) && !in.unseason &&
                       was.step * (in.pace == PACE_heavy ? 1 : 2) >= steps));
    HOLDS(quota, late || in.pace != PACE_time || o.rose == ROSE_not || since >= limit(quota_days));
    HOLDS(break,
          !in.gap || is.step <= was.step *
                                    (in.gap == BREAK_long ? limit(gap_long_pct) : limit(gap_pct)) /
                                    100);
    HOLDS(closed, is.greens <= limit(rung_greens) && is.run <= limit(rung_greens) &&
                      is.rung_greens <= limit(rung_greens) && is.rung_days <= limit(rung_days) &&
                      is.rest <= limit(red_rest_days) && is.since_move <= limit(quota_days) &&
                      bits_of(is.ambers) < limit(ambers_lower) &&
                      bits_of(is.reds) < limit(reds_rung));
}

/* The same state and day, but for how well the exercise day went: red, amber, unanswered, green. */
static void look_at_order(uint64_t state, struct input in, int steps)
{
    static const uint8_t order[] = {JUDGED_red, JUDGED_amber, JUDGED_none, JUDGED_green};
    int step[4], greens[4];
    if (in.judged != JUDGED_green || in.leave != LEAVE_none)
        return;
    for (int i = 0; i < 4; i++) {
        in.judged = order[i];
        struct counts c = counts_of(core_step(state, in, steps).state);
        step[i] = c.step;
        greens[i] = c.greens;
    }
    for (int i = 0; i < 3; i++)
        HOLDS(order, step[i] <= step[i + 1] && greens[i] <= greens[i + 1]);
}

static void look_at_orbit(uint64_t state, struct input in, int steps)
{
    int up = 0, down = 0;
    uint64_t at = state;
    for (int day = 0; day < 3 * 255 && !(up && down); day++) {
        struct outcome o = core_step(at, in, steps);
        int was = counts_of(at).step, is = counts_of(o.state).step;
        if (o.rose == ROSE_rung)
            return; /* it is another exercise now */
        up |= is > was;
        down |= is < was;
        if (o.state == at)
            break;
        at = o.state;
    }
    HOLDS(orbit, !(up && down));
}

/* Days of green, with leave, until it stands at its top or has gone to the next rung. */
static int days_to_top(uint64_t state, int pace, int steps)
{
    struct input in = {JUDGED_green, LEAVE_may, (uint8_t)pace, 1, 1, 0, BREAK_none};
    for (int day = 1; day <= 2000; day++) {
        struct outcome o = core_step(state, in, steps);
        if (o.rose == ROSE_rung || counts_of(o.state).step >= steps)
            return day;
        state = o.state;
    }
    wrong(CORE_live, state, in, steps);
    return 2000;
}

/* --- one ladder ------------------------------------------------------------------------------------------- */

static uint64_t mixed(uint64_t hash, uint64_t v)
{
    for (int i = 0; i < 6; i++, v >>= 8)
        hash = (hash ^ (v & 255)) * UINT64_C(0x100000001b3);
    return hash;
}

/* All states that can be reached, in the order in which they are found. */
static void reach(struct set *s, int steps)
{
    struct input in;
    set_add(s, 0);
    for (size_t i = 0; i < s->count; i++) {
        uint64_t state = s->list[i];
        for (int n = 0; n < INPUTS; n++)
            if (input_of(n, &in))
                set_add(s, core_step(state, in, steps).state);
    }
}

struct core core_walk(int steps, int orbits)
{
    struct set s;
    struct input in;
    struct core c = {.steps = steps, .hash = UINT64_C(0xcbf29ce484222325)};
    set_begin(&s, (size_t)1 << 24);
    reach(&s, steps);
    for (size_t i = 0; i < s.count; i++) {
        uint64_t state = s.list[i];
        for (int n = 0; n < INPUTS; n++) {
            if (!input_of(n, &in))
                continue;
            struct outcome o = core_step(state, in, steps);
            look(state, in, o, steps);
            look_at_order(state, in, steps);
            c.hash = mixed(c.hash, o.state ^ (uint64_t)o.move << 41 ^ (uint64_t)o.rose << 44);
            c.transitions++;
            if (orbits && i % (size_t)orbits == 0 && in.leave != LEAVE_late)
                look_at_orbit(state, in, steps);
        }
        for (int pace = PACE_direction; pace < PACE_still; pace++) {
            int days = days_to_top(state, pace, steps);
            c.days_to_top = days > c.days_to_top ? days : c.days_to_top;
        }
    }
    c.states = s.count;
    set_end(&s);
    return c;
}

unsigned long core_broken(void)
{
    return enumerate_broken(broken, sizeof broken / sizeof broken[0]);
}
int core_invariants(void)
{
    return (int)(sizeof broken / sizeof broken[0]);
}
