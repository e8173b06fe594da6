/* test_clinic_needs - why somebody is on the list, and since when: each need by a record that has it, and by
 * one that just misses it; what a summary keeps; what is sent on. */
#include "../clinic/summary.h"
#include "../core/day.h"
#include "../engine/plan.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char block[1 << 27] __attribute__((aligned(16)));
static struct arena a;
static char record[1 << 20];
static size_t len;
static struct summary s;

enum { BEGIN = 20514 }; /* 2026-03-02: day 0 of every record here */

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "test_clinic_needs: %s\n", why);
    exit(1);
}

static void line(int day, const char *minute, const char *rest)
{
    int y, m, d;
    day_civil(BEGIN + day, &y, &m, &d);
    len += (size_t)snprintf(record + len, sizeof record - len, "%04d-%02d-%02dT%s+00:00 %s\n", y, m,
                            d, minute, rest);
}

static void checkin(int day, int leg, const char *reach)
{
    char body[100];
    snprintf(body, sizeof body, "checkin leg=%d&back=2&reach=%s&morning=same&numb=none", leg,
             reach);
    line(day, "08:12", body);
}

/* Somebody whose first questions are answered, nothing urgent. */
static void begin(void)
{
    len = 0;
    line(0, "08:05", "profile born=1980&sex=female");
    line(0, "08:06",
         "episode began=2026-02-20&number=1&side=left&below_knee=yes&leg_worse_than_back="
         "yes&interference=moderately");
    line(0, "08:08", "screen extent=full&rest=no");
    line(0, "08:09",
         "motor side=left&heel_walk=normal&big_toe=normal&heel_raise=normal&chair_rise="
         "normal&one_leg=normal");
    line(0, "08:09",
         "motor side=right&heel_walk=normal&big_toe=normal&heel_raise=normal&chair_rise="
         "normal&one_leg=normal");
}

static void look(int day)
{
    arena_reset(&a);
    summary_of(&a, (struct span){record, (uint32_t)len}, BEGIN + day, &s);
}

static const struct need *has(int code)
{
    for (int i = 0; i < s.needs; i++)
        if (s.need[i].code == code)
            return &s.need[i];
    return NULL;
}

static const char *args(int code) /* "": there is no such need */
{
    return has(code) ? has(code)->args : "";
}

static int64_t since(int code)
{
    return has(code) ? has(code)->since_s : -1;
}

static int64_t at(int day, int hour, int minute)
{
    return (int64_t)(BEGIN + day) * 86400 + hour * 3600 + minute * 60;
}

/* Whether a need tells of an answer: '@' for yes, '?' for not sure, at an instant. */
static int tells(int code, const char *flag, char sure, int64_t at_s)
{
    char piece[80];
    snprintf(piece, sizeof piece, "%s%c%lld", flag, sure, (long long)at_s);
    const char *found = strstr(args(code), piece);
    return found && (!found[strlen(piece)] || found[strlen(piece)] == '.');
}

/* --- each need, and just not --------------------------------------------------------------------------- */

