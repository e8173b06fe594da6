/* settings.c - the clinic itself: its name, its country, who is told when nobody acts, who has signed the
 * rules; and the way to staff, the log, what is kept, and what the diary needs. */
#include "../knowledge/country.h"
#include "setup.h"

enum { WAIT_LEAST = 5, WAIT_MOST = 240 };

/* --- what should be seen to --------------------------------------------------------------------------------- */

static const char *clinic_text(struct desk *d, int column)
{
    return row_text(&d->q->clinic, 0, column);
}

static void put_second_missing(struct desk *d)
{
    int64_t second = row_whole(&d->q->clinic, 0, clinic_second);
    if (second_name(d))
        return;
    html_put(&d->v.w, "<div class=\"note note-stop\"><h2>There is no second name</h2><p>");
    if (second)
        html_put(&d->v.w, "%s has left. ", name_of_staff(d, second));
    html_put(&d->v.w, "An urgent answer that nobody acknowledges goes to nobody else. Choose "
                      "somebody below.</p></div>");
}

static int is_signed(struct desk *d)
{
    return clinic_text(d, clinic_signed_by)[0] &&
           row_whole(&d->q->clinic, 0, clinic_signed_rules) == RULES_VERSION;
}

static void put_signed(struct desk *d)
{
    const struct rows *c = &d->q->clinic;
    const char *by = clinic_text(d, clinic_signed_by);
    html_put(&d->v.w, "<section class=\"%s\"><h2>Who has signed the rules</h2><p>",
             is_signed(d) ? "panel" : "note note-wait");
    if (!by[0]) {
        html_put(&d->v.w, "Nobody yet. Every page says so, also to patients.");
    } else {
        html_put(&d->v.w, "%s, %s, on ", by, clinic_text(d, clinic_signed_number));
        put_year_date(&d->v, (int)row_whole(c, 0, clinic_signed_day));
        html_put(&d->v.w, ": rules %d.", (int)row_whole(c, 0, clinic_signed_rules));
    }
    if (by[0] && !is_signed(d))
        html_put(&d->v.w,
                 " <b>Rules %d run here now.</b> They have changed since, and wait to be "
                 "read and signed again.",
                 RULES_VERSION);
    html_put(&d->v.w,
             "</p><p><a class=\"btn btn-2 btn-s\" href=\"/clinic/sign\">%s</a></p>"
             "</section>",
             is_signed(d) ? "Sign again" : "Sign the rules");
}

/* --- the page --------------------------------------------------------------------------------------------------- */

static void put_ways(struct desk *d)
{
    static const struct {
        const char *path, *name, *what;
    } way[] = {
        {"/clinic/staff", "Staff", "Who works here; invite somebody; somebody leaves."},
        {"/clinic/mail", "Mail", "Whether confirmations and reminders go out."},
        {"/clinic/log", "Log", "Who read or changed what."},
        {"/clinic/keeping", "Keeping", "Until when records must be kept, and who has left."},
    };
    html_put(&d->v.w, "<ul class=\"ways\">");
    for (int i = 0; i < COUNT_OF(way); i++)
        html_put(&d->v.w, "<li class=\"panel\"><a href=\"/%s\">%s</a><p class=\"sub\">%s</p></li>",
                 way[i].path + 1, way[i].name, way[i].what);
    html_put(&d->v.w, "</ul>");
}

static void ask_country(struct desk *d)
{
    const char *was = posted(&d->v, "country", 0);
    const char *hint = "It decides which numbers patients are told to call, and how long records "
                       "are kept.";
    field_open(&d->v, "country", "Country", hint);
    html_put(&d->v.w, "<select class=\"field\" id=\"country\" name=\"country\"");
    field_described(&d->v, "country", hint, NULL);
    html_put(&d->v.w, ">");
    for (int i = 0; i < country_count; i++) {
        html_put(&d->v.w, "<option value=\"%s\"", countries[i].code);
        if (was && str_same(was, countries[i].code))
            html_put(&d->v.w, " selected");
        html_put(&d->v.w, ">%s: ambulance %s</option>", countries[i].name, countries[i].emergency);
    }
    html_put(&d->v.w, "</select></div>");
}

static void fill_form(struct desk *d)
{
    fill(d, "name", clinic_text(d, clinic_name));
    fill(d, "country", clinic_text(d, clinic_country));
    fill_number(d, "wait_min", (int)row_whole(&d->q->clinic, 0, clinic_wait_min));
    if (second_name(d))
        fill(d, "second", hex_of(d, second_name(d)));
}

