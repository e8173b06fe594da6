/* test_more_record - the page /record: shown whole, taken back, out as a file and in again. */
#include "../app/record_tell.h"
#include "more.h"

/* --- the record ------------------------------------------------------------------------------------ */

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
#define LOOK "id=00112233445566ab&do=check&file="

/* What a file cannot do: speak of tomorrow, agree or withdraw in a person's place, or name somebody
 * else as the one who has seen them. */
static void a_file_has_no_say(void)
{
    clock_day = 20514; /* 2026-03-02 */
    char *body = encoded(LOAD, "2026-03-03T08:00+00:00 checkin leg=3\n");
    ask(span(CONSENT), "/record", body);
    CHECK(r.status == 422 && !r.facts.len && has(r.body.p, "dated after today"));
    free(body);
    body = encoded(LOAD,
                   "2026-03-02T08:00+00:00 consent withdrawn=store\n"
                   "2026-03-02T08:00+00:00 treatment visit=1&_by=device\n"
                   "2026-03-02T08:00+00:00 checkin leg=3&_recorded=2200-12-31T23:59:59%2B00:00\n");
    ask(span(CONSENT), "/record", body);
    text_char(&r.facts, '\0');
    CHECK(r.status == 303 && !has(r.facts.p, "withdrawn") && !has(r.facts.p, "2200-12-31"));
    CHECK(has(r.facts.p, "treatment ") && !has(r.facts.p, "_by=device&visit") &&
          has(r.facts.p, "_by=self"));
    free(body);
    clock_day = 0;
}

static void same_after_loading(const char *record)
{
    size_t added, again;
    arena_reset(&a);
    int day = last_day(span(record));
    const char *page = get(record, "/record/file");
    char *file = kept(page, r.body.len - 1);
    CHECK(r.status == 200 && strncmp(r.type, "text/plain", 10) == 0 && r.download);
    char *body = encoded(LOAD, file), *look = encoded(LOOK, file);
    clock_day = day;
    char *loaded = after_post(CONSENT, body, &added);
    CHECK(r.status == 303 && added);
    char *was = plan_json(record, day), *is = plan_json(loaded, day);
    CHECK(strcmp(was, is) == 0);
    char *twice = after_post(loaded, body, &again);
    CHECK(r.status == 303 && again == 0);
    ask(span(loaded), "/record", look);
    CHECK(r.status == 200 && has(r.body.p, "There is nothing to add"));
    clock_day = 0;
    free(file), free(body), free(look), free(loaded), free(was), free(is), free(twice);
}

static void out_and_in(void)
{
    char *example = whole("docs/example.record");
    same_after_loading(example);
    char *ten_days = long_record(10, 3);
    same_after_loading(ten_days);
    free(ten_days);
    /* written down a few seconds ahead of the clock, as what is many in one second is: in its order */
    same_after_loading("2026-03-12T11:00+00:00 profile _id=00000000000000a1-1&born=1984\n"
                       "2026-03-12T11:00+00:00 screen _id=00000000000000a1-2&extent=full&rest=no\n"
                       "2026-03-12T12:00+00:00 checkin "
                       "_id=00000000000000f1-1&_recorded=2026-03-12T12:00:05%2B00:00"
                       "&leg=4&back=2\n"
                       "2026-03-12T12:00+00:00 flare "
                       "_id=00000000000000f4-1&_recorded=2026-03-12T12:00:06%2B00:00\n"
                       "2026-03-12T12:00+00:00 retract "
                       "_id=00000000000000e3-1&_recorded=2026-03-12T12:00:07%2B00:00"
                       "&of=00000000000000f4-1\n");
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

    /* agreed to on that screen: it goes in beside the agreement, no name twice */
    clock_day = 20514;
    char *agreed = encoded("agree=yes&id=00112233445566aa&do=load&file=", example);
    size_t more;
    char *first = after_post("", agreed, &more);
    CHECK(r.status == 303 && count(first, " consent ") == 1 && count(first, " checkin ") == 1);
    CHECK(!has(first, " retract "));

    /* the same page sent again with a line more: that line is added, nothing is taken back */
    char *with_more = kept("", 0);
    with_more = realloc(with_more, strlen(example) + 100);
    sprintf(with_more, "%s2026-03-02T10:00+00:00 walk minutes=9\n", example);
    char *longer = encoded(LOAD, with_more), *second = after_post(first, longer, &more);
    CHECK(r.status == 303 && count(second, " walk ") == 1 && !has(second, " retract ") &&
          count(second, " checkin ") == 1);
    clock_day = 0;
    free(agreed), free(first), free(with_more), free(longer), free(second);

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
    CHECK(!has(page, "still counts"));
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
    zone_counts = 1;
    CHECK(has(get(after, "/record?zone=1"), "Now: Asia/Tokyo"));
    zone_counts = 0; /* no such zone on the host: its own clock counts, and that is said */
    const char *unknown = get(after, "/record?zone=1");
    CHECK(!has(unknown, "Now: ") && has(unknown, "does not know"));
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
                                        "/record?upto=%3Cscript%3E",
                                        "/progress?days=%3Cscript%3E",
                                        "/reminder?at=%22%3E%3Cscript%3E"};
    for (size_t i = 0; i < sizeof where / sizeof where[0]; i++) {
        const char *page = get(record, where[i]);
        CHECK(!has(page, "<script>") && !has(page, "<img") && !has(page, "<i>") &&
              !has(page, "<u>") && r.status < 500);
    }
    const char *page = get(record, "/record");
    CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
    CHECK(has(page, "&lt;img src=x onerror=1&gt;"));
    CHECK(has(page, "Something this version does not know") && has(page, "&lt;i&gt;"));
    char *body = encoded(LOOK, "2026-03-02T08:00+00:00 walk minutes=<script>\n</textarea><script>");
    ask(span(CONSENT), "/record", body);
    CHECK(r.status == 422 && !has(r.body.p, "<script>") && count(r.body.p, "</textarea>") == 1);
    free(body);
    site.runs = site.contact = site.signed_by = "<script>";
    CHECK(!has(get("", "/about"), "<script>") && !has(get("", "/privacy"), "<script>"));
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
}

int main(void)
{
    more_begin();
    out_and_in();
    faulty_files();
    urgent_files();
    taking_back();
    zone_erase_leave();
    hostile();
    every_kind();
    a_file_has_no_say();
    return check_done("more_record");
}
