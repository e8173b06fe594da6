/* Who is at the desk: the session of a clinic's staff, by the secret of a cookie. */
#include "clinic.h"

#include "../../core/form.h"

#include <sodium.h>
#include <string.h>

enum { SEEN_EVERY_S = 60 };

static void name_self(struct seat *x)
{
    uint8_t key[STORE_HASH];
    secret_hash(x->in ? "clinic" : "door", x->secret, sizeof x->secret, x->hash);
    secret_hash("form", x->secret, sizeof x->secret, key);
    sodium_bin2hex(x->form_key, FORM_KEY, key, FORM_KEY / 2);
}

void seat_fresh(struct seat *x)
{
    randombytes_buf(x->secret, sizeof x->secret);
    x->came = 0;
    name_self(x);
}

enum role role_read(const char *word)
{
    return strcmp(word, "owner") == 0          ? ROLE_owner
           : strcmp(word, "practitioner") == 0 ? ROLE_practitioner
           : strcmp(word, "desk") == 0         ? ROLE_desk
                                               : ROLE_none;
}

static int alive(const struct server *s, const struct rows *r, int64_t now_s)
{
    int64_t made = row_whole(r, 0, session_made_s), seen = row_whole(r, 0, session_seen_s);
    /* A clock that was set back does not make a session of tomorrow last. */
    return !row_is(r, 0, session_left_s) && now_s - made < s->set->staff_life_s &&
           now_s - seen < s->set->staff_idle_s && made - now_s < s->set->staff_idle_s;
}

static void staff_of(const struct rows *r, struct staff *ret)
{
    *ret =
        (struct staff){.actor = {row_whole(r, 0, session_clinic), row_whole(r, 0, session_account),
                                 role_read(row_text(r, 0, session_role))},
                       .name = row_text(r, 0, session_name),
                       .login = row_text(r, 0, session_login),
                       .number = row_text(r, 0, session_number),
                       .site = row_whole(r, 0, session_site),
                       .stepped_s = row_whole(r, 0, session_stepped_s)};
}

/* That they came; of no weight when it cannot be written: then they are signed out a little sooner. */
static void note_seen(struct server *s, const struct seat *x, int64_t seen_s, int64_t now_s)
{
    struct acts acts = {.count = 0};
    if (now_s - seen_s < SEEN_EVERY_S)
        return;
    act_put(&acts, session_seen, value_bytes(x->hash, STORE_HASH));
    struct change c = {
        .actor = x->staff.actor, .acts = acts.act, .act_count = acts.count, .now_s = now_s};
    c.facts.p = "";
    if (store_change(s->store, &c) != STORE_OK)
        log_line("error", "that somebody is still signed in could not be noted");
}

static enum store_result sit_down(struct server *s, struct arena *a, int64_t now_s, struct seat *x)
{
    static const struct actor nobody = {0, 0, ROLE_none};
    struct value hash = value_bytes(x->hash, STORE_HASH);
    struct rows r;
    enum store_result found = store_list(s->store, &nobody, LIST_session, &hash, 1, a, &r);
    if (found != STORE_OK)
        return found;
    if (!r.count || !alive(s, &r, now_s))
        return STORE_NONE;
    staff_of(&r, &x->staff);
    if (x->staff.actor.role == ROLE_none)
        return STORE_NONE;
    note_seen(s, x, row_whole(&r, 0, session_seen_s), now_s);
    return STORE_OK;
}

enum store_result seat_begin(struct server *s, struct arena *a, const struct ask *q, int64_t now_s,
                             struct seat *ret)
{
    *ret = (struct seat){.in = 1};
    if (q->clinic_cookie && secret_read(q->clinic_cookie, strlen(q->clinic_cookie), ret->secret)) {
        ret->came = 1;
        name_self(ret);
        enum store_result r = sit_down(s, a, now_s, ret);
        if (r != STORE_NONE)
            return r;
    }
    *ret = (struct seat){.lost = q->clinic_cookie != NULL};
    if (q->door_cookie && secret_read(q->door_cookie, strlen(q->door_cookie), ret->secret)) {
        ret->came = 1;
        name_self(ret);
    } else {
        seat_fresh(ret);
    }
    return STORE_OK;
}

void seat_put(const struct seat *x, struct reply *r)
{
    if (!x->came)
        secret_put(x->secret, x->in ? r->clinic_cookie : r->door_cookie);
}

int seat_posted(const struct seat *x, struct span body)
{
    struct form_reader r = {body.p, body.p + body.len};
    struct form_pair pair;
    int good = 0;
    while (form_next(&r, &pair) == FORM_PAIR)
        if (pair.key_len == 3 && memcmp(pair.key, "key", 3) == 0)
            good = x->came && pair.value_len == FORM_KEY - 1 &&
                   sodium_memcmp(pair.value, x->form_key, FORM_KEY - 1) == 0;
    return good;
}

int seat_stepped(const struct server *s, const struct seat *x, int64_t now_s)
{
    return now_s - x->staff.stepped_s < s->set->step_s &&
           x->staff.stepped_s - now_s < s->set->step_s;
}

void seat_acts(const struct seat *x, struct arena *a, const char *agent, struct acts *to)
{
    uint8_t *hash = arena_alloc(a, STORE_HASH, 1);
    const char *words = agent_words(a, agent);
    memcpy(hash, x->hash, STORE_HASH);
    act_put(to, session_add, value_bytes(hash, STORE_HASH), value_str(words));
}

/* The first of the words that the browser says of itself: what all say comes last. */
static const char *one_of(const char *agent, const char *const (*words)[2], size_t count)
{
    for (size_t i = 0; agent && i < count; i++)
        if (strstr(agent, words[i][0]))
            return words[i][1];
    return NULL;
}

const char *agent_words(struct arena *a, const char *agent)
{
    static const char *const browser[][2] = {
        {"Edg", "Edge"},      {"OPR/", "Opera"},     {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
        {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}};
    static const char *const system[][2] = {
        {"iPhone", "iPhone"},   {"iPad", "iPad"},    {"Android", "Android"}, {"CrOS", "ChromeOS"},
        {"Windows", "Windows"}, {"Mac OS X", "Mac"}, {"Linux", "Linux"}};
    const char *b = one_of(agent, browser, sizeof browser / sizeof browser[0]);
    const char *o = one_of(agent, system, sizeof system / sizeof system[0]);
    struct text t = {.mem = a};
    text_str(&t, b ? b : "A browser");
    if (o) {
        text_lit(&t, " on ");
        text_str(&t, o);
    }
    text_char(&t, '\0');
    return t.p;
}
