/* book_ask.c - whoever books a visit says who they are; the time is kept for them until they have confirmed it by
 * the link in a mail. */
#include "book.h"

#include "../app/asked.h"

/* --- who they are ------------------------------------------------------------------------------------------------ */

void book_ask_who(struct desk *d)
{
    book_line(d, "name", "Your name", NULL, "text", "name");
    book_line(d, "mail", "Your email address", "We send you a link there, to confirm.", "email",
              "email");
    book_line(d, "telephone", "Your telephone number, if we may call you",
              "In case we have to change the visit.", "tel", "tel");
}

void book_take_who(struct desk *d, struct who_books *ret)
{
    ret->name = take_line_of(d, "name", NAME_MOST, "Write your name.");
    ret->mail = take_mail(d, "mail", "Write your email address.");
    ret->telephone = take_telephone(d, "telephone");
}

/* --- the pages ------------------------------------------------------------------------------------------------------ */

static void put_sought(struct desk *d)
{
    static const char *const keys[] = {"service", "site", "who", "day", "at"};
    for (int i = 0; i < COUNT_OF(keys); i++)
        hidden(&d->v, keys[i], posted(&d->v, keys[i], 0));
}

static void ask_page(struct desk *d, const struct place *p)
{
    book_open(d, "Your visit");
    html_put(&d->v.w, "<p><a class=\"back\" href=\"/%s?service=%s\">", book_page(d, "/times") + 1,
             hex_of(d, p->service));
    icon(&d->v, "back");
    html_put(&d->v.w, "Another time</a></p><h1>Your visit</h1>");
    book_put_visit(d, p);
    desk_form(d, NULL);
    put_sought(d);
    book_ask_who(d);
    book_says(d);
    form_close(&d->v, "Ask for this visit");
    book_close(d);
}

static void taken_page(struct desk *d, struct sought s)
{
    if (d->v.q->post)
        d->v.r->status = 409;
    s.account = 0;
    book_open(d, "That time is not free any more");
    back_link(&d->v, book_page(d, ""), "Another kind of visit");
    html_put(&d->v.w,
             "<h1>That time is not free any more</h1><p class=\"lead\">Nothing was booked. "
             "Choose another time, and you are asked once more who you are.</p>");
    book_put_times(d, &s);
    book_close(d);
}

/* 1 when that time is free; else the page that says so. */
static int still_free(struct desk *d, struct sought *s, struct place *ret)
{
    int day, minute;
    if (!book_sought(d, s)) {
        book_choose(d);
        return 0;
    }
    if (book_when(d, &day, &minute) && book_time_free(d, s, day, minute, ret))
        return 1;
    taken_page(d, *s);
    return 0;
}

void book_ask_get(struct desk *d)
{
    struct sought s;
    struct place p;
    book_asked(d);
    if (still_free(d, &s, &p))
        ask_page(d, &p);
}

/* Again and again not kept though it is free: whoever has this address has another visit then, or has asked for
 * enough already. To say so would tell a stranger, and so would the time if it stayed free: it is held for
 * nobody, and the answer is the same. */
static void hold(struct desk *d, const struct place *p, struct who_books who)
{
    enum { SURE = 2 };
    struct value none = value_str("");
    /* The form, sent again, finds its number in either case. */
    int for_nobody = d->q->again >= SURE;
    int64_t booking = d->q->again && !for_nobody ? new_number(d, d->q->again) : form_number(d);
    if (for_nobody)
        who = (struct who_books){none, none, none};
    act(d, booking_hold, value_whole(booking), value_whole(p->site), value_whole(p->account),
        value_whole(p->service), value_or_null(p->room), value_whole(p->day),
        value_whole(p->from_min), value_whole(p->minutes), value_whole(p->from_s), who.name,
        who.mail, who.telephone, value_whole(d->v.now.at_s + BOOK_HELD_S));
    if (!for_nobody)
        queue_mail(d, booking, 0, "ask", 0);
    note(d, "visit asked for online", 0);
}

void book_ask_post(struct desk *d)
{
    struct sought s;
    struct place p;
    struct who_books who;
    if (row_of(&d->q->diary.taken, form_number(d)) >= 0) { /* this very form, sent again */
        go_to(&d->v, book_page(d, "/asked"));
        return;
    }
    if (!still_free(d, &s, &p))
        return;
    book_take_who(d, &who);
    if (!who.telephone.text.len && by_telephone(&d->q->diary.services, p.service))
        wrong(&d->v, "telephone", "Write the number on which we can call you.");
    if (d->v.wrongs) {
        ask_page(d, &p);
    } else if (d->q->too_many || row_whole(&d->q->holds, 0, holds_held) >= BOOK_HELD_MOST) {
        book_busy(d);
    } else {
        hold(d, &p, who);
        go_to(&d->v, book_page(d, "/asked"));
    }
}

/* Says nothing of whom it was sent to: the address of this page is nobody's. */
void book_asked_get(struct desk *d)
{
    int waits = asked(&d->v, "wait") != NULL;
    book_open(d, "Look at your email");
    html_put(&d->v.w, "<h1>Look at your email</h1>");
    if (waits)
        html_put(&d->v.w,
                 "<p class=\"lead\">We have sent you a link. With it you take your place on "
                 "the wait list. Until then you are not on it.</p>");
    else if (!d->q->mail_set)
        html_put(&d->v.w, "<p class=\"lead\">In this demo no email is sent. A real clinic would "
                          "send you a link, to confirm the visit with.</p>");
    else
        html_put(&d->v.w,
                 "<p class=\"lead\">We have sent you a link. Open it <b>within %d minutes</b> to "
                 "book the visit. Until then the time is kept for you. After that others can have "
                 "it.</p>",
                 BOOK_HELD_S / 60);
    html_put(&d->v.w,
             "<section class=\"sec\"><h2>No email?</h2><ul class=\"dots\">"
             "<li>It can take some minutes. Look also where unwanted mail goes.</li>"
             "<li>If you have asked for that time already, use the link that you have.</li>"
             "<li>Was the address mistyped? <a href=\"/%s\">Choose again</a>, or call us: the "
             "time that you chose is kept for a while.</li></ul></section>",
             book_page(d, waits ? "/wait" : "") + 1);
    book_close(d);
}
