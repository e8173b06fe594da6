/* figure.h - draws the figures: as a file of SVG, and into a page.
 *
 *     struct html w = {.out.mem = &arena};
 *     figure_file(&w, figure_named("E3", 2), FIGURE_moving);      the bytes of /figure/E3.svg
 *
 * moving: goes through the cycle three times, then rests as it began. still: the key poses side by side.
 * single: one picture, the start pale behind it. The files have colours of their own for light, dark and
 * print; in a page they are the page's (classes fb fa ff fm fr fp fc fl ft).
 *
 * Units:  as knowledge/figure.h.
 * Errors: as html.h. */
#ifndef AMB_FIGURE_H
#define AMB_FIGURE_H

#include "../core/html.h"
#include "../knowledge/figure.h"

enum figure_form { FIGURE_moving, FIGURE_still, FIGURE_single, FIGURE_FORMS };

void figure_file(struct html *w, const struct figure *f, enum figure_form form);

/* Into a page: the shapes that all pictures on it refer to, once; then each picture. */
void figure_shapes(struct html *w);
void figure_put(struct html *w, const struct figure *f, enum figure_form form);

/* How large a form is, in units: what an <img> says, so that the page does not jump. */
void figure_size(const struct figure *f, enum figure_form form, int *ret_width, int *ret_height);

#endif
