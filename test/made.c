/* Records made at random: see made.h. */
#include "made.h"

#include "../core/day.h"
#include "../engine/plan.h"
#include "../record/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static uint64_t seed;

unsigned made_below(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static int one_in(unsigned n)
{
    return made_below(n) == 0;
}

static const char *pick(const char *const *of, unsigned n)
{
    return of[made_below(n)];
}
#define PICK(...)                                                                                  \
    pick((const char *const[]){__VA_ARGS__},                                                       \
         sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

const char *const made_questions[] = {
#define QUESTION(key, extent) #key,
#include "../record/questions.def"
};
static const char *const conditions[] = {"osteoporosis", "steroids", "diabetes",       "immune",
                                         "cancer",       "heart",    "falls",          "knee",
                                         "aneurysm",     "smoker",   "hip_replacement"};

const char *made_date(const struct made *m, int day)
{
    static char out[4][16];
    static int turn;
    char *p = out[turn++ & 3];
    int y, mo, d;
    day_civil(m->first + day, &y, &mo, &d);
    snprintf(p, 16, "%04d-%02d-%02d", y, mo, d);
    return p;
}

__attribute__((format(printf, 4, 5))) static void say(struct made *m, int day, const char *kind,
                                                      const char *format, ...)
{
    if (m->count == MADE_LINES)
        return;
    char *p = m->line[m->count];
    /* Over the date line and back the next day stands before this one. */
    const char *offset = m->travels && one_in(4) ? PICK("+14:00", "-12:00") : "+00:00";
    unsigned hour = 6 + made_below(16), minute = made_below(60);
    int n = snprintf(p, sizeof m->line[0], "%sT%02u:%02u%s %s _id=%016x-%d&", made_date(m, day),
                     hour, minute, offset, kind, m->count / 8 + 1, m->count % 8);
    va_list args;
    va_start(args, format);
    vsnprintf(p + n, sizeof m->line[0] - (size_t)n, format, args);
    va_end(args);
    m->count++;
}

/* What the arguments of one call are made of is drawn before it: in which order a compiler works them out is its
 * own affair, and every compiler is to make the same record. */
enum { DRAWS = 41 };
static unsigned draws[DRAWS];

static void draw(void)
{
    for (int i = 0; i < DRAWS; i++)
        draws[i] = made_below(1u << 30);
}

static unsigned drawn(int which, unsigned n)
{
    return draws[which] % n;
}
#define PICK_DRAWN(which, ...)                                                                     \
    ((const char *const[]){__VA_ARGS__})[drawn(                                                    \
        (which), sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))]

static void make_start(struct made *m)
{
    draw();
    if (!one_in(12))
        say(m, 0, "profile", "born=%u", !drawn(2, 10) ? 2006 + drawn(0, 12) : 1930 + drawn(1, 76));
    if (one_in(3))
        say(m, (int)drawn(3, MADE_DAYS), "profile", "has=%s",
            conditions[drawn(4, sizeof conditions / sizeof conditions[0])]);
    if (one_in(8))
        say(m, (int)drawn(5, MADE_DAYS), "profile", "pregnant_weeks=%u", drawn(6, 43));
    if (one_in(8))
        say(m, 0, "profile", "surgery=%s", made_date(m, -(int)drawn(7, 60)));
    if (!one_in(6))
        say(m, 0, "episode", "began=%s&below_knee=%s&worse=%s&eases=%s&sit_min=%u",
            made_date(m, -(int)drawn(8, 120)), PICK_DRAWN(10, "yes", "no", "unsure"),
            PICK_DRAWN(11, "sitting", "bending", "walking", "standing"),
            PICK_DRAWN(12, "sitting", "bending", "walking"), drawn(9, 60));
    if (!one_in(8))
        say(m, 0, "screen", "extent=full&rest=no");
    if (!one_in(5))
        say(m, (int)drawn(13, 3), "motor", "side=%s&heel_walk=%s&big_toe=normal&heel_raise=normal",
            PICK_DRAWN(15, "left", "right"),
            !drawn(14, 10) ? PICK_DRAWN(16, "weaker", "cannot") : "normal");
}

static void make_day(struct made *m, int d, unsigned level)
{
    static const char *const zones[] = {"none", "back", "buttock", "hip", "thigh", "calf", "foot"};
    draw();
    if (!one_in(6))
        say(m, d, "checkin", "leg=%u&back=%u&reach=%s&morning=%s&numb=%s",
            (level + drawn(17, 3)) % 11, drawn(18, 7), zones[(level / 2 + drawn(19, 3)) % 7],
            !drawn(20, 6) ? PICK_DRAWN(22, "slightly_worse", "worse")
                          : PICK_DRAWN(23, "same", "better"),
            !drawn(21, 20) ? "more" : "none");
    if (!one_in(6))
        say(m, d, "screen", "extent=%s&rest=no", d % 7 ? "short" : "full");
    if (one_in(40))
        say(m, d, "screen", "extent=%s&rest=no&%s=%s", PICK_DRAWN(25, "short", "full"),
            made_questions[drawn(24, QUESTION_COUNT)], PICK_DRAWN(26, "yes", "unsure"));
    if (!one_in(4))
        say(m, d, "session",
            "did=E1:1x2m&did=A1:1x6&did=N1:1x10&did=Q1:1x5&leg_before=%u&leg_during=%u%s",
            level % 8, level % 8 + (!drawn(28, 8) ? 3 : drawn(27, 2)),
            !drawn(29, 12) ? "&provoked=A1" : "");
    if (!one_in(3))
        say(m, d, "walk", "minutes=%u&leg_during=%u", 5 + drawn(30, 30), drawn(31, 8));
    if (one_in(40))
        say(m, d, "flare", "_device=p");
    if (one_in(40))
        say(m, d, "clearance", "flag=%s&flag=motor",
            PICK_DRAWN(32, "all", "fever", "saddle", "motor"));
    if (one_in(40))
        say(m, d, "clearance", "_by=self&flag=%s&seen_by=gp&seen_on=%s",
            made_questions[drawn(33, QUESTION_COUNT)], made_date(m, d));
    if (one_in(40))
        say(m, d, "override", "ban=%s&pin=%s", PICK_DRAWN(34, "TRK", "E1", "WALK"),
            PICK_DRAWN(35, "N4", "A4", "Q3"));
    if (one_in(30))
        say(m, d, "retract", "of=%016x-%u", 1 + drawn(36, 12), drawn(37, 8));
    if (one_in(20))
        say(m, d, "direction_test", "try=%s&reach_before=calf&reach_after=%s",
            PICK_DRAWN(38, "extension", "flexion"), PICK_DRAWN(39, "thigh", "calf", "foot"));
    if (one_in(60))
        say(m, d, PICK_DRAWN(40, "exam", "treatment", "referral"), "_device=c");
}

void made_seed(uint64_t from)
{
    seed = from;
}

void made_make(struct made *m, uint64_t from, int shift)
{
    seed = from;
    m->count = 0;
    m->first = 20500 + (int)made_below(100) + shift;
    m->travels = one_in(4);
    make_start(m);
    unsigned level = made_below(10);
    for (int d = 0; d < MADE_DAYS; d++) {
        if (one_in(4) && level)
            level--;
        make_day(m, d, level);
    }
}

/* --- any fact that there can be --------------------------------------------------------------------------- */

static void add_text(char *to, size_t room, const char *p, size_t n)
{
    size_t at = strlen(to);
    if (at + n + 1 < room) {
        memcpy(to + at, p, n);
        to[at + n] = 0;
    }
}

static const char *random_item(void)
{
    static char text[8];
    struct span id = item_name((int)made_below(ITEM_COUNT));
    snprintf(text, sizeof text, "%.*s", (int)id.len, id.p);
    return text;
}

/* A value that is allowed for a key. */
static void value_of(const struct made *m, const struct row *row, int day, char ret[64])
{
    static const char *const scopes[] = {"REST", "EXT",  "FLX",  "NEU", "TRK", "GLU",
                                         "LEG",  "LIFT", "WALK", "AER", "HIP"};
    static const char *const flags[] = {"all",       "motor",    "cancer",   "cancer_sign",
                                        "infection", "fracture", "numbness", "stenosis",
                                        "flare",     "age"};
    const char *item;
    unsigned sets;
    int range;
    ret[0] = 0;
    switch (row->type) {
    case TYPE_WHOLE:
        range = row->hi - row->lo > 60 ? 60 : row->hi - row->lo;
        snprintf(ret, 64, "%d", row->lo + (int)made_below((unsigned)range + 1));
        break;
    case TYPE_CHOICE:
    case TYPE_SEVERAL: {
        struct span word = row->word[made_below((unsigned)row->words)];
        snprintf(ret, 64, "%.*s", (int)word.len, word.p);
        break;
    }
    case TYPE_DATE:
        snprintf(ret, 64, "%s", made_date(m, day - (int)made_below(30)));
        break;
    case TYPE_MOMENT:
        range = day - (int)made_below(3);
        snprintf(ret, 64, "%sT%02u:30%%2B00:00", made_date(m, range), 6 + made_below(16));
        break;
    case TYPE_ITEMS:
    case TYPE_ITEM:
        snprintf(ret, 64, "%s", random_item());
        break;
    case TYPE_SCOPE:
        if (one_in(3))
            snprintf(ret, 64, "%s", random_item());
        else
            snprintf(ret, 64, "%s",
                     one_in(6) ? "all" : scopes[made_below(sizeof scopes / sizeof scopes[0])]);
        break;
    case TYPE_FLAGS:
        snprintf(ret, 64, "%s",
                 one_in(2) ? made_questions[made_below(QUESTION_COUNT)]
                           : flags[made_below(sizeof flags / sizeof flags[0])]);
        break;
    case TYPE_DOSES:
        item = random_item();
        sets = 1 + made_below(3);
        range = 1 + (int)made_below(14);
        snprintf(ret, 64, "%s:%ux%d%s", item, sets, range, one_in(3) ? "m" : one_in(3) ? "s" : "");
        break;
    default:
        break;
    }
}

static void put_pair(char *to, size_t room, struct span key, const char *value)
{
    char pair[160];
    snprintf(pair, sizeof pair, "%s%.*s=%s", *to ? "&" : "", (int)key.len, key.p, value);
    add_text(to, room, pair, strlen(pair));
}

/* One fact of a kind, some of its keys given, and some of its questions. */
void made_fact(struct made *m, int day)
{
    int kind = (int)made_below(KIND_COUNT);
    const struct kind_row *k = &kinds[kind];
    char body[200] = "", value[64];
    if (kind == KIND_retract) {
        unsigned of = 1 + made_below(16), number = made_below(8);
        say(m, day, "retract", "of=%016x-%u%s", of, number, one_in(3) ? "&_by=clinician" : "");
        return;
    }
    for (int i = 0; i < k->rows; i++) {
        if (!one_in(k->rows > 6 ? 4 : 2))
            continue;
        value_of(m, &k->row[i], day, value);
        if (value[0])
            put_pair(body, sizeof body, k->row[i].name, value);
    }
    for (unsigned i = k->asks ? 1 + made_below(3) : 0; i > 0; i--) {
        const char *key = made_questions[made_below(QUESTION_COUNT)];
        if (!strstr(body, key)) /* each is answered once */
            put_pair(body, sizeof body, (struct span){key, (uint32_t)strlen(key)},
                     PICK("yes", "no", "unsure"));
    }
    if (one_in(6))
        put_pair(body, sizeof body, (struct span){"_by", 3}, PICK("self", "clinician"));
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)k->name.len, k->name.p);
    say(m, day, name, "%s", *body ? body : "_device=p");
}

void made_any(struct made *m, uint64_t from)
{
    seed = from;
    m->count = 0;
    m->first = 20500 + (int)made_below(100);
    m->travels = 0;
    make_start(m);
    unsigned level = made_below(10);
    for (int d = 0; d < MADE_DAYS; d++) {
        if (one_in(4) && level)
            level--;
        if (!one_in(3))
            make_day(m, d, level);
        for (unsigned i = made_below(3); i > 0; i--)
            made_fact(m, d);
    }
}
