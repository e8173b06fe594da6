/* /sync: a device that keeps its own copy of the record brings what it wrote, and takes what it lacks.
 *
 * It posts a form:
 *
 *     tag=TAG         of which record, as it was last told
 *     have=CURSOR     up to where it has what is here, as it was last told; empty: nothing
 *     core=VERSION    which program it runs
 *     clock=SECONDS   what its clock says
 *     fact=LINE       each that it wrote and has no receipt for, once or more
 *
 * and is answered in lines, a word and the rest:
 *
 *     stored N, exists N, conflict N, refused N WHY    of the n-th fact, from 0: what became of it
 *     other           this browser holds another record now: nothing was taken
 *     whole           what follows is all there is here: what the device has beyond it, it is to send again
 *     line LINE       a fact that it lacks
 *     have CURSOR     for the next time
 *     site KEY=VALUE&...   for its pages: who runs this server, the record's tag, the clinics ...
 *     revoked         its program has a fault that matters: it shows danger signs and "update", no more
 *
 * A browser that brings no record and no fact, or once had a record here and has none now, is answered 401.
 * What a browser brings that never had one is a new one, as with a form. Who says so is the person: a line that says a clinician or a clinic wrote it is
 * refused, unless it is here already, byte for byte. */
#include "clinic.h"

#include "../../core/form.h"
#include "../../knowledge/country.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIES = 6, FACTS_MAX = 2000, MOVED_S = 300, CURSOR = 64 };
enum fate { FATE_open, FATE_stored, FATE_exists, FATE_conflict, FATE_refused };

struct brought {
    struct span line; /* with its line end */
    enum fate fate;
    const char *why;
};
struct sync {
    struct server *s;
    struct arena *a;
    const struct ask *q;
    struct session *x;
    struct person_row *row;
    struct brought *fact;
    int count, too_many;
    const char *have, *core, *tag;
    int64_t clock_s;
    struct app_request request;
    struct mine mine;
    struct text out;
};

/* --- what it brings ------------------------------------------------------------------------------------ */

static const char *decoded(struct sync *y, const struct form_pair *p, size_t *ret_n)
{
    char *to = arena_alloc(y->a, p->value_len + 2, 1);
    ptrdiff_t n = form_decode(p->value, p->value_len, to);
    *ret_n = n < 0 ? 0 : (size_t)n;
    to[*ret_n] = '\0';
    return to;
}

static void bring(struct sync *y, const char *line, size_t n)
{
    char *ended = arena_alloc(y->a, n + 1, 1);
    if (y->count == FACTS_MAX) {
        y->too_many = 1;
        return;
    }
    memcpy(ended, line, n);
    ended[n] = '\n';
    y->fact[y->count++] = (struct brought){.line = {ended, (uint32_t)n + 1}};
}

static int key_is(const struct form_pair *p, const char *key)
{
    return p->key_len == strlen(key) && memcmp(p->key, key, p->key_len) == 0;
}

static void read_form(struct sync *y)
{
    struct form_reader r = {y->q->body.p, y->q->body.p + y->q->body.len};
    struct form_pair p;
    size_t n;
    y->fact = arena_alloc(y->a, FACTS_MAX, sizeof *y->fact);
    y->have = y->core = y->tag = "";
    while (form_next(&r, &p) == FORM_PAIR) {
        const char *value = decoded(y, &p, &n);
        if (key_is(&p, "fact"))
            bring(y, value, n);
        else if (key_is(&p, "have"))
            y->have = value;
        else if (key_is(&p, "tag"))
            y->tag = value;
        else if (key_is(&p, "core"))
            y->core = value;
        else if (key_is(&p, "clock"))
            y->clock_s = strtoll(value, NULL, 10);
    }
}

static int is_revoked(const struct sync *y)
{
    static const char *const revoked[] = {
#define REVOKED(version, why) version,
#include "revoked.def"
        NULL};
    size_t n = strlen(y->core);
    for (int i = 0; revoked[i]; i++)
        if (strcmp(revoked[i], y->core) == 0)
            return 1;
    return n >= 16 && strstr(y->s->set->revoke, y->core) != NULL;
}

/* --- what becomes of it -------------------------------------------------------------------------------- */

static int by_bytes(const void *one, const void *other)
{
    const struct span *a = one, *b = other;
    int order = memcmp(a->p, b->p, a->len < b->len ? a->len : b->len);
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* The lines of the record with their ends, sorted. */
static struct span *lines_of(struct sync *y, size_t *ret_count)
{
    const char *p = y->row->record.p, *end = p + y->row->record.len;
    struct span *line = arena_alloc(y->a, (size_t)y->row->facts + 1, sizeof *line);
    size_t n = 0;
    while (p < end && n < (size_t)y->row->facts) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        size_t len = stop ? (size_t)(stop + 1 - p) : (size_t)(end - p);
        line[n++] = (struct span){p, (uint32_t)len};
        p += len;
    }
    qsort(line, n, sizeof *line, by_bytes);
    *ret_count = n;
    return line;
}

