/* poses_read.c - reads the lines of a file of figures: see poses.h. */
#include "poses.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 24, LINE_MAX_ = 500 };

struct line {
    struct gallery *g;
    struct drawn *f;      /* the figure it belongs to; NULL before the first */
    struct drawn_pose *p; /* the pose; NULL before the first */
    char *word[WORDS_MAX];
    int words, at; /* at: the next one to be taken */
};

__attribute__((format(printf, 2, 3))) static void refuse(struct gallery *g, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(g->err, "%s:%d: ", g->file, g->line);
    vfprintf(g->err, format, arguments);
    fputc('\n', g->err);
    va_end(arguments);
    g->refused++;
}

/* --- words and numbers -------------------------------------------------------------------------------- */

static const char *take(struct line *l)
{
    return l->at < l->words ? l->word[l->at++] : "";
}

static int next_is(struct line *l, const char *word)
{
    if (l->at >= l->words || strcmp(l->word[l->at], word) != 0)
        return 0;
    l->at++;
    return 1;
}

static int among(struct line *l, const char *const *words, int count, const char *what)
{
    const char *word = take(l);
    for (int i = 0; i < count; i++)
        if (!strcmp(words[i], word))
            return i;
    refuse(l->g, "'%s' is no %s", word, what);
    return -1;
}

/* Tenths. */
static int16_t number(struct line *l)
{
    const char *word = take(l);
    char *end;
    double v = strtod(word, &end);
    if (end == word || *end || !(fabs(v) <= 999)) {
        refuse(l->g, "'%s' is no number from -999 to 999", word);
        return 0;
    }
    return (int16_t)lround(v * 10);
}

static void numbers(struct line *l, int16_t *to, int count)
{
    for (int i = 0; i < count; i++)
        to[i] = number(l);
}

static const char *const part_words[PARTS] = {
#define PART(name) #name,
    PARTS_OF_FIGURE(PART)
#undef PART
};
static const char *const joint_words[JOINTS] = {
#define JOINT(name) #name,
    JOINTS_OF_FIGURE(JOINT)
#undef JOINT
};
static const char *const layer_words[] = {"near_leg", "far_leg", "near_arm", "far_arm", "trunk"};

static int pose_named(struct line *l)
{
    const char *name = take(l);
    for (int i = 0; i < l->f->figure.poses; i++)
        if (!strcmp(l->f->pose[i].name, name))
            return i;
    refuse(l->g, "the figure has no pose '%s'", name);
    return 0;
}

/* --- a figure ------------------------------------------------------------------------------------------ */

static void copy_name(struct line *l, char *to, const char *name)
{
    if (!*name || strlen(name) >= NAME_MAX_)
        refuse(l->g, "a name has 1 to %d letters", NAME_MAX_ - 1);
    else
        memcpy(to, name, strlen(name) + 1);
}

static void begin_figure(struct line *l)
{
    static const char *const views[] = {"side", "front", "back"};
    static const uint8_t order[2][TRUNK_PARTS] = {
        {LIMB_far_arm, LIMB_far_leg, LIMBS, LIMB_near_leg, LIMB_near_arm},
        {LIMB_far_leg, LIMB_near_leg, LIMBS, LIMB_far_arm, LIMB_near_arm}};
    struct gallery *g = l->g;
    if (g->count == FIGURES_MAX) {
        refuse(g, "more than %d figures", FIGURES_MAX);
        return;
    }
    const char *name = take(l);
    for (int i = 0; i < g->count; i++)
        if (!strcmp(g->figure[i].name, name))
            refuse(g, "figure '%s' is already there", name);
    l->f = &g->figure[g->count++];
    *l->f = (struct drawn){.file = g->file, .line = g->line};
    l->p = NULL;
    copy_name(l, l->f->name, name);
    int view = among(l, views, 3, "view: side, front or back");
    l->f->figure.view = (uint8_t)(view < 0 ? 0 : view);
    memcpy(l->f->figure.order, order[view > 0], sizeof order[0]);
}

static void read_window(struct line *l)
{
    numbers(l, l->f->figure.window, 4);
}

