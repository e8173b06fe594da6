/* beliefs.c - /start/beliefs: what one expects and fears, in our own words [clinical.md 7], and the
 * total of a STarT Back form filled in at a clinic: its text is not ours to show. */
#include "tell.h"

static const struct choice feared[] = {
    {"bending", "Bending", NULL}, {"lifting", "Lifting", NULL}, {"twisting", "Twisting", NULL},
    {"sitting", "Sitting", NULL}, {"walking", "Walking", NULL}, {"exercise", "Exercise", NULL}};
static const char *const score[] = {"total", "distress"};

void beliefs_get(struct visit *v)
{
    later_open(v, "What do you expect?",
               "What people expect and fear changes how they move. There is no right answer.");
    form_open(v, "/start/beliefs");
    ask_scale(v, "expects_long", "Do you think this will last a long time?", NULL, "not at all",
              "quite sure it will");
    ask_scale(v, "moving_is_safe", "How sure are you that moving is safe for you?", NULL,
              "not at all", "quite sure");
    ask_many(v, "feared", "Is there anything you are afraid to do?", NULL, feared, COUNT(feared));
    ask_text(v, "feared_other", "Anything else?", "A few words are enough.", 1);
    part_open(v, "I have a STarT Back score from my clinic", score, COUNT(score));
    html_put(&v->w, "<p class=\"small quiet\">It comes from a form of nine questions. Copy both "
                    "numbers from it, or leave both out.</p>");
    ask_number(v, "total", "Total", NULL, "of 9", 9);
    ask_number(v, "distress", "Questions 5 to 9", NULL, "of 5", 5);
    part_close(v);
    form_close(v, "Save");
    page_close(v);
}

static int digit(const char *s)
{
    return s && s[0] >= '0' && s[0] <= '9' && !s[1] ? s[0] - '0' : -1;
}

static void take_score(struct visit *v)
{
    const char *total = posted(v, "total", 0), *distress = posted(v, "distress", 0);
    int all = digit(total), some = digit(distress);
    if (!total != !distress)
        wrong(v, total ? "distress" : "total", "Give both numbers, or neither.");
    fact_begin(v, KIND_start_back);
    fact_take(v, "total");
    fact_take(v, "distress");
    fact_end(v);
    /* Four questions stand only in the total, five in both. */
    if (all >= 0 && some >= 0 && (some > all || all - some > 4))
        wrong(v, "total", "These two numbers do not fit together. Look at the form again.");
}

/* Free text in the record, but of this question only what it offers. */
static void take_ticks(struct visit *v)
{
    const char *was;
    for (int n = 0; (was = posted(v, "feared", n)); n++) {
        int i = n < COUNT(feared) ? 0 : COUNT(feared);
        while (i < COUNT(feared) && !str_same(was, feared[i].value))
            i++;
        if (i == COUNT(feared))
            wrong(v, "feared", "Choose from the answers, or leave it out.");
        else
            fact_put(v, "feared", was);
    }
}

void beliefs_post(struct visit *v)
{
    fact_begin(v, KIND_belief);
    fact_take(v, "expects_long");
    fact_take(v, "moving_is_safe");
    take_ticks(v);
    fact_take_as(v, "feared", "feared_other");
    fact_end(v);
    take_score(v);
    tell_end(v, beliefs_get, "/");
}
