#include "tell.h"

const struct choice yes_no_unsure[3] = {
    {"yes", "Yes", NULL}, {"no", "No", NULL}, {"unsure", "Not sure", NULL}};

/* --- the episode ------------------------------------------------------------------------------------- */

static const struct fact *last_episode(struct visit *v)
{
    const struct fact *last = NULL;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (f->kind == KIND_episode && f->day <= v->day && stands(v, f))
            last = f;
    }
    return last;
}

struct telling episode_begin(struct visit *v, int began)
{
    struct telling e = {last_episode(v)};
    if (e.before && (v->known.discharge >= 0 || (began != UNANSWERED && began > e.before->day)))
        e.before = NULL;
    if (e.before)
        fact_amend(v, e.before);
    else
        fact_begin(v, KIND_episode);
    return e;
}

void episode_end(struct visit *v, const struct telling *e)
{
    if (e->before)
        fact_keep(v, e->before);
    fact_end(v);
}

/* --- what was posted -------------------------------------------------------------------------------- */

void take_past(struct visit *v, const char *key)
{
    const char *was = posted(v, key, 0);
    int day;
    if (was && day_read(was, str_len(was), &day) && day > v->day)
        wrong(v, key, "This day is still to come. Write one in the past.");
    else
        fact_take(v, key);
}

int posted_choice(struct visit *v, const char *field, const struct choice *choice, int count)
{
    const char *was = posted(v, field, 0);
    if (!was)
        return -1;
    for (int i = 0; i < count && !posted(v, field, 1); i++)
        if (str_same(was, choice[i].value))
            return i;
    wrong(v, field, "Choose one of the answers, or leave it out.");
    return -1;
}

int answered(const struct visit *v, const char *const *field, int count)
{
    for (int i = 0; i < count; i++)
        if (posted(v, field[i], 0))
            return 1;
    return 0;
}

/* --- the page ---------------------------------------------------------------------------------------- */

void start_open(struct visit *v, int step, const char *back, const char *title, const char *lead)
{
    page_open(v, title, TAB_none);
    back_link(v, back, "Back");
    page_steps(v, step, START_STEPS);
    html_put(&v->w, "<h1>%s</h1>", title);
    if (lead)
        html_put(&v->w, "<p class=\"small quiet\">%s</p>", lead);
}

void later_open(struct visit *v, const char *title, const char *lead)
{
    page_open(v, title, TAB_none);
    back_link(v, "/", "Today");
    html_put(&v->w, "<h1>%s</h1><p class=\"lead\">%s</p>", title, lead);
}

void put_shown(struct visit *v, const char *name)
{
    html_put(&v->w, "<div class=\"stage shown\">");
    figure_still(v, name);
    html_put(&v->w, "</div>");
}

void skip_link(struct visit *v, const char *path)
{
    html_put(&v->w, "<p class=\"centre\"><a class=\"txt\" href=\"/%s\">Skip this</a></p>",
             path + 1);
}

void part_open(struct visit *v, const char *words, const char *const *field, int count)
{
    html_put(&v->w, "<details");
    if (answered(v, field, count))
        html_put(&v->w, " open");
    html_put(&v->w, "><summary>%s</summary><div class=\"stack\">", words);
}

void part_close(struct visit *v)
{
    html_put(&v->w, "</div></details>");
}

void tell_end(struct visit *v, void (*page)(struct visit *v), const char *next)
{
    if (v->wrongs)
        page(v);
    else
        go_to(v, next);
}
