/* What happens without a request, once a minute: what lists show is made anew for a new day, an urgent
 * answer that waits too long goes to the second name, what has run out is swept, and the diary goes on. */
#include "clinic.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { FRESH_A_MINUTE = 200, DUE_MAX = 256, LINKS_KEPT_S = 7 * 86400 };
static const size_t MEMORY = (size_t)1 << 27;
static const struct actor self = {0, 0, ROLE_system};

struct minute {
    struct server *s;
    struct arena a;
    int64_t now_s;
    jmp_buf out;
};

static _Noreturn void fail(void *host, const char *why)
{
    struct minute *m = host;
    log_line("error", why);
    longjmp(m->out, 1);
}

void failed_note(struct front *f, const struct actor *who)
{
    pthread_mutex_lock(&f->failed.lock);
    if (f->failed.count < FAILED_ROOM)
        f->failed.actor[f->failed.count++] = *who;
    else
        f->failed.lost++;
    pthread_mutex_unlock(&f->failed.lock);
}

/* Noted here, and not with the answer: else the time would tell which account there is. */
static void note_failed(struct minute *m)
{
    static const struct audit_note note = {"sign-in failed", 0};
    struct failed *f = &m->s->front->failed;
    struct actor *who = arena_alloc(&m->a, FAILED_ROOM, sizeof *who);
    pthread_mutex_lock(&f->lock);
    int count = f->count;
    unsigned long lost = f->lost;
    memcpy(who, f->actor, sizeof f->actor);
    f->count = 0;
    f->lost = 0;
    pthread_mutex_unlock(&f->lock);
    for (int i = 0; i < count; i++) {
        struct change c = {.actor = {who[i].clinic, who[i].who, ROLE_system},
                           .audit = &note,
                           .audit_count = 1,
                           .now_s = m->now_s};
        c.facts.p = "";
        if (store_change(m->s->store, &c) != STORE_OK)
            lost++;
    }
    if (lost)
        log_line("error", "more sign-ins failed than could be noted");
}

/* --- summaries ----------------------------------------------------------------------------------------------- */

static void freshen(struct minute *m, int64_t person)
{
    struct person_row row;
    struct acts acts = {.count = 0};
    if (store_person(m->s->store, &self, person, &m->a, &row) != STORE_OK) {
        log_person(person, "what lists show of it could not be made");
        return;
    }
    summary_act(m->s, &m->a, row.record, NULL, 0, m->now_s, &acts);
    struct change c = {.actor = self,
                       .person = person,
                       .acts = acts.act,
                       .act_count = acts.count,
                       .facts_seen = 1 + row.facts,
                       .now_s = m->now_s};
    c.facts.p = "";
    enum store_result r = store_change(m->s->store, &c);
    if (r != STORE_OK && r != STORE_CONFLICT && r != STORE_NONE) /* those were quicker than we */
        log_person(person, "what lists show of it could not be kept");
}

static void freshen_some(struct minute *m)
{
    const struct value which[] = {value_whole(server_day(m->s, m->now_s)),
                                  value_whole(RULES_VERSION), value_whole(FRESH_A_MINUTE)};
    struct rows r;
    if (store_list(m->s->store, &self, LIST_stale, which, 3, &m->a, &r) != STORE_OK)
        return;
    for (uint32_t i = 0; i < r.count; i++) {
        size_t mark = m->a.used;
        freshen(m, row_whole(&r, i, stale_person));
        m->a.used = mark;
    }
}

/* --- what waits ------------------------------------------------------------------------------------------------- */

/* One by one: a patient that left meanwhile does not keep the others from being sent. */
static int send_on(struct minute *m, const struct act *act)
{
    const struct audit_note note = {"sent on to the second name", act->value[1].whole};
    struct change c = {.actor = {act->value[0].whole, 0, ROLE_system},
                       .acts = act,
                       .act_count = 1,
                       .audit = &note,
                       .audit_count = 1,
                       .now_s = m->now_s};
    c.facts.p = "";
    enum store_result r = store_change(m->s->store, &c);
    return r == STORE_OK || r == STORE_NONE;
}

static void send_due(struct minute *m)
{
    struct act *act = arena_alloc(&m->a, DUE_MAX, sizeof *act);
    struct rows due, attention;
    int count = 0, unsent = 0;
    if (store_list(m->s->store, &self, LIST_due, NULL, 0, &m->a, &due) != STORE_OK ||
        store_list(m->s->store, &self, LIST_due_attention, NULL, 0, &m->a, &attention) !=
            STORE_OK) {
        log_line("error", "which urgent answers wait could not be read");
        atomic_store(&m->s->front->unsent, 1);
        return;
    }
    clinic_due(&m->a, &due, &attention, m->now_s, act, DUE_MAX, &count);
    for (int i = 0; i < count; i++)
        unsent += !send_on(m, &act[i]);
    if (unsent)
        log_line("error", "urgent answers that wait could not be sent on");
    atomic_store(&m->s->front->unsent, unsent);
}

static void sweep(struct minute *m)
{
    const struct settings *set = m->s->set;
    struct acts acts = {.count = 0};
    act_put(&acts, sessions_old, value_whole(m->now_s - set->staff_idle_s),
            value_whole(m->now_s - set->staff_life_s));
    act_put(&acts, links_old, value_whole(m->now_s - LINKS_KEPT_S));
    struct change c = {.actor = self, .acts = acts.act, .act_count = acts.count, .now_s = m->now_s};
    c.facts.p = "";
    if (store_change(m->s->store, &c) != STORE_OK)
        log_line("error", "sessions and links that have run out could not be swept");
}

static void all(struct minute *m)
{
    if (setjmp(m->out) == 0 && clinic_there(m->s, &m->a)) {
        note_failed(m);
        send_due(m);
        freshen_some(m);
        send_due(m);
        sweep(m);
        /* By a wrong clock visits would be over, and names forgotten, for good. */
        if (clock_suspect(&m->s->clock, m->now_s, clock_run_s()) == CLOCK_good)
            diary_minute(m->s, &m->a, m->now_s);
    }
}

void clinic_minute(struct server *s, int64_t now_s)
{
    struct minute m = {.s = s, .now_s = now_s};
    void *p = mmap(NULL, MEMORY, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) {
        log_line("error", "no memory for what is done once a minute");
        return;
    }
    m.a = (struct arena){.base = p, .size = MEMORY, .fail = fail, .host = &m};
    all(&m);
    munmap(p, MEMORY);
}
