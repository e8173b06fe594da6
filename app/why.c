/* Why today's plan is what it is: every reason with its sources, what would move it, what held it,
 * and what nobody knows. */
#include "asked.h"
#include "daily.h"
#include "record_tell.h"

static const char *const group_words[] = {
    [GROUP_safety] = "Safety first",
    [GROUP_change] = "The exercises",
    [GROUP_walk] = "The walk",
    [GROUP_held] = "What held it today",
    [GROUP_out] = "What is left out, and why",
    [GROUP_ask] = "What we still ask",
    [GROUP_look] = "For a clinician to look at",
};
enum { GROUPS = sizeof group_words / sizeof group_words[0] };

/* Of the reasons in the order of reasons.def: where each stands on the page. A reason that is not
 * here is about an exercise. */
static const struct {
    uint8_t first, last, group;
} group_of_codes[] = {
    {REASON_EMERGENCY, REASON_CHILD, GROUP_safety},
    {REASON_MINOR, REASON_MINOR, GROUP_safety},
    {REASON_BORN_UNKNOWN, REASON_UPDATE_FIRST, GROUP_ask},
    {REASON_CARD, REASON_CARD, GROUP_ask},
    {REASON_SELF_HARM, REASON_SELF_HARM, GROUP_safety},
    {REASON_NO_CHECKIN, REASON_NO_CHECKIN, GROUP_held},
    {REASON_CHECKIN_MISSED, REASON_CHECKIN_MISSED, GROUP_ask},
    {REASON_CAME_BACK, REASON_CAME_BACK, GROUP_ask},
    {REASON_NO_SCREEN, REASON_NEW_MEDICINE, GROUP_held},
    {REASON_FLARE_HOLD, REASON_FLARE_HOLD, GROUP_held},
    {REASON_ENOUGH_TODAY, REASON_DAY_FULL, GROUP_held},
    {REASON_BAN_PREG, REASON_BAN_FLXW, GROUP_out},
    {REASON_DIRECTION_UNKNOWN, REASON_TELL_DONE, GROUP_ask},
    {REASON_WALK_START, REASON_WALK_HOLD, GROUP_walk},
    {REASON_WALK_EVERY_OTHER, REASON_WALK_WEEK, GROUP_held},
    {REASON_WALK_CALM, REASON_WALK_ORDERED, GROUP_walk},
    {REASON_NOT_BETTER_12, REASON_SEDATING, GROUP_look},
};

int why_group(int code)
{
    for (size_t i = 0; i < sizeof group_of_codes / sizeof group_of_codes[0]; i++)
        if (code >= group_of_codes[i].first && code <= group_of_codes[i].last)
            return group_of_codes[i].group;
    return GROUP_change;
}

/* --- sources -------------------------------------------------------------------------------------- */

static const struct source_row *source_of(struct span key)
{
    for (int i = 0; i < source_count; i++)
        if (str_len(source_rows[i].key) == key.len &&
            memcmp(source_rows[i].key, key.p, key.len) == 0)
            return &source_rows[i];
    return NULL;
}

/* What follows https:// in an address, or NULL. */
static const char *after_https(const char *url)
{
    static const char https[] = "https://";
    for (size_t i = 0; i + 1 < sizeof https; i++)
        if (url[i] != https[i])
            return NULL;
    return url + sizeof https - 1;
}

static void put_source(struct visit *v, struct span key)
{
    const struct source_row *s = source_of(key);
    if (!s)
        return;
    if (str_same(s->key, "DESIGN"))
        html_put(&v->w, "Our choice. No trial sets this.");
    else if (str_same(s->key, "RECALLED"))
        html_put(&v->w, "Usual practice, not checked.");
    else if (str_same(s->key, "PRACTICE"))
        html_put(&v->w, "Usual practice. We know of no trial.");
    else if (s->url && after_https(s->url))
        html_put(&v->w, "<a href=\"https://%s\" rel=\"noreferrer\">%s</a>.", after_https(s->url),
                 s->title);
    else
        html_put(&v->w, "%s.", s->title);
}

/* The keys of a row stand as the inside of a JSON list: "S1","DESIGN". */
static void put_sources(struct visit *v, int code)
{
    const struct reason_row *r = &reason_rows[code];
    const char *p = r->sources_json, *end = p + r->sources_len;
    html_put(&v->w, "<p class=\"small quiet\">");
    for (int n = 0; p < end;) {
        const char *stop;
        if (*p++ != '"')
            continue;
        for (stop = p; stop < end && *stop != '"'; stop++)
            ;
        if (n++)
            html_put(&v->w, " ");
        put_source(v, (struct span){p, (uint32_t)(stop - p)});
        p = stop + 1;
    }
    html_put(&v->w, "</p>");
}

/* --- the reasons ---------------------------------------------------------------------------------- */

