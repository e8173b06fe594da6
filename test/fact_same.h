/* fact_same.h - whether two facts say the same, key by key: for the tests of the record.
 *
 *     CHECK(fact_same(&before, &after));
 */
#ifndef AMB_TEST_FACT_SAME_H
#define AMB_TEST_FACT_SAME_H

#include "../record/table.h"

static inline int dones_same(const struct dones *x, const struct dones *y)
{
    if (x->count != y->count)
        return 0;
    for (uint32_t i = 0; i < x->count; i++)
        if (memcmp(&x->done[i], &y->done[i], sizeof x->done[i]) != 0)
            return 0;
    return 1;
}

static inline int field_same(const struct row *row, const void *x, const void *y)
{
    const void *p = (const char *)x + row->at, *q = (const char *)y + row->at;
    const struct scope *s = p, *o = q;
    switch ((enum row_type)row->type) {
    case TYPE_TEXT:
    case TYPE_TEXTS:
        return span_same(*(const struct span *)p, *(const struct span *)q);
    case TYPE_DOSES:
        return dones_same(p, q);
    case TYPE_SCOPE:
        return s->items == o->items && s->families == o->families && s->all == o->all;
    case TYPE_MOMENT:
    case TYPE_ITEMS:
    case TYPE_FLAGS:
        return memcmp(p, q, 8) == 0;
    default:
        return memcmp(p, q, 4) == 0;
    }
}

static inline int asked_same(const struct answers *x, const struct answers *y)
{
    return x->yes == y->yes && x->no == y->no && x->unsure == y->unsure && x->unread == y->unread &&
           x->unknown_alarm == y->unknown_alarm;
}

static inline int fact_same(const struct fact *x, const struct fact *y)
{
    if (x->at != y->at || x->recorded != y->recorded || x->day != y->day ||
        x->minute != y->minute || x->offset != y->offset || x->kind != y->kind || x->by != y->by ||
        x->from_file != y->from_file || x->newer != y->newer || x->id.known != y->id.known ||
        x->id.session != y->id.session || x->id.number != y->id.number)
        return 0;
    if (x->kind == KIND_COUNT)
        return !x->keys && !y->keys;
    const struct kind_row *kind = &kinds[x->kind];
    for (int i = 0; i < kind->rows; i++)
        if (!field_same(&kind->row[i], x->keys, y->keys))
            return 0;
    return !kind->asks || asked_same((const void *)((const char *)x->keys + kind->asked_at),
                                     (const void *)((const char *)y->keys + kind->asked_at));
}

#endif
