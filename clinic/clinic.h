/* clinic.h - the clinic's pages: a request, who asks and what the route reads in; a page, new facts and
 * changes to the tables out.
 *
 *     const struct clinic_route *r = clinic_route(path);
 *     the host checks r->roles, fetches what r->reads says within the actor's clinic (STORE_NONE: 404)
 *     clinic_respond(&arena, &request, &response);
 *     the host commits response.app.facts, .acts and .audit in one transaction, then answers
 *
 * Pure but for memory: the host brings clock, random bytes and rows. It never sees a password, a secret of
 * a cookie or a link: those pages are host/server/'s own, and links that a page shows are made by the host
 * from response.link. A patient's page never waits for anything here.
 *
 * Units:     as app.h and store.h. Numbers of patients, sites and accounts are random and below 2^53; in a
 *            path they are 14 hex digits.
 * Ownership: the arena's.
 * Errors:    as app.h. */
#ifndef AMB_CLINIC_H
#define AMB_CLINIC_H

#include "../app/app.h"
#include "../store/store.h"
#include "diary.h"

enum { NUMBER_DIGITS = 14, CLINIC_ACTS = 64, CLINIC_NOTES = 8 };
enum { BOOK_WINDOW_DAYS = 62 }; /* of the diary that one page of the public reads */

enum { /* what a route reads: sets of these */
       READS_clinic = 1 << 0,
       READS_sites = 1 << 1,
       READS_staff = 1 << 2,
       READS_people = 1 << 3,
       READS_caseload = 1 << 4, /* with summaries that are of today */
       READS_attention = 1 << 5,
       READS_figures = 1 << 6,
       READS_log = 1 << 7,
       READS_patient = 1 << 8, /* the row of the patient named in the path */
       READS_record = 1 << 9,  /* and the record; with READS_patient. Reading it is noted */
       READS_mine = 1 << 10,   /* of the person who asks: their clinics, and who looked */
       READS_diary =
           1 << 11, /* what can be booked, and what is, around the day that is asked for */
       READS_booking = 1 << 12, /* the booking named in the path, and what it was */
       READS_waiting = 1 << 13,
       READS_booked = 1 << 14, /* the bookings of the patient; with READS_patient */
       READS_mails = 1 << 15,
       READS_upcoming = 1 << 16, /* all bookings that are still to come */
       READS_bookable = 1 << 17, /* of the public: what can be booked, and not what is */
       READS_ahead = 1 << 18,    /* with READS_diary: of all days to come */
       READS_weeks = 1 << 19,    /* with READS_diary: of the last twelve weeks and this one */
};

struct clinic_route {
    const char
        *path; /* * stands for one name, at any place between slashes: the first is a number */
    int roles; /* of store.h: who may call it */
    int reads;
    int step; /* a post needs a proof of a few minutes ago that it is them */
};
/* NULL: there is none. ret_number: what stands for the first * of the path, 0 without or when it is none. */
const struct clinic_route *clinic_route(struct span path, int64_t *ret_number);

struct staff { /* who asks */
    struct actor actor;
    const char *name, *login;
    const char *number; /* of registration; "" */
    int64_t site;       /* 0: none */
    int64_t stepped_s;  /* when they last proved that it is them */
};

struct clinic_request {
    struct app_request
        app; /* record: the patient's, or empty; now: of the site, or of the patient */
    const struct staff *staff; /* NULL: a patient asks, about themself */
    const char *form_key; /* stands in every form, and is checked by the host; NULL of a patient */
    struct rows clinic, sites, staff_rows, people, caseload, attention, figures, log, patient;
    struct rows my_clinics, my_log;
    /* Of the diary; with READS_diary around ?day=, or the day that was posted, else that of the booking,
     * else today: diary_day is which. Of the public: BOOK_WINDOW_DAYS from it on. */
    struct diary_rows diary;
    int diary_day;
    struct rows booking, booking_was, booked, waitings, mails, upcoming;
    struct rows diary_link; /* what the link of a mail opens that the public came by */
    struct value link_hash; /* and its hash, for acts; null: they came by none */
    /* Whoever books asks: no staff, and no patient. */
    int public;
    int64_t whose;     /* the number of the clinic; 0: none, or several to choose from */
    struct rows books; /* which do */
    struct rows holds; /* how much is asked for, and not confirmed */
    int again;         /* so often what was answered could not be kept */
    int too_many;      /* too much was asked for from where they are */
    int mail_set;      /* the server can send mail */
    int64_t facts;     /* of the record, when it was read */
    int proof_due;     /* what needs a fresh proof of who they are waits for one */
};

enum clinic_link {
    CLINIC_LINK_none,
    CLINIC_LINK_patient,
    CLINIC_LINK_staff,
    CLINIC_LINK_feed, /* of the calendar of whoever asks: it works until there is another */
};

struct clinic_response {
    struct app_response app;
    struct act act[CLINIC_ACTS];
    int act_count;
    struct audit_note note[CLINIC_NOTES];
    int note_count;
    /* Instead of these, of a post: so many as one brings in at once, each patient_add with a person of its own. It
     * is kept whole or not at all, and the page, though it is no 303, is shown only when it is. */
    struct portion {
        const struct act *act;
        int count;
        const struct audit_note *note;
        int notes;
    } portion;
    int new_person; /* the acts need a new person's record */
    /* After the commit the host makes a link that works once, or the address of a calendar, and shows it as a page
     * with a QR code (host/server/link.c, feed_page.c) in place of app. */
    enum clinic_link link;
    int64_t link_for; /* the patient or account */
    const char *link_name;
};

void clinic_respond(struct arena *a, const struct clinic_request *q, struct clinic_response *ret);

/* --- the summary of a person (summary.c) --------------------------------------------------------------- */

/* Makes summary.body from the facts, as of a day: what lists show, and what needs somebody. */
void summary_make(struct arena *a, struct span record, int day, struct text *ret_body);

/* --- what happens without a request (due.c) -------------------------------------------------------------- */

/* Which urgent answers have waited too long for an acknowledgement: acts that send them on. Called every
 * minute; an answer is sent on once. */
void clinic_due(struct arena *a, const struct rows *due, const struct rows *attention,
                int64_t now_s, struct act *ret_acts, int room, int *ret_count);

/* --- until when a record must be kept (retain.c) ----------------------------------------------------------- */

/* The last day on which it must be kept: from the day of the last visit and the year of birth (0: not
 * known), by country. */
int retain_day(const struct country *c, int visit_day, int born);
struct retain_rule {
    const char *code; /* of the country; "": of those that have no row */
    int years, child_until;
    const char *source;
};
const struct retain_rule *retain_rule(const struct country *c);

#endif
