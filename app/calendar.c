#include "calendar.h"

enum { FOLD = 75, MINUTES = 10 };

/* --- lines ----------------------------------------------------------------------------------------- */

/* The bytes of the character at s; a byte that begins none stands alone. */
static size_t character(const char *s)
{
    size_t n = 1;
    if ((unsigned char)s[0] >= 0xc0)
        while (((unsigned char)s[n] & 0xc0) == 0x80)
            n++;
    return n;
}

/* A line so far unfolded, in line: ends it into t. */
static void line_end(struct text *t, struct text *line)
{
    size_t used = 0;
    text_char(line, '\0');
    for (size_t i = 0; i + 1 < line->len;) {
        size_t n = character(line->p + i);
        if (used + n > FOLD) {
            text_lit(t, "\r\n ");
            used = 1;
        }
        text_add(t, line->p + i, n);
        used += n;
        i += n;
    }
    text_lit(t, "\r\n");
    line->len = 0;
}

/* A value of type TEXT: backslash, semicolon, comma and line ends are escaped. */
static void put_escaped(struct text *line, const char *s)
{
    for (; *s; s++) {
        if (*s == '\n')
            text_lit(line, "\\n");
        else if (*s == '\\' || *s == ';' || *s == ',') {
            text_char(line, '\\');
            text_char(line, *s);
        } else if ((unsigned char)*s >= ' ' && *s != 0x7f)
            text_char(line, *s);
    }
}

static void plain_line(struct text *t, struct text *line, const char *s)
{
    text_str(line, s);
    line_end(t, line);
}

static void text_line(struct text *t, struct text *line, const char *name, const char *value)
{
    text_str(line, name);
    text_char(line, ':');
    put_escaped(line, value);
    line_end(t, line);
}

/* An address is no TEXT: nothing in it is escaped, and nothing may end the line. */
static void link_line(struct text *t, struct text *line, const char *link)
{
    text_lit(line, "URL:");
    for (; *link; link++)
        if ((unsigned char)*link > ' ' && *link != 0x7f)
            text_char(line, *link);
    line_end(t, line);
}

static void put_when(struct text *line, int day, int second)
{
    int y, m, d;
    day_civil(day, &y, &m, &d);
    text_padded(line, y, 4);
    text_padded(line, m, 2);
    text_padded(line, d, 2);
    text_char(line, 'T');
    text_padded(line, second / 3600, 2);
    text_padded(line, second / 60 % 60, 2);
    text_padded(line, second % 60, 2);
}

static int day_of_second(int64_t s)
{
    return (int)((s >= 0 ? s : s - 86399) / 86400);
}

void calendar_put(struct text *t, const struct alarm *al)
{
    struct text l = {.mem = t->mem}, *line = &l;
    int today = day_of_second(al->now_s);
    plain_line(t, line, "BEGIN:VCALENDAR");
    plain_line(t, line, "VERSION:2.0");
    plain_line(t, line, "PRODID:-//Ambulando//Reminder//EN");
    plain_line(t, line, "BEGIN:VEVENT");
    text_lit(line, "UID:");
    put_escaped(line, al->uid);
    line_end(t, line);
    text_lit(line, "DTSTAMP:");
    put_when(line, today, (int)(al->now_s - (int64_t)today * 86400));
    text_char(line, 'Z');
    line_end(t, line);
    /* A later file of the same UID is a newer version of the same event. */
    text_lit(line, "SEQUENCE:");
    text_int(line, al->now_s / 60);
    line_end(t, line);
    text_lit(line, "DTSTART:");
    put_when(line, al->day, al->minute * 60);
    line_end(t, line);
    text_lit(line, "DURATION:PT");
    text_int(line, MINUTES);
    text_char(line, 'M');
    line_end(t, line);
    plain_line(t, line, "RRULE:FREQ=DAILY");
    text_line(t, line, "SUMMARY", al->title);
    if (al->more[0])
        text_line(t, line, "DESCRIPTION", al->more);
    if (al->link[0])
        link_line(t, line, al->link);
    plain_line(t, line, "CLASS:PRIVATE");
    plain_line(t, line, "TRANSP:TRANSPARENT");
    plain_line(t, line, "BEGIN:VALARM");
    plain_line(t, line, "ACTION:DISPLAY");
    text_line(t, line, "DESCRIPTION", al->title);
    plain_line(t, line, "TRIGGER:PT0M");
    plain_line(t, line, "END:VALARM");
    plain_line(t, line, "END:VEVENT");
    plain_line(t, line, "END:VCALENDAR");
}
