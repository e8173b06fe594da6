/* What Today and the pages around it say in particular states: much pain, under age, half way through
 * the start, at night, after an operation, in a flare-up, after taps. */
#include "more.h"

static const char *shown(const char *record, const char *path, const char *date, int minute)
{
    struct app_request q = {.site = &site, .record = span(record), .known = 1};
    arena_reset(&a);
    CHECK(day_read(date, strlen(date), &q.now.day));
    q.now.minute = minute;
    q.now.at_s = (int64_t)q.now.day * 86400 + minute * 60;
    q.path = span(path);
    q.query = q.body = span("");
    memcpy(q.random, "0123456789abcdef", APP_RANDOM);
    app_respond(&a, &q, &r);
    text_char(&r.body, '\0');
    return r.body.p;
}

#define NOON (12 * 60)
#define FIRST "2026-03-02"
#define CONSENTED "2026-03-02T08:00+00:00 consent to=store&version=1\n"
#define BORN CONSENTED "2026-03-02T08:05+00:00 profile born=1992\n"
#define EPISODE                                                                                    \
    "2026-03-02T08:06+00:00 episode began=2026-02-24&number=1&side=left&below_knee=yes&"           \
    "leg_worse_than_back=yes&tingling_or_numb=yes\n"
#define SCREEN "2026-03-02T08:08+00:00 screen extent=full&rest=no\n"
#define MOTOR                                                                                      \
    "2026-03-02T08:09+00:00 motor side=left&heel_walk=normal&big_toe=normal&heel_raise=normal&"    \
    "chair_rise=normal&one_leg=normal\n"
#define PERSON BORN EPISODE SCREEN MOTOR
#define CHECKIN(leg)                                                                               \
    "2026-03-02T08:12+00:00 checkin leg=" leg "&back=3&reach=thigh&numb=none&morning=same\n"

static void much_pain(void)
{
    static const char help[] =
        "Pain this bad deserves help. Ask a pharmacist, your GP or the urgent line about pain "
        "relief. You may do only the resting positions today.";
    const char *page = shown(PERSON CHECKIN("7"), "/", FIRST, NOON);
    CHECK(has(page, "Leg pain 10, or still 9") && !has(page, "Pain this bad"));
    static const char *const sore[] = {PERSON CHECKIN("8"), PERSON CHECKIN("9"),
                                       PERSON CHECKIN("10")};
    for (size_t i = 0; i < sizeof sore / sizeof sore[0]; i++) {
        page = shown(sore[i], "/", FIRST, NOON);
        CHECK(has(page, "No worse than now while you move."));
        CHECK(has(page, "Any rise in leg pain, or still further down"));
        CHECK(!has(page, "Leg pain up to") && !has(page, "</th><td>Leg pain 1"));
        CHECK(has(page, help));
    }
}

#define AGED(year) CONSENTED "2026-03-02T08:05+00:00 profile born=" year "\n" EPISODE SCREEN MOTOR

static void under_age(void)
{
    const char *page = shown(AGED("2009") CHECKIN("4"), "/", FIRST, NOON);
    CHECK(has(page, "You are under 18, so a clinician decides about exercises."));
    CHECK(has(page, "Only a clinician can open the exercises for you. Show them this page."));
    CHECK(!has(page, "I have been seen") && !has(page, "Under 18.") && !has(page, "From your"));
    CHECK(has(page, "To do") && has(page, "See a clinician"));
    /* Something else to have looked at keeps its way. */
    page = shown(AGED("2009")
                     CHECKIN("4") "2026-03-02T09:00+00:00 screen extent=short&night_pain=yes\n",
                 "/", FIRST, NOON);
    CHECK(has(page, "Only a clinician can open"));
    page = shown(AGED("2012") CHECKIN("4"), "/", FIRST, NOON);
    CHECK(has(page, "You are under 16") && !has(page, "open the exercises"));
    CHECK(has(page, "See a clinician about your back and leg."));
    CHECK(!has(page, "safety card.</a>") && !has(page, "strength tests") &&
          !has(page, "movement test"));
    CHECK(count(page, "<ul class=\"dots\"><li>") == 1);
    CHECK(has(shown(PERSON, "/about", FIRST, NOON), "From 16 to 17 it gives a walk only"));
}

static void half_way(void)
{
    const char *page = shown(CONSENTED SCREEN, "/", FIRST, NOON);
    CHECK(has(page, "You were half way") && has(page, "4 short pages left."));
    CHECK(has(page, "<a class=\"btn\" href=\"/start/where\">Go on</a>"));
    CHECK(!has(page, "Check in first") && !has(page, "Tell us where it hurts"));
    page = shown(CONSENTED SCREEN CHECKIN("4"), "/", FIRST, NOON);
    CHECK(has(page, "3 short pages left.") && has(page, "href=\"/start/like\">Go on</a>"));
    /* The check-in of a later day, the last page, and an episode each end the start. */
    page =
        shown(CONSENTED SCREEN "2026-03-03T08:12+00:00 checkin leg=4\n", "/", "2026-03-04", NOON);
    CHECK(!has(page, "You were half way") && has(page, "Check in first"));
    CHECK(has(page, "Tell us where it hurts"));
    page = shown(BORN SCREEN, "/", FIRST, NOON);
    CHECK(!has(page, "You were half way") && has(page, "Check in first"));
    page = shown(CONSENTED EPISODE SCREEN, "/", FIRST, NOON);
    CHECK(!has(page, "You were half way") && has(page, "Check in first"));
}

