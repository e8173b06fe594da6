/* Records made at random: see made.h. */
#include "made.h"

#include "../core/day.h"
#include "../engine/plan.h"

#include <stdarg.h>
#include <stdio.h>

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
    int n =
        snprintf(p, sizeof m->line[0], "%sT%02u:%02u%s %s _id=%016x-%d&", made_date(m, day),
                 6 + made_below(16), made_below(60), offset, kind, m->count / 8 + 1, m->count % 8);
    va_list args;
    va_start(args, format);
    vsnprintf(p + n, sizeof m->line[0] - (size_t)n, format, args);
    va_end(args);
    m->count++;
}

static void make_start(struct made *m)
{
    if (!one_in(12))
        say(m, 0, "profile", "born=%u", one_in(10) ? 2006 + made_below(12) : 1930 + made_below(76));
    if (one_in(3))
        say(m, (int)made_below(MADE_DAYS), "profile", "has=%s",
            pick(conditions, sizeof conditions / sizeof conditions[0]));
    if (one_in(8))
        say(m, (int)made_below(MADE_DAYS), "profile", "pregnant_weeks=%u", made_below(43));
    if (one_in(8))
        say(m, 0, "profile", "surgery=%s", made_date(m, -(int)made_below(60)));
    if (!one_in(6))
        say(m, 0, "episode", "began=%s&below_knee=%s&worse=%s&eases=%s&sit_min=%u",
            made_date(m, -(int)made_below(120)), PICK("yes", "no", "unsure"),
            PICK("sitting", "bending", "walking", "standing"),
            PICK("sitting", "bending", "walking"), made_below(60));
    if (!one_in(8))
        say(m, 0, "screen", "extent=full&rest=no");
    if (!one_in(5))
        say(m, (int)made_below(3), "motor", "side=%s&heel_walk=%s&big_toe=normal&heel_raise=normal",
            PICK("left", "right"), one_in(10) ? PICK("weaker", "cannot") : "normal");
}

static void make_day(struct made *m, int d, unsigned level)
{
    static const char *const zones[] = {"none", "back", "buttock", "hip", "thigh", "calf", "foot"};
    if (!one_in(6))
        say(m, d, "checkin", "leg=%u&back=%u&reach=%s&morning=%s&numb=%s",
            (level + made_below(3)) % 11, made_below(7), zones[(level / 2 + made_below(3)) % 7],
            one_in(6) ? PICK("slightly_worse", "worse") : PICK("same", "better"),
            one_in(20) ? "more" : "none");
    if (!one_in(6))
        say(m, d, "screen", "extent=%s&rest=no", d % 7 ? "short" : "full");
    if (one_in(40))
        say(m, d, "screen", "extent=%s&rest=no&%s=%s", PICK("short", "full"),
            made_questions[made_below(QUESTION_COUNT)], PICK("yes", "unsure"));
    if (!one_in(4))
        say(m, d, "session",
            "did=E1:1x2m&did=A1:1x6&did=N1:1x10&did=Q1:1x5&leg_before=%u&leg_during=%u%s",
            level % 8, level % 8 + (one_in(8) ? 3 : made_below(2)),
            one_in(12) ? "&provoked=A1" : "");
    if (!one_in(3))
        say(m, d, "walk", "minutes=%u&leg_during=%u", 5 + made_below(30), made_below(8));
    if (one_in(40))
        say(m, d, "flare", "_device=p");
    if (one_in(40))
        say(m, d, "clearance", "flag=%s&flag=motor", PICK("all", "fever", "saddle", "motor"));
    if (one_in(40))
        say(m, d, "clearance", "_by=self&flag=%s&seen_by=gp&seen_on=%s",
            made_questions[made_below(QUESTION_COUNT)], made_date(m, d));
    if (one_in(40))
        say(m, d, "override", "ban=%s&pin=%s", PICK("TRK", "E1", "WALK"), PICK("N4", "A4", "Q3"));
    if (one_in(30))
        say(m, d, "retract", "of=%016x-%u", 1 + made_below(12), made_below(8));
    if (one_in(20))
        say(m, d, "direction_test", "try=%s&reach_before=calf&reach_after=%s",
            PICK("extension", "flexion"), PICK("thigh", "calf", "foot"));
    if (one_in(60))
        say(m, d, PICK("exam", "treatment", "referral"), "_device=c");
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
