/* The morning check-in: eight taps on a good day with Save; nothing is ever chosen beforehand. */
#include "today.h"

/* What can be said of yesterday: taken in by its date, so that a form sent after midnight still
 * tells of the day it was about. */
struct before {
    int day;
    struct plan plan;  /* what was planned; nothing when there was no plan */
    int done, account; /* already told: what was done, how it went */
    uint64_t did;      /* of that day, or else planned */
};

static uint64_t planned_items(const struct plan *p)
{
    uint64_t items = 0;
    for (int i = 0; i < p->item_count; i++)
        items |= UINT64_C(1) << p->item[i].item;
    if (p->walk.rung)
        items |= UINT64_C(1) << (ITEM_W1 + p->walk.rung - 1);
    return items;
}

static void look_back(struct visit *v, int day, struct before *b)
{
    const struct row *r = known_row(&v->known, day);
    memset(b, 0, sizeof *b);
    b->day = day;
    if (!v->facts.count || v->facts.fact[0].day > day || !r)
        return;
    engine_plan(v->a, &v->facts, day, &b->plan);
    b->done = r->session || r->walked || v->known.told_day >= day;
    b->did = r->done ? r->done : planned_items(&b->plan);
    if (r->walked && b->plan.walk.rung)
        b->did |= UINT64_C(1) << (ITEM_W1 + b->plan.walk.rung - 1);
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (f->day != day || f->kind != KIND_session || !stands(v, f))
            continue;
        const struct fact_session *s = f->keys;
        b->account |= s->leg_during != UNANSWERED || s->leg_after != UNANSWERED ||
                      s->reach_after != UNANSWERED || s->tingle_change != UNANSWERED;
    }
}

/* The day that the form was about: yesterday when it was shown, which may be the day before now. */
static int day_before(const struct visit *v)
{
    const char *told = posted(v, "before_day", 0);
    int day;
    if (told && day_read(told, str_len(told), &day) && day < v->day &&
        v->day - day <= limit(late_days))
        return day;
    return v->day - 1;
}

/* --- the form ------------------------------------------------------------------------------------- */

static void ask_daily(struct visit *v)
{
    static const struct choice mornings[] = {{"better", "Better", NULL},
                                             {"same", "The same", NULL},
                                             {"slightly_worse", "A bit worse", NULL},
                                             {"worse", "Worse", NULL}};
    static const struct choice numbs[] = {{"none", "None", NULL},
                                          {"less", "Less", NULL},
                                          {"same", "The same", NULL},
                                          {"more", "More", NULL}};
    ask_scale(v, "leg", "Leg pain, on average", "Buttock to foot, over the last 24 hours", "none",
              "worst imaginable");
    ask_scale(v, "back", "Back pain, on average", NULL, "none", "worst imaginable");
    ask_reach(v, "reach", "How far down did the pain go?",
              "The farthest point, even if it was brief");
    ask_one(v, "morning", "The leg this morning, against yesterday morning", NULL, mornings, 4);
    ask_one(v, "numb", "Numbness in the leg or foot", "Against the last time you told us", numbs,
            4);
}

static void open_details(struct visit *v, const char *summary, int open)
{
    if (open)
        html_put(&v->w, "<details class=\"more\" open><summary>%s</summary><div class=\"stack\">",
                 summary);
    else
        html_put(&v->w, "<details class=\"more\"><summary>%s</summary><div class=\"stack\">",
                 summary);
}

static void close_details(struct visit *v)
{
    html_put(&v->w, "</div></details>\n");
}

/* Something of these was posted or is wrong: it must be seen. */
static int touched(const struct visit *v, const char *const *keys, int count)
{
    for (int i = 0; i < count; i++)
        if (posted(v, keys[i], 0) || wrong_about(v, keys[i]))
            return 1;
    return 0;
}

static const char *const more_keys[] = {"sit_min",    "walk_min", "sleep",
                                        "confidence", "relief",   "note"};
enum { MORE_KEYS = sizeof more_keys / sizeof more_keys[0], MORE_EVERY_DAYS = 3 };

