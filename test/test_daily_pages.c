/* The pages of every day: over every case and record they are whole; what a tap writes is what was
 * shown; nothing is chosen beforehand; a wrong answer comes back filled in. */
#include "../app/app.h"
#include "../app/country.h"
#include "../engine/plan.h"
#include "cases.h"
#include "check.h"
#include "page_fault.h"

#include <glob.h>
#include <stdlib.h>
#include <time.h>

static _Alignas(16) unsigned char block[1 << 25];
static struct arena arena = {.base = block, .size = sizeof block};
static struct app_site site = {.runs = "",
                               .contact = "",
                               .signed_by = "",
                               .base_url = "http://localhost:8080",
                               .keep_months = 24};

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "out: %s\n", why);
    exit(2);
}

struct asked {
    const char *record, *path, *body; /* body: NULL for a GET */
    int day, minute;
};

static struct app_response ask(struct asked k)
{
    struct app_request q = {.post = k.body != NULL, .site = &site, .known = 1};
    struct app_response r;
    arena.used = 0;
    arena.fail = stop;
    site.country = country_find("GB");
    q.record = (struct span){k.record, (uint32_t)strlen(k.record)};
    q.path = (struct span){k.path, (uint32_t)strlen(k.path)};
    q.query = (struct span){"", 0};
    q.body = (struct span){k.body ? k.body : "", (uint32_t)(k.body ? strlen(k.body) : 0)};
    q.now.day = k.day;
    q.now.minute = k.minute ? k.minute : 12 * 60;
    q.now.at_s = (int64_t)k.day * 86400 + q.now.minute * 60;
    memcpy(q.random, "0123456789abcdef", APP_RANDOM);
    app_respond(&arena, &q, &r);
    r.body.mem = r.facts.mem = &arena;
    text_char(&r.body, '\0');
    text_char(&r.facts, '\0');
    return r;
}

static int day_number(const char *date)
{
    int day = 0;
    CHECK(day_read(date, 10, &day));
    return day;
}

/* --- every page of every case ------------------------------------------------------------------- */

static void check_page(const char *of, struct asked k)
{
    struct app_response r = ask(k);
    const char *fault = r.status == 500 ? "status 500" : page_fault(r.body.p);
    if (!CHECK(fault == NULL))
        fprintf(stderr, "%s %s: %s\n", of, k.path, fault);
}

static void check_pages(const char *of, const char *record, int day)
{
    static const char *const paths[] = {"/",      "/checkin", "/session", "/walk",
                                        "/flare", "/why",     "/swap/E1", "/session/E1/hurt"};
    struct record facts;
    struct faults faults = {0};
    struct plan plan;
    char item[PLAN_ITEMS_MAX][24];
    arena.used = 0;
    arena.fail = stop;
    record_read(&arena, record, strlen(record), &facts, &faults);
    engine_plan(&arena, &facts, day, &plan);
    for (int i = 0; i < plan.item_count; i++) {
        struct span id = item_name(plan.item[i].item);
        snprintf(item[i], sizeof item[i], "/session/%.*s", (int)id.len, id.p);
    }
    if (plan.route >= routes_same_day || plan.stage == stages_stop)
        plan.item_count = 0;
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        check_page(of, (struct asked){record, paths[i], NULL, day, 0});
    for (int i = 0; i < plan.item_count; i++)
        check_page(of, (struct asked){record, item[i], NULL, day, 0});
}

/* The lines of a case up to a day. */
static const char *lines_until(const struct record *r, int day)
{
    static char lines[1 << 20];
    size_t n = 0;
    for (size_t i = 0; i < r->count && n + r->fact[i].line.len + 2 < sizeof lines; i++) {
        if (r->fact[i].day > day)
            continue;
        memcpy(lines + n, r->fact[i].line.p, r->fact[i].line.len);
        n += r->fact[i].line.len;
        lines[n++] = '\n';
    }
    lines[n] = 0;
    return lines;
}

