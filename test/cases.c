#include "cases.h"

#include "../core/day.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void failed(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "%s\n", why);
    exit(2);
}

__attribute__((format(printf, 3, 4), noreturn)) static void no_case(const char *path, int line,
                                                                    const char *format, ...)
{
    va_list args;
    fprintf(stderr, "%s:%d: ", path, line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(2);
}

static struct arena *kept(void) /* what is read stays */
{
    enum { SIZE = 256 << 20 };
    static struct arena a;
    if (!a.base)
        a = (struct arena){.base = malloc(SIZE), .size = SIZE, .fail = failed};
    return &a;
}

static char *file_read(const char *path)
{
    enum { MOST = 1 << 16 };
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(2);
    }
    char *p = arena_alloc(kept(), MOST, 1);
    size_t n = fread(p, 1, MOST - 1, f);
    if (n == MOST - 1)
        no_case(path, 1, "longer than %d bytes", MOST - 2);
    p[n] = 0;
    fclose(f);
    return p;
}

void case_line(struct text *t, const char *path, int line_no, const char *s)
{
    int times, days, day, at = 0;
    if (strncmp(s, "repeat ", 7)) {
        text_str(t, s);
        text_char(t, '\n');
        return;
    }
    if (sscanf(s, "repeat %d %d %n", &times, &days, &at) != 2 || !at || times < 0 || days < 1 ||
        !day_read(s + at, 10, &day))
        no_case(path, line_no, "expected repeat N DAYS and a line of a record");
    for (int i = 0; i <= times; i++) {
        day_put(t, day + i * days);
        text_str(t, s + at + 10);
        text_char(t, '\n');
    }
}

static char *record_lines(struct case_file *c, char *at, struct text *t, int *line)
{
    for (; *at && *at != '\n'; ++*line) {
        char *end = strchr(at, '\n');
        if (!end)
            break;
        *end = 0;
        case_line(t, c->path, *line, at);
        at = end + 1;
    }
    if (*at != '\n')
        no_case(c->path, *line, "there is no blank line after the record");
    ++*line;
    return at + 1;
}

void case_read(struct case_file *c, const char *path)
{
    enum { EXPECTED_MAX = 200 };
    *c = (struct case_file){.path = path};
    struct text t = {.mem = kept()};
    int line = 1, day = 0, dated = 0;
    char *at = record_lines(c, file_read(path), &t, &line);
    struct faults faults = {0};
    record_read(kept(), t.p, t.len, &c->record, &faults);
    if (faults.count)
        no_case(path, (int)faults.fault[0].line_no, "(repeats counted as lines) %.*s",
                (int)faults.fault[0].what.len, faults.fault[0].what.p);
    c->expected = arena_alloc(kept(), EXPECTED_MAX, sizeof *c->expected);
    for (char *end; *at; at = end, line++) {
        end = strchr(at, '\n');
        end = end ? (*end = 0, end + 1) : at + strlen(at);
        struct expectation e = {.line = line, .text = at, .no = !strncmp(at, "no ", 3)};
        e.words = sscanf(at + (e.no ? 3 : 0), "%63s %63s %63s %63s %63s", e.word[0], e.word[1],
                         e.word[2], e.word[3], e.word[4]);
        if (e.words <= 0 || e.word[0][0] == '#')
            continue;
        if (!strcmp(e.word[0], "on")) {
            if (!day_read(e.word[1], strlen(e.word[1]), &day))
                no_case(path, line, "expected on YYYY-MM-DD");
            dated = 1;
            continue;
        }
        if (!dated || e.words < 2 || c->count == EXPECTED_MAX)
            no_case(path, line, "expected on YYYY-MM-DD first, and then two words or more");
        e.day = day;
        c->expected[c->count++] = e;
    }
    if (!c->count)
        no_case(path, line, "there is no expectation");
}

/* The text of the list or object that begins after "key": in the plan. */
static const char *part(const char *json, const char *key)
{
    static char out[65536];
    char want[CASE_WORD + 4];
    snprintf(want, sizeof want, "\"%s\":", key);
    const char *at = strstr(json, want);
    if (!at)
        return "";
    at += strlen(want);
    int depth = 0;
    size_t n = 0;
    for (; at[n] && n < sizeof out - 1; n++) {
        depth += at[n] == '[' || at[n] == '{';
        depth -= at[n] == ']' || at[n] == '}';
        if (depth < 0 || (depth == 0 && at[n] == ','))
            break;
    }
    memcpy(out, at, n);
    out[n] = 0;
    return out;
}

