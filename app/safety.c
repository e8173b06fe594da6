/* safety.c - the safety questions, in parts on one page, and one on a page of its own.
 *
 * All parts are on the page from the start, so that a tick says what to do with the network gone; the
 * style sheet shows each part once the one before it is answered. Nothing is stored until the last
 * page. A tick counts whatever else is ticked. What is for today or now ends the asking: the rest
 * can wait, and "no" is claimed only of what was gone through, each by its name: what was not shown
 * was not answered. */
#include "danger.h"

#include "../engine/gate.h"
#include "../knowledge/country.h"
#include "asked.h"
#include "tell.h"

enum noes { NOES_untold, NOES_told };

static int parts(void)
{
    int n = 0;
    for (int i = 0; i < danger_count; i++)
        n += dangers[i].is == DANGER_part;
    return n;
}

static int part_end(int row)
{
    while (row < danger_count && dangers[row].is != DANGER_part && dangers[row].is != DANGER_follow)
        row++;
    return row;
}

/* --- the parts --------------------------------------------------------------------------------------- */

static void put_in_full(struct visit *v, int row, int end)
{
    html_put(&v->w, "<details class=\"more\"><summary>Details</summary><ul class=\"dots\">");
    for (; row < end; row++)
        if (dangers[row].is == DANGER_tick && danger_shown(v, dangers[row].question))
            html_put(&v->w, "<li>%s</li>", question_rows[dangers[row].question].ask);
    html_put(&v->w, "</ul></details>");
}

static void put_part(struct visit *v, int row, int last)
{
    const char *name = dangers[row].name, *why = wrong_about(v, name);
    int end = part_end(row + 1);
    html_put(&v->w, "<fieldset class=\"q part%s\" id=\"%s\"><legend>", why ? " bad" : "", name);
    if (row)
        html_put(&v->w, "<h2>%s</h2>", dangers[row].word);
    else
        html_put(&v->w, "<h1>%s</h1>", dangers[row].word);
    html_put(&v->w, "</legend>");
    if (!row)
        html_put(&v->w, "<p class=\"hint\"><b>Not sure? Tick it.</b></p>");
    if (why)
        html_put(&v->w, "<p class=\"error\">%s</p>", why);
    for (int i = row + 1; i < end;)
        i = danger_put(v, i, 1);
    if (last && v->known.person.born == UNANSWERED)
        ask_number(v, "born", "Year of birth", "Some signs depend on age.", "", 9999);
    if (last)
        html_put(&v->w,
                 "<div class=\"stack\"><button class=\"btn\" name=\"none\" value=\"%s\">None "
                 "of these</button><button class=\"btn btn-2\" name=\"done\" "
                 "value=\"yes\">Continue with my ticks</button></div>",
                 name);
    else
        html_put(&v->w,
                 "<div class=\"pick none\"><input type=\"checkbox\" id=\"none-%s\" name=\"none\" "
                 "value=\"%s\"",
                 name, name);
    if (!last && posted_is(v, "none", name))
        html_put(&v->w, " checked");
    if (!last)
        html_put(&v->w, "><label for=\"none-%s\">None of these</label></div>", name);
    put_in_full(v, row + 1, end);
    html_put(&v->w, "</fieldset>");
}

/* --- the card, and that it was read ------------------------------------------------------------------- */

static void put_card(struct visit *v)
{
    if (v->known.gate.full_day != NEVER_DAY)
        html_put(&v->w, "<details class=\"more\" open>");
    else
        html_put(&v->w, "<details class=\"more\">");
    html_put(&v->w, "<summary>Emergency card</summary>");
    safety_card(v);
    if (v->known.card_day == NEVER_DAY) {
        form_open(v, "/safety");
        hidden(v, "card", "read");
        html_put(&v->w, "<p><button class=\"btn btn-2\">I have read this card</button></p></form>");
    }
    html_put(&v->w, "</details>");
}

static void put_reason_to_ask(struct visit *v)
{
    html_put(
        &v->w,
        "<details class=\"more\"><summary>Why we ask</summary><p>These signs are rare. We ask "
        "everyone, because some of them cannot wait. The nerves of the bladder, the bowels and "
        "the skin between the legs leave the bottom of the spine. If they are squeezed, "
        "waiting can do lasting harm. Doctors call it cauda equina syndrome.</p><p>Nobody is "
        "watching your answers, and no answer here can tell you that nothing is wrong. If you "
        "are worried, ring.</p></details>");
}