static void read_prop(struct line *l)
{
    static const char *const kinds[PROPS] = {
#define PROP(name, words, numbers, solid, what) #name,
#include "props.def"
    };
    static const int words[PROPS] = {
#define PROP(name, words, numbers, solid, what) words,
#include "props.def"
    };
    static const int counts[PROPS] = {
#define PROP(name, words, numbers, solid, what) numbers,
#include "props.def"
    };
    struct figure *f = &l->f->figure;
    if (f->props == PROPS_MAX) {
        refuse(l->g, "more than %d props", PROPS_MAX);
        return;
    }
    struct prop *p = &l->f->prop[f->props++];
    p->before = (uint8_t)next_is(l, "before");
    int kind = among(l, kinds, PROPS, "kind of prop (props.def)");
    if (kind < 0)
        return;
    p->kind = (uint8_t)kind;
    for (int i = 0; i < words[kind]; i++) {
        int word = kind == PROP_stick ? among(l, part_words, PARTS, "part")
                                      : among(l, joint_words, JOINTS, "joint");
        p->word[i] = (uint8_t)(word < 0 ? 0 : word);
    }
    numbers(l, p->v, counts[kind]);
}

static void read_works(struct line *l)
{
    while (l->at < l->words) {
        const char *word = l->word[l->at];
        unsigned set = 0;
        for (int i = 0; i < LIMBS; i++)
            if (!strcmp(word, layer_words[i]))
                set = 7U << part_of_limb(i);
        if (!strcmp(word, "trunk"))
            set = (1U << TRUNK_PARTS) - 1;
        if (set) {
            l->at++;
        } else {
            int part = among(l, part_words, PARTS, "part of the body");
            set = part < 0 ? 0 : 1U << part;
        }
        l->f->figure.works |= set;
    }
}

static void read_order(struct line *l)
{
    unsigned seen = 0;
    for (int i = 0; i < TRUNK_PARTS; i++) {
        int layer = among(l, layer_words, TRUNK_PARTS, "limb, nor trunk");
        l->f->figure.order[i] = (uint8_t)(layer < 0 ? 0 : layer);
        seen |= layer < 0 ? 0 : 1U << layer;
    }
    if (seen != 31)
        refuse(l->g, "the order names each limb and the trunk once");
}

static void read_tempo(struct line *l)
{
    static const char *const tempos[] = {"ease", "even", "round"};
    int tempo = among(l, tempos, 3, "tempo: ease, even or round");
    l->f->figure.tempo = (uint8_t)(tempo < 0 ? 0 : tempo);
}

static void read_turned(struct line *l)
{
    l->f->figure.turned = 1;
}

static void read_play(struct line *l)
{
    struct figure *f = &l->f->figure;
    if (f->motions == MOTIONS_MAX) {
        refuse(l->g, "more than %d movements", MOTIONS_MAX);
        return;
    }
    struct motion *m = &l->f->motion[f->motions++];
    m->pose = (uint8_t)pose_named(l);
    int16_t go = number(l), hold = number(l);
    if (go < 1 || go > 100 || hold < 0 || hold > 100)
        refuse(l->g, "a movement takes 0.1 to 10 seconds, and is held 0 to 10");
    m->go = (uint8_t)go;
    m->hold = (uint8_t)hold;
}

static void read_still(struct line *l)
{
    struct figure *f = &l->f->figure;
    f->stills = 0;
    while (l->at < l->words && f->stills < POSES_MAX)
        l->f->still[f->stills++] = (uint8_t)pose_named(l);
}

static void read_ghost(struct line *l)
{
    l->f->figure.ghost = (uint8_t)(1 + pose_named(l));
}

static void read_arrow(struct line *l)
{
    struct figure *f = &l->f->figure;
    if (f->arrows == ARROWS_MAX) {
        refuse(l->g, "more than %d arrows", ARROWS_MAX);
        return;
    }
    struct arrow *a = &l->f->arrow[f->arrows++];
    a->pose = (uint8_t)pose_named(l);
    numbers(l, a->xy, 6);
}

/* --- a pose -------------------------------------------------------------------------------------------- */

