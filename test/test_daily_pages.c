/* The pages of every day: over every case and record they are whole; nothing is chosen beforehand; a
 * wrong answer comes back filled in. */
#include "daily.h"
#include "page_fault.h"

#include <glob.h>
#include <time.h>

/* --- every page of every case ------------------------------------------------------------------- */

static void check_page(const char *of, struct asked k)
{
    struct app_response r = ask(k);
    if (r.status == 303 && strcmp(r.location, "/safety?alone=opened") == 0)
        return; /* a question that comes before a plan (test_answers.c) */
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
    untouched_writes_nothing();
    wrong_comes_back();
    buttons_apart();
    own_numbers();
    how_fast();
    return check_done("daily pages");
}
