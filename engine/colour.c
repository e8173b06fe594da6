#include "colour.h"

static int worst(int a, int b)
{
    return a > b ? a : b;
}

static int told(int v)
{
    return v != UNANSWERED && v >= 0;
}

/* Leg pain during: one above the start is green, two amber, three red. */
static int leg_during(int during, int before)
{
    if (!told(during) || !told(before))
        return COLOUR_unknown;
    int rise = during - before;
    return rise <= limit(leg_during_green) ? COLOUR_green
           : rise < limit(leg_during_red)  ? COLOUR_amber
                                           : COLOUR_red;
}

/* Back or buttock pain during, the green column read first: pain may come up the leg. */
static int back_during(int during, int before)
{
    if (!told(during))
        return COLOUR_unknown;
    int rise = told(before) ? during - before : 0;
    if (during <= limit(back_during_green) || (told(before) && rise <= limit(back_rise_green)))
        return COLOUR_green;
    if (during >= limit(back_during_red) || rise >= limit(back_rise_red))
        return COLOUR_red;
    return COLOUR_amber;
}

/* An hour after: back to where it was. */
static int after(int later, int before)
{
    if (!told(later) || !told(before))
        return COLOUR_unknown;
    int rise = later - before;
    return rise <= 0 ? COLOUR_green : rise < limit(after_red) ? COLOUR_amber : COLOUR_red;
}

/* Farther down the leg: amber when it settled in minutes, red when it stayed or nobody says. */
static int farther(int later, int before, int settled_min)
{
    if (!told(later) || !told(before))
        return COLOUR_unknown;
    if (later <= before)
        return COLOUR_green;
    return told(settled_min) && settled_min <= limit(farther_settles_min) ? COLOUR_amber
                                                                          : COLOUR_red;
}

static int tingling(int change, int settled_min)
{
    if (!told(change))
        return COLOUR_unknown;
    if (change == tingle_changes_none || change == tingle_changes_brief)
        return COLOUR_green;
    if (change == tingle_changes_long && told(settled_min) &&
        settled_min <= limit(tingle_settles_min))
        return COLOUR_amber;
    return COLOUR_red;
}

static int first_told(int32_t own, int base)
{
    return told(own) ? own : base;
}

int session_farther(const struct fact_session *s, struct base base)
{
    int before = first_told(s->reach_before, base.reach);
    return told(s->reach_after) && told(before) && s->reach_after > before;
}

int session_colour(const struct fact_session *s, struct base base)
{
    int leg = first_told(s->leg_before, base.leg);
    int back = first_told(s->back_before, base.back);
    int reach = first_told(s->reach_before, base.reach);
    int c = leg_during(s->leg_during, leg);
    c = worst(c, back_during(s->back_during, back));
    c = worst(c, after(s->leg_after, leg));
    c = worst(c, after(s->back_after, back));
    c = worst(c, farther(s->reach_after, reach, s->settled_min));
    return worst(c, tingling(s->tingle_change, s->settled_min));
}

int walk_colour(const struct fact_walk *w, struct base base)
{
    return worst(leg_during(w->leg_during, base.leg),
                 farther(w->reach_after, base.reach, UNANSWERED));
}

int morning_colour(struct base base, int leg, int reach, int word, int again)
{
    int c = COLOUR_unknown;
    if (told(leg) && told(base.leg)) {
        int rise = leg - base.leg;
        int zones = told(reach) && told(base.reach) && reach > base.reach ? reach - base.reach : 0;
        c = COLOUR_green;
        if (rise >= limit(morning_amber) || zones >= limit(morning_zone))
            c = COLOUR_amber;
        if (rise >= limit(morning_red) ||
            (rise >= limit(morning_amber) && zones >= limit(morning_zone)) ||
            (rise >= limit(morning_little) && zones >= limit(morning_zones)))
            c = COLOUR_red;
    }
    if (word == mornings_worse)
        c = worst(c, again ? COLOUR_red : COLOUR_amber);
    return c;
}