static int count(const char *s, const char *what)
{
    int n = 0;
    for (; (s = strstr(s, what)); s++)
        n++;
    return n;
}

/* Does the list hold an object whose first key has this value, and further this? */
static int holds(const char *list, const char *key, const char *value, const char *also)
{
    char want[2 * CASE_WORD];
    snprintf(want, sizeof want, "\"%s\":\"%s\"", key, value);
    for (const char *at = list; (at = strstr(at, want)); at++) {
        const char *end = strchr(at, '}');
        const char *found = also ? strstr(at, also) : at;
        if (end && found && found < end)
            return 1;
    }
    return 0;
}

/* "3x10(5s)", "2x20s", "5min", "2x6@5kg" and "2/d" as the plan's keys; 0 when it is no dose. */
static int dose_keys(const char *dose, const char *times, char *out, size_t size)
{
    int sets = 1, n = 0, hold = 0, minutes = 0, load = 0, reps = 0, day = 1, at = 0;
    if (times[0] && (sscanf(times, "%d/d%n", &day, &at) != 1 || times[at]))
        return 0;
    if (sscanf(dose, "%dx%d%n", &sets, &n, &at) != 2) {
        sets = 0;
        if (sscanf(dose, "%d%n", &n, &at) != 1)
            return 0;
    }
    const char *unit = dose + at;
    at = 0;
    if (!strcmp(unit, "min"))
        minutes = n;
    else if (!strcmp(unit, "s"))
        hold = n;
    else if (!*unit || (sscanf(unit, "(%ds)%n", &hold, &at) == 1 && at && !unit[at]) ||
             (sscanf(unit, "@%dkg%n", &load, &at) == 1 && at && !unit[at]))
        reps = n;
    else
        return 0;
    char *o = out;
    const struct {
        const char *key;
        int v;
    } keys[] = {{"times_a_day", day}, {"sets", sets},       {"reps", reps},
                {"hold_s", hold},     {"minutes", minutes}, {"load_kg", load}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        size_t left = size - (size_t)(o - out);
        if (keys[i].v)
            o += snprintf(o, left, "%s\"%s\":%d", i ? "," : "", keys[i].key, keys[i].v);
        else
            o += snprintf(o, left, "%s\"%s\":null", i ? "," : "", keys[i].key);
    }
    return 1;
}

static int walk_is(const char *walk, const struct expectation *e)
{
    const char *rung = strstr(walk, "\"W");
    int times, minutes;
    char want[64];
    if (!strcmp(e->word[1], "none"))
        return !strcmp(walk, "null");
    if (e->words == 4)
        return rung && rung[2] <= e->word[3][1];
    if (e->words == 2)
        return rung && !strncmp(rung + 1, e->word[1], 2);
    if (sscanf(e->word[2], "%dx%d", &times, &minutes) != 2)
        return -1;
    snprintf(want, sizeof want, "\"times_a_day\":%d,\"minutes\":%d,", times, minutes);
    return rung && !strncmp(rung + 1, e->word[1], 2) && strstr(walk, want);
}

static int is_name(const char *word, struct span (*name)(int), int names)
{
    for (int i = 0; i < names; i++)
        if (strlen(word) == name(i).len && !memcmp(word, name(i).p, name(i).len))
            return 1;
    return 0;
}

static int is_reason(const char *word)
{
    for (int i = 0; i < REASON_COUNT; i++)
        if (!strcmp(word, reason_rows[i].code))
            return 1;
    return 0;
}

static int is_task(const char *word)
{
    for (int i = 0; i < TASK_COUNT; i++)
        if (!strcmp(word, task_rows[i].code))
            return 1;
    return 0;
}

