/* diary.h - what can be booked, and why something cannot: pure, from the rows that a route reads. For clinic/ only.
 *
 *     struct diary y;
 *     diary_of(&q->diary, &q->sites, &y);
 *     const struct wish w = {.service = service, .first_day = today, .last_day = today + 60};
 *     struct slot slot[SLOTS_MAX];
 *     int n = slots_find(&y, &w, slot, SLOTS_MAX);             the first free ones, in order of time
 *     enum no no = place_no(&y, &slot[0].place, 0, &outside);  NO_reason: it can be booked
 *
 * The tables' triggers (store/schema.sql) refuse what is taken, also when two ask at one moment; this says so
 * before, in words, and finds what is free. Both have the same rules, and test_diary.c compares them.
 *
 * A free time begins where a stretch of somebody's hours does, or where what is booked before it ends, and each
 * so many minutes after it as the service takes: so no gap is left that nothing fits into.
 *
 * Units:     as civil.h and store/schema.sql. */
#ifndef AMB_CLINIC_DIARY_H
#define AMB_CLINIC_DIARY_H

#include "../core/arena.h"
#include "../store/store.h"
#include "civil.h"

struct diary_rows { /* as READS_diary fetched them; zones: one a row of sites */
    struct rows rooms, services, practitioners, offers, hours, aways;
    struct rows taken; /* LIST_taken or LIST_bookings, whose first columns are the same */
    const struct zone *zones;
    int64_t now_s, from_s, until_s; /* taken is of what begins from from_s and before until_s */
    int travel_min;
};

struct diary {
    const struct diary_rows *r;
    const struct rows *sites;
};

struct place { /* what a booking would be */
    int64_t site, account, room, service;
    int64_t patient; /* 0: of nobody yet */
    int day, from_min, minutes;
    int64_t from_s; /* of day and from_min at the site; place_begins() finds it */
};
struct slot {
    struct place place;
};
struct wish {
    int64_t service;
    int64_t site, account; /* 0: any */
    int first_day, last_day;
    int from_min, to_min; /* of the day; to_min 0: to its end */
    int64_t not_before_s;
    int minutes;    /* 0: as long as the service takes */
    int64_t except; /* a booking that would be moved: it takes nothing */
};
enum { SLOTS_MAX = 512, DIARY_DAYS_MAX = 400 };

enum no { /* why something cannot be booked; the words are in diary_words.c */
          NO_reason,
          NO_site,         /* there is none, or it is closed */
          NO_practitioner, /* there is none, or they have left */
          NO_service,      /* there is none, or it is not offered any more */
          NO_offer,        /* they do not give it */
          NO_time,         /* the clocks jump over it, or it goes over midnight */
          NO_past,
          NO_day,  /* they do not work there that day */
          NO_away, /* they, or the site, are away */
          NO_taken,
          NO_person, /* the person has another visit then */
          NO_way,    /* there is no time for the way from another site */
          NO_room,
          NO_COUNT
};
const char *no_words(enum no no); /* a sentence for who books */

void diary_of(const struct diary_rows *rows, const struct rows *sites, struct diary *ret);

/* The first free times that suit, at most so many; in order of time, then of practitioner. */
int slots_find(const struct diary *y, const struct wish *w, struct slot *ret, int room);
/* Fills in from_s, and a room that is free where the service needs one and none is named. except: a booking that
 * would be moved. outside: 1 where it lies outside the hours of that day, which the clinic may do and others not. */
enum no place_no(const struct diary *y, struct place *p, int64_t except, int *ret_outside);
int place_begins(const struct diary *y, struct place *p);

/* The stretches of a day in which somebody works at a site, in order, without what they are away; count. */
struct stretch {
    int from_min, to_min;
};
enum { STRETCHES_MAX = 32 };
int stretches(const struct diary *y, int64_t account, int64_t site, int day,
              struct stretch ret[STRETCHES_MAX]);
/* Whether somebody works at a site on a day at all, also while they are away. */
int works(const struct diary *y, int64_t account, int64_t site, int day);
/* Why they, or the site, are away at that minute: the row of aways, or -1. */
int away_at(const struct diary *y, int64_t account, int64_t site, int day, int minute);
/* Takes the time of whoever it is of: booked, arrived, in the room, done, or held and not run out. */
int takes_time(const char *state, int64_t held_until_s, int64_t now_s);
/* A visit of this kind is a call: nobody has to come. services: LIST_services. */
int by_telephone(const struct rows *services, int64_t service);
const struct zone *zone_of(const struct diary *y, int64_t site);

#endif
