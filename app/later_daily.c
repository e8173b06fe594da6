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
    struct choice none = {"no", "None of these", NULL};
    struct choice yes = {"yes", "", NULL};
    ask_one(v, "rest", "Since you last told us, is any of this new or worse?", NULL, &none, 1);
    for (int i = 0; i < ASKED; i++) {
        yes.words = question_rows[asked[i]].ask;
        ask_many(v, keys[i], "Only if so, or if you are not sure:", NULL, &yes, 1);
    }
}

void take_short_screen(struct visit *v)
{
    fact_begin(v, KIND_screen);
    fact_take(v, "rest");
    for (int i = 0; i < ASKED; i++)
        fact_take(v, keys[i]);
    if (v->keys > 1)
        fact_put(v, "extent", "short");
    fact_end(v);
}
