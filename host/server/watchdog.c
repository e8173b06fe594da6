#include "watchdog.h"

#include "server.h"

#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { QUIET_MS = 400 };

static void look(struct watchdog *w)
{
    int64_t now = clock_ms();
    for (struct watch *x = w->first; x; x = x->next) {
        if (w->draining && x->idle && !x->told && now - x->since_ms >= QUIET_MS) {
            /* What has arrived already can still be read after this, and is answered. */
            shutdown(x->fd, SHUT_RD);
            x->told = 1;
        }
        if (now >= x->end_ms) {
            shutdown(x->fd, SHUT_RDWR);
            x->end_ms = INT64_MAX;
        }
    }
}

/* The lock is held while it looks: a descriptor is not closed, and given to another, meanwhile. */
static void *watchdog_run(void *dog)
{
    struct watchdog *w = dog;
    pthread_mutex_lock(&w->lock);
    while (!w->stop) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        int every_ms = w->draining && w->every_ms > 50 ? 50 : w->every_ms;
        int64_t ns = until.tv_nsec + (int64_t)every_ms * 1000000;
        until.tv_sec += ns / 1000000000;
        until.tv_nsec = ns % 1000000000;
        pthread_cond_timedwait(&w->wake, &w->lock, &until);
        look(w);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

int watchdog_start(struct watchdog *w, int every_ms)
{
    pthread_condattr_t steady;
    memset(w, 0, sizeof *w);
    w->every_ms = every_ms;
    pthread_mutex_init(&w->lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&w->wake, &steady);
    pthread_condattr_destroy(&steady);
    return pthread_create(&w->thread, NULL, watchdog_run, w) == 0;
}

void watchdog_stop(struct watchdog *w)
{
    pthread_mutex_lock(&w->lock);
    w->stop = 1;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
}

void watchdog_drain(struct watchdog *w)
{
    pthread_mutex_lock(&w->lock);
    w->draining = 1;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
}

void watch_begin(struct watchdog *w, struct watch *x, int fd, int ms)
{
    int64_t now = clock_ms();
    *x = (struct watch){.fd = fd, .idle = 1, .since_ms = now, .end_ms = now + ms};
    pthread_mutex_lock(&w->lock);
    x->next = w->first;
    if (w->first)
        w->first->before = x;
    w->first = x;
    pthread_mutex_unlock(&w->lock);
}

void watch_until(struct watchdog *w, struct watch *x, int ms, int idle)
{
    pthread_mutex_lock(&w->lock);
    x->since_ms = clock_ms();
    if (x->end_ms != INT64_MAX)
        x->end_ms = x->since_ms + ms;
    x->idle = idle;
    pthread_mutex_unlock(&w->lock);
}

void watch_end(struct watchdog *w, struct watch *x)
{
    pthread_mutex_lock(&w->lock);
    if (x->before)
        x->before->next = x->next;
    else
        w->first = x->next;
    if (x->next)
        x->next->before = x->before;
    pthread_mutex_unlock(&w->lock);
}
