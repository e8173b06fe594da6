/* call.c - words and buttons in which the numbers are those of the person's country. */
#include "../knowledge/country.h"
#include "visit.h"

#include "../engine/page.h"

/* An address has digits and a plus, however the number is written. */
void put_tel(struct visit *v, const char *number)
{
    for (const char *p = number; *p; p++)
        if ((*p >= '0' && *p <= '9') || *p == '+')
            html_put(&v->w, "%.*s", 1, p);
}

/* A link that calls a number; words stand for it, or are the number. */
static void put_call(struct visit *v, const char *number, const char *words)
{
    html_put(&v->w, "<a class=\"nowrap\" href=\"tel:");
    put_tel(v, number);
    html_put(&v->w, "\">%s</a>", words);
}

void put_number(struct visit *v, const char *number)
{
    put_call(v, number, number);
}

void put_emergency_number(struct visit *v)
{
    put_number(v, v->q->site->country->emergency);
}

void put_urgent_number(struct visit *v)
{
    put_number(v, v->q->site->country->urgent);
}

void put_both_numbers(struct visit *v)
{
    const struct country *c = v->q->site->country;
    html_put(&v->w, "In an emergency call ");
    put_emergency_number(v);
    if (c->urgent[0]) {
        html_put(&v->w, "; for urgent advice call ");
        put_call(v, c->urgent, c->urgent_name);
    }
    html_put(&v->w, ".");
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

const char *country_text(struct visit *v, const char *words)
{
    struct text t = {.mem = v->a};
    country_words(&t, words, v->q->site->country);
    text_char(&t, '\0');
    return t.p;
}

void put_words(struct visit *v, const char *words)
{
    html_put(&v->w, "%s", country_text(v, words));
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
