/* refer.c - a referral, and what it changes: what waited to be seen within days is seen to; what is urgent
 * stays until it is cleared. */
#include "recording.h"

#include "../app/asked.h"
#include "../app/danger.h"

static const struct tap places[] = {
    {"emergency", "emergency department", NULL},
    {"spinal", "spinal service", NULL},
    {"gp", "GP", NULL},
    {"msk", "musculoskeletal service", NULL},
    {"injection", "injection", NULL},
    {"surgery", "surgical opinion", NULL},
    {"rheumatology", "rheumatology", NULL},
    {"vascular", "vascular", NULL},
    {"maternity", "maternity", NULL},
    {"psychology", "psychology", NULL},
    {"other", "somebody else", NULL},
};

/* What the engine makes of a referral now, whoever it goes to. */
static void proposed_referral(struct desk *d, struct known *k, struct plan *then)
{
    struct text was = d->v.new_facts;
    int count = d->v.new_count, keys = d->v.keys;
    if (!d->v.new_facts.len) {
        fact_begin(&d->v, KIND_referral);
        fact_put(&d->v, "to", "other");
        fact_end(&d->v);
    }
    proposed(d, k, then);
    d->v.new_facts = was;
    d->v.new_count = count;
    d->v.keys = keys;
}

static int stands_in(const struct plan *p, int flag)
{
    for (int i = 0; i < p->flag_count; i++)
        if (p->flag[i].flag == flag)
            return 1;
    return 0;
}

static void put_list(struct desk *d, const struct plan *then, int ended, const char *title)
{
    int n = 0;
    for (int i = 0; i < d->v.plan.flag_count; i++) {
        int flag = d->v.plan.flag[i].flag;
        if (stands_in(then, flag) == ended)
            continue;
        if (!n++)
            html_put(&d->v.w, "<h3>%s</h3><ul class=\"dots\">", title);
        html_put(&d->v.w, "<li>");
        put_flag(&d->v, flag);
        html_put(&d->v.w, "</li>");
    }
    if (n)
        html_put(&d->v.w, "</ul>");
}

static void put_effect(struct desk *d)
{
    struct known *k = arena_alloc(d->v.a, 1, sizeof *k);
    struct plan *then = arena_alloc(d->v.a, 1, sizeof *then);
    proposed_referral(d, k, then);
    html_put(&d->v.w, "<section class=\"panel\"><h2>What it changes</h2>");
    put_list(d, then, 1, "Counts as seen to, and stops holding the plan");
    put_list(d, then, 0, "Stays, until you clear it");
    html_put(&d->v.w, "<p>%s</p></section>",
             then->stage == stages_stop && d->v.plan.stage == stages_stop
                 ? "The plan is stopped, and a referral does not start it."
             : then->stage == stages_stop
                 ? "The plan stops."
                 : "The plan goes on by its rules. Care here goes on too, until "
                   "you discharge them.");
}

void refer_get(struct desk *d)
{
    static const struct choice told[] = {
        {"yes", "I told them which changes need help at once, and gave them the card", NULL}};
    const struct fact *f = to_correct(d, KIND_referral);
    struct visit *v = &d->v;
    if (f)
        fill_fact(d, f, "");
    rec_open(d, "Refer", KIND_referral);
    if (asked(v, "after"))
        html_put(
            &v->w,
            "<div class=\"note note-stop\"><h2>The examination is kept: a deficit is worse than "
            "last time</h2><p>Weakness that grows is a matter for a spinal opinion the same "
            "day; a reflex or sensation alone, within days. If you do not refer, hold the plan "
            "under <a href=\"/%s\">change the plan</a> and write "
            "why.</p></div>",
            patient_path(d, "/plan") + 1);
    rec_form(d);
    tap_row(d, "to", "To", NULL, places, COUNT_OF(places));
    ask_text(v, "why", "Why", "What you ask for, and why now", 3);
    ask_many(v, "told", "What you told them", NULL, told, 1);
    put_effect(d);
    form_close(v, "Keep the referral");
    desk_close(d);
}

/* That the card was gone through with them, by whom they see. */
static void take_told(struct desk *d)
{
    if (!posted_is(&d->v, "told", "yes"))
        return;
    fact_begin(&d->v, KIND_card);
    fact_put(&d->v, "name", "cauda_equina");
    fact_end(&d->v);
}

void refer_post(struct desk *d)
{
    if (!posted(&d->v, "to", 0))
        wrong(&d->v, "to", "Say to whom.");
    if (!value_posted(d, "why").text.len)
        wrong(&d->v, "why", "Say why.");
    rec_begin(d, KIND_referral);
    fact_take(&d->v, "to");
    fact_take(&d->v, "why");
    fact_end(&d->v);
    take_told(d);
    if (d->v.wrongs)
        refer_get(d);
    else
        rec_keep(d, KINDS(referral), "referral", patient_path(d, ""));
}
