/* patient_entry.c - one entry of what happened: when, what, who says so, and what one can do about it. */
#include "../app/asked.h"
#include "../app/record_tell.h"
#include "patient.h"

static const struct {
    const char *word, *class;
    enum entry_group group;
} called[KIND_COUNT] = {
    [KIND_profile] = {"about them", "", GROUP_ANSWERS},
    [KIND_episode] = {"episode", "", GROUP_ANSWERS},
    [KIND_screen] = {"danger signs", "", GROUP_ANSWERS},
    [KIND_motor] = {"strength", "", GROUP_ANSWERS},
    [KIND_checkin] = {"check-in", "", GROUP_ANSWERS},
    [KIND_session] = {"session", " up", GROUP_ANSWERS},
    [KIND_walk] = {"walk", " up", GROUP_ANSWERS},
    [KIND_mobility] = {"mobility", "", GROUP_ANSWERS},
    [KIND_movement] = {"device", "", GROUP_ANSWERS},
    [KIND_direction_test] = {"direction", "", GROUP_ANSWERS},
    [KIND_start_back] = {"STarT Back", "", GROUP_ANSWERS},
    [KIND_questionnaire] = {"instrument", "", GROUP_ANSWERS},
    [KIND_belief] = {"expects", "", GROUP_ANSWERS},
    [KIND_goal] = {"goal", "", GROUP_ANSWERS},
    [KIND_medicine] = {"medicine", "", GROUP_ANSWERS},
    [KIND_flare] = {"flare", " wait", GROUP_PLAN},
    [KIND_swap] = {"swap", "", GROUP_PLAN},
    [KIND_card] = {"card read", "", GROUP_ANSWERS},
    [KIND_consent] = {"consent", "", GROUP_ANSWERS},
    [KIND_shown] = {"plan shown", "", GROUP_SHOWN},
    [KIND_history] = {"history", " new", GROUP_VISITS},
    [KIND_treatment] = {"visit", " new", GROUP_VISITS},
    [KIND_after_treatment] = {"after visit", "", GROUP_VISITS},
    [KIND_exam] = {"exam", " new", GROUP_VISITS},
    [KIND_clearance] = {"clearance", " new", GROUP_VISITS},
    [KIND_override] = {"order", " new", GROUP_PLAN},
    [KIND_referral] = {"referral", " new", GROUP_VISITS},
    [KIND_letter] = {"letter", " new", GROUP_VISITS},
    [KIND_discharge] = {"end of care", " new", GROUP_VISITS},
    [KIND_retract] = {"taken back", "", GROUP_ALL},
};

/* Keys that the patient's page says in the second person. */
static const struct tell_name names[] = {
    {KIND_checkin, "leg", "Leg"},
    {KIND_checkin, "back", "Back"},
    {KIND_checkin, "reach", "Farthest"},
    {KIND_checkin, "tingle", "Tingling"},
    {KIND_checkin, "morning", "Morning"},
    {KIND_checkin, "pain_at", "Hurts"},
    {KIND_checkin, "tingle_at", "Tingles"},
    {KIND_checkin, "numb_at", "Numb"},
    {KIND_checkin, "feels", "Feels"},
    {KIND_checkin, "note", ""},
    {KIND_screen, "extent", "List"},
    {KIND_session, "did", ""},
    {KIND_walk, "minutes", ""},
    {KIND_profile, "has", "Has or had"},
    {KIND_profile, "has_not", "Taken back: does not have"},
    {KIND_belief, "feared", "Worried about"},
    {KIND_treatment, "visit", "Visit"},
    {KIND_treatment, "technique", ""},
    {KIND_treatment, "level", "Levels"},
    {KIND_treatment, "response", "Response"},
    {KIND_exam, "slr_deg", "Straight leg raise"},
    {KIND_exam, "crossed_slr", "Crossed leg raise"},
    {KIND_exam, "sensation", "Sensation"},
    {KIND_exam, "mrc_dorsiflexion", "MRC foot up"},
    {KIND_exam, "mrc_big_toe", "MRC big toe up"},
    {KIND_exam, "mrc_plantarflexion", "MRC foot down"},
    {KIND_exam, "mrc_knee_extension", "MRC knee straight"},
    {KIND_exam, "wasting", "Wasting"},
    {KIND_exam, "shift", "Shift"},
    {KIND_override, "ban", "Leaves out"},
    {KIND_override, "pin", "Keeps in"},
    {KIND_questionnaire, "name", ""},
};

/* --- an entry ---------------------------------------------------------------------------------------------- */

static void row_open(struct desk *d, const char *class)
{
    html_put(&d->v.w, "<li class=\"%s\"><span class=\"sub\">", class);
}

static void put_chip(struct desk *d, const struct fact *f)
{
    html_put(&d->v.w, "</span><span><span class=\"chip%s\">",
             f->kind < KIND_COUNT ? called[f->kind].class : "");
    if (f->kind == KIND_treatment)
        html_put(&d->v.w, "visit %d", visit_number(d, f));
    else
        html_put(&d->v.w, "%s", f->kind < KIND_COUNT ? called[f->kind].word : "not known here");
    html_put(&d->v.w, "</span></span><div>");
}

