/* book_link.c - what the link of a mail opens: a visit to be confirmed, moved or cancelled, or a place on the wait
 * list. To look at it changes nothing: programs that look through mail follow links too. */
#include "book.h"

#include "../app/asked.h"

/* --- what it opens ------------------------------------------------------------------------------------------------ */

int64_t book_link_whole(struct desk *d, int column)
{
    return row_whole(&d->q->diary_link, 0, column);
}

struct place book_link_place(struct desk *d)
{
    return (struct place){.site = book_link_whole(d, diary_link_site),
                          .account = book_link_whole(d, diary_link_account),
                          .room = book_link_whole(d, diary_link_room),
                          .service = book_link_whole(d, diary_link_service),
                          .day = (int)book_link_whole(d, diary_link_day),
                          .from_min = (int)book_link_whole(d, diary_link_from_min),
                          .minutes = (int)book_link_whole(d, diary_link_minutes),
                          .from_s = book_link_whole(d, diary_link_from_s)};
}

enum stands { STANDS_asked, STANDS_booked, STANDS_late, STANDS_cancelled, STANDS_over };

static enum stands how_it_stands(struct desk *d)
{
    const char *state = row_text(&d->q->diary_link, 0, diary_link_state);
    int past = book_link_whole(d, diary_link_from_s) <= d->v.now.at_s;
    if (str_same(state, "cancelled"))
        return STANDS_cancelled;
    if (str_same(state, "lapsed"))
        return STANDS_late;
    if (str_same(state, "held") || str_same(state, "offered"))
        return book_link_whole(d, diary_link_held_until_s) > d->v.now.at_s ? STANDS_asked
                                                                           : STANDS_late;
    return str_same(state, "booked") && !past ? STANDS_booked : STANDS_over;
}

void book_link_open(struct desk *d, const char *title)
{
    book_open(d, title);
    html_put(&d->v.w, "<h1>%s</h1>", title);
}

/* What is done is done to the visit that was seen, and not to what it was changed to meanwhile. */
void book_link_form(struct desk *d, const char *what)
{
    struct text sequence = {.mem = d->v.a};
    text_int(&sequence, book_link_whole(d, diary_link_sequence));
    text_char(&sequence, '\0');
    form_open(&d->v, NULL);
    hidden(&d->v, "do", what);
    hidden(&d->v, "sequence", sequence.p);
}

int book_same_sequence(struct desk *d)
{
    struct text now = {.mem = d->v.a};
    const char *seen = posted(&d->v, "sequence", 0);
    text_int(&now, book_link_whole(d, diary_link_sequence));
    text_char(&now, '\0');
    return seen && str_same(seen, now.p);
}

/* Wrong, or of what is not there any more: one page, whatever the link was. */
static void dead(struct desk *d)
{
    d->v.r->status = 404;
    book_link_open(d, "This link does not open anything");
    html_put(&d->v.w,
             "<p class=\"lead\">It may be old, or it was not copied whole. Open it from the "
             "email once more. If it still opens nothing, please call the clinic.</p>");
    book_close(d);
}

static void put_again(struct desk *d)
{
    if (books_online(d))
        html_put(&d->v.w, "<p><a class=\"btn btn-2\" href=\"/%s\">Book another visit</a></p>",
                 book_page(d, "") + 1);
}

/* --- a visit -------------------------------------------------------------------------------------------------------- */

static void put_until(struct desk *d)
{
    struct diary y = diary_here(d);
    struct moment m = civil_moment(zone_of(&y, book_link_whole(d, diary_link_site)),
                                   book_link_whole(d, diary_link_held_until_s));
    html_put(&d->v.w, "<p class=\"lead\">It is kept for you until ");
    if (m.day != d->v.day) {
        put_day(&d->v, m.day);
        html_put(&d->v.w, ", ");
    }
    book_put_clock(d, m.minute);
    html_put(&d->v.w, ". It is not booked yet.</p>");
}

