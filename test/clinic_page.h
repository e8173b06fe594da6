/* clinic_page.h - asks for a page of the clinic's as a practitioner would, and looks into it.
 *
 *     clinic_page_begin();
 *     const char *page = desk_get(record, "/exam");
 *     desk_post(record, "/exam", "left_slr_deg=40");    with the id of a form, and all facts seen
 *     CHECK(wrote("exam ", "slr_deg=40"));
 *
 * What they return lasts until the next one; reply is the whole response. The clock stands at noon of
 * clock_day, or of the day of the newest fact. */
#ifndef AMB_TEST_CLINIC_PAGE_H
#define AMB_TEST_CLINIC_PAGE_H

#include "../clinic/clinic.h"
#include "../engine/plan.h"
#include "../knowledge/country.h"
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

#define PATIENT "/clinic/patient/33333333333333"
#define FORM "id=0123456789abcdef"

static unsigned char block[1 << 27] __attribute__((aligned(16)));
static struct arena a;
static struct app_site site;
static struct clinic_response reply;
static struct staff who;
static int clock_day, archived, seen_facts = -1;
static const char *form = FORM;

static inline _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "clinic page: %s\n", why);
    exit(1);
}

static inline struct span span(const char *s)
{
    return (struct span){s, (uint32_t)strlen(s)};
}

static inline int lines_of(const char *record)
{
    int n = 0;
    for (; *record; record++)
        n += *record == '\n';
    return n;
}

static inline int newest_day(const char *record)
{
    struct record facts;
    struct faults faults = {0};
    int day = 0;
    record_read(&a, record, (uint32_t)strlen(record), &facts, &faults);
    if (faults.count)
        stop(NULL, "a record of the test has a fault");
    for (size_t i = 0; i < facts.count; i++)
        day = facts.fact[i].day > day ? facts.fact[i].day : day;
    return day ? day : 20500;
}

static inline const char *desk_ask(const char *record, const char *tail, const char *body)
{
    static char path[200], posted[1 << 16];
    static struct value patient[patient_mail + 1], one_site[sites_step_free + 1];
    const char *question = strchr(tail, '?');
    struct clinic_request q = {.staff = &who, .form_key = "key"};
    arena_reset(&a);
    snprintf(path, sizeof path, PATIENT "%.*s", question ? (int)(question - tail) : 99, tail);
    for (size_t i = 0; i < sizeof patient / sizeof patient[0]; i++)
        patient[i] = (struct value){VALUE_null, 0, {"", 0}};
    for (size_t i = 0; i < sizeof one_site / sizeof one_site[0]; i++)
        one_site[i] = (struct value){VALUE_null, 0, {"", 0}};
    patient[patient_patient] = value_whole(0x33333333333333);
    patient[patient_name] = value_text(span("Marta Lindqvist"));
    patient[patient_born] = value_whole(1979);
    patient[patient_archived_s] =
        archived ? value_whole(1) : (struct value){VALUE_null, 0, {"", 0}};
    one_site[sites_site] = value_whole(0x11111111111111);
    one_site[sites_name] = value_text(span("Riverside"));
    q.patient = (struct rows){patient, 1, patient_mail + 1};
    q.sites = (struct rows){one_site, 1, sites_step_free + 1};
    q.app.post = body != NULL;
    q.app.site = &site;
    q.app.record = span(record);
    q.app.known = 1;
    q.app.tag = 1;
    q.app.path = span(path);
    q.app.query = span(question ? question + 1 : "");
    q.facts = lines_of(record);
    if (body)
        snprintf(posted, sizeof posted, "%s&facts=%d&%s", form,
                 seen_facts >= 0 ? seen_facts : (int)q.facts, body);
    q.app.body = span(body ? posted : "");
    q.app.now.day = clock_day ? clock_day : newest_day(record);
    q.app.now.minute = 12 * 60;
    q.app.now.at_s = (int64_t)q.app.now.day * 86400 + 12 * 3600;
    memcpy(q.app.random, "0123456789abcdef", APP_RANDOM);
    clinic_respond(&a, &q, &reply);
    text_char(&reply.app.body, '\0');
    if (reply.app.facts.len)
        text_char(&reply.app.facts, '\0');
    return reply.app.body.p;
}

