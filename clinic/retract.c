/* retract.c - a fact of the record that should not be there: taken back with a reason, and still to be
 * read. Of the patient's own urgent answers this too is a clinician's decision. */
#include "recording.h"

#include "../app/asked.h"
#include "../app/record_tell.h"

static const struct fact *to_take_back(struct desk *d)
{
    const char *name = d->v.q->post ? posted(&d->v, "of", 0) : asked(&d->v, "of");
    struct fact_id id;
    if (!name || !fact_id_read((struct span){name, (uint32_t)str_len(name)}, &id))
        return NULL;
    int at = fact_named(&d->v, id);
    const struct fact *f = at < 0 ? NULL : &d->v.facts.fact[at];
    return f && f->kind != KIND_retract && stands(&d->v, f) ? f : NULL;
}

void retract_get(struct desk *d)
{
    const struct fact *f = to_take_back(d);
    struct text id = {.mem = d->v.a};
    if (!f) {
        desk_not_found(d);
        return;
    }
    put_fact_id(&id, f->id);
    text_char(&id, '\0');
    desk_open(d, "Take back", AT_people);
    patient_head(d);
    html_put(&d->v.w,
             "<h2 class=\"task\">Take this back</h2><p>It stays in the record, marked as taken "
             "back. The plan is made again as if it had not been written.</p>");
    html_put(&d->v.w, "<section class=\"panel told-fact\"><h3>%s, ", fact_called(f));
    put_year_date(&d->v, f->day);
    html_put(&d->v.w, "</h3>");
    tell_fact(&d->v, f);
    html_put(&d->v.w, "</section>");
    desk_form(d, NULL);
    hidden(&d->v, "of", id.p);
    ask_text(&d->v, "why", "Why", NULL, 2);
    form_close(&d->v, "Take it back");
    desk_close(d);
}

void retract_post(struct desk *d)
{
    const struct fact *f = to_take_back(d);
    const char *why = posted(&d->v, "why", 0);
    if (!f) {
        desk_not_found(d);
        return;
    }
    if (!value_posted(d, "why").text.len)
        wrong(&d->v, "why", "Say why: it is kept with it.");
    else if (str_len(why) > 1000)
        wrong(&d->v, "why", "This is too long to keep. Write at most 1000 letters.");
    if (d->v.wrongs) {
        retract_get(d);
        return;
    }
    taken_back_put(d, f, why);
    rec_done(d, "take back", patient_path(d, ""));
}
