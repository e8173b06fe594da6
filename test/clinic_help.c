/* clinic_help.c - a server of a clinic without sockets. */
#include "clinic_help.h"

#include "../knowledge/country.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const unsigned char TOTP_SHARED[TOTP_SECRET] = "12345678901234567890";

struct server *clinic_server(const char *path)
{
    static struct settings set;
    struct server *s = calloc(1, sizeof *s);
    if (!s || sodium_init() < 0 || !settings_read(&set, 0, NULL))
        abort();
    set.zone = "UTC";
    set.mail_server = "smtp://localhost"; /* nothing is sent: no thread of it is begun */
    set.login_each = set.login_all = set.login_name =
        100000; /* the limits are tested from outside */
    s->set = &set;
    s->store = opened(path);
    s->site = (struct app_site){.runs = "",
                                .contact = "",
                                .signed_by = "",
                                .base_url = "http://localhost:8080",
                                .country = country_find("GB"),
                                .keep_months = 24};
    limit_begin(&s->makers, (struct rate){1, 1000}, (struct rate){1, 1000});
    limit_begin(&s->tries, (struct rate){1, 1000}, (struct rate){1, 1000});
    for (int i = 0; i < MAKING; i++)
        pthread_mutex_init(&s->making[i], NULL);
    if (!front_begin(s))
        abort();
    return s;
}

void clinic_close(struct server *s)
{
    store_close(s->store);
    front_end(s);
    free(s);
}

enum store_result acts_as(struct server *s, struct actor who, const struct acts *acts,
                          int64_t now_s)
{
    struct change c = {.actor = who, .acts = acts->act, .act_count = acts->count, .now_s = now_s};
    c.facts.p = "";
    return store_change(s->store, &c);
}

int rows_as(struct server *s, struct actor who, enum list list, int64_t value, struct rows *ret)
{
    struct value v = value_whole(value);
    return store_list(s->store, &who, list, &v, value ? 1 : 0, test_arena(), ret) == STORE_OK
               ? (int)ret->count
               : -1;
}

static const char *shared_hash(struct server *s)
{
    static char hash[PASSWORD_HASH];
    if (!*hash && password_hash(s->front, PASSWORD, hash) != HASHED_yes)
        abort();
    return hash;
}

static void account(struct server *s, struct acts *acts, int64_t account, const char *role,
                    const char *name, const char *login)
{
    (void)s;
    act_put(acts, account_add, value_whole(account), value_str(role), value_str(name),
            value_str(login), value_str("GOsC 1234"), value_whole(SITE), value_str(""));
}

int clinic_made(struct server *s, int64_t now_s)
{
    const struct actor owner = {CLINIC, OWNER, ROLE_owner};
    const int64_t accounts[] = {OWNER, TOM, FRONT};
    const enum role roles[] = {ROLE_owner, ROLE_practitioner, ROLE_desk};
    struct acts acts = {.count = 0};
    act_put(&acts, clinic_add, value_whole(CLINIC), value_str("Riverside Osteopaths"),
            value_str("GB"), value_whole(0));
    act_put(&acts, site_add, value_whole(SITE), value_str("Riverside"), value_str("1 Mill Lane"),
            value_str("01632 960123"), value_str("Europe/London"));
    account(s, &acts, OWNER, "owner", "Olive Owner", "olive@example.org");
    account(s, &acts, TOM, "practitioner", "Tom Achterberg", "tom@example.org");
    account(s, &acts, FRONT, "desk", "Dana Desk", "dana@example.org");
    if (acts_as(s, owner, &acts, now_s) != STORE_OK)
        return 0;
    for (int i = 0; i < 3; i++) {
        acts.count = 0;
        act_put(&acts, password_put, value_str(shared_hash(s)));
        act_put(&acts, totp_put, value_bytes(TOTP_SHARED, TOTP_SECRET), value_whole(1));
        if (acts_as(s, (struct actor){CLINIC, accounts[i], roles[i]}, &acts, now_s) != STORE_OK)
            return 0;
    }
    return 1;
}

