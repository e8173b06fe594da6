/* From a request to its answer: whose record, what the handler says, what the store keeps of it. */
#include "clinic.h"
#include "zone.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { TRIES = 6 };
/* A page needs up to fifteen times the bytes of the record and of what was sent. Few have more than LARGE;
 * of those only so many are answered at once, so that all threads together stay below MemoryMax of
 * docs/admin.md, and threads are left for the others: 4 * 112 + 12 * 24 MB. */
enum { LARGE = 512 << 10, LARGE_AT_ONCE = 4, ROOM_EACH = 24 << 20, ROOM_LARGE = 112 << 20 };

void reply_of(const struct app_response *r, struct reply *ret)
{
    ret->status = r->status;
    ret->type = r->type;
    ret->location = r->location;
    ret->download = r->download;
    ret->body = (struct span){r->body.p, (uint32_t)r->body.len};
}

void reply_broken(const struct server *s, struct arena *a, int status, const char *title,
                  const char *what, struct reply *ret)
{
    struct app_response r;
    app_broken(a, &s->site, status, title, what, &r);
    reply_of(&r, ret);
}

void reply_world(const struct server *s, struct arena *a, enum store_result why, struct reply *ret)
{
    ret->retry_s = 30;
    if (why == STORE_CONFLICT || why == STORE_NONE)
        reply_broken(s, a, 409, "Two pages were sent at the same moment",
                     "This one was not kept. Go back, and send it again.", ret);
    else if (why == STORE_BUSY)
        reply_broken(s, a, 503, "The server is busy",
                     "What you sent was not kept. Wait half a minute. Then send it again.", ret);
    else if (why == STORE_REFUSED)
        reply_broken(s, a, 413, "That cannot be kept",
                     "It is too long for one record, or a part of it cannot be read. Nothing of it "
                     "was kept.",
                     ret);
    else if (why == STORE_FULL)
        reply_broken(s, a, 503, "This cannot be kept just now",
                     "The server has no room left to write. What you sent was not kept. What "
                     "was kept before is still there. Try again later.",
                     ret);
    else
        reply_broken(s, a, 503, "Your record cannot be reached just now",
                     "The server cannot read its records. Nothing was kept or changed. Try "
                     "again later.",
                     ret);
}

/* Stands in every form, so it tells nothing of the number that it stands for. */
static uint64_t tag_of(const struct person_row *row)
{
    const int64_t which[] = {row->person, row->made_s};
    uint8_t hash[STORE_HASH];
    uint64_t tag;
    secret_hash("record", (const unsigned char *)which, sizeof which, hash);
    memcpy(&tag, hash, sizeof tag);
    return tag;
}

void request_begin(const struct server *s, struct arena *a, const struct person_row *row,
                   struct app_request *ret)
{
    int64_t now = clock_s();
    *ret = (struct app_request){.site = &s->site,
                                .record = row->record,
                                .known = row->person != 0,
                                .tag = row->person ? tag_of(row) : 0,
                                .way_back = row->has_way_back};
    struct span zone = app_zone(a, row->record);
    ret->zone_counts = zone.len && zone_moment(zone.p, now, &ret->now);
    if (!ret->zone_counts && !zone_moment(s->set->zone, now, &ret->now))
        moment_at(now, 0, &ret->now);
    randombytes_buf(ret->random, sizeof ret->random);
}

static int is_path(const struct ask *q, const char *path)
{
    return q->path.len == strlen(path) && memcmp(q->path.p, path, q->path.len) == 0;
}

/* --- is it ours ---------------------------------------------------------------------------------------- */

/* Every browser of today says where a request comes from. Those that do not say so tell the origin;
 * our own pages, which pass no referrer, have them tell it as "null". For those the cookie decides,
 * which is not sent along from other sites; whoever books has none, and nothing that another site could
 * send in their name. */
