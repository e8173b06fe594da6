/* caseload_row.c - one person of "who needs me today": who, why, since when and to whom it goes, the last days as
 * a picture, and what can be done about it from here. */
#include "caseload.h"

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
    if (!c->read) {
        html_put(&d->v.w, "</div></div>");
        return;
    }
    if (c->s.side == sides3_left || c->s.side == sides3_right)
        html_put(&d->v.w, ", %s", c->s.side == sides3_left ? "left" : "right");
    else if (c->s.side == sides3_both)
        html_put(&d->v.w, ", both");
    if (c->s.job_week > 0)
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
    int at = done_about(d, patient, n, "sent_on").first;
    const struct rows *c = &d->q->clinic;
    int64_t second = second_name(d);
    int64_t waits_s = urgent_waits_s(n, &d->q->attention, patient);
    int64_t sent_s = (waits_s == INT64_MAX ? n->since_s : waits_s) +
                     (c->count ? row_whole(c, 0, clinic_wait_min) * 60 : 0);
    if (at >= 0) {
        html_put(&d->v.w, " · sent on to %s ",
                 row_text(&d->q->attention, (uint32_t)at, attention_account_name));
        put_instant(d, row_whole(&d->q->attention, (uint32_t)at, attention_at_s));
    } else if (second && d->v.now.at_s >= sent_s) {
        html_put(&d->v.w, " · is being sent on to %s", name_of_staff(d, second));
    } else if (second) {
        html_put(&d->v.w, " · goes to %s ", name_of_staff(d, second));
        put_instant(d, sent_s);
        html_put(&d->v.w, " if not acknowledged");
    } else {
        html_put(&d->v.w, " · goes to nobody else: no second name is set");
    }
}

/* Two may have acknowledged it: the first stands. */
static void put_acknowledged(struct desk *d, int64_t patient, const struct need *n)
{
    const struct rows *t = &d->q->attention;
    int at = done_about(d, patient, n, "acknowledged").first;
    if (at < 0)
        return;
    html_put(&d->v.w, " · acknowledged by %s ", row_text(t, (uint32_t)at, attention_account_name));
    put_instant(d, row_whole(t, (uint32_t)at, attention_at_s));
}

/* Those put off are shown when somebody asks for them. */
static void put_put_off(struct desk *d, int64_t patient, const struct need *n)
{
    const struct rows *t = &d->q->attention;
    int at = done_about(d, patient, n, "snoozed").last;
    html_put(&d->v.w, " · put off by %s until ", row_text(t, (uint32_t)at, attention_account_name));
    put_year_date(&d->v, (int)row_whole(t, (uint32_t)at, attention_until_day));
    html_put(&d->v.w, ": %s", row_text(t, (uint32_t)at, attention_why));
}

/* What else there is, and what was done about it. */
static void put_others(struct desk *d, const struct case_row *c, int but)
{
    int64_t patient = row_whole(&d->q->caseload, c->row, caseload_patient);
    int more = 0;
    for (int i = 0; i < c->s.needs; i++) {
        const struct need *n = &c->s.need[i];
        if (i == but)
            continue;
        if (more++)
            html_put(&d->v.w, " ");
        else
            html_put(&d->v.w, "<div class=\"sub\">Also: ");
        put_need(d, &c->s, n);
        if (done_about(d, patient, n, "acknowledged").first >= 0)
            html_put(&d->v.w, " (acknowledged)");
        else if (put_off(d, patient, n))
            html_put(&d->v.w, " (put off)");
    }
    if (more)
        html_put(&d->v.w, "</div>");
}

static void put_why_here(struct desk *d, const struct case_row *c, int done)
{
    int64_t patient = row_whole(&d->q->caseload, c->row, caseload_patient);
    int at = done ? c->done : c->first;
    const struct need *n = &c->s.need[at];
    html_put(&d->v.w, "<div><div class=\"rs\">");
    put_need(d, &c->s, n);
    html_put(&d->v.w, "</div><div class=\"sub\">");
    put_since(d, n);
    if (n->code == NEED_urgent && !done)
        put_sent_on(d, patient, n);
    if (done)
        put_acknowledged(d, patient, n);
    else if (put_off(d, patient, n))
        put_put_off(d, patient, n);
    html_put(&d->v.w, "</div>");
    put_others(d, c, at);
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
    hidden(&d->v, "said", n->args);
    hidden(&d->v, "what", what);
    html_put(&d->v.w, "<button class=\"btn btn-2 btn-s\">%s</button></form>", word);
}

static void put_call_link(struct desk *d, const char *telephone, int now)
{
    html_put(&d->v.w, "<a class=\"btn btn-s%s\" href=\"tel:", now ? " btn-stop" : " btn-2");
    put_tel(&d->v, telephone);
    html_put(&d->v.w, "\">Call %s</a>", telephone);
}

static void put_acts(struct desk *d, const struct case_row *c, int done)
{
    const struct rows *r = &d->q->caseload;
    int64_t patient = row_whole(r, c->row, caseload_patient);
    int at = done ? c->done : c->first;
    const struct need *n = at < 0 ? NULL : &c->s.need[at];
    const char *telephone = row_text(r, c->row, caseload_telephone);
    html_put(&d->v.w, "<div class=\"acts\">");
    if (n && telephone[0] && need_group(n->code) <= GROUP_silent)
        put_call_link(d, telephone, n->code == NEED_urgent && !done);
    if (n && n->code == NEED_urgent)
        html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Hand over</a>",
                 number_path(d, "/clinic/patient/", patient, "/handover") + 1);
    if (n && n->code == NEED_review)
        html_put(&d->v.w, "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Letter</a>",
                 number_path(d, "/clinic/patient/", patient, "/letters") + 1);
    if (n && (n->code == NEED_waits || (done && n->code == NEED_urgent)))
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
    if (c->read) {
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
