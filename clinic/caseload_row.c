/* caseload_row.c - one person of "who needs me today": who, why with its numbers, since when, the last days as
 * a picture, and what can be done about it from here. */
#include "caseload.h"

#include "../app/danger.h"
#include "../knowledge/country.h"

/* --- the arguments of a need ------------------------------------------------------------------------------------ */

/* The n-th argument, in the arena and terminated; "" where there is none. */
static const char *arg(struct desk *d, const struct need *n, int nth)
{
    const char *p = n->args;
    for (; nth > 0 && *p; p++)
        nth -= *p == '.';
    size_t len = 0;
    while (p[len] && p[len] != '.')
        len++;
    char *to = arena_alloc(d->v.a, len + 1, 1);
    memcpy(to, p, len);
    return nth ? "" : to;
}

static int number(struct desk *d, const struct need *n, int nth)
{
    int value = 0;
    for (const char *p = arg(d, n, nth); *p >= '0' && *p <= '9' && value < 100000; p++)
        value = value * 10 + (*p - '0');
    return value;
}

static int flag_of(const char *name)
{
    for (int i = 0; i < FLAG_COUNT; i++) {
        struct span s = flag_name(i);
        if (str_len(name) == s.len && memcmp(name, s.p, s.len) == 0)
            return i;
    }
    return -1;
}

/* "Numb between the legs; not sure: harder to start peeing" */
static void put_flag_list(struct desk *d, const struct need *n)
{
    for (int i = 0; arg(d, n, i)[0]; i++) {
        int flag = flag_of(arg(d, n, i));
        if (flag < 0)
            continue;
        if (i)
            html_put(&d->v.w, "; ");
        if (str_same(arg(d, n, i + 1), "unsure"))
            html_put(&d->v.w, "not sure: ");
        put_flag(&d->v, flag);
    }
}

/* Words of the tables may be a sentence already. */
static void put_stop(struct desk *d)
{
    const struct text *t = &d->v.w.out;
    if (t->len && t->p[t->len - 1] != '.')
        html_put(&d->v.w, ".");
}

/* --- the sentences ------------------------------------------------------------------------------------------------ */

static const char *test_word(const char *name)
{
    static const char *const words[][2] = {
        {"heel_walk", "Walking on the heels"},
        {"big_toe", "Lifting the big toe"},
        {"heel_raise", "Heel raises"},
        {"chair_rise", "Rising from a chair on one leg"},
        {"one_leg", "Standing on one leg"},
        {"mrc_dorsiflexion", "Foot up, MRC grade"},
        {"mrc_big_toe", "Big toe up, MRC grade"},
        {"mrc_plantarflexion", "Heel raise, MRC grade"},
        {"mrc_knee_extension", "Knee straight, MRC grade"},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_same(words[i][0], name))
            return words[i][1];
    return "Strength";
}

static void put_weaker(struct desk *d, const struct need *n)
{
    static const char *const result[] = {"normal", "weaker", "cannot"};
    const char *test = arg(d, n, 0);
    int was = number(d, n, 2), is = number(d, n, 3);
    html_put(&d->v.w, "<b>%s, %s: ", test_word(test), arg(d, n, 1));
    if (test[0] == 'm' && test[1] == 'r')
        html_put(&d->v.w, "%d, now %d.</b>", was, is);
    else
        html_put(&d->v.w, "%s, now %s.</b>", result[was % 3], result[is % 3]);
}

static const char *zone_word(int zone)
{
    static const char *const words[] = {"nowhere",   "the low back",  "the buttock", "the hip",
                                        "the thigh", "the lower leg", "the foot"};
    return words[zone >= 0 && zone < 7 ? zone : 0];
}

static void put_review(struct desk *d, const struct need *n)
{
    static const struct {
        const char *name, *words;
    } reviews[] = {
#define TASK(code, whose, days, text) {#code, text},
#include "../knowledge/tasks.def"
    };
    const char *name = arg(d, n, 0);
    for (size_t i = 0; i < sizeof reviews / sizeof reviews[0]; i++)
        if (str_same(reviews[i].name, name)) {
            html_put(&d->v.w, "<b>");
            put_words(&d->v, reviews[i].words);
            html_put(&d->v.w, "</b>");
        }
    if (str_same(name, "REVIEW_SIX_WEEKS") || str_same(name, "SPECIALIST_OPINION"))
        html_put(&d->v.w, " Leg pain was %d at the start and is %d.", number(d, n, 1),
                 number(d, n, 2));
    else if (str_same(name, "REVIEW_TWO_WEEKS"))
        html_put(&d->v.w, " Leg pain is %d.", number(d, n, 1));
    else if (str_same(name, "TREATMENT_REVIEW"))
        html_put(&d->v.w, " Treatments so far: %d.", number(d, n, 1));
}

