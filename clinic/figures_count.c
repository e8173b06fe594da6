/* figures_count.c - where a person belongs. */
#include "figures.h"

#include "../core/form.h"

const struct cell_row cell_rows[CELLS] = {
#define CELL(name, partition, words) {#name, words, PARTITION_##partition},
#include "figures.def"
};
const struct partition_row partition_rows[PARTITIONS] = {
#define PARTITION(name, title, words) {#name, title, words},
#include "figures.def"
};

/* --- what is known of a person ----------------------------------------------------------------------------- */

static int key_is(const struct form_pair *p, const char *key)
{
    return p->key_len == str_len(key) && memcmp(p->key, key, p->key_len) == 0;
}

static int value_is(const struct form_pair *p, const char *value)
{
    return p->value_len == str_len(value) && memcmp(p->value, value, p->value_len) == 0;
}

static int whole_of(const struct form_pair *p)
{
    int n = 0, digits = 0;
    for (size_t i = 0; i < p->value_len && p->value[i] >= '0' && p->value[i] <= '9'; i++) {
        if (++digits > 8)
            return UNANSWERED;
        n = n * 10 + (p->value[i] - '0');
    }
    return digits && (size_t)digits == p->value_len ? n : UNANSWERED;
}

static int outcome_of(const struct form_pair *p)
{
    for (int i = 0; i < discharges_COUNT; i++) {
        struct span word = discharges_name(i);
        if (word.len == p->value_len && memcmp(word.p, p->value, word.len) == 0)
            return i;
    }
    return UNANSWERED;
}

static void take(struct judged *j, const struct form_pair *p)
{
    if (key_is(p, "visits"))
        j->visits = whole_of(p);
    else if (key_is(p, "base_leg"))
        j->base_leg = whole_of(p);
    else if (key_is(p, "leg"))
        j->leg = whole_of(p);
    else if (key_is(p, "answered"))
        j->answered = whole_of(p);
    else if (key_is(p, "function"))
        j->function = value_is(p, "yes") ? 1 : value_is(p, "no") ? 0 : UNANSWERED;
    else if (key_is(p, "referred"))
        j->referred = whole_of(p);
    else if (key_is(p, "discharged"))
        j->outcome = outcome_of(p);
}

struct judged judged_of(const struct rows *r, uint32_t row, int made)
{
    struct judged j = {.visits = UNANSWERED,
                       .base_leg = UNANSWERED,
                       .leg = UNANSWERED,
                       .answered = UNANSWERED,
                       .function = UNANSWERED,
                       .referred = UNANSWERED,
                       .outcome = UNANSWERED,
                       .made = made};
    struct span body = row_value(r, row, figures_body).text;
    struct form_reader reader = {body.p, body.p + body.len};
    struct form_pair pair;
    enum form_step step;
    j.gone = row_is(r, row, figures_left_s) || row_is(r, row, figures_archived_s);
    while ((step = form_next(&reader, &pair)) != FORM_END)
        if (step == FORM_PAIR)
            take(&j, &pair);
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
    if (j->base_leg == UNANSWERED || j->leg == UNANSWERED || j->base_leg < IMPROVED_POINTS)
        return CELL_leg_unknown;
    int better = j->base_leg - j->leg;
    return better >= IMPROVED_POINTS && better * 100 >= j->base_leg * IMPROVED_PCT
               ? CELL_improved
               : CELL_not_improved;
}

static enum cell function_cell(const struct judged *j)
{
    return j->function == UNANSWERED ? CELL_function_unknown
           : j->function             ? CELL_function_full
                                     : CELL_function_less;
}

static enum cell now_cell(const struct judged *j, int today)
{
    int last = j->answered == UNANSWERED ? j->made : j->answered;
    if (j->outcome == discharges_recovered || j->outcome == discharges_improved)
        return CELL_ended_well;
    if (j->outcome == discharges_referred)
        return CELL_ended_referred;
    if (j->outcome == discharges_stopped || j->gone)
        return CELL_stopped;
    /* Whoever never answered is not still answering, however lately they began. */
    if (j->answered != UNANSWERED && today - last <= ANSWERING_DAYS)
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
    r->count[j->referred == UNANSWERED ? CELL_not_referred : CELL_referred]++;
}

void figures_add(struct figures *f, int group, const struct judged *j, int today)
{
    count(&f->all, j, today);
    if (f->group_count)
        count(&f->group[group], j, today);
}
