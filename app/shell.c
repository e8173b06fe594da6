/* What stands around every page. */
#include "visit.h"

#include "country.h"

void put_day(struct visit *v, int day)
{
    static const char *const weekday[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};
    static const char *const month[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    int y, m, d;
    day_civil(day, &y, &m, &d);
    html_put(&v->w, "%s %d %s", weekday[day_weekday(day)], d, month[m - 1]);
}

void icon(struct visit *v, const char *name)
{
    (void)v;
    (void)name;
}

static void open_page(struct visit *v, const char *title)
{
    html_put(&v->w,
             "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<title>%s – Ambulando</title>\n"
             "<link rel=\"icon\" href=\"/mark.svg\" type=\"image/svg+xml\">\n"
             "<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n",
             title);
}

void page_open(struct visit *v, const char *title, enum tab tab)
{
    (void)tab;
    open_page(v, title);
    html_put(&v->w,
             "<body>\n<header class=\"top\"><a class=\"word\" href=\"/\">ambulando</a> "
             "<a href=\"/safety\">Danger signs</a></header>\n<main class=\"page\" id=\"main\">\n");
}

void page_open_bare(struct visit *v, const char *title)
{
    open_page(v, title);
    html_put(&v->w, "<body>\n<main class=\"page\" id=\"main\">\n");
}

void page_close(struct visit *v)
{
    html_put(&v->w, "<footer class=\"foot\"><p>Nobody is watching your answers.</p></footer>"
                    "</main>\n</body>\n</html>\n");
}

void put_emergency_number(struct visit *v)
{
    const char *n = v->q->site->country->emergency;
    html_put(&v->w, "<a href=\"tel:%s\">%s</a>", n, n);
}

void put_urgent_number(struct visit *v)
{
    const char *n = v->q->site->country->urgent;
    html_put(&v->w, "<a href=\"tel:%s\">%s</a>", n, n);
}

void notice(struct visit *v, const char *title, const char *what, const char *path,
            const char *link)
{
    page_open(v, title, TAB_none);
    html_put(&v->w, "<h1>%s</h1><p>%s</p><p><a class=\"btn\" href=\"/%s\">%s</a></p>", title, what,
             path + 1, link);
    page_close(v);
}

void not_found(struct visit *v)
{
    v->r->status = 404;
    notice(v, "There is no such page", "The address may be old, or mistyped.", "/", "Today");
}

void app_broken(struct arena *a, const struct app_site *site, int status, const char *title,
                const char *what, struct app_response *ret)
{
    static const struct app_request nothing = {.post = 0};
    struct app_request *q = arena_alloc(a, 1, sizeof *q);
    struct visit *v = arena_alloc(a, 1, sizeof *v);
    *q = nothing;
    q->site = site;
    *ret = (struct app_response){.status = status, .type = "text/html; charset=utf-8"};
    v->a = a;
    v->q = q;
    v->r = ret;
    v->name = "";
    v->w.out.mem = v->new_facts.mem = a;
    notice(v, title, what, "/safety", "Danger signs");
    ret->body = v->w.out;
}
