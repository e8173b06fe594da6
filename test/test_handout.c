/* test_handout - today's plan on a sheet of paper: all of the plan, nothing that is nobody else's business,
 * no exercise while something is urgent; and the file that stands by itself. */
#include "more.h"

#define SOMEONE                                                                                    \
    CONSENT "2026-03-02T08:05+00:00 profile born=1992\n"                                           \
            "2026-03-02T08:06+00:00 episode began=2026-02-20&below_knee=yes&worse=sitting\n"       \
            "2026-03-02T08:08+00:00 screen extent=full&rest=no\n"                                  \
            "2026-03-02T08:09+00:00 motor side=left&heel_walk=normal&big_toe=normal&"              \
            "heel_raise=normal&chair_rise=normal&one_leg=normal\n"                                 \
            "2026-03-02T08:12+00:00 checkin leg=6&back=3&reach=thigh&numb=none&morning=same\n"

static struct plan plan_on(struct span record, int day)
{
    struct record facts;
    struct faults faults = {0};
    struct plan p;
    arena_reset(&a);
    record_read(&a, record.p, record.len, &facts, &faults);
    engine_plan(&a, &facts, day, &p);
    return p;
}

/* The file of a day. */
static const char *sheet(struct span record, int day, const char *clinic)
{
    struct app_request q = {.path = {"/", 1}, .site = &site, .record = record, .reach = clinic};
    arena_reset(&a);
    q.now.day = day;
    app_handout(&a, &q, span(".sheet>p{color:#111}\n"), &r);
    text_char(&r.body, '\0');
    return r.body.p;
}

static int says(const char *page, const char *s)
{
    struct html w = {.out.mem = &a};
    html_put(&w, "%s", s);
    text_char(&w.out, '\0');
    return has(page, w.out.p);
}

static void stands_alone(const char *page)
{
    CHECK(r.status == 200 && !r.facts.len && has(page, "</html>"));
    CHECK(has(page, "<style>\n.sheet>p{color:#111}\n</style>"));
    CHECK(!has(page, "<link") && !has(page, "<script") && !has(page, "href=\"/") &&
          !has(page, "<form"));
}

/* Whatever the case, its sheet has the plan's things, a row each, and whom to call. */
static void holds(struct span record, int day)
{
    struct plan p = plan_on(record, day);
    int urgent = p.route >= routes_same_day, rows = p.item_count + (p.walk.rung != 0);
    const char *page = sheet(record, day, NULL);
    stands_alone(page);
    CHECK(count(page, "class=\"ticks\"") == rows && count(page, "class=\"strip\"") == rows);
    CHECK(!urgent || !rows);
    CHECK(has(page, "call 999 or 112") && has(page, "Nobody watches this plan between visits."));
    CHECK(has(page, "rules 1") && !has(page, "harming") && !has(page, " · for "));
    for (int i = 0; i < p.item_count; i++)
        CHECK(says(page, exercises[p.item[i].item].name));
    CHECK(urgent || has(page, "Why this plan"));
    CHECK(has(page, "Today’s plan</h1>") == (rows > 0));
}

static void cases(void)
{
    DIR *d = opendir("test/cases");
    struct dirent *e;
    int n = 0;
    while (d && (e = readdir(d)))
        if (strstr(e->d_name, ".case") && n++ % 4 == 0) {
            char *record = case_text(e->d_name);
            holds(span(record), last_day(span(record)));
            free(record);
        }
    if (d)
        closedir(d);
    CHECK(n > 100);
}

