/* record.c - everything that was told, newest first, in a person's words: nothing is hidden, and what
 * was taken back is struck out with a word. What one can do with the record has pages of its own. */
#include "record_page.h"

#include "asked.h"
#include "record_tell.h"

enum { ENTRIES_A_PAGE = 100, BYTES_A_PAGE = 200 << 10 };

int may_take_back(const struct fact *f, int is_back)
{
    return !is_back && f->id.known && f->by == WHO_self && f->kind != KIND_retract &&
           f->kind != KIND_shown && f->kind != KIND_consent;
}

static void put_time(struct visit *v, int minute)
{
    html_put(&v->w, "%d:%d%d", minute / 60, minute % 60 / 10, minute % 10);
}

static void put_said_by(struct visit *v, const struct fact *f)
{
    static const char *const who[] = {"", "a clinician", "this program or a device", "a clinic"};
    const char *name = fact_who(v, f);
    if (f->by != WHO_self)
        html_put(&v->w, ", by %s", f->by == WHO_clinician && name[0] ? name : who[f->by]);
}

/* What a retraction took back, as words and a way to it. */
static void tell_retracted(struct visit *v, const struct fact *f)
{
    struct fact_id id;
    const struct fact_retract *r = f->keys;
    int place = fact_id_read(r->of, &id) ? fact_named(v, id) : -1;
    if (place < 0) {
        tell_fact(v, f);
        return;
    }
    html_put(&v->w, "<p>%s of ", fact_called(&v->facts.fact[place]));
    put_full_date(v, v->facts.fact[place].day);
    if (r->why.len)
        html_put(&v->w, ": %s", plain_text(v, r->why));
    html_put(&v->w, "</p>");
}

/* Of a screen that was taken back: does an urgent answer of it still stand? */
static int still_counts(const struct visit *v, const struct fact *f)
{
    if (f->kind != KIND_screen)
        return 0;
    const struct fact_screen *s = f->keys;
    for (int i = 0; i < v->plan.flag_count; i++) {
        const struct plan_flag *flag = &v->plan.flag[i];
        if (flag->route >= routes_same_day && flag->flag < QUESTION_COUNT &&
            ((s->asked.yes | s->asked.unsure) >> flag->flag & 1))
            return 1;
    }
    return 0;
}

static void what_it_says(struct visit *v, const struct fact *f)
{
    if (f->kind == KIND_retract)
        tell_retracted(v, f);
    else
        tell_fact(v, f);
}

static void entry_head(struct visit *v, const struct fact *f)
{
    html_put(&v->w, "<b>%s</b> <span class=\"small quiet\">", fact_called(f));
    put_time(v, f->minute);
    put_said_by(v, f);
    if (f->from_file)
        html_put(&v->w, ", from a file");
    html_put(&v->w, "</span>");
}

void record_entry(struct visit *v, size_t place, const uint8_t *back)
{
    const struct fact *f = &v->facts.fact[place];
    html_put(&v->w, "<li>");
    if (f->kind == KIND_shown) {
        html_put(&v->w, "<details class=\"more\"><summary>");
        html_put(&v->w, "%s, ", fact_called(f));
        put_time(v, f->minute);
        html_put(&v->w, "</summary>");
        what_it_says(v, f);
        html_put(&v->w, "</details></li>");
        return;
    }
    if (back[place]) {
        html_put(&v->w, "<del>");
        entry_head(v, f);
        what_it_says(v, f);
        html_put(&v->w, "</del><p><span class=\"chip\">Taken back</span></p>");
        if (still_counts(v, f))
            html_put(&v->w, "<p class=\"small\">An urgent answer in it still counts, until someone "
                            "has seen you.</p>");
    } else {
        entry_head(v, f);
        what_it_says(v, f);
    }
    if (may_take_back(f, back[place])) {
        struct text id = {.mem = v->a};
        put_fact_id(&id, f->id);
        html_put(&v->w, "<p><a class=\"small\" href=\"/record?back=%.*s\">Take this back</a></p>",
                 (int)id.len, id.p);
    }
    html_put(&v->w, "</li>");
}

static void what_to_do(struct visit *v)
{
    html_put(
        &v->w,
        "<section class=\"sec\"><h2>What you can do with it</h2><ul class=\"dots\">"
        "<li><a href=\"/record/file\">Download it</a>: one text file that you can read, keep or "
        "print.</li>");
    if (v->q->clinic)
        html_put(
            &v->w,
            "<li><a href=\"/shared\">See who looked at it</a>: it is shared with %s. There you "
            "can also stop sharing.</li>",
            v->q->clinic);
    html_put(
        &v->w,
        "<li><a href=\"/record?load=1\">Load a file</a> that you downloaded here or elsewhere."
        "</li>"
        "<li>Put something right: <a href=\"/start/you\">about you</a>, "
        "<a href=\"/start/where\">where it hurts</a>, <a href=\"/start/history\">history</a>, "
        "<a href=\"/record?zone=1\">time zone</a>. Or take an entry back, below.</li>"
        "<li><a href=\"/reminder\">A daily reminder</a> in your own calendar.</li>"
        "<li><a href=\"/back/new\">A way back in</a>, in case this phone or browser forgets you, "
        "and a new one if you lost it.</li>"
        "<li><a href=\"/phone\">Put it on your phone</a>, and <a href=\"/devices\">your "
        "devices</a>: join another one, or take one off.</li>"
        "<li><a href=\"/record?leave=1\">This is not me</a>: start another record in this "
        "browser.</li>"
        "<li><a href=\"/record?erase=1\">Erase it</a>, all of it, for good.</li>"
        "</ul></section>");
}