static void ask_more(struct visit *v)
{
    static const struct choice sleeps[] = {
        {"good", "Good", NULL}, {"broken", "Broken", NULL}, {"poor", "Poor", NULL}};
    static const struct choice yes_no[] = {{"yes", "Yes", NULL}, {"no", "No", NULL}};
    int first = v->facts.count ? v->facts.fact[0].day : v->day;
    int due = v->day > first && (v->day - first) % MORE_EVERY_DAYS == 0;
    open_details(v, due ? "A few more, every third day" : "Add sitting, walking, sleep, a note",
                 due || touched(v, more_keys, MORE_KEYS));
    ask_number(v, "sit_min", "How long can you sit before the leg complains?",
               "Leave it out if sitting does not bring it on.", "minutes", 1440);
    ask_number(v, "walk_min", "How long can you walk before the leg complains?",
               "Leave it out if walking does not bring it on.", "minutes", 1440);
    ask_one(v, "sleep", "How was your sleep?", NULL, sleeps, 3);
    ask_scale(v, "confidence", "How sure are you that moving is safe for you?", NULL, "not at all",
              "quite sure");
    ask_one(v, "relief", "Pain relief in the last 6 hours?",
            "It can hide how the leg is, so nothing new is added on its first day.", yes_no, 2);
    ask_text(v, "note", "A note for yourself", NULL, 2);
    close_details(v);
}

/* Hands-on treatment was given since they last checked in, and not long ago. A clinician's question of
 * how the leg is, put in the room, is no check-in of theirs. */
static int treated(struct visit *v)
{
    enum { ASKED_FOR_DAYS = 7 };
    int64_t treatment = NEVER_AT, checkin = NEVER_AT;
    int day = NEVER_DAY;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        const struct fact_treatment *t = f->keys;
        if (!stands(v, f))
            continue;
        if (f->kind == KIND_treatment && t->consent != consent_givens_declined &&
            f->at > treatment) {
            treatment = f->at;
            day = f->day;
        }
        if ((f->kind == KIND_checkin || f->kind == KIND_after_treatment) && f->by == WHO_self &&
            f->at > checkin)
            checkin = f->at;
    }
    return treatment != NEVER_AT && checkin < treatment && day <= v->day &&
           v->day - day <= ASKED_FOR_DAYS;
}

static void ask_after_treatment(struct visit *v)
{
    static const struct choice sores[] = {{"none", "Not sore", NULL},
                                          {"a_little", "A little sore", NULL},
                                          {"a_lot", "Very sore", NULL}};
    static const struct choice answers[] = {
        {"no", "No", NULL}, {"yes", "Yes", NULL}, {"unsure", "Not sure", NULL}};
    if (!treated(v))
        return;
    ask_one(v, "sore", "After your last treatment, how sore were you?", NULL, sores, 3);
    ask_number(v, "lasted_h", "How long did that last?", NULL, "hours", 168);
    ask_one(v, "new_symptom", "Has anything new come since the treatment?",
            "If so, we ask the full safety questions again.", answers, 3);
}

static void ask_did(struct visit *v, const struct before *b)
{
    static const struct choice how_much[] = {{"all", "All of it, as planned", NULL},
                                             {"some", "Some of it", NULL},
                                             {"none", "None of it", NULL}};
    struct choice which[PLAN_ITEMS_MAX + 1];
    int n = 0;
    ask_one(v, "before_done", "Did you do yesterday's plan?", NULL, how_much, 3);
    for (uint64_t rest = b->did; rest && n <= PLAN_ITEMS_MAX; rest &= rest - 1) {
        int item = __builtin_ctzll(rest);
        struct span id = item_name(item);
        struct text t = {.mem = v->a};
        text_add(&t, id.p, id.len);
        text_char(&t, '\0');
        which[n++] = (struct choice){t.p, is_walk(item) ? "The walk" : exercises[item].name, NULL};
    }
    static const char *const keys[] = {"before_did"};
    open_details(v, "If some of it: which?", touched(v, keys, 1));
    ask_many(v, "before_did", "What you did yesterday", NULL, which, n);
    close_details(v);
}

static void ask_before(struct visit *v)
{
    static const char *const keys[] = {
        "before_leg_during",  "before_leg_after",     "before_reach_after", "before_settled_min",
        "before_back_during", "before_tingle_change", "before_provoked"};
    struct before b;
    struct text date = {.mem = v->a};
    look_back(v, day_before(v), &b);
    if (b.plan.stage == stages_stop || (!b.plan.item_count && !b.plan.walk.rung))
        return;
    day_put(&date, b.day);
    text_char(&date, '\0');
    hidden(v, "before_day", date.p);
    if (!b.done)
        ask_did(v, &b);
    if (b.account)
        return;
    open_details(v, "How did the leg take yesterday's exercises?",
                 touched(v, keys, sizeof keys / sizeof keys[0]));
    ask_account(v, "before_", b.did);
    close_details(v);
}

