/* Memory that is lent to one request at a time. */
#include "http.h"

#include <stdlib.h>
#include <sys/mman.h>

/* Address space for one request; its pages cost memory once they are written, and go back. */
static const size_t ARENA = (size_t)1 << 28, ARENA_KEEP = (size_t)1 << 20;

struct lent *lent_take(struct http *h)
{
    pthread_mutex_lock(&h->lock);
    struct lent *l = h->lent;
    if (l)
        h->lent = l->next;
    pthread_mutex_unlock(&h->lock);
    if (l)
        return l;
    l = calloc(1, sizeof *l);
    for (size_t size = ARENA; l && !l->a.base && size >= ARENA_KEEP; size /= 2) {
        void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (p != MAP_FAILED)
            l->a = (struct arena){.base = p, .size = size};
    }
    if (l && !l->a.base) {
        free(l);
        l = NULL;
    }
    return l;
}

void lent_give(struct http *h, struct lent *l)
{
    if (l->a.used > ARENA_KEEP)
        madvise(l->a.base + ARENA_KEEP, l->a.size - ARENA_KEEP, MADV_DONTNEED);
    arena_reset(&l->a);
    pthread_mutex_lock(&h->lock);
    l->next = h->lent;
    h->lent = l;
    pthread_mutex_unlock(&h->lock);
}

void lent_end(struct http *h)
{
    for (struct lent *l = h->lent, *next; l; l = next) {
        next = l->next;
        munmap(l->a.base, l->a.size);
        free(l);
    }
    h->lent = NULL;
}
