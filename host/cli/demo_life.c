/* demo_life.c - months of one invented person: each morning they answer, each day is planned from what is
 * there so far, and they do what they do with that plan. Between them the visits. */
#include "demo.h"

#include "../../core/day.h"
#include "../../core/form.h"
#include "../server/zone.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    SILENT_DAYS = 9,
    LEFT_DAYS = 12,
    WORSE_DAYS = 7,
    CLEARED_DAYS = 21,
    SEEN_DAYS = 5,
    AGAIN_DAYS = 28
};

/* Minutes east of UTC at noon of a day. */
int demo_offset(int day)
{
    struct moment m;
    return zone_moment(DEMO_ZONE, (int64_t)day * 86400 + 43200, &m) ? m.offset : 0;
}

int64_t demo_instant(int day, int minute)
{
    return (int64_t)day * 86400 + (int64_t)(minute - demo_offset(day)) * 60;
}

void demo_deed(struct demo_life *l, enum deed_what what, int row, int64_t at_s)
{
    if (l->deeds == DEEDS) {
        fputs("demo: too much happens to one person\n", stderr);
        exit(2);
    }
    l->deed[l->deeds++] = (struct deed){
        .at_s = at_s, .what = what, .row = row, .from = l->told, .to = l->telling.len};
    struct deed *x = &l->deed[l->deeds - 1];
    memcpy(x->note, l->note, sizeof x->note);
    x->notes = l->notes;
    l->notes = 0;
    l->told = l->telling.len;
}

void demo_note(struct demo_life *l, const char *what)
{
    for (int i = 0; i < l->notes; i++)
        if (l->note[i] == what)
            return;
    if (l->notes < DEED_NOTES)
        l->note[l->notes++] = what;
}

/* --- a day -------------------------------------------------------------------------------------------- */

static void plan_day(struct arena *a, const struct demo_life *l, struct plan *ret)
{
    struct record r;
    struct faults faults = {0};
    size_t mark = a->used;
    record_read(a, l->telling.bytes, l->telling.len, &r, &faults);
    if (faults.count) {
        fprintf(stderr, "demo: %s, line %u: %.*s\n", l->who->name, faults.fault[0].line_no,
                (int)faults.fault[0].what.len, faults.fault[0].what.p);
        exit(2);
    }
    engine_plan(a, &r, l->life.first_day + l->life.n, ret);
    a->used = mark;
}

/* What was put before them, when it is not what was put before them last. */
static void show(struct arena *a, struct demo_life *l, const struct plan *p, int minute)
{
    struct text t = {.mem = a};
    plan_put_shown(&t, p);
    if (t.len == l->shown.len && memcmp(t.p, l->shown.p, t.len) == 0)
        return;
    life_say(&l->life, &l->telling, minute, "shown", "_by=device&%.*s", (int)t.len, t.p);
    l->shown = t;
}

/* What they would like to do again: three things, asked at first and every four weeks. */
static void say_goals(struct arena *a, struct demo_life *l)
{
    static const char *const activity[] = {
        "Sit through a meal", "Drive to work",      "Walk the dog",   "Lift my grandchild",
        "Sleep on my side",   "Put on my socks",    "Stand to cook",  "Play five-a-side",
        "Dig the garden",     "Carry the shopping", "Sit at my desk", "Swim on a Sunday",
    };
    enum { COUNT = sizeof activity / sizeof activity[0] };
    for (int i = 0; i < 3; i++) {
        struct text t = {.mem = a};
        const char *s = activity[(demo_pick(l->who, 7, COUNT) + i * 5) % COUNT];
        int score = 10 - l->life.leg + demo_pick(l->who, 30 + i, 3) - 1;
        form_encode(&t, s, strlen(s));
        life_say(&l->life, &l->telling, 487, "goal", "activity=%.*s&score=%d", (int)t.len, t.p,
                 score < 0    ? 0
                 : score > 10 ? 10
                              : score);
    }
}

/* The day after a visit. */
static void say_after(struct demo_life *l)
{
    int sore = demo_pick(l->who, 40 + l->visits, 3);
    if (l->who->turn == TURN_symptom && l->visits == l->who->visits) {
        life_say(&l->life, &l->telling, 498, "after_treatment",
                 "sore=a_little&lasted_h=8&new_symptom=unsure");
        life_say(&l->life, &l->telling, 499, "screen", "extent=full&rest=no");
        return;
    }
    if (sore)
        life_say(&l->life, &l->telling, 498, "after_treatment",
                 "sore=%s&lasted_h=%d&new_symptom=no", sore == 1 ? "a_little" : "a_lot",
                 sore == 1 ? 6 : 20);
    else
        life_say(&l->life, &l->telling, 498, "after_treatment", "sore=none&new_symptom=no");
}

