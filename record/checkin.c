#include "fact.h"

_Static_assert(places_left_foot - places_left_back == (int)zones_foot - (int)zones_back &&
                   places_right_foot - places_right_back == (int)zones_foot - (int)zones_back,
               "the places of a side stand in the order of the zones");

static int place_zone(int place)
{
    if (place <= places_left_foot)
        return (int)zones_back + place - places_left_back;
    if (place <= places_right_foot)
        return (int)zones_back + place - places_right_back;
    return place == places_middle_back ? (int)zones_back : (int)zones_none;
}

static int farthest(uint32_t chart, int32_t told)
{
    int zone = UNANSWERED;
    for (int place = 0; place < places_COUNT; place++)
        if (chart >> place & 1 && place_zone(place) > zone)
            zone = place_zone(place);
    return chart ? zone : told;
}

int checkin_reach(const struct fact_checkin *c)
{
    return farthest(c->pain_at, c->reach);
}

int checkin_tingle(const struct fact_checkin *c)
{
    return farthest(c->tingle_at, c->tingle);
}
