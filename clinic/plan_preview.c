/* plan_preview.c - what a change of the plan does today, from and to, before it is kept. */
#include "plan_change.h"

#include "../app/asked.h"
#include "../app/record_tell.h"

static const struct plan_item *find_item(const struct plan *p, int item)
{
    for (int i = 0; i < p->item_count; i++)
        if (p->item[i].item == item)
            return &p->item[i];
    return NULL;
}

static int amount(const struct dose *d)
{
    int each = d->reps ? d->reps : 1;
    if (d->hold_s)
        each *= d->hold_s;
    if (d->minutes)
        each *= d->minutes * 60;
    return each * (d->sets ? d->sets : 1) * (d->times_a_day ? d->times_a_day : 1);
}

static int walk_week(const struct plan_walk *w)
{
    return w->rung ? w->times_a_day * w->minutes * w->days_a_week : 0;
}

static int longer_hold(struct desk *d, const struct known *k)
{
    return k->orders.hold_until < d->v.known.orders.hold_until &&
           d->v.known.orders.hold_until >= d->v.day;
}

/* Bans in force now that are not then. */
static int fewer_bans(struct desk *d, const struct known *k)
{
    for (int i = 0; i < ITEM_COUNT + FAMILY_COUNT; i++)
        if (d->v.known.orders.ban_until[i] >= d->v.day &&
            k->orders.ban_until[i] < d->v.known.orders.ban_until[i])
            return 1;
    return 0;
}

/* Today, or on the days to come: more of anything, an exercise put in, doses that rise by time, a hold or a
 * ban that ends sooner. */
int allows_more(struct desk *d, const struct known *k, const struct plan *then)
{
    const struct plan *now = &d->v.plan;
    for (int i = 0; i < then->item_count; i++) {
        const struct plan_item *was = find_item(now, then->item[i].item);
        int ease = exercises[then->item[i].item].family == FAMILY_REST;
        if (!ease && (!was || amount(&then->item[i].dose) > amount(&was->dose) ||
                      then->item[i].dose.load_kg > was->dose.load_kg))
            return 1;
    }
    return walk_week(&then->walk) > walk_week(&now->walk) ||
           then->walk.minutes > now->walk.minutes ||
           (orders_pinned(k) & ~orders_pinned(&d->v.known)) ||
           (then->mode == modes_time && now->mode != modes_time) || longer_hold(d, k) ||
           fewer_bans(d, k);
}

/* --- the table -------------------------------------------------------------------------------------------------- */

static void cell(struct desk *d, const struct plan_item *p)
{
    html_put(&d->v.w, "<td>");
    if (p)
        put_dose(&d->v, p->item, p->dose);
    else
        html_put(&d->v.w, "not in the plan");
    html_put(&d->v.w, "</td>");
}

static int same_dose(const struct plan_item *x, const struct plan_item *y)
{
    return x && y && memcmp(&x->dose, &y->dose, sizeof x->dose) == 0;
}

static void row(struct desk *d, int item, const struct plan_item *from, const struct plan_item *to)
{
    html_put(&d->v.w, "<tr><th scope=\"row\">%s</th>", exercises[item].name);
    cell(d, from);
    cell(d, to);
    html_put(&d->v.w, "<td>%s</td></tr>",
             same_dose(from, to)                       ? "the same"
             : !to                                     ? "out"
             : !from                                   ? "new"
             : amount(&to->dose) > amount(&from->dose) ? "more"
             : amount(&to->dose) < amount(&from->dose) ? "less"
                                                       : "changed");
}

static void walk_cell(struct desk *d, const struct plan_walk *w)
{
    html_put(&d->v.w, "<td>");
    if (w->rung)
        put_walk_dose(&d->v, w);
    else
        html_put(&d->v.w, "none");
    html_put(&d->v.w, "</td>");
}

static void turn(struct desk *d, const char *what, const char *from, const char *to)
{
    if (!str_same(from, to))
        html_put(&d->v.w,
                 "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>changed</td></tr>", what,
                 from, to);
}

