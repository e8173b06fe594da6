/* where.c - /start/where: the first answers after the safety questions, as a check-in. */
#include "tell.h"

/* It is asked for the first time: there is no day before to set it against. */
static const struct choice numb[] = {{"none", "No", NULL},
                                     {"same", "Yes, steady", NULL},
                                     {"more", "Yes, growing", NULL},
                                     {"less", "Yes, fading", NULL}};

void where_get(struct visit *v)
{
    start_open(v, 2, "/safety", "Where do you feel it?", NULL);
    form_open(v, "/start/where");
    ask_body(v);
    ask_scale(v, "leg", "Leg pain, on average", "Buttock to foot, over the last 24 hours", "none",
              "worst imaginable");
    ask_scale(v, "back", "Back pain, on average", NULL, "none", "worst imaginable");
    ask_one(v, "numb", "Any numb skin?", NULL, numb, COUNT(numb));
    form_close(v, "Continue");
    skip_link(v, "/start/like");
    page_close(v);
}

void where_post(struct visit *v)
{
    fact_begin(v, KIND_checkin);
    fact_take(v, "leg");
    fact_take(v, "back");
    fact_take(v, "pain_at");
    fact_take(v, "tingle_at");
    fact_take(v, "numb_at");
    fact_take(v, "numb");
    fact_end(v);
    tell_end(v, where_get, "/start/like");
}
