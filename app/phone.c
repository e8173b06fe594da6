/* phone.c - how to have the plan on a phone's first screen, and what a phone may throw away. The button that asks the
 * browser to keep it is app.js's. */
#include "visit.h"

void phone_get(struct visit *v)
{
    page_open(v, "On your phone", TAB_none);
    html_put(
        &v->w,
        "<h1>On your phone</h1><p class=\"lead\">Put Ambulando on the first screen of your phone. "
        "It opens like an app, and works without a signal.</p>"
        "<section class=\"sec\"><h2>Android, or a computer</h2><ol class=\"dots\">"
        "<li>Open this page in Chrome, Edge or Firefox.</li>"
        "<li>Open the menu: three dots or lines.</li>"
        "<li>Choose “Install” or “Add to Home screen”.</li></ol></section>"
        "<section class=\"sec\"><h2>iPhone or iPad</h2><ol class=\"dots\">"
        "<li>Open this page in Safari.</li>"
        "<li>Tap the share sign: a square with an arrow.</li>"
        "<li>Choose “Add to Home Screen”.</li></ol>"
        "<p>This matters more on an iPhone. Safari may erase what a site keeps there when you do "
        "not open it for seven days. On the Home Screen it is not erased in that way.</p>"
        "<p>On an iPhone the app begins empty, because it does not see what Safari has. <a "
        "href=\"/devices\">Show a code</a> here first, and open it there. Or use your <a "
        "href=\"/back/new\">eight words</a>.</p></section>"
        "<section class=\"sec\"><h2>Will it keep my answers?</h2>"
        "<p>Your phone has a copy. The server has your record too, as soon as the phone could "
        "reach "
        "it: the foot of each page says whether it has. If the phone throws its copy away, it "
        "comes "
        "back from there.</p>"
        "<div id=\"keeping\" hidden><p>A browser may throw things away when a phone is full. You "
        "can ask it not to.</p><p><button class=\"btn btn-2\" type=\"button\">Ask it to keep my "
        "answers</button></p><p role=\"status\"></p></div></section>"
        "<section class=\"sec\"><h2>Another phone, or a computer</h2><p>Your record can be open on "
        "more than one. <a href=\"/devices\">Your devices</a> shows which have it, and takes one "
        "off that you have lost.</p></section>");
    page_close(v);
}
