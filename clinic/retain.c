/* retain.c - until when a record must be kept. Source: countries.def; OPS D5(3) for the United Kingdom. */
#include "../core/day.h"
#include "../knowledge/country.h"
#include "clinic.h"

static int date(int year, int month, int dayofmonth)
{
    int day = 0;
    if (!day_of(year, month, dayofmonth, &day))
        day_of(year, month, 28, &day); /* of 29 February where there is none */
    return day;
}

/* Children are kept to a birthday, those of 17 a year longer: only the year of birth is known, so to the end
 * of that year. Somebody whose year of birth nobody wrote down counts as grown up. */
int retain_day(const struct country *c, int visit_day, int born)
{
    int y, m, d;
    day_civil(visit_day, &y, &m, &d);
    int until = date(y + c->keep_years, m, d);
    if (born <= 0 || y - born >= 18)
        return until;
    int birthday = date(born + c->keep_child_age + (y - born == 17), 12, 31);
    return birthday > until ? birthday : until;
}
