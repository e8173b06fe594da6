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
    STORE_CONFLICT, /* the same _id with another line */
    STORE_FULL,     /* no room: the disk or the memory is full, or it cannot be written */
    STORE_BUSY,     /* locked by another process for too long */
    STORE_BROKEN,   /* damaged, or of a version that this program does not know */
    STORE_REFUSED,  /* a line that is no fact, or a record that would be too long */
};
enum { STORE_HASH = 32 };
enum { STORE_RECORD_MAX = 1 << 24 }; /* bytes of a person's lines; a day's are under a thousand */
enum { STORE_FACTLESS_S = 3600 };    /* for so long a record may be without a fact */
enum store_key { KEY_browser, KEY_way_back };

struct store;

struct person_row {
    int64_t person; /* a number that is never given again */
    int64_t made_s, seen_s;
    int has_way_back;
    uint8_t way_back[STORE_HASH]; /* the hash of the words; zeros without */
    struct span record; /* their facts, a line each with its line end, in order of arrival */
};

struct change {              /* what one request wants kept */
    int64_t person;          /* 0: a new one */
    struct span facts;       /* lines with their ends; blank ones say nothing */
    const uint8_t *browser;  /* a cookie's hash to tie to the person; NULL: none */
    const uint8_t *way_back; /* the hash of the words, in place of the last; NULL: as it is */
    const uint8_t *forget;   /* a browser's hash to be untied, whosever it is; NULL: none */
    int erase;               /* erase the person with everything; no fact of this change is kept */
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
/* The same without a disk, for tests (memory.h); NULL: no memory. */
struct store *store_memory(void);

/* Also notes the visit by the clock, at most once a day a person; that is not waited for. a NULL: only
 * who it is, without the record. Ends by arena_fail() where the arena has no room for the record. */
MUST enum store_result store_find(struct store *s, enum store_key key, const uint8_t *hash,
                                  struct arena *a, struct person_row *ret_row);
/* STORE_OK: it is on disk, whatever happens to this process or machine. Anything else: nothing of it
 * is kept. */
MUST enum store_result store_change(struct store *s, struct change *c);
/* Erases records without an account: without a fact STORE_FACTLESS_S after they were made, or unseen
 * for idle_s. Who cannot be erased does not keep the others: then it is not STORE_OK, and *ret_erased
 * is told all the same. */
MUST enum store_result store_sweep(struct store *s, int64_t now_s, int64_t idle_s,
                                   uint32_t *ret_erased);
/* Notes what the clock said while it was believed, for the next start to compare. */
MUST enum store_result store_clock_note(struct store *s, int64_t now_s);
/* A copy of all of it in a new file, opened again and checked. An existing file is not touched. */
MUST enum store_result store_backup(struct store *s, const char *path, int64_t now_s,
                                    const char **ret_why);
/* Reads everything and recomputes each chain; tells what is wrong, one call a fault, naming people
 * by their numbers only. STORE_OK: nothing is. */
MUST enum store_result store_verify(struct store *s, void (*tell)(void *host, const char *what),
                                    void *host, int64_t *ret_people, int64_t *ret_facts);
void store_health(struct store *s, struct store_health *ret_health);
void store_close(struct store *s);

#endif
