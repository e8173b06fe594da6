/* table.h - record.def and its neighbours as rows to look up, and the words of faults. For record/
 * only.
 *
 *     int k = kind_find(name);
 *     const struct row *row = row_find(&kinds[k], key, NULL);
 *
 * Ownership: the tables are constant; a fault's words are in the arena.
 * Errors:    what is not found is KIND_COUNT, NULL or -1. */
#ifndef AMB_RECORD_TABLE_H
#define AMB_RECORD_TABLE_H

#include "fact.h"

enum row_type {
    TYPE_WHOLE,
    TYPE_CHOICE,
    TYPE_SEVERAL,
    TYPE_DATE,
    TYPE_MOMENT,
    TYPE_TEXT,
    TYPE_TEXTS,
    TYPE_ITEMS,
    TYPE_ITEM,
    TYPE_SCOPE,
    TYPE_FLAGS,
    TYPE_DOSES,
    TYPE_QUESTION,
    TYPE_SYSTEM,
};

struct row {
    struct span name;
    uint8_t type, many;
    uint16_t at;             /* where the field stands in its struct; of a question, its bit */
    int32_t lo, hi;          /* of a whole number */
    const struct span *word; /* of a choice */
    int words;
};
struct kind_row {
    struct span name;
    const struct row *row;
    const void *empty; /* its struct with nothing answered */
    uint16_t rows, size;
    uint8_t who;
    uint8_t asks;      /* has the safety questions */
    uint8_t asked_row; /* before which of its rows they stand */
    uint16_t asked_at; /* where their struct answers stands */
};

extern const struct kind_row kinds[KIND_COUNT];
extern const struct row questions[QUESTION_COUNT];

enum system_key {
    SYSTEM_id,
    SYSTEM_recorded,
    SYSTEM_by,
    SYSTEM_device,
    SYSTEM_who,
    SYSTEM_from,
    SYSTEM_v
};
enum { SYSTEM_COUNT = SYSTEM_v + 1 };
extern const struct row system_rows[SYSTEM_COUNT];
extern const struct span who_words[4];

int kind_find(struct span name);
/* The row of a key that stands plainly. last is the row found before, or NULL: keys come in the
 * order of the table, so the search begins there. */
const struct row *row_find(const struct kind_row *kind, struct span key, const struct row *last);
const struct row *system_find(struct span key);
int word_find(const struct span *word, int words, struct span given);
int item_find(struct span name);
int family_find(struct span name);
int flag_find(struct span name);

static inline int span_same(struct span x, struct span y)
{
    return x.len == y.len && (!x.len || (x.p[0] == y.p[0] && memcmp(x.p, y.p, x.len) == 0));
}

/* Whose line is being judged, and where its faults go. */
struct judge {
    struct arena *a;
    struct faults *faults;
    uint32_t line_no;
};

/* BEFORE "GIVEN" AFTER, the given shortened and made printable. */
void fault_given(struct judge *j, const char *before, struct span given, const char *after);
/* KEY is "GIVEN" AFTER */
void fault_pair(struct judge *j, struct span key, struct span given, const char *after);
/* KEY is "GIVEN"; allowed ... */
void fault_value(struct judge *j, const struct row *row, struct span given);
void fault_number(struct judge *j, const char *before, size_t n, const char *after);
/* Puts the faults of more among those of all, by line. */
void faults_merge(struct arena *a, struct faults *all, const struct faults *more);

/* A value's bytes decoded into the arena, where the caller may take them back; 0 when broken. */
int span_decode(struct arena *a, struct span coded, struct span *ret_plain);
int span_coded(struct span s); /* 1 when there is a % or a + in it */

/* Reads a value that stands plainly into its field of keys; 1 when it is allowed. Not for TEXT,
 * TEXTS, DOSES and system keys. */
int value_take(const struct kind_row *kind, const struct row *row, struct span value, void *keys);
int done_read(struct span value, struct done *ret_done);
/* Reads the value of a system key into *f; 1 when it is allowed. */
int system_take(const struct row *row, struct span value, struct fact *f);

/* Reads a line whose bytes are known to be UTF-8 without control characters; 1 when it is a fact.
 * *ret_fact is of no use otherwise. */
int line_take(struct judge *j, struct span line, struct fact *ret_fact);

#endif
