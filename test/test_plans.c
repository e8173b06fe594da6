/* What every plan is, kept as a number: of each case on every day from its first fact to a week after its last,
 * of the records that stand close to a case's, of records made at random, and of invented people who follow their
 * plans for weeks while others write into their records anything that there is, as JSON, as text and as it goes into
 * the record. A change of a rule or a word shows here as the cases whose plans it touches.
 *
 *     build/gcc/test_plans            compares with test/plans.tsv
 *     build/gcc/test_plans first      the same, up to the first that is another
 *     build/gcc/test_plans new        prints what it should hold */
#include "../sim/life.h"
#include "cases.h"
#include "check.h"
#include "made.h"
#include "near.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum {
    SIZE = 64 << 20,
    CASES_MAX = 4000,
    RECORDS = 4000,
    GROUP = 100,
    AFTER = 7,
    NEAR_EVERY = 1,
    LIVES = 160,
    LIVES_GROUP = 4,
    WEEKS = 10
};
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

/* As JSON alone, eight bytes at a time: there are many of these. */
static int each_near(void *host, const struct plan *p)
{
    uint64_t *hash = host;
    size_t mark = a.used;
    struct text t = {.mem = &a};
    plan_put_json(&t, p);
    for (size_t i = 0; i < t.len; i += 8) {
        uint64_t eight = 0;
        memcpy(&eight, t.p + i, t.len - i < 8 ? t.len - i : 8);
        *hash = (*hash ^ eight) * UINT64_C(0x100000001b3);
        *hash ^= *hash >> 29;
    }
    a.used = mark;
    return 1;
}

static uint64_t hash_of(const struct record *r, int (*each_day)(void *host, const struct plan *p))
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    struct record own = *r; /* no longer than it is: a sanitizer sees who reads past its end */
    if (!r->count)
        return hash;
    own.fact = malloc(r->count * sizeof *own.fact);
    memcpy(own.fact, r->fact, r->count * sizeof *own.fact);
    engine_each_day(&a, &own, r->fact[0].day, r->fact[r->count - 1].day + AFTER, each_day, &hash);
    free(own.fact);
    return hash;
}

/* --- the table ---------------------------------------------------------------------------------------------- */

struct kept {
    char name[80];
    unsigned long long hash;
};
static struct kept kept[CASES_MAX];
static int kept_count, making, ends_at_first;

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
            if (CHECK(kept[i].hash == hash))
                return;
            fprintf(stderr, "  the plans of %s are others than test/plans.tsv says\n", name);
            if (ends_at_first)
                exit(check_done("plans"));
            return;
        }
    int stands_in_the_table = 0;
    CHECK(stands_in_the_table);
    fprintf(stderr, "  %s does not stand in test/plans.tsv\n", name);
}

/* --- cases, what is near them, and random records ------------------------------------------------------------ */

static int by_name(const void *p, const void *q)
{
    const char *const *x = p, *const *y = q;
    return strcmp(*x, *y);
}

static void one_near(void *host, const char *bytes, size_t len)
{
    uint64_t *hash = host;
    struct record r;
    struct faults faults = {0};
    record_read(&a, bytes, len, &r, &faults);
    *hash = *hash * 31 + (faults.count ? 1 : hash_of(&r, each_near));
}

static char *case_name[CASES_MAX];
static int case_count;

static void find_cases(void)
{
    DIR *d = opendir("test/cases");
    for (const struct dirent *e = d ? readdir(d) : NULL; e && case_count < CASES_MAX;
         e = readdir(d))
        if (strlen(e->d_name) > 5 && !strcmp(e->d_name + strlen(e->d_name) - 5, ".case"))
            case_name[case_count++] = strdup(e->d_name);
    if (d)
        closedir(d);
    CHECK(case_count > 0);
    qsort(case_name, (size_t)case_count, sizeof case_name[0], by_name);
}

static void all_cases(void)
{
    for (int i = 0; i < case_count; i++) {
        char path[400];
        struct case_file c;
        snprintf(path, sizeof path, "test/cases/%s", case_name[i]);
        case_read(&c, path);
        arena_reset(&a);
        compare(case_name[i], hash_of(&c.record, each));
    }
}

static void near_cases(void)
{
    for (int i = 0; i < case_count; i++) {
        uint64_t hash = 0;
        char path[400], near[300];
        snprintf(path, sizeof path, "test/cases/%s", case_name[i]);
        snprintf(near, sizeof near, "%.*s.near", (int)strlen(case_name[i]) - 5, case_name[i]);
        arena_reset(&a);
        near_each(&a, path, NEAR_EVERY, one_near, &hash);
        compare(near, hash);
        free(case_name[i]);
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
            hash = hash * 31 + hash_of(&r, each);
        }
        snprintf(name, sizeof name, "random-%02d", group);
        compare(name, hash);
    }
}

/* --- people who follow their plans ---------------------------------------------------------------------------- */

struct words { /* what an invented person points at */
    char profile[300], episode[400], start_back[60];
};

