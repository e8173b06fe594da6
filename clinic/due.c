/* due.c - which urgent answers have waited too long for an acknowledgement. */
#include "summary.h"

/* Something was done about the need, with this answer or a later one. */
static int looked_at(const struct rows *attention, int64_t clinic, int64_t patient,
                     const struct need *n)
{
    for (uint32_t i = 0; i < attention->count; i++)
        if (row_whole(attention, i, due_attention_clinic) == clinic &&
            row_whole(attention, i, due_attention_patient) == patient &&
            need_covered(n, row_whole(attention, i, due_attention_since_s),
                         row_whole(attention, i, due_attention_at_s)) &&
            str_same(row_text(attention, i, due_attention_need), "urgent"))
            return 1;
    return 0;
}

static const struct need *urgent_of_row(struct arena *a, const struct rows *due, uint32_t row,
                                        struct summary *s)
{
    if (!summary_read(a, row_value(due, row, due_body).text, s))
        return NULL;
    for (int i = 0; i < s->needs; i++)
        if (s->need[i].code == NEED_urgent)
            return &s->need[i];
    return NULL;
}

void clinic_due(struct arena *a, const struct rows *due, const struct rows *attention,
                int64_t now_s, struct act *ret_acts, int room, int *ret_count)
{
    struct summary *s = arena_alloc(a, 1, sizeof *s);
    *ret_count = 0;
    for (uint32_t i = 0; i < due->count && *ret_count < room; i++) {
        size_t mark = a->used;
        const struct need *n = urgent_of_row(a, due, i, s);
        int64_t clinic = row_whole(due, i, due_clinic), patient = row_whole(due, i, due_patient);
        /* A clock that was set back makes it wait; it is not sent on twice. */
        if (n && row_is(due, i, due_second) &&
            now_s - n->since_s >= row_whole(due, i, due_wait_min) * 60 &&
            !looked_at(attention, clinic, patient, n))
            ret_acts[(*ret_count)++] = (struct act){ACT_attention_send,
                                                    4,
                                                    {value_whole(clinic),
                                                     value_whole(patient),
                                                     {VALUE_text, 0, {"urgent", 6}},
                                                     value_whole(n->since_s)}};
        a->used = mark;
    }
}
