#include "days.h"

#include "asked.h"

static int16_t worst(int16_t known, int32_t now)
{
    return now != UNANSWERED && now > known ? (int16_t)now : known;
}

static int16_t least(int16_t known, int32_t now)
{
    return now != UNANSWERED && (known == NOT_TOLD || now < known) ? (int16_t)now : known;
}

static int16_t sum(int16_t known, int32_t more)
{
    int all = (known == NOT_TOLD ? 0 : known) + more;
    return (int16_t)(all > 1440 ? 1440 : all);
}

static int bits(uint64_t set)
{
    int n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

static void take_checkin(struct told_day *t, const struct fact_checkin *c)
{
    t->checkin = 1;
    t->leg = worst(t->leg, c->leg);
    t->back = worst(t->back, c->back);
    t->reach = worst(t->reach, checkin_reach(c));
    t->sit_min = least(t->sit_min, c->sit_min);
    t->walk_min = least(t->walk_min, c->walk_min);
}

static void take_session(struct told_day *t, const struct fact_session *s)
{
    uint64_t walks = family_items[FAMILY_WALK], exercise = 0;
    for (uint32_t i = 0; i < s->did.count; i++) {
        const struct done *d = &s->did.done[i];
        if (!(walks >> d->item & 1))
            exercise |= UINT64_C(1) << d->item;
        else if (d->minutes != UNANSWERED)
            t->walked_min = sum(t->walked_min, d->sets * d->minutes);
    }
    t->done = (int16_t)(t->done + bits(exercise));
    t->skipped = (int16_t)(t->skipped + bits(s->skipped & ~walks));
    if (s->did.count || s->rounds != UNANSWERED || !s->skipped)
        t->active = 1;
    t->left_out = s->skipped != 0;
}

static void take(struct told_day *t, const struct fact *f)
{
    if (f->kind == KIND_checkin) {
        take_checkin(t, f->keys);
    } else if (f->kind == KIND_session) {
        take_session(t, f->keys);
    } else if (f->kind == KIND_walk) {
        const struct fact_walk *w = f->keys;
        if (w->minutes != UNANSWERED)
            t->walked_min = sum(t->walked_min, w->minutes);
        t->active |= w->minutes != 0;
    } else if (f->kind == KIND_mobility) {
        t->mobility = f->keys;
    }
}

void days_of(struct visit *v, int first, int last, struct days *ret)
{
    const uint8_t *back = taken_back(v);
    int count = last < first ? 0 : last - first + 1;
    ret->first = first;
    ret->count = count;
    ret->day = arena_alloc(v->a, (size_t)count + 1, sizeof *ret->day);
    for (int i = 0; i < count; i++) {
        struct told_day *t = &ret->day[i];
        t->leg = t->back = t->reach = t->sit_min = t->walk_min = t->walked_min = NOT_TOLD;
    }
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (!back[i] && f->day >= first && f->day <= last)
            take(&ret->day[f->day - first], f);
    }
}

int days_begin(struct visit *v)
{
    const uint8_t *back = taken_back(v);
    int first = v->day;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        int shown = f->kind == KIND_checkin || f->kind == KIND_session || f->kind == KIND_walk ||
                    f->kind == KIND_mobility;
        if (shown && !back[i] && f->day < first)
            first = f->day;
    }
    return first;
}

int days_answered(const struct days *d, int from, int count)
{
    int n = 0;
    for (int i = from; i < from + count; i++)
        n += d->day[i].checkin;
    return n;
}

int day_told(const struct told_day *t, enum told_what what)
{
    return what == TOLD_leg ? t->leg : what == TOLD_back ? t->back : t->reach;
}

int days_median(const struct days *d, enum told_what what, int from, int count, int at_least)
{
    int times[11] = {0}, n = 0, seen = 0;
    for (int i = from; i < from + count; i++) {
        int value = day_told(&d->day[i], what);
        if (value == NOT_TOLD)
            continue;
        times[value]++;
        n++;
    }
    if (n < at_least || !n)
        return NOT_TOLD;
    for (int value = 0; value < 11; value++) {
        seen += times[value];
        if (seen >= (n + 1) / 2)
            return value;
    }
    return NOT_TOLD;
}
