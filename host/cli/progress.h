/* progress.h - how far a long replay has come, on one line of a terminal, wiped at the end.
 *
 *     progress_begin(&p);
 *     progress_show(&p, people_since_last_time);
 *     progress_erase(&p);                             before anything else is written there
 *
 * Nothing is shown before a second has passed, when standard error is not a terminal, or when the
 * output goes to a terminal too and would run into it. One caller at a time. */
#ifndef AMB_HOST_PROGRESS_H
#define AMB_HOST_PROGRESS_H

#include <stdint.h>

struct progress {
    int wanted, shown;
    int64_t began_ms, last_ms;
    uint64_t people;
};

void progress_begin(struct progress *p);
void progress_show(struct progress *p, uint64_t more_people);
void progress_erase(struct progress *p);

#endif
