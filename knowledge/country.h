/* country.h - whom to call, by country: chosen by whoever runs the server.
 *
 *     const struct country *c = country_find("GB");
 *     country_words(&text, "Call {call} now.", c);         Call 999 or 112 now.
 *
 * Source: countries.def, a source for each row. */
#ifndef AMB_COUNTRY_H
#define AMB_COUNTRY_H

#include "../core/text.h"

struct country {
    const char *code, *name;
    const char *emergency;   /* the ambulance: 999 */
    const char *call;        /* the same as a sentence says it: 999 or 112 */
    const char *urgent_name; /* the urgent medical line, as people call it: NHS 111; "" none */
    const char *urgent;      /* its number: 111; "" none */
    const char *department;  /* where one goes: A&E */
    const char *doctor;      /* GP */
    const char *crisis_name, *crisis; /* somebody to talk to, at any hour; "" */
};

/* NULL when there is none of that code. */
const struct country *country_find(const char *code);
extern const struct country countries[];
extern const int country_count;

/* Appends what stands for a word in braces: call, line (the urgent line), department, doctor, crisis
 * (name and number); 0 for another word. Where the country has none it says so in general words. */
int country_word(struct text *t, const char *word, size_t n, const struct country *c);

/* Appends words in which {call} and the like stand for the country's own. */
void country_words(struct text *t, const char *words, const struct country *c);

#endif
