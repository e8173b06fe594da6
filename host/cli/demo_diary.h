/* demo_diary.h - what demo_diary.c (what is set up) and demo_booked.c (what is booked) share of demo_diary.def.
 *
 * Units:     minutes of a civil day; days of an absence from today on.
 * Ownership: constant. Errors: as demo.h. */
#ifndef AMB_HOST_CLI_DEMO_DIARY_H
#define AMB_HOST_CLI_DEMO_DIARY_H

#include "demo.h"

enum {
#define ROOM(...) +1
    DEMO_ROOMS = 0
#include "demo_diary.def"
    ,
#define SERVICE(...) +1
    DEMO_SERVICES = 0
#include "demo_diary.def"
    ,
#define HOURS(...) +1
    DEMO_HOURS = 0
#include "demo_diary.def"
    ,
#define AWAY(...) +1
    DEMO_AWAYS = 0
#include "demo_diary.def"
};

struct demo_hours {
    int staff, site, first, last, from_min, to_min, room, service;
};
struct demo_service {
    const char *name, *about, *price, *kind;
    int minutes, rooms, online;
};
struct demo_away {
    int staff, site; /* -1: all */
    int first, last, from_min, to_min;
    const char *why;
};
extern const struct demo_hours demo_hours[DEMO_HOURS];
extern const struct demo_service demo_services[DEMO_SERVICES];
extern const struct demo_away demo_aways[DEMO_AWAYS];
enum { DEMO_FIRST_VISIT = 0 }; /* the row of its service */

int64_t demo_room(int row);
int64_t demo_service(int row);
struct value demo_null(void);

#endif
