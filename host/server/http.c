/* libmicrohttpd: bytes to struct ask, struct reply to bytes. Nothing here knows of records. */
#include "http.h"

#include "clinic.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { THREADS = 16, HEADER_MAX = 32 << 10 };
/* Bodies that have arrived in part, of all connections together. */
static const int64_t BODIES_MAX = 64 << 20;

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
    struct lent *l = lent_take(h);
    if (!l)
        return MHD_NO;
    struct reply r = {.route = "refused"};
    reply_broken(h->s, &l->a, status, title, what, &r);
    enum MHD_Result sent = send_reply(h, c, x, "-", &r, 0, 1);
    lent_give(h, l);
    return sent;
}

/* --- requests -------------------------------------------------------------------------------------------- */

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
    struct heads e;
    heads_read(c, &e);
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

static void ask_of(struct MHD_Connection *c, const struct exchange *x, const char *method,
                   struct ask *ret)
{
    struct heads e;
    heads_read(c, &e);
    *ret = (struct ask){
        .post = strcmp(method, "POST") == 0,
        .path = x->decoded,
        .query = x->query,
        .body = {x->body ? x->body : "", (uint32_t)x->len},
        .address = x->address,
        .cookie = MHD_lookup_connection_value(c, MHD_COOKIE_KIND, "__Host-ambulando"),
        .clinic_cookie = MHD_lookup_connection_value(c, MHD_COOKIE_KIND, "__Host-ambulando-clinic"),
        .door_cookie = MHD_lookup_connection_value(c, MHD_COOKIE_KIND, "__Host-ambulando-door"),
        .agent = e.agent,
        .content_type = e.content_type,
        .fetch_site = e.fetch_site,
        .origin = e.origin,
        .host = e.host,
        .etag = e.etag,
        .gzip = takes_gzip(e.encoding)};
}

static enum MHD_Result too_many_wait(struct http *h, struct MHD_Connection *c, struct exchange *x,
                                     const char *method)
{
    struct lent *l = lent_take(h);
    if (!l)
        return refuse(h, c, x, 503);
    struct reply r = {.route = "refused"};
    reply_broken(h->s, &l->a, 503, "Many are signing in just now",
                 "Nothing was kept. Wait a few seconds. Then go back, and send it again.", &r);
    r.retry_s = 5;
    r.no_store = 1;
    enum MHD_Result sent = send_reply(h, c, x, method, &r, x->ask.gzip, 0);
    lent_give(h, l);
    return sent;
}

/* It was served by another thread meanwhile. */
static enum MHD_Result reply_served(struct http *h, struct MHD_Connection *c, struct exchange *x,
                                    const char *method)
{
    struct lent *l = x->lent;
    x->lent = NULL;
    if (!l)
        return refuse(h, c, x, 503);
    enum MHD_Result sent = send_reply(h, c, x, method, &x->reply, x->ask.gzip, 0);
    lent_give(h, l);
    return sent;
}

static enum MHD_Result reply_to(struct http *h, struct MHD_Connection *c, struct exchange *x,
                                const char *method)
{
    struct watch *w = watch_of(c);
    if (x->served)
        return reply_served(h, c, x, method);
    if (w)
        watch_until(&h->dog, w, h->s->set->answer_ms, 0);
    ask_of(c, x, method, &x->ask);
    if (may_hash(&x->ask))
        return slow_put(h, c, x) ? MHD_YES : too_many_wait(h, c, x, method);
    struct lent *l = lent_take(h);
    if (!l)
        return refuse(h, c, x, 503);
    struct reply r;
    serve(h->s, &l->a, &x->ask, &r);
    enum MHD_Result sent = send_reply(h, c, x, method, &r, x->ask.gzip, 0);
    lent_give(h, l);
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
    *context = NULL;
    if (!x)
        return;
    if (x->lent)
        lent_give(h, x->lent); /* served, and nobody there any more to take it */
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

static void say_nothing(void *http, const char *format, va_list arguments)
{
    /* The library's words may quote a request, and a log is to have nothing of one. */
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

/* 1, or 0 after saying why not. */
static int daemon_start(struct http *h, const struct settings *set, int fd)
{
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)say_nothing, NULL},
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
    };
    struct MHD_OptionItem sealed[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, h->cert},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, h->key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0,
         (void *)(intptr_t) "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"},
        {MHD_OPTION_END, 0, NULL},
    };
    unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG | MHD_ALLOW_SUSPEND_RESUME;
    if (h->cert)
        flags |= MHD_USE_TLS;
    else
        sealed[0].option = MHD_OPTION_END;
    h->daemon = MHD_start_daemon(flags, 0, NULL, NULL, handle, h, MHD_OPTION_ARRAY, options,
                                 MHD_OPTION_ARRAY, sealed, MHD_OPTION_END);
    if (h->daemon)
        return 1;
    return http_say(
        h->cert ? "cannot start: is the certificate's key the one given?" : "cannot start", NULL);
}

int http_listen(struct server *s)
{
    const struct settings *set = s->set;
    struct http *h = calloc(1, sizeof *h);
    int port = 0, tls = *set->tls_cert != '\0';
    if (!h)
        return http_say("no memory", NULL);
    s->http = h;
    h->s = s;
    pthread_mutex_init(&h->lock, NULL);
    if (tls && (!(h->cert = pem_read(set->tls_cert)) || !(h->key = pem_read(set->tls_key))))
        return 0;
    room_for_connections(set->connections);
    if ((h->fd = listen_on(set, &port)) < 0)
        return 0;
    s->port = port;
    name_self(s, port);
    h->https = tls || strncmp(s->site.base_url, "https://", 8) == 0;
    return 1;
}

int http_start(struct server *s)
{
    const struct settings *set = s->set;
    struct http *h = s->http;
    int shortest = set->deadline_ms < set->answer_ms ? set->deadline_ms : set->answer_ms;
    if (!watchdog_start(&h->dog, shortest < 2000 ? shortest / 4 + 1 : 500))
        return http_say("no thread", NULL);
    if (!slow_start(h))
        return http_say("no thread", NULL);
    if (daemon_start(h, set, h->fd))
        return 1;
    slow_stop(h);
    watchdog_stop(&h->dog);
    close(h->fd);
    return 0;
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
    slow_stop(h); /* none may be suspended when the library ends */
    MHD_stop_daemon(h->daemon);
    watchdog_stop(&h->dog);
    lent_end(h);
    free(h->cert);
    free(h->key);
    free(h);
    s->http = NULL;
}
