/* demo_write.c - the lives into the store, all of them in the order of time, each change by whoever would
 * have made it: so the log of the clinic and each person's own are as they would have become. */
#include "demo.h"

#include "../../clinic/summary.h"
#include "../../core/day.h"
#include "../../knowledge/country.h"
#include "cli.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

struct writer {
    const struct demo *c;
    struct store *s;
    struct arena *a;
};

/* --- one deed ------------------------------------------------------------------------------------------------- */

/* Of the link by which somebody joined: it is used up, so nobody has to know it. */
static struct value used_link(const struct demo_life *l, uint8_t hash[STORE_HASH])
{
    crypto_generichash(hash, STORE_HASH, (const unsigned char *)l->who->name, strlen(l->who->name),
                       NULL, 0);
    return value_bytes(hash, STORE_HASH);
}

static int write_added(struct writer *w, const struct deed *x, struct demo_life *l)
{
    const struct demo *d = w->c;
    const struct demo_patient *who = l->who;
    char telephone[32], mail[80];
    snprintf(telephone, sizeof telephone, "07700 900 %d", 200 + x->row);
    demo_mail_of(who->name, mail, sizeof mail);
    uint8_t hash[STORE_HASH];
    const struct act acts[] = {
        {ACT_patient_add,
         7,
         {value_whole(d->patient[x->row]), value_person(), demo_text(who->name),
          value_whole(demo_born(d, x->row)), demo_text(telephone),
          value_whole(d->account[who->staff]), value_whole(d->site[who->site])}},
        {ACT_link_patient,
         3,
         {used_link(l, hash), value_whole(d->patient[x->row]),
          value_whole(x->at_s + LINK_DAYS * INT64_C(86400))}},
        {ACT_patient_mail, 2, {value_whole(d->patient[x->row]), demo_text(mail)}}};
    const struct audit_note note = {"patient added", d->patient[x->row]};
    struct change c = {.actor = demo_actor(d, DEMO_STAFF - 1),
                       .acts = acts,
                       .act_count = 3,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = x->at_s};
    if (!demo_change(w->s, &c, who->name))
        return 0;
    l->added = c.ret_person;
    l->person_number = l->person_number ? l->person_number : c.ret_person;
    return 1;
}

static int write_joined(struct writer *w, const struct deed *x, struct demo_life *l)
{
    const struct demo *d = w->c;
    uint8_t hash[STORE_HASH];
    const struct act acts[] = {
        {ACT_link_use, 1, {used_link(l, hash)}},
        {ACT_patient_join, 2, {value_whole(d->patient[x->row]), value_person()}},
    };
    const struct audit_note note = {"joined", d->patient[x->row]};
    struct change c = {.actor = {d->clinic, l->person_number, ROLE_patient},
                       .person = l->person_number,
                       .absorb = l->added == l->person_number ? 0 : l->added,
                       .facts = {l->telling.bytes + x->from, (uint32_t)(x->to - x->from)},
                       .acts = acts,
                       .act_count = 2,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = x->at_s};
    return demo_change(w->s, &c, l->who->name);
}

/* What they told themself; the first of it makes a record of somebody who has no clinic yet. */
static int write_told(struct writer *w, const struct deed *x, struct demo_life *l)
{
    struct change c = {.person = l->person_number,
                       .facts = {l->telling.bytes + x->from, (uint32_t)(x->to - x->from)},
                       .now_s = x->at_s};
    if (x->from == x->to)
        return 1;
    if (!demo_change(w->s, &c, l->who->name))
        return 0;
    l->person_number = c.ret_person;
    return 1;
}

static int write_seen(struct writer *w, const struct deed *x, struct demo_life *l)
{
    const struct demo *d = w->c;
    int64_t patient = d->patient[x->row];
    int day = (int)(x->at_s / 86400), born = demo_born(d, x->row);
    const struct act acts[] = {
        {ACT_patient_visit,
         3,
         {value_whole(patient), value_whole(day),
          value_whole(retain_day(country_find(DEMO_COUNTRY), day, born))}},
        {ACT_patient_archive, 2, {value_whole(patient), value_whole(1)}},
    };
    struct audit_note note[1 + DEED_NOTES] = {{"read", patient}};
    for (int i = 0; i < x->notes; i++)
        note[1 + i] = (struct audit_note){x->note[i], patient};
    struct change c = {.actor = demo_actor(d, l->who->staff),
                       .patient = patient,
                       .facts = {l->telling.bytes + x->from, (uint32_t)(x->to - x->from)},
                       .acts = acts,
                       .act_count = x->what == DEED_archive ? 2 : 1,
                       .audit = note,
                       .audit_count = 1 + x->notes,
                       .now_s = x->at_s};
    return demo_change(w->s, &c, l->who->name);
}

static int write_left(struct writer *w, const struct deed *x, struct demo_life *l)
{
    const struct act leave = {ACT_patient_leave, 1, {value_whole(w->c->clinic)}};
    const struct audit_note note = {"left", w->c->patient[x->row]};
    struct change c = {.actor = {w->c->clinic, l->person_number, ROLE_patient},
                       .person = l->person_number,
                       .acts = &leave,
                       .act_count = 1,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = x->at_s};
    return demo_change(w->s, &c, l->who->name);
}

