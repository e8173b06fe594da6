/* services.c - kinds of visit: how long, what they cost, what they need, who gives them. */
#include "setup.h"

enum { MINUTES_LEAST = 5, MINUTES_MOST = 480, PRICE_MOST = 40, KINDS_MOST = 64 };

/* --- the list -------------------------------------------------------------------------------------------------- */

static int gives(struct desk *d, int64_t account, int64_t service)
{
    const struct rows *o = &d->q->diary.offers;
    for (uint32_t i = 0; i < o->count; i++)
        if (row_whole(o, i, offers_account) == account &&
            row_whole(o, i, offers_service) == service)
            return 1;
    return 0;
}

static void put_who(struct desk *d, int64_t service)
{
    struct option *o;
    int n = setup_practitioners(d, &o), given = 0;
    for (int i = 0; i < n; i++)
        if (gives(d, o[i].number, service))
            html_put(&d->v.w, "%s%s", given++ ? ", " : "", o[i].words);
    if (!given)
        html_put(&d->v.w, "nobody: it cannot be booked");
}

static void put_service(struct desk *d, uint32_t i)
{
    const struct rows *r = &d->q->diary.services;
    const char *kind = row_text(r, i, services_kind), *price = row_text(r, i, services_price);
    int64_t service = row_whole(r, i, services_service);
    html_put(&d->v.w, "<tr><th scope=\"row\"><a href=\"/%s\">%s</a>",
             number_path(d, "/clinic/services/", service, "") + 1, row_text(r, i, services_name));
    if (row_is(r, i, services_closed_s))
        html_put(&d->v.w, " <span class=\"chip\">closed</span>");
    html_put(&d->v.w,
             "</th><td data-label=\"Minutes\">%d</td><td data-label=\"Price\">%s</td>"
             "<td data-label=\"Room\">%s</td><td data-label=\"Online\">%s</td>"
             "<td data-label=\"Given by\">",
             (int)row_whole(r, i, services_minutes), price[0] ? price : "not told",
             by_telephone(r, service)           ? "none: a call"
             : !row_whole(r, i, services_rooms) ? "none"
             : kind[0]                          ? kind
                                                : "any",
             row_whole(r, i, services_online) ? "yes" : "no");
    put_who(d, service);
    html_put(&d->v.w, "</td></tr>");
}

static void put_list(struct desk *d)
{
    const struct rows *r = &d->q->diary.services;
    if (!r->count) {
        html_put(&d->v.w, "<p>There is none yet. Two will do to begin with: a first visit, and a "
                          "later one.</p>");
        return;
    }
    html_put(&d->v.w, "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr>"
                      "<th scope=\"col\">Kind of visit</th><th scope=\"col\">Minutes</th>"
                      "<th scope=\"col\">Price</th><th scope=\"col\">Room</th>"
                      "<th scope=\"col\">Online</th><th scope=\"col\">Given by</th></tr></thead>"
                      "<tbody>");
    for (uint32_t i = 0; i < r->count; i++)
        put_service(d, i);
    html_put(&d->v.w, "</tbody></table></div>");
}

/* --- the form ---------------------------------------------------------------------------------------------------- */

/* The kinds of the rooms that there are, and the one that is asked for already. */
static int kinds_of(struct desk *d, const char *was, const char *ret[KINDS_MOST])
{
    const struct rows *r = &d->q->diary.rooms;
    int n = 0;
    if (was && was[0])
        ret[n++] = was;
    for (uint32_t i = 0; i < r->count && n < KINDS_MOST; i++) {
        const char *kind = row_text(r, i, rooms_kind);
        int there = !kind[0] || row_is(r, i, rooms_closed_s);
        for (int k = 0; k < n; k++)
            there |= str_same(ret[k], kind);
        if (!there)
            ret[n++] = kind;
    }
    return n;
}

static void put_kind(struct desk *d, const char *value, const char *words, const char *kind)
{
    html_put(&d->v.w, "<option value=\"%s\"", value);
    if (posted_is(&d->v, "kind", value))
        html_put(&d->v.w, " selected");
    html_put(&d->v.w, ">%s%s</option>", words, kind);
}

