/* test_diary.c - what the pages say of a place is what the tables do with it: random diaries, thousands of random
 * places, each also tried on the file; and of the free times each can be booked, and none at the beginning of
 * somebody's hours is missed. */
#include "check.h"
#include "clinic_shape.h"
#include "diary_clinic.h"

#include "../clinic/diary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIARIES = 25, PLACES = 800, BOOKINGS = 60, DAYS = 6, MOVES = 200, WISHES = 8, WAY_MIN = 25 };

static unsigned seed = 1;
static int any(int below)
{
    seed = seed * 1103515245u + 12345u;
    return (int)(seed >> 16) % below;
}

/* --- a diary at random ------------------------------------------------------------------------------------------ */

struct tried {
    struct store *s;
    sqlite3 *db;
    sqlite3_stmt *add, *move;
    struct diary_rows rows;
    struct rows sites;
    struct zone zone[DIARY_SITES];
    struct diary y;
    int offered_none; /* times at which somebody works and nothing was found */
};

/* The whole day, some part of it, or one that touches another. */
static void span_at_random(int *from, int *to)
{
    *from = DIARY_OPENS + 15 * any(24);
    *to = *from + 15 * (1 + any(16));
    if (!any(8)) {
        *from = 0;
        *to = 1440;
    }
}

/* NULL where it is none. */
static const char *or_null(int n, char to[16])
{
    snprintf(to, 16, "%d", n);
    return n ? to : "NULL";
}

static void hours_put(struct tried *t, int n, int weekday, int day, int first, int last)
{
    char sql[300], w[16], d[16], f[16], l[16];
    int from, to;
    snprintf(w, sizeof w, "%d", weekday);
    span_at_random(&from, &to);
    snprintf(sql, sizeof sql, "INSERT INTO hours VALUES (%d, %d, %d, %d, %s, %s, %d, %d, %s, %s)",
             n, DIARY_CLINIC, DIARY_STAFF + any(DIARY_STAFFS), DIARY_SITE + any(DIARY_SITES),
             day ? "NULL" : w, or_null(day, d), from, to, or_null(first, f), or_null(last, l));
    CHECK(does(t->db, sql));
}

static void away_put(struct tried *t, int n, int staff, int site)
{
    char sql[300], a[16], b[16];
    int from, to, first = DIARY_FIRST_DAY + any(DAYS);
    span_at_random(&from, &to);
    snprintf(sql, sizeof sql, "INSERT INTO away VALUES (%d, %d, %s, %s, %d, %d, %d, %d, '')", n,
             DIARY_CLINIC, or_null(staff, a), or_null(site, b), first, first + any(2), from, to);
    CHECK(does(t->db, sql));
}

static void hours_at_random(struct tried *t)
{
    CHECK(does(t->db, "DELETE FROM hours; DELETE FROM away"));
    for (int i = 0; i < 40; i++) {
        int day = DIARY_FIRST_DAY + any(DAYS);
        if (any(3))
            hours_put(t, i + 1, any(7), 0, 0, 0);
        else if (any(2))
            hours_put(t, i + 1, 0, day, 0, 0);
        else
            hours_put(t, i + 1, any(7), 0, day - any(4), day + any(4));
    }
    for (int i = 0; i < 6; i++)
        away_put(t, i + 1, any(3) ? DIARY_STAFF + any(DIARY_STAFFS) : 0,
                 any(2) ? DIARY_SITE + any(DIARY_SITES) : 0);
}

/* --- what the tables do ------------------------------------------------------------------------------------------ */

static void bind(sqlite3_stmt *q, int n, int64_t value, int null)
{
    char name[8];
    snprintf(name, sizeof name, "$%d", n);
    int at = sqlite3_bind_parameter_index(q, name);
    if (null)
        sqlite3_bind_null(q, at);
    else
        sqlite3_bind_int64(q, at, value);
}

