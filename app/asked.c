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
    if (!v->q->query.len)
        return NULL;
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

int fact_named(struct visit *v, struct fact_id id)
{
    if (!v->ids.at)
        v->ids = ids_of(v->a, &v->facts);
    return ids_find(&v->ids, id);
}

const uint8_t *taken_back(struct visit *v)
{
    if (!v->ids.at)
        v->ids = ids_of(v->a, &v->facts);
    if (!v->back)
        v->back = back_of(v->a, &v->facts, &v->ids);
    return v->back;
}

int stands(struct visit *v, const struct fact *f)
{
    return !taken_back(v)[f - v->facts.fact];
}

/* AREA/PLACE in letters, digits, - _ and +, as the zones are named; or UTC. */
int zone_looks_right(const char *zone)
{
    int n = 0, slash = 0;
    for (; zone[n]; n++) {
        char c = zone[n];
        int letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        int other = (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-';
        slash |= c == '/';
        if (n == 40 || !(letter || (n && other) || (n && c == '/')))
            return 0;
    }
    return n > 0 && (slash || str_same(zone, "UTC"));
}
