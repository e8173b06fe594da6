/* ics.h - visits as a calendar file (iCalendar): what a mail carries, a link gives, and a phone subscribes to.
 *
 *     struct ics_visit v = {.uid = "1a2b3c4d5e6f70", .home = "https://clinic.example", .summary = "Visit: Riverside",
 *                           .from_s = from_s, .until_s = until_s, .stamp_s = now_s, ...};
 *     ics_booking(&t, &v);                      a whole file of one visit, to be published or taken back
 *
 *     ics_open(&t, ICS_snapshot, "Visits");     or a file of many
 *     ics_put(&t, &v);
 *     ics_close(&t);
 *
 * Civil times do not stand in it: a visit is at an instant, and each calendar shows it by the clocks of where it is.
 * No name of a kind of visit belongs in one, as those tell of somebody's health.
 *
 * Whatever stands in a text arrives as it was written, but for control characters, which are left out, and bytes
 * that are no UTF-8, which become U+FFFD. Lines are folded, at most 75 octets, never within a character.
 *
 * Units:     seconds since 1970 in UTC.
 * Ownership: as core/text.h. Strings are terminated; NULL or "": the property is left out.
 * Errors:    none.
 * Source:    RFC 5545 (the file), RFC 5546 (publishing and cancelling), RFC 7986 (the name of a calendar). */
#ifndef AMB_CLINIC_ICS_H
#define AMB_CLINIC_ICS_H

#include "../core/text.h"

enum ics_method {
    ICS_snapshot, /* as it stands: to be looked at again, or to be saved */
    ICS_publish,  /* RFC 5546 wants an organiser with both of these */
    ICS_cancel,
};
enum ics_status { ICS_confirmed, ICS_tentative, ICS_cancelled };

struct ics_visit {
    const char *uid;  /* the number of the booking; with the host of home it is the same for ever */
    const char *home; /* the address of this server: "https://clinic.example" */
    int64_t from_s, until_s;
    int64_t stamp_s; /* of a mail: when it is written; of a snapshot: when the visit was changed */
    int64_t made_s, changed_s;
    int64_t sequence; /* of the booking: higher each time that it changed */
    enum ics_status status;
    const char *summary, *location, *description;
    const char *url; /* where it can be moved or cancelled */
    const char *organiser, *organiser_mail;
    int remind_min; /* so long before it the calendar reminds of it; 0: not */
};

/* name: what a calendar that is subscribed to is called. */
void ics_open(struct text *t, enum ics_method method, const char *name);
void ics_put(struct text *t, const struct ics_visit *v);
void ics_close(struct text *t);
/* "PUBLISH", or of a cancelled one "CANCEL": also for the type of the mail's part, as text/calendar; method=PUBLISH */
const char *ics_method_word(const struct ics_visit *v);
void ics_booking(struct text *t, const struct ics_visit *v);

/* What a visit is called in the calendar of whoever booked it: summary, location and description, with how it is
 * moved where ret->url says so. Nothing of it tells why somebody comes. */
struct ics_words {
    const char *clinic, *site, *address, *telephone, *directions;
    const char *with; /* the practitioner */
};
void ics_for_visitor(struct arena *a, const struct ics_words *w, struct ics_visit *ret);

#endif
