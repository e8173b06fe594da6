/* import_visits.c - each line of a table of visits to come: it can be booked, is there already, or what is wrong. */
#include "import.h"

struct booking_in { /* the diary as it will be: what is accepted takes time from the next lines */
    struct import *m;
    struct diary_rows rows;
    struct diary y;
    struct value *taken;
    struct span *people, *staff, *sites, *services; /* names, folded */
    struct span name;
};

static int same(struct span x, struct span y)
{
    return x.len == y.len && memcmp(x.p, y.p, x.len) == 0;
}

/* --- by name ------------------------------------------------------------------------------------------------- */

static struct span *names_of(struct arena *a, const struct rows *r, int column)
{
    struct span *name = arena_alloc(a, r->count + 1, sizeof *name);
    for (uint32_t i = 0; i < r->count; i++)
        name[i] = folded(a, row_value(r, i, column).text);
    return name;
}

/* The number of the one of that name; of none told the only one there is. gone: a column that says who is no more. */
static int64_t found(struct booking_in *b, enum field f, uint32_t row, const struct rows *r,
                     const struct span *name, int gone)
{
    struct span sought = folded(b->m->d->v.a, field_cell(b->m, row, f));
    int64_t number = 0;
    int count = 0;
    for (uint32_t i = 0; i < r->count; i++)
        if (!row_is(r, i, gone) && (!sought.len || same(sought, name[i]))) {
            number = row_whole(r, i, 0);
            count++;
        }
    return count == 1 ? number : 0;
}

static const char *find_patient(struct booking_in *b, uint32_t row, struct import_line *l)
{
    const struct rows *p = &b->m->d->q->people;
    struct span name = folded(b->m->d->v.a, l->name), born = field_cell(b->m, row, FIELD_born);
    int count = 0;
    if (!name.len)
        return "There is no name.";
    if (born.len && !year_read(born, b->m->order, &l->born))
        return "The date of birth is no date in the order that you chose. The year needs four "
               "digits.";
    for (uint32_t i = 0; i < p->count; i++) {
        int64_t year = row_whole(p, i, people_born);
        if (row_is(p, i, people_left_s) || !same(name, b->people[i]) ||
            (l->born && year && year != l->born))
            continue;
        l->place.patient = row_whole(p, i, people_patient);
        count++;
    }
    if (!count)
        return "There is no patient of that name here. Bring in the patients first.";
    return count > 1 ? "There are several patients of that name. Their years of birth must tell "
                       "which it is."
                     : NULL;
}

/* --- when ------------------------------------------------------------------------------------------------------ */

/* An end is a time, or a day and a time. */
static int end_minutes(struct span end, enum date_order order, const struct place *p, int *ret)
{
    struct span rest = end;
    int day = p->day, minute;
    date_read(end, order, &day, &rest);
    if (!time_read(rest, &minute) || day != p->day)
        return 0;
    *ret = minute - p->from_min;
    return 1;
}

static int whole_minutes(struct span s, int *ret)
{
    int n = 0, digits = 0;
    for (; digits < 4 && s.len && *s.p >= '0' && *s.p <= '9'; digits++, s.p++, s.len--)
        n = 10 * n + (*s.p - '0');
    *ret = n;
    struct span word = s;
    while (word.len && *word.p == ' ') {
        word.p++;
        word.len--;
    }
    return digits && (!word.len || *word.p == 'm' || *word.p == 'M');
}

static const char *find_time(struct booking_in *b, uint32_t row, struct import_line *l)
{
    enum { SHORTEST = 5, LONGEST = 480 };
    struct import *m = b->m;
    struct span rest, time = field_cell(m, row, FIELD_time), end = field_cell(m, row, FIELD_end),
                      minutes = field_cell(m, row, FIELD_minutes);
    if (!date_read(field_cell(m, row, FIELD_day), m->order, &l->place.day, &rest))
        return "The day is no date in the order that you chose. The year needs four digits.";
    if (!time_read(time.len ? time : rest, &l->place.from_min))
        return "There is no time, or it is none.";
    if (minutes.len && !whole_minutes(minutes, &l->place.minutes))
        return "The minutes are no number.";
    if (!minutes.len && end.len && !end_minutes(end, m->order, &l->place, &l->place.minutes))
        return "The end is no time of the same day.";
    if ((minutes.len || end.len) && (l->place.minutes < SHORTEST || l->place.minutes > LONGEST))
        return "A visit takes 5 minutes to 8 hours.";
    return NULL;
}

