/* sqlite_acts.c - lists.def and acts.def, run: values bound to $n, rows taken or counted. */
#include "sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct {
    int roles;
    const char *sql;
} lists[LIST_COUNT] = {
#define LIST(name, roles, sql) {roles, sql},
#include "lists.def"
};

enum rows_touched { ANY, ONE };
static const struct {
    int roles;
    enum rows_touched rows;
    const char *sql;
} acts[ACT_COUNT] = {
#define ACT(name, roles, rows, sql) {roles, rows, sql},
#include "acts.def"
};

/* --- values ------------------------------------------------------------------------------------------- */

/* SQLite numbers the parameters in the order in which a statement first has them. 0: it has none. */
static int place_of(sqlite3_stmt *q, int n)
{
    char name[16];
    snprintf(name, sizeof name, "$%d", n);
    return sqlite3_bind_parameter_index(q, name);
}

static void bind_whole(sqlite3_stmt *q, int n, int64_t value)
{
    int at = place_of(q, n);
    if (at)
        sqlite3_bind_int64(q, at, value);
}

static int bind_value(sqlite3_stmt *q, int n, const struct value *v, int64_t person)
{
    int at = place_of(q, n);
    if (!at)
        return 0;
    switch (v->what) {
    case VALUE_null:
        return sqlite3_bind_null(q, at) == SQLITE_OK;
    case VALUE_whole:
        return sqlite3_bind_int64(q, at, v->whole) == SQLITE_OK;
    case VALUE_text:
        bind_span(q, at, v->text);
        return 1;
    case VALUE_bytes:
        return sqlite3_bind_blob(q, at, v->text.p, (int)v->text.len, SQLITE_STATIC) == SQLITE_OK;
    default:
        return person && sqlite3_bind_int64(q, at, person) == SQLITE_OK;
    }
}

/* 0: there are more values than the statement takes, or fewer. */
static int bind_all(sqlite3_stmt *q, const struct actor *actor, int64_t now_s,
                    const struct value *values, int count, int64_t person)
{
    enum { FIRST = 4 };
    bind_whole(q, 1, actor->clinic);
    bind_whole(q, 2, actor->who);
    bind_whole(q, 3, now_s);
    for (int i = 0; i < count; i++)
        if (!bind_value(q, FIRST + i, &values[i], person))
            return 0;
    return !place_of(q, FIRST + count);
}

/* --- acts --------------------------------------------------------------------------------------------- */

int act_person_at(enum act_name name)
{
    switch (name) {
    case ACT_patient_add:
    case ACT_patient_join:
        return 5;
    case ACT_summary_put:
        return 4;
    default:
        return 0;
    }
}

/* The person stands in their place, and a number nowhere in its stead. */
static int person_placed(const struct act *act)
{
    for (int i = 0; i < act->count; i++)
        if ((act->value[i].what == VALUE_person) != (act_person_at(act->name) == 4 + i))
            return 0;
    return 1;
}

/* What the tables themselves refuse. */
static enum store_result refused(struct line *l)
{
    switch (sqlite3_extended_errcode(l->db)) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_TRIGGER: /* a time that is taken */
        return STORE_CONFLICT;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return STORE_NONE;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
    case SQLITE_CONSTRAINT_DATATYPE:
        return STORE_REFUSED;
    default:
        return line_result(l);
    }
}

enum store_result act_run(struct line *l, const struct change *c, const struct act *act,
                          int64_t person)
{
    enum store_result r;
    if (!(acts[act->name].roles >> c->actor.role & 1))
        return STORE_NONE;
    if (act->count < 0 || act->count > ACT_VALUES || !person_placed(act))
        return STORE_REFUSED;
    sqlite3_stmt *q = line_prepare(l, &l->act[act->name], acts[act->name].sql);
    if (!q)
        return line_result(l);
    if (bind_all(q, &c->actor, c->now_s, act->value, act->count, person)) {
        int touches_one = acts[act->name].rows == ONE;
        if (sqlite3_step(q) != SQLITE_DONE)
            r = refused(l);
        else
            r = touches_one && sqlite3_changes(l->db) != 1 ? STORE_NONE : STORE_OK;
    } else {
        r = STORE_REFUSED;
    }
    sqlite3_reset(q);
    sqlite3_clear_bindings(q); /* the values are the caller's */
    return r;
}

/* --- lists -------------------------------------------------------------------------------------------- */

