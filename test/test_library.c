/* test_library - all exercises and one of them: every part is there, what is forbidden is not offered, what
 * is urgent stands before it, and nothing is kept. */
#include "../knowledge/purpose.h"
#include "more.h"

/* --- the words ------------------------------------------------------------------------------------ */

/* The most words that a sentence has. */
static int longest_sentence(const char *s)
{
    int most = 0, words = 1;
    for (; *s; s++) {
        words += *s == ' ';
        if (*s == '.' || *s == ':' || *s == '!') {
            most = words > most ? words : most;
            words = 0;
        }
    }
    return most;
}

static void plain(const char *s)
{
    static const char *const never[] = {"will ",   "cure",  "heals",    "always", "must ",
                                        "95",      "safe ", "guarant",  "bulg",   "slip",
                                        "posture", "fix",   "recovery", "best"};
    size_t n = strlen(s);
    if (!CHECK(n > 20 && s[n - 1] == '.' && s[0] >= 'A' && s[0] <= 'Z' &&
               longest_sentence(s) <= 22))
        fprintf(stderr, "  %s\n", s);
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (!CHECK(!strstr(s, never[i])))
            fprintf(stderr, "  %s: %s\n", never[i], s);
}

static void words(void)
{
    static const int comfort[] = {ITEM_P1, ITEM_P2, ITEM_P4, ITEM_H2, ITEM_H3, ITEM_H5};
    for (int i = 0; i < ITEM_COUNT; i++) {
        plain(purpose_of[i]);
        for (int j = 0; j < i; j++)
            CHECK(strcmp(purpose_of[i], purpose_of[j]) != 0);
    }
    for (size_t i = 0; i < sizeof comfort / sizeof comfort[0]; i++)
        CHECK(strstr(purpose_of[comfort[i]], "for comfort"));
    unsigned seen = 0;
    for (int i = 0; i < FAMILY_COUNT; i++) {
        const struct family_words *f = &family_words[i];
        seen |= 1u << f->family;
        plain(f->is_for);
        plain(f->is_not);
        CHECK(family_words_of(f->family) == f);
    }
    CHECK(seen == (1u << FAMILY_COUNT) - 1);
    for (int i = 0; i < PROFILE_COUNT; i++)
        CHECK(strncmp(profile_words[i].anyone, "anyone ", 7) == 0 &&
              profile_words[i].you[0] == 'Y');
}

/* Each source of each exercise says what it can say, but for that of our own choices. */
static void evidence(void)
{
    for (int i = 0; i < ITEM_COUNT; i++)
        for (const char *k = exercises[i].sources; *k;) {
            size_t n = strcspn(k, " ");
            if (!(n == 6 && memcmp(k, "DESIGN", n) == 0) && !CHECK(evidence_of(k, n)))
                fprintf(stderr, "  %.*s\n", (int)n, k);
            k += n + (k[n] == ' ');
        }
    CHECK(!evidence_of("DESIGN", 6) && !evidence_of("S8", 2));
}

/* --- one exercise --------------------------------------------------------------------------------- */

/* As a page writes it. */
static int says(const char *page, const char *s)
{
    struct html w = {.out.mem = &a};
    html_put(&w, "%s", s);
    text_char(&w.out, '\0');
    return has(page, w.out.p);
}

static const char *path_of(const char *before, int item)
{
    static char path[64];
    snprintf(path, sizeof path, "%s%.*s", before, (int)item_name(item).len, item_name(item).p);
    return path;
}

static const struct exercise *whole_page(const char *page, int item)
{
    const struct exercise *x = &exercises[item];
    CHECK(r.status == 200 && !r.facts.len && !has(page, "<form"));
    CHECK(says(page, x->name) && says(page, purpose_of[item]) && says(page, x->position));
    CHECK(says(page, x->caution) && has(page, "class=\"stage\"><"));
    for (int i = 0; i < 3 && x->cue[i]; i++)
        CHECK(says(page, x->cue[i]));
    for (int i = 0; i < PROFILE_COUNT; i++)
        CHECK(says(page, profile_words[i].anyone) == ((x->excluded | x->modified) >> i & 1));
    CHECK(has(page, "<h2>How much</h2>") && has(page, "<h2>What it asks of nerve and back</h2>"));
    CHECK(has(page, "the rung below: ") && has(page, "the rung above: "));
    CHECK(has(page, "No trial sets a dose for sciatica"));
    const char *list = strstr(page, "<ol class=\"doses num\">"),
               *end = list ? strstr(list, "</ol>") : NULL;
    int steps = 0;
    for (const char *p = list; p && (p = strstr(p + 1, "<li>")) && p < end;)
        steps++;
    CHECK(steps == x->steps + 1);
    return x;
}

