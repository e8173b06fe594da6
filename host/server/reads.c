/* What a clinic's route reads, within the clinic of whoever asks. */
#include "clinic.h"
#include "zone.h"

#include "../../core/form.h"

#include <string.h>

enum { FRESH_AT_ONCE = 64, READ_WEEKS = 13 };

struct reads {
    struct server *s;
    struct arena *a;
    struct room *m;
    const struct ask *q;
    const struct seat *seat;
    const struct clinic_route *route; /* NULL: what stands on every page */
    int64_t number, now_s;
    struct clinic_request *ret;
    struct person_row *ret_row;
};

static enum store_result rows(struct reads *t, enum list list, const struct value *values,
                              int count, struct rows *ret)
{
    return store_list(t->s->store, &t->seat->staff.actor, list, values, count, t->a, ret);
}

/* ?before=N of the log. */
static struct value before(struct span query)
{
    struct form_reader r = {query.p, query.p + query.len};
    struct form_pair pair;
    int64_t n = 0;
    while (form_next(&r, &pair) == FORM_PAIR)
        if (pair.key_len == 6 && memcmp(pair.key, "before", 6) == 0)
            for (size_t i = 0; i < pair.value_len && i < 15; i++)
                n = pair.value[i] >= '0' && pair.value[i] <= '9' ? n * 10 + (pair.value[i] - '0')
                                                                 : n;
    return value_whole(n ? n : INT64_MAX);
}

/* Summaries of another day or of other rules, a bounded number at once; the others come with the minute. */
static void freshen(struct reads *t)
{
    int64_t now_s = t->now_s;
    int here = server_day(t->s, now_s), done = 0;
    struct rows *c = &t->ret->caseload;
    for (uint32_t i = 0; i < c->count && done < FRESH_AT_ONCE; i++) {
        if (row_is(c, i, caseload_body) && row_whole(c, i, caseload_day) >= here &&
            row_whole(c, i, caseload_rules) == RULES_VERSION)
            continue;
        done++;
        size_t mark = t->a->used;
        struct person_row row;
        struct acts acts = {.count = 0};
        int64_t patient = row_whole(c, i, caseload_patient);
        if (store_record(t->s->store, &t->seat->staff.actor, patient, t->a, &row) == STORE_OK &&
            room_take(t->s, t->m, t->a, row.record.len)) {
            summary_act(t->s, t->a, row.record, NULL, here, now_s, &acts);
            struct change change = {.actor = t->seat->staff.actor,
                                    .patient = patient,
                                    .acts = acts.act,
                                    .act_count = acts.count,
                                    .facts_seen = 1 + row.facts,
                                    .now_s = now_s};
            change.facts.p = "";
            if (store_change(t->s->store, &change) != STORE_OK)
                log_line("info", "a summary waits for the next minute");
        }
        t->a->used = mark;
    }
}

static enum store_result caseload(struct reads *t)
{
    enum store_result r = rows(t, LIST_caseload, NULL, 0, &t->ret->caseload);
    if (r != STORE_OK)
        return r;
    freshen(t);
    return rows(t, LIST_caseload, NULL, 0, &t->ret->caseload);
}

/* Of a patient who has left only what the clinic wrote is still theirs to see: what they have told since, or
 * another clinic has written, is not. */
static void without_theirs(struct reads *t)
{
    struct record r;
    struct faults faults = {0};
    struct text own = {.mem = t->a};
    int64_t left_s = row_whole(&t->ret->patient, 0, patient_left_s);
    record_read(t->a, t->ret_row->record.p, t->ret_row->record.len, &r, &faults);
    for (size_t i = 0; i < r.count; i++) {
        const struct fact *f = &r.fact[i];
        int64_t told_s = f->recorded == NO_MOMENT ? f->at * 60 : f->recorded;
        if (f->by != WHO_clinician || f->from_file || told_s > left_s)
            continue;
        text_add(&own, f->line.p, f->line.len);
        text_char(&own, '\n');
    }
    t->ret_row->record = (struct span){own.len ? own.p : "", (uint32_t)own.len};
}

static enum store_result record(struct reads *t)
{
    enum store_result r =
        store_record(t->s->store, &t->seat->staff.actor, t->number, t->a, t->ret_row);
    if (r == STORE_OK &&
        !room_take(t->s, t->m, t->a, (size_t)t->ret_row->record.len + t->q->body.len))
        return STORE_BUSY;
    if (r == STORE_OK && row_is(&t->ret->patient, 0, patient_left_s))
        without_theirs(t);
    return r;
}