static void one_plan(void)
{
    struct span record = span(SOMEONE);
    int day = last_day(record);
    const char *page = sheet(record, day, "Riverside, 01632 960 123");
    CHECK(has(page, "Plan of 2 March 2026 · rules 1") &&
          has(page, "<b>Riverside, 01632 960 123.</b>"));
    CHECK(has(page, "2 minutes, 3 times a day</b>") && has(page, "Your plan starts gently today"));
    CHECK(has(page, "For trying out") && has(page, "Samaritans"));
    CHECK(count(page, "<span>M<i></i></span>") == 5);
    /* the day that was asked for, whatever was told after it */
    char *more = kept(SOMEONE "2026-03-03T09:00+00:00 screen saddle=yes\n",
                      sizeof SOMEONE "2026-03-03T09:00+00:00 screen saddle=yes\n");
    CHECK(has(sheet(span(more), day, NULL), "Today’s plan</h1>"));
    CHECK(has(sheet(span(more), day + 1, NULL), "Get help now</h1>"));
    free(more);
    /* the page of the server: linked, with a way back */
    page = get(SOMEONE, "/plan/print");
    CHECK(has(page, "href=\"/print.css\"") && !has(page, "<style>") && has(page, "href=\"/\""));
    CHECK(count(page, "class=\"ticks\"") == 5 && !has(page, "class=\"tabs\""));
    CHECK(has(get(SOMEONE, "/"), "href=\"/plan/print\""));
    CHECK(has(get("", "/plan/print"), "There is no plan to print yet"));
    CHECK(has(get(CONSENT, "/plan/print"), "There is no plan to print yet"));
    site.country = country_find("DE");
    CHECK(has(sheet(record, day, NULL), "call 112, if any") &&
          !has(get(SOMEONE, "/plan/print"), "999"));
    site.country = country_find("GB");
}

/* What is done on strength days gets so many boxes, and what is done daily seven. */
static void strength_days(void)
{
    char *file = kept("", 0), *line = NULL;
    FILE *f = fopen("test/e2e/fortnight.record", "r");
    size_t room = 0, len = 0;
    for (ssize_t n; f && (n = getline(&line, &room, f)) > 0; len += (size_t)n) {
        char *longer = realloc(file, len + (size_t)n + 1);
        if (!longer)
            abort();
        file = longer;
        memcpy(file + len, line, (size_t)n + 1);
    }
    if (f)
        fclose(f);
    struct plan p = plan_on(span(file), last_day(span(file)));
    CHECK(p.stage >= stages_build && p.item_count > 2);
    const char *page = sheet(span(file), last_day(span(file)), NULL);
    CHECK(count(page, "On 3 days a week, with a rest day between.") == p.item_count - 1);
    CHECK(count(page, "<span>3<i></i></span>") == p.item_count - 1);
    CHECK(count(page, "<span>M<i></i></span>") == 2);
    free(file);
    free(line);
}

/* It hangs where others see it. */
static void discreet(void)
{
    struct span record = span(SOMEONE "2026-03-02T09:00+00:00 screen extent=full&self_harm=yes&"
                                      "foot_drop=yes\n");
    const char *page = sheet(record, last_day(record), NULL);
    CHECK(has(page, "What was told") && has(page, "A foot that slaps"));
    CHECK(!has(page, "harming") && !has(page, "better off dead"));
    record = span(SOMEONE "2026-03-02T09:00+00:00 medicine taking=opioid\n"
                          "2026-03-02T09:01+00:00 start_back total=8&distress=5\n");
    page = sheet(record, last_day(record), NULL);
    CHECK(has(page, "Today’s plan</h1>") && !has(page, "opioid") && !has(page, "weighs on you"));
    record = span(SOMEONE "2026-03-02T09:00+00:00 screen extent=full&self_harm=yes\n");
    page = sheet(record, last_day(record), NULL);
    CHECK(has(page, "Talk to someone now") && !has(page, "What was told"));
}

/* The reason stays in the plan once somebody was told; not on the sheet. */
static void seen_by_somebody(void)
{
    struct span record = span(SOMEONE "2026-03-02T09:00+00:00 screen extent=full&self_harm=yes\n"
                                      "2026-03-03T09:00+00:00 clearance _by=self&flag=self_harm&"
                                      "seen_by=gp&seen_on=2026-03-03\n"
                                      "2026-03-03T09:05+00:00 screen extent=full&rest=no\n");
    struct plan p = plan_on(record, last_day(record));
    int given = 0;
    for (int i = 0; i < p.reason_count; i++)
        given |= p.reason[i].code == REASON_SELF_HARM;
    CHECK(given && p.route < routes_same_day && p.item_count);
    const char *page = sheet(record, last_day(record), NULL);
    CHECK(has(page, "Today’s plan</h1>") && !has(page, "harming") && has(page, "Samaritans"));
}

int main(void)
{
    more_begin();
    cases();
    one_plan();
    strength_days();
    discreet();
    seen_by_somebody();
    return check_done("handout");
}