static void test_urgent(void)
{
    begin();
    checkin(0, 5, "calf");
    look(0);
    CHECK(!has(NEED_urgent) && s.route == routes_self_care);
    line(1, "03:12", "screen extent=short&rest=no&saddle=yes");
    look(1);
    CHECK(s.route == routes_emergency && has(NEED_urgent) && since(NEED_urgent) == at(1, 3, 12) &&
          tells(NEED_urgent, "saddle", '@', at(1, 3, 12)));
    /* told again on the same day it is the same need, so that it is sent on in time; on another day, or
     * another sign, it is a new one */
    line(1, "08:00", "screen extent=short&rest=no&saddle=yes");
    look(1);
    CHECK(since(NEED_urgent) == at(1, 3, 12));
    look(2);
    CHECK(since(NEED_urgent) == at(1, 3, 12));
    line(2, "08:00", "screen extent=short&rest=no&saddle=yes");
    look(2);
    CHECK(since(NEED_urgent) == at(2, 8, 0));
    line(3, "21:40", "screen extent=short&rest=no&saddle=yes&both_weak=unsure");
    look(3);
    CHECK(since(NEED_urgent) == at(3, 21, 40) &&
          tells(NEED_urgent, "both_weak", '?', at(3, 21, 40)));
    line(4, "10:00", "clearance flag=all&outcome=seen");
    look(4);
    CHECK(!has(NEED_urgent));
    line(4, "12:00",
         "screen extent=short&rest=no&saddle=yes"); /* again on the day it was cleared */
    look(4);
    CHECK(since(NEED_urgent) == at(4, 12, 0));
    begin(); /* told, cleared and told again within a day: only what came after the clearance */
    line(1, "08:00", "screen extent=short&rest=no&saddle=yes");
    line(1, "10:00", "clearance flag=all&outcome=seen");
    line(1, "12:00", "screen extent=short&rest=no&saddle=yes");
    look(1);
    CHECK(since(NEED_urgent) == at(1, 12, 0));
    begin(); /* who was not sure, and then says yes, has said something else */
    line(1, "08:00", "screen extent=short&rest=no&saddle=unsure");
    look(1);
    CHECK(since(NEED_urgent) == at(1, 8, 0) && tells(NEED_urgent, "saddle", '?', at(1, 8, 0)));
    line(1, "09:00", "screen extent=short&rest=no&saddle=unsure");
    look(1);
    CHECK(since(NEED_urgent) == at(1, 8, 0));
    line(1, "10:00", "screen extent=short&rest=no&saddle=yes");
    look(1);
    CHECK(since(NEED_urgent) == at(1, 10, 0) && tells(NEED_urgent, "saddle", '@', at(1, 10, 0)));
    begin(); /* what a test raises later on a day is not as old as the day's first answer */
    line(1, "03:12", "screen extent=short&rest=no&saddle=yes");
    line(1, "20:00", "motor side=left&heel_walk=cannot&big_toe=cannot");
    look(1);
    CHECK(since(NEED_urgent) == at(1, 20, 0) && strstr(args(NEED_urgent), "motor"));
}

/* Whatever is answered, none of it is left out of the list. */
static void test_all_named(void)
{
    static const char *const named[] = {
        "urine_hesitant", "urine_unfelt", "saddle",  "bowel_unfelt", "both_weak",  "foot_drop",
        "major_trauma",   "collapse",     "pulsing", "calf_swollen", "breathless", "cold_foot",
        "hands_gait",     "fever",        "rash",    "self_harm"};
    char all[600] = "screen extent=full&rest=no";
    begin();
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        strcat(strcat(strcat(all, "&"), named[i]), "=yes");
    line(1, "03:12", all);
    look(1);
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        CHECK(strstr(args(NEED_urgent), named[i]) != NULL);
}

static void test_weaker(void)
{
    begin();
    line(10, "09:00", "motor side=left&heel_raise=normal");
    look(10);
    CHECK(!has(NEED_weaker));
    line(11, "09:00", "motor side=left&heel_raise=weaker");
    look(11);
    CHECK(has(NEED_weaker) && strcmp(args(NEED_weaker), "heel_raise.left.0.1") == 0 &&
          since(NEED_weaker) == at(11, 9, 0));
    look(11 + 27);
    CHECK(has(NEED_weaker) != NULL);
    look(11 + 28);
    CHECK(!has(NEED_weaker));
    look(12);
    CHECK(since(NEED_weaker) == at(11, 9, 0)); /* tested again, and no better */
    line(12, "09:00", "motor side=left&heel_raise=weaker");
    look(12);
    CHECK(since(NEED_weaker) == at(11, 9, 0) &&
          strcmp(args(NEED_weaker), "heel_raise.left.0.1") == 0);
    line(13, "09:00", "motor side=left&heel_raise=cannot");
    look(13);
    CHECK(since(NEED_weaker) == at(13, 9, 0) &&
          strcmp(args(NEED_weaker), "heel_raise.left.1.2") == 0);
    line(14, "09:00", "motor side=left&heel_raise=weaker");
    look(14);
    CHECK(!has(NEED_weaker));
    begin();
    line(5, "10:00", "exam side=right&mrc_big_toe=5&mrc_dorsiflexion=4");
    line(9, "10:00", "exam side=right&mrc_big_toe=4&mrc_dorsiflexion=4");
    look(9);
    CHECK(has(NEED_weaker) && strcmp(args(NEED_weaker), "mrc_big_toe.right.5.4") == 0);
    line(12, "10:00", "exam side=right&mrc_big_toe=5");
    look(12);
    CHECK(!has(NEED_weaker));
    begin(); /* what was weaker at home was graded since */
    line(10, "09:00", "motor side=left&heel_raise=weaker");
    line(11, "09:00", "exam side=right&mrc_plantarflexion=5");
    line(11, "09:01", "exam side=left&slr_deg=50");
    look(11);
    CHECK(has(NEED_weaker) != NULL);
    line(12, "09:00", "exam side=left&mrc_plantarflexion=5");
    look(12);
    CHECK(!has(NEED_weaker));
    begin(); /* the other side says nothing of this one */
    line(5, "10:00", "exam side=right&mrc_big_toe=5");
    line(9, "10:00", "exam side=left&mrc_big_toe=4");
    look(9);
    CHECK(!has(NEED_weaker));
}

