/* The clock, and whether it may be believed. A clock that is years ahead makes every record look
 * unused, and unused records are erased: so what it says is compared with what it said when it was
 * last believed, and with a clock that only counts on. */
#include "server.h"

#include <stdlib.h>
#include <time.h>

enum { DAY_S = 86400 };
/* A clock that says an earlier time than this program was written is wrong. */
static const int64_t WRITTEN_S = 1767225600; /* 2026-01-01 */

int64_t clock_s(void)
{
    return (int64_t)time(NULL);
}

int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Counts on while the machine sleeps, as its clock does. */
int64_t clock_run_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (int64_t)t.tv_sec;
}

void clock_begin(struct clock_watch *w, int64_t known_s, int64_t now_s, int64_t run_s)
{
    *w = (struct clock_watch){.known_s = known_s,
                              .known_run_s = run_s,
                              .steady_run_s = run_s,
                              .offset_s = now_s - run_s,
                              .begin_s = now_s - run_s};
    pthread_mutex_init(&w->lock, NULL);
}

static enum clock_state state_of(const struct clock_watch *w, int64_t now_s, int64_t run_s)
{
    if (now_s < WRITTEN_S)
        return CLOCK_wrong;
    if (run_s - w->steady_run_s >= CLOCK_STEADY_DAYS * DAY_S || !w->known_s)
        return CLOCK_good;
    int64_t ahead_s = now_s - (w->known_s + run_s - w->known_run_s);
    if (ahead_s < -DAY_S || ahead_s > CLOCK_FAR_DAYS * DAY_S)
        return CLOCK_wrong;
    return ahead_s > CLOCK_NEAR_DAYS * DAY_S ? CLOCK_unproven : CLOCK_good;
}

enum clock_state clock_suspect(struct clock_watch *w, int64_t now_s, int64_t run_s)
{
    pthread_mutex_lock(&w->lock);
    int64_t offset_s = now_s - run_s;
    if (llabs(offset_s - w->offset_s) > CLOCK_MOVED_S)
        w->steady_run_s = run_s;
    w->offset_s = offset_s;
    enum clock_state state = state_of(w, now_s, run_s);
    if (state == CLOCK_good) {
        w->known_s = now_s;
        w->known_run_s = run_s;
    }
    pthread_mutex_unlock(&w->lock);
    return state;
}

int64_t clock_idle_s(int months, int64_t now_s)
{
    int day = (int)(now_s / DAY_S) - CLOCK_NEAR_DAYS, year, month, of_month,
        then = day - months * 31;
    day_civil(day, &year, &month, &of_month);
    int count = year * 12 + month - 1 - months;
    while (of_month > 0 && !day_of(count / 12, count % 12 + 1, of_month, &then))
        of_month--; /* a month before 31 March is the last of February */
    return (int64_t)(day - then + CLOCK_NEAR_DAYS) * DAY_S;
}