static void refuse(struct brought *b, const char *why)
{
    b->fate = FATE_refused;
    b->why = why;
}

/* What no store may take from a device. */
static void judge(struct sync *y)
{
    size_t there;
    const struct span *line = lines_of(y, &there);
    for (int i = 0; i < y->count; i++) {
        struct brought *b = &y->fact[i];
        struct faults faults = {0};
        struct fact f;
        if (bsearch(&b->line, line, there, sizeof *line, by_bytes))
            b->fate = FATE_exists;
        else if (memchr(b->line.p, '\n', b->line.len - 1) || b->line.len > RECORD_LINE_MAX ||
                 !fact_read(y->a, b->line.p, b->line.len - 1, 1, &f, &faults))
            refuse(b, "it is no line of a record");
        else if (f.by != WHO_self && f.by != WHO_device)
            refuse(b, "a clinician's line is not the person's to write");
        else if (!f.id.known)
            refuse(b, "it has no number of its own");
    }
}

static struct text open_facts(struct sync *y, int from, int count)
{
    struct text t = {.mem = y->a};
    for (int i = from; i < from + count; i++)
        if (y->fact[i].fate == FATE_open)
            text_add(&t, y->fact[i].line.p, y->fact[i].line.len);
    return t;
}

/* 1 after finding the record as it is now. */
static int find(struct sync *y)
{
    memset(y->row, 0, sizeof *y->row);
    enum store_result r = store_find(y->s->store, KEY_browser, y->x->hash, y->a, y->row);
    if (!y->row->record.p)
        y->row->record.p = "";
    if (r == STORE_OK || r == STORE_NONE)
        request_begin(y->s, y->a, y->row, &y->request);
    return (r == STORE_OK || r == STORE_NONE) &&
           mine_find(y->s, y->a, y->row, 0, &y->request, &y->mine) == STORE_OK;
}

static enum store_result keep_some(struct sync *y, int from, int count)
{
    enum store_result r = STORE_CONFLICT;
    for (int turn = 0; turn < TRIES && r == STORE_CONFLICT; turn++) {
        struct app_response wants = {.status = 200, .facts = open_facts(y, from, count)};
        if (!wants.facts.len)
            return STORE_OK;
        if (y->row->record.len + wants.facts.len > RECORD_MAX)
            return STORE_REFUSED;
        r = serve_commit(y->s, y->a, y->x, y->row, &y->mine, &y->request, &wants);
        if (r == STORE_CONFLICT && !find(y))
            return STORE_BROKEN;
    }
    if (r == STORE_OK)
        for (int i = from; i < from + count; i++)
            if (y->fact[i].fate == FATE_open)
                y->fact[i].fate = FATE_stored;
    return r;
}

/* A device whose clock stands elsewhere: both times are kept, as a fact about the facts. */
static void note_clock(struct sync *y)
{
    int64_t off_s = y->clock_s - y->request.now.at_s;
    int stored = 0;
    for (int i = 0; i < y->count; i++)
        stored += y->fact[i].fate == FATE_open || y->fact[i].fate == FATE_stored;
    if (!stored || !y->clock_s || (off_s < MOVED_S && off_s > -MOVED_S))
        return;
    struct text t = {.mem = y->a};
    char tail[120];
    moment_put(&t, y->request.now.day, y->request.now.minute, y->request.now.offset);
    uint64_t session;
    memcpy(&session, y->request.random, sizeof session);
    snprintf(tail, sizeof tail, " received _id=%016llx-1&_by=device&facts=%d&clock_ahead_s=%lld",
             (unsigned long long)session, stored, (long long)off_s);
    text_str(&t, tail);
    bring(y, t.p, t.len);
}

/* All at once; where one of them stands against another line of its number, each by itself. */
static enum store_result keep_all(struct sync *y)
{
    int told = y->count;
    note_clock(y);
    enum store_result r = keep_some(y, 0, y->count);
    if (r != STORE_CONFLICT && r != STORE_REFUSED)
        return r;
    y->count = told;
    for (int i = 0; i < told; i++) {
        r = y->fact[i].fate == FATE_open ? keep_some(y, i, 1) : STORE_OK;
        if (r == STORE_CONFLICT)
            y->fact[i].fate = FATE_conflict;
        else if (r == STORE_REFUSED)
            refuse(&y->fact[i], "the record is full");
        else if (r != STORE_OK)
            return r;
    }
    note_clock(y); /* of what was kept */
    return y->count > told ? keep_some(y, told, 1) : STORE_OK;
}

/* --- what it is told ----------------------------------------------------------------------------------- */

/* The first facts of a record, so many, by their bytes: a device that was told this has those. */
static void cursor_of(struct span record, int64_t facts, char ret[CURSOR])
{
    unsigned char hash[16];
    char text[33];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)record.p, record.len, NULL, 0);
    sodium_bin2hex(text, sizeof text, hash, sizeof hash / 2);
    snprintf(ret, CURSOR, "%lld-%s", (long long)facts, text);
}

