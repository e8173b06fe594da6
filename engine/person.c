/* What follows from the person and the episode: age, pregnancy, profiles, pattern, likeness. */
#include "known.h"

int known_age(const struct known *k)
{
    int age = k->person.born == UNANSWERED ? -1 : day_year(k->day) - k->person.born;
    return age < 0 ? -1 : age; /* a year of birth still to come is none: nobody is let off by it */
}

int age_at_least(const struct known *k, int years)
{
    int age = known_age(k);
    return age < 0 || age >= years;
}

int known_has(const struct known *k, int condition)
{
    return (int)(k->person.has >> condition & 1);
}

/* Counted forward from the day it was told; past the end of a pregnancy it stays there, both
 * pregnant and just delivered, until it is answered again. */
int pregnant_weeks_now(const struct known *k)
{
    const struct person *p = &k->person;
    if (p->pregnant_weeks == UNANSWERED || p->pregnant_weeks == 0 || p->pregnant_day > k->day)
        return -1;
    return p->pregnant_weeks + (k->day - p->pregnant_day) / 7;
}

int past_term(const struct known *k)
{
    return pregnant_weeks_now(k) > limit(pregnancy_weeks_max);
}

int just_delivered(const struct known *k)
{
    const struct person *p = &k->person;
    if (past_term(k))
        return 1;
    return p->after_weeks != UNANSWERED && p->after_day <= k->day &&
           p->after_weeks + (k->day - p->after_day) / 7 < limit(after_birth_weeks);
}

int after_operation(const struct known *k)
{
    return k->person.surgery != UNANSWERED && k->person.surgery <= k->day &&
           k->day - k->person.surgery < limit(post_operation_days);
}

static int worsened(const struct known *k, int direction)
{
    return k->day - k->direction.worse_day[direction] <= limit(direction_worse_days);
}

uint32_t known_profiles(const struct known *k)
{
    const struct fact_episode *e = &k->episode.said;
    uint32_t p = 0;
    if (pregnant_weeks_now(k) > limit(pregnant_bans_weeks) || just_delivered(k))
        p |= 1u << PROFILE_PREG;
    if (known_has(k, conditions_osteoporosis) || known_has(k, conditions_steroids))
        p |= 1u << PROFILE_OST;
    if (known_pattern(k) == PATTERN_stenosis)
        p |= 1u << PROFILE_STEN;
    if (after_operation(k))
        p |= 1u << PROFILE_PO;
    if (known_has(k, conditions_knee))
        p |= 1u << PROFILE_KNEE;
    if (known_has(k, conditions_hip_replacement))
        p |= 1u << PROFILE_HIP;
    if (known_has(k, conditions_falls))
        p |= 1u << PROFILE_FALL;
    if (known_has(k, conditions_heart))
        p |= 1u << PROFILE_CVD;
    if (worsened(k, DIRECTION_extension))
        p |= 1u << PROFILE_EXTW;
    if (worsened(k, DIRECTION_flexion) ||
        ((e->worse >> provokers_bending & 1) && !(e->eases >> provokers_bending & 1)))
        p |= 1u << PROFILE_FLXW;
    return p;
}

uint64_t orders_pinned(const struct known *k)
{
    uint64_t set = 0;
    for (uint64_t rest = k->orders.pins; rest; rest &= rest - 1) {
        int i = __builtin_ctzll(rest);
        if (k->orders.pin_until[i] >= k->day)
            set |= UINT64_C(1) << i;
    }
    return set;
}

int end_range(const struct known *k)
{
    return !(known_profiles(k) & (1u << PROFILE_PREG | 1u << PROFILE_OST | 1u << PROFILE_PO));
}

/* What a check-in shows stands for an answer that was not given. */
static int32_t or_shown(int32_t told, int shown)
{
    return told != UNANSWERED || shown < 0 ? told : shown;
}

/* What was not told is no "no": only when it could not make the band is there too little in common. */
enum likeness known_likeness(const struct known *k)
{
    const struct fact_episode *e = &k->episode.said;
    int below_knee = k->reach_most < 0             ? -1
                     : k->reach_most >= zones_calf ? (int)answers_yes
                                                   : (int)answers_no;
    const int32_t five[] = {or_shown(e->below_knee, below_knee),
                            or_shown(e->leg_worse_than_back, k->leg_worse), e->tingling_or_numb,
                            e->cough_hurts, e->slump};
    int untold = 0, yes = 0;
    for (int i = 0; i < 5; i++) {
        untold += five[i] == UNANSWERED;
        yes += five[i] == answers_yes;
    }
    return yes >= limit(likeness_typical)         ? LIKENESS_typical
           : yes >= limit(likeness_some)          ? LIKENESS_some_features
           : yes + untold >= limit(likeness_some) ? LIKENESS_unknown
                                                  : LIKENESS_not_typical;
}

static int stenosis(const struct known *k)
{
    const struct fact_episode *e = &k->episode.said;
    int no_pain_seated =
        (e->eases >> provokers_sitting & 1) && !(e->worse >> provokers_sitting & 1);
    int bending_eases = e->eases >> provokers_bending & 1;
    int upright = (e->worse >> provokers_walking & 1) || (e->worse >> provokers_standing & 1);
    return age_at_least(k, limit(stenosis_age)) && (no_pain_seated || bending_eases) && upright;
}

static int ticks(uint32_t set)
{
    int n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

/* The count of inflammatory features, when age and duration allow it to mean anything; else 0. */
int inflammatory_count(const struct known *k)
{
    const struct fact_episode *e = &k->episode.said;
    int young = e->age_at_onset == UNANSWERED || e->age_at_onset < limit(inflammatory_age);
    if (!young || k->day - k->episode.began <= limit(inflammatory_days))
        return 0;
    return ticks(e->inflammatory);
}

enum pattern known_pattern(const struct known *k)
{
    if (k->episode.at == NEVER_AT)
        return PATTERN_unknown;
    if (stenosis(k))
        return PATTERN_stenosis;
    if (inflammatory_count(k) >= limit(inflammatory_many))
        return PATTERN_inflammatory;
    switch (known_likeness(k)) {
    case LIKENESS_unknown:
        return PATTERN_unknown;
    case LIKENESS_not_typical:
        return PATTERN_other;
    default:
        return PATTERN_radicular;
    }
}
