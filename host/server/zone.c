/* Zone files: a list of instants at which the clocks change, and a rule for all that come after. */
#include "zone.h"

#include <fcntl.h>
#include <unistd.h>

enum { HEAD = 44, DAY_S = 86400 };

/* --- the rule after the last change: "GMT0BST,M3.5.0/1,M10.5.0" -------------------------------------- */

struct rule { /* a day of the year and a time of it */
    char form;
    int month, week, day;
    int time_s;
};

static int number(const char **p, int most, int *ret)
{
    int n = 0, digits = 0;
    for (; **p >= '0' && **p <= '9' && digits < 4; digits++)
        n = n * 10 + *(*p)++ - '0';
    *ret = n;
    return digits && n <= most;
}

/* h, h:mm or h:mm:ss with a sign, in seconds. */
static int time_of(const char **p, int *ret_s)
{
    int sign = 1, hours, minutes = 0, seconds = 0;
    if (**p == '+' || **p == '-')
        sign = *(*p)++ == '-' ? -1 : 1;
    if (!number(p, 167, &hours))
        return 0;
    if (**p == ':' && (++*p, !number(p, 59, &minutes)))
        return 0;
    if (**p == ':' && (++*p, !number(p, 59, &seconds)))
        return 0;
    *ret_s = sign * (hours * 3600 + minutes * 60 + seconds);
    return 1;
}

static int skip_name(const char **p)
{
    int n = 0;
    if (**p == '<') {
        while (*++*p && **p != '>')
            n++;
        return *(*p)++ == '>' && n > 0;
    }
    for (; (**p >= 'A' && **p <= 'Z') || (**p >= 'a' && **p <= 'z'); n++)
        ++*p;
    return n >= 3;
}

static int rule_of(const char **p, struct rule *ret)
{
    *ret = (struct rule){.time_s = 2 * 3600};
    if (**p == 'M') {
        ++*p;
        ret->form = 'M';
        if (!number(p, 12, &ret->month) || ret->month < 1 || *(*p)++ != '.' ||
            !number(p, 5, &ret->week) || ret->week < 1 || *(*p)++ != '.' ||
            !number(p, 6, &ret->day))
            return 0;
    } else {
        ret->form = **p == 'J' ? 'J' : 'n';
        *p += **p == 'J';
        if (!number(p, 365, &ret->day) || (ret->form == 'J' && !ret->day))
            return 0;
    }
    if (**p != '/')
        return 1;
    ++*p;
    return time_of(p, &ret->time_s);
}

static int leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Seconds since 1970 at which a rule falls in a year, on clocks that stand offset_s east. */
static int64_t rule_falls(const struct rule *r, int year, int offset_s)
{
    int day = 0;
    if (r->form == 'M') {
        int next = 0;
        day_of(year, r->month, 1, &day);
        day_of(year + r->month / 12, r->month % 12 + 1, 1, &next);
        int sunday_first = (day_weekday(day) + 1) % 7;
        day += (r->day - sunday_first + 7) % 7 + (r->week - 1) * 7;
        while (day >= next)
            day -= 7;
    } else {
        day_of(year, 1, 1, &day);
        /* J counts from 1 and never counts 29 February. */
        day += r->form == 'J' ? r->day - 1 + (leap(year) && r->day >= 60) : r->day;
    }
    return (int64_t)day * DAY_S + r->time_s - offset_s;
}

static int footer_offset(const char *p, int64_t at_s, int *ret_offset_s)
{
    int west, summer_west;
    struct rule begin, end;
    if (!skip_name(&p) || !time_of(&p, &west))
        return 0;
    if (!*p) {
        *ret_offset_s = -west;
        return 1;
    }
    summer_west = west - 3600;
    if (!skip_name(&p) || (*p != ',' && !time_of(&p, &summer_west)) || *p++ != ',' ||
        !rule_of(&p, &begin) || *p++ != ',' || !rule_of(&p, &end) || *p)
        return 0;
    int64_t local = at_s - west;
    int64_t day = (local - (local % DAY_S + DAY_S) % DAY_S) / DAY_S;
    int first, last;
    if (!day_of(DAY_YEAR_MIN, 1, 1, &first) || !day_of(DAY_YEAR_MAX, 12, 31, &last) ||
        day < first || day > last - 31)
        return 0;
    int year = day_year((int)day);
    int64_t on = rule_falls(&begin, year, -west), off = rule_falls(&end, year, -summer_west);
    int summer = on < off ? at_s >= on && at_s < off : at_s >= on || at_s < off;
    *ret_offset_s = summer ? -summer_west : -west;
    return 1;
}

/* --- the file ----------------------------------------------------------------------------------------- */

static uint32_t big32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t big64(const unsigned char *p)
{
    return (int64_t)((uint64_t)big32(p) << 32 | big32(p + 4));
}

struct block { /* one of the two of a file */
    uint32_t utc, standard, leaps, times, types, chars;
    const unsigned char *data;
    size_t bytes;
};

static int block_at(const unsigned char *p, size_t n, size_t wide, struct block *ret)
{
    if (n < HEAD || memcmp(p, "TZif", 4) != 0)
        return 0;
    struct block b = {big32(p + 20), big32(p + 24), big32(p + 28), big32(p + 32),
                      big32(p + 36), big32(p + 40), p + HEAD,      0};
    const uint32_t all[] = {b.utc, b.standard, b.leaps, b.times, b.types, b.chars};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i] > ZONE_FILE_MAX)
            return 0;
    b.bytes = (size_t)b.times * (wide + 1) + (size_t)b.types * 6 + b.chars +
              (size_t)b.leaps * (wide + 4) + b.standard + b.utc;
    if (!b.types || b.bytes > n - HEAD)
        return 0;
    *ret = b;
    return 1;
}

