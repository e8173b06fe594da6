/* keeping.c - until when records must be kept, whose time is over or nearly so, who has left; and the door
 * to a record that was closed, which opens for a reason only [H54]. */
#include "../app/asked.h"
#include "../knowledge/country.h"
#include "office.h"

enum { SOON_DAYS = 90 };
enum group { GROUP_over, GROUP_soon, GROUP_left, GROUPS };

/* --- the rule --------------------------------------------------------------------------------------------------- */

static void put_rule(struct desk *d)
{
    const struct country *c = d->v.q->site->country;
    const struct retain_rule *r = retain_rule(c);
    html_put(
        &d->v.w,
        "<section class=\"panel\"><h2>The rule: %s</h2><p>What you wrote about somebody’s care "
        "is kept for <b>%d years after the last visit</b>; of whoever may have been under 18 "
        "then, at least until the year of their <b>%dth birthday</b> is over, or the %dth of "
        "whoever "
        "may have been 17. Somebody whose year of birth is not known counts as grown up.</p>",
        c->name, r->years, r->child_until, r->child_until + 1);
    if (r->source[0])
        html_put(&d->v.w, "<p class=\"sub\">%s</p>", r->source);
    else
        html_put(&d->v.w, "<p><b>Nobody has checked the rule of your country.</b> Ten years are "
                          "taken, to be careful. Ask your professional body, before anything "
                          "ends.</p>");
    html_put(&d->v.w, "</section>");
}

static void put_after(struct desk *d)
{
    int months = d->v.q->site->keep_months;
    html_put(
        &d->v.w,
        "<section class=\"panel\"><h2>What happens after that day</h2><ul class=\"dots\">"
        "<li>Of somebody who erased their record: what was kept is erased by itself, with their "
        "name. Nothing need be done, and nothing brings it back.</li>"
        "<li>Of somebody who has left, and goes on by themselves: you cannot open it any more. It "
        "stays theirs, until they erase it.</li>"
        "<li>Of somebody who has not left: it stays as long as they use it");
    if (months > 0)
        html_put(&d->v.w, ". Once nobody has opened it for %d months, it is erased", months);
    html_put(&d->v.w,
             ".</li><li>If there is a complaint or a claim, print what you need before that day: "
             "this program keeps nothing back.</li><li>What patients told themselves is not yours "
             "to keep: they can erase it at any time. What you wrote then stays closed until its "
             "day.</li></ul></section>");
}

/* --- who ----------------------------------------------------------------------------------------------------------- */

static enum group group_of(struct desk *d, uint32_t i)
{
    const struct rows *p = &d->q->people;
    int64_t until = row_whole(p, i, people_retain_day);
    if (row_is(p, i, people_retain_day) && until < d->v.day)
        return GROUP_over;
    if (row_is(p, i, people_retain_day) && until <= d->v.day + SOON_DAYS)
        return GROUP_soon;
    return row_is(p, i, people_left_s) ? GROUP_left : GROUPS;
}

static void put_row(struct desk *d, uint32_t i)
{
    const struct rows *p = &d->q->people;
    html_put(&d->v.w, "<tr><th scope=\"row\"><a href=\"/%s\">%s</a></th><td data-label=\"Born\">",
             number_path(d, row_is(p, i, people_left_s) ? "/clinic/keeping/" : "/clinic/patient/",
                         row_whole(p, i, people_patient), "") +
                 1,
             row_text(p, i, people_name));
    if (row_is(p, i, people_born))
        html_put(&d->v.w, "%d", (int)row_whole(p, i, people_born));
    else
        html_put(&d->v.w, "not told");
    html_put(&d->v.w, "</td><td data-label=\"Last visit\">");
    if (row_is(p, i, people_visit_day))
        put_year_date(&d->v, (int)row_whole(p, i, people_visit_day));
    else
        html_put(&d->v.w, "none");
    html_put(&d->v.w, "</td><td data-label=\"Left\">");
    if (row_is(p, i, people_left_s))
        put_year_date(&d->v, day_of_instant(d, row_whole(p, i, people_left_s)));
    else
        html_put(&d->v.w, "no");
    html_put(&d->v.w, "</td><td data-label=\"Kept until\">");
    if (row_is(p, i, people_retain_day))
        put_year_date(&d->v, (int)row_whole(p, i, people_retain_day));
    else
        html_put(&d->v.w, "nothing to keep");
    html_put(&d->v.w, "</td></tr>");
}

