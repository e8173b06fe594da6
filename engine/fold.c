/* fold.c - one fact after the other into what is known, and the close of a day. */
#include "fold.h"
#include "colour.h"
#include "gate.h"

static struct row *today(struct known *k)
{
    return &k->row[k->day & (ROWS - 1)];
}

static int8_t worse_of(int8_t had, int32_t told)
{
    return told == UNANSWERED || told <= had ? had : (int8_t)told;
}

static int16_t least_of(int16_t had, int32_t told)
{
    return told == UNANSWERED || (had >= 0 && had <= told) ? had : (int16_t)told;
}

static int fell_within_a_week(const struct known *k, int leg)
{
    for (int day = k->day; day >= k->day - limit(numb_fall_days); day--) {
        const struct row *r = known_row(k, day);
        if (r && r->leg >= leg + limit(numb_fall))
            return 1;
    }
    return 0;
}

/* Numbness that grew and has not been said to be less or gone; with a leg that hurts much less it is
 * no recovery. [S92] */
static void fold_numbness(struct known *k, const struct fact_checkin *c)
{
    int leg = c->leg != UNANSWERED ? c->leg : k->leg_last;
    if (c->numb == numbs_more)
        k->numb_more_day = k->day;
    else if (c->numb == numbs_none || c->numb == numbs_less)
        k->numb_more_day = NEVER_DAY;
    int grew = k->day - k->numb_more_day <= limit(numb_fall_days);
    if (c->numb == numbs_more || (grew && c->leg != UNANSWERED))
        gate_numbness(k, k->now, c->numb == numbs_more,
                      grew && leg >= 0 && fell_within_a_week(k, leg));
    else if (c->numb == numbs_none || c->numb == numbs_less)
        gate_set(&k->gate, IN_numb, 0, k->now);
}

static void fold_relief(struct known *k, struct row *r)
{
    if (!r->relief && k->day - k->relief_day > limit(relief_new_days))
        k->relief_new_day = k->day;
    r->relief = 1;
}

/* What the gate reads: all of it, or of a check-in taken back what an urgent route rests on. That
 * numbness was less, or that nothing hurt, is then not said. */
static void fold_alarms(struct known *k, const struct fact_checkin *c, uint64_t keep)
{
    struct row *r = today(k);
    struct fact_checkin said = *c;
    int more = c->numb == numbs_more, severe = c->back >= limit(severe_pain);
    if (keep != KEEP_ALL) {
        said.numb = more && keep & (IN(numb) | IN(numb_fall)) ? numbs_more : UNANSWERED;
        said.leg = keep & IN(numb_fall) ? c->leg : UNANSWERED;
        said.back = severe && keep & IN(severe) ? c->back : UNANSWERED;
    }
    k->gate.told = (more ? IN(numb) | IN(numb_fall) : 0) | (severe ? IN(severe) : 0) |
                   (c->leg != UNANSWERED ? IN(numb_fall) : 0);
    fold_numbness(k, &said);
    r->leg = worse_of(r->leg, said.leg);
    r->back = worse_of(r->back, said.back);
    r->numb = worse_of(r->numb, said.numb);
    if (said.back != UNANSWERED)
        gate_keep(&k->gate, IN_severe, r->back >= limit(severe_pain), k->now);
}

static void fold_checkin(struct known *k, const struct fact_checkin *c, uint64_t keep)
{
    struct row *r = today(k);
    fold_alarms(k, c, keep);
    if (keep != KEEP_ALL)
        return;
    r->checkin = 1;
    r->reach = worse_of(r->reach, checkin_reach(c));
    r->morning = worse_of(r->morning, c->morning);
    r->worse_word = r->morning == mornings_worse;
    r->sit_min = least_of(r->sit_min, c->sit_min);
    r->walk_min = least_of(r->walk_min, c->walk_min);
    if (c->sleep != UNANSWERED)
        k->sleep = (int8_t)c->sleep;
    if (c->relief == yes_no_yes)
        fold_relief(k, r);
}