static void test_worse(void)
{
    for (int more = 1; more <= 2; more++) { /* one point more is not worse, two are */
        begin();
        for (int i = 0; i < 10; i++)
            checkin(i, 4, "thigh");
        for (int i = 10; i < 13; i++)
            checkin(i, 4 + more, "thigh");
        look(12);
        CHECK((has(NEED_pain) != NULL) == (more == 2));
        CHECK(!has(NEED_lower));
    }
    CHECK(strcmp(args(NEED_pain), "4.6") == 0 && since(NEED_pain) == at(11, 0, 0));
    begin();
    for (int i = 0; i < 10; i++)
        checkin(i, 4, "thigh");
    checkin(10, 4, "calf");
    look(10);
    CHECK(!has(NEED_lower)); /* one day is none */
    checkin(11, 4, "calf");
    checkin(12, 4, "calf");
    look(12);
    CHECK(has(NEED_lower) && strcmp(args(NEED_lower), "4.5") == 0);
    begin(); /* what was not answered is not compared: two of three days, and three of seven */
    checkin(1, 2, "thigh");
    checkin(2, 2, "thigh");
    checkin(10, 9, "foot");
    checkin(11, 9, "foot");
    look(11);
    CHECK(!has(NEED_pain) && !has(NEED_lower));
}

static void test_symptom(void)
{
    begin();
    line(3, "10:00", "treatment visit=1&consent=given");
    line(4, "08:00", "after_treatment sore=a_little&new_symptom=no");
    look(4);
    CHECK(!has(NEED_symptom));
    line(5, "08:00", "after_treatment sore=a_little&new_symptom=unsure");
    look(5);
    CHECK(has(NEED_symptom) && strcmp(args(NEED_symptom), "unsure") == 0);
    line(5, "09:00", "after_treatment sore=a_little&new_symptom=no");
    look(5);
    CHECK(has(NEED_symptom) && since(NEED_symptom) == at(5, 8, 0));
    look(5 + 13);
    CHECK(has(NEED_symptom) != NULL);
    look(5 + 14);
    CHECK(!has(NEED_symptom));
    line(6, "10:00", "exam side=left&slr_deg=50");
    look(6);
    CHECK(!has(NEED_symptom));
}

static void test_silent(void)
{
    begin();
    checkin(3, 5, "calf");
    look(6);
    CHECK(!has(NEED_silent));
    look(7);
    CHECK(has(NEED_silent) && strcmp(args(NEED_silent), "4") == 0 &&
          since(NEED_silent) == at(7, 0, 0));
    for (int i = 0; i < 60; i += 3)
        checkin(i, 5, "calf");
    look(57 + 9); /* later on people are asked less often */
    CHECK(!has(NEED_silent));
    look(57 + 10);
    CHECK(has(NEED_silent) != NULL);
    begin(); /* who fell silent early stays on the list when six weeks are over */
    for (int i = 0; i < 38; i++)
        checkin(i, 5, "calf");
    for (int i = 41; i < 46; i++) {
        look(i);
        CHECK(has(NEED_silent) && since(NEED_silent) == at(41, 0, 0));
    }
    line(46, "09:00", "discharge outcome=improved&_by=clinician");
    look(90);
    CHECK(!has(NEED_silent));
    len = 0; /* a record that a clinician began, and nobody answered */
    line(0, "08:00", "history presenting=leg");
    look(4);
    CHECK(has(NEED_silent) && strcmp(args(NEED_silent), "4.never") == 0);
    CHECK(s.checkin_day == NOT_KNOWN && s.leg[13] == NOT_KNOWN && s.reach[5] == NOT_KNOWN);
}

