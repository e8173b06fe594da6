/* What one can do to a record: take a fact back, choose the time zone, erase it, leave it. */
#include "asked.h"
#include "record_page.h"
#include "record_tell.h"

/* --- taking back ----------------------------------------------------------------------------------- */

void plan_without(struct visit *v, size_t place, struct plan *ret)
{
    struct text all = {.mem = v->a};
    struct record r;
    struct faults faults = {0};
    text_add(&all, v->q->record.p, v->q->record.len);
    text_char(&all, '\n');
    put_retract(v, &all, v->facts.fact[place].id, (struct fact_id){random_session(v), 1, 1});
    record_read(v->a, all.p, all.len, &r, &faults);
    engine_plan(v->a, &r, v->day, ret);
}

/* The place of a fact that may be taken back, or -1. */
static int taken_place(struct visit *v, const char *id)
{
    struct fact_id name;
    struct span s = {id, id ? (uint32_t)str_len(id) : 0};
    int place = id && fact_id_read(s, &name) ? fact_named(v, name) : -1;
    if (place < 0 || !may_take_back(&v->facts.fact[place], taken_back(v)[place]))
        return -1;
    return place;
}

void take_back_page(struct visit *v, const char *id)
{
    int place = taken_place(v, id);
    if (place < 0) {
        v->r->status = 404;
        notice(v, "That cannot be taken back",
               "It has been taken back already, or somebody else wrote it.", "/record",
               "Your record");
        return;
    }
    struct plan *after = arena_alloc(v->a, 1, sizeof *after);
    plan_without(v, (size_t)place, after);
    page_open(v, "Take this back", TAB_none);
    back_link(v, "/record", "Your record");
    html_put(&v->w, "<h1>Take this back?</h1>");
    if (after->route >= routes_same_day)
        html_put(
            &v->w,
            "<section class=\"note note-wait\"><h2>The urgent advice stays</h2><p>An answer that "
            "sends you for help cannot be undone here. Taking this back does not change what "
            "to do: <a href=\"/\">see it here</a>. There you can also say that you pressed "
            "something by mistake, or that you have been seen.</p></section>");
    html_put(&v->w, "<div class=\"card\"><div class=\"in\"><p class=\"small quiet\">");
    put_full_date(v, v->facts.fact[place].day);
    html_put(&v->w, "</p><p><b>%s</b></p><div class=\"told\">", fact_called(&v->facts.fact[place]));
    tell_fact(v, &v->facts.fact[place]);
    html_put(&v->w, "</div></div></div><p>It will no longer count. It stays in your record, struck "
                    "through. If you want it back, answer again.</p>");
    form_open(v, "/record");
    hidden(v, "do", "back");
    hidden(v, "of", id);
    form_close(v, "Take this back");
    page_close(v);
}

void take_back_post(struct visit *v)
{
    const char *of = posted(v, "of", 0);
    if (taken_place(v, of) < 0) {
        take_back_page(v, of);
        return;
    }
    fact_begin(v, KIND_retract);
    fact_put(v, "of", of);
    fact_end(v);
    go_to(v, "/record");
}

/* --- time zone ------------------------------------------------------------------------------------- */

static const char *const zones_offered[] = {
    "Europe/London",    "Europe/Dublin",     "Europe/Lisbon",       "Europe/Madrid",
    "Europe/Paris",     "Europe/Amsterdam",  "Europe/Berlin",       "Europe/Rome",
    "Europe/Warsaw",    "Europe/Athens",     "Europe/Helsinki",     "Europe/Istanbul",
    "Africa/Lagos",     "Africa/Nairobi",    "Africa/Johannesburg", "Asia/Dubai",
    "Asia/Karachi",     "Asia/Kolkata",      "Asia/Dhaka",          "Asia/Singapore",
    "Asia/Hong_Kong",   "Asia/Tokyo",        "Australia/Perth",     "Australia/Sydney",
    "Pacific/Auckland", "America/Sao_Paulo", "America/Halifax",     "America/New_York",
    "America/Chicago",  "America/Denver",    "America/Los_Angeles", "UTC",
};
enum { ZONES_OFFERED = sizeof zones_offered / sizeof zones_offered[0] };

