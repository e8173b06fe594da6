/* diary_new.c - a new visit on one page: what, with whom and where; when; for whom. Each button but the last only
 * shows more, so it works without script. */
#include "../app/asked.h"
#include "diary_desk.h"

/* --- what is given ---------------------------------------------------------------------------------------------- */

static int service_options(struct desk *d, struct option **ret)
{
    const struct rows *r = &d->q->diary.services;
    struct option *o = arena_alloc(d->v.a, r->count + 1, sizeof *o);
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++)
        if (!row_is(r, i, services_closed_s))
            o[n++] =
                (struct option){row_whole(r, i, services_service), row_text(r, i, services_name)};
    *ret = o;
    return n;
}

static int who_options(struct desk *d, struct option **ret)
{
    const struct rows *r = &d->q->diary.practitioners;
    struct diary y = diary_here(d);
    struct option *o = arena_alloc(d->v.a, r->count + 1, sizeof *o);
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        int64_t account = row_whole(r, i, practitioners_account);
        if (!row_is(r, i, practitioners_left_s) && gives_any(&y, account))
            o[n++] = (struct option){account, row_text(r, i, practitioners_name)};
    }
    *ret = o;
    return n;
}

/* --- what the link says --------------------------------------------------------------------------------------------- */

static void fill_text_of(struct desk *d, const char *key, const struct rows *r, uint32_t i,
                         int column)
{
    if (!asked(&d->v, key))
        fill(d, key, row_text(r, i, column));
}

/* Whoever waits: they, and what they wait for. */
static void fill_waiting(struct desk *d)
{
    const struct rows *w = &d->q->waitings;
    int64_t waiting = asked_number(d, "waiting");
    int at = waiting ? row_of(w, waiting) : -1;
    if (at < 0)
        return;
    uint32_t i = (uint32_t)at;
    fill(d, "service", hex_of(d, row_whole(w, i, waitings_service)));
    if (row_is(w, i, waitings_patient)) {
        fill(d, "patient", hex_of(d, row_whole(w, i, waitings_patient)));
        return;
    }
    fill(d, "patient", "new");
    fill_text_of(d, "name", w, i, waitings_name);
    fill_text_of(d, "telephone", w, i, waitings_telephone);
    fill_text_of(d, "mail", w, i, waitings_mail);
}

/* A patient's own practitioner, where the link says none. */
static void fill_theirs(struct desk *d)
{
    const struct rows *p = &d->q->people;
    int64_t patient = asked_number(d, "patient");
    int at = patient ? row_of(p, patient) : -1;
    if (at < 0)
        return;
    if (!asked(&d->v, "who") && row_is(p, (uint32_t)at, people_account))
        fill(d, "who", hex_of(d, row_whole(p, (uint32_t)at, people_account)));
}