static void test_review(void)
{
    begin();
    for (int i = 0; i < 35; i++)
        checkin(i, 6, "calf");
    look(31); /* began 10 days before: 41 days */
    CHECK(!has(NEED_review));
    look(32);
    CHECK(has(NEED_review) && strncmp(args(NEED_review), "REVIEW_SIX_WEEKS.6.6", 20) == 0 &&
          since(NEED_review) == at(32, 0, 0));
    look(34);
    CHECK(since(NEED_review) == at(32, 0, 0));
    line(34, "15:00", "exam side=left&slr_deg=40");
    look(35);
    CHECK(!has(NEED_review));
    begin();
    line(1, "09:00", "start_back total=7&distress=5");
    checkin(1, 5, "calf");
    look(1);
    CHECK(has(NEED_review) && strncmp(args(NEED_review), "SUPPORT", 7) == 0);
    line(2, "15:00", "treatment visit=1&consent=given"); /* a clinician has seen them since */
    look(2);
    CHECK(!has(NEED_review));
}

static void test_soon_and_seen(void)
{
    begin();
    line(1, "08:00", "screen extent=full&rest=no&weight_loss=yes");
    look(1);
    CHECK(has(NEED_soon) && tells(NEED_soon, "weight_loss", '@', at(1, 8, 0)) && !has(NEED_urgent));
    CHECK(since(NEED_soon) == at(1, 0, 0));
    line(2, "07:00", "screen extent=full&rest=no&weight_loss=yes&thigh_wasting=unsure");
    look(2); /* another sign is a new one, and "not sure" is not yes */
    CHECK(since(NEED_soon) == at(2, 0, 0) && tells(NEED_soon, "thigh_wasting", '?', at(2, 7, 0)));
    line(2, "08:00", "screen extent=short&rest=no&fever=yes");
    line(3, "12:00", "clearance flag=fever&seen_by=gp&seen_on=2026-03-05&_by=self");
    look(3);
    CHECK(has(NEED_confirm) && tells(NEED_confirm, "fever", '@', at(2, 8, 0)) && !has(NEED_urgent));
    CHECK(has(NEED_soon) && !strstr(args(NEED_soon), "fever"));
}

static void test_stuck(void)
{
    begin();
    line(0, "08:10", "profile surgery=2026-02-10");
    look(6);
    CHECK(!has(NEED_waits));
    look(7);
    CHECK(has(NEED_waits) && strcmp(args(NEED_waits), "operation") == 0 &&
          since(NEED_waits) == at(0, 0, 0));
    line(7, "12:00", "screen extent=short&rest=no&saddle=yes"); /* then that is what they need */
    look(7);
    CHECK(!has(NEED_waits) && has(NEED_urgent));
    begin();
    line(0, "08:10", "profile surgery=2026-02-10");
    line(7, "12:00", "discharge outcome=improved&_by=clinician");
    look(8);
    CHECK(!has(NEED_waits));
}

/* The plan of a day, done as it was shown: told in the evening. Only: the exercise that is done; NULL: all. */
static void act(int day, const char *only)
{
    struct record r;
    struct faults faults = {0};
    struct plan p;
    char body[900] = "session rounds=";
    size_t n = strlen(body);
    int rounds = 1;
    arena_reset(&a);
    record_read(&a, record, (uint32_t)len, &r, &faults);
    CHECK(faults.count == 0);
    engine_plan(&a, &r, BEGIN + day, &p);
    for (int i = 0; i < p.item_count; i++)
        rounds = p.item[i].dose.times_a_day > rounds ? p.item[i].dose.times_a_day : rounds;
    n += (size_t)snprintf(body + n, sizeof body - n, "%d", rounds);
    for (int i = 0; i < p.item_count; i++) {
        const struct dose *x = &p.item[i].dose;
        struct span id = item_name(p.item[i].item);
        if (only && memcmp(only, id.p, id.len) != 0)
            continue;
        n += (size_t)snprintf(body + n, sizeof body - n, "&did=%.*s:%dx%d%s", (int)id.len, id.p,
                              x->minutes ? x->times_a_day
                              : x->sets  ? x->sets
                                         : 1,
                              x->minutes ? x->minutes
                              : x->reps  ? x->reps
                                         : x->hold_s,
                              x->minutes ? "m"
                              : x->reps  ? ""
                                         : "s");
    }
    snprintf(body + n, sizeof body - n,
             "&leg_before=2&leg_during=2&leg_after=2&tingle_change=none");
    if (p.item_count)
        line(day, "18:00", body);
    for (int i = 0; i < p.walk.times_a_day; i++) {
        snprintf(body, sizeof body, "walk minutes=%d&leg_during=2", p.walk.minutes);
        line(day, i ? "19:00" : "19:30", body);
    }
}

