/* inside.h - what is judged before anything is written, and how a test stands between a caller and the
 * store: it wraps one as a kind of its own. For store/ and its tests only.
 *
 * Ownership: the lines of a fact_lines point into the change. */
#ifndef AMB_STORE_INSIDE_H
#define AMB_STORE_INSIDE_H

#include "store.h"

enum { FACT_NAME = 40, CHAIN = 32 };

struct fact_line {
    struct span line;     /* without its end */
    char name[FACT_NAME]; /* terminated: its _id, or "=" and a hash of its bytes */
};
struct fact_lines {
    struct fact_line *fact;
    uint32_t count;
};

/* STORE_OK, STORE_REFUSED or STORE_FULL; then ret is to be given to facts_drop(). */
MUST enum store_result facts_take(struct span lines, struct fact_lines *ret);
void facts_drop(struct fact_lines *f);

struct store_kind { /* as the functions of store.h */
    enum store_result (*find)(struct store *s, enum store_key key, const uint8_t *hash,
                              struct arena *a, struct person_row *ret_row);
    enum store_result (*list)(struct store *s, const struct actor *actor, enum list list,
                              const struct value *values, int count, struct arena *a,
                              struct rows *ret_rows);
    enum store_result (*record)(struct store *s, const struct actor *actor, int64_t patient,
                                struct arena *a, struct person_row *ret_row);
    enum store_result (*person)(struct store *s, const struct actor *actor, int64_t person,
                                struct arena *a, struct person_row *ret_row);
    enum store_result (*change)(struct store *s, struct change *c, const struct fact_lines *facts,
                                const struct fact_lines *retain);
    enum store_result (*sweep)(struct store *s, int64_t now_s, int64_t idle_s,
                               uint32_t *ret_erased);
    enum store_result (*clock_note)(struct store *s, int64_t now_s);
    enum store_result (*backup)(struct store *s, const char *path, int64_t now_s,
                                const char **ret_why);
    enum store_result (*verify)(struct store *s, void (*tell)(void *host, const char *what),
                                void *host, int64_t *ret_people, int64_t *ret_facts);
    void (*health)(struct store *s, struct store_health *ret_health);
    void (*close)(struct store *s);
};
struct store {
    const struct store_kind *kind;
};

/* One link: head becomes the BLAKE2b-256 of (head, person, sequence, line). It is zeros before the
 * first fact. */
void chain_add(uint8_t head[CHAIN], int64_t person, int64_t sequence, struct span line);

/* A visit is worth a write. */
static inline int visit_due(int64_t seen_s, int64_t now_s)
{
    return now_s - seen_s >= 86400;
}

/* Whether a whole record can be read: STORE_OK, STORE_BROKEN, or STORE_FULL without memory to try. */
enum store_result record_check(struct span record);

#endif
