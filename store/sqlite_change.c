/* sqlite_change.c - what a change does to the tables, within the writer's transaction. */
#include "log.h"
#include "sqlite.h"

#include <string.h>

struct growing { /* a person's row while facts are added */
    int64_t person, facts, bytes;
    uint8_t head[CHAIN];
};

static enum store_result run_1(struct line *l, enum query which, int64_t value)
{
    sqlite3_stmt *q = line_query(l, which);
    if (q)
        sqlite3_bind_int64(q, 1, value);
    return query_run(l, q);
}

static enum store_result run_2(struct line *l, enum query which, int64_t first, int64_t second)
{
    sqlite3_stmt *q = line_query(l, which);
    if (q) {
        sqlite3_bind_int64(q, 1, first);
        sqlite3_bind_int64(q, 2, second);
    }
    return query_run(l, q);
}

static void bind_hash(sqlite3_stmt *q, int at, const uint8_t *hash)
{
    sqlite3_bind_blob(q, at, hash, STORE_HASH, SQLITE_STATIC);
}

static enum store_result person_make(struct line *l, int64_t now_s, struct growing *ret)
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

static enum store_result person_get(struct line *l, int64_t person, struct growing *ret)
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

static enum store_result facts_add(struct line *l, struct growing *g, struct job *j)
{
    for (uint32_t i = 0; i < j->facts->count; i++) {
        enum store_result r = fact_there(l, g->person, &j->facts->fact[i]);
        if (r == STORE_OK) {
            j->there++;
            continue;
        }
        if (r == STORE_NONE)
            r = fact_add(l, g, &j->facts->fact[i]);
        if (r != STORE_OK)
            return r;
        j->stored++;
    }
    return j->stored ? person_put(l, g) : STORE_OK;
}

static enum store_result browser_tie(struct line *l, int64_t person, const struct change *c)
{
    sqlite3_stmt *q = line_query(l, Q_browser_tie);
    if (q) {
        bind_hash(q, 1, c->browser);
        sqlite3_bind_int64(q, 2, person);
        sqlite3_bind_int64(q, 3, c->now_s);
    }
    return query_run(l, q);
}

static enum store_result browser_untie(struct line *l, const uint8_t *hash)
{
    sqlite3_stmt *q = line_query(l, Q_browser_untie);
    if (q)
        bind_hash(q, 1, hash);
    return query_run(l, q);
}

static enum store_result way_back_put(struct line *l, int64_t person, const uint8_t *hash)
{
    sqlite3_stmt *q = line_query(l, Q_way_back_owner);
    if (!q)
        return line_result(l);
    bind_hash(q, 1, hash);
    int rc = sqlite3_step(q);
    int64_t owner = rc == SQLITE_ROW ? sqlite3_column_int64(q, 0) : person;
    sqlite3_reset(q);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return line_result(l);
    if (owner != person)
        return STORE_CONFLICT; /* the same words would lead into two records */
    q = line_query(l, Q_way_back_put);
    if (q) {
        sqlite3_bind_int64(q, 1, person);
        bind_hash(q, 2, hash);
    }
    return query_run(l, q);
}

static enum store_result erase(struct line *l, int64_t person, int64_t now_s)
{
    enum store_result r = run_1(l, Q_erasing_begin, person);
    static const enum query gone[] = {Q_erase_browsers, Q_erase_way_back, Q_erase_facts,
                                      Q_erase_person};
    for (size_t i = 0; r == STORE_OK && i < sizeof gone / sizeof gone[0]; i++)
        r = run_1(l, gone[i], person);
    if (r == STORE_OK)
        r = run_2(l, Q_erased_note, person, now_s / 86400);
    return r == STORE_OK ? run_1(l, Q_erasing_end, person) : r;
}

static enum store_result change_apply(struct line *l, struct job *j)
{
    const struct change *c = j->change;
    struct growing g;
    enum store_result r = STORE_OK;
    if (c->forget)
        r = browser_untie(l, c->forget);
    if (r == STORE_OK)
        r = c->person  ? person_get(l, c->person, &g)
            : c->erase ? STORE_NONE
                       : person_make(l, c->now_s, &g);
    if (r != STORE_OK)
        return r;
    j->person = g.person;
    if (c->erase) {
        j->erased = 1;
        return erase(l, g.person, c->now_s);
    }
    r = facts_add(l, &g, j);
    if (r == STORE_OK)
        r = run_2(l, Q_person_seen, c->now_s, g.person);
    if (r == STORE_OK && c->browser)
        r = browser_tie(l, g.person, c);
    if (r == STORE_OK && c->way_back)
        r = way_back_put(l, g.person, c->way_back);
    return r;
}

/* One person who is due. STORE_OK also when they cannot be erased, which must not keep the others: it is
 * told, and they are tried again at the next sweep. Else the whole transaction is lost. */
static enum store_result sweep_one(struct line *l, int64_t person, struct job *j)
{
    enum store_result r = line_run(l, Q_each_begin);
    if (r != STORE_OK)
        return r;
    enum store_result gone = erase(l, person, j->now_s);
    if (gone == STORE_OK) {
        j->erased++;
    } else {
        if (sqlite3_get_autocommit(l->db))
            return gone;
        r = line_run(l, Q_each_undo);
        j->failed = gone;
        log_person(person, "is due to be erased, and could not be");
    }
    return r == STORE_OK ? line_run(l, Q_each_keep) : r;
}

static enum store_result sweep_apply(struct line *l, struct job *j)
{
    enum { AT_ONCE = 50 };
    int64_t person[AT_ONCE];
    int n = 0, rc = SQLITE_ROW;
    sqlite3_stmt *q = line_query(l, Q_due);
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, j->after);
    sqlite3_bind_int64(q, 2, j->now_s - STORE_FACTLESS_S);
    sqlite3_bind_int64(q, 3, j->now_s - j->idle_s);
    sqlite3_bind_int64(q, 4, AT_ONCE);
    while (n < AT_ONCE && (rc = sqlite3_step(q)) == SQLITE_ROW)
        person[n++] = sqlite3_column_int64(q, 0);
    enum store_result r = rc == SQLITE_DONE || rc == SQLITE_ROW ? STORE_OK : line_result(l);
    sqlite3_reset(q);
    for (int i = 0; r == STORE_OK && i < n; i++)
        r = sweep_one(l, person[i], j);
    j->person = n ? person[n - 1] : 0;
    return r;
}

enum store_result job_apply(struct line *l, struct job *j)
{
    j->person = 0;
    j->stored = j->there = j->erased = 0;
    j->failed = STORE_OK;
    switch (j->kind) {
    case JOB_change:
        return change_apply(l, j);
    case JOB_sweep:
        return sweep_apply(l, j);
    default:
        return meta_put(l, j->note, j->now_s);
    }
}

enum store_result visit_apply(struct line *l, const struct visit_note *v)
{
    enum store_result r = run_2(l, Q_person_seen, v->now_s, v->person);
    if (r != STORE_OK || !v->by_browser)
        return r;
    sqlite3_stmt *q = line_query(l, Q_browser_seen);
    if (q) {
        sqlite3_bind_int64(q, 1, v->now_s);
        bind_hash(q, 2, v->browser);
    }
    return query_run(l, q);
}
