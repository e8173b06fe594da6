/* diary_offers.c - who waits is offered what is free: in turn, one time to one person. */
#include "diary_due.h"
#include "mail.h"

#include <string.h>

enum {
    LOOKED_AT = 64,
    BEFORE_S = 2 * 3600,
    LEAST_HELD_S = 30 * 60,
    WISHES_MAX = 128,
    APART_S = 20 * 3600
};

struct offers {
    const struct due_rows *r;
    struct diary y;
    struct due_steps *ret;
    struct place given[DUE_OFFERS];
    int given_count;
    struct slot slot[LOOKED_AT];
    struct wish nothing[WISHES_MAX]; /* for which nothing is free */
    int nothing_count;
};

static const struct value none = {VALUE_null, 0, {"", 0}};

static struct value whole_or_none(int64_t n)
{
    return n ? value_whole(n) : none;
}

int diary_waits(const struct rows *w)
{
    for (uint32_t i = 0; i < w->count; i++)
        if (str_same(row_text(w, i, waitings_state), "waiting") &&
            mail_address_good(row_text(w, i, waitings_mail)))
            return 1;
    return 0;
}

static int is_night(int minute)
{
    return minute >= NIGHT_FROM_MIN || minute < NIGHT_TO_MIN;
}

int64_t offer_until_s(const struct zone *z, int64_t now_s)
{
    struct moment m = civil_moment(z, now_s);
    if (!is_night(m.minute))
        return now_s + OFFER_HELD_S;
    return civil_bound(z, m.minute >= NIGHT_FROM_MIN ? m.day + 1 : m.day, MORNING_MIN);
}

/* --- what they wish for ------------------------------------------------------------------------------------------- */

static struct wish wish_of(const struct offers *o, uint32_t i)
{
    const struct rows *w = o->r->waitings, *c = o->r->clinic;
    int today = (int)((o->r->now_s) / 86400) - 1; /* anywhere; not_before_s is what counts */
    int64_t last = today + 2 + row_whole(c, 0, clinic_ahead_days),
            notice_s = row_whole(c, 0, clinic_notice_min) * 60;
    int64_t least_s = BEFORE_S + LEAST_HELD_S;
    struct wish x = {.service = row_whole(w, i, waitings_service),
                     .site = row_whole(w, i, waitings_site),
                     .account = row_whole(w, i, waitings_account),
                     .first_day = (int)row_whole(w, i, waitings_first_day),
                     .last_day = (int)row_whole(w, i, waitings_last_day),
                     .from_min = (int)row_whole(w, i, waitings_from_min),
                     .to_min = (int)row_whole(w, i, waitings_to_min),
                     .not_before_s = o->r->now_s + (notice_s > least_s ? notice_s : least_s)};
    x.first_day = x.first_day > today ? x.first_day : today;
    x.last_day = x.last_day < last ? x.last_day : (int)last;
    return x;
}

/* Where nothing is free for one, nothing is free for another who wishes for the same or less. */
static int within(const struct wish *x, const struct wish *all)
{
    int to = x->to_min ? x->to_min : DAY_MINUTES, all_to = all->to_min ? all->to_min : DAY_MINUTES;
    return x->service == all->service && (!all->site || all->site == x->site) &&
           (!all->account || all->account == x->account) && all->first_day <= x->first_day &&
           all->last_day >= x->last_day && all->from_min <= x->from_min && all_to >= to;
}

static int hopeless(const struct offers *o, const struct wish *x)
{
    for (int i = 0; i < o->nothing_count; i++)
        if (within(x, &o->nothing[i]))
            return 1;
    return 0;
}

/* --- one that suits ------------------------------------------------------------------------------------------------- */

static int meets(const struct place *p, int64_t from_s, int64_t until_s)
{
    return p->from_s < until_s && p->from_s + (int64_t)p->minutes * 60 > from_s;
}

/* What was given to others just now is not in the rows yet. */
static int given(const struct offers *o, const struct place *p)
{
    int64_t until_s = p->from_s + (int64_t)p->minutes * 60,
            way_s = (int64_t)o->r->diary->travel_min * 60;
    for (int i = 0; i < o->given_count; i++) {
        const struct place *g = &o->given[i];
        int64_t wide_s = g->account == p->account && g->site != p->site ? way_s : 0;
        if ((g->account == p->account || (g->room && g->room == p->room)) &&
            meets(g, p->from_s - wide_s, until_s + wide_s))
            return 1;
    }
    return 0;
}

