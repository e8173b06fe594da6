#include "text.h"

char *text_room(struct text *t, size_t n)
{
    if (t->p && n <= t->cap - t->len)
        return t->p + t->len;
    size_t want;
    if (__builtin_add_overflow(t->len, n, &want) || want > SIZE_MAX / 2)
        arena_fail(t->mem, "a text is longer than there can be");
    /* Doubling keeps the bytes moved in all below twice the length. */
    size_t cap = want > 2 * t->cap ? want : 2 * t->cap;
    if (cap < 64)
        cap = 64;
    t->p = arena_grow(t->mem, t->p, t->cap, cap);
    t->cap = cap;
    return t->p + t->len;
}

/* Writes v before end; returns where it begins. */
static char *digits(char *end, uint64_t v)
{
    do
        *--end = (char)('0' + v % 10);
    while (v /= 10);
    return end;
}

void text_int(struct text *t, int64_t v)
{
    char room[20], *end = room + sizeof room;
    /* Negated as unsigned: the least number has no positive counterpart. */
    char *p = digits(end, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
    if (v < 0)
        *--p = '-';
    text_add(t, p, (size_t)(end - p));
}

void text_padded(struct text *t, int64_t v, int width)
{
    char room[20], *end = room + sizeof room;
    char *p = digits(end, v < 0 ? 0 : (uint64_t)v);
    for (int n = (int)(end - p); n < width; n++)
        text_char(t, '0');
    text_add(t, p, (size_t)(end - p));
}

void text_str(struct text *t, const char *s)
{
    text_add(t, s, str_len(s));
}
