/* Today: what to do, why, and how much pain is all right. */
#include "today.h"

#include "../knowledge/country.h"

/* --- the heading ---------------------------------------------------------------------------------- */

/* Day 3, or week 9: since the record began, or this bout if there was one before. */
static void put_eyebrow(struct visit *v)
{
    int first = v->facts.count ? v->facts.fact[0].day : v->day;
    if (v->known.episodes_told[1] != NEVER_DAY && v->known.episode.day > first)
        first = v->known.episode.day;
    int n = v->day - first + 1;
    html_put(&v->w, "<p class=\"eyebrow\">");
    put_day(v, v->day);
    if (n > 0 && n <= 28)
        html_put(&v->w, " · day %d", n);
    else if (n > 28)
        html_put(&v->w, " · week %d", (n + 6) / 7);
    html_put(&v->w, "</p>");
}

static void put_exercises(struct visit *v)
{
    int n = cards_first(v) ? CARDS_MOST : v->plan.item_count;
    put_few(v, n, 0);
    html_put(&v->w, "%s", n == 1 ? " exercise" : " exercises");
    if (v->plan.walk.rung)
        html_put(&v->w, " and your walk");
}

static void put_heading(struct visit *v)
{
    const struct plan *p = &v->plan;
    int things = p->item_count + (p->walk.rung != 0);
    html_put(&v->w, "<h1>");
    if (p->change == PLAN_flare && gives(p, REASON_FLARE) >= 0) {
        html_put(&v->w, "A flare-up: do less, and keep moving a little");
    } else if (!things) {
        html_put(&v->w, "No exercises today");
    } else if (!p->item_count) {
        html_put(&v->w, "Today: your walk");
    } else if (gives(p, REASON_REST_DAY) >= 0) {
        html_put(&v->w, "A rest day: ");
        put_exercises(v);
    } else if (p->stage == stages_calm) {
        put_few(v, things, 1);
        html_put(&v->w, "%s",
                 things == 1 ? " small thing, little and often"
                             : " small things, little and often");
    } else if (p->stage == stages_restore) {
        html_put(&v->w, "Moving more: ");
        put_exercises(v);
    } else if (p->stage == stages_build) {
        html_put(&v->w, "Strength day: ");
        put_exercises(v);
    } else if (p->stage == stages_return) {
        html_put(&v->w, "Back to more: ");
        put_exercises(v);
    } else {
        html_put(&v->w, "Keeping it up: ");
        put_exercises(v);
    }
    html_put(&v->w, "</h1>");
}

/* --- the main reason ------------------------------------------------------------------------------ */

/* What changed, and for each kind of change the reasons that say it best, first of all the best. */
static const uint8_t start_codes[] = {REASON_START};
static const uint8_t flare_codes[] = {REASON_FLARE, REASON_FLARE_BACK, REASON_FLARE_HOLD};
static const uint8_t ease_codes[] = {
    REASON_BREAK,        REASON_RED_DAY,     REASON_FARTHER_FAMILY, REASON_TWO_REDS,
    REASON_ITEM_RESTS,   REASON_WALK_CALM,   REASON_WALK_PROVOKED,  REASON_WALK_BREAK,
    REASON_ITEM_DOWN,    REASON_WALK_LESS,   REASON_ACUTE_MINUTES,  REASON_WALK_INTERVALS,
    REASON_WALK_ORDERED, REASON_WALK_BANNED, REASON_WALK_TOLD};
static const uint8_t advance_codes[] = {REASON_LATE_RISE, REASON_RUNG_UP,    REASON_ITEM_UP,
                                        REASON_WALK_UP,   REASON_ITEM_NEW,   REASON_ITEM_BACK,
                                        REASON_WALK_BACK, REASON_WALK_START, REASON_WALK_FIRST};
