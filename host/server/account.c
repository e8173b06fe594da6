/* One's own account: /clinic/account, and below it password, second, codes, sessions. */
#include "clinic.h"

#include <sodium.h>
#include <string.h>

static const char use[] = "second";
enum { NAME = 17 };

/* What a session is called on the page: nothing that opens it. */
static void called(const uint8_t *hash, char ret_name[NAME])
{
    uint8_t name[STORE_HASH];
    secret_hash("session name", hash, STORE_HASH, name);
    sodium_bin2hex(ret_name, NAME, name, NAME / 2);
}

static int is_own(const struct leaf *l, struct span hash)
{
    return hash.len == STORE_HASH && sodium_memcmp(hash.p, l->seat->hash, STORE_HASH) == 0;
}

static enum store_result sessions(struct leaf *l, struct rows *ret)
{
    return store_list(l->s->store, &l->seat->staff.actor, LIST_sessions, NULL, 0, l->a, ret);
}

static void put_sessions(struct leaf *l, const struct rows *r)
{
    struct visit *v = l->v;
    html_put(&v->w, "<section class=\"panel\"><h2>Where you are signed in</h2>"
                    "<table class=\"tbl\"><thead><tr><th>Browser</th><th>Since</th><th>Last seen"
                    "</th><td></td></tr></thead><tbody>");
    for (uint32_t i = 0; i < r->count; i++) {
        struct span hash = row_value(r, i, sessions_hash).text;
        char name[NAME];
        called((const uint8_t *)hash.p, name);
        html_put(&v->w, "<tr><td>%s</td><td>", row_text(r, i, sessions_agent));
        put_instant(&l->d, row_whole(r, i, sessions_made_s));
        html_put(&v->w, "</td><td>");
        put_instant(&l->d, row_whole(r, i, sessions_seen_s));
        html_put(&v->w, "</td><td>");
        if (is_own(l, hash)) {
            html_put(&v->w, "This one");
        } else {
            form_open(v, "/clinic/account/sessions");
            hidden(v, "key", l->seat->form_key);
            hidden(v, "session", name);
            html_put(&v->w, "<button class=\"link\">Sign it out</button></form>");
        }
        html_put(&v->w, "</td></tr>");
    }
    html_put(&v->w, "</tbody></table>");
    if (r->count > 1) {
        form_open(v, "/clinic/account/sessions");
        hidden(v, "key", l->seat->form_key);
        hidden(v, "session", "others");
        html_put(&v->w, "<p><button class=\"btn btn-2\">Sign out all others</button></p></form>");
    }
    html_put(&v->w, "</section>");
}

static void put_ways(struct leaf *l, int64_t codes)
{
    struct visit *v = l->v;
    html_put(&v->w, "<section class=\"panel\"><h2>Password</h2>");
    leaf_form(l, "/clinic/account/password");
    ask_line(v, "password", "New password",
             "12 letters or more. Everywhere else you are signed out.", "password", "new-password",
             40);
    form_close(v, "Change the password");
    html_put(&v->w, "</section><section class=\"panel\"><h2>Second proof</h2><p>For a new phone. "
                    "The old one stops working.</p>");
    leaf_form(l, "/clinic/account/second");
    form_close(v, "Set up a new phone");
    html_put(&v->w, "</section><section class=\"panel\"><h2>Codes on paper</h2><p>");
    if (codes == 1)
        html_put(&v->w, "One is left.");
    else
        html_put(&v->w, "%d are left.", (int)codes);
    html_put(&v->w, " New ones take the place of all of them.</p>");
    leaf_form(l, "/clinic/account/codes");
    form_close(v, "Make ten new codes");
    html_put(&v->w, "</section>");
    if (ROLES_clinical >> l->seat->staff.actor.role & 1)
        html_put(&v->w, "<section class=\"panel\"><h2>Your visits on your phone</h2><p>In the "
                        "calendar that you use anyway, without names.</p><p><a class=\"btn btn-2\" "
                        "href=\"/clinic/calendar\">Your calendar</a></p></section>");
}

static void account_page(struct leaf *l)
{
    struct visit *v = l->v;
    struct rows self, open;
    enum store_result r =
        store_list(l->s->store, &l->seat->staff.actor, LIST_self, NULL, 0, l->a, &self);
    if (r == STORE_OK)
        r = sessions(l, &open);
    if (r != STORE_OK || !self.count) {
        leaf_world(l, r);
        return;
    }
    leaf_open(l, "Your account");
    error_summary(v);
    html_put(&v->w, "<h1>%s</h1><p class=\"sub\">%s", l->seat->staff.name, l->seat->staff.login);
    if (*l->seat->staff.number)
        html_put(&v->w, " · %s", l->seat->staff.number);
    html_put(&v->w, "</p><div class=\"panels\">");
    put_ways(l, row_whole(&self, 0, self_codes));
    html_put(&v->w, "</div>");
    put_sessions(l, &open);
    leaf_close(l);
}

