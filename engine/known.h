/* known.h - what the facts say up to a day, folded: the person, the safety answers, the last weeks.
 *
 *     struct known k;
 *     known_init(&k, first_day);
 *     for each day: known_open(&k, day); known_fact(&k, f, KEEP_ALL) for its facts; known_close(&k);
 *
 * Nothing here prescribes: programme.h does. Everything shown about a person is derived from this.
 * Facts come in the record's order, by instant, so what is told last is the latest: two devices in
 * two zones agree.
 *
 * Units:     days are day numbers; what ends in _at is a turn, see below; 0 to 10 pain, 0 to 6 zones.
 * Ownership: no pointers: a struct known may be copied.
 * Errors:    none.
 * Source:    clinical numbers are in knowledge/limits.def, each with its own. */
#ifndef AMB_ENGINE_KNOWN_H
#define AMB_ENGINE_KNOWN_H

#include "../core/day.h"
#include "plan.h"

/* A turn is a fact's instant and its place in the order among those of the same minute, as one
 * number: a clearance ends what stands before it, and not the answer written after it in the same
 * minute. */
#define TURNS (INT64_C(1) << 20) /* more than there are facts in a record */
#define NEVER_AT INT64_MIN       /* the turn of what has not happened */
_Static_assert((INT64_C(1) << 20) > RECORD_FACTS_MAX, "each fact of a minute has its turn");
static inline int64_t turn_first(int64_t minute)
{
    return minute * TURNS;
}
static inline int64_t turn_last(int64_t minute)
{
    return minute * TURNS + (TURNS - 1);
}
static inline int64_t turn_minute(int64_t turn) /* the minute it is of */
{
    return (turn - (turn % TURNS + TURNS) % TURNS) / TURNS;
}
enum { NEVER_DAY = -1000000 };
enum { ROWS = 32 }; /* the last days kept, today's among them */

struct row { /* one calendar day */
    int32_t day;
    int8_t leg, back, reach, numb; /* the worst of the day's check-ins; -1: not answered */
    int8_t morning;                /* mornings_*; -1 */
    int16_t sit_min, walk_min;     /* the least told; -1 */
    uint8_t checkin, screened, relief, flare_tap, session, walked, high;
    uint8_t colour;     /* of what was done this day, by the cells known that day */
    uint8_t worse_word; /* the morning was called worse */
    uint8_t went_back;  /* facts of the day before came after some of this one: the date line */
    int16_t walk_told;  /* minutes of walking said to be done; 0 when none */
    uint64_t done;      /* exercises said to be done, whatever the amount */
    uint64_t provoked;  /* those that provoked the leg */
    uint64_t farther;   /* those of a session after which the pain was farther down */
};

struct flag_state {
    int64_t at;         /* the latest answer it rests on */
    int32_t at_day;     /* and its day */
    int64_t cleared_at; /* what was answered up to here is ended */
    int64_t lowered_at; /* what was answered up to here counts as soon at most */
    int32_t since;      /* the day it was first raised and has stood since */
    int32_t route_day;  /* the day it came to its present route */
    uint8_t up;         /* it stands */
    uint8_t route, answer;
    uint8_t own;    /* lowered by the person's own clearance */
    int64_t own_at; /* that clearance's turn */
};

/* What the gate's rules read: the questions by their number, then these. */
enum gate_input {
    IN_sign = QUESTION_COUNT, /* a cancer sign */
    IN_signs,                 /* two or more */
    IN_risk,                  /* a reason for an infection */
    IN_immune,
    IN_cancer,
    IN_bones, /* thin bones or steroids */
    IN_aneurysm,
    IN_vessel, /* smoker or high blood pressure */
    IN_age60,
    IN_age65,
    IN_age70,
    IN_severe,    /* severe back pain at the last check-in */
    IN_numb,      /* numbness more */
    IN_numb_fall, /* and the leg pain fell */
    IN_motor_soon,
    IN_motor_day,
    IN_motor_emergency,
    IN_newer,
    IN_stenosis,
    IN_inflammatory3,
    IN_inflammatory4,
    IN_flare,
    IN_minor,
    IN_COUNT
};
#define IN(name) (UINT64_C(1) << IN_##name)
#define ASKED(question) (UINT64_C(1) << Q_##question)

