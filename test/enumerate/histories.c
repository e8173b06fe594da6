/* Every history of up to four days over eight kinds of day, told by two devices, in every order in which what
 * they tell can arrive: the plan is the same, and the sentences of the contract hold on each of its days. */
#include "enumerate.h"

#include "../../engine/plan.h"

#include <stdlib.h>
#include <string.h>

static struct broken broken[] = {
    [HISTORY_order] = {"the order in which two devices' facts arrive changes no plan", 0},
    [HISTORY_twice] = {"a fact that arrives twice counts once", 0},
    [HISTORY_later] = {"a later fact changes no earlier day", 0},
    [HISTORY_urgent] = {"emergency and same day stop everything, and stay", 0},
    [HISTORY_unasked] = {"nothing goes up without a check-in and an answered screen", 0},
    [HISTORY_bad] = {"nothing goes up after a worse or missing morning", 0},
    [HISTORY_reason] = {"every plan has a reason", 0},
};

enum { KINDS = 8, DAYS_MAX = 4, TOLD_MAX = 16, FIRST = 20514 /* 2026-03-02 */ };

/* What a day of each kind tells, by the phone in the morning and by another device in the evening. */
static const char *const days[KINDS][2] = {
    /* a good day, all done */
    {"checkin leg=3&back=2&reach=thigh&morning=same\nscreen extent=short&rest=no",
     "session "
     "did=E1:2x1m&did=N1:1x10&did=A1:1x6&did=P1:2x5m&leg_before=3&leg_during=3&leg_after=3\n"
     "walk minutes=10&leg_during=3"},
    /* the morning was answered, nothing done */
    {"checkin leg=3&back=2&reach=thigh&morning=same\nscreen extent=short&rest=no", ""},
    /* nothing told in the morning, but done */
    {"", "session did=E1:2x1m&did=N1:1x10&leg_before=3&leg_during=3&leg_after=3\nwalk minutes=10"},
    /* an amber day */
    {"checkin leg=4&back=3&reach=thigh&morning=slightly_worse\nscreen extent=short&rest=no",
     "session did=E1:2x1m&did=N1:1x10&leg_before=3&leg_during=5&leg_after=4&settled_min=20"},
    /* a red day */
    {"checkin leg=7&back=5&reach=calf&morning=worse\nscreen extent=short&rest=no",
     "session did=E1:2x1m&provoked=E1&leg_before=4&leg_during=8&leg_after=7&reach_after=foot"},
    /* too sore */
    {"checkin leg=8&back=6&reach=calf&morning=worse\nscreen extent=short&rest=no", "flare "},
    /* a danger sign, in the evening, unsure */
    {"checkin leg=3&back=2&reach=thigh&morning=same\nscreen extent=short&rest=no",
     "screen extent=short&rest=no&saddle=unsure"},
    /* nothing told */
    {"", ""},
};
enum { KIND_red = 4, KIND_sore = 5, KIND_sign = 6 };

struct told_line {
    char text[200];
    int day;
};
struct device {
    struct told_line line[TOLD_MAX];
    int count;
};

static unsigned char *block;
static struct arena a;
static size_t plans;

static void arena_failed(void *host, const char *why)
{
    (void)host;
    enumerate_die(why);
}

static void tell(struct device *d, int day, int hour, const char *facts, int device)
{
    for (const char *at = facts; *at;) {
        size_t n = strcspn(at, "\n");
        struct told_line *l = &d->line[d->count++];
        const char *space = memchr(at, ' ', n);
        size_t kind = space ? (size_t)(space - at) : n;
        int y = 2026, m = 3, date = 2 + day;
        snprintf(l->text, sizeof l->text,
                 "%04d-%02d-%02dT%02d:%02d+00:00 %.*s _id=%015x%x-%d%s%.*s", y, m, date, hour,
                 d->count, (int)kind, at, 1 + day, device, d->count, n > kind + 1 ? "&" : "",
                 (int)(n > kind + 1 ? n - kind - 1 : 0), n > kind + 1 ? at + kind + 1 : "");
        l->day = day;
        at += n + (at[n] == '\n');
    }
}

static const char start[] =
    "2026-03-01T09:00+00:00 profile born=1980&zone=Europe/London\n"
    "2026-03-01T09:01+00:00 episode began=2026-02-15&side=left&below_knee=yes&"
    "worse=sitting&eases=walking&walk_min=15\n"
    "2026-03-01T09:02+00:00 screen extent=full&rest=no\n"
    "2026-03-01T09:03+00:00 motor side=left&heel_walk=normal&big_toe=normal&"
    "heel_raise=normal&chair_rise=normal&one_leg=normal\n"
    "2026-03-01T09:04+00:00 checkin leg=3&back=2&reach=thigh&morning=same\n"
    "2026-03-01T09:05+00:00 session did=N1:1x10&did=A1:1x6&leg_before=3&"
    "leg_during=3&leg_after=3\n";

