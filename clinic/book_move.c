/* book_move.c - whoever has booked a visit moves it: free times of the same kind, and once more what becomes of it. */
#include "book.h"

#include "../app/asked.h"

/* With whom it was, unless they ask for whoever is free, or that practitioner has left. */
static struct sought sought(struct desk *d)
{
    const struct place p = book_link_place(d);
    const struct rows *who = &d->q->diary.practitioners;
    const char *named = posted(&d->v, "who", 0);
    struct sought s = {.service = p.service,
                       .site = posted_number(d, "site"),
                       .account = named ? posted_number(d, "who") : p.account,
                       .minutes = p.minutes,
                       .except = book_link_whole(d, diary_link_booking),
                       .own = p};
    int at = row_of(who, s.account);
    if (at < 0 || row_is(who, (uint32_t)at, practitioners_left_s))
        s.account = 0;
    return s;
}

static void times_page(struct desk *d, const char *lead)
{
    struct sought s = sought(d);
    const struct place p = book_link_place(d);
    book_link_open(d, "Move your visit");
    html_put(&d->v.w, "<p class=\"lead\">%s</p><p>Now it is on <b>", lead);
    put_day(&d->v, p.day);
    html_put(&d->v.w, ", ");
    book_put_clock(d, p.from_min);
    html_put(&d->v.w, "</b>, at %s, with %s. It stays so until you have chosen another time.</p>",
             name_of_site(d, p.site), book_practitioner_called(d, p.account));
    html_put(&d->v.w, "<ul class=\"links\">");
    if (s.account)
        html_put(&d->v.w,
                 "<li><a href=\"?move=1&amp;who=any\">With whoever is free first</a></li>");
    html_put(&d->v.w, "<li><a href=\"?\">Leave it as it is</a></li></ul>");
    book_put_times(d, &s);
    book_close(d);
}

static void sure_page(struct desk *d, const struct place *p)
{
    static const char *const keys[] = {"site", "who", "day", "at"};
    book_link_open(d, "Move your visit to this time?");
    book_put_visit(d, p);
    book_link_form(d, "move");
    for (int i = 0; i < COUNT_OF(keys); i++)
        hidden(&d->v, keys[i], posted(&d->v, keys[i], 0));
    form_close(&d->v, "Yes, move it");
    html_put(&d->v.w, "<p><a href=\"?move=1\">Choose another time</a></p>");
    book_close(d);
}

void book_move_page(struct desk *d)
{
    struct place p;
    int day, minute;
    book_asked(d);
    struct sought s = sought(d);
    if (!book_when(d, &day, &minute))
        times_page(d, "Choose another time for it.");
    else if (book_time_free(d, &s, day, minute, &p))
        sure_page(d, &p);
    else
        times_page(d, "That time is not free any more. Choose another.");
}

/* Sent twice it stands there already; changed meanwhile by somebody else it is shown. */
void book_move_post(struct desk *d)
{
    struct place p;
    int day, minute;
    struct sought s = sought(d);
    if (!book_same_sequence(d)) {
        go_to(&d->v, "/book/link/-?said=changed");
    } else if (!book_when(d, &day, &minute) || !book_time_free(d, &s, day, minute, &p)) {
        d->v.r->status = 409;
        times_page(d, "That time is not free any more. Choose another.");
    } else if (d->q->again > 1) { /* free, and still not kept: they have another visit then */
        d->v.r->status = 409;
        times_page(d, "You have another visit at that time. Choose another.");
    } else {
        act(d, booking_move_mine, d->q->link_hash,
            value_whole(book_link_whole(d, diary_link_sequence)), value_whole(p.site),
            value_whole(p.account), value_or_null(p.room), value_whole(p.day),
            value_whole(p.from_min), value_whole(p.from_s));
        book_link_done(d, "moved", "visit moved online", "moved");
    }
}
