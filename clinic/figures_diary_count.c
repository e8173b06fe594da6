/* figures_diary_count.c - the diary counted. */
#include "figures_diary.h"

#include <string.h>

enum { WEEK = 7 };

static int at(const struct rows *r, int64_t number)
{
    for (uint32_t i = 0; i < r->count; i++)
        if (row_whole(r, i, 0) == number)
            return (int)i;
    return -1;
}

static struct tally *cell_at(const struct diary_figures *f, int week, int site, int staff)
{
    return &f->cell[(week * f->sites + site) * f->staff + staff];
}

/* Out of the weeks, of a site or a practitioner that is not listed: NULL. */
static struct tally *cell_of(const struct diary_figures *f, uint32_t booking)
{
    const struct rows *t = &f->y->r->taken;
    int64_t days = row_whole(t, booking, bookings_day) - f->first_day;
    int site = at(f->y->sites, row_whole(t, booking, bookings_site));
    int staff = at(&f->y->r->practitioners, row_whole(t, booking, bookings_account));
    if (days < 0 || days >= FIGURES_WEEKS * WEEK || site < 0 || staff < 0)
        return NULL;
    return cell_at(f, (int)(days / WEEK), site, staff);
}

static void count_booking(const struct diary_figures *f, uint32_t i)
{
    const struct rows *t = &f->y->r->taken;
    struct tally *c = cell_of(f, i);
    const char *state = row_text(t, i, bookings_state);
    int minutes = (int)row_whole(t, i, bookings_minutes);
    if (!c)
        return;
    if (strcmp(state, "done") == 0) {
        c->done++;
        c->used_min += minutes;
    } else if (strcmp(state, "booked") == 0 || strcmp(state, "arrived") == 0 ||
               strcmp(state, "in_room") == 0) {
        c->booked++;
        c->used_min += minutes;
    } else if (strcmp(state, "no_show") == 0) {
        c->no_show++;
    } else if (strcmp(state, "cancelled") == 0) {
        c->cancelled++;
        c->late += row_whole(t, i, bookings_changed_s) > row_whole(t, i, bookings_from_s) - LATE_S;
    }
}

/* The day on which a row came to its end, at the site's own clocks; later than any where it has not. */
static int ended_day(const struct rows *r, uint32_t i, int column, const struct zone *z)
{
    return row_is(r, i, column) ? civil_moment(z, row_whole(r, i, column)).day : INT32_MAX;
}

static void count_hours(const struct diary_figures *f, int site, int staff)
{
    const struct rows *sites = f->y->sites, *who = &f->y->r->practitioners;
    int64_t place = row_whole(sites, (uint32_t)site, sites_site),
            account = row_whole(who, (uint32_t)staff, practitioners_account);
    const struct zone *z = zone_of(f->y, place);
    int closed = ended_day(sites, (uint32_t)site, sites_closed_s, z),
        left = ended_day(who, (uint32_t)staff, practitioners_left_s, z);
    for (int d = 0; d < FIGURES_WEEKS * WEEK; d++) {
        struct stretch s[STRETCHES_MAX];
        int day = f->first_day + d;
        if (day >= closed || day >= left || !works(f->y, account, place, day))
            continue;
        int n = stretches(f->y, account, place, day, s);
        for (int i = 0; i < n; i++)
            cell_at(f, d / WEEK, site, staff)->open_min += s[i].to_min - s[i].from_min;
    }
}

void diary_figures_of(struct arena *a, const struct diary *y, int today, struct diary_figures *ret)
{
    struct diary_figures *f = ret;
    *f = (struct diary_figures){.y = y};
    f->first_day = today - day_weekday(today) - (FIGURES_WEEKS - 1) * WEEK;
    f->sites = (int)y->sites->count;
    f->staff = (int)y->r->practitioners.count;
    f->cell = arena_alloc(a, (size_t)(FIGURES_WEEKS * f->sites * f->staff) + 1, sizeof *f->cell);
    for (int site = 0; site < f->sites; site++)
        for (int staff = 0; staff < f->staff; staff++)
            count_hours(f, site, staff);
    for (uint32_t i = 0; i < y->r->taken.count; i++)
        count_booking(f, i);
}

static void add(struct tally *to, const struct tally *t)
{
    to->done += t->done;
    to->booked += t->booked;
    to->no_show += t->no_show;
    to->cancelled += t->cancelled;
    to->late += t->late;
    to->used_min += t->used_min;
    to->open_min += t->open_min;
}

struct tally diary_figures_sum(const struct diary_figures *f, int week, int site, int staff)
{
    struct tally sum = {0};
    int weeks = week == ANY_OF ? FIGURES_WEEKS : week + 1,
        sites = site == ANY_OF ? f->sites : site + 1,
        staffs = staff == ANY_OF ? f->staff : staff + 1;
    for (int w = week == ANY_OF ? 0 : week; w < weeks; w++)
        for (int s = site == ANY_OF ? 0 : site; s < sites; s++)
            for (int who = staff == ANY_OF ? 0 : staff; who < staffs; who++)
                add(&sum, cell_at(f, w, s, who));
    return sum;
}
