/* What was posted, and the facts it makes. */
#include "visit.h"

#include "../core/form.h"

static int same(struct span s, const char *key)
{
    size_t n = str_len(key);
    return s.len == n && memcmp(s.p, key, n) == 0;
}

static const struct posted *find(const struct visit *v, const char *key, int n)
{
    for (uint32_t i = 0; i < v->posted_count; i++)
        if (same(v->posted[i].key, key) && v->posted[i].plain_len && n-- == 0)
            return &v->posted[i];
    return NULL;
}

const char *posted(const struct visit *v, const char *key, int n)
{
    const struct posted *p = find(v, key, n);
    return p ? p->plain : NULL;
}

int posted_is(const struct visit *v, const char *key, const char *value)
{
    const struct posted *p;
    for (int n = 0; (p = find(v, key, n)); n++)
        if (p->plain_len == str_len(value) && memcmp(p->plain, value, p->plain_len) == 0)
            return 1;
    return 0;
}

void wrong(struct visit *v, const char *key, const char *why)
{
    if (!wrong_about(v, key) && v->wrongs < WRONG_MAX)
        v->wrong[v->wrongs++] = (struct wrong){key, why};
}

const char *wrong_about(const struct visit *v, const char *key)
{
    for (int i = 0; i < v->wrongs; i++)
        if (str_same(v->wrong[i].key, key))
            return v->wrong[i].why;
    return NULL;
}

static void put_pair(struct visit *v, const char *key, struct span coded)
{
    struct text *t = &v->new_facts;
    text_char(t, '&');
    text_str(t, key);
    text_char(t, '=');
    text_add(t, coded.p, coded.len);
    v->keys++;
}

void put_fact_id(struct text *t, struct fact_id id)
{
    static const char digit[] = "0123456789abcdef";
    for (int shift = 60; shift >= 0; shift -= 4)
        text_char(t, digit[id.session >> shift & 15]);
    text_char(t, '-');
    text_int(t, (int64_t)id.number);
}

static void put_author(struct visit *v, struct text *t)
{
    if (!v->clinician)
        return;
    text_lit(t, "&_by=clinician&_who=");
    form_encode(t, v->clinician, str_len(v->clinician));
}

static void put_head(struct visit *v, struct text *t, enum kind kind, struct fact_id id, int day,
                     int minute)
{
    struct span name = kind_name((int)kind);
    moment_put(t, day, minute, v->now.offset);
    text_char(t, ' ');
    text_add(t, name.p, name.len);
    text_lit(t, " _id=");
    put_fact_id(t, id);
    put_author(v, t);
}

/* WHEN KIND and the system keys of a fact of now. */
void put_fact_head(struct visit *v, struct text *t, enum kind kind, struct fact_id id)
{
    put_head(v, t, kind, id, v->now.day, v->now.minute);
}

uint64_t session_read(const char *form)
{
    uint64_t session = 0;
    for (int i = 0; form && i < 16; i++)
        session = session << 4 | (unsigned)(form[i] <= '9' ? form[i] - '0' : form[i] - 'a' + 10);
    return session;
}

static struct fact_id minted(const struct visit *v)
{
    return (struct fact_id){v->session, (uint64_t)v->new_count, 1};
}

static void begin(struct visit *v, enum kind kind, int day, int minute)
{
    v->kind = kind;
    v->began = v->new_facts.len;
    v->keys = 1;
    v->new_count++;
    put_head(v, &v->new_facts, kind, minted(v), day, minute);
}

void fact_begin(struct visit *v, enum kind kind)
{
    begin(v, kind, v->now.day, v->now.minute);
}

void fact_begin_on(struct visit *v, enum kind kind, int day)
{
    begin(v, kind, day, 24 * 60 - 1);
}

/* The instant _recorded of what is written now in the place of f: after f's own, also when both come
 * within one second, so that the record's order is theirs. */
static void put_recorded_after(struct visit *v, struct text *t, const struct fact *f)
{
    int64_t at = v->now.at_s;
    if (f->recorded != NO_MOMENT && f->recorded >= at && f->recorded < at + 3600)
        at = f->recorded + 1;
    int64_t day = (at >= 0 ? at : at - 86399) / 86400, second = at - day * 86400;
    text_lit(t, "&_recorded=");
    day_put(t, (int)day);
    text_char(t, 'T');
    text_padded(t, second / 3600, 2);
    text_char(t, ':');
    text_padded(t, second / 60 % 60, 2);
    text_char(t, ':');
    text_padded(t, second % 60, 2);
    text_lit(t, "%2B00:00");
}

