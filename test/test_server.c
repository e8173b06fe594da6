/* The server's own parts, without a socket: time zones, the guard, limits, words, secrets, and who may
 * send a form. What it does as a whole is test/serve.mjs. */
#include "../host/server/guard.h"
#include "../host/server/server.h"
#include "../host/server/zone.h"
#include "check.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* --- time zones: the C library's own reading of the same files is the measure ---------------------- */

static int offset_by_libc(time_t at)
{
    struct tm local;
    localtime_r(&at, &local);
    return (int)local.tm_gmtoff;
}

/* -1 when all agree, else how many did not. */
static int zone_differs(const char *name)
{
    int bad = 0;
    setenv("TZ", name, 1);
    tzset();
    /* Every nine days and a little, from 1902 to 2150: all hours, both halves of every year. */
    for (int64_t at = -2145916800; at < 5680281600; at += 787321) {
        struct moment m;
        int wanted = offset_by_libc((time_t)at);
        wanted = (wanted - (wanted % 60 + 60) % 60) / 60;
        if (!zone_moment(name, at, &m) || m.offset != wanted)
            bad++;
    }
    /* Each minute around the changes of two springs and two autumns. */
    static const int64_t change[] = {1774746000, 1792890000, 1773039600, 1793599200,
                                     3373837200, 3392586000, 3372044400, 3392589600};
    for (size_t i = 0; i < sizeof change / sizeof change[0]; i++)
        for (int64_t at = change[i] - 7200; at < change[i] + 7200; at += 60) {
            struct moment m;
            if (!zone_moment(name, at, &m) || m.offset * 60 != offset_by_libc((time_t)at))
                bad++;
        }
    return bad;
}

static void test_zones(void)
{
    static const char *const names[] = {
        "Europe/London",       "Europe/Dublin",     "Europe/Berlin",
        "America/New_York",    "America/St_Johns",  "America/Santiago",
        "America/Nuuk",        "America/Sao_Paulo", "Australia/Sydney",
        "Australia/Lord_Howe", "Pacific/Auckland",  "Pacific/Chatham",
        "Asia/Kathmandu",      "Asia/Tehran",       "Asia/Jerusalem",
        "Africa/Cairo",        "Africa/Casablanca", "Antarctica/Troll",
        "Pacific/Kiritimati",  "Etc/GMT+5",         "UTC",
        "Asia/Kolkata"};
    struct moment m;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        int bad = zone_differs(names[i]);
        if (!CHECK(bad == 0))
            fprintf(stderr, "    %s: %d instants\n", names[i], bad);
    }
    /* 2026-03-29, London: at 01:00 the clocks go to 02:00. */
    CHECK(zone_moment("Europe/London", 1774745999, &m) && m.minute == 59 && m.second == 59 &&
          m.offset == 0);
    CHECK(zone_moment("Europe/London", 1774746000, &m) && m.minute == 120 && m.offset == 60);
    CHECK(zone_moment("Europe/London", 1792889999, &m) && m.minute == 119 && m.offset == 60);
    CHECK(zone_moment("Europe/London", 1792890000, &m) && m.minute == 60 && m.offset == 0);
    CHECK(zone_moment("Pacific/Auckland", 1774695600, &m) && m.day == 20541 && m.offset == 780);
    CHECK(zone_moment("", 0, &m));

    static const char *const bad_names[] = {"Europe/Nowhere",
                                            "/etc/passwd",
                                            "../../../etc/passwd",
                                            "Europe/../UTC",
                                            "Europe//London",
                                            "Europe/",
                                            "Europe",
                                            "zone.tab",
                                            "Europe/London ",
                                            "a\nb",
                                            "posix/../UTC",
                                            ".",
                                            "-",
                                            "+"};
    for (size_t i = 0; i < sizeof bad_names / sizeof bad_names[0]; i++)
        if (!CHECK(!zone_moment(bad_names[i], 0, &m)))
            fprintf(stderr, "    %s\n", bad_names[i]);
    char longer[80];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    CHECK(!zone_name_good(longer) && zone_name_good("America/Argentina/Buenos_Aires"));
}

