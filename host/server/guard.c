#include "guard.h"

#include "../../app/app.h"
#include "../../core/form.h"

#include <string.h>
#include <strings.h>

static int is(const char *name, size_t n, const char *header)
{
    return n == strlen(header) && strncasecmp(name, header, n) == 0;
}

/* The library glues a folded line to the name before it: such a name begins like one that counts. */
static int begins_like(const char *name, size_t n, const char *header)
{
    size_t want = strlen(header);
    return n > want && strncasecmp(name, header, want) == 0;
}

/* RFC 9110, 5.6.2: what a name is made of. */
static int is_token(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i], lower = c | 0x20;
        if (!((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
              (c && strchr("!#$%&'*+-.^_`|~", c))))
            return 0;
    }
    return n > 0;
}

static int is_host(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i], lower = c | 0x20;
        if (!((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
              (c && strchr("-._:[]", c))))
            return 0;
    }
    return n > 0 && n < 300;
}

void guard_header(struct guard *g, const char *name, size_t name_len, const char *value,
                  size_t value_len)
{
    g->count++;
    g->bad |= !is_token(name, name_len) || begins_like(name, name_len, "Content-Length") ||
              begins_like(name, name_len, "Transfer-Encoding") ||
              begins_like(name, name_len, "Host");
    for (size_t i = 0; i < value_len; i++) {
        unsigned char c = (unsigned char)value[i];
        g->bad |= (c < ' ' && c != '\t') || c == 0x7f;
    }
    if (is(name, name_len, "Host")) {
        g->host++;
        g->bad |= !is_host(value, value_len);
    } else if (is(name, name_len, "Content-Length")) {
        g->length++;
        g->body = 0;
        for (size_t i = 0; i < value_len; i++) {
            g->bad |= value[i] < '0' || value[i] > '9' || value_len > 18;
            g->body = g->bad ? 0 : g->body * 10 + value[i] - '0';
        }
        g->bad |= !value_len;
    } else if (is(name, name_len, "Transfer-Encoding")) {
        g->coding++;
        g->chunked = is(value, value_len, "chunked");
    }
}

int guard_judge(const struct guard *g, const char *method, const char *target, const char *version)
{
    int new = strcmp(version, "HTTP/1.1") == 0;
    if (!new &&strcmp(version, "HTTP/1.0") != 0)
        return 505;
    if (g->bad || g->host != 1 || g->length + g->coding > 1 || (g->coding && !(g->chunked && new)))
        return 400;
    if (g->count > GUARD_HEADERS_MAX)
        return 431;
    if (strlen(target) > GUARD_TARGET_MAX)
        return 414;
    int post = strcmp(method, "POST") == 0;
    if (!post && strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return 405;
    if (g->coding ||
        (post && !g->length)) /* no browser sends a form in pieces; its length is wanted first */
        return 411;
    if (g->body > APP_BODY_MAX)
        return 413;
    return !post && g->body ? 400 : 0;
}

static int hex(char c)
{
    char lower = (char)(c | 0x20);
    if (c >= '0' && c <= '9')
        return c - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

int guard_target(const char *target, char *out, struct span *ret_path, struct span *ret_query)
{
    size_t n = 0, i = 0;
    if (target[0] != '/')
        return 0;
    for (; target[i] && target[i] != '?'; i++) {
        unsigned char c = (unsigned char)target[i];
        if (c == '%') {
            int high = hex(target[i + 1]), low = high < 0 ? -1 : hex(target[i + 2]);
            if (low < 0)
                return 0;
            c = (unsigned char)(high * 16 + low);
            i += 2;
        } else if (c >= 0x7f || c == '#') {
            return 0;
        }
        if (c < ' ' || c == 0x7f)
            return 0;
        out[n++] = (char)c;
    }
    if (!utf8_valid(out, n))
        return 0;
    const char *query = target + i + (target[i] == '?');
    size_t query_len = strlen(query);
    for (size_t k = 0; k < query_len; k++)
        if ((unsigned char)query[k] <= ' ' || (unsigned char)query[k] >= 0x7f || query[k] == '#')
            return 0;
    *ret_path = (struct span){out, (uint32_t)n};
    *ret_query = (struct span){query, (uint32_t)query_len};
    return 1;
}
