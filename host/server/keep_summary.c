/* The summary of a record, written in the change that adds to it. */
#include "clinic.h"

#include "zone.h"

int server_day(struct server *s, int64_t now_s)
{
    struct moment now;
    return zone_moment(s->set->zone, now_s, &now) ? now.day : (int)(now_s / 86400);
}

static int64_t lines_of(struct span s)
{
    int64_t n = 0;
    for (uint32_t i = 0; i < s.len; i++)
        n += s.p[i] == '\n';
    return n;
}

void summary_act(struct server *s, struct arena *a, struct span record, const struct text *facts,
                 int day, int64_t now_s, struct acts *to)
{
    struct text all = {.mem = a}, body = {.mem = a};
    int here = server_day(s, now_s);
    text_add(&all, record.p, record.len);
    if (facts)
        text_add(&all, facts->p, facts->len);
    if (all.len && all.p[all.len - 1] != '\n')
        text_char(&all, '\n');
    struct span whole = {all.len ? all.p : "", (uint32_t)all.len};
    day = day > here ? day
                     : here; /* else it would be called stale where the day is already another */
    summary_make(a, whole, day, &body);
    act_put(to, summary_put, value_person(), value_whole(day), value_whole(RULES_VERSION),
            value_whole(lines_of(whole)),
            value_text((struct span){body.len ? body.p : "", (uint32_t)body.len}));
}