static void morning(struct arena *a, struct demo_life *l, const struct plan *yesterday)
{
    struct life *x = &l->life;
    if (x->n == 0 && l->who->home) /* else it was given as they joined */
        life_say(x, &l->telling, 479, "consent", "to=store&version=1");
    life_wake(x, &l->telling, yesterday);
    if (!x->writes)
        return;
    if (x->n % AGAIN_DAYS == 0)
        say_goals(a, l);
    if (l->visits && l->last_visit == x->n - 1)
        say_after(l);
}

/* They are added by telephone the day before. The link comes with that, or in the waiting room: then what
 * they wrote at home comes along. */
static void join(struct demo_life *l, int row, int minute)
{
    int today = l->life.first_day + l->life.n;
    demo_deed(l, DEED_add, row, demo_instant(today - 1, demo_visit_minute(l->who, 60)));
    demo_deed(l, DEED_facts, row, demo_instant(today, minute - 1));
    if (l->who->turn == TURN_waiting)
        return;
    life_say(&l->life, &l->telling, minute, "consent", "to=store&to=share&version=1");
    demo_deed(l, DEED_join, row, demo_instant(today, minute));
}

static void visit(struct arena *a, struct demo_life *l, int row, int nth)
{
    int today = l->life.first_day + l->life.n, minute = demo_visit_minute(l->who, nth);
    if (nth == 0 && l->who->home)
        join(l, row, minute - 12);
    demo_deed(l, DEED_facts, row, demo_instant(today, minute - 1));
    demo_visit(a, l, nth, minute);
    demo_deed(l, DEED_visit, row, demo_instant(today, minute + 24));
    l->last_visit = l->life.n;
    l->visits++;
}

static void acknowledge(struct demo_life *l, int row, int64_t at_s, const char *why)
{
    demo_deed(l, DEED_facts, row, at_s - 1);
    demo_deed(l, DEED_acknowledge, row, at_s);
    l->deed[l->deeds - 1].why = why;
}

/* They went, and say so the next day: what stopped the plan is to be confirmed, and everything is asked anew. */
static void say_seen(struct demo_life *l)
{
    struct text on = {.mem = l->mem};
    day_put(&on, l->life.first_day + l->life.n - 1);
    life_say(&l->life, &l->telling, 640, "clearance",
             "_by=self&flag=calf_swollen&seen_by=hospital&seen_on=%.*s", (int)on.len, on.p);
    life_say(&l->life, &l->telling, 644, "screen", "extent=full&rest=no");
}

/* What else happens, in the evening of a day that is left days ago. */
static void turn_of_day(struct arena *a, struct demo_life *l, int row, int left)
{
    struct life *x = &l->life;
    int today = x->first_day + x->n;
    enum turn turn = l->who->turn;
    if (turn == TURN_worse && left <= WORSE_DAYS)
        x->level += 40;
    else if (turn == TURN_urgent && left == 1)
        life_say(x, &l->telling, 1307, "screen", "extent=short&saddle=yes&rest=no");
    else if (turn == TURN_called && left == 2)
        life_say(x, &l->telling, 1162, "screen", "extent=short&calf_swollen=yes&rest=no");
    else if (turn == TURN_cleared && left == CLEARED_DAYS)
        life_say(x, &l->telling, 1216, "screen", "extent=short&foot_drop=yes&rest=no");
    else if (turn == TURN_weaker && left == 1)
        life_say(x, &l->telling, 530, "motor",
                 "side=%s&heel_walk=normal&big_toe=weaker&heel_raise=normal&chair_rise=normal&"
                 "one_leg=normal",
                 l->who->side);
    if (turn == TURN_called && left == 1)
        acknowledge(l, row, demo_instant(today, 527), "Rang them: on the way to hospital.");
    if (turn == TURN_cleared && left == CLEARED_DAYS - 1)
        acknowledge(l, row, demo_instant(today, 527), "Rang them: seen at hospital today.");
    if (turn == TURN_cleared && left == CLEARED_DAYS - 2) {
        demo_deed(l, DEED_facts, row, demo_instant(today, 614));
        demo_clear(a, l, 615);
        demo_deed(l, DEED_clear, row, demo_instant(today, 640));
        acknowledge(l, row, demo_instant(today, 642), "Known to the hospital.");
    }
    if (turn == TURN_seen && left == SEEN_DAYS)
        life_say(x, &l->telling, 1170, "screen", "extent=short&calf_swollen=unsure&rest=no");
    if (turn == TURN_seen && left == SEEN_DAYS - 2)
        say_seen(l);
}