static void every_case(void)
{
    glob_t files;
    if (!CHECK(glob("test/cases/*.case", 0, NULL, &files) == 0))
        return;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct case_file c;
        int before = 0;
        case_read(&c, files.gl_pathv[i]);
        for (int e = 0; e < c.count; e++) {
            int day = c.expected[e].day;
            if (day == before)
                continue;
            before = day;
            check_pages(c.path, lines_until(&c.record, day), day);
        }
    }
    globfree(&files);
    static char example[1 << 16];
    FILE *f = fopen("docs/example.record", "rb");
    if (CHECK(f != NULL)) {
        example[fread(example, 1, sizeof example - 1, f)] = 0;
        fclose(f);
        for (int day = 0; day < 40; day++)
            check_pages("docs/example.record", example, day_number("2026-03-02") + day);
    }
}

/* --- one person ----------------------------------------------------------------------------------- */

static const char person[] =
    "2026-03-02T08:00+00:00 consent to=store&version=1\n"
    "2026-03-02T08:05+00:00 profile born=1992&sex=male\n"
    "2026-03-02T08:06+00:00 episode "
    "began=2026-02-20&number=1&side=left&below_knee=yes&leg_worse_than_back=yes&"
    "tingling_or_numb=yes&worse=sitting&eases=walking&sit_min=15\n"
    "2026-03-02T08:08+00:00 screen extent=full&rest=no\n"
    "2026-03-02T08:09+00:00 motor side=left&heel_walk=normal&big_toe=normal&heel_raise=normal&"
    "chair_rise=normal&one_leg=normal\n"
    "2026-03-02T08:12+00:00 checkin leg=6&back=3&reach=thigh&numb=none&morning=same&walk_min=10\n";

static const char *with(const char *more)
{
    static char record[1 << 16];
    snprintf(record, sizeof record, "%s%s", person, more);
    return record;
}

#define ID "id=00112233445566aa"

static int has(struct text t, const char *what)
{
    return strstr(t.p, what) != NULL;
}

/* The value of the first button of that name in a page. */
static const char *button_value(const char *page, const char *name, const char *begins)
{
    static char value[64];
    char start[80];
    snprintf(start, sizeof start, "name=\"%s\" value=\"%s", name, begins);
    const char *p = strstr(page, start);
    value[0] = 0;
    if (p) {
        p = strstr(p, "value=\"") + 7;
        snprintf(value, sizeof value, "%.*s", (int)strcspn(p, "\""), p);
    }
    return value;
}

static int first_item(int day, const char *record, struct dose *ret)
{
    struct record facts;
    struct faults faults = {0};
    struct plan plan;
    arena.used = 0;
    record_read(&arena, record, strlen(record), &facts, &faults);
    engine_plan(&arena, &facts, day, &plan);
    for (int i = 0; i < plan.item_count; i++)
        if (plan.item[i].dose.reps) {
            *ret = plan.item[i].dose;
            return plan.item[i].item;
        }
    return -1;
}

static void done_is_what_was_shown(void)
{
    int day = day_number("2026-03-02");
    struct dose d;
    int item = first_item(day, person, &d);
    struct span id = item_name(item);
    char path[32], body[128], want[64], name[16];
    if (!CHECK(item >= 0))
        return;
    snprintf(name, sizeof name, "%.*s", (int)id.len, id.p);
    snprintf(path, sizeof path, "/session/%s", name);
    struct app_response r = ask((struct asked){person, "/", NULL, day, 0});
    snprintf(want, sizeof want, "%s:%dx%d", name, d.sets ? d.sets : 1, d.reps);
    const char *value = button_value(r.body.p, "did", name);
    CHECK(strcmp(value, want) == 0);
    snprintf(body, sizeof body, ID "&did=%s", value);
    r = ask((struct asked){person, path, body, day, 0});
    CHECK(r.status == 303 && strcmp(r.location, "/") == 0);
    snprintf(want, sizeof want, "&did=%s:%dx%d", name, d.sets ? d.sets : 1, d.reps);
    CHECK(has(r.facts, want));
    CHECK(has(r.facts, " session _id=00112233445566aa-1&"));
    snprintf(body, sizeof body, ID "&skipped=%s&then=next", name);
    r = ask((struct asked){person, path, body, day, 0});
    CHECK(r.status == 303 && !strncmp(r.location, "/session", 8));
    snprintf(want, sizeof want, "&skipped=%s", name);
    CHECK(has(r.facts, want));
    /* Another exercise's button, two at once, or none. */
    r = ask((struct asked){person, path, ID "&did=Q6%3A1x6", day, 0});
    CHECK(r.status == 422 && !strlen(r.facts.p));
    snprintf(body, sizeof body, ID "&did=%s%%3A1x6&did=%s%%3A1x7", name, name);
    r = ask((struct asked){person, path, body, day, 0});
    CHECK(r.status == 422 && !strlen(r.facts.p));
    r = ask((struct asked){person, path, ID, day, 0});
    CHECK(r.status == 422 && !strlen(r.facts.p));
}