static void put_questions(struct visit *v)
{
    int n = parts(), at = 0;
    page_open(v, "Safety questions", TAB_none);
    if (v->plan.route >= routes_same_day)
        html_put(&v->w, "<p class=\"note note-stop\">You gave an urgent answer. <a href=\"/\">What "
                        "to do about it</a></p>");
    form_open(v, "/safety");
    for (int i = 0; i < danger_count; i = part_end(i + 1)) {
        if (dangers[i].is != DANGER_part)
            break;
        put_part(v, i, ++at == n);
    }
    html_put(&v->w, "</form>");
    put_reason_to_ask(v);
    put_card(v);
    page_close(v);
}

/* --- the question that stands alone ------------------------------------------------------------------- */

static void put_self_harm(struct visit *v)
{
    const struct country *c = v->q->site->country;
    page_open(v, "One question by itself", TAB_none);
    html_put(&v->w, "<h1>%s</h1>", question_rows[Q_self_harm].ask);
    html_put(&v->w, "<p class=\"lead\">We ask everyone. Talk at any hour: ");
    if (c->crisis[0]) {
        html_put(&v->w, "%s ", c->crisis_name);
        put_number(v, c->crisis);
    } else {
        html_put(&v->w, "a crisis line");
    }
    html_put(&v->w, ". In danger: ");
    put_emergency_number(v);
    html_put(&v->w, ".</p>");
    form_open_same(v, "/safety");
    html_put(
        &v->w,
        "<div class=\"stack\"><button class=\"btn\" name=\"self_harm\" value=\"no\">No</button>"
        "<button class=\"btn btn-2\" name=\"self_harm\" value=\"yes\">Yes, or not sure</button>"
        "<button class=\"txt\" name=\"self_harm\" value=\"skip\">Rather not say</button></div>"
        "</form>");
    page_close(v);
}

/* --- after it ------------------------------------------------------------------------------------------ */

/* The way on: the next question there is no answer to yet. */
static const char *onward(const struct visit *v)
{
    return v->known.episode.at == NEVER_AT ? "/start/where" : "/";
}

static int count_at(const struct visit *v, int route)
{
    int n = 0;
    for (int i = 0; i < v->plan.flag_count; i++)
        n += v->plan.flag[i].route == route && v->plan.flag[i].flag != FLAG_age;
    return n;
}

static void list_at(struct visit *v, int route)
{
    html_put(&v->w, "<ul class=\"dots\">");
    for (int i = 0; i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        if (f->route != route || f->flag == FLAG_age)
            continue;
        html_put(&v->w, "<li>");
        put_flag(v, f->flag);
        html_put(&v->w, "</li>");
    }
    html_put(&v->w, "</ul>");
}

/* What was told that is to be seen, but not today: said, and then on. */
static void told_page(struct visit *v)
{
    int soon = count_at(v, routes_soon), later = count_at(v, routes_next_visit);
    if (!soon && !later) {
        go_to(v, onward(v));
        return;
    }
    if (v->known.episode.at == NEVER_AT)
        v->plan.stage = stages_stop; /* still among the first questions: no tabs */
    page_open(v, "What to do about your answers", TAB_none);
    html_put(&v->w, "<h1>%s</h1>", soon ? "Be seen in the next few days" : "Something to mention");
    if (soon) {
        html_put(&v->w, "<div class=\"care\"><header>");
        icon(v, "phone");
        html_put(&v->w, "<h2>Book your ");
        put_words(v, "{doctor}");
        html_put(&v->w, " or clinic</h2><span class=\"when\">2 to 7 days</span></header><div "
                        "class=\"in\"><p>Tell them this:</p>");
        list_at(v, routes_soon);
        html_put(&v->w, "<p>Ring today instead if it gets worse.</p></div></div><p>You can go on. "
                        "Until somebody has looked at it, exercises stay small.</p>");
    }
    if (later) {
        html_put(&v->w, "<section class=\"sec\"><h2>Tell your clinician at your next visit</h2>");
        list_at(v, routes_next_visit);
        html_put(&v->w, "</section>");
    }
    html_put(&v->w,
             "<p>Nobody is watching your answers: nobody has been told but you.</p>"
             "<p><a class=\"btn\" href=\"/%s\">Go on</a></p>",
             onward(v) + 1);
    page_close(v);
}

void safety_get(struct visit *v)
{
    struct span q = v->q->query;
    if (!v->q->post && asked(v, "alone"))
        alone_page(v, asked(v, "alone"));
    else if (!v->q->post && q.len == 4 && memcmp(q.p, "told", 4) == 0 &&
             v->plan.route < routes_same_day)
        told_page(v);
    else
        put_questions(v);
}

