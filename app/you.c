/* you.c - /start/you: what forbids or changes exercises, and how old one is unless that was told with
 * the safety questions. Sex is not asked: no rule needs it. What is not ticked is not a no: it takes nothing back that was told before, here or
 * by a clinician; that is done in the record, one by one. */
#include "asked.h"
#include "tell.h"

static const struct choice conditions[] = {
    {"osteoporosis", "Thin bones (osteoporosis)", NULL},
    {"steroids", "Steroid tablets for 3 months or more", NULL},
    {"diabetes", "Diabetes", NULL},
    {"immune", "Weak defence against infection", NULL},
    {"cancer", "Cancer, now or ever", NULL},
    {"blood_thinner", "Blood thinners", NULL},
    {"aneurysm", "Aneurysm: a bulge in a large artery", NULL},
    {"past_clot", "A blood clot before", NULL},
    {"smoker", "I smoke", NULL},
    {"hypertension", "High blood pressure", NULL},
    {"heart", "Heart trouble", NULL},
    {"falls", "Unsteady, or falls", NULL},
    {"knee", "A bad knee", NULL},
    {"hip_replacement", "A new hip joint", NULL}};
_Static_assert(COUNT(conditions) == conditions_COUNT, "every condition is asked");

static const char *const birth[] = {"pregnant_weeks", "after_birth_weeks"};
/* More weeks only forbid more, and end sooner. */
static const char weeks_unknown[] =
    "If you do not know, write your best guess: too high is safer than too low.";
static const char *const spine[] = {"surgery", "injection"};

static int told_before(const struct visit *v)
{
    if (v->known.person.born != UNANSWERED)
        return 1;
    for (int i = 0; i < conditions_COUNT; i++)
        if (known_has(&v->known, i))
            return 1;
    return 0;
}

static void told_note(struct visit *v)
{
    int first = 1;
    if (!told_before(v))
        return;
    html_put(&v->w, "<div class=\"note note-plain\"><p>You told us before: ");
    for (int i = 0; i < conditions_COUNT; i++) {
        if (!known_has(&v->known, i))
            continue;
        html_put(&v->w, "%s%s", first ? "" : "; ", conditions[i].words);
        first = 0;
    }
    if (v->known.person.born != UNANSWERED)
        html_put(&v->w, "%sborn in %d", first ? "" : "; ", v->known.person.born);
    html_put(&v->w, ". That stays. <a href=\"/record\">Put it right in your record</a>.</p></div>");
}

void you_get(struct visit *v)
{
    int asked = 0;
    for (int i = 0; i < v->plan.task_count; i++)
        asked |= v->plan.task[i].task == TASK_PREGNANCY_WEEKS;
    start_open(v, 5, "/start/worse", "About you", NULL);
    form_open(v, "/start/you");
    if (v->known.person.born == UNANSWERED)
        ask_number(v, "born", "Year of birth", NULL, "", 9999);
    told_note(v);
    ask_many(v, "has", "Do you have any of these?", "None? Leave them empty.", conditions,
             COUNT(conditions));
    if (asked) {
        ask_number(v, "pregnant_weeks", "How many weeks pregnant are you?",
                   "0 if you are not pregnant now. If you do not know, write your best guess: too "
                   "high is safer than too low.",
                   "weeks", 42);
        ask_number(v, "after_birth_weeks", "If the baby is born: how many weeks ago?", NULL,
                   "weeks", 52);
    } else {
        part_open(v, "Pregnant, or a baby this year", birth, COUNT(birth));
        ask_number(v, "pregnant_weeks", "How many weeks pregnant?", weeks_unknown, "weeks", 42);
        ask_number(v, "after_birth_weeks", "How many weeks since the birth?", NULL, "weeks", 52);
        part_close(v);
    }
    part_open(v, "Back operation or injection", spine, COUNT(spine));
    ask_date(v, "surgery", "Day of the last operation on your spine", NULL);
    ask_date(v, "injection", "Day of the last injection into your spine", NULL);
    part_close(v);
    hidden(v, "zone", "");
    form_close(v, "See today’s plan");
    page_close(v);
}

const char born_words[] = "Write the year in four digits, like 1980.";

int born_fits(struct visit *v)
{
    enum { OLDEST = 120 };
    const char *was = posted(v, "born", 0);
    int year = 0, digits = 0, now = day_year(v->day);
    for (; was && was[digits] >= '0' && was[digits] <= '9' && digits < 5; digits++)
        year = year * 10 + (was[digits] - '0');
    return was && digits == 4 && !was[digits] && year <= now && year >= now - OLDEST &&
           !posted(v, "born", 1);
}

static void take_born(struct visit *v)
{
    if (posted(v, "born", 0) && !born_fits(v))
        wrong(v, "born", born_words);
    else
        fact_take(v, "born");
}

void you_post(struct visit *v)
{
    const char *zone = posted(v, "zone", 0);
    fact_begin(v, KIND_profile);
    take_born(v);
    fact_take(v, "has");
    fact_take(v, "pregnant_weeks");
    fact_take(v, "after_birth_weeks");
    take_past(v, "surgery");
    take_past(v, "injection");
    if (zone && zone_looks_right(zone)) /* by the browser's own clock: else nobody's mistake */
        fact_put(v, "zone", zone);
    fact_end(v);
    tell_end(v, you_get, "/");
}
