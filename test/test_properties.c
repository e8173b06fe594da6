/* test_properties - what must be so of every record, tried on records made at random.
 *
 *     test_properties [RECORDS]
 *
 * A record that breaks a property is printed with its seed. The properties are the sentences of the
 * contract: order, duplicates and later facts do not matter; a record that is written again, or moved
 * by days, gives the same plan; urgent routes stop everything; no answer is safer than a no, and
 * unsure is as yes; nothing goes up without a check-in and a screen; what a profile forbids is never
 * in a plan. */
#include "../engine/plan.h"
#include "check.h"
#include "made.h"

#include <stdlib.h>

static struct arena arena;
static const struct made *current;

static void arena_failed(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "%s\n", why);
    exit(2);
}

static void read_lines(const struct made *m, const int *order, int count, struct record *ret)
{
    struct text t = {.mem = &arena};
    for (int i = 0; i < count; i++) {
        text_str(&t, m->line[order[i]]);
        text_char(&t, '\n');
    }
    struct faults faults = {0};
    record_read(&arena, t.p, t.len, ret, &faults);
    if (!CHECK(faults.count == 0))
        fprintf(stderr, "%.*s\n", (int)faults.fault[0].what.len, faults.fault[0].what.p);
}

static void must(int so, const char *what, const struct plan *p)
{
    if (CHECK(so) || check_failed > 5)
        return;
    struct text t = {.mem = &arena};
    plan_put_json(&t, p);
    fprintf(stderr, "%s\n%.*s\n", what, (int)t.len, t.p);
    for (int i = 0; i < current->count; i++)
        fprintf(stderr, "%s\n", current->line[i]);
}

static int has_reason(const struct plan *p, int item)
{
    for (int i = 0; i < p->reason_count; i++)
        if (p->reason[i].item == item)
            return 1;
    return 0;
}

static int has_code(const struct plan *p, int code)
{
    for (int i = 0; i < p->reason_count; i++)
        if (p->reason[i].code == code)
            return 1;
    return 0;
}

static int told_today(const struct record *r, int day, int kind)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->fact[i].day == day && r->fact[i].kind == kind)
            return 1;
    return 0;
}

/* Walking has its reason, and each task names one of the plan's. */
static void check_reasons(const struct plan *p)
{
    int walk = 0;
    for (int i = 0; i < p->reason_count; i++)
        walk |= p->reason[i].code >= REASON_WALK_START && p->reason[i].code <= REASON_WALK_ORDERED;
    must(p->stage == stages_stop || walk, "walking has a reason", p);
    for (int i = 0; i < p->task_count; i++)
        must(has_code(p, p->task[i].reason), "a task names a reason of the plan", p);
}

struct days {
    const struct record *r;
    struct plan all[MADE_DAYS + 1], before;
    int count, begun;
};

static void check_rises(const struct days *d, const struct plan *p)
{
    int open = told_today(d->r, p->day, KIND_checkin) && told_today(d->r, p->day, KIND_screen);
    int progressions = 0;
    for (int i = 0; i < p->item_count; i++) {
        const struct plan_item *x = &p->item[i];
        const struct exercise *e = &exercises[x->item];
        must(x->dose.times_a_day >= 1 && x->dose.times_a_day <= 3, "at most 3 rounds", p);
        must(x->dose.reps <= e->top.reps && x->dose.sets <= e->top.sets &&
                 x->dose.hold_s <= e->top.hold_s && x->dose.minutes <= e->top.minutes &&
                 x->dose.load_kg <= e->top.load_kg,
             "no dose above its top", p);
        must(has_reason(p, x->item), "each item has a reason", p);
        if (e->family == FAMILY_REST)
            continue;
        int up = x->change == ITEM_up || x->change == ITEM_new;
        progressions += up;
        if (d->begun && p->change != PLAN_start && d->before.item_count > 0)
            must(!up || open, "nothing goes up without a check-in and a screen", p);
    }
    must(!has_code(p, REASON_LATE_RISE) || progressions <= 1, "a late answer brings one thing", p);
    int rose = p->walk.rung && p->walk.change == ITEM_up;
    int strength = p->stage >= stages_build && !has_code(p, REASON_REST_DAY);
    if (d->begun && d->before.item_count > 0 && p->change != PLAN_start) {
        must(!rose || open, "walking does not go up without a check-in and a screen", p);
        /* Over the date line, what let yesterday's items be shown may count today. */
        if (p->change != PLAN_flare && d->before.change != PLAN_flare &&
            !has_code(p, REASON_DATE_LINE))
            must(progressions + rose <= (strength ? 3 : 2),
                 "at most 2 progressions a day, 3 on strength days", p);
    }
}

