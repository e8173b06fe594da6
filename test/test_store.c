/* test_store.c - the contract of store.h, for people without a clinic. */
#include "check.h"
#include "store_help.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t people(struct store *s)
{
    struct store_health h;
    store_health(s, &h);
    return h.people;
}

static int64_t facts(struct store *s)
{
    struct store_health h;
    store_health(s, &h);
    return h.facts;
}

static int holds(struct store *s, unsigned browser, const char *expected)
{
    enum store_result r;
    const char *lines = lines_of(s, browser, &r);
    return lines && strcmp(lines, expected) == 0;
}

static int is_there(struct store *s, unsigned browser)
{
    enum store_result r;
    (void)lines_of(s, browser, &r);
    return r == STORE_OK;
}

static enum store_result by_way_back(struct store *s, unsigned n, struct person_row *row)
{
    return store_find(s, KEY_way_back, hash_of(n), test_arena(), row);
}

static void join(char *to, struct span a, struct span b)
{
    memcpy(to, a.p, a.len);
    memcpy(to + a.len, b.p, b.len);
    to[a.len + b.len] = '\0';
}

/* --- one after the other ------------------------------------------------------------------------------ */

static void finding(struct store *s)
{
    struct person_row row = {.person = -7};
    struct span one = fact_note(1, 1, "first"), two = fact_note(1, 2, "second");
    char both[512];
    join(both, one, two);
    CHECK(store_find(s, KEY_browser, hash_of(1), test_arena(), &row) == STORE_NONE);
    CHECK(row.person == -7);
    struct change c = {.browser = hash_of(1), .facts = span_of(both), .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_OK && c.ret_person > 0 && c.ret_stored == 2);
    CHECK(c.ret_there == 0 && holds(s, 1, both) && !is_there(s, 2));
    CHECK(store_find(s, KEY_browser, hash_of(1), test_arena(), &row) == STORE_OK);
    CHECK(row.person == c.ret_person && row.made_s == NOW && !row.has_way_back);
    CHECK(row.record.len == strlen(both) && by_way_back(s, 1, &row) == STORE_NONE);
    /* A second browser, and a person without a fact. */
    struct change tie = {.person = c.ret_person, .browser = hash_of(2), .now_s = NOW + 5};
    CHECK(store_change(s, &tie) == STORE_OK && tie.ret_person == c.ret_person);
    CHECK(holds(s, 2, both) && holds(s, 1, both));
    int64_t other = person_new(s, hash_of(3), span_of(""));
    CHECK(other > 0 && other != c.ret_person && holds(s, 3, "") && people(s) == 2);
    /* Lines arrive in the order of their arrival, whatever their _id. */
    struct span zero = fact_note(1, 0, "zero");
    CHECK(change_of(s, other, two) == STORE_OK && change_of(s, other, zero) == STORE_OK);
    join(both, two, zero);
    CHECK(holds(s, 3, both) && facts(s) == 4);
}

static void way_back(struct store *s)
{
    struct person_row row;
    struct span line = fact_note(2, 1, "x");
    int64_t person = person_new(s, hash_of(10), line), other = person_new(s, hash_of(11), line);
    struct change c = {.person = person, .way_back = hash_of(20), .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_OK && by_way_back(s, 20, &row) == STORE_OK);
    CHECK(row.person == person && row.has_way_back && row.record.len == line.len);
    CHECK(store_find(s, KEY_browser, hash_of(10), test_arena(), &row) == STORE_OK);
    CHECK(row.has_way_back);
    CHECK(memcmp(row.way_back, hash_of(20), STORE_HASH) == 0);
    CHECK(store_find(s, KEY_browser, hash_of(20), test_arena(), &row) == STORE_NONE);
    /* Only who it is: without an arena. */
    CHECK(store_find(s, KEY_browser, hash_of(10), NULL, &row) == STORE_OK && row.person == person);
    CHECK(row.has_way_back && row.record.len == 0);
    CHECK(store_find(s, KEY_browser, hash_of(11), NULL, &row) == STORE_OK && row.person == other);
    CHECK(!row.has_way_back && row.way_back[0] == 0);
    CHECK(store_find(s, KEY_browser, hash_of(12), NULL, &row) == STORE_NONE);
    c.way_back = hash_of(21);
    CHECK(store_change(s, &c) == STORE_OK && by_way_back(s, 20, &row) == STORE_NONE);
    CHECK(by_way_back(s, 21, &row) == STORE_OK && row.person == person);
    /* The same words cannot lead into two records. */
    c = (struct change){.person = other, .way_back = hash_of(21), .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_CONFLICT);
    CHECK(by_way_back(s, 21, &row) == STORE_OK && row.person == person);
    c.person = person;
    CHECK(store_change(s, &c) == STORE_OK);
}

