/* The devices that have a person's record: which there are, one taken off, another joined with a code that is shown
 * on one of them. A code works once and for ten minutes; it is kept in memory only, so a server that was started
 * anew knows none. */
#include "way.h"

#include "../../app/asked.h"

#include <sodium.h>
#include <string.h>

enum { NAME = 17, BYTES = 32 };

/* --- codes ------------------------------------------------------------------------------------------------- */

static void code_hash(const unsigned char *secret, uint8_t *ret_hash)
{
    secret_hash("device code", secret, BYTES, ret_hash);
}

/* One for a person: the one before stops working. */
static void code_put(struct device_codes *codes, int64_t person, const uint8_t *hash,
                     int64_t now_ms, int64_t until_ms)
{
    struct device_code *to = NULL, *oldest = &codes->code[0];
    pthread_mutex_lock(&codes->lock);
    for (int i = 0; i < DEVICE_CODES; i++) {
        struct device_code *c = &codes->code[i];
        if (c->person == person || (!to && c->until_ms <= now_ms))
            to = c;
        if (c->person == person)
            break;
        oldest = c->until_ms < oldest->until_ms ? c : oldest;
    }
    to = to ? to : oldest;
    to->person = person;
    to->until_ms = until_ms;
    memcpy(to->hash, hash, STORE_HASH);
    pthread_mutex_unlock(&codes->lock);
}

/* Whose it is; 0: nobody's any more. taken: and it works no more. */
static int64_t code_person(struct device_codes *codes, const char *letters, int64_t now_ms,
                           int taken)
{
    unsigned char secret[BYTES];
    uint8_t hash[STORE_HASH];
    int64_t person = 0;
    if (!letters || !secret_read(letters, strlen(letters), secret))
        return 0;
    code_hash(secret, hash);
    pthread_mutex_lock(&codes->lock);
    for (int i = 0; i < DEVICE_CODES; i++) {
        struct device_code *c = &codes->code[i];
        if (c->until_ms <= now_ms || sodium_memcmp(c->hash, hash, STORE_HASH) != 0)
            continue;
        person = c->person;
        if (taken)
            memset(c, 0, sizeof *c);
    }
    pthread_mutex_unlock(&codes->lock);
    return person;
}

/* --- which there are: /devices ------------------------------------------------------------------------------ */

/* A device's name in a form: without the browser's secret nothing can be learnt from it. */
static void name_of(const struct way *w, const uint8_t *hash, char *ret_name)
{
    unsigned char both[sizeof w->x->secret + STORE_HASH];
    uint8_t name[STORE_HASH];
    memcpy(both, w->x->secret, sizeof w->x->secret);
    memcpy(both + sizeof w->x->secret, hash, STORE_HASH);
    secret_hash("device", both, sizeof both, name);
    sodium_bin2hex(ret_name, NAME, name, NAME / 2);
    sodium_memzero(both, sizeof both);
}

static enum store_result devices(struct way *w, struct rows *ret)
{
    const struct actor self = {0, w->row->person, ROLE_patient};
    return store_list(w->s->store, &self, LIST_my_devices, NULL, 0, w->a, ret);
}

static const uint8_t *hash_at(const struct rows *r, uint32_t i)
{
    struct span hash = row_value(r, i, my_devices_hash).text;
    return hash.len == STORE_HASH ? (const uint8_t *)hash.p : NULL;
}

static void day_of_s(struct way *w, int64_t at_s)
{
    struct moment m;
    moment_at(at_s, w->request.now.offset, &m);
    if (m.day == w->request.now.day)
        html_put(&w->v->w, "today");
    else
        put_full_date(w->v, m.day);
}

static void device_row(struct way *w, const struct rows *r, uint32_t i)
{
    struct visit *v = w->v;
    char name[NAME];
    int this = memcmp(hash_at(r, i), w->x->hash, STORE_HASH) == 0;
    html_put(&v->w, "<section class=\"sec\"><h2>%s</h2><p>Joined ",
             this ? "This device" : "Another device");
    day_of_s(w, row_whole(r, i, my_devices_made_s));
    html_put(&v->w, ". Last used ");
    day_of_s(w, this ? w->request.now.at_s : row_whole(r, i, my_devices_seen_s));
    html_put(&v->w, ".</p>");
    if (this) {
        html_put(&v->w, "<p class=\"small\">To take this one off: <a "
                        "href=\"/record?leave=1\">this is not me</a>.</p></section>");
        return;
    }
    name_of(w, hash_at(r, i), name);
    form_open(v, "/devices");
    hidden(v, "off", name);
    html_put(&v->w, "<p><button class=\"btn btn-2\">Take it off</button></p></form></section>");
}

