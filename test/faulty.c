#include "faulty.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512, FILES = 3 };

static sqlite3_vfs faulty, *below;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all that follows */

/* --- failing -------------------------------------------------------------------------------------------- */

static enum fault_kind armed;
static long calls, fails_at, failed;
static int for_ever;

void faulty_arm(enum fault_kind kind, long at, int always)
{
    pthread_mutex_lock(&lock);
    armed = kind;
    fails_at = at;
    for_ever = always;
    calls = failed = 0;
    pthread_mutex_unlock(&lock);
}

long faulty_calls(void)
{
    return calls;
}

long faulty_failed(void)
{
    return failed;
}

/* Whether this call fails, of a kind in which armed may be. */
static int fails(unsigned kinds)
{
    int now = 0;
    pthread_mutex_lock(&lock);
    if (armed != FAULT_none && kinds >> armed & 1) {
        calls++;
        now = fails_at && (calls == fails_at || (for_ever && calls > fails_at));
        failed += now;
    }
    pthread_mutex_unlock(&lock);
    return now;
}

enum {
    OF_WRITE = 1 << FAULT_full | 1 << FAULT_io | 1 << FAULT_short,
    OF_FILE = 1 << FAULT_io,
    OF_READ = 1 << FAULT_read
};

/* --- what is on the disk, and what only in memory -------------------------------------------------------- */

struct written {
    struct written *next;
    int64_t at;
    int len; /* -1: cut at at */
    uint8_t bytes[];
};
static struct disk {
    const char *tail;
    int there;   /* its name is on the disk */
    int deleted; /* and is no more, once the folder is synced */
    int created; /* its folder is synced with it, the first time, as SQLite does for its logs */
    uint8_t *synced,
        *before; /* before: of the deleted file of its name, whose name may still be there */
    int64_t size, before_size;
    struct written *first, **last; /* since it was synced */
} disk[FILES] = {{.tail = ""}, {.tail = "-wal"}, {.tail = "-journal"}};
static char watched[300];
static void (*hook_of)(void *host);
static void *hook_host;

static struct disk *disk_of(const char *path)
{
    size_t n = strlen(watched);
    if (!n || !path || strncmp(path, watched, n) != 0)
        return NULL;
    for (int i = 0; i < FILES; i++)
        if (!strcmp(path + n, disk[i].tail))
            return &disk[i];
    return NULL;
}

static void disk_put(struct disk *d, const struct written *w)
{
    int64_t end = w->at + (w->len < 0 ? 0 : w->len);
    if (w->len < 0) {
        d->size = d->size < w->at ? d->size : w->at;
        return;
    }
    if (end > d->size) {
        d->synced = realloc(d->synced, (size_t)end);
        memset(d->synced + d->size, 0, (size_t)(end - d->size));
        d->size = end;
    }
    memcpy(d->synced + w->at, w->bytes, (size_t)w->len);
}

static void disk_note(struct disk *d, int64_t at, const void *bytes, int len)
{
    struct written *w = malloc(sizeof *w + (size_t)(len > 0 ? len : 0));
    *w = (struct written){.at = at, .len = len};
    if (len > 0)
        memcpy(w->bytes, bytes, (size_t)len);
    if (!d->last)
        d->last = &d->first;
    *d->last = w;
    d->last = &w->next;
}

static void disk_forget(struct disk *d, int keep)
{
    for (struct written *w = d->first, *next; w; w = next) {
        next = w->next;
        if (keep)
            disk_put(d, w);
        free(w);
    }
    d->first = NULL;
    d->last = NULL;
}

static void disk_gone(struct disk *d)
{
    disk_forget(d, 0);
    free(d->synced);
    free(d->before);
    *d = (struct disk){.tail = d->tail};
}

/* Which names there are is on the disk. */
static void folder_synced(void)
{
    for (int i = 0; i < FILES; i++) {
        struct disk *d = &disk[i];
        if (d->deleted)
            disk_gone(d);
        free(d->before);
        d->before = NULL;
        d->there |= d->created;
        d->created = 0;
    }
}

