/* test_clinic_patient - the page of one patient: what must stand on it, and what must not. */
#include "../clinic/clinic.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdlib.h>

static unsigned char block[1 << 27] __attribute__((aligned(16)));
static struct arena a;
static struct clinic_response r;
static enum role role = ROLE_practitioner;
static struct value patient[patient_mail + 1];
static int64_t born = 1989, joined = 1770000600, left_at;
static const char *zone = "Europe/London";

#define PATIENT "/clinic/patient/33333333333333"
#define WHO "_by=clinician&_who=Tom+Achterberg%2C+GOsC+1234&"
enum { TODAY = 20571 }; /* 2026-04-28 */

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "test_clinic_patient: %s\n", why);
    exit(1);
}

static struct span span(const char *s)
{
    return (struct span){s, (uint32_t)strlen(s)};
}

static struct value whole_or_null(int64_t n)
{
    return n ? value_whole(n) : (struct value){VALUE_null, 0, {"", 0}};
}

static void rows(struct clinic_request *q)
{
    static struct value clinic[9], site[6], staff[9];
    const struct value empty = {VALUE_null, 0, {"", 0}};
    for (int i = 0; i < 9; i++)
        clinic[i] = staff[i] = empty;
    for (int i = 0; i < 6; i++)
        site[i] = empty;
    for (int i = 0; i < 12; i++)
        patient[i] = empty;
    site[sites_site] = value_whole(0x11111111111111);
    site[sites_name] = value_text(span("Riverside"));
    site[sites_zone] = value_text(span(zone));
    staff[staff_account] = value_whole(0x22222222222222);
    staff[staff_name] = value_text(span("Tom Achterberg"));
    patient[patient_patient] = value_whole(0x33333333333333);
    patient[patient_name] = value_text(span("Marta <script>"));
    patient[patient_born] = whole_or_null(born);
    patient[patient_telephone] = value_text(span("01632 960456"));
    patient[patient_account] = value_whole(0x22222222222222);
    patient[patient_site] = value_whole(0x11111111111111);
    patient[patient_joined_s] = whole_or_null(joined);
    patient[patient_left_s] = whole_or_null(left_at);
    patient[patient_retain_day] = value_whole(TODAY);
    patient[patient_mail] = value_text(span(""));
    q->clinic = (struct rows){clinic, 1, 9};
    q->sites = (struct rows){site, 1, 6};
    q->staff_rows = (struct rows){staff, 1, 9};
    q->patient = (struct rows){patient, 1, patient_mail + 1};
}

/* The page of a record; body NULL: asked for. Lasts until the next one. */
static const char *page(const char *record, const char *path, const char *body)
{
    static struct app_site where;
    static struct staff who;
    const char *question = strchr(path, '?');
    struct clinic_request q = {.staff = &who, .form_key = "key"};
    arena_reset(&a);
    where = (struct app_site){"", "", "", "http://localhost", 0, country_find("GB"), 24};
    who = (struct staff){{1, 0x22222222222222, role}, "Tom Achterberg", "tom", "GOsC 1234", 0, 0};
    q.app = (struct app_request){.post = body != NULL, .site = &where, .known = 1, .tag = 1};
    q.app.record = span(record);
    q.app.path = question ? (struct span){path, (uint32_t)(question - path)} : span(path);
    q.app.query = question ? span(question + 1) : span("");
    q.app.body = span(body ? body : "");
    q.app.now =
        (struct moment){.day = TODAY, .minute = 720, .at_s = (int64_t)TODAY * 86400 + 43200};
    memcpy(q.app.random, "0123456789abcdef", APP_RANDOM);
    rows(&q);
    clinic_respond(&a, &q, &r);
    r.app.body.mem = r.app.facts.mem = &a;
    text_char(&r.app.body, '\0');
    text_char(&r.app.facts, '\0');
    return r.app.body.p;
}

static int has(const char *page_, const char *words)
{
    return strstr(page_, words) != NULL;
}

static int wrote(const char *words)
{
    return strstr(r.app.facts.p, words) != NULL;
}

#define BASE                                                                                       \
    "2026-03-02T08:00+00:00 profile _id=00000000000000a1-1&born=1989&sex=male&has=osteoporosis\n"  \
    "2026-03-02T08:01+00:00 episode _id=00000000000000a1-2&number=2&side=left&began=2026-02-16\n"  \
    "2026-03-02T08:02+00:00 screen _id=00000000000000a1-3&extent=full&rest=no\n"

