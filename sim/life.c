/* How a made-up person's leg is, what they write in the morning, what they do with a plan. */
#include "life.h"

#include "../core/day.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FLARE = 350, TOO_MUCH = 200, NOISE = 60 };

int life_chance(struct life *l, int below)
{
    l->seed = l->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((uint32_t)(l->seed >> 33) % (uint32_t)below);
}

struct date {
    char s[16];
};

/* So many days after the first. */
static struct date date_of(const struct life *l, int n)
{
    struct date out;
    int year, month, dayofmonth;
    day_civil(l->first_day + n, &year, &month, &dayofmonth);
    snprintf(out.s, sizeof out.s, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
             (unsigned)dayofmonth % 100);
    return out;
}

/* Appends; a telling that is full is our bug. */
__attribute__((format(printf, 2, 0))) static void append(struct telling *d, const char *format,
                                                         va_list args)
{
    int n = vsnprintf(d->bytes + d->len, sizeof d->bytes - d->len, format, args);
    if (n < 0 || (size_t)n >= sizeof d->bytes - d->len) {
        fputs("life: the telling is full\n", stderr);
        exit(2);
    }
    d->len += (size_t)n;
}

__attribute__((format(printf, 2, 3))) static void add(struct telling *d, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    append(d, format, args);
    va_end(args);
}

/* WHEN KIND, and by which name and when it was written down where facts have names. */
static void say_head(struct life *l, struct telling *d, int minute, const char *kind)
{
    char sign = l->offset_min < 0 ? '-' : '+';
    int off = l->offset_min < 0 ? -l->offset_min : l->offset_min;
    struct date date = date_of(l, l->n);
    minute += l->shift_min;
    add(d, "%sT%02d:%02d%c%02d:%02d %s ", date.s, minute / 60, minute % 60, sign, off / 60,
        off % 60, kind);
    if (!l->session)
        return;
    add(d, "_id=%016llx-%u&_recorded=%sT%02d:%02d:%02d%s%02d:%02d", (unsigned long long)l->session,
        l->facts, date.s, minute / 60, minute % 60, (int)(l->facts % 60), sign == '+' ? "%2B" : "-",
        off / 60, off % 60);
    l->facts++;
}

void life_say(struct life *l, struct telling *d, int minute, const char *kind, const char *format,
              ...)
{
    int empty = strcmp(format, "-") == 0;
    say_head(l, d, minute, kind);
    if (l->session && !empty)
        add(d, "&");
    if (!l->session || !empty) {
        va_list args;
        va_start(args, format);
        append(d, format, args);
        va_end(args);
    }
    add(d, "\n");
}

const char *life_zone(int zone)
{
    static const char *const word[] = {"none", "back", "buttock", "hip", "thigh", "calf", "foot"};
    return word[zone];
}

/* --- how the leg is ------------------------------------------------------------------------- */

static int zone_of(int level, int farthest)
{
    int zone = level >= 650   ? zones_foot
               : level >= 450 ? zones_calf
               : level >= 280 ? zones_thigh
               : level >= 150 ? zones_buttock
               : level >= 60  ? zones_back
                              : zones_none;
    return zone < farthest ? zone : farthest;
}

/* From -swing to swing and back in eleven days. */
static int swing(const struct life *l)
{
    static const int of_100[11] = {0, 50, 90, 100, 75, 25, -25, -75, -100, -90, -50};
    return l->who->swing * of_100[l->n % 11] / 100;
}

static void feel(struct life *l)
{
    int now = l->level + l->rise + swing(l);
    int said = now + life_chance(l, 2 * NOISE + 1) - NOISE;
    l->leg_before = l->leg;
    l->leg = said < 0 ? 0 : said > 1000 ? 10 : (said + 50) / 100;
    l->reach = zone_of(now, l->who->farthest);
    if (life_chance(l, 12) == 0 && l->reach < l->who->farthest)
        l->reach++;
}

/* Minutes of activity that this leg can take on a day. */
static int can_min(const struct life *l)
{
    int free = 1000 - l->level - l->rise;
    return l->who->can_min * (free > 100 ? free : 100) / 1000;
}

static void sleep_on(struct life *l, int overdone)
{
    l->level -= (l->level - l->who->stays) * l->who->pace / 1000;
    l->rise = l->rise * 3 / 4;
    if (overdone && l->rise < TOO_MUCH)
        l->rise = TOO_MUCH;
    l->n++;
    if (l->who->flare_day && l->n == l->who->flare_day)
        l->rise += FLARE;
}

