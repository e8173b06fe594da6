/* day.h - calendar days: the person's own civil date as a day number, and back.
 *
 *     int day;
 *     if (day_read("2026-03-02", 10, &day)) ... day_weekday(day) == 0 is a Monday ...
 *
 * Units:  a day is days since 1970-01-01 in the Gregorian calendar; a weekday is 0 for Monday to 6.
 * Errors: a date that does not exist, or before 1900 or after 2200, is 0 and leaves ret alone. */
#ifndef AMB_CORE_DAY_H
#define AMB_CORE_DAY_H

#include "text.h"

enum { DAY_YEAR_MIN = 1900, DAY_YEAR_MAX = 2200 };

int day_of(int year, int month, int dayofmonth, int *ret_day); /* 1 when there is such a day */
void day_civil(int day, int *ret_year, int *ret_month, int *ret_dayofmonth);
int day_year(int day);
int day_weekday(int day);

/* Exactly YYYY-MM-DD. */
int day_read(const char *s, size_t n, int *ret_day);
void day_put(struct text *t, int day);

/* Exactly YYYY-MM-DDTHH:MM+HH:MM (or -HH:MM), with :SS before the offset when seconds is 1. A space
 * where the + belongs is read as one: a form decoder makes it so. ret_at is seconds since
 * 1970-01-01T00:00:00Z; minute is of the written day, offset in minutes east, at most 14 h. */
struct moment {
    int64_t at_s;
    int day, minute, second, offset;
};
int moment_read(const char *s, size_t n, int seconds, struct moment *ret_moment);
void moment_put(struct text *t, int day, int minute, int offset);

#endif
