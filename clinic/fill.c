/* fill.c - what a form is filled with that was not posted: for clinic pages only. */
#include "../app/asked.h"
#include "../core/form.h"
#include "recording.h"

static int field_is(const struct posted *p, const char *field)
{
    return p->key.len == str_len(field) && memcmp(p->key.p, field, p->key.len) == 0;
}

void fill(struct desk *d, const char *field, const char *value)
{
    struct visit *v = &d->v;
    if (v->q->post || !value[0])
        return;
    if (!v->posted)
        v->posted = arena_alloc(v->a, POSTED_MAX, sizeof *v->posted);
    if (v->posted_count < POSTED_MAX)
        v->posted[v->posted_count++] = (struct posted){
            .key = {field, (uint32_t)str_len(field)},
            .coded = {"", 0},
            .plain = value,
            .plain_len = (uint32_t)str_len(value),
        };
}

void fill_span(struct desk *d, const char *field, struct span coded)
{
    if (coded.len)
        fill(d, field, plain_text(&d->v, coded));
}

void fill_number(struct desk *d, const char *field, int number)
{
    struct text t = {.mem = d->v.a};
    text_int(&t, number);
    text_char(&t, '\0');
    fill(d, field, t.p);
}

void fill_day(struct desk *d, const char *field, int day)
{
    struct text t = {.mem = d->v.a};
    day_put(&t, day);
    text_char(&t, '\0');
    fill(d, field, t.p);
}

void fill_fact(struct desk *d, const struct fact *f, const char *before)
{
    struct form_reader r = {f->body.p, f->body.p + f->body.len};
    struct form_pair pair;
    while (form_next(&r, &pair) == FORM_PAIR) {
        struct text field = {.mem = d->v.a};
        if (pair.key[0] == '_' || !pair.value_len)
            continue;
        text_str(&field, before);
        text_add(&field, pair.key, pair.key_len);
        text_char(&field, '\0');
        fill_span(d, field.p, (struct span){pair.value, (uint32_t)pair.value_len});
    }
}

void unpost(struct desk *d, const char *field)
{
    struct visit *v = &d->v;
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->posted_count; i++)
        if (!field_is(&v->posted[i], field))
            v->posted[n++] = v->posted[i];
    v->posted_count = n;
}
