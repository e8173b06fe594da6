#include "table.h"

#include "../core/day.h"
#include "../core/form.h"

int span_coded(struct span s)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.p[i] == '%' || s.p[i] == '+')
            return 1;
    return 0;
}

int span_decode(struct arena *a, struct span coded, struct span *ret_plain)
{
    char *out = arena_grow(a, NULL, 0, (size_t)coded.len + 1);
    ptrdiff_t n = form_decode(coded.p, coded.len, out);
    if (n < 0)
        return 0;
    *ret_plain = (struct span){out, (uint32_t)n};
    return 1;
}

/* Digits only, at most nine of them; -1 when it is not so. */
static int32_t whole_read(const char *p, const char *end)
{
    int32_t v = 0;
    if (p == end || end - p > 9)
        return -1;
    for (; p < end; p++) {
        unsigned digit = (unsigned)(unsigned char)*p - '0';
        if (digit > 9)
            return -1;
        v = v * 10 + (int32_t)digit;
    }
    return v;
}

static int hex(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int id_read(struct span s, struct fact_id *ret_id)
{
    uint64_t session = 0, number = 0;
    if (s.len < 18 || s.p[16] != '-')
        return 0;
    for (int i = 0; i < 16; i++) {
        int v = hex((unsigned char)s.p[i]);
        if (v < 0)
            return 0;
        session = session << 4 | (uint64_t)v;
    }
    for (uint32_t i = 17; i < s.len; i++) {
        unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';
        if (digit > 9 || number > (UINT64_MAX - digit) / 10)
            return 0;
        number = number * 10 + digit;
    }
    *ret_id = (struct fact_id){session, number, 1};
    return 1;
}

int fact_id_read(struct span id, struct fact_id *ret_id)
{
    char plain[3 * (16 + 1 + 20)]; /* were each of its characters written %XX */
    if (!span_coded(id))
        return id_read(id, ret_id);
    if (id.len > sizeof plain)
        return 0;
    ptrdiff_t n = form_decode(id.p, id.len, plain);
    return n >= 0 && id_read((struct span){plain, (uint32_t)n}, ret_id);
}

int done_read(struct span value, struct done *ret_done)
{
    const char *p = value.p, *end = p + value.len, *colon = p, *times;
    while (colon < end && *colon != ':')
        colon++;
    int item = item_find((struct span){p, (uint32_t)(colon - p)});
    if (item < 0 || colon == end)
        return 0;
    for (times = colon + 1; times < end && *times != 'x';)
        times++;
    if (times == end || times + 1 == end)
        return 0;
    char unit = end[-1];
    int timed = unit == 's' || unit == 'm';
    int32_t sets = whole_read(colon + 1, times);
    int32_t amount = whole_read(times + 1, timed ? end - 1 : end);
    int32_t most = unit == 's' ? 3600 : unit == 'm' ? 600 : 500;
    if (sets < 1 || sets > 50 || amount < 1 || amount > most)
        return 0;
    *ret_done = (struct done){item, sets, UNANSWERED, UNANSWERED, UNANSWERED};
    if (unit == 's')
        ret_done->hold_s = amount;
    else if (unit == 'm')
        ret_done->minutes = amount;
    else
        ret_done->reps = amount;
    return 1;
}

static int scope_take(struct span value, struct scope *scope)
{
    int family = family_find(value), item = item_find(value);
    if (family >= 0)
        scope->families |= UINT32_C(1) << family;
    else if (item >= 0)
        scope->items |= UINT64_C(1) << item;
    else if (span_same(value, (struct span){"all", 3}))
        scope->all = 1;
    else
        return 0;
    return 1;
}

static int flag_take(struct span value, uint64_t *flags)
{
    int flag = flag_find(value);
    if (flag >= 0)
        *flags |= UINT64_C(1) << flag;
    else if (span_same(value, (struct span){"all", 3}))
        *flags |= FLAGS_ALL;
    else
        return 0;
    return 1;
}

static int answer_take(const struct kind_row *kind, const struct row *row, struct span value,
                       void *keys)
{
    struct answers *asked = (void *)((char *)keys + kind->asked_at);
    uint64_t bit = UINT64_C(1) << row->at;
    switch (word_find(row->word, row->words, value)) {
    case answers_yes:
        asked->yes |= bit;
        return 1;
    case answers_no:
        asked->no |= bit;
        return 1;
    case answers_unsure:
        asked->unsure |= bit;
        return 1;
    default:
        return 0;
    }
}

int value_take(const struct kind_row *kind, const struct row *row, struct span value, void *keys)
{
    void *field = (char *)keys + row->at;
    int32_t number = -1;
    int day;
    struct moment moment;
    switch ((enum row_type)row->type) {
    case TYPE_WHOLE:
        number = whole_read(value.p, value.p + value.len);
        if (number < row->lo || number > row->hi)
            return 0;
        break;
    case TYPE_CHOICE:
        number = word_find(row->word, row->words, value);
        break;
    case TYPE_ITEM:
        number = item_find(value);
        break;
    case TYPE_DATE:
        if (!day_read(value.p, value.len, &day))
            return 0;
        *(int32_t *)field = day;
        return 1;
    case TYPE_SEVERAL:
        number = word_find(row->word, row->words, value);
        if (number >= 0)
            *(uint32_t *)field |= UINT32_C(1) << number;
        return number >= 0;
    case TYPE_ITEMS:
        number = item_find(value);
        if (number >= 0)
            *(uint64_t *)field |= UINT64_C(1) << number;
        return number >= 0;
    case TYPE_MOMENT:
        if (!moment_read(value.p, value.len, 0, &moment))
            return 0;
        *(int64_t *)field = moment.at_s / 60;
        return 1;
    case TYPE_SCOPE:
        return scope_take(value, field);
    case TYPE_FLAGS:
        return flag_take(value, field);
    case TYPE_QUESTION:
        return answer_take(kind, row, value, keys);
    default:
        return 0;
    }
    if (number >= 0)
        *(int32_t *)field = number;
    return number >= 0;
}

int system_take(const struct row *row, struct span value, struct fact *f)
{
    struct moment moment;
    int32_t number;
    switch (row->at) {
    case SYSTEM_id:
        return id_read(value, &f->id);
    case SYSTEM_recorded:
        if (!moment_read(value.p, value.len, 1, &moment))
            return 0;
        f->recorded = moment.at_s;
        return 1;
    case SYSTEM_by:
        number = word_find(row->word, row->words, value);
        if (number >= 0)
            f->by = (uint8_t)number;
        return number >= 0;
    case SYSTEM_from:
        f->from_file = (uint8_t)span_same(value, (struct span){"file", 4});
        return f->from_file;
    case SYSTEM_v:
        number = whole_read(value.p, value.p + value.len);
        if (number >= 1)
            f->newer = number > RECORD_VERSION;
        return number >= 1;
    default:
        return 1; /* _device, _who: any text */
    }
}