/* They have another visit then; or were offered this very time before. */
static int has_had(const struct offers *o, uint32_t i, const struct place *p, int64_t booking)
{
    const struct rows *w = o->r->waitings, *t = &o->r->diary->taken;
    int64_t patient = row_whole(w, i, waitings_patient);
    const char *mail = row_text(w, i, waitings_mail);
    for (uint32_t k = 0; k < t->count; k++) {
        if (row_whole(t, k, bookings_booking) == booking)
            return 1;
        int64_t from_s = row_whole(t, k, bookings_from_s);
        int theirs = (patient && row_whole(t, k, bookings_patient) == patient) ||
                     str_same(row_text(t, k, bookings_mail), mail);
        if (theirs && meets(p, from_s, from_s + 60 * row_whole(t, k, bookings_minutes)) &&
            takes_time(row_text(t, k, bookings_state), row_whole(t, k, bookings_held_until_s),
                       o->r->now_s))
            return 1;
    }
    return 0;
}

/* At least two hours are left between its end and the visit, for the next in turn or the clinic. */
static int64_t held_until_s(const struct offers *o, const struct place *p)
{
    const struct zone *z = zone_of(&o->y, p->site);
    int64_t until_s = offer_until_s(z, o->r->now_s), last_s = p->from_s - BEFORE_S;
    if (last_s >= until_s)
        return until_s;
    return is_night(civil_moment(z, o->r->now_s).minute) ? 0 : last_s;
}

static int64_t booking_number(const struct rows *w, uint32_t i, const struct place *p)
{
    return number_made(row_whole(w, i, waitings_waiting), p->from_s, p->account);
}

static void put_offer(struct offers *o, uint32_t i, const struct place *p, int64_t until_s)
{
    const struct rows *w = o->r->waitings;
    struct due_step *s = &o->ret->step[o->ret->count++];
    struct value waiting = row_value(w, i, waitings_waiting);
    struct value booking = value_whole(booking_number(w, i, p));
    *s = (struct due_step){.note = "time offered", .patient = row_whole(w, i, waitings_patient)};
    s->act[s->count++] = (struct act){
        ACT_booking_offer,
        11,
        {booking, value_whole(p->site), value_whole(p->account), value_whole(p->service),
         whole_or_none(p->room), waiting, value_whole(p->day), value_whole(p->from_min),
         value_whole(p->minutes), value_whole(p->from_s), value_whole(until_s)}};
    s->act[s->count++] = (struct act){ACT_waiting_offer, 2, {waiting, booking}};
    s->act[s->count++] = (struct act){ACT_mail_add,
                                      6,
                                      {value_whole(number_made(booking.whole, 0, 2)), booking,
                                       waiting, value_text((struct span){"offer", 5}),
                                       value_whole(0), value_whole(o->r->now_s)}};
    o->given[o->given_count++] = *p;
}

static void offer_to(struct offers *o, uint32_t i)
{
    const struct wish x = wish_of(o, i);
    if (hopeless(o, &x))
        return;
    int n = slots_find(&o->y, &x, o->slot, LOOKED_AT);
    if (!n && o->nothing_count < WISHES_MAX)
        o->nothing[o->nothing_count++] = x;
    for (int k = 0; k < n; k++) {
        const struct place *p = &o->slot[k].place;
        int64_t until_s = held_until_s(o, p);
        if (until_s && !given(o, p) && !has_had(o, i, p, booking_number(o->r->waitings, i, p))) {
            put_offer(o, i, p, until_s);
            return;
        }
    }
}

/* Whoever let an offer go is offered the next on another day: else one who never looks would be asked all day,
 * and always keep a time from the others. */
static int is_in_turn(const struct offers *o, uint32_t i)
{
    const struct rows *w = o->r->waitings;
    int again = row_is(w, i, waitings_booking);
    return str_same(row_text(w, i, waitings_state), "waiting") &&
           mail_address_good(row_text(w, i, waitings_mail)) &&
           (!again || o->r->now_s - row_whole(w, i, waitings_turn_s) >= APART_S);
}

void diary_offer(struct arena *a, const struct due_rows *r, struct due_steps *ret)
{
    const struct rows *w = r->waitings;
    struct offers *o = arena_alloc(a, 1, sizeof *o);
    o->r = r;
    o->ret = ret;
    diary_of(r->diary, r->sites, &o->y);
    for (uint32_t i = 0; r->mails && r->clinic->count && i < w->count; i++) {
        if (o->given_count == DUE_OFFERS || ret->count == ret->room)
            return;
        if (is_in_turn(o, i))
            offer_to(o, i);
    }
}
