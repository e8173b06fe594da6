/* What is looked at of a request's headers. */
#include "http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>

static enum MHD_Result look_at(void *heads, enum MHD_ValueKind kind, const char *name,
                               size_t name_len, const char *value, size_t value_len)
{
    struct heads *e = heads;
    (void)kind;
    const struct {
        const char *name;
        const char **to;
    } wanted[] = {
        {"Host", &e->host},
        {"Origin", &e->origin},
        {"Sec-Fetch-Site", &e->fetch_site},
        {"Content-Type", &e->content_type},
        {"If-None-Match", &e->etag},
        {"Accept-Encoding", &e->encoding},
        {"X-Forwarded-For", &e->forwarded},
        {"User-Agent", &e->agent},
    };
    guard_header(&e->guard, name, name_len, value ? value : "", value_len);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (strcasecmp(name, wanted[i].name) == 0)
            *wanted[i].to = value;
    return MHD_YES;
}

int forwarded_address(const char *list, struct address *ret)
{
    const char *last = list ? strrchr(list, ',') : NULL;
    char text[64];
    last = last ? last + 1 : list;
    if (!last)
        return 0;
    last += strspn(last, " \t");
    size_t n = strcspn(last, " \t");
    if (n >= sizeof text || last[n + strspn(last + n, " \t")])
        return 0;
    memcpy(text, last, n);
    text[n] = '\0';
    return address_read(text, ret);
}

int peer_address(struct MHD_Connection *c, struct address *ret)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (!info || !info->client_addr)
        return 0;
    const struct sockaddr *peer = info->client_addr;
    if (peer->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, peer, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    } else if (peer->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, peer, sizeof v6);
        inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    }
    return address_read(text, ret);
}

int takes_gzip(const char *list)
{
    const char *p = list;
    while (p && *p) {
        p += strspn(p, " \t,");
        size_t n = strcspn(p, ",; \t"), whole = strcspn(p, ",");
        if (n == 4 && strncasecmp(p, "gzip", 4) == 0) {
            char weight[32] = "";
            memcpy(weight, p, whole < sizeof weight - 1 ? whole : sizeof weight - 1);
            const char *q = strstr(weight, "q=");
            return !q || strspn(q + 2, "0.") != strlen(q + 2);
        }
        p += whole;
    }
    return 0;
}

void heads_read(struct MHD_Connection *c, struct heads *ret)
{
    *ret = (struct heads){.host = NULL};
    MHD_get_connection_values_n(c, MHD_HEADER_KIND, look_at, ret);
}
