/* programme.c - the programme itself, and how a decision says why. */
#include "programme.h"

void programme_init(struct programme *n)
{
    memset(n, 0, sizeof *n);
    n->started = n->episode_at_day = NEVER_DAY;
    n->stage_since = n->calm_since = n->mode_since = NEVER_DAY;
    n->walk_risen = n->flare_start = n->late_day = NEVER_DAY;
    n->share = n->walk_share = FLARE_WHOLE;
    n->red_until = NEVER_DAY;
    for (int i = 0; i < ROWS; i++)
        n->planned[i].day = NEVER_DAY;
    for (int i = 0; i < ITEM_COUNT; i++)
        n->risen[i] = NEVER_DAY;
    for (int i = 0; i < FAMILY_COUNT; i++) {
        n->rung[i] = 1;
        n->family_ban[i] = NEVER_DAY;
    }
}

struct planned *planned_on(struct programme *n, int day)
{
    return &n->planned[day & (ROWS - 1)];
}

const struct planned *planned_was(const struct programme *n, int day)
{
    const struct planned *p = &n->planned[day & (ROWS - 1)];
    return p->day == day ? p : NULL;
}

_Static_assert(PLAN_REASONS_MAX <= UINT8_MAX && PLAN_TASKS_MAX <= UINT8_MAX,
               "what a plan counts and names in bytes");

void because(struct plan *p, enum reason_code code, int item, int a, int b, int c)
{
    for (int i = 0; i < p->reason_count; i++)
        if (p->reason[i].code == code && p->reason[i].item == item)
            return;
    if (p->reason_count == PLAN_REASONS_MAX)
        return;
    struct plan_reason *r = &p->reason[p->reason_count++];
    r->code = (uint8_t)code;
    r->item = (int8_t)item;
    r->number[0] = a;
    r->number[1] = b;
    r->number[2] = c;
}

void task_add_within(struct plan *p, enum task task, int days, enum reason_code reason)
{
    for (int i = 0; i < p->task_count; i++)
        if (p->task[i].task == task)
            return;
    int said = 0;
    for (int i = 0; i < p->reason_count; i++)
        said |= p->reason[i].code == reason;
    if (!said)
        because(p, reason, -1, 0, 0, 0);
    p->task[p->task_count++] = (struct plan_task){(uint8_t)task, (uint8_t)days, (uint8_t)reason};
}

void task_add(struct plan *p, enum task task, enum reason_code reason)
{
    task_add_within(p, task, task_rows[task].days, reason);
}

enum direction direction_now(const struct known *k)
{
    if (k->orders.direction >= 0 && k->orders.direction_until >= k->day)
        return (enum direction)k->orders.direction;
    return (enum direction)k->direction.found;
}

int scale(int amount, int percent)
{
    return amount * percent / 100;
}

int is_new(const struct work *w, int item)
{
    return !(w->n->known >> item & 1) && !(w->granted >> item & 1) &&
           exercises[item].family != FAMILY_REST;
}

/* How well an exercise fits a family whose rung is top: the rung itself first, and of it what is in
 * hand. One at its full dose makes room for what has not been given yet of its rung or the one
 * below, so that all of a family come, those that open the next rung among them. */
static int fit(const struct work *w, int item, int top)
{
    int rung = exercises[item].rung, family = exercises[item].family;
    int known = (int)(w->n->known >> item & 1);
    int ladder = family == FAMILY_EXT || family == FAMILY_FLX || family == FAMILY_LAT;
    int full = known && !ladder && w->n->progress[item].step >= exercises[item].steps;
    if (rung > top)
        return -1;
    if (rung < top)
        return 4 * rung + 4 - (ladder ? 0 : 2 * known);
    return 4 * rung + 4 + (full ? -5 : 2 * known);
}

/* The exercise of a family that is allowed and fits best, no higher than its rung; -1: none. */
int best_of(const struct work *w, int family, int top)
{
    int best = -1, best_fit = -1;
    for (uint64_t rest = family_items[family] & w->may; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest), f = fit(w, i, top);
        if (f > best_fit) {
            best = i;
            best_fit = f;
        }
    }
    return best;
}
