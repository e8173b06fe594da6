#include "../core/day.h"
#include "../core/form.h"
#include "check.h"

#include <setjmp.h>
#include <stdlib.h>

static jmp_buf ended;
static const char *ended_why;

static void host_fail(void *host, const char *why)
{
    (void)host;
    ended_why = why;
    longjmp(ended, 1);
}

static _Alignas(16) unsigned char block[1 << 20];

static struct arena arena_new(size_t size)
{
    return (struct arena){.base = block, .size = size, .fail = host_fail};
}

static int is_text(const struct text *t, const char *want)
{
    return t->len == strlen(want) && (!t->len || memcmp(t->p, want, t->len) == 0);
}

static void arena_cuts_and_grows(void)
{
    struct arena a = arena_new(1024);
    memset(block, 0xff, 1024);
    unsigned char *p = arena_alloc(&a, 3, 5);
    int zero = 1;
    for (int i = 0; i < 15; i++)
        zero &= p[i] == 0;
    CHECK(zero);
    CHECK((uintptr_t)p % 16 == 0);
    CHECK(a.used == 16);
    memset(p, 7, 15);
    CHECK(arena_grow(&a, p, 15, 100) == p); /* the newest piece grows where it is */
    CHECK(a.used == 112);
    CHECK(p[14] == 7);
    unsigned char *q = arena_alloc(&a, 1, 1);
    unsigned char *moved = arena_grow(&a, p, 100, 120);
    CHECK(moved != p && q != moved);
    CHECK(moved[0] == 7 && moved[14] == 7);
    CHECK(arena_grow(&a, moved, 120, 20) == moved); /* and gives back */
    CHECK(a.used == 112 + 16 + 32);
    CHECK(arena_grow(&a, p, 100, 50) == p);
    arena_reset(&a);
    CHECK(a.used == 0);
    CHECK(arena_alloc(&a, 1, 1024) == block); /* all of it may be had */
}

/* Each must end the request. */
static int arena_refuses(size_t used, size_t count, size_t size)
{
    struct arena a = arena_new(1000);
    a.used = used;
    ended_why = NULL;
    if (setjmp(ended) == 0)
        arena_alloc(&a, count, size);
    return ended_why != NULL;
}

static void arena_ends_the_request(void)
{
    CHECK(!arena_refuses(0, 1, 1000));
    CHECK(arena_refuses(0, 1, 1001));
    CHECK(arena_refuses(992, 1, 9));
    CHECK(arena_refuses(0, SIZE_MAX, 2));
    CHECK(arena_refuses(0, SIZE_MAX / 2 + 2, 2)); /* the product wraps to 2 */
    CHECK(arena_refuses(16, 1, SIZE_MAX - 8));    /* the sum wraps */
}

static void text_grows(void)
{
    struct arena a = arena_new(sizeof block);
    struct text t = {.mem = &a};
    text_add(&t, "", 0);
    CHECK(t.len == 0);
    text_int(&t, 0);
    text_char(&t, ' ');
    text_int(&t, INT64_MIN);
    text_char(&t, ' ');
    text_int(&t, -12);
    text_char(&t, ' ');
    text_int(&t, INT64_MAX);
    text_char(&t, ' ');
    text_padded(&t, 7, 3);
    text_padded(&t, 1234, 3);
    text_str(&t, " end");
    text_lit(&t, ".");
    CHECK(is_text(&t, "0 -9223372036854775808 -12 9223372036854775807 0071234 end."));
    t.len = 0;
    for (int i = 0; i < 100000; i++)
        text_char(&t, (char)('a' + i % 26));
    int right = t.len == 100000;
    for (int i = 0; i < 100000; i++)
        right &= t.p[i] == (char)('a' + i % 26);
    CHECK(right);
    CHECK(a.used < 300000); /* it grew where it was */
    struct text other = {.mem = &a};
    text_lit(&other, "x");
    text_add(&t, other.p, 1); /* and moves when it cannot */
    for (int i = 0; i < 60000; i++)
        text_char(&t, 'y');
    CHECK(t.p[99999] == (char)('a' + 99999 % 26) && t.p[100000] == 'x' && t.p[160000] == 'y');
}

