/* A person as five chains: the trunk from the hip, legs and arms each from where they hang. Each part is
 * a group turned against the one it hangs from; its outline is drawn over what hangs from it. */
#include "draw.h"

/* --- numbers --------------------------------------------------------------------------------------------- */

void put_tenths(struct html *w, double v)
{
    int tenths = (int)(v * 10 + (v < 0 ? -0.5 : 0.5)), n = tenths < 0 ? -tenths : tenths;
    if (tenths < 0)
        text_char(&w->out, '-');
    if (n >= 10 || n == 0)
        text_int(&w->out, n / 10);
    if (n % 10) {
        text_char(&w->out, '.');
        text_int(&w->out, n % 10);
    }
}

void put_xy(struct html *w, struct point p)
{
    put_tenths(w, p.x);
    text_char(&w->out, ' ');
    put_tenths(w, p.y);
}

/* --- what moves ------------------------------------------------------------------------------------------ */

void open_values(struct drawing *d)
{
    html_put(d->w, " dur=\"");
    put_tenths(d->w, d->m->tenths / 10.0);
    html_put(d->w, "s\" repeatCount=\"3\" keyTimes=\"0");
    for (int i = 1; i < d->m->count; i++) {
        if (d->m->at[i] == 1000) {
            text_lit(&d->w->out, ";1");
            continue;
        }
        text_lit(&d->w->out, ";.");
        text_padded(&d->w->out, d->m->at[i], 3);
    }
    html_put(d->w, "\" values=\"");
}

void close_values(struct html *w)
{
    html_put(w, "\"/>");
}

static int moves(const struct drawing *d, double (*of)(const struct body *, int), int which,
                 double least)
{
    double low = of(d->body, which), high = low;
    for (int i = 1; i < d->bodies; i++) {
        double v = of(&d->body[i], which);
        low = v < low ? v : low;
        high = v > high ? v : high;
    }
    return high - low > least;
}

int open_at(struct drawing *d, double (*x)(const struct body *, int),
            double (*y)(const struct body *, int), int which)
{
    html_put(d->w, "<g transform=\"translate(");
    put_xy(d->w, (struct point){x(d->body, which), y(d->body, which)});
    html_put(d->w, ")\">");
    if (!moves(d, x, which, 0.1) && !moves(d, y, which, 0.1))
        return 1;
    html_put(d->w, "<animateTransform attributeName=\"transform\" type=\"translate\"");
    open_values(d);
    for (int i = 0; i < d->bodies; i++) {
        if (i)
            text_char(&d->w->out, ';');
        put_xy(d->w, (struct point){x(&d->body[i], which), y(&d->body[i], which)});
    }
    close_values(d->w);
    return 1;
}

int open_turned(struct drawing *d, double (*turn)(const struct body *, int), int which)
{
    double first = turn(d->body, which);
    int moving = moves(d, turn, which, 0.15);
    if (!moving && first < 0.05 && first > -0.05)
        return 0;
    html_put(d->w, "<g transform=\"rotate(");
    put_tenths(d->w, first);
    html_put(d->w, ")\">");
    if (!moving)
        return 1;
    html_put(d->w, "<animateTransform attributeName=\"transform\" type=\"rotate\"");
    open_values(d);
    for (int i = 0; i < d->bodies; i++) {
        if (i)
            text_char(&d->w->out, ';');
        put_tenths(d->w, turn(&d->body[i], which));
    }
    close_values(d->w);
    return 1;
}

void close_groups(struct html *w, int count)
{
    while (count-- > 0)
        html_put(w, "</g>");
}

/* --- a part ---------------------------------------------------------------------------------------------- */

static double root_x(const struct body *b, int part)
{
    return b->joint[part_rows[part].root].x;
}
static double root_y(const struct body *b, int part)
{
    return b->joint[part_rows[part].root].y;
}
static double own_turn(const struct body *b, int part)
{
    enum part parent = part_rows[part].parent;
    return b->turn[part] - (parent == (enum part)part ? 0 : b->turn[parent]);
}
/* Where a part hangs, in the frame of its parent. */
static double hang_x(const struct body *b, int part)
{
    return part_rows[part_rows[part].parent].next.x * b->share[part_rows[part].parent];
}
static double hang_y(const struct body *b, int part)
{
    return part_rows[part_rows[part].parent].next.y * b->share[part_rows[part].parent];
}
static double share(const struct body *b, int part)
{
    double v = b->share[part], least = 0.25; /* seen end-on, a limb is still a limb */
    return v >= 0 ? (v < least ? least : v) : v > -least ? -least : v;
}

