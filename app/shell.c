/* The shell of a page: head, top bar, tabs, foot. */
#include "../knowledge/country.h"
#include "visit.h"

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

static int begins(struct span s, struct span with)
{
    return s.len >= with.len && memcmp(s.p, with.p, with.len) == 0;
}

void icon(struct visit *v, const char *name)
{
    static const struct {
        const char *name, *path;
    } icons[] = {
#define ICON(name, path) {#name, path},
#include "icons.def"
    };
    for (size_t i = 0; i < sizeof icons / sizeof icons[0]; i++)
        if (str_same(icons[i].name, name))
            html_put(&v->w,
                     "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
                     "<path d=\"%s\"/></svg>",
                     icons[i].path);
}

/* --- head ------------------------------------------------------------------------------------------ */

void head_open(struct visit *v, const char *title, const char *sheet)
{
    html_put(&v->w,
             "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n"
             "<meta name=\"theme-color\" content=\"#155a4b\">\n"
             "<title>%s%s – Ambulando</title>\n"
             "<link rel=\"icon\" href=\"/mark-16.svg\" type=\"image/svg+xml\">\n"
             "<link rel=\"apple-touch-icon\" href=\"/icon-touch.png\">\n"
             "<link rel=\"manifest\" href=\"/app.webmanifest\">\n"
             "<link rel=\"stylesheet\" href=\"/style.css\">\n",
             v->wrongs ? "Error: " : "", title);
    if (sheet)
        html_put(&v->w, "<link rel=\"stylesheet\" href=\"/%s\">\n", sheet + 1);
    html_put(&v->w, "<script src=\"/app.js\" defer></script>\n");
    if (v->part)
        html_put(&v->w,
                 "<link rel=\"stylesheet\" href=\"/%s.css\">\n"
                 "<script src=\"/%s.js\" defer></script>\n",
                 v->part, v->part);
    if (v->plays)
        html_put(&v->w, "<script src=\"/player.js\" type=\"module\"></script>\n");
    html_put(&v->w, "</head>\n");
}

void demo_bar(struct visit *v)
{
    if (v->q->site->demo)
        html_put(&v->w, "<aside class=\"demo\" aria-label=\"Demo\">Demo clinic. Everyone here is "
                        "invented.</aside>\n");
}

/* What the person has to know of, and may have to do something about. */
static void device_bar(struct visit *v)
{
    const struct app_device *d = v->q->device;
    if (d && d->gone)
        html_put(
            &v->w,
            "<p class=\"trial\">This device is no longer joined to your record on the server. "
            "It was taken off there, or the record was erased. What you answer is kept here only. "
            "<a href=\"/devices\">Join it again</a> or <a href=\"/record\">erase it here</a>.</p>");
    if (d && d->refused)
        html_put(
            &v->w,
            "<p class=\"trial\">The server did not take %d of your answers. They are kept on this "
            "device: <a href=\"/record\">your record</a>.</p>",
            d->refused);
}

/* A person in mid-step, and the name in one stroke. */
void wordmark_drawn(struct visit *v)
{
    html_put(
        &v->w,
        "<svg class=\"mark\" aria-hidden=\"true\" viewBox=\"0 0 64 64\">"
        "<rect width=\"64\" height=\"64\" rx=\"17\" fill=\"#155a4b\"/>"
        "<g fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\" stroke=\"#fbf8f3\">"
        "<circle cx=\"35.5\" cy=\"12\" r=\"6.3\" fill=\"#fbf8f3\" stroke=\"none\"/>"
        "<path d=\"M33.7 24.5 32 39\" stroke-width=\"8.6\"/>"
        "<path d=\"M32 39 28.5 48 20.5 56\" stroke-width=\"6.6\"/>"
        "<path d=\"M32.5 24 26 31 24 39.5\" stroke-width=\"4.6\"/>"
        "<g stroke=\"#ffb37c\"><path d=\"M32.3 39 39 47 43.5 57\" stroke-width=\"6.6\"/>"
        "<path d=\"M34.2 24.5 39.5 32.5 46 36.5\" stroke-width=\"4.6\"/></g></g></svg>"
        "<svg class=\"letters\" aria-hidden=\"true\" viewBox=\"-4 1 237 44\"><path d=\""
        "M20 20V40M20 30A10 10 0 1 1 0 30A10 10 0 1 1 20 30M29 20V40M29 27A7 7 0 0 1 43 27V40"
        "M43 27A7 7 0 0 1 57 27V40M66 6V40M86 30A10 10 0 1 1 66 30A10 10 0 1 1 86 30"
        "M94 20V31A9 9 0 0 0 112 31M112 20V40M121 6V40M148 20V40"
        "M148 30A10 10 0 1 1 128 30A10 10 0 1 1 148 30M157 20V40M157 29A9 9 0 0 1 175 29V40"
        "M202 6V40M202 30A10 10 0 1 1 182 30A10 10 0 1 1 202 30"
        "M229 30A10 10 0 1 1 209 30A10 10 0 1 1 229 30\"/></svg>");
}

