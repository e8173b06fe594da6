/* diary_change.c - what is done with a visit: its next state, another time, whose it is. Each names the sequence that
 * it saw; what somebody else has changed meanwhile is shown as it is now. */
#include "diary_desk.h"

static const struct rows *row(struct desk *d)
{
    return &d->q->booking;
}

static int64_t sequence(struct desk *d)
{
    return row_whole(row(d), 0, bookings_sequence);
}

/* --- what may be done ----------------------------------------------------------------------------------------------- */

int visit_ran_out(struct desk *d)
{
    const char *state = row_text(row(d), 0, bookings_state);
    return (str_same(state, "held") || str_same(state, "offered")) &&
           !is_held(row(d), 0, d->q->diary.now_s);
}

int visit_moves(struct desk *d)
{
    const char *state = row_text(row(d), 0, bookings_state);
    return !str_same(state, "done") && !str_same(state, "no_show") && !visit_ran_out(d);
}

int visit_may_become(struct desk *d, const char *to)
{
    static const struct {
        const char *from, *to;
        enum { ANY_TIME, ON_THE_DAY, BEGUN } when; /* not before that */
    } may[] = {
        {"held", "booked", ANY_TIME},       {"held", "cancelled", ANY_TIME},
        {"offered", "booked", ANY_TIME},    {"offered", "cancelled", ANY_TIME},
        {"booked", "arrived", ON_THE_DAY},  {"booked", "in_room", ON_THE_DAY},
        {"booked", "done", BEGUN},          {"booked", "no_show", BEGUN},
        {"booked", "cancelled", ANY_TIME},  {"arrived", "in_room", ON_THE_DAY},
        {"arrived", "done", BEGUN},         {"arrived", "booked", ANY_TIME},
        {"arrived", "cancelled", ANY_TIME}, {"in_room", "done", BEGUN},
        {"in_room", "arrived", ON_THE_DAY}, {"done", "in_room", ON_THE_DAY},
        {"no_show", "arrived", ON_THE_DAY}, {"no_show", "booked", ANY_TIME},
        {"cancelled", "booked", ANY_TIME},  {"lapsed", "booked", ANY_TIME},
    };
    const struct rows *r = row(d);
    int come = row_whole(r, 0, taken_day) <= now_at(d, row_whole(r, 0, taken_site)).day;
    int begun = row_whole(r, 0, taken_from_s) <= d->q->diary.now_s;
    for (int i = 0; i < COUNT_OF(may); i++)
        if (str_same(may[i].from, row_text(r, 0, bookings_state)) && str_same(may[i].to, to) &&
            (may[i].when == ANY_TIME || (may[i].when == ON_THE_DAY ? come : begun)))
            return !visit_ran_out(d) || str_same(to, "cancelled");
    return 0;
}

/* --- posts ------------------------------------------------------------------------------------------------------------- */

static struct place place_now(struct desk *d)
{
    const struct rows *r = row(d);
    return (struct place){.site = row_whole(r, 0, taken_site),
                          .account = row_whole(r, 0, taken_account),
                          .room = row_whole(r, 0, taken_room),
                          .service = row_whole(r, 0, bookings_service),
                          .patient = row_whole(r, 0, bookings_patient),
                          .day = (int)row_whole(r, 0, taken_day),
                          .from_min = (int)row_whole(r, 0, taken_from_min),
                          .minutes = (int)row_whole(r, 0, taken_minutes),
                          .from_s = row_whole(r, 0, taken_from_s)};
}

static void to_the_day(struct desk *d, int day, int64_t site)
{
    go_to(&d->v, diary_path(d, "/clinic/diary", day, site, number_path(d, "#b", d->number, "")));
}

/* What takes no time now must find its own still free. */
static void look_whether_free(struct desk *d)
{
    struct diary y = diary_here(d);
    struct place p = place_now(d);
    int outside;
    const char *state = row_text(row(d), 0, bookings_state);
    if (takes_time(state, row_whole(row(d), 0, bookings_held_until_s), d->q->diary.now_s))
        return;
    enum no no = place_no(&y, &p, d->number, &outside);
    if (no != NO_reason)
        wrong(&d->v, "to", no_words(no));
}