static void put_form(struct desk *d)
{
    struct option *o;
    fill_form(d);
    html_put(&d->v.w, "<h2>Settings</h2>");
    desk_form(d, NULL);
    ask_text(&d->v, "name", "Name of the clinic", "Patients see it.", 1);
    ask_country(d);
    int n = clinician_options(d, 0, &o);
    ask_pick(d, "second", "The second name",
             "An urgent answer that nobody has acknowledged in time goes to them.", "Nobody", o, n);
    ask_number(&d->v, "wait_min", "How long it waits before it goes to them",
               "5 to 240 minutes. Patients are told what to do at once, whatever you do here.",
               "minutes", WAIT_MOST);
    form_close(&d->v, "Keep");
}

/* Of two forms the one that was sent is shown again by itself: what is filled in is of that one. */
void settings_get(struct desk *d)
{
    int diary = posted_is(&d->v, "do", "diary");
    desk_open(d, "Clinic", AT_clinic);
    html_put(&d->v.w, "<h1>%s</h1>", clinic_text(d, clinic_name));
    error_summary(&d->v);
    put_second_missing(d);
    setup_stranded_note(d);
    put_ways(d);
    setup_put_guide(d);
    put_signed(d);
    if (!d->v.wrongs || !diary)
        put_form(d);
    if (!d->v.wrongs || diary)
        setup_put_settings(d);
    desk_close(d);
}

static int take_wait(struct desk *d)
{
    struct value v = value_posted(d, "wait_min");
    int n = 0;
    for (uint32_t i = 0; i < v.text.len && i < 4; i++)
        n = v.text.p[i] >= '0' && v.text.p[i] <= '9' ? 10 * n + (v.text.p[i] - '0') : -10000;
    if (v.text.len > 3 || n < WAIT_LEAST || n > WAIT_MOST)
        wrong(&d->v, "wait_min", "Write a whole number of minutes, from 5 to 240.");
    return n;
}

void settings_post(struct desk *d)
{
    struct option *o;
    if (posted_is(&d->v, "do", "diary")) {
        setup_settings_post(d);
        return;
    }
    struct value name = take_line_of(d, "name", NAME_MOST, "Write the name of the clinic.");
    struct value country = take_line_of(d, "country", 2, "Choose the country.");
    const char *code = posted(&d->v, "country", 0);
    int wait = take_wait(d);
    int n = clinician_options(d, 0, &o);
    int64_t second = take_pick(d, "second", o, n);
    if (code && !country_find(code))
        wrong(&d->v, "country", "Choose one of the list.");
    if (d->v.wrongs) {
        settings_get(d);
        return;
    }
    act(d, clinic_edit, name, country, value_whole(wait), value_or_null(second));
    note(d, "settings changed", 0);
    go_to(&d->v, "/clinic/settings");
}

/* --- signing ------------------------------------------------------------------------------------------------------ */

void sign_get(struct desk *d)
{
    const struct choice read = {
        "yes", "They have read the rules, and answer for their use in this clinic", NULL};
    if (d->who->number[0]) {
        fill(d, "by", d->who->name);
        fill(d, "number", d->who->number);
    }
    fill_day(d, "day", d->v.day);
    desk_open(d, "Sign the rules", AT_clinic);
    put_crumb(d, "/clinic/settings", "Clinic");
    html_put(
        &d->v.w,
        "<h1>Sign the rules</h1><p class=\"lead\">Rules %d run here. They decide what a plan "
        "holds and which answers are urgent.</p><p>A registered clinician reads them: in words "
        "in docs/clinical.md, which came with the program, with each source; courses of "
        "invented people stand in docs/courses.md. Whoever signs is named to patients.</p>",
        RULES_VERSION);
    put_signed(d);
    desk_form(d, NULL);
    ask_text(&d->v, "by", "Name of the clinician", NULL, 1);
    ask_text(&d->v, "number", "Registration number", NULL, 1);
    ask_date(&d->v, "day", "Signed on", NULL);
    ask_many(&d->v, "read", "What they say with it", NULL, &read, 1);
    form_close(&d->v, "Sign");
    desk_close(d);
}

void sign_post(struct desk *d)
{
    struct value by = take_line_of(d, "by", NAME_MOST, "Write the name of who signs.");
    struct value number =
        take_line_of(d, "number", TELEPHONE_MOST, "Write their registration number.");
    int day = posted_day(d, "day");
    if (day == INT32_MIN || day > d->v.day)
        wrong(&d->v, "day", "Write the day on which they signed: today or before.");
    if (!posted_is(&d->v, "read", "yes"))
        wrong(&d->v, "read", "Nobody signs what they have not read.");
    if (d->v.wrongs) {
        sign_get(d);
        return;
    }
    act(d, clinic_sign, by, number, value_whole(day), value_whole(RULES_VERSION));
    note(d, "rules signed", 0);
    go_to(&d->v, "/clinic/settings");
}