enum { FROM_DAY = 9 };

/* Some weeks with one exercise that a clinician chose, done every day to its full dose on the seventh; and
 * others of its family, if any. */
static void one_exercise(const char *others, int days)
{
    char order[300];
    begin();
    snprintf(order, sizeof order,
             "override ban=REST&ban=EXT&ban=FLX&ban=LAT&ban=ROT&ban=NEU&ban=TRK&ban=GLU&ban=LEG&"
             "ban=LIFT&ban=BAL&ban=WALK&ban=AER%s&pin=H6",
             others);
    line(0, "08:10", order);
    for (int i = 0; i < days; i++) {
        if (i)
            checkin(i, 2, "buttock");
        line(i, "08:11", i % 10 ? "screen extent=short&rest=no" : "screen extent=full&rest=no");
        act(i, i < FROM_DAY ? NULL : "H6");
    }
}

static void test_full_dose(void)
{
    one_exercise("&ban=H1&ban=H2&ban=H3&ban=H4&ban=H5", 16);
    for (int i = 0; i < 16; i++) {
        look(i);
        CHECK((has(NEED_top) != NULL) == (i >= 14));
        CHECK(!has(NEED_top) || since(NEED_top) == at(7, 0, 0));
    }
    /* another stays below its full dose, because it is not done any more */
    one_exercise("&ban=H2&ban=H3&ban=H4&ban=H5", FROM_DAY + 10);
    for (int i = FROM_DAY; i < FROM_DAY + 10; i++) {
        look(i);
        CHECK(!has(NEED_top));
    }
}

/* Exercise is done, but without a check-in nothing goes up. */
static void test_still(void)
{
    for (int walks = 6; walks <= 7; walks++) {
        begin();
        line(7, "08:00", "screen extent=full&rest=no");
        for (int i = 0; i < walks; i++)
            line(2 * i + 2, "18:00", "walk minutes=10&leg_during=2");
        look(13);
        CHECK(!has(NEED_still));
        look(14);
        CHECK((has(NEED_still) != NULL) == (walks == 7));
    }
    CHECK(strcmp(args(NEED_still), "14.7") == 0 && since(NEED_still) == at(14, 0, 0));
}

/* What has stood for long is as old tomorrow as it is today, so that what was done about it still counts. */
static void test_long(void)
{
    begin();
    line(1, "08:00", "screen extent=full&rest=no&weight_loss=yes");
    look(1);
    CHECK(since(NEED_soon) == at(1, 0, 0));
    look(180);
    int64_t long_ago = since(NEED_soon);
    CHECK(long_ago == at(1, 0, 0));
    int changes = 0;
    for (int i = 300; i < 330; i++) {
        look(i);
        CHECK(has(NEED_soon) != NULL);
        changes += since(NEED_soon) != long_ago;
        long_ago = since(NEED_soon);
    }
    CHECK(changes <= 2);
}

static void test_discharge(void)
{
    for (int days = 20; days <= 21; days++) {
        begin();
        for (int i = 0; i < 10; i++)
            checkin(i, 5, "calf");
        for (int i = 10; i < 10 + days; i++)
            checkin(i, 1, "none");
        line(9 + days, "20:00", "goal activity=walk&score=9");
        look(9 + days);
        CHECK((has(NEED_discharge) != NULL) == (days == 21));
    }
    CHECK(strcmp(args(NEED_discharge), "21.full") == 0 && since(NEED_discharge) == at(30, 0, 0));
    line(30, "21:00", "goal activity=run&score=7");
    look(30);
    CHECK(strcmp(args(NEED_discharge), "21.notfull") == 0 && s.function == 0);
    checkin(31, 2, "none");
    look(31);
    CHECK(!has(NEED_discharge));
    for (int answers = 9; answers <= 10; answers++) { /* nine in three weeks are too few */
        begin();
        for (int i = 0; i < 10; i++)
            checkin(i, 5, "calf");
        for (int i = 0; i < answers; i++)
            checkin(33 - 2 * i, 0, "none");
        look(33);
        CHECK((has(NEED_discharge) != NULL) == (answers == 10));
    }
}

