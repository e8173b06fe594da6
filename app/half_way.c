/* The start, left half way: how much is left of it, and the way on. */
#include "today.h"

/* The pages of the start that are not answered, when it was left half way: of where it hurts, what it
 * is like, what changes it, and who one is. Over once an episode is told, or the last page is
 * answered, or there is a check-in of a later day. */
static int pages_left(struct visit *v, const char **ret_path)
{
    int full = NEVER_DAY, where = 0, later = 0;
    if (v->known.episode.at != NEVER_AT || v->known.person.born != UNANSWERED)
        return 0;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (!stands(v, f))
            continue;
        if (f->kind == KIND_screen && full == NEVER_DAY &&
            ((const struct fact_screen *)f->keys)->extent == extents_full)
            full = f->day;
        where |= f->kind == KIND_checkin;
        later |= f->kind == KIND_checkin && full != NEVER_DAY && f->day > full;
    }
    *ret_path = where ? "/start/like" : "/start/where";
    return later ? 0 : where ? 3 : 4;
}

int put_half_way(struct visit *v)
{
    const char *path = NULL;
    int pages = pages_left(v, &path);
    if (!pages)
        return 0;
    html_put(&v->w,
             "<div class=\"note\"><h2>You were half way</h2><p>%d short pages left. Until we know "
             "more, the plan stays at its gentlest.</p><p><a class=\"btn\" href=\"/%s\">Go on</a>"
             "</p></div>\n",
             pages, path + 1);
    return 1;
}
