/* demo_diary.c - the diary of the invented clinic: demo_diary.def into the store, and some weeks of visits that
 * were kept, missed, are going on and are to come. The same for the same moment. */
#include "demo_diary.h"

#include <stdio.h>

const struct demo_hours demo_hours[DEMO_HOURS] = {
#define HOURS(staff, site, first, last, from_min, to_min, room, service)                           \
    {staff, site, first, last, from_min, to_min, room, service},
#include "demo_diary.def"
};

const struct demo_service demo_services[DEMO_SERVICES] = {
#define SERVICE(name, about, minutes, price, kind, rooms, online)                                  \
    {name, about, price, kind, minutes, rooms, online},
#include "demo_diary.def"
};

const struct demo_away demo_aways[DEMO_AWAYS] = {
#define AWAY(staff, site, first, last, from_min, to_min, why)                                      \
    {staff, site, first, last, from_min, to_min, why},
#include "demo_diary.def"
};

static const struct {
    int site;
    const char *name, *kind;
    int step_free;
} rooms[DEMO_ROOMS] = {
#define ROOM(site, name, kind, step_free) {site, name, kind, step_free},
#include "demo_diary.def"
};

static const struct {
    int site, step_free;
    const char *directions;
} ways[DEMO_SITES] = {
#define WAY(site, step_free, directions) {site, step_free, directions},
#include "demo_diary.def"
};

int64_t demo_room(int row)
{
    return demo_number(4, row);
}

int64_t demo_service(int row)
{
    return demo_number(5, row);
}

struct value demo_null(void)
{
    return (struct value){VALUE_null, 0, {"", 0}};
}

/* --- what is set up ---------------------------------------------------------------------------------------------- */

enum { SET_UP_MOST = 160 };
struct set_up {
    struct act act[SET_UP_MOST];
    int count;
};

static void put(struct set_up *s, struct act act)
{
    if (s->count < SET_UP_MOST)
        s->act[s->count++] = act;
}

static void put_rooms(const struct demo *d, struct set_up *s)
{
    for (int i = 0; i < DEMO_SITES; i++)
        put(s, (struct act){ACT_site_way,
                            3,
                            {value_whole(d->site[ways[i].site]), demo_text(ways[i].directions),
                             value_whole(ways[i].step_free)}});
    for (int i = 0; i < DEMO_ROOMS; i++)
        put(s, (struct act){ACT_room_add,
                            5,
                            {value_whole(demo_room(i)), value_whole(d->site[rooms[i].site]),
                             demo_text(rooms[i].name), demo_text(rooms[i].kind),
                             value_whole(rooms[i].step_free)}});
}

/* Whoever treats people gives all of them. */
static void put_services(const struct demo *d, struct set_up *s)
{
    for (int i = 0; i < DEMO_SERVICES; i++) {
        const struct demo_service *x = &demo_services[i];
        put(s, (struct act){ACT_service_add,
                            8,
                            {value_whole(demo_service(i)), demo_text(x->name), demo_text(x->about),
                             value_whole(x->minutes), demo_text(x->price), demo_text(x->kind),
                             value_whole(x->rooms), value_whole(x->online)}});
        for (int k = 0; k < DEMO_STAFF; k++)
            if (demo_staff[k].role != ROLE_desk)
                put(s, (struct act){ACT_offer_add,
                                    2,
                                    {value_whole(d->account[k]), value_whole(demo_service(i))}});
    }
}

static void put_hours(const struct demo *d, struct set_up *s)
{
    for (int i = 0; i < DEMO_HOURS; i++) {
        const struct demo_hours *x = &demo_hours[i];
        for (int weekday = x->first; weekday <= x->last; weekday++)
            put(s, (struct act){ACT_hours_add,
                                9,
                                {value_whole(demo_number(6, 10 * i + weekday)),
                                 value_whole(d->account[x->staff]), value_whole(d->site[x->site]),
                                 value_whole(weekday), demo_null(), value_whole(x->from_min),
                                 value_whole(x->to_min), demo_null(), demo_null()}});
    }
    for (int i = 0; i < DEMO_AWAYS; i++) {
        const struct demo_away *x = &demo_aways[i];
        put(s, (struct act){ACT_away_add,
                            8,
                            {value_whole(demo_number(7, i)),
                             x->staff < 0 ? demo_null() : value_whole(d->account[x->staff]),
                             x->site < 0 ? demo_null() : value_whole(d->site[x->site]),
                             value_whole(d->today + x->first), value_whole(d->today + x->last),
                             value_whole(x->from_min), value_whole(x->to_min), demo_text(x->why)}});
    }
}

int demo_diary_found(const struct demo *d, struct store *s, int64_t at_s)
{
    enum { TRAVEL_MIN = 30, NOTICE_MIN = 120, AHEAD_DAYS = 60, REMIND_DAYS = 1 };
    static struct set_up set_up;
    set_up.count = 0;
    put(&set_up, (struct act){ACT_clinic_diary,
                              5,
                              {value_whole(1), value_whole(TRAVEL_MIN), value_whole(NOTICE_MIN),
                               value_whole(AHEAD_DAYS), value_whole(REMIND_DAYS)}});
    put_rooms(d, &set_up);
    put_services(d, &set_up);
    put_hours(d, &set_up);
    const struct audit_note note = {"diary settings changed", 0};
    struct change c = {.actor = demo_actor(d, 0),
                       .acts = set_up.act,
                       .act_count = set_up.count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = at_s};
    return set_up.count < SET_UP_MOST && demo_change(s, &c, "the diary");
}
