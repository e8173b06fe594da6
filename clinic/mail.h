/* mail.h - what a mail about a visit says, to whom, and when it is tried again: pure.
 *
 *     struct mail m = {.from = "Riverside <post@example.org>", .host = "example.org", .number = n, .at_s = now};
 *     const char *why = mail_make(&rows, &m);          NULL: it is to be sent
 *     m.link = "https://example.org/book/link/...";
 *     struct text t = {.mem = a};
 *     mail_put(&t, &m, calendar);                      the whole message, with CRLF
 *
 * What it says is made from the booking as it is when the mail goes out: the queue holds no text and no secret.
 * Mail is read by others, on the way and over a shoulder: no word about health, and of what kind a visit is, stands
 * in it. What others wrote (names, addresses, how to get there) cannot begin a header or another part.
 *
 * Units:     as store/schema.sql; a day and minutes of it by the clocks of the site.
 * Ownership: the arena's, or the rows'.
 * Source:    RFC 5322 (message), 2045 and 2047 (MIME), 3834 (Auto-Submitted). */
#ifndef AMB_CLINIC_MAIL_H
#define AMB_CLINIC_MAIL_H

#include "diary.h"

enum { MAIL_ADDRESS_MOST = 254, MAIL_KEPT_S = 36 * 3600 };

/* One @ with something on either side, letters of ASCII, nothing that would mean more in a header. */
int mail_address_good(const char *s);
/* "Riverside clinic <post@example.org>", or the address alone; 0: it is neither. */
int mail_from_read(const char *from, struct span *ret_name, struct span *ret_address);

struct mail {
    const char *from, *to;
    const char *host; /* of the server: what its number is unique with */
    int64_t number;   /* of the mail: one that arrives twice is known by it */
    int64_t at_s;
    const char *what;                                             /* as in schema.sql */
    const char *clinic, *site, *address, *telephone, *directions; /* "": not told */
    const char *name;                                             /* whom it greets */
    const char *with;                                             /* the practitioner */
    int step_free;                                                /* -1: not told */
    int day, from_min, minutes;
    int until_day, until_min; /* until when it is held; until_day 0: it is not */
    int call;                 /* the clinic calls: nobody has to come */
    int waits;                /* of the wait list: they have confirmed it */
    const char *link;         /* "": none */
    /* Of the booking, for a calendar: 0 where the mail is of none. */
    int64_t booking, sequence, from_s, made_s, changed_s;
};
struct calendar { /* a file to put with it (ics.h); empty: none */
    struct span file;
    const char *method; /* PUBLISH, CANCEL */
};
void mail_put(struct text *t, const struct mail *m, const struct calendar *c);
/* The visit as a file; home: the server's address. Empty where the mail is of none. (mail_calendar.c) */
void mail_calendar(struct arena *a, const struct mail *m, const char *home, struct calendar *ret);
/* Its parts: subject and text, in plain lines. (mail_words.c) */
void mail_subject(struct text *t, const struct mail *m);
void mail_body(struct text *t, const struct mail *m);
/* A value of a header: as it is, or in words of RFC 2047, folded; column: where it begins. */
void mail_header_text(struct text *t, struct span s, size_t column);

/* --- whether, to whom, and when again (mail_make.c) ------------------------------------------------------------ */

struct mail_rows { /* of the clinic that the mail is of */
    const struct rows *clinic, *sites, *practitioners;
    const struct rows *services;
    const struct zone *zones;   /* one a row of sites */
    const struct rows *booking; /* NULL: the mail is of the wait list */
    const struct rows *waitings;
    int64_t waiting, of, now_s;
    const char *what;
    const char *login; /* of who asked for a test; "" */
};
/* Fills in what the mail is about, and to whom it goes. Why it is not sent at all, in words for the clinic; NULL. */
const char *mail_make(const struct mail_rows *r, struct mail *ret);
int mail_has_link(const struct mail *m);
/* When to try again, after so many tries; minute_s: how long a minute is, for tests. */
int64_t mail_next_s(int64_t tries, int64_t now_s, int minute_s);

#endif
