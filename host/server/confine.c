#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <pwd.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- Landlock ----------------------------------------------------------------------------------------- */

/* The kernel's own numbers, also where the headers are older than it: rights of files in the order in
 * which versions brought them, and of the network. */
enum { FILE_RIGHTS_1 = 13, REFER = 13, TRUNCATE = 14, IOCTL = 15 };
enum { NET_BIND = 1, NET_CONNECT = 2, RULE_NET_PORT = 2 };
struct rules {
    uint64_t files, net;
};
struct port_rule {
    uint64_t allowed, port;
};

static const uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

static uint64_t file_rights(int version)
{
    uint64_t rights = (UINT64_C(1) << FILE_RIGHTS_1) - 1;
    rights |= version >= 2 ? UINT64_C(1) << REFER : 0;
    rights |= version >= 3 ? UINT64_C(1) << TRUNCATE : 0;
    return rights | (version >= 5 ? UINT64_C(1) << IOCTL : 0);
}

/* What is there of a path may be done; what is not there needs no leave. */
static int allow(int rules, const char *path, uint64_t rights)
{
    struct stat is;
    struct landlock_path_beneath_attr beneath = {.allowed_access = rights};
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT;
    beneath.parent_fd = fd;
    if (fstat(fd, &is) == 0 && !S_ISDIR(is.st_mode))
        beneath.allowed_access &= ~(uint64_t)LANDLOCK_ACCESS_FS_READ_DIR;
    int ok = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
    close(fd);
    return ok;
}

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#define SANITIZED __has_feature(address_sanitizer)
#else
#define SANITIZED 0
#endif

/* A build that looks for lost memory reads the process's own threads for it at the end. */
static int allow_sanitizer(int rules)
{
#if SANITIZED
    return allow(rules, "/proc", reading);
#else
    (void)rules;
    return 1;
#endif
}

/* Begins a set of rules that forbids all that this kernel can forbid: its descriptor, or -1. */
static int rules_begin(struct rules *ret, enum confined *ret_done)
{
    *ret_done = CONFINE_failed;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) {
        if (errno == ENOSYS || errno == EOPNOTSUPP)
            *ret_done = CONFINE_not_here;
        return -1;
    }
    int net = version >= 4;
    *ret = (struct rules){file_rights((int)version), net ? NET_BIND | NET_CONNECT : 0};
    size_t size = net ? sizeof *ret : sizeof ret->files;
    return (int)syscall(SYS_landlock_create_ruleset, ret, size, 0);
}

static enum confined rules_end(int rules, const struct rules *all, int ok)
{
    ok = ok && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return !ok ? CONFINE_failed : all->net ? CONFINE_whole : CONFINE_files;
}

enum confined confine(const char *folder)
{
    struct rules all;
    enum confined done;
    int rules = rules_begin(&all, &done);
    if (rules < 0)
        return done;
    uint64_t writing =
        all.files & ~(uint64_t)(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                                LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM);
    return rules_end(rules, &all,
                     allow(rules, folder, writing) &&
                         allow(rules, "/usr/share/zoneinfo", reading) &&
                         allow(rules, "/etc/localtime", reading) && allow_sanitizer(rules));
}

enum confined confine_mailer(const char *const *paths, int port)
{
    enum { DNS = 53 };
    const int ports[] = {port, DNS};
    struct rules all;
    enum confined done;
    int rules = rules_begin(&all, &done), ok = 1;
    if (rules < 0)
        return done;
    for (; ok && *paths; paths++)
        ok = allow(rules, *paths, reading);
    for (int i = 0; ok && all.net && i < 2; i++) {
        const struct port_rule rule = {NET_CONNECT, (uint64_t)ports[i]};
        ok = syscall(SYS_landlock_add_rule, rules, RULE_NET_PORT, &rule, 0) == 0;
    }
    return rules_end(rules, &all, ok && allow_sanitizer(rules));
}

/* --- who ----------------------------------------------------------------------------------------------- */

static int say(const char *what, const char *why)
{
    fprintf(stderr, "ambulando: serve: --user %s: %s\n", what, why);
    return 0;
}

int user_become(const char *user, const char *folder)
{
    struct stat is;
    if (!*user)
        return 1;
    errno = 0;
    const struct passwd *p = getpwnam(user);
    if (!p)
        return say(user, errno ? strerror(errno) : "there is no such user");
    if (p->pw_uid == 0)
        return say(user, "name a user of its own, not root");
    if (geteuid() == p->pw_uid)
        return 1;
    if (geteuid() != 0)
        return say(user, "only root can become another user");
    if (stat(folder, &is) == 0 && is.st_uid == 0 && chown(folder, p->pw_uid, p->pw_gid) != 0)
        return say(folder, strerror(errno));
    if (setgroups(0, NULL) != 0 || setgid(p->pw_gid) != 0 || setuid(p->pw_uid) != 0)
        return say(user, strerror(errno));
    return setuid(0) != 0 || say(user, "could go back to being root");
}