int same_site(const struct server *s, const struct ask *q)
{
    if (q->fetch_site)
        return strcmp(q->fetch_site, "same-origin") == 0 || strcmp(q->fetch_site, "none") == 0;
    if (!q->origin)
        return 1;
    if (strcmp(q->origin, "null") == 0)
        return q->cookie || q->clinic_cookie || q->door_cookie || book_path(q->path);
    const char *host = strstr(q->origin, "://");
    return strcasecmp(q->origin, s->site.base_url) == 0 ||
           (host && q->host && strcasecmp(host + 3, q->host) == 0);
}

static int is_form(const struct ask *q)
{
    static const char form[] = "application/x-www-form-urlencoded";
    size_t n = sizeof form - 1;
    return q->content_type && strncasecmp(q->content_type, form, n) == 0 &&
           (!q->content_type[n] || q->content_type[n] == ';' || q->content_type[n] == ' ');
}

static int refused(const struct server *s, struct arena *a, const struct ask *q, struct reply *ret)
{
    if (!q->post)
        return 0;
    if (!same_site(s, q))
        reply_broken(s, a, 403, "This came from another site",
                     "A page of another site tried to send this for you. It was not kept. Open "
                     "the page here, and send it from there.",
                     ret);
    else if (!is_form(q))
        reply_broken(s, a, 415, "This is no form of ours", "Nothing was kept.", ret);
    else
        return 0;
    return 1;
}

/* --- what is kept -------------------------------------------------------------------------------------- */

/* A new record for this browser. Two pages of one browser may want it at the same moment: the second
 * finds what the first has made, and is asked again. Nothing within may end the request by the arena: the
 * lock would stay locked. */
static enum store_result person_make(struct server *s, const struct session *x, struct change *c)
{
    struct person_row there = {0};
    pthread_mutex_t *lock = &s->making[x->hash[0] % MAKING];
    pthread_mutex_lock(lock);
    enum store_result r = store_find(s->store, KEY_browser, x->hash, NULL, &there);
    c->browser = x->hash;
    r = r == STORE_OK ? STORE_CONFLICT : r == STORE_NONE ? store_change(s->store, c) : r;
    pthread_mutex_unlock(lock);
    return r;
}

/* Of a patient of a clinic the lists there are to show what was told, in the same moment. */
static void keep_summary(struct server *s, struct arena *a, const struct person_row *row,
                         const struct app_request *q, const struct app_response *r,
                         struct acts *acts, struct change *c)
{
    if (!row->clinics || !r->facts.len)
        return;
    summary_act(s, a, row->record, &r->facts, q->now.day, q->now.at_s, acts);
    c->actor = (struct actor){0, row->person, ROLE_patient};
    c->acts = acts->act;
    c->act_count = acts->count;
    c->facts_seen = 1 + row->facts;
}

/* What a clinic wrote, and must keep, outlives an erasure. */
static void keep_retained(struct arena *a, const struct person_row *row, const struct mine *mine,
                          struct change *c)
{
    struct text retained = {.mem = a};
    if (!c->erase || !mine->kept_until)
        return;
    mine_retained(a, row->record, &retained);
    c->retain = (struct span){retained.len ? retained.p : "", (uint32_t)retained.len};
    c->facts_seen = 1 + row->facts; /* what a clinic wrote meanwhile is kept too */
}

enum store_result serve_commit(struct server *s, struct arena *a, const struct session *x,
                               const struct person_row *row, const struct mine *mine,
                               const struct app_request *q, const struct app_response *r)
{
    struct change c = {.person = row->person, .now_s = q->now.at_s};
    struct acts acts;
    acts.count = 0;
    c.facts = (struct span){r->facts.p, (uint32_t)r->facts.len};
    c.erase = r->effect == APP_ERASE;
    c.forget = r->effect == APP_LEAVE ? x->hash : NULL;
    if (!row->person)
        return r->facts.len && r->effect == APP_NOTHING ? person_make(s, x, &c) : STORE_OK;
    keep_summary(s, a, row, q, r, &acts, &c);
    keep_retained(a, row, mine, &c);
    return r->facts.len || r->effect != APP_NOTHING ? store_change(s->store, &c) : STORE_OK;
}