static void twice(struct store *s)
{
    struct span with = fact_note(3, 1, "with"), without = fact_note(0, 0, "without");
    char both[512];
    join(both, with, without);
    int64_t person = person_new(s, hash_of(30), with);
    struct change c = {.person = person, .facts = span_of(both), .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_OK && c.ret_stored == 1 && c.ret_there == 1);
    CHECK(store_change(s, &c) == STORE_OK && c.ret_stored == 0 && c.ret_there == 2);
    CHECK(holds(s, 30, both));
    /* Twice in one change; line ends of another system, blank lines, no end at all. */
    char odd[1024];
    snprintf(odd, sizeof odd, "\r\n%.*s\r\n\n%s# a word\n%.*s", (int)without.len - 1, without.p,
             both, (int)with.len - 1, with.p);
    int64_t other = person_new(s, hash_of(31), span_of(odd));
    join(both, without, with);
    CHECK(other > 0 && holds(s, 31, both));
    /* An _id in capitals is the same _id, and another line. */
    c = (struct change){.person = person, .now_s = NOW};
    c.facts = span_of("2026-03-02T08:14+00:00 flare note=new&_id=00000000000000AA-1\n");
    CHECK(store_change(s, &c) == STORE_OK);
    c.facts = span_of("2026-03-02T08:14+00:00 flare note=new&_id=00000000000000aa-1\n");
    CHECK(store_change(s, &c) == STORE_CONFLICT);
}

static void conflict(struct store *s)
{
    struct store_health before, after;
    struct person_row row;
    struct span kept = fact_note(4, 1, "kept");
    int64_t person = person_new(s, hash_of(40), kept), all = people(s);
    char lines[512];
    join(lines, fact_note(4, 2, "new"), fact_note(4, 1, "changed"));
    store_health(s, &before);
    struct change c = {.person = person,
                       .facts = span_of(lines),
                       .browser = hash_of(41),
                       .way_back = hash_of(42),
                       .forget = hash_of(40),
                       .now_s = NOW + 9};
    CHECK(store_change(s, &c) == STORE_CONFLICT);
    CHECK(c.ret_person == 0 && c.ret_stored == 0 && c.ret_there == 0);
    CHECK(holds(s, 40, kept.p) && !is_there(s, 41) && by_way_back(s, 42, &row) == STORE_NONE);
    store_health(s, &after);
    CHECK(after.refused == before.refused + 1 && after.facts == before.facts);
    CHECK(after.state == STORE_OK);
    /* Within one change, of a new person: who is not made. */
    join(lines, fact_note(4, 2, "new"), fact_note(4, 2, "changed"));
    c = (struct change){.facts = span_of(lines), .browser = hash_of(43), .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_CONFLICT && people(s) == all && !is_there(s, 43));
    /* The same _id of two people is two facts. */
    CHECK(person_new(s, hash_of(44), fact_note(4, 1, "theirs")) > 0);
}

static void refused(struct store *s)
{
    static const char *const bad[] = {"nonsense\n", "2026-03-02T08:14+00:00 checkin leg=11\n",
                                      "2026-03-02T08:14+00:00 flare note=a\x01\n",
                                      "2026-03-02T08:14+00:00 flare note=\xff\n"};
    struct span good = fact_note(5, 1, "good");
    int64_t person = person_new(s, hash_of(50), good);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char lines[512];
        join(lines, fact_note(5, 2, "too"), span_of(bad[i]));
        CHECK(change_of(s, person, span_of(lines)) == STORE_REFUSED);
    }
    CHECK(holds(s, 50, good.p));
    struct change c = {.facts = span_of("nonsense\n"), .browser = hash_of(51), .now_s = NOW};
    int64_t all = people(s);
    CHECK(store_change(s, &c) == STORE_REFUSED && people(s) == all && !is_there(s, 51));
}

