/* exam.c - the examination: a leg at a time, the painful one first, a tap for each answer. Nothing is
 * chosen in advance; what was found last stands beside each row in words. */
#include "recording.h"

static const char *const side_word[] = {"left", "right"};
static const char *const side_title[] = {"Left leg", "Right leg"};

/* The painful side as last told; the left when nobody has. */
static int side_first(struct desk *d)
{
    return d->v.known.episode.said.side == sides3_right ? sides2_right : sides2_left;
}

static const char *field_of(struct desk *d, int side, const char *key)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, side_word[side]);
    text_char(&t, '_');
    text_str(&t, key);
    text_char(&t, '\0');
    return t.p;
}

/* "Last: 4 on 9 Nov 2026" */
static const char *was_words(struct desk *d, int test, int was, int day)
{
    struct visit *v = &d->v;
    struct html keep = v->w;
    if (was == UNANSWERED)
        return NULL;
    v->w = (struct html){.out.mem = v->a};
    html_put(&v->w, "Last: ");
    put_exam_value(v, test, was);
    html_put(&v->w, ", ");
    put_year_date(v, day);
    text_char(&v->w.out, '\0');
    const char *words = v->w.out.p;
    v->w = keep;
    return words;
}

/* What a tap means is on the page already, and shows when it is chosen. */
static void put_meaning(struct desk *d, int test)
{
    if (exam_tests[test].what == TEST_grade)
        html_put(
            &d->v.w,
            "<p class=\"then if-weak\"><b>MRC %d or less: same day.</b> Once kept, the plan stops "
            "and the patient is told to be seen today, unless you clear it after this exam.</p>",
            limit(mrc_weak));
    html_put(&d->v.w,
             "<p class=\"then if-less\"><b>Worse than last time.</b> %s Once kept, you are asked "
             "whom to refer to.</p><p class=\"then if-first\">Ask since when. New in the last 2 "
             "weeks, or growing: refer.</p>",
             exam_tests[test].what == TEST_grade
                 ? "Weakness that grows is a matter for a spinal opinion the same day."
                 : "A deficit that grows is to be seen within days; with weakness, or numbness "
                   "round the "
                   "saddle, the same day.");
}

static const char *class_of(int test, int was, int now)
{
    if (exam_tests[test].what == TEST_grade && now <= limit(mrc_weak))
        return "weak";
    if (exam_worse(test, was, now))
        return "less";
    return exam_deficit(test, now) && was == UNANSWERED ? "first" : "";
}

static void ask_taps(struct desk *d, int test, const char *field, int was, const char *words)
{
    static const struct tap grades[] = {{"5", "5", NULL}, {"4", "4", NULL}, {"3", "3", NULL},
                                        {"2", "2", NULL}, {"1", "1", NULL}, {"0", "0", NULL}};
    static const struct tap reflexes[] = {
        {"normal", "normal", NULL}, {"reduced", "reduced", NULL}, {"absent", "absent", NULL}};
    static const struct tap signs[] = {{"negative", "negative", NULL},
                                       {"positive", "positive", NULL}};
    struct tap tap[6];
    int n;
    switch (exam_tests[test].what) {
    case TEST_grade:
        n = COUNT_OF(grades);
        memcpy(tap, grades, sizeof grades);
        for (int i = 0; i < n; i++)
            tap[i].class = class_of(test, was, 5 - i);
        break;
    case TEST_reflex:
        n = COUNT_OF(reflexes);
        memcpy(tap, reflexes, sizeof reflexes);
        for (int i = 0; i < n; i++)
            tap[i].class = class_of(test, was, i);
        break;
    default:
        n = COUNT_OF(signs);
        memcpy(tap, signs, sizeof signs);
    }
    taps_open(d, field, exam_tests[test].name, words);
    taps_put(d, field, tap, n);
    if (exam_tests[test].what != TEST_sign)
        put_meaning(d, test);
    taps_close(d);
}

