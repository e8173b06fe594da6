/* chart.h - pictures of days, as SVG in whole numbers.
 *
 *     chart_pain(v, &days, from, count);         leg thick with dots, back dashed with squares
 *     chart_bars(v, &bars);                      minutes a day
 *
 * At most CHART_DAYS days a picture; more are drawn as pictures one under the other, so that a day is
 * never merged with another. A day without an answer is a band, a line never crosses it, and a day
 * alone is a dot. A 0 that was told is drawn at 0 or written as 0. Nothing is smoothed, and nothing is
 * drawn after the last day. Colours are classes of the style sheet (chart-...); without it the lines
 * are still seen. Each picture has a title and a description; its table of numbers is the page's.
 *
 * Units: pixels of a picture 358 wide. Ownership: none. Errors: none. */
#ifndef AMB_APP_CHART_H
#define AMB_APP_CHART_H

#include "days.h"

enum { CHART_DAYS = 84 };

/* Their parts, for a picture of another size (clinic/): where the i-th of count days stands, and a value
 * of 0 to most; bands over days without an answer; a line over each run of days that were told, a sign for
 * each day, both named at their last day, apart from each other. */
struct chart_frame {
    int left, right, top, foot, count;
};
int chart_x(const struct chart_frame *f, int i);
int chart_y(const struct chart_frame *f, int value, int most);
void chart_gaps(struct visit *v, const struct chart_frame *f, const struct told_day *day);
void chart_line(struct visit *v, const struct chart_frame *f, const struct told_day *day,
                enum told_what what);
void chart_points(struct visit *v, const struct chart_frame *f, const struct told_day *day,
                  enum told_what what);
void chart_names(struct visit *v, const struct chart_frame *f, const struct told_day *day);

void chart_pain(struct visit *v, const struct days *d, int from, int count);

struct chart_bars {
    const char *id;   /* of the picture on its page */
    const char *name; /* "Minutes walked" */
    const char *what; /* "walked" : 12 minutes walked */
    const int16_t *value;
    int first, from, count; /* the day of value[0]; which of them are drawn */
    int dots;               /* asked now and then: a dot for each answer, and no bands */
};
void chart_bars(struct visit *v, const struct chart_bars *b);

/* Each day a sign: done, left out, nothing told; seven a row. */
void chart_done(struct visit *v, const struct days *d, int from, int count);

#endif
