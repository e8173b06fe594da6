/* seen.c - the two ways away from an urgent page: pressed by mistake, and seen by somebody. */
#include "danger.h"

#include "../engine/gate.h"

/* --- by mistake ------------------------------------------------------------------------------------------ */

static int named(const struct visit *v)
{
    for (int f = 0; f < FLAG_COUNT; f++) {
        struct span name = flag_name(f);
        if (name.len == str_len(v->name) && memcmp(name.p, v->name, name.len) == 0)
            return f;
    }
    return -1;
}

/* The question behind a flag: itself, or the newest answer that its rules rest on; -1. */
static int question_of(const struct visit *v, int flag)
{
    const struct gate *g = &v->known.gate;
    int best = -1;
    if (flag < QUESTION_COUNT)
        return flag;
    for (int i = 0; i < gate_rule_count; i++) {
        uint64_t in = (gate_rules[i].all | gate_rules[i].any) & g->in;
        for (int q = 0; q < QUESTION_COUNT && gate_rules[i].flag == flag; q++)
            if (in >> q & 1 && (best < 0 || g->in_at[q] > g->in_at[best]))
                best = q;
    }
    return best;
}

static const char *flag_word(const struct visit *v, int q)
{
    struct span name = flag_name(q);
    char *word = arena_alloc(v->a, name.len + 1, 1);
    memcpy(word, name.p, name.len);
    return word;
}

static int posted_flag(const struct visit *v, int flag)
{
    return posted_is(v, "flag", flag_word(v, flag));
}

/* The facts of the person's own that hold a yes to the question and still stand: each from the n-th. */
static const struct fact *holds(struct visit *v, int q, size_t *at)
{
    while (*at < v->facts.count) {
        const struct fact *f = &v->facts.fact[(*at)++];
        const struct fact_screen *s = f->keys;
        if (f->kind == KIND_screen && (s->asked.yes | s->asked.unsure) >> q & 1 &&
            turn_last(f->at) > v->known.gate.flag[q].cleared_at && stands(v, f))
            return f;
    }
    return NULL;
}

/* It may be taken back: each fact that holds it is the person's own and minutes old. */
static int in_time(struct visit *v, int q)
{
    const struct fact *f;
    size_t at = 0;
    int found = 0;
    while ((f = holds(v, q, &at))) {
        int64_t age = v->q->now.at_s / 60 - f->at;
        if (!f->id.known || f->by != WHO_self || age < 0 || age > limit(retract_min))
            return 0;
        found = 1;
    }
    return found;
}

static void too_late(struct visit *v)
{
    page_open_bare(v, "This answer stays");
    html_put(
        &v->w,
        "<h1>This answer stays until somebody has looked</h1><p class=\"lead\">A mistake can be "
        "taken back here in the first %d minutes. It is too late for that now, or it does not "
        "rest on one answer.</p><p>If it was a mistake, ring, say so, and let them decide. "
        "Then tell us that you have been seen.</p>"
        "<div class=\"stack\"><a class=\"btn\" href=\"/\">What to do now</a>"
        "<a class=\"btn btn-2\" href=\"/seen\">I have been seen</a></div>",
        limit(retract_min));
    page_close(v);
}

static void ask_again(struct visit *v, int q)
{
    page_open_bare(v, "By mistake?");
    html_put(&v->w, "<p class=\"eyebrow\">Only this question, once more</p><h1>%s</h1>",
             question_rows[q].ask);
    if (question_rows[q].more)
        html_put(&v->w, "<p class=\"lead\">%s</p>", question_rows[q].more);
    form_open(v, own_path(v));
    html_put(&v->w, "<div class=\"stack\">"
                    "<button class=\"btn btn-2\" name=\"answer\" value=\"yes\">Yes</button>"
                    "<button class=\"btn btn-2\" name=\"answer\" value=\"unsure\">Not "
                    "sure</button>"
                    "<button class=\"btn btn-2\" name=\"answer\" value=\"no\">No, it was a "
                    "mistake</button></div></form>"
                    "<p class=\"small quiet\">After “no” the safety questions come once more, "
                    "because what was sent with this answer is taken back too.</p>");
    page_close(v);
}

void mistake_get(struct visit *v)
{
    int flag = named(v), q = flag < 0 ? -1 : question_of(v, flag);
    if (flag < 0) {
        not_found(v);
        return;
    }
    if (!(v->known.gate.up >> flag & 1)) {
        go_to(v, "/");
        return;
    }
    if (q < 0 || !in_time(v, q)) {
        too_late(v);
        return;
    }
    ask_again(v, q);
}

