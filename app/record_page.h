/* record_page.h - the parts of the page /record, a file each. For app/ only. */
#ifndef AMB_APP_RECORD_PAGE_H
#define AMB_APP_RECORD_PAGE_H

#include "visit.h"

/* One fact of v->facts as a list item: when, what it is called, what it says. back: taken_back(). */
void record_entry(struct visit *v, size_t place, const uint8_t *back);
/* May the person take this fact back on the page? */
int may_take_back(const struct fact *f, int is_back);

/* record_change.c: pages of their own under /record?..., each with one form. */
void take_back_page(struct visit *v, const char *id);
void zone_page(struct visit *v);
void erase_page(struct visit *v);
void leave_page(struct visit *v);
void take_back_post(struct visit *v);
void zone_post(struct visit *v);
void erase_post(struct visit *v);
void leave_post(struct visit *v);

/* record_load.c */
void load_page(struct visit *v);
void load_check_post(struct visit *v);
void load_post(struct visit *v);

/* A retraction, as the page would write it, and the plan of today if it stood. */
void plan_without(struct visit *v, size_t place, struct plan *ret);

#endif
