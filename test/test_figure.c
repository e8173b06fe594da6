/* The figures as they are drawn: what a picture shows between its frames keeps its contacts, its lengths
 * and its place, joints turn no farther than they do, and a file is small.
 *
 *     build/gcc/test_figure [NAME ...]      of these only: what is not so, and where */
#include "../figure/figure.h"
#include "../figure/frames.h"
#include "../record/fact.h"
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { PARTS_OF_STEP = 4, FILE_BYTES_MAX = 6000 };
static const double slip_max = 2, depth_max = 2, stature = 200; /* 1 % of a stature of 200 */

static unsigned char block[8 << 20];
static void broken(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "test_figure: %s\n", why);
    exit(1);
}
static struct arena a = {.base = block, .size = sizeof block, .fail = broken};

static const char *const joint_words[JOINTS] = {
#define JOINT(name) #name,
    JOINTS_OF_FIGURE(JOINT)
#undef JOINT
};
static const char *const part_words[PARTS] = {
#define PART(name) #name,
    PARTS_OF_FIGURE(PART)
#undef PART
};

/* What is worst of a figure, so that it is told once. */
struct worst {
    double v;
    char where[120];
};
static void worse(struct worst *w, double v, const char *what, int move, double way)
{
    if (v <= w->v)
        return;
    w->v = v;
    snprintf(w->where, sizeof w->where, "%s, movement %d at %.2f", what, move + 1, way);
}
static void told(const struct figure *f, const struct worst *w, double most, const char *what)
{
    if (!CHECK(w->v <= most))
        fprintf(stderr, "  %s: %s %.2f, at most %.2f: %s\n", f->name, what, w->v, most, w->where);
}

/* --- between two frames, as a browser draws it ------------------------------------------------------------ */

static double mix(double from, double to, double t)
{
    return from + (to - from) * t;
}

static void chain_between(const struct body *p, const struct body *q, double t, int first,
                          int parts, struct body *ret)
{
    struct point at =
        point_mix(p->joint[part_rows[first].root], q->joint[part_rows[first].root], t);
    double turn = 0;
    for (int i = first; i < first + parts; i++) {
        int parent = (int)part_rows[i].parent;
        double from = p->turn[i] - (parent == i ? 0 : p->turn[parent]);
        double to = q->turn[i] - (parent == i ? 0 : q->turn[parent]);
        turn += mix(from, to, t);
        ret->turn[i] = turn;
        ret->share[i] = mix(p->share[i], q->share[i], t);
        ret->joint[part_rows[i].root] = at;
        struct point next = {part_rows[i].next.x * ret->share[i],
                             part_rows[i].next.y * ret->share[i]};
        at = point_add(at, point_turned(next, turn));
        if (i == PART_head)
            ret->joint[JOINT_crown] = at;
        if (i == PART_near_hand || i == PART_far_hand)
            ret->joint[i == PART_near_hand ? JOINT_near_fingers : JOINT_far_fingers] = at;
    }
}

static void body_between(const struct figure *f, const struct body *p, const struct body *q,
                         double t, struct body *ret)
{
    static const struct point toe[2] = {{19.5, 6.5}, {0, 6.5}}, heel[2] = {{-6, 7.5}, {0, 7}};
    int frontal = f->view != VIEW_side;
    *ret = *p;
    chain_between(p, q, t, PART_pelvis, TRUNK_PARTS, ret);
    for (int i = 0; i < LIMBS; i++)
        chain_between(p, q, t, part_of_limb(i), LIMB_PARTS, ret);
    ret->joint[JOINT_shoulder] = point_add(
        ret->joint[JOINT_ribs], point_turned((struct point){0, -21}, ret->turn[PART_thorax]));
    for (int far = 0; far < 2; far++) {
        int part = far ? PART_far_foot : PART_near_foot;
        struct point ankle = ret->joint[part_rows[part].root];
        ret->joint[far ? JOINT_far_toe : JOINT_near_toe] =
            point_add(ankle, point_turned(toe[frontal], ret->turn[part]));
        ret->joint[far ? JOINT_far_heel : JOINT_near_heel] =
            point_add(ankle, point_turned(heel[frontal], ret->turn[part]));
    }
}

