/* letter.h - letters drafted from the facts. For clinic/ only.
 *
 *     struct draft *l = letter_draft(d, letter_to("gp"));
 *     for (int i = 0; i < l->count; i++) ... a field with l->paragraph[i] ...
 *
 * A part says in lines what the record holds of one thing, each with its date: "Label: what is so". A label
 * has no colon of its own; a line without a label stands alone. What is not known is a line that says so. A
 * draft is the parts that a letter to somebody needs, cut into paragraphs that a fact can hold. The first
 * line of a paragraph is its heading when it ends in a colon.
 *
 * Everything told by the patient is told as that; nothing is concluded from it, and a question that was
 * not asked is never counted as answered no.
 *
 * Ownership: the arena's. Errors: none. Source: letter_words.def. */
#ifndef AMB_CLINIC_LETTER_H
#define AMB_CLINIC_LETTER_H

#include "desk.h"

enum { /* of a letter fact (app/post.c), with room for the line ends that a browser doubles */
       LETTER_PARAGRAPHS = 20,
       LETTER_ROOM = 850,
};

enum { /* what may be so of a patient, for what a letter asks */
       NOTHING = 0,
       ASK_urgent = 1, /* an answer or finding for today stands */
       ASK_cauda = 2,  /* of cauda equina syndrome */
       ASK_not_cauda = 4,
       ASK_weak = 8,       /* the newest examination or test of something shows a deficit */
       ASK_two_weeks = 16, /* the plan asks for these */
       ASK_six_weeks = 32,
       ASK_twelve_weeks = 64,
       ASK_support = 128,
       ASK_inflammatory = 256,
       ASK_britain = 512, /* its pathway names hours */
};

struct letter_to {
    const char *word, *called, *dear;
    int to; /* referees_* */
};
extern const struct letter_to letter_tos[];
extern const int letter_to_count;
const struct letter_to *letter_to(const char *word); /* NULL: there is none */
const struct letter_to *letter_to_of(int to);        /* of a fact; not told: somebody else */

struct draft {
    const char *paragraph[LETTER_PARAGRAPHS];
    int count;
    int left_out; /* parts of the record were too long for a letter */
};
struct draft *letter_draft(struct desk *d, const struct letter_to *to);
int letter_asks(struct desk *d); /* a set of the above */
void tell_pleases(struct desk *d, struct text *t, const struct letter_to *to);

/* --- the parts (letter_facts.c and one file for each sort) ----------------------------------------------- */

void line_begin(struct text *t, const char *label);        /* NULL: without one */
void put_text_date(struct text *t, int day);               /* 22 Nov 2026 */
void put_text_day(struct text *t, int day, int this_year); /* the same; of this year 22 Nov */
void put_text_time(struct text *t, const struct fact *f, int this_year); /* and 03:12 */
void put_text_words(struct text *t, struct desk *d, struct span coded);  /* in one line */
void put_text_word(struct text *t, struct span word);        /* of a list; _ is a space */
const struct fact *first_of(struct desk *d, enum kind kind); /* that stand; NULL */
const struct fact *last_of(struct desk *d, enum kind kind);

void tell_person(struct desk *d, struct text *t);
void tell_course(struct desk *d, struct text *t);
void tell_past(struct desk *d, struct text *t);
void tell_medicines(struct desk *d, struct text *t);
void tell_exams(struct desk *d, struct text *t);
int newest_deficit(struct desk *d);
void tell_raised(struct desk *d, struct text *t, int private); /* what stands; private: all of it */
void tell_cauda(struct desk *d, struct text *t);               /* one by one */
void tell_others(struct desk *d, struct text *t);
void tell_visits(struct desk *d, struct text *t);
void tell_home(struct desk *d, struct text *t);
void tell_instruments(struct desk *d, struct text *t);
void tell_writer(struct desk *d, struct text *t);

/* --- pages ------------------------------------------------------------------------------------------------ */

/* A page to print: the shell, and a bar that is not printed; what: the first word of its file's name. */
void print_open(struct desk *d, const char *what, int day, const char *back,
                const char *back_words);
void print_close(struct desk *d);
void print_head(struct desk *d, const char *title); /* the clinic's name and how to reach it */
/* The lines of a part: a label and what is so, or a sentence. */
void print_lines(struct desk *d, const struct text *t);
/* A paragraph of a letter: its heading, its lines. */
void print_paragraph(struct desk *d, const char *text);
int letter_site(struct desk *d); /* the row of q->sites from which is written; -1 */
/* The letter of a name; NULL: there is none that somebody who treats people wrote here. What a patient's browser
 * brought, in a file, is never shown as one, whatever name it bears. */
const struct fact *letter_named(struct desk *d, const char *id);
int is_letter(const struct fact *f);

#endif
