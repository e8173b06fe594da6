/* Pages that are still to come; a page leaves this file when it has one of its own. */
#include "visit.h"

void learn_get(struct visit *v)
{
    not_found(v);
}

void lesson_get(struct visit *v)
{
    not_found(v);
}

void reminder_get(struct visit *v)
{
    not_found(v);
}

void reminder_post(struct visit *v)
{
    not_found(v);
}

void reminder_file_get(struct visit *v)
{
    not_found(v);
}

void privacy_get(struct visit *v)
{
    not_found(v);
}

void about_get(struct visit *v)
{
    not_found(v);
}
