#include "../core/day.h"
#include "check.h"
#include "fact_same.h"
#include "record_random.h"

#include <stdlib.h>
#include <time.h>

static struct arena mem;
static char *bytes; /* of the record being made */
static size_t bytes_len;
enum { BYTES = 100000000 };

static void host_fail(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "the arena: %s\n", why);
    abort();
}

static struct record reads(const char *p, size_t n, struct faults *faults)
{
    struct record r;
    arena_reset(&mem);
    *faults = (struct faults){0};
    record_read(&mem, p, n, &r, faults);
    return r;
}

/* Reads text: its number of facts, or minus its number of faults. */
static long count(const char *text)
{
    struct faults x;
    struct record r = reads(text, strlen(text), &x);
    return x.count ? -(long)x.count : (long)r.count;
}

static int says(const struct faults *f, size_t i, uint32_t line_no, const char *part)
{
    size_t n = strlen(part);
    if (i >= f->kept || f->fault[i].line_no != line_no)
        return 0;
    for (uint32_t at = 0; at + n <= f->fault[i].what.len; at++)
        if (memcmp(f->fault[i].what.p + at, part, n) == 0)
            return 1;
    fprintf(stderr, "%.*s\n", (int)f->fault[i].what.len, f->fault[i].what.p);
    return 0;
}

#define T "2026-03-02T08:14+00:00 "
#define ID "00000000000000aa-"

static void lines(void)
{
    struct faults x;
    CHECK(count("") == 0 && count("\n\n# a word\n  \t \n#\xff\n") == 0);
    CHECK(count(T "flare -") == 1 && count("\xef\xbb\xbf" T "flare -\r\n\r\n") == 1);
    CHECK(count(T "flare -\r") == 1 && count(T "flare -\r\r\n") == -1);
    CHECK(count("# a word\r" T "flare -\r") == -1 && count("# a word\r\n") == 0);
    CHECK(count("\xef\xbb\xbf") == 0 && count("\n\xef\xbb\xbf" T "flare -") == -1);
    CHECK(count("1900-01-01T00:00+14:00 flare -\n2199-12-31T23:59-14:00 flare -\n") == 2);
    CHECK(count("1899-12-31T23:59+00:00 flare -") == -1);
    CHECK(count("2026-02-29T08:14+00:00 flare -") == -1 && count("nonsense") == -1);
    CHECK(count("2026-03-02T08:14 00:00 flare -") == -1 &&
          count("2026-03-02 08:14+00:00 flare -") == -1);
    CHECK(count(T "flare note=\xc3\xa9\n" T "flare note=\xe2\x82\xac\n") == 2);
    struct record r = reads(
        T "flare -\n\n" T "checkin leg=11&back=x\n" T "f\xff -\n#\n" T "flare a=\0b",
        sizeof(T "flare -\n\n" T "checkin leg=11&back=x\n" T "f\xff -\n#\n" T "flare a=\0b") - 1,
        &x);
    CHECK(r.count == 1 && x.count == 4 && says(&x, 0, 3, "leg is") && says(&x, 1, 3, "back is"));
    CHECK(says(&x, 2, 4, "not UTF-8") && says(&x, 3, 6, "a NUL stands at byte 32"));
    memset(bytes, 'a', 1 << 20);
    memcpy(bytes, T "flare note=", 34);
    r = reads(bytes, 1 << 20, &x);
    CHECK(r.count == 0 && x.count == 1 && says(&x, 0, 1, "1048576 bytes long; allowed are 65536"));
    r = reads(bytes, RECORD_LINE_MAX, &x);
    CHECK(r.count == 1 && x.count == 0);
    r = reads(bytes, RECORD_LINE_MAX + 1, &x);
    CHECK(r.count == 0 && x.count == 1);
    bytes[0] = '#';
    r = reads(bytes, 1 << 20, &x);
    CHECK(r.count == 0 && x.count == 0);
    for (int at = 23; at < 60; at++) /* a control character at each place in a step of eight */
        for (int c = 1; c < 128; c++) {
            memset(bytes, 'a', 80);
            memcpy(bytes, T "flare note=", 34);
            bytes[at] = (char)c;
            reads(bytes, 80, &x);
            int control = c < 32 || c == 127;
            CHECK(c == '\n' || !control || (x.count == 1 && says(&x, 0, 1, "a control character")));
            CHECK(control || !x.count || at < 34 || c == ' ' || c == '&' || c == '%');
        }
}

