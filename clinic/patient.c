/* patient.c - one patient on one screen: who, what is urgent, the state in a line, the course in one
 * picture, then where, strength and plan side by side, and what happened. */
#include "patient.h"

#include "../app/asked.h"
#include "../app/record_tell.h"

/* --- words that the parts share ------------------------------------------------------------------------ */

void put_date_of(struct desk *d, int day)
{
    put_short_date(&d->v, day);
    if (day_year(day) != day_year(d->v.day))
        html_put(&d->v.w, " %d", day_year(day));
}

void put_fact_time(struct desk *d, const struct fact *f)
{
    if (f->day == d->v.day)
        html_put(&d->v.w, "today");
    else
        put_date_of(d, f->day);
    html_put(&d->v.w, " %d%d:%d%d", f->minute / 600, f->minute / 60 % 10, f->minute % 60 / 10,
             f->minute % 10);
}

void put_who(struct desk *d, const struct fact *f)
{
    static const char *const by[] = {"by the patient", "by a clinician", "by a device",
                                     "by the clinic"};
    const char *name = fact_who(&d->v, f);
    if (f->by == WHO_device && f->kind == KIND_shown)
        html_put(&d->v.w, "by the program");
    else if (name[0] && f->by == WHO_clinician)
        html_put(&d->v.w, "by %s", name);
    else
        html_put(&d->v.w, "%s", by[f->by]);
    if (f->from_file)
        html_put(&d->v.w, ", from a file");
}

int visit_number(struct desk *d, const struct fact *f)
{
    const struct fact_treatment *t = f->keys;
    int n = 1;
    if (t->visit != UNANSWERED)
        return t->visit;
    for (const struct fact *was = d->v.facts.fact; was < f; was++)
        n += was->kind == KIND_treatment && stands(&d->v, was);
    return n;
}

const struct fact *newest_by_today(struct desk *d, enum kind kind)
{
    for (size_t i = d->v.facts.count; i-- > 0;) {
        const struct fact *f = &d->v.facts.fact[i];
        if (f->kind == (uint8_t)kind && f->day <= d->v.day && stands(&d->v, f))
            return f;
    }
    return NULL;
}

/* --- the page ---------------------------------------------------------------------------------------------- */

static int weeks_asked(struct desk *d)
{
    const char *said = asked(&d->v, "weeks");
    if (said && str_same(said, "all"))
        return 0;
    return said && str_same(said, "12") ? WEEKS_MORE : WEEKS_USUAL;
}

/* Added a minute ago: what to do next, in place of a page of empty tables. */
static void put_empty(struct desk *d)
{
    html_put(
        &d->v.w,
        "<section class=\"panel\"><h2>Nothing told yet</h2><p>The record begins when they answer "
        "the danger signs on their own phone, or when you record something here.</p><ul "
        "class=\"dots\">");
    if (!row_is(&d->q->patient, 0, patient_joined_s))
        html_put(
            &d->v.w,
            "<li>Show QR: they scan it before they leave the room, and see their first plan.</li>");
    html_put(&d->v.w, "<li><a href=\"/%s\">Write the case history</a></li>",
             patient_path(d, "/history") + 1);
    html_put(&d->v.w,
             "<li><a href=\"/%s\">Record an examination</a></li></ul><p class=\"sub\">Danger "
             "signs: never "
             "asked. There is no plan until they are.</p></section>",
             patient_path(d, "/exam") + 1);
}

static void put_all(struct desk *d)
{
    struct course c;
    course_of(d, weeks_asked(d), &c);
    patient_chips(d, &c);
    patient_chart(d, &c);
    html_put(&d->v.w, "<div class=\"panels three\">");
    patient_body(d);
    patient_exam(d);
    patient_plan(d);
    html_put(&d->v.w, "</div><div class=\"panels\">");
    patient_about(d);
    patient_measures(d);
    patient_history(d);
    html_put(&d->v.w, "</div>");
    patient_line(d, 1);
}

void patient_get(struct desk *d)
{
    desk_open(d, row_text(&d->q->patient, 0, patient_name), AT_people);
    patient_head(d);
    if (d->v.facts.count)
        put_all(d);
    else
        put_empty(d);
    desk_close(d);
}
