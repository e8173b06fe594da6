#include "day.h"

/* Civil dates by a closed formula: the year is taken to begin on 1 March, so that the leap day is
 * its last, and years are counted in eras of 400, which all have 146097 days. March to January have
 * 31 30 31 30 31 31 30 31 30 31 31 days, which is (153 m + 2) / 5 rounded down. */
enum { ERA_DAYS = 146097, EPOCH = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

/*@ requires 1 <= month <= 12;
    assigns \nothing;
    ensures 28 <= \result <= 31;
*/
static int month_days(int year, int month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

int day_of(int year, int month, int dayofmonth, int *ret_day)
{
    if (year < DAY_YEAR_MIN || year > DAY_YEAR_MAX || month < 1 || month > 12 || dayofmonth < 1 ||
        dayofmonth > month_days(year, month))
        return 0;
    int y = month > 2 ? year : year - 1;
    int m = month > 2 ? month - 3 : month + 9;
    int era = y / 400, of_era = y % 400;
    int of_year = (153 * m + 2) / 5 + dayofmonth - 1;
    *ret_day = era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
    return 1;
}

void day_civil(int day, int *ret_year, int *ret_month, int *ret_dayofmonth)
{
    int64_t z = (int64_t)day + EPOCH;
    int64_t era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
    int in_era = (int)(z - era * ERA_DAYS);
    /* Take away the leap days passed (one in 1461, less one in 36524, plus the last day of the
     * era) and a year is 365 days. */
    int of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / (ERA_DAYS - 1)) / 365;
    int in_year = in_era - (365 * of_era + of_era / 4 - of_era / 100);
    int m = (5 * in_year + 2) / 153;
    *ret_dayofmonth = in_year - (153 * m + 2) / 5 + 1;
    *ret_month = m < 10 ? m + 3 : m - 9;
    *ret_year = (int)(of_era + era * 400) + (m >= 10);
}

int day_year(int day)
{
    int year, month, dayofmonth;
    day_civil(day, &year, &month, &dayofmonth);
    return year;
}

int day_weekday(int day)
{
    return (day % 7 + 10) % 7; /* day 0 was a Thursday */
}

/* The number that two digits make, or -1. */
/*@ requires \valid_read(s + (0 .. 1));
    assigns \nothing;
    ensures -1 <= \result <= 99;
*/
static int two(const char *s)
{
    unsigned tens = (unsigned)(unsigned char)s[0] - '0', ones = (unsigned)(unsigned char)s[1] - '0';
    return tens > 9 || ones > 9 ? -1 : (int)(tens * 10 + ones);
}

int day_read(const char *s, size_t n, int *ret_day)
{
    if (n != 10 || s[4] != '-' || s[7] != '-')
        return 0;
    int century = two(s), year = two(s + 2), month = two(s + 5), dayofmonth = two(s + 8);
    if (century < 0 || year < 0 || month < 0 || dayofmonth < 0)
        return 0;
    return day_of(century * 100 + year, month, dayofmonth, ret_day);
}

void day_put(struct text *t, int day)
{
    int year, month, dayofmonth;
    day_civil(day, &year, &month, &dayofmonth);
    text_padded(t, year, 4);
    text_char(t, '-');
    text_padded(t, month, 2);
    text_char(t, '-');
    text_padded(t, dayofmonth, 2);
}

/* +HH:MM or -HH:MM at s, in minutes; 1 when it is one of at most 14 hours. */
/*@ requires \valid_read(s + (0 .. 5)) && \valid(ret_offset) && \separated(ret_offset, s + (0 .. 5));
    assigns *ret_offset;
    ensures at_most_14_hours: \result != 0 ==> -840 <= *ret_offset <= 840;
*/
static int offset_read(const char *s, int *ret_offset)
{
    int hours = two(s + 1), minutes = two(s + 4);
    if ((s[0] != '+' && s[0] != ' ' && s[0] != '-') || s[3] != ':' || hours < 0 || minutes < 0 ||
        minutes > 59 || hours * 60 + minutes > 14 * 60)
        return 0;
    *ret_offset = s[0] == '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
    return 1;
}

int moment_read(const char *s, size_t n, int seconds, struct moment *ret_moment)
{
    size_t offset_at = seconds ? 19 : 16;
    int day, offset;
    if (n != offset_at + 6 || s[10] != 'T' || s[13] != ':' || !day_read(s, 10, &day) ||
        !offset_read(s + offset_at, &offset))
        return 0;
    int hour = two(s + 11), minute = two(s + 14), second = 0;
    if (seconds)
        second = s[16] == ':' ? two(s + 17) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return 0;
    ret_moment->day = day;
    ret_moment->minute = hour * 60 + minute;
    ret_moment->second = second;
    ret_moment->offset = offset;
    ret_moment->at_s = (int64_t)day * 86400 + (hour * 60 + minute - offset) * 60 + second;
    return 1;
}

void moment_put(struct text *t, int day, int minute, int offset)
{
    int east = offset < 0 ? -offset : offset;
    day_put(t, day);
    text_char(t, 'T');
    text_padded(t, minute / 60, 2);
    text_char(t, ':');
    text_padded(t, minute % 60, 2);
    text_char(t, offset < 0 ? '-' : '+');
    text_padded(t, east / 60, 2);
    text_char(t, ':');
    text_padded(t, east % 60, 2);
}

void moment_at(int64_t at_s, int offset, struct moment *ret_moment)
{
    int64_t local = at_s + (int64_t)offset * 60, in_day = (local % 86400 + 86400) % 86400;
    *ret_moment = (struct moment){.at_s = at_s,
                                  .day = (int)((local - in_day) / 86400),
                                  .minute = (int)(in_day / 60),
                                  .second = (int)(in_day % 60),
                                  .offset = offset};
}
