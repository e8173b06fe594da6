/* diary_visit.c - one visit: when, where, with whom, what was done with it, and what can be done next. The front desk
 * sees it: no word of health. */
#include "../core/form.h"
#include "diary_desk.h"

static const struct rows *row(struct desk *d)
{
    return &d->q->booking;
}

static int is_in(struct desk *d, const char *state)
{
    return str_same(row_text(row(d), 0, bookings_state), state);
}

/* --- what it is --------------------------------------------------------------------------------------------------- */

static void put_pair(struct desk *d, const char *what, const char *words)
{
    if (words[0])
        html_put(&d->v.w, "<dt>%s</dt><dd>%s</dd>", what, words);
}

static void put_patient_link(struct desk *d)
{
    int64_t patient = row_whole(row(d), 0, bookings_patient);
    int treats = ROLES_clinical >> d->who->actor.role & 1;
    if (!patient)
        return;
    html_put(&d->v.w, "<p class=\"more\"><a href=\"/%s\">%s</a></p>",
             number_path(d, "/clinic/patient/", patient, treats ? "" : "/edit") + 1,
             treats ? "Open their record" : "Name, telephone, all visits");
}

static void put_what(struct desk *d)
{
    const struct rows *r = row(d);
    const char *state = state_words(row_text(r, 0, bookings_state));
    int from = (int)row_whole(r, 0, taken_from_min);
    int64_t site = row_whole(r, 0, taken_site);
    html_put(&d->v.w,
             "<section class=\"panel\"><h2>The visit</h2><dl class=\"pairs\"><dt>When</dt><dd>%s, "
             "%s to %s</dd>",
             day_words(d, (int)row_whole(r, 0, taken_day)), clock_words(d, from),
             clock_words(d, from + (int)row_whole(r, 0, taken_minutes)));
    put_pair(d, "Visit", kind_words(d, r, 0));
    put_pair(d, "With", name_of_staff(d, row_whole(r, 0, taken_account)));
    put_pair(d, "Where", name_of_site(d, site));
    put_pair(d, "Room", name_of_room(d, row_whole(r, 0, taken_room)));
    put_pair(d, "State", state[0] ? state : "booked");
    if (row_text(r, 0, bookings_telephone)[0]) {
        html_put(&d->v.w, "<dt>Telephone</dt><dd>");
        put_number(&d->v, row_text(r, 0, bookings_telephone));
        html_put(&d->v.w, "</dd>");
    }
    put_pair(d, "Email", row_text(r, 0, bookings_mail));
    html_put(&d->v.w, "</dl>");
    put_patient_link(d);
    html_put(&d->v.w, "</section>");
}

/* --- what comes next ------------------------------------------------------------------------------------------------ */

static void begin_form(struct desk *d, const char *what)
{
    struct text t = {.mem = d->v.a};
    text_int(&t, row_whole(row(d), 0, bookings_sequence));
    text_char(&t, '\0');
    desk_form(d, NULL);
    hidden(&d->v, "do", what);
    hidden(&d->v, "sequence", t.p);
}

static void put_cancel(struct desk *d)
{
    html_put(&d->v.w, "<details class=\"cancel\"><summary>Cancel the visit</summary>");
    begin_form(d, "state");
    html_put(&d->v.w,
             "<p>The time is free for others then. They are told by mail, if we have an "
             "address.</p><p><button class=\"btn btn-stop\" name=\"to\" value=\"cancelled\">Yes, "
             "cancel it</button></p></form></details>");
}

static void put_states(struct desk *d)
{
    static const struct {
        const char *to, *words;
    } all[] = {{"arrived", "Arrived"},
               {"in_room", "In the room"},
               {"done", "Done"},
               {"no_show", "Did not come"},
               {"booked", "Take up again"}};
    int buttons = 0;
    html_put(&d->v.w, "<section class=\"panel\" id=\"to\"><h2>What next</h2>");
    begin_form(d, "state");
    html_put(&d->v.w, "<div class=\"states\">");
    for (int i = 0; i < COUNT_OF(all); i++) {
        const char *words = !str_same(all[i].to, "booked")            ? all[i].words
                            : is_in(d, "held") || is_in(d, "offered") ? "Confirm it"
                            : is_in(d, "arrived")                     ? "Has not arrived after all"
                                                                      : all[i].words;
        if (!visit_may_become(d, all[i].to))
            continue;
        html_put(&d->v.w, "<button class=\"btn%s\" name=\"to\" value=\"%s\">%s</button>",
                 buttons++ ? " btn-2" : "", all[i].to, words);
    }
    html_put(&d->v.w, "</div>");
    if (!buttons)
        html_put(&d->v.w, "<p class=\"sub\">%s</p>",
                 visit_ran_out(d)
                     ? "It was not confirmed in time. In a minute it can be taken up again."
                 : is_in(d, "booked") ? "On the day it is marked here whether they have come."
                                      : "Nothing can be done with it any more.");
    html_put(&d->v.w, "</form>");
    if (visit_may_become(d, "cancelled"))
        put_cancel(d);
    html_put(&d->v.w, "</section>");
}

/* --- another time ----------------------------------------------------------------------------------------------------- */

static int gives(struct desk *d, int64_t account)
{
    const struct rows *o = &d->q->diary.offers;
    for (uint32_t i = 0; i < o->count; i++)
        if (row_whole(o, i, offers_account) == account &&
            row_whole(o, i, offers_service) == row_whole(row(d), 0, bookings_service))
            return 1;
    return 0;
}