/* --- contacts --------------------------------------------------------------------------------------------- */

static double apart(struct point p, struct point q)
{
    return point_length(point_less(p, q));
}

static void look_at_contacts(const struct figure *f, const struct posture *p, const struct body *b,
                             int move, double way, struct worst *slip)
{
    struct point at = {p->at[0], p->at[1]};
    worse(slip, apart(b->joint[p->anchor], at), joint_words[p->anchor], move, way);
    for (int i = 0; i < LIMBS; i++) {
        enum joint joint;
        if (limb_aim(f, p, b, (enum limb)i, &joint, &at))
            worse(slip, apart(b->joint[joint], at), joint_words[joint], move, way);
    }
}

/* --- what is solid ---------------------------------------------------------------------------------------- */

/* How deep a circle is in a box. */
static double in_box(struct point c, double r, double x1, double y1, double x2, double y2)
{
    double dx = c.x < x1 ? x1 - c.x : c.x > x2 ? c.x - x2 : 0;
    double dy = c.y < y1 ? y1 - c.y : c.y > y2 ? c.y - y2 : 0;
    if (dx > 0 || dy > 0)
        return r - root_of(dx * dx + dy * dy);
    double left = c.x - x1, right = x2 - c.x, up = c.y - y1, down = y2 - c.y;
    double in = left < right ? left : right, high = up < down ? up : down;
    return r + (in < high ? in : high);
}

static double in_prop(const struct figure *f, const struct prop *p, struct point c, double r)
{
    double v[4];
    int frontal = f->view != VIEW_side;
    for (int i = 0; i < 4; i++)
        v[i] = p->v[i] / 10.0;
    switch (p->kind) {
    case PROP_floor:
        return c.y + r;
    case PROP_chair: /* from the front a chair is behind the person */
        return frontal ? -1 : in_box(c, r, v[0] - 25, -v[1], v[0] + 25, 6 - v[1]);
    case PROP_bed:
        return in_box(c, r, v[0], -v[2], v[1], 9 - v[2]);
    case PROP_wall:
        return in_box(c, r, v[2] < 0 ? v[0] - 400 : v[0], -v[1], v[2] < 0 ? v[0] : v[0] + 400, 0);
    case PROP_step:
        return in_box(c, r, v[0], -v[2], v[1], 0);
    case PROP_top:
        return frontal ? -1 : in_box(c, r, v[0], -v[2], v[1], 6 - v[2]);
    case PROP_block:
        return in_box(c, r, v[0], v[1], v[0] + v[2], v[1] + v[3]);
    default:
        return -1;
    }
}

static void look_at_circle(const struct figure *f, struct point c, double r, const char *what,
                           int move, double way, struct worst *deep, struct worst *out)
{
    double x1 = f->window[0] / 10.0, y1 = f->window[1] / 10.0;
    double x2 = x1 + f->window[2] / 10.0, y2 = y1 + f->window[3] / 10.0;
    for (int i = 0; i < f->props; i++)
        worse(deep, in_prop(f, &f->prop[i], c, r), what, move, way);
    worse(out, x1 - (c.x - r), what, move, way);
    worse(out, y1 - (c.y - r), what, move, way);
    worse(out, c.x + r - x2, what, move, way);
    worse(out, c.y + r - y2, what, move, way);
}

static void look_at_solids(const struct figure *f, const struct body *b, int move, double way,
                           struct worst *deep, struct worst *out)
{
    for (int part = 0; part < PARTS; part++) {
        const struct part_row *row = &part_rows[part];
        for (int k = 0; k <= 4; k++) {
            struct point down = {0, row->length * b->share[part] * k / 4};
            struct point c = point_add(b->joint[row->root], point_turned(down, b->turn[part]));
            look_at_circle(f, c, mix(row->wide, row->narrow, k / 4.0), part_words[part], move, way,
                           deep, out);
        }
    }
    for (int joint = 0; joint < JOINTS; joint++)
        if (joint == JOINT_near_toe || joint == JOINT_far_toe || joint == JOINT_near_heel ||
            joint == JOINT_far_heel)
            look_at_circle(f, b->joint[joint], 0.8, joint_words[joint], move, way, deep, out);
}

