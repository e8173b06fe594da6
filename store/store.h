/* store.h - where people's records are kept: whoever answers "saved" has it on disk.
 *
 *     struct store *s;
 *     const char *why;
 *     if (store_open(path, &s, &why) != STORE_OK) ... tell why ...
 *     store_find(s, KEY_browser, hash, arena, &row);           row.record: the lines of their facts
 *     struct change c = {.person = row.person, .facts = lines, .now_s = now};
 *     if (store_change(s, &c) == STORE_OK) ... it is on disk ...
 *
 * A person is found by the hash of a secret only: of the cookie of a browser, or of the words of
 * the way back. A change is all or nothing. One writer commits all that wait together and answers
 * them after the commit. A fact is known by its _id, or by its bytes where it has none: one that is
 * there already, byte for byte, is kept once; the same _id with another line is a conflict, and
 * nothing of the change is kept. Kept facts cannot be changed, only erased with their person.
 *
 * Each person's facts are a chain of checksums, from the first to the newest. What is found has been
 * checked against it: a damaged record is never read as if it were whole.
 *
 * Of a clinic nothing is read or written by a number alone: every call takes who asks (struct actor),
 * and what is not theirs is STORE_NONE, as if it were not there. What can be asked for is lists.def,
 * what can be done is acts.def:
 *
 *     struct rows people;
 *     store_list(s, &actor, LIST_people, NULL, 0, arena, &people);
 *     for (uint32_t i = 0; i < people.count; i++) ... row_text(&people, i, people_name) ...
 *
 *     const struct act archive = {ACT_patient_archive, 2, {value_whole(patient), value_whole(1)}};
 *     struct change c = {.actor = actor, .acts = &archive, .act_count = 1, .now_s = now};
 *     c.audit = &(struct audit_note){"archived", .patient = patient}; c.audit_count = 1;
 *
 * A clinic names nobody but its patients, by its own numbers for them: it writes no facts but by who treats
 * people, ties no browser, absorbs nothing, and an owner alone erases, nobody whom another clinic has too.
 * What is written is checked against the tables in its own transaction: an account that has left, or has
 * another role by now, is STORE_NONE.
 *
 * Any thread may call any function, but store_close() only after all other calls have returned.
 *
 * Units:     seconds since 1970 in UTC; a hash is 32 bytes.
 * Ownership: what is found is in the arena; a change's pointers stay the caller's until it returns;
 *            a sentence (ret_why) is constant.
 * Errors:    the world's, as values. */
#ifndef AMB_STORE_H
#define AMB_STORE_H

#include "../core/arena.h"
#include "../record/fact.h"

#include <stdint.h>

enum store_result {
    STORE_OK,
    STORE_NONE,     /* there is no such person, or no longer */
    STORE_CONFLICT, /* the same _id with another line; or it is not as it was when it was looked at */
    STORE_FULL,     /* no room: the disk or the memory is full, or it cannot be written */
    STORE_BUSY,     /* locked by another process for too long */
    STORE_BROKEN,   /* damaged, or of a version that this program does not know */
    STORE_REFUSED, /* a line that is no fact, a record that would be too long, or a value that a table
                     * does not take */
};
enum { STORE_HASH = 32 };
enum { STORE_RECORD_MAX = 1 << 24 }; /* bytes of a person's lines; a day's are under a thousand */
enum { STORE_FACTLESS_S = 3600 };    /* for so long a record may be without a fact */
enum store_key { KEY_browser, KEY_way_back };

struct store;

/* --- who asks, what is asked for, what is done ----------------------------------------------------- */

enum role {
    ROLE_none,
    ROLE_patient,
    ROLE_public,
    ROLE_desk,
    ROLE_practitioner,
    ROLE_owner,
    ROLE_system
};
enum { /* sets of roles, for lists.def and acts.def */
       ROLES_nobody = 1 << ROLE_none,
       ROLES_patient = 1 << ROLE_patient,
       ROLES_public =
           1 << ROLE_public, /* whoever books a visit, without an account: of a clinic all
                                         * the same */
       ROLES_owner = 1 << ROLE_owner,
       ROLES_clinical = ROLES_owner | 1 << ROLE_practitioner,
       ROLES_staff = ROLES_clinical | 1 << ROLE_desk,
       ROLES_system = 1 << ROLE_system,
       ROLES_any = ROLES_patient | ROLES_staff | ROLES_system,
};
struct actor {      /* made by the host from a session, and by nobody else */
    int64_t clinic; /* 0: none */
    int64_t who;    /* the account; of a patient their person */
    enum role role;
};