static void each_page(void)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        if (exercises[i].family == FAMILY_WALK) {
            CHECK(has(get("", path_of("/exercises/", i)), "<h1>Walking</h1>"));
            continue;
        }
        const char *page = get("", path_of("/exercises/", i));
        const struct exercise *x = whole_page(page, i);
        CHECK(has(page, "Not in your plan today.") && has(page, "There is no plan yet"));
        CHECK(!has(page, "class=\"note note-") && !has(page, "href=\"/session"));
        CHECK((strstr(x->sources, "PRACTICE") != NULL) == has(page, "We know of no trial of it"));
    }
    get("", "/exercises/E9");
    CHECK(r.status == 404);
    get("", "/exercises/ladder/XYZ");
    CHECK(r.status == 404);
    get("", "/exercises/E3/ladder");
    CHECK(r.status == 404);
}

static void walking(void)
{
    const char *page = get("", "/exercises/W");
    CHECK(r.status == 200 && !r.facts.len);
    for (int i = ITEM_W1; i <= ITEM_W7; i++)
        CHECK(says(page, exercises[i].name) && says(page, purpose_of[i]));
    CHECK(has(page, "45 minutes, once a day, on 5 days of the week") &&
          has(page, "not about sciatica"));
    CHECK(has(page, "There is no plan yet") && !has(page, "You are here"));
}

static void all_of_them(void)
{
    const char *page = get("", "/exercises");
    CHECK(r.status == 200 && !r.facts.len && !has(page, "<form") && !has(page, "class=\"chip"));
    for (int i = 0; i < ITEM_COUNT; i++) {
        char link[80];
        snprintf(link, sizeof link, "%s\">", path_of("href=\"/exercises/", i));
        CHECK(has(page, link) == (exercises[i].family != FAMILY_WALK));
        if (exercises[i].family != FAMILY_WALK)
            CHECK(says(page, exercises[i].name) && says(page, purpose_of[i]));
    }
    for (int i = 0; i < FAMILY_COUNT; i++) {
        CHECK(says(page, family_words[i].is_for) && says(page, family_words[i].is_not));
        const char *before = i ? strstr(page, family_words[i - 1].is_for) : page;
        CHECK(before && strstr(before, family_words[i].is_for));
    }
    /* within a family the rungs stand in their order, which is not that of the ids */
    CHECK(strstr(page, "/exercises/F5\"") < strstr(page, "/exercises/F3\""));
    CHECK(has(get("", "/learn"), "href=\"/exercises\""));
}

/* --- this person's own ----------------------------------------------------------------------------- */

#define SOMEONE                                                                                    \
    CONSENT "2026-03-02T08:05+00:00 profile born=1992\n"                                           \
            "2026-03-02T08:06+00:00 episode began=2026-02-20&below_knee=yes&worse=sitting\n"       \
            "2026-03-02T08:08+00:00 screen extent=full&rest=no\n"                                  \
            "2026-03-02T08:09+00:00 motor side=left&heel_walk=normal&big_toe=normal&"              \
            "heel_raise=normal&chair_rise=normal&one_leg=normal\n"                                 \
            "2026-03-02T08:12+00:00 checkin leg=6&back=3&reach=thigh&numb=none&morning=same\n"

static void in_the_plan(void)
{
    const char *page = get(SOMEONE, "/exercises/E1");
    whole_page(page, ITEM_E1);
    CHECK(has(page, "Today: <b>2 minutes, 3 times a day</b>") && has(page, "step 1 of 4"));
    CHECK(count(page, "<span class=\"chip up\">today</span>") == 1 && has(page, "new today"));
    CHECK(has(page, "What would change it") && !has(page, "Not in your plan today"));
    CHECK(count(get(SOMEONE, "/exercises"), "In your plan today") == 5);
    CHECK(has(get(SOMEONE, "/exercises/W"), "You are here"));
    CHECK(has(get(SOMEONE, "/session/E1"), "href=\"/exercises/E1\""));
    CHECK(has(get(SOMEONE, "/swap/E1"), "href=\"/exercises/E1\""));
    page = get(SOMEONE, "/exercises/F2");
    whole_page(page, ITEM_F2);
    CHECK(has(page, "Not in your plan today.") && has(page, "which direction eases your leg"));
    CHECK(has(get(SOMEONE, "/exercises/E3"), "Flat front lying</a> today, which asks less"));
}