/* The act's own SQL, as the writer runs it. 1: it is there. */
static int books(struct tried *t, const struct place *p, int64_t booking)
{
    sqlite3_stmt *q = t->add;
    const int64_t value[] = {booking,    p->site, p->account,  p->service, p->room,
                             p->patient, p->day,  p->from_min, p->minutes, p->from_s};
    bind(q, 1, DIARY_CLINIC, 0);
    bind(q, 2, DIARY_OWNER, 0);
    bind(q, 3, NOW, 0);
    for (int i = 0; i < 10; i++)
        bind(q, 4 + i, value[i], (i == 4 || i == 5) && !value[i]);
    for (int i = 14; i <= 16; i++) {
        char name[8];
        snprintf(name, sizeof name, "$%d", i);
        sqlite3_bind_text(q, sqlite3_bind_parameter_index(q, name), "", 0, SQLITE_STATIC);
    }
    int ok = sqlite3_step(q) == SQLITE_DONE && sqlite3_changes(t->db) == 1;
    sqlite3_reset(q);
    return ok;
}

/* The same, and taken back. */
static int would_book(struct tried *t, const struct place *p)
{
    does(t->db, "BEGIN");
    int ok = books(t, p, 99999);
    does(t->db, "ROLLBACK");
    return ok;
}

/* --- what the pages say ------------------------------------------------------------------------------------------------ */

static void read_all(struct tried *t, struct arena *a)
{
    const struct actor who = {DIARY_CLINIC, DIARY_OWNER, ROLE_owner};
    struct diary_rows *r = &t->rows;
    const struct {
        enum list list;
        struct rows *rows;
    } of[] = {{LIST_rooms, &r->rooms},   {LIST_services, &r->services},
              {LIST_offers, &r->offers}, {LIST_practitioners, &r->practitioners},
              {LIST_hours, &r->hours},   {LIST_aways, &r->aways},
              {LIST_sites, &t->sites}};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        CHECK(store_list(t->s, &who, of[i].list, NULL, 0, a, of[i].rows) == STORE_OK);
    r->from_s = (int64_t)(DIARY_FIRST_DAY - 2) * 86400;
    r->until_s = (int64_t)(DIARY_FIRST_DAY + DAYS + 2) * 86400;
    const struct value range[] = {value_whole(r->from_s), value_whole(r->until_s)};
    CHECK(store_list(t->s, &who, LIST_bookings, range, 2, a, &r->taken) == STORE_OK);
    r->now_s = NOW;
    r->travel_min = WAY_MIN;
    r->zones = t->zone;
    diary_of(r, &t->sites, &t->y);
}

/* A site in UTC, one an hour east, one whose clocks go on by an hour at 09:00 of the third day and back on the fifth. */
static void zones_make(struct tried *t)
{
    int64_t day_s = (int64_t)DIARY_FIRST_DAY * 86400;
    t->zone[0] = (struct zone){.count = 1};
    t->zone[1] = (struct zone){.count = 1, .offset = {60}};
    t->zone[2] =
        (struct zone){.count = 3,
                      .from_s = {0, day_s + 2 * 86400 + 9 * 3600, day_s + 4 * 86400 + 9 * 3600},
                      .offset = {0, 60, 0}};
}

static struct place place_at_random(void)
{
    struct place p = {.site = DIARY_SITE + any(DIARY_SITES),
                      .account = DIARY_STAFF + any(DIARY_STAFFS),
                      .service = DIARY_SERVICE + any(DIARY_SERVICES),
                      .day = DIARY_FIRST_DAY + any(DAYS),
                      .from_min = DIARY_OPENS - 30 + 5 * any(130),
                      .minutes = any(4) ? 15 * (1 + any(6)) : 0};
    p.patient = any(3) ? 0 : DIARY_PATIENT + any(DIARY_PATIENTS);
    if (!any(3)) /* at another's site too */
        p.room = DIARY_ROOM + any(DIARY_SITES * DIARY_ROOMS);
    if (!any(60))
        p.site = 1;
    if (!any(60))
        p.account = DIARY_OWNER; /* who gives nothing */
    if (!any(60))
        p.service = 1;
    if (!any(60))
        p.minutes = 3;
    return p;
}

/* Where no room is free, none of those that would do can be booked. */
static void no_room(struct tried *t, struct place p)
{
    for (int i = 0; i < DIARY_ROOMS; i++) {
        p.room = DIARY_ROOM + (p.site - DIARY_SITE) * DIARY_ROOMS + i;
        if (p.service == DIARY_SERVICE || i % DIARY_ROOMS) /* the second service needs a couch */
            CHECK(!would_book(t, &p));
    }
}

