/* plan_text.c - a plan for a person at a terminal: 80 columns, no colour, plain words.
 *
 * When something is urgent, what to do about it comes first and nothing else is planned. When to
 * seek help at once stands under every plan, because a plan must never read as an all-clear. The
 * words are in knowledge/words/en.def. */
#include "plan.h"

#include "../core/day.h"

enum { COLUMNS = 80 };

enum say {
#define SAY(key, text) SAY_##key,
#include "../knowledge/words/en.def"
    SAY_COUNT
};
static const char *const say_text[SAY_COUNT] = {
#define SAY(key, text) text,
#include "../knowledge/words/en.def"
};

/* A paragraph is gathered in line, then wrapped onto t. */
struct page {
    struct text *t;
    struct text line;
};

struct filling { /* what stands for {a} {b} {c} {s} */
    int a, b, c;
    const char *s;
};

static void say(struct page *p, enum say key, struct filling f)
{
    for (const char *c = say_text[key]; *c; c++) {
        if (c[0] == '{' && c[1] && c[2] == '}') {
            if (c[1] == 's')
                text_str(&p->line, f.s);
            else
                text_int(&p->line, c[1] == 'a' ? f.a : c[1] == 'b' ? f.b : f.c);
            c += 2;
        } else {
            text_char(&p->line, *c);
        }
    }
}

static void blanks(struct text *t, int n)
{
    for (int i = 0; i < n; i++)
        text_char(t, ' ');
}

/* Columns of n bytes of UTF-8: a byte that continues a character takes none. */
static int columns(const char *s, size_t n)
{
    int wide = 0;
    for (size_t i = 0; i < n; i++)
        wide += ((unsigned char)s[i] & 0xC0) != 0x80;
    return wide;
}

/* Sets the gathered paragraph: the first line from column first, after mark; the others from rest.
 * A word longer than a line is left whole. */
static void para_at(struct page *p, const char *mark, int first, int rest)
{
    blanks(p->t, first);
    text_str(p->t, mark);
    int at = rest, fresh = 1;
    const char *s = p->line.p, *end = s + p->line.len;
    while (s < end) {
        const char *word = s;
        while (s < end && *s != ' ')
            s++;
        int wide = columns(word, (size_t)(s - word));
        if (!fresh && at + 1 + wide > COLUMNS) {
            text_char(p->t, '\n');
            blanks(p->t, rest);
            at = rest;
            fresh = 1;
        }
        if (wide) {
            if (!fresh)
                text_char(p->t, ' ');
            at += wide + !fresh;
            text_add(p->t, word, (size_t)(s - word));
            fresh = 0;
        }
        while (s < end && *s == ' ')
            s++;
    }
    text_char(p->t, '\n');
    p->line.len = 0;
}

static void para(struct page *p)
{
    para_at(p, "  ", 0, 2);
}

static void point(struct page *p)
{
    para_at(p, "  - ", 0, 4);
}

static void head(struct page *p, enum say key)
{
    text_char(p->t, '\n');
    text_str(p->t, say_text[key]);
    text_char(p->t, '\n');
}

static void say_para(struct page *p, enum say key)
{
    say(p, key, (struct filling){0});
    para(p);
}

static void say_point(struct page *p, enum say key)
{
    say(p, key, (struct filling){0});
    point(p);
}

static void put_date(struct text *t, int day)
{
    int year, month, dayofmonth;
    day_civil(day, &year, &month, &dayofmonth);
    text_int(t, dayofmonth);
    text_char(t, ' ');
    text_str(t, say_text[SAY_month_1 + month - 1]);
}

/* "Monday 2 March 2026" */
static void put_title(struct page *p, enum say key, int day)
{
    int year, month, dayofmonth;
    day_civil(day, &year, &month, &dayofmonth);
    struct text date = {.mem = p->t->mem};
    text_str(&date, say_text[SAY_weekday_0 + day_weekday(day)]);
    text_char(&date, ' ');
    put_date(&date, day);
    text_char(&date, ' ');
    text_int(&date, year);
    text_char(&date, '\0');
    say(p, key, (struct filling){.s = date.p});
    para_at(p, "", 0, 0);
}

