/* plan_change.c - the form by which a clinician changes the plan: what to leave out, what to put in, until
 * when and why. The hard limits stand whatever is written here; preview_page shows what they hold back. */
#include "plan_change.h"

#include "../app/asked.h"
#include "../app/record_tell.h"

static const char *word(struct desk *d, struct span name)
{
    struct text t = {.mem = d->v.a};
    text_add(&t, name.p, name.len);
    text_char(&t, '\0');
    return t.p;
}

/* --- the form ------------------------------------------------------------------------------------------------ */

static void ask_families(struct desk *d)
{
    struct tap tap[FAMILY_COUNT];
    for (int i = 0; i < FAMILY_COUNT; i++)
        tap[i] = (struct tap){word(d, family_name(i)), family_called(i), NULL};
    tick_row(d, "ban", "Leave out whole kinds", NULL, tap, FAMILY_COUNT);
}

/* Single exercises, by kind; field is ban_item or pin. */
static void ask_items(struct desk *d, const char *field, const char *summary, const char *ask)
{
    struct visit *v = &d->v;
    struct tap tap[ITEM_COUNT];
    int n = 0;
    for (int i = 0; i < ITEM_COUNT; i++)
        if (exercises[i].family != FAMILY_WALK)
            tap[n++] = (struct tap){word(d, item_name(i)), exercises[i].name, NULL};
    if (posted(v, field, 0) || wrong_about(v, field))
        html_put(&v->w, "<details class=\"more\" open><summary>%s</summary>", summary);
    else
        html_put(&v->w, "<details class=\"more\"><summary>%s</summary>", summary);
    tick_row(d, field, ask, NULL, tap, n);
    html_put(&v->w, "</details>");
}

static int rung_minutes(int rung)
{
    int minutes = 0;
    for (int i = 0; i < walk_step_count; i++)
        if (walk_steps[i].rung == rung && walk_steps[i].minutes > minutes)
            minutes = walk_steps[i].minutes;
    return minutes;
}

/* A longest walk is a ban of the rungs above it; of rungs with walks as long, the highest. */
static void ask_walk_most(struct desk *d)
{
    struct tap tap[7];
    int n = 0;
    for (int rung = 1; rung < 7; rung++) {
        struct text t = {.mem = d->v.a};
        if (rung_minutes(rung) == rung_minutes(rung + 1))
            continue;
        text_int(&t, rung_minutes(rung));
        text_lit(&t, " min");
        text_char(&t, '\0');
        tap[n++] = (struct tap){word(d, item_name(ITEM_W1 + rung - 1)), t.p, NULL};
    }
    if (n)
        tap_row(d, "walk_most", "One walk no longer than", NULL, tap, n);
}

/* What the record calls ban stands in three places of the form. */
static void fill_change(struct desk *d, const struct fact *f)
{
    const struct fact_override *o = f->keys;
    fill_fact(d, f, "");
    for (int i = 0; i < ITEM_COUNT; i++)
        if (o->ban.items >> i & 1 && exercises[i].family != FAMILY_WALK)
            fill(d, "ban_item", word(d, item_name(i)));
    for (int i = ITEM_W2; i <= ITEM_W7; i++)
        if (o->ban.items >> i & 1) {
            fill(d, "walk_most", word(d, item_name(i - 1)));
            break;
        }
}

void plan_change_get(struct desk *d)
{
    static const struct tap directions[] = {{"extension", "arching back", NULL},
                                            {"flexion", "bending", NULL},
                                            {"lateral", "side gliding", NULL},
                                            {"none", "none", NULL}};
    static const struct tap modes[] = {{"pain", "by pain", NULL}, {"time", "by time", NULL}};
    const struct fact *f = to_correct(d, KIND_override);
    if (f)
        fill_change(d, f);
    rec_open(d, "Change the plan", KIND_override);
    error_summary(&d->v); /* above every form of the page */
    put_overrides(d);
    rec_form(d);
    html_put(&d->v.w, "<section class=\"panel\"><h2>Leave out</h2>");
    ask_families(d);
    ask_items(d, "ban_item", "Leave out single exercises", "Leave out these");
    ask_walk_most(d);
    html_put(&d->v.w,
             "</section><section class=\"panel\"><h2>Put in</h2><p class=\"sub\">At the dose the "
             "plan gives it. No ban and no limit gives way to it.</p>");
    ask_items(d, "pin", "Choose exercises", "Put in these");
    tap_row(d, "direction", "Direction that helps", NULL, directions, COUNT_OF(directions));
    tap_row(d, "mode", "Doses move",
            "By pain: after good days. By time: step by step, whatever mild pain there is.", modes,
            COUNT_OF(modes));
    html_put(&d->v.w, "</section><section class=\"panel\"><h2>Hold, until when, why</h2>");
    html_put(&d->v.w, "<div class=\"fields\">");
    ask_date(&d->v, "hold_until", "Nothing goes up until", "Leave it out for no hold.");
    ask_date(&d->v, "until", "This change ends on",
             "At most 90 days from now. After that day the plan goes by "
             "its rules again.");
    html_put(&d->v.w, "</div>");
    ask_text(&d->v, "why", "Why", "The patient can read this.", 2);
    html_put(&d->v.w, "</section>");
    form_close(&d->v, "Show what it changes");
    desk_close(d);
}