/* --- the head ------------------------------------------------------------------------------------------- */

static void head(void)
{
    const char *p = page(BASE, PATIENT, NULL);
    CHECK(r.app.status == 200 && has(p, "<h1>Marta &lt;script&gt;, 37</h1>"));
    CHECK(has(p, "Left leg, second episode, week 11") && has(p, "with you, Riverside"));
    CHECK(has(p, PATIENT "/exam") && has(p, PATIENT "/treatment") && has(p, PATIENT "/letters"));
    CHECK(has(p, PATIENT "/instrument\"") && has(p, PATIENT "/refer\"") &&
          has(p, PATIENT "/discharge\"") && has(p, PATIENT "/history\"") &&
          has(p, PATIENT "/edit\"")); /* no page of theirs is without a way to it */
    CHECK(!has(p, "right person?") && !has(p, "Show QR") && !has(p, "Hand over"));
    born = 1992;
    p = page(BASE, PATIENT, NULL);
    CHECK(has(p, "right person?") && has(p, "<b>1992</b>") && has(p, "<b>1989</b>"));
    born = 0;
    CHECK(has(page(BASE, PATIENT, NULL), ", 37</h1>")); /* from the record */
    born = 1989;
    joined = 0;
    p = page(BASE, PATIENT, NULL);
    CHECK(has(p, "action=\"" PATIENT "/link\"") && has(p, "Show QR"));
    joined = 1770000600;
    left_at = 1770000700;
    CHECK(page(BASE, PATIENT, NULL) &&
          r.app.status == 404); /* only the owner opens what is closed */
    role = ROLE_owner;
    p = page(BASE, PATIENT "?why=copy", NULL);
    role = ROLE_practitioner;
    CHECK(has(p, "This record is closed") && !has(p, "Record exam") && !has(p, "Take back"));
    left_at = 0;
    p = page(BASE "2026-03-02T08:03+00:00 profile zone=Asia%2FTokyo\n"
                  "2026-06-01T08:00+00:00 checkin leg=3\n",
             PATIENT, NULL);
    CHECK(has(p, "<b>Asia/Tokyo</b>") && has(p, "1 entry is dated after today"));
}

static void urgent(void)
{
    const char *p = page(BASE "2026-04-28T07:52+00:00 screen _id=00000000000000a2-1&extent=short&"
                              "saddle=yes&urine_hesitant=unsure&rest=no\n",
                         PATIENT, NULL);
    CHECK(has(p, "Emergency: must be seen now") && has(p, PATIENT "/handover"));
    CHECK(has(p, "strange between the legs") && has(p, "Not sure (counts as yes)"));
    CHECK(has(p, "28 April, 07:52") && has(p, "go to A&amp;E now"));
    CHECK(has(p, "no sign that they have seen it") && has(p, "1 yes, 1 not sure"));
    CHECK(strstr(p, "Emergency: must") < strstr(p, "class=\"chips\""));
    p = page(BASE
             "2026-04-28T07:52+00:00 screen extent=short&saddle=yes&rest=no\n"
             "2026-04-28T07:53+00:00 shown _by=device&day=2026-04-28&route=emergency&stage=stop\n",
             PATIENT, NULL);
    CHECK(has(p, "First shown to them today 07:53"));
}

/* --- nothing is said of what was not asked --------------------------------------------------------------- */

static void never_asked(void)
{
    const char *p = page("", PATIENT, NULL);
    CHECK(r.app.status == 200 && has(p, "Nothing told yet") && has(p, "never asked"));
    CHECK(!has(p, ">none") && !has(p, " none"));
    p = page("2026-04-27T08:00+00:00 goal activity=walk\n", PATIENT, NULL);
    CHECK(has(p, "danger signs: never asked") && has(p, "never answered whole"));
    CHECK(has(p, "no check-in yet") && has(p, "Not examined here, and not tested at home yet"));
    CHECK(has(p, "too few answers for a trend: 0 of the last 7 days"));
    CHECK(has(p, "no plan was put before them") && !has(p, " none"));
    p = page("2026-04-27T08:00+00:00 screen extent=short&saddle=no&fever=no\n", PATIENT, NULL);
    CHECK(has(p, "no to 2, the others not answered") && !has(p, "no to all"));
    p = page("2026-04-27T08:00+00:00 screen extent=short&rest=no\n"
             "2026-04-27T08:01+00:00 screen extent=short&saddle=no\n",
             PATIENT, NULL);
    CHECK(has(p, "no to 1, the others not answered") && !has(p, "no to all"));
    p = page(
        "2026-04-27T08:00+00:00 screen extent=short&urine_hesitant=no&urine_unfelt=no&saddle=no&"
        "bowel_unfelt=no&both_legs=no&both_weak=no&foot_drop=no&weaker=no&fever=no&calf_swollen=no&"
        "breathless=no\n",
        PATIENT, NULL);
    CHECK(has(p, "no to all, short list"));
    p = page(BASE, PATIENT, NULL);
    CHECK(has(p, "no to all, full list, asked 2 Mar 08:02") && has(p, "overdue by 43 days"));
}

