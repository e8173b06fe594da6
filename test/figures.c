/* figures.c - writes the figures as files, and a sheet that shows all of them: for review, and for looking
 * at one.
 *
 *     build/gcc/figures DIR [NAME ...]
 *
 * Writes NAME.svg, NAME-still.svg and NAME-single.svg of each named, or of all with DIR/index.html. */
#include "../figure/figure.h"
#include "../knowledge/knowledge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned char block[4 << 20];

static void broken(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "figures: %s\n", why);
    exit(1);
}
static struct arena a = {.base = block, .size = sizeof block, .fail = broken};

static int write_file(const char *dir, const char *name, const char *tail, const struct html *w)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s%s", dir, name, tail);
    FILE *out = fopen(path, "w");
    int good = out && !w->bug && fwrite(w->out.p, 1, w->out.len, out) == w->out.len;
    if (out && fclose(out))
        good = 0;
    if (!good)
        fprintf(stderr, "figures: %s could not be written\n", path);
    return good;
}

static int write_figure(const char *dir, const struct figure *f)
{
    static const char *const tail[] = {".svg", "-still.svg", "-single.svg"};
    int good = 1;
    for (int form = 0; form < FIGURE_FORMS; form++) {
        struct html w = {.out.mem = &a};
        figure_file(&w, f, (enum figure_form)form);
        good &= write_file(dir, f->name, tail[form], &w);
        arena_reset(&a);
    }
    return good;
}

/* --- the sheet ------------------------------------------------------------------------------------------- */

static int item_of(const struct figure *f)
{
    for (int i = 0; i < ITEM_COUNT; i++)
        if (item_name(i).len == f->name_len && !memcmp(item_name(i).p, f->name, f->name_len))
            return i;
    return -1;
}

static void put_card(struct html *w, const struct figure *f)
{
    int item = item_of(f);
    html_put(
        w,
        "<article id=\"%s\"><p class=\"pictures\"><img src=\"./%s.svg\" alt=\"\" height=\"150\"> "
        "<img src=\"./%s-still.svg\" alt=\"\" height=\"150\"></p><h2>%s \302\267 %s</h2><p>%s</p>",
        f->name, f->name, f->name, f->name,
        f->called   ? f->called
        : item >= 0 ? exercises[item].name
                    : "",
        f->says);
    if (item >= 0) {
        html_put(w, "<ul>");
        for (int i = 0; i < 3 && exercises[item].cue[i]; i++)
            html_put(w, "<li>%s</li>", exercises[item].cue[i]);
        html_put(w, "</ul>");
    }
    html_put(w, "<p class=\"review\">\342\230\220 right \342\230\220 to change: </p></article>\n");
}

static int write_sheet(const char *dir)
{
    struct html w = {.out.mem = &a};
    html_put(
        &w,
        "<!doctype html><html lang=\"en-GB\"><meta charset=\"utf-8\"><title>Figures</title>"
        "<style>:root{color-scheme:light dark}body{font:16px/1.4 sans-serif;margin:24px}"
        "main{display:grid;grid-template-columns:repeat(auto-fill,minmax(340px,1fr));gap:16px}"
        "article{border:1px solid #8888;border-radius:8px;padding:12px;break-inside:avoid}"
        ".pictures{margin:0;display:flex;flex-wrap:wrap;gap:8px}img{max-width:100%%}"
        "h2{font-size:17px;margin:8px 0 0}p,ul{margin:4px 0}.review{opacity:.7}</style>"
        "<h1>Figures</h1><p>For review: is the form right, and does the picture say it? Orange "
        "is the part that works, the arrow its direction, the pale limb the far one. The moving "
        "ones play three times; load the page again to see them again.</p><main>\n");
    for (int i = 0; i < figure_count; i++)
        put_card(&w, &figures[i]);
    html_put(&w, "</main></html>\n");
    return write_file(dir, "index", ".html", &w);
}

int main(int count, char **argument)
{
    int good = count > 1;
    if (!good)
        fprintf(stderr, "usage: figures DIR [NAME ...]\n");
    for (int i = 0; i < figure_count && count > 1; i++) {
        int wanted = count == 2;
        for (int j = 2; j < count; j++)
            wanted |= !strcmp(argument[j], figures[i].name);
        if (wanted)
            good &= write_figure(argument[1], &figures[i]);
    }
    if (count == 2)
        good &= write_sheet(argument[1]);
    return !good;
}
