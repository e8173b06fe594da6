/* patient_person.c - what they want back, what they expect, what they take, what calls for care; and the
 * history as a clinician wrote it down. Each with its date. */
#include "../app/asked.h"
#include "patient.h"

enum { GOALS = 5 };

static void term(struct desk *d, const char *name)
{
    html_put(&d->v.w, "<dt>%s</dt><dd>", name);
}

static void dated(struct desk *d, const struct fact *f)
{
    html_put(&d->v.w, " <span class=\"sub\">");
    put_date_of(d, f->day);
    html_put(&d->v.w, "</span></dd>");
}

/* --- goals ------------------------------------------------------------------------------------------------ */

static int span_same(struct span a, struct span b)
{
    return a.len == b.len && memcmp(a.p, b.p, a.len) == 0;
}

/* The first score told of the same activity, before this fact; UNANSWERED. */
static int first_score(struct desk *d, const struct fact *now)
{
    const struct fact_goal *g = now->keys;
    for (const struct fact *f = d->v.facts.fact; f < now; f++) {
        const struct fact_goal *was = f->keys;
        if (f->kind == KIND_goal && span_same(was->activity, g->activity) &&
            was->score != UNANSWERED && stands(&d->v, f))
            return was->score;
    }
    return UNANSWERED;
}

static int told_later(struct desk *d, const struct fact *now)
{
    const struct fact_goal *g = now->keys;
    for (const struct fact *f = now + 1; f < d->v.facts.fact + d->v.facts.count; f++)
        if (f->kind == KIND_goal && f->day <= d->v.day &&
            span_same(((const struct fact_goal *)f->keys)->activity, g->activity) &&
            stands(&d->v, f))
            return 1;
    return 0;
}

static void put_goals(struct desk *d)
{
    int n = 0;
    for (size_t i = d->v.facts.count; i-- > 0 && n < GOALS;) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_goal *g = f->keys;
        if (f->kind != KIND_goal || f->day > d->v.day || !stands(&d->v, f) || told_later(d, f))
            continue;
        if (!n++)
            html_put(&d->v.w, "<dt>Wants to do again</dt>");
        int first = first_score(d, f);
        html_put(&d->v.w, "<dd>%s", plain_text(&d->v, g->activity));
        if (g->score != UNANSWERED && first != UNANSWERED)
            html_put(&d->v.w, ": <b>%d</b> of 10, first %d", g->score, first);
        else if (g->score != UNANSWERED)
            html_put(&d->v.w, ": <b>%d</b> of 10", g->score);
        dated(d, f);
    }
    if (!n)
        html_put(&d->v.w, "<dt>Wants to do again</dt><dd class=\"sub\">not told</dd>");
}

/* --- beliefs, medicines ------------------------------------------------------------------------------------ */

static void put_beliefs(struct desk *d)
{
    const struct fact *f = newest_by_today(d, KIND_belief);
    const struct fact_belief *b = f ? f->keys : NULL;
    term(d, "Expects");
    if (!b) {
        html_put(&d->v.w, "<span class=\"sub\">not told</span></dd>");
        return;
    }
    if (b->expects_long != UNANSWERED)
        html_put(&d->v.w, "that it will last: %d of 10. ", b->expects_long);
    if (b->moving_is_safe != UNANSWERED)
        html_put(&d->v.w, "Moving is safe: %d of 10. ", b->moving_is_safe);
    if (b->feared.len)
        html_put(&d->v.w, "Worried about “%s”.", plain_text(&d->v, b->feared));
    dated(d, f);
}

static void put_medicines(struct desk *d)
{
    const struct fact *f = newest_by_today(d, KIND_medicine);
    const struct fact_medicine *m = f ? f->keys : NULL;
    int n = 0;
    term(d, "Takes");
    if (!m) {
        html_put(&d->v.w, "<span class=\"sub\">not told</span></dd>");
        return;
    }
    for (int i = 0; i < medicines_COUNT; i++)
        if (m->taking >> i & 1) {
            struct span word = medicines_name(i);
            html_put(&d->v.w, "%s%.*s", n++ ? ", " : "",
                     i == medicines_none ? (int)sizeof "nothing for the pain" - 1 : (int)word.len,
                     i == medicines_none ? "nothing for the pain" : word.p);
        }
    if (!n)
        html_put(&d->v.w, "not said which");
    if (m->started != UNANSWERED) {
        html_put(&d->v.w, ", since ");
        put_date_of(d, m->started);
    }
    if (m->helps != UNANSWERED)
        html_put(&d->v.w, "; helps %d of 10", m->helps);
    dated(d, f);
}

