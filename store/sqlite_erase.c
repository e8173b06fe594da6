/* sqlite_erase.c - how a record ends: erased, kept closed in part, become part of another, or swept. Within
 * the writer's transaction. */
#include "log.h"
#include "sqlite.h"

/* STORE_OK: there is a row; STORE_NONE: there is none. */
static enum store_result any(struct line *l, enum query which, int64_t first, int64_t second)
{
    sqlite3_stmt *q = line_query(l, which);
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, first);
    sqlite3_bind_int64(q, 2, second); /* one that asks for less leaves it */
    int rc = sqlite3_step(q);
    enum store_result r = rc == SQLITE_ROW    ? STORE_OK
                          : rc == SQLITE_DONE ? STORE_NONE
                                              : line_result(l);
    sqlite3_reset(q);
    return r;
}

enum store_result erase(struct line *l, int64_t person, int64_t now_s)
{
    enum store_result r = run_1(l, Q_erasing_begin, person);
    static const enum query gone[] = {
        Q_erase_browsers, Q_erase_way_back, Q_erase_summary,  Q_erase_links, Q_erase_attention,
        Q_erase_bookings, Q_erase_waiting,  Q_erase_patients, Q_erase_facts, Q_erase_person};
    for (size_t i = 0; r == STORE_OK && i < sizeof gone / sizeof gone[0]; i++)
        r = run_1(l, gone[i], person);
    if (r == STORE_OK)
        r = run_2(l, Q_erased_note, person, now_s / 86400);
    return r == STORE_OK ? run_1(l, Q_erasing_end, person) : r;
}

/* Of a clinic, only an owner erases, and nobody whom another clinic has as well. */
static enum store_result may_erase(struct line *l, struct job *j, int64_t person)
{
    const struct actor *a = &j->change->actor;
    if (!(ROLES_staff >> a->role & 1))
        return STORE_OK;
    if (a->role != ROLE_owner)
        return STORE_NONE;
    enum store_result r = any(l, Q_patient_elsewhere, person, a->clinic);
    if (r == STORE_OK)
        j->why = "an erasure was refused: another clinic has this person as a patient";
    return r == STORE_OK ? STORE_CONFLICT : r == STORE_NONE ? STORE_OK : r;
}

/* The closed record: no browser opens it, and no link that was made before. clinic 0: of all. */
static enum store_result retain(struct line *l, struct job *j, int64_t person, int64_t clinic)
{
    struct growing kept;
    uint32_t stored = 0, there = 0;
    enum store_result r = person_make(l, j->change->now_s, &kept);
    if (r == STORE_OK)
        r = facts_add(l, &kept, j->retain, &stored, &there, &j->why);
    static const enum query theirs[] = {Q_retain_links, Q_retain_bookings, Q_retain_waiting};
    for (size_t i = 0; r == STORE_OK && i < sizeof theirs / sizeof theirs[0]; i++)
        r = run_2(l, theirs[i], person, clinic);
    if (r != STORE_OK)
        return r;
    sqlite3_stmt *q = line_query(l, Q_retain_patients);
    if (q) {
        sqlite3_bind_int64(q, 1, kept.person);
        sqlite3_bind_int64(q, 2, j->change->now_s);
        sqlite3_bind_int64(q, 3, person);
        sqlite3_bind_int64(q, 4, clinic);
    }
    return query_run(l, q);
}

enum store_result leave_retaining(struct line *l, struct job *j, int64_t person)
{
    int64_t clinic = j->change->retain_clinic;
    if (!clinic)
        return STORE_REFUSED;
    enum store_result r = any(l, Q_patient_with, person, clinic);
    return r == STORE_OK ? retain(l, j, person, clinic) : r;
}

enum store_result erase_retaining(struct line *l, struct job *j, int64_t person)
{
    enum store_result r = may_erase(l, j, person);
    if (r == STORE_OK && j->change->retain.len) {
        /* Without a clinic there is nobody who must keep anything. */
        r = any(l, Q_patient_one, person, 0);
        r = r == STORE_OK ? retain(l, j, person, 0) : r == STORE_NONE ? STORE_OK : r;
    }
    if (r == STORE_OK)
        r = erase(l, person, j->change->now_s);
    j->erased = r == STORE_OK;
    return r;
}

enum store_result absorb(struct line *l, struct job *j, const struct growing *g)
{
    static const enum query moved[] = {Q_absorb_browsers, Q_absorb_way_back, Q_absorb_patients};
    struct growing other;
    int64_t from = j->change->absorb;
    if (from == g->person)
        return STORE_REFUSED;
    enum store_result r = person_get(l, from, &other);
    if (r != STORE_OK)
        return r;
    r = any(l, Q_absorb_both, g->person, from);
    if (r == STORE_OK) {
        j->why = "two records could not become one: one clinic has both as patients";
        return STORE_CONFLICT;
    }
    /* It may have grown since it was read: what was added then would be erased with it. */
    if (r == STORE_NONE)
        r = any(l, Q_absorb_lost, from, g->person);
    if (r != STORE_NONE)
        return r == STORE_OK ? STORE_CONFLICT : r;
    r = STORE_OK;
    for (size_t i = 0; r == STORE_OK && i < sizeof moved / sizeof moved[0]; i++)
        r = run_2(l, moved[i], g->person, from);
    if (r == STORE_OK)
        r = erase(l, from, j->change->now_s);
    j->erased = r == STORE_OK;
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

enum store_result sweep_apply(struct line *l, struct job *j)
{
    enum { AT_ONCE = 50, WEST_S = 12 * 3600 };
    int64_t person[AT_ONCE];
    int n = 0, rc = SQLITE_ROW;
    sqlite3_stmt *q = line_query(l, Q_due);
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, j->after);
    sqlite3_bind_int64(q, 2, j->now_s - STORE_FACTLESS_S);
    sqlite3_bind_int64(q, 3, j->now_s - j->idle_s);
    /* A clock that is not believed must not end what has to be kept for years. The last day is a clinic's: it
     * is over when it is over in the west too. */
    sqlite3_bind_int64(q, 4, j->idle_s < j->now_s ? (j->now_s - WEST_S) / 86400 : 0);
    sqlite3_bind_int64(q, 5, AT_ONCE);
    while (n < AT_ONCE && (rc = sqlite3_step(q)) == SQLITE_ROW)
        person[n++] = sqlite3_column_int64(q, 0);
    enum store_result r = rc == SQLITE_DONE || rc == SQLITE_ROW ? STORE_OK : line_result(l);
    sqlite3_reset(q);
    for (int i = 0; r == STORE_OK && i < n; i++)
        r = sweep_one(l, person[i], j);
    j->person = n ? person[n - 1] : 0;
    return r;
}
