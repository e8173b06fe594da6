/* test_start_pages.c - the pages that get to know a person: each well formed, an untouched form that
 * tells nothing, full answers that tell exactly what was answered, wrong ones that tell nothing.
 *
 *     build/gcc/test_start_pages -v     also prints how long each page of the first visit takes
 */
#include "../app/app.h"
#include "../knowledge/country.h"
#include "../engine/plan.h"
#include "check.h"

#include <setjmp.h>
#include <stdlib.h>

#define SPAN_OF(s) ((struct span){(s), (uint32_t)strlen(s)})
#define ID "id=0123456789abcdef"

static unsigned char block[1 << 26] __attribute__((aligned(16)));
static jmp_buf out;
static struct app_site site;
static char kept[1 << 16]; /* the record so far */
static int seed;

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "stopped: %s\n", why);
    longjmp(out, 1);
}

enum { DAY = 20514 }; /* 2026-03-02 */

/* One request; 0 when the arena was stopped. */
static int ask(const char *record, int post, const char *path, const char *body, int day,
               int minute, struct app_response *ret)
{
    static struct arena a;
    struct app_request q = {.post = post, .site = &site, .known = record[0] != 0};
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    if (setjmp(out))
        return 0;
    q.record = SPAN_OF(record);
    q.path = SPAN_OF(path);
    q.query = SPAN_OF("");
    q.body = SPAN_OF(body);
    q.now.day = day;
    q.now.minute = minute;
    q.now.at_s = (int64_t)day * 86400 + minute * 60;
    for (int i = 0; i < APP_RANDOM; i++)
        q.random[i] = (unsigned char)(seed * 31 + i);
    seed++;
    app_respond(&a, &q, ret);
    return 1;
}

static const char consent[] = "2026-03-02T08:00+00:00 consent to=store\n";
static const char screened[] = "2026-03-02T08:00+00:00 consent to=store\n"
                               "2026-03-02T08:01+00:00 screen extent=full&rest=no\n"
                               "2026-03-02T08:01+00:00 profile born=1992\n";

/* The facts of a response but what the server adds: lines KIND BODY without _id and _recorded. */
static const char *told(const struct app_response *r)
{
    static char text[1 << 14];
    size_t n = 0;
    const char *p = r->facts.p, *end = p + r->facts.len;
    while (p < end) {
        const char *line = p, *stop_at = memchr(p, '\n', (size_t)(end - p));
        p = stop_at + 1;
        line += strlen("2026-03-02T08:05+00:00 ");
        if (strncmp(line, "shown ", 6) == 0 || strncmp(line, "consent ", 8) == 0)
            continue;
        const char *space = memchr(line, ' ', (size_t)(stop_at - line));
        memcpy(text + n, line, (size_t)(space + 1 - line));
        n += (size_t)(space + 1 - line);
        int first = 1;
        for (const char *pair = space + 1; pair < stop_at;) {
            const char *amp = memchr(pair, '&', (size_t)(stop_at - pair));
            amp = amp ? amp : stop_at;
            if (pair[0] != '_') {
                if (!first)
                    text[n++] = '&';
                memcpy(text + n, pair, (size_t)(amp - pair));
                n += (size_t)(amp - pair);
                first = 0;
            }
            pair = amp + 1;
        }
        text[n++] = '\n';
    }
    text[n] = 0;
    return text;
}

static int holds(const struct app_response *r, const char *what)
{
    return memmem(r->body.p, r->body.len, what, strlen(what)) != NULL;
}

/* --- the pages ------------------------------------------------------------------------------------ */

