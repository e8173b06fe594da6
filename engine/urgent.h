/* urgent.h - what an urgent plan asks of a person, as words of words/en.def in the order in which
 * they help: for the terminal (plan_urgent.c) and for the page of a phone.
 *
 *     struct urgent u;
 *     urgent_of(&plan, &u);
 *     for (int i = 0; i < u.first_count; i++)
 *         say_put(&text, u.first[i], (struct filling){.a = u.days}, country);
 *
 * Of a plan whose route is same_day or emergency; each word once, however many answers call for it.
 *
 * Source: docs/clinical.md, section 1. */
#ifndef AMB_ENGINE_URGENT_H
#define AMB_ENGINE_URGENT_H

#include "page.h"

struct urgent {
    uint8_t first[SAY_COUNT], first_count; /* what to do, first things first */
    uint8_t tell[SAY_COUNT], tell_count;   /* what to say there, and whom else to ring */
    uint8_t crisis;                        /* only thoughts of self-harm: a voice is needed */
    uint8_t ambulance;                     /* it comes to the person, who stays */
    uint8_t go;                            /* the person goes there */
    int days;                              /* since it was first told, once that is long; else 0 */
};

/* What one flag alone asks to be said: first, or besides; -1: nothing of its own. */
int urgent_word(int flag, int first);

void urgent_of(const struct plan *plan, struct urgent *ret);

#endif
