/* io.c - bytes in, bytes out, messages, and the memory that is lent to a request. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A record of a million long facts is far smaller; what is larger is not a record. */
#define WHOLE_MAX ((size_t)2 << 30)

void complain(const char *name, const char *why)
{
    fprintf(stderr, "ambulando: %s: %s\n", name, why);
}

static int is_stdin(const char *path)
{
    return strcmp(path, "-") == 0;
}

int input_open(const char *path, int *ret_status)
{
    if (is_stdin(path))
        return STDIN_FILENO;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
        close(fd);
        fd = -1;
        errno = EISDIR;
    }
    if (fd < 0) {
        complain(path, strerror(errno));
        *ret_status = STATUS_USAGE;
    }
    return fd;
}

ptrdiff_t input_read(int fd, const char *path, char *to, size_t n)
{
    for (;;) {
        ssize_t got = read(fd, to, n);
        if (got >= 0)
            return got;
        if (errno == EINTR)
            continue;
        complain(is_stdin(path) ? "standard input" : path, strerror(errno));
        return -1;
    }
}

void out_of_memory(void)
{
    static const char why[] = "ambulando: out of memory\n";
    /* Nothing can be done if even this cannot be written. */
    ssize_t ignored = write(STDERR_FILENO, why, sizeof why - 1);
    (void)ignored;
    _exit(STATUS_MEMORY);
}

int read_whole(const char *path, char **ret_bytes, size_t *ret_len)
{
    int status = STATUS_OK;
    int fd = input_open(path, &status);
    if (fd < 0)
        return status;
    size_t cap = 1 << 16, len = 0;
    struct stat st;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
        (uintmax_t)st.st_size < WHOLE_MAX)
        cap = (size_t)st.st_size + 1; /* one more, so that the end is seen without growing */
    char *bytes = malloc(cap);
    if (!bytes)
        out_of_memory();
    for (;;) {
        ptrdiff_t got = input_read(fd, path, bytes + len, cap - len);
        if (got <= 0) {
            status = got < 0 ? STATUS_FAULT : STATUS_OK;
            break;
        }
        len += (size_t)got;
        if (len > WHOLE_MAX) {
            complain(path, "too large for a record");
            status = STATUS_FAULT;
            break;
        }
        if (len == cap) {
            char *more = realloc(bytes, cap *= 2);
            if (!more)
                out_of_memory();
            bytes = more;
        }
    }
    if (fd != STDIN_FILENO)
        close(fd);
    *ret_bytes = bytes;
    *ret_len = len;
    return status;
}

static int write_failed(void)
{
    if (errno != EPIPE)
        complain("standard output", strerror(errno));
    return STATUS_FAULT;
}

static int write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return 0;
        p += put;
        n -= (size_t)put;
    }
    return 1;
}

int output_write(const char *p, size_t n)
{
    return write_all(STDOUT_FILENO, p, n) ? STATUS_OK : write_failed();
}

/* What is there already may be a record: it is never written over. */
int file_write(const char *path, const char *p, size_t n)
{
    if (is_stdin(path))
        return output_write(p, n);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        int there = errno == EEXIST;
        complain(path, there ? "is there already, and is not written over" : strerror(errno));
        return there ? STATUS_USAGE : STATUS_FAULT;
    }
    int whole = write_all(fd, p, n), why = errno;
    if (close(fd) != 0) {
        why = whole ? errno : why;
        whole = 0;
    }
    if (whole)
        return STATUS_OK;
    complain(path, strerror(why));
    unlink(path); /* a part of a plan is none */
    return STATUS_FAULT;
}

int output_close(void)
{
    if (close(STDOUT_FILENO) != 0 && errno != EINTR)
        return write_failed();
    return STATUS_OK;
}

static void put_visible(struct text *t, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        text_char(t, c < 0x20 || c == 0x7F ? '?' : s[i]);
    }
}

static void put_place(struct text *t, const char *name, uint64_t line)
{
    put_visible(t, name, strlen(name));
    text_char(t, ':');
    text_int(t, (int64_t)line);
    text_lit(t, ": ");
}

void error_put(struct text *t, const char *name, uint64_t line, const char *what)
{
    put_place(t, name, line);
    put_visible(t, what, strlen(what));
    text_char(t, '\n');
}

void faults_put(struct text *t, const char *name, const struct faults *faults, uint64_t line_before)
{
    for (size_t i = 0; i < faults->kept; i++) {
        const struct fault *f = &faults->fault[i];
        put_place(t, name, f->line_no + line_before);
        put_visible(t, f->what.p, f->what.len);
        text_char(t, '\n');
    }
    if (faults->count > faults->kept) {
        put_visible(t, name, strlen(name));
        text_lit(t, ": and ");
        text_int(t, (int64_t)(faults->count - faults->kept));
        text_lit(t, " more faults\n");
    }
}

void error_write(const struct text *t)
{
    if (t->len && fwrite(t->p, 1, t->len, stderr) != t->len)
        return; /* there is nowhere left to say so; the exit status still does */
}

static void arena_failed(void *host, const char *why)
{
    (void)host;
    (void)why;
    out_of_memory();
}

static void *reserve(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                   -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

void arena_lend(struct arena *a, size_t size)
{
    enum { LEAST = 1 << 20 };
    *a = (struct arena){.fail = arena_failed};
    a->base = reserve(size);
    /* Where the address space is limited, half of what can be had: the rest of the program needs
     * some too. */
    for (; !a->base && size >= 2 * LEAST; size /= 2) {
        void *p = reserve(size / 2);
        if (!p)
            continue;
        munmap(p, size / 2);
        size /= 2;
        a->base = reserve(size / 2);
    }
    a->size = size;
    if (!a->base)
        out_of_memory();
}

void arena_drop(struct arena *a)
{
    enum { KEEP = 4 << 20 };
    /* To the end of the block, not of what is used: less may be used now than was on the way. */
    if (a->used > KEEP)
        madvise(a->base + KEEP, a->size - KEEP, MADV_DONTNEED);
    arena_reset(a);
}

int record_days(const struct record *r, int *ret_first, int *ret_last)
{
    if (!r->count)
        return 0;
    int first = r->fact[0].day, last = first;
    /* The order of the facts is that of instants: another offset may make an earlier civil day. */
    for (size_t i = 1; i < r->count; i++) {
        if (r->fact[i].day < first)
            first = r->fact[i].day;
        if (r->fact[i].day > last)
            last = r->fact[i].day;
    }
    *ret_first = first;
    *ret_last = last;
    return 1;
}