void zone_page(struct visit *v)
{
    static const char hint[] =
        "Choose one of the list, or write it: continent, stroke, city, as in Europe/London.";
    const char *was = posted(v, "zone", 0);
    struct span now = app_zone(v->a, v->q->record);
    page_open(v, "Time zone", TAB_none);
    back_link(v, "/record", "Your record");
    html_put(&v->w,
             "<h1>Where are you?</h1><p>The plan turns to the next day at midnight where you "
             "are. ");
    if (now.len && v->q->zone_counts)
        html_put(&v->w, "Now: %.*s.", (int)now.len, now.p);
    else if (now.len)
        html_put(&v->w,
                 "You chose %.*s, which this server does not know: its own clock counts. Choose "
                 "another.",
                 (int)now.len, now.p);
    else
        html_put(&v->w, "You have not chosen yet: the clock of this server counts.");
    html_put(&v->w, "</p>");
    form_open(v, "/record");
    hidden(v, "do", "zone");
    field_open(v, "zone", "Time zone", hint);
    html_put(&v->w, "<input class=\"field\" id=\"zone\" name=\"zone\" list=\"zones\" "
                    "autocomplete=\"off\"");
    field_described(v, "zone", hint, NULL);
    html_put(&v->w, " value=\"%s\"><datalist id=\"zones\">", was ? was : "");
    for (int i = 0; i < ZONES_OFFERED; i++)
        html_put(&v->w, "<option value=\"%s\"></option>", zones_offered[i]);
    html_put(&v->w, "</datalist></div>");
    form_close(v, "Save");
    page_close(v);
}

void zone_post(struct visit *v)
{
    const char *zone = posted(v, "zone", 0);
    if (!zone || !zone_looks_right(zone))
        wrong(v, "zone", "Choose a time zone, for example Europe/London.");
    fact_begin(v, KIND_profile);
    if (!v->wrongs)
        fact_take(v, "zone");
    fact_end(v);
    if (v->wrongs)
        zone_page(v);
    else
        go_to(v, "/record");
}

/* --- erasing and leaving --------------------------------------------------------------------------- */

/* A tick that must be there, asked in so many words. */
static void must_tick(struct visit *v, const char *question, const char *words)
{
    struct choice yes = {"yes", words, NULL};
    ask_many(v, "sure", question, NULL, &yes, 1);
}

/* Of a patient of a clinic: what it may not erase. */
static void kept_by_clinic(struct visit *v)
{
    if (!v->q->kept_until)
        return;
    html_put(&v->w, "<div class=\"note\"><p>What your clinic wrote about your care must be kept by "
                    "law until ");
    put_full_date(v, v->q->kept_until);
    html_put(&v->w, ". It stays with the clinic, closed. Your own answers go; a letter or a note "
                    "that the clinic wrote may repeat some of them.</p></div>");
}

void erase_page(struct visit *v)
{
    page_open(v, "Erase your record", TAB_none);
    back_link(v, "/record", "Your record");
    html_put(&v->w,
             "<h1>Erase your record</h1><p class=\"lead\">All that was told is erased from this "
             "server now: answers, exercises, walks, plans, and the link to this browser.</p>"
             "<ul class=\"dots\"><li>It cannot be brought back, not by us either. "
             "<a href=\"/record/file\">Download it first</a> if you may want it.</li>"
             "<li>Whoever runs this server may have backup copies. Your record goes from those as "
             "they are replaced by newer ones.</li>"
             "<li>If you need help today, erasing changes nothing about that. "
             "<a href=\"/safety\">Danger signs</a></li></ul>");
    kept_by_clinic(v);
    form_open(v, "/record");
    hidden(v, "do", "erase");
    must_tick(v, "Are you sure?", "Yes, erase all of it");
    form_close(v, "Erase my record");
    page_close(v);
}

void erase_post(struct visit *v)
{
    if (!posted_is(v, "sure", "yes")) {
        wrong(v, "sure", "Tick the box if you want all of it erased.");
        erase_page(v);
        return;
    }
    v->r->effect = APP_ERASE;
    go_to(v, "/");
}

void leave_page(struct visit *v)
{
    page_open(v, "Another record", TAB_none);
    back_link(v, "/record", "Your record");
    html_put(&v->w, "<h1>This is not me</h1><p class=\"lead\">This browser forgets this record and "
                    "begins another. The record itself stays on the server.</p>");
    if (!v->q->way_back)
        html_put(
            &v->w,
            "<section class=\"note note-wait\"><h2>There is no way back in yet</h2><p>Whoever it "
            "belongs to cannot reach it again from here. <a href=\"/record/file\">Download "
            "it</a> first: the file can be loaded again.</p></section>");
    form_open(v, "/record");
    hidden(v, "do", "leave");
    must_tick(v, "Are you sure?", "Yes, start another record");
    form_close(v, "Start another record");
    page_close(v);
}

void leave_post(struct visit *v)
{
    if (!posted_is(v, "sure", "yes")) {
        wrong(v, "sure", "Tick the box if you want to leave this record.");
        leave_page(v);
        return;
    }
    v->r->effect = APP_LEAVE;
    go_to(v, "/");
}