/* What several exercises share is said once, with their names. */
static const struct {
    uint8_t code;
    const char *says;
} shared[] = {
    {REASON_ITEM_HOLD, "The same as before"},
    {REASON_ENOUGH_TODAY, "Enough goes up today, so these wait"},
    {REASON_ITEM_TOP, "At their full dose"},
    {REASON_ITEM_RESTS, "At rest for now"},
    {REASON_ITEM_NEW, "New today, at their smallest dose"},
    {REASON_DAY_FULL, "The day is long enough, so these stay the same"},
    {REASON_ITEM_EASE, "Positions of ease, to use as often as they help"},
    {REASON_ITEM_UP, "A step up, because you did them"},
    {REASON_ITEM_DOWN, "Made easier for now"},
    {REASON_ITEM_BACK, "Coming back towards what you did before"},
    {REASON_RUNG_UP, "Next, because you did the easier ones"},
    {REASON_PINNED, "Here because your clinician chose them"},
    {REASON_ACUTE_MINUTES, "Less often, to keep the day short"},
    {REASON_WALK_BEFORE_RUNG, "The same for today, because walking went up"},
};

static int put_shared(struct visit *v, int code)
{
    const struct plan *p = &v->plan;
    int same = 0, n = 0;
    for (int i = 0; i < p->reason_count; i++)
        same += p->reason[i].code == code && p->reason[i].item >= 0;
    for (size_t s = 0; same > 1 && s < sizeof shared / sizeof shared[0]; s++) {
        if (shared[s].code != code)
            continue;
        html_put(&v->w, "<p>%s: ", shared[s].says);
        for (int i = 0; i < p->reason_count; i++)
            if (p->reason[i].code == code && p->reason[i].item >= 0) {
                html_put(&v->w, "%s", n++ ? ", " : "");
                put_item_name(v, p->reason[i].item);
            }
        html_put(&v->w, ".</p>");
        return 1;
    }
    return 0;
}

/* With the first of its kind all of them are said. */
static int is_first(const struct plan *p, int at)
{
    for (int i = 0; i < at; i++)
        if (p->reason[i].code == p->reason[at].code)
            return 0;
    return 1;
}

int put_why_briefly(struct visit *v, int at)
{
    const struct plan *p = &v->plan;
    int code = p->reason[at].code;
    if (!is_first(p, at))
        return 0;
    if (put_shared(v, code))
        return 1;
    for (int i = at; i < p->reason_count; i++) {
        if (p->reason[i].code != code)
            continue;
        html_put(&v->w, "<p>");
        put_reason(v, &p->reason[i]);
        html_put(&v->w, "</p>");
    }
    return 1;
}

void put_why(struct visit *v, int at)
{
    if (!is_first(&v->plan, at))
        return;
    html_put(&v->w, "<li>");
    put_why_briefly(v, at);
    put_sources(v, v->plan.reason[at].code);
    html_put(&v->w, "</li>\n");
}

static void put_group(struct visit *v, int group)
{
    int n = 0;
    for (int i = 0; i < v->plan.reason_count; i++) {
        if (why_group(v->plan.reason[i].code) != group)
            continue;
        if (!n++)
            html_put(&v->w, "<section class=\"sec\"><h2>%s</h2><ul class=\"plain\">\n",
                     group_words[group]);
        put_why(v, i);
    }
    if (n)
        html_put(&v->w, "</ul></section>\n");
    else if (group == GROUP_held && v->plan.stage != stages_stop)
        html_put(&v->w,
                 "<section class=\"sec\"><h2>%s</h2><p>Nothing held it back today.</p>"
                 "</section>\n",
                 group_words[group]);
}

/* --- what a clinician changed ---------------------------------------------------------------------- */

/* The orders in force, with the clinician's own why: a ban of theirs is no reason of the rules. */
static void put_orders(struct visit *v)
{
    int n = 0;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        const struct fact_override *o = f->keys;
        if (f->kind != KIND_override || f->by != WHO_clinician || !stands(v, f) ||
            f->day > v->day || (o->until != UNANSWERED && o->until < v->day))
            continue;
        if (!n++)
            html_put(&v->w, "<section class=\"sec\"><h2>What your clinician changed</h2>");
        html_put(&v->w, "<p>%s, ", f->who.len ? plain_text(v, f->who) : "Your clinician");
        put_full_date(v, f->day);
        html_put(&v->w, ":</p>");
        tell_fact(v, f);
    }
    if (n)
        html_put(&v->w, "</section>\n");
}

/* --- what would change it ------------------------------------------------------------------------- */

static void put_moves(struct visit *v)
{
    int time = v->plan.mode == modes_time;
    if (v->plan.stage == stages_stop)
        return;
    html_put(&v->w, "<section class=\"sec\"><h2>What would change it</h2><div class=\"stack-s\">"
                    "<div class=\"note note-good\"><h3>");
    icon(v, "up");
    html_put(&v->w,
             " Up</h3><p>%s You check in and answer the safety questions that morning, and "
             "the leg is no worse. Then at most %d things go up on a day, or %d on a strength "
             "day. Walking goes up no more often than every %d days.</p></div>",
             time ? "You did the plan in the last days, whether the day was good or bad."
                  : "You did the plan the day before, and it went well by the table on Today.",
             limit(rises_day), limit(rises_strength), limit(walk_rise_days));
    html_put(&v->w, "<div class=\"note note-wait\"><h3>");
    icon(v, "down");
    html_put(
        &v->w,
        " Down</h3><p>The morning after, leg pain %d higher than your usual of the last days, or "
        "%d "
        "higher and further down the leg. Or an exercise sends the pain down and it stays: what "
        "brought it on rests %d days and comes back lower. “Too sore today” makes it smaller at "
        "once. So do %d days without any exercise or walk.</p></div>",
        limit(morning_red), limit(morning_amber), limit(red_rest_days), limit(gap_days));
    html_put(&v->w, "<div class=\"note note-stop\"><h3>");
    icon(v, "stop");
    html_put(&v->w,
             " Stop</h3><p>Any of the <a href=\"/safety\">danger signs</a>. The plan goes, and "
             "the page says whom to call.</p></div></div></section>\n");
}

