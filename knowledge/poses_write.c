/* poses_write.c - writes the figures as C. */
#include "poses.h"

#include <string.h>

static void put_numbers(FILE *out, const int16_t *v, int count)
{
    for (int i = 0; i < count; i++)
        fprintf(out, "%s%d", i ? "," : "{", v[i]);
    fputs("}", out);
}

static void put_bytes(FILE *out, const uint8_t *v, int count)
{
    for (int i = 0; i < count; i++)
        fprintf(out, "%s%d", i ? "," : "{", v[i]);
    fputs("}", out);
}

static void write_poses(const struct drawn *f, FILE *out)
{
    fprintf(out, "static const struct pose poses_%s[] = {\n", f->name);
    for (int i = 0; i < f->figure.poses; i++) {
        const struct pose *p = &f->pose[i].pose;
        fprintf(out, "{%d, ", p->anchor);
        put_numbers(out, p->at, 2);
        fputs(", ", out);
        put_numbers(out, p->trunk, TRUNK_PARTS);
        fputs(", {", out);
        for (int j = 0; j < LIMBS; j++) {
            const struct limb_pose *l = &p->limb[j];
            fprintf(out, "%s{%d, %d, %d, ", j ? ", " : "", l->way, l->on, l->flip);
            put_numbers(out, l->v, LIMB_PARTS);
            fputs(", ", out);
            put_numbers(out, l->towards, LIMB_PARTS);
            fputs("}", out);
        }
        fputs("}},\n", out);
    }
    fputs("};\n", out);
}

static void write_lists(const struct drawn *f, FILE *out)
{
    const struct figure *x = &f->figure;
    fprintf(out, "static const struct motion moves_%s[] = {", f->name);
    for (int i = 0; i < x->motions; i++)
        fprintf(out, "{%d, %d, %d}, ", f->motion[i].pose, f->motion[i].go, f->motion[i].hold);
    fprintf(out, "};\nstatic const struct prop props_%s[] = {", f->name);
    for (int i = 0; i < x->props; i++) {
        const struct prop *p = &f->prop[i];
        fprintf(out, "{%d, %d, {%d, %d}, ", p->kind, p->before, p->word[0], p->word[1]);
        put_numbers(out, p->v, 4);
        fputs("}, ", out);
    }
    fprintf(out, "{0}};\nstatic const struct arrow arrows_%s[] = {", f->name);
    for (int i = 0; i < x->arrows; i++) {
        fprintf(out, "{%d, ", f->arrow[i].pose);
        put_numbers(out, f->arrow[i].xy, 6);
        fputs("}, ", out);
    }
    fprintf(out, "{0}};\nstatic const uint8_t still_%s[] = ", f->name);
    put_bytes(out, f->still, x->stills);
    fputs(";\n", out);
}

int poses_write(const struct gallery *g, FILE *out)
{
    for (int i = 0; i < g->count; i++) {
        write_poses(&g->figure[i], out);
        write_lists(&g->figure[i], out);
    }
    fprintf(out, "const struct figure figures[] = {\n");
    for (int i = 0; i < g->count; i++) {
        const struct drawn *f = &g->figure[i];
        const struct figure *x = &f->figure;
        fprintf(out, "{\"%s\", ", f->name);
        if (f->called[0])
            fprintf(out, "\"%s\", ", f->called);
        else
            fputs("NULL, ", out);
        fprintf(out, "\"%s\", %d, %d, %d, %d, 0x%xU, ", f->says, (int)strlen(f->name), x->view,
                x->tempo, x->turned, (unsigned)x->works);
        put_bytes(out, x->order, TRUNK_PARTS);
        fputs(", ", out);
        put_numbers(out, x->window, 4);
        fprintf(out, ", %d, %d, %d, %d, %d, %d, DRAWN(%s)},\n", x->poses, x->motions, x->props,
                x->arrows, x->stills, x->ghost, f->name);
    }
    fprintf(out, "};\nconst int figure_count = %d;\n", g->count);
    return !ferror(out) && fflush(out) == 0;
}
