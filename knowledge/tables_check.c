/* tables_check.c - checks the sources, the safety questions and the lists that are compiled in, and
 * puts the parts together. */
#include "tables.h"

#include <stdlib.h>

const char *const table_items[ITEM_COUNT] = {
#define ITEM_ID(id, family) #id,
#include "../record/ids.def"
};
const char *const table_families[FAMILY_COUNT] = {
#define FAMILY(family) #family,
#include "../record/ids.def"
};
const char *const table_questions[QUESTION_COUNT] = {
#define QUESTION(key, extent) #key,
#include "../record/questions.def"
};
static const struct {
    const char *list, *word;
} choices[] = {
#define WORD(list, word) {#list, #word},
#include "../record/choices.def"
};

static const struct def_row limit_defs[] = {
#define LIMIT(name, value, unit, source, why) {__FILE__, __LINE__, #name, source, #unit, why, 0},
#include "limits.def"
};
static const struct def_row reason_defs[] = {
#define REASON(code, sources, names, text) {__FILE__, __LINE__, #code, sources, names, text, 0},
#include "reasons.def"
};
static const struct def_row task_defs[] = {
#define TASK(code, whose, days, text) {__FILE__, __LINE__, #code, NULL, #whose, text, days},
#include "tasks.def"
};
#define LENGTH(a) ((int)(sizeof(a) / sizeof((a)[0])))
const struct defs tables_defs = {
    limit_defs, reason_defs, task_defs, LENGTH(limit_defs), LENGTH(reason_defs), LENGTH(task_defs),
};

static int route_of(const char *word)
{
    int route = 0;
    for (int i = 0; i < LENGTH(choices); i++) {
        if (strcmp(choices[i].list, "routes"))
            continue;
        if (!strcmp(choices[i].word, word))
            return route;
        route++;
    }
    return -1;
}

static void check_sources_table(struct tables *t)
{
    const struct table *table = &t->table[TABLE_sources];
    for (int i = 0; i < table->rows; i++) {
        const struct row *row = &table->row[i];
        const char *url = row->cell[S_url];
        if (strcspn(row->cell[S_key], " ,") != strlen(row->cell[S_key]))
            table_refuse(t, table->path, row->line, "the key '%s' has a space or a comma",
                         row->cell[S_key]);
        if (!table_nothing(url) && strncmp(url, "https://", 8) && strncmp(url, "http://", 7))
            table_refuse(t, table->path, row->line, "'%s' is not a link", url);
        for (int j = 0; j < i; j++)
            if (!strcmp(table->row[j].cell[S_key], row->cell[S_key]))
                table_refuse(t, table->path, row->line, "source '%s' is there already, in line %d",
                             row->cell[S_key], table->row[j].line);
    }
}

static void check_questions(struct tables *t)
{
    const struct table *table = &t->table[TABLE_questions];
    for (int i = 0; i < table->rows; i++) {
        const struct row *row = &table->row[i];
        const char *key = row->cell[Q_key];
        int q = table_word(key, strlen(key), table_questions, QUESTION_COUNT);
        table_check_sources(t, table->path, row->line, row->cell[Q_sources]);
        if (table_nothing(row->cell[Q_ask]) || table_nothing(row->cell[Q_yes]))
            table_refuse(t, table->path, row->line, "nothing to ask, or nothing to do on yes");
        if (route_of(row->cell[Q_route]) < 0)
            table_refuse(t, table->path, row->line, "route '%s' is not in record/choices.def",
                         row->cell[Q_route]);
        if (q < 0) {
            table_refuse(t, table->path, row->line, "question '%s' is not in record/questions.def",
                         key);
        } else if (t->question[q]) {
            table_refuse(t, table->path, row->line, "question '%s' is there already, in line %d",
                         key, t->question[q]->line);
        } else {
            t->question[q] = row;
            t->route[q] = route_of(row->cell[Q_route]);
        }
    }
    for (int q = 0; q < QUESTION_COUNT; q++)
        if (!t->question[q])
            table_refuse(t, table->path, 1, "question '%s' of record/questions.def has no row",
                         table_questions[q]);
}

static void check_names(struct tables *t, const struct def_row *row, int rows, const char *what)
{
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < i; j++)
            if (!strcmp(row[i].name, row[j].name))
                table_refuse(t, row[i].file, row[i].line, "%s '%s' is there already, in line %d",
                             what, row[i].name, row[j].line);
}

