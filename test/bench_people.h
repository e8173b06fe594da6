/* bench_people.h - makes up plausible people for the bench, the same ones every time.
 *
 *     struct people p = {.seed = 1};
 *     person_put(out, &p, 17, 90);            "person p17" and 90 days of facts
 *
 * A morning check-in, the short screen, a session and a walk each day, a full screen every
 * fourteen, with the system keys that a host writes. Leg pain falls over about twelve weeks, with
 * noise. */
#ifndef AMB_TEST_BENCH_PEOPLE_H
#define AMB_TEST_BENCH_PEOPLE_H

#include <stdint.h>
#include <stdio.h>

struct people {
    uint64_t seed, session;
    unsigned number;
};

void person_put(FILE *out, struct people *p, int who, int days);
/* Without the line "person", as all that follow: 90 days to last_day, five facts a day. */
enum { BUSY_DAYS = 90 };
void busy_record_put(FILE *out, struct people *p, int last_day);
/* A check-in and a walk a day. */
void plain_record_put(FILE *out, struct people *p, int days);

#endif