struct value {
    enum { VALUE_null, VALUE_whole, VALUE_text, VALUE_bytes, VALUE_person } what;
    int64_t whole;
    struct span text; /* also of bytes */
};
static inline struct value value_whole(int64_t n)
{
    return (struct value){VALUE_whole, n, {"", 0}};
}
static inline struct value value_text(struct span s)
{
    return (struct value){VALUE_text, 0, s};
}
static inline struct value value_bytes(const uint8_t *p, uint32_t n)
{
    return (struct value){VALUE_bytes, 0, {(const char *)p, n}};
}
static inline struct value
value_person(void) /* the person that the change is about, also a new one */
{
    return (struct value){VALUE_person, 0, {"", 0}};
}

enum list {
#define LIST(name, roles, sql) LIST_##name,
#include "lists.def"
    LIST_COUNT
};
enum list_columns_ {
    LIST_columns_
#define LIST(name, roles, sql)                                                                     \
    }                                                                                              \
    ;                                                                                              \
    enum list_##name                                                                               \
    {
#define COLUMN(list, name) list##_##name,
#include "lists.def"
};
struct rows {
    const struct value *value; /* rows one after the other */
    uint32_t count, columns;
};
static inline struct value row_value(const struct rows *r, uint32_t row, int column)
{
    return r->value[row * r->columns + (uint32_t)column];
}
static inline int row_is(const struct rows *r, uint32_t row, int column) /* it is not NULL */
{
    return row_value(r, row, column).what != VALUE_null;
}
static inline int64_t row_whole(const struct rows *r, uint32_t row, int column) /* NULL: 0 */
{
    return row_value(r, row, column).whole;
}
/* Terminated; NULL: "". */
static inline const char *row_text(const struct rows *r, uint32_t row, int column)
{
    return row_value(r, row, column).text.p;
}

enum act_name {
#define ACT(name, roles, rows, sql) ACT_##name,
#include "acts.def"
    ACT_COUNT
};
enum { ACT_VALUES = 16 };
struct act {
    enum act_name name;
    int count;
    struct value value[ACT_VALUES]; /* $4 and on */
};

struct audit_note {   /* a line of the clinic's log: no word of health */
    const char *what; /* "read", "exam", "signed in": constant */
    int64_t patient;  /* 0: about none; then the person is noted with it */
};

struct person_row {
    int64_t person;  /* a number that is never given again */
    int64_t facts;   /* how many there are */
    int64_t clinics; /* of which they are a patient, and have not left */
    int64_t made_s, seen_s;
    int has_way_back;
    uint8_t way_back[STORE_HASH]; /* the hash of the words; zeros without */
    struct span record; /* their facts, a line each with its line end, in order of arrival */
};

struct change {         /* what one request wants kept */
    struct actor actor; /* role none: whoever holds the browser of person, or nobody yet */
    int64_t person;     /* 0: a new one where there are facts, a browser or a patient_add */
    int64_t patient;    /* a clinic's change to a person: by this number of theirs, person is 0 */
    const struct act *acts; /* done in their order, after the facts; then audit, then an erasure */
    int act_count;
    int each_new; /* each patient_add of acts is of a new person of its own; of nobody else it tells */
    const struct audit_note *audit;
    int audit_count;
    /* 1 and the facts there were when it was made: another number is STORE_CONFLICT; 0: any. */
    int64_t facts_seen;
    /* Another record of the same person, which ends: its facts are in facts, or it is STORE_CONFLICT. Its
     * browsers, its patients and, where the person has none, its way back become theirs; two patients of
     * one clinic are STORE_CONFLICT. */
    int64_t absorb;
    struct span facts;       /* lines with their ends; blank ones say nothing */
    const uint8_t *browser;  /* a cookie's hash to tie to the person; NULL: none */
    const uint8_t *way_back; /* the hash of the words, in place of the last; NULL: as it is */
    const uint8_t *forget;   /* a browser's hash to be untied, whosever it is; NULL: none */
    int erase;               /* erase the person with everything; no fact of this change is kept */
    struct span retain;      /* lines that a clinic must keep when the person is erased or leaves: a
                              * closed record that no browser opens. The patients become those of it,
                              * and have left: with erase all of them, else that of retain_clinic. Where
                              * no clinic has the person, nothing is kept */
    int64_t retain_clinic;
    int64_t now_s;
    /* told by store_change; 0 unless it is STORE_OK: */
    int64_t ret_person;
    uint32_t ret_stored, ret_there; /* facts that are new, and that were there */
};

