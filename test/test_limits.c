/* The limits of a day, on lists put together by hand: a plan comes seldom to just so many minutes. */
#include "../engine/programme.h"
#include "check.h"

#include <stdlib.h>

static struct known known;
static struct programme was, next;
static struct plan plan;
static struct work work;

static void begin(int stage)
{
    known_init(&known, 20000);
    known_open(&known, 20000);
    programme_init(&was);
    next = was;
    next.stage = (uint8_t)stage;
    plan = (struct plan){.day = 20000};
    work = (struct work){.k = &known, .was = &was, .n = &next, .p = &plan, .flare_day = -1};
}

static void put(int item, int step)
{
    next.progress[item].step = (uint8_t)step;
    plan.item[plan.item_count++] = (struct plan_item){.item = (uint8_t)item};
}

/* No longer than it is: a sanitizer sees who reads past its end. */
static uint8_t *list_of(size_t count, const uint8_t *item)
{
    uint8_t *list = malloc(count);
    memcpy(list, item, count);
    return list;
}

static int total(void)
{
    int s = 0;
    for (int i = 0; i < plan.item_count; i++)
        s += dose_seconds(plan.item[i].item, plan.item[i].dose);
    return s;
}

static int lowered(void)
{
    int n = 0;
    for (int i = 0; i < plan.reason_count; i++)
        n += plan.reason[i].code == REASON_ACUTE_MINUTES;
    return n;
}

/* Step of an exercise at which it takes so many seconds a day; -1. */
static int step_of(int item, int seconds)
{
    for (int step = 0; step <= exercises[item].steps; step++)
        if (dose_seconds(item, limit_times(dose_at(item, step))) == seconds)
            return step;
    return -1;
}

static void minutes_just_enough(void)
{
    begin(stages_calm);
    CHECK(limit_day_seconds(&work) == 20 * 60);
    int e1 = step_of(ITEM_E1, 900), f1 = step_of(ITEM_F1, 120), n1 = step_of(ITEM_N1, 180);
    if (!CHECK(e1 >= 0 && f1 >= 0 && n1 >= 0))
        return;
    put(ITEM_E1, e1);
    put(ITEM_F1, f1);
    put(ITEM_N1, n1);
    limit_doses(&work);
    CHECK(total() == 20 * 60);
    CHECK(lowered() == 0);
    CHECK(plan.item[0].dose.times_a_day == 3);
}

static void longest_first(void)
{
    begin(stages_calm);
    put(ITEM_E1,
        exercises[ITEM_E1].steps); /* the longest stands first: what comes after it is spared */
    put(ITEM_F1, exercises[ITEM_F1].steps);
    put(ITEM_N1, exercises[ITEM_N1].steps);
    limit_doses(&work);
    CHECK(total() <= 20 * 60);
    CHECK(plan.item[0].dose.times_a_day == 1);
    CHECK(plan.item[1].dose.times_a_day == 3);
    CHECK(plan.item[2].dose.times_a_day == 3);
    CHECK(lowered() == 1);
}

static void longest_last(void)
{
    begin(stages_calm);
    put(ITEM_F1, exercises[ITEM_F1].steps);
    put(ITEM_N1, exercises[ITEM_N1].steps);
    put(ITEM_E1, exercises[ITEM_E1].steps);
    limit_doses(&work);
    CHECK(plan.item[0].dose.times_a_day == 3);
    CHECK(plan.item[1].dose.times_a_day == 3);
    CHECK(plan.item[2].dose.times_a_day == 1);
}

static void first_of_equals(void)
{
    begin(stages_calm);
    int f1 = step_of(ITEM_F1, 144), n1 = step_of(ITEM_N1, 144);
    if (!CHECK(f1 >= 0 && n1 >= 0))
        return;
    put(ITEM_A4, exercises[ITEM_A4].steps); /* longer, and once a day */
    put(ITEM_A6, exercises[ITEM_A6].steps);
    put(ITEM_F1, f1);
    put(ITEM_N1, n1);
    limit_doses(&work);
    CHECK(total() == 504 + 432 + 96 + 144);
    CHECK(plan.item[2].dose.times_a_day == 2);
    CHECK(plan.item[3].dose.times_a_day == 3);
}

/* What is done once a day is done all the same, however long the day. */
static void never_less_than_once(void)
{
    begin(stages_build);
    static const uint8_t once[] = {ITEM_A4, ITEM_A5, ITEM_A6, ITEM_A7,
                                   ITEM_A3, ITEM_Q3, ITEM_G5, ITEM_G2};
    for (int i = 0; i < 8; i++)
        put(once[i], exercises[once[i]].steps);
    limit_doses(&work);
    CHECK(total() > 30 * 60);
    for (int i = 0; i < plan.item_count; i++)
        CHECK(plan.item[i].dose.times_a_day == 1);
    CHECK(lowered() == 0);
}

