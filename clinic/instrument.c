/* instrument.c - RMDQ-24 and PHQ-2, word for word, and which form a path means. */
#include "instrument.h"

#include "../knowledge/country.h"

void ask_when(struct desk *d)
{
    ask_date(&d->v, "on", "Answered on", "Today, unless you write another day.");
}

static int when(struct desk *d)
{
    int day = posted_day(d, "on");
    if (day == INT32_MIN)
        return d->v.day;
    if (day > d->v.day)
        wrong(&d->v, "on", "That day is still to come.");
    else if (day < d->v.day - 366)
        wrong(&d->v, "on", "That is more than a year ago. Look at the year again.");
    return day;
}

void begin_when(struct desk *d, enum kind kind)
{
    int day = when(d);
    if (day < d->v.day)
        fact_begin_on(&d->v, kind, day);
    else
        fact_begin(&d->v, kind);
}

static void open_form(struct desk *d, const char *title)
{
    desk_open(d, title, AT_people);
    patient_head(d);
    html_put(&d->v.w, "<p><a href=\"/%s\">Instruments</a></p><h2 class=\"task\">%s</h2>",
             patient_path(d, "/instrument") + 1, title);
    desk_form(d, NULL);
}

static void number_put(struct desk *d, const char *key, int number)
{
    struct text t = {.mem = d->v.a};
    text_int(&t, number);
    text_char(&t, '\0');
    fact_put(&d->v, key, t.p);
}

/* --- RMDQ-24 ----------------------------------------------------------------------------------------------- */

static const char *const rmdq[] = {
#define ITEM(number, text) text,
#include "rmdq.def"
};
static const char *const numbers[] = {
#define ITEM(number, text) #number,
#include "rmdq.def"
};
enum { RMDQ = COUNT_OF(rmdq) };

static void rmdq_get(struct desk *d)
{
    struct visit *v = &d->v;
    struct choice item[RMDQ];
    static const struct choice none[] = {{"yes", "None of these describes me today", NULL}};
    for (int i = 0; i < RMDQ; i++)
        item[i] = (struct choice){numbers[i], rmdq[i], NULL};
    open_form(d, "Roland-Morris Disability Questionnaire");
    html_put(&v->w,
             "<p>When you read a sentence that describes you today, put a tick against it. If the "
             "sentence does not describe you, then leave the space blank and go on to the next "
             "one. Remember, only tick the sentence if you are sure it describes you today.</p>");
    ask_many(v, "item", "Tick the sentences that describe you today", NULL, item, RMDQ);
    ask_many(v, "none", "If there is no tick above", NULL, none, 1);
    ask_when(d);
    form_close(v, "Keep the score");
    html_put(&v->w,
             "<p class=\"sub\">Roland MO, Morris RW. A study of the natural history of back pain. "
             "Part 1: Development of a reliable and sensitive measure of disability in low back "
             "pain. Spine 1983;8:141-144. The score is the number of ticks, 0 to 24.</p>");
    desk_close(d);
}

/* No tick at all is not nought: somebody must have said that none fits. */
static void rmdq_post(struct desk *d)
{
    int score = 0;
    for (int i = 0; i < RMDQ; i++)
        score += posted_is(&d->v, "item", numbers[i]);
    if (!score && !posted_is(&d->v, "none", "yes"))
        wrong(&d->v, "item", "Nothing is ticked. If none of them fits, tick that below.");
    if (score && posted_is(&d->v, "none", "yes"))
        wrong(&d->v, "none", "There are ticks above. Take them out, or take out this one.");
    begin_when(d, KIND_questionnaire);
    fact_put(&d->v, "name", "rmdq24");
    number_put(d, "score", score);
    for (int i = 0; i < RMDQ; i++)
        if (posted_is(&d->v, "item", numbers[i]))
            fact_put(&d->v, "answer", numbers[i]);
    fact_end(&d->v);
    if (d->v.wrongs)
        rmdq_get(d);
    else
        rec_keep(d, KINDS(questionnaire), "instrument", patient_path(d, "/instrument"));
}

/* --- PHQ-2 ------------------------------------------------------------------------------------------------- */

static const char *const phq[] = {"Little interest or pleasure in doing things",
                                  "Feeling down, depressed, or hopeless"};
static const char *const phq_field[] = {"phq1", "phq2"};