static void deadlines(void)
{
    const char *page = shown(BORN EPISODE SCREEN CHECKIN("4"), "/", FIRST, NOON);
    CHECK(has(page, "strength tests") && has(page, "By tomorrow."));
    page = shown(BORN EPISODE SCREEN CHECKIN("4") "2026-03-06T08:12+00:00 checkin leg=4\n", "/",
                 "2026-03-06", NOON);
    CHECK(has(page, "strength tests") && !has(page, "By tomorrow."));
    CHECK(!has(page, "<span class=\"quiet\">Today.</span>"));
    /* What is new on a later day has its time. */
    page = shown(PERSON CHECKIN("4") "2026-03-06T08:12+00:00 checkin leg=4\n"
                                     "2026-03-06T08:13+00:00 medicine taking=nsaid\n"
                                     "2026-03-06T08:14+00:00 profile pregnant_weeks=8\n"
                                     "2026-03-06T08:15+00:00 screen extent=full&rest=no\n",
                 "/", "2026-03-06", NOON);
    CHECK(has(page, "Within ") || has(page, "<span class=\"quiet\">Today."));
}

static void night(void)
{
    const char *page = shown(PERSON, "/", FIRST, 4 * 60 + 59);
    CHECK(has(page, "Hello. Check in first") && has(page, "href=\"/learn/sleep\">Ways to lie</a>"));
    page = shown(PERSON, "/", FIRST, 5 * 60);
    CHECK(has(page, "Good morning. Check in first") && !has(page, "/learn/sleep"));
    CHECK(has(shown(PERSON, "/", FIRST, NOON), "Hello. Check in first"));
    CHECK(!has(shown(PERSON, "/checkin", FIRST, 60), "Good morning"));
    CHECK(has(shown(PERSON, "/checkin", FIRST, 300), "Good morning"));
    CHECK(shown(PERSON, "/learn/sleep", FIRST, 60) && r.status == 200);
}

static void told_already(void)
{
    const char *page = shown(PERSON CHECKIN("4"), "/checkin", FIRST, NOON);
    CHECK(has(page, "You already told us today’s pain.") && !has(page, "You have checked in"));
    CHECK(!has(shown(PERSON, "/checkin", FIRST, NOON), "You already told us"));
}

static void operated(void)
{
    static const char says[] =
        "What your surgeon or physiotherapist told you comes before this plan.";
    const char *page =
        shown(PERSON CHECKIN("4") "2026-03-02T09:00+00:00 profile surgery=2026-02-20\n"
                                  "2026-03-02T09:01+00:00 screen extent=full&rest=no\n",
              "/", FIRST, NOON);
    CHECK(has(page, says));
    page = shown(PERSON CHECKIN("4") "2026-03-02T09:00+00:00 profile surgery=2024-02-20\n", "/",
                 FIRST, NOON);
    CHECK(!has(page, says));
}

static void done_and_skipped(void)
{
    static const char done[] = "2026-03-02T10:00+00:00 session did=E1:1x2m\n";
    static const char skipped[] = "2026-03-02T10:01+00:00 session skipped=E1\n";
    static const char says[] = "1 of 3 done. The rest skipped today. That is all right.";
    char record[4096];
    snprintf(record, sizeof record, "%s%s%s", PERSON CHECKIN("6"), done, skipped);
    CHECK(has(shown(record, "/", FIRST, NOON), says));
    snprintf(record, sizeof record, "%s%s", PERSON CHECKIN("6"), done);
    CHECK(!has(shown(record, "/", FIRST, NOON), "skipped today"));
    snprintf(record, sizeof record, "%s%s", PERSON CHECKIN("6"), skipped);
    CHECK(has(shown(record, "/", FIRST, NOON), "Skipped today. That is all right."));
    /* Done after all. */
    snprintf(record, sizeof record, "%s%s%s", PERSON CHECKIN("6"),
             "2026-03-02T09:59+00:00 session skipped=E1\n", done);
    const char *page = shown(record, "/", FIRST, NOON);
    CHECK(has(page, "1 of 3 done</span>") && !has(page, "kipped today"));
    /* The walk. */
    page = shown(PERSON CHECKIN("6") "2026-03-02T10:00+00:00 walk minutes=2\n"
                                     "2026-03-02T10:01+00:00 session skipped=W1\n",
                 "/", FIRST, NOON);
    CHECK(has(page, "1 of 4 done. The rest skipped today."));
    page = shown(PERSON CHECKIN("6") "2026-03-02T10:00+00:00 session skipped=W1\n"
                                     "2026-03-02T10:01+00:00 walk minutes=2\n",
                 "/", FIRST, NOON);
    CHECK(!has(page, "kipped today"));
}

