/* Pages that are still to come; a page leaves this file when it has one of its own. */
#include "visit.h"

void today_get(struct visit *v)
{
    not_found(v);
}

void checkin_get(struct visit *v)
{
    not_found(v);
}

void checkin_post(struct visit *v)
{
    not_found(v);
}

void session_get(struct visit *v)
{
    not_found(v);
}

void session_post(struct visit *v)
{
    not_found(v);
}

void item_get(struct visit *v)
{
    not_found(v);
}

void item_post(struct visit *v)
{
    not_found(v);
}

void walk_get(struct visit *v)
{
    not_found(v);
}

void walk_post(struct visit *v)
{
    not_found(v);
}

void flare_get(struct visit *v)
{
    not_found(v);
}

void flare_post(struct visit *v)
{
    not_found(v);
}

void swap_get(struct visit *v)
{
    not_found(v);
}

void swap_post(struct visit *v)
{
    not_found(v);
}

void why_get(struct visit *v)
{
    not_found(v);
}
