/* The body: a figure from the back and one from the front, to tap on; and the same figure small.
 *
 * A figure is 100 wide and 240 tall, the front one stands 100 to the right of the back one. Left and
 * right are the person's own, so they change places between the views; both views say so in words.
 *
 * The chart works without script. Each zone of each layer is a tick, and what a tick paints stands
 * after it on the page, so the style sheet can tell by .p3:checked what to show. The tick itself is
 * the place to tap in the view from the back; in the view from the front, where a second place leads
 * to the same tick, it is a label. "Choose from a list" lays the same ticks out as a list. Pain is
 * colour and stripes, tingling is dots, numbness is level lines. */
#include "visit.h"

/* The right half of the outline, a little over the middle line so that no seam shows; and the head.
 * Curves through points, made by body-sketch of the design. */
#define HALF                                                                                       \
    "M49.5 33H50C51.8 33 54.4 30.6 55.4 31C56.4 31.4 55.3 34.2 56.2 35.5C57.1 36.8 59 38 61 39C63" \
    " 40 66.2 40.5 68.5 41.5C70.8 42.5 72.9 43.4 74.5 45C76.1 46.6 77.4 48.7 78.3 51C79.2 53.3 79" \
    ".2 55.8 79.7 59C80.2 62.2 80.5 66.3 81 70C81.5 73.7 82 77.5 82.6 81C83.2 84.5 83.7 87.5 84.4" \
    " 91C85.1 94.5 85.9 98.3 86.6 102C87.3 105.7 88 110.1 88.6 113C89.2 115.9 89.4 117.5 90 119.5" \
    "C90.6 121.5 91.6 122.9 92.2 125C92.8 127.1 93.4 129.7 93.4 132C93.4 134.3 92.7 137.5 92 139C" \
    "91.3 140.5 90.2 141.3 89.4 141C88.6 140.7 87.9 139.2 87.4 137C86.9 134.8 86.8 130.8 86.4 128" \
    "C86 125.2 85.9 123.9 85.2 120C84.5 116.1 83.1 109.1 82 104.5C80.9 99.9 79.7 95.9 78.8 92.5C7" \
    "7.9 89.1 77.5 87.6 76.8 84C76.1 80.4 75.3 75 74.6 71C73.9 67 73.2 60.5 72.8 60C72.4 59.5 72." \
    "4 64.8 72 68C71.6 71.2 70.9 75.7 70.4 79C69.9 82.3 69.3 85 69.2 88C69.1 91 69.3 93.8 69.9 97" \
    "C70.5 100.2 71.8 104 72.6 107.5C73.3 111 74.1 113.9 74.4 118C74.7 122.1 74.6 126.7 74.2 132C" \
    "73.8 137.3 72.9 144.5 72.1 150C71.3 155.5 70.1 161.2 69.3 165C68.5 168.8 67.8 170.2 67.5 172" \
    ".5C67.2 174.8 67.2 176.2 67.3 179C67.4 181.8 68.1 185.3 68 189C67.9 192.7 67.5 196.5 66.7 20" \
    "1C66 205.5 64.3 212.2 63.5 216C62.7 219.8 62 221.7 62 224C62 226.3 62.8 228.2 63.4 230C64 23" \
    "1.8 65.6 233.7 65.6 235C65.6 236.3 64.8 237.4 63.6 238C62.4 238.6 59.8 238.7 58.4 238.4C57 2" \
    "38.1 55.9 237.8 55.4 236.4C54.9 235 55.4 232.2 55.5 230C55.6 227.8 56.2 226.8 56.1 223C56 21" \
    "9.2 55.5 211.8 55 207C54.5 202.2 53.6 197.8 53.4 194C53.2 190.2 53.8 187 54 184C54.2 181 54." \
    "7 178.8 54.7 176C54.7 173.2 54.5 171.3 54.1 167C53.8 162.7 53 155.3 52.6 150C52.2 144.7 52.1" \
    " 138.9 51.7 135C51.3 131.1 50.6 126.5 50 126.5H49.5"
#define HEAD                                                                                       \
    "M50 3.5C57.6 3.5 61 9.2 60.7 16C60.4 24.5 56 31.4 50 31.4C44 31.4 39.6 24.5 39.3 16C39 9.2 "  \
    "42.4 3.5 50 3.5Z"