/* Reasons that several exercises share are said once, with their names. */
static const struct {
    uint8_t code, say;
} shared[] = {{REASON_ITEM_HOLD, SAY_all_hold},
              {REASON_ENOUGH_TODAY, SAY_all_wait},
              {REASON_ITEM_TOP, SAY_all_top},
              {REASON_ITEM_NEW, SAY_all_new},
              {REASON_DAY_FULL, SAY_all_full}};

static int shared_say(const struct plan *plan, int at)
{
    int same = 0;
    for (int i = 0; i < plan->reason_count; i++)
        same += plan->reason[i].code == plan->reason[at].code;
    for (size_t i = 0; same > 1 && i < sizeof shared / sizeof shared[0]; i++)
        if (shared[i].code == plan->reason[at].code)
            return shared[i].say;
    return -1;
}

static void put_shared(struct page *p, const struct plan *plan, int at, enum say key)
{
    say(p, key, (struct filling){.a = plan->reason[at].number[0]});
    for (int i = at, n = 0; i < plan->reason_count; i++) {
        if (plan->reason[i].code != plan->reason[at].code)
            continue;
        text_str(&p->line, n++ ? ", " : "");
        text_str(&p->line, exercises[plan->reason[i].item].name);
    }
    text_char(&p->line, '.');
    point(p);
}

