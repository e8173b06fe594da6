/* core.wasm: the patient's pages. What is asked comes as a head of key=value pairs, coded as a form is,
 * and behind it what was posted and the record:
 *
 *     path query post(0, 1) now(seconds) offset(minutes) random(32 hex digits) tag known zone_counts way_back
 *     clinic name reach kept_until runs contact signed_by base_url country demo keep_months
 *     unsent refused gone heard core
 *
 * The keys are those of struct app_request, app_site and, where unsent is given, app_device; heard is the
 * second at which the server last answered. What is missing is 0 or "". */
#include "../../core/form.h"
#include "../../knowledge/country.h"
#include "block.h"

/* As the server lends them (host/server/serve.c). */
enum { TIMES = 15, NEEDS = 24 << 20 };
enum { HEAD_MAX = 64 };

EXPORT(room) unsigned char *room(uint32_t bytes);
EXPORT(zone) struct answer *zone(uint32_t bytes);
EXPORT(route) int route(uint32_t bytes);
EXPORT(respond) struct answer *respond(uint32_t head, uint32_t body, uint32_t record);
EXPORT(broken) struct answer *broken(uint32_t head, uint32_t title, uint32_t what);

struct head {
    struct app_request q;
    struct app_site site;
    struct app_device device;
};

unsigned char *room(uint32_t bytes)
{
    return bytes > UINT32_MAX / TIMES - NEEDS ? NULL : block_take(bytes, bytes * TIMES + NEEDS);
}

static struct span at(uint32_t from, uint32_t bytes)
{
    return (struct span){(const char *)block.base + from, bytes};
}

/* --- the head ------------------------------------------------------------------------------------------ */

static int is(struct span key, const char *name)
{
    return key.len == str_len(name) && memcmp(key.p, name, key.len) == 0;
}

/* Decoded and terminated; what cannot be decoded is "". */
static struct span plain(struct span coded)
{
    char *to = arena_alloc(&block, (size_t)coded.len + 1, 1);
    ptrdiff_t n = form_decode(coded.p, coded.len, to);
    to[n < 0 ? 0 : n] = '\0';
    return (struct span){to, n < 0 ? 0 : (uint32_t)n};
}

static int64_t whole(struct span s)
{
    int minus = s.len && s.p[0] == '-';
    int64_t n = 0;
    for (uint32_t i = (uint32_t)minus; i < s.len && i < 16; i++)
        n = s.p[i] >= '0' && s.p[i] <= '9' ? n * 10 + (s.p[i] - '0') : n;
    return minus ? -n : n;
}

static unsigned nibble(char c)
{
    return c >= '0' && c <= '9'   ? (unsigned)(c - '0')
           : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
                                  : 0;
}

static uint64_t digits(struct span s)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < s.len && i < 16; i++)
        n = n << 4 | nibble(s.p[i]);
    return n;
}

static void put(struct head *h, struct span key, struct span s)
{
    struct app_request *q = &h->q;
    struct app_site *site = &h->site;
    const struct {
        const char *key;
        const char **to;
    } texts[] = {
        {"runs", &site->runs},         {"contact", &site->contact}, {"signed_by", &site->signed_by},
        {"base_url", &site->base_url}, {"clinic", &q->clinic},      {"name", &q->name},
        {"reach", &q->reach},          {"core", &h->device.core}};
    const struct {
        const char *key;
        int *to;
    } numbers[] = {{"post", &q->post},
                   {"known", &q->known},
                   {"way_back", &q->way_back},
                   {"zone_counts", &q->zone_counts},
                   {"demo", &site->demo},
                   {"keep_months", &site->keep_months},
                   {"kept_until", &q->kept_until},
                   {"unsent", &h->device.unsent},
                   {"refused", &h->device.refused},
                   {"gone", &h->device.gone}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (is(key, texts[i].key))
            *texts[i].to = s.p;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (is(key, numbers[i].key))
            *numbers[i].to = (int)whole(s);
    if (is(key, "unsent"))
        q->device = &h->device;
    if (is(key, "path"))
        q->path = s;
    else if (is(key, "query"))
        q->query = s;
    else if (is(key, "now"))
        q->now.at_s = whole(s);
    else if (is(key, "offset"))
        q->now.offset = (int)whole(s);
    else if (is(key, "tag"))
        q->tag = digits(s);
    else if (is(key, "heard"))
        h->device.contact = (int)(whole(s) / 86400);
    else if (is(key, "country"))
        site->country = country_find(s.p);
    else if (is(key, "random"))
        for (uint32_t i = 0; i + 1 < s.len && i / 2 < APP_RANDOM; i += 2)
            q->random[i / 2] = (unsigned char)(nibble(s.p[i]) << 4 | nibble(s.p[i + 1]));
}

static void read_head(struct span text, struct head *ret)
{
    struct form_reader r = {text.p, text.p + text.len};
    struct form_pair p;
    *ret = (struct head){.q = {.path = {"/", 1}},
                         .site = {.runs = "", .contact = "", .signed_by = "", .base_url = ""}};
    ret->q.site = &ret->site;
    ret->device.core = "";
    for (int n = 0; n < HEAD_MAX && form_next(&r, &p) == FORM_PAIR; n++)
        if (p.value_len)
            put(ret, (struct span){p.key, (uint32_t)p.key_len},
                plain((struct span){p.value, (uint32_t)p.value_len}));
    if (!ret->site.country)
        ret->site.country = country_find("GB");
    moment_at(ret->q.now.at_s, ret->q.now.offset, &ret->q.now);
}

/* --- what is asked ------------------------------------------------------------------------------------- */

struct answer *respond(uint32_t head, uint32_t body, uint32_t record)
{
    struct head *h = arena_alloc(&block, 1, sizeof *h);
    struct app_response *r = arena_alloc(&block, 1, sizeof *r);
    read_head(at(0, head), h);
    h->q.body = at(head, body);
    h->q.record = at(head + body, record);
    app_respond(&block, &h->q, r);
    return answer_of(r);
}

/* A page for when the world is broken: what is wrong, in two texts behind the head. */
struct answer *broken(uint32_t head, uint32_t title, uint32_t what)
{
    struct head *h = arena_alloc(&block, 1, sizeof *h);
    struct app_response *r = arena_alloc(&block, 1, sizeof *r);
    struct text words[2] = {{.mem = &block}, {.mem = &block}};
    read_head(at(0, head), h);
    text_add(&words[0], at(head, title).p, title);
    text_add(&words[1], at(head + title, what).p, what);
    text_char(&words[0], '\0');
    text_char(&words[1], '\0');
    app_broken(&block, &h->site, 503, words[0].p, words[1].p, r);
    return answer_of(r);
}

/* The zone that a record names, as the answer's body; and whether a path is one of the pages. */
struct answer *zone(uint32_t bytes)
{
    struct span name = app_zone(&block, at(0, bytes));
    struct app_response *r = arena_alloc(&block, 1, sizeof *r);
    r->body.mem = &block;
    text_add(&r->body, name.p, name.len);
    return answer_of(r);
}

int route(uint32_t bytes)
{
    return !str_same(app_route(at(0, bytes)), "unknown");
}
