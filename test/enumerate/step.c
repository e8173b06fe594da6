#include "step.h"

#ifdef STEP_BEFORE /* from an older tree: its functions under other names */
#define core_step core_step_before
#define progress_day before_progress_day
#define progress_judge before_progress_judge
#define progress_rest before_progress_rest
#define progress_unseason before_progress_unseason
#define progress_ready before_progress_ready
#define progress_step before_progress_step
#define progress_new_rung before_progress_new_rung
#define progress_may_step before_progress_may_step
#endif
#ifndef PROGRESS_SOURCE /* test/mutants.mjs brings one with a mistake in it */
#define PROGRESS_SOURCE "../../engine/progress.c"
#endif
#include PROGRESS_SOURCE

static uint64_t packed(const struct progress *s)
{
    return (uint64_t)s->step | (uint64_t)s->greens << 8 | (uint64_t)s->run << 11 |
           (uint64_t)s->rung_greens << 14 | (uint64_t)s->rung_days << 17 |
           (uint64_t)s->ambers << 21 | (uint64_t)s->reds << 28 | (uint64_t)s->rest << 35 |
           (uint64_t)s->since_move << 38;
}

static struct progress unpacked(uint64_t v)
{
    return (struct progress){
        .step = (uint8_t)(v & 255),
        .greens = (uint8_t)(v >> 8 & 7),
        .run = (uint8_t)(v >> 11 & 7),
        .rung_greens = (uint8_t)(v >> 14 & 7),
        .rung_days = (uint8_t)(v >> 17 & 15),
        .ambers = (uint8_t)(v >> 21 & 127),
        .reds = (uint8_t)(v >> 28 & 127),
        .rest = (uint8_t)(v >> 35 & 7),
        .since_move = (uint8_t)(v >> 38 & 7),
    };
}

#ifndef STEP_BEFORE
struct counts counts_of(uint64_t v)
{
    struct progress s = unpacked(v);
    return (struct counts){s.step,   s.greens, s.run,  s.rung_greens, s.rung_days,
                           s.ambers, s.reds,   s.rest, s.since_move};
}

int bits_of(int set)
{
    return __builtin_popcount((unsigned)set);
}

int input_of(int number, struct input *ret)
{
    int v = number;
    const int most[] = {JUDGED, 3, 5, 2, 2, 2, 3};
    uint8_t *const to[] = {&ret->judged,    &ret->leave,    &ret->pace, &ret->adherent,
                           &ret->rung_open, &ret->unseason, &ret->gap};
    for (size_t i = 0; i < sizeof most / sizeof most[0]; i++) {
        *to[i] = (uint8_t)(v % most[i]);
        v /= most[i];
    }
    if (ret->gap && ret->leave)
        return 0; /* after a break nothing rises: yesterday was no exercise day */
    if (ret->leave && ret->judged == JUDGED_red)
        return 0; /* decide_rise() gives no leave on a red day; and ambers count in pain mode alone */
    return !(ret->judged == JUDGED_amber && (ret->leave || ret->pace == PACE_time));
}
#endif

/* What rise.c does with one that is ready. */
static int rise(struct progress *s, struct input in, int steps)
{
    enum pace pace = (enum pace)in.pace;
    enum ready ready = progress_ready(s, pace, steps, in.adherent);
    if (in.leave == LEAVE_late)
        ready = pace == PACE_still || s->rest ? READY_no
                : s->step < steps             ? READY_step
                                              : READY_rung;
    if (!in.leave || ready == READY_no)
        return ROSE_not;
    if (ready == READY_rung && in.rung_open) {
        progress_new_rung(s);
        return ROSE_rung;
    }
    if (!progress_may_step(s, pace, steps, in.leave == LEAVE_late))
        return ROSE_not;
    progress_step(s, steps);
    return ROSE_step;
}

struct outcome core_step(uint64_t state, struct input in, int steps)
{
    static const enum verdict verdicts[JUDGED] = {VERDICT_none, VERDICT_green, VERDICT_amber,
                                                  VERDICT_red, VERDICT_none};
    struct progress s = unpacked(state);
    struct outcome o = {.move = MOVE_none};
    int then = s.step;
    progress_day(&s);
    o.move = (uint8_t)progress_judge(&s, verdicts[in.judged]);
    if (in.judged == JUDGED_rest)
        progress_rest(&s);
    if (in.gap) {
        int cap = then * (in.gap == BREAK_long ? limit(gap_long_pct) : limit(gap_pct)) / 100;
        s.step = (uint8_t)(s.step > cap ? cap : s.step);
        s.greens = 0;
    }
    if (in.unseason)
        progress_unseason(&s);
    o.rose = (uint8_t)rise(&s, in, steps);
    o.state = packed(&s);
    return o;
}
