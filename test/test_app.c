/* What any page's post comes to: agreed to or not, sent twice, corrected, told to a browser that kept
 * no cookie. */
#include "../app/app.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdlib.h>

static _Alignas(16) unsigned char block[1 << 24];
static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "app: %s\n", why);
    exit(1);
}
static struct arena a = {.base = block, .size = sizeof block, .fail = stop};
static struct app_site site = {.runs = "", .contact = "", .signed_by = "", .keep_months = 24};
static unsigned round_of_random;

/* A person's record between requests, as a host keeps it. */
static char kept[1 << 20];
static size_t kept_len;
static int minute = 540;
static uint64_t tag;

static void begin(const char *lines)
{
    kept_len = strlen(lines);
    memcpy(kept, lines, kept_len + 1);
}

static char *copy(struct text t)
{
    static char to[4][1 << 18];
    static int at;
    char *c = to[at++ & 3];
    memcpy(c, t.len ? t.p : "", t.len);
    c[t.len] = '\0';
    return c;
}

static const char *new_facts, *page, *unkept;
static int status;
static const char *location;

static void ask(int post, const char *path, const char *body, int cookie_lost)
{
    struct app_request q = {.post = post,
                            .path = {path, (uint32_t)strlen(path)},
                            .query = {"", 0},
                            .body = {body, (uint32_t)strlen(body)},
                            .site = &site,
                            .record = {kept, (uint32_t)kept_len},
                            .known = kept_len > 0,
                            .tag = tag,
                            .cookie_lost = cookie_lost};
    struct app_response r;
    q.now.day = 20514; /* 2026-03-02 */
    q.now.minute = minute;
    q.now.at_s = (int64_t)20514 * 86400 + minute * 60;
    memset(q.random, (int)++round_of_random, sizeof q.random);
    arena_reset(&a);
    app_respond(&a, &q, &r);
    new_facts = copy(r.facts);
    page = copy(r.body);
    unkept = copy(r.unkept);
    status = r.status;
    location = r.location;
    memcpy(kept + kept_len, new_facts, strlen(new_facts) + 1);
    kept_len += strlen(new_facts);
}

static int times(const char *in, const char *what)
{
    int n = 0;
    for (const char *p = in; (p = strstr(p, what)); p++)
        n++;
    return n;
}

#define ID "id=00000000000000aa&"
static const char agreed[] =
    "2026-03-02T08:00+00:00 consent _id=0000000000000001-1&to=store&version=1\n"
    "2026-03-02T08:01+00:00 profile _id=0000000000000002-1&born=1980\n"
    "2026-03-02T08:02+00:00 screen _id=0000000000000003-1&extent=full&rest=no\n";

static void nothing_is_kept_before_it_is_agreed_to(void)
{
    begin("");
    ask(1, "/walk", ID "minutes=10", 0);
    CHECK(status == 200 && !*new_facts && !location);
    CHECK(strstr(page, "name=\"minutes\" value=\"10\"") != NULL); /* it is not lost either */
    CHECK(strstr(page, "name=\"agree\" value=\"yes\"") != NULL);
    ask(1, "/walk", ID "minutes=10&agree=yes", 0);
    CHECK(status == 303 && location);
    CHECK(times(new_facts, " consent ") == 1 && times(new_facts, " walk ") == 1);
    CHECK(strstr(new_facts, "to=store") != NULL);
    ask(1, "/walk", "id=00000000000000ab&minutes=5", 0);
    CHECK(status == 303 && times(new_facts, " consent ") == 0 && times(new_facts, " walk ") == 1);
}

static void consent_that_was_withdrawn_is_asked_again(void)
{
    begin(agreed);
    strcat(kept, "2026-03-02T08:05+00:00 consent _id=0000000000000004-1&withdrawn=store\n");
    kept_len = strlen(kept);
    ask(1, "/walk", ID "minutes=10", 0);
    CHECK(status == 200 && !*new_facts);
}

