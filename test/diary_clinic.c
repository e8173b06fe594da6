#include "diary_clinic.h"

#include <stdio.h>
#include <string.h>

static const struct value none = {VALUE_null, 0, {"", 0}};

static struct value words(const char *s)
{
    return value_text(span_of(s));
}

static struct actor actor_of(enum role role)
{
    return (struct actor){DIARY_CLINIC,
                          role == ROLE_owner          ? DIARY_OWNER
                          : role == ROLE_practitioner ? DIARY_STAFF
                                                      : 0,
                          role};
}

enum store_result diary_do(struct store *s, enum role role, int64_t now_s, const struct act *act)
{
    struct change c = {.actor = actor_of(role), .facts = {"", 0}, .acts = act, .act_count = 1};
    c.now_s = now_s;
    return store_change(s, &c);
}

static int did(struct store *s, enum role role, struct act act)
{
    return diary_do(s, role, NOW, &act) == STORE_OK;
}

static struct act account(int64_t number, const char *role, const char *login)
{
    return (struct act){ACT_account_add,
                        7,
                        {value_whole(number), words(role), words(login), words(login), words(""),
                         value_whole(DIARY_SITE), words("")}};
}

static struct act site(int i)
{
    return (struct act){
        ACT_site_add,
        5,
        {value_whole(DIARY_SITE + i), words("A site"), words(""), words(""), words("UTC")}};
}

static int found(struct store *s)
{
    struct act add = {ACT_clinic_add,
                      4,
                      {value_whole(DIARY_CLINIC), words("Three"), words("GB"), value_whole(0)}};
    const struct act first[] = {site(0), account(DIARY_OWNER, "owner", "owner@three.example")};
    struct change c = {.actor = actor_of(ROLE_owner),
                       .facts = {"", 0},
                       .acts = first,
                       .act_count = 2,
                       .now_s = NOW};
    return did(s, ROLE_system, add) && store_change(s, &c) == STORE_OK;
}

static int places(struct store *s)
{
    int ok = 1;
    for (int i = 1; i < DIARY_SITES; i++)
        ok &= did(s, ROLE_owner, site(i));
    for (int i = 0; i < DIARY_SITES * DIARY_ROOMS; i++)
        ok &= did(
            s, ROLE_owner,
            (struct act){ACT_room_add,
                         5,
                         {value_whole(DIARY_ROOM + i), value_whole(DIARY_SITE + i / DIARY_ROOMS),
                          words("A room"), words(i % DIARY_ROOMS ? "couch" : ""), value_whole(1)}});
    for (int i = 0; i < DIARY_SERVICES; i++)
        ok &= did(s, ROLE_owner,
                  (struct act){ACT_service_add,
                               8,
                               {value_whole(DIARY_SERVICE + i), words("A visit"), words(""),
                                value_whole(30 + 15 * i), words(""), words(i ? "couch" : ""),
                                value_whole(i), value_whole(1)}});
    return ok;
}

static int works(struct store *s, int staff, int site_at)
{
    int ok = 1;
    for (int weekday = 0; weekday < 7; weekday++)
        ok &= did(s, ROLE_owner,
                  (struct act){ACT_hours_add,
                               9,
                               {value_whole(DIARY_HOURS + 100 * staff + 10 * site_at + weekday),
                                value_whole(DIARY_STAFF + staff), value_whole(DIARY_SITE + site_at),
                                value_whole(weekday), none, value_whole(DIARY_OPENS),
                                value_whole(DIARY_SHUTS), none, none}});
    return ok;
}

static int people(struct store *s)
{
    char login[40];
    int ok = 1;
    for (int i = 0; i < DIARY_STAFFS; i++) {
        snprintf(login, sizeof login, "staff%d@three.example", i);
        ok &= did(s, ROLE_owner, account(DIARY_STAFF + i, "practitioner", login));
        for (int k = 0; k < DIARY_SERVICES; k++)
            ok &= did(s, ROLE_owner,
                      (struct act){ACT_offer_add,
                                   2,
                                   {value_whole(DIARY_STAFF + i), value_whole(DIARY_SERVICE + k)}});
        for (int k = 0; k < DIARY_SITES; k++)
            ok &= works(s, i, k);
    }
    for (int i = 0; i < DIARY_PATIENTS; i++)
        ok &=
            did(s, ROLE_owner,
                (struct act){ACT_patient_add,
                             7,
                             {value_whole(DIARY_PATIENT + i), value_person(), words("Alex Example"),
                              value_whole(1950 + i), words(""), none, none}});
    return ok;
}

int diary_clinic_make(struct store *s, int travel_min)
{
    return found(s) && places(s) && people(s) &&
           did(s, ROLE_owner,
               (struct act){ACT_clinic_diary,
                            5,
                            {value_whole(1), value_whole(travel_min), value_whole(0),
                             value_whole(60), value_whole(2)}});
}

int64_t diary_from_s(const struct diary_at *at)
{
    return (int64_t)(DIARY_FIRST_DAY + at->day) * 86400 + (int64_t)at->from_min * 60;
}

static struct value or_none(int64_t base, int n)
{
    return n ? value_whole(base + n - 1) : none;
}

struct act diary_booking(int n, const struct diary_at *at)
{
    return (struct act){
        ACT_booking_add,
        13,
        {value_whole(DIARY_BOOKING + n), value_whole(DIARY_SITE + at->site),
         value_whole(DIARY_STAFF + at->staff), value_whole(DIARY_SERVICE + at->service),
         or_none(DIARY_ROOM, at->room), or_none(DIARY_PATIENT, at->patient),
         value_whole(DIARY_FIRST_DAY + at->day), value_whole(at->from_min),
         value_whole(at->minutes), value_whole(diary_from_s(at)),
         words(at->patient ? "" : "Somebody"), words(at->mail ? at->mail : ""), words("")}};
}

struct act diary_hold(int n, const struct diary_at *at, int64_t held_until_s)
{
    return (struct act){ACT_booking_hold,
                        13,
                        {value_whole(DIARY_BOOKING + n), value_whole(DIARY_SITE + at->site),
                         value_whole(DIARY_STAFF + at->staff),
                         value_whole(DIARY_SERVICE + at->service), or_none(DIARY_ROOM, at->room),
                         value_whole(DIARY_FIRST_DAY + at->day), value_whole(at->from_min),
                         value_whole(at->minutes), value_whole(diary_from_s(at)), words("Somebody"),
                         words(at->mail ? at->mail : "a@example.org"), words(""),
                         value_whole(held_until_s)}};
}

struct act diary_move(int n, const struct diary_at *at, int64_t sequence)
{
    return (struct act){ACT_booking_move,
                        9,
                        {value_whole(DIARY_BOOKING + n), value_whole(DIARY_SITE + at->site),
                         value_whole(DIARY_STAFF + at->staff), or_none(DIARY_ROOM, at->room),
                         value_whole(DIARY_FIRST_DAY + at->day), value_whole(at->from_min),
                         value_whole(at->minutes), value_whole(diary_from_s(at)),
                         value_whole(sequence)}};
}