static int who_options(struct desk *d, struct option **ret)
{
    const struct rows *r = &d->q->diary.practitioners;
    struct option *o = arena_alloc(d->v.a, r->count + 1, sizeof *o);
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++)
        if (!row_is(r, i, practitioners_left_s) && gives(d, row_whole(r, i, practitioners_account)))
            o[n++] = (struct option){row_whole(r, i, practitioners_account),
                                     row_text(r, i, practitioners_name)};
    *ret = o;
    return n;
}

static void put_move(struct desk *d, const struct place *p)
{
    const struct rows *r = row(d);
    struct option *o;
    int today = now_at(d, row_whole(r, 0, taken_site)).day;
    int tried = posted_is(&d->v, "do", "move") || posted_is(&d->v, "do", "times");
    if (!visit_moves(d))
        return;
    fill(d, "who", hex_of(d, row_whole(r, 0, taken_account)));
    fill(d, "site", hex_of(d, row_whole(r, 0, taken_site)));
    fill_day(d, "day", d->q->diary_day > today ? d->q->diary_day : today);
    if (tried)
        html_put(&d->v.w, "<details class=\"panel\" open>");
    else
        html_put(&d->v.w, "<details class=\"panel\">");
    html_put(&d->v.w, "<summary>Move to another time</summary>");
    begin_form(d, "move");
    html_put(&d->v.w, "<div class=\"fields\">");
    int n = who_options(d, &o);
    ask_pick(d, "who", "With", NULL, "Anyone who is free", o, n);
    n = site_options(d, 0, &o);
    ask_pick(d, "site", "Where", NULL, "Any site", o, n);
    ask_date(&d->v, "day", "From this day on", NULL);
    html_put(&d->v.w,
             "</div><p><button class=\"btn btn-2 btn-s\" name=\"do\" value=\"times\">Show free "
             "times</button></p>");
    ask_times(d, &(struct wish){.service = row_whole(r, 0, bookings_service),
                                .site = posted_number(d, "site"),
                                .account = posted_number(d, "who"),
                                .first_day = d->q->diary_day,
                                .last_day = d->q->diary_day + TIMES_DAYS - 1,
                                .not_before_s = d->q->diary.now_s,
                                .minutes = (int)row_whole(r, 0, taken_minutes),
                                .except = d->number});
    if (p)
        ask_outside(d, p);
    html_put(&d->v.w, "<p><button class=\"btn\">Move it</button></p></form></details>");
}

/* --- who it is ---------------------------------------------------------------------------------------------------------- */

static const char *new_path(struct desk *d)
{
    struct text t = {.mem = d->v.a};
    const char *name = row_text(row(d), 0, bookings_name),
               *tel = row_text(row(d), 0, bookings_telephone);
    text_lit(&t, "/clinic/new?name=");
    form_encode(&t, name, str_len(name));
    text_lit(&t, "&tel=");
    form_encode(&t, tel, str_len(tel));
    text_char(&t, '\0');
    return t.p;
}

static void put_who(struct desk *d)
{
    const char *find = posted(&d->v, "find", 0);
    if (row_is(row(d), 0, bookings_patient))
        return;
    if (!find && !d->v.q->post) {
        find = row_text(row(d), 0, bookings_name);
        fill(d, "find", find);
    }
    html_put(
        &d->v.w,
        "<section class=\"panel\"><h2>Who is this?</h2><p class=\"sub\">It was booked by somebody "
        "who is no patient here yet. Are they one of these?</p>");
    begin_form(d, "patient");
    html_put(&d->v.w, "<div class=\"row find\">");
    ask_text(&d->v, "find", "Find a patient", "By name, year of birth or telephone.", 1);
    html_put(&d->v.w,
             "<button class=\"btn btn-2 btn-s\" name=\"do\" value=\"find\">Find</button></div>");
    if (ask_whom(d, find, 0))
        html_put(&d->v.w, "<p><button class=\"btn btn-s\">It is this patient</button></p>");
    html_put(&d->v.w,
             "</form><p class=\"more\"><a href=\"/%s\">Add them as a new patient</a></p>"
             "<p class=\"sub\">Then come back here, and choose them.</p></section>",
             new_path(d) + 1);
}

/* --- the page ----------------------------------------------------------------------------------------------------------- */

void visit_page(struct desk *d, const struct place *p)
{
    const struct rows *r = row(d);
    d->v.part = "diary";
    desk_open(d, "Visit", AT_diary);
    html_put(&d->v.w, "<p class=\"crumb\"><a href=\"/%s\">%s, %s</a></p>",
             diary_path(d, "/clinic/diary", (int)row_whole(r, 0, taken_day),
                        row_whole(r, 0, taken_site), "") +
                 1,
             day_words(d, (int)row_whole(r, 0, taken_day)),
             name_of_site(d, row_whole(r, 0, taken_site)));
    html_put(&d->v.w, "<h1>%s</h1>", name_of_visit(r, 0));
    if (d->v.r->status == 409)
        html_put(&d->v.w,
                 "<div class=\"note note-wait\" role=\"alert\"><h2>Somebody else has changed this "
                 "visit</h2><p>Nothing of yours was kept. This is how it stands now.</p></div>");
    error_summary(&d->v);
    html_put(&d->v.w, "<div class=\"panels\">");
    put_what(d);
    put_states(d);
    html_put(&d->v.w, "</div>");
    put_move(d, p);
    put_who(d);
    put_was(d);
    desk_close(d);
}

void diary_visit_get(struct desk *d)
{
    visit_page(d, NULL);
}
