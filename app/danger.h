/* danger.h - danger questions as ticks that say, in place and with nothing sent, what a yes means.
 *
 *     for (int i = row; i < danger_count && dangers[i].is != DANGER_part; i++)
 *         i = danger_put(v, i, 1) - 1;
 *     uint32_t signs;
 *     uint64_t yes = dangers_ticked(v, &signs);
 *
 * What opens is the style sheet's doing (.danger), so it works without script and without a network.
 * The words are in knowledge/screen.def and questions.tsv, the numbers those of the country. */
#ifndef AMB_APP_DANGER_H
#define AMB_APP_DANGER_H

#include "visit.h"

enum danger_is { DANGER_part, DANGER_tick, DANGER_open, DANGER_sign, DANGER_shut, DANGER_follow };
struct danger {
    uint8_t is;
    uint8_t question;        /* or the sign */
    uint8_t first;           /* of a follow-up */
    const char *name, *word; /* the key of its field, and what it is called here */
    const char *said;        /* and told of the person afterwards */
};
extern const struct danger dangers[];
extern const int danger_count;

/* The short words of a question; of one that is not in the list, its full ones. */
const char *danger_words(int question);
/* What raised a flag, said of the person: of a question, of the signs that were ticked, or of en.def. */
void put_flag(struct visit *v, int flag);
/* The row of a question's own tick; -1. */
int danger_row(int question);

/* Draws one row, with all that it opens; gives the row after. stop: with the button of danger_then, and
 * with the questions that follow. */
int danger_put(struct visit *v, int row, int stop);
/* What a yes to a question means: level, what to do, what to say, the call. stop: and a button that
 * sends what was ticked at once. */
void danger_then(struct visit *v, int question, int stop);

/* The questions ticked or answered unsure; marks what is no answer. Signs: a set of cancer_signs. */
uint64_t dangers_ticked(struct visit *v, uint32_t *ret_signs);
/* Questions that are put to this person: those opened by the profile only when they are. */
int danger_shown(const struct visit *v, int question);
/* long_standing was ticked of every change of urine or saddle that was ticked. */
int all_long_standing(const struct visit *v, uint64_t yes);
/* Of these answers alone, one is for today or now. */
int urgent_alone(const struct visit *v, uint64_t yes);

/* alone.c: a question that was not answered and that what was told since calls for. The path where it
 * is asked, instead of the page that was asked for; NULL. And that page, and what was answered there,
 * by the name that the path gives. */
const char *alone_first(struct visit *v);
void alone_page(struct visit *v, const char *what);
void alone_post(struct visit *v, const char *what);

#endif
