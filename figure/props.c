/* What stands around the person, what they hold, and the arrows. */
#include "draw.h"

static void put_path(struct drawing *d, const char *class_name, struct point a, struct point b)
{
    html_put(d->w, "<path class=\"%s\" d=\"M", class_name);
    put_xy(d->w, a);
    html_put(d->w, "L");
    put_xy(d->w, b);
    html_put(d->w, "\"/>");
}

static void put_rect(struct drawing *d, const char *class_name, double x, double y, double width,
                     double height, double corner)
{
    html_put(d->w, "<rect class=\"%s\" x=\"", class_name);
    put_tenths(d->w, x);
    html_put(d->w, "\" y=\"");
    put_tenths(d->w, y);
    html_put(d->w, "\" width=\"");
    put_tenths(d->w, width);
    html_put(d->w, "\" height=\"");
    put_tenths(d->w, height);
    html_put(d->w, "\" rx=\"");
    put_tenths(d->w, corner);
    html_put(d->w, "\"/>");
}

static void put_box(struct drawing *d, double x, double y, double width, double height,
                    double corner)
{
    put_rect(d, "fp", x, y, width, height, corner);
}

/* --- what stands ------------------------------------------------------------------------------------------ */

static void put_floor(struct drawing *d, const double *v)
{
    double x = d->f->window[0] / 10.0, width = d->f->window[2] / 10.0;
    (void)v;
    put_path(d, "fl", (struct point){x + 5, 0.8}, (struct point){x + width - 5, 0.8});
}

static void put_mat(struct drawing *d, const double *v)
{
    put_box(d, v[0], 0, v[1] - v[0], 5, 2.5);
}

static void put_chair(struct drawing *d, const double *v)
{
    double back = v[0] + v[2] * 23, top = -v[1] - 50;
    put_path(d, "fc", (struct point){v[0] - 21, -v[1] + 4}, (struct point){v[0] - 21, 0});
    put_path(d, "fc", (struct point){v[0] + 21, -v[1] + 4}, (struct point){v[0] + 21, 0});
    if (v[2] != 0)
        put_path(d, "fc", (struct point){back, -v[1] + 2}, (struct point){back + v[2] * 7, top});
    put_box(d, v[0] - 25, -v[1], 50, 6, 3);
}

static void put_bed(struct drawing *d, const double *v)
{
    put_path(d, "fc", (struct point){v[0] + 10, -v[2] + 8}, (struct point){v[0] + 10, 0});
    put_path(d, "fc", (struct point){v[1] - 10, -v[2] + 8}, (struct point){v[1] - 10, 0});
    put_box(d, v[0], -v[2], v[1] - v[0], 9, 4);
}

static void put_wall(struct drawing *d, const double *v)
{
    put_box(d, v[2] < 0 ? v[0] - 6 : v[0], -v[1], 6, v[1], 1);
}

static void put_step(struct drawing *d, const double *v)
{
    put_box(d, v[0], -v[2], v[1] - v[0], v[2], 2);
}

static void put_top(struct drawing *d, const double *v)
{
    double leg = (v[0] + v[1]) / 2;
    put_path(d, "fc", (struct point){leg, -v[2] + 4}, (struct point){leg, 0});
    put_box(d, v[0], -v[2], v[1] - v[0], 6, 3);
}

static void put_block(struct drawing *d, const double *v)
{
    put_box(d, v[0], v[1], v[2], v[3], 3);
}

static void put_pillow(struct drawing *d, const double *v)
{
    put_box(d, v[0], v[1] - v[3], v[2], v[3], v[3] < v[2] ? v[3] / 2 : v[2] / 2);
}

/* Its edge alone: what lies on it, pillows too, is seen against the page. */
static void put_outline_of(struct drawing *d, const double *v)
{
    struct point at = {v[0], v[1]};
    html_put(d->w, "<path class=\"fl\" d=\"M");
    put_xy(d->w, at);
    html_put(d->w, "h");
    put_tenths(d->w, v[2]);
    html_put(d->w, "v");
    put_tenths(d->w, v[3]);
    html_put(d->w, "h");
    put_tenths(d->w, -v[2]);
    html_put(d->w, "z\"/>");
}

static void put_sheet(struct drawing *d, const double *v)
{
    put_outline_of(d, v);
}

static void put_line(struct drawing *d, const double *v)
{
    put_path(d, "fc", (struct point){v[0], v[1]}, (struct point){v[2], v[3]});
}

static void put_round(struct drawing *d, const double *v)
{
    html_put(d->w, "<circle class=\"fc\" cx=\"");
    put_tenths(d->w, v[0]);
    html_put(d->w, "\" cy=\"");
    put_tenths(d->w, v[1]);
    html_put(d->w, "\" r=\"");
    put_tenths(d->w, v[2]);
    html_put(d->w, "\"/>");
}

static void put_water(struct drawing *d, const double *v)
{
    double x = d->f->window[0] / 10.0 + 5, end = x + d->f->window[2] / 10.0 - 24;
    html_put(d->w, "<path class=\"fl\" d=\"M");
    put_xy(d->w, (struct point){x, v[0]});
    for (; x < end; x += 14)
        html_put(d->w, "q3.5-4 7 0t7 0");
    html_put(d->w, "\"/>");
}

