/* direction.c - /direction: one repeated movement tried by oneself, before and after [clinical.md
 * 4.3]; stop rules come first. Only when the plan asks for it, and only the movements that nothing
 * forbids. A test without its after would count as one that did nothing, so both are asked for. */
#include "tell.h"

enum { TRIES = 3 };
static const struct {
    struct choice choice;
    int item[3]; /* the exercises it is made of; -1: none */
    int worse;   /* enum direction */
    const char *steps[4];
} tries[TRIES] = {
    [directions_extension] = {{"extension", "Arching back, lying face down", NULL},
                              {ITEM_E1, ITEM_E2, ITEM_E3},
                              DIRECTION_extension,
                              {"Lie face down for 2 to 3 minutes. Let the legs rest.",
                               "Prop yourself on your elbows for 2 minutes. Let the hips sag.",
                               "Press up with your arms, hips down, as far as is easy. 10 times.",
                               NULL}},
    [directions_flexion] = {{"flexion", "Knees to chest, lying on your back", NULL},
                            {ITEM_F1, ITEM_F2, ITEM_F3},
                            DIRECTION_flexion,
                            {"Lie on your back, knees bent, feet flat.",
                             "Bring up one knee, then the other, hands behind the thighs.",
                             "Draw them gently to your chest and let go a little. 10 times.",
                             "Lower one leg at a time."}},
    [directions_lateral] = {{"lateral", "Hips to one side, standing", NULL},
                            {ITEM_SG1, -1, -1},
                            DIRECTION_lateral,
                            {"Stand with a shoulder against a wall, feet a step away from it.",
                             "Glide your hips to the wall, slowly, and back. 10 times.",
                             "Begin with the side that is easier. Keep the shoulders still.",
                             NULL}},
};

static int upright(const struct visit *v)
{
    return (v->known.episode.said.worse & (1u << provokers_standing | 1u << provokers_walking)) !=
           0;
}

static int forbidden(const struct visit *v, int item)
{
    const struct known *k = &v->known;
    uint32_t profiles = known_profiles(k);
    if (k->orders.ban_until[item] >= v->day ||
        k->orders.ban_until[ITEM_COUNT + exercises[item].family] >= v->day)
        return 1;
    for (int i = 0; i < PROFILE_COUNT; i++)
        if (profiles >> i & 1 && profile_excluded[i] >> item & 1 &&
            !(k->orders.allowed >> item & 1))
            return 1;
    return 0;
}

/* A session with exercises of the family sent the pain farther down: the family rests. */
static int resting(const struct visit *v, int item)
{
    for (int back = 0; back <= limit(peripheral_ban_days); back++) {
        const struct row *r = known_row(&v->known, v->day - back);
        if (r && r->farther & family_items[exercises[item].family])
            return 1;
    }
    return 0;
}

static int may_try(const struct visit *v, int d)
{
    const struct known *k = &v->known;
    if (resting(v, tries[d].item[0]))
        return 0;
    if (v->day - k->direction.worse_day[tries[d].worse] < limit(retest_days))
        return 0;
    if (d == directions_extension && age_at_least(k, limit(direction_age)) && upright(v))
        return 0;
    for (int i = 0; i < 3; i++)
        if (tries[d].item[i] >= 0 && forbidden(v, tries[d].item[i]))
            return 0;
    return 1;
}

/* The plan asks for the test. */
static int test_due(const struct visit *v)
{
    int any = 0;
    for (int i = 0; i < v->plan.task_count; i++)
        any |= v->plan.task[i].task == TASK_DIRECTION_TEST;
    return any && end_range(&v->known) &&
           (may_try(v, directions_extension) || may_try(v, directions_flexion) ||
            may_try(v, directions_lateral));
}

static const char *why_not(const struct visit *v)
{
    if (v->plan.stage == stages_stop)
        return "First the safety questions have to be answered, and what they ask for done.";
    if (!end_range(&v->known))
        return "Because of what you told us about you, this test is not for you now. Your plan "
               "does "
               "without it.";
    if (v->plan.direction >= DIRECTION_extension)
        return "We know which way of moving suits you, and the plan uses it.";
    if (v->day - v->known.direction.last_day < limit(retest_days))
        return "You did it not long ago. We ask again after some days. The next morning counts "
               "too: "
               "do your check-in.";
    return "The plan does not ask for this test today. Do what the plan says, and come back when "
           "it asks.";
}