/* 1 when the facts may be kept; else the page that says why not. */
static int may_keep(struct server *s, struct arena *a, const struct ask *q,
                    const struct person_row *row, const struct app_response *r, struct reply *ret)
{
    if (!r->facts.len)
        return 1;
    if (row->record.len + r->facts.len > RECORD_MAX) {
        reply_broken(s, a, 413, "Your record is full",
                     "This was not kept. Download your record, and begin another.", ret);
        return 0;
    }
    if (row->person || limit_take(&s->makers, &q->address, clock_ms()))
        return 1;
    ret->retry_s = 60;
    reply_broken(s, a, 429, "Too many new records",
                 "Many people began a record here at the same time. Yours was not begun yet. Wait "
                 "a minute. Then go back, and send it again.",
                 ret);
    return 0;
}

/* Pages that are shown also when no record can be read. */
static int needs_no_record(const struct ask *q)
{
    return !q->post && (is_path(q, "/safety") || is_path(q, "/privacy") || is_path(q, "/about"));
}

/* It could not be kept, but it is urgent: what to do goes before why. */
static void say_what_to_do(const struct app_response *r, struct reply *ret)
{
    if (r->unkept.len)
        ret->body = (struct span){r->unkept.p, (uint32_t)r->unkept.len};
}

static void page(struct server *s, struct arena *a, const struct ask *q, struct session *x,
                 struct person_row *row, struct reply *ret)
{
    struct app_request request;
    struct app_response r = {.status = 0};
    struct mine mine;
    enum store_result kept = STORE_CONFLICT;
    size_t mark = a->used;
    for (int turn = 0; turn < TRIES; turn++) {
        /* Another page of the same person was quicker: the handler is pure, so it is asked again
         * with what is known now. */
        if (turn) {
            a->used = mark;
            r.unkept.len = 0; /* its bytes are gone with the rest */
            memset(row, 0, sizeof *row);
            kept = store_find(s->store, KEY_browser, x->hash, a, row);
            if (kept != STORE_OK && kept != STORE_NONE)
                break;
        }
        request_begin(s, a, row, &request);
        /* What a clinic wrote outlives an erasure, also after they have left it. */
        kept = mine_find(s, a, row, is_path(q, "/record"), &request, &mine);
        if (kept != STORE_OK && !needs_no_record(q))
            break;
        request.post = q->post;
        request.path = q->path;
        request.query = q->query;
        request.body = q->body;
        request.cookie_lost = q->post && !x->came;
        app_respond(a, &request, &r);
        if (request.cookie_lost)
            r.facts.len = 0;
        if (!may_keep(s, a, q, row, &r, ret)) {
            say_what_to_do(&r, ret);
            return;
        }
        kept = serve_commit(s, a, x, row, &mine, &request, &r);
        if (kept != STORE_CONFLICT && kept != STORE_NONE)
            break;
    }
    if (kept != STORE_OK) {
        reply_world(s, a, kept, ret);
        say_what_to_do(&r, ret);
        return;
    }
    reply_of(&r, ret);
    if (r.effect != APP_NOTHING)
        ret->forget = 1;
    else if (x->came || ret->status != 404)
        session_put(x, ret);
}

static void room_begin(struct room *m, struct arena *a)
{
    *m = (struct room){.lent = a->size};
    if (a->size > ROOM_EACH)
        a->size = ROOM_EACH;
}

int room_take(struct server *s, struct room *m, struct arena *a, size_t bytes)
{
    if (bytes <= LARGE || m->large)
        return 1;
    if (atomic_fetch_add(&s->large, 1) >= LARGE_AT_ONCE) {
        atomic_fetch_sub(&s->large, 1);
        return 0;
    }
    m->large = 1;
    a->size = m->lent < ROOM_LARGE ? m->lent : ROOM_LARGE;
    return 1;
}

