/* ids.h - facts by their name, and which of them have been taken back. For app/ only.
 *
 *     struct ids ids = ids_of(a, &facts);
 *     int place = ids_find(&ids, id);                  its place in facts, or -1
 *     const uint8_t *back = back_of(a, &facts, &ids);  back[place]: it was taken back
 *
 * Ownership: the arena's. */
#ifndef AMB_APP_IDS_H
#define AMB_APP_IDS_H

#include "../record/fact.h"

struct id_place {
    struct fact_id id;
    int place;
};
struct ids { /* by id */
    struct id_place *at;
    size_t count;
};

struct ids ids_of(struct arena *a, const struct record *r);
int ids_find(const struct ids *ids, struct fact_id id);
/* Nobody but a clinician takes back a clinician's fact; a retraction stands, and one dated before what
 * it takes back does nothing. What the safety rules keep of a fact all the same, the engine decides. */
const uint8_t *back_of(struct arena *a, const struct record *r, const struct ids *ids);

#endif
