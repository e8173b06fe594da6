/* html.h - writes a page; whatever is not a literal in the source is escaped.
 *
 *     struct html w = {.out.mem = &arena};
 *     html_put(&w, "<p class=\"%s\">%s, day %d</p>", class, name, day);
 *
 * The format must be a string literal (nothing else compiles) and is markup; every %s, %.*s and %d is
 * text and is escaped. There is no raw form, so a forgotten escape cannot be written. Values stand in
 * double quotes. A %s in a tag but outside a "..." value, or at the start of a link (href, src,
 * action, srcset), is a mistake of ours: it writes nothing and sets bug. A link that begins in the
 * format with a slash may go on with a %s that begins neither with another nor with a space, a tab or
 * a line end: it stays on the site.
 *
 * Ownership: the arena's.
 * Errors:    bug, the first format that was wrong; the host answers 500, tests require NULL. */
#ifndef AMB_CORE_HTML_H
#define AMB_CORE_HTML_H

#include "text.h"

struct html {
    struct text out; /* the page so far */
    enum { HTML_TEXT, HTML_TAG, HTML_VALUE } at;
    const char *bug; /* NULL, or the format that was wrong */
};

#define html_put(w, ...) html_put_((w), "" __VA_ARGS__)
__attribute__((format(printf, 2, 3))) void html_put_(struct html *w, const char *format, ...);

#endif