static void put_reasons(struct page *p, const struct plan *plan)
{
    for (int i = 0; i < plan->reason_count; i++) {
        const struct plan_reason *r = &plan->reason[i];
        int before = 0, key = shared_say(plan, i);
        for (int j = 0; j < i && key >= 0; j++)
            before |= plan->reason[j].code == r->code;
        if (before)
            continue;
        if (key >= 0) {
            put_shared(p, plan, i, (enum say)key);
            continue;
        }
        reason_text(&p->line, r->code, r->item, r->number);
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
};

_Static_assert(SAY_flag_newer - SAY_flag_cancer_sign == FLAG_newer - QUESTION_COUNT,
               "a flag without its words");

static int put_special(struct page *p, const struct plan *plan, int first)
{
    uint8_t said[SAY_COUNT] = {0};
    int count = 0;
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if (special[i].first == first && is_raised(plan, special[i].flag) &&
            !said[special[i].say]++) {
            say_point(p, (enum say)special[i].say);
            count++;
        }
    return count;
}

/* Only thoughts of self-harm: a voice is what is needed, not a waiting room. */
static int is_crisis(const struct plan *plan)
{
    int others = 0;
    for (int i = 0; i < plan->flag_count; i++)
        others |= plan->flag[i].flag != Q_self_harm && plan->flag[i].route >= routes_same_day;
    return !others;
}

/* What was answered, for whoever is shown this: the questions as they were asked. */
static void put_told(struct page *p, const struct plan *plan, int from, int to)
{
    for (int i = 0; i < plan->flag_count; i++) {
        const struct plan_flag *f = &plan->flag[i];
        if (f->route < from || f->route > to)
            continue;
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

static int urgent_days(const struct plan *plan)
{
    for (int i = 0; i < plan->reason_count; i++)
        if (plan->reason[i].code == REASON_SAME_DAY_AGAIN)
            return plan->reason[i].number[0];
    return 0;
}

static void put_emergency(struct page *p, const struct plan *plan)
{
    head(p, SAY_head_emergency);
    if (!put_special(p, plan, 1))
        say_point(p, SAY_emergency_go);
    say_point(p, SAY_emergency_wait);
    say_point(p, SAY_emergency_drive);
}

static void put_same_day(struct page *p, const struct plan *plan)
{
    head(p, SAY_head_same_day);
    put_special(p, plan, 1);
    if (urgent_days(plan)) {
        say(p, SAY_same_day_again, (struct filling){.a = urgent_days(plan)});
        point(p);
    } else {
        say_point(p, SAY_same_day_call);
        say_point(p, SAY_same_day_else);
    }
    say_point(p, SAY_same_day_worse);
}

static void put_urgent(struct page *p, const struct plan *plan)
{
    if (is_crisis(plan)) {
        head(p, SAY_head_crisis);
        say_point(p, SAY_crisis_thanks);
        put_special(p, plan, 1);
        say_point(p, SAY_crisis_today);
        say_point(p, SAY_urgent_watch);
        return;
    }
    if (plan->route == routes_emergency)
        put_emergency(p, plan);
    else
        put_same_day(p, plan);
    put_special(p, plan, 0);
    say_point(p, SAY_urgent_show);
    say_point(p, SAY_urgent_watch);
    say_point(p, SAY_urgent_no_plan);
    if (plan->route == routes_same_day)
        say_point(p, SAY_same_day_rest);
    head(p, SAY_head_told);
    put_told(p, plan, routes_same_day, routes_emergency);
}

/* A dose in words: "3 times a day: 1 set of 6, each held for 5 seconds, each side". */
static void say_dose(struct page *p, const struct dose *d, int each_side)
{
    if (d->times_a_day > 0)
        say(p,
            d->times_a_day == 1   ? SAY_times_1
            : d->times_a_day == 2 ? SAY_times_2
                                  : SAY_times_many,
            (struct filling){.a = d->times_a_day});
    int sets = d->sets > 1 ? d->sets : 1;
    if (d->reps > 0) {
        say(p, sets == 1 ? SAY_sets_1 : SAY_sets_many, (struct filling){.a = sets, .b = d->reps});
        if (d->hold_s > 0)
            say(p, d->hold_s == 1 ? SAY_hold_1 : SAY_hold_many, (struct filling){.a = d->hold_s});
    } else if (d->hold_s > 0) {
        say(p, sets == 1 ? SAY_holds_1 : SAY_holds_many,
            (struct filling){.a = sets, .b = d->hold_s});
    } else if (sets > 1) {
        say(p, SAY_minutes_sets, (struct filling){.a = sets, .b = d->minutes});
    } else if (d->minutes > 0) {
        say(p, d->minutes == 1 ? SAY_minutes_1 : SAY_minutes_many,
            (struct filling){.a = d->minutes});
    }
    if (d->load_kg > 0)
        say(p, SAY_load, (struct filling){.a = d->load_kg});
    if (each_side)
        say(p, SAY_each_side, (struct filling){0});
}

static void put_cues(struct page *p, const struct exercise *x, int indent)
{
    if (!x->cue[0] || !x->cue[0][0])
        return;
    say(p, SAY_how, (struct filling){0});
    for (int i = 0; i < 3 && x->cue[i] && x->cue[i][0]; i++) {
        text_str(&p->line, x->cue[i]);
        text_lit(&p->line, ". ");
    }
    para_at(p, "", indent, indent);
}

static void put_item(struct page *p, const struct plan_item *item)
{
    static const enum say marks[] = {
        [ITEM_new] = SAY_new, [ITEM_up] = SAY_up, [ITEM_down] = SAY_down};
    const struct exercise *x = &exercises[item->item];
    struct span id = item_name(item->item);
    text_add(&p->line, id.p, id.len);
    text_lit(&p->line, "  ");
    text_str(&p->line, x->name);
    if (item->change != ITEM_same) {
        text_lit(&p->line, " (");
        say(p, marks[item->change], (struct filling){0});
        text_lit(&p->line, ")");
    }
    para(p);
    say_dose(p, &item->dose, x->each_side);
    para_at(p, "", 6, 6);
    say(p, SAY_position, (struct filling){.s = x->position});
    para_at(p, "", 6, 6);
    put_cues(p, x, 6);
    if (x->caution && x->caution[0]) {
        say(p, SAY_care, (struct filling){0});
        text_str(&p->line, x->caution);
        para_at(p, "", 6, 6);
    }
}

static void put_walk(struct page *p, const struct plan_walk *w)
{
    struct filling f = {.a = w->times_a_day, .b = w->minutes, .c = w->days_a_week};
    int daily = w->days_a_week >= 7;
    head(p, SAY_head_walk);
    if (w->times_a_day == 1)
        say(p, daily ? SAY_walk_once_daily : SAY_walk_once, f);
    else if (w->times_a_day == 2)
        say(p, daily ? SAY_walk_twice_daily : SAY_walk_twice, f);
    else
        say(p, daily ? SAY_walk_times_daily : SAY_walk_times, f);
    para(p);
    put_cues(p, &exercises[ITEM_W1 + w->rung - 1], 2);
}

/* Tasks that are due today and the person's own come before the exercises, the others after. */
static void put_tasks(struct page *p, const struct plan *plan, enum say heading, int first)
{
    int said = 0;
    for (int i = 0; i < plan->task_count; i++) {
        const struct plan_task *task = &plan->task[i];
        const struct task_row *row = &task_rows[task->task];
        if ((!row->clinician && task->within_days == 0) != first)
            continue;
        if (!said++)
            head(p, heading);
        if (row->clinician)
            say(p, SAY_for_clinician, (struct filling){0});
        if (!first)
            say(p,
                task->within_days == 0   ? SAY_within_today
                : task->within_days == 1 ? SAY_within_day
                                         : SAY_within_days,
                (struct filling){.a = task->within_days});
        text_str(&p->line, row->text);
        point(p);
    }
}

static void put_avoid(struct page *p, const struct plan *plan)
{
    head(p, SAY_head_avoid);
    say_point(p, SAY_avoid_push);
    say_point(p, plan->change == PLAN_flare ? SAY_avoid_flare : SAY_avoid_more);
    if (plan->direction == DIRECTION_extension)
        say_point(p, SAY_avoid_flexion);
    if (plan->direction == DIRECTION_flexion)
        say_point(p, SAY_avoid_extension);
    if (plan->stage == stages_calm)
        say_point(p, SAY_avoid_bed);
}

static void put_today(struct page *p, const struct plan *plan)
{
    put_tasks(p, plan, SAY_head_todo, 1);
    head(p, SAY_head_items);
    if (!plan->item_count)
        say_para(p, SAY_no_items);
    for (int i = 0; i < plan->item_count; i++)
        put_item(p, &plan->item[i]);
    if (plan->walk.rung)
        put_walk(p, &plan->walk);
    if (plan->sit_break_min > 0) {
        head(p, SAY_head_sit);
        say(p, SAY_sit_break, (struct filling){.a = plan->sit_break_min});
        para(p);
    }
    head(p, SAY_head_why);
    put_reasons(p, plan);
    if (plan->item_count || plan->walk.rung)
        put_avoid(p, plan);
    put_tasks(p, plan, SAY_head_change, 0);
}

static void put_help(struct page *p)
{
    head(p, SAY_head_help);
    say_para(p, SAY_help_lead);
    for (int key = SAY_help_urine; key <= SAY_help_collapse; key++)
        say_point(p, (enum say)key);
    say_para(p, SAY_help_today);
    say_para(p, SAY_help_watch);
}

/* What waits to be seen or told, by the questions as they were asked. */
static void put_to_tell(struct page *p, const struct plan *plan)
{
    int waits = 0;
    for (int i = 0; i < plan->flag_count; i++)
        waits |= plan->flag[i].route >= routes_next_visit && plan->flag[i].flag != FLAG_age;
    if (!waits)
        return;
    head(p, SAY_head_to_tell);
    put_told(p, plan, routes_next_visit, routes_soon);
}

void plan_put_text(struct text *t, const struct plan *plan)
{
    struct page p = {.t = t, .line = {.mem = t->mem}};
    int urgent = plan->route >= routes_same_day;
    put_title(&p, urgent ? SAY_title_urgent : SAY_title, plan->day);
    if (urgent) {
        put_urgent(&p, plan);
    } else {
        say(&p, (enum say)(SAY_change_stop + (int)plan->change), (struct filling){0});
        para_at(&p, "", 0, 0);
        put_today(&p, plan);
        put_to_tell(&p, plan);
    }
    put_help(&p);
    text_char(t, '\n');
    say(&p, SAY_trying_out, (struct filling){0});
    para_at(&p, "", 0, 0);
}
