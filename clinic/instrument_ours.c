/* instrument_ours.c - instruments in our own wording: pain now, bother, change, three activities. */
#include "instrument.h"

#include "../app/asked.h"

/* Leg symptom bother: four items of 0 to 6. The idea is common, the words are ours. */
static const struct {
    const char *field, *ask;
} bothers[] = {
    {"bother_pain", "Pain in the leg"},
    {"bother_tingle", "Tingling or numbness in the leg or foot"},
    {"bother_weak", "Weakness in the leg or foot"},
    {"bother_sit", "Pain in the back or leg when sitting"},
};
enum { BOTHERS = COUNT_OF(bothers), ACTIVITIES = 3 };
static const char *const activity_field[ACTIVITIES] = {"activity1", "activity2", "activity3"};
static const char *const able_field[ACTIVITIES] = {"able1", "able2", "able3"};

static const struct tap changes[] = {{"1", "very much better", NULL}, {"2", "much better", NULL},
                                     {"3", "a little better", NULL},  {"4", "no change", NULL},
                                     {"5", "a little worse", NULL},   {"6", "much worse", NULL},
                                     {"7", "very much worse", NULL}};

/* The three activities that were named last, each once. */
static void fill_activities(struct desk *d)
{
    const char *had[ACTIVITIES];
    int n = 0;
    for (const struct fact *f = newest(d, KIND_goal, SIZE_MAX); f && n < ACTIVITIES;
         f = newest(d, KIND_goal, place_of(d, f))) {
        const struct fact_goal *g = f->keys;
        const char *s = plain_text(&d->v, g->activity);
        int twice = !s[0];
        for (int i = 0; i < n; i++)
            twice |= str_same(had[i], s);
        if (!twice)
            had[n++] = s;
    }
    for (int i = 0; i < n; i++)
        fill(d, activity_field[i], had[n - 1 - i]);
}

static void ask_tens(struct desk *d, const char *field, const char *ask, const char *was)
{
    static const struct tap tens[] = {{"0", "0", NULL}, {"1", "1", NULL},  {"2", "2", NULL},
                                      {"3", "3", NULL}, {"4", "4", NULL},  {"5", "5", NULL},
                                      {"6", "6", NULL}, {"7", "7", NULL},  {"8", "8", NULL},
                                      {"9", "9", NULL}, {"10", "10", NULL}};
    tap_row(d, field, ask, was, tens, COUNT_OF(tens));
}

void own_get(struct desk *d)
{
    static const struct tap sixes[] = {{"0", "0", NULL}, {"1", "1", NULL}, {"2", "2", NULL},
                                       {"3", "3", NULL}, {"4", "4", NULL}, {"5", "5", NULL},
                                       {"6", "6", NULL}};
    static const char *const activity_ask[] = {"First activity", "Second activity",
                                               "Third activity"};
    fill_activities(d);
    desk_open(d, "Leg, back, bother, change, activities", AT_people);
    patient_head(d);
    html_put(&d->v.w,
             "<p><a href=\"/%s\">Instruments</a></p><h2 class=\"task\">Leg, back, bother, change, "
             "activities</h2>",
             patient_path(d, "/instrument") + 1);
    desk_form(d, NULL);
    html_put(&d->v.w, "<section class=\"panel\"><h2>Pain, on average over the last 24 hours</h2>");
    ask_tens(d, "leg", "Leg, buttock to foot", "0 none, 10 the worst imaginable");
    ask_tens(d, "back", "Back", "0 none, 10 the worst imaginable");
    html_put(&d->v.w,
             "</section><section class=\"panel\"><h2>How much did each bother you in the last "
             "week?</h2><p class=\"sub\">0 not at all, 6 as much as can be. All four are needed "
             "for a score.</p>");
    for (int i = 0; i < BOTHERS; i++)
        tap_row(d, bothers[i].field, bothers[i].ask, NULL, sixes, COUNT_OF(sixes));
    html_put(&d->v.w, "</section><section class=\"panel\"><h2>Change</h2>");
    tap_row(d, "pgic", "Since this care began, your back and leg are", NULL, changes,
            COUNT_OF(changes));
    html_put(&d->v.w,
             "</section><section class=\"panel\"><h2>Three activities of your own</h2>"
             "<p class=\"sub\">What the trouble keeps you from. 0 cannot do it, 10 as before.</p>");
    for (int i = 0; i < ACTIVITIES; i++) {
        ask_text(&d->v, activity_field[i], activity_ask[i], NULL, 1);
        ask_tens(d, able_field[i], "How well now?", NULL);
    }
    html_put(&d->v.w, "</section>");
    ask_when(d);
    form_close(&d->v, "Keep the answers");
    desk_close(d);
}

