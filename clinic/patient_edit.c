/* patient_edit.c - what a clinic knows of a patient beside their record: name, year of birth, telephone, email,
 * who treats them and where; a new code for their phone; the end of care. No word of health: the front desk
 * sees it. */
#include "diary_desk.h"

static int treats(struct desk *d)
{
    return ROLES_clinical >> d->who->actor.role & 1;
}

static const char *name_of(struct desk *d)
{
    return row_text(&d->q->patient, 0, patient_name);
}

static void open_head(struct desk *d, const char *title)
{
    desk_open(d, title, AT_people);
    if (treats(d) && !row_is(&d->q->patient, 0, patient_left_s))
        put_crumb(d, patient_path(d, ""), name_of(d));
    else
        put_crumb(d, "/clinic/people", "People");
    html_put(&d->v.w, "<h1>");
    put_name_born(d, &d->q->patient, 0);
    html_put(&d->v.w, "</h1>");
}

/* --- who has left -------------------------------------------------------------------------------------------- */

/* What is closed is not changed: what they let the clinic know ended with that day. */
static int is_closed(struct desk *d)
{
    if (!row_is(&d->q->patient, 0, patient_left_s))
        return 0;
    open_head(d, "Has left");
    html_put(&d->v.w, "<p class=\"lead\">They stopped sharing on ");
    put_year_date(&d->v, day_of_instant(d, row_whole(&d->q->patient, 0, patient_left_s)));
    html_put(&d->v.w, ". Nothing about them is changed any more, and no code is made. Should they "
                      "come back, add them as a new patient.</p>");
    desk_close(d);
    return 1;
}

/* --- who may make a code ---------------------------------------------------------------------------------------- */

/* A code opens the record on whatever phone scans it, and the year of birth is known here. Once there may be
 * answers in it, those who may not see them make none. */
static int may_make_code(struct desk *d)
{
    return treats(d) || !row_is(&d->q->patient, 0, patient_joined_s);
}

static void no_code(struct desk *d)
{
    d->v.r->status = 403;
    open_head(d, "They have joined");
    html_put(&d->v.w,
             "<p class=\"lead\">They have joined already. A code opens their record on "
             "whatever phone scans it, so from now on only whoever treats them makes a new "
             "one.</p>");
    desk_close(d);
}

/* --- the form -------------------------------------------------------------------------------------------------- */

static void fill_form(struct desk *d)
{
    const struct rows *p = &d->q->patient;
    fill(d, "name", row_text(p, 0, patient_name));
    fill(d, "telephone", row_text(p, 0, patient_telephone));
    fill(d, "mail", row_text(p, 0, patient_mail));
    if (row_is(p, 0, patient_born))
        fill_number(d, "born", (int)row_whole(p, 0, patient_born));
    if (row_is(p, 0, patient_account))
        fill(d, "account", hex_of(d, row_whole(p, 0, patient_account)));
    if (row_is(p, 0, patient_site))
        fill(d, "site", hex_of(d, row_whole(p, 0, patient_site)));
}

static void put_form(struct desk *d)
{
    const struct rows *p = &d->q->patient;
    struct option *o;
    fill_form(d);
    desk_form(d, NULL);
    ask_text(&d->v, "name", "Name", NULL, 1);
    ask_number(&d->v, "born", "Year of birth", NULL, "", 9999);
    ask_text(&d->v, "telephone", "Telephone", NULL, 1);
    ask_text(&d->v, "mail", "Email", "For mail about their visits. Empty: they get none.", 1);
    html_put(&d->v.w, "<div class=\"fields\">");
    int n = clinician_options(d, row_whole(p, 0, patient_account), &o);
    ask_pick(d, "account", "Practitioner", NULL, "Nobody yet", o, n);
    n = site_options(d, row_whole(p, 0, patient_site), &o);
    ask_pick(d, "site", "Site", NULL, "No site", o, n);
    html_put(&d->v.w, "</div>");
    form_close(&d->v, "Keep");
}

static void put_phone(struct desk *d)
{
    const struct rows *p = &d->q->patient;
    html_put(&d->v.w, "<section class=\"panel\"><h2>Their phone</h2><p>");
    if (row_is(p, 0, patient_joined_s)) {
        html_put(&d->v.w, "Joined on ");
        put_year_date(&d->v, day_of_instant(d, row_whole(p, 0, patient_joined_s)));
        html_put(&d->v.w, "%s</p>",
                 treats(d) ? ". With a new code they can join with another phone."
                           : ". For another phone, whoever treats them makes a code.");
    } else {
        html_put(&d->v.w, "They have not joined yet. Show them the code before they leave.</p>");
    }
    if (may_make_code(d))
        html_put(&d->v.w, "<p><a class=\"btn btn-2 btn-s\" href=\"/%s\">A new code</a></p>",
                 patient_path(d, "/link") + 1);
    html_put(&d->v.w, "</section>");
}

