/* What stands around today's exercises: what waits to be seen, how much pain is all right, the
 * week, what is to do. */
#include "today.h"

#include "danger.h"

#include "../knowledge/country.h"

void put_first_questions(struct visit *v)
{
    if (v->known.episode.at != NEVER_AT)
        return;
    html_put(&v->w, "<div class=\"note\"><h2>Tell us where it hurts</h2><p>Until we know, the plan "
                    "stays at its gentlest.</p><p><a class=\"btn\" href=\"/start/where\">Where it "
                    "hurts</a></p></div>\n");
}

/* --- what waits to be seen ------------------------------------------------------------------------ */

static void put_flags_of(struct visit *v, int route)
{
    for (int i = 0; i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        if (f->route != route)
            continue;
        html_put(&v->w, "<li>");
        put_flag(v, f->flag);
        html_put(&v->w, "%s</li>", f->answer == ANSWER_unsure ? " (you were not sure)" : "");
    }
}

/* Being under age is said by itself: nobody can have it looked at. */
static int any_flag(const struct visit *v, int route)
{
    for (int i = 0; i < v->plan.flag_count; i++)
        if (v->plan.flag[i].route == route && v->plan.flag[i].flag != FLAG_age)
            return 1;
    return 0;
}

static void put_minor(struct visit *v)
{
    int child = gives(&v->plan, REASON_CHILD) >= 0;
    if (!(v->known.gate.up >> FLAG_age & 1))
        return;
    html_put(&v->w, "<section class=\"note note-wait\"><h2>");
    icon(v, "alert");
    html_put(&v->w, " See a clinician in the next days</h2><p>%s</p><p>%s</p></section>\n",
             child ? "You are under 16, so there is no plan for you here."
                   : "You are under 18, so a clinician decides about exercises.",
             child ? "A clinician decides what helps you. Show them this page."
                   : "Only a clinician can open the exercises for you. Show them this page.");
}

void put_flags(struct visit *v)
{
    put_minor(v);
    if (any_flag(v, routes_soon)) {
        html_put(&v->w, "<section class=\"note note-wait\"><h2>");
        icon(v, "alert");
        html_put(&v->w, " Have this looked at in the next days</h2><p>From your answers:</p><ul "
                        "class=\"dots\">");
        put_flags_of(v, routes_soon);
        html_put(&v->w,
                 "</ul><p>Book your %s or clinic, and tell them this. If it gets worse, look "
                 "at the <a href=\"/safety\">danger signs</a>. Nobody is watching this page: "
                 "the call is yours to make.</p>"
                 "<p><a href=\"/seen\">I have been seen, or have told them</a></p>"
                 "</section>\n",
                 v->q->site->country->doctor);
    }
    if (any_flag(v, routes_next_visit)) {
        html_put(&v->w, "<section class=\"note note-plain\"><h2>Tell your clinician at your next "
                        "visit</h2><ul class=\"dots\">");
        put_flags_of(v, routes_next_visit);
        html_put(&v->w, "</ul></section>\n");
    }
}

/* --- what is to do -------------------------------------------------------------------------------- */

enum { NO_DAY = 255 }; /* within_days of a task whose first day is over */

static void put_within(struct visit *v, int days)
{
    if (days == NO_DAY)
        return;
    if (days == 0)
        html_put(&v->w, " <span class=\"quiet\">Today.</span>");
    else if (days == 1)
        html_put(&v->w, " <span class=\"quiet\">By tomorrow.</span>");
    else
        html_put(&v->w, " <span class=\"quiet\">Within %d days.</span>", days);
}

/* Was it asked on the day before too? Then its time has begun to run, and "by tomorrow" said again
 * every day would be untrue. */
static int asked_before(const struct plan *before, int task)
{
    for (int i = 0; i < before->task_count; i++)
        if (before->task[i].task == task)
            return 1;
    return 0;
}

/* A child is asked for nothing but to be seen, or to talk to someone. */
static int left_out(const struct visit *v, int task)
{
    return gives(&v->plan, REASON_CHILD) >= 0 && task != TASK_SEE_CLINICIAN &&
           task != TASK_CRISIS_LINE;
}

/* Said elsewhere on the page, with a button of its own. */
static int said_above(const struct visit *v, int task)
{
    const struct row *now = known_row(&v->known, v->day);
    switch (task) {
    case TASK_BOOK_SOON:
        return any_flag(v, routes_soon);
    case TASK_MENTION:
        return any_flag(v, routes_next_visit);
    case TASK_CHECK_IN:
        return v->plan.stage != stages_stop && !(now && now->checkin);
    case TASK_FULL_SCREEN:
        return v->plan.stage == stages_stop && gives(&v->plan, REASON_SCREEN_NEEDED) >= 0;
    default:
        return 0;
    }
}

