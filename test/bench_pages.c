/* bench_pages.c - the Today page from a record's bytes in memory to the page's bytes: reading, fold,
 * plan and page, each time from nothing. In processor time, so that the last of a hundred is one of our
 * pages and not another program's turn. */
#include "bench_pages.h"

#include "../app/app.h"
#include "../clinic/clinic.h"
#include "../knowledge/country.h"
#include "bench_people.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { DAY = 20600, WARM = 50, MOST = 20000 };
static const double SECONDS = 2;

static double spent_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "bench: page: %s\n", why);
    exit(1);
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static struct span record_make(void)
{
    struct people p = {.seed = 7, .session = 7};
    char *bytes;
    size_t n;
    FILE *out = open_memstream(&bytes, &n);
    if (!out)
        stop(NULL, "memory");
    busy_record_put(out, &p, DAY - 1);
    if (fclose(out) != 0)
        stop(NULL, "memory");
    return (struct span){bytes, (uint32_t)n};
}

static size_t page_make(struct arena *a, const struct app_request *q)
{
    struct app_response r;
    arena_reset(a);
    app_respond(a, q, &r);
    if (r.status != 200)
        stop(NULL, "Today was not answered");
    return r.body.len;
}

/* The clinic's page of the same person: a row of each list, no clinician's fact. */
static size_t patient_make(struct arena *a, const struct clinic_request *q)
{
    struct clinic_response *r;
    arena_reset(a);
    r = arena_alloc(a, 1, sizeof *r);
    clinic_respond(a, q, r);
    if (r->app.status != 200)
        stop(NULL, "the patient was not answered");
    return r->app.body.len;
}

static void bench_patient(struct arena *a, const struct app_request *app)
{
    static double took[MOST];
    static struct value row[patient_mail + 1];
    static const char path[] = "/clinic/patient/33333333333333";
    struct staff who = {
        .actor = {1, 2, ROLE_practitioner}, .name = "T", .login = "t", .number = ""};
    struct clinic_request q = {.app = *app, .staff = &who, .form_key = "key"};
    char what[80];
    size_t bytes = 0;
    int n = 0;
    row[patient_patient] = value_whole(0x33333333333333);
    row[patient_name] = value_text((struct span){"Marta Lindqvist", 15});
    row[patient_joined_s] = value_whole(1);
    row[patient_telephone] = row[patient_mail] = value_text((struct span){"", 0});
    q.patient = (struct rows){row, 1, patient_mail + 1};
    q.app.path = (struct span){path, sizeof path - 1};
    for (int i = 0; i < WARM; i++)
        bytes = patient_make(a, &q);
    for (double begin = spent_s(), from = begin; from - begin < SECONDS && n < MOST; n++) {
        patient_make(a, &q);
        double to = spent_s();
        took[n] = to - from;
        from = to;
    }
    qsort(took, (size_t)n, sizeof *took, ascending);
    snprintf(what, sizeof what, "the clinic's page of them, %.0f kB", (double)bytes / 1000);
    bench_row(what, 1e6 * took[n / 2], "us", "");
}

/* The moving one of walking: the most that moves. */
static void bench_figure(struct arena *a)
{
    struct app_response r;
    enum { TIMES = 400 };
    size_t bytes = 0;
    double from = spent_s();
    for (int i = 0; i < TIMES; i++) {
        arena_reset(a);
        bytes = app_file(a, (struct span){"/figure/W.svg", 13}, &r) ? r.body.len : 0;
    }
    char what[80];
    snprintf(what, sizeof what, "a moving figure, solved and drawn, %.0f kB", (double)bytes / 1000);
    bench_row(what, 1e6 * (spent_s() - from) / TIMES, "us", "");
}

void bench_pages(void)
{
    static unsigned char block[1 << 24] __attribute__((aligned(16)));
    static double took[MOST];
    struct arena a = {.base = block, .size = sizeof block, .fail = stop};
    struct app_site site = {.runs = "",
                            .contact = "",
                            .signed_by = "",
                            .base_url = "http://localhost:8080",
                            .country = country_find("GB"),
                            .keep_months = 24};
    struct app_request q = {.path = {"/", 1}, .site = &site, .record = record_make(), .known = 1};
    char what[80];
    int n = 0;
    size_t bytes = 0;
    q.now = (struct moment){
        .day = DAY, .minute = 7 * 60, .at_s = (int64_t)DAY * 86400 + (int64_t)7 * 3600};
    for (int i = 0; i < WARM; i++)
        bytes = page_make(&a, &q);
    for (double begin = spent_s(), from = begin; from - begin < SECONDS && n < MOST; n++) {
        page_make(&a, &q);
        double to = spent_s();
        took[n] = to - from;
        from = to;
    }
    qsort(took, (size_t)n, sizeof *took, ascending);
    snprintf(what, sizeof what, "Today of %d facts, %.0f kB, as a page of %.0f kB", BUSY_DAYS * 5,
             (double)q.record.len / 1000, (double)bytes / 1000);
    bench_row(what, 1e6 * took[n / 2], "us", "600");
    bench_row("the same, 99 of 100 within", 1e6 * took[n - 1 - n / 100], "us", "600");
    bench_figure(&a);
    bench_patient(&a, &q);
    free((char *)(uintptr_t)q.record.p);
}
