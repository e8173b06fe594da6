/* instrument.h - what the pages of instruments share. For clinic/ only. */
#ifndef AMB_CLINIC_INSTRUMENT_H
#define AMB_CLINIC_INSTRUMENT_H

#include "recording.h"

struct score_row { /* scores.def */
    const char *name, *words;
    int lo, hi, decimals;
    const char *means;
};
extern const struct score_row score_rows[];
extern const int score_row_count;

/* The newest standing score of an instrument, or NULL; its number as it is shown. */
const struct fact *last_score(struct desk *d, const char *name);
void put_score(struct desk *d, const struct fact *f);

/* A fact of the day that the form names: today, or one that is over. */
void ask_when(struct desk *d);
void begin_when(struct desk *d, enum kind kind);

/* instrument_ours.c, instrument_score.c: the forms */
void own_get(struct desk *d);
void own_post(struct desk *d);
void score_get(struct desk *d);
void score_post(struct desk *d);

#endif
