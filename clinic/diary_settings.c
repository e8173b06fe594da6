/* diary_settings.c - the diary's part of the settings: what must be there before anybody can book, and its numbers. */
#include "setup.h"

enum { NOTICE_MOST = 336, AHEAD_MOST = 365, TRAVEL_MOST = 240, REMIND_MOST = 14, HOUR = 60 };

/* --- what is there already ------------------------------------------------------------------------------------------- */

/* Kinds of visit that somebody gives who works here, open ones; online: that anybody may book. */
static int bookable(struct desk *d, int online)
{
    const struct diary_rows *r = &d->q->diary;
    int n = 0;
    for (uint32_t i = 0; i < r->services.count; i++) {
        int given = 0;
        for (uint32_t k = 0; k < r->offers.count; k++) {
            int at = row_of(&r->practitioners, row_whole(&r->offers, k, offers_account));
            given |= row_whole(&r->offers, k, offers_service) ==
                         row_whole(&r->services, i, services_service) &&
                     at >= 0 && !row_is(&r->practitioners, (uint32_t)at, practitioners_left_s);
        }
        n += given && !row_is(&r->services, i, services_closed_s) &&
             (!online || row_whole(&r->services, i, services_online));
    }
    return n;
}

static int with_hours(struct desk *d)
{
    struct option *o;
    int n = setup_practitioners(d, &o), count = 0;
    for (int i = 0; i < n; i++) {
        int has = 0;
        for (uint32_t k = 0; k < d->q->diary.hours.count; k++)
            has |= row_whole(&d->q->diary.hours, k, hours_account) == o[i].number;
        count += has;
    }
    return count;
}

static void put_step(struct desk *d, const char *path, const char *name, const char *what,
                     int there, const char *none)
{
    html_put(&d->v.w, "<li><a href=\"/%s\">%s</a> ", path + 1, name);
    if (there)
        html_put(&d->v.w, "<span class=\"chip up\">%d</span>", there);
    else
        html_put(&d->v.w, "<span class=\"chip wait\">%s</span>", none);
    html_put(&d->v.w, " <span class=\"sub\">%s</span></li>", what);
}

static int books(struct desk *d)
{
    return row_whole(&d->q->clinic, 0, clinic_books) != 0;
}

void setup_put_guide(struct desk *d)
{
    const struct diary_rows *r = &d->q->diary;
    html_put(&d->v.w, "<section class=\"panel\"><h2>Set up the diary</h2><p class=\"sub\">In this "
                      "order it takes about five minutes.</p><ol class=\"numbered\">");
    put_step(d, "/clinic/sites", "Sites", "Where you work, how to get there, step-free or not.",
             setup_open_rows(&d->q->sites, sites_closed_s), "none yet");
    put_step(d, "/clinic/rooms", "Rooms", "Of each site. No two visits share one.",
             setup_open_rows(&r->rooms, rooms_closed_s), "none yet");
    put_step(d, "/clinic/services", "Kinds of visit",
             "How long, what they cost, what they need, and who gives them.", bookable(d, 0),
             "none yet");
    put_step(d, "/clinic/hours", "Hours", "Who works where and when, week by week.", with_hours(d),
             "nobody yet");
    html_put(&d->v.w,
             "<li><a href=\"#diary\">Booking online</a> <span class=\"chip%s\">%s</span> "
             "<span class=\"sub\">Switch it on when the others are there.</span></li></ol>"
             "<p>Then, whenever it comes up: <a href=\"/clinic/away\">Holidays and days off</a> · "
             "<a href=\"/clinic/diary/stranded\">Visits that need another time</a></p></section>",
             books(d) ? " up" : "", books(d) ? "on" : "off");
}

/* --- the numbers ----------------------------------------------------------------------------------------------------- */

static void fill_form(struct desk *d)
{
    const struct rows *c = &d->q->clinic;
    if (books(d))
        fill(d, "books", "yes");
    fill_number(d, "notice", ((int)row_whole(c, 0, clinic_notice_min) + HOUR - 1) / HOUR);
    fill_number(d, "ahead_days", (int)row_whole(c, 0, clinic_ahead_days));
    fill_number(d, "travel_min", (int)row_whole(c, 0, clinic_travel_min));
    fill_number(d, "remind_days", (int)row_whole(c, 0, clinic_remind_days));
}

static void put_missing(struct desk *d)
{
    if (!books(d) || (bookable(d, 1) && with_hours(d)))
        return;
    html_put(&d->v.w, "<p class=\"note note-wait\">Booking online is on, but there is nothing to "
                      "book: it needs a kind of visit that may be booked online, somebody who "
                      "gives it, and their hours.</p>");
}

void setup_put_settings(struct desk *d)
{
    const struct choice yes = {"yes", "Anybody may book online, without an account", NULL};
    fill_form(d);
    html_put(&d->v.w, "<h2 id=\"diary\">The diary</h2>");
    put_missing(d);
    desk_form(d, NULL);
    hidden(&d->v, "do", "diary");
    ask_many(&d->v, "books", "Booking online", NULL, &yes, 1);
    ask_number(&d->v, "notice", "At the latest, before it begins",
               "0 to 336. It also counts for moving a visit online.", "hours", NOTICE_MOST);
    ask_number(&d->v, "ahead_days", "At the earliest, before it begins", "1 to 365.", "days",
               AHEAD_MOST);
    ask_number(&d->v, "travel_min", "Kept free between two sites",
               "0 to 240: the way of a practitioner who works at two on one day. With more, visits "
               "that are booked already may need another time: you are shown which.",
               "minutes", TRAVEL_MOST);
    ask_number(&d->v, "remind_days", "A reminder by mail, before the visit",
               "0 to 14; 0: none. It says when and where, and nothing of anybody’s health.", "days",
               REMIND_MOST);
    form_close(&d->v, "Keep");
}

void setup_settings_post(struct desk *d)
{
    int on = posted_is(&d->v, "books", "yes");
    int notice = setup_take_number(d, "notice", 0, NOTICE_MOST,
                                   "Write a whole number of hours, from 0 to 336.");
    int ahead = setup_take_number(d, "ahead_days", 1, AHEAD_MOST,
                                  "Write a whole number of days, from 1 to 365.");
    int travel = setup_take_number(d, "travel_min", 0, TRAVEL_MOST,
                                   "Write a whole number of minutes, from 0 to 240.");
    int remind = setup_take_number(d, "remind_days", 0, REMIND_MOST,
                                   "Write a whole number of days, from 0 to 14.");
    if (!d->v.wrongs && notice >= ahead * 24)
        wrong(&d->v, "notice", "Nothing could be booked: this is longer than the days below.");
    if (d->v.wrongs) {
        settings_get(d);
        return;
    }
    act(d, clinic_diary, value_whole(on), value_whole(travel), value_whole(notice * HOUR),
        value_whole(ahead), value_whole(remind));
    note(d, "diary settings changed", 0);
    go_to(&d->v, "/clinic/settings");
}
