/* test_start_pages.c - the pages that get to know a person: each well formed, an untouched form that
 * tells nothing, full answers that tell exactly what was answered, wrong ones that tell nothing.
 *
 *     build/gcc/test_start_pages -v     also prints how long each page of the first visit takes
 */
#include "start.h"

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

static const char unborn[] = "2026-03-02T08:00+00:00 consent to=store\n"
                             "2026-03-02T08:01+00:00 screen extent=full&rest=no\n";

static void wrong_answers(void)
{
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        struct app_response r;
        char body[512], mark[128];
        snprintf(body, sizeof body, ID "&%s", wrongs[i].body);
        snprintf(mark, sizeof mark, "href=\"#%s\"", wrongs[i].field);
        const char *record = strcmp(wrongs[i].field, "born") ? screened : unborn;
        if (!CHECK(ask(record, 1, wrongs[i].path, body, DAY, 600, &r)))
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
    start_begin();
    for (int i = 0; i < PAGES; i++) {
        page_get(&pages[i]);
        page_untouched(&pages[i]);
        page_full(&pages[i]);
    }
    wrong_answers();
    filled_in_again();
    broken_bodies();
    budget(argc > 1 && strcmp(argv[1], "-v") == 0);
    return check_done("start pages");
}
