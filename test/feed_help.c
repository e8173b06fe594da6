#include "feed_help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    FIRST = 0x1000001, /* as in two_clinics.c */
    SITE = FIRST + 9,
    DOCTOR = FIRST + 2,
    ANOTHER = FIRST + 4,
    ROOM = 0x6000001,
    SERVICE,
    HOURS,
    WAITING = 0x6000100,
    MINUTES = 40,
};

static const struct value none = {VALUE_null, 0, {"", 0}};

void feed_acts(struct store *s, enum role role, int count, const struct act *acts)
{
    struct change c = {.facts = {"", 0}, .acts = acts, .act_count = count};
    c.actor = (struct actor){FIRST, role >= ROLE_desk && role <= ROLE_owner ? FIRST + 1 : 0, role};
    if (role == ROLE_practitioner)
        c.actor.who = DOCTOR;
    c.now_s = (int64_t)time(NULL);
    enum store_result r = store_change(s, &c);
    if (r == STORE_OK)
        return;
    fprintf(stderr, "feed help: act %d: store result %d\n", (int)acts->name, (int)r);
    abort();
}

static void one(struct store *s, enum role role, struct act act)
{
    feed_acts(s, role, 1, &act);
}

static void works_daily(struct store *s, int64_t account, int nth)
{
    one(s, ROLE_owner,
        (struct act){ACT_offer_add, 2, {value_whole(account), value_whole(SERVICE)}});
    for (int weekday = 0; weekday < 7; weekday++)
        one(s, ROLE_owner,
            (struct act){ACT_hours_add,
                         9,
                         {value_whole(HOURS + 10 * nth + weekday), value_whole(account),
                          value_whole(SITE), value_whole(weekday), none, value_whole(480),
                          value_whole(1200), none, none}});
}

static int day_in(int days)
{
    return (int)((int64_t)time(NULL) / 86400) + days;
}

static struct value begins(int day, int minute)
{
    return value_whole((int64_t)day * 86400 + minute * 60);
}

static void booked(struct store *s, enum feed_visit visit, int64_t account, int day, int minute)
{
    one(s, ROLE_owner,
        (struct act){ACT_booking_add,
                     13,
                     {value_whole(visit), value_whole(SITE), value_whole(account),
                      value_whole(SERVICE), account == DOCTOR ? value_whole(ROOM) : none, none,
                      value_whole(day), value_whole(minute), value_whole(MINUTES),
                      begins(day, minute), value_str(FEED_HIDDEN " Somebody"), value_str(""),
                      value_str("01632 960 777")}});
}

static void held(struct store *s, enum feed_visit visit, int day, int minute, int for_s)
{
    one(s, ROLE_public,
        (struct act){ACT_booking_hold,
                     13,
                     {value_whole(visit), value_whole(SITE), value_whole(DOCTOR),
                      value_whole(SERVICE), none, value_whole(day), value_whole(minute),
                      value_whole(MINUTES), begins(day, minute), value_str(FEED_HIDDEN " Anybody"),
                      value_str(for_s > 0 ? "anybody@example.org" : "nobody@example.org"),
                      value_str(""), value_whole((int64_t)time(NULL) + for_s)}});
}

static void became(struct store *s, enum feed_visit visit, const char *state)
{
    one(s, ROLE_owner,
        (struct act){ACT_booking_state, 3, {value_whole(visit), value_whole(0), value_str(state)}});
}

static void moved(struct store *s, enum feed_visit visit, int day, int minute)
{
    one(s, ROLE_owner,
        (struct act){ACT_booking_move,
                     9,
                     {value_whole(visit), value_whole(SITE), value_whole(DOCTOR), none,
                      value_whole(day), value_whole(minute), value_whole(MINUTES),
                      begins(day, minute), value_whole(0)}});
}

void feed_made(struct store *s)
{
    one(s, ROLE_owner,
        (struct act){ACT_room_add,
                     5,
                     {value_whole(ROOM), value_whole(SITE), value_str(FEED_ROOM), value_str(""),
                      value_whole(1)}});
    one(s, ROLE_owner,
        (struct act){ACT_service_add,
                     8,
                     {value_whole(SERVICE), value_str(FEED_HIDDEN " visit"), value_str(""),
                      value_whole(MINUTES), value_str(""), value_str(""), value_whole(0),
                      value_whole(1)}});
    works_daily(s, DOCTOR, 0);
    works_daily(s, ANOTHER, 1);
    booked(s, FEED_coming, DOCTOR, day_in(7), 600);
    booked(s, FEED_cancelled, DOCTOR, day_in(7), 660);
    became(s, FEED_cancelled, "cancelled");
    booked(s, FEED_done, DOCTOR, day_in(-20), 600);
    became(s, FEED_done, "done");
    booked(s, FEED_no_show, DOCTOR, day_in(-20), 660);
    became(s, FEED_no_show, "no_show");
    held(s, FEED_held, day_in(7), 720, 600);
    booked(s, FEED_moved, DOCTOR, day_in(8), 600);
    moved(s, FEED_moved, day_in(9), 630);
    held(s, FEED_ran_out, day_in(7), 780, -10);
    booked(s, FEED_long_ago, DOCTOR, day_in(-40), 600);
    booked(s, FEED_far_off, DOCTOR, day_in(200), 600);
    booked(s, FEED_of_another, ANOTHER, day_in(7), 600);
}

static void fresh(const char *use, int nth, char ret_letters[COOKIE_LEN + 1],
                  uint8_t ret_hash[STORE_HASH])
{
    unsigned char secret[32];
    memset(secret, 0x21 + nth, sizeof secret);
    secret_put(secret, ret_letters);
    secret_hash(use, secret, sizeof secret, ret_hash);
}

void feed_linked(struct store *s, int64_t booking, char ret_letters[COOKIE_LEN + 1])
{
    uint8_t hash[STORE_HASH];
    fresh("diary link", booking ? (int)(booking - FEED_coming) : 99, ret_letters, hash);
    if (!booking)
        one(s, ROLE_owner,
            (struct act){ACT_waiting_add,
                         12,
                         {value_whole(WAITING), none, none, value_whole(SERVICE), none,
                          value_str("Somebody"), value_str(""), value_str(""),
                          value_whole(day_in(1)), value_whole(day_in(9)), value_whole(0),
                          value_whole(1440)}});
    one(s, ROLE_system,
        (struct act){ACT_diary_link_add,
                     3,
                     {value_bytes(hash, STORE_HASH), booking ? value_whole(booking) : none,
                      booking ? none : value_whole(WAITING)}});
}

void feed_switched(struct store *s, char ret_letters[COOKIE_LEN + 1])
{
    uint8_t hash[STORE_HASH];
    fresh("feed", 120, ret_letters, hash);
    one(s, ROLE_practitioner, (struct act){ACT_feed_put, 1, {value_bytes(hash, STORE_HASH)}});
}
