/* card.c - the safety card: what must be known even on a page that tells of a fault of ours. */
#include "../knowledge/country.h"
#include "visit.h"

void safety_card(struct visit *v)
{
    const struct country *c = v->q->site->country;
    html_put(&v->w, "<section class=\"care now\" aria-labelledby=\"card\"><header>");
    icon(v, "stop");
    html_put(
        &v->w,
        "<h2 id=\"card\">Go to %s now if this is new</h2><span class=\"when\">Emergency</span>"
        "</header><div class=\"in\"><ul class=\"dots\">"
        "<li>numb or tingling between your legs, or around your back passage</li>"
        "<li>trouble passing urine, or leaking without feeling it</li>"
        "<li>not feeling when you need to open your bowels, or leaking</li>"
        "<li>both legs weak, or getting weaker</li></ul>"
        "<p>Not sure? Go. Waiting can do lasting harm.</p><p>New pain or numbness in both legs: "
        "be seen today.</p><p>Call ",
        c->department);
    put_emergency_number(v);
    html_put(&v->w,
             " if you cannot get there quickly and safely. Do not drive yourself if your legs "
             "are weak or numb.</p><p>Say there: <span class=\"say\">“I have sciatica. Could "
             "it be cauda equina?”</span></p><p>Nobody is watching this page. You have to go "
             "or ring.</p></div></section>");
}
