/* tables_write.c - writes the checked tables as C. Texts are plain ASCII without quotes, so they
 * stand between quotes as they are. */
#include "tables.h"

static void put_cell(FILE *out, const char *cell)
{
    if (table_nothing(cell))
        fputs("NULL", out);
    else
        fprintf(out, "\"%s\"", cell);
}

static void put_dose(FILE *out, const struct dose *d)
{
    fprintf(out, "{%d, %d, %d, %d, %d, %d}", d->times_a_day, d->sets, d->reps, d->hold_s,
            d->minutes, d->load_kg);
}

static void write_exercises(const struct tables *t, FILE *out)
{
    fprintf(out, "const struct exercise exercises[ITEM_COUNT] = {\n");
    for (int i = 0; i < ITEM_COUNT; i++) {
        const struct exercise *x = &t->exercise[i];
        char *const *cell = t->exercise_row[i]->cell;
        fprintf(out, "[ITEM_%s] = {\"%s\", \"%s\",\n    {", table_items[i], cell[X_name],
                cell[X_position]);
        for (int j = 0; j < 3; j++) {
            put_cell(out, cell[X_cue + j]);
            fputs(j < 2 ? ", " : "},\n    ", out);
        }
        fprintf(out, "\"%s\", \"%s\",\n    %d, FAMILY_%s, %d, LOAD_%s, BEND_%s, %d, %d, %d, %d, ",
                cell[X_caution], cell[X_sources], (int)strlen(table_items[i]),
                table_families[x->family], x->rung, cell[X_load], cell[X_bend], x->each_side,
                x->steps, x->excluded, x->modified);
        put_dose(out, &x->start);
        fputs(", ", out);
        put_dose(out, &x->top);
        fputs("},\n", out);
    }
    fputs("};\n\n", out);
}

/* Walking has the one row of its dose of nothing, as has every exercise at its start. */
static void write_doses(const struct tables *t, FILE *out)
{
    int first = 0;
    fprintf(out, "#ifndef LIMITS_VARY\nstatic const struct dose doses[] = {\n");
    for (int i = 0; i < ITEM_COUNT; i++) {
        struct dose d = t->exercise[i].start;
        fprintf(out, "/* %s */", table_items[i]);
        for (int step = 0; step <= t->exercise[i].steps; step++) {
            fputs(" ", out);
            put_dose(out, &d);
            fputs(",", out);
            d = dose_next(&t->exercise[i], d);
        }
        fputs("\n", out);
    }
    fprintf(out, "};\nstatic const uint16_t dose_first[ITEM_COUNT] = {");
    for (int i = 0; i < ITEM_COUNT; i++) {
        fprintf(out, "%s%d,", i % 16 ? " " : "\n    ", first);
        first += t->exercise[i].steps + 1;
    }
    fprintf(out, "\n};\n#endif\n\n");
}

static void write_sets(const struct tables *t, FILE *out)
{
    fprintf(out, "const uint64_t family_items[FAMILY_COUNT] = {\n");
    for (int family = 0; family < FAMILY_COUNT; family++) {
        unsigned long long set = 0;
        for (int i = 0; i < ITEM_COUNT; i++)
            set |= t->exercise[i].family == family ? 1ULL << i : 0;
        fprintf(out, "[FAMILY_%s] = UINT64_C(0x%llx),\n", table_families[family], set);
    }
    fprintf(out, "};\nVARIED uint64_t profile_excluded[PROFILE_COUNT] = {\n");
    for (int flag = 0; flag < PROFILE_COUNT; flag++) {
        unsigned long long set = 0;
        for (int i = 0; i < ITEM_COUNT; i++)
            set |= t->exercise[i].excluded >> flag & 1 ? 1ULL << i : 0;
        fprintf(out, "UINT64_C(0x%llx),\n", set);
    }
    fputs("};\n\n", out);
}

static void write_walking(const struct tables *t, FILE *out)
{
    fprintf(out, "const struct walk_step walk_steps[] = {\n");
    for (int i = 0; i < t->walks; i++)
        fprintf(out, "{%d, %d, %d, %d},\n", t->walk[i].rung, t->walk[i].times_a_day,
                t->walk[i].minutes, t->walk[i].days_a_week);
    fprintf(out, "};\nconst int walk_step_count = %d;\n\n", t->walks);
}

