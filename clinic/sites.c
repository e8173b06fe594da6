/* sites.c - where the clinic works: all sites on one page, each to be changed or closed. */
#include "../app/asked.h"
#include "setup.h"

static int people_at(struct desk *d, int64_t site)
{
    const struct rows *p = &d->q->people;
    int n = 0;
    for (uint32_t i = 0; i < p->count; i++)
        n += in_care(p, i) && row_whole(p, i, people_site) == site;
    return n;
}

static int staff_at(struct desk *d, int64_t site)
{
    const struct rows *r = &d->q->staff_rows;
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++)
        n += !row_is(r, i, staff_left_s) && row_whole(r, i, staff_site) == site;
    return n;
}

static int open_sites(struct desk *d)
{
    int n = 0;
    for (uint32_t i = 0; i < d->q->sites.count; i++)
        n += !row_is(&d->q->sites, i, sites_closed_s);
    return n;
}

/* --- the list -------------------------------------------------------------------------------------------------- */

static const char *told(const struct rows *r, uint32_t i, int column)
{
    return row_text(r, i, column)[0] ? row_text(r, i, column) : "not told";
}

static const char *step_free(const struct rows *r, uint32_t i)
{
    return !row_is(r, i, sites_step_free)     ? "not told"
           : row_whole(r, i, sites_step_free) ? "step-free"
                                              : "has steps";
}

static void put_site(struct desk *d, uint32_t i)
{
    const struct rows *r = &d->q->sites;
    int64_t site = row_whole(r, i, sites_site);
    html_put(&d->v.w, "<tr><th scope=\"row\"><a href=\"/%s\">%s</a>",
             number_path(d, "/clinic/sites/", site, "") + 1, row_text(r, i, sites_name));
    if (row_is(r, i, sites_closed_s))
        html_put(&d->v.w, " <span class=\"chip\">closed</span>");
    html_put(&d->v.w, "</th><td data-label=\"Address\">%s", told(r, i, sites_address));
    if (row_text(r, i, sites_directions)[0])
        html_put(&d->v.w, "<div class=\"sub\">%s</div>", row_text(r, i, sites_directions));
    html_put(&d->v.w,
             "</td><td data-label=\"Telephone\">%s</td><td data-label=\"Way in\">%s</td>"
             "<td data-label=\"Time zone\">%s</td><td data-label=\"People in care\">%d</td>"
             "<td data-label=\"Staff\">%d</td></tr>",
             told(r, i, sites_telephone), step_free(r, i),
             row_text(r, i, sites_zone)[0] ? row_text(r, i, sites_zone) : "of this server",
             people_at(d, site), staff_at(d, site));
}