/* The zones as bands that the outline cuts. row and back, front: where the style sheet lays the
 * place to tap (.r1 to .r6; .bl, .br, .bm from the back, .fl, .fr from the front). */
struct zone {
    const char *value, *words, *back_d, *front_d, *row, *back, *front;
};
enum { PAINTED = places_middle_back + 1 };
static const struct zone zones[] = {
    [places_left_back] = {"left_back", "left low back", "M26 80Q34 81 42 80V98.5Q34 99.5 26 98.5Z",
                          NULL, "r1", "bl", NULL},
    [places_left_buttock] = {"left_buttock", "left buttock",
                             "M22 98.5Q36 100.7 50 98.5V114Q36 116.2 22 114Z", NULL, "r2", "bl",
                             NULL},
    [places_left_hip] = {"left_hip", "left hip", "M22 114Q36 116.2 50 114V129.5Q36 131.7 22 129.5Z",
                         "M150 114Q164 116.2 178 114V129.5Q164 131.7 150 129.5Z", "r3", "bl", "fr"},
    [places_left_thigh] = {"left_thigh", "left thigh",
                           "M22 129.5Q36 130.5 50 129.5V172.5Q36 173.5 22 172.5Z",
                           "M150 129.5Q164 130.5 178 129.5V172.5Q164 173.5 150 172.5Z", "r4", "bl",
                           "fr"},
    [places_left_calf] = {"left_calf", "left leg below the knee",
                          "M22 172.5Q36 173.5 50 172.5V223Q36 224 22 223Z",
                          "M150 172.5Q164 173.5 178 172.5V223Q164 224 150 223Z", "r5", "bl", "fr"},
    [places_left_foot] = {"left_foot", "left foot", "M30 223Q40 224 50 223V240Q40 241 30 240Z",
                          "M150 223Q160 224 170 223V240Q160 241 150 240Z", "r6", "bl", "fr"},
    [places_right_back] = {"right_back", "right low back",
                           "M58 80Q66 81 74 80V98.5Q66 99.5 58 98.5Z", NULL, "r1", "br", NULL},
    [places_right_buttock] = {"right_buttock", "right buttock",
                              "M50 98.5Q64 100.7 78 98.5V114Q64 116.2 50 114Z", NULL, "r2", "br",
                              NULL},
    [places_right_hip] = {"right_hip", "right hip",
                          "M50 114Q64 116.2 78 114V129.5Q64 131.7 50 129.5Z",
                          "M122 114Q136 116.2 150 114V129.5Q136 131.7 122 129.5Z", "r3", "br",
                          "fl"},
    [places_right_thigh] = {"right_thigh", "right thigh",
                            "M50 129.5Q64 130.5 78 129.5V172.5Q64 173.5 50 172.5Z",
                            "M122 129.5Q136 130.5 150 129.5V172.5Q136 173.5 122 172.5Z", "r4", "br",
                            "fl"},
    [places_right_calf] = {"right_calf", "right leg below the knee",
                           "M50 172.5Q64 173.5 78 172.5V223Q64 224 50 223Z",
                           "M122 172.5Q136 173.5 150 172.5V223Q136 224 122 223Z", "r5", "br", "fl"},
    [places_right_foot] = {"right_foot", "right foot", "M50 223Q60 224 70 223V240Q60 241 50 240Z",
                           "M130 223Q140 224 150 223V240Q140 241 130 240Z", "r6", "br", "fl"},
    [places_middle_back] = {"middle_back", "middle of the low back",
                            "M42 80Q50 81 58 80V98.5Q50 99.5 42 98.5Z", NULL, "r1", "bm", NULL},
    [places_left_none] = {"left_none", "nothing on my left", NULL, NULL, NULL, NULL, NULL},
    [places_right_none] = {"right_none", "nothing on my right", NULL, NULL, NULL, NULL, NULL},
};
enum { ZONES = sizeof zones / sizeof zones[0] };

/* Side by side, from the back down: as the list is read, and as the Tab key goes. */
static const int reading_order[ZONES] = {
    places_left_back,   places_right_back, places_left_buttock, places_right_buttock,
    places_left_hip,    places_right_hip,  places_left_thigh,   places_right_thigh,
    places_left_calf,   places_right_calf, places_left_foot,    places_right_foot,
    places_middle_back, places_left_none,  places_right_none,
};

