/* courses - whole courses of ten made-up people, day by day, as a page of the manual.
 *
 *     courses >docs/courses.md     the page; exit status 1 when a promise at its end is not kept
 *     courses 3                    the record of the third person, for build/ambulando replay
 *
 * Each morning the person writes, the record is read and planned as it stands, the person acts on
 * that plan, and the next morning follows (sim/life.h). */
#include "courses.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void failed(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "courses: %s\n", why);
    exit(2);
}

static void plan_day(struct arena *a, const struct telling *d, int day, struct plan *ret_plan)
{
    struct record r;
    struct faults faults = {0};
    arena_reset(a);
    record_read(a, d->bytes, d->len, &r, &faults);
    if (faults.count) {
        fprintf(stderr, "line %u: %.*s\n", faults.fault[0].line_no, (int)faults.fault[0].what.len,
                faults.fault[0].what.p);
        failed(NULL, "its own record is not sound");
    }
    engine_plan(a, &r, day, ret_plan);
}

static void live(struct arena *a, const struct invented *who, struct telling *d, struct course *ret)
{
    struct life l;
    ret->who = who;
    ret->days = who->weeks * 7;
    d->len = 0;
    life_begin(&l, who, COURSE_FIRST, (uint64_t)(who - people) + 1);
    for (int n = 0; n < ret->days; n++) {
        life_wake(&l, d, n ? &ret->plan[n - 1] : NULL);
        plan_day(a, d, COURSE_FIRST + n, &ret->plan[n]);
        ret->leg[n] = l.leg;
        ret->reach[n] = l.reach;
        life_act(&l, d, &ret->plan[n]);
    }
}

/* --- tables ------------------------------------------------------------------------------------ */

enum { COLUMNS = 11, ROWS = COURSE_DAYS / 7 + 1, CELL = 256 };

struct table {
    char cell[ROWS][COLUMNS][CELL];
    int rows, columns;
};

__attribute__((format(printf, 2, 3))) static void put(char *cell, const char *format, ...)
{
    size_t len = strlen(cell);
    va_list args;
    va_start(args, format);
    int n = vsnprintf(cell + len, CELL - len, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= CELL - len)
        failed(NULL, "a cell is too small");
}

/* Empties t and gives it its first row, heads parted by one bar. */
static void begin_table(struct table *t, const char *heads)
{
    memset(t, 0, sizeof *t);
    t->rows = 1;
    for (const char *at = heads; *at; t->columns++) {
        size_t len = strcspn(at, "|");
        put(t->cell[0][t->columns], "%.*s", (int)len, at);
        at += len + (at[len] == '|');
    }
}

/* How much of text goes on a line of so many characters: whole words. */
static int line_of(const char *text, int most)
{
    int len = (int)strlen(text);
    if (len <= most)
        return len;
    for (len = most; len > 0 && text[len] != ' '; len--)
        continue;
    return len > 0 ? len : most;
}

/* A row, on as many lines as its longest cell needs. */
static void put_row(char (*cell)[CELL], int columns, const int *width)
{
    const char *at[COLUMNS];
    for (int c = 0; c < columns; c++)
        at[c] = cell[c];
    for (int more = 1; more;) {
        more = 0;
        for (int c = 0; c < columns; c++) {
            int len = line_of(at[c], width[c]);
            printf("| %-*.*s ", width[c], len, at[c]);
            at[c] += len + (at[c][len] == ' ');
            more |= *at[c] != 0;
        }
        puts("|");
    }
}

/* most: how wide each column may be. */
static void put_table(struct table *t, const int *most)
{
    static const char dashes[] = "--------------------------------------------------"
                                 "--------------------------------------------------";
    int width[COLUMNS] = {0};
    for (int c = 0; c < t->columns; c++)
        for (int i = 0; i < t->rows; i++) {
            int len = (int)strlen(t->cell[i][c]);
            len = len < most[c] ? len : most[c];
            width[c] = len > width[c] ? len : width[c];
        }
    for (int i = 0; i < t->rows; i++) {
        put_row(t->cell[i], t->columns, width);
        for (int c = 0; i == 0 && c < t->columns; c++)
            printf("|%.*s", width[c] + 2, dashes);
        if (i == 0)
            puts("|");
    }
    putchar('\n');
}

/* Text as lines of at most 100 characters, and an empty one. */
static void put_lines(const char *text)
{
    size_t at = 0;
    while (*text) {
        size_t len = strcspn(text, " ");
        if (at && at + 1 + len > 100) {
            putchar('\n');
            at = 0;
        }
        at += (size_t)printf("%s%.*s", at ? " " : "", (int)len, text);
        text += len + (text[len] == ' ');
    }
    puts("\n");
}

/* --- one person --------------------------------------------------------------------------------- */