static const struct page {
    const char *path, *next;
    const char *full;  /* answers */
    const char *facts; /* and what they make */
} pages[] = {
    {"/start/where", "/start/like",
     "leg=7&back=3&pain_at=left_buttock&pain_at=left_foot&tingle_at=left_foot&numb_at=left_foot"
     "&numb=same",
     "checkin leg=7&back=3&numb=same&pain_at=left_buttock&pain_at=left_foot&tingle_at=left_foot"
     "&numb_at=left_foot\n"},
    {"/start/like", "/start/worse",
     "since=weeks2&began=&number=1&side=left&below_knee=yes&leg_worse_than_back=yes"
     "&tingling_or_numb=unsure&cough_hurts=no&feels=ache&feels=pins&interference=quite_a_bit",
     "episode began=2026-02-16&number=1&side=left&below_knee=yes&leg_worse_than_back=yes"
     "&tingling_or_numb=unsure&cough_hurts=no&interference=quite_a_bit\n"
     "checkin feels=ache&feels=pins\n"},
    {"/start/worse", "/start/you",
     "worse=sitting&worse=bending&eases=walking&sit_min=15&walk_min=10",
     "episode worse=sitting&worse=bending&eases=walking&sit_min=15&walk_min=10\n"},
    {"/start/you", "/",
     "born=1992&has=diabetes&has=smoker&pregnant_weeks=0&after_birth_weeks=3&surgery=2020-01-31"
     "&injection=2026-03-02&zone=Europe%2FLondon",
     "profile born=1992&zone=Europe%2FLondon&pregnant_weeks=0&after_birth_weeks=3&has=diabetes"
     "&has=smoker&surgery=2020-01-31&injection=2026-03-02\n"},
    {"/start/strength", "/",
     "left_heel_walk=normal&left_big_toe=weaker&left_heel_raise=normal&left_chair_rise=normal"
     "&left_one_leg=normal&right_heel_walk=normal&right_one_leg=normal&examined=yes&slump=yes",
     "motor side=left&heel_walk=normal&big_toe=weaker&heel_raise=normal&chair_rise=normal"
     "&one_leg=normal&examined=yes\n"
     "motor side=right&heel_walk=normal&one_leg=normal\n"
     "episode slump=yes\n"},
    {"/start/beliefs", "/",
     "expects_long=7&moving_is_safe=4&feared=bending&feared=lifting&feared_other=stairs%20%F0%9F%98"
     "%80&total=5&distress=2",
     "belief "
     "expects_long=7&moving_is_safe=4&feared=bending&feared=lifting&feared=stairs%20%F0%9F%98"
     "%80\n"
     "start_back total=5&distress=2\n"},
    {"/start/history", "/",
     "past_episodes=2&direction_before=extension&job=sitting&work=office&taking=nsaid"
     "&taking=paracetamol&started=2026-02-20&helps=4&activity=run+5+km&score=3",
     "profile job=sitting&past_episodes=2\n"
     "episode direction_before=extension&work=office\n"
     "medicine taking=nsaid&taking=paracetamol&started=2026-02-20&helps=4\n"
     "goal activity=run+5+km&score=3\n"},
    {"/measure", "/", "bend=knee&knee_straight=half&chair_rises=9&one_leg_s=30&sock=hard",
     "mobility bend=knee&knee_straight=half&chair_rises=9&one_leg_s=30&sock=hard\n"},
    {"/direction", "/", "try=extension&reach_before=foot&reach_after=calf&leg_before=7&leg_after=6",
     "direction_test try=extension&reach_before=foot&reach_after=calf&leg_before=7&leg_after=6\n"},
};
enum { PAGES = sizeof pages / sizeof pages[0] };

static void page_get(const struct page *p)
{
    struct app_response r;
    if (!CHECK(ask(screened, 0, p->path, "", DAY, 600, &r)))
        return;
    if (!CHECK(r.status == 200))
        fprintf(stderr, "  %s: %d\n", p->path, r.status);
    CHECK(r.facts.len == 0);
    CHECK(holds(&r, "<h1>") && holds(&r, "</html>"));
    CHECK(!holds(&r, " style=") && !holds(&r, "<script>") && !holds(&r, " checked"));
}

static void page_untouched(const struct page *p)
{
    struct app_response r;
    char body[256];
    snprintf(body, sizeof body, ID "%s", strcmp(p->path, "/start/you") ? "" : "&zone=&born=");
    if (!CHECK(ask(screened, 1, p->path, body, DAY, 600, &r)))
        return;
    CHECK(r.status == 303 && r.facts.len == 0);
    CHECK(r.location && strcmp(r.location, p->next) == 0);
}

static void page_full(const struct page *p)
{
    struct app_response r;
    char body[2048];
    snprintf(body, sizeof body, ID "&%s", p->full);
    if (!CHECK(ask(screened, 1, p->path, body, DAY, 600, &r)))
        return;
    if (!CHECK(r.status == 303 && strcmp(told(&r), p->facts) == 0))
        fprintf(stderr, "  %s: %d\n%s", p->path, r.status, told(&r));
    /* The same post twice is told once. */
    snprintf(kept, sizeof kept, "%s%.*s", screened, (int)r.facts.len, r.facts.p ? r.facts.p : "");
    if (CHECK(ask(kept, 1, p->path, body, DAY, 601, &r)))
        if (!CHECK(r.status == 303 && r.facts.len == 0))
            fprintf(stderr, "  %s again:\n%s", p->path, told(&r));
}

/* --- wrong answers -------------------------------------------------------------------------------- */