/* A record has a ceiling, and what is at it can be read. */
static void too_long(struct store *s)
{
    enum { LONG = 60000, MOST = STORE_RECORD_MAX / LONG };
    char *line = malloc(LONG);
    int64_t person = person_new(s, hash_of(60), span_of(""));
    int kept = 0;
    enum store_result r = STORE_OK;
    memset(line, 'x', LONG);
    line[LONG - 1] = '\n';
    for (; r == STORE_OK && kept < MOST + 5; kept++) {
        char head[64];
        int n = snprintf(head, sizeof head, "2026-03-02T08:14+00:00 unknown_kind a=%08d", kept);
        memcpy(line, head, (size_t)n);
        r = change_of(s, person, (struct span){line, LONG});
    }
    CHECK(r == STORE_REFUSED && kept == MOST + 1);
    struct person_row row;
    CHECK(store_find(s, KEY_browser, hash_of(60), test_arena(), &row) == STORE_OK);
    CHECK(row.record.len == (uint32_t)MOST * LONG);
    struct change c = {.person = person, .erase = 1, .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_OK);
    free(line);
}

static void forgetting(struct store *s)
{
    struct span line = fact_note(6, 1, "x");
    int64_t person = person_new(s, hash_of(70), line);
    struct change c = {.person = person, .browser = hash_of(71), .forget = hash_of(70)};
    c.now_s = NOW;
    CHECK(store_change(s, &c) == STORE_OK && !is_there(s, 70) && holds(s, 71, line.p));
    /* "This is not me": another record in the same browser, and back again. */
    c = (struct change){.browser = hash_of(71), .forget = hash_of(71), .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_OK && c.ret_person != person && holds(s, 71, ""));
    c = (struct change){.person = person, .browser = hash_of(71), .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_OK && holds(s, 71, line.p));
}

static void erasing(struct store *s)
{
    struct person_row row;
    struct span line = fact_note(7, 1, "x");
    int64_t person = person_new(s, hash_of(80), line), other = person_new(s, hash_of(81), line);
    int64_t all = people(s), kept = facts(s);
    struct change c = {.person = person, .way_back = hash_of(82), .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_OK);
    c = (struct change){.person = person, .erase = 1, .facts = fact_note(7, 2, "y"), .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_OK && c.ret_person == person && c.ret_stored == 0);
    CHECK(!is_there(s, 80) && by_way_back(s, 82, &row) == STORE_NONE);
    CHECK(people(s) == all - 1 && facts(s) == kept - 1 && holds(s, 81, line.p));
    CHECK(store_change(s, &c) == STORE_NONE && change_of(s, person, line) == STORE_NONE);
    CHECK(change_of(s, 999999, line) == STORE_NONE && people(s) == all - 1);
    c = (struct change){.erase = 1, .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_NONE && people(s) == all - 1);
    c = (struct change){.person = other, .erase = 1, .now_s = NOW};
    CHECK(store_change(s, &c) == STORE_OK);
    CHECK(person_new(s, hash_of(83), line) > other); /* a number is never given again */
}

static void sweeping(struct store *s)
{
    enum { YEAR = 365 * 86400 };
    uint32_t n = 99;
    const int64_t from = (int64_t)time(NULL) + 2 * YEAR; /* after every visit that was noted */
    struct change c;
    CHECK(store_sweep(s, from, YEAR, &n) == STORE_OK && n > 0 && people(s) == 0);
    for (unsigned i = 0; i < 120; i++) {
        c = (struct change){.browser = hash_of(100 + i), .now_s = from};
        if (i % 2)
            c.facts = fact_note(8, i, "x");
        CHECK(store_change(s, &c) == STORE_OK);
    }
    CHECK(store_sweep(s, from + STORE_FACTLESS_S - 1, YEAR, &n) == STORE_OK && n == 0);
    CHECK(store_sweep(s, from + STORE_FACTLESS_S, YEAR, &n) == STORE_OK && n == 60);
    CHECK(people(s) == 60 && facts(s) == 60 && !is_there(s, 100) && is_there(s, 101));
    struct change seen = {
        .browser = hash_of(300), .facts = fact_note(8, 1, "x"), .now_s = from + 9};
    CHECK(store_change(s, &seen) == STORE_OK);
    CHECK(store_sweep(s, from + 8 + YEAR, YEAR, &n) == STORE_OK && n >= 59 && is_there(s, 300));
    CHECK(store_sweep(s, from + 9 + YEAR, YEAR, &n) == STORE_OK && n == 1 && people(s) == 0);
}

