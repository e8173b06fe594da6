/* What a patient is asked before their record is shared with a clinic. */
#include "join.h"

#include <string.h>

enum store_result join_begin(struct join *j)
{
    request_begin(j->s, j->a, j->row, &j->request);
    enum store_result r = mine_find(j->s, j->a, j->row, 0, &j->request, &j->mine);
    if (r != STORE_OK)
        return r;
    j->request.post = j->q->post;
    j->request.path = j->q->path;
    j->request.body = j->q->body;
    if (!j->request.record.p)
        j->request.record.p = "";
    j->v = arena_alloc(j->a, 1, sizeof *j->v);
    return visit_begin(j->v, j->a, &j->request, &j->response) ? STORE_OK : STORE_BROKEN;
}

static void close_page(struct join *j)
{
    page_close(j->v);
    j->response.body = j->v->w.out;
    if (j->v->w.bug)
        arena_fail(j->a, j->v->w.bug);
    if (j->v->wrongs && j->response.status == 200)
        j->response.status = 422;
    reply_of(&j->response, j->ret);
    session_put(j->x, j->ret);
}

void join_dead(struct join *j)
{
    j->response.status = 404;
    page_open(j->v, "This link does not work", TAB_none);
    html_put(&j->v->w,
             "<h1>This link does not work any more</h1><p class=\"lead\">A link works once, and "
             "for a day. Nothing was shared, and nothing was changed.</p>"
             "<p>Ask your clinic for a new one.</p>"
             "<p><a class=\"btn\" href=\"/\">Today</a></p>");
    close_page(j);
}

static void put_meaning(struct join *j, const char *clinic)
{
    struct visit *v = j->v;
    html_put(&v->w, "<ul class=\"dots\">");
    if (j->row->record.len)
        html_put(&v->w, "<li>If the record in this browser is yours, all of it joins: also what "
                        "you answered before today.</li>");
    html_put(
        &v->w,
        "<li>Those who treat people at %s can see what you answer. The front desk sees your name "
        "and your telephone number, and not your answers.</li>"
        "<li>Each time somebody there opens your record it is noted.</li>"
        "<li>What they write about your care must be kept by law for some years.</li>"
        "<li><strong>Nobody is watching.</strong> They may see an answer hours or days later. "
        "If you need help, call: do not wait for them.</li></ul>",
        clinic);
}

static void ask_whose(struct join *j)
{
    struct visit *v = j->v;
    const struct choice whose[] = {
        {"yes", "It is mine", "It joins, with everything in it."},
        {"no", "It is not mine",
         j->row->has_way_back
             ? "This browser lets go of it. Its eight words open it again."
             : "This browser lets go of it. It has no eight words: nobody could open it again."}};
    if (!j->row->person || !j->row->record.len ||
        j->row->person == row_whole(&j->link.rows, 0, link_person))
        return;
    ask_one(v, "mine", "This browser has a record already. Whose is it?", NULL, whose, 2);
}

void join_page(struct join *j)
{
    struct visit *v = j->v;
    const struct rows *k = &j->link.rows;
    const char *clinic = row_text(k, 0, link_clinic_name);
    struct text words = {.mem = j->a};
    text_lit(&words, "I agree that my answers are kept, and that ");
    text_str(&words, clinic);
    text_lit(&words, " can see my record");
    text_char(&words, '\0');
    struct choice yes = {"yes", words.p, NULL};
    page_open(v, "Share your record", TAB_none);
    html_put(&v->w,
             "<h1>%s would like to see how you are</h1>"
             "<p class=\"lead\">This link is for %s. Is that not you? Then close this page.</p>",
             clinic, row_text(k, 0, link_patient_name));
    put_meaning(j, clinic);
    form_open(v, own_path(v));
    if (row_is(k, 0, link_born))
        ask_number(v, "born", "In which year were you born?", "So that nobody else opens it.", "",
                   9999);
    ask_whose(j);
    ask_many(v, "agree", "Do you agree?", NULL, &yes, 1);
    form_close(v, "Share my record");
    html_put(&v->w, "<p class=\"small\">You need no password. Later you can stop sharing, or erase "
                    "what you told: <a href=\"/record\">Your record</a>.</p>");
    close_page(j);
}
