/* One line a request: when, what kind of page, how it went. No address, no name, no query, nothing
 * that was answered: what is not written cannot leak. */
#include "server.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

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

static void write_line(char *line, int n, size_t room)
{
    size_t len = n < 0 ? 0 : (size_t)n < room ? (size_t)n : room - 1;
    if (len && line[len - 1] != '\n')
        line[len - 1] = '\n';
    /* One write, so that lines of two threads never mix; a log that is gone stops nobody. */
    ssize_t sent = write(STDERR_FILENO, line, len);
    (void)sent;
}

static void stamp(char *to, size_t room)
{
    struct tm utc;
    time_t now = time(NULL);
    gmtime_r(&now, &utc);
    strftime(to, room, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

void log_request(const char *method, const char *route, int status, int64_t took_ms, size_t bytes)
{
    char line[256], when[32];
    stamp(when, sizeof when);
    int n = snprintf(line, sizeof line, "time=%s method=%s route=%s status=%d ms=%lld bytes=%zu\n",
                     when, method, route, status, (long long)took_ms, bytes);
    write_line(line, n, sizeof line);
}

void log_line(const char *level, const char *what)
{
    char line[512], when[32];
    stamp(when, sizeof when);
    int n = snprintf(line, sizeof line, "time=%s level=%s what=\"%s\"\n", when, level, what);
    write_line(line, n, sizeof line);
}

const char *log_route(struct span path)
{
    static const char *const patterns[] = {
#define ROUTE(path, get, post, open) path,
#include "../../app/routes.def"
    };
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        size_t n = strlen(patterns[i]);
        int more = patterns[i][n - 1] == '*';
        if (more ? path.len > n - 1 && memcmp(path.p, patterns[i], n - 1) == 0
                 : path.len == n && memcmp(path.p, patterns[i], n) == 0)
            return patterns[i];
    }
    return "unknown";
}