static void begin_pose(struct line *l)
{
    struct figure *f = &l->f->figure;
    if (f->poses == POSES_MAX) {
        refuse(l->g, "more than %d key poses", POSES_MAX);
        return;
    }
    const char *name = take(l);
    struct drawn_pose *p = &l->f->pose[f->poses];
    int from = f->poses - 1;
    if (next_is(l, "like"))
        from = pose_named(l);
    *p = from >= 0 ? l->f->pose[from] : (struct drawn_pose){.given = 0};
    for (int i = 0; i < f->poses; i++)
        if (!strcmp(l->f->pose[i].name, name))
            refuse(l->g, "pose '%s' is already there", name);
    copy_name(l, p->name, name);
    f->poses++;
    l->p = p;
}

static void read_at(struct line *l)
{
    int joint = among(l, joint_words, JOINTS, "joint");
    l->p->pose.anchor = (uint8_t)(joint < 0 ? 0 : joint);
    numbers(l, l->p->pose.at, 2);
}

/* Given as turns, they are told at once when a joint does not go there. */
static void check_turns(struct line *l, const int16_t *turn, int first, int count)
{
    for (int i = 0; i < count; i++) {
        const struct turning_bound *b = &turning_bounds[first + i];
        int front = l->f->figure.view != VIEW_side;
        if (turn[i] < b->low[front] * 10 || turn[i] > b->high[front] * 10)
            refuse(l->g, "the %s turns from %d to %d degrees", b->name, b->low[front],
                   b->high[front]);
    }
}

static void read_trunk(struct line *l)
{
    numbers(l, l->p->pose.trunk, TRUNK_PARTS);
    check_turns(l, l->p->pose.trunk + 1, TURNING_lumbar, 4);
}

static void read_grip(struct line *l, struct limb_pose *limb)
{
    int part = among(l, part_words, PARTS, "part");
    if (part != PART_near_thigh && part != PART_near_shank && part != PART_far_thigh &&
        part != PART_far_shank)
        refuse(l->g, "a hand grips a thigh or a shank");
    limb->on = (uint8_t)(part < 0 ? 0 : part);
}

static void read_limb(struct line *l, int which)
{
    static const char *const ways[] = {"", "foot", "toe", "hand", "grip"};
    struct limb_pose *limb = &l->p->pose.limb[which];
    int arm = which >= LIMB_near_arm;
    l->p->given |= 1U << which;
    if (next_is(l, "towards")) {
        numbers(l, limb->towards, LIMB_PARTS);
        return;
    }
    if (next_is(l, "flip") || next_is(l, "unflip")) {
        limb->flip = l->word[l->at - 1][0] == 'f';
        return;
    }
    int way = WAY_turns;
    for (int i = WAY_foot; i <= WAY_grip; i++)
        if (next_is(l, ways[i]))
            way = i;
    if (way != WAY_turns && arm != (way >= WAY_hand))
        refuse(l->g, "foot and toe are of a leg, hand and grip of an arm");
    limb->way = (uint8_t)way;
    if (way == WAY_grip)
        read_grip(l, limb);
    numbers(l, limb->v, LIMB_PARTS);
    if (way == WAY_turns)
        check_turns(l, limb->v, arm ? TURNING_shoulder : TURNING_hip, LIMB_PARTS);
}

/* --- a line -------------------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    enum { OF_FIGURE, OF_POSE } of;
    void (*read)(struct line *l);
} lines[] = {
    {"window", OF_FIGURE, read_window}, {"prop", OF_FIGURE, read_prop},
    {"works", OF_FIGURE, read_works},   {"order", OF_FIGURE, read_order},
    {"tempo", OF_FIGURE, read_tempo},   {"turned", OF_FIGURE, read_turned},
    {"play", OF_FIGURE, read_play},     {"still", OF_FIGURE, read_still},
    {"ghost", OF_FIGURE, read_ghost},   {"arrow", OF_FIGURE, read_arrow},
    {"pose", OF_FIGURE, begin_pose},    {"at", OF_POSE, read_at},
    {"trunk", OF_POSE, read_trunk},
};

static void read_words(struct line *l)
{
    const char *word = take(l);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (!strcmp(lines[i].word, word)) {
            if (lines[i].of == OF_POSE && !l->p)
                refuse(l->g, "'%s' belongs to a pose", word);
            else
                lines[i].read(l);
            return;
        }
    for (int i = 0; i < LIMBS; i++)
        if (!strcmp(layer_words[i], word) && l->p) {
            read_limb(l, i);
            return;
        }
    refuse(l->g, "'%s' begins no line of a figure", word);
    l->at = l->words;
}

/* The rest of a line, as text. */
static void read_text(struct line *l, const char *text, char *to, size_t room, size_t least)
{
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++)
        if (text[i] < 0x20 || text[i] > 0x7e || strchr("\"'\\<>&", text[i]))
            refuse(l->g, "a text has a quote, a backslash, or a character beyond ASCII");
    if (n < least || n >= room)
        refuse(l->g, "a text here has %d to %d letters", (int)least, (int)room - 1);
    else
        memcpy(to, text, n + 1);
}

