/* staff.c - who works here: the list, an invitation, what is known of each, a new link for who lost theirs. */
#include "setup.h"

static const struct choice roles[] = {
    {"practitioner", "Practitioner", "Treats people: sees records, writes in them."},
    {"desk", "Front desk", "Names, telephone numbers and visits. No word of anybody’s health."},
    {"owner", "Owner", "All of that, and this page, settings, the log and what is kept."},
};

/* --- the list -------------------------------------------------------------------------------------------------- */

static void put_state(struct desk *d, uint32_t i)
{
    const struct rows *r = &d->q->staff_rows;
    if (row_is(r, i, staff_left_s)) {
        html_put(&d->v.w, "<span class=\"chip\">left ");
        put_year_date(&d->v, day_of_instant(d, row_whole(r, i, staff_left_s)));
        html_put(&d->v.w, "</span>");
    } else if (!row_whole(r, i, staff_taken_up)) {
        html_put(&d->v.w, "<span class=\"chip wait\">invited</span>");
    } else {
        html_put(&d->v.w, "here");
    }
}

static void put_row(struct desk *d, uint32_t i)
{
    const struct rows *r = &d->q->staff_rows;
    int64_t number = row_whole(r, i, staff_account);
    html_put(&d->v.w,
             "<tr><th scope=\"row\"><a href=\"/%s\">%s</a>%s <span class=\"sub\">%s</span></th>",
             number_path(d, "/clinic/staff/", number, "") + 1, row_text(r, i, staff_name),
             number == d->who->actor.who ? " (you)" : "", row_text(r, i, staff_login));
    html_put(&d->v.w,
             "<td data-label=\"Role\">%s</td><td data-label=\"Registration\">%s</td>"
             "<td data-label=\"Site\">%s</td><td data-label=\"People in care\">%d</td>"
             "<td data-label=\"Now\">",
             role_called(row_text(r, i, staff_role)),
             row_text(r, i, staff_number)[0] ? row_text(r, i, staff_number) : "none",
             name_of_site(d, row_whole(r, i, staff_site)), people_of(d, number));
    put_state(d, i);
    html_put(&d->v.w, "</td></tr>");
}

