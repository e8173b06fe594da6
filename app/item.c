/* One exercise: its moving figure, one number, its cues; done, skipped, or stopped because it hurt.
 *
 * The number works as plain text. web/player.js leads through it: the ring says how many sets, repetitions and
 * seconds, and what to keep where it was by. */
#include "daily.h"

static void not_today(struct visit *v)
{
    notice(v, "That one is not in today's plan",
           "The plan changes from day to day. What you did before is kept.", "/", "Today");
}

static int place_of(const struct visit *v, int item)
{
    for (int i = 0; i < v->plan.item_count; i++)
        if (v->plan.item[i].item == item)
            return i;
    return -1;
}

static const char *session_path(struct visit *v, int item, const char *tail)
{
    struct text t = {.mem = v->a};
    struct span id = item_name(item);
    text_lit(&t, "/session/");
    text_add(&t, id.p, id.len);
    text_str(&t, tail);
    text_char(&t, '\0');
    return t.p;
}

/* --- the player ----------------------------------------------------------------------------------- */

static void put_ring(struct visit *v, struct dose d)
{
    int sets = d.sets ? d.sets : 1;
    html_put(&v->w,
             "<svg viewBox=\"0 0 208 208\" aria-hidden=\"true\"><circle class=\"tr\" cx=\"104\" "
             "cy=\"104\" r=\"94\"/></svg><div>");
    if (d.minutes)
        html_put(&v->w, "<span>for</span><b>%d</b><span>%s</span>", d.minutes,
                 d.minutes == 1 ? "minute" : "minutes");
    else if (d.reps && sets > 1)
        html_put(&v->w, "<span>%d sets of</span><b>%d</b><span>slow ones</span>", sets, d.reps);
    else if (d.reps)
        html_put(&v->w, "<span>do</span><b>%d</b><span>slow ones</span>", d.reps);
    else
        html_put(&v->w, "<span>hold for</span><b>%d</b><span>seconds</span>", d.hold_s);
    html_put(&v->w, "</div></div>\n");
}

/* Seconds that are the player's own: between two sets, to change sides, to get ready. [DESIGN] */
enum { REST_S = 30, CHANGE_S = 6, READY_S = 5 };

/* data-key: under which the device keeps how far one is: of this record, day, exercise and round. */
static void open_ring(struct visit *v, int item, struct dose d, int round)
{
    struct span id = item_name(item);
    struct text tag = {.mem = v->a};
    put_fact_id(&tag, (struct fact_id){.session = v->q->tag, .number = 0});
    text_char(&tag, '\0');
    html_put(
        &v->w,
        "<div class=\"ring\" data-item=\"%.*s\" data-name=\"%s\" data-sets=\"%d\" data-reps=\"%d\" "
        "data-hold=\"%d\" data-seconds=\"%d\" data-move=\"%d\" data-rest=\"%d\" "
        "data-change=\"%d\" data-ready=\"%d\" data-sides=\"%d\" data-key=\"%s-%d-%.*s-%d\">",
        (int)id.len, id.p, exercises[item].name, d.sets ? d.sets : 1, d.reps, d.reps ? d.hold_s : 0,
        d.minutes ? d.minutes * 60
        : d.reps  ? 0
                  : d.hold_s,
        limit(rep_s), REST_S, CHANGE_S, READY_S, exercises[item].each_side ? 2 : 1, tag.p,
        v->now.day, (int)id.len, id.p, round);
}

static void put_cues(struct visit *v, const struct exercise *x)
{
    html_put(&v->w, "<ul class=\"cue cues\">");
    for (int i = 0; i < 3 && x->cue[i] && x->cue[i][0]; i++)
        html_put(&v->w, "<li>%s</li>", x->cue[i]);
    html_put(&v->w, "</ul>");
    if (x->caution && x->caution[0])
        html_put(&v->w, "<p class=\"small quiet\">%s</p>", x->caution);
    html_put(&v->w, "\n");
}

