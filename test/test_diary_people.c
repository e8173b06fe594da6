/* test_diary_people.c - what the diary does with those who are in it: who leaves, is erased with something kept, has
 * another address, asks too often, or has a visit to come when their record is due to go. */
#include "check.h"
#include "diary_clinic.h"

#include <stdio.h>

enum { DAY_S = 86400, WAY_MIN = 30 };
static const struct value none = {VALUE_null, 0, {"", 0}};
static const char *path;

static struct store *begin(const char *name)
{
    path = in_folder(name);
    struct store *s = opened(path);
    CHECK(diary_clinic_make(s, WAY_MIN));
    return s;
}

static int64_t in_file(const char *sql)
{
    sqlite3 *db = raw(path);
    int64_t n = number(db, sql);
    sqlite3_close(db);
    return n;
}

static void changed(const char *sql)
{
    sqlite3 *db = raw(path);
    CHECK(does(db, sql));
    sqlite3_close(db);
}

static void has_mail(struct store *s, const char *mail, int64_t now_s)
{
    struct act to = {ACT_patient_mail, 2, {value_whole(DIARY_PATIENT), value_text(span_of(mail))}};
    struct act elsewhere = {ACT_mail_elsewhere, 1, {value_whole(DIARY_PATIENT)}};
    CHECK(diary_do(s, ROLE_owner, now_s, &to) == STORE_OK);
    CHECK(diary_do(s, ROLE_owner, now_s, &elsewhere) == STORE_OK);
}

/* The patient has a visit to come, and would come sooner. */
static void comes(struct store *s)
{
    struct act visit =
        diary_booking(1, &(struct diary_at){.patient = 1, .from_min = 600, .minutes = 30});
    struct act waits = {ACT_waiting_add,
                        12,
                        {value_whole(70001), none, none, value_whole(DIARY_SERVICE),
                         value_whole(DIARY_PATIENT), value_text(span_of("")),
                         value_text(span_of("")), value_text(span_of("01632 960 456")),
                         value_whole(DIARY_FIRST_DAY), value_whole(DIARY_FIRST_DAY + 9),
                         value_whole(0), value_whole(1440)}};
    has_mail(s, "alex@example.org", NOW);
    visit.value[12] = value_text(span_of("01632 960 456"));
    CHECK(diary_do(s, ROLE_owner, NOW, &visit) == STORE_OK);
    CHECK(diary_do(s, ROLE_owner, NOW, &waits) == STORE_OK);
}

/* What is read of the visit: to whom mail of it goes. */
static int mail_goes_to(struct store *s, const char *mail)
{
    struct actor desk = {DIARY_CLINIC, DIARY_OWNER, ROLE_owner};
    struct value n = value_whole(DIARY_BOOKING + 1);
    struct rows r;
    return store_list(s, &desk, LIST_booking, &n, 1, test_arena(), &r) == STORE_OK &&
           r.count == 1 && strcmp(row_text(&r, 0, booking_mail), mail) == 0 &&
           (*mail || !*row_text(&r, 0, booking_telephone));
}

static int waiting_now(struct store *s)
{
    struct actor desk = {DIARY_CLINIC, DIARY_OWNER, ROLE_owner};
    struct rows r;
    return store_list(s, &desk, LIST_waitings, NULL, 0, test_arena(), &r) == STORE_OK ? (int)r.count
                                                                                      : -1;
}

static void leaves(void)
{
    struct store *s = begin("leaves.db");
    comes(s);
    CHECK(mail_goes_to(s, "alex@example.org") && waiting_now(s) == 1);
    int64_t person = in_file("SELECT person FROM patient WHERE patient = 51100");
    struct act leave = {ACT_patient_leave, 1, {value_whole(DIARY_CLINIC)}};
    struct change c = {.actor = {0, person, ROLE_patient},
                       .person = person,
                       .facts = {"", 0},
                       .acts = &leave,
                       .act_count = 1,
                       .now_s = NOW + 1};
    CHECK(store_change(s, &c) == STORE_OK);
    CHECK(mail_goes_to(s, "") && waiting_now(s) == 0);
    store_close(s);
}

