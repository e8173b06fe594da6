/* test_knowledge.c - the tables hold together, and what is impossible is refused where it stands.
 */
#include "../knowledge/knowledge.h"
#include "../knowledge/tables.h"
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

static const char *const tsv[TABLE_COUNT] = {
    "knowledge/exercises.tsv",
    "knowledge/walking.tsv",
    "knowledge/sources.tsv",
    "knowledge/questions.tsv",
};
static struct tables tables; /* large */

static int dose_equal(struct dose a, struct dose b)
{
    return !memcmp(&a, &b, sizeof a);
}

/* How many parts of b are above a; -1 when one is below. */
static int parts_up(struct dose a, struct dose b)
{
    const int16_t from[] = {a.times_a_day, a.sets, a.reps, a.hold_s, a.minutes, a.load_kg};
    const int16_t to[] = {b.times_a_day, b.sets, b.reps, b.hold_s, b.minutes, b.load_kg};
    int up = 0;
    for (int i = 0; i < 6; i++) {
        if (to[i] < from[i])
            return -1;
        up += to[i] > from[i];
    }
    return up;
}

static void test_doses(void)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        const struct exercise *x = &exercises[i];
        CHECK(dose_equal(dose_at(i, 0), x->start));
        CHECK(dose_equal(dose_at(i, x->steps), x->top));
        CHECK(dose_equal(dose_at(i, -1), x->start));
        CHECK(dose_equal(dose_at(i, x->steps + 1), x->top));
        CHECK(dose_equal(dose_next(x, x->top), x->top));
        for (int step = 1; step <= x->steps; step++) {
            struct dose before = dose_at(i, step - 1), now = dose_at(i, step);
            CHECK(parts_up(before, now) == 1);
            CHECK(parts_up(now, x->top) >= 0);
            CHECK(now.times_a_day <= 3);
            CHECK(dose_equal(dose_next(x, before), now));
        }
        if (x->family == FAMILY_WALK)
            CHECK(!x->steps && !x->start.times_a_day);
        else
            CHECK(x->start.times_a_day >= 1 && (x->start.minutes || x->start.sets));
    }
}

/* Doses as published, capped at three rounds, and the order of the parts. */
static void test_known_doses(void)
{
    const struct dose a3_top = {1, 3, 6, 10, 0, 0}, a5_top = {1, 3, 4, 10, 0, 0};
    const struct dose e2_top = {3, 3, 0, 120, 0, 0}, e5_top = {3, 1, 10, 0, 0, 0};
    const struct dose p4_top = {3, 0, 0, 0, 3, 0}, i3_top = {1, 3, 6, 0, 0, 20};
    const struct dose f2[] = {{3, 1, 6, 5, 0, 0},  {3, 1, 8, 5, 0, 0},  {3, 1, 10, 5, 0, 0},
                              {3, 1, 10, 7, 0, 0}, {3, 1, 10, 9, 0, 0}, {3, 1, 10, 10, 0, 0},
                              {3, 2, 10, 10, 0, 0}};
    CHECK(dose_equal(exercises[ITEM_A3].top, a3_top));
    CHECK(dose_equal(exercises[ITEM_A5].top, a5_top));
    CHECK(dose_equal(exercises[ITEM_E2].top, e2_top));
    CHECK(dose_equal(exercises[ITEM_E5].top, e5_top));
    CHECK(dose_equal(exercises[ITEM_P4].top, p4_top));
    CHECK(dose_equal(exercises[ITEM_I3].top, i3_top));
    CHECK(exercises[ITEM_F2].steps == 6);
    for (int step = 0; step < 7; step++)
        CHECK(dose_equal(dose_at(ITEM_F2, step), f2[step]));
    CHECK(dose_at(ITEM_E5, 1).reps == 6);     /* one more while few */
    CHECK(dose_at(ITEM_E5, 2).reps == 8);     /* then two more */
    CHECK(dose_at(ITEM_H2, 1).hold_s == 25);  /* a stretch */
    CHECK(dose_at(ITEM_C2, 1).minutes == 11); /* a tenth */
    CHECK(dose_at(ITEM_I2, 2).load_kg == 5 && dose_at(ITEM_I2, 3).load_kg == 7);
}

static uint64_t set_of(const int *item)
{
    uint64_t set = 0;
    for (; *item >= 0; item++)
        set |= UINT64_C(1) << *item;
    return set;
}
#define SET(...) set_of((const int[]){__VA_ARGS__, -1})

