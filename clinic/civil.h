/* civil.h - between the civil time of a site and instants, for days to come: for clinic/ only.
 *
 *     int64_t from_s;
 *     if (!civil_instant(&zone, day, 9 * 60 + 30, &from_s)) ... the clocks jump over it ...
 *     struct moment m = civil_moment(&zone, from_s);
 *
 * The host brings for each site the offsets of its zone over the days that a page may show (zone_span() of
 * host/server/zone.h), as a page reads no files.
 *
 * Units:  a day as core/day.h, minutes since its civil midnight, instants in seconds since 1970 in UTC.
 * Errors: a time that the clocks jump over is 0. Of one that comes twice it is the first. */
#ifndef AMB_CLINIC_CIVIL_H
#define AMB_CLINIC_CIVIL_H

#include "../core/day.h"

/* Four a year, and six in some, where summer time stops for Ramadan: over the 1200 days that the diary asks for. */
enum { ZONE_CHANGES = 24, DAY_MINUTES = 1440 };
struct zone { /* offset[i], in minutes east, counts from from_s[i] on; the first also before it */
    int count;
    int64_t from_s[ZONE_CHANGES];
    int offset[ZONE_CHANGES];
};

int civil_offset(const struct zone *z, int64_t at_s);
struct moment civil_moment(const struct zone *z, int64_t at_s);
/* minute may be DAY_MINUTES: the next midnight. */
int civil_instant(const struct zone *z, int day, int minute, int64_t *ret_s);
/* The same, and of a time that the clocks jump over the instant at which they do: for the bounds of a day. */
int64_t civil_bound(const struct zone *z, int day, int minute);

#endif