static void put_share(struct html *w, double v)
{
    int hundredths = (int)(v * 100 + (v < 0 ? -0.5 : 0.5));
    if (hundredths < 0)
        text_char(&w->out, '-');
    hundredths = hundredths < 0 ? -hundredths : hundredths;
    text_int(&w->out, hundredths / 100);
    text_char(&w->out, '.');
    text_padded(&w->out, hundredths % 100, 2);
}

static const char *colour_of(const struct figure *f, enum part part)
{
    int arm = part >= PART_near_upper,
        far = (part >= PART_far_thigh && part <= PART_far_foot) || part >= PART_far_upper;
    if (f->works >> part & 1)
        return far && f->view == VIEW_side ? "fn" : "fm";
    if (far && f->view == VIEW_side)
        return "ff";
    return arm ? "fa" : "fb";
}

static void put_outline(struct drawing *d, enum part part)
{
    static const char *const side[PARTS] = {
        "fs-pelvis", "fs-lumbar", "fs-thorax", "fs-neck",  "fs-head", "fs-thigh",
        "fs-shank",  "fs-foot",   "fs-thigh",  "fs-shank", "fs-foot", "fa-upper",
        "fa-fore",   "fa-hand",   "fa-upper",  "fa-fore",  "fa-hand"};
    static const char *const front[PARTS] = {
        "ff-pelvis", "ff-lumbar", "ff-thorax", "ff-neck",  "ff-head", "ff-thigh",
        "ff-shank",  "ff-foot",   "ff-thigh",  "ff-shank", "ff-foot", "fa-upper",
        "fa-fore",   "fa-hand",   "fa-upper",  "fa-fore",  "fa-hand"};
    const char *id = d->f->view == VIEW_side ? side[part] : front[part];
    if (part == PART_head && d->f->turned && d->f->view == VIEW_side)
        id = "fs-turned";
    html_put(d->w, "<use class=\"%s\" href=\"#%s\"", colour_of(d->f, part), id);
    int squeezed = moves(d, share, (int)part, 0.02);
    double first = share(d->body, (int)part);
    if (!squeezed && first > 0.98) {
        html_put(d->w, "/>");
        return;
    }
    html_put(d->w, " transform=\"scale(1 ");
    put_share(d->w, first);
    html_put(d->w, ")\"");
    if (!squeezed) {
        html_put(d->w, "/>");
        return;
    }
    html_put(d->w, "><animateTransform attributeName=\"transform\" type=\"scale\"");
    open_values(d);
    for (int i = 0; i < d->bodies; i++) {
        text_str(&d->w->out, i ? ";1 " : "1 ");
        put_share(d->w, share(&d->body[i], (int)part));
    }
    close_values(d->w);
    html_put(d->w, "</use>");
}

/* The parts of a chain from first to last: opened one in the other, drawn from the last back. */
static void put_chain(struct drawing *d, enum part first, int parts)
{
    int open[TRUNK_PARTS];
    for (int i = 0; i < parts; i++) {
        int part = (int)first + i;
        open[i] = i ? open_at(d, hang_x, hang_y, part) : open_at(d, root_x, root_y, part);
        open[i] += open_turned(d, own_turn, part);
    }
    for (int i = parts; i-- > 0;) {
        put_outline(d, (enum part)((int)first + i));
        close_groups(d->w, open[i]);
    }
}

static void put_person(struct drawing *d)
{
    for (int i = 0; i < TRUNK_PARTS; i++) {
        int layer = d->f->order[i];
        if (layer == LIMBS)
            put_chain(d, PART_pelvis, TRUNK_PARTS);
        else
            put_chain(d, (enum part)part_of_limb(layer), LIMB_PARTS);
    }
}

/* --- a form ---------------------------------------------------------------------------------------------- */

static void put_moving(struct html *w, const struct figure *f)
{
    struct frames *m = figure_frames(w->out.mem, f);
    struct drawing d = {w, f, m, m->body, m->count};
    put_props(&d, 0);
    put_person(&d);
    put_props(&d, 1);
    put_arrows(w, f, -1);
}

static void put_one(struct html *w, const struct figure *f, int pose, int arrows)
{
    struct body *b = arena_alloc(w->out.mem, 1, sizeof *b);
    struct drawing d = {w, f, NULL, b, 1};
    figure_pose(f, pose, b);
    put_props(&d, 0);
    put_person(&d);
    put_props(&d, 1);
    put_arrows(w, f, arrows ? pose : -2);
}

