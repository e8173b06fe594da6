#include "danger.h"

#include "../engine/gate.h"
#include "../engine/urgent.h"
#include "../knowledge/country.h"

const struct danger dangers[] = {
#define PART(name, heading) {DANGER_part, 0, 0, #name, heading, ""},
#define TICK(question, words, said) {DANGER_tick, Q_##question, 0, #question, words, said},
#define OPEN(name, words) {DANGER_open, 0, 0, #name, words, ""},
#define SIGN(word, words, said) {DANGER_sign, cancer_signs_##word, 0, #word, words, said},
#define SHUT() {DANGER_shut, 0, 0, "", "", ""},
#define FOLLOW(first, question, words, said)                                                       \
    {DANGER_follow, Q_##question, Q_##first, #question, words, said},
#include "../knowledge/screen.def"
};
const int danger_count = (int)(sizeof dangers / sizeof dangers[0]);

int danger_row(int question)
{
    for (int i = 0; i < danger_count; i++)
        if ((dangers[i].is == DANGER_tick || dangers[i].is == DANGER_follow) &&
            dangers[i].question == question)
            return i;
    return -1;
}

const char *danger_words(int question)
{
    int row = danger_row(question);
    return row >= 0 ? dangers[row].word : question_rows[question].ask;
}

/* The signs of cancer_sign that were told and not cleared since, or are being told. */
static uint32_t signs_told(struct visit *v)
{
    uint32_t signs = 0, now;
    if (v->unkept) {
        dangers_ticked(v, &now);
        signs = now;
    }
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        const struct fact_screen *s = f->keys;
        if (f->kind == KIND_screen && s->cancer_sign && stands(v, f) &&
            turn_last(f->at) > v->known.gate.flag[FLAG_cancer_sign].cleared_at)
            signs |= s->cancer_sign;
    }
    return signs & ~(UINT32_C(1) << cancer_signs_none);
}

static int put_signs(struct visit *v)
{
    uint32_t signs = signs_told(v);
    int n = 0;
    for (int i = 0; i < danger_count; i++)
        if (dangers[i].is == DANGER_sign && signs >> dangers[i].question & 1)
            html_put(&v->w, "%s%s", n++ ? "; " : "", dangers[i].said);
    return n;
}

void put_flag(struct visit *v, int flag)
{
    int row = flag < QUESTION_COUNT ? danger_row(flag) : -1;
    if (row >= 0)
        html_put(&v->w, "%s", dangers[row].said);
    else if (flag == Q_self_harm)
        html_put(&v->w, "Thoughts of harming myself, or of being better off dead");
    else if (flag < QUESTION_COUNT)
        html_put(&v->w, "%s", question_rows[flag].ask);
    else if (flag != FLAG_cancer_sign || !put_signs(v))
        put_say(v, SAY_flag_cancer_sign + flag - QUESTION_COUNT, 0);
}

int danger_shown(const struct visit *v, int question)
{
    uint64_t by_profile = ASKED(pregnancy_alarm) | ASKED(wound_alarm);
    uint64_t bit = UINT64_C(1) << question;
    return !(bit & by_profile) || bit & gate_opened(&v->known, 0);
}

/* --- what a yes means ------------------------------------------------------------------------------- */

static void put_level(struct visit *v, int question, int route)
{
    const struct country *c = v->q->site->country;
    int first = urgent_word(question, 1);
    html_put(&v->w, "<p class=\"level\">");
    if (first == SAY_say_pregnancy)
        html_put(&v->w, "Ring your maternity unit now");
    else if (question == Q_self_harm)
        html_put(&v->w, "Talk to someone now");
    else if (first == SAY_say_ambulance)
        html_put(&v->w, "Call %s now", c->emergency);
    else if (route == routes_emergency)
        html_put(&v->w, "Go to %s now", c->department);
    else if (route == routes_same_day)
        html_put(&v->w, "Be seen today");
    else if (route == routes_soon)
        html_put(&v->w, "Be seen in the next few days");
    else if (route == routes_next_visit)
        html_put(&v->w, "Say so at your next visit");
    else
        html_put(&v->w, "Good to know");
    html_put(&v->w, "</p>");
}

static void put_call(struct visit *v, int question, int route)
{
    const struct country *c = v->q->site->country;
    if (question == Q_self_harm && c->crisis[0]) {
        call_button(v, c->crisis, c->crisis_name, "", "call");
    } else if (route == routes_same_day && c->urgent[0]) {
        call_button(v, c->urgent, c->urgent_name, "", "call today");
    }
    if (route == routes_emergency) {
        call_button(v, c->emergency, "", "", "call");
    } else if (route == routes_same_day) {
        html_put(&v->w, "<p>If it gets worse, call ");
        put_emergency_number(v);
        html_put(&v->w, ".</p>");
    }
}

