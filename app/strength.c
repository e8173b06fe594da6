/* strength.c - /start/strength: five self-tests of each side [clinical.md 1.3], the painful side first.
 * Words are stored as they are told: nobody can grade their own strength. */
#include "tell.h"

struct test {
    const char *key, *left, *right; /* of motor, and the fields of the two sides */
    const char *name, *how, *same;
};
static const struct test tests[STRENGTH_TESTS] = {
    {"heel_walk", "left_heel_walk", "right_heel_walk", "Walk on your heels",
     "Hold on to a worktop. Take 10 steps on your heels, with your toes off the floor.",
     "Do the toes of one foot drop?"},
    {"big_toe", "left_big_toe", "right_big_toe", "Lift your big toe",
     "Sit, foot flat on the floor. Lift the big toe, and press it down with a finger.",
     "Does it give way more easily than the other?"},
    {"heel_raise", "left_heel_raise", "right_heel_raise", "Rise on your toes, on one leg",
     "Fingertips on a worktop. Stand on one leg and lift the heel, up to 10 times.",
     "Does one side tire sooner, or rise less high?"},
    {"chair_rise", "left_chair_rise", "right_chair_rise", "Stand up on one leg",
     "Sit on a firm chair with a worktop in reach. Stand up on one leg. Too hard on both? Step up "
     "one stair instead.",
     "Does one leg need much more help?"},
    {"one_leg", "left_one_leg", "right_one_leg", "Stand on one leg",
     "Hand just above a worktop. Stand on one leg for 10 seconds.", "Does the other hip drop?"},
};
static const struct choice result[] = {
    {"normal", "Normal", NULL}, {"weaker", "Weaker", NULL}, {"cannot", "Cannot", NULL}};
static const struct choice examined[] = {{"yes", "Yes", NULL}, {"no", "No", NULL}};

static int right_first(const struct visit *v)
{
    return v->known.episode.said.side == sides3_right;
}

static const char *field_of(const struct test *t, int right)
{
    return right ? t->right : t->left;
}

static void put_test(struct visit *v, int i)
{
    const struct test *t = &tests[i];
    int first = right_first(v);
    html_put(&v->w, "<section class=\"card\"><div class=\"pic\">");
    figure_still(v, t->key);
    html_put(&v->w, "</div><div class=\"in\"><h2>%s</h2><p>%s</p><p class=\"quiet\">%s</p>",
             t->name, t->how, t->same);
    for (int n = 0; n < 2; n++) {
        int right = n ? !first : first;
        ask_one(v, field_of(t, right), right ? "Right leg" : "Left leg", NULL, result,
                COUNT(result));
    }
    html_put(&v->w, "</div></section>");
}

void strength_get(struct visit *v)
{
    later_open(v, "Is one leg weaker?",
               "Five short tests. They show whether a nerve needs looking at.");
    html_put(&v->w,
             "<div class=\"note note-wait\"><h2>Before you start</h2><ul class=\"dots\">"
             "<li>Stand beside a worktop. Unsteady? Have someone with you, or leave it out.</li>"
             "<li>Do not push through sharp pain. Pain that holds you back is not weakness: leave "
             "that test out.</li>"
             "<li>Stop if your leg gives way, or pain or numbness runs farther down.</li>"
             "<li>A foot that has just begun to drag, or both legs weak? Do not test. "
             "<a href=\"/safety\">See what to do now</a>.</li></ul></div>");
    form_open(v, "/start/strength");
    html_put(&v->w, "<p><b>Normal</b>: as strong as ever. <b>Weaker</b>: weaker than the other "
                    "side, or than before. <b>Cannot</b>: it will not do it at all.</p>");
    for (int i = 0; i < STRENGTH_TESTS; i++)
        put_test(v, i);
    ask_one(v, "examined",
            "Was anything weak or not possible? Has a doctor or therapist "
            "examined just that?",
            "Say no if it is new, or worse than when they looked.", examined, COUNT(examined));
    html_put(&v->w, "<section class=\"sec\"><h2>One more, if you like</h2>");
    put_shown(v, "slump");
    html_put(&v->w, "<p>Sit on a firm chair, "
                    "hands behind you. Slump, chin down. Slowly straighten the knee of the painful "
                    "leg, until you feel your leg pain. Now lift your head. Stop if it hurts "
                    "sharply.</p>");
    ASK_YES_NO(v, "slump", "Did it bring on your own leg pain, and did lifting the head ease it?",
               NULL);
    html_put(&v->w, "</section>");
    form_close(v, "Save");
    page_close(v);
}

static void take_side(struct visit *v, int right)
{
    int any = 0, weak = 0;
    for (int i = 0; i < STRENGTH_TESTS; i++) {
        const char *field = field_of(&tests[i], right), *was = posted(v, field, 0);
        any |= was != NULL;
        weak |= was && !str_same(was, "normal");
    }
    if (!any)
        return;
    fact_begin(v, KIND_motor);
    fact_put(v, "side", right ? "right" : "left");
    for (int i = 0; i < STRENGTH_TESTS; i++)
        fact_take_as(v, tests[i].key, field_of(&tests[i], right));
    if (weak)
        fact_take(v, "examined");
    fact_end(v);
}

void strength_post(struct visit *v)
{
    int first = right_first(v);
    take_side(v, first);
    take_side(v, !first);
    posted_choice(v, "examined", examined, COUNT(examined));
    if (posted(v, "slump", 0)) {
        struct telling e = episode_begin(v, UNANSWERED);
        fact_take(v, "slump");
        episode_end(v, &e);
    }
    tell_end(v, strength_get, "/");
}