enum { SIDES = 2, SIDE_unknown = SIDES, ROWS_OF_TESTS = SIDES + 1, TESTS = 5 };
struct strength {  /* one test of one side */
    int8_t result; /* strengths_*; -1 never tested */
    int8_t first;
    uint8_t route; /* what it raises now; none once examined or cleared at this result */
    int32_t first_day;
    int64_t at;
    size_t place, than; /* in the record: of the result, and of the one it is worse than */
};

struct gate {
    uint64_t in;             /* what is so now */
    uint64_t unsure;         /* questions whose standing answer is unsure */
    int64_t in_at[IN_COUNT]; /* since which answer */
    uint64_t urgent_read;    /* what the urgent rules that hold rest on, at the last weighing */
    uint64_t told;           /* of what the rules read, what the last fact itself said is so */
    uint64_t said_no;        /* questions that the last fact answered no */
    struct flag_state flag[FLAG_COUNT];
    uint64_t up;                                    /* flags that stand */
    struct strength strength[ROWS_OF_TESTS][TESTS]; /* the last row: no side was told */
    int32_t motor_day[SIDES];                       /* the last strength test */
    int32_t weak_day[ROWS_OF_TESTS]; /* the last that found the side worse, or a dropped foot */
    int64_t exam_weak_at;            /* an exam with MRC 3 or less */
    int64_t own_clear_at;  /* the end of the minute of the last own clearance that lowered one */
    int32_t own_clear_day; /* and the last of any kind */
    int64_t full_at;       /* the last answered full screen */
    int32_t full_day, any_day;
    int64_t ask_full_at; /* a full screen is asked for since here (a new symptom) */
};

struct person {
    int32_t born, surgery, injection;
    int32_t pregnant_weeks, pregnant_day, after_weeks, after_day;
    uint32_t has;
    int64_t has_at[conditions_COUNT];
};

struct episode {
    struct fact_episode said;
    int64_t at; /* NEVER_AT: none told yet */
    int32_t day, began;
};

struct tried {        /* the tests of one day */
    int32_t day;      /* NEVER_DAY: none */
    int8_t best;      /* the direction that helped most; DIRECTION_none */
    int8_t zone, leg; /* by how much */
    uint8_t worse;    /* a set of directions that made it worse */
};

struct direction_state {
    int8_t found;   /* enum direction */
    int8_t pending; /* outcome of the last counted test day: a direction, or DIRECTION_none; -1 */
    int32_t found_day, last_day;
    struct tried today, awaiting;             /* awaiting its next morning */
    int32_t worse_day[DIRECTION_lateral + 1]; /* last day that a direction made it worse */
};

struct flare_state {
    int32_t start;              /* the first day of the last flare; NEVER_DAY */
    int32_t starts[3];          /* the last three, newest first */
    int8_t leg_base, back_base; /* medians before it; -1 */
    int64_t soon_at;            /* when it became a matter for soon; NEVER_AT */
    uint8_t raised;             /* soon was raised for this flare */
    uint8_t looked;             /* whether it has settled was looked at */
};

struct orders { /* a clinician's overrides and clearances that are in force until a day */
    int32_t ban_until[ITEM_COUNT + FAMILY_COUNT]; /* last day; NEVER_DAY */
    uint64_t pins;
    int32_t pin_until[ITEM_COUNT];
    int8_t direction, mode; /* -1: none */
    int32_t direction_day, direction_until, mode_until, hold_until;
    uint64_t allowed;  /* exercises that a clearance lets go on */
    uint8_t clinician; /* a clinician has cleared or overridden something */
};

struct told { /* how much of an exercise was said to be done on a day */
    int16_t reps, hold_s, minutes;
};

struct measure { /* mobility, the first and the latest of the episode */
    int8_t bend, knee, rises;
    int16_t walk_min;
};

