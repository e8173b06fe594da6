/* case_history.c - the case history, each part as it was last written, and the facts of the person that rules
 * read. What is unchanged writes nothing. */
#include "recording.h"

#include "../app/asked.h"

static const struct part {
    const char *key, *ask, *hint;
    int at, lines;
} parts[] = {
#define PART(key, ask, hint, lines)                                                                \
    {                                                                                              \
#key, ask, hint, (int)offsetof(struct fact_history, key), lines                            \
    }
    PART(presenting, "Presenting complaint", "Onset, course, what eases and provokes it", 4),
    PART(past, "Past history", "Earlier episodes, operations, illnesses, investigations", 3),
    PART(medicines, "Medicines", "With doses, and what was tried", 2),
    PART(family, "Family history", NULL, 2),
    PART(social, "Home, work and sport", NULL, 2),
    PART(findings, "Findings", "What the examination page has no row for", 3),
    PART(impression, "Impression", NULL, 2),
    PART(plan, "Plan agreed", NULL, 3),
};
static const struct condition {
    const char *value, *words;
} said[conditions_COUNT] = {
    [conditions_osteoporosis] = {"osteoporosis", "thin bones (osteoporosis)"},
    [conditions_steroids] = {"steroids", "steroid tablets, 3 months or more"},
    [conditions_diabetes] = {"diabetes", "diabetes"},
    [conditions_immune] = {"immune", "weak immune system"},
    [conditions_cancer] = {"cancer", "cancer, now or before"},
    [conditions_blood_thinner] = {"blood_thinner", "blood thinner"},
    [conditions_aneurysm] = {"aneurysm", "aortic aneurysm"},
    [conditions_past_clot] = {"past_clot", "blood clot before"},
    [conditions_smoker] = {"smoker", "smokes or has smoked"},
    [conditions_hypertension] = {"hypertension", "high blood pressure"},
    [conditions_heart] = {"heart", "heart disease"},
    [conditions_falls] = {"falls", "falls easily"},
    [conditions_knee] = {"knee", "knee trouble"},
    [conditions_hip_replacement] = {"hip_replacement", "hip replacement"},
};

static const struct tap medicines[] = {{"nsaid", "anti-inflammatory", NULL},
                                       {"paracetamol", "paracetamol", NULL},
                                       {"opioid", "opioid", NULL},
                                       {"gabapentinoid", "gabapentinoid", NULL},
                                       {"antidepressant", "antidepressant", NULL},
                                       {"other", "something else", NULL},
                                       {"none", "nothing", NULL}};
_Static_assert(COUNT_OF(medicines) == medicines_COUNT, "in the order of choices.def");

static struct span part_of(const struct fact_history *h, int part)
{
    struct span s;
    memcpy(&s, (const char *)h + parts[part].at, sizeof s);
    return s;
}

/* As the last history says it; each is written whole. */
static const char *part_was(struct desk *d, int part)
{
    const struct fact *f = newest(d, KIND_history, SIZE_MAX);
    return f ? plain_text(&d->v, part_of(f->keys, part)) : "";
}

/* --- the person ------------------------------------------------------------------------------------------- */

static void fill_person(struct desk *d)
{
    const struct person *p = &d->v.known.person;
    int weeks = pregnant_weeks_now(&d->v.known);
    for (int c = 0; c < conditions_COUNT; c++)
        if (p->has >> c & 1) {
            fill(d, "has", said[c].value);
            fill(d, "had", said[c].value);
        }
    for (int i = 0; i < medicines_COUNT; i++)
        if (d->v.known.taking >> i & 1)
            fill(d, "taking", medicines[i].value);
    fill_number(d, "took", (int)d->v.known.taking);
    if (p->born != UNANSWERED)
        fill_number(d, "born", p->born);
    if (weeks >= 0)
        fill_number(d, "pregnant_weeks", weeks);
    if (p->surgery != UNANSWERED)
        fill_day(d, "surgery", p->surgery);
    if (p->injection != UNANSWERED)
        fill_day(d, "injection", p->injection);
}

static void ask_person(struct desk *d)
{
    struct visit *v = &d->v;
    struct tap tap[conditions_COUNT];
    const char *had;
    for (int c = 0; c < conditions_COUNT; c++)
        tap[c] = (struct tap){said[c].value, said[c].words, NULL};
    html_put(&v->w,
             "<section class=\"panel\"><h2>What the rules go by</h2><p class=\"sub\">As the record "
             "has it. Exercises and safety rules change with these.</p>");
    tick_row(d, "has", "Has, or takes", NULL, tap, conditions_COUNT);
    for (int n = 0; (had = posted(v, "had", n)); n++)
        hidden(v, "had", had);
    tick_row(d, "taking", "Taking for the pain", NULL, medicines, COUNT_OF(medicines));
    hidden(v, "took", posted(v, "took", 0) ? posted(v, "took", 0) : "0");
    html_put(&v->w, "<div class=\"fields\">");
    ask_number(v, "born", "Year of birth", NULL, "", 2200);
    ask_number(v, "pregnant_weeks", "Pregnant", "0 when not", "weeks", 42);
    ask_date(v, "surgery", "Last spinal operation", NULL);
    ask_date(v, "injection", "Last spinal injection", NULL);
    html_put(&v->w, "</div></section>");
}

