/* ics.c - visits as a calendar file: see ics.h. */
#include "ics.h"

#include "../core/day.h"
#include "../core/form.h"
#include "../engine/plan.h"

enum { FOLD = 75 };

struct line { /* a content line, and how many octets of it stand in this row */
    struct text *t;
    size_t used;
};

/* A unit is not parted: a character, or what it is escaped by. */
static void unit(struct line *l, const char *s, size_t n)
{
    if (l->used + n > FOLD) {
        text_lit(l->t, "\r\n ");
        l->used = 1;
    }
    text_add(l->t, s, n);
    l->used += n;
}

static void ascii(struct line *l, const char *s)
{
    for (; *s; s++)
        unit(l, s, 1);
}

static void ends(struct line *l)
{
    text_lit(l->t, "\r\n");
    l->used = 0;
}

/* --- texts ---------------------------------------------------------------------------------------------- */

/* How many bytes the character at s takes; 0: it is none. */
static size_t character(const char *s)
{
    unsigned char c = (unsigned char)*s;
    size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4, have = 1;
    while (have < n && s[have])
        have++;
    return have == n && utf8_valid(s, n) ? n : 0;
}

/* C0 but for the end of a line, DEL, and C1. */
static int is_control(const char *s)
{
    unsigned char c = (unsigned char)*s, next = c ? (unsigned char)s[1] : 0;
    return (c < ' ' && c != '\n') || c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0);
}

/* The next character to be written, its bytes in *ret_n; of an end of line, however it is told, "\n". Moves on. */
static const char *next_of(const char **s, size_t *ret_n)
{
    const char *at = *s;
    *ret_n = character(at);
    *s += *ret_n ? *ret_n : 1;
    if (!*ret_n) {
        *ret_n = 3;
        return "\xef\xbf\xbd";
    }
    if (*at == '\r') {
        *s += at[1] == '\n';
        return "\n";
    }
    return *at == '\t' ? " " : at;
}

static void text_of(struct line *l, const char *s)
{
    while (*s) {
        size_t n;
        const char *at = next_of(&s, &n);
        const char escaped[2] = {'\\', *at};
        if (*at == '\n')
            unit(l, "\\n", 2);
        else if (*at == '\\' || *at == ';' || *at == ',')
            unit(l, escaped, 2);
        else if (!is_control(at))
            unit(l, at, n);
    }
}

/* Within the quotes of a parameter there is no way to write a quote that all calendars read (RFC 6868 is young). */
static void parameter(struct line *l, const char *s)
{
    while (*s) {
        size_t n;
        const char *at = next_of(&s, &n);
        if (*at == '"')
            unit(l, "'", 1);
        else if (*at == '^')
            unit(l, "^^", 2);
        else if (*at == '\n')
            unit(l, " ", 1);
        else if (!is_control(at))
            unit(l, at, n);
    }
}

static void property(struct text *t, const char *name, const char *s)
{
    struct line l = {t, 0};
    if (!s || !*s)
        return;
    ascii(&l, name);
    unit(&l, ":", 1);
    text_of(&l, s);
    ends(&l);
}

/* --- other values ------------------------------------------------------------------------------------------ */

static void plain(struct text *t, const char *line)
{
    struct line l = {t, 0};
    ascii(&l, line);
    ends(&l);
}

static void instant(struct text *t, const char *name, int64_t at_s)
{
    struct moment m;
    int year, month, day;
    moment_at(at_s, 0, &m);
    day_civil(m.day, &year, &month, &day);
    text_str(t, name);
    text_char(t, ':');
    text_padded(t, year, 4);
    text_padded(t, month, 2);
    text_padded(t, day, 2);
    text_char(t, 'T');
    text_padded(t, m.minute / 60, 2);
    text_padded(t, m.minute % 60, 2);
    text_padded(t, m.second, 2);
    text_lit(t, "Z\r\n");
}

static int is_one_of(char c, const char *these)
{
    for (; *these; these++)
        if (*these == c)
            return 1;
    return 0;
}

static int is_word(char c)
{
    char lower = (char)(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
}

/* An address as it stands in a link to write to it. */
static void mail_of(struct line *l, const char *s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        const char percent[3] = {'%', hex[c >> 4], hex[c & 15]};
        if (is_word(*s) || is_one_of(*s, "-._~@+!$'*"))
            unit(l, s, 1);
        else
            unit(l, percent, 3);
    }
}

