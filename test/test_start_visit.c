/* test_start_visit.c - a first visit from the safety questions to the first plan, what is told later of
 * the same bout, and who is not asked. */
#include "start.h"

/* --- a first visit ---------------------------------------------------------------------------------- */

static void keep(const struct app_response *r)
{
    strncat(kept, r->facts.p ? r->facts.p : "", r->facts.len);
}

static void say(int day, int minute, const char *path, const char *answers)
{
    struct app_response r;
    char body[1024];
    snprintf(body, sizeof body, "id=%016x%s%s", 0xfffff - seed, answers[0] ? "&" : "", answers);
    if (CHECK(ask(kept, 1, path, body, day, minute, &r)) && CHECK(r.status == 303))
        keep(&r);
}

static void plan_of(const char *record, int day, char *json, size_t room)
{
    struct arena a = {.base = block, .size = sizeof block, .fail = stop};
    struct record r;
    struct faults faults = {0};
    struct plan p;
    struct text t = {.mem = &a};
    json[0] = 0;
    if (setjmp(out))
        return;
    record_read(&a, record, strlen(record), &r, &faults);
    CHECK(faults.count == 0);
    engine_plan(&a, &r, day, &p);
    plan_put_json(&t, &p);
    snprintf(json, room, "%.*s", (int)t.len, t.p);
}

static int episodes(const char *record, const char *with)
{
    int n = 0;
    for (const char *p = record; (p = strstr(p, " episode ")); p++) {
        const char *end = strchr(p, '\n'), *at = strstr(p, with);
        n += at && at < end;
    }
    return n;
}

static const char first_where[] =
    "leg=7&back=3&pain_at=left_buttock&pain_at=left_foot&tingle_at=left_foot&numb=none";
static const char first_like[] =
    "since=weeks2&number=1&side=left&below_knee=yes&leg_worse_than_back=yes&tingling_or_numb=yes"
    "&cough_hurts=yes&interference=quite_a_bit";
static const char first_worse[] =
    "worse=sitting&worse=bending&eases=walking&sit_min=15&walk_min=10";

static void first_visit(void)
{
    static char got[1 << 16], want[1 << 16];
    static const char like_it[] =
        "2026-03-02T08:05+00:00 profile born=1992\n"
        "2026-03-02T08:06+00:00 episode began=2026-02-16&number=1&side=left&below_knee=yes"
        "&leg_worse_than_back=yes&tingling_or_numb=yes&cough_hurts=yes&worse=sitting&worse=bending"
        "&eases=walking&sit_min=15&walk_min=10&interference=quite_a_bit\n"
        "2026-03-02T08:08+00:00 screen extent=full&rest=no\n"
        "2026-03-02T08:12+00:00 checkin leg=7&back=3&reach=foot&tingle=foot&numb=none\n";
    strcpy(kept, consent);
    strcat(kept, "2026-03-02T08:01+00:00 screen extent=full&rest=no\n");
    say(DAY, 600, "/start/where", first_where);
    say(DAY, 600, "/start/like", first_like);
    say(DAY, 600, "/start/worse", first_worse); /* all in one second: the later one counts */
    say(DAY, 601, "/start/you", "born=1992");
    plan_of(kept, DAY, got, sizeof got);
    plan_of(like_it, DAY, want, sizeof want);
    if (!CHECK(strcmp(got, want) == 0))
        fprintf(stderr, "got  %s\nwant %s\n", got, want);
    CHECK(episodes(kept, "cough_hurts=yes") == 2); /* the second tells all of the bout */
    CHECK(strstr(got, "\"walk\":{") != NULL);
}

