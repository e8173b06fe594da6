/* office.h - what the pages share on which a clinic is run: names, fields of one line, lists to pick from.
 * For clinic/ only.
 *
 *     struct value name = take_line_of(d, "name", 100, "Write the name.");
 *     int64_t site = take_pick(d, "site", &d->q->sites, NULL);
 *
 * Ownership and errors as clinic.h. */
#ifndef AMB_CLINIC_OFFICE_H
#define AMB_CLINIC_OFFICE_H

#include "recording.h"

/* --- names (fold.c) ------------------------------------------------------------------------------------ */

/* As one types it in a hurry: small letters without accents, of Latin, Greek and Cyrillic. Whatever is no
 * letter or digit parts two words. */
void fold(struct span s, struct text *ret);
/* Whether each word of a search stands in a name, is a year of birth, or digits of a telephone number. */
int found_by(struct arena *a, struct span sought, struct span name, int born,
             struct span telephone);
/* Could these be one person? Born in one year (0: not known) with names that sound alike or one telephone
 * number; or of the very same name. */
struct known_as {
    struct span name, telephone;
    int born;
};
int alike(struct arena *a, const struct known_as *x, const struct known_as *y);

/* --- fields (office.c) ---------------------------------------------------------------------------------- */

enum { NAME_MOST = 100, TELEPHONE_MOST = 40, LINE_MOST = 200, MAIL_MOST = 254 };

/* A line that was posted, without spaces around it and at most so long; must: what to say where there is
 * none, NULL where there need be none. */
struct value take_line_of(struct desk *d, const char *key, int most, const char *must);
struct value take_telephone(struct desk *d, const char *key);
/* An email address that mail can be sent to, in small letters and terminated; "" where there is none. */
struct value take_mail(struct desk *d, const char *key, const char *must);
/* A year of birth; 0 after marking what is wrong, and of none where there need be none. */
int take_born(struct desk *d, const char *key, int must);
/* A list to pick one from: none, if not NULL, stands before the others and is 0. */
struct option {
    int64_t number;
    const char *words;
};
void ask_pick(struct desk *d, const char *key, const char *ask, const char *hint, const char *none,
              const struct option *option, int count);
/* What was picked, if it is one of the options; else 0 after marking it. */
int64_t take_pick(struct desk *d, const char *key, const struct option *option, int count);
/* Who treats people here; sites that are open. was: also this one, though they have left or it is shut. */
int clinician_options(struct desk *d, int64_t was, struct option **ret);
int site_options(struct desk *d, int64_t was, struct option **ret);
const char *hex_of(struct desk *d, int64_t number);
/* The number of what a form makes: of the form, so that sent twice it makes one. */
int64_t form_number(struct desk *d);

int in_care(const struct rows *people, uint32_t i); /* has not left, is not archived */
int people_of(struct desk *d, int64_t account);     /* how many in care are theirs */
int owners_left(struct desk *d, int64_t without);   /* owners that work here, but for one */
const char *role_called(const char *role);
int day_of_instant(struct desk *d, int64_t at_s);
void put_crumb(struct desk *d, const char *path,
               const char *words); /* the way back, above the h1 */
void put_name_born(struct desk *d, const struct rows *r, uint32_t i); /* of people or patient */

/* --- the log in words (log.c) ---------------------------------------------------------------------------- */

/* "opened the record"; mine: as it is told to the patient, "read your record". What has no words is itself. */
const char *what_was_done(const char *what, int mine);

#endif