void mistake_post(struct visit *v)
{
    int flag = named(v), q = flag < 0 ? -1 : question_of(v, flag);
    const struct fact *f;
    size_t at = 0;
    if (flag < 0) {
        not_found(v);
        return;
    }
    if (!posted_is(v, "answer", "no")) { /* yes, unsure or nothing: the answer stands */
        go_to(v, "/");
        return;
    }
    if (q < 0 || !in_time(v, q)) {
        too_late(v);
        return;
    }
    while ((f = holds(v, q, &at))) {
        struct text of = {.mem = v->a};
        put_fact_id(&of, f->id);
        text_char(&of, '\0');
        fact_begin(v, KIND_retract);
        fact_put(v, "of", of.p);
        fact_put(v, "why", "pressed by mistake");
        fact_end(v);
    }
    fact_begin(v, KIND_screen);
    fact_put(v, "extent", "short");
    fact_put(v, flag_word(v, q), "no");
    fact_end(v);
    go_to(v, "/safety");
}

/* --- seen ------------------------------------------------------------------------------------------------ */

/* Flags that the person's own report can end or lower: the urgent ones while there are any, else those
 * for the next days. What it has lowered once, and age, it cannot. */
static uint64_t can_clear(const struct visit *v)
{
    const struct gate *g = &v->known.gate;
    int urgent = gate_route(g) >= routes_same_day;
    uint64_t named_now = 0;
    for (int i = 0; i < FLAG_COUNT; i++) {
        const struct flag_state *f = &g->flag[i];
        if (!(g->up >> i & 1) || i == FLAG_age || f->own)
            continue;
        if (urgent ? f->route >= routes_same_day : f->route == routes_soon)
            named_now |= UINT64_C(1) << i;
    }
    return named_now;
}

static void put_tick_flag(struct visit *v, int flag)
{
    struct span name = flag_name(flag);
    html_put(&v->w,
             "<div class=\"pick\"><input type=\"checkbox\" id=\"flag-%.*s\" name=\"flag\" "
             "value=\"%.*s\"",
             (int)name.len, name.p, (int)name.len, name.p);
    if (posted_flag(v, flag))
        html_put(&v->w, " checked");
    html_put(&v->w, "><label for=\"flag-%.*s\">", (int)name.len, name.p);
    if (flag == Q_self_harm)
        html_put(&v->w, "Thoughts of harming yourself");
    else
        put_flag(v, flag);
    html_put(&v->w, "</label></div>");
}

/* Up to which answer the report speaks: the newest one on this page, as it is drawn. */
static void put_as_of(struct visit *v, uint64_t flags)
{
    struct text t = {.mem = v->a};
    int64_t at = 0;
    for (int i = 0; i < FLAG_COUNT; i++)
        if (flags >> i & 1 && v->known.gate.flag[i].at > at)
            at = v->known.gate.flag[i].at;
    int64_t minute = turn_minute(at);
    moment_put(&t, (int)(minute / 1440), (int)(minute % 1440), 0);
    text_char(&t, '\0');
    hidden(v, "as_of", posted(v, "as_of", 0) ? posted(v, "as_of", 0) : t.p);
}

static void put_seen_form(struct visit *v, uint64_t flags)
{
    const struct choice who[] = {{"emergency", "An emergency department", NULL},
                                 {"hospital", "A hospital or its clinic", NULL},
                                 {"gp", country_text(v, "My {doctor}"), NULL},
                                 {"clinic", "My osteopath or physiotherapist", NULL},
                                 {"other", "Somebody else who treats people", NULL}};
    const char *why = wrong_about(v, "flag");
    form_open(v, "/seen");
    put_as_of(v, flags);
    html_put(&v->w,
             "<fieldset class=\"q%s\" id=\"flag\"><legend>Which of these did they look "
             "at?</legend>",
             why ? " bad" : "");
    if (why)
        html_put(&v->w, "<p class=\"error\">%s</p>", why);
    html_put(&v->w, "<div class=\"picks\">");
    for (int i = 0; i < FLAG_COUNT; i++)
        if (flags >> i & 1)
            put_tick_flag(v, i);
    html_put(&v->w, "</div></fieldset>");
    ask_one(v, "seen_by", "Who has seen you?", NULL, who, 5);
    ask_date(v, "seen_on", "On which day?", NULL);
    ask_text(v, "outcome", "What did they say?", "You may leave this empty.", 3);
    form_close(v, "Save");
}