static const char *beads(const char *more, const char *name)
{
    static char words[64];
    struct app_response r = ask((struct asked){with(more), "/", NULL, day_number("2026-03-02"), 0});
    char head[80];
    snprintf(head, sizeof head, "<h2 class=\"name\">%s</h2>", name);
    const char *p = strstr(r.body.p, head), *q = p ? strstr(p, "<span>") : NULL;
    const char *chip = p ? strstr(p, "class=\"beads\"") : NULL;
    words[0] = 0;
    if (chip) {
        q = strstr(chip, "<span>");
        snprintf(words, sizeof words, "%.*s", (int)strcspn(q + 6, "<"), q + 6);
    }
    return words;
}

static void beads_count(void)
{
    struct dose d;
    int item = first_item(day_number("2026-03-02"), person, &d);
    const char *name = exercises[item].name;
    struct span id = item_name(item);
    char one[200], two[600], whole[200], back[800], some[300];
    int sets = d.sets ? d.sets : 1;
    snprintf(one, sizeof one,
             "2026-03-02T10:00+00:00 session _id=aaaaaaaaaaaaaaaa-1&did=%.*s:%dx%d\n", (int)id.len,
             id.p, sets, d.reps);
    snprintf(two, sizeof two,
             "%s2026-03-02T11:00+00:00 session _id=aaaaaaaaaaaaaaaa-2&did=%.*s:%dx%d\n", one,
             (int)id.len, id.p, sets, d.reps);
    snprintf(whole, sizeof whole, "2026-03-02T11:00+00:00 session did=%.*s:%dx%d\n", (int)id.len,
             id.p, sets * d.times_a_day, d.reps);
    snprintf(back, sizeof back, "%s2026-03-02T12:00+00:00 retract of=aaaaaaaaaaaaaaaa-2\n", two);
    snprintf(some, sizeof some, "2026-03-02T11:00+00:00 session rounds=2&did=%.*s:%dx%d\n",
             (int)id.len, id.p, sets, d.reps);
    char all[32], told_two[32], told_one[32];
    snprintf(all, sizeof all, "%d of %d done", d.times_a_day, d.times_a_day);
    snprintf(told_two, sizeof told_two, "2 of %d done", d.times_a_day);
    snprintf(told_one, sizeof told_one, "1 of %d done", d.times_a_day);
    CHECK(d.times_a_day > 2);
    CHECK(strcmp(beads("", name), "not yet") == 0);
    CHECK(strcmp(beads(one, name), told_one) == 0);
    CHECK(strcmp(beads(two, name), told_two) == 0);
    CHECK(strcmp(beads(whole, name), all) == 0);
    CHECK(strcmp(beads(back, name), told_one) == 0);
    CHECK(strcmp(beads(some, name), told_two) == 0);
    CHECK(strncmp(beads("2026-03-02T11:00+00:00 walk minutes=4\n", "Walk"), "2 of", 4) == 0);
    CHECK(strcmp(beads("2026-03-01T11:00+00:00 walk minutes=4\n", "Walk"), "not yet") == 0);
}

/* --- forms ---------------------------------------------------------------------------------------- */

/* What a browser sends of the form with this action when nothing was touched. */
static const char *untouched(const char *page, const char *action)
{
    static char body[4096];
    char start[80];
    size_t n = 0, len;
    snprintf(start, sizeof start, "action=\"%s\"", action);
    const char *p = strstr(page, start), *end = p ? strstr(p, "</form>") : NULL;
    body[0] = 0;
    for (; p && p < end; p++) {
        int input = !strncmp(p, "<input", 6), area = !strncmp(p, "<textarea", 9);
        const char *close = input || area ? strchr(p, '>') : NULL;
        if (!close)
            continue;
        const char *name = tag_attribute(p, close, "name", &len), *type, *value;
        size_t type_len = 0, value_len = 0;
        if (!name)
            continue;
        type = tag_attribute(p, close, "type", &type_len);
        value = tag_attribute(p, close, "value", &value_len);
        int picks = type && (!memcmp(type, "radio", 5) || !memcmp(type, "checkbox", 8));
        if (picks && !memmem(p, (size_t)(close - p), " checked", 8))
            continue;
        CHECK(!area || close[1 + (close[1] == '\n')] == '<'); /* nothing in it */
        CHECK(!value_len || !picks);
        CHECK(!value_len || (type && !memcmp(type, "hidden", 6)));
        n += (size_t)snprintf(body + n, sizeof body - n, "%s%.*s=%.*s", n ? "&" : "", (int)len,
                              name, (int)value_len, value ? value : "");
    }
    return body;
}

