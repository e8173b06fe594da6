/* feed.c - one's own visits in the calendar that one uses anyway: its address is made, made anew, switched off. */
#include "office.h"

static int is_on(struct desk *d)
{
    int at = row_of(&d->q->staff_rows, d->who->actor.who);
    return at >= 0 && row_whole(&d->q->staff_rows, (uint32_t)at, staff_has_feed);
}

static void put_form(struct desk *d, const char *what, const char *button)
{
    desk_form(d, NULL);
    hidden(&d->v, "do", what);
    form_close(&d->v, button);
}

static void put_on(struct desk *d)
{
    html_put(&d->v.w,
             "<div class=\"note note-good\"><h2>It is switched on</h2><p>The address was shown "
             "when it was made, and is not shown again.</p></div><div class=\"panels\">"
             "<section class=\"panel\"><h2>A new address</h2><p>Make one if you have lost the "
             "address, or somebody else may have it. The old one stops at once.</p>");
    put_form(d, "make", "Make another address");
    html_put(&d->v.w,
             "</section><section class=\"panel\"><h2>No calendar any more</h2><p>The "
             "address stops at once. Then take the calendar off your phone, too: some keep "
             "what they have seen.</p>");
    put_form(d, "off", "Switch it off");
    html_put(&d->v.w, "</section></div>");
}

void calendar_get(struct desk *d)
{
    desk_open(d, "Your calendar", AT_self);
    put_crumb(d, "/clinic/account", "Your account");
    html_put(&d->v.w,
             "<h1>Your visits in your own calendar</h1><p class=\"lead\">The calendar on your "
             "phone or computer can show your visits, and keep up with them.</p>"
             "<ul><li>It shows when a visit begins, how long it takes, the site and the room.</li>"
             "<li>It shows no names of patients, and nothing about anybody’s health.</li>"
             "<li>It is for looking only. What you change there does not come back here.</li>"
             "<li>It shows 30 days back and 180 days on.</li></ul>");
    error_summary(&d->v);
    if (is_on(d)) {
        put_on(d);
    } else {
        html_put(&d->v.w, "<p>Your calendar finds them by an address of your own. Whoever has the "
                          "address sees when and where you work, so keep it to yourself.</p>");
        put_form(d, "make", "Make the address");
    }
    desk_close(d);
}

void calendar_post(struct desk *d)
{
    const struct value none = {VALUE_null, 0, {"", 0}};
    if (posted_is(&d->v, "do", "make")) {
        d->r->link = CLINIC_LINK_feed;
    } else if (posted_is(&d->v, "do", "off") && is_on(d)) {
        act(d, feed_put, none);
        note(d, "calendar switched off", 0);
    }
    go_to(&d->v, "/clinic/calendar");
}