/* Rows before there is room for them in the arena: while they are read a connection is held, and what
 * ends a request must not end with it. The place of a text stands in whole. */
struct taken {
    struct value *value;
    size_t values, value_room;
    char *text;
    size_t len, text_room;
};
enum { TAKEN_MAX = 64 << 20 };

static int text_take(struct taken *t, const void *p, size_t n)
{
    if (t->len + n + 1 > t->text_room) {
        size_t room = 2 * (t->len + n + 1);
        char *more = room < TAKEN_MAX ? realloc(t->text, room) : NULL;
        if (!more)
            return 0;
        t->text = more;
        t->text_room = room;
    }
    if (n)
        memcpy(t->text + t->len, p, n);
    t->len += n;
    t->text[t->len++] = '\0';
    return 1;
}

static int value_take(struct taken *t, sqlite3_stmt *q, int column)
{
    struct value v = {VALUE_null, 0, {"", 0}};
    int type = sqlite3_column_type(q, column);
    if (t->values == t->value_room) {
        size_t room = t->values ? 2 * t->values : 64;
        struct value *more =
            room * sizeof v < TAKEN_MAX ? realloc(t->value, room * sizeof v) : NULL;
        if (!more)
            return 0;
        t->value = more;
        t->value_room = room;
    }
    if (type == SQLITE_INTEGER) {
        v.what = VALUE_whole;
        v.whole = sqlite3_column_int64(q, column);
    } else if (type != SQLITE_NULL) {
        const void *p = type == SQLITE_BLOB ? sqlite3_column_blob(q, column)
                                            : (const void *)sqlite3_column_text(q, column);
        v.what = type == SQLITE_BLOB ? VALUE_bytes : VALUE_text;
        v.text.len = (uint32_t)sqlite3_column_bytes(q, column);
        v.whole = (int64_t)t->len;
        if (!text_take(t, p, v.text.len))
            return 0;
    }
    t->value[t->values++] = v;
    return 1;
}

static enum store_result rows_take(struct line *l, sqlite3_stmt *q, struct taken *t)
{
    int columns = sqlite3_column_count(q), rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW)
        for (int i = 0; i < columns; i++)
            if (!value_take(t, q, i))
                return STORE_FULL;
    return rc == SQLITE_DONE ? STORE_OK : line_result(l);
}

/* 0: the arena has no room for them. */
static int rows_give(const struct taken *t, uint32_t columns, struct arena *a, struct rows *ret)
{
    enum { SLACK = 64 };
    size_t need = t->values * sizeof *t->value + t->len + SLACK;
    if (a->size - a->used < need)
        return 0;
    struct value *value = arena_alloc(a, t->values, sizeof *value);
    char *text = arena_alloc(a, t->len, 1);
    if (t->len)
        memcpy(text, t->text, t->len);
    for (size_t i = 0; i < t->values; i++) {
        value[i] = t->value[i];
        if (value[i].what == VALUE_text || value[i].what == VALUE_bytes) {
            value[i].text.p = text + value[i].whole;
            value[i].whole = 0;
        }
    }
    *ret = (struct rows){value, columns ? (uint32_t)(t->values / columns) : 0, columns};
    return 1;
}

enum store_result sqlite_list(struct store *store, const struct actor *actor, enum list list,
                              const struct value *values, int count, struct arena *a,
                              struct rows *ret_rows)
{
    struct sqlite_store *s = (struct sqlite_store *)store;
    struct taken t = {0};
    struct line *l;
    uint32_t columns = 0;
    int given = 0;
    if (!(lists[list].roles >> actor->role & 1))
        return STORE_NONE;
    enum store_result r = reader_take(s, &l);
    if (r != STORE_OK)
        return r;
    sqlite3_stmt *q = line_prepare(l, &l->list[list], lists[list].sql);
    if (!q) {
        r = line_result(l);
    } else {
        columns = (uint32_t)sqlite3_column_count(q);
        r = bind_all(q, actor, (int64_t)time(NULL), values, count, 0) ? rows_take(l, q, &t)
                                                                      : STORE_REFUSED;
        sqlite3_reset(q);
        sqlite3_clear_bindings(q);
    }
    reader_give(s, l);
    if (r == STORE_OK)
        given = rows_give(&t, columns, a, ret_rows);
    free(t.value);
    free(t.text);
    if (r == STORE_OK && !given)
        arena_fail(a, "a list has no room in the arena");
    return r;
}