static void put_waits(struct desk *d, const struct need *n)
{
    const char *why = arg(d, n, 0);
    if (str_same(why, "operation"))
        html_put(&d->v.w,
                 "Held at the gentlest exercises after a back operation: waits for <b>your "
                 "clearance</b>.");
    else if (str_same(why, "heart"))
        html_put(&d->v.w, "Harder exercise waits until <b>somebody has cleared the heart</b>.");
    else if (str_same(why, "age"))
        html_put(&d->v.w, "Under 18: exercises wait for <b>your clearance</b>.");
    else
        html_put(&d->v.w, "Kept as it is because <b>a clinician asked for it</b>.");
}

static void put_discharge(struct desk *d, const struct need *n)
{
    const char *function = arg(d, n, 1);
    html_put(&d->v.w, "<b>Leg pain 0 or 1</b> on every day answered for %d days. ",
             number(d, n, 0));
    if (str_same(function, "full"))
        html_put(&d->v.w, "Back to what they want to do.");
    else if (str_same(function, "notfull"))
        html_put(&d->v.w, "Not yet back to all they want to do.");
    else
        html_put(&d->v.w, "Whether they are back to what they want to do was not told.");
}

void put_need(struct desk *d, const struct summary *s, const struct need *n)
{
    struct html *w = &d->v.w;
    const struct country *c = d->v.q->site->country;
    switch (n->code) {
    case NEED_urgent:
        html_put(w, "<b>");
        put_flag_list(d, n);
        put_stop(d);
        html_put(w, "</b> ");
        if (s->route == routes_emergency)
            html_put(w, "Told to go to %s or call %s now.", c->department, c->call);
        else
            html_put(w, "Told to be seen today.");
        break;
    case NEED_weaker:
        put_weaker(d, n);
        break;
    case NEED_symptom:
        html_put(w, "<b>A new symptom after the treatment</b>: %s.",
                 str_same(arg(d, n, 0), "yes") ? "yes" : "not sure");
        break;
    case NEED_pain:
        html_put(w, "<b>Leg pain %d</b> in the last three days, %d in the week before.",
                 number(d, n, 1), number(d, n, 0));
        break;
    case NEED_lower:
        html_put(w, "<b>Pain farther down</b>: to %s, to %s in the week before.",
                 zone_word(number(d, n, 1)), zone_word(number(d, n, 0)));
        break;
    case NEED_soon:
        html_put(w, "<b>To be seen in the next days</b>: ");
        put_flag_list(d, n);
        put_stop(d);
        break;
    case NEED_confirm:
        html_put(w, "Says that somebody has seen them: <b>to be confirmed</b>. ");
        put_flag_list(d, n);
        if (arg(d, n, 0)[0])
            put_stop(d);
        break;
    case NEED_review:
        put_review(d, n);
        break;
    case NEED_silent:
        if (str_same(arg(d, n, 1), "never"))
            html_put(w, "<b>Has told nothing yet</b>, for %d days.", number(d, n, 0));
        else
            html_put(w, "<b>No answer for %d days.</b>", number(d, n, 0));
        break;
    case NEED_waits:
        put_waits(d, n);
        break;
    case NEED_still:
        html_put(w,
                 "<b>Nothing went up for %d days</b>, though exercises were done on %d of the last "
                 "14.",
                 number(d, n, 0), number(d, n, 1));
        break;
    case NEED_top:
        html_put(w, "<b>Everything is at its full dose.</b> What is next is for you to say.");
        break;
    default:
        put_discharge(d, n);
    }
}

/* --- the row ------------------------------------------------------------------------------------------------------ */

static void put_whose(struct desk *d, const struct case_row *c)
{
    const struct rows *r = &d->q->caseload;
    int born = (int)row_whole(r, c->row, caseload_born);
    html_put(&d->v.w, "<div><a class=\"nm\" href=\"/%s\">%s</a><div class=\"sub\">",
             number_path(d, "/clinic/patient/", row_whole(r, c->row, caseload_patient), "") + 1,
             row_text(r, c->row, caseload_name));
    if (born)
        html_put(&d->v.w, "%d", day_year(d->v.now.day) - born);
    else
        html_put(&d->v.w, "age not told");
    if (c->s.side == sides3_left || c->s.side == sides3_right)
        html_put(&d->v.w, ", %s", c->s.side == sides3_left ? "left" : "right");
    else if (c->s.side == sides3_both)
        html_put(&d->v.w, ", both");
    if (c->read && c->s.job_week > 0)
        html_put(&d->v.w, ", week %d", c->s.job_week);
    html_put(&d->v.w, "</div></div>");
}

