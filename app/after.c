/* An hour after a session: how the leg is then. Asked on Today and on the round's page when one of them is next
 * opened so late, until it is answered; the answer goes to that session. The next morning the check-in asks
 * about the day before. [clinical.md 5.2: after is half an hour to an hour later] */
#include "daily.h"

enum { AFTER_MIN = 60 };

/* Today's last session with exercises, or with an answer, that is an hour old and says nothing of afterwards; NULL
 * also when a later one does. */
static const struct fact *awaited(struct visit *v)
{
    const struct fact *last = NULL;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        const struct fact_session *s = f->keys;
        if (f->kind != KIND_session || f->day != v->now.day || !stands(v, f))
            continue;
        int told = s->leg_after != UNANSWERED || (s->reach_after != UNANSWERED && !s->provoked);
        if (told)
            last = NULL;
        else if (s->did.count || s->leg_during != UNANSWERED || s->provoked)
            last = f;
    }
    return last && v->now.at_s / 60 - last->at >= AFTER_MIN ? last : NULL;
}

static void put_questions(struct visit *v)
{
    form_open(v, "/session/after");
    ask_after(v, "");
    form_close(v, "Save");
}

/* A page that asks how it went besides has these questions already, and leads to them: asked twice, they would be
 * answered twice. */
void put_after(struct visit *v, int leads)
{
    if (!awaited(v))
        return;
    html_put(&v->w,
             "<section class=\"card\" id=\"after\"><div class=\"in\"><h2>How is the leg now?</h2>"
             "<p>You exercised more than an hour ago. What the leg says now decides whether "
             "anything goes up. Answer what you know.</p>\n");
    if (leads)
        html_put(&v->w, "<p><a class=\"btn\" href=\"/session/after\">Tell us now</a></p>");
    else
        put_questions(v);
    html_put(&v->w, "</div></section>\n");
}

void after_get(struct visit *v)
{
    if (!awaited(v)) {
        notice(v, "Nothing to tell just now",
               "This question comes an hour after you have exercised. What you told us is kept.",
               "/", "Today");
        return;
    }
    page_open(v, "An hour later", TAB_today);
    back_link(v, "/", "Today");
    html_put(&v->w, "<h1>How is the leg now?</h1>\n");
    put_questions(v);
    page_close(v);
}

void after_post(struct visit *v)
{
    static const char *const keys[] = {"leg_after", "reach_after", "settled_min"};
    const struct fact *f = awaited(v);
    if (!f) {
        after_get(v);
        return;
    }
    fact_amend(v, f);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        fact_take(v, keys[i]);
    fact_keep(v, f);
    fact_end(v);
    if (!v->new_facts.len && !v->wrongs)
        wrong(v, "leg_after", "Nothing is answered yet, so nothing was saved.");
    if (v->wrongs)
        after_get(v);
    else
        go_to(v, "/");
}
