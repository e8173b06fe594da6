/* A link as a picture that a phone can scan. */
#include "server.h"

#include "../../app/visit.h"

#include <qrencode.h>

void put_qr(struct visit *v, const char *link)
{
    enum { QUIET = 4, ACROSS = 264 };
    QRcode *qr = QRcode_encodeString8bit(link, 0, QR_ECLEVEL_M);
    if (!qr)
        return; /* the words and the link are there in letters too */
    int n = qr->width;
    html_put(&v->w,
             "<p><svg class=\"qr\" role=\"img\" aria-label=\"The same link, to be scanned with a "
             "phone\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
             "shape-rendering=\"crispEdges\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>"
             "<path fill=\"#000\" d=\"",
             n + 2 * QUIET, n + 2 * QUIET, ACROSS, ACROSS, n + 2 * QUIET, n + 2 * QUIET);
    for (int y = 0; y < n; y++) {
        for (int x = 0; x < n; x++) {
            int dark = 0;
            while (x + dark < n && qr->data[y * n + x + dark] & 1)
                dark++;
            if (dark)
                html_put(&v->w, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, dark, dark);
            x += dark;
        }
    }
    html_put(&v->w, "\"/></svg></p>");
    QRcode_free(qr);
}