static void put_since(struct desk *d, const struct need *n)
{
    if (n->code == NEED_urgent || n->code == NEED_weaker || n->code == NEED_symptom) {
        html_put(&d->v.w, "%s ", n->code == NEED_weaker ? "Since" : "Answered");
        put_instant(d, n->since_s);
        return;
    }
    int day = (int)(n->since_s / 86400);
    html_put(&d->v.w, "%s ", n->code == NEED_silent ? "On this list since" : "Since");
    if (day == d->v.now.day)
        html_put(&d->v.w, "today");
    else
        put_year_date(&d->v, day);
}

/* To whom an urgent answer goes, or went. */
static void put_sent_on(struct desk *d, int64_t patient, const struct need *n)
{
    int at = done_about(d, patient, n, "sent_on");
    const struct rows *c = &d->q->clinic;
    int64_t second = c->count ? row_whole(c, 0, clinic_second) : 0;
    int wait = c->count ? (int)row_whole(c, 0, clinic_wait_min) : 0;
    if (at >= 0) {
        html_put(&d->v.w, " · sent on to %s ",
                 row_text(&d->q->attention, (uint32_t)at, attention_account_name));
        put_instant(d, row_whole(&d->q->attention, (uint32_t)at, attention_at_s));
    } else if (second) {
        html_put(&d->v.w, " · goes to %s ", name_of_staff(d, second));
        put_instant(d, n->since_s + (int64_t)wait * 60);
        html_put(&d->v.w, " if not acknowledged");
    } else {
        html_put(&d->v.w, " · goes to nobody else: no second name is set");
    }
}

static void put_acknowledged(struct desk *d, int64_t patient, const struct need *n)
{
    const struct rows *t = &d->q->attention;
    struct text key = {.mem = d->v.a};
    need_key(&key, n);
    text_char(&key, '\0');
    /* Two may have acknowledged it: the first stands. */
    for (uint32_t i = 0; i < t->count; i++)
        if (row_whole(t, i, attention_patient) == patient &&
            row_whole(t, i, attention_since_s) == n->since_s &&
            str_same(row_text(t, i, attention_need), key.p) &&
            str_same(row_text(t, i, attention_what), "acknowledged")) {
            html_put(&d->v.w, " · acknowledged by %s ", row_text(t, i, attention_account_name));
            put_instant(d, row_whole(t, i, attention_at_s));
            return;
        }
}

static void put_why_here(struct desk *d, const struct case_row *c, int done)
{
    int64_t patient = row_whole(&d->q->caseload, c->row, caseload_patient);
    const struct need *n = &c->s.need[c->first];
    int more = 0;
    html_put(&d->v.w, "<div><div class=\"rs\">");
    put_need(d, &c->s, n);
    html_put(&d->v.w, "</div><div class=\"sub\">");
    put_since(d, n);
    if (n->code == NEED_urgent && !done)
        put_sent_on(d, patient, n);
    if (done)
        put_acknowledged(d, patient, n);
    html_put(&d->v.w, "</div>");
    for (int i = 0; i < c->s.needs; i++) {
        if (i == c->first)
            continue;
        if (more++)
            html_put(&d->v.w, " ");
        else
            html_put(&d->v.w, "<div class=\"sub\">Also: ");
        put_need(d, &c->s, &c->s.need[i]);
    }
    if (more)
        html_put(&d->v.w, "</div>");
    html_put(&d->v.w, "</div>");
}

static void put_minis(struct desk *d, const struct summary *s)
{
    int side = s->side == NOT_KNOWN ? sides3_left : s->side;
    html_put(&d->v.w,
             "<div class=\"minis\" role=\"img\" aria-label=\"Farthest pain, last six days:");
    for (int i = 0; i < SUMMARY_REACHES; i++)
        html_put(&d->v.w, " %s", s->reach[i] < 0 ? "no answer," : zone_word(s->reach[i]));
    html_put(&d->v.w, "\">");
    for (int i = 0; i < SUMMARY_REACHES; i++)
        reach_small(&d->v, s->reach[i], side);
    html_put(&d->v.w, "</div>");
}

