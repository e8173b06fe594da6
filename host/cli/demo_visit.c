/* demo_visit.c - what the invented clinicians write: of a first visit the case history and an
 * examination, of each the treatment, now and then an override, a letter, a clearance, a discharge. What
 * they find follows from how the leg is. */
#include "demo.h"

#include "../../core/day.h"
#include "../../core/form.h"

#include <stdio.h>

/* --- a fact of theirs ------------------------------------------------------------------------------- */

struct page {
    struct demo_life *l;
    struct text body;
    int minute;
};

static struct page page_begin(struct arena *a, struct demo_life *l, int minute)
{
    const struct demo_staff *by = &demo_staff[l->who->staff];
    struct page p = {.l = l, .body = {.mem = a}, .minute = minute};
    text_lit(&p.body, "_by=clinician&_who=");
    form_encode(&p.body, by->name, strlen(by->name));
    text_lit(&p.body, "%2C+");
    text_str(&p.body, by->number);
    return p;
}

static void put(struct page *p, const char *key, const char *value)
{
    text_char(&p->body, '&');
    text_str(&p->body, key);
    text_char(&p->body, '=');
    form_encode(&p->body, value, strlen(value));
}

static void put_whole(struct page *p, const char *key, int value)
{
    text_char(&p->body, '&');
    text_str(&p->body, key);
    text_char(&p->body, '=');
    text_int(&p->body, value);
}

static void put_date(struct page *p, const char *key, int day)
{
    text_char(&p->body, '&');
    text_str(&p->body, key);
    text_char(&p->body, '=');
    day_put(&p->body, day);
}

/* Kept as a fact of that kind; noted: how the log calls it. */
static void page_end(struct page *p, const char *kind, const char *noted)
{
    demo_note(p->l, noted);
    life_say(&p->l->life, &p->l->telling, p->minute, kind, "%.*s", (int)p->body.len, p->body.p);
}

static int today(const struct demo_life *l)
{
    return l->life.first_day + l->life.n;
}

static const char *one_of(const struct demo_life *l, int nth, const char *const *words, int count)
{
    return words[demo_pick(l->who, nth, count)];
}
#define ONE_OF(l, nth, words) one_of((l), (nth), (words), sizeof(words) / sizeof(words)[0])

/* --- the case history ---------------------------------------------------------------------------------- */

static void write_history(struct arena *a, struct demo_life *l, int minute)
{
    static const char *const presenting[] = {
        "Pain from the buttock down the leg after a weekend of lifting. Worse on sitting.",
        "Leg pain came on over two days without a clear cause. Cannot sit through a meeting.",
        "Back pain for a week, then the leg took over. Coughing sends it down.",
        "Ache and pins and needles down the leg, worst getting out of the car.",
    };
    static const char *const past[] = {
        "One bout of back pain some years ago, settled in weeks. No operation.",
        "No earlier bout. Otherwise well.",
        "Two earlier bouts of back pain without leg pain.",
    };
    static const char *const social[] = {
        "Works full time, lives with family. Wants to get back to walking.",
        "At work, with lighter duties. Sleeps badly because of the leg.",
        "Lives with a partner who helps with shopping. Keen gardener.",
    };
    static const char *const impression[] = {
        "Leg-dominant pain with nerve tension. No sign of anything that needs hospital today.",
        "Likely nerve root irritation. To be re-examined at each visit.",
    };
    struct page p = page_begin(a, l, minute);
    int claudication = strcmp(l->who->side, "both") == 0;
    put(&p, "presenting",
        claudication ? "Both legs ache on walking a few hundred metres, eased by "
                       "sitting or leaning on a trolley."
                     : ONE_OF(l, 80, presenting));
    put(&p, "past",
        l->person.operated_before >= 0 ? "Disc operation recently; wound healed."
                                       : ONE_OF(l, 81, past));
    put(&p, "medicines", demo_pick(l->who, 82, 2) ? "Paracetamol as needed." : "None regularly.");
    put(&p, "social", ONE_OF(l, 83, social));
    put(&p, "impression",
        claudication ? "Pattern of narrowing around the nerves; walks bent "
                       "forward with ease."
                     : ONE_OF(l, 84, impression));
    put(&p, "plan", "Hands-on treatment and the daily plan together. Review in a week.");
    page_end(&p, "history", "history");
}