/* part: what was done of it so far, for the player to fill in. */
static void put_buttons(struct visit *v, const struct plan_item *p)
{
    struct span id = item_name(p->item);
    const char *path = session_path(v, p->item, "");
    html_put(&v->w, "<div class=\"row\"><div class=\"grow\">");
    form_open(v, path);
    hidden(v, "then", "next");
    html_put(&v->w,
             "<button class=\"btn\" id=\"did\" name=\"did\" "
             "value=\"%s\">Done</button></form></div><div>",
             did_one(v, p->item, p->dose));
    form_open(v, path);
    hidden(v, "then", "next");
    html_put(
        &v->w,
        "<input type=\"hidden\" name=\"did\" value=\"\" class=\"part\"><button class=\"btn btn-2\" "
        "id=\"skip\" name=\"skipped\" value=\"%.*s\">Skip</button></form>"
        "</div></div>\n<p><a class=\"btn btn-stop-2\" id=\"hurt\" href=\"/session/%.*s/hurt\">",
        (int)id.len, id.p, (int)id.len, id.p);
    icon(v, "stop");
    html_put(&v->w, " That hurt: stop</a></p>\n");
}

static void player(struct visit *v, int at)
{
    const struct plan_item *p = &v->plan.item[at];
    const struct exercise *x = &exercises[p->item];
    struct done_today t;
    done_today(v, &t);
    v->plays = 1;
    page_open(v, x->name, TAB_today);
    back_link(v, "/session", "Leave");
    html_put(&v->w, "<p class=\"small quiet num\">Exercise %d of %d</p>", at + 1,
             v->plan.item_count);
    page_steps(v, at + 1, v->plan.item_count);
    error_summary(v);
    html_put(&v->w, "<h1>%s</h1><p class=\"lead quiet num\" id=\"dose\">", x->name);
    put_dose_once(v, p->item, p->dose);
    html_put(&v->w, "</p><p>%s.</p>\n<div class=\"stage\">", x->position);
    figure_moving(v, session_path(v, p->item, "") + sizeof "/session/" - 1);
    html_put(&v->w, "</div>\n");
    open_ring(v, p->item, p->dose, t.times[p->item]);
    put_ring(v, p->dose);
    put_beads(v, t.times[p->item], p->dose.times_a_day);
    put_cues(v, x);
    put_buttons(v, p);
    html_put(&v->w, "<p class=\"small\"><a href=\"/exercises/%s\">More about this exercise</a></p>",
             session_path(v, p->item, "") + sizeof "/session/" - 1);
    page_close(v);
}

/* --- it hurt -------------------------------------------------------------------------------------- */

static int may_tell(const struct visit *v, int item)
{
    return place_of(v, item) >= 0 || v->known.swapped >> item & 1 || is_walk(item);
}

static void put_thing(struct visit *v, int item)
{
    if (is_walk(item))
        html_put(&v->w, "the walk");
    else
        html_put(&v->w, "“%s”", exercises[item].name);
}

/* Of this exercise, and nothing else: "E3" or "E3:1x6". */
static int is_about(const char *value, int item)
{
    size_t n = 0;
    while (value && value[n] && value[n] != ':')
        n++;
    return n && item_named(value, n) == item;
}

/* What of it was done before it hurt, as the player says in the link: "?did=E3:1x4"; "" when it does not. */
static const char *part_done(struct visit *v, int item)
{
    static const char key[] = "did=";
    size_t n = sizeof key - 1;
    struct span q = v->q->query;
    struct text t = {.mem = v->a};
    if (q.len <= n || q.len > 30 || memcmp(q.p, key, n) != 0)
        return "";
    text_add(&t, q.p + n, q.len - n);
    text_char(&t, '\0');
    for (const char *p = t.p; *p; p++)
        if (!((*p >= '0' && *p <= ':') || (*p >= 'A' && *p <= 'Z') || *p == 'x' || *p == 's' ||
              *p == 'm'))
            return "";
    return is_about(t.p, item) ? t.p : "";
}

/* Where and how much, at once; the rest when they like. */
static void hurt_page(struct visit *v, int item)
{
    page_open(v, "That hurt", TAB_today);
    back_link(v, "/", "Today");
    html_put(&v->w, "<h1>Stopping was right. What happened?</h1><p class=\"lead\">Leave ");
    put_thing(v, item);
    html_put(
        &v->w,
        " out for the rest of today. Rest in any position that eases the leg. Pain that flares "
        "up and settles rarely means new damage.</p>\n<p>If your leg or foot has become weak, "
        "both legs are affected, or anything has changed with passing water, your bowels or the "
        "feeling between your legs, look at the <a href=\"/safety\">danger signs</a> now.</p>"
        "\n");
    form_open(v, session_path(v, item, "/hurt"));
    const char *part = v->q->post ? posted(v, "did", 0) : part_done(v, item);
    if (part && *part)
        hidden(v, "did", part);
    ask_scale(v, "leg_during", "How bad was the leg pain?", NULL, "none", "worst imaginable");
    ask_reach(v, "reach_after", "How far down does it go?", NULL);
    html_put(&v->w, "<details><summary>More, if you like</summary><div class=\"stack\">");
    ask_number(v, "settled_min", "How long until it settled?", "0 if it settled at once.",
               "minutes", 240);
    ask_tingle(v, "");
    ask_scale(v, "leg_after", "Leg pain an hour later", NULL, "none", "worst imaginable");
    ask_scale(v, "back_during", "Back pain while you moved, at its worst", NULL, "none",
              "worst imaginable");
    html_put(&v->w, "</div></details>");
    form_close(v, "Save");
    html_put(&v->w,
             "<p class=\"small quiet\">You can leave out what you do not know. We note that it "
             "was ");
    put_thing(v, item);
    html_put(&v->w, ".</p>\n");
    page_close(v);
}