static void twice(void)
{
    struct faults x;
    CHECK(count(T "flare -\n" T "flare -\n") == 1 && count(T "flare -\n" T "flare a=1\n") == 2);
    CHECK(count(T "flare _id=" ID "1\n\n" T "flare _id=" ID "1\n") == 1);
    CHECK(count(T "flare _id=" ID "1\n" T "flare _id=" ID "2\n") == 2);
    static const char *const others[] = {T "flare _id=" ID "1&a=1", T "card _id=" ID "1",
                                         "2026-03-03T08:14+00:00 flare _id=" ID "1",
                                         "2026-03-02T08:14+01:00 flare _id=" ID "1"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        for (int first = 0; first < 2; first++) {
            int n = snprintf(bytes, 1000, "%s\n" T "flare -\n%s\n",
                             first ? others[i] : T "flare _id=" ID "1",
                             first ? T "flare _id=" ID "1" : others[i]);
            reads(bytes, (size_t)n, &x);
            CHECK(x.count == 1 && says(&x, 0, 3, "given before, on line 1,"));
        }
    const char *mixed =
        T "flare _id=" ID "1\n" T "checkin leg=11\n" T "card _id=" ID "1\n" T "checkin leg=12\n";
    reads(mixed, strlen(mixed), &x);
    CHECK(x.count == 3 && says(&x, 0, 2, "leg") && says(&x, 1, 3, "_id") && says(&x, 2, 4, "leg"));
}

/* Facts in the order they must have; each line is put in every rotation and in random order. */
static const char *const ordered[] = {
    "2026-03-02T09:00+02:00 flare -",
    "2026-03-02T08:30+01:00 flare _id=ffffffffffffffff-1",
    "2026-03-02T07:30+00:00 flare _id=0000000000000001-9&_recorded=1960-01-01T00:00:00+00:00",
    "2026-03-02T07:30+00:00 flare -&_recorded",
    "2026-03-02T07:30+00:00 flare _id=0000000000000001-10&_recorded=2026-03-02T09:00:00+02:00",
    "2026-03-02T07:30+00:00 flare _id=0000000000000002-1&_recorded=2026-03-02T07:00:00+00:00",
    "2026-03-02T07:30+00:00 flare _recorded=2026-03-02T07:00:01+00:00",
    "2026-03-02T09:00+00:00 card -",
    "2026-03-02T09:00+00:00 flare -",
    "2026-03-02T09:00+00:00 flare a=1",
    "2026-03-02T09:00+00:00 flare a=12",
    "2026-03-02T09:00+00:00 flare a=2",
    "2026-03-02T09:00+00:00 flare _id=" ID "2",
    "2026-03-02T09:00+00:00 flare _id=" ID "10",
    "2026-03-02T09:00+00:00 flare _id=f000000000000000-1",
    "2026-03-02T00:00-14:00 flare -",
};
enum { ORDERED = sizeof ordered / sizeof *ordered };

static void in_order(void)
{
    struct random rnd = {7};
    int place[2 * ORDERED];
    for (int round = 0; round < 2000; round++) {
        int n = 0, skip = 3; /* the malformed one */
        for (int i = 0; i < 2 * ORDERED; i++)
            if (i % ORDERED != skip && (i < ORDERED || round % 3 == 0))
                place[n++] = i % ORDERED;
        for (int i = n - 1; i > 0 && round; i--) {
            int j = (int)random_below(&rnd, (uint32_t)i + 1), kept = place[i];
            place[i] = place[j];
            place[j] = kept;
        }
        size_t len = 0;
        for (int i = 0; i < n; i++)
            len += (size_t)snprintf(bytes + len, 200, "%s\n", ordered[place[i]]);
        struct faults x;
        struct record r = reads(bytes, len, &x);
        int right = !x.count && r.count == ORDERED - 1;
        for (int i = 0, at = 0; right && i < ORDERED; i++)
            if (i != skip) {
                right &= r.fact[at].line.len == strlen(ordered[i]) &&
                         memcmp(r.fact[at].line.p, ordered[i], r.fact[at].line.len) == 0;
                at++;
            }
        CHECK(right);
    }
    CHECK(count("2026-03-02T07:30+00:00 flare -&_recorded") == -2);
}

/* A large record: how it is made, how many facts and faults come of it, and in good time. */
static int large(const char *name, int lines_n, size_t facts, size_t faults,
                 int (*line)(char *, int))
{
    struct faults x;
    bytes_len = 0;
    for (int i = 0; i < lines_n; i++)
        bytes_len += (size_t)line(bytes + bytes_len, i);
    clock_t start = clock();
    struct record r = reads(bytes, bytes_len, &x);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    int right = r.count == facts && x.count == faults && seconds < 10; /* quadratic takes hours */
    for (size_t i = 1; i < r.count; i++)
        right &= r.fact[i - 1].at <= r.fact[i].at;
    for (size_t i = 1; i < x.kept; i++)
        right &= x.fault[i - 1].line_no <= x.fault[i].line_no;
    right &= x.kept == (faults < RECORD_FAULTS_MAX ? faults : RECORD_FAULTS_MAX);
    if (!right)
        fprintf(stderr, "%s: %zu facts, %zu faults, %.1f s\n", name, r.count, x.count, seconds);
    return right;
}

static int line_equal(char *to, int i)
{
    (void)i;
    return sprintf(to, T "flare -\n");
}

static int line_faulty(char *to, int i)
{
    return sprintf(to, T "flare _v=0&a=%d\n", i);
}

static int line_other(char *to, int i)
{
    unsigned x = (unsigned)i * 2654435761u;
    return sprintf(to, "20%02u-%02u-%02uT%02u:%02u+00:00 walk a=%d\n", x % 100, x / 100 % 12 + 1,
                   x / 1200 % 28 + 1, x / 33600 % 24, x / 806400 % 60, i);
}

static int line_one_id(char *to, int i)
{
    return sprintf(to, T "walk _id=" ID "1&a=%d\n", i);
}

static int line_ids(char *to, int i)
{
    return sprintf(to, T "walk _id=%016llx-%d\n", (unsigned long long)i * 0x9e3779b97f4a7c15,
                   i % 7);
}

/* Ids chosen so that the hash table's first steps all begin at one slot would make it quadratic:
 * with number n the session that undoes the first product is known. */
static uint64_t inverse(uint64_t odd)
{
    uint64_t v = odd;
    for (int i = 0; i < 6; i++)
        v *= 2 - odd * v;
    return v;
}

static int line_collide(char *to, int i)
{
    uint64_t n = (uint64_t)i, h = n; /* then h ^ number is 0 after the shift undone */
    uint64_t before = h ^ h >> 29 ^ h >> 58;
    uint64_t session = before * inverse(0xbf58476d1ce4e5b9) ^ (n + 0x9e3779b97f4a7c15);
    return sprintf(to, T "walk _id=%016llx-%d\n", (unsigned long long)session, i);
}

static void large_records(void)
{
    CHECK(large("at the limit", RECORD_FACTS_MAX, RECORD_FACTS_MAX, 0, line_ids));
    CHECK(large("equal", RECORD_FACTS_MAX, 1, 0, line_equal));
    CHECK(large("one too many", RECORD_FACTS_MAX + 1, RECORD_FACTS_MAX, 1, line_other));
    CHECK(large("faulty", 1000000, 0, 1000000, line_faulty));
    CHECK(large("in disorder", 300000, 300000, 0, line_other));
    CHECK(large("one id", 300000, 300000, 299999, line_one_id));
    CHECK(large("ids that collide", 300000, 300000, 0, line_collide));
}

int main(void)
{
    mem = (struct arena){.size = (size_t)1 << 29, .fail = host_fail};
    mem.base = aligned_alloc(16, mem.size);
    bytes = malloc(BYTES);
    if (!mem.base || !bytes)
        return 2;
    lines();
    twice();
    in_order();
    large_records();
    free(bytes);
    free(mem.base);
    return check_done("order");
}
