/* plan_urgent.c - the page of an urgent route: what to do, whom to tell what, and what was told. The
 * person may be very ill, frightened and alone: first things first, and nothing that can wait. */
#include "urgent.h"

#include "page.h"

/* What was answered, for whoever is shown this: the questions as they were asked. */
void put_told(struct page *p, const struct plan *plan, int from, int to)
{
    for (int i = 0; i < plan->flag_count; i++) {
        const struct plan_flag *f = &plan->flag[i];
        if (f->route < from || f->route > to || f->flag == Q_self_harm)
            continue; /* that answer is the person's own to show */
        put_date(&p->line, f->since);
        text_lit(&p->line, ": ");
        if (f->flag < QUESTION_COUNT) {
            text_str(&p->line, question_rows[f->flag].ask);
            text_char(&p->line, ' ');
            say(p, f->answer == ANSWER_unsure ? SAY_told_unsure : SAY_told_yes,
                (struct filling){0});
        } else {
            say(p, (enum say)(SAY_flag_cancer_sign + f->flag - QUESTION_COUNT),
                (struct filling){0});
        }
        point(p);
    }
}

static int is_raised(const struct plan *plan, int flag)
{
    for (int i = 0; i < plan->flag_count; i++)
        if (plan->flag[i].flag == flag && plan->flag[i].route >= routes_same_day)
            return 1;
    return 0;
}

/* What some flags need said besides: first those that change what to do, then whom else to ring and
 * which word helps. Said once, however many of its flags are raised. */
static const struct {
    uint8_t flag, first, say;
} special[] = {
    {Q_urine_hesitant, 0, SAY_say_cauda},
    {Q_urine_unfelt, 0, SAY_say_cauda},
    {Q_saddle, 0, SAY_say_cauda},
    {Q_bowel_unfelt, 0, SAY_say_cauda},
    {Q_both_weak, 0, SAY_say_cauda},
    {Q_both_legs, 0, SAY_say_cauda},
    {Q_sexual, 0, SAY_say_cauda},
    {Q_collapse, 1, SAY_say_ambulance},
    {Q_breathless, 1, SAY_say_ambulance},
    {Q_cold_foot, 1, SAY_say_ambulance},
    {Q_hip_fracture, 1, SAY_say_ambulance},
    {Q_rigors, 1, SAY_say_ambulance},
    {Q_pregnancy_alarm, 1, SAY_say_pregnancy},
    {Q_self_harm, 1, SAY_say_self_harm},
    {FLAG_cancer, 0, SAY_say_cancer},
    {Q_red_eye, 0, SAY_say_eye},
    {Q_foot_drop, 0, SAY_say_foot_drop},
    {Q_gives_way, 0, SAY_say_weak},
    {Q_weaker, 0, SAY_say_weak},
    {FLAG_motor, 0, SAY_say_weak},
    {Q_calf_swollen, 0, SAY_say_clot},
    {Q_clot_risk, 0, SAY_say_clot},
    {Q_wound_alarm, 0, SAY_say_surgeon},
    {FLAG_infection, 0, SAY_say_infection},
    {Q_fever, 0, SAY_say_infection},
    {FLAG_fracture, 0, SAY_say_fracture},
    {Q_major_trauma, 0, SAY_say_fracture},
    {Q_pulsing, 0, SAY_say_pulsing},
    {Q_hands_gait, 0, SAY_say_neck},
    {Q_rash, 0, SAY_say_rash},
};

_Static_assert(SAY_flag_newer - SAY_flag_cancer_sign == FLAG_newer - QUESTION_COUNT,
               "a flag without its words");

static void add(uint8_t *list, uint8_t *count, enum say words)
{
    for (int i = 0; i < *count; i++)
        if (list[i] == words)
            return;
    list[(*count)++] = (uint8_t)words;
}

static void add_first(struct urgent *u, enum say words)
{
    add(u->first, &u->first_count, words);
}

static void add_special(struct urgent *u, const struct plan *plan, int first)
{
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++) {
        if (special[i].first != first || !is_raised(plan, special[i].flag))
            continue;
        if (first)
            add_first(u, (enum say)special[i].say);
        else
            add(u->tell, &u->tell_count, (enum say)special[i].say);
    }
}

/* Only thoughts of self-harm: a voice is what is needed, not a waiting room. */
static int is_crisis(const struct plan *plan)
{
    int others = 0;
    for (int i = 0; i < plan->flag_count; i++)
        others |= plan->flag[i].flag != Q_self_harm && plan->flag[i].route >= routes_same_day;
    return !others;
}

static int urgent_days(const struct plan *plan)
{
    for (int i = 0; i < plan->reason_count; i++)
        if (plan->reason[i].code == REASON_SAME_DAY_AGAIN)
            return plan->reason[i].number[0];
    return 0;
}

int urgent_word(int flag, int first)
{
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (special[i].flag == flag && special[i].first == first)
            return special[i].say;
    return -1;
}

/* An ambulance goes before a way of one's own; what has no word of its own goes there at once. */
static void add_emergency(struct urgent *u, const struct plan *plan)
{
    int go = 0;
    for (int i = 0; i < plan->flag_count; i++) {
        int first = urgent_word(plan->flag[i].flag, 1);
        if (plan->flag[i].route == routes_emergency) {
            u->ambulance |= first == SAY_say_ambulance;
            go |= first < 0;
        }
    }
    u->go = go && !u->ambulance;
    if (u->go)
        add_first(u, SAY_emergency_go);
    add_special(u, plan, 1);
    add_first(u, SAY_emergency_wait);
    if (!u->ambulance)
        add_first(u, SAY_emergency_drive);
}

static void add_same_day(struct urgent *u, const struct plan *plan)
{
    add_special(u, plan, 1);
    if (u->days) {
        add_first(u, SAY_same_day_again);
    } else {
        add_first(u, SAY_same_day_call);
        add_first(u, SAY_same_day_else);
    }
    add_first(u, SAY_same_day_worse);
}

void urgent_of(const struct plan *plan, struct urgent *ret)
{
    struct urgent u = {.days = urgent_days(plan)};
    if (is_crisis(plan)) {
        u.crisis = 1;
        add_first(&u, SAY_crisis_thanks);
        add_special(&u, plan, 1);
        add_first(&u, SAY_crisis_today);
        add_first(&u, SAY_crisis_ring);
    } else {
        if (plan->route == routes_emergency)
            add_emergency(&u, plan);
        else
            add_same_day(&u, plan);
        add_special(&u, plan, 0);
    }
    *ret = u;
}

static void put_points(struct page *p, const uint8_t *list, int count, int days)
{
    for (int i = 0; i < count; i++) {
        say(p, (enum say)list[i], (struct filling){.a = days});
        point(p);
    }
}

void put_urgent(struct page *p, const struct plan *plan)
{
    struct urgent u;
    urgent_of(plan, &u);
    head(p, u.crisis                          ? SAY_head_crisis
            : plan->route == routes_emergency ? SAY_head_emergency
                                              : SAY_head_same_day);
    put_points(p, u.first, u.first_count, u.days);
    if (u.crisis)
        return;
    put_points(p, u.tell, u.tell_count, 0);
    say_point(p, SAY_urgent_show);
    say_point(p, SAY_urgent_watch);
    say_point(p, SAY_urgent_no_plan);
    if (plan->route == routes_same_day)
        say_point(p, SAY_same_day_rest);
    if (u.days)
        say_point(p, SAY_urgent_seen);
    head(p, SAY_head_told);
    put_told(p, plan, routes_same_day, routes_emergency);
}