void life_begin(struct life *l, const struct invented *who, int first_day, uint64_t seed)
{
    *l = (struct life){.who = who, .seed = seed, .first_day = first_day, .level = who->level};
    for (int i = 0; i < 8; i++)
        life_chance(l, 2);
    l->leg = who->level / 100;
}

/* --- what they write in the morning ----------------------------------------------------------- */

static void say_who(struct life *l, struct telling *d)
{
    const struct invented *w = l->who;
    if (w->operated_before >= 0)
        life_say(l, d, 480, "profile", "%s&surgery=%s", w->profile,
                 date_of(l, -w->operated_before).s);
    else
        life_say(l, d, 480, "profile", "%s", w->profile);
    life_say(l, d, 481, "episode", "%s&walk_min=%d&began=%s", w->episode,
             w->walk_free_min * (10 - l->leg) / 10, date_of(l, -w->began_before).s);
    for (int side = 0; side < 2; side++)
        life_say(l, d, 483 + side, "motor",
                 "side=%s&heel_walk=normal&big_toe=normal&heel_raise=normal&chair_rise=normal"
                 "&one_leg=normal",
                 side ? "right" : "left");
    life_say(l, d, 485, "start_back", "%s", w->start_back);
    life_say(l, d, 486, "card", "name=cauda_equina");
}

/* Where it hurts, on one side from the back down, and how the night was. */
static void say_more(struct life *l, struct telling *d)
{
    static const char *const sleep[] = {"good", "broken", "poor"};
    int night = l->leg > 6 ? 2 : l->leg > 3 ? 1 : 0;
    for (int zone = zones_back; zone <= l->reach; zone++)
        add(d, "&pain_at=%s_%s", l->who->paints, life_zone(zone));
    if (l->reach >= zones_calf)
        add(d, "&tingle_at=%s_%s", l->who->paints, life_zone(l->reach));
    add(d, "&sleep=%s&confidence=%d", sleep[night], 9 - l->leg * 2 / 3);
}

static void say_morning(struct life *l, struct telling *d)
{
    static const char *const word[] = {"better", "same", "slightly_worse", "worse"};
    int diff = l->n ? l->leg - l->leg_before : 0, free = 10 - l->leg;
    const char *tingle = life_zone(l->reach >= zones_calf ? l->reach : zones_none);
    life_say(l, d, 490, "screen", "extent=%s&rest=no", l->n % 14 ? "short" : "full");
    life_say(l, d, 495, "checkin",
             "leg=%d&back=%d&reach=%s&tingle=%s&numb=none&morning=%s&sit_min=%d&walk_min=%d",
             l->leg, (l->leg + 1) / 2, life_zone(l->reach), tingle,
             word[diff < 0   ? 0
                  : diff < 2 ? diff + 1
                             : 3],
             10 + 5 * free, l->who->walk_free_min * free / 10);
    if (l->who->paints) {
        d->len--; /* the same line goes on */
        say_more(l, d);
        add(d, "\n");
    }
    if (l->who->flare_day && l->n == l->who->flare_day)
        life_say(l, d, 496, "flare", "-");
}

static int asked(const struct plan *p, enum task task)
{
    for (int i = 0; p && i < p->task_count; i++)
        if (p->task[i].task == task)
            return 1;
    return 0;
}

/* What yesterday's plan asked for. */
static void say_asked(struct life *l, struct telling *d, const struct plan *yesterday)
{
    const struct invented *w = l->who;
    static const char *const bend[] = {"thigh", "knee", "shin", "ankle", "floor"};
    static const char *const knee[] = {"none", "half", "nearly", "full"};
    int well = 1000 - l->level;
    if (w->habits & MEASURES && asked(yesterday, TASK_MOBILITY))
        life_say(l, d, 500, "mobility", "bend=%s&knee_straight=%s&chair_rises=%d",
                 bend[well * 4 / 1000], knee[well * 3 / 1000], 6 + well / 100);
    if (w->habits & MEASURES && asked(yesterday, TASK_DIRECTION_TEST)) {
        int helps = w->eased_by != NULL;
        int after = l->reach - (helps && l->reach > zones_back);
        life_say(l, d, 510, "direction_test",
                 "try=%s&reach_before=%s&reach_after=%s&leg_before=%d&leg_after=%d",
                 helps ? w->eased_by : "extension", life_zone(l->reach), life_zone(after), l->leg,
                 helps && l->leg ? l->leg - 1 : l->leg);
    }
    if (asked(yesterday, TASK_PREGNANCY_WEEKS))
        life_say(l, d, 505, "profile", "pregnant_weeks=%d", w->pregnant_weeks + l->n / 7);
    l->soon_days = yesterday && yesterday->route == routes_soon ? l->soon_days + 1 : 0;
    if (l->soon_days == 6 && !(w->habits & CLINIC))
        life_say(l, d, 720, "clearance", "flag=all&seen_by=gp");
}

