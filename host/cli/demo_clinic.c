/* demo_clinic.c - the invented clinic: its sites, who works there and how they sign in, a link for a phone. */
#include "demo.h"

#include "../server/clinic.h"
#include "cli.h"

#include <sodium.h>
#include <stdio.h>

struct value demo_text(const char *s)
{
    return value_text((struct span){s, (uint32_t)strlen(s)});
}

int demo_change(struct store *s, struct change *c, const char *about)
{
    static const char *const word[] = {
        [STORE_NONE] = "there is no such row",     [STORE_CONFLICT] = "two facts have one name",
        [STORE_FULL] = "no room, or not writable", [STORE_BUSY] = "the database is locked",
        [STORE_BROKEN] = "the database is broken", [STORE_REFUSED] = "a fact was refused",
    };
    enum store_result r = store_change(s, c);
    if (r == STORE_OK)
        return 1;
    complain(about, word[r]);
    return 0;
}

struct actor demo_actor(const struct demo *c, int staff)
{
    return (struct actor){c->clinic, c->account[staff], demo_staff[staff].role};
}

static const char *role_word(enum role role)
{
    return role == ROLE_owner ? "owner" : role == ROLE_practitioner ? "practitioner" : "desk";
}

static struct act account_act(const struct demo *c, int i)
{
    const struct demo_staff *x = &demo_staff[i];
    return (struct act){ACT_account_add,
                        7,
                        {value_whole(c->account[i]), demo_text(role_word(x->role)),
                         demo_text(x->name), demo_text(x->login), demo_text(x->number),
                         value_whole(c->site[x->site]), demo_text(x->telephone)}};
}

static int write_password(const struct demo *d, struct store *s, int i, const char *hash,
                          int64_t at_s)
{
    const struct demo_staff *x = &demo_staff[i];
    const struct act acts[] = {
        {ACT_password_put, 1, {demo_text(hash)}},
        {ACT_totp_put, 2, {value_bytes((const uint8_t *)x->totp, DEMO_TOTP), value_whole(0)}},
    };
    struct change c = {.actor = demo_actor(d, i), .acts = acts, .act_count = 2, .now_s = at_s};
    return demo_change(s, &c, x->name);
}

int demo_found(const struct demo *d, struct store *s, int64_t at_s)
{
    char hash[crypto_pwhash_STRBYTES];
    struct act acts[1 + DEMO_SITES + DEMO_STAFF];
    int n = 0;
    if (crypto_pwhash_str(hash, DEMO_PASSWORD, strlen(DEMO_PASSWORD),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        out_of_memory();
    const struct act begin = {
        ACT_clinic_add,
        4,
        {value_whole(d->clinic), demo_text(DEMO_NAME), demo_text(DEMO_COUNTRY), value_whole(1)}};
    struct change c = {.actor = {d->clinic, 0, ROLE_system}, .acts = &begin, .act_count = 1};
    c.now_s = at_s;
    if (!demo_change(s, &c, DEMO_NAME))
        return 0;
    for (int i = 0; i < DEMO_SITES; i++)
        acts[n++] = (struct act){ACT_site_add,
                                 5,
                                 {value_whole(d->site[i]), demo_text(demo_sites[i].name),
                                  demo_text(demo_sites[i].address),
                                  demo_text(demo_sites[i].telephone), demo_text(DEMO_ZONE)}};
    for (int i = 0; i < DEMO_STAFF; i++)
        acts[n++] = account_act(d, i);
    /* The second name: whoever an urgent answer goes to when nobody acknowledges it. */
    acts[n++] = (struct act){ACT_clinic_edit,
                             4,
                             {demo_text(DEMO_NAME), demo_text(DEMO_COUNTRY), value_whole(30),
                              value_whole(d->account[0])}};
    const struct audit_note note = {"clinic set up", 0};
    c = (struct change){.actor = demo_actor(d, 0), .acts = acts, .act_count = n, .audit = &note};
    c.audit_count = 1;
    c.now_s = at_s;
    if (!demo_change(s, &c, DEMO_NAME))
        return 0;
    for (int i = 0; i < DEMO_STAFF; i++)
        if (!write_password(d, s, i, hash, at_s))
            return 0;
    return 1;
}

int demo_link(const struct demo *d, struct store *s, int row, char *ret_path, size_t room)
{
    unsigned char secret[32];
    char letters[COOKIE_LEN + 1];
    uint8_t hash[STORE_HASH];
    randombytes_buf(secret, sizeof secret);
    link_hash(secret, hash);
    secret_put(secret, letters);
    snprintf(ret_path, room, "/join/%s", letters);
    const struct act act = {ACT_link_patient,
                            3,
                            {value_bytes(hash, STORE_HASH), value_whole(d->patient[row]),
                             value_whole(d->now_s + LINK_DAYS * INT64_C(86400))}};
    const struct audit_note note = {"link for a patient", d->patient[row]};
    struct change c = {.actor = demo_actor(d, 0),
                       .acts = &act,
                       .act_count = 1,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = d->now_s};
    return demo_change(s, &c, demo_patients[row].name);
}