static void an_urgent_answer_is_shown_before_it_is_kept(void)
{
    begin("");
    ask(1, "/checkin", ID "leg=4&saddle=yes", 0);
    CHECK(status == 200 && !*new_facts);
    CHECK(strstr(page, "999") != NULL);
    CHECK(strstr(page, "name=\"saddle\" value=\"yes\"") != NULL);
}

static void sent_twice_is_kept_once(void)
{
    begin(agreed);
    ask(1, "/walk", ID "minutes=10", 0);
    CHECK(status == 303 && times(new_facts, " walk ") == 1 && times(new_facts, "_recorded=") >= 1);
    CHECK(strstr(new_facts, "_id=00000000000000aa-1") != NULL);
    minute += 3;
    ask(1, "/walk", ID "minutes=10", 0);
    CHECK(status == 303 && !*new_facts);
}

static void sent_again_with_another_answer_is_a_correction(void)
{
    begin(agreed);
    ask(1, "/walk", ID "minutes=10", 0);
    ask(1, "/walk", ID "minutes=15", 0);
    CHECK(status == 303);
    CHECK(times(new_facts, " retract ") == 1 && times(new_facts, "of=00000000000000aa-1") == 1);
    CHECK(times(new_facts, "minutes=15") == 1 && times(new_facts, "_id=00000000000000aa-1&") == 0);
    struct record r;
    struct faults faults = {0};
    record_read(&a, kept, kept_len, &r, &faults);
    CHECK(faults.count == 0);
}

/* A record of two days, with a treatment yesterday and an exercise to swap. */
static const char two_days[] =
    "2026-03-01T08:00+00:00 consent _id=0000000000000001-1&to=store&version=1\n"
    "2026-03-01T08:01+00:00 profile _id=0000000000000002-1&born=1980\n"
    "2026-03-01T08:02+00:00 screen _id=0000000000000003-1&extent=full&rest=no\n"
    "2026-03-01T08:03+00:00 episode _id=0000000000000004-1&began=2026-02-20&side=left\n"
    "2026-03-01T08:04+00:00 checkin _id=0000000000000005-1&leg=6&back=3&reach=calf\n"
    "2026-03-01T12:00+00:00 treatment _id=0000000000000006-1&_by=clinician&visit=1\n";

static int lines_of_kind(const char *kind)
{
    char word[40];
    snprintf(word, sizeof word, " %s ", kind);
    return times(new_facts, word);
}

/* Whatever the form: sent twice it is kept once and answered the same, sent again with another answer
 * the first is taken back, and sent the first way once more, that stands. */
