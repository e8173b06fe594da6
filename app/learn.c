/* learn.c - the list of lessons, and one lesson. */
#include "learn.h"

#include "../knowledge/country.h"
#include "sources.h"

enum { NO_CALLS, CALLS };

/* The counts stand in other files, so the table is made where it is read. */
static const struct {
    const char *name, *title, *about;
    const struct para *para;
    const int *count;
    int calls;
} rows[] = {
#define ROW(name, title, about, calls)                                                             \
    {                                                                                              \
#name, title, about, lesson_##name, &lesson_##name##_count, calls                          \
    }
    ROW(sciatica, "What sciatica is", "A sore nerve in the back, felt down the leg.", NO_CALLS),
    ROW(moving, "Why moving helps", "Why the plan begins with a short walk.", NO_CALLS),
    ROW(muscles, "Why muscles grip", "And why gentle movement is safe.", NO_CALLS),
    ROW(discs, "About discs", "What they do, and what is not known.", NO_CALLS),
    ROW(sitting, "Sitting and posture", "Breaks matter more than how you sit.", NO_CALLS),
    ROW(sleep, "Sleep and getting up", "Ways to lie, and out of bed.", NO_CALLS),
    ROW(flare, "When it flares up", "A bad day, and what to do with it.", NO_CALLS),
    ROW(expect, "What to expect", "What studies found, and what nobody can say.", NO_CALLS),
    ROW(change, "What you can change", "Three things that make a difference for some.", NO_CALLS),
    ROW(medicines, "Medicines", "What helps little, and whom to ask.", CALLS),
    ROW(hands, "Hands-on care", "What it can add.", NO_CALLS),
    ROW(surgery, "Injections and surgery", "For a few, and when to talk about it.", NO_CALLS),
    ROW(work, "Work", "Staying at it, and going back.", NO_CALLS),
    ROW(help, "When to get help", "Now, today, and in the next days.", CALLS),
};

static int lesson_named(const char *name)
{
    for (int i = 0; i < (int)(sizeof rows / sizeof rows[0]); i++)
        if (str_same(rows[i].name, name))
            return i;
    return -1;
}

void learn_get(struct visit *v)
{
    page_open(v, "Learn", TAB_learn);
    html_put(&v->w,
             "<h1>Good to know</h1><p class=\"lead\">Short pages, a minute or two each. Read "
             "what you like, in any order.</p><p><a href=\"/exercises\">All exercises</a>, with "
             "what each is for.</p><ul class=\"told\">");
    for (int i = 0; i < (int)(sizeof rows / sizeof rows[0]); i++)
        html_put(&v->w,
                 "<li><a href=\"/learn/%s\"><b>%s</b></a><br><span class=\"quiet\">%s</span></li>",
                 rows[i].name, rows[i].title, rows[i].about);
    html_put(&v->w,
             "</ul><p class=\"small quiet\">These pages are not advice about you: they cannot "
             "see you. Each says where it comes from.</p>");
    page_close(v);
}

static void body(struct visit *v, const struct para *para, int count, struct cites *c)
{
    int in_list = 0, in_section = 0;
    for (int i = 0; i < count; i++) {
        if (in_list && para[i].is != ITEM)
            html_put(&v->w, "</ul>");
        if (para[i].is == HEAD) {
            if (in_section)
                html_put(&v->w, "</section>");
            html_put(&v->w, "<section class=\"sec\"><h2>%s</h2>", country_text(v, para[i].text));
            in_section = 1;
        } else if (para[i].is == ITEM) {
            if (!in_list)
                html_put(&v->w, "<ul class=\"dots\">");
            html_put(&v->w, "<li>%s", country_text(v, para[i].text));
            cite(v, c, para[i].keys);
            html_put(&v->w, "</li>");
        } else {
            html_put(&v->w, "<p>%s", country_text(v, para[i].text));
            cite(v, c, para[i].keys);
            html_put(&v->w, "</p>");
        }
        in_list = para[i].is == ITEM;
    }
    if (in_list)
        html_put(&v->w, "</ul>");
    if (in_section)
        html_put(&v->w, "</section>");
}

static void calls(struct visit *v)
{
    const struct country *c = v->q->site->country;
    html_put(&v->w, "<section class=\"note note-wait\"><h2>Whom to call</h2><p>Emergency: ");
    put_emergency_number(v);
    html_put(&v->w, ", or go to %s.", c->department);
    if (c->urgent[0]) {
        html_put(&v->w, " Urgent advice, day and night: ");
        if (c->urgent_name[0])
            html_put(&v->w, "%s, ", c->urgent_name);
        put_urgent_number(v);
        html_put(&v->w, ".");
    }
    html_put(&v->w,
             " Nobody is watching what you answer here.</p><p><a href=\"/safety\">All danger "
             "signs</a></p></section>");
}

void lesson_get(struct visit *v)
{
    int i = lesson_named(v->name);
    struct cites c = {.count = 0};
    if (i < 0) {
        not_found(v);
        return;
    }
    page_open(v, rows[i].title, TAB_learn);
    back_link(v, "/learn", "Good to know");
    html_put(&v->w, "<h1>%s</h1>", rows[i].title);
    body(v, rows[i].para, *rows[i].count, &c);
    if (rows[i].calls)
        calls(v);
    cites_list(v, &c);
    int next = i + 1 < (int)(sizeof rows / sizeof rows[0]) ? i + 1 : 0;
    html_put(&v->w, "<p><a class=\"btn btn-2\" href=\"/learn/%s\">Next: %s</a></p>",
             rows[next].name, rows[next].title);
    page_close(v);
}

/* For the tests: the n-th lesson's name and paragraphs; NULL after the last. */
const struct para *lesson_paras(int n, const char **ret_name, int *ret_count)
{
    if (n >= (int)(sizeof rows / sizeof rows[0]))
        return NULL;
    *ret_name = rows[n].name;
    *ret_count = *rows[n].count;
    return rows[n].para;
}
