/* Today's round: all exercises in their order, and how it went. */
#include "daily.h"

static void put_one(struct visit *v, const struct plan_item *p, const struct done_today *t)
{
    struct span id = item_name(p->item);
    const struct exercise *x = &exercises[p->item];
    html_put(&v->w, "<li><div class=\"pic\">");
    item_thumb(v, p->item);
    html_put(&v->w, "</div><div class=\"stack-s\"><h2 class=\"name\">%s</h2><p class=\"dose\">",
             x->name);
    put_dose_once(v, p->item, p->dose);
    html_put(&v->w, "</p>");
    put_beads(v, t->times[p->item], p->dose.times_a_day);
    html_put(&v->w,
             "<p><a class=\"btn btn-s btn-auto\" href=\"/session/%.*s\" aria-label=\"Start: %s\">"
             "Start</a></p></div></li>\n",
             (int)id.len, id.p, x->name);
}

static void put_round(struct visit *v, const struct done_today *t)
{
    if (!v->plan.item_count)
        return;
    html_put(&v->w, "<section class=\"card\"><div class=\"in\"><ul class=\"list\">\n");
    for (int i = 0; i < v->plan.item_count; i++)
        put_one(v, &v->plan.item[i], t);
    html_put(&v->w, "</ul></div></section>\n");
    form_open(v, "/session");
    html_put(&v->w,
             "<p><button class=\"btn btn-2\" name=\"round\" value=\"all\">I have done a whole "
             "round, as shown</button></p></form>\n");
}

static uint64_t todays_items(const struct visit *v, const struct done_today *t)
{
    uint64_t items = 0;
    for (int i = 0; i < ITEM_COUNT; i++)
        items |= (uint64_t)(t->times[i] != 0 && !is_walk(i)) << i;
    for (int i = 0; i < v->plan.item_count; i++)
        items |= UINT64_C(1) << v->plan.item[i].item;
    if (v->plan.walk.rung)
        items |= UINT64_C(1) << (ITEM_W1 + v->plan.walk.rung - 1);
    return items;
}

static void put_account(struct visit *v, const struct done_today *t)
{
    html_put(&v->w, "<section class=\"sec\" id=\"account\"><h2>How did it go?</h2><p>Once a day is "
                    "enough, an hour after the last round or in the evening. It decides whether "
                    "anything goes up or down.</p>\n");
    form_open(v, "/session");
    ask_account(v, "", todays_items(v, t));
    form_close(v, "Save how it went");
    html_put(&v->w, "</section>\n");
}

static int nothing_planned(struct visit *v)
{
    if (v->plan.item_count || v->plan.walk.rung)
        return 0;
    notice(v, "There are no exercises today", "Today's page says why, and what comes first.", "/",
           "Today");
    return 1;
}

void session_get(struct visit *v)
{
    struct done_today t;
    if (nothing_planned(v))
        return;
    done_today(v, &t);
    page_open(v, "Today's round", TAB_today);
    back_link(v, "/", "Today");
    html_put(&v->w, "<h1>Today's round</h1><p class=\"lead quiet\">In this order");
    if (round_minutes(v))
        html_put(&v->w, ", about %d minutes", round_minutes(v));
    html_put(&v->w, ". Stop whenever you need to: what you did counts.</p>\n");
    put_round(v, &t);
    if (v->plan.walk.rung) {
        html_put(&v->w, "<p>And your walk: <b>");
        put_walk_dose(v, &v->plan.walk);
        html_put(&v->w, "</b>. <a href=\"/walk\">Start the walk</a></p>\n");
    }
    put_account(v, &t);
    page_close(v);
}

void session_post(struct visit *v)
{
    fact_begin(v, KIND_session);
    if (posted_is(v, "round", "all"))
        for (int i = 0; i < v->plan.item_count; i++)
            fact_put(v, "did", did_one(v, v->plan.item[i].item, v->plan.item[i].dose));
    else
        take_account(v, "");
    fact_end(v);
    if (!v->new_facts.len && !v->wrongs)
        wrong(v, "leg_during", "Nothing is answered yet, so nothing was saved.");
    if (v->wrongs)
        session_get(v);
    else
        go_to(v, posted(v, "round", 0) ? "/session#account" : "/");
}
