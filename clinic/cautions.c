/* cautions.c - what speaks against manipulation. Source: clinical.md 1.3, 6 (OST, PREG, PO). */
#include "recording.h"

#define BIT(name) (UINT32_C(1) << CAUTION_##name)

/* The newest exam of a side says that something is worse than before, or is weak to MRC 3 or less. */
static int exam_tells(struct desk *d)
{
    for (int side = 0; side < sides2_COUNT; side++)
        for (int test = 0; test < EXAM_TESTS; test++) {
            int day = 0, before_day = 0;
            size_t at = SIZE_MAX;
            int now = exam_was(d, side, test, SIZE_MAX, &day);
            if (now == UNANSWERED)
                continue;
            for (const struct fact *f = newest(d, KIND_exam, SIZE_MAX); f;
                 f = newest(d, KIND_exam, place_of(d, f))) {
                const struct fact_exam *e = f->keys;
                if (e->side == side && exam_value(e, test) != UNANSWERED) {
                    at = place_of(d, f);
                    break;
                }
            }
            if (exam_worse(test, exam_was(d, side, test, at, &before_day), now))
                return 1;
            if (exam_tests[test].what == TEST_grade && now <= limit(mrc_weak))
                return 1;
        }
    return 0;
}

static int flag_up(struct desk *d, int flag)
{
    return d->v.known.gate.up >> flag & 1;
}

uint32_t cautions_of(struct desk *d)
{
    static const uint8_t deficits[] = {Q_both_legs, Q_both_weak,  Q_foot_drop, Q_gives_way,
                                       Q_weaker,    Q_hands_gait, FLAG_motor,  FLAG_numbness};
    const struct known *k = &d->v.known;
    uint32_t set = 0;
    if (d->v.plan.route >= routes_same_day)
        set |= BIT(urgent);
    for (int i = 0; i < COUNT_OF(deficits); i++)
        if (flag_up(d, deficits[i]))
            set |= BIT(deficit);
    if (exam_tells(d) || k->row[k->day & (ROWS - 1)].numb == numbs_more)
        set |= BIT(deficit);
    if (known_has(k, conditions_osteoporosis))
        set |= BIT(osteoporosis);
    if (known_has(k, conditions_steroids))
        set |= BIT(steroids);
    if (known_has(k, conditions_blood_thinner))
        set |= BIT(blood_thinner);
    if (pregnant_weeks_now(k) >= 0 || just_delivered(k))
        set |= BIT(pregnancy);
    if (k->person.surgery != UNANSWERED && k->person.surgery <= k->day &&
        k->day - k->person.surgery < limit(lift_after_operation_days))
        set |= BIT(surgery);
    return set;
}

void put_caution(struct desk *d, enum caution c)
{
    static const char *const words[CAUTION_COUNT] = {
#define CAUTION(name, words) [CAUTION_##name] = words,
#include "cautions.def"
    };
    html_put(&d->v.w, "%s", words[c]);
}