/* What the clinic must keep stays; nobody is reminded by it. */
static void erased_with_something_kept(void)
{
    struct store *s = begin("kept.db");
    comes(s);
    struct change c = {.actor = {DIARY_CLINIC, DIARY_OWNER, ROLE_owner},
                       .patient = DIARY_PATIENT,
                       .facts = {"", 0},
                       .erase = 1,
                       .retain = fact_note(1, 1, "kept"),
                       .now_s = NOW + 1};
    CHECK(store_change(s, &c) == STORE_OK);
    CHECK(in_file(
              "SELECT count(*) FROM patient WHERE patient = 51100 AND left_s > 0 AND mail = ''") ==
          1);
    CHECK(
        in_file(
            "SELECT count(*) FROM booking WHERE patient = 51100 AND state = 'booked' AND mail = ''"
            " AND telephone = ''") == 1);
    CHECK(in_file("SELECT count(*) FROM waiting WHERE state = 'ended' AND telephone = ''") == 1);
    CHECK(mail_goes_to(s, "") && waiting_now(s) == 0);
    store_close(s);
    CHECK(file_times(path, "alex@example.org") == 0);
}

/* A visit to come is told about where they are now; what is over is as it was. */
static void another_address(void)
{
    struct store *s = begin("address.db");
    comes(s);
    has_mail(s, "new@example.org", NOW + 1);
    CHECK(mail_goes_to(s, "new@example.org"));
    changed("UPDATE booking SET mail = 'old@example.org', from_s = from_s - 9000000, until_s = "
            "until_s - 9000000");
    has_mail(s, "newer@example.org", NOW + 2);
    CHECK(in_file("SELECT count(*) FROM booking WHERE mail = 'old@example.org'") == 1);
    store_close(s);
}

static enum store_result holds(struct store *s, int n, int64_t now_s)
{
    struct diary_at at = {
        .from_min = 480 + n % 20 * 30, .minutes = 30, .day = n / 20, .mail = "a@b.example"};
    struct act hold = diary_hold(n, &at, now_s + 60);
    return diary_do(s, ROLE_public, now_s, &hold);
}

/* Of one address: four that are not confirmed a day; twelve to come. */
static void asks_too_often(void)
{
    struct store *s = begin("often.db");
    struct act lapse = {.name = ACT_bookings_lapse};
    int64_t now_s = NOW;
    for (int n = 0; n < 4; n++, now_s += 120) {
        CHECK(holds(s, n, now_s) == STORE_OK);
        CHECK(diary_do(s, ROLE_system, now_s + 61, &lapse) == STORE_OK);
    }
    CHECK(holds(s, 4, now_s) == STORE_NONE);
    CHECK(holds(s, 4, NOW + DAY_S + 600) == STORE_OK);
    changed("DELETE FROM booking");
    for (int n = 0; n < 12; n++) {
        struct diary_at at = {.from_min = 480 + n * 30, .minutes = 30, .mail = "a@b.example"};
        struct act visit = diary_booking(100 + n, &at);
        CHECK(holds(s, 21 + n, NOW) == STORE_OK);
        changed("DELETE FROM booking WHERE state = 'held'");
        CHECK(diary_do(s, ROLE_owner, NOW, &visit) == STORE_OK);
    }
    CHECK(holds(s, 40, NOW) == STORE_NONE);
    store_close(s);
}

/* Once it need not be kept any more a record goes when nobody has come for long, but not before a visit. */
static void a_visit_to_come(void)
{
    struct store *s = begin("sweep.db");
    struct act cancel = {
        ACT_booking_state,
        3,
        {value_whole(DIARY_BOOKING + 1), value_whole(0), value_text(span_of("cancelled"))}};
    uint32_t gone = 9;
    comes(s);
    changed("UPDATE patient SET retain_day = 10 WHERE patient = 51100");
    CHECK(store_sweep(s, NOW + DAY_S, 3600, &gone) == STORE_OK);
    CHECK(in_file("SELECT count(*) FROM patient WHERE patient = 51100") == 1);
    CHECK(diary_do(s, ROLE_owner, NOW + 1, &cancel) == STORE_OK);
    CHECK(store_sweep(s, NOW + DAY_S, 3600, &gone) == STORE_OK && gone == 1);
    CHECK(in_file("SELECT count(*) FROM patient WHERE patient = 51100") == 0);
    store_close(s);
}

int main(void)
{
    leaves();
    erased_with_something_kept();
    another_address();
    asks_too_often();
    a_visit_to_come();
    folder_remove();
    return check_done("diary people");
}
