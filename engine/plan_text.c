/* plan_text.c - a plan for a person at a terminal: 80 columns, no colour, plain words.
 *
 * When something is urgent, what to do about it comes first and nothing else is planned. When to
 * seek help at once stands under every plan, because a plan must never read as an all-clear. The
 * words are in knowledge/words/en.def. */
#include "page.h"

#include "../core/day.h"

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
} shared[] = {{REASON_ITEM_HOLD, SAY_all_hold}, {REASON_ENOUGH_TODAY, SAY_all_wait},
              {REASON_ITEM_TOP, SAY_all_top},   {REASON_ITEM_RESTS, SAY_all_rest},
              {REASON_ITEM_NEW, SAY_all_new},   {REASON_DAY_FULL, SAY_all_full}};

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
    head(p, SAY_head_walk);
    say(p, w->minutes == 1 ? SAY_walk_for_1 : SAY_walk_for_many, f);
    say(p,
        w->times_a_day == 1   ? SAY_walk_once
        : w->times_a_day == 2 ? SAY_walk_twice
                              : SAY_walk_times,
        f);
    say(p, w->days_a_week >= 7 ? SAY_walk_daily : SAY_walk_days, f);
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
        country_words(&p->line, row->text, page_country());
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

static int gives(const struct plan *plan, int code)
{
    for (int i = 0; i < plan->reason_count; i++)
        if (plan->reason[i].code == code)
            return 1;
    return 0;
}

static enum say headline(const struct plan *plan)
{
    if (plan->change == PLAN_stop && gives(plan, REASON_SCREEN_NEEDED))
        return SAY_change_not_yet;
    if (plan->change == PLAN_hold && gives(plan, REASON_REST_DAY))
        return SAY_change_rest;
    return (enum say)(SAY_change_stop + (int)plan->change);
}

void plan_put_text(struct text *t, const struct plan *plan)
{
    struct page p = {.t = t, .line = {.mem = t->mem}};
    int urgent = plan->route >= routes_same_day;
    put_title(&p, urgent ? SAY_title_urgent : SAY_title, plan->day);
    if (urgent) {
        put_urgent(&p, plan);
    } else {
        say(&p, headline(plan), (struct filling){0});
        para_at(&p, "", 0, 0);
        put_to_tell(&p, plan);
        put_today(&p, plan);
    }
    put_help(&p);
    text_char(t, '\n');
    say(&p, SAY_trying_out, (struct filling){0});
    if (urgent) {
        text_char(&p.line, ' ');
        say(&p, SAY_no_reason_to_wait, (struct filling){0});
    }
    para_at(&p, "", 0, 0);
}