/* Is there such a thing? Else "no reason MISSPELT" would hold for ever. */
static int there_is(const struct expectation *e)
{
    const char *what = e->word[0], *word = e->word[1];
    static const char *const others =
        " likeness:unknown likeness:not_typical likeness:some_features likeness:typical"
        " pattern:unknown pattern:radicular pattern:stenosis pattern:inflammatory pattern:other"
        " direction:untested direction:none direction:extension direction:flexion"
        " direction:lateral colour:unknown colour:green colour:amber colour:red change:stop"
        " change:start change:flare change:ease change:advance change:hold ";
    char both[2 * CASE_WORD + 4];
    if (!strcmp(what, "flag"))
        return is_name(word, flag_name, FLAG_COUNT) &&
               (e->words < 3 || is_name(e->word[2], routes_name, routes_COUNT));
    if (!strcmp(what, "item") || !strcmp(what, "dose"))
        return is_name(word, item_name, ITEM_COUNT);
    if (!strcmp(what, "family"))
        return is_name(word, family_name, FAMILY_COUNT);
    if (!strcmp(what, "walk"))
        return !strcmp(word, "none") || !strcmp(word, "at") || is_name(word, item_name, ITEM_COUNT);
    if (!strcmp(what, "reason"))
        return is_reason(word);
    if (!strcmp(what, "task"))
        return is_task(word);
    if (!strcmp(what, "route"))
        return is_name(word, routes_name, routes_COUNT);
    if (!strcmp(what, "stage"))
        return is_name(word, stages_name, stages_COUNT);
    if (!strcmp(what, "mode"))
        return is_name(word, modes_name, modes_COUNT);
    snprintf(both, sizeof both, " %s:%s ", what, word);
    return !strcmp(what, "items") || !strcmp(what, "group") || !strcmp(what, "sit") ||
           strstr(others, both) != NULL;
}

/* 1 or 0; -1 when it is no expectation. */
static int is_true(const char *json, const struct expectation *e)
{
    const char(*word)[CASE_WORD] = e->word;
    char quoted[CASE_WORD + 4], also[256] = "";
    if (!there_is(e))
        return -1;
    snprintf(quoted, sizeof quoted, "\"%s\"", word[1]);
    if (e->words > 2)
        snprintf(also, sizeof also, ":\"%s\"", word[2]);
    if (!strcmp(word[0], "flag"))
        return holds(part(json, "flags"), "flag", word[1], e->words > 2 ? also : NULL);
    if (!strcmp(word[0], "item"))
        return holds(part(json, "items"), "id", word[1], e->words > 2 ? also : NULL);
    if (!strcmp(word[0], "dose"))
        return dose_keys(word[2], word[3], also, sizeof also)
                   ? holds(part(json, "items"), "id", word[1], also)
                   : -1;
    if (!strcmp(word[0], "family"))
        return holds(part(json, "items"), "family", word[1], NULL);
    if (!strcmp(word[0], "task")) {
        snprintf(also, sizeof also, "\"within_days\":%s,", word[2]);
        return holds(part(json, "tasks"), "task", word[1], e->words > 2 ? also : NULL);
    }
    if (!strcmp(word[0], "reason"))
        return holds(part(json, "reasons"), "code", word[1], NULL);
    if (!strcmp(word[0], "items")) {
        int n = count(part(json, "items"), "\"id\"");
        return e->words == 4 ? n <= atoi(word[3]) : n == atoi(word[1]);
    }
    if (!strcmp(word[0], "walk"))
        return walk_is(part(json, "walk"), e);
    if (!strcmp(word[0], "group"))
        return !strcmp(part(json, "group"), word[1]);
    if (!strcmp(word[0], "sit"))
        return !strcmp(part(json, "sit_break_min"), word[1]);
    static const char *const words_of[] = {"route",   "stage",     "mode",   "likeness",
                                           "pattern", "direction", "colour", "change"};
    for (size_t i = 0; i < sizeof words_of / sizeof words_of[0]; i++)
        if (!strcmp(word[0], words_of[i]))
            return !strcmp(part(json, word[0]), quoted);
    return -1;
}

unsigned case_run(const struct case_file *c, int loud)
{
    static struct arena a;
    enum { SIZE = 16 << 20 };
    if (!a.base)
        a = (struct arena){.base = malloc(SIZE), .size = SIZE, .fail = failed};
    const char *json = NULL;
    unsigned wrong = 0;
    for (int i = 0; i < c->count; i++) {
        const struct expectation *e = &c->expected[i];
        if (i == 0 || e->day != c->expected[i - 1].day) {
            struct plan p;
            struct text t = {.mem = &a};
            arena_reset(&a);
            engine_plan(&a, &c->record, e->day, &p);
            plan_put_json(&t, &p);
            text_char(&t, '\0');
            json = t.p;
        }
        int is = is_true(json, e);
        if (is < 0)
            no_case(c->path, e->line, "there is no expectation \"%s\"", e->text);
        if (is != !e->no) {
            wrong++;
            if (loud)
                fprintf(stderr, "%s:%d: expected %s\n  the plan: %.2500s\n", c->path, e->line,
                        e->text, json);
        }
    }
    return wrong;
}
