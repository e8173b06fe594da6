/* join.h - what join.c and its pages share. */
#ifndef AMB_HOST_JOIN_H
#define AMB_HOST_JOIN_H

#include "clinic.h"

struct join {
    struct server *s;
    struct arena *a;
    const struct ask *q;
    struct session *x;
    const struct person_row *row; /* of this browser */
    struct reply *ret;
    struct link_found link;
    struct mine mine;
    struct app_request request;
    struct app_response response;
    struct visit *v;
    int leaves; /* the record of this browser is not theirs */
};
MUST enum store_result join_begin(struct join *j);
void join_page(struct join *j);
/* Used, late, or never made: one page. */
void join_dead(struct join *j);

#endif