/* --- joints ----------------------------------------------------------------------------------------------- */

static void look_at_turn(const struct figure *f, double turn, int which, int move, double way,
                         struct worst *over)
{
    const struct turning_bound *bound = &turning_bounds[which];
    int frontal = f->view != VIEW_side;
    double low = bound->low[frontal], high = bound->high[frontal];
    if (turn < low && turn + 360 <= high + (low - turn)) /* 190 may be told as -170 */
        turn += 360;
    double by = turn < low ? low - turn : turn - high;
    worse(over, by, bound->name, move, way);
}

static void look_at_turns(const struct figure *f, const struct body *b, int move, double way,
                          struct worst *over)
{
    for (int i = 0; i < LIMBS; i++) {
        double turn[LIMB_PARTS];
        limb_turns(f, b, (enum limb)i, turn);
        for (int j = 0; j < LIMB_PARTS; j++)
            look_at_turn(f, turn[j], (i < LIMB_near_arm ? TURNING_hip : TURNING_shoulder) + j, move,
                         way, over);
    }
    for (int i = PART_lumbar; i <= PART_head; i++)
        look_at_turn(f, turn_wrapped(b->turn[i] - b->turn[i - 1]), TURNING_lumbar + i - 1, move,
                     way, over);
}

/* --- a figure --------------------------------------------------------------------------------------------- */

static double way_at(const struct figure *f, double time)
{
    return f->tempo == TEMPO_ease ? (1 - cos(time * acos(-1.0))) / 2 : time;
}

/* Where in which movement a moment of the cycle is; way 1 while it is held. */
static int move_at(const struct figure *f, double tenths, double *ret_way)
{
    int move = 0;
    for (; move < f->motions - 1; move++) {
        double all = f->motion[move].go + f->motion[move].hold;
        if (tenths < all)
            break;
        tenths -= all;
    }
    *ret_way = tenths >= f->motion[move].go ? 1 : tenths / f->motion[move].go;
    return move;
}

static void look_at_motion(const struct figure *f)
{
    struct worst slip = {-1e9, ""}, deep = slip, out = slip, over = slip;
    const struct frames *m = figure_frames(&a, f);
    double round_off = m->tenths * 0.0006; /* times are told to a thousandth of the cycle */
    CHECK(m->count >= CYCLE_FRAMES && m->count < FRAMES_MAX);
    CHECK(m->at[0] == 0 && m->at[m->count - 1] == 1000);
    for (int i = 0; i + 1 < m->count; i++)
        for (int k = 0; k < PARTS_OF_STEP; k++) {
            /* In a step the picture turns evenly; what it stands for may be eased. */
            double t = (double)k / PARTS_OF_STEP, from, to;
            struct posture p;
            struct body b;
            int move = move_at(f, m->at[i] / 1000.0 * m->tenths + round_off, &from);
            int last = move_at(f, m->at[i + 1] / 1000.0 * m->tenths - round_off, &to);
            CHECK(move == last);
            posture_between(f, move, mix(way_at(f, from), way_at(f, to), t), &p);
            body_between(f, &m->body[i], &m->body[i + 1], t, &b);
            look_at_contacts(f, &p, &b, move, from, &slip);
            look_at_solids(f, &b, move, from, &deep, &out);
            look_at_turns(f, &b, move, from, &over);
            CHECK(fabs(apart(b.joint[JOINT_near_hip], b.joint[JOINT_near_knee]) -
                       49 * fabs(b.share[PART_near_thigh])) < 0.001 * stature / 4);
        }
    told(f, &slip, slip_max, "a contact slips by");
    told(f, &deep, depth_max, "something solid is entered by");
    told(f, &out, 1, "it goes out of its window by");
    told(f, &over, 2, "a joint goes too far, degrees");
}

