/* worse.c - /start/worse: what brings it on and what eases it, of the episode just told.
 *
 * Minutes go into the episode alone. Told as a check-in too they would count as told twice, and two
 * tellings may make the walks longer without the green days that this asks otherwise. */
#include "tell.h"

static const struct choice worse[] = {
    {"sitting", "Sitting", NULL},     {"bending", "Bending", NULL}, {"standing", "Standing", NULL},
    {"walking", "Walking", NULL},     {"lying", "Lying", NULL},     {"morning", "Mornings", NULL},
    {"nothing", "Nothing does", NULL}};
static const struct choice eases[] = {
    {"sitting", "Sitting", NULL}, {"bending", "Bending", NULL}, {"standing", "Standing", NULL},
    {"walking", "Walking", NULL}, {"lying", "Lying", NULL},     {"nothing", "Nothing does", NULL}};

void worse_get(struct visit *v)
{
    start_open(v, 4, "/start/like", "What changes it?", NULL);
    form_open(v, "/start/worse");
    ask_many(v, "worse", "What makes it worse?", NULL, worse, COUNT(worse));
    ask_many(v, "eases", "What eases it?", NULL, eases, COUNT(eases));
    ask_number(v, "sit_min", "How many minutes can you sit before the leg complains?",
               "No trouble? Leave it empty.", "minutes", 1440);
    ask_number(v, "walk_min", "And how many can you walk?", NULL, "minutes", 1440);
    form_close(v, "Continue");
    skip_link(v, "/start/you");
    page_close(v);
}

static void take_provokers(struct visit *v, const char *key)
{
    if (posted_is(v, key, "nothing") && posted(v, key, 1))
        wrong(v, key, "You ticked “nothing” and something else. Which is right?");
    else
        fact_take(v, key);
}

void worse_post(struct visit *v)
{
    struct telling e = episode_begin(v, UNANSWERED);
    take_provokers(v, "worse");
    take_provokers(v, "eases");
    fact_take(v, "sit_min");
    fact_take(v, "walk_min");
    episode_end(v, &e);
    tell_end(v, worse_get, "/start/you");
}