static const uint8_t hold_codes[] = {
    REASON_RED_DAY,          REASON_MORNING_WORSE,    REASON_AMBER_DAY,      REASON_NEW_MEDICINE,
    REASON_SOON_HOLD,        REASON_OWN_CLEARANCE,    REASON_CLINICIAN_HOLD, REASON_SCREEN_DUE,
    REASON_UPDATE_FIRST,     REASON_FLARE_BACK,       REASON_FLARE_HOLD,     REASON_OVERDONE,
    REASON_NO_CHECKIN,       REASON_NO_SCREEN,        REASON_NOT_DONE,       REASON_COLOUR_UNKNOWN,
    REASON_WALK_BEFORE_RUNG, REASON_WALK_EVERY_OTHER, REASON_WALK_NOT_YET,   REASON_WALK_WEEK,
    REASON_WALK_TOLD,        REASON_WALK_STAGE,       REASON_DAY_FULL,       REASON_WALK_TOP};
static const struct {
    const uint8_t *codes;
    int count, most;
    const char *says;
} main_reasons[] = {
    [PLAN_stop] = {hold_codes, 0, 0, ""},
    [PLAN_start] = {start_codes, 1, 1, ""},
    [PLAN_flare] = {flare_codes, 3, 1, "A flare-up is common and rarely means new damage."},
    [PLAN_ease] = {ease_codes, sizeof ease_codes, 2,
                   "The plan is a little smaller than last time."},
    [PLAN_advance] = {advance_codes, sizeof advance_codes, 2, ""},
    [PLAN_hold] = {hold_codes, sizeof hold_codes, 1, "The plan stays as it was."},
};

/* What several exercises share is said once. */
static const struct {
    uint8_t code;
    const char *says;
} together[] = {
    {REASON_ITEM_UP, "go up a step, because you did them"},
    {REASON_ITEM_NEW, "are new today. They start at their smallest dose."},
    {REASON_RUNG_UP, "come next, because you did the easier ones."},
    {REASON_ITEM_DOWN, "are made easier for now."},
    {REASON_ITEM_RESTS, "rest for now."},
    {REASON_ITEM_BACK, "are coming back towards what you did before."},
};

static int put_together(struct visit *v, int code)
{
    const struct plan *p = &v->plan;
    int same = 0, n = 0;
    for (int i = 0; i < p->reason_count; i++)
        same += p->reason[i].code == code && p->reason[i].item >= 0;
    for (size_t t = 0; same > 1 && t < sizeof together / sizeof together[0]; t++) {
        if (together[t].code != code)
            continue;
        for (int i = 0; i < p->reason_count; i++) {
            if (p->reason[i].code != code || p->reason[i].item < 0)
                continue;
            if (n == 0) {
                html_put(&v->w, "%s", exercises[p->reason[i].item].name);
            } else {
                html_put(&v->w, "%s", n == same - 1 ? " and " : ", ");
                put_item_name(v, p->reason[i].item);
            }
            n++;
        }
        html_put(&v->w, " %s", together[t].says);
        if (code == REASON_ITEM_UP)
            html_put(&v->w, "%s", p->mode == modes_time ? "." : " and the leg is no worse.");
        html_put(&v->w, " ");
        return 1;
    }
    return 0;
}

/* In a flare-up the share climbs on no day without a check-in: those just gone by. */
static void put_silence(struct visit *v)
{
    int days = 0;
    for (int day = v->day - 1; day > v->known.flare.start; day--) {
        const struct row *r = known_row(&v->known, day);
        if (!r || r->checkin)
            break;
        days++;
    }
    if (days == 1)
        html_put(&v->w, "One day without an answer kept it where it was. ");
    else if (days > 1)
        html_put(&v->w, "%d days without an answer kept it where it was. ", days);
}