/* Marks as far apart as the ground goes in a part of the cycle, so that it runs on without a jump. */
static void put_ground(struct drawing *d, const double *v)
{
    double x = d->f->window[0] / 10.0, end = x + d->f->window[2] / 10.0;
    double cycle = d->m ? d->m->tenths / 10.0 * v[0] : 100;
    int parts = (int)(cycle / 20 + 0.5) > 0 ? (int)(cycle / 20 + 0.5) : 1;
    double gap = cycle / parts;
    html_put(d->w, "<g>");
    if (d->m) {
        html_put(d->w, "<animateTransform attributeName=\"transform\" type=\"translate\" dur=\"");
        put_tenths(d->w, d->m->tenths / 10.0);
        html_put(d->w, "s\" repeatCount=\"3\" values=\"0 0;");
        put_xy(d->w, (struct point){-cycle, 0});
        html_put(d->w, "\"/>");
    }
    html_put(d->w, "<path class=\"fl\" d=\"");
    for (x += 4; x + gap / 2 < end + (d->m ? cycle : 0); x += gap) {
        html_put(d->w, "M");
        put_xy(d->w, (struct point){x, 3.4});
        html_put(d->w, "h");
        put_tenths(d->w, gap / 2);
    }
    html_put(d->w, "\"/></g>");
}

/* --- what is held ---------------------------------------------------------------------------------------- */

static double joint_x(const struct body *b, int joint)
{
    return b->joint[joint].x;
}
static double joint_y(const struct body *b, int joint)
{
    return b->joint[joint].y;
}
static double whole_turn(const struct body *b, int part)
{
    return b->turn[part];
}

static void put_between(struct drawing *d, const struct body *b, const struct prop *p)
{
    struct point from = b->joint[p->word[0]];
    struct point to =
        p->kind == PROP_tie ? (struct point){p->v[0] / 10.0, p->v[1] / 10.0} : b->joint[p->word[1]];
    html_put(d->w, "M");
    put_xy(d->w, from);
    html_put(d->w, "L");
    put_xy(d->w, to);
}

static void put_strap(struct drawing *d, const struct prop *p)
{
    html_put(d->w, "<path class=\"%s\" d=\"", p->kind == PROP_tie ? "fc" : "ft");
    put_between(d, d->body, p);
    if (!d->m) {
        html_put(d->w, "\"/>");
        return;
    }
    html_put(d->w, "\"><animate attributeName=\"d\"");
    open_values(d);
    for (int i = 0; i < d->bodies; i++) {
        if (i)
            text_char(&d->w->out, ';');
        put_between(d, &d->body[i], p);
    }
    close_values(d->w);
    html_put(d->w, "</path>");
}

static void put_stick(struct drawing *d, const struct prop *p)
{
    int open = open_at(d, joint_x, joint_y, (int)part_rows[p->word[0]].root);
    open += open_turned(d, whole_turn, p->word[0]);
    put_path(d, "ft", (struct point){p->v[0] / 10.0, p->v[1] / 10.0},
             (struct point){p->v[2] / 10.0, p->v[3] / 10.0});
    close_groups(d->w, open);
}

static void put_hold(struct drawing *d, const struct prop *p)
{
    int open = open_at(d, joint_x, joint_y, p->word[0]);
    put_rect(d, "fh", p->v[0] / 10.0, p->v[1] / 10.0, p->v[2] / 10.0, p->v[3] / 10.0, 2);
    close_groups(d->w, open);
}

/* --- all of them ----------------------------------------------------------------------------------------- */

static void (*const standing[PROPS])(struct drawing *d, const double *v) = {
    [PROP_floor] = put_floor, [PROP_mat] = put_mat,       [PROP_chair] = put_chair,
    [PROP_bed] = put_bed,     [PROP_wall] = put_wall,     [PROP_step] = put_step,
    [PROP_top] = put_top,     [PROP_block] = put_block,   [PROP_pillow] = put_pillow,
    [PROP_sheet] = put_sheet, [PROP_line] = put_line,     [PROP_round] = put_round,
    [PROP_water] = put_water, [PROP_ground] = put_ground,
};

void put_props(struct drawing *d, int before)
{
    for (int i = 0; i < d->f->props; i++) {
        const struct prop *p = &d->f->prop[i];
        double v[4];
        if (p->before != before)
            continue;
        for (int j = 0; j < 4; j++)
            v[j] = p->v[j] / 10.0;
        if (standing[p->kind])
            standing[p->kind](d, v);
        else if (p->kind == PROP_stick)
            put_stick(d, p);
        else if (p->kind == PROP_hold)
            put_hold(d, p);
        else
            put_strap(d, p);
    }
}

/* A curve through three points and its two strokes at the end. */
static void put_arrow(struct html *w, const int16_t *xy)
{
    struct point p[3], tangent;
    for (int i = 0; i < 3; i++)
        p[i] = (struct point){xy[2 * i] / 10.0, xy[2 * i + 1] / 10.0};
    tangent = (struct point){(p[2].x - p[0].x) / 6, (p[2].y - p[0].y) / 6};
    html_put(w, "<path class=\"fr\" d=\"M");
    put_xy(w, p[0]);
    html_put(w, "C");
    put_xy(w, point_mix(p[0], p[1], 1.0 / 3));
    text_char(&w->out, ' ');
    put_xy(w, point_less(p[1], tangent));
    text_char(&w->out, ' ');
    put_xy(w, p[1]);
    html_put(w, "S");
    put_xy(w, point_mix(p[2], p[1], 1.0 / 3));
    text_char(&w->out, ' ');
    put_xy(w, p[2]);
    double end = turn_towards(point_less(p[2], p[1]));
    html_put(w, "M");
    put_xy(w, point_add(p[2], point_turned((struct point){-5.6, -7}, end)));
    html_put(w, "L");
    put_xy(w, p[2]);
    html_put(w, "L");
    put_xy(w, point_add(p[2], point_turned((struct point){5.6, -7}, end)));
    html_put(w, "\"/>");
}

void put_arrows(struct html *w, const struct figure *f, int pose)
{
    for (int i = 0; i < f->arrows; i++)
        if (pose == -1 || f->arrow[i].pose == pose)
            put_arrow(w, f->arrow[i].xy);
}
