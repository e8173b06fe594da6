/* record_tell.h - a fact in a person's words: everything that stands in it, nothing left out.
 *
 *     fact_called(f)                 "Check-in"
 *     tell_fact(v, f);               a list of what it says, each key with its value
 *
 * What this version does not know is shown as it stands. Everything is escaped by html_put.
 * Ownership: constant words. Errors: none. */
#ifndef AMB_APP_RECORD_TELL_H
#define AMB_APP_RECORD_TELL_H

#include "visit.h"

const char *fact_called(const struct fact *f);
void tell_fact(struct visit *v, const struct fact *f);
/* A word of the record as a person says it: "lower leg" for calf; of others _ becomes a space. */
void tell_word(struct visit *v, const char *word);

/* How many keys of record.def have no name in record_words.def: for the tests. */
int keys_unnamed(void);

/* The name of a family of exercises, for whoever reads a record: "arching back". */
const char *family_called(int family);

#endif
