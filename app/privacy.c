/* privacy.c - who runs this server, what is kept, where, who sees it, for how long, how to erase it. */
#include "asked.h"

static void who_runs(struct visit *v)
{
    const struct app_site *s = v->q->site;
    html_put(&v->w, "<section class=\"sec\"><h2>Who runs this server</h2>");
    if (s->runs[0])
        html_put(&v->w, "<p>%s.", s->runs);
    else
        html_put(&v->w, "<p>We have not been told. Whoever gave you the link should be able to "
                        "say. If you cannot find out, write nothing here that you would not show a "
                        "stranger.");
    if (s->contact[0])
        html_put(&v->w, " To reach them: %s.", s->contact);
    html_put(&v->w, "</p></section>");
}

static void how_long(struct visit *v)
{
    int months = v->q->site->keep_months;
    html_put(&v->w, "<section class=\"sec\"><h2>How long it is kept</h2><p>Until you erase it. ");
    if (v->q->clinic)
        html_put(&v->w,
                 "What your clinic wrote about your care is kept for as long as the law asks, "
                 "and opened for a reason only. ");
    else if (months > 0) {
        html_put(&v->w, "A record without an account that nobody opens for ");
        put_count(v, months, "month");
        html_put(&v->w, " is erased by itself. ");
    }
    html_put(&v->w, "Backup copies go as they are replaced by newer ones.</p></section>");
}

/* What is kept of whom a clinic has on its list. */
static void what_is_kept(struct visit *v)
{
    html_put(&v->w, "<section class=\"sec\"><h2>What is kept</h2><p>What you answer and when, and "
                    "the plan that was shown to you. ");
    if (v->q->clinic)
        html_put(
            &v->w,
            "%s also keeps your name, year of birth and telephone number, your visits, and what "
            "they write about your care. No address and no email are asked.",
            v->q->clinic);
    else
        html_put(&v->w, "No name, no address, no email are asked.");
    html_put(&v->w,
             " A note that you write is kept as you write it.</p><p>You can see all of it in "
             "<a href=\"/record\">your record</a>.</p></section>");
}

static void who_sees(struct visit *v)
{
    html_put(&v->w, "<section class=\"sec\"><h2>Who can see it</h2><ul class=\"dots\">"
                    "<li>Whoever uses this browser, and whoever has your way back in.</li>"
                    "<li>Whoever runs this server could, if they looked into the database.</li>");
    if (v->q->clinic)
        html_put(
            &v->w,
            "<li>Those who treat people at %s see what you answer, your plan and its reasons. The "
            "front "
            "desk there sees your name and visits, and not your answers. Each time somebody looks, "
            "it is noted: <a href=\"/shared\">see who looked, or stop sharing</a>.</li>"
            "<li>Nobody watches it. They may see an answer hours or days later. If you are "
            "worried, "
            "ring: do not wait for anyone to notice. <a href=\"/safety\">Danger signs</a></li>",
            v->q->clinic);
    else
        html_put(&v->w, "<li>Nobody watches it. No answer is seen by a doctor or a clinic. If you "
                        "are worried, ring: do not wait for anyone to notice. "
                        "<a href=\"/safety\">Danger signs</a></li>");
    html_put(&v->w, "</ul></section>");
}

void privacy_get(struct visit *v)
{
    page_open(v, "Privacy", TAB_none);
    html_put(&v->w,
             "<h1>Your answers are yours</h1><p class=\"lead\">They are kept so that the plan "
             "can follow them. They are not sold, not sent to anyone, and not used for "
             "anything else.</p>");
    who_runs(v);
    what_is_kept(v);
    html_put(&v->w,
             "<section class=\"sec\"><h2>Where</h2><p>On this server, in one database, and in its "
             "backups. The server’s log says that a page was asked for, and nothing of what you "
             "answered.</p></section>");
    who_sees(v);
    how_long(v);
    html_put(
        &v->w,
        "<section class=\"sec\"><h2>Cookies</h2><p>One. It ties this browser to your record, "
        "for up to 400 days after your last visit. It holds a random secret and nothing about "
        "you; the server keeps only a fingerprint of it. Delete it and this browser no longer "
        "finds the record.</p></section>"
        "<section class=\"sec\"><h2>Others</h2><p>None. Pages load nothing from anywhere else: "
        "no counters, no adverts, no fonts, no maps.</p></section>"
        "<section class=\"sec\"><h2>Take it with you, or erase it</h2><p><a class=\"btn btn-2\" "
        "href=\"/record/file\">Download the record</a></p><p><a class=\"btn btn-2\" "
        "href=\"/record?erase=1\">Erase the record</a></p></section>");
    page_close(v);
}
