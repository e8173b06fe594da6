/* strength_picture.c - the five strength tests, drawn: one jointed person, 200 units tall, each part
 * placed by its joint and turn. What works is in the strong colour, the far limb pale; the arrow says
 * which way the effort goes. Decorative: the words stand beside it.
 *
 * Units: x to the right and y down from the floor, in tenths; turns in degrees, clockwise. */
#include "tell.h"

enum shape {
    SHAPE_pelvis,
    SHAPE_lumbar,
    SHAPE_thorax,
    SHAPE_neck,
    SHAPE_head,
    SHAPE_thigh,
    SHAPE_shank,
    SHAPE_foot,
    SHAPE_upper,
    SHAPE_fore,
    SHAPE_hand,
    SHAPES
};
enum look { BODY, NEAR, FAR, MOVES };
struct limb {
    uint8_t shape, look;
    int16_t x, y, turn;
};
enum { LIMBS = 17 };
enum { heel_walk, big_toe, heel_raise, chair_rise, one_leg };

/* Every part in its own frame: the joint it hangs from is 0,0. */
static const char *const shape_d[SHAPES] = {
    [SHAPE_pelvis] = "M-10.5 4C-14.5-4-12-12-9.3-16L9.8-16C11.5-8 11 0 9.5 4"
                     "C7 10-7 11-10.5 4Z",
    [SHAPE_lumbar] = "M-9.4 1C-9-7-9-13-10.2-19L11-19C11-12 10.6-6 10 1C8 4-7 4-9.4 1Z",
    [SHAPE_thorax] = "M-10.2 1C-12.5-9-13-18-8.5-24C-6-27.5-4-28.5-3-30L5-29"
                     "C6-26.5 9-24 11-19C13.4-12.5 12.3-5 11 1C8 5-8 5-10.2 1Z",
    [SHAPE_neck] = "M-6.8 4C-6-1-6-6-6.2-12L6-11C5.6-6 6-2 7.4 3C4 7-3.5 7-6.8 4Z",
    [SHAPE_head] = "M-5.6 2C-9.2-1.5-10.9-7.5-10.4-13C-9.7-20.3-4.8-24.6 1.2-24.6"
                   "C7.8-24.6 11.4-20.6 11.3-15.2C11.3-14 11.4-13.3 12-12.1L13.3-9.4"
                   "C13.7-8.4 13.2-7.8 11.9-7.6L11.8-4.2"
                   "C11.8-1.2 10.2-.2 7.8-.2L5.6 2Z",
    [SHAPE_thigh] = "M-10.6-1A10.6 10.6 0 0 1 10.4-2"
                    "C12 16 8.6 36 6.6 49A6.4 6.4 0 0 1-6.2 49.6C-7.4 34-9.8 18-10.6-1Z",
    [SHAPE_shank] = "M-6.2-.5A6.3 6.3 0 0 1 6.4-.5"
                    "C6.6 14 4.8 34 4.1 49A4.1 4.1 0 0 1-4.1 49C-4.8 38-10.2 22-6.2-.5Z",
    [SHAPE_foot] = "M-4.2-1C-6.6 1.5-8 4-7.3 6.6C-7 7.6-6.3 8-5.2 8L17.5 8"
                   "C21 8 22 5.6 19.8 3.8C16 .8 9.5 0 4.2-3.4A4.3 4.3 0 0 0-4.2-1Z",
    [SHAPE_upper] = "M-5.9 0A5.9 5.9 0 0 1 5.9-1"
                    "C6.4 12 5 26 4.4 37A4.3 4.3 0 0 1-4.2 37.4C-5.2 26-6 12-5.9 0Z",
    [SHAPE_fore] = "M-4.2-.4A4.3 4.3 0 0 1 4.4-.4"
                   "C5.4 9 3.6 19 3.1 28A3 3 0 0 1-2.9 28C-3.4 19-4.6 9-4.2-.4Z",
    [SHAPE_hand] = "M-3-.6A3.1 3.1 0 0 1 3.1-.6"
                   "C4.8 4 4.4 10 3 15.2A2.8 2.8 0 0 1-2.6 15C-3.6 10-3.8 4-3-.6Z",
};

