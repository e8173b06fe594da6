/* sources.h - sources on a page: small numbers in the text, titles with their links at the end.
 *
 *     struct cites c = {0};
 *     cite(v, &c, "S24 S54");          small links 1 2
 *     cites_list(v, &c);
 *
 * Ownership: none. Errors: a key that is no row of sources.tsv is left out; a test looks for them. */
#ifndef AMB_APP_SOURCES_H
#define AMB_APP_SOURCES_H

#include "visit.h"

enum { CITES_MAX = 40 };
struct cites {
    int row[CITES_MAX], count; /* rows of source_rows, in the order of first use */
};

const struct source_row *source_named(const char *key, size_t n);
/* keys parted by spaces */
void cite(struct visit *v, struct cites *c, const char *keys);
void cites_list(struct visit *v, const struct cites *c);
void put_source(struct visit *v,
                const struct source_row *s); /* its title, a link where it has one */

#endif