static void test_masks(void)
{
    uint64_t all = 0;
    for (int family = 0; family < FAMILY_COUNT; family++) {
        CHECK(!(all & family_items[family]));
        all |= family_items[family];
    }
    CHECK(all == UINT64_MAX && ITEM_COUNT == 64);
    for (int i = 0; i < ITEM_COUNT; i++) {
        CHECK(family_items[exercises[i].family] >> i & 1);
        CHECK(!(exercises[i].excluded & exercises[i].modified));
        for (int flag = 0; flag < PROFILE_COUNT; flag++)
            CHECK((profile_excluded[flag] >> i & 1) == (exercises[i].excluded >> flag & 1));
    }
    CHECK(profile_excluded[PROFILE_PREG] == SET(ITEM_P1, ITEM_P3, ITEM_E1, ITEM_E2, ITEM_E3,
                                                ITEM_E4, ITEM_F2, ITEM_F3, ITEM_T1, ITEM_T2,
                                                ITEM_H2, ITEM_H3, ITEM_H5, ITEM_N3, ITEM_N6,
                                                ITEM_A2, ITEM_A3, ITEM_A8, ITEM_G4));
    CHECK(profile_excluded[PROFILE_OST] == SET(ITEM_F3, ITEM_F4, ITEM_T2, ITEM_A3, ITEM_C3));
    CHECK(profile_excluded[PROFILE_STEN] == SET(ITEM_P3, ITEM_E2, ITEM_E3, ITEM_E4, ITEM_E5));
    CHECK(profile_excluded[PROFILE_PO] ==
          ~(SET(ITEM_P1, ITEM_P2, ITEM_P3, ITEM_P4, ITEM_A1, ITEM_G1, ITEM_Q1, ITEM_N1) |
            family_items[FAMILY_WALK]));
    CHECK(profile_excluded[PROFILE_KNEE] == SET(ITEM_Q2, ITEM_Q3, ITEM_Q6));
    CHECK(profile_excluded[PROFILE_HIP] == SET(ITEM_H2, ITEM_H3));
    CHECK(profile_excluded[PROFILE_FALL] == SET(ITEM_F4, ITEM_C3));
    CHECK(profile_excluded[PROFILE_CVD] == SET(ITEM_C1, ITEM_C2, ITEM_C3, ITEM_A8));
    CHECK(profile_excluded[PROFILE_EXTW] ==
          SET(ITEM_P3, ITEM_E1, ITEM_E2, ITEM_E3, ITEM_E4, ITEM_E5));
    CHECK(profile_excluded[PROFILE_FLXW] == SET(ITEM_P4, ITEM_F2, ITEM_F3, ITEM_F4, ITEM_H3));
    CHECK(exercises[ITEM_H4].modified == (1 << PROFILE_KNEE | 1 << PROFILE_EXTW));
}

static void test_words(void)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        const struct exercise *x = &exercises[i];
        CHECK(x->name && x->position && x->cue[0] && x->caution && x->sources);
        CHECK(x->id_len == strlen(table_items[i]));
    }
    for (int q = 0; q < QUESTION_COUNT; q++) {
        const struct question_row *row = &question_rows[q];
        CHECK(row->ask && row->yes_means && row->sources && row->route_alone < routes_COUNT);
        CHECK(row->ask[strlen(row->ask) - 1] == '?');
    }
    for (int q = Q_urine_hesitant; q <= Q_bowel_unfelt; q++)
        CHECK(question_rows[q].route_alone == routes_emergency);
    CHECK(question_rows[Q_both_weak].route_alone == routes_emergency);
    CHECK(question_rows[Q_both_legs].route_alone == routes_same_day);
    CHECK(question_rows[Q_long_standing].route_alone == routes_self_care);
    CHECK(walk_step_count == 12 && walk_steps[0].rung == 1 && walk_steps[11].minutes == 45);
    CHECK(source_count > 100);
    for (int i = 0; i < TASK_COUNT; i++)
        CHECK(!strcmp(task_rows[i].code, tables_defs.task[i].name) && task_rows[i].text[0] &&
              task_rows[i].clinician == !strcmp(tables_defs.task[i].names, "CLINICIAN"));
}

static const int32_t numbers[REASON_NUMBERS] = {1234, -5, 70};

