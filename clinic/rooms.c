/* rooms.c - the rooms of all sites on one page, each to be changed or closed. */
#include "setup.h"

enum { KIND_MOST = 40 };

/* The site that the list is of, or was added to last; 0: all. */
static int64_t site_shown(struct desk *d)
{
    int64_t site = setup_asked_number(d, "of");
    return row_of(&d->q->sites, site) >= 0 ? site : 0;
}

/* --- the list -------------------------------------------------------------------------------------------------- */

static void put_room(struct desk *d, uint32_t i)
{
    const struct rows *r = &d->q->diary.rooms;
    const char *kind = row_text(r, i, rooms_kind);
    html_put(&d->v.w, "<tr><th scope=\"row\"><a href=\"/%s\">%s</a>",
             number_path(d, "/clinic/rooms/", row_whole(r, i, rooms_room), "") + 1,
             row_text(r, i, rooms_name));
    if (row_is(r, i, rooms_closed_s))
        html_put(&d->v.w, " <span class=\"chip\">closed</span>");
    html_put(&d->v.w,
             "</th><td data-label=\"Site\">%s</td><td data-label=\"Kind\">%s</td>"
             "<td data-label=\"Step-free\">%s</td></tr>",
             name_of_site(d, row_whole(r, i, rooms_site)), kind[0] ? kind : "plain",
             row_whole(r, i, rooms_step_free) ? "yes" : "no");
}

static void put_list(struct desk *d, int64_t shown)
{
    const struct rows *r = &d->q->diary.rooms, *sites = &d->q->sites;
    uint32_t n = 0;
    for (uint32_t k = 0; k < sites->count * r->count; k++) { /* those of one site together */
        uint32_t i = k % r->count;
        int64_t site = row_whole(sites, k / r->count, sites_site);
        if (row_whole(r, i, rooms_site) != site || (shown && shown != site))
            continue;
        if (!n++)
            html_put(&d->v.w,
                     "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr>"
                     "<th scope=\"col\">Room</th><th scope=\"col\">Site</th>"
                     "<th scope=\"col\">Kind</th><th scope=\"col\">Step-free</th></tr></thead>"
                     "<tbody>");
        put_room(d, i);
    }
    if (n)
        html_put(&d->v.w, "</tbody></table></div>");
    else
        html_put(&d->v.w, "<p>There is no room here yet.</p>");
}

/* --- the form --------------------------------------------------------------------------------------------------- */

static void ask_room(struct desk *d)
{
    const struct choice yes = {"yes", "It can be reached without a step", NULL};
    ask_text(&d->v, "name", "Name", "As people here call it: Room 1.", 1);
    ask_text(&d->v, "kind", "Kind",
             "One word, as a kind of visit asks for it: couch, gym. Empty: a plain room.", 1);
    ask_many(&d->v, "step_free", "The way in", NULL, &yes, 1);
}

/* In small letters, so that a couch is a Couch. */
static struct value take_kind(struct desk *d)
{
    struct value v = take_line_of(d, "kind", KIND_MOST, NULL);
    struct text t = {.mem = d->v.a};
    for (uint32_t i = 0; i < v.text.len; i++)
        text_char(&t, (char)(v.text.p[i] >= 'A' && v.text.p[i] <= 'Z' ? v.text.p[i] + 0x20
                                                                      : v.text.p[i]));
    text_char(&t, '\0');
    return value_text((struct span){t.p, (uint32_t)t.len - 1});
}

/* Two rooms of one name at one site are one too many. */
static struct value take_name(struct desk *d, int64_t site, int64_t room)
{
    const struct rows *r = &d->q->diary.rooms;
    struct value v = take_line_of(d, "name", NAME_MOST, "Write what the room is called.");
    struct text t = {.mem = d->v.a};
    text_add(&t, v.text.p, v.text.len);
    text_char(&t, '\0');
    for (uint32_t i = 0; i < r->count; i++)
        if (v.text.len && row_whole(r, i, rooms_site) == site &&
            row_whole(r, i, rooms_room) != room && str_same(row_text(r, i, rooms_name), t.p))
            wrong(&d->v, "name", "There is a room of this name at this site already.");
    return v;
}

