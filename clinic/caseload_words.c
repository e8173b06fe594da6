/* caseload_words.c - why somebody is on the list "who needs me today", in a sentence with its numbers. */
#include "caseload.h"

#include "../app/danger.h"
#include "../knowledge/country.h"

/* --- the arguments of a need ------------------------------------------------------------------------------------ */

/* The n-th argument, in the arena and terminated; "" where there is none. */
static const char *arg(struct desk *d, const struct need *n, int nth)
{
    const char *p = n->args;
    for (; nth > 0 && *p; p++)
        nth -= *p == '.';
    size_t len = 0;
    while (p[len] && p[len] != '.')
        len++;
    char *to = arena_alloc(d->v.a, len + 1, 1);
    memcpy(to, p, len);
    return nth ? "" : to;
}

static int number(struct desk *d, const struct need *n, int nth)
{
    int value = 0;
    for (const char *p = arg(d, n, nth); *p >= '0' && *p <= '9' && value < 100000; p++)
        value = value * 10 + (*p - '0');
    return value;
}

/* "Numb between the legs; not sure: harder to start peeing" */
static void put_flag_list(struct desk *d, const struct need *n)
{
    struct need_answer answer;
    int put = 0;
    for (int i = 0; need_answer(n, i, &answer); i++) {
        if (answer.flag < 0)
            continue; /* of another version */
        if (put)
            html_put(&d->v.w, "; ");
        if (answer.unsure)
            html_put(&d->v.w, "%s: ", put ? "not sure" : "Not sure");
        put++;
        if (answer.flag == Q_self_harm)
            html_put(&d->v.w, "Thoughts of harming themself, or of being better off dead");
        else
            put_flag(&d->v, answer.flag);
    }
    if (!put)
        html_put(&d->v.w, "A sign that this version does not know");
}

static int has_flag(const struct need *n, int flag)
{
    struct need_answer answer;
    for (int i = 0; need_answer(n, i, &answer); i++)
        if (answer.flag == flag)
            return 1;
    return 0;
}

/* Words of the tables may be a sentence already. */
static void put_stop(struct desk *d)
{
    const struct text *t = &d->v.w.out;
    if (t->len && t->p[t->len - 1] != '.')
        html_put(&d->v.w, ".");
}

/* --- the sentences ------------------------------------------------------------------------------------------------ */