/* Told as a whole when it differs from what the page showed. */
static void take_medicines(struct desk *d)
{
    struct text took = {.mem = d->v.a};
    int now = 0;
    for (int i = 0; i < medicines_COUNT; i++)
        now |= posted_is(&d->v, "taking", medicines[i].value) << i;
    text_int(&took, now);
    text_char(&took, '\0');
    if (now >> medicines_none & 1 && now != 1 << medicines_none)
        wrong(&d->v, "taking", "Nothing and something cannot both be so.");
    if (!now || posted_is(&d->v, "took", took.p))
        return;
    fact_begin(&d->v, KIND_medicine);
    fact_take(&d->v, "taking");
    fact_end(&d->v);
}

static void take_changed(struct desk *d, const char *field, int was)
{
    const char *s = posted(&d->v, field, 0);
    struct text t = {.mem = d->v.a};
    if (was != UNANSWERED && was != INT32_MIN)
        text_int(&t, was);
    text_char(&t, '\0');
    if (s && !str_same(s, t.p))
        fact_take(&d->v, field);
}

static void take_day(struct desk *d, const char *field, int was)
{
    int day = posted_day(d, field);
    if (day != INT32_MIN && day > d->v.day)
        wrong(&d->v, field, "That day is still to come.");
    else if (day != INT32_MIN && day != was)
        fact_take(&d->v, field);
}

/* Only what was changed on the page: what the patient told meanwhile stays. */
static void take_person(struct desk *d)
{
    struct visit *v = &d->v;
    const struct person *p = &v->known.person;
    const char *s;
    int y, m, date, weeks = pregnant_weeks_now(&v->known);
    day_civil(v->day, &y, &m, &date);
    fact_begin(v, KIND_profile);
    for (int n = 0; (s = posted(v, "has", n)); n++) {
        int known = 0;
        for (int c = 0; c < conditions_COUNT; c++)
            known |= str_same(said[c].value, s);
        if (!known)
            wrong(v, "has", "Choose from the list.");
        else if (!posted_is(v, "had", s))
            fact_put(v, "has", s);
    }
    for (int c = 0; c < conditions_COUNT; c++)
        if (posted_is(v, "had", said[c].value) && !posted_is(v, "has", said[c].value))
            fact_put(v, "has_not", said[c].value);
    take_changed(d, "born", p->born);
    take_changed(d, "pregnant_weeks", weeks < 0 ? 0 : weeks);
    s = posted(v, "born", 0);
    if (s && str_len(s) == 4 && !wrong_about(v, "born")) {
        int born = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + s[3] - '0';
        if (born > y || born < y - 120)
            wrong(v, "born", "Nobody alive was born in that year. Look at it again.");
    }
    take_day(d, "surgery", p->surgery);
    take_day(d, "injection", p->injection);
    fact_end(v);
}

/* --- the page ---------------------------------------------------------------------------------------------- */

void case_history_get(struct desk *d)
{
    const struct fact *f = to_correct(d, KIND_history);
    if (f)
        fill_fact(d, f, "");
    else
        for (int i = 0; i < COUNT_OF(parts); i++)
            fill(d, parts[i].key, part_was(d, i));
    fill_person(d);
    rec_open(d, "Case history", KIND_history);
    rec_form(d);
    html_put(&d->v.w,
             "<section class=\"panel\"><h2>History</h2><p class=\"sub\">As it was last written. "
             "Change what has changed: every earlier text stays in the record.</p>");
    for (int i = 0; i < COUNT_OF(parts); i++)
        ask_text(&d->v, parts[i].key, parts[i].ask, parts[i].hint, parts[i].lines);
    html_put(&d->v.w, "</section>");
    ask_person(d);
    form_close(&d->v, "Keep the history");
    desk_close(d);
}

/* A browser ends a line of a text with CRLF; the record holds what was posted. */
static int says_as_before(const char *now, const char *was)
{
    while (*now || *was) {
        if (*now == '\r')
            now++;
        else if (*was == '\r')
            was++;
        else if (*now++ != *was++)
            return 0;
    }
    return 1;
}

static int history_changed(struct desk *d)
{
    for (int i = 0; i < COUNT_OF(parts); i++) {
        const char *s = posted(&d->v, parts[i].key, 0);
        if (!says_as_before(s ? s : "", part_was(d, i)))
            return 1;
    }
    return 0;
}

void case_history_post(struct desk *d)
{
    if (to_correct(d, KIND_history) || history_changed(d)) {
        rec_begin(d, KIND_history);
        for (int i = 0; i < COUNT_OF(parts); i++)
            fact_take(&d->v, parts[i].key);
        fact_end(&d->v);
    }
    take_person(d);
    take_medicines(d);
    if (!d->v.new_facts.len && !d->v.wrongs)
        wrong(&d->v, "presenting",
              "Nothing is different from what the record says, so nothing was kept.");
    if (d->v.wrongs)
        case_history_get(d);
    else
        rec_keep(d, KINDS(history), "history", patient_path(d, ""));
}
