/* patient_head.c - who a page is about: name, age, where and with whom; before all else what is urgent. */
#include "../app/asked.h"
#include "patient.h"

/* --- what is known of them ------------------------------------------------------------------------------ */

static int reads_record(struct desk *d)
{
    int64_t number;
    const struct clinic_route *r = clinic_route(d->q->app.path, &number);
    return r && r->reads & READS_record && ROLES_clinical >> d->who->actor.role & 1;
}

static int row_born(struct desk *d)
{
    return (int)row_whole(&d->q->patient, 0, patient_born);
}

static void put_name(struct desk *d)
{
    int told = reads_record(d) ? d->v.known.person.born : 0, born = row_born(d);
    int now = day_year(d->v.day);
    html_put(&d->v.w, "<h1>%s", row_text(&d->q->patient, 0, patient_name));
    if (!born && told > 0)
        born = told;
    if (born > 0)
        html_put(&d->v.w, ", %d", now - born);
    html_put(&d->v.w, "</h1>");
}

static const char *nth(int n)
{
    static const char *const words[] = {"first", "second",  "third",  "fourth", "fifth",
                                        "sixth", "seventh", "eighth", "ninth",  "tenth"};
    return n >= 1 && n <= 10 ? words[n - 1] : "later";
}

const char *side_word(int side)
{
    return side == sides3_left ? "left" : side == sides3_right ? "right" : "both";
}

static void put_episode(struct desk *d)
{
    const struct episode *e = &d->v.known.episode;
    struct html *w = &d->v.w;
    if (e->at == NEVER_AT) {
        html_put(w, "no episode told yet");
        return;
    }
    if (e->said.side == sides3_both)
        html_put(w, "Both legs");
    else if (e->said.side == UNANSWERED)
        html_put(w, "Side not told");
    else
        html_put(w, "%s leg", e->said.side == sides3_left ? "Left" : "Right");
    if (e->said.number != UNANSWERED)
        html_put(w, ", %s episode", nth(e->said.number));
    if (d->v.day >= e->began)
        html_put(w, ", week %d", (d->v.day - e->began) / WEEK + 1);
}

static void put_job(struct desk *d)
{
    static const char *const job[] = {"sits at work", "lifts at work", "drives for work",
                                      "mixed work", "no paid work"};
    int told = UNANSWERED;
    for (size_t i = 0; i < d->v.facts.count; i++) {
        const struct fact *f = &d->v.facts.fact[i];
        const struct fact_profile *p = f->keys;
        if (f->kind == KIND_profile && p->job != UNANSWERED && stands(&d->v, f))
            told = p->job;
    }
    if (told != UNANSWERED)
        html_put(&d->v.w, " · %s", job[told]);
}

static void put_whose(struct desk *d)
{
    int64_t account = row_whole(&d->q->patient, 0, patient_account);
    int64_t site = row_whole(&d->q->patient, 0, patient_site);
    if (!account)
        html_put(&d->v.w, "with nobody yet");
    else if (account == d->who->actor.who)
        html_put(&d->v.w, "with you");
    else
        html_put(&d->v.w, "with %s", name_of_staff(d, account));
    html_put(&d->v.w, ", %s", name_of_site(d, site));
    if (row_born(d) > 0)
        html_put(&d->v.w, " · born in %d", row_born(d));
    if (row_text(&d->q->patient, 0, patient_telephone)[0]) {
        html_put(&d->v.w, " · ");
        put_number(&d->v, row_text(&d->q->patient, 0, patient_telephone));
    }
    if (row_text(&d->q->patient, 0, patient_mail)[0])
        html_put(&d->v.w, " · %s", row_text(&d->q->patient, 0, patient_mail));
    if (!row_is(&d->q->patient, 0, patient_joined_s))
        html_put(&d->v.w, " · not on their own phone yet");
}

/* --- the head -------------------------------------------------------------------------------------------------- */

static void button(struct desk *d, const char *tail, const char *words, const char *class)
{
    html_put(&d->v.w, "<a class=\"btn btn-s%s\" href=\"/%s\">%s</a>", class,
             patient_path(d, tail) + 1, words);
}

static void put_buttons(struct desk *d)
{
    html_put(&d->v.w, "<div class=\"row noprint\">");
    button(d, "/exam", "Record exam", " btn-2");
    button(d, "/treatment", "Record treatment", " btn-2");
    button(d, "/letters", "Letter", " btn-2");
    button(d, "/plan", "Change plan", " btn-2");
    if (d->v.plan.flag_count && d->v.plan.route < routes_same_day)
        button(d, "/clear", "Clear", " btn-2");
    if (!row_is(&d->q->patient, 0, patient_joined_s)) {
        html_put(&d->v.w, "<form class=\"in-row\" method=\"post\" action=\"/%s\">",
                 patient_path(d, "/link") + 1);
        hidden(&d->v, "key", d->q->form_key);
        html_put(&d->v.w, "<button class=\"btn btn-s\">Show QR</button></form>");
    }
    html_put(&d->v.w, "</div>");
}

/* What is wanted less often; each page of one patient's must be found from here. */
static void put_more(struct desk *d)
{
    static const struct {
        const char *tail, *words;
    } more[] = {{"/history", "Case history"},
                {"/instrument", "Instruments"},
                {"/refer", "Refer"},
                {"/discharge", "Discharge"},
                {"/edit", "Name, telephone, visits, their phone"}};
    int archived = row_is(&d->q->patient, 0, patient_archived_s);
    html_put(&d->v.w, "<p class=\"more noprint\">");
    for (int i = 0; i < (int)(sizeof more / sizeof more[0]); i++)
        html_put(&d->v.w, "<a href=\"/%s\">%s</a> ", patient_path(d, more[i].tail) + 1,
                 archived && str_same(more[i].tail, "/discharge") ? "Open care again"
                                                                  : more[i].words);
    if (!archived)
        html_put(&d->v.w, "<a href=\"/clinic/diary/new?patient=%s\">Book the next visit</a>",
                 number_path(d, "", d->patient, ""));
    html_put(&d->v.w, "</p>");
}

static int on_the_page(struct desk *d)
{
    const char *path = own_path(&d->v);
    return str_same(path, patient_path(d, "")) || str_same(path, patient_path(d, "/line"));
}

void patient_head(struct desk *d)
{
    struct html *w = &d->v.w;
    int record = reads_record(d), here = on_the_page(d);
    const char *name = row_text(&d->q->patient, 0, patient_name);
    html_put(w, "<p class=\"crumbs noprint\"><a href=\"/clinic/people\">People</a> / ");
    if (str_same(own_path(&d->v), patient_path(d, "")))
        html_put(w, "%s</p>", name);
    else
        html_put(w, "<a href=\"/%s\">%s</a></p>", patient_path(d, "") + 1, name);
    html_put(w, "<div class=\"head who\"><div>");
    put_name(d);
    html_put(w, "<p class=\"sub\">");
    if (record && d->v.facts.count) {
        put_episode(d);
        put_job(d);
        html_put(w, "<br>");
    }
    put_whose(d);
    html_put(w, "</p></div>");
    if (record && here && !row_is(&d->q->patient, 0, patient_left_s))
        put_buttons(d);
    html_put(w, "</div>");
    if (record && here && !row_is(&d->q->patient, 0, patient_left_s))
        put_more(d);
    note_closed(d);
    if (!record)
        return;
    note_urgent(d);
    note_wrong_person(d);
    if (here)
        note_clock(d);
    if (d->v.facts.count)
        note_standing(d);
}
