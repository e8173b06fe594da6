/* mine.c - the patient's own page about their clinic: what is shared with whom, who looked [H54], how to stop,
 * what stays. In the patient's words, in the patient's shell. */
#include "../app/asked.h"
#include "../knowledge/country.h"
#include "office.h"

enum { LOG_SHOWN = 20 };

/* --- with whom ----------------------------------------------------------------------------------------------------- */

static void put_people(struct desk *d, uint32_t i)
{
    const struct rows *c = &d->q->my_clinics;
    const char *who = row_text(c, i, my_clinics_account_name);
    const char *site = row_text(c, i, my_clinics_site_name);
    const char *telephone = row_text(c, i, my_clinics_site_telephone);
    html_put(&d->v.w, "<p>");
    if (who[0])
        html_put(&d->v.w, "%s treats you", who);
    else
        html_put(&d->v.w, "Nobody there is named as yours yet");
    if (site[0])
        html_put(&d->v.w, ", at %s", site);
    html_put(&d->v.w, ".");
    if (telephone[0]) {
        html_put(&d->v.w, " To call them: ");
        put_number(&d->v, telephone);
        html_put(&d->v.w, ".");
    }
    html_put(&d->v.w, "</p>");
}

/* What of theirs a clinic must keep, and until when. */
static void put_kept(struct desk *d, uint32_t i, int left)
{
    int until = (int)row_whole(&d->q->my_clinics, i, my_clinics_retain_day);
    if (!until || until < d->v.day) {
        if (left)
            html_put(&d->v.w, "<p>They keep nothing about you that the law asks for.</p>");
        return;
    }
    html_put(&d->v.w, "<p>%s wrote about your care must be kept by law until <b>",
             left ? "What they" : "If you stop, what they");
    put_full_date(&d->v, until);
    html_put(&d->v.w, "</b>. It is closed: they open it for a reason only, and you see it here. "
                      "After that day they cannot open it.</p>");
}

static void put_leave_form(struct desk *d, uint32_t i)
{
    const struct rows *c = &d->q->my_clinics;
    struct text key = {.mem = d->v.a};
    const struct choice yes = {"yes", "Yes, stop sharing with them", NULL};
    const char *clinic = hex_of(d, row_whole(c, i, my_clinics_clinic));
    text_lit(&key, "sure-");
    text_str(&key, clinic);
    text_char(&key, '\0');
    if (wrong_about(&d->v, key.p))
        html_put(&d->v.w, "<details open>");
    else
        html_put(&d->v.w, "<details>");
    html_put(&d->v.w, "<summary>Stop sharing with %s</summary>", row_text(c, i, my_clinics_name));
    html_put(&d->v.w, "<p>From then on they see nothing that you answer. Nobody there follows your "
                      "plan any more. You keep your record and your plan.</p>");
    put_kept(d, i, 0);
    desk_form(d, NULL);
    hidden(&d->v, "clinic", clinic);
    ask_many(&d->v, key.p, "Are you sure?", NULL, &yes, 1);
    html_put(&d->v.w, "<p><button class=\"btn btn-stop-2\">Stop sharing</button></p></form>"
                      "</details>");
}

static void put_clinic(struct desk *d, uint32_t i)
{
    const struct rows *c = &d->q->my_clinics;
    int left = row_is(c, i, my_clinics_left_s);
    html_put(&d->v.w, "<section class=\"sec\"><h2>%s</h2><p>", row_text(c, i, my_clinics_name));
    if (row_is(c, i, my_clinics_joined_s)) {
        html_put(&d->v.w, "%s since ", left ? "Was shared" : "Shared");
        put_full_date(&d->v, day_of_instant(d, row_whole(c, i, my_clinics_joined_s)));
    } else {
        html_put(&d->v.w, "They have you on their list");
    }
    if (left) {
        html_put(&d->v.w, "; you stopped on ");
        put_full_date(&d->v, day_of_instant(d, row_whole(c, i, my_clinics_left_s)));
    }
    html_put(&d->v.w, ". They call you %s.</p>", row_text(c, i, my_clinics_patient_name));
    if (left) {
        put_kept(d, i, 1);
    } else {
        put_people(d, i);
        if (row_whole(c, i, my_clinics_books))
            html_put(&d->v.w,
                     "<p><a class=\"btn btn-2 btn-auto\" href=\"/%s\">Book a visit</a></p>",
                     number_path(d, "/book/", row_whole(c, i, my_clinics_clinic), "") + 1);
        put_leave_form(d, i);
    }
    html_put(&d->v.w, "</section>");
}

/* --- what they see ---------------------------------------------------------------------------------------------------- */

static void put_meaning(struct desk *d)
{
    html_put(&d->v.w,
             "<section class=\"sec\"><h2>What they see</h2><ul class=\"dots\">"
             "<li>Those who treat people there see what you answer, your plan and why.</li>"
             "<li>The front desk sees your name, year of birth, telephone, email and visits. It "
             "does not "
             "see your answers.</li>"
             "<li><strong>Nobody is watching.</strong> They may look hours or days later. If you "
             "need help, call. Do not wait for them. <a href=\"/safety\">Danger signs</a></li>"
             "</ul></section>");
}

static const char *role_word(const char *role)
{
    return str_same(role, "desk")    ? "front desk"
           : str_same(role, "owner") ? "owner"
                                     : "practitioner";
}

