/* diary_was.c - what was done with a visit, and when, in words; and all visits of one patient. */
#include "diary_desk.h"

static void put_when(struct desk *d, int64_t site, int64_t at_s)
{
    struct diary y = diary_here(d);
    struct moment m = civil_moment(zone_of(&y, site), at_s);
    html_put(&d->v.w, "%s %s", day_words(d, m.day), clock_words(d, m.minute));
}

static const char *done_by(struct desk *d, uint32_t i, const char *state)
{
    const char *name = row_text(&d->q->booking_was, i, booking_was_changed_name);
    return name[0]                      ? name
           : str_same(state, "lapsed")  ? "the program"
           : str_same(state, "offered") ? "the program"
                                        : "themself";
}

static const char *did(const char *state, int first)
{
    static const char *const words[][2] = {{"held", "asked for"},
                                           {"offered", "offered from the wait list"},
                                           {"arrived", "marked as arrived"},
                                           {"in_room", "marked as in the room"},
                                           {"done", "marked as done"},
                                           {"no_show", "marked as did not come"},
                                           {"cancelled", "cancelled"},
                                           {"lapsed", "ended, as it was not confirmed in time,"}};
    for (int i = 0; i < COUNT_OF(words); i++)
        if (str_same(words[i][0], state))
            return words[i][1];
    return first ? "booked" : "confirmed";
}

static int moved(const struct rows *w, uint32_t i)
{
    return row_whole(w, i, booking_was_from_s) != row_whole(w, i - 1, booking_was_from_s) ||
           row_whole(w, i, booking_was_account) != row_whole(w, i - 1, booking_was_account) ||
           row_whole(w, i, booking_was_site) != row_whole(w, i - 1, booking_was_site);
}

/* "moved from Tue 24 Nov 10:00 by Hana Weiss": and from whom or where, if that is another now. */
static void put_moved(struct desk *d, uint32_t i)
{
    const struct rows *w = &d->q->booking_was;
    int64_t site = row_whole(w, i - 1, booking_was_site),
            account = row_whole(w, i - 1, booking_was_account);
    html_put(&d->v.w, "moved from ");
    put_when(d, site, row_whole(w, i - 1, booking_was_from_s));
    if (account != row_whole(w, i, booking_was_account))
        html_put(&d->v.w, " with %s", name_of_staff(d, account));
    if (site != row_whole(w, i, booking_was_site))
        html_put(&d->v.w, ", %s,", name_of_site(d, site));
}

static void put_change(struct desk *d, uint32_t i)
{
    const struct rows *w = &d->q->booking_was;
    const char *state = row_text(w, i, booking_was_state);
    const char *before = i ? row_text(w, i - 1, booking_was_state) : "";
    int again = str_same(before, "cancelled") || str_same(before, "lapsed") ||
                str_same(before, "no_show") || str_same(before, "arrived");
    if (i && moved(w, i))
        put_moved(d, i);
    else if (i && str_same(state, before))
        html_put(&d->v.w, "found to be of a patient");
    else if (str_same(state, "booked") && again)
        html_put(&d->v.w, "taken up again");
    else
        html_put(&d->v.w, "%s", did(state, i == 0));
    html_put(&d->v.w, " by %s", done_by(d, i, state));
}

void put_was(struct desk *d)
{
    const struct rows *w = &d->q->booking_was;
    html_put(&d->v.w, "<section class=\"panel\"><h2>What was done</h2><ol class=\"was-list\">");
    for (uint32_t i = 0; i < w->count; i++) {
        html_put(&d->v.w, "<li><span class=\"sub\">");
        put_when(d, row_whole(w, i, booking_was_site), row_whole(w, i, booking_was_changed_s));
        html_put(&d->v.w, "</span> ");
        put_change(d, i);
        html_put(&d->v.w, "</li>");
    }
    html_put(&d->v.w, "</ol></section>");
}

/* --- of one patient --------------------------------------------------------------------------------------------- */

void put_booked(struct desk *d)
{
    const struct rows *b = &d->q->booked;
    html_put(&d->v.w, "<section class=\"panel\"><h2>Visits</h2>");
    if (!b->count)
        html_put(&d->v.w, "<p class=\"sub\">None are booked.</p>");
    else
        html_put(&d->v.w, "<ul class=\"dots\">");
    for (uint32_t i = 0; i < b->count; i++) {
        const char *state = state_words(row_text(b, i, booked_state));
        html_put(&d->v.w, "<li><a href=\"/%s\">",
                 number_path(d, "/clinic/diary/booking/", row_whole(b, i, booked_booking), "") + 1);
        put_when(d, row_whole(b, i, booked_site), row_whole(b, i, booked_from_s));
        html_put(&d->v.w, "</a>, %s, %s%s%s</li>",
                 name_of_staff(d, row_whole(b, i, booked_account)),
                 name_of_site(d, row_whole(b, i, booked_site)), state[0] ? ": " : "", state);
    }
    if (b->count)
        html_put(&d->v.w, "</ul>");
    if (!row_is(&d->q->patient, 0, patient_left_s))
        html_put(&d->v.w,
                 "<p><a class=\"btn btn-2 btn-s\" href=\"/clinic/diary/new?patient=%s\">Book the "
                 "next visit</a></p>",
                 hex_of(d, d->patient));
    html_put(&d->v.w, "</section>");
}
