#include "block.h"

enum { PAGE = 65536 };
extern unsigned char __heap_base; /* the linker's: what lies below is data and stack */
struct arena block;

unsigned char *block_take(uint32_t bytes, uint32_t needs)
{
    uint32_t base = ((uint32_t)(uintptr_t)&__heap_base + 15) & ~15u;
    uint64_t end = (uint64_t)base + bytes + needs;
    uint32_t pages = (uint32_t)__builtin_wasm_memory_size(0);
    uint64_t wanted = (end + PAGE - 1) / PAGE;
    if (wanted > PAGE ||
        (wanted > pages && __builtin_wasm_memory_grow(0, (uint32_t)wanted - pages) == (size_t)-1))
        return NULL;
    block = (struct arena){.base = (unsigned char *)(uintptr_t)base,
                           .size = (size_t)__builtin_wasm_memory_size(0) * PAGE - base};
    return arena_alloc(&block, bytes ? bytes : 1, 1);
}

static struct span words(const char *s)
{
    return (struct span){s ? s : "", s ? (uint32_t)str_len(s) : 0};
}

static struct span bytes_of(const struct text *t)
{
    return (struct span){t->len ? t->p : "", (uint32_t)t->len};
}

struct answer *answer_of(const struct app_response *r)
{
    struct answer *x = arena_alloc(&block, 1, sizeof *x);
    *x = (struct answer){.status = (uint32_t)r->status,
                         .effect = r->effect,
                         .type = words(r->type),
                         .location = words(r->location),
                         .download = words(r->download),
                         .body = bytes_of(&r->body),
                         .facts = bytes_of(&r->facts),
                         .unkept = bytes_of(&r->unkept)};
    return x;
}