void checkin_get(struct visit *v)
{
    const struct row *now = known_row(&v->known, v->day);
    page_open(v, "Check-in", TAB_checkin);
    html_put(&v->w, "<p class=\"eyebrow\">");
    put_day(v, v->day);
    html_put(&v->w, "</p><h1>%sHow was the last day and night?</h1>\n",
             v->q->now.minute >= MORNING && v->q->now.minute < 12 * 60 ? "Good morning. " : "");
    html_put(&v->w, "<p class=\"small quiet\">Eight taps on a good day. Leave out what you cannot "
                    "answer: we never fill in a blank for you.</p>\n");
    if (now && now->checkin)
        html_put(
            &v->w,
            "<div class=\"note\"><p>You already told us today’s pain. You can do it "
            "again: of each answer, the worst counts. To mend a slip, take the first one back on "
            "<a href=\"/record\">your record</a>.</p></div>\n");
    form_open(v, "/checkin");
    ask_short_screen(v);
    ask_daily(v);
    ask_after_treatment(v);
    ask_before(v);
    ask_more(v);
    form_close(v, "Save and see today's plan");
    html_put(&v->w,
             "<p class=\"small quiet centre\">You can correct this later. Nothing is lost.</p>"
             "\n");
    for (int i = 0; i < v->plan.task_count; i++)
        if (v->plan.task[i].task == TASK_MOBILITY)
            html_put(&v->w, "<p>Once a week: <a href=\"/measure\">measure how you move</a>.</p>\n");
    page_close(v);
}

/* --- what it writes ------------------------------------------------------------------------------- */

static void put_all(struct visit *v, const struct before *b, uint64_t items)
{
    for (int i = 0; i < b->plan.item_count; i++) {
        const struct plan_item *p = &b->plan.item[i];
        struct text t = {.mem = v->a};
        if (!(items >> p->item & 1))
            continue;
        put_did(&t, p->item, p->dose, p->dose.times_a_day);
        text_char(&t, '\0');
        fact_put(v, "did", t.p);
    }
    int walk = ITEM_W1 + b->plan.walk.rung - 1;
    if (b->plan.walk.rung && items >> walk & 1) {
        struct dose d = {.sets = 1, .minutes = b->plan.walk.minutes};
        struct text t = {.mem = v->a};
        put_did(&t, walk, d, b->plan.walk.times_a_day);
        text_char(&t, '\0');
        fact_put(v, "did", t.p);
    }
}

static uint64_t ticked(const struct visit *v, const char *field)
{
    uint64_t items = 0;
    const char *value;
    for (int n = 0; (value = posted(v, field, n)); n++) {
        int item = item_named(value, str_len(value));
        if (item >= 0)
            items |= UINT64_C(1) << item;
    }
    return items;
}

/* A day told at once: its whole amounts, dated that day. */
static void take_before(struct visit *v)
{
    struct before b;
    look_back(v, day_before(v), &b);
    fact_begin_on(v, KIND_session, b.day);
    if (!b.done) {
        if (posted_is(v, "before_done", "all"))
            put_all(v, &b, b.did);
        else if (posted_is(v, "before_done", "none"))
            fact_put_items(v, "skipped", b.did);
        else if (ticked(v, "before_did") & b.did)
            put_all(v, &b, ticked(v, "before_did"));
        else if (posted_is(v, "before_done", "some"))
            fact_put(v, "rounds", "1"); /* exercised, and did not say what */
        else if (posted(v, "before_done", 0))
            wrong(v, "before_done", "Choose one of the answers, or leave it out.");
    }
    if (!b.account)
        take_account(v, "before_");
    fact_end(v);
}

void checkin_post(struct visit *v)
{
    static const char *const keys[] = {"leg",        "back",    "reach",    "morning",
                                       "numb",       "sit_min", "walk_min", "sleep",
                                       "confidence", "relief",  "note"};
    fact_begin(v, KIND_checkin);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        fact_take(v, keys[i]);
    fact_end(v);
    take_short_screen(v);
    if (treated(v)) {
        fact_begin(v, KIND_after_treatment);
        fact_take(v, "sore");
        fact_take(v, "lasted_h");
        fact_take(v, "new_symptom");
        fact_end(v);
    }
    take_before(v);
    if (!v->new_facts.len && !v->wrongs)
        wrong(v, "leg", "Nothing is answered yet, so nothing was saved.");
    if (v->wrongs)
        checkin_get(v);
    else
        go_to(v, "/");
}
