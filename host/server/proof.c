/* Proving who it is: a login with password and code; or again, before something grave. Wrong is wrong in the
 * same time whatever was wrong, also where there is no such account: the work is done all the same. */
#include "clinic.h"

#include <sodium.h>
#include <string.h>

/* An account has its place in a table of addresses: the first bytes of a hash that nobody can aim at. */
static void place_of(const struct front *f, const void *name, size_t n, struct address *ret)
{
    *ret = (struct address){.v6 = 1};
    crypto_generichash(ret->bytes, sizeof ret->bytes, name, n, f->audience, sizeof f->audience);
}

void login_read(struct arena *a, const char *typed, const char **ret_login)
{
    struct text t = {.mem = a};
    for (; *typed == ' '; typed++)
        continue;
    for (; *typed; typed++)
        text_char(&t, (char)(*typed >= 'A' && *typed <= 'Z' ? *typed | 0x20 : *typed));
    while (t.len && t.p[t.len - 1] == ' ')
        t.len--;
    text_char(&t, '\0');
    *ret_login = t.p;
}

struct account { /* who a login may be */
    struct rows rows;
    int there; /* and may come in */
    struct actor actor;
};

static enum store_result account_find(struct server *s, struct arena *a, const char *login,
                                      struct account *ret)
{
    static const struct actor nobody = {0, 0, ROLE_none};
    struct value v = value_str(login);
    *ret = (struct account){.there = 0};
    enum store_result r = store_list(s->store, &nobody, LIST_login, &v, 1, a, &ret->rows);
    if (r != STORE_OK || !ret->rows.count)
        return r;
    const struct rows *row = &ret->rows;
    ret->actor = (struct actor){row_whole(row, 0, login_clinic), row_whole(row, 0, login_account),
                                role_read(row_text(row, 0, login_role))};
    ret->there = !row_is(row, 0, login_left_s) && row_is(row, 0, login_password) &&
                 row_is(row, 0, login_totp) && ret->actor.role != ROLE_none;
    return STORE_OK;
}

/* The second factor as an act that can be done once; 0: what was typed is none. */
static int second_act(struct arena *a, struct span totp, int64_t used, const char *code,
                      int64_t now_s, struct acts *to)
{
    uint8_t *hash = arena_alloc(a, STORE_HASH, 1);
    int64_t step = totp_step((const unsigned char *)totp.p, totp.len, code, now_s, used);
    if (step)
        act_put(to, totp_use, value_whole(step));
    else if (code_read(code, hash))
        act_put(to, recovery_use, value_bytes(hash, STORE_HASH));
    else
        return 0;
    return 1;
}

static enum store_result sign_in(struct server *s, const struct actor *who, const struct acts *acts,
                                 int64_t now_s)
{
    const struct audit_note note = {"signed in", 0};
    struct change c = {.actor = *who,
                       .acts = acts->act,
                       .act_count = acts->count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = now_s};
    c.facts.p = "";
    return store_change(s->store, &c);
}

enum proof prove_login(struct server *s, struct arena *a, const struct address *from,
                       const char *login, const char *password, const char *code, const char *agent,
                       int64_t now_s, struct seat *ret_seat)
{
    static const unsigned char no_secret[TOTP_SECRET];
    struct account who;
    struct address name;
    struct acts acts = {.count = 0};
    place_of(s->front, login, strlen(login), &name);
    if (!limit_take(&s->front->logins, from, clock_ms()) ||
        !limit_take(&s->front->names, &name, clock_ms()))
        return PROOF_often;
    if (account_find(s, a, login, &who) != STORE_OK)
        return PROOF_world;
    const char *hash = who.there ? row_text(&who.rows, 0, login_password) : NULL;
    enum hashed right = password_check(s->front, hash, password);
    if (right == HASHED_busy)
        return PROOF_busy;
    struct span totp = who.there ? row_value(&who.rows, 0, login_totp).text
                                 : (struct span){(const char *)no_secret, sizeof no_secret};
    int64_t used = who.there ? row_whole(&who.rows, 0, login_totp_step) : 0;
    int second = second_act(a, totp, used, code, now_s, &acts);
    int good = who.there && right == HASHED_yes && second;
    struct seat x = {.in = 1};
    seat_fresh(&x);
    seat_acts(&x, a, agent, &acts);
    enum store_result kept = good ? sign_in(s, &who.actor, &acts, now_s) : STORE_NONE;
    if (kept != STORE_OK && kept != STORE_NONE)
        return PROOF_world;
    if (kept == STORE_NONE) { /* also a code that was used meanwhile */
        if (who.rows.count)
            failed_note(s->front, &who.actor);
        return PROOF_wrong;
    }
    x.staff.actor = who.actor;
    *ret_seat = x;
    return PROOF_good;
}

enum proof prove_again(struct server *s, struct arena *a, struct seat *x, const char *typed,
                       int64_t now_s)
{
    struct rows self;
    struct address name;
    struct acts acts = {.count = 0};
    const struct audit_note note = {"proved again", 0};
    place_of(s->front, &x->staff.actor.who, sizeof x->staff.actor.who, &name);
    if (!limit_take(&s->front->names, &name, clock_ms()))
        return PROOF_often;
    if (store_list(s->store, &x->staff.actor, LIST_self, NULL, 0, a, &self) != STORE_OK ||
        !self.count)
        return PROOF_world;
    if (!second_act(a, row_value(&self, 0, self_totp).text, row_whole(&self, 0, self_totp_step),
                    typed, now_s, &acts)) {
        enum hashed right = password_check(s->front, row_text(&self, 0, self_password), typed);
        if (right != HASHED_yes)
            return right == HASHED_busy ? PROOF_busy : PROOF_wrong;
    }
    act_put(&acts, session_step, value_bytes(x->hash, STORE_HASH));
    struct change c = {.actor = x->staff.actor,
                       .acts = acts.act,
                       .act_count = acts.count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = now_s};
    c.facts.p = "";
    enum store_result kept = store_change(s->store, &c);
    if (kept == STORE_OK)
        x->staff.stepped_s = now_s;
    return kept == STORE_OK ? PROOF_good : kept == STORE_NONE ? PROOF_wrong : PROOF_world;
}