void danger_then(struct visit *v, int question, int stop)
{
    const struct question_row *row = &question_rows[question];
    int say = urgent_word(question, 0), route = row->route_alone;
    put_level(v, question, route);
    html_put(&v->w, "<p>");
    put_words(v, row->yes_means);
    html_put(&v->w, "</p>");
    if (say >= 0) {
        html_put(&v->w, "<p>");
        put_say(v, say, 0);
        html_put(&v->w, "</p>");
    }
    put_call(v, question, route);
    if (row->more)
        html_put(&v->w, "<p class=\"small\">%s</p>", row->more);
    if (stop && route >= routes_same_day)
        html_put(&v->w,
                 "<p><button class=\"btn btn-stop-2\" name=\"stop\" value=\"yes\">Stop here: "
                 "show me what to do</button></p>");
}

/* --- ticks ------------------------------------------------------------------------------------------- */

static void put_tick(struct visit *v, const char *id, const char *of, const char *name,
                     const char *value, const char *words, int route)
{
    html_put(&v->w,
             "<div class=\"danger%s\"><input type=\"checkbox\" id=\"t-%s%s\" name=\"%s\" "
             "value=\"%s\"",
             route >= routes_same_day ? "" : " soon", of, id, name, value);
    if (posted_is(v, name, value))
        html_put(&v->w, " checked");
    html_put(&v->w, "><label for=\"t-%s%s\">%s</label>", of, id, words);
}

/* What stands inside the answer of a question: the questions that it opens. long_standing is told of
 * each change on its own, so that one old change never speaks for a new one beside it. */
static void put_follows(struct visit *v, int question, const char *name)
{
    for (int i = 0; i < danger_count; i++) {
        const struct danger *d = &dangers[i];
        if (d->is != DANGER_follow || d->first != question)
            continue;
        int old = d->question == Q_long_standing;
        put_tick(v, d->name, name, d->name, old ? name : "yes", d->word,
                 question_rows[d->question].route_alone);
        html_put(&v->w, "<div class=\"then\">");
        danger_then(v, d->question, 0);
        html_put(&v->w, "</div></div>");
    }
}

static void put_question(struct visit *v, const struct danger *d, int stop)
{
    put_tick(v, d->name, "", d->name, "yes", d->word, question_rows[d->question].route_alone);
    html_put(&v->w, "<div class=\"then\">");
    danger_then(v, d->question, stop);
    if (stop)
        put_follows(v, d->question, d->name);
    html_put(&v->w, "</div></div>");
}

static void put_sign(struct visit *v, const struct danger *d)
{
    put_tick(v, d->name, "sign-", "cancer_sign", d->name, d->word, routes_next_visit);
    html_put(&v->w, "<div class=\"then\"><p class=\"level\">Say so at your next visit</p><p>If you "
                    "ticked two or more of these, or have ever had cancer, do not wait for it: ask "
                    "for an appointment in the next few days.</p></div></div>");
}

int danger_put(struct visit *v, int row, int stop)
{
    const struct danger *d = &dangers[row];
    if (d->is == DANGER_tick && danger_shown(v, d->question)) {
        put_question(v, d, stop);
    } else if (d->is == DANGER_sign) {
        put_sign(v, d);
    } else if (d->is == DANGER_open) {
        put_tick(v, d->name, "", "opens", d->name, d->word, routes_self_care);
        html_put(&v->w, "<div class=\"then\"><p class=\"level\">Tick what fits</p>");
        for (row++; dangers[row].is != DANGER_shut;)
            row = danger_put(v, row, stop);
        html_put(&v->w, "</div></div>");
    }
    return row + 1;
}

/* --- what was ticked --------------------------------------------------------------------------------- */

uint64_t dangers_ticked(struct visit *v, uint32_t *ret_signs)
{
    uint64_t yes = 0;
    for (int q = 0; q < QUESTION_COUNT; q++) {
        int row = q == Q_self_harm || q == Q_long_standing ? -1 : danger_row(q);
        if (row < 0)
            continue;
        const char *name = dangers[row].name, *value;
        for (int n = 0; (value = posted(v, name, n)); n++) {
            if (!str_same(value, "yes") && !str_same(value, "unsure"))
                wrong(v, name, "Tick it, or leave it out.");
            yes |= UINT64_C(1) << q;
        }
    }
    *ret_signs = 0;
    for (int i = 0; i < danger_count; i++)
        if (dangers[i].is == DANGER_sign && posted_is(v, "cancer_sign", dangers[i].name))
            *ret_signs |= UINT32_C(1) << dangers[i].question;
    return yes;
}

int all_long_standing(const struct visit *v, uint64_t yes)
{
    static const struct {
        int question;
        const char *name;
    } old[] = {{Q_urine_hesitant, "urine_hesitant"},
               {Q_urine_unfelt, "urine_unfelt"},
               {Q_saddle, "saddle"}};
    int ticked = 0, said = 0;
    for (size_t i = 0; i < sizeof old / sizeof old[0]; i++) {
        int one = (int)(yes >> old[i].question & 1);
        ticked += one;
        said += one && posted_is(v, "long_standing", old[i].name);
    }
    return ticked && said == ticked;
}

int urgent_alone(const struct visit *v, uint64_t yes)
{
    if (all_long_standing(v, yes))
        yes &= ~(ASKED(urine_hesitant) | ASKED(urine_unfelt) | ASKED(saddle));
    for (int q = 0; q < QUESTION_COUNT; q++)
        if (yes >> q & 1 && question_rows[q].route_alone >= routes_same_day)
            return 1;
    return 0;
}
