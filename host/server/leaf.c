/* A page of the host's own on the clinic's side: the same widgets as everywhere, in the clinic's shell. */
#include "clinic.h"

#include "zone.h"

#include <stdio.h>
#include <string.h>

/* The rows of the shell; without them its words are general. */
static void rows_of(struct leaf *l)
{
    const struct actor *who = &l->seat->staff.actor;
    if (store_list(l->s->store, who, LIST_clinic, NULL, 0, l->a, &l->clinic.clinic) != STORE_OK)
        l->clinic.clinic.count = 0;
    if (store_list(l->s->store, who, LIST_sites, NULL, 0, l->a, &l->clinic.sites) != STORE_OK)
        l->clinic.sites.count = 0;
    if (l->clinic.clinic.count)
        site_of(l->s, l->a, &l->clinic.clinic, &l->site);
    int at = row_of(&l->clinic.sites, l->seat->staff.site);
    const char *zone = at < 0 ? "" : row_text(&l->clinic.sites, (uint32_t)at, sites_zone);
    struct moment there;
    if (*zone && zone_moment(zone, l->request.now.at_s, &there))
        l->request.now = there;
}

struct leaf *leaf_make(struct server *s, struct arena *a, const struct ask *q, struct seat *seat,
                       struct reply *ret)
{
    static const struct person_row nobody;
    struct leaf *l = arena_alloc(a, 1, sizeof *l);
    l->s = s;
    l->a = a;
    l->q = q;
    l->seat = seat;
    l->ret = ret;
    l->site = s->site;
    l->v = &l->d.v;
    request_begin(s, a, &nobody, &l->request);
    l->request.site = &l->site;
    l->request.post = q->post;
    l->request.path = q->path;
    l->request.query = q->query;
    l->request.body = q->body;
    l->request.record.p = "";
    if (seat->in)
        rows_of(l);
    l->clinic.app = l->request;
    l->clinic.staff = &seat->staff;
    l->clinic.form_key = seat->form_key;
    l->d.q = &l->clinic;
    l->d.r = &l->response;
    l->d.who = &seat->staff;
    visit_begin(l->v, a, &l->request, &l->response.app);
    l->whole = !q->post || visit_take(l->v);
    return l;
}

/* Nobody is signed in yet: the name, and no way to anywhere. */
static void door_open(struct leaf *l, const char *title)
{
    struct visit *v = l->v;
    head_open(v, title, "/clinic.css");
    html_put(&v->w,
             "<body class=\"desk\">\n<a class=\"skip\" href=\"#main\">Skip to the page</a>\n");
    demo_bar(v);
    html_put(&v->w, "<main class=\"door\" id=\"main\" tabindex=\"-1\">\n");
    wordmark(v, "/clinic");
}

void leaf_open(struct leaf *l, const char *title)
{
    if (l->seat->in)
        desk_open(&l->d, title, l->at ? l->at : AT_self);
    else
        door_open(l, title);
}

void leaf_close(struct leaf *l)
{
    struct visit *v = l->v;
    if (l->seat->in)
        desk_close(&l->d);
    else
        html_put(&v->w,
                 "\n<footer class=\"foot\"><p>Ambulando %s, rules %d</p></footer>\n</main>\n"
                 "</body>\n</html>\n",
                 ENGINE_VERSION, RULES_VERSION);
    if (v->w.bug)
        arena_fail(l->a, v->w.bug);
    if (v->wrongs && l->response.app.status == 200)
        l->response.app.status = 422;
    l->response.app.body = v->w.out;
    reply_of(&l->response.app, l->ret);
}

void leaf_form(struct leaf *l, const char *action)
{
    form_open(l->v, action);
    hidden(l->v, "key", l->seat->form_key);
}

void leaf_say(struct leaf *l, int status, const char *title, const char *what, const char *path,
              const char *link)
{
    l->response.app.status = status;
    leaf_open(l, title);
    html_put(&l->v->w, "<h1>%s</h1><p class=\"lead\">%s</p>", title, what);
    if (path)
        html_put(&l->v->w, "<p><a class=\"btn\" href=\"/%s\">%s</a></p>", path + 1, link);
    leaf_close(l);
}

void leaf_go(struct leaf *l, const char *path)
{
    go_to(l->v, path);
    reply_of(&l->response.app, l->ret);
}

void leaf_world(struct leaf *l, enum store_result why)
{
    reply_world(l->s, l->a, why, l->ret);
}

void leaf_busy(struct leaf *l)
{
    l->ret->retry_s = 5;
    leaf_say(l, 503, "Many are signing in just now",
             "Nothing was kept. Wait a few seconds. Then go back, and send it again.", NULL, NULL);
}

void leaf_often(struct leaf *l)
{
    l->ret->retry_s = 60;
    leaf_say(l, 429, "Too many tries",
             "It was tried too often, from here or for this account. Wait a minute. Then try "
             "again.",
             NULL, NULL);
}

void ask_line(struct visit *v, const char *key, const char *ask, const char *hint, const char *type,
              const char *autocomplete, int size)
{
    const char *was = strcmp(type, "password") ? posted(v, key, 0) : NULL;
    int digits = strcmp(autocomplete, "one-time-code") == 0;
    field_open(v, key, ask, hint);
    html_put(&v->w,
             "<input class=\"field\" id=\"%s\" name=\"%s\" type=\"%s\" autocomplete=\"%s\" "
             "size=\"%d\" autocapitalize=\"none\" spellcheck=\"false\"",
             key, key, type, autocomplete, size);
    if (digits && strcmp(type, "password"))
        html_put(&v->w, " inputmode=\"numeric\"");
    field_described(v, key, hint, NULL);
    if (was && !digits)
        html_put(&v->w, " value=\"%s\"", was);
    html_put(&v->w, "></div>");
}

static int printable(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < ' ' || *s == 0x7f)
            return 0;
    return 1;
}

const char *take_line(struct visit *v, const char *key, int most, const char *must)
{
    const char *s = posted(v, key, 0);
    struct text t = {.mem = v->a};
    for (; s && *s == ' '; s++)
        continue;
    size_t n = s ? strlen(s) : 0;
    while (n && s[n - 1] == ' ')
        n--;
    if (!n && must)
        wrong(v, key, must);
    if (n > (size_t)most)
        wrong(v, key, "This is too long to keep. Write it shorter.");
    else if (n)
        text_add(&t, s, n);
    text_char(&t, '\0');
    if (!printable(t.p))
        wrong(v, key, "Write this on one line.");
    return t.p;
}