/* Fourteen days of leg pain; a gap where nothing was told, a dot at the newest. */
static void put_spark(struct desk *d, const struct summary *s)
{
    enum { STEP = 8, HIGH = 30, TOP = 4 };
    struct html *w = &d->v.w;
    int last = -1, open = 0;
    html_put(
        w,
        "<svg class=\"spark\" viewBox=\"0 0 110 40\" role=\"img\" aria-label=\"Leg pain, last 14 "
        "days:");
    for (int i = 0; i < SUMMARY_LEGS; i++)
        if (s->leg[i] < 0)
            html_put(w, " ?");
        else
            html_put(w, " %d", s->leg[i]);
    html_put(w, "\"><path class=\"base\" d=\"M2 36H108\"/><path class=\"leg\" d=\"");
    for (int i = 0; i < SUMMARY_LEGS; i++) {
        if (s->leg[i] < 0) {
            open = 0;
            continue;
        }
        html_put(w, "%s%d %d", open ? "L" : "M", 3 + i * STEP, TOP + HIGH - s->leg[i] * HIGH / 10);
        if (!open && (i + 1 == SUMMARY_LEGS || s->leg[i + 1] < 0))
            html_put(w, "h.1"); /* a day alone is a dot */
        open = 1;
        last = i;
    }
    html_put(w, "\"/>");
    if (last >= 0)
        html_put(w, "<circle cx=\"%d\" cy=\"%d\" r=\"3\"/>", 3 + last * STEP,
                 TOP + HIGH - s->leg[last] * HIGH / 10);
    html_put(w, "</svg>");
}

static void put_form(struct desk *d, int64_t patient, const struct need *n, const char *what,
                     const char *word)
{
    struct text key = {.mem = d->v.a}, since = {.mem = d->v.a};
    need_key(&key, n);
    text_char(&key, '\0');
    text_int(&since, n->since_s);
    text_char(&since, '\0');
    desk_form(d, number_path(d, "/clinic/need/", patient, ""));
    hidden(&d->v, "need", key.p);
    hidden(&d->v, "since", since.p);
    hidden(&d->v, "what", what);
    html_put(&d->v.w, "<button class=\"btn btn-2 btn-s\">%s</button></form>", word);
}

static void put_acts(struct desk *d, const struct case_row *c, int done)
{
    const struct rows *r = &d->q->caseload;
    int64_t patient = row_whole(r, c->row, caseload_patient);
    const struct need *n = c->first < 0 ? NULL : &c->s.need[c->first];
    const char *telephone = row_text(r, c->row, caseload_telephone);
    html_put(&d->v.w, "<div class=\"acts\">");
    if (n && telephone[0] && need_group(n->code) <= GROUP_silent) {
        html_put(&d->v.w, "<a class=\"btn btn-s%s\" href=\"tel:",
                 n->code == NEED_urgent ? " btn-stop" : " btn-2");
        put_tel(&d->v, telephone);
        html_put(&d->v.w, "\">Call %s</a>", telephone);
    }
    if (n && n->code == NEED_urgent)
        html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Hand over</a>",
                 number_path(d, "/clinic/patient/", patient, "/handover") + 1);
    if (n && n->code == NEED_review)
        html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Letter</a>",
                 number_path(d, "/clinic/patient/", patient, "/letters") + 1);
    if (n && n->code == NEED_waits)
        html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Clear</a>",
                 number_path(d, "/clinic/patient/", patient, "/clear") + 1);
    if (n && n->code == NEED_discharge)
        html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Discharge</a>",
                 number_path(d, "/clinic/patient/", patient, "/discharge") + 1);
    if (n && !done)
        put_form(d, patient, n, "acknowledged", "Acknowledge");
    if (n && !done && need_may_snooze(n->code))
        put_form(d, patient, n, "snoozed", "Put off");
    html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Open</a></div>",
             number_path(d, "/clinic/patient/", patient, "") + 1);
}

void put_case(struct desk *d, const struct case_row *c, int done)
{
    html_put(&d->v.w, "<li>");
    put_whose(d, c);
    if (c->read && c->first >= 0) {
        put_why_here(d, c, done);
        put_minis(d, &c->s);
        put_spark(d, &c->s);
    } else {
        html_put(&d->v.w,
                 "<div class=\"sub\">Nothing is known here yet.</div><div></div><div></div>");
    }
    put_acts(d, c, done);
    html_put(&d->v.w, "</li>");
}
