/* A round: today's exercises in their order, each once. What was done of it is in the record, so a round that a
 * telephone call ended goes on where it was. */
#include "daily.h"

static int open_today(const struct done_today *t, const struct plan_item *p)
{
    return t->times[p->item] < p->dose.times_a_day && !(t->skipped >> p->item & 1) &&
           !(t->provoked >> p->item & 1);
}

int round_number(const struct visit *v, const struct done_today *t)
{
    int least = -1;
    for (int i = 0; i < v->plan.item_count; i++) {
        const struct plan_item *p = &v->plan.item[i];
        if (open_today(t, p) && (least < 0 || t->times[p->item] < least))
            least = t->times[p->item];
    }
    return least + 1;
}

int round_next(const struct visit *v, const struct done_today *t, int after)
{
    int round = round_number(v, t);
    for (int i = 1; i <= v->plan.item_count; i++) {
        int at = (after + i) % v->plan.item_count;
        const struct plan_item *p = &v->plan.item[at];
        if (open_today(t, p) && t->times[p->item] < round)
            return at;
    }
    return -1;
}

int round_begun(const struct visit *v, const struct done_today *t)
{
    int round = round_number(v, t), done = 0;
    for (int i = 0; i < v->plan.item_count; i++)
        done += t->times[v->plan.item[i].item] >= round;
    return round > 0 ? done : 0;
}
