/* demo_booked.c - some weeks of visits in the diary of the demo. Whoever has a record here was booked on the days
 * on which they were seen; the others are names alone. */
#include "demo_diary.h"

#include "../../core/day.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const given[] = {
#define GIVEN(name) name,
#include "demo_diary.def"
};
static const char *const family[] = {
#define FAMILY(name) name,
#include "demo_diary.def"
};
enum {
    GIVEN_NAMES = sizeof given / sizeof given[0],
    SURNAMES = sizeof family / sizeof family[0],
    FIRST_DAY = -7,
    LAST_DAY = 20,
    A_DAY = 64, /* visits of one day, of all */
    AGAIN_DAYS = 6,
    TEXT_ROOM = 80
};

struct visits { /* of one day */
    struct act add[A_DAY], state[A_DAY];
    char name[A_DAY][TEXT_ROOM], mail[A_DAY][TEXT_ROOM], telephone[A_DAY][TEXT_ROOM];
    int count, states;
};
struct book {
    const struct demo *d;
    struct visits *v;
    int day;                /* counted from today */
    int nth;                /* visits so far, of all days */
    int names;              /* of who has no record, so far */
    int last[DEMO_NUMBERS]; /* the day on which each patient was booked last */
};

/* The same for the same place in the diary, whatever else is in it. */
static int pick(int day, int staff, int minute, int below)
{
    uint64_t x = (uint64_t)(day + 100000) * 1000003u + (uint64_t)staff * 7919u + (uint64_t)minute;
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return (int)((x ^ x >> 31) % (uint64_t)below);
}

/* --- who comes -------------------------------------------------------------------------------------------------------- */

void demo_mail_of(const char *name, char *ret, size_t room)
{
    size_t n = 0;
    for (const char *s = name; *s && n + 1 < room; s++) {
        if (isalpha((unsigned char)*s))
            ret[n++] = (char)tolower((unsigned char)*s);
        else if (*s == ' ')
            ret[n++] = '.';
    }
    snprintf(ret + n, room - n, "@demo.example");
}

/* They treat them, at that site, and on a day that is over wrote that they were seen. */
static int comes(const struct book *b, const struct demo_hours *h, int row)
{
    const struct demo_patient *who = &demo_patients[row];
    if (who->staff != h->staff || who->turn == TURN_left || who->turn == TURN_archived ||
        b->last[row] > b->day - AGAIN_DAYS)
        return 0;
    return b->day < 0 ? demo_visit_on(b->d, who, who->days + b->day) >= 0
                      : who->turn == TURN_waiting || who->days > 1;
}

static int patient_row(const struct book *b, const struct demo_hours *h)
{
    for (int i = 0; i < demo_patient_count; i++) {
        int row = (i + b->nth) % demo_patient_count;
        if (comes(b, h, row))
            return row;
    }
    return -1;
}

static void name_somebody(struct book *b, int n)
{
    struct visits *v = b->v;
    int k = b->names++;
    snprintf(v->name[n], TEXT_ROOM, "%s %s", given[k % GIVEN_NAMES], family[k % SURNAMES]);
    snprintf(v->telephone[n], TEXT_ROOM, "07700 900 %d", 300 + k % 600);
    demo_mail_of(v->name[n], v->mail[n], TEXT_ROOM);
}

/* --- one visit --------------------------------------------------------------------------------------------------------- */

static const char *state_of(const struct book *b, int64_t from_s, int minutes, int chance)
{
    enum { EARLY_S = 25 * 60 };
    int64_t now_s = b->d->now_s;
    if (from_s + 60 * minutes <= now_s)
        return chance == 3 ? "no_show" : chance == 17 ? "cancelled" : "done";
    if (from_s <= now_s)
        return "in_room";
    if (from_s <= now_s + EARLY_S)
        return "arrived";
    return chance == 17 ? "cancelled" : "booked";
}

static void add_visit(struct book *b, const struct demo_hours *h, int service, int minute)
{
    enum { CHANCES = 18 };
    struct visits *v = b->v;
    const struct demo *d = b->d;
    int n = v->count, day = d->today + b->day, minutes = demo_services[service].minutes;
    if (n == A_DAY)
        return;
    v->count++;
    v->name[n][0] = v->mail[n][0] = v->telephone[n][0] = '\0';
    int row = service == DEMO_FIRST_VISIT ? -1 : patient_row(b, h);
    int64_t booking = demo_number(8, b->nth++), from_s = demo_instant(day, minute);
    if (row < 0)
        name_somebody(b, n);
    else
        b->last[row] = b->day;
    v->add[n] = (struct act){
        ACT_booking_add,
        13,
        {value_whole(booking), value_whole(d->site[h->site]), value_whole(d->account[h->staff]),
         value_whole(demo_service(service)), value_whole(demo_room(h->room)),
         row < 0 ? demo_null() : value_whole(d->patient[row]), value_whole(day),
         value_whole(minute), value_whole(minutes), value_whole(from_s), demo_text(v->name[n]),
         demo_text(v->mail[n]), demo_text(v->telephone[n])}};
    const char *state = state_of(b, from_s, minutes, pick(day, h->staff, minute + 1, CHANCES));
    if (strcmp(state, "booked") != 0)
        v->state[v->states++] = (struct act){
            ACT_booking_state, 3, {value_whole(booking), value_whole(0), demo_text(state)}};
}