static const char *test_word(const char *name)
{
    static const char *const words[][2] = {
        {"heel_walk", "Walking on the heels"},
        {"big_toe", "Lifting the big toe"},
        {"heel_raise", "Heel raises"},
        {"chair_rise", "Rising from a chair on one leg"},
        {"one_leg", "Standing on one leg"},
        {"mrc_dorsiflexion", "Foot up, MRC grade"},
        {"mrc_big_toe", "Big toe up, MRC grade"},
        {"mrc_plantarflexion", "Heel raise, MRC grade"},
        {"mrc_knee_extension", "Knee straight, MRC grade"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_same(words[i][0], name))
            return words[i][1];
    return "Strength";
}

static void put_weaker(struct desk *d, const struct need *n)
{
    static const char *const result[] = {"normal", "weaker", "cannot"};
    const char *test = arg(d, n, 0);
    int was = number(d, n, 2), is = number(d, n, 3);
    html_put(&d->v.w, "<b>%s, %s: ", test_word(test), arg(d, n, 1));
    if (test[0] == 'm' && test[1] == 'r')
        html_put(&d->v.w, "%d, now %d.</b>", was, is);
    else
        html_put(&d->v.w, "%s, now %s.</b>", result[was % 3], result[is % 3]);
}

const char *zone_word(int zone)
{
    static const char *const words[] = {"nowhere",   "the low back",  "the buttock", "the hip",
                                        "the thigh", "the lower leg", "the foot"};
    return words[zone >= 0 && zone < 7 ? zone : 0];
}

static void put_review(struct desk *d, const struct need *n)
{
    static const struct {
        const char *name, *words;
    } reviews[] = {
#define TASK(code, whose, days, text) {#code, text},
#include "../knowledge/tasks.def"
    };
    const char *name = arg(d, n, 0);
    for (size_t i = 0; i < sizeof reviews / sizeof reviews[0]; i++)
        if (str_same(reviews[i].name, name)) {
            html_put(&d->v.w, "<b>");
            put_words(&d->v, reviews[i].words);
            html_put(&d->v.w, "</b>");
        }
    if (str_same(name, "REVIEW_SIX_WEEKS") || str_same(name, "SPECIALIST_OPINION"))
        html_put(&d->v.w, " Leg pain was %d at the start and is %d.", number(d, n, 1),
                 number(d, n, 2));
    else if (str_same(name, "REVIEW_TWO_WEEKS"))
        html_put(&d->v.w, " Leg pain is %d.", number(d, n, 1));
    else if (str_same(name, "TREATMENT_REVIEW"))
        html_put(&d->v.w, " Treatments so far: %d.", number(d, n, 1));
}

static void put_waits(struct desk *d, const struct need *n)
{
    const char *why = arg(d, n, 0);
    if (str_same(why, "operation"))
        html_put(&d->v.w,
                 "Held at the gentlest exercises after a back operation: waits for <b>your "
                 "clearance</b>.");
    else if (str_same(why, "heart"))
        html_put(&d->v.w, "Harder exercise waits until <b>somebody has cleared the heart</b>.");
    else if (str_same(why, "age"))
        html_put(&d->v.w, "Under 18: exercises wait for <b>your clearance</b>.");
    else
        html_put(&d->v.w, "Kept as it is because <b>a clinician asked for it</b>.");
}

static void put_discharge(struct desk *d, const struct need *n)
{
    const char *function = arg(d, n, 1);
    html_put(&d->v.w, "<b>Leg pain 0 or 1</b> on every day answered for %d days. ",
             number(d, n, 0));
    if (str_same(function, "full"))
        html_put(&d->v.w, "Back to what they want to do.");
    else if (str_same(function, "notfull"))
        html_put(&d->v.w, "Not yet back to all they want to do.");
    else
        html_put(&d->v.w, "Whether they are back to what they want to do was not told.");
}

void put_need(struct desk *d, const struct summary *s, const struct need *n)
{
    struct html *w = &d->v.w;
    const struct country *c = d->v.q->site->country;
    struct need_answer answer;
    switch (n->code) {
    case NEED_urgent:
        html_put(w, "<b>");
        put_flag_list(d, n);
        put_stop(d);
        html_put(w, "</b> ");
        if (s->route == routes_emergency)
            html_put(w, "Told to go to %s or call %s now.", c->department, c->call);
        else if (!has_flag(n, Q_self_harm) || need_answer(n, 1, &answer))
            html_put(w, "Told to be seen today.");
        if (has_flag(n, Q_self_harm))
            html_put(w, " Told to talk to a crisis line or somebody they trust now.");
        break;
    case NEED_weaker:
        put_weaker(d, n);
        break;
    case NEED_symptom:
        html_put(w, "<b>A new symptom after the treatment</b>: %s.",
                 str_same(arg(d, n, 0), "yes") ? "yes" : "not sure");
        break;
    case NEED_pain:
        html_put(w, "<b>Leg pain %d</b> in the last three days, %d in the week before.",
                 number(d, n, 1), number(d, n, 0));
        break;
    case NEED_lower:
        html_put(w, "<b>Pain farther down</b>: to %s, to %s in the week before.",
                 zone_word(number(d, n, 1)), zone_word(number(d, n, 0)));
        break;
    case NEED_soon:
        html_put(w, "<b>To be seen in the next days</b>: ");
        put_flag_list(d, n);
        put_stop(d);
        break;
    case NEED_confirm:
        html_put(w, "Says that somebody has seen them: <b>to be confirmed</b>. ");
        put_flag_list(d, n);
        if (arg(d, n, 0)[0])
            put_stop(d);
        break;
    case NEED_review:
        put_review(d, n);
        break;
    case NEED_silent:
        if (str_same(arg(d, n, 1), "never"))
            html_put(w, "<b>Has told nothing yet</b>, for %d days.", number(d, n, 0));
        else
            html_put(w, "<b>No answer for %d days.</b>", number(d, n, 0));
        break;
    case NEED_waits:
        put_waits(d, n);
        break;
    case NEED_still:
        html_put(w,
                 "<b>Nothing went up for %d days</b>, though exercises were done on %d of the last "
                 "14.",
                 number(d, n, 0), number(d, n, 1));
        break;
    case NEED_top:
        html_put(w, "<b>Everything is at its full dose.</b> What is next is for you to say.");
        break;
    default:
        put_discharge(d, n);
    }
}