static void asked_page(struct desk *d, const struct place *p)
{
    book_link_open(d, "Do you want this visit?");
    put_until(d);
    book_put_visit(d, p);
    book_link_form(d, "confirm");
    form_close(&d->v, "Yes, book it");
    book_link_form(d, "cancel");
    html_put(&d->v.w, "<p><button class=\"btn btn-2\">No, give it to somebody else</button></p>"
                      "</form>");
    book_close(d);
}

static void put_said(struct desk *d)
{
    const char *said = asked(&d->v, "said");
    const char *words =
        !said                         ? NULL
        : str_same(said, "confirmed") ? "Your visit is booked. We send you an email about it."
        : str_same(said, "moved")     ? "Your visit is moved. We send you an email about it."
        : str_same(said, "changed")   ? "This visit was changed meanwhile. This is how it is now."
                                      : NULL;
    if (words)
        html_put(&d->v.w, "<div class=\"note note-good\" role=\"status\"><p>%s</p></div>", words);
}

static void booked_page(struct desk *d, const struct place *p)
{
    book_link_open(d, "Your visit");
    put_said(d);
    book_put_visit(d, p);
    html_put(&d->v.w, "<p><a class=\"btn btn-2\" href=\"?move=1\">Move it to another time</a></p>"
                      "<p><a href=\"?calendar=1\">Put it into your calendar</a></p>"
                      "<details><summary>Cancel this visit</summary><div class=\"stack\">"
                      "<p>Then the time is free for somebody else. This cannot be undone.</p>");
    book_link_form(d, "cancel");
    html_put(&d->v.w, "<p><button class=\"btn btn-stop-2\">Yes, cancel it</button></p></form></div>"
                      "</details>");
    book_close(d);
}

static void ended_page(struct desk *d, enum stands s, const struct place *p)
{
    book_link_open(d, s == STANDS_cancelled ? "This visit is cancelled"
                      : s == STANDS_late    ? "This time is not kept any more"
                                            : "This visit is over");
    if (s == STANDS_late)
        html_put(&d->v.w, "<p class=\"lead\">It was not confirmed in time, so others can have it "
                          "now. Nothing is booked for you.</p>");
    else if (s == STANDS_cancelled)
        html_put(&d->v.w, "<p class=\"lead\">Nobody expects you then.</p>");
    book_put_visit(d, p);
    put_again(d);
    book_close(d);
}

static void visit_page(struct desk *d)
{
    const struct place p = book_link_place(d);
    enum stands s = how_it_stands(d);
    if (s == STANDS_booked && asked(&d->v, "calendar"))
        go_to(&d->v, "/book/link/-/calendar.ics"); /* the host's, who knows the link */
    else if (s == STANDS_booked && asked(&d->v, "move"))
        book_move_page(d);
    else if (s == STANDS_booked)
        booked_page(d, &p);
    else if (s == STANDS_asked)
        asked_page(d, &p);
    else
        ended_page(d, s, &p);
}

/* --- a place on the wait list --------------------------------------------------------------------------------------------- */

static void put_wait(struct desk *d)
{
    int64_t site = book_link_whole(d, diary_link_wait_site),
            account = book_link_whole(d, diary_link_wait_account);
    int from = (int)book_link_whole(d, diary_link_wait_from_min),
        to = (int)book_link_whole(d, diary_link_wait_to_min);
    html_put(&d->v.w,
             "<table class=\"tbl light\"><tbody><tr><th scope=\"row\">What</th><td>%s</td></tr>"
             "<tr><th scope=\"row\">Where</th><td>%s</td></tr>"
             "<tr><th scope=\"row\">With</th><td>%s</td></tr>"
             "<tr><th scope=\"row\">When</th><td>",
             book_service_called(d, book_link_whole(d, diary_link_wait_service)),
             site ? name_of_site(d, site) : "any site",
             account ? book_practitioner_called(d, account) : "whoever is free first");
    if (from)
        html_put(&d->v.w, "from %d:00 ", from / 60);
    if (to < DAY_MINUTES)
        html_put(&d->v.w, "until %d:00 ", to / 60);
    html_put(&d->v.w, "%s until ", from || to < DAY_MINUTES ? "on any day" : "at any time");
    put_day(&d->v, (int)book_link_whole(d, diary_link_last_day));
    html_put(&d->v.w, "</td></tr></tbody></table>");
}

