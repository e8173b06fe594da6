/* sqlite_clinic.c - who may change what of a clinic, and the clinic's log. */
#include "sqlite.h"

#include <stdio.h>
#include <string.h>

const char *role_word(enum role role)
{
    static const char *const words[] = {
        [ROLE_none] = "nobody",   [ROLE_patient] = "patient",           [ROLE_public] = "public",
        [ROLE_desk] = "desk",     [ROLE_practitioner] = "practitioner", [ROLE_owner] = "owner",
        [ROLE_system] = "system",
    };
    return words[role];
}

/* --- who may --------------------------------------------------------------------------------------- */

enum account_state { ACCOUNT_works, ACCOUNT_left, ACCOUNT_none };

/* Of another role than it was asked by, an account has left what it was. */
static enum store_result account_look(struct line *l, const struct actor *a,
                                      enum account_state *ret)
{
    sqlite3_stmt *q = line_query(l, Q_account_get);
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, a->clinic);
    sqlite3_bind_int64(q, 2, a->who);
    int rc = sqlite3_step(q);
    if (rc == SQLITE_ROW)
        *ret = strcmp(column_span(q, 0).p, role_word(a->role)) == 0 &&
                       sqlite3_column_type(q, 1) == SQLITE_NULL
                   ? ACCOUNT_works
                   : ACCOUNT_left;
    else
        *ret = ACCOUNT_none;
    enum store_result r = rc == SQLITE_ROW || rc == SQLITE_DONE ? STORE_OK : line_result(l);
    sqlite3_reset(q);
    return r;
}

enum store_result actor_there(struct line *l, const struct actor *a)
{
    enum account_state state = ACCOUNT_none;
    enum store_result r = account_look(l, a, &state);
    return r == STORE_OK && state != ACCOUNT_works ? STORE_NONE : r;
}

/* The first account of a clinic is made by a change of its own. */
static enum store_result staff_there(struct line *l, const struct actor *a, int *ret_founding)
{
    enum account_state state = ACCOUNT_none;
    enum store_result r = account_look(l, a, &state);
    if (r != STORE_OK || state != ACCOUNT_none)
        return r == STORE_OK && state == ACCOUNT_left ? STORE_NONE : r;
    sqlite3_stmt *q = line_query(l, Q_account_any);
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, a->clinic);
    int rc = sqlite3_step(q);
    *ret_founding = rc == SQLITE_DONE;
    r = rc == SQLITE_ROW ? STORE_NONE : rc == SQLITE_DONE ? STORE_OK : line_result(l);
    sqlite3_reset(q);
    return r;
}

/* A clinic knows people as its patients: it never names a person, nor ties or ends what is theirs. */
static int staff_asks_fairly(const struct job *j)
{
    const struct change *c = j->change;
    int adds = 0;
    if (c->person || c->browser || c->way_back || c->absorb || (c->retain.len && !c->erase))
        return 0;
    if (c->actor.role != ROLE_owner && c->erase)
        return 0;
    if (c->each_new && (c->patient || j->facts->count))
        return 0; /* about whom? */
    if (!j->facts->count)
        return 1;
    for (int i = 0; i < c->act_count; i++)
        adds |= c->acts[i].name == ACT_patient_add;
    return (ROLES_clinical >> c->actor.role & 1) && (c->patient || adds);
}

/* Whoever books is nobody: they touch the diary alone. */
static int public_asks_fairly(const struct job *j)
{
    const struct change *c = j->change;
    return !c->person && !c->patient && !c->browser && !c->way_back && !c->forget && !c->absorb &&
           !c->erase && !c->retain.len && !j->facts->count;
}

enum store_result actor_may(struct line *l, const struct job *j, int *ret_founding)
{
    const struct change *c = j->change;
    const struct actor *a = &c->actor;
    if (ROLES_staff >> a->role & 1)
        return staff_asks_fairly(j) ? staff_there(l, a, ret_founding) : STORE_NONE;
    if (a->role == ROLE_system)
        return STORE_OK;
    if (a->role == ROLE_public)
        return public_asks_fairly(j) ? STORE_OK : STORE_NONE;
    if (c->patient || (a->role == ROLE_patient && a->who && a->who != c->person &&
                       (!c->absorb || a->who != c->absorb)))
        return STORE_NONE;
    return STORE_OK;
}

enum store_result patient_person(struct line *l, const struct actor *a, int64_t patient,
                                 int64_t *ret_person)
{
    sqlite3_stmt *q = line_query(l, Q_patient_get);
    enum store_result r = STORE_NONE;
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, a->clinic);
    sqlite3_bind_int64(q, 2, patient);
    int rc = sqlite3_step(q);
    int opens = a->role == ROLE_owner || a->role == ROLE_system;
    if (rc == SQLITE_ROW && (opens || sqlite3_column_type(q, 1) == SQLITE_NULL)) {
        *ret_person = sqlite3_column_int64(q, 0);
        r = STORE_OK;
    } else if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
        r = line_result(l);
    }
    sqlite3_reset(q);
    return r;
}

