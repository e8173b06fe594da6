/* cases.h - clinical sentences: a record, and what the plan of a day must and must not hold.
 *
 *     struct case_file c;
 *     case_read(&c, "test/cases/fever.case");
 *     unsigned wrong = case_run(&c, 1);        says each expectation that is not met
 *
 * A case: a first line "# the sentence"; lines of a record; a blank line; then expectations, one a
 * line. Among the record's lines "repeat N DAYS LINE" stands for LINE and the same N times more,
 * each DAYS later. "on YYYY-MM-DD" sets the day of the expectations after it. The rest, each also
 * with "no " before it where that makes sense:
 *
 *     route R    stage S    mode M    group N    likeness L    pattern P    direction D    colour C
 *     change C   items N    items at most N    flag F [ROUTE]    item ID [CHANGE]    family F
 *     dose ID DOSE, a dose as exercises.tsv writes it: 3x10(5s) 2/d, without times once a day
 *     walk RUNG [TIMESxMINUTES]  walk none  walk at most RUNG    sit MINUTES
 *     task CODE [WITHIN_DAYS]    reason CODE
 *
 * An expectation is looked up in the plan as the program prints it, so a case tests what people
 * see.
 *
 * Ownership: a case keeps its memory until the program ends.
 * Errors:    a file that is no case ends the program with status 2 and says why. */
#ifndef AMB_TEST_CASES_H
#define AMB_TEST_CASES_H

#include "../engine/plan.h"

enum { CASE_WORDS = 5, CASE_WORD = 64 };

struct expectation {
    int line, day, no;
    const char *text;
    char word[CASE_WORDS][CASE_WORD];
    int words;
};

struct case_file {
    const char *path;
    struct record record;
    struct expectation *expected;
    int count;
};

void case_read(struct case_file *ret, const char *path);
/* Puts the lines that one line of a case's record stands for. */
void case_line(struct text *t, const char *path, int line_no, const char *s);
/* How many expectations are not met. loud: says each on standard error. */
unsigned case_run(const struct case_file *c, int loud);

#endif
