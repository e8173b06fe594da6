/* Today's exercises and the walk: cards when they are few, rows when they are many. */
#include "today.h"

static void put_chip(struct visit *v, const struct plan_item *p, int rows)
{
    if (p->change == ITEM_new && v->plan.change != PLAN_start) {
        html_put(&v->w, "<span class=\"chip new\">New today</span>");
    } else if (p->change == ITEM_up) {
        html_put(&v->w, "<span class=\"chip up\">");
        icon(v, "up");
        html_put(&v->w, " a step up</span>");
    } else if (p->change == ITEM_down) {
        html_put(&v->w, "<span class=\"chip down\">");
        icon(v, "down");
        html_put(&v->w, " smaller for now</span>");
    } else if (rows && p->change == ITEM_same) {
        html_put(&v->w, "<span class=\"chip\">");
        icon(v, "same");
        html_put(&v->w, " same as last time</span>");
    }
}

static int hurt(const struct done_today *t, int item)
{
    return (int)(t->provoked >> item & 1);
}

/* Skipped: the last tap was Skip. What was done before it counts, and is said. */
static void put_so_far(struct visit *v, int done, int of, int skipped)
{
    if (!skipped || done >= of)
        put_beads(v, done, of);
    else if (!done)
        html_put(&v->w, "<p class=\"small quiet\">Skipped today. That is all right.</p>");
    else
        html_put(&v->w,
                 "<p class=\"small quiet\">%d of %d done. The rest skipped today. That is all "
                 "right.</p>",
                 done, of);
}

static void put_state(struct visit *v, const struct done_today *t, const struct plan_item *p)
{
    if (hurt(t, p->item))
        html_put(&v->w, "<p class=\"small\"><span class=\"chip stop\">It hurt today</span> Leave "
                        "this one until tomorrow.</p>");
    else
        put_so_far(v, t->times[p->item], p->dose.times_a_day, (int)(t->skipped >> p->item & 1));
}

static void put_card(struct visit *v, const struct done_today *t, const struct plan_item *p)
{
    const struct exercise *x = &exercises[p->item];
    struct span id = item_name(p->item);
    html_put(&v->w, "<article class=\"card item\"><div class=\"pic\">");
    item_picture(v, p->item);
    html_put(&v->w, "</div><div class=\"in\"><div class=\"head\"><h2 class=\"name\">%s</h2>",
             x->name);
    put_chip(v, p, 0);
    html_put(&v->w, "</div><p class=\"dose\"><b>");
    put_dose(v, p->item, p->dose);
    html_put(&v->w, "</b> today</p>");
    put_state(v, t, p);
    html_put(&v->w, "<ul class=\"cue\">");
    for (int i = 0; i < 2 && x->cue[i] && x->cue[i][0]; i++)
        html_put(&v->w, "<li>%s</li>", x->cue[i]);
    html_put(&v->w, "</ul><div class=\"acts\"><div class=\"more\">");
    put_taps(v, p, "");
    html_put(&v->w, "</div><a class=\"btn\" href=\"/session/%.*s\" aria-label=\"Start: %s\">",
             (int)id.len, id.p, x->name);
    icon(v, "play");
    html_put(&v->w, " Start</a></div></div></article>\n");
}

static void put_row(struct visit *v, const struct done_today *t, const struct plan_item *p)
{
    const struct exercise *x = &exercises[p->item];
    struct span id = item_name(p->item);
    html_put(&v->w, "<li><div class=\"pic\">");
    item_thumb(v, p->item);
    html_put(
        &v->w,
        "</div><div class=\"stack-s\"><h2 class=\"name\"><a href=\"/session/%.*s\">%s</a></h2>",
        (int)id.len, id.p, x->name);
    html_put(&v->w, "<p class=\"dose\">");
    put_dose(v, p->item, p->dose);
    html_put(&v->w, " today</p>");
    html_put(&v->w, "<p>");
    put_chip(v, p, 1);
    html_put(&v->w, "</p>");
    put_state(v, t, p);
    html_put(&v->w, "<div class=\"acts\"><div class=\"more\">");
    put_taps(v, p, "");
    html_put(&v->w, "</div></div></div></li>\n");
}

/* What hurt today and is out of the plan already: it must not seem to have got lost. */
static void put_gone(struct visit *v, const struct done_today *t)
{
    for (uint64_t rest = t->provoked; rest; rest &= rest - 1) {
        int item = __builtin_ctzll(rest);
        if (!is_walk(item) && !planned_item(v, item))
            html_put(&v->w,
                     "<p class=\"small quiet\">“%s” hurt today, so it is not here any more.</p>\n",
                     exercises[item].name);
    }
}

