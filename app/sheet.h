/* sheet.h - a sheet of paper: one page of A4 that is a document by itself, in black and white.
 *
 *     sheet_open(v, "Today’s plan", "n3");
 *     ...
 *     sheet_help(v);
 *     sheet_close(v, "Nobody watches this plan between visits.");
 *
 * Its style is web/style.css and web/print.css: linked on a page of the server, written into a file that
 * stands by itself (v->style), which has no link to a page either. How many rows it has is a class, n1 to
 * n9: that they fit is tested in a browser.
 *
 * Ownership: none. Errors: as visit.h. */
#ifndef AMB_APP_SHEET_H
#define AMB_APP_SHEET_H

#include "visit.h"

/* Up to the top of the sheet, which goes on with what stands at its right; "/" leads back there, by a
 * link that is not printed. */
void sheet_open(struct visit *v, const char *title, const char *rows, const char *back,
                const char *back_words);
void sheet_top_close(struct visit *v);
void sheet_strip(struct visit *v, int item); /* its figure, in the first column of a row */
/* Its cues in one go, the first so many of them. */
void sheet_cues(struct visit *v, int item, int most);
void sheet_help(struct visit *v); /* when to get help, and from whom: the country's own */
void sheet_close(struct visit *v, const char *says); /* a sentence of its own in the foot */

#endif