/* The calendar counted by hand, a day at a time, against the formula. */
static void every_day(void)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct arena a = arena_new(sizeof block);
    struct text t = {.mem = &a};
    int day = -25567, weekday = 0, got; /* 1900-01-01 was a Monday */
    for (int y = 1900; y <= 2200; y++) {
        for (int m = 0; m <= 13; m++) {
            int leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
            int last = m < 1 || m > 12 ? 0 : days[m - 1] + (m == 2 && leap);
            for (int d = -1; d <= 40; d++) {
                char written[32];
                got = 12345;
                if (d < 1 || d > last) {
                    CHECK(!day_of(y, m, d, &got) && got == 12345);
                    snprintf(written, sizeof written, "%04d-%02d-%02d", y, m, d < 0 ? 99 : d);
                    CHECK(!day_read(written, 10, &got) && got == 12345);
                    continue;
                }
                int cy, cm, cd;
                CHECK(day_of(y, m, d, &got) && got == day);
                day_civil(day, &cy, &cm, &cd);
                CHECK(cy == y && cm == m && cd == d && day_year(day) == y);
                CHECK(day_weekday(day) == weekday);
                t.len = 0;
                day_put(&t, day);
                snprintf(written, sizeof written, "%04d-%02d-%02d", y, m, d);
                CHECK(is_text(&t, written));
                CHECK(day_read(written, 10, &got) && got == day);
                day++;
                weekday = (weekday + 1) % 7;
            }
        }
    }
    CHECK(day == 84371); /* 2201-01-01 */
    CHECK(day_weekday(0) == 3 && day_weekday(-1) == 2 && day_weekday(-4) == 6);
    CHECK(!day_of(1899, 12, 31, &got) && !day_of(2201, 1, 1, &got));
    static const char *const bad[] = {"1899-12-31", "2201-01-01", "2026-3-02 ", "2026/03/02",
                                      "2026-03-0x", "20x6-03-02", " 026-03-02", "2026-03:02",
                                      "+026-03-02", "2026-02-29", "1900-02-29"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!day_read(bad[i], 10, &got));
    CHECK(!day_read("2026-03-02", 9, &got) && !day_read("2026-03-021", 11, &got));
    CHECK(day_read("2000-02-29", 10, &got) && got == 11016);
}

static int moment(const char *s, int seconds, struct moment *m)
{
    return moment_read(s, strlen(s), seconds, m);
}