static void untouched_writes_nothing(void)
{
    int day = day_number("2026-03-03");
    static const char *const more[] = {
        "", "2026-03-02T10:00+00:00 session did=E1:1x2m\n",
        "2026-03-02T10:00+00:00 session did=E1:1x2m&leg_during=4\n",
        "2026-03-02T15:00+00:00 treatment visit=1&response=better\n"};
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        static const char *const forms[] = {"/checkin", "/session", "/walk"};
        for (size_t f = 0; f < 3; f++) {
            char body[4096];
            struct app_response r = ask((struct asked){with(more[i]), forms[f], NULL, day, 0});
            /* The walk's page begins with another form: its last is the one to fill in. */
            const char *page = r.body.p, *next;
            char start[40];
            snprintf(start, sizeof start, "action=\"%s\"", forms[f]);
            while ((next = strstr(page + 1, start)) && strstr(next + 1, start))
                page = next;
            page = next ? next - 1 : page;
            snprintf(body, sizeof body, "%s", untouched(page, forms[f]));
            CHECK(strstr(body, "id=") != NULL);
            r = ask((struct asked){with(more[i]), forms[f], body, day, 0});
            CHECK(r.status == 422 && !strlen(r.facts.p));
        }
    }
}

static void wrong_comes_back(void)
{
    int day = day_number("2026-03-02");
    static const struct {
        const char *path, *body, *kept;
    } tries[] = {
        {"/checkin", ID "&leg=11&note=hello+there", "hello there"},
        {"/checkin", ID "&leg=5&sit_min=1441", "1441"},
        {"/checkin", ID "&leg=5&reach=moon&note=kept+%26+more", "kept &amp; more"},
        {"/checkin", ID "&leg=5&before_day=2026-03-01&before_done=maybe&note=abc", "abc"},
        {"/checkin", ID "&sleep=%3Cscript%3E&note=%3Cscript%3E", "&lt;script&gt;"},
        {"/session", ID "&leg_during=3&settled_min=241", "241"},
        {"/session", ID "&provoked=ZZ&settled_min=17", "17"},
        {"/walk", ID "&minutes=ten", "ten"},
        {"/walk", ID "&minutes=-1", "-1"},
        {"/swap/E1", ID "&why=bored", "Take it out"},
        {"/swap/E1", ID, "Take it out"},
        {"/session/E1/hurt", ID "&leg_during=12&settled_min=9", "\"9\""},
    };
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        struct app_response r = ask((struct asked){person, tries[i].path, tries[i].body, day, 0});
        if (!CHECK(r.status == 422 && !strlen(r.facts.p) && has(r.body, tries[i].kept) &&
                   has(r.body, "error-summary")))
            fprintf(stderr, "%s %s: %d %s\n", tries[i].path, tries[i].body, r.status, r.facts.p);
    }
}