int table_names(const char *names, struct name ret_name[REASON_NUMBERS])
{
    int count = 0;
    for (const char *s = names; *s; count++) {
        size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz_0123456789");
        if (count == REASON_NUMBERS || !n)
            return -1;
        ret_name[count] = (struct name){s, n};
        s += n;
        if (*s && (strncmp(s, ", ", 2) || !s[2]))
            return -1;
        s += *s ? 2 : 0;
    }
    return count;
}

int table_thing(const char *s, size_t n, const struct name *name, int names)
{
    for (int i = 0; i < names; i++)
        if (name[i].n == n && !memcmp(name[i].p, s, n))
            return i;
    return n == 4 && !memcmp(s, "name", n) ? THING_NAME : -1;
}

static void check_wording(struct tables *t, const struct def_row *row)
{
    struct name name[REASON_NUMBERS];
    unsigned used = 0;
    int names = table_names(row->names, name);
    if (strlen(row->text) > UINT8_MAX) {
        table_refuse(t, row->file, row->line, "%s: longer than %d letters", row->name, UINT8_MAX);
        return;
    }
    if (names < 0) {
        table_refuse(t, row->file, row->line, "'%s' is not at most %d names parted by comma, space",
                     row->names, REASON_NUMBERS);
        return;
    }
    for (const char *s = row->text; (s = strpbrk(s, "{}")) != NULL;) {
        size_t n = strcspn(s + 1, "{}");
        if (*s == '}' || s[1 + n] != '}') {
            table_refuse(t, row->file, row->line, "%s: a brace without its other", row->name);
            return;
        }
        int thing = table_thing(s + 1, n, name, names);
        if (thing < 0)
            table_refuse(t, row->file, row->line, "%s: {%.*s} is not among its names", row->name,
                         (int)n, s + 1);
        else
            used |= 1U << thing;
        s += n + 2;
    }
    for (int i = 0; i < names; i++) {
        if (!(used & 1U << i))
            table_refuse(t, row->file, row->line, "%s: '%.*s' is named and not used", row->name,
                         (int)name[i].n, name[i].p);
        if (table_thing(name[i].p, name[i].n, name, 0) >= 0)
            table_refuse(t, row->file, row->line, "%s: item and name are not numbers", row->name);
    }
}

static void check_defs(struct tables *t)
{
    const struct defs *d = t->defs;
    check_names(t, d->limit, d->limits, "limit");
    check_names(t, d->reason, d->reasons, "reason");
    check_names(t, d->task, d->tasks, "task");
    for (int i = 0; i < d->limits; i++) {
        table_check_sources(t, d->limit[i].file, d->limit[i].line, d->limit[i].sources);
        table_check_text(t, d->limit[i].file, d->limit[i].line, d->limit[i].text);
    }
    for (int i = 0; i < d->reasons; i++) {
        table_check_sources(t, d->reason[i].file, d->reason[i].line, d->reason[i].sources);
        table_check_text(t, d->reason[i].file, d->reason[i].line, d->reason[i].text);
        check_wording(t, &d->reason[i]);
    }
    for (int i = 0; i < d->tasks; i++) {
        table_check_text(t, d->task[i].file, d->task[i].line, d->task[i].text);
        if (strcmp(d->task[i].names, "SELF") && strcmp(d->task[i].names, "CLINICIAN"))
            table_refuse(t, d->task[i].file, d->task[i].line, "a task is for SELF or CLINICIAN");
        if (d->task[i].days < 0 || d->task[i].days > 90)
            table_refuse(t, d->task[i].file, d->task[i].line, "a task is due within 0 to 90 days");
    }
}

int tables_read(struct tables *t, const char *const path[TABLE_COUNT], const struct defs *defs,
                FILE *err)
{
    static const int columns[TABLE_COUNT] = {X_COUNT, W_COUNT, S_COUNT, Q_COUNT};
    memset(t, 0, sizeof *t);
    t->err = err;
    t->defs = defs;
    for (int i = 0; i < TABLE_COUNT; i++)
        table_read(t, i, path[i], columns[i]);
    check_sources_table(t);
    tables_check_exercises(t);
    tables_check_walking(t);
    check_questions(t);
    check_defs(t);
    return !t->refused;
}

void tables_free(struct tables *t)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        free(t->table[i].bytes);
        t->table[i].bytes = NULL;
    }
}