static void put_main_reason(struct visit *v)
{
    const struct plan *p = &v->plan;
    int said = 0, rest = p->change == PLAN_hold && gives(p, REASON_REST_DAY) >= 0;
    html_put(
        &v->w, "<div class=\"why\"><p>%s ",
        rest ? "Today is a rest day from strength: only a part of the plan. The rest comes back."
             : main_reasons[p->change].says);
    for (int c = 0; c < main_reasons[p->change].count; c++) {
        int code = main_reasons[p->change].codes[c], at = gives(p, code);
        if (at < 0 || said == main_reasons[p->change].most)
            continue;
        said++;
        if (!put_together(v, code)) {
            put_reason(v, &p->reason[at]);
            html_put(&v->w, " ");
        }
        if (code == REASON_FLARE || code == REASON_FLARE_BACK)
            put_silence(v);
    }
    if (p->change == PLAN_advance && !said)
        html_put(&v->w, "Something goes up or comes back today. The rest stays. ");
    html_put(&v->w, "<a href=\"/why\">Why this plan</a></p></div>\n");
}

/* --- what comes before the plan ------------------------------------------------------------------- */

static void put_invitation(struct visit *v)
{
    const struct row *now = known_row(&v->known, v->day);
    if (now && now->checkin)
        return;
    html_put(
        &v->w,
        "<div class=\"note\"><h2>%s Check in first</h2><p>Under a minute. Today's plan goes by "
        "how you are today, and nothing goes up without it.</p>"
        "<p><a class=\"btn\" href=\"/checkin\">Check in</a></p></div>\n",
        v->q->now.minute >= MORNING && v->q->now.minute < 12 * 60 ? "Good morning." : "Hello.");
}

static void put_night(struct visit *v)
{
    if (v->q->now.minute < MORNING)
        html_put(&v->w, "<p>Can’t sleep? <a href=\"/learn/sleep\">Ways to lie</a></p>\n");
}

static void put_operated(struct visit *v)
{
    if (after_operation(&v->known))
        html_put(&v->w,
                 "<p class=\"note note-plain\">What your surgeon or physiotherapist told you "
                 "comes before this plan.</p>\n");
}

static void put_sore(struct visit *v)
{
    const struct row *now = known_row(&v->known, v->day);
    if (now && now->flare_tap) {
        html_put(&v->w,
                 "<p class=\"small quiet\">You said “too sore today”. That is fine: today is "
                 "smaller. <a href=\"/flare\">What it does</a></p>\n");
        return;
    }
    form_open(v, "/flare");
    html_put(&v->w, "<p><button class=\"btn btn-2 btn-s btn-auto\">Too sore today</button></p>"
                    "</form>\n");
}

/* --- the page ------------------------------------------------------------------------------------- */

static void put_start_all(struct visit *v)
{
    if (v->plan.item_count > CARDS_MOST && !cards_first(v)) {
        html_put(&v->w, "<p><a class=\"btn\" href=\"/session\">");
        icon(v, "play");
        html_put(&v->w, " Start, about %d minutes</a></p>\n", round_minutes(v));
    }
}

static void put_sitting(struct visit *v)
{
    int sit = v->known.sit_min, every = v->plan.sit_break_min;
    if (!every)
        return;
    every -= every > 5 ? every % 5 : 0;
    html_put(&v->w, "<div class=\"note\"><h2>");
    icon(v, "clock");
    if (every == 1)
        html_put(&v->w, " Stand up every minute</h2><p>");
    else
        html_put(&v->w, " Stand up every %d minutes</h2><p>", every);
    if (sit > 0)
        html_put(&v->w, "You told us that your leg complains after about %d minutes of sitting. ",
                 sit);
    html_put(&v->w, "A few steps are enough.</p></div>\n");
}

/* The day on which exercises or a walk were first put before the person: today when that is now. */
static int first_plan_day(const struct visit *v)
{
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        const struct fact_shown *s = f->keys;
        if (f->kind == KIND_shown && (s->item.len || s->walk.len))
            return f->day;
    }
    return v->day;
}

