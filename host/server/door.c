/* Whatever begins with /clinic: which page, and whether whoever asks may come so far. Until there is a clinic
 * none of it is there, but for the owner's link. */
#include "clinic.h"

#include <string.h>

struct door {
    struct server *s;
    struct arena *a;
    struct room *m;
    const struct ask *q;
    struct reply *ret;
    struct seat seat;
};

static int begins(struct span path, const char *with)
{
    size_t n = strlen(with);
    return path.len >= n && memcmp(path.p, with, n) == 0;
}

static int is(struct span path, const char *same)
{
    return path.len == strlen(same) && begins(path, same);
}

int may_hash(const struct ask *q)
{
    static const char *const pages[] = {"/clinic/login", "/clinic/begin/", "/clinic/welcome/",
                                        "/clinic/account"};
    static const char proof[] = "step_code=";
    if (!q->post || !begins(q->path, "/clinic/"))
        return 0;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (begins(q->path, pages[i]))
            return 1;
    return memmem(q->body.p, q->body.len, proof, sizeof proof - 1) != NULL;
}

static struct span after(struct span path, const char *before)
{
    uint32_t n = (uint32_t)strlen(before);
    return (struct span){path.p + n, path.len - n};
}

static struct leaf *leaf_of(struct door *d)
{
    return leaf_make(d->s, d->a, d->q, &d->seat, d->ret);
}

/* A form that is none of ours, or of a page of before: it is not done. */
static int form_good(struct door *d)
{
    if (!d->q->post)
        return 1;
    struct leaf *l = leaf_of(d);
    if (!seat_posted(&d->seat, d->q->body))
        leaf_say(l, 403, "This form is too old",
                 "It was made before you signed in, or your browser keeps no cookies. Nothing was "
                 "kept. Open the page again.",
                 "/clinic", "The clinic");
    else if (!l->whole && !is(d->q->path, "/clinic/logout")) /* which has no form of its own */
        leaf_say(l, 400, "That did not arrive whole",
                 "Nothing was kept. Go back, and send it again.", "/clinic", "The clinic");
    else
        return 1;
    return 0;
}

/* --- before anybody is signed in ---------------------------------------------------------------------------------- */

/* The owner's link. Any other is no page, as if there were none of this kind. */
static int begin(struct door *d)
{
    struct link_found link;
    enum store_result r =
        link_find(d->s, d->a, after(d->q->path, "/clinic/begin/"), "owner", clock_s(), &link);
    if (r == STORE_NONE)
        return 0;
    d->ret->route = "/clinic/begin/*";
    if (r != STORE_OK)
        reply_world(d->s, d->a, r, d->ret);
    else if (form_good(d))
        begin_serve(leaf_of(d), &link);
    return 1;
}

static void welcome(struct door *d)
{
    d->ret->route = "/clinic/welcome/*";
    if (form_good(d))
        welcome_serve(leaf_of(d), after(d->q->path, "/clinic/welcome/"));
}

static void login(struct door *d)
{
    d->ret->route = "/clinic/login";
    if (form_good(d))
        login_serve(leaf_of(d));
}

static void not_in(struct door *d)
{
    struct leaf *l = leaf_of(d);
    d->ret->route = "/clinic/*";
    if (d->q->post)
        leaf_say(l, 403, "You are not signed in",
                 "Nothing was kept. Sign in. Then open the page again, and send it from there.",
                 "/clinic/login", "Sign in");
    else
        leaf_go(l, "/clinic/login");
}

/* --- of somebody who is ----------------------------------------------------------------------------------------- */

static void account(struct door *d)
{
    d->ret->route = "/clinic/account/*";
    account_serve(leaf_of(d), after(d->q->path, "/clinic/account"));
}

static void signed_in(struct door *d)
{
    struct span path = d->q->path;
    int64_t number;
    const struct clinic_route *r = clinic_route(path, &number);
    if (!form_good(d))
        return;
    if (d->q->post && is(path, "/clinic/logout")) {
        d->ret->route = "/clinic/logout";
        logout_serve(leaf_of(d));
    } else if (is(path, "/clinic/account") || begins(path, "/clinic/account/")) {
        account(d);
    } else {
        d->ret->route = r ? r->path : "/clinic/*";
        int may = r && r->roles >> d->seat.staff.actor.role & 1;
        if (d->q->post && may && r->step && !step_taken(leaf_of(d)))
            return;
        respond(d->s, d->a, d->m, d->q, &d->seat, d->ret);
    }
}

static void serve_any(struct door *d)
{
    struct span path = d->q->path;
    if (begins(path, "/clinic/welcome/"))
        welcome(d);
    else if (is(path, "/clinic/login"))
        login(d);
    else if (!d->seat.in)
        not_in(d);
    else
        signed_in(d);
}

int desk_serve(struct server *s, struct arena *a, struct room *m, const struct ask *q,
               struct reply *ret)
{
    struct door d = {.s = s, .a = a, .m = m, .q = q, .ret = ret};
    int there;
    if (!s->front || !(is(q->path, "/clinic") || begins(q->path, "/clinic/")))
        return 0;
    there = clinic_there(s, a);
    if (!there && !begins(q->path, "/clinic/begin/"))
        return 0;
    enum store_result r = seat_begin(s, a, q, clock_s(), &d.seat);
    if (r != STORE_OK) {
        ret->route = "/clinic/*";
        reply_world(s, a, r, ret);
    } else if (begins(q->path, "/clinic/begin/")) {
        if (!begin(&d))
            return 0;
    } else {
        serve_any(&d);
    }
    ret->no_store = 1;
    if (r == STORE_OK && !ret->clinic_forget) {
        seat_put(&d.seat, ret);
        /* Not before the page that says that they were signed out. */
        ret->clinic_forget = d.seat.lost && !d.seat.in && is(q->path, "/clinic/login");
    }
    return 1;
}
