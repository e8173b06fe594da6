/* history.c - /start/history: earlier bouts, work, medicines, and one thing to get back to. */
#include "tell.h"

static const struct choice before[] = {{"extension", "Arching back", NULL},
                                       {"flexion", "Bending forward", NULL},
                                       {"lateral", "Moving the hips to one side", NULL}};
static const struct choice job[] = {{"sitting", "Mostly sitting", NULL},
                                    {"lifting", "Lifting and carrying", NULL},
                                    {"driving", "Driving", NULL},
                                    {"mixed", "A bit of each", NULL},
                                    {"none", "I have no paid work", NULL}};
static const struct choice work[] = {{"off", "I am off work with it", NULL},
                                     {"office", "I work, mostly at a desk", NULL},
                                     {"manual", "I work with my body", NULL},
                                     {"other", "Something else", NULL}};
static const struct choice taking[] = {
    {"nsaid", "Anti-inflammatory", "such as ibuprofen or naproxen"},
    {"paracetamol", "Paracetamol", NULL},
    {"opioid", "Strong painkiller", "an opioid: codeine, tramadol, morphine"},
    {"gabapentinoid", "Nerve medicine", "gabapentin or pregabalin"},
    {"antidepressant", "Antidepressant", "such as amitriptyline or duloxetine"},
    {"other", "Something else", NULL},
    {"none", "Nothing", NULL}};
static const struct choice inflammatory[] = {
    {"started_before_35", "The back trouble began before I was 35", NULL},
    {"second_half_of_night", "It wakes me in the second half of the night", NULL},
    {"buttock", "Pain deep in a buttock", NULL},
    {"better_moving", "Moving helps, rest does not", NULL},
    {"nsaid_helps", "An anti-inflammatory helps within two days", NULL},
    {"family", "A close relative has inflammation of the spine, joints or eye, or psoriasis", NULL},
    {"arthritis", "I have, or had, swollen joints", NULL},
    {"enthesitis", "I have, or had, a sore heel where the tendon joins", NULL},
    {"psoriasis", "I have, or had, psoriasis", NULL}};

/* Asked only when an episode has lasted long enough for the answers to mean something [S18]. */
static int is_long(const struct visit *v)
{
    return v->known.episode.at != NEVER_AT &&
           v->day - v->known.episode.began > limit(inflammatory_days);
}

void history_get(struct visit *v)
{
    later_open(v, "Before this, and around it", "Answer what you like. You can come back later.");
    form_open(v, "/start/history");
    ask_number(v, "past_episodes", "How many bouts like this have you had before?",
               "0 if this is the first.", "bouts", 50);
    ask_one(v, "direction_before", "Did one way of moving help, last time?", NULL, before,
            COUNT(before));
    ask_one(v, "job", "What is your work like?", NULL, job, COUNT(job));
    ask_one(v, "work", "Are you working now?", NULL, work, COUNT(work));
    ask_many(v, "taking", "What do you take for the pain?", NULL, taking, COUNT(taking));
    ask_date(v, "started", "When did you begin it?", "The newest one, if there are several.");
    ask_scale(v, "helps", "How much does it help?", NULL, "not at all", "takes all pain away");
    ask_text(v, "activity", "One thing you want to get back to",
             "Such as: sit through dinner, carry the shopping, run.", 1);
    ask_scale(v, "score", "How well can you do it now?", NULL, "cannot do it", "as before");
    if (is_long(v)) {
        html_put(&v->w, "<div class=\"note note-plain\"><p>This has lasted a long time. Some back "
                        "pain comes from inflammation, and needs another doctor.</p></div>");
        ask_many(v, "inflammatory", "Is any of this so?", NULL, inflammatory, COUNT(inflammatory));
        ask_number(v, "age_at_onset", "How old were you when back trouble first began?", NULL,
                   "years", 120);
    }
    form_close(v, "Save");
    page_close(v);
}

static void take_person(struct visit *v)
{
    fact_begin(v, KIND_profile);
    fact_take(v, "past_episodes");
    fact_take(v, "job");
    fact_end(v);
}

/* The episode's number is one more than those before it. */
static void take_number(struct visit *v)
{
    const char *was = posted(v, "past_episodes", 0);
    struct text t = {.mem = v->a};
    int n = 0, digits = 0;
    for (; was && was[digits] >= '0' && was[digits] <= '9' && digits < 3; digits++)
        n = n * 10 + (was[digits] - '0');
    if (!was || !digits || was[digits] || wrong_about(v, "past_episodes"))
        return;
    text_int(&t, n + 1);
    text_char(&t, '\0');
    fact_put(v, "number", t.p);
}

static void take_episode(struct visit *v)
{
    struct telling e = episode_begin(v, UNANSWERED);
    if (e.before)
        take_number(v);
    fact_take(v, "direction_before");
    fact_take(v, "work");
    if (is_long(v)) {
        fact_take(v, "inflammatory");
        fact_take(v, "age_at_onset");
    }
    episode_end(v, &e);
}

static void take_medicine(struct visit *v)
{
    static const char *const more[] = {"started", "helps"};
    if (answered(v, more, COUNT(more)) && !posted(v, "taking", 0))
        wrong(v, "taking", "Say what you take, or leave the day and the help empty.");
    fact_begin(v, KIND_medicine);
    if (posted_is(v, "taking", "none") && posted(v, "taking", 1))
        wrong(v, "taking", "You ticked “nothing” and something else. Which is right?");
    else
        fact_take(v, "taking");
    take_past(v, "started");
    fact_take(v, "helps");
    fact_end(v);
}

static void take_goal(struct visit *v)
{
    fact_begin(v, KIND_goal);
    fact_take_as(v, "activity", "activity");
    fact_take(v, "score");
    fact_end(v);
    if (posted(v, "score", 0) && !posted(v, "activity", 0))
        wrong(v, "activity", "Write what it is that you want to get back to.");
}

void history_post(struct visit *v)
{
    take_person(v);
    take_episode(v);
    take_medicine(v);
    take_goal(v);
    tell_end(v, history_get, "/");
}
