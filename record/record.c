#include "table.h"

#include "../core/form.h"

enum { SHORTEST_LINE = 26 }; /* 2026-03-02T08:14+00:00 k - */

struct scanned {
    const char *end;   /* of the line: its line feed, or the end of the bytes */
    int control, high; /* has a control character; has bytes above ASCII */
};

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Finds the end of the line at p. Eight bytes at a step: a byte below 20 borrows into its top bit,
 * and DEL does when all its bits are turned first. Neither misses one; a byte that is taken for one
 * by mistake, above a real one in the same step, is looked at again below. */
static struct scanned line_scan(const char *p, const char *end)
{
    struct scanned s = {end, 0, 0};
    uint64_t high = 0;
    while (p < end) {
        const char *stop = end - p < 8 ? end : p + 8;
        if (stop - p == 8) {
            uint64_t eight, del;
            __builtin_memcpy(&eight, p, 8);
            del = eight ^ EACH(0x7f);
            high |= eight;
            if (!((((eight - EACH(0x20)) & ~eight) | ((del - EACH(1)) & ~del)) & EACH(0x80))) {
                p = stop;
                continue;
            }
        }
        for (; p < stop && *p != '\n'; p++) {
            unsigned char c = (unsigned char)*p;
            high |= c;
            if ((c < 0x20 && !(c == '\r' && p + 1 < end && p[1] == '\n') &&
                 !(c == '\r' && p + 1 == end)) ||
                c == 0x7f)
                s.control = 1;
        }
        if (p < stop) {
            s.end = p;
            break;
        }
    }
    s.high = (high & EACH(0x80)) != 0;
    return s;
}

static int span_has(struct span s, char c)
{
    for (uint32_t i = 0; i < s.len; i++)
        if (s.p[i] == c)
            return 1;
    return 0;
}

static int is_silent(struct span line)
{
    uint32_t i = 0;
    if (line.len && line.p[0] == '#')
        return 1;
    while (i < line.len && (line.p[i] == ' ' || line.p[i] == '\t'))
        i++;
    return i == line.len;
}

/* The first control character of a line: a fault that says where. */
static void fault_control(struct judge *j, struct span line)
{
    uint32_t i = 0;
    while (i < line.len && (unsigned char)line.p[i] >= 0x20 && line.p[i] != 0x7f)
        i++;
    fault_number(j,
                 i < line.len && !line.p[i] ? "a NUL stands at byte "
                                            : "a control character stands at byte ",
                 (size_t)i + 1, " of the line; allowed is text, with %XX for anything else");
}

/* Reads a line that has been scanned; its carriage return is off. */
static int scanned_take(struct judge *j, const char *p, size_t len, const struct scanned *s,
                        struct fact *ret_fact)
{
    if (len > RECORD_LINE_MAX) {
        if (*p != '#')
            fault_number(j, "the line is ", len, " bytes long; allowed are 65536");
        return 0;
    }
    struct span line = {p, (uint32_t)len};
    if (is_silent(line)) {
        if (s->control && span_has(line, '\r')) /* lone returns: all lines would be one comment */
            fault_control(j, line);
        return 0;
    }
    if (s->control) {
        fault_control(j, line);
        return 0;
    }
    if (s->high && !utf8_valid(p, len)) {
        fault_given(j, "the line is not UTF-8 text: ", line, "");
        return 0;
    }
    return line_take(j, line, ret_fact);
}

int fact_read(struct arena *a, const char *line, size_t len, uint32_t line_no,
              struct fact *ret_fact, struct faults *faults)
{
    struct judge j = {a, faults, line_no};
    struct fact f;
    if (!len)
        return 0;
    struct scanned s = line_scan(line, line + len);
    if (s.end < line + len || line[len - 1] == '\r')
        s.control = 1; /* a line end has no place within a line */
    if (!scanned_take(&j, line, len, &s, &f))
        return 0;
    *ret_fact = f;
    return 1;
}

/* No more facts than this can be in the bytes. */
static size_t facts_most(const char *p, const char *end)
{
    size_t most = (size_t)(end - p) / SHORTEST_LINE + 1, lines = 1;
    if (most <= 16)
        return most;
    for (; end - p >= 8; p += 8) { /* the top bit of each byte that is a line feed, and their sum */
        uint64_t eight;
        __builtin_memcpy(&eight, p, 8);
        eight ^= EACH('\n');
        eight = ~(((eight & EACH(0x7f)) + EACH(0x7f)) | eight) & EACH(0x80);
        lines += (size_t)((eight >> 7) * EACH(1) >> 56);
    }
    for (; p < end; p++)
        lines += *p == '\n';
    if (lines < most)
        most = lines;
    return most < RECORD_FACTS_MAX ? most : RECORD_FACTS_MAX;
}

void record_read(struct arena *a, const char *bytes, size_t len, struct record *ret_record,
                 struct faults *faults)
{
    const char *p = len ? bytes : "", *end = p + len; /* an empty text has no bytes at all */
    struct judge j = {a, faults, 0};
    struct faults clashes = {0};
    if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        p += 3;
    size_t most = facts_most(p, end);
    struct record r = {arena_grow(a, NULL, 0, most * sizeof *r.fact), 0};
    struct fact beyond;
    while (p < end) {
        struct scanned s = line_scan(p, end);
        size_t line_len = (size_t)(s.end - p);
        struct fact *to = r.count < most ? &r.fact[r.count] : &beyond;
        j.line_no++;
        if (line_len && s.end[-1] == '\r')
            line_len--;
        if (line_len && scanned_take(&j, p, line_len, &s, to)) {
            if (r.count == RECORD_FACTS_MAX) {
                fault_number(&j, "a record has at most ", RECORD_FACTS_MAX,
                             " facts; this one and what follows was not read");
                break;
            }
            r.count++;
        }
        p = s.end < end ? s.end + 1 : end;
    }
    record_order(a, &r, &clashes);
    faults_merge(a, faults, &clashes);
    *ret_record = r;
}