static void room_end(struct server *s, struct room *m, struct arena *a)
{
    if (m->large)
        atomic_fetch_sub(&s->large, 1);
    a->size = m->lent;
}

/* The same for everybody, of the program: a browser may keep it for a day. */
static int file_serve(struct arena *a, const struct ask *q, struct reply *ret)
{
    struct app_response r;
    if (!app_file(a, q->path, &r))
        return 0;
    reply_of(&r, ret);
    ret->route = "figure";
    ret->caching = "public, max-age=86400";
    char *etag = arena_alloc(a, ETAG_LEN + 1, 1);
    etag_of(ret->body.p, ret->body.len, q->gzip, etag);
    ret->etag = etag;
    if (etag_in(q->etag, etag)) {
        ret->status = 304;
        ret->body = (struct span){"", 0};
    }
    return 1;
}

static void answer(struct server *s, struct arena *a, struct room *m, const struct ask *q,
                   struct reply *ret)
{
    struct session x;
    struct person_row row = {0};
    if (!q->post && (static_serve(q, ret) || file_serve(a, q, ret)))
        return;
    if (!q->post && is_path(q, "/health")) {
        health_serve(s, a, ret);
        return;
    }
    ret->route = app_route(q->path);
    if (refused(s, a, q, ret) || desk_serve(s, a, m, q, ret) || feed_serve(s, a, q, ret) ||
        feed_link_serve(s, a, q, ret) || book_serve(s, a, q, ret))
        return;
    session_begin(&x, q->cookie);
    enum store_result found =
        x.came ? store_find(s->store, KEY_browser, x.hash, a, &row) : STORE_NONE;
    if (found != STORE_OK && found != STORE_NONE) {
        if (!needs_no_record(q)) {
            reply_world(s, a, found, ret);
            return;
        }
        memset(&row, 0, sizeof row);
    }
    if (!room_take(s, m, a, (size_t)row.record.len + q->body.len)) {
        if (!needs_no_record(q)) {
            reply_world(s, a, STORE_BUSY, ret);
            return;
        }
        memset(&row, 0, sizeof row);
    }
    if (!sync_serve(s, a, q, &x, &row, ret) && !back_serve(s, a, q, &x, &row, ret) &&
        !device_serve(s, a, q, &x, &row, ret) && !join_serve(s, a, q, &x, &row, ret) &&
        !shared_serve(s, a, q, &x, &row, ret))
        page(s, a, q, &x, &row, ret);
    sodium_memzero(&x, sizeof x);
}

static _Noreturn void fail(void *host, const char *why)
{
    jmp_buf *out = host;
    log_line("error", why);
    longjmp(*out, 1);
}

static void answer_safely(struct server *s, struct arena *a, struct room *m, const struct ask *q,
                          struct reply *ret)
{
    static const char sorry[] = "This page could not be made. That is our fault.\n";
    static const struct reply empty = {.route = "unknown"};
    jmp_buf out;
    a->fail = fail;
    a->host = &out;
    *ret = empty;
    if (setjmp(out) == 0) {
        answer(s, a, m, q, ret);
        return;
    }
    arena_reset(a);
    *ret = empty;
    if (setjmp(out) == 0) {
        reply_broken(s, a, 500, "This page could not be made",
                     "That is our fault. What you sent was not kept.", ret);
        return;
    }
    *ret = empty;
    ret->status = 500;
    ret->type = "text/plain; charset=utf-8";
    ret->body = (struct span){sorry, sizeof sorry - 1};
}

void serve(struct server *s, struct arena *a, const struct ask *q, struct reply *ret)
{
    struct room room;
    room_begin(&room, a);
    answer_safely(s, a, &room, q, ret);
    room_end(s, &room, a);
}
