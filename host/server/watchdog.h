/* watchdog.h - closes a connection whose request has not come, or whose answer has not gone, in time.
 *
 *     watchdog_start(&dog);
 *     watch_begin(&dog, &watch, fd, ms);  ...  watch_until(&dog, &watch, ms, idle);  ...
 *     watch_end(&dog, &watch);            before the descriptor is closed
 *
 * The library's own timeout begins anew with every byte; a client that sends one a second would
 * hold a place for ever.
 *
 * Ownership: a watch is the caller's, and must live until watch_end. */
#ifndef AMB_HOST_WATCHDOG_H
#define AMB_HOST_WATCHDOG_H

#include <pthread.h>
#include <stdint.h>

struct watch {
    struct watch *next, *before;
    int fd, idle, told;
    int64_t since_ms, end_ms;
};
struct watchdog {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct watch *first;
    int stop, draining, every_ms;
};
int watchdog_start(struct watchdog *w, int every_ms);
void watchdog_stop(struct watchdog *w);
/* From now on a connection that has had nothing under way for a while is told to end. One in use is
 * told with its next answer: closing it between two would lose what is on its way. */
void watchdog_drain(struct watchdog *w);

void watch_begin(struct watchdog *w, struct watch *x, int fd, int ms);
void watch_until(struct watchdog *w, struct watch *x, int ms, int idle);
void watch_end(struct watchdog *w, struct watch *x);

#endif