static inline const char *desk_get(const char *record, const char *tail)
{
    return desk_ask(record, tail, NULL);
}

static inline const char *desk_post(const char *record, const char *tail, const char *body)
{
    return desk_ask(record, tail, body);
}

static inline int has(const char *page, const char *what)
{
    return strstr(page, what) != NULL;
}

static inline int times(const char *page, const char *what)
{
    int n = 0;
    for (const char *p = page; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

/* The n-th written line of a kind has a pair. */
static inline int wrote_nth(const char *kind, int n, const char *pair)
{
    const char *p = reply.app.facts.p;
    char word[60], all[8000];
    snprintf(word, sizeof word, "Z %s ", kind);
    for (; p && *p; p = strchr(p, '\n') + 1) {
        size_t len = (size_t)(strchr(p, '\n') - p);
        snprintf(all, sizeof all, "%.*s&", (int)len, p);
        char *body = strchr(all, ' ');
        if (!body || strncmp(body + 1, kind, strlen(kind)) != 0 || body[1 + strlen(kind)] != ' ' ||
            n-- > 0)
            continue;
        snprintf(word, sizeof word, "&%s&", pair);
        return strstr(all, word) != NULL;
    }
    return 0;
}

static inline int wrote(const char *kind, const char *pair)
{
    return wrote_nth(kind, 0, pair);
}

static inline int wrote_kinds(const char *kind)
{
    char word[60];
    snprintf(word, sizeof word, "+00:00 %s _id=", kind);
    return reply.app.facts.p ? times(reply.app.facts.p, word) : 0;
}

static inline int kept_nothing(void)
{
    return reply.app.status != 303 && (!reply.app.facts.p || !reply.app.facts.p[0]) &&
           !reply.act_count && !reply.note_count;
}

static inline int went_to(const char *tail)
{
    char path[200];
    snprintf(path, sizeof path, PATIENT "%s", tail);
    return reply.app.status == 303 && reply.app.location && strcmp(reply.app.location, path) == 0;
}

/* A record with more lines, until the eighth of these after it. */
static inline const char *plus(const char *record, const char *more)
{
    static char out[8][1 << 16];
    static int turn;
    char *to = out[turn = (turn + 1) % 8];
    if (strlen(record) + strlen(more) >= sizeof out[0])
        stop(NULL, "a record of the test is too long");
    strcpy(to, record);
    strcat(to, more);
    return to;
}

/* Record and what was just written, until the next of these. */
static inline const char *with_new(const char *record)
{
    static char out[2][1 << 18];
    static int turn;
    turn ^= 1;
    snprintf(out[turn], sizeof out[turn], "%s%s", record,
             reply.app.facts.p ? reply.app.facts.p : "");
    return out[turn];
}

static inline const struct plan *plan_of(const char *record, int day)
{
    static struct plan p;
    struct record facts;
    struct faults faults = {0};
    arena_reset(&a);
    record_read(&a, record, (uint32_t)strlen(record), &facts, &faults);
    CHECK(!faults.count);
    engine_plan(&a, &facts, day, &p);
    return &p;
}

static inline void clinic_page_begin(void)
{
    a = (struct arena){.base = block, .size = sizeof block, .fail = stop};
    site = (struct app_site){.runs = "",
                             .contact = "",
                             .signed_by = "",
                             .base_url = "https://example.org",
                             .country = country_find("GB"),
                             .keep_months = 24};
    who = (struct staff){.actor = {1, 0x22222222222222, ROLE_practitioner},
                         .name = "Tom Achterberg",
                         .login = "tom",
                         .number = "GOsC 1234",
                         .site = 0x11111111111111};
}

#endif
