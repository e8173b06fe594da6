/* two_clinics.h - a server's data with two clinics that know nothing of each other, and somebody of each
 * role who is signed in: for what asks who may do what.
 *
 *     clinics_make(path);
 *     clinics_open(&c, path);
 *     serve(&c.server, &arena, &(struct ask){.clinic_cookie = c.cookie[ROLE_owner], ...}, &reply);
 *     clinics_close(&c);
 *
 * Everything is the same each time but for the secrets' hashes of passwords, which nobody has. */
#ifndef AMB_TEST_TWO_CLINICS_H
#define AMB_TEST_TWO_CLINICS_H

#include "../host/server/clinic.h"

enum whose {
    WHOSE_own,      /* treated by whoever asks */
    WHOSE_other,    /* by another of the same clinic */
    WHOSE_foreign,  /* of the other clinic */
    WHOSE_archived, /* care has ended */
    WHOSE_left,     /* they left the clinic */
    WHOSE_none,     /* there is none of that number */
    WHOSE_COUNT
};

struct clinics {
    struct server server;
    struct settings set;
    struct store *store;
    char cookie[ROLE_system]
               [COOKIE_LEN + 1]; /* of the first clinic's staff; of a patient their own */
    char later[ROLE_system][COOKIE_LEN + 1]; /* the same, whose last proof is an hour ago */
    char second[COOKIE_LEN + 1];             /* of the owner of the second clinic */
    int64_t clinic;                          /* the first, at which anybody may book */
    int64_t patient[WHOSE_COUNT], site[WHOSE_COUNT], account[WHOSE_COUNT];
    int64_t room[WHOSE_COUNT], service[WHOSE_COUNT];
    int64_t booking[WHOSE_COUNT]; /* of own: of the patient; of other: of somebody who is none */
};

/* A new database. */
void clinics_make(const char *path);
void clinics_open(struct clinics *c, const char *path);
void clinics_close(struct clinics *c);
/* The day on which there are visits, each half an hour from nine on at the first site; a minute of it. */
int diary_next_day(void);
int64_t diary_minute_s(int day, int minute);

#endif
