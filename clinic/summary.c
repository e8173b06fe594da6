/* summary.c - a summary from the facts, as text, and back. */
#include "summary.h"

#include "../app/days.h"
#include "../core/form.h"
#include "../knowledge/country.h"

/* --- the numbers, as a table: name in the text, place in the struct -------------------------------------- */

#define FIELD(name)                                                                                \
    {                                                                                              \
#name, offsetof(struct summary, name)                                                      \
    }
static const struct {
    const char *name;
    size_t at;
} fields[] = {
    FIELD(day),        FIELD(rules),    FIELD(route),      FIELD(stage),      FIELD(colour),
    FIELD(side),       FIELD(group),    FIELD(began),      FIELD(job_week),   FIELD(checkin_day),
    FIELD(answer_day), FIELD(visits),   FIELD(visit_day),  FIELD(first_day),  FIELD(base_leg),
    FIELD(now_leg),    FIELD(now_day),  FIELD(answered),   FIELD(rmdq_first), FIELD(rmdq_last),
    FIELD(function),   FIELD(referred), FIELD(discharged),
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

static int *field_of(struct summary *s, int i)
{
    return (int *)((char *)s + fields[i].at);
}

static void clear(struct summary *s)
{
    memset(s, 0, sizeof *s);
    for (int i = 0; i < FIELDS; i++)
        *field_of(s, i) = NOT_KNOWN;
    for (int i = 0; i < SUMMARY_LEGS; i++)
        s->leg[i] = NOT_KNOWN;
    for (int i = 0; i < SUMMARY_REACHES; i++)
        s->reach[i] = NOT_KNOWN;
}

/* --- from the facts ---------------------------------------------------------------------------------------- */

static void take_days(struct visit *v, struct summary *s)
{
    struct days d;
    int first = days_begin(v);
    days_of(v, v->day - 6 * SUMMARY_LEGS, v->day, &d);
    for (int i = 0; i < SUMMARY_LEGS; i++)
        s->leg[i] = d.day[d.count - SUMMARY_LEGS + i].leg;
    for (int i = 0; i < SUMMARY_REACHES; i++)
        s->reach[i] = d.day[d.count - SUMMARY_REACHES + i].reach;
    /* The newest seven days that have three answers: somebody who stopped answering is judged by what was
     * last known, and the figures tell when that was. */
    days_of(v, first, v->day, &d);
    for (int to = d.count; to > 0 && s->now_leg < 0; to--) {
        int from = to > 7 ? to - 7 : 0;
        if (d.day[to - 1].leg == NOT_TOLD)
            continue;
        s->now_leg = days_median(&d, TOLD_leg, from, to - from, 3);
        s->now_day = s->now_leg < 0 ? NOT_KNOWN : d.first + to - 1;
    }
    s->answered = 0;
    for (int i = 0; i < d.count; i++)
        s->answered += d.day[i].checkin;
}

/* Whether the person is back to what they did. */
struct full_again {
    int goals, low;
    int interference, asked_day; /* as told again; the day it was first told in this episode */
};

static int full(const struct full_again *f)
{
    enum { GOAL_FULL = 8 };
    if (f->goals)
        return f->low >= GOAL_FULL;
    if (f->interference == UNANSWERED)
        return NOT_KNOWN;
    return f->interference <= interferences_a_little;
}

/* What was told at the start is no outcome: only what is told again on a later day counts. */
static void interference_told(struct full_again *f, int day, int began, int told)
{
    if (day < began)
        return;
    if (f->asked_day == NOT_KNOWN)
        f->asked_day = day;
    else if (day > f->asked_day)
        f->interference = told;
}

/* The latest score of each activity. */
static void take_goals(struct visit *v, struct full_again *ret)
{
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        const struct fact_goal *g = f->keys;
        if (f->kind != KIND_goal || g->score == UNANSWERED || !stands(v, f))
            continue;
        int newest = 1;
        for (size_t k = i + 1; k < v->facts.count && newest; k++) {
            const struct fact *other = &v->facts.fact[k];
            const struct fact_goal *o = other->keys;
            newest = !(other->kind == KIND_goal && o->score != UNANSWERED && stands(v, other) &&
                       o->activity.len == g->activity.len &&
                       memcmp(o->activity.p, g->activity.p, g->activity.len) == 0);
        }
        if (!newest)
            continue;
        if (!ret->goals++ || g->score < ret->low)
            ret->low = g->score;
    }
}

