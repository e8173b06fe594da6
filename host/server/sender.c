/* sender.c - what is due in the queue of mails goes out: made from the booking as it is now, with a link of its
 * own. A mail is on disk as tried, and its link as known, before it is sent; as sent only afterwards: so one that
 * was on its way when the program was killed goes out once more, with the same Message-ID, and none is lost. */
#include "clinic.h"

#include "../../clinic/mail.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { AT_ONCE = 20 };
static const size_t MEMORY = (size_t)1 << 25;
static const struct actor self = {0, 0, ROLE_system};

struct sender {
    struct server *s;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    atomic_int stop, down;
    struct arena a;
    struct span name, address; /* whom mail comes from */
    char *from;
    char host[MAIL_HOST];
    jmp_buf out;
};

struct due { /* one mail */
    struct sender *x;
    struct actor actor;
    int64_t mail, booking, waiting, of, tries, due_s, now_s, next_s;
    const char *what;
};

int mail_is_set(const struct server *s)
{
    return s->set->mail_server && *s->set->mail_server;
}

int sender_down(const struct server *s)
{
    return s->mailer.lost || (s->sender && atomic_load(&s->sender->down));
}

const char *sender_wrong(const struct server *s)
{
    return s->sender && s->mailer.lost
               ? "the part of the program that sends mail has ended: start it again"
               : NULL;
}

/* --- what is kept of it ---------------------------------------------------------------------------------------- */

static enum store_result commit(const struct due *m, const struct acts *acts)
{
    struct change c = {
        .actor = m->actor, .acts = acts->act, .act_count = acts->count, .now_s = clock_s()};
    c.facts.p = "";
    return store_change(m->x->s->store, &c);
}

static void failed(const struct due *m, const char *why, int gone)
{
    struct acts *acts = arena_alloc(&m->x->a, 1, sizeof *acts);
    act_put(acts, mail_failed, value_whole(m->mail), value_str(why), value_whole(gone));
    if (commit(m, acts) != STORE_OK)
        log_line("error", "how a mail went could not be kept");
}

static void sent(const struct due *m)
{
    struct acts *acts = arena_alloc(&m->x->a, 1, sizeof *acts);
    act_put(acts, mail_sent, value_whole(m->mail));
    if (commit(m, acts) != STORE_OK)
        log_line("error", "a mail was sent, which could not be kept: it is sent again");
}

/* The secret of its link is in the mail alone; the store has its hash. */
static int try(const struct due *m, struct mail *to_send)
{
    static const char path[] = "/book/link/";
    unsigned char secret[32];
    uint8_t hash[STORE_HASH];
    char letters[COOKIE_LEN + 1];
    struct text link = {.mem = &m->x->a};
    struct acts *acts = arena_alloc(&m->x->a, 1, sizeof *acts);
    randombytes_buf(secret, sizeof secret);
    diary_link_hash(secret, hash);
    secret_put(secret, letters);
    if (mail_has_link(to_send)) {
        text_str(&link, m->x->s->site.base_url);
        text_str(&link, path);
        text_str(&link, letters);
        text_char(&link, '\0');
        to_send->link = link.p;
        act_put(acts, diary_link_add, value_bytes(hash, STORE_HASH), value_or_null(m->booking),
                value_or_null(m->booking ? 0 : m->waiting));
    }
    act_put(acts, mail_try, value_whole(m->mail), value_whole(m->next_s));
    sodium_memzero(secret, sizeof secret);
    sodium_memzero(letters, sizeof letters);
    return commit(m, acts) == STORE_OK;
}

/* --- what it says ------------------------------------------------------------------------------------------------ */

static enum store_result rows_of(const struct due *m, enum list list, int64_t number,
                                 struct rows *ret)
{
    struct value n = value_whole(number);
    return store_list(m->x->s->store, &m->actor, list, &n, number != 0, &m->x->a, ret);
}

