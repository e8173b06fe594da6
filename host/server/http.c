/* libmicrohttpd: bytes to struct ask, struct reply to bytes. Nothing here knows of records. */
#include "guard.h"
#include "server.h"
#include "watchdog.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { THREADS = 16, HEADER_MAX = 32 << 10, PEM_MAX = 1 << 16 };
/* Address space for one request; its pages cost memory once they are written, and go back. */
static const size_t ARENA = (size_t)1 << 28, ARENA_KEEP = (size_t)1 << 20;
/* Bodies that have arrived in part, of all connections together. */
static const int64_t BODIES_MAX = 64 << 20;

struct lent {
    struct arena a;
    struct lent *next;
};
struct http {
    struct server *s;
    struct MHD_Daemon *daemon;
    struct watchdog dog;
    struct lent *lent;
    pthread_mutex_t lock;
    atomic_llong bodies;
    atomic_int under_way; /* requests being answered */
    char *cert, *key;
    int https;
};
struct exchange { /* one request, from its first line to its end */
    char *target, *path;
    struct span decoded, query;
    struct address address;
    const char *cookie;
    char *body;
    size_t len, cap;
    int begun, answered;
    int64_t begin_ms;
};

/* --- arenas ---------------------------------------------------------------------------------------------- */

static struct lent *arena_take(struct http *h)
{
    pthread_mutex_lock(&h->lock);
    struct lent *l = h->lent;
    if (l)
        h->lent = l->next;
    pthread_mutex_unlock(&h->lock);
    if (l)
        return l;
    l = calloc(1, sizeof *l);
    for (size_t size = ARENA; l && !l->a.base && size >= ARENA_KEEP; size /= 2) {
        void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (p != MAP_FAILED)
            l->a = (struct arena){.base = p, .size = size};
    }
    if (l && !l->a.base) {
        free(l);
        l = NULL;
    }
    return l;
}

static void arena_give(struct http *h, struct lent *l)
{
    if (l->a.used > ARENA_KEEP)
        madvise(l->a.base + ARENA_KEEP, l->a.size - ARENA_KEEP, MADV_DONTNEED);
    arena_reset(&l->a);
    pthread_mutex_lock(&h->lock);
    l->next = h->lent;
    h->lent = l;
    pthread_mutex_unlock(&h->lock);
}

/* --- answers --------------------------------------------------------------------------------------------- */

static const char *const always[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
     "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
     "manifest-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy",
     "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), "
     "display-capture=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), "
     "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"},
    {"Vary", "Accept-Encoding, Cookie"},
};

static int header(struct MHD_Response *m, const char *name, const char *value)
{
    return MHD_add_response_header(m, name, value) == MHD_YES;
}

static int put_headers(const struct http *h, const struct reply *r, struct MHD_Response *m)
{
    char line[200];
    int ok = 1;
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        ok &= header(m, always[i][0], always[i][1]);
    ok &= header(m, "Cache-Control", r->caching ? r->caching : "no-store");
    if (h->https)
        ok &= header(m, "Strict-Transport-Security", "max-age=31536000");
    if (r->type)
        ok &= header(m, "Content-Type", r->type);
    if (r->location)
        ok &= header(m, "Location", r->location);
    if (r->etag)
        ok &= header(m, "ETag", r->etag);
    if (r->status == 405)
        ok &= header(m, "Allow", "GET, HEAD, POST");
    if (r->download) {
        snprintf(line, sizeof line, "attachment; filename=\"%.100s\"", r->download);
        ok &= !strpbrk(r->download, "\"\\\r\n") && header(m, "Content-Disposition", line);
    }
    if (r->retry_s) {
        snprintf(line, sizeof line, "%d", r->retry_s);
        ok &= header(m, "Retry-After", line);
    }
    if (r->forget)
        ok &= header(m, "Set-Cookie",
                     "__Host-ambulando=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax") &&
              header(m, "Clear-Site-Data", "\"cache\", \"cookies\", \"storage\"");
    else if (*r->cookie) {
        snprintf(line, sizeof line,
                 "__Host-ambulando=%s; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax",
                 r->cookie);
        ok &= header(m, "Set-Cookie", line);
    }
    return ok;
}

/* Copies: the arena is for the next one before the bytes are sent. What is part of the program is
 * not copied. */
