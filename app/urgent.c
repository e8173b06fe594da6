/* urgent.c - what stands in place of all other pages while an urgent answer stands: what to do, whom to
 * call, what to say, a note to hand over. Nothing else is on it but two links. */
#include "urgent.h"

#include "../engine/urgent.h"
#include "../knowledge/country.h"

static int has_flag(const struct plan *p, int flag)
{
    for (int i = 0; i < p->flag_count; i++)
        if (p->flag[i].flag == flag && flag_urgent(&p->flag[i]))
            return 1;
    return 0;
}

int maybe_cauda(const struct visit *v)
{
    for (int q = Q_urine_hesitant; q <= Q_sexual; q++)
        if (has_flag(&v->plan, q))
            return 1;
    return 0;
}

/* --- when it was answered ---------------------------------------------------------------------------------- */

/* The newest screen that answered a question yes or unsure; NULL. */
static const struct fact *answered_in(const struct visit *v, int q)
{
    for (size_t i = v->facts.count; i-- > 0;) {
        const struct fact *f = &v->facts.fact[i];
        const struct fact_screen *s = f->keys;
        if (f->kind == KIND_screen && (s->asked.yes | s->asked.unsure) >> q & 1)
            return f;
    }
    return NULL;
}

static void put_clock(struct visit *v, int minute)
{
    html_put(&v->w, "%d%d:%d%d", minute / 600, minute / 60 % 10, minute % 60 / 10, minute % 10);
}

/* A page that stands since yesterday does not look like one that has just come. */
static void put_old(struct visit *v)
{
    const struct fact *last = NULL;
    int day = -1;
    for (int i = 0; i < v->plan.flag_count && !v->unkept; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        const struct fact *fact = f->flag < QUESTION_COUNT ? answered_in(v, f->flag) : NULL;
        int told = fact ? fact->day : f->since;
        if (!flag_urgent(f) || told < day)
            continue;
        last = !last || !fact || told > day || fact->at > last->at ? fact : last;
        day = told;
    }
    int ago = v->day - day;
    if (day < 0 || ago < 1)
        return;
    html_put(&v->w, "<p><b>You told us this ");
    if (ago == 1)
        html_put(&v->w, "yesterday");
    else
        html_put(&v->w, "%d days ago", ago);
    if (last) {
        html_put(&v->w, " at ");
        put_clock(v, last->minute);
    }
    html_put(&v->w, ". If nobody has examined you, %s now.</b></p>",
             v->plan.route == routes_emergency ? "go" : "ring or go");
}

/* --- the top: the level, the one thing to do, the number ------------------------------------------------ */

static void put_heading(struct visit *v, const struct urgent *u)
{
    const struct country *c = v->q->site->country;
    html_put(&v->w, "<p class=\"lv\">");
    icon(v, v->plan.route == routes_emergency ? "stop" : "clock");
    html_put(&v->w, "%s</p><h1>", v->plan.route == routes_emergency ? "Emergency" : "Today");
    if (u->ambulance)
        html_put(&v->w, "Call %s now", c->emergency);
    else if (u->go)
        html_put(&v->w, "Go to %s now", c->department);
    else if (v->plan.route == routes_emergency)
        html_put(&v->w, "Ring your maternity unit now");
    else
        html_put(&v->w, "Be seen today");
    html_put(&v->w, "</h1>");
    if (maybe_cauda(v) && v->plan.route == routes_emergency)
        html_put(&v->w, "<p>The nerves at the bottom of your spine may be squeezed. This needs "
                        "checking in hospital today, day or night.</p>");
    put_old(v);
}

