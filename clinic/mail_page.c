/* mail_page.c - how mail goes: whether it is set up, what waits, what the last error was, and a test. Never whose
 * a mail is. */
#include "office.h"

enum { SHOWN = 20 };

static const struct rows *mails(struct desk *d)
{
    return &d->q->mails;
}

static int waits(struct desk *d, uint32_t i)
{
    return !row_is(mails(d), i, mails_sent_s) && !row_is(mails(d), i, mails_gone_s);
}

static const char *what_words(const char *what)
{
    static const struct {
        const char *what, *words;
    } of[] = {
        {"ask", "Asks to confirm a visit"}, {"booked", "A visit is booked"},
        {"moved", "A visit was moved"},     {"cancelled", "A visit is cancelled"},
        {"reminder", "Reminder"},           {"offer", "Offers a free time"},
        {"wait", "About the wait list"},    {"test", "Test"},
    };
    for (int i = 0; i < COUNT_OF(of); i++)
        if (str_same(of[i].what, what))
            return of[i].words;
    return what;
}

/* --- how it is ------------------------------------------------------------------------------------------------- */

static int count_waiting(struct desk *d)
{
    int n = 0;
    for (uint32_t i = 0; i < mails(d)->count; i++)
        n += waits(d, i) && row_whole(mails(d), i, mails_due_s) <= d->v.now.at_s;
    return n;
}

/* The newest of those that wait after a try: what is wrong now; -1: nothing is. */
static int64_t last_failed(struct desk *d)
{
    for (uint32_t i = 0; i < mails(d)->count; i++)
        if (waits(d, i) && *row_text(mails(d), i, mails_error))
            return i;
    return -1;
}

/* Others have gone out since: it is about that one alone. */
static int sent_since(struct desk *d, uint32_t failed)
{
    for (uint32_t i = 0; i < mails(d)->count; i++)
        if (row_whole(mails(d), i, mails_sent_s) > row_whole(mails(d), failed, mails_due_s))
            return 1;
    return 0;
}

static void put_not_set(struct desk *d)
{
    html_put(&d->v.w,
             "<div class=\"note note-wait\"><h2>Mail is not set up</h2><p>Nobody is sent a "
             "confirmation or a reminder, and nobody on the wait list is offered a time. Whoever "
             "runs the server can set it up: docs/admin.md says how. What is to be sent now is "
             "kept for a day.</p></div>");
}

static void put_state(struct desk *d)
{
    int n = count_waiting(d);
    int64_t failed = last_failed(d);
    int goes = failed < 0 || sent_since(d, (uint32_t)failed);
    if (!d->q->mail_set) {
        put_not_set(d);
        return;
    }
    html_put(&d->v.w, "<div class=\"note %s\"><h2>%s</h2><p>",
             !goes         ? "note-stop"
             : failed >= 0 ? "note-wait"
                           : "note-good",
             !goes         ? "Mail does not go out just now"
             : failed >= 0 ? "Mail goes out, but for some"
                           : "Mail goes out");
    if (n)
        html_put(&d->v.w, "%d %s.", n, n == 1 ? "mail waits" : "mails wait");
    else
        html_put(&d->v.w, "Nothing waits.");
    if (failed >= 0)
        html_put(&d->v.w, " %s It is tried again by itself, for 36 hours.",
                 row_text(mails(d), (uint32_t)failed, mails_error));
    html_put(&d->v.w, "</p></div>");
}

static void put_test(struct desk *d)
{
    if (!d->q->mail_set)
        return;
    html_put(&d->v.w, "<section class=\"panel\"><h2>Try it</h2><p>A test goes to the address that "
                      "you sign in with.</p>");
    desk_form(d, NULL);
    html_put(&d->v.w, "<p><button class=\"btn btn-2 btn-s\">Send me a test</button></p></form>"
                      "</section>");
}

/* --- the last ones --------------------------------------------------------------------------------------------- */

static void put_how(struct desk *d, uint32_t i)
{
    const struct rows *r = mails(d);
    if (row_is(r, i, mails_sent_s)) {
        html_put(&d->v.w, "<span class=\"chip up\">sent</span> ");
        put_instant(d, row_whole(r, i, mails_sent_s));
    } else if (row_is(r, i, mails_gone_s)) {
        html_put(&d->v.w, "<span class=\"chip\">not sent</span>");
    } else {
        html_put(&d->v.w, "<span class=\"chip wait\">waits</span>");
        if (row_whole(r, i, mails_tries)) {
            html_put(&d->v.w, " next try ");
            put_instant(d, row_whole(r, i, mails_next_s));
        }
    }
    if (*row_text(r, i, mails_error))
        html_put(&d->v.w, "<br><span class=\"sub\">%s</span>", row_text(r, i, mails_error));
}

static void put_list(struct desk *d)
{
    const struct rows *r = mails(d);
    html_put(&d->v.w, "<h2>The last mails</h2>");
    if (!r->count) {
        html_put(&d->v.w, "<p>There was none yet.</p>");
        return;
    }
    html_put(&d->v.w,
             "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr><th scope=\"col\">What"
             "</th><th scope=\"col\">Due</th><th scope=\"col\">Tries</th><th scope=\"col\">How it "
             "went</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < r->count && i < SHOWN; i++) {
        html_put(&d->v.w, "<tr><th scope=\"row\">%s</th><td data-label=\"Due\">",
                 what_words(row_text(r, i, mails_what)));
        put_instant(d, row_whole(r, i, mails_due_s));
        html_put(&d->v.w, "</td><td data-label=\"Tries\">%d</td><td data-label=\"How it went\">",
                 (int)row_whole(r, i, mails_tries));
        put_how(d, i);
        html_put(&d->v.w, "</td></tr>");
    }
    html_put(&d->v.w, "</tbody></table></div>");
}

void mail_get(struct desk *d)
{
    desk_open(d, "Mail", AT_clinic);
    put_crumb(d, "/clinic/settings", "Clinic");
    html_put(&d->v.w, "<h1>Mail</h1><p class=\"lead\">Confirmations, reminders and offers to who "
                      "waits. No word about health is in them.</p>");
    error_summary(&d->v);
    put_state(d);
    put_test(d);
    put_list(d);
    desk_close(d);
}

/* Whose test it is stands where others have a sequence. */
void mail_post(struct desk *d)
{
    go_to(&d->v, "/clinic/mail");
    if (!d->q->mail_set)
        return;
    act(d, mail_add, value_whole(form_number(d)), value_or_null(0), value_or_null(0),
        value_str("test"), value_whole(d->who->actor.who), value_whole(d->v.now.at_s));
    note(d, "test mail", 0);
}
