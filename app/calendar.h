/* calendar.h - a daily alarm as a calendar file (iCalendar, RFC 5545).
 *
 *     struct alarm al = {.day = day, .minute = 8 * 60 + 30, .title = "A few minutes for yourself", ...};
 *     calendar_put(&text, &al);
 *
 * Lines end in CRLF and are folded at 75 octets, never inside a character; text is escaped. The time
 * has no zone, so it is that hour wherever the person is.
 *
 * Units: minute of the day. Ownership: none. Errors: none; control characters are left out. */
#ifndef AMB_APP_CALENDAR_H
#define AMB_APP_CALENDAR_H

#include "../core/day.h"

struct alarm {
    int day, minute; /* the first one */
    int64_t now_s;   /* when the file is made, seconds since 1970 in UTC */
    const char *uid; /* the same for the same person: another time replaces the first */
    const char *title, *more, *link; /* more, link: "" none */
};

void calendar_put(struct text *t, const struct alarm *al);

#endif