static const char *wait_title(const char *state)
{
    return str_same(state, "asked")     ? "Do you want a place on the wait list?"
           : str_same(state, "waiting") ? "You are on the wait list"
           : str_same(state, "offered") ? "A time is offered to you"
                                        : "You are not on the wait list any more";
}

static void wait_page(struct desk *d)
{
    const char *state = row_text(&d->q->diary_link, 0, diary_link_wait_state);
    int asks = str_same(state, "asked"), waits = str_same(state, "waiting"),
        offered = str_same(state, "offered");
    book_link_open(d, wait_title(state));
    if (waits)
        html_put(&d->v.w, "<p class=\"lead\">When a time becomes free and it is your turn, we send "
                          "you a link.</p>");
    if (offered)
        html_put(&d->v.w, "<p class=\"lead\">Look at your email: the link in the newest one opens "
                          "the time.</p>");
    put_wait(d);
    if (asks) {
        book_link_form(d, "wait");
        form_close(&d->v, "Yes, put me on the list");
    }
    if (asks || waits || offered) {
        book_link_form(d, "leave");
        html_put(&d->v.w, "<p><button class=\"btn btn-2\">%s</button></p></form>",
                 asks ? "No, forget it" : "Leave the wait list");
    } else {
        put_again(d);
    }
    book_close(d);
}

void book_link_get(struct desk *d)
{
    if (!d->q->diary_link.count)
        dead(d);
    else if (row_is(&d->q->diary_link, 0, diary_link_booking))
        visit_page(d);
    else
        wait_page(d);
}

/* --- what is done ------------------------------------------------------------------------------------------------------------ */

static void here(struct desk *d, const char *said)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, "/book/link/-");
    if (said)
        text_str(&t, "?said=");
    text_str(&t, said ? said : "");
    text_char(&t, '\0');
    go_to(&d->v, t.p);
}

void book_link_done(struct desk *d, const char *mail, const char *noted, const char *said)
{
    queue_mail(d, book_link_whole(d, diary_link_booking), 0, mail,
               book_link_whole(d, diary_link_sequence) + 1);
    note(d, noted, 0);
    here(d, said);
}

/* Sent twice, or when it is too late: the page says how it stands. */
static void visit_post(struct desk *d)
{
    enum stands s = how_it_stands(d);
    if (posted_is(&d->v, "do", "confirm") && s == STANDS_asked) {
        act(d, booking_confirm, d->q->link_hash);
        book_link_done(d, "booked", "visit booked online", "confirmed");
    } else if (posted_is(&d->v, "do", "cancel") && (s == STANDS_asked || s == STANDS_booked)) {
        if (!book_same_sequence(d)) {
            here(d, "changed");
            return;
        }
        act(d, booking_cancel_mine, d->q->link_hash,
            value_whole(book_link_whole(d, diary_link_sequence)));
        if (s == STANDS_booked) {
            book_link_done(d, "cancelled", "visit cancelled online", NULL);
        } else {
            note(d, "visit cancelled online", 0);
            here(d, NULL);
        }
    } else if (posted_is(&d->v, "do", "move") && s == STANDS_booked) {
        book_move_post(d);
    } else {
        here(d, NULL);
    }
}

static void wait_post(struct desk *d)
{
    const char *state = row_text(&d->q->diary_link, 0, diary_link_wait_state);
    int stays =
        str_same(state, "asked") || str_same(state, "waiting") || str_same(state, "offered");
    if (posted_is(&d->v, "do", "wait") && str_same(state, "asked")) {
        act(d, waiting_confirm, d->q->link_hash);
        note(d, "wait list joined online", 0);
    } else if (posted_is(&d->v, "do", "leave") && stays) {
        act(d, waiting_end_mine, d->q->link_hash);
        note(d, "wait list left online", 0);
    }
    here(d, NULL);
}

void book_link_post(struct desk *d)
{
    if (!d->q->diary_link.count)
        dead(d);
    else if (d->q->too_many)
        book_busy(d);
    else if (row_is(&d->q->diary_link, 0, diary_link_booking))
        visit_post(d);
    else
        wait_post(d);
}