/* --- the log ----------------------------------------------------------------------------------------- */

enum store_result audit_chain(uint8_t head[CHAIN], const struct audit_row *r)
{
    char line[512];
    int n = snprintf(line, sizeof line, "%lld %lld %lld %lld %u %.*s %.*s", (long long)r->at_s,
                     (long long)r->account, (long long)r->patient, (long long)r->person,
                     r->role.len, (int)r->role.len, r->role.p, (int)r->what.len, r->what.p);
    if (n < 0 || n >= (int)sizeof line)
        return STORE_REFUSED;
    chain_add(head, r->clinic, r->sequence, (struct span){line, (uint32_t)n});
    return STORE_OK;
}

static enum store_result end_get(struct line *l, struct audit_row *row, uint8_t head[CHAIN])
{
    sqlite3_stmt *q = line_query(l, Q_audit_end);
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, row->clinic);
    int rc = sqlite3_step(q);
    enum store_result r = rc == SQLITE_ROW || rc == SQLITE_DONE ? STORE_OK : line_result(l);
    memset(head, 0, CHAIN);
    row->sequence = 1;
    if (rc == SQLITE_ROW && sqlite3_column_bytes(q, 1) == CHAIN) {
        row->sequence += sqlite3_column_int64(q, 0);
        memcpy(head, sqlite3_column_blob(q, 1), CHAIN);
    } else if (rc == SQLITE_ROW) {
        r = STORE_BROKEN;
    }
    sqlite3_reset(q);
    return r;
}

static enum store_result end_put(struct line *l, const struct audit_row *row,
                                 const uint8_t head[CHAIN])
{
    sqlite3_stmt *q = line_query(l, Q_audit_end_put);
    if (q) {
        sqlite3_bind_int64(q, 1, row->clinic);
        sqlite3_bind_int64(q, 2, row->sequence);
        sqlite3_bind_blob(q, 3, head, CHAIN, SQLITE_STATIC);
    }
    return query_run(l, q);
}

static void bind_or_null(sqlite3_stmt *q, int at, int64_t n)
{
    if (n)
        sqlite3_bind_int64(q, at, n);
    else
        sqlite3_bind_null(q, at);
}

static enum store_result row_put(struct line *l, const struct audit_row *row,
                                 const uint8_t head[CHAIN])
{
    sqlite3_stmt *q = line_query(l, Q_audit_add);
    if (q) {
        sqlite3_bind_int64(q, 1, row->clinic);
        sqlite3_bind_int64(q, 2, row->sequence);
        sqlite3_bind_int64(q, 3, row->at_s);
        sqlite3_bind_int64(q, 4, row->account);
        bind_span(q, 5, row->role);
        bind_or_null(q, 6, row->patient);
        bind_or_null(q, 7, row->person);
        bind_span(q, 8, row->what);
        sqlite3_bind_blob(q, 9, head, CHAIN, SQLITE_STATIC);
    }
    return query_run(l, q);
}

/* Whose the patient is. Without a clinic it is a patient about themself, or the program. */
static enum store_result about(struct line *l, const struct actor *a, int64_t person,
                               struct audit_row *row)
{
    int own = a->role == ROLE_patient;
    sqlite3_stmt *q = line_query(l, row->clinic ? Q_patient_get
                                    : own       ? Q_patient_of
                                                : Q_patient_any);
    if (!q)
        return line_result(l);
    sqlite3_bind_int64(q, 1, row->clinic ? row->clinic : row->patient);
    sqlite3_bind_int64(q, 2, row->clinic ? row->patient : person);
    int rc = sqlite3_step(q);
    enum store_result r = rc == SQLITE_ROW    ? STORE_OK
                          : rc == SQLITE_DONE ? STORE_NONE
                                              : line_result(l);
    if (rc == SQLITE_ROW && row->clinic)
        row->person = sqlite3_column_int64(q, 0);
    else if (rc == SQLITE_ROW)
        row->clinic = sqlite3_column_int64(q, 0);
    sqlite3_reset(q);
    return r == STORE_OK && !row->person ? about(l, a, person, row) : r;
}

enum store_result audit_add(struct line *l, const struct change *c, int64_t person,
                            const struct audit_note *note)
{
    const char *role = role_word(c->actor.role);
    uint8_t head[CHAIN];
    struct audit_row row = {
        .clinic = c->actor.clinic,
        .at_s = c->now_s,
        .account = c->actor.who,
        .patient = note->patient,
        .role = {role, (uint32_t)strlen(role)},
        .what = {note->what, (uint32_t)strlen(note->what)},
    };
    enum store_result r = row.patient ? about(l, &c->actor, person, &row) : STORE_OK;
    if (r == STORE_OK && !row.patient && c->actor.role == ROLE_patient)
        row.person = person;
    if (r == STORE_OK)
        r = end_get(l, &row, head);
    if (r == STORE_OK)
        r = audit_chain(head, &row);
    if (r == STORE_OK)
        r = row_put(l, &row, head);
    return r == STORE_OK ? end_put(l, &row, head) : r;
}
