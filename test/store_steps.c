#include "store_steps.h"

#include "clinic_shape.h"

#include <string.h>

enum { LINES = 40, SECOND = 3 };
static const struct shape ann = {.base = 1110000, .mark = "ANN", .byte = 0xa1};

/* A fact, an act and a line of the log; a long one now and then, that takes several pages. */
enum store_result step_do(struct store *s, unsigned n)
{
    static _Thread_local char lines[LINES * 160]; /* one may be made within another */
    const struct audit_note note = {"kept", shape_number(&ann, NUMBER_patient)};
    struct act act = shape_act(&ann, ACT_attention_add);
    size_t len = 0;
    for (unsigned i = 0; i < (n % 2 ? LINES : 1); i++) {
        struct span line = fact_note(n + 10, i + 1, "kept");
        memcpy(lines + len, line.p, line.len);
        len += line.len;
    }
    struct change c = {.actor = shape_actor(&ann, ROLE_practitioner),
                       .patient = note.patient,
                       .facts = {lines, (uint32_t)len},
                       .acts = &act,
                       .act_count = 1,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = NOW};
    act.value[1] = value_text(span_of("kept"));
    return store_change(s, &c);
}

enum store_result second_erase(struct store *s)
{
    struct change c = {.person = SECOND, .erase = 1, .now_s = NOW};
    return store_change(s, &c);
}

/* How many of a step's facts are there: all of them, none, or something that must not be. */
int step_there(const char *lines, unsigned n)
{
    int there = 0, whole = n % 2 ? LINES : 1;
    for (unsigned i = 0; i < (unsigned)whole; i++) {
        const char *fact = fact_note(n + 10, i + 1, "kept").p, *at = strstr(lines, fact);
        there += at != NULL;
        if (at && strstr(at + 1, fact))
            return -1; /* twice */
    }
    return there == whole ? 1 : there ? -1 : 0;
}

int second_gone(struct store *s)
{
    enum store_result r;
    return !lines_of(s, 2, &r) && r == STORE_NONE;
}

int steps_begin(const char *path)
{
    struct store *s = opened(path);
    int64_t person = 0;
    int made = shape_make(s, &ann, &person) && person == 1;
    struct change tie = {.person = 1, .browser = hash_of(1), .facts = {"", 0}, .now_s = NOW};
    made &= store_change(s, &tie) == STORE_OK;
    made &= person_new(s, hash_of(2), fact_note(2, 1, "to-be-erased")) == SECOND;
    store_close(s);
    return made;
}

int steps_rows(const char *path, int64_t steps)
{
    sqlite3 *db = raw(path);
    int are = number(db, "SELECT count(*) FROM attention WHERE need = 'kept'") == steps &&
              number(db, "SELECT count(*) FROM audit WHERE what = 'kept'") == steps;
    sqlite3_close(db);
    return are;
}
