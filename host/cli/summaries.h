/* summaries.h - the summaries that lists of people show are a cache: `ambulando verify` makes those again
 * that do not follow from their records.
 *
 *     struct summaries sum;
 *     enum store_result r = summaries_mend(s, &sum);        also beside a running server
 *
 * Errors: the world's, as the store tells them. */
#ifndef AMB_HOST_CLI_SUMMARIES_H
#define AMB_HOST_CLI_SUMMARIES_H

#include "../../store/store.h"

struct summaries {
    int64_t count, made; /* looked at; made again */
};
MUST enum store_result summaries_mend(struct store *s, struct summaries *ret);

#endif
