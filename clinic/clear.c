/* clear.c - a clearance: the flags that stand, each ended by name, up to the newest answer that was on the
 * page. An answer that came after it was made is never cleared by it: it is shown instead. */
#include "recording.h"

#include "../app/asked.h"
#include "../app/danger.h"
#include "../app/record_tell.h"

static const char *word(struct desk *d, struct span name)
{
    struct text t = {.mem = d->v.a};
    text_add(&t, name.p, name.len);
    text_char(&t, '\0');
    return t.p;
}

/* The newest answer on the page. */
static const struct fact *newest_answer(struct desk *d)
{
    const struct fact *last = NULL;
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind < 64 && KINDS_alarm >> f->kind & 1 && (!last || f->at >= last->at))
            last = f;
    }
    return last;
}

static const char *moment_of(struct desk *d, const struct fact *f)
{
    struct text t = {.mem = d->v.a};
    moment_put(&t, f->day, f->minute, f->offset);
    text_char(&t, '\0');
    return t.p;
}

/* --- the page ------------------------------------------------------------------------------------------------ */

static const char *route_word(int route)
{
    return route == routes_emergency    ? "Emergency"
           : route == routes_same_day   ? "Same day"
           : route == routes_soon       ? "Within days"
           : route == routes_next_visit ? "Next visit"
                                        : "With care";
}

static void put_answer(struct desk *d, const struct plan_flag *f)
{
    static const char *const how[] = {"answered yes", "answered not sure", "found by a test",
                                      "from the profile"};
    html_put(&d->v.w, "<span class=\"hint\"><b>%s</b> · %s, since ", route_word(f->route),
             how[f->answer]);
    put_year_date(&d->v, f->since);
    if (d->v.known.gate.flag[f->flag].own)
        html_put(&d->v.w, " · the patient says they have been seen");
    html_put(&d->v.w, "</span>");
}

static void ask_flags(struct desk *d)
{
    struct visit *v = &d->v;
    const char *why = wrong_about(v, "flag");
    html_put(&v->w, "<fieldset class=\"q%s\"><legend>Which of these have you settled?</legend>",
             why ? " bad" : "");
    if (why)
        html_put(&v->w, "<p class=\"error\">%s</p>", why);
    html_put(&v->w, "<div class=\"picks\">");
    for (int i = 0; i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        const char *name = word(d, flag_name(f->flag)), *id = i ? name : "flag";
        if (f->flag == FLAG_age)
            continue; /* ends with a clinician's decision on exercise, not with a name */
        html_put(
            &v->w,
            "<div class=\"pick\"><input type=\"checkbox\" id=\"%s\" name=\"flag\" value=\"%s\"", id,
            name);
        if (posted_is(v, "flag", name))
            html_put(&v->w, " checked");
        html_put(&v->w, "><label for=\"%s\">", id);
        put_flag(v, f->flag);
        put_answer(d, f);
        html_put(&v->w, "</label></div>");
    }
    html_put(&v->w, "</div></fieldset>");
}

/* Kinds of exercise that the profile rules out and a clearance may allow. */
static void ask_allow(struct desk *d)
{
    struct tap tap[FAMILY_COUNT];
    int n = 0;
    uint64_t out = 0;
    for (int i = 0; i < PROFILE_COUNT; i++)
        if (known_profiles(&d->v.known) >> i & 1)
            out |= profile_excluded[i];
    for (int i = 0; i < FAMILY_COUNT; i++)
        if (family_items[i] & out & ~d->v.known.orders.allowed)
            tap[n++] = (struct tap){word(d, family_name(i)), family_called(i), NULL};
    if (n)
        tick_row(d, "allow", "May go on, although their conditions or age leave some of it out",
                 "What a change of the plan leaves out stays out.", tap, n);
}

static void put_came(struct desk *d, int came)
{
    if (!came)
        return;
    html_put(&d->v.w,
             "<div class=\"note note-stop\" role=\"alert\"><h2>Nothing was cleared</h2><p>");
    put_count(&d->v, came, "answer");
    html_put(&d->v.w,
             " came in while this page was open. Look at what stands now, and say again what is "
             "settled.</p></div>");
}

