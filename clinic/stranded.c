/* stranded.c - visits that are booked and cannot be kept as they are: somebody has left or is away, something is
 * closed, the hours have changed. Nothing is cancelled by itself: the page says who must be called, and why. */
#include "setup.h"

enum { WIDEST_S = 16 * 3600 }; /* the longest visit, and the longest way */

/* --- why -------------------------------------------------------------------------------------------------------- */

static const char *words_of(struct desk *d, const char *before, const char *name, const char *after)
{
    struct text t = {.mem = d->v.a};
    text_str(&t, before);
    text_str(&t, name);
    text_str(&t, after);
    text_char(&t, '\0');
    return t.p;
}

static const char *service_name(struct desk *d, int64_t service)
{
    const struct rows *r = &d->q->diary.services;
    int at = row_of(r, service);
    return at < 0 ? "a visit" : row_text(r, (uint32_t)at, services_name);
}

static const char *room_name(struct desk *d, int64_t room)
{
    const struct rows *r = &d->q->diary.rooms;
    int at = room ? row_of(r, room) : -1;
    return at < 0 ? "The room" : row_text(r, (uint32_t)at, rooms_name);
}

/* Any minute of the visit may be the one. */
static const char *away_words(struct desk *d, const struct diary *y, const struct place *p)
{
    const struct rows *w = &d->q->diary.aways;
    int at = -1;
    for (int m = p->from_min; at < 0 && m < p->from_min + p->minutes; m++)
        at = away_at(y, p->account, p->site, p->day, m);
    if (at < 0)
        return "They are away then.";
    uint32_t i = (uint32_t)at;
    const char *who = row_is(w, i, aways_account) ? setup_name_of(d, p->account)
                      : row_is(w, i, aways_site)  ? name_of_site(d, p->site)
                                                  : "Everybody";
    const char *why = row_text(w, i, aways_why);
    const char *off =
        row_is(w, i, aways_account) || !row_is(w, i, aways_site) ? " is away" : " is closed then";
    return words_of(d, who, off, why[0] ? words_of(d, ": ", why, ".") : ".");
}

static const char *why_not(struct desk *d, const struct diary *y, const struct place *p, enum no no)
{
    const char *who = setup_name_of(d, p->account), *site = name_of_site(d, p->site);
    switch (no) {
    case NO_site:
        return words_of(d, "", site, " is closed.");
    case NO_practitioner:
        return words_of(d, "", who,
                        row_of(&d->q->diary.practitioners, p->account) >= 0
                            ? " has left."
                            : " treats nobody here any more.");
    case NO_service:
        return words_of(d, "“", service_name(d, p->service), "” is not offered any more.");
    case NO_offer:
        return words_of(d, who, " does not give ",
                        words_of(d, "“", service_name(d, p->service), "” any more."));
    case NO_day:
        return words_of(d, who, " does not work that day at ", words_of(d, "", site, "."));
    case NO_away:
        return away_words(d, y, p);
    case NO_taken:
        return words_of(d, "", who, " has somebody else at that time.");
    case NO_person:
        return "They have another visit at that time.";
    case NO_way:
        return words_of(d, "There is too little time for the way of ", who, " from another site.");
    case NO_room:
        return words_of(d, "", room_name(d, p->room), " cannot be used then.");
    default:
        return "There is no such time on that day.";
    }
}

/* --- which -------------------------------------------------------------------------------------------------------- */

static struct place place_of_row(const struct rows *r, uint32_t i)
{
    return (struct place){.site = row_whole(r, i, upcoming_site),
                          .account = row_whole(r, i, upcoming_account),
                          .room = row_whole(r, i, upcoming_room),
                          .service = row_whole(r, i, upcoming_service),
                          .patient = row_whole(r, i, upcoming_patient),
                          .day = (int)row_whole(r, i, upcoming_day),
                          .from_min = (int)row_whole(r, i, upcoming_from_min),
                          .minutes = (int)row_whole(r, i, upcoming_minutes)};
}

/* The rows around one that could be in its way: they are in the order of time. */
static struct rows around(const struct rows *r, uint32_t i)
{
    int64_t from_s = row_whole(r, i, upcoming_from_s);
    uint32_t first = i, end = i + 1;
    while (first && row_whole(r, first - 1, upcoming_from_s) > from_s - WIDEST_S)
        first--;
    while (end < r->count && row_whole(r, end, upcoming_from_s) < from_s + WIDEST_S)
        end++;
    return (struct rows){r->value + first * r->columns, end - first, r->columns};
}

