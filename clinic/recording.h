/* recording.h - what the pages share on which a clinician records something. For clinic/ only.
 *
 *     void referral_post(struct desk *d)
 *     {
 *         rec_begin(d, KIND_referral);              of now, or in the place of what is corrected
 *         fact_take(&d->v, "to");
 *         fact_end(&d->v);
 *         if (d->v.wrongs)
 *             referral_get(d);
 *         else
 *             rec_keep(d, KINDS(referral), "referral", patient_path(d, ""));
 *     }
 *
 * A correction writes a new fact at the instant of the one it corrects, and takes that one back; both stay
 * in the record. A page that lost a race shows what the other wrote beside what it would write, and keeps
 * nothing until somebody has chosen.
 *
 * Ownership and errors as clinic.h. */
#ifndef AMB_CLINIC_RECORDING_H
#define AMB_CLINIC_RECORDING_H

#include "desk.h"

#define COUNT_OF(array) ((int)(sizeof(array) / sizeof((array)[0])))
#define KINDS(kind) (UINT64_C(1) << KIND_##kind)
/* What may raise a flag: answers, tests, and what they are read with. */
#define KINDS_alarm                                                                                \
    (KINDS(screen) | KINDS(motor) | KINDS(checkin) | KINDS(exam) | KINDS(profile) |                \
     KINDS(episode) | KINDS(after_treatment) | KINDS(flare))

/* --- what a form is filled with (fill.c) ------------------------------------------------------------ */

/* Clinic pages only: a field that was not posted shows a value of the record, so that nothing is typed
 * twice. Never a finding of today: those are told anew each time. Does nothing once something was posted. */
void fill(struct desk *d, const char *field, const char *value);
void fill_span(struct desk *d, const char *field, struct span coded); /* as a fact holds it */
void fill_number(struct desk *d, const char *field, int number);
void fill_day(struct desk *d, const char *field, int day);
/* All that a fact says, each key in the field of that name with before in front. */
void fill_fact(struct desk *d, const struct fact *f, const char *before);
/* A field is shown as if it had not been posted. */
void unpost(struct desk *d, const char *field);

/* --- keeping (recording.c) ---------------------------------------------------------------------------- */

/* The fact that ?correct= or the form names: a clinician's, of that kind; NULL: none is corrected. */
const struct fact *to_correct(struct desk *d, enum kind kind);
void rec_form(struct desk *d); /* desk_form, and what is corrected */
void rec_begin(struct desk *d, enum kind kind);
/* After what is corrected was taken back: noted, and on to a path. Or, when somebody else has written
 * something of these kinds since the form was made, both. */
void rec_keep(struct desk *d, uint64_t kinds, const char *what, const char *path);
/* The same in two steps, for a page that asks once more in between: 1 when it lost a race and has shown
 * both; and the rest. */
int rec_lost(struct desk *d, uint64_t kinds);
void rec_done(struct desk *d, const char *what, const char *path);
/* What a clinic wrote about somebody must be kept, whatever it is: from the day of a visit, or (0) from today
 * without one. rec_done does the second; neither makes it less. */
void rec_visit(struct desk *d, int day);
/* The form that was posted, to be sent again with one answer more. */
void rec_again(struct desk *d);
/* The plan today with what this post would add. */
void proposed(struct desk *d, struct known *ret_known, struct plan *ret_plan);
void taken_back_put(struct desk *d, const struct fact *f, const char *why);

/* The newest fact of a kind that stands, before a place (SIZE_MAX: of all); NULL. */
const struct fact *newest(struct desk *d, enum kind kind, size_t before);
size_t place_of(struct desk *d, const struct fact *f);
/* The day posted, or INT32_MIN; what is no day is wrong. */
int posted_day(struct desk *d, const char *field);
/* A page's own head below the patient's: title, and that something is being corrected. */
void rec_open(struct desk *d, const char *title, enum kind kind);

/* --- rows of taps (taps.c) ---------------------------------------------------------------------------- */

/* One answer in a row of buttons, and a last one that leaves it out; class marks a tap for the style
 * sheet: what stands in the row after the taps with class if-X shows when a tap of class X is chosen. */
struct tap {
    const char *value, *words, *class;
};
void taps_open(struct desk *d, const char *field, const char *ask, const char *was);
void taps_put(struct desk *d, const char *field, const struct tap *tap, int count);
void taps_close(struct desk *d);
void tap_row(struct desk *d, const char *field, const char *ask, const char *was,
             const struct tap *tap, int count);
/* The same of which any number may be chosen. */
void tick_row(struct desk *d, const char *field, const char *ask, const char *hint,
              const struct tap *tap, int count);

/* --- what speaks against manipulation, and what is weak (cautions.c) ------------------------------------ */

/* A set of these. */
enum caution {
#define CAUTION(name, words) CAUTION_##name,
#include "cautions.def"
    CAUTION_COUNT
};
uint32_t cautions_of(struct desk *d);
void put_caution(struct desk *d, enum caution c);

/* The tests of an exam, for whoever compares two (exam_tests.c). */
struct exam_test {
    const char *key, *name;
    int at; /* where its answer stands in struct fact_exam */
    enum { TEST_degrees, TEST_sign, TEST_reflex, TEST_grade } what;
};
enum { EXAM_TESTS = 10 };
extern const struct exam_test exam_tests[EXAM_TESTS];
int exam_value(const struct fact_exam *e, int test);
/* The newest answer of a side that stands before a place; ret_day its day. UNANSWERED: none. */
int exam_was(struct desk *d, int side, int test, size_t before, int *ret_day);
/* A deficit that is worse than it was. Straight leg raise, slump and crossed are no deficits. */
int exam_worse(int test, int was, int now);
int exam_deficit(int test, int now); /* short of normal */
void put_exam_value(struct visit *v, int test, int value);

#endif
