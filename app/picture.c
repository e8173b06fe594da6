/* Pictures of exercises: a person from the side, in the posture the exercise is done in.
 *
 * Orange is the part that works, the pale limb is the far one. The shapes of the parts are on a page
 * once; a picture is the tree of turned parts that refers to them. Decorative: name and cues stand
 * beside it. */
#include "visit.h"

enum far { FAR_STAND, FAR_PRONE, FAR_SUPINE, FAR_FOURS };
enum moves { MOVES_NOTHING, MOVES_LEG, MOVES_SHANK, MOVES_HIPS, MOVES_ARM };
enum turn {
    PELVIS,
    LUMBAR,
    THORAX,
    NECK,
    SKULL,
    NEAR_LEG,
    FAR_LEG = NEAR_LEG + 3,
    NEAR_ARM = FAR_LEG + 3,
    FAR_ARM = NEAR_ARM + 3,
    ANGLES = FAR_ARM + 3
};

static const struct pose {
    uint8_t far, moves;
    int16_t hip_x, hip_y, turn[ANGLES];
    int16_t x, y, width, height, mat_from, mat_to;
    const char *line, *fill;
} poses[] = {
#define POSE(name, far, moves, hip_x, hip_y, ...)                                                  \
    {FAR_##far, MOVES_##moves, hip_x, hip_y, __VA_ARGS__},
#include "poses.def"
};
enum pose_name {
#define POSE(name, ...) POSE_##name,
#include "poses.def"
};

static const uint8_t pose_of[ITEM_COUNT] = {
    [ITEM_P1] = POSE_legs_on_chair, [ITEM_P2] = POSE_side,    [ITEM_P3] = POSE_pillow,
    [ITEM_P4] = POSE_lean,          [ITEM_E1] = POSE_prone,   [ITEM_E2] = POSE_elbows,
    [ITEM_E3] = POSE_press,         [ITEM_E4] = POSE_press,   [ITEM_E5] = POSE_back_bend,
    [ITEM_SG1] = POSE_side_glide,   [ITEM_F1] = POSE_crook,   [ITEM_F2] = POSE_hug,
    [ITEM_F3] = POSE_hug,           [ITEM_F4] = POSE_fold,    [ITEM_F5] = POSE_fours,
    [ITEM_T1] = POSE_crook,         [ITEM_T2] = POSE_crook,   [ITEM_T3] = POSE_side,
    [ITEM_H1] = POSE_one_leg,       [ITEM_H2] = POSE_hug,     [ITEM_H3] = POSE_hug,
    [ITEM_H4] = POSE_half_kneel,    [ITEM_H5] = POSE_leg_up,  [ITEM_H6] = POSE_calf,
    [ITEM_N1] = POSE_flat,          [ITEM_N2] = POSE_slider,  [ITEM_N3] = POSE_behind_thigh,
    [ITEM_N4] = POSE_side,          [ITEM_N5] = POSE_slump,   [ITEM_N6] = POSE_leg_up,
    [ITEM_A1] = POSE_crook,         [ITEM_A2] = POSE_taps,    [ITEM_A3] = POSE_crook,
    [ITEM_A4] = POSE_side,          [ITEM_A5] = POSE_side,    [ITEM_A6] = POSE_bird,
    [ITEM_A7] = POSE_bird_arm,      [ITEM_A8] = POSE_plank,   [ITEM_G1] = POSE_crook,
    [ITEM_G2] = POSE_side,          [ITEM_G3] = POSE_bridge,  [ITEM_G4] = POSE_bridge,
    [ITEM_G5] = POSE_side_leg,      [ITEM_Q1] = POSE_rise,    [ITEM_Q2] = POSE_rise,
    [ITEM_Q3] = POSE_step,          [ITEM_Q4] = POSE_heels,   [ITEM_Q5] = POSE_sit,
    [ITEM_Q6] = POSE_split,         [ITEM_I1] = POSE_hinge,   [ITEM_I2] = POSE_lift,
    [ITEM_I3] = POSE_carry,         [ITEM_B1] = POSE_in_line, [ITEM_B2] = POSE_one_leg,
    [ITEM_W1] = POSE_walk,          [ITEM_W2] = POSE_walk,    [ITEM_W3] = POSE_walk,
    [ITEM_W4] = POSE_walk,          [ITEM_W5] = POSE_walk,    [ITEM_W6] = POSE_walk,
    [ITEM_W7] = POSE_walk,          [ITEM_C1] = POSE_bike,    [ITEM_C2] = POSE_pool,
    [ITEM_C3] = POSE_jog,
};

/* --- the parts --------------------------------------------------------------------------------------------- */

/* Each in its own frame: the joint it hangs from is 0,0. */
static const struct part {
    const char *id, *d;
} parts[] = {
    {"f-pelvis", "M-10.5 4C-14.5-4-12-12-9.3-16L9.8-16C11.5-8 11 0 9.5 4C7 10-7 11-10.5 4Z"},
    {"f-lumbar", "M-9.4 1C-9-7-9-13-10.2-19L11-19C11-12 10.6-6 10 1C8 4-7 4-9.4 1Z"},
    {"f-thorax", "M-10.2 1C-12.5-9-13-18-8.5-24C-6-27.5-4-28.5-3-30L5-29C6-26.5 9-24 11-19C13.4-"
                 "12.5 12.3-5 11 1C8 5-8 5-10.2 1Z"},
    {"f-neck", "M-6.8 4C-6-1-6-6-6.2-12L6-11C5.6-6 6-2 7.4 3C4 7-3.5 7-6.8 4Z"},
    {"f-head", "M-5.6 2C-9.2-1.5-10.9-7.5-10.4-13C-9.7-20.3-4.8-24.6 1.2-24.6C7.8-24.6 11.4-20.6 "
               "11.3-15.2C11.3-14 11.4-13.3 12-12.1L13.3-9.4C13.7-8.4 13.2-7.8 11.9-7.6L11.8-4.2C"
               "11.8-1.2 10.2-.2 7.8-.2L5.6 2Z"},
    {"f-thigh", "M-10.6-1A10.6 10.6 0 0 1 10.4-2C12 16 8.6 36 6.6 49A6.4 6.4 0 0 1-6.2 49.6C-7.4 "
                "34-9.8 18-10.6-1Z"},
    {"f-shank", "M-6.2-.5A6.3 6.3 0 0 1 6.4-.5C6.6 14 4.8 34 4.1 49A4.1 4.1 0 0 1-4.1 49C-4.8 38-"
                "10.2 22-6.2-.5Z"},
    {"f-foot", "M-4.2-1C-6.6 1.5-8 4-7.3 6.6C-7 7.6-6.3 8-5.2 8L17.5 8C21 8 22 5.6 19.8 3.8C16 .8 "
               "9.5 0 4.2-3.4A4.3 4.3 0 0 0-4.2-1Z"},
    {"f-upper", "M-5.9 0A5.9 5.9 0 0 1 5.9-1C6.4 12 5 26 4.4 37A4.3 4.3 0 0 1-4.2 37.4C-5.2 26-6 "
                "12-5.9 0Z"},
    {"f-fore", "M-4.2-.4A4.3 4.3 0 0 1 4.4-.4C5.4 9 3.6 19 3.1 28A3 3 0 0 1-2.9 28C-3.4 19-4.6 9-"
               "4.2-.4Z"},
    {"f-hand", "M-3-.6A3.1 3.1 0 0 1 3.1-.6C4.8 4 4.4 10 3 15.2A2.8 2.8 0 0 1-2.6 15C-3.6 10-3.8 4"
               "-3-.6Z"},
};

static void figure_shapes(struct visit *v)
{
    if (v->drawn & DRAWN_figure)
        return;
    v->drawn |= DRAWN_figure;
    html_put(&v->w, "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        html_put(&v->w, "<path id=\"%s\" d=\"%s\"/>", parts[i].id, parts[i].d);
    html_put(&v->w, "</defs></svg>");
}

static void put_tenths(struct visit *v, int n)
{
    html_put(&v->w, "%s%d.%d", n < 0 ? "-" : "", (n < 0 ? -n : n) / 10, (n < 0 ? -n : n) % 10);
}

/* Opens a part's frame: where its joint is in the parent's, in tenths, and how it is turned. */
static void open_part(struct visit *v, int x, int y, int turn)
{
    html_put(&v->w, "<g transform=\"translate(");
    put_tenths(v, x);
    html_put(&v->w, " ");
    put_tenths(v, y);
    html_put(&v->w, ")rotate(");
    put_tenths(v, turn);
    html_put(&v->w, ")\">");
}

static void put_part(struct visit *v, const char *class_name, const char *part)
{
    html_put(&v->w, "<use class=\"%s\" href=\"#f-%s\"/></g>", class_name, part);
}

/* --- the person ------------------------------------------------------------------------------------------- */

enum { PELVIS_LEN = 140, LUMBAR_LEN = 180, NAPE = 260, SHOULDER = 210, NECK_LEN = 80 };
enum { THIGH_LEN = 490, SHANK_LEN = 490, UPPER_LEN = 370, FORE_LEN = 280 };

static void far_shift(const struct pose *p, int *ret_x, int *ret_y)
{
    static const int16_t shift[][2] = {[FAR_STAND] = {35, -5},
                                       [FAR_PRONE] = {-5, -35},
                                       [FAR_SUPINE] = {5, 35},
                                       [FAR_FOURS] = {5, -35}};
    *ret_x = shift[p->far][0];
    *ret_y = shift[p->far][1];
}

static void put_leg(struct visit *v, const struct pose *p, int far)
{
    const int16_t *turn = p->turn + (far ? FAR_LEG : NEAR_LEG);
    int x = 0, y = 0, lower = p->moves == MOVES_LEG || p->moves == MOVES_SHANK;
    int upper = p->moves == MOVES_LEG || p->moves == MOVES_HIPS;
    if (far)
        far_shift(p, &x, &y);
    open_part(v, x, y, turn[0]);
    open_part(v, 0, THIGH_LEN, turn[1]);
    open_part(v, 0, SHANK_LEN, turn[2]);
    put_part(v, far ? "ff" : lower ? "fm" : "fb", "foot");
    put_part(v, far ? "ff" : lower ? "fm" : "fb", "shank");
    put_part(v, far ? "ff" : upper ? "fm" : "fb", "thigh");
}

static void put_arm(struct visit *v, const struct pose *p, int far)
{
    const int16_t *turn = p->turn + (far ? FAR_ARM : NEAR_ARM);
    const char *colour = far ? "ff" : p->moves == MOVES_ARM ? "fm" : "fa";
    int x = 0, y = 0;
    if (far)
        far_shift(p, &x, &y);
    open_part(v, 0, -PELVIS_LEN, p->turn[LUMBAR]);
    open_part(v, 0, -LUMBAR_LEN, p->turn[THORAX]);
    open_part(v, x, y - SHOULDER, turn[0]);
    open_part(v, 0, UPPER_LEN, turn[1]);
    open_part(v, 0, FORE_LEN, turn[2]);
    put_part(v, colour, "hand");
    put_part(v, colour, "fore");
    put_part(v, colour, "upper");
    html_put(&v->w, "</g></g>");
}

static void put_trunk(struct visit *v, const struct pose *p)
{
    open_part(v, 0, -PELVIS_LEN, p->turn[LUMBAR]);
    open_part(v, 0, -LUMBAR_LEN, p->turn[THORAX]);
    open_part(v, 5, -NAPE, p->turn[NECK]);
    open_part(v, 0, -NECK_LEN, p->turn[SKULL]);
    put_part(v, "fb", "head");
    put_part(v, "fb", "neck");
    put_part(v, "fb", "thorax");
    put_part(v, "fb", "lumbar");
    html_put(&v->w, "<use class=\"%s\" href=\"#f-pelvis\"/>", p->moves == MOVES_HIPS ? "fm" : "fb");
}

static void put_props(struct visit *v, const struct pose *p)
{
    if (p->fill[0])
        html_put(&v->w, "<path class=\"fp\" d=\"%s\"/>", p->fill);
    if (p->line[0])
        html_put(&v->w, "<path class=\"fc\" d=\"%s\"/>", p->line);
    if (p != &poses[POSE_side] && p != &poses[POSE_side_leg])
        html_put(&v->w, "<path class=\"fl\" d=\"M%d .8H%d\"/>", p->x + 6, p->x + p->width - 6);
    if (p->mat_to)
        html_put(&v->w,
                 "<rect class=\"fp\" x=\"%d\" y=\"0\" width=\"%d\" height=\"5\" rx=\"2.5\"/>",
                 p->mat_from, p->mat_to - p->mat_from);
}

void item_picture(struct visit *v, int item)
{
    const struct pose *p = &poses[pose_of[item]];
    figure_shapes(v);
    html_put(&v->w, "<svg class=\"fig\" viewBox=\"%d %d %d %d\" aria-hidden=\"true\">", p->x, p->y,
             p->width, p->height);
    put_props(v, p);
    open_part(v, p->hip_x, p->hip_y, p->turn[PELVIS]);
    put_arm(v, p, 1);
    put_leg(v, p, 1);
    put_trunk(v, p);
    put_leg(v, p, 0);
    put_arm(v, p, 0);
    html_put(&v->w, "</g></svg>");
}

void item_thumb(struct visit *v, int item)
{
    item_picture(v, item);
}

static int item_named_here(const char *name)
{
    for (int i = 0; i < ITEM_COUNT; i++)
        if (item_name(i).len == str_len(name) && memcmp(item_name(i).p, name, str_len(name)) == 0)
            return i;
    return ITEM_W1;
}

void figure_moving(struct visit *v, const char *name)
{
    item_picture(v, item_named_here(name));
}

void figure_strip(struct visit *v, const char *name)
{
    item_picture(v, item_named_here(name));
}