static void read_says(struct line *l, const char *text)
{
    read_text(l, text, l->f->says, sizeof l->f->says, 20);
    if (*text && text[strlen(text) - 1] != '.')
        refuse(l->g, "what a figure says ends as a sentence does");
}

static void read_line(struct line *l, char *text)
{
    l->words = l->at = 0;
    if (!strncmp(text, "says ", 5) && l->f) {
        read_says(l, text + 5);
        return;
    }
    if (!strncmp(text, "called ", 7) && l->f) {
        read_text(l, text + 7, l->f->called, sizeof l->f->called, 4);
        return;
    }
    for (char *w = strtok(text, " \t"); w; w = strtok(NULL, " \t")) {
        if (l->words == WORDS_MAX) {
            refuse(l->g, "more than %d words", WORDS_MAX);
            return;
        }
        l->word[l->words++] = w;
    }
    if (!l->words || l->word[0][0] == '#')
        return;
    if (next_is(l, "figure"))
        begin_figure(l);
    else if (!l->f)
        refuse(l->g, "a file begins with a figure");
    else
        read_words(l);
    if (l->at < l->words)
        refuse(l->g, "'%s' is too much", l->word[l->at]);
}

/* --- the whole ----------------------------------------------------------------------------------------- */

/* Of a limb that nothing is said of. */
static void fill_far(struct drawn *f, struct drawn_pose *p)
{
    enum { RIGHT = 35, UP = -5 };
    for (int near = LIMB_near_leg; near <= LIMB_near_arm; near += 2) {
        const struct limb_pose *from = &p->pose.limb[near];
        struct limb_pose *to = &p->pose.limb[near + 1];
        int placed = from->way != WAY_turns && from->way != WAY_grip;
        if (p->given >> (near + 1) & 1)
            continue;
        *to = *from;
        if (placed && f->figure.view == VIEW_side) {
            to->v[0] = (int16_t)(to->v[0] + RIGHT);
            to->v[1] = (int16_t)(to->v[1] + UP);
        } else if (placed) {
            to->v[0] = (int16_t)-to->v[0];
            to->v[2] = (int16_t)-to->v[2];
        }
    }
}

static void check_figure(struct gallery *g, struct drawn *f)
{
    const struct figure *x = &f->figure;
    g->line = f->line;
    if (!f->says[0])
        refuse(g, "figure %s says nothing", f->name);
    if (x->poses < 2 || !x->motions || !x->stills)
        refuse(g, "figure %s has 2 to %d poses, a play and a still", f->name, POSES_MAX);
    if (x->window[2] < 400 || x->window[3] < 400)
        refuse(g, "figure %s has a window of 40 by 40 at least", f->name);
    for (int i = 0; i < x->poses; i++)
        fill_far(f, &f->pose[i]);
}

void poses_read(struct gallery *g, const char *path)
{
    char text[LINE_MAX_];
    struct line l = {.g = g};
    int first = g->count;
    FILE *in = fopen(path, "r");
    g->file = path;
    g->line = 1;
    if (!in) {
        refuse(g, "cannot be opened");
        return;
    }
    for (; fgets(text, sizeof text, in); g->line++) {
        size_t n = strlen(text);
        if (n == sizeof text - 1) {
            refuse(g, "a line is longer than %d bytes", LINE_MAX_ - 2);
            break;
        }
        if (n && text[n - 1] == '\n')
            text[n - 1] = 0;
        read_line(&l, text);
    }
    if (ferror(in))
        refuse(g, "cannot be read");
    fclose(in);
    for (int i = first; i < g->count; i++)
        check_figure(g, &g->figure[i]);
}
