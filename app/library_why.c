/* What stands against an exercise or speaks for it: the person's own, the plan's reasons, the sources.
 *
 * What is forbidden is never offered: its page says so first, and names who can decide otherwise. */
#include "library.h"

#include "asked.h"

void put_anyone(struct visit *v, unsigned flags)
{
    html_put(&v->w, "<ul class=\"dots\">");
    for (int i = 0; i < PROFILE_COUNT; i++)
        if (flags >> i & 1)
            html_put(&v->w, "<li>%s</li>", profile_words[i].anyone);
    html_put(&v->w, "</ul>");
}

static void put_you(struct visit *v, unsigned flags)
{
    for (int i = 0; i < PROFILE_COUNT; i++)
        if (flags >> i & 1)
            html_put(&v->w, "%s ", profile_words[i].you);
}

static int is_minor(const struct visit *v)
{
    return !nobody_known(v) && v->known.gate.in & IN(minor);
}

void put_own_first(struct visit *v, int item, const struct standing *s)
{
    if (is_minor(v) && !s->planned)
        html_put(&v->w, "<div class=\"note note-stop\"><h2>Not for you now</h2><p>Under 18, a "
                        "clinician decides about exercises. Show them this page.</p></div>\n");
    if (s->excluded) {
        html_put(&v->w, "<div class=\"note note-stop\"><h2>Not for you</h2><p>");
        put_you(v, s->excluded);
        html_put(&v->w, "So your plan leaves this one out. Please do not try it, unless a "
                        "clinician who knows you has agreed.</p></div>\n");
    } else if (s->modified) {
        html_put(&v->w, "<div class=\"note note-wait\"><h2>For you, another way</h2><p>");
        put_you(v, s->modified);
        html_put(&v->w, "So: %s</p></div>\n", exercises[item].caution);
    }
    if (s->allowed)
        html_put(&v->w, "<p class=\"note note-plain\">A clinician has agreed that you may do "
                        "this one.</p>\n");
}

/* --- in the plan or not ---------------------------------------------------------------------------- */

/* The reasons of today's plan that are about it, or about its whole family; how many. */
static int put_its_reasons(struct visit *v, int item)
{
    int n = 0;
    for (int i = 0; i < v->plan.reason_count; i++) {
        const struct plan_reason *r = &v->plan.reason[i];
        int of_family = r->code == REASON_FARTHER_FAMILY && r->item >= 0 &&
                        exercises[r->item].family == exercises[item].family;
        if (r->item != item && !of_family)
            continue;
        html_put(&v->w, "<p>");
        put_reason(v, r);
        html_put(&v->w, "</p>");
        n++;
    }
    return n;
}

/* Another of the family that is in the plan today; -1. */
static int instead_of(const struct visit *v, int item)
{
    for (int i = 0; i < v->plan.item_count; i++)
        if (exercises[v->plan.item[i].item].family == exercises[item].family)
            return v->plan.item[i].item;
    return -1;
}

static void put_instead(struct visit *v, int item, int other)
{
    struct span id = item_name(other);
    html_put(&v->w,
             "<p>Of this kind the plan has <a href=\"/exercises/%.*s\">%s</a> today, %s.</p>",
             (int)id.len, id.p, exercises[other].name,
             exercises[other].rung < exercises[item].rung   ? "which asks less"
             : exercises[other].rung > exercises[item].rung ? "which asks more"
                                                            : "on the same rung");
}

static int bit_of(int direction)
{
    return direction == DIRECTION_extension ? FAMILY_EXT
           : direction == DIRECTION_flexion ? FAMILY_FLX
           : direction == DIRECTION_lateral ? FAMILY_LAT
                                            : -1;
}

/* The ladders of a direction are climbed only in the one that was found. */
static int put_other_direction(struct visit *v, int item)
{
    int family = exercises[item].family, found = bit_of(v->plan.direction);
    if ((family != FAMILY_EXT && family != FAMILY_FLX && family != FAMILY_LAT) || family == found)
        return 0;
    if (found >= 0)
        html_put(&v->w, "<p>Your plan goes by the direction that eased your leg: %s.</p>",
                 family_words_of(found)->name);
    else if (v->plan.direction == DIRECTION_untested)
        html_put(&v->w, "<p>We do not know yet which direction eases your leg.</p>");
    else
        html_put(&v->w, "<p>No direction was found that eases your leg more than others.</p>");
    return 1;
}

static void put_why_not(struct visit *v, int item, const struct standing *s)
{
    int other = instead_of(v, item);
    if (nobody_known(v) || v->known.gate.full_at == NEVER_AT) {
        html_put(&v->w,
                 "<p>There is no plan yet: the <a href=\"/safety\">safety questions</a> come "
                 "first.</p>");
    } else if (s->excluded) {
        html_put(&v->w, "<p>");
        put_you(v, s->excluded);
        html_put(&v->w, "</p>");
    } else if (s->banned_until >= v->day) {
        html_put(&v->w, "<p>Your clinician has asked to leave it out until ");
        put_full_date(v, s->banned_until);
        html_put(&v->w, ".</p>");
    } else if (s->swapped) {
        html_put(&v->w, "<p>You took it out. To have it back, take that swap back on <a "
                        "href=\"/record\">your record</a>.</p>");
    } else if (!put_its_reasons(v, item)) {
        int told = put_other_direction(v, item);
        if (other >= 0)
            put_instead(v, item, other);
        else if (!told && v->plan.stage == stages_stop)
            html_put(&v->w, "<p>There are no exercises today.</p>");
        else if (!told && gives(&v->plan, REASON_REST_DAY) >= 0)
            html_put(&v->w, "<p>Today is a rest day from strength exercises.</p>");
        else if (!told)
            html_put(&v->w, "<p>Nothing of this kind has its place in today’s plan.</p>");
    }
}

void put_standing(struct visit *v, int item, const struct standing *s)
{
    html_put(&v->w, "<section class=\"sec\" id=\"plan\"><h2>In your plan</h2>");
    if (s->planned) {
        html_put(&v->w, "<p>Today: <b>");
        put_dose(v, item, s->planned->dose);
        html_put(&v->w, " a day</b>.</p>");
        put_its_reasons(v, item);
        html_put(&v->w, "<p><a href=\"/why\">Every reason of today’s plan</a></p>");
    } else {
        html_put(&v->w, "<p><b>Not in your plan today.</b> Please do not add it by "
                        "yourself.</p>");
        put_why_not(v, item, s);
    }
    if (!is_out(v, s))
        put_moves_of(v, item, s->planned != NULL);
    html_put(&v->w, "</section>\n");
}

/* --- how sure ------------------------------------------------------------------------------------- */

void put_evidence(struct visit *v, const char *keys)
{
    struct cites c = {.count = 0};
    html_put(&v->w, "<section class=\"sec\"><h2>How sure is this?</h2>");
    for (const char *k = keys; *k;) {
        size_t n = 0;
        while (k[n] && k[n] != ' ')
            n++;
        const char *says = evidence_of(k, n);
        if (says) {
            char *key = arena_alloc(v->a, n + 1, 1);
            memcpy(key, k, n);
            html_put(&v->w, "<p>%s", says);
            if (!str_same(key, "PRACTICE"))
                cite(v, &c, key);
            html_put(&v->w, "</p>");
        }
        k += n + (k[n] == ' ');
    }
    html_put(&v->w, "<p>How much and how often are our own choice, inside usual practice. No trial "
                    "sets a dose for sciatica, and no kind of exercise has shown a lasting lead "
                    "over another.</p></section>\n");
    cites_list(v, &c);
}
