/* figures.wasm: draws the figures; a module of its own, as pages are shown before they are. */
#include "block.h"

enum { NEEDS = 4 << 20 };

EXPORT(room) unsigned char *room(uint32_t bytes);
EXPORT(draw) struct answer *draw(uint32_t bytes);

unsigned char *room(uint32_t bytes)
{
    return block_take(bytes, NEEDS);
}

/* The path, "/figure/E3.svg", was written to room(); status 0: that is none. */
struct answer *draw(uint32_t bytes)
{
    struct app_response r = {.status = 0};
    app_file(&block, (struct span){(const char *)block.base, bytes}, &r);
    return answer_of(&r);
}
