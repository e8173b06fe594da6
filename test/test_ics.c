/* test_ics - calendar files: what is written comes back, whatever it is, and each line is one that a calendar reads.
 * test/ics.py and test/ics.mjs read the same with parsers that are not ours. */
#include "../clinic/ics.h"
#include "../core/form.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>

static unsigned char block[1 << 22] __attribute__((aligned(16)));
static struct arena a;

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "ics: %s\n", why);
    exit(1);
}

static struct ics_visit some(void)
{
    return (struct ics_visit){.uid = "1a2b3c4d5e6f70",
                              .home = "https://clinic.example:8443/",
                              .from_s = 1792969200, /* 2026-10-25T23:00:00Z */
                              .until_s = 1792969200 + 2400,
                              .stamp_s = 1790000000,
                              .made_s = 1789000000,
                              .changed_s = 1789500000,
                              .sequence = 3,
                              .summary = "Visit: Riverside",
                              .location = "Riverside, 1 Mill Lane"};
}

static char *written(const struct ics_visit *v)
{
    static struct text t;
    arena_reset(&a);
    t = (struct text){.mem = &a};
    ics_booking(&t, v);
    text_char(&t, '\0');
    return t.p;
}

/* Whether every line ends in CRLF, holds at most 75 octets, and is UTF-8 without control characters by itself. */
static int lines_good(const char *s)
{
    while (*s) {
        const char *end = strstr(s, "\r\n");
        size_t n = end ? (size_t)(end - s) : 0;
        if (!n || n > 75 || !utf8_valid(s, n))
            return 0;
        for (size_t i = 0; i < n; i++)
            if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
                return 0;
        s = end + 2;
    }
    return 1;
}

/* The value of the nth property of a name, unfolded; NULL: there is none. */
static const char *value_of(const char *file, const char *name, int nth)
{
    static char flat[1 << 20], value[1 << 18];
    size_t n = 0, len = strlen(name);
    for (const char *p = file; *p && n + 1 < sizeof flat;) {
        if (strncmp(p, "\r\n ", 3) == 0)
            p += 3;
        else
            flat[n++] = *p++;
    }
    flat[n] = '\0';
    for (const char *p = flat; *p; p = strstr(p, "\r\n") + 2) {
        if (strncmp(p, name, len) != 0 || (p[len] != ':' && p[len] != ';') || nth-- > 0)
            continue;
        snprintf(value, sizeof value, "%.*s", (int)strcspn(p + len, "\r"), p + len);
        return value;
    }
    return NULL;
}

/* A TEXT as it was meant. */
static const char *meant(const char *value)
{
    static char out[1 << 18];
    size_t n = 0;
    for (value++; *value; value++) {
        if (*value == '\\')
            value++;
        out[n++] = *value == 'n' && value[-1] == '\\' ? '\n' : *value;
    }
    out[n] = '\0';
    return out;
}

static int is(const char *file, const char *name, const char *value)
{
    const char *v = value_of(file, name, 0);
    return v && strcmp(v, value) == 0;
}