/* STORE_OK: *ret_why is why it is not sent, or NULL. */
static enum store_result make(const struct due *m, struct mail *ret, const char **ret_why)
{
    struct rows clinic, sites, practitioners, services, booking, waitings = {.count = 0},
                                                                 login = {.count = 0};
    struct mail_rows r = {.clinic = &clinic,
                          .sites = &sites,
                          .practitioners = &practitioners,
                          .services = &services,
                          .booking = m->booking ? &booking : NULL,
                          .waitings = &waitings,
                          .waiting = m->waiting,
                          .of = m->of,
                          .now_s = m->now_s,
                          .what = m->what,
                          .login = ""};
    enum store_result done = rows_of(m, LIST_clinic, 0, &clinic);
    if (done == STORE_OK)
        done = rows_of(m, LIST_sites, 0, &sites);
    if (done == STORE_OK)
        done = rows_of(m, LIST_practitioners, 0, &practitioners);
    if (done == STORE_OK)
        done = rows_of(m, LIST_services, 0, &services);
    if (done == STORE_OK && m->booking)
        done = rows_of(m, LIST_booking, m->booking, &booking);
    if (done == STORE_OK && m->waiting)
        done = rows_of(m, LIST_waitings, 0, &waitings);
    if (done == STORE_OK && str_same(m->what, "test"))
        done = rows_of(m, LIST_login_of, m->of, &login);
    if (done != STORE_OK)
        return done;
    r.zones = diary_zones(&m->x->a, &sites, m->now_s);
    r.login = login.count ? row_text(&login, 0, login_of_login) : "";
    *ret_why = mail_make(&r, ret);
    return STORE_OK;
}

static enum delivered give(const struct due *m, const struct mail *to_send, struct mail_said *ret)
{
    struct sender *x = m->x;
    struct calendar visit;
    struct text t = {.mem = &x->a};
    mail_calendar(&x->a, to_send, x->s->site.base_url, &visit);
    mail_put(&t, to_send, &visit);
    enum delivered d = mailer_send(&x->s->mailer, x->from, to_send->to,
                                   (struct span){t.p, (uint32_t)t.len}, &x->stop, ret);
    sodium_memzero(t.p, t.len);
    return d;
}

/* --- one after the other ---------------------------------------------------------------------------------------- */

static void note_down(struct sender *x, int down, const struct mail_said *said)
{
    struct text t = {.mem = &x->a};
    if (atomic_exchange(&x->down, down) == down)
        return;
    text_str(&t, down ? "mail cannot be sent: " : "mail is sent again");
    text_str(&t, down ? said->words : "");
    text_char(&t, '\0');
    log_line(down ? "error" : "info", t.p);
}

/* 0: nothing can be sent just now. */
static int one(const struct due *m)
{
    struct mail to_send = {
        .from = m->x->s->set->mail_from, .host = m->x->host, .number = m->mail, .at_s = m->now_s};
    const char *why = NULL;
    struct mail_said said;
    if (make(m, &to_send, &why) != STORE_OK)
        return 0;
    if (why) {
        failed(m, why, 1);
        return 1;
    }
    if (!try(m, &to_send))
        return 0;
    enum delivered d = give(m, &to_send, &said);
    if (atomic_load(&m->x->stop) && d != DELIVERED)
        return 0; /* it is not known how it went */
    if (d == DELIVERED)
        sent(m);
    else
        failed(m, said.words, d == DELIVERED_never || m->next_s > m->due_s + MAIL_KEPT_S);
    note_down(m->x, d == DELIVERED_down, &said);
    return d != DELIVERED_down;
}

static struct due due_of(struct sender *x, const struct rows *r, uint32_t i, int64_t now_s)
{
    int64_t tries = row_whole(r, i, mail_due_tries);
    return (struct due){
        .x = x,
        .actor = {row_whole(r, i, mail_due_clinic), 0, ROLE_system},
        .mail = row_whole(r, i, mail_due_mail),
        .booking = row_whole(r, i, mail_due_booking),
        .waiting = row_whole(r, i, mail_due_waiting),
        .of = row_whole(r, i, mail_due_of),
        .tries = tries,
        .due_s = row_whole(r, i, mail_due_due_s),
        .now_s = now_s,
        .next_s = mail_next_s(tries + 1, now_s, x->s->set->mail_minute_s),
        .what = row_text(r, i, mail_due_what),
    };
}

