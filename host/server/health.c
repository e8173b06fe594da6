/* /health: plain facts for whoever runs the server, and whether something is wrong. */
#include "clinic.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>

enum { LINE = 200 };

struct facts {
    struct text *t;
    int wrong;
};

__attribute__((format(printf, 2, 3))) static void put(struct facts *f, const char *format, ...)
{
    char line[LINE];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    text_str(f->t, line);
}

static void put_wrong(struct facts *f, const char *what)
{
    f->wrong = 1;
    put(f, "wrong: %s\n", what);
}

static const char *said(enum store_result state)
{
    switch (state) {
    case STORE_FULL:
        return "the disk is full, or cannot be written";
    case STORE_BUSY:
        return "the records are locked by another program";
    case STORE_BROKEN:
        return "the records are damaged, or of a version that this program does not know";
    default:
        return NULL;
    }
}

static void clock_facts(struct facts *f, struct server *s, int64_t now_s, enum clock_state *ret)
{
    int64_t run_s = clock_run_s(), moved_s = now_s - run_s - s->clock.begin_s;
    *ret = clock_suspect(&s->clock, now_s, run_s);
    if (*ret == CLOCK_wrong)
        put_wrong(f, "the clock does not fit what it said before; until it has counted on for 7 "
                     "days, no record is erased for being unused");
    if (llabs(moved_s) > CLOCK_MOVED_S) {
        f->wrong = 1;
        put(f, "wrong: the clock was moved by %lld s since start\n", (long long)moved_s);
    }
}

static int64_t free_mb(const char *folder)
{
    struct statvfs disk;
    if (statvfs(folder, &disk) != 0)
        return -1;
    return (int64_t)((unsigned long long)disk.f_bavail * disk.f_frsize >> 20);
}

/* No rows: there are none, or they cannot be read. */
static void clinic_judge(struct facts *f, struct server *s, struct arena *a, struct rows *ret)
{
    static const struct actor nobody = {0, 0, ROLE_none};
    if (!s->front)
        return;
    if (store_list(s->store, &nobody, LIST_clinics, NULL, 0, a, ret) != STORE_OK) {
        ret->count = 0;
        put_wrong(f, "the clinics cannot be read");
    }
    if (atomic_load(&s->front->unsent))
        put_wrong(f, "urgent answers that nobody acknowledged could not be sent on");
}

static void clinic_facts(struct facts *f, struct server *s, const struct rows *r)
{
    if (r->count)
        put(f, "clinics: %lld\npatients: %lld\nunsent: %d\n",
            (long long)row_whole(r, 0, clinics_count), (long long)row_whole(r, 0, clinics_people),
            atomic_load(&s->front->unsent));
}

/* Mail that waits for hours is a mail server that does not answer, or a setting that is wrong. */
static void mail_facts(struct facts *f, struct server *s, struct arena *a, int64_t now_s)
{
    enum { DAY_S = 86400, LATE_S = 2 * 3600 };
    static const struct actor self = {0, 0, ROLE_system};
    struct value since = value_whole(now_s - DAY_S);
    struct rows r;
    if (!s->front)
        return;
    if (store_list(s->store, &self, LIST_mail_state, &since, 1, a, &r) != STORE_OK || !r.count) {
        put_wrong(f, "what mail waits cannot be read");
        return;
    }
    int64_t oldest_s =
        row_is(&r, 0, mail_state_oldest_s) ? now_s - row_whole(&r, 0, mail_state_oldest_s) : 0;
    if (sender_wrong(s))
        put_wrong(f, sender_wrong(s));
    if (sender_down(s) && oldest_s > LATE_S)
        put_wrong(f, "mail waits for more than two hours");
    put(f, "mail: %s\nmails waiting: %lld\noldest mail: %lld s\nmails given up: %lld\n",
        mail_is_set(s) ? "set up" : "not set up", (long long)row_whole(&r, 0, mail_state_waiting),
        (long long)(oldest_s > 0 ? oldest_s : 0), (long long)row_whole(&r, 0, mail_state_gone));
}

void health_serve(struct server *s, struct arena *a, struct reply *ret)
{
    static const char *const believed[] = {"good", "not proven", "wrong"};
    struct store_health h = {.state = STORE_OK};
    struct text t = {.mem = a};
    struct rows clinics = {.count = 0};
    struct facts f = {.t = &t};
    enum clock_state clock;
    int64_t now_s = clock_s(), mb = free_mb(s->set->data);
    store_health(s->store, &h);
    if (said(h.state))
        put_wrong(&f, said(h.state));
    clock_facts(&f, s, now_s, &clock);
    if (mb >= 0 && mb < 16)
        put_wrong(&f, "less than 16 MB are free where the records are");
    clinic_judge(&f, s, a, &clinics);
    mail_facts(&f, s, a, now_s);
    put(&f, "state: %s\nversion: %s rules %d\nschema: %d\n", f.wrong ? "wrong" : "good",
        ENGINE_VERSION, RULES_VERSION, h.schema);
    if (h.last_backup_s)
        put(&f, "last backup: %lld days ago\n", (long long)((now_s - h.last_backup_s) / 86400));
    else
        put(&f, "last backup: never\n");
    put(&f, "clock: %s\npeople: %lld\nfacts: %lld\nrefused: %llu\n", believed[clock],
        (long long)h.people, (long long)h.facts, (unsigned long long)h.refused);
    clinic_facts(&f, s, &clinics);
    put(&f, "free: %lld MB\nrunning: %lld s\n", (long long)mb,
        (long long)((clock_ms() - s->start_ms) / 1000));
    ret->status = f.wrong ? 503 : 200;
    ret->route = "/health";
    ret->type = "text/plain; charset=utf-8";
    ret->body = (struct span){t.p, (uint32_t)t.len};
}
