/* mail_make.c - whether a mail is still to be sent, to whom, about what; and when it is tried again. */
#include "mail.h"

static const char gone[] = "Not needed any more.", no_address[] = "There is no address.",
                  bad_address[] = "The address is not one that mail can be sent to.";

static int row_at(const struct rows *r, int64_t number)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (row_whole(r, i, 0) == number)
            return (int)i;
    return -1;
}

static void take_site(const struct mail_rows *r, int64_t site, struct mail *ret)
{
    int at = row_at(r->sites, site);
    if (at < 0)
        return;
    uint32_t i = (uint32_t)at;
    ret->site = row_text(r->sites, i, sites_name);
    ret->address = row_text(r->sites, i, sites_address);
    ret->telephone = row_text(r->sites, i, sites_telephone);
    ret->directions = row_text(r->sites, i, sites_directions);
    if (row_is(r->sites, i, sites_step_free))
        ret->step_free = row_whole(r->sites, i, sites_step_free) != 0;
}

static void take_until(const struct mail_rows *r, int64_t site, int64_t until_s, struct mail *ret)
{
    int at = row_at(r->sites, site);
    if (at < 0)
        return;
    struct moment m = civil_moment(&r->zones[at], until_s);
    ret->until_day = m.day;
    ret->until_min = m.minute;
}

static const char *address_no(const char *to, struct mail *ret)
{
    ret->to = to;
    return !*to ? no_address : mail_address_good(to) ? NULL : bad_address;
}

/* The state in which a booking is for such a mail to be of any use. */
static int state_suits(const struct mail_rows *r)
{
    const char *state = row_text(r->booking, 0, booking_state), *what = r->what;
    int held = row_whole(r->booking, 0, booking_held_until_s) > r->now_s;
    if (row_whole(r->booking, 0, booking_from_s) <= r->now_s)
        return 0;
    if (str_same(what, "ask"))
        return str_same(state, "held") && held;
    if (str_same(what, "offer"))
        return str_same(state, "offered") && held;
    if (str_same(what, "cancelled"))
        return str_same(state, "cancelled");
    if (str_same(what, "reminder") && row_whole(r->booking, 0, booking_from_s) != r->of)
        return 0; /* of a time that it was moved from */
    return str_same(state, "booked");
}

static const char *of_booking(const struct mail_rows *r, struct mail *ret)
{
    const struct rows *b = r->booking;
    int64_t site;
    if (!b->count || !state_suits(r))
        return gone;
    site = row_whole(b, 0, booking_site);
    take_site(r, site, ret);
    ret->call = by_telephone(r->services, row_whole(b, 0, booking_service));
    ret->name = row_text(b, 0, booking_name);
    int with = row_at(r->practitioners, row_whole(b, 0, booking_account));
    ret->with = with >= 0 ? row_text(r->practitioners, (uint32_t)with, practitioners_name) : "";
    ret->booking = row_whole(b, 0, booking_booking);
    ret->sequence = row_whole(b, 0, booking_sequence);
    ret->from_s = row_whole(b, 0, booking_from_s);
    ret->made_s = row_whole(b, 0, booking_made_s);
    ret->changed_s = row_whole(b, 0, booking_changed_s);
    ret->day = (int)row_whole(b, 0, booking_day);
    ret->from_min = (int)row_whole(b, 0, booking_from_min);
    ret->minutes = (int)row_whole(b, 0, booking_minutes);
    if (row_is(b, 0, booking_held_until_s))
        take_until(r, site, row_whole(b, 0, booking_held_until_s), ret);
    /* Who has not confirmed may be anybody, and what they call themself anything. */
    if (str_same(r->what, "ask"))
        ret->name = "";
    return address_no(row_text(b, 0, booking_mail), ret);
}

static const char *of_waiting(const struct mail_rows *r, struct mail *ret)
{
    const struct rows *w = r->waitings;
    int at = row_at(w, r->waiting);
    if (at < 0)
        return gone;
    uint32_t i = (uint32_t)at;
    int64_t site = row_whole(w, i, waitings_site);
    ret->what = "wait";
    if (!site && r->sites->count)
        site = row_whole(r->sites, 0, sites_site); /* for the telephone */
    take_site(r, site, ret);
    ret->name = row_text(w, i, waitings_name);
    ret->waits = !str_same(row_text(w, i, waitings_state), "asked");
    if (!ret->waits)
        ret->name = "";
    return address_no(row_text(w, i, waitings_mail), ret);
}

const char *mail_make(const struct mail_rows *r, struct mail *ret)
{
    ret->what = r->what;
    ret->clinic = r->clinic->count ? row_text(r->clinic, 0, clinic_name) : "";
    ret->site = ret->address = ret->telephone = ret->directions = ret->name = ret->to = "";
    ret->with = "";
    ret->booking = ret->sequence = ret->from_s = ret->made_s = ret->changed_s = 0;
    ret->until_day = ret->until_min = ret->waits = ret->call = 0;
    ret->step_free = -1;
    ret->link = "";
    if (str_same(r->what, "test"))
        return address_no(r->login, ret);
    return r->booking ? of_booking(r, ret) : of_waiting(r, ret);
}

int mail_has_link(const struct mail *m)
{
    return !str_same(m->what, "cancelled") && !str_same(m->what, "test");
}

int64_t mail_next_s(int64_t tries, int64_t now_s, int minute_s)
{
    static const int after_min[] = {1, 2, 5, 15, 60};
    enum { STEPS = sizeof after_min / sizeof after_min[0] };
    int64_t step = tries < 1 ? 1 : tries > STEPS ? STEPS : tries;
    return now_s + (int64_t)after_min[step - 1] * minute_s;
}
