/* way.h - pages of the server by which a record is opened in another browser: with eight words (back.c), with a code
 * from a device that has it (device.c).
 *
 *     struct way w = {.s = s, .a = a, .q = q, .x = x, .row = row, .ret = ret};
 *     way_open(&w);                    w.v: a page as the app has them
 *     way_read(&w);                    what was posted
 *     ... page_open(w.v, ...), or reply_...(w.ret)
 *     if (!ret->status)
 *         way_close(&w); */
#ifndef AMB_WAY_H
#define AMB_WAY_H

#include "server.h"

#include "../../app/visit.h"

struct way { /* what the pages share */
    struct server *s;
    struct arena *a;
    const struct ask *q;
    struct session *x;
    const struct person_row *row;
    struct reply *ret;
    struct app_request request;
    struct app_response response;
    struct visit *v;
    struct words words; /* of back.c */
    const char *code;   /* of device.c */
};

void way_open(struct way *w);
void way_read(struct way *w); /* a form that is none has no fields */
void way_close(struct way *w);

/* Ties the browser to the person, with a fresh cookie, and goes to Today. */
void way_come_in(struct way *w, int64_t person);
/* Asks first, where the browser has a record already; form opens the form that goes on. */
void way_other_record(struct way *w, void (*form)(struct way *w), const char *button);
void way_too_many(struct way *w, const char *what);

#endif