static void list_task(struct visit *v, const struct plan_task *t)
{
    const char *path = task_path(t->task);
    const struct country *c = v->q->site->country;
    html_put(&v->w, "<li>");
    if (path)
        html_put(&v->w, "<a href=\"/%s\">", path + 1);
    put_task(v, t->task);
    if (path)
        html_put(&v->w, "</a>");
    if (t->task == TASK_CRISIS_LINE && c->crisis[0]) {
        html_put(&v->w, " %s: ", c->crisis_name);
        put_number(v, c->crisis);
        html_put(&v->w, ".");
    }
    put_within(v, t->within_days);
    html_put(&v->w, "</li>");
}

static void put_tasks_for(struct visit *v, const struct plan *before, int clinician,
                          const char *heading, const char *more)
{
    int n = 0;
    for (int i = 0; i < v->plan.task_count; i++) {
        struct plan_task t = v->plan.task[i];
        if (task_rows[t.task].clinician != clinician || said_above(v, t.task) ||
            left_out(v, t.task))
            continue;
        if (asked_before(before, t.task))
            t.within_days = NO_DAY;
        if (!n++)
            html_put(&v->w,
                     "<section class=\"sec\"><h2>%s</h2><p class=\"small quiet\">%s</p>"
                     "<ul class=\"dots\">",
                     heading, more);
        list_task(v, &t);
    }
    if (n)
        html_put(&v->w, "</ul></section>\n");
}

void put_tasks(struct visit *v)
{
    struct plan before = {0};
    int child = gives(&v->plan, REASON_CHILD) >= 0;
    if (v->plan.task_count && v->facts.count && v->facts.fact[0].day < v->day)
        engine_plan(v->a, &v->facts, v->day - 1, &before);
    put_tasks_for(v, &before, 0, "To do",
                  child ? "You need not do this alone. Ask a grown-up to come with you."
                        : "Each takes a few minutes. They make the plan fit you better.");
    put_tasks_for(v, &before, 1, "For your clinician",
                  "Show them this. Nobody has been told: there is nobody at the other end of this "
                  "page.");
}

/* --- how the exercises went ----------------------------------------------------------------------- */

void put_account_link(struct visit *v, const struct done_today *done)
{
    int some = done->sessions || done->times[ITEM_W1];
    if (some && !done->account)
        html_put(&v->w, "<p><a href=\"/session#account\">Tell us how it went</a>, this evening or "
                        "now. It helps tomorrow's plan.</p>\n");
}

/* --- the week ------------------------------------------------------------------------------------- */

