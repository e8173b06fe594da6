/* log.h - lines on standard error for whoever runs this: when, how grave, and a sentence.
 *
 *     log_line("error", "records that are due could not be erased");
 *     time=2026-11-24T23:49:22Z level=error what="records that are due could not be erased"
 *
 * Never a name, a secret, or anything that was answered: a log is shown to those who help. */
#ifndef AMB_STORE_LOG_H
#define AMB_STORE_LOG_H

#include <stddef.h>
#include <stdint.h>

/* "info" or "error". */
void log_line(const char *level, const char *what);
/* What happened to a person's record, by its number; 0: nobody's. */
void log_person(int64_t person, const char *what);

enum { LOG_TIME = 32 };
void log_time(char *to, size_t room);
/* n as snprintf() told it: what was longer than room is cut to a line. */
void log_write(char *line, int n, size_t room);

#endif