/* A step up that fills the day to the minute is taken; a second more and it is not. */
static void day_filled_to_the_minute(void)
{
    static const int seconds[] = {120, 144};
    for (int i = 0; i < 2; i++) {
        begin(stages_calm);
        uint8_t *list = list_of(3, (const uint8_t[]){ITEM_E1, ITEM_F1, ITEM_N1});
        int n1 = step_of(ITEM_N1, 168);
        next.progress[ITEM_E1].step = (uint8_t)step_of(ITEM_E1, 900);
        next.progress[ITEM_F1].step = (uint8_t)step_of(ITEM_F1, seconds[i]);
        next.progress[ITEM_N1].step = (uint8_t)n1;
        next.progress[ITEM_N1].greens = 1;
        next.started = 19990;
        next.known = work.may =
            UINT64_C(1) << ITEM_E1 | UINT64_C(1) << ITEM_F1 | UINT64_C(1) << ITEM_N1;
        work.rise.items = 1;
        work.rise.fresh = UINT64_C(1) << ITEM_N1;
        rise_items(&work, list, 3);
        CHECK(step_of(ITEM_N1, 180) == n1 + 1);
        CHECK(next.progress[ITEM_N1].step == n1 + (i == 0));
        free(list);
    }
}

/* Two walks of 13 minutes a day become two of 15, 210 minutes a week, where that is a fifth more than the week of a
 * week ago, and not where it is a minute more. */
static void week_grown_to_the_minute(void)
{
    for (int before = 174; before <= 175; before++) {
        begin(stages_build);
        int step = 0;
        while (walk_steps[step].minutes != 13)
            step++;
        next.walk_step = (uint8_t)step;
        next.walk_known = 1;
        next.walk_last = (struct plan_walk){3, 2, 13, 7, ITEM_same};
        was = next;
        was.planned[(known.day - 7) & (ROWS - 1)] =
            (struct planned){.day = known.day - 7, .walk_week = (uint16_t)before};
        work.rise.walk = work.rise.late = 1;
        choose_walk(&work);
        CHECK(next.walk_step == step + (before == 175));
    }
}

static int step_of_rung(int rung)
{
    int step = 0;
    while (walk_steps[step].rung != rung)
        step++;
    return step;
}

/* As much a day and a week as now is no more; a step that has more of either is passed by. */
static void lowered_to_no_more(void)
{
    begin(stages_keep);
    next.walk_step = (uint8_t)step_of_rung(6); /* 30 minutes on 5 days, as on the rung below */
    lower_walk(&next, next.walk_step - 1);
    CHECK(walk_steps[next.walk_step].rung == 5);
    lower_walk(&next, next.walk_step - 1); /* the rung below has more a week */
    CHECK(walk_steps[next.walk_step].rung == 3 && walk_steps[next.walk_step].minutes == 10);
    next.walk_step = 1;
    lower_walk(&next, -1);
    CHECK(next.walk_step == 0);
}

/* What was climbed to before goes on where it was. */
static void rung_known_before(void)
{
    begin(stages_calm);
    uint8_t *list = list_of(1, (const uint8_t[]){ITEM_N1});
    next.progress[ITEM_N1] = (struct progress){.step = (uint8_t)exercises[ITEM_N1].steps,
                                               .greens = 3,
                                               .run = 3,
                                               .rung_greens = 3,
                                               .rung_days = 5};
    next.progress[ITEM_N2].step = 3;
    next.started = 19990;
    next.known = work.may = UINT64_C(1) << ITEM_N1 | UINT64_C(1) << ITEM_N2;
    work.rise.items = 1;
    work.rise.fresh = UINT64_C(1) << ITEM_N1;
    rise_items(&work, list, 1);
    CHECK(list[0] == ITEM_N2 && next.rung[FAMILY_NEU] == 2);
    CHECK(next.progress[ITEM_N2].step == 3);
    free(list);
}

/* At its top an exercise is no step short of anything. */
static void steps_end_at_the_top(void)
{
    struct progress s = {.step = 5, .greens = 2};
    CHECK(progress_ready(&s, PACE_heavy, 5, 1) == READY_no);
    CHECK(progress_ready(&s, PACE_heavy, 6, 1) == READY_step);
    CHECK(progress_ready(&s, PACE_heavy, 6, 0) == READY_no);
    progress_step(&s, 5);
    CHECK(s.step == 5);
}

int main(void)
{
    rung_known_before();
    steps_end_at_the_top();
    lowered_to_no_more();
    week_grown_to_the_minute();
    day_filled_to_the_minute();
    minutes_just_enough();
    longest_first();
    longest_last();
    first_of_equals();
    never_less_than_once();
    return check_done("limits");
}