struct known {
    int32_t day;
    int64_t now;  /* the turn of the last fact */
    size_t place; /* and its place in the record */
    struct person person;
    struct episode episode;
    int32_t episodes_told[3]; /* began of the last three, newest first */
    struct gate gate;
    struct direction_state direction;
    struct flare_state flare;
    struct orders orders;
    struct row row[ROWS];
    struct told told[2][ITEM_COUNT]; /* by the day's parity: today and yesterday */
    struct measure measure_first, measure_last;
    int32_t measure_day, measure_count, rises_best;
    int32_t leg_first, leg_first_day; /* of the episode */
    int8_t reach_most;                /* the farthest of the episode's check-ins; -1 */
    int8_t leg_worse; /* answers_yes or answers_no: the leg was worse than the back at the first of
                          them that told both; -1 */
    int32_t rmdq_first, rmdq_last;
    int32_t checkin_first_day, checkin_last_day;
    int16_t walk_min_last[2];           /* the last two told; -1 */
    int32_t walk_min_day;               /* the day of the last */
    int8_t reach_last, leg_last, sleep; /* the last told; -1 */
    int16_t sit_min;                    /* minutes of sitting, as last told; -1 */
    int32_t numb_more_day;  /* numbness was said to be more, and not since to be less or gone */
    int32_t active_day;     /* the last day with a session or a walk */
    int32_t active_before;  /* the same before today */
    int32_t told_day;       /* the last day on which the exercises done were named */
    int32_t relief_day;     /* the last day before today with relief */
    int32_t relief_new_day; /* the last day that began relief */
    int32_t medicine_day;   /* the last start of a pain medicine */
    uint32_t taking;
    int32_t start_total, start_distress, start_day;
    uint8_t group;
    int32_t phq2;
    int32_t treatments, treatments_day;
    int32_t treatment_leg;                 /* the leg at the first treatment */
    int32_t card_day, discharge;           /* discharge: discharges_*; -1 */
    int8_t discharge_leg, discharge_reach; /* as last told before it; -1 */
    int32_t clinician_day;  /* a clinician last saw them: exam, treatment, clearance, referral */
    int32_t exam_sensation; /* the worst told by a clinician; -1 */
    int8_t shift, foot_drop_examined;
    uint64_t swapped;  /* taken out by a swap */
    int32_t newer_day; /* the last fact of a newer version; NEVER_DAY */
    int32_t heel_raise[SIDES];
};

void known_init(struct known *k, int first_day);
void known_open(struct known *k, int day);

/* Takes in one fact of the open day. keep: KEEP_ALL, or of a retracted fact the set of what the
 * rules read and it told (gate.told) that counts all the same: answers, conditions and the year of
 * birth, results of strength tests, numbness that grew and the numbers it goes with. Nothing of a
 * retracted fact protects, and none counts as asked, tested or checked in. */
#define KEEP_ALL (~UINT64_C(0))
void known_fact(struct known *k, const struct fact *f, uint64_t keep);
void known_close(struct known *k);

/* The row of a day, or NULL when it is not among the last ROWS. */
const struct row *known_row(const struct known *k, int day);

enum measured { MEASURED_leg, MEASURED_back, MEASURED_reach };
/* The median of the check-ins of the days from first to last: of an even number the lower middle
 * one; -1 when there are fewer than at_least (1 or more). */
int known_median(const struct known *k, enum measured what, int first, int last, int at_least);

int known_age(const struct known *k);               /* in years on the day; -1: not known */
int age_at_least(const struct known *k, int years); /* until born is known, so */
int known_has(const struct known *k, int condition);
int past_term(const struct known *k);          /* pregnant for longer than there can be */
int pregnant_weeks_now(const struct known *k); /* -1: not pregnant */
int just_delivered(const struct known *k);
int after_operation(const struct known *k);     /* the first weeks after a spinal one */
uint64_t orders_pinned(const struct known *k);  /* what a clinician wants in the plan today */
int end_range(const struct known *k);           /* movements to the end of the range may be tried */
uint32_t known_profiles(const struct known *k); /* a set of profile_flag */
enum pattern known_pattern(const struct known *k);
enum likeness known_likeness(const struct known *k);
int inflammatory_count(const struct known *k); /* ticks that count; 0 when age or time say no */

/* gate.c, strength.c, clearance.c: see gate.h */
#endif