static struct MHD_Response *response_of(const struct reply *r, int gzip, size_t *ret_bytes)
{
    size_t n = 0;
    char *bytes = NULL;
    union { /* the library takes what it does not change without const */
        const char *from;
        void *to;
    } body = {.from = r->body.len ? r->body.p : ""};
    *ret_bytes = r->body.len;
    if (r->caching) {
        struct MHD_Response *m =
            MHD_create_response_from_buffer(r->body.len, body.to, MHD_RESPMEM_PERSISTENT);
        if (m && r->coding)
            header(m, "Content-Encoding", r->coding);
        return m;
    }
    if (gzip)
        bytes = pack(r->body.p, r->body.len, &n);
    if (!bytes)
        return MHD_create_response_from_buffer(r->body.len, body.to, MHD_RESPMEM_MUST_COPY);
    *ret_bytes = n;
    struct MHD_Response *m = MHD_create_response_from_buffer(n, bytes, MHD_RESPMEM_MUST_FREE);
    if (m)
        header(m, "Content-Encoding", "gzip");
    else
        free(bytes);
    return m;
}

static enum MHD_Result send_reply(struct http *h, struct MHD_Connection *c, struct exchange *x,
                                  const char *method, const struct reply *r, int gzip, int last)
{
    size_t bytes;
    struct MHD_Response *m = response_of(r, gzip, &bytes);
    if (!m)
        return MHD_NO;
    enum MHD_Result sent = MHD_NO;
    if (put_headers(h, r, m) &&
        (!(last || atomic_load(&h->s->draining)) || header(m, "Connection", "close")))
        sent = MHD_queue_response(c, (unsigned)r->status, m);
    MHD_destroy_response(m);
    log_request(method, r->route, sent == MHD_YES ? r->status : 500, clock_ms() - x->begin_ms,
                bytes);
    x->answered = 1;
    return sent;
}

/* What is no proper request gets a line of text, and its connection closed. */
static enum MHD_Result refuse(struct http *h, struct MHD_Connection *c, struct exchange *x,
                              int status)
{
    static const char text[] = "This is no request that a browser sends.\n";
    struct reply r = {.status = status,
                      .type = "text/plain; charset=utf-8",
                      .body = {text, sizeof text - 1},
                      .route = "refused"};
    return send_reply(h, c, x, "-", &r, 0, 1);
}

static enum MHD_Result refuse_page(struct http *h, struct MHD_Connection *c, struct exchange *x,
                                   int status, const char *title, const char *what)
{
    struct lent *l = arena_take(h);
    if (!l)
        return MHD_NO;
    struct reply r = {.route = "refused"};
    reply_broken(h->s, &l->a, status, title, what, &r);
    enum MHD_Result sent = send_reply(h, c, x, "-", &r, 0, 1);
    arena_give(h, l);
    return sent;
}

/* --- requests -------------------------------------------------------------------------------------------- */

struct heads { /* what of a request's headers is looked at */
    struct guard guard;
    const char *host, *origin, *fetch_site, *content_type, *etag, *encoding, *forwarded;
};

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
    };
    guard_header(&e->guard, name, name_len, value ? value : "", value_len);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (strcasecmp(name, wanted[i].name) == 0)
            *wanted[i].to = value;
    return MHD_YES;
}

/* The proxy adds the address it sees after what it was told. */
static int forwarded_address(const char *list, struct address *ret)
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

static int peer_address(struct MHD_Connection *c, struct address *ret)
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

/* Whether a browser takes gzip: named, and not with a weight of nothing. */
static int takes_gzip(const char *list)
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

