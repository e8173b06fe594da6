/* Today's round: all exercises in their order, and how it went. */
#include "daily.h"

/* Done and Skip are forms of their own, so that each tap is one fact. */
void put_taps(struct visit *v, const struct plan_item *p, const char *then)
{
    const struct exercise *x = &exercises[p->item];
    struct text action = {.mem = v->a};
    struct span id = item_name(p->item);
    text_lit(&action, "/session/");
    text_add(&action, id.p, id.len);
    text_char(&action, '\0');
    form_open(v, action.p);
    if (*then)
        hidden(v, "then", then);
    html_put(&v->w,
             "<button class=\"txt\" name=\"did\" value=\"%s\" aria-label=\"Done: %s\">Done</button>"
             "</form>",
             did_one(v, p->item, p->dose), x->name);
    form_open(v, action.p);
    if (*then)
        hidden(v, "then", then);
    html_put(&v->w,
             "<button class=\"txt\" name=\"skipped\" value=\"%.*s\" aria-label=\"Skip: %s\">Skip"
             "</button></form>",
             (int)id.len, id.p, x->name);
    html_put(&v->w, "<a class=\"txt\" href=\"/swap/%.*s\" aria-label=\"Swap: %s\">Swap</a>",
             (int)id.len, id.p, x->name);
}

static void put_one(struct visit *v, const struct plan_item *p, const struct done_today *t)
{
    struct span id = item_name(p->item);
    const struct exercise *x = &exercises[p->item];
    html_put(&v->w, "<li><div class=\"pic\">");
    item_thumb(v, p->item);
    html_put(&v->w,
             "</div><div class=\"stack-s\"><h2 class=\"name\"><a href=\"/session/%.*s\">%s</a></h2>"
             "<p class=\"dose\">",
             (int)id.len, id.p, x->name);
    put_dose_once(v, p->item, p->dose);
    html_put(&v->w, "</p><p class=\"small quiet\">");
    for (int i = 0; i < 2 && x->cue[i] && x->cue[i][0]; i++)
        html_put(&v->w, "%s%s.", i ? " " : "", x->cue[i]);
    html_put(&v->w, "</p>");
    put_beads(v, t->times[p->item], p->dose.times_a_day);
    html_put(&v->w, "<div class=\"acts\"><div class=\"more\">");
    put_taps(v, p, "list");
    html_put(&v->w, "</div></div></div></li>\n");
}

/* The way into the player, at the first that this round still has. */
static void put_start(struct visit *v, const struct done_today *t)
{
    int at = round_next(v, t, -1), begun = round_begun(v, t);
    if (at < 0) {
        html_put(&v->w, "<p>All of today's rounds are done.</p>\n");
        return;
    }
    struct span id = item_name(v->plan.item[at].item);
    html_put(&v->w, "<p><a class=\"btn\" href=\"/session/%.*s\">", (int)id.len, id.p);
    icon(v, "play");
    if (begun)
        html_put(&v->w, " Go on: %s, %d of %d</a></p>\n", exercises[v->plan.item[at].item].name,
                 begun + 1, v->plan.item_count);
    else
        html_put(&v->w, " Start</a></p>\n");
}

static void put_round(struct visit *v, const struct done_today *t)
{
    if (!v->plan.item_count)
        return;
    put_start(v, t);
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
    put_after(v, 1);
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
        go_to(v, posted(v, "round", 0) ? "/session/end" : "/");
}

/* --- the end of a round --------------------------------------------------------------------------- */

/* What is known at once, and decides: how the leg was while it moved, and whether tingling changed. What comes
 * an hour later is asked then. [clinical.md 5.2] */
void end_get(struct visit *v)
{
    if (nothing_planned(v))
        return;
    page_open(v, "How was it?", TAB_today);
    back_link(v, "/session", "Today's round");
    html_put(&v->w,
             "<h1>How was it?</h1><p class=\"lead quiet\">Two questions. They decide what the plan "
             "does tomorrow. In an hour we ask once more.</p>\n");
    form_open(v, "/session/end");
    ask_during(v, "");
    html_put(&v->w, "<details><summary>Back pain too</summary><div class=\"stack\">");
    ask_scale(v, "back_during", "Back pain while you moved, at its worst", NULL, "none",
              "worst imaginable");
    html_put(&v->w, "</div></details>");
    form_close(v, "Save");
    html_put(&v->w, "<p class=\"centre\"><a class=\"txt\" href=\"/\">Not now</a></p>\n");
    page_close(v);
}

void end_post(struct visit *v)
{
    static const char *const keys[] = {"leg_during", "tingle_change", "back_during"};
    fact_begin(v, KIND_session);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        fact_take(v, keys[i]);
    fact_end(v);
    if (!v->new_facts.len && !v->wrongs)
        wrong(v, "leg_during", "Nothing is answered yet, so nothing was saved.");
    if (v->wrongs)
        end_get(v);
    else
        go_to(v, "/");
}
