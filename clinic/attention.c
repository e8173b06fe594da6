/* attention.c - what a need's answers are, and what was done about them: acknowledged, or sent on. */
#include "summary.h"

_Static_assert((int)attention_patient == (int)due_attention_patient &&
                   (int)attention_need == (int)due_attention_need &&
                   (int)attention_since_s == (int)due_attention_since_s &&
                   (int)attention_what == (int)due_attention_what &&
                   (int)attention_told == (int)due_attention_told,
               "both lists are read here");

/* --- "saddle@1772421120.foot_drop?1772421180": yes, and not sure --------------------------------------------- */

static int flag_of(struct span name)
{
    for (int i = 0; i < FLAG_COUNT; i++) {
        struct span s = flag_name(i);
        if (s.len == name.len && memcmp(s.p, name.p, s.len) == 0)
            return i;
    }
    return -1;
}

int need_answer(const struct need *n, int i, struct need_answer *ret)
{
    const char *p = n->args;
    uint32_t len = 0, name = 0;
    for (; i > 0 && *p; p++)
        i -= *p == '.';
    while (p[len] && p[len] != '.')
        len++;
    while (name < len && p[name] != '@' && p[name] != '?')
        name++;
    if (i || !len)
        return 0;
    *ret = (struct need_answer){.flag = flag_of((struct span){p, name}),
                                .unsure = name < len && p[name] == '?',
                                .words = {p, len}};
    for (uint32_t k = name + 1; k < len && ret->at_s < INT64_C(1) << 50; k++)
        ret->at_s = ret->at_s * 10 + (p[k] - '0');
    return 1;
}

/* --- what was done ------------------------------------------------------------------------------------------ */

static int tells(const char *told, struct span words)
{
    for (size_t n; *told; told += n + (told[n] == '.')) {
        for (n = 0; told[n] && told[n] != '.';)
            n++;
        if (n == words.len && memcmp(told, words.p, n) == 0)
            return 1;
    }
    return 0;
}

int need_told(const struct need *n, const struct rows *attention, uint32_t row)
{
    struct need_answer answer;
    if (n->code != NEED_urgent)
        return row_whole(attention, row, attention_since_s) == n->since_s;
    for (int i = 0; need_answer(n, i, &answer); i++)
        if (!tells(row_text(attention, row, attention_told), answer.words))
            return 0;
    return 1;
}

static int looked_at(const struct rows *attention, int64_t patient, struct span words)
{
    for (uint32_t i = 0; i < attention->count; i++)
        if (row_whole(attention, i, attention_patient) == patient &&
            str_same(row_text(attention, i, attention_need), "urgent") &&
            tells(row_text(attention, i, attention_told), words))
            return 1;
    return 0;
}

int64_t urgent_waits_s(const struct need *n, const struct rows *attention, int64_t patient)
{
    struct need_answer answer;
    int64_t first = INT64_MAX;
    for (int i = 0; need_answer(n, i, &answer); i++)
        if (answer.at_s < first && !looked_at(attention, patient, answer.words))
            first = answer.at_s;
    return first;
}
