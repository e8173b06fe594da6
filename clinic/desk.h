/* desk.h - one request of the clinic's being answered: what its pages share. For clinic/ only.
 *
 *     void exam_get(struct desk *d)
 *     {
 *         desk_open(d, "Exam", AT_people);
 *         patient_head(d);
 *         desk_form(d, NULL);                       posts to the page's own path
 *         ask_number(&d->v, "slr_deg", "Straight leg raise", NULL, "degrees", 90);
 *         form_close(&d->v, "Keep");
 *         desk_close(d);
 *     }
 *     void exam_post(struct desk *d)
 *     {
 *         fact_begin(&d->v, KIND_exam);             written by the clinician: _by and _who are put
 *         fact_take(&d->v, "slr_deg");
 *         fact_end(&d->v);
 *         note(d, "exam", d->patient);
 *         if (d->v.wrongs) exam_get(d); else go_to(&d->v, patient_path(d, ""));
 *     }
 *
 * d->v is the visit of app/visit.h: its widgets, facts and words serve here too; d->v.facts, .known and
 * .plan are the patient's whose record the route reads. desk_open and desk_close take the place of
 * page_open and page_close, desk_form that of form_open.
 *
 * Ownership and errors as clinic.h. */
#ifndef AMB_CLINIC_DESK_H
#define AMB_CLINIC_DESK_H

#include "../app/visit.h"
#include "clinic.h"

enum at { AT_none, AT_needs, AT_diary, AT_people, AT_letters, AT_figures, AT_clinic, AT_self };

struct desk {
    struct visit v;
    const struct clinic_request *q;
    struct clinic_response *r;
    const struct staff *who;
    int64_t number;   /* of the path; 0: none */
    int64_t patient;  /* the same where the route reads one */
    const char *rest; /* what stood for a second * of the path; "" */
};

/* Doctype to <main>, with the clinic's own navigation; the h1 is the caller's. */
void desk_open(struct desk *d, const char *title, enum at at);
void desk_close(struct desk *d);
/* A form; action NULL: the page's own path. It holds the form key, the id of the form, and of a patient's
 * page whose record it is for and how many facts there were. */
void desk_form(struct desk *d, const char *action);
/* "Marta Lindqvist, 47" as h1 with who and where below, and the way back to the list; of a record that is
 * urgent, in red what and since when, with the one-tap handover. */
void patient_head(struct desk *d);
void desk_not_found(struct desk *d);

/* "/clinic/patient/0123456789abcd" and a tail ("/exam"); terminated. */
const char *patient_path(struct desk *d, const char *tail);
const char *number_path(struct desk *d, const char *before, int64_t number, const char *tail);
void put_number_hex(struct text *t, int64_t number);
int64_t new_number(struct desk *d, int nth); /* from the request's random bytes: 0, 1, 2 ... */

/* What the post does beside facts. act() takes its values as struct value, value_whole() and the like. */
#define act(d, name, ...)                                                                          \
    act_add((d), ACT_##name, (const struct value[]){__VA_ARGS__},                                  \
            (int)(sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value)))
void act_add(struct desk *d, enum act_name name, const struct value *value, int count);
void note(struct desk *d, const char *what, int64_t patient);
struct value value_str(const char *s); /* terminated; NULL or "": an empty text */
struct value value_or_null(int64_t n); /* 0: NULL */
struct value value_posted(struct desk *d, const char *key); /* as it was posted, trimmed; else "" */
int64_t posted_number(struct desk *d, const char *key);     /* 14 hex digits; else 0 */

/* Facts that another page has added since this form was made, of the kinds given (a set of bits), so that
 * a page that lost the race shows both; the count. A form that does not say what it was made of has seen
 * none. */
int came_since(struct desk *d, uint64_t kinds);
int64_t facts_seen(struct desk *d); /* how many there were when the form was made */
int came_after(const struct fact *f, int64_t seen, uint64_t kinds);

/* The place of a row of q->... by its number in the first column, or -1. */
int row_of(const struct rows *r, int64_t number);
/* Why a closed record is opened, as it is noted: ?why= of the query; NULL: nobody said. (keeping.c) */
const char *closed_reason(struct desk *d);
const char *name_of_staff(struct desk *d, int64_t account); /* "nobody" */
/* To whom an urgent answer goes that nobody acknowledges; 0: to nobody, or they have left. */
int64_t second_name(struct desk *d);
const char *name_of_site(struct desk *d, int64_t site); /* "no site" */
/* The diary that the route reads (diary.h). */
struct diary diary_here(struct desk *d);
/* Mail about a booking or a place on the wait list (the other is 0) goes out with what the post does. what and of
 * as schema.sql has them: of a change the sequence that it makes. Each is sent once, to who has an address. */
void queue_mail(struct desk *d, int64_t booking, int64_t waiting, const char *what, int64_t of);
void put_year_date(struct visit *v, int day);   /* 22 Nov 2026 */
void put_instant(struct desk *d, int64_t at_s); /* today 03:12 · 22 Nov 08:10 */

#define ROUTE(path, get, post, roles, reads, step)                                                 \
    void get(struct desk *d);                                                                      \
    void post(struct desk *d);
#include "routes.def"
void desk_no_post(struct desk *d); /* a page without a form */

#endif
