/* sqlite_wipe.c - nothing that was moved away stays behind in the file.
 *
 * With secure_delete SQLite overwrites what is deleted, where it stands. But when it spreads a full
 * page over two, what moved to the other page may stay readable in the unused middle of the first;
 * erasing it later overwrites only where it stands then. So whenever a page is written into the
 * database file, its unused middle is written as zeros: it has no meaning, and no checksum covers it
 * there (one does in the log, which is cut after an erasure). VACUUM would do the same, but rewrites
 * all of the file and keeps everybody waiting. */
#include "sqlite.h"

#include <string.h>

enum { HEAD_1 = 100, LEAF = 8, PAGE_LEAST = 512 };

static sqlite3_vfs wiping;
static sqlite3_vfs *plain;
static sqlite3_io_methods wiping_file;
static const sqlite3_io_methods *plain_file;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t first_file = PTHREAD_MUTEX_INITIALIZER;

static int number_at(const uint8_t *p)
{
    return p[0] << 8 | p[1];
}

/* Where the unused middle of a page of a tree begins and ends (from == to: there is none, or it is
 * another kind of page). Those begin with the number of a page, so with a zero byte: PAGES_MAX. */
static void middle(const uint8_t *page, int size, int head, int *ret_from, int *ret_to)
{
    int kind = page[head], cells = number_at(page + head + 3), to = number_at(page + head + 5);
    int pointers = head + (kind & LEAF ? 8 : 12), from = pointers + 2 * cells;
    *ret_from = *ret_to = 0;
    if (kind != 2 && kind != 5 && kind != 10 && kind != 13)
        return;
    if (to == 0)
        to = 65536; /* as the format has it */
    if (from > to || to > size)
        return;
    for (int i = 0; i < cells; i++)
        if (number_at(page + pointers + 2 * i) < to)
            return; /* not a sound page; it is not for us to judge */
    *ret_from = from;
    *ret_to = to;
}

static int write_wiped(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    uint8_t page[65536];
    int from, to;
    if (n < PAGE_LEAST || n > (int)sizeof page || (n & (n - 1)) || at % n)
        return plain_file->xWrite(f, bytes, n, at);
    middle(bytes, n, at ? 0 : HEAD_1, &from, &to);
    if (from == to)
        return plain_file->xWrite(f, bytes, n, at);
    memcpy(page, bytes, (size_t)n);
    memset(page + from, 0, (size_t)(to - from));
    return plain_file->xWrite(f, page, n, at);
}

static int open_wiping(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags,
                       int *ret_flags)
{
    (void)vfs;
    int rc = plain->xOpen(plain, name, f, flags, ret_flags);
    if (rc != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB))
        return rc;
    /* The files of one system all have the same functions; of another kind, none are changed. */
    pthread_mutex_lock(&first_file);
    if (!plain_file) {
        plain_file = f->pMethods;
        wiping_file = *plain_file;
        wiping_file.xWrite = write_wiped;
    }
    if (f->pMethods == plain_file)
        f->pMethods = &wiping_file;
    pthread_mutex_unlock(&first_file);
    return rc;
}

static void vfs_make(void)
{
    plain = sqlite3_vfs_find(NULL);
    if (!plain)
        return;
    wiping = *plain;
    wiping.pNext = NULL;
    wiping.zName = "ambulando";
    wiping.xOpen = open_wiping;
    if (sqlite3_vfs_register(&wiping, 0) != SQLITE_OK)
        plain = NULL;
}

const char *wiping_vfs(void)
{
    pthread_once(&once, vfs_make);
    return wiping.zName;
}
