/* feed.c - see feed.h. A chunk is read at a time, never more: what is left over after the cut is
 * then less than two chunks (LEFT_MAX), and copying it to the next batch costs little. */
#include "feed.h"

#include "cli.h"

#include <stdlib.h>
#include <unistd.h>

/* One person's record is at most this; a whole record for the other commands likewise. */
#define PERSON_MAX ((size_t)2 << 30)
enum { CHUNK = BATCH_BYTES, MARK_LEN = 6, LEFT_MAX = 2 * CHUNK + MARK_LEN };
static const char mark[MARK_LEN + 1] = "person";

uint64_t count_lines(const char *s, size_t n)
{
    uint64_t lines = 0;
    for (const char *end = s + n; s < end && (s = memchr(s, '\n', (size_t)(end - s))); s++)
        lines++;
    return lines;
}

void feed_open(struct feed *f, const char *const *path, size_t path_count)
{
    *f = (struct feed){.path = path, .path_count = path_count, .fd = -1};
    f->left = malloc(LEFT_MAX);
    if (!f->left)
        out_of_memory();
}

static int file_next(struct feed *f)
{
    if (f->path_at == f->path_count)
        return 0;
    f->fd = input_open(f->path[f->path_at], &f->status);
    f->file_begins = 1;
    f->lines = 0;
    return f->fd >= 0;
}

static void file_end(struct feed *f)
{
    if (f->fd != STDIN_FILENO)
        close(f->fd);
    f->fd = -1;
    f->path_at++;
}

static void batch_room(struct batch *b, size_t n)
{
    size_t cap = b->cap;
    while (cap < b->len + n)
        cap = cap ? 2 * cap : (size_t)2 * CHUNK;
    if (cap == b->cap)
        return;
    b->bytes = realloc(b->bytes, cap);
    b->cap = cap;
    if (!b->bytes)
        out_of_memory();
}

/* Where the last person after from begins, or 0. */
static size_t last_person(const char *s, size_t from, size_t len)
{
    if (len < MARK_LEN)
        return 0;
    for (size_t i = len - MARK_LEN; i > from; i--)
        if (s[i] == mark[0] && s[i - 1] == '\n' && memcmp(s + i, mark, MARK_LEN) == 0)
            return i;
    return 0;
}

/* Reads on until the batch is large enough and a further person has begun, whose place it returns;
 * 0 at the end of the file. */
static size_t fill(struct feed *f, struct batch *b)
{
    size_t searched = 0;
    for (;;) {
        batch_room(b, CHUNK);
        ptrdiff_t got = input_read(f->fd, f->path[f->path_at], b->bytes + b->len, CHUNK);
        if (got <= 0) {
            if (got < 0)
                f->status = STATUS_FAULT;
            return 0;
        }
        b->len += (size_t)got;
        if (b->len < BATCH_BYTES)
            continue;
        size_t cut = last_person(b->bytes, searched, b->len);
        if (cut)
            return cut;
        if (b->len > PERSON_MAX) {
            complain(f->path[f->path_at], "one person's record is too large");
            f->status = STATUS_FAULT;
            return 0;
        }
        searched = b->len - MARK_LEN;
    }
}

int feed_take(struct feed *f, struct batch *b)
{
    if (b->cap > (size_t)16 * CHUNK) { /* a large person has passed: give its memory back */
        free(b->bytes);
        b->bytes = NULL;
        b->cap = 0;
    }
    do {
        if (f->status != STATUS_OK || (f->fd < 0 && !file_next(f)))
            return 0;
        b->path = f->path[f->path_at];
        b->file_begins = f->file_begins;
        b->line_before = f->lines;
        b->len = 0;
        batch_room(b, LEFT_MAX);
        memcpy(b->bytes, f->left, f->left_len);
        b->len = f->left_len;
        f->left_len = 0;
        size_t cut = fill(f, b);
        if (cut) {
            f->left_len = b->len - cut;
            memcpy(f->left, b->bytes + cut, f->left_len);
            b->len = cut;
        } else {
            file_end(f);
            if (f->status != STATUS_OK) /* its end was not seen: drop the last person */
                b->len = last_person(b->bytes, 0, b->len);
        }
        f->file_begins = 0;
    } while (!b->len);
    f->lines += count_lines(b->bytes, b->len);
    f->bytes += b->len;
    b->number = f->taken++;
    return 1;
}