/* As it is told, whatever the rounds: a day told at once may name each amount as a round or as the
 * whole, and to take the larger reading for too much would hold people back who did as shown. */
static void tell(struct told *t, const struct done *d)
{
    int sets = d->sets;
    int reps = d->reps != UNANSWERED ? sets * d->reps : 0;
    int hold = d->hold_s != UNANSWERED ? sets * d->hold_s : 0;
    int minutes = d->minutes != UNANSWERED ? sets * d->minutes : 0;
    const int most = 30000;
    t->reps = (int16_t)(t->reps + reps > most ? most : t->reps + reps);
    t->hold_s = (int16_t)(t->hold_s + hold > most ? most : t->hold_s + hold);
    t->minutes = (int16_t)(t->minutes + minutes > most ? most : t->minutes + minutes);
}

static void tell_walk(struct known *k, int total)
{
    struct row *r = today(k);
    r->walked = 1;
    r->walk_told = (int16_t)(r->walk_told + total > 30000 ? 30000 : r->walk_told + total);
    k->active_day = k->day;
}

static uint64_t directional(void)
{
    return family_items[FAMILY_EXT] | family_items[FAMILY_FLX] | family_items[FAMILY_LAT];
}

static struct base day_base(const struct known *k, const struct row *r)
{
    struct base b = {r->leg, r->back, r->reach};
    if (b.leg < 0)
        b.leg = k->leg_last;
    if (b.reach < 0)
        b.reach = k->reach_last;
    return b;
}

static void fold_session(struct known *k, const struct fact_session *s)
{
    struct row *r = today(k);
    int rounds = s->rounds == UNANSWERED ? 1 : s->rounds;
    uint64_t done = 0;
    for (uint32_t i = 0; i < s->did.count; i++) {
        const struct done *d = &s->did.done[i];
        done |= UINT64_C(1) << d->item;
        if (exercises[d->item].family == FAMILY_WALK)
            tell_walk(k, d->minutes != UNANSWERED ? d->sets * d->minutes * rounds : 0);
        tell(&k->told[k->day & 1][d->item], d);
    }
    uint64_t counts = done & ~family_items[FAMILY_REST];
    int nothing = s->did.count == 0 && s->skipped != 0; /* told: nothing was done */
    r->done |= done;
    r->provoked |= s->provoked;
    struct base base = day_base(k, r);
    int colour = session_colour(s, base);
    r->colour = (uint8_t)(colour > r->colour ? colour : r->colour);
    if (session_farther(s, base))
        r->farther |= s->provoked ? s->provoked : done & directional();
    if (s->did.count || s->skipped)
        k->told_day = k->day;
    if (counts || (s->did.count == 0 && !nothing)) {
        r->session = 1;
        k->active_day = k->day;
    }
}

static void fold_walk(struct known *k, const struct fact_walk *w)
{
    struct row *r = today(k);
    int colour = walk_colour(w, day_base(k, r));
    r->colour = (uint8_t)(colour > r->colour ? colour : r->colour);
    if (colour == COLOUR_red)
        r->provoked |= family_items[FAMILY_WALK];
    tell_walk(k, w->minutes != UNANSWERED ? w->minutes : 0);
    k->told_day = k->day;
}

static void fold_clinical(struct known *k, const struct fact *f)
{
    if (f->kind != KIND_clearance && f->kind != KIND_override)
        gate_visit(k, f);
    if (f->by != WHO_self)
        k->clinician_day = k->day;
    if (f->kind == KIND_exam) {
        const struct fact_exam *e = f->keys;
        if (e->sensation != UNANSWERED && e->sensation > k->exam_sensation)
            k->exam_sensation = e->sensation;
        if (e->shift != UNANSWERED)
            k->shift = e->shift != leanings_none;
    } else if (f->kind == KIND_treatment) {
        const struct fact_treatment *t = f->keys;
        if (t->consent != consent_givens_declined && k->treatments_day != k->day) {
            k->treatments++;
            k->treatments_day = k->day;
        }
    } else if (f->kind == KIND_clearance) {
        gate_clearance(k, f, f->keys);
        fold_allow(k, f, f->keys);
    } else if (f->kind == KIND_override) {
        fold_override(k, f, f->keys);
    }
}