static void every_form_twice(void)
{
    static const struct {
        const char *path, *first, *other, *kind;
    } forms[] = {
        {"/checkin", "leg=4&back=2&screen_none=yes", "leg=6&back=2&screen_none=yes", "checkin"},
        {"/checkin", "leg=4&before_done=all&before_leg_after=3",
         "leg=4&before_done=none&before_leg_after=8", "session"},
        {"/checkin", "leg=4&new_symptom=no", "leg=4&new_symptom=yes", "after_treatment"},
        {"/walk", "minutes=10", "minutes=15", "walk"},
        {"/swap/E1", "why=dislike", "why=equipment", "swap"},
        {"/session", "leg_during=3&leg_after=2", "leg_during=3&leg_after=5", "session"},
        {"/measure", "bend=knee", "bend=shin", "mobility"},
        {"/start/where", "leg=5&back=1", "leg=7&back=1", "checkin"},
        {"/start/like", "side=left&below_knee=yes", "side=right&below_knee=yes", "episode"},
        {"/start/worse", "worse=sitting&sit_min=20", "worse=sitting&sit_min=30", "episode"},
        {"/start/you", "born=1980&has=diabetes", "born=1981&has=diabetes", "profile"},
        {"/start/strength", "left_heel_walk=normal", "left_heel_walk=weaker", "motor"},
        {"/start/beliefs", "moving_is_safe=4", "moving_is_safe=9", "belief"},
        {"/safety", "none=cauda&none=now&none=last&self_harm=no",
         "none=now&none=last&saddle=yes&self_harm=no", "screen"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        char first[200], other[200], went[100];
        snprintf(first, sizeof first, ID "%s", forms[i].first);
        snprintf(other, sizeof other, ID "%s", forms[i].other);
        begin(two_days);
        ask(1, forms[i].path, first, 0);
        if (!CHECK(status == 303 && lines_of_kind(forms[i].kind) == 1)) {
            fprintf(stderr, "  %s %s: %d %s\n", forms[i].path, first, status, new_facts);
            continue;
        }
        snprintf(went, sizeof went, "%s", location);
        ask(1, forms[i].path, first, 0);
        int same = CHECK(status == 303 && !*new_facts && strcmp(location, went) == 0);
        ask(1, forms[i].path, other, 0);
        int mended = CHECK(status == 303 && lines_of_kind(forms[i].kind) == 1 &&
                           lines_of_kind("retract") == 1);
        ask(1, forms[i].path, first, 0);
        int back = CHECK(status == 303 && lines_of_kind(forms[i].kind) == 1 &&
                         lines_of_kind("retract") == 1);
        if (!same || !mended || !back)
            fprintf(stderr, "  %s %s: %d, %d, %d: %d %s\n", forms[i].path, first, same, mended,
                    back, status, new_facts);
    }
}

/* What the form said before and says no longer is taken back too. */
static void a_cleared_answer_is_taken_back(void)
{
    begin(two_days);
    ask(1, "/start/history", ID "past_episodes=3&taking=opioid&activity=gardening&score=4", 0);
    CHECK(status == 303 && lines_of_kind("medicine") == 1 && lines_of_kind("goal") == 1);
    ask(1, "/start/history", ID "activity=gardening&score=4", 0);
    CHECK(status == 303 && lines_of_kind("goal") == 0 && lines_of_kind("retract") >= 2);
    struct record r;
    struct faults faults = {0};
    record_read(&a, kept, kept_len, &r, &faults);
    CHECK(!faults.count);
    CHECK(times(kept, "taking=opioid") == 1); /* and kept on record, struck out */
}

/* A mistake taken back by a double tap is taken back once, and said to be. */
static void a_mistake_twice(void)
{
    begin(two_days);
    ask(1, "/safety", "id=00000000000000b1&saddle=yes&stop=yes", 0);
    CHECK(status == 303);
    minute += 2;
    ask(1, "/mistake/saddle", "id=00000000000000b2&answer=no", 0);
    CHECK(status == 303 && lines_of_kind("retract") == 1);
    ask(1, "/mistake/saddle", "id=00000000000000b2&answer=no", 0);
    CHECK(status == 303 && !*new_facts);
    ask(1, "/safety", "id=00000000000000b3&foot_drop=yes&stop=yes", 0);
    ask(1, "/seen", "id=00000000000000b4&flag=foot_drop&seen_by=gp&seen_on=2026-03-02", 0);
    CHECK(status == 303 && lines_of_kind("clearance") == 1);
    ask(1, "/seen", "id=00000000000000b4&flag=foot_drop&seen_by=gp&seen_on=2026-03-02", 0);
    CHECK(status == 303 && !*new_facts);
}

/* While an urgent answer stands no page with tabs is shown, not even for a field that is wrong. */
static void a_wrong_field_under_an_urgent_answer(void)
{
    begin(two_days);
    ask(1, "/safety", "id=00000000000000b1&saddle=yes&stop=yes", 0);
    ask(1, "/walk", ID "minutes=abc", 0);
    CHECK(strstr(page, "tel:999") && !strstr(page, "class=\"tabs"));
}

/* A traveller gone back over midnight: the newest fact is of tomorrow, and what is told now is too. */
static void over_midnight(void)
{
    begin(two_days);
    strcat(kept, "2026-03-03T00:30+14:00 walk _id=0000000000000007-1&minutes=3\n");
    kept_len = strlen(kept);
    int was = minute;
    minute = 11 * 60; /* 2026-03-02T11:00Z is 2026-03-03T01:00+14:00 */
    ask(1, "/walk", ID "minutes=10", 0);
    CHECK(status == 303 && strncmp(new_facts, "2026-03-03T01:00+14:00 walk", 27) == 0);
    CHECK(lines_of_kind("shown") == 1);
    ask(1, "/walk", "id=00000000000000ab&minutes=2", 0);
    CHECK(lines_of_kind("shown") == 0);
    minute = was;
}

/* A clock that was ahead dated it three days later: it is no less urgent today. */
static void an_urgent_answer_of_a_day_to_come(void)
{
    begin(two_days);
    strcat(kept, "2026-03-05T08:00+00:00 screen _id=00000000000000c1-1&extent=full&saddle=yes\n");
    kept_len = strlen(kept);
    ask(0, "/", "", 0);
    CHECK(status == 200 && strstr(page, "tel:999") && !strstr(page, "class=\"tabs"));
    begin(two_days);
    strcat(kept, "2026-03-05T08:00+00:00 checkin _id=00000000000000c1-1&leg=2\n");
    kept_len = strlen(kept);
    ask(0, "/", "", 0);
    CHECK(status == 200 && strstr(page, "class=\"tabs"));
}

/* When the host cannot keep an urgent answer, what to do is said all the same. */
static void an_urgent_answer_that_cannot_be_kept(void)
{
    begin(two_days);
    ask(1, "/safety", "id=00000000000000b1&saddle=yes&stop=yes", 0);
    CHECK(status == 303 && !*page && strstr(unkept, "tel:999") && strstr(unkept, "not kept"));
    ask(1, "/walk", ID "minutes=5", 0);
    begin(two_days);
    ask(1, "/walk", ID "minutes=5", 0);
    CHECK(status == 303 && !*unkept);
}

/* A record whose clock was wrong: every page can still write. */
static void written_down_in_another_century(void)
{
    begin(two_days);
    strcat(kept, "2026-03-02T09:00+00:00 episode _id=00000000000000c1-1&_recorded="
                 "2200-12-31T23%3A59%3A59%2B00%3A00&began=2026-02-20&side=left\n");
    kept_len = strlen(kept);
    int was = minute;
    minute = 540;
    ask(1, "/safety", "id=00000000000000b1&saddle=yes&stop=yes", 0);
    CHECK(status == 303 && lines_of_kind("screen") == 1);
    ask(1, "/start/worse", "id=00000000000000b2&worse=sitting", 0);
    CHECK(status == 303);
    minute = was;
}

/* On a shared browser a page of one record is not sent into another unseen. */
static void a_form_of_another_record(void)
{
    begin(two_days);
    tag = 0xabc;
    ask(0, "/walk", "", 0);
    CHECK(strstr(page, "name=\"for\" value=\"0000000000000abc\"") != NULL);
    ask(1, "/walk", ID "minutes=5&for=0000000000000abd", 0);
    CHECK(status == 409 && !*new_facts && strstr(page, "name=\"minutes\" value=\"5\""));
    CHECK(strstr(page, "value=\"0000000000000abc\"") && !strstr(page, "0000000000000abd"));
    ask(1, "/walk", ID "minutes=5&for=0000000000000abc", 0);
    CHECK(status == 303 && lines_of_kind("walk") == 1);
    tag = 0;
    ask(1, "/walk", "id=00000000000000b7&minutes=5&for=0000000000000abc", 0);
    CHECK(status == 409 && !*new_facts);
}

/* A record whose last line has no end, as one written by hand may. */
static void a_last_line_without_an_end(void)
{
    begin(two_days);
    kept[--kept_len] = '\0';
    ask(1, "/walk", ID "minutes=5", 0);
    CHECK(status == 303 && lines_of_kind("walk") == 1);
}

/* Two posts within a second stay in their order, whatever their random names. */
static void what_was_done_last_stands_last(void)
{
    begin(agreed);
    ask(1, "/walk", "id=ffffffffffffffff&minutes=10", 0);
    CHECK(strstr(new_facts, "%3A00%2B00%3A00") || strstr(new_facts, ":00%2B00:00"));
    ask(1, "/walk", "id=0000000000000002&minutes=12", 0);
    struct record r;
    struct faults faults = {0};
    record_read(&a, kept, kept_len, &r, &faults);
    int64_t minutes[2] = {0};
    int n = 0;
    for (size_t i = 0; i < r.count; i++)
        if (r.fact[i].kind == KIND_walk && n < 2)
            minutes[n++] = ((const struct fact_walk *)r.fact[i].keys)->minutes;
    CHECK(minutes[0] == 10 && minutes[1] == 12);
}

static void a_browser_without_a_cookie_keeps_what_it_wrote(void)
{
    begin("");
    ask(1, "/walk", ID "minutes=10&agree=yes", 1);
    CHECK(status == 200 && !*new_facts && !location);
    CHECK(strstr(page, "name=\"minutes\" value=\"10\"") != NULL);
    CHECK(strstr(page, "name=\"agree\" value=\"yes\"") != NULL);
}

static void what_was_shown_is_noted_when_it_changes(void)
{
    begin(agreed);
    ask(0, "/", "", 0);
    CHECK(!*new_facts); /* never by looking */
    ask(1, "/walk", ID "minutes=1", 0);
    CHECK(times(new_facts, " shown ") == 1);
    CHECK(strstr(new_facts, "&day=2026-03-02&") != NULL && strstr(new_facts, "_by=device") != NULL);
    ask(1, "/walk", "id=00000000000000ab&minutes=1", 0);
    CHECK(times(new_facts, " shown ") == 0);
    ask(1, "/flare", "id=00000000000000ac&sore=yes", 0);
    CHECK(times(new_facts, " shown ") == 1);
}

static void an_urgent_answer_stands_before_all_pages(void)
{
    begin(agreed);
    ask(1, "/checkin", ID "leg=4&saddle=yes", 0);
    CHECK(status == 303 && strcmp(location, "/") == 0);
    static const char *const shut[] = {"/", "/session", "/why", "/learn", "/progress", "/walk"};
    for (size_t i = 0; i < sizeof shut / sizeof shut[0]; i++) {
        ask(0, shut[i], "", 0);
        CHECK(status == 200 && strstr(page, "tel:999") && !strstr(page, "class=\"tabs"));
    }
}

static void what_is_not_ours_is_refused_whole(void)
{
    static const char *const bad[] = {
        "minutes=10",                      /* not from a page of ours */
        "id=00000000000000AA&minutes=10",  /* nor this */
        "id=00000000000000aa&minutes=1&&", /* no form */
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        begin(agreed);
        ask(1, "/walk", bad[i], 0);
        CHECK(status == 400 && !*new_facts && strstr(page, "<h1>"));
    }
    static const char *const broken[] = {"%zz", "%00", "%ff%fe", "%ed%a0%80", "a%07b"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        char body[100];
        snprintf(body, sizeof body, ID "leg=4&note=%s&sit_min=20", broken[i]);
        begin(agreed);
        ask(1, "/checkin", body, 0);
        CHECK(status == 422 && !*new_facts && strstr(page, "signs that cannot be kept"));
        CHECK(strstr(page, "value=\"20\"") && strstr(page, "name=\"leg\" value=\"4\" checked"));
    }
    begin(agreed);
    ask(1, "/checkin", ID "leg=4&note=%F0%9F%99%82+%3Cscript%3E", 0);
    CHECK(status == 303 && strstr(new_facts, "note=%F0%9F%99%82+%3Cscript%3E"));
    begin(agreed);
    ask(1, "/walk", ID "minutes=99999", 0);
    CHECK(status == 422 && !*new_facts && strstr(page, "value=\"99999\""));
    ask(1, "/walk", ID "minutes=10&minutes=20", 0);
    CHECK(status == 422 && !*new_facts);
    ask(1, "/why", ID "x=1", 0);
    CHECK(status == 405 && !*new_facts);
    ask(0, "/nowhere", "", 0);
    CHECK(status == 404);
}

static void the_newest_zone_counts(void)
{
    static const char lines[] = "2026-03-02T08:00+00:00 profile zone=Europe%2FLondon&born=1980\n"
                                "2026-03-03T08:00+00:00 profile born=1980&zone=Asia%2FTokyo\n"
                                "2026-03-04T08:00+00:00 checkin note=timezone%3Dno&leg=3\n"
                                "2020-03-04T08:00+00:00 profile zone=America%2FLima\n";
    struct span zone = app_zone(&a, (struct span){lines, sizeof lines - 1});
    CHECK(zone.len == 10 && memcmp(zone.p, "Asia/Tokyo", 10) == 0);
    CHECK(app_zone(&a, (struct span){"", 0}).len == 0);
    static const char back[] = "2026-03-02T08:00+00:00 profile _id=0000000000000001-1&zone=UTC\n"
                               "2026-03-02T08:01+00:00 retract of=0000000000000001-1\n";
    CHECK(app_zone(&a, (struct span){back, sizeof back - 1}).len == 0);
}

/* A device that heard nothing from its server for 60 days goes no higher, and says so; a day less and it
 * does. */
static void a_device_without_word(void)
{
    static const char lines[] =
        "2026-03-01T08:00+00:00 consent _id=00000000000000aa-1&to=store&version=1\n"
        "2026-03-01T08:01+00:00 profile _id=00000000000000aa-2&born=1984\n"
        "2026-03-01T08:02+00:00 screen _id=00000000000000aa-3&extent=full&rest=no\n";
    static const struct app_device heard[] = {{.core = "", .contact = 20513 - 59},
                                              {.core = "", .contact = 20513 - 60}};
    for (int i = 0; i < 2; i++) {
        struct app_response r;
        struct app_request q = {.path = {"/why", 4}, .site = &site, .known = 1};
        arena_reset(&a);
        q.record = (struct span){lines, sizeof lines - 1};
        q.device = &heard[i];
        moment_at((int64_t)20513 * 86400 + 43200, 0, &q.now); /* 1 March 2026 and 1 */
        app_respond(&a, &q, &r);
        CHECK(r.status == 200 && (strstr(copy(r.body), "Please update first") != NULL) == i);
        CHECK(strstr(copy(r.body), "Saved on this device, and shared with the server") != NULL);
    }
}

int main(void)
{
    site.country = country_find("GB");
    site.base_url = "http://localhost:8080";
    nothing_is_kept_before_it_is_agreed_to();
    consent_that_was_withdrawn_is_asked_again();
    an_urgent_answer_is_shown_before_it_is_kept();
    sent_twice_is_kept_once();
    sent_again_with_another_answer_is_a_correction();
    what_was_done_last_stands_last();
    every_form_twice();
    a_cleared_answer_is_taken_back();
    a_mistake_twice();
    a_wrong_field_under_an_urgent_answer();
    over_midnight();
    a_last_line_without_an_end();
    a_form_of_another_record();
    an_urgent_answer_of_a_day_to_come();
    an_urgent_answer_that_cannot_be_kept();
    written_down_in_another_century();
    a_browser_without_a_cookie_keeps_what_it_wrote();
    what_was_shown_is_noted_when_it_changes();
    an_urgent_answer_stands_before_all_pages();
    what_is_not_ours_is_refused_whole();
    the_newest_zone_counts();
    a_device_without_word();
    return check_done("app");
}