#define DAY(n, leg)                                                                                \
    "2026-03-0" n "T08:12+00:00 checkin leg=" leg "&back=3&reach=thigh&numb=none&morning=same\n"   \
    "2026-03-0" n "T08:13+00:00 screen extent=short&rest=no\n"
#define DID(n)                                                                                     \
    "2026-03-0" n "T10:00+00:00 session did=E1:3x2m&did=N1:3x10&did=A1:2x6\n"                      \
    "2026-03-0" n "T11:00+00:00 walk minutes=8\n"

static void flare(void)
{
    static const char begins[] =
        PERSON CHECKIN("4") DAY("3", "4") DID("3") DAY("4", "4") "2026-03-04T09:00+00:00 flare -\n";
    char record[4096];
    const char *page = shown(begins, "/", "2026-03-04", NOON);
    CHECK(has(page, "This is day 1 of a flare-up. You do about half of your usual plan."));
    CHECK(!has(page, "percent") && !has(page, "without an answer"));
    snprintf(record, sizeof record, "%s%s", begins, DAY("6", "4"));
    CHECK(has(shown(record, "/", "2026-03-06", NOON),
              "day 3 of a flare-up. You do about half of your usual plan. One day without an "
              "answer kept it where it was."));
    snprintf(record, sizeof record, "%s%s", begins, DAY("7", "4"));
    CHECK(has(shown(record, "/", "2026-03-07", NOON),
              "2 days without an answer kept it where it was."));
    snprintf(record, sizeof record, "%s%s%s", begins, DAY("5", "4"), DAY("6", "4"));
    CHECK(!has(shown(record, "/", "2026-03-06", NOON), "without an answer"));
    CHECK(has(shown(begins, "/flare", "2026-03-04", NOON), "about half of the exercises"));
}

static void words(void)
{
    const char *page = shown(PERSON CHECKIN("2"), "/why", FIRST, NOON);
    CHECK(has(page, "Restore: small movements and a walk, a bit more as it goes well."));
    CHECK(!has(page, "calmed enough"));
    CHECK(has(page, "than your usual of the last days"));
    page = shown(CONSENTED SCREEN, "/why", FIRST, NOON);
    CHECK(has(page, "or when we know too little.") && !has(page, "Calm: the leg is very sore"));
    CHECK(has(page, "You have not told us enough yet"));
    CHECK(!has(page, "inside what brings the pain on"));
    /* A step up says no more than what was told. */
    page = shown(PERSON CHECKIN("4") DID("2") DAY("3", "4"), "/", "2026-03-03", NOON);
    CHECK(has(page, "because you did ") && has(page, "and the leg is no worse."));
    CHECK(!has(page, "went well"));
    /* Minutes one can go by. */
    page =
        shown(PERSON CHECKIN("4") "2026-03-02T09:00+00:00 checkin sit_min=20\n", "/", FIRST, NOON);
    CHECK(has(page, "Stand up every 15 minutes"));
    page =
        shown(PERSON CHECKIN("4") "2026-03-02T09:00+00:00 checkin sit_min=5\n", "/", FIRST, NOON);
    CHECK(has(page, "Stand up every 4 minutes"));
    page =
        shown(PERSON CHECKIN("4") "2026-03-02T09:00+00:00 checkin sit_min=1\n", "/", FIRST, NOON);
    CHECK(has(page, "Stand up every minute<"));
    page = shown(PERSON CHECKIN("4"), "/progress", FIRST, NOON);
    CHECK(has(page, "<p class=\"eyebrow\">2 March 2026 · 1 day</p>"));
    page = shown(PERSON CHECKIN("4") DAY("3", "4"), "/progress", "2026-03-03", NOON);
    CHECK(has(page, "<p class=\"eyebrow\">2 Mar to 3 March 2026 · 2 days</p>"));
}

/* On the first day four have cards, and the rest wait in a fold; later all stand in rows. */
static void first_four(void)
{
    const char *page = shown(PERSON CHECKIN("5"), "/", FIRST, NOON);
    CHECK(has(page, "Moving more: four exercises and your walk"));
    CHECK(has(page, "<summary>If that went well, also</summary>"));
    CHECK(count(page, "<article class=\"card item\">") == 5);
    page = shown(PERSON CHECKIN("5") DAY("3", "5"), "/", "2026-03-03", NOON);
    CHECK(!has(page, "If that went well") && !has(page, "four exercises"));
}

int main(void)
{
    more_begin();
    much_pain();
    under_age();
    half_way();
    deadlines();
    night();
    told_already();
    operated();
    done_and_skipped();
    flare();
    words();
    first_four();
    return check_done("today's words");
}