static const struct limb figures[STRENGTH_TESTS][LIMBS] =
    {
        [heel_walk] =
            {
                {SHAPE_hand, FAR, 486, -1050, -44},
                {SHAPE_fore, FAR, 292, -1251, -44},
                {SHAPE_upper, FAR, 141, -1589, -24},
                {SHAPE_foot, MOVES, -48, -95, -10},
                {SHAPE_shank, FAR, 54, -574, 12},
                {SHAPE_thigh, FAR, 123, -1060, 8},
                {SHAPE_head, BODY, 115, -1715, 2},
                {SHAPE_neck, BODY, 113, -1635, 2},
                {SHAPE_thorax, BODY, 99, -1376, 2},
                {SHAPE_lumbar, BODY, 92, -1196, 2},
                {SHAPE_pelvis, BODY, 87, -1056, 2},
                {SHAPE_foot, MOVES, 266, -92, -23},
                {SHAPE_shank, MOVES, 189, -576, -9},
                {SHAPE_thigh, BODY, 87, -1056, -12},
                {SHAPE_hand, NEAR, -50, -959, 6},
                {SHAPE_fore, NEAR, -21, -1238, 6},
                {SHAPE_upper, NEAR, 106, -1585, 20},
            },
        [big_toe] =
            {
                {SHAPE_hand, FAR, 294, -454, -147},
                {SHAPE_fore, FAR, 106, -661, -42},
                {SHAPE_upper, FAR, 444, -812, 66},
                {SHAPE_foot, FAR, 440, -80, 0},
                {SHAPE_shank, FAR, 522, -563, 10},
                {SHAPE_thigh, FAR, 32, -555, -91},
                {SHAPE_head, BODY, 553, -884, 68},
                {SHAPE_neck, BODY, 479, -854, 68},
                {SHAPE_thorax, BODY, 228, -787, 74},
                {SHAPE_lumbar, BODY, 78, -686, 56},
                {SHAPE_pelvis, BODY, 0, -570, 34},
                {SHAPE_foot, MOVES, 330, -80, 0},
                {SHAPE_shank, BODY, 489, -543, 19},
                {SHAPE_thigh, BODY, 0, -570, -87},
                {SHAPE_hand, NEAR, 460, -240, -20},
                {SHAPE_fore, NEAR, 330, -488, -28},
                {SHAPE_upper, NEAR, 429, -845, 16},
            },
        [heel_raise] =
            {
                {SHAPE_hand, FAR, 425, -1120, -76},
                {SHAPE_fore, FAR, 275, -1357, -32},
                {SHAPE_upper, FAR, 102, -1684, -28},
                {SHAPE_foot, FAR, -318, -481, 78},
                {SHAPE_shank, FAR, 136, -665, 68},
                {SHAPE_thigh, FAR, 102, -1154, -4},
                {SHAPE_head, BODY, 72, -1809, 0},
                {SHAPE_neck, BODY, 72, -1729, 0},
                {SHAPE_thorax, BODY, 67, -1469, 0},
                {SHAPE_lumbar, BODY, 67, -1289, 0},
                {SHAPE_pelvis, BODY, 67, -1149, 0},
                {SHAPE_foot, MOVES, 59, -169, 30},
                {SHAPE_shank, MOVES, 67, -659, 1},
                {SHAPE_thigh, BODY, 67, -1149, 0},
                {SHAPE_hand, NEAR, 396, -1118, -76},
                {SHAPE_fore, NEAR, 243, -1353, -33},
                {SHAPE_upper, NEAR, 67, -1679, -28},
            },
        [chair_rise] =
            {
                {SHAPE_hand, FAR, 755, -839, -70},
                {SHAPE_fore, FAR, 492, -935, -70},
                {SHAPE_upper, FAR, 185, -1142, -56},
                {SHAPE_foot, FAR, 560, -161, -40},
                {SHAPE_shank, FAR, 245, -537, -40},
                {SHAPE_thigh, FAR, -188, -767, -62},
                {SHAPE_head, BODY, 224, -1270, 20},
                {SHAPE_neck, BODY, 197, -1195, 20},
                {SHAPE_thorax, BODY, 6, -1017, 46},
                {SHAPE_lumbar, BODY, -119, -888, 44},
                {SHAPE_pelvis, BODY, -216, -787, 44},
                {SHAPE_foot, MOVES, 0, -80, 0},
                {SHAPE_shank, MOVES, 199, -528, 24},
                {SHAPE_thigh, MOVES, -216, -787, -58},
                {SHAPE_hand, NEAR, 700, -813, -64},
                {SHAPE_fore, NEAR, 449, -936, -64},
                {SHAPE_upper, NEAR, 157, -1163, -52},
            },
        [one_leg] =
            {
                {SHAPE_hand, FAR, 256, -989, -28},
                {SHAPE_fore, FAR, 125, -1236, -28},
                {SHAPE_upper, FAR, 35, -1595, -14},
                {SHAPE_foot, FAR, 139, -322, 32},
                {SHAPE_shank, FAR, 399, -737, 32},
                {SHAPE_thigh, FAR, 35, -1065, -48},
                {SHAPE_head, BODY, 5, -1720, 0},
                {SHAPE_neck, BODY, 5, -1640, 0},
                {SHAPE_thorax, BODY, 0, -1380, 0},
                {SHAPE_lumbar, BODY, 0, -1200, 0},
                {SHAPE_pelvis, MOVES, 0, -1060, 0},
                {SHAPE_foot, MOVES, 0, -80, 0},
                {SHAPE_shank, MOVES, 0, -570, 0},
                {SHAPE_thigh, MOVES, 0, -1060, 0},
                {SHAPE_hand, NEAR, 409, -1086, -76},
                {SHAPE_fore, NEAR, 223, -1295, -42},
                {SHAPE_upper, NEAR, 0, -1590, -37},
            },
};