const struct fact *retracted_by(struct desk *d, const struct fact *f)
{
    struct fact_id id;
    int place =
        fact_id_read(((const struct fact_retract *)f->keys)->of, &id) ? fact_named(&d->v, id) : -1;
    return place < 0 ? NULL : &d->v.facts.fact[place];
}

static void put_retracted(struct desk *d, const struct fact *f)
{
    const struct fact_retract *r = f->keys;
    const struct fact *of = retracted_by(d, f);
    if (of) {
        html_put(&d->v.w, "%s of ", of->kind < KIND_COUNT ? called[of->kind].word : "an entry");
        put_fact_time(d, of);
    } else {
        html_put(&d->v.w, "An entry that is not in this record");
    }
    if (r->why.len)
        html_put(&d->v.w, ": “%s”", plain_text(&d->v, r->why));
}

/* How far an order has come: to its own end, or still on. */
static void put_order_end(struct desk *d, const struct fact *f)
{
    const struct fact_override *o = f->keys;
    if (o->until == UNANSWERED)
        return;
    html_put(&d->v.w, " · <b>%s</b>", o->until >= d->v.day ? "in force" : "ended");
}

static void put_letter(struct desk *d, const struct fact *f)
{
    const struct fact_letter *l = f->keys;
    struct span to = l->to == UNANSWERED ? (struct span){"", 0} : referees_name(l->to);
    html_put(&d->v.w, "To %s", l->name.len ? plain_text(&d->v, l->name) : "");
    if (to.len) {
        html_put(&d->v.w, " (");
        tell_value(&d->v, KIND_letter, "to", plain_text(&d->v, to));
        html_put(&d->v.w, ")");
    }
    html_put(&d->v.w, "<details class=\"more\"><summary>Read it</summary>");
    tell_fact(&d->v, f);
    html_put(&d->v.w, "</details>");
}

static void put_says(struct desk *d, const struct fact *f)
{
    if (f->kind == KIND_retract)
        put_retracted(d, f);
    else if (f->kind == KIND_flare)
        html_put(&d->v.w, "“Too sore today”");
    else if (f->kind == KIND_letter)
        put_letter(d, f);
    else
        tell_line(&d->v, f, names, (int)(sizeof names / sizeof names[0]));
    if (f->kind == KIND_override)
        put_order_end(d, f);
}

static int correctable(const struct fact *f)
{
    return f->kind == KIND_exam || f->kind == KIND_treatment || f->kind == KIND_history;
}

static void put_links(struct desk *d, const struct fact *f)
{
    struct text id = {.mem = d->v.a};
    if (row_is(&d->q->patient, 0, patient_left_s) || !may_take(d, f))
        return;
    put_fact_id(&id, f->id);
    html_put(&d->v.w, " <span class=\"links noprint\">");
    if (f->by == WHO_clinician && correctable(f)) {
        struct span kind = kind_name(f->kind);
        html_put(&d->v.w, "<a href=\"/%s/%.*s?correct=%.*s\">Correct this</a> ",
                 patient_path(d, "") + 1, (int)kind.len, kind.p, (int)id.len, id.p);
    }
    html_put(&d->v.w, "<a href=\"/%s?fact=%.*s\">Take back</a></span>",
             patient_path(d, "/back") + 1, (int)id.len, id.p);
}

void patient_entry(struct desk *d, const struct fact *f)
{
    int gone = !stands(&d->v, f);
    row_open(d, gone ? "gone" : "stands");
    put_fact_time(d, f);
    put_chip(d, f);
    if (gone)
        html_put(&d->v.w, "<del>");
    put_says(d, f);
    if (gone)
        html_put(&d->v.w, "</del> <b>taken back</b>");
    html_put(&d->v.w, " <span class=\"sub\">");
    put_who(d, f);
    html_put(&d->v.w, "</span>");
    put_links(d, f);
    html_put(&d->v.w, "</div></li>");
}

void patient_plan_entry(struct desk *d, int day, const struct plan_day *p)
{
    static const struct {
        const char *word, *class;
    } change[] = {
        [PLAN_start] = {"The plan began", " up"}, [PLAN_advance] = {"Moved up", " up"},
        [PLAN_ease] = {"Eased", " wait"},         [PLAN_flare] = {"Eased for a flare-up", " wait"},
        [PLAN_stop] = {"Stopped", " stop"},       [PLAN_hold] = {"Same", ""}};
    struct span stage = stages_name(p->stage);
    row_open(d, "stands");
    put_date_of(d, day);
    html_put(&d->v.w, "</span><span><span class=\"chip%s\">plan</span></span><div>%s",
             change[p->change].class, change[p->change].word);
    if (p->up)
        html_put(&d->v.w, ", %d up or new", p->up);
    if (p->down)
        html_put(&d->v.w, ", %d down", p->down);
    html_put(&d->v.w, ". Stage: %.*s. <span class=\"sub\">by the rules</span></div></li>",
             (int)stage.len, stage.p);
}

enum entry_group entry_group(int kind)
{
    return kind < KIND_COUNT ? called[kind].group : GROUP_ANSWERS;
}