static void gaps(void)
{
    const char *p = page(
        BASE "2026-04-20T08:00+00:00 checkin leg=0&back=4&reach=none\n"
             "2026-04-21T08:20+00:00 shown _by=device&day=2026-04-21&route=self_care&stage=calm&"
             "item=P1%3A2.0.0.0.5.0\n"
             "2026-04-21T18:00+00:00 session did=P1%3A2x5m\n"
             "2026-04-22T08:20+00:00 shown _by=device&day=2026-04-22&route=self_care&stage=calm&"
             "item=P1%3A2.0.0.0.5.0\n"
             "2026-04-23T08:20+00:00 shown _by=device&day=2026-04-23&route=self_care&stage=calm&"
             "item=P1%3A2.0.0.0.5.0\n"
             "2026-04-23T18:00+00:00 session skipped=P1\n",
        PATIENT, NULL);
    CHECK(has(p, "did something on 1 of 3 planned days, left it out on 1, nothing told on 1"));
    CHECK(has(p, "no check-in for 8 days, the last 20 Apr"));
    CHECK(has(p, "<b>1 of 42 days</b>") && has(p, "chart-gap") && has(p, "leg 0"));
    CHECK(has(p, "<td class=\"num\">0</td><td class=\"num\">4</td>"));
}

/* --- findings --------------------------------------------------------------------------------------------- */

#define EXAMS                                                                                      \
    "2026-03-03T09:40+00:00 exam _id=00000000000000c1-1&" WHO                                      \
    "side=left&slr_deg=35&ankle_reflex=normal&mrc_plantarflexion=5\n"                              \
    "2026-04-10T09:40+00:00 exam _id=00000000000000c1-2&" WHO                                      \
    "side=left&slr_deg=50&ankle_reflex=reduced&mrc_plantarflexion=4\n"                             \
    "2026-04-10T09:50+00:00 treatment _id=00000000000000c1-3&" WHO                                 \
    "visit=4&consent=given&technique=soft_tissue&response=better\n"                                \
    "2026-04-11T10:00+00:00 letter _id=00000000000000c1-4&" WHO                                    \
    "to=gp&name=Dr+Osei&text=%3Cscript%3E1\n"                                                      \
    "2026-04-12T10:00+00:00 override _id=00000000000000c1-5&" WHO                                  \
    "ban=LIFT&until=2026-04-20&why=%3Cscript%3E2\n"                                                \
    "2026-04-12T10:01+00:00 history _id=00000000000000c1-6&" WHO "presenting=%3Cscript%3E3\n"

static void findings(void)
{
    const char *p = page(BASE EXAMS, PATIENT, NULL);
    CHECK(has(p, "<td>35°</td><td><b class=\"changed\">50°</b></td>"));
    CHECK(has(p, "<b class=\"worse\">reduced worse</b>") &&
          has(p, "<b class=\"worse\">4 worse</b>"));
    CHECK(has(p, "suggests S1") && !has(p, "suggests L5"));
    CHECK(has(p, "Visit 4") && has(p, "by Tom Achterberg, GOsC 1234"));
    CHECK(has(p, PATIENT "/exam?correct=00000000000000c1-2") && has(p, "<b>ended</b>"));
    CHECK(!has(p, "<script>") && has(p, "&lt;script&gt;3"));
    p = page(BASE EXAMS "2026-04-13T10:00+00:00 retract _id=00000000000000c1-7&" WHO
                        "of=00000000000000c1-2&why=wrong+leg\n",
             PATIENT, NULL);
    CHECK(!has(p, "reduced worse") && !has(p, "suggests S1")); /* out of the table */
    CHECK(has(p, "<del>") && has(p, "“wrong leg”") && has(p, "Straight leg raise 50"));
}