static void write_reason_rows(const struct defs *defs, FILE *out)
{
    fprintf(out, "const struct reason_row reason_rows[REASON_COUNT] = {\n");
    for (int i = 0; i < defs->reasons; i++) {
        const struct def_row *row = &defs->reason[i];
        const char *at = row->sources, *word = NULL;
        int length = 0;
        fprintf(out, "[REASON_%s] = {\"%s\", \"", row->name, row->name);
        for (int n; (n = table_next_word(&at, &word)) > 0;) {
            fprintf(out, "%s\\\"%.*s\\\"", length ? "," : "", n, word);
            length += n + 2 + (length ? 1 : 0);
        }
        fprintf(out, "\", %d, %d},\n", (int)strlen(row->name), length);
    }
    fputs("};\n\n", out);
}

/* A wording is cut where it names something: a piece of text and what follows it. */
static void write_wordings(const struct defs *defs, FILE *out)
{
    int first = 0;
    fprintf(out, "static const struct piece pieces[] = {\n");
    for (int i = 0; i < defs->reasons; i++) {
        const struct def_row *row = &defs->reason[i];
        struct name name[REASON_NUMBERS];
        int names = table_names(row->names, name);
        const char *s = row->text;
        for (size_t n; n = strcspn(s, "{"), s[n]; s = strchr(s, '}') + 1) {
            const char *thing = s + n + 1;
            int what = table_thing(thing, strcspn(thing, "}"), name, names);
            fprintf(out, "{\"%.*s\", %d, ", (int)n, s, (int)n);
            if (what < REASON_NUMBERS)
                fprintf(out, "%d},\n", what);
            else
                fputs("PIECE_NAME},\n", out);
        }
        fprintf(out, "{\"%s\", %d, PIECE_END},\n", s, (int)strlen(s));
    }
    fprintf(out, "};\nstatic const uint16_t first_piece[REASON_COUNT] = {\n");
    for (int i = 0; i < defs->reasons; i++) {
        fprintf(out, "[REASON_%s] = %d,\n", defs->reason[i].name, first);
        for (const char *s = defs->reason[i].text; *s; s++)
            first += *s == '{';
        first++;
    }
    fputs("};\n\n", out);
}

static void write_names(const struct tables *t, FILE *out)
{
    fprintf(out, "static const struct {\n    const char *id;\n    uint8_t id_len, name_len;\n"
                 "} item_words[ITEM_COUNT] = {\n");
    for (int i = 0; i < ITEM_COUNT; i++)
        fprintf(out, "{\"%s\", %d, %d},\n", table_items[i], (int)strlen(table_items[i]),
                (int)strlen(t->exercise_row[i]->cell[X_name]));
    fputs("};\n\n", out);
}

static void write_tasks(const struct defs *defs, FILE *out)
{
    fprintf(out, "VARIED struct task_row task_rows[TASK_COUNT] = {\n");
    for (int i = 0; i < defs->tasks; i++)
        fprintf(out, "[TASK_%s] = {\"%s\", \"%s\", %d, %d},\n", defs->task[i].name,
                defs->task[i].name, defs->task[i].text, !strcmp(defs->task[i].names, "CLINICIAN"),
                defs->task[i].days);
    fputs("};\n\n", out);
}

static void write_questions(const struct tables *t, FILE *out)
{
    fprintf(out, "const struct question_row question_rows[QUESTION_COUNT] = {\n");
    for (int q = 0; q < QUESTION_COUNT; q++) {
        char *const *cell = t->question[q]->cell;
        fprintf(out, "[Q_%s] = {\"%s\",\n    ", table_questions[q], cell[Q_ask]);
        put_cell(out, cell[Q_more]);
        fprintf(out, ",\n    \"%s\", \"%s\", routes_%s},\n", cell[Q_yes], cell[Q_sources],
                cell[Q_route]);
    }
    fputs("};\n\n", out);
}

static void write_sources(const struct table *table, FILE *out)
{
    fprintf(out, "const struct source_row source_rows[] = {\n");
    for (int i = 0; i < table->rows; i++) {
        char *const *cell = table->row[i].cell;
        fprintf(out, "{\"%s\", \"%s\", ", cell[S_key], cell[S_title]);
        put_cell(out, cell[S_url]);
        fputs("},\n", out);
    }
    fprintf(out, "};\nconst int source_count = %d;\n", table->rows);
}

int tables_write(const struct tables *t, FILE *out)
{
    fprintf(out,
            "/* Written by knowledge/tables.c from the tables beside that. Not for editing. */\n"
            "/* clang-format off */\n");
    write_exercises(t, out);
    write_doses(t, out);
    write_sets(t, out);
    write_walking(t, out);
    write_reason_rows(t->defs, out);
    write_wordings(t->defs, out);
    write_names(t, out);
    write_tasks(t->defs, out);
    write_questions(t, out);
    write_sources(&t->table[TABLE_sources], out);
    return !fflush(out) && !ferror(out);
}