void rooms_get(struct desk *d)
{
    struct option *o;
    int64_t site = site_shown(d);
    if (site)
        fill(d, "site", hex_of(d, site));
    desk_open(d, "Rooms", AT_clinic);
    put_crumb(d, "/clinic/settings", "Clinic");
    html_put(&d->v.w, "<h1>Rooms%s%s</h1>", site ? " of " : "", site ? name_of_site(d, site) : "");
    error_summary(&d->v);
    setup_stranded_note(d);
    put_list(d, site);
    if (site)
        html_put(&d->v.w, "<p><a href=\"/clinic/rooms\">Rooms of all sites</a></p>");
    html_put(&d->v.w,
             "<h2>Add a room</h2><p class=\"sub\">A visit that needs a room is booked only "
             "while one is free.</p>");
    desk_form(d, NULL);
    int n = site_options(d, 0, &o);
    ask_pick(d, "site", "Site", NULL, n == 1 ? NULL : "Choose a site", o, n);
    ask_room(d);
    form_close(&d->v, "Add the room");
    desk_close(d);
}

void rooms_post(struct desk *d)
{
    struct option *o;
    int64_t room = form_number(d);
    int n = site_options(d, 0, &o);
    int64_t site = take_pick(d, "site", o, n);
    if (!site && !wrong_about(&d->v, "site"))
        wrong(&d->v, "site", "Choose the site where it is.");
    struct value name = take_name(d, site, room), kind = take_kind(d);
    if (d->v.wrongs) {
        rooms_get(d);
        return;
    }
    go_to(&d->v, "/clinic/rooms");
    if (row_of(&d->q->diary.rooms, room) >= 0) /* this very form, sent again */
        return;
    act(d, room_add, value_whole(room), value_whole(site), name, kind,
        value_whole(posted_is(&d->v, "step_free", "yes")));
    note(d, "room added", 0);
}

/* --- one room ------------------------------------------------------------------------------------------------------- */

static void put_close(struct desk *d, int closed)
{
    html_put(&d->v.w, "<section class=\"panel\"><h2>%s</h2><p>%s</p>", closed ? "Closed" : "Close",
             closed ? "Nothing is booked in this room any more."
                    : "Nothing new is booked in it. Visits that are booked in it already stay, "
                      "until you give them another room: you are shown which.");
    desk_form(d, NULL);
    hidden(&d->v, "do", closed ? "open" : "close");
    html_put(&d->v.w, "<p><button class=\"btn btn-2 btn-s\">%s</button></p></form></section>",
             closed ? "Open it again" : "Close this room");
}

void room_get(struct desk *d)
{
    const struct rows *r = &d->q->diary.rooms;
    int at = d->number ? row_of(r, d->number) : -1;
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    uint32_t i = (uint32_t)at;
    fill(d, "name", row_text(r, i, rooms_name));
    fill(d, "kind", row_text(r, i, rooms_kind));
    if (row_whole(r, i, rooms_step_free))
        fill(d, "step_free", "yes");
    desk_open(d, row_text(r, i, rooms_name), AT_clinic);
    put_crumb(d, "/clinic/rooms", "Rooms");
    html_put(&d->v.w, "<h1>%s</h1><p class=\"sub\">At %s</p>", row_text(r, i, rooms_name),
             name_of_site(d, row_whole(r, i, rooms_site)));
    desk_form(d, NULL);
    ask_room(d);
    html_put(&d->v.w, "<p class=\"sub\">With another kind, visits that are booked in it stay in "
                      "it.</p>");
    form_close(&d->v, "Keep");
    put_close(d, row_is(r, i, rooms_closed_s));
    desk_close(d);
}

void room_post(struct desk *d)
{
    const struct rows *r = &d->q->diary.rooms;
    int at = d->number ? row_of(r, d->number) : -1, close = posted_is(&d->v, "do", "close");
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    if (close || posted_is(&d->v, "do", "open")) {
        act(d, room_close, value_whole(d->number), value_whole(close));
        note(d, close ? "room closed" : "room opened", 0);
    } else {
        struct value name = take_name(d, row_whole(r, (uint32_t)at, rooms_site), d->number);
        struct value kind = take_kind(d);
        if (d->v.wrongs) {
            room_get(d);
            return;
        }
        act(d, room_edit, value_whole(d->number), name, kind,
            value_whole(posted_is(&d->v, "step_free", "yes")));
        note(d, "room changed", 0);
    }
    go_to(&d->v, "/clinic/rooms");
}
