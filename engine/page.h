/* page.h - the plan as text for a terminal: words in paragraphs of 80 columns.
 *
 *     struct page p = {.t = t, .line = {.mem = t->mem}};
 *     head(&p, SAY_head_walk);
 *     say(&p, SAY_walk_once, (struct filling){.b = 10, .c = 5});
 *     para(&p);                       sets what was said, wrapped
 *
 * The words are in knowledge/words/en.def. */
#ifndef AMB_ENGINE_PAGE_H
#define AMB_ENGINE_PAGE_H

#include "../knowledge/country.h"
#include "plan.h"

enum say {
#define SAY(key, text) SAY_##key,
#include "../knowledge/words/en.def"
    SAY_COUNT
};
extern const char *const say_text[SAY_COUNT];

/* A paragraph is gathered in line, then wrapped onto t. */
struct page {
    struct text *t;
    struct text line;
};

struct filling { /* what stands for {a} {b} {c} {s} */
    int a, b, c;
    const char *s;
};

void say(struct page *p, enum say key, struct filling f);
/* The same onto any text, with the numbers of a country: for whoever sets the words otherwise. */
void say_put(struct text *t, enum say key, struct filling f, const struct country *c);
/* The country whose numbers the terminal gives. */
const struct country *page_country(void);
/* Sets the gathered paragraph: the first line from column first, after mark; the others from rest. */
void para_at(struct page *p, const char *mark, int first, int rest);
void para(struct page *p);
void point(struct page *p);
void head(struct page *p, enum say key);
void say_para(struct page *p, enum say key);
void say_point(struct page *p, enum say key);
void put_date(struct text *t, int day); /* 2 March */

/* What was answered, for whoever is shown this: the flags of routes from one to another. */
void put_told(struct page *p, const struct plan *plan, int from, int to);
/* plan_urgent.c: what to do when a route is urgent, before anything else. */
void put_urgent(struct page *p, const struct plan *plan);

#endif