void wordmark(struct visit *v, const char *home)
{
    html_put(&v->w, "<a class=\"word\" href=\"/%s\" aria-label=\"Ambulando, home\">", home + 1);
    wordmark_drawn(v);
    html_put(&v->w, "</a>");
}

static void tab_link(struct visit *v, enum tab at, enum tab tab, const char *path, const char *sign,
                     const char *word)
{
    html_put(&v->w, "<a href=\"/%s\"", path + 1);
    if (at == tab)
        html_put(&v->w, " aria-current=\"page\"");
    html_put(&v->w, ">");
    icon(v, sign);
    html_put(&v->w, "<span>%s</span></a>", word);
}

/* Tabs wait until there is a plan to come back to, and stay away from the first questions. */
static int has_tabs(const struct visit *v, enum tab tab)
{
    return tab != TAB_none ||
           (v->plan.stage != stages_stop && !begins(v->q->path, SPAN("/start/")));
}

void page_open(struct visit *v, const char *title, enum tab tab)
{
    int tabs = has_tabs(v, tab);
    head_open(v, title, v->q->site->demo ? "/clinic.css" : NULL);
    html_put(&v->w, "<body");
    if (tabs)
        html_put(&v->w, " class=\"tabbed\"");
    html_put(&v->w, ">\n<a class=\"skip\" href=\"#main\">Skip to the page</a>\n");
    demo_bar(v);
    device_bar(v);
    html_put(&v->w, "<header class=\"top\">");
    wordmark(v, "/");
    html_put(&v->w, "<a class=\"help\" href=\"/safety\">");
    icon(v, "alert");
    html_put(&v->w, "Danger signs</a></header>\n");
    if (tabs) {
        html_put(&v->w, "<nav class=\"tabs\" aria-label=\"Main\">");
        tab_link(v, tab, TAB_today, "/", "today", "Today");
        tab_link(v, tab, TAB_checkin, "/checkin", "checkin", "Check-in");
        tab_link(v, tab, TAB_progress, "/progress", "progress", "Progress");
        tab_link(v, tab, TAB_learn, "/learn", "learn", "Learn");
        html_put(&v->w, "</nav>\n");
    }
    html_put(&v->w, "<main class=\"page\" id=\"main\" tabindex=\"-1\">\n");
}

void page_open_bare(struct visit *v, const char *title)
{
    v->bare = 1;
    head_open(v, title, v->q->site->demo ? "/clinic.css" : NULL);
    html_put(&v->w, "<body class=\"bare\">\n");
    demo_bar(v);
    html_put(&v->w, "<main class=\"page\" id=\"main\">\n");
}

/* --- foot ------------------------------------------------------------------------------------------ */

static void kept_on_device(struct visit *v, const struct app_device *d)
{
    if (d->gone)
        html_put(&v->w, "Kept on this device, and nowhere else. ");
    else if (d->unsent)
        html_put(
            &v->w,
            "Saved on this device. Not yet shared with the server: %d %s. That happens by itself "
            "when there is a connection. ",
            d->unsent, d->unsent == 1 ? "answer" : "answers");
    else
        html_put(&v->w, "Saved on this device, and shared with the server. ");
}

static void put_shared(struct visit *v)
{
    html_put(&v->w, "Shared with %s: <a href=\"/shared\">who sees it</a>", v->q->clinic);
    if (v->q->book)
        html_put(&v->w, ", <a href=\"/%s\">book a visit</a>", v->q->book + 1);
    html_put(&v->w, ". ");
}