static void ask_kind(struct desk *d, const char *was)
{
    static const char hint[] = "The kinds are those of your rooms.";
    const char *kind[KINDS_MOST];
    int n = kinds_of(d, was, kind);
    field_open(&d->v, "kind", "Room that it needs", hint);
    html_put(&d->v.w, "<select class=\"field\" id=\"kind\" name=\"kind\"");
    field_described(&d->v, "kind", hint, NULL);
    html_put(&d->v.w, ">");
    put_kind(d, "any", "Any room", "");
    for (int i = 0; i < n; i++) {
        struct text t = {.mem = d->v.a};
        text_lit(&t, "kind ");
        text_str(&t, kind[i]);
        text_char(&t, '\0');
        put_kind(d, t.p, "A room with: ", kind[i]);
    }
    put_kind(d, "call", "No room: we call them", "");
    put_kind(d, "none", "No room: outside", "");
    html_put(&d->v.w, "</select></div>");
}

static void ask_who(struct desk *d)
{
    struct option *o;
    int n = setup_practitioners(d, &o);
    struct choice *c = arena_alloc(d->v.a, (size_t)n + 1, sizeof *c);
    for (int i = 0; i < n; i++)
        c[i] = (struct choice){hex_of(d, o[i].number), o[i].words, NULL};
    if (n)
        ask_many(&d->v, "who", "Who gives it", NULL, c, n);
    else
        html_put(&d->v.w, "<p>Nobody here treats people yet: invite them under Staff.</p>");
}

static void put_form(struct desk *d, const char *was, const char *button)
{
    const struct choice online = {"yes", "Anybody may book it online", NULL};
    desk_form(d, NULL);
    ask_text(&d->v, "name", "Name",
             "As people book it: First visit. No word of what somebody has: it stands in mails.",
             1);
    ask_text(&d->v, "about", "About it", "One or two sentences for who chooses.", 1);
    ask_number(&d->v, "minutes", "How long", "5 to 480.", "minutes", MINUTES_MOST);
    ask_text(&d->v, "price", "Price", "As people are told it: 55 pounds. Empty: not told.", 1);
    ask_kind(d, was);
    ask_many(&d->v, "online", "Booking", NULL, &online, 1);
    ask_who(d);
    form_close(&d->v, button);
}

struct service {
    struct value name, about, price, kind;
    int minutes, rooms, online, given;
    int64_t who[SETUP_GIVE_MOST];
};

static void take_kind(struct desk *d, const char *was, struct service *ret)
{
    enum { BEFORE = 5 }; /* "kind " */
    const char *kind[KINDS_MOST], *said = posted(&d->v, "kind", 0);
    int n = kinds_of(d, was, kind);
    ret->kind = value_str("");
    int call = said && str_same(said, "call");
    ret->rooms = !(said && (str_same(said, "none") || call));
    if (call)
        ret->kind = value_str("telephone");
    if (!said || str_same(said, "any") || !ret->rooms)
        return;
    for (int i = 0; i < n; i++)
        if (str_len(said) > BEFORE && str_same(said + BEFORE, kind[i])) {
            ret->kind = value_str(kind[i]);
            return;
        }
    wrong(&d->v, "kind", "Choose one of the list.");
}

/* Whoever has left and gave it gives it again when they come back. */
static void take_who(struct desk *d, struct service *ret)
{
    const struct rows *r = &d->q->diary.practitioners;
    ret->given = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        int64_t account = row_whole(r, i, practitioners_account);
        int left = row_is(r, i, practitioners_left_s);
        if (left ? !gives(d, account, d->number) : !posted_is(&d->v, "who", hex_of(d, account)))
            continue;
        if (ret->given == SETUP_GIVE_MOST) {
            wrong(&d->v, "who", "Tick fifty at the most.");
            return;
        }
        ret->who[ret->given++] = account;
    }
}

static void take(struct desk *d, const char *was, struct service *ret)
{
    ret->name = take_line_of(d, "name", NAME_MOST, "Write what this kind of visit is called.");
    ret->about = take_line_of(d, "about", LINE_MOST, NULL);
    ret->minutes = setup_take_number(d, "minutes", MINUTES_LEAST, MINUTES_MOST,
                                     "Write how many minutes it takes, from 5 to 480.");
    ret->price = take_line_of(d, "price", PRICE_MOST, NULL);
    ret->online = posted_is(&d->v, "online", "yes");
    take_kind(d, was, ret);
    take_who(d, ret);
}

static void give(struct desk *d, int64_t service, const struct service *s)
{
    for (int i = 0; i < s->given; i++)
        act(d, offer_add, value_whole(s->who[i]), value_whole(service));
}

/* --- adding ----------------------------------------------------------------------------------------------------- */

