/* purpose.h - what exercises and families are for, in a patient's words.
 *
 *     html_put(w, "<p>%s</p>", purpose_of[ITEM_E3]);
 *     for (int i = 0; i < FAMILY_COUNT; i++)
 *         show(&family_words[i]);
 *
 * Source: purpose.def. */
#ifndef AMB_KNOWLEDGE_PURPOSE_H
#define AMB_KNOWLEDGE_PURPOSE_H

#include "knowledge.h"

extern const char *const purpose_of[ITEM_COUNT];

struct family_words {
    uint8_t family;
    const char *id, *name, *is_for, *is_not;
};
extern const struct family_words family_words[FAMILY_COUNT]; /* as the library shows them */
const struct family_words *family_words_of(int family);

struct profile_words {
    const char *anyone; /* goes on after "Not for " */
    const char *you;    /* a sentence */
};
extern const struct profile_words profile_words[PROFILE_COUNT];

/* What a source (n bytes of its key) can say of an exercise; NULL: it says nothing, as of DESIGN. */
const char *evidence_of(const char *key, size_t n);

#endif