void fact_amend(struct visit *v, const struct fact *f)
{
    struct text *t = &v->new_facts;
    struct span name = kind_name(f->kind);
    v->kind = (enum kind)f->kind;
    v->began = t->len;
    v->keys = 1;
    v->new_count++;
    moment_put(t, f->day, f->minute, f->offset);
    text_char(t, ' ');
    text_add(t, name.p, name.len);
    text_lit(t, " _id=");
    put_fact_id(t, minted(v));
    put_author(v, t);
    put_recorded_after(v, t, f);
}

/* Whether the fact being written says something for a key. */
static int said_already(const struct visit *v, const char *key, size_t n)
{
    const struct text *t = &v->new_facts;
    for (size_t i = v->began; i + n + 1 < t->len; i++)
        if (t->p[i] == '&' && memcmp(t->p + i + 1, key, n) == 0 && t->p[i + 1 + n] == '=')
            return 1;
    return 0;
}

void fact_keep(struct visit *v, const struct fact *f)
{
    struct form_reader r = {f->body.p, f->body.p + f->body.len};
    struct form_pair pair;
    struct text kept = {.mem = v->a};
    if (v->keys == 1)
        return;
    while (form_next(&r, &pair) == FORM_PAIR) {
        if (pair.key[0] == '_' || !pair.value_len || said_already(v, pair.key, pair.key_len))
            continue;
        text_char(&kept, '&');
        text_add(&kept, pair.key, pair.key_len);
        text_char(&kept, '=');
        text_add(&kept, pair.value, pair.value_len);
    }
    text_add(&v->new_facts, kept.p, kept.len);
}

/* So that whatever a page asks, its fact is well under RECORD_LINE_MAX. */
enum { TEXT_MAX = 1000, TEXTS_MAX = 20 };
_Static_assert(TEXT_MAX * 3 * TEXTS_MAX < RECORD_LINE_MAX,
               "a fact of one key's texts, all encoded");

/* What may stand for a key, for a person. */
static const char *allowed(struct visit *v, const struct takes *takes)
{
    struct text t = {.mem = v->a};
    switch (takes->what) {
    case TAKES_WHOLE:
        text_lit(&t, "Write a whole number from ");
        text_int(&t, takes->lo);
        text_lit(&t, " to ");
        text_int(&t, takes->hi);
        text_lit(&t, ", or leave it empty.");
        break;
    case TAKES_DATE:
        text_lit(&t, "Write the date as year, month and day: 2026-03-02.");
        break;
    case TAKES_TEXT:
        text_lit(&t, "This is too long to keep. Write at most ");
        text_int(&t, TEXT_MAX);
        text_lit(&t, " letters.");
        break;
    default:
        text_lit(&t, "Choose one of the answers, or leave it out.");
    }
    text_char(&t, '\0');
    return t.p;
}

void fact_take_as(struct visit *v, const char *key, const char *field)
{
    struct span k = {key, (uint32_t)str_len(key)};
    struct takes takes = key_takes(v->kind, k);
    const struct posted *p;
    for (int n = 0; (p = find(v, field, n)); n++) {
        struct faults faults = {0};
        if (n && !takes.many)
            wrong(v, field, "This came with two answers. Give one of them.");
        else if (takes.what == TAKES_TEXT && n == TEXTS_MAX)
            wrong(v, field, "These are too many to keep. Leave some out.");
        else if ((takes.what == TAKES_TEXT && p->plain_len > TEXT_MAX) ||
                 !pair_judge(v->a, v->kind, k, p->coded, &faults))
            wrong(v, field, allowed(v, &takes));
        else
            put_pair(v, key, p->coded);
    }
}

void fact_take(struct visit *v, const char *key)
{
    fact_take_as(v, key, key);
}

void fact_put(struct visit *v, const char *key, const char *value)
{
    struct text coded = {.mem = v->a};
    form_encode(&coded, value, str_len(value));
    put_pair(v, key, (struct span){coded.p, (uint32_t)coded.len});
}

/* Only the kinds that say something by being there may be without an answer. */
static int may_be_bare(enum kind kind)
{
    return kind == KIND_flare || kind == KIND_card;
}

void fact_end(struct visit *v)
{
    if (v->keys == 1 && !may_be_bare(v->kind)) {
        v->new_facts.len = v->began; /* its number stays free: those after it keep theirs */
        return;
    }
    text_char(&v->new_facts, '\n');
}

void go_to(struct visit *v, const char *path)
{
    v->r->status = 303;
    v->r->location = path;
}
