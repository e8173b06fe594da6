/* demo_write.c - the lives into the store, all of them in the order of time, each change by whoever would
 * have made it: so the log of the clinic and each person's own are as they would have become. */
#include "demo.h"

#include "../../clinic/clinic.h"
#include "../../core/form.h"
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>

enum { CHANGE_ACTS = 4, CHANGE_NOTES = 4, NUMBER_BITS = 53 };

struct writer {
    const struct demo *c;
    struct store *s;
    struct arena a;
};

static struct value text_value(const char *s)
{
    return value_text((struct span){s, (uint32_t)strlen(s)});
}

static const struct value nothing = {VALUE_null, 0, {"", 0}};

static int change(struct writer *w, struct change *c, const char *what)
{
    static const char *const word[] = {
        [STORE_NONE] = "there is no such row",     [STORE_CONFLICT] = "two facts have one name",
        [STORE_FULL] = "no room, or not writable", [STORE_BUSY] = "the database is locked",
        [STORE_BROKEN] = "the database is broken", [STORE_REFUSED] = "a fact was refused",
    };
    (void)w;
    enum store_result r = store_change(w->s, c);
    if (r == STORE_OK)
        return 1;
    complain(what, word[r]);
    return 0;
}

/* --- the clinic, its sites, who works there --------------------------------------------------------------- */

static struct actor staff_actor(const struct demo *c, int staff)
{
    return (struct actor){c->clinic, c->account[staff], demo_staff[staff].role};
}

static const char *role_word(enum role role)
{
    return role == ROLE_owner ? "owner" : role == ROLE_practitioner ? "practitioner" : "desk";
}

static struct act account_act(const struct demo *c, int i)
{
    const struct demo_staff *x = &demo_staff[i];
    return (struct act){ACT_account_add,
                        7,
                        {value_whole(c->account[i]), text_value(role_word(x->role)),
                         text_value(x->name), text_value(x->login), text_value(x->number),
                         value_whole(c->site[x->site]), text_value(x->telephone)}};
}

static int write_password(struct writer *w, int i, const char *hash, int64_t at_s)
{
    const struct demo_staff *x = &demo_staff[i];
    const struct act acts[] = {
        {ACT_password_put, 1, {text_value(hash)}},
        {ACT_totp_put, 2, {value_bytes((const uint8_t *)x->totp, DEMO_TOTP), value_whole(0)}},
    };
    struct change c = {.actor = staff_actor(w->c, i), .acts = acts, .act_count = 2, .now_s = at_s};
    return change(w, &c, x->name);
}

static int write_clinic(struct writer *w, int64_t at_s, const char *hash)
{
    const struct demo *d = w->c;
    struct act acts[1 + DEMO_SITES + DEMO_STAFF];
    int n = 0;
    const struct act begin = {
        ACT_clinic_add,
        4,
        {value_whole(d->clinic), text_value(DEMO_NAME), text_value("GB"), value_whole(1)}};
    struct change c = {.actor = {d->clinic, 0, ROLE_system}, .acts = &begin, .act_count = 1};
    c.now_s = at_s;
    if (!change(w, &c, DEMO_NAME))
        return 0;
    for (int i = 0; i < DEMO_SITES; i++)
        acts[n++] = (struct act){ACT_site_add,
                                 5,
                                 {value_whole(d->site[i]), text_value(demo_sites[i].name),
                                  text_value(demo_sites[i].address),
                                  text_value(demo_sites[i].telephone), text_value(DEMO_ZONE)}};
    for (int i = 0; i < DEMO_STAFF; i++)
        acts[n++] = account_act(d, i);
    /* The second name: whoever an urgent answer goes to when nobody acknowledges it. */
    acts[n++] = (struct act){
        ACT_clinic_edit,
        4,
        {text_value(DEMO_NAME), text_value("GB"), value_whole(30), value_whole(d->account[0])}};
    const struct audit_note note = {"clinic begun", 0};
    c = (struct change){.actor = staff_actor(d, 0), .acts = acts, .act_count = n, .audit = &note};
    c.audit_count = 1;
    c.now_s = at_s;
    if (!change(w, &c, DEMO_NAME))
        return 0;
    for (int i = 0; i < DEMO_STAFF; i++)
        if (!write_password(w, i, hash, at_s))
            return 0;
    return 1;
}

