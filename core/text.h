/* text.h - text that grows, in an arena: pages, records, plans and exports are made in it.
 *
 *     struct text t = {.mem = &arena};
 *     text_lit(&t, "walk ");
 *     text_int(&t, 12);
 *
 * Units:     bytes of UTF-8, not terminated: use len.
 * Ownership: the arena's. A text may be emptied and filled again by setting len to 0.
 * Errors:    none to check; no memory is the arena's. */
#ifndef AMB_CORE_TEXT_H
#define AMB_CORE_TEXT_H

#include "arena.h"

#include <stdint.h>
#include <string.h>

struct text {
    struct arena *mem;
    char *p;
    size_t len, cap;
};

/* Makes room for n more bytes and returns where they go; text_room leaves len as it is. */
__attribute__((returns_nonnull)) char *text_room(struct text *t, size_t n);

static inline void text_add(struct text *t, const char *s, size_t n)
{
    if (!n)
        return;
    char *to = n <= t->cap - t->len ? t->p + t->len : text_room(t, n);
    memcpy(to, s, n);
    t->len += n;
}
#define text_lit(t, lit) text_add((t), "" lit, sizeof(lit) - 1)

static inline void text_char(struct text *t, char c)
{
    char *to = t->len < t->cap ? t->p + t->len : text_room(t, 1);
    *to = c;
    t->len++;
}

void text_int(struct text *t, int64_t v);               /* decimal */
void text_padded(struct text *t, int64_t v, int width); /* 0 or more, with zeros before it */
void text_str(struct text *t, const char *s);           /* terminated */

/* Of terminated strings: what string.h would do, for where there is none. */
static inline size_t str_len(const char *s)
{
    size_t n = 0;
    while (s[n])
        n++;
    return n;
}
static inline int str_same(const char *s, const char *t)
{
    while (*s && *s == *t) {
        s++;
        t++;
    }
    return *s == *t;
}

#endif
