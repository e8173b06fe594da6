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

/* What stands in a comment that begins with an at sign is a contract: `make proof` proves it. */

/*@ requires \valid(ret_day);
    assigns *ret_day;
    ensures no_such_day_leaves_it_alone: \result == 0 ==> *ret_day == \old(*ret_day);
    ensures only_what_there_is: \result != 0 ==> DAY_YEAR_MIN <= year <= DAY_YEAR_MAX && 1 <= month <= 12 &&
                                                  1 <= dayofmonth <= 31 && -30000 < *ret_day < 90000;
*/
int day_of(int year, int month, int dayofmonth, int *ret_day); /* 1 when there is such a day */
/*@ requires \valid(ret_year) && \valid(ret_month) && \valid(ret_dayofmonth);
    requires \separated(ret_year, ret_month, ret_dayofmonth);
    assigns *ret_year, *ret_month, *ret_dayofmonth;
    ensures a_month: 1 <= *ret_month <= 12;
*/
void day_civil(int day, int *ret_year, int *ret_month, int *ret_dayofmonth);
int day_year(int day);
/*@ assigns \nothing;
    ensures 0 <= \result <= 6;
*/
int day_weekday(int day);

/* Exactly YYYY-MM-DD. */
/*@ requires \valid_read(s + (0 .. n - 1)) && \valid(ret_day) && \separated(ret_day, s + (0 .. n - 1));
    assigns *ret_day;
    ensures only_ten_letters: \result != 0 ==> n == 10;
*/
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
/* Of an instant, on clocks that stand so many minutes east. */
void moment_at(int64_t at_s, int offset, struct moment *ret_moment);

#endif