/* --- what it writes --------------------------------------------------------------------------------------------- */

static int item_posted(struct desk *d, const char *field, int item)
{
    return posted_is(&d->v, field, word(d, item_name(item)));
}

static void judge_days_posted(struct desk *d)
{
    struct visit *v = &d->v;
    int until = posted_day(d, "until"), hold = posted_day(d, "hold_until");
    if (!posted(v, "until", 0))
        wrong(v, "until", "Say when this change ends.");
    if (until != INT32_MIN && until < v->day)
        wrong(v, "until", "That day is over.");
    if (until != INT32_MIN && until > v->day + OVERRIDE_DAYS)
        wrong(v, "until", "At most 90 days from today. Look at the year and month again.");
    if (hold != INT32_MIN && hold < v->day)
        wrong(v, "hold_until", "That day is over.");
    if (hold != INT32_MIN && hold > v->day + OVERRIDE_DAYS)
        wrong(v, "hold_until", "At most 90 days from today. Look at the year and month again.");
    else if (hold != INT32_MIN && until != INT32_MIN && hold > until)
        wrong(v, "hold_until", "The hold cannot last longer than the change.");
}

static void judge_change(struct desk *d)
{
    static const char *const any[] = {"ban",       "ban_item", "walk_most", "pin",
                                      "direction", "mode",     "hold_until"};
    int some = 0;
    for (int i = 0; i < COUNT_OF(any); i++)
        some |= posted(&d->v, any[i], 0) != NULL;
    if (!some)
        wrong(&d->v, "ban", "Nothing is chosen yet.");
    for (int i = 0; i < ITEM_COUNT; i++)
        if (item_posted(d, "pin", i) &&
            (item_posted(d, "ban_item", i) ||
             posted_is(&d->v, "ban", word(d, family_name(exercises[i].family)))))
            wrong(&d->v, "pin", "One exercise cannot be both left out and put in.");
    if (!value_posted(d, "why").text.len)
        wrong(&d->v, "why", "Say why: it is kept, and the patient can read it.");
    judge_days_posted(d);
}

static void take_change(struct desk *d)
{
    rec_begin(d, KIND_override);
    fact_take(&d->v, "ban");
    fact_take_as(&d->v, "ban", "ban_item");
    const char *most = posted(&d->v, "walk_most", 0);
    for (int rung = 1, above = 0; most && rung <= 7; rung++) {
        const char *id = word(d, item_name(ITEM_W1 + rung - 1));
        if (above)
            fact_put(&d->v, "ban", id);
        above |= str_same(id, most);
    }
    fact_take(&d->v, "pin");
    fact_take(&d->v, "direction");
    fact_take(&d->v, "mode");
    fact_take(&d->v, "hold_until");
    fact_take(&d->v, "until");
    fact_take(&d->v, "why");
    fact_end(&d->v);
}

/* An override that ends early is written again, ending yesterday, and the first is taken back: what it did
 * until now stays as it was. */
static void end_early(struct desk *d, const struct fact *f)
{
    const struct fact_override *o = f->keys;
    struct text yesterday = {.mem = d->v.a};
    day_put(&yesterday, d->v.day - 1);
    text_char(&yesterday, '\0');
    fact_amend(&d->v, f);
    fact_put(&d->v, "until", yesterday.p);
    if (o->hold_until != UNANSWERED && o->hold_until >= d->v.day)
        fact_put(&d->v, "hold_until", yesterday.p);
    fact_keep(&d->v, f);
    fact_end(&d->v);
    taken_back_put(d, f, "ended early");
}

static const struct fact *to_end(struct desk *d)
{
    const char *name = posted(&d->v, "end", 0);
    struct fact_id id;
    if (!name || !fact_id_read((struct span){name, (uint32_t)str_len(name)}, &id))
        return NULL;
    int at = fact_named(&d->v, id);
    return at >= 0 && in_force(d, &d->v.facts.fact[at]) ? &d->v.facts.fact[at] : NULL;
}

void plan_change_post(struct desk *d)
{
    struct visit *v = &d->v;
    struct known *k = arena_alloc(v->a, 1, sizeof *k);
    struct plan *then = arena_alloc(v->a, 1, sizeof *then);
    const struct fact *end = to_end(d);
    if (posted(v, "end", 0) && !end) {
        wrong(v, "ban", "That change has ended already.");
    } else if (end) {
        end_early(d, end);
    } else {
        judge_change(d);
        take_change(d);
    }
    if (v->wrongs) {
        plan_change_get(d);
        return;
    }
    if (rec_lost(d, KINDS(override)))
        return;
    proposed(d, k, then);
    int more = allows_more(d, k, then), sure = posted_is(v, "more", "yes");
    if (!posted_is(v, "confirm", "yes") || (more && !sure)) {
        if (posted_is(v, "confirm", "yes"))
            wrong(v, "more", "Tick that it may be more, or go back and change it.");
        preview_page(d, k, then, more);
        return;
    }
    rec_done(d, "plan changed", patient_path(d, ""));
}