struct store_health {
    enum store_result state; /* of the last write, or of what these figures were read with */
    int64_t last_backup_s;   /* 0: never */
    int64_t clock_s;         /* as last noted; before that the newest visit; 0: nobody came yet */
    int64_t people, facts;
    uint64_t refused; /* changes refused for a conflict since start */
    int schema;
};

#define MUST __attribute__((warn_unused_result))

/* Opens or makes the file; an older schema is copied beside itself and brought forward. why: a
 * sentence for whoever runs it, untouched with STORE_OK. */
MUST enum store_result store_open(const char *path, struct store **ret_store, const char **ret_why);
/* For a look beside a running server: makes no file (STORE_NONE) and brings nothing forward
 * (STORE_BROKEN). */
MUST enum store_result store_open_there(const char *path, struct store **ret_store,
                                        const char **ret_why);

/* Also notes the visit by the clock, at most once a day a person; that is not waited for. a NULL: only
 * who it is, without the record. Ends by arena_fail() where the arena has no room for the record. */
MUST enum store_result store_find(struct store *s, enum store_key key, const uint8_t *hash,
                                  struct arena *a, struct person_row *ret_row);
/* The rows of a list. STORE_NONE: the role may not ask for it. values: $4 and on. */
MUST enum store_result store_list(struct store *s, const struct actor *actor, enum list list,
                                  const struct value *values, int count, struct arena *a,
                                  struct rows *ret_rows);
/* The record of a patient of the actor's clinic, for an owner or practitioner; checked as by store_find,
 * and no visit of the person's. STORE_NONE: there is none of that number in this clinic. */
MUST enum store_result store_record(struct store *s, const struct actor *actor, int64_t patient,
                                    struct arena *a, struct person_row *ret_row);
/* The same of any person, for the program itself (summaries, verify): the role must be ROLE_system. */
MUST enum store_result store_person(struct store *s, const struct actor *actor, int64_t person,
                                    struct arena *a, struct person_row *ret_row);
/* STORE_OK: it is on disk, whatever happens to this process or machine. Anything else: nothing of it
 * is kept. */
MUST enum store_result store_change(struct store *s, struct change *c);
/* Erases records without an account: without a fact STORE_FACTLESS_S after they were made, or unseen
 * for idle_s. A record that a clinic has stays while it is in care there, and until the day that it must
 * be kept; then it goes like the others, with what the clinic has of it, and at once if it is closed and
 * nobody can come back to it. idle_s of now_s or more (the clock is not believed): only what is without a
 * fact. Who cannot be erased does not keep the others: then it is not STORE_OK, and *ret_erased is told
 * all the same. */
MUST enum store_result store_sweep(struct store *s, int64_t now_s, int64_t idle_s,
                                   uint32_t *ret_erased);
/* Notes what the clock said while it was believed, for the next start to compare. */
MUST enum store_result store_clock_note(struct store *s, int64_t now_s);
/* A copy of all of it in a new file, opened again and checked. An existing file is not touched. */
MUST enum store_result store_backup(struct store *s, const char *path, int64_t now_s,
                                    const char **ret_why);
/* A backup comes back, in two steps; the caller stands between them. Begins: the backup is copied to beside,
 * and who was erased from the file at path since is told, for them to be erased from it again. The numbers
 * that were given to people at path are not given anew. STORE_BUSY: another program has path open. */
struct restored {
    int64_t *erased; /* the numbers of people; to be given to restored_drop() */
    size_t count;
    int was_there, unknown; /* there was a file at path; but nothing could be learnt from it */
};
MUST enum store_result store_restore_begin(const char *backup, const char *path, const char *beside,
                                           struct restored *ret, const char **ret_why);
void restored_drop(struct restored *r);
/* Ends: beside becomes path, in one step, and what was at path becomes aside. No store may be open. */
MUST enum store_result store_restore_end(const char *path, const char *beside, const char *aside,
                                         int was_there, const char **ret_why);
/* Reads everything and recomputes each chain; tells what is wrong, one call a fault, naming people
 * by their numbers only. STORE_OK: nothing is. */
MUST enum store_result store_verify(struct store *s, void (*tell)(void *host, const char *what),
                                    void *host, int64_t *ret_people, int64_t *ret_facts);
void store_health(struct store *s, struct store_health *ret_health);
void store_close(struct store *s);

#endif