/* --- what it writes ---------------------------------------------------------------------------------------- */

/* One digit to most; -1: not answered. */
static int told(struct desk *d, const char *field, int least, int most)
{
    const char *s = posted(&d->v, field, 0);
    if (!s)
        return -1;
    if (s[0] - '0' < least || s[0] - '0' > most || s[1]) {
        wrong(&d->v, field, "Choose one of the answers.");
        return -1;
    }
    return s[0] - '0';
}

static void put_number_of(struct desk *d, const char *key, int number)
{
    struct text t = {.mem = d->v.a};
    text_int(&t, number);
    text_char(&t, '\0');
    fact_put(&d->v, key, t.p);
}

/* The same question as the check-in asks, put in the room: one measure on one line. */
static void take_pain(struct desk *d)
{
    begin_when(d, KIND_checkin);
    fact_take(&d->v, "leg");
    fact_take(&d->v, "back");
    fact_end(&d->v);
}

static void take_bother(struct desk *d)
{
    int answer[BOTHERS], sum = 0, missing = -1, any = 0;
    for (int i = 0; i < BOTHERS; i++) {
        answer[i] = told(d, bothers[i].field, 0, 6);
        any |= answer[i] >= 0;
        missing = answer[i] < 0 && missing < 0 ? i : missing;
        sum += answer[i] < 0 ? 0 : answer[i];
    }
    if (!any)
        return;
    if (missing >= 0) {
        wrong(&d->v, bothers[missing].field, "A score needs all four. Answer this one too.");
        return;
    }
    begin_when(d, KIND_questionnaire);
    fact_put(&d->v, "name", "bother");
    put_number_of(d, "score", sum);
    for (int i = 0; i < BOTHERS; i++)
        put_number_of(d, "answer", answer[i]);
    fact_end(&d->v);
}

static void take_change(struct desk *d)
{
    int n = told(d, "pgic", 1, 7);
    if (n < 0)
        return;
    begin_when(d, KIND_questionnaire);
    fact_put(&d->v, "name", "pgic");
    put_number_of(d, "score", n);
    fact_put(&d->v, "answer", changes[n - 1].words);
    fact_end(&d->v);
}

static void take_activities(struct desk *d)
{
    for (int i = 0; i < ACTIVITIES; i++) {
        int named = value_posted(d, activity_field[i]).text.len > 0;
        if (!posted(&d->v, able_field[i], 0))
            continue; /* a name alone says nothing new */
        if (!named)
            wrong(&d->v, activity_field[i], "Name the activity.");
        begin_when(d, KIND_goal);
        fact_take_as(&d->v, "activity", activity_field[i]);
        fact_take_as(&d->v, "score", able_field[i]);
        fact_end(&d->v);
    }
}

void own_post(struct desk *d)
{
    take_pain(d);
    take_bother(d);
    take_change(d);
    take_activities(d);
    if (!d->v.new_facts.len && !d->v.wrongs)
        wrong(&d->v, "leg", "Nothing is answered yet, so there is nothing to keep.");
    if (d->v.wrongs)
        own_get(d);
    else
        rec_keep(d, KINDS(questionnaire) | KINDS(goal), "instrument",
                 patient_path(d, "/instrument"));
}