/* How often some words stand on all pages of the line together. */
static int on_all_pages(const char *record, const char *words)
{
    char path[96] = PATIENT "/line";
    const char *older;
    int n = 0, pages = 0;
    do {
        const char *p = page(record, path, NULL);
        for (const char *at = p; (at = strstr(at, words)); at++)
            n++;
        older = strstr(p, "/line?before=");
        if (older)
            snprintf(path, sizeof path, PATIENT "%.*s", (int)strcspn(older, "&"), older);
    } while (older && ++pages < 9);
    return n;
}

static void one_stop(void)
{
    char *record = malloc(1 << 15);
    size_t n = 0;
    if (!record)
        abort();
    n += (size_t)sprintf(record, "%s", BASE "2026-03-20T07:00+00:00 screen saddle=yes&rest=no\n");
    for (int i = 0; i < 150; i++)
        n += (size_t)sprintf(record + n, "2026-04-%02dT%02d:00+00:00 walk minutes=5\n", 1 + i % 27,
                             8 + i / 27);
    CHECK(on_all_pages(record, "<div>Stopped") == 1 && on_all_pages(record, "5 minutes") == 150);
    free(record);
}

static void line(void)
{
    char *record = malloc(1 << 16);
    size_t n = 0;
    if (!record)
        abort();
    n += (size_t)sprintf(record, "%s", BASE EXAMS);
    for (int i = 0; i < 150; i++)
        n += (size_t)sprintf(record + n, "2026-04-%02dT%02d:%02d+00:00 walk minutes=%d\n",
                             1 + i % 27, 8 + i / 27, i % 60, i + 1);
    for (int day = 1; day <= 27; day++)
        n +=
            (size_t)(day % 2 ? sprintf(record + n,
                                       "2026-04-%02dT07:00+00:00 screen saddle=yes&rest=no\n", day)
                             : sprintf(record + n,
                                       "2026-04-%02dT07:00+00:00 clearance _by=clinician&flag=all\n"
                                       "2026-04-%02dT07:01+00:00 screen extent=full&rest=no\n",
                                       day, day));
    const char *p = page(record, PATIENT "/line", NULL), *older = strstr(p, "/line?before=");
    CHECK(r.app.status == 200 && older && !has(p, "Over time"));
    int seen[151] = {0}, pages = 0, stops = 0;
    char path[96] = PATIENT "/line";
    do {
        p = page(record, path, NULL);
        for (int i = 1; i <= 150; i++) {
            char words[32];
            sprintf(words, "<div>%d minute", i);
            for (const char *at = p; (at = strstr(at, words)); at++)
                seen[i]++;
        }
        for (const char *at = p; (at = strstr(at, "<div>Stopped")); at++)
            stops++;
        older = strstr(p, "/line?before=");
        if (older)
            snprintf(path, sizeof path, PATIENT "%.*s", (int)strcspn(older, "&"), older);
    } while (older && ++pages < 9);
    int once = 1;
    for (int i = 1; i <= 150; i++)
        once &= seen[i] == 1;
    CHECK(stops == 14); /* the screen too old on 31 March; the 3rd, 5th ... 27th of April */
    CHECK(once && pages >= 2 && pages < 9); /* each on one page, none on two */
    p = page(record, PATIENT "/line?show=visits", NULL);
    CHECK(has(p, "visit 4") && !has(p, "minutes</"));
    p = page(record, PATIENT "/line?show=plan&before=99999", NULL);
    CHECK(r.app.status == 200 && has(p, "Leaves out"));
    free(record);
}

/* --- taking back --------------------------------------------------------------------------------------------- */

#define ID "id=00112233445566aa&key=key&"
#define URGENT                                                                                     \
    "2026-04-28T07:52+00:00 screen _id=00000000000000a2-1&extent=short&saddle=yes&rest=no\n"

