/* Pages that are still to come; a page leaves this file when it has one of its own. */
#include "visit.h"

void where_get(struct visit *v)
{
    not_found(v);
}

void where_post(struct visit *v)
{
    not_found(v);
}

void like_get(struct visit *v)
{
    not_found(v);
}

void like_post(struct visit *v)
{
    not_found(v);
}

void worse_get(struct visit *v)
{
    not_found(v);
}

void worse_post(struct visit *v)
{
    not_found(v);
}

void you_get(struct visit *v)
{
    not_found(v);
}

void you_post(struct visit *v)
{
    not_found(v);
}

void strength_get(struct visit *v)
{
    not_found(v);
}

void strength_post(struct visit *v)
{
    not_found(v);
}

void beliefs_get(struct visit *v)
{
    not_found(v);
}

void beliefs_post(struct visit *v)
{
    not_found(v);
}

void history_get(struct visit *v)
{
    not_found(v);
}

void history_post(struct visit *v)
{
    not_found(v);
}

void measure_get(struct visit *v)
{
    not_found(v);
}

void measure_post(struct visit *v)
{
    not_found(v);
}

void direction_get(struct visit *v)
{
    not_found(v);
}

void direction_post(struct visit *v)
{
    not_found(v);
}
