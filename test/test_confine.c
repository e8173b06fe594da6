/* A confined server can write its folder, read the time zones, and nothing else: each forbidden call is
 * tried, once free, to see that it works, and once confined. */
#include "../host/server/confine.h"
#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/confine-XXXXXX", elsewhere[] = "/tmp/confined-XXXXXX";
static int port;

static const char *in(const char *where, const char *name)
{
    static char path[2][100];
    static int next;
    char *to = path[next++ % 2];
    snprintf(to, sizeof path[0], "%s/%s", where, name);
    return to;
}

/* --- what is tried: 1 when it could be done ------------------------------------------------------------ */

static int opens(const char *path, int how)
{
    int fd = open(path, how | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}
static int writes_own(void)
{
    return opens(in(folder, "records"), O_CREAT | O_WRONLY | O_TRUNC) &&
           rename(in(folder, "records"), in(folder, "kept")) == 0 &&
           unlink(in(folder, "kept")) == 0;
}
static int reads_zone(void)
{
    return opens("/usr/share/zoneinfo/Europe/London", O_RDONLY);
}
static int reads_passwords(void)
{
    return opens("/etc/passwd", O_RDONLY);
}
static int reads_own_program(void)
{
    return opens("/proc/self/exe", O_RDONLY);
}
static int writes_elsewhere(void)
{
    return opens(in(elsewhere, "x"), O_CREAT | O_WRONLY);
}
static int lists_elsewhere(void)
{
    return opens(elsewhere, O_RDONLY | O_DIRECTORY);
}
static int moves_out(void)
{
    return opens(in(folder, "moved"), O_CREAT | O_WRONLY) &&
           rename(in(folder, "moved"), in(elsewhere, "moved")) == 0;
}
static int writes_zone(void)
{
    return opens(in(folder, "zoneinfo"), O_CREAT | O_WRONLY) &&
           (opens("/usr/share/zoneinfo/tzdata.zi", O_WRONLY) || opens("/etc/localtime", O_WRONLY) ||
            opens("/usr/share/zoneinfo/UTC", O_WRONLY));
}
static int starts_program(void)
{
    pid_t child = fork();
    int status = 1;
    if (child == 0) {
        execl("/bin/true", "true", (char *)NULL);
        _exit(111);
    }
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
static int with_socket(int listens)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)(listens ? 0 : port))};
    struct sockaddr *a = (struct sockaddr *)(void *)&to;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int ok = listens ? bind(fd, a, sizeof to) == 0 : connect(fd, a, sizeof to) == 0;
    close(fd);
    return ok;
}
static int connects(void)
{
    return with_socket(0);
}
static int listens(void)
{
    return with_socket(1);
}
static int may_win_rights(void)
{
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0;
}

static const struct {
    const char *what;
    int (*can)(void);
    int confined; /* whether it still may */
    int net;
} tries[] = {
    {"write the records", writes_own, 1, 0},     {"read a time zone", reads_zone, 1, 0},
    {"read /etc/passwd", reads_passwords, 0, 0}, {"read its own program", reads_own_program, 0, 0},
    {"write elsewhere", writes_elsewhere, 0, 0}, {"list elsewhere", lists_elsewhere, 0, 0},
    {"move a file out", moves_out, 0, 0},        {"write a time zone", writes_zone, 0, 0},
    {"start a program", starts_program, 0, 0},   {"connect", connects, 0, 1},
    {"listen on a port", listens, 0, 1},         {"win rights by a program", may_win_rights, 0, 0},
};
enum { TRIES = sizeof tries / sizeof tries[0] };

/* In a process of its own: what could be done, a bit for each. */
static void *all_tries(void *set)
{
    unsigned *to = set;
    for (int i = 0; i < TRIES; i++)
        *to |= (unsigned)tries[i].can() << i;
    return NULL;
}

static unsigned try_all(int confined, enum confined *ret)
{
    int pipes[2];
    unsigned done[2] = {0, 0};
    CHECK(pipe(pipes) == 0);
    pid_t child = fork();
    if (child == 0) {
        pthread_t thread;
        done[1] = confined ? confine(folder) : CONFINE_not_here;
        /* as the server's threads are: begun afterwards */
        if (pthread_create(&thread, NULL, all_tries, &done[0]) == 0)
            pthread_join(thread, NULL);
        _exit(write(pipes[1], done, sizeof done) != sizeof done);
    }
    CHECK(read(pipes[0], done, sizeof done) == sizeof done);
    int status = 1;
    waitpid(child, &status, 0);
    CHECK(status == 0);
    close(pipes[0]);
    close(pipes[1]);
    *ret = (enum confined)done[1];
    return done[0];
}

static int open_port(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    CHECK(bind(fd, (struct sockaddr *)(void *)&at, sizeof at) == 0 && listen(fd, 5) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)(void *)&at, &n) == 0);
    port = ntohs(at.sin_port);
    return fd;
}

/* What sends mail reads what it was told, connects to its port, and does nothing else; narrowed, even less. */
static int mailer_can(void)
{
    static const char *const much[] = {"/etc", NULL}, *const little[] = {"/etc/ssl", NULL};
    enum confined how = confine_mailer(much, port);
    int ok = how != CONFINE_failed;
    if (how == CONFINE_not_here || !ok)
        return ok;
    ok = opens("/etc/passwd", O_RDONLY) && !reads_zone() && !writes_elsewhere() && !writes_own() &&
         !starts_program() && connects() && may_win_rights() == 0;
    if (how == CONFINE_whole)
        ok = ok && !listens();
    ok = ok && confine_mailer(little, port) == how && !opens("/etc/passwd", O_RDONLY) && connects();
    port++; /* another port, where nothing listens: it is refused before that is found out */
    errno = 0;
    return ok && !connects() && (how != CONFINE_whole || errno == EACCES);
}

static void mailer(void)
{
    pid_t child = fork();
    int status = 1;
    if (child == 0)
        _exit(!mailer_can());
    waitpid(child, &status, 0);
    CHECK(status == 0);
}

int main(void)
{
    enum confined how, free_how;
    CHECK(mkdtemp(folder) && mkdtemp(elsewhere));
    int fd = open_port();
    unsigned free_can = try_all(0, &free_how), can = try_all(1, &how);
    CHECK(how != CONFINE_failed);
    if (how == CONFINE_not_here)
        fprintf(stderr,
                "  this kernel has no Landlock: only what the process itself gives up is tried\n");
    for (int i = 0; i < TRIES; i++) {
        if (tries[i].can == writes_zone && geteuid() != 0)
            continue; /* only root could */
        if (!CHECK((free_can >> i & 1) == 1))
            fprintf(stderr, "  free, it cannot %s\n", tries[i].what);
        int applies = tries[i].can == may_win_rights || how == CONFINE_whole ||
                      (how == CONFINE_files && !tries[i].net);
        if (applies && !CHECK((can >> i & 1) == (unsigned)tries[i].confined))
            fprintf(stderr, "  confined, it can%s %s\n", can >> i & 1 ? "" : "not", tries[i].what);
    }
    mailer();
    CHECK(user_become("", folder) == 1);
    CHECK(user_become("nobody-of-that-name", folder) == 0);
    CHECK(user_become("root", folder) == 0);
    if (geteuid() == 0) {
        pid_t child = fork();
        int status = 1;
        if (child == 0)
            _exit(!(user_become("nobody", folder) && geteuid() != 0 && getegid() != 0 &&
                    setuid(0) != 0 && !opens("/etc/shadow", O_RDONLY) && writes_own()));
        waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    close(fd);
    return check_done("confine");
}