static void urgent_note(struct visit *v)
{
    if (v->plan.route < routes_same_day || !v->facts.count)
        return;
    html_put(
        &v->w,
        "<section class=\"note note-wait\"><h2>Someone must look at you first</h2><p>One of your "
        "answers needs help %s. <a href=\"/\">See what to do</a>. Nobody is watching this "
        "record.</p></section>",
        v->plan.route == routes_emergency ? "now" : "today");
}

static void day_head(struct visit *v, int day, int first)
{
    if (!first)
        html_put(&v->w, "</ol></section>");
    html_put(&v->w, "<section class=\"sec\"><h2>");
    put_full_date(v, day);
    html_put(&v->w, "</h2><ol class=\"told\">");
}

/* The places of all facts by day, and within a day as the record has them: zones can put a later
 * instant on an earlier day. Merged from runs of 1, 2, 4..., so that no record takes long. */
size_t *facts_by_day(struct visit *v)
{
    const struct fact *fact = v->facts.fact;
    size_t n = v->facts.count, *from = arena_alloc(v->a, n + 1, sizeof *from);
    size_t *to = arena_alloc(v->a, n + 1, sizeof *to);
    for (size_t i = 0; i < n; i++)
        from[i] = i;
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t start = 0; start < n; start += 2 * run) {
            size_t middle = start + run < n ? start + run : n;
            size_t end = middle + run < n ? middle + run : n;
            for (size_t x = start, y = middle, k = start; k < end; k++)
                if (y == end || (x < middle && fact[from[x]].day <= fact[from[y]].day))
                    to[k] = from[x++];
                else
                    to[k] = from[y++];
        }
        size_t *sorted = to;
        to = from;
        from = sorted;
    }
    return from;
}

/* The newest of the first upto entries by day, as many as a page takes, newest first; the link to older
 * ones says how many those are, so what is told meanwhile moves none of them. */
static void days(struct visit *v, size_t upto)
{
    const uint8_t *back = taken_back(v);
    const struct fact *fact = v->facts.fact;
    const size_t *order = facts_by_day(v);
    size_t began = v->w.out.len, last = upto > ENTRIES_A_PAGE ? upto - ENTRIES_A_PAGE : 0, i = upto;
    while (i > last && v->w.out.len - began < BYTES_A_PAGE) {
        int day = fact[order[--i]].day;
        if (i + 1 == upto || day != fact[order[i + 1]].day)
            day_head(v, day, i + 1 == upto);
        record_entry(v, order[i], back);
    }
    html_put(&v->w, "</ol></section>");
    if (i > 0)
        html_put(&v->w, "<p><a class=\"btn btn-2\" href=\"/record?upto=%d\">Older entries</a></p>",
                 (int)i);
}

/* How many entries to go back from: all, unless the link says fewer. */
static size_t entries_upto(struct visit *v)
{
    const char *said = asked(v, "upto");
    size_t n = 0, all = v->facts.count;
    for (; said && *said >= '0' && *said <= '9' && n <= all; said++)
        n = 10 * n + (size_t)(*said - '0');
    return n && n < all && said && !*said ? n : all;
}

static void list_page(struct visit *v)
{
    size_t upto = entries_upto(v);
    page_open(v, "Your record", TAB_none);
    html_put(&v->w, "<h1>Your record</h1>");
    urgent_note(v);
    if (asked(v, "loaded"))
        html_put(&v->w, "<div class=\"note\" role=\"status\"><p>The file is loaded. What it "
                        "added is marked “from a file”.</p></div>");
    if (!v->facts.count) {
        html_put(&v->w, "<p class=\"lead\">There is nothing in it yet.</p><p><a class=\"btn\" "
                        "href=\"/\">Begin</a></p><p>Have you a file from before? "
                        "<a href=\"/record?load=1\">Load it</a>.</p>");
        page_close(v);
        return;
    }
    html_put(&v->w, "<p class=\"lead\">All that was told, newest first: ");
    html_put(&v->w,
             "%d %s. Nothing is hidden, and nothing is ever changed: a mistake is taken back, "
             "and stays here struck through.</p>",
             (int)v->facts.count, v->facts.count == 1 ? "entry" : "entries");
    if (upto == v->facts.count)
        what_to_do(v);
    else
        html_put(&v->w,
                 "<p><a href=\"/record\">The newest entries</a>, and what you can do with your "
                 "record</p>");
    days(v, upto);
    page_close(v);
}

void record_get(struct visit *v)
{
    const char *back = asked(v, "back");
    if (back)
        take_back_page(v, back);
    else if (asked(v, "load"))
        load_page(v);
    else if (asked(v, "zone"))
        zone_page(v);
    else if (asked(v, "erase"))
        erase_page(v);
    else if (asked(v, "leave"))
        leave_page(v);
    else
        list_page(v);
}

void record_post(struct visit *v)
{
    if (posted_is(v, "do", "back"))
        take_back_post(v);
    else if (posted_is(v, "do", "check"))
        load_check_post(v);
    else if (posted_is(v, "do", "load"))
        load_post(v);
    else if (posted_is(v, "do", "zone"))
        zone_post(v);
    else if (posted_is(v, "do", "erase"))
        erase_post(v);
    else if (posted_is(v, "do", "leave"))
        leave_post(v);
    else
        list_page(v);
}