static void a_good_day(void)
{
    int day = day_number("2026-03-03");
    struct app_response r =
        ask((struct asked){person, "/checkin",
                           ID "&screen_none=yes&leg=5&back=3&reach=thigh&morning=better&numb=none&"
                              "before_day=2026-03-02&before_done=all",
                           day, 8 * 60});
    CHECK(r.status == 303 && strcmp(r.location, "/") == 0);
    CHECK(has(r.facts, "2026-03-03T08:00+00:00 checkin "));
    CHECK(has(r.facts, "&leg=5&back=3&reach=thigh&numb=none&morning=better"));
    CHECK(has(r.facts, "2026-03-02T23:59+00:00 session "));
    CHECK(has(r.facts, "&did=E1%3A3x2m"));
    CHECK(has(r.facts, "&did=W1%3A4x2m"));
    CHECK(has(r.facts, " screen ") && has(r.facts, "&extent=short&rest=no"));
    /* The plan moves: what was told of yesterday answers for it. */
    char record[1 << 14];
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/", NULL, day, 0});
    CHECK(has(r.body, "a step up") || has(r.body, "a little more"));
    CHECK(!has(r.body, "Check in first"));
    r = ask((struct asked){record, "/checkin", NULL, day, 0});
    CHECK(!has(r.body, "before_done"));
    CHECK(has(r.body, "the worst counts"));
    /* None of it: said, and nothing goes up. */
    r = ask((struct asked){person, "/checkin", ID "&leg=5&before_day=2026-03-02&before_done=none",
                           day, 0});
    CHECK(has(r.facts, "&skipped=E1"));
    CHECK(!has(r.facts, "&did="));
    r = ask((struct asked){person, "/checkin", ID "&leg=5&before_day=2026-03-02&before_done=some",
                           day, 0});
    CHECK(has(r.facts, " session ") && has(r.facts, "&rounds=1"));
    r = ask((struct asked){person, "/checkin",
                           ID "&before_day=2026-03-02&before_done=some&before_did=E1", day, 0});
    CHECK(has(r.facts, "&did=E1%3A3x2m") && !has(r.facts, "&did=W1"));
}

/* A form of yesterday evening, sent after midnight, still tells of the day before. */
static void after_midnight(void)
{
    struct app_response r = ask(
        (struct asked){person, "/checkin", ID "&leg=5&before_day=2026-03-02&before_leg_during=6",
                       day_number("2026-03-04"), 5});
    CHECK(has(r.facts, "2026-03-02T23:59+00:00 session "));
    CHECK(has(r.facts, "&leg_during=6"));
    r = ask((struct asked){person, "/checkin",
                           ID "&leg=5&before_day=2020-03-02&before_leg_during=6",
                           day_number("2026-03-04"), 5});
    CHECK(has(r.facts, "2026-03-03T23:59+00:00 session "));
}

static void other_taps(void)
{
    int day = day_number("2026-03-02");
    struct app_response r = ask((struct asked){person, "/flare", ID, day, 0});
    CHECK(r.status == 303 && has(r.facts, " flare _id="));
    char record[1 << 14];
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/", NULL, day, 0});
    CHECK(has(r.body, "too sore today") && !has(r.body, "action=\"/flare\""));
    r = ask((struct asked){person, "/swap/E1", ID "&why=hurts", day, 0});
    CHECK(r.status == 303 && strcmp(r.location, "/session/E1/hurt") == 0);
    CHECK(has(r.facts, "&out=E1&why=hurts"));
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/session/E1/hurt", NULL, day, 0});
    CHECK(has(r.body, "What happened?"));
    r = ask(
        (struct asked){person, "/session/E1/hurt", ID "&leg_during=9&reach_after=foot", day, 0});
    CHECK(r.status == 303 && has(r.facts, "&leg_during=9&reach_after=foot&provoked=E1"));
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/", NULL, day, 0});
    CHECK(has(r.body, "“Flat front lying” hurt today"));
    r = ask((struct asked){person, "/session/N1/hurt", ID, day, 0});
    CHECK(r.status == 303 && has(r.facts, "&provoked=N1"));
    snprintf(record, sizeof record, "%s%s", person, r.facts.p);
    r = ask((struct asked){record, "/", NULL, day, 0});
    CHECK(has(r.body, "It hurt today"));
    r = ask((struct asked){person, "/session", ID "&round=all", day, 0});
    CHECK(r.status == 303 && has(r.facts, "&did=E1%3A1x2m") && has(r.facts, "&did=N1"));
    r = ask((struct asked){person, "/walk", ID "&minutes=7&leg_during=4", day, 0});
    CHECK(r.status == 303 && has(r.facts, " walk ") && has(r.facts, "&minutes=7&leg_during=4"));
    r = ask((struct asked){person, "/session/W1", ID "&skipped=W1", day, 0});
    CHECK(r.status == 303 && has(r.facts, "&skipped=W1"));
    CHECK(ask((struct asked){person, "/session/Q6", NULL, day, 0}).status == 200);
    CHECK(ask((struct asked){person, "/session/XX", NULL, day, 0}).status == 404);
    CHECK(ask((struct asked){person, "/session/E1/more", NULL, day, 0}).status == 404);
    CHECK(ask((struct asked){person, "/session/E1/more", ID "&did=E1%3A1x2m", day, 0}).status ==
          404);
    CHECK(ask((struct asked){person, "/swap/XX", ID "&why=hurts", day, 0}).status == 404);
}

