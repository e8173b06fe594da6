/* discharge.c - the end of care, with what becomes of the plan; and its beginning again. */
#include "recording.h"

#include "../app/asked.h"
#include "../app/danger.h"

enum { OUTCOMES = discharges_COUNT };
static const struct choice outcomes[OUTCOMES] = {
    {"recovered", "Recovered", "Back to what they did before"},
    {"improved", "Improved", "Better, with some of it left"},
    {"referred", "Referred on", "Care goes on somewhere else"},
    {"stopped", "Stopped", "They do not come any more, or care ends without an outcome"},
};

static int archived(struct desk *d)
{
    return row_is(&d->q->patient, 0, patient_archived_s);
}

/* --- what becomes of the plan ------------------------------------------------------------------------------- */

static void plan_after(struct desk *d, const char *outcome, struct plan *then)
{
    struct known *k = arena_alloc(d->v.a, 1, sizeof *k);
    struct text was = d->v.new_facts;
    int count = d->v.new_count, keys = d->v.keys;
    d->v.new_facts = (struct text){.mem = d->v.a};
    fact_begin(&d->v, KIND_discharge);
    fact_put(&d->v, "outcome", outcome);
    fact_end(&d->v);
    proposed(d, k, then);
    d->v.new_facts = was;
    d->v.new_count = count;
    d->v.keys = keys;
}

static void put_plan(struct desk *d, const struct plan *then)
{
    struct visit *v = &d->v;
    if (then->stage == stages_stop) {
        html_put(&v->w, "%s",
                 then->route >= routes_same_day ? "stopped: an urgent answer stands" : "none");
        return;
    }
    html_put(&v->w, "goes on to keep them well: ");
    put_count(v, then->item_count, "exercise");
    html_put(&v->w, "%s", then->walk.rung ? ", and walking" : "");
}

static void put_effect(struct desk *d)
{
    struct plan *then = arena_alloc(d->v.a, 1, sizeof *then);
    html_put(&d->v.w,
             "<section class=\"panel\"><h2>What becomes of the plan</h2><div class=\"wide\" "
             "role=\"group\" tabindex=\"0\" aria-label=\"A wide table\"><table "
             "class=\"tbl\"><thead><tr><th scope=\"col\">Outcome</th><th scope=\"col\">The plan "
             "then</th></tr></thead><tbody>");
    for (int i = 0; i < OUTCOMES; i++) {
        plan_after(d, outcomes[i].value, then);
        html_put(&d->v.w, "<tr><th scope=\"row\">%s</th><td>", outcomes[i].words);
        put_plan(d, then);
        html_put(&d->v.w, "</td></tr>");
    }
    html_put(&d->v.w,
             "</tbody></table></div><p>%s They keep their record and their pages, the danger signs "
             "first. You can open their care again.</p></section>",
             d->v.plan.route >= routes_same_day
                 ? "They stay on the list of who needs you until what stands is cleared."
                 : "They leave the list of who needs you; an urgent answer brings them back.");
}

static void put_standing(struct desk *d)
{
    if (d->v.plan.route < routes_soon)
        return;
    html_put(&d->v.w,
             "<div class=\"note %s\"><h2>Something stands that nobody has cleared</h2><ul "
             "class=\"dots\">",
             d->v.plan.route >= routes_same_day ? "note-stop" : "note-wait");
    for (int i = 0; i < d->v.plan.flag_count; i++)
        if (d->v.plan.flag[i].route >= routes_soon) {
            html_put(&d->v.w, "<li>");
            put_flag(&d->v, d->v.plan.flag[i].flag);
            html_put(&d->v.w, "</li>");
        }
    html_put(
        &d->v.w,
        "</ul><p><a href=\"/%s\">Clear it, or refer, first</a>. A discharge does not end it.</p>"
        "</div>",
        patient_path(d, "/clear") + 1);
}

/* --- care begins again --------------------------------------------------------------------------------------- */

static void reopen_page(struct desk *d)
{
    static const struct choice how[] = {
        {"again", "They are back with it", "A new episode begins on the day below."},
        {"mistake", "The discharge was a mistake",
         "It is taken back, and the plan goes on as before."}};
    static const struct choice sides[] = {
        {"left", "Left", NULL}, {"right", "Right", NULL}, {"both", "Both", NULL}};
    desk_open(d, "Open care again", AT_people);
    patient_head(d);
    html_put(&d->v.w, "<h2 class=\"task\">Open care again</h2>");
    desk_form(d, NULL);
    ask_one(&d->v, "how", "Why?", NULL, how, COUNT_OF(how));
    ask_date(&d->v, "began", "The new episode began on", "Only if they are back with it");
    ask_one(&d->v, "side", "Which leg?", "Only if they are back with it", sides, COUNT_OF(sides));
    form_close(&d->v, "Open care again");
    desk_close(d);
}

static void reopen_post(struct desk *d)
{
    struct visit *v = &d->v;
    const struct fact *last = newest(d, KIND_discharge, SIZE_MAX);
    int again = posted_is(v, "how", "again"), began = posted_day(d, "began");
    if (!again && !posted_is(v, "how", "mistake"))
        wrong(v, "how", "Say why.");
    if (again && !posted(v, "began", 0))
        wrong(v, "began", "Say when it began.");
    if (began != INT32_MIN && began > v->day)
        wrong(v, "began", "That day is still to come.");
    if (again) {
        fact_begin(v, KIND_episode);
        fact_take(v, "began");
        fact_take(v, "side");
        fact_end(v);
    } else {
        taken_back_put(d, last, "discharged by mistake");
    }
    if (v->wrongs) {
        reopen_page(d);
        return;
    }
    act(d, patient_archive, value_whole(d->patient), value_whole(0));
    rec_keep(d, KINDS(discharge) | KINDS(episode), "care opened", patient_path(d, ""));
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

static int closed_now(struct desk *d)
{
    return archived(d) && !posted(&d->v, "outcome", 0);
}

void discharge_get(struct desk *d)
{
    if (closed_now(d)) {
        reopen_page(d);
        return;
    }
    rec_open(d, "Discharge", KIND_discharge);
    put_standing(d);
    rec_form(d);
    ask_one(&d->v, "outcome", "How does this care end?", NULL, outcomes, OUTCOMES);
    put_effect(d);
    form_close(&d->v, "Discharge");
    desk_close(d);
}

void discharge_post(struct desk *d)
{
    if (closed_now(d)) {
        reopen_post(d);
        return;
    }
    if (!posted(&d->v, "outcome", 0))
        wrong(&d->v, "outcome", "Say how it ends.");
    rec_begin(d, KIND_discharge);
    fact_take(&d->v, "outcome");
    fact_end(&d->v);
    if (d->v.wrongs) {
        discharge_get(d);
        return;
    }
    act(d, patient_archive, value_whole(d->patient), value_whole(1));
    rec_keep(d, KINDS(discharge) | KINDS(referral) | KINDS_alarm, "discharge", patient_path(d, ""));
}
