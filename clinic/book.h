/* book.h - what the pages share on which anybody books a visit, without an account and without script. For
 * clinic/ only.
 *
 *     struct sought s;
 *     if (!book_sought(d, &s)) ... nothing of that kind can be booked online ...
 *     book_open(d, "Free times");                   the patient's shell, and whose page it is
 *     book_put_times(d, &s);                             each a link to book_ask.c, or to the move
 *     book_close(d);                                whom to call, on every page
 *
 * What is chosen stands in the address until somebody gives a name: it is nobody's. What names somebody is only
 * posted. Whatever is answered to a mail address is the same whether it is known here or not.
 *
 * Units:     days and minutes of the site's own clock, as civil.h.
 * Ownership and errors as clinic.h. */
#ifndef AMB_CLINIC_BOOK_H
#define AMB_CLINIC_BOOK_H

#include "office.h"

enum {
    BOOK_HELD_S = 1200,  /* for so long a time is kept for who has not confirmed it */
    BOOK_HELD_MOST = 30, /* at once, as acts.def has it */
    BOOK_ASKED_MOST = 100,
    BOOK_DAYS = 7,  /* of free times on a page */
    BOOK_PARTS = 3, /* morning, afternoon, evening */
    BOOK_EACH = 3,  /* free times in each; and of each site where there are several */
    BOOK_EACH_OF_MANY = 2,
    NOON = 720,
    EVENING = 1020,
};

/* --- the shell (book.c) -------------------------------------------------------------------------------------- */

void book_open(struct desk *d, const char *title);
void book_close(struct desk *d);
void book_calls(struct desk *d); /* "Riverside: 01632 960123", each site that can be called */
void book_says(struct desk *d);  /* what becomes of what is told */
/* Too much is asked for, here or by everybody. */
void book_busy(struct desk *d);
/* The first page once more, as no kind of visit was chosen. */
void book_choose(struct desk *d);
int books_online(struct desk *d);
const char *book_page(struct desk *d, const char *tail); /* "/book/0123456789abcd/times" */

/* --- what can be booked (book_what.c) ------------------------------------------------------------------------ */

struct sought {
    int64_t service, site, account; /* site, account 0: any */
    int minutes;                    /* 0: as long as the service takes */
    int64_t except;                 /* the booking that is to be moved; 0: a new one */
    struct place own;               /* and where it is */
};
/* What the address asks for stands where a post has it, so that one reads both. */
void book_asked(struct desk *d);
/* Of what was asked for or posted; 0: there is no such kind of visit to book. */
int book_sought(struct desk *d, struct sought *ret);
/* The day and the minute that were; 0: none. */
int book_when(struct desk *d, int *ret_day, int *ret_minute);
int book_last_day(struct desk *d); /* on which one may book */
int book_service_choices(struct desk *d, struct choice **ret);
int book_where_choices(struct desk *d, struct choice **ret); /* 1: there is but one site */
int book_who_options(struct desk *d, struct option **ret);
/* The same, as select fields that may be left at any. */
void book_ask_place(struct desk *d);

/* --- words (book_words.c) --------------------------------------------------------------------------------------- */

void book_put_clock(struct desk *d, int minute); /* 9:30 */
void put_length_price(struct text *t, const struct rows *services, uint32_t i);
const char *book_service_called(struct desk *d, int64_t service);
const char *book_practitioner_called(struct desk *d, int64_t account);
/* What, when, where, with whom, how long, for how much: a table. */
void book_put_visit(struct desk *d, const struct place *p);
void book_put_way(struct desk *d, int64_t site); /* address, directions, step-free or not */
/* A field of one line; type and autocomplete as HTML has them. */
void book_line(struct desk *d, const char *key, const char *ask, const char *hint, const char *type,
               const char *autocomplete);

/* --- free times (book_times.c) ----------------------------------------------------------------------------------- */

/* Whether that very time is free, and where it lies: with a room. */
int book_time_free(struct desk *d, const struct sought *s, int day, int minute, struct place *ret);
void book_put_times(struct desk *d, const struct sought *s);

/* --- whoever books (book_ask.c) ------------------------------------------------------------------------------------- */

struct who_books { /* who asks, as they wrote it */
    struct value name, mail, telephone;
};
void book_ask_who(struct desk *d);
void book_take_who(struct desk *d, struct who_books *ret);

/* --- by a link (book_link.c, book_move.c) ------------------------------------------------------------------------------ */

int64_t book_link_whole(struct desk *d, int column); /* of q->diary_link */
struct place book_link_place(struct desk *d);        /* of the booking */
void book_link_open(struct desk *d, const char *title);
void book_link_form(struct desk *d, const char *act_word);
int book_same_sequence(struct desk *d); /* the form was made of the visit as it is now */
/* What was done: mail about it, a line in the log, and the page of the link. */
void book_link_done(struct desk *d, const char *mail, const char *noted, const char *said);
void book_move_page(struct desk *d);
void book_move_post(struct desk *d);

#endif
