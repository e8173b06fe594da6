/* zone.h - the civil time of an instant in a named zone, read from the machine's own zone files.
 *
 *     struct moment now;
 *     if (!zone_moment("Europe/London", at_s, &now)) ... there is no such zone ...
 *
 * The C library's own zone is one for the whole process and cannot be asked for two people at once.
 *
 * Units:  seconds since 1970 in UTC; offsets in minutes east, as record.md.
 * Errors: an unknown name or a damaged file is 0.
 * Source: RFC 8536 (TZif), POSIX 1003.1 chapter 8.3 (the rule after the last transition). */
#ifndef AMB_HOST_ZONE_H
#define AMB_HOST_ZONE_H

#include "../../clinic/civil.h"
#include "../../core/day.h"

enum { ZONE_FILE_MAX = 1 << 16 };

/* name "": this machine's zone, and UTC where it has none. */
int zone_moment(const char *name, int64_t at_s, struct moment *ret_moment);
/* The offsets of a zone over a time, for who has no zone files: at most ZONE_CHANGES, the first ones. name as
 * above. A zone that stands on another minute than a whole one is given by the minute before. */
int zone_span(const char *name, int64_t from_s, int64_t until_s, struct zone *ret_zone);
/* Letters, digits, + - _ in pieces parted by one slash: what cannot leave the folder. */
int zone_name_good(const char *name);
/* Seconds east of UTC at an instant, from a zone file's bytes. */
int zone_offset(const unsigned char *file, size_t n, int64_t at_s, int *ret_offset_s);

#endif
