/* summaries.c - the summaries of the lists, made again where they do not follow from the records. */
#include "summaries.h"

#include "../../clinic/clinic.h"
#include "cli.h"

#include <stdio.h>
#include <time.h>

static const struct actor self = {0, 0, ROLE_system};

/* Whether the summary that is kept is what its record comes to on its day. *ret_day is that day; of none, or
 * of other rules, today's. */
static enum store_result holds(struct store *s, struct arena *a, const struct person_row *row,
                               int *ret_day, struct text *ret_body, int *ret_holds)
{
    struct value person = value_whole(row->person);
    struct rows kept;
    enum store_result r = store_list(s, &self, LIST_summary, &person, 1, a, &kept);
    if (r != STORE_OK)
        return r;
    int fresh = kept.count && row_whole(&kept, 0, summary_rules) == RULES_VERSION;
    *ret_day = fresh ? (int)row_whole(&kept, 0, summary_day) : (int)(time(NULL) / 86400);
    summary_make(a, row->record, *ret_day, ret_body);
    struct span body = kept.count ? row_value(&kept, 0, summary_body).text : (struct span){"", 0};
    *ret_holds = fresh && row_whole(&kept, 0, summary_facts) == row->facts &&
                 body.len == ret_body->len && memcmp(body.p, ret_body->p, body.len) == 0;
    return STORE_OK;
}

static enum store_result put(struct store *s, const struct person_row *row, int day,
                             const struct text *body)
{
    const struct act act = {ACT_summary_put,
                            5,
                            {value_person(), value_whole(day), value_whole(RULES_VERSION),
                             value_whole(row->facts),
                             value_text((struct span){body->p, (uint32_t)body->len})}};
    struct change c = {.actor = self,
                       .person = row->person,
                       .facts = {"", 0},
                       .acts = &act,
                       .act_count = 1,
                       .facts_seen = row->facts + 1,
                       .now_s = (int64_t)time(NULL)};
    return store_change(s, &c);
}

/* A server beside us that has just added facts has made the summary too, and one that has just erased the
 * person needs none. */
static enum store_result one(struct store *s, struct arena *a, int64_t person,
                             struct summaries *ret)
{
    struct person_row row;
    struct text body = {.mem = a};
    int day, good;
    enum store_result r = store_person(s, &self, person, a, &row);
    if (r == STORE_OK)
        r = holds(s, a, &row, &day, &body, &good);
    if (r == STORE_OK && !good)
        r = put(s, &row, day, &body);
    if (r == STORE_CONFLICT || r == STORE_NONE)
        return STORE_OK;
    ret->count += r == STORE_OK;
    ret->made += r == STORE_OK && !good;
    return r;
}

enum store_result summaries_mend(struct store *s, struct summaries *ret)
{
    /* Whoever is of a day before the last there is: everybody in a clinic's care. */
    const struct value all[] = {value_whole(INT32_MAX), value_whole(RULES_VERSION),
                                value_whole(INT32_MAX)};
    struct arena list, a;
    struct rows people;
    *ret = (struct summaries){0};
    arena_lend(&list, ARENA_OUTPUT);
    arena_lend(&a, ARENA_RECORD);
    enum store_result r = store_list(s, &self, LIST_stale, all, 3, &list, &people);
    for (uint32_t i = 0; r == STORE_OK && i < people.count; i++) {
        arena_drop(&a);
        r = one(s, &a, row_whole(&people, i, stale_person), ret);
    }
    return r;
}