/* The same person, the same thing, the same day as the line before. */
static int again(struct desk *d, uint32_t i)
{
    const struct rows *l = &d->q->my_log;
    return i && str_same(row_text(l, i, my_log_what), row_text(l, i - 1, my_log_what)) &&
           str_same(row_text(l, i, my_log_role), row_text(l, i - 1, my_log_role)) &&
           str_same(row_text(l, i, my_log_account_name), row_text(l, i - 1, my_log_account_name)) &&
           str_same(row_text(l, i, my_log_clinic_name), row_text(l, i - 1, my_log_clinic_name)) &&
           day_of_instant(d, row_whole(l, i, my_log_at_s)) ==
               day_of_instant(d, row_whole(l, i - 1, my_log_at_s));
}

static void put_line(struct desk *d, uint32_t i)
{
    uint32_t times = 1;
    if (again(d, i))
        return; /* told by its first */
    while (i + times < d->q->my_log.count && again(d, i + times))
        times++;
    const struct rows *l = &d->q->my_log;
    const char *role = row_text(l, i, my_log_role), *name = row_text(l, i, my_log_account_name);
    int day = day_of_instant(d, row_whole(l, i, my_log_at_s));
    html_put(&d->v.w, "<li>");
    if (str_same(role, "patient"))
        html_put(&d->v.w, "You ");
    else if (str_same(role, "system"))
        html_put(&d->v.w, "This program ");
    else if (name[0])
        html_put(&d->v.w, "<b>%s</b>, %s, ", name, role_word(role));
    else
        html_put(&d->v.w, "Somebody there, %s, ", role_word(role));
    html_put(&d->v.w, "%s. <span class=\"small quiet\">",
             what_was_done(row_text(l, i, my_log_what), 1));
    put_full_date(&d->v, day);
    if (times > 1)
        html_put(&d->v.w, ", %d times", (int)times);
    html_put(&d->v.w, ", %s</span></li>", row_text(l, i, my_log_clinic_name));
}

static void put_log(struct desk *d)
{
    const struct rows *l = &d->q->my_log;
    uint32_t first = l->count < LOG_SHOWN ? l->count : LOG_SHOWN;
    while (first < l->count && again(d, first))
        first++;
    html_put(&d->v.w, "<section class=\"sec\"><h2>Who looked</h2><p>Each time somebody there opens "
                      "your record or changes it, it is noted. Nobody can take a line out.</p>");
    if (!l->count)
        html_put(&d->v.w, "<p>Nobody has looked yet.</p>");
    html_put(&d->v.w, "<ol class=\"told\">");
    for (uint32_t i = 0; i < first; i++)
        put_line(d, i);
    html_put(&d->v.w, "</ol>");
    if (l->count > first) {
        html_put(&d->v.w, "<details><summary>Earlier: %d more</summary><ol class=\"told\">",
                 (int)(l->count - first));
        for (uint32_t i = first; i < l->count; i++)
            put_line(d, i);
        html_put(&d->v.w, "</ol></details>");
    }
    html_put(&d->v.w, "</section>");
}

static void put_erasing(struct desk *d)
{
    html_put(&d->v.w,
             "<section class=\"sec\"><h2>If you erase your record</h2><p>All that you told goes, "
             "for good, and they can no longer see it. What they wrote about your care stays with "
             "them, closed, for as long as the law asks. Then it goes too.</p>"
             "<p><a href=\"/record?erase=1\">Erase your record</a></p></section>");
}

/* --- the page ---------------------------------------------------------------------------------------------------------- */

static void put_nobody(struct desk *d)
{
    html_put(&d->v.w, "<p class=\"lead\">Your record is shared with nobody.</p><p>A clinic that "
                      "uses this program can give you a code to scan. Then they can see how you "
                      "are, if you agree.</p><p><a class=\"btn\" href=\"/\">Today</a></p>");
}

void mine_get(struct desk *d)
{
    const struct rows *c = &d->q->my_clinics;
    desk_open(d, "Who sees your record", AT_none);
    back_link(&d->v, "/record", "Your record");
    html_put(&d->v.w, "<h1>Who sees your record</h1>");
    error_summary(&d->v);
    if (asked(&d->v, "left"))
        html_put(&d->v.w, "<div class=\"note\" role=\"status\"><p>You stopped sharing. Your plan "
                          "goes on as before.</p></div>");
    if (!c->count) {
        put_nobody(d);
        desk_close(d);
        return;
    }
    for (uint32_t i = 0; i < c->count; i++)
        put_clinic(d, i);
    put_meaning(d);
    put_log(d);
    put_erasing(d);
    desk_close(d);
}

void mine_post(struct desk *d)
{
    const struct rows *c = &d->q->my_clinics;
    struct text key = {.mem = d->v.a};
    int64_t clinic = posted_number(d, "clinic");
    int at = clinic ? row_of(c, clinic) : -1;
    if (at < 0) {
        desk_not_found(d);
        return;
    }
    if (row_is(c, (uint32_t)at, my_clinics_left_s)) { /* done already */
        go_to(&d->v, "/shared?left=1");
        return;
    }
    text_lit(&key, "sure-");
    text_str(&key, hex_of(d, clinic));
    text_char(&key, '\0');
    if (!posted_is(&d->v, key.p, "yes")) {
        wrong(&d->v, key.p, "Tick the box if you are sure.");
        mine_get(d);
        return;
    }
    act(d, patient_leave, value_whole(clinic));
    note(d, "left", row_whole(c, (uint32_t)at, my_clinics_patient));
    go_to(&d->v, "/shared?left=1");
}
