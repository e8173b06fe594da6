/* due.c - which urgent answers have waited too long for an acknowledgement. */
#include "../app/visit.h"
#include "summary.h"

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

static struct act send(int64_t clinic, int64_t patient, const struct need *n)
{
    return (struct act){ACT_attention_send,
                        5,
                        {value_whole(clinic), value_whole(patient), value_text(SPAN("urgent")),
                         value_whole(n->since_s),
                         value_text((struct span){n->args, (uint32_t)str_len(n->args)})}};
}

/* The arena keeps what the acts point to. A clock that was set back makes an answer wait; none is sent on
 * twice. */
void clinic_due(struct arena *a, const struct rows *due, const struct rows *attention,
                int64_t now_s, struct act *ret_acts, int room, int *ret_count)
{
    struct summary *s = arena_alloc(a, 1, sizeof *s);
    *ret_count = 0;
    for (uint32_t i = 0; i < due->count && *ret_count < room; i++) {
        int64_t patient = row_whole(due, i, due_patient);
        const struct need *n = row_is(due, i, due_second) ? urgent_of_row(a, due, i, s) : NULL;
        int64_t waits_s = n ? urgent_waits_s(n, attention, patient) : INT64_MAX;
        if (waits_s != INT64_MAX && now_s - waits_s >= row_whole(due, i, due_wait_min) * 60)
            ret_acts[(*ret_count)++] = send(row_whole(due, i, due_clinic), patient, n);
    }
}