/* What is told later of the same bout is dated as it was, and starts nothing again. */
static void told_later(void)
{
    strcpy(kept, consent);
    say(DAY, 600, "/start/like", "since=weeks2&side=left");
    say(DAY + 5, 700, "/start/worse", "worse=sitting&walk_min=30");
    CHECK(strstr(kept, "2026-03-02T10:00+00:00 episode _id=") != NULL);
    CHECK(episodes(kept, "began=2026-02-16") == 2 && episodes(kept, "walk_min=30") == 1);
    CHECK(strstr(kept, "2026-03-07T11:40+00:00 episode") == NULL);
    CHECK(strstr(kept, "_recorded=2026-03-07T11:40:00") != NULL);
    /* Sent again it is the same fact; with another answer it is mended. */
    char body[128];
    struct app_response r;
    snprintf(body, sizeof body, "id=%016x&worse=sitting&walk_min=30", 0xfffff - (seed - 1));
    if (CHECK(ask(kept, 1, "/start/worse", body, DAY + 5, 701, &r)))
        CHECK(r.status == 303 && r.facts.len == 0);
    snprintf(body, sizeof body, "id=%016x&worse=sitting&walk_min=20", 0xfffff - (seed - 2));
    if (CHECK(ask(kept, 1, "/start/worse", body, DAY + 5, 702, &r)))
        CHECK(strstr(told(&r), "began=2026-02-16&side=left&worse=sitting&walk_min=20\n") &&
              strstr(told(&r), "retract of="));
    /* One that began after the last was told is another bout, and knows nothing of the first. */
    say(DAY + 60, 700, "/start/like", "since=today&side=right");
    CHECK(strstr(kept, "2026-05-01T11:40+00:00 episode") != NULL);
    CHECK(episodes(kept, "began=2026-05-01") == 1 && episodes(kept, "walk_min=30") == 1);
    /* So is any after care has ended. */
    strcat(kept, "2026-05-20T08:00+00:00 discharge outcome=recovered\n");
    say(DAY + 90, 700, "/start/like", "side=left");
    CHECK(strstr(kept, "2026-05-31T11:40+00:00 episode") != NULL);
    /* What was taken back is not gone on from. */
    strcpy(kept, consent);
    strcat(kept, "2026-03-01T08:00+00:00 episode _id=00000000000000aa-1&side=right\n"
                 "2026-03-01T08:01+00:00 retract of=00000000000000aa-1\n");
    say(DAY, 600, "/start/worse", "worse=sitting");
    CHECK(episodes(kept, "side=right") == 1);
}

/* --- who is not asked --------------------------------------------------------------------------------- */

static void direction_refused(void)
{
    static const char osteoporosis[] = "2026-03-02T08:02+00:00 profile has=osteoporosis\n";
    static const char worse[] = "2026-03-02T08:02+00:00 direction_test try=extension"
                                "&reach_before=thigh&reach_after=foot&leg_before=3&leg_after=7\n";
    const char *answers = ID "&try=extension&reach_before=foot&reach_after=calf&leg_before=7"
                             "&leg_after=6";
    struct app_response r;
    if (CHECK(ask(consent, 0, "/direction", "", DAY, 600, &r)))
        CHECK(r.status == 200 && holds(&r, "No movement test today") && !holds(&r, "<form"));
    snprintf(kept, sizeof kept, "%s%s", screened, osteoporosis);
    if (CHECK(ask(kept, 0, "/direction", "", DAY, 600, &r)))
        CHECK(holds(&r, "not for you now") && !holds(&r, "<form"));
    if (CHECK(ask(kept, 1, "/direction", answers, DAY, 600, &r)))
        CHECK(r.status == 409 && r.facts.len == 0);
    /* What made it worse is not offered, nor taken. */
    snprintf(kept, sizeof kept, "%s%s", screened, worse);
    if (CHECK(ask(kept, 0, "/direction", "", DAY, 600, &r)))
        CHECK(!holds(&r, "value=\"extension\"") && holds(&r, "value=\"lateral\""));
    if (CHECK(ask(kept, 1, "/direction", answers, DAY, 600, &r)))
        CHECK(r.status == 422 && r.facts.len == 0);
    snprintf(kept, sizeof kept,
             "%s2026-03-02T08:02+00:00 direction_test try=lateral&reach_before=thigh"
             "&reach_after=foot&leg_before=3&leg_after=7\n",
             screened);
    if (CHECK(ask(kept, 0, "/direction", "", DAY, 600, &r)))
        CHECK(holds(&r, "value=\"extension\"") && !holds(&r, "value=\"lateral\""));
    /* A clinician's ban of the family. */
    snprintf(kept, sizeof kept, "%s2026-03-02T08:02+00:00 override ban=LAT\n", screened);
    if (CHECK(ask(kept, 0, "/direction", "", DAY, 600, &r)))
        CHECK(holds(&r, "value=\"extension\"") && !holds(&r, "value=\"lateral\""));
}

