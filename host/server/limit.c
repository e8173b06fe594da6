/* Who may do how much: each neighbourhood of addresses, each network, and all together. */
#include "server.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <string.h>

int address_read(const char *s, struct address *ret)
{
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    struct address a = {.v6 = 0};
    if (inet_pton(AF_INET, s, a.bytes) == 1) {
        *ret = a;
        return 1;
    }
    if (inet_pton(AF_INET6, s, a.bytes) != 1)
        return 0;
    a.v6 = 1;
    if (memcmp(a.bytes, mapped, sizeof mapped) == 0) { /* IPv4 on a socket of IPv6 */
        memmove(a.bytes, a.bytes + 12, 4);
        memset(a.bytes + 4, 0, 12);
        a.v6 = 0;
    }
    *ret = a;
    return 1;
}

void limit_begin(struct limit *l, struct rate each, struct rate all)
{
    memset(l, 0, sizeof *l);
    l->each = each;
    l->wide = (struct rate){all.every_ms * 4, all.burst / 4};
    if (l->wide.burst < each.burst)
        l->wide = each;
    l->all = all;
    randombytes_buf(l->key, sizeof l->key);
    pthread_mutex_init(&l->lock, NULL);
}

/* A token bucket is one number: the moment at which all that was taken will have come back. */
static int has_one(const struct rate *r, int64_t spent_ms, int64_t now_ms)
{
    return spent_ms - now_ms <= (r->burst - 1) * r->every_ms;
}

static int64_t take_one(const struct rate *r, int64_t spent_ms, int64_t now_ms)
{
    return (spent_ms > now_ms ? spent_ms : now_ms) + r->every_ms;
}

/* The slot of a neighbourhood, or of its network. The table never grows: a stranger takes the slot that is nearest to
 * being full again, with what was spent of it, so that nobody gets a new allowance by crowding out
 * an old one. */
static struct limit_slot *slot_of(struct limit *l, const struct address *who, int wide)
{
    unsigned char name[9] = {(unsigned char)(who->v6 + 2 * wide)};
    uint64_t h;
    size_t n = who->v6 ? (wide ? 4 : 6) : wide ? 2 : 3;
    memcpy(name + 1, who->bytes, n);
    crypto_shorthash((unsigned char *)&h, name, sizeof name, l->key);
    struct limit_slot *set = l->slot[h % LIMIT_SETS], *least = set;
    for (int i = 0; i < LIMIT_WAYS; i++) {
        if (set[i].who == h)
            return &set[i];
        if (set[i].spent_ms < least->spent_ms)
            least = &set[i];
    }
    least->who = h;
    return least;
}

int limit_take(struct limit *l, const struct address *who, int64_t now_ms)
{
    pthread_mutex_lock(&l->lock);
    struct limit_slot *each = slot_of(l, who, 0);
    int may =
        has_one(&l->each, each->spent_ms, now_ms) && has_one(&l->all, l->all_spent_ms, now_ms);
    int64_t each_ms = take_one(&l->each, each->spent_ms, now_ms);
    /* Asked for once the other is done with: both may lie in one slot. */
    struct limit_slot *wide = may ? slot_of(l, who, 1) : NULL;
    may = may && has_one(&l->wide, wide->spent_ms, now_ms);
    if (may) {
        wide->spent_ms = take_one(&l->wide, wide->spent_ms, now_ms);
        slot_of(l, who, 0)->spent_ms = each_ms;
        l->all_spent_ms = take_one(&l->all, l->all_spent_ms, now_ms);
    }
    pthread_mutex_unlock(&l->lock);
    return may;
}
