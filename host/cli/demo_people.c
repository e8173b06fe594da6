/* demo_people.c - demo_people.def as data. */
#include "demo.h"

#include "../../core/day.h"

#define STAFF(role, name, login, number, site, telephone, totp)                                    \
    _Static_assert(sizeof totp == DEMO_TOTP + 1, "a secret has 20 letters");
#include "demo_people.def"

const struct demo_site demo_sites[DEMO_SITES] = {
#define SITE(name, address, telephone) {name, address, telephone},
#include "demo_people.def"
};

const struct demo_staff demo_staff[DEMO_STAFF] = {
#define STAFF(role, name, login, number, site, telephone, totp)                                    \
    {ROLE_##role, name, login, number, telephone, totp, site},
#include "demo_people.def"
};

enum course {
#define COURSE(course, ...) COURSE_##course,
#include "demo_people.def"
};

static const struct demo_course courses[] = {
#define COURSE(course, level_, stays_, pace_, swing_, farthest_, can_min_, walk_free_min_,         \
               eased_by_, began_before_, interference_, total_, distress_, flare_day_, operated_,  \
               habits_)                                                                            \
    [COURSE_##course] = {.person = {.operated_before = operated_,                                  \
                                    .began_before = began_before_,                                 \
                                    .level = level_,                                               \
                                    .stays = stays_,                                               \
                                    .pace = pace_,                                                 \
                                    .swing = swing_,                                               \
                                    .farthest = zones_##farthest_,                                 \
                                    .can_min = can_min_,                                           \
                                    .walk_free_min = walk_free_min_,                               \
                                    .eased_by = eased_by_,                                         \
                                    .flare_day = flare_day_,                                       \
                                    .habits = (habits_) | CLINIC},                                 \
                         .interference = #interference_,                                           \
                         .total = total_,                                                          \
                         .distress = distress_},
#include "demo_people.def"
};

const struct demo_patient demo_patients[] = {
#define PATIENT(name, age, sex, course, side, site, staff, days, home, visits, turn, also)         \
    {name, #sex, #side,  also,       &courses[COURSE_##course], age, site, staff,                  \
     days, home, visits, TURN_##turn},
#include "demo_people.def"
};
const int demo_patient_count = sizeof demo_patients / sizeof demo_patients[0];
_Static_assert(sizeof demo_patients / sizeof demo_patients[0] <= DEMO_NUMBERS, "too many people");

/* A scramble of the name and the question, so that a row more or less moves nobody else. */
int demo_pick(const struct demo_patient *who, int nth, int below)
{
    uint64_t x = UINT64_C(0x9e3779b97f4a7c15) * (uint64_t)(nth + 1);
    for (const char *s = who->name; *s; s++)
        x = (x ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
    x ^= x >> 31;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 29;
    return (int)(x % (uint64_t)below);
}

int demo_born(const struct demo *c, int row)
{
    const struct demo_patient *who = &demo_patients[row];
    return day_year(c->today - who->days) - who->age;
}