static int tells(const struct fact *f)
{
    return f->by == WHO_self && f->kind != KIND_consent && f->kind != KIND_retract;
}

static void take_facts(struct visit *v, struct summary *s)
{
    struct full_again again = {.interference = UNANSWERED, .asked_day = NOT_KNOWN};
    int began = v->known.episode.began;
    s->visits = 0;
    s->referred = 0;
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (!stands(v, f) || f->day > v->day)
            continue;
        if (tells(f) && f->day > s->answer_day)
            s->answer_day = f->day;
        if (f->kind == KIND_checkin) {
            const struct fact_checkin *c = f->keys;
            s->checkin_day = f->day > s->checkin_day ? f->day : s->checkin_day;
            if (s->base_leg < 0 && c->leg != UNANSWERED &&
                (began == NEVER_DAY || f->day >= began)) {
                s->base_leg = c->leg;
                s->first_day = f->day;
            }
        } else if (f->kind == KIND_episode) {
            const struct fact_episode *e = f->keys;
            if (e->interference != UNANSWERED)
                interference_told(&again, f->day, began, e->interference);
        } else if (f->by != WHO_clinician) {
            continue; /* what a person says, or loads, of a clinic is not counted as one's work */
        } else if (f->kind == KIND_treatment) {
            s->visits++;
            s->visit_day = f->day > s->visit_day ? f->day : s->visit_day;
        } else if (f->kind == KIND_referral) {
            s->referred = 1;
        }
    }
    take_goals(v, &again);
    s->function = full(&again);
}

void summary_of(struct arena *a, struct span record, int day, struct summary *ret)
{
    /* No page of it is seen, but one that cannot be made wants to be told in some country. */
    static const struct app_site nobody = {
        .runs = "", .contact = "", .signed_by = "", .base_url = "", .country = &countries[0]};
    struct app_request q = {.site = &nobody, .path = {"/", 1}, .record = record};
    struct app_response r;
    struct visit *v = arena_alloc(a, 1, sizeof *v);
    clear(ret);
    q.now.day = day;
    q.now.at_s = (int64_t)day * 86400 + 43200;
    q.now.minute = 720;
    ret->day = day;
    ret->rules = RULES_VERSION;
    if (!visit_begin(v, a, &q, &r))
        return; /* a record that cannot be read: nothing is known, and the list says so */
    v->day = day;
    know(v, &v->facts, &v->known, &v->plan);
    const struct known *k = &v->known;
    ret->route = v->plan.route;
    ret->stage = v->plan.stage;
    ret->colour = v->plan.colour;
    ret->group = v->plan.group;
    ret->side = k->episode.at == NEVER_AT ? NOT_KNOWN : k->episode.said.side;
    if (k->episode.at != NEVER_AT) {
        ret->began = k->episode.began;
        ret->job_week = day >= k->episode.began ? (day - k->episode.began) / 7 + 1 : NOT_KNOWN;
    }
    ret->rmdq_first = k->rmdq_first;
    ret->rmdq_last = k->rmdq_last;
    ret->discharged = k->discharge;
    take_facts(v, ret);
    take_days(v, ret);
    needs_of(v, ret);
}

void summary_make(struct arena *a, struct span record, int day, struct text *ret_body)
{
    struct summary *s = arena_alloc(a, 1, sizeof *s);
    summary_of(a, record, day, s);
    summary_put(ret_body, s);
}

/* --- as text, and back --------------------------------------------------------------------------------------- */

static void put_list(struct text *t, const char *name, const int *list, int count)
{
    text_char(t, '&');
    text_str(t, name);
    text_char(t, '=');
    for (int i = 0; i < count; i++) {
        if (i)
            text_char(t, '.');
        if (list[i] >= 0)
            text_int(t, list[i]);
    }
}

