/* patient_back.c - a fact is taken back, with a reason: it stays in the record, struck out, and no longer
 * counts. An answer that calls for help is an instruction to somebody ill, so whoever takes it back proves a
 * minute before that it is them: that is a page of its own, whose post needs the proof. */
#include "patient.h"

#include "../app/asked.h"
#include "../app/record_tell.h"

int may_take(struct desk *d, const struct fact *f)
{
    return f->id.known && f->kind != KIND_retract && f->kind != KIND_shown &&
           f->kind != KIND_consent && stands(&d->v, f);
}

/* The plan of today if it were taken back. */
static void plan_then(struct desk *d, const struct fact *f, struct plan *ret)
{
    struct visit *v = &d->v;
    struct text all = {.mem = v->a};
    struct record r;
    struct faults faults = {0};
    struct known *k = arena_alloc(v->a, 1, sizeof *k);
    text_add(&all, v->q->record.p, v->q->record.len);
    text_char(&all, '\n');
    put_retract(v, &all, f->id, (struct fact_id){random_session(v), 1, 1});
    record_read(v->a, all.p, all.len, &r, &faults);
    know(v, &r, k, ret);
}

static uint64_t urgent_flags(const struct plan *p)
{
    uint64_t set = 0;
    for (int i = 0; i < p->flag_count; i++)
        if (p->flag[i].route >= routes_same_day)
            set |= UINT64_C(1) << p->flag[i].flag;
    return set;
}

/* A yes or an unsure to a danger sign, or anything an urgent flag of today rests on. */
int answers_urgent(struct desk *d, const struct fact *f)
{
    const struct fact_screen *s = f->keys;
    struct plan *then;
    if (f->kind == KIND_screen && (s->asked.yes || s->asked.unsure || s->cancer_sign))
        return 1;
    if (d->v.plan.route < routes_same_day)
        return 0;
    then = arena_alloc(d->v.a, 1, sizeof *then);
    plan_then(d, f, then);
    return (urgent_flags(&d->v.plan) & ~urgent_flags(then)) != 0;
}

static const struct fact *named(struct desk *d, const char *id)
{
    struct fact_id name;
    struct span s = {id ? id : "", id ? (uint32_t)str_len(id) : 0};
    int place = s.len && fact_id_read(s, &name) ? fact_named(&d->v, name) : -1;
    const struct fact *f = place < 0 ? NULL : &d->v.facts.fact[place];
    return f && may_take(d, f) ? f : NULL;
}

static const char *fact_path(struct desk *d, const char *tail, const struct fact *f)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, patient_path(d, tail));
    text_lit(&t, "?fact=");
    put_fact_id(&t, f->id);
    text_char(&t, '\0');
    return t.p;
}

static void cannot(struct desk *d)
{
    d->v.r->status = 404;
    desk_open(d, "That cannot be taken back", AT_people);
    patient_head(d);
    html_put(
        &d->v.w,
        "<section class=\"panel\"><h2>That cannot be taken back</h2><p>It has been taken back "
        "already, or it is no entry of this record. Nothing was changed.</p><p><a href=\"/%s\">The "
        "patient</a></p></section>",
        patient_path(d, "") + 1);
    desk_close(d);
}

static void put_route(struct desk *d, const char *when, const struct plan *p)
{
    static const char *const word[] = {"self-care", "next visit", "within days", "today",
                                       "emergency, now"};
    html_put(&d->v.w, "<dt>%s</dt><dd>%s, %d %s and %s walk</dd>", when, word[p->route],
             p->item_count, p->item_count == 1 ? "exercise" : "exercises",
             p->walk.rung ? "a" : "no");
}

static void put_effect(struct desk *d, const struct fact *f)
{
    struct plan *then = arena_alloc(d->v.a, 1, sizeof *then);
    plan_then(d, f, then);
    html_put(&d->v.w, "<h3>What it changes today</h3><dl class=\"pairs\">");
    put_route(d, "Now", &d->v.plan);
    put_route(d, "Without it", then);
    html_put(&d->v.w, "</dl>");
    if (f->kind == KIND_screen)
        html_put(
            &d->v.w,
            "<p class=\"sub\">If they have been seen, clear it with what came of it instead: <a "
            "href=\"/%s\">Clear</a>.</p>",
            patient_path(d, "/clear") + 1);
}

static void page(struct desk *d, const struct fact *f, int urgent)
{
    struct text id = {.mem = d->v.a};
    put_fact_id(&id, f->id);
    text_char(&id, '\0');
    desk_open(d, "Take back", AT_people);
    patient_head(d);
    html_put(&d->v.w, "<section class=\"panel\"><h2>Take this back?</h2><p class=\"sub\">");
    put_fact_time(d, f);
    html_put(&d->v.w, " ");
    put_who(d, f);
    html_put(&d->v.w, "</p><p><b>%s</b></p><p>", fact_called(f));
    tell_line(&d->v, f, NULL, 0);
    html_put(&d->v.w, "</p>");
    put_effect(d, f);
    html_put(&d->v.w,
             "<p>It no longer counts, and stays in the record, struck out, with your name and the "
             "reason. The patient reads both.</p>");
    desk_form(d, patient_path(d, urgent ? "/back/answer" : "/back"));
    hidden(&d->v, "fact", id.p);
    ask_text(&d->v, "why", "Why?", "In words the patient may read.", 2);
    form_close(&d->v, "Take it back");
    html_put(&d->v.w, "</section>");
    desk_close(d);
}

static void get(struct desk *d, const char *id, int urgent)
{
    const struct fact *f = named(d, id);
    if (!f)
        cannot(d);
    else if (answers_urgent(d, f) != urgent)
        go_to(&d->v, fact_path(d, urgent ? "/back" : "/back/answer", f));
    else
        page(d, f, urgent);
}

static void post(struct desk *d, int urgent)
{
    const char *id = posted(&d->v, "fact", 0), *why = posted(&d->v, "why", 0);
    const struct fact *f = named(d, id);
    if (!f || answers_urgent(d, f) != urgent) {
        get(d, id, urgent);
        return;
    }
    if (!why)
        wrong(&d->v, "why", "Say why, in a few words.");
    fact_begin(&d->v, KIND_retract);
    fact_put(&d->v, "of", id);
    fact_take(&d->v, "why");
    fact_end(&d->v);
    if (d->v.wrongs) {
        page(d, f, urgent);
        return;
    }
    note(d, "taken back", d->patient);
    go_to(&d->v, patient_path(d, ""));
}

static const char *id_asked(struct desk *d)
{
    return d->v.q->post ? posted(&d->v, "fact", 0) : asked(&d->v, "fact");
}

void patient_back_get(struct desk *d)
{
    get(d, id_asked(d), 0);
}

void patient_back_post(struct desk *d)
{
    post(d, 0);
}

void patient_answer_get(struct desk *d)
{
    get(d, id_asked(d), 1);
}

void patient_answer_post(struct desk *d)
{
    post(d, 1);
}
