/* reminder.c - a daily alarm in the person's own calendar: a file, so no account, no push, and nothing
 * of it is kept here. Its title says nothing about health. Whoever wants none goes on. */
#include "asked.h"
#include "calendar.h"

/* "08:30" (also 8:30, 0830, 08.30) as a minute of the day; -1: no time. */
static int minute_of(const char *s)
{
    int digits = 0, n = 0, mark = 0;
    for (; s && *s; s++) {
        if (*s >= '0' && *s <= '9' && digits < 4) {
            n = 10 * n + (*s - '0');
            digits++;
        } else if ((*s == ':' || *s == '.') && !mark && digits) {
            mark = digits;
        } else {
            return -1;
        }
    }
    if (digits < 3 || n / 100 > 23 || n % 100 > 59 || (mark && mark != digits - 2))
        return -1;
    return n / 100 * 60 + n % 100;
}

void reminder_get(struct visit *v)
{
    const char *was = asked(v, "at");
    static const char hint[] =
        "A time at which you are up and have ten minutes. Write it like 8:30.";
    page_open(v, "Reminder", TAB_none);
    html_put(
        &v->w,
        "<h1>A reminder each day?</h1><p class=\"lead\">Your own calendar can ring once a day. It "
        "says “A few minutes for yourself”, and nothing about your health.</p>");
    error_summary(v);
    /* The time goes in the address, so the file can be fetched again and nothing is posted. */
    html_put(&v->w, "<form method=\"get\" action=\"/reminder/file\">");
    field_open(v, "at", "At what time?", hint);
    html_put(&v->w, "<input class=\"field\" id=\"at\" name=\"at\" type=\"time\" required");
    field_described(v, "at", hint, NULL);
    html_put(
        &v->w,
        " value=\"%s\"></div><p><button class=\"btn\">Get the calendar file</button></p></form>"
        "<p><a href=\"/\">No thanks</a></p>",
        was && !v->wrongs ? was : "");
    html_put(
        &v->w,
        "<section class=\"sec\"><h2>Then</h2><ul class=\"dots\">"
        "<li>iPhone or iPad: the file opens by itself. Choose “Add”, then a calendar.</li>"
        "<li>Android: open the file from your downloads. Choose your calendar, then “Save” or "
        "“Import”.</li>"
        "<li>A computer: open the file with your calendar.</li>"
        "<li>To stop it, delete the entry in your calendar: “all of them”. To change the time, "
        "get a new file.</li></ul>"
        "<p class=\"small quiet\">We do not keep the time. We cannot see whether it rings, or "
        "whether you came.</p></section>");
    page_close(v);
}

void reminder_post(struct visit *v)
{
    const char *at = posted(v, "at", 0);
    int minute = minute_of(at);
    struct text where = {.mem = v->a};
    if (posted_is(v, "no", "yes")) {
        go_to(v, "/");
        return;
    }
    if (minute < 0) {
        wrong(v, "at", "Write a time, like 8:30.");
        reminder_get(v);
        return;
    }
    text_lit(&where, "/reminder/file?at=");
    text_padded(&where, minute / 60 * 100 + minute % 60, 4);
    text_char(&where, '\0');
    go_to(v, where.p);
}

/* The same for the same record, without saying whose: from the name of its first fact. */
static const char *uid_of(struct visit *v)
{
    struct text t = {.mem = v->a};
    struct fact_id id = {0, 0, 1};
    for (size_t i = 0; i < v->facts.count && !id.session; i++)
        id.session = v->facts.fact[i].id.session;
    for (int i = 0; i < 8 && (i || !id.session); i++)
        id.session = id.session << 8 | v->q->random[i];
    /* turned round and mixed, so that the calendar does not hold a name of the record */
    id.session = (id.session ^ id.session >> 29) * UINT64_C(0x9e3779b97f4a7c15);
    text_lit(&t, "daily-");
    put_fact_id(&t, id);
    text_lit(&t, "@ambulando");
    text_char(&t, '\0');
    return t.p;
}

void reminder_file_get(struct visit *v)
{
    int minute = minute_of(asked(v, "at"));
    struct text more = {.mem = v->a};
    if (minute < 0) {
        wrong(v, "at", "Write a time, like 8:30.");
        v->r->status = 422;
        reminder_get(v);
        return;
    }
    text_lit(&more, "Open: ");
    text_str(&more, v->q->site->base_url);
    text_char(&more, '\0');
    struct alarm al = {
        .day = v->q->now.day + (minute <= v->q->now.minute),
        .minute = minute,
        .now_s = v->q->now.at_s,
        .uid = uid_of(v),
        .title = "A few minutes for yourself",
        .more = more.p,
        .link = v->q->site->base_url,
    };
    v->r->body.mem = v->a;
    calendar_put(&v->r->body, &al);
    v->r->type = "text/calendar; charset=utf-8";
    v->r->download = "a-few-minutes.ics";
}
