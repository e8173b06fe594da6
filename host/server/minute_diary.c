/* minute_diary.c - once a minute, for each clinic: what has run out in its diary, reminders, offers to who waits. */
#include "clinic.h"

#include "../../clinic/diary_due.h"

enum { DAY_S = 86400, UNSET_S = 86400, UNSET_AT_ONCE = 100 };
static const struct actor self = {0, 0, ROLE_system};

struct of_clinic {
    struct server *s;
    struct arena *a;
    struct actor actor;
    int64_t now_s;
    struct rows clinic, sites, waitings, reminded;
    struct diary_rows diary;
    struct due_rows rows;
    struct due_steps steps;
};

static int rows(struct of_clinic *o, enum list list, const struct value *value, struct rows *ret)
{
    return store_list(o->s->store, &o->actor, list, value, value != NULL, o->a, ret) == STORE_OK;
}

/* One by one: a time that somebody has taken meanwhile does not keep the others. */
static void take_steps(struct of_clinic *o)
{
    int broken = 0;
    for (int i = 0; i < o->steps.count; i++) {
        const struct due_step *step = &o->steps.step[i];
        const struct audit_note note = {step->note, step->patient};
        struct change c = {.actor = o->actor,
                           .acts = step->act,
                           .act_count = step->count,
                           .audit = &note,
                           .audit_count = step->note != NULL,
                           .now_s = o->now_s};
        c.facts.p = "";
        enum store_result r = store_change(o->s->store, &c);
        broken |= r != STORE_OK && r != STORE_NONE && r != STORE_CONFLICT;
    }
    o->steps.count = 0;
    if (broken)
        log_line("error", "what is due in the diary could not be kept");
}

/* The days on which somebody is to be reminded; those that may be offered only where somebody waits. */
static int fetch(struct of_clinic *o)
{
    int64_t remind = row_whole(&o->clinic, 0, clinic_remind_days),
            ahead = row_whole(&o->clinic, 0, clinic_ahead_days);
    int64_t days = diary_waits(&o->waitings) && ahead > remind ? ahead : remind;
    struct value now = value_whole(o->now_s);
    o->diary.from_s = o->now_s - DAY_S;
    o->diary.until_s = o->now_s + (days + 2) * DAY_S;
    return rows(o, LIST_reminded, &now, &o->reminded) &&
           diary_fetch(o->s, o->a, &o->actor, &o->clinic, &o->sites, o->now_s, &o->diary) ==
               STORE_OK;
}

static void tidy(struct of_clinic *o)
{
    o->diary.zones = diary_zones(o->a, &o->sites, o->now_s);
    diary_tidy(&o->rows, &o->steps);
    take_steps(o);
}

static void one_clinic(struct of_clinic *o)
{
    o->rows = (struct due_rows){.clinic = &o->clinic,
                                .sites = &o->sites,
                                .waitings = &o->waitings,
                                .reminded = &o->reminded,
                                .diary = &o->diary,
                                .now_s = o->now_s,
                                .mails = mail_is_set(o->s)};
    o->steps = (struct due_steps){.step = arena_alloc(o->a, DUE_STEPS, sizeof *o->steps.step),
                                  .room = DUE_STEPS};
    if (!rows(o, LIST_clinic, NULL, &o->clinic) || !rows(o, LIST_sites, NULL, &o->sites) ||
        !o->clinic.count)
        return;
    tidy(o);
    if (!o->rows.mails || !rows(o, LIST_waitings, NULL, &o->waitings) || !fetch(o))
        return;
    diary_remind(&o->rows, &o->steps);
    take_steps(o);
    if (!diary_waits(&o->waitings) || sender_down(o->s)) /* nobody would be told of it */
        return;
    diary_offer(o->a, &o->rows, &o->steps);
    take_steps(o);
}

/* Where no mail can be sent what was queued is kept for a day: it may be set up meanwhile. */
static void forget_unset(struct server *s, struct arena *a, int64_t now_s)
{
    struct value most = value_whole(UNSET_AT_ONCE);
    struct rows r;
    if (mail_is_set(s) || store_list(s->store, &self, LIST_mail_due, &most, 1, a, &r) != STORE_OK)
        return;
    for (uint32_t i = 0; i < r.count; i++) {
        struct act gone = {
            ACT_mail_failed,
            3,
            {row_value(&r, i, mail_due_mail), value_str("Mail is not set up."), value_whole(1)}};
        struct change c = {.actor = {row_whole(&r, i, mail_due_clinic), 0, ROLE_system},
                           .acts = &gone,
                           .act_count = 1,
                           .now_s = now_s};
        c.facts.p = "";
        if (row_whole(&r, i, mail_due_due_s) < now_s - UNSET_S &&
            store_change(s->store, &c) != STORE_OK)
            log_line("error", "a mail that cannot be sent could not be given up");
    }
}

void diary_minute(struct server *s, struct arena *a, int64_t now_s)
{
    struct rows r;
    size_t mark = a->used;
    if (store_list(s->store, &self, LIST_clinic_numbers, NULL, 0, a, &r) != STORE_OK)
        return;
    size_t each = a->used;
    for (uint32_t i = 0; i < r.count; i++) {
        struct of_clinic o = {.s = s, .a = a, .now_s = now_s};
        o.actor = (struct actor){row_whole(&r, i, clinic_numbers_clinic), 0, ROLE_system};
        one_clinic(&o);
        a->used = each;
    }
    forget_unset(s, a, now_s);
    a->used = mark;
}