void need_key(struct text *t, const struct need *n)
{
    static const char *const names[] = {
#define NEED(code, group, snooze) #code,
#include "needs.def"
    };
    text_str(t, names[n->code]);
    if (n->code != NEED_review && n->code != NEED_waits)
        return;
    text_char(t, '.');
    for (const char *p = n->args; *p && *p != '.'; p++)
        text_char(t, *p);
}

void summary_put(struct text *t, const struct summary *s)
{
    for (int i = 0; i < FIELDS; i++) {
        int value = *field_of((struct summary *)(uintptr_t)s, i);
        if (value == NOT_KNOWN)
            continue;
        if (i)
            text_char(t, '&');
        text_str(t, fields[i].name);
        text_char(t, '=');
        text_int(t, value);
    }
    put_list(t, "leg", s->leg, SUMMARY_LEGS);
    put_list(t, "reach", s->reach, SUMMARY_REACHES);
    static const char *const names[] = {
#define NEED(code, group, snooze) #code,
#include "needs.def"
    };
    for (int i = 0; i < s->needs; i++) {
        text_lit(t, "&need=");
        text_str(t, names[s->need[i].code]);
        text_char(t, ':');
        text_int(t, s->need[i].since_s);
        text_char(t, ':');
        form_encode(t, s->need[i].args, str_len(s->need[i].args));
    }
}

static int64_t number_read(const char **p)
{
    int minus = **p == '-';
    int64_t n = 0;
    *p += minus;
    for (; **p >= '0' && **p <= '9' && n < INT64_C(1) << 50; ++*p)
        n = n * 10 + (**p - '0');
    return minus ? -n : n;
}

static void list_read(const char *p, int *list, int count)
{
    for (int i = 0; i < count; i++) {
        list[i] = *p >= '0' && *p <= '9' ? (int)number_read(&p) : NOT_KNOWN;
        if (*p == '.')
            p++;
    }
}

/* "urgent:1772421180:saddle@1772421120.foot_drop?1772421180" */
static int need_read(const char *p, struct need *ret)
{
    static const char *const names[] = {
#define NEED(code, group, snooze) #code,
#include "needs.def"
    };
    size_t n = 0;
    while (p[n] && p[n] != ':')
        n++;
    for (int i = 0; i < NEED_COUNT; i++) {
        if (str_len(names[i]) != n || memcmp(names[i], p, n) != 0 || !p[n])
            continue;
        p += n + 1;
        *ret = (struct need){.code = i, .since_s = number_read(&p)};
        if (*p != ':')
            return 0;
        ret->args = p + 1;
        return 1;
    }
    return 0; /* of another version */
}

static int pair_take(struct summary *s, const char *key, const char *value)
{
    for (int i = 0; i < FIELDS; i++)
        if (str_same(fields[i].name, key)) {
            *field_of(s, i) = (int)number_read(&value);
            return 1;
        }
    if (str_same(key, "leg"))
        list_read(value, s->leg, SUMMARY_LEGS);
    else if (str_same(key, "reach"))
        list_read(value, s->reach, SUMMARY_REACHES);
    else if (str_same(key, "need") && s->needs < NEEDS_MAX)
        s->needs += need_read(value, &s->need[s->needs]);
    return 0;
}

int summary_read(struct arena *a, struct span body, struct summary *ret)
{
    struct form_reader r = {body.p, body.p + body.len};
    struct form_pair pair;
    int any = 0;
    clear(ret);
    while (form_next(&r, &pair) == FORM_PAIR) {
        char *key = arena_alloc(a, (size_t)pair.key_len + 1, 1);
        char *value = arena_alloc(a, (size_t)pair.value_len + 1, 1);
        ptrdiff_t n = form_decode(pair.value, pair.value_len, value);
        if (n < 0)
            return 0;
        value[n] = '\0';
        memcpy(key, pair.key, pair.key_len);
        any |= pair_take(ret, key, value);
    }
    return any && ret->day > 0 && ret->route >= 0;
}

enum need_group need_group(int code)
{
    static const uint8_t group[] = {
#define NEED(code, group, snooze) GROUP_##group,
#include "needs.def"
    };
    return (enum need_group)group[code];
}

int need_may_snooze(int code)
{
    enum { NOT, MAY };
    static const uint8_t may[] = {
#define NEED(code, group, snooze) snooze,
#include "needs.def"
    };
    return may[code];
}