static void hurt_post(struct visit *v, int item)
{
    fact_begin(v, KIND_session);
    fact_put_items(v, "provoked", UINT64_C(1) << item);
    static const char *const keys[] = {"leg_during",  "leg_after",     "reach_after",
                                       "settled_min", "tingle_change", "back_during"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        fact_take(v, keys[i]);
    if (is_about(posted(v, "did", 0), item) && !posted(v, "did", 1))
        fact_take(v, "did");
    fact_end(v);
    if (v->wrongs)
        hurt_page(v, item);
    else
        go_to(v, "/");
}

/* --- the routes ----------------------------------------------------------------------------------- */

/* Names that are no exercise: the end of a round, and an hour after it. */
static const struct {
    const char *name;
    void (*get)(struct visit *v);
    void (*post)(struct visit *v);
} ends[] = {{"end", end_get, end_post}, {"after", after_get, after_post}};

static int end_named(const char *name)
{
    for (int i = 0; i < 2; i++)
        if (str_same(name, ends[i].name))
            return i;
    return -1;
}

void item_get(struct visit *v)
{
    size_t len;
    const char *tail = name_tail(v, &len);
    int item = item_named(v->name, len), at = item < 0 ? -1 : place_of(v, item);
    int hurts = str_same(tail, "hurt"), end = end_named(v->name);
    if (end >= 0)
        ends[end].get(v);
    else if (item < 0 || (tail[0] && !hurts))
        not_found(v);
    else if (hurts && may_tell(v, item))
        hurt_page(v, item);
    else if (is_walk(item) && v->plan.walk.rung && !hurts)
        walk_get(v);
    else if (at < 0 || hurts)
        not_today(v);
    else
        player(v, at);
}

/* What comes next in the round, this one taken as it was just told; at its end the two questions. */
static void go_on(struct visit *v, int item)
{
    struct done_today t;
    if (!posted_is(v, "then", "next")) {
        go_to(v, posted_is(v, "then", "list") ? "/session" : "/");
        return;
    }
    done_today(v, &t);
    int round = round_number(v, &t);
    if (posted(v, "skipped", 0))
        t.skipped |= UINT64_C(1) << item;
    else
        t.times[item]++;
    int next = round_number(v, &t) == round ? round_next(v, &t, place_of(v, item)) : -1;
    go_to(v, next < 0 ? "/session/end" : session_path(v, v->plan.item[next].item, ""));
}

void item_post(struct visit *v)
{
    size_t len;
    const char *tail = name_tail(v, &len);
    int item = item_named(v->name, len), end = end_named(v->name);
    if (end >= 0) {
        ends[end].post(v);
        return;
    }
    if (item < 0 || (tail[0] && !str_same(tail, "hurt"))) {
        not_found(v);
        return;
    }
    if (tail[0]) {
        hurt_post(v, item);
        return;
    }
    const char *did = posted(v, "did", 0), *skipped = posted(v, "skipped", 0);
    fact_begin(v, KIND_session);
    int told = (did || skipped) && (!did || is_about(did, item)) &&
               (!skipped || is_about(skipped, item)) && !posted(v, "did", 1) &&
               !posted(v, "skipped", 1);
    if (told) { /* of one that is skipped: what was done of it before */
        fact_take(v, "did");
        fact_take(v, "skipped");
    } else {
        wrong(v, "did", "That button did not say what was done. Press Done or Skip again.");
    }
    fact_end(v);
    if (!v->wrongs)
        go_on(v, item);
    else if (place_of(v, item) >= 0)
        player(v, place_of(v, item));
    else
        not_today(v);
}