static void begin_day(struct demo_life *l, const struct plan *yesterday)
{
    struct life *x = &l->life;
    x->offset_min = demo_offset(x->first_day + x->n);
    x->session = ((uint64_t)demo_pick(l->who, 1000 + x->n, 1 << 30) << 32) |
                 (uint64_t)demo_pick(l->who, 5000 + x->n, 1 << 30) | 1;
    x->facts = 0;
    x->away = l->who->turn == TURN_waiting || (x->n && yesterday->route >= routes_same_day);
}

/* One whole day; *p is yesterday's plan and becomes today's. */
static void live_day(struct arena *a, const struct demo *c, struct demo_life *l, int row,
                     struct plan *p)
{
    struct life *x = &l->life;
    int nth = demo_visit_on(c, l->who, x->n), breakfast = demo_pick(l->who, 8, 90) - 75;
    begin_day(l, p);
    if (x->n == 0 && !l->who->home)
        join(l, row, 475 + breakfast);
    x->shift_min = breakfast;
    if (l->who->turn != TURN_waiting)
        morning(a, l, x->n ? p : NULL);
    plan_day(a, l, p);
    if (x->writes)
        show(a, l, p, 512);
    x->shift_min = 0;
    if (nth >= 0) {
        visit(a, l, row, nth);
        plan_day(a, l, p);
        if (x->writes)
            show(a, l, p, demo_visit_minute(l->who, nth) + 25);
    }
    turn_of_day(a, l, row, l->who->days - x->n);
    plan_day(a, l, p);
    x->away |= p->route >= routes_same_day;
    x->writes &= !x->away;
    x->shift_min = demo_pick(l->who, 9, 150) - 60;
    life_act(x, &l->telling, p);
    x->shift_min = 0;
    if (x->n <= l->who->home && !l->visits) /* kept at home, before the clinic has heard of them */
        demo_deed(l, DEED_facts, row, demo_instant(x->first_day + x->n - 1, 1290));
    plan_day(a, l, p);
}

/* --- how it ends --------------------------------------------------------------------------------------- */

static int answers_today(const struct demo *c, const struct demo_life *l)
{
    enum turn turn = l->who->turn;
    return turn != TURN_urgent && turn != TURN_silent && turn != TURN_left &&
           turn != TURN_archived && turn != TURN_waiting &&
           (turn == TURN_worse || demo_pick(l->who, 70, 2)) &&
           demo_instant(c->today, 513 + demo_pick(l->who, 8, 90) - 75) <= c->now_s;
}

static void end(struct arena *a, const struct demo *c, struct demo_life *l, int row,
                const struct plan *p)
{
    struct life *x = &l->life;
    int last = x->first_day + x->n - 1;
    if (answers_today(c, l)) {
        struct plan now;
        begin_day(l, p);
        x->shift_min = demo_pick(l->who, 8, 90) - 75;
        morning(a, l, p);
        plan_day(a, l, &now);
        if (x->writes)
            show(a, l, &now, 512);
    }
    if (l->who->turn == TURN_archived) {
        x->n--;
        demo_deed(l, DEED_facts, row, demo_instant(last, 689));
        demo_discharge(a, l, 690);
        demo_deed(l, DEED_archive, row, demo_instant(last, 700));
    } else if (l->who->turn == TURN_left) {
        demo_deed(l, DEED_facts, row, demo_instant(last, 1189));
        demo_deed(l, DEED_leave, row, demo_instant(last, 1190));
    }
    demo_deed(l, DEED_facts, row, c->now_s - 2);
    demo_deed(l, DEED_now, row, c->now_s - 1);
}

void demo_live(struct arena *a, const struct demo *c, int row, struct demo_life *ret)
{
    struct plan p;
    ret->who = &demo_patients[row];
    ret->mem = a;
    demo_person(a, c, ret->who, &ret->person);
    life_begin(&ret->life, &ret->person, c->today - ret->who->days, (uint64_t)row + 101);
    for (int last = demo_last_day(c, ret->who); ret->life.n <= last;)
        live_day(a, c, ret, row, &p);
    end(a, c, ret, row, &p);
}