/* Asked once, on the day of the first plan, each by itself; later both are on the page of the record. */
static void put_offers(struct visit *v)
{
    int both = !v->q->way_back;
    if (first_plan_day(v) != v->day)
        return;
    html_put(&v->w,
             "<section class=\"sec\"><h2>%s</h2><ul class=\"dots\">"
             "<li><a href=\"/reminder\">Set a daily reminder</a> in your own calendar.</li>",
             both ? "Two things worth a minute" : "Worth a minute");
    if (both)
        html_put(&v->w, "<li><a href=\"/back/new\">Save a way back in</a>, in case this phone or "
                        "browser forgets you.</li>");
    html_put(&v->w, "</ul><p class=\"small quiet\">You find them later with <a "
                    "href=\"/record\">your record</a>.</p></section>\n");
}

static void put_print(struct visit *v)
{
    if (v->plan.item_count || v->plan.walk.rung)
        html_put(&v->w, "<p><a href=\"/plan/print\">Print today’s plan</a>, one sheet with "
                        "pictures.</p>\n");
}

static void plan_page(struct visit *v)
{
    struct done_today done;
    done_today(v, &done);
    page_open(v, "Today", TAB_today);
    put_eyebrow(v);
    put_heading(v);
    put_night(v);
    int half_way = put_half_way(v);
    if (!half_way)
        put_invitation(v);
    put_main_reason(v);
    put_operated(v);
    put_sore(v);
    if (!half_way)
        put_first_questions(v);
    put_flags(v);
    put_start_all(v);
    put_items(v, &done);
    put_walk(v, &done);
    put_sitting(v);
    put_after(v, 0);
    put_account_link(v, &done);
    put_week(v);
    put_how_much_pain(v);
    put_tasks(v);
    put_print(v);
    put_offers(v);
    html_put(&v->w, "<p class=\"small quiet\">“Too sore today” gives you smaller days at once. A "
                    "flare-up is common and rarely means new damage.</p>\n");
    page_close(v);
}

static const uint8_t stop_codes[] = {REASON_SCREEN_NEEDED, REASON_DISCHARGED, REASON_CHILD,
                                     REASON_MINOR, REASON_SEEN_UNCONFIRMED};

/* There is no plan, and nothing is urgent: why, and what to do about it. */
static void stopped_page(struct visit *v)
{
    const struct plan *p = &v->plan;
    int asks = gives(p, REASON_SCREEN_NEEDED) >= 0;
    page_open(v, "Today", TAB_today);
    put_eyebrow(v);
    html_put(&v->w, "<h1>%s</h1>\n",
             asks ? "First, the safety questions again" : "No plan for now");
    html_put(&v->w, "<div class=\"why\">");
    for (size_t c = 0; c < sizeof stop_codes; c++) {
        int at = gives(p, stop_codes[c]);
        if (at < 0)
            continue;
        html_put(&v->w, "<p>");
        put_reason(v, &p->reason[at]);
        html_put(&v->w, "</p>");
    }
    html_put(&v->w, "<p><a href=\"/why\">Every reason</a></p></div>\n");
    if (asks)
        html_put(&v->w, "<p>They take about two minutes. Your plan goes on from what you last did "
                        "well.</p><p><a class=\"btn\" href=\"/safety\">Answer the safety "
                        "questions</a></p>\n");
    put_flags(v);
    if (p->walk.rung) {
        struct done_today done;
        done_today(v, &done);
        put_walk(v, &done);
    } else {
        html_put(&v->w, "<p>Until then, move about as you need to, in bits that your leg can take. "
                        "Rest in any position that eases it.</p>\n");
    }
    put_tasks(v);
    page_close(v);
}

void today_get(struct visit *v)
{
    if (!v->facts.count || v->known.gate.full_at == NEVER_AT)
        start_page(v);
    else if (v->plan.stage == stages_stop)
        stopped_page(v);
    else
        plan_page(v);
}