/* What the days to come go by. */
static void turns(struct desk *d, const struct plan *then)
{
    static const char *const direction[] = {"not found yet", "none", "arching back", "bending",
                                            "side gliding"};
    static const char *const mode[] = {"by pain", "by time"};
    turn(d, "Direction", direction[d->v.plan.direction], direction[then->direction]);
    turn(d, "Doses move", mode[d->v.plan.mode], mode[then->mode]);
}

static void table(struct desk *d, const struct plan *then)
{
    const struct plan *now = &d->v.plan;
    int from = walk_week(&now->walk), to = walk_week(&then->walk);
    html_put(&d->v.w, "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"A wide "
                      "table\"><table class=\"tbl\"><thead><tr><th scope=\"col\">Today</th><th "
                      "scope=\"col\">From</th><th scope=\"col\">To</th><th scope=\"col\"><span "
                      "class=\"sr\">Change</span></th></tr></thead><tbody>");
    html_put(&d->v.w, "<tr><th scope=\"row\">Walking</th>");
    walk_cell(d, &now->walk);
    walk_cell(d, &then->walk);
    html_put(&d->v.w, "<td>%s</td></tr>", from == to ? "the same" : to > from ? "more" : "less");
    for (int i = 0; i < now->item_count; i++)
        row(d, now->item[i].item, &now->item[i], find_item(then, now->item[i].item));
    for (int i = 0; i < then->item_count; i++)
        if (!find_item(now, then->item[i].item))
            row(d, then->item[i].item, NULL, &then->item[i]);
    turns(d, then);
    html_put(&d->v.w, "</tbody></table></div>");
}

/* --- what is held back all the same -------------------------------------------------------------------------- */

static const char *why_not(struct desk *d, const struct known *k, const struct plan *then, int item)
{
    uint64_t bit = UINT64_C(1) << item;
    if (then->stage == stages_stop)
        return "there is no plan today: the safety answers or the end of care stand before it";
    if (known_age(k) < 0)
        return "the year of birth is not known";
    if (k->orders.ban_until[item] >= d->v.day ||
        k->orders.ban_until[ITEM_COUNT + exercises[item].family] >= d->v.day)
        return "a change of the plan that is in force leaves it out";
    for (int i = 0; i < PROFILE_COUNT; i++)
        if (known_profiles(k) >> i & 1 && profile_excluded[i] & bit & ~k->orders.allowed)
            return "what the record says of the person rules it out; a clearance may allow it";
    if (k->swapped & bit)
        return "the patient has taken it out";
    if (exercises[item].family != FAMILY_REST && then->item_count >= limit(items_calm) &&
        then->stage == stages_calm)
        return "so few exercises are given while it is acute";
    return "a limit of its ladder is not met yet, or the day is full";
}

static void held_back(struct desk *d, const struct known *k, const struct plan *then)
{
    uint64_t pins = orders_pinned(k);
    int n = 0;
    for (uint64_t rest = pins; rest; rest &= rest - 1) {
        int item = __builtin_ctzll(rest);
        if (find_item(then, item))
            continue;
        if (!n++)
            html_put(&d->v.w, "<section class=\"note note-wait\"><h2>Held back all the same</h2>"
                              "<ul class=\"dots\">");
        html_put(&d->v.w, "<li>%s: %s.</li>", exercises[item].name, why_not(d, k, then, item));
    }
    if (n)
        html_put(&d->v.w, "</ul></section>");
    if (then->stage == stages_stop)
        html_put(&d->v.w,
                 "<p class=\"note note-wait\">The plan is stopped today, and this change does not "
                 "start it.</p>");
}

static void reasons(struct desk *d, const struct plan *then)
{
    int n = 0;
    for (int i = 0; i < then->reason_count; i++) {
        int code = then->reason[i].code, was = 0;
        for (int j = 0; j < d->v.plan.reason_count; j++)
            was |= d->v.plan.reason[j].code == code &&
                   d->v.plan.reason[j].item == then->reason[i].item;
        if (was)
            continue;
        if (!n++)
            html_put(&d->v.w, "<h3>What the patient is told</h3><ul class=\"dots\">");
        html_put(&d->v.w, "<li>");
        put_reason(&d->v, &then->reason[i]);
        html_put(&d->v.w, "</li>");
    }
    if (n)
        html_put(&d->v.w, "</ul>");
}