static void others(void)
{
    struct app_response r;
    snprintf(kept, sizeof kept, "%s2026-03-02T08:02+00:00 profile has=osteoporosis&has=falls\n",
             screened);
    if (CHECK(ask(kept, 0, "/measure", "", DAY, 600, &r)))
        CHECK(!holds(&r, "name=\"bend\"") && !holds(&r, "name=\"one_leg_s\"") &&
              holds(&r, "name=\"sock\""));
    /* What was told of a person is said, never ticked, and an empty form takes nothing back. */
    if (CHECK(ask(kept, 0, "/start/you", "", DAY, 600, &r)))
        CHECK(holds(&r, "You told us before: Thin bones") && !holds(&r, " checked"));
    /* The year that is known is not asked again. */
    CHECK(!holds(&r, "name=\"born\"") && holds(&r, "born in 1992"));
    if (CHECK(ask(consent, 0, "/start/you", "", DAY, 600, &r)))
        CHECK(holds(&r, "name=\"born\"") && holds(&r, "write your best guess"));
    if (CHECK(ask(kept, 1, "/start/you", ID "&born=1992", DAY, 600, &r)))
        CHECK(strcmp(told(&r), "profile born=1992\n") == 0);
    /* A zone that is none is left out. */
    if (CHECK(ask(screened, 1, "/start/you", ID "&born=1992&zone=%3Cscript%3E", DAY, 600, &r)))
        CHECK(r.status == 303 && strcmp(told(&r), "profile born=1992\n") == 0);
    /* The right side first for a right leg; inflammation is asked after three months. */
    snprintf(kept, sizeof kept, "%s2026-03-02T08:02+00:00 episode side=right&began=2025-11-01\n",
             screened);
    if (CHECK(ask(kept, 0, "/start/strength", "", DAY, 600, &r)))
        CHECK(memmem(r.body.p, r.body.len, "Right leg", 9) <
              memmem(r.body.p, r.body.len, "Left leg", 8));
    if (CHECK(ask(kept, 0, "/start/history", "", DAY, 600, &r)))
        CHECK(holds(&r, "name=\"inflammatory\""));
    if (CHECK(ask(kept, 1, "/start/history", ID "&past_episodes=3&inflammatory=family", DAY, 600,
                  &r)))
        CHECK(strcmp(told(&r), "episode began=2025-11-01&number=4&side=right&inflammatory=family\n"
                               "profile past_episodes=3\n") == 0);
    /* A foot that cannot be lifted stops everything at once. */
    if (CHECK(ask(screened, 1, "/start/strength", ID "&left_heel_walk=cannot&examined=no", DAY, 600,
                  &r)))
        CHECK(r.status == 303 && strcmp(r.location, "/") == 0 &&
              strcmp(told(&r), "motor side=left&heel_walk=cannot&examined=no\n") == 0);
    /* Without consent nothing is kept. */
    if (CHECK(ask("", 1, "/start/where", ID "&leg=7", DAY, 600, &r)))
        CHECK(r.status != 303 && r.facts.len == 0);
}

int main(void)
{
    start_begin();
    first_visit();
    told_later();
    direction_refused();
    others();
    return check_done("start visit");
}