const char *code_of(int64_t now_s)
{
    static _Thread_local char code[8];
    snprintf(code, sizeof code, "%06u",
             (unsigned)totp_code(TOTP_SHARED, TOTP_SECRET, now_s / TOTP_S));
    return code;
}

int64_t patient_made(struct server *s, int64_t patient, int64_t born, struct span lines,
                     int64_t now_s)
{
    struct acts acts = {.count = 0};
    act_put(&acts, patient_add, value_whole(patient), value_person(), value_str("Marta Lindqvist"),
            value_or_null(born), value_str("01632 960456"), value_whole(TOM), value_whole(SITE));
    struct change c = {.actor = {CLINIC, TOM, ROLE_practitioner},
                       .acts = acts.act,
                       .act_count = acts.count,
                       .facts = lines,
                       .now_s = now_s};
    return store_change(s->store, &c) == STORE_OK ? c.ret_person : -1;
}

static void remember(char cookie[COOKIE_LEN + 1], const char *set)
{
    if (*set)
        memcpy(cookie, set, COOKIE_LEN + 1);
}

/* Of a thread: it goes with it. */
static pthread_key_t lent_key;
static pthread_once_t lent_once = PTHREAD_ONCE_INIT;

static void lent_begin(void)
{
    if (pthread_key_create(&lent_key, free) != 0)
        abort();
}

static void *lent(size_t size)
{
    pthread_once(&lent_once, lent_begin);
    void *p = pthread_getspecific(lent_key);
    if (!p && (!(p = malloc(size)) || pthread_setspecific(lent_key, p) != 0))
        abort();
    return p;
}

struct answered ask(struct server *s, const char *method, const char *path, const char *body,
                    struct browser *b)
{
    enum { LENT = 64 << 20 };
    static _Thread_local struct arena a;
    struct reply r;
    struct answered t = {.status = 0};
    if (!a.base)
        a = (struct arena){.base = lent(LENT), .size = LENT};
    arena_reset(&a);
    size_t n = strcspn(path, "?");
    const char *query = path[n] ? path + n + 1 : "";
    struct ask q = {.post = strcmp(method, "POST") == 0,
                    .path = {path, (uint32_t)n},
                    .query = {query, (uint32_t)strlen(query)},
                    .body = {body ? body : "", body ? (uint32_t)strlen(body) : 0},
                    .cookie = *b->own ? b->own : NULL,
                    .clinic_cookie = *b->clinic ? b->clinic : NULL,
                    .door_cookie = *b->door ? b->door : NULL,
                    .content_type = "application/x-www-form-urlencoded",
                    .host = "localhost"};
    if (!address_read("127.0.0.1", &q.address))
        abort();
    serve(s, &a, &q, &r);
    t.status = r.status;
    t.forgot = r.clinic_forget;
    t.retry_s = r.retry_s;
    snprintf(t.location, sizeof t.location, "%s", r.location ? r.location : "");
    snprintf(t.route, sizeof t.route, "%s", r.route ? r.route : "");
    t.body = arena_alloc(&a, (size_t)r.body.len + 1, 1);
    if (r.body.len)
        memcpy(t.body, r.body.p, r.body.len);
    remember(b->own, r.cookie);
    remember(b->clinic, r.clinic_cookie);
    remember(b->door, r.door_cookie);
    if (r.clinic_forget)
        b->clinic[0] = '\0';
    return t;
}

const char *field_of(const char *page, const char *name)
{
    static _Thread_local char value[16384];
    char look[80];
    snprintf(look, sizeof look, "name=\"%s\" value=\"", name);
    const char *at = strstr(page, look);
    size_t n = at ? strcspn(at += strlen(look), "\"") : 0;
    if (!at || n >= sizeof value)
        return "";
    memcpy(value, at, n);
    value[n] = '\0';
    return value;
}
