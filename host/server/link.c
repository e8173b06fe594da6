/* Links that work once: for the owner of a clinic to come, for whoever is to work there, for a patient. The
 * secret is in the link alone; the store has its hash. */
#include "clinic.h"

#include <sodium.h>
#include <string.h>

void link_hash(const unsigned char *secret, uint8_t *ret_hash)
{
    secret_hash("link", secret, 32, ret_hash);
}

enum store_result link_find(struct server *s, struct arena *a, struct span letters,
                            const char *what, int64_t now_s, struct link_found *ret)
{
    static const struct actor nobody = {0, 0, ROLE_none};
    unsigned char secret[32] = {0};
    int read = secret_read(letters.p, letters.len, secret);
    link_hash(secret, ret->hash);
    sodium_memzero(secret, sizeof secret);
    struct value hash = value_bytes(ret->hash, STORE_HASH);
    enum store_result r = store_list(s->store, &nobody, LIST_link, &hash, 1, a, &ret->rows);
    if (r != STORE_OK)
        return r;
    const struct rows *l = &ret->rows;
    return read && l->count && strcmp(row_text(l, 0, link_what), what) == 0 &&
                   !row_is(l, 0, link_used_s) && row_whole(l, 0, link_until_s) >= now_s
               ? STORE_OK
               : STORE_NONE;
}

/* --- for an owner ------------------------------------------------------------------------------------------- */

static int64_t random_number(void)
{
    uint64_t n;
    randombytes_buf(&n, sizeof n);
    n &= ((uint64_t)1 << 53) - 1;
    return n ? (int64_t)n : 1;
}

static int fresh_link(char ret_letters[COOKIE_LEN + 1], uint8_t *ret_hash)
{
    unsigned char secret[32];
    randombytes_buf(secret, sizeof secret);
    link_hash(secret, ret_hash);
    secret_put(secret, ret_letters);
    sodium_memzero(secret, sizeof secret);
    return 1;
}

static enum owner_link add(struct store *st, const struct acts *acts, int64_t now_s)
{
    struct change c = {
        .actor = {0, 0, ROLE_system}, .acts = acts->act, .act_count = acts->count, .now_s = now_s};
    c.facts.p = "";
    return store_change(st, &c) == STORE_OK ? OWNER_LINK_made : OWNER_LINK_world;
}

static enum owner_link for_account(struct store *st, const char *login, const uint8_t *hash,
                                   int64_t now_s)
{
    static unsigned char block[1 << 16] __attribute__((aligned(16)));
    static const struct actor nobody = {0, 0, ROLE_none};
    struct arena a = {.base = block, .size = sizeof block};
    struct value v = value_str(login);
    struct acts acts = {.count = 0};
    struct rows r;
    if (store_list(st, &nobody, LIST_login, &v, 1, &a, &r) != STORE_OK)
        return OWNER_LINK_world;
    if (!r.count || row_is(&r, 0, login_left_s))
        return OWNER_LINK_no_such_login;
    act_put(&acts, link_add, value_bytes(hash, STORE_HASH), value_str("staff"),
            value_whole(row_whole(&r, 0, login_clinic)), value_whole(now_s + LINK_OWNER_S),
            value_whole(row_whole(&r, 0, login_account)));
    return add(st, &acts, now_s);
}

enum owner_link owner_link(struct store *st, const char *login, int64_t now_s,
                           char ret_letters[COOKIE_LEN + 1])
{
    uint8_t hash[STORE_HASH];
    struct acts acts = {.count = 0};
    fresh_link(ret_letters, hash);
    if (login)
        return for_account(st, login, hash, now_s);
    /* Of those that were not used only the newest works. */
    act_put(&acts, links_drop, value_str("owner"));
    act_put(&acts, link_add, value_bytes(hash, STORE_HASH), value_str("owner"),
            value_whole(random_number()), value_whole(now_s + LINK_OWNER_S), value_or_null(0));
    return add(st, &acts, now_s);
}

/* --- for a patient, for whoever is to work here ----------------------------------------------------------------- */

static enum store_result keep_link(struct leaf *l, enum clinic_link what, int64_t of,
                                   const uint8_t *hash, int64_t until_s)
{
    struct acts acts = {.count = 0};
    int patient = what == CLINIC_LINK_patient;
    const struct audit_note note = {patient ? "link for a patient" : "link for staff",
                                    patient ? of : 0};
    if (patient)
        act_put(&acts, link_patient, value_bytes(hash, STORE_HASH), value_whole(of),
                value_whole(until_s));
    else
        act_put(&acts, link_staff, value_bytes(hash, STORE_HASH), value_whole(of),
                value_whole(until_s));
    struct change c = {.actor = l->seat->staff.actor,
                       .acts = acts.act,
                       .act_count = acts.count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = l->request.now.at_s};
    c.facts.p = "";
    return store_change(l->s->store, &c);
}

static void put_link(struct leaf *l, int patient, const char *link, const char *name,
                     int64_t until_s)
{
    struct visit *v = l->v;
    l->at = patient ? AT_people : AT_clinic;
    leaf_open(l, "A link that works once");
    html_put(&v->w, "<h1>A link for %s</h1>", name);
    if (patient)
        html_put(&v->w,
                 "<p class=\"lead\">Let %s scan this with their own phone before they leave. It "
                 "ties the record to that phone. They need no password.</p>",
                 name);
    else
        html_put(&v->w,
                 "<p class=\"lead\">Give this to %s, and to nobody else: with it they choose their "
                 "password and set up their second proof.</p>",
                 name);
    put_qr(v, link);
    html_put(&v->w, "<p>The same link in letters:</p><p class=\"secret\"><code>%s</code></p><p>",
             link);
    html_put(&v->w, "It works once, until ");
    put_instant(&l->d, until_s);
    html_put(&v->w, ". It is not shown again; a new one can be made at any time.</p>");
    if (patient)
        html_put(&v->w, "<p><a class=\"btn btn-auto\" href=\"/%s\">Back to the patient</a></p>",
                 number_path(&l->d, "/clinic/patient/", l->response.link_for,
                             l->seat->staff.actor.role == ROLE_desk ? "/edit" : "") +
                     1);
    else
        html_put(&v->w,
                 "<p><a class=\"btn btn-auto\" href=\"/clinic/staff\">Back to the staff</a></p>");
    leaf_close(l);
}

void link_page(struct leaf *l, enum clinic_link what, int64_t of, const char *name)
{
    int patient = what == CLINIC_LINK_patient;
    char letters[COOKIE_LEN + 1];
    uint8_t hash[STORE_HASH];
    struct text link = {.mem = l->a};
    int64_t until_s = l->request.now.at_s + (patient ? LINK_PATIENT_S : LINK_STAFF_S);
    fresh_link(letters, hash);
    enum store_result kept = keep_link(l, what, of, hash, until_s);
    if (kept != STORE_OK) {
        leaf_world(l, kept);
        return;
    }
    text_str(&link, l->s->site.base_url);
    text_str(&link, patient ? "/join/" : "/clinic/welcome/");
    text_str(&link, letters);
    text_char(&link, '\0');
    l->response.link_for = of;
    put_link(l, patient, link.p, name && *name ? name : "them", until_s);
}
