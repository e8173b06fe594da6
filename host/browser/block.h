/* block.h - the memory of a module in a browser: what is asked lies at its begin, the rest is the arena.
 *
 *     unsigned char *to = room(bytes);            JavaScript writes the bytes there
 *     struct answer *r = respond(...);            and reads the answer: eleven numbers
 *
 * Nothing is kept from one call to the next: room() forgets it all.
 *
 * Units:     bytes. Ownership: the module's memory, until the next room().
 * Errors:    where the memory cannot grow room() is NULL; what runs out of it later traps, and the
 *            module is to be thrown away. */
#ifndef AMB_BROWSER_BLOCK_H
#define AMB_BROWSER_BLOCK_H

#include "../../app/app.h"

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define EXPORT(name) /* built for a test that compares the two (test/same.c) */
#endif

/* What JavaScript reads. A text is its place and its length; 0 bytes: none. */
struct answer {
    uint32_t status, effect; /* enum app_effect */
    struct span type, location, download, body, facts, unkept;
};

extern struct arena block;
/* The first bytes of the block are taken, so many; the arena has what a page of them needs besides. */
unsigned char *block_take(uint32_t bytes, uint32_t needs);
/* As JavaScript reads it; in the block. */
struct answer *answer_of(const struct app_response *r);

#endif
