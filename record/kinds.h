/* kinds.h - the names and structs that record.def, choices.def, questions.def and ids.def make.
 *
 *     const struct fact_checkin *c = f->keys;            when f->kind == KIND_checkin
 *     if (c->leg != UNANSWERED && c->reach == zones_foot) ...
 *
 * Units: as the key's name says; DATE is a day number (day.h), MOMENT minutes since 1970 in UTC.
 * "Not answered" is UNANSWERED (NO_MOMENT for a moment, an empty set for a set), never 0. */
#ifndef AMB_RECORD_KINDS_H
#define AMB_RECORD_KINDS_H

#include <stdint.h>

enum { UNANSWERED = INT32_MIN };
#define NO_MOMENT INT64_MIN

/* The words of each list: zones_none = 0, zones_back, ... and zones_COUNT. */
#define LIST(list) enum {
#define WORD(list, word) list##_##word,
#define LISTEND(list)                                                                              \
    list##_COUNT                                                                                   \
    }                                                                                              \
    ;
#include "choices.def"

enum question { /* and the other flags: the bit of each in a set of flags */
#define QUESTION(key, extent) Q_##key,
#define FLAG(key) FLAG_##key,
#include "questions.def"
                FLAG_COUNT
};
enum {
#define QUESTION(key, extent) +1
    QUESTION_COUNT = 0
#include "questions.def"
};
#define FLAGS_ALL (UINT64_C(1) << 63) /* in a clearance: every flag there is */

enum family {
#define FAMILY(family) FAMILY_##family,
#include "ids.def"
    FAMILY_COUNT
};
enum item {
#define ITEM_ID(id, family) ITEM_##id,
#include "ids.def"
    ITEM_COUNT
};

struct scope { /* families, exercises, or everything */
    uint64_t items;
    uint32_t families;
    int all;
};
struct done { /* ID:SETSxREPS, ID:SETSxSECONDSs or ID:TIMESxMINUTESm */
    int item;
    int sets;                  /* or times, for minutes */
    int reps, hold_s, minutes; /* one of them; the others UNANSWERED */
};
struct dones {
    struct done *done;
    uint32_t count;
};
struct span { /* bytes as they stand in the record, still percent-encoded; not terminated */
    const char *p;
    uint32_t len;
};
struct answers { /* the safety questions: a set of each answer */
    uint64_t yes, no, unsure;
    uint64_t unread;   /* named, with a word only a newer version knows: rest=no is not about it */
    int unknown_alarm; /* a newer version's question was answered yes or unsure */
};

#define KIND(kind, who) struct fact_##kind {
#define SCALE(kind, key, hi) int32_t key;
#define WHOLE(kind, key, lo, hi) int32_t key;
#define CHOICE(kind, key, list) int32_t key;
#define SEVERAL(kind, key, list) uint32_t key;
#define DATE(kind, key) int32_t key;
#define MOMENT(kind, key) int64_t key;
#define TEXT(kind, key) struct span key;
#define TEXTS(kind, key) struct span key; /* the first of them; all stand in the body */
#define ITEMS(kind, key) uint64_t key;
#define ITEM(kind, key) int32_t key;
#define SCOPE(kind, key) struct scope key;
#define FLAGS(kind, key) uint64_t key;
#define DOSES(kind, key) struct dones key;
#define QUESTIONS(kind) struct answers asked;
#define END(kind)                                                                                  \
    char end; /* so that a kind without keys has a size */                                         \
    }                                                                                              \
    ;
#include "record.def"

enum kind {
#define KIND(kind, who) KIND_##kind,
#include "record.def"
    KIND_COUNT /* and the kind of a fact that this version does not know */
};
enum who { WHO_self, WHO_clinician, WHO_device, WHO_clinic };

#endif
