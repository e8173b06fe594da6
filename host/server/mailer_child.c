/* mailer_child.c - "ambulando mailer": takes mails from the server, and forks a worker for each. */
#include "mailer.h"

#include "confine.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LATE_S = 5 };

/* What loads a library may read more than what speaks with a mail server. */
static const char *const while_loading[] = {"/usr", "/lib", "/lib64", "/etc", "/run", NULL};
static const char *const while_sending[] = {"/usr/lib",
                                            "/lib",
                                            "/lib64",
                                            "/usr/share/ca-certificates",
                                            "/usr/local/share/ca-certificates",
                                            "/etc/ssl",
                                            "/etc/gnutls",
                                            "/etc/ld.so.cache",
                                            "/etc/resolv.conf",
                                            "/etc/hosts",
                                            "/etc/host.conf",
                                            "/etc/gai.conf",
                                            "/etc/nsswitch.conf",
                                            "/etc/services",
                                            "/run/systemd/resolve",
                                            NULL};

static void tell(int fd, enum delivered d, const char *words)
{
    char frame[MAIL_SAID + 2];
    int n = snprintf(frame, sizeof frame, "%d%s", (int)d, words);
    uint32_t len = n < 0 ? 0 : (uint32_t)n < sizeof frame ? (uint32_t)n : sizeof frame - 1;
    if (!frame_put(fd, frame, len + 1))
        _exit(0); /* the server has ended */
}

/* --- one mail, in a process of its own ------------------------------------------------------------------------ */

static _Noreturn void work(const struct mail_job *job, int fd, pid_t parent)
{
    struct mail_said said = {""};
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent)
        _exit(0);
    /* What hangs for longer than libcurl lets it is ended by the system. */
    alarm((unsigned)(job->ms / 1000 + LATE_S));
    const char *why = mailer_load();
    if (why) {
        tell(fd, DELIVERED_down, why);
        _exit(0);
    }
    if (!job->to) { /* only whether it could */
        tell(fd, DELIVERED, "");
        _exit(0);
    }
    if (confine_mailer(while_sending, job->server.port) == CONFINE_failed)
        tell(fd, DELIVERED_down, "What sends mail could not be confined.");
    else {
        enum delivered d = mailer_deliver(job, &said);
        tell(fd, d, said.words);
    }
    _exit(0);
}

static void by_worker(const struct mail_job *job)
{
    char frame[MAIL_SAID + 8] = "";
    uint32_t n = 0;
    int of[2], status = 0;
    pid_t self = getpid();
    if (pipe(of) != 0) {
        tell(1, DELIVERED_later, "There is no pipe for it.");
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        close(of[0]);
        work(job, of[1], self);
    }
    close(of[1]);
    int got = child > 0 && frame_get(of[0], frame, sizeof frame - 1, &n, NULL) && n >= 2;
    close(of[0]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (got)
        tell(1, (enum delivered)(frame[0] - '0'), frame + 1);
    else if (child > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        tell(1, DELIVERED_down, "The mail server did not answer in time.");
    else
        tell(1, DELIVERED_later, "Sending it ended without an answer.");
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

static int settings_take(char *frame, struct mail_job *ret)
{
    uint32_t n = 0;
    if (!frame_get(0, frame, 1 << 16, &n, NULL))
        return 0;
    const char *ms = frame_text(frame, n, 3);
    ret->url = frame_text(frame, n, 0);
    ret->user = frame_text(frame, n, 1);
    ret->password = frame_text(frame, n, 2);
    ret->ms = ms ? atol(ms) : 0;
    return ret->ms > 0 && mail_server_read(ret->url, &ret->server);
}

int command_mailer(void)
{
    struct mail_job job = {.url = NULL};
    char *settings = malloc(1 << 16), *frame = malloc(MAIL_BYTES);
    uint32_t n = 0;
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* a password is in it */
    if (!settings || !frame || !settings_take(settings, &job))
        _exit(1);
    if (confine_mailer(while_loading, job.server.port) == CONFINE_failed) {
        tell(1, DELIVERED_down, "What sends mail could not be confined.");
        _exit(1);
    }
    by_worker(&job);
    while (frame_get(0, frame, MAIL_BYTES, &n, NULL)) {
        job.from = frame_text(frame, n, 0);
        job.to = frame_text(frame, n, 1);
        const char *message = frame_text(frame, n, 2);
        if (!message)
            _exit(1);
        job.message = (struct span){message, (uint32_t)(frame + n - 1 - message)};
        by_worker(&job);
        memset(frame, 0, n);
    }
    _exit(0);
}
