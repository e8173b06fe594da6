/* knowledge.c - the tables, as tables.c made them at build time, and how to look into them. */
#include "knowledge.h"

/* A piece of a reason's wording, and what follows it: a number, or one of these. */
enum { PIECE_NAME = REASON_NUMBERS, PIECE_END };
struct piece {
    const char *text;
    uint8_t len, then;
};

#include "knowledge.inc"

#ifdef LIMITS_VARY
int limit_value[LIMIT_COUNT] = {
#define LIMIT(name, value, unit, source, why) (value),
#include "limits.def"
};
#endif

struct dose dose_at(int item, int step)
{
    const struct exercise *x = &exercises[item];
    int last = step < x->steps ? step : x->steps;
#ifdef LIMITS_VARY
    struct dose d = x->start;
    while (last-- > 0)
        d = dose_next(x, d);
    return d;
#else
    return doses[dose_first[item] + (last > 0 ? last : 0)];
#endif
}

void reason_text(struct text *t, enum reason_code code, int item, const int32_t *number)
{
    for (const struct piece *p = &pieces[first_piece[code]];; p++) {
        text_add(t, p->text, p->len);
        if (p->then == PIECE_END)
            return;
        if (p->then < REASON_NUMBERS)
            text_int(t, number[p->then]);
        else if (item < 0 || item >= ITEM_COUNT)
            text_lit(t, "the exercise");
        else
            text_add(t, exercises[item].name, item_words[item].name_len);
    }
}