static void one_place(struct tried *t, int *seen)
{
    struct place p = place_at_random(), asked = p;
    int outside;
    enum no no = place_no(&t->y, &p, 0, &outside);
    seen[no]++;
    if (no == NO_room && !asked.room) {
        no_room(t, p);
        return;
    }
    if (no ==
        NO_time) /* the tables take an instant as it is told: that there is none is for the pages to say */
        return;
    int booked = would_book(t, &p);
    if (!CHECK((no == NO_reason) == booked))
        fprintf(stderr, "site %d staff %d day %d at %d for %d: said %d, booked %d\n", (int)p.site,
                (int)p.account, p.day - DIARY_FIRST_DAY, p.from_min, p.minutes, (int)no, booked);
}

/* The same booking elsewhere: it stands in its own way nowhere. */
static int would_move(struct tried *t, uint32_t i, const struct place *p)
{
    const struct rows *b = &t->rows.taken;
    const int64_t value[] = {row_whole(b, i, bookings_booking),
                             p->site,
                             p->account,
                             p->room,
                             p->day,
                             p->from_min,
                             p->minutes,
                             p->from_s,
                             row_whole(b, i, bookings_sequence)};
    bind(t->move, 1, DIARY_CLINIC, 0);
    bind(t->move, 2, DIARY_OWNER, 0);
    bind(t->move, 3, NOW, 0);
    for (int k = 0; k < 9; k++)
        bind(t->move, 4 + k, value[k], k == 3 && !value[k]);
    does(t->db, "BEGIN");
    int ok = sqlite3_step(t->move) == SQLITE_DONE && sqlite3_changes(t->db) == 1;
    sqlite3_reset(t->move);
    does(t->db, "ROLLBACK");
    return ok;
}

static void one_move(struct tried *t)
{
    const struct rows *b = &t->rows.taken;
    if (!b->count)
        return;
    uint32_t i = (uint32_t)any((int)b->count);
    const char *state = row_text(b, i, bookings_state);
    struct place p = place_at_random();
    int outside;
    if (strcmp(state, "done") == 0 || strcmp(state, "no_show") == 0)
        return;
    p.service = row_whole(b, i, bookings_service);
    p.patient = row_whole(b, i, bookings_patient);
    if (any(2)) { /* a little to and fro, over what it was */
        p.site = row_whole(b, i, bookings_site);
        p.account = row_whole(b, i, bookings_account);
        p.day = (int)row_whole(b, i, bookings_day);
        p.from_min = (int)row_whole(b, i, bookings_from_min) - 10 + 5 * any(5);
    }
    enum no no = place_no(&t->y, &p, row_whole(b, i, bookings_booking), &outside);
    if (no != NO_time && no != NO_room && no != NO_site)
        CHECK((no == NO_reason) == would_move(t, i, &p));
}

/* --- what is free -------------------------------------------------------------------------------------------------------- */

static int among(const struct slot *slot, int n, const struct place *p)
{
    for (int i = 0; i < n; i++)
        if (slot[i].place.account == p->account && slot[i].place.site == p->site &&
            slot[i].place.from_s == p->from_s)
            return 1;
    return 0;
}

static int suits(const struct wish *w, const struct place *p)
{
    return (!w->site || w->site == p->site) && (!w->account || w->account == p->account) &&
           p->day >= w->first_day && p->day <= w->last_day && p->from_min >= w->from_min &&
           (!w->to_min || p->from_min + p->minutes <= w->to_min);
}

/* At the beginning of each stretch of each practitioner, and at each end of what is booked: what can be booked is
 * among them, unless one that was found stands in its way. */
static void none_missed(struct tried *t, const struct wish *w, const struct slot *slot, int n)
{
    for (int i = 0; i < DIARY_SITES * DIARY_STAFFS * DAYS; i++) {
        struct stretch s[STRETCHES_MAX];
        struct place p = {.site = DIARY_SITE + i % DIARY_SITES,
                          .account = DIARY_STAFF + i / DIARY_SITES % DIARY_STAFFS,
                          .day = DIARY_FIRST_DAY + i / DIARY_SITES / DIARY_STAFFS,
                          .service = w->service};
        int count = stretches(&t->y, p.account, p.site, p.day, s), outside;
        for (int k = 0; k < count; k++) {
            struct place at = p;
            at.from_min = s[k].from_min;
            at.minutes = w->minutes;
            if (place_no(&t->y, &at, w->except, &outside) == NO_reason && !outside && suits(w, &at))
                CHECK(among(slot, n, &at));
        }
    }
}