void life_wake(struct life *l, struct telling *d, const struct plan *yesterday)
{
    feel(l);
    l->writes = !(l->who->habits & TWICE) || l->n % 7 == 0 || l->n % 7 == 3;
    if (l->who->habits & LAPSES && l->n && life_chance(l, 8) == 0)
        l->writes = 0;
    if (l->away)
        l->writes = 0;
    if (l->n == 0)
        say_who(l, d);
    if (!l->writes)
        return;
    say_morning(l, d);
    say_asked(l, d, yesterday);
}

/* --- what they do with the plan ----------------------------------------------------------------- */

static int item_seconds(const struct plan_item *x)
{
    const struct dose *d = &x->dose;
    const struct exercise *e = &exercises[x->item];
    int one = d->reps ? d->reps * (d->hold_s + 4) : d->hold_s + d->minutes * 60;
    return d->times_a_day * (d->sets ? d->sets : 1) * one * (e->each_side ? 2 : 1);
}

int plan_seconds(const struct plan *p)
{
    int total = 0;
    for (int i = 0; i < p->item_count; i++)
        total += exercises[p->item[i].item].family != FAMILY_REST ? item_seconds(&p->item[i]) : 0;
    return total;
}

static int part_of(int amount, int pct)
{
    int v = amount * pct / 100;
    return v > 0 ? v : amount > 0;
}

/* One fact for the whole day. */
static void say_session(struct life *l, struct telling *d, int pct, int too_much)
{
    const struct plan *p = &l->seen;
    int rounds = 1;
    for (int i = 0; i < p->item_count; i++)
        rounds = p->item[i].dose.times_a_day > rounds ? p->item[i].dose.times_a_day : rounds;
    if (!p->item_count)
        return;
    say_head(l, d, 1080, "session");
    add(d, "%srounds=%d", l->session ? "&" : "", rounds);
    for (int i = 0; i < p->item_count; i++) {
        const struct dose *x = &p->item[i].dose;
        struct span id = item_name(p->item[i].item);
        add(d, "&did=%.*s%%3A", (int)id.len, id.p);
        if (x->minutes)
            add(d, "%dx%dm", x->times_a_day, part_of(x->minutes, pct));
        else if (x->reps)
            add(d, "%dx%d", x->sets ? x->sets : 1, part_of(x->reps, pct));
        else
            add(d, "%dx%ds", x->sets ? x->sets : 1, part_of(x->hold_s, pct));
    }
    int during = l->leg + (too_much ? 2 : life_chance(l, 4) == 0), after = l->leg + too_much;
    add(d, "&leg_before=%d&leg_during=%d&leg_after=%d&tingle_change=none\n", l->leg,
        during > 10 ? 10 : during, after > 10 ? 10 : after);
}

static void say_walks(struct life *l, struct telling *d, int times, int minutes)
{
    for (int i = 0; i < times && minutes; i++)
        life_say(l, d, 1110 + 10 * i, "walk", "minutes=%d&leg_during=%d", minutes,
                 l->leg + (l->leg < 10 && life_chance(l, 4) == 0));
}

/* On most days what is shown; now and then half of it or no exercises. Where walking is for five
 * days a week, none on two. */
void life_act(struct life *l, struct telling *d, const struct plan *p)
{
    unsigned habits = l->who->habits;
    int usual = habits & AFRAID ? 67 : 100, luck = life_chance(l, 9);
    int pct = luck == 0 ? 0 : luck == 1 ? usual / 2 : usual;
    if (l->writes)
        l->seen = *p;
    const struct plan_walk *w = &l->seen.walk;
    int minutes = part_of(w->minutes, usual);
    if (w->days_a_week <= 5 && (l->n % 7 == 2 || l->n % 7 == 6))
        minutes = 0;
    if (habits & OVERDOES && l->n % 6 == 5)
        minutes *= 2;
    int all_s = w->times_a_day * minutes * 60 + plan_seconds(&l->seen) * pct / 100;
    int too_much = all_s * 100 > can_min(l) * 60 * 130;
    if (l->writes && habits & TELLS) {
        if (pct)
            say_session(l, d, pct, too_much);
        say_walks(l, d, w->times_a_day, minutes);
    }
    sleep_on(l, too_much);
}
