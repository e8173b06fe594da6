/* patient_head.c - who a page is about: name, age, where and with whom; before all else what is urgent. */
#include "../app/asked.h"
#include "../app/urgent.h"
#include "../engine/urgent.h"
#include "../knowledge/country.h"
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

/* Two records of one name, or a phone in other hands: what is written next would be another's. */
static void put_wrong_person(struct desk *d)
{
    int born = row_born(d), told = d->v.known.person.born;
    if (born <= 0 || told <= 0 || born == told)
        return;
    html_put(
        &d->v.w,
        "<section class=\"note note-wait\"><h2>Is this the right person?</h2><p>Your list says "
        "born in <b>%d</b>; the record itself says born in <b>%d</b>. Ask before you write "
        "anything.</p></section>",
        born, told);
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
    if (!row_is(&d->q->patient, 0, patient_joined_s))
        html_put(&d->v.w, " · not on their own phone yet");
}

/* --- what is urgent ---------------------------------------------------------------------------------------- */

static void put_flag_line(struct desk *d, const struct plan_flag *f)
{
    struct visit *v = &d->v;
    html_put(&v->w, "<li>");
    if (f->answer <= ANSWER_unsure)
        html_put(&v->w, "<b>%s:</b> ",
                 f->answer == ANSWER_unsure ? "Not sure (counts as yes)" : "Yes");
    if (f->flag == FLAG_age)
        html_put(&v->w, "Under 18: a clinician decides about exercises.");
    else
        put_flag(v, f->flag);
    html_put(&v->w, " <span class=\"sub\">");
    put_when(v, f);
    html_put(&v->w, "</span></li>");
}

/* What the page that stands before all others told the person to do. */
static void put_page_said(struct desk *d, const struct urgent *u)
{
    struct visit *v = &d->v;
    const struct country *c = v->q->site->country;
    const struct fact *f = newest_by_today(d, KIND_shown);
    const struct fact_shown *s = f ? f->keys : NULL;
    html_put(&v->w, "<p><b>What their page says:</b> ");
    if (u->crisis)
        html_put(&v->w, "talk to someone now%s%s", c->crisis[0] ? ", " : "", c->crisis_name);
    else if (u->ambulance)
        html_put(&v->w, "call %s now", c->emergency);
    else if (u->go)
        html_put(&v->w, "go to %s now", c->department);
    else if (v->plan.route == routes_emergency)
        html_put(&v->w, "ring the maternity unit now");
    else
        html_put(&v->w, "be seen today");
    html_put(&v->w, ". Exercises have stopped. ");
    if (s && s->route != UNANSWERED && s->route >= routes_same_day) {
        html_put(&v->w, "First shown to them ");
        put_fact_time(d, f);
        html_put(&v->w, ".</p>");
    } else {
        html_put(&v->w, "There is no sign that they have seen it yet.</p>");
    }
}

static void put_red(struct desk *d)
{
    struct visit *v = &d->v;
    struct urgent u;
    if (v->plan.route < routes_same_day)
        return;
    urgent_of(&v->plan, &u);
    html_put(&v->w, "<section class=\"panel red\" aria-label=\"Urgent\"><h2>");
    icon(v, "stop");
    html_put(&v->w, "%s</h2><ul class=\"dots\">",
             v->plan.route == routes_emergency ? "Emergency: must be seen now"
                                               : "Must be seen today");
    for (int i = 0; i < v->plan.flag_count; i++)
        if (flag_urgent(&v->plan.flag[i]))
            put_flag_line(d, &v->plan.flag[i]);
    html_put(&v->w, "</ul>");
    put_page_said(d, &u);
    html_put(&v->w,
             "<p><b>What to do:</b> speak to them now%s. Their page calls nobody. It stays "
             "stopped until a clinician clears it with what came of it.</p>",
             row_text(&d->q->patient, 0, patient_telephone)[0] ? ", by the number above" : "");
    html_put(&v->w,
             "<p class=\"acts\"><a class=\"btn btn-s btn-stop\" href=\"/%s\">Hand over</a>"
             "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Clear</a></p></section>",
             patient_path(d, "/handover") + 1, patient_path(d, "/clear") + 1);
}

/* Flags that are not urgent and stand: what raised them, since when. */
static void put_standing(struct desk *d)
{
    struct visit *v = &d->v;
    int n = 0;
    for (int i = 0; i < v->plan.flag_count; i++) {
        const struct plan_flag *f = &v->plan.flag[i];
        if (flag_urgent(f))
            continue;
        if (!n++)
            html_put(&v->w, "<section class=\"note note-wait\"><h2>Stands, to be looked at</h2>"
                            "<ul class=\"dots\">");
        put_flag_line(d, f);
    }
    if (n)
        html_put(&v->w, "</ul></section>");
}

/* --- what is odd about the record --------------------------------------------------------------------------- */

static void put_closed(struct desk *d)
{
    const struct rows *p = &d->q->patient;
    if (row_is(p, 0, patient_left_s)) {
        html_put(&d->v.w, "<section class=\"note note-wait\"><h2>This record is closed</h2><p>They "
                          "left the clinic ");
        put_instant(d, row_whole(p, 0, patient_left_s));
        html_put(&d->v.w, ". What the law says must be kept is kept");
        if (row_is(p, 0, patient_retain_day)) {
            html_put(&d->v.w, " until ");
            put_year_date(&d->v, (int)row_whole(p, 0, patient_retain_day));
        }
        html_put(&d->v.w, ". Nothing can be added.</p></section>");
    } else if (row_is(p, 0, patient_archived_s)) {
        html_put(&d->v.w, "<section class=\"note\"><h2>Care has ended</h2><p>Put away ");
        put_instant(d, row_whole(p, 0, patient_archived_s));
        html_put(&d->v.w, ". They are on no list until they are taken up again.</p></section>");
    }
}

static const char *site_zone(struct desk *d)
{
    int64_t site = row_whole(&d->q->patient, 0, patient_site);
    int at = site ? row_of(&d->q->sites, site) : -1;
    return at < 0 ? "" : row_text(&d->q->sites, (uint32_t)at, sites_zone);
}

static void put_clock(struct desk *d)
{
    struct visit *v = &d->v;
    struct span zone = app_zone(v->a, v->q->record);
    const char *here = site_zone(d);
    int ahead = 0, last = v->day;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        ahead += f->day > v->day;
        last = f->day > last ? f->day : last;
    }
    if (zone.len && here[0] && (zone.len != str_len(here) || memcmp(zone.p, here, zone.len) != 0))
        html_put(
            &v->w,
            "<p class=\"note note-plain\">Their clock is that of <b>%.*s</b>, the clinic’s that "
            "of <b>%s</b>. Times on this page are as they were written down.</p>",
            (int)zone.len, zone.p, here);
    if (v->day > v->q->now.day) {
        html_put(&v->w, "<p class=\"note note-plain\">Their own day is already ");
        put_year_date(v, v->day);
        html_put(&v->w, ": the plan is of that day.</p>");
    }
    if (!ahead)
        return;
    html_put(&v->w, "<p class=\"note note-wait\"><b>%d %s dated after today</b>, up to ", ahead,
             ahead == 1 ? "entry is" : "entries are");
    put_year_date(v, last);
    html_put(&v->w,
             ". A clock was ahead. An urgent answer among them counts already; the rest waits "
             "for its day.</p>");
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
    put_closed(d);
    if (!record)
        return;
    put_red(d);
    put_wrong_person(d);
    if (here)
        put_clock(d);
    if (d->v.facts.count)
        put_standing(d);
}
