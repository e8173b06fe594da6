/* handover.c - all that an emergency department needs to know, on one page, one tap from the red panel.
 *
 * Made from the facts as they are, with when each was told; what is not known is said to be so. Nothing to
 * fill in and nothing kept: it must be there at once, also for somebody who was never examined. */
#include "letter.h"

static void part(struct desk *d, const char *title, void (*tell)(struct desk *d, struct text *t))
{
    struct text t = {.mem = d->v.a};
    tell(d, &t);
    html_put(&d->v.w, "<section><h2>%s</h2>", title);
    print_lines(d, &t);
    html_put(&d->v.w, "</section>");
}

static void tell_written(struct desk *d, struct text *t)
{
    line_begin(t, "Written");
    put_text_date(t, d->v.now.day);
    text_char(t, ' ');
    text_padded(t, d->v.now.minute / 60, 2);
    text_char(t, ':');
    text_padded(t, d->v.now.minute % 60, 2);
    text_lit(t, ", by ");
    text_str(t, d->v.clinician);
    tell_person(d, t);
}

static void tell_asked(struct desk *d, struct text *t)
{
    tell_pleases(d, t, letter_to("emergency"));
}

static void tell_open(struct desk *d, struct text *t)
{
    tell_raised(d, t, 1);
}

void handover_get(struct desk *d)
{
    note(d, "handover", d->patient);
    print_open(d, "Handover", d->v.now.day, patient_path(d, ""), "Back to the patient");
    print_head(d, "Emergency handover");
    html_put(&d->v.w, "<div class=\"box\">");
    part(d, "Patient", tell_written);
    part(d, "Asked of you", tell_asked);
    part(d, "Open answers and findings", tell_open);
    html_put(&d->v.w, "</div><div class=\"two-columns\">");
    part(d, "Bladder, bowel, saddle, sexual function, legs", tell_cauda);
    part(d, "Examination and strength", tell_exams);
    part(d, "Course", tell_course);
    part(d, "Medicines", tell_medicines);
    part(d, "History", tell_past);
    part(d, "Other danger signs", tell_others);
    html_put(&d->v.w, "</div><p class=\"sign\">Answers and home tests are the patient’s own. "
                      "Examinations are the clinic’s, on the days given. What is not here is not "
                      "known.</p>");
    print_close(d);
}
