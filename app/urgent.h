/* urgent.h - what the parts of the urgent page share. For app/ only.
 *
 *     if (flag_urgent(f)) { put_flag(v, f->flag); put_when(v, f); }        Monday 2 March, 08:05
 *
 * v->unkept: the answers were only posted; nobody has agreed that they be kept, or they could not be. */
#ifndef AMB_APP_URGENT_H
#define AMB_APP_URGENT_H

#include "danger.h"

static inline int flag_urgent(const struct plan_flag *f)
{
    return f->route >= routes_same_day;
}
int maybe_cauda(const struct visit *v); /* an urgent sign of cauda equina syndrome was told */
void put_time(struct visit *v, int minute);
void put_when(struct visit *v, const struct plan_flag *f);

void put_note(struct visit *v); /* urgent_note.c */

#endif
