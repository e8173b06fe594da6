/* learn.h - the pages to read: a lesson is a table of short paragraphs, each with its sources.
 *
 *     static const struct para what[] = {{HEAD, "Where it comes from", ""},
 *                                        {SAID, "A nerve of the back is irritated.", "S91"}};
 *
 * {doctor} and {department} stand for the country's own words. To add a lesson: a table in one of learn_*.c and a row in learn.c. Words at reading age 11; what may
 * be said and what not is in docs/clinical.md. Keys are rows of knowledge/sources.tsv, parted by
 * spaces; a test looks each of them up, and wants one for every paragraph that is not a heading.
 *
 * Ownership: constant. Errors: none. */
#ifndef AMB_APP_LEARN_H
#define AMB_APP_LEARN_H

#include "visit.h"

struct para {
    enum { HEAD, SAID, ITEM } is; /* ITEM: of a list */
    const char *text, *keys;
};
/* The n-th lesson's name in the address and its paragraphs; NULL after the last. */
const struct para *lesson_paras(int n, const char **ret_name, int *ret_count);

#define LESSON_PARAS(name)                                                                         \
    extern const struct para lesson_##name[];                                                      \
    extern const int lesson_##name##_count
#define LESSON_COUNT(name)                                                                         \
    const int lesson_##name##_count = sizeof lesson_##name / sizeof *lesson_##name

LESSON_PARAS(sciatica);
LESSON_PARAS(moving);
LESSON_PARAS(muscles);
LESSON_PARAS(discs);
LESSON_PARAS(sitting);
LESSON_PARAS(sleep);
LESSON_PARAS(flare);
LESSON_PARAS(expect);
LESSON_PARAS(change);
LESSON_PARAS(medicines);
LESSON_PARAS(hands);
LESSON_PARAS(surgery);
LESSON_PARAS(work);
LESSON_PARAS(help);

#endif
