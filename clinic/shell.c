/* The shell of the clinic's pages: navigation to the left, who is signed in, foot. */
#include "book.h"

static void nav_link(struct desk *d, enum at at, enum at of, const char *path, const char *word)
{
    html_put(&d->v.w, "<li><a href=\"/%s\"", path + 1);
    if (at == of)
        html_put(&d->v.w, " aria-current=\"page\"");
    html_put(&d->v.w, ">%s</a></li>", word);
}

static const char *role_word(enum role role)
{
    return role == ROLE_owner ? "Owner" : role == ROLE_practitioner ? "Practitioner" : "Front desk";
}

static void nav(struct desk *d, enum at at)
{
    int clinical = ROLES_clinical >> d->who->actor.role & 1;
    html_put(&d->v.w, "<nav class=\"side\" aria-label=\"Clinic\">");
    wordmark(&d->v, clinical ? "/clinic" : "/clinic/diary");
    html_put(&d->v.w, "<ul>");
    if (clinical)
        nav_link(d, at, AT_needs, "/clinic", "Who needs me");
    nav_link(d, at, AT_diary, "/clinic/diary", "Diary");
    nav_link(d, at, AT_people, "/clinic/people", "People");
    if (clinical)
        nav_link(d, at, AT_figures, "/clinic/figures", "Figures");
    if (d->who->actor.role == ROLE_owner)
        nav_link(d, at, AT_clinic, "/clinic/settings", "Clinic");
    nav_link(d, at, AT_self, "/clinic/account", "Your account");
    html_put(&d->v.w, "</ul><div class=\"me\"><b>%s</b><span>%s", d->who->name,
             role_word(d->who->actor.role));
    if (d->who->site)
        html_put(&d->v.w, ", %s", name_of_site(d, d->who->site));
    html_put(&d->v.w, "</span><form method=\"post\" action=\"/clinic/logout\">");
    hidden(&d->v, "key", d->q->form_key);
    html_put(&d->v.w, "<button class=\"link\">Sign out</button></form></div></nav>\n");
}

void desk_open(struct desk *d, const char *title, enum at at)
{
    if (d->q->public) {
        book_open(d, title);
        return;
    }
    if (!d->who) { /* a patient has their own shell */
        page_open(&d->v, title, TAB_none);
        return;
    }
    head_open(&d->v, title, "/clinic.css");
    html_put(&d->v.w,
             "<body class=\"desk\">\n<a class=\"skip\" href=\"#main\">Skip to the page</a>\n");
    demo_bar(&d->v);
    html_put(&d->v.w, "<div class=\"cols\">");
    nav(d, at);
    html_put(&d->v.w, "<main id=\"main\" tabindex=\"-1\">\n");
}

void desk_close(struct desk *d)
{
    if (d->q->public) {
        book_close(d);
        return;
    }
    if (!d->who) {
        page_close(&d->v);
        return;
    }
    html_put(&d->v.w, "\n<footer class=\"foot\">");
    if (!d->v.q->site->signed_by[0])
        html_put(&d->v.w,
                 "<p class=\"trial\">For trying out. The rules have not been reviewed by a "
                 "clinician here.</p>");
    html_put(&d->v.w,
             "<p>It supports, and does not replace, your own judgement. Ambulando %s, rules %d</p>"
             "</footer>\n</main></div>\n</body>\n</html>\n",
             ENGINE_VERSION, RULES_VERSION);
}

void desk_form(struct desk *d, const char *action)
{
    struct text facts = {.mem = d->v.a};
    const char *seen = posted(&d->v, "facts", 0);
    form_open(&d->v, action ? action : own_path(&d->v));
    if (d->q->form_key)
        hidden(&d->v, "key", d->q->form_key);
    if (!d->patient)
        return;
    text_int(&facts, d->q->facts);
    text_char(&facts, '\0');
    /* A form shown again was first filled in with what was there then. */
    hidden(&d->v, "facts", seen ? seen : facts.p);
}

void desk_not_found(struct desk *d)
{
    if (!d->who && !d->q->public) {
        not_found(&d->v);
        return;
    }
    d->v.r->status = 404;
    desk_open(d, "There is no such page", AT_none);
    html_put(&d->v.w, "<h1>There is no such page</h1><p class=\"lead\">The address may be old or "
                      "mistyped, or it is not one of this clinic.</p>");
    if (d->who)
        html_put(&d->v.w, "<p><a href=\"/clinic/people\">People of this clinic</a></p>");
    desk_close(d);
}
