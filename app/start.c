/* start.c - the first page: what this is, when to go to hospital instead, and the way in. All of it is
 * read by someone in pain, so what can wait is folded away. */
#include "../knowledge/country.h"
#include "visit.h"

static void put_danger(struct visit *v)
{
    html_put(&v->w, "<section class=\"care now\" aria-labelledby=\"now\"><header>");
    icon(v, "stop");
    html_put(&v->w,
             "<h2 id=\"now\">Go to %s now if this is new</h2></header><div class=\"in\">"
             "<ul class=\"dots\"><li>numb or tingling between your legs</li>"
             "<li>trouble with pee or poo, or leaking</li>"
             "<li>both legs weak</li></ul>"
             "<p><a href=\"/safety#card\">What to do and say</a></p></div></section>",
             v->q->site->country->department);
}

static void put_more(struct visit *v)
{
    html_put(
        &v->w,
        "<section class=\"sec\"><details><summary>How it works</summary><ol class=\"numbered\">"
        "<li><b>Danger signs first.</b> If you need a doctor today, we say so at once and stop "
        "there.</li><li><b>Show us where it hurts.</b> Tap a drawing. “Not sure” is always an "
        "answer.</li><li><b>Get two to four things for today.</b> Short walks, and movements "
        "picked by what your leg does.</li><li><b>Tell us tomorrow.</b> Better, and it moves up. "
        "Worse, and it backs off. You see why each time.</li></ol></details>"
        "<details><summary>What to expect</summary><p>Most people get much better. Around half are "
        "clearly improved by a year in ordinary general practice, more in some studies. The first "
        "big change often comes in 4 to 12 weeks. Some people still have bad spells. We cannot "
        "tell you a date.</p><p>Ambulando is built on guideline advice. It has not been tested in "
        "a trial of people with sciatica. It cannot examine you, and it does not replace someone "
        "who can.</p></details>"
        "<details><summary>Who sees my answers?</summary><p>They are kept on this server, in a "
        "record that only this browser opens, and only after you agree. Whoever runs the server "
        "can read them. Nobody is watching: no doctor is told. You can download or erase all of "
        "it at any time. <a href=\"/privacy\">More about this</a></p></details></section>");
}

void start_page(struct visit *v)
{
    page_open(v, "Start", TAB_none);
    html_put(&v->w, "<div class=\"card\"><div class=\"pic\">");
    item_picture(v, ITEM_W1);
    html_put(&v->w,
             "</div></div><h1>A small plan for today, and the reason for each step</h1>"
             "<p class=\"lead quiet\">For sciatica: pain from back or buttock down the leg.</p>"
             "<p><a class=\"btn\" href=\"/safety\">Start: safety questions");
    icon(v, "next");
    html_put(&v->w, "</a></p><p class=\"small quiet\">Free. No account. It cannot examine "
                    "you.</p>");
    put_danger(v);
    put_more(v);
    page_close(v);
}
