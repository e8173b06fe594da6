/* Coming in and going out: /clinic/login, /clinic/logout. */
#include "clinic.h"

#include <string.h>

static void login_page(struct leaf *l)
{
    struct visit *v = l->v;
    leaf_open(l, "Sign in");
    html_put(&v->w, "<h1>Sign in to the clinic</h1>");
    error_summary(v);
    if (l->seat->lost)
        html_put(&v->w, "<div class=\"note\"><p>You were signed out: it was quiet for a quarter of "
                        "an hour, or the day was long. Nothing that was kept is lost.</p></div>");
    if (l->q->fetch_site && strcmp(l->q->fetch_site, "cross-site") == 0)
        html_put(&v->w, "<p>Signed in already? <a href=\"/clinic\">Go on</a>.</p>");
    leaf_form(l, "/clinic/login");
    ask_line(v, "login", "Email", NULL, "email", "username", 32);
    ask_line(v, "password", "Password", NULL, "password", "current-password", 32);
    ask_line(v, "code", "Six digits from your app", "Or one of your ten codes from paper.", "text",
             "one-time-code", 22);
    form_close(v, "Sign in");
    html_put(&v->w,
             "<p class=\"small\">Lost your phone and your codes? An owner of the clinic can give "
             "you a new link.</p><p class=\"small\">A patient? Your plan is on the <a "
             "href=\"/\">first page</a>; you need no password.</p>");
    leaf_close(l);
}

static void come_in(struct leaf *l, const struct seat *x)
{
    if (l->seat->in) { /* as somebody else, or again: what was open is closed */
        struct acts acts = {.count = 0};
        act_put(&acts, session_drop, value_bytes(l->seat->hash, STORE_HASH));
        struct change c = {.actor = l->seat->staff.actor,
                           .acts = acts.act,
                           .act_count = acts.count,
                           .now_s = l->request.now.at_s};
        c.facts.p = "";
        if (store_change(l->s->store, &c) != STORE_OK)
            log_line("error", "a session that was left could not be ended");
    }
    *l->seat = *x;
    leaf_go(l, x->staff.actor.role == ROLE_desk ? "/clinic/diary" : "/clinic");
}

static void login_post(struct leaf *l)
{
    struct seat x;
    const char *login, *password = posted(l->v, "password", 0), *code = posted(l->v, "code", 0);
    login_read(l->a, take_line(l->v, "login", 200, NULL), &login);
    enum proof proof = prove_login(l->s, l->a, &l->q->address, login, password ? password : "",
                                   code ? code : "", l->q->agent, l->request.now.at_s, &x);
    l->v->wrongs = 0;
    if (proof == PROOF_good) {
        come_in(l, &x);
    } else if (proof == PROOF_often) {
        leaf_often(l);
    } else if (proof == PROOF_busy) {
        leaf_busy(l);
    } else if (proof == PROOF_world) {
        leaf_world(l, STORE_BROKEN);
    } else {
        wrong(l->v, "login",
              "These do not fit together. Look at each of the three. A code works once: wait for "
              "the next one.");
        login_page(l);
    }
}

void login_serve(struct leaf *l)
{
    if (l->q->post)
        login_post(l);
    else if (l->seat->in)
        leaf_go(l, "/clinic");
    else
        login_page(l);
}

void logout_serve(struct leaf *l)
{
    struct acts acts = {.count = 0};
    const struct audit_note note = {"signed out", 0};
    act_put(&acts, session_drop, value_bytes(l->seat->hash, STORE_HASH));
    struct change c = {.actor = l->seat->staff.actor,
                       .acts = acts.act,
                       .act_count = acts.count,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = l->request.now.at_s};
    c.facts.p = "";
    enum store_result kept = store_change(l->s->store, &c);
    if (kept != STORE_OK) {
        leaf_world(l, kept);
        return;
    }
    *l->seat = (struct seat){.came = 1}; /* no other cookie in its place */
    leaf_go(l, "/clinic/login");
    l->ret->clinic_forget = 1;
}