/* The wording of a reason, made the slow way from its row. */
static void wording(const struct def_row *row, int item, char *to, size_t room)
{
    struct name name[REASON_NUMBERS];
    int names = table_names(row->names, name);
    *to = 0;
    for (const char *s = row->text; *s;) {
        size_t n = strlen(to), cut = strcspn(s + 1, "{}");
        int thing = *s == '{' ? table_thing(s + 1, cut, name, names) : -1;
        if (thing < 0)
            snprintf(to + n, room - n, "%c", *s);
        else if (thing < REASON_NUMBERS)
            snprintf(to + n, room - n, "%d", (int)numbers[thing]);
        else
            snprintf(to + n, room - n, "%s", item < 0 ? "the exercise" : exercises[item].name);
        s += thing < 0 ? 1 : cut + 2;
    }
}

static void test_reasons(void)
{
    static unsigned char block[1 << 16];
    for (int i = 0; i < REASON_COUNT; i++)
        for (int item = -1; item < ITEM_COUNT; item += 13) {
            struct arena a = {.base = block, .size = sizeof block};
            struct text t = {.mem = &a};
            char expected[1024];
            reason_text(&t, (enum reason_code)i, item, numbers);
            wording(&tables_defs.reason[i], item, expected, sizeof expected);
            CHECK(t.len == strlen(expected) && !memcmp(t.p, expected, t.len));
        }
    for (int i = 0; i < REASON_COUNT; i++) {
        const struct reason_row *row = &reason_rows[i];
        CHECK(!strcmp(row->code, tables_defs.reason[i].name));
        CHECK(row->code_len == strlen(row->code));
        CHECK(row->sources_len == strlen(row->sources_json) && row->sources_len > 2);
        CHECK(row->sources_json[0] == '"' && row->sources_json[row->sources_len - 1] == '"');
    }
}

/* --- what is refused
 * ------------------------------------------------------------------------------ */

enum { DROP = -1, DOUBLE = -2, LONGER = -3 }; /* instead of a column */

/* Writes to path the table with the cell of the row of that key changed; the line it is in. */
static int spoil(int which, const char *key, int column, const char *cell, const char *path)
{
    static char line[8192];
    FILE *in = fopen(tsv[which], "r"), *out = fopen(path, "w");
    int line_no = 0, spoiled = 0;
    if (!CHECK(in && out))
        exit(1);
    while (fgets(line, sizeof line, in)) {
        size_t n = strlen(key), at = 0;
        line_no++;
        if (spoiled || strncmp(line, key, n) || line[n] != '\t') {
            fputs(line, out);
            continue;
        }
        spoiled = line_no;
        if (column == DROP)
            continue;
        if (column == DOUBLE) {
            fprintf(out, "%s%s", line, line);
            spoiled = ++line_no;
        } else if (column == LONGER) {
            fprintf(out, "%.*s\t%s\n", (int)strlen(line) - 1, line, cell);
        } else {
            for (int i = 0; i < column; i++)
                at += strcspn(line + at, "\t") + 1;
            fprintf(out, "%.*s%s%s", (int)at, line, cell, line + at + strcspn(line + at, "\t\n"));
        }
    }
    fclose(in);
    CHECK(!fclose(out) && spoiled);
    return column == DROP ? 1 : spoiled;
}

/* 1 when reading refuses, with a line that begins FILE:LINE: and has the words. */
static int refused(const char *const path[TABLE_COUNT], const struct defs *defs, const char *file,
                   int line_no, const char *words)
{
    char line[1024], place[256];
    int found = 0;
    FILE *err = tmpfile();
    if (!CHECK(err))
        exit(1);
    int good = tables_read(&tables, path, defs, err);
    tables_free(&tables);
    rewind(err);
    snprintf(place, sizeof place, "%s:%d: ", file, line_no);
    while (fgets(line, sizeof line, err))
        found |= !strncmp(line, place, strlen(place)) && strstr(line, words) != NULL;
    fclose(err);
    return !good && found;
}

