/* urgent_note.c - the note to hand over: what was told, for whoever examines. */
#include "urgent.h"

#include "../knowledge/country.h"

static void put_pain(struct visit *v)
{
    const struct episode *e = &v->known.episode;
    if (e->at == NEVER_AT)
        return;
    html_put(&v->w, "<dt>Leg pain</dt><dd>");
    if (e->said.side == sides3_both)
        html_put(&v->w, "both sides");
    else if (e->said.side != UNANSWERED)
        html_put(&v->w, "%s", e->said.side == sides3_left ? "left" : "right");
    else
        html_put(&v->w, "side not told");
    html_put(&v->w, "%s, since ", e->said.below_knee == answers_yes ? ", below the knee" : "");
    put_day(v, e->began);
    html_put(&v->w, "</dd>");
}

/* What the newest screen answered no: whoever reads the note need not ask it again. */
static void put_noes(struct visit *v)
{
    const struct fact_screen *s = NULL;
    int said = 0;
    for (size_t i = 0; i < v->facts.count && !v->unkept; i++)
        if (v->facts.fact[i].kind == KIND_screen)
            s = v->facts.fact[i].keys;
    for (int q = 0; s && q < Q_self_harm; q++) {
        int no = (int)(s->asked.no >> q & 1);
        if (!no || danger_row(q) < 0)
            continue;
        if (said++)
            html_put(&v->w, "; %s", danger_words(q));
        else
            html_put(&v->w, "<dt>Answered no</dt><dd>%s", danger_words(q));
    }
    if (said)
        html_put(&v->w, "</dd>");
}

static void put_medicines(struct visit *v)
{
    static const struct {
        int medicine;
        const char *name;
    } names[] = {{medicines_nsaid, "anti-inflammatory"},
                 {medicines_paracetamol, "paracetamol"},
                 {medicines_opioid, "opioid"},
                 {medicines_gabapentinoid, "gabapentin or pregabalin"},
                 {medicines_antidepressant, "antidepressant"},
                 {medicines_other, "other"}};
    int thin = known_has(&v->known, conditions_blood_thinner), said = thin;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        said |= (int)(v->known.taking >> names[i].medicine & 1);
    if (!said)
        return;
    html_put(&v->w, "<dt>Medicines</dt><dd>%s", thin ? "blood thinner. " : "");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (v->known.taking >> names[i].medicine & 1)
            html_put(&v->w, "%s. ", names[i].name);
    html_put(&v->w, "</dd>");
}

void put_note(struct visit *v)
{
    const struct country *c = v->q->site->country;
    html_put(&v->w,
             "<section class=\"sec\"><div class=\"paper-note\"><h2>Note to hand over</h2><dl>"
             "<dt>Written</dt><dd>");
    put_day(v, v->q->now.day);
    put_time(v, v->q->now.minute);
    html_put(&v->w, ", by the patient</dd>");
    if (known_age(&v->known) >= 0)
        html_put(&v->w, "<dt>Age</dt><dd>about %d</dd>", known_age(&v->known));
    put_pain(v);
    for (int i = 0; i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        if (!flag_urgent(f) || f->flag == Q_self_harm)
            continue;
        html_put(&v->w, "<dt>%s</dt><dd>", f->answer == ANSWER_unsure ? "Unsure" : "Tells of");
        put_flag(v, f->flag);
        html_put(&v->w, " (");
        put_when(v, f);
        html_put(&v->w, ")</dd>");
    }
    put_noes(v);
    put_medicines(v);
    html_put(&v->w, "</dl><hr><p class=\"small\">Told by the patient, not examined.");
    if (maybe_cauda(v))
        html_put(&v->w, " Could this be cauda equina syndrome?");
    if (maybe_cauda(v) && v->plan.route == routes_emergency)
        html_put(&v->w, " Emergency MRI as soon as possible%s.",
                 str_same(c->code, "GB") ? ", within 4 hours of the request" : "");
    html_put(&v->w, "</p></div><p class=\"small noprint\">Show this note, or print this "
                    "page.</p></section>");
}
