#include "near.h"

#include "../core/day.h"
#include "../record/table.h"
#include "cases.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 100, LINE = 1000 };

struct change { /* the changes of one line are counted down to the one that is wanted */
    const char *line;
    int left;
    char *out;
};

static int change_put(struct change *c, size_t from, size_t to, const char *now)
{
    if (c->left--)
        return 0;
    snprintf(c->out, LINE, "%.*s%s%s", (int)from, c->line, now, c->line + to);
    return 1;
}

static struct span piece(const char *line, size_t from, size_t end)
{
    return (struct span){line + from, (uint32_t)(end - from)};
}

/* The number that begins here, one more and one less. */
static int number_next(struct change *c, size_t at)
{
    char now[20];
    size_t to = at + strspn(c->line + at, "0123456789");
    int n = atoi(c->line + at);
    for (int by = -1; by <= 1; by += 2) {
        snprintf(now, sizeof now, "%d", n + by);
        if (n + by >= 0 && change_put(c, at, to, now))
            return 1;
    }
    return 0;
}

static int date_next(struct change *c, size_t at)
{
    char now[40];
    unsigned char bytes[200];
    int day;
    if (!day_read(c->line + at, 10, &day))
        return 0;
    for (int by = -1; by <= 1; by += 2) {
        struct arena a = {.base = bytes, .size = sizeof bytes};
        struct text t = {.mem = &a};
        day_put(&t, day + by);
        snprintf(now, sizeof now, "%.*s", (int)t.len, t.p);
        if (change_put(c, at, at + 10, now))
            return 1;
    }
    return 0;
}

/* One pair left out, its word the next of those allowed, or its numbers, which stand after no letter. */
static int pair_next(struct change *c, int kind, size_t at, size_t end)
{
    const char *is = memchr(c->line + at, '=', end - at);
    size_t begin = at - (c->line[at - 1] == '&'), from = is ? (size_t)(is + 1 - c->line) : end;
    if (change_put(c, begin, end, ""))
        return 1;
    if (kind < 0 || kind == KIND_COUNT || !is)
        return 0;
    const struct row *row = row_find(&kinds[kind], piece(c->line, at, from - 1), NULL);
    int word = row ? word_find(row->word, row->words, piece(c->line, from, end)) : -1;
    for (int by = -1; by <= 1 && word >= 0; by += 2) {
        char now[80];
        if (word + by < 0 || word + by >= row->words)
            continue;
        snprintf(now, sizeof now, "%.*s", (int)row->word[word + by].len, row->word[word + by].p);
        if (change_put(c, from, end, now))
            return 1;
    }
    int dated = row && (row->type == TYPE_DATE || row->type == TYPE_MOMENT);
    if (dated)
        return date_next(c, from);
    for (size_t i = from; i < end; i++)
        if (isdigit((unsigned char)c->line[i]) && !isalnum((unsigned char)c->line[i - 1]) &&
            number_next(c, i))
            return 1;
    return 0;
}

/* The n-th change of a line; 0 when there are fewer. */
static int change_make(const char *line, int n, char *out)
{
    struct change c = {line, n, out};
    size_t at = 0;
    if (change_put(&c, 0, strlen(line), ""))
        return 1;
    if (!strncmp(line, "repeat ", 7)) {
        if (number_next(&c, 7))
            return 1;
        at = 7 + strcspn(line + 7, " ") + 1;
        at += strcspn(line + at, " ") + 1;
    }
    if (date_next(&c, at))
        return 1;
    at += strcspn(line + at, " ");
    size_t name = at + (line[at] == ' '), body = name + strcspn(line + name, " ");
    int kind = kind_find(piece(line, name, body));
    for (at = body + (line[body] == ' '); line[at]; at += line[at] == '&') {
        size_t end = at + strcspn(line + at, "&");
        if (end > at && pair_next(&c, kind, at, end))
            return 1;
        at = end;
    }
    return 0;
}

void near_each(struct arena *a, const char *path, int every,
               void (*take)(void *host, const char *bytes, size_t len), void *host)
{
    static char line[LINES][LINE];
    char now[LINE];
    int lines = 0, seen = 0;
    FILE *in = fopen(path, "r");
    while (in && lines < LINES && fgets(line[lines], LINE, in) && line[lines][0] != '\n') {
        line[lines][strcspn(line[lines], "\n")] = 0;
        lines += line[lines][0] != '#';
    }
    if (in)
        fclose(in);
    size_t mark = a->used;
    for (int changed = 0; changed < lines; changed++) {
        for (int n = 0; change_make(line[changed], n, now); n++) {
            if (seen++ % every)
                continue;
            struct text t = {.mem = a};
            for (int i = 0; i < lines; i++)
                case_line(&t, path, i, i == changed ? now : line[i]);
            take(host, t.p, t.len);
            a->used = mark;
        }
    }
}