static void one_wish(struct tried *t)
{
    static struct slot slot[SLOTS_MAX];
    struct wish w = {.service = DIARY_SERVICE + any(DIARY_SERVICES),
                     .site = any(2) ? DIARY_SITE + any(DIARY_SITES) : 0,
                     .account = any(2) ? DIARY_STAFF + any(DIARY_STAFFS) : 0,
                     .first_day = DIARY_FIRST_DAY + any(DAYS),
                     .minutes = any(3) ? 0 : 20 + 5 * any(8)};
    w.last_day = w.first_day + any(2);
    if (any(3) == 0) {
        w.from_min = 540;
        w.to_min = 840;
    }
    int n = slots_find(&t->y, &w, slot, SLOTS_MAX), outside;
    t->offered_none += !n;
    for (int i = 0; i < n; i++) {
        struct place p = slot[i].place;
        CHECK(suits(&w, &p));
        CHECK(!i || slot[i - 1].place.from_s <= p.from_s || slot[i - 1].place.day < p.day);
        CHECK(place_no(&t->y, &p, 0, &outside) == NO_reason && !outside);
        CHECK(would_book(t, &slot[i].place));
    }
    if (n < SLOTS_MAX)
        none_missed(t, &w, slot, n);
}

/* --- all of it --------------------------------------------------------------------------------------------------------------- */

static void one_diary(struct tried *t, int *seen)
{
    does(t->db, "DELETE FROM booking_was; DELETE FROM booking");
    hours_at_random(t);
    struct arena *a = test_arena();
    read_all(t, a);
    does(t->db, "BEGIN");
    for (int i = 0; i < BOOKINGS; i++) {
        struct place p = place_at_random();
        p.minutes = p.minutes ? p.minutes : 30;
        if (place_begins(&t->y, &p))
            books(t, &p, DIARY_BOOKING + i);
    }
    static const char *const state[] = {"held", "cancelled", "no_show", "offered", "done"};
    for (int i = 0; i < 12; i++) { /* some are held, of which some have run out */
        char sql[200];
        snprintf(sql, sizeof sql,
                 "UPDATE booking SET state = '%s', held_until_s = %d WHERE booking = %d",
                 state[any(5)], NOW - 1 + any(3), DIARY_BOOKING + any(BOOKINGS));
        CHECK(does(t->db, sql));
    }
    does(t->db, "COMMIT");
    read_all(t, test_arena());
    for (int i = 0; i < PLACES; i++)
        one_place(t, seen);
    for (int i = 0; i < MOVES; i++)
        one_move(t);
    for (int i = 0; i < WISHES; i++)
        one_wish(t);
}

int main(void)
{
    static struct tried t;
    int seen[NO_COUNT] = {0};
    const char *path = in_folder("diary.db");
    t.s = opened(path);
    CHECK(diary_clinic_make(t.s, WAY_MIN));
    t.db = raw(path);
    CHECK(does(t.db, "PRAGMA synchronous = OFF"));
    CHECK(sqlite3_prepare_v2(t.db, act_words(ACT_booking_add), -1, &t.add, NULL) == SQLITE_OK);
    CHECK(sqlite3_prepare_v2(t.db, act_words(ACT_booking_move), -1, &t.move, NULL) == SQLITE_OK);
    zones_make(&t);
    for (int i = 0; i < DIARIES; i++)
        one_diary(&t, seen);
    static const enum no each[] = {NO_reason, NO_site,   NO_practitioner, NO_service,
                                   NO_offer,  NO_time,   NO_day,          NO_away,
                                   NO_taken,  NO_person, NO_way,          NO_room};
    for (size_t i = 0; i < sizeof each / sizeof each[0]; i++)
        if (each[i] != NO_practitioner && !CHECK(seen[each[i]] > 0))
            fprintf(stderr, "reason %d was never given\n", (int)each[i]);
    CHECK(t.offered_none < DIARIES * WISHES);
    sqlite3_finalize(t.add);
    sqlite3_finalize(t.move);
    sqlite3_close(t.db);
    store_close(t.s);
    folder_remove();
    return check_done("diary");
}
