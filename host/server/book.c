/* book.c - whoever books a visit, without an account: /book, and the links of the mails about it. They are nobody,
 * of one clinic: what they read and do is what lists.def and acts.def let ROLE_public. The secret of a link
 * stays here: its page has the path /book/link/-. */
#include "clinic.h"
#include "zone.h"

#include <sodium.h>
#include <string.h>

enum { TRIES = 6 };
static const char link_base[] = "/book/link/", link_page_path[] = "/book/link/-";

struct booker {
    struct server *s;
    struct arena *a;
    const struct ask *q;
    struct reply *ret;
    const struct clinic_route *route;
    struct span path; /* as the page knows it */
    struct rows books;
    int64_t clinic; /* 0: none */
    uint8_t hash[STORE_HASH];
    int by_link;
    int counted; /* what they ask for was counted already */
    struct app_site site;
    struct clinic_request request;
    struct clinic_response response;
};

static int begins(struct span path, const char *with)
{
    size_t n = strlen(with);
    return path.len >= n && memcmp(path.p, with, n) == 0;
}

int book_path(struct span path)
{
    return begins(path, "/book/") || (path.len == 5 && begins(path, "/book"));
}

void diary_link_hash(const unsigned char secret[32], uint8_t *ret_hash)
{
    secret_hash("diary link", secret, 32, ret_hash);
}

/* --- of which clinic ------------------------------------------------------------------------------------------- */

static enum store_result list(struct booker *b, enum list what, const struct value *values,
                              int count, struct rows *ret)
{
    const struct actor who = {b->clinic, 0, ROLE_public};
    return store_list(b->s->store, &who, what, values, count, b->a, ret);
}

/* Of a link that opens nothing too, where there is but one: its page says whom to call. */
static enum store_result clinic_of_link(struct booker *b)
{
    static const struct actor nobody = {0, 0, ROLE_none};
    unsigned char secret[32] = {0};
    size_t n = sizeof link_base - 1;
    struct rows found;
    secret_read(b->q->path.p + n, b->q->path.len - n, secret);
    diary_link_hash(secret, b->hash);
    sodium_memzero(secret, sizeof secret);
    struct value hash = value_bytes(b->hash, STORE_HASH);
    enum store_result r =
        store_list(b->s->store, &nobody, LIST_link_clinic, &hash, 1, b->a, &found);
    b->by_link = 1;
    b->path = (struct span){link_page_path, sizeof link_page_path - 1};
    if (r == STORE_OK && found.count)
        b->clinic = row_whole(&found, 0, link_clinic_clinic);
    else if (b->books.count == 1)
        b->clinic = row_whole(&b->books, 0, books_clinic);
    return r;
}

/* /book is the page of the only one, or their list. */
static enum store_result clinic_of_path(struct booker *b)
{
    int64_t number;
    struct text own = {.mem = b->a};
    b->path = b->q->path;
    if (b->path.len == 5 && b->books.count == 1) {
        b->clinic = row_whole(&b->books, 0, books_clinic);
        text_lit(&own, "/book/");
        put_number_hex(&own, b->clinic);
        b->path = (struct span){own.p, (uint32_t)own.len};
        return STORE_OK;
    }
    clinic_route(b->path, &number);
    b->clinic = number && row_of(&b->books, number) >= 0 ? number : 0;
    return b->clinic || (b->path.len == 5 && b->books.count) ? STORE_OK : STORE_NONE;
}

static enum store_result clinic_find(struct booker *b)
{
    static const struct actor nobody = {0, 0, ROLE_none};
    enum store_result r = store_list(b->s->store, &nobody, LIST_books, NULL, 0, b->a, &b->books);
    if (r != STORE_OK)
        return r;
    return begins(b->q->path, link_base) ? clinic_of_link(b) : clinic_of_path(b);
}

/* --- what the page is told ---------------------------------------------------------------------------------------- */

/* Today is by the clock of the first site: those of one clinic are hardly a day apart. */
static void set_now(struct booker *b)
{
    const struct rows *sites = &b->request.sites;
    struct moment there;
    if (sites->count && *row_text(sites, 0, sites_zone) &&
        zone_moment(row_text(sites, 0, sites_zone), b->request.app.now.at_s, &there))
        b->request.app.now = there;
}

static void set_request(struct booker *b)
{
    static const struct person_row person = {.record = {"", 0}};
    struct clinic_request *q = &b->request;
    b->site = b->s->site;
    request_begin(b->s, b->a, &person, &q->app);
    if (q->clinic.count)
        site_of(b->s, b->a, &q->clinic, &b->site);
    set_now(b);
    q->mail_set = mail_is_set(b->s) && !sender_down(b->s); /* else they would wait for a link */
    q->app.site = &b->site;
    q->app.post = b->q->post;
    q->app.path = b->path;
    q->app.query = b->q->query;
    q->app.body = b->q->body;
    q->app.record.p = "";
    q->public = 1;
    q->whose = b->clinic;
    q->books = b->books;
    if (b->by_link)
        q->link_hash = value_bytes(b->hash, STORE_HASH);
}