static void put_list(struct desk *d)
{
    html_put(
        &d->v.w,
        "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr><th scope=\"col\">Site</th>"
        "<th scope=\"col\">Address</th><th scope=\"col\">Telephone</th>"
        "<th scope=\"col\">Way in</th><th scope=\"col\">Time zone</th><th scope=\"col\">In "
        "care</th>"
        "<th scope=\"col\">Staff</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < d->q->sites.count; i++)
        put_site(d, i);
    html_put(&d->v.w, "</tbody></table></div>");
}

/* --- the form ---------------------------------------------------------------------------------------------------- */

static const struct choice ways_in[] = {{"yes", "Step-free", NULL}, {"no", "Has steps", NULL}};

static void put_form(struct desk *d, const char *button)
{
    desk_form(d, NULL);
    ask_text(&d->v, "name", "Name", "As people call it: Riverside.", 1);
    ask_text(&d->v, "address", "Address", NULL, 1);
    ask_text(&d->v, "telephone", "Telephone", "Patients are shown it.", 1);
    ask_text(&d->v, "directions", "How to get there",
             "Who books is shown it: the bus, where to park, which door.", 3);
    ask_one(&d->v, "step_free", "The way in", NULL, ways_in, COUNT_OF(ways_in));
    ask_text(&d->v, "zone", "Time zone", "For example Europe/London. Empty: that of this server.",
             1);
    form_close(&d->v, button);
}

enum { SITE_VALUES = 6, DIRECTIONS_MOST = 600 };

/* The first four are of site_add and site_edit, the others of site_way. */
static void take(struct desk *d, struct value ret[SITE_VALUES])
{
    ret[0] = take_line_of(d, "name", NAME_MOST, "Write what the site is called.");
    ret[1] = take_line_of(d, "address", LINE_MOST, NULL);
    ret[2] = take_telephone(d, "telephone");
    ret[3] = take_line_of(d, "zone", TELEPHONE_MOST, NULL);
    const char *zone = posted(&d->v, "zone", 0);
    if (ret[3].text.len && !(zone && zone_looks_right(zone)))
        wrong(&d->v, "zone", "There is no such time zone. Write it as in Europe/London.");
    ret[4] = value_posted(d, "directions");
    if (ret[4].text.len > DIRECTIONS_MOST)
        wrong(&d->v, "directions", "This is too long to keep. Write at most 600 letters.");
    ret[5] = posted_is(&d->v, "step_free", "yes")  ? value_whole(1)
             : posted_is(&d->v, "step_free", "no") ? value_whole(0)
                                                   : value_or_null(0);
}

void sites_get(struct desk *d)
{
    desk_open(d, "Sites", AT_clinic);
    put_crumb(d, "/clinic/settings", "Clinic");
    html_put(&d->v.w, "<h1>Sites</h1>");
    error_summary(&d->v);
    setup_stranded_note(d);
    put_list(d);
    html_put(&d->v.w, "<h2>Add a site</h2>");
    put_form(d, "Add the site");
    desk_close(d);
}

void sites_post(struct desk *d)
{
    struct value v[SITE_VALUES];
    int64_t site = form_number(d);
    take(d, v);
    if (d->v.wrongs) {
        sites_get(d);
        return;
    }
    go_to(&d->v, "/clinic/sites");
    if (row_of(&d->q->sites, site) >= 0) /* this very form, sent again */
        return;
    act(d, site_add, value_whole(site), v[0], v[1], v[2], v[3]);
    act(d, site_way, value_whole(site), v[4], v[5]);
    note(d, "site added", 0);
}

/* --- one site ------------------------------------------------------------------------------------------------------ */

static void put_close(struct desk *d, uint32_t i)
{
    int closed = row_is(&d->q->sites, i, sites_closed_s), people = people_at(d, d->number);
    html_put(&d->v.w, "<section class=\"panel\"><h2>%s</h2>", closed ? "Closed" : "Close");
    if (closed)
        html_put(&d->v.w, "<p>Nobody is given this site any more.</p>");
    else if (open_sites(d) == 1) {
        html_put(&d->v.w, "<p>This is the only site that is open. Add another before you close "
                          "it.</p></section>");
        return;
    } else
        html_put(&d->v.w,
                 "<p>It leaves the lists to choose from. In care here: %d. They and their records "
                 "stay; give them another site on their own page. Visits that are booked here are "
                 "not cancelled: you are shown which.</p>",
                 people);
    desk_form(d, NULL);
    hidden(&d->v, "do", closed ? "open" : "close");
    html_put(&d->v.w, "<p><button class=\"btn btn-2 btn-s\">%s</button></p></form></section>",
             closed ? "Open it again" : "Close this site");
}

static void put_rooms(struct desk *d)
{
    const struct rows *r = &d->q->diary.rooms;
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++)
        n += row_whole(r, i, rooms_site) == d->number && !row_is(r, i, rooms_closed_s);
    html_put(&d->v.w, "<p><a href=\"/clinic/rooms?of=%s\">Rooms here: %d</a></p>",
             hex_of(d, d->number), n);
}

void site_get(struct desk *d)
{
    int at = d->number ? row_of(&d->q->sites, d->number) : -1;
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    uint32_t i = (uint32_t)at;
    const struct rows *r = &d->q->sites;
    fill(d, "name", row_text(r, i, sites_name));
    fill(d, "address", row_text(r, i, sites_address));
    fill(d, "telephone", row_text(r, i, sites_telephone));
    fill(d, "zone", row_text(r, i, sites_zone));
    fill(d, "directions", row_text(r, i, sites_directions));
    if (row_is(r, i, sites_step_free))
        fill(d, "step_free", row_whole(r, i, sites_step_free) ? "yes" : "no");
    desk_open(d, row_text(r, i, sites_name), AT_clinic);
    put_crumb(d, "/clinic/sites", "Sites");
    html_put(&d->v.w, "<h1>%s</h1>", row_text(r, i, sites_name));
    put_rooms(d);
    put_form(d, "Keep");
    put_close(d, i);
    desk_close(d);
}

void site_post(struct desk *d)
{
    struct value v[SITE_VALUES];
    int close = posted_is(&d->v, "do", "close");
    int at = d->number ? row_of(&d->q->sites, d->number) : -1;
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    if (close || posted_is(&d->v, "do", "open")) {
        if (close && open_sites(d) == 1 && !row_is(&d->q->sites, (uint32_t)at, sites_closed_s)) {
            site_get(d);
            return;
        }
        act(d, site_close, value_whole(d->number), value_whole(close));
        note(d, close ? "site closed" : "site opened", 0);
    } else {
        take(d, v);
        if (d->v.wrongs) {
            site_get(d);
            return;
        }
        act(d, site_edit, value_whole(d->number), v[0], v[1], v[2], v[3]);
        act(d, site_way, value_whole(d->number), v[4], v[5]);
        note(d, "site changed", 0);
    }
    go_to(&d->v, "/clinic/sites");
}