static void kept_where(struct visit *v)
{
    const struct app_site *site = v->q->site;
    if (v->q->device && v->q->record.len)
        kept_on_device(v, v->q->device);
    if (v->q->device && v->q->device->gone)
        return;
    if (!v->q->known)
        html_put(&v->w, "Nothing you answer is kept until you agree to it. ");
    else if (v->q->clinic)
        put_shared(v);
    else if (site->runs[0])
        html_put(&v->w, "Kept by %s, in a record of this browser. ", site->runs);
    else
        html_put(&v->w, "Kept on this server, in a record of this browser. ");
}

void page_close(struct visit *v)
{
    html_put(&v->w, "\n<footer class=\"foot\">");
    if (!v->q->site->signed_by[0])
        html_put(&v->w, "<p class=\"trial\">For trying out. The rules have not been reviewed by a "
                        "clinician here.</p>");
    if (!v->bare) {
        html_put(&v->w, "<p>");
        kept_where(v);
        html_put(&v->w, "Nobody is watching your answers. ");
        put_both_numbers(v);
        html_put(&v->w, "</p><ul><li><a href=\"/record\">Your record</a></li>"
                        "<li><a href=\"/privacy\">Privacy</a></li>"
                        "<li><a href=\"/about\">About</a></li></ul>");
    } else {
        html_put(&v->w, "<p>");
        put_both_numbers(v);
        html_put(&v->w, "</p>");
    }
    html_put(&v->w, "<p>Ambulando %s, rules %d</p></footer>\n</main>\n</body>\n</html>\n",
             ENGINE_VERSION, RULES_VERSION);
}

/* --- parts that many pages share --------------------------------------------------------------------- */

void back_link(struct visit *v, const char *path, const char *words)
{
    html_put(&v->w, "<p><a class=\"back\" href=\"/%s\">", path + 1);
    icon(v, "back");
    html_put(&v->w, "%s</a></p>", words);
}

void page_steps(struct visit *v, int at, int of)
{
    html_put(&v->w, "<div class=\"steps\" role=\"img\" aria-label=\"Step %d of %d\">", at, of);
    for (int i = 1; i <= of; i++)
        if (i <= at)
            html_put(&v->w, "<i class=\"on\"></i>");
        else
            html_put(&v->w, "<i></i>");
    html_put(&v->w, "</div>");
}

void notice(struct visit *v, const char *title, const char *what, const char *path,
            const char *link)
{
    page_open(v, title, TAB_none);
    html_put(&v->w,
             "<h1>%s</h1><p class=\"lead\">%s</p><p><a class=\"btn\" href=\"/%s\">%s</a></p>",
             title, what, path + 1, link);
    page_close(v);
}

void not_found(struct visit *v)
{
    v->r->status = 404;
    page_open(v, "There is no such page", TAB_none);
    html_put(&v->w, "<h1>There is no such page</h1>"
                    "<p class=\"lead\">The address may be old, or mistyped. Nothing is lost.</p>"
                    "<p>What you may be looking for:</p><ul class=\"dots\">"
                    "<li><a href=\"/\">Today’s plan</a></li>"
                    "<li><a href=\"/checkin\">The daily check-in</a></li>"
                    "<li><a href=\"/safety\">Danger signs, and what to do about them</a></li>"
                    "<li><a href=\"/record\">Everything you told us</a></li></ul>");
    page_close(v);
}

void app_broken(struct arena *a, const struct app_site *site, int status, const char *title,
                const char *what, struct app_response *ret)
{
    static const struct app_request nothing = {.post = 0};
    struct app_request *q = arena_alloc(a, 1, sizeof *q);
    struct visit *v = arena_alloc(a, 1, sizeof *v);
    *q = nothing;
    q->site = site;
    q->path = SPAN("/");
    *ret = (struct app_response){.status = status, .type = "text/html; charset=utf-8"};
    v->a = a;
    v->q = q;
    v->r = ret;
    v->name = "";
    v->w.out.mem = v->new_facts.mem = a;
    page_open(v, title, TAB_none);
    html_put(&v->w,
             "<h1>%s</h1><p class=\"lead\">%s</p><p><a class=\"btn\" href=\"/\">Try again</a>"
             "</p>",
             title, what);
    safety_card(v);
    v->bare = 1; /* what is kept, and where, is not known here */
    page_close(v);
    ret->body = v->w.out;
}