/* From the day that is asked for on; before today nothing can be booked, and not long ahead. */
static enum store_result diary(struct booker *b)
{
    struct clinic_request *q = &b->request;
    const struct actor who = {b->clinic, 0, ROLE_public};
    int today = q->app.now.day, last = today + (int)row_whole(&q->clinic, 0, clinic_ahead_days);
    int day = diary_day(b->q, today);
    q->diary_day = day < today ? today : day > last ? last : day;
    if (b->route->reads & READS_diary) /* else of no time at all */
        diary_range(q->diary_day, q->diary_day + BOOK_WINDOW_DAYS, &q->diary);
    return diary_fetch(b->s, b->a, &who, &q->clinic, &q->sites, q->app.now.at_s, &q->diary);
}

static enum store_result fetch(struct booker *b)
{
    struct clinic_request *q = &b->request;
    struct value hash = value_bytes(b->hash, STORE_HASH);
    enum store_result r = STORE_OK;
    memset(q, 0, sizeof *q);
    if (b->clinic)
        r = list(b, LIST_clinic, NULL, 0, &q->clinic);
    if (r == STORE_OK && b->clinic)
        r = list(b, LIST_sites, NULL, 0, &q->sites);
    if (r == STORE_OK && b->clinic)
        r = list(b, LIST_holds, NULL, 0, &q->holds);
    if (r == STORE_OK && b->clinic && b->by_link)
        r = list(b, LIST_diary_link, &hash, 1, &q->diary_link);
    set_request(b);
    if (r == STORE_OK && q->clinic.count && b->route->reads & (READS_diary | READS_bookable))
        r = diary(b);
    return r;
}

/* --- what is kept ----------------------------------------------------------------------------------------------------- */

static int keeps(const struct booker *b)
{
    const struct clinic_response *r = &b->response;
    return b->q->post && r->app.status == 303 && (r->act_count || r->note_count);
}

static enum store_result commit(struct booker *b)
{
    const struct clinic_response *r = &b->response;
    struct change c = {.actor = {b->clinic, 0, ROLE_public},
                       .acts = r->act,
                       .act_count = r->act_count,
                       .audit = r->note,
                       .audit_count = r->note_count,
                       .now_s = b->request.app.now.at_s};
    c.facts.p = "";
    return keeps(b) ? store_change(b->s->store, &c) : STORE_OK;
}

/* What would be kept counts, once; what is wrong in a form does not. */
static void count_it(struct booker *b)
{
    if (!keeps(b) || b->counted)
        return;
    b->counted = 1;
    if (limit_take(&b->s->front->bookings, &b->q->address, clock_ms()))
        return;
    b->request.too_many = 1;
    b->ret->retry_s = 60;
    clinic_respond(b->a, &b->request, &b->response);
}

/* What was free is taken, or what is to be changed is not as it was: the page is asked again with what is known
 * now. */
static enum store_result turns(struct booker *b)
{
    enum store_result r = STORE_CONFLICT;
    size_t mark = b->a->used;
    for (int i = 0; i < TRIES && (r == STORE_CONFLICT || r == STORE_NONE); i++) {
        b->a->used = mark;
        r = fetch(b);
        if (r != STORE_OK)
            break;
        b->request.again = i;
        clinic_respond(b->a, &b->request, &b->response);
        count_it(b);
        r = commit(b);
    }
    return r;
}

/* Where the page says that it goes on at itself, the link of the mail. */
static const char *location(struct booker *b)
{
    const char *to = b->response.app.location;
    size_t n = sizeof link_page_path - 1;
    struct text t = {.mem = b->a};
    if (!to || !b->by_link || strncmp(to, link_page_path, n) != 0)
        return to;
    text_add(&t, b->q->path.p, b->q->path.len);
    text_str(&t, to + n);
    text_char(&t, '\0');
    return t.p;
}

static void answer(struct booker *b)
{
    enum store_result r = turns(b);
    b->ret->route = b->by_link ? "/book/link/*" : b->route->path;
    b->ret->no_store = b->by_link;
    b->ret->no_index = b->q->path.len != 5;
    if (r != STORE_OK) {
        reply_world(b->s, b->a, r, b->ret);
        return;
    }
    reply_of(&b->response.app, b->ret);
    b->ret->location = location(b);
}

int book_serve(struct server *s, struct arena *a, const struct ask *q, struct reply *ret)
{
    int64_t number;
    if (!s->front || !book_path(q->path) || !clinic_there(s, a))
        return 0;
    struct booker *b = arena_alloc(a, 1, sizeof *b);
    *b = (struct booker){.s = s, .a = a, .q = q, .ret = ret};
    /* What is below a link is another's page. */
    if (begins(q->path, link_base) &&
        memchr(q->path.p + sizeof link_base - 1, '/', q->path.len - (sizeof link_base - 1)))
        return 0;
    enum store_result r = clinic_find(b);
    b->route = r == STORE_OK ? clinic_route(b->path, &number) : NULL;
    if (r == STORE_NONE || (r == STORE_OK && !b->route))
        return 0;
    if (r == STORE_OK) {
        answer(b);
    } else {
        ret->route = b->by_link ? "/book/link/*" : "/book/*";
        reply_world(s, a, r, ret);
    }
    return 1;
}