static void fill_asked(struct desk *d)
{
    static const char *const keys[] = {"min",     "site",    "who", "service",
                                       "patient", "waiting", "find"};
    struct diary y = diary_here(d);
    struct option *o;
    for (int i = 0; i < COUNT_OF(keys); i++)
        if (asked(&d->v, keys[i]))
            fill(d, keys[i], asked(&d->v, keys[i]));
    fill_waiting(d);
    fill_theirs(d);
    fill_day(d, "day", d->q->diary_day);
    struct place at = {.site = posted_number(d, "site"),
                       .account = posted_number(d, "who"),
                       .day = d->q->diary_day,
                       .from_min = minute_asked(d)};
    int64_t fits = at.account && at.from_min >= 0 ? shortest_fitting(&y, &at) : 0;
    if (!posted(&d->v, "service", 0) && fits)
        fill(d, "service", hex_of(d, fits));
    else if (!posted(&d->v, "service", 0) && service_options(d, &o))
        fill(d, "service", hex_of(d, o[0].number));
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static struct wish wish_of(struct desk *d)
{
    return (struct wish){.service = posted_number(d, "service"),
                         .site = posted_number(d, "site"),
                         .account = posted_number(d, "who"),
                         .first_day = d->q->diary_day,
                         .last_day = d->q->diary_day + TIMES_DAYS - 1,
                         .not_before_s = d->q->diary.now_s};
}

static void put_what(struct desk *d)
{
    struct option *o;
    html_put(&d->v.w, "<h2>What, and with whom</h2><div class=\"fields\">");
    int n = service_options(d, &o);
    ask_pick(d, "service", "Kind of visit", NULL, NULL, o, n);
    n = who_options(d, &o);
    ask_pick(d, "who", "With", NULL, "Anyone who is free", o, n);
    n = site_options(d, 0, &o);
    ask_pick(d, "site", "Where", NULL, "Any site", o, n);
    ask_date(&d->v, "day", "From this day on", NULL);
    html_put(&d->v.w,
             "</div><p><button class=\"btn btn-2 btn-s\" name=\"do\" value=\"times\">Show free "
             "times</button></p>");
}

static void put_whom(struct desk *d)
{
    html_put(&d->v.w, "<h2>For whom</h2><div class=\"row find\">");
    ask_text(&d->v, "find", "Find a patient", "By name, year of birth or telephone.", 1);
    html_put(&d->v.w,
             "<button class=\"btn btn-2 btn-s\" name=\"do\" value=\"find\">Find</button></div>");
    ask_whom(d, posted(&d->v, "find", 0), 1);
}

static void new_page(struct desk *d, const struct place *p)
{
    struct wish w;
    struct option *o;
    if (!d->v.q->post)
        fill_asked(d);
    w = wish_of(d);
    d->v.part = "diary";
    desk_open(d, "New visit", AT_diary);
    put_crumb(d, diary_path(d, "/clinic/diary", d->q->diary_day, w.site, ""), "Diary");
    html_put(&d->v.w, "<h1>New visit</h1>");
    if (!service_options(d, &o)) {
        html_put(&d->v.w, "<p class=\"lead\">There is no kind of visit yet. An owner of the clinic "
                          "sets them up first.</p>");
        desk_close(d);
        return;
    }
    desk_form(d, NULL);
    hidden(&d->v, "waiting", posted(&d->v, "waiting", 0) ? posted(&d->v, "waiting", 0) : "");
    put_what(d);
    html_put(&d->v.w, "<h2>When</h2>");
    ask_times(d, &w);
    if (p)
        ask_outside(d, p);
    put_whom(d);
    html_put(
        &d->v.w,
        "<p><button class=\"btn\" name=\"do\" value=\"book\">Book the visit</button></p></form>");
    desk_close(d);
}

void diary_new_get(struct desk *d)
{
    new_page(d, NULL);
}

/* --- booking ----------------------------------------------------------------------------------------------------- */

/* The tables refuse two visits of one address at one time; the page says so. */
static int mail_is_taken(struct desk *d, const struct place *p, const struct value *mail)
{
    const struct rows *t = &d->q->diary.taken;
    int64_t until_s = p->from_s + (int64_t)p->minutes * 60;
    for (uint32_t i = 0; mail->text.len && i < t->count; i++) {
        int64_t from_s = row_whole(t, i, taken_from_s);
        struct span theirs = row_value(t, i, bookings_mail).text;
        if (theirs.len == mail->text.len && memcmp(theirs.p, mail->text.p, theirs.len) == 0 &&
            from_s < until_s && from_s + 60 * row_whole(t, i, taken_minutes) > p->from_s &&
            takes_time(row_text(t, i, taken_state), row_whole(t, i, taken_held_until_s),
                       d->q->diary.now_s))
            return 1;
    }
    return 0;
}

static void book(struct desk *d, int64_t booking, const struct place *p, const struct whom *w)
{
    int64_t waiting = posted_number(d, "waiting");
    act(d, booking_add, value_whole(booking), value_whole(p->site), value_whole(p->account),
        value_whole(p->service), value_or_null(p->room), value_or_null(w->patient),
        value_whole(p->day), value_whole(p->from_min), value_whole(p->minutes),
        value_whole(p->from_s), w->name, w->mail, w->telephone);
    queue_mail(d, booking, 0, "booked", 0);
    if (waiting && row_of(&d->q->waitings, waiting) >= 0)
        act(d, waiting_end, value_whole(waiting));
    note(d, "visit booked", w->patient);
}

static const char *visit_anchor(struct desk *d, int64_t booking)
{
    return number_path(d, "#b", booking, "");
}

void diary_new_post(struct desk *d)
{
    struct place p = {.service = posted_number(d, "service")};
    struct whom w;
    int64_t booking = form_number(d);
    int there = row_of(&d->q->diary.taken, booking);
    if (posted_is(&d->v, "do", "times") || posted_is(&d->v, "do", "find")) {
        new_page(d, NULL);
        return;
    }
    if (there >= 0) { /* this very form, sent again */
        const struct rows *t = &d->q->diary.taken;
        go_to(&d->v,
              diary_path(d, "/clinic/diary", (int)row_whole(t, (uint32_t)there, taken_day),
                         row_whole(t, (uint32_t)there, taken_site), visit_anchor(d, booking)));
        return;
    }
    take_whom(d, &w);
    p.patient = w.patient;
    int timed = take_time(d, &p, 0);
    if (timed && mail_is_taken(d, &p, &w.mail))
        wrong(&d->v, "mail", no_words(NO_person));
    if (d->v.wrongs) {
        new_page(d, wrong_about(&d->v, "outside") ? &p : NULL);
        return;
    }
    book(d, booking, &p, &w);
    go_to(&d->v, diary_path(d, "/clinic/diary", p.day, p.site, visit_anchor(d, booking)));
}