static const struct {
    const char *path, *body; /* with a good answer, so that a half could be written */
    const char *field;       /* that is marked */
} wrongs[] = {
    {"/start/where", "back=3&leg=11", "leg"},
    {"/start/where", "back=3&leg=7&leg=8", "leg"},
    {"/start/where", "back=3&leg=%F0%9F%98%80", "leg"},
    {"/start/where", "back=3&leg=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "leg"},
    {"/start/where", "back=3&numb=never", "numb"},
    {"/start/where", "back=3&pain_at=left_nose", "pain_at"},
    {"/start/like", "side=left&since=tomorrow", "since"},
    {"/start/like", "side=left&since=today&since=week", "since"},
    {"/start/like", "side=left&began=2026-03-03", "began"},
    {"/start/like", "side=left&began=2026-02-30", "began"},
    {"/start/like", "side=left&began=yesterday", "began"},
    {"/start/like", "side=left&number=0", "number"},
    {"/start/like", "side=left&feels=grumpy", "feels"},
    {"/start/like", "feels=ache&side=middle", "side"},
    {"/start/like", "feels=ache&cough_hurts=yes&cough_hurts=no", "cough_hurts"},
    {"/start/worse", "worse=sitting&sit_min=1441", "sit_min"},
    {"/start/worse", "worse=sitting&sit_min=-1", "sit_min"},
    {"/start/worse", "worse=sitting&walk_min=ten", "walk_min"},
    {"/start/worse", "worse=sitting&walk_min=99999999999999999999", "walk_min"},
    {"/start/worse", "sit_min=15&worse=nothing&worse=sitting", "worse"},
    {"/start/you", "has=smoker&born=92", "born"},
    {"/start/you", "has=smoker&born=2027", "born"},
    {"/start/you", "has=smoker&born=1899", "born"},
    {"/start/you", "has=smoker&born=1980&born=1981", "born"},
    {"/start/you", "born=1980&has=wings", "has"},
    {"/start/you", "born=1980&surgery=2026-03-03", "surgery"},
    {"/start/you", "born=1980&injection=2026-3-1", "injection"},
    {"/start/you", "born=1980&pregnant_weeks=43", "pregnant_weeks"},
    {"/start/strength", "left_big_toe=normal&right_big_toe=strong", "right_big_toe"},
    {"/start/strength", "left_big_toe=normal&left_big_toe=weaker", "left_big_toe"},
    {"/start/strength", "left_big_toe=normal&examined=perhaps", "examined"},
    {"/start/strength", "left_big_toe=normal&slump=2", "slump"},
    {"/start/beliefs", "moving_is_safe=4&expects_long=12", "expects_long"},
    {"/start/beliefs", "moving_is_safe=4&feared=%3Cscript%3E", "feared"},
    {"/start/beliefs", "moving_is_safe=4&total=5", "distress"},
    {"/start/beliefs", "moving_is_safe=4&total=2&distress=4", "total"},
    {"/start/beliefs", "moving_is_safe=4&total=9&distress=4", "total"},
    {"/start/history", "job=mixed&past_episodes=51", "past_episodes"},
    {"/start/history", "job=mixed&started=2026-02-01", "taking"},
    {"/start/history", "job=mixed&taking=nsaid&started=2026-04-01", "started"},
    {"/start/history", "job=mixed&taking=none&taking=nsaid", "taking"},
    {"/start/history", "job=mixed&score=3", "activity"},
    {"/start/history", "job=mixed&activity=a&activity=b", "activity"},
    {"/measure", "sock=easy&chair_rises=61", "chair_rises"},
    {"/measure", "sock=easy&one_leg_s=1.5", "one_leg_s"},
    {"/measure", "sock=easy&bend=moon", "bend"},
    {"/direction", "try=extension&leg_before=7&reach_before=foot&leg_after=5", "reach_after"},
    {"/direction", "leg_before=7&reach_before=foot&leg_after=5&reach_after=foot", "try"},
    {"/direction", "try=up&leg_before=7&reach_before=foot&leg_after=5&reach_after=foot", "try"},
};

static void wrong_answers(void)
{
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        struct app_response r;
        char body[512], mark[128];
        snprintf(body, sizeof body, ID "&%s", wrongs[i].body);
        snprintf(mark, sizeof mark, "href=\"#%s\"", wrongs[i].field);
        if (!CHECK(ask(screened, 1, wrongs[i].path, body, DAY, 600, &r)))
            continue;
        int good = r.status == 422 && r.facts.len == 0 && holds(&r, mark) && !holds(&r, "<script>");
        snprintf(mark, sizeof mark, "id=\"%s\"", wrongs[i].field);
        good = good && holds(&r, mark); /* the summary's link leads somewhere */
        if (!CHECK(good))
            fprintf(stderr, "  %s %s: %d, marks %s\n%s", wrongs[i].path, wrongs[i].body, r.status,
                    wrongs[i].field, told(&r));
    }
}