static void put_group(struct desk *d, enum group group)
{
    static const char *const title[] = {"The day has passed", "Within 90 days",
                                        "Have left, still kept"};
    int n = 0;
    for (uint32_t i = 0; i < d->q->people.count; i++)
        n += group_of(d, i) == group;
    html_put(&d->v.w, "<section class=\"group\"><h2>%s: %d</h2>", title[group], n);
    if (!n) {
        html_put(&d->v.w, "<p class=\"sub\">Nobody.</p></section>");
        return;
    }
    html_put(&d->v.w, "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr>"
                      "<th scope=\"col\">Name</th><th scope=\"col\">Born</th>"
                      "<th scope=\"col\">Last visit</th><th scope=\"col\">Left</th>"
                      "<th scope=\"col\">Kept until</th></tr></thead><tbody>");
    for (uint32_t i = 0; i < d->q->people.count; i++)
        if (group_of(d, i) == group)
            put_row(d, i);
    html_put(&d->v.w, "</tbody></table></div></section>");
}

/* Of whom no year of birth is known it is not known either whether they were a child. */
static void put_unknown(struct desk *d)
{
    const struct rows *p = &d->q->people;
    int n = 0;
    for (uint32_t i = 0; i < p->count; i++)
        n += row_is(p, i, people_visit_day) && !row_is(p, i, people_born);
    if (n)
        html_put(&d->v.w,
                 "<div class=\"note note-wait\"><p>Of %d %s the year of birth is not known. If one "
                 "of them was a child, it must be kept longer: write the year down on their own "
                 "page.</p></div>",
                 n, n == 1 ? "person" : "people");
}

void keeping_get(struct desk *d)
{
    desk_open(d, "Keeping", AT_clinic);
    put_crumb(d, "/clinic/settings", "Clinic");
    html_put(&d->v.w, "<h1>Keeping</h1><p class=\"lead\">Until when records must be kept by law, "
                      "and who has left.</p>");
    put_unknown(d);
    for (int g = 0; g < GROUPS; g++)
        put_group(d, (enum group)g);
    html_put(&d->v.w, "<div class=\"panels\">");
    put_rule(d);
    put_after(d);
    html_put(&d->v.w, "</div>");
    desk_close(d);
}

/* --- a closed record --------------------------------------------------------------------------------------------- */

static const struct {
    struct choice choice;
    const char *noted;
} reasons[] = {
    {{"copy", "The person asked for a copy", NULL}, "opened after leaving: asked for a copy"},
    {{"claim", "A complaint or a claim", NULL}, "opened after leaving: complaint or claim"},
    {{"authority", "A court or an authority", NULL}, "opened after leaving: court or authority"},
    {{"safety", "Somebody’s safety", NULL}, "opened after leaving: safety"},
};

static int is_closed(struct desk *d)
{
    return row_is(&d->q->patient, 0, patient_left_s);
}

static int still_kept(struct desk *d)
{
    return row_whole(&d->q->patient, 0, patient_retain_day) >= d->v.day;
}

void closed_get(struct desk *d)
{
    const struct rows *p = &d->q->patient;
    struct choice choice[COUNT_OF(reasons)];
    for (int i = 0; i < COUNT_OF(reasons); i++)
        choice[i] = reasons[i].choice;
    if (!is_closed(d)) {
        desk_not_found(d);
        return;
    }
    desk_open(d, "A closed record", AT_clinic);
    put_crumb(d, "/clinic/keeping", "Keeping");
    html_put(&d->v.w, "<h1>");
    put_name_born(d, p, 0);
    html_put(&d->v.w, "</h1><p class=\"lead\">They left on ");
    put_year_date(&d->v, day_of_instant(d, row_whole(p, 0, patient_left_s)));
    html_put(&d->v.w, ". ");
    if (!still_kept(d)) {
        html_put(&d->v.w, "Nothing about them must be kept by law any more, and it cannot be "
                          "opened.</p>");
        desk_close(d);
        return;
    }
    html_put(&d->v.w, "What you wrote must be kept until ");
    put_year_date(&d->v, (int)row_whole(p, 0, patient_retain_day));
    html_put(&d->v.w, ", and is closed. It holds nothing that they told.</p>");
    desk_form(d, NULL);
    ask_one(&d->v, "why", "Why must it be opened?",
            "The reason and your name go into the log, which they can read.", choice,
            COUNT_OF(reasons));
    form_close(&d->v, "Open the record");
    desk_close(d);
}

const char *closed_reason(struct desk *d)
{
    const char *why = asked(&d->v, "why");
    for (int i = 0; why && i < COUNT_OF(reasons); i++)
        if (str_same(why, reasons[i].choice.value))
            return reasons[i].noted;
    return NULL;
}

void closed_post(struct desk *d)
{
    struct text tail = {.mem = d->v.a};
    int why = 0;
    while (why < COUNT_OF(reasons) && !posted_is(&d->v, "why", reasons[why].choice.value))
        why++;
    if (!is_closed(d)) {
        desk_not_found(d);
    } else if (!still_kept(d)) {
        closed_get(d);
    } else if (why == COUNT_OF(reasons)) {
        wrong(&d->v, "why", "Choose the reason.");
        closed_get(d);
    } else {
        text_lit(&tail, "?why=");
        text_str(&tail, reasons[why].choice.value);
        text_char(&tail, '\0');
        go_to(&d->v, patient_path(d, tail.p));
    }
}