static void ask_more(struct desk *d)
{
    const char *why = wrong_about(&d->v, "more");
    html_put(&d->v.w, "<div class=\"q%s\">", why ? " bad" : "");
    if (why)
        html_put(&d->v.w, "<p class=\"error\" id=\"more-error\">%s</p>", why);
    html_put(&d->v.w,
             "<div class=\"pick\"><input type=\"checkbox\" id=\"more\" name=\"more\" value=\"yes\">"
             "<label for=\"more\">Yes, it may be more than now<span class=\"hint\">Today or in the "
             "days to come. The limits still hold it.</span></label></div></div>");
}

/* Until when and why, as posted: on a day of rest the table of today may show nothing of it. */
static void put_order(struct desk *d)
{
    int until = posted_day(d, "until");
    const char *why = posted(&d->v, "why", 0);
    if (until == INT32_MIN || !why)
        return;
    html_put(&d->v.w, "<p>This change is in force until <b>");
    put_year_date(&d->v, until);
    html_put(&d->v.w,
             "</b>, also for what is not in the plan of today. The patient reads why: "
             "“%s”.</p>",
             why);
}

void preview_page(struct desk *d, const struct known *k, const struct plan *then, int more)
{
    desk_open(d, "What it changes", AT_people);
    patient_head(d);
    html_put(&d->v.w,
             "<h2 class=\"task\">What it changes</h2><p class=\"lead\">Nothing is kept yet.</p>");
    error_summary(&d->v);
    put_order(d);
    html_put(&d->v.w, "<section class=\"panel\">");
    table(d, then);
    reasons(d, then);
    html_put(&d->v.w, "</section>");
    held_back(d, k, then);
    unpost(d, "confirm");
    unpost(d, "more");
    rec_again(d);
    hidden(&d->v, "confirm", "yes");
    if (more)
        ask_more(d);
    html_put(&d->v.w,
             "<p class=\"acts\"><button class=\"btn btn-auto\">Keep this change</button><a "
             "class=\"btn btn-2 btn-auto\" href=\"/%s\">Leave the plan as it is</a></p></form>",
             patient_path(d, "") + 1);
    desk_close(d);
}

/* --- what is in force ---------------------------------------------------------------------------------------- */

int in_force(struct desk *d, const struct fact *f)
{
    const struct fact_override *o = f->keys;
    if (f->kind != KIND_override || f->by != WHO_clinician || !f->id.known || !stands(&d->v, f))
        return 0;
    return o->until == UNANSWERED || o->until >= d->v.day ||
           (o->hold_until != UNANSWERED && o->hold_until >= d->v.day);
}

void put_overrides(struct desk *d)
{
    int n = 0;
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        struct text id = {.mem = d->v.a};
        if (!in_force(d, f))
            continue;
        if (!n++)
            html_put(&d->v.w,
                     "<section class=\"panel\"><h2>In force: the plan is limited by these</h2>");
        put_fact_id(&id, f->id);
        text_char(&id, '\0');
        html_put(&d->v.w, "<div class=\"told-fact in-force\"><p class=\"sub\">%s, ",
                 f->who.len ? plain_text(&d->v, f->who) : "A clinician");
        put_year_date(&d->v, f->day);
        html_put(&d->v.w, "</p>");
        tell_fact(&d->v, f);
        desk_form(d, NULL);
        hidden(&d->v, "end", id.p);
        html_put(&d->v.w,
                 "<p class=\"acts\"><button class=\"btn btn-2 btn-s\">End it today</button><a "
                 "class=\"txt\" href=\"/%s?of=%s\">Take it back</a></p></form></div>",
                 patient_path(d, "/take-back") + 1, id.p);
    }
    if (n)
        html_put(&d->v.w, "</section>");
}
