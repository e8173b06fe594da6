/* What every plan is, kept as a number: of each case on every day from its first fact to a week after its last,
 * and of records made at random, as JSON, as text and as it goes into the record. A change of a rule or a word
 * shows here as the cases whose plans it touches.
 *
 *     build/gcc/test_plans            compares with test/plans.tsv
 *     build/gcc/test_plans new        prints what it should hold */
#include "cases.h"
#include "check.h"
#include "made.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 64 << 20, CASES_MAX = 4000, RECORDS = 4000, GROUP = 100, AFTER = 7 };
static struct arena a;

static void arena_failed(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "plans: %s\n", why);
    exit(2);
}

static int each(void *host, const struct plan *p)
{
    uint64_t *hash = host;
    size_t mark = a.used;
    struct text t = {.mem = &a};
    plan_put_json(&t, p);
    plan_put_text(&t, p);
    plan_put_shown(&t, p);
    for (size_t i = 0; i < t.len; i++)
        *hash = (*hash ^ (unsigned char)t.p[i]) * UINT64_C(0x100000001b3);
    a.used = mark;
    return 1;
}

static uint64_t hash_of(const struct record *r)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    if (r->count)
        engine_each_day(&a, r, r->fact[0].day, r->fact[r->count - 1].day + AFTER, each, &hash);
    return hash;
}

/* --- the table ---------------------------------------------------------------------------------------------- */

struct kept {
    char name[80];
    unsigned long long hash;
};
static struct kept kept[CASES_MAX];
static int kept_count, making;

static void read_kept(void)
{
    FILE *in = fopen("test/plans.tsv", "r");
    while (in && kept_count < CASES_MAX &&
           fscanf(in, "%79s %llx", kept[kept_count].name, &kept[kept_count].hash) == 2)
        kept_count++;
    if (in)
        fclose(in);
}

static void compare(const char *name, uint64_t hash)
{
    if (making) {
        printf("%s\t%016llx\n", name, (unsigned long long)hash);
        return;
    }
    for (int i = 0; i < kept_count; i++)
        if (!strcmp(kept[i].name, name)) {
            kept[i].name[0] = 0; /* seen */
            if (!CHECK(kept[i].hash == hash))
                fprintf(stderr, "  the plans of %s are others than test/plans.tsv says\n", name);
            return;
        }
    int stands_in_the_table = 0;
    CHECK(stands_in_the_table);
    fprintf(stderr, "  %s does not stand in test/plans.tsv\n", name);
}

/* --- cases and random records ------------------------------------------------------------------------------- */

static int by_name(const void *p, const void *q)
{
    const char *const *x = p, *const *y = q;
    return strcmp(*x, *y);
}

static void all_cases(void)
{
    static char *name[CASES_MAX];
    int count = 0;
    DIR *d = opendir("test/cases");
    for (const struct dirent *e = d ? readdir(d) : NULL; e && count < CASES_MAX; e = readdir(d))
        if (strlen(e->d_name) > 5 && !strcmp(e->d_name + strlen(e->d_name) - 5, ".case"))
            name[count++] = strdup(e->d_name);
    if (d)
        closedir(d);
    CHECK(count > 0);
    qsort(name, (size_t)count, sizeof name[0], by_name);
    for (int i = 0; i < count; i++) {
        char path[400];
        struct case_file c;
        snprintf(path, sizeof path, "test/cases/%s", name[i]);
        case_read(&c, path);
        arena_reset(&a);
        compare(name[i], hash_of(&c.record));
        free(name[i]);
    }
}

static void at_random(void)
{
    static struct made m;
    for (int group = 0; group < RECORDS / GROUP; group++) {
        uint64_t hash = 0;
        char name[40];
        for (int i = 0; i < GROUP; i++) {
            struct text t = {.mem = &a};
            struct record r;
            struct faults faults = {0};
            arena_reset(&a);
            if (group % 2)
                made_any(&m, (uint64_t)(group * GROUP + i) * 2 + 1);
            else
                made_make(&m, (uint64_t)(group * GROUP + i) * 2 + 1, 0);
            for (int line = 0; line < m.count; line++) {
                text_str(&t, m.line[line]);
                text_char(&t, '\n');
            }
            record_read(&a, t.p, t.len, &r, &faults);
            if (!CHECK(making || faults.count == 0) && check_failed < 5)
                fprintf(stderr, "%.*s\n", (int)faults.fault[0].what.len, faults.fault[0].what.p);
            hash = hash * 31 + hash_of(&r);
        }
        snprintf(name, sizeof name, "random-%02d", group);
        compare(name, hash);
    }
}

int main(int count, char **argument)
{
    a = (struct arena){.base = malloc(SIZE), .size = SIZE, .fail = arena_failed};
    making = count > 1 && !strcmp(argument[1], "new");
    read_kept();
    all_cases();
    at_random();
    for (int i = 0; i < kept_count && !making; i++)
        if (!CHECK(!kept[i].name[0]))
            fprintf(stderr, "  %s stands in test/plans.tsv and is no case\n", kept[i].name);
    free(a.base);
    return making ? 0 : check_done("plans");
}