int cards_first(const struct visit *v)
{
    return v->plan.item_count > CARDS_MOST && v->plan.change == PLAN_start;
}

static void put_cards(struct visit *v, const struct done_today *done, int count)
{
    html_put(&v->w, "<div class=\"stack\">\n");
    for (int i = 0; i < count; i++)
        put_card(v, done, &v->plan.item[i]);
    html_put(&v->w, "</div>\n");
}

static void put_rows(struct visit *v, const struct done_today *done, int from)
{
    html_put(&v->w, "<section class=\"card\"><div class=\"in\"><ul class=\"list\">\n");
    for (int i = from; i < v->plan.item_count; i++)
        put_row(v, done, &v->plan.item[i]);
    html_put(&v->w, "</ul></div></section>\n");
}

void put_items(struct visit *v, const struct done_today *done)
{
    int count = v->plan.item_count;
    if (cards_first(v)) {
        put_cards(v, done, CARDS_MOST);
        html_put(&v->w, "<details class=\"more\"><summary>If that went well, also</summary>\n");
        put_rows(v, done, CARDS_MOST);
        html_put(&v->w, "</details>\n");
    } else if (count > CARDS_MOST) {
        put_rows(v, done, 0);
    } else if (count) {
        put_cards(v, done, count);
    }
    put_gone(v, done);
}

/* --- the walk ------------------------------------------------------------------------------------- */

static void put_walk_week(struct visit *v)
{
    int days = 0;
    for (int back = 0; back < 7; back++) {
        const struct row *r = known_row(&v->known, v->day - back);
        days += r && r->walk_told > 0;
    }
    html_put(&v->w, "<p class=\"small quiet\">%d of %d days, counting the last seven</p>",
             days < v->plan.walk.days_a_week ? days : v->plan.walk.days_a_week,
             v->plan.walk.days_a_week);
}

static void put_walk_chip(struct visit *v)
{
    const struct plan_walk *w = &v->plan.walk;
    if (w->change == ITEM_up) {
        html_put(&v->w, "<span class=\"chip up\">");
        icon(v, "up");
        html_put(&v->w, " a little more</span>");
    } else if (w->change == ITEM_down) {
        html_put(&v->w, "<span class=\"chip down\">");
        icon(v, "down");
        html_put(&v->w, " less for now</span>");
    }
}

static void put_walk_taps(struct visit *v)
{
    struct span id = item_name(ITEM_W1 + v->plan.walk.rung - 1);
    struct text action = {.mem = v->a};
    text_lit(&action, "/session/");
    text_add(&action, id.p, id.len);
    text_char(&action, '\0');
    html_put(&v->w, "<div class=\"acts\"><div class=\"more\">");
    form_open(v, "/walk");
    html_put(&v->w,
             "<button class=\"txt\" name=\"minutes\" value=\"%d\" aria-label=\"Done: walk\">Done"
             "</button></form>",
             v->plan.walk.minutes);
    form_open(v, action.p);
    html_put(&v->w,
             "<button class=\"txt\" name=\"skipped\" value=\"%.*s\" aria-label=\"Skip: walk\">Skip"
             "</button></form></div><a class=\"btn\" href=\"/walk\" aria-label=\"Start: walk\">",
             (int)id.len, id.p);
    icon(v, "play");
    html_put(&v->w, " Start</a></div>");
}

void put_walk(struct visit *v, const struct done_today *done)
{
    const struct plan_walk *w = &v->plan.walk;
    if (!w->rung)
        return;
    int item = ITEM_W1 + w->rung - 1;
    const struct exercise *x = &exercises[item];
    html_put(&v->w, "<article class=\"card item\"><div class=\"pic\">");
    item_picture(v, item);
    html_put(&v->w, "</div><div class=\"in\"><div class=\"head\"><h2 class=\"name\">Walk</h2>");
    put_walk_chip(v);
    html_put(&v->w, "</div><p class=\"dose\"><b>");
    put_walk_dose(v, w);
    if (w->days_a_week < 7)
        html_put(&v->w, "</b> a day, on %d days of the week</p>", w->days_a_week);
    else
        html_put(&v->w, "</b> today</p>");
    put_so_far(v, done->times[ITEM_W1], w->times_a_day,
               (done->skipped & family_items[FAMILY_WALK]) != 0);
    if (w->days_a_week < 7)
        put_walk_week(v);
    html_put(&v->w, "<ul class=\"cue\">");
    for (int i = 0; i < 2 && x->cue[i] && x->cue[i][0]; i++)
        html_put(&v->w, "<li>%s</li>", x->cue[i]);
    html_put(&v->w, "</ul>");
    put_walk_taps(v);
    html_put(&v->w, "</div></article>\n");
}
