/* vary - do the cases hold every rule in its place? Moves one thing at a time and wants a case to
 * notice.
 *
 *     build/vary/vary test/cases/NAME.case ...
 *
 * Every number of limits.def is moved up and down by one (a percentage by ten); every rule of the gate is removed, has each of its conditions
 * dropped, and has its route moved up and down; every exercise that a profile forbids is let through,
 * and must be in the plan of somebody without that profile; every task is put off by a day; every
 * reason and every task must be expected by a case and expected to be missing by one. So each is fired by a case and just missed by
 * another.
 *
 * Prints a table, one row a thing, with a case that notices; what no case notices comes last and is
 * counted as failed. */
#include "cases.h"
#include "check.h"

#include "../engine/gate.h"
#include "../engine/programme.h"

#include <stdarg.h>
#include <stdlib.h>

static struct case_file *cases;
static int case_count;

/* A case that now fails, or NULL. The one that noticed last is often the one that notices next. */
static const char *noticed(void)
{
    static int last;
    for (int i = 0; i < case_count; i++) {
        int at = (last + i) % case_count;
        if (case_run(&cases[at], 0)) {
            last = at;
            return cases[at].path;
        }
    }
    return NULL;
}

static char missing[1 << 16];

__attribute__((format(printf, 2, 3))) static void row(const char *by, const char *format, ...)
{
    char what[200];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    const char *name = by ? strrchr(by, '/') : NULL;
    if (by) {
        check_passed++;
        printf("%-52s %s\n", what, name ? name + 1 : by);
    } else {
        size_t n = strlen(missing);
        check_failed++;
        snprintf(missing + n, sizeof missing - n, "%-52s NO CASE\n", what);
    }
}

struct number {
    const char *name, *unit;
    int *value, by;
};

static void numbers(void)
{
    static const struct number all[] = {
#define LIMIT(name, value, unit, source, why) {#name, #unit, &limit_value[LIMIT_##name], 1},
#include "../knowledge/limits.def"
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        int had = *all[i].value, by = strcmp(all[i].unit, "percent") ? 1 : 10;
        for (int way = -1; way <= 1; way += 2) {
            *all[i].value = had + way * by;
            row(noticed(), "number %s %d %s %d", all[i].name, had, way < 0 ? "-" : "+", by);
        }
        *all[i].value = had;
    }
}

static void rules(void)
{
    for (int i = 0; i < gate_rule_count; i++) {
        struct gate_rule had = gate_rules[i], *r = &gate_rules[i];
        r->all = UINT64_C(1) << 63; /* nothing that can be so */
        row(noticed(), "rule %s removed", had.name);
        for (uint64_t rest = had.all; rest; rest &= rest - 1) {
            *r = had;
            r->all &= ~(rest & ~(rest - 1));
            row(noticed(), "rule %s without condition %d", had.name, __builtin_ctzll(rest));
        }
        *r = had;
        if (had.any) {
            r->any = 0;
            row(noticed(), "rule %s without its any-of", had.name);
            *r = had;
        }
        for (int way = -1; way <= 1; way += 2) {
            int route = had.route + way;
            if (route < routes_self_care || route > routes_emergency)
                continue;
            r->route = (uint8_t)route;
            row(noticed(), "rule %s route %s", had.name, way < 0 ? "lower" : "higher");
        }
        *r = had;
    }
}

/* A case that wants this exercise in the plan of somebody without the profile. */
static const char *given_without(int profile, int item)
{
    enum { SIZE = 16 << 20 };
    static struct arena a;
    if (!a.base)
        a = (struct arena){.base = malloc(SIZE), .size = SIZE};
    struct span id = item_name(item);
    for (int i = 0; i < case_count; i++) {
        for (int j = 0; j < cases[i].count; j++) {
            const struct expectation *e = &cases[i].expected[j];
            struct known k;
            struct programme n;
            if (e->no || (strcmp(e->word[0], "item") && strcmp(e->word[0], "dose")) ||
                strlen(e->word[1]) != id.len || memcmp(e->word[1], id.p, id.len) != 0)
                continue;
            arena_reset(&a);
            engine_fold(&a, &cases[i].record, e->day, &k, &n);
            if (!(known_profiles(&k) >> profile & 1))
                return cases[i].path;
        }
    }
    return NULL;
}

static void bans(void)
{
    static const char *const name[] = {"PREG", "OST",  "STEN", "PO",   "KNEE",
                                       "HIP",  "FALL", "CVD",  "EXTW", "FLXW"};
    for (int p = 0; p < PROFILE_COUNT; p++) {
        uint64_t had = profile_excluded[p];
        for (uint64_t rest = had; rest; rest &= rest - 1) {
            int item = __builtin_ctzll(rest);
            struct span id = item_name(item);
            profile_excluded[p] = had & ~(UINT64_C(1) << item);
            row(noticed(), "ban %s %.*s let through", name[p], (int)id.len, id.p);
            row(given_without(p, item), "ban %s %.*s given to others", name[p], (int)id.len, id.p);
        }
        profile_excluded[p] = had;
    }
}

/* A case that expects this word of the list, or expects it to be missing. */
static const char *expected(const char *list, const char *code, int no)
{
    for (int i = 0; i < case_count; i++)
        for (int j = 0; j < cases[i].count; j++) {
            const struct expectation *e = &cases[i].expected[j];
            if (e->no == no && !strcmp(e->word[0], list) && !strcmp(e->word[1], code))
                return cases[i].path;
        }
    return NULL;
}

static void codes(void)
{
    static const char *const reasons[] = {
#define REASON(code, sources, names, text) #code,
#include "../knowledge/reasons.def"
    };
    static const char *const tasks[] = {
#define TASK(code, whose, days, text) #code,
#include "../knowledge/tasks.def"
    };
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        row(expected("reason", reasons[i], 0), "reason %s fired", reasons[i]);
        row(expected("reason", reasons[i], 1), "reason %s missed", reasons[i]);
    }
    for (size_t i = 0; i < sizeof tasks / sizeof tasks[0]; i++) {
        task_rows[i].days++;
        row(noticed(), "task %s a day later", tasks[i]);
        task_rows[i].days--;
        row(expected("task", tasks[i], 0), "task %s fired", tasks[i]);
        row(expected("task", tasks[i], 1), "task %s missed", tasks[i]);
    }
}

int main(int argc, char **argv)
{
    case_count = argc - 1;
    cases = calloc((size_t)argc, sizeof *cases);
    if (!cases)
        return 2;
    for (int i = 0; i < case_count; i++)
        case_read(&cases[i], argv[i + 1]);
    const char *before = noticed();
    if (before) {
        fprintf(stderr, "%s fails as it is\n", before);
        return 2;
    }
    numbers();
    rules();
    bans();
    codes();
    fputs(missing, stdout);
    free(cases);
    return check_done("vary");
}
