/* tables_exercises.c - checks the exercises with their doses, and the walking ladder. */
#include "tables.h"

static const uint8_t item_family[ITEM_COUNT] = {
#define ITEM_ID(id, family) FAMILY_##family,
#include "../record/ids.def"
};
static const char *const load_words[] = {"none", "slight", "slider", "tensioner"};
static const char *const bend_words[] = {"neutral", "extension", "flexion", "rotation", "lateral"};
static const char *const flag_words[PROFILE_COUNT] = {"PREG", "OST",  "STEN", "PO",   "KNEE",
                                                      "HIP",  "FALL", "CVD",  "EXTW", "FLXW"};

/* 1 to most, and nothing after it. */
static int whole(const char *s, int most)
{
    int v = 0;
    for (; *s >= '0' && *s <= '9' && v <= most; s++)
        v = v * 10 + (*s - '0');
    return *s || v < 1 || v > most ? 0 : v;
}

static int number(const char **at, int16_t *ret)
{
    int v = 0, digits = 0;
    for (; **at >= '0' && **at <= '9' && digits < 4; ++*at, digits++)
        v = v * 10 + (**at - '0');
    *ret = (int16_t)v;
    return digits > 0 && v > 0 && v <= 3600;
}

static int literally(const char **at, const char *what)
{
    size_t n = strlen(what);
    if (strncmp(*at, what, n))
        return 0;
    *at += n;
    return 1;
}

/* SETSxREPS, SETSxREPS(HOLDs), SETSxHOLDs or MINUTESmin, then @KILOGRAMSkg, then " TIMES/d". */
static int dose_read(const char *s, struct dose *d)
{
    int16_t first, second;
    *d = (struct dose){0};
    if (!number(&s, &first))
        return 0;
    if (literally(&s, "min")) {
        d->minutes = first;
    } else {
        if (!literally(&s, "x") || !number(&s, &second))
            return 0;
        d->sets = first;
        if (literally(&s, "s"))
            d->hold_s = second;
        else
            d->reps = second;
        if (d->reps && literally(&s, "(") && !(number(&s, &d->hold_s) && literally(&s, "s)")))
            return 0;
    }
    if (literally(&s, "@") && !(number(&s, &d->load_kg) && literally(&s, "kg")))
        return 0;
    if (literally(&s, " ") && !(number(&s, &d->times_a_day) && literally(&s, "/d")))
        return 0;
    return !*s;
}

static int16_t capped(int16_t times)
{
    return times < limit(rounds_max) ? times : (int16_t)limit(rounds_max);
}

static int above(const struct dose *a, const struct dose *b)
{
    return a->times_a_day > b->times_a_day || a->sets > b->sets || a->reps > b->reps ||
           a->hold_s > b->hold_s || a->minutes > b->minutes || a->load_kg > b->load_kg;
}

static void read_dose(struct tables *t, const struct row *row, struct exercise *x)
{
    const char *path = t->table[TABLE_exercises].path;
    for (int i = X_start; i <= X_top; i++)
        if (!dose_read(row->cell[i], i == X_start ? &x->start : &x->top)) {
            table_refuse(
                t, path, row->line,
                "dose '%s' is not SETSxREPS, SETSxREPS(HOLDs), SETSxHOLDs or MINUTESmin with "
                "@KILOGRAMSkg and TIMES/d after it, each 1 to 3600",
                row->cell[i]);
            return;
        }
    if (!x->start.times_a_day)
        x->start.times_a_day = 1;
    if (!x->top.times_a_day)
        x->top.times_a_day = x->start.times_a_day;
    if (above(&x->start, &x->top)) {
        table_refuse(t, path, row->line, "the start '%s' is above the top '%s' in some part",
                     row->cell[X_start], row->cell[X_top]);
        return;
    }
    x->start.times_a_day = capped(x->start.times_a_day);
    x->top.times_a_day = capped(x->top.times_a_day);
    int steps = 0;
    struct dose d = x->start;
    while (steps <= DOSE_STEPS_MAX && above(&x->top, &d)) {
        d = dose_next(x, d);
        steps++;
    }
    if (steps > DOSE_STEPS_MAX || above(&d, &x->top))
        table_refuse(t, path, row->line, "the top '%s' is not reached in %d steps",
                     row->cell[X_top], DOSE_STEPS_MAX);
    else
        x->steps = (uint8_t)steps;
}

static uint16_t read_flags(struct tables *t, const struct row *row, int column)
{
    unsigned set = 0;
    const char *at = row->cell[column], *word = NULL;
    if (table_nothing(at))
        return 0;
    for (int n; (n = table_next_word(&at, &word)) != 0;) {
        int flag = n < 0 ? -1 : table_word(word, (size_t)n, flag_words, PROFILE_COUNT);
        if (flag < 0) {
            table_refuse(t, t->table[TABLE_exercises].path, row->line, "'%s' names an unknown flag",
                         row->cell[column]);
            return 0;
        }
        set |= 1U << flag;
    }
    return (uint16_t)set;
}

static uint8_t read_word(struct tables *t, const struct row *row, int column,
                         const char *const *words, int count)
{
    const char *cell = row->cell[column];
    int v = table_word(cell, strlen(cell), words, count);
    if (v >= 0)
        return (uint8_t)v;
    table_refuse(t, t->table[TABLE_exercises].path, row->line,
                 "'%s' is not one of the words for it", cell);
    return 0;
}

