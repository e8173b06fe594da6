/* Too sore today: one tap, and what it does. */
#include "daily.h"

void flare_get(struct visit *v)
{
    const struct row *now = known_row(&v->known, v->day);
    int tapped = now && now->flare_tap;
    page_open(v, "Too sore today", TAB_today);
    back_link(v, "/", "Today");
    html_put(&v->w,
             "<h1>Too sore today?</h1><p class=\"lead\">That happens. A flare-up is common and "
             "rarely means new damage.</p>\n");
    html_put(&v->w,
             "<section class=\"note\"><h2>What one tap does</h2><ul class=\"dots\">"
             "<li>For %d days you do about half of the exercises.</li>"
             "<li>Walks get shorter, in bits over the day.</li>"
             "<li>Nothing new is added.</li>"
             "<li>Then it comes back step by step, over about a week, as your leg lets it.</li>"
             "</ul></section>\n",
             limit(flare_calm_days));
    html_put(
        &v->w,
        "<p>If it has not settled after %d days, or comes three times in %d days, the plan asks "
        "you to have it looked at. If anything is new, such as a weak foot or a change with "
        "passing water, look at the <a href=\"/safety\">danger signs</a> now.</p>\n",
        limit(flare_days), limit(flare_many_days));
    if (tapped) {
        html_put(&v->w,
                 "<p>You have told us today. <a href=\"/\">See today's smaller plan</a></p>\n");
    } else {
        form_open(v, "/flare");
        form_close(v, "Too sore today");
    }
    page_close(v);
}

void flare_post(struct visit *v)
{
    fact_begin(v, KIND_flare);
    fact_end(v);
    go_to(v, "/");
}