/* Of lines in the order of arrival the plan of a day, as text. */
static struct text plan_of(const struct told_line *const *line, int count, int day,
                           struct plan *ret)
{
    struct text bytes = {.mem = &a}, out = {.mem = &a};
    struct record r;
    struct faults faults = {0};
    text_str(&bytes, start);
    for (int i = 0; i < count; i++) {
        text_str(&bytes, line[i]->text);
        text_char(&bytes, '\n');
    }
    record_read(&a, bytes.p, bytes.len, &r, &faults);
    if (faults.count)
        enumerate_die("a day's facts have a fault");
    engine_plan(&a, &r, FIRST + day, ret);
    plan_put_json(&out, ret);
    plans++;
    return out;
}

static void wrong(enum history_invariant which, const int *kind, int count, int day)
{
    if (broken[which].times++ >= 3)
        return;
    fprintf(stderr, "not so: %s: days", broken[which].what);
    for (int i = 0; i < count; i++)
        fprintf(stderr, " %d", kind[i]);
    fprintf(stderr, ", on day %d\n", day + 1);
}

/* --- the sentences on one history ----------------------------------------------------------------------------- */

static int rises(const struct plan *p)
{
    int up = p->walk.rung && p->walk.change == ITEM_up;
    for (int i = 0; i < p->item_count; i++)
        up |= p->item[i].change == ITEM_up;
    return up;
}

static void look(const struct plan *p, const int *kind, int count, int day, int last_urgent)
{
    const int asked = kind[day] != 2 && kind[day] != 7;
    int worse = kind[day] >= 3 && kind[day] <= KIND_sore;
    if (!p->reason_count)
        wrong(HISTORY_reason, kind, count, day);
    if (last_urgent >= 0 && (p->route < routes_same_day || p->item_count || p->walk.rung))
        wrong(HISTORY_urgent, kind, count, day);
    if (!asked && rises(p))
        wrong(HISTORY_unasked, kind, count, day);
    if ((worse || !asked) && rises(p))
        wrong(HISTORY_bad, kind, count, day);
}

/* All orders in which the lines of two devices can arrive, each device's own in its order. */
static void arrive(const struct device *d, const struct told_line **line, int n, int one, int two,
                   const struct text *due, const int *kind, int count)
{
    if (one < d[0].count) {
        line[n] = &d[0].line[one];
        arrive(d, line, n + 1, one + 1, two, due, kind, count);
    }
    if (two < d[1].count) {
        line[n] = &d[1].line[two];
        arrive(d, line, n + 1, one, two + 1, due, kind, count);
    }
    if (one < d[0].count || two < d[1].count)
        return;
    size_t mark = a.used;
    struct plan *p = arena_alloc(&a, 1, sizeof *p);
    struct text is = plan_of(line, n, count - 1, p);
    if (is.len != due->len || memcmp(is.p, due->p, is.len) != 0)
        wrong(HISTORY_order, kind, count, count - 1);
    a.used = mark;
}

static void one_history(const int *kind, int count, int orders)
{
    static struct device d[2];
    const struct told_line *line[2 * TOLD_MAX + 1];
    int n = 0, urgent = -1;
    arena_reset(&a);
    d[0].count = d[1].count = 0;
    for (int day = 0; day < count; day++) {
        tell(&d[0], day, 8, days[kind[day]][0], 10);
        tell(&d[1], day, 19, days[kind[day]][1], 11);
    }
    for (int which = 0; which < 2; which++)
        for (int i = 0; i < d[which].count; i++)
            line[n++] = &d[which].line[i];
    struct plan *p = arena_alloc(&a, 1, sizeof *p);
    struct text before = {.mem = &a};
    for (int day = 0; day < count; day++) {
        const struct told_line *early[2 * TOLD_MAX];
        int m = 0;
        for (int i = 0; i < n; i++)
            if (line[i]->day <= day)
                early[m++] = line[i];
        struct text then = plan_of(early, m, day, p), now = plan_of(line, n, day, p);
        if (then.len != now.len || memcmp(then.p, now.p, now.len) != 0)
            wrong(HISTORY_later, kind, count, day);
        urgent = kind[day] == KIND_sign ? day : urgent;
        look(p, kind, count, day, urgent);
        before = now;
    }
    if (n) {
        line[n] = line[n - 1];
        struct text twice = plan_of(line, n + 1, count - 1, p);
        if (twice.len != before.len || memcmp(twice.p, before.p, before.len) != 0)
            wrong(HISTORY_twice, kind, count, count - 1);
    }
    if (orders)
        arrive(d, line, 0, 0, 0, &before, kind, count);
}

size_t histories_walk(int days_most, int orders_days)
{
    int kind[DAYS_MAX];
    enum { SIZE = 64 << 20 };
    block = malloc(SIZE);
    if (!block)
        enumerate_die("no memory");
    a = (struct arena){.base = block, .size = SIZE, .fail = arena_failed};
    plans = 0;
    for (int count = 1; count <= days_most; count++)
        for (int n = 0; n < 1 << (3 * count); n++) {
            for (int i = 0; i < count; i++)
                kind[i] = n >> (3 * i) & (KINDS - 1);
            one_history(kind, count, count <= orders_days);
        }
    free(block);
    return plans;
}
unsigned long histories_broken(void)
{
    return enumerate_broken(broken, sizeof broken / sizeof broken[0]);
}
int histories_invariants(void)
{
    return (int)(sizeof broken / sizeof broken[0]);
}