/* Thoughts of harming oneself are talked about, and not examined. */
static void talked_page(struct visit *v)
{
    static const struct choice who[] = {
        {"other", "A crisis line, or somebody else who helps people", NULL},
        {"gp", "A doctor or nurse near me", NULL},
        {"clinic", "A counsellor or therapist", NULL},
        {"hospital", "A mental health team, or a hospital", NULL},
        {"emergency", "An emergency department", NULL}};
    page_open_bare(v, "I have talked to someone");
    html_put(&v->w,
             "<h1>I have talked to someone</h1><p class=\"lead\">Good that you did. If you have "
             "not yet, talk to someone now: at any hour is fine.</p>");
    form_open(v, "/seen");
    put_as_of(v, ASKED(self_harm));
    hidden(v, "flag", "self_harm");
    ask_one(v, "seen_by", "Who did you talk to?", NULL, who, 5);
    ask_date(v, "seen_on", "On which day?", NULL);
    ask_text(v, "outcome", "What did you agree on?", "You may leave this empty.", 3);
    form_close(v, "Save");
    html_put(&v->w,
             "<p class=\"small quiet\">Next come the safety questions again. For a week nothing "
             "in the plan goes up.</p>"
             "<p><a class=\"txt\" href=\"/\">Not yet: who to talk to</a></p>");
    page_close(v);
}

static void nothing_to_tell(struct visit *v)
{
    if (v->known.gate.up >> FLAG_age & 1)
        notice(v, "You are under 18",
               "Growing backs need a clinician's eye, so show yours to one and say that you use "
               "this. Only a clinician can end this message: there is nothing more for you to tell "
               "us here.",
               "/", "Today");
    else
        notice(v, "There is nothing to tell here",
               "No answer of yours waits for this. What you have reported once, only a clinician "
               "can end.",
               "/", "Today");
}

void seen_get(struct visit *v)
{
    uint64_t flags = can_clear(v);
    int urgent = gate_route(&v->known.gate) >= routes_same_day;
    if (!flags) {
        nothing_to_tell(v);
        return;
    }
    if (flags == ASKED(self_harm)) {
        talked_page(v);
        return;
    }
    if (urgent)
        page_open_bare(v, "I have been seen");
    else
        page_open(v, "I have been seen", TAB_none);
    html_put(&v->w, "<h1>I have been seen</h1><p class=\"lead\">");
    put_words(v, urgent
                     ? "Only if somebody has examined you since you gave the answer. If not, go or "
                       "ring now."
                     : "Tell us once you have told your {doctor} or clinic.");
    html_put(&v->w, "</p>");
    put_seen_form(v, flags);
    html_put(&v->w, "<p class=\"small quiet\">%s</p>",
             urgent
                 ? "Next come the safety questions again. For a week nothing in the plan goes up, "
                   "and we ask you to have a clinician confirm it."
                 : "If it gets worse, answer the safety questions again.");
    if (urgent)
        html_put(&v->w, "<p><a class=\"txt\" href=\"/\">Not yet: what to do</a></p>");
    page_close(v);
}

/* Of the flags posted those that are up; each not before the day of its answer. */
static void take_flags(struct visit *v, uint64_t can, int seen_on)
{
    int said = 0;
    for (int i = 0; i < FLAG_COUNT; i++) {
        const char *word = flag_word(v, i);
        if (!(can >> i & 1) || !posted_is(v, "flag", word))
            continue;
        said++;
        fact_put(v, "flag", word);
        if (seen_on < v->known.gate.flag[i].at_day)
            wrong(v, "seen_on",
                  "That is before you gave this answer. Which day was it after that?");
    }
    if (!said)
        wrong(v, "flag", "Tick what they looked at.");
}

void seen_post(struct visit *v)
{
    const char *on = posted(v, "seen_on", 0);
    int day = v->day;
    fact_begin(v, KIND_clearance);
    fact_put(v, "_by", "self");
    if (!posted(v, "seen_by", 0))
        wrong(v, "seen_by",
              can_clear(v) == ASKED(self_harm) ? "Say who you talked to."
                                               : "Say who has seen you.");
    if (!on)
        wrong(v, "seen_on", "Say on which day.");
    else if (day_read(on, str_len(on), &day) && day > v->day)
        wrong(v, "seen_on", "That day is still to come.");
    take_flags(v, can_clear(v), day);
    fact_take(v, "as_of");
    fact_take(v, "seen_by");
    fact_take(v, "seen_on");
    fact_take(v, "outcome");
    fact_end(v);
    if (!v->wrongs)
        go_to(v, gate_route(&v->known.gate) >= routes_same_day ? "/safety" : "/");
    else
        seen_get(v);
}
