/* like.c - /start/like: what it is like, and since when. The features of sciatica are those of
 * [S21] [S22]; how long ago stands for a date, so that clocks can run from it. */
#include "tell.h"

static const struct choice feels[] = {{"ache", "Ache", NULL},         {"sharp", "Sharp", NULL},
                                      {"electric", "Electric", NULL}, {"burning", "Burning", NULL},
                                      {"cramp", "Cramp", NULL},       {"spasm", "Spasm", NULL},
                                      {"pins", "Tingling", NULL},     {"numb", "Numb", NULL}};

/* Ages in days; the last one is past the twelve weeks after which doses follow the calendar. */
static const struct choice since[] = {{"today", "Today", NULL},
                                      {"week", "This week", NULL},
                                      {"weeks2", "About 2 weeks ago", NULL},
                                      {"weeks6", "About 6 weeks ago", NULL},
                                      {"months3", "3 months ago, or more", NULL}};
static const int since_days[] = {0, 4, 14, 42, 91};

static const struct choice number[] = {
    {"1", "First time", NULL}, {"2", "Second time", NULL}, {"3", "More often", NULL}};
static const struct choice side[] = {
    {"left", "Left", NULL}, {"right", "Right", NULL}, {"both", "Both", NULL}};
static const struct choice interference[] = {{"not_at_all", "Not at all", NULL},
                                             {"a_little", "A little", NULL},
                                             {"moderately", "Somewhat", NULL},
                                             {"quite_a_bit", "Quite a bit", NULL},
                                             {"extremely", "Extremely", NULL}};
static const char *const day_known[] = {"began"};
static const char *const more[] = {"feels", "interference"}; /* no first plan waits for these */

void like_get(struct visit *v)
{
    start_open(v, 3, "/start/where", "What is it like?", NULL);
    form_open(v, "/start/like");
    ask_one(v, "since", "When did it begin?", NULL, since, COUNT(since));
    part_open(v, "I know the day", day_known, COUNT(day_known));
    ask_date(v, "began", "The day it began", NULL);
    part_close(v);
    ask_one(v, "number", "Had it before?", NULL, number, COUNT(number));
    ask_one(v, "side", "Which leg?", NULL, side, COUNT(side));
    ASK_YES_NO(v, "below_knee", "Below the knee too?", NULL);
    ASK_YES_NO(v, "leg_worse_than_back", "Leg worse than back?", NULL);
    ASK_YES_NO(v, "tingling_or_numb", "Leg tingling or numb?", NULL);
    ASK_YES_NO(v, "cough_hurts", "Does a cough hurt the leg?", NULL);
    part_open(v, "More, if you like", more, COUNT(more));
    ask_many(v, "feels", "How does it feel?", NULL, feels, COUNT(feels));
    ask_one(v, "interference", "Is it in the way of your day?", NULL, interference,
            COUNT(interference));
    part_close(v);
    form_close(v, "Continue");
    skip_link(v, "/start/worse");
    page_close(v);
}

/* The day it began: as written, else by the choice; UNANSWERED. */
static int began_day(struct visit *v)
{
    const char *was = posted(v, "began", 0);
    int day, choice = posted_choice(v, "since", since, COUNT(since));
    if (was && day_read(was, str_len(was), &day))
        return day;
    return choice < 0 ? (int)UNANSWERED : v->day - since_days[choice];
}

static void put_began(struct visit *v, int day)
{
    struct text t = {.mem = v->a};
    if (posted(v, "began", 0)) {
        take_past(v, "began");
        return;
    }
    if (day == UNANSWERED)
        return;
    day_put(&t, day);
    text_char(&t, '\0');
    fact_put(v, "began", t.p);
}

void like_post(struct visit *v)
{
    int began = began_day(v);
    struct telling e = episode_begin(v, began);
    put_began(v, began);
    fact_take(v, "number");
    fact_take(v, "side");
    fact_take(v, "below_knee");
    fact_take(v, "leg_worse_than_back");
    fact_take(v, "tingling_or_numb");
    fact_take(v, "cough_hurts");
    fact_take(v, "interference");
    episode_end(v, &e);
    fact_begin(v, KIND_checkin);
    fact_take(v, "feels");
    fact_end(v);
    tell_end(v, like_get, "/start/worse");
}