static const struct layer {
    const char *key, *word, *mark; /* mark: p, t or n, of the style sheet's class names */
    const char *pattern;
} layers[] = {
    {"pain_at", "Pain", "p", "pain-p"},
    {"tingle_at", "Tingling", "t", "tingle-p"},
    {"numb_at", "Numb", "n", "numb-p"},
};
enum { LAYERS = sizeof layers / sizeof layers[0] };

/* --- shapes that are on a page once -------------------------------------------------------------------- */

static void put_patterns(struct visit *v)
{
    html_put(&v->w,
             "<pattern id=\"pain-p\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
             "patternTransform=\"rotate(45)\"><path class=\"d-pain\" d=\"M0 0H5V5H0Z\"/>"
             "<path class=\"d-hatch\" d=\"M1 0V5\"/></pattern>"
             "<pattern id=\"tingle-p\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
             "<g class=\"d-ring\"><circle cx=\"2\" cy=\"2\" r=\"2\"/><circle cx=\"6\" cy=\"6\" "
             "r=\"2\"/></g><g class=\"d-dot\"><circle cx=\"2\" cy=\"2\" r=\"1.3\"/>"
             "<circle cx=\"6\" cy=\"6\" r=\"1.3\"/></g></pattern>"
             "<pattern id=\"numb-p\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
             "<path class=\"d-ring\" d=\"M0 1H6V4.4H0Z\"/><path class=\"d-numb\" "
             "d=\"M0 1.9H6V3.5H0Z\"/></pattern>"
             "<pattern id=\"tingle-s\" width=\"14\" height=\"14\" patternUnits=\"userSpaceOnUse\">"
             "<g class=\"d-dot\"><circle cx=\"4\" cy=\"4\" r=\"3.2\"/><circle cx=\"11\" cy=\"11\" "
             "r=\"3.2\"/></g></pattern>"
             "<pattern id=\"numb-s\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\">"
             "<path class=\"d-numb\" d=\"M0 2H10V5.5H0Z\"/></pattern>");
}

void body_shapes(struct visit *v)
{
    if (v->drawn & DRAWN_body)
        return;
    v->drawn |= DRAWN_body;
    html_put(&v->w,
             "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
             "<path id=\"b-half\" d=\"%s\"/><path id=\"b-head\" d=\"%s\"/>"
             "<g id=\"b-all\"><use href=\"#b-head\"/><use href=\"#b-half\"/>"
             "<use href=\"#b-half\" transform=\"matrix(-1 0 0 1 100 0)\"/></g>"
             "<clipPath id=\"b-clip\"><use href=\"#b-half\"/>"
             "<use href=\"#b-half\" transform=\"matrix(-1 0 0 1 100 0)\"/>"
             "<use href=\"#b-half\" transform=\"translate(100)\"/>"
             "<use href=\"#b-half\" transform=\"matrix(-1 0 0 1 200 0)\"/></clipPath>",
             HALF, HEAD);
    put_patterns(v);
    for (int i = 0; i < PAINTED; i++)
        html_put(&v->w, "<path id=\"z%d\" d=\"%s%s\"/>", i, zones[i].back_d,
                 zones[i].front_d ? zones[i].front_d : "");
    html_put(&v->w, "</defs></svg>");
}

/* --- the chart --------------------------------------------------------------------------------------------- */

static void put_zone_id(struct visit *v, const struct layer *l, int i)
{
    html_put(&v->w, "%s", l->key);
    if (i != reading_order[0])
        html_put(&v->w, "-%s", zones[i].value);
}

static void first_up(struct visit *v, const char *words)
{
    char c = words[0] >= 'a' && words[0] <= 'z' ? (char)(words[0] - 'a' + 'A') : words[0];
    html_put(&v->w, "%.*s%s", 1, &c, words + 1);
}

static void put_tick(struct visit *v, const struct layer *l, int i)
{
    const struct zone *z = &zones[i];
    html_put(&v->w, "<input type=\"checkbox\" class=\"zi in-%s %s%d", l->mark, l->mark, i);
    if (z->row)
        html_put(&v->w, " z %s %s", z->row, z->back);
    html_put(&v->w, "\" id=\"");
    put_zone_id(v, l, i);
    html_put(&v->w, "\" name=\"%s\" value=\"%s\" aria-label=\"%s: %s\"", l->key, z->value, l->word,
             z->words);
    if (posted_is(v, l->key, z->value))
        html_put(&v->w, " checked");
    html_put(&v->w, "><label class=\"zl in-%s%s\" for=\"", l->mark,
             z->row ? (i == places_middle_back ? " mid" : "") : " no");
    put_zone_id(v, l, i);
    html_put(&v->w, "\">");
    first_up(v, z->words);
    html_put(&v->w, "</label>");
}