/* What the conditions told so far forbid; no record made here takes one back or lets it go on. */
static uint64_t forbidden_by(uint32_t has)
{
    static const struct {
        uint8_t condition, profile;
    } of[] = {{conditions_osteoporosis, PROFILE_OST}, {conditions_steroids, PROFILE_OST},
              {conditions_knee, PROFILE_KNEE},        {conditions_falls, PROFILE_FALL},
              {conditions_heart, PROFILE_CVD},        {conditions_hip_replacement, PROFILE_HIP}};
    uint64_t set = 0;
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        if (has >> of[i].condition & 1)
            set |= profile_excluded[of[i].profile];
    return set;
}

static int each(void *host, const struct plan *p)
{
    struct days *d = host;
    d->all[d->count++] = *p;
    int urgent = p->route >= routes_same_day;
    must(!urgent || p->stage == stages_stop, "an urgent route stops", p);
    must(p->stage != stages_stop ||
             (p->change == PLAN_stop && p->item_count == 0 && p->walk.rung == 0),
         "stopped means nothing", p);
    must(p->reason_count > 0, "there is a reason", p);
    must(p->item_count <= (p->stage == stages_calm ? 4 : 8), "few items", p);
    uint32_t has = 0;
    int born = 0, motor = 0, retracted = 0;
    for (size_t i = 0; i < d->r->count; i++) {
        const struct fact *f = &d->r->fact[i];
        if (f->day > p->day)
            continue;
        if (f->kind == KIND_profile) {
            has |= ((const struct fact_profile *)f->keys)->has;
            born |= ((const struct fact_profile *)f->keys)->born != UNANSWERED;
        }
        motor |= f->kind == KIND_motor;
        retracted |= f->kind == KIND_retract;
    }
    uint64_t forbidden = retracted ? 0 : forbidden_by(has);
    for (int i = 0; i < p->item_count; i++) {
        const struct exercise *e = &exercises[p->item[i].item];
        must(!(forbidden >> p->item[i].item & 1), "nothing that a profile forbids", p);
        must(born || e->family == FAMILY_REST, "born unknown: positions of ease only", p);
        must(motor || (e->family != FAMILY_NEU && e->family != FAMILY_LEG) || e->rung == 1,
             "no strength test: first rung only", p);
    }
    check_reasons(p);
    check_rises(d, p);
    d->before = *p;
    d->begun = 1;
    return 1;
}

/* Every plan as text fits a terminal and says when to get help. */
static void check_text(const struct plan *p)
{
    struct text t = {.mem = &arena};
    plan_put_text(&t, p);
    int wide = 0, most = 0;
    for (size_t i = 0; i < t.len; i++) {
        wide = t.p[i] == '\n' ? 0 : wide + ((t.p[i] & 0xC0) != 0x80);
        most = wide > most ? wide : most;
    }
    text_char(&t, '\0');
    must(most <= 80, "80 columns", p);
    must(strstr(t.p, "\nWHEN TO GET HELP AT ONCE\n") != NULL, "when to get help", p);
    must(!strchr(t.p, '{') && !strstr(t.p, "  -  "), "no word is missing", p);
    must(p->route < routes_same_day || p->stage != stages_stop || !strstr(t.p, "\nTODAY\n"),
         "no exercises where something is urgent", p);
}

/* The record read from what is written of it gives the same plan. */
static void check_written(const struct record *r, int day, struct text want)
{
    struct text t = {.mem = &arena}, got_json = {.mem = &arena};
    struct faults faults = {0};
    struct record other;
    struct plan got;
    for (size_t i = 0; i < r->count; i++) {
        fact_write(&t, &r->fact[i]);
        if (t.p[t.len - 1] != '\n')
            text_char(&t, '\n');
    }
    record_read(&arena, t.p, t.len, &other, &faults);
    engine_plan(&arena, &other, day, &got);
    plan_put_json(&got_json, &got);
    must(!faults.count && want.len == got_json.len && !memcmp(want.p, got_json.p, want.len),
         "what is written reads the same", &got);
}

static void check_shifted(uint64_t from, int day, struct text want)
{
    static struct made m;
    int order[MADE_LINES], shift = 1 + (int)made_below(90);
    struct record other;
    struct plan got;
    struct text got_json = {.mem = &arena};
    made_make(&m, from, shift);
    for (int i = 0; i < m.count; i++)
        order[i] = i;
    read_lines(&m, order, m.count, &other);
    engine_plan(&arena, &other, day + shift, &got);
    got.day -= shift;
    for (int i = 0; i < got.flag_count; i++)
        got.flag[i].since -= shift;
    plan_put_json(&got_json, &got);
    must(want.len == got_json.len && !memcmp(want.p, got_json.p, want.len),
         "moved by days, the same plan", &got);
}

