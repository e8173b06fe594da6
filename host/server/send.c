/* From struct reply to headers and bytes. */
#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A picture brings its own style, and does nothing else. */
static const char page_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "manifest-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types "
    "ambulando";

static const char picture_policy[] = "default-src 'none'; style-src 'unsafe-inline'";

static const char *const always[][2] = {
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

/* The cookies of a clinic's staff are not sent along from any other site, and end with the browser. */
static int put_clinic_cookies(const struct reply *r, struct MHD_Response *m)
{
    static const char flags[] = "Path=/; Secure; HttpOnly; SameSite=Strict";
    char line[200];
    int ok = 1;
    if (r->clinic_forget)
        ok &= header(m, "Set-Cookie",
                     "__Host-ambulando-clinic=; Path=/; Max-Age=0; Secure; HttpOnly; "
                     "SameSite=Strict");
    else if (*r->clinic_cookie) {
        snprintf(line, sizeof line, "__Host-ambulando-clinic=%s; %s", r->clinic_cookie, flags);
        ok &= header(m, "Set-Cookie", line);
    }
    if (*r->door_cookie) {
        snprintf(line, sizeof line, "__Host-ambulando-door=%s; %s", r->door_cookie, flags);
        ok &= header(m, "Set-Cookie", line);
    }
    return ok;
}

/* Nothing is stored, but for the page that answers a post: without it a browser that goes back to it
 * asks whether to send the form again, or shows an error, in place of whom to call. */
static int put_headers(const struct http *h, const struct reply *r, const char *method,
                       struct MHD_Response *m)
{
    int page_of_post = strcmp(method, "POST") == 0 && (r->status == 200 || r->status == 422) &&
                       !r->forget && !r->no_store;
    char line[200];
    int ok = 1;
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
        ok &= header(m, always[i][0], always[i][1]);
    ok &= header(m, "Content-Security-Policy",
                 r->policy                                      ? r->policy
                 : r->type && !strcmp(r->type, "image/svg+xml") ? picture_policy
                                                                : page_policy);
    ok &= header(m, "Cache-Control",
                 r->caching     ? r->caching
                 : page_of_post ? "private, no-cache"
                                : "no-store");
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
    if (r->no_index)
        ok &= header(m, "X-Robots-Tag", "noindex, nofollow");
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
    return ok & put_clinic_cookies(r, m);
}

enum { PAGE_LEVEL = 3 }; /* half the time of 6, and a tenth more bytes */

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
    if (r->lasting) {
        struct MHD_Response *m =
            MHD_create_response_from_buffer(r->body.len, body.to, MHD_RESPMEM_PERSISTENT);
        if (m && r->coding)
            header(m, "Content-Encoding", r->coding);
        return m;
    }
    if (gzip)
        bytes = pack(r->body.p, r->body.len, PAGE_LEVEL, &n);
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

enum MHD_Result send_reply(struct http *h, struct MHD_Connection *c, struct exchange *x,
                           const char *method, const struct reply *r, int gzip, int last)
{
    size_t bytes;
    struct MHD_Response *m = response_of(r, gzip, &bytes);
    if (!m)
        return MHD_NO;
    enum MHD_Result sent = MHD_NO;
    if (put_headers(h, r, method, m) &&
        (!(last || atomic_load(&h->s->draining)) || header(m, "Connection", "close")))
        sent = MHD_queue_response(c, (unsigned)r->status, m);
    MHD_destroy_response(m);
    log_request(method, r->route, sent == MHD_YES ? r->status : 500, clock_ms() - x->begin_ms,
                bytes);
    x->answered = 1;
    return sent;
}