/* --- the summary ---------------------------------------------------------------------------------------- */

static void test_numbers(void)
{
    begin();
    checkin(0, 7, "foot");
    checkin(1, 6, "foot");
    checkin(3, 0, "none");
    line(4, "10:00", "treatment visit=1&consent=given");
    line(5, "10:00", "questionnaire name=rmdq24&score=14");
    look(6);
    CHECK(s.visits == 1 && s.referred == 0);
    line(5, "11:00",
         "treatment visit=2&consent=given&_by=self&_from=file"); /* of a file: nobody's work here */
    line(5, "11:00", "referral to=gp&_by=self&_from=file");
    look(6);
    CHECK(s.visits == 1 && s.referred == 0);
    line(6, "10:00", "referral to=gp");
    look(6);
    CHECK(s.base_leg == 7 && s.first_day == BEGIN && s.answered == 3 && s.visits == 1 &&
          s.visit_day == BEGIN + 4 && s.referred == 1 && s.rmdq_first == 14 && s.discharged == -1);
    CHECK(s.leg[13] == NOT_KNOWN && s.leg[10] == 0 && s.leg[8] == 6 && s.leg[7] == 7);
    CHECK(s.reach[2] == zones_none && s.reach[5] == NOT_KNOWN && s.reach[1] == NOT_KNOWN);
    CHECK(s.now_leg == 6 && s.now_day == BEGIN + 3); /* the median of 7, 6 and a true 0 */
    CHECK(s.function == NOT_KNOWN);                  /* what was told at the start is no outcome */
    line(6, "11:00", "episode began=2026-02-20&number=1&side=left&interference=a_little");
    look(6);
    CHECK(s.function == 1);
    line(6, "12:00", "episode began=2026-02-20&number=1&side=left&interference=quite_a_bit");
    look(6);
    CHECK(s.function == 0);
    line(6, "13:00", "goal activity=walk&score=8");
    line(6, "13:01", "goal activity=run&score=2");
    line(6, "13:02", "goal activity=run&score=8");
    look(6);
    CHECK(s.function == 1);
    line(6, "13:03", "goal activity=walk&score=7");
    look(6);
    CHECK(s.function == 0);
    CHECK(s.side == sides3_left && s.job_week == 3);
}

static void text_of(struct text *t)
{
    *t = (struct text){.mem = &a};
    summary_put(t, &s);
}

static void test_text(void)
{
    struct summary back;
    struct text t, again;
    begin();
    for (int i = 0; i < 20; i += 2)
        checkin(i, i % 9, "calf");
    line(19, "03:12", "screen extent=short&rest=no&saddle=yes&foot_drop=unsure");
    look(20);
    text_of(&t);
    CHECK(summary_read(&a, (struct span){t.p, (uint32_t)t.len}, &back));
    CHECK(back.needs == s.needs && back.route == s.route && back.answered == s.answered &&
          memcmp(back.leg, s.leg, sizeof s.leg) == 0 &&
          memcmp(back.reach, s.reach, sizeof s.reach) == 0 &&
          strcmp(back.need[0].args, s.need[0].args) == 0 &&
          back.need[0].since_s == s.need[0].since_s);
    s = back;
    text_of(&again);
    CHECK(again.len == t.len && memcmp(again.p, t.p, t.len) == 0);
    CHECK(!summary_read(&a, (struct span){"", 0}, &back));
    CHECK(!summary_read(&a, (struct span){"x=1&need=urgent:1:saddle", 24}, &back));
    CHECK(!summary_read(&a, (struct span){"day=%zz&route=0", 15}, &back));
}

