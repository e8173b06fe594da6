/* exam_tests.c - the tests of an exam as rows, and what is worse than before. */
#include "recording.h"

#define AT(key) (int)offsetof(struct fact_exam, key)
const struct exam_test exam_tests[EXAM_TESTS] = {
    {"slr_deg", "Straight leg raise", AT(slr_deg), TEST_degrees},
    {"crossed_slr", "Crossed straight leg raise", AT(crossed_slr), TEST_sign},
    {"slump", "Slump", AT(slump), TEST_sign},
    {"knee_reflex", "Knee reflex", AT(knee_reflex), TEST_reflex},
    {"ankle_reflex", "Ankle reflex", AT(ankle_reflex), TEST_reflex},
    {"sensation", "Sensation", AT(sensation), TEST_reflex},
    {"mrc_dorsiflexion", "Foot up", AT(mrc_dorsiflexion), TEST_grade},
    {"mrc_big_toe", "Big toe up", AT(mrc_big_toe), TEST_grade},
    {"mrc_plantarflexion", "Heel raise", AT(mrc_plantarflexion), TEST_grade},
    {"mrc_knee_extension", "Knee straight", AT(mrc_knee_extension), TEST_grade},
};

int exam_value(const struct fact_exam *e, int test)
{
    int32_t value;
    memcpy(&value, (const char *)e + exam_tests[test].at, sizeof value);
    return value;
}

int exam_was(struct desk *d, int side, int test, size_t before, int *ret_day)
{
    for (const struct fact *f = newest(d, KIND_exam, before); f;
         f = newest(d, KIND_exam, place_of(d, f))) {
        const struct fact_exam *e = f->keys;
        if (e->side != side || exam_value(e, test) == UNANSWERED)
            continue;
        *ret_day = f->day;
        return exam_value(e, test);
    }
    return UNANSWERED;
}

int exam_deficit(int test, int now)
{
    if (now == UNANSWERED)
        return 0;
    return exam_tests[test].what == TEST_grade    ? now < 5
           : exam_tests[test].what == TEST_reflex ? now > reflexes_normal
                                                  : 0;
}

int exam_worse(int test, int was, int now)
{
    if (was == UNANSWERED || !exam_deficit(test, now))
        return 0;
    return exam_tests[test].what == TEST_grade ? now < was : now > was;
}

void put_exam_value(struct visit *v, int test, int value)
{
    struct span word = {"", 0};
    if (value == UNANSWERED) {
        html_put(&v->w, "not tested");
        return;
    }
    switch (exam_tests[test].what) {
    case TEST_degrees:
        html_put(&v->w, "%d°", value);
        return;
    case TEST_grade:
        html_put(&v->w, "%d", value);
        return;
    case TEST_sign:
        word = signs_name(value);
        break;
    case TEST_reflex:
        word = reflexes_name(value);
        break;
    }
    html_put(&v->w, "%.*s", (int)word.len, word.p);
}