/* --- what can be done ---------------------------------------------------------------------------------------------- */

static enum store_result put_down(struct leaf *l, const struct acts *acts, const char *what)
{
    const struct audit_note note = {what, 0};
    struct change c = {.actor = l->seat->staff.actor,
                       .acts = acts->act,
                       .act_count = acts->count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = l->request.now.at_s};
    c.facts.p = "";
    return store_change(l->s->store, &c);
}

/* A new secret for this browser, and the end of every other session. */
static void rotate(struct leaf *l, struct acts *to, struct seat *ret)
{
    *ret = *l->seat;
    seat_fresh(ret);
    act_put(to, session_drop_others, value_bytes(ret->hash, STORE_HASH));
    seat_acts(ret, l->a, l->q->agent, to);
}

static void password_post(struct leaf *l)
{
    struct acts *acts = arena_alloc(l->a, 1, sizeof *acts);
    struct seat x;
    char hash[PASSWORD_HASH];
    const struct rows *c = &l->clinic.clinic;
    const char *password = posted(l->v, "password", 0);
    const char *about[] = {l->seat->staff.login, l->seat->staff.name,
                           c->count ? row_text(c, 0, clinic_name) : "", "ambulando sciatica", NULL};
    const char *why = password_wrong(password ? password : "", about);
    if (why) {
        wrong(l->v, "password", why);
        account_page(l);
        return;
    }
    if (password_hash(l->s->front, password, hash) != HASHED_yes) {
        leaf_busy(l);
        return;
    }
    act_put(acts, password_put, value_str(hash));
    rotate(l, acts, &x);
    enum store_result kept = put_down(l, acts, "password changed");
    if (kept != STORE_OK) {
        leaf_world(l, kept);
        return;
    }
    *l->seat = x;
    leaf_go(l, "/clinic/account");
}

static void codes_post(struct leaf *l)
{
    struct acts *acts = arena_alloc(l->a, 1, sizeof *acts);
    struct codes codes;
    codes_make(l->a, acts, &codes);
    enum store_result kept = put_down(l, acts, "new codes");
    if (kept == STORE_OK)
        codes_page(l, &codes);
    else
        leaf_world(l, kept);
    sodium_memzero(&codes, sizeof codes);
}

static void second_confirmed(struct leaf *l, const unsigned char *secret, int64_t step)
{
    struct acts *acts = arena_alloc(l->a, 1, sizeof *acts);
    struct seat x;
    act_put(acts, totp_put, value_bytes(secret, TOTP_SECRET), value_whole(step));
    rotate(l, acts, &x);
    enum store_result kept = put_down(l, acts, "new second proof");
    if (kept != STORE_OK) {
        leaf_world(l, kept);
        return;
    }
    *l->seat = x;
    leaf_go(l, "/clinic/account");
}

static void second_post(struct leaf *l)
{
    struct held h;
    struct text text = {.mem = l->a};
    unsigned char secret[TOTP_SECRET];
    if (posted_is(l->v, "do", "confirm") && held_read(l, use, &h)) {
        int64_t step = enrol_code(l, &h, secret);
        if (step) {
            second_confirmed(l, secret, step);
            sodium_memzero(secret, sizeof secret);
            return;
        }
        held_same(&h, &text);
    } else {
        enrol_secret(&text);
    }
    enrol_page(l, use, l->seat->staff.login, &text);
}

static void sessions_post(struct leaf *l)
{
    struct acts acts = {.count = 0};
    struct rows r;
    const char *which = posted(l->v, "session", 0);
    enum store_result found = sessions(l, &r);
    for (uint32_t i = 0; found == STORE_OK && which && i < r.count; i++) {
        struct span hash = row_value(&r, i, sessions_hash).text;
        char name[NAME];
        called((const uint8_t *)hash.p, name);
        if (strcmp(which, name) == 0 && !is_own(l, hash))
            act_put(&acts, session_drop, value_bytes((const uint8_t *)hash.p, hash.len));
    }
    if (which && strcmp(which, "others") == 0)
        act_put(&acts, session_drop_others, value_bytes(l->seat->hash, STORE_HASH));
    if (found == STORE_OK && acts.count)
        found = put_down(l, &acts, "signed out elsewhere");
    if (found == STORE_OK)
        leaf_go(l, "/clinic/account");
    else
        leaf_world(l, found);
}

void account_serve(struct leaf *l, struct span rest)
{
    static const struct {
        const char *path;
        void (*post)(struct leaf *l);
        int step;
    } ways[] = {{"/password", password_post, 1},
                {"/second", second_post, 1},
                {"/codes", codes_post, 1},
                {"/sessions", sessions_post, 0}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (strlen(ways[i].path) != rest.len || memcmp(ways[i].path, rest.p, rest.len) != 0)
            continue;
        if (!l->q->post)
            leaf_go(l, "/clinic/account");
        else if (!ways[i].step || step_taken(l))
            ways[i].post(l);
        return;
    }
    account_page(l);
}
