/* setup.h - what the pages share on which the diary is set up: times as they are typed, who and where to choose
 * from, and which visits a change leaves without a time. For clinic/ only.
 *
 *     int from = setup_take_time(d, "from", "Write when they begin, as in 8:30.");    -1: it is marked wrong
 *     setup_put_span(d, 510, 750);                                                    8:30 to 12:30
 *     setup_stranded_note(d);                     "2 visits need another time", where there are any
 *
 * Units:     minutes of a civil day, days as core/day.h.
 * Ownership and errors as clinic.h. */
#ifndef AMB_CLINIC_SETUP_H
#define AMB_CLINIC_SETUP_H

#include "office.h"

enum { SETUP_GIVE_MOST = 50, WEEK = 7 };
extern const char *const setup_weekdays[WEEK]; /* Monday ... */

/* --- fields (setup.c) --------------------------------------------------------------------------------------- */

/* A time of a day as 8:30, 08:30 or 8; 24:00 is its end. -1: there is none, or it is marked wrong; must NULL: there
 * need be none. */
int setup_take_time(struct desk *d, const char *key, const char *must);
/* A whole number between two; else it is marked with why, and least comes back. */
int setup_take_number(struct desk *d, const char *key, int least, int most, const char *why);
void setup_ask_time(struct desk *d, const char *key, const char *ask, const char *hint);
void setup_fill_time(struct desk *d, const char *key, int minute);
void setup_put_time(struct desk *d, int minute);           /* 8:30 */
void setup_put_span(struct desk *d, int from_min, int to); /* 8:30 to 12:30; all day */
/* Of the query or the form, 14 hex digits; 0: none. */
int64_t setup_asked_number(struct desk *d, const char *key);
/* A small form of one button that posts what is to be done and with which row; about is read out with it. */
void setup_put_button(struct desk *d, const char *what, int64_t number, const char *words,
                      const char *about);

/* --- who and where -------------------------------------------------------------------------------------------- */

/* Who may be booked and has not left. */
int setup_practitioners(struct desk *d, struct option **ret);
const char *setup_name_of(struct desk *d,
                          int64_t account); /* also of who has left, or is at the front desk now */
int setup_open_rows(const struct rows *r, int closed); /* how many are not closed */

/* --- visits that need another time (stranded.c) ---------------------------------------------------------------- */

enum stranded { STRANDED_not, STRANDED_outside, STRANDED_yes };
/* Of the n-th of what is to come: whether it can be kept as it is; why not goes to ret_why, a sentence. */
enum stranded setup_stranded(struct desk *d, uint32_t i, const char **ret_why);
int setup_stranded_count(struct desk *d); /* without those that are only outside of the hours */
void setup_stranded_note(struct desk *d); /* how many, with a link; nothing where there are none */
/* A row of a list: when, who, with whom and where, as a link to the booking; why as "" or a sentence. */
void setup_put_visit(struct desk *d, uint32_t i, const char *why);

/* --- parts of the settings (diary_settings.c) --------------------------------------------------------------------- */

void setup_put_guide(struct desk *d); /* what is there already, and what comes next */
void setup_put_settings(struct desk *d);
void setup_settings_post(struct desk *d);

#endif