static void put_fates(struct sync *y, int told)
{
    static const char *const word[] = {[FATE_stored] = "stored",
                                       [FATE_exists] = "exists",
                                       [FATE_conflict] = "conflict",
                                       [FATE_refused] = "refused"};
    for (int i = 0; i < told; i++) {
        char line[40];
        snprintf(line, sizeof line, "%s %d", word[y->fact[i].fate], i);
        text_str(&y->out, line);
        if (y->fact[i].why) {
            text_char(&y->out, ' ');
            text_str(&y->out, y->fact[i].why);
        }
        text_char(&y->out, '\n');
    }
}

/* Where the lines begin that the device lacks: behind those of its cursor, or at the first. */
static const char *lacking(struct sync *y)
{
    struct span all = y->row->record;
    int64_t has = strtoll(y->have, NULL, 10);
    const char *p = all.p, *end = all.p + all.len;
    char cursor[CURSOR];
    for (int64_t i = 0; i < has && p < end; i++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        p = stop ? stop + 1 : end;
    }
    cursor_of((struct span){all.p, (uint32_t)(p - all.p)}, has, cursor);
    return has > 0 && strcmp(cursor, y->have) == 0 ? p : all.p;
}

static void put_lines(struct sync *y, int all_of_it)
{
    struct span all = y->row->record;
    const char *p = all_of_it ? all.p : lacking(y), *end = all.p + all.len;
    char cursor[CURSOR];
    if (p == all.p)
        text_lit(&y->out, "whole\n");
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        size_t n = stop ? (size_t)(stop - p) : (size_t)(end - p);
        text_lit(&y->out, "line ");
        text_add(&y->out, p, n);
        text_char(&y->out, '\n');
        p += n + 1;
    }
    cursor_of(all, y->row->facts, cursor);
    text_lit(&y->out, "have ");
    text_str(&y->out, cursor);
    text_char(&y->out, '\n');
}

static void put_pair(struct sync *y, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    text_char(&y->out, '&');
    text_str(&y->out, key);
    text_char(&y->out, '=');
    form_encode(&y->out, value, strlen(value));
}

static void put_whole(struct sync *y, const char *key, int64_t n)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)n);
    put_pair(y, key, text);
}

static void put_site(struct sync *y)
{
    const struct app_request *q = &y->request;
    const struct app_site *site = q->site;
    char tag[17];
    snprintf(tag, sizeof tag, "%016llx", (unsigned long long)q->tag);
    text_lit(&y->out, "site known=1");
    put_pair(y, "tag", tag);
    put_whole(y, "way_back", q->way_back);
    put_pair(y, "clinic", q->clinic);
    put_pair(y, "name", q->name);
    put_pair(y, "reach", q->reach);
    put_whole(y, "kept_until", q->kept_until);
    put_pair(y, "runs", site->runs);
    put_pair(y, "contact", site->contact);
    put_pair(y, "signed_by", site->signed_by);
    put_pair(y, "base_url", site->base_url);
    put_pair(y, "country", site->country->code);
    put_whole(y, "demo", site->demo);
    put_whole(y, "keep_months", site->keep_months);
    text_char(&y->out, '\n');
}

/* --- all of it ----------------------------------------------------------------------------------------- */

static void answer(struct sync *y, int status, struct reply *ret)
{
    ret->status = status;
    ret->type = "text/plain; charset=utf-8";
    ret->body = (struct span){y->out.len ? y->out.p : "", (uint32_t)y->out.len};
    ret->no_store = 1;
    if (status == 200)
        session_put(y->x, ret);
}

int sync_serve(struct server *s, struct arena *a, const struct ask *q, struct session *x,
               struct person_row *row, struct reply *ret)
{
    static const char path[] = "/sync";
    struct sync *y;
    if (q->path.len != sizeof path - 1 || memcmp(q->path.p, path, sizeof path - 1) != 0 || !q->post)
        return 0;
    ret->route = path;
    y = arena_alloc(a, 1, sizeof *y);
    *y = (struct sync){.s = s, .a = a, .q = q, .x = x, .row = row, .out = {.mem = a}};
    read_form(y);
    if (is_revoked(y))
        text_lit(&y->out, "revoked\n");
    if (!row->person && (!y->count || *y->have)) {
        answer(y, 401, ret);
        return 1;
    }
    int told = y->count;
    enum store_result r = find(y) ? STORE_OK : STORE_BROKEN;
    if (r == STORE_OK && !row->person && !limit_take(&s->makers, &q->address, clock_ms()))
        r = STORE_BUSY;
    int other = r == STORE_OK && *y->tag && strtoull(y->tag, NULL, 16) != y->request.tag;
    if (other) {
        text_lit(&y->out, "other\n");
        told = 0;
    } else if (r == STORE_OK) {
        judge(y);
        r = keep_all(y);
    }
    if (r != STORE_OK || !find(y)) { /* nothing is told of any fact: the device keeps them all */
        reply_world(s, a, r == STORE_OK ? STORE_BROKEN : r, ret);
        return 1;
    }
    put_fates(y, told);
    put_lines(y, other);
    put_site(y);
    answer(y, 200, ret);
    return 1;
}