static void put_top(struct visit *v, const struct urgent *u)
{
    const struct country *c = v->q->site->country;
    int emergency = v->plan.route == routes_emergency;
    html_put(&v->w, "<div class=\"care-top%s\"><div class=\"in\">", emergency ? "" : " today");
    put_heading(v, u);
    if (!emergency && c->urgent[0])
        call_button(v, c->urgent, c->urgent_name, "at night or at the weekend", "call today");
    else if (emergency)
        call_button(v, c->emergency, "",
                    u->ambulance ? "and ask for an ambulance"
                    : u->go      ? "if you cannot get there quickly and safely"
                                 : "if you cannot reach them",
                    "call");
    else
        call_button(v, c->emergency, "", "if you cannot be seen today or it gets worse",
                    "call today");
    html_put(&v->w, "</div></div>");
}

/* --- what to do, what to say ----------------------------------------------------------------------------- */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "999 or 112": each of them a link. */
static void put_calls(struct visit *v, const char *p, const char *end)
{
    while (p < end) {
        const char *from = p;
        while (p < end && is_digit(*p))
            p++;
        if (p > from) {
            char *number = arena_alloc(v->a, (size_t)(p - from) + 1, 1);
            memcpy(number, from, (size_t)(p - from));
            put_number(v, number);
        } else {
            html_put(&v->w, "%.*s", 1, p++);
        }
    }
}

/* put_say, in which the numbers to call in an emergency can be tapped. */
static void put_step(struct visit *v, int words, int days)
{
    const struct country *c = v->q->site->country;
    struct text t = {.mem = v->a};
    size_t n = str_len(c->call), at = 0;
    say_put(&t, (enum say)words, (struct filling){.a = days}, c);
    for (size_t i = 0; i + n <= t.len; i++) {
        if (memcmp(t.p + i, c->call, n) != 0 || (i && is_digit(t.p[i - 1])) ||
            (i + n < t.len && is_digit(t.p[i + n])))
            continue;
        html_put(&v->w, "%.*s", (int)(i - at), t.p + at);
        put_calls(v, t.p + i, t.p + i + n);
        at = i + n;
        i = at - 1;
    }
    html_put(&v->w, "%.*s", (int)(t.len - at), t.p + at);
}

static void put_list(struct visit *v, const uint8_t *words, int count, int days)
{
    for (int i = 0; i < count; i++) {
        html_put(&v->w, "<li>");
        put_step(v, words[i], days);
        html_put(&v->w, "</li>");
    }
}

static void put_to_do(struct visit *v, const struct urgent *u)
{
    html_put(&v->w, "<section class=\"sec\"><h2>What to do</h2><ol class=\"numbered\">");
    put_list(v, u->first, u->first_count, u->days);
    for (int i = 0; i < u->tell_count; i++) {
        html_put(&v->w, "<li><span class=\"say\">");
        put_say(v, u->tell[i], 0);
        html_put(&v->w, "</span></li>");
    }
    html_put(&v->w, "<li>Stop all exercises until someone has examined you. Take a list of your "
                    "medicines with you.");
    if (v->plan.route == routes_same_day) {
        html_put(&v->w, " ");
        put_say(v, SAY_same_day_rest, 0);
    }
    html_put(&v->w, "</li></ol></section>");
}

/* --- what was answered ------------------------------------------------------------------------------------ */

void put_time(struct visit *v, int minute)
{
    html_put(&v->w, ", ");
    put_clock(v, minute);
}

void put_when(struct visit *v, const struct plan_flag *f)
{
    const struct fact *fact =
        f->flag < QUESTION_COUNT && !v->unkept ? answered_in(v, f->flag) : NULL;
    put_day(v, fact ? fact->day : f->since);
    if (fact)
        put_time(v, fact->minute);
    else if (v->unkept)
        put_time(v, v->q->now.minute);
}

static void put_answers(struct visit *v, int crisis)
{
    html_put(&v->w, "<section class=\"sec\"><h2>What you told us</h2><ul class=\"dots\">");
    for (int i = 0; i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        if (!flag_urgent(f) || (f->flag == Q_self_harm && !crisis))
            continue; /* that answer is the person's own to show */
        html_put(&v->w, "<li>");
        if (f->answer <= ANSWER_unsure)
            html_put(&v->w, "<b>%s:</b> ",
                     f->answer == ANSWER_unsure ? "Not sure (counts as yes)" : "Yes");
        if (crisis)
            html_put(&v->w, "thoughts of harming yourself, or of being better off dead");
        else
            put_flag(v, f->flag);
        html_put(&v->w, "<br><span class=\"small quiet\">");
        put_when(v, f);
        html_put(&v->w, "</span></li>");
    }
    html_put(&v->w, "</ul></section>");
}

