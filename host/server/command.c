/* ambulando serve: starts, says where, sweeps once a minute, ends when it is told to. */
#include "command.h"

#include "../../knowledge/country.h"
#include "clinic.h"
#include "confine.h"
#include "zone.h"

#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { EXIT_WRONG = 1, EXIT_USAGE = 2 };

static int say(const char *what, const char *why)
{
    fprintf(stderr, "ambulando: serve: %s: %s\n", what, why);
    return 0;
}

static int site_begin(struct server *s)
{
    const struct settings *set = s->set;
    struct moment now;
    s->site = (struct app_site){.runs = set->runs_by,
                                .contact = set->contact,
                                .signed_by = set->signed_by,
                                .base_url = set->base_url,
                                .country = country_find(set->country),
                                .keep_months = set->keep_months};
    if (!s->site.country) {
        fprintf(stderr,
                "ambulando: serve: --country %s is not in the table; there is:", set->country);
        for (int i = 0; i < country_count; i++)
            fprintf(stderr, " %s (%s)", countries[i].code, countries[i].name);
        fprintf(stderr, "\n");
        return 0;
    }
    if (!zone_moment(set->zone, clock_s(), &now))
        return say("--zone", "there is no such time zone in /usr/share/zoneinfo");
    return 1;
}

/* Only whoever runs this may look into the folder. */
static int folder_make(const char *path)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return 1;
    return say(path, strerror(errno));
}

/* Nothing but the folder of the records stays within reach. */
static int confine_self(const char *folder)
{
    enum confined c = confine(folder);
    if (c == CONFINE_not_here)
        log_line("info",
                 "this kernel cannot confine the server to its folder (Landlock, Linux 5.13)");
    return c != CONFINE_failed || say("start", "the server could not be confined to its folder");
}

static int store_begin(struct server *s)
{
    static const char name[] = "/ambulando.db";
    size_t n = strlen(s->set->data);
    char *path = malloc(n + sizeof name);
    const char *why = "";
    if (!path)
        return 0;
    memcpy(path, s->set->data, n);
    memcpy(path + n, name, sizeof name);
    enum store_result r = store_open(path, &s->store, &why);
    if (r != STORE_OK)
        say(path, why);
    free(path);
    return r == STORE_OK;
}

/* Before the first visit, which a wrong clock would date. */
static void clock_begin_known(struct server *s)
{
    struct store_health h;
    store_health(s->store, &h);
    /* What cannot be read was not nothing: the clock has to prove itself. */
    clock_begin(&s->clock, h.state == STORE_OK ? h.clock_s : 1, clock_s(), clock_run_s());
}

static void limits_begin(struct server *s)
{
    const struct settings *set = s->set;
    limit_begin(&s->makers, (struct rate){60000, set->new_each}, (struct rate){4000, set->new_all});
    limit_begin(&s->tries, (struct rate){30000, set->try_each}, (struct rate){1000, set->try_all});
}

/* Nobody is erased for being away while the clock may be ahead: what it would take is gone for good, and
 * what it leaves is swept a week later. What is empty goes by any clock. */
static int64_t idle_s(struct server *s, int64_t now_s, enum clock_state *was)
{
    enum clock_state clock = clock_suspect(&s->clock, now_s, clock_run_s());
    if (clock != CLOCK_good && *was == CLOCK_good)
        log_line("error", "the clock is not believed: until it is, no record is erased for being "
                          "unused (see /health)");
    if (clock == CLOCK_good && *was != CLOCK_good)
        log_line("info", "the clock is believed again");
    *was = clock;
    return clock == CLOCK_good ? clock_idle_s(s->set->keep_months, now_s) : now_s;
}

static void clock_keep(struct server *s, int64_t now_s, int64_t *noted_s)
{
    enum { EVERY_S = 3600 };
    if (now_s >= *noted_s && now_s - *noted_s < EVERY_S)
        return;
    if (store_clock_note(s->store, now_s) == STORE_OK)
        *noted_s = now_s;
}

static void sweep(struct server *s, enum clock_state *clock, int64_t *noted_s)
{
    uint32_t erased = 0;
    char line[80];
    int64_t now_s = clock_s();
    enum store_result r = store_sweep(s->store, now_s, idle_s(s, now_s, clock), &erased);
    if (*clock == CLOCK_good)
        clock_keep(s, now_s, noted_s);
    if (r != STORE_OK)
        log_line("error", "records that are due could not be erased");
    if (!erased)
        return;
    snprintf(line, sizeof line, "%u records without an account were erased: empty, or unused",
             erased);
    log_line("info", line);
}

