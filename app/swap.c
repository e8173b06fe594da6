/* Taking an exercise out, and why. */
#include "daily.h"

static int swappable(const struct visit *v)
{
    int item = item_named(v->name, str_len(v->name));
    return item >= 0 && planned_item(v, item) ? item : -1;
}

void swap_get(struct visit *v)
{
    static const struct choice whys[] = {
        {"hurts", "It brings my leg pain on", "We ask what happened, so that the plan can learn."},
        {"dislike", "I do not like it", NULL},
        {"equipment", "I do not have what it needs", NULL}};
    int item = swappable(v);
    struct text action = {.mem = v->a};
    if (item < 0) {
        if (item_named(v->name, str_len(v->name)) < 0)
            not_found(v);
        else
            notice(v, "That one is not in today's plan", "So there is nothing to swap.", "/",
                   "Today");
        return;
    }
    text_lit(&action, "/swap/");
    text_str(&action, v->name);
    text_char(&action, '\0');
    page_open(v, "Swap", TAB_today);
    back_link(v, "/", "Today");
    html_put(
        &v->w,
        "<h1>Swap “%s”</h1><p>It is left out from now on. Something of the same kind takes its "
        "place, if one fits you. To have it back, take this swap back on <a "
        "href=\"/record\">your record</a>.</p><p class=\"small\"><a href=\"/exercises/%s\">More "
        "about "
        "this exercise</a></p>\n",
        exercises[item].name, v->name);
    form_open(v, action.p);
    ask_one(v, "why", "Why?", NULL, whys, 3);
    form_close(v, "Take it out");
    page_close(v);
}

void swap_post(struct visit *v)
{
    int item = swappable(v);
    if (item < 0) {
        swap_get(v);
        return;
    }
    fact_begin(v, KIND_swap);
    fact_put(v, "out", v->name);
    if (posted(v, "why", 0))
        fact_take(v, "why");
    else
        wrong(v, "why", "Choose one, so that we know what to put in its place.");
    fact_end(v);
    if (v->wrongs) {
        swap_get(v);
    } else if (posted_is(v, "why", "hurts")) {
        struct text path = {.mem = v->a};
        text_lit(&path, "/session/");
        text_str(&path, v->name);
        text_lit(&path, "/hurt");
        text_char(&path, '\0');
        go_to(v, path.p);
    } else {
        go_to(v, "/");
    }
}
