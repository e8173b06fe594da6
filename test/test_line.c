/* Facts along the line of a day, in memory that is no longer than they are: what reads or writes beside it ends
 * the program where a sanitizer looks. */
#include "../core/day.h"
#include "../engine/line.h"
#include "check.h"

#include <stdlib.h>

enum { SIZE = 4 << 20 };
static struct arena a;

static void failed(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "%s\n", why);
    exit(2);
}

static struct record exact(const char *bytes)
{
    struct record r;
    struct faults faults = {0};
    record_read(&a, bytes, strlen(bytes), &r, &faults);
    CHECK(faults.count == 0);
    struct fact *own = malloc(r.count * sizeof *own);
    memcpy(own, r.fact, r.count * sizeof *own);
    r.fact = own;
    return r;
}

/* A weaker leg rests on the result before it, a first result on none. */
static void seen_is_by_place(void)
{
    struct record r = exact("2026-03-02T08:00+00:00 motor side=left&heel_walk=normal\n"
                            "2026-03-02T08:10+00:00 motor side=right&heel_walk=weaker\n"
                            "2026-03-02T08:20+00:00 motor side=left&heel_walk=weaker\n"
                            "2026-03-02T08:30+00:00 motor side=left&heel_walk=cannot\n");
    struct line l = {.record = &r, .view = r.fact[0].day};
    struct run *run = calloc(1, sizeof *run);
    struct seen *seen = calloc(r.count, sizeof *seen);
    run_day(run, &l, l.view, seen);
    CHECK(seen[0].worse == 2);
    CHECK(seen[1].worse == 0);
    CHECK(seen[2].worse == 3);
    CHECK(seen[3].worse == 0);
    free(seen);
    free(run);
    free(r.fact);
}

/* Days after the last fact are days all the same. */
static void ends_with_the_record(void)
{
    struct record r = exact("2026-03-02T08:00+00:00 profile born=1985\n"
                            "2026-03-02T08:10+00:00 screen fever=yes\n");
    struct line l = {.record = &r};
    struct run *run = calloc(1, sizeof *run);
    size_t from = 0;
    for (int day = r.fact[0].day; day < r.fact[0].day + 4; day++) {
        l.view = day;
        CHECK(line_again(&l, run, day, &from) == 0);
        run_day(run, &l, day, NULL);
    }
    CHECK(from == r.count);
    CHECK(line_next(&l, 0) == 0 && line_next(&l, 2) == SIZE_MAX);
    l.view = r.fact[0].day - 1;
    CHECK(line_next(&l, 0) == SIZE_MAX);
    free(run);
    free(r.fact);
}

static int same_as_alone(void *host, const struct plan *p)
{
    struct record *r = host;
    static struct plan alone;
    struct text one = {.mem = &a}, other = {.mem = &a};
    engine_plan(&a, r, p->day, &alone);
    plan_put_json(&one, p);
    plan_put_json(&other, &alone);
    CHECK(one.len == other.len && !memcmp(one.p, other.p, one.len));
    return 1;
}

/* A record begins with its first fact, whatever days are looked at before it. */
static void begins_with_its_first_fact(void)
{
    struct record r = exact("2026-03-02T08:00+00:00 profile born=1985\n"
                            "2026-03-02T08:10+00:00 screen extent=full&rest=no\n"
                            "2026-03-02T08:20+00:00 checkin leg=4&reach=thigh\n"
                            "2026-03-12T08:20+00:00 checkin leg=4&reach=thigh\n");
    engine_each_day(&a, &r, r.fact[0].day - 100, r.fact[0].day + 12, same_as_alone, &r);
    free(r.fact);
}

int main(void)
{
    a = (struct arena){.base = malloc(SIZE), .size = SIZE, .fail = failed};
    seen_is_by_place();
    ends_with_the_record();
    begins_with_its_first_fact();
    free(a.base);
    return check_done("line");
}
