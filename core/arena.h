/* arena.h - memory for answering one request, given back all at once.
 *
 *     struct arena a = {.base = block, .size = sizeof block, .fail = host_fail};
 *     struct plan *p = arena_alloc(&a, 1, sizeof *p);
 *     arena_reset(&a);
 *
 * The host lends a block. Whatever is built for one request is cut from it in order; the host
 * resets it when the bytes are sent.
 *
 * Units:     bytes.
 * Ownership: every pointer is good until arena_reset(); none is ever freed.
 * Errors:    none to check. A block that is too small ends the request: arena_fail(). */
#ifndef AMB_CORE_ARENA_H
#define AMB_CORE_ARENA_H

#include <stddef.h>

struct arena {
    unsigned char *base; /* the lent block, aligned for any type */
    size_t size, used;
    void (*fail)(void *host, const char *why); /* must not return; NULL: trap */
    void *host;
};

/* count * size zeroed bytes, aligned for any type. count or size 0 gives a pointer not to be used.
 */
__attribute__((returns_nonnull)) void *arena_alloc(struct arena *a, size_t count, size_t size);

/* Grows p from old to new_size bytes, its bytes kept, the new ones not zeroed: in place when p is
 * the newest piece. p may be NULL with old 0. */
__attribute__((returns_nonnull)) void *arena_grow(struct arena *a, void *p, size_t old,
                                                  size_t new_size);

/* Ends this request: calls the host's function, which does not return, and traps if it does. */
_Noreturn void arena_fail(struct arena *a, const char *why);

/* Forgets everything. */
static inline void arena_reset(struct arena *a)
{
    a->used = 0;
}

#endif