/* Another file of the name of one that was deleted. */
static void disk_created(struct disk *d)
{
    disk_forget(d, 1);
    free(d->before);
    *d = (struct disk){.tail = d->tail, .before = d->synced, .before_size = d->size, .created = 1};
}

/* What a file holds that nobody here has written: as it was found. */
static void disk_found(struct disk *d, const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t bytes[4096];
    if (!f)
        return;
    d->there = 1;
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, f)) > 0;) {
        d->synced = realloc(d->synced, (size_t)d->size + n);
        memcpy(d->synced + d->size, bytes, n);
        d->size += (int64_t)n;
    }
    fclose(f);
}

void faulty_watch(const char *path, void (*hook)(void *host), void *host)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < FILES; i++)
        disk_gone(&disk[i]);
    snprintf(watched, sizeof watched, "%s", path ? path : "");
    hook_of = hook;
    hook_host = host;
    for (int i = 0; i < FILES && path; i++) {
        char name[320];
        snprintf(name, sizeof name, "%s%s", watched, disk[i].tail);
        disk_found(&disk[i], name);
    }
    pthread_mutex_unlock(&lock);
}

/* --- the power goes --------------------------------------------------------------------------------------- */

static uint64_t state;
static unsigned below_n(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 20) % n);
}

enum loss { LOST_all, LOST_none, LOST_after, LOST_writes, LOST_sectors, LOSSES };

/* One write as it came through: whole, not at all, or by sectors. */
static void put_part(struct disk *d, const struct written *w, enum loss how)
{
    if (how == LOST_writes && below_n(2))
        return;
    if (how != LOST_sectors || w->len < 0) {
        disk_put(d, w);
        return;
    }
    for (int64_t from = w->at, end = w->at + w->len, to; from < end; from = to) {
        struct written *part;
        to = (from / SECTOR + 1) * SECTOR;
        to = to < end ? to : end;
        part = malloc(sizeof *part + (size_t)(to - from));
        *part = (struct written){.at = from, .len = (int)(to - from)};
        unsigned fate = below_n(6);
        for (int i = 0; i < part->len; i++)
            part->bytes[i] = fate == 0 ? 0 : (uint8_t)below_n(256);
        if (fate > 1)
            memcpy(part->bytes, w->bytes + (from - w->at), (size_t)part->len);
        if (fate < 4)
            disk_put(d, part);
        free(part);
    }
}

/* The same bytes again, that the one who asks may spoil. */
static struct disk disk_copy(const struct disk *d)
{
    struct disk c = {.tail = d->tail, .there = d->there, .size = d->size};
    c.synced = malloc(d->size ? (size_t)d->size : 1);
    if (d->size)
        memcpy(c.synced, d->synced, (size_t)d->size);
    return c;
}

static void image_of(const struct disk *d, const char *image)
{
    enum loss how = (enum loss)below_n(LOSSES);
    const struct written *list[4096];
    int count = 0;
    char path[400];
    const char *tail = d->tail;
    struct disk c = disk_copy(d);
    if (d->before && below_n(2)) { /* the name is still that of the one before */
        struct disk old = {.there = 1, .synced = d->before, .size = d->before_size};
        free(c.synced);
        c = disk_copy(&old);
        d = &old;
    }
    for (const struct written *w = d->first; w && count < 4096; w = w->next)
        list[count++] = w;
    int upto = how == LOST_all ? 0 : how == LOST_after ? (int)below_n((unsigned)count + 1) : count;
    if (how == LOST_writes || how == LOST_sectors) /* whatever came first */
        for (int i = count - 1; i > 0 && below_n(2); i--) {
            int j = (int)below_n((unsigned)i + 1);
            const struct written *t = list[i];
            int cut = t->len < 0 || list[j]->len < 0; /* what follows a cut was written after it */
            list[i] = cut ? t : list[j];
            list[j] = cut ? list[j] : t;
        }
    for (int i = 0; i < upto; i++)
        put_part(&c, list[i], how);
    snprintf(path, sizeof path, "%s%s", image, tail);
    if (c.there || upto || below_n(2)) {
        int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
        if (fd < 0 || write(fd, c.synced, (size_t)c.size) != c.size || close(fd) != 0) {
            perror(path);
            abort();
        }
    }
    free(c.synced);
}

