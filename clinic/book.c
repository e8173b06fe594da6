/* book.c - where anybody books a visit: the shell of these pages, the list of clinics, and what kind of visit. */
#include "book.h"

#include "../app/asked.h"
#include "../knowledge/country.h"

/* --- the shell -------------------------------------------------------------------------------------------------- */

const char *book_page(struct desk *d, const char *tail)
{
    return number_path(d, "/book/", d->q->whose, tail);
}

/* A time is confirmed by a mail: without one it could not be. In a demo nobody waits for it. */
int books_online(struct desk *d)
{
    return d->q->clinic.count && row_whole(&d->q->clinic, 0, clinic_books) &&
           (d->q->mail_set || d->v.q->site->demo);
}

void book_open(struct desk *d, const char *title)
{
    page_open(&d->v, title, TAB_none);
    if (d->q->clinic.count)
        html_put(&d->v.w, "<p class=\"eyebrow\">%s</p>", row_text(&d->q->clinic, 0, clinic_name));
}

static int can_be_called(const struct rows *sites, uint32_t i)
{
    return !row_is(sites, i, sites_closed_s) && row_text(sites, i, sites_telephone)[0];
}

void book_calls(struct desk *d)
{
    const struct rows *s = &d->q->sites;
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->count; i++)
        n += (uint32_t)can_be_called(s, i);
    if (!n)
        return;
    html_put(&d->v.w, "<section class=\"sec\"><h2>Rather by telephone?</h2><ul class=\"dots\">");
    for (uint32_t i = 0; i < s->count; i++) {
        if (!can_be_called(s, i))
            continue;
        html_put(&d->v.w, "<li>%s: ", row_text(s, i, sites_name));
        put_number(&d->v, row_text(s, i, sites_telephone));
        html_put(&d->v.w, "</li>");
    }
    html_put(&d->v.w, "</ul></section>");
}

/* The foot of the patient's shell tells of a record, which whoever books has not. */
void book_close(struct desk *d)
{
    book_calls(d);
    d->v.bare = 1;
    page_close(&d->v);
}

void book_says(struct desk *d)
{
    html_put(
        &d->v.w,
        "<p class=\"small quiet\">What you write here goes to %s and to nobody else. It is used "
        "for this visit, and deleted some time after it; if you do not confirm, it is deleted "
        "too.</p>",
        row_text(&d->q->clinic, 0, clinic_name));
}

void book_busy(struct desk *d)
{
    d->v.r->status = 429;
    book_open(d, "Many people are booking just now");
    html_put(&d->v.w,
             "<h1>Many people are booking just now</h1><p class=\"lead\">Nothing was kept. "
             "Wait some minutes. Then go back, and send it again. Or call us.</p>");
    book_close(d);
}

/* --- several clinics ----------------------------------------------------------------------------------------------- */

void book_list_get(struct desk *d)
{
    const struct rows *b = &d->q->books;
    book_open(d, "Book a visit");
    html_put(&d->v.w, "<h1>Book a visit</h1><p class=\"lead\">At which clinic?</p>"
                      "<ul class=\"plain\">");
    for (uint32_t i = 0; i < b->count; i++)
        html_put(&d->v.w, "<li><a class=\"btn btn-2\" href=\"/%s\">%s</a></li>",
                 number_path(d, "/book/", row_whole(b, i, books_clinic), "") + 1,
                 row_text(b, i, books_name));
    html_put(&d->v.w, "</ul>");
    book_close(d);
}

/* --- what kind of visit ----------------------------------------------------------------------------------------------- */

static void put_sites(struct desk *d)
{
    const struct rows *s = &d->q->sites;
    html_put(&d->v.w, "<section class=\"sec\"><h2>Where we are</h2>");
    for (uint32_t i = 0; i < s->count; i++) {
        if (row_is(s, i, sites_closed_s))
            continue;
        html_put(&d->v.w, "<h3>%s</h3>", row_text(s, i, sites_name));
        book_put_way(d, row_whole(s, i, sites_site));
    }
    html_put(&d->v.w, "</section>");
}

static void put_form(struct desk *d, const struct choice *services, int count)
{
    html_put(&d->v.w, "<form method=\"get\" action=\"/%s\">", book_page(d, "/times") + 1);
    ask_one(&d->v, "service", "What kind of visit?", NULL, services, count);
    book_ask_place(d);
    form_close(&d->v, "Show free times");
}

void book_get(struct desk *d)
{
    struct choice *services;
    int count = books_online(d) ? book_service_choices(d, &services) : 0;
    book_asked(d);
    if (count == 1)
        fill(d, "service", services[0].value);
    book_open(d, "Book a visit");
    html_put(&d->v.w, "<h1>Book a visit</h1>");
    if (count) {
        html_put(&d->v.w,
                 "<p class=\"lead\">You need no account. You choose a time, and confirm it "
                 "by a link that we send you by email.</p>"
                 "<p>Newly numb between your legs, trouble with pee or poo, or both legs weak? Do "
                 "not wait for a visit. <a href=\"/safety#card\">Go to %s now</a>.</p>",
                 d->v.q->site->country->department);
        error_summary(&d->v);
        put_form(d, services, count);
    } else {
        html_put(&d->v.w, "<p class=\"lead\">Nothing can be booked online just now. Please call "
                          "us.</p>");
    }
    put_sites(d);
    book_close(d);
}

void book_choose(struct desk *d)
{
    wrong(&d->v, "service", "Choose what kind of visit you need.");
    book_get(d);
    d->v.r->status = 422;
}