void services_get(struct desk *d)
{
    struct option *o;
    int n = setup_practitioners(d, &o);
    for (int i = 0; i < n && i < SETUP_GIVE_MOST; i++)
        fill(d, "who", hex_of(d, o[i].number));
    fill(d, "online", "yes");
    desk_open(d, "Kinds of visit", AT_clinic);
    put_crumb(d, "/clinic/settings", "Clinic");
    html_put(&d->v.w, "<h1>Kinds of visit</h1>");
    error_summary(&d->v);
    setup_stranded_note(d);
    put_list(d);
    html_put(&d->v.w, "<h2>Add a kind of visit</h2>");
    put_form(d, NULL, "Add it");
    desk_close(d);
}

void services_post(struct desk *d)
{
    struct service s;
    int64_t service = form_number(d);
    take(d, NULL, &s);
    if (d->v.wrongs) {
        services_get(d);
        return;
    }
    go_to(&d->v, "/clinic/services");
    if (row_of(&d->q->diary.services, service) >= 0) /* this very form, sent again */
        return;
    act(d, service_add, value_whole(service), s.name, s.about, value_whole(s.minutes), s.price,
        s.kind, value_whole(s.rooms), value_whole(s.online));
    give(d, service, &s);
    note(d, "kind of visit added", 0);
}

/* --- one of them ------------------------------------------------------------------------------------------------- */

static void fill_form(struct desk *d, uint32_t i)
{
    const struct rows *r = &d->q->diary.services;
    const char *kind = row_text(r, i, services_kind);
    struct text t = {.mem = d->v.a};
    struct option *o;
    fill(d, "name", row_text(r, i, services_name));
    fill(d, "about", row_text(r, i, services_about));
    fill_number(d, "minutes", (int)row_whole(r, i, services_minutes));
    fill(d, "price", row_text(r, i, services_price));
    text_str(&t, by_telephone(r, row_whole(r, i, services_service)) ? "call"
                 : !row_whole(r, i, services_rooms)                 ? "none"
                 : kind[0]                                          ? "kind "
                                                                    : "any");
    text_str(&t, row_whole(r, i, services_rooms) ? kind : "");
    text_char(&t, '\0');
    fill(d, "kind", t.p);
    if (row_whole(r, i, services_online))
        fill(d, "online", "yes");
    int n = setup_practitioners(d, &o);
    for (int k = 0; k < n; k++)
        if (gives(d, o[k].number, d->number))
            fill(d, "who", hex_of(d, o[k].number));
}

static void put_close(struct desk *d, int closed)
{
    html_put(&d->v.w, "<section class=\"panel\"><h2>%s</h2><p>%s</p>", closed ? "Closed" : "Close",
             closed ? "It is not offered any more."
                    : "It is not offered any more. Visits of this kind that are booked already are "
                      "not cancelled: you are shown which.");
    desk_form(d, NULL);
    hidden(&d->v, "do", closed ? "open" : "close");
    html_put(&d->v.w, "<p><button class=\"btn btn-2 btn-s\">%s</button></p></form></section>",
             closed ? "Offer it again" : "Close it");
}

void service_get(struct desk *d)
{
    const struct rows *r = &d->q->diary.services;
    int at = d->number ? row_of(r, d->number) : -1;
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    uint32_t i = (uint32_t)at;
    fill_form(d, i);
    desk_open(d, row_text(r, i, services_name), AT_clinic);
    put_crumb(d, "/clinic/services", "Kinds of visit");
    html_put(&d->v.w,
             "<h1>%s</h1><p class=\"sub\">A change counts for what is booked from now on. Visits "
             "that are booked already keep their length and their room.</p>",
             row_text(r, i, services_name));
    put_form(d, row_text(r, i, services_kind), "Keep");
    put_close(d, row_is(r, i, services_closed_s));
    desk_close(d);
}

static void change(struct desk *d, uint32_t i)
{
    struct service s;
    take(d, row_text(&d->q->diary.services, i, services_kind), &s);
    if (d->v.wrongs) {
        service_get(d);
        return;
    }
    act(d, service_edit, value_whole(d->number), s.name, s.about, value_whole(s.minutes), s.price,
        s.kind, value_whole(s.rooms), value_whole(s.online));
    act(d, offers_drop, value_whole(d->number));
    give(d, d->number, &s);
    note(d, "kind of visit changed", 0);
    go_to(&d->v, "/clinic/services");
}

void service_post(struct desk *d)
{
    int at = d->number ? row_of(&d->q->diary.services, d->number) : -1;
    int close = posted_is(&d->v, "do", "close");
    if (at < 0) {
        desk_not_found(d);
    } else if (close || posted_is(&d->v, "do", "open")) {
        act(d, service_close, value_whole(d->number), value_whole(close));
        note(d, close ? "kind of visit closed" : "kind of visit opened", 0);
        go_to(&d->v, "/clinic/services");
    } else {
        change(d, (uint32_t)at);
    }
}
