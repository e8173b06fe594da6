/* The rows of purpose.def. That none is there twice the compilers see; that none is missing, the counts. */
#include "purpose.h"

const char *const purpose_of[ITEM_COUNT] = {
#define PURPOSE(id, text) [ITEM_##id] = "" text,
#include "purpose.def"
};
const struct family_words family_words[FAMILY_COUNT] = {
#define FAMILY_PURPOSE(family, name, is_for, is_not)                                               \
    {FAMILY_##family, #family, name, is_for, is_not},
#include "purpose.def"
};
const struct profile_words profile_words[PROFILE_COUNT] = {
#define PROFILE_IS(flag, anyone, you) [PROFILE_##flag] = {anyone, you},
#include "purpose.def"
};
static const struct {
    const char *key, *says;
} evidence[] = {
#define EVIDENCE(key, text) {#key, text},
#include "purpose.def"
};

enum {
    PURPOSES = 0
#define PURPOSE(id, text) +1
#include "purpose.def"
};
enum {
    FAMILIES = 0
#define FAMILY_PURPOSE(family, name, is_for, is_not) +1
#include "purpose.def"
};
enum {
    PROFILES = 0
#define PROFILE_IS(flag, anyone, you) +1
#include "purpose.def"
};
_Static_assert((int)PURPOSES == ITEM_COUNT, "an exercise without its purpose");
_Static_assert((int)FAMILIES == FAMILY_COUNT, "a family without its purpose");
_Static_assert((int)PROFILES == PROFILE_COUNT, "a profile flag without its words");

const struct family_words *family_words_of(int family)
{
    int i = 0;
    while (family_words[i].family != family && i < FAMILY_COUNT - 1)
        i++;
    return &family_words[i];
}

const char *evidence_of(const char *key, size_t n)
{
    for (size_t i = 0; i < sizeof evidence / sizeof evidence[0]; i++)
        if (str_len(evidence[i].key) == n && memcmp(evidence[i].key, key, n) == 0)
            return evidence[i].says;
    return NULL;
}
