/* diary_due.c - what has run out is settled, and who is to be reminded is. */
#include "diary_due.h"
#include "mail.h"

enum {
    DAY_S = 86400,
    NAMES_KEPT_DAYS = 90,
    MAILS_KEPT_DAYS = 30,
    LINKS_KEPT_DAYS = 500,
    REMIND_APART_S = 7200
};

static struct value text_of(const char *s)
{
    return value_text((struct span){s, (uint32_t)str_len(s)});
}

int64_t number_made(int64_t a, int64_t b, int64_t c)
{
    const int64_t of[] = {a, b, c};
    uint64_t n = 0;
    for (int i = 0; i < 3; i++) { /* splitmix64 */
        n += (uint64_t)of[i] + 0x9e3779b97f4a7c15u;
        n = (n ^ n >> 30) * 0xbf58476d1ce4e5b9u;
        n = (n ^ n >> 27) * 0x94d049bb133111ebu;
        n ^= n >> 31;
    }
    n &= ((uint64_t)1 << 53) - 1;
    return n ? (int64_t)n : 1;
}

static struct due_step *step_new(struct due_steps *ret)
{
    if (ret->count == ret->room)
        return NULL; /* the others come with the next minute */
    struct due_step *s = &ret->step[ret->count++];
    *s = (struct due_step){.count = 0};
    return s;
}

/* --- what has run out ----------------------------------------------------------------------------------------- */

static void step(struct due_steps *ret, enum act_name name, int count, int64_t first,
                 int64_t second)
{
    struct due_step *s = step_new(ret);
    if (s)
        s->act[s->count++] = (struct act){name, count, {value_whole(first), value_whole(second)}};
}

/* The earliest day that it still is at any site. */
static int day_somewhere(const struct due_rows *r)
{
    int day = (int)(r->now_s / DAY_S);
    for (uint32_t i = 0; i < r->sites->count; i++) {
        struct moment m = civil_moment(&r->diary->zones[i], r->now_s);
        day = m.day < day ? m.day : day;
    }
    return day;
}

void diary_tidy(const struct due_rows *r, struct due_steps *ret)
{
    int64_t day_ago_s = r->now_s - DAY_S;
    step(ret, ACT_bookings_lapse, 0, 0, 0);
    step(ret, ACT_waitings_settle, 1, day_somewhere(r), 0);
    step(ret, ACT_bookings_forget, 2, day_ago_s, r->now_s - (int64_t)NAMES_KEPT_DAYS * DAY_S);
    step(ret, ACT_waitings_forget, 1, day_ago_s, 0);
    step(ret, ACT_diary_links_old, 1, r->now_s - (int64_t)LINKS_KEPT_DAYS * DAY_S, 0);
    step(ret, ACT_mails_old, 1, r->now_s - (int64_t)MAILS_KEPT_DAYS * DAY_S, 0);
}

/* --- reminders --------------------------------------------------------------------------------------------------- */

static int reminded(const struct rows *r, int64_t booking, int64_t from_s)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (row_whole(r, i, reminded_booking) == booking && row_whole(r, i, reminded_of) == from_s)
            return 1;
    return 0;
}

/* By the clocks of the site: at the time of the visit, so many days before, whatever the clocks did between. Who
 * has booked just before that has not forgotten it. */
static int remind_now(const struct due_rows *r, const struct diary *y, uint32_t i)
{
    const struct rows *b = &r->diary->taken;
    int64_t days = row_whole(r->clinic, 0, clinic_remind_days);
    int64_t from_s = row_whole(b, i, bookings_from_s);
    if (days < 1 || !str_same(row_text(b, i, bookings_state), "booked") || from_s <= r->now_s)
        return 0;
    int64_t due_s = civil_bound(zone_of(y, row_whole(b, i, bookings_site)),
                                (int)(row_whole(b, i, bookings_day) - days),
                                (int)row_whole(b, i, bookings_from_min));
    return r->now_s >= due_s && row_whole(b, i, bookings_made_s) < due_s - REMIND_APART_S &&
           mail_address_good(row_text(b, i, bookings_mail)) &&
           !reminded(r->reminded, row_whole(b, i, bookings_booking), from_s);
}

void diary_remind(const struct due_rows *r, struct due_steps *ret)
{
    const struct rows *b = &r->diary->taken;
    struct diary y;
    diary_of(r->diary, r->sites, &y);
    for (uint32_t i = 0; r->mails && r->clinic->count && i < b->count; i++) {
        struct due_step *s = remind_now(r, &y, i) ? step_new(ret) : NULL;
        if (!s)
            continue;
        int64_t booking = row_whole(b, i, bookings_booking),
                from_s = row_whole(b, i, bookings_from_s);
        s->act[s->count++] =
            (struct act){ACT_mail_add,
                         6,
                         {value_whole(number_made(booking, from_s, 1)), value_whole(booking),
                          (struct value){VALUE_null, 0, {"", 0}}, text_of("reminder"),
                          value_whole(from_s), value_whole(r->now_s)}};
    }
}