static int some(struct sender *x)
{
    struct value most = value_whole(AT_ONCE);
    struct rows r;
    int go_on = 1;
    if (setjmp(x->out) != 0)
        return 0;
    if (clock_suspect(&x->s->clock, clock_s(), clock_run_s()) != CLOCK_good)
        return 0;
    if (store_list(x->s->store, &self, LIST_mail_due, &most, 1, &x->a, &r) != STORE_OK)
        return 0;
    for (uint32_t i = 0; go_on && i < r.count && !atomic_load(&x->stop); i++) {
        size_t mark = x->a.used;
        const struct due m = due_of(x, &r, i, clock_s());
        go_on = one(&m);
        x->a.used = mark;
    }
    return go_on;
}

static _Noreturn void fail(void *host, const char *why)
{
    struct sender *x = host;
    log_line("error", why);
    longjmp(x->out, 1);
}

static void rest(struct sender *x, int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    int64_t ns = until.tv_nsec + ms % 1000 * 1000000;
    until.tv_sec += ms / 1000 + ns / 1000000000;
    until.tv_nsec = ns % 1000000000;
    pthread_mutex_lock(&x->lock);
    while (!atomic_load(&x->stop) && pthread_cond_timedwait(&x->wake, &x->lock, &until) == 0)
        ;
    pthread_mutex_unlock(&x->lock);
}

/* Where nothing can be sent each mail would wait as long as the last: there is a pause instead. */
static void *run(void *sender)
{
    struct sender *x = sender;
    while (!atomic_load(&x->stop)) {
        int go_on = some(x);
        if (x->a.used)
            madvise(x->a.base, MEMORY, MADV_DONTNEED);
        x->a.used = 0;
        rest(x, go_on ? x->s->set->mail_look_ms : (int64_t)x->s->set->mail_minute_s * 1000);
    }
    return NULL;
}

/* --- from the start to the end ------------------------------------------------------------------------------------ */

static void host_of(const char *url, char ret[MAIL_HOST])
{
    const char *host = strstr(url, "://");
    host = host ? host + 3 : url;
    size_t n = strcspn(host, ":/");
    n = n < MAIL_HOST - 1 ? n : MAIL_HOST - 1;
    memcpy(ret, host, n);
    ret[n] = '\0';
}

static int begin(struct sender *x)
{
    pthread_condattr_t steady;
    void *p = mmap(NULL, MEMORY, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return 0;
    x->a = (struct arena){.base = p, .size = MEMORY, .fail = fail, .host = x};
    host_of(x->s->site.base_url, x->host);
    if (!mail_from_read(x->s->set->mail_from, &x->name, &x->address) ||
        !(x->from = strndup(x->address.p, x->address.len)))
        return 0;
    pthread_mutex_init(&x->lock, NULL);
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_cond_init(&x->wake, &steady);
    pthread_condattr_destroy(&steady);
    return pthread_create(&x->thread, NULL, run, x) == 0;
}

static void give_back(struct sender *x)
{
    if (x->a.base)
        munmap(x->a.base, MEMORY);
    free(x->from);
    free(x);
}

int sender_start(struct server *s)
{
    if (!mail_is_set(s))
        return 1;
    struct sender *x = calloc(1, sizeof *x);
    if (!x)
        return 0;
    x->s = s;
    if (!begin(x)) {
        give_back(x);
        return 0;
    }
    s->sender = x;
    return 1;
}

void sender_stop(struct server *s)
{
    struct sender *x = s->sender;
    if (!x)
        return;
    pthread_mutex_lock(&x->lock);
    atomic_store(&x->stop, 1);
    pthread_cond_signal(&x->wake);
    pthread_mutex_unlock(&x->lock);
    pthread_join(x->thread, NULL);
    give_back(x);
    s->sender = NULL;
}
