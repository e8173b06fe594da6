/* book_words.c - a visit in words, for whoever books it; and the fields of one line that they fill in. */
#include "book.h"

#include "../app/asked.h"

void book_put_clock(struct desk *d, int minute)
{
    html_put(&d->v.w, "%d:%d%d", minute / 60, minute % 60 / 10, minute % 10);
}

void put_length_price(struct text *t, const struct rows *services, uint32_t i)
{
    text_int(t, row_whole(services, i, services_minutes));
    text_lit(t, " minutes");
    if (row_text(services, i, services_price)[0]) {
        text_lit(t, ", ");
        text_str(t, row_text(services, i, services_price));
    }
}

const char *book_service_called(struct desk *d, int64_t service)
{
    int at = row_of(&d->q->diary.services, service);
    return at < 0 ? "" : row_text(&d->q->diary.services, (uint32_t)at, services_name);
}

const char *book_practitioner_called(struct desk *d, int64_t account)
{
    int at = row_of(&d->q->diary.practitioners, account);
    return at < 0 ? "" : row_text(&d->q->diary.practitioners, (uint32_t)at, practitioners_name);
}

void book_put_way(struct desk *d, int64_t site)
{
    const struct rows *s = &d->q->sites;
    int at = row_of(s, site);
    if (at < 0)
        return;
    uint32_t i = (uint32_t)at;
    html_put(&d->v.w, "<p>");
    if (row_text(s, i, sites_address)[0])
        html_put(&d->v.w, "%s. ", row_text(s, i, sites_address));
    if (row_text(s, i, sites_directions)[0])
        html_put(&d->v.w, "%s ", row_text(s, i, sites_directions));
    if (row_is(s, i, sites_step_free))
        html_put(&d->v.w, "%s",
                 row_whole(s, i, sites_step_free)
                     ? "You can come in without steps."
                     : "There are steps on the way in: call us if you need help.");
    html_put(&d->v.w, "</p>");
}

static void put_price(struct desk *d, int64_t service)
{
    const struct rows *s = &d->q->diary.services;
    int at = row_of(s, service);
    if (at >= 0 && row_text(s, (uint32_t)at, services_price)[0])
        html_put(&d->v.w, "<tr><th scope=\"row\">Price</th><td>%s</td></tr>",
                 row_text(s, (uint32_t)at, services_price));
}

void book_put_visit(struct desk *d, const struct place *p)
{
    html_put(&d->v.w, "<table class=\"tbl light\"><tbody><tr><th scope=\"row\">When</th><td><b>");
    put_day(&d->v, p->day);
    html_put(&d->v.w, ", ");
    book_put_clock(d, p->from_min);
    html_put(&d->v.w, "</b> to ");
    book_put_clock(d, p->from_min + p->minutes);
    html_put(&d->v.w,
             "</td></tr><tr><th scope=\"row\">What</th><td>%s, %d minutes</td></tr>"
             "<tr><th scope=\"row\">With</th><td>%s</td></tr>",
             book_service_called(d, p->service), p->minutes,
             book_practitioner_called(d, p->account));
    put_price(d, p->service);
    if (by_telephone(&d->q->diary.services, p->service)) {
        html_put(&d->v.w,
                 "<tr><th scope=\"row\">Where</th><td><b>By telephone</b>: we call you. You do "
                 "not need to come.");
    } else {
        html_put(&d->v.w, "<tr><th scope=\"row\">Where</th><td><b>%s</b>",
                 name_of_site(d, p->site));
        book_put_way(d, p->site);
    }
    html_put(&d->v.w, "</td></tr></tbody></table>");
}

void book_line(struct desk *d, const char *key, const char *ask, const char *hint, const char *type,
               const char *autocomplete)
{
    const char *was = posted(&d->v, key, 0);
    field_open(&d->v, key, ask, hint);
    html_put(&d->v.w,
             "<input class=\"field\" id=\"%s\" name=\"%s\" type=\"%s\" autocomplete=\"%s\"", key,
             key, type, autocomplete);
    field_described(&d->v, key, hint, NULL);
    if (was)
        html_put(&d->v.w, " value=\"%s\"", was);
    html_put(&d->v.w, "></div>");
}