static const struct {
    int table;
    const char *key;
    int column;
    const char *cell, *words;
} bad_rows[] = {
    {TABLE_exercises, "E3", X_sources, "S85 S999", "'S999' is not a row of sources.tsv"},
    {TABLE_exercises, "E3", X_sources, "S85  DESIGN", "single spaces"},
    {TABLE_exercises, "E3", X_family, "EXX", "family 'EXX' is not in"},
    {TABLE_exercises, "E3", X_family, "FLX", "family 'FLX' is EXT in"},
    {TABLE_exercises, "E3", X_id, "E9", "'E9' is not in"},
    {TABLE_exercises, "E3", DOUBLE, "", "there already"},
    {TABLE_exercises, "E3", DROP, "", "'E3' of record/ids.def has no row"},
    {TABLE_exercises, "E3", LONGER, "a fourth cue", "18 cells where there are 17"},
    {TABLE_exercises, "E3", X_rung, "0", "rung '0'"},
    {TABLE_exercises, "E3", X_excluded, "PREG OOPS", "unknown flag"},
    {TABLE_exercises, "E4", X_modified, "STEN", "both excludes it and modifies it"},
    {TABLE_exercises, "E3", X_load, "heavy", "'heavy' is not one of the words"},
    {TABLE_exercises, "E3", X_bend, "up", "'up' is not one of the words"},
    {TABLE_exercises, "E3", X_each_side, "maybe", "'maybe' is not one of the words"},
    {TABLE_exercises, "E3", X_start, "1x12", "above the top"},
    {TABLE_exercises, "E3", X_top, "1x10 2/d", "above the top"},
    {TABLE_exercises, "E3", X_start, "0x6", "dose '0x6' is not"},
    {TABLE_exercises, "E3", X_start, "-", "dose '-' is not"},
    {TABLE_exercises, "E3", X_top, "1x10 6/day", "dose '1x10 6/day' is not"},
    {TABLE_exercises, "E3", X_top, "1x10(5s", "dose '1x10(5s' is not"},
    {TABLE_exercises, "E3", X_top, "1x900", "not reached in 250 steps"},
    {TABLE_exercises, "E3", X_cue, "-", "no first cue"},
    {TABLE_exercises, "E3", X_cue + 1, "-", "cue 2 is missing"},
    {TABLE_exercises, "E3", X_caution, "-", "no caution"},
    {TABLE_exercises, "E3", X_name, "-", "no name"},
    {TABLE_exercises, "E3", X_name, "Press \"up\"", "a quote"},
    {TABLE_exercises, "E3", X_name, "Press\xc3\xa9", "beyond ASCII"},
    {TABLE_exercises, "E3", X_position, "", "a text is empty"},
    {TABLE_exercises, "W3", X_start, "1x6", "walking.tsv"},
    {TABLE_walking, "W4", W_rung, "E4", "not a rung"},
    {TABLE_walking, "W4", W_rung, "W6", "in their order"},
    {TABLE_walking, "W5", W_days, "8", "days 1 to 7"},
    {TABLE_walking, "W4", DOUBLE, "", "not more minutes a week"},
    {TABLE_walking, "W4", W_sources, "S999", "'S999' is not"},
    {TABLE_sources, "S3", DOUBLE, "", "there already"},
    {TABLE_sources, "S3", S_url, "www.example.org", "not a link"},
    {TABLE_sources, "S3", S_key, "S3,S4", "a space or a comma"},
    {TABLE_questions, "saddle", Q_key, "sadle", "'sadle' is not in"},
    {TABLE_questions, "saddle", DROP, "", "'saddle' of record/questions.def has no row"},
    {TABLE_questions, "saddle", DOUBLE, "", "there already"},
    {TABLE_questions, "saddle", Q_route, "later", "route 'later'"},
    {TABLE_questions, "saddle", Q_ask, "-", "nothing to ask"},
    {TABLE_questions, "saddle", Q_sources, "S2,S4", "'S2,S4' is not"},
};

static void test_refused_rows(void)
{
    char folder[] = "/tmp/knowledge.XXXXXX", path[64];
    if (!CHECK(mkdtemp(folder) != NULL))
        return;
    snprintf(path, sizeof path, "%s/bad.tsv", folder);
    for (size_t i = 0; i < sizeof bad_rows / sizeof bad_rows[0]; i++) {
        const char *paths[TABLE_COUNT];
        int line =
            spoil(bad_rows[i].table, bad_rows[i].key, bad_rows[i].column, bad_rows[i].cell, path);
        memcpy(paths, tsv, sizeof paths);
        paths[bad_rows[i].table] = path;
        if (!CHECK(refused(paths, &tables_defs, path, line, bad_rows[i].words)))
            fprintf(stderr, "    %s: %s\n", bad_rows[i].key, bad_rows[i].words);
    }
    CHECK(!unlink(path));
    const char *none[TABLE_COUNT] = {path, tsv[1], tsv[2], tsv[3]};
    CHECK(refused(none, &tables_defs, path, 1, "cannot be opened"));
    CHECK(!rmdir(folder));
}

