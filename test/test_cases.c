/* test_cases - clinical sentences: a record, and what the plan of a day must and must not hold.
 *
 *     test_cases test/cases/NAME.case ...
 *
 * A case: a first line "# the sentence"; lines of a record; a blank line; then expectations, one a
 * line. "on YYYY-MM-DD" sets the day of those after it. The rest, each also with "no " before it
 * where that makes sense:
 *
 *     route R    stage S    mode M    group N    likeness L    pattern P    direction D    colour C
 *     change C   items N    items at most N    flag F [ROUTE]    item ID [CHANGE]    family F
 *     walk RUNG  walk none  walk at most RUNG  sit MINUTES       task CODE           reason CODE
 *
 * An expectation is looked up in the plan as the program prints it, so a case tests what people see. */
#include "../core/day.h"
#include "../engine/plan.h"
#include "check.h"

#include <stdlib.h>

static struct arena arena;

static void failed(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "%s\n", why);
    exit(2);
}

static char *file_read(const char *path, size_t *ret_len)
{
    FILE *f = fopen(path, "rb");
    char *p = malloc(1 << 20);
    if (!f || !p) {
        perror(path);
        exit(2);
    }
    *ret_len = fread(p, 1, (1 << 20) - 1, f);
    p[*ret_len] = 0;
    fclose(f);
    return p;
}

/* The text of the list or object that begins after "key": in the plan. */
static const char *part(const char *json, const char *key)
{
    static char out[65536];
    char want[64];
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
    char want[96];
    snprintf(want, sizeof want, "\"%s\":\"%s\"", key, value);
    for (const char *at = list; (at = strstr(at, want)); at++) {
        const char *end = strchr(at, '}');
        const char *found = also ? strstr(at, also) : at;
        if (end && found && found < end)
            return 1;
    }
    return 0;
}

static int is_true(const char *json, char word[][64], int words)
{
    char quoted[80], also[80] = "";
    snprintf(quoted, sizeof quoted, "\"%s\"", word[1]);
    if (words > 2)
        snprintf(also, sizeof also, ":\"%s\"", word[2]);
    if (!strcmp(word[0], "flag"))
        return holds(part(json, "flags"), "flag", word[1], words > 2 ? also : NULL);
    if (!strcmp(word[0], "item"))
        return holds(part(json, "items"), "id", word[1], words > 2 ? also : NULL);
    if (!strcmp(word[0], "family"))
        return holds(part(json, "items"), "family", word[1], NULL);
    if (!strcmp(word[0], "task"))
        return holds(part(json, "tasks"), "task", word[1], NULL);
    if (!strcmp(word[0], "reason"))
        return holds(part(json, "reasons"), "code", word[1], NULL);
    if (!strcmp(word[0], "items")) {
        int n = count(part(json, "items"), "\"id\"");
        return words > 3 ? n <= atoi(word[3]) : n == atoi(word[1]);
    }
    if (!strcmp(word[0], "walk")) {
        const char *walk = part(json, "walk"), *rung = strstr(walk, "\"W");
        if (!strcmp(word[1], "none"))
            return !strcmp(walk, "null");
        if (words > 3)
            return rung && rung[2] <= word[3][1];
        return rung && !strncmp(rung + 1, word[1], 2);
    }
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

static void one_case(const char *path)
{
    size_t len;
    char *text = file_read(path, &len), *rest = strstr(text, "\n\n");
    if (!CHECK(rest != NULL)) {
        fprintf(stderr, "%s: there is no blank line after the record\n", path);
        free(text);
        return;
    }
    arena_reset(&arena);
    struct record r;
    struct faults faults = {0};
    record_read(&arena, text, (size_t)(rest + 1 - text), &r, &faults);
    if (!CHECK(faults.count == 0))
        fprintf(stderr, "%s:%u: %.*s\n", path, faults.fault[0].line_no,
                (int)faults.fault[0].what.len, faults.fault[0].what.p);
    char json[65536] = "";
    int line = 0;
    for (const char *c = text; c < rest + 2; c++)
        line += *c == '\n';
    for (char *at = rest + 2; *at; line++) {
        char *end = strchr(at, '\n'), word[4][64] = {{0}};
        if (end)
            *end = 0;
        int no = !strncmp(at, "no ", 3), day;
        int words =
            sscanf(at + (no ? 3 : 0), "%63s %63s %63s %63s", word[0], word[1], word[2], word[3]);
        if (words > 1 && !strcmp(word[0], "on")) {
            CHECK(day_read(word[1], strlen(word[1]), &day));
            struct plan p;
            struct text t = {.mem = &arena};
            engine_plan(&arena, &r, day, &p);
            plan_put_json(&t, &p);
            CHECK(t.len < sizeof json);
            memcpy(json, t.p, t.len);
            json[t.len] = 0;
        } else if (words > 0 && word[0][0] != '#') {
            int is = is_true(json, word, words);
            if (!CHECK(is >= 0 && is == !no))
                fprintf(stderr, "%s:%d: expected %s\n  the plan: %.1500s\n", path, line + 1, at,
                        json);
        }
        at = end ? end + 1 : at + strlen(at);
    }
    free(text);
}

int main(int argc, char **argv)
{
    enum { SIZE = 64 << 20 };
    arena = (struct arena){.base = malloc(SIZE), .size = SIZE, .fail = failed};
    for (int i = 1; i < argc; i++)
        one_case(argv[i]);
    CHECK(argc > 1);
    free(arena.base);
    return check_done("cases");
}
