/* people.c - everybody of the clinic, to be found by name, year of birth or telephone number. The front desk
 * sees it: it says nothing of anybody's health, not even that there is something to see. */
#include "../app/asked.h"
#include "../core/form.h"
#include "office.h"

enum { A_PAGE = 100 };
enum show { SHOW_mine, SHOW_site, SHOW_all, SHOW_archived, SHOW_left, SHOW_found };
static const struct {
    const char *value, *words;
} shows[] = {
    {"mine", "Mine"},         {"site", "My site"},   {"all", "All in care"},
    {"archived", "Archived"}, {"left", "Have left"}, {"", "Found"},
};

struct search {
    const char *words; /* "" */
    enum show show;
    uint32_t *row; /* of those found, in the order of names */
    uint32_t count;
    uint32_t from; /* the first on this page */
};

/* --- who is meant ------------------------------------------------------------------------------------------ */

static int is_shown(struct desk *d, enum show show, uint32_t i)
{
    const struct rows *p = &d->q->people;
    switch (show) {
    case SHOW_mine:
        return in_care(p, i) && row_whole(p, i, people_account) == d->who->actor.who;
    case SHOW_site:
        return in_care(p, i) && d->who->site && row_whole(p, i, people_site) == d->who->site;
    case SHOW_all:
        return in_care(p, i);
    case SHOW_archived:
        return !row_is(p, i, people_left_s) && row_is(p, i, people_archived_s);
    case SHOW_left:
        return row_is(p, i, people_left_s);
    default:
        return !row_is(p, i, people_left_s);
    }
}

static int is_sought(struct desk *d, const char *words, uint32_t i)
{
    const struct rows *p = &d->q->people;
    return !words[0] ||
           found_by(d->v.a, (struct span){words, (uint32_t)str_len(words)},
                    row_value(p, i, people_name).text, (int)row_whole(p, i, people_born),
                    row_value(p, i, people_telephone).text);
}

static uint32_t how_many(struct desk *d, const char *words, enum show show)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->q->people.count; i++)
        n += is_shown(d, show, i) && is_sought(d, words, i);
    return n;
}

/* A search looks at everybody who has not left; without one each begins with their own. */
static enum show what_to_show(struct desk *d, const char *words)
{
    const char *said = asked(&d->v, "show");
    for (int i = 0; said && i < SHOW_found; i++)
        if (str_same(said, shows[i].value))
            return (enum show)i;
    if (words[0])
        return SHOW_found;
    return d->who->actor.role == ROLE_practitioner && how_many(d, "", SHOW_mine) ? SHOW_mine
                                                                                 : SHOW_all;
}

static uint32_t page_from(struct desk *d, uint32_t count)
{
    const char *s = asked(&d->v, "page");
    uint32_t n = 0;
    for (; s && *s >= '0' && *s <= '9' && n < 1000000; s++)
        n = 10 * n + (uint32_t)(*s - '0');
    return n > 1 && (n - 1) * A_PAGE < count ? (n - 1) * A_PAGE : 0;
}

static void look(struct desk *d, struct search *ret)
{
    const char *words = asked(&d->v, "q");
    *ret = (struct search){.words = words ? words : ""};
    ret->show = what_to_show(d, ret->words);
    ret->row = arena_alloc(d->v.a, d->q->people.count + 1, sizeof *ret->row);
    for (uint32_t i = 0; i < d->q->people.count; i++)
        if (is_shown(d, ret->show, i) && is_sought(d, ret->words, i))
            ret->row[ret->count++] = i;
    ret->from = page_from(d, ret->count);
}

/* --- the page ------------------------------------------------------------------------------------------------ */

static void put_link(struct desk *d, const struct search *s, enum show show, uint32_t page)
{
    struct text q = {.mem = d->v.a};
    form_encode(&q, s->words, str_len(s->words));
    html_put(&d->v.w, "<a href=\"/clinic/people?show=%s", shows[show].value);
    if (s->words[0])
        html_put(&d->v.w, "&amp;q=%.*s", (int)q.len, q.p);
    if (page > 1)
        html_put(&d->v.w, "&amp;page=%d", (int)page);
    html_put(&d->v.w, "\"");
}

static void put_filters(struct desk *d, const struct search *s)
{
    html_put(&d->v.w, "<ul class=\"pills\" aria-label=\"Which people\">");
    for (int i = 0; i < SHOW_found; i++) {
        uint32_t n = how_many(d, s->words, (enum show)i);
        int treats = ROLES_clinical >> d->who->actor.role & 1;
        if ((i == SHOW_mine && !treats) || (i == SHOW_site && !d->who->site))
            continue;
        html_put(&d->v.w, "<li>");
        put_link(d, s, (enum show)i, 1);
        if (s->show == (enum show)i)
            html_put(&d->v.w, " aria-current=\"true\"");
        html_put(&d->v.w, ">%s <span>%d</span></a></li>", shows[i].words, (int)n);
    }
    html_put(&d->v.w, "</ul>");
}

static void put_search(struct desk *d, const struct search *s)
{
    html_put(&d->v.w,
             "<form class=\"in-row find\" role=\"search\" action=\"/clinic/people\">"
             "<label for=\"q\">Name, year of birth or telephone</label>"
             "<div class=\"row\"><input class=\"field\" type=\"search\" id=\"q\" name=\"q\" "
             "autocomplete=\"off\" value=\"%s\"><button class=\"btn btn-2 btn-s\">Find</button>",
             s->words);
    if (s->words[0])
        html_put(&d->v.w, "<a href=\"/clinic/people\">Show everybody</a>");
    html_put(&d->v.w, "</div></form>");
}

