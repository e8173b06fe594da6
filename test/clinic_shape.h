/* clinic_shape.h - a clinic with something in each of its tables, made through the store: what the tests of
 * the store's clinics begin with.
 *
 *     static const struct shape ours = {.base = 1110000, .mark = "ANN", .byte = 0xa1};
 *     CHECK(shape_make(s, &ours, &people));
 *     const struct act a = shape_act(&ours, ACT_patient_archive);        its own numbers
 *
 * Every number of a shape begins with that of its base, every text holds its mark, and every hash is of its
 * byte: so a row of it is known wherever it turns up. */
#ifndef AMB_TEST_CLINIC_SHAPE_H
#define AMB_TEST_CLINIC_SHAPE_H

#include "store_help.h"

struct shape {
    int64_t base;
    const char *mark;
    uint8_t byte;
};
enum shape_number { /* added to base */
                    NUMBER_clinic = 1,
                    NUMBER_site,
                    NUMBER_owner,
                    NUMBER_practitioner,
                    NUMBER_desk,
                    NUMBER_patient,
                    NUMBER_closed, /* a patient who has left */
                    NUMBER_new,
                    NUMBER_room,
                    NUMBER_service,
                    NUMBER_hours,
                    NUMBER_away,
                    NUMBER_booking,
                    NUMBER_held,    /* a booking that somebody has not confirmed */
                    NUMBER_offered, /* one that is offered to who waits in turn */
                    NUMBER_waiting,
                    NUMBER_in_turn,
                    NUMBER_asked, /* on the wait list, and not confirmed */
                    NUMBER_mail,
};
enum shape_hash {
    HASH_session,
    HASH_recovery,
    HASH_link,
    HASH_browser,
    HASH_booked, /* of the links to what is booked, held, asked, waiting */
    HASH_held,
    HASH_asked,
    HASH_waiting,
    HASH_new
};
enum { /* when the practitioner of a shape works, and is free for so many minutes */
       WORKS_DAY = NOW / 86400 + 2,
       WORKS_MIN = 600,
       WORKS_MINUTES = 30,
       WORKS_UNTIL = 720,
       WORKS_S = WORKS_DAY * 86400 + WORKS_MIN * 60,
};

int64_t shape_number(const struct shape *x, enum shape_number n);
const uint8_t *shape_hash(const struct shape *x,
                          enum shape_hash n);                    /* until 16 more are asked for */
struct actor shape_actor(const struct shape *x, enum role role); /* of a patient: who 0 */

/* 1; 0: something of it could not be kept. *ret_person: whose the patient is. */
int shape_make(struct store *s, const struct shape *x, int64_t *ret_person);

/* An act with whatever of x's it takes. */
struct act shape_act(const struct shape *x, enum act_name name);
/* Whatever an act takes is told in clinic_shape.c, a letter a value. */
int shape_names(enum act_name name,
                const char *kinds); /* whether it takes a value of one of these */
int act_roles(enum act_name name);
const char *act_words(enum act_name name); /* its SQL */
const char *act_called(enum act_name name);
int act_may_touch_none(enum act_name name);

/* Acts in one change. */
enum store_result acts_do(struct store *s, struct actor who, int64_t patient, int count,
                          const struct act *acts);

/* Everything of the tables, a row a line; x: of whatever has its number, mark or hash. To be freed. */
char *shape_rows(const char *path, const struct shape *x);
int same_rows(char *before, char *after); /* and frees both */
void file_copied(const char *from, const char *to);

#endif