static void moments(void)
{
    struct arena a = arena_new(sizeof block);
    struct text t = {.mem = &a};
    struct moment m = {0};
    CHECK(moment("1970-01-01T00:00+00:00", 0, &m) && m.at_s == 0 && m.day == 0);
    CHECK(moment("2026-03-02T08:14+01:30", 0, &m) && m.day == 20514 && m.minute == 494 &&
          m.offset == 90 && m.at_s == 20514 * INT64_C(86400) + (494 - 90) * 60);
    CHECK(moment("2026-03-02T08:14 01:30", 0, &m) && m.offset == 90);
    CHECK(moment("2026-03-02T08:14-14:00", 0, &m) && m.offset == -840);
    CHECK(moment("2026-03-02T08:14:59+14:00", 1, &m) && m.second == 59 && m.offset == 840);
    CHECK(moment("1900-01-01T00:00+14:00", 0, &m) && moment("2200-12-31T23:59-14:00", 0, &m));
    static const char *const bad[] = {
        "2026-03-02T08:14",       "2026-03-02T24:00+00:00",   "2026-03-02T08:60+00:00",
        "2026-03-02T08:14+14:01", "2026-03-02T08:14+15:00",   "2026-03-02T08:14-14:01",
        "2026-03-02T08:14+00:60", "2026-03-02T08:14Z00:00",   "2026-03-02 08:14+00:00",
        "2026-02-30T08:14+00:00", "2026-03-02T08.14+00:00",   "2026-03-02T08:14+0000 ",
        "2026-03-02T0a:14+00:00", "2026-03-02T08:14:00+00:00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!moment(bad[i], 0, &m));
    CHECK(!moment("2026-03-02T08:14+00:00", 1, &m));
    CHECK(!moment("2026-03-02T08:14:60+00:00", 1, &m));
    CHECK(!moment("2026-03-02T08:14.00+00:00", 1, &m));
    for (int offset = -840; offset <= 840; offset++) {
        struct moment back;
        t.len = 0;
        moment_put(&t, 20514, (offset + 840) % 1440, offset);
        CHECK(moment_read(t.p, t.len, 0, &back) && back.offset == offset && back.day == 20514 &&
              back.minute == (offset + 840) % 1440);
    }
}

static void form_pairs(void)
{
    static const struct {
        const char *body, *steps; /* P a pair, M malformed */
    } rows[] = {
        {"", ""},       {"a=1", "P"},    {"a=1&b=2", "PP"}, {"a&b=1", "MP"}, {"a=1&&b=2", "PMP"},
        {"a=1&", "PM"}, {"&a=1", "MP"},  {"=1", "M"},       {"a=", "P"},     {"a==", "P"},
        {"&", "M"},     {"a=1&&", "PM"}, {"a", "M"},        {"a=1&b", "PM"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct form_reader r = {rows[i].body, rows[i].body + strlen(rows[i].body)};
        struct form_pair pair = {0};
        char steps[16] = {0};
        enum form_step step;
        for (int n = 0; n < 15 && (step = form_next(&r, &pair)) != FORM_END; n++)
            steps[n] = step == FORM_PAIR ? 'P' : 'M';
        if (!CHECK(strcmp(steps, rows[i].steps) == 0))
            fprintf(stderr, "  %s: %s\n", rows[i].body, steps);
    }
    const char *body = "ab=c=d&e=";
    struct form_reader r = {body, body + 9};
    struct form_pair pair;
    CHECK(form_next(&r, &pair) == FORM_PAIR && pair.key_len == 2 && pair.value_len == 3);
    CHECK(memcmp(pair.value, "c=d", 3) == 0);
    CHECK(form_next(&r, &pair) == FORM_PAIR && pair.key_len == 1 && pair.value_len == 0);
}

static int decodes(const char *s, const char *want)
{
    char out[64];
    ptrdiff_t n = form_decode(s, strlen(s), out);
    return want ? n == (ptrdiff_t)strlen(want) && memcmp(out, want, (size_t)n) == 0 : n == -1;
}

static void form_codec(void)
{
    struct arena a = arena_new(sizeof block);
    struct text t = {.mem = &a};
    CHECK(decodes("a+b%20c%2B%c3%A9", "a b c+\xc3\xa9") && decodes("", ""));
    CHECK(decodes("\xc3\xa9", "\xc3\xa9") && decodes("\xc3%a9", "\xc3\xa9"));
    CHECK(decodes("%0d%0A%09", "\r\n\t"));
    char letter[4];
    CHECK(form_decode("%41", 2, letter) ==
          -1); /* the digit that stands past the end is not taken */
    static const char *const bad[] = {"%",   "%4",   "%zz", "%4g",  "a b", "\t",
                                      "\n",  "\x7f", "%00", "%1f",  "%7F", "%ff",
                                      "%c3", "\xff", "%+1", "%%41", "a%2"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(decodes(bad[i], NULL));
    for (int c = 0; c < 256; c++) { /* alone, and as a character of two bytes where above ASCII */
        char one[2] = {(char)c, 0}, two[2] = {(char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f))};
        char out[8];
        int control = (c < 32 && c != '\t' && c != '\n' && c != '\r') || c == 127;
        t.len = 0;
        form_encode(&t, one, 1);
        ptrdiff_t n = form_decode(t.p, t.len, out);
        CHECK(control || c > 127 ? n == -1 : n == 1 && out[0] == one[0]);
        int plain = strchr("*-._", c) && c;
        plain |= (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        CHECK(t.len == (plain || c == ' ' ? 1 : 3));
        if (c < 128)
            continue;
        t.len = 0;
        form_encode(&t, two, 2);
        n = form_decode(t.p, t.len, out);
        CHECK(n == 2 && memcmp(out, two, 2) == 0);
    }
}

/* Every code point, well and badly made, at each place in a step of eight bytes. */
static int utf8_at(size_t at, const unsigned char *s, size_t n)
{
    char line[32];
    memset(line, 'x', sizeof line);
    memcpy(line + at, s, n);
    return utf8_valid(line, at + n) && utf8_valid(line, sizeof line);
}

static void utf8(void)
{
    for (uint32_t c = 0; c <= 0x1fffff; c++) {
        unsigned char four[4] = {
            (unsigned char)(0xf0 | c >> 18), (unsigned char)(0x80 | (c >> 12 & 63)),
            (unsigned char)(0x80 | (c >> 6 & 63)), (unsigned char)(0x80 | (c & 63))};
        CHECK(utf8_at(c % 9, four, 4) == (c >= 0x10000 && c <= 0x10ffff));
        if (c <= 0xffff) {
            four[1] |= 0x60;
            unsigned char three[3] = {(unsigned char)(0xe0 | c >> 12), four[2], four[3]};
            CHECK(utf8_at(c % 9, three, 3) == (c >= 0x800 && (c < 0xd800 || c > 0xdfff)));
            CHECK(!utf8_valid((char *)three, 2));
        }
        if (c <= 0x7ff) {
            unsigned char two[2] = {(unsigned char)(0xc0 | c >> 6), four[3]};
            CHECK(utf8_at(c % 9, two, 2) == (c >= 0x80));
        }
    }
    for (unsigned x = 0; x < 256; x++) /* every pair of bytes: a second that does not belong */
        for (unsigned y = 0; y < 256; y++) {
            char two[2] = {(char)x, (char)y};
            int good = (x < 0x80 && y < 0x80) || (x >= 0xc2 && x <= 0xdf && (y & 0xc0) == 0x80);
            CHECK(utf8_valid(two, 2) == good);
        }
    for (unsigned x = 0x80; x < 256; x++) {
        char alone = (char)x;
        CHECK(!utf8_valid(&alone, 1));
    }
    CHECK(utf8_valid("", 0) && !utf8_valid("\xf8\x88\x80\x80\x80", 5));
    CHECK(!utf8_valid("\xf0\x9f\x98", 3) && !utf8_valid("\xe2\x82\x28", 3));
}

int main(void)
{
    arena_cuts_and_grows();
    arena_ends_the_request();
    text_grows();
    every_day();
    moments();
    form_pairs();
    form_codec();
    utf8();
    return check_done("core");
}
