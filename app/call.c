/* call.c - words and buttons in which the numbers are those of the person's country. */
#include "country.h"
#include "visit.h"

#include "../engine/page.h"

static void put_tel(struct visit *v, const char *number)
{
    for (const char *p = number; *p; p++)
        if (*p != ' ')
            html_put(&v->w, "%.*s", 1, p);
}

void call_button(struct visit *v, const char *number, const char *name, const char *when,
                 const char *class)
{
    html_put(&v->w, "<a class=\"%s\" href=\"tel:", class);
    put_tel(v, number);
    html_put(&v->w, "\">");
    icon(v, "phone");
    html_put(&v->w, "<span><b>Call %s</b>", number);
    if (name[0] || when[0])
        html_put(&v->w, "<span>%s%s%s</span>", name, name[0] && when[0] ? ", " : "", when);
    html_put(&v->w, "</span></a>");
}

void put_words(struct visit *v, const char *words)
{
    struct text t = {.mem = v->a};
    country_words(&t, words, v->q->site->country);
    html_put(&v->w, "%.*s", (int)t.len, t.len ? t.p : "");
}

void put_say(struct visit *v, int words, int number)
{
    struct text t = {.mem = v->a};
    say_put(&t, (enum say)words, (struct filling){.a = number}, v->q->site->country);
    html_put(&v->w, "%.*s", (int)t.len, t.len ? t.p : "");
}

void put_task(struct visit *v, int task)
{
    put_words(v, task_rows[task].text);
}

const char *own_path(const struct visit *v)
{
    const struct span *p = &v->q->path;
    char *path = arena_alloc(v->a, p->len + 1, 1);
    memcpy(path, p->p, p->len);
    return path;
}
