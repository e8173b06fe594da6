/* http.h - what the files that know of libmicrohttpd and of sockets share: http.c, heads.c, send.c,
 * listen.c.
 *
 * Ownership: as struct http; an exchange lives from the first line of a request to its end.
 * Errors:    said on standard error, where they happen. */
#ifndef AMB_HOST_HTTP_H
#define AMB_HOST_HTTP_H

#include "guard.h"
#include "server.h"
#include "watchdog.h"

#include <microhttpd.h>

struct lent {
    struct arena a;
    struct lent *next;
};
enum { SLOW_THREADS = 2, SLOW_WAIT = 32 };
struct
    slow { /* requests that hash a password wait here, and hold no thread of the others (slow.c) */
    pthread_mutex_t lock;
    pthread_cond_t more;
    pthread_t thread[SLOW_THREADS];
    struct exchange *first, *last;
    int threads, waiting, ending;
};
struct http {
    struct server *s;
    struct slow slow;
    struct MHD_Daemon *daemon;
    struct watchdog dog;
    struct lent *lent;
    pthread_mutex_t lock;
    atomic_llong bodies;
    char *cert, *key;
    int https, fd; /* fd: where it listens */
};
struct exchange { /* one request, from its first line to its end */
    char *target, *path;
    struct span decoded, query;
    struct address address;
    char *body;
    size_t len, cap;
    int begun, answered;
    int64_t begin_ms;
    /* of one that waits in struct slow: what is asked, then what is answered, in lent */
    struct ask ask;
    struct reply reply;
    struct lent *lent;
    struct MHD_Connection *connection;
    struct exchange *next;
    int served;
};

/* Memory for an answer, lent and given back; NULL: there is none. (lent.c) */
struct lent *lent_take(struct http *h);
void lent_give(struct http *h, struct lent *l);
void lent_end(struct http *h);

/* 1, or 0 without threads. */
int slow_start(struct http *h);
/* Suspends the connection until x is served; 0: too many wait already. */
int slow_put(struct http *h, struct MHD_Connection *c, struct exchange *x);
/* Serves what waits, and ends. */
void slow_stop(struct http *h);

struct heads { /* what of a request's headers is looked at */
    struct guard guard;
    const char *host, *origin, *fetch_site, *content_type, *etag, *encoding, *forwarded, *agent;
};

/* (heads.c) */
void heads_read(struct MHD_Connection *c, struct heads *ret);
/* Whose address it is: 0 when it is none. The proxy adds the one it sees after what it was told. */
int forwarded_address(const char *list, struct address *ret);
int peer_address(struct MHD_Connection *c, struct address *ret);
/* Whether a browser takes gzip: named, and not with a weight of nothing. */
int takes_gzip(const char *list);

/* Queues the reply and logs it; last: the connection is closed after it. (send.c) */
enum MHD_Result send_reply(struct http *h, struct MHD_Connection *c, struct exchange *x,
                           const char *method, const struct reply *r, int gzip, int last);

/* The socket of --listen and the port it got; -1. (listen.c) */
int listen_on(const struct settings *set, int *ret_port);
/* A file of certificates or keys, for free(); NULL. */
char *pem_read(const char *path);
/* 0, after saying it. */
int http_say(const char *what, const char *why);

#endif