static const char *pick(const char *const *words, size_t count)
{
    return words[made_below((unsigned)count)];
}
#define PICK(...)                                                                                  \
    pick((const char *const[]){__VA_ARGS__},                                                       \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static int some(int least, int most)
{
    return least + (int)made_below((unsigned)(most - least) + 1);
}

static void invent(struct invented *who, struct words *w)
{
    static const char *const has[] = {"osteoporosis", "steroids", "diabetes",     "immune",
                                      "cancer",       "heart",    "knee",         "hypertension",
                                      "falls",        "smoker",   "blood_thinner"};
    const char *sex = PICK("male", "female"), *first = pick(has, sizeof has / sizeof has[0]),
               *second = pick(has, sizeof has / sizeof has[0]);
    int born = some(1935, 2006), ill = some(0, 5);
    snprintf(w->profile, sizeof w->profile, "born=%d&sex=%s%s%s%s%s", born, sex,
             ill < 2 ? "&has=" : "", ill < 2 ? first : "", ill < 1 ? "&has=" : "",
             ill < 1 ? second : "");
    if (ill < 1 && !strcmp(first, second))
        snprintf(w->profile, sizeof w->profile, "born=%d&sex=%s&has=%s", born, sex, first);
    const char *side = PICK("left", "right", "both"), *below = PICK("yes", "no", "unsure"),
               *worse = PICK("sitting", "bending", "standing", "walking", "lying", "nothing"),
               *also = PICK("bending", "walking", "standing", "morning"),
               *eases = PICK("sitting", "bending", "walking", "lying", "nothing"),
               *interference = PICK("a_little", "moderately", "quite_a_bit", "extremely");
    int sit = some(5, 60), expects = some(0, 10), safe = some(0, 10);
    snprintf(
        w->episode, sizeof w->episode,
        "number=1&side=%s&below_knee=%s&leg_worse_than_back=%s&tingling_or_numb=%s&worse=%s%s%s"
        "&eases=%s&sit_min=%d&interference=%s&expects_long=%d&moving_is_safe=%d",
        side, below, below, below, worse, strcmp(worse, also) ? "&worse=" : "",
        strcmp(worse, also) ? also : "", eases, sit, interference, expects, safe);
    int total = some(0, 9), distress = some(0, total < 5 ? total : 5);
    snprintf(w->start_back, sizeof w->start_back, "total=%d&distress=%d", total, distress);
    *who = (struct invented){.name = "", .who = "", .weeks = WEEKS};
    who->profile = w->profile;
    who->episode = w->episode;
    who->start_back = w->start_back;
    who->paints = side[0] == 'b' ? "left" : side;
    who->began_before = some(2, 200);
    who->operated_before = some(0, 5) ? -1 : some(10, 120);
    who->level = some(200, 800);
    who->stays = some(0, 6) ? some(0, 200) : some(200, 700);
    who->pace = some(8, 90);
    who->swing = some(0, 2) ? 0 : some(50, 200);
    who->farthest = some(zones_buttock, zones_foot);
    who->can_min = some(60, 260);
    who->walk_free_min = some(10, 80);
    who->flare_day = some(0, 2) ? 0 : some(10, 60);
    who->pregnant_weeks = sex[0] == 'f' && born > 1980 && !some(0, 5) ? some(6, 30) : 0;
    who->eased_by = PICK("extension", "flexion", "lateral", NULL);
    who->habits = made_below(256) | TELLS | CLINIC;
    if (some(0, 4))
        who->habits |= RECOVERS;
}

static void others_write(struct made *m, struct telling *d, int day, int often)
{
    m->count = 8; /* the sessions of their names are not those of the person */
    if (made_below((unsigned)often))
        return;
    made_fact(m, day);
    for (int i = 8; i < m->count; i++) {
        int n = snprintf(d->bytes + d->len, sizeof d->bytes - d->len, "%s\n", m->line[i]);
        struct record r;
        struct faults faults = {0};
        size_t mark = a.used;
        record_read(&a, d->bytes, d->len + (size_t)n, &r, &faults);
        a.used = mark;
        if (!faults.count) /* its name may be another's */
            d->len += (size_t)n;
    }
}

static uint64_t lived(uint64_t seed)
{
    static struct made m;
    static struct telling d;
    static struct plan plan[WEEKS * 7];
    struct invented who;
    struct words w;
    struct life l;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    made_seed(seed);
    invent(&who, &w);
    int often = some(0, 3) ? some(4, 30) : 100000;
    m = (struct made){.first = 20600};
    d.len = 0;
    life_begin(&l, &who, m.first, seed);
    for (int n = 0; n < WEEKS * 7; n++) {
        struct record r;
        struct faults faults = {0};
        life_wake(&l, &d, n ? &plan[n - 1] : NULL);
        arena_reset(&a);
        record_read(&a, d.bytes, d.len, &r, &faults);
        if (!CHECK(faults.count == 0))
            return 0;
        engine_plan(&a, &r, m.first + n, &plan[n]);
        each(&hash, &plan[n]);
        life_act(&l, &d, &plan[n]);
        others_write(&m, &d, n, often);
    }
    return hash;
}

static void lives(void)
{
    for (int group = 0; group < LIVES / LIVES_GROUP; group++) {
        uint64_t hash = 0;
        char name[40];
        for (int i = 0; i < LIVES_GROUP; i++)
            hash = hash * 31 + lived((uint64_t)(group * LIVES_GROUP + i) * 2 + 1);
        snprintf(name, sizeof name, "life-%02d", group);
        compare(name, hash);
    }
}

int main(int count, char **argument)
{
    a = (struct arena){.base = malloc(SIZE), .size = SIZE, .fail = arena_failed};
    making = count > 1 && !strcmp(argument[1], "new");
    ends_at_first = count > 1 && !strcmp(argument[1], "first");
    read_kept();
    find_cases();
    all_cases();
    at_random();
    lives();
    near_cases();
    for (int i = 0; i < kept_count && !making; i++)
        if (!CHECK(!kept[i].name[0]))
            fprintf(stderr, "  %s stands in test/plans.tsv and is no case\n", kept[i].name);
    free(a.base);
    return making ? 0 : check_done("plans");
}