static struct watch *watch_of(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/* The first line has come: its target as it was sent, before the library decodes it. */
static void *begin(void *http, const char *target, struct MHD_Connection *c)
{
    struct http *h = http;
    struct exchange *x = calloc(1, sizeof *x);
    struct watch *w = watch_of(c);
    size_t n = strlen(target);
    if (w)
        watch_until(&h->dog, w, h->s->set->deadline_ms, 0);
    atomic_fetch_add(&h->under_way, 1);
    if (!x)
        return NULL;
    x->begin_ms = clock_ms();
    if (n <= GUARD_TARGET_MAX) {
        x->target = strdup(target);
        x->path = malloc(n + 1);
    }
    return x;
}

static enum MHD_Result judge(struct http *h, struct MHD_Connection *c, struct exchange *x,
                             const char *method, const char *version)
{
    struct heads e = {.host = NULL};
    MHD_get_connection_values_n(c, MHD_HEADER_KIND, look_at, &e);
    int status = guard_judge(&e.guard, method, x->target ? x->target : "", version);
    if (!status && (!x->target || !x->path))
        status = 414;
    if (!status && !guard_target(x->target, x->path, &x->decoded, &x->query))
        status = 400;
    if (!status && !(h->s->set->behind_proxy ? forwarded_address(e.forwarded, &x->address)
                                             : peer_address(c, &x->address)))
        status = 400;
    if (status == 413)
        return refuse_page(h, c, x, 413, "That is more than can be kept",
                           "What you sent is larger than a megabyte. It was not kept.");
    return status ? refuse(h, c, x, status) : MHD_YES;
}

/* Room is made as bytes come: a length that is only promised takes none. */
static int body_add(struct http *h, struct exchange *x, const char *data, size_t n)
{
    if (x->len + n > APP_BODY_MAX)
        return 0;
    if (x->len + n > x->cap) {
        size_t cap = x->cap ? x->cap : 4096;
        while (cap < x->len + n)
            cap *= 2;
        long long more = (long long)(cap - x->cap);
        if (atomic_fetch_add(&h->bodies, more) + more > BODIES_MAX) {
            atomic_fetch_sub(&h->bodies, more);
            return 0;
        }
        char *to = realloc(x->body, cap);
        if (!to) {
            atomic_fetch_sub(&h->bodies, more);
            return 0;
        }
        x->body = to;
        x->cap = cap;
    }
    memcpy(x->body + x->len, data, n);
    x->len += n;
    return 1;
}

static enum MHD_Result reply_to(struct http *h, struct MHD_Connection *c, struct exchange *x,
                                const char *method)
{
    struct heads e = {.host = NULL};
    struct lent *l = arena_take(h);
    struct watch *w = watch_of(c);
    if (!l)
        return refuse(h, c, x, 503);
    if (w)
        watch_until(&h->dog, w, h->s->set->answer_ms, 0);
    MHD_get_connection_values_n(c, MHD_HEADER_KIND, look_at, &e);
    struct ask q = {.post = strcmp(method, "POST") == 0,
                    .path = x->decoded,
                    .query = x->query,
                    .body = {x->body ? x->body : "", (uint32_t)x->len},
                    .address = x->address,
                    .cookie = MHD_lookup_connection_value(c, MHD_COOKIE_KIND, "__Host-ambulando"),
                    .content_type = e.content_type,
                    .fetch_site = e.fetch_site,
                    .origin = e.origin,
                    .host = e.host,
                    .etag = e.etag,
                    .gzip = takes_gzip(e.encoding)};
    struct reply r;
    serve(h->s, &l->a, &q, &r);
    enum MHD_Result sent = send_reply(h, c, x, method, &r, q.gzip, 0);
    arena_give(h, l);
    return sent;
}

static enum MHD_Result handle(void *http, struct MHD_Connection *c, const char *url,
                              const char *method, const char *version, const char *data, size_t *n,
                              void **context)
{
    struct http *h = http;
    struct exchange *x = *context;
    (void)url;
    if (!x)
        return MHD_NO;
    if (!x->begun) {
        x->begun = 1;
        return judge(h, c, x, method, version);
    }
    if (*n) {
        int took = x->answered || body_add(h, x, data, *n);
        *n = 0;
        return took ? MHD_YES : MHD_NO;
    }
    return x->answered ? MHD_YES : reply_to(h, c, x, method);
}

static void completed(void *http, struct MHD_Connection *c, void **context,
                      enum MHD_RequestTerminationCode why)
{
    struct http *h = http;
    struct exchange *x = *context;
    struct watch *w = watch_of(c);
    (void)why;
    if (w)
        watch_until(&h->dog, w, h->s->set->idle_ms, 1);
    atomic_fetch_sub(&h->under_way, 1);
    *context = NULL;
    if (!x)
        return;
    atomic_fetch_sub(&h->bodies, (long long)x->cap);
    free(x->body);
    free(x->path);
    free(x->target);
    free(x);
}

static void connection(void *http, struct MHD_Connection *c, void **context,
                       enum MHD_ConnectionNotificationCode what)
{
    struct http *h = http;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
        struct watch *w = info ? malloc(sizeof *w) : NULL;
        if (w)
            watch_begin(&h->dog, w, info->connect_fd, h->s->set->deadline_ms);
        *context = w;
    } else if (*context) {
        watch_end(&h->dog, *context);
        free(*context);
        *context = NULL;
    }
}

/* --- start and end ----------------------------------------------------------------------------------------- */

static int say(const char *what, const char *why)
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
        say("--listen takes an address and a port, 127.0.0.1:8080, not", where);
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
        say(where, gai_strerror(why));
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

