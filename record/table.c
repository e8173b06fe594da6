#include "table.h"

#define NAME(name)                                                                                 \
    {                                                                                              \
#name, sizeof #name - 1                                                                    \
    }

/* The words of each list, and the functions that name them. */
static struct span name_in(const struct span *word, int words, int v)
{
    return v >= 0 && v < words ? word[v] : (struct span){"", 0};
}
/* clang-format off */
#define LIST(list) static const struct span list##_word[] = {
#define WORD(list, word) NAME(word),
#define LISTEND(list) };
#include "choices.def"
#define LISTEND(list)                                                                              \
    struct span list##_name(int v)                                                                 \
    {                                                                                              \
        return name_in(list##_word, list##_COUNT, v);                                              \
    }
#include "choices.def"

const struct span who_words[4] = {NAME(self), NAME(clinician), NAME(device), NAME(clinic)};

/* Each kind's struct with nothing answered. */
#define KIND(kind, who) static const struct fact_##kind empty_##kind = {
#define SCALE(kind, key, hi) .key = UNANSWERED,
#define WHOLE(kind, key, lo, hi) .key = UNANSWERED,
#define CHOICE(kind, key, list) .key = UNANSWERED,
#define DATE(kind, key) .key = UNANSWERED,
#define MOMENT(kind, key) .key = NO_MOMENT,
#define TEXT(kind, key) .key = {"", 0},
#define TEXTS(kind, key) .key = {"", 0},
#define ITEM(kind, key) .key = UNANSWERED,
#define END(kind) .end = 0};
#include "record.def"

#define FIELD(kind, key) (uint16_t)offsetof(struct fact_##kind, key)
#define ROW(kind, key, type, many) {NAME(key), type, many, FIELD(kind, key), 0, 0, NULL, 0},
#define WORDS(kind, key, type, many, list)                                                         \
    {NAME(key), type, many, FIELD(kind, key), 0, 0, list##_word, list##_COUNT},
static const struct row rows[] = {
#define SCALE(kind, key, hi) {NAME(key), TYPE_WHOLE, 0, FIELD(kind, key), 0, hi, NULL, 0},
#define WHOLE(kind, key, lo, hi) {NAME(key), TYPE_WHOLE, 0, FIELD(kind, key), lo, hi, NULL, 0},
#define CHOICE(kind, key, list) WORDS(kind, key, TYPE_CHOICE, 0, list)
#define SEVERAL(kind, key, list) WORDS(kind, key, TYPE_SEVERAL, 1, list)
#define DATE(kind, key) ROW(kind, key, TYPE_DATE, 0)
#define MOMENT(kind, key) ROW(kind, key, TYPE_MOMENT, 0)
#define TEXT(kind, key) ROW(kind, key, TYPE_TEXT, 0)
#define TEXTS(kind, key) ROW(kind, key, TYPE_TEXTS, 1)
#define ITEMS(kind, key) ROW(kind, key, TYPE_ITEMS, 1)
#define ITEM(kind, key) ROW(kind, key, TYPE_ITEM, 0)
#define SCOPE(kind, key) ROW(kind, key, TYPE_SCOPE, 1)
#define FLAGS(kind, key) ROW(kind, key, TYPE_FLAGS, 1)
#define DOSES(kind, key) ROW(kind, key, TYPE_DOSES, 1)
#include "record.def"
};

const struct row questions[QUESTION_COUNT] = {
#define QUESTION(key, extent) {NAME(key), TYPE_QUESTION, 0, Q_##key, 0, 0, answers_word, answers_COUNT},
#include "questions.def"
};

const struct row system_rows[SYSTEM_COUNT] = {
    {NAME(_id), TYPE_SYSTEM, 0, SYSTEM_id, 0, 0, NULL, 0},
    {NAME(_recorded), TYPE_SYSTEM, 0, SYSTEM_recorded, 0, 0, NULL, 0},
    {NAME(_by), TYPE_SYSTEM, 0, SYSTEM_by, 0, 0, who_words, 4},
    {NAME(_device), TYPE_SYSTEM, 0, SYSTEM_device, 0, 0, NULL, 0},
    {NAME(_who), TYPE_SYSTEM, 0, SYSTEM_who, 0, 0, NULL, 0},
    {NAME(_from), TYPE_SYSTEM, 0, SYSTEM_from, 0, 0, NULL, 0},
    {NAME(_v), TYPE_SYSTEM, 0, SYSTEM_v, 1, 999999999, NULL, 0},
};

/* Where each kind's rows begin and end: what opens or closes a kind takes no number of its own. */
enum {
#define KIND(kind, who) BEGIN_##kind, OPEN_##kind = BEGIN_##kind - 1,
#define SCALE(kind, key, hi) R_##kind##_##key,
#define WHOLE(kind, key, lo, hi) R_##kind##_##key,
#define CHOICE(kind, key, list) R_##kind##_##key,
#define SEVERAL(kind, key, list) R_##kind##_##key,
#define DATE(kind, key) R_##kind##_##key,
#define MOMENT(kind, key) R_##kind##_##key,
#define TEXT(kind, key) R_##kind##_##key,
#define TEXTS(kind, key) R_##kind##_##key,
#define ITEMS(kind, key) R_##kind##_##key,
#define ITEM(kind, key) R_##kind##_##key,
#define SCOPE(kind, key) R_##kind##_##key,
#define FLAGS(kind, key) R_##kind##_##key,
#define DOSES(kind, key) R_##kind##_##key,
#define QUESTIONS(kind) ASK_##kind, ASKED_##kind = ASK_##kind - 1,
#define END(kind) END_##kind, SHUT_##kind = END_##kind - 1,
#include "record.def"
};

#define WHO_SELF WHO_self
#define WHO_CLINICIAN WHO_clinician
#define WHO_DEVICE WHO_device
const struct kind_row kinds[KIND_COUNT] = {
#define KIND(kind, by)                                                                            \
    [KIND_##kind] = {.name = NAME(kind),                                                           \
                     .row = rows + BEGIN_##kind,                                                   \
                     .rows = END_##kind - BEGIN_##kind,                                            \
                     .empty = &empty_##kind,                                                       \
                     .size = sizeof empty_##kind,                                                  \
                     .who = WHO_##by,
#define QUESTIONS(kind)                                                                            \
    .asks = 1, .asked_row = ASK_##kind - BEGIN_##kind, .asked_at = FIELD(kind, asked),
#define END(kind) },
#include "record.def"
};

/* A set of words is 32 bits, a set of keys or questions 64. */
#define SCALE(kind, key, hi) _Static_assert((hi) > 0, #kind " " #key);
#define WHOLE(kind, key, lo, hi) _Static_assert((lo) < (hi), #kind " " #key);
#define SEVERAL(kind, key, list) _Static_assert(list##_COUNT <= 32, #kind " " #key);
#define END(kind) _Static_assert(END_##kind - BEGIN_##kind <= 64, #kind);
#include "record.def"
_Static_assert(QUESTION_COUNT <= 63 && FLAG_COUNT <= 63, "the last bit is FLAGS_ALL");
_Static_assert(FAMILY_COUNT <= 32 && ITEM_COUNT <= 64, "the sets of struct scope");

static const struct span family_word[] = {
#define FAMILY(family) NAME(family),
#include "ids.def"
};
static const struct span item_word[] = {
#define ITEM_ID(id, family) NAME(id),
#include "ids.def"
};
static const char item_short[ITEM_COUNT][4] = {
#define ITEM_ID(id, family) #id,
#include "ids.def"
};
#define ITEM_ID(id, family) _Static_assert(sizeof #id <= 4, "three letters and the end: " #id);
#include "ids.def"
static const struct span flag_word[FLAG_COUNT] = {
#define QUESTION(key, extent) NAME(key),
#define FLAG(key) NAME(key),
#include "questions.def"
};
/* clang-format on */

struct span kind_name(int kind)
{
    return kind >= 0 && kind < KIND_COUNT ? kinds[kind].name : (struct span){"", 0};
}

struct span family_name(int family)
{
    return name_in(family_word, FAMILY_COUNT, family);
}

struct span item_name(int item)
{
    return name_in(item_word, ITEM_COUNT, item);
}

struct span flag_name(int flag)
{
    return name_in(flag_word, FLAG_COUNT, flag);
}

int word_find(const struct span *word, int words, struct span given)
{
    for (int i = 0; i < words; i++)
        if (span_same(word[i], given))
            return i;
    return -1;
}

int family_find(struct span name)
{
    return word_find(family_word, FAMILY_COUNT, name);
}

int flag_find(struct span name)
{
    return word_find(flag_word, FLAG_COUNT, name);
}

/* Names of at most three letters are compared as one word of four bytes. */
int item_find(struct span name)
{
    char given[4] = {0};
    uint32_t want, have;
    if (name.len == 0 || name.len > 3)
        return -1;
    for (uint32_t i = 0; i < name.len; i++)
        given[i] = name.p[i];
    __builtin_memcpy(&want, given, 4);
    for (int i = 0; i < ITEM_COUNT; i++) {
        __builtin_memcpy(&have, item_short[i], 4);
        if (have == want)
            return i;
    }
    return -1;
}

int kind_find(struct span name)
{
    int i = 0;
    while (i < KIND_COUNT && !span_same(kinds[i].name, name))
        i++;
    return i;
}

const struct row *row_find(const struct kind_row *kind, struct span key, const struct row *last)
{
    uint32_t from = 0;
    if (last && last->type == TYPE_QUESTION) {
        if (last->at + 1 < QUESTION_COUNT && span_same(last[1].name, key))
            return last + 1;
    } else if (last) {
        from = (uint32_t)(last - kind->row);
    }
    for (uint32_t i = from; i < kind->rows; i++)
        if (span_same(kind->row[i].name, key))
            return &kind->row[i];
    for (uint32_t i = 0; i < from; i++)
        if (span_same(kind->row[i].name, key))
            return &kind->row[i];
    for (int i = 0; kind->asks && i < QUESTION_COUNT; i++)
        if (span_same(questions[i].name, key))
            return &questions[i];
    return NULL;
}

const struct row *system_find(struct span key)
{
    for (int i = 0; i < SYSTEM_COUNT; i++)
        if (span_same(system_rows[i].name, key))
            return &system_rows[i];
    return NULL;
}