static enum store_result patient(struct reads *t)
{
    struct value n = value_whole(t->number);
    enum store_result r = rows(t, LIST_patient, &n, 1, &t->ret->patient);
    return r == STORE_OK && !t->ret->patient.count ? STORE_NONE : r;
}

/* Today is by the clock of the site of whoever looks. */
static int today_here(struct reads *t)
{
    const struct rows *sites = &t->ret->sites;
    int at = row_of(sites, t->seat->staff.site);
    struct moment now;
    return at >= 0 && zone_moment(row_text(sites, (uint32_t)at, sites_zone), t->now_s, &now)
               ? now.day
               : server_day(t->s, t->now_s);
}

static enum store_result diary(struct reads *t)
{
    struct clinic_request *q = t->ret;
    int reads = t->route->reads, today = today_here(t);
    q->diary_day =
        diary_day(t->q, q->booking.count ? (int)row_whole(&q->booking, 0, booking_day) : today);
    if (reads & READS_ahead)
        diary_range(today, today + DIARY_DAYS_MAX, &q->diary);
    else if (reads & READS_weeks)
        diary_range(today - READ_WEEKS * 7, today + 7, &q->diary);
    else
        diary_range_staff(q->diary_day, &q->diary);
    return diary_fetch(t->s, t->a, &t->seat->staff.actor, &q->clinic, &q->sites, t->now_s,
                       &q->diary);
}

static enum store_result booking(struct reads *t)
{
    struct value n = value_whole(t->number);
    enum store_result r = rows(t, LIST_booking, &n, 1, &t->ret->booking);
    if (r == STORE_OK && !t->ret->booking.count)
        return STORE_NONE;
    return r == STORE_OK ? rows(t, LIST_booking_was, &n, 1, &t->ret->booking_was) : r;
}

/* Times of visits are shown by the clocks of their sites. */
static enum store_result booked(struct reads *t)
{
    struct value n = value_whole(t->number);
    if (!t->ret->diary.zones)
        t->ret->diary.zones = diary_zones(t->a, &t->ret->sites, t->now_s);
    return rows(t, LIST_booked, &n, 1, &t->ret->booked);
}

static enum store_result fetch(struct reads *t)
{
    struct clinic_request *q = t->ret;
    int reads = t->route ? t->route->reads : 0;
    struct value from = before(t->q->query), now = value_whole(t->now_s);
    enum store_result r = rows(t, LIST_clinic, NULL, 0, &q->clinic);
    if (r == STORE_OK)
        r = rows(t, LIST_sites, NULL, 0, &q->sites);
    if (r == STORE_OK)
        r = rows(t, LIST_staff, NULL, 0, &q->staff_rows);
    if (r == STORE_OK && !q->clinic.count)
        r = STORE_BROKEN;
    if (r == STORE_OK && reads & READS_patient)
        r = patient(t);
    if (r == STORE_OK && reads & READS_record)
        r = record(t);
    if (r == STORE_OK && reads & READS_people)
        r = rows(t, LIST_people, NULL, 0, &q->people);
    if (r == STORE_OK && reads & READS_caseload)
        r = caseload(t);
    if (r == STORE_OK && reads & READS_attention)
        r = rows(t, LIST_attention, NULL, 0, &q->attention);
    if (r == STORE_OK && reads & READS_figures)
        r = rows(t, LIST_figures, NULL, 0, &q->figures);
    if (r == STORE_OK && reads & READS_booking)
        r = booking(t); /* before the diary, which is around its day */
    if (r == STORE_OK && reads & READS_diary)
        r = diary(t);
    if (r == STORE_OK && reads & READS_waiting)
        r = rows(t, LIST_waitings, NULL, 0, &q->waitings);
    if (r == STORE_OK && reads & READS_booked)
        r = booked(t);
    if (r == STORE_OK && reads & READS_mails)
        r = rows(t, LIST_mails, NULL, 0, &q->mails);
    if (r == STORE_OK && reads & READS_upcoming)
        r = rows(t, LIST_upcoming, &now, 1, &q->upcoming);
    if (r == STORE_OK && reads & READS_log)
        r = rows(t, LIST_log, &from, 1, &q->log);
    return r;
}

enum store_result reads_fetch(struct server *s, struct arena *a, struct room *m,
                              const struct ask *q, const struct seat *seat,
                              const struct clinic_route *route, int64_t number,
                              struct clinic_request *ret, struct person_row *ret_row)
{
    struct reads t = {s, a, m, q, seat, route, number, clock_s(), ret, ret_row};
    return fetch(&t);
}
