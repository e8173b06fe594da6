/* What a page about the diary reads, within one clinic: what can be booked, and what is, over some days. */
#include "clinic.h"
#include "zone.h"

#include "../../core/form.h"

#include <string.h>

enum {
    DAY_S = 86400,
    BEFORE_DAYS = 7, /* a week begins on a Monday */
    AFTER_DAYS = 16,
    ZONES_BEFORE_DAYS = 400,
    ZONES_AFTER_DAYS = 800
};

/* day=YYYY-MM-DD of a query or a form; 0: there is none. */
static int day_in(struct span form, int *ret_day)
{
    struct form_reader r = {form.p, form.p + form.len};
    struct form_pair pair;
    int found = 0;
    while (form_next(&r, &pair) == FORM_PAIR)
        if (pair.key_len == 3 && memcmp(pair.key, "day", 3) == 0 &&
            day_read(pair.value, pair.value_len, ret_day))
            found = 1;
    return found;
}

int diary_day(const struct ask *q, int today)
{
    int day;
    if (q->post && day_in(q->body, &day))
        return day;
    return day_in(q->query, &day) ? day : today;
}

/* Of each site; one whose zone cannot be read is in UTC, as everywhere else. */
const struct zone *diary_zones(struct arena *a, const struct rows *sites, int64_t now_s)
{
    static const struct zone utc = {.count = 1};
    struct zone *zone = arena_alloc(a, sites->count ? sites->count : 1, sizeof *zone);
    for (uint32_t i = 0; i < sites->count; i++)
        if (!zone_span(row_text(sites, i, sites_zone), now_s - (int64_t)ZONES_BEFORE_DAYS * DAY_S,
                       now_s + (int64_t)ZONES_AFTER_DAYS * DAY_S, &zone[i]))
            zone[i] = utc;
    return zone;
}

/* Midnight is at most 14 hours from that of UTC. */
void diary_range(int first_day, int last_day, struct diary_rows *ret)
{
    ret->from_s = ((int64_t)first_day - 1) * DAY_S;
    ret->until_s = ((int64_t)last_day + 2) * DAY_S;
}

enum store_result diary_fetch(struct server *s, struct arena *a, const struct actor *who,
                              const struct rows *clinic, const struct rows *sites, int64_t now_s,
                              struct diary_rows *ret)
{
    const struct {
        enum list list;
        struct rows *rows;
    } of[] = {{LIST_rooms, &ret->rooms},
              {LIST_services, &ret->services},
              {LIST_practitioners, &ret->practitioners},
              {LIST_offers, &ret->offers},
              {LIST_hours, &ret->hours},
              {LIST_aways, &ret->aways}};
    const struct value range[] = {value_whole(ret->from_s), value_whole(ret->until_s)};
    enum store_result r = STORE_OK;
    for (size_t i = 0; r == STORE_OK && i < sizeof of / sizeof of[0]; i++)
        r = store_list(s->store, who, of[i].list, NULL, 0, a, of[i].rows);
    if (r == STORE_OK)
        r = store_list(s->store, who, who->role == ROLE_public ? LIST_taken : LIST_bookings, range,
                       2, a, &ret->taken);
    ret->now_s = now_s;
    ret->zones = diary_zones(a, sites, now_s);
    ret->travel_min = clinic->count ? (int)row_whole(clinic, 0, clinic_travel_min) : 0;
    return r;
}

void diary_range_staff(int day, struct diary_rows *ret)
{
    diary_range(day - BEFORE_DAYS, day + AFTER_DAYS, ret);
}