static void filled_in_again(void)
{
    struct app_response r;
    if (CHECK(ask(screened, 1, "/start/worse", ID "&worse=sitting&sit_min=%3Cb%3E&walk_min=10", DAY,
                  600, &r))) {
        CHECK(r.status == 422);
        CHECK(holds(&r, "value=\"&lt;b&gt;\"") && holds(&r, "value=\"10\""));
        CHECK(holds(&r, "value=\"sitting\" checked"));
    }
    /* A date in a closed part of the form is opened when it is wrong. */
    if (CHECK(ask(screened, 1, "/start/like", ID "&began=2030-01-01", DAY, 600, &r)))
        CHECK(r.status == 422 && holds(&r, "<details open>") && holds(&r, "value=\"2030-01-01\""));
}

/* What no form of ours can send is refused whole. */
static void broken_bodies(void)
{
    static const char *const bodies[] = {ID "&leg=%00", ID "&leg=%ff", ID "&leg=%2", "leg=3",
                                         ID "&&leg=3"};
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        struct app_response r;
        if (CHECK(ask(screened, 1, "/start/where", bodies[i], DAY, 600, &r)))
            CHECK(r.status >= 400 && r.status < 500 && r.facts.len == 0);
    }
    char *body = malloc(70000);
    struct app_response r;
    int n = snprintf(body, 70000, ID "&score=3&activity=");
    memset(body + n, 'a', 66000);
    body[n + 66000] = 0;
    if (CHECK(ask(screened, 1, "/start/history", body, DAY, 600, &r)))
        CHECK(r.status == 422 && r.facts.len == 0);
    free(body);
}

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

/* --- how long it takes ---------------------------------------------------------------------------------- */

static int inside(const char *p, const char *end, const char *tag)
{
    size_t n = strlen(tag);
    return (size_t)(end - p) > n && memcmp(p, tag, n) == 0;
}

static int is_word(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Words that are seen: of main, with its foot or without; not in a closed details but for its summary, nor
 * those for screen readers, nor the chart's list. */
static int words_of(const struct app_response *r, int foot)
{
    const char *p = memmem(r->body.p, r->body.len, "<main", 5), *end = r->body.p + r->body.len;
    int words = 0, hidden = 0, word = 0, details = 0;
    for (; p && p < end; p++) {
        if (*p != '<') {
            int letter = is_word((unsigned char)*p);
            words += letter && !word && !hidden && !details;
            word = letter;
            continue;
        }
        word = 0;
        if (!foot && inside(p, end, "<footer"))
            break;
        if (hidden) {
            if (inside(p, end, "</span") || inside(p, end, "</legend") ||
                inside(p, end, "</label") || inside(p, end, "</p"))
                hidden = 0;
        } else if (inside(p, end, "<span class=\"sr") || inside(p, end, "<legend class=\"sr") ||
                   inside(p, end, "<label class=\"zl") || inside(p, end, "<p class=\"zh") ||
                   inside(p, end, "<span class=\"chip") || inside(p, end, "<span class=\"zh")) {
            hidden = 1;
        }
        if (inside(p, end, "</summary"))
            details = 1;
        if (inside(p, end, "</details"))
            details = 0;
        while (p < end && *p != '>')
            p++;
    }
    return words;
}

/* Reading at 180 words a minute, and 2 seconds a tap; taps as a person with one leg and no illness. */
static void budget(int loud)
{
    static const int taps[] = {3 + 2 + 2 + 1 + 1, 7 + 1, 2 + 1 + 2 + 2 + 1, 1 + 4 + 1};
    int seconds = 0;
    for (int i = 0; i < 4; i++) {
        struct app_response r;
        if (!CHECK(ask(screened, 0, pages[i].path, "", DAY, 600, &r)))
            return;
        int words = words_of(&r, 0), with_foot = words_of(&r, 1);
        int s = (i ? words : with_foot) / 3 + 2 * taps[i]; /* the foot is read once */
        seconds += s;
        if (loud)
            printf("%-14s %3d words, %3d with the foot, %2d taps: %d s\n", pages[i].path, words,
                   with_foot, taps[i], s);
    }
    if (loud)
        printf("to the first plan after the safety questions: %d s\n", seconds);
    CHECK(seconds <= 200);
    for (int i = 4; loud && i < PAGES; i++) {
        struct app_response r;
        if (ask(screened, 0, pages[i].path, "", DAY, 600, &r))
            printf("%-16s %3d words\n", pages[i].path, words_of(&r, 0));
    }
}

int main(int argc, char **argv)
{
    site = (struct app_site){.runs = "",
                             .contact = "",
                             .signed_by = "",
                             .base_url = "http://localhost",
                             .country = country_find("GB"),
                             .keep_months = 24};
    for (int i = 0; i < PAGES; i++) {
        page_get(&pages[i]);
        page_untouched(&pages[i]);
        page_full(&pages[i]);
    }
    wrong_answers();
    filled_in_again();
    broken_bodies();
    first_visit();
    told_later();
    direction_refused();
    others();
    budget(argc > 1 && strcmp(argv[1], "-v") == 0);
    return check_done("start pages");
}
