/* way.c - what the pages share that open a record in another browser. */
#include "way.h"

#include "../../core/form.h"

#include <string.h>

void way_open(struct way *w)
{
    struct visit *v = arena_alloc(w->a, 1, sizeof *v);
    request_begin(w->s, w->a, w->row, &w->request);
    w->request.post = w->q->post;
    w->request.path = w->q->path;
    v->a = w->a;
    v->q = &w->request;
    v->r = &w->response;
    v->name = "";
    v->day = w->request.now.day;
    v->w.out.mem = v->new_facts.mem = w->a;
    v->posted = arena_alloc(w->a, POSTED_MAX, sizeof *v->posted);
    w->response = (struct app_response){.status = 200, .type = "text/html; charset=utf-8"};
    w->v = v;
}

/* What was posted, as app.c reads it; a form that is none has no fields. */
void way_read(struct way *w)
{
    struct form_reader r = {w->q->body.p, w->q->body.p + w->q->body.len};
    struct form_pair pair;
    struct visit *v = w->v;
    while (w->q->post && form_next(&r, &pair) == FORM_PAIR && v->posted_count < POSTED_MAX) {
        char *key = arena_alloc(w->a, pair.key_len + 1, 1);
        char *plain = arena_alloc(w->a, pair.value_len + 1, 1);
        ptrdiff_t key_len = form_decode(pair.key, pair.key_len, key);
        ptrdiff_t n = form_decode(pair.value, pair.value_len, plain);
        if (key_len < 0 || n < 0)
            continue;
        plain[n] = '\0';
        v->posted[v->posted_count++] =
            (struct posted){.key = {key, (uint32_t)key_len},
                            .coded = {pair.value, (uint32_t)pair.value_len},
                            .plain = plain,
                            .plain_len = (uint32_t)n};
    }
}

void way_close(struct way *w)
{
    page_close(w->v);
    w->response.body = w->v->w.out;
    if (w->v->w.bug)
        arena_fail(w->a, w->v->w.bug);
    reply_of(&w->response, w->ret);
    session_put(w->x, w->ret);
}

/* A fresh secret for the cookie: one that was known before somebody came in is not to open what
 * they came for. */
void way_come_in(struct way *w, int64_t person)
{
    struct session fresh;
    session_fresh(&fresh);
    struct change c = {.person = person,
                       .browser = fresh.hash,
                       .forget = w->row->person ? w->x->hash : NULL,
                       .now_s = clock_s()};
    c.facts.p = "";
    enum store_result kept = store_change(w->s->store, &c);
    if (kept != STORE_OK) {
        reply_world(w->s, w->a, kept, w->ret);
        return;
    }
    *w->x = fresh;
    w->response.status = 303;
    w->response.location = "/";
    reply_of(&w->response, w->ret);
    session_put(w->x, w->ret);
}

void way_other_record(struct way *w, void (*form)(struct way *w), const char *button)
{
    struct visit *v = w->v;
    page_open(v, "Two records", TAB_none);
    html_put(&v->w, "<h1>This browser has another record</h1>"
                    "<p>What was answered in this browser so far belongs to another record than "
                    "the one that you want to open. A browser can show one of them.</p>"
                    "<div class=\"note\"><p>If you go on, this browser forgets the record that it "
                    "has now.</p><p>");
    if (w->row->has_way_back)
        html_put(&v->w, "That record has eight words of its own. Only they open it again.");
    else
        html_put(&v->w, "That record has no eight words: nobody could open it again. You can <a "
                        "href=\"/record/file\">download it</a> first.");
    html_put(&v->w, "</p></div>");
    form(w);
    hidden(v, "other", "leave");
    form_close(v, button);
    html_put(&v->w, "<p><a href=\"/\">Stay with the one I have</a></p>");
}

void way_too_many(struct way *w, const char *what)
{
    struct text t = {.mem = w->a};
    text_str(&t, what);
    text_lit(&t, " Wait a minute. Then try again.");
    text_char(&t, '\0');
    w->ret->retry_s = 60;
    reply_broken(w->s, w->a, 429, "Too many tries", t.p, w->ret);
}
