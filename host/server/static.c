/* Files that are part of the program: the style sheet, the marks, the script. Each is kept as it is
 * and packed once, at the start; its name for the cache is the hash of its bytes. */
#include "command.h"
#include "server.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

struct file {
    const char *path, *type;
    const unsigned char *bytes;
    size_t n;
};
#include "web.inc" /* made of web/ by host/server/embed */
enum { FILES = sizeof files / sizeof files[0] };

/* A worker has the policy of its own file, and not that of the page that asks for it. */
static const char worker_policy[] =
    "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'";

static struct packed {
    void *bytes;
    size_t n;
    char etag[ETAG_LEN + 1], etag_packed[ETAG_LEN + 1];
} packed[FILES];

void *pack(const void *bytes, size_t n, int level, size_t *ret_n)
{
    z_stream z = {0};
    if (n < 512 || deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    size_t room = n; /* what grows is not worth it */
    unsigned char *out = malloc(room);
    int done = 0;
    if (out) {
        z.next_in = bytes;
        z.avail_in = (uInt)n;
        z.next_out = out;
        z.avail_out = (uInt)room;
        done = deflate(&z, Z_FINISH) == Z_STREAM_END;
        *ret_n = z.total_out;
    }
    deflateEnd(&z);
    if (done)
        return out;
    free(out);
    return NULL;
}

void etag_of(const void *bytes, size_t n, int small, char ret[ETAG_LEN + 1])
{
    unsigned char hash[16];
    char text[17];
    crypto_generichash(hash, sizeof hash, bytes, n, NULL, 0);
    sodium_bin2hex(text, sizeof text, hash, 8);
    snprintf(ret, ETAG_LEN + 1, "\"%s%s\"", text, small ? "z" : "");
}

int static_begin(void)
{
    for (size_t i = 0; i < FILES && files[i].path; i++) {
        packed[i].bytes = pack(files[i].bytes, files[i].n, 9, &packed[i].n);
        etag_of(files[i].bytes, files[i].n, 0, packed[i].etag);
        etag_of(files[i].bytes, files[i].n, 1, packed[i].etag_packed);
    }
    return 1;
}

struct span static_file(const char *path)
{
    for (size_t i = 0; i < FILES && files[i].path; i++)
        if (strcmp(files[i].path, path) == 0)
            return (struct span){(const char *)files[i].bytes, (uint32_t)files[i].n};
    return (struct span){"", 0};
}

/* * is any. */
int etag_in(const char *list, const char *etag)
{
    size_t n = strlen(etag);
    const char *p = list;
    while (p && (p = strchr(p, '"'))) {
        if (strncmp(p, etag, n) == 0)
            return 1;
        p = strchr(p + 1, '"');
        p = p ? p + 1 : NULL;
    }
    return list && strcmp(list, "*") == 0;
}

int static_serve(const struct ask *q, struct reply *ret)
{
    for (size_t i = 0; i < FILES && files[i].path; i++) {
        const struct file *f = &files[i];
        if (strlen(f->path) != q->path.len || memcmp(f->path, q->path.p, q->path.len) != 0)
            continue;
        int small = q->gzip && packed[i].bytes;
        *ret = (struct reply){.status = 200, .type = f->type, .route = "static", .lasting = 1};
        ret->caching = "public, max-age=600";
        if (strcmp(f->path, "/worker.js") == 0)
            ret->policy = worker_policy;
        ret->etag = small ? packed[i].etag_packed : packed[i].etag;
        ret->coding = small ? "gzip" : NULL;
        if (etag_in(q->etag, ret->etag))
            ret->status = 304;
        else if (small)
            ret->body = (struct span){packed[i].bytes, (uint32_t)packed[i].n};
        else
            ret->body = (struct span){(const char *)f->bytes, (uint32_t)f->n};
        return 1;
    }
    return 0;
}