/* --- the examination ------------------------------------------------------------------------------------- */

static int weak_now(const struct demo_life *l)
{
    return l->who->turn == TURN_referred || (l->who->turn == TURN_cleared && l->cleared) ||
           (l->who->turn == TURN_fading && l->visits == l->who->visits - 1);
}

/* One leg; the painful one has what the leg's level makes likely. */
static void write_exam(struct arena *a, struct demo_life *l, int minute, const char *side, int sore)
{
    struct page p = page_begin(a, l, minute);
    int level = sore ? l->life.level : 0, weak = sore && weak_now(l);
    put(&p, "side", side);
    put_whole(&p, "slr_deg", (85 - level * 55 / 1000) / 5 * 5);
    put(&p, "crossed_slr", level > 690 ? "positive" : "negative");
    put(&p, "slump", level > 280 ? "positive" : "negative");
    put(&p, "knee_reflex", "normal");
    put(&p, "ankle_reflex", level > 480 && l->person.farthest == zones_foot ? "reduced" : "normal");
    put(&p, "sensation", level > 560 ? "reduced" : "normal");
    put_whole(&p, "mrc_dorsiflexion", weak ? 4 : 5);
    put_whole(&p, "mrc_big_toe", weak ? 4 : 5);
    put_whole(&p, "mrc_plantarflexion", 5);
    put_whole(&p, "mrc_knee_extension", 5);
    if (sore) {
        put(&p, "wasting", "none");
        put(&p, "shift", level > 640 ? (strcmp(side, "left") == 0 ? "right" : "left") : "none");
    }
    page_end(&p, "exam", "exam");
}

static void write_both(struct arena *a, struct demo_life *l, int minute)
{
    int both = strcmp(l->who->side, "both") == 0;
    write_exam(a, l, minute, "left", both || strcmp(l->who->side, "left") == 0);
    write_exam(a, l, minute + 2, "right", both || strcmp(l->who->side, "right") == 0);
}

/* --- the treatment ------------------------------------------------------------------------------------------ */

/* Manipulation is for those without a reason against it, and not while the leg is at its worst. */
static int may_manipulate(const struct demo_life *l)
{
    return l->who->age < 60 && !strstr(l->who->also, "has=") && !l->person.pregnant_weeks &&
           l->person.operated_before < 0 && l->life.level < 500 && l->who->turn != TURN_cleared;
}

static void write_treatment(struct arena *a, struct demo_life *l, int minute, int nth)
{
    static const char *const level[] = {"L4/5", "L5/S1", "L5", "S1", "left sacroiliac"};
    static const char *const note[] = {
        "Muscle tone down by the end, straight leg raise 10 degrees more.",
        "Comfortable lying on the side afterwards. Plan gone through together.",
        "Walked the corridor without pain in the calf.",
        "Tender over the buttock; gentle only. Asked to keep to the small walks.",
        "Explained why a little more walking is safe.",
    };
    static const char *const chaperone[] = {"offered", "present", "declined"};
    struct page p = page_begin(a, l, minute);
    put_whole(&p, "visit", nth + 1);
    put(&p, "consent", "given");
    put(&p, "chaperone", ONE_OF(l, 90 + nth, chaperone));
    put(&p, "technique", "soft_tissue");
    put(&p, "technique", l->life.level > 550 ? "traction_gentle" : "articulation");
    if (may_manipulate(l) && demo_pick(l->who, 100 + nth, 3) == 0)
        put(&p, "technique", "manipulation");
    if (nth > 1 && demo_pick(l->who, 110 + nth, 2))
        put(&p, "technique", "neural");
    put(&p, "technique", nth == 0 ? "education" : "exercise");
    put(&p, "level", ONE_OF(l, 120 + nth, level));
    put(&p, "response", demo_pick(l->who, 130 + nth, 4) ? "better" : "same");
    put(&p, "note", ONE_OF(l, 140 + nth, note));
    page_end(&p, "treatment", "treatment");
}