/* Any byte of a zone file changed, and any length: an answer or none, and never a read past it. */
static void test_zone_damage(void)
{
    unsigned char file[ZONE_FILE_MAX];
    FILE *f = fopen("/usr/share/zoneinfo/Europe/London", "rb");
    size_t n = f ? fread(file, 1, sizeof file, f) : 0;
    int offset;
    if (f)
        fclose(f);
    CHECK(n > 1000 && zone_offset(file, n, 0, &offset) && offset == 3600);
    for (size_t i = 0; i < n; i += 7) {
        unsigned char *cut = malloc(i ? i : 1);
        memcpy(cut, file, i);
        (void)zone_offset(cut, i, 4102444800, &offset);
        free(cut);
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char was = file[i];
        file[i] = (unsigned char)(was ^ 0xff);
        offset = 0;
        if (zone_offset(file, n, (int64_t)i * 4000000, &offset))
            CHECK(offset >= -86400 && offset <= 86400);
        file[i] = was;
    }
    CHECK(zone_offset(file, n, 4102444800, &offset) && offset == 0);
    unsigned char *rule = memmem(file, n, "\nGMT0BST", 8);
    CHECK(rule);
    memcpy(rule, "\nABC-5\n", 7);
    CHECK(zone_offset(file, n, 4102444800, &offset) && offset == 5 * 3600);
    memcpy(rule, "\nABC77\n", 7);
    CHECK(!zone_offset(file, n, 4102444800, &offset)); /* three days: no clock on earth */
    CHECK(!zone_offset(file, 44, 0, &offset) && !zone_offset(file, 0, 0, &offset));
}

/* --- the guard --------------------------------------------------------------------------------------- */

struct pair {
    const char *name, *value;
};

static int judged(const char *method, const char *version, const struct pair *pair, int count)
{
    struct guard g = {0};
    for (int i = 0; i < count; i++)
        guard_header(&g, pair[i].name, strlen(pair[i].name), pair[i].value, strlen(pair[i].value));
    return guard_judge(&g, method, "/", version);
}
#define JUDGED(method, ...)                                                                        \
    judged(method, "HTTP/1.1", (const struct pair[]){{"Host", "a"}, __VA_ARGS__},                  \
           (int)(sizeof((const struct pair[]){{"Host", "a"}, __VA_ARGS__}) / sizeof(struct pair)))