static void fold_scores(struct known *k, const struct fact *f)
{
    if (f->kind == KIND_start_back) {
        const struct fact_start_back *s = f->keys;
        k->start_total = s->total != UNANSWERED ? s->total : k->start_total;
        k->start_distress = s->distress != UNANSWERED ? s->distress : k->start_distress;
        k->start_day = k->day;
        return;
    }
    const struct fact_questionnaire *q = f->keys;
    if (q->score == UNANSWERED)
        return;
    if (q->name.len == 6 && memcmp(q->name.p, "rmdq24", 6) == 0) {
        if (k->rmdq_first < 0)
            k->rmdq_first = q->score;
        k->rmdq_last = q->score;
    } else if (q->name.len == 4 && memcmp(q->name.p, "phq2", 4) == 0) {
        k->phq2 = q->score;
    }
}

void known_fact(struct known *k, const struct fact *f, uint64_t keep)
{
    k->gate.said_no = k->gate.told = 0;
    if (f->day < k->day) /* a traveller's, back over midnight */
        today(k)->went_back = 1;
    k->now = k->now < turn_first(f->at) ? turn_first(f->at) : k->now + 1;
    switch (f->kind) {
    case KIND_profile:
        fold_profile(k, f, f->keys, keep);
        break;
    case KIND_episode:
        fold_episode(k, f, f->keys);
        break;
    case KIND_screen:
        gate_screen(k, f, f->keys, keep);
        today(k)->screened = (uint8_t)(k->gate.any_day == k->day);
        gate_weigh(k);
        break;
    case KIND_motor:
        gate_motor(k, f, f->keys, keep);
        gate_weigh(k);
        break;
    case KIND_checkin:
        fold_checkin(k, f->keys, keep);
        gate_weigh(k);
        break;
    case KIND_session:
        fold_session(k, f->keys);
        break;
    case KIND_walk:
        fold_walk(k, f->keys);
        break;
    case KIND_mobility:
        fold_mobility(k, f->keys);
        break;
    case KIND_direction_test:
        direction_fact(k, f, f->keys);
        break;
    case KIND_start_back:
    case KIND_questionnaire:
        fold_scores(k, f);
        break;
    case KIND_medicine: {
        const struct fact_medicine *m = f->keys;
        int started = m->started != UNANSWERED ? m->started : k->day;
        k->taking = m->taking ? m->taking & ~(1u << medicines_none) : k->taking;
        if (m->started != UNANSWERED && started <= k->day && started > k->medicine_day)
            k->medicine_day = started;
        break;
    }
    case KIND_flare:
        today(k)->flare_tap = 1;
        break;
    case KIND_swap: {
        const struct fact_swap *s = f->keys;
        if (s->out != UNANSWERED)
            k->swapped |= UINT64_C(1) << s->out;
        break;
    }
    case KIND_card:
        k->card_day = k->day;
        break;
    case KIND_after_treatment: {
        const struct fact_after_treatment *t = f->keys;
        if (t->new_symptom == answers_yes || t->new_symptom == answers_unsure)
            k->gate.ask_full_at = k->now;
        break;
    }
    case KIND_exam:
        if (keep == KEEP_ALL)
            fold_clinical(k, f);
        gate_exam(k, f->keys);
        gate_weigh(k);
        break;
    case KIND_treatment:
    case KIND_clearance:
    case KIND_override:
    case KIND_referral:
        fold_clinical(k, f);
        gate_weigh(k);
        break;
    case KIND_discharge: {
        const struct fact_discharge *d = f->keys;
        const struct row *r = today(k);
        k->discharge = d->outcome != UNANSWERED ? d->outcome : k->discharge;
        k->discharge_leg = r->leg >= 0 ? r->leg : k->leg_last;
        k->discharge_reach = r->reach >= 0 ? r->reach : k->reach_last;
        break;
    }
    default:
        break; /* shown, kept, and without a part in the plan */
    }
}