static void page(struct desk *d, int came)
{
    static const struct tap seers[] = {{"clinic", "this clinic", NULL},
                                       {"gp", "GP", NULL},
                                       {"emergency", "emergency department", NULL},
                                       {"hospital", "hospital, another department", NULL},
                                       {"other", "somebody else", NULL}};
    struct visit *v = &d->v;
    const struct fact *last = newest_answer(d);
    desk_open(d, "Clear what stands", AT_people);
    patient_head(d);
    html_put(&v->w, "<h2 class=\"task\">Clear what stands</h2>");
    put_came(d, came);
    if (asked(v, "after"))
        html_put(
            &v->w,
            "<div class=\"note note-stop\"><h2>The examination is kept, and the plan has stopped"
            "</h2><p>MRC %d or less: to be seen by a spinal service the same day. The patient's "
            "page says so now. <a href=\"/%s\">Refer</a>, or clear it below if this weakness is "
            "known and has been seen to.</p></div>",
            limit(mrc_weak), patient_path(d, "/refer") + 1);
    if (!v->plan.flag_count) {
        html_put(&v->w, "<p class=\"lead\">No flag stands. There is nothing to clear.</p>");
        if (last) {
            html_put(&v->w, "<p>Newest answer: ");
            put_instant(d, last->at * 60);
            html_put(&v->w, ".</p>");
        }
        desk_close(d);
        return;
    }
    desk_form(d, NULL);
    hidden(v, "as_of", last ? moment_of(d, last) : "");
    html_put(&v->w, "<p class=\"sub\">Answers up to ");
    if (last)
        put_instant(d, last->at * 60);
    html_put(&v->w, ". What comes after that is not touched.</p>");
    ask_flags(d);
    tap_row(d, "seen_by", "Who saw them?", NULL, seers, COUNT_OF(seers));
    ask_date(v, "seen_on", "Seen on", NULL);
    ask_text(v, "outcome", "Outcome", "What was found, and what was decided", 3);
    ask_allow(d);
    form_close(v, "Clear these");
    desk_close(d);
}

void clear_get(struct desk *d)
{
    page(d, 0);
}

/* --- what it writes -------------------------------------------------------------------------------------------- */

static void judge_clearance(struct desk *d)
{
    struct visit *v = &d->v;
    int seen = posted_day(d, "seen_on");
    if (!posted(v, "flag", 0))
        wrong(v, "flag", "Tick what you have settled.");
    if (posted_is(v, "flag", "all"))
        wrong(v, "flag", "Tick each by its name.");
    if (!posted(v, "seen_by", 0))
        wrong(v, "seen_by", "Say who saw them.");
    if (!posted(v, "seen_on", 0))
        wrong(v, "seen_on", "Say on which day.");
    if (seen != INT32_MIN && seen > v->day)
        wrong(v, "seen_on", "That day is still to come.");
    if (!value_posted(d, "outcome").text.len)
        wrong(v, "outcome", "Say what was found: it ends a warning.");
}

/* The moment that the page showed, and never a later one. */
static int as_of_holds(struct desk *d)
{
    const struct fact *last = newest_answer(d);
    const char *told = posted(&d->v, "as_of", 0);
    return last && told && str_same(told, moment_of(d, last));
}

void clear_post(struct desk *d)
{
    static const char *const keys[] = {"flag", "as_of", "seen_by", "seen_on", "outcome", "allow"};
    static const char *const old[] = {"facts", "as_of", "flag"};
    int came = came_since(d, KINDS_alarm);
    if (came || !as_of_holds(d)) {
        for (int i = 0; i < COUNT_OF(old); i++)
            unpost(d, old[i]);
        d->v.r->status = 409;
        page(d, came ? came : 1);
        return;
    }
    judge_clearance(d);
    fact_begin(&d->v, KIND_clearance);
    for (int i = 0; i < COUNT_OF(keys); i++)
        fact_take(&d->v, keys[i]);
    fact_end(&d->v);
    if (d->v.wrongs)
        page(d, 0);
    else
        rec_keep(d, KINDS(clearance), "clearance", patient_path(d, ""));
}