/* --- what was answered --------------------------------------------------------------------------------- */

/* A "no" is told by name of what was on the page: the ticks, and what they opened. */
static int was_asked(const struct visit *v, uint64_t yes, int q)
{
    if (dangers[danger_row(q)].is == DANGER_tick)
        return danger_shown(v, q);
    return (int)(gate_opened(&v->known, yes) >> q & 1);
}

static void write_screen(struct visit *v, uint64_t yes, uint32_t signs, enum noes noes)
{
    fact_begin(v, KIND_screen);
    fact_put(v, "extent", "full");
    for (int q = 0; q < QUESTION_COUNT; q++) {
        int row = danger_row(q);
        if (row < 0 || q == Q_long_standing)
            continue;
        if (yes >> q & 1)
            fact_put(v, dangers[row].name, "yes");
        else if (noes == NOES_told && was_asked(v, yes, q))
            fact_put(v, dangers[row].name, "no");
    }
    if (all_long_standing(v, yes))
        fact_put(v, "long_standing", "yes");
    if (posted_is(v, "self_harm", "yes"))
        fact_put(v, "self_harm", "yes");
    else if (posted_is(v, "self_harm", "no")) /* "Rather not say" is no answer */
        fact_put(v, "self_harm", "no");
    for (int i = 0; i < danger_count; i++)
        if (dangers[i].is == DANGER_sign && signs >> dangers[i].question & 1)
            fact_put(v, "cancer_sign", dangers[i].name);
    fact_end(v);
}

/* Each part has a tick or "None of these". */
static int all_parts(struct visit *v, uint64_t yes, uint32_t signs)
{
    int at = 0, n = parts();
    for (int i = 0; i < danger_count; i = part_end(i + 1)) {
        if (dangers[i].is != DANGER_part)
            break;
        int last = ++at == n;
        int told = posted_is(v, "none", dangers[i].name) || (last && posted(v, "done", 0));
        for (int k = i + 1; k < part_end(i + 1); k++)
            told |= dangers[k].is == DANGER_tick   ? (int)(yes >> dangers[k].question & 1)
                    : dangers[k].is == DANGER_sign ? (int)(signs >> dangers[k].question & 1)
                                                   : 0;
        if (!told)
            wrong(v, dangers[i].name, "Tick what fits, or None of these.");
    }
    return !v->wrongs;
}

/* The year comes before the screen in the record, so that the signs are weighed with the age known: a
 * flag that was raised for want of it would stay. It is left out rather than hold up what is urgent. */
static void write_born(struct visit *v)
{
    fact_begin(v, KIND_profile);
    if (born_fits(v))
        fact_take(v, "born");
    fact_end(v);
}

/* The button that stops is in the answer of each question that is for today or now. */
static int stopped(struct visit *v, uint64_t yes)
{
    for (int q = 0; q < QUESTION_COUNT && posted(v, "stop", 0); q++)
        if (yes >> q & 1 && question_rows[q].route_alone >= routes_same_day)
            return 1;
    return 0;
}

static void take_card(struct visit *v)
{
    fact_begin(v, KIND_card);
    fact_put(v, "name", "cauda_equina");
    fact_end(v);
    go_to(v, v->known.gate.full_day == NEVER_DAY ? "/safety" : "/");
}

void safety_post(struct visit *v)
{
    uint32_t signs;
    uint64_t yes;
    int through;
    if (posted_is(v, "card", "read")) {
        take_card(v);
        return;
    }
    if (posted(v, "alone", 0)) {
        alone_post(v, posted(v, "alone", 0));
        return;
    }
    yes = dangers_ticked(v, &signs);
    if (v->wrongs) {
        put_questions(v);
        return;
    }
    if (stopped(v, yes)) {
        write_born(v);
        write_screen(v, yes, signs, NOES_untold);
        go_to(v, "/");
        return;
    }
    through = all_parts(v, yes, signs);
    if (urgent_alone(v, yes)) { /* what is missing can wait */
        write_born(v);
        write_screen(v, yes, signs, through ? NOES_told : NOES_untold);
        go_to(v, "/");
        return;
    }
    if (posted(v, "born", 0) && !born_fits(v))
        wrong(v, "born", born_words);
    if (v->wrongs) {
        put_questions(v);
    } else if (!posted(v, "self_harm", 0)) {
        put_self_harm(v);
    } else {
        write_born(v);
        write_screen(v, yes, signs, NOES_told);
        go_to(v, yes || signs ? "/safety?told" : onward(v));
    }
}
