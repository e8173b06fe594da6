/* sqlite_change.c - what a change does to the tables, in its order, within the writer's transaction. */
#include "sqlite.h"

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

static enum store_result way_back_put(struct line *l, struct job *j, int64_t person)
{
    const uint8_t *hash = j->change->way_back;
    sqlite3_stmt *q = line_query(l, Q_way_back_owner);
    if (!q)
        return line_result(l);
    bind_hash(q, 1, hash);
    int rc = sqlite3_step(q);
    int64_t owner = rc == SQLITE_ROW ? sqlite3_column_int64(q, 0) : person;
    sqlite3_reset(q);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return line_result(l);
    if (owner != person) {
        j->why = "a change was refused: words that lead into another record";
        return STORE_CONFLICT;
    }
    q = line_query(l, Q_way_back_put);
    if (q) {
        sqlite3_bind_int64(q, 1, person);
        bind_hash(q, 2, hash);
    }
    return query_run(l, q);
}

/* A person is made for what needs one: not for a clinic's change to its own tables. */
static int needs_person(const struct job *j)
{
    const struct change *c = j->change;
    int needs = j->facts->count || c->browser || c->way_back;
    for (int i = 0; i < c->act_count && !c->each_new; i++)
        needs |= act_person_at(c->acts[i].name) != 0;
    return needs;
}

static enum store_result person_of(struct line *l, const struct job *j, struct growing *ret)
{
    const struct change *c = j->change;
    int64_t person = c->person;
    *ret = (struct growing){0};
    if (c->patient) {
        enum store_result r = patient_person(l, &c->actor, c->patient, &person);
        if (r != STORE_OK)
            return r;
    }
    if (person)
        return person_get(l, person, ret);
    if (c->erase || c->absorb)
        return STORE_NONE;
    return needs_person(j) ? person_make(l, c->now_s, ret) : STORE_OK;
}

static enum store_result record_add(struct line *l, struct job *j, struct growing *g)
{
    const struct change *c = j->change;
    int theirs = c->actor.role == ROLE_none || c->actor.role == ROLE_patient;
    enum store_result r = facts_add(l, g, j->facts, &j->stored, &j->there, &j->why);
    if (r == STORE_OK && (theirs || j->stored))
        r = run_2(l, Q_person_seen, c->now_s, g->person);
    if (r == STORE_OK && c->browser)
        r = browser_tie(l, g->person, c);
    if (r == STORE_OK && c->way_back)
        r = way_back_put(l, j, g->person);
    return r == STORE_OK && c->absorb ? absorb(l, j, g) : r;
}

/* Of many who are brought in at once each has a record of their own. */
static enum store_result one_run(struct line *l, const struct change *c, const struct act *act,
                                 int64_t person)
{
    struct growing own;
    if (!c->each_new || act->name != ACT_patient_add)
        return act_run(l, c, act, person);
    enum store_result r = person_make(l, c->now_s, &own);
    return r == STORE_OK ? act_run(l, c, act, own.person) : r;
}

static enum store_result acts_run(struct line *l, struct job *j, const struct growing *g)
{
    const struct change *c = j->change;
    enum store_result r = STORE_OK;
    for (int i = 0; r == STORE_OK && i < c->act_count; i++)
        r = one_run(l, c, &c->acts[i], g->person);
    if (r == STORE_OK && g->person && (j->stored || c->act_count))
        r = run_2(l, Q_summary_fit, g->person, g->facts);
    for (int i = 0; r == STORE_OK && i < c->audit_count; i++)
        r = audit_add(l, c, g->person, &c->audit[i]);
    return r;
}

static enum store_result change_apply(struct line *l, struct job *j)
{
    const struct change *c = j->change;
    struct growing g;
    int founding = 0;
    enum store_result r = actor_may(l, j, &founding);
    if (r == STORE_OK && c->forget)
        r = browser_untie(l, c->forget);
    if (r == STORE_OK)
        r = person_of(l, j, &g);
    if (r != STORE_OK)
        return r;
    j->person = g.person;
    if (c->facts_seen && c->facts_seen != 1 + g.facts)
        return STORE_CONFLICT;
    if (g.person && !c->erase)
        r = record_add(l, j, &g);
    if (r == STORE_OK)
        r = acts_run(l, j, &g);
    if (r == STORE_OK && founding)
        r = actor_there(l, &c->actor);
    if (r == STORE_OK && c->erase)
        return erase_retaining(l, j, g.person);
    return r == STORE_OK && c->retain.len ? leave_retaining(l, j, g.person) : r;
}

enum store_result job_apply(struct line *l, struct job *j)
{
    j->person = 0;
    j->stored = j->there = j->erased = 0;
    j->failed = STORE_OK;
    j->why = NULL;
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