/* Of a row of "who needs me". until_day 0: it was acknowledged, else put off. */
static int write_attention(struct writer *w, const struct deed *x, struct demo_life *l,
                           const char *need, const struct need *n, int until_day, const char *why)
{
    const struct demo *d = w->c;
    int64_t patient = d->patient[x->row];
    const struct value until =
        until_day ? value_whole(until_day) : (struct value){VALUE_null, 0, {"", 0}};
    const struct act act = {ACT_attention_add,
                            7,
                            {value_whole(patient), demo_text(need), value_whole(n->since_s),
                             demo_text(until_day ? "snoozed" : "acknowledged"), until,
                             demo_text(why), demo_text(n->args)}};
    const struct audit_note note = {until_day ? "put off" : "acknowledged", patient};
    struct change c = {.actor = demo_actor(d, l->who->staff),
                       .patient = patient,
                       .acts = &act,
                       .act_count = 1,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = x->at_s};
    return demo_change(w->s, &c, l->who->name);
}

/* The record as the store has it. */
static int read_back(struct writer *w, struct demo_life *l, struct person_row *ret)
{
    static const struct actor self = {0, 0, ROLE_system};
    arena_reset(w->a);
    if (store_person(w->s, &self, l->person_number, w->a, ret) == STORE_OK)
        return 1;
    complain(l->who->name, "the record cannot be read back");
    return 0;
}

/* The first need of a day; NULL: there is none. */
static const struct need *first_need(struct writer *w, struct span record, int day,
                                     struct text *ret_key)
{
    struct summary *s = arena_alloc(w->a, 1, sizeof *s);
    *ret_key = (struct text){.mem = w->a};
    summary_of(w->a, record, day, s);
    if (!s->needs)
        return NULL;
    need_key(ret_key, &s->need[0]);
    text_char(ret_key, '\0');
    return &s->need[0];
}

static int write_acknowledged(struct writer *w, const struct deed *x, struct demo_life *l)
{
    struct person_row row;
    struct text key;
    if (!read_back(w, l, &row))
        return 0;
    const struct need *n = first_need(w, row.record, (int)(x->at_s / 86400), &key);
    if (!n) {
        complain(l->who->name, "there is nothing to acknowledge");
        return 0;
    }
    return write_attention(w, x, l, key.p, n, 0, x->why);
}

/* The first need of theirs, for a week. */
static int put_off(struct writer *w, const struct deed *x, struct demo_life *l, struct span record)
{
    enum { WEEK = 7 };
    struct text key;
    const struct need *n = first_need(w, record, w->c->today, &key);
    if (!n || !need_may_snooze(n->code))
        return 1;
    return write_attention(w, x, l, key.p, n, w->c->today + WEEK, "Comes to the clinic next week.");
}

/* The summary of today, from the record as the store has it. */
static int write_summary(struct writer *w, const struct deed *x, struct demo_life *l)
{
    static const struct actor self = {0, 0, ROLE_system};
    struct person_row row;
    struct text body = {.mem = w->a};
    if (!read_back(w, l, &row))
        return 0;
    summary_make(w->a, row.record, w->c->today, &body);
    const struct act act = {ACT_summary_put,
                            5,
                            {value_person(), value_whole(w->c->today), value_whole(RULES_VERSION),
                             value_whole(row.facts),
                             value_text((struct span){body.p, (uint32_t)body.len})}};
    struct change c = {
        .actor = self, .person = l->person_number, .acts = &act, .act_count = 1, .now_s = x->at_s};
    return demo_change(w->s, &c, l->who->name) &&
           (l->who->turn != TURN_put_off || put_off(w, x, l, row.record));
}

static int write_deed(struct writer *w, const struct deed *x, struct demo_life *l)
{
    switch (x->what) {
    case DEED_facts:
        return write_told(w, x, l);
    case DEED_add:
        return write_added(w, x, l);
    case DEED_join:
        return write_joined(w, x, l);
    case DEED_visit:
    case DEED_clear:
    case DEED_archive:
        return write_seen(w, x, l);
    case DEED_leave:
        return write_left(w, x, l);
    case DEED_acknowledge:
        return write_acknowledged(w, x, l);
    case DEED_now:
        return write_summary(w, x, l);
    }
    return 0;
}

/* --- all of them, in the order of time ------------------------------------------------------------------------ */

/* Of one person in the order in which they were done, whatever their minutes say. */
static int by_time(const void *left, const void *right)
{
    const struct deed *const *x = left, *const *y = right;
    if ((*x)->at_s != (*y)->at_s)
        return (*x)->at_s < (*y)->at_s ? -1 : 1;
    if ((*x)->row != (*y)->row)
        return (*x)->row < (*y)->row ? -1 : 1;
    return *x < *y ? -1 : *x > *y;
}

int demo_write(const struct demo *c, struct store *s, struct demo_life *const *lives)
{
    static const struct deed *deed[DEMO_NUMBERS * DEEDS];
    struct arena a;
    struct writer w = {c, s, &a};
    size_t count = 0;
    int ok;
    arena_lend(&a, ARENA_RECORD);
    for (int row = 0; row < demo_patient_count; row++)
        for (int i = 0; i < lives[row]->deeds; i++)
            deed[count++] = &lives[row]->deed[i];
    qsort(deed, count, sizeof *deed, by_time);
    ok = count && demo_found(c, s, deed[0]->at_s - 86400) &&
         demo_diary_found(c, s, deed[0]->at_s - 86400);
    for (size_t i = 0; ok && i < count; i++)
        ok = write_deed(&w, deed[i], lives[deed[i]->row]);
    return ok && demo_diary_fill(c, s);
}
