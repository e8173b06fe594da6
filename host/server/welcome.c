/* An account being taken up: /clinic/welcome/SECRET. A password, the second factor, ten codes. Also for
 * whoever lost their second factor: with a new link all of it is chosen anew, and every other session ends. */
#include "clinic.h"

#include <sodium.h>
#include <string.h>

static const char use[] = "welcome";

static const char *login_of(const struct link_found *k)
{
    return row_text(&k->rows, 0, link_login);
}

static void welcome_page(struct leaf *l, const struct link_found *k)
{
    struct visit *v = l->v;
    leaf_open(l, "Your account");
    error_summary(v);
    html_put(&v->w,
             "<h1>Welcome, %s</h1><p class=\"lead\">%s has an account for you. Choose a password; "
             "then set up a second proof on your phone.</p><p>You sign in with <b>%s</b>.</p>",
             row_text(&k->rows, 0, link_account_name), row_text(&k->rows, 0, link_clinic_name),
             login_of(k));
    leaf_form(l, own_path(v));
    /* For password managers, which keep the two together. */
    html_put(&v->w,
             "<input class=\"sr\" type=\"email\" autocomplete=\"username\" value=\"%s\" readonly "
             "tabindex=\"-1\" aria-hidden=\"true\">",
             login_of(k));
    ask_line(v, "password", "Password",
             "12 letters or more. Any letters will do; four words are easy to remember.",
             "password", "new-password", 40);
    form_close(v, "Go on");
    leaf_close(l);
}

static void first_post(struct leaf *l, const struct link_found *k)
{
    struct text held = {.mem = l->a};
    char hash[PASSWORD_HASH];
    const char *password = posted(l->v, "password", 0);
    const char *about[] = {login_of(k), row_text(&k->rows, 0, link_account_name),
                           row_text(&k->rows, 0, link_clinic_name), "ambulando sciatica", NULL};
    const char *why = password_wrong(password ? password : "", about);
    if (why) {
        wrong(l->v, "password", why);
        welcome_page(l, k);
        return;
    }
    if (password_hash(l->s->front, password, hash) != HASHED_yes) {
        leaf_busy(l);
        return;
    }
    held_add(&held, "hash", hash);
    enrol_secret(&held);
    enrol_page(l, use, login_of(k), &held);
}

static void take_up(struct leaf *l, const struct link_found *k, const struct held *h,
                    const unsigned char *secret, int64_t step)
{
    struct acts *acts = arena_alloc(l->a, 1, sizeof *acts);
    struct codes codes;
    struct seat x = {.in = 1};
    const struct audit_note note = {"account taken up", 0};
    seat_fresh(&x);
    x.staff.actor =
        (struct actor){row_whole(&k->rows, 0, link_clinic), row_whole(&k->rows, 0, link_account),
                       role_read(row_text(&k->rows, 0, link_role))};
    act_put(acts, link_use, value_bytes(k->hash, STORE_HASH));
    act_put(acts, password_put, value_str(held_get(h, "hash")));
    act_put(acts, totp_put, value_bytes(secret, TOTP_SECRET), value_whole(step));
    codes_make(l->a, acts, &codes);
    act_put(acts, session_drop_others, value_bytes(x.hash, STORE_HASH));
    seat_acts(&x, l->a, l->q->agent, acts);
    struct change c = {.actor = x.staff.actor,
                       .acts = acts->act,
                       .act_count = acts->count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = l->request.now.at_s};
    c.facts.p = "";
    enum store_result kept = store_change(l->s->store, &c);
    if (kept != STORE_OK) {
        leaf_world(l, kept);
        return;
    }
    codes_page(l, &codes);
    *l->seat = x;
    sodium_memzero(&codes, sizeof codes);
}

static void second_post(struct leaf *l, const struct link_found *k)
{
    struct held h;
    struct text again = {.mem = l->a};
    unsigned char secret[TOTP_SECRET];
    if (!held_read(l, use, &h)) {
        leaf_say(l, 409, "That took too long",
                 "Half an hour has passed, or the server was started anew. Nothing was kept. "
                 "Begin again.",
                 own_path(l->v), "Begin again");
        return;
    }
    int64_t step = enrol_code(l, &h, secret);
    if (step) {
        take_up(l, k, &h, secret, step);
        sodium_memzero(secret, sizeof secret);
        return;
    }
    held_same(&h, &again);
    enrol_page(l, use, login_of(k), &again);
}

void welcome_serve(struct leaf *l, struct span letters)
{
    struct link_found k;
    enum store_result found = link_find(l->s, l->a, letters, "staff", l->request.now.at_s, &k);
    if (found == STORE_NONE)
        leaf_say(l, 404, "This link does not work any more",
                 "A link works once, and for a week. Ask an owner of the clinic for a new one.",
                 NULL, NULL);
    else if (found != STORE_OK)
        leaf_world(l, found);
    else if (!l->q->post)
        welcome_page(l, &k);
    else if (posted_is(l->v, "do", "confirm"))
        second_post(l, &k);
    else
        first_post(l, &k);
}