static void ask_degrees(struct desk *d, const char *field, const char *words)
{
    struct visit *v = &d->v;
    const char *was = posted(v, field, 0);
    field_open(v, field, "Straight leg raise", words);
    html_put(&v->w,
             "<div class=\"unit\"><input class=\"field\" id=\"%s\" name=\"%s\" "
             "inputmode=\"numeric\" autocomplete=\"off\" size=\"4\" list=\"degrees\"",
             field, field);
    field_described(v, field, words, "degrees");
    if (was)
        html_put(&v->w, " value=\"%s\"", was);
    html_put(&v->w, "><span id=\"%s-unit\">degrees, 0 to 90</span></div></div>", field);
}

static void ask_side(struct desk *d, int side, size_t before)
{
    struct visit *v = &d->v;
    int painful = v->known.episode.said.side;
    html_put(&v->w, "<section class=\"panel\"><h2>%s%s</h2>", side_title[side],
             painful == side || painful == sides3_both ? " (painful)" : "");
    for (int test = 0; test < EXAM_TESTS; test++) {
        int day = 0, was = exam_was(d, side, test, before, &day);
        const char *field = field_of(d, side, exam_tests[test].key);
        const char *words = was_words(d, test, was, day);
        if (test == EXAM_TESTS - 4)
            html_put(&v->w, "<h3>Strength, MRC grade</h3>");
        if (exam_tests[test].what == TEST_degrees)
            ask_degrees(d, field, words);
        else
            ask_taps(d, test, field, was, words);
    }
    const char *rest = field_of(d, side, "rest");
    html_put(&v->w,
             "<div class=\"pick\"><input type=\"checkbox\" id=\"%s\" name=\"%s\" value=\"normal\"",
             rest, rest);
    if (posted_is(v, rest, "normal"))
        html_put(&v->w, " checked");
    html_put(&v->w,
             "><label for=\"%s\">All else on this side was tested and is normal"
             "<span class=\"hint\">Every row without a tap, but not the straight leg raise</span>"
             "</label></div></section>",
             rest);
}

/* What belongs to no leg: with the fact of the first side that is written. */
static void ask_whole(struct desk *d)
{
    static const struct tap leanings[] = {
        {"none", "none", NULL}, {"left", "left", NULL}, {"right", "right", NULL}};
    html_put(&d->v.w, "<section class=\"panel\"><h2>Standing, and anything else</h2>");
    tap_row(d, "shift", "Shift of the trunk", NULL, leanings, 3);
    tap_row(d, "wasting", "Wasting", NULL, leanings, 3);
    ask_text(&d->v, "note", "Note", NULL, 3);
    html_put(&d->v.w, "</section>");
}

static void fill_corrected(struct desk *d, const struct fact *f)
{
    const struct fact_exam *e = f->keys;
    struct text before = {.mem = d->v.a};
    if (e->side != UNANSWERED) {
        text_str(&before, side_word[e->side]);
        text_char(&before, '_');
    }
    text_char(&before, '\0');
    fill_fact(d, f, before.p);
    fill_fact(d, f, ""); /* shift, wasting and note stand without a side */
}

void exam_get(struct desk *d)
{
    const struct fact *f = to_correct(d, KIND_exam);
    const struct fact_exam *e = f ? f->keys : NULL;
    int only = e && e->side != UNANSWERED ? e->side : -1, first = side_first(d);
    if (f)
        fill_corrected(d, f);
    rec_open(d, "Examination", KIND_exam);
    rec_form(d);
    html_put(&d->v.w,
             "<p class=\"sub\">Only what you tap is kept. Last findings stand beside each row. "
             "A crossed straight leg raise stands under the leg that hurts when the other is "
             "raised.</p><datalist id=\"degrees\">");
    for (int deg = 90; deg >= 0; deg -= 5)
        html_put(&d->v.w, "<option value=\"%d\"></option>", deg);
    html_put(&d->v.w, "</datalist><div class=\"panels legs\">");
    if (!e || only >= 0)
        ask_side(d, only >= 0 ? only : first, place_of(d, f));
    if (!e)
        ask_side(d, 1 - first, SIZE_MAX);
    html_put(&d->v.w, "</div>");
    ask_whole(d);
    form_close(&d->v, "Keep the examination");
    desk_close(d);
}