/* Each limb is as long in every key pose as in the first, to a thousandth. */
static void look_at_lengths(const struct figure *f)
{
    for (int i = 0; i < f->poses; i++) {
        struct body b;
        figure_pose(f, i, &b);
        for (int limb = 0; limb < LIMBS; limb++)
            for (int j = 0; j < 2; j++) {
                int part = part_of_limb(limb) + j;
                double seen =
                    apart(b.joint[part_rows[part].root], b.joint[part_rows[part + 1].root]);
                double is = part_rows[part].length * fabs(b.share[part]);
                CHECK(fabs(seen - is) <= 0.001 * part_rows[part].length);
            }
    }
}

static void look_at_file(const struct figure *f)
{
    static unsigned char packed[1 << 20];
    for (int form = 0; form < FIGURE_FORMS; form++) {
        struct html w = {.out.mem = &a};
        uLongf n = sizeof packed;
        figure_file(&w, f, (enum figure_form)form);
        CHECK(!w.bug);
        CHECK(compress2(packed, &n, (const unsigned char *)w.out.p, w.out.len, 9) == Z_OK);
        if (!CHECK(n + 12 <= FILE_BYTES_MAX)) /* gzip has 12 bytes more around it */
            fprintf(stderr, "  %s: form %d has %lu bytes packed\n", f->name, form,
                    (unsigned long)n);
        text_char(&w.out, 0);
        CHECK(strstr(w.out.p, f->says) != NULL);
        CHECK((strstr(w.out.p, "<animate") != NULL) == (form == FIGURE_moving));
        CHECK(!strstr(w.out.p, "indefinite"));
    }
}

static int has_arrow(const struct figure *f)
{
    return f->arrows > 0 || f->tempo != TEMPO_ease;
}

static void look_at(const struct figure *f)
{
    a.used = 0;
    look_at_motion(f);
    look_at_lengths(f);
    look_at_file(f);
    if (!CHECK(f->works != 0 && has_arrow(f)))
        fprintf(stderr, "  %s: says neither what works nor where the effort goes\n", f->name);
}

/* --- all of them ------------------------------------------------------------------------------------------ */

static void look_at_names(void)
{
    static const char *const others[] = {"W",           "heel_walk", "big_toe", "heel_raise",
                                         "chair_rise",  "one_leg",   "slump",   "extension",
                                         "flexion",     "lateral",   "bend",    "knee_straight",
                                         "chair_rises", "one_leg_s", "sock",    "slr"};
    for (int i = 0; i < ITEM_COUNT; i++) {
        struct span id = item_name(i);
        if (i < ITEM_W1 || i > ITEM_W7)
            if (!CHECK(figure_named(id.p, id.len) != NULL))
                fprintf(stderr, "  %.*s has no figure\n", (int)id.len, id.p);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (!CHECK(figure_named(others[i], strlen(others[i])) != NULL))
            fprintf(stderr, "  %s has no figure\n", others[i]);
    CHECK(figure_named("E", 1) == NULL && figure_named("E33", 3) == NULL);
    for (int i = 0; i < figure_count; i++)
        for (int j = 0; j < i; j++)
            CHECK(strcmp(figures[i].says, figures[j].says) != 0);
}

static void look_at_sums(void)
{
    for (int i = -720; i <= 720; i++) {
        struct point p = point_turned((struct point){0, 1}, i / 2.0);
        CHECK(fabs(p.x + sin(i / 360.0 * acos(-1.0))) < 1e-9);
        CHECK(fabs(p.y - cos(i / 360.0 * acos(-1.0))) < 1e-9);
        CHECK(fabs(turn_wrapped(turn_towards(p) - i / 2.0)) < 1e-6);
        CHECK(fabs(angle_of_cos(cos(i / 1440.0 * acos(-1.0))) - fabs(i / 8.0)) < 1e-5);
        CHECK(fabs(root_of(fabs((double)i)) - sqrt(fabs((double)i))) < 1e-9);
    }
}

int main(int count, char **argument)
{
    for (int i = 0; i < figure_count; i++) {
        int wanted = count == 1;
        for (int j = 1; j < count; j++)
            wanted |= !strcmp(argument[j], figures[i].name);
        if (wanted)
            look_at(&figures[i]);
    }
    look_at_sums();
    if (count == 1)
        look_at_names();
    return check_done("figure");
}
