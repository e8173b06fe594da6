/* Where the server listens, and with which certificate. */
#include "http.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PEM_MAX = 1 << 16 };

int http_say(const char *what, const char *why)
{
    fprintf(stderr, "ambulando: serve: %s%s%s\n", what, why ? ": " : "", why ? why : "");
    return 0;
}

/* "127.0.0.1:8080", "[::1]:8080"; a name is looked up. */
static struct addrinfo *listen_address(const char *where)
{
    char host[256], *name = host;
    const char *colon = strrchr(where, ':');
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *found = NULL;
    size_t n = colon ? (size_t)(colon - where) : 0;
    if (!colon || n >= sizeof host || !colon[1] ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1) ||
        strtol(colon + 1, NULL, 10) > 65535) {
        http_say("--listen takes an address and a port, 127.0.0.1:8080, not", where);
        return NULL;
    }
    memcpy(host, where, n);
    host[n] = '\0';
    if (*host == '[' && host[n - 1] == ']') {
        host[n - 1] = '\0';
        name++;
    }
    int why = getaddrinfo(*name ? name : NULL, colon + 1, &hints, &found);
    if (why) {
        http_say(where, gai_strerror(why));
        return NULL;
    }
    return found;
}

static int is_loopback(const struct sockaddr *a)
{
    if (a->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, a, sizeof v4);
        return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
    }
    struct sockaddr_in6 v6;
    memcpy(&v6, a, sizeof v6);
    return a->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
}

static int may_listen(const struct settings *set, const struct sockaddr *a)
{
    if (is_loopback(a) || *set->tls_cert || set->behind_proxy)
        return 1;
    fprintf(stderr,
            "ambulando: serve: %s can be reached from outside, and what people write would go "
            "over the network unsealed.\nGive --tls-cert and --tls-key, or --behind-proxy when a "
            "proxy speaks https; or listen on 127.0.0.1.\n",
            set->listen);
    return 0;
}

int listen_on(const struct settings *set, int *ret_port)
{
    struct addrinfo *a = listen_address(set->listen);
    int one = 1, fd = -1;
    if (!a)
        return -1;
    if (!may_listen(set, a->ai_addr)) {
        freeaddrinfo(a);
        return -1;
    }
    fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0)
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (fd < 0 || bind(fd, a->ai_addr, a->ai_addrlen) != 0 || listen(fd, 511) != 0) {
        int why = errno;
        if (why == EADDRINUSE)
            fprintf(stderr,
                    "ambulando: serve: %s is taken by another program. Choose another port: "
                    "--listen 127.0.0.1:8081, or AMBULANDO_LISTEN.\n",
                    set->listen);
        else
            http_say(set->listen, strerror(why));
        if (fd >= 0)
            close(fd);
        fd = -1;
    }
    freeaddrinfo(a);
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } bound;
    socklen_t len = sizeof bound;
    if (fd >= 0 && getsockname(fd, &bound.any, &len) == 0)
        *ret_port = ntohs(bound.any.sa_family == AF_INET6 ? bound.v6.sin6_port : bound.v4.sin_port);
    return fd;
}

char *pem_read(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = f ? calloc(PEM_MAX + 1, 1) : NULL;
    size_t n = text ? fread(text, 1, PEM_MAX, f) : 0;
    int why = errno;
    if (f)
        fclose(f);
    if (n && n < PEM_MAX)
        return text;
    free(text);
    http_say(path, f ? "is empty or too large" : strerror(why));
    return NULL;
}