/* Two buttons of one page have ids of their own: one never corrects the other. */
static void buttons_apart(void)
{
    struct app_response r = ask((struct asked){person, "/", NULL, day_number("2026-03-02"), 0});
    char seen[40][20];
    int n = 0;
    for (const char *p = r.body.p; (p = strstr(p, "name=\"id\" value=\"")); p++) {
        const char *value = p + 17;
        for (int i = 0; i < n; i++)
            CHECK(memcmp(seen[i], value, 16) != 0);
        if (n < 40)
            memcpy(seen[n++], value, 16);
    }
    CHECK(n > 8);
}

static void own_numbers(void)
{
    int day = day_number("2026-03-02");
    static const struct {
        const char *checkin, *says;
    } tries[] = {
        {"leg=6&back=3&reach=thigh", "up to 7 while you move, and back to 6 "},
        {"leg=6&back=3&reach=thigh", "Leg pain 8, or it goes further down than the thigh"},
        {"leg=6&back=3&reach=thigh", "Leg pain 9 or more, or still 8 an hour later"},
        {"leg=7&back=5&reach=thigh", "Leg pain 10, or still 9"},
        {"leg=7&back=5&reach=thigh", "Back pain up to 6."},
        {"leg=9&reach=calf", "No worse than now while"},
        {"leg=9&reach=calf", "It goes further down than the lower leg"},
        {"leg=10&reach=foot", "More tingling, gone within 30 minutes"},
        {"leg=10&reach=foot", "Any rise in leg pain, or tingling that spreads"},
    };
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        char record[1 << 14];
        snprintf(record, sizeof record, "%s2026-03-02T09:00+00:00 checkin %s\n", person,
                 tries[i].checkin);
        char *first = strstr(record, "2026-03-02T08:12");
        memset(first, '#', 1);
        struct app_response r = ask((struct asked){record, "/", NULL, day, 0});
        if (!CHECK(has(r.body, tries[i].says)))
            fprintf(stderr, "%s: no \"%s\"\n", tries[i].checkin, tries[i].says);
    }
}

/* --- how fast ------------------------------------------------------------------------------------- */

static void how_fast(void)
{
    static char record[1 << 18];
    size_t n = (size_t)snprintf(record, sizeof record, "%s", person);
    int day = day_number("2026-03-03"), last = day + 89, times = 200;
    for (; day <= last; day++) {
        struct arena a = {.base = block, .size = sizeof block, .fail = stop};
        struct text date = {.mem = &a};
        day_put(&date, day);
        text_char(&date, '\0');
        int leg = day > last - 40 ? 2 : 4;
        n += (size_t)snprintf(record + n, sizeof record - n,
                              "%sT08:00+00:00 checkin leg=%d&back=3&reach=thigh&numb=none&"
                              "morning=same\n%sT08:01+00:00 screen extent=%s&rest=no\n"
                              "%sT10:00+00:00 session did=N1:1x10&did=A1:1x6&did=E1:1x2m\n"
                              "%sT12:00+00:00 session did=N1:1x10&leg_during=4\n"
                              "%sT17:00+00:00 walk minutes=10\n",
                              date.p, leg, date.p, day % 7 ? "short" : "full", date.p, date.p,
                              date.p);
    }
    struct app_response r = ask((struct asked){record, "/", NULL, last, 0});
    CHECK(r.status == 200 && page_fault(r.body.p) == NULL);
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int i = 0; i < times; i++)
        r = ask((struct asked){record, "/", NULL, last, 0});
    clock_gettime(CLOCK_MONOTONIC, &to);
    long us = ((to.tv_sec - from.tv_sec) * 1000000L + (to.tv_nsec - from.tv_nsec) / 1000) / times;
    if (getenv("PAGE"))
        puts(r.body.p);
    printf("today: %ld us for %zu bytes of record, page of %zu bytes\n", us, strlen(record),
           r.body.len);
}

int main(void)
{
    every_case();
    done_is_what_was_shown();
    beads_count();
    untouched_writes_nothing();
    wrong_comes_back();
    a_good_day();
    after_midnight();
    other_taps();
    buttons_apart();
    own_numbers();
    how_fast();
    return check_done("daily pages");
}
