#include "store_help.h"

#include <dirent.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct span span_of(const char *text)
{
    return (struct span){text, (uint32_t)strlen(text)};
}

struct span fact_note(unsigned session, unsigned number, const char *note)
{
    enum { LINES = 512, LONGEST = 256 };
    static _Thread_local char line[LINES][LONGEST];
    static _Thread_local int next;
    char *p = line[next++ % LINES];
    int n = session
                ? snprintf(p, LONGEST, "2026-03-02T08:14+00:00 flare note=%.100s&_id=%016x-%u\n",
                           note, session, number)
                : snprintf(p, LONGEST, "2026-03-02T08:14+00:00 flare note=%.100s\n", note);
    return (struct span){p, (uint32_t)n};
}

enum store_result change_of(struct store *s, int64_t person, struct span lines)
{
    struct change c = {.person = person, .facts = lines, .now_s = NOW};
    return store_change(s, &c);
}

int64_t person_new(struct store *s, const uint8_t *browser, struct span lines)
{
    struct change c = {.browser = browser, .facts = lines, .now_s = NOW};
    return store_change(s, &c) == STORE_OK ? c.ret_person : -1;
}

const uint8_t *hash_of(unsigned n)
{
    static _Thread_local uint8_t hash[1000][STORE_HASH];
    uint8_t *h = hash[n % 1000];
    for (unsigned i = 0; i < STORE_HASH; i++)
        h[i] = (uint8_t)(n * 31 + i * 7 + (n >> 3));
    h[0] = (uint8_t)n;
    h[1] = (uint8_t)(n >> 8);
    return h;
}

static void arena_failed(void *host, const char *why)
{
    (void)host;
    fprintf(stderr, "store: %s\n", why);
    abort();
}

static pthread_key_t arena_key;
static void arena_key_make(void)
{
    pthread_key_create(&arena_key, free); /* a thread's arena ends with it */
}

struct arena *test_arena(void)
{
    enum { SIZE = 40 << 20 };
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, arena_key_make);
    struct lent {
        struct arena arena;
        _Alignas(max_align_t) unsigned char block[SIZE];
    } *l = pthread_getspecific(arena_key);
    if (!l) {
        l = malloc(sizeof *l);
        l->arena = (struct arena){.base = l->block, .size = SIZE, .fail = arena_failed};
        pthread_setspecific(arena_key, l);
    }
    arena_reset(&l->arena);
    return &l->arena;
}

const char *lines_of(struct store *s, unsigned n, enum store_result *ret)
{
    struct person_row row;
    struct arena *a = test_arena();
    *ret = store_find(s, KEY_browser, hash_of(n), a, &row);
    if (*ret != STORE_OK)
        return NULL;
    char *text = arena_alloc(a, row.record.len + 1, 1);
    memcpy(text, row.record.p, row.record.len);
    return text;
}

struct store *opened(const char *path)
{
    struct store *s = NULL;
    const char *why = "";
    if (store_open(path, &s, &why) != STORE_OK) {
        fprintf(stderr, "%s: %s\n", path, why);
        abort();
    }
    return s;
}

static char told_text[4096];

const char *told(void)
{
    return told_text;
}

static void tell(void *host, const char *what)
{
    (void)host;
    strncat(told_text, what, sizeof told_text - strlen(told_text) - 2);
    strcat(told_text, "\n");
}

int is_sound(struct store *s)
{
    int64_t people, facts;
    told_text[0] = '\0';
    return store_verify(s, tell, NULL, &people, &facts) == STORE_OK && !told_text[0];
}

sqlite3 *raw(const char *path)
{
    sqlite3 *db = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK)
        abort();
    sqlite3_busy_timeout(db, 5000); /* a visit may be noted at the same moment */
    return db;
}

int does(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

int64_t number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *q = NULL;
    int64_t n = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
        n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return n;
}

/* --- files --------------------------------------------------------------------------------------- */

static char folder_path[200];

const char *folder(void)
{
    const char *tmp = getenv("TMPDIR");
    if (folder_path[0])
        return folder_path;
    snprintf(folder_path, sizeof folder_path, "%.150s/store-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(folder_path)) {
        perror(folder_path);
        abort();
    }
    return folder_path;
}

const char *in_folder(const char *name)
{
    enum { PATHS = 32 };
    static char path[PATHS][300];
    static int next;
    char *p = path[next++ % PATHS];
    snprintf(p, sizeof path[0], "%s/%s", folder(), name);
    return p;
}

void folder_remove(void)
{
    DIR *d = folder_path[0] ? opendir(folder_path) : NULL;
    for (struct dirent *e; d && (e = readdir(d));)
        if (e->d_name[0] != '.')
            unlink(in_folder(e->d_name));
    if (d)
        closedir(d);
    rmdir(folder_path);
    folder_path[0] = '\0';
}

int file_there(const char *path)
{
    return access(path, F_OK) == 0;
}

char *file_bytes(const char *path, size_t *ret_len)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    *ret_len = 0;
    if (!f || fstat(fileno(f), &st) != 0)
        return NULL;
    char *bytes = malloc((size_t)st.st_size + 1);
    *ret_len = fread(bytes, 1, (size_t)st.st_size, f);
    fclose(f);
    return bytes;
}

long file_times(const char *path, const char *word)
{
    size_t len, n = strlen(word);
    long times = 0;
    char *bytes = file_bytes(path, &len);
    for (char *at = bytes; at && (at = memmem(at, len - (size_t)(at - bytes), word, n)); at += n)
        times++;
    free(bytes);
    return times;
}