static void take_back(void)
{
    const char *p = page(BASE EXAMS, PATIENT "/back?fact=00000000000000c1-2", NULL);
    CHECK(r.app.status == 200 && has(p, "Take this back?") && has(p, "Without it"));
    page(BASE EXAMS, PATIENT "/back", ID "fact=00000000000000c1-2&why=");
    CHECK(r.app.status == 422 && !wrote("retract") && !r.note_count);
    page(BASE EXAMS, PATIENT "/back", ID "fact=00000000000000c1-2&why=wrong+leg");
    CHECK(r.app.status == 303 && wrote("retract ") && wrote("of=00000000000000c1-2") &&
          wrote("why=wrong+leg"));
    CHECK(wrote("_by=clinician") && wrote("Tom+Achterberg") && r.note_count == 1);
    page(BASE EXAMS, PATIENT "/back", ID "fact=00000000000000ff-2&why=x");
    CHECK(r.app.status == 404 && !wrote("retract"));

    /* An urgent answer goes by the page whose post needs a proof, and by no other. */
    int64_t number;
    CHECK(clinic_route(span(PATIENT "/back/answer"), &number)->step);
    CHECK(!clinic_route(span(PATIENT "/back"), &number)->step);
    page(BASE URGENT, PATIENT "/back", ID "fact=00000000000000a2-1&why=x");
    CHECK(r.app.status == 303 && !wrote("retract") && strstr(r.app.location, "/back/answer?fact="));
    p = page(BASE URGENT, PATIENT "/back/answer?fact=00000000000000a2-1", NULL);
    CHECK(r.app.status == 200 && has(p, "emergency, now") && has(p, PATIENT "/clear"));
    page(BASE URGENT, PATIENT "/back/answer", ID "fact=00000000000000a2-1&why=by+telephone");
    CHECK(r.app.status == 303 && wrote("of=00000000000000a2-1"));
    page(BASE EXAMS, PATIENT "/back/answer", ID "fact=00000000000000c1-2&why=x");
    CHECK(r.app.status == 303 && !wrote("retract"));
    /* An exam that stops the plan is one of those. */
    page(BASE "2026-04-28T09:00+00:00 exam _id=00000000000000c2-1&" WHO
              "side=left&mrc_dorsiflexion=2\n",
         PATIENT "/back", ID "fact=00000000000000c2-1&why=x");
    CHECK(r.app.status == 303 && !wrote("retract"));
}

static void the_patient_reads(void)
{
    static const char record[] = "2026-03-01T08:00+00:00 consent to=store&version=1\n" BASE EXAMS;
    struct app_site where = {"", "", "", "http://localhost", 0, country_find("GB"), 24};
    struct app_request q = {
        .site = &where, .known = 1, .path = span("/record"), .record = span(record)};
    struct app_response it;
    arena_reset(&a);
    q.now = (struct moment){.day = TODAY, .minute = 720, .at_s = (int64_t)TODAY * 86400 + 43200};
    app_respond(&a, &q, &it);
    text_char(&it.body, '\0');
    CHECK(has(it.body.p, "massage of muscles") && has(it.body.p, "by Tom Achterberg, GOsC 1234"));
    CHECK(has(it.body.p, "A letter about you") && has(it.body.p, "<dd>lifting</dd>"));
    CHECK(!has(it.body.p, "<script>"));
}

static void long_record(void)
{
    size_t room = 1 << 20, n = 0;
    char *record = malloc(room);
    struct text day = {.mem = &a};
    if (!record)
        abort();
    arena_reset(&a);
    n += (size_t)sprintf(record, "%s",
                         "2021-04-29T08:00+00:00 profile born=1989\n"
                         "2021-04-29T08:01+00:00 screen extent=full&rest=no\n");
    for (int d = TODAY - 5 * 365; d <= TODAY; d++) {
        day.len = 0;
        day_put(&day, d);
        n += (size_t)sprintf(record + n,
                             "%.*sT08:10+00:00 checkin leg=%d&back=1&reach=calf\n"
                             "%.*sT18:10+00:00 walk minutes=20\n",
                             (int)day.len, day.p, d % 7, (int)day.len, day.p);
    }
    char *copy = malloc(n + 1);
    if (!copy)
        abort();
    memcpy(copy, record, n);
    copy[n] = '\0';
    const char *p = page(copy, PATIENT "?weeks=all", NULL);
    CHECK(r.app.status == 200 && r.app.body.len < 300000 && has(p, "Week from"));
    p = page(copy, PATIENT, NULL);
    CHECK(r.app.status == 200 && r.app.body.len < 120000 && has(p, "<b>42 of 42 days</b>"));
    free(copy);
    free(record);
}

int main(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    head();
    urgent();
    never_asked();
    gaps();
    findings();
    line();
    one_stop();
    take_back();
    the_patient_reads();
    long_record();
    return check_done("clinic_patient");
}
