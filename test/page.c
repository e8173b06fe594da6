/* page.c - one page from the command line, for whoever writes one, and for the golden pages.
 *
 *     build/gcc/page RECORD METHOD PATH [BODY] [key=value of the visit]...
 *
 * RECORD is a record file or "-" for none; the clock stands at the day of the last fact, at noon, or
 * at the day given with on=YYYY-MM-DD. Prints status, location and new facts on standard error, and
 * the page on standard output. */
#include "../app/app.h"
#include "../knowledge/country.h"

#include <stdio.h>
#include <stdlib.h>

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "page: %s\n", why);
    exit(1);
}

static struct span whole(const char *path)
{
    static char bytes[1 << 22];
    FILE *f = strcmp(path, "-") ? fopen(path, "rb") : NULL;
    size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;
    if (f)
        fclose(f);
    return (struct span){bytes, (uint32_t)n};
}

static int last_day(struct arena *a, struct span record)
{
    struct record r;
    struct faults faults = {0};
    int day = 0;
    record_read(a, record.p, record.len, &r, &faults);
    for (size_t i = 0; i < r.count; i++)
        day = r.fact[i].day > day ? r.fact[i].day : day;
    return day ? day : 20500;
}

int main(int argc, char **argv)
{
    static unsigned char block[1 << 26] __attribute__((aligned(16)));
    struct arena a = {.base = block, .size = sizeof block, .fail = stop};
    struct app_site site = {.runs = "",
                            .contact = "",
                            .signed_by = "",
                            .base_url = "http://localhost:8080",
                            .country = country_find("GB"),
                            .keep_months = 24};
    if (argc < 4) {
        fprintf(stderr, "usage: page RECORD METHOD PATH [BODY] [on=DATE] [lost=1] [back=1]\n");
        return 2;
    }
    struct app_request q = {.post = strcmp(argv[2], "POST") == 0, .site = &site};
    q.record = whole(argv[1]);
    q.known = q.record.len > 0;
    q.now.day = last_day(&a, q.record);
    char *question = strchr(argv[3], '?');
    q.query = question ? (struct span){question + 1, (uint32_t)strlen(question + 1)}
                       : (struct span){"", 0};
    q.path = (struct span){argv[3],
                           (uint32_t)(question ? (size_t)(question - argv[3]) : strlen(argv[3]))};
    q.body = argc > 4 ? (struct span){argv[4], (uint32_t)strlen(argv[4])} : (struct span){"", 0};
    for (int i = 5; i < argc; i++) {
        if (strncmp(argv[i], "on=", 3) == 0 &&
            !day_read(argv[i] + 3, strlen(argv[i] + 3), &q.now.day))
            return 2;
        q.cookie_lost |= strcmp(argv[i], "lost=1") == 0;
        q.way_back |= strcmp(argv[i], "back=1") == 0;
    }
    q.now.minute = 12 * 60;
    q.now.at_s = (int64_t)q.now.day * 86400 + 12 * 3600;
    memcpy(q.random, "0123456789abcdef", APP_RANDOM);
    struct app_response r;
    app_respond(&a, &q, &r);
    fprintf(stderr, "%d %s\n%.*s", r.status, r.location ? r.location : "", (int)r.facts.len,
            r.facts.len ? r.facts.p : "");
    fwrite(r.body.p, 1, r.body.len, stdout);
    return 0;
}
