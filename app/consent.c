/* consent.c - before the first answer is kept; and when the browser keeps nothing. */
#include "visit.h"

void consent_page(struct visit *v)
{
    const struct app_site *site = v->q->site;
    v->plan.stage = stages_stop; /* nothing is kept yet to come back to: no tabs */
    page_open(v, "Keep your answers?", TAB_none);
    html_put(&v->w, "<h1>Keep your answers?</h1><ul class=\"dots\"><li>");
    if (site->runs[0])
        html_put(&v->w, "%s runs this server.", site->runs);
    else
        html_put(&v->w, "Who runs this server: not told.");
    html_put(&v->w, "</li><li>It keeps what you answer, and when.</li>"
                    "<li>This browser and whoever runs the server can see it.</li>"
                    "<li>Erase it any time: <a href=\"/record\">Your record</a>.</li></ul>");
    form_open_same(v, own_path(v));
    hidden(v, "agree", "yes");
    html_put(&v->w, "<p><button class=\"btn\">Agree and go on</button></p></form>"
                    "<p><a href=\"/privacy\">More about privacy</a></p>");
    page_close(v);
}

void other_page(struct visit *v)
{
    v->r->status = 409;
    page_open(v, "Another record is open", TAB_none);
    html_put(&v->w, "<h1>Another record is open now</h1>"
                    "<p class=\"lead\">You opened this page in one record, and this browser has "
                    "another one open now. Nothing was saved. What you wrote is still on this "
                    "page.</p>");
    form_open_same(v, own_path(v));
    form_close(v, "Keep it in the record that is open");
    html_put(&v->w, "<p><a href=\"/\">Leave it, and see today’s plan</a></p>"
                    "<p><a href=\"/safety\">Danger signs</a></p>");
    page_close(v);
}

void cookie_page(struct visit *v)
{
    if (v->plan.route >= routes_same_day) {
        urgent_page(v); /* what to do goes before what was kept */
        return;
    }
    v->plan.stage = stages_stop;
    page_open(v, "Not kept yet", TAB_none);
    html_put(&v->w, "<h1>Your browser did not keep our cookie</h1>"
                    "<p class=\"lead\">Without it we cannot tell that you are the same person, so "
                    "nothing was saved. What you wrote is still on this page.</p>"
                    "<p>Allow cookies for this site in your browser, or leave private browsing. "
                    "Then send it again.</p>");
    form_open_same(v, own_path(v));
    form_close(v, "Send it again");
    html_put(&v->w, "<p><a href=\"/safety\">Danger signs</a></p>");
    page_close(v);
}