/* The places to tap in the view from the front. */
static void put_front(struct visit *v, const struct layer *l)
{
    for (int i = 0; i < PAINTED; i++) {
        if (!zones[i].front)
            continue;
        html_put(&v->w, "<label class=\"z zf in-%s %s %s\" title=\"%s\" for=\"", l->mark,
                 zones[i].row, zones[i].front, zones[i].words);
        put_zone_id(v, l, i);
        html_put(&v->w, "\"></label>");
    }
}

static void put_figures(struct visit *v)
{
    html_put(&v->w, "<svg class=\"two-views\" viewBox=\"0 0 200 244\" aria-hidden=\"true\">"
                    "<g class=\"sk\"><use href=\"#b-all\"/><use href=\"#b-all\" x=\"100\"/></g>"
                    "<g clip-path=\"url(#b-clip)\"><g class=\"open\">");
    for (int i = 0; i < PAINTED; i++)
        html_put(&v->w, "<use href=\"#z%d\"/>", i);
    html_put(&v->w, "</g>");
    for (int k = 0; k < LAYERS; k++) {
        html_put(&v->w, "<g fill=\"url(#%s)\">", layers[k].pattern);
        for (int i = 0; i < PAINTED; i++)
            html_put(&v->w, "<use href=\"#z%d\" class=\"%s%d-on\"/>", i, layers[k].mark, i);
        html_put(&v->w, "</g>");
    }
    html_put(&v->w,
             "</g><g class=\"ol\"><use href=\"#b-all\"/><use href=\"#b-all\" x=\"100\"/></g>"
             "<path class=\"in-l\" d=\"M50 44V79M41 60C43.5 66 44 70 42.5 74M59 60C56.5 66 "
             "56 70 57.5 74M30 128C35 132 43 132 48.5 127M70 128C65 132 57 132 51.5 127"
             "M140 45C143 44 146 45 148 47M160 45C157 44 154 45 152 47M150 92.5V94.5M135 169C137.5 "
             "166.5 141.5 166.5 144 169M165 169C162.5 166.5 158.5 166.5 156 169\"/></svg>");
}

/* What is marked, in words. */
static void put_said(struct visit *v)
{
    html_put(&v->w, "<p class=\"said\">");
    for (int k = 0; k < LAYERS; k++)
        for (int n = 0; n < ZONES; n++) {
            int i = reading_order[n];
            html_put(&v->w, "<span class=\"chip m-%s %s%d-on\">%s: %s</span> ", layers[k].mark,
                     layers[k].mark, i, layers[k].word, zones[i].words);
        }
    html_put(&v->w, "</p>");
}

static void put_layer_choice(struct visit *v)
{
    for (int k = 0; k < LAYERS; k++)
        html_put(&v->w,
                 "<input type=\"radio\" class=\"sr lay-%s\" id=\"layer-%s\" name=\"layer\" "
                 "value=\"%s\">",
                 layers[k].mark, layers[k].mark, layers[k].mark);
    html_put(&v->w, "<input type=\"checkbox\" class=\"sr as-list\" id=\"as-list\" "
                    "aria-label=\"Choose from a list instead\">");
    for (int k = 0; k < LAYERS; k++)
        html_put(
            &v->w,
            "<label class=\"seg seg-%s\" for=\"layer-%s\"><svg viewBox=\"0 0 20 20\" "
            "aria-hidden=\"true\"><rect width=\"20\" height=\"20\" rx=\"4\" fill=\"url(#%s)\"/>"
            "</svg>%s</label>",
            layers[k].mark, layers[k].mark, layers[k].pattern, layers[k].word);
    html_put(&v->w, "<label class=\"txt list-word\" for=\"as-list\"><span>Choose from a list "
                    "instead</span><span>Back to the figures</span></label>");
}