static void refuse(struct visit *v)
{
    notice(v, "No movement test today", why_not(v), "/", "Today’s plan");
}

static int choices(const struct visit *v, struct choice *choice)
{
    int n = 0, first = v->known.episode.said.direction_before;
    if (first != UNANSWERED && may_try(v, first))
        choice[n++] = tries[first].choice; /* what helped last time is tried first */
    for (int d = 0; d < TRIES; d++)
        if (d != first && may_try(v, d))
            choice[n++] = tries[d].choice;
    return n;
}

static void put_steps(struct visit *v, int d)
{
    html_put(&v->w, "<h3>%s</h3>", tries[d].choice.words);
    put_shown(v, tries[d].choice.value);
    html_put(&v->w, "<ol>");
    for (int i = 0; i < 4 && tries[d].steps[i]; i++)
        html_put(&v->w, "<li>%s</li>", tries[d].steps[i]);
    html_put(&v->w, "</ol>");
}

static void stop_rules(struct visit *v)
{
    html_put(&v->w,
             "<div class=\"note note-stop\"><h2>Stop at once if</h2><ul class=\"dots\">"
             "<li>the pain runs farther down the leg</li>"
             "<li>the leg pain is 2 or more higher, and stays so for 2 minutes</li>"
             "<li>your leg or foot goes numb or weak, or there is any <a href=\"/safety\">danger "
             "sign</a></li></ul><p>More pain in the back alone is all right, if the leg is "
             "no worse.</p></div>");
}

void direction_get(struct visit *v)
{
    struct choice choice[TRIES];
    if (!test_due(v)) {
        refuse(v);
        return;
    }
    int n = choices(v, choice);
    later_open(v, "Which way of moving helps?",
               "One movement, 10 times, then half an hour to see. It shows which way suits you.");
    stop_rules(v);
    form_open(v, "/direction");
    html_put(&v->w, "<h2>1. Before</h2>");
    ask_scale(v, "leg_before", "Leg pain now", NULL, "none", "worst imaginable");
    ask_reach(v, "reach_before", "How far down does it go now?", NULL);
    html_put(&v->w, "<h2>2. The movement</h2>");
    ask_one(v, "try", "Choose one", "Not sure? Take the first.", choice, n);
    for (int i = 0; i < n; i++)
        for (int d = 0; d < TRIES; d++)
            if (str_same(choice[i].value, tries[d].choice.value))
                put_steps(v, d);
    html_put(&v->w, "<h2>3. Half an hour later</h2><p class=\"hint\">Stopped early? Answer all the "
                    "same. Leave this page open, or write the first numbers down.</p>");
    ask_scale(v, "leg_after", "Leg pain after half an hour", NULL, "none", "worst imaginable");
    ask_reach(v, "reach_after", "How far down does it go then?", NULL);
    form_close(v, "Save");
    html_put(&v->w, "<p class=\"small quiet\">No better? You can try another one later today. "
                    "Nothing is decided before two test days and their next mornings.</p>");
    page_close(v);
}

/* Only what was offered may be told of. */
static void take_try(struct visit *v)
{
    struct choice choice[TRIES];
    int n = choices(v, choice);
    if (posted_choice(v, "try", choice, n) >= 0)
        fact_take(v, "try");
}

void direction_post(struct visit *v)
{
    static const char *const field[] = {"try", "leg_before", "leg_after", "reach_before",
                                        "reach_after"};
    if (!test_due(v)) {
        v->r->status = 409;
        refuse(v);
        return;
    }
    fact_begin(v, KIND_direction_test);
    take_try(v);
    for (int i = 1; i < COUNT(field); i++)
        fact_take(v, field[i]);
    fact_end(v);
    if (answered(v, field, COUNT(field))) {
        for (int i = 0; i < COUNT(field); i++)
            if (!posted(v, field[i], 0))
                wrong(v, field[i], "This one is needed, or nothing can be told from the test.");
    }
    tell_end(v, direction_get, "/");
}