/* --- what it writes ---------------------------------------------------------------------------------------- */

static const char *normal_word(int test)
{
    return exam_tests[test].what == TEST_grade  ? "5"
           : exam_tests[test].what == TEST_sign ? "negative"
                                                : "normal";
}

static int side_told(struct desk *d, int side)
{
    if (posted(&d->v, field_of(d, side, "rest"), 0))
        return 1;
    for (int test = 0; test < EXAM_TESTS; test++)
        if (posted(&d->v, field_of(d, side, exam_tests[test].key), 0))
            return 1;
    return 0;
}

static void take_side(struct desk *d, int side)
{
    int rest = posted_is(&d->v, field_of(d, side, "rest"), "normal");
    fact_put(&d->v, "side", side_word[side]);
    for (int test = 0; test < EXAM_TESTS; test++) {
        const char *field = field_of(d, side, exam_tests[test].key);
        if (posted(&d->v, field, 0))
            fact_take_as(&d->v, exam_tests[test].key, field);
        else if (rest && exam_tests[test].what != TEST_degrees)
            fact_put(&d->v, exam_tests[test].key, normal_word(test));
    }
}

static void take_whole(struct desk *d)
{
    fact_take(&d->v, "shift");
    fact_take(&d->v, "wasting");
    fact_take(&d->v, "note");
}

static void take_sides(struct desk *d)
{
    int first = side_first(d), written = 0;
    const struct fact *f = to_correct(d, KIND_exam);
    const struct fact_exam *e = f ? f->keys : NULL;
    for (int i = 0; i < SIDES; i++) {
        int side = i ? 1 - first : first;
        if (!side_told(d, side) || (e && e->side != side))
            continue;
        rec_begin(d, KIND_exam);
        take_side(d, side);
        if (!written++)
            take_whole(d);
        fact_end(&d->v);
    }
    if (written)
        return;
    rec_begin(d, KIND_exam);
    if (e && e->side != UNANSWERED &&
        (posted(&d->v, "shift", 0) || posted(&d->v, "wasting", 0) || posted(&d->v, "note", 0)))
        fact_put(&d->v, "side", side_word[e->side]);
    take_whole(d);
    fact_end(&d->v);
}

/* Something of what this post says is worse than the same side's last exam. */
static int grew(struct desk *d)
{
    struct record mine;
    struct faults faults = {0};
    record_read(d->v.a, d->v.new_facts.p, d->v.new_facts.len, &mine, &faults);
    for (size_t i = 0; i < mine.count; i++) {
        const struct fact_exam *e = mine.fact[i].keys;
        for (int test = 0;
             mine.fact[i].kind == KIND_exam && e->side != UNANSWERED && test < EXAM_TESTS; test++) {
            int day = 0;
            size_t before = place_of(d, to_correct(d, KIND_exam));
            if (exam_worse(test, exam_was(d, e->side, test, before, &day), exam_value(e, test)))
                return 1;
        }
    }
    return 0;
}

void exam_post(struct desk *d)
{
    struct plan *then = arena_alloc(d->v.a, 1, sizeof *then);
    struct known *k = arena_alloc(d->v.a, 1, sizeof *k);
    const char *next = "";
    take_sides(d);
    if (!d->v.new_facts.len && !d->v.wrongs)
        wrong(&d->v, field_of(d, side_first(d), "slr_deg"),
              "Nothing is filled in yet, so there is nothing to keep.");
    if (d->v.wrongs) {
        exam_get(d);
        return;
    }
    proposed(d, k, then);
    if (then->route >= routes_same_day && k->gate.up >> FLAG_motor & 1)
        next = "/clear?after=exam";
    else if (grew(d))
        next = "/refer?after=exam";
    rec_visit(d, to_correct(d, KIND_exam) ? to_correct(d, KIND_exam)->day : d->v.day);
    rec_keep(d, KINDS(exam), "exam", patient_path(d, next));
}