/* The front desk opens what it may see; of who has left an owner says why before it is opened. */
static void put_person(struct desk *d, uint32_t i)
{
    const struct rows *p = &d->q->people;
    int64_t number = row_whole(p, i, people_patient);
    const char *name = row_text(p, i, people_name);
    int treats = ROLES_clinical >> d->who->actor.role & 1;
    html_put(&d->v.w, "<th scope=\"row\">");
    if (!row_is(p, i, people_left_s))
        html_put(&d->v.w, "<a href=\"/%s\">%s</a>",
                 number_path(d, "/clinic/patient/", number, treats ? "" : "/edit") + 1, name);
    else if (d->who->actor.role == ROLE_owner)
        html_put(&d->v.w, "<a href=\"/%s\">%s</a>",
                 number_path(d, "/clinic/keeping/", number, "") + 1, name);
    else
        html_put(&d->v.w, "%s", name);
    if (row_is(p, i, people_left_s))
        html_put(&d->v.w, " <span class=\"chip\">has left</span>");
    else if (row_is(p, i, people_archived_s))
        html_put(&d->v.w, " <span class=\"chip\">archived</span>");
    html_put(&d->v.w, "</th>");
}

static void put_row(struct desk *d, uint32_t i)
{
    const struct rows *p = &d->q->people;
    html_put(&d->v.w, "<tr>");
    put_person(d, i);
    html_put(&d->v.w, "<td data-label=\"Born\">");
    if (row_is(p, i, people_born))
        html_put(&d->v.w, "%d", (int)row_whole(p, i, people_born));
    else
        html_put(&d->v.w, "not told");
    html_put(&d->v.w, "</td><td data-label=\"Practitioner\">%s</td><td data-label=\"Site\">%s</td>",
             name_of_staff(d, row_whole(p, i, people_account)),
             name_of_site(d, row_whole(p, i, people_site)));
    html_put(&d->v.w, "<td data-label=\"Last visit\">");
    if (row_is(p, i, people_visit_day))
        put_year_date(&d->v, (int)row_whole(p, i, people_visit_day));
    else
        html_put(&d->v.w, "none yet");
    html_put(&d->v.w, "</td><td data-label=\"Joined\">");
    if (row_is(p, i, people_joined_s))
        put_year_date(&d->v, day_of_instant(d, row_whole(p, i, people_joined_s)));
    else
        html_put(&d->v.w, "not yet");
    html_put(&d->v.w, "</td></tr>");
}

static void put_paging(struct desk *d, const struct search *s)
{
    uint32_t page = s->from / A_PAGE + 1;
    if (s->count <= A_PAGE)
        return;
    html_put(&d->v.w, "<p class=\"acts\">");
    if (page > 1) {
        put_link(d, s, s->show, page - 1);
        html_put(&d->v.w, " class=\"btn btn-2 btn-s\" rel=\"prev\">Before these</a>");
    }
    if (s->from + A_PAGE < s->count) {
        put_link(d, s, s->show, page + 1);
        html_put(&d->v.w, " class=\"btn btn-2 btn-s\" rel=\"next\">More</a>");
    }
    html_put(&d->v.w, "</p>");
}

static void put_nobody(struct desk *d, const struct search *s)
{
    uint32_t left = how_many(d, s->words, SHOW_left);
    if (!d->q->people.count) {
        html_put(&d->v.w, "<p>There is nobody here yet. <a href=\"/clinic/new\">Add the first "
                          "patient</a>: it takes less than a minute.</p>");
        return;
    }
    if (!s->words[0]) {
        html_put(&d->v.w, "<p>Nobody here.</p>");
        return;
    }
    html_put(&d->v.w, "<p>Nobody is found by “%s”. Part of a name will do, without accents.",
             s->words);
    if (left && s->show != SHOW_left) {
        html_put(&d->v.w, " ");
        put_link(d, s, SHOW_left, 1);
        html_put(&d->v.w, ">Of those who have left: %d</a>.", (int)left);
    }
    html_put(&d->v.w, "</p>");
}

static void put_table(struct desk *d, const struct search *s)
{
    uint32_t end = s->from + A_PAGE < s->count ? s->from + A_PAGE : s->count;
    if (!s->count) {
        put_nobody(d, s);
        return;
    }
    if (s->count > A_PAGE)
        html_put(&d->v.w, "<p class=\"sub\">%d to %d of %d, by name</p>", (int)s->from + 1,
                 (int)end, (int)s->count);
    html_put(&d->v.w, "<div class=\"panel\"><table class=\"tbl falls\"><thead><tr>"
                      "<th scope=\"col\">Name</th><th scope=\"col\">Born</th>"
                      "<th scope=\"col\">Practitioner</th><th scope=\"col\">Site</th>"
                      "<th scope=\"col\">Last visit</th>"
                      "<th scope=\"col\">Joined by phone</th></tr></thead><tbody>");
    for (uint32_t k = s->from; k < end; k++)
        put_row(d, s->row[k]);
    html_put(&d->v.w, "</tbody></table></div>");
    put_paging(d, s);
}

void people_get(struct desk *d)
{
    struct search s;
    look(d, &s);
    desk_open(d, "People", AT_people);
    html_put(&d->v.w,
             "<div class=\"head\"><div><h1>People</h1><p class=\"sub\">%d in care</p></div>"
             "<p class=\"acts\">",
             (int)how_many(d, "", SHOW_all));
    if (d->who->actor.role == ROLE_owner)
        html_put(&d->v.w,
                 "<a class=\"btn btn-2 btn-s\" href=\"/clinic/import\">Bring in a list</a> ");
    html_put(&d->v.w, "<a class=\"btn btn-s\" href=\"/clinic/new\">Add a patient</a></p></div>");
    put_search(d, &s);
    put_filters(d, &s);
    put_table(d, &s);
    desk_close(d);
}