static void put_archive(struct desk *d)
{
    int archived = row_is(&d->q->patient, 0, patient_archived_s);
    if (!treats(d))
        return;
    html_put(&d->v.w, "<section class=\"panel\"><h2>%s</h2><p>", archived ? "Archived" : "Archive");
    if (archived) {
        html_put(&d->v.w, "Care ended on ");
        put_year_date(&d->v, day_of_instant(d, row_whole(&d->q->patient, 0, patient_archived_s)));
        html_put(&d->v.w, ". They are on the list of who needs somebody only for an urgent "
                          "answer.</p>");
    } else {
        html_put(
            &d->v.w,
            "For when care has ended. <strong>Nobody here is told any more of what they "
            "answer</strong>, but for an urgent answer, which still comes to the list. Nothing is "
            "erased.</p>");
    }
    desk_form(d, NULL);
    hidden(&d->v, "do", archived ? "reopen" : "archive");
    html_put(&d->v.w, "<p><button class=\"btn btn-2 btn-s\">%s</button></p></form></section>",
             archived ? "Take back into care" : "Archive");
}

void patient_edit_get(struct desk *d)
{
    if (is_closed(d))
        return;
    open_head(d, "Name and telephone");
    put_form(d);
    html_put(&d->v.w, "<div class=\"panels\">");
    put_phone(d);
    put_booked(d);
    put_archive(d);
    html_put(&d->v.w, "</div>");
    desk_close(d);
}

/* A year of birth that was not known, or was wrong, may show that somebody was a child at the last visit:
 * then it must be kept longer. 0: nothing has to be kept. */
static int kept_until(struct desk *d, int born)
{
    const struct rows *p = &d->q->patient;
    int visit =
        row_is(p, 0, patient_visit_day) ? (int)row_whole(p, 0, patient_visit_day) : d->v.day;
    return row_is(p, 0, patient_retain_day) ? retain_day(d->v.q->site->country, visit, born) : 0;
}

static void edit(struct desk *d)
{
    const struct rows *p = &d->q->patient;
    struct option *o;
    struct value name = take_line_of(d, "name", NAME_MOST, "Write their name.");
    struct value telephone = take_telephone(d, "telephone");
    struct value mail = take_mail(d, "mail", NULL);
    int born = take_born(d, "born", 1);
    int n = clinician_options(d, row_whole(p, 0, patient_account), &o);
    int64_t account = take_pick(d, "account", o, n);
    n = site_options(d, row_whole(p, 0, patient_site), &o);
    int64_t site = take_pick(d, "site", o, n);
    if (d->v.wrongs) {
        patient_edit_get(d);
        return;
    }
    act(d, patient_edit, value_whole(d->patient), name, value_whole(born), telephone,
        value_or_null(account), value_or_null(site), value_or_null(kept_until(d, born)));
    if (!str_same(mail.text.p, row_text(p, 0, patient_mail))) {
        act(d, patient_mail, value_whole(d->patient), mail);
        act(d, mail_elsewhere, value_whole(d->patient));
    }
    note(d, "patient edited", d->patient);
    go_to(&d->v, treats(d) ? patient_path(d, "") : "/clinic/people");
}

static void archive(struct desk *d, int on)
{
    act(d, patient_archive, value_whole(d->patient), value_whole(on));
    note(d, on ? "archived" : "reopened", d->patient);
    go_to(&d->v, on ? "/clinic/people" : patient_path(d, ""));
}

void patient_edit_post(struct desk *d)
{
    int reopen = posted_is(&d->v, "do", "reopen");
    if (is_closed(d))
        return;
    if (!reopen && !posted_is(&d->v, "do", "archive"))
        edit(d);
    else if (treats(d))
        archive(d, !reopen);
    else
        desk_not_found(d);
}

/* --- a new code ------------------------------------------------------------------------------------------------ */

void patient_link_get(struct desk *d)
{
    if (is_closed(d))
        return;
    if (!may_make_code(d)) {
        no_code(d);
        return;
    }
    open_head(d, "A code for their phone");
    html_put(&d->v.w, "<p class=\"lead\">A code to scan with their own phone. It works once, for a "
                      "day. Show it to nobody else: whoever scans it sees the record.</p>");
    desk_form(d, NULL);
    form_close(&d->v, "Show the code");
    desk_close(d);
}

void patient_link_post(struct desk *d)
{
    if (is_closed(d))
        return;
    if (!may_make_code(d)) {
        no_code(d);
        return;
    }
    d->r->link = CLINIC_LINK_patient;
    d->r->link_for = d->patient;
    d->r->link_name = name_of(d);
    go_to(&d->v, patient_path(d, treats(d) ? "" : "/edit"));
}