/* --- one day ----------------------------------------------------------------------------------------------------------- */

/* The minute at which an absence that would be in the way ends; 0: there is none. */
static int away_until(const struct book *b, const struct demo_hours *h, int from, int to)
{
    for (int i = 0; i < DEMO_AWAYS; i++) {
        const struct demo_away *x = &demo_aways[i];
        if ((x->staff < 0 || x->staff == h->staff) && (x->site < 0 || x->site == h->site) &&
            x->first <= b->day && x->last >= b->day && x->from_min < to && x->to_min > from)
            return x->to_min;
    }
    return 0;
}

/* How many of ten are taken: the further away the fewer. */
static int full(int day)
{
    return day < 2 ? 9 : day < 7 ? 7 : day < 14 ? 4 : 2;
}

static void fill_hours(struct book *b, const struct demo_hours *h)
{
    enum { TENTHS = 10, SLOT_FIRST = 2 };
    int today = b->d->today + b->day, usual = demo_services[h->service].minutes;
    for (int minute = h->from_min; minute + usual <= h->to_min;) {
        int chance = pick(today, h->staff, minute, TENTHS), service = h->service;
        int first = demo_services[DEMO_FIRST_VISIT].minutes;
        if (chance == SLOT_FIRST && service == 1 && b->day >= 0 && minute + first <= h->to_min)
            service = DEMO_FIRST_VISIT;
        int minutes = demo_services[service].minutes;
        int until = away_until(b, h, minute, minute + minutes);
        if (until) {
            minute = until;
            continue;
        }
        if (chance < full(b->day))
            add_visit(b, h, service, minute);
        minute += minutes;
    }
}

static int keep_acts(struct book *b, struct store *s, const struct act *acts, int count,
                     int64_t at_s)
{
    const struct demo *d = b->d;
    struct change c = {.actor = demo_actor(d, DEMO_STAFF - 1),
                       .acts = acts,
                       .act_count = count,
                       .now_s = at_s < d->now_s ? at_s : d->now_s};
    return !count || demo_change(s, &c, "the visits of a day");
}

static int fill_day(struct book *b, struct store *s)
{
    enum { BOOKED_BEFORE = 9, MORNING = 600, EVENING = 1140 };
    int day = b->d->today + b->day, weekday = day_weekday(day);
    b->v->count = b->v->states = 0;
    for (int i = 0; i < DEMO_HOURS; i++)
        if (demo_hours[i].first <= weekday && demo_hours[i].last >= weekday)
            fill_hours(b, &demo_hours[i]);
    return keep_acts(b, s, b->v->add, b->v->count, demo_instant(day - BOOKED_BEFORE, MORNING)) &&
           keep_acts(b, s, b->v->state, b->v->states, demo_instant(day, EVENING));
}

/* --- the wait list ------------------------------------------------------------------------------------------------------ */

static int add_waiting(const struct demo *d, struct store *s)
{
    enum { NOON = 720, AFTERNOON = 900, PATIENT = 4, SITE = 1, STAFF = 1, WEEKS = 21 };
    const struct act acts[] = {
        {ACT_waiting_add,
         12,
         {value_whole(demo_number(9, 0)), value_whole(d->site[SITE]), demo_null(),
          value_whole(demo_service(1)), value_whole(d->patient[PATIENT]), demo_text(""),
          demo_text(""), demo_text(""), value_whole(d->today), value_whole(d->today + WEEKS),
          value_whole(0), value_whole(NOON)}},
        {ACT_waiting_add,
         12,
         {value_whole(demo_number(9, 1)), demo_null(), value_whole(d->account[STAFF]),
          value_whole(demo_service(DEMO_FIRST_VISIT)), demo_null(), demo_text("Samuel Whitlock"),
          demo_text("samuel.whitlock@demo.example"), demo_text("07700 900 298"),
          value_whole(d->today), value_whole(d->today + WEEKS), value_whole(AFTERNOON),
          value_whole(1440)}},
    };
    struct change c = {
        .actor = demo_actor(d, DEMO_STAFF - 1), .acts = acts, .act_count = 2, .now_s = d->now_s};
    return demo_change(s, &c, "the wait list");
}

int demo_diary_fill(const struct demo *d, struct store *s)
{
    static struct visits visits;
    struct book b = {.d = d, .v = &visits};
    for (int row = 0; row < DEMO_NUMBERS; row++)
        b.last[row] = FIRST_DAY - AGAIN_DAYS;
    for (b.day = FIRST_DAY; b.day <= LAST_DAY; b.day++)
        if (!fill_day(&b, s))
            return 0;
    return add_waiting(d, s);
}