static void put_errors(struct visit *v)
{
    for (int k = 0; k < LAYERS; k++) {
        const char *why = wrong_about(v, layers[k].key);
        if (!why)
            continue;
        html_put(&v->w, "<p class=\"error\">");
        icon(v, "stop");
        html_put(&v->w, "<span><span class=\"sr\">Error: </span>%s: %s</span></p>", layers[k].word,
                 why);
    }
}

void ask_body(struct visit *v)
{
    body_shapes(v);
    html_put(&v->w, "<fieldset class=\"q body-q\"><legend class=\"sr\">Where you feel it</legend>"
                    "<p class=\"hint\">Choose what you feel. Then tap each part. Tap again to take "
                    "it away.</p>");
    put_errors(v);
    put_layer_choice(v);
    html_put(&v->w, "<div class=\"views\" aria-hidden=\"true\"><b>From the back</b>"
                    "<b>From the front</b><span>your left</span><span>your right</span>"
                    "<span>your right</span><span>your left</span></div><div class=\"body\">");
    for (int k = 0; k < LAYERS; k++) {
        html_put(&v->w, "<b class=\"zh\">%s</b>", layers[k].word);
        for (int n = 0; n < ZONES; n++)
            put_tick(v, &layers[k], reading_order[n]);
        put_front(v, &layers[k]);
    }
    put_figures(v);
    put_said(v);
    html_put(&v->w, "</div></fieldset>");
}

/* --- small -------------------------------------------------------------------------------------------------- */

static void open_small(struct visit *v)
{
    body_shapes(v);
    html_put(&v->w, "<svg class=\"mini\" viewBox=\"5 2 90 238\" aria-hidden=\"true\">");
}

static void paint_small(struct visit *v, const char *pattern, uint32_t places)
{
    if (!places)
        return;
    if (pattern)
        html_put(&v->w, "<g fill=\"url(#%s)\">", pattern);
    else
        html_put(&v->w, "<g class=\"zp\">");
    for (int i = 0; i < PAINTED; i++)
        if (places >> i & 1)
            html_put(&v->w, "<use href=\"#z%d\"/>", i);
    html_put(&v->w, "</g>");
}

void body_small(struct visit *v, uint32_t pain, uint32_t tingle, uint32_t numb, int answered)
{
    open_small(v);
    if (!answered) {
        html_put(&v->w, "<use class=\"na\" href=\"#b-all\"/></svg>");
        return;
    }
    html_put(&v->w, "<use class=\"sk\" href=\"#b-all\"/><g clip-path=\"url(#b-clip)\">");
    paint_small(v, NULL, pain);
    paint_small(v, "tingle-s", tingle);
    paint_small(v, "numb-s", numb);
    html_put(&v->w, "</g></svg>");
}

uint32_t reach_places(int zone, int side)
{
    uint32_t left = 0, right = 0;
    for (int z = zones_back; z <= zone; z++) {
        left |= 1u << (places_left_back + z - zones_back);
        right |= 1u << (places_right_back + z - zones_back);
    }
    if (side == sides3_right)
        left = 0;
    else if (side != sides3_both)
        right = 0;
    return left | right;
}

void reach_small(struct visit *v, int zone, int side)
{
    body_small(v, reach_places(zone, side), 0, 0, zone >= 0);
}

/* --- large, to look at ---------------------------------------------------------------------------------- */

void body_large(struct visit *v, const uint32_t painted[3])
{
    body_shapes(v);
    html_put(&v->w, "<svg class=\"two-views\" viewBox=\"0 0 200 244\" aria-hidden=\"true\">"
                    "<g class=\"sk\"><use href=\"#b-all\"/><use href=\"#b-all\" x=\"100\"/></g>"
                    "<g clip-path=\"url(#b-clip)\"><g class=\"open\">");
    for (int i = 0; i < PAINTED; i++)
        html_put(&v->w, "<use href=\"#z%d\"/>", i);
    html_put(&v->w, "</g>");
    for (int k = 0; k < LAYERS; k++)
        paint_small(v, layers[k].pattern, painted[k]);
    html_put(&v->w, "</g><g class=\"ol\"><use href=\"#b-all\"/><use href=\"#b-all\" x=\"100\"/></g>"
                    "</svg>");
}

int put_places(struct visit *v, uint32_t places)
{
    int n = 0;
    for (int i = 0; i < ZONES; i++)
        if (places >> reading_order[i] & 1)
            html_put(&v->w, "%s%s", n++ ? ", " : "", zones[reading_order[i]].words);
    return n;
}
