/* test_more_pages - the pages around the plan: progress, learn, record, reminder, privacy, about. */
#include "../app/app.h"
#include "../app/country.h"
#include "../app/learn.h"
#include "../app/record_tell.h"
#include "../app/sources.h"
#include "../engine/plan.h"
#include "cases.h"
#include "check.h"

#include <dirent.h>
#include <stdlib.h>

static unsigned char block[1 << 27] __attribute__((aligned(16)));
static struct arena a;
static struct app_site site;
static struct app_response r;

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "test_more_pages: %s\n", why);
    exit(1);
}

static struct span span(const char *s)
{
    return (struct span){s, (uint32_t)strlen(s)};
}

/* Text that outlives the arena's resets. */
static char *kept(const char *p, size_t n)
{
    char *s = malloc(n + 1);
    if (!s)
        abort();
    memcpy(s, p, n);
    s[n] = '\0';
    return s;
}

static int last_day(struct span record)
{
    struct record facts;
    struct faults faults = {0};
    int day = 0;
    record_read(&a, record.p, record.len, &facts, &faults);
    for (size_t i = 0; i < facts.count; i++)
        day = facts.fact[i].day > day ? facts.fact[i].day : day;
    return day ? day : 20500;
}

/* The page as a string, at noon of the day of the newest fact. */
static const char *ask(struct span record, const char *path, const char *body)
{
    const char *question = strchr(path, '?');
    arena_reset(&a);
    struct app_request q = {.post = body != NULL, .site = &site, .record = record};
    q.known = record.len > 0;
    q.now.day = last_day(record);
    q.now.minute = 12 * 60;
    q.now.at_s = (int64_t)q.now.day * 86400 + 12 * 3600;
    q.path = question ? (struct span){path, (uint32_t)(question - path)} : span(path);
    q.query = question ? span(question + 1) : span("");
    q.body = span(body ? body : "");
    memcpy(q.random, "0123456789abcdef", APP_RANDOM);
    app_respond(&a, &q, &r);
    text_char(&r.body, '\0');
    return r.body.p;
}

static const char *get(const char *record, const char *path)
{
    return ask(span(record), path, NULL);
}