/* --- one deed ------------------------------------------------------------------------------------------------- */

static int is_clinical(enum deed_what what)
{
    return what == DEED_visit || what == DEED_clear || what == DEED_archive;
}

static int write_added(struct writer *w, const struct deed *x, struct demo_life *l)
{
    const struct demo *d = w->c;
    const struct demo_patient *who = l->who;
    char telephone[32];
    snprintf(telephone, sizeof telephone, "07700 900 %d", 200 + x->row);
    const struct act add = {
        ACT_patient_add,
        7,
        {value_whole(d->patient[x->row]), value_person(), text_value(who->name),
         value_whole(day_year(d->today - who->days) - who->age), text_value(telephone),
         value_whole(d->account[who->staff]), value_whole(d->site[who->site])}};
    const struct audit_note note = {"added", d->patient[x->row]};
    struct change c = {.actor = staff_actor(d, DEMO_STAFF - 1), .acts = &add, .act_count = 1,
                       .audit = &note, .audit_count = 1, .now_s = x->at_s};
    if (!change(w, &c, who->name))
        return 0;
    l->added = c.ret_person;
    l->person_number = l->person_number ? l->person_number : c.ret_person;
    return 1;
}

static int write_joined(struct writer *w, const struct deed *x, struct demo_life *l)
{
    const struct demo *d = w->c;
    const struct act join = {
        ACT_patient_join, 2, {value_whole(d->patient[x->row]), value_person()}};
    const struct audit_note note = {"joined", d->patient[x->row]};
    struct change c = {.actor = {d->clinic, l->person_number, ROLE_patient},
                       .person = l->person_number,
                       .absorb = l->added == l->person_number ? 0 : l->added,
                       .facts = {l->diary.bytes + x->from, (uint32_t)(x->to - x->from)},
                       .acts = &join, .act_count = 1, .audit = &note, .audit_count = 1,
                       .now_s = x->at_s};
    return change(w, &c, l->who->name);
}

/* What they told themself; the first of it makes a record of somebody who has no clinic yet. */
static int write_told(struct writer *w, const struct deed *x, struct demo_life *l)
{
    struct change c = {.person = l->person_number,
                       .facts = {l->diary.bytes + x->from, (uint32_t)(x->to - x->from)},
                       .now_s = x->at_s};
    if (x->from == x->to)
        return 1;
    if (!change(w, &c, l->who->name))
        return 0;
    l->person_number = c.ret_person;
    return 1;
}

static int write_seen(struct writer *w, const struct deed *x, struct demo_life *l)
{
    const struct demo *d = w->c;
    int64_t patient = d->patient[x->row];
    int day = (int)(x->at_s / 86400), born = day_year(d->today - l->who->days) - l->who->age;
    const struct act acts[] = {
        {ACT_patient_visit, 3, {value_whole(patient), value_whole(day),
                                value_whole(retain_day(country_of("GB"), day, born))}},
        {ACT_patient_archive, 2, {value_whole(patient), value_whole(1)}},
    };
    const struct audit_note visit[] = {{"read", patient}, {"exam", patient}, {"treatment", patient}};
    const struct audit_note clear[] = {{"read", patient}, {"clearance", patient}};
    const struct audit_note end[] = {{"read", patient}, {"discharge", patient}};
    struct change c = {.actor = staff_actor(d, l->who->staff), .patient = patient,
                       .facts = {l->diary.bytes + x->from, (uint32_t)(x->to - x->from)},
                       .acts = acts, .act_count = x->what == DEED_archive ? 2 : 1,
                       .audit = x->what == DEED_visit ? visit : x->what == DEED_clear ? clear : end,
                       .audit_count = x->what == DEED_visit ? 3 : 2, .now_s = x->at_s};
    return change(w, &c, l->who->name);
}

static int write_left(struct writer *w, const struct deed *x, struct demo_life *l)
{
    const struct act leave = {ACT_patient_leave, 1, {value_whole(w->c->clinic)}};
    const struct audit_note note = {"left", w->c->patient[x->row]};
    struct change c = {.actor = {w->c->clinic, l->person_number, ROLE_patient},
                       .person = l->person_number, .acts = &leave, .act_count = 1, .audit = &note,
                       .audit_count = 1, .now_s = x->at_s};
    return change(w, &c, l->who->name);
}
