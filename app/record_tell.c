#include "record_tell.h"

#include "../core/form.h"
#include "asked.h"
#include "danger.h"

struct named_key {
    int kind;
    const char *key, *name, *unit;
};
static const char *const kind_called[KIND_COUNT] = {
#define CALL(kind, name) [KIND_##kind] = name,
#include "record_words.def"
};
static const struct named_key named_keys[] = {
#define TELL(kind, key, name, unit) {KIND_##kind, #key, name, unit},
#include "record_words.def"
};
enum { NAMED = sizeof named_keys / sizeof named_keys[0] };

static int names_key(const struct named_key *n, int kind, const char *key)
{
    return n->kind == kind && str_same(n->key, key);
}

static const struct named_key *key_named(int kind, const char *key)
{
    for (int i = 0; i < NAMED; i++)
        if (names_key(&named_keys[i], kind, key))
            return &named_keys[i];
    return NULL;
}

int keys_unnamed(void)
{
    int unnamed = 0;
#define NAMED_ROW(kind, key) unnamed += !key_named(KIND_##kind, #key);
#define SCALE(kind, key, hi) NAMED_ROW(kind, key)
#define WHOLE(kind, key, lo, hi) NAMED_ROW(kind, key)
#define CHOICE(kind, key, list) NAMED_ROW(kind, key)
#define SEVERAL(kind, key, list) NAMED_ROW(kind, key)
#define DATE(kind, key) NAMED_ROW(kind, key)
#define MOMENT(kind, key) NAMED_ROW(kind, key)
#define TEXT(kind, key) NAMED_ROW(kind, key)
#define TEXTS(kind, key) NAMED_ROW(kind, key)
#define ITEMS(kind, key) NAMED_ROW(kind, key)
#define ITEM(kind, key) NAMED_ROW(kind, key)
#define SCOPE(kind, key) NAMED_ROW(kind, key)
#define FLAGS(kind, key) NAMED_ROW(kind, key)
#define DOSES(kind, key) NAMED_ROW(kind, key)
#include "../record/record.def"
    for (int i = 0; i < KIND_COUNT; i++)
        unnamed += !kind_called[i];
    return unnamed;
}

const char *fact_called(const struct fact *f)
{
    return f->kind < KIND_COUNT ? kind_called[f->kind] : "Something this version does not know";
}

static int question_named(const char *key)
{
    for (int i = 0; i < QUESTION_COUNT; i++) {
        struct span name = flag_name(i);
        if (str_len(key) == name.len && memcmp(key, name.p, name.len) == 0)
            return i;
    }
    return -1;
}

/* was: the key before it, which has its name already. */
static void tell_pair(struct visit *v, const struct fact *f, const char *key, const char *value,
                      const char *was)
{
    const struct named_key *n = key_named(f->kind, key);
    int q = f->kind == KIND_screen && !n ? question_named(key) : -1;
    if (!str_same(key, was))
        html_put(&v->w, "<dt>%s</dt>", q >= 0 ? question_rows[q].ask : n ? n->name : key);
    html_put(&v->w, "<dd>");
    tell_value(v, f->kind, key, value);
    if (n && n->unit[0])
        html_put(&v->w, " %s", n->unit);
    html_put(&v->w, "</dd>");
}

/* A "no" of a safety question, of which a whole screen holds thirty: they are folded away. */
static int is_no(const struct fact *f, const char *key, const char *value)
{
    return f->kind == KIND_screen && question_named(key) >= 0 && str_same(value, "no");
}

/* The pairs of a fact, the noes or the others; gives how many it has of the other sort. */
static int tell_pairs(struct visit *v, const struct fact *f, int noes)
{
    struct form_reader r = {f->body.p, f->body.p + f->body.len};
    struct form_pair pair;
    const char *was = "";
    int others = 0;
    while (form_next(&r, &pair) == FORM_PAIR) {
        const char *key = plain_text(v, (struct span){pair.key, (uint32_t)pair.key_len});
        const char *value = plain_text(v, (struct span){pair.value, (uint32_t)pair.value_len});
        if (key[0] == '_' || !pair.value_len)
            continue; /* who wrote it and when is told apart */
        if (is_no(f, key, value) != noes) {
            others++;
            continue;
        }
        if (!was[0])
            html_put(&v->w, "<dl>");
        tell_pair(v, f, key, value, was);
        was = key;
    }
    if (was[0])
        html_put(&v->w, "</dl>");
    return others;
}

/* What a page calls a key; NULL: as it is called here. */
static const char *renamed(const struct tell_name *name, int count, int kind, const char *key)
{
    for (int i = 0; i < count; i++)
        if (name[i].kind == kind && str_same(name[i].key, key))
            return name[i].name;
    return NULL;
}

static void line_name(struct visit *v, const struct fact *f, const char *key, const char *name)
{
    const struct named_key *n = key_named(f->kind, key);
    int q = f->kind == KIND_screen && !n ? question_named(key) : -1;
    if (q >= 0)
        html_put(&v->w, "%s: ", danger_words(q));
    else if (!name)
        html_put(&v->w, "%s ", n ? n->name : key);
    else if (name[0])
        html_put(&v->w, "%s ", name);
}

static void line_value(struct visit *v, const struct fact *f, const char *key, const char *value)
{
    const struct named_key *n = key_named(f->kind, key);
    struct span k = {key, (uint32_t)str_len(key)};
    int text = f->kind >= KIND_COUNT || key_takes((enum kind)f->kind, k).what == TAKES_TEXT;
    if (text)
        html_put(&v->w, "“%s”", value);
    else
        tell_value(v, f->kind, key, value);
    if (n && n->unit[0])
        html_put(&v->w, " %s", n->unit);
}

void tell_line(struct visit *v, const struct fact *f, const struct tell_name *name, int count)
{
    struct form_reader r = {f->body.p, f->body.p + f->body.len};
    struct form_pair pair;
    const char *was = "";
    int noes = 0;
    while (form_next(&r, &pair) == FORM_PAIR) {
        const char *key = plain_text(v, (struct span){pair.key, (uint32_t)pair.key_len});
        const char *value = plain_text(v, (struct span){pair.value, (uint32_t)pair.value_len});
        if (key[0] == '_' || !pair.value_len)
            continue;
        if (is_no(f, key, value)) {
            noes++;
            continue;
        }
        if (str_same(key, was))
            html_put(&v->w, ", ");
        else if (was[0])
            html_put(&v->w, " · ");
        if (!str_same(key, was))
            line_name(v, f, key, renamed(name, count, f->kind, key));
        line_value(v, f, key, value);
        was = key;
    }
    if (noes)
        html_put(&v->w, "%sno to %d named", was[0] ? " · " : "", noes);
}

void tell_fact(struct visit *v, const struct fact *f)
{
    int noes = tell_pairs(v, f, 0);
    if (!noes)
        return;
    html_put(&v->w, "<details class=\"more\"><summary>No: %d %s</summary>", noes,
             noes == 1 ? "question" : "questions");
    tell_pairs(v, f, 1);
    html_put(&v->w, "</details>");
}
