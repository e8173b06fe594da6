/* What the pages of every day share. */
#include "daily.h"

int item_named(const char *name, size_t len)
{
    for (int i = 0; i < ITEM_COUNT; i++) {
        struct span id = item_name(i);
        if (id.len == len && memcmp(id.p, name, len) == 0)
            return i;
    }
    return -1;
}

const char *name_tail(const struct visit *v, size_t *ret_len)
{
    size_t n = 0;
    while (v->name[n] && v->name[n] != '/')
        n++;
    *ret_len = n;
    return v->name[n] ? v->name + n + 1 : "";
}

int is_walk(int item)
{
    return item >= ITEM_W1 && exercises[item].family == FAMILY_WALK;
}

const struct plan_item *planned_item(const struct visit *v, int item)
{
    for (int i = 0; i < v->plan.item_count; i++)
        if (v->plan.item[i].item == item)
            return &v->plan.item[i];
    return NULL;
}

/* --- what was done today -------------------------------------------------------------------------- */

static void add_times(struct done_today *t, int item, int n)
{
    int sum = t->times[item] + n;
    t->times[item] = (uint8_t)(sum > 200 ? 200 : sum);
}

/* How many rounds of a dose an amount is; what has another unit than the plan counts as one. */
static int rounds_of(struct dose d, const struct done *x)
{
    int sets = d.sets ? d.sets : 1, told, one;
    if (d.minutes) {
        one = sets * d.minutes;
        told = x->minutes != UNANSWERED ? x->sets * x->minutes : one;
    } else if (d.reps) {
        one = sets * d.reps;
        told = x->reps != UNANSWERED ? x->sets * x->reps : one;
    } else {
        one = sets * d.hold_s;
        told = x->hold_s != UNANSWERED ? x->sets * x->hold_s : one;
    }
    return one > 0 ? told / one : 1;
}

static void add_session(const struct visit *v, struct done_today *t, const struct fact_session *s,
                        int *walked)
{
    int rounds = s->rounds == UNANSWERED ? 1 : s->rounds;
    t->sessions++;
    for (uint32_t i = 0; i < s->did.count; i++) /* the last tap says */
        t->skipped &= ~(UINT64_C(1) << s->did.done[i].item);
    t->skipped |= s->skipped;
    t->provoked |= s->provoked;
    t->account |= s->leg_during != UNANSWERED || s->leg_after != UNANSWERED ||
                  s->reach_after != UNANSWERED || s->tingle_change != UNANSWERED;
    for (uint32_t i = 0; i < s->did.count; i++) {
        const struct done *d = &s->did.done[i];
        const struct plan_item *p = planned_item(v, d->item);
        if (is_walk(d->item)) {
            *walked += d->minutes != UNANSWERED ? d->sets * d->minutes * rounds : 0;
            continue;
        }
        int n = p ? rounds_of(p->dose, d) : 1;
        add_times(t, d->item, n == 1 ? rounds : n);
    }
}

void done_today(struct visit *v, struct done_today *ret)
{
    int walked = 0;
    memset(ret, 0, sizeof *ret);
    for (size_t i = 0; i < v->facts.count; i++) {
        const struct fact *f = &v->facts.fact[i];
        if (f->day != v->now.day || (f->kind != KIND_session && f->kind != KIND_walk) ||
            !stands(v, f))
            continue;
        if (f->kind == KIND_session) {
            add_session(v, ret, f->keys, &walked);
        } else {
            const struct fact_walk *w = f->keys;
            walked += w->minutes != UNANSWERED ? w->minutes : 0;
            ret->skipped &= ~family_items[FAMILY_WALK];
        }
    }
    if (v->plan.walk.rung && v->plan.walk.minutes)
        add_times(ret, ITEM_W1, walked / v->plan.walk.minutes);
}

/* --- what is written ------------------------------------------------------------------------------ */

