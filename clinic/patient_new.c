/* patient_new.c - a new patient in under a minute: one short form, then the QR code for their own phone. */
#include "../app/asked.h"
#include "office.h"

/* --- is there a record already? [H16] ---------------------------------------------------------------------- */

enum { ALIKE_SHOWN = 5 };

struct alikes {
    uint32_t row[ALIKE_SHOWN];
    int count;
    int64_t set; /* stands for those found: a tick under others is no tick */
};

static struct known_as known_of(const struct rows *p, uint32_t i)
{
    return (struct known_as){row_value(p, i, people_name).text,
                             row_value(p, i, people_telephone).text,
                             (int)row_whole(p, i, people_born)};
}

static void find_alikes(struct desk *d, const struct known_as *who, struct alikes *ret)
{
    const struct rows *p = &d->q->people;
    *ret = (struct alikes){.count = 0};
    for (uint32_t i = 0; i < p->count && ret->count < ALIKE_SHOWN; i++) {
        struct known_as other = known_of(p, i);
        if (!alike(d->v.a, who, &other))
            continue;
        ret->row[ret->count++] = i;
        ret->set ^= row_whole(p, i, people_patient);
    }
}

static void put_alike(struct desk *d, uint32_t i)
{
    const struct rows *p = &d->q->people;
    int treats = ROLES_clinical >> d->who->actor.role & 1;
    html_put(&d->v.w, "<li>");
    if (row_is(p, i, people_left_s))
        put_name_born(d, p, i);
    else {
        html_put(&d->v.w, "<a href=\"/%s\">",
                 number_path(d, "/clinic/patient/", row_whole(p, i, people_patient),
                             treats ? "" : "/edit") +
                     1);
        put_name_born(d, p, i);
        html_put(&d->v.w, "</a>");
    }
    html_put(&d->v.w, ", with %s, %s", name_of_staff(d, row_whole(p, i, people_account)),
             name_of_site(d, row_whole(p, i, people_site)));
    if (row_text(p, i, people_telephone)[0])
        html_put(&d->v.w, ", %s", row_text(p, i, people_telephone));
    if (row_text(p, i, people_mail)[0])
        html_put(&d->v.w, ", %s", row_text(p, i, people_mail));
    if (row_is(p, i, people_left_s))
        html_put(&d->v.w, ", has left");
    else if (row_is(p, i, people_archived_s))
        html_put(&d->v.w, ", archived: open them again instead");
    html_put(&d->v.w, "</li>");
}

static void ask_alikes(struct desk *d, const struct alikes *s)
{
    struct choice yes = {hex_of(d, s->set), "It is somebody else: add them all the same", NULL};
    if (!s->count)
        return;
    html_put(&d->v.w,
             "<div class=\"note note-wait\"><h2>Is it one of these?</h2><p>One person must "
             "not have two records: half of what matters would be missing in "
             "each.</p><ul class=\"dots\">");
    for (int i = 0; i < s->count; i++)
        put_alike(d, s->row[i]);
    html_put(&d->v.w, "</ul></div>");
    ask_many(&d->v, "other", "A new record?", NULL, &yes, 1);
}

/* --- the form ------------------------------------------------------------------------------------------------ */

static void preset(struct desk *d)
{
    static const char *const told[][2] = {{"name", "name"}, {"tel", "telephone"}};
    for (int i = 0; i < COUNT_OF(told); i++) /* from a visit that they have booked */
        if (asked(&d->v, told[i][0]))
            fill(d, told[i][1], asked(&d->v, told[i][0]));
    if (d->who->actor.role == ROLE_practitioner || d->who->number[0])
        fill(d, "account", hex_of(d, d->who->actor.who));
    if (d->who->site)
        fill(d, "site", hex_of(d, d->who->site));
}

static void new_page(struct desk *d, const struct alikes *alikes)
{
    struct option *o;
    preset(d);
    desk_open(d, "Add a patient", AT_people);
    put_crumb(d, "/clinic/people", "People");
    html_put(&d->v.w, "<h1>Add a patient</h1><p class=\"sub\">Then a code for their own phone is "
                      "shown. They need no password.</p>");
    desk_form(d, NULL);
    ask_text(&d->v, "name", "Name", NULL, 1);
    ask_number(&d->v, "born", "Year of birth",
               "As in 1979. Their phone asks for it when they join.", "", 9999);
    ask_text(&d->v, "telephone", "Telephone, if they want to be called", NULL, 1);
    ask_text(&d->v, "mail", "Email, if they want reminders of their visits", NULL, 1);
    html_put(&d->v.w, "<div class=\"fields\">");
    int n = clinician_options(d, 0, &o);
    ask_pick(d, "account", "Practitioner", NULL, "Nobody yet", o, n);
    n = site_options(d, 0, &o);
    ask_pick(d, "site", "Site", NULL, "No site", o, n);
    html_put(&d->v.w, "</div>");
    if (alikes)
        ask_alikes(d, alikes);
    form_close(&d->v, "Add, and show the code");
    desk_close(d);
}

void patient_new_get(struct desk *d)
{
    new_page(d, NULL);
}

/* Whoever treats people may write down a year of birth in the record; the front desk writes no facts. */
static void put_born(struct desk *d, int born)
{
    struct text t = {.mem = d->v.a};
    if (!(ROLES_clinical >> d->who->actor.role & 1))
        return;
    text_int(&t, born);
    text_char(&t, '\0');
    fact_begin(&d->v, KIND_profile);
    fact_put(&d->v, "born", t.p);
    fact_end(&d->v);
}

static void show_code(struct desk *d, int64_t patient, const char *name)
{
    d->r->link = CLINIC_LINK_patient;
    d->r->link_for = patient;
    d->r->link_name = name;
    go_to(&d->v, number_path(d, "/clinic/patient/", patient, "/edit"));
}

static const char *copy_of(struct desk *d, struct span s)
{
    struct text t = {.mem = d->v.a};
    text_add(&t, s.p, s.len);
    text_char(&t, '\0');
    return t.p;
}

void patient_new_post(struct desk *d)
{
    struct option *o;
    struct alikes alikes;
    int64_t patient = form_number(d);
    struct value name = take_line_of(d, "name", NAME_MOST, "Write their name.");
    struct value telephone = take_telephone(d, "telephone");
    struct value mail = take_mail(d, "mail", NULL);
    int born = take_born(d, "born", 1);
    int n = clinician_options(d, 0, &o);
    int64_t account = take_pick(d, "account", o, n);
    n = site_options(d, 0, &o);
    int64_t site = take_pick(d, "site", o, n);
    const struct known_as who = {name.text, telephone.text, born};
    if (row_of(&d->q->people, patient) >= 0) { /* this very form, sent again */
        show_code(d, patient, copy_of(d, name.text));
        return;
    }
    find_alikes(d, &who, &alikes);
    if (!d->v.wrongs && alikes.count && !posted_is(&d->v, "other", hex_of(d, alikes.set)))
        wrong(&d->v, "other", "There is already somebody like that. Look whether it is them.");
    if (d->v.wrongs) {
        unpost(d, wrong_about(&d->v, "other") ? "other" : "");
        new_page(d, &alikes);
        return;
    }
    act(d, patient_add, value_whole(patient), value_person(), name, value_whole(born), telephone,
        value_or_null(account), value_or_null(site));
    if (mail.text.len)
        act(d, patient_mail, value_whole(patient), mail);
    put_born(d, born);
    d->r->new_person = 1;
    note(d, "patient added", patient);
    show_code(d, patient, copy_of(d, name.text));
}
