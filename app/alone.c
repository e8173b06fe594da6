/* alone.c - one safety question, asked by itself, when what was told after the safety questions calls for
 * it: a pregnancy, a birth, an operation or an injection opens a question that was not on the page; and
 * both legs on the chart do not fit a "no" to both legs. No plan is shown before it is answered.
 *
 * Both_legs is asked of trouble that began within the 2 weeks that its wording has; of a bout that is
 * older it was answered on the page. Thigh, calf and foot make a leg here, and not the buttock, which
 * hurts on both sides in many who would not say "both legs". [S5 DESIGN] */
#include "danger.h"

#include "../engine/gate.h"

enum { TWO_WEEKS = 14 };

/* --- what calls for it ------------------------------------------------------------------------------ */

static uint64_t answered_by_name(const struct fact_screen *s)
{
    return s->asked.yes | s->asked.unsure | s->asked.no;
}

/* Of the questions that the profile opens, those without an answer since it did. */
static uint64_t opened_left(struct visit *v)
{
    uint64_t open = gate_opened(&v->known, 0), left = open;
    for (size_t i = 0; open && i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (f->kind == KIND_profile && stands(v, f)) {
            const struct fact_profile *p = f->keys;
            if (p->pregnant_weeks != UNANSWERED || p->after_birth_weeks != UNANSWERED)
                left |= open & ASKED(pregnancy_alarm);
            if (p->surgery != UNANSWERED || p->injection != UNANSWERED)
                left |= open & ASKED(wound_alarm);
        } else if (f->kind == KIND_screen && stands(v, f)) {
            const struct fact_screen *s = f->keys;
            left = s->rest == rests_no ? 0 : left & ~answered_by_name(s);
        }
    }
    return left;
}

#define LEG(side)                                                                                  \
    (UINT32_C(1) << places_##side##_thigh | UINT32_C(1) << places_##side##_calf |                  \
     UINT32_C(1) << places_##side##_foot)

static int tells_both(const struct visit *v, const struct fact *f)
{
    if (f->kind == KIND_episode)
        return v->known.episode.said.side == sides3_both &&
               ((const struct fact_episode *)f->keys)->side == sides3_both;
    if (f->kind != KIND_checkin)
        return 0;
    const struct fact_checkin *c = f->keys;
    uint32_t at = c->pain_at | c->tingle_at | c->numb_at;
    return at & LEG(left) && at & LEG(right);
}

/* Both legs were told in this bout, and both_legs was neither ticked before nor answered after. */
static int legs_left(struct visit *v)
{
    int told = v->known.episode.at != NEVER_AT, left = 0;
    int since = told ? v->known.episode.began : v->day - TWO_WEEKS;
    if (v->day - since > TWO_WEEKS)
        return 0;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (f->day < since || f->day > v->day || !stands(v, f))
            continue;
        if (f->kind == KIND_screen) {
            const struct fact_screen *s = f->keys;
            if ((s->asked.yes | s->asked.unsure) & ASKED(both_legs) ||
                (left && answered_by_name(s) & ASKED(both_legs)))
                return 0;
        }
        left |= tells_both(v, f);
    }
    return left;
}

static int begins(const struct visit *v, const char *with)
{
    struct span path = v->q->path;
    size_t n = str_len(with);
    return path.len >= n && memcmp(path.p, with, n) == 0;
}

/* The pages that show a plan, whole or in part; and of the start those after both legs were told. */
static int shows_plan(const struct visit *v)
{
    return v->q->path.len == 1 || begins(v, "/session") || begins(v, "/why");
}

const char *alone_first(struct visit *v)
{
    int start = begins(v, "/start/") && !begins(v, "/start/where") && !begins(v, "/start/like");
    if ((!start && !shows_plan(v)) || !screen_stands(&v->known))
        return NULL; /* the questions come first then, and have it among them */
    if (legs_left(v))
        return start ? "/safety?alone=legs-start" : "/safety?alone=legs";
    return !start && opened_left(v) ? "/safety?alone=opened" : NULL;
}