/* --- the foot: nobody watches, two links --------------------------------------------------------------------- */

static void put_keep(struct visit *v)
{
    html_put(&v->w,
             "<section class=\"sec noprint\"><h2>Keep this answer?</h2><p>It is not kept yet. "
             "You need not do this to get help. If you keep it, this page comes back when "
             "you open it again. <a href=\"/privacy\">What is kept, and who sees "
             "it</a></p>");
    form_open_same(v, own_path(v));
    hidden(v, "agree", "yes");
    form_close(v, "Keep this answer");
    html_put(&v->w, "</section>");
}

static const char *first_flag(const struct visit *v)
{
    for (int i = 0; i < v->plan.flag_count; i++)
        if (flag_urgent(&v->plan.flag[i])) {
            struct span name = flag_name(v->plan.flag[i].flag);
            char *word = arena_alloc(v->a, name.len + 1, 1);
            memcpy(word, name.p, name.len);
            return word;
        }
    return "";
}

static void put_seen(struct visit *v, const char *words)
{
    if (!v->unkept)
        html_put(&v->w, "<p class=\"noprint\"><a class=\"btn btn-2\" href=\"/seen\">%s</a></p>",
                 words);
}

static void put_links(struct visit *v)
{
    html_put(&v->w, "<p class=\"noprint\">");
    if (v->unkept)
        html_put(&v->w, "<a class=\"txt\" href=\"/safety\">I pressed this by mistake</a>");
    else
        html_put(&v->w, "<a class=\"txt\" href=\"/mistake/%s\">I pressed this by mistake</a>",
                 first_flag(v));
    html_put(&v->w, "</p>");
}

static void put_watch(struct visit *v)
{
    html_put(&v->w, "<section class=\"sec note note-plain\"><h2>This page calls nobody</h2><p>");
    put_say(v, SAY_urgent_watch, 0);
    html_put(&v->w, " In another country, call its own emergency number.</p></section>");
}

/* --- the pages -------------------------------------------------------------------------------------------- */

static void crisis_page(struct visit *v, const struct urgent *u)
{
    const struct country *c = v->q->site->country;
    page_open_bare(v, "Talk to someone now");
    html_put(&v->w, "<h1>Talk to someone now</h1><p class=\"lead\">");
    put_say(v, u->first[0], 0);
    html_put(&v->w, "</p>");
    if (c->crisis[0])
        call_button(v, c->crisis, c->crisis_name, "at any hour", "call today");
    html_put(&v->w, "<ul class=\"dots\">");
    for (int i = 1; i < u->first_count; i++)
        if (u->first[i] != SAY_say_self_harm || !c->crisis[0]) /* the button says that */
            put_list(v, u->first + i, 1, u->days);
    html_put(&v->w, "</ul><p>In danger now: call ");
    put_emergency_number(v);
    html_put(&v->w, ", or go to %s.</p>", c->department);
    put_answers(v, 1);
    put_seen(v, "I have talked to someone");
    put_watch(v);
    if (v->unkept)
        put_keep(v);
    put_links(v);
    page_close(v);
}

void urgent_page(struct visit *v)
{
    struct urgent u;
    urgent_of(&v->plan, &u);
    if (u.crisis) {
        crisis_page(v, &u);
        return;
    }
    page_open_bare(v, v->plan.route == routes_emergency ? "Get help now" : "Be seen today");
    put_top(v, &u);
    put_to_do(v, &u);
    put_answers(v, 0);
    put_seen(v, "I have been seen");
    put_note(v);
    put_watch(v);
    if (v->unkept)
        put_keep(v);
    put_links(v);
    page_close(v);
}
