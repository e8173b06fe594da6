/* What to ask, when to have somebody look, and what may be said of medicines. A task never removes
 * a plan. Source: clinical.md 9, 10 and 3. */
#include "gate.h"
#include "programme.h"

/* Less than the wished change from the first to now; -1 where there is nothing to compare. */
static int little_better(int first, int now)
{
    if (first <= 0 || now < 0)
        return -1;
    return (first - now) * 100 < first * limit(review_change_pct);
}

/* The clocks run from the episode's beginning; each stops when a clinician sees them after it. */
static void clocks(struct work *w)
{
    const struct known *k = w->k;
    int days = k->day - k->episode.began, seen = k->clinician_day - k->episode.began;
    int leg = little_better(k->leg_first, w->leg);
    int rmdq = little_better(k->rmdq_first, k->rmdq_last);
    int hard = w->leg >= limit(severe_pain) || k->sleep == sleeps_poor ||
               k->episode.said.work == works_off;
    if (leg != 1)
        return;
    if (days >= limit(review_third_days) && seen < limit(review_third_days)) {
        because(w->p, REASON_NOT_BETTER_12, -1, k->leg_first, w->leg, 0);
        task_add(w->p, TASK_BOOK_REVIEW, REASON_NOT_BETTER_12);
        task_add(w->p, TASK_SPECIALIST_OPINION, REASON_NOT_BETTER_12);
    } else if (days >= limit(review_second_days) && rmdq != 0 && seen < limit(review_second_days)) {
        because(w->p, REASON_NOT_BETTER_6, -1, k->leg_first, w->leg, 0);
        task_add(w->p, TASK_BOOK_REVIEW, REASON_NOT_BETTER_6);
        task_add(w->p, TASK_REVIEW_SIX_WEEKS, REASON_NOT_BETTER_6);
    } else if (days >= limit(review_first_days) && hard && seen < limit(review_first_days)) {
        because(w->p, REASON_SEVERE_2, -1, w->leg, 0, 0);
        task_add(w->p, TASK_BOOK_REVIEW, REASON_SEVERE_2);
        task_add(w->p, TASK_REVIEW_TWO_WEEKS, REASON_SEVERE_2);
    }
}

static void treatments(struct work *w)
{
    const struct known *k = w->k;
    int told = k->treatment_leg >= 0 && w->leg >= 0;
    int gain = told ? k->treatment_leg - w->leg : 0;
    int rmdq = little_better(k->rmdq_first, k->rmdq_last);
    int stuck =
        told && k->treatments >= limit(treatments_few) && gain < limit(treatment_gain) && rmdq != 0;
    if (stuck || k->treatments >= limit(treatments_many)) {
        because(w->p, REASON_TREATMENT_REVIEW, -1, k->treatments, 0, 0);
        task_add(w->p, TASK_TREATMENT_REVIEW, REASON_TREATMENT_REVIEW);
    }
}

static void risks(struct work *w)
{
    const struct known *k = w->k;
    if (k->start_distress >= limit(start_high) || k->phq2 >= limit(phq2_positive)) {
        because(w->p, REASON_DISTRESS, -1, 0, 0, 0);
        task_add(w->p, TASK_SUPPORT, REASON_DISTRESS);
    }
    if (k->group == 3) {
        because(w->p, REASON_GROUP_3, -1, 0, 0, 0);
        task_add(w->p, TASK_GROUP_REVIEW, REASON_GROUP_3);
    }
    const int32_t *e = k->episodes_told;
    int twice = e[1] != NEVER_DAY && k->episode.began - e[1] <= limit(recurrent_days);
    if (twice) {
        because(w->p, REASON_RECURRENT, -1, 0, 0, 0);
        task_add(w->p, TASK_RECURRENT_REVIEW, REASON_RECURRENT);
    }
}

