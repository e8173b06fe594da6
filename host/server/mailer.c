/* mailer.c - the server's end of the process that sends mail. */
#include "mailer.h"

#include "../../clinic/mail.h"
#include "server.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int say(const char *what, const char *why)
{
    fprintf(stderr, "ambulando: serve: %s: %s\n", what, why);
    return 0;
}

/* --- settings ---------------------------------------------------------------------------------------------- */

const char *mail_settings_wrong(const struct settings *set, const char **ret_option)
{
    struct mail_server server;
    struct span name, address;
    *ret_option = "--mail-server";
    if (*set->mail_server && !mail_server_read(set->mail_server, &server))
        return "is smtp://HOST:PORT or smtps://HOST:PORT, with nothing after it";
    *ret_option = "--mail-from";
    if (*set->mail_server && !*set->mail_from)
        return "is needed with --mail-server";
    if (*set->mail_from && !mail_from_read(set->mail_from, &name, &address))
        return "is an address, or a name and then the address in < and >";
    *ret_option = "--mail-user";
    int password = *set->mail_password_file || getenv("AMBULANDO_MAIL_PASSWORD");
    if (!*set->mail_user != !password)
        return "needs a password (--mail-password-file), and that a user";
    return NULL;
}

int mail_password_read(const struct settings *set, char ret[MAIL_PASSWORD])
{
    char *given = getenv("AMBULANDO_MAIL_PASSWORD");
    *ret = '\0';
    if (*set->mail_password_file) {
        int fd = open(set->mail_password_file, O_RDONLY | O_CLOEXEC);
        ssize_t n = fd < 0 ? -1 : read(fd, ret, MAIL_PASSWORD - 1);
        int why = errno;
        if (fd >= 0)
            close(fd);
        if (n < 0)
            return say(set->mail_password_file, strerror(why));
        ret[n] = '\0';
        ret[strcspn(ret, "\r\n")] = '\0';
    } else if (given) {
        snprintf(ret, MAIL_PASSWORD, "%s", given);
    }
    if (given)
        sodium_memzero(given, strlen(given)); /* also where /proc shows it */
    unsetenv("AMBULANDO_MAIL_PASSWORD");
    return 1;
}

/* --- the process ----------------------------------------------------------------------------------------------- */

static _Noreturn void become(int in, int out, pid_t parent)
{
    static char name[] = "ambulando", command[] = "mailer";
    char *const argv[] = {name, command, NULL}, *const environment[] = {NULL};
    /* It ends with the server, also with one that is killed. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || getppid() != parent || dup2(in, 0) != 0 ||
        dup2(out, 1) != 1)
        _exit(127);
    close_range(3, ~0u, 0);
    execve("/proc/self/exe", argv, environment);
    _exit(127);
}

static int begin(struct mailer *m)
{
    int to[2], of[2];
    pid_t self = getpid();
    if (pipe2(to, O_CLOEXEC) != 0)
        return 0;
    if (pipe2(of, O_CLOEXEC) != 0) {
        close(to[0]);
        close(to[1]);
        return 0;
    }
    m->pid = fork();
    if (m->pid == 0)
        become(to[0], of[1], self);
    close(to[0]);
    close(of[1]);
    m->to = to[1];
    m->of = of[0];
    return m->pid > 0;
}

static void put_text(char *frame, uint32_t *n, const char *s)
{
    size_t len = strlen(s) + 1;
    memcpy(frame + *n, s, len);
    *n += (uint32_t)len;
}

static int tell_settings(struct mailer *m, const struct settings *set, const char *password)
{
    char frame[4 * MAIL_PASSWORD], number[16];
    uint32_t n = 0;
    snprintf(number, sizeof number, "%d", set->mail_ms);
    put_text(frame, &n, set->mail_server);
    put_text(frame, &n, set->mail_user);
    put_text(frame, &n, password);
    put_text(frame, &n, number);
    int ok = frame_put(m->to, frame, n);
    sodium_memzero(frame, sizeof frame);
    return ok;
}

/* Its answer: a digit, and a sentence. */
static enum delivered answer(struct mailer *m, const atomic_int *stop, struct mail_said *ret)
{
    char frame[MAIL_SAID + 8] = "";
    uint32_t n = 0;
    if (!frame_get(m->of, frame, sizeof frame - 1, &n, stop) || n < 2) {
        m->lost = !stop || !atomic_load(stop);
        mail_said_put(ret, "The part of the program that sends mail has ended: start it again.",
                      "");
        return DELIVERED_down;
    }
    mail_said_put(ret, "", frame + 1);
    return frame[0] >= '0' && frame[0] <= '3' ? (enum delivered)(frame[0] - '0') : DELIVERED_later;
}

int mailer_start(struct mailer *m, const struct settings *set, const char *password)
{
    struct mail_said said;
    *m = (struct mailer){.to = -1, .of = -1};
    if (!*set->mail_server)
        return 1;
    if (!begin(m) || !tell_settings(m, set, password))
        return say("--mail-server", "the part that sends mail could not be started");
    if (answer(m, NULL, &said) == DELIVERED)
        return 1;
    mailer_end(m);
    return say("--mail-server", m->lost ? "the part that sends mail could not be started: may the "
                                          "server's user run this program?"
                                        : said.words);
}

enum delivered mailer_send(struct mailer *m, const char *from, const char *to, struct span message,
                           const atomic_int *stop, struct mail_said *ret)
{
    size_t head = strlen(from) + strlen(to) + 2, n = head + message.len + 1;
    char *frame = n < MAIL_BYTES ? malloc(n) : NULL;
    if (!frame) {
        mail_said_put(ret, "There is no memory for it.", "");
        return DELIVERED_later;
    }
    uint32_t at = 0;
    put_text(frame, &at, from);
    put_text(frame, &at, to);
    memcpy(frame + at, message.p, message.len);
    frame[n - 1] = '\0';
    m->lost = m->lost || !frame_put(m->to, frame, (uint32_t)n);
    sodium_memzero(frame, n); /* a link is in it */
    free(frame);
    return answer(m, stop, ret);
}

void mailer_end(struct mailer *m)
{
    if (m->pid <= 0)
        return;
    close(m->to);
    close(m->of);
    kill(m->pid, SIGKILL); /* whom it was writing to is written to again, with the same number */
    waitpid(m->pid, NULL, 0);
    m->pid = 0;
}