/* --- cautions ------------------------------------------------------------------------------------------------ */

static void put_conditions(struct desk *d)
{
    uint32_t has = d->v.known.person.has;
    int n = 0;
    term(d, "Cautions");
    for (int i = 0; i < conditions_COUNT; i++) {
        struct span word = conditions_name(i);
        if (!(has >> i & 1))
            continue;
        html_put(&d->v.w, "%s", n++ ? ", " : "");
        for (uint32_t k = 0; k < word.len; k++)
            html_put(&d->v.w, "%.*s", 1, word.p[k] == '_' ? " " : word.p + k);
    }
    if (!n)
        html_put(&d->v.w, "<span class=\"sub\">%s</span>",
                 newest_by_today(d, KIND_profile) ? "no condition told" : "not asked yet");
    html_put(&d->v.w, "</dd>");
}

static void put_since(struct desk *d, const char *name, int day)
{
    if (day == UNANSWERED || day <= NEVER_DAY)
        return;
    term(d, name);
    put_year_date(&d->v, day);
    if (day <= d->v.day)
        html_put(&d->v.w, " <span class=\"sub\">%d weeks ago</span>", (d->v.day - day) / WEEK);
    html_put(&d->v.w, "</dd>");
}

static void put_pregnancy(struct desk *d)
{
    int weeks = pregnant_weeks_now(&d->v.known);
    if (past_term(&d->v.known)) {
        term(d, "Pregnancy");
        html_put(&d->v.w, "told past its term: ask; both pregnant and just delivered count</dd>");
    } else if (weeks >= 0) {
        term(d, "Pregnancy");
        html_put(&d->v.w, "week %d</dd>", weeks);
    } else if (just_delivered(&d->v.known)) {
        term(d, "Pregnancy");
        html_put(&d->v.w, "just delivered</dd>");
    }
}

void patient_about(struct desk *d)
{
    html_put(&d->v.w, "<section class=\"panel\"><h2>The person</h2><dl class=\"pairs\">");
    put_conditions(d);
    put_pregnancy(d);
    put_since(d, "Spinal operation", d->v.known.person.surgery);
    put_since(d, "Spinal injection", d->v.known.person.injection);
    put_medicines(d);
    put_goals(d);
    put_beliefs(d);
    html_put(&d->v.w, "</dl></section>");
}

/* --- history ------------------------------------------------------------------------------------------------- */

void patient_history(struct desk *d)
{
    const struct fact *f = newest_by_today(d, KIND_history);
    const struct fact_history *h = f ? f->keys : NULL;
    html_put(&d->v.w, "<section class=\"panel\"><h2>History</h2>");
    if (!h) {
        html_put(
            &d->v.w,
            "<p>No case history has been written. <a class=\"noprint\" href=\"/%s\">Write it</a>"
            "</p></section>",
            patient_path(d, "/history") + 1);
        return;
    }
    const struct {
        const char *name;
        struct span text;
    } part[] = {{"Presenting", h->presenting}, {"Past", h->past},
                {"Medicines", h->medicines},   {"Family", h->family},
                {"Home and work", h->social},  {"Findings", h->findings},
                {"Impression", h->impression}, {"Agreed", h->plan}};
    html_put(&d->v.w, "<dl class=\"pairs\">");
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++)
        if (part[i].text.len)
            html_put(&d->v.w, "<dt>%s</dt><dd class=\"lines\">%s</dd>", part[i].name,
                     plain_text(&d->v, part[i].text));
    html_put(&d->v.w, "</dl><p class=\"sub\">Written ");
    put_fact_time(d, f);
    html_put(&d->v.w, " ");
    put_who(d, f);
    html_put(&d->v.w, "</p></section>");
}
