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
 * Prints a table, one row a thing, with a case that notices, or with what else holds it in place; what no case notices comes last and is
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

/* What cannot be seen one step away, and why: moved farther, or held by something else as well.
 * To leave a row here that a case could notice is a mistake of its own: it is tried, and refused. */
static const struct exception {
    const char *name;
    int way, by; /* by 0: cannot be seen at all */
    const char *guard;
} exceptions[] = {
    {"new_after_change", 1, 0, "rises_strength leaves no more room"},
    {"rounds_max", 1, 0, "start and top doses have no more rounds: checked at build time"},
    {"items_max", 1, 0, "PLAN_ITEMS_MAX"},
    {"walk_return", 1, 0, "the ladder ends there"},
    {"dose_times_step", 1, 0, "no dose gains more than one time below rounds_max"},
    {"dose_minutes_step_max", -1, 0, "a tenth of the longest dose is less"},
    {"dose_minutes_step_max", 1, 0, "a tenth of the longest dose is less"},
    {"dose_stretch_from_s", -1, 3, "no hold starts with 8 or 9 s"},
    {"walk_week_full", -1, 5, "the nearest week below is 147"},
    {"walk_week_add", -1, 5, "no two weeks are 60 or 61 apart"},
    {"walk_week_add", 1, 5, "no two weeks are 60 or 61 apart"},
    {"ban PO I2", 0, 0, "lift_after_operation_days"},
    {"ban PO I3", 0, 0, "lift_after_operation_days"},
};

static const struct exception *exception(const char *name, int way)
{
    for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++)
        if (exceptions[i].way == way && !strcmp(exceptions[i].name, name))
            return &exceptions[i];
    return NULL;
}

/* A row that nothing can notice: counted as passed while that is so. */
static void guarded(const char *by, const char *what, const char *guard)
{
    if (by)
        row(NULL, "%s: seen, though held by: %s", what, guard);
    else
        row(guard, "%s", what);
}

static void one_number(const char *name, const char *unit, int *value, int way)
{
    const struct exception *e = exception(name, way);
    int had = *value, by = strcmp(unit, "percent") ? 1 : 10;
    char what[120];
    *value = had + way * by;
    const char *seen = noticed();
    snprintf(what, sizeof what, "number %s %d %s %d", name, had, way < 0 ? "-" : "+", by);
    if (!e) {
        row(seen, "%s", what);
    } else {
        guarded(seen, what, e->guard);
        if (e->by) {
            *value = had + way * e->by;
            row(noticed(), "number %s %d %s %d", name, had, way < 0 ? "-" : "+", e->by);
        }
    }
    *value = had;
}

static void numbers(void)
{
#define LIMIT(name, value, unit, source, why)                                                      \
    one_number(#name, #unit, &limit_value[LIMIT_##name], -1);                                      \
    one_number(#name, #unit, &limit_value[LIMIT_##name], 1);
#include "../knowledge/limits.def"
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
            char ban[60];
            snprintf(ban, sizeof ban, "ban %s %.*s", name[p], (int)id.len, id.p);
            const struct exception *e = exception(ban, 0);
            if (e)
                guarded(noticed(), ban, e->guard);
            else
                row(noticed(), "%s let through", ban);
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
