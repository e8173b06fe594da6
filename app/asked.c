#include "asked.h"

#include "../core/form.h"

static int span_is(struct span s, const char *word)
{
    return s.len == str_len(word) && memcmp(s.p, word, s.len) == 0;
}

const char *plain_text(struct visit *v, struct span coded)
{
    char *out = arena_alloc(v->a, coded.len + 1, 1);
    ptrdiff_t n = coded.len ? form_decode(coded.p, coded.len, out) : 0;
    out[n < 0 ? 0 : n] = '\0';
    return out;
}

const char *asked(struct visit *v, const char *key)
{
    struct form_reader r = {v->q->query.p, v->q->query.p + v->q->query.len};
    struct form_pair pair;
    while (form_next(&r, &pair) == FORM_PAIR) {
        if (!span_is((struct span){pair.key, (uint32_t)pair.key_len}, key) || !pair.value_len)
            continue;
        const char *value = plain_text(v, (struct span){pair.value, (uint32_t)pair.value_len});
        return value[0] ? value : NULL;
    }
    return NULL;
}

static const char *const month[] = {"January",   "February", "March",    "April",
                                    "May",       "June",     "July",     "August",
                                    "September", "October",  "November", "December"};

void put_full_date(struct visit *v, int day)
{
    int y, m, d;
    day_civil(day, &y, &m, &d);
    html_put(&v->w, "%d %s %d", d, month[m - 1], y);
}

void put_short_date(struct visit *v, int day)
{
    int y, m, d;
    day_civil(day, &y, &m, &d);
    html_put(&v->w, "%d %.*s", d, 3, month[m - 1]);
}

void put_count(struct visit *v, int n, const char *word)
{
    html_put(&v->w, "%d %s%s", n, word, n == 1 ? "" : "s");
}

int fact_named(const struct visit *v, struct fact_id id)
{
    for (size_t i = 0; id.known && i < v->facts.count; i++) {
        const struct fact_id *there = &v->facts.fact[i].id;
        if (there->known && there->session == id.session && there->number == id.number)
            return (int)i;
    }
    return -1;
}

const uint8_t *taken_back(struct visit *v)
{
    uint8_t *back = arena_alloc(v->a, v->facts.count + 1, 1);
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *r = &v->facts.fact[i];
        struct fact_id id;
        if (r->kind != KIND_retract ||
            !fact_id_read(((const struct fact_retract *)r->keys)->of, &id))
            continue;
        int place = fact_named(v, id);
        if (place < 0 || v->facts.fact[place].kind == KIND_retract)
            continue;
        if (r->by != WHO_clinician &&
            (v->facts.fact[place].by == WHO_clinician || (size_t)place > i))
            continue;
        back[place] = 1;
    }
    return back;
}