static const char *find_rest(struct booking_in *b, uint32_t row, struct import_line *l)
{
    const struct clinic_request *q = b->m->d->q;
    l->place.account =
        found(b, FIELD_practitioner, row, &q->diary.practitioners, b->staff, practitioners_left_s);
    l->place.site = found(b, FIELD_site, row, &q->sites, b->sites, sites_closed_s);
    l->place.service =
        found(b, FIELD_service, row, &q->diary.services, b->services, services_closed_s);
    return !l->place.account   ? "There is no practitioner of that name here, or none is named."
           : !l->place.site    ? "There is no open site of that name, or none is named."
           : !l->place.service ? "There is no kind of visit of that name, or none is named. Add it "
                                 "to the kinds of visit first."
                               : NULL;
}

/* --- the diary as it will be -------------------------------------------------------------------------------------- */

static int is_there(const struct booking_in *b, const struct place *p)
{
    const struct rows *t = &b->rows.taken;
    for (uint32_t i = 0; i < t->count; i++)
        if (row_whole(t, i, bookings_patient) == p->patient &&
            row_whole(t, i, bookings_from_s) == p->from_s &&
            row_whole(t, i, bookings_account) == p->account &&
            takes_time(row_text(t, i, bookings_state), row_whole(t, i, bookings_held_until_s),
                       b->rows.now_s))
            return 1;
    return 0;
}

static void take(struct booking_in *b, const struct import_line *l)
{
    struct rows *t = &b->rows.taken;
    struct value *v = b->taken + (size_t)t->count * t->columns;
    const struct place *p = &l->place;
    for (uint32_t i = 0; i < t->columns; i++)
        v[i] = value_str("");
    v[bookings_booking] = value_whole(l->number);
    v[bookings_site] = value_whole(p->site);
    v[bookings_account] = value_whole(p->account);
    v[bookings_room] = value_or_null(p->room);
    v[bookings_day] = value_whole(p->day);
    v[bookings_from_min] = value_whole(p->from_min);
    v[bookings_minutes] = value_whole(p->minutes);
    v[bookings_from_s] = value_whole(p->from_s);
    v[bookings_state] = value_str("booked");
    v[bookings_patient] = value_whole(p->patient);
    t->count++;
}

static void one(struct booking_in *b, uint32_t row)
{
    struct import *m = b->m;
    struct import_line *l = &m->line[row - 1];
    int outside = 0;
    l->number = line_number(m, row);
    l->name = name_read(m, row);
    if (row_of(&m->d->q->diary.taken, l->number) >= 0) {
        l->verdict = LINE_in;
        return;
    }
    const char *why = cells_wrong(m, row);
    why = why ? why : find_patient(b, row, l);
    why = why ? why : find_time(b, row, l);
    why = why ? why : find_rest(b, row, l);
    if (!why && !civil_instant(zone_of(&b->y, l->place.site), l->place.day, l->place.from_min,
                               &l->place.from_s))
        why = no_words(NO_time);
    if (!why && l->place.from_s < b->rows.now_s)
        why = no_words(NO_past);
    if (!why && l->place.from_s >= b->rows.until_s)
        why = "It is more than a year ahead.";
    if (!why && is_there(b, &l->place)) {
        l->verdict = LINE_there;
        l->why = "This visit is in the diary already.";
        return;
    }
    enum no no = why ? NO_reason : place_no(&b->y, &l->place, 0, &outside);
    if (why || no != NO_reason) {
        line_wrong(m, row, why ? why : no_words(no));
        return;
    }
    m->outside += outside;
    take(b, l);
}

void visits_judge(struct import *m)
{
    struct arena *a = m->d->v.a;
    const struct clinic_request *q = m->d->q;
    struct booking_in b = {.m = m, .rows = q->diary};
    struct rows *t = &b.rows.taken;
    if (t->columns <= bookings_patient)
        t->columns = bookings_visit_day + 1;
    b.taken = arena_alloc(a, ((size_t)t->count + m->table.rows) * t->columns, sizeof *b.taken);
    if (t->count)
        memcpy(b.taken, t->value, (size_t)t->count * t->columns * sizeof *b.taken);
    t->value = b.taken;
    diary_of(&b.rows, &q->sites, &b.y);
    b.people = names_of(a, &q->people, people_name);
    b.staff = names_of(a, &q->diary.practitioners, practitioners_name);
    b.sites = names_of(a, &q->sites, sites_name);
    b.services = names_of(a, &q->diary.services, services_name);
    for (uint32_t row = 1; row < m->table.rows; row++)
        one(&b, row);
}
