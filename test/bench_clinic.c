/* bench_clinic.c - who needs somebody today: a summary made of the facts, and the page of 200 people from their
 * summaries, with what was done in a year. In processor time. */
#include "../clinic/clinic.h"
#include "../knowledge/country.h"
#include "bench_pages.h"
#include "bench_people.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DAY = 20600, PATIENTS = 200, DOINGS = 4000, RUNS = 60 };

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "bench: clinic: %s\n", why);
    exit(1);
}

static double spent_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int ascending(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static struct span record_make(unsigned who)
{
    struct people p = {.seed = who + 1, .session = who + 1};
    char *bytes;
    size_t n;
    FILE *out = open_memstream(&bytes, &n);
    if (!out)
        stop(NULL, "memory");
    busy_record_put(out, &p,
                    DAY - (int)(who % 32)); /* two of three have been silent for ten days */
    if (fclose(out) != 0)
        stop(NULL, "memory");
    return (struct span){bytes, (uint32_t)n};
}

/* The summary of one record; the median time in ret_s. */
static struct value summary_time(struct arena *a, struct span record, int runs, double *ret_s)
{
    static double took[RUNS];
    static char bytes[1 << 14];
    size_t n = 0;
    for (int i = 0; i < runs; i++) {
        struct text t = {.mem = a};
        double from = spent_s();
        arena_reset(a);
        summary_make(a, record, DAY, &t);
        took[i] = spent_s() - from;
        n = t.len < sizeof bytes ? t.len : sizeof bytes;
        memcpy(bytes, t.p, n);
    }
    qsort(took, (size_t)runs, sizeof *took, ascending);
    *ret_s = took[runs / 2];
    return value_text((struct span){bytes, (uint32_t)n});
}

static void rows_make(struct arena *a, struct clinic_request *q)
{
    static struct value cases[PATIENTS][caseload_body + 1], doings[DOINGS][attention_why + 1];
    static char bodies[PATIENTS][2048];
    double s;
    for (int i = 0; i < PATIENTS; i++) {
        struct value *v = cases[i];
        struct span record = record_make((unsigned)i);
        struct value body = summary_time(a, record, 1, &s);
        if (body.text.len >= sizeof bodies[i])
            stop(NULL, "a summary is long");
        memcpy(bodies[i], body.text.p, body.text.len);
        v[caseload_patient] = value_whole(1000 + i);
        v[caseload_name] = value_text((struct span){"Marta Lindqvist", 15});
        v[caseload_born] = value_whole(1979);
        v[caseload_telephone] = value_text((struct span){"01632 960456", 12});
        v[caseload_account] = value_whole(2);
        v[caseload_body] = value_text((struct span){bodies[i], body.text.len});
        free((char *)(uintptr_t)record.p);
    }
    for (int i = 0; i < DOINGS; i++) {
        struct value *v = doings[i];
        v[attention_patient] = value_whole(1000 + i % PATIENTS);
        v[attention_need] = value_text((struct span){"silent", 6});
        v[attention_since_s] = value_whole((int64_t)(DAY - 10 - i / PATIENTS) * 86400);
        v[attention_what] = value_text((struct span){"acknowledged", 12});
    }
    q->caseload = (struct rows){cases[0], PATIENTS, caseload_body + 1};
    q->attention = (struct rows){doings[0], DOINGS, attention_why + 1};
}

static size_t page_make(struct arena *a, const struct clinic_request *q)
{
    arena_reset(a);
    struct clinic_response *r = arena_alloc(a, 1, sizeof *r);
    clinic_respond(a, q, r);
    if (r->app.status != 200)
        stop(NULL, "the list was not answered");
    return r->app.body.len;
}

static void bench_page(struct arena *a)
{
    static double took[RUNS];
    struct app_site site = {.runs = "",
                            .contact = "",
                            .signed_by = "",
                            .base_url = "http://localhost:8080",
                            .country = country_find("GB")};
    struct staff who = {
        .actor = {1, 2, ROLE_practitioner}, .name = "T", .login = "t", .number = ""};
    struct clinic_request q = {.staff = &who, .form_key = "key"};
    char what[80];
    size_t bytes = 0;
    q.app = (struct app_request){.path = {"/clinic", 7}, .site = &site, .known = 1};
    q.app.now = (struct moment){
        .day = DAY, .minute = 7 * 60, .at_s = (int64_t)DAY * 86400 + (int64_t)7 * 3600};
    rows_make(a, &q);
    for (int i = 0; i < RUNS; i++) {
        double from = spent_s();
        bytes = page_make(a, &q);
        took[i] = spent_s() - from;
    }
    qsort(took, RUNS, sizeof *took, ascending);
    snprintf(what, sizeof what, "who needs me, %d people, a page of %.0f kB", PATIENTS,
             (double)bytes / 1000);
    bench_row(what, 1e3 * took[RUNS / 2], "ms", "");
    bench_row("the same, for each of them", 1e6 * took[RUNS / 2] / PATIENTS, "us", "");
}

void bench_clinic(void)
{
    static unsigned char block[1 << 25] __attribute__((aligned(16)));
    struct arena a = {.base = block, .size = sizeof block, .fail = stop};
    struct span record = record_make(0);
    double s;
    char what[80];
    summary_time(&a, record, RUNS, &s);
    snprintf(what, sizeof what, "a summary of %d days, %d facts", BUSY_DAYS, BUSY_DAYS * 5);
    bench_row(what, 1e6 * s, "us", "");
    free((char *)(uintptr_t)record.p);
    bench_page(&a);
}
