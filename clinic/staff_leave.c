/* staff_leave.c - somebody leaves: signed out everywhere, and nobody of theirs is left behind. Or they come
 * back. */
#include "setup.h"

enum { NAMES_SHOWN = 200 };

/* Theirs, also who is archived: they may come back, to somebody who is here. */
static int theirs(struct desk *d, uint32_t i)
{
    const struct rows *p = &d->q->people;
    return !row_is(p, i, people_left_s) && row_whole(p, i, people_account) == d->number;
}

static int count_theirs(struct desk *d)
{
    int n = 0;
    for (uint32_t i = 0; i < d->q->people.count; i++)
        n += theirs(d, i);
    return n;
}

static void put_theirs(struct desk *d, int count)
{
    const struct rows *p = &d->q->people;
    int n = 0;
    html_put(&d->v.w, "<section class=\"panel\"><h2>Their people: %d</h2>", count);
    if (!count) {
        html_put(&d->v.w, "<p>Nobody is with them.</p></section>");
        return;
    }
    html_put(&d->v.w, "<ul class=\"columns\">");
    for (uint32_t i = 0; i < p->count && n < NAMES_SHOWN; i++) {
        if (!theirs(d, i))
            continue;
        n++;
        html_put(&d->v.w, "<li>");
        put_name_born(d, p, i);
        html_put(&d->v.w, "%s</li>", in_care(p, i) ? "" : ", archived");
    }
    html_put(&d->v.w, "</ul>");
    if (count > n)
        html_put(&d->v.w, "<p>and %d more</p>", count - n);
    html_put(&d->v.w, "</section>");
}

/* Who may take over: whoever treats people here, but not the one who leaves. */
static int takers(struct desk *d, struct option **ret)
{
    struct option *o;
    int n = clinician_options(d, 0, &o), kept = 0;
    for (int i = 0; i < n; i++)
        if (o[i].number != d->number)
            o[kept++] = o[i];
    *ret = o;
    return kept;
}

static void put_second(struct desk *d)
{
    if (row_whole(&d->q->clinic, 0, clinic_second) == d->number)
        html_put(&d->v.w,
                 "<div class=\"note note-wait\"><p>They are the second name: urgent answers that "
                 "nobody acknowledges go to them. When they have left, they go to nobody. Choose "
                 "another in <a href=\"/clinic/settings\">the settings</a> first.</p></div>");
}

/* Those that are held for somebody count too. */
static void put_visits(struct desk *d)
{
    const struct rows *u = &d->q->upcoming;
    int n = 0;
    for (uint32_t i = 0; i < u->count; i++)
        n += row_whole(u, i, upcoming_account) == d->number;
    if (n)
        html_put(&d->v.w,
                 "<div class=\"note note-wait\"><p>Visits booked with them: %d. They are not "
                 "cancelled: once they have left, the page of <a href=\"/clinic/diary/stranded\">"
                 "visits that need another time</a> has each of them.</p></div>",
                 n);
}

static void leave_form(struct desk *d)
{
    struct option *o;
    int count = count_theirs(d), n = takers(d, &o);
    put_second(d);
    put_visits(d);
    put_theirs(d, count);
    desk_form(d, NULL);
    hidden(&d->v, "do", "leave");
    if (count) {
        ask_pick(d, "to", "Who takes over?", NULL, "Choose", o, n);
        const struct choice nobody = {
            "yes", "Nobody yet",
            "They stand in every list under “nobody”, and wait there for a practitioner."};
        ask_many(&d->v, "nobody", "Or", NULL, &nobody, 1);
    }
    html_put(&d->v.w, "<p><button class=\"btn btn-stop-2\">They have left</button></p></form>");
}

static void come_back_form(struct desk *d)
{
    html_put(&d->v.w, "<p class=\"lead\">They come back with their old password and second proof. "
                      "Their people of before stay with whoever took over.</p>");
    desk_form(d, NULL);
    hidden(&d->v, "do", "back");
    form_close(&d->v, "They come back");
}

/* Why they cannot leave; NULL: they can. */
static const char *must_stay(struct desk *d, uint32_t i)
{
    if (row_is(&d->q->staff_rows, i, staff_left_s))
        return NULL;
    if (str_same(row_text(&d->q->staff_rows, i, staff_role), "owner") && !owners_left(d, d->number))
        return "This is the last owner. Nobody could invite staff or read the log any more. Make "
               "somebody else an owner first.";
    if (d->number == d->who->actor.who)
        return "This is you. Another owner must do it, so that nobody shuts the door on "
               "themselves.";
    return NULL;
}

void staff_leave_get(struct desk *d)
{
    const struct rows *r = &d->q->staff_rows;
    int at = d->number ? row_of(r, d->number) : -1;
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    uint32_t i = (uint32_t)at;
    const char *why = must_stay(d, i), *name = row_text(r, i, staff_name);
    int left = row_is(r, i, staff_left_s);
    desk_open(d, left ? "They come back" : "They have left", AT_clinic);
    put_crumb(d, number_path(d, "/clinic/staff/", d->number, ""), name);
    html_put(&d->v.w, "<h1>%s %s</h1>", name, left ? "comes back" : "has left");
    error_summary(&d->v);
    if (why)
        html_put(&d->v.w, "<div class=\"note note-wait\"><p>%s</p></div>", why);
    else if (left)
        come_back_form(d);
    else
        leave_form(d);
    desk_close(d);
}

static void leave(struct desk *d)
{
    struct option *o;
    int n = takers(d, &o), nobody = posted_is(&d->v, "nobody", "yes");
    int64_t to = take_pick(d, "to", o, n);
    if (count_theirs(d) && !to && !nobody)
        wrong(&d->v, "to", "Choose who takes over their people, or say that it is nobody yet.");
    if (to && nobody)
        wrong(&d->v, "to", "Somebody, or nobody yet? Choose one of the two.");
    if (d->v.wrongs) {
        staff_leave_get(d);
        return;
    }
    act(d, account_leave, value_whole(d->number), value_whole(1));
    act(d, account_out, value_whole(d->number));
    act(d, patients_give, value_whole(d->number), value_or_null(to));
    note(d, "staff left", 0);
    go_to(&d->v, "/clinic/staff");
}

void staff_leave_post(struct desk *d)
{
    int at = d->number ? row_of(&d->q->staff_rows, d->number) : -1;
    int left = at >= 0 && row_is(&d->q->staff_rows, (uint32_t)at, staff_left_s);
    if (at < 0 || must_stay(d, (uint32_t)at)) {
        staff_leave_get(d);
    } else if (left && posted_is(&d->v, "do", "back")) {
        act(d, account_leave, value_whole(d->number), value_whole(0));
        note(d, "staff came back", 0);
        go_to(&d->v, "/clinic/staff");
    } else if (!left && posted_is(&d->v, "do", "leave")) {
        leave(d);
    } else {
        go_to(&d->v, "/clinic/staff"); /* done already */
    }
}