void faulty_image(uint64_t seed, const char *image)
{
    state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    for (int i = 0; i < 8; i++)
        below_n(2);
    pthread_mutex_lock(&lock);
    for (int i = 0; i < FILES; i++) {
        char path[400];
        snprintf(path, sizeof path, "%s%s", image, disk[i].tail);
        unlink(path);
        snprintf(path, sizeof path, "%s%s", watched, disk[i].tail);
        if (access(path, F_OK) == 0)
            image_of(&disk[i], image);
        else if (disk[i].deleted && disk[i].there &&
                 below_n(2)) /* deleted, and the name may still be there */
            image_of(&disk[i], image);
    }
    pthread_mutex_unlock(&lock);
}

static void tell_hook(struct disk *d)
{
    if (d && hook_of)
        hook_of(hook_host);
}

/* --- the file system --------------------------------------------------------------------------------------- */

struct file {
    sqlite3_file base;
    struct disk *disk;
    sqlite3_file *real; /* follows it */
};
static sqlite3_file *real(sqlite3_file *f)
{
    return ((struct file *)f)->real;
}

static int f_close(sqlite3_file *f)
{
    return real(f)->pMethods ? real(f)->pMethods->xClose(real(f)) : SQLITE_OK;
}

static int f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    if (fails(OF_READ))
        return SQLITE_IOERR_READ;
    return real(f)->pMethods->xRead(real(f), to, n, at);
}

static int f_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    struct disk *d = ((struct file *)f)->disk;
    tell_hook(d);
    if (fails(OF_WRITE)) {
        if (armed == FAULT_short)
            real(f)->pMethods->xWrite(real(f), bytes, n / 2, at);
        return armed == FAULT_io ? SQLITE_IOERR_WRITE : SQLITE_FULL;
    }
    int rc = real(f)->pMethods->xWrite(real(f), bytes, n, at);
    pthread_mutex_lock(&lock);
    if (d && rc == SQLITE_OK)
        disk_note(d, at, bytes, n);
    pthread_mutex_unlock(&lock);
    return rc;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    struct disk *d = ((struct file *)f)->disk;
    tell_hook(d);
    if (fails(OF_FILE))
        return SQLITE_IOERR_TRUNCATE;
    int rc = real(f)->pMethods->xTruncate(real(f), size);
    pthread_mutex_lock(&lock);
    if (d && rc == SQLITE_OK)
        disk_note(d, size, NULL, -1);
    pthread_mutex_unlock(&lock);
    return rc;
}

static int f_sync(sqlite3_file *f, int flags)
{
    struct disk *d = ((struct file *)f)->disk;
    tell_hook(d);
    if (fails(OF_FILE))
        return SQLITE_IOERR_FSYNC;
    int rc = real(f)->pMethods->xSync(real(f), flags);
    pthread_mutex_lock(&lock);
    if (d && rc == SQLITE_OK) {
        disk_forget(d, 1);
        d->there = 1;
        if (d->created)
            folder_synced();
    }
    pthread_mutex_unlock(&lock);
    return rc;
}

