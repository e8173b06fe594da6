/* log.c - one write a line. */
#include "log.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

void log_write(char *line, int n, size_t room)
{
    size_t len = n < 0 ? 0 : (size_t)n < room ? (size_t)n : room - 1;
    if (len && line[len - 1] != '\n')
        line[len - 1] = '\n';
    /* One write, so that lines of two threads never mix; a log that is gone stops nobody. */
    ssize_t sent = write(STDERR_FILENO, line, len);
    (void)sent;
}

void log_time(char *to, size_t room)
{
    struct tm utc;
    time_t now = time(NULL);
    gmtime_r(&now, &utc);
    strftime(to, room, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

void log_line(const char *level, const char *what)
{
    char line[512], when[LOG_TIME];
    log_time(when, sizeof when);
    int n = snprintf(line, sizeof line, "time=%s level=%s what=\"%s\"\n", when, level, what);
    log_write(line, n, sizeof line);
}

void log_person(int64_t person, const char *what)
{
    char line[400];
    snprintf(line, sizeof line, "person %lld: %.300s", (long long)person, what);
    log_line("error", person ? line : what);
}
