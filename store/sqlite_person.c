/* sqlite_person.c - a person's row and their facts, within the writer's transaction. */
#include "sqlite.h"

#include <string.h>

enum store_result person_make(struct line *l, int64_t now_s, struct growing *ret)
{
    sqlite3_stmt *q = line_query(l, Q_person_make);
    enum store_result r = STORE_OK;
    *ret = (struct growing){0};
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, now_s);
    bind_hash(q, 2, ret->head);
    if (sqlite3_step(q) == SQLITE_ROW)
        ret->person = sqlite3_column_int64(q, 0);
    else
        r = line_result(l);
    sqlite3_reset(q);
    return r;
}

enum store_result person_get(struct line *l, int64_t person, struct growing *ret)
{
    sqlite3_stmt *q = line_query(l, Q_person_get);
    enum store_result r = STORE_OK;
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, person);
    int rc = sqlite3_step(q);
    if (rc == SQLITE_ROW && sqlite3_column_bytes(q, 2) == CHAIN) {
        ret->person = person;
        ret->facts = sqlite3_column_int64(q, 0);
        ret->bytes = sqlite3_column_int64(q, 1);
        memcpy(ret->head, sqlite3_column_blob(q, 2), CHAIN);
    } else {
        r = rc == SQLITE_DONE ? STORE_NONE : rc == SQLITE_ROW ? STORE_BROKEN : line_result(l);
    }
    sqlite3_reset(q);
    return r;
}

static enum store_result person_put(struct line *l, const struct growing *g)
{
    sqlite3_stmt *q = line_query(l, Q_person_grow);
    if (q) {
        sqlite3_bind_int64(q, 1, g->facts);
        sqlite3_bind_int64(q, 2, g->bytes);
        sqlite3_bind_blob(q, 3, g->head, CHAIN, SQLITE_STATIC);
        sqlite3_bind_int64(q, 4, g->person);
    }
    return query_run(l, q);
}

/* STORE_OK: it is there; STORE_NONE: it is new; STORE_CONFLICT. */
static enum store_result fact_there(struct line *l, int64_t person, const struct fact_line *f)
{
    sqlite3_stmt *q = line_query(l, Q_fact_get);
    enum store_result r;
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, person);
    sqlite3_bind_text(q, 2, f->name, -1, SQLITE_STATIC);
    int rc = sqlite3_step(q);
    if (rc == SQLITE_ROW) {
        struct span there = column_span(q, 0);
        r = there.len == f->line.len && memcmp(there.p, f->line.p, there.len) == 0 ? STORE_OK
                                                                                   : STORE_CONFLICT;
    } else {
        r = rc == SQLITE_DONE ? STORE_NONE : line_result(l);
    }
    sqlite3_reset(q);
    return r;
}

static enum store_result fact_add(struct line *l, struct growing *g, const struct fact_line *f)
{
    sqlite3_stmt *q = line_query(l, Q_fact_add);
    if (g->facts >= RECORD_FACTS_MAX || g->bytes + f->line.len + 1 > STORE_RECORD_MAX)
        return STORE_REFUSED;
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, g->person);
    sqlite3_bind_int64(q, 2, g->facts + 1);
    sqlite3_bind_text(q, 3, f->name, -1, SQLITE_STATIC);
    bind_span(q, 4, f->line);
    enum store_result r = query_run(l, q);
    if (r != STORE_OK)
        return r;
    g->facts++;
    g->bytes += f->line.len + 1;
    chain_add(g->head, g->person, g->facts, f->line);
    return STORE_OK;
}

enum store_result facts_add(struct line *l, struct growing *g, const struct fact_lines *facts,
                            uint32_t *stored, uint32_t *there, const char **why)
{
    uint32_t before = *stored;
    for (uint32_t i = 0; i < facts->count; i++) {
        enum store_result r = fact_there(l, g->person, &facts->fact[i]);
        if (r == STORE_OK) {
            ++*there;
            continue;
        }
        if (r == STORE_CONFLICT)
            *why = "a change was refused: a fact came again with another line";
        if (r == STORE_NONE)
            r = fact_add(l, g, &facts->fact[i]);
        if (r != STORE_OK)
            return r;
        ++*stored;
    }
    return *stored > before ? person_put(l, g) : STORE_OK;
}