static int f_size(sqlite3_file *f, sqlite3_int64 *ret_size)
{
    return real(f)->pMethods->xFileSize(real(f), ret_size);
}
static int f_lock(sqlite3_file *f, int level)
{
    return real(f)->pMethods->xLock(real(f), level);
}
static int f_unlock(sqlite3_file *f, int level)
{
    return real(f)->pMethods->xUnlock(real(f), level);
}
static int f_reserved(sqlite3_file *f, int *ret)
{
    return real(f)->pMethods->xCheckReservedLock(real(f), ret);
}
static int f_control(sqlite3_file *f, int what, void *arg)
{
    return real(f)->pMethods->xFileControl(real(f), what, arg);
}
static int f_sector(sqlite3_file *f)
{
    return real(f)->pMethods->xSectorSize(real(f));
}
static int f_device(sqlite3_file *f)
{
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
static int f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
    if (fails(OF_FILE))
        return SQLITE_IOERR_SHMMAP;
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, ret);
}
static int f_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    return real(f)->pMethods->xShmLock(real(f), at, n, flags);
}
static void f_shm_barrier(sqlite3_file *f)
{
    real(f)->pMethods->xShmBarrier(real(f));
}
static int f_shm_unmap(sqlite3_file *f, int deletes)
{
    return real(f)->pMethods->xShmUnmap(real(f), deletes);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = f_close,
    .xRead = f_read,
    .xWrite = f_write,
    .xTruncate = f_truncate,
    .xSync = f_sync,
    .xFileSize = f_size,
    .xLock = f_lock,
    .xUnlock = f_unlock,
    .xCheckReservedLock = f_reserved,
    .xFileControl = f_control,
    .xSectorSize = f_sector,
    .xDeviceCharacteristics = f_device,
    .xShmMap = f_shm_map,
    .xShmLock = f_shm_lock,
    .xShmBarrier = f_shm_barrier,
    .xShmUnmap = f_shm_unmap,
};

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *ret_flags)
{
    struct file *x = (struct file *)f;
    (void)vfs;
    x->base.pMethods = NULL;
    x->real = (sqlite3_file *)(x + 1);
    x->real->pMethods = NULL;
    if (fails(OF_FILE))
        return SQLITE_CANTOPEN;
    struct disk *d = disk_of(name);
    int new = d &&access(name, F_OK) != 0;
    int rc = below->xOpen(below, name, x->real, flags, ret_flags);
    if (rc != SQLITE_OK)
        return rc;
    pthread_mutex_lock(&lock);
    if (new &&access(name, F_OK) == 0)
        disk_created(d);
    pthread_mutex_unlock(&lock);
    x->disk = d;
    x->base.pMethods = &methods;
    return SQLITE_OK;
}

static int v_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    struct disk *d = disk_of(name);
    (void)vfs;
    tell_hook(d);
    if (fails(OF_FILE))
        return SQLITE_IOERR_DELETE;
    int rc = below->xDelete(below, name, sync_folder);
    pthread_mutex_lock(&lock);
    if (d && rc == SQLITE_OK) {
        d->deleted = 1;
        if (sync_folder)
            folder_synced();
    }
    pthread_mutex_unlock(&lock);
    return rc;
}

/* --- memory --------------------------------------------------------------------------------------------- */

static sqlite3_mem_methods memory, memory_below;
static void *m_alloc(int n)
{
    return fails(1 << FAULT_memory) ? NULL : memory_below.xMalloc(n);
}
static void *m_realloc(void *p, int n)
{
    return fails(1 << FAULT_memory) ? NULL : memory_below.xRealloc(p, n);
}

void faulty_begin(void)
{
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory_below) != SQLITE_OK)
        abort();
    memory = memory_below;
    memory.xMalloc = m_alloc;
    memory.xRealloc = m_realloc;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &memory) != SQLITE_OK ||
        sqlite3_initialize() != SQLITE_OK)
        abort();
    below = sqlite3_vfs_find(NULL);
    faulty = *below;
    faulty.pNext = NULL;
    faulty.zName = "faulty";
    faulty.szOsFile = (int)sizeof(struct file) + below->szOsFile;
    faulty.xOpen = v_open;
    faulty.xDelete = v_delete;
    if (sqlite3_vfs_register(&faulty, 1) != SQLITE_OK)
        abort();
}
