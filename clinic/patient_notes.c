/* patient_notes.c - what stands above the page of a patient: what is urgent and what to do, what else
 * stands, and what is odd about the record. */
#include "../app/asked.h"
#include "../app/urgent.h"
#include "../engine/urgent.h"
#include "../knowledge/country.h"
#include "patient.h"

/* Two records of one name, or a phone in other hands: what is written next would be another's. */
void note_wrong_person(struct desk *d)
{
    int born = (int)row_whole(&d->q->patient, 0, patient_born), told = d->v.known.person.born;
    if (born <= 0 || told <= 0 || born == told)
        return;
    html_put(
        &d->v.w,
        "<section class=\"note note-wait\"><h2>Is this the right person?</h2><p>Your list says "
        "born in <b>%d</b>; the record itself says born in <b>%d</b>. Ask before you write "
        "anything.</p></section>",
        born, told);
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

void note_urgent(struct desk *d)
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
             "<p><b>What to do:</b> speak to them now. Their page calls nobody. It stays "
             "stopped until a clinician clears it with what came of it.</p><p class=\"acts\">");
    const char *telephone = row_text(&d->q->patient, 0, patient_telephone);
    if (telephone[0]) {
        html_put(&v->w, "<a class=\"btn btn-s btn-stop\" href=\"tel:");
        put_tel(v, telephone);
        html_put(&v->w, "\">Call %s</a>", telephone);
    }
    html_put(&v->w,
             "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Hand over</a>"
             "<a class=\"btn btn-2 btn-s\" href=\"/%s\">Clear</a></p></section>",
             patient_path(d, "/handover") + 1, patient_path(d, "/clear") + 1);
}

/* Flags that are not urgent and stand: what raised them, since when. */
void note_standing(struct desk *d)
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

void note_closed(struct desk *d)
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
        html_put(&d->v.w, "<section class=\"note\"><h2>Care has ended</h2><p>Ended ");
        put_instant(d, row_whole(p, 0, patient_archived_s));
        html_put(&d->v.w, ". Only an urgent answer brings them to the list until they are "
                          "taken up again.</p></section>");
    }
}

static const char *site_zone(struct desk *d)
{
    int64_t site = row_whole(&d->q->patient, 0, patient_site);
    int at = site ? row_of(&d->q->sites, site) : -1;
    return at < 0 ? "" : row_text(&d->q->sites, (uint32_t)at, sites_zone);
}

void note_clock(struct desk *d)
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
