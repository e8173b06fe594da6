/* figures_count.c - where a person belongs, and what must not be shown of few. */
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

/* --- what must not be shown ------------------------------------------------------------------------------------ */

enum { SHOWN, TOO_FEW, GIVES_AWAY };

struct part { /* of a sum whose other parts are shown */
    int count;
    uint8_t *hidden;
};

/* Of parts that make a known sum, enough are hidden: none can be had by subtraction, and what is left for
 * them together is neither less than FEW nor so much that each must be as large as a small one can be. The
 * smallest that is shown goes next. Returns 1 when one was hidden; -1 when there is none left to hide. */
static int hide_another(const struct part *part, int parts)
{
    int hidden = 0, sum = 0, all_few = 1, smallest = -1;
    for (int i = 0; i < parts; i++) {
        if (*part[i].hidden) {
            hidden++;
            sum += part[i].count;
            all_few &= *part[i].hidden == TOO_FEW;
        } else if (smallest < 0 || part[i].count < part[smallest].count) {
            smallest = i;
        }
    }
    if (!hidden || (hidden > 1 && sum >= FEW && !(all_few && sum == hidden * (FEW - 1))))
        return 0;
    if (smallest < 0)
        return -1;
    *part[smallest].hidden = GIVES_AWAY;
    return 1;
}

static void hide_few(struct figures_row *r)
{
    r->began_hidden = r->began < FEW ? TOO_FEW : r->began_hidden;
    for (int c = 0; c < CELLS; c++) {
        if (r->count[c] < FEW)
            r->hidden[c] = TOO_FEW;
        else if (r->began_hidden && !r->hidden[c])
            r->hidden[c] = GIVES_AWAY;
    }
}

static int hide_in_row(struct figures_row *r)
{
    int more = 0;
    for (int p = 0; p < PARTITIONS && !r->began_hidden; p++) {
        struct part part[CELLS];
        int n = 0;
        for (int c = 0; c < CELLS; c++)
            if (cell_rows[c].partition == p)
                part[n++] = (struct part){r->count[c], &r->hidden[c]};
        more |= hide_another(part, n) > 0;
    }
    return more;
}

/* A cell of all groups; -1: the number who began. When no group is left to hide, the sum is. */
static int hide_across(struct figures *f, int cell)
{
    struct part part[GROUPS_MAX];
    uint8_t *sum = cell < 0 ? &f->all.began_hidden : &f->all.hidden[cell];
    int hidden = 0, smallest = -1;
    for (int g = 0; g < f->group_count; g++) {
        struct figures_row *r = &f->group[g];
        part[g] = cell < 0 ? (struct part){r->began, &r->began_hidden}
                           : (struct part){r->count[cell], &r->hidden[cell]};
        hidden += *part[g].hidden != SHOWN;
        if (!*part[g].hidden && (smallest < 0 || part[g].count < part[smallest].count))
            smallest = g;
    }
    if (*sum && hidden == 0 && smallest >= 0) { /* the groups would give the sum */
        *part[smallest].hidden = GIVES_AWAY;
        return 1;
    }
    if (*sum)
        return 0;
    int more = hide_another(part, f->group_count);
    if (more < 0)
        *sum = GIVES_AWAY;
    return more != 0;
}

void figures_hide(struct figures *f)
{
    int more = 1;
    while (more) { /* each time round hides at least one */
        more = 0;
        for (int g = 0; g < f->group_count; g++) {
            hide_few(&f->group[g]);
            more |= hide_in_row(&f->group[g]);
        }
        hide_few(&f->all);
        more |= hide_in_row(&f->all);
        for (int c = -1; c < CELLS && f->group_count; c++)
            more |= hide_across(f, c);
    }
}
