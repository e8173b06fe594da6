#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { QUIET_MS = 1000, EVERY_MS = 200 };

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_begin(struct progress *p)
{
    *p = (struct progress){.wanted = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)};
    p->began_ms = now_ms();
}

void progress_show(struct progress *p, uint64_t more_people)
{
    p->people += more_people;
    if (!p->wanted)
        return;
    int64_t now = now_ms();
    if (now - p->began_ms < QUIET_MS || now - p->last_ms < EVERY_MS)
        return;
    p->last_ms = now;
    p->shown = 1;
    fprintf(stderr, "\r%" PRIu64 " people, %" PRId64 " s", p->people, (now - p->began_ms) / 1000);
}

void progress_erase(struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = 0;
}
