/* sqlite_backup.c - a copy of the whole file while it is in use, which is believed only once it has
 * been opened again and read to its end. */
#include "log.h"
#include "sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int sync_directory(const char *path)
{
    char *copy = strdup(path);
    char *slash = copy ? strrchr(copy, '/') : NULL;
    if (!copy)
        return 0;
    if (slash)
        slash[slash == copy] = '\0';
    int fd = open(slash ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    free(copy);
    return ok;
}

static int sync_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    int ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static int copy_pages(struct line *from, sqlite3 *to)
{
    sqlite3_backup *b = sqlite3_backup_init(to, "main", from->db, "main");
    if (!b)
        return sqlite3_extended_errcode(to);
    /* In one step, which reads one state of the file: in more, each write of another process would
     * begin it anew. Writers are not kept waiting by a reader. */
    int rc, tries = 0;
    while ((rc = sqlite3_backup_step(b, -1)) == SQLITE_BUSY && tries++ < 20)
        sqlite3_sleep(100);
    int end = sqlite3_backup_finish(b);
    return rc == SQLITE_DONE ? SQLITE_OK : end != SQLITE_OK ? end : rc;
}

enum store_result file_copy(struct line *from, const char *path)
{
    sqlite3 *to = NULL;
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? STORE_CONFLICT : STORE_FULL;
    close(fd);
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, wiping_vfs());
    if (rc == SQLITE_OK) {
        sqlite3_extended_result_codes(to, 1);
        rc = copy_pages(from, to);
    }
    if (rc == SQLITE_OK) /* what was copied says that there is a log beside it; there is none */
        rc = sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    int end = sqlite3_close(to);
    enum store_result r = result_of(rc != SQLITE_OK ? rc : end);
    if (r == STORE_OK && !sync_file(path))
        r = STORE_FULL;
    if (r != STORE_OK)
        unlink(path);
    return r;
}

static void first_fault(void *host, const char *what)
{
    (void)host;
    log_person(0, what);
}

static enum store_result read_again(const char *path)
{
    struct line copy;
    int64_t people, facts;
    enum store_result r = line_open(&copy, path, LINE_copy);
    if (r != STORE_OK)
        return r;
    r = line_verify(&copy, first_fault, NULL, &people, &facts);
    line_close(&copy);
    return r;
}

/* Never over an existing file, also when one appears meanwhile. */
static int put_in_place(const char *part, const char *path)
{
    if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return 1;
    if (errno != EINVAL && errno != ENOSYS)
        return 0;
    return access(path, F_OK) != 0 && rename(part, path) == 0; /* a file system that cannot */
}

static enum store_result make_copy(struct sqlite_store *s, const char *part, const char *path,
                                   const char **ret_why)
{
    struct line from;
    enum store_result r = line_open(&from, s->path, LINE_there);
    if (r != STORE_OK) {
        *ret_why = "the database cannot be read";
        return r;
    }
    r = file_copy(&from, part);
    line_close(&from);
    if (r != STORE_OK) {
        *ret_why = r == STORE_CONFLICT
                       ? "another backup to this name is being made, or was broken off: look at "
                         "the file that ends in .part, and delete it"
                   : r == STORE_BROKEN ? "the database is damaged and cannot be copied"
                                       : "the copy cannot be written there";
        return r == STORE_CONFLICT ? STORE_FULL : r;
    }
    r = read_again(part);
    if (r != STORE_OK) {
        *ret_why = r == STORE_BROKEN
                       ? "the copy was made and then found damaged; it is not kept. Run verify: is "
                         "the database itself damaged?"
                       : "the copy was made but could not be read again; it is not kept";
    } else if (!put_in_place(part, path)) {
        *ret_why = "the copy cannot be given its name";
        r = STORE_FULL;
    }
    if (r != STORE_OK)
        unlink(part);
    else if (!sync_directory(path)) {
        *ret_why =
            "the copy is there and good, but the disk would not confirm its name, which a power "
            "cut may take away; may this user read that folder?";
        r = STORE_FULL;
    }
    return r;
}

enum store_result sqlite_backup(struct store *store, const char *path, int64_t now_s,
                                const char **ret_why)
{
    enum { NOTE_TURNS = 10 };
    struct sqlite_store *s = (struct sqlite_store *)store;
    if (access(path, F_OK) == 0) {
        *ret_why = "there is a file of this name already; it is left as it is";
        return STORE_FULL;
    }
    size_t n = strlen(path) + sizeof ".part";
    char *part = malloc(n);
    if (!part) {
        *ret_why = "no memory";
        return STORE_FULL;
    }
    snprintf(part, n, "%s.part", path);
    enum store_result r = make_copy(s, part, path, ret_why);
    free(part);
    if (r != STORE_OK)
        return r;
    if (schema_copies_drop(s->path))
        log_line("info",
                 "the copies that were made when the records were brought forward are deleted: "
                 "there is a good backup");
    const struct job note = {.kind = JOB_note, .note = "last_backup_s", .now_s = now_s};
    struct job j;
    /* Beside a busy server the lock may be somebody else's whenever it is asked for. */
    for (int turn = 0; turn < NOTE_TURNS; turn++) {
        j = note;
        r = writer_do(s, &j);
        if (r != STORE_BUSY)
            break;
    }
    if (r != STORE_OK)
        *ret_why = "the copy is good, but that it was made could not be noted";
    return r;
}
