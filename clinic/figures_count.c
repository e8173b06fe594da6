/* figures_count.c - where a person belongs. */
#include "figures.h"

const struct cell_row cell_rows[CELLS] = {
#define CELL(name, partition, words) {#name, words, PARTITION_##partition},
#include "figures.def"
};
const struct partition_row partition_rows[PARTITIONS] = {
#define PARTITION(name, title, words) {#name, title, words},
#include "figures.def"
};

/* --- what is known of a person ----------------------------------------------------------------------------- */

struct judged judged_of(struct arena *a, const struct rows *r, uint32_t row, int made)
{
    struct summary s;
    struct judged j = {.made = made};
    j.gone = row_is(r, row, figures_left_s) || row_is(r, row, figures_archived_s);
    j.read = summary_read(a, row_value(r, row, figures_body).text, &s);
    j.visits = j.read ? s.visits : NOT_KNOWN;
    j.base_leg = j.read ? s.base_leg : NOT_KNOWN;
    j.leg = j.read ? s.now_leg : NOT_KNOWN;
    j.answered = j.read ? s.answer_day : NOT_KNOWN;
    j.function = j.read ? s.function : NOT_KNOWN;
    j.referred = j.read ? s.referred : NOT_KNOWN;
    j.outcome = j.read ? s.discharged : NOT_KNOWN;
    return j;
}

/* --- where they belong --------------------------------------------------------------------------------------- */

static enum cell visits_cell(const struct judged *j)
{
    return j->visits <= 0   ? CELL_visits_0 /* not known is none recorded */
           : j->visits == 1 ? CELL_visits_1
           : j->visits == 2 ? CELL_visits_2
           : j->visits == 3 ? CELL_visits_3
           : j->visits <= 7 ? CELL_visits_4_to_7
                            : CELL_visits_more;
}

static enum cell leg_cell(const struct judged *j)
{
    if (j->base_leg == NOT_KNOWN || j->leg == NOT_KNOWN || j->base_leg < IMPROVED_POINTS)
        return CELL_leg_unknown;
    int better = j->base_leg - j->leg;
    return better >= IMPROVED_POINTS && better * 100 >= j->base_leg * IMPROVED_PCT
               ? CELL_improved
               : CELL_not_improved;
}

static enum cell function_cell(const struct judged *j)
{
    return j->function == NOT_KNOWN ? CELL_function_unknown
           : j->function            ? CELL_function_full
                                    : CELL_function_less;
}

static enum cell now_cell(const struct judged *j, int today)
{
    int last = j->answered == NOT_KNOWN ? j->made : j->answered;
    if (j->outcome == discharges_recovered || j->outcome == discharges_improved)
        return CELL_ended_well;
    if (j->outcome == discharges_referred)
        return CELL_ended_referred;
    if (j->outcome == discharges_stopped || j->gone)
        return CELL_stopped;
    /* Whoever never answered is not still answering, however lately they began. */
    if (j->answered != NOT_KNOWN && today - last <= ANSWERING_DAYS)
        return CELL_answering;
    return today - last < LOST_DAYS ? CELL_quiet : CELL_lost;
}

static void count(struct figures_row *r, const struct judged *j, int today)
{
    r->began++;
    r->count[visits_cell(j)]++;
    r->count[leg_cell(j)]++;
    r->count[function_cell(j)]++;
    r->count[now_cell(j, today)]++;
    r->count[j->referred > 0 ? CELL_referred : CELL_not_referred]++;
}

void figures_add(struct figures *f, int group, const struct judged *j, int today)
{
    count(&f->all, j, today);
    if (f->group_count)
        count(&f->group[group], j, today);
}