static void medicines(struct work *w)
{
    const struct known *k = w->k;
    int caution = age_at_least(k, limit(nsaid_age)) || known_has(k, conditions_blood_thinner) ||
                  known_has(k, conditions_hypertension) || known_has(k, conditions_heart) ||
                  known_has(k, conditions_steroids) || pregnant_weeks_now(k) >= 0;
    if (k->taking >> medicines_nsaid & 1 && caution) {
        because(w->p, REASON_NSAID_CAUTION, -1, 0, 0, 0);
        task_add(w->p, TASK_ASK_PHARMACIST, REASON_NSAID_CAUTION);
    }
    if (k->taking >> medicines_opioid & 1 || k->taking >> medicines_gabapentinoid & 1) {
        because(w->p, REASON_SEDATING, -1, 0, 0, 0);
        task_add(w->p, TASK_MEDICINE_REVIEW, REASON_SEDATING);
    }
}

static void questions(struct work *w)
{
    const struct known *k = w->k;
    struct plan *p = w->p;
    if (known_age(k) < 0) {
        because(p, REASON_BORN_UNKNOWN, -1, 0, 0, 0);
        task_add(p, TASK_TELL_BORN, REASON_BORN_UNKNOWN);
    }
    int last =
        k->gate.motor_day[0] > k->gate.motor_day[1] ? k->gate.motor_day[0] : k->gate.motor_day[1];
    int weak = 0;
    for (int i = 0; i < ROWS_OF_TESTS * TESTS; i++)
        weak |= k->gate.strength[i / TESTS][i % TESTS].result > strengths_normal;
    if (last == NEVER_DAY) {
        because(p, REASON_MOTOR_MISSING, -1, 0, 0, 0);
        task_add(p, TASK_MOTOR_TEST, REASON_MOTOR_MISSING);
    } else if (weak && k->day - last >= limit(motor_weekly_days)) {
        because(p, REASON_MOTOR_WEEKLY, -1, 0, 0, 0);
        task_add(p, TASK_MOTOR_TEST, REASON_MOTOR_WEEKLY);
    }
    int age = screen_age(k);
    if (age >= limit(full_screen_days) || k->gate.full_at < k->gate.ask_full_at) {
        because(p, REASON_SCREEN_DUE, -1, age, 0, 0);
        task_add(p, TASK_FULL_SCREEN, REASON_SCREEN_DUE);
    }
    if (k->card_day == NEVER_DAY)
        task_add(p, TASK_READ_CARD, REASON_CARD);
    if (p->item_count && direction_now(k) < DIRECTION_extension && w->n->stage >= stages_calm &&
        w->n->stage <= stages_return && k->day - k->direction.last_day >= limit(retest_days) &&
        end_range(k) && known_age(k) >= 0)
        task_add(p, TASK_DIRECTION_TEST, REASON_DIRECTION_UNKNOWN);
    if (w->n->stage >= stages_calm && k->day - k->measure_day >= limit(mobility_every_days))
        task_add(p, TASK_MOBILITY, REASON_MOBILITY_DUE);
    if (past_term(k) || (pregnant_weeks_now(k) >= 0 &&
                         k->day - k->person.pregnant_day >= limit(pregnancy_ask_days)))
        task_add(p, TASK_PREGNANCY_WEEKS, REASON_PREGNANCY_ASK);
    int told = k->checkin_last_day > w->n->started ? k->checkin_last_day : w->n->started;
    if (w->n->started != NEVER_DAY && k->day - told >= limit(tell_days))
        task_add(p, TASK_CHECK_IN, REASON_CHECKIN_MISSED);
    if (came_back(w))
        task_add(p, TASK_TELL_EPISODE, REASON_CAME_BACK);
    int since = k->told_day > w->n->started ? k->told_day : w->n->started;
    if (w->n->started != NEVER_DAY && k->day - since >= limit(tell_days))
        task_add(p, TASK_TELL_DONE, REASON_TELL_DONE);
    if (p->flag_count && k->gate.in & ASKED(self_harm))
        task_add(p, TASK_CRISIS_LINE, REASON_SELF_HARM);
}

void review(struct work *w)
{
    int d = w->k->discharge;
    if (d == discharges_stopped || d == discharges_referred)
        return; /* nothing is asked of who is no longer in care here */
    questions(w);
    clocks(w);
    treatments(w);
    risks(w);
    medicines(w);
}
