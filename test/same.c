/* same.c - what host/browser/core.c answers where it is no module of a browser, for test/same.mjs.
 *
 * Reads frames from standard input: a line "HEAD BODY RECORD" of three lengths, and that many bytes; writes for
 * each "STATUS EFFECT TYPE LOCATION DOWNLOAD BODY FACTS UNKEPT", the last six as lengths, and their bytes. */
#include "../host/browser/block.h"

#include <stdio.h>
#include <stdlib.h>

unsigned char *room(uint32_t bytes);
struct answer *respond(uint32_t head, uint32_t body, uint32_t record);

struct arena block;

static _Noreturn void stop(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "same: %s\n", why);
    exit(1);
}

unsigned char *block_take(uint32_t bytes, uint32_t needs)
{
    free(block.base);
    block = (struct arena){.size = (size_t)bytes + needs, .fail = stop};
    block.base = malloc(block.size);
    if (!block.base)
        stop(NULL, "no memory");
    return arena_alloc(&block, bytes ? bytes : 1, 1);
}

static struct span words(const char *s)
{
    return (struct span){s ? s : "", s ? (uint32_t)str_len(s) : 0};
}

struct answer *answer_of(const struct app_response *r)
{
    struct answer *x = arena_alloc(&block, 1, sizeof *x);
    *x = (struct answer){(uint32_t)r->status,
                         r->effect,
                         words(r->type),
                         words(r->location),
                         words(r->download),
                         {r->body.p, (uint32_t)r->body.len},
                         {r->facts.p, (uint32_t)r->facts.len},
                         {r->unkept.p, (uint32_t)r->unkept.len}};
    return x;
}

int main(void)
{
    unsigned head, body, record;
    while (scanf("%u %u %u", &head, &body, &record) == 3 && getchar() == '\n') {
        size_t n = (size_t)head + body + record;
        unsigned char *to = room((uint32_t)n);
        if (fread(to, 1, n, stdin) != n)
            return 1;
        const struct answer *x = respond(head, body, record);
        const struct span part[] = {x->type, x->location, x->download,
                                    x->body, x->facts,    x->unkept};
        printf("%u %u", x->status, x->effect);
        for (int i = 0; i < 6; i++)
            printf(" %u", part[i].len);
        putchar('\n');
        for (int i = 0; i < 6; i++)
            fwrite(part[i].p, 1, part[i].len, stdout);
    }
    return 0;
}
