/* patient_body.c - where it hurts, tingles and is numb: the newest chart large and in words, then one a
 * week. A check-in without a chart tells only the farthest point, and is drawn from it. */
#include "../app/asked.h"
#include "../app/daily.h"
#include "patient.h"

enum { FIGURES = 12 };

static int charted(const struct fact_checkin *c)
{
    return c->pain_at || c->tingle_at || c->numb_at;
}

static int useful(struct desk *d, const struct fact *f)
{
    const struct fact_checkin *c = f->keys;
    return f->kind == KIND_checkin && f->day <= d->v.day &&
           (charted(c) || c->reach != UNANSWERED) && stands(&d->v, f);
}

static void painted_of(struct desk *d, const struct fact_checkin *c, uint32_t painted[3])
{
    painted[0] = c->pain_at;
    painted[1] = c->tingle_at;
    painted[2] = c->numb_at;
    if (!charted(c))
        painted[0] = reach_places(c->reach, d->v.known.episode.said.side);
}

static void layer(struct desk *d, const char *word, uint32_t places)
{
    html_put(&d->v.w, "%s: ", word);
    if (!put_places(&d->v, places))
        html_put(&d->v.w, "not marked");
    html_put(&d->v.w, ". ");
}

static void put_words_of(struct desk *d, const struct fact *f)
{
    static const char *const numb[] = {"Numbness: none, as told.", "Numbness: less than before.",
                                       "Numbness: the same.", "Numbness: more than before."};
    const struct fact_checkin *c = f->keys;
    html_put(&d->v.w, "<p class=\"sub\">");
    if (!charted(c)) {
        html_put(&d->v.w, "No chart was drawn; the farthest point was told: <b>%s</b>. ",
                 zone_words(c->reach));
    } else {
        layer(d, "Pain", c->pain_at);
        layer(d, "Tingling", c->tingle_at);
        layer(d, "Numb", c->numb_at);
    }
    if (c->numb != UNANSWERED)
        html_put(&d->v.w, "%s", numb[c->numb]);
    html_put(&d->v.w, "</p>");
}

static void put_figure(struct desk *d, const struct fact *f)
{
    const struct fact_checkin *c = f->keys;
    uint32_t painted[3];
    painted_of(d, c, painted);
    html_put(&d->v.w, "<li>");
    body_small(&d->v, painted[0], painted[1], painted[2], 1);
    html_put(&d->v.w, "<span>");
    put_date_of(d, f->day);
    html_put(&d->v.w, ": %s</span></li>",
             checkin_reach(c) == UNANSWERED ? "–" : zone_words(checkin_reach(c)));
}

/* The last of each week before the newest, at most so many, oldest first. */
static void put_series(struct desk *d, const struct fact *now)
{
    const struct fact *shown[FIGURES];
    int count = 0, week = 0;
    for (size_t i = (size_t)(now - d->v.facts.fact); i-- > 0 && count < FIGURES;) {
        const struct fact *f = &d->v.facts.fact[i];
        int before = (now->day - f->day) / WEEK;
        if (before <= week || !useful(d, f))
            continue;
        week = before;
        shown[count++] = f;
    }
    if (!count)
        return;
    html_put(&d->v.w, "<h3>The weeks before</h3><ol class=\"minis series\">");
    while (count-- > 0)
        put_figure(d, shown[count]);
    html_put(&d->v.w, "</ol>");
}

void patient_body(struct desk *d)
{
    const struct fact *now = NULL;
    uint32_t painted[3];
    for (size_t i = d->v.facts.count; i-- > 0 && !now;)
        if (useful(d, &d->v.facts.fact[i]))
            now = &d->v.facts.fact[i];
    html_put(&d->v.w, "<section class=\"panel where\"><h2>Where");
    if (!now) {
        html_put(&d->v.w, "</h2><p>Not told yet.</p></section>");
        return;
    }
    html_put(&d->v.w, "%s", now->day == d->v.day ? ", today" : ", ");
    if (now->day != d->v.day)
        put_date_of(d, now->day);
    html_put(&d->v.w, "</h2>");
    painted_of(d, now->keys, painted);
    body_large(&d->v, painted);
    html_put(
        &d->v.w,
        "<p class=\"sub views2\" aria-hidden=\"true\"><span>from the back</span><span>from the "
        "front</span></p>");
    put_words_of(d, now);
    put_series(d, now);
    html_put(&d->v.w, "</section>");
}