enum stranded setup_stranded(struct desk *d, uint32_t i, const char **ret_why)
{
    const struct rows *r = &d->q->upcoming;
    struct diary_rows rows = d->q->diary;
    struct diary y;
    struct place p = place_of_row(r, i);
    int outside = 0, named = p.room != 0;
    *ret_why = "";
    if (!takes_time(row_text(r, i, upcoming_state), row_whole(r, i, upcoming_held_until_s),
                    rows.now_s))
        return STRANDED_not;
    rows.taken = around(r, i);
    rows.from_s = INT64_MIN;
    rows.until_s = INT64_MAX;
    diary_of(&rows, &d->q->sites, &y);
    enum no no = place_no(&y, &p, row_whole(r, i, upcoming_booking), &outside);
    if (no == NO_room && !named) /* it was booked without one */
        no = NO_reason;
    if (no != NO_reason) {
        *ret_why = why_not(d, &y, &p, no);
        return STRANDED_yes;
    }
    return outside ? STRANDED_outside : STRANDED_not;
}

int setup_stranded_count(struct desk *d)
{
    const char *why;
    int n = 0;
    for (uint32_t i = 0; i < d->q->upcoming.count; i++)
        n += setup_stranded(d, i, &why) == STRANDED_yes;
    return n;
}

/* --- how it is shown --------------------------------------------------------------------------------------------------- */

void setup_put_visit(struct desk *d, uint32_t i, const char *why)
{
    const struct rows *r = &d->q->upcoming;
    const char *name = row_text(r, i, upcoming_name),
               *telephone = row_text(r, i, upcoming_telephone);
    html_put(&d->v.w, "<li><a href=\"/%s\">",
             number_path(d, "/clinic/diary/booking/", row_whole(r, i, upcoming_booking), "") + 1);
    put_day(&d->v, (int)row_whole(r, i, upcoming_day));
    html_put(&d->v.w, ", ");
    setup_put_time(d, (int)row_whole(r, i, upcoming_from_min));
    html_put(&d->v.w, ": %s</a>, %s with %s, %s", name[0] ? name : "somebody",
             service_name(d, row_whole(r, i, upcoming_service)),
             setup_name_of(d, row_whole(r, i, upcoming_account)),
             name_of_site(d, row_whole(r, i, upcoming_site)));
    if (telephone[0]) {
        html_put(&d->v.w, " · ");
        put_number(&d->v, telephone);
    }
    if (why[0])
        html_put(&d->v.w, "<div class=\"sub\">%s</div>", why);
    html_put(&d->v.w, "</li>");
}

void setup_stranded_note(struct desk *d)
{
    int n = setup_stranded_count(d);
    if (!n)
        return;
    html_put(&d->v.w,
             "<div class=\"note note-wait\"><h2>%d %s another time</h2><p>%s booked, and cannot be "
             "kept as %s. Nobody has been told. <a href=\"/clinic/diary/stranded\">Which, and "
             "why</a></p></div>",
             n, n == 1 ? "visit needs" : "visits need", n == 1 ? "It is" : "They are",
             n == 1 ? "it is" : "they are");
}

static int put_group(struct desk *d, enum stranded which)
{
    const char *why;
    int n = 0;
    for (uint32_t i = 0; i < d->q->upcoming.count; i++) {
        if (setup_stranded(d, i, &why) != which)
            continue;
        if (!n++)
            html_put(&d->v.w, "<section class=\"panel\"><h2>%s</h2><ul class=\"plain\">",
                     which == STRANDED_yes ? "Need another time" : "Outside of the hours");
        setup_put_visit(d, i, why);
    }
    if (n)
        html_put(&d->v.w, "</ul></section>");
    return n;
}

void stranded_get(struct desk *d)
{
    int n = setup_stranded_count(d);
    desk_open(d, "Visits that need another time", AT_diary);
    html_put(&d->v.w,
             "<h1>Visits that need another time</h1><p class=\"sub\">Booked, and since then "
             "somebody has left or is away, something was closed, or hours were changed. Nothing "
             "is cancelled by itself, and nobody has been told: open each, move it or cancel it."
             "</p>");
    if (!n)
        html_put(&d->v.w,
                 "<p class=\"note note-good\">There are none. All %d visits to come can "
                 "be kept.</p>",
                 (int)d->q->upcoming.count);
    put_group(d, STRANDED_yes);
    if (put_group(d, STRANDED_outside))
        html_put(&d->v.w, "<p class=\"sub\">Those outside of the hours may have been meant so: "
                          "the clinic may book there, others cannot.</p>");
    desk_close(d);
}
