/* A walk: what is planned, and what was done. */
#include "daily.h"

static void put_planned(struct visit *v)
{
    const struct plan_walk *w = &v->plan.walk;
    const struct exercise *x = &exercises[ITEM_W1 + w->rung - 1];
    struct done_today t;
    done_today(v, &t);
    html_put(&v->w, "<p class=\"lead quiet num\">");
    put_walk_dose(v, w);
    if (w->days_a_week < 7)
        html_put(&v->w, " a day, on %d days of the week</p>\n", w->days_a_week);
    else
        html_put(&v->w, " today</p>\n");
    put_beads(v, t.times[ITEM_W1], w->times_a_day);
    html_put(&v->w, "<div class=\"stage\">");
    figure_moving(v, "W");
    html_put(&v->w,
             "</div><div class=\"ring\" data-item=\"W\" data-name=\"Walk\" data-sets=\"1\" "
             "data-reps=\"0\" data-hold=\"0\" data-move=\"0\" data-rest=\"0\" data-change=\"0\" "
             "data-ready=\"5\" data-sides=\"1\" data-key=\"\" data-seconds=\"%d\"><svg viewBox=\"0 "
             "0 208 208\" "
             "aria-hidden=\"true\"><circle class=\"tr\" cx=\"104\" cy=\"104\" r=\"94\"/></svg><div>"
             "<span>walk for</span><b>%d</b><span>%s</span></div></div><ul class=\"cue\">",
             w->minutes * 60, w->minutes, w->minutes == 1 ? "minute" : "minutes");
    for (int i = 0; i < 3 && x->cue[i] && x->cue[i][0]; i++)
        html_put(&v->w, "<li>%s</li>", x->cue[i]);
    html_put(&v->w, "</ul><p class=\"small quiet\">%s</p>\n", x->caution);
    struct text minutes = {.mem = v->a};
    text_int(&minutes, w->minutes);
    text_char(&minutes, '\0');
    form_open(v, "/walk");
    html_put(
        &v->w,
        "<p><button class=\"btn\" id=\"did\" name=\"minutes\" value=\"%s\">Done: %s %s</button></p>"
        "</form>\n",
        minutes.p, minutes.p, w->minutes == 1 ? "minute" : "minutes");
    html_put(&v->w, "<p><a class=\"btn btn-stop-2\" href=\"/session/W%d/hurt\">", w->rung);
    icon(v, "stop");
    html_put(&v->w, " That hurt: stop</a></p>\n");
}

void walk_get(struct visit *v)
{
    v->plays = 1;
    page_open(v, "Walk", TAB_today);
    back_link(v, "/", "Today");
    html_put(&v->w, "<h1>Walk</h1>\n");
    if (v->plan.walk.rung && !v->wrongs)
        put_planned(v);
    html_put(&v->w, "<section class=\"sec\"><h2>Or tell us how it was</h2>\n");
    form_open(v, "/walk");
    ask_number(v, "minutes", "How long did you walk?", NULL, "minutes", 1440);
    ask_scale(v, "leg_during", "Leg pain while you walked, at its worst", NULL, "none",
              "worst imaginable");
    ask_reach(v, "reach_after", "How far down did the pain go afterwards?",
              "About half an hour later");
    form_close(v, "Save");
    html_put(&v->w, "</section>\n");
    page_close(v);
}

void walk_post(struct visit *v)
{
    fact_begin(v, KIND_walk);
    fact_take(v, "minutes");
    fact_take(v, "leg_during");
    fact_take(v, "reach_after");
    fact_end(v);
    if (!v->new_facts.len && !v->wrongs)
        wrong(v, "minutes", "Tell us at least how long you walked.");
    if (v->wrongs)
        walk_get(v);
    else
        go_to(v, "/");
}
