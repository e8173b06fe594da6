/* people.c - everybody of the clinic. */
#include "desk.h"

void people_get(struct desk *d)
{
    const struct rows *p = &d->q->people;
    desk_open(d, "People", AT_people);
    html_put(&d->v.w, "<h1>People</h1><ul>");
    for (uint32_t i = 0; i < p->count; i++)
        html_put(&d->v.w, "<li><a href=\"/%s\">%s</a></li>",
                 number_path(d, "/clinic/patient/", row_whole(p, i, people_patient), "") + 1,
                 row_text(p, i, people_name));
    html_put(&d->v.w, "</ul>");
    desk_close(d);
}