/* Said before the name; and nothing on the page leads there or tells how it would climb. */
static void is_banned(const char *record, const char *path, const char *why)
{
    const char *page = get(record, path), *h1 = strstr(page, "<h1>"), *at = strstr(page, why);
    CHECK(r.status == 200 && has(page, "Not in your plan today."));
    if (!CHECK(at))
        fprintf(stderr, "  %s: %s\n", path, why);
    CHECK(!has(page, "How it climbs") && !has(page, "What would change it"));
    CHECK(!has(page, "<form") && !has(page, "href=\"/session"));
    CHECK(!strstr(why, "Not for you") || (at && h1 && at < h1));
}

static void forbidden(void)
{
    const char *pregnant = SOMEONE "2026-03-02T08:20+00:00 profile pregnant_weeks=20\n";
    is_banned(pregnant, "/exercises/E3", "Not for you</h2><p>You told us that you are pregnant");
    CHECK(!has(get(pregnant, "/exercises/A4"), "Not for you"));
    CHECK(has(get(pregnant, "/exercises/G3"), "For you, another way"));
    int shut = 0;
    for (int i = 0; i < ITEM_COUNT; i++)
        shut += exercises[i].excluded >> PROFILE_PREG & 1;
    CHECK(shut > 10 && count(get(pregnant, "/exercises"), "Not for you") == shut);

    const char *bones = SOMEONE "2026-03-02T08:20+00:00 profile has=osteoporosis\n"
                                "2026-03-02T09:00+00:00 clearance allow=F3\n";
    is_banned(bones, "/exercises/T2", "Not for you</h2><p>You told us about thin bones");
    CHECK(!has(get(bones, "/exercises/F3"), "Not for you"));
    CHECK(has(get(bones, "/exercises/F3"), "A clinician has agreed"));

    is_banned(SOMEONE "2026-03-02T09:00+00:00 override ban=E1&until=2026-04-01\n", "/exercises/E1",
              "leave it out until 1 April 2026");
    is_banned(SOMEONE "2026-03-02T09:00+00:00 override ban=EXT&until=2026-04-01\n", "/exercises/E4",
              "leave it out until 1 April 2026");
    is_banned(SOMEONE "2026-03-02T09:00+00:00 swap out=A1&why=dislike\n", "/exercises/A1",
              "You took it out");
    const char *child = CONSENT "2026-03-02T08:05+00:00 profile born=2009\n"
                                "2026-03-02T08:08+00:00 screen extent=full&rest=no\n";
    CHECK(has(get(child, "/exercises/E1"), "Under 18, a clinician decides"));
    CHECK(!has(get(SOMEONE, "/exercises/E3"), "Under 18"));
}

static void urgent(void)
{
    static const char *const paths[] = {"/exercises", "/exercises/E1", "/exercises/W",
                                        "/exercises/ladder/EXT", "/plan/print"};
    const char *record = SOMEONE "2026-03-02T09:00+00:00 screen saddle=yes\n";
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        const char *page = get(record, paths[i]);
        CHECK(has(page, "Go to A&amp;E now") && !has(page, "class=\"strip") &&
              !has(page, "Flat front"));
    }
}

/* --- the ladders ---------------------------------------------------------------------------------- */

static void ladders(void)
{
    for (int i = 0; i < FAMILY_COUNT; i++) {
        const struct family_words *f = &family_words[i];
        char path[64];
        snprintf(path, sizeof path, "/exercises/ladder/%s", f->id);
        const char *page = get("", path);
        CHECK(r.status == 200 && !r.facts.len && says(page, f->is_for) && has(page, "999"));
        for (int item = 0; item < ITEM_COUNT; item++) {
            const struct exercise *x = &exercises[item];
            if (x->family != f->family)
                continue;
            CHECK(says(page, x->name) && says(page, x->caution) && says(page, x->position));
            for (int p = 0; p < PROFILE_COUNT; p++)
                CHECK(!((x->excluded | x->modified) >> p & 1) ||
                      says(page, profile_words[p].anyone));
        }
    }
    /* said once of a family, and not of each */
    CHECK(count(get("", "/exercises/ladder/LAT"), profile_words[PROFILE_PO].anyone) == 1);
    CHECK(count(get("", "/exercises/ladder/EXT"), profile_words[PROFILE_EXTW].anyone) == 1);
}

int main(void)
{
    more_begin();
    words();
    evidence();
    each_page();
    walking();
    all_of_them();
    in_the_plan();
    forbidden();
    urgent();
    ladders();
    return check_done("library");
}