static void test_guard(void)
{
    const struct pair host[] = {{"Host", "a"}, {"host", "a"}};
    CHECK(judged("GET", "HTTP/1.1", host, 1) == 0);
    CHECK(judged("GET", "HTTP/1.0", host, 1) == 0);
    CHECK(judged("GET", "HTTP/2.0", host, 1) == 505);
    CHECK(judged("GET", "HTTP/1.1", host, 0) == 400);
    CHECK(judged("GET", "HTTP/1.1", host, 2) == 400);
    CHECK(JUDGED("POST", {"Content-Length", "3"}) == 0);
    CHECK(JUDGED("POST", {"content-LENGTH", "3"}, {"Content-Length", "3"}) == 400);
    CHECK(JUDGED("POST", {"Content-Length", "1048576"}) == 0);
    CHECK(JUDGED("POST", {"Content-Length", "1048577"}) == 413);
    CHECK(JUDGED("POST", {"Content-Length", "99999999999999999999"}) == 400);
    CHECK(JUDGED("POST", {"Content-Length", "-1"}) == 400);
    CHECK(JUDGED("POST", {"Content-Length", "0x3"}) == 400);
    CHECK(JUDGED("POST", {"Content-Length", ""}) == 400);
    CHECK(JUDGED("POST", {"Content-Length", "3, 3"}) == 400);
    CHECK(JUDGED("GET", {"Content-Length", "3"}) == 400);
    CHECK(JUDGED("GET", {"Content-Length", "0"}) == 0);
    CHECK(JUDGED("POST", {"Transfer-Encoding", "chunked"}) == 411);
    CHECK(JUDGED("POST", {"Transfer-Encoding", "xchunked"}) == 400);
    CHECK(JUDGED("POST", {"Transfer-Encoding", "chunked"}, {"Content-Length", "3"}) == 400);
    CHECK(JUDGED("POST", {"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}) ==
          400);
    CHECK(JUDGED("GET", {"Content-Length ", "0"}) == 400);
    CHECK(JUDGED("GET", {"X A", "b"}) == 400);
    CHECK(JUDGED("GET", {"", "b"}) == 400);
    CHECK(JUDGED("GET", {"X", "b\001"}) == 400);
    CHECK(JUDGED("GET", {"X", "b\r"}) == 400);
    CHECK(JUDGED("GET", {"X", "b\tc \xc3\xa9"}) == 0);
    CHECK(JUDGED("BREW", {"X", "b"}) == 405);
    CHECK(JUDGED("get", {"X", "b"}) == 405);

    static const struct {
        const char *target, *path, *query;
    } targets[] = {{"/", "/", ""},
                   {"/a%20b?c=%zz", "/a b", "c=%zz"},
                   {"/%C3%A9", "/\xc3\xa9", ""},
                   {"/a?b?c", "/a", "b?c"},
                   {"/a+b", "/a+b", ""},
                   {"", NULL, NULL},
                   {"a", NULL, NULL},
                   {"*", NULL, NULL},
                   {"http://a/", NULL, NULL},
                   {"/%", NULL, NULL},
                   {"/%4", NULL, NULL},
                   {"/%00", NULL, NULL},
                   {"/%0a", NULL, NULL},
                   {"/%7f", NULL, NULL},
                   {"/%ff", NULL, NULL},
                   {"/%ed%a0%80", NULL, NULL},
                   {"/a\x80", NULL, NULL},
                   {"/a#b", NULL, NULL},
                   {"/?a\x80", NULL, NULL},
                   {"/?a b", NULL, NULL}};
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        char out[64];
        struct span path, query;
        int got = guard_target(targets[i].target, out, &path, &query);
        int right = got == (targets[i].path != NULL);
        if (right && got)
            right = path.len == strlen(targets[i].path) &&
                    memcmp(path.p, targets[i].path, path.len) == 0 &&
                    query.len == strlen(targets[i].query) &&
                    memcmp(query.p, targets[i].query, query.len) == 0;
        if (!CHECK(right))
            fprintf(stderr, "    %s\n", targets[i].target);
    }
}

/* --- limits ------------------------------------------------------------------------------------------ */

static int take(struct limit *l, const char *from, int64_t now_ms)
{
    struct address a;
    return CHECK(address_read(from, &a)) && limit_take(l, &a, now_ms);
}

static void test_limits(void)
{
    static struct limit l;
    struct address a;
    limit_begin(&l, (struct rate){1000, 3}, (struct rate){10, 1000});
    for (int i = 0; i < 3; i++)
        CHECK(take(&l, "10.1.2.3", 5000));
    CHECK(!take(&l, "10.1.2.4", 5000));        /* the same street */
    CHECK(take(&l, "10.1.3.4", 5000));         /* the next */
    CHECK(!take(&l, "::ffff:10.1.2.9", 5000)); /* the same, written as IPv6 */
    CHECK(!take(&l, "10.1.2.3", 5999) && take(&l, "10.1.2.3", 6000)); /* one comes back a second */
    CHECK(!take(&l, "10.1.2.3", 6000));
    for (int i = 0; i < 3; i++)
        CHECK(take(&l, "10.1.2.3", 100000));
    CHECK(!take(&l, "10.1.2.3", 100000)); /* and never more than the burst */
    CHECK(take(&l, "2001:db8:1:2::3", 200000) && take(&l, "2001:db8:1:3::3", 200000) &&
          take(&l, "2001:db8:1:ffff::", 200000) && !take(&l, "2001:db8:1::", 200000) &&
          take(&l, "2001:db8:2::", 200000));

    limit_begin(&l, (struct rate){1000, 3}, (struct rate){1000, 5}); /* all together */
    int taken = 0;
    for (int i = 0; i < 50; i++) {
        char from[32];
        snprintf(from, sizeof from, "10.%d.1.1", i);
        taken += take(&l, from, 0);
    }
    CHECK(taken == 5);

    /* One network of many addresses gets a quarter: the next street is not shut out. */
    limit_begin(&l, (struct rate){1000, 3}, (struct rate){1000, 400});
    int crowd = 0;
    for (int i = 0; i < 1000; i++) {
        char from[40];
        snprintf(from, sizeof from, i % 2 ? "10.9.%d.1" : "2001:db8:%x::1", i / 2 % 256);
        crowd += take(&l, from, 0);
    }
    CHECK(crowd == 200);
    CHECK(take(&l, "10.8.1.1", 0) && take(&l, "2001:db9:1::1", 0) && !take(&l, "10.9.255.1", 0));
    CHECK(take(&l, "10.9.254.1", 4000) && !take(&l, "10.9.254.2", 4000)); /* and then one in four */

    /* A crowd of neighbourhoods does not give one that has used its share a new one. */
    limit_begin(&l, (struct rate){1000, 2}, (struct rate){1, 1 << 20});
    int mine = 0;
    for (int i = 0; i < 60000; i++) {
        memset(&a, 0, sizeof a);
        a.bytes[0] = (unsigned char)(i >> 8);
        a.bytes[1] = (unsigned char)i;
        (void)limit_take(&l, &a, 0);
        if (i % 1000 == 0)
            mine += take(&l, "192.0.2.1", 0);
    }
    CHECK(mine <= 2);
    static const char *const odd[] = {"",         "1.2.3",      "1.2.3.4 ",
                                      " 1.2.3.4", "1.2.3.4:80", "[::1]",
                                      "::1%lo",   "localhost",  "1.2.3.4, 5.6.7.8"};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
        CHECK(!address_read(odd[i], &a));
}

/* --- words and secrets ------------------------------------------------------------------------------- */

static void test_words(void)
{
    for (int i = 0; i < 256; i++) {
        size_t n = strlen(word_list[i]);
        CHECK(n >= 3 && n <= 6 && strspn(word_list[i], "abcdefghijklmnopqrstuvwxyz") == n);
        for (int k = 0; k < i; k++)
            if (!CHECK(strncmp(word_list[i], word_list[k], 3) != 0))
                fprintf(stderr, "    %s %s\n", word_list[i], word_list[k]);
    }
    static unsigned char block[4096] __attribute__((aligned(16)));
    struct arena a = {.base = block, .size = sizeof block};
    for (int i = 0; i < 1000; i++) {
        struct words w, back;
        struct text t = {.mem = &a};
        arena_reset(&a);
        randombytes_buf(w.index, sizeof w.index);
        words_put(&t, &w, i % 2 ? ' ' : '-');
        CHECK(strlen(t.p) == t.len && words_read(t.p, t.len, &back) &&
              memcmp(&w, &back, sizeof w) == 0);
    }
    struct words w;
#define READS(s) words_read(s, strlen(s), &w)
    CHECK(READS("able acorn actor adult again album amber angle"));
    CHECK(READS("\n Able,ACORN;actor-adult.again  album\tamber/angle.\r\n"));
    CHECK(!READS("able acorn actor adult again album amber"));
    CHECK(!READS("able acorn actor adult again album amber angle able"));
    CHECK(!READS("able acorn actor adult again album amber angel"));
    CHECK(!READS("ableacornactoradultagainalbumamberangle"));
    CHECK(!READS("able acorn actor adult again album amber angles"));
    CHECK(!READS("") && !READS("        "));
}

static void test_sessions(void)
{
    struct session fresh, same, other;
    struct reply r = {0};
    session_fresh(&fresh);
    session_put(&fresh, &r);
    CHECK(!fresh.came && strlen(r.cookie) == COOKIE_LEN);
    session_begin(&same, r.cookie);
    CHECK(same.came && memcmp(fresh.hash, same.hash, STORE_HASH) == 0);
    CHECK(memcmp(fresh.hash, fresh.secret, STORE_HASH) != 0);
    session_begin(&other, NULL);
    CHECK(!other.came && memcmp(fresh.hash, other.hash, STORE_HASH) != 0);
    char bad[COOKIE_LEN + 2];
    memcpy(bad, r.cookie, COOKIE_LEN + 1);
    bad[3] = '=';
    session_begin(&other, bad);
    CHECK(!other.came);
    bad[3] = r.cookie[3];
    bad[COOKIE_LEN - 1] = '_'; /* bits that no 32 bytes have */
    session_begin(&other, bad);
    CHECK(!other.came);
    uint8_t x[STORE_HASH], y[STORE_HASH];
    secret_hash("browser", fresh.secret, 8, x);
    secret_hash("way back", fresh.secret, 8, y);
    CHECK(memcmp(x, y, STORE_HASH) != 0);
}

static void test_same_site(void)
{
    struct server s = {.site.base_url = "https://example.org"};
    static const struct {
        const char *fetch_site, *origin, *cookie;
        int may;
    } rows[] = {
        {"same-origin", NULL, NULL, 1},
        {"none", NULL, NULL, 1},
        {"same-site", NULL, "x", 0},
        {"cross-site", NULL, "x", 0},
        {"", NULL, "x", 0},
        {"cross-site", "https://example.org", "x", 0},
        {NULL, NULL, NULL, 1},
        {NULL, "https://example.org", NULL, 1},
        {NULL, "HTTPS://EXAMPLE.ORG", "", 1},
        {NULL, "https://example.org:444", "x", 0},
        {NULL, "http://localhost:8080", "", 1},
        {NULL, "null", "x", 1},
        {NULL, "null", NULL, 0},
        {NULL, "", "x", 0},
        {NULL, "https://evil.example", "x", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ask q = {.fetch_site = rows[i].fetch_site,
                        .origin = rows[i].origin,
                        .cookie = rows[i].cookie,
                        .host = "localhost:8080"};
        if (!CHECK(same_site(&s, &q) == rows[i].may))
            fprintf(stderr, "    row %zu\n", i);
    }
}

static void test_log_routes(void)
{
#define ROUTE_IS(path, pattern)                                                                    \
    CHECK(strcmp(app_route((struct span){path, sizeof(path) - 1}), pattern) == 0)
    ROUTE_IS("/", "/");
    ROUTE_IS("/walk", "/walk");
    ROUTE_IS("/session/E1", "/session/*");
    ROUTE_IS("/session/", "unknown");
    ROUTE_IS("/somebody@example.org", "unknown");
    ROUTE_IS("", "unknown");
}

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    test_zones();
    test_zone_damage();
    test_guard();
    test_limits();
    test_words();
    test_sessions();
    test_same_site();
    test_log_routes();
    return check_done("server");
}