static void devices_page(struct way *w, const char *note)
{
    struct visit *v = w->v;
    struct rows r;
    enum store_result found = devices(w, &r);
    if (found != STORE_OK) {
        reply_world(w->s, w->a, found, w->ret);
        return;
    }
    page_open(v, "Your devices", TAB_none);
    html_put(&v->w, "<h1>Your devices</h1>");
    if (note)
        html_put(&v->w, "<div class=\"note\" role=\"status\"><p>%s</p></div>", note);
    if (!w->row->person) {
        html_put(
            &v->w,
            "<p class=\"lead\">This browser is joined to no record.</p><p>Is your record on "
            "another phone or computer? Show a code there: “Your record”, then “your devices”. "
            "Scan it with this one.</p><p>Or type your <a href=\"/back\">eight words</a>.</p>"
            "<p>New here? <a href=\"/\">Begin</a>.</p>");
        return;
    }
    html_put(&v->w,
             "<p class=\"lead\">Each phone or browser that opens your record. We do not know "
             "their names, only when they were used.</p>");
    for (uint32_t i = 0; i < r.count; i++)
        if (hash_at(&r, i))
            device_row(w, &r, i);
    html_put(&v->w,
             "<section class=\"sec\"><h2>Join another one</h2><p>You get a code to scan with "
             "the other phone. It works once, and for ten minutes.</p>");
    form_open(v, "/devices/code");
    html_put(&v->w, "<p><button class=\"btn\">Show a code</button></p></form></section>"
                    "<p class=\"small\">A device that you take off keeps what it had not sent yet, "
                    "and can be joined again. Lost a phone? Take it off, and make new <a "
                    "href=\"/back/new\">eight words</a> if they were on it.</p>");
}

static void devices_post(struct way *w)
{
    struct rows r;
    const char *off = posted(w->v, "off", 0);
    enum store_result found = devices(w, &r);
    const char *note = "That device was taken off already.";
    for (uint32_t i = 0; found == STORE_OK && off && i < r.count; i++) {
        char name[NAME];
        const uint8_t *hash = hash_at(&r, i);
        if (!hash || memcmp(hash, w->x->hash, STORE_HASH) == 0)
            continue;
        name_of(w, hash, name);
        if (strcmp(name, off) != 0)
            continue;
        struct change c = {.person = w->row->person, .forget = hash, .now_s = w->request.now.at_s};
        c.facts.p = "";
        found = store_change(w->s->store, &c);
        note = "It was taken off. It does not open your record any more. When it next meets the "
               "server, it says so.";
    }
    if (found != STORE_OK)
        reply_world(w->s, w->a, found, w->ret);
    else
        devices_page(w, note);
}

/* --- another one: /devices/code, /devices/join/... ------------------------------------------------------------ */

static void code_page(struct way *w)
{
    struct visit *v = w->v;
    unsigned char secret[BYTES];
    uint8_t hash[STORE_HASH];
    char letters[COOKIE_LEN + 1];
    struct text link = {.mem = w->a};
    if (!w->row->person) {
        devices_page(w, NULL);
        return;
    }
    randombytes_buf(secret, sizeof secret);
    secret_put(secret, letters);
    code_hash(secret, hash);
    sodium_memzero(secret, sizeof secret);
    int64_t now_ms = clock_ms();
    code_put(&w->s->codes, w->row->person, hash, now_ms, now_ms + w->s->set->code_ms);
    text_str(&link, w->s->site.base_url);
    text_lit(&link, "/devices/join/");
    text_str(&link, letters);
    text_char(&link, '\0');
    page_open(v, "Join another device", TAB_none);
    html_put(&v->w,
             "<h1>Join another device</h1><p class=\"lead\">Scan this with the other phone. It "
             "works once, and for ten minutes.</p>");
    put_qr(v, link.p);
    html_put(&v->w,
             "<p class=\"small\">The same link in letters: %s</p><div class=\"note\"><p>Show it to "
             "nobody else. Whoever opens it can read and change your record.</p></div><p><a "
             "class=\"btn\" href=\"/devices\">It has joined</a></p>",
             link.p);
}

