/* Parts of other pages that are still to come; this file goes when they are there. */
#include "daily.h"

/* The questions of the short screen, in the order of the contract. */
static const uint8_t asked[] = {Q_urine_hesitant, Q_urine_unfelt, Q_saddle,    Q_bowel_unfelt,
                                Q_both_legs,      Q_both_weak,    Q_foot_drop, Q_weaker,
                                Q_fever,          Q_calf_swollen, Q_breathless};
static const char *const keys[] = {"urine_hesitant", "urine_unfelt", "saddle",    "bowel_unfelt",
                                   "both_legs",      "both_weak",    "foot_drop", "weaker",
                                   "fever",          "calf_swollen", "breathless"};
enum { ASKED = sizeof asked / sizeof asked[0] };

void ask_short_screen(struct visit *v)
{
    static const struct choice none = {"yes", "None of these", NULL};
    struct choice each = {"yes", "", NULL};
    html_put(&v->w,
             "<div class=\"note note-plain\"><h2>Since you last told us, is any of this new or "
             "worse?</h2><p>Not sure? Tick it.</p></div>");
    for (int i = 0; i < ASKED; i++) {
        each.words = "Yes, or not sure";
        ask_many(v, keys[i], question_rows[asked[i]].ask, NULL, &each, 1);
    }
    ask_many(v, "screen_none", "Or", NULL, &none, 1);
}

void take_short_screen(struct visit *v)
{
    fact_begin(v, KIND_screen);
    int bare = v->keys;
    for (int i = 0; i < ASKED; i++)
        fact_take(v, keys[i]);
    if (v->keys == bare && posted_is(v, "screen_none", "yes"))
        fact_put(v, "rest", "no");
    if (v->keys > bare)
        fact_put(v, "extent", "short");
    fact_end(v);
}