/* --- where it stands ------------------------------------------------------------------------------ */

static void put_stage(struct visit *v)
{
    static const char *const says[stages_COUNT] = {
        [stages_stop] = "There is no plan for now.",
        [stages_calm] =
            ("Calm: few things, small and often, with places to rest. It is here when the leg is "
             "very sore, when pain reaches the foot, in a flare-up, or when we know too little."),
        [stages_restore] = "Restore: small movements and a walk, a bit more as it goes well.",
        [stages_build] = "Build: strength comes in, with easier days between.",
        [stages_return] =
            ("Return: hardly any leg pain, so the plan goes back towards what you want "
             "to do in your life."),
        [stages_keep] = ("Keep: two quiet weeks or more, or your care has ended well. What is left "
                         "is what keeps you well: walking "
                         "and a little strength work every week."),
    };
    html_put(&v->w, "<section class=\"sec\"><h2>Where you are</h2><p>%s</p>", says[v->plan.stage]);
    if (v->plan.stage != stages_stop)
        html_put(&v->w, "<p>%s</p>",
                 v->plan.mode == modes_time
                     ? "The plan goes by days rather than by pain: you do the same amount on good "
                       "and bad days, and it grows slowly."
                     : "The plan goes by your pain: it grows on good days and waits on others.");
    html_put(&v->w, "</section>\n");
}

static void put_likeness(struct visit *v)
{
    static const char *const likeness[] = {
        [LIKENESS_unknown] =
            "You have not told us enough yet to say how much this is like sciatica.",
        [LIKENESS_not_typical] = ("Your answers have little in common with sciatica. That makes an "
                                  "examination more worth while."),
        [LIKENESS_some_features] = "Your answers have some things in common with sciatica.",
        [LIKENESS_typical] = "Your answers have much in common with sciatica.",
    };
    static const char *const pattern[] = {
        [PATTERN_unknown] = "",
        [PATTERN_radicular] =
            ("They go together as they often do when a nerve of the lower back is "
             "irritated."),
        [PATTERN_stenosis] =
            ("Walking and standing bring it on, and sitting or bending eases it. "
             "That pattern is worth telling a clinician, and the plan goes by it."),
        [PATTERN_inflammatory] =
            ("Some of them are seen when joints of the back are inflamed. That is "
             "worth telling your {doctor}."),
        [PATTERN_other] = "They do not go together in a pattern that we know.",
    };
    html_put(&v->w, "<section class=\"sec\"><h2>How much this is like sciatica</h2><p>%s ",
             likeness[v->plan.likeness]);
    put_words(v, pattern[v->plan.pattern]);
    html_put(&v->w, "</p>");
    if (v->plan.group)
        html_put(&v->w,
                 "<p>By a questionnaire and your answers you are in group %d of 3. Group 3 is "
                 "for an early look by a clinician. Nothing is kept from anyone by it.</p>",
                 v->plan.group);
    html_put(&v->w, "<p class=\"small quiet\">Only an examination can tell what it is. These are "
                    "bands, and they can be wrong.</p></section>\n");
}

static void put_unknown(struct visit *v)
{
    html_put(
        &v->w,
        "<section class=\"sec\"><h2>What we do not know</h2><ul class=\"dots\"><li>Which kind of "
        "exercise is best for sciatica. None has shown a lasting lead.</li><li>Whether a disc "
        "is involved. An examination can suggest it, and a scan is seldom needed.</li><li>When "
        "you will be well. Nobody can tell you that honestly.</li></ul></section>\n");
}

void why_get(struct visit *v)
{
    page_open(v, "Why this plan", TAB_today);
    back_link(v, "/", "Today");
    html_put(&v->w, "<h1>Why this plan?</h1><p class=\"lead quiet\">Every reason of today's plan. "
                    "Nothing is hidden.</p>\n");
    put_group(v, GROUP_safety);
    put_orders(v);
    for (int g = GROUP_safety + 1; g < GROUPS; g++)
        put_group(v, g);
    put_moves(v);
    put_stage(v);
    put_likeness(v);
    put_unknown(v);
    html_put(&v->w,
             "<p class=\"small quiet\">Rules version %d. Most numbers are our own choice, for "
             "a clinician to sign. <a href=\"/about\">Who has reviewed them</a></p>\n",
             RULES_VERSION);
    page_close(v);
}