void put_week(struct visit *v)
{
    static const char *const name[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int unknown = 0;
    if (v->plan.stage < stages_build)
        return;
    html_put(&v->w, "<section class=\"sec\"><h2>The last seven days</h2><ol class=\"week\">");
    for (int day = v->day - 6; day <= v->day; day++) {
        const struct row *r = known_row(&v->known, day);
        int active = r && (r->session || r->walked), told = r && (r->checkin || active);
        html_put(&v->w, "<li class=\"%s\"><b>%s</b>%s</li>",
                 day == v->day ? "now"
                 : active      ? "done"
                 : told        ? "rest"
                               : "none",
                 day == v->day ? "now"
                 : active      ? "✓"
                 : told        ? "rest"
                               : "?",
                 name[day_weekday(day)]);
        unknown += !told && day != v->day;
    }
    html_put(&v->w, "</ol>");
    if (v->plan.stage == stages_keep)
        html_put(&v->w,
                 "<p class=\"small\">To keep well: strength exercises on %d days of the week, "
                 "with a rest day between, and the walk. The other days are yours.</p>",
                 limit(strength_days_keep));
    if (unknown)
        html_put(&v->w, "<p class=\"small quiet\">A question mark is a day we know nothing of. It "
                        "counts as neither good nor bad.</p>");
    html_put(&v->w, "</section>\n");
}

/* --- how much pain is all right ------------------------------------------------------------------- */

static void put_light(struct visit *v, const char *kind, const char *sign, const char *word)
{
    html_put(&v->w, "<tr><th scope=\"row\"><span class=\"chip %s\">", kind);
    icon(v, sign);
    html_put(&v->w, " %s</span></th><td>", word);
}

/* The lights of engine/colour.c with this person's own pain in them; -1: not known. */
struct pain {
    int leg, back, reach;
};

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* So sore that no number is left to stop at: the scale ends before the red light of engine/colour.c. */
static int no_room(const struct pain *p)
{
    return p->leg >= 0 && p->leg + limit(leg_during_red) > 10;
}

static int on_scale(int pain)
{
    return pain < 10 ? pain : 10;
}

static void put_fine(struct visit *v, const struct pain *p)
{
    int back = limit(back_during_green);
    if (p->back >= 0)
        back = on_scale(most(back, p->back + limit(back_rise_green)));
    put_light(v, "up", "check", "Fine");
    if (no_room(p))
        html_put(&v->w, "No worse than now while you move.");
    else if (p->leg >= 0)
        html_put(&v->w, "Leg pain up to %d while you move, and back to %d within the hour.",
                 on_scale(p->leg + limit(leg_during_green)), p->leg);
    else
        html_put(&v->w, "Leg pain %d above where you started, and back there within the hour.",
                 limit(leg_during_green));
    html_put(&v->w, " Back pain up to %d.</td></tr>", back);
}

/* Pain that goes farther down than it was; nothing when it is in the foot already. */
static int put_farther(struct visit *v, const struct pain *p, const char *before)
{
    if (p->reach >= zones_foot)
        return 0;
    html_put(&v->w, "%s", before);
    if (p->reach > zones_none)
        html_put(&v->w, "further down than the %s", zone_words(p->reach));
    else
        html_put(&v->w, "further down than before");
    return 1;
}

static void put_hold(struct visit *v, const struct pain *p)
{
    int from = p->leg + limit(leg_during_green) + 1;
    int leg = !no_room(p), farther;
    put_light(v, "wait", "pause", "Hold");
    if (p->leg < 0)
        html_put(&v->w, "Leg pain %d above where you started", limit(leg_during_green) + 1);
    else if (leg)
        html_put(&v->w, "Leg pain %d", from);
    farther = put_farther(v, p, leg ? ", or it goes " : "It goes ");
    if (farther)
        html_put(&v->w, " but settles within %d minutes", limit(farther_settles_min));
    if (!farther && !leg)
        html_put(&v->w, "More tingling, gone within %d minutes", limit(tingle_settles_min));
    html_put(&v->w, ". Finish, add nothing, and tell us.</td></tr>");
}

static void put_stop(struct visit *v, const struct pain *p)
{
    int red = p->leg + limit(leg_during_red), after = p->leg + limit(after_red);
    put_light(v, "stop", "stop", "Stop");
    if (no_room(p))
        html_put(&v->w, "Any rise in leg pain");
    else if (p->leg < 0)
        html_put(&v->w, "Leg pain %d or more above where you started", limit(leg_during_red));
    else if (red < 10)
        html_put(&v->w, "Leg pain %d or more", red);
    else if (red == 10)
        html_put(&v->w, "Leg pain 10");
    if (p->leg >= 0 && !no_room(p))
        html_put(&v->w, ", or still %d an hour later", after);
    if (put_farther(v, p, ", or still "))
        html_put(&v->w, " after %d minutes", limit(farther_settles_min));
    html_put(&v->w,
             ", or tingling that spreads or lasts over %d minutes. Leave that one out today, and "
             "tell us.</td></tr>",
             limit(tingle_settles_min));
}

void put_how_much_pain(struct visit *v)
{
    const struct row *now = known_row(&v->known, v->day);
    int today = now && now->leg >= 0;
    struct pain p = {today ? now->leg : v->known.leg_last, now ? now->back : -1,
                     now && now->reach >= 0 ? now->reach : v->known.reach_last};
    if (!v->plan.item_count && !v->plan.walk.rung)
        return;
    html_put(&v->w, "<section class=\"sec\"><h2>How much pain is all right?</h2>");
    if (today)
        html_put(&v->w,
                 "<p class=\"small quiet\">From the leg pain of %d that you told us today."
                 "</p>",
                 p.leg);
    else if (p.leg >= 0)
        html_put(&v->w,
                 "<p class=\"small quiet\">From the leg pain of %d that you last told us. "
                 "Check in for today's numbers.</p>",
                 p.leg);
    if (no_room(&p)) {
        html_put(&v->w, "<p>Pain this bad deserves help. ");
        put_words(v, v->q->site->country->urgent[0]
                         ? "Ask a pharmacist, your {doctor} or the urgent line about pain relief."
                         : "Ask a pharmacist or your {doctor} about pain relief.");
        html_put(&v->w, " You may do only the resting positions today.</p>");
    }
    html_put(&v->w, "<table class=\"tbl light\"><tbody>");
    put_fine(v, &p);
    put_hold(v, &p);
    put_stop(v, &p);
    html_put(&v->w, "</tbody></table></section>\n");
}