static int count(const char *page, const char *what)
{
    int n = 0;
    for (const char *p = page; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

static int has(const char *page, const char *what)
{
    return strstr(page, what) != NULL;
}

/* --- every page, for many records ------------------------------------------------------------------ */

static const char *const pages[] = {
    "/progress",
    "/progress?days=14",
    "/progress?days=all",
    "/progress?days=%00&&",
    "/learn",
    "/record",
    "/record?before=2026-03-05",
    "/record?load=1",
    "/record?zone=1",
    "/record?erase=1",
    "/record?leave=1",
    "/record?back=0123456789abcdef-1",
    "/record/file",
    "/reminder",
    "/reminder/file?at=0830",
    "/privacy",
    "/about",
};

/* While an urgent answer stands, the urgent page is in place of those that are not open then. */
static int is_urgent(struct span record)
{
    struct record facts;
    struct faults faults = {0};
    static struct plan p;
    arena_reset(&a);
    record_read(&a, record.p, record.len, &facts, &faults);
    engine_plan(&a, &facts, last_day(record), &p);
    return p.route >= routes_same_day;
}

static int is_shut(const char *path)
{
    return strncmp(path, "/progress", 9) == 0 || strncmp(path, "/learn", 6) == 0 ||
           strncmp(path, "/reminder", 9) == 0;
}

static void every_page(struct span record)
{
    int urgent = is_urgent(record);
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        const char *page = ask(record, pages[i], NULL);
        if (urgent && is_shut(pages[i]))
            continue;
        if (!CHECK(r.status == 200 || (r.status == 404 && has(pages[i], "back="))))
            fprintf(stderr, "  %s: %d\n", pages[i], r.status);
        if (!r.download)
            CHECK(has(page, "</html>"));
        CHECK(!has(page, "style=") && !has(page, "<script"));
    }
}

static char *case_text(const char *name)
{
    struct case_file c;
    struct text t = {.mem = &a};
    char path[512];
    snprintf(path, sizeof path, "test/cases/%s", name);
    case_read(&c, path);
    arena_reset(&a);
    for (size_t i = 0; i < c.record.count; i++)
        fact_write(&t, &c.record.fact[i]);
    return kept(t.p, t.len);
}

static void cases(void)
{
    DIR *d = opendir("test/cases");
    struct dirent *e;
    int n = 0;
    while (d && (e = readdir(d)))
        if (strstr(e->d_name, ".case") && n++ % 6 == 0) {
            char *record = case_text(e->d_name);
            every_page(span(record));
            free(record);
        }
    if (d)
        closedir(d);
    CHECK(n > 100);
}

static char *long_record(int days, int gap_every)
{
    char *out = malloc((size_t)days * 400 + 200), *p = out;
    if (!out)
        abort();
    *p = '\0';
    for (int i = 0; i < days; i++) {
        struct text t = {.mem = &a};
        arena_reset(&a);
        if (gap_every && i % gap_every == 0)
            continue;
        day_put(&t, 20500 + i);
        p += sprintf(p,
                     "%.*sT08:00+00:00 checkin _id=0123456789abcdef-%d&leg=%d&back=%d&reach=%s&"
                     "walk_min=%d&sit_min=0\n%.*sT09:00+00:00 walk minutes=%d\n",
                     (int)t.len, t.p, i, i % 11, i % 4, i % 2 ? "foot" : "hip", i % 50, (int)t.len,
                     t.p, i % 40);
    }
    return out;
}

/* --- pictures -------------------------------------------------------------------------------------- */

#define DAY(day, rest) "2026-03-" day "T08:00+00:00 checkin " rest "\n"

static void pictures(void)
{
    const char *gap = DAY("02", "leg=7&back=3") DAY("03", "leg=6&back=3") DAY("05", "leg=0&back=2")
        DAY("06", "leg=1&back=2");
    const char *page = get(gap, "/progress");
    CHECK(count(page, "<polyline class=\"chart-leg leg\"") == 2);
    CHECK(count(page, "<polyline class=\"chart-back bk\"") == 2);
    CHECK(count(page, "class=\"chart-leg-dot legp\"") == 4);
    CHECK(count(page, "<rect class=\"chart-gap gap\" x=\"133\" y=\"16\"") == 1);
    CHECK(has(page, "cy=\"186\"")); /* the 0 stands on the line of 0 */
    CHECK(has(page, "You answered on 4 of 5 days"));
    CHECK(has(page, "leg 1</text>") && has(page, "back 2</text>"));
    /* all numbers of a picture are whole */
    for (const char *p = strstr(page, "points=\""); p; p = strstr(p + 1, "points=\""))
        CHECK(strcspn(p + 8, ".") > strcspn(p + 8, "\""));

    page = get(DAY("02", "leg=5"), "/progress");
    CHECK(!has(page, "<polyline") && count(page, "class=\"chart-leg-dot legp\"") == 1);
    CHECK(has(page, "It is early days"));
    /* the back was not told: neither dot nor name nor number */
    CHECK(!has(page, "chart-back-dot") && !has(page, "back 0"));
    CHECK(has(page, "<td>2 March 2026</td><td class=\"num\">5</td><td class=\"num\">–</td>"));

    /* a walk of 0 that was told is written; a day without one is a band */
    page = get(DAY("02", "leg=5") "2026-03-02T09:00+00:00 walk minutes=0\n"
                                  "2026-03-04T09:00+00:00 walk minutes=12\n",
               "/progress");
    CHECK(count(page, "class=\"chart-zero t\"") == 1);
    CHECK(count(page, "<rect class=\"chart-bar bar\"") == 1);
    CHECK(has(page, "<td>2 March 2026</td><td class=\"num\">0</td>"));
    CHECK(has(page, "told on 2 of 3 days"));

    /* what was taken back is in no picture, and the worst of a day counts */
    page = get(DAY("02", "_id=0123456789abcdef-1&leg=9") DAY("02", "_id=0123456789abcdef-2&leg=4")
                   DAY("02", "_id=0123456789abcdef-3&leg=6") "2026-03-02T10:00+00:00 retract "
                                                             "of=0123456789abcdef-1\n",
               "/progress");
    CHECK(has(page, "leg 6</text>") && !has(page, "leg 9</text>"));

    /* no walk told: no picture that would look like none walked */
    CHECK(!has(get(DAY("02", "leg=5"), "/progress"), "Minutes walked"));
    CHECK(has(get("", "/progress"), "You answered on 0 of 1 day."));
    CHECK(!has(get("", "/progress"), "chart-leg-dot"));
}

static void headings(void)
{
    char up[4096] = "", down[4096] = "";
    for (int i = 0; i < 14; i++) {
        char line[128];
        sprintf(line, "2026-03-%02dT08:00+00:00 checkin leg=5&reach=%s\n", i + 1,
                i < 7 ? "foot" : "thigh");
        strcat(up, line);
        sprintf(line, "2026-03-%02dT08:00+00:00 checkin leg=5&reach=%s\n", i + 1,
                i < 7 ? "thigh" : "foot");
        strcat(down, line);
    }
    CHECK(has(get(up, "/progress"), "The pain is coming up your leg"));
    CHECK(has(get(down, "/progress"), "The pain goes further down than it did"));
    /* a point of pain is noise, two are said */
    char same[4096] = "", less[4096] = "";
    for (int i = 0; i < 14; i++) {
        char line[128];
        sprintf(line, "2026-03-%02dT08:00+00:00 checkin leg=%d\n", i + 1, i < 7 ? 5 : 4);
        strcat(same, line);
        sprintf(line, "2026-03-%02dT08:00+00:00 checkin leg=%d\n", i + 1, i < 7 ? 5 : 3);
        strcat(less, line);
    }
    CHECK(has(get(same, "/progress"), "Much the same so far"));
    CHECK(has(get(less, "/progress"), "Your leg hurts less than it did"));
    /* too few answers in one of the weeks say nothing */
    CHECK(has(get(strchr(strchr(up, '\n') + 1, '\n') + 1, "/progress"), "Your days so far"));
    /* less pain and more numbness */
    strcat(up, "2026-03-14T09:00+00:00 checkin numb=more\n");
    CHECK(has(get(up, "/progress"), "the numb patch grew"));
    /* nothing is foretold, praised or counted in percent */
    const char *page = get(up, "/progress?days=all");
    CHECK(!has(page, "%") && !has(page, "Well done") && !has(page, "streak"));
}

/* Each check-in of a long record has its row of numbers, and no other day has one. */
static void numbers(void)
{
    char *record = long_record(730, 5);
    const char *page = get(record, "/progress?days=all");
    const char *table = strstr(page, "Pain from 0, none");
    const char *end = strstr(table, "</table>");
    int rows = 0;
    CHECK(r.status == 200);
    for (const char *p = table; (p = strstr(p, "<tr><td>")) && p < end; p++) {
        int day, n = 0, leg = -1, back = -1, i;
        char month[16], iso[32];
        static const char *const months[] = {"January",   "February", "March",    "April",
                                             "May",       "June",     "July",     "August",
                                             "September", "October",  "November", "December"};
        int y = 0, m = 0;
        CHECK(sscanf(p,
                     "<tr><td>%d %15[A-Za-z] %d</td><td class=\"num\">%d</td><td class=\"num\">%d",
                     &n, month, &y, &leg, &back) == 5);
        for (i = 0; i < 12; i++)
            m = strcmp(months[i], month) == 0 ? i + 1 : m;
        sprintf(iso, "%04d-%02d-%02d", y, m, n);
        CHECK(day_read(iso, 10, &day));
        i = day - 20500;
        CHECK(i % 5 != 0 && leg == i % 11 && back == i % 4);
        rows++;
    }
    CHECK(rows == 730 - 146);
    /* pictures of twelve weeks, one under the other */
    CHECK(count(page, "<title id=\"pain-") == (729 + 83) / 84);
    CHECK(has(get(record, "/progress?days=14"), "You answered on 12 of 14 days"));
    every_page(span(record));
    free(record);
}

/* --- the record ------------------------------------------------------------------------------------ */

#define CONSENT "2026-03-02T07:00+00:00 consent _id=00000000000000aa-1&to=store&version=1\n"

static char *whole(const char *path)
{
    FILE *f = fopen(path, "rb");
    static char bytes[1 << 16];
    size_t n = f ? fread(bytes, 1, sizeof bytes - 1, f) : 0;
    if (f)
        fclose(f);
    return kept(bytes, n);
}

static char *encoded(const char *before, const char *text)
{
    char *out = malloc(strlen(before) + 3 * strlen(text) + 1), *p = out;
    if (!out)
        abort();
    p += sprintf(p, "%s", before);
    for (; *text; text++)
        p += sprintf(p, "%%%02X", (unsigned)(unsigned char)*text);
    return out;
}

/* What a post adds, and the record with it. */
static char *after_post(const char *record, const char *body, size_t *ret_added)
{
    ask(span(record), "/record", body);
    *ret_added = r.facts.len;
    char *out = malloc(strlen(record) + r.facts.len + 1);
    if (!out)
        abort();
    strcpy(out, record);
    if (r.facts.len)
        memcpy(out + strlen(record), r.facts.p, r.facts.len);
    out[strlen(record) + r.facts.len] = '\0';
    return out;
}

static char *plan_json(const char *record, int day)
{
    struct record facts;
    struct faults faults = {0};
    struct plan *p = malloc(sizeof *p);
    struct text t = {.mem = &a};
    arena_reset(&a);
    record_read(&a, record, strlen(record), &facts, &faults);
    CHECK(!faults.count && p);
    engine_plan(&a, &facts, day, p);
    plan_put_json(&t, p);
    free(p);
    return kept(t.p, t.len);
}

#define LOAD "id=00112233445566aa&do=load&file="
#define LOOK "id=00112233445566aa&do=check&file="

static void same_after_loading(const char *record)
{
    size_t added, again;
    arena_reset(&a);
    int day = last_day(span(record));
    const char *page = get(record, "/record/file");
    char *file = kept(page, r.body.len - 1);
    CHECK(r.status == 200 && strncmp(r.type, "text/plain", 10) == 0 && r.download);
    char *body = encoded(LOAD, file), *look = encoded(LOOK, file);
    char *loaded = after_post(CONSENT, body, &added);
    CHECK(r.status == 303 && added);
    char *was = plan_json(record, day), *is = plan_json(loaded, day);
    CHECK(strcmp(was, is) == 0);
    char *twice = after_post(loaded, body, &again);
    CHECK(r.status == 303 && again == 0);
    ask(span(loaded), "/record", look);
    CHECK(r.status == 200 && has(r.body.p, "There is nothing to add"));
    free(file), free(body), free(look), free(loaded), free(was), free(is), free(twice);
}

static void out_and_in(void)
{
    char *example = whole("docs/example.record");
    same_after_loading(example);
    char *ten_days = long_record(10, 3);
    same_after_loading(ten_days);
    free(ten_days);
    DIR *d = opendir("test/cases");
    struct dirent *e;
    int n = 0;
    while (d && (e = readdir(d))) {
        if (!strstr(e->d_name, ".case") || n++ % 40)
            continue;
        char *record = case_text(e->d_name);
        /* a file makes nobody a clinician: such records need not give the same plan */
        if (strlen(record) && !strstr(record, "_by=") && !strstr(record, " override ") &&
            !strstr(record, " clearance ") && !strstr(record, " exam ") &&
            !strstr(record, " treatment ") && !strstr(record, " discharge ") &&
            !strstr(record, " referral ") && !strstr(record, "_v="))
            same_after_loading(record);
        free(record);
    }
    if (d)
        closedir(d);

    /* a record that nobody agreed to yet: the consent screen stands between */
    char *body = encoded(LOAD, example);
    ask(span(""), "/record", body);
    CHECK(r.status != 303 && !r.facts.len);
    free(body);

    /* every line says that it came by file, and has a name */
    size_t added;
    body = encoded(LOAD, example);
    char *loaded = after_post(CONSENT, body, &added);
    CHECK(count(loaded, "_from=file") == 6 && count(loaded, "_id=") >= 7);
    free(body), free(loaded), free(example);
}

static void faulty_files(void)
{
    const char *bad = "2026-03-02T08:00+00:00 checkin leg=7\nnonsense\n"
                      "2026-03-02T08:00+00:00 checkin leg=11\n";
    char *body = encoded(LOAD, bad), *look = encoded(LOOK, bad);
    for (int i = 0; i < 2; i++) {
        ask(span(CONSENT), "/record", i ? look : body);
        CHECK(r.status == 422 && !r.facts.len);
        CHECK(has(r.body.p, "Line 2: ") && has(r.body.p, "Line 3: ") && !has(r.body.p, "Line 1: "));
        CHECK(has(r.body.p, "leg=11")); /* it comes back as it was written */
    }
    free(body), free(look);
    ask(span(CONSENT), "/record", "id=00112233445566aa&do=load&file=");
    CHECK(r.status == 422 && !r.facts.len);
    ask(span(CONSENT), "/record", "id=00112233445566aa&do=load&file=%23+only+a+remark");
    CHECK(r.status == 422 && !r.facts.len);

    /* the name of something that says something else here */
    const char *here = CONSENT "2026-03-02T08:00+00:00 walk _id=0123456789abcdef-1&minutes=5\n";
    const char *file = "2026-03-02T08:00+00:00 walk _id=0123456789abcdef-1&minutes=6\n"
                       "2026-03-02T09:00+00:00 walk _id=0123456789abcdef-2&minutes=7\n";
    size_t added;
    look = encoded(LOOK, file);
    ask(span(here), "/record", look);
    CHECK(has(r.body.p, "Lines that are left out") && has(r.body.p, "<li>Line 1</li>"));
    body = encoded(LOAD, file);
    char *loaded = after_post(here, body, &added);
    CHECK(has(loaded, "minutes=7") && !has(loaded, "minutes=6"));
    free(body), free(look), free(loaded);

    /* the end is missing */
    look = encoded(LOOK, "# Ambulando record, version 1\n2026-03-02T09:00+00:00 walk minutes=7\n");
    ask(span(CONSENT), "/record", look);
    CHECK(r.status == 200 && has(r.body.p, "The end of the file is missing"));
    free(look);
}

/* A file cannot clear an alarm as a clinician would, and its urgent answers count. */
static void urgent_files(void)
{
    size_t added;
    const char *alarm = "2026-03-02T08:00+00:00 screen extent=full&saddle=yes&rest=no\n";
    const char *file = "2026-03-02T09:00+00:00 clearance _by=clinician&flag=saddle\n";
    char here[512];
    snprintf(here, sizeof here, "%s%s", CONSENT, alarm);
    char *body = encoded(LOAD, file), *loaded = after_post(here, body, &added);
    int day;
    CHECK(day_read("2026-03-02", 10, &day));
    char *plan = plan_json(loaded, day);
    CHECK(added && has(loaded, "_by=self") && has(plan, "\"route\":\"emergency\""));
    free(body), free(loaded), free(plan);

    body = encoded(LOOK, alarm);
    ask(span(CONSENT), "/record", body);
    CHECK(has(r.body.p, "There is an urgent answer"));
    free(body);
    body = encoded(LOAD, alarm);
    loaded = after_post(CONSENT, body, &added);
    CHECK(r.status == 303 && strcmp(r.location, "/") == 0);
    plan = plan_json(loaded, day);
    CHECK(has(plan, "\"route\":\"emergency\""));
    free(body), free(loaded), free(plan);
}

static void taking_back(void)
{
    const char *record =
        CONSENT "2026-03-02T08:00+00:00 checkin _id=0123456789abcdef-1&leg=7\n"
                "2026-03-02T08:01+00:00 exam _id=0123456789abcdef-2&_by=clinician&slr_deg=40\n";
    const char *page = get(record, "/record");
    CHECK(count(page, "Take this back") == 1); /* neither the clinician's nor the consent */
    CHECK(has(page, "href=\"/record?back=0123456789abcdef-1\""));
    page = get(record, "/record?back=0123456789abcdef-1");
    CHECK(r.status == 200 && has(page, "It will no longer count") &&
          !has(page, "The urgent advice stays"));
    get(record, "/record?back=0123456789abcdef-2");
    CHECK(r.status == 404);
    size_t added;
    const char *body = "id=00112233445566aa&do=back&of=0123456789abcdef-1";
    char *after = after_post(record, body, &added);
    CHECK(r.status == 303 && count(after, " retract ") == 1 && has(after, "of=0123456789abcdef-1"));
    page = get(after, "/record");
    CHECK(has(page, "<del>") && has(page, "Taken back") && has(page, "Something taken back"));
    CHECK(!has(page, "href=\"/record?back=0123456789abcdef-1\""));
    char *again = after_post(after, body, &added);
    CHECK(r.status == 303 && !added);
    free(after), free(again);
    after = after_post(record, "id=00112233445566aa&do=back&of=0123456789abcdef-2", &added);
    CHECK(!added);
    free(after);

    /* an urgent answer is said not to go */
    record = CONSENT "2026-03-02T07:30+00:00 screen "
                     "_id=0123456789abcdef-3&extent=full&saddle=yes&rest=no\n"
                     "2026-03-02T08:00+00:00 checkin _id=0123456789abcdef-4&leg=7\n";
    page = get(record, "/record?back=0123456789abcdef-3");
    CHECK(has(page, "The urgent advice stays"));
    after = after_post(record, "id=00112233445566aa&do=back&of=0123456789abcdef-3", &added);
    CHECK(added && strcmp(r.location, "/") == 0);
    CHECK(has(get(after, "/record"), "An urgent answer in it still counts"));
    free(after);
}

static void zone_erase_leave(void)
{
    size_t added;
    char *after = after_post(CONSENT, "id=00112233445566aa&do=zone&zone=Asia%2FTokyo", &added);
    CHECK(has(after, "profile") && has(after, "zone=Asia%2FTokyo"));
    CHECK(has(get(after, "/record?zone=1"), "Now: Asia/Tokyo"));
    CHECK(!has(get(after, "/record?zone=1"), "value=\"Asia/Tokyo\" ")); /* not filled in */
    free(after);
    after = after_post(CONSENT, "id=00112233445566aa&do=zone&zone=%3Cb%3E", &added);
    CHECK(r.status == 422 && !added && has(r.body.p, "&lt;b&gt;"));
    free(after);
    ask(span(CONSENT), "/record", "id=00112233445566aa&do=erase");
    CHECK(r.status == 422 && r.effect == APP_NOTHING);
    ask(span(CONSENT), "/record", "id=00112233445566aa&do=erase&sure=yes");
    CHECK(r.status == 303 && r.effect == APP_ERASE && !r.facts.len);
    ask(span(CONSENT), "/record", "id=00112233445566aa&do=leave");
    CHECK(r.status == 422 && r.effect == APP_NOTHING);
    ask(span(CONSENT), "/record", "id=00112233445566aa&do=leave&sure=yes");
    CHECK(r.status == 303 && r.effect == APP_LEAVE && !r.facts.len);
    get(CONSENT, "/record?erase=1");
    CHECK(r.effect == APP_NOTHING);
}

/* What a person wrote comes out as text, wherever it is shown. */
static void hostile(void)
{
    const char *record = CONSENT
        "2026-03-02T08:00+00:00 checkin "
        "_id=0123456789abcdef-1&leg=7&note=%3Cscript%3Ealert(1)%3C/script%3E%22%27%26\n"
        "2026-03-02T08:01+00:00 goal _id=0123456789abcdef-2&activity=%3Cimg+src=x+onerror=1%3E\n"
        "2026-03-02T08:02+00:00 blob _id=0123456789abcdef-3&%3Cb%3E=%3Ci%3E\n"
        "2026-03-02T08:03+00:00 profile _id=0123456789abcdef-4&zone=%3Cu%3E\n"
        "2026-03-02T08:04+00:00 retract of=0123456789abcdef-2&why=%3Cs%3E\n";
    static const char *const where[] = {"/record",
                                        "/record?back=0123456789abcdef-1",
                                        "/record?zone=1",
                                        "/record?back=%3Cscript%3E",
                                        "/record?before=%3Cscript%3E",
                                        "/progress?days=%3Cscript%3E",
                                        "/reminder?at=%22%3E%3Cscript%3E"};
    for (size_t i = 0; i < sizeof where / sizeof where[0]; i++) {
        const char *page = get(record, where[i]);
        CHECK(!has(page, "<script") && !has(page, "<img") && !has(page, "<i>") &&
              !has(page, "<u>") && r.status < 500);
    }
    const char *page = get(record, "/record");
    CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
    CHECK(has(page, "&lt;img src=x onerror=1&gt;"));
    CHECK(has(page, "Something this version does not know") && has(page, "&lt;i&gt;"));
    char *body = encoded(LOOK, "2026-03-02T08:00+00:00 walk minutes=<script>\n</textarea><script>");
    ask(span(CONSENT), "/record", body);
    CHECK(r.status == 422 && !has(r.body.p, "<script") && count(r.body.p, "</textarea>") == 1);
    free(body);
    site.runs = site.contact = site.signed_by = "<script>";
    CHECK(!has(get("", "/about"), "<script") && !has(get("", "/privacy"), "<script"));
    site.runs = site.contact = site.signed_by = "";
}

/* Every kind is shown, and what the program wrote is folded away. */
static void every_kind(void)
{
    CHECK(keys_unnamed() == 0);
    const char *page =
        get(CONSENT "2026-03-02T08:00+00:00 shown _id=0123456789abcdef-1&engine=0&day=2026-03-02\n"
                    "2026-03-02T08:00+00:00 flare -\n"
                    "2026-03-02T09:00+00:00 session did=E1:2x3m&skipped=N1\n"
                    "2026-03-02T09:30+00:00 mobility bend=knee\n"
                    "2026-03-02T09:31+00:00 screen extent=short&saddle=no&rest=no\n",
            "/record");
    CHECK(has(page, "<details class=\"more\"><summary>The plan as it was shown to you, 8:00"));
    CHECK(has(page, "Too sore today") && has(page, "Flat front lying, 2 × 3 minutes") &&
          has(page, "Ankle pumps"));
    CHECK(has(page, "<dd>knee</dd>") && has(page, "touch a saddle"));
    /* older days are a link away */
    char *record = long_record(40, 0);
    page = get(record, "/record");
    CHECK(count(page, "<b>Check-in</b>") == 14 && has(page, "href=\"/record?before="));
    free(record);
}

/* --- the calendar file ----------------------------------------------------------------------------- */

/* Parses it back: lines, unfolded, and what stands in them. */
static void calendar(void)
{
    char unfolded[8192], *to = unfolded;
    static char base[400];
    memset(base, 0, sizeof base);
    strcpy(base, "https://example.org/");
    for (int i = 0; i < 60; i++)
        strcat(base, "é,");
    site.base_url = base;
    const char *file = get("2026-03-02T08:00+00:00 walk _id=0123456789abcdef-1&minutes=5\n",
                           "/reminder/file?at=08%3A30");
    CHECK(r.status == 200 && strncmp(r.type, "text/calendar", 13) == 0);
    CHECK(r.download && !has(r.download, "sciatica") && !has(r.download, "ambulando"));
    for (const char *p = file; *p;) {
        const char *end = strstr(p, "\r\n");
        if (!CHECK(end && end - p <= 75 && !memchr(p, '\n', (size_t)(end - p))))
            break;
        CHECK(((unsigned char)*p & 0xc0) != 0x80 &&
              (*p != ' ' || ((unsigned char)p[1] & 0xc0) != 0x80)); /* no character is cut */
        if (*p == ' ' && to > unfolded) {
            to -= 1;
            p++;
        }
        memcpy(to, p, (size_t)(end - p));
        to += end - p;
        *to++ = '\n';
        p = end + 2;
    }
    *to = '\0';
    CHECK(strncmp(unfolded, "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:", 35) == 0);
    CHECK(has(unfolded, "\nUID:") && has(unfolded, "\nDTSTAMP:20260302T120000Z\n"));
    CHECK(has(unfolded, "\nDTSTART:20260303T083000\n")); /* half past eight is over today */
    CHECK(has(unfolded, "\nRRULE:FREQ=DAILY\n") &&
          has(unfolded, "\nSUMMARY:A few minutes for yourself\n"));
    CHECK(has(unfolded, "\nBEGIN:VALARM\nACTION:DISPLAY\n") && has(unfolded, "\nTRIGGER:PT0M\n") &&
          has(unfolded, "\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n"));
    CHECK(has(unfolded, "\nURL:https://example.org/é,é,") &&
          has(unfolded, "\nDESCRIPTION:Open: https://example.org/é\\,é\\,"));
    CHECK(!has(unfolded, "sciatica") && !has(unfolded, "pain") &&
          !has(unfolded, "0123456789abcdef"));
    site.base_url = "https://example.org";
    CHECK(has(get("", "/reminder/file?at=2359"), "DTSTART:20260216T235900"));

    static const char *const no_time[] = {"",          "?at=",      "?at=24:00",
                                          "?at=8",     "?at=08:60", "?at=x",
                                          "?at=1:2:3", "?at=0:830", "?at=99999"};
    for (size_t i = 0; i < sizeof no_time / sizeof no_time[0]; i++) {
        char path[64];
        snprintf(path, sizeof path, "/reminder/file%s", no_time[i]);
        CHECK(has(get("", path), "Write a time, like 8:30.") && r.status == 422 && !r.download);
    }
    ask(span(CONSENT), "/reminder", "id=00112233445566aa&at=8%3A05");
    CHECK(r.status == 303 && strcmp(r.location, "/reminder/file?at=0805") == 0 && !r.facts.len);
}

/* --- words ----------------------------------------------------------------------------------------- */

static void lessons(void)
{
    static const char *const never[] = {
        "%",          "treatment plan", "diagnos",      "guarantee", "cure",
        "all clear",  "all-clear",      "dry out",      "dries out", "shrink",
        "your fault", "lazy",           "you are safe", "999",       "111"};
    const char *name;
    const struct para *para;
    int n = 0, paras;
    for (; (para = lesson_paras(n, &name, &paras)); n++) {
        char path[64];
        snprintf(path, sizeof path, "/learn/%s", name);
        const char *page = get("", path);
        CHECK(r.status == 200 && has(page, "Where this comes from"));
        CHECK(has(get("", "/learn"), path));
        for (int i = 0; i < paras; i++) {
            const char *key = para[i].keys;
            CHECK((para[i].is == HEAD) == (key[0] == '\0'));
            for (size_t len; *key; key += len + (key[len] == ' ')) {
                len = strcspn(key, " ");
                if (!CHECK(len && source_named(key, len)))
                    fprintf(stderr, "  %s: %s\n", name, key);
                if (!len)
                    break;
            }
            for (size_t k = 0; k < sizeof never / sizeof never[0]; k++)
                if (!CHECK(!has(para[i].text, never[k])))
                    fprintf(stderr, "  %s: %s\n", name, para[i].text);
        }
    }
    CHECK(n == 14);
    get("", "/learn/nothing");
    CHECK(r.status == 404);
    get("", "/learn/");
    CHECK(r.status == 404);
    CHECK(has(get("", "/learn/help"), "href=\"tel:999\"") &&
          has(get("", "/learn/help"), "A&amp;E"));
}

static void who_answers(void)
{
    const char *page = get("", "/about");
    CHECK(has(page, ENGINE_VERSION) && has(page, "not reviewed by a clinician here") &&
          has(page, "not certified") && has(page, "Nobody is watching"));
    CHECK(!has(page, "not a medical device") && count(page, "<li>") >= source_count);
    CHECK(has(get("", "/privacy"), "We have not been told") &&
          has(get("", "/privacy"), "24 months"));
    site.runs = "Riverside clinic";
    site.signed_by = "Dr A, GMC 1";
    CHECK(has(get("", "/privacy"), "Riverside clinic") && has(get("", "/about"), "Dr A, GMC 1"));
    CHECK(!has(get("", "/about"), "have not been reviewed"));
    site.runs = site.signed_by = "";
}

int main(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    site = (struct app_site){.runs = "",
                             .contact = "",
                             .signed_by = "",
                             .base_url = "https://example.org",
                             .country = country_find("GB"),
                             .keep_months = 24};
    every_page(span(""));
    cases();
    pictures();
    headings();
    numbers();
    out_and_in();
    faulty_files();
    urgent_files();
    taking_back();
    zone_erase_leave();
    hostile();
    every_kind();
    calendar();
    lessons();
    who_answers();
    return check_done("more_pages");
}