/* The row's exercise, or -1 with a refusal. */
static int item_of(struct tables *t, const struct row *row)
{
    const char *path = t->table[TABLE_exercises].path, *id = row->cell[X_id];
    int item = table_word(id, strlen(id), table_items, ITEM_COUNT);
    if (item < 0)
        table_refuse(t, path, row->line, "'%s' is not in record/ids.def", id);
    else if (t->exercise_row[item])
        table_refuse(t, path, row->line, "'%s' is there already, in line %d", id,
                     t->exercise_row[item]->line);
    else
        return item;
    return -1;
}

static void check_cues(struct tables *t, const struct row *row)
{
    for (int i = 0; i < 3; i++)
        if (table_nothing(row->cell[X_cue + i]) && (i == 0 || !table_nothing(row->cell[X_cue + 2])))
            table_refuse(t, t->table[TABLE_exercises].path, row->line,
                         i == 0 ? "it has no first cue" : "cue %d is missing before the last",
                         i + 1);
    for (int i = X_name; i <= X_position; i++)
        if (table_nothing(row->cell[i]))
            table_refuse(t, t->table[TABLE_exercises].path, row->line,
                         "it has no name or no position");
    if (table_nothing(row->cell[X_caution]))
        table_refuse(t, t->table[TABLE_exercises].path, row->line, "it has no caution");
}

static void read_exercise(struct tables *t, const struct row *row, int item)
{
    static const char *const no_yes[] = {"no", "yes"};
    const char *path = t->table[TABLE_exercises].path, *family = row->cell[X_family];
    struct exercise *x = &t->exercise[item];
    x->family = item_family[item];
    if (table_word(family, strlen(family), table_families, FAMILY_COUNT) < 0)
        table_refuse(t, path, row->line, "family '%s' is not in record/ids.def", family);
    else if (strcmp(family, table_families[x->family]))
        table_refuse(t, path, row->line, "family '%s' is %s in record/ids.def", family,
                     table_families[x->family]);
    x->rung = (uint8_t)whole(row->cell[X_rung], 9);
    if (!x->rung)
        table_refuse(t, path, row->line, "rung '%s' is not 1 to 9", row->cell[X_rung]);
    x->each_side = read_word(t, row, X_each_side, no_yes, 2);
    x->load = read_word(t, row, X_load, load_words, 4);
    x->bend = read_word(t, row, X_bend, bend_words, 5);
    x->excluded = read_flags(t, row, X_excluded);
    x->modified = read_flags(t, row, X_modified);
    if (x->excluded & x->modified)
        table_refuse(t, path, row->line, "a flag both excludes it and modifies it");
    check_cues(t, row);
    table_check_sources(t, path, row->line, row->cell[X_sources]);
    if (x->family != FAMILY_WALK)
        read_dose(t, row, x);
    else if (!table_nothing(row->cell[X_start]) || !table_nothing(row->cell[X_top]))
        table_refuse(t, path, row->line, "walking has its doses in walking.tsv");
}

void tables_check_exercises(struct tables *t)
{
    const struct table *table = &t->table[TABLE_exercises];
    for (int i = 0; i < table->rows; i++) {
        int item = item_of(t, &table->row[i]);
        if (item < 0)
            continue;
        t->exercise_row[item] = &table->row[i];
        read_exercise(t, &table->row[i], item);
    }
    for (int i = 0; i < ITEM_COUNT; i++)
        if (!t->exercise_row[i])
            table_refuse(t, table->path, 1, "'%s' of record/ids.def has no row", table_items[i]);
}

static int week(const struct walk_step *w)
{
    return w->times_a_day * w->minutes * w->days_a_week;
}

void tables_check_walking(struct tables *t)
{
    const struct table *table = &t->table[TABLE_walking];
    int reached = 0; /* the rung */
    for (int i = 0; i < table->rows; i++) {
        const struct row *row = &table->row[i];
        const char *rung = row->cell[W_rung];
        int item = table_word(rung, strlen(rung), table_items, ITEM_COUNT);
        struct walk_step w = {.times_a_day = (uint8_t)whole(row->cell[W_times], 8),
                              .minutes = (uint8_t)whole(row->cell[W_minutes], 120),
                              .days_a_week = (uint8_t)whole(row->cell[W_days], 7)};
        table_check_sources(t, table->path, row->line, row->cell[W_sources]);
        if (item < 0 || item_family[item] != FAMILY_WALK) {
            table_refuse(t, table->path, row->line, "'%s' is not a rung of the walking ladder",
                         rung);
            continue;
        }
        w.rung = (uint8_t)(item - ITEM_W1 + 1);
        if (!week(&w))
            table_refuse(t, table->path, row->line,
                         "times must be 1 to 8, minutes 1 to 120 and days 1 to 7");
        else if (w.rung != reached && w.rung != reached + 1)
            table_refuse(t, table->path, row->line, "rungs must come in their order");
        else if (w.rung == reached && week(&w) <= week(&t->walk[t->walks - 1]))
            table_refuse(t, table->path, row->line, "not more minutes a week than the row before");
        else if (t->walks == WALK_STEPS_MAX)
            table_refuse(t, table->path, row->line, "more than %d steps", WALK_STEPS_MAX);
        else
            t->walk[t->walks++] = w;
        reached = w.rung;
    }
    if (reached != ITEM_W7 - ITEM_W1 + 1)
        table_refuse(t, table->path, 1, "the ladder ends below W7");
}
