/* treatment.c - a visit: consent, what was done and where, how it was right afterwards, what comes next. */
#include "recording.h"

#include "../app/asked.h"

enum { NEXT_DAYS = 366 };

/* The number of this visit: one after the last of this episode. */
static int visit_number(struct desk *d)
{
    const struct fact *f = to_correct(d, KIND_treatment);
    const struct fact_treatment *t = f ? f->keys : NULL;
    int last = 0, seen = 0;
    if (t && t->visit != UNANSWERED)
        return t->visit;
    for (size_t i = 0; i < d->v.facts.count; i++) {
        f = &d->v.facts.fact[i];
        if (f->kind != KIND_treatment || !stands(&d->v, f) || f->day < d->v.known.episode.began)
            continue;
        t = f->keys;
        seen++;
        last = t->visit != UNANSWERED && t->visit > last ? t->visit : last;
    }
    return (last > seen ? last : seen) + 1;
}

static void put_cautions(struct desk *d, uint32_t cautions)
{
    struct visit *v = &d->v;
    html_put(&v->w,
             "<section class=\"note note-wait\" aria-labelledby=\"cautions\"><h2 id=\"cautions\">");
    icon(v, "alert");
    html_put(&v->w, "Against manipulation</h2><ul class=\"dots\">");
    for (int i = 0; i < CAUTION_COUNT; i++)
        if (cautions >> i & 1) {
            html_put(&v->w, "<li>");
            put_caution(d, (enum caution)i);
            if (i == CAUTION_urgent)
                html_put(&v->w, " <a href=\"/%s\">Look at it first</a>.",
                         patient_path(d, "/clear") + 1);
            html_put(&v->w, "</li>");
        }
    html_put(&v->w, "</ul>");
    ask_text(v, "why", "If you manipulate all the same: why?",
             "Needed with manipulation, and kept with the treatment", 2);
    html_put(&v->w, "</section>");
}

static void ask_done(struct desk *d)
{
    static const struct tap techniques[] = {{"soft_tissue", "soft tissue", NULL},
                                            {"articulation", "articulation", NULL},
                                            {"manipulation", "manipulation", NULL},
                                            {"traction_gentle", "gentle traction", NULL},
                                            {"neural", "neural", NULL},
                                            {"education", "education", NULL},
                                            {"exercise", "exercise", NULL},
                                            {"other", "other", NULL}};
    static const struct tap levels[] = {
        {"L1", "L1", NULL},         {"L2", "L2", NULL},   {"L3", "L3", NULL},
        {"L4", "L4", NULL},         {"L5", "L5", NULL},   {"S1", "S1", NULL},
        {"SI", "sacroiliac", NULL}, {"hip", "hip", NULL}, {"thoracic", "thoracic", NULL}};
    tick_row(
        d, "technique", "Techniques",
        "Before manipulation ask about thin bones, steroid tablets, blood thinners, pregnancy and "
        "operations: what is not in the record may never have been asked.",
        techniques, COUNT_OF(techniques));
    tick_row(d, "level", "Levels", NULL, levels, COUNT_OF(levels));
}

static void ask_around(struct desk *d)
{
    static const struct tap consents[] = {{"given", "given", NULL}, {"declined", "declined", NULL}};
    static const struct tap chaperones[] = {{"declined", "offered, declined", NULL},
                                            {"present", "present", NULL},
                                            {"offered", "offered, for another time", NULL}};
    tap_row(d, "consent", "Consent to this treatment", NULL, consents, COUNT_OF(consents));
    tap_row(d, "chaperone", "Chaperone", NULL, chaperones, COUNT_OF(chaperones));
}

void treatment_get(struct desk *d)
{
    static const struct tap responses[] = {
        {"better", "better", NULL}, {"same", "the same", NULL}, {"worse", "worse", NULL}};
    const struct fact *f = to_correct(d, KIND_treatment);
    uint32_t cautions = cautions_of(d);
    if (f)
        fill_fact(d, f, "");
    rec_open(d, "Treatment", KIND_treatment);
    rec_form(d);
    html_put(&d->v.w, "<p class=\"sub\">Visit %d of this episode", visit_number(d));
    if (d->who->site)
        html_put(&d->v.w, ", %s", name_of_site(d, d->who->site));
    html_put(&d->v.w, "</p><section class=\"panel\">");
    ask_around(d);
    html_put(&d->v.w, "</section>");
    if (cautions)
        put_cautions(d, cautions);
    html_put(&d->v.w, "<section class=\"panel\">");
    ask_done(d);
    tap_row(d, "response", "Straight afterwards", NULL, responses, COUNT_OF(responses));
    html_put(&d->v.w, "</section><section class=\"panel\">");
    ask_text(&d->v, "note", "Note", NULL, 3);
    ask_date(&d->v, "next", "Next visit", "Leave it out if none is booked.");
    html_put(&d->v.w, "</section>");
    form_close(&d->v, "Keep the treatment");
    html_put(&d->v.w,
             "<p class=\"sub\">At the next check-in the patient is asked how sore they were, for "
             "how long, and whether anything new has come.</p>");
    desk_close(d);
}

static void judge_treatment(struct desk *d)
{
    struct visit *v = &d->v;
    int next = posted_day(d, "next");
    if (!posted(v, "consent", 0))
        wrong(v, "consent", "Say whether consent was given or declined.");
    if (posted_is(v, "consent", "declined") && posted(v, "technique", 0))
        wrong(v, "technique",
              "Consent was declined: leave the techniques out, or change the consent.");
    if (posted_is(v, "consent", "given") && !posted(v, "technique", 0))
        wrong(v, "technique", "Say what was done.");
    if (posted_is(v, "technique", "manipulation") && cautions_of(d) &&
        !value_posted(d, "why").text.len)
        wrong(v, "why", "Something speaks against manipulation here. Say why all the same.");
    if (next != INT32_MIN && next <= v->day)
        wrong(v, "next", "The next visit is after today.");
    if (next != INT32_MIN && next > v->day + NEXT_DAYS)
        wrong(v, "next", "That is more than a year away. Look at the year again.");
}

static void take_treatment(struct desk *d)
{
    static const char *const keys[] = {"consent",  "chaperone", "technique", "level",
                                       "response", "note",      "next",      "why"};
    const struct fact *f = to_correct(d, KIND_treatment);
    const struct fact_treatment *was = f ? f->keys : NULL;
    struct text visit = {.mem = d->v.a};
    text_int(&visit, visit_number(d));
    text_char(&visit, '\0');
    rec_begin(d, KIND_treatment);
    fact_put(&d->v, "visit", visit.p);
    for (int i = 0; i < COUNT_OF(keys); i++)
        fact_take(&d->v, keys[i]);
    if (was && was->site.len)
        fact_put(&d->v, "site", plain_text(&d->v, was->site));
    else if (!was && d->who->site)
        fact_put(&d->v, "site", name_of_site(d, d->who->site));
    fact_end(&d->v);
}

void treatment_post(struct desk *d)
{
    const struct fact *f = to_correct(d, KIND_treatment);
    judge_treatment(d);
    take_treatment(d);
    if (d->v.wrongs) {
        treatment_get(d);
        return;
    }
    rec_visit(d, f ? f->day : d->v.day);
    rec_keep(d, KINDS(treatment), "treatment", patient_path(d, ""));
}