static void put_still(struct html *w, const struct figure *f)
{
    for (int i = 0; i < f->stills; i++) {
        html_put(w, "<g transform=\"translate(");
        put_tenths(w, i * f->window[2] / 10.0);
        html_put(w, " 0)\">");
        put_one(w, f, f->still[i], 1);
        html_put(w, "</g>");
    }
}

static void put_single(struct html *w, const struct figure *f)
{
    if (f->ghost) {
        struct body *b = arena_alloc(w->out.mem, 1, sizeof *b);
        struct drawing d = {w, f, NULL, b, 1};
        figure_pose(f, f->ghost - 1, b);
        html_put(w, "<g class=\"gh\">");
        put_person(&d);
        html_put(w, "</g>");
    }
    put_one(w, f, f->still[f->stills - 1], 0);
    put_arrows(w, f, -1);
}

void figure_size(const struct figure *f, enum figure_form form, int *ret_width, int *ret_height)
{
    *ret_width = f->window[2] / 10 * (form == FIGURE_still ? f->stills : 1);
    *ret_height = f->window[3] / 10;
}

static void open_svg(struct html *w, const struct figure *f, enum figure_form form)
{
    int width = f->window[2] * (form == FIGURE_still ? f->stills : 1);
    html_put(w, " viewBox=\"");
    put_xy(w, (struct point){f->window[0] / 10.0, f->window[1] / 10.0});
    text_char(&w->out, ' ');
    put_xy(w, (struct point){width / 10.0, f->window[3] / 10.0});
    html_put(w, "\"");
}

static void put_form(struct html *w, const struct figure *f, enum figure_form form)
{
    if (form == FIGURE_moving)
        put_moving(w, f);
    else if (form == FIGURE_still)
        put_still(w, f);
    else
        put_single(w, f);
}

static const struct {
    const char *id, *d;
} shapes[] = {
#define SHAPE(id, d) {id, d},
#include "shapes.def"
};

static void put_shapes(struct html *w, int side, int front)
{
    html_put(w, "<defs>");
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        if (shapes[i].id[1] == 'a' || (shapes[i].id[1] == 's' ? side : front))
            html_put(w, "<path id=\"%s\" d=\"%s\"/>", shapes[i].id, shapes[i].d);
    html_put(w, "</defs>");
}

void figure_shapes(struct html *w)
{
    html_put(w, "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\">");
    put_shapes(w, 1, 1);
    html_put(w, "</svg>");
}

void figure_put(struct html *w, const struct figure *f, enum figure_form form)
{
    html_put(w, "<svg class=\"fig\" role=\"img\"");
    open_svg(w, f, form);
    html_put(w, "><title>%s</title>", f->says);
    put_form(w, f, form);
    html_put(w, "</svg>");
}

/* The tokens of web/style.css: a file knows nothing of the page that shows it. */
static void put_style(struct html *w)
{
    html_put(w,
             "<style>.fb{fill:#203b34}.fa{fill:#4f6e65}.ff{fill:#a9bab3}.fm{fill:#d2692a}.fn{fill:#"
             "e3a27a}"
             ".fp{fill:#d9cfc0}.fc,.fl,.fr,.ft{fill:none;stroke:#b9ad9b;stroke-width:3.6;"
             "stroke-linecap:round;stroke-linejoin:round}.fl{stroke-width:1.6}"
             ".fr{stroke:#d2692a;stroke-width:3.2}.ft{stroke:#8a6a3a;stroke-width:3.2}.fh{fill:#"
             "d9cfc0;stroke:#8a6a3a;stroke-width:2}.gh{opacity:.22}"
             "@media(prefers-color-scheme:dark){.fb{fill:#587169}.fa{fill:#86a197}.ff{fill:#33463f}"
             ".fm{fill:#ffbc8c}.fn{fill:#a97b5c}.fp{fill:#3b4843}.fc,.fl{stroke:#5b6a64}"
             ".fr{stroke:#ffbc8c}.ft,.fh{stroke:#d8c39a}.fh{fill:#3b4843}}"
             "@media print{.fb{fill:#8a8a8a}.fa{fill:#5f5f5f}.ff{fill:#cfcfcf}.fm{fill:#111}"
             ".fn{fill:#777}.fp{fill:#ddd}.fc,.fl{stroke:#999}.fr,.ft,.fh{stroke:#111}.fh{fill:#"
             "ddd}}</style>");
}

void figure_file(struct html *w, const struct figure *f, enum figure_form form)
{
    html_put(w, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    open_svg(w, f, form);
    html_put(w, "><title>%s</title>", f->says);
    put_style(w);
    put_shapes(w, f->view == VIEW_side, f->view != VIEW_side);
    put_form(w, f, form);
    html_put(w, "</svg>\n");
}
