/* Pages that are still to come; a page leaves this file when it has one of its own. */
#include "visit.h"

void safety_get(struct visit *v)
{
    not_found(v);
}

void safety_post(struct visit *v)
{
    not_found(v);
}

void mistake_get(struct visit *v)
{
    not_found(v);
}

void mistake_post(struct visit *v)
{
    not_found(v);
}

void seen_get(struct visit *v)
{
    not_found(v);
}

void seen_post(struct visit *v)
{
    not_found(v);
}

void start_page(struct visit *v)
{
    not_found(v);
}

void consent_page(struct visit *v)
{
    not_found(v);
}

void urgent_page(struct visit *v)
{
    not_found(v);
}

void cookie_page(struct visit *v)
{
    not_found(v);
}