static const struct {
    struct def_row row;
    const char *words; /* NULL: nothing is wrong */
} bad_reasons[] = {
    {{"r.def", 7, "good", "S1 DESIGN", "from, to", "From {from} to {to}, {name}.", 0}, NULL},
    {{"r.def", 7, "source", "S1 S0", "", "Text.", 0}, "'S0' is not"},
    {{"r.def", 7, "source", "", "", "Text.", 0}, "no source"},
    {{"r.def", 7, "thing", "S1", "from", "From {from} to {to}.", 0}, "{to} is not among"},
    {{"r.def", 7, "unused", "S1", "from, to", "From {from}.", 0}, "'to' is named and not used"},
    {{"r.def", 7, "many", "S1", "a, b, c, d", "{a} {b} {c} {d}", 0}, "at most 3 names"},
    {{"r.def", 7, "parted", "S1", "a,b", "{a} {b}", 0}, "at most 3 names"},
    {{"r.def", 7, "taken", "S1", "name", "{name}", 0}, "not numbers"},
    {{"r.def", 7, "brace", "S1", "a", "{a} and {", 0}, "a brace"},
    {{"r.def", 7, "brace", "S1", "a", "{a} and }", 0}, "a brace"},
    {{"r.def", 7, "quote", "S1", "", "Say \"stop\".", 0}, "a quote"},
    {{"r.def", 7, "line", "S1", "", "One\ntwo.", 0}, "a quote, a backslash"},
    {{"r.def", 7, "accent", "S1", "", "Caf\xc3\xa9.", 0}, "beyond ASCII"},
    {{"r.def", 7, "empty", "S1", "", "", 0}, "is empty"},
};

static void test_refused_lists(void)
{
    static const struct def_row limit[] = {{"l.def", 3, "leg", "S1", "points", "Why.", 0},
                                           {"l.def", 4, "leg", "DESIGN", "points", "Why.", 0}};
    static const struct def_row lost = {"l.def", 3, "leg", "S0", "points", "Why.", 0};
    static const struct def_row task = {"t.def", 5, "ask", NULL, "NOBODY", "Text.", 0};
    static const struct def_row late = {"t.def", 6, "ask", NULL, "SELF", "Text.", 91};
    struct tables *t = &tables;
    FILE *err = tmpfile();
    if (!CHECK(err))
        return;
    for (size_t i = 0; i < sizeof bad_reasons / sizeof bad_reasons[0]; i++) {
        struct defs defs = {.reason = &bad_reasons[i].row, .reasons = 1};
        if (bad_reasons[i].words) {
            if (!CHECK(refused(tsv, &defs, "r.def", 7, bad_reasons[i].words)))
                fprintf(stderr, "    %s\n", bad_reasons[i].row.name);
        } else {
            CHECK(tables_read(t, tsv, &defs, err));
            tables_free(t);
        }
    }
    CHECK(refused(tsv, &(struct defs){.limit = limit, .limits = 2}, "l.def", 4, "there already"));
    CHECK(refused(tsv, &(struct defs){.limit = &lost, .limits = 1}, "l.def", 3, "'S0' is not"));
    CHECK(refused(tsv, &(struct defs){.task = &task, .tasks = 1}, "t.def", 5, "SELF or CLINICIAN"));
    CHECK(refused(tsv, &(struct defs){.task = &late, .tasks = 1}, "t.def", 6, "0 to 90 days"));
    fclose(err);
}

/* The tables as they stand are accepted, and a full disk is noticed. */
static void test_accepted(void)
{
    FILE *full = fopen("/dev/full", "w"), *out = tmpfile();
    CHECK(tables_read(&tables, tsv, &tables_defs, stderr));
    if (CHECK(out && tables_write(&tables, out)))
        fclose(out);
    if (CHECK(full && !tables_write(&tables, full)))
        fclose(full);
    tables_free(&tables);
}

int main(void)
{
    test_doses();
    test_known_doses();
    test_masks();
    test_words();
    test_reasons();
    test_refused_rows();
    test_refused_lists();
    test_accepted();
    return check_done("knowledge");
}