/* A link is ASCII already; what is not does not belong there. */
static void link_of(struct text *t, const char *url)
{
    struct line l = {t, 0};
    if (!url || !*url)
        return;
    ascii(&l, "URL:");
    for (; *url; url++)
        if (*url > ' ' && *url < 0x7f && !is_one_of(*url, "\"<>\\^`{|}"))
            unit(&l, url, 1);
    ends(&l);
}

/* NUMBER@HOST: of "https://clinic.example/" the host is clinic.example. */
static void uid(struct text *t, const struct ics_visit *v)
{
    struct line l = {t, 0};
    const char *host = v->home ? v->home : "";
    for (const char *p = host; *p; p++)
        if (p[0] == ':' && p[1] == '/' && p[2] == '/') {
            host = p + 3;
            break;
        }
    ascii(&l, "UID:");
    ascii(&l, v->uid);
    unit(&l, "@", 1);
    for (; *host && *host != '/'; host++)
        if (is_word(*host) || is_one_of(*host, "-._:[]"))
            unit(&l, host, 1);
    ends(&l);
}

static void organiser(struct text *t, const struct ics_visit *v)
{
    struct line l = {t, 0};
    if (!v->organiser_mail || !*v->organiser_mail)
        return;
    ascii(&l, "ORGANIZER");
    if (v->organiser && *v->organiser) {
        ascii(&l, ";CN=\"");
        parameter(&l, v->organiser);
        unit(&l, "\"", 1);
    }
    ascii(&l, ":mailto:");
    mail_of(&l, v->organiser_mail);
    ends(&l);
}

static void counted(struct text *t, const char *before, int64_t n, const char *after)
{
    text_str(t, before);
    text_int(t, n);
    text_str(t, after);
    text_lit(t, "\r\n");
}

/* --- the file ---------------------------------------------------------------------------------------------- */

void ics_open(struct text *t, enum ics_method method, const char *name)
{
    plain(t, "BEGIN:VCALENDAR");
    plain(t, "VERSION:2.0");
    plain(t, "PRODID:-//Ambulando//Ambulando " ENGINE_VERSION "//EN");
    plain(t, "CALSCALE:GREGORIAN");
    if (method != ICS_snapshot)
        plain(t, method == ICS_cancel ? "METHOD:CANCEL" : "METHOD:PUBLISH");
    if (!name || !*name)
        return;
    property(t, "NAME", name);
    property(t, "X-WR-CALNAME", name); /* for who does not know the other */
    plain(t, "REFRESH-INTERVAL;VALUE=DURATION:PT30M");
    plain(t, "X-PUBLISHED-TTL:PT30M");
}

static void reminder(struct text *t, const struct ics_visit *v)
{
    if (v->remind_min <= 0 || v->status == ICS_cancelled)
        return;
    plain(t, "BEGIN:VALARM");
    plain(t, "ACTION:DISPLAY");
    property(t, "DESCRIPTION", v->summary && *v->summary ? v->summary : "Visit");
    counted(t, "TRIGGER:-PT", v->remind_min, "M");
    plain(t, "END:VALARM");
}

void ics_put(struct text *t, const struct ics_visit *v)
{
    static const char *const status[] = {"STATUS:CONFIRMED", "STATUS:TENTATIVE",
                                         "STATUS:CANCELLED"};
    plain(t, "BEGIN:VEVENT");
    uid(t, v);
    instant(t, "DTSTAMP", v->stamp_s);
    instant(t, "DTSTART", v->from_s);
    instant(t, "DTEND", v->until_s);
    instant(t, "CREATED", v->made_s);
    instant(t, "LAST-MODIFIED", v->changed_s);
    counted(t, "SEQUENCE:", v->sequence, "");
    plain(t, status[v->status]);
    plain(t, v->status == ICS_cancelled ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
    plain(t, "CLASS:PRIVATE");
    organiser(t, v);
    property(t, "SUMMARY", v->summary);
    property(t, "LOCATION", v->location);
    property(t, "DESCRIPTION", v->description);
    link_of(t, v->url);
    reminder(t, v);
    plain(t, "END:VEVENT");
}

void ics_close(struct text *t)
{
    plain(t, "END:VCALENDAR");
}

const char *ics_method_word(const struct ics_visit *v)
{
    return v->status == ICS_cancelled ? "CANCEL" : "PUBLISH";
}

void ics_booking(struct text *t, const struct ics_visit *v)
{
    ics_open(t, v->status == ICS_cancelled ? ICS_cancel : ICS_publish, NULL);
    ics_put(t, v);
    ics_close(t);
}
