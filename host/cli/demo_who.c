/* demo_who.c - who an invented person is, when they come to the clinic, and until when they are lived. */
#include "demo.h"

#include "../../core/day.h"

#include <stdio.h>
#include <stdlib.h>

enum { SILENT_DAYS = 9, LEFT_DAYS = 12 };

/* --- who they are ---------------------------------------------------------------------------------- */

struct words { /* what a person's facts point at */
    char profile[160], episode[320], start_back[48];
};

void demo_person(struct arena *a, const struct demo *c, const struct demo_patient *who,
                 struct invented *ret)
{
    struct words *w = arena_alloc(a, 1, sizeof *w);
    const struct demo_course *k = who->course;
    int stenosis = strcmp(who->side, "both") == 0;
    snprintf(w->profile, sizeof w->profile, "born=%d&sex=%s&zone=Europe%%2FLondon%s",
             demo_born(c, (int)(who - demo_patients)), who->sex, who->also);
    snprintf(w->episode, sizeof w->episode,
             "number=1&side=%s&below_knee=yes&leg_worse_than_back=yes&tingling_or_numb=%s&"
             "cough_hurts=%s&slump=%s&%s&interference=%s",
             who->side, stenosis ? "no" : "yes", stenosis ? "no" : "yes",
             stenosis ? "no" : "unsure",
             stenosis ? "worse=walking&worse=standing&eases=sitting&eases=bending&sit_min=60"
                      : "worse=sitting&worse=bending&eases=walking&sit_min=15",
             k->interference);
    snprintf(w->start_back, sizeof w->start_back, "total=%d&distress=%d", k->total, k->distress);
    *ret = k->person;
    ret->profile = w->profile;
    ret->episode = w->episode;
    ret->start_back = w->start_back;
    ret->paints = stenosis ? NULL : who->side;
    ret->level += demo_pick(who, 1, 121) - 60;
    ret->pace += ret->pace * (demo_pick(who, 2, 41) - 20) / 100;
    ret->began_before += demo_pick(who, 3, 9);
    const char *weeks = strstr(who->also, "pregnant_weeks=");
    ret->pregnant_weeks = weeks ? atoi(weeks + sizeof "pregnant_weeks=" - 1) : 0;
    if (ret->flare_day)
        ret->flare_day += demo_pick(who, 4, 9) - 4;
    if (ret->operated_before >= 0)
        ret->operated_before += demo_pick(who, 5, 14);
}

/* --- when they come ---------------------------------------------------------------------------------- */

/* The day of the record on which the nth visit is, or -1: clinics are closed at weekends, and what was
 * not yet is not told. */
static int visit_day(const struct demo *c, const struct demo_patient *who, int nth)
{
    static const int after[] = {0, 5, 10, 17, 27, 40, 55};
    int n = who->home + after[nth] + (nth ? demo_pick(who, 10 + nth, 3) : 0);
    int weekday = day_weekday(c->today - who->days + n);
    if (weekday > 4)
        n += 7 - weekday;
    return n < who->days ? n : -1;
}

int demo_visit_minute(const struct demo_patient *who, int nth)
{
    return 540 + 30 * demo_pick(who, 20 + nth, 16);
}

/* Which visit is on day n, or -1. */
int demo_visit_on(const struct demo *c, const struct demo_patient *who, int n)
{
    for (int nth = 0; nth < who->visits; nth++)
        if (visit_day(c, who, nth) == n)
            return nth;
    return -1;
}

/* The last day that is lived in full. */
int demo_last_day(const struct demo *c, const struct demo_patient *who)
{
    int ends = who->days - 14 - demo_pick(who, 6, 12);
    switch (who->turn) {
    case TURN_silent:
        return who->days - SILENT_DAYS;
    case TURN_left:
        return who->days - LEFT_DAYS;
    case TURN_archived:
        while (day_weekday(c->today - who->days + ends) > 4)
            ends--;
        return ends;
    default:
        return who->days - 1;
    }
}
