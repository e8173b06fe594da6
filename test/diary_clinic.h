/* diary_clinic.h - a clinic whose diary is open, made through the store: what the tests of the diary and its bench
 * begin with.
 *
 *     struct store *s = opened(path);
 *     CHECK(diary_clinic_make(s, 30));                       half an hour for the way between two sites
 *     struct act a = diary_booking(1, &(struct diary_at){.site = 0, .from_min = 600, .minutes = 30});
 *     CHECK(diary_do(s, ROLE_owner, NOW, &a) == STORE_OK);
 *
 * Everybody works at every site on every day from 08:00 to 18:00, and gives every service. Its sites are in UTC.
 * Numbers are of the enum below, and count up from there. */
#ifndef AMB_TEST_DIARY_CLINIC_H
#define AMB_TEST_DIARY_CLINIC_H

#include "store_help.h"

enum {
    DIARY_CLINIC = 51001,
    DIARY_OWNER = 51002,
    DIARY_STAFF = 51010, /* who treats */
    DIARY_SITE = 51020,
    DIARY_ROOM = 51030, /* of site n: DIARY_ROOMS from DIARY_ROOM + n * DIARY_ROOMS */
    DIARY_SERVICE = 51050,
    DIARY_PATIENT = 51100,
    DIARY_HOURS = 52000,
    DIARY_BOOKING = 60000,
};
enum { DIARY_STAFFS = 3, DIARY_SITES = 3, DIARY_ROOMS = 2, DIARY_SERVICES = 2, DIARY_PATIENTS = 8 };
enum { DIARY_OPENS = 480, DIARY_SHUTS = 1080, DIARY_FIRST_DAY = NOW / 86400 + 2 };

struct
    diary_at { /* places in the enums, from 0; day from DIARY_FIRST_DAY; room, patient: 0 is none, else from 1 */
    int site, staff, service, room, patient, day, from_min, minutes;
    const char *mail;
};

int diary_clinic_make(struct store *s, int travel_min);
enum store_result diary_do(struct store *s, enum role role, int64_t now_s, const struct act *act);
/* booking_add, or of a mail and an end booking_hold, of the number DIARY_BOOKING + n. */
struct act diary_booking(int n, const struct diary_at *at);
struct act diary_hold(int n, const struct diary_at *at, int64_t held_until_s);
/* Moved there; sequence: as it is now. */
struct act diary_move(int n, const struct diary_at *at, int64_t sequence);
int64_t diary_from_s(const struct diary_at *at);

#endif