/* What the days of a week had, one after the other. */
static void put_stages(const struct course *c, int first, char *stage, char *mode)
{
    for (int n = first; n < first + 7; n++) {
        const struct plan *p = &c->plan[n];
        struct span word = stages_name(p->stage), how = modes_name(p->mode);
        if (n == first || p->stage != p[-1].stage)
            put(stage, "%s%.*s", n == first ? "" : " ", (int)word.len, word.p);
        if (n == first || p->mode != p[-1].mode)
            put(mode, "%s%.*s", n == first ? "" : " ", (int)how.len, how.p);
    }
}

static void put_items(const struct course *c, int first, char *cell)
{
    uint64_t shown = 0;
    for (int n = first; n < first + 7; n++)
        for (int i = 0; i < c->plan[n].item_count; i++)
            shown |= UINT64_C(1) << c->plan[n].item[i].item;
    for (; shown; shown &= shown - 1) {
        struct span id = item_name(__builtin_ctzll(shown));
        put(cell, "%s%.*s", *cell ? " " : "", (int)id.len, id.p);
    }
}

static void put_counts(const struct course *c, int first, char *minutes, char *moves, char *colours)
{
    int all = 0, most = 0, up = 0, held = 0, down = 0, colour[4] = {0};
    for (int n = first; n < first + 7; n++) {
        const struct plan *p = &c->plan[n];
        int s = plan_seconds(p);
        all += s;
        most = s > most ? s : most;
        up += p->change == PLAN_start || p->change == PLAN_advance;
        held += p->change == PLAN_hold;
        down += p->change == PLAN_ease || p->change == PLAN_flare || p->change == PLAN_stop;
        colour[p->colour]++;
    }
    put(minutes, "%2d (%2d)", (all / 7 + 30) / 60, (most + 30) / 60);
    put(moves, "%d %d %d", up, held, down);
    put(colours, "%d %d %d %d", colour[COLOUR_green], colour[COLOUR_amber], colour[COLOUR_red],
        colour[COLOUR_unknown]);
}

/* One more of what is asked or flagged; codes are in capitals with lines under. */
static void put_one(char *cell, const char *before, const char *word)
{
    put(cell, "%s%s", *cell ? ", " : "", before);
    for (; *word; word++)
        put(cell, "%c", *word == '_' ? ' ' : *word >= 'A' && *word <= 'Z' ? *word + 32 : *word);
}

/* Flags and tasks of the week that the week before did not have. */
static void put_asked(const struct course *c, int first, char *cell)
{
    uint64_t flags[2] = {0}, tasks[2] = {0};
    uint8_t route[FLAG_COUNT] = {0};
    for (int n = first < 7 ? 0 : first - 7; n < first + 7; n++) {
        const struct plan *p = &c->plan[n];
        for (int i = 0; i < p->flag_count; i++) {
            flags[n >= first] |= UINT64_C(1) << p->flag[i].flag;
            route[p->flag[i].flag] = p->flag[i].route;
        }
        for (int i = 0; i < p->task_count; i++)
            tasks[n >= first] |= UINT64_C(1) << p->task[i].task;
    }
    for (uint64_t rest = flags[1] & ~flags[0]; rest; rest &= rest - 1) {
        int flag = __builtin_ctzll(rest);
        struct span name = flag_name(flag), way = routes_name(route[flag]);
        char word[CELL] = "";
        put(word, "%.*s: %.*s", (int)way.len, way.p, (int)name.len, name.p);
        put_one(cell, "", word);
    }
    for (uint64_t rest = tasks[1] & ~tasks[0]; rest; rest &= rest - 1) {
        int task = __builtin_ctzll(rest);
        put_one(cell, task_rows[task].clinician ? "clinician: " : "", task_rows[task].code);
    }
}

static void put_weeks(const struct course *c)
{
    static struct table t;
    begin_table(&t, "week|leg|how far|stage|mode|exercises|minutes|walking|+ = -|g a r ?|new");
    for (int w = 0; w < c->who->weeks; w++) {
        char(*cell)[CELL] = t.cell[t.rows++];
        const struct plan *last = &c->plan[w * 7 + 6];
        struct span zone = zones_name(c->reach[w * 7 + 6]);
        put(cell[0], "%4d", w + 1);
        put(cell[1], "%3d", c->leg[w * 7 + 6]);
        put(cell[2], "%.*s", (int)zone.len, zone.p);
        put_stages(c, w * 7, cell[3], cell[4]);
        put_items(c, w * 7, cell[5]);
        put_counts(c, w * 7, cell[6], cell[8], cell[9]);
        put(cell[7], "W%d %3d", last->walk.rung, walk_week(last));
        put_asked(c, w * 7, cell[10]);
    }
    put_table(&t, (const int[]){4, 3, 7, 16, 9, 30, 7, 7, 5, 7, 30});
}