void put_did(struct text *t, int item, struct dose d, int times)
{
    struct span id = item_name(item);
    int sets = d.sets ? d.sets : 1;
    text_add(t, id.p, id.len);
    text_char(t, ':');
    text_int(t, sets * times);
    text_char(t, 'x');
    text_int(t, d.minutes ? d.minutes : d.reps ? d.reps : d.hold_s);
    if (d.minutes)
        text_char(t, 'm');
    else if (!d.reps)
        text_char(t, 's');
}

const char *did_one(struct visit *v, int item, struct dose d)
{
    struct text t = {.mem = v->a};
    put_did(&t, item, d, 1);
    text_char(&t, '\0');
    return t.p;
}

void fact_put_items(struct visit *v, const char *key, uint64_t items)
{
    for (uint64_t rest = items; rest; rest &= rest - 1) {
        struct span id = item_name(__builtin_ctzll(rest));
        struct text t = {.mem = v->a};
        text_add(&t, id.p, id.len);
        text_char(&t, '\0');
        fact_put(v, key, t.p);
    }
}

/* --- parts of pages ------------------------------------------------------------------------------- */

void put_beads(struct visit *v, int done, int of)
{
    int full = done < of ? done : of;
    if (of < 1)
        return;
    html_put(&v->w, "<p class=\"beads\">");
    for (int i = 0; i < of; i++) {
        if (i < full)
            html_put(&v->w, "<i class=\"on\"></i>");
        else
            html_put(&v->w, "<i></i>");
    }
    html_put(&v->w, "<span>");
    if (!done)
        html_put(&v->w, "not yet");
    else if (of == 1)
        html_put(&v->w, "done");
    else
        html_put(&v->w, "%d of %d done", full, of);
    html_put(&v->w, "</span></p>");
}

/* Its name within a sentence. */
void put_item_name(struct visit *v, int item)
{
    const char *name = exercises[item].name;
    char first = name[0];
    if (first >= 'A' && first <= 'Z')
        first = (char)(first - 'A' + 'a');
    html_put(&v->w, "%.*s%s", 1, &first, name + 1);
}

void put_few(struct visit *v, int n, int big)
{
    static const char *const words[] = {"no",  "one",   "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine",  "ten"};
    static const char *const bigs[] = {"No",  "One",   "Two",   "Three", "Four", "Five",
                                       "Six", "Seven", "Eight", "Nine",  "Ten"};
    if (n < 0 || n > 10)
        html_put(&v->w, "%d", n);
    else
        html_put(&v->w, "%s", big ? bigs[n] : words[n]);
}

const char *zone_words(int zone)
{
    static const char *const words[zones_COUNT] = {"no pain", "low back",  "buttock", "hip",
                                                   "thigh",   "lower leg", "foot"};
    return zone >= 0 && zone < zones_COUNT ? words[zone] : "";
}

const char *task_path(int task)
{
    switch (task) {
    case TASK_FULL_SCREEN:
    case TASK_READ_CARD:
    case TASK_CRISIS_LINE:
        return "/safety";
    case TASK_BOOK_SOON:
    case TASK_TELL_SEEN:
        return "/seen";
    case TASK_MOTOR_TEST:
        return "/start/strength";
    case TASK_TELL_BORN:
    case TASK_PREGNANCY_WEEKS:
        return "/start/you";
    case TASK_DIRECTION_TEST:
        return "/direction";
    case TASK_MOBILITY:
        return "/measure";
    case TASK_TELL_DONE:
    case TASK_CHECK_IN:
        return "/checkin";
    case TASK_TELL_EPISODE:
        return "/start/where";
    case TASK_ASK_PHARMACIST:
        return "/learn";
    case TASK_UPDATE:
        return "/about";
    default:
        return NULL;
    }
}

int round_minutes(const struct visit *v)
{
    int seconds = 0;
    for (int i = 0; i < v->plan.item_count; i++) {
        const struct plan_item *p = &v->plan.item[i];
        struct dose one = p->dose;
        one.times_a_day = 1;
        int s = dose_seconds(p->item, one);
        seconds += s ? s : one.minutes * 60;
    }
    return (seconds + 59) / 60;
}

int gives(const struct plan *p, int code)
{
    for (int i = 0; i < p->reason_count; i++)
        if (p->reason[i].code == code)
            return i;
    return -1;
}
