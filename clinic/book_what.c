/* book_what.c - what the public may book: kinds of visit, where, with whom, until when. */
#include "book.h"

#include "../app/asked.h"

/* --- what was asked for --------------------------------------------------------------------------------------- */

void book_asked(struct desk *d)
{
    static const char *const keys[] = {"service", "site", "who", "day", "at", "move"};
    for (int i = 0; i < COUNT_OF(keys); i++) {
        const char *value = asked(&d->v, keys[i]);
        if (value && !posted(&d->v, keys[i], 0))
            fill(d, keys[i], value);
    }
}

static int practises(struct desk *d, int64_t account)
{
    const struct rows *r = &d->q->diary.practitioners;
    int at = row_of(r, account);
    return at >= 0 && !row_is(r, (uint32_t)at, practitioners_left_s);
}

/* Somebody who works here gives it. */
static int given(struct desk *d, int64_t service)
{
    const struct rows *o = &d->q->diary.offers;
    for (uint32_t i = 0; i < o->count; i++)
        if (row_whole(o, i, offers_service) == service &&
            practises(d, row_whole(o, i, offers_account)))
            return 1;
    return 0;
}

static int is_online(struct desk *d, uint32_t i)
{
    const struct rows *s = &d->q->diary.services;
    return row_whole(s, i, services_online) && !row_is(s, i, services_closed_s) &&
           given(d, row_whole(s, i, services_service));
}

/* The place of a row that was asked for and is open; of another, or of none, any will do. */
static int64_t open_one(struct desk *d, const char *key, const struct rows *r, int ended)
{
    int64_t number = posted_number(d, key);
    int at = number ? row_of(r, number) : -1;
    return at >= 0 && !row_is(r, (uint32_t)at, ended) ? number : 0;
}

int book_sought(struct desk *d, struct sought *ret)
{
    int64_t service = posted_number(d, "service");
    int at = service ? row_of(&d->q->diary.services, service) : -1;
    *ret = (struct sought){
        .service = service,
        .site = open_one(d, "site", &d->q->sites, sites_closed_s),
        .account = open_one(d, "who", &d->q->diary.practitioners, practitioners_left_s)};
    return at >= 0 && is_online(d, (uint32_t)at);
}

int book_when(struct desk *d, int *ret_day, int *ret_minute)
{
    const char *day = posted(&d->v, "day", 0), *at = posted(&d->v, "at", 0);
    int minute = 0;
    if (!day || !at || !day_read(day, str_len(day), ret_day) || str_len(at) > 4)
        return 0;
    for (; *at; at++) {
        if (*at < '0' || *at > '9')
            return 0;
        minute = 10 * minute + (*at - '0');
    }
    *ret_minute = minute;
    return 1;
}

int book_last_day(struct desk *d)
{
    return d->v.day + (int)row_whole(&d->q->clinic, 0, clinic_ahead_days);
}

/* --- to choose from ---------------------------------------------------------------------------------------------- */

static const char *ended(struct text *t)
{
    text_char(t, '\0');
    return t->p;
}

int book_service_choices(struct desk *d, struct choice **ret)
{
    const struct rows *s = &d->q->diary.services;
    struct choice *c = arena_alloc(d->v.a, s->count + 1, sizeof *c);
    int n = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        struct text hint = {.mem = d->v.a};
        if (!is_online(d, i))
            continue;
        put_length_price(&hint, s, i);
        if (row_text(s, i, services_about)[0]) {
            text_lit(&hint, ". ");
            text_str(&hint, row_text(s, i, services_about));
        }
        c[n++] = (struct choice){hex_of(d, row_whole(s, i, services_service)),
                                 row_text(s, i, services_name), ended(&hint)};
    }
    *ret = c;
    return n;
}

static const char *site_hint(struct desk *d, uint32_t i)
{
    const struct rows *s = &d->q->sites;
    struct text hint = {.mem = d->v.a};
    text_str(&hint, row_text(s, i, sites_address));
    if (row_is(s, i, sites_step_free)) {
        text_str(&hint, hint.len ? ". " : "");
        text_str(&hint, row_whole(s, i, sites_step_free) ? "Step-free" : "There are steps");
    }
    return hint.len ? ended(&hint) : NULL;
}

int book_where_choices(struct desk *d, struct choice **ret)
{
    const struct rows *s = &d->q->sites;
    struct choice *c = arena_alloc(d->v.a, s->count + 1, sizeof *c);
    int n = 0;
    c[n++] = (struct choice){"any", "Any site", NULL};
    for (uint32_t i = 0; i < s->count; i++)
        if (!row_is(s, i, sites_closed_s))
            c[n++] = (struct choice){hex_of(d, row_whole(s, i, sites_site)),
                                     row_text(s, i, sites_name), site_hint(d, i)};
    *ret = c;
    return n - 1;
}

int book_who_options(struct desk *d, struct option **ret)
{
    const struct rows *r = &d->q->diary.practitioners, *o = &d->q->diary.offers;
    struct option *option = arena_alloc(d->v.a, r->count + 1, sizeof *option);
    int n = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        int64_t account = row_whole(r, i, practitioners_account);
        int gives = 0;
        for (uint32_t k = 0; k < o->count; k++) {
            int at = row_of(&d->q->diary.services, row_whole(o, k, offers_service));
            gives |=
                row_whole(o, k, offers_account) == account && at >= 0 && is_online(d, (uint32_t)at);
        }
        if (gives && practises(d, account))
            option[n++] = (struct option){account, row_text(r, i, practitioners_name)};
    }
    *ret = option;
    return n;
}

/* Where there is but one of a kind nothing is asked. */
void book_ask_place(struct desk *d)
{
    struct choice *where;
    struct option *who;
    int sites = book_where_choices(d, &where), people = book_who_options(d, &who);
    fill(d, "site", posted(&d->v, "site", 0) ? "" : "any");
    if (sites > 1)
        ask_one(&d->v, "site", "Where?", NULL, where, sites + 1);
    if (people > 1)
        ask_pick(d, "who", "With whom?", NULL, "Whoever is free first", who, people);
}
