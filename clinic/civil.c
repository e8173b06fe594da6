/* civil.c - the civil time of a site, by the offsets that the host brought. */
#include "civil.h"

int civil_offset(const struct zone *z, int64_t at_s)
{
    int offset = z->count ? z->offset[0] : 0;
    for (int i = 1; i < z->count && z->from_s[i] <= at_s; i++)
        offset = z->offset[i];
    return offset;
}

struct moment civil_moment(const struct zone *z, int64_t at_s)
{
    struct moment m;
    moment_at(at_s, civil_offset(z, at_s), &m);
    return m;
}

/* By each offset that there is: the earliest instant at which the clocks of that offset show it. */
int civil_instant(const struct zone *z, int day, int minute, int64_t *ret_s)
{
    int64_t as_if = (int64_t)day * 86400 + (int64_t)minute * 60;
    int found = !z->count;
    int64_t first = as_if;
    for (int i = 0; i < z->count; i++) {
        int64_t at_s = as_if - (int64_t)z->offset[i] * 60;
        if (civil_offset(z, at_s) != z->offset[i] || (found && at_s >= first))
            continue;
        first = at_s;
        found = 1;
    }
    if (found)
        *ret_s = first;
    return found;
}

int64_t civil_bound(const struct zone *z, int day, int minute)
{
    int64_t at_s = (int64_t)day * 86400 + (int64_t)minute * 60;
    if (civil_instant(z, day, minute, &at_s))
        return at_s;
    /* It lies in a jump: by the clocks of before it has not come at the change, by those of after it is past. */
    for (int i = 1; i < z->count; i++)
        if (at_s - (int64_t)z->offset[i - 1] * 60 >= z->from_s[i] &&
            at_s - (int64_t)z->offset[i] * 60 < z->from_s[i])
            return z->from_s[i];
    return at_s;
}
