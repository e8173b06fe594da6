/* One line a request: when, what kind of page, how it went. No address, no name, no query, nothing
 * that was answered: what is not written cannot leak. */
#include "server.h"

#include <stdio.h>

void log_request(const char *method, const char *route, int status, int64_t took_ms, size_t bytes)
{
    char line[256], when[LOG_TIME];
    log_time(when, sizeof when);
    int n = snprintf(line, sizeof line, "time=%s method=%s route=%s status=%d ms=%lld bytes=%zu\n",
                     when, method, route, status, (long long)took_ms, bytes);
    log_write(line, n, sizeof line);
}