/* --- the page ----------------------------------------------------------------------------------------- */

static const char *onward(const char *what)
{
    return str_same(what, "legs-start") ? "/start/worse" : "/";
}

static void put_legs(struct visit *v, const char *what)
{
    v->plan.stage = stages_stop; /* there is no way round it: no tabs */
    page_open(v, "One question by itself", TAB_none);
    html_put(&v->w,
             "<h1>You told us both legs. Did that begin, or get clearly worse, in the last 2 "
             "weeks?</h1><p class=\"lead\">%s</p>",
             question_rows[Q_both_legs].more);
    form_open(v, "/safety");
    hidden(v, "alone", what);
    html_put(&v->w, "<div class=\"stack\">"
                    "<button class=\"btn btn-2\" name=\"both_legs\" value=\"yes\">Yes</button>"
                    "<button class=\"btn btn-2\" name=\"both_legs\" value=\"unsure\">Not "
                    "sure</button>"
                    "<button class=\"btn btn-2\" name=\"both_legs\" value=\"no\">No</button>"
                    "</div></form>");
    page_close(v);
}

static void put_opened(struct visit *v, uint64_t open, const char *what)
{
    const char *why = wrong_about(v, "opened");
    v->plan.stage = stages_stop;
    page_open(v, "One question more", TAB_none);
    form_open(v, "/safety");
    hidden(v, "alone", what);
    html_put(&v->w,
             "<fieldset class=\"q%s\" id=\"opened\"><legend><h1>One question more, because of what "
             "you told us</h1></legend><p class=\"hint\"><b>Not sure? Tick it.</b></p>",
             why ? " bad" : "");
    if (why)
        html_put(&v->w, "<p class=\"error\">%s</p>", why);
    for (int i = 0; i < danger_count; i++)
        if (dangers[i].is == DANGER_tick && open >> dangers[i].question & 1)
            danger_put(v, i, 1);
    html_put(&v->w,
             "<div class=\"stack\"><button class=\"btn\" name=\"none\" value=\"opened\">None "
             "of these</button><button class=\"btn btn-2\" name=\"done\" "
             "value=\"yes\">Continue with my tick</button></div></fieldset></form>");
    page_close(v);
}

void alone_page(struct visit *v, const char *what)
{
    uint64_t open = opened_left(v);
    if (str_same(what, "opened") && open)
        put_opened(v, open, what);
    else if ((str_same(what, "legs") || str_same(what, "legs-start")) && legs_left(v))
        put_legs(v, what);
    else
        go_to(v, onward(what));
}

/* --- what was answered ---------------------------------------------------------------------------------- */

static void post_opened(struct visit *v)
{
    uint32_t signs;
    uint64_t open = opened_left(v), yes = dangers_ticked(v, &signs) & open;
    if (!yes && !posted_is(v, "none", "opened"))
        wrong(v, "opened", "Tick it, or None of these.");
    if (v->wrongs && open) {
        put_opened(v, open, "opened");
        return;
    }
    fact_begin(v, KIND_screen);
    if (open)
        fact_put(v, "extent", "short");
    for (int q = 0; q < QUESTION_COUNT; q++)
        if (open >> q & 1)
            fact_put(v, dangers[danger_row(q)].name, yes >> q & 1 ? "yes" : "no");
    fact_end(v);
    go_to(v, "/");
}

static void post_legs(struct visit *v, const char *what)
{
    fact_begin(v, KIND_screen);
    fact_put(v, "extent", "short");
    fact_take(v, "both_legs");
    if (v->wrongs || !posted(v, "both_legs", 0)) {
        put_legs(v, what);
        return;
    }
    fact_end(v);
    go_to(v, onward(what));
}

void alone_post(struct visit *v, const char *what)
{
    if (str_same(what, "opened"))
        post_opened(v);
    else
        post_legs(v, what);
}