int zone_offset(const unsigned char *file, size_t n, int64_t at_s, int *ret_offset_s)
{
    struct block old, b;
    /* The first block has 32-bit times, for readers of before 2005. */
    if (!block_at(file, n, 4, &old) || file[4] < '2')
        return 0;
    size_t skip = HEAD + old.bytes;
    if (!block_at(file + skip, n - skip, 8, &b))
        return 0;
    const unsigned char *footer = b.data + b.bytes, *end = file + n;
    const unsigned char *index = b.data + (size_t)b.times * 8, *types = index + b.times;
    uint32_t low = 0, high = b.times; /* how many changes lie at or before the instant */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (big64(b.data + (size_t)middle * 8) <= at_s)
            low = middle + 1;
        else
            high = middle;
    }
    int offset_s = 0, found = 0;
    if (low == b.times && footer < end && *footer == '\n') {
        char rule[128];
        const unsigned char *stop = memchr(footer + 1, '\n', (size_t)(end - footer - 1));
        size_t len = stop ? (size_t)(stop - footer - 1) : sizeof rule;
        if (len && len < sizeof rule) {
            memcpy(rule, footer + 1, len);
            rule[len] = '\0';
            found = footer_offset(rule, at_s, &offset_s);
        }
    }
    uint32_t type = low ? index[low - 1] : 0;
    if (!found && type >= b.types)
        return 0;
    if (!found)
        offset_s = (int32_t)big32(types + (size_t)type * 6);
    if (offset_s < -DAY_S || offset_s > DAY_S)
        return 0;
    *ret_offset_s = offset_s;
    return 1;
}

int zone_name_good(const char *name)
{
    size_t n = 0, piece = 0;
    for (; name[n]; n++) {
        char c = name[n];
        char lower = (char)(c | 0x20);
        int letter = lower >= 'a' && lower <= 'z';
        int other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '_';
        if (c == '/' ? !piece : !letter && !(other && piece))
            return 0;
        piece = c == '/' ? 0 : piece + 1;
    }
    return n <= 64 && piece;
}

static size_t file_read(const char *path, unsigned char *to)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    size_t n = 0;
    ssize_t got = fd < 0 ? 0 : 1;
    while (got > 0 && n < ZONE_FILE_MAX) {
        got = read(fd, to + n, ZONE_FILE_MAX - n);
        n += got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    return got == 0 ? n : 0;
}

/* The bytes of a named zone; 0: there is no such zone. An unnamed one that is not there is UTC, of no bytes. */
static int zone_read(const char *name, unsigned char *file, size_t *ret_n)
{
    static const char folder[] = "/usr/share/zoneinfo/";
    char path[sizeof folder + 64] = "/etc/localtime";
    int offset_s;
    if (*name) {
        if (!zone_name_good(name))
            return 0;
        memcpy(path, folder, sizeof folder - 1);
        memcpy(path + sizeof folder - 1, name, strlen(name) + 1);
    }
    *ret_n = file_read(path, file);
    return zone_offset(file, *ret_n, 0, &offset_s) || (!*name && !*ret_n);
}

/* Local mean time has seconds. 0 where there are no bytes. */
static int minutes_east(const unsigned char *file, size_t n, int64_t at_s)
{
    int offset_s = 0;
    if (n && !zone_offset(file, n, at_s, &offset_s))
        return 0;
    return (offset_s - (offset_s % 60 + 60) % 60) / 60;
}

int zone_moment(const char *name, int64_t at_s, struct moment *ret_moment)
{
    unsigned char file[ZONE_FILE_MAX];
    size_t n;
    if (!zone_read(name, file, &n))
        return 0;
    moment_at(at_s, minutes_east(file, n, at_s), ret_moment);
    return 1;
}

/* The first second after from_s, and by until_s, at which the offset is another than at from_s. */
static int64_t change_between(const unsigned char *file, size_t n, int64_t from_s, int64_t until_s)
{
    int was = minutes_east(file, n, from_s);
    while (until_s - from_s > 1) {
        int64_t middle = from_s + (until_s - from_s) / 2;
        if (minutes_east(file, n, middle) == was)
            from_s = middle;
        else
            until_s = middle;
    }
    return until_s;
}

int zone_span(const char *name, int64_t from_s, int64_t until_s, struct zone *ret_zone)
{
    enum {
        STEP_S = 7 * DAY_S
    }; /* two changes are never nearer to each other but in a few years of wars */
    unsigned char file[ZONE_FILE_MAX];
    size_t n;
    if (!zone_read(name, file, &n))
        return 0;
    *ret_zone = (struct zone){.count = 1, .from_s = {from_s}};
    ret_zone->offset[0] = minutes_east(file, n, from_s);
    for (int64_t at_s = from_s; at_s < until_s && ret_zone->count < ZONE_CHANGES; at_s += STEP_S) {
        int64_t next_s = at_s + STEP_S < until_s ? at_s + STEP_S : until_s;
        if (minutes_east(file, n, next_s) == minutes_east(file, n, at_s))
            continue;
        int64_t change_s = change_between(file, n, at_s, next_s);
        ret_zone->from_s[ret_zone->count] = change_s;
        ret_zone->offset[ret_zone->count++] = minutes_east(file, n, change_s);
    }
    return 1;
}