static void put_facts(const struct course *c)
{
    int n, changes = 0, held = 0, longest = 0, grew = 0, risen = 0, flares = 0;
    for (int i = 1; i < c->days; i++) {
        changes += c->plan[i].stage != c->plan[i - 1].stage;
        held = c->plan[i].change == PLAN_hold ? held + 1 : 0;
        longest = held > longest ? held : longest;
        int more = i < 7 ? 0 : walk_week(&c->plan[i]) - walk_week(&c->plan[i - 7]);
        grew = more > grew ? more : grew;
        risen += has_risen(&c->plan[i]);
        flares += flare_begins(c, i);
    }
    char text[400];
    snprintf(text, sizeof text,
             "Most on a day: %d exercises, %d minutes. Walking grew over a week by %d minutes at "
             "most. Something went up on %d of %d days; the longest time without any change was "
             "%d days. Changes of stage: %d. Flare-ups: %d.",
             most_items(c, &n), (most_seconds(c) + 30) / 60, grew, risen, c->days, longest, changes,
             flares);
    put_lines(text);
}

/* --- the page ------------------------------------------------------------------------------------ */

static const char *const head[] = {
    "Ten made-up people, 12 to 16 weeks each. Every morning each of them writes, the record is "
    "read "
    "and planned as it stands, and the person acts on that plan. `make courses` makes this page; "
    "`build/gcc/courses 3` prints the record of the third person.",
    "**It is a script: it shows what the rules do, not that they are right.** The leg recovers at "
    "the person's own pace towards where it will stay, with a little noise from morning to "
    "morning. "
    "After a day whose exercise and walking took a third more minutes than the person can bear, "
    "fewer the more it hurts, the leg is two points worse the next morning, which wears off by a "
    "quarter a day. Of nine days people do as shown on seven, half of the exercises on one and "
    "none "
    "of them on one.",
    "One row a week:", NULL};
static const char *const columns[] = {
    "**leg**, **how far**: leg pain, and the zone it reached, on the last morning of the week",
    "**stage**, **mode**: those of the week, one after the other",
    "**exercises**: all that were shown; [clinical.md](clinical.md) names them, P1 to P4 are "
    "positions of ease",
    "**minutes** of exercise on an average day and the longest; 4 s a repetition, without P1 to P4",
    "**walking**: rung and planned minutes a week at the week's end",
    "**+ = -**: days on which the plan went up, stayed, went down",
    "**g a r ?**: days whose last exercise day was green, amber, red, unknown",
    "**new**: flags with their route, and tasks, that the week before did not have",
    NULL};

static void put_head(void)
{
    puts("# Courses\n");
    for (int i = 0; head[i]; i++)
        put_lines(head[i]);
    for (int i = 0; columns[i]; i++)
        printf("- %s\n", columns[i]);
    putchar('\n');
}

/* Returns how many promises are not kept. */
static int put_promises(const struct course *courses)
{
    static struct table t;
    int broken = 0;
    begin_table(&t, "|what|at most|found|where");
    for (int j = 0; j < PROMISES; j++) {
        const struct promise *m = &promises[j];
        int worst = -1, who = 0, day = 0;
        for (int i = 0; i < PEOPLE; i++) {
            int n = 0, v = m->worst(&courses[i], &n);
            if (v > worst) {
                worst = v;
                who = i;
                day = n;
            }
            if (v > m->most)
                fprintf(stderr, "courses: not met: %s: %d %s, at most %d: %s, week %d\n", m->what,
                        (v + m->one - 1) / m->one, m->unit, m->most / m->one, people[i].name,
                        n / 7 + 1);
        }
        char(*cell)[CELL] = t.cell[t.rows++];
        put(cell[0], "%s", worst > m->most ? "NOT met" : "met");
        put(cell[1], "%s", m->what);
        put(cell[2], "%d", m->most / m->one);
        put(cell[3], "%d %s", (worst + m->one - 1) / m->one, m->unit);
        if (worst > 0)
            put(cell[4], "person %d, week %d", who + 1, day / 7 + 1);
        broken += worst > m->most;
    }
    put_table(&t, (const int[]){7, 80, 7, 20, 20});
    return broken;
}

int main(int argc, char **argv)
{
    static struct telling telling;
    static struct course courses[PEOPLE];
    struct arena a = {.base = malloc(16 << 20), .size = 16 << 20, .fail = failed};
    int only = argc == 2 ? atoi(argv[1]) : 0;
    if (!a.base)
        failed(NULL, "no memory");
    if (argc > 2 || (argc == 2 && (only < 1 || only > PEOPLE))) {
        fprintf(stderr, "usage: courses [1 to %d]\n", PEOPLE);
        return 2;
    }
    for (int i = 0; i < PEOPLE; i++) {
        live(&a, &people[i], &telling, &courses[i]);
        if (only == i + 1)
            return fwrite(telling.bytes, 1, telling.len, stdout) != telling.len ||
                   fflush(stdout) != 0;
    }
    put_head();
    for (int i = 0; i < PEOPLE; i++) {
        printf("## %d. %s\n\n", i + 1, people[i].name);
        put_lines(people[i].who);
        put_weeks(&courses[i]);
        put_facts(&courses[i]);
    }
    puts("## What to look for\n");
    put_lines("The worst of each over all ten, and where it was.");
    int broken = put_promises(courses);
    free(a.base);
    return broken > 0 || fflush(stdout) != 0 || ferror(stdout);
}