/* A visit is noted by the clock, without being waited for. */
static void visiting(struct store *s)
{
    struct person_row row = {0};
    struct change c = {.browser = hash_of(400), .facts = fact_note(9, 1, "x")};
    int64_t today = (int64_t)time(NULL);
    c.now_s = today - 3 * 86400;
    CHECK(store_change(s, &c) == STORE_OK);
    CHECK(store_find(s, KEY_browser, hash_of(400), test_arena(), &row) == STORE_OK);
    CHECK(row.seen_s == c.now_s && row.made_s == c.now_s);
    for (int i = 0; i < 500 && row.seen_s < today; i++) {
        usleep(10000);
        CHECK(store_find(s, KEY_browser, hash_of(400), test_arena(), &row) == STORE_OK);
    }
    CHECK(row.seen_s >= today && row.made_s == c.now_s);
}

/* An arena without room ends the request, and nothing else: the store goes on. */
static void no_room(struct store *s)
{
    enum { TIMES = 20 };
    static unsigned char block[256] __attribute__((aligned(16)));
    static volatile int failed;
    static jmp_buf out;
    extern void leave(void *host, const char *why);
    struct arena a = {.base = block, .size = 128, .fail = leave, .host = &out};
    struct person_row row;
    CHECK(person_new(
              s, hash_of(500),
              fact_note(11, 1,
                        "longer-than-the-arena-has-room-for-longer-than-the-arena-has-room-for")) >
          0);
    for (volatile int i = 0; i < TIMES; i++) {
        if (setjmp(out) == 0)
            (void)!store_find(s, KEY_browser, hash_of(500), &a, &row);
        else
            failed++;
    }
    CHECK(failed % TIMES == 0 && failed > 0 && is_there(s, 500));
}

void leave(void *host, const char *why);
void leave(void *host, const char *why)
{
    (void)why;
    longjmp(*(jmp_buf *)host, 1);
}

static void silent(void *host, const char *what)
{
    fprintf(stderr, "verify: %s\n", what);
    ++*(int *)host;
}

static void looking(struct store *s)
{
    struct store_health h;
    int64_t n_people = 0, n_facts = 0;
    int told = 0;
    const char *why = "";
    store_health(s, &h);
    CHECK(h.last_backup_s == 0 && h.state == STORE_OK);
    CHECK(store_verify(s, silent, &told, &n_people, &n_facts) == STORE_OK && told == 0);
    CHECK(n_people == h.people && n_facts == h.facts && h.people > 1 && h.facts > 1);
    const char *path = in_folder("copy");
    CHECK(store_backup(s, path, NOW + 77, &why) == STORE_OK && file_there(path));
    store_health(s, &h);
    CHECK(h.last_backup_s == NOW + 77);
    CHECK(store_backup(s, path, NOW + 78, &why) != STORE_OK && strstr(why, "already"));
    CHECK(store_backup(s, in_folder("none/copy"), NOW + 79, &why) == STORE_FULL && *why);
    store_health(s, &h);
    CHECK(h.last_backup_s == NOW + 77 && h.state == STORE_OK);
    unlink(path);
}

static void contract(struct store *s)
{
    finding(s);
    way_back(s);
    twice(s);
    conflict(s);
    refused(s);
    too_long(s);
    forgetting(s);
    erasing(s);
    no_room(s);
    looking(s);
    sweeping(s);
    visiting(s);
    store_close(s);
}

int main(void)
{
    const char *why = "";
    struct store *s = NULL;
    if (CHECK(store_open(in_folder("contract.db"), &s, &why) == STORE_OK))
        contract(s);
    folder_remove();
    return check_done("store");
}