static int listen_on(const struct settings *set, int *ret_port)
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
            say(set->listen, strerror(why));
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

static char *pem(const char *path)
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
    say(path, f ? "is empty or too large" : strerror(why));
    return NULL;
}

static void complain(void *http, const char *format, va_list arguments)
{
    /* The library's words may quote a request: only that there were any is said. */
    (void)http;
    (void)format;
    (void)arguments;
}

static void name_self(struct server *s, int port)
{
    if (*s->set->base_url) {
        s->site.base_url = s->set->base_url;
        return;
    }
    snprintf(s->url, sizeof s->url, "%s://localhost:%d", *s->set->tls_cert ? "https" : "http",
             port);
    s->site.base_url = s->url;
}

static int room_for_connections(int connections)
{
    struct rlimit files;
    rlim_t want = (rlim_t)connections + 256;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < want) {
        files.rlim_cur = want < files.rlim_max ? want : files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    return 1;
}

int http_start(struct server *s)
{
    const struct settings *set = s->set;
    struct http *h = calloc(1, sizeof *h);
    int port = 0, tls = *set->tls_cert != '\0', fd;
    if (!h)
        return say("no memory", NULL);
    s->http = h;
    h->s = s;
    pthread_mutex_init(&h->lock, NULL);
    if (tls && (!(h->cert = pem(set->tls_cert)) || !(h->key = pem(set->tls_key))))
        return 0;
    room_for_connections(set->connections);
    if ((fd = listen_on(set, &port)) < 0)
        return 0;
    s->port = port;
    name_self(s, port);
    h->https = tls || strncmp(s->site.base_url, "https://", 8) == 0;
    int shortest = set->deadline_ms < set->answer_ms ? set->deadline_ms : set->answer_ms;
    if (!watchdog_start(&h->dog, shortest < 2000 ? shortest / 4 + 1 : 500))
        return say("no thread", NULL);
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)complain, NULL},
        {MHD_OPTION_THREAD_POOL_SIZE, THREADS, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, set->connections, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, HEADER_MAX, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, (set->idle_ms + 999) / 1000, NULL},
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, set->behind_proxy ? 0 : set->each_connections, NULL},
        {MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, NULL},
        {MHD_OPTION_LISTEN_SOCKET, fd, NULL},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)completed, h},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)connection, h},
        {MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)begin, h},
        {MHD_OPTION_END, 0, NULL},
        {MHD_OPTION_END, 0, NULL},
        {MHD_OPTION_END, 0, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG;
    if (tls) {
        struct MHD_OptionItem *end = options + sizeof options / sizeof options[0] - 4;
        flags |= MHD_USE_TLS;
        *end++ = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, h->cert};
        *end++ = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, h->key};
        *end++ = (struct MHD_OptionItem){
            MHD_OPTION_HTTPS_PRIORITIES, 0,
            (void *)(intptr_t) "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"};
    }
    h->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, h, MHD_OPTION_ARRAY, options,
                                 MHD_OPTION_END);
    if (!h->daemon) {
        watchdog_stop(&h->dog);
        close(fd);
        return say(tls ? "cannot start: is the certificate's key the one given?" : "cannot start",
                   NULL);
    }
    return 1;
}

/* Those that the system had let in, and nobody had taken yet, are let in too. */
static void take_waiting(struct http *h, int fd)
{
    struct sockaddr_storage from;
    for (;;) {
        socklen_t len = sizeof from;
        int got = accept4(fd, (struct sockaddr *)&from, &len, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (got < 0)
            return;
        if (MHD_add_connection(h->daemon, got, (struct sockaddr *)&from, len) != MHD_YES)
            return; /* it has closed it */
    }
}

void http_stop(struct server *s)
{
    struct http *h = s->http;
    atomic_store(&s->draining, 1);
    int fd = MHD_quiesce_daemon(h->daemon);
    if (fd >= 0) {
        take_waiting(h, fd);
        close(fd);
    }
    watchdog_drain(&h->dog);
    for (int64_t end = clock_ms() + s->set->drain_ms; clock_ms() < end; usleep(10000)) {
        const union MHD_DaemonInfo *info =
            MHD_get_daemon_info(h->daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
        if (!info || !info->num_connections)
            break;
    }
    MHD_stop_daemon(h->daemon);
    watchdog_stop(&h->dog);
    for (struct lent *l = h->lent, *next; l; l = next) {
        next = l->next;
        munmap(l->a.base, l->a.size);
        free(l);
    }
    free(h->cert);
    free(h->key);
    free(h);
    s->http = NULL;
}