static int each_last(void *host, const struct plan *p)
{
    *(struct plan *)host = *p;
    return 1;
}

/* Days before the first fact are no part of the record. */
static void check_early(const struct record *r, int day, struct text want)
{
    struct plan got;
    struct text got_json = {.mem = &arena};
    engine_each_day(&arena, r, day - 150, day, each_last, &got);
    plan_put_json(&got_json, &got);
    must(want.len == got_json.len && !memcmp(want.p, got_json.p, want.len),
         "from an earlier day on, the same plan", &got);
}

static int each_route(void *host, const struct plan *p)
{
    uint8_t **at = host;
    *(*at)++ = p->route;
    return 1;
}

static void routes(const struct made *m, uint8_t *ret_route)
{
    int order[MADE_LINES];
    struct record r;
    for (int i = 0; i < m->count; i++)
        order[i] = i;
    read_lines(m, order, m->count, &r);
    engine_each_day(&arena, &r, m->first, m->first + MADE_DAYS - 1, each_route, &ret_route);
}

/* One more answer in one screen: unsure leads where yes leads, and neither lower than before. */
static void check_unsure(const struct made *m)
{
    static struct made with;
    uint8_t route[3][MADE_DAYS];
    static const char *const answer[] = {"no", "unsure", "yes"};
    int question = (int)made_below(QUESTION_COUNT), at = (int)made_below((unsigned)m->count);
    char key[64];
    snprintf(key, sizeof key, "&%s=", made_questions[question]);
    while (!strstr(m->line[at], " screen "))
        if (++at == m->count)
            return;
    if (strstr(m->line[at], key) || question == Q_long_standing)
        return;
    for (int i = 0; i < 3; i++) {
        with = *m;
        size_t n = strlen(with.line[at]);
        snprintf(with.line[at] + n, sizeof with.line[at] - n, "%s%s", key, answer[i]);
        routes(&with, route[i]);
    }
    for (int i = 0; i < MADE_DAYS; i++)
        if (!CHECK(route[1][i] == route[2][i] && route[1][i] >= route[0][i]) && check_failed < 5)
            fprintf(stderr, "day %d: no %d, unsure %d, yes %d to%s in\n%s\n", i, route[0][i],
                    route[1][i], route[2][i], key, m->line[at]);
}

static void one_record(uint64_t from)
{
    static struct made m;
    static struct days d;
    int order[2 * MADE_LINES];
    made_make(&m, from, 0);
    current = &m;
    arena_reset(&arena);
    struct record r, other;
    for (int i = 0; i < m.count; i++)
        order[i] = i;
    read_lines(&m, order, m.count, &r);
    memset(&d, 0, sizeof d);
    d.r = &r;
    engine_each_day(&arena, &r, m.first, m.first + MADE_DAYS - 1, each, &d);

    int day = m.first + (int)made_below(MADE_DAYS), count = m.count;
    const struct plan *want = &d.all[day - m.first];
    struct plan got;
    engine_plan(&arena, &r, day, &got);
    struct text a = {.mem = &arena}, b = {.mem = &arena}, c = {.mem = &arena};
    plan_put_json(&a, want);
    plan_put_json(&b, &got);
    must(a.len == b.len && !memcmp(a.p, b.p, a.len), "day by day is as at once", &got);
    for (int i = 0; i < 20; i++)
        order[count++] = (int)made_below((unsigned)m.count);
    for (int i = count - 1; i > 0; i--) {
        int j = (int)made_below((unsigned)i + 1), swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
    read_lines(&m, order, count, &other);
    engine_plan(&arena, &other, day, &got);
    plan_put_json(&c, &got);
    must(a.len == c.len && !memcmp(a.p, c.p, a.len), "order and doubles do not matter", &got);
    int kept = 0;
    for (int i = 0; i < m.count; i++)
        if (strncmp(m.line[i], made_date(&m, day - m.first), 10) <= 0)
            order[kept++] = i;
    read_lines(&m, order, kept, &other);
    engine_plan(&arena, &other, day, &got);
    c.len = 0;
    plan_put_json(&c, &got);
    must(a.len == c.len && !memcmp(a.p, c.p, a.len), "later facts do not matter", &got);
    check_text(want);
    check_written(&r, day, a);
    check_early(&r, day, a);
    check_unsure(&m);
    check_shifted(from, day, a);
}

int main(int argc, char **argv)
{
    enum { SIZE = 64 << 20 };
    arena = (struct arena){.base = malloc(SIZE), .size = SIZE, .fail = arena_failed};
    long records = argc > 1 ? atol(argv[1]) : 20000;
    for (long i = 0; i < records && check_failed < 5; i++) {
        one_record((uint64_t)i * 2 + 1);
    }
    free(arena.base);
    return check_done("properties");
}
