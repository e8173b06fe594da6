/* feed.h - the input of a replay, cut into batches of whole persons.
 *
 *     struct feed f;
 *     feed_open(&f, paths, count);
 *     while (feed_take(&f, &batch)) ... batch.bytes, batch.len ...        one caller at a time
 *
 * A batch begins with a line "person ID" (the first of a file may begin with something else) and
 * holds whole persons: about BATCH_BYTES of them, or one larger person.
 *
 * Ownership: a batch's bytes are its own until it is taken again or freed.
 * Errors:    reading that fails is told, ends the input, and leaves feed.status; the person that
 *            was being read is left out. */
#ifndef AMB_HOST_FEED_H
#define AMB_HOST_FEED_H

#include <stddef.h>
#include <stdint.h>

enum { BATCH_BYTES = 64 << 10 };

struct batch {
    char *bytes;
    size_t len, cap;
    const char *path;
    uint64_t line_before; /* lines of the file before it */
    uint64_t number;      /* from 0, over all files */
    int file_begins;
};

struct feed {
    const char *const *path;
    size_t path_count, path_at;
    int fd, file_begins;
    char *left; /* read already, for the next batch */
    size_t left_len;
    uint64_t lines, taken;
    uint64_t bytes; /* handed out so far */
    int status;
};

void feed_open(struct feed *f, const char *const *path, size_t path_count);
int feed_take(struct feed *f, struct batch *b);
uint64_t count_lines(const char *s, size_t n);

#endif