static void one(void)
{
    struct ics_visit v = some();
    const char *f = written(&v);
    CHECK(lines_good(f));
    CHECK(strncmp(f, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", 37) == 0);
    CHECK(strstr(f, "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
    CHECK(is(f, "METHOD", ":PUBLISH") && is(f, "STATUS", ":CONFIRMED") &&
          is(f, "TRANSP", ":OPAQUE") && is(f, "CLASS", ":PRIVATE"));
    CHECK(is(f, "UID", ":1a2b3c4d5e6f70@clinic.example:8443"));
    CHECK(is(f, "DTSTART", ":20261025T230000Z") && is(f, "DTEND", ":20261025T234000Z"));
    CHECK(is(f, "DTSTAMP", ":20260921T141320Z") && is(f, "CREATED", ":20260910T002640Z") &&
          is(f, "LAST-MODIFIED", ":20260915T192000Z"));
    CHECK(is(f, "SEQUENCE", ":3") && is(f, "SUMMARY", ":Visit: Riverside") &&
          is(f, "LOCATION", ":Riverside\\, 1 Mill Lane"));
    CHECK(!value_of(f, "DESCRIPTION", 0) && !value_of(f, "URL", 0) &&
          !value_of(f, "ORGANIZER", 0) && !strstr(f, "VALARM") && !value_of(f, "NAME", 0));
    CHECK(strcmp(ics_method_word(&v), "PUBLISH") == 0);
}

static void cancelled(void)
{
    struct ics_visit v = some();
    v.status = ICS_cancelled;
    v.remind_min = 120;
    const char *f = written(&v);
    CHECK(is(f, "METHOD", ":CANCEL") && is(f, "STATUS", ":CANCELLED") &&
          is(f, "TRANSP", ":TRANSPARENT") && !strstr(f, "VALARM"));
    CHECK(strcmp(ics_method_word(&v), "CANCEL") == 0);
    v.status = ICS_tentative;
    f = written(&v);
    CHECK(is(f, "STATUS", ":TENTATIVE") && is(f, "TRANSP", ":OPAQUE"));
    CHECK(is(f, "TRIGGER", ":-PT120M") && is(f, "ACTION", ":DISPLAY"));
}

static void addresses(void)
{
    struct ics_visit v = some();
    v.organiser = "O\"Brien & Sons; Clinic, \xc3\xa9t^\nall";
    v.organiser_mail = "front desk+1%@example.org";
    v.url = "https://clinic.example/book/link/abc\r\nX-EVIL:1 \"<>";
    const char *f = written(&v);
    CHECK(lines_good(f));
    CHECK(is(f, "ORGANIZER",
             ";CN=\"O'Brien & Sons; Clinic, \xc3\xa9t^^ all\":mailto:"
             "front%20desk+1%25@example.org"));
    CHECK(is(f, "URL", ":https://clinic.example/book/link/abcX-EVIL:1"));
    v.organiser = NULL;
    v.home = NULL;
    f = written(&v);
    CHECK(is(f, "ORGANIZER", ":mailto:front%20desk+1%25@example.org"));
    CHECK(is(f, "UID", ":1a2b3c4d5e6f70@"));
}

static void awkward(void)
{
    struct ics_visit v = some();
    v.summary = "a\\b;c,d\ne\r\nf\rg\th\x01\x7f\xc2\x85i\xff\xc3";
    CHECK(strcmp(meant(value_of(written(&v), "SUMMARY", 0)),
                 "a\\b;c,d\ne\nf\ng hi\xef\xbf\xbd\xef\xbf\xbd") == 0);
    v.summary = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y";
    const char *f = written(&v);
    CHECK(value_of(f, "SUMMARY", 0) && !value_of(f, "SUMMARY", 1) && !value_of(f, "BEGIN", 2));
    v.summary = "";
    CHECK(!value_of(written(&v), "SUMMARY", 0));
}

/* A line that ends anywhere, in characters of each length. */
static void folded(void)
{
    static const char *const letter[] = {"a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x99\x82",
                                         ",", "\n"};
    char text[2000];
    for (int kind = 0; kind < 6; kind++)
        for (int before = 0; before < 80; before++) {
            struct ics_visit v = some();
            memset(text, 'x', (size_t)before);
            text[before] = '\0';
            for (int i = 0; i < 200; i++)
                strcat(text, letter[kind]);
            v.description = text;
            const char *f = written(&v);
            CHECK(lines_good(f));
            CHECK(strcmp(meant(value_of(f, "DESCRIPTION", 0)), text) == 0);
        }
    struct ics_visit v = some(); /* exactly 75 is not folded, 76 is */
    memset(text, 'y', 100);
    text[75 - strlen("SUMMARY:")] = '\0';
    v.summary = text;
    CHECK(!strstr(written(&v), "\r\n "));
    text[75 - strlen("SUMMARY:")] = 'y';
    text[76 - strlen("SUMMARY:")] = '\0';
    CHECK(strstr(written(&v), "\r\n y\r\n"));
}

static uint32_t random_next(uint32_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 17;
    *x ^= *x << 5;
    return *x;
}

/* Any bytes at all: still a file whose every line is good, with one visit in it. */
static void any(void)
{
    uint32_t x = 2463534242u;
    char text[300];
    for (int i = 0; i < 20000; i++) {
        struct ics_visit v = some();
        size_t n = random_next(&x) % (sizeof text - 1);
        for (size_t k = 0; k < n; k++)
            text[k] = (char)(random_next(&x) % 255 + 1);
        text[n] = '\0';
        v.summary = v.location = v.description = v.url = v.organiser = v.organiser_mail = v.uid =
            v.home = text;
        v.uid = "1";
        const char *f = written(&v);
        if (!CHECK(lines_good(f)))
            return;
        CHECK(!value_of(f, "BEGIN", 2) && !value_of(f, "END", 2));
    }
}

static void many(void)
{
    struct text t = {.mem = &a};
    struct ics_visit v = some();
    arena_reset(&a);
    ics_open(&t, ICS_snapshot, "Visits of Tom, Riverside");
    for (int i = 0; i < 3; i++)
        ics_put(&t, &v);
    ics_close(&t);
    text_char(&t, '\0');
    CHECK(lines_good(t.p));
    CHECK(!value_of(t.p, "METHOD", 0) && is(t.p, "NAME", ":Visits of Tom\\, Riverside") &&
          is(t.p, "X-WR-CALNAME", ":Visits of Tom\\, Riverside"));
    CHECK(value_of(t.p, "UID", 2) && !value_of(t.p, "UID", 3));
}

static void for_visitor(void)
{
    struct ics_visit v = some();
    struct ics_words w = {.clinic = "Riverside Osteopaths",
                          .site = "The Mill",
                          .address = "1 Mill Lane\r\nTown",
                          .telephone = "01632 960123",
                          .directions = "Bus 7",
                          .with = "Tom Achterberg"};
    arena_reset(&a);
    v.url = "https://clinic.example/book/link/x";
    ics_for_visitor(&a, &w, &v);
    CHECK(strcmp(v.summary, "Visit: Riverside Osteopaths") == 0);
    CHECK(strcmp(v.location, "The Mill, 1 Mill Lane, Town") == 0);
    CHECK(strcmp(v.description, "With Tom Achterberg.\nTelephone: 01632 960123\nHow to get there: "
                                "Bus 7\nTo move or cancel it: "
                                "https://clinic.example/book/link/x") == 0);
    v.status = ICS_cancelled;
    ics_for_visitor(&a, &(struct ics_words){.site = "The Mill"}, &v);
    CHECK(strcmp(v.summary, "Visit: The Mill") == 0 && strcmp(v.location, "The Mill") == 0 &&
          strcmp(v.description, "") == 0);
}

int main(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    one();
    cancelled();
    addresses();
    awkward();
    folded();
    any();
    many();
    for_visitor();
    return check_done("calendar files");
}
