/* The figures of exercises and tests on pages: files of their own (app_file), so that a page stays small
 * and a browser keeps them. Only
 * in a page that is a file by itself are they drawn into it. What draws is called by nothing else of app/,
 * so a browser can have the pages without it (host/browser/figures.c). */
#include "visit.h"

#include "../figure/figure.h"

static const char *const tails[FIGURE_FORMS] = {
    [FIGURE_moving] = ".svg", [FIGURE_still] = "-still.svg", [FIGURE_single] = "-single.svg"};

/* All rungs of walking are one figure. */
static struct span figure_of(int item)
{
    return item >= ITEM_W1 && item <= ITEM_W7 ? SPAN("W") : item_name(item);
}
static struct span figure_of_name(const char *name)
{
    struct span s = {name, (uint32_t)str_len(name)};
    int item = s.len == 2 && name[0] == 'W' ? ITEM_W1 + (name[1] - '1') : -1;
    return item >= ITEM_W1 && item <= ITEM_W7 ? figure_of(item) : s;
}

static int ends(struct span s, const char *tail)
{
    size_t n = str_len(tail);
    return s.len >= n && !memcmp(s.p + s.len - n, tail, n);
}

int app_file(struct arena *a, struct span path, struct app_response *ret)
{
    struct span name = path;
    size_t before = sizeof "/figure/" - 1;
    enum figure_form form = FIGURE_moving;
    if (path.len < before || memcmp(path.p, "/figure/", before) != 0)
        return 0;
    for (int i = 0; i < FIGURE_FORMS; i++)
        if (ends(path, tails[i]))
            form = (enum figure_form)i; /* the last that fits is the longest */
    if (!ends(path, tails[form]))
        return 0;
    name.p += before;
    name.len = (uint32_t)(path.len - before);
    if (name.len < str_len(tails[form]))
        return 0;
    name.len -= (uint32_t)str_len(tails[form]);
    const struct figure *f = figure_named(name.p, name.len);
    if (!f)
        return 0;
    struct html w = {.out.mem = a};
    figure_file(&w, f, form);
    *ret = (struct app_response){.status = 200, .type = "image/svg+xml", .body = w.out};
    return 1;
}

/* The figure of that name; one that is not there is a mistake of ours, and the page is not made. */
static const struct figure *wanted(struct visit *v, struct span name)
{
    const struct figure *f = figure_named(name.p, name.len);
    if (!f && !v->w.bug)
        v->w.bug = "a figure";
    return f ? f : &figures[0];
}

static const struct figure *wanted_by_name(struct visit *v, const char *name)
{
    return wanted(v, figure_of_name(name));
}

/* As an <img> of a form; says: what it tells those who do not see it. */
static void put_image(struct visit *v, const struct figure *f, enum figure_form form,
                      const char *says)
{
    int width, height;
    figure_size(f, form, &width, &height);
    html_put(&v->w,
             "<img class=\"fig\" src=\"/figure/%s%s\" alt=\"%s\" width=\"%d\" height=\"%d\">",
             f->name, tails[form], says, width, height);
}

void item_picture(struct visit *v, int item)
{
    const struct figure *f = wanted(v, figure_of(item));
    put_image(v, f, FIGURE_single, f->says);
}

void item_thumb(struct visit *v, int item)
{
    put_image(v, wanted(v, figure_of(item)), FIGURE_single, "");
}

void figure_still(struct visit *v, const char *name)
{
    const struct figure *f = wanted_by_name(v, name);
    put_image(v, f, FIGURE_still, f->says);
}

/* How often it was asked for again: another address each time, as a browser lets a picture that it has
 * shown rest. */
static int times_again(const struct visit *v)
{
    static const char key[] = "again=";
    size_t n = sizeof key - 1;
    struct span q = v->q->query;
    int times = 0;
    if (q.len <= n || memcmp(q.p, key, n) != 0)
        return 0;
    for (size_t i = n; i < q.len && q.p[i] >= '0' && q.p[i] <= '9' && times < 1000; i++)
        times = times * 10 + (q.p[i] - '0');
    return times;
}

void figure_moving(struct visit *v, const char *name)
{
    const struct figure *f = wanted_by_name(v, name);
    int width, height, again = times_again(v);
    figure_size(f, FIGURE_moving, &width, &height);
    html_put(&v->w,
             "<picture><source media=\"(prefers-reduced-motion: reduce)\" srcset=\"/figure/%s%s\">"
             "<img class=\"fig\" src=\"/figure/%s.svg",
             f->name, tails[FIGURE_still], f->name);
    if (again)
        html_put(&v->w, "?again=%d", again);
    html_put(&v->w,
             "\" alt=\"%s\" width=\"%d\" height=\"%d\"></picture><p class=\"again\">"
             "<a href=\"?again=%d\">Show it again</a></p>",
             f->says, width, height, again + 1);
}

void figure_strip(struct visit *v, const char *name)
{
    if (!(v->drawn & DRAWN_figure))
        figure_shapes(&v->w);
    v->drawn |= DRAWN_figure;
    figure_put(&v->w, wanted_by_name(v, name), FIGURE_still);
}
