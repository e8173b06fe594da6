#include "arena.h"

#include <stdint.h>
#include <string.h>

enum { ALIGN = 16 };

_Noreturn void arena_fail(struct arena *a, const char *why)
{
    if (a->fail)
        a->fail(a->host, why);
    __builtin_trap();
}

/* Cuts size bytes that begin at from, which is aligned, off the block. */
static void *cut(struct arena *a, size_t from, size_t size)
{
    /* Compared by what is left: from + size could wrap around and look small. */
    if (from > a->size || size > a->size - from)
        arena_fail(a, "the arena is full");
    size_t rest = (ALIGN - size % ALIGN) % ALIGN;
    a->used = rest < a->size - from - size ? from + size + rest : a->size;
    return a->base + from;
}

void *arena_alloc(struct arena *a, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        arena_fail(a, "more is asked for than there can be");
    void *p = cut(a, a->used, bytes);
    memset(p, 0, bytes);
    return p;
}

void *arena_grow(struct arena *a, void *p, size_t old, size_t new_size)
{
    if (p && old) {
        size_t from = (size_t)((unsigned char *)p - a->base);
        size_t rest = (ALIGN - old % ALIGN) % ALIGN;
        size_t end = rest < a->size - from - old ? from + old + rest : a->size;
        if (end == a->used)
            return cut(a, from, new_size);
        if (new_size <= old)
            return p;
    }
    void *to = cut(a, a->used, new_size);
    if (p && old)
        memcpy(to, p, old);
    return to;
}
