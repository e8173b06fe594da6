/* measure.c - /measure: how one moves, once a week, each with how to do it and when not to. What a
 * person must not do is not asked. */
#include "tell.h"

static const struct choice bend[] = {{"thigh", "My thighs", NULL},
                                     {"knee", "My knees", NULL},
                                     {"shin", "Half way down my shins", NULL},
                                     {"ankle", "My ankles", NULL},
                                     {"floor", "The floor", NULL}};
static const struct choice knee[] = {{"none", "Hardly at all", NULL},
                                     {"half", "Half way", NULL},
                                     {"nearly", "Nearly straight", NULL},
                                     {"full", "Straight", NULL}};
static const struct choice sock[] = {
    {"easy", "Easy", NULL}, {"hard", "Hard", NULL}, {"cannot", "Cannot", NULL}};

/* Bending forward to the end: not with thin bones, nor in the first weeks after an operation. */
static int may_bend(const struct visit *v)
{
    return !(known_profiles(&v->known) & (1u << PROFILE_OST | 1u << PROFILE_PO));
}

static int may_balance(const struct visit *v)
{
    return !(known_profiles(&v->known) & (1u << PROFILE_FALL | 1u << PROFILE_PO));
}

static int may_rise(const struct visit *v)
{
    return !(known_profiles(&v->known) & (1u << PROFILE_CVD | 1u << PROFILE_PO));
}

void measure_get(struct visit *v)
{
    later_open(v, "How you move this week",
               "Up to five short measures. Leave out any that you would rather not do.");
    html_put(&v->w,
             "<div class=\"note note-wait\"><h2>Stop rules</h2><ul class=\"dots\">"
             "<li>Stop a measure when pain or tingling runs farther down the leg.</li>"
             "<li>Stop if you feel dizzy, breathless or unsafe, or your chest hurts.</li>"
             "<li>Not in the first hour after getting up, and not on a day that is too sore.</li>"
             "</ul></div>");
    form_open(v, "/measure");
    if (may_bend(v)) {
        put_shown(v, "bend");
        ask_one(v, "bend", "How far down do your fingertips reach?",
                "Stand, knees straight. Slide your hands down your legs. Stop at the first tug in "
                "the leg.",
                bend, COUNT(bend));
    }
    put_shown(v, "knee_straight");
    ask_one(v, "knee_straight", "How straight does the knee of the painful leg come?",
            "Sit tall on a chair. Slowly straighten that knee. Stop at the first tug.", knee,
            COUNT(knee));
    if (may_rise(v)) {
        put_shown(v, "chair_rises");
        ask_number(v, "chair_rises", "How often can you stand up in 30 seconds?",
                   "A firm chair against a wall, arms crossed. Count full stands. Not if a knee or "
                   "hip hurts with it.",
                   "times", 60);
    }
    if (may_balance(v)) {
        put_shown(v, "one_leg_s");
        ask_number(v, "one_leg_s", "How long can you stand on the painful leg?",
                   "Beside a worktop, hand just above it. Stop at 60. Not if you feel unsteady.",
                   "seconds", 60);
    }
    put_shown(v, "sock");
    ask_one(v, "sock", "Putting on a sock, painful side", NULL, sock, COUNT(sock));
    form_close(v, "Save");
    if (!may_bend(v) || !may_rise(v) || !may_balance(v))
        html_put(&v->w, "<p class=\"small quiet\">Some measures are left out because of what you "
                        "told us about you.</p>");
    page_close(v);
}

void measure_post(struct visit *v)
{
    fact_begin(v, KIND_mobility);
    fact_take(v, "bend");
    fact_take(v, "knee_straight");
    fact_take(v, "chair_rises");
    fact_take(v, "one_leg_s");
    fact_take(v, "sock");
    fact_end(v);
    tell_end(v, measure_get, "/");
}