/* --- what changes the plan, or goes out -------------------------------------------------------------------- */

static void write_override(struct arena *a, struct demo_life *l, int minute)
{
    struct page p = page_begin(a, l, minute);
    put(&p, "ban", demo_pick(l->who, 150, 2) ? "LIFT" : "FLX");
    put_date(&p, "until", today(l) + 42);
    put(&p, "why", "Bending loaded the leg twice this week; look again at the next visits.");
    page_end(&p, "override", "plan changed");
}

static void write_referral(struct arena *a, struct demo_life *l, int minute, const char *to,
                           const char *name, const char *why)
{
    struct page p = page_begin(a, l, minute);
    put(&p, "to", to);
    put(&p, "why", why);
    page_end(&p, "referral", "referral");
    p = page_begin(a, l, minute + 1);
    put(&p, "to", to);
    put(&p, "name", name);
    put(&p, "text",
        "Thank you for seeing this person, whom we have treated by hand and with daily "
        "exercise since the first visit.");
    put(&p, "text", why);
    put(&p, "text",
        "We go on with walking and gentle exercise meanwhile, and would be glad to hear "
        "what you find.");
    page_end(&p, "letter", "letter");
}

static void last_visit(struct arena *a, struct demo_life *l, int minute)
{
    if (l->who->turn == TURN_letter)
        write_referral(
            a, l, minute, "gp", "Dr Helen Marsh, Millbrook Surgery",
            "Leg pain is little better after six weeks. We ask for a review of pain relief.");
    else if (l->who->turn == TURN_support)
        write_referral(a, l, minute, "psychology", "Talking Therapies, Fernley",
                       "Pain has gone on for months, with fear that moving does harm.");
    else if (l->who->turn == TURN_referred)
        write_referral(
            a, l, minute, "spinal", "Spinal service, Bridgeford General",
            "Leg pain is no better at twelve weeks, and lifting the foot is graded 4 of 5.");
}

void demo_visit(struct arena *a, struct demo_life *l, int nth, int minute)
{
    if (nth == 0)
        write_history(a, l, minute);
    if (nth % 2 == 0 || weak_now(l))
        write_both(a, l, minute + 6);
    write_treatment(a, l, minute + 18, nth);
    if (l->who->turn == TURN_override && nth == 1)
        write_override(a, l, minute + 20);
    if (nth == l->who->visits - 1)
        last_visit(a, l, minute + 21);
}

void demo_clear(struct arena *a, struct demo_life *l, int minute)
{
    struct page p;
    l->cleared = 1;
    write_both(a, l, minute);
    p = page_begin(a, l, minute + 8);
    put(&p, "flag", "foot_drop");
    put(&p, "seen_by", "hospital");
    put_date(&p, "seen_on", today(l) - 1);
    put(&p, "outcome",
        "Seen at Bridgeford General the same day. Lifting the foot graded 4 of 5, "
        "scan arranged, exercise may go on.");
    put(&p, "allow", "REST");
    put(&p, "allow", "EXT");
    put(&p, "allow", "WALK");
    page_end(&p, "clearance", "clearance");
}

void demo_discharge(struct arena *a, struct demo_life *l, int minute)
{
    struct page p = page_begin(a, l, minute);
    put(&p, "outcome", l->life.leg <= 2 ? "recovered" : "improved");
    page_end(&p, "discharge", "discharge");
}
