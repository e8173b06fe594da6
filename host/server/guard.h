/* guard.h - refuses what two readers could read in two ways, before any of it is believed.
 *
 *     struct guard g = {0};
 *     for each header: guard_header(&g, name, name_len, value, value_len);
 *     int status = guard_judge(&g, method, target, version);       0: let it in
 *
 * A request that is framed twice (two lengths, a length and a coding) lets another one be smuggled
 * past a proxy; the library that speaks HTTP lets some of them through. What it takes for one thing
 * and another program for another is answered 400 and the connection closed.
 *
 * Errors: the status to answer with. */
#ifndef AMB_HOST_GUARD_H
#define AMB_HOST_GUARD_H

#include "../../record/fact.h"

enum { GUARD_TARGET_MAX = 2048, GUARD_HEADERS_MAX = 100 };

struct guard {
    int host, length, coding, count;
    int bad;      /* a header that no browser sends */
    int chunked;  /* the one coding that there is */
    int64_t body; /* the length told */
};
void guard_header(struct guard *g, const char *name, size_t name_len, const char *value,
                  size_t value_len);
int guard_judge(const struct guard *g, const char *method, const char *target, const char *version);
/* The path of a target, decoded into out (as long as the target), and its query as sent; 0 when it
 * is none that a browser sends. */
int guard_target(const char *target, char *out, struct span *ret_path, struct span *ret_query);

#endif
