/* figures.c - writes the figures as files: for the contact sheet, and for looking at one.
 *
 *     build/gcc/figures DIR [NAME ...]      NAME.svg, NAME-still.svg and NAME-single.svg of each, or of all */
#include "../figure/figure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void broken(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "figures: %s\n", why);
    exit(1);
}

static int write_form(const char *dir, const struct figure *f, enum figure_form form)
{
    static const char *const tail[] = {"", "-still", "-single"};
    static unsigned char block[4 << 20];
    struct arena a = {.base = block, .size = sizeof block, .fail = broken};
    struct html w = {.out.mem = &a};
    char path[400];
    snprintf(path, sizeof path, "%s/%s%s.svg", dir, f->name, tail[form]);
    figure_file(&w, f, form);
    FILE *out = fopen(path, "w");
    int good = out && !w.bug && fwrite(w.out.p, 1, w.out.len, out) == w.out.len;
    if (out && fclose(out))
        good = 0;
    if (!good)
        fprintf(stderr, "figures: %s could not be written\n", path);
    return good;
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
        for (int form = 0; wanted && form < FIGURE_FORMS; form++)
            good &= write_form(argument[1], &figures[i], (enum figure_form)form);
        if (wanted && count == 2)
            printf("%s\t%s\n", figures[i].name, figures[i].says);
    }
    return !good;
}
