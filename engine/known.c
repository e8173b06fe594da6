/* known.c - what is known before anything is told, the opening of a day, and looking back. */
#include "fold.h"

void known_init(struct known *k, int first_day)
{
    memset(k, 0, sizeof *k);
    k->day = first_day - 1;
    k->now = NEVER_AT;
    struct person *p = &k->person;
    p->born = p->surgery = p->injection = UNANSWERED;
    p->pregnant_weeks = p->after_weeks = UNANSWERED;
    for (int i = 0; i < conditions_COUNT; i++)
        p->has_at[i] = NEVER_AT;
    int32_t *never[] = {&k->measure_day,
                        &k->numb_more_day,
                        &k->walk_min_day,
                        &k->checkin_first_day,
                        &k->checkin_last_day,
                        &k->active_day,
                        &k->told_day,
                        &k->relief_day,
                        &k->relief_new_day,
                        &k->medicine_day,
                        &k->start_day,
                        &k->treatments_day,
                        &k->card_day,
                        &k->clinician_day,
                        &k->newer_day,
                        &k->flare.start,
                        &k->flare.starts[0],
                        &k->flare.starts[1],
                        &k->flare.starts[2],
                        &k->direction.found_day,
                        &k->direction.last_day,
                        &k->direction.today.day,
                        &k->direction.awaiting.day,
                        &k->direction.worse_day[0],
                        &k->direction.worse_day[1],
                        &k->direction.worse_day[2],
                        &k->direction.worse_day[3],
                        &k->direction.worse_day[4],
                        &k->orders.hold_until,
                        &k->gate.full_day,
                        &k->gate.any_day,
                        &k->gate.own_clear_day,
                        &k->gate.motor_day[0],
                        &k->gate.motor_day[1],
                        &k->gate.weak_day[0],
                        &k->gate.weak_day[1],
                        &k->gate.weak_day[SIDE_unknown],
                        &k->leg_first_day,
                        &k->episodes_told[0],
                        &k->episodes_told[1],
                        &k->episodes_told[2]};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        *never[i] = NEVER_DAY;
    memset(&k->episode.said, 0, sizeof k->episode.said);
    struct fact_episode *e = &k->episode.said;
    e->began = e->number = e->side = e->below_knee = e->leg_worse_than_back = UNANSWERED;
    e->tingling_or_numb = e->cough_hurts = e->slump = e->sit_min = e->walk_min = UNANSWERED;
    e->interference = e->age_at_onset = e->expects_long = e->moving_is_safe = UNANSWERED;
    e->direction_before = e->work = UNANSWERED;
    k->episode.at = NEVER_AT;
    k->episode.day = k->episode.began = first_day;
    struct gate *g = &k->gate;
    g->exam_weak_at = g->own_clear_at = g->full_at = g->ask_full_at = NEVER_AT;
    for (int i = 0; i < FLAG_COUNT; i++) {
        g->flag[i].at = g->flag[i].cleared_at = g->flag[i].lowered_at = NEVER_AT;
        g->flag[i].own_at = NEVER_AT;
    }
    for (int i = 0; i < ROWS_OF_TESTS * TESTS; i++) {
        struct strength *s = &g->strength[i / TESTS][i % TESTS];
        s->result = s->first = -1;
        s->first_day = NEVER_DAY;
        s->at = NEVER_AT;
        s->place = s->than = SIZE_MAX;
    }
    k->direction.pending = -1;
    k->flare.soon_at = NEVER_AT;
    for (int i = 0; i < ITEM_COUNT + FAMILY_COUNT; i++)
        k->orders.ban_until[i] = NEVER_DAY;
    k->orders.direction = k->orders.mode = -1;
    for (int i = 0; i < ROWS; i++)
        k->row[i].day = NEVER_DAY;
    k->walk_min_last[0] = k->walk_min_last[1] = -1;
    k->leg_last = k->reach_last = k->sleep = -1;
    k->reach_most = k->leg_worse = -1;
    k->sit_min = -1;
    k->leg_first = k->rmdq_first = k->rmdq_last = k->phq2 = -1;
    k->start_total = k->start_distress = k->treatment_leg = -1;
    k->discharge = k->exam_sensation = -1;
    k->measure_first.walk_min = k->measure_last.walk_min = -1;
    k->measure_first.bend = k->measure_first.knee = k->measure_first.rises = -1;
    k->measure_last = k->measure_first;
    k->heel_raise[0] = k->heel_raise[1] = -1;
}

void known_open(struct known *k, int day)
{
    k->day = day;
    k->active_before = k->active_day;
    struct row *r = &k->row[day & (ROWS - 1)];
    memset(r, 0, sizeof *r);
    r->day = day;
    r->leg = r->back = r->reach = r->numb = r->morning = -1;
    r->sit_min = r->walk_min = -1;
    memset(k->told[day & 1], 0, sizeof k->told[0]);
    fold_age(k);
}

const struct row *known_row(const struct known *k, int day)
{
    const struct row *r = &k->row[day & (ROWS - 1)];
    return r->day == day && day <= k->day ? r : NULL;
}

static int measured(const struct row *r, enum measured what)
{
    return what == MEASURED_leg ? r->leg : what == MEASURED_back ? r->back : r->reach;
}

int known_median(const struct known *k, enum measured what, int first, int last, int at_least)
{
    uint8_t of[11] = {0}; /* how many days at each value */
    int n = 0;
    for (int day = first; day <= last; day++) {
        const struct row *r = &k->row[day & (ROWS - 1)];
        int v = measured(r, what);
        if (r->day != day || v < 0)
            continue;
        of[v]++;
        n++;
    }
    if (n < at_least || n == 0)
        return -1;
    int upto = (n + 1) / 2, v = 0;
    for (int seen = of[0]; seen < upto; seen += of[v])
        v++;
    return v;
}

/* The middle of n values, of an even number the lower middle one; -1 of none. */
static int middle(const int8_t *v, int n)
{
    for (int i = 0; i < n; i++) {
        int below = 0, same = 0;
        for (int j = 0; j < n; j++) {
            below += v[j] < v[i];
            same += v[j] == v[i];
        }
        if (below <= (n - 1) / 2 && below + same > (n - 1) / 2)
            return v[i];
    }
    return -1;
}

struct base colour_base(const struct known *k, int day)
{
    enum { MOST = 8 };
    int8_t leg[MOST], reach[MOST];
    int legs = 0, reaches = 0;
    for (int d = day; legs < limit(base_checkins) && legs < MOST; d--) {
        const struct row *r = known_row(k, d);
        if (!r)
            break;
        if (r->leg < 0)
            continue;
        leg[legs++] = r->leg;
        if (r->reach >= 0)
            reach[reaches++] = r->reach;
    }
    return (struct base){middle(leg, legs), -1, middle(reach, reaches)};
}
