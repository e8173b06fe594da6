/* demo.h - the parts of `ambulando demo`: an invented clinic whose people were lived, day by day, with
 * the plans that the engine gave them.
 *
 *     demo_begin(&c, today, now_s);             its sites and staff are numbered
 *     demo_live(&arena, &c, row, &life);        months of one person: facts, and what was done when
 *     demo_write(&c, store, lives, count);      all of it, in the order of time
 *
 * The same bytes for the same day, but for what must not be guessed: salts and links.
 *
 * Units:     days and seconds as elsewhere; minutes of a civil day. Everybody is in one zone.
 * Ownership: a life's telling is its own; the rest is constant or the arena's.
 * Errors:    what the store could not do is said where it happens, and is 0. */
#ifndef AMB_HOST_CLI_DEMO_H
#define AMB_HOST_CLI_DEMO_H

#include "../../sim/life.h"
#include "../../store/store.h"

#define DEMO_NAME "Walking Well Osteopathy"
#define DEMO_ZONE "Europe/London"
#define DEMO_COUNTRY "GB"
#define DEMO_PASSWORD "solvitur ambulando"
enum { DEMO_SITES = 3, DEMO_STAFF = 6, DEMO_NUMBERS = 64, DEMO_TOTP = 20 };

enum { LINK_DAYS = 30 };

/* What else happens to somebody. */
enum turn {
    TURN_none,
    TURN_urgent,   /* last night: numb between the legs */
    TURN_called,   /* a swollen calf two days ago: acknowledged, not yet cleared */
    TURN_cleared,  /* the foot dropped three weeks ago: seen, and cleared with an outcome */
    TURN_weaker,   /* yesterday's strength test */
    TURN_worse,    /* for a week */
    TURN_silent,   /* nothing for nine days */
    TURN_fading,   /* a movement graded 4 of 5 at the last visit */
    TURN_symptom,  /* something new after the last treatment: not sure */
    TURN_seen,     /* went to hospital, and says so: to be confirmed */
    TURN_put_off,  /* a review that was put off, with a reason */
    TURN_override, /* the plan was changed by hand */
    TURN_letter,   /* a letter to the GP */
    TURN_support,  /* the same to psychology */
    TURN_referred, /* to a spinal service */
    TURN_archived, /* discharged */
    TURN_left,     /* left the clinic */
    TURN_waiting,  /* added yesterday, and has not joined yet */
};

struct demo_staff {
    enum role role;
    const char *name, *login, *number, *telephone, *totp;
    int site;
};
extern const struct demo_staff demo_staff[DEMO_STAFF];
struct demo_site {
    const char *name, *address, *telephone;
};
extern const struct demo_site demo_sites[DEMO_SITES];

struct demo_course {
    struct invented person; /* without who they are */
    const char *interference;
    int total, distress;
};
struct demo_patient {
    const char *name, *sex, *side, *also;
    const struct demo_course *course;
    int age, site, staff, days, home, visits;
    enum turn turn;
};
extern const struct demo_patient demo_patients[];
extern const int demo_patient_count;

struct demo {
    int today;
    int64_t now_s;
    int64_t clinic, site[DEMO_SITES], account[DEMO_STAFF], patient[DEMO_NUMBERS];
};

enum deed_what {
    DEED_facts,   /* told by themself */
    DEED_add,     /* the front desk adds them */
    DEED_join,    /* by the link */
    DEED_visit,   /* examined, treated */
    DEED_clear,   /* an urgent answer is cleared */
    DEED_archive, /* discharged */
    DEED_leave,   /* by themself */
    DEED_acknowledge,
    DEED_now, /* the summary of today, and a need that is put off */
};
enum { DEED_NOTES = 8 };
struct deed {
    int64_t at_s;
    enum deed_what what;
    int row;                      /* of demo_patients */
    const char *why;              /* in the words of whoever acknowledges the first need */
    const char *note[DEED_NOTES]; /* what a clinician did, for the log */
    int notes;
    size_t from, to; /* of the telling: what it writes */
};

enum { DEEDS = 64 };
struct demo_life {
    const struct demo_patient *who;
    struct invented person;
    struct life life;
    struct telling telling;
    struct deed deed[DEEDS];
    int deeds, visits, last_visit; /* last_visit: its day of the record */
    int cleared;
    const char *note[DEED_NOTES]; /* since the last deed */
    int notes;
    struct arena *mem;            /* while it is lived */
    size_t told;                  /* how much of the telling a deed has */
    struct text shown;            /* what was put before them last */
    int64_t person_number, added; /* in the store: theirs, and the one they were added with */
};

/* demo.c: below 2^53, as the clinic's own are; the same every time. */
int64_t demo_number(int what, int nth);
/* demo_people.c */
int demo_pick(const struct demo_patient *who, int nth, int below); /* the same every time */
int demo_born(const struct demo *c, int row);
/* demo_who.c */
void demo_person(struct arena *a, const struct demo *c, const struct demo_patient *who,
                 struct invented *ret);
int demo_visit_minute(const struct demo_patient *who, int nth);
int demo_visit_on(const struct demo *c, const struct demo_patient *who, int n); /* -1: none */
int demo_last_day(const struct demo *c, const struct demo_patient *who);
/* demo_life.c */
void demo_live(struct arena *a, const struct demo *c, int row, struct demo_life *ret);
int64_t demo_instant(int day, int minute);
int demo_offset(int day);
void demo_deed(struct demo_life *l, enum deed_what what, int row, int64_t at_s);
void demo_note(struct demo_life *l, const char *what); /* for the log, with the next deed */
/* demo_visit.c: what a clinician writes at the nth visit, from 0, in the life's today. */
void demo_visit(struct arena *a, struct demo_life *l, int nth, int minute);
void demo_clear(struct arena *a, struct demo_life *l, int minute);
void demo_discharge(struct arena *a, struct demo_life *l, int minute);
/* demo_write.c: 0 after saying what went wrong. */
int demo_write(const struct demo *c, struct store *s, struct demo_life *const *lives);
/* demo_clinic.c: the clinic, its sites and staff, as of a moment before anybody came; and a link by which the
 * phone of a patient can join, as a path. */
int demo_found(const struct demo *c, struct store *s, int64_t at_s);
int demo_link(const struct demo *c, struct store *s, int row, char *ret_path, size_t room);
/* demo_diary.c: its rooms, kinds of visit and hours; demo_booked.c: what is booked, some days before and after
 * today, and who waits. 0 after saying what went wrong. */
int demo_diary_found(const struct demo *c, struct store *s, int64_t at_s);
int demo_diary_fill(const struct demo *c, struct store *s);
void demo_mail_of(const char *name, char *ret, size_t room); /* marta.lindqvist@demo.example */
struct actor demo_actor(const struct demo *c, int staff);
struct value demo_text(const char *s);
int demo_change(struct store *s, struct change *c, const char *about); /* 0 after saying why not */

#endif