static void join_form(struct way *w)
{
    form_open(w->v, "/devices/join");
    hidden(w->v, "code", w->code);
}

static void join_over(struct way *w)
{
    w->response.status = 404;
    page_open(w->v, "This code does not work", TAB_none);
    html_put(&w->v->w,
             "<h1>This code does not work any more</h1><p class=\"lead\">A code works once, "
             "and for ten minutes. Nothing was changed.</p><p>Show a new one on the device "
             "that has your record: “Your record”, then “your devices”. Or type your <a "
             "href=\"/back\">eight words</a>.</p><p><a class=\"btn\" "
             "href=\"/\">Today</a></p>");
}

/* A link opens nothing by itself: programs that look at links follow them too. */
static void join_page(struct way *w)
{
    if (!code_person(&w->s->codes, w->code, clock_ms(), 0)) {
        join_over(w);
        return;
    }
    page_open(w->v, "Open my record here", TAB_none);
    html_put(&w->v->w,
             "<h1>Open my record here</h1><p class=\"lead\">This code comes from a device "
             "that has your record. From then on this one shows it too, to anybody who "
             "uses it.</p>");
    join_form(w);
    form_close(w->v, "Open my record");
    html_put(&w->v->w, "<p><a href=\"/\">No, go to Today</a></p>");
}

static void join_post(struct way *w)
{
    w->code = posted(w->v, "code", 0);
    w->code = w->code ? w->code : "";
    if (!w->x->came) { /* not from a page of ours, perhaps: with the cookie of this answer it works */
        join_page(w);
        return;
    }
    if (!limit_take(&w->s->tries, &w->q->address, clock_ms())) {
        way_too_many(w, "Codes were tried too often from here.");
        return;
    }
    int64_t person = code_person(&w->s->codes, w->code, clock_ms(), 0);
    if (person && w->row->person && w->row->person != person && w->row->record.len &&
        !posted_is(w->v, "other", "leave")) {
        way_other_record(w, join_form, "Forget it, and open the other record");
        return;
    }
    person = code_person(&w->s->codes, w->code, clock_ms(), 1);
    if (person)
        way_come_in(w, person);
    else
        join_over(w);
}

static void old_form(struct way *w)
{
    devices_page(w, NULL);
}

int device_serve(struct server *s, struct arena *a, const struct ask *q, struct session *x,
                 const struct person_row *row, struct reply *ret)
{
    static const char base[] = "/devices", join[] = "/devices/join/";
    struct span p = q->path;
    size_t n = sizeof base - 1, m = sizeof join - 1;
    if (p.len < n || memcmp(p.p, base, n) != 0 || (p.len > n && p.p[n] != '/'))
        return 0;
    struct way w = {.s = s, .a = a, .q = q, .x = x, .row = row, .ret = ret};
    way_open(&w);
    way_read(&w);
    if (p.len == n) {
        ret->route = "/devices";
        if (q->post)
            devices_post(&w);
        else
            devices_page(&w, NULL);
    } else if (p.len == n + 5 && memcmp(p.p + n, "/code", 5) == 0) {
        ret->route = "/devices/code";
        (q->post ? code_page : old_form)(&w);
    } else if (p.len >= m - 1 && memcmp(p.p, join, m - 1) == 0 &&
               (p.len == m - 1 || p.p[m - 1] == '/')) {
        ret->route = "/devices/join/*";
        struct text code = {.mem = a};
        text_add(&code, p.p + (p.len > m ? m : p.len), p.len > m ? p.len - m : 0);
        text_char(&code, '\0');
        w.code = code.p;
        (q->post ? join_post : join_page)(&w);
    } else {
        return 0;
    }
    if (!ret->status)
        way_close(&w);
    return 1;
}