static void change_state(struct desk *d)
{
    const char *to = posted(&d->v, "to", 0), *state = row_text(row(d), 0, bookings_state);
    if (!to || !visit_may_become(d, to)) {
        wrong(&d->v, "to", "Choose what to do with it.");
        visit_page(d, NULL);
        return;
    }
    if (!str_same(to, "cancelled"))
        look_whether_free(d);
    if (d->v.wrongs) {
        visit_page(d, NULL);
        return;
    }
    act(d, booking_state, value_whole(d->number), value_whole(sequence(d)), value_str(to));
    if (str_same(to, "cancelled"))
        queue_mail(d, d->number, 0, "cancelled", sequence(d) + 1);
    else if (str_same(to, "booked") && !str_same(state, "arrived") && !str_same(state, "no_show"))
        queue_mail(d, d->number, 0, "booked", sequence(d) + 1);
    note(d, str_same(to, "cancelled") ? "visit cancelled" : "visit changed",
         row_whole(row(d), 0, bookings_patient));
    /* A cancelled one stands in the diary no more: its own page takes it up again. */
    if (str_same(to, "cancelled"))
        go_to(&d->v, number_path(d, "/clinic/diary/booking/", d->number, ""));
    else
        to_the_day(d, (int)row_whole(row(d), 0, taken_day), row_whole(row(d), 0, taken_site));
}

static void move(struct desk *d)
{
    const struct place was = place_now(d);
    struct place p = {.service = was.service, .patient = was.patient, .minutes = was.minutes};
    if (!visit_moves(d))
        wrong(&d->v, "to", "It cannot be moved any more.");
    else
        take_time(d, &p, d->number);
    if (d->v.wrongs) {
        visit_page(d, wrong_about(&d->v, "outside") ? &p : NULL);
        return;
    }
    to_the_day(d, p.day, p.site);
    if (p.site == was.site && p.account == was.account && p.from_s == was.from_s &&
        str_same(row_text(row(d), 0, bookings_state), "booked"))
        return; /* it is there already */
    act(d, booking_move, value_whole(d->number), value_whole(p.site), value_whole(p.account),
        value_or_null(p.room), value_whole(p.day), value_whole(p.from_min), value_whole(p.minutes),
        value_whole(p.from_s), value_whole(sequence(d)));
    queue_mail(d, d->number, 0, "moved", sequence(d) + 1);
    note(d, "visit moved", was.patient);
}

/* Whoever it is may have another visit at that time. */
static void give_to(struct desk *d)
{
    struct diary y = diary_here(d);
    struct place p = place_now(d);
    int64_t patient = 0;
    int outside;
    if (row_is(row(d), 0, bookings_patient) || !patient_posted(d, &patient)) {
        visit_page(d, NULL);
        return;
    }
    p.patient = patient;
    if (takes_time(row_text(row(d), 0, bookings_state), row_whole(row(d), 0, bookings_held_until_s),
                   d->q->diary.now_s) &&
        place_no(&y, &p, d->number, &outside) == NO_person)
        wrong(&d->v, "patient", no_words(NO_person));
    if (d->v.wrongs) {
        visit_page(d, NULL);
        return;
    }
    act(d, booking_patient, value_whole(d->number), value_whole(sequence(d)), value_whole(patient));
    note(d, "visit changed", patient);
    go_to(&d->v, number_path(d, "/clinic/diary/booking/", d->number, ""));
}

static int saw_this(struct desk *d)
{
    const char *s = posted(&d->v, "sequence", 0);
    int64_t n = 0;
    for (; s && *s >= '0' && *s <= '9' && n < 1000000; s++)
        n = n * 10 + (*s - '0');
    return s && !*s && n == sequence(d);
}

void diary_visit_post(struct desk *d)
{
    if (posted_is(&d->v, "do", "times") || posted_is(&d->v, "do", "find")) {
        visit_page(d, NULL);
    } else if (!saw_this(d)) {
        d->v.r->status = 409;
        visit_page(d, NULL);
    } else if (posted_is(&d->v, "do", "state")) {
        change_state(d);
    } else if (posted_is(&d->v, "do", "move")) {
        move(d);
    } else if (posted_is(&d->v, "do", "patient")) {
        give_to(d);
    } else {
        d->v.r->status = 400;
        visit_page(d, NULL);
    }
}