/* What becomes so by the passing of days, and what needs the whole day. */
static void close_gate(struct known *k)
{
    struct gate *g = &k->gate;
    int64_t since = k->episode.at;
    enum pattern p = known_pattern(k);
    int inflammatory = inflammatory_count(k);
    gate_set(g, IN_stenosis, p == PATTERN_stenosis, since);
    gate_set(g, IN_inflammatory4, inflammatory >= limit(inflammatory_many), since);
    gate_set(g, IN_inflammatory3, inflammatory == limit(inflammatory_some), since);
    int age = known_age(k);
    int minor =
        age >= 0 && (age < limit(child_age) || (age < limit(adult_age) && !k->orders.clinician));
    gate_set(g, IN_minor, minor, NEVER_AT);
    if (!(g->in & IN(minor)) && g->flag[FLAG_age].up) {
        g->flag[FLAG_age].up = 0;
        g->up &= ~(UINT64_C(1) << FLAG_age);
    }
    if (k->flare.raised)
        gate_set(g, IN_flare, 1, k->flare.soon_at);
    gate_weigh(k);
}

/* SCOPiC: fixed by the facts known on the day of start_back. [S33] [S34c]; two cut-offs are ours.
 */
static void set_group(struct known *k)
{
    if (k->start_total < 0)
        return;
    const struct fact_episode *e = &k->episode.said;
    int n = (e->interference != UNANSWERED && e->interference >= interferences_quite_a_bit) +
            (e->below_knee == answers_yes || k->reach_last >= zones_calf) +
            (k->leg_last >= limit(severe_pain)) + (k->exam_sensation > reflexes_normal);
    int low = k->start_total <= limit(start_low);
    int high = !low && k->start_distress >= limit(start_high);
    k->group = (uint8_t)(low ? 1 : n >= (high ? limit(scopic_high) : limit(scopic_medium)) ? 3 : 2);
}

/* The walking minutes of the first measures, those of the same morning among them. */
static void close_measures(struct known *k)
{
    const struct row *r = known_row(k, k->day);
    if (k->measure_count == 1 && k->measure_day == k->day)
        k->measure_first.walk_min = r->walk_min >= 0 ? r->walk_min : k->walk_min_last[0];
}

/* Once below the knee counts for the whole episode: that pain draws back is no sign of anything else. */
static void close_likeness(struct known *k, const struct row *r)
{
    if (r->reach > k->reach_most)
        k->reach_most = r->reach;
    if (k->leg_worse < 0 && r->leg >= 0 && r->back >= 0)
        k->leg_worse = r->leg > r->back ? answers_yes : answers_no;
}

void known_close(struct known *k)
{
    struct row *r = today(k);
    flare_close(k);
    direction_close(k);
    direction_banned(k, r->farther);
    close_gate(k);
    if (r->relief)
        k->relief_day = k->day;
    if (r->leg >= 0)
        k->leg_last = r->leg;
    if (r->reach >= 0)
        k->reach_last = r->reach;
    if (r->checkin)
        close_likeness(k, r);
    if (k->treatments == 1 && k->treatments_day == k->day)
        k->treatment_leg = k->leg_last;
    if (k->start_day == k->day)
        set_group(k);
    close_measures(k);
    if (!r->checkin)
        return;
    if (k->checkin_first_day < k->episode.began)
        k->checkin_first_day = k->day;
    k->checkin_last_day = k->day;
    if (r->leg >= 0 && k->leg_first_day < k->episode.began) {
        k->leg_first_day = k->day;
        k->leg_first = r->leg;
    }
    if (r->sit_min >= 0)
        k->sit_min = r->sit_min;
    if (r->walk_min >= 0) {
        k->walk_min_last[1] = k->walk_min_last[0];
        k->walk_min_last[0] = r->walk_min;
        k->walk_min_day = k->day;
    }
}