static const char *const arrows[STRENGTH_TESTS] = {
    [heel_walk] = "M56-26C60-33 60-40 57-48M50.5-43L57-48L61-41",
    [big_toe] = "M64-8C68-14 68-20 66-27M59.5-22L66-27L70-20",
    [heel_raise] = "M-22-10C-24-16-24-24-24-32M-29-25L-24-32L-18-26",
    [chair_rise] = "M84-120C88-132 89-142 88-154M81-148L88-154L94-147",
    [one_leg] = NULL,
};

static void prop(struct visit *v, int test)
{
    html_put(&v->w, "<path class=\"fl\" d=\"M-70 .8H110\"/>");
    if (test == big_toe)
        html_put(&v->w,
                 "<path class=\"fc\" d=\"M22-43V0M-21-43V0M-22-45L-29-97\"/>"
                 "<rect class=\"fp\" x=\"-24\" y=\"-47\" width=\"50\" height=\"6\" rx=\"3\"/>");
    if (test == chair_rise)
        html_put(&v->w,
                 "<path class=\"fc\" d=\"M-18-43V0M-61-43V0M-62-45L-69-97\"/>"
                 "<rect class=\"fp\" x=\"-64\" y=\"-47\" width=\"50\" height=\"6\" rx=\"3\"/>");
    if (test == heel_raise || test == one_leg)
        html_put(&v->w,
                 "<path class=\"fc\" d=\"M64-97V0\"/>"
                 "<rect class=\"fp\" x=\"38\" y=\"-101\" width=\"64\" height=\"6\" rx=\"3\"/>");
}

/* The shapes, once a page; each picture places them. */
static void shapes(struct visit *v)
{
    if (v->drawn & DRAWN_strength)
        return;
    v->drawn |= DRAWN_strength;
    html_put(&v->w, "<defs>");
    for (int i = 0; i < SHAPES; i++)
        html_put(&v->w, "<path id=\"part%d\" d=\"%s\"/>", i, shape_d[i]);
    html_put(&v->w, "</defs>");
}

void strength_picture(struct visit *v, int test)
{
    static const char *const look[] = {[BODY] = "fb", [NEAR] = "fa", [FAR] = "ff", [MOVES] = "fm"};
    html_put(&v->w, "<svg class=\"fig\" viewBox=\"-80 -214 200 222\" aria-hidden=\"true\">");
    shapes(v);
    prop(v, test);
    html_put(&v->w, "<g transform=\"scale(.1)\">");
    for (int i = 0; i < LIMBS; i++) {
        const struct limb *l = &figures[test][i];
        html_put(&v->w,
                 "<use href=\"#part%d\" class=\"%s\" "
                 "transform=\"translate(%d %d)rotate(%d)scale(10)\"/>",
                 l->shape, look[l->look], l->x, l->y, l->turn);
    }
    html_put(&v->w, "</g>");
    if (arrows[test])
        html_put(&v->w, "<path class=\"fr\" d=\"%s\"/>", arrows[test]);
    html_put(&v->w, "</svg>");
}
