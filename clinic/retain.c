/* retain.c - until when what a clinic wrote must be kept. */
#include "../knowledge/country.h"
#include "clinic.h"

static const struct retain_rule rules[] = {
#define RETAIN(code, years, child_until, source) {code, years, child_until, source},
#include "retain.def"
};
enum { RULES = sizeof rules / sizeof rules[0], GROWN_UP = 18 };

const struct retain_rule *retain_rule(const struct country *c)
{
    int i = 0;
    while (i < RULES - 1 && !(c && str_same(c->code, rules[i].code)))
        i++;
    return &rules[i];
}

/* The same date so many years on; of 29 February the day after, where there is none. */
static int years_on(int day, int years)
{
    int y, m, d, on = day;
    day_civil(day, &y, &m, &d);
    if (!day_of(y + years, m, d, &on))
        day_of(y + years, 3, 1, &on);
    return on;
}

/* Of a year of birth it is not known whether the birthday has been: whoever may have been a child counts as
 * one, whoever may have been 17 as 17, and the birthday is the last day of its year. Without a year of birth
 * somebody counts as grown up. */
int retain_day(const struct country *c, int visit_day, int born)
{
    const struct retain_rule *r = retain_rule(c);
    int until = years_on(visit_day, r->years), age = day_year(visit_day) - born, birthday;
    if (born <= 0 || age > GROWN_UP ||
        !day_of(born + r->child_until + (age >= GROWN_UP - 1), 12, 31, &birthday))
        return until;
    return birthday > until ? birthday : until;
}