static void phq_get(struct desk *d)
{
    static const struct choice often[] = {{"0", "Not at all", NULL},
                                          {"1", "Several days", NULL},
                                          {"2", "More than half the days", NULL},
                                          {"3", "Nearly every day", NULL}};
    open_form(d, "PHQ-2");
    html_put(&d->v.w, "<p>Over the last 2 weeks, how often have you been bothered by any of the "
                      "following problems?</p>");
    for (int i = 0; i < COUNT_OF(phq); i++)
        ask_one(&d->v, phq_field[i], phq[i], NULL, often, COUNT_OF(often));
    ask_when(d);
    form_close(&d->v, "Keep the score");
    html_put(&d->v.w,
             "<p class=\"sub\">The first two items of the Patient Health Questionnaire.</p>");
    desk_close(d);
}

static int phq_answer(struct desk *d, int item)
{
    const char *s = posted(&d->v, phq_field[item], 0);
    if (!s || !(s[0] >= '0' && s[0] <= '3') || s[1])
        wrong(&d->v, phq_field[item], "Choose one of the four answers.");
    return s ? s[0] - '0' : 0;
}

static void phq_post(struct desk *d)
{
    int first = phq_answer(d, 0), second = phq_answer(d, 1);
    begin_when(d, KIND_questionnaire);
    fact_put(&d->v, "name", "phq2");
    number_put(d, "score", first + second);
    number_put(d, "answer", first);
    number_put(d, "answer", second);
    fact_end(&d->v);
    if (d->v.wrongs)
        phq_get(d);
    else
        rec_keep(d, KINDS(questionnaire), "instrument", patient_path(d, "/instrument/phq2-result"));
}

/* Never shown without somebody to talk to. */
static void phq_result(struct desk *d)
{
    struct visit *v = &d->v;
    const struct fact *f = last_score(d, "phq2");
    const struct country *c = v->q->site->country;
    desk_open(d, "PHQ-2", AT_people);
    patient_head(d);
    html_put(&v->w, "<h2 class=\"task\">PHQ-2</h2>");
    if (f) {
        const struct fact_questionnaire *q = f->keys;
        html_put(&v->w, "<p class=\"lead\">");
        put_score(d, f);
        html_put(&v->w, " of 6, ");
        put_year_date(v, f->day);
        html_put(
            &v->w, "</p><p>%s</p>",
            q->score >= limit(phq2_positive)
                ? "3 or more: ask how they are, and look further. Extra support is suggested in "
                  "the plan."
                : "Under 3. It does not rule out low mood: what they say counts for more.");
    } else {
        html_put(&v->w, "<p class=\"lead\">Not asked yet.</p>");
    }
    html_put(&v->w, "<section class=\"note\"><h2>Somebody to talk to</h2><p>");
    if (c->crisis_name[0]) {
        html_put(&v->w, "%s, at any hour: ", c->crisis_name);
        put_number(v, c->crisis);
        html_put(&v->w, ".");
    } else {
        put_words(v, "Their {doctor}. If it cannot wait, call {call}.");
    }
    html_put(&v->w, "</p><p>");
    put_both_numbers(v);
    html_put(&v->w,
             "</p><p>Thoughts of harming themselves: ask, stay with them, and ring today.</p>"
             "</section><p><a href=\"/%s\">Back to the patient</a></p>",
             patient_path(d, "") + 1);
    desk_close(d);
}

/* --- which form ------------------------------------------------------------------------------------------- */

void instrument_get(struct desk *d)
{
    if (str_same(d->rest, "rmdq24"))
        rmdq_get(d);
    else if (str_same(d->rest, "phq2"))
        phq_get(d);
    else if (str_same(d->rest, "phq2-result"))
        phq_result(d);
    else if (str_same(d->rest, "own"))
        own_get(d);
    else if (str_same(d->rest, "score"))
        score_get(d);
    else
        desk_not_found(d);
}

void instrument_post(struct desk *d)
{
    if (str_same(d->rest, "rmdq24"))
        rmdq_post(d);
    else if (str_same(d->rest, "phq2"))
        phq_post(d);
    else if (str_same(d->rest, "own"))
        own_post(d);
    else if (str_same(d->rest, "score"))
        score_post(d);
    else
        desk_not_found(d);
}
