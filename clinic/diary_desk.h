/* diary_desk.h - what the pages of the diary share that staff see. For clinic/ only.
 *
 *     struct diary_view s;
 *     diary_view(d, &s);                                   which site and day are asked for
 *     struct column c = {.account = who, .site = s.site, .day = s.day};
 *     column_fill(d, &s, &c);                              what stands in it, in order of time
 *     put_diary(d, &s, &c, 1);
 *
 * A column is one practitioner's day. Whatever stands in it is an entry: a visit, a time that is free, or one in
 * which nobody works. Without a style sheet it is a list in order of time.
 *
 * Units:     as diary.h; a minute is since the civil midnight of the site.
 * Ownership: the arena's.
 * Errors:    as clinic.h. */
#ifndef AMB_CLINIC_DIARY_DESK_H
#define AMB_CLINIC_DIARY_DESK_H

#include "diary.h"
#include "office.h"

/* --- what is asked for (diary_share.c) --------------------------------------------------------------------- */

struct diary_view {
    struct diary y;
    int64_t site, account; /* 0: none is named */
    int day;
    struct moment now; /* at that site */
};
/* site: of ?site=, else where whoever asks works, else the first that is open; who of ?who=. */
void diary_view(struct desk *d, struct diary_view *ret);
struct moment now_at(struct desk *d, int64_t site);
int64_t asked_number(struct desk *d, const char *key); /* 14 hex digits of the query; else 0 */
int minute_read(const char *s); /* "9:05", "09:05", "9.05"; -1: it is no time */

/* Words, terminated: "9:05"; "Tue 24 Nov"; "2026-11-24". */
const char *clock_words(struct desk *d, int minute);
const char *day_words(struct desk *d, int day);
const char *day_value(struct desk *d, int day);
/* "/clinic/diary?day=2026-11-24&site=..." and a tail; site 0: without. */
const char *diary_path(struct desk *d, const char *path, int day, int64_t site, const char *tail);
const char *name_in(const struct rows *r, int64_t number, int column, const char *none);
const char *name_of_service(struct desk *d, int64_t service);
const char *name_of_room(struct desk *d, int64_t room); /* "" without one */
/* Bookings are rows of LIST_bookings or LIST_booking: who it is of ("somebody", once forgotten). */
const char *name_of_visit(const struct rows *r, uint32_t i);
int is_held(const struct rows *r, uint32_t i, int64_t now_s); /* asked for, and not run out */
int is_shown(const struct rows *r, uint32_t i, int64_t now_s);
int is_first(const struct rows *r, uint32_t i); /* they have never been here */
/* "Osteopathy, first visit": what is given, and whether it is their first. */
const char *kind_words(struct desk *d, const struct rows *r, uint32_t i);
const char *state_words(const char *state); /* "arrived"; of what is booked "" */
/* Whoever it is with has left, is away or not there that day, or the site is closed. */
int needs_another_time(const struct diary *y, uint32_t i);
/* "3 visits need another time", with where; nothing when there are none. */
void note_stranded(struct desk *d, const struct diary *y);

/* --- one column (diary_column.c) ------------------------------------------------------------------------------ */

enum entry_kind { ENTRY_off, ENTRY_free, ENTRY_visit, ENTRY_now };
enum lane { LANE_all, LANE_left, LANE_right }; /* of two at one time: one did not come */
struct entry {
    enum entry_kind kind;
    int from_min, to_min;
    uint32_t row;    /* of taken: a visit */
    int64_t site;    /* of what is free */
    const char *why; /* nobody works: "Lunch" */
    enum lane lane;
};
struct column {
    int64_t account, site; /* site 0: any */
    int day;
    struct entry *entry;
    int count;
    int visits, held, missed, free; /* how many; free: stretches in which a visit fits */
};
void column_fill(struct desk *d, const struct diary_view *s, struct column *c);
/* The first hour and the one after the last of which something is to be seen. */
void columns_span(const struct column *c, int count, int *ret_from, int *ret_until);
/* Whether somebody gives any kind of visit. */
int gives_any(const struct diary *y, int64_t account);
/* The shortest kind of visit, but a call, that fits at a site, day and minute with somebody; 0: none. */
int64_t shortest_fitting(const struct diary *y, const struct place *at);

/* --- a diary drawn (diary_draw.c) ------------------------------------------------------------------------------- */

enum heads { HEADS_people, HEADS_days };
void put_diary(struct desk *d, const struct diary_view *s, const struct column *c, int count,
               enum heads heads);
/* "14 visits, 4 free, 1 did not come" of all of them. */
void put_counts(struct desk *d, const struct column *c, int count);
void put_entry(struct desk *d, const struct diary_view *s, const struct column *c,
               const struct entry *e);
/* Wait list, key, keyboard (diary_aside.c). */
void put_aside(struct desk *d, const struct diary_view *s);

/* --- choosing a time (diary_times.c) ------------------------------------------------------------------------------ */

/* The minute of ?min=, or -1. */
int minute_asked(struct desk *d);
enum { TIMES_DAYS = 14, TIMES_SHOWN = 300 };
/* Free times as radios by day, when=; and a field for any other time of the day, time=. */
void ask_times(struct desk *d, const struct wish *w);
/* The place that was chosen or written, looked at; 0 after marking what is wrong. except: as place_no. Of a time
 * outside somebody's hours it asks once more: outside=. */
int take_time(struct desk *d, struct place *p, int64_t except);
void ask_outside(struct desk *d, const struct place *p); /* that question, where it is due */

/* --- who it is of (diary_who.c) ------------------------------------------------------------------------------------- */

struct whom { /* a patient, or somebody who is none */
    int64_t patient;
    struct value name, mail, telephone;
};
/* People whose name, year of birth or telephone number is like what was written, as radios patient=. fresh: also
 * somebody new, with fields. NULL: nobody is sought yet. How many there are. */
int ask_whom(struct desk *d, const char *sought, int fresh);
/* 0 after marking what is wrong. */
int take_whom(struct desk *d, struct whom *ret);
int patient_posted(struct desk *d,
                   int64_t *ret); /* one of q->people that has not left; 0 after marking */

/* --- one visit (diary_visit.c, diary_change.c) ------------------------------------------------------------------------ */

int visit_may_become(struct desk *d, const char *to); /* a state, from the one it is in, today */
int visit_moves(struct desk *d);
int visit_ran_out(struct desk *d);                      /* it was held, and not confirmed in time */
void put_was(struct desk *d);                           /* what it was, in words */
void visit_page(struct desk *d, const struct place *p); /* p: a time that was refused; NULL */
/* The visits of a patient, newest first, with a link to book the next (READS_booked). */
void put_booked(struct desk *d);

#endif