static void put_list(struct desk *d)
{
    html_put(
        &d->v.w,
        "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr><th scope=\"col\">Name</th>"
        "<th scope=\"col\">Role</th>"
        "<th scope=\"col\">Registration</th><th scope=\"col\">Site</th>"
        "<th scope=\"col\">In care</th><th scope=\"col\">Now</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < d->q->staff_rows.count; i++)
        put_row(d, i);
    html_put(&d->v.w, "</tbody></table></div>");
}

/* --- fields of both forms ------------------------------------------------------------------------------------------ */

static void ask_person(struct desk *d, int64_t site)
{
    struct option *o;
    ask_one(&d->v, "role", "Role", NULL, roles, COUNT_OF(roles));
    ask_text(&d->v, "number", "Registration number",
             "Of whoever treats people: with their council, as in GOsC 1234.", 1);
    ask_text(&d->v, "telephone", "Telephone", NULL, 1);
    int n = site_options(d, site, &o);
    ask_pick(d, "site", "Site", "Where their day begins; they see people of every site.", "No site",
             o, n);
}

struct worker {
    const char *role;
    struct value name, number, telephone;
    int64_t site;
};

static void take_person(struct desk *d, int64_t site, struct worker *ret)
{
    struct option *o;
    ret->role = NULL;
    for (int i = 0; i < COUNT_OF(roles); i++)
        if (posted_is(&d->v, "role", roles[i].value))
            ret->role = roles[i].value;
    if (!ret->role)
        wrong(&d->v, "role", "Choose what they do here.");
    ret->name = take_line_of(d, "name", NAME_MOST, "Write their name.");
    int treats = ret->role && str_same(ret->role, "practitioner");
    ret->number = take_line_of(d, "number", TELEPHONE_MOST,
                               treats ? "Write the registration number: whoever treats people has "
                                        "one."
                                      : NULL);
    ret->telephone = take_telephone(d, "telephone");
    int n = site_options(d, site, &o);
    ret->site = take_pick(d, "site", o, n);
}

/* --- an invitation ---------------------------------------------------------------------------------------------------- */

void staff_get(struct desk *d)
{
    desk_open(d, "Staff", AT_clinic);
    put_crumb(d, "/clinic/settings", "Clinic");
    html_put(&d->v.w, "<h1>Staff</h1>");
    error_summary(&d->v);
    setup_stranded_note(d);
    put_list(d);
    html_put(&d->v.w, "<h2>Invite somebody</h2><p class=\"sub\">You get a link to give to them. It "
                      "works once, for a week. They choose their own password.</p>");
    desk_form(d, NULL);
    ask_text(&d->v, "name", "Name", NULL, 1);
    ask_text(&d->v, "login", "Email",
             "They sign in with it. Nothing is sent to it unless they ask.", 1);
    ask_person(d, 0);
    form_close(&d->v, "Invite, and show the link");
    desk_close(d);
}

/* An email address, in small letters: one account of it and no second by a capital. */
static struct value take_login(struct desk *d)
{
    struct value v = take_line_of(d, "login", NAME_MOST, "Write their email address.");
    struct text t = {.mem = d->v.a};
    int ats = 0, spaces = 0;
    for (uint32_t i = 0; i < v.text.len; i++) {
        char c = v.text.p[i];
        ats += c == '@';
        spaces += c == ' ';
        text_char(&t, (char)(c >= 'A' && c <= 'Z' ? c + 0x20 : c));
    }
    text_char(&t, '\0');
    if (t.len > 1 && (ats != 1 || spaces || t.p[0] == '@' || t.p[t.len - 2] == '@'))
        wrong(&d->v, "login", "Write an email address, as in name@example.org.");
    return value_text((struct span){t.p, (uint32_t)t.len - 1});
}

static void must_be_free(struct desk *d, struct value login, int64_t account)
{
    const struct rows *r = &d->q->staff_rows;
    for (uint32_t i = 0; i < r->count; i++)
        if (row_whole(r, i, staff_account) != account &&
            str_same(row_text(r, i, staff_login), login.text.p))
            wrong(&d->v, "login", "Somebody here signs in with this already. Write another.");
}

static void show_link(struct desk *d, int64_t account, const char *name)
{
    d->r->link = CLINIC_LINK_staff;
    d->r->link_for = account;
    d->r->link_name = name;
    go_to(&d->v, "/clinic/staff");
}

void staff_post(struct desk *d)
{
    struct worker p;
    int64_t account = form_number(d);
    struct value login = take_login(d);
    take_person(d, 0, &p);
    must_be_free(d, login, account);
    if (d->v.wrongs) {
        staff_get(d);
        return;
    }
    show_link(d, account, posted(&d->v, "name", 0));
    if (row_of(&d->q->staff_rows, account) >= 0) /* this very form, sent again */
        return;
    act(d, account_add, value_whole(account), value_str(p.role), p.name, login, p.number,
        value_or_null(p.site), p.telephone);
    note(d, "staff invited", 0);
}

/* --- one of them ------------------------------------------------------------------------------------------------------- */

static void put_link_and_leave(struct desk *d, uint32_t i)
{
    const struct rows *r = &d->q->staff_rows;
    int left = row_is(r, i, staff_left_s), came = row_whole(r, i, staff_taken_up) != 0;
    html_put(&d->v.w, "<div class=\"panels\">");
    if (!left) {
        html_put(
            &d->v.w, "<section class=\"panel\"><h2>%s</h2><p>%s</p>",
            came ? "Locked out" : "Invited",
            came ? "With a new link they choose another password and set up their second "
                   "proof again. Give it to them yourself, not by way of somebody else."
                 : "They have not come yet. Was the link lost, or is a week over? Make another.");
        desk_form(d, NULL);
        hidden(&d->v, "do", "link");
        html_put(&d->v.w, "<p><button class=\"btn btn-2 btn-s\">A new link</button></p></form>"
                          "</section>");
    }
    html_put(&d->v.w,
             "<section class=\"panel\"><h2>%s</h2><p>%s</p><p><a class=\"btn btn-2 btn-s\" "
             "href=\"/%s\">%s</a></p></section></div>",
             left ? "Has left" : "Leaving",
             left ? "They cannot sign in. What they wrote stays, under their name."
                  : "They are signed out everywhere at once, and their people go to somebody else.",
             number_path(d, "/clinic/staff/", d->number, "/leave") + 1,
             left ? "They come back" : "They have left");
}

void account_get(struct desk *d)
{
    const struct rows *r = &d->q->staff_rows;
    int at = d->number ? row_of(r, d->number) : -1;
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    uint32_t i = (uint32_t)at;
    fill(d, "name", row_text(r, i, staff_name));
    fill(d, "role", row_text(r, i, staff_role));
    fill(d, "number", row_text(r, i, staff_number));
    fill(d, "telephone", row_text(r, i, staff_telephone));
    if (row_is(r, i, staff_site))
        fill(d, "site", hex_of(d, row_whole(r, i, staff_site)));
    desk_open(d, row_text(r, i, staff_name), AT_clinic);
    put_crumb(d, "/clinic/staff", "Staff");
    html_put(&d->v.w, "<h1>%s</h1><p class=\"sub\">Signs in with %s</p>",
             row_text(r, i, staff_name), row_text(r, i, staff_login));
    desk_form(d, NULL);
    ask_text(&d->v, "name", "Name", NULL, 1);
    ask_person(d, row_whole(r, i, staff_site));
    form_close(&d->v, "Keep");
    put_link_and_leave(d, i);
    desk_close(d);
}

static void change(struct desk *d, uint32_t i)
{
    const struct rows *r = &d->q->staff_rows;
    struct worker p;
    take_person(d, row_whole(r, i, staff_site), &p);
    int was_owner = str_same(row_text(r, i, staff_role), "owner");
    if (p.role && was_owner && !str_same(p.role, "owner") && !owners_left(d, d->number))
        wrong(&d->v, "role",
              "They are the last owner: nobody could open this page any more. Make somebody else "
              "an owner first.");
    if (p.role && str_same(p.role, "desk") && people_of(d, d->number))
        wrong(&d->v, "role",
              "People in care are with them. Give those another practitioner first, on their own "
              "pages.");
    if (d->v.wrongs) {
        account_get(d);
        return;
    }
    act(d, account_edit, value_whole(d->number), value_str(p.role), p.name, p.number,
        value_or_null(p.site), p.telephone);
    note(d, "staff changed", 0);
    go_to(&d->v, "/clinic/staff");
}

void account_post(struct desk *d)
{
    const struct rows *r = &d->q->staff_rows;
    int at = d->number ? row_of(r, d->number) : -1;
    if (at < 0)
        desk_not_found(d);
    else if (!posted_is(&d->v, "do", "link"))
        change(d, (uint32_t)at);
    else if (row_is(r, (uint32_t)at, staff_left_s))
        account_get(d);
    else
        show_link(d, d->number, row_text(r, (uint32_t)at, staff_name));
}