/* A folder of invented people is one as a whole: every page of it says so. */
static void look_for_demo(struct server *s)
{
    static const struct actor nobody = {0, 0, ROLE_none};
    static unsigned char block[1 << 12] __attribute__((aligned(16)));
    struct arena a = {.base = block, .size = sizeof block};
    struct rows r;
    s->site.demo = store_list(s->store, &nobody, LIST_clinics, NULL, 0, &a, &r) == STORE_OK &&
                   r.count && row_whole(&r, 0, clinics_demo);
}

/* The first clinic is set up by whoever sees what the server prints, and by nobody else. */
static void tell_owner(struct server *s)
{
    char letters[COOKIE_LEN + 1];
    static unsigned char block[1 << 12] __attribute__((aligned(16)));
    struct arena a = {.base = block, .size = sizeof block};
    if (clinic_there(s, &a))
        return;
    if (owner_link(s->store, NULL, clock_s(), letters) == OWNER_LINK_made)
        printf("Set up a clinic: %s/clinic/begin/%s (works once, for 24 hours)\n", s->site.base_url,
               letters);
    else
        log_line("error", "a link to set up a clinic could not be made");
    sodium_memzero(letters, sizeof letters);
}

static void tell(struct server *s)
{
    printf("Ambulando is at %s\n", s->site.base_url);
    printf("Listening on port %d (%s).\n", s->port, s->set->listen);
    printf("Records are in %s/ambulando.db. Stop with Ctrl-C.\n", s->set->data);
    if (!*s->set->signed_by)
        printf("No clinician has signed the rules (--signed-by): every page says so.\n");
    if (mail_is_set(s))
        printf("Mail goes out through %s.\n", s->set->mail_server);
    tell_owner(s);
    fflush(stdout);
}

/* Blocked before any thread begins: they reach the one that waits for them, and no other. */
static void signals_take(sigset_t *ret)
{
    sigemptyset(ret);
    sigaddset(ret, SIGTERM);
    sigaddset(ret, SIGINT);
    sigaddset(ret, SIGHUP);
    pthread_sigmask(SIG_BLOCK, ret, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a full disk is an answer, not the end */
}

static void wait_for_end(struct server *s, const sigset_t *end)
{
    const struct timespec minute = {.tv_sec = 60};
    enum clock_state clock = CLOCK_good;
    int64_t noted_s = 0;
    do {
        sweep(s, &clock, &noted_s);
        clinic_minute(s, clock_s());
    } while (sigtimedwait(end, NULL, &minute) < 0);
}

/* The password may be root's alone to read; the process that has it is the user's. */
static int mailer_begin(struct server *s)
{
    char password[MAIL_PASSWORD];
    int ok = mail_password_read(s->set, password) && user_become(s->set->user, s->set->data) &&
             mailer_start(&s->mailer, s->set, password);
    sodium_memzero(password, sizeof password);
    return ok;
}

int command_serve(int argc, char **argv)
{
    struct settings set;
    sigset_t end;
    if (!settings_read(&set, argc, argv))
        return EXIT_USAGE;
    if (sodium_init() < 0)
        return say("libsodium", "cannot begin") + EXIT_WRONG;
    struct server *s = calloc(1, sizeof *s);
    if (!s)
        return say("start", "no memory") + EXIT_WRONG;
    s->set = &set;
    s->start_ms = clock_ms();
    signals_take(&end);
    limits_begin(s);
    for (int i = 0; i < MAKING; i++)
        pthread_mutex_init(&s->making[i], NULL);
    pthread_mutex_init(&s->codes.lock, NULL);
    static_begin();
    if (!site_begin(s)) {
        free(s);
        return EXIT_USAGE;
    }
    if (folder_make(set.data) && http_listen(s) && mailer_begin(s) && confine_self(set.data) &&
        store_begin(s)) {
        clock_begin_known(s);
        look_for_demo(s);
    }
    if (s->store && (!front_begin(s) || !sender_start(s))) {
        say("start", "no memory for signing in, or for mail");
        store_close(s->store);
        s->store = NULL;
    }
    if (!s->store || !http_start(s)) {
        sender_stop(s);
        if (s->store)
            store_close(s->store);
        mailer_end(&s->mailer);
        front_end(s);
        free(s->http);
        free(s);
        return EXIT_WRONG;
    }
    tell(s);
    wait_for_end(s, &end);
    log_line("info", "ending: what has begun is answered first");
    http_stop(s);
    sender_stop(s);
    mailer_end(&s->mailer);
    store_close(s->store);
    front_end(s);
    free(s);
    return 0;
}
