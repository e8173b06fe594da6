/* fuzz_request.c - what comes with a request before any page is made: its line, headers, target, cookie,
 * addresses, eight words; and a zone's file.
 *
 * Input: a byte that picks the reader, then its bytes. */
#include "../core/form.h"
#include "../host/server/guard.h"
#include "../host/server/http.h"
#include "../host/server/server.h"
#include "../host/server/zone.h"

#include <stdio.h>
#include <stdlib.h>

static void must(int so, const char *what)
{
    if (so)
        return;
    fprintf(stderr, "not so: %s\n", what);
    abort();
}

/* Lines of a name, a colon and a value; the first is the method, the second the target. */
static void headers(char *text)
{
    struct guard g = {.host = 0};
    char *rest = text, *method = strsep(&rest, "\n"), *target = rest ? strsep(&rest, "\n") : NULL;
    while (rest) {
        char *value = strsep(&rest, "\n"), *name = strsep(&value, ":");
        guard_header(&g, name, strlen(name), value ? value : "", value ? strlen(value) : 0);
    }
    int status = guard_judge(&g, method, target ? target : "/", "HTTP/1.1");
    must(status == 0 || (status >= 400 && status < 600), "let in, or refused with a status");
    must(status != 0 || g.length + g.coding <= 1, "what is let in is framed once");
    must(status != 0 || g.host == 1, "and has one host");
}

static void target(const char *text)
{
    static char out[GUARD_TARGET_MAX + 1];
    struct span path, query;
    if (strlen(text) > GUARD_TARGET_MAX || !guard_target(text, out, &path, &query))
        return;
    must(path.len > 0 && path.len <= strlen(text) && path.p[0] == '/',
         "a path begins with a slash");
    for (uint32_t i = 0; i < path.len; i++)
        must((unsigned char)path.p[i] >= ' ' && path.p[i] != 0x7f,
             "a path has no control characters");
    must(utf8_valid(path.p, path.len), "a path is UTF-8");
    const char *route = app_route(path);
    must(route != NULL, "a path has a route, or is unknown");
}

static void cookie(const char *text, size_t n)
{
    unsigned char secret[32];
    char letters[COOKIE_LEN + 1];
    struct session x;
    if (secret_read(text, n, secret)) {
        secret_put(secret, letters);
        must(n == COOKIE_LEN && memcmp(letters, text, n) == 0,
             "a secret has one way to be written");
    }
    session_begin(&x, text);
    must(x.came == 0 || x.came == 1, "a session came or is fresh");
}

static void small(const char *text)
{
    struct address a;
    struct words w, again;
    static unsigned char block[1 << 16] __attribute__((aligned(16)));
    struct arena arena = {.base = block, .size = sizeof block};
    forwarded_address(text, &a);
    address_read(text, &a);
    takes_gzip(text);
    if (zone_name_good(text))
        must(!strstr(text, "..") && text[0] != '/', "a zone's name stays in its folder");
    if (strlen(text) < 400 && words_read(text, strlen(text), &w)) {
        struct text t = {.mem = &arena};
        words_put(&t, &w, ' ');
        must(words_read(t.p, strlen(t.p), &again) && !memcmp(&w, &again, sizeof w),
             "eight words are read as they are written");
    }
}

static void zone(const uint8_t *data, size_t size)
{
    static const int64_t at[] = {0,         1772409600, 1793520000,  -1,
                                 INT32_MAX, 4102444800, 253402300799};
    for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
        int offset = 0;
        if (zone_offset(data, size, at[i], &offset))
            must(offset > -26 * 3600 && offset < 26 * 3600, "an offset is of a day at most");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char text[4097];
    if (size < 2 || size > sizeof text - 1)
        return 0;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = 0;
    switch (data[0] % 5) {
    case 0:
        headers(text);
        break;
    case 1:
        target(text);
        break;
    case 2:
        cookie(text, strlen(text));
        break;
    case 3:
        small(text);
        break;
    default:
        zone(data + 1, size - 1);
        break;
    }
    return 0;
}
