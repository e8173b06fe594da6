/* /health: plain facts for whoever runs the server, and whether something is wrong. */
#include "server.h"

#include "../../engine/plan.h"

#include <stdio.h>
#include <sys/statvfs.h>

enum { LINE = 200 };
/* A clock that says an earlier time than this program was written is wrong. */
static const int64_t WRITTEN_S = 1767225600; /* 2026-01-01 */
static const int64_t MOVED_MAX_S = 300;

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

void health_serve(struct server *s, struct arena *a, struct reply *ret)
{
    struct store_health h = {.state = STORE_OK};
    struct statvfs disk;
    struct text t = {.mem = a};
    char line[LINE];
    int wrong = 0;
    int64_t now = clock_s(), moved = (now - s->start_s) - (clock_ms() - s->start_ms) / 1000;
    store_health(s->store, &h);
    const char *bad = said(h.state);
    if (bad) {
        wrong = 1;
        snprintf(line, LINE, "wrong: %s\n", bad);
        text_str(&t, line);
    }
    if (now < WRITTEN_S || moved > MOVED_MAX_S || moved < -MOVED_MAX_S) {
        wrong = 1;
        snprintf(line, LINE,
                 "wrong: the clock was moved by %lld s since start, or stands before 2026\n",
                 (long long)moved);
        text_str(&t, line);
    }
    int64_t free_mb = -1;
    if (statvfs(s->set->data, &disk) == 0)
        free_mb = (int64_t)((unsigned long long)disk.f_bavail * disk.f_frsize >> 20);
    if (free_mb >= 0 && free_mb < 16) {
        wrong = 1;
        text_lit(&t, "wrong: less than 16 MB are free where the records are\n");
    }
    snprintf(line, LINE, "state: %s\nversion: %s rules %d\nschema: %d\n", wrong ? "wrong" : "good",
             ENGINE_VERSION, RULES_VERSION, h.schema);
    text_str(&t, line);
    if (h.last_backup_s)
        snprintf(line, LINE, "last backup: %lld days ago\n",
                 (long long)((now - h.last_backup_s) / 86400));
    else
        snprintf(line, LINE, "last backup: never\n");
    text_str(&t, line);
    snprintf(line, LINE,
             "people: %lld\nfacts: %lld\nrefused: %llu\nfree: %lld MB\nrunning: %lld s\n",
             (long long)h.people, (long long)h.facts, (unsigned long long)h.refused,
             (long long)free_mb, (long long)((clock_ms() - s->start_ms) / 1000));
    text_str(&t, line);
    ret->status = wrong ? 503 : 200;
    ret->route = "/health";
    ret->type = "text/plain; charset=utf-8";
    ret->body = (struct span){t.p, (uint32_t)t.len};
}