/* The same lines in any order give the same bytes. */
static void test_order(void)
{
    static char mixed[sizeof record];
    struct text first, second;
    const char *start[400];
    size_t n = 0, to = 0;
    begin();
    for (int i = 0; i < 30; i++)
        checkin(i, (i * 7) % 10, i % 3 ? "calf" : "foot");
    line(20, "10:00", "exam side=left&mrc_big_toe=4");
    line(25, "10:00", "exam side=left&mrc_big_toe=3");
    look(30);
    text_of(&first);
    char *kept = malloc(first.len);
    if (!kept)
        stop(NULL, "no memory");
    memcpy(kept, first.p, first.len);
    size_t kept_len = first.len;
    for (size_t i = 0; i < len; i++)
        if (!i || record[i - 1] == '\n')
            start[n++] = record + i;
    for (size_t i = 0; i < n; i++) {
        const char *p = start[(i * 17 + 5) % n];
        size_t size = (size_t)(strchr(p, '\n') - p) + 1;
        memcpy(mixed + to, p, size);
        to += size;
    }
    CHECK(n % 17 != 0 && to == len);
    memcpy(record, mixed, len);
    look(30);
    text_of(&second);
    CHECK(second.len == kept_len && memcmp(second.p, kept, kept_len) == 0);
    free(kept);
}

static void test_broken(void)
{
    len = (size_t)snprintf(record, sizeof record, "this is no record\n");
    look(0);
    CHECK(s.needs == 0 && s.route == NOT_KNOWN);
    struct text t;
    text_of(&t);
    CHECK(!summary_read(&a, (struct span){t.p, (uint32_t)t.len}, &s)); /* so it is "not read yet" */
}

/* --- without a request --------------------------------------------------------------------------------------- */

static int sent(int64_t now_s, const struct rows *due, const struct rows *attention)
{
    struct act acts[4];
    int n = 0;
    clinic_due(&a, due, attention, now_s, acts, 4, &n);
    CHECK(!n || (acts[0].name == ACT_attention_send && acts[0].value[1].whole == 33 &&
                 acts[0].value[3].whole == at(1, 3, 12)));
    return n;
}

static void test_due(void)
{
    struct text t;
    begin();
    line(1, "03:12", "screen extent=short&rest=no&saddle=yes");
    look(1);
    text_of(&t);
    struct value due[6] = {value_whole(7),  value_whole(30),
                           value_whole(22), value_whole(33),
                           value_whole(21), value_text((struct span){t.p, (uint32_t)t.len})};
    char told[60];
    struct value done[6] = {
        value_whole(33),           value_text((struct span){"urgent", 6}),
        value_whole(at(1, 3, 12)), value_text((struct span){"acknowledged", 12}),
        value_whole(at(1, 3, 20)), value_text((struct span){told, 0})};
    const struct rows one = {due, 1, 6}, none = {done, 0, 6}, looked = {done, 1, 6};
    snprintf(told, sizeof told, "saddle@%lld", (long long)at(1, 3, 12));
    CHECK(sent(at(1, 3, 41), &one, &none) == 0);
    CHECK(sent(at(1, 3, 42), &one, &none) == 1);
    CHECK(sent(at(9, 0, 0), &one, &none) == 1);
    CHECK(sent(at(0, 0, 0), &one, &none) == 0); /* the clock was set back */
    CHECK(sent(at(9, 0, 0), &one, &looked) == 0);
    done[3] = value_text((struct span){"sent_on", 7});
    CHECK(sent(at(9, 0, 0), &one, &looked) == 0); /* once */
    done[0] = value_whole(34);
    CHECK(sent(at(9, 0, 0), &one, &looked) == 1); /* another patient's */
    done[0] = value_whole(33);
    snprintf(told, sizeof told, "saddle@%lld", (long long)at(0, 0, 0)); /* an older answer */
    CHECK(sent(at(9, 0, 0), &one, &looked) == 1);
    snprintf(told, sizeof told, "saddle@%lld0", (long long)at(1, 3, 12)); /* no other begins so */
    CHECK(sent(at(9, 0, 0), &one, &looked) == 1);
    due[2] = (struct value){VALUE_null, 0, {"", 0}};
    CHECK(sent(at(9, 0, 0), &one, &none) == 0); /* there is nobody to send it to */
}

int main(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    test_urgent();
    test_all_named();
    test_weaker();
    test_worse();
    test_symptom();
    test_silent();
    test_review();
    test_soon_and_seen();
    test_stuck();
    test_full_dose();
    test_still();
    test_long();
    test_discharge();
    test_numbers();
    test_text();
    test_order();
    test_broken();
    test_due();
    return check_done("clinic needs");
}
